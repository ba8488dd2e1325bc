/* crosscheck.c: the published rules on the values of a record. Worked out when asked for: a verdict does not need it. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

#define Z95 1.96 /* as published rules write 95 % limits */

typedef struct arrays {
  double *t, *y, *lower, *upper, *num, *den;
  size_t n;
  bool errors, counts;
} arrays;

static void take(arrays *a, const lm_obs *obs) {
  size_t i = a->n++;
  a->t[i] = lm_period_time(obs->period);
  a->y[i] = obs->value;
  a->lower[i] = obs->value - Z95 * obs->se;
  a->upper[i] = obs->value + Z95 * obs->se;
  a->num[i] = obs->num;
  a->den[i] = obs->den;
  a->errors = a->errors || !isnan(obs->se);
  a->counts = a->counts || !isnan(obs->num);
}

/* The n values of the record. */
static lm_status collect(arrays *a, const lm_assessment *assessment, const lm_record *r) {
  const lm_series *series = r->has_last && assessment->panel
                                ? lm_panel_find(assessment->panel, r->indicator, r->area, (int)r->last_period.kind)
                                : NULL;
  double *memory = malloc((6 * r->n + 1) * sizeof *memory);
  if (!memory) return LM_ENOMEM;
  *a = (arrays){.t = memory, .y = memory + r->n, .lower = memory + 2 * r->n, .upper = memory + 3 * r->n,
                .num = memory + 4 * r->n, .den = memory + 5 * r->n};
  for (size_t i = 0; series && i < series->count && a->n < r->n; i++) {
    const lm_obs *obs = &series->obs[i];
    if (obs->period.index >= r->first_period.index && assess_usable(obs)) take(a, obs);
  }
  return LM_OK;
}

static int direction_of(const lm_record *r, const lm_indicator *indicator) {
  if (indicator->direction == LM_DIR_UP || indicator->direction == LM_DIR_DOWN) return indicator->direction == LM_DIR_UP ? 1 : -1;
  return (r->gap > 0) - (r->gap < 0);
}

static lm_judge_case case_of(const arrays *a, const lm_record *r, const lm_indicator *indicator) {
  lm_judge_case c = lm_judge_case_none();
  c.t = a->t;
  c.y = a->y;
  c.n = a->n;
  if (a->errors) {
    c.lower = a->lower;
    c.upper = a->upper;
  }
  if (a->counts) {
    c.num = a->num;
    c.den = a->den;
  }
  c.direction = direction_of(r, indicator);
  c.target = r->target;
  c.target_t = lm_period_time(r->due_period);
  bool comparable = r->has_baseline && !(r->reasons & LM_REASON_BIT(LM_R_BASELINE_BEFORE_BREAK));
  if (comparable) c.baseline_t = lm_period_time(r->baseline_period);
  c.limit = c.direction > 0 ? indicator->upper : indicator->lower;
  return c;
}

lm_status lm_record_cross_check(lm_judgement *out, lm_cross_check *check, const lm_assessment *assessment, const lm_record *record,
                                lm_stats_work *work) {
  arrays a;
  lm_status status = collect(&a, assessment, record);
  if (status != LM_OK) return status;
  lm_judge_case c = case_of(&a, record, lm_model_node(assessment->model, record->indicator)->indicator);
  lm_judge_every(out, &c, work);
  free(a.t);
  *check = (lm_cross_check){.ours = assess_well(record->status)    ? LM_CALL_YES
                                    : assess_lags(record->status) ? LM_CALL_NO
                                                                  : LM_CALL_NONE};
  for (size_t i = 0; i < lm_rule_count(); i++) {
    if (out[i].refusal == LM_REFUSE_NO_MEMORY) status = LM_ENOMEM;
    if (!out[i].rule->dated || out[i].rule->unverified || out[i].call == LM_CALL_NONE) continue;
    check->counted++;
    check->agree += out[i].call == check->ours;
  }
  return status;
}
