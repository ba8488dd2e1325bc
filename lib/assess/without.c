/* without.c: the tracks that a track leaves when one of its values is taken away, without collecting and fitting each anew.

   What the window loses on the one side it gains on the other: the union of all cases is the window and the value before it, seven
   values at most. Their pair slopes are sorted once (stats/without.h). */
#include "../stats/without.h"
#include "internal.h"

#include <math.h>

/* The window and the value before it, if there is one; in the order of time. */
typedef struct union_of_cases {
  size_t count;
  bool older; /* the first is that value */
  const lm_obs *obs[ASSESS_WINDOW + 1];
  double t[ASSESS_WINDOW + 1], y[ASSESS_WINDOW + 1];
} union_of_cases;

static void add(union_of_cases *all, const lm_obs *obs, double t, double y) {
  all->obs[all->count] = obs;
  all->t[all->count] = t;
  all->y[all->count++] = y;
}

static void unite(union_of_cases *all, const assess_track *track) {
  const lm_obs *const *obs = assess_track_obs(track);
  *all = (union_of_cases){.older = track->n > track->window};
  if (all->older) {
    const lm_obs *before = obs[0] - 1;
    while (!assess_usable(before)) before--; /* there is one: it is among the n */
    add(all, before, lm_period_time(before->period), before->value);
  }
  for (size_t i = 0; i < track->window; i++) add(all, obs[i], assess_track_t(track)[i], assess_track_y(track)[i]);
}

static bool masked_between(const lm_obs *from, const lm_obs *to) {
  for (from++; from < to; from++)
    if (assess_masked(from)) return true;
  return false;
}

/* Without place `left_out` of the union. Only the latest can uncover masked values behind it. */
static void collect(assess_track *out, const assess_track *track, const union_of_cases *all, size_t left_out) {
  *out = (assess_track){.series = track->series, .kind = track->kind, .n = track->n - 1, .suppressed = track->suppressed,
                        .bounded = track->bounded, .first = track->first, .last_masked = track->last_masked,
                        .has_break = track->has_break, .break_day = track->break_day, .cut = track->cut,
                        .area_break = track->area_break, .area_changed = track->area_changed, .mixed = track->mixed};
  size_t latest = all->count - 1;
  for (size_t i = all->count; i-- > 0;) {
    if (i == left_out) continue;
    size_t at = ASSESS_WINDOW - ++out->window;
    out->t[at] = all->t[i];
    out->y[at] = all->y[i];
    out->obs[at] = all->obs[i];
    out->scale = assess_larger(out->scale, fabs(all->y[i]));
  }
  const lm_obs *last = out->obs[ASSESS_WINDOW - 1], *oldest = assess_track_obs(out)[0];
  if (out->n == out->window) out->first = oldest->period;
  out->last = last->period;
  out->last_value = out->y[ASSESS_WINDOW - 1];
  if (left_out == latest) out->last_masked = out->last_masked || masked_between(last, all->obs[latest]);
}

/* The same rules as assess_track_fit_verdict. */
static bool fit(assess_track *track, const lm_without *all, size_t left_out, const lm_indicator *indicator, lm_stats_work *work) {
  const lm_interval unknown = {NAN, NAN, false};
  lm_sen_without(&track->sen, &track->slope, all, left_out, ASSESS_TREND_LEVEL, LM_SEN_CONTINUITY, work);
  track->trend_p = NAN;
  track->sampling = assess_sampling_test(track, indicator);
  if (track->window < ASSESS_TEST_FROM) track->slope = unknown;
  if (track->window < ASSESS_TEST_FROM || (track->slope.known && track->slope.lower * track->slope.upper > 0)) return true;
  track->trend_p = lm_mann_kendall_without(all, left_out, work);
  return !isnan(track->trend_p);
}

bool assess_tracks_without(assess_track *out, const assess_track *track, const lm_indicator *indicator, lm_stats_work *work) {
  union_of_cases all;
  lm_without slopes;
  unite(&all, track);
  bool fast = lm_without_open(&slopes, all.t, all.y, all.count);
  for (size_t i = 0; i < track->window; i++) {
    size_t left_out = i + all.older;
    collect(&out[i], track, &all, left_out);
    if (!(fast ? fit(&out[i], &slopes, left_out, indicator, work) : assess_track_fit_verdict(&out[i], indicator, work))) return false;
  }
  return true;
}
