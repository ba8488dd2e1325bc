/* series.c: which values count.

   One kind of period only: the indicator's own where it has values, else the kind with most values. Only values since the last
   break in the definition. Forecasts never count; masked values are counted apart, and take part at their bounds only where a
   look asks for it (masked.c); everything else without a value is passed over. */
#include "internal.h"

#include <math.h>
#include <string.h>

bool assess_masked(const lm_obs *obs) {
  return obs->missing == LM_SUPPRESSED && !(obs->flags & LM_FORECAST);
}

size_t assess_count_until(const lm_series *series, int32_t until) {
  size_t count = series->count;
  while (count > 0 && lm_period_end(series->obs[count - 1].period) - 1 > until) count--;
  return count;
}

static size_t count_usable(const lm_series *series, int32_t until) {
  size_t usable = 0;
  for (size_t i = 0, count = assess_count_until(series, until); i < count; i++) usable += assess_usable(&series->obs[i]);
  return usable;
}

/* The indicator's own kind wins if it has any value; then the most values; then the earlier (lower) kind. */
const lm_series *assess_choose(const lm_indicator *indicator, const lm_series *const *series, size_t count, int32_t until,
                               bool *mixed) {
  const lm_series *best = NULL, *own = NULL;
  size_t most = 0, own_values = 0, kinds = 0;
  if (count == 1 && (indicator->basis < 0 || series[0]->kind == (lm_period_kind)indicator->basis)) {
    *mixed = false; /* whatever it holds */
    return series[0];
  }
  for (size_t i = 0; i < count; i++) {
    size_t usable = count_usable(series[i], until);
    kinds += usable > 0;
    if (indicator->basis >= 0 && series[i]->kind == (lm_period_kind)indicator->basis) {
      own = series[i];
      own_values = usable;
    }
    if (!best || usable > most) {
      best = series[i];
      most = usable;
    }
  }
  *mixed = kinds > 1 || (kinds == 1 && indicator->basis >= 0 && own_values == 0);
  return own && (own_values > 0 || most == 0) ? own : best;
}

/* The day from which the present definition holds, as far as the observations reach: a break that is announced for later, or
   that no observation has come after, does not make the older values unusable. */
static void find_break(assess_track *track, const lm_indicator *indicator, const lm_obs *obs, size_t count) {
  const lm_obs *newest = NULL;
  for (size_t i = 0; i < count; i++) {
    if (!assess_usable(&obs[i]) && !assess_masked(&obs[i])) continue;
    newest = &obs[i];
    if (!(obs[i].flags & (LM_BREAK_HERE | LM_DEFINITION_CHANGED))) continue;
    track->has_break = true;
    track->break_day = lm_period_start(newest->period);
  }
  for (size_t i = 0; newest && i < indicator->break_count; i++) {
    int32_t day = lm_period_start(indicator->breaks[i].at);
    if (day > lm_period_start(newest->period) || (track->has_break && day <= track->break_day)) continue;
    track->has_break = true;
    track->break_day = day;
  }
}

static bool counts(const lm_obs *obs) { return assess_usable(obs) || assess_masked(obs); }

/* Others that became part of the area make a break: what was counted for periods that ended before is of another area. Values of periods before it
   began, computed back, are kept. Both are told. */
static void find_area_change(assess_track *track, const lm_areas *areas, uint32_t index, const lm_obs *obs, size_t count) {
  const lm_area *area = lm_areas_at(areas, index);
  size_t first = 0, after;
  int32_t day;
  while (count > 0 && !counts(&obs[count - 1])) count--;
  while (first < count && !counts(&obs[first])) first++;
  if (first == count || !area) return;
  track->area_changed = lm_area_outlived(area, obs[first].period) < 0;
  if (!lm_areas_changed(areas, index, lm_period_end(obs[count - 1].period) - 1, &day)) return;
  for (after = first; lm_period_end(obs[after].period) - 1 < day;) after++;
  const int32_t from = lm_period_start(obs[after].period);
  if (after == first || (track->has_break && from <= track->break_day)) return;
  track->has_break = track->area_break = track->area_changed = true;
  track->break_day = from;
}

/* A masked value that could be anything between two numbers; natural limits stand in for a bound that is not given. */
static bool bounds_of(const lm_indicator *indicator, const lm_obs *obs, double *lower, double *upper) {
  *lower = isnan(obs->lower) ? indicator->lower : obs->lower;
  *upper = isnan(obs->upper) ? indicator->upper : obs->upper;
  return fabs(*lower) <= ASSESS_LARGEST && fabs(*upper) <= ASSESS_LARGEST && *lower <= *upper;
}

static void take(assess_track *track, const lm_obs *obs, double value) {
  const double t = lm_period_time(obs->period);
  if (track->n == 0) {
    track->last = obs->period;
    track->last_value = value;
  }
  if (track->n == 0 || t < track->year) {
    track->year = floor(t); /* the middle of a period lies in the calendar or fiscal year that it is of */
    track->years++;
  }
  track->first = obs->period;
  track->n++;
  if (track->window == ASSESS_WINDOW) return;
  track->window++;
  track->t[ASSESS_WINDOW - track->window] = t;
  track->y[ASSESS_WINDOW - track->window] = value;
  track->obs[ASSESS_WINDOW - track->window] = obs;
  track->scale = assess_larger(track->scale, fabs(value));
}

/* Counted; and taken at a bound if the look asks for it. Going back in time: the latest come first. */
static void take_masked(assess_track *track, const lm_indicator *indicator, const lm_obs *obs, const assess_look *look) {
  double lower, upper;
  bool bounded = bounds_of(indicator, obs, &lower, &upper);
  size_t taken = look->masked ? track->window : track->window + track->bounded;
  track->suppressed++;
  if (look->masked && bounded)
    take(track, obs, (track->bounded < look->late) == look->late_high ? upper : lower);
  else
    track->last_masked = track->last_masked || track->n == 0;
  if (bounded && taken < ASSESS_WINDOW) track->bounded++;
}

void assess_track_collect(assess_track *track, const lm_indicator *indicator, const lm_series *series,
                          const assess_look *look) {
  memset(track, 0, sizeof *track);
  track->kind = indicator->basis >= 0 ? (lm_period_kind)indicator->basis : LM_YEAR;
  track->last_value = NAN;
  track->series = series;
  if (!series) return;
  track->kind = series->kind;
  size_t end = assess_count_until(series, look->until);
  find_break(track, indicator, series->obs, end);
  if (look->areas) find_area_change(track, look->areas, series->area, series->obs, end);
  for (size_t i = end; i-- > 0;) {
    const lm_obs *obs = &series->obs[i];
    if (obs == look->left_out || (!assess_usable(obs) && !assess_masked(obs))) continue;
    if (track->has_break && lm_period_start(obs->period) < track->break_day) {
      track->cut = true;
      return;
    }
    if (assess_usable(obs))
      take(track, obs, obs->value);
    else
      take_masked(track, indicator, obs, look);
  }
}
