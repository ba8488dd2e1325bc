/* kendall.c: ties, variance and the exact null distribution of Kendall's S.

   Variance: Kendall, Rank Correlation Methods (1975), eq. 4.9. Exact distribution: S = P - 2·I, where P counts the pairs of different
   values and I the inversions. Over all orders of a multiset with groups g1, g2, … the numbers of inversions have the generating
   function [n]!/([g1]!·[g2]!·…) in q-factorials (MacMahon 1915), a product of Gaussian binomials: a polynomial with whole coefficients
   got by multiplying with (1 - q^m) and dividing by (1 - q^j). Without ties it is the Mahonian distribution of R cor.test. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

/* The i-th repetition of a value adds i to Σi = g(g-1)/2 and i(i-1) to Σi(i-1) = g(g-1)(g-2)/3: whole numbers, and no branch on the data.
   2g + 5 = 2(g - 2) + 9. */
stats_ties stats_count_ties(const double *sorted, size_t n) {
  uint64_t repeated = 0, pairs = 0, groups = 0;
  double triples = 0; /* beyond 64 bits for millions of equal values */
  for (size_t i = 1; i < n; i++) {
    uint64_t same = sorted[i] == sorted[i - 1];
    repeated = (repeated + 1) & (0 - same);
    pairs += repeated, triples += (double)(repeated * (repeated - same)), groups += repeated == 1;
  }
  return (stats_ties){.variance = 6 * triples + 18 * (double)pairs, .triples = 3 * triples, .pairs = 2 * (double)pairs, .groups = groups};
}

double stats_kendall_variance(size_t n, const stats_ties *in_t, const stats_ties *in_y) {
  double m = (double)n;
  double variance = (m * (m - 1) * (2 * m + 5) - in_t->variance - in_y->variance) / 18;
  if (in_t->groups > 0 && in_y->groups > 0 && n >= 3)
    variance += in_t->triples * in_y->triples / (9 * m * (m - 1) * (m - 2)) + in_t->pairs * in_y->pairs / (2 * m * (m - 1));
  return variance > 0 ? variance : 0; /* for equal y and ties in t, rounding can leave -1e-15 */
}

/* Multiplies by the Gaussian binomial [n choose k] and divides by its value at 1, keeping coefficients 0..degree. Whole numbers below
   2^53 stay exact; probabilities are formed only at the end of each factor so that 150! does not overflow. */
static void times_gaussian_binomial(double *c, size_t degree, size_t n, size_t k) {
  for (size_t j = 1; j <= k; j++) {
    size_t m = n - k + j;
    for (size_t i = degree; i >= m; i--) c[i] -= c[i - m];
    for (size_t i = j; i <= degree; i++) c[i] += c[i - j];
  }
}

static double binomial(size_t n, size_t k) {
  double value = 1;
  for (size_t j = 1; j <= k; j++) value = value * (double)(n - k + j) / (double)j;
  return value;
}

/* Distribution of the number of inversions, coefficients 0..degree, as probabilities. */
static void inversions(double *c, size_t degree, const double *sorted, size_t n) {
  for (size_t i = 0; i <= degree; i++) c[i] = 0;
  c[0] = 1;
  double orders = 1;
  for (size_t placed = 0; placed < n;) {
    size_t start = placed;
    while (placed < n && sorted[placed] == sorted[start]) placed++;
    times_gaussian_binomial(c, degree, placed, placed - start);
    orders *= binomial(placed, placed - start);
    if (orders < 1e100) continue;
    for (size_t i = 0; i <= degree; i++) c[i] /= orders;
    orders = 1;
  }
  for (size_t i = 0; i <= degree; i++) c[i] /= orders;
}

static double exact_tails(long s, const double *sorted, size_t n, lm_stats_work *work) {
  stats_ties ties = stats_count_ties(sorted, n);
  double pairs = ((double)n * (double)(n - 1) - ties.pairs) / 2;
  /* The tail of fewest inversions; the distribution is symmetric, the two tails do not meet. */
  size_t degree = (size_t)((pairs - fabs((double)s)) / 2);
  double *c = stats_doubles(work, SLOT_COUNTS, degree + 1);
  if (!c) return NAN;
  inversions(c, degree, sorted, n);
  double tail = 0;
  for (size_t i = 0; i <= degree; i++) tail += c[i];
  return fmin(1, 2 * tail);
}

/* All that the distribution depends on, and |S|. */
static unsigned key_of(long s, const double *sorted, size_t n) {
  unsigned ties = 0;
  for (size_t i = 1; i < n; i++) ties = ties << 1 | (sorted[i] == sorted[i - 1]);
  return (unsigned)labs(s) << 12 | (unsigned)n << 8 | ties;
}

double stats_kendall_exact(long s, const double *sorted, size_t n, lm_stats_work *work) {
  if (s == 0) return 1;
  if (!work->remembers || n > STATS_EXACT_MOST) return exact_tails(s, sorted, n, work);
  unsigned key = key_of(s, sorted, n);
  stats_exact *slot = &work->exact[(key * 2654435769u) >> 24 & (STATS_EXACT_SLOTS - 1)];
  if (slot->key == key) return slot->p;
  double p = exact_tails(s, sorted, n, work);
  if (!isnan(p)) *slot = (stats_exact){key, p};
  return p;
}
