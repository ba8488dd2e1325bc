/* sen.c: Theil-Sen line and Sen's interval (Theil 1950, Sen 1968, Gilbert 1987 §16.5; intercept: Conover 1980).

   All pairwise slopes on the true t; slopes.c finds the median and the ends of the interval among them. */
#include "internal.h"

#include <math.h>

static void clear(lm_sen *out, lm_fit_state state, size_t n) {
  *out = (lm_sen){.state = state, .n = n};
  out->slope = out->intercept_medians = out->intercept_residuals = out->median_t = out->median_y = NAN;
  out->median_residual = out->var_s = NAN;
}

static double middle_of(const double *sorted, size_t n) {
  return n % 2 ? sorted[n / 2] : 0.5 * sorted[n / 2 - 1] + 0.5 * sorted[n / 2];
}

/* Median of t or y, and its ties. What ascends as it is has none. */
static bool median_and_ties(double *median, stats_ties *ties, const double *x, size_t n, lm_stats_work *work) {
  const double *sorted = x;
  *ties = (stats_ties){0};
  if (stats_strictly_increasing(x, n)) {
    *median = middle_of(x, n);
    return true;
  }
  if (n <= STATS_RANK_SORT) {
    const stats_sorting *in_order = stats_rank_sorted(x, n, work);
    sorted = in_order->sorted, *ties = in_order->ties;
  } else {
    sorted = stats_sorted(x, n, SLOT_Y, work);
    if (!sorted) return false;
    *ties = stats_count_ties(sorted, n);
  }
  *median = middle_of(sorted, n);
  return true;
}

/* Intercepts from the medians; residuals are taken from the point of medians, where they lose no digits. */
static void intercepts(lm_sen *out, const double *t, const double *y, size_t n, double *scratch) {
  for (size_t i = 0; i < n; i++) scratch[i] = (y[i] - out->median_y) - out->slope * (t[i] - out->median_t);
  out->median_residual = stats_median(scratch, n);
  out->intercept_medians = out->median_y - out->slope * out->median_t;
  out->intercept_residuals = out->intercept_medians + out->median_residual;
}

/* Value at a rank, counted from 1 and perhaps between whole ones. */
static double at_rank(stats_slopes *slopes, double rank) {
  double part = rank - floor(rank), value[2];
  stats_slopes_at(slopes, (size_t)floor(rank) - 1, value);
  return (part == 0 ? value[0] : value[0] + part * (value[1] - value[0])) + 0.0; /* never -0 */
}

static double median_slope(stats_slopes *slopes) {
  double value[2] = {0, 0};
  stats_slopes_at(slopes, (slopes->count - 1) / 2, value);
  return (slopes->count % 2 ? value[0] : 0.5 * value[0] + 0.5 * value[1]) + 0.0;
}

static lm_interval interval_of(stats_slopes *slopes, double var_s, double level, lm_sen_rank rule, lm_stats_work *work) {
  if (!stats_level_ok(level)) return stats_interval_unknown();
  double pairs = (double)slopes->count, c = lm_t_critical(level, INFINITY, work) * sqrt(var_s);
  if (rule == LM_SEN_CONTINUITY) c = fmax(c - 1, 0);
  double low = (pairs - c) / 2, high = (pairs + c) / 2 + 1;
  if (rule == LM_SEN_ROUND || rule == LM_SEN_CLAMP) low = nearbyint(low), high = nearbyint(high);
  if (rule == LM_SEN_CLAMP) low = low < 1 ? 1 : low, high = high > pairs ? pairs : high;
  if (low < 1 || high > pairs) return stats_interval_unknown();
  double lower = at_rank(slopes, low);
  return stats_interval(lower, at_rank(slopes, high));
}

/* Medians and ties of t and y, by whatever the way of the slopes has made known already. */
static bool medians(lm_sen *out, const stats_slopes *slopes, const double *t, const double *y, size_t n, lm_stats_work *work) {
  stats_ties in_t = {0}, in_y = {0};
  if (slopes->by_counting) {
    in_t = slopes->pairs.in_t, in_y = slopes->pairs.in_y;
    out->median_t = middle_of(slopes->pairs.t, n), out->median_y = middle_of(slopes->pairs.sorted_y, n);
  } else {
    if (!median_and_ties(&out->median_t, &in_t, t, n, work)) return false;
    if (!median_and_ties(&out->median_y, &in_y, y, n, work)) return false;
  }
  if (n >= 2) out->var_s = stats_kendall_variance(n, &in_t, &in_y);
  return true;
}

static lm_fit_state fit(lm_sen *out, stats_slopes *slopes, const double *t, const double *y, size_t n, bool by_counting,
                        lm_stats_work *work) {
  lm_fit_state state = stats_check_series(t, y, n);
  clear(out, state, n);
  slopes->by_counting = false;
  if (state == LM_FIT_NO_DATA || state == LM_FIT_BAD_INPUT) return state;
  if (state == LM_FIT_OK && !stats_slopes_open(slopes, t, y, n, by_counting, work)) return LM_FIT_NO_MEMORY;
  if (!medians(out, slopes, t, y, n, work)) return LM_FIT_NO_MEMORY;
  if (state != LM_FIT_OK) return state;
  bool constant = stats_all_equal(y, n);
  out->pairs = slopes->count;
  out->slope = constant ? 0 : median_slope(slopes);
  return constant ? LM_FIT_CONSTANT_Y : LM_FIT_OK;
}

static bool sloping(lm_fit_state state) { return state == LM_FIT_OK || state == LM_FIT_CONSTANT_Y; }

void stats_sen(lm_sen *out, lm_interval *interval, const double *t, const double *y, size_t n, double level, lm_sen_rank rule,
               bool by_counting, lm_stats_work *work) {
  stats_slopes slopes;
  slopes.count = 0;
  lm_fit_state state = fit(out, &slopes, t, y, n, by_counting, work);
  if (interval) *interval = sloping(state) ? interval_of(&slopes, out->var_s, level, rule, work) : stats_interval_unknown();
  double *residuals = sloping(state) ? stats_doubles(work, SLOT_RESIDUALS, n) : NULL;
  if (residuals) intercepts(out, t, y, n, residuals);
  else if (sloping(state)) state = LM_FIT_NO_MEMORY;
  if (state == LM_FIT_NO_MEMORY) clear(out, state, n);
  if (state == LM_FIT_NO_MEMORY && interval) *interval = stats_interval_unknown();
  out->state = state;
}

void lm_sen_fit_interval(lm_sen *out, lm_interval *interval, const double *t, const double *y, size_t n, double level,
                         lm_sen_rank rule, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  stats_sen(out, interval, t, y, n, level, rule, n >= STATS_COUNTED_FROM, work ? work : &local);
  if (!work) stats_work_clear(&local);
}

void stats_sen_sorted(lm_sen *out, lm_interval *interval, stats_slopes *slopes, const double *t, const double *sorted_y, double level,
                      lm_sen_rank rule, lm_stats_work *work) {
  const stats_ties none = {0};
  size_t n = slopes->n;
  bool constant = sorted_y[0] == sorted_y[n - 1];
  clear(out, constant ? LM_FIT_CONSTANT_Y : LM_FIT_OK, n);
  stats_ties in_y = stats_count_ties(sorted_y, n);
  out->median_t = middle_of(t, n);
  out->median_y = middle_of(sorted_y, n);
  out->var_s = stats_kendall_variance(n, &none, &in_y);
  out->pairs = slopes->count;
  out->slope = constant ? 0 : median_slope(slopes);
  *interval = interval_of(slopes, out->var_s, level, rule, work);
}

static lm_fit_state slope_of(double *slope, const double *t, const double *y, size_t n, lm_stats_work *work) {
  stats_slopes slopes;
  lm_fit_state state = stats_check_series(t, y, n);
  *slope = NAN;
  if (state != LM_FIT_OK) return state;
  bool constant = stats_all_equal(y, n);
  *slope = constant ? 0 : NAN;
  if (constant) return LM_FIT_CONSTANT_Y;
  if (!stats_slopes_open(&slopes, t, y, n, n >= STATS_COUNTED_FROM, work)) return LM_FIT_NO_MEMORY;
  *slope = median_slope(&slopes);
  return LM_FIT_OK;
}

lm_fit_state lm_sen_slope(double *slope, const double *t, const double *y, size_t n, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  lm_fit_state state = slope_of(slope, t, y, n, work ? work : &local);
  if (!work) stats_work_clear(&local);
  return state;
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
