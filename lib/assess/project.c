/* project.c: where the trend leads by the due period, and how likely that is enough.

   Point: the Theil–Sen line through the medians. Intervals and probability: the prediction distribution of least squares
   (Student's t), from four values on. Nobody should carry a line further ahead than the data looks back: beyond that the slope fades by a tenth each year (damped trend, Gardner & McKenzie 1985, phi fixed at 0.9 because ten values cannot tell it).

   Whether the slope will fade or go straight on is not in the data, and an interval for one of the two holds far too little if the other
   comes true. So beyond the span there are two predictions, of the line at the due period and of as many years of it as the faded slope is
   worth; the interval reaches from the lower of both ends to the higher (whichever comes true, it holds at least what it says), and the
   probability is the mean of both. Natural limits cut point and intervals. */
#include "internal.h"

#include <math.h>

/* Months as twelfths of a year are not exact: horizons that differ by less than this are equal. */
#define SAME_YEARS 1e-6

/* How many years of undamped slope the `beyond` years after the span are worth: phi + phi² + …, for parts of years too. */
static double damped(double beyond) {
  return ASSESS_DAMPING * (1 - pow(ASSESS_DAMPING, beyond)) / (1 - ASSESS_DAMPING);
}

static double cut(const lm_indicator *indicator, double value) {
  if (value < indicator->lower) return indicator->lower;
  return value > indicator->upper ? indicator->upper : value; /* limits that are NaN never cut */
}

/* When the line is where the faded slope has led by the due period; the due period itself while nothing fades. */
static double t_faded(const assess_case *c) {
  return c->long_horizon ? c->t_last + c->worth : c->t_due;
}

static void interval(const assess_case *c, double critical, double *lower, double *upper) {
  lm_prediction straight, faded;
  lm_ols_predict_critical(&straight, &c->track->ols, c->t_due, critical);
  lm_ols_predict_critical(&faded, &c->track->ols, t_faded(c), critical);
  if (!straight.obs.known || !faded.obs.known) return;
  *lower = cut(c->indicator, fmin(straight.obs.lower, faded.obs.lower));
  *upper = cut(c->indicator, fmax(straight.obs.upper, faded.obs.upper));
}

/* P(value of the line at t >= bound). */
static double p_from(const assess_case *c, double t, double bound) {
  if (isinf(bound)) return bound < 0 ? 1 : 0;
  return lm_ols_p_exceed(&c->track->ols, t, bound);
}

static double p_reach(const assess_case *c, double t) {
  const lm_ols *fit = &c->track->ols;
  if (!c->goal.known) return NAN;
  if (fit->state == LM_FIT_CONSTANT_Y || fit->state == LM_FIT_EXACT_LINE) {
    lm_prediction p;
    lm_ols_predict_critical(&p, fit, t, c->track->t80);
    return assess_meets(c, cut(c->indicator, p.fit)) ? 1 : 0;
  }
  return fmax(0, p_from(c, t, c->goal.lower) - p_from(c, t, c->goal.upper));
}

void assess_part_project(assess_case *c) {
  lm_record *r = c->record;
  const assess_track *track = c->track;
  c->worth = NAN;
  c->long_horizon = c->cut_at_limit = false;
  if (c->due_passed || track->n < 2 || (c->trial && c->goal.sign != 0)) return; /* a verdict asks for it only inside a range */
  double ahead = c->t_due - c->t_last, span = c->t_last - lm_period_time(track->first);
  c->long_horizon = ahead - span > SAME_YEARS;
  c->worth = c->long_horizon ? span + damped(ahead - span) : ahead;
  double line = lm_sen_at_medians(&track->sen, c->t_last + c->worth);
  r->projected = cut(c->indicator, line);
  c->cut_at_limit = !assess_case_same(c, r->projected, line);
}

void assess_part_chance(assess_case *c) {
  lm_record *r = c->record;
  const assess_track *track = c->track;
  if (isnan(c->worth) || track->window < ASSESS_TEST_FROM) return;
  interval(c, track->t50, &r->pi50_lo, &r->pi50_hi);
  interval(c, track->t80, &r->pi80_lo, &r->pi80_hi);
  interval(c, track->t95, &r->pi95_lo, &r->pi95_hi);
  r->p_reach = p_reach(c, c->t_due);
  if (c->long_horizon) r->p_reach = 0.5 * (r->p_reach + p_reach(c, t_faded(c)));
}
