/* undo.c: loads of their own: locking a period, and withdrawing a load. */
#include "schema.h"
#include "store.h"

#include "../base/strbuf.h"

#include <inttypes.h>
#include <stdio.h>

static lm_status finish(lm_store *store, int64_t load, int64_t *number) {
  *number = load;
  if (!lm_store_failed(store)) return lm_store_commit(store);
  lm_status status = lm_store_take_failure(store);
  lm_store_rollback(store);
  return status;
}

static lm_status refuse(lm_store *store, lm_code code, const char *a0, const char *a1, lm_status status) {
  lm_store_tell(store, code, a0, a1);
  lm_store_rollback(store);
  return status;
}

lm_status lm_store_lock(lm_store *store, const lm_load_info *info, lm_period period, const char *area, int64_t *number) {
  int64_t place = 0, load = lm_store_begin(store, info, "lock", 0);
  if (area) {
    sqlite3_stmt *s = lm_sql(store, SQL_AREA_FIND);
    lm_bind_text(s, 1, area);
    place = lm_sql_whole(store, s, -1);
    if (place < 0 && !lm_store_failed(store)) return refuse(store, LM_D_UNKNOWN, "area", NULL, LM_ENOTFOUND);
  }
  sqlite3_stmt *s = lm_sql(store, SQL_LOCK_PUT);
  sqlite3_bind_int(s, 1, (int)period.kind);
  sqlite3_bind_int(s, 2, period.index);
  sqlite3_bind_int64(s, 3, place);
  sqlite3_bind_int64(s, 4, load);
  lm_sql_run(store, s);
  return finish(store, load, number);
}

/* ---- undo ---- */

/* "a.k1 = b.k1 AND a.k2 = b.k2" */
static void add_same_key(lm_strbuf *to, const lm_store_table *t, const char *a, const char *b) {
  for (size_t i = 0; i < 6 && t->keys[i]; i++) lm_strbuf_addf(to, "%s%s.%s = %s.%s", i ? " AND " : "", a, t->keys[i], b, t->keys[i]);
}

static void add_keys(lm_strbuf *to, const lm_store_table *t, const char *of) {
  for (size_t i = 0; i < 6 && t->keys[i]; i++) lm_strbuf_addf(to, "%s%s.%s", i ? ", " : "", of, t->keys[i]);
}

/* Rows `now` of the load that are still the last of their key. */
static void add_in_force(lm_strbuf *to, const lm_store_table *t, int64_t load) {
  lm_strbuf_addf(to, " WHERE now.since = %" PRId64 " AND NOT EXISTS(SELECT 1 FROM %s later WHERE ", load, t->name);
  add_same_key(to, t, "later", "now");
  lm_strbuf_add(to, " AND later.since > now.since)");
}

/* For each of them a row of the undoing, like the one before the load; gone where there was none. */
static void bring_back(lm_strbuf *to, const lm_store_table *t, int64_t load, int64_t by) {
  lm_strbuf_addf(to, "INSERT INTO %s SELECT ", t->name);
  add_keys(to, t, "now");
  lm_strbuf_addf(to, ", %" PRId64 ", coalesce(old.gone, 1)", by);
  for (const char *c = t->payload; c && *c;) {
    const char *end = c;
    while (*end && *end != ',') end++;
    lm_strbuf_add(to, ", old.");
    lm_strbuf_add_bytes(to, c, (size_t)(end - c));
    c = *end ? end + 1 : end;
  }
  lm_strbuf_addf(to, " FROM %s now LEFT JOIN %s old ON ", t->name, t->name);
  add_same_key(to, t, "old", "now");
  lm_strbuf_addf(to, " AND old.since = (SELECT max(since) FROM %s p WHERE ", t->name);
  add_same_key(to, t, "p", "now");
  lm_strbuf_addf(to, " AND p.since < %" PRId64 ")", load);
  add_in_force(to, t, load);
}

static int64_t ask(lm_store *store, lm_strbuf *text) {
  sqlite3_stmt *s = NULL;
  if (text->failed) lm_store_no_memory(store);
  if (!lm_store_failed(store)) store->failed = sqlite3_prepare_v2(store->db, lm_strbuf_text(text), -1, &s, NULL);
  int64_t number = lm_sql_whole(store, s, 0);
  sqlite3_finalize(s);
  lm_strbuf_reset(text);
  return number;
}

/* Values of the load whose period is locked, unless they would stay as they are. */
static bool locked(lm_store *store, lm_strbuf *text, int64_t load) {
  lm_strbuf_addf(text,
                 "SELECT count(*) FROM observation o JOIN lock k ON k.kind = o.kind AND k.period = o.period AND k.area IN (0, o.area)"
                 " WHERE o.since = %" PRId64 " AND NOT k.gone"
                 " AND NOT EXISTS(SELECT 1 FROM lock x WHERE x.kind = k.kind AND x.period = k.period AND x.area = k.area AND x.since > k.since)",
                 load);
  return ask(store, text) > 0;
}

/* Tables in the order of lm_store_tables and what their rows are counted as. */
static uint64_t undo_table(lm_store *store, lm_strbuf *text, const lm_store_table *t, int64_t load, int64_t by, lm_load_totals *totals) {
  lm_load_totals of_table = {0};
  lm_strbuf_addf(text, "SELECT count(*) FROM %s now", t->name);
  add_in_force(text, t, load);
  of_table.read = of_table.revised = (uint64_t)ask(store, text);
  if (of_table.read == 0) return 0;
  bring_back(text, t, load, by);
  if (text->failed) lm_store_no_memory(store);
  lm_sql_exec(store, lm_strbuf_text(text));
  lm_strbuf_reset(text);
  lm_store_count(store, by, t->name, &of_table);
  totals->read += of_table.read;
  totals->revised += of_table.revised;
  return of_table.read;
}

lm_status lm_store_undo(lm_store *store, const lm_load_info *info, int64_t load, lm_load_totals *totals, int64_t *number) {
  char name[24];
  lm_strbuf text = {0};
  *totals = (lm_load_totals){0};
  snprintf(name, sizeof name, "%" PRId64, load);
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_THERE);
  sqlite3_bind_int64(s, 1, load);
  bool there = lm_sql_whole(store, s, 0) == load;
  int64_t by = lm_store_begin(store, info, "undo", there ? load : 0);
  bool closed = there && locked(store, &text, load);
  for (const lm_store_table *t = lm_store_tables; there && !closed && t->name; t++) undo_table(store, &text, t, load, by, totals);
  lm_strbuf_clear(&text);
  if (lm_store_failed(store)) return finish(store, by, number);
  if (!there) return refuse(store, LM_D_NO_LOAD, NULL, NULL, LM_ENOTFOUND);
  if (closed) return refuse(store, LM_D_UNDO_LOCKED, name, NULL, LM_EINPUT);
  if (totals->read == 0) return refuse(store, LM_D_NOTHING_TO_UNDO, name, NULL, LM_EINPUT);
  return finish(store, by, number);
}
