/* reasons.c: the guards. One row per reason: its word, and when it holds; and the set of those that forbid a verdict.

   All rows are tested, so a record lists everything that stands in its way and not only the first thing. What only tries a verdict out asks for
   those that forbid one. */
#include "internal.h"

#include <assert.h>
#include <math.h>

typedef struct reason_row {
  const char *word;
  bool (*holds)(const assess_case *c);
} reason_row;

static_assert(LM_REASON_COUNT <= 64, "a record keeps its reasons as the bits of one number");

static bool is_kind(const assess_case *c, lm_target_kind kind) {
  return c->target && c->target->kind == kind;
}

static bool no_data(const assess_case *c) {
  return c->track->n == 0;
}

/* A target without its number (readers refuse it, programs can make it) is none either. */
static bool no_target(const assess_case *c) {
  const lm_target *t = c->target;
  if (!t) return !c->per_unit;
  switch (t->kind) {
  case LM_TARGET_VALUE:
    return isnan(t->value);
  case LM_TARGET_RANGE:
    return isnan(t->lower) && isnan(t->upper);
  case LM_TARGET_CHANGE:
    return isnan(t->by) && isnan(t->by_percent);
  default:
    return false;
  }
}

static bool text_target(const assess_case *c) {
  return is_kind(c, LM_TARGET_TEXT);
}

static bool improve_only(const assess_case *c) {
  return is_kind(c, LM_TARGET_IMPROVE);
}

/* A range says by itself what is good; for every other target the indicator has to. */
static bool no_direction(const assess_case *c) {
  lm_direction direction = c->indicator->direction;
  return !is_kind(c, LM_TARGET_RANGE) && direction != LM_DIR_UP && direction != LM_DIR_DOWN;
}

static bool target_needs_baseline(const assess_case *c) {
  return !c->baseline && (is_kind(c, LM_TARGET_KEEP) || is_kind(c, LM_TARGET_CHANGE));
}

static bool has_way_from_baseline(const assess_case *c) {
  return c->baseline && c->goal.known && (is_kind(c, LM_TARGET_VALUE) || is_kind(c, LM_TARGET_CHANGE));
}

static bool target_eq_baseline(const assess_case *c) {
  return has_way_from_baseline(c) && assess_case_same(c, c->goal.amount, c->baseline->obs.value);
}

static bool target_wrong_side(const assess_case *c) {
  return has_way_from_baseline(c) && !target_eq_baseline(c) && (c->goal.amount - c->baseline->obs.value) * c->goal.sign < 0;
}

static bool one_value(const assess_case *c) {
  return c->track->n == 1;
}

static bool due_passed(const assess_case *c) {
  return c->due_passed;
}

static bool last_suppressed(const assess_case *c) {
  return c->track->n > 0 && c->track->last_masked;
}

static bool no_baseline(const assess_case *c) {
  return !c->baseline;
}

static bool two_values(const assess_case *c) {
  return c->track->n == 2;
}

static bool is_short(const assess_case *c) {
  return c->track->n == 3 || c->track->n == 4;
}

static bool has_break(const assess_case *c) {
  return c->track->cut && !c->track->area_break;
}

static bool area_change(const assess_case *c) {
  return c->track->area_changed;
}

static bool baseline_before_break(const assess_case *c) {
  return c->baseline && c->track->has_break && lm_period_start(c->baseline->obs.period) < c->track->break_day;
}

static bool suppressed(const assess_case *c) {
  return c->track->suppressed > 0;
}

/* Dates have no neighbours to count: three years. */
static bool stale(const assess_case *c) {
  if (c->track->n == 0 || c->due_passed) return false;
  lm_period newest = lm_period_last_by(c->track->kind, c->newest_day);
  if (c->track->kind == LM_DAY) return lm_period_time(newest) - c->t_last >= ASSESS_STALE;
  return newest.index - c->track->last.index >= ASSESS_STALE;
}

static bool long_horizon(const assess_case *c) {
  return c->long_horizon;
}

static bool at_limit(const assess_case *c) {
  return c->cut_at_limit;
}

static bool mixed_kinds(const assess_case *c) {
  return c->track->mixed;
}

static bool wide(const assess_case *c) {
  return c->wide;
}

static bool placeholder(const assess_case *c) {
  return c->track->n == 0 && c->indicator->placeholder;
}

static bool masked_matters(const assess_case *c) {
  return c->masked_matters;
}

static bool not_detectable(const assess_case *c) {
  return !c->met && fabs(c->record->gap) < c->record->detectable;
}

static bool tests_disagree(const assess_case *c) {
  return c->track->sampling.direction * c->track->sen.slope < 0;
}

static bool away_unshown(const assess_case *c) {
  return c->unshown;
}

static bool about_due(const assess_case *c) {
  return c->about;
}

static bool each_unit(const assess_case *c) {
  return c->target && c->target->per && c->target->area != c->record->area;
}

static bool for_units(const assess_case *c) {
  return c->per_unit != NULL;
}

/* The value that the gap is measured from, and that meets the target or does not. */
static uint32_t last_flags(const assess_case *c) {
  return c->track->n > 0 ? c->track->obs[ASSESS_WINDOW - 1]->flags : 0;
}

static bool last_provisional(const assess_case *c) {
  return last_flags(c) & LM_PROVISIONAL;
}

static bool last_estimated(const assess_case *c) {
  return last_flags(c) & (LM_ESTIMATED | LM_IMPUTED | LM_LOW_RELIABILITY);
}

static bool within_year(const assess_case *c) {
  return c->track->years < c->track->n;
}

/* Only what has an interval can claim too much. Rounding to d decimals alone scatters by 10^-d/√12. */
static bool no_scatter(const assess_case *c) {
  const lm_ols *line = &c->track->ols;
  if (isnan(c->record->pi80_lo)) return false;
  return line->sigma <= 0 || (c->indicator->decimals >= 0 && line->sigma < pow(10, -c->indicator->decimals) / sqrt(12));
}

static const reason_row rows[LM_REASON_COUNT] = {
    [LM_R_NO_DATA] = {"no-data", no_data},
    [LM_R_NO_TARGET] = {"no-target", no_target},
    [LM_R_TEXT_TARGET] = {"text-target", text_target},
    [LM_R_IMPROVE_ONLY] = {"improve-only", improve_only},
    [LM_R_NO_DIRECTION] = {"no-direction", no_direction},
    [LM_R_TARGET_NEEDS_BASELINE] = {"target-needs-baseline", target_needs_baseline},
    [LM_R_TARGET_EQ_BASELINE] = {"target-eq-baseline", target_eq_baseline},
    [LM_R_TARGET_WRONG_SIDE] = {"target-wrong-side", target_wrong_side},
    [LM_R_ONE_VALUE] = {"one-value", one_value},
    [LM_R_DUE_PASSED] = {"due-passed", due_passed},
    [LM_R_LAST_SUPPRESSED] = {"last-suppressed", last_suppressed},
    [LM_R_NO_BASELINE] = {"no-baseline", no_baseline},
    [LM_R_TWO_VALUES] = {"two-values", two_values},
    [LM_R_SHORT] = {"short", is_short},
    [LM_R_BREAK] = {"break", has_break},
    [LM_R_BASELINE_BEFORE_BREAK] = {"baseline-before-break", baseline_before_break},
    [LM_R_SUPPRESSED] = {"suppressed", suppressed},
    [LM_R_STALE] = {"stale", stale},
    [LM_R_LONG_HORIZON] = {"long-horizon", long_horizon},
    [LM_R_AT_LIMIT] = {"at-limit", at_limit},
    [LM_R_MIXED_KINDS] = {"mixed-kinds", mixed_kinds},
    [LM_R_WIDE] = {"wide", wide},
    [LM_R_NO_VALUES_DECLARED_PLACEHOLDER] = {"placeholder", placeholder},
    [LM_R_MASKED_MATTERS] = {"masked-matters", masked_matters},
    [LM_R_NOT_DETECTABLE] = {"not-detectable", not_detectable},
    [LM_R_TESTS_DISAGREE] = {"tests-disagree", tests_disagree},
    [LM_R_AWAY_UNSHOWN] = {"away-unshown", away_unshown},
    [LM_R_ABOUT_DUE] = {"about-due", about_due},
    [LM_R_EACH_UNIT] = {"each-unit", each_unit},
    [LM_R_FOR_UNITS] = {"for-units", for_units},
    [LM_R_LAST_PROVISIONAL] = {"last-provisional", last_provisional},
    [LM_R_LAST_ESTIMATED] = {"last-estimated", last_estimated},
    [LM_R_WITHIN_YEAR] = {"within-year", within_year},
    [LM_R_NO_SCATTER] = {"no-scatter", no_scatter},
    [LM_R_AREA_CHANGE] = {"area-change", area_change},
};

#define ALL ((LM_REASON_BIT(LM_REASON_COUNT - 1) << 1) - 1)

static const uint64_t blocking =
    LM_REASON_BIT(LM_R_NO_DATA) | LM_REASON_BIT(LM_R_NO_TARGET) | LM_REASON_BIT(LM_R_TEXT_TARGET) |
    LM_REASON_BIT(LM_R_NO_DIRECTION) | LM_REASON_BIT(LM_R_TARGET_NEEDS_BASELINE) | LM_REASON_BIT(LM_R_TARGET_EQ_BASELINE) |
    LM_REASON_BIT(LM_R_TARGET_WRONG_SIDE) | LM_REASON_BIT(LM_R_ONE_VALUE) |
    LM_REASON_BIT(LM_R_NO_VALUES_DECLARED_PLACEHOLDER) | LM_REASON_BIT(LM_R_FOR_UNITS);

const char *lm_reason_word(lm_reason reason) {
  return (unsigned)reason < LM_REASON_COUNT ? rows[reason].word : NULL;
}

bool lm_reason_blocks(lm_reason reason) {
  return (unsigned)reason < LM_REASON_COUNT && (blocking & LM_REASON_BIT(reason));
}

/* One value has no trend, but it can meet the target, and it can be the value of the due period. */
static bool waived(const assess_case *c, unsigned reason) {
  return reason == LM_R_ONE_VALUE && (c->met || c->due_passed);
}

void assess_part_reasons(assess_case *c) {
  c->blocked = false;
  for (uint64_t left = c->trial ? blocking : ALL; left; left &= left - 1) {
    const unsigned i = (unsigned)__builtin_ctzll(left);
    if (!rows[i].holds(c)) continue;
    c->record->reasons |= LM_REASON_BIT(i);
    c->blocked = c->blocked || ((blocking & LM_REASON_BIT(i)) && !waived(c, i));
  }
}
