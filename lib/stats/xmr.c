/* xmr.c: XmR chart, and NHS England's rules for special cause (Making Data Count; rules as in NHSRplotthedots).

   Sources of the factors: 2.66 and 3.267 Wheeler, Understanding Variation (1993); 1.128 and 2/√π are d2 for n = 2, rounded and exact;
   3.145 goes with the median moving range. */
#include "internal.h"

#include <math.h>

#define LIMIT_FACTOR 2.66
#define NEAR_FACTOR (2 * (LIMIT_FACTOR / 3))
#define RANGE_FACTOR 3.267
#define MEDIAN_FACTOR 3.145
#define D2_ROUNDED 1.128
#define D2_EXACT 1.12837916709551257390
#define RUN 7

static void clear(lm_xmr *out, lm_fit_state state, size_t n) {
  *out = (lm_xmr){.state = state, .n = n};
  out->mean = out->mr_mean = out->mr_median = out->url = out->lower = out->upper = NAN;
  out->sigma_1128 = out->lower_1128 = out->upper_1128 = out->lower_d2 = out->upper_d2 = NAN;
  out->lower_median = out->upper_median = NAN;
}

/* y in the order of t, in workspace memory. */
static double *in_order(const double *t, const double *y, size_t n, lm_stats_work *work, size_t **order) {
  double *ordered = stats_doubles(work, SLOT_Y, n);
  *order = stats_buffer(work, SLOT_INDEX, n, sizeof **order);
  if (!ordered || !*order || !stats_order(*order, t, n, work)) return NULL;
  for (size_t i = 0; i < n; i++) ordered[i] = y[(*order)[i]];
  return ordered;
}

/* Mean of the ranges below a limit, in place of the mean of all. A constant series has no range to drop. */
static double screened_mean(double *ranges, size_t n, double limit) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (ranges[i] < limit) ranges[kept++] = ranges[i];
  return kept ? stats_mean(ranges, kept) : 0;
}

static void set_limits(lm_xmr *out) {
  out->url = RANGE_FACTOR * out->mr_mean;
  out->lower = out->mean - LIMIT_FACTOR * out->mr_mean;
  out->upper = out->mean + LIMIT_FACTOR * out->mr_mean;
  out->sigma_1128 = out->mr_mean / D2_ROUNDED;
  out->lower_1128 = out->mean - 3 * out->sigma_1128;
  out->upper_1128 = out->mean + 3 * out->sigma_1128;
  out->lower_d2 = out->mean - 3 * out->mr_mean / D2_EXACT;
  out->upper_d2 = out->mean + 3 * out->mr_mean / D2_EXACT;
  out->lower_median = out->mean - MEDIAN_FACTOR * out->mr_median;
  out->upper_median = out->mean + MEDIAN_FACTOR * out->mr_median;
}

static lm_fit_state limits_of(lm_xmr *out, const double *t, const double *y, size_t n, bool screen, lm_stats_work *work) {
  lm_fit_state state = stats_check_series(t, y, n);
  clear(out, state, n);
  if (state == LM_FIT_NO_DATA || state == LM_FIT_BAD_INPUT) return state;
  bool constant = stats_all_equal(y, n);
  out->mean = constant ? y[0] : stats_mean(y, n);
  if (n < 2) return state;
  size_t *order;
  double *ordered = in_order(t, y, n, work, &order), *ranges = stats_doubles(work, SLOT_SLOPES, n - 1);
  if (!ordered || !ranges) return LM_FIT_NO_MEMORY;
  for (size_t i = 0; i + 1 < n; i++) ranges[i] = fabs(ordered[i + 1] - ordered[i]);
  out->mr_mean = stats_mean(ranges, n - 1);
  out->mr_median = stats_median(ranges, n - 1);
  if (screen && !constant) out->mr_mean = screened_mean(ranges, n - 1, RANGE_FACTOR * out->mr_mean);
  set_limits(out);
  for (size_t i = 0; i < n; i++) out->n_outside += y[i] < out->lower || y[i] > out->upper;
  return constant ? LM_FIT_CONSTANT_Y : LM_FIT_OK; /* the order of equal t is the input's: not an error here */
}

void lm_xmr_limits(lm_xmr *out, const double *t, const double *y, size_t n, bool screen, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  lm_fit_state state = limits_of(out, t, y, n, screen, work ? work : &local);
  if (state == LM_FIT_NO_MEMORY) clear(out, state, n);
  out->state = state;
  if (!work) stats_work_clear(&local);
}

static int sign(double x) { return (x > 0) - (x < 0); }

static void mark(unsigned char *flags, const size_t *order, size_t first, size_t count, unsigned char flag) {
  for (size_t i = first; i < first + count; i++) flags[order[i]] |= flag;
}

static void mark_points(unsigned char *flags, const size_t *order, const double *y, size_t n, const lm_xmr *limits) {
  double near_lower = limits->mean - NEAR_FACTOR * limits->mr_mean, near_upper = limits->mean + NEAR_FACTOR * limits->mr_mean;
  for (size_t i = 0; i < n; i++) {
    bool outside = y[i] < limits->lower || y[i] > limits->upper;
    bool near_limit = !outside && (y[i] < near_lower || y[i] > near_upper);
    bool range = i > 0 && fabs(y[i] - y[i - 1]) > limits->url;
    flags[order[i]] = (unsigned char)((outside ? LM_XMR_OUTSIDE : 0) | (near_limit ? LM_XMR_NEAR : 0) | (range ? LM_XMR_RANGE : 0));
  }
}

/* Runs of seven: of rises or falls from point to point, and of points on one side of the mean. */
static void mark_runs(unsigned char *flags, const size_t *order, const double *y, size_t n, double mean) {
  int trend = 0, side = 0;
  size_t rises = 0, beside = 0;
  for (size_t i = 0; i < n; i++) {
    int step = i ? sign(y[i] - y[i - 1]) : 0, here = sign(y[i] - mean);
    rises = step == 0 ? 0 : step == trend ? rises + 1 : 1;
    beside = here == 0 ? 0 : here == side ? beside + 1 : 1;
    trend = step, side = here;
    if (rises >= RUN - 1) mark(flags, order, i - (RUN - 1), RUN, LM_XMR_TREND);
    if (beside >= RUN) mark(flags, order, i - (RUN - 1), RUN, LM_XMR_SHIFT);
  }
}

static void mark_threes(unsigned char *flags, const size_t *order, const double *y, size_t n, double mean) {
  for (size_t i = 0; i + 2 < n; i++) {
    int near_limit = 0, sides = 0;
    for (size_t j = i; j < i + 3; j++) near_limit += (flags[order[j]] & LM_XMR_NEAR) != 0, sides += sign(y[j] - mean);
    if (near_limit >= 2 && (sides == 3 || sides == -3)) mark(flags, order, i, 3, LM_XMR_TWO_OF_THREE);
  }
}

lm_fit_state lm_xmr_signals(unsigned char *flags, const double *t, const double *y, size_t n, const lm_xmr *limits,
                            lm_stats_work *work) {
  for (size_t i = 0; i < n; i++) flags[i] = 0;
  if (n != limits->n) return LM_FIT_BAD_INPUT;
  if (isnan(limits->lower)) return limits->state;
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  size_t *order;
  double *ordered = in_order(t, y, n, work ? work : &local, &order);
  if (ordered) {
    mark_points(flags, order, ordered, n, limits);
    mark_runs(flags, order, ordered, n, limits->mean);
    mark_threes(flags, order, ordered, n, limits->mean);
  }
  if (!work) stats_work_clear(&local);
  return ordered ? limits->state : LM_FIT_NO_MEMORY;
}

bool lm_xmr_special(unsigned char flags) {
  unsigned near_pair = LM_XMR_TWO_OF_THREE | LM_XMR_NEAR;
  return (flags & (LM_XMR_OUTSIDE | LM_XMR_TREND | LM_XMR_SHIFT)) || (flags & near_pair) == near_pair;
}
