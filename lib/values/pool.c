#include "pool.h"

#include "../base/vec.h"

#include <stdlib.h>

/* The map takes the first fields as its key. */
enum { POOLED_KEY = 5 * sizeof(uint32_t) };
_Static_assert(offsetof(lm_pooled, area) == 4 && offsetof(lm_pooled, when) == 8 && sizeof(lm_when) == 12, "a pooled item begins with its key");

size_t lm_pool_find(const lm_pool *pool, lm_node node, uint32_t area, lm_when when) {
  const lm_pooled wanted = {.node = node, .area = area, .when = when};
  uint32_t at = lm_strmap_get(&pool->by_key, (const char *)&wanted, POOLED_KEY);
  return at == LM_STRMAP_NONE ? SIZE_MAX : at;
}

static lm_pooled *add(lm_pool *pool, lm_node node, const lm_entry *entry) {
  const lm_pooled new = {.node = node, .area = entry->area, .when = entry->when};
  lm_pooled *item = pool->count < LM_STRMAP_NONE ? lm_arena_copy(&pool->arena, &new, sizeof new) : NULL;
  if (!item || !lm_strmap_set(&pool->by_key, (const char *)item, POOLED_KEY, (uint32_t)pool->count)) return NULL;
  return LM_VEC_PUSH(pool, item) ? item : NULL;
}

static bool count_in(lm_pool *pool, lm_node node, const lm_entry *entry) {
  size_t at = lm_pool_find(pool, node, entry->area, entry->when);
  lm_pooled *item = at == SIZE_MAX ? add(pool, node, entry) : pool->item[at];
  if (!item) return false;
  if (node == entry->node) item->entry = entry;
  lm_tally_add(&item->tally, entry);
  return true;
}

bool lm_pool_make(lm_pool *pool, const lm_progress *progress, const lm_model *model) {
  for (size_t i = 0; i < lm_progress_count(progress); i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    const lm_node_info *info;
    for (lm_node node = entry->node; (info = lm_model_node(model, node)); node = info->parent)
      if (!count_in(pool, node, entry)) return false;
    if (!count_in(pool, LM_NO_NODE, entry)) return false;
  }
  return true;
}

void lm_pool_clear(lm_pool *pool) {
  free(pool->item);
  lm_strmap_clear(&pool->by_key);
  lm_arena_clear(&pool->arena);
  *pool = (lm_pool){0};
}
