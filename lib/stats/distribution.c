/* distribution.c: Student's t and the normal.

   GSL's gsl_cdf_tdist_Q switches to an expansion above 30 degrees of freedom that is good to a few digits only, so the tail is taken
   from our incomplete beta: P(T >= t) = I_x(df/2, 1/2)/2 with x = df/(df + t²) for t >= 0 (Abramowitz & Stegun 26.5.27). */
#include "internal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

/* From 1e7 degrees of freedom on, as a normal deviate (Wallace 1959): relative error 1e-12 at t = 10, falling with df². */
#define NEARLY_NORMAL 1e7

static double nearly_normal_upper(double t, double df) {
  double z = isinf(df) ? t : copysign(sqrt(df * log1p(t / df * t)) * ((1 + 0.125 / df) / (1 + 0.375 / df)), t);
  return lm_normal_upper(z);
}

#define LEAST_DF 1e-3 /* below, quantiles leave the range of doubles */

double lm_t_upper(double t, double df) {
  if (isnan(t) || !(df >= LEAST_DF)) return NAN;
  if (df >= NEARLY_NORMAL) return nearly_normal_upper(t, df);
  double square = t * t, x = df / (df + square), complement = square / (df + square);
  if (isinf(square)) return t > 0 ? 0 : 1;
  double tail = 0.5 * stats_beta_lower(0.5 * df, 0.5, x, complement);
  return t >= 0 ? tail : 1 - tail;
}

/* Logarithm of the density of Student's t at 0. */
static double log_peak(double df) { return stats_log_gamma(0.5 * (df + 1)) - stats_log_gamma(0.5 * df) - 0.5 * log(df * PI); }

static double t_density(double t, double df) { return exp(log_peak(df) - 0.5 * (df + 1) * log1p(t * t / df)); }

/* Quantile of the tail's leading term, peak·df^((df-1)/2)·t^-df: right for t far out, a start elsewhere. */
static double far_quantile(double tail, double df) { return exp((log_peak(df) + 0.5 * (df - 1) * log(df) - log(tail)) / df); }

/* G. W. Hill, Algorithm 396, Communications of the ACM 13 (1970): the quantile to three digits or more, df > 2. */
static double hill(double tail, double df) {
  double a = 1 / (df - 0.5), b = 48 / (a * a), c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
  double d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * PI / 2) * df;
  double x = d * 2 * tail, y = pow(x, 2 / df);
  if (y <= 0.05 + a) {
    y = ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) * (df + 1) / (df + 2) + 1 / y;
    return sqrt(df * y);
  }
  x = lm_normal_quantile(tail);
  y = x * x;
  if (df < 5) c += 0.3 * (df - 4.5) * (x + 0.6);
  c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
  y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
  return sqrt(df * expm1(a * y * y));
}

/* Upper-tail quantile, 0 < tail <= 1/2: closed forms for 1 and 2 df, else Hill's value polished on our tail. With u the error of the
   tail over the density, the step u(1 + u·t(df + 1)/(2(df + t²))) is of third order (Taylor's series). */
static double t_upper_quantile(double tail, double df) {
  if (tail == 0.5) return 0;
  if (df == 1) return 1 / tan(PI * tail);
  if (df == 2) return (1 - 2 * tail) * sqrt(2 / (4 * tail * (1 - tail)));
  if (isinf(df)) return -lm_normal_quantile(tail);
  double t = df < 2 ? far_quantile(tail, df) : hill(tail, df);
  for (int i = 0; i < 100 && t < 1e150; i++) {
    double error = (lm_t_upper(t, df) - tail) / t_density(t, df);
    double step = error * (1 + error * t * (df + 1) / (2 * (df + t * t)));
    /* Far off, as below 2 df, grow or shrink by halves. */
    if (!(fabs(step) < 0.5 * t)) step = error > 0 ? 0.5 * t : -0.5 * t;
    t += step;
    if (fabs(step) <= 1e-6 * t) break; /* the next step would be below 1e-16 */
  }
  return t;
}

double lm_t_quantile(double p, double df) {
  if (!(p >= 0 && p <= 1) || !(df >= LEAST_DF)) return NAN;
  if (p == 0) return -INFINITY;
  if (p == 1) return INFINITY;
  return p > 0.5 ? t_upper_quantile(1 - p, df) : -t_upper_quantile(p, df);
}

static double critical_value(double level, double df) {
  if (!stats_level_ok(level) || !(df >= LEAST_DF)) return NAN;
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
