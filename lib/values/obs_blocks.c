/* obs_blocks.c: see obs_blocks.h. */
#include "obs_blocks.h"

#include <stdlib.h>

enum { BLOCK = 12000 }; /* observations, about a megabyte; what is not used is never touched */

struct lm_obs_block {
  lm_obs_block *before;
  uint32_t used;
  lm_obs obs[BLOCK];
};

lm_obs *lm_obs_blocks_take(lm_obs_blocks *blocks, uint32_t room) {
  lm_obs_block *block = blocks->last;
  if (room > BLOCK) return NULL;
  if (!block || BLOCK - block->used < room) {
    block = malloc(sizeof *block);
    if (!block) return NULL;
    block->before = blocks->last;
    block->used = 0;
    blocks->last = block;
  }
  lm_obs *taken = block->obs + block->used;
  block->used += room;
  return taken;
}

bool lm_obs_blocks_resize(lm_obs_blocks *blocks, const lm_obs *taken, uint32_t room, uint32_t wanted) {
  lm_obs_block *block = blocks->last;
  if (!block || room > block->used || taken != block->obs + (block->used - room) || wanted > BLOCK - (block->used - room)) return false;
  block->used = block->used - room + wanted;
  return true;
}

void lm_obs_blocks_clear(lm_obs_blocks *blocks) {
  while (blocks->last) {
    lm_obs_block *before = blocks->last->before;
    free(blocks->last);
    blocks->last = before;
  }
}
