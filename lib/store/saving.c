/* saving.c: an assessment into the store, row by row; nothing when the store has the same already. */
#include "store.h"
#include "verdict.h"

#include "../base/num.h"
#include "../base/sha256.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME(name, type) #name,
static const char *const columns[] = {LM_VERDICT_COLUMNS(NAME)};
enum { COLUMNS = sizeof columns / sizeof *columns };

struct lm_saving {
  lm_store *store;
  lm_arena arena;
  const char *options;
  int64_t as_of, number; /* number 0: over */
  int method;
  sqlite3_stmt *row; /* the open one; NULL none */
  size_t column;     /* where the last name was found: they come in their order */
  uint64_t records;
  lm_sha256 digest; /* of lines NAME=VALUE, an empty line behind each record */
};

static lm_status failure(lm_saving *s) {
  lm_status status = lm_store_take_failure(s->store);
  lm_store_rollback(s->store);
  s->number = 0;
  return status == LM_OK ? LM_EINVAL : status;
}

lm_status lm_saving_begin(lm_saving **out, lm_store *store, const lm_load_info *info, const lm_saving_about *about) {
  *out = NULL;
  if (lm_store_check_info(store, info) != LM_OK) return LM_EINPUT;
  lm_saving *s = *out = calloc(1, sizeof *s);
  if (!s) return LM_ENOMEM;
  s->store = store;
  s->method = about->method;
  s->digest = lm_sha256_begin();
  s->options = lm_arena_strdup(&s->arena, about->options ? about->options : "");
  if (!s->options) lm_store_no_memory(store);
  s->number = lm_store_begin(store, info, "assessment", 0);
  s->as_of = lm_store_data_load(store, about->as_of);
  if (!lm_store_failed(store)) return LM_OK;
  lm_status status = failure(s);
  lm_saving_free(s);
  *out = NULL;
  return status;
}

void lm_saving_free(lm_saving *saving) {
  if (!saving) return;
  if (saving->number) lm_store_rollback(saving->store);
  lm_arena_clear(&saving->arena);
  free(saving);
}

/* ---- rows ---- */

static void add_line(lm_saving *s, const char *name, const char *value) {
  const char *const part[] = {name, "=", value, "\n"};
  for (int i = 0; i < 4; i++) lm_sha256_add(&s->digest, part[i], strlen(part[i]));
}

static sqlite3_stmt *open_row(lm_saving *s) {
  if (s->row || !s->number) return s->row;
  s->row = lm_sql(s->store, SQL_VERDICT_PUT);
  if (s->row) {
    sqlite3_bind_int64(s->row, 1, s->number);
    sqlite3_bind_int64(s->row, 2, (sqlite3_int64)s->records);
  }
  return s->row;
}

/* The place of the column among the parameters; 0: the store has no such column. */
static int find(lm_saving *s, const char *name) {
  for (size_t i = 0; i < COLUMNS; i++) {
    const size_t at = (s->column + i) % COLUMNS;
    if (strcmp(columns[at], name) != 0) continue;
    s->column = at + 1;
    return (int)at + 3;
  }
  return 0;
}

void lm_saving_text(lm_saving *saving, const char *column, const char *text) {
  sqlite3_stmt *row = open_row(saving);
  const int at = row && text ? find(saving, column) : 0;
  if (!at) return;
  lm_bind_text(row, at, text);
  add_line(saving, column, text);
}

void lm_saving_number(lm_saving *saving, const char *column, double number) {
  char text[LM_NUM_SIZE];
  sqlite3_stmt *row = open_row(saving);
  const int at = row && !isnan(number) ? find(saving, column) : 0;
  if (!at) return;
  lm_bind_number(row, at, number);
  lm_num_format(number, text);
  add_line(saving, column, text);
}

void lm_saving_end_row(lm_saving *saving) {
  lm_sql_run(saving->store, open_row(saving));
  saving->row = NULL;
  saving->records++;
  lm_sha256_add(&saving->digest, "\n", 1);
}

/* ---- the end ---- */

static sqlite3_stmt *with_key(const lm_saving *s, lm_sql_name name) {
  sqlite3_stmt *statement = lm_sql(s->store, name);
  lm_bind_text(statement, 1, s->options);
  if (statement) sqlite3_bind_int64(statement, 2, s->as_of);
  return statement;
}

/* The load that saved the very same; 0: none. */
static int64_t same_before(const lm_saving *s, const char *sha256) {
  sqlite3_stmt *now = with_key(s, SQL_ASSESSMENT_NOW);
  bool same = lm_sql_step(s->store, now) && !sqlite3_column_int(now, 1) && sqlite3_column_int(now, 3) == s->method;
  same = same && lm_same_text((const char *)sqlite3_column_text(now, 4), sha256);
  int64_t load = same ? sqlite3_column_int64(now, 0) : 0;
  if (now) sqlite3_reset(now);
  return load;
}

static uint64_t count(const lm_saving *s, lm_sql_name name, int64_t before) {
  sqlite3_stmt *both = lm_sql(s->store, name);
  if (both) {
    sqlite3_bind_int64(both, 1, s->number);
    sqlite3_bind_int64(both, 2, before);
  }
  return (uint64_t)lm_sql_whole(s->store, both, 0);
}

/* Against the assessment saved before, of as much or less. */
static lm_load_totals count_all(const lm_saving *s) {
  const int64_t before = lm_sql_whole(s->store, with_key(s, SQL_ASSESSMENT_BEFORE), 0);
  lm_load_totals t = {.read = s->records, .unchanged = count(s, SQL_VERDICTS_SAME, before)};
  const uint64_t both = count(s, SQL_VERDICTS_BOTH, before);
  t.revised = both - t.unchanged;
  t.added = t.read - both;
  return t;
}

static void put(const lm_saving *s, const char *sha256, const lm_load_totals *totals) {
  sqlite3_stmt *row = with_key(s, SQL_ASSESSMENT_PUT);
  if (row) sqlite3_bind_int64(row, 3, s->number);
  lm_bind_text(row, 4, lm_version());
  if (row) sqlite3_bind_int(row, 5, s->method);
  if (row) sqlite3_bind_int64(row, 6, (sqlite3_int64)s->records);
  lm_bind_text(row, 7, sha256);
  lm_sql_run(s->store, row);
  lm_store_count(s->store, s->number, "verdict", totals);
}

lm_status lm_saving_commit(lm_saving *saving, lm_load_totals *totals, int64_t *load) {
  char sha256[LM_SHA256_TEXT];
  lm_saving *s = saving;
  *totals = (lm_load_totals){0};
  if (!s->number || s->row) return LM_EINVAL;
  lm_sha256_end(&s->digest, sha256);
  *load = same_before(s, sha256);
  if (*load) {
    totals->read = totals->unchanged = s->records;
    lm_store_rollback(s->store);
    s->number = 0;
    return LM_OK;
  }
  *load = s->number;
  *totals = count_all(s);
  put(s, sha256, totals);
  if (lm_store_failed(s->store)) return failure(s);
  s->number = 0;
  return lm_store_commit(s->store);
}
