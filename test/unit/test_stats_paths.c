/* test_stats_paths.c: the ways to find slopes of given ranks and to count pairs give the same bits as sorting a list of all pairs. */
#include "../support/close.h"
#include "../support/random.h"
#include "stats/internal.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MOST 2000

typedef struct series {
  const char *label;
  size_t n;
  double t[MOST], y[MOST];
} series;

/* ---- kinds of data ---- */

typedef double shape(test_random *r, size_t i, double t);

static double any(test_random *r, size_t i, double t) { return (void)i, (void)t, test_random_unit(r); }
static double walk(test_random *r, size_t i, double t) { return (void)i, 3 * t + 40 * test_random_unit(r); }
static double decimals(test_random *r, size_t i, double t) { return (void)i, rint(10 * (0.7 * t + 9 * test_random_unit(r))) / 10; }
static double few_values(test_random *r, size_t i, double t) { return (void)i, (void)t, (double)test_random_below(r, 4); }
static double mostly_zero(test_random *r, size_t i, double t) { return (void)i, (void)t, test_random_below(r, 30) ? 0 : 1; }
static double nearly_level(test_random *r, size_t i, double t) { return (void)t, test_random_below(r, 3) ? 7 : (double)i; }
static double constant(test_random *r, size_t i, double t) { return (void)r, (void)i, (void)t, 0.1; }
static double whole_line(test_random *r, size_t i, double t) { return (void)r, (void)i, 3 * t; }
static double line_in_tenths(test_random *r, size_t i, double t) { return (void)r, (void)i, 0.1 * t; }
static double line_in_thirds(test_random *r, size_t i, double t) { return (void)r, (void)i, -t / 3; }
static double nearly_a_line(test_random *r, size_t i, double t) { return (void)i, 0.3 * t * (1 + 1e-15 * (double)test_random_below(r, 5)); }
static double steps(test_random *r, size_t i, double t) { return (void)r, (void)t, (double)(i / 3); }
static double huge(test_random *r, size_t i, double t) { return (void)i, 1e17 + 16 * rint(t + 5 * test_random_unit(r)); }
static double tiny(test_random *r, size_t i, double t) { return (void)i, 1e-15 * (t + 20 * test_random_unit(r)); }
static double subnormal(test_random *r, size_t i, double t) { return (void)i, (void)t, 5e-324 * (double)test_random_below(r, 50); }
static double far(test_random *r, size_t i, double t) { return (void)i, (void)t, 1e300 * (test_random_unit(r) - 0.5); }
static double outliers(test_random *r, size_t i, double t) { return (void)i, test_random_below(r, 5) ? t : 1e9 * test_random_unit(r); }
static double seasons(test_random *r, size_t i, double t) { return 10 * sin((double)i / 12 * 6.283185307179586) + t + test_random_unit(r); }

static const struct {
  const char *label;
  shape *of;
} shapes[] = {{"any", any}, {"walk", walk}, {"decimals", decimals}, {"few values", few_values}, {"mostly zero", mostly_zero},
              {"nearly level", nearly_level}, {"constant", constant}, {"whole line", whole_line}, {"line in tenths", line_in_tenths},
              {"line in thirds", line_in_thirds}, {"nearly a line", nearly_a_line}, {"steps", steps}, {"1e17", huge}, {"1e-15", tiny},
              {"subnormal", subnormal}, {"1e300", far}, {"outliers", outliers}, {"seasons", seasons}};

static const char *const times[] = {"years", "months", "gaps", "equal", "shuffled", "close"};

/* Times of one kind: in order; monthly; with gaps; with several points at one time, out of order; shuffled; hardly apart. */
static void make_times(test_random *r, double *t, size_t n, size_t kind) {
  double at = 1950;
  for (size_t i = 0; i < n; i++) {
    at += kind == 2 ? 1 + test_random_below(r, 9) / 4 : 1;
    t[i] = kind == 0 || kind == 2 || kind == 4 ? at : kind == 1 ? 1990 + (double)i / 12 : kind == 3 ? (double)test_random_below(r, 5 + (unsigned)n / 2) : at;
    if (kind == 5) t[i] = 2000 + (double)i * 1e-9 * (1 + test_random_unit(r));
  }
  for (size_t i = n; kind == 4 && i > 1; i--) {
    size_t j = test_random_below(r, (unsigned)i);
    double swap = t[i - 1];
    t[i - 1] = t[j], t[j] = swap;
  }
}

static void make(series *s, test_random *r, size_t n, size_t shape_at, size_t times_at) {
  s->n = n, s->label = shapes[shape_at].label;
  make_times(r, s->t, n, times_at);
  for (size_t i = 0; i < n; i++) s->y[i] = shapes[shape_at].of(r, i, s->t[i]);
}

/* ---- the obvious way ---- */

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double *sorted_slopes(const series *s, size_t *count) {
  double *slopes = malloc((s->n * s->n / 2 + 1) * sizeof *slopes);
  assert_non_null(slopes);
  *count = 0;
  for (size_t i = 0; i < s->n; i++)
    for (size_t j = i + 1; j < s->n; j++)
      if (s->t[i] != s->t[j]) slopes[(*count)++] = (s->y[j] - s->y[i]) / (s->t[j] - s->t[i]) + 0.0;
  qsort(slopes, *count, sizeof *slopes, compare);
  return slopes;
}

static bool same(double a, double b) { return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0; }

static void check(const series *s, size_t kind, const char *what, double got, double want) {
  if (!same(got, want)) fail_msg("%s, %s, n = %zu: %s is %.17g, not %.17g", s->label, times[kind], s->n, what, got, want);
}

/* Chosen ranks, both ways, against the sorted list. */
static void check_ranks(const series *s, size_t kind, test_random *r, lm_stats_work *work) {
  size_t count;
  double *slopes = sorted_slopes(s, &count);
  for (int by_counting = 0; count && by_counting < 2; by_counting++) {
    stats_slopes find;
    assert_true(stats_slopes_open(&find, s->t, s->y, s->n, by_counting, work));
    assert_int_equal(find.count, count);
    for (int round = 0; round < 5; round++) {
      size_t k = round == 0 ? 0 : round == 1 ? count - 1 : round == 2 ? count / 2 : test_random_below(r, (unsigned)count);
      double value[2];
      stats_slopes_at(&find, k, value);
      check(s, kind, "slope of a rank", value[0] + 0.0, slopes[k]);
      if (k + 1 < count) check(s, kind, "slope of the next rank", value[1] + 0.0, slopes[k + 1]);
    }
  }
  free(slopes);
}

static void check_sen(const series *s, size_t kind, double level, lm_sen_rank rule, lm_stats_work *work) {
  lm_sen a, b;
  lm_interval in_a, in_b;
  stats_sen(&a, &in_a, s->t, s->y, s->n, level, rule, false, work);
  stats_sen(&b, &in_b, s->t, s->y, s->n, level, rule, true, work);
  assert_int_equal(a.state, b.state);
  assert_int_equal(a.pairs, b.pairs);
  assert_int_equal(in_a.known, in_b.known);
  check(s, kind, "slope", b.slope, a.slope);
  check(s, kind, "lower", in_b.lower, in_a.lower);
  check(s, kind, "upper", in_b.upper, in_a.upper);
  check(s, kind, "var_s", b.var_s, a.var_s);
  check(s, kind, "median_t", b.median_t, a.median_t);
  check(s, kind, "median_y", b.median_y, a.median_y);
  check(s, kind, "median_residual", b.median_residual, a.median_residual);
  check(s, kind, "intercept", b.intercept_medians, a.intercept_medians);
}

static void check_kendall(const series *s, size_t kind, lm_stats_work *work) {
  lm_mk a, b;
  long sum = 0;
  for (size_t i = 0; i < s->n; i++)
    for (size_t j = i + 1; j < s->n; j++)
      sum += ((s->t[j] > s->t[i]) - (s->t[j] < s->t[i])) * ((s->y[j] > s->y[i]) - (s->y[j] < s->y[i]));
  stats_mann_kendall(&a, s->t, s->y, s->n, false, work);
  stats_mann_kendall(&b, s->t, s->y, s->n, true, work);
  assert_int_equal(a.state, b.state);
  assert_int_equal(a.s, sum);
  assert_int_equal(b.s, sum);
  assert_int_equal(a.tie_groups, b.tie_groups);
  assert_int_equal(a.exact, b.exact);
  check(s, kind, "var_s of S", b.var_s, a.var_s);
  check(s, kind, "z", b.z, a.z);
  check(s, kind, "p", b.p, a.p);
  check(s, kind, "exact p", b.p_exact, a.p_exact);
  check(s, kind, "tau a", b.tau_a, a.tau_a);
  check(s, kind, "tau b", b.tau_b, a.tau_b);
}

static void both_ways_agree(void **state) {
  (void)state;
  static const size_t sizes[] = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 20, 31, 32, 33, 40, 59, 63, 64, 65, 100, 151, 240, 400};
  static const double levels[] = {0.5, 0.8, 0.95, 0.999};
  static series s;
  test_random r = {20250701};
  lm_stats_work *work = lm_stats_work_new();
  assert_non_null(work);
  for (size_t i = 0; i < COUNT(sizes); i++)
    for (size_t shape_at = 0; shape_at < COUNT(shapes); shape_at++)
      for (size_t kind = 0; kind < COUNT(times); kind++) {
        make(&s, &r, sizes[i], shape_at, kind);
        for (int rule = 0; rule < (s.n < 100 ? 3 : 1); rule++) check_sen(&s, kind, levels[(i + kind) % COUNT(levels)], (lm_sen_rank)rule, work);
        check_kendall(&s, kind, work);
        check_ranks(&s, kind, &r, work);
      }
  lm_stats_work_free(work);
}

static void long_series_agree(void **state) {
  (void)state;
  static const size_t sizes[] = {500, MOST};
  static series s;
  test_random r = {7};
  lm_stats_work *work = lm_stats_work_new();
  assert_non_null(work);
  for (size_t i = 0; i < COUNT(sizes); i++)
    for (size_t shape_at = 0; shape_at < COUNT(shapes); shape_at++) {
      if (i && shape_at % 2) continue;
      size_t kind = (shape_at + i) % COUNT(times);
      make(&s, &r, sizes[i], shape_at, kind);
      check_sen(&s, kind, 0.9, LM_SEN_INTERPOLATE, work);
      check_kendall(&s, kind, work);
      if (shape_at % 6 == i) check_ranks(&s, kind, &r, work);
    }
  lm_stats_work_free(work);
}

static void many_random_series_agree(void **state) {
  (void)state;
  static series s;
  test_random r = {11};
  lm_stats_work *work = lm_stats_work_new();
  assert_non_null(work);
  for (int round = 0; round < 3000; round++) {
    size_t kind = test_random_below(&r, COUNT(times));
    make(&s, &r, 2 + test_random_below(&r, 120), test_random_below(&r, COUNT(shapes)), kind);
    check_sen(&s, kind, 0.05 + 0.9 * test_random_unit(&r), (lm_sen_rank)test_random_below(&r, 3), work);
    check_kendall(&s, kind, work);
  }
  lm_stats_work_free(work);
}

/* Sorting counts what is out of order, at any length. */
static void sorting_counts_inversions(void **state) {
  (void)state;
  test_random r = {12};
  for (size_t n = 0; n < 200; n++) {
    stats_point p[400];
    double x[200];
    size_t inversions = 0;
    for (size_t i = 0; i < n; i++) x[i] = (double)test_random_below(&r, 1 + test_random_below(&r, 60)), p[i] = (stats_point){x[i], i};
    for (size_t i = 0; i < n; i++)
      for (size_t j = i + 1; j < n; j++) inversions += x[i] > x[j];
    assert_int_equal(stats_sort_points(p, p + n, n), inversions);
    if (n <= STATS_RANK_SORT) assert_int_equal(stats_rank_sort(x, n), inversions);
    else stats_sort(x, n);
    for (size_t i = 0; i < n; i++) assert_true(p[i].key == x[i]);
    for (size_t i = 1; i < n; i++) assert_true(x[i - 1] < x[i] || (x[i - 1] == x[i] && p[i - 1].at < p[i].at));
  }
}

/* Memory for a long series grows with n, not with its square: the pairs of 100,000 points would take 40 GB. */
static void long_series_need_little_memory(void **state) {
  (void)state;
  enum { N = 100000 };
  test_random r = {13};
  double *t = malloc(2 * N * sizeof *t), *y = t + N;
  lm_stats_work *work = lm_stats_work_new();
  assert_true(t && work);
  for (size_t i = 0; i < N; i++) t[i] = (double)i, y[i] = 0.25 * t[i] + 1000 * test_random_unit(&r);
  lm_sen fit;
  lm_interval slope;
  lm_mk mk;
  lm_sen_fit_interval(&fit, &slope, t, y, N, 0.95, LM_SEN_INTERPOLATE, work);
  lm_mann_kendall(&mk, t, y, N, work);
  assert_true(fit.state == LM_FIT_OK && fabs(fit.slope - 0.25) < 1e-3 && slope.known);
  assert_true(slope.lower < fit.slope && fit.slope < slope.upper && mk.s > 0);
  size_t bytes = 0;
  for (size_t i = 0; i < SLOT_COUNT; i++) bytes += work->bytes[i];
  assert_true(bytes < (size_t)N * 500);
  lm_stats_work_free(work);
  free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sorting_counts_inversions), cmocka_unit_test(both_ways_agree),
                                     cmocka_unit_test(many_random_series_agree), cmocka_unit_test(long_series_agree),
                                     cmocka_unit_test(long_series_need_little_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
