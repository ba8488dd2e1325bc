/* recent_trend.c: "recent trend" of the Fingertips platform (UKHSA/OHID technical guidance, Trend markers).

   Chi-square of a weighted line through five points against their sampling errors, x = 1..5, and the slope must keep its sign when
   each point is left out. For proportions chi2 is the test for trend of prop_trend.c without its correction term, and the sign is
   taken from the unweighted line through the logits. */
#include "internal.h"

#include <math.h>

#define POINTS LM_RECENT_POINTS
#define WIDTH 3.92 /* of a 95 % interval, in standard errors, as published: 2·1.96 */

static void clear(lm_recent_trend *out, lm_recent_state state) {
  *out = (lm_recent_trend){.state = state, .slope = NAN, .se = NAN, .chi2 = NAN};
}

/* A weighted line through points 1..5 without point `skip` (POINTS: none left out). */
typedef struct line {
  double slope, se;
} line;

static line weighted_line(const double *y, const double *w, size_t skip) {
  double sw = 0, st = 0, sy = 0;
  for (size_t i = 0; i < POINTS; i++)
    if (i != skip) sw += w[i], st += w[i] * (double)(i + 1), sy += w[i] * y[i];
  double mean_t = st / sw, mean_y = sy / sw, tt = 0, ty = 0;
  for (size_t i = 0; i < POINTS; i++) {
    double d = (double)(i + 1) - mean_t;
    if (i != skip) tt += w[i] * d * d, ty += w[i] * d * (y[i] - mean_y);
  }
  return (line){ty / tt, 1 / sqrt(tt)};
}

static int sign(double x) { return (x > 0) - (x < 0); }

static void judge(lm_recent_trend *out, const double *y, const double *w) {
  for (size_t skip = 0; skip < POINTS; skip++) out->same_sign += sign(weighted_line(y, w, skip).slope) == sign(out->slope);
  out->significant = out->chi2 > LM_RECENT_CRITICAL && out->same_sign == POINTS;
  out->direction = out->significant ? sign(out->slope) : 0;
}

/* The slope of equal values is rounding, of either sign. */
static void set_slope(lm_recent_trend *out, const double *y, const double *w) {
  line all = weighted_line(y, w, POINTS);
  out->slope = stats_all_equal(y, POINTS) ? 0 : all.slope;
  out->se = all.se;
}

void lm_recent_trend_intervals(lm_recent_trend *out, const double *value, const double *lower, const double *upper, size_t n) {
  clear(out, LM_RECENT_TOO_FEW);
  if (n < POINTS) return;
  value += n - POINTS, lower += n - POINTS, upper += n - POINTS;
  clear(out, LM_RECENT_BAD_INPUT);
  if (!stats_all_finite(value, POINTS)) return;
  clear(out, LM_RECENT_NO_ERROR);
  double w[POINTS];
  for (size_t i = 0; i < POINTS; i++) {
    double width = upper[i] - lower[i];
    if (!(width > 0 && width <= STATS_MAX_ABS)) return;
    w[i] = (WIDTH / width) * (WIDTH / width);
  }
  out->state = LM_RECENT_OK;
  set_slope(out, value, w);
  out->chi2 = (out->slope / out->se) * (out->slope / out->se);
  judge(out, value, w);
}

static lm_recent_state check_counts(const double *count, const double *denominator) {
  lm_recent_state state = LM_RECENT_OK;
  for (size_t i = 0; i < POINTS; i++) {
    double r = count[i], n = denominator[i];
    if (!(n > 0 && n <= STATS_MAX_ABS && r >= 0 && r <= n)) return LM_RECENT_BAD_INPUT;
    if (r == 0 || r == n) state = LM_RECENT_ALL_OR_NONE;
  }
  return state;
}

void lm_recent_trend_proportions(lm_recent_trend *out, const double *count, const double *denominator, size_t n) {
  clear(out, LM_RECENT_TOO_FEW);
  if (n < POINTS) return;
  count += n - POINTS, denominator += n - POINTS;
  clear(out, check_counts(count, denominator));
  if (out->state != LM_RECENT_OK) return;
  static const double number[POINTS] = {1, 2, 3, 4, 5}, equal[POINTS] = {1, 1, 1, 1, 1};
  double logit[POINTS];
  for (size_t i = 0; i < POINTS; i++) logit[i] = log(count[i] / (denominator[i] - count[i]));
  lm_prop_trend test;
  lm_prop_trend_test(&test, number, count, denominator, POINTS);
  out->chi2 = test.chi2;
  set_slope(out, logit, equal);
  out->se = NAN;
  judge(out, logit, equal);
}
