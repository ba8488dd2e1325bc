/* trend.c: how fast, from the last six values on their true dates.

   Theil–Sen slope (median of all pairwise slopes) with Sen's interval, Mann–Kendall test, least squares and the slope of the full
   series beside them; the test on sampling errors is in sampling.c. One value: nothing. Two or three: a slope, no interval and no test. From four on: all of it. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

#define FEW 64 /* values that need no memory of their own */

static bool fit_slope(assess_track *track, const lm_indicator *indicator, lm_stats_work *work) {
  const double *t = assess_track_t(track), *y = assess_track_y(track);
  lm_sen_fit_interval(&track->sen, &track->slope, t, y, track->window, ASSESS_TREND_LEVEL, LM_SEN_CONTINUITY, work);
  track->trend_p = NAN;
  track->sampling = assess_sampling_test(track, indicator);
  if (track->sen.state == LM_FIT_NO_MEMORY) return false;
  if (track->window < ASSESS_TEST_FROM) track->slope = (lm_interval){NAN, NAN, false};
  return true;
}

static bool test(assess_track *track, lm_stats_work *work) {
  lm_mk mk;
  if (track->window < ASSESS_TEST_FROM) return true;
  lm_mann_kendall(&mk, assess_track_t(track), assess_track_y(track), track->window, work);
  track->trend_p = mk.p;
  /* With so few values on different dates the exact test can always be had; only failing memory leaves the normal one. */
  return mk.exact;
}

/* What is asked of all n values since the break, not only of the window. */
typedef bool ask_fn(void *answer, const double *t, const double *y, size_t n, lm_stats_work *work);

static bool slope_of_all(void *answer, const double *t, const double *y, size_t n, lm_stats_work *work) {
  return lm_sen_slope(answer, t, y, n, work) != LM_FIT_NO_MEMORY;
}

static bool direction_of_all(void *answer, const double *t, const double *y, size_t n, lm_stats_work *work) {
  int *direction = answer;
  lm_mk mk;
  lm_mann_kendall(&mk, t, y, n, work);
  *direction = mk.p <= ASSESS_TREND_P ? (mk.s > 0) - (mk.s < 0) : 0;
  return true;
}

/* In `memory` there is room for their dates and them. */
static bool ask_in(ask_fn *ask, void *answer, double *memory, const assess_track *track, lm_stats_work *work) {
  double *t = memory, *y = memory + track->n;
  size_t at = track->n;
  for (const lm_obs *obs = track->obs[ASSESS_WINDOW - 1]; at > 0; obs--) {
    if (!assess_usable(obs)) continue;
    at--;
    t[at] = lm_period_time(obs->period);
    y[at] = obs->value;
  }
  return ask(answer, t, y, track->n, work);
}

static bool ask_all(ask_fn *ask, void *answer, const assess_track *track, lm_stats_work *work) {
  double few[2 * FEW];
  if (track->n <= FEW) return ask_in(ask, answer, few, track, work);
  double *many = malloc(2 * track->n * sizeof *many);
  bool done = many && ask_in(ask, answer, many, track, work);
  free(many);
  return done;
}

static bool fit_full(assess_track *track, lm_stats_work *work) {
  track->slope_full = track->sen.slope;
  return track->n <= track->window || ask_all(slope_of_all, &track->slope_full, track, work);
}

bool assess_direction_full(int *direction, const assess_track *track, lm_stats_work *work) {
  *direction = 0;
  return track->n < ASSESS_HIGH_FROM || ask_all(direction_of_all, direction, track, work);
}

bool assess_track_fit(assess_track *track, const lm_indicator *indicator, lm_stats_work *work) {
  if (!fit_slope(track, indicator, work) || !test(track, work)) return false;
  lm_ols_fit_line(&track->ols, assess_track_t(track), assess_track_y(track), track->window);
  track->t50 = lm_t_critical(0.50, track->ols.df, work);
  track->detect = lm_t_critical(1 - ASSESS_TREND_P, track->ols.df, work) + lm_t_critical(2 * ASSESS_POWER - 1, track->ols.df, work);
  track->t80 = lm_t_critical(0.80, track->ols.df, work);
  track->t95 = lm_t_critical(0.95, track->ols.df, work);
  return fit_full(track, work);
}

/* An interval wholly on one side of 0 decides whatever the test would. */
bool assess_track_fit_verdict(assess_track *track, const lm_indicator *indicator, lm_stats_work *work) {
  if (!fit_slope(track, indicator, work)) return false;
  return (track->slope.known && track->slope.lower * track->slope.upper > 0) || test(track, work);
}

void assess_part_trend(assess_case *c) {
  lm_record *r = c->record;
  const assess_track *track = c->track;
  r->slope = track->sen.slope;
  r->slope_lo = track->slope.lower;
  r->slope_hi = track->slope.upper;
  r->ols_slope = track->ols.slope;
  r->trend_p = track->trend_p;
  r->slope_full = track->slope_full;
  r->test2 = track->sampling.kind;
  r->test2_p = track->sampling.p;
  r->test2_direction = track->sampling.direction;
}
