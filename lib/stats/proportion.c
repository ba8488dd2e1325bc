/* proportion.c: intervals for x of n. Wilson 1927; Newcombe, Statistics in Medicine 17 (1998) 857-872, method 4; R prop.test; Clopper
   & Pearson 1934.

   All score intervals are the roots of (p - c)² = z²·p(1 - p)/n for c = x/n or c moved by a continuity correction. The root nearer to
   0 (or 1) is taken from the product of the roots, so that a limit of 1e-6 keeps its digits. */
#include "internal.h"

#include <math.h>

#define MAX_TRIALS 1e10 /* of Clopper-Pearson: beyond, the continued fraction takes seconds */

static bool arguments_ok(double x, double n, double level) {
  return x >= 0 && x <= n && n > 0 && n <= STATS_MAX_ABS && stats_level_ok(level);
}

/* The larger root; c in [0, 1]. */
static double score_root(double c, double n, double z) {
  double z2 = z * z;
  return (2 * n * c + z2 + z * sqrt(z2 + 4 * n * c * (1 - c))) / (2 * (n + z2));
}

static double score_lower(double c, double n, double z) {
  if (c <= 0) return 0;
  return c * (n * c / (n + z * z)) / score_root(c, n, z);
}

/* c and its complement both given, so that the upper limit is the mirror image of the lower. */
static double score_upper(double c, double complement, double n, double z) {
  if (complement <= 0) return 1;
  if (c < 0.5) return score_root(c, n, z);
  return 1 - score_lower(complement, n, z);
}

/* The limits enclose the estimate; when they are closer to it than rounding, that must be kept by hand. */
static lm_interval around(double lower, double estimate, double upper) {
  return stats_interval(fmin(lower, estimate), fmax(upper, estimate));
}

static lm_interval score_interval(double x, double n, double level, double correction) {
  double z = stats_z(level), failures = n - x;
  double lower = x == 0 ? 0 : score_lower((x - correction) / n, n, z);
  double upper = failures == 0 ? 1 : score_upper((x + correction) / n, (failures - correction) / n, n, z);
  return around(lower, x / n, upper);
}

lm_interval lm_wilson(double x, double n, double level) {
  return arguments_ok(x, n, level) ? score_interval(x, n, level, 0) : stats_interval_unknown();
}

lm_interval lm_wilson_cc(double x, double n, double level) {
  return arguments_ok(x, n, level) ? score_interval(x, n, level, 0.5) : stats_interval_unknown();
}

lm_interval lm_proptest_cc(double x, double n, double level) {
  return arguments_ok(x, n, level) ? score_interval(x, n, level, fmin(0.5, fabs(x - n / 2))) : stats_interval_unknown();
}

lm_interval lm_clopper_pearson(double x, double n, double level) {
  if (!arguments_ok(x, n, level) || n > MAX_TRIALS) return stats_interval_unknown();
  double tail = (1 - level) / 2, lower = 0, upper = 1;
  if (x == n) lower = exp(log(tail) / n);
  else if (x >= STATS_LEAST_COUNT) lower = stats_beta_quantile(tail, x, n - x + 1, false);
  if (x == 0) upper = -expm1(log(tail) / n);
  else if (n - x >= STATS_LEAST_COUNT) upper = stats_beta_quantile(tail, x + 1, n - x, true);
  return around(lower, x / n, upper);
}
