/* goal.c: what has to be reached, and the one rule that says whether it is.

   Status at an exact boundary must not hang on rounding: 57.2 against 57.2 is met whatever formula the number came out of. So
   every comparison with a target goes through assess_same. */
#include "internal.h"

#include <math.h>

#define SAME_RELATIVE 1e-12

static double half_of_last(int decimals) {
  static const double half[] = {0.5, 0.5e-1, 0.5e-2, 0.5e-3, 0.5e-4, 0.5e-5, 0.5e-6};
  return (size_t)decimals < sizeof half / sizeof *half ? half[decimals] : 0.5 * pow(10, -decimals);
}

/* Asked for at every turn: the larger of two by hand, because fmax is a call. */
bool assess_same(double a, double b, double scale, int decimals) {
  if (isinf(a) || isinf(b)) return a == b;
  double tolerance = SAME_RELATIVE * assess_larger(assess_larger(fabs(a), fabs(b)), scale);
  if (decimals >= 0) {
    const double half = half_of_last(decimals);
    tolerance = tolerance <= half ? tolerance : half; /* `half` for NaN, as fmin has it */
  }
  return fabs(a - b) <= tolerance;
}

bool assess_case_same(const assess_case *c, double a, double b) {
  return assess_same(a, b, assess_larger(c->track->scale, fabs(c->goal.amount)), c->indicator->decimals);
}

bool assess_meets(const assess_case *c, double value) {
  const assess_goal *goal = &c->goal;
  if (!goal->known || isnan(value)) return false;
  bool above = value >= goal->lower || assess_case_same(c, value, goal->lower);
  bool below = value <= goal->upper || assess_case_same(c, value, goal->upper);
  return above && below;
}

static int direction_sign(lm_direction direction) {
  return direction == LM_DIR_UP ? 1 : direction == LM_DIR_DOWN ? -1 : 0;
}

static double or_infinite(double bound, int sign) {
  return isnan(bound) ? sign * (double)INFINITY : bound;
}

/* Which way to go from the last value to the nearest value that meets the goal. */
static int way(const assess_goal *goal, double last) {
  if (isinf(goal->lower) != isinf(goal->upper)) return isinf(goal->upper) ? 1 : -1;
  if (last < goal->lower) return 1;
  return last > goal->upper ? -1 : 0;
}

static void set_bounds(assess_goal *goal, const lm_target *target, lm_direction direction) {
  int sign = direction_sign(direction);
  if (target->kind == LM_TARGET_RANGE) {
    goal->lower = or_infinite(target->lower, -1);
    goal->upper = or_infinite(target->upper, 1);
    goal->known = isfinite(goal->lower) || isfinite(goal->upper);
    return;
  }
  goal->known = sign != 0 && !isnan(goal->amount);
  goal->lower = sign > 0 ? goal->amount : -(double)INFINITY;
  goal->upper = sign > 0 ? (double)INFINITY : goal->amount;
}

void assess_part_goal(assess_case *c) {
  lm_record *r = c->record;
  c->goal = (assess_goal){false, -(double)INFINITY, (double)INFINITY, NAN, 0};
  r->target_of = c->target;
  if (c->target) {
    c->goal.amount = lm_target_amount(c->target, c->baseline, c->track->last_value);
    set_bounds(&c->goal, c->target, c->indicator->direction);
    if (c->goal.known) c->goal.sign = way(&c->goal, c->track->last_value);
  }
  r->target = c->goal.amount;
  c->met = assess_meets(c, c->track->last_value);
}
