/* trend.c: how fast, from the last six values on their true dates.

   Theil–Sen slope (median of all pairwise slopes) with Sen's interval, Mann–Kendall test, least squares beside them. One value:
   nothing. Two or three: a slope, no interval and no test. From four on: all of it. */
#include "internal.h"

#include <math.h>

bool assess_track_fit(assess_track *track, lm_stats_work *work) {
  const double *t = assess_track_t(track), *y = assess_track_y(track);
  lm_mk mk;
  lm_sen_fit_interval(&track->sen, &track->slope, t, y, track->window, ASSESS_TREND_LEVEL, LM_SEN_INTERPOLATE, work);
  lm_ols_fit(&track->ols, t, y, track->window);
  track->trend_p = NAN;
  if (track->sen.state == LM_FIT_NO_MEMORY) return false;
  if (track->window < ASSESS_TEST_FROM) {
    track->slope = (lm_interval){NAN, NAN, false};
    return true;
  }
  track->t80 = lm_t_critical(0.80, track->ols.df, work);
  track->t95 = lm_t_critical(0.95, track->ols.df, work);
  lm_mann_kendall(&mk, t, y, track->window, work);
  track->trend_p = mk.p;
  /* With so few values on different dates the exact test can always be had; only failing memory leaves the normal one. */
  return mk.exact;
}

void assess_part_trend(assess_case *c) {
  lm_record *r = c->record;
  const assess_track *track = c->track;
  r->slope = track->sen.slope;
  r->slope_lo = track->slope.lower;
  r->slope_hi = track->slope.upper;
  r->ols_slope = track->ols.slope;
  r->trend_p = track->trend_p;
}
