/* verdict.c: pace, verdict, letter and evidence.

   The pace ratio is the slope held against the change per year still needed from the latest value (Destatis: from the latest
   value, not from the baseline); thresholds are Eurostat's. The verdict of the point estimate is always kept; "unclear" is only
   shown over it, and so is "slow" over an "away" that the values do not show: of flat series every second leans the wrong way. */
#include "internal.h"

#include <math.h>
#include <string.h>

/* First row whose share of the way is covered. */
typedef struct pace_row {
  double share;
  lm_verdict verdict;
} pace_row;

static const pace_row paces[] = {{0.95, LM_ON_TRACK}, {0.60, LM_NEAR}};
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

/* Whether a test shows a direction: the given one, or (sign 0) any. */
static bool shown(const assess_case *c, int sign) {
  const lm_record *r = c->record;
  bool by_order = r->trend_p <= ASSESS_TREND_P && (sign == 0 || r->slope * sign > 0);
  return by_order || (sign == 0 ? r->test2_direction != 0 : r->test2_direction == sign);
}

/* The slope leads the wrong way by more than scatter: a test shows it, or the interval lies wholly on the wrong side. Two or three values
   show nothing. */
static bool leads_away(const assess_case *c, int sign) {
  const lm_record *r = c->record;
  if (c->track->n < 2 || !adverse(c, r->slope, sign)) return false;
  bool by_interval = c->track->slope.known && r->slope_lo * sign < 0 && r->slope_hi * sign < 0;
  return by_interval || shown(c, -sign);
}

/* Whether what was seen points the wrong way: up to a due period that is over, or with what the slope adds until then. */
static bool points_away(const assess_case *c) {
  const assess_track *track = c->track;
  if (!c->due_passed) return track->n >= 2 && !covers(c, c->record->slope, 0);
  if (track->n >= 2) return adverse(c, c->record->slope, c->goal.sign);
  return c->baseline && adverse(c, track->last_value - c->baseline->obs.value, c->goal.sign);
}

static void hold_against_need(assess_case *c) {
  lm_record *r = c->record;
  if (!c->goal.known || c->met || c->due_passed || c->track->n < 2) return;
  r->pace_ratio = r->slope / r->needed_per_year + 0.0; /* no -0 */
  c->wide = c->track->slope.known && !shown(c, 0) && covers(c, best_slope(c), ON_PACE) &&
            !covers(c, worst_slope(c), 0);
}

void assess_part_pace(assess_case *c) {
  c->wide = false;
  hold_against_need(c);
  c->unshown = c->goal.known && !c->met && !c->wide && points_away(c) && !leads_away(c, c->goal.sign);
}

/* Inside a two-sided range no direction is adverse unless it leads out by the due period. */
static int sign_to_hold(const assess_case *c) {
  if (c->goal.sign != 0 || isnan(c->record->projected) || assess_meets(c, c->record->projected)) return c->goal.sign;
  return c->record->projected > c->goal.upper ? -1 : 1;
}

/* "Improve" without an amount asks for nothing but the right direction. */
static bool improve_only(const assess_case *c) {
  return c->target && c->target->kind == LM_TARGET_IMPROVE;
}

static int good_sign(const assess_case *c) {
  return c->indicator->direction == LM_DIR_DOWN ? -1 : 1;
}

static bool not_better_than_baseline(const assess_case *c, int sign) {
  return c->baseline && !adverse(c, c->track->last_value - c->baseline->obs.value, -sign);
}

/* As the slope points, shown or not. When the due period is over it has to be better than the baseline, too. */
static lm_verdict point_direction(const assess_case *c) {
  int sign = good_sign(c);
  if (adverse(c, c->record->slope, sign)) return LM_AWAY;
  if (!adverse(c, c->record->slope, -sign)) return LM_SLOW;
  if (!c->due_passed) return LM_ON_TRACK;
  return not_better_than_baseline(c, sign) ? LM_SLOW : LM_ACHIEVED;
}

/* Without an amount to measure the scatter by, a direction that is not shown is none. */
static lm_verdict shown_direction(const assess_case *c) {
  int sign = good_sign(c);
  return leads_away(c, sign) || leads_away(c, -sign) ? c->record->point_status : LM_UNCLEAR;
}

static lm_verdict point_verdict(const assess_case *c) {
  if (c->blocked) return LM_NOT_ASSESSABLE;
  if (improve_only(c)) return point_direction(c);
  if (c->met) return leads_away(c, sign_to_hold(c)) ? LM_ACHIEVED_SLIPPING : LM_ACHIEVED;
  for (size_t i = 0; i < sizeof paces / sizeof *paces && !c->due_passed; i++) {
    if (covers(c, c->record->slope, paces[i].share)) return paces[i].verdict;
  }
  return points_away(c) ? LM_AWAY : LM_SLOW;
}

/* Masked values have the last word where their bounds do: one verdict throughout is the verdict; well at best and not at worst is
   unclear. */
static lm_verdict shown_verdict(const assess_case *c) {
  const lm_record *r = c->record;
  if (r->point_status == LM_NOT_ASSESSABLE) return LM_NOT_ASSESSABLE;
  if (c->masked_matters && r->status_best == r->status_worst) return r->status_best;
  if (c->masked_matters && assess_well(r->status_best) && !assess_well(r->status_worst)) return LM_UNCLEAR;
  if (improve_only(c)) return shown_direction(c);
  if (c->wide) return LM_UNCLEAR;
  return c->unshown ? LM_SLOW : r->point_status;
}

/* Whether what was seen leads the right way at all; with one value, up to the due period, since the baseline. */
static bool improves(const assess_case *c) {
  const assess_track *track = c->track;
  double moved = track->n >= 2 ? c->record->slope : c->baseline ? track->last_value - c->baseline->obs.value : 0;
  return adverse(c, moved, improve_only(c) ? -good_sign(c) : -c->goal.sign);
}

/* 健康日本21 says B and B* only of what improves. Slow is also what stands still, or falls back by no more than scatter: C, unchanged. */
static const char *letter_of(const assess_case *c) {
  lm_verdict status = c->record->status;
  return assess_letter(status == LM_SLOW && !improves(c) ? LM_UNCLEAR : status);
}

void assess_part_verdict(assess_case *c) {
  lm_record *r = c->record;
  r->point_status = point_verdict(c);
  r->status = shown_verdict(c);
  if (!c->trial) strcpy(r->letter, letter_of(c));
}

/* Whether the order of all values, not only those of the window, shows the direction of the slope. */
static bool all_agree(assess_case *c) {
  int direction;
  if (!assess_direction_full(&direction, c->track, c->work)) c->no_memory = true;
  return direction * c->record->slope > 0;
}

/* How much the record rests on: never folded into the verdict. Years before the window count only if they say the same: a verdict on six
   values is not better known because there are older ones. Counted are years, not values: twelve months of one year say little about the next. */
void assess_part_evidence(assess_case *c) {
  lm_record *r = c->record;
  size_t years = c->track->years;
  bool against = r->test2_direction * r->slope < 0;
  if (r->status == LM_NOT_ASSESSABLE || years < 3)
    r->evidence = LM_EVIDENCE_NONE;
  else if (years < 5 || against || !shown(c, 0))
    r->evidence = LM_EVIDENCE_LOW;
  else
    r->evidence = years >= ASSESS_HIGH_FROM && all_agree(c) ? LM_EVIDENCE_HIGH : LM_EVIDENCE_MEDIUM;
}
