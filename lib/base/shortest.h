/* shortest.h: the shortest decimal that reads back as the same double. */
#ifndef LM_BASE_SHORTEST_H
#define LM_BASE_SHORTEST_H

#include <stdint.h>

/* value = digits × 10^exponent, digits without trailing zeros (0 for 0). */
typedef struct lm_decimal {
  uint64_t digits; /* at most 17 of them */
  int exponent;
} lm_decimal;

/* value is finite and not negative. Of the shortest decimals the one closest to the value. */
lm_decimal lm_shortest(double value);

#endif
