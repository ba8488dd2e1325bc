/* said.c: see said.h. */
#include "said.h"

#include "figure.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

static_assert(W_S_AREA_CHANGE - W_S_NO_DATA == LM_R_AREA_CHANGE && LM_REASON_COUNT == LM_R_AREA_CHANGE + 1, "a sentence for every reason");
static_assert(W_A_DUE_ACHIEVED - W_A_ACHIEVED == LM_VERDICT_COUNT && W_A_BETTER_ACHIEVED - W_A_DUE_ACHIEVED == LM_VERDICT_COUNT &&
                  W_A_UNSHOWN - W_A_BETTER_ACHIEVED == LM_VERDICT_COUNT,
              "an answer for every verdict");
static_assert(W_Q_NOT_ASSESSABLE - W_Q_ACHIEVED == LM_NOT_ASSESSABLE, "a question for every verdict");

static lm_word word_at(lm_word first, int offset) {
  return (lm_word)((int)first + offset);
}

static bool has(const lm_record *r, lm_reason reason) {
  return (r->reasons & LM_REASON_BIT(reason)) != 0;
}

static bool is_met(const lm_record *r) {
  return r->point_status == LM_ACHIEVED || r->point_status == LM_ACHIEVED_SLIPPING;
}

/* ---- parts ---- */

typedef struct parts {
  lm_strbuf name, last, target, pace;
} parts;

static void take(lm_strbuf *from, lm_strbuf *to) {
  if (from->failed) to->failed = true;
  lm_strbuf_clear(from);
}

static void drop(parts *p, lm_strbuf *to) {
  take(&p->name, to);
  take(&p->last, to);
  take(&p->target, to);
  take(&p->pace, to);
}

/* "60.0% (2027年度)" */
static void add_target(lm_strbuf *to, const lm_page *page, const lm_record *r) {
  char due[48];
  lm_add_goal_of(to, page->model, r, true, page->lang);
  if (to->length > 0) lm_say(to, page->lang, W_IN_BRACKETS, lm_period_inside(r->due_period, page->view, due, sizeof due), NULL, NULL, NULL);
}

static parts parts_of(const lm_page *page, const lm_record *r) {
  parts p = {0};
  const lm_view whole = {.lang = page->lang, .all = true};
  lm_add_label(&p.name, &lm_model_node(page->model, r->indicator)->label, LM_LABEL_SHORT, &whole);
  lm_add_last(&p.last, page->model, r, page->view);
  add_target(&p.target, page, r);
  lm_add_ratio(&p.pace, r->pace_ratio);
  return p;
}

/* ---- questions and answers ---- */

void lm_said_question(lm_strbuf *to, const lm_page *page, const lm_record *r) {
  const char *label = lm_label_of(page->model, r->indicator, page->lang);
  lm_say(to, page->lang, word_at(W_Q_ACHIEVED, (int)r->status), label, NULL, NULL, NULL);
}

void lm_said_question_outcome(lm_strbuf *to, const lm_page *page, const lm_rollup *rollup) {
  const char *label = lm_label_of(page->model, rollup->node, page->lang);
  lm_say(to, page->lang, word_at(W_Q_ACHIEVED, (int)rollup->status), label, NULL, NULL, NULL);
}

/* Slow is said of what moves too slowly, and of what does not move there at all. */
static lm_word slow_answer(const lm_record *r) {
  if (has(r, LM_R_AWAY_UNSHOWN)) return W_A_UNSHOWN;
  return r->pace_ratio > 0 ? W_A_SLOW : W_A_STILL;
}

static lm_word answer_of(const lm_record *r) {
  if (has(r, LM_R_IMPROVE_ONLY)) return word_at(W_A_BETTER_ACHIEVED, (int)r->status);
  if (has(r, LM_R_DUE_PASSED)) return word_at(W_A_DUE_ACHIEVED, (int)r->status);
  return r->status == LM_SLOW ? slow_answer(r) : word_at(W_A_ACHIEVED, (int)r->status);
}

void lm_said_answer(lm_strbuf *to, const lm_page *page, const lm_record *r) {
  parts p = parts_of(page, r);
  if (r->status == LM_NOT_ASSESSABLE) {
    lm_strbuf_reset(&p.pace);
    lm_add_reasons(&p.pace, r->reasons, page->lang);
  }
  lm_say(to, page->lang, answer_of(r), lm_strbuf_text(&p.name), lm_strbuf_text(&p.last), lm_strbuf_text(&p.target), lm_strbuf_text(&p.pace));
  if (r->status == LM_NOT_ASSESSABLE && p.last.length > 0) lm_say(to, page->lang, W_A_LATEST, lm_strbuf_text(&p.last), NULL, NULL, NULL);
  drop(&p, to);
}

void lm_said_answer_outcome(lm_strbuf *to, const lm_page *page, const lm_rollup *rollup) {
  const lm_tier *tier = lm_model_tier(page->model, rollup->tier);
  char name[LM_TIER_LABEL];
  const char *when = tier ? lm_tier_label(tier, page->view, name, sizeof name) : "";
  const bool judged = rollup->status != LM_NOT_ASSESSABLE;
  char assessed[24], all[24];
  snprintf(assessed, sizeof assessed, "%zu", rollup->assessed);
  snprintf(all, sizeof all, "%zu", rollup->indicators);
  lm_say(to, page->lang, rollup->indicators == 0 ? W_A_OUTCOME_NONE : judged ? W_A_OUTCOME : W_A_OUTCOME_UNDER_HALF, assessed, all,
         lm_word_in(lm_word_verdict(rollup->status), page->lang), when);
  if (!judged || !rollup->worst) return;
  if (rollup->indicators > 1) lm_strbuf_add(to, lm_word_in(W_A_OUTCOME_WORST, page->lang));
  else lm_strbuf_add(to, page->lang == LM_EN ? " " : "");
  lm_said_answer(to, page, rollup->worst);
}

/* ---- what can be said, and what cannot ---- */

lm_word lm_said_reason(lm_reason reason, bool *can) {
  *can = reason == LM_R_DUE_PASSED || reason == LM_R_EACH_UNIT;
  return word_at(W_S_NO_DATA, (int)reason);
}

static void add_reason_items(lm_blocks *to, const lm_page *page, const lm_record *r, bool wanted) {
  for (int reason = 0; reason < LM_REASON_COUNT; reason++) {
    bool can;
    const lm_word word = lm_said_reason((lm_reason)reason, &can);
    if (can != wanted || !has(r, (lm_reason)reason)) continue;
    lm_blocks_item(to, 0);
    lm_paper_word(to, page, LM_RUN_PLAIN, word);
  }
}

/* An item that says `word` of the parts; nothing when the first one is empty. Clears them. */
static void add_item(lm_blocks *to, const lm_page *page, lm_word word, lm_strbuf *a, lm_strbuf *b) {
  lm_strbuf text = {0};
  if (a->length > 0) {
    lm_blocks_item(to, 0);
    lm_say(&text, page->lang, word, lm_strbuf_text(a), b ? lm_strbuf_text(b) : NULL, NULL, NULL);
  }
  take(a, &text);
  if (b) take(b, &text);
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
}

static void add_standing(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_strbuf a = {0}, b = {0};
  lm_add_last(&a, page->model, r, page->view);
  add_item(to, page, W_CAN_STANDS, &a, NULL);
  if (r->has_baseline) lm_add_value_at(&a, page->model, r->indicator, r->baseline, r->baseline_period, page->view);
  add_item(to, page, W_CAN_SINCE, &a, NULL);
  if (r->status == LM_NOT_ASSESSABLE) return;
  add_target(&a, page, r);
  if (!is_met(r)) lm_add_gap(&b, page->model, r, page->lang);
  if (is_met(r) || b.length > 0)
    add_item(to, page, is_met(r) ? W_CAN_MET : W_CAN_GAP, is_met(r) ? &a : &b, is_met(r) ? &b : &a);
  take(&a, &b);
  lm_strbuf_clear(&b);
  if (is_met(r) || isnan(r->achievement) || isnan(r->elapsed) || r->achievement < 0) return;
  lm_add_share(&a, r->achievement);
  lm_add_share(&b, r->elapsed);
  add_item(to, page, W_CAN_WAY, &a, &b);
}

static void add_movement(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_strbuf a = {0}, b = {0};
  lm_add_trend(&b, page->model, r, page->lang);
  lm_add_slope_interval(&b, page->model, r, W_INTERVAL_80, page->lang);
  if (b.length > 0) lm_strbuf_addf(&a, "%zu", r->n < LM_WINDOW ? r->n : (size_t)LM_WINDOW);
  add_item(to, page, W_CAN_TREND, &a, &b);
  if (r->status == LM_NOT_ASSESSABLE || has(r, LM_R_DUE_PASSED)) return;
  if (!isnan(r->pace_ratio)) lm_add_needed(&a, page->model, r, page->lang);
  lm_add_ratio(&b, r->pace_ratio);
  add_item(to, page, r->pace_ratio > 0 ? W_CAN_PACE : W_CAN_PACE_NONE, &a, &b);
}

/* "49.9% (80 %: 46.0% to 53.8%)" */
static void add_projected(lm_strbuf *to, const lm_page *page, const lm_record *r) {
  lm_strbuf low = {0}, high = {0};
  lm_add_projected(to, page->model, r, page->lang);
  lm_add_value(&low, page->model, r->indicator, r->pi80_lo, 0, page->lang);
  lm_add_value(&high, page->model, r->indicator, r->pi80_hi, 0, page->lang);
  if (low.length > 0 && high.length > 0) lm_say(to, page->lang, W_INTERVAL_80, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  take(&low, to);
  take(&high, to);
}

static bool looks_ahead(const lm_record *r) {
  return r->status != LM_NOT_ASSESSABLE && !has(r, LM_R_DUE_PASSED) && !isnan(r->projected) && !isnan(r->p_reach);
}

static void add_outlook(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_strbuf a = {0}, b = {0};
  if (!looks_ahead(r)) return;
  add_projected(&a, page, r);
  lm_add_chance(&b, r->p_reach);
  add_item(to, page, W_CAN_OUTLOOK, &a, &b);
}

static void add_agreement(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_cross_check check;
  lm_strbuf agree = {0}, counted = {0};
  if (lm_cross_check_of(&check, page->assessment, r, NULL) != LM_OK) to->failed = true;
  if (check.ours == LM_CALL_NONE || check.counted == 0) return;
  lm_strbuf_addf(&agree, "%zu", check.agree);
  lm_strbuf_addf(&counted, "%zu", check.counted);
  add_item(to, page, W_CAN_AGREE, &agree, &counted);
}

static void add_units(lm_blocks *to, const lm_page *page, const lm_record *r) {
  char units[24], judged[24], met[24];
  lm_strbuf text = {0};
  if (!has(r, LM_R_FOR_UNITS)) return;
  snprintf(units, sizeof units, "%zu", r->units);
  snprintf(judged, sizeof judged, "%zu", r->units_judged);
  snprintf(met, sizeof met, "%zu", r->units_met);
  lm_say(&text, page->lang, W_UNITS_MET, met, units, judged, NULL);
  add_item(to, page, W_CAN_UNITS, &text, NULL);
}

void lm_said_can(lm_blocks *to, const lm_page *page, const lm_record *r) {
  add_standing(to, page, r);
  add_units(to, page, r);
  add_movement(to, page, r);
  add_outlook(to, page, r);
  add_agreement(to, page, r);
  add_reason_items(to, page, r, true);
}

static void add_word_item(lm_blocks *to, const lm_page *page, bool said, lm_word word) {
  if (!said) return;
  lm_blocks_item(to, 0);
  lm_paper_word(to, page, LM_RUN_PLAIN, word);
}

void lm_said_cannot(lm_blocks *to, const lm_page *page, const lm_record *r) {
  add_reason_items(to, page, r, false);
  add_word_item(to, page, r->slope_lo < 0 && r->slope_hi > 0, W_CANNOT_DIRECTION);
  add_word_item(to, page, looks_ahead(r), W_CANNOT_FUTURE);
  add_word_item(to, page, r->n >= 2, W_CANNOT_CAUSE);
}

/* ---- formulas ---- */

static bool is_number(const lm_record *r) {
  return r->target_of && r->target_of->kind != LM_TARGET_RANGE && r->has_last && !isnan(r->target);
}

static void add_formula(lm_blocks *to, const lm_page *page, lm_word word, lm_strbuf part[4]) {
  lm_strbuf text = {0};
  lm_blocks_item(to, 0);
  lm_say(&text, page->lang, word, lm_strbuf_text(&part[0]), lm_strbuf_text(&part[1]), lm_strbuf_text(&part[2]), lm_strbuf_text(&part[3]));
  for (size_t i = 0; i < 4; i++) take(&part[i], &text);
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
}

static void add_needed_formula(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_strbuf part[4] = {{0}};
  lm_add_goal_of(&part[0], page->model, r, false, page->lang);
  lm_add_last_number(&part[1], page->model, r);
  lm_add_year(&part[2], lm_period_time(r->due_period) - lm_period_time(r->last_period));
  lm_add_needed(&part[3], page->model, r, page->lang);
  add_formula(to, page, W_F_NEEDED, part);
  lm_add_slope(&part[0], page->model, r, page->lang);
  lm_add_needed(&part[1], page->model, r, page->lang);
  lm_add_ratio(&part[2], r->pace_ratio);
  add_formula(to, page, W_F_PACE, part);
}

static void add_projected_formula(lm_blocks *to, const lm_page *page, const lm_record *r) {
  char due[48];
  lm_strbuf part[4] = {{0}};
  lm_strbuf_add(&part[0], lm_period_in(r->due_period, page->view, due, sizeof due));
  lm_add_projected(&part[1], page->model, r, page->lang);
  add_formula(to, page, has(r, LM_R_LONG_HORIZON) ? W_F_PROJECTED_FAR : W_F_PROJECTED, part);
}

void lm_said_formulas(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_strbuf part[4] = {{0}};
  if (!is_number(r) || r->status == LM_NOT_ASSESSABLE) return;
  if (r->has_baseline && !isnan(r->achievement)) {
    lm_add_last_number(&part[0], page->model, r);
    lm_add_number(&part[1], page->model, r->indicator, r->baseline);
    lm_add_goal_of(&part[2], page->model, r, false, page->lang);
    lm_add_share(&part[3], r->achievement);
    add_formula(to, page, W_F_ACHIEVEMENT, part);
  }
  if (!isnan(r->pace_ratio)) add_needed_formula(to, page, r);
  if (looks_ahead(r)) add_projected_formula(to, page, r);
}
