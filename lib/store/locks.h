/* locks.h: the periods that take no values any more. */
#ifndef LM_STORE_LOCKS_H
#define LM_STORE_LOCKS_H

#include "store.h"

typedef struct lm_locked {
  lm_period period;
  int64_t area, load; /* area 0: all */
  const char *at, *who;
} lm_locked;

typedef struct lm_locks {
  lm_locked *item;
  size_t count, room;
} lm_locks;

/* Those in force now: one for the area named and one for every area that lies in it. Texts live in the arena. */
void lm_locks_read(lm_locks *locks, lm_store *store, lm_arena *arena);
/* The lock that the period lies in, for that area; NULL: none. */
const lm_locked *lm_locks_find(const lm_locks *locks, lm_period period, int64_t area);
void lm_locks_clear(lm_locks *locks);

#endif
