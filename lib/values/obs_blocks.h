/* obs_blocks.h: room for the observations of series that come one behind the other, in large blocks that are freed all at once. */
#ifndef LM_VALUES_OBS_BLOCKS_H
#define LM_VALUES_OBS_BLOCKS_H

#include <logicmodel/values.h>

typedef struct lm_obs_block lm_obs_block;
typedef struct lm_obs_blocks {
  lm_obs_block *last; /* zero-initialise */
} lm_obs_blocks;

/* Uninitialised; stays where it is until all is cleared. NULL: no memory, or more than a block holds. */
lm_obs *lm_obs_blocks_take(lm_obs_blocks *blocks, uint32_t room);
/* Another room for what was taken last, in its place; false: it was not the last, or its block is full. */
bool lm_obs_blocks_resize(lm_obs_blocks *blocks, const lm_obs *taken, uint32_t room, uint32_t wanted);
void lm_obs_blocks_clear(lm_obs_blocks *blocks);

#endif
