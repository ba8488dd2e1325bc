/* undo.c: loads of their own: locking a period, and withdrawing a load. */
#include "locks.h"
#include "schema.h"
#include "undone.h"

#include "../base/strbuf.h"
#include "../base/vec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* False: locked already, by *load; or it cannot be told. */
static bool is_open(lm_store *store, lm_period period, int64_t area, int64_t *load) {
  lm_arena arena = {0};
  lm_locks locks = {0};
  lm_locks_read(&locks, store, &arena);
  const lm_locked *lock = lm_locks_find(&locks, period, area);
  if (lock) *load = lock->load;
  const bool open = !lock && !lm_store_failed(store);
  lm_locks_clear(&locks);
  lm_arena_clear(&arena);
  return open;
}

lm_status lm_store_lock(lm_store *store, const lm_load_info *info, lm_period period, const char *area, int64_t *number) {
  if (lm_store_check_info(store, info) != LM_OK) return LM_EINPUT;
  int64_t place = 0, load = lm_store_begin(store, info, "lock", 0);
  if (area) {
    sqlite3_stmt *s = lm_sql(store, SQL_AREA_FIND);
    lm_bind_text(s, 1, area);
    place = lm_sql_whole(store, s, -1);
    if (place < 0 && !lm_store_failed(store)) {
      const lm_status status = lm_store_tell_unknown(store, SQL_AREA_ALL, area);
      lm_store_rollback(store);
      return status;
    }
  }
  if (!is_open(store, period, place, number)) {
    if (lm_store_failed(store)) return finish(store, load, number);
    lm_store_rollback(store);
    return LM_OK;
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

/* A load stands unless an undoing that itself stands withdraws it. An undoing changes which loads stand; what is known of a key is then the last
   row of a load that stands, whichever undoing wrote it down. So loads can be undone one after the other, in any order. */
typedef struct past_load {
  int64_t id, undoes;
} past_load;

typedef struct undoing {
  lm_store *store;
  int64_t load, by;
  bool dry; /* nothing is committed */
  struct { past_load *item; size_t count, room; } loads; /* all, `by` last */
  lm_strbuf before, after, moved; /* "(0),(1)": the loads that stood, that stand, that did one of both */
  lm_strbuf text;
} undoing;

static void read_loads(undoing *u) {
  sqlite3_stmt *s = lm_sql(u->store, SQL_UNDOINGS);
  while (lm_sql_step(u->store, s)) {
    const past_load load = {sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)};
    if (!LM_VEC_PUSH(&u->loads, load)) lm_store_no_memory(u->store);
  }
}

static size_t place_of(const undoing *u, int64_t id, size_t before) {
  size_t i = before;
  while (i > 0 && u->loads.item[i - 1].id != id) i--;
  return i; /* one more than its place; 0: none */
}

/* Which of the first `count` loads stand: an undoing comes after what it withdraws. */
static void find_standing(const undoing *u, size_t count, bool *stands) {
  for (size_t i = 0; i < count; i++) stands[i] = true;
  for (size_t i = count; i-- > 0;) {
    const int64_t undoes = u->loads.item[i].undoes;
    const size_t place = stands[i] && undoes ? place_of(u, undoes, i) : 0;
    if (place) stands[place - 1] = false;
  }
}

static void list_loads(undoing *u) {
  const size_t count = u->loads.count;
  bool *stood = calloc(count + 1, sizeof *stood), *stands = calloc(count + 1, sizeof *stands);
  if (stood && stands && count > 0) {
    find_standing(u, count - 1, stood);
    find_standing(u, count, stands);
    for (size_t i = 0; i < count; i++) {
      if (u->loads.item[i].undoes) continue; /* brings nothing of its own */
      const int64_t id = u->loads.item[i].id;
      if (stood[i]) lm_strbuf_addf(&u->before, ",(%" PRId64 ")", id);
      if (stands[i]) lm_strbuf_addf(&u->after, ",(%" PRId64 ")", id);
      if (stood[i] != stands[i]) lm_strbuf_addf(&u->moved, ",(%" PRId64 ")", id);
    }
  } else {
    lm_store_no_memory(u->store);
  }
  if (u->before.failed || u->after.failed || u->moved.failed) lm_store_no_memory(u->store);
  free(stood);
  free(stands);
}

/* "a.k1 = b.k1 AND a.k2 = b.k2" */
static void add_same_key(lm_strbuf *to, const lm_store_table *t, const char *a, const char *b) {
  for (size_t i = 0; i < 6 && t->keys[i]; i++) lm_strbuf_addf(to, "%s%s.%s = %s.%s", i ? " AND " : "", a, t->keys[i], b, t->keys[i]);
}

static void add_keys(lm_strbuf *to, const lm_store_table *t, const char *of) {
  for (size_t i = 0; i < 6 && t->keys[i]; i++) lm_strbuf_addf(to, "%s%s.%s", i ? ", " : "", of, t->keys[i]);
}

static void add_last(lm_strbuf *to, const lm_store_table *t, const char *loads) {
  lm_strbuf_addf(to, "(SELECT max(p.since) FROM %s p WHERE ", t->name);
  add_same_key(to, t, "p", "now");
  lm_strbuf_addf(to, " AND p.since IN (SELECT load FROM %s))", loads);
}

/* A text that begins with the lists of loads. */
static void begin(undoing *u) {
  lm_strbuf_addf(&u->text, "WITH stood(load) AS (VALUES(0)%s), stands(load) AS (VALUES(0)%s), moved(load) AS (VALUES(0)%s) ",
                 lm_strbuf_text(&u->before), lm_strbuf_text(&u->after), lm_strbuf_text(&u->moved));
}

/* " FROM … now": the keys of which something else is known now. */
static void add_moved(undoing *u, const lm_store_table *t, const char *join) {
  lm_strbuf_add(&u->text, " FROM (SELECT DISTINCT ");
  add_keys(&u->text, t, "m");
  lm_strbuf_addf(&u->text, " FROM %s m WHERE m.since IN (SELECT load FROM moved)) now%s", t->name, join);
  if (*join) {
    add_same_key(&u->text, t, "old", "now");
    lm_strbuf_add(&u->text, " AND old.since = ");
    add_last(&u->text, t, "stands");
  }
  lm_strbuf_add(&u->text, " WHERE ");
  add_last(&u->text, t, "stood");
  lm_strbuf_add(&u->text, " IS NOT ");
  add_last(&u->text, t, "stands");
}

/* For each of them a row of the undoing; gone where nothing is known any more. */
static void bring_back(undoing *u, const lm_store_table *t) {
  char join[64];
  snprintf(join, sizeof join, " LEFT JOIN %.32s old ON ", t->name);
  lm_strbuf_addf(&u->text, "INSERT INTO %s ", t->name);
  begin(u);
  lm_strbuf_add(&u->text, "SELECT ");
  add_keys(&u->text, t, "now");
  lm_strbuf_addf(&u->text, ", %" PRId64 ", coalesce(old.gone, 1)", u->by);
  for (const char *c = t->payload; c && *c;) {
    const char *end = c;
    while (*end && *end != ',') end++;
    lm_strbuf_add(&u->text, ", old.");
    lm_strbuf_add_bytes(&u->text, c, (size_t)(end - c));
    c = *end ? end + 1 : end;
  }
  add_moved(u, t, join);
}

/* The lock that a value lies in of which something else would be known; 0: none. */
static int64_t locked_by(undoing *u, const lm_locks *locks, const lm_store_table *t) {
  const lm_locked *lock = NULL;
  begin(u);
  lm_strbuf_add(&u->text, "SELECT DISTINCT now.kind, now.period, now.area");
  add_moved(u, t, "");
  sqlite3_stmt *s = lm_sql_built(u->store, &u->text);
  while (!lock && lm_sql_step(u->store, s)) {
    const lm_period period = {(lm_period_kind)sqlite3_column_int(s, 0), sqlite3_column_int(s, 1)};
    lock = lm_locks_find(locks, period, sqlite3_column_int64(s, 2));
  }
  sqlite3_finalize(s);
  return lock ? lock->load : 0;
}

static int64_t find_lock(undoing *u) {
  lm_arena arena = {0};
  lm_locks locks = {0};
  int64_t by = 0;
  lm_locks_read(&locks, u->store, &arena);
  for (const lm_store_table *t = lm_store_tables; locks.count && !by && t->name; t++)
    if (t->keys[3] && strcmp(t->keys[3], "period") == 0) by = locked_by(u, &locks, t);
  lm_locks_clear(&locks);
  lm_arena_clear(&arena);
  return by;
}

static void count(undoing *u, const char *name, uint64_t rows, lm_load_totals *totals) {
  const lm_load_totals of_table = {.read = rows, .revised = rows};
  if (rows == 0) return;
  lm_store_count(u->store, u->by, name, &of_table);
  totals->read += rows;
  totals->revised += rows;
}

/* Counted as rows of the table. */
static void undo_table(undoing *u, const lm_store_table *t, lm_load_totals *totals) {
  bring_back(u, t);
  sqlite3_stmt *s = lm_sql_built(u->store, &u->text);
  lm_sql_run(u->store, s);
  const bool done = s && !lm_store_failed(u->store);
  sqlite3_finalize(s);
  if (done) count(u, t->name, (uint64_t)sqlite3_changes64(u->store->db), totals);
}

/* Codes that no area has: that the load is undone is what withdraws them. */
static void undo_codes(undoing *u, lm_load_totals *totals) {
  sqlite3_stmt *s = lm_sql(u->store, SQL_UNMATCHED_WITHDRAWN);
  sqlite3_bind_int64(s, 1, u->load);
  sqlite3_bind_int64(s, 2, u->by);
  count(u, "unmatched_code", (uint64_t)lm_sql_whole(u->store, s, 0), totals);
}

/* `told` not NULL: what was done is told there. */
static lm_status undo(undoing *u, lm_load_totals *totals, int64_t *number, lm_undone **told) {
  char name[24], lock[24];
  snprintf(name, sizeof name, "%" PRId64, u->load);
  read_loads(u);
  list_loads(u);
  const int64_t locked = find_lock(u);
  snprintf(lock, sizeof lock, "%" PRId64, locked);
  for (const lm_store_table *t = lm_store_tables; !locked && t->name; t++) undo_table(u, t, totals);
  if (!locked) undo_codes(u, totals);
  if (lm_store_failed(u->store)) return finish(u->store, u->by, number);
  if (locked) return refuse(u->store, LM_D_UNDO_LOCKED, name, lock, LM_EINPUT);
  if (totals->read == 0) return refuse(u->store, LM_D_NOTHING_TO_UNDO, name, NULL, LM_EINPUT);
  if (told) *told = lm_undone_make(u->store, u->load, u->by, u->dry);
  if (u->dry && !lm_store_failed(u->store)) return lm_store_rollback(u->store), LM_OK;
  return finish(u->store, u->by, number);
}

/* There is no such load; `by` would have been the next. */
static lm_status refuse_number(lm_store *store, int64_t by) {
  char last[24];
  snprintf(last, sizeof last, "%" PRId64, by - 1);
  return refuse(store, LM_D_NO_LOAD, by > 1 ? last : NULL, NULL, LM_ENOTFOUND);
}

static lm_status undo_load(undoing *u, const lm_load_info *info, lm_load_totals *totals, int64_t *number, lm_undone **told) {
  lm_store *store = u->store;
  *totals = (lm_load_totals){0};
  if (lm_store_check_info(store, info) != LM_OK) return LM_EINPUT;
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_THERE);
  sqlite3_bind_int64(s, 1, u->load);
  const bool there = lm_sql_whole(store, s, 0) == u->load;
  u->by = lm_store_begin(store, info, "undo", there ? u->load : 0);
  if (!there && !lm_store_failed(store)) return refuse_number(store, u->by);
  lm_status status = undo(u, totals, number, told);
  free(u->loads.item);
  lm_strbuf *const texts[] = {&u->before, &u->after, &u->moved, &u->text};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) lm_strbuf_clear(texts[i]);
  return status;
}

lm_status lm_store_undo(lm_store *store, const lm_load_info *info, int64_t load, lm_load_totals *totals, int64_t *number) {
  undoing u = {.store = store, .load = load};
  return undo_load(&u, info, totals, number, NULL);
}

lm_status lm_store_undo_told(lm_undone **out, lm_store *store, const lm_load_info *info, int64_t load, bool dry) {
  undoing u = {.store = store, .load = load, .dry = dry};
  lm_load_totals totals;
  int64_t number;
  *out = NULL;
  return undo_load(&u, info, &totals, &number, out);
}
