/* paper.c: the table of papers and what they share. */
#include "paper.h"

#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct paper_row {
  const char *word;
  lm_word title;
  void (*build)(lm_blocks *to, const lm_page *page);
} paper_row;

static const paper_row papers[] = {
    {"qa", W_PAPER_QA, lm_paper_qa},
    {"handover", W_PAPER_HANDOVER, lm_paper_handover},
    {"management", W_PAPER_MANAGEMENT, lm_paper_management},
    {"minutes", W_PAPER_MINUTES, lm_paper_minutes},
};
#define PAPERS (sizeof papers / sizeof *papers)

size_t lm_paper_count(void) {
  return PAPERS;
}

const char *lm_paper_id(size_t index) {
  return index < PAPERS ? papers[index].word : NULL;
}

const char *lm_paper_title(size_t index, lm_lang lang) {
  return index < PAPERS ? lm_word_in(papers[index].title, lang) : NULL;
}

/* "会議録用 — the model — the area" */
static void add_title(lm_strbuf *to, const lm_page *page, lm_word title) {
  const char *area = lm_area_label(lm_assessment_areas(page->assessment), page->area, page->lang);
  lm_strbuf_addf(to, "%s — %s", lm_word_in(title, page->lang), lm_html_title(page));
  if (*area) lm_strbuf_addf(to, " — %s", area);
}

/* Pages of HTML have title and notice in their header. */
static void put_page(const lm_page *page, lm_word title, const lm_blocks *blocks) {
  lm_strbuf text = {0};
  add_title(&text, page, title);
  lm_html_open(page, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, page->sink);
  lm_html_put(page, "</header>\n<main id=\"main\" class=\"paper\">\n");
  lm_html_blocks(page, blocks, 1);
  lm_html_put(page, "</main>\n");
  lm_html_close(page);
}

static void put_blocks(const lm_page *page, const void *blocks) {
  lm_html_blocks(page, blocks, 1);
}

static lm_status print_page(const lm_page *page, lm_word title, const lm_blocks *blocks) {
  lm_strbuf text = {0};
  add_title(&text, page, title);
  lm_status status = text.failed ? LM_ENOMEM : lm_html_print(page->sink, page, lm_strbuf_text(&text), put_blocks, blocks);
  lm_strbuf_clear(&text);
  return status;
}

static void add_line(lm_blocks *to, const lm_page *page, const lm_text *line) {
  const char *text = lm_text_in(line, page->lang);
  if (!*text) return;
  lm_blocks_open(to, LM_BLOCK_PARAGRAPH);
  lm_blocks_text(to, text);
}

static void add_head(lm_blocks *to, const lm_page *page, lm_word title) {
  lm_strbuf text = {0};
  add_title(&text, page, title);
  lm_blocks_heading(to, 1, NULL);
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
  if (page->settings) add_line(to, page, &page->settings->subtitle);
  if (page->settings) add_line(to, page, &page->settings->organisation);
  lm_page_add_notice(&text, page);
  if (text.length > 0) lm_blocks_open(to, LM_BLOCK_WARNING);
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
}

static const paper_row *find(const char *word) {
  for (size_t i = 0; i < PAPERS; i++)
    if (strcmp(papers[i].word, word) == 0) return &papers[i];
  return NULL;
}

lm_status lm_write_paper(lm_sink *sink, const lm_report *report, const char *word, const lm_view *view) {
  const paper_row *row = find(word);
  lm_page page;
  lm_blocks blocks = {0};
  if (!row) return LM_ENOTFOUND;
  lm_status status = lm_page_of(&page, sink, report, view);
  if (status != LM_OK) return status;
  if (view->format != LM_FORMAT_HTML && view->format != LM_FORMAT_PDF) add_head(&blocks, &page, row->title);
  row->build(&blocks, &page);
  lm_blocks_drop_empty_columns(&blocks);
  if (blocks.failed)
    status = LM_ENOMEM;
  else if (view->format == LM_FORMAT_HTML)
    put_page(&page, row->title, &blocks);
  else if (view->format == LM_FORMAT_PDF)
    status = print_page(&page, row->title, &blocks);
  else
    status = lm_write_blocks(sink, &blocks, view);
  lm_blocks_clear(&blocks);
  return status == LM_OK && lm_sink_status(sink) == LM_ENOMEM ? LM_ENOMEM : status;
}

lm_status lm_write_paper_list(lm_sink *sink, const lm_view *view) {
  lm_blocks blocks = {0};
  lm_view as_text = *view;
  as_text.format = LM_FORMAT_TEXT;
  for (size_t i = 0; i < PAPERS; i++) {
    lm_blocks_pair(&blocks, papers[i].word);
    lm_blocks_text(&blocks, lm_word_in(papers[i].title, view->lang));
  }
  lm_status status = lm_write_blocks(sink, &blocks, &as_text);
  lm_blocks_clear(&blocks);
  return status;
}

/* ---- what papers share ---- */

void lm_paper_word(lm_blocks *to, const lm_page *page, lm_run_kind kind, lm_word word) {
  lm_blocks_run(to, kind, lm_word_in(word, page->lang));
}

void lm_paper_say(lm_blocks *to, const lm_page *page, lm_block_kind kind, lm_word word) {
  lm_blocks_open(to, kind);
  lm_paper_word(to, page, LM_RUN_PLAIN, word);
}

void lm_paper_section(lm_blocks *to, const lm_page *page, unsigned level, lm_word heading) {
  lm_blocks_heading(to, level, NULL);
  lm_paper_word(to, page, LM_RUN_PLAIN, heading);
}

void lm_paper_node(lm_blocks *to, const lm_page *page, lm_node node) {
  lm_strbuf name = {0};
  char anchor[24];
  const lm_view whole = {.lang = page->lang, .all = true};
  snprintf(anchor, sizeof anchor, "n%" PRIu32, node);
  lm_add_node_name(&name, page->model, node, LM_LABEL_SHORT, &whole);
  if (name.failed) to->failed = true;
  lm_blocks_link(to, lm_strbuf_text(&name), anchor);
  lm_strbuf_clear(&name);
}

void lm_paper_rollup(lm_blocks *to, const lm_rollup *rollup) {
  lm_blocks_verdict(to, rollup->status, lm_rollup_letter(rollup));
}

/* ---- tables ---- */

void lm_paper_table(lm_blocks *to, const lm_page *page, const lm_word *heading, size_t columns, unsigned numbers) {
  lm_block_column column[LM_BLOCK_COLUMNS];
  for (size_t i = 0; i < columns; i++) column[i] = (lm_block_column){lm_word_in(heading[i], page->lang), (numbers >> i & 1) != 0};
  lm_blocks_table(to, column, columns);
}

void lm_paper_cell(lm_blocks *to, const char *text) {
  lm_blocks_cell(to);
  lm_blocks_text(to, text);
}

void lm_paper_cell_take(lm_blocks *to, lm_strbuf *text) {
  lm_blocks_cell(to);
  lm_blocks_take(to, LM_RUN_PLAIN, text);
}

void lm_paper_record_cells(lm_blocks *to, const lm_page *page, const lm_record *r) {
  lm_strbuf text = {0};
  lm_paper_cell(to, lm_label_of(page->model, r->indicator, page->lang));
  lm_add_last(&text, page->model, r, page->view);
  lm_paper_cell_take(to, &text);
  lm_add_goal_of(&text, page->model, r, true, page->lang);
  lm_paper_cell_take(to, &text);
  lm_blocks_cell(to);
  lm_blocks_verdict(to, r->status, r->letter);
}

void lm_paper_cell_node(lm_blocks *to, const lm_page *page, lm_node node) {
  lm_blocks_cell(to);
  lm_paper_node(to, page, node);
}

const char *lm_paper_day(const lm_page *page, const char *text, char *buffer, size_t size) {
  int32_t day;
  if (!text) return "";
  return lm_day_parse(&day, text, strlen(text)) ? lm_period_in((lm_period){LM_DAY, day}, page->view, buffer, size) : text;
}

void lm_paper_statement(lm_blocks *to, const lm_page *page, const lm_entry *entry, const lm_statement *statement) {
  const char *role = statement->name ? statement->name : lm_word_in((lm_word)(W_ROLE_NEED + (int)statement->role), page->lang);
  lm_strbuf text = {0};
  lm_blocks_item(to, 0);
  lm_add_when(&text, page->model, entry->when, page->view);
  lm_strbuf_add(&text, " ");
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
  if (entry->node != LM_NO_NODE) lm_paper_node(to, page, entry->node);
  lm_strbuf_addf(&text, " — %s: %s", role, lm_text_in(&statement->text, page->lang));
  lm_blocks_take(to, LM_RUN_PLAIN, &text);
}

/* ---- what is missing ---- */

static void add_count(lm_blocks *to, size_t number) {
  char digits[24];
  snprintf(digits, sizeof digits, "%zu", number);
  lm_paper_cell(to, digits);
}

void lm_paper_debts(lm_blocks *to, const lm_page *page) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_PAGE_COL_WHY, W_PAGE_COL_OPEN, W_PAGE_COL_FURTHER};
  lm_debt *debt;
  size_t count;
  lm_strbuf reasons = {0};
  if (lm_assessment_debts(&debt, &count, page->assessment) != LM_OK) to->failed = true;
  lm_paper_section(to, page, 2, W_PAGE_DEBTS);
  if (count > 0)
    lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0xC);
  else
    lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, lm_page_no_debts(page));
  for (size_t i = 0; i < count; i++) {
    lm_paper_cell_node(to, page, debt[i].indicator);
    lm_add_reasons(&reasons, debt[i].reasons, page->lang);
    lm_paper_cell_take(to, &reasons);
    add_count(to, debt[i].open);
    add_count(to, debt[i].downstream);
  }
  if (count > 0) lm_paper_say(to, page, LM_BLOCK_NOTE, W_DEBT_LEGEND);
  free(debt);
}

/* ---- what there is to say where nothing can be judged ---- */

void lm_page_add_delivery(lm_strbuf *to, const lm_page *page, lm_node node) {
  const lm_chain home = {.model = page->model, .assessment = page->assessment, .progress = page->report->progress, .view = page->view};
  const size_t before = to->length;
  lm_grading grading;
  if (lm_assessment_grade(&grading, page->assessment, node, page->area) != LM_OK) return;
  if (grading.total > 0) lm_add_delivery(to, page->assessment, node, page->area, page->lang);
  else lm_add_last_report(to, &home, node, page->area);
  if (to->length == before) lm_strbuf_add(to, lm_word_in(W_DELIVERY_NOTHING, page->lang));
}

bool lm_page_without_outcomes(const lm_page *page) {
  for (lm_node i = 0; i < lm_model_node_count(page->model); i++)
    if (lm_model_node(page->model, i)->kind == LM_OUTCOME) return false;
  return true;
}

lm_word lm_page_no_outcomes(const lm_page *page) { return page->report->progress ? W_NO_OUTCOMES : W_NO_OUTCOMES_NOR_REPORTS; }

/* ---- what the settings remark ---- */

const char *lm_remark_on(const lm_page *page, const lm_remark *remark) {
  if (remark->on_part) return lm_word_in(lm_word_part(remark->part), page->lang);
  const lm_node node = lm_model_find(page->model, remark->kind, remark->id, strlen(remark->id));
  return node == LM_NO_NODE ? remark->id : lm_label_of(page->model, node, page->lang);
}

static void add_remarks(lm_blocks *to, const lm_page *page) {
  const size_t count = page->settings ? page->settings->remarks : 0;
  if (count > 0) lm_paper_section(to, page, 2, W_REMARKS_HEAD);
  for (size_t i = 0; i < count; i++) {
    const lm_remark *remark = &page->settings->remark[i];
    for (size_t k = 0; k < remark->notes.count; k++) {
      lm_blocks_item(to, 0);
      lm_blocks_run(to, LM_RUN_STRONG, lm_remark_on(page, remark));
      lm_blocks_text(to, " — ");
      lm_blocks_text(to, lm_text_in(&remark->notes.item[k], page->lang));
    }
  }
}

/* ---- what it was made of ---- */

void lm_paper_stamp(lm_blocks *to, const lm_page *page) {
  const lm_block_column column[] = {{lm_word_in(W_PAGE_COL_DOCUMENT, page->lang), false},
                                    {lm_word_in(W_PAGE_COL_KIND, page->lang), false},
                                    {"SHA-256", false},
                                    {lm_word_in(W_COL_LOAD, page->lang), false}};
  const bool of_store = lm_stamps_are_of_store(page->report->stamp, page->report->stamps);
  lm_strbuf made = {0};
  add_remarks(to, page);
  lm_paper_glossary(to, page, 2);
  lm_paper_section(to, page, 2, W_PAGE_STAMP);
  lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_STAMP_NO_CLAIM);
  lm_blocks_open(to, LM_BLOCK_PARAGRAPH);
  lm_say(&made, page->lang, W_STAMP_PROGRAM, lm_version(), LM_METHOD_TEXT, NULL, NULL);
  lm_blocks_take(to, LM_RUN_PLAIN, &made);
  if (page->report->stamps == 0) return;
  if (of_store) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, W_STAMP_STORE);
  lm_blocks_table(to, column, sizeof column / sizeof *column - (of_store ? 0 : 1));
  for (size_t i = 0; i < page->report->stamps; i++) {
    const lm_stamp *stamp = &page->report->stamp[i];
    lm_paper_cell(to, lm_name_alone(stamp->name));
    lm_paper_cell(to, lm_word_in(lm_word_document(stamp->kind), page->lang));
    lm_paper_cell(to, *stamp->sha256 ? stamp->sha256 : lm_word_in(W_STAMP_UNKNOWN, page->lang));
    lm_add_stamp_load(&made, stamp);
    if (of_store) lm_paper_cell_take(to, &made);
  }
}
