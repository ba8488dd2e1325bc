#include "keys.h"
#include "../base/vec.h"

#include <stdlib.h>

enum { FIRST_BITS = 4, MOST_BITS = 32, MOST_LEFT_OUT = 4096 }; /* left out: indicators without keys, where keys are in order */

static inline size_t slots(const lm_keys *keys) { return keys->bits ? (size_t)1 << keys->bits : 0; }

static inline bool same_pair(const lm_key *key, lm_node indicator, uint32_t area) {
  return key->indicator == indicator && key->area == area;
}

/* Fibonacci hashing: the indices are dense and small, and the upper bits of the product spread them evenly. */
static inline size_t home(const lm_keys *keys, lm_node indicator, uint32_t area) {
  return (size_t)(((uint64_t)indicator << 32 | area) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - keys->bits));
}

/* ---- in order ---- */

static inline uint64_t pair_of(lm_node indicator, uint32_t area) { return (uint64_t)indicator << 32 | area; }
static inline uint64_t pair_at(const lm_keys *keys, size_t at) { return pair_of(keys->item[at].indicator, keys->item[at].area); }

/* As most documents have them: no pair before the one that came ahead of it, so there is no table yet. */
static inline bool in_order(const lm_keys *keys) { return keys->bits == 0; }

/* Where the keys of an indicator stand: those of the areas in their order, mostly all of them, so the place can be told and is only checked. */
static uint32_t first_in_order(const lm_keys *keys, lm_node indicator, uint32_t area) {
  const uint64_t pair = pair_of(indicator, area);
  if (keys->count == 0 || pair > pair_at(keys, keys->count - 1)) return LM_NO_KEY; /* what comes next in such a document */
  size_t from = keys->start[indicator], left = (indicator + 1 < keys->starts ? keys->start[indicator + 1] : keys->count) - from;
  if (left == 0 || pair < pair_at(keys, from)) return LM_NO_KEY;
  const size_t guess = area - keys->item[from].area;
  if (guess < left && pair_at(keys, from + guess) == pair && (guess == 0 || pair_at(keys, from + guess - 1) < pair)) return (uint32_t)(from + guess);
  while (left > 1) { /* the first that is not below is in [from, from + left), if there is one */
    const size_t half = left / 2;
    from += pair_at(keys, from + half - 1) < pair ? half : 0;
    left -= half;
  }
  return pair_at(keys, from) == pair ? (uint32_t)from : LM_NO_KEY;
}

static bool goes_on(const lm_keys *keys, lm_node indicator, uint32_t area) {
  return in_order(keys) && (keys->count == 0 || pair_of(indicator, area) >= pair_at(keys, keys->count - 1)) &&
         indicator < keys->starts + MOST_LEFT_OUT;
}

/* The next key is of an indicator that may be new. False when memory fails. */
static bool begin_indicator(lm_keys *keys, lm_node indicator) {
  for (; keys->starts <= indicator; keys->starts++) {
    if (!lm_vec_grow(&keys->start, &keys->start_room, keys->starts, sizeof *keys->start)) return false;
    keys->start[keys->starts] = (uint32_t)keys->count;
  }
  return true;
}

/* ---- the table ---- */

/* The slot of the pair, or the free one where it belongs. The table is never full. */
static uint32_t *slot_of(const lm_keys *keys, lm_node indicator, uint32_t area) {
  for (size_t i = home(keys, indicator, area);; i = (i + 1) & (slots(keys) - 1)) {
    uint32_t *slot = &keys->slot[i];
    if (!*slot || same_pair(&keys->item[*slot - 1], indicator, area)) return slot;
  }
}

uint32_t lm_keys_first(const lm_keys *keys, lm_node indicator, uint32_t area) {
  if (in_order(keys)) return first_in_order(keys, indicator, area);
  uint32_t found = *slot_of(keys, indicator, area);
  return found ? found - 1 : LM_NO_KEY;
}

uint32_t lm_keys_find(const lm_keys *keys, lm_node indicator, uint32_t area, lm_period_kind kind) {
  uint32_t at = lm_keys_first(keys, indicator, area);
  while (at != LM_NO_KEY && keys->item[at].kind != kind) at = keys->item[at].next;
  return at;
}

static inline bool is_key(const lm_keys *keys, uint32_t at, lm_node indicator, uint32_t area, lm_period_kind kind) {
  return at < keys->count && same_pair(&keys->item[at], indicator, area) && keys->item[at].kind == kind;
}

uint32_t lm_keys_next(lm_keys *keys, lm_node indicator, uint32_t area, lm_period_kind kind) {
  if (is_key(keys, keys->last, indicator, area, kind)) return keys->last;
  if (is_key(keys, keys->last + 1, indicator, area, kind)) return ++keys->last;
  uint32_t at = lm_keys_find(keys, indicator, area, kind);
  if (at != LM_NO_KEY) keys->last = at;
  return at;
}

static bool is_crowded(size_t count, unsigned bits) { return bits == 0 || count * 4 >= ((size_t)1 << bits) * 3; }

/* Makes a table that all keys and one more have room in. */
static bool make_table(lm_keys *keys) {
  unsigned bits = keys->bits ? keys->bits : FIRST_BITS;
  while (bits <= MOST_BITS && is_crowded(keys->count, bits)) bits++;
  uint32_t *slot = bits <= MOST_BITS ? calloc((size_t)1 << bits, sizeof *slot) : NULL;
  if (!slot) return false;
  free(keys->slot);
  keys->slot = slot;
  keys->bits = bits;
  for (size_t i = 0; i < keys->count; i++) {
    uint32_t *place = slot_of(keys, keys->item[i].indicator, keys->item[i].area);
    if (!*place) *place = (uint32_t)i + 1; /* taken: a further kind of a pair that has its slot */
  }
  return true;
}

/* Hangs key `number` behind the kinds that its pair, which begins with key `first`, has already. */
static void hang(lm_keys *keys, uint32_t first, uint32_t number) {
  lm_key *key = &keys->item[first];
  while (key->next != LM_NO_KEY) key = &keys->item[key->next];
  key->next = number;
}

bool lm_keys_add(lm_keys *keys, lm_node indicator, uint32_t area, lm_period_kind kind) {
  if (keys->count >= LM_NO_KEY - 1) return false;
  if (!lm_vec_grow(&keys->item, &keys->room, keys->count, sizeof *keys->item)) return false;
  const uint32_t number = (uint32_t)keys->count;
  const bool ordered = goes_on(keys, indicator, area);
  if (ordered ? !begin_indicator(keys, indicator) : is_crowded(keys->count, keys->bits) && !make_table(keys)) return false;
  const uint32_t first = lm_keys_first(keys, indicator, area);
  if (first != LM_NO_KEY)
    hang(keys, first, number);
  else if (!ordered)
    *slot_of(keys, indicator, area) = number + 1;
  keys->item[keys->count++] = (lm_key){indicator, area, kind, LM_NO_KEY};
  keys->last = number;
  return true;
}

void lm_keys_clear(lm_keys *keys) {
  free(keys->item);
  free(keys->slot);
  free(keys->start);
  *keys = (lm_keys){0};
}
