/* list.c: rows and loads as a person reads them. */
#include "undone.h"

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
  struct {
    lm_store_document *item; /* in the order of the loads */
    size_t count, room;
  } documents;
};

typedef struct listing {
  lm_store *store;
  lm_store_rows *out;
  const lm_store_filter *filter;
  const char *indicator, *area; /* that names are of */
  lm_store_names names;
} listing;

/* ---- which rows ---- */

/* An indicator has one baseline per area, whatever its period. */
static bool same_thing(const lm_store_row *a, const lm_store_row *b) {
  return a->what == b->what && lm_same_text(a->indicator, b->indicator) && lm_same_text(a->area, b->area) &&
         (a->what == LM_WHAT_BASELINE || lm_same_text(a->when, b->when));
}

/* Rows of one thing come oldest first: the one before ends where this begins. `step` tells the targets of a chain apart. */
static void add(listing *l, const lm_store_row *given) {
  lm_store_rows *out = l->out;
  lm_store_row row = *given, *before = out->count ? &out->item[out->count - 1] : NULL;
  const bool replaces = before && before->step == row.step && same_thing(before, &row);
  if (replaces && !row.when) row.when = before->when; /* a baseline that was withdrawn is of no period any more */
  if (replaces) before->until = row.since;
  if (replaces && !l->filter->history) out->count--;
  if (l->filter->when && !lm_same_text(row.when, l->filter->when)) return;
  if (!LM_VEC_PUSH(out, row)) lm_store_no_memory(l->store);
}

/* Without history: withdrawn rows, which had to end the ones before them, go; so do targets that another revises, unless each step is asked for. */
static void keep_current(lm_store_rows *out, bool each_step) {
  size_t kept = 0;
  for (size_t i = 0; i < out->count; i++) {
    const lm_store_row *row = &out->item[i];
    if (!row->text) continue;
    if (kept && !each_step && row->what == LM_WHAT_TARGET && same_thing(&out->item[kept - 1], row)) kept--;
    out->item[kept++] = *row;
    if (!each_step) out->item[kept - 1].step = 0;
  }
  out->count = kept;
}

static sqlite3_stmt *filtered(listing *l, lm_sql_name name) {
  sqlite3_stmt *s = lm_sql(l->store, name);
  sqlite3_bind_int64(s, 1, l->filter->as_of);
  lm_bind_text(s, 2, l->filter->indicator);
  lm_bind_text(s, 3, l->filter->area);
  sqlite3_bind_int64(s, 4, l->filter->touched);
  return s;
}

/* ---- names ---- */

static void read_texts(listing *l, lm_sql_name name, const char *id, lm_text *const *text, size_t count) {
  sqlite3_stmt *s = lm_sql(l->store, name);
  lm_bind_text(s, 1, id);
  sqlite3_bind_int64(s, 2, l->filter->as_of);
  const bool there = lm_sql_step(l->store, s);
  for (int i = 0; i < (int)count; i++) {
    *text[i] = (lm_text){{NULL, NULL}};
    if (!there) continue;
    text[i]->in[LM_JA] = lm_column_text(l->store, s, 2 * i, &l->out->arena);
    text[i]->in[LM_EN] = lm_column_text(l->store, s, 2 * i + 1, &l->out->arena);
  }
  if (s) sqlite3_reset(s);
}

/* As the model and the areas were called then; asked once for rows that follow each other. */
static void name_row(listing *l, lm_store_row *row) {
  if (!lm_same_text(row->indicator, l->indicator)) {
    lm_text *const text[] = {&l->names.indicator, &l->names.unit};
    read_texts(l, SQL_INDICATOR_NAMED, l->indicator = row->indicator, text, 2);
  }
  if (!lm_same_text(row->area, l->area)) {
    lm_text *const text[] = {&l->names.area};
    read_texts(l, SQL_AREA_NAMED, l->area = row->area, text, 1);
  }
  row->names = l->names;
}

/* ---- rows ---- */

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

/* Columns: indicator, area; `since` at 4; LM_WHENCE at `at`. */
static lm_store_row begin_row(listing *l, sqlite3_stmt *s, lm_what what, int at) {
  lm_arena *arena = &l->out->arena;
  const char *area = lm_column_text(l->store, s, 1, arena);
  lm_store_row row = {.what = what, .indicator = lm_column_text(l->store, s, 0, arena), .area = area && *area ? area : NULL, .value = NAN};
  row.since = sqlite3_column_int64(s, 4);
  row.at = lm_column_text(l->store, s, at, arena);
  row.who = lm_column_text(l->store, s, at + 1, arena);
  row.why = lm_column_text(l->store, s, at + 2, arena);
  row.undoes = sqlite3_column_int64(s, at + 3);
  row.document = lm_column_text(l->store, s, at + 4, arena);
  row.brought = sqlite3_column_int64(s, at + 5);
  row.brought_at = lm_column_text(l->store, s, at + 6, arena);
  row.brought_who = lm_column_text(l->store, s, at + 7, arena);
  name_row(l, &row);
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
    }
    add(l, &row);
  }
}

static void list_baselines(listing *l) {
  sqlite3_stmt *s = filtered(l, SQL_LIST_BASELINES);
  while (lm_sql_step(l->store, s)) {
    lm_obs obs = lm_obs_none();
    lm_store_row row = begin_row(l, s, LM_WHAT_BASELINE, 8);
    if (!sqlite3_column_int(s, 5)) row.when = period_text(l, s, 2);
    row.value = obs.value = lm_column_number(s, 6);
    if (!sqlite3_column_int(s, 5)) row.text = made(l, lm_obs_text(&obs, &l->out->arena));
    row.note = note(l, sqlite3_column_int64(s, 7));
    add(l, &row);
  }
}

static void target_columns(listing *l, sqlite3_stmt *s, lm_store_row *row) {
  lm_arena *arena = &l->out->arena;
  lm_target t = {.kind = (lm_target_kind)sqlite3_column_int(s, 7)};
  double *const number[] = {&t.value, &t.lower, &t.upper, &t.by, &t.by_percent};
  for (int i = 0; i < 5; i++) *number[i] = lm_column_number(s, 8 + i);
  t.text = lm_column_text(l->store, s, 13, arena);
  t.per = lm_column_text(l->store, s, 17, arena);
  row->text = made(l, lm_target_text(&t, arena));
  row->value = t.value;
  row->id = lm_column_text(l->store, s, 6, arena);
  row->decided = lm_column_text(l->store, s, 14, arena);
  if (!row->why) row->why = lm_column_text(l->store, s, 15, arena);
  row->source = lm_column_text(l->store, s, 16, arena);
  row->note = note(l, sqlite3_column_int64(s, 18));
}

static void list_targets(listing *l) {
  sqlite3_stmt *s = filtered(l, SQL_LIST_TARGETS);
  while (lm_sql_step(l->store, s)) {
    lm_store_row row = begin_row(l, s, LM_WHAT_TARGET, 19);
    row.when = lm_column_text(l->store, s, 2, &l->out->arena);
    if (!sqlite3_column_int(s, 5)) target_columns(l, s, &row);
    row.step = sqlite3_column_int(s, 3);
    add(l, &row);
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
  listing l = {.store = store, .out = *out, .filter = filter};
  const bool alone = sqlite3_get_autocommit(store->db); /* not within an undoing that is being made */
  if (alone) lm_sql_exec(store, "BEGIN");
  if (filter->what == LM_WHAT_VALUE || (filter->what == LM_WHAT_COUNT && !filter->no_values)) list_values(&l);
  if (filter->what == LM_WHAT_BASELINE || filter->what == LM_WHAT_COUNT) list_baselines(&l);
  if (filter->what == LM_WHAT_TARGET || filter->what == LM_WHAT_COUNT) list_targets(&l);
  lm_status status = lm_store_take_failure(store);
  if (alone) lm_store_rollback(store);
  if (status == LM_OK && !filter->history) keep_current(*out, filter->touched != 0);
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

static void take_lock(lm_store *store, lm_store_load *load, lm_arena *arena) {
  sqlite3_stmt *s = lm_sql(store, SQL_LOCKED_BY);
  sqlite3_bind_int64(s, 1, load->number);
  load->locks = lm_sql_step(store, s);
  if (load->locks) {
    const char *area = lm_column_text(store, s, 2, arena);
    load->period = (lm_period){(lm_period_kind)sqlite3_column_int(s, 0), sqlite3_column_int(s, 1)};
    load->area = area && *area ? area : NULL;
  }
  if (s) sqlite3_reset(s);
}

/* An undoing comes after what it withdraws, and stands unless a later one that stands withdraws it. */
static void find_undone(lm_store_loads *loads) {
  for (size_t i = loads->count; i-- > 0;) {
    const lm_store_load *by = &loads->item[i];
    for (size_t k = i; by->undoes && !by->undone_by && k-- > 0;)
      if (loads->item[k].number == by->undoes) loads->item[k].undone_by = by->number;
  }
}

static void add_undone(void *user, int64_t load, lm_what what, lm_undone_totals totals) {
  lm_store_loads *loads = user;
  for (size_t i = 0; i < loads->count; i++)
    if (loads->item[i].number == load) loads->item[i].undone[what] = totals;
}

static lm_store_load load_of(lm_store *store, sqlite3_stmt *s, lm_arena *arena) {
  lm_store_load load = {.number = sqlite3_column_int64(s, 0), .undoes = sqlite3_column_int64(s, 1)};
  const char **const text[] = {&load.at, &load.who, &load.why, &load.kind, &load.program, &load.files};
  uint64_t *const number[] = {&load.totals.read,      &load.totals.added,   &load.totals.revised,
                              &load.totals.unchanged, &load.totals.refused, &load.totals.skipped};
  for (int i = 0; i < 6; i++) *text[i] = lm_column_text(store, s, 2 + i, arena);
  for (int i = 0; i < 6; i++) *number[i] = (uint64_t)sqlite3_column_int64(s, 8 + i);
  load.assessed = sqlite3_column_int64(s, 14);
  if (lm_same_text(load.kind, "lock")) take_lock(store, &load, arena);
  return load;
}

static lm_doc_kind kind_of(const char *word) {
  for (int kind = LM_DOC_UNKNOWN; word && kind < LM_STORE_DOCUMENT_KINDS; kind++)
    if (strcmp(word, lm_store_document_words[kind]) == 0) return (lm_doc_kind)kind;
  return LM_DOC_UNKNOWN;
}

static void read_documents(lm_store_loads *loads, lm_store *store, int64_t as_of) {
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_FILES);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(store, s)) {
    const lm_store_document d = {sqlite3_column_int64(s, 0), kind_of((const char *)sqlite3_column_text(s, 1)), lm_column_text(store, s, 2, &loads->arena),
                                 lm_column_text(store, s, 3, &loads->arena)};
    if (!LM_VEC_PUSH(&loads->documents, d)) lm_store_no_memory(store);
  }
}

/* Both lists are in the order of the loads. */
static void share_documents(lm_store_loads *loads) {
  size_t at = 0;
  for (size_t i = 0; i < loads->count; i++) {
    lm_store_load *load = &loads->item[i];
    load->document = loads->documents.item + at;
    for (; at < loads->documents.count && loads->documents.item[at].load == load->number; at++) load->documents++;
  }
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
  find_undone(loads);
  lm_undone_count(store, 1, as_of, add_undone, loads);
  read_documents(loads, store, as_of);
  lm_status status = lm_store_take_failure(store);
  if (status == LM_OK) {
    share_documents(loads);
    return LM_OK;
  }
  lm_store_loads_free(loads);
  *out = NULL;
  return status;
}

size_t lm_store_loads_count(const lm_store_loads *loads) { return loads->count; }

const lm_store_load *lm_store_loads_at(const lm_store_loads *loads, size_t index) { return index < loads->count ? &loads->item[index] : NULL; }

void lm_store_loads_free(lm_store_loads *loads) {
  if (!loads) return;
  free(loads->item);
  free(loads->documents.item);
  lm_arena_clear(&loads->arena);
  free(loads);
}
