/* case.c: one track held against one tier: the parts of a case in the order they depend on each other.

   A further method is a further row. Rows of the verdict are all that the verdict rests on; they run again, on a record that is
   thrown away, when the verdict is tried out with other values or another target. */
#include "internal.h"

#include <math.h>

typedef struct part_row {
  void (*run)(assess_case *c);
  bool verdict;
} part_row;

static const part_row parts[] = {
    {assess_part_goal, true},   {assess_part_gap, true},      {assess_part_trend, true},
    {assess_part_project, true}, {assess_part_chance, false},  {assess_part_pace, true},
    {assess_part_foresight, false}, {assess_part_masked, false}, {assess_part_reasons, true},  {assess_part_verdict, true},
    {assess_part_stability, false}, {assess_part_revised, false}, {assess_part_evidence, false},
};

static const lm_record none = {.indicator = LM_NO_NODE,
                               .area = LM_NO_AREA,
                               .tier = LM_NO_TIER,
                               .last_value = NAN,
                               .baseline = NAN,
                               .target = NAN,
                               .gap = NAN,
                               .achievement = NAN,
                               .elapsed = NAN,
                               .line_gap = NAN,
                               .needed_per_year = NAN,
                               .slope = NAN,
                               .slope_lo = NAN,
                               .slope_hi = NAN,
                               .ols_slope = NAN,
                               .trend_p = NAN,
                               .slope_full = NAN,
                               .test2_p = NAN,
                               .projected = NAN,
                               .pi50_lo = NAN,
                               .pi50_hi = NAN,
                               .pi80_lo = NAN,
                               .pi80_hi = NAN,
                               .pi95_lo = NAN,
                               .pi95_hi = NAN,
                               .p_reach = NAN,
                               .pace_ratio = NAN,
                               .status = LM_NOT_ASSESSABLE,
                               .point_status = LM_NOT_ASSESSABLE,
                               .status_best = LM_VERDICT_COUNT,
                               .status_worst = LM_VERDICT_COUNT,
                               .detectable = NAN,
                               .detectable_sampling = NAN,
                               .next_value_line = NAN,
                               .next_value_pace = NAN,
                               .stability = NAN,
                               .old_target = NAN,
                               .status_old_target = LM_VERDICT_COUNT};

lm_record lm_record_none(void) {
  return none;
}

static void fill_series(lm_record *r, const assess_track *track) {
  r->n = track->n;
  r->series = track->series;
  r->suppressed = track->suppressed;
  r->has_last = track->n > 0;
  if (!r->has_last) return;
  r->first_period = track->first;
  r->last_period = track->last;
  r->last_value = track->last_value;
}

static void run(assess_case *c) {
  c->t_last = c->track->n > 0 ? lm_period_time(c->track->last) : NAN;
  fill_series(c->record, c->track);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (parts[i].verdict || !c->trial) parts[i].run(c);
  }
}

void assess_case_run(assess_case *c) {
  c->t_due = lm_period_time(c->due);
  c->t_baseline = c->baseline ? lm_period_time(c->baseline->obs.period) : NAN;
  run(c);
}

lm_verdict assess_otherwise(const assess_case *c, const assess_track *track, const lm_target *target, bool due_passed) {
  lm_record record = none;
  assess_case other = *c;
  other.record = &record;
  other.track = track;
  other.target = target;
  other.due_passed = due_passed;
  other.trial = true;
  other.masked_matters = false; /* what was found for the record itself; a trial has no bounds of its own */
  run(&other);
  return record.status;
}
