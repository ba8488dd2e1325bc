/* coherence.c: do the tiers of one indicator fit together, and does what they ask for fit what was ever observed?

   Targets are decided one by one; their steps are not. 2027 → 2030 → 2040 may ask for nothing first and for a pace that nobody
   has shown afterwards. */
#include "internal.h"

#include <math.h>

#define JUMP 2.0 /* times the pace of the step before */

const char *lm_step_word(lm_step_code code) {
  static const char *const words[LM_STEP_CODE_COUNT] = {
      [LM_STEP_ORDER] = "order", [LM_STEP_STANDS] = "stands", [LM_STEP_JUMP] = "jump", [LM_STEP_FASTER] = "faster",
      [LM_STEP_MET] = "met"};
  return (unsigned)code < LM_STEP_CODE_COUNT ? words[code] : NULL;
}

/* A two-sided range asks for no direction: it has no place on a path. */
static bool on_path(const lm_record *r) {
  bool over = r->reasons & LM_REASON_BIT(LM_R_DUE_PASSED);
  bool wanting = r->reasons & (LM_REASON_BIT(LM_R_TARGET_WRONG_SIDE) | LM_REASON_BIT(LM_R_NO_DIRECTION));
  return r->has_last && !isnan(r->target) && !over && !wanting && r->target_of->kind != LM_TARGET_RANGE;
}

/* The earliest tier due after `after`; NULL none. */
static const lm_record *next_of(const lm_record *record, size_t count, const lm_record *after) {
  const lm_record *next = NULL;
  for (size_t i = 0; i < count; i++) {
    const lm_record *r = &record[i];
    if (!on_path(r) || (after && r->due_period.index <= after->due_period.index)) continue;
    if (!next || r->due_period.index < next->due_period.index) next = r;
  }
  return next;
}

static bool same(const lm_indicator *indicator, double a, double b) {
  return assess_same(a, b, 0, indicator->decimals);
}

static lm_step step_to(const lm_record *r, const lm_record *before, const lm_step *last, const lm_indicator *indicator) {
  int sign = indicator->direction == LM_DIR_DOWN ? -1 : 1;
  lm_step s = {.from_tier = before ? before->tier : LM_NO_TIER,
               .tier = r->tier,
               .from = before ? before->target : r->last_value,
               .to = r->target,
               .years = lm_period_time(r->due_period) - lm_period_time(before ? before->due_period : r->last_period),
               .jump = NAN,
               .slope = r->slope,
               .ratio = NAN};
  bool equal = same(indicator, s.to, s.from);
  s.pace = equal ? 0 : (s.to - s.from) / s.years;
  if (!before && (equal || s.pace * sign < 0)) s.codes |= LM_STEP_BIT(LM_STEP_MET);
  if (before && equal) s.codes |= LM_STEP_BIT(LM_STEP_STANDS);
  if (before && s.pace * sign < 0) s.codes |= LM_STEP_BIT(LM_STEP_ORDER);
  if (last && last->pace * sign > 0) s.jump = s.pace / last->pace;
  if (s.jump >= JUMP || (s.jump > 0 && same(indicator, s.jump, JUMP))) s.codes |= LM_STEP_BIT(LM_STEP_JUMP);
  if (r->slope < 0 || r->slope > 0) s.ratio = s.pace / r->slope;
  double fastest = sign > 0 ? r->slope_hi : r->slope_lo;
  if (s.pace * sign > 0 && s.pace * sign > fastest * sign && !same(indicator, s.pace, fastest)) s.codes |= LM_STEP_BIT(LM_STEP_FASTER);
  return s;
}

size_t lm_assessment_steps(lm_step *out, size_t room, const lm_assessment *assessment, lm_node indicator, uint32_t area) {
  const lm_node_info *info = lm_model_node(assessment->model, indicator);
  uint32_t slot = assess_area_slot(assessment, area);
  if (!info || info->kind != LM_INDICATOR || slot == UINT32_MAX) return 0;
  size_t count, steps = 0;
  const lm_record *record = assess_records_at(assessment, indicator, slot, &count), *before = NULL;
  lm_step last = {0};
  for (const lm_record *r; (r = next_of(record, count, before)); before = r) {
    last = step_to(r, before, before ? &last : NULL, info->indicator);
    if (steps < room) out[steps] = last;
    steps++;
  }
  return steps;
}
