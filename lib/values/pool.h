/* pool.h: the entries of progress documents and what they add up to: for every node, area and time that an entry speaks of, for what that node
   is part of, and for the whole model. Each goal is counted once at every level. */
#ifndef LM_VALUES_POOL_H
#define LM_VALUES_POOL_H

#include "../base/arena.h"
#include "../base/strmap.h"
#include <logicmodel/progress.h>

/* By which times are put in order. */
typedef struct lm_when_rank {
  int horizon; /* tiers come after periods */
  int32_t day;
  uint32_t tie;
} lm_when_rank;
lm_when_rank lm_when_rank_of(const lm_model *model, lm_when when);
int lm_when_rank_compare(lm_when_rank a, lm_when_rank b);

typedef struct lm_pooled {
  lm_node node; /* LM_NO_NODE: the whole model */
  uint32_t area;
  lm_when when;
  const lm_entry *entry; /* NULL: only of parts */
  lm_tally tally;
} lm_pooled;

typedef struct lm_pool { /* zero-initialise */
  lm_arena arena;
  lm_pooled **item; /* as first met */
  size_t count, room;
  lm_strmap by_key;
} lm_pool;

/* false when memory fails. Clear in any case. */
bool lm_pool_make(lm_pool *pool, const lm_progress *progress, const lm_model *model);
/* The place in `item`; SIZE_MAX if none. */
size_t lm_pool_find(const lm_pool *pool, lm_node node, uint32_t area, lm_when when);
void lm_pool_clear(lm_pool *pool);

#endif
