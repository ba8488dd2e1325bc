/* distribution.c: Student's t and the normal.

   GSL's gsl_cdf_tdist_Q switches to an expansion above 30 degrees of freedom that is good to a few digits only, so the tail is taken
   from our incomplete beta: P(T >= t) = I_x(df/2, 1/2)/2 with x = df/(df + t²) for t >= 0 (Abramowitz & Stegun 26.5.27). */
#include "internal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

double lm_t_upper(double t, double df) {
  if (isnan(t) || !(df > 0)) return NAN;
  if (isinf(df)) return lm_normal_upper(t);
  double square = t * t, x = df / (df + square), complement = square / (df + square);
  if (isinf(square)) return t > 0 ? 0 : 1;
  double tail = 0.5 * stats_beta_lower(0.5 * df, 0.5, x, complement);
  return t >= 0 ? tail : 1 - tail;
}

/* Density of Student's t, for Newton's step. */
static double t_density(double t, double df) {
  return exp(lgamma(0.5 * (df + 1)) - lgamma(0.5 * df) - 0.5 * (df + 1) * log1p(t * t / df)) / sqrt(df * 3.14159265358979323846);
}

/* Upper-tail quantile, 0 < tail <= 1/2: closed forms for 1 and 2 df, else GSL's value polished by Newton on our tail. */
static double t_upper_quantile(double tail, double df) {
  if (tail == 0.5) return 0;
  if (df == 1) return 1 / tan(3.14159265358979323846 * tail);
  if (df == 2) return (1 - 2 * tail) * sqrt(2 / (4 * tail * (1 - tail)));
  if (isinf(df)) return -lm_normal_quantile(tail);
  double t = gsl_cdf_tdist_Qinv(tail, df);
  if (!isfinite(t)) return t;
  for (int i = 0; i < 3; i++) {
    double density = t_density(t, df);
    if (!(density > 0)) break;
    double step = (lm_t_upper(t, df) - tail) / density;
    if (!(fabs(step) < 0.5 * t)) break;
    t += step;
    if (fabs(step) <= 1e-15 * t) break;
  }
  return t;
}

double lm_t_quantile(double p, double df) {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NAN;
  if (p == 0) return -INFINITY;
  if (p == 1) return INFINITY;
  return p > 0.5 ? t_upper_quantile(1 - p, df) : -t_upper_quantile(p, df);
}

static double critical_value(double level, double df) {
  if (!stats_level_ok(level) || !(df > 0)) return NAN;
  return t_upper_quantile((1 - level) / 2, df);
}

/* Where a (level, df) pair is remembered: a hash of both; a clash only costs the computation again. */
static stats_critical *critical_slot(lm_stats_work *work, double level, double df) {
  uint64_t a, b;
  memcpy(&a, &level, sizeof a);
  memcpy(&b, &df, sizeof b);
  uint64_t hash = (a ^ (b * UINT64_C(0x9E3779B97F4A7C15))) * UINT64_C(0xD1342543DE82EF95);
  return &work->critical[hash >> 56 & (STATS_CRITICAL_SLOTS - 1)];
}

double lm_t_critical(double level, double df, lm_stats_work *work) {
  if (!work) return critical_value(level, df);
  stats_critical *slot = critical_slot(work, level, df);
  if (slot->level == level && slot->df == df && level != 0) return slot->value;
  *slot = (stats_critical){level, df, critical_value(level, df)};
  return slot->value;
}

double lm_normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return NAN;
  if (p == 0) return -INFINITY;
  if (p == 1) return INFINITY;
  return gsl_cdf_ugaussian_Pinv(p);
}

double lm_normal_upper(double z) { return 0.5 * erfc(z * 0.70710678118654752440); }
