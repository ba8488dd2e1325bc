/* keys.h: numbers for the series met: (indicator, area, period kind) to 0, 1, 2 … in the order they first come.

   The owner keeps what belongs to a series in an array of its own, under the same number. The kinds of one pair (indicator, area) hang on its
   first key, so that a second kind is noticed without a search. Files repeat the series they hold in the same order, so the last key and the
   one behind it are looked at first. Most hold them in the order of the pairs, too: as long as they come so, what is beyond the last is new,
   and the others stand where their indicator begins and areas are counted on, or are found by halving. With the first that does not, a table begins that hashes the pair. */
#ifndef LM_VALUES_KEYS_H
#define LM_VALUES_KEYS_H

#include <logicmodel/values.h>

#define LM_NO_KEY UINT32_MAX

typedef struct lm_key {
  lm_node indicator;
  uint32_t area;
  lm_period_kind kind;
  uint32_t next; /* the next kind of the same pair; LM_NO_KEY none */
} lm_key;

typedef struct lm_keys { /* zero-initialise */
  lm_key *item;
  size_t count, room;
  uint32_t *slot; /* number of a pair's first key + 1; 0 free */
  unsigned bits;  /* there are 1 << bits slots; 0: no table, the pairs are in order */
  uint32_t *start; /* by indicator: its first key, or where that would stand; while the pairs are in order */
  size_t starts, start_room;
  uint32_t last;  /* what lm_keys_next found last */
} lm_keys;

/* LM_NO_KEY if absent. */
uint32_t lm_keys_find(const lm_keys *keys, lm_node indicator, uint32_t area, lm_period_kind kind);
/* The same, quick when series come one after the other or again in the same order. */
uint32_t lm_keys_next(lm_keys *keys, lm_node indicator, uint32_t area, lm_period_kind kind);
/* The key of the pair that came first; its other kinds follow by `next`. */
uint32_t lm_keys_first(const lm_keys *keys, lm_node indicator, uint32_t area);
/* Adds a key that is absent; its number is the count before. false when memory fails: nothing is changed. */
bool lm_keys_add(lm_keys *keys, lm_node indicator, uint32_t area, lm_period_kind kind);
void lm_keys_clear(lm_keys *keys);

#endif
