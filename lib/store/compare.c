/* compare.c: two lists of what is known, laid beside each other; areas field by field. */
#include "store.h"

#include "../base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lm_store_changes {
  lm_arena arena; /* texts that are in neither list */
  lm_store_rows *before, *after;
  lm_store_change *item;
  size_t count, room;
};

static int by_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : ""); }

/* An indicator has one baseline per area, whatever its period. */
static int by_thing(const lm_store_row *a, const lm_store_row *b) {
  int order = (int)a->what - (int)b->what;
  if (!order) order = by_text(a->indicator, b->indicator);
  if (!order) order = by_text(a->area, b->area);
  if (order || a->what == LM_WHAT_BASELINE) return order;
  order = by_text(a->when, b->when);
  return order ? order : a->step - b->step;
}

static int by_row(const void *a, const void *b) { return by_thing(*(const lm_store_row *const *)a, *(const lm_store_row *const *)b); }

/* The rows in an order in which they can be found; NULL: memory. */
static const lm_store_row **sorted(const lm_store_rows *rows) {
  const size_t count = lm_store_rows_count(rows);
  const lm_store_row **row = malloc((count + 1) * sizeof *row);
  for (size_t i = 0; row && i < count; i++) row[i] = lm_store_rows_at(rows, i);
  if (row && count) qsort(row, count, sizeof *row, by_row);
  return row;
}

static const lm_store_row *find(const lm_store_row **sorted_rows, const lm_store_rows *rows, const lm_store_row *like) {
  const size_t count = lm_store_rows_count(rows);
  const lm_store_row **found = count ? bsearch(&like, sorted_rows, count, sizeof *sorted_rows, by_row) : NULL;
  return found ? *found : NULL;
}

static bool same(const lm_store_row *a, const lm_store_row *b) {
  return a->since == b->since || (by_text(a->text, b->text) == 0 && by_text(a->beside, b->beside) == 0 && by_text(a->when, b->when) == 0);
}

/* Where the value is the same, what stands beside it tells the two apart; a baseline says its period. */
static const char *text_of(lm_store *store, lm_store_changes *to, const lm_store_row *row, const lm_store_row *other) {
  const bool full = row && other && by_text(row->text, other->text) == 0;
  const char *more = !full ? NULL : row->what == LM_WHAT_BASELINE ? row->when : row->beside;
  if (!row || !more) return row ? row->text : NULL;
  const size_t size = strlen(row->text) + strlen(more) + 4;
  char *text = lm_arena_alloc(&to->arena, size);
  if (text)
    snprintf(text, size, "%s (%s)", row->text, more);
  else
    lm_store_no_memory(store);
  return text;
}

static void add(lm_store *store, lm_store_changes *to, const lm_store_row *was, const lm_store_row *is) {
  const lm_store_row *row = is ? is : was;
  lm_store_change c = {.what = row->what,
                       .kind = !was ? LM_ADDED : is ? LM_REVISED_IN_STORE : LM_WITHDRAWN,
                       .indicator = row->indicator,
                       .area = row->area,
                       .names = row->names,
                       .when = row->when,
                       .before = text_of(store, to, was, is),
                       .after = text_of(store, to, is, was),
                       .source_before = was ? was->source : NULL,
                       .source_after = is ? is->source : NULL,
                       .load_before = was ? was->since : 0,
                       .load_after = is ? is->since : 0,
                       .at = is ? is->at : NULL,
                       .who = is ? is->who : NULL,
                       .why = is ? is->why : NULL};
  if (!LM_VEC_PUSH(to, c)) lm_store_no_memory(store);
}

static void compare(lm_store *store, lm_store_changes *to) {
  const lm_store_row **before = sorted(to->before), **after = sorted(to->after);
  if (!before || !after) lm_store_no_memory(store);
  for (size_t i = 0; before && i < lm_store_rows_count(to->after); i++) {
    const lm_store_row *is = lm_store_rows_at(to->after, i), *was = find(before, to->before, is);
    if (!was || !same(was, is)) add(store, to, was, is);
  }
  for (size_t i = 0; after && i < lm_store_rows_count(to->before); i++) {
    const lm_store_row *was = lm_store_rows_at(to->before, i);
    if (!find(after, to->after, was)) add(store, to, was, NULL);
  }
  free(before);
  free(after);
}

lm_status lm_store_compare(lm_store_changes **out, lm_store *store, const lm_store_filter *filter, int64_t from, int64_t to) {
  lm_store_changes *changes = *out = calloc(1, sizeof *changes);
  lm_store_filter f = *filter;
  if (!changes) return LM_ENOMEM;
  f.history = false;
  f.as_of = from;
  lm_status status = lm_store_list(&changes->before, store, &f);
  f.as_of = to;
  if (status == LM_OK) status = lm_store_list(&changes->after, store, &f);
  if (status == LM_OK) {
    compare(store, changes);
    status = lm_store_take_failure(store);
  }
  if (status == LM_OK) return LM_OK;
  lm_store_changes_free(changes);
  *out = NULL;
  return status;
}

/* ---- areas ---- */

enum { B_AREA, B_SINCE, B_SINCE_NOW, B_AT, B_WHO, B_WHY, B_WAS, B_IS = B_WAS + LM_AREA_FIELD_COUNT };

static void add_area(lm_store *store, lm_store_changes *to, const lm_store_change *change, const char *const was[], const char *const is[]) {
  static const char *const word[LM_AREA_FIELD_COUNT] = {"label_ja", "label_en", "kind", "within", "code", "valid_from", "valid_to", "succeeded_by"};
  lm_store_change c = *change;
  for (int i = 0; i < LM_AREA_FIELD_COUNT && c.kind == LM_REVISED_IN_STORE; i++) {
    if (lm_same_area_field((lm_area_field)i, was[i], is[i])) continue;
    c.field = word[i];
    c.before = was[i];
    c.after = is[i];
    if (!LM_VEC_PUSH(to, c)) lm_store_no_memory(store);
  }
  if (c.kind != LM_REVISED_IN_STORE && !LM_VEC_PUSH(to, c)) lm_store_no_memory(store);
}

static const char *name_of(const char *const said[]) {
  return said[LM_AREA_FIELD_LABEL_JA] ? said[LM_AREA_FIELD_LABEL_JA] : said[LM_AREA_FIELD_LABEL_EN];
}

static void compare_area(lm_store *store, lm_store_changes *to, sqlite3_stmt *s) {
  const char *was[LM_AREA_FIELD_COUNT], *is[LM_AREA_FIELD_COUNT];
  lm_store_change c = {.what = LM_WHAT_AREA, .load_before = sqlite3_column_int64(s, B_SINCE), .load_after = sqlite3_column_int64(s, B_SINCE_NOW)};
  for (int i = 0; i < LM_AREA_FIELD_COUNT; i++) {
    was[i] = lm_column_text(store, s, B_WAS + i, &to->arena);
    is[i] = lm_column_text(store, s, B_IS + i, &to->arena);
  }
  const char *const *named = c.load_after ? is : was;
  c.kind = !c.load_before ? LM_ADDED : c.load_after ? LM_REVISED_IN_STORE : LM_WITHDRAWN;
  c.area = lm_column_text(store, s, B_AREA, &to->arena);
  c.names.area = (lm_text){{[LM_JA] = named[LM_AREA_FIELD_LABEL_JA], [LM_EN] = named[LM_AREA_FIELD_LABEL_EN]}};
  if (c.kind == LM_WITHDRAWN) c.before = name_of(was);
  if (c.kind == LM_ADDED) c.after = name_of(is);
  c.at = lm_column_text(store, s, B_AT, &to->arena);
  c.who = lm_column_text(store, s, B_WHO, &to->arena);
  c.why = lm_column_text(store, s, B_WHY, &to->arena);
  add_area(store, to, &c, was, is);
}

lm_status lm_store_compare_areas(lm_store_changes **out, lm_store *store, int64_t from, int64_t to) {
  lm_store_changes *changes = *out = calloc(1, sizeof *changes);
  if (!changes) return LM_ENOMEM;
  sqlite3_stmt *s = lm_sql(store, SQL_AREAS_BETWEEN);
  sqlite3_bind_int64(s, 1, from);
  sqlite3_bind_int64(s, 2, to);
  while (lm_sql_step(store, s)) compare_area(store, changes, s);
  const lm_status status = lm_store_take_failure(store);
  if (status == LM_OK) return LM_OK;
  lm_store_changes_free(changes);
  *out = NULL;
  return status;
}

size_t lm_store_changes_count(const lm_store_changes *changes) { return changes ? changes->count : 0; }

const lm_store_change *lm_store_changes_at(const lm_store_changes *changes, size_t index) {
  return index < changes->count ? &changes->item[index] : NULL;
}

void lm_store_changes_free(lm_store_changes *changes) {
  if (!changes) return;
  lm_store_rows_free(changes->before);
  lm_store_rows_free(changes->after);
  lm_arena_clear(&changes->arena);
  free(changes->item);
  free(changes);
}
