/* rules_noise.c: rules that ask whether a change stands out: from sampling error (Fingertips), from the process's own variation (Making
   Data Count). */
#include "rules.h"

#include <math.h>
#include <stdlib.h>

/* ---- Fingertips ---- */

static void recent_trend(rule_work *w, const lm_recent_trend *trend) {
  static const lm_refusal why[] = {
      [LM_RECENT_OK] = LM_REFUSE_NOT,           [LM_RECENT_TOO_FEW] = LM_REFUSE_TOO_FEW,     [LM_RECENT_NO_ERROR] = LM_REFUSE_NO_ERRORS,
      [LM_RECENT_ALL_OR_NONE] = LM_REFUSE_ALL_OR_NONE, [LM_RECENT_BAD_INPUT] = LM_REFUSE_BAD_INPUT,
  };
  static const char *const word[3][3] = {
      {"DecreasingAndGettingBetter", "Decreasing", "DecreasingAndGettingWorse"},
      {"NoChange", "NoChange", "NoChange"},
      {"IncreasingAndGettingWorse", "Increasing", "IncreasingAndGettingBetter"},
  };
  if (trend->state != LM_RECENT_OK) {
    rule_refuse(w, why[trend->state]);
    return;
  }
  const lm_judge_case *c = w->c;
  if (!rule_same(w->t - c->t[c->n - LM_RECENT_POINTS], LM_RECENT_POINTS - 1)) w->out->notes |= LM_JUDGE_GAPS;
  rule_number(w, "slope", trend->slope);
  rule_number(w, "chi2", trend->chi2);
  rule_number(w, "same_sign", trend->same_sign);
  rule_say(w, word[trend->direction + 1][c->direction + 1]);
}

void rule_fingertips_ci(rule_work *w) {
  const lm_judge_case *c = w->c;
  lm_recent_trend trend;
  if (!rule_need_points(w, LM_RECENT_POINTS)) return;
  if (!c->lower || !c->upper) {
    rule_refuse(w, LM_REFUSE_NO_ERRORS);
    return;
  }
  lm_recent_trend_intervals(&trend, c->y, c->lower, c->upper, c->n);
  recent_trend(w, &trend);
}

void rule_fingertips_proportion(rule_work *w) {
  const lm_judge_case *c = w->c;
  lm_recent_trend trend;
  if (!rule_need_points(w, LM_RECENT_POINTS)) return;
  bool known = c->num && c->den;
  for (size_t i = c->n - LM_RECENT_POINTS; known && i < c->n; i++) known = !isnan(c->num[i]) && !isnan(c->den[i]);
  if (!known) {
    rule_refuse(w, LM_REFUSE_NO_ERRORS);
    return;
  }
  lm_recent_trend_proportions(&trend, c->num, c->den, c->n);
  recent_trend(w, &trend);
}

/* ---- Making Data Count ---- */

static bool limits(rule_work *w, lm_xmr *x) {
  if (!rule_need_points(w, (size_t)rule_threshold(w, "points"))) return false;
  lm_xmr_limits(x, w->c->t, w->c->y, w->c->n, true, w->stats);
  if (x->state == LM_FIT_NO_MEMORY) return rule_refuse(w, LM_REFUSE_NO_MEMORY);
  if (isnan(x->lower) || isnan(x->upper)) return rule_refuse(w, LM_REFUSE_BAD_INPUT);
  if ((double)w->c->n < rule_threshold(w, "firm-points")) w->out->notes |= LM_JUDGE_TRIAL_LIMITS;
  rule_number(w, "mean", x->mean);
  rule_number(w, "lower", x->lower);
  rule_number(w, "upper", x->upper);
  return true;
}

/* Which way the latest point is special: side of the mean, or the way of the run for a trend; 0 common cause. */
static int special_way(const lm_judge_case *c, const lm_xmr *x, unsigned char flags) {
  size_t last = c->n - 1;
  if (!lm_xmr_special(flags)) return 0;
  if (!(flags & LM_XMR_OUTSIDE) && (flags & LM_XMR_TREND)) return c->y[last] > c->y[last - 1] ? 1 : -1;
  return c->y[last] > x->mean ? 1 : -1;
}

void rule_mdc_variation(rule_work *w) {
  const lm_judge_case *c = w->c;
  lm_xmr x;
  if (!limits(w, &x)) return;
  unsigned char *flags = malloc(c->n);
  if (!flags || lm_xmr_signals(flags, c->t, c->y, c->n, &x, w->stats) == LM_FIT_NO_MEMORY) {
    rule_refuse(w, LM_REFUSE_NO_MEMORY);
  } else {
    int way = special_way(c, &x, flags[c->n - 1]);
    rule_say(w, way == 0 ? "common_cause" : c->direction == 0 ? "neutral" : way == c->direction ? "improvement" : "concern");
  }
  free(flags);
}

void rule_mdc_assurance(rule_work *w) {
  lm_xmr x;
  if (!rule_need_direction(w) || !rule_need_target(w) || !limits(w, &x)) return;
  double d = w->c->direction, target = d * w->c->target, low = fmin(d * x.lower, d * x.upper), high = fmax(d * x.lower, d * x.upper);
  rule_say(w, rule_above(target, high) ? "consistent_fail" : rule_above(low, target) ? "consistent_pass" : "inconsistent");
}
