/* fan.c: what a drawing of one indicator needs beside its records: the way of the projection, and intervals of single values. Worked out when
   asked for, with the parts that made the record. */
#include "internal.h"

#include <math.h>

#define LEVEL 0.95
#define Z95   1.96

/* The track behind a record with a projection. */
static bool track_of(assess_track *track, const lm_assessment *a, const lm_record *r, lm_stats_work *work) {
  const lm_indicator *indicator = lm_model_node(a->model, r->indicator)->indicator;
  const assess_look look = {.until = a->scope.until, .areas = a->areas};
  assess_track_collect(track, indicator, lm_panel_find(a->panel, r->indicator, r->area, (int)r->last_period.kind), &look);
  return assess_track_fit(track, indicator, work);
}

static lm_fan_point point_at(const lm_assessment *a, const assess_track *track, lm_period period) {
  lm_record record = lm_record_none();
  assess_case c = {.indicator = lm_model_node(a->model, track->series->indicator)->indicator,
                   .track = track,
                   .due = period,
                   .t_last = lm_period_time(track->last),
                   .t_due = lm_period_time(period),
                   .record = &record};
  assess_part_project(&c);
  assess_part_chance(&c);
  return (lm_fan_point){.period = period,
                        .projected = record.projected,
                        .pi50_lo = record.pi50_lo,
                        .pi50_hi = record.pi50_hi,
                        .pi80_lo = record.pi80_lo,
                        .pi80_hi = record.pi80_hi,
                        .pi95_lo = record.pi95_lo,
                        .pi95_hi = record.pi95_hi};
}

/* Days are points in time: only the due day itself. */
static int32_t next_index(const lm_record *r, int32_t index) {
  return r->due_period.kind == LM_DAY ? r->due_period.index : index + 1;
}

lm_status lm_record_fan(lm_fan_point *out, size_t room, size_t *count, const lm_assessment *a, const lm_record *r, lm_stats_work *work) {
  assess_track track;
  *count = 0;
  if (isnan(r->projected) || !a->panel || r->due_period.kind != r->last_period.kind) return LM_OK;
  if (!track_of(&track, a, r, work)) return LM_ENOMEM;
  for (int32_t i = r->last_period.index; i < r->due_period.index && *count < room;) {
    i = next_index(r, i);
    out[(*count)++] = point_at(a, &track, (lm_period){r->due_period.kind, i});
  }
  return LM_OK;
}

static lm_interval scaled(lm_interval interval, double by) {
  interval.lower *= by;
  interval.upper *= by;
  return interval;
}

static bool is_part(double part, double whole) {
  return part >= 0 && whole > 0 && part <= whole;
}

lm_interval lm_value_interval(const lm_indicator *indicator, const lm_obs *obs) {
  const lm_interval none = {NAN, NAN, false};
  const double whole = assess_share_of_whole(indicator);
  if (obs->missing != LM_PRESENT || !isfinite(obs->value)) return none;
  if (obs->se > 0) return (lm_interval){obs->value - Z95 * obs->se, obs->value + Z95 * obs->se, true};
  if (whole > 0 && is_part(obs->num, obs->den)) return scaled(lm_wilson(obs->num, obs->den, LEVEL), whole);
  if (whole > 0 && is_part(obs->value, whole) && obs->n > 0) return scaled(lm_wilson(obs->value / whole * obs->n, obs->n, LEVEL), whole);
  if (indicator->measure == LM_MEASURE_RATE && obs->num > 0 && obs->den > 0)
    return scaled(lm_phe_count(obs->num, LEVEL), obs->value / obs->num);
  return none;
}
