/* What sources printed, beside what is recomputed: few numbers, so they stay out of the observations. */
#include "printed.h"

#include "../base/vec.h"
#include "copy.h"

#include <stdlib.h>
#include <string.h>

/* The key of a printed value: filled byte by byte, since its bytes are compared. */
typedef struct printed_key {
  uint32_t indicator, area, kind, index;
} printed_key;

typedef struct change_key {
  uint32_t indicator, area, from_kind, from, to_kind, to;
} change_key;

struct lm_printed_value {
  printed_key key;
  lm_printed printed;
};

struct lm_printed_change {
  change_key key;
  lm_change change;
};

static printed_key key_of(lm_node indicator, uint32_t area, lm_period period) {
  return (printed_key){indicator, area, (uint32_t)period.kind, (uint32_t)period.index};
}

static change_key change_key_of(lm_node indicator, uint32_t area, lm_period from, lm_period to) {
  return (change_key){indicator, area, (uint32_t)from.kind, (uint32_t)from.index, (uint32_t)to.kind, (uint32_t)to.index};
}

const lm_printed *lm_printed_find(const lm_printed_things *things, lm_node indicator, uint32_t area, lm_period period) {
  printed_key key = key_of(indicator, area, period);
  uint32_t at = lm_strmap_get(&things->value_at, (const char *)&key, sizeof key);
  return at == LM_STRMAP_NONE ? NULL : &things->values.item[at]->printed;
}

const lm_change *lm_printed_find_change(const lm_printed_things *things, lm_node indicator, uint32_t area, lm_period from, lm_period to) {
  change_key key = change_key_of(indicator, area, from, to);
  uint32_t at = lm_strmap_get(&things->change_at, (const char *)&key, sizeof key);
  return at == LM_STRMAP_NONE ? NULL : &things->changes.item[at]->change;
}

const lm_change *lm_printed_change_at(const lm_printed_things *things, size_t index) {
  return index < things->changes.count ? &things->changes.item[index]->change : NULL;
}

/* The maps are changed last: what fails before leaves nothing behind that can be asked for. */
lm_status lm_printed_add(lm_printed_things *things, lm_arena *arena, lm_node indicator, uint32_t area, lm_period period, const lm_printed *printed) {
  if (lm_printed_find(things, indicator, area, period)) return LM_EINVAL;
  lm_printed_value *copy = lm_arena_alloc(arena, sizeof *copy);
  if (!copy || !lm_vec_grow(&things->values.item, &things->values.room, things->values.count, sizeof copy)) return LM_ENOMEM;
  copy->key = key_of(indicator, area, period);
  copy->printed = *printed;
  if (!lm_strmap_set(&things->value_at, (const char *)&copy->key, sizeof copy->key, (uint32_t)things->values.count)) return LM_ENOMEM;
  things->values.item[things->values.count++] = copy;
  return LM_OK;
}

lm_status lm_printed_add_change(lm_printed_things *things, lm_arena *arena, const lm_change *change) {
  if (lm_printed_find_change(things, change->indicator, change->area, change->from, change->to)) return LM_EINVAL;
  lm_printed_change *copy = lm_arena_alloc(arena, sizeof *copy);
  if (!copy || !lm_vec_grow(&things->changes.item, &things->changes.room, things->changes.count, sizeof copy)) return LM_ENOMEM;
  copy->key = change_key_of(change->indicator, change->area, change->from, change->to);
  copy->change = *change;
  bool ok = lm_values_copy_string(arena, &copy->change.unit, change->unit) && lm_values_copy_texts(arena, &copy->change.notes, &change->notes) &&
            lm_strmap_set(&things->change_at, (const char *)&copy->key, sizeof copy->key, (uint32_t)things->changes.count);
  if (!ok) return LM_ENOMEM;
  things->changes.item[things->changes.count++] = copy;
  return LM_OK;
}

void lm_printed_clear(lm_printed_things *things) {
  free(things->values.item);
  free(things->changes.item);
  lm_strmap_clear(&things->value_at);
  lm_strmap_clear(&things->change_at);
  *things = (lm_printed_things){0};
}
