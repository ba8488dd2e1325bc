/* sen.c: Theil-Sen line and Sen's interval (Theil 1950, Sen 1968, Gilbert 1987 §16.5; intercept: Conover 1980).

   All pairwise slopes on the true t, the median by selection. n(n-1)/2 slopes are held in memory. */
#include "internal.h"

#include <math.h>

static void clear(lm_sen *out, lm_fit_state state, size_t n) {
  *out = (lm_sen){.state = state, .n = n};
  out->slope = out->intercept_medians = out->intercept_residuals = out->median_t = out->median_y = NAN;
  out->median_residual = out->var_s = NAN;
}

/* Slopes of all pairs with different t, how many, and how many of them are level: none means that no two y are equal. */
typedef struct slope_list {
  double *slopes;
  size_t count, level;
} slope_list;

static void fill_ordered(slope_list *list, const double *t, const double *y, size_t n) {
  for (size_t i = 0; i + 1 < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      double slope = (y[j] - y[i]) / (t[j] - t[i]);
      list->level += slope == 0;
      list->slopes[list->count++] = slope;
    }
}

static void fill_any(slope_list *list, const double *t, const double *y, size_t n) {
  for (size_t i = 0; i + 1 < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      if (t[j] == t[i]) continue;
      double slope = (y[j] - y[i]) / (t[j] - t[i]);
      list->level += slope == 0;
      list->slopes[list->count++] = slope;
    }
}

static bool make_slopes(slope_list *list, const double *t, const double *y, size_t n, lm_stats_work *work) {
  *list = (slope_list){0};
  if (n > SIZE_MAX / n) return false;
  list->slopes = stats_doubles(work, SLOT_SLOPES, n % 2 ? n * ((n - 1) / 2) : n / 2 * (n - 1));
  if (!list->slopes) return false;
  if (stats_strictly_increasing(t, n)) fill_ordered(list, t, y, n);
  else fill_any(list, t, y, n);
  return true;
}

/* Median of t or y, and its ties, which only sorting finds. */
static bool median_and_ties(double *median, stats_ties *ties, const double *x, size_t n, lm_stats_work *work) {
  const double *sorted = stats_sorted(x, n, SLOT_Y, work);
  if (!sorted) return false;
  *ties = stats_count_ties(sorted, n);
  *median = n % 2 ? sorted[n / 2] : 0.5 * sorted[n / 2 - 1] + 0.5 * sorted[n / 2];
  return true;
}

/* Median of values known to differ: by selection. */
static bool median_of_distinct(double *median, const double *y, size_t n, lm_stats_work *work) {
  double *copy = stats_doubles(work, SLOT_Y, n);
  if (!copy) return false;
  for (size_t i = 0; i < n; i++) copy[i] = y[i];
  *median = stats_median(copy, n);
  return true;
}

/* Intercepts from the medians; residuals are taken from the point of medians, where they lose no digits. */
static void intercepts(lm_sen *out, const double *t, const double *y, size_t n, double *scratch) {
  for (size_t i = 0; i < n; i++) scratch[i] = (y[i] - out->median_y) - out->slope * (t[i] - out->median_t);
  out->median_residual = stats_median(scratch, n);
  out->intercept_medians = out->median_y - out->slope * out->median_t;
  out->intercept_residuals = out->intercept_medians + out->median_residual;
}

/* Slopes of which the one of rank `middle` (from 0) is in its place. */
typedef struct halves {
  double *slopes;
  size_t count, middle;
} halves;

/* Value at a rank, counted from 1 and perhaps between whole ones; searches only the half it is in. */
static double at_rank(const halves *h, double rank) {
  size_t k = (size_t)floor(rank) - 1, from = k > h->middle ? h->middle + 1 : 0, to = k < h->middle ? h->middle : h->count;
  double part = rank - floor(rank);
  if (k != h->middle) stats_select(h->slopes + from, to - from, k - from);
  double low = h->slopes[k], high = INFINITY;
  if (part == 0) return low;
  for (size_t i = k + 1; i <= h->middle && k < h->middle; i++) high = h->slopes[i] < high ? h->slopes[i] : high;
  for (size_t i = k + 1; i < h->count && k >= h->middle; i++) high = h->slopes[i] < high ? h->slopes[i] : high;
  return low + part * (high - low);
}

static lm_interval interval_of(const halves *h, double var_s, double level, lm_sen_rank rule) {
  if (!stats_level_ok(level)) return stats_interval_unknown();
  double pairs = (double)h->count, c = stats_z(level) * sqrt(var_s);
  double low = (pairs - c) / 2, high = (pairs + c) / 2 + 1;
  if (rule != LM_SEN_INTERPOLATE) low = nearbyint(low), high = nearbyint(high);
  if (rule == LM_SEN_CLAMP) low = low < 1 ? 1 : low, high = high > pairs ? pairs : high;
  if (low < 1 || high > pairs) return stats_interval_unknown();
  double lower = at_rank(h, low);
  return stats_interval(lower, at_rank(h, high));
}

static lm_fit_state fit(lm_sen *out, slope_list *list, const double *t, const double *y, size_t n, lm_stats_work *work) {
  stats_ties in_t, in_y = {0};
  lm_fit_state state = stats_check_series(t, y, n);
  clear(out, state, n);
  *list = (slope_list){0};
  if (state == LM_FIT_NO_DATA || state == LM_FIT_BAD_INPUT) return state;
  if (!median_and_ties(&out->median_t, &in_t, t, n, work)) return LM_FIT_NO_MEMORY;
  if (state == LM_FIT_OK && !make_slopes(list, t, y, n, work)) return LM_FIT_NO_MEMORY;
  bool distinct = state == LM_FIT_OK && in_t.groups == 0 && list->level == 0;
  if (distinct ? !median_of_distinct(&out->median_y, y, n, work) : !median_and_ties(&out->median_y, &in_y, y, n, work))
    return LM_FIT_NO_MEMORY;
  if (n >= 2) out->var_s = stats_kendall_variance(n, &in_t, &in_y);
  if (state != LM_FIT_OK) return state;
  double *residuals = stats_doubles(work, SLOT_Y, n);
  if (!residuals) return LM_FIT_NO_MEMORY;
  bool constant = stats_all_equal(y, n);
  out->pairs = list->count;
  out->slope = constant ? 0 : stats_median(list->slopes, list->count);
  intercepts(out, t, y, n, residuals);
  return constant ? LM_FIT_CONSTANT_Y : LM_FIT_OK;
}

void lm_sen_fit_interval(lm_sen *out, lm_interval *interval, const double *t, const double *y, size_t n, double level,
                         lm_sen_rank rule, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  slope_list list;
  lm_fit_state state = fit(out, &list, t, y, n, work ? work : &local);
  if (state == LM_FIT_NO_MEMORY) clear(out, state, n);
  out->state = state;
  if (interval) *interval = stats_interval_unknown();
  if (interval && (state == LM_FIT_OK || state == LM_FIT_CONSTANT_Y)) {
    halves h = {list.slopes, list.count, list.count / 2};
    *interval = interval_of(&h, out->var_s, level, rule);
  }
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
