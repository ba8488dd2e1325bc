/* rules_growth.c: rules on the compound annual growth rate (y/y0)^(1/years) - 1. */
#include "rules.h"

#include <math.h>

static double rate(double from, double to, double years) { return expm1(log(to / from) / years); }

/* No rate from or to 0 or below. */
static bool need_positive(rule_work *w) {
  bool target = !isnan(w->c->target);
  if (w->y0 > 0 && w->y > 0 && (!target || w->c->target > 0)) return true;
  return rule_refuse(w, LM_REFUSE_NOT_POSITIVE);
}

static bool need_way_to_go(rule_work *w) {
  return rule_same(w->c->target, w->y0) ? rule_refuse(w, LM_REFUSE_TARGET_EQ_BASELINE) : true;
}

/* actual/required; both kept as numbers. */
static double growth_ratio(rule_work *w) {
  double actual = rate(w->y0, w->y, w->t - w->t0), required = rate(w->y0, w->c->target, w->c->target_t - w->t0);
  rule_number(w, "rate", actual);
  rule_number(w, "needed", required);
  rule_number(w, "ratio", actual / required);
  return actual / required;
}

static bool need_growth_to_target(rule_work *w) {
  return rule_need_dated(w) && need_positive(w) && need_way_to_go(w) && rule_need_right_side(w);
}

static bool need_free_growth(rule_work *w) {
  return rule_need_no_target(w) && rule_need_direction(w) && rule_need_baseline(w) && need_positive(w);
}

/* Rate in the direction wanted. */
static double free_rate(rule_work *w) {
  double actual = rate(w->y0, w->y, w->t - w->t0);
  rule_number(w, "rate", actual);
  return w->c->direction * actual;
}

/* ---- Eurostat ---- */

void rule_eurostat(rule_work *w) {
  if (!need_growth_to_target(w)) return;
  double ratio = growth_ratio(w);
  rule_say(w, rule_at_least(ratio, rule_threshold(w, "significant"))  ? "significant"
              : rule_at_least(ratio, rule_threshold(w, "moderate"))   ? "moderate"
              : rule_at_least(ratio, rule_threshold(w, "insufficient")) ? "insufficient"
                                                                      : "away");
}

void rule_eurostat_free(rule_work *w) {
  if (!need_free_growth(w)) return;
  double g = free_rate(w);
  rule_say(w, rule_at_least(g, rule_threshold(w, "significant")) ? "significant_progress"
              : rule_at_least(g, 0)                              ? "moderate_progress"
              : rule_above(g, rule_threshold(w, "away"))         ? "moderate_away"
                                                                 : "significant_away");
}

/* ---- Statistics Canada, Open SDG ---- */

/* As published: a 0 becomes 0.001. */
static double not_zero(rule_work *w, double value) {
  if (value != 0) return value;
  w->out->notes |= LM_JUDGE_ZERO_REPLACED;
  return rule_threshold(w, "zero-becomes");
}

static bool need_one_sign(rule_work *w, double y0, double target) {
  if (y0 * w->y < 0 || (!isnan(target) && y0 * target < 0)) return rule_refuse(w, LM_REFUSE_SIGN_CHANGE);
  return true;
}

static double target_score(double ratio) {
  return ratio >= 0.6 ? fmin(7.1429 * ratio - 4.2857, 5) : fmax(4.1667 * ratio - 2.5, -5);
}

void rule_statcan(rule_work *w) {
  if (!rule_need_dated(w)) return;
  double y0 = not_zero(w, w->y0), target = not_zero(w, w->c->target);
  if (!need_one_sign(w, y0, target)) return;
  bool met = rule_met(w);
  if (!met && rule_same(y0, target)) {
    rule_refuse(w, LM_REFUSE_TARGET_EQ_BASELINE);
    return;
  }
  double actual = rate(y0, w->y, w->t - w->t0), required = rate(y0, target, w->c->target_t - w->t0);
  double ratio = (y0 < 0 ? -1 : 1) * w->c->direction * actual / fabs(required);
  if (rule_same(y0, target)) ratio = NAN;
  rule_number(w, "rate", actual);
  rule_number(w, "needed", required);
  rule_number(w, "ratio", ratio);
  rule_number(w, "score", met ? 5 : target_score(ratio));
  rule_say(w, met                                                      ? "target_achieved"
              : rule_at_least(ratio, rule_threshold(w, "substantial")) ? "substantial_progress"
              : rule_at_least(ratio, rule_threshold(w, "moderate"))    ? "moderate_progress"
              : rule_at_least(ratio, rule_threshold(w, "limited"))     ? "limited_progress"
                                                                       : "deterioration");
}

/* How much the room up to the natural limit shrinks the thresholds: 1 far from it, 0 at it. */
static double limit_coefficient(const rule_work *w, double y0) {
  double limit = w->c->limit, base = fabs(y0);
  if (isnan(limit) || limit < 0 || base >= 2 * limit) return 1;
  double share = base <= limit ? base / limit : (2 * limit - base) / limit;
  return 1 - pow(share, rule_threshold(w, "limit-power"));
}

static double free_score(double g, double c, double high, double middle) {
  if (g < 0) return fmax(125 * g - 2.5, -5);
  if (c == 0) return 5;
  if (g >= high) return fmin(500 * g / c - 5, 5);
  return g >= middle ? 250 * g / c - 1.25 : 500 * g / c - 2.5;
}

void rule_statcan_free(rule_work *w) {
  if (!rule_need_no_target(w) || !rule_need_direction(w) || !rule_need_baseline(w)) return;
  double y0 = not_zero(w, w->y0);
  if (!need_one_sign(w, y0, NAN)) return;
  double actual = rate(y0, w->y, w->t - w->t0), g = (y0 < 0 ? -1 : 1) * w->c->direction * actual, c = limit_coefficient(w, y0);
  double high = c * rule_threshold(w, "substantial"), middle = c * rule_threshold(w, "moderate");
  rule_number(w, "rate", actual);
  rule_number(w, "coefficient", c);
  rule_number(w, "score", free_score(g, c, high, middle));
  rule_say(w, rule_at_least(g, high)     ? "substantial_progress"
              : rule_at_least(g, middle) ? "moderate_progress"
              : rule_at_least(g, 0)      ? "limited_progress"
                                         : "deterioration");
}

/* ---- UN Statistics Division ---- */

void rule_unsd2022(rule_work *w) {
  if (!need_growth_to_target(w)) return;
  double ratio = growth_ratio(w);
  rule_say(w, rule_above(ratio, rule_threshold(w, "substantial"))   ? "substantial"
              : rule_at_least(ratio, rule_threshold(w, "fair"))     ? "fair"
              : rule_at_least(ratio, rule_threshold(w, "limited"))  ? "limited"
                                                                    : "deterioration");
}

void rule_unsd2022_free(rule_work *w) {
  if (!need_free_growth(w)) return;
  double g = free_rate(w);
  rule_say(w, rule_above(g, rule_threshold(w, "substantial"))  ? "substantial"
              : rule_at_least(g, rule_threshold(w, "fair"))    ? "fair"
              : rule_at_least(g, rule_threshold(w, "limited")) ? "limited"
                                                               : "deterioration");
}

/* Within one point of the natural limit 0 % or 100 % counts as met. */
static bool at_percent_limit(const rule_work *w, double y) {
  double limit = w->c->limit;
  bool percent = (limit == 0 && w->c->direction < 0) || (limit == 100 && w->c->direction > 0);
  return percent && rule_at_least(rule_threshold(w, "level-points"), fabs(y - limit));
}

/* A target year in the past is judged on the value of that year, or the last one before it. */
static void back_to_target_year(rule_work *w) {
  size_t i = w->c->n - 1;
  while (i > w->base && rule_above(w->c->t[i], w->c->target_t)) i--;
  if (rule_at_least(w->t, w->c->target_t)) w->out->notes |= LM_JUDGE_TARGET_YEAR_REACHED;
  w->t = w->c->t[i];
  w->y = w->c->y[i];
}

void rule_unsd2023(rule_work *w) {
  if (!rule_need_dated(w)) return;
  back_to_target_year(w);
  if (w->t <= w->t0) {
    rule_refuse(w, LM_REFUSE_NO_BASELINE);
    return;
  }
  if (rule_met(w) || at_percent_limit(w, w->y)) {
    rule_say(w, "3");
    return;
  }
  if (!(w->y0 > 0 && w->y > 0)) { /* the target itself may be 0 here */
    rule_refuse(w, LM_REFUSE_NOT_POSITIVE);
    return;
  }
  if (!need_way_to_go(w) || !rule_need_right_side(w)) return;
  double actual = rate(w->y0, w->y, w->t - w->t0), expected = w->y * exp(log1p(actual) * (w->c->target_t - w->t));
  double ratio = (expected - w->y0) / (w->c->target - w->y0);
  rule_number(w, "rate", actual);
  rule_number(w, "projected", expected);
  rule_number(w, "ratio", ratio);
  rule_say(w, rule_at_least(ratio, rule_threshold(w, "score-3")) ? "3" : rule_at_least(ratio, rule_threshold(w, "score-2")) ? "2" : "1");
}

void rule_unsd2023_free(rule_work *w) {
  if (!need_free_growth(w)) return;
  double g = free_rate(w);
  rule_say(w, rule_at_least(g, rule_threshold(w, "score-3")) ? "3" : rule_at_least(g, rule_threshold(w, "score-2")) ? "2" : "1");
}

/* ---- ISTAT, ASTAT ---- */

void rule_istat(rule_work *w) {
  if (!rule_need_direction(w) || !rule_need_baseline(w)) return;
  if (!(w->y0 > 0 && w->y > 0)) {
    rule_refuse(w, LM_REFUSE_NOT_POSITIVE);
    return;
  }
  double g = free_rate(w), strong = rule_threshold(w, "strong"), slight = rule_threshold(w, "slight");
  rule_say(w, rule_above(g, strong)            ? "strong improvement"
              : rule_above(g, slight)          ? "slight improvement"
              : rule_at_least(g, -slight)      ? "stable"
              : rule_above(g, -strong)         ? "slight worsening"
                                               : "strong worsening");
}

/* ---- WHO, UNICEF ---- */

void rule_aarr(rule_work *w) {
  if (!need_growth_to_target(w)) return;
  lm_aarr fit;
  lm_aarr_fit(&fit, w->c->t + w->base, w->c->y + w->base, w->c->n - w->base, w->stats);
  if (isnan(fit.aarr)) {
    rule_refuse(w, fit.state == LM_FIT_NO_MEMORY ? LM_REFUSE_NO_MEMORY : LM_REFUSE_NOT_POSITIVE);
    return;
  }
  double years = w->c->target_t - w->t0, needed = lm_required_reduction_discrete(w->y0, w->c->target, years);
  rule_number(w, "rate", fit.aarr);
  rule_number(w, "needed", needed);
  rule_number(w, "needed_continuous", lm_required_reduction_continuous(w->y0, w->c->target, years));
  rule_say(w, rule_at_least(-w->c->direction * fit.aarr, -w->c->direction * needed) ? "on_course" : "off_course");
}
