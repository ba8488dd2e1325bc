/* gap.c: how far, from the latest value alone: no trend enters here.

   The achievement rate is blind to time, so the elapsed share stands beside it, and the distance to the straight line baseline
   → target says the same in the unit of the indicator (健康日本21: the line that parts B from B*). */
#include "internal.h"

#include <math.h>

static bool is_range(const assess_case *c) {
  return c->target && c->target->kind == LM_TARGET_RANGE;
}

static double distance(const assess_goal *goal, double value) {
  return fmax(0, fmax(goal->lower - value, value - goal->upper));
}

/* The number that the baseline had to reach; NaN when it was inside the range already. */
static double goal_from(const assess_case *c, double baseline) {
  if (!is_range(c)) return c->goal.amount;
  if (distance(&c->goal, baseline) == 0) return NAN;
  return baseline < c->goal.lower ? c->goal.lower : c->goal.upper;
}

/* In a range there is nothing beyond the goal: past its far bound the way is as long again. */
static double achievement(const assess_case *c, double baseline, double goal) {
  double last = c->track->last_value;
  if (isnan(goal) || assess_case_same(c, goal, baseline)) return NAN;
  if (is_range(c)) return 1 - distance(&c->goal, last) / distance(&c->goal, baseline);
  return (last - baseline) / (goal - baseline);
}

/* Shares of the way from the baseline. A baseline of another definition is shown, but nothing is subtracted from it. */
static void from_baseline(assess_case *c) {
  lm_record *r = c->record;
  double baseline = c->baseline->obs.value, goal = goal_from(c, baseline);
  r->has_baseline = true;
  r->baseline = baseline;
  r->baseline_period = c->baseline->obs.period;
  if (c->track->n == 0) return;
  if (c->t_due > c->t_baseline) r->elapsed = (c->t_last - c->t_baseline) / (c->t_due - c->t_baseline);
  if (c->track->has_break && lm_period_start(r->baseline_period) < c->track->break_day) return;
  r->achievement = achievement(c, baseline, goal);
  if (r->elapsed >= 0) r->line_gap = c->track->last_value - (baseline + (goal - baseline) * fmin(r->elapsed, 1));
}

void assess_part_gap(assess_case *c) {
  lm_record *r = c->record;
  if (c->baseline && !c->trial) from_baseline(c); /* no verdict rests on the way covered */
  double last = c->track->last_value;
  r->gap = assess_case_same(c, c->goal.amount, last) ? 0 : c->goal.amount - last;
  if (!c->due_passed) r->needed_per_year = r->gap / (c->t_due - c->t_last);
}
