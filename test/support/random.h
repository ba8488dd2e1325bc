/* random.h: a small generator with a fixed seed (splitmix64), so that property tests see the same cases everywhere. */
#ifndef LM_TEST_RANDOM_H
#define LM_TEST_RANDOM_H

#include <math.h>
#include <stdint.h>

typedef struct test_random {
  uint64_t state;
} test_random;

static inline uint64_t test_random_next(test_random *r) {
  uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

/* In [0, 1). */
static inline double test_random_unit(test_random *r) { return (double)(test_random_next(r) >> 11) * 0x1p-53; }

/* Any double: bit patterns (NaN, infinities, subnormals), whole numbers, powers of two, fractions, large counts. */
static inline double test_random_hostile(test_random *r) {
  union {
    uint64_t bits;
    double value;
  } any = {.bits = test_random_next(r)};
  switch (test_random_next(r) % 6) {
  case 0: return any.value;
  case 1: return (double)(any.bits % 100);
  case 2: return ldexp(1, (int)(any.bits % 2000) - 1000);
  case 3: return test_random_unit(r);
  case 4: return floor(exp(test_random_unit(r) * 30));
  default: return -(double)(any.bits % 5);
  }
}

/* In 0..n-1. */
static inline unsigned test_random_below(test_random *r, unsigned n) { return (unsigned)(test_random_next(r) >> 33) % n; }

#endif
