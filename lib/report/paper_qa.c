/* paper_qa.c: 想定問答: what may be asked of every outcome and indicator, with the answer, the numbers, the formula, the source, who moves it, and
   what the data allow to say. What is behind first, then what cannot be told, then what is well; each indicator in full once. */
#include "progress.h"
#include "said.h"
#include "since.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct sheet {
  lm_blocks *to;
  const lm_page *page;
  lm_graph *measured;
  uint32_t *told;   /* per indicator: the tier it stands in full of above, plus 1 */
  unsigned asked;   /* questions so far */
} sheet;

static lm_rollup const *outcome_at(const sheet *s, size_t i, lm_section part) {
  const lm_rollup *rollup = lm_assessment_rollup(s->page->assessment, i);
  bool belongs = lm_model_node(s->page->model, rollup->node)->kind == LM_OUTCOME && lm_section_of(rollup->status) == part;
  return belongs ? rollup : NULL;
}

static void add_pair(const sheet *s, lm_word term, lm_strbuf *text) {
  if (text->length > 0) lm_blocks_pair(s->to, lm_word_in(term, s->page->lang));
  lm_blocks_take(s->to, LM_RUN_PLAIN, text);
}

/* "問3 …" as a heading, its answer below. Clears both. */
static void add_question(sheet *s, unsigned level, const char *anchor, lm_strbuf *question, lm_strbuf *answer) {
  char number[16];
  lm_strbuf text = {0};
  snprintf(number, sizeof number, "%u", ++s->asked);
  lm_blocks_heading(s->to, level, anchor);
  lm_say(&text, s->page->lang, W_QA_QUESTION, number, lm_strbuf_text(question), NULL, NULL);
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
  lm_blocks_open(s->to, LM_BLOCK_PARAGRAPH);
  lm_paper_word(s->to, s->page, LM_RUN_STRONG, W_QA_ANSWER);
  lm_blocks_text(s->to, " ");
  lm_blocks_take(s->to, LM_RUN_PLAIN, answer);
  if (question->failed) s->to->failed = true;
  lm_strbuf_clear(question);
}

/* ---- an indicator ---- */

/* Of a verdict that moved: what it was, and what moved it. */
static void add_then(const sheet *s, const lm_record *r) {
  const lm_moved *moved = lm_moved_of(s->page, r);
  lm_strbuf causes = {0}, text = {0};
  if (!moved) return;
  lm_blocks_pair(s->to, lm_word_in(W_QA_THEN, s->page->lang));
  lm_paper_stage(s->to, s->page, &moved->stage[0]);
  lm_add_causes(&causes, moved, s->page->lang);
  lm_say(&text, s->page->lang, W_QA_MOVED_BY, lm_strbuf_text(&causes), NULL, NULL, NULL);
  if (causes.failed) s->to->failed = true;
  lm_strbuf_clear(&causes);
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
}

static void add_verdict(const sheet *s, const lm_record *r) {
  lm_strbuf text = {0};
  lm_blocks_pair(s->to, lm_word_in(W_COL_VERDICT, s->page->lang));
  lm_blocks_verdict(s->to, r->status, r->letter);
  if (r->status == LM_NOT_ASSESSABLE) return;
  lm_say(&text, s->page->lang, W_QA_EVIDENCE, lm_word_in(lm_word_evidence(r->evidence), s->page->lang), NULL, NULL, NULL);
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
}

static bool source_before(const lm_series *series, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (series->obs[i].source == series->obs[at].source) return true;
  return false;
}

/* "title (publisher), retrieved 2025-06-01, https://…" */
static void add_citation(lm_strbuf *to, const sheet *s, const lm_source *source) {
  char day[48];
  if (to->length > 0) lm_strbuf_add(to, lm_word_in(W_BETWEEN, s->page->lang));
  lm_strbuf_add(to, source->title ? source->title : source->id);
  if (source->publisher) lm_strbuf_addf(to, " (%s)", source->publisher);
  if (source->edition) lm_strbuf_addf(to, ", %s", source->edition);
  if (source->retrieved) lm_say(to, s->page->lang, W_QA_RETRIEVED, lm_paper_day(s->page, source->retrieved, day, sizeof day), NULL, NULL, NULL);
  if (source->url) lm_strbuf_addf(to, ", %s", source->url);
}

static void add_sources(const sheet *s, const lm_record *r) {
  const lm_series *series = lm_chart_series(s->page, r->indicator);
  lm_strbuf text = {0};
  for (size_t i = 0; series && i < series->count; i++) {
    const lm_source *source = lm_panel_source(s->page->panel, series->obs[i].source);
    if (source && !source_before(series, i)) add_citation(&text, s, source);
  }
  add_pair(s, W_SHEET_SOURCES, &text);
}

/* Where the target comes from, when it was decided and why; and the one before it. */
static void add_decision(const sheet *s, const lm_record *r) {
  const lm_target *target = r->target_of;
  char day[48];
  lm_strbuf text = {0};
  if (!target) return;
  if (target->source) lm_strbuf_add(&text, target->source);
  if (target->source && target->decided) lm_say(&text, s->page->lang, W_QA_DECIDED, lm_paper_day(s->page, target->decided, day, sizeof day), NULL, NULL, NULL);
  add_pair(s, W_SHEET_TARGET_SOURCE, &text);
  if (target->reason) lm_strbuf_add(&text, target->reason);
  add_pair(s, W_PAGE_COL_WHY, &text);
  if (r->status != LM_NOT_ASSESSABLE) lm_add_revised(&text, s->page->model, r, s->page->lang);
  add_pair(s, W_QA_REVISED, &text);
}

static void add_definition(const sheet *s, const lm_record *r) {
  const lm_indicator *about = lm_model_node(s->page->model, r->indicator)->indicator;
  lm_strbuf text = {0};
  lm_strbuf_add(&text, lm_text_in(&about->definition, s->page->lang));
  add_pair(s, W_SHEET_DEFINITION, &text);
}

/* A heading in bold, and the items that `add` makes; nothing when it makes none. */
static void add_list(const sheet *s, const lm_record *r, lm_word head, void (*add)(lm_blocks *, const lm_page *, const lm_record *)) {
  lm_blocks items = {0};
  add(&items, s->page, r);
  const bool some = items.block.count > 0;
  if (items.failed) s->to->failed = true;
  lm_blocks_clear(&items);
  if (!some) return;
  lm_blocks_open(s->to, LM_BLOCK_PARAGRAPH);
  lm_paper_word(s->to, s->page, LM_RUN_STRONG, head);
  add(s->to, s->page, r);
}

/* `alone`: it is all that measures the outcome above, whose question and answer are its own. */
static void add_indicator(sheet *s, const lm_record *r, bool alone) {
  lm_strbuf question = {0}, answer = {0};
  char anchor[24];
  snprintf(anchor, sizeof anchor, "n%u", (unsigned)r->indicator);
  const char *here = s->told[r->indicator] ? NULL : anchor; /* an anchor names one place */
  if (alone) {
    lm_blocks_heading(s->to, 4, here);
    lm_paper_word(s->to, s->page, LM_RUN_PLAIN, W_INDICATOR_BULLET);
    lm_blocks_text(s->to, lm_label_of(s->page->model, r->indicator, s->page->lang));
  } else {
    lm_said_question(&question, s->page, r);
    lm_said_answer(&answer, s->page, r);
    add_question(s, 4, here, &question, &answer);
  }
  add_verdict(s, r);
  add_then(s, r);
  add_definition(s, r);
  add_sources(s, r);
  add_decision(s, r);
  add_list(s, r, W_CAN_HEAD, lm_said_can);
  add_list(s, r, W_CANNOT_HEAD, lm_said_cannot);
  add_list(s, r, W_QA_FORMULAS, lm_said_formulas);
}

/* The indicators of a node; what stands in full above is only named. */
static void add_indicators(sheet *s, lm_node node, uint32_t tier) {
  size_t count;
  const uint32_t *link = lm_graph_out(s->measured, node, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_node indicator = lm_model_link(s->page->model, link[i])->to;
    const lm_record *r = lm_record_for(s->page->assessment, indicator, s->page->area, tier);
    if (!r) continue;
    if (s->told[indicator] == tier + 1) {
      lm_blocks_pair(s->to, lm_word_in(W_COL_INDICATOR, s->page->lang));
      lm_blocks_verdict(s->to, r->status, r->letter);
      lm_blocks_text(s->to, " ");
      lm_paper_node(s->to, s->page, indicator);
      lm_paper_word(s->to, s->page, LM_RUN_PLAIN, W_SEEN_ABOVE);
      continue;
    }
    add_indicator(s, r, count == 1);
    s->told[indicator] = tier + 1;
  }
}

/* ---- who moves it ---- */

static void add_charges(const sheet *s, lm_node node) {
  const lm_node_info *info = lm_model_node(s->page->model, node);
  for (size_t i = 0; i < info->charge_count; i++) {
    const lm_party *party = lm_model_party(s->page->model, info->charges[i].party);
    if (!party) continue;
    lm_blocks_text(s->to, " ");
    lm_paper_word(s->to, s->page, LM_RUN_PLAIN, (lm_word)(W_CHARGE_LEAD + (int)info->charges[i].role));
    lm_blocks_text(s->to, lm_text_in(&party->label, s->page->lang));
  }
}

static void add_mover(const sheet *s, const lm_chain *chain, lm_node node) {
  const lm_rollup *rollup = lm_assessment_rollup_of(s->page->assessment, node, s->page->area);
  lm_strbuf text = {0};
  lm_blocks_item(s->to, 0);
  if (rollup) lm_paper_rollup(s->to, rollup);
  if (rollup) lm_blocks_text(s->to, " ");
  lm_paper_node(s->to, s->page, node);
  lm_add_delivery(&text, s->page->assessment, node, s->page->area, s->page->lang);
  if (text.length > 0) lm_blocks_text(s->to, " — ");
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
  lm_add_last_report(&text, chain, node, s->page->area);
  if (text.length > 0) {
    lm_blocks_text(s->to, " — ");
    lm_paper_word(s->to, s->page, LM_RUN_PLAIN, W_NODE_REPORTED);
  }
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
  add_charges(s, node);
}

static void add_movers(const sheet *s, const lm_chain *chain, lm_word head, bool outcomes) {
  bool some = false;
  for (lm_node i = 0; i < chain->nodes; i++) {
    const bool is_outcome = lm_model_node(s->page->model, i)->kind == LM_OUTCOME;
    if (i == chain->node || !(chain->side[i] & LM_UPSTREAM) || is_outcome != outcomes) continue;
    if (!some) {
      lm_blocks_open(s->to, LM_BLOCK_PARAGRAPH);
      lm_paper_word(s->to, s->page, LM_RUN_STRONG, head);
    }
    some = true;
    add_mover(s, chain, i);
  }
}

static void add_control(const sheet *s, lm_node node) {
  const lm_tracked home = {s->page->assessment, s->page->report->progress};
  lm_meeting meeting;
  if (lm_meeting_init(&meeting, &home, NULL, 0, node, s->page->view) == LM_OK) {
    add_movers(s, &meeting.home, W_NODE_OURS, false);
    add_movers(s, &meeting.home, W_NODE_SHARED, true);
  } else {
    s->to->failed = true;
  }
  lm_meeting_end(&meeting);
}

/* ---- outcomes ---- */

static void add_outcome(sheet *s, const lm_rollup *rollup) {
  lm_strbuf question = {0}, answer = {0}, why = {0};
  char anchor[24];
  snprintf(anchor, sizeof anchor, "n%u", (unsigned)rollup->node);
  lm_said_question_outcome(&question, s->page, rollup);
  lm_said_answer_outcome(&answer, s->page, rollup);
  add_question(s, 3, anchor, &question, &answer);
  lm_blocks_pair(s->to, lm_word_in(W_COL_VERDICT, s->page->lang));
  lm_paper_rollup(s->to, rollup);
  if (lm_section_of(rollup->status) == LM_SECTION_BEHIND) lm_add_diagnosis(&why, s->page->model, &rollup->diagnosis, s->page->view);
  add_pair(s, W_QA_DIAGNOSIS, &why);
  add_control(s, rollup->node);
  add_indicators(s, rollup->node, rollup->tier);
}

static void add_section(sheet *s, lm_section part) {
  static const lm_word heading[LM_SECTION_COUNT] = {
      [LM_SECTION_BEHIND] = W_QA_BEHIND, [LM_SECTION_UNKNOWN] = W_QA_UNKNOWN, [LM_SECTION_WELL] = W_QA_WELL};
  const size_t rollups = lm_assessment_rollup_count(s->page->assessment);
  size_t count = 0;
  for (size_t i = 0; i < rollups; i++) count += outcome_at(s, i, part) != NULL;
  if (count == 0) return;
  if (s->asked > 0) lm_blocks_open(s->to, LM_BLOCK_BREAK);
  lm_paper_section(s->to, s->page, 2, heading[part]);
  for (size_t i = 0; i < rollups; i++) {
    const lm_rollup *rollup = outcome_at(s, i, part);
    if (rollup) add_outcome(s, rollup);
  }
}

/* ---- at a glance ---- */

static void add_glance_row(const sheet *s, const lm_rollup *rollup) {
  char tier[48];
  lm_strbuf text = {0};
  lm_paper_cell_node(s->to, s->page, rollup->node);
  lm_paper_cell(s->to, rollup->tier != LM_NO_TIER ? lm_tier_in(s->page->model, rollup->tier, s->page->view, tier, sizeof tier) : "");
  lm_blocks_cell(s->to);
  lm_paper_rollup(s->to, rollup);
  lm_blocks_cell(s->to);
  if (rollup->worst && rollup->status != LM_NOT_ASSESSABLE)
    lm_said_answer(&text, s->page, rollup->worst);
  else
    lm_strbuf_add(&text, lm_word_in(rollup->indicators == 0 ? W_WITHOUT_INDICATOR : W_UNDER_HALF, s->page->lang));
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
}

static void add_glance(const sheet *s) {
  static const lm_word heading[] = {W_COL_OUTCOME, W_COL_TIER, W_COL_VERDICT, W_QA_IN_SHORT};
  lm_paper_section(s->to, s->page, 2, W_QA_GLANCE);
  if (lm_page_without_outcomes(s->page)) {
    lm_paper_say(s->to, s->page, LM_BLOCK_PARAGRAPH, lm_page_no_outcomes(s->page));
    return;
  }
  lm_paper_table(s->to, s->page, heading, sizeof heading / sizeof *heading, 0);
  for (int part = 0; part < LM_SECTION_COUNT; part++)
    for (size_t i = 0; i < lm_assessment_rollup_count(s->page->assessment); i++) {
      const lm_rollup *rollup = outcome_at(s, i, (lm_section)part);
      if (rollup) add_glance_row(s, rollup);
    }
}

/* ---- what changed ---- */

static void add_since(sheet *s) {
  lm_strbuf question = {0}, answer = {0};
  if (!s->page->report->since) return;
  lm_paper_section(s->to, s->page, 2, W_PAGE_CHANGED);
  lm_strbuf_add(&question, lm_word_in(W_QA_SINCE, s->page->lang));
  lm_add_since_head(&answer, s->page);
  add_question(s, 3, NULL, &question, &answer);
  lm_paper_since_lists(s->to, s->page, 4);
}

/* ---- what was done: indicators of activities, in a table ---- */

static void add_output_row(const sheet *s, lm_node activity, const lm_record *r) {
  lm_paper_cell_node(s->to, s->page, activity);
  lm_paper_record_cells(s->to, s->page, r);
}

static void add_outputs(const sheet *s) {
  static const lm_word heading[] = {W_COL_ACTIVITY, W_COL_INDICATOR, W_COL_LAST, W_COL_TARGET, W_COL_VERDICT};
  lm_blocks_open(s->to, LM_BLOCK_BREAK);
  lm_paper_section(s->to, s->page, 2, W_QA_OUTPUTS);
  lm_paper_table(s->to, s->page, heading, sizeof heading / sizeof *heading, 0xC);
  for (lm_node i = 0; i < lm_model_node_count(s->page->model); i++) {
    size_t count = 0;
    const uint32_t *link = lm_model_node(s->page->model, i)->kind == LM_ACTIVITY ? lm_graph_out(s->measured, i, &count) : NULL;
    for (size_t k = 0; k < count; k++) {
      const lm_record *r = lm_record_for(s->page->assessment, lm_model_link(s->page->model, link[k])->to, s->page->area, LM_NO_TIER);
      if (r) add_output_row(s, i, r);
    }
  }
}

/* ---- what was reported, of a model without outcomes ---- */

static void add_reports(const sheet *s) {
  static const lm_word heading[] = {W_COL_SCENE, W_MG_INITIATIVE, W_COL_DELIVERY};
  const lm_progress_assessment *progress = s->page->report->progress;
  if (!progress || !lm_page_without_outcomes(s->page)) return;
  lm_paper_section(s->to, s->page, 2, W_QA_REPORTED);
  lm_paper_table(s->to, s->page, heading, sizeof heading / sizeof *heading, 0);
  for (lm_node i = 0; i < lm_model_node_count(s->page->model); i++) {
    lm_strbuf text = {0};
    if (lm_model_node(s->page->model, i)->kind != LM_INITIATIVE) continue;
    lm_paper_cell(s->to, lm_label_of(s->page->model, lm_model_scene_of(s->page->model, i), s->page->lang));
    lm_paper_cell_node(s->to, s->page, i);
    lm_page_add_delivery(&text, s->page, i);
    lm_paper_cell_take(s->to, &text);
  }
  for (size_t i = 0; i < lm_progress_item_count(progress); i++) {
    const lm_progress_item *item = lm_progress_item_at(progress, i);
    const lm_entry *entry = lm_progress_item_here(item, s->page->area) ? item->entry : NULL;
    for (size_t k = 0; entry && k < entry->statement_count; k++) lm_paper_statement(s->to, s->page, entry, &entry->statements[k]);
  }
}

void lm_paper_qa(lm_blocks *to, const lm_page *page) {
  sheet s = {.to = to, .page = page};
  s.told = calloc(lm_model_node_count(page->model) + 1, sizeof *s.told);
  lm_status status = lm_graph_new(&s.measured, page->model, LM_MASK(LM_MEASURED_BY));
  if (!s.told || status != LM_OK) to->failed = true;
  if (!to->failed) add_glance(&s);
  if (!to->failed) add_since(&s);
  for (int part = 0; part < LM_SECTION_COUNT && !to->failed; part++) add_section(&s, (lm_section)part);
  if (!to->failed) add_reports(&s);
  if (!to->failed) add_outputs(&s);
  lm_paper_stamp(to, page);
  lm_graph_free(s.measured);
  free(s.told);
}
