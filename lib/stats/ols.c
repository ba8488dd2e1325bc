/* ols.c: straight line by least squares.

   Sums of products of deviations from the mean, in two passes, of y scaled by a power of two: raw years lose up to ten digits, and
   y may be 1e-200. Formulas: Draper & Smith, Applied Regression Analysis, ch. 1; behaviour for few points: stats.h. */
#include "internal.h"

#include <float.h>
#include <math.h>

static void clear(lm_ols *out, lm_fit_state state, size_t n) {
  *out = (lm_ols){.state = state, .n = n, .df = n > 2 ? (double)(n - 2) : n == 2 ? 0 : NAN};
  out->slope = out->intercept = out->mean_t = out->mean_y = out->sxx = out->sse = NAN;
  out->sigma = out->se_slope = out->se_intercept = out->r2 = out->adj_r2 = out->t_stat = out->p_value = NAN;
}

/* Exponent of the largest deviation, so that scaled squares neither overflow nor vanish. */
static int spread_exponent(const double *x, size_t n, double mean) {
  double largest = 0;
  for (size_t i = 0; i < n; i++) {
    double deviation = fabs(x[i] - mean);
    largest = deviation > largest ? deviation : largest;
  }
  int exponent = 0;
  frexp(largest, &exponent);
  return exponent < -1000 ? -1000 : exponent;
}

/* Sums of squares and products of the scaled deviations. */
typedef struct sums {
  double st, sy, tt, ty, yy;
} sums;

static sums sum_up(const double *t, const double *y, size_t n, double mean_t, double mean_y, double scale_t, double scale_y) {
  sums s = {0};
  for (size_t i = 0; i < n; i++) {
    double a = (t[i] - mean_t) * scale_t, b = (y[i] - mean_y) * scale_y;
    s.st += a, s.sy += b, s.tt += a * a, s.ty += a * b, s.yy += b * b;
  }
  double count = (double)n; /* what rounding of the means has left over */
  s.tt -= s.st * s.st / count, s.ty -= s.st * s.sy / count, s.yy -= s.sy * s.sy / count;
  return s;
}

static double residual_sum(const double *t, const double *y, size_t n, double mean_t, double mean_y, double scale_t, double scale_y,
                           double slope) {
  double sum = 0, squares = 0;
  for (size_t i = 0; i < n; i++) {
    double r = (y[i] - mean_y) * scale_y - slope * ((t[i] - mean_t) * scale_t);
    sum += r, squares += r * r;
  }
  double sse = squares - sum * sum / (double)n;
  return sse > 0 ? sse : 0;
}

/* Everything that the spread around the line decides, for df >= 1 and a sloping or level line that is not exact. */
static void add_errors(lm_ols *out, double n, double r2) {
  out->r2 = r2;
  out->adj_r2 = 1 - (1 - r2) * ((n - 1) / out->df);
  out->t_stat = out->slope / out->se_slope;
}

static void exact_line(lm_ols *out, lm_fit_state state) {
  out->state = state;
  out->sse = 0, out->r2 = out->slope == 0 ? NAN : 1;
  if (state == LM_FIT_NO_DF) return;
  out->sigma = out->se_slope = out->se_intercept = 0;
  if (state == LM_FIT_CONSTANT_Y) return;
  out->adj_r2 = 1, out->t_stat = copysign(INFINITY, out->slope), out->p_value = 0;
}

/* Slope through the first and the last point: for exact lines, where it is right to the last bit. */
static double end_to_end(const double *t, const double *y, size_t n) {
  size_t first, last;
  stats_ends(&first, &last, t, n);
  return (y[last] - y[first]) / (t[last] - t[first]);
}

void lm_ols_fit_line(lm_ols *out, const double *t, const double *y, size_t n) {
  lm_fit_state state = stats_check_series(t, y, n);
  clear(out, state, n);
  if (state == LM_FIT_NO_DATA || state == LM_FIT_BAD_INPUT) return;
  bool constant = stats_all_equal(y, n);
  out->mean_t = stats_mean_parts(t, n, &out->mean_t_low);
  out->mean_y = constant ? y[0] : stats_mean(y, n);
  if (state != LM_FIT_OK) return;

  int et = spread_exponent(t, n, out->mean_t), ey = spread_exponent(y, n, out->mean_y);
  double scale_t = ldexp(1, -et), scale_y = ldexp(1, -ey);
  sums s = sum_up(t, y, n, out->mean_t, out->mean_y, scale_t, scale_y);
  out->sxx = ldexp(s.tt, 2 * et);
  bool exact = constant || n == 2 || stats_on_a_line(t, y, n);
  double slope = s.ty / s.tt;
  out->slope = constant ? 0 : exact ? end_to_end(t, y, n) : ldexp(slope, ey - et);
  out->intercept = out->mean_y - out->slope * out->mean_t;
  if (exact) {
    exact_line(out, n == 2 ? LM_FIT_NO_DF : constant ? LM_FIT_CONSTANT_Y : LM_FIT_EXACT_LINE);
    return;
  }
  double sse = residual_sum(t, y, n, out->mean_t, out->mean_y, scale_t, scale_y, slope);
  double sigma = sqrt(sse / out->df), se = sigma / sqrt(s.tt);
  double mean_t = out->mean_t * scale_t;
  out->sse = ldexp(sse, 2 * ey);
  out->sigma = ldexp(sigma, ey);
  out->se_slope = ldexp(se, ey - et);
  out->se_intercept = ldexp(sigma * sqrt(1 / (double)n + mean_t * mean_t / s.tt), ey);
  double explained = slope * (s.ty / s.yy); /* keeps its digits where r2 is small, 1 - sse/syy where it is near 1 */
  add_errors(out, (double)n, explained < 0.5 ? explained : 1 - sse / s.yy);
}

void lm_ols_fit(lm_ols *out, const double *t, const double *y, size_t n) {
  lm_ols_fit_line(out, t, y, n);
  if (out->state == LM_FIT_OK) out->p_value = fmin(1, 2 * lm_t_upper(fabs(out->t_stat), out->df));
}

lm_interval lm_ols_slope_interval(const lm_ols *fit, double level, lm_stats_work *work) {
  if (isnan(fit->se_slope) || !stats_level_ok(level)) return stats_interval_unknown();
  double half = fit->se_slope == 0 ? 0 : lm_t_critical(level, fit->df, work) * fit->se_slope;
  return stats_interval(fit->slope - half, fit->slope + half);
}

static lm_interval around(double centre, double se, double critical) {
  if (isnan(se) || isnan(critical) || isnan(centre)) return stats_interval_unknown();
  double half = se == 0 ? 0 : critical * se;
  return stats_interval(centre - half, centre + half);
}

void lm_ols_predict_critical(lm_prediction *out, const lm_ols *fit, double t0, double t_critical) {
  double d = (t0 - fit->mean_t) - fit->mean_t_low, h = 1 / (double)fit->n + d / fit->sxx * d;
  out->fit = fit->mean_y + fit->slope * d;
  out->se_mean = fit->sigma * sqrt(h);
  out->se_pred = fit->sigma * sqrt(1 + h);
  out->mean = around(out->fit, out->se_mean, t_critical);
  out->obs = around(out->fit, out->se_pred, t_critical);
}

void lm_ols_predict(lm_prediction *out, const lm_ols *fit, double t0, double level) {
  lm_ols_predict_critical(out, fit, t0, lm_t_critical(level, fit->df, NULL));
}

/* Whether a line without spread meets the target, to within the rounding of its own formula. */
static double exceeds_surely(const lm_ols *fit, double at, double reach, double target) {
  double scale = fmax(fmax(fabs(fit->mean_y), fabs(reach)), fabs(target));
  if (fabs(target - at) <= 8 * DBL_EPSILON * scale) return NAN;
  return at > target ? 1 : 0;
}

static double p_exceed(const lm_ols *fit, double t0, double target, bool new_observation) {
  if (isnan(fit->sigma) || isnan(t0) || isnan(target)) return NAN;
  lm_prediction at;
  lm_ols_predict_critical(&at, fit, t0, NAN);
  double se = new_observation ? at.se_pred : at.se_mean;
  if (se == 0) return exceeds_surely(fit, at.fit, fit->slope * (t0 - fit->mean_t), target);
  return lm_t_upper((target - at.fit) / se, fit->df);
}

double lm_ols_p_exceed(const lm_ols *fit, double t0, double target) { return p_exceed(fit, t0, target, true); }

double lm_ols_p_mean_exceed(const lm_ols *fit, double t0, double target) { return p_exceed(fit, t0, target, false); }
