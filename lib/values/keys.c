#include "keys.h"
#include "../base/vec.h"

#include <stdlib.h>

enum { FIRST_BITS = 4, MOST_BITS = 32 };

static inline size_t slots(const lm_keys *keys) { return keys->bits ? (size_t)1 << keys->bits : 0; }

static inline bool same_pair(const lm_key *key, lm_node indicator, uint32_t area) {
  return key->indicator == indicator && key->area == area;
}

/* Fibonacci hashing: the indices are dense and small, and the upper bits of the product spread them evenly. */
static inline size_t home(const lm_keys *keys, lm_node indicator, uint32_t area) {
  uint64_t pair = (uint64_t)indicator << 32 | area;
  return (size_t)(pair * UINT64_C(0x9E3779B97F4A7C15) >> (64 - keys->bits));
}

/* The slot of the pair, or the free one where it belongs. The table is never full. */
static uint32_t *slot_of(const lm_keys *keys, lm_node indicator, uint32_t area) {
  for (size_t i = home(keys, indicator, area);; i = (i + 1) & (slots(keys) - 1)) {
    uint32_t *slot = &keys->slot[i];
    if (!*slot || same_pair(&keys->item[*slot - 1], indicator, area)) return slot;
  }
}

uint32_t lm_keys_first(const lm_keys *keys, lm_node indicator, uint32_t area) {
  if (keys->count == 0) return LM_NO_KEY;
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

static bool grow_slots(lm_keys *keys) {
  unsigned bits = keys->bits ? keys->bits + 1 : FIRST_BITS;
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
  if (keys->count * 4 >= slots(keys) * 3 && !grow_slots(keys)) return false;
  uint32_t number = (uint32_t)keys->count;
  uint32_t *place = slot_of(keys, indicator, area);
  if (*place)
    hang(keys, *place - 1, number);
  else
    *place = number + 1;
  keys->item[keys->count++] = (lm_key){indicator, area, kind, LM_NO_KEY};
  keys->last = number;
  return true;
}

void lm_keys_clear(lm_keys *keys) {
  free(keys->item);
  free(keys->slot);
  *keys = (lm_keys){0};
}
