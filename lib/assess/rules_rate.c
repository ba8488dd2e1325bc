/* rules_rate.c: expected values (期待値, 目安値) and achievement rates as Japanese plans use them. */
#include "rules.h"

#include <math.h>

double lm_achievement_rate(double baseline, double latest, double target) {
  if (rule_same(baseline, target)) return NAN;
  return (latest - baseline) / (target - baseline);
}

/* The value asked for in the year of the latest point. */
static double expected_value(rule_work *w) {
  double expected = isnan(w->c->milestone) ? rule_line(w) : w->c->milestone;
  rule_number(w, "expected", expected);
  return expected;
}

void rule_shizuoka(rule_work *w) {
  if (!rule_need_dated(w) || !rule_need_right_side(w)) return;
  double expected = expected_value(w);
  if (rule_same(expected, w->y0)) {
    rule_refuse(w, LM_REFUSE_TARGET_EQ_BASELINE);
    return;
  }
  double ratio = rule_same(w->y, w->y0) ? 0 : (w->y - w->y0) / (expected - w->y0), band = rule_threshold(w, "band");
  rule_number(w, "ratio", ratio);
  rule_say(w, rule_above(ratio, 1 + band) ? "A" : rule_at_least(ratio, 1 - band) ? "B" : rule_above(ratio, 0) ? "C" : "below-baseline");
}

static bool need_rising(rule_work *w) {
  if (w->c->direction < 0 || !(w->c->target > 0)) return rule_refuse(w, LM_REFUSE_RISING_ONLY);
  return true;
}

void rule_tama(rule_work *w) {
  if (!rule_need_dated(w) || !need_rising(w)) return;
  double share = w->y / w->c->target, elapsed = rule_elapsed(w), ratio = share / elapsed;
  rule_number(w, "achieved_share", share);
  rule_number(w, "elapsed", elapsed);
  rule_number(w, "ratio", ratio);
  rule_say(w, rule_at_least(ratio, rule_threshold(w, "steady"))   ? "steady"
              : rule_at_least(ratio, rule_threshold(w, "mostly")) ? "mostly"
                                                                  : "needs-work");
}

void rule_nagano(rule_work *w) {
  if (!rule_need_dated(w) || !need_rising(w)) return;
  double expected = expected_value(w);
  if (!(expected > 0)) {
    rule_refuse(w, LM_REFUSE_NOT_POSITIVE);
    return;
  }
  double ratio = w->y / expected;
  rule_number(w, "ratio", ratio);
  rule_say(w, rule_at_least(ratio, rule_threshold(w, "good"))     ? "good"
              : rule_at_least(ratio, rule_threshold(w, "effort")) ? "mostly-good"
                                                                  : "effort-needed");
}

/* Needs a target (its year plays no part) and a baseline; gives the rate. */
static bool achievement(rule_work *w, double *rate) {
  if (!rule_need_direction(w) || !rule_need_target(w) || !rule_need_baseline(w)) return false;
  *rate = lm_achievement_rate(w->y0, w->y, w->c->target);
  if (isnan(*rate)) return rule_refuse(w, LM_REFUSE_TARGET_EQ_BASELINE);
  if (!rule_need_right_side(w)) return false;
  rule_number(w, "achievement", *rate);
  return true;
}

void rule_sano(rule_work *w) {
  static const char *const grade[] = {"7", "6", "5", "4", "3", "2"};
  double rate;
  if (!achievement(w, &rate)) return;
  w->out->notes |= LM_JUDGE_OWN_READING; /* the rate is taken from the baseline */
  for (size_t i = 0; i < sizeof grade / sizeof *grade; i++) {
    if (!rule_at_least(rate, rule_threshold(w, grade[i]))) continue;
    rule_say(w, grade[i]);
    return;
  }
  rule_say(w, "1");
}

void rule_nagayo(rule_work *w) {
  if (!rule_need_direction(w) || !rule_need_target(w) || !rule_need_baseline(w)) return;
  double d = w->c->direction, worse_by = rule_same(w->y, w->y0) ? 0 : d * (w->y0 - w->y);
  rule_number(w, "worse_by", worse_by / fabs(w->y0));
  rule_say(w, rule_met(w)                                                                  ? "S"
              : worse_by < 0                                                               ? "A"
              : rule_at_least(rule_threshold(w, "near-baseline") * fabs(w->y0), worse_by) ? "B"
                                                                                           : "C");
}

void rule_seisaku(rule_work *w) {
  double rate;
  if (!achievement(w, &rate)) return;
  rule_say(w, rule_above(rate, rule_threshold(w, "achieved"))         ? "exceeded"
              : rule_at_least(rate, rule_threshold(w, "achieved"))    ? "achieved"
              : rule_at_least(rate, rule_threshold(w, "substantial")) ? "substantial"
              : rule_above(rate, 0)                                   ? "little"
                                                                      : "not-towards");
}
