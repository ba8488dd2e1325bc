#include "period_set.h"

#include <stdlib.h>

enum { WINDOW = 64, FIRST_BITS = 3, MASK_SHIFT = 5, MASK_PERIODS = 32 };

/* ---- the window ---- */

/* Moves the window by the least that takes in `offset`, which lies outside; false when periods would fall out of it. */
static bool move_window(lm_period_set *set, int64_t offset) {
  bool down = offset < 0;
  int64_t by = down ? offset : offset - (WINDOW - 1);
  uint64_t shift = (uint64_t)(down ? -by : by);
  if (shift >= WINDOW) return false;
  uint64_t moved = down ? set->in.window << shift : set->in.window >> shift;
  uint64_t back = down ? moved >> shift : moved << shift;
  if (back != set->in.window) return false;
  set->in.window = moved;
  set->base = (int32_t)(set->base + by);
  return true;
}

/* ---- the table ---- */

/* Which 32 periods. */
static inline uint32_t block_of(int32_t index) { return (uint32_t)index >> MASK_SHIFT; }

/* The slot of the block, or the free one where it belongs. The table is never full. */
static uint64_t *slot_of(uint64_t *slots, unsigned bits, uint32_t block) {
  uint32_t mask = (UINT32_C(1) << bits) - 1;
  for (uint32_t i = (block * UINT32_C(2654435769)) >> (32 - bits);; i = (i + 1) & mask)
    if (!slots[i] || slots[i] >> 32 == block) return &slots[i];
}

static lm_seen_result put(lm_period_set *set, int32_t index) {
  uint32_t block = block_of(index);
  uint64_t bit = UINT64_C(1) << ((uint32_t)index % MASK_PERIODS);
  uint64_t *slot = slot_of(set->in.slot, set->bits, block);
  if (*slot & bit) return LM_SEEN_DUPLICATE;
  if (!*slot) set->used++;
  *slot |= (uint64_t)block << 32 | bit;
  return LM_SEEN_NEW;
}

static bool grow(lm_period_set *set) {
  unsigned bits = set->bits + 1;
  uint64_t *slots = calloc((size_t)1 << bits, sizeof *slots);
  if (!slots) return false;
  for (size_t i = 0; i < (size_t)1 << set->bits; i++)
    if (set->in.slot[i]) *slot_of(slots, bits, (uint32_t)(set->in.slot[i] >> 32)) = set->in.slot[i];
  free(set->in.slot);
  set->in.slot = slots;
  set->bits = bits;
  return true;
}

/* From window to table. The 64 periods lie in three blocks at most, so the first table has room for them. */
static bool spill(lm_period_set *set) {
  lm_period_set table = {.bits = FIRST_BITS};
  table.in.slot = calloc((size_t)1 << FIRST_BITS, sizeof *table.in.slot);
  if (!table.in.slot) return false;
  for (int i = 0; i < WINDOW; i++)
    if (set->in.window >> i & 1) put(&table, (int32_t)(set->base + i));
  *set = table;
  return true;
}

static lm_seen_result add_to_table(lm_period_set *set, int32_t index) {
  bool full = (set->used + 1) * UINT64_C(4) > UINT64_C(3) << set->bits;
  return full && !grow(set) ? LM_SEEN_NOMEM : put(set, index);
}

/* ---- both ---- */

lm_seen_result lm_period_set_add(lm_period_set *set, int32_t index) {
  if (set->bits) return add_to_table(set, index);
  if (!set->in.window) set->base = index;
  int64_t offset = (int64_t)index - set->base;
  if ((offset < 0 || offset >= WINDOW) && !move_window(set, offset))
    return spill(set) ? add_to_table(set, index) : LM_SEEN_NOMEM;
  uint64_t bit = UINT64_C(1) << (index - set->base);
  if (set->in.window & bit) return LM_SEEN_DUPLICATE;
  set->in.window |= bit;
  return LM_SEEN_NEW;
}

void lm_period_set_clear(lm_period_set *set) {
  if (set->bits) free(set->in.slot);
  *set = (lm_period_set){0};
}
