/* Leaving out one year from one sorted list against collecting and fitting anew, bit for bit, on generated series: gaps, ties, constant
   values, masked values, forecasts, breaks, short and long. */
#include "assess/internal.h"
#include "stats/without.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SERIES 20000
#define MOST 24

static uint64_t state = 20251122;

/* SplitMix64 (Steele, Lea and Flood 2014). */
static unsigned below(unsigned limit) {
  uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return (unsigned)((z ^ z >> 31) >> 33) % limit;
}

static void make_obs(lm_obs *obs, int32_t year, unsigned spread, unsigned oddities) {
  *obs = lm_obs_none();
  obs->period = (lm_period){LM_FISCAL, year};
  unsigned odd = below(100);
  if (odd < oddities) {
    obs->missing = odd % 2 ? LM_SUPPRESSED : LM_NOT_COLLECTED;
    obs->lower = odd % 4 == 1 ? 0 : NAN;
    obs->upper = odd % 4 == 1 ? 9 : NAN;
    return;
  }
  obs->value = (double)below(spread) / 10;
  if (odd == 99) obs->flags |= LM_BREAK_HERE;
  if (odd == 98) obs->flags |= LM_FORECAST;
}

static size_t make_series(lm_obs *obs) {
  size_t count = 3 + below(MOST - 3);
  unsigned spread = below(4) == 0 ? 1 + below(12) : 1 + below(1000), oddities = below(3) * 15, gaps = below(2) * 8;
  int32_t year = 1990;
  for (size_t i = 0; i < count; i++) {
    make_obs(&obs[i], year, spread, oddities);
    year += 1 + (gaps && below(gaps) == 0);
  }
  return count;
}

static void same_number(double a, double b) {
  if (isnan(a) && isnan(b)) return;
  assert_memory_equal(&a, &b, sizeof a);
}

static void same_interval(const lm_interval *a, const lm_interval *b) {
  assert_int_equal(a->known, b->known);
  same_number(a->lower, b->lower);
  same_number(a->upper, b->upper);
}

static void same_line(const lm_sen *a, const lm_sen *b) {
  assert_int_equal(a->state, b->state);
  assert_int_equal(a->n, b->n);
  assert_int_equal(a->pairs, b->pairs);
  same_number(a->slope, b->slope);
  same_number(a->median_t, b->median_t);
  same_number(a->median_y, b->median_y);
  same_number(a->var_s, b->var_s);
}

static void same_track(const assess_track *a, const assess_track *b) {
  assert_int_equal(a->n, b->n);
  assert_int_equal(a->suppressed, b->suppressed);
  assert_int_equal(a->first.index, b->first.index);
  assert_int_equal(a->last.index, b->last.index);
  same_number(a->last_value, b->last_value);
  assert_int_equal(a->last_masked, b->last_masked);
  assert_int_equal(a->has_break, b->has_break);
  assert_int_equal(a->break_day, b->break_day);
  assert_int_equal(a->cut, b->cut);
  assert_int_equal(a->mixed, b->mixed);
  assert_int_equal(a->kind, b->kind);
  assert_int_equal(a->window, b->window);
  for (size_t i = 0; i < a->window; i++) {
    assert_ptr_equal(assess_track_obs(a)[i], assess_track_obs(b)[i]);
    same_number(assess_track_t(a)[i], assess_track_t(b)[i]);
    same_number(assess_track_y(a)[i], assess_track_y(b)[i]);
  }
  same_number(a->scale, b->scale);
  same_line(&a->sen, &b->sen);
  same_interval(&a->slope, &b->slope);
  same_number(a->trend_p, b->trend_p);
  assert_int_equal(a->sampling.kind, b->sampling.kind);
  same_number(a->sampling.p, b->sampling.p);
}

static size_t try_series(const lm_series *series, const lm_indicator *indicator, lm_stats_work *work) {
  assess_look look = {.until = INT32_MAX};
  assess_track track, fast[ASSESS_WINDOW];
  assess_track_collect(&track, indicator, series, &look);
  if (track.window < ASSESS_STABILITY_FROM) return 0;
  assert_true(assess_tracks_without(fast, &track, indicator, work));
  for (size_t i = 0; i < track.window; i++) {
    assess_track plain;
    look.left_out = assess_track_obs(&track)[i];
    assess_track_collect(&plain, indicator, series, &look);
    assert_true(assess_track_fit_verdict(&plain, indicator, work));
    same_track(&fast[i], &plain);
  }
  return track.window;
}

static void every_year_left_out_as_if_anew(void **user) {
  (void)user;
  lm_stats_work *work = lm_stats_work_new();
  lm_indicator indicator = {.basis = LM_FISCAL, .decimals = -1, .lower = NAN, .upper = NAN, .measure = LM_MEASURE_MEAN};
  size_t cases = 0;
  assert_non_null(work);
  for (size_t i = 0; i < SERIES; i++) {
    lm_obs obs[MOST];
    lm_series series = {.kind = LM_FISCAL, .obs = obs, .count = make_series(obs)};
    cases += try_series(&series, &indicator, work);
  }
  assert_true(cases > 4 * SERIES);
  lm_stats_work_free(work);
}

static void every_rule_and_size(void **user) {
  (void)user;
  static const lm_sen_rank rules[] = {LM_SEN_INTERPOLATE, LM_SEN_ROUND, LM_SEN_CLAMP, LM_SEN_CONTINUITY};
  lm_stats_work *work = lm_stats_work_new();
  assert_non_null(work);
  for (size_t i = 0; i < SERIES; i++) {
    double t[LM_WITHOUT_MOST], y[LM_WITHOUT_MOST], rest_t[LM_WITHOUT_MOST], rest_y[LM_WITHOUT_MOST];
    size_t n = 3 + below(LM_WITHOUT_MOST - 2), left_out = below((unsigned)n), rest = 0;
    for (size_t k = 0; k < n; k++) {
      t[k] = (k ? t[k - 1] : 2000) + (1 + below(12)) / 12.0;
      y[k] = (double)below(i % 3 ? 1000 : 3) / 10 - 20;
    }
    for (size_t k = 0; k < n; k++)
      if (k != left_out) rest_t[rest] = t[k], rest_y[rest++] = y[k];
    lm_without all;
    lm_sen fast, plain;
    lm_interval fast_interval, plain_interval;
    lm_mk test;
    assert_true(lm_without_open(&all, t, y, n));
    lm_sen_without(&fast, &fast_interval, &all, left_out, 0.8, rules[i % 4], work);
    lm_sen_fit_interval(&plain, &plain_interval, rest_t, rest_y, rest, 0.8, rules[i % 4], work);
    same_line(&fast, &plain);
    same_interval(&fast_interval, &plain_interval);
    lm_mann_kendall(&test, rest_t, rest_y, rest, work);
    same_number(lm_mann_kendall_without(&all, left_out, work), test.p);
  }
  lm_stats_work_free(work);
}

static void what_cannot_be_opened(void **user) {
  (void)user;
  lm_without all;
  const double t[] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, same[] = {1, 1, 2}, y[] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, bad[] = {1, NAN, 3};
  assert_false(lm_without_open(&all, t, y, 2));
  assert_false(lm_without_open(&all, t, y, 9));
  assert_false(lm_without_open(&all, same, y, 3));
  assert_false(lm_without_open(&all, t, bad, 3));
  assert_true(lm_without_open(&all, t, y, 8));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_year_left_out_as_if_anew), cmocka_unit_test(every_rule_and_size),
                                     cmocka_unit_test(what_cannot_be_opened)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
