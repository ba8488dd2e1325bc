/* locks.c: see locks.h. */
#include "locks.h"

#include "../base/vec.h"

#include <stdlib.h>

void lm_locks_read(lm_locks *locks, lm_store *store, lm_arena *arena) {
  sqlite3_stmt *s = lm_sql(store, SQL_LOCKS);
  locks->count = 0;
  while (lm_sql_step(store, s)) {
    lm_locked lock = {.period = {(lm_period_kind)sqlite3_column_int(s, 0), sqlite3_column_int(s, 1)}, .area = sqlite3_column_int64(s, 2)};
    lock.at = lm_column_text(store, s, 3, arena);
    lock.who = lm_column_text(store, s, 4, arena);
    lock.load = sqlite3_column_int64(s, 5);
    if (!LM_VEC_PUSH(locks, lock)) lm_store_no_memory(store);
  }
}

const lm_locked *lm_locks_find(const lm_locks *locks, lm_period period, int64_t area) {
  for (size_t i = 0; i < locks->count; i++) {
    const lm_locked *lock = &locks->item[i];
    if ((lock->area == 0 || lock->area == area) && lm_period_start(period) >= lm_period_start(lock->period) &&
        lm_period_end(period) <= lm_period_end(lock->period))
      return lock;
  }
  return NULL;
}

void lm_locks_clear(lm_locks *locks) {
  free(locks->item);
  *locks = (lm_locks){0};
}
