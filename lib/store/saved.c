/* saved.c: assessments that were saved. */
#include "store.h"

#include "../base/vec.h"

#include <stdlib.h>

struct lm_store_verdicts {
  lm_arena arena;
  lm_store_assessment of;
  lm_store_verdict *item;
  size_t count, room;
};

int64_t lm_store_data_load(lm_store *store, int64_t as_of) {
  sqlite3_stmt *s = lm_sql(store, SQL_DATA_LOAD);
  if (s) sqlite3_bind_int64(s, 1, as_of);
  return lm_sql_whole(store, s, 0);
}

lm_status lm_store_known(lm_store *store, int64_t as_of, int64_t *load) {
  *load = lm_store_data_load(store, as_of);
  return lm_store_take_failure(store);
}

/* The load whose verdicts they are; 0: none was saved. */
static int64_t find(lm_store *store, lm_store_verdicts *out, const char *options, int64_t as_of) {
  lm_store_assessment *of = &out->of;
  const int64_t known = lm_store_data_load(store, as_of);
  sqlite3_stmt *s = lm_sql(store, SQL_ASSESSMENT_THEN);
  lm_bind_text(s, 1, options ? options : "");
  if (s) sqlite3_bind_int64(s, 2, known);
  if (s) sqlite3_bind_int64(s, 3, as_of);
  if (!lm_sql_step(store, s)) return 0;
  const char **const text[] = {&of->at, &of->who, &of->why, &of->program};
  for (int i = 0; i < 4; i++) *text[i] = lm_column_text(store, s, 3 + i, &out->arena);
  of->load = sqlite3_column_int64(s, 1);
  of->as_of = known;
  of->method = sqlite3_column_int(s, 7);
  of->records = (size_t)sqlite3_column_int64(s, 8);
  of->sha256 = lm_column_text(store, s, 9, &out->arena);
  const int64_t content = sqlite3_column_int64(s, 0);
  sqlite3_reset(s);
  return content;
}

static lm_store_verdict verdict(lm_store *store, sqlite3_stmt *s, lm_arena *arena) {
  lm_store_verdict v = {.p_reach = lm_column_number(s, 4), .gap = lm_column_number(s, 5)};
  const char **const text[] = {&v.indicator, &v.area, &v.tier, &v.status};
  for (int i = 0; i < 4; i++) *text[i] = lm_column_text(store, s, i, arena);
  v.last_value = lm_column_number(s, 6);
  v.target = lm_column_number(s, 7);
  return v;
}

static void read_verdicts(lm_store *store, lm_store_verdicts *out, int64_t content) {
  sqlite3_stmt *s = lm_sql(store, SQL_VERDICTS);
  if (s) sqlite3_bind_int64(s, 1, content);
  while (lm_sql_step(store, s)) {
    const lm_store_verdict v = verdict(store, s, &out->arena);
    if (!LM_VEC_PUSH(out, v)) lm_store_no_memory(store);
  }
}

lm_status lm_store_verdicts_read(lm_store_verdicts **out, lm_store *store, const char *options, int64_t as_of) {
  lm_store_verdicts *found = *out = calloc(1, sizeof *found);
  if (!found) return LM_ENOMEM;
  lm_sql_exec(store, "BEGIN");
  const int64_t content = find(store, found, options, as_of);
  if (content) read_verdicts(store, found, content);
  lm_status status = lm_store_take_failure(store);
  lm_store_rollback(store);
  if (status == LM_OK && content) return LM_OK;
  lm_store_verdicts_free(found);
  *out = NULL;
  return status;
}

const lm_store_assessment *lm_store_verdicts_of(const lm_store_verdicts *verdicts) { return verdicts ? &verdicts->of : NULL; }

size_t lm_store_verdicts_count(const lm_store_verdicts *verdicts) { return verdicts ? verdicts->count : 0; }

const lm_store_verdict *lm_store_verdicts_at(const lm_store_verdicts *verdicts, size_t index) {
  return verdicts && index < verdicts->count ? &verdicts->item[index] : NULL;
}

void lm_store_verdicts_free(lm_store_verdicts *verdicts) {
  if (!verdicts) return;
  free(verdicts->item);
  lm_arena_clear(&verdicts->arena);
  free(verdicts);
}
