/* paper_handover.c: 引継ぎ: for whoever takes over: what changed, which doubts are open, which data is owed and by whom, what was decided and why,
   what comes when, where the files are. */
#include "diff.h"
#include "paper.h"
#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t record_count(const lm_page *page) {
  return lm_assessment_count(page->assessment);
}

static void add_label_cell(lm_blocks *to, const lm_page *page, const lm_record *r) {
  char tier[48];
  lm_paper_cell(to, lm_label_of(page->model, r->indicator, page->lang));
  lm_paper_cell(to, lm_tier_in(page->model, r->tier, page->view, tier, sizeof tier));
}

/* ---- what changed ---- */

static void add_target_words(lm_strbuf *to, const lm_page *page, const lm_record *r, const lm_target *target, double amount) {
  lm_add_goal(to, page->model, r->indicator, target, amount, true, page->lang);
  if (to->length == 0) lm_strbuf_add(to, target->text ? target->text : lm_target_kind_in(target->kind, page->lang));
}

static void add_revised_row(lm_blocks *to, const lm_page *page, const lm_record *r) {
  char day[48];
  lm_strbuf text = {0};
  add_label_cell(to, page, r);
  add_target_words(&text, page, r, r->revised, r->old_target);
  lm_paper_cell_take(to, &text);
  add_target_words(&text, page, r, r->target_of, r->target);
  lm_paper_cell_take(to, &text);
  lm_paper_cell(to, lm_paper_day(page, r->target_of->decided, day, sizeof day));
  lm_paper_cell(to, r->target_of->reason ? r->target_of->reason : "");
  lm_blocks_cell(to);
  if (r->status_old_target != LM_VERDICT_COUNT && r->status_old_target != r->status) {
    lm_blocks_verdict(to, r->status_old_target, "");
    lm_blocks_text(to, " → ");
  }
  lm_blocks_verdict(to, r->status, r->letter);
}

static void add_changed(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_COL_TIER, W_HO_OLD, W_HO_NEW, W_COL_DECIDED, W_PAGE_COL_WHY, W_COL_VERDICT};
  size_t revised = 0;
  lm_paper_section(to, page, 2, W_HO_CHANGED);
  lm_paper_since(to, page, 3);
  if (!page->report->since) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_HO_NO_STORE);
  for (size_t i = 0; i < record_count(page); i++) {
    const lm_record *r = lm_assessment_at(page->assessment, i);
    if (!r->revised || !r->target_of) continue;
    if (revised++ == 0) {
      lm_paper_section(to, page, 3, W_HO_REVISED);
      lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0xC);
    }
    add_revised_row(to, page, r);
  }
  if (revised > 0) return;
  if (page->report->since) lm_paper_section(to, page, 3, W_HO_REVISED); /* what precedes it is about something else */
  lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_HO_NO_REVISED);
}

/* ---- doubts ---- */

/* Reasons that somebody has to look into; the others say only how much the data carry. */
static const uint64_t doubtful = LM_REASON_BIT(LM_R_TARGET_EQ_BASELINE) | LM_REASON_BIT(LM_R_TARGET_WRONG_SIDE) | LM_REASON_BIT(LM_R_NO_DIRECTION) |
                                 LM_REASON_BIT(LM_R_BASELINE_BEFORE_BREAK) | LM_REASON_BIT(LM_R_STALE) | LM_REASON_BIT(LM_R_MASKED_MATTERS) |
                                 LM_REASON_BIT(LM_R_TESTS_DISAGREE) | LM_REASON_BIT(LM_R_LAST_PROVISIONAL) | LM_REASON_BIT(LM_R_LAST_ESTIMATED) |
                                 LM_REASON_BIT(LM_R_NO_SCATTER) | LM_REASON_BIT(LM_R_AREA_CHANGE);

static void add_records_in_doubt(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_COL_TIER, W_COL_VERDICT, W_PAGE_COL_WHY};
  size_t doubts = 0;
  for (size_t i = 0; i < record_count(page); i++) {
    const lm_record *r = lm_assessment_at(page->assessment, i);
    const uint64_t why = r->status == LM_UNCLEAR ? r->reasons : r->reasons & doubtful;
    lm_strbuf text = {0};
    if (r->status != LM_UNCLEAR && why == 0) continue;
    if (doubts++ == 0) lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0);
    add_label_cell(to, page, r);
    lm_blocks_cell(to);
    lm_blocks_verdict(to, r->status, r->letter);
    lm_add_reasons(&text, why, page->lang);
    lm_paper_cell_take(to, &text);
  }
  if (doubts == 0) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_HO_NO_DOUBTS);
}

static void add_grades_in_doubt(lm_blocks *to, const lm_page *page) {
  const lm_progress_assessment *progress = page->report->progress;
  const lm_scale *scale = progress ? lm_progress_assessment_scale(progress) : NULL;
  size_t doubts = 0;
  for (size_t i = 0; progress && i < lm_progress_item_count(progress); i++) {
    const lm_progress_item *item = lm_progress_item_at(progress, i);
    lm_strbuf text = {0};
    if (!item->differs || item->node == LM_NO_NODE || !lm_progress_item_here(item, page->area)) continue;
    if (doubts++ == 0) lm_paper_section(to, page, 3, W_HO_GRADES);
    lm_blocks_item(to, 0);
    lm_add_when(&text, page->model, item->when, page->view);
    lm_strbuf_add(&text, " ");
    lm_blocks_take(to, LM_RUN_PLAIN, &text);
    lm_paper_node(to, page, item->node);
    lm_strbuf_addf(&text, " — %s: ", lm_grade_label(scale, item->printed, page->lang));
    lm_add_grade_why(&text, scale, item, page->lang);
    lm_blocks_take(to, LM_RUN_PLAIN, &text);
  }
}

static void add_doubts(lm_blocks *to, const lm_page *page) {
  lm_paper_section(to, page, 2, W_HO_DOUBTS);
  add_records_in_doubt(to, page);
  lm_paper_say(to, page, LM_BLOCK_NOTE, W_HO_ODDITIES);
  add_grades_in_doubt(to, page);
}

/* ---- what is owed ---- */

static void add_owed(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_PAGE_COL_WHY, W_HO_ORIGIN, W_COL_IN_CHARGE};
  lm_debt *debt;
  size_t count;
  lm_strbuf text = {0};
  if (lm_assessment_debts(&debt, &count, page->assessment) != LM_OK) to->failed = true;
  lm_paper_section(to, page, 2, W_HO_PROMISED);
  if (count > 0)
    lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0);
  else
    lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, lm_page_no_debts(page));
  for (size_t i = 0; i < count; i++) {
    lm_paper_cell_node(to, page, debt[i].indicator);
    lm_add_reasons(&text, debt[i].reasons, page->lang);
    lm_paper_cell_take(to, &text);
    lm_paper_cell(to, lm_text_in(&lm_model_node(page->model, debt[i].indicator)->indicator->origin, page->lang));
    lm_add_in_charge(&text, page->model, debt[i].indicator, page->lang);
    lm_paper_cell_take(to, &text);
  }
  free(debt);
}

/* Values that the documents say will come: who takes over has to ask for them. */
static void add_promised_row(lm_blocks *to, const lm_page *page, const lm_series *series, const lm_obs *obs) {
  const lm_source *source = lm_panel_source(page->panel, obs->source);
  const lm_text *note = lm_panel_note(page->panel, obs->note);
  char period[48];
  lm_strbuf text = {0};
  lm_paper_cell_node(to, page, series->indicator);
  lm_paper_cell(to, lm_period_in(obs->period, page->view, period, sizeof period));
  lm_paper_cell(to, note ? lm_text_in(note, page->lang) : "");
  lm_paper_cell(to, source ? (source->title ? source->title : source->id) : "");
  lm_add_in_charge(&text, page->model, series->indicator, page->lang);
  lm_paper_cell_take(to, &text);
}

static void add_promised(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_COL_PERIOD, W_COL_NOTE, W_COL_SOURCE, W_COL_IN_CHARGE};
  size_t promised = 0;
  lm_paper_section(to, page, 3, W_HO_NOT_YET);
  for (size_t i = 0; page->panel && i < lm_panel_series_count(page->panel); i++) {
    const lm_series *series = lm_panel_series(page->panel, i);
    for (size_t k = 0; series->area == page->area && k < series->count; k++) {
      if (series->obs[k].missing != LM_NOT_YET) continue;
      if (promised++ == 0) lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0);
      add_promised_row(to, page, series, &series->obs[k]);
    }
  }
  if (promised == 0) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_HO_NONE_PROMISED);
}

/* ---- what was decided ---- */

static const char *text_or_none(const char *text) {
  return text ? text : "";
}

static bool same_decision(const lm_target *a, const lm_target *b) {
  return strcmp(text_or_none(a->decided), text_or_none(b->decided)) == 0 && strcmp(text_or_none(a->source), text_or_none(b->source)) == 0 &&
         strcmp(text_or_none(a->reason), text_or_none(b->reason)) == 0;
}

static const lm_target *decision_at(const lm_page *page, size_t i) {
  const lm_record *r = lm_assessment_at(page->assessment, i);
  return r->target_of && (r->target_of->decided || r->target_of->reason) ? r->target_of : NULL;
}

/* How many targets were decided with that of record `at`; 0: one before it stands for them. */
static size_t decided_together(const lm_page *page, size_t at) {
  const lm_target *one = decision_at(page, at);
  size_t count = 0;
  for (size_t i = 0; one && i < record_count(page); i++) {
    const lm_target *other = decision_at(page, i);
    const bool same = other && same_decision(one, other);
    if (same && i < at) return 0;
    count += same;
  }
  return count;
}

static void add_decisions(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_DECIDED, W_COL_SOURCE, W_PAGE_COL_WHY, W_HO_TARGETS};
  size_t decisions = 0;
  for (size_t i = 0; i < record_count(page); i++) {
    const size_t together = decided_together(page, i);
    char number[24], day[48];
    if (together == 0) continue;
    if (decisions++ == 0) lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0x8);
    const lm_target *target = decision_at(page, i);
    snprintf(number, sizeof number, "%zu", together);
    lm_paper_cell(to, lm_paper_day(page, target->decided, day, sizeof day));
    lm_paper_cell(to, text_or_none(target->source));
    lm_paper_cell(to, text_or_none(target->reason));
    lm_paper_cell(to, number);
  }
  if (decisions == 0) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_HO_NO_DECISION);
}

/* What somebody will have to take up: what went wrong, what is to be done about it, where it is to go. */
static bool is_decision(lm_statement_role role) {
  return role == LM_ROLE_ISSUE || role == LM_ROLE_RESPONSE || role == LM_ROLE_EVALUATION || role == LM_ROLE_IMPROVEMENT || role == LM_ROLE_DIRECTION;
}

static void add_statements(lm_blocks *to, const lm_page *page) {
  const lm_progress_assessment *progress = page->report->progress;
  size_t said = 0;
  for (size_t i = 0; progress && i < lm_progress_item_count(progress); i++) {
    const lm_progress_item *item = lm_progress_item_at(progress, i);
    const lm_entry *entry = lm_progress_item_here(item, page->area) ? item->entry : NULL;
    for (size_t k = 0; entry && k < entry->statement_count; k++) {
      if (!is_decision(entry->statements[k].role)) continue;
      if (said++ == 0) lm_paper_section(to, page, 3, W_HO_REPORTED);
      lm_paper_statement(to, page, entry, &entry->statements[k]);
    }
  }
}

static bool wants_reason(const lm_store_load *load) { return load->totals.revised > 0 || load->undoes || strcmp(load->kind, "lock") == 0; }

/* Its label and id: what was locked is undone by the id. */
static void add_area(lm_strbuf *to, const lm_page *page, const char *id) {
  const lm_areas *areas = lm_assessment_areas(page->assessment);
  const char *label = lm_area_label(areas, lm_areas_find(areas, id, strlen(id)), page->lang);
  const bool named = *label && strcmp(label, id) != 0;
  lm_strbuf_addf(to, " %s", named ? label : id);
  if (named) lm_say(to, page->lang, W_IN_BRACKETS, id, NULL, NULL, NULL);
}

/* The files, or what was locked. */
static void add_concerned(lm_blocks *to, const lm_page *page, const lm_store_load *load) {
  char period[48];
  lm_strbuf text = {0};
  if (load->locks) lm_strbuf_add(&text, lm_period_in(load->period, page->view, period, sizeof period));
  if (load->locks && load->area) add_area(&text, page, load->area);
  if (load->files) lm_strbuf_add(&text, load->files);
  lm_paper_cell_take(to, &text);
}

static void add_load_row(lm_blocks *to, const lm_page *page, const lm_store_load *load) {
  char number[24], moment[LM_MOMENT];
  lm_strbuf kind = {0};
  snprintf(number, sizeof number, "%lld", (long long)load->number);
  lm_paper_cell(to, number);
  lm_paper_cell(to, load->at ? lm_moment_in(load->at, false, page->view, moment, sizeof moment) : "");
  lm_paper_cell(to, text_or_none(load->who));
  lm_add_load_kind(&kind, load, page->lang);
  if (load->undone_by) lm_strbuf_add(&kind, lm_word_in(W_HO_UNDONE, page->lang));
  lm_paper_cell_take(to, &kind);
  add_concerned(to, page, load);
  snprintf(number, sizeof number, "%llu", (unsigned long long)load->totals.revised);
  lm_paper_cell(to, load->totals.revised > 0 ? number : "");
  lm_paper_cell(to, load->why ? load->why : wants_reason(load) ? lm_word_in(W_HO_NO_REASON, page->lang) : "");
}

/* What was done to the store, by whom and why: revising, undoing and locking are decisions. With --since what was done since then. */
static void add_loads(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_LOAD, W_COL_AT, W_COL_WHO, W_COL_WHAT, W_HO_OF, W_CHANGE_REVISED, W_PAGE_COL_WHY};
  const lm_store_loads *loads = page->report->loads;
  const int64_t after = page->report->since ? page->report->since->load : 0;
  size_t shown = 0;
  if (!loads) return;
  lm_paper_section(to, page, 3, after ? W_HO_LOADS_SINCE : W_HO_LOADS);
  for (size_t i = 0; i < lm_store_loads_count(loads); i++) {
    const lm_store_load *load = lm_store_loads_at(loads, i);
    if (load->number <= after) continue;
    if (shown++ == 0) lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0x21);
    add_load_row(to, page, load);
  }
  if (shown == 0) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_NO_ROWS);
}

/* ---- what comes when ---- */

static void add_tier(lm_blocks *to, const lm_page *page, uint32_t index) {
  const lm_tier *tier = lm_model_tier(page->model, index);
  size_t outcomes = 0, behind = 0;
  char day[48], number[24], name[LM_TIER_LABEL];
  for (size_t i = 0; i < lm_assessment_rollup_count(page->assessment); i++) {
    const lm_rollup *rollup = lm_assessment_rollup(page->assessment, i);
    const bool belongs = lm_model_node(page->model, rollup->node)->kind == LM_OUTCOME && rollup->tier == index;
    outcomes += belongs;
    behind += belongs && lm_section_of(rollup->status) == LM_SECTION_BEHIND;
  }
  lm_paper_cell(to, lm_period_in((lm_period){LM_DAY, tier->due}, page->view, day, sizeof day));
  if (tier->about) lm_paper_word(to, page, LM_RUN_PLAIN, W_ABOUT_MARK);
  lm_paper_cell(to, lm_tier_label(tier, page->view, name, sizeof name));
  snprintf(number, sizeof number, "%zu", outcomes);
  lm_paper_cell(to, number);
  snprintf(number, sizeof number, "%zu", behind);
  lm_paper_cell(to, number);
}

static int by_next_period(const void *one, const void *other) {
  const lm_record *a = *(const lm_record *const *)one, *b = *(const lm_record *const *)other;
  const int order = lm_period_compare(a->next_period, b->next_period);
  return order ? order : (a->indicator > b->indicator) - (a->indicator < b->indicator);
}

/* What is enough as it is printed: rounded towards the target. */
static void add_enough(lm_blocks *to, const lm_page *page, const lm_record *r, double value) {
  lm_strbuf text = {0};
  if (!isnan(value)) lm_add_value_beyond(&text, page->model, r->indicator, value, r->gap < 0 ? INFINITY : -INFINITY, page->lang);
  lm_paper_cell_take(to, &text);
}

static void add_next_row(lm_blocks *to, const lm_page *page, const lm_record *r) {
  char period[48];
  lm_strbuf text = {0};
  lm_paper_cell(to, lm_period_in(r->next_period, page->view, period, sizeof period));
  lm_paper_cell(to, lm_label_of(page->model, r->indicator, page->lang));
  lm_add_last(&text, page->model, r, page->view);
  lm_paper_cell_take(to, &text);
  add_enough(to, page, r, r->next_value_line);
  add_enough(to, page, r, r->next_value_pace);
  lm_add_in_charge(&text, page->model, r->indicator, page->lang);
  lm_paper_cell_take(to, &text);
}

/* The next value of every indicator, with what it has to be for the first tier. */
static void add_next(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_PERIOD, W_COL_INDICATOR, W_COL_LAST, W_HO_LINE, W_HO_PACE, W_COL_IN_CHARGE};
  const lm_record **next = calloc(record_count(page) + 1, sizeof *next);
  size_t count = 0;
  if (!next) to->failed = true;
  for (size_t i = 0; next && i < record_count(page); i++) {
    const lm_record *r = lm_assessment_at(page->assessment, i);
    const bool told = count > 0 && next[count - 1]->indicator == r->indicator;
    if (r->has_next && !told) next[count++] = r;
  }
  if (count > 0) {
    qsort(next, count, sizeof *next, by_next_period);
    lm_paper_section(to, page, 3, W_HO_NEXT);
    lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0x1C);
  }
  for (size_t i = 0; i < count; i++) add_next_row(to, page, next[i]);
  free(next);
}

static void add_calendar(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_HO_DUE, W_COL_TIER, W_HO_OUTCOMES, W_HO_BEHIND};
  lm_paper_section(to, page, 2, W_HO_COMES);
  lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0xC);
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) add_tier(to, page, tier);
  add_next(to, page);
}

void lm_paper_handover(lm_blocks *to, const lm_page *page) {
  add_changed(to, page);
  add_doubts(to, page);
  add_owed(to, page);
  add_promised(to, page);
  lm_paper_section(to, page, 2, W_HO_DECIDED);
  add_decisions(to, page);
  add_loads(to, page);
  add_statements(to, page);
  add_calendar(to, page);
  lm_paper_stamp(to, page);
}
