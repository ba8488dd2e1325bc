/* since.c: what changed since last time: verdicts and what moved them, values and targets that were revised, the model. */
#include "paper.h"
#include "since.h"

#include "../base/num.h"

#include <string.h>

typedef struct telling {
  lm_blocks *to;
  const lm_page *page;
  const lm_since *since;
  unsigned level;
} telling;

static void add_cell(const telling *t, const char *text) {
  lm_blocks_cell(t->to);
  if (text) lm_blocks_text(t->to, text);
}

/* The heading, and what is said where there is nothing below it. */
static void add_heading(const telling *t, lm_word heading, bool any, lm_word none) {
  lm_paper_section(t->to, t->page, t->level, heading);
  if (!any) lm_paper_say(t->to, t->page, LM_BLOCK_PARAGRAPH, none);
}

static void open_table(const telling *t, const lm_word *heading, size_t count) {
  lm_block_column column[LM_BLOCK_COLUMNS];
  for (size_t i = 0; i < count; i++) column[i] = (lm_block_column){lm_word_in(heading[i], t->page->lang), false};
  lm_blocks_table(t->to, column, count);
}

const char *lm_gone_label(const lm_page *page, const char *id) {
  const lm_diff *model = page->report->since->model;
  for (size_t i = 0; i < lm_diff_count(model); i++) {
    const lm_difference *d = lm_diff_at(model, i);
    if (d->kind != LM_DIFF_REMOVED || d->thing != LM_DIFF_INDICATOR || strcmp(d->id, id) != 0) continue;
    const char *label = lm_text_in(&d->label, page->lang);
    return *label ? label : id;
  }
  return id;
}

static void add_indicator(const telling *t, const char *id) {
  const lm_node node = lm_model_find(t->page->model, LM_INDICATOR, id, strlen(id));
  lm_blocks_cell(t->to);
  if (node == LM_NO_NODE)
    lm_blocks_text(t->to, lm_gone_label(t->page, id));
  else
    lm_paper_node(t->to, t->page, node);
}

/* ---- verdicts ---- */

void lm_paper_stage(lm_blocks *to, const lm_page *page, const lm_stage *stage) {
  if (stage->status == LM_VERDICT_COUNT)
    lm_paper_word(to, page, LM_RUN_PLAIN, W_NO_RECORD);
  else
    lm_blocks_verdict(to, stage->status, "");
}

static void add_verdict(const telling *t, const lm_stage *stage) {
  lm_blocks_cell(t->to);
  lm_paper_stage(t->to, t->page, stage);
}

void lm_add_causes(lm_strbuf *to, const lm_moved *m, lm_lang lang) {
  const size_t before = to->length;
  size_t causes = 0;
  for (int c = 0; c < LM_CAUSE_COUNT; c++) causes += m->stage[c].status != m->stage[c + 1].status;
  for (int c = 0; c < LM_CAUSE_COUNT; c++) {
    const lm_verdict now = m->stage[c + 1].status;
    if (m->stage[c].status == now) continue;
    lm_strbuf_addf(to, "%s%s", to->length > before ? ", " : "", lm_word_in((lm_word)((int)W_CAUSE_METHOD + c), lang));
    if (causes > 1) lm_strbuf_addf(to, " → %s", lm_word_in(now == LM_VERDICT_COUNT ? W_NO_RECORD : lm_word_verdict(now), lang));
  }
}

bool lm_has_moved(const lm_moved *m) { return m->stage[0].status != m->stage[LM_CAUSE_COUNT].status; }

static bool same_id(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

const lm_moved *lm_moved_of(const lm_page *page, const lm_record *record) {
  const lm_explanation *e = page->report->since ? page->report->since->explanation : NULL;
  const char *indicator = lm_id_of(page->model, record->indicator), *tier = lm_tier_id(page->model, record->tier);
  const char *area = lm_area_id(lm_assessment_areas(page->assessment), record->area);
  for (size_t i = 0; e && i < e->count; i++) {
    const lm_moved *m = &e->item[i];
    if (lm_has_moved(m) && same_id(m->indicator, indicator) && same_id(m->tier, tier) && same_id(m->area, area)) return m;
  }
  return NULL;
}

static void add_verdicts(const telling *t) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_COL_TIER, W_COL_THEN, W_COL_NOW, W_COL_CAUSE};
  const lm_explanation *e = t->since->explanation;
  add_heading(t, W_SINCE_VERDICTS, e->moved > 0, W_SINCE_NO_VERDICT);
  if (e->moved > 0) open_table(t, heading, sizeof heading / sizeof *heading);
  for (size_t i = 0; i < e->count; i++) {
    const lm_moved *m = &e->item[i];
    lm_strbuf causes = {0};
    if (!lm_has_moved(m)) continue;
    add_indicator(t, m->indicator);
    add_cell(t, m->tier);
    add_verdict(t, &m->stage[0]);
    add_verdict(t, &m->stage[LM_CAUSE_COUNT]);
    lm_add_causes(&causes, m, t->page->lang);
    lm_paper_cell_take(t->to, &causes);
  }
}

/* ---- values and targets ---- */

static bool is_revised_value(const lm_store_change *c) { return c->what == LM_WHAT_VALUE && c->kind != LM_ADDED; }
static bool is_added_value(const lm_store_change *c) { return c->what == LM_WHAT_VALUE && c->kind == LM_ADDED; }
static bool is_plan(const lm_store_change *c) { return c->what != LM_WHAT_VALUE; }

static size_t count_of(const telling *t, bool (*wanted)(const lm_store_change *c)) {
  size_t count = 0;
  for (size_t i = 0; i < lm_store_changes_count(t->since->changes); i++) count += wanted(lm_store_changes_at(t->since->changes, i));
  return count;
}

void lm_add_sourced(lm_strbuf *to, lm_what what, const char *value, const char *source, lm_lang lang) {
  if (value)
    lm_add_stored_amount(to, what, value, lang);
  else
    lm_strbuf_add(to, lm_word_in(W_CHANGE_WITHDRAWN, lang));
  if (source) lm_strbuf_addf(to, " (%s)", source);
}

void lm_add_changed_by(lm_strbuf *to, const lm_store_change *c, lm_lang lang) {
  char load[LM_NUM_SIZE];
  lm_num_whole(c->load_after, load);
  if (c->who) lm_strbuf_add(to, c->who);
  if (c->why) lm_strbuf_addf(to, ": %s", c->why);
  if (c->load_after) lm_strbuf_addf(to, " (%s %s)", lm_word_in(W_COL_LOAD, lang), load);
}

static void add_changes(const telling *t, bool (*wanted)(const lm_store_change *c), bool kinds) {
  static const lm_word heading[] = {W_COL_WHAT, W_COL_INDICATOR, W_COL_WHEN, W_COL_THEN, W_COL_NOW, W_COL_WHO};
  const size_t first = kinds ? 0 : 1;
  open_table(t, heading + first, sizeof heading / sizeof *heading - first);
  for (size_t i = 0; i < lm_store_changes_count(t->since->changes); i++) {
    const lm_store_change *c = lm_store_changes_at(t->since->changes, i);
    if (!wanted(c)) continue;
    if (kinds) add_cell(t, lm_word_of_what(c->what, t->page->lang));
    lm_strbuf text = {0};
    add_indicator(t, c->indicator);
    if (c->when) lm_add_stored_when(&text, c->what, c->when, t->page->view);
    lm_paper_cell_take(t->to, &text);
    if (c->kind != LM_ADDED) lm_add_sourced(&text, c->what, c->before, c->source_before, t->page->lang);
    lm_paper_cell_take(t->to, &text);
    lm_add_sourced(&text, c->what, c->after, c->source_after, t->page->lang);
    lm_paper_cell_take(t->to, &text);
    lm_add_changed_by(&text, c, t->page->lang);
    lm_paper_cell_take(t->to, &text);
  }
}

static void add_values(const telling *t) {
  const bool any = count_of(t, is_revised_value) > 0;
  char number[LM_NUM_SIZE];
  lm_strbuf text = {0};
  add_heading(t, W_SINCE_VALUES, any, W_SINCE_NO_VALUE);
  if (any) add_changes(t, is_revised_value, false);
  lm_num_whole((int64_t)count_of(t, is_added_value), number);
  lm_say(&text, t->page->lang, W_SINCE_ADDED, number, NULL, NULL, NULL);
  lm_blocks_open(t->to, LM_BLOCK_PARAGRAPH);
  lm_blocks_take(t->to, LM_RUN_PLAIN, &text);
}

static void add_targets(const telling *t) {
  const bool any = count_of(t, is_plan) > 0;
  add_heading(t, W_SINCE_TARGETS, any, W_SINCE_NO_TARGET);
  if (any) add_changes(t, is_plan, true);
}

/* ---- the model ---- */

static void add_model(const telling *t) {
  static const lm_word heading[] = {W_COL_CHANGE, W_COL_WHAT, W_COL_LABEL, W_COL_FIELD, W_COL_THEN, W_COL_NOW};
  const size_t count = lm_diff_count(t->since->model);
  const lm_lang lang = t->page->lang;
  add_heading(t, W_SINCE_MODEL, count > 0, W_SINCE_NO_MODEL);
  if (count > 0) open_table(t, heading, sizeof heading / sizeof *heading);
  for (size_t i = 0; i < count; i++) {
    const lm_difference *d = lm_diff_at(t->since->model, i);
    const char *label = lm_text_in(&d->label, lang);
    lm_strbuf field = {0};
    lm_add_diff_field(&field, d, lang);
    add_cell(t, lm_diff_kind_in(d->kind, lang));
    add_cell(t, lm_diff_thing_in(d->thing, lang));
    add_cell(t, *label ? label : d->id);
    lm_paper_cell_take(t->to, &field);
    add_cell(t, lm_diff_value_in(d->field, d->before, lang));
    add_cell(t, lm_diff_value_in(d->field, d->after, lang));
  }
}

/* ---- areas ---- */

static void add_areas(const telling *t) {
  static const lm_word heading[] = {W_COL_CHANGE, W_COL_AREA, W_COL_FIELD, W_COL_THEN, W_COL_NOW, W_COL_WHO};
  const size_t count = lm_store_changes_count(t->since->areas);
  const lm_lang lang = t->page->lang;
  add_heading(t, W_SINCE_AREAS, count > 0, W_SINCE_NO_AREA);
  if (count > 0) open_table(t, heading, sizeof heading / sizeof *heading);
  for (size_t i = 0; i < count; i++) {
    const lm_store_change *c = lm_store_changes_at(t->since->areas, i);
    lm_strbuf text = {0};
    add_cell(t, lm_word_of_change(c->kind, lang));
    lm_add_named(&text, lm_text_in(&c->names.area, lang), c->area);
    lm_paper_cell_take(t->to, &text);
    lm_add_area_field(&text, c, lang);
    lm_paper_cell_take(t->to, &text);
    add_cell(t, lm_area_value_in(c, c->before, lang));
    add_cell(t, lm_area_value_in(c, c->after, lang));
    lm_add_changed_by(&text, c, lang);
    lm_paper_cell_take(t->to, &text);
  }
}

/* ---- all of it ---- */

void lm_add_since_head(lm_strbuf *to, const lm_page *page) {
  const lm_since *since = page->report->since;
  char load[LM_NUM_SIZE], records[LM_NUM_SIZE], moved[LM_NUM_SIZE], moment[LM_MOMENT];
  lm_num_whole(since->load, load);
  lm_num_whole((int64_t)since->explanation->records, records);
  lm_num_whole((int64_t)since->explanation->moved, moved);
  lm_say(to, page->lang, W_SINCE_HEAD, load, lm_moment_in(since->at, true, page->view, moment, sizeof moment), records, moved);
  if (since->nothing_later) lm_strbuf_add(to, lm_word_in(W_SINCE_LAST, page->lang));
}

void lm_paper_since_lists(lm_blocks *to, const lm_page *page, unsigned level) {
  const telling t = {to, page, page->report->since, level};
  lm_strbuf text = {0};
  lm_blocks_open(to, LM_BLOCK_PARAGRAPH);
  lm_add_method_then(&text, t.since->explanation->then, page->lang);
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
  if (t.since->explanation->moved == 0 && lm_store_changes_count(t.since->changes) == 0 && lm_store_changes_count(t.since->areas) == 0 &&
      lm_diff_count(t.since->model) == 0) {
    lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_SINCE_NOTHING);
    return;
  }
  add_verdicts(&t);
  add_values(&t);
  add_targets(&t);
  add_model(&t);
  add_areas(&t);
}

void lm_paper_since(lm_blocks *to, const lm_page *page, unsigned level) {
  lm_strbuf head = {0};
  if (!page->report->since) return;
  lm_add_since_head(&head, page);
  lm_blocks_open(to, LM_BLOCK_PARAGRAPH);
  lm_blocks_take(to, LM_RUN_PLAIN, &head);
  lm_paper_since_lists(to, page, level);
}

void lm_html_since(const lm_page *page) {
  lm_blocks blocks = {0};
  lm_html_open_part(page, LM_PART_CHANGED);
  lm_paper_since(&blocks, page, 1);
  if (blocks.failed) lm_sink_fail(page->sink, LM_ENOMEM);
  lm_html_blocks(page, &blocks, 3);
  lm_html_put(page, "</section>\n");
  lm_blocks_clear(&blocks);
}
