/* prop_trend.c: chi-square test for trend in proportions (Cochran 1954, Armitage 1955). With p = Σx/Σn and deviations of the scores from
   their weighted mean: slope = Σ n d (x/n - p)/Σ n d², chi2 = slope²·Σ n d²/(p(1 - p)). */
#include "internal.h"

#include <math.h>

static bool groups_ok(const double *score, const double *x, const double *n, size_t groups) {
  if (!score || !x || !n || !stats_all_finite(score, groups)) return false;
  for (size_t i = 0; i < groups; i++)
    if (!(n[i] > 0 && n[i] <= STATS_MAX_ABS && x[i] >= 0 && x[i] <= n[i])) return false;
  return true;
}

static void clear(lm_prop_trend *out, lm_fit_state state, size_t groups) {
  *out = (lm_prop_trend){.state = state, .groups = groups};
  out->slope = out->chi2 = out->z = out->p = out->chi2_mantel = NAN;
}

static bool proportions_equal(const double *x, const double *n, size_t groups) {
  for (size_t i = 1; i < groups; i++)
    if (x[i] * n[0] != x[0] * n[i]) return false;
  return true;
}

void lm_prop_trend_test(lm_prop_trend *out, const double *score, const double *x, const double *n, size_t groups) {
  clear(out, LM_FIT_NO_DATA, groups);
  if (groups == 0) return;
  out->state = LM_FIT_BAD_INPUT;
  if (!groups_ok(score, x, n, groups)) return;
  double weighted = 0;
  for (size_t i = 0; i < groups; i++) out->total_x += x[i], out->total_n += n[i], weighted += n[i] * (score[i] - score[0]);
  double mean = weighted / out->total_n, p = out->total_x / out->total_n, products = 0, squares = 0;
  for (size_t i = 0; i < groups; i++) {
    double d = score[i] - score[0] - mean;
    products += d * (x[i] - n[i] * p), squares += n[i] * d * d;
  }
  out->state = groups == 1 ? LM_FIT_ONE_POINT : LM_FIT_CONSTANT_T;
  if (groups == 1 || stats_all_equal(score, groups)) return;
  out->slope = proportions_equal(x, n, groups) ? 0 : products / squares;
  out->state = LM_FIT_CONSTANT_Y;
  if (out->total_x == 0 || out->total_x == out->total_n) return;
  out->state = LM_FIT_OK;
  out->z = out->slope * sqrt(squares / (p * ((out->total_n - out->total_x) / out->total_n)));
  out->chi2 = out->z * out->z;
  out->p = fmin(1, 2 * lm_normal_upper(fabs(out->z)));
  out->chi2_mantel = out->chi2 * (out->total_n - 1) / out->total_n;
}
