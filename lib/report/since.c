/* since.c: what changed since last time: verdicts and what moved them, values and targets that were revised, the model. */
#include "diff.h"
#include "paper.h"

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

/* An indicator by its id: of the model of now, else (it is gone) the id. */
static void add_indicator(const telling *t, const char *id) {
  const lm_node node = lm_model_find(t->page->model, LM_INDICATOR, id, strlen(id));
  lm_blocks_cell(t->to);
  if (node == LM_NO_NODE)
    lm_blocks_text(t->to, id);
  else
    lm_paper_node(t->to, t->page, node);
}

/* ---- verdicts ---- */

static void add_verdict(const telling *t, const lm_stage *stage) {
  lm_blocks_cell(t->to);
  if (stage->status == LM_VERDICT_COUNT)
    lm_paper_word(t->to, t->page, LM_RUN_PLAIN, W_NO_RECORD);
  else
    lm_blocks_verdict(t->to, stage->status, "");
}

/* "new periods → slightly behind, targets → on track": where there is one cause its name says all. */
static void add_causes(const telling *t, const lm_moved *m) {
  lm_strbuf text = {0};
  size_t causes = 0;
  for (int c = 0; c < LM_CAUSE_COUNT; c++) causes += m->stage[c].status != m->stage[c + 1].status;
  for (int c = 0; c < LM_CAUSE_COUNT; c++) {
    const lm_verdict now = m->stage[c + 1].status;
    if (m->stage[c].status == now) continue;
    lm_strbuf_addf(&text, "%s%s", text.length > 0 ? ", " : "", lm_word_in((lm_word)((int)W_CAUSE_METHOD + c), t->page->lang));
    if (causes > 1) lm_strbuf_addf(&text, " → %s", lm_word_in(now == LM_VERDICT_COUNT ? W_NO_RECORD : lm_word_verdict(now), t->page->lang));
  }
  lm_blocks_cell(t->to);
  lm_blocks_take(t->to, LM_RUN_PLAIN, &text);
}

static bool moved(const lm_moved *m) { return m->stage[0].status != m->stage[LM_CAUSE_COUNT].status; }

static void add_verdicts(const telling *t) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_COL_TIER, W_COL_THEN, W_COL_NOW, W_COL_CAUSE};
  const lm_explanation *e = t->since->explanation;
  add_heading(t, W_SINCE_VERDICTS, e->moved > 0, W_SINCE_NO_VERDICT);
  if (e->moved > 0) open_table(t, heading, sizeof heading / sizeof *heading);
  for (size_t i = 0; i < e->count; i++) {
    const lm_moved *m = &e->item[i];
    if (!moved(m)) continue;
    add_indicator(t, m->indicator);
    add_cell(t, m->tier);
    add_verdict(t, &m->stage[0]);
    add_verdict(t, &m->stage[LM_CAUSE_COUNT]);
    add_causes(t, m);
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

/* "the value (its source)" */
static void add_sourced(const telling *t, const char *value, const char *source) {
  lm_strbuf text = {0};
  lm_strbuf_add(&text, value ? value : lm_word_in(W_CHANGE_WITHDRAWN, t->page->lang));
  if (source) lm_strbuf_addf(&text, " (%s)", source);
  lm_blocks_cell(t->to);
  lm_blocks_take(t->to, LM_RUN_PLAIN, &text);
}

/* "sato: counted twice (load 2)" */
static void add_who(const telling *t, const lm_store_change *c) {
  lm_strbuf text = {0};
  char load[LM_NUM_SIZE];
  lm_num_whole(c->load_after, load);
  if (c->who) lm_strbuf_add(&text, c->who);
  if (c->why) lm_strbuf_addf(&text, ": %s", c->why);
  if (c->load_after) lm_strbuf_addf(&text, " (%s %s)", lm_word_in(W_COL_LOAD, t->page->lang), load);
  lm_blocks_cell(t->to);
  lm_blocks_take(t->to, LM_RUN_PLAIN, &text);
}

/* A period as the language has it; a tier as it is. */
static void add_when(const telling *t, const lm_store_change *c) {
  char text[48];
  lm_period period;
  const bool is_tier = c->what == LM_WHAT_TARGET;
  const bool known = !is_tier && lm_period_parse(&period, c->when, strlen(c->when), LM_BARE_CALENDAR, NULL) == LM_PERIOD_OK;
  add_cell(t, known ? lm_period_format_in(period, t->page->lang, text, sizeof text) : c->when);
}

static void add_changes(const telling *t, bool (*wanted)(const lm_store_change *c), bool kinds) {
  static const lm_word heading[] = {W_COL_WHAT, W_COL_INDICATOR, W_COL_WHEN, W_COL_THEN, W_COL_NOW, W_COL_WHO};
  const size_t first = kinds ? 0 : 1;
  open_table(t, heading + first, sizeof heading / sizeof *heading - first);
  for (size_t i = 0; i < lm_store_changes_count(t->since->changes); i++) {
    const lm_store_change *c = lm_store_changes_at(t->since->changes, i);
    if (!wanted(c)) continue;
    if (kinds) add_cell(t, lm_word_of_what(c->what, t->page->lang));
    add_indicator(t, c->indicator);
    add_when(t, c);
    if (c->kind == LM_ADDED)
      add_cell(t, NULL);
    else
      add_sourced(t, c->before, c->source_before);
    add_sourced(t, c->after, c->source_after);
    add_who(t, c);
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
    lm_blocks_cell(t->to);
    lm_blocks_take(t->to, LM_RUN_PLAIN, &field);
    add_cell(t, d->before);
    add_cell(t, d->after);
  }
}

/* ---- all of it ---- */

static void add_head(const telling *t) {
  char load[LM_NUM_SIZE], records[LM_NUM_SIZE], other[LM_NUM_SIZE];
  lm_strbuf text = {0};
  lm_num_whole(t->since->load, load);
  lm_num_whole((int64_t)t->since->explanation->records, records);
  lm_num_whole((int64_t)t->since->explanation->moved, other);
  lm_blocks_open(t->to, LM_BLOCK_PARAGRAPH);
  lm_say(&text, t->page->lang, W_SINCE_HEAD, load, t->since->at, records, other);
  lm_blocks_take(t->to, LM_RUN_PLAIN, &text);
  lm_blocks_open(t->to, LM_BLOCK_PARAGRAPH);
  lm_add_method_then(&text, t->since->explanation->then, t->page->lang);
  lm_blocks_take(t->to, LM_RUN_PLAIN, &text);
}

void lm_paper_since(lm_blocks *to, const lm_page *page, unsigned level) {
  const telling t = {to, page, page->report->since, level};
  if (!t.since) return;
  add_head(&t);
  if (t.since->explanation->moved == 0 && lm_store_changes_count(t.since->changes) == 0 && lm_diff_count(t.since->model) == 0) {
    lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_SINCE_NOTHING);
    return;
  }
  add_verdicts(&t);
  add_values(&t);
  add_targets(&t);
  add_model(&t);
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
