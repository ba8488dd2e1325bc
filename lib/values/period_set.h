/* period_set.h: which periods of one kind have been seen.

   24 bytes. While all of them lie within 64 neighbours they are a window of bits that moves as needed: 64 yearly values in any
   order cost nothing more. Wider sets move to an open hash table of 32-period masks: monthly values cost about a byte each,
   yearly dates about 12. */
#ifndef LM_VALUES_PERIOD_SET_H
#define LM_VALUES_PERIOD_SET_H

#include <logicmodel/period.h>

typedef enum lm_seen_result { LM_SEEN_NEW, LM_SEEN_DUPLICATE, LM_SEEN_NOMEM } lm_seen_result;

typedef struct lm_period_set { /* zero-initialise */
  union {
    uint64_t window; /* bits == 0: bit i is the period base + i; 0 while the set is empty */
    uint64_t *slot;  /* bits != 0: the upper half says which 32 periods, the lower half is their mask; 0 free */
  } in;
  int32_t base;
  uint32_t used; /* slots taken */
  unsigned bits; /* there are 1 << bits slots */
} lm_period_set;

/* Adds the period of that index. NOMEM: nothing is changed; an empty set never fails. */
lm_seen_result lm_period_set_add(lm_period_set *set, int32_t index);
void lm_period_set_clear(lm_period_set *set);

#endif
