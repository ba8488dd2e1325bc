/* rules_path.c: rules on straight lines: average change, projection, distance to the line from baseline to target. */
#include "rules.h"

#include <math.h>

/* ---- Destatis ---- */

#define DESTATIS_YEARS 5 /* annual changes averaged */

/* How many of the latest points are one year apart, at most six. */
static size_t consecutive(const lm_judge_case *c) {
  size_t run = 1;
  while (run < c->n && run <= DESTATIS_YEARS && rule_same(c->t[c->n - run], c->t[c->n - run - 1] + 1)) run++;
  return run;
}

/* The average of the last five annual changes, per year. */
static bool average_change(rule_work *w, double *average) {
  const lm_judge_case *c = w->c;
  if (!rule_need_points(w, (size_t)rule_threshold(w, "points"))) return false;
  size_t run = consecutive(c), from = c->n - run;
  if ((double)run < rule_threshold(w, "points")) return rule_refuse(w, LM_REFUSE_NOT_CONSECUTIVE);
  if (run <= DESTATIS_YEARS) w->out->notes |= LM_JUDGE_GAPS;
  /* A gap further back is bridged when the value of five years ago is there. */
  for (size_t i = 0; i < from; i++)
    if (rule_same(c->t[i], w->t - DESTATIS_YEARS)) from = i;
  *average = rule_same(w->y, c->y[from]) ? 0 : (w->y - c->y[from]) / (w->t - c->t[from]);
  rule_number(w, "rate", *average);
  return true;
}

static void destatis_projection(rule_work *w, double average) {
  const lm_judge_case *c = w->c;
  double ahead = fmax(c->target_t - w->t, 0), projected = w->y + average * ahead, gap = c->direction * (c->target - w->y);
  double miss = c->direction * (c->target - projected) / gap;
  if (ahead == 0) w->out->notes |= LM_JUDGE_TARGET_YEAR_REACHED;
  rule_number(w, "needed", ahead > 0 ? (c->target - w->y) / ahead : NAN);
  rule_number(w, "projected", projected);
  rule_number(w, "miss", miss);
  if (c->direction * average <= 0) rule_say(w, "Thunder");
  else if (!rule_at_least(miss, rule_threshold(w, "sun-miss"))) rule_say(w, "Sun");
  else rule_say(w, rule_at_least(rule_threshold(w, "cloud-miss"), miss) ? "SunCloud" : "Cloud");
}

void rule_destatis(rule_work *w) {
  double average;
  if (!rule_need_direction(w) || !rule_need_target(w) || !average_change(w, &average)) return;
  double towards = w->c->direction * average;
  if (rule_met(w)) {
    rule_say(w, towards >= 0 ? "Sun" : "SunCloud");
  } else if (isnan(w->c->target_t)) {
    if (towards == 0) w->out->notes |= LM_JUDGE_OWN_READING; /* "not moving away" and "not moving towards" both hold */
    rule_say(w, towards > 0 ? "Cloud" : "Thunder");
  } else {
    destatis_projection(w, average);
  }
}

void rule_destatis_free(rule_work *w) {
  double average = 0;
  if (!rule_need_no_target(w) || !rule_need_direction(w) || !average_change(w, &average)) return;
  double before = w->c->y[w->c->n - 2], last = rule_same(w->y, before) ? 0 : w->y - before;
  rule_number(w, "last_change", last);
  bool long_term = w->c->direction * average > 0, now = w->c->direction * last > 0;
  rule_say(w, long_term ? (now ? "Sun" : "SunCloud") : now ? "Cloud" : "Thunder");
}

static int rank_of(const lm_rule_word *word) {
  const lm_judge_rule *rule = lm_rule_find("destatis");
  return word ? (int)(word - rule->word) : -1;
}

const lm_rule_word *lm_destatis_worst(const lm_rule_word *const *symbols, size_t count) {
  const lm_rule_word *worst = NULL;
  for (size_t i = 0; i < count; i++)
    if (symbols[i] && rank_of(symbols[i]) > rank_of(worst)) worst = symbols[i];
  return worst;
}

const lm_rule_word *lm_destatis_next(const lm_rule_word *const *symbols, const double *target_t, size_t count, double now) {
  size_t best = count;
  for (size_t i = 0; i < count; i++) {
    if (!symbols[i]) continue;
    if (best == count) {
      best = i;
      continue;
    }
    bool ahead = target_t[i] >= now, best_ahead = target_t[best] >= now;
    if (ahead != best_ahead ? ahead : ahead ? target_t[i] < target_t[best] : target_t[i] > target_t[best]) best = i;
  }
  return best == count ? NULL : symbols[best];
}

/* ---- 健康日本21 (第二次) ---- */

typedef enum change { WORSE = -1, SAME = 0, BETTER = 1 } change;

/* z of the difference latest - baseline from what is known of the sampling error; NaN when nothing is. */
static double difference_z(const rule_work *w) {
  const lm_judge_case *c = w->c;
  size_t a = w->base, b = c->n - 1;
  if (c->num && c->den && c->den[a] > 0 && c->den[b] > 0 && !isnan(c->num[a]) && !isnan(c->num[b])) {
    double share = (c->num[a] + c->num[b]) / (c->den[a] + c->den[b]);
    double se = sqrt(share * (1 - share) * (1 / c->den[a] + 1 / c->den[b]));
    double difference = c->num[b] / c->den[b] - c->num[a] / c->den[a];
    return se > 0 ? difference / se : share == 0 || share == 1 ? 0 : NAN;
  }
  if (c->lower && c->upper) {
    double se_a = (c->upper[a] - c->lower[a]) / 3.92, se_b = (c->upper[b] - c->lower[b]) / 3.92;
    if (se_a >= 0 && se_b >= 0 && se_a + se_b > 0) return (w->y - w->y0) / hypot(se_a, se_b);
  }
  return NAN;
}

/* Whether the value moved: by the test where one is possible, else by a relative change of 5 %. */
static bool moved(rule_work *w, change *out) {
  double z = difference_z(w);
  bool enough;
  change way = rule_same(w->y, w->y0) ? SAME : (w->y > w->y0) == (w->c->direction > 0) ? BETTER : WORSE;
  if (!isnan(z)) {
    double p = 2 * lm_normal_upper(fabs(z));
    rule_number(w, "p", p);
    w->out->notes |= LM_JUDGE_OWN_READING; /* 5 % two-sided: the report does not print the level */
    enough = p < rule_threshold(w, "p");
  } else {
    w->out->notes |= LM_JUDGE_NO_TEST;
    if (way != SAME && w->y0 == 0) return rule_refuse(w, LM_REFUSE_NO_BASE);
    double relative = way == SAME ? 0 : (w->y - w->y0) / fabs(w->y0);
    rule_number(w, "relative_change", relative);
    enough = rule_at_least(fabs(relative), rule_threshold(w, "relative-change"));
  }
  *out = enough ? way : SAME;
  return true;
}

static void hj21_letter(rule_work *w) {
  double line = rule_line(w);
  rule_number(w, "line", line);
  rule_number(w, "achievement", lm_achievement_rate(w->y0, w->y, w->c->target));
  change way = SAME;
  if (rule_met(w)) rule_say(w, "A");
  else if (!moved(w, &way)) return;
  else if (way == SAME) rule_say(w, "C");
  else if (way == WORSE) rule_say(w, "D");
  else rule_say(w, rule_at_least(w->c->direction * w->y, w->c->direction * line) ? "B" : "B*");
}

void rule_hj21(rule_work *w) {
  if (rule_need_dated(w)) hj21_letter(w);
}

const char *lm_hj21_aggregate(const char *const *letters, size_t count, double *mean) {
  static const struct {
    const char *letter;
    int points;
  } known[] = {{"A", 5}, {"B", 4}, {"B*", 4}, {"C", 3}, {"D", 2}, {"E", 0}};
  static const char *const back[] = {"E", "E", "D", "C", "B", "A"};
  int sum = 0, used = 0;
  for (size_t i = 0; i < count; i++) {
    int points = -1;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
      const char *a = known[k].letter, *b = letters[i];
      while (*a && *a == *b) a++, b++;
      if (!*a && !*b) points = known[k].points;
    }
    if (points < 0) return NULL;
    sum += points;
    used += points > 0;
  }
  double exact = used ? (double)sum / used : NAN;
  if (mean) *mean = exact;
  if (!used) return "E";
  int tenths = (int)(10 * (double)sum / used + 1e-9), whole = tenths / 10;
  return back[whole + (tenths % 10 >= 6)];
}

/* ---- SDSN ---- */

double lm_sdsn_score(double value, double worst, double best) {
  if (worst == best) return NAN;
  return fmin(fmax((value - worst) / (best - worst) * 100, 0), 100);
}

void rule_sdsn(rule_work *w) {
  if (!rule_need_dated(w)) return;
  const lm_judge_case *c = w->c;
  double d = c->direction, s0 = d * w->y0, s1 = d * w->y, green = d * c->target, sign = d; /* sign: of the numbers shown */
  if (!isnan(c->worst) && !isnan(c->best) && c->worst != c->best) {
    s0 = lm_sdsn_score(w->y0, c->worst, c->best);
    s1 = lm_sdsn_score(w->y, c->worst, c->best);
    green = lm_sdsn_score(c->target, c->worst, c->best);
    sign = 1;
    rule_number(w, "score_baseline", s0);
    rule_number(w, "score", s1);
  }
  double actual = rule_same(s0, s1) ? 0 : (s1 - s0) / (w->t - w->t0), needed = (green - s0) / (c->target_t - w->t0);
  bool there = rule_at_least(s1, green);
  rule_number(w, "rate", sign * actual);
  rule_number(w, "needed", sign * needed);
  rule_number(w, "ratio", needed > 0 ? actual / needed : NAN);
  if (actual < 0) rule_say(w, "decreasing");
  else if (there) rule_say(w, "maintaining");
  else if (!rule_at_least(actual, rule_threshold(w, "half") * needed)) rule_say(w, "stagnating");
  else rule_say(w, rule_at_least(actual, rule_threshold(w, "needed") * needed) ? "on_track" : "moderately_improving");
}

/* ---- ESCAP ---- */

void rule_escap_csi(rule_work *w) {
  if (!rule_need_target(w) || !rule_need_baseline(w)) return;
  double way = fabs(w->c->target - w->y0);
  if (rule_same(w->c->target, w->y0)) {
    rule_refuse(w, LM_REFUSE_TARGET_EQ_BASELINE);
    return;
  }
  bool parity = w->c->direction == 0;
  double full = rule_threshold(w, "full");
  double index = parity ? full - full * fabs(w->c->target - w->y) / way : full * w->c->direction * (w->y - w->y0) / way;
  rule_number(w, "index", index);
  rule_say(w, rule_at_least(index, full) ? "achieved" : rule_at_least(index, 0) ? "progress" : "regression");
}

/* Weights 1 … n: the recent years weigh more, as the notes ask; the published weights could not be read. */
static bool weighted_projection(rule_work *w, double *projected) {
  enum { MOST = 256 };
  double weight[MOST];
  const lm_judge_case *c = w->c;
  size_t skip = c->n > MOST ? c->n - MOST : 0, n = c->n - skip;
  for (size_t i = 0; i < n; i++) weight[i] = (double)(i + 1);
  lm_wls fit;
  lm_wls_fit(&fit, c->t + skip, c->y + skip, weight, n);
  *projected = fit.line.mean_y + fit.line.slope * ((c->target_t - fit.line.mean_t) - fit.line.mean_t_low); /* the line only: no interval is asked for */
  w->out->notes |= LM_JUDGE_OWN_READING;
  return isfinite(*projected) ? true : rule_refuse(w, LM_REFUSE_BAD_INPUT);
}

void rule_escap_api(rule_work *w) {
  double projected;
  if (!rule_need_dated(w)) return;
  if (rule_same(w->c->target, w->y0)) {
    rule_refuse(w, LM_REFUSE_TARGET_EQ_BASELINE);
    return;
  }
  if (!weighted_projection(w, &projected)) return;
  bool meets = rule_at_least(w->c->direction * projected, w->c->direction * w->c->target);
  double left = meets ? 0 : 100 * fabs(w->c->target - projected) / fabs(w->c->target - w->y0);
  rule_number(w, "projected", projected);
  rule_number(w, "gap_percent", left);
  rule_say(w, rule_at_least(rule_threshold(w, "maintain"), left)     ? "maintain"
              : rule_at_least(rule_threshold(w, "accelerate"), left) ? "accelerate"
                                                                     : "reverse");
}
