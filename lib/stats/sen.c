/* sen.c: Theil-Sen line and Sen's interval (Theil 1950, Sen 1968, Gilbert 1987 §16.5; intercept: Conover 1980).

   All pairwise slopes on the true t, the median by selection. n(n-1)/2 slopes are held in memory. */
#include "internal.h"

#include <math.h>

static void clear(lm_sen *out, lm_fit_state state, size_t n) {
  *out = (lm_sen){.state = state, .n = n};
  out->slope = out->intercept_medians = out->intercept_residuals = out->median_t = out->median_y = NAN;
  out->median_residual = out->var_s = NAN;
}

/* Slopes of all pairs with different t. Returns how many. */
static size_t fill_slopes(double *slopes, const double *t, const double *y, size_t n) {
  if (stats_strictly_increasing(t, n)) {
    size_t count = 0;
    for (size_t i = 0; i + 1 < n; i++)
      for (size_t j = i + 1; j < n; j++) slopes[count++] = (y[j] - y[i]) / (t[j] - t[i]);
    return count;
  }
  size_t count = 0;
  for (size_t i = 0; i + 1 < n; i++)
    for (size_t j = i + 1; j < n; j++)
      if (t[j] != t[i]) slopes[count++] = (y[j] - y[i]) / (t[j] - t[i]);
  return count;
}

static double *make_slopes(size_t *count, const double *t, const double *y, size_t n, lm_stats_work *work) {
  double *slopes = n > SIZE_MAX / n ? NULL : stats_doubles(work, SLOT_SLOPES, n % 2 ? n * ((n - 1) / 2) : n / 2 * (n - 1));
  if (slopes) *count = fill_slopes(slopes, t, y, n);
  return slopes;
}

/* Medians of t and y, and the variance of S with their ties. */
static bool medians_and_variance(lm_sen *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  double *copy = stats_doubles(work, SLOT_Y, n);
  if (!copy) return false;
  stats_ties ties[2];
  for (int which = 0; which < 2; which++) {
    for (size_t i = 0; i < n; i++) copy[i] = which ? y[i] : t[i];
    stats_sort(copy, n);
    ties[which] = stats_count_ties(copy, n);
    double median = n % 2 ? copy[n / 2] : 0.5 * copy[n / 2 - 1] + 0.5 * copy[n / 2];
    *(which ? &out->median_y : &out->median_t) = median;
  }
  if (n >= 2) out->var_s = stats_kendall_variance(n, &ties[0], &ties[1]);
  return true;
}

/* Intercepts from the medians; residuals are taken from the point of medians, where they lose no digits. */
static void intercepts(lm_sen *out, const double *t, const double *y, size_t n, double *scratch) {
  for (size_t i = 0; i < n; i++) scratch[i] = (y[i] - out->median_y) - out->slope * (t[i] - out->median_t);
  out->median_residual = stats_median(scratch, n);
  out->intercept_medians = out->median_y - out->slope * out->median_t;
  out->intercept_residuals = out->intercept_medians + out->median_residual;
}

/* Element of rank k, counted from 1. */
static double of_rank(double *slopes, size_t count, size_t k) {
  stats_select(slopes, count, k - 1);
  return slopes[k - 1];
}

/* Value at a rank between whole ones. */
static double at_rank(double *slopes, size_t count, double rank) {
  double whole = floor(rank), part = rank - whole;
  double low = of_rank(slopes, count, (size_t)whole);
  if (part == 0) return low;
  double high = of_rank(slopes, count, (size_t)whole + 1);
  return low + part * (high - low);
}

static lm_interval interval_of(double *slopes, size_t count, double var_s, double level, lm_sen_rank rule) {
  if (!stats_level_ok(level) || count == 0) return stats_interval_unknown();
  double pairs = (double)count, c = stats_z(level) * sqrt(var_s);
  double low = (pairs - c) / 2, high = (pairs + c) / 2 + 1;
  if (rule != LM_SEN_INTERPOLATE) low = nearbyint(low), high = nearbyint(high);
  if (rule == LM_SEN_CLAMP) low = low < 1 ? 1 : low, high = high > pairs ? pairs : high;
  if (low < 1 || high > pairs) return stats_interval_unknown();
  double lower = at_rank(slopes, count, low);
  return stats_interval(lower, at_rank(slopes, count, high));
}

static lm_fit_state fit(lm_sen *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  lm_fit_state state = stats_check_series(t, y, n);
  clear(out, state, n);
  if (state == LM_FIT_NO_DATA || state == LM_FIT_BAD_INPUT) return state;
  if (!medians_and_variance(out, t, y, n, work)) return LM_FIT_NO_MEMORY;
  if (state != LM_FIT_OK) return state;
  double *slopes = make_slopes(&out->pairs, t, y, n, work);
  if (!slopes) return LM_FIT_NO_MEMORY;
  bool constant = stats_all_equal(y, n);
  out->slope = constant ? 0 : stats_median(slopes, out->pairs);
  intercepts(out, t, y, n, stats_doubles(work, SLOT_Y, n));
  return constant ? LM_FIT_CONSTANT_Y : LM_FIT_OK;
}

void lm_sen_fit_interval(lm_sen *out, lm_interval *interval, const double *t, const double *y, size_t n, double level,
                         lm_sen_rank rule, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  lm_stats_work *w = work ? work : &local;
  lm_fit_state state = fit(out, t, y, n, w);
  if (state == LM_FIT_NO_MEMORY) clear(out, state, n);
  out->state = state;
  if (interval) *interval = stats_interval_unknown();
  if (interval && (state == LM_FIT_OK || state == LM_FIT_CONSTANT_Y))
    *interval = interval_of(stats_doubles(w, SLOT_SLOPES, out->pairs), out->pairs, out->var_s, level, rule);
  if (!work) stats_work_clear(&local);
}

void lm_sen_fit(lm_sen *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  lm_sen_fit_interval(out, NULL, t, y, n, 0.5, LM_SEN_CLAMP, work);
}

lm_interval lm_sen_interval(const double *t, const double *y, size_t n, double level, lm_sen_rank rule, lm_stats_work *work) {
  lm_sen out;
  lm_interval interval;
  lm_sen_fit_interval(&out, &interval, t, y, n, level, rule, work);
  return interval;
}

double lm_sen_at_medians(const lm_sen *fit, double t0) { return fit->median_y + fit->slope * (t0 - fit->median_t); }

double lm_sen_at_residuals(const lm_sen *fit, double t0) {
  return fit->median_y + fit->slope * (t0 - fit->median_t) + fit->median_residual;
}
