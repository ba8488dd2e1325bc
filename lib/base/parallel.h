/* parallel.h: work cut into parts that several threads make, and that are handed on in order.

   Which thread makes a part, and when, is left to chance; what is handed on is not: parts 0, 1, 2 … one after the other. A part must be
   made from nothing but its number and what nobody changes meanwhile. Then nothing that comes out depends on the number of threads. */
#ifndef LM_BASE_PARALLEL_H
#define LM_BASE_PARALLEL_H

#include <logicmodel/common.h>

/* Parts made and not yet handed on, for every thread; the memory of a part is at part % (threads × this). */
#define LM_PARALLEL_AHEAD 2
#define LM_PARALLEL_MOST 64 /* threads */

typedef struct lm_parallel {
  unsigned threads; /* from lm_parallel_threads */
  size_t parts;
  void *user;
  /* Makes a part, in the memory `slot`, with the work area of `worker`; both begin at 0. */
  lm_status (*make)(void *user, unsigned worker, unsigned slot, size_t part);
  /* Takes a part out of its slot; one call at a time, in the order of the parts, by any thread. NULL: nothing to take. */
  lm_status (*hand_on)(void *user, unsigned slot, size_t part);
} lm_parallel;

/* How many threads `parts` can use of those asked for; 0 asks for as many as there are processors. At least 1. */
unsigned lm_parallel_threads(unsigned asked, size_t parts);
static inline unsigned lm_parallel_slots(unsigned threads) {
  return threads * LM_PARALLEL_AHEAD;
}

/* LM_OK when every part is made and handed on; else the status of one that failed. The calling thread works too: threads that the system
   does not give are done without. */
lm_status lm_parallel_run(const lm_parallel *work);

#endif
