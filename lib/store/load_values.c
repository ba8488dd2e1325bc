/* load_values.c: observations and printed differences into a load. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>

/* Half of the time that SQLite takes to write a row goes into starting and ending a statement: rows are written together. */
enum { LM_OBS_TOGETHER = 32, BOUND = 20 /* of each */ };

typedef struct waiting_row {
  int64_t indicator, area;
  lm_kept_obs kept;
} waiting_row;

/* Numbers of the panel's things in the store, made when they are first needed. */
typedef struct loading {
  lm_load *load;
  const lm_model *model;
  const lm_areas *areas;
  const lm_panel *panel;
  int64_t *source; /* by index in the panel; 0 not yet */
  int64_t indicator, area; /* of the open series */
  const char *indicator_id, *area_id;
  bool known; /* the store may have values of the open series */
  waiting_row waiting[LM_OBS_TOGETHER]; /* no value is met twice in a load, so nobody looks for one of these */
  size_t waiting_count;
} loading;

static size_t source_count(const lm_panel *panel) {
  size_t count = 0;
  while (lm_panel_source(panel, (uint32_t)count)) count++;
  return count;
}

static int64_t keep_source(lm_load *load, const lm_source *source, int64_t document) {
  const char *const field[] = {source->id,        source->title,   source->publisher, source->url,
                               source->retrieved, source->licence, source->edition,   source->sha256};
  sqlite3_stmt *s = lm_sql(load->store, SQL_SOURCE_ADD);
  sqlite3_bind_int64(s, 1, document);
  for (int i = 0; i < 8; i++) lm_bind_text(s, 2 + i, field[i]);
  lm_sql_run(load->store, s);
  return sqlite3_last_insert_rowid(load->store->db);
}

static int64_t source_of(loading *l, const lm_obs *obs, int64_t document) {
  const lm_source *source = obs->source == LM_NO_SOURCE ? NULL : lm_panel_source(l->panel, obs->source);
  if (!source) return 0;
  int64_t *kept = &l->source[obs->source];
  if (!*kept) *kept = keep_source(l->load, source, document);
  return *kept;
}

static const char *file_of(const lm_panel *panel, uint32_t document) {
  const lm_document *d = lm_panel_document(panel, document);
  return d ? d->file : NULL;
}

static bool now(loading *l, lm_period period, lm_kept_obs *out) {
  lm_store *store = l->load->store;
  if (!l->known) return false;
  sqlite3_stmt *s = lm_sql(store, SQL_OBS_NOW);
  sqlite3_bind_int64(s, 1, l->indicator);
  sqlite3_bind_int64(s, 2, l->area);
  sqlite3_bind_int(s, 3, (int)period.kind);
  sqlite3_bind_int(s, 4, period.index);
  bool there = lm_sql_step(store, s) && !sqlite3_column_int(s, 1);
  if (there) {
    *out = (lm_kept_obs){.since = sqlite3_column_int64(s, 0)};
    lm_column_obs(s, 2, out);
  }
  if (s) sqlite3_reset(s);
  return there;
}

static void bind_row(sqlite3_stmt *s, int at, const waiting_row *row, int64_t since) {
  sqlite3_bind_int64(s, at, row->indicator);
  sqlite3_bind_int64(s, at + 1, row->area);
  sqlite3_bind_int(s, at + 2, (int)row->kept.obs.period.kind);
  sqlite3_bind_int(s, at + 3, row->kept.obs.period.index);
  sqlite3_bind_int64(s, at + 4, since);
  lm_bind_obs(s, at + 5, &row->kept);
}

static void put(loading *l, lm_kept_obs *is) {
  lm_store *store = l->load->store;
  is->source = source_of(l, &is->obs, is->document);
  const lm_text *note = lm_panel_note(l->panel, is->obs.note);
  if (note) is->note = lm_keep_texts(store, &(lm_texts){note, 1});
  l->waiting[l->waiting_count++] = (waiting_row){l->indicator, l->area, *is};
  if (l->waiting_count < LM_OBS_TOGETHER) return;
  sqlite3_stmt *s = lm_sql(store, SQL_OBS_PUT_TOGETHER);
  for (int i = 0; i < LM_OBS_TOGETHER; i++) bind_row(s, 1 + i * BOUND, &l->waiting[i], l->load->number);
  lm_sql_run(store, s);
  l->waiting_count = 0;
}

static void put_waiting(loading *l) {
  for (size_t i = 0; i < l->waiting_count; i++) {
    sqlite3_stmt *s = lm_sql(l->load->store, SQL_OBS_PUT);
    bind_row(s, 1, &l->waiting[i], l->load->number);
    lm_sql_run(l->load->store, s);
  }
  l->waiting_count = 0;
}

/* Where the workbook, if it is one, has the value, and then which value it is. */
static void add_path(lm_strbuf *path, const lm_document *document, unsigned line, const lm_store_change *c) {
  if (document && document->sheet) {
    lm_strbuf_addf(path, "sheet[@name='%s']", document->sheet);
    if (document->column)
      lm_strbuf_addf(path, "/cell[@at='%s%u']/", document->column, line);
    else
      lm_strbuf_addf(path, "/row[@at='%u']/", line);
  }
  lm_load_add_path(path, c);
}

static void tell_refused(loading *l, uint32_t document, unsigned line, const lm_locked *lock, const lm_store_change *c) {
  lm_strbuf path = {0};
  const lm_place place = {file_of(l->panel, document), line, 0};
  add_path(&path, lm_panel_document(l->panel, document), line, c);
  if (lock)
    lm_load_tell_locked(l->load, lock, c, place, lm_strbuf_text(&path));
  else
    lm_load_tell_difference_at(l->load, c, place, lm_strbuf_text(&path));
  lm_strbuf_clear(&path);
}

/* Texts are made only of what will be kept: of millions of added values nearly none. */
static void tell(loading *l, lm_change_kind kind, const lm_kept_obs *is, const lm_kept_obs *was, const lm_locked *lock) {
  lm_load *load = l->load;
  char when[48];
  if (kind != LM_REFUSED && load->kept[kind] >= LM_DIAG_KEEP) return;
  const lm_source *source = is->obs.source == LM_NO_SOURCE ? NULL : lm_panel_source(l->panel, is->obs.source);
  lm_store_change c = {.what = LM_WHAT_VALUE, .kind = kind, .indicator = l->indicator_id, .area = l->area_id};
  c.when = lm_period_format(is->obs.period, when, sizeof when);
  c.after = lm_obs_text(&is->obs, &load->arena);
  c.source_after = source ? source->title : NULL;
  if (was) {
    c.before = lm_obs_text(&was->obs, &load->arena);
    c.source_before = lm_kept_source_title(load->store, was->source, &load->arena);
    c.load_before = was->since;
  }
  if (kind == LM_REFUSED) tell_refused(l, is->obs.document, is->obs.line, lock, &c);
  lm_load_change(load, &c);
}

static void meet(loading *l, const lm_series *series, const lm_obs *obs, int64_t document) {
  const lm_printed *printed = lm_panel_printed(l->panel, series->indicator, series->area, obs->period);
  lm_kept_obs is = {.document = document, .obs = *obs, .printed = {.decimals = -1}}, was;
  if (printed) is.printed = *printed;
  lm_meeting m = {.there = now(l, obs->period, &was)};
  m.same = m.there && lm_same_obs(&is, &was);
  const lm_locked *lock = m.same ? NULL : lm_locks_find(&l->load->locks, obs->period, l->area);
  m.locked = lock != NULL;
  lm_change_kind kind = lm_load_meet(l->load, LM_WHAT_VALUE, &m);
  if (kind == LM_UNCHANGED) return;
  if (kind != LM_REFUSED) put(l, &is);
  tell(l, kind, &is, m.there ? &was : NULL, lock);
}

static void meet_series(loading *l, const lm_series *series) {
  lm_store *store = l->load->store;
  const lm_area *area = lm_areas_at(l->areas, series->area);
  l->indicator = lm_load_indicator(l->load, l->model, series->indicator);
  l->area = lm_load_area(l->load, l->areas, series->area);
  l->indicator_id = lm_model_node(l->model, series->indicator)->id;
  l->area_id = area ? area->id : NULL;
  sqlite3_stmt *s = lm_sql(store, SQL_SERIES_KNOWN);
  sqlite3_bind_int64(s, 1, l->indicator);
  sqlite3_bind_int64(s, 2, l->area);
  sqlite3_bind_int(s, 3, (int)series->kind);
  l->known = lm_sql_whole(store, s, 0) == 1;
  uint32_t last = UINT32_MAX;
  int64_t document = 0;
  for (size_t i = 0; i < series->count && !lm_store_failed(store); i++) {
    if (series->obs[i].document != last) document = lm_load_document_of(l->load, file_of(l->panel, last = series->obs[i].document));
    meet(l, series, &series->obs[i], document);
  }
}

/* ---- printed differences ---- */

static sqlite3_stmt *with_change_key(loading *l, lm_sql_name name, const lm_change *c) {
  sqlite3_stmt *s = lm_sql(l->load->store, name);
  sqlite3_bind_int64(s, 1, l->indicator);
  sqlite3_bind_int64(s, 2, l->area);
  sqlite3_bind_int(s, 3, (int)c->from.kind);
  sqlite3_bind_int(s, 4, c->from.index);
  sqlite3_bind_int(s, 5, (int)c->to.kind);
  sqlite3_bind_int(s, 6, c->to.index);
  return s;
}

static void put_change(loading *l, const lm_change *c) {
  int64_t notes = lm_keep_texts(l->load->store, &c->notes);
  sqlite3_stmt *s = with_change_key(l, SQL_CHANGE_PUT, c);
  sqlite3_bind_int64(s, 7, l->load->number);
  sqlite3_bind_int64(s, 8, lm_load_document_of(l->load, file_of(l->panel, c->document)));
  sqlite3_bind_int64(s, 9, c->line);
  lm_bind_number(s, 10, c->printed.value);
  sqlite3_bind_int(s, 11, c->printed.decimals);
  lm_bind_text(s, 12, c->unit);
  if (notes) sqlite3_bind_int64(s, 13, notes);
  lm_sql_run(l->load->store, s);
}

static void tell_change(loading *l, lm_change_kind kind, const lm_change *c, double before, int64_t since, const lm_locked *lock) {
  lm_load *load = l->load;
  char from[48], when[112];
  lm_obs obs = lm_obs_none();
  size_t length = (size_t)snprintf(when, sizeof when, "%s → ", lm_period_format(c->from, from, sizeof from));
  lm_period_format(c->to, when + length, sizeof when - length);
  obs.value = c->printed.value;
  lm_store_change change = {.what = LM_WHAT_CHANGE, .kind = kind, .indicator = l->indicator_id, .area = l->area_id, .when = when};
  change.after = lm_obs_text(&obs, &load->arena);
  obs.value = before;
  change.before = since ? lm_obs_text(&obs, &load->arena) : NULL;
  change.load_before = since;
  if (kind == LM_REFUSED) tell_refused(l, c->document, c->line, lock, &change);
  lm_load_change(load, &change);
}

static void meet_change(loading *l, const lm_change *c) {
  const lm_area *area = lm_areas_at(l->areas, c->area);
  double before = 0;
  int64_t since = 0;
  l->indicator = lm_load_indicator(l->load, l->model, c->indicator);
  l->area = lm_load_area(l->load, l->areas, c->area);
  l->indicator_id = lm_model_node(l->model, c->indicator)->id;
  l->area_id = area ? area->id : NULL;
  sqlite3_stmt *s = with_change_key(l, SQL_CHANGE_NOW, c);
  lm_meeting m = {.there = lm_sql_step(l->load->store, s) && !sqlite3_column_int(s, 1)};
  if (m.there) {
    since = sqlite3_column_int64(s, 0);
    before = sqlite3_column_double(s, 2);
    m.same = before == c->printed.value && sqlite3_column_int(s, 3) == c->printed.decimals;
  }
  if (s) sqlite3_reset(s);
  const lm_locked *lock = m.same ? NULL : lm_locks_find(&l->load->locks, c->to, l->area);
  m.locked = lock != NULL;
  lm_change_kind kind = lm_load_meet(l->load, LM_WHAT_CHANGE, &m);
  if (kind == LM_UNCHANGED) return;
  if (kind != LM_REFUSED) put_change(l, c);
  tell_change(l, kind, c, before, since, lock);
}

lm_status lm_load_values(lm_load *load, const lm_model *model, const lm_areas *areas, const lm_panel *panel) {
  if (!load->number) return LM_EINVAL;
  load->model = model;
  load->areas = areas;
  loading l = {.load = load, .model = model, .areas = areas, .panel = panel};
  l.source = calloc(source_count(panel) + 1, sizeof *l.source);
  if (!l.source) return LM_ENOMEM;
  lm_locks_read(&load->locks, load->store, &load->arena);
  for (size_t i = 0; i < lm_panel_series_count(panel) && !lm_store_failed(load->store); i++) meet_series(&l, lm_panel_series(panel, i));
  put_waiting(&l);
  for (size_t i = 0; i < lm_panel_change_count(panel) && !lm_store_failed(load->store); i++) meet_change(&l, lm_panel_change_at(panel, i));
  free(l.source);
  return lm_load_failure(load);
}
