/* shortest.c: Schubfach (Giulietti, "The Schubfach way to render doubles", 2020). The names follow the paper: the value is c × 2^q, its
   rounding interval is scaled by a power of ten so that the shortest decimals in it are integers or tenths of integers. Products with the
   table's 128-bit powers are rounded to odd, which keeps every comparison exact. Why our own: printf("%.17g") and trying again takes 20 times
   as long, and Debian has no C library for it. */
#include "shortest.h"

#include <stdbool.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { LEAST_POWER = -292, FRACTION_BITS = 52, BIAS = 1023 + FRACTION_BITS };

static const struct {
  uint64_t high, low;
} powers[] = {
#include "powers10.inc"
};

/* floor(e·log10(2)), floor(log10(3/4 · 2^e)) and floor(e·log2(10)) for the exponents of doubles; >> of a negative number rounds down here. */
static int log10_pow2(int e) { return (e * 1262611) >> 22; }
static int log10_three_quarters_pow2(int e) { return (e * 1262611 - 524031) >> 22; }
static int log2_pow10(int e) { return (e * 1741647) >> 19; }

static uint64_t round_to_odd(uint64_t high, uint64_t low, uint64_t factor) {
  wide x = (wide)low * factor, y = (wide)high * factor + (uint64_t)(x >> 64);
  return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

static lm_decimal without_zeros(uint64_t digits, int exponent) {
  while (digits && digits % 10 == 0) {
    digits /= 10;
    exponent++;
  }
  return (lm_decimal){digits, digits ? exponent : 0};
}

lm_decimal lm_shortest(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
  int biased = (int)(bits >> FRACTION_BITS & 0x7FF);
  uint64_t c = biased ? fraction | UINT64_C(1) << FRACTION_BITS : fraction;
  int q = (biased ? biased : 1) - BIAS;
  if (c == 0) return (lm_decimal){0, 0};
  if (q <= 0 && q > -FRACTION_BITS - 1 && (c & ((UINT64_C(1) << -q) - 1)) == 0) return without_zeros(c >> -q, 0);

  bool closer = fraction == 0 && biased > 1; /* the neighbour below is half as far as the one above */
  int k = closer ? log10_three_quarters_pow2(q) : log10_pow2(q);
  int h = q + log2_pow10(-k) + 1;
  uint64_t high = powers[-k - LEAST_POWER].high, low = powers[-k - LEAST_POWER].low;
  uint64_t odd = c & 1; /* the ends of the interval round to the value only when c is even */
  uint64_t lower = round_to_odd(high, low, (4 * c - 2 + closer) << h) + odd;
  uint64_t upper = round_to_odd(high, low, (4 * c + 2) << h) - odd;
  uint64_t middle = round_to_odd(high, low, 4 * c << h);
  uint64_t s = middle / 4;
  if (s >= 10) {
    uint64_t tens = s / 10;
    bool below = lower <= 40 * tens, above = 40 * tens + 40 <= upper;
    if (below != above) return without_zeros(tens + above, k + 1);
  }
  bool below = lower <= 4 * s, above = 4 * s + 4 <= upper;
  if (below != above) return without_zeros(s + above, k);
  bool up = middle > 4 * s + 2 || (middle == 4 * s + 2 && (s & 1));
  return without_zeros(s + up, k);
}
