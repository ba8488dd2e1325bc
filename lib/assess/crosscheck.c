/* crosscheck.c: the published rules on the values of a record. Worked out when asked for: a verdict does not need it. */
#include "internal.h"
#include "rules.h"

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
  a->errors = a->errors || !isnan(obs->se);
  a->counts = a->counts || !isnan(obs->num);
}

/* What most values do not have. */
static void take_errors(arrays *a, size_t i, const lm_obs *obs) {
  a->lower[i] = obs->value - Z95 * obs->se;
  a->upper[i] = obs->value + Z95 * obs->se;
  a->num[i] = obs->num;
  a->den[i] = obs->den;
}

static bool taken(const lm_record *r, const lm_obs *obs) {
  return obs->period.index >= r->first_period.index && assess_usable(obs);
}

#define ARRAYS 6
#define FEW 64 /* values that need no memory of their own */

/* The n values of the record, in `memory`, which has room for them. */
static void collect(arrays *a, double *memory, const lm_record *r) {
  const lm_series *series = r->has_last ? r->series : NULL;
  double **part[ARRAYS] = {&a->t, &a->y, &a->lower, &a->upper, &a->num, &a->den};
  *a = (arrays){0};
  for (size_t i = 0; i < ARRAYS; i++, memory += r->n) *part[i] = memory;
  for (size_t i = 0; series && i < series->count && a->n < r->n; i++)
    if (taken(r, &series->obs[i])) take(a, &series->obs[i]);
  if (!a->errors && !a->counts) return;
  for (size_t i = 0, at = 0; at < a->n; i++)
    if (taken(r, &series->obs[i])) take_errors(a, at++, &series->obs[i]);
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

static lm_call call_of(lm_verdict status) {
  return assess_well(status) ? LM_CALL_YES : assess_lags(status) ? LM_CALL_NO : LM_CALL_NONE;
}

/* false: out of memory. */
static bool check_values(lm_judgement *out, rule_counts *count, double *memory, const lm_assessment *assessment, const lm_record *record,
                         lm_stats_work *work) {
  arrays a;
  collect(&a, memory, record);
  lm_judge_case c = case_of(&a, record, lm_model_node(assessment->model, record->indicator)->indicator);
  if (!out) return rules_count(count, &c, work);
  bool enough_memory = true;
  lm_judge_every(out, &c, work);
  for (size_t i = 0; i < lm_rule_count(); i++) enough_memory = enough_memory && out[i].refusal != LM_REFUSE_NO_MEMORY;
  lm_agreement all = lm_judge_agreement(out, lm_rule_count());
  *count = (rule_counts){all.yes, all.no};
  return enough_memory;
}

lm_status lm_record_cross_check(lm_judgement *out, lm_cross_check *check, const lm_assessment *assessment, const lm_record *record,
                                lm_stats_work *work) {
  double few[ARRAYS * FEW], *many = NULL;
  rule_counts count;
  if (record->n > FEW && !(many = malloc(ARRAYS * record->n * sizeof *many))) return LM_ENOMEM;
  bool done = check_values(out, &count, many ? many : few, assessment, record, work);
  free(many);
  lm_call ours = call_of(record->status);
  *check = (lm_cross_check){.counted = count.yes + count.no, .ours = ours};
  check->agree = ours == LM_CALL_YES ? count.yes : ours == LM_CALL_NO ? count.no : 0;
  return done ? LM_OK : LM_ENOMEM;
}
