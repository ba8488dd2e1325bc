/* printed.h: the values and differences that sources printed, by series and period. */
#ifndef LM_VALUES_PRINTED_H
#define LM_VALUES_PRINTED_H

#include "../base/arena.h"
#include "../base/strmap.h"
#include <logicmodel/values.h>

typedef struct lm_printed_value lm_printed_value;
typedef struct lm_printed_change lm_printed_change;

typedef struct lm_printed_things { /* zero-initialise; the records live in the arena given */
  struct { lm_printed_value **item; size_t count, room; } values;
  struct { lm_printed_change **item; size_t count, room; } changes;
  lm_strmap value_at, change_at;
} lm_printed_things;

/* NULL if none. */
const lm_printed *lm_printed_find(const lm_printed_things *things, lm_node indicator, uint32_t area, lm_period period);
const lm_change *lm_printed_find_change(const lm_printed_things *things, lm_node indicator, uint32_t area, lm_period from, lm_period to);
const lm_change *lm_printed_change_at(const lm_printed_things *things, size_t index);
/* LM_EINVAL: there is one. */
lm_status lm_printed_add(lm_printed_things *things, lm_arena *arena, lm_node indicator, uint32_t area, lm_period period, const lm_printed *printed);
lm_status lm_printed_add_change(lm_printed_things *things, lm_arena *arena, const lm_change *change);
void lm_printed_clear(lm_printed_things *things);

#endif
