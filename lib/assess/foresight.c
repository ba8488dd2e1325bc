/* foresight.c: what the values to come could show, and what the next one has to be.

   Let k more values come at the rhythm of the past, g years apart, and the pace change now. Least squares through the latest value
   and those k has the standard error s/√Sxx with Sxx = g²·k(k + 1)(k + 2)/12. A steady pace b is found with power 0.8 by the
   two-sided test at 10 % when |b| is at least q·s/√Sxx, q = t(0.95) + t(0.80); over the kg years that is a change of kg·q·s/√Sxx.
     s from the spread: sigma of the values about their least-squares line, t with its degrees of freedom
     s from sampling: the standard error of the latest value, normal quantiles
   With k = 1 this is the comparison of two values, q·s·√2. */
#include "internal.h"

#include <math.h>

#define NORMAL_DETECT 2.4864748605243856 /* normal quantiles 0.95 and 0.80 */
#define MOST_AHEAD    200                /* values to come that are looked at */

typedef struct rhythm {
  int32_t step; /* periods between two values */
  double gap;   /* the same in years */
} rhythm;

/* The usual distance of neighbouring values: the median, the shorter one of two. */
static rhythm rhythm_of(const assess_track *track) {
  const lm_obs *const *obs = assess_track_obs(track);
  int32_t step[ASSESS_WINDOW] = {1};
  size_t steps = 0;
  for (size_t i = 1; i < track->window; i++) {
    int32_t value = obs[i]->period.index - obs[i - 1]->period.index;
    size_t at = steps++;
    for (; at > 0 && step[at - 1] > value; at--) step[at] = step[at - 1];
    step[at] = value;
  }
  int32_t usual = step[steps > 0 ? (steps - 1) / 2 : 0];
  lm_period next = {track->kind, track->last.index + usual};
  return (rhythm){usual, lm_period_time(next) - lm_period_time(track->last)};
}

/* Standard error of the slope through the latest value and k more, for s = 1. */
static double se_of_slope(double k, double gap) {
  return sqrt(12 / (k * (k + 1) * (k + 2))) / gap;
}

/* First number of values that shows the pace: the smallest k with k(k + 1)(k + 2) >= 12·(least/(pace·gap))². 0: none that is worth
   waiting for. */
static int32_t values_to_show(double pace, double least, double gap) {
  double want = 12 * (least / (pace * gap)) * (least / (pace * gap)), k = fmax(1, floor(cbrt(want)) - 2);
  if (!(k <= MOST_AHEAD)) return 0;
  while (k * (k + 1) * (k + 2) < want) k++;
  return k <= MOST_AHEAD ? (int32_t)k : 0;
}

static void detect(assess_case *c, const rhythm *r, int32_t to_come) {
  const assess_track *track = c->track;
  lm_record *record = c->record;
  double by_spread = track->window >= ASSESS_TEST_FROM ? track->detect * track->ols.sigma : NAN;
  double by_sampling = NORMAL_DETECT * track->sampling.se_last;
  double least = isnan(by_spread) ? by_sampling : isnan(by_sampling) ? by_spread : fmax(by_spread, by_sampling);
  if (to_come > 0) {
    double unit = to_come * r->gap * se_of_slope(to_come, r->gap);
    record->detectable = by_spread * unit;
    record->detectable_sampling = by_sampling * unit;
  }
  if (c->met || isnan(least) || isnan(record->needed_per_year) || record->needed_per_year == 0) return;
  int32_t k = values_to_show(record->needed_per_year, least, r->gap);
  record->has_visible = k > 0;
  record->visible_from = (lm_period){track->kind, track->last.index + k * r->step};
}

/* The straight line ends at the due period. */
static void next_value(assess_case *c, const rhythm *r) {
  lm_record *record = c->record;
  double t = c->t_last + r->gap;
  record->has_next = true;
  record->next_period = (lm_period){c->track->kind, c->track->last.index + r->step};
  if (!c->goal.known || c->met || record->next_period.index > c->due.index) return;
  record->next_value_pace = c->track->last_value + record->needed_per_year * r->gap;
  bool from_baseline = !isnan(record->line_gap) && c->t_baseline < c->t_due;
  if (from_baseline)
    record->next_value_line = record->baseline + (record->target - record->baseline) * (t - c->t_baseline) / (c->t_due - c->t_baseline);
}

void assess_part_foresight(assess_case *c) {
  if (c->due_passed || c->track->n == 0 || (c->track->kind == LM_DAY && c->track->n == 1)) return; /* one day has no rhythm */
  rhythm r = rhythm_of(c->track);
  detect(c, &r, (c->due.index - c->track->last.index) / r.step);
  next_value(c, &r);
}
