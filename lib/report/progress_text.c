/* progress_text.c: what progress documents amount to, for people: goals and grades, scenes, the scale, costs, cost per result. */
#include "progress.h"

#include "../base/num.h"
#include "table.h"

#include <math.h>
#include <stdio.h>

enum { CELLS = 7 };

typedef struct page {
  lm_sink *sink;
  const lm_progress_assessment *assessment;
  const lm_model *model;
  const lm_scale *scale;
  const lm_view *view;
  lm_lang lang;
  bool several_areas;
  lm_status status;
} page;

/* ---- cells ---- */

typedef struct cells {
  lm_strbuf at[CELLS];
} cells;

static void put_row(lm_table *table, cells *row, size_t styled, lm_style style) {
  const char *text[CELLS];
  for (size_t i = 0; i < CELLS; i++) {
    text[i] = lm_strbuf_text(&row->at[i]);
    if (row->at[i].failed) table->failed = true;
  }
  lm_table_row(table, text, styled, style);
  for (size_t i = 0; i < CELLS; i++) lm_strbuf_clear(&row->at[i]);
}

static void add_node(lm_strbuf *to, const page *p, lm_node node, uint32_t area) {
  const char *in = lm_area_label(lm_progress_assessment_areas(p->assessment), area, p->lang);
  if (node == LM_NO_NODE)
    lm_strbuf_add(to, lm_word_in(W_PG_WHOLE, p->lang));
  else
    lm_add_node_name(to, p->model, node, LM_LABEL_SHORT, p->view);
  if (p->several_areas && *in) lm_strbuf_addf(to, " [%s]", in);
}

static void add_grade(lm_strbuf *to, const page *p, int place, const char *none) {
  const char *label = lm_grade_label(p->scale, place, p->lang);
  lm_strbuf_add(to, label ? label : none);
}

static void add_met(lm_strbuf *to, const lm_tally *tally) {
  if (tally->total == 0)
    lm_strbuf_add(to, "–");
  else
    lm_strbuf_addf(to, "%zu/%zu", tally->met, tally->total);
}

/* The best grade is green, the worst red, those between are not coloured. */
static lm_style grade_style(const page *p, const lm_progress_item *item) {
  if (item->graded.grade < 0) return LM_DIM;
  if (item->graded.grade == 0) return LM_GOOD;
  return (size_t)item->graded.grade + 1 == p->scale->count ? LM_BAD : LM_PLAIN;
}

static void add_amount(lm_strbuf *to, double amount) {
  char text[LM_NUM_SIZE];
  if (isnan(amount)) {
    lm_strbuf_add(to, "–");
    return;
  }
  bool whole = !(amount < floor(amount)) && !(amount > floor(amount));
  lm_num_fixed(amount, whole ? 0 : 1, true, text);
  lm_strbuf_add(to, text);
}

/* ---- tables ---- */

static void put_heading(const page *p, lm_word word) {
  lm_sink_char(p->sink, '\n');
  lm_style_on(p->sink, p->view, LM_BOLD);
  lm_flow(p->sink, p->view, "", lm_word_in(word, p->lang));
  lm_style_on(p->sink, p->view, LM_PLAIN);
}

static void finish(page *p, lm_table *table, lm_word heading) {
  if (table->count > 0) {
    put_heading(p, heading);
    lm_table_write(table, p->sink);
  }
  if (table->failed) p->status = LM_ENOMEM;
  lm_table_free(table);
}

/* Scenes and the whole model are rolled up; the others stand for themselves. */
static bool is_rolled(const lm_progress_item *item) { return item->computed != NULL; }

static bool has_goals(const lm_progress_item *item) {
  return item->tally.total > 0 || item->printed >= 0 || item->graded.reason == LM_GR_NOT_BEGUN;
}

/* When, what, goals met, grade computed and printed; what is to be said about them stands below. */
enum { GRADED = 5 };

static void fill_graded_columns(lm_table_column *column, const page *p) {
  const lm_table_column all[GRADED] = {{lm_word_in(W_PG_COL_WHEN, p->lang), LM_LEFT, true},
                                       {lm_word_in(W_COL_NODE, p->lang), LM_LEFT, true},
                                       {lm_word_in(W_PG_COL_MET, p->lang), LM_RIGHT, false},
                                       {lm_word_in(W_PG_COL_GRADE, p->lang), LM_LEFT, true},
                                       {lm_word_in(W_PG_COL_PRINTED, p->lang), LM_LEFT, true}};
  for (size_t i = 0; i < GRADED; i++) column[i] = all[i];
}

static void put_notes(lm_table *table, const page *p, const lm_texts *notes, const char *of) {
  for (size_t i = 0; i < notes->count; i++) {
    lm_strbuf text = {0};
    if (of) lm_strbuf_addf(&text, "%s ", of);
    lm_strbuf_add(&text, lm_text_in(&notes->item[i], p->lang));
    lm_table_span(table, 2, lm_word_in(W_NOTE_BULLET, p->lang), lm_strbuf_text(&text), LM_DIM);
    if (text.failed) table->failed = true;
    lm_strbuf_clear(&text);
  }
}

/* What stands beside the figures in the document, with --all. */
static void put_entry_notes(lm_table *table, const page *p, const lm_entry *entry) {
  if (!entry || !p->view->all) return;
  put_notes(table, p, &entry->notes, NULL);
  for (size_t i = 0; i < entry->statement_count; i++) put_notes(table, p, &entry->statements[i].notes, NULL);
  for (size_t i = 0; i < entry->task_count; i++) put_notes(table, p, &entry->tasks[i].notes, entry->tasks[i].mark);
  for (size_t i = 0; i < entry->cost_count; i++) put_notes(table, p, &entry->costs[i].notes, NULL);
  for (size_t i = 0; i < entry->charge_count; i++) put_notes(table, p, &entry->charges[i].notes, NULL);
}

static void put_graded(lm_table *table, const page *p, const lm_progress_item *item) {
  cells row = {0};
  lm_strbuf why = {0};
  lm_add_when(&row.at[0], p->model, item->when, p->view);
  add_node(&row.at[1], p, item->node, item->area);
  add_met(&row.at[2], &item->tally);
  add_grade(&row.at[3], p, item->graded.grade, lm_word_in(W_PG_CANNOT_TELL, p->lang));
  add_grade(&row.at[4], p, item->printed, "–");
  put_row(table, &row, 3, grade_style(p, item));
  bool plain = item->graded.reason == LM_GR_ALL_REPORTED && !item->differs;
  if (!plain) lm_add_grade_why(&why, p->scale, item, p->lang);
  if (!plain) lm_table_span(table, 2, "", lm_strbuf_text(&why), LM_DIM);
  put_entry_notes(table, p, item->entry);
  if (why.failed) table->failed = true;
  lm_strbuf_clear(&why);
}

static void say_left_out(const page *p, size_t left_out) {
  char count[24];
  lm_strbuf line = {0};
  if (left_out == 0) return;
  snprintf(count, sizeof count, "%zu", left_out);
  lm_say(&line, p->lang, W_PG_LEFT_OUT, count, NULL, NULL, NULL);
  lm_sink_char(p->sink, '\n');
  lm_flow(p->sink, p->view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, p->sink);
}

static void put_goals(page *p) {
  lm_table_column column[GRADED];
  fill_graded_columns(column, p);
  lm_table table = lm_table_new(p->view, column, GRADED);
  size_t left_out = 0;
  for (size_t i = 0; i < lm_progress_item_count(p->assessment); i++) {
    const lm_progress_item *item = lm_progress_item_at(p->assessment, i);
    if (is_rolled(item)) continue;
    if (has_goals(item) || p->view->all)
      put_graded(&table, p, item);
    else
      left_out++;
  }
  finish(p, &table, W_PG_GOALS_HEAD);
  say_left_out(p, left_out);
}

/* "達成 3、一部達成 1、判定できない 2" */
static void add_counts(lm_strbuf *to, const page *p, const size_t *by) {
  size_t before = to->length;
  for (size_t i = 0; i <= p->scale->count; i++) {
    char count[24];
    if (by[i] == 0) continue;
    if (to->length > before) lm_strbuf_add(to, p->lang == LM_JA ? "、" : ", ");
    snprintf(count, sizeof count, "%zu", by[i]);
    const char *label = lm_grade_label(p->scale, (int)i, p->lang);
    lm_strbuf_addf(to, "%s %s", label ? label : lm_word_in(W_PG_CANNOT_TELL, p->lang), count);
  }
}

static void put_counts(lm_table *table, const page *p, const lm_progress_item *item) {
  lm_strbuf counts = {0};
  add_counts(&counts, p, item->computed);
  lm_table_span(table, 2, lm_word_in(W_PG_INITIATIVES, p->lang), lm_strbuf_text(&counts), LM_DIM);
  if (counts.failed) table->failed = true;
  lm_strbuf_clear(&counts);
}

/* One scene says as much as everything. */
static bool is_repeated(const page *p, const lm_progress_item *item) {
  size_t scenes = 0;
  if (item->node != LM_NO_NODE) return false;
  for (lm_node node = 0; node < lm_model_node_count(p->model); node++)
    scenes += lm_model_node(p->model, node)->kind == LM_SCENE && lm_progress_item_find(p->assessment, node, item->area, item->when);
  return scenes == 1;
}

static void put_scenes(page *p) {
  lm_table_column column[GRADED];
  fill_graded_columns(column, p);
  lm_table table = lm_table_new(p->view, column, GRADED);
  for (size_t i = 0; i < lm_progress_item_count(p->assessment); i++) {
    const lm_progress_item *item = lm_progress_item_at(p->assessment, i);
    if (!is_rolled(item) || !has_goals(item) || is_repeated(p, item)) continue;
    put_graded(&table, p, item);
    if (item->initiatives > 0) put_counts(&table, p, item);
  }
  finish(p, &table, W_PG_SCENES_HEAD);
}

/* How a grade is read where no note says it: from its own share up to that of the grade above. */
static lm_word scale_rule(const lm_scale_grade *grade, const lm_scale_grade *above) {
  if (!above) return grade->at_least >= 100 ? W_PG_SCALE_ALL : W_PG_SCALE_RULE;
  if (above->at_least >= 100) return grade->at_least > 0 ? W_PG_SCALE_MOST : W_PG_SCALE_NOT_ALL;
  return grade->at_least > 0 ? W_PG_SCALE_BETWEEN : W_PG_SCALE_UNDER;
}

static void put_grade(lm_sink *sink, const lm_scale_grade *grade, const lm_scale_grade *above, const lm_view *view) {
  lm_strbuf first = {0}, line = {0}, rule = {0};
  char share[LM_NUM_SIZE], under[LM_NUM_SIZE] = "";
  lm_num_format(grade->at_least, share);
  if (above) lm_num_format(above->at_least, under);
  for (size_t i = 0; i < grade->notes.count; i++) lm_strbuf_addf(&rule, "%s%s", i > 0 ? " " : "", lm_text_in(&grade->notes.item[i], view->lang));
  if (grade->notes.count == 0) lm_say(&rule, view->lang, scale_rule(grade, above), share, under, NULL, NULL);
  lm_strbuf_addf(&first, "%s: ", lm_text_in(&grade->label, view->lang));
  const char *source = lm_text_in(&grade->definition, view->lang);
  if (*source)
    lm_say(&line, view->lang, W_GRADE_LINE, source, lm_strbuf_text(&rule), NULL, NULL);
  else
    lm_say(&line, view->lang, W_GRADE_LINE_OURS, lm_strbuf_text(&rule), NULL, NULL, NULL);
  lm_flow(sink, view, lm_strbuf_text(&first), lm_strbuf_text(&line));
  lm_strbuf_drop(&rule, sink);
  lm_strbuf_drop(&line, sink);
  lm_strbuf_drop(&first, sink);
}

void lm_put_scale(lm_sink *sink, const lm_scale *scale, const lm_view *view) {
  for (size_t i = 0; i < scale->count; i++) put_grade(sink, &scale->grades[i], i > 0 ? &scale->grades[i - 1] : NULL, view);
}

/* Only where there was something to grade. */
static void put_scale(const page *p) {
  bool graded = false;
  for (size_t i = 0; i < lm_progress_item_count(p->assessment); i++) graded |= has_goals(lm_progress_item_at(p->assessment, i));
  if (!graded) return;
  put_heading(p, W_PG_SCALE_HEAD);
  lm_put_scale(p->sink, p->scale, p->view);
}

static bool has_cost(const lm_progress_item *item) {
  for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++)
    if (!isnan(item->cost[kind])) return true;
  return false;
}

/* The sum lacks what is blank. */
static void put_partial(lm_table *table, const page *p, const lm_progress_item *item) {
  char costed[24], all[24];
  lm_strbuf text = {0};
  if (item->cost_blank == 0) return;
  snprintf(costed, sizeof costed, "%zu", item->costed);
  snprintf(all, sizeof all, "%zu", item->costed + item->cost_blank);
  lm_say(&text, p->lang, W_PG_PARTIAL, costed, all, NULL, NULL);
  lm_table_span(table, 2, "", lm_strbuf_text(&text), LM_DIM);
  if (text.failed) table->failed = true;
  lm_strbuf_clear(&text);
}

static void put_costs(page *p) {
  const lm_table_column column[] = {
      {lm_word_in(W_PG_COL_WHEN, p->lang), LM_LEFT, false}, {lm_word_in(W_COL_NODE, p->lang), LM_LEFT, true},
      {lm_word_in(W_PG_BUDGET, p->lang), LM_RIGHT, false},  {lm_word_in(W_PG_ESTIMATE, p->lang), LM_RIGHT, false},
      {lm_word_in(W_PG_ACTUAL, p->lang), LM_RIGHT, false}};
  lm_table table = lm_table_new(p->view, column, 5);
  bool twice = false;
  for (size_t i = 0; i < lm_progress_item_count(p->assessment); i++) {
    const lm_progress_item *item = lm_progress_item_at(p->assessment, i);
    if (!has_cost(item) || is_repeated(p, item)) continue;
    cells row = {0};
    lm_add_when(&row.at[0], p->model, item->when, p->view);
    add_node(&row.at[1], p, item->node, item->area);
    if (item->cost_twice) lm_strbuf_add(&row.at[1], p->lang == LM_JA ? " ※" : " *");
    twice |= item->cost_twice;
    for (size_t kind = 0; kind < LM_COST_KIND_COUNT; kind++) add_amount(&row.at[2 + kind], item->cost[kind]);
    put_row(&table, &row, 1, is_rolled(item) ? LM_BOLD : LM_PLAIN);
    put_partial(&table, p, item);
  }
  finish(p, &table, W_PG_COSTS_HEAD);
  if (twice) lm_flow(p->sink, p->view, "", lm_word_in(W_PG_TWICE, p->lang));
}

static void put_result(lm_table *table, const page *p, const lm_cost_result *r) {
  const char *missing = r->missing == LM_PRESENT ? NULL : lm_missing_in(r->missing, p->lang);
  cells row = {0};
  lm_strbuf why = {0};
  lm_add_when(&row.at[0], p->model, r->when, p->view);
  add_node(&row.at[1], p, r->node, r->area);
  if (r->indicator != LM_NO_NODE) lm_add_node_name(&row.at[2], p->model, r->indicator, LM_LABEL_BRIEF, p->view);
  add_amount(&row.at[3], r->cost);
  if (isnan(r->result))
    lm_strbuf_add(&row.at[4], "–");
  else
    lm_add_value(&row.at[4], p->model, r->indicator, r->result, 0, p->lang);
  add_amount(&row.at[5], r->per);
  put_row(table, &row, 5, LM_PLAIN);
  lm_say(&why, p->lang, lm_word_cost_refusal(r->refusal), missing, NULL, NULL, NULL);
  if (r->refusal != LM_CR_OK) lm_table_span(table, 2, "", lm_strbuf_text(&why), LM_DIM);
  if (why.failed) table->failed = true;
  lm_strbuf_clear(&why);
}

static void put_results(page *p) {
  const lm_table_column column[] = {
      {lm_word_in(W_PG_COL_WHEN, p->lang), LM_LEFT, true},     {lm_word_in(W_COL_NODE, p->lang), LM_LEFT, true},
      {lm_word_in(W_COL_INDICATOR, p->lang), LM_LEFT, true},   {lm_word_in(W_PG_COL_COST, p->lang), LM_RIGHT, false},
      {lm_word_in(W_PG_COL_RESULT, p->lang), LM_RIGHT, false}, {lm_word_in(W_PG_COL_PER, p->lang), LM_RIGHT, false}};
  lm_table table = lm_table_new(p->view, column, 6);
  for (size_t i = 0; i < lm_cost_result_count(p->assessment); i++) put_result(&table, p, lm_cost_result_at(p->assessment, i));
  finish(p, &table, W_PG_RESULTS_HEAD);
}

static void put_head(page *p) {
  lm_style_on(p->sink, p->view, LM_BOLD);
  lm_flow(p->sink, p->view, "", lm_text_in(lm_model_title(p->model), p->lang));
  lm_style_on(p->sink, p->view, LM_PLAIN);
  if (lm_progress_is_fictional(p->assessment)) lm_flow(p->sink, p->view, "", lm_word_in(W_PG_FICTIONAL, p->lang));
  const lm_progress_item *first = lm_progress_item_at(p->assessment, 0);
  if (!first) {
    lm_flow(p->sink, p->view, "", lm_word_in(W_PG_NO_ITEMS, p->lang));
    return;
  }
  const lm_progress_item *last = lm_progress_item_at(p->assessment, lm_progress_item_count(p->assessment) - 1);
  p->several_areas = first->area != last->area; /* they are sorted by area */
  const char *area = lm_area_label(lm_progress_assessment_areas(p->assessment), first->area, p->lang);
  if (!p->several_areas && *area) lm_flow(p->sink, p->view, lm_word_in(W_AREA_HEAD, p->lang), area);
}

lm_status lm_progress_as_text(lm_sink *sink, const lm_progress_assessment *assessment, lm_progress_table table, const lm_view *view) {
  page p = {.sink = sink,
            .assessment = assessment,
            .model = lm_progress_assessment_model(assessment),
            .scale = lm_progress_assessment_scale(assessment),
            .view = view,
            .lang = view->lang};
  put_head(&p);
  if (table != LM_PROGRESS_RESULTS) {
    put_goals(&p);
    put_scenes(&p);
    put_scale(&p);
    put_costs(&p);
  }
  if (table != LM_PROGRESS_ITEMS) put_results(&p);
  return p.status;
}
