/* select.c: checks, means, medians, order. Medians come by selection, not by sorting: ten times as fast for 190 slopes. */
#include "internal.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

bool stats_all_finite(const double *x, size_t n) {
  stats_two most = {STATS_MAX_ABS, STATS_MAX_ABS}, least = -most;
  stats_two_counts good = {0};
  size_t i = 0;
  for (; i + 1 < n; i += 2) {
    stats_two v = stats_two_of(x + i);
    good += v <= most, good += v >= least;
  }
  return -(good[0] + good[1]) == 2 * (int64_t)i && (i == n || fabs(x[i]) <= STATS_MAX_ABS);
}

bool stats_all_equal(const double *x, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (x[i] != x[0]) return false;
  return true;
}

bool stats_strictly_increasing(const double *x, size_t n) {
  stats_two_counts rises = {0};
  size_t i = 1;
  for (; i + 1 < n; i += 2) rises += stats_two_of(x + i - 1) < stats_two_of(x + i);
  return -(rises[0] + rises[1]) == (int64_t)(i - 1) && (i >= n || x[i - 1] < x[i]);
}

double stats_mean_parts(const double *x, size_t n, double *low) {
  double sum = 0, rest = 0;
  for (size_t i = 0; i < n; i++) sum += x[i];
  double first = sum / (double)n;
  for (size_t i = 0; i < n; i++) rest += x[i] - first;
  rest /= (double)n;
  double mean = first + rest;
  *low = rest - (mean - first);
  return mean;
}

double stats_mean(const double *x, size_t n) {
  double low;
  return stats_mean_parts(x, n, &low);
}

#define TWOS (STATS_RANK_SORT / 2)

size_t stats_rank_sort(double *x, size_t n) {
  union {
    stats_two two[TWOS + 1];
    double one[2 * TWOS + 2];
  } copy;
  union {
    stats_two_counts two[TWOS + 1];
    int64_t one[2 * TWOS + 2];
  } rank;
  int64_t inversions = 0;
  memcpy(copy.one, x, n * sizeof *x);
  copy.one[n] = INFINITY; /* the partner of the last; no rank comes before it */
  for (size_t j = 0; 2 * j < n; j++) {
    double u = copy.one[2 * j], v = copy.one[2 * j + 1];
    stats_two us = {u, u}, vs = {v, v};
    stats_two_counts over_u = {0}, over_v = {0};
    for (size_t i = 0; i < j; i++) {
      stats_two_counts a = copy.two[i] > us, b = copy.two[i] > vs;
      rank.two[i] -= a + b, over_u += a, over_v += b;
    }
    int64_t swapped = u > v, passed_u = -(over_u[0] + over_u[1]), passed_v = -(over_v[0] + over_v[1]) + swapped, at = 2 * (int64_t)j;
    rank.one[2 * j] = at - passed_u + swapped, rank.one[2 * j + 1] = at + 1 - passed_v;
    inversions += passed_u + passed_v;
  }
  for (size_t i = 0; i < n; i++) x[rank.one[i]] = copy.one[i];
  return (size_t)inversions;
}

const stats_sorting *stats_rank_sorted(const double *x, size_t n, lm_stats_work *work) {
  stats_sorting *last = &work->sorting;
  if (work->remembers && last->n == n && memcmp(last->from, x, n * sizeof *x) == 0) return last;
  last->n = n;
  memcpy(last->from, x, n * sizeof *x);
  memcpy(last->sorted, x, n * sizeof *x);
  last->inversions = stats_rank_sort(last->sorted, n);
  last->ties = stats_count_ties(last->sorted, n);
  return last;
}

void stats_sort(double *x, size_t n) {
  if (n < 2) return;
  if (n <= STATS_RANK_SORT) stats_rank_sort(x, n);
  else gsl_sort(x, 1, n);
}

const double *stats_sorted(const double *x, size_t n, stats_slot slot, lm_stats_work *work) {
  if (stats_strictly_increasing(x, n)) return x;
  double *copy = stats_doubles(work, slot, n);
  if (!copy) return NULL;
  memcpy(copy, x, n * sizeof *x);
  stats_sort(copy, n);
  return copy;
}

static double median_of_3(double a, double b, double c) {
  double low = a < b ? a : b, high = a < b ? b : a;
  return c < low ? low : c > high ? high : c;
}

/* A pivot near the middle: median of three, of nine for long stretches. Deterministic. */
static double choose_pivot(const double *x, size_t n) {
  size_t step = n / 8, middle = n / 2;
  if (n < 64) return median_of_3(x[0], x[middle], x[n - 1]);
  return median_of_3(median_of_3(x[0], x[step], x[2 * step]), median_of_3(x[middle - step], x[middle], x[middle + step]),
                     median_of_3(x[n - 1 - 2 * step], x[n - 1 - step], x[n - 1]));
}

/* Lomuto partition without a branch on the data: the comparison only moves the boundary. */
static size_t partition_less(double *x, size_t n, double pivot) {
  size_t boundary = 0;
  for (size_t i = 0; i < n; i++) {
    double v = x[i];
    x[i] = x[boundary];
    x[boundary] = v;
    boundary += v < pivot;
  }
  return boundary;
}

static size_t partition_equal(double *x, size_t n, double pivot) {
  size_t boundary = 0;
  for (size_t i = 0; i < n; i++) {
    double v = x[i];
    x[i] = x[boundary];
    x[boundary] = v;
    boundary += v <= pivot;
  }
  return boundary;
}

#define SELECTED_BY_SORTING 16

void stats_select(double *x, size_t n, size_t k) {
  /* Bad pivots are possible with chosen data; after 60 rounds a heapsort of the rest bounds the cost. */
  for (int round = 0; n > SELECTED_BY_SORTING && round < 60; round++) {
    double pivot = choose_pivot(x, n);
    size_t less = partition_less(x, n, pivot);
    if (k < less) {
      n = less;
      continue;
    }
    x += less, n -= less, k -= less;
    if (less) continue;
    /* Nothing below the pivot: what equals it must go in one sweep, or ties would cost a round each. */
    size_t equal = partition_equal(x, n, pivot);
    if (k < equal) return;
    x += equal, n -= equal, k -= equal;
  }
  stats_sort(x, n);
}

double stats_median(double *x, size_t n) {
  size_t middle = n / 2;
  if (n <= STATS_RANK_SORT) {
    stats_rank_sort(x, n);
    return n % 2 ? x[middle] : 0.5 * x[middle - 1] + 0.5 * x[middle];
  }
  stats_select(x, n, middle);
  if (n % 2) return x[middle];
  double below = x[0];
  for (size_t i = 1; i < middle; i++) below = x[i] > below ? x[i] : below;
  return 0.5 * below + 0.5 * x[middle];
}

/* Insertion sort: stable, and one pass over series that are in order, as nearly all are. */
static void order_short(size_t *order, double *copy, size_t n) {
  for (size_t i = 1; i < n; i++) {
    double v = copy[i];
    size_t j = i;
    for (; j > 0 && copy[j - 1] > v; j--) copy[j] = copy[j - 1], order[j] = order[j - 1];
    copy[j] = v, order[j] = i;
  }
}

/* gsl_sort_index is not stable: put the indices of equal t back in input order. */
static void order_long(size_t *order, const double *t, size_t n) {
  gsl_sort_index(order, t, 1, n);
  for (size_t i = 1; i < n; i++) {
    size_t v = order[i], j = i;
    for (; j > 0 && t[order[j - 1]] == t[v] && order[j - 1] > v; j--) order[j] = order[j - 1];
    order[j] = v;
  }
}

bool stats_order(size_t *order, const double *t, size_t n, lm_stats_work *work) {
  double *copy = stats_doubles(work, SLOT_T, n);
  if (!copy) return false;
  for (size_t i = 0; i < n; i++) copy[i] = t[i], order[i] = i;
  if (n <= 64 || stats_strictly_increasing(t, n)) order_short(order, copy, n);
  else order_long(order, t, n);
  return true;
}

lm_fit_state stats_check_series(const double *t, const double *y, size_t n) {
  if (n == 0) return LM_FIT_NO_DATA;
  if (!t || !y || !stats_all_finite(t, n) || !stats_all_finite(y, n)) return LM_FIT_BAD_INPUT;
  if (n == 1) return LM_FIT_ONE_POINT;
  return stats_all_equal(t, n) ? LM_FIT_CONSTANT_T : LM_FIT_OK;
}

lm_interval stats_interval_unknown(void) { return (lm_interval){NAN, NAN, false}; }

lm_interval stats_interval(double lower, double upper) { return (lm_interval){lower, upper, true}; }

bool stats_level_ok(double level) { return level > 0 && level < 1; }

double stats_z(double level) { return -lm_normal_quantile((1 - level) / 2); }

const char *lm_fit_state_name(lm_fit_state state) {
  switch (state) {
  case LM_FIT_OK: return "ok";
  case LM_FIT_NO_DATA: return "no_data";
  case LM_FIT_ONE_POINT: return "one_point";
  case LM_FIT_NO_DF: return "no_df";
  case LM_FIT_CONSTANT_Y: return "constant_y";
  case LM_FIT_CONSTANT_T: return "constant_t";
  case LM_FIT_EXACT_LINE: return "perfect_fit";
  case LM_FIT_BAD_INPUT: return "bad_input";
  case LM_FIT_NO_MEMORY: return "no_memory";
  }
  return "";
}
