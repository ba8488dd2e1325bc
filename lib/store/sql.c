/* sql.c: statements, and what becomes of their errors. */
#include "store.h"
#include "verdict.h"

#include <math.h>
#include <string.h>

static const char *const text[LM_SQL_COUNT] = {
#define LM_SQL(name, statement) [name] = (statement),
#include "statements.def"
#undef LM_SQL
};

bool lm_store_failed(const lm_store *store) { return store->failed != SQLITE_OK || store->no_memory; }

void lm_store_no_memory(lm_store *store) { store->no_memory = true; }

static void note(lm_store *store, int code) {
  if (store->failed == SQLITE_OK && code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) store->failed = code;
}

sqlite3_stmt *lm_sql(lm_store *store, lm_sql_name name) {
  if (lm_store_failed(store)) return NULL;
  sqlite3_stmt **statement = &store->statement[name];
  if (!*statement) note(store, sqlite3_prepare_v3(store->db, text[name], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL));
  if (!*statement) return NULL;
  sqlite3_reset(*statement);
  sqlite3_clear_bindings(*statement);
  return *statement;
}

bool lm_sql_step(lm_store *store, sqlite3_stmt *statement) {
  if (!statement || lm_store_failed(store)) return false;
  int code = sqlite3_step(statement);
  note(store, code);
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement);
  return false;
}

void lm_sql_run(lm_store *store, sqlite3_stmt *statement) {
  while (lm_sql_step(store, statement)) continue;
}

void lm_sql_exec(lm_store *store, const char *statements) {
  if (!lm_store_failed(store)) note(store, sqlite3_exec(store->db, statements, NULL, NULL, NULL));
}

int64_t lm_sql_whole(lm_store *store, sqlite3_stmt *statement, int64_t none) {
  bool there = lm_sql_step(store, statement) && sqlite3_column_type(statement, 0) != SQLITE_NULL;
  int64_t number = there ? sqlite3_column_int64(statement, 0) : none;
  if (statement) sqlite3_reset(statement);
  return number;
}

void lm_bind_text(sqlite3_stmt *statement, int at, const char *value) {
  if (statement && value) sqlite3_bind_text(statement, at, value, -1, SQLITE_TRANSIENT);
}

void lm_bind_number(sqlite3_stmt *statement, int at, double number) {
  if (statement && !isnan(number)) sqlite3_bind_double(statement, at, number);
}

double lm_column_number(sqlite3_stmt *statement, int at) {
  return sqlite3_column_type(statement, at) == SQLITE_NULL ? NAN : sqlite3_column_double(statement, at);
}

const char *lm_column_text(lm_store *store, sqlite3_stmt *statement, int at, lm_arena *arena) {
  if (sqlite3_column_type(statement, at) == SQLITE_NULL) return NULL;
  const char *value = (const char *)sqlite3_column_text(statement, at);
  const char *copy = value ? lm_arena_strndup(arena, value, (size_t)sqlite3_column_bytes(statement, at)) : NULL;
  if (!copy) lm_store_no_memory(store);
  return copy;
}

void lm_store_tell(const lm_store *store, lm_code code, const char *a0, const char *a1) {
  lm_diags_add(store->diags, &(lm_finding){.code = code, .place = {store->path, 0, 0}, .arg = {a0, a1}});
}

/* Else the words of SQLite. */
static lm_text text_of(int failed) {
  static const struct {
    int code;
    lm_text text;
  } said[] = {
      {SQLITE_FULL, {{"the disk is full", "ディスクの空き容量がありません"}}},
      {SQLITE_IOERR, {{"disk I/O error", "ディスクの入出力エラーです"}}},
      {SQLITE_READONLY, {{"it can only be read", "読み取り専用で、書き込めません"}}},
      {SQLITE_CANTOPEN, {{"a file cannot be opened or made", "ファイルを開けないか、作れません"}}},
      {SQLITE_PERM, {{"permission denied", "アクセスする権限がありません"}}},
      {SQLITE_CORRUPT, {{"its pages do not fit together", "中身のつじつまが合いません"}}},
  };
  const int code = failed == SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : failed & 0xff;
  for (size_t i = 0; i < sizeof said / sizeof *said; i++)
    if (said[i].code == code) return said[i].text;
  const char *other = sqlite3_errstr(failed);
  return (lm_text){{other, other}};
}

static lm_code code_of(const lm_store *store, int failed) {
  if (store->unsure) return LM_D_UNSURE;
  switch (failed & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return LM_D_BUSY;
  case SQLITE_CORRUPT: return LM_D_DAMAGED;
  case SQLITE_NOTADB: return LM_D_NOT_STORE;
  case SQLITE_CANTOPEN: return LM_D_OPEN;
  default: return LM_D_FAILED;
  }
}

lm_status lm_store_take_failure(lm_store *store) {
  const int failed = store->failed;
  const bool no_memory = store->no_memory || (failed & 0xff) == SQLITE_NOMEM;
  store->failed = SQLITE_OK;
  store->no_memory = false;
  if (!no_memory && failed == SQLITE_OK) return LM_OK;
  for (int i = 0; i < LM_SQL_COUNT; i++) sqlite3_reset(store->statement[i]); /* NULL is harmless */
  if (no_memory) return LM_ENOMEM;
  const lm_text why = text_of(failed);
  lm_store_tell(store, code_of(store, failed), why.in[LM_EN], why.in[LM_JA]);
  store->unsure = false;
  return LM_EIO;
}

/* ---- transactions ---- */

int64_t lm_store_begin(lm_store *store, const lm_load_info *info, const char *kind, int64_t undoes) {
  lm_sql_exec(store, "BEGIN IMMEDIATE");
  int64_t number = lm_sql_whole(store, lm_sql(store, SQL_LOAD_LAST), 0) + 1;
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_ADD);
  sqlite3_bind_int64(s, 1, number);
  lm_bind_text(s, 2, info->at);
  lm_bind_text(s, 3, info->who);
  lm_bind_text(s, 4, info->why);
  lm_bind_text(s, 5, kind);
  lm_bind_text(s, 6, lm_version());
  if (undoes) sqlite3_bind_int64(s, 7, undoes);
  lm_sql_run(store, s);
  return lm_store_failed(store) ? 0 : number;
}

void lm_store_count(lm_store *store, int64_t load, const char *what, const lm_load_totals *totals) {
  const uint64_t number[] = {totals->read, totals->added, totals->revised, totals->unchanged, totals->refused, totals->skipped};
  if (!totals->read) return;
  sqlite3_stmt *s = lm_sql(store, SQL_COUNT_ADD);
  sqlite3_bind_int64(s, 1, load);
  lm_bind_text(s, 2, what);
  for (int i = 0; i < 6; i++) sqlite3_bind_int64(s, 3 + i, (sqlite3_int64)number[i]);
  lm_sql_run(store, s);
}

/* What the journal has of a load whose end failed is done away with. When that fails too, it may be found there and taken for done. */
static bool cannot_take_back(lm_store *store) {
  lm_store_rollback(store);
  return sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK;
}

lm_status lm_store_commit(lm_store *store) {
  lm_sql_exec(store, "COMMIT");
  const int failed = store->failed & 0xff;
  store->unsure = (failed == SQLITE_IOERR || failed == SQLITE_FULL) && cannot_take_back(store);
  lm_status status = lm_store_take_failure(store);
  if (status != LM_OK) lm_store_rollback(store);
  return status;
}

void lm_store_rollback(lm_store *store) {
  for (int i = 0; i < LM_SQL_COUNT; i++) sqlite3_reset(store->statement[i]);
  if (store->db && !sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}
