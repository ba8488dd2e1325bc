/* undone.c: see undone.h. What an undoing did is read off its rows: one that says "gone" withdrew what was known, any other put an earlier row in force
   again. */
#include "undone.h"

#include "../base/num.h"
#include "../base/vec.h"
#include "schema.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static_assert(LM_WHAT_MODEL == 0 && LM_WHAT_AREA == 1 && LM_WHAT_CHANGE == 3 && LM_WHAT_PROGRESS == 6 && LM_WHAT_LOCK == 7 && LM_WHAT_ASSESSMENT == 8 &&
                  LM_WHAT_UNMATCHED == 9,
              "as SQL_UNDONE_OTHERS has them");

struct lm_undone {
  lm_arena arena;
  lm_store *store;
  int64_t load, by;
  bool dry;
  lm_undone_totals totals[LM_WHAT_COUNT];
  lm_store_changes *values; /* values, baselines, targets */
  lm_store_change *item;    /* all, texts borrowed from `arena` and `values` */
  size_t count, room;
};

sqlite3_stmt *lm_sql_built(lm_store *store, lm_strbuf *text) {
  sqlite3_stmt *s = NULL;
  if (text->failed) lm_store_no_memory(store);
  if (!lm_store_failed(store)) store->failed = sqlite3_prepare_v2(store->db, lm_strbuf_text(text), -1, &s, NULL);
  lm_strbuf_reset(text);
  return s;
}

/* ---- counts ---- */

static bool any_undoing(lm_store *store, int64_t from, int64_t to) {
  sqlite3_stmt *s = lm_sql(store, SQL_ANY_UNDOING);
  sqlite3_bind_int64(s, 1, from);
  sqlite3_bind_int64(s, 2, to);
  return lm_sql_whole(store, s, 0) == 1;
}

/* Only where there was an undoing: no table has its rows by load, all of each is read. */
void lm_undone_count(lm_store *store, int64_t from, int64_t to, lm_undone_fn *found, void *user) {
  lm_strbuf text = {0};
  if (!any_undoing(store, from, to)) return;
  for (const lm_store_table *t = lm_store_tables; t->name; t++)
    lm_strbuf_addf(&text,
                   "%sSELECT since,%d,sum(gone <> 0),sum(gone = 0) FROM %s WHERE since IN (SELECT id FROM load WHERE kind = 'undo' AND id >= ?1"
                   " AND id <= ?2) GROUP BY since",
                   t == lm_store_tables ? "" : " UNION ALL ", (int)t->what, t->name);
  lm_strbuf_addf(&text, " UNION ALL SELECT load,%d,revised,0 FROM load_count WHERE what = 'unmatched_code' AND load >= ?1 AND load <= ?2",
                 (int)LM_WHAT_UNMATCHED);
  sqlite3_stmt *s = lm_sql_built(store, &text);
  sqlite3_bind_int64(s, 1, from);
  sqlite3_bind_int64(s, 2, to);
  while (lm_sql_step(store, s))
    found(user, sqlite3_column_int64(s, 0), (lm_what)sqlite3_column_int(s, 1),
          (lm_undone_totals){(uint64_t)sqlite3_column_int64(s, 2), (uint64_t)sqlite3_column_int64(s, 3)});
  sqlite3_finalize(s);
  lm_strbuf_clear(&text);
}

static void take_totals(void *user, int64_t load, lm_what what, lm_undone_totals totals) {
  lm_undone *u = user;
  (void)load;
  u->totals[what] = totals;
}

/* ---- changes ---- */

static void add(lm_undone *u, const lm_store_change *change) {
  lm_store_change c = *change;
  c.kind = c.after ? LM_RESTORED : LM_WITHDRAWN;
  if (u->count >= LM_DIAG_KEEP) return;
  if (!LM_VEC_PUSH(u, c)) lm_store_no_memory(u->store);
}

static const char *period_at(lm_undone *u, sqlite3_stmt *s, int at) {
  char text[48];
  if (sqlite3_column_type(s, at) == SQLITE_NULL) return NULL;
  lm_period_format((lm_period){(lm_period_kind)sqlite3_column_int(s, at), sqlite3_column_int(s, at + 1)}, text, sizeof text);
  const char *copy = lm_arena_strdup(&u->arena, text);
  if (!copy) lm_store_no_memory(u->store);
  return copy;
}

/* "2024FY", or of a printed difference "2023FY → 2024FY". */
static void take_when(lm_undone *u, sqlite3_stmt *s, lm_store_change *c) {
  char text[112];
  const char *to = period_at(u, s, 5);
  c->when = period_at(u, s, 3);
  if (!to || !c->when) return;
  snprintf(text, sizeof text, "%s → %s", c->when, to);
  c->when = lm_arena_strdup(&u->arena, text);
  if (!c->when) lm_store_no_memory(u->store);
}

static const char *text_at(lm_undone *u, sqlite3_stmt *s, int at) {
  char digits[LM_NUM_SIZE];
  if (sqlite3_column_type(s, at) != SQLITE_FLOAT) return lm_column_text(u->store, s, at, &u->arena);
  lm_num_format(sqlite3_column_double(s, at), digits);
  const char *copy = lm_arena_strdup(&u->arena, digits);
  if (!copy) lm_store_no_memory(u->store);
  return copy;
}

/* What is no value, baseline or target. */
static void add_others(lm_undone *u) {
  sqlite3_stmt *s = lm_sql(u->store, SQL_UNDONE_OTHERS);
  sqlite3_bind_int64(s, 1, u->by);
  while (lm_sql_step(u->store, s)) {
    lm_store_change c = {.what = (lm_what)sqlite3_column_int(s, 0), .load_before = sqlite3_column_int64(s, 7), .load_after = u->by};
    c.indicator = lm_column_text(u->store, s, 1, &u->arena);
    c.area = lm_column_text(u->store, s, 2, &u->arena);
    if (c.area && !*c.area) c.area = NULL;
    take_when(u, s, &c);
    c.before = text_at(u, s, 8);
    c.after = text_at(u, s, 9);
    add(u, &c);
  }
}

static void add_changes(lm_undone *u) {
  const lm_store_filter filter = {.what = LM_WHAT_COUNT, .touched = u->by};
  add_others(u);
  lm_status status = lm_store_compare(&u->values, u->store, &filter, u->by - 1, u->by);
  if (status == LM_ENOMEM) lm_store_no_memory(u->store);
  for (size_t i = 0; status == LM_OK && i < lm_store_changes_count(u->values); i++) add(u, lm_store_changes_at(u->values, i));
}

lm_undone *lm_undone_make(lm_store *store, int64_t load, int64_t by, bool dry) {
  lm_undone *u = calloc(1, sizeof *u);
  if (!u) {
    lm_store_no_memory(store);
    return NULL;
  }
  *u = (lm_undone){.store = store, .load = load, .by = by, .dry = dry};
  lm_undone_count(store, by, by, take_totals, u);
  add_changes(u);
  if (!lm_store_failed(store)) return u;
  lm_undone_free(u);
  return NULL;
}

int64_t lm_undone_load(const lm_undone *undone) { return undone->load; }
int64_t lm_undone_number(const lm_undone *undone) { return undone->by; }
bool lm_undone_is_dry(const lm_undone *undone) { return undone->dry; }

lm_undone_totals lm_undone_totals_of(const lm_undone *undone, lm_what what) {
  lm_undone_totals sum = {0};
  if (what < LM_WHAT_COUNT) return undone->totals[what];
  for (int i = 0; i < LM_WHAT_COUNT; i++) {
    sum.withdrawn += undone->totals[i].withdrawn;
    sum.restored += undone->totals[i].restored;
  }
  return sum;
}

size_t lm_undone_change_count(const lm_undone *undone) { return undone->count; }

const lm_store_change *lm_undone_change_at(const lm_undone *undone, size_t index) { return index < undone->count ? &undone->item[index] : NULL; }

void lm_undone_free(lm_undone *undone) {
  if (!undone) return;
  lm_store_changes_free(undone->values);
  lm_arena_clear(&undone->arena);
  free(undone->item);
  free(undone);
}
