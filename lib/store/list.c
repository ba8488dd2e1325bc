/* list.c: rows and loads as a person reads them. */
#include "store.h"

#include "../base/num.h"
#include "../base/vec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lm_store_rows {
  lm_arena arena;
  lm_store_row *item;
  size_t count, room;
  bool history;
};

struct lm_store_loads {
  lm_arena arena;
  lm_store_load *item;
  size_t count, room;
};

typedef struct listing {
  lm_store *store;
  lm_store_rows *out;
  const lm_store_filter *filter;
} listing;

/* ---- which rows ---- */

static bool same_thing(const lm_store_row *a, const lm_store_row *b) {
  return a->what == b->what && lm_same_text(a->indicator, b->indicator) && lm_same_text(a->area, b->area) && lm_same_text(a->when, b->when);
}

/* Rows of one thing come oldest first: the one before ends where this begins. `step` tells the targets of a chain apart. */
static void add(listing *l, const lm_store_row *row, bool same_step) {
  lm_store_rows *out = l->out;
  lm_store_row *before = out->count ? &out->item[out->count - 1] : NULL;
  if (l->filter->when && !lm_same_text(row->when, l->filter->when)) return;
  const bool replaces = before && same_step && same_thing(before, row);
  if (replaces) before->until = row->since;
  if (replaces && !l->filter->history) out->count--;
  if (!LM_VEC_PUSH(out, *row)) lm_store_no_memory(l->store);
}

/* Without history: withdrawn rows, which had to end the ones before them, go; so do targets that another revises. */
static void keep_current(lm_store_rows *out) {
  size_t kept = 0;
  for (size_t i = 0; i < out->count; i++) {
    const lm_store_row *row = &out->item[i];
    if (!row->text) continue;
    if (kept && row->what == LM_WHAT_TARGET && same_thing(&out->item[kept - 1], row)) kept--;
    out->item[kept++] = *row;
  }
  out->count = kept;
}

static sqlite3_stmt *filtered(listing *l, lm_sql_name name) {
  sqlite3_stmt *s = lm_sql(l->store, name);
  sqlite3_bind_int64(s, 1, l->filter->as_of);
  lm_bind_text(s, 2, l->filter->indicator);
  lm_bind_text(s, 3, l->filter->area);
  return s;
}

static const char *document_name(listing *l, int64_t number) {
  sqlite3_stmt *s = lm_sql(l->store, SQL_DOCUMENT_GET);
  sqlite3_bind_int64(s, 1, number);
  const char *name = number && lm_sql_step(l->store, s) ? lm_column_text(l->store, s, 0, &l->out->arena) : NULL;
  if (s) sqlite3_reset(s);
  return name;
}

static const char *note(listing *l, int64_t number) {
  lm_texts texts = lm_kept_texts(l->store, number, &l->out->arena);
  return texts.count ? lm_text_in(&texts.item[0], LM_JA) : NULL;
}

/* A text that was just made; NULL: memory failed. */
static const char *made(listing *l, const char *text) {
  if (!text) lm_store_no_memory(l->store);
  return text;
}

static const char *period_text(listing *l, sqlite3_stmt *s, int at) {
  char text[48];
  lm_period_format((lm_period){(lm_period_kind)sqlite3_column_int(s, at), sqlite3_column_int(s, at + 1)}, text, sizeof text);
  return made(l, lm_arena_strdup(&l->out->arena, text));
}

/* Columns: indicator, area; `since` at 4; load at `at`. */
static lm_store_row begin_row(listing *l, sqlite3_stmt *s, lm_what what, int at) {
  lm_arena *arena = &l->out->arena;
  const char *area = lm_column_text(l->store, s, 1, arena);
  lm_store_row row = {.what = what, .indicator = lm_column_text(l->store, s, 0, arena), .area = area && *area ? area : NULL, .value = NAN};
  row.since = sqlite3_column_int64(s, 4);
  row.at = lm_column_text(l->store, s, at, arena);
  row.who = lm_column_text(l->store, s, at + 1, arena);
  row.why = lm_column_text(l->store, s, at + 2, arena);
  return row;
}

/* What stands beside a value. */
static const char *beside(listing *l, const lm_obs *obs) {
  static const char *const name[] = {"num", "den", "n", "se"};
  const double number[] = {obs->num, obs->den, obs->n, obs->se};
  char text[160] = "", *end = text;
  for (int i = 0; i < 4; i++) {
    char digits[LM_NUM_SIZE];
    if (isnan(number[i])) continue;
    lm_num_format(number[i], digits);
    end += snprintf(end, sizeof text - (size_t)(end - text), "%s%s %s", end == text ? "" : ", ", name[i], digits);
  }
  return *text ? made(l, lm_arena_strdup(&l->out->arena, text)) : NULL;
}

static void list_values(listing *l) {
  sqlite3_stmt *s = filtered(l, SQL_LIST_VALUES);
  while (lm_sql_step(l->store, s)) {
    lm_store_row row = begin_row(l, s, LM_WHAT_VALUE, 21);
    row.when = period_text(l, s, 2);
    if (!sqlite3_column_int(s, 5)) {
      lm_kept_obs kept;
      lm_column_obs(s, 6, &kept);
      row.text = made(l, lm_obs_text(&kept.obs, &l->out->arena));
      row.value = kept.obs.value;
      row.beside = beside(l, &kept.obs);
      row.source = lm_kept_source_title(l->store, kept.source, &l->out->arena);
      row.note = note(l, kept.note);
      row.document = document_name(l, kept.document);
    }
    add(l, &row, true);
  }
}

static void list_baselines(listing *l) {
  sqlite3_stmt *s = filtered(l, SQL_LIST_BASELINES);
  while (lm_sql_step(l->store, s)) {
    lm_obs obs = lm_obs_none();
    lm_store_row row = begin_row(l, s, LM_WHAT_BASELINE, 9);
    row.when = period_text(l, s, 2);
    row.value = obs.value = lm_column_number(s, 7);
    if (!sqlite3_column_int(s, 5)) row.text = made(l, lm_obs_text(&obs, &l->out->arena));
    row.document = document_name(l, sqlite3_column_int64(s, 6));
    row.note = note(l, sqlite3_column_int64(s, 8));
    add(l, &row, true);
  }
}

static void target_columns(listing *l, sqlite3_stmt *s, lm_store_row *row) {
  lm_arena *arena = &l->out->arena;
  lm_target t = {.kind = (lm_target_kind)sqlite3_column_int(s, 9)};
  double *const number[] = {&t.value, &t.lower, &t.upper, &t.by, &t.by_percent};
  for (int i = 0; i < 5; i++) *number[i] = lm_column_number(s, 10 + i);
  t.text = lm_column_text(l->store, s, 15, arena);
  t.per = lm_column_text(l->store, s, 19, arena);
  row->text = made(l, lm_target_text(&t, arena));
  row->value = t.value;
  row->id = lm_column_text(l->store, s, 8, arena);
  row->decided = lm_column_text(l->store, s, 16, arena);
  if (!row->why) row->why = lm_column_text(l->store, s, 17, arena);
  row->source = lm_column_text(l->store, s, 18, arena);
  row->note = note(l, sqlite3_column_int64(s, 20));
  row->document = document_name(l, sqlite3_column_int64(s, 6));
}

static void list_targets(listing *l) {
  int step = -1;
  sqlite3_stmt *s = filtered(l, SQL_LIST_TARGETS);
  while (lm_sql_step(l->store, s)) {
    lm_store_row row = begin_row(l, s, LM_WHAT_TARGET, 21);
    row.when = lm_column_text(l->store, s, 2, &l->out->arena);
    if (!sqlite3_column_int(s, 5)) target_columns(l, s, &row);
    add(l, &row, sqlite3_column_int(s, 3) == step);
    step = sqlite3_column_int(s, 3);
  }
}

static bool known(lm_store *store, lm_sql_name find, const char *id) {
  if (!id) return true;
  sqlite3_stmt *s = lm_sql(store, find);
  lm_bind_text(s, 1, id);
  return lm_sql_whole(store, s, -1) >= 0;
}

lm_status lm_store_list(lm_store_rows **out, lm_store *store, const lm_store_filter *filter) {
  *out = NULL;
  if (!known(store, SQL_INDICATOR_FIND, filter->indicator)) return lm_store_tell_unknown(store, SQL_INDICATOR_ALL, filter->indicator);
  if (!known(store, SQL_AREA_FIND, filter->area)) return lm_store_tell_unknown(store, SQL_AREA_ALL, filter->area);
  *out = calloc(1, sizeof **out);
  if (!*out) return LM_ENOMEM;
  (*out)->history = filter->history;
  listing l = {store, *out, filter};
  lm_sql_exec(store, "BEGIN");
  if (filter->what == LM_WHAT_VALUE || (filter->what == LM_WHAT_COUNT && !filter->no_values)) list_values(&l);
  if (filter->what == LM_WHAT_BASELINE || filter->what == LM_WHAT_COUNT) list_baselines(&l);
  if (filter->what == LM_WHAT_TARGET || filter->what == LM_WHAT_COUNT) list_targets(&l);
  lm_status status = lm_store_take_failure(store);
  lm_store_rollback(store);
  if (status == LM_OK && !filter->history) keep_current(*out);
  if (status == LM_OK) return LM_OK;
  lm_store_rows_free(*out);
  *out = NULL;
  return status;
}

size_t lm_store_rows_count(const lm_store_rows *rows) { return rows->count; }

bool lm_store_rows_are_history(const lm_store_rows *rows) { return rows->history; }

const lm_store_row *lm_store_rows_at(const lm_store_rows *rows, size_t index) { return index < rows->count ? &rows->item[index] : NULL; }

void lm_store_rows_free(lm_store_rows *rows) {
  if (!rows) return;
  free(rows->item);
  lm_arena_clear(&rows->arena);
  free(rows);
}

/* ---- loads ---- */

static lm_store_load load_of(lm_store *store, sqlite3_stmt *s, lm_arena *arena) {
  lm_store_load load = {.number = sqlite3_column_int64(s, 0), .undoes = sqlite3_column_int64(s, 1)};
  const char **const text[] = {&load.at, &load.who, &load.why, &load.kind, &load.program, &load.files};
  uint64_t *const number[] = {&load.totals.read,      &load.totals.added,   &load.totals.revised,
                              &load.totals.unchanged, &load.totals.refused, &load.totals.skipped};
  for (int i = 0; i < 6; i++) *text[i] = lm_column_text(store, s, 2 + i, arena);
  for (int i = 0; i < 6; i++) *number[i] = (uint64_t)sqlite3_column_int64(s, 8 + i);
  return load;
}

lm_status lm_store_loads_read(lm_store_loads **out, lm_store *store, int64_t as_of) {
  lm_store_loads *loads = *out = calloc(1, sizeof *loads);
  if (!loads) return LM_ENOMEM;
  sqlite3_stmt *s = lm_sql(store, SQL_LOADS);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(store, s)) {
    lm_store_load load = load_of(store, s, &loads->arena);
    if (!LM_VEC_PUSH(loads, load)) lm_store_no_memory(store);
  }
  lm_status status = lm_store_take_failure(store);
  if (status == LM_OK) return LM_OK;
  lm_store_loads_free(loads);
  *out = NULL;
  return status;
}

size_t lm_store_loads_count(const lm_store_loads *loads) { return loads->count; }

const lm_store_load *lm_store_loads_at(const lm_store_loads *loads, size_t index) { return index < loads->count ? &loads->item[index] : NULL; }

void lm_store_loads_free(lm_store_loads *loads) {
  if (!loads) return;
  free(loads->item);
  lm_arena_clear(&loads->arena);
  free(loads);
}
