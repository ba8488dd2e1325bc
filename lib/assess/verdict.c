/* verdict.c: pace, verdict, letter and evidence.

   The pace ratio is the slope held against the change per year still needed from the latest value (Destatis: from the latest
   value, not from the baseline); thresholds are Eurostat's. The verdict of the point estimate is always kept; "unclear" is only
   shown over it. */
#include "internal.h"

#include <math.h>
#include <string.h>

/* First row whose share of the way is covered; below all of them the value moves away. */
typedef struct pace_row {
  double share;
  lm_verdict verdict;
} pace_row;

static const pace_row paces[] = {{0.95, LM_ON_TRACK}, {0.60, LM_NEAR}, {0.0, LM_SLOW}};
#define ON_PACE 0.95

/* Whether going on at `slope` until the due period covers at least `share` of the gap. Compared as amounts in the unit of the
   indicator, so that the rule for "equal" holds at every threshold. */
static bool covers(const assess_case *c, double slope, double share) {
  double advance = slope * (c->t_due - c->t_last), need = share * c->record->gap;
  return (advance - need) * c->goal.sign > 0 || assess_case_same(c, advance, need);
}

/* Whether the slope leads the wrong way by more than rounding within a year. */
static bool adverse(const assess_case *c, double slope, int sign) {
  return slope * sign < 0 && !assess_case_same(c, slope, 0);
}

/* The slope as good, or as bad, as its interval allows. */
static double best_slope(const assess_case *c) {
  return c->goal.sign > 0 ? c->record->slope_hi : c->record->slope_lo;
}

static double worst_slope(const assess_case *c) {
  return c->goal.sign > 0 ? c->record->slope_lo : c->record->slope_hi;
}

void assess_part_pace(assess_case *c) {
  lm_record *r = c->record;
  if (!c->goal.known || c->met || c->due_passed || c->track->n < 2) return;
  r->pace_ratio = r->slope / r->needed_per_year + 0.0; /* no -0 */
  c->wide = c->track->slope.known && r->trend_p > ASSESS_TREND_P && covers(c, best_slope(c), ON_PACE) &&
            !covers(c, worst_slope(c), 0);
}

/* Inside a two-sided range no direction is adverse unless it leads out by the due period. */
static int sign_to_hold(const assess_case *c) {
  if (c->goal.sign != 0 || isnan(c->record->projected) || assess_meets(c, c->record->projected)) return c->goal.sign;
  return c->record->projected > c->goal.upper ? -1 : 1;
}

/* Met, but the trend leads away: shown by the test, or by an interval wholly on the wrong side. */
static bool slipping(const assess_case *c) {
  const lm_record *r = c->record;
  int sign = sign_to_hold(c);
  if (c->track->n < 2 || !adverse(c, r->slope, sign)) return false;
  bool shown = c->track->slope.known && adverse(c, r->slope_lo, sign) && adverse(c, r->slope_hi, sign);
  return shown || r->trend_p <= ASSESS_TREND_P;
}

/* The due period is over and its value falls short: away if things moved the wrong way until then. */
static lm_verdict missed(const assess_case *c) {
  double moved = c->record->slope;
  if (c->track->n < 2) moved = c->baseline ? c->track->last_value - c->baseline->obs.value : 0;
  return adverse(c, moved, c->goal.sign) ? LM_AWAY : LM_SLOW;
}

/* One value has no trend, but it can meet the target, and it can be the value of the due period. */
static bool blocked(const assess_case *c) {
  for (unsigned i = 0; i < LM_REASON_COUNT; i++) {
    bool waived = i == LM_R_ONE_VALUE && (c->met || c->due_passed);
    if ((c->record->reasons & LM_REASON_BIT(i)) && lm_reason_blocks((lm_reason)i) && !waived) return true;
  }
  return false;
}

static lm_verdict point_verdict(const assess_case *c) {
  if (blocked(c)) return LM_NOT_ASSESSABLE;
  if (c->met) return slipping(c) ? LM_ACHIEVED_SLIPPING : LM_ACHIEVED;
  if (c->due_passed) return missed(c);
  for (size_t i = 0; i < sizeof paces / sizeof *paces; i++) {
    if (covers(c, c->record->slope, paces[i].share)) return paces[i].verdict;
  }
  return LM_AWAY;
}

void assess_part_verdict(assess_case *c) {
  lm_record *r = c->record;
  r->point_status = point_verdict(c);
  r->status = r->point_status != LM_NOT_ASSESSABLE && c->wide ? LM_UNCLEAR : r->point_status;
  strcpy(r->letter, assess_letter(r->status));
}

/* How much the record rests on: never folded into the verdict. */
void assess_part_evidence(assess_case *c) {
  lm_record *r = c->record;
  size_t n = c->track->n;
  if (r->status == LM_NOT_ASSESSABLE || n < 3)
    r->evidence = LM_EVIDENCE_NONE;
  else if (n < 5 || r->trend_p > ASSESS_TREND_P)
    r->evidence = LM_EVIDENCE_LOW;
  else
    r->evidence = n < 8 ? LM_EVIDENCE_MEDIUM : LM_EVIDENCE_HIGH;
}
