/* gap.c: how far, from the latest value alone: no trend enters here.

   The achievement rate is blind to time, so the elapsed share stands beside it, and the distance to the straight line baseline
   → target says the same in the unit of the indicator (健康日本21: the line that parts B from B*). */
#include "internal.h"

#include <math.h>

static bool two_sided(const assess_goal *goal) {
  return isfinite(goal->lower) && isfinite(goal->upper);
}

static double distance(const assess_goal *goal, double value) {
  return fmax(0, fmax(goal->lower - value, value - goal->upper));
}

/* The bound that the baseline had to reach; NaN when it was inside the range already. */
static double goal_from(const assess_goal *goal, double baseline) {
  if (!goal->known || !two_sided(goal)) return goal->amount;
  if (distance(goal, baseline) == 0) return NAN;
  return baseline < goal->lower ? goal->lower : goal->upper;
}

static double achievement(const assess_case *c, double baseline, double goal) {
  double last = c->track->last_value;
  if (isnan(goal) || assess_case_same(c, goal, baseline)) return NAN;
  if (c->goal.known && two_sided(&c->goal)) return 1 - distance(&c->goal, last) / distance(&c->goal, baseline);
  return (last - baseline) / (goal - baseline);
}

/* Shares of the way from the baseline. A baseline of another definition is shown, but nothing is subtracted from it. */
static void from_baseline(assess_case *c) {
  lm_record *r = c->record;
  double baseline = c->baseline->obs.value, goal = goal_from(&c->goal, baseline);
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
  if (c->baseline) from_baseline(c);
  if (c->track->n == 0 || isnan(c->goal.amount)) return;
  double last = c->track->last_value;
  r->gap = assess_case_same(c, c->goal.amount, last) ? 0 : c->goal.amount - last;
  if (!c->due_passed) r->needed_per_year = r->gap / (c->t_due - c->t_last);
}
