/* report_xlsx.c: the report as a workbook: its sheets, their looks, contents, and what it was made of. */
#include "report_xlsx.h"

#include "digits.h"
#include "looks.h"
#include "paper.h"

#include "../base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONT_SIZE   10
#define LINE        14.5 /* points */
#define TITLE_LINE  22
#define MOST_LINES  12
#define MOST_BYTES  32000 /* a cell holds 32767 characters */

static void check(lm_book *b, lxw_error error) {
  b->failed |= error != LXW_NO_ERROR;
}

/* ---- looks ---- */

static lxw_format *new_look(lm_book *b, bool boxed) {
  lxw_format *f = workbook_add_format(b->book);
  b->failed |= !f;
  if (!f) return NULL;
  if (b->page->lang == LM_JA) format_set_font_name(f, "BIZ UDPGothic");
  format_set_font_size(f, FONT_SIZE);
  format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
  if (!boxed) return f;
  format_set_border(f, LXW_BORDER_THIN);
  format_set_border_color(f, lm_colour_rule);
  format_set_text_wrap(f);
  return f;
}

/* Numbers keep off the text to their right. */
static void set_right(lxw_format *f) {
  format_set_align(f, LXW_ALIGN_RIGHT);
  format_set_indent(f, 1);
}

static void make_looks(lm_book *b) {
  for (int look = 0; look < LM_CELL_LOOK_COUNT && !b->failed; look++) {
    const bool boxed = look != LM_CELL_LOOK_TITLE && look != LM_CELL_LOOK_NOTICE && look != LM_CELL_LOOK_NOTE;
    lxw_format *f = b->look[look] = new_look(b, boxed);
    if (!f) return;
    if (look == LM_CELL_LOOK_TITLE) format_set_font_size(f, 14);
    if (look == LM_CELL_LOOK_TITLE || look == LM_CELL_LOOK_NAME || look == LM_CELL_LOOK_HEAD || look == LM_CELL_LOOK_NOTICE) format_set_bold(f);
    if (look == LM_CELL_LOOK_NOTICE) format_set_font_color(f, lm_look_of(NULL, "rect", "away").fill);
    if (look == LM_CELL_LOOK_NOTE || look == LM_CELL_LOOK_ABSENT) format_set_font_color(f, lm_colour_soft);
    if (look == LM_CELL_LOOK_ABSENT || look == LM_CELL_LOOK_CHANCE || look == LM_CELL_LOOK_YEAR) set_right(f);
    if (look == LM_CELL_LOOK_CHANCE) format_set_num_format(f, "[>0.99]\">99%\";[<0.01]\"<1%\";0%");
    if (look == LM_CELL_LOOK_HEAD) format_set_bg_color(f, lm_colour_wash);
    if (look == LM_CELL_LOOK_LINK) format_set_font_color(f, lm_colour_link);
    if (look == LM_CELL_LOOK_LINK) format_set_underline(f, LXW_UNDERLINE_SINGLE);
  }
  for (int verdict = 0; verdict < LM_VERDICT_COUNT && !b->failed; verdict++) {
    lm_strbuf ink = {0};
    lxw_format *f = b->verdict[verdict] = new_look(b, true);
    if (!f) return;
    lm_strbuf_addf(&ink, "on-%s", lm_verdict_word((lm_verdict)verdict));
    format_set_bold(f);
    format_set_bg_color(f, lm_look_of(NULL, "rect", lm_verdict_word((lm_verdict)verdict)).fill);
    format_set_font_color(f, lm_look_of(NULL, "text", lm_strbuf_text(&ink)).fill);
    lm_strbuf_drop(&ink, b->page->sink);
  }
}

/* "#,##0.00": exactly so many decimals. */
static lxw_format *number_look(lm_book *b, int decimals, bool percent) {
  lxw_format **f = percent ? &b->percent[decimals] : &b->number[decimals];
  char format[32];
  if (*f || b->failed) return *f;
  *f = new_look(b, true);
  if (!*f) return NULL;
  snprintf(format, sizeof format, "%s%s%.*s%s", percent ? "0" : "#,##0", decimals > 0 ? "." : "", decimals, "000000000000000", percent ? "%" : "");
  format_set_num_format(*f, format);
  set_right(*f);
  return *f;
}

/* ---- cells ---- */

static void put_string(lm_xlsx_table *t, lxw_format *format, const char *text) {
  lm_strbuf clean = {0};
  lm_clean(&clean, text);
  if (clean.length > MOST_BYTES) {
    size_t cut = MOST_BYTES;
    while (cut > 0 && (clean.text[cut] & 0xC0) == 0x80) cut--;
    clean.text[cut] = '\0';
  }
  const char *shown = lm_strbuf_text(&clean);
  const double width = t->at < t->columns ? t->column[t->at].width : 0;
  const int lines = width > 2 ? lm_xlsx_lines(shown, width - 1) : 1;
  if (lines > t->lines) t->lines = lines;
  if (t->sheet && *shown) check(t->book, worksheet_write_string(t->sheet, t->row, t->at, shown, format));
  if (t->sheet && !*shown) check(t->book, worksheet_write_blank(t->sheet, t->row, t->at, format));
  t->book->failed |= clean.failed;
  lm_strbuf_clear(&clean);
  t->at++;
}

void lm_xlsx_as(lm_xlsx_table *t, lm_cell_look look, const char *text) {
  put_string(t, t->book->look[look], text ? text : "");
}

void lm_xlsx_text(lm_xlsx_table *t, const char *text) {
  lm_xlsx_as(t, LM_CELL_LOOK_TEXT, text);
}

void lm_xlsx_buffer(lm_xlsx_table *t, lm_strbuf *text) {
  lm_xlsx_text(t, lm_strbuf_text(text));
  t->book->failed |= text->failed;
  lm_strbuf_clear(text);
}

void lm_xlsx_word(lm_xlsx_table *t, lm_word word) {
  lm_xlsx_text(t, lm_word_in(word, t->book->page->lang));
}

void lm_xlsx_period(lm_xlsx_table *t, bool known, lm_period period) {
  char buffer[48];
  lm_xlsx_text(t, known ? lm_period_in(period, t->book->page->view, buffer, sizeof buffer) : "");
}

static void put_number(lm_xlsx_table *t, double value, lxw_format *format) {
  if (!isfinite(value)) {
    lm_xlsx_text(t, "");
    return;
  }
  if (t->sheet) check(t->book, worksheet_write_number(t->sheet, t->row, t->at, value + 0.0, format)); /* no -0 */
  t->at++;
}

/* A spreadsheet prints -0.04 as -0.0: what is below zero gets the decimals to say so. */
void lm_xlsx_number(lm_xlsx_table *t, double value, int decimals) {
  const int enough = value < 0 ? lm_digits_apart(decimals, value, 0) : decimals;
  put_number(t, value, number_look(t->book, enough, false));
}

void lm_xlsx_count(lm_xlsx_table *t, size_t count) {
  lm_xlsx_number(t, (double)count, 0);
}

void lm_xlsx_year(lm_xlsx_table *t, double year) {
  put_number(t, year, t->book->look[LM_CELL_LOOK_YEAR]);
}

void lm_xlsx_share(lm_xlsx_table *t, double share) {
  put_number(t, share, number_look(t->book, isnan(share) ? 0 : lm_digits_share(share), true));
}

void lm_xlsx_chance(lm_xlsx_table *t, double probability) {
  put_number(t, probability, t->book->look[LM_CELL_LOOK_CHANCE]);
}

void lm_xlsx_verdict(lm_xlsx_table *t, lm_verdict verdict) {
  lm_strbuf text = {0};
  lm_add_verdict(&text, verdict, t->book->page->lang);
  put_string(t, t->book->verdict[verdict], lm_strbuf_text(&text));
  t->book->failed |= text.failed;
  lm_strbuf_clear(&text);
}

void lm_xlsx_link(lm_xlsx_table *t, const char *text, lm_word sheet, uint32_t row) {
  lm_strbuf to = {0};
  lm_strbuf_addf(&to, "internal:'%s'!A%u", lm_word_in(sheet, t->book->page->lang), (unsigned)row + 1);
  if (t->sheet && !to.failed) check(t->book, worksheet_write_url(t->sheet, t->row, t->at, lm_strbuf_text(&to), t->book->look[LM_CELL_LOOK_LINK]));
  t->book->failed |= to.failed;
  lm_strbuf_clear(&to);
  lm_xlsx_as(t, LM_CELL_LOOK_LINK, text);
}

void lm_xlsx_end_row(lm_xlsx_table *t) {
  const int lines = t->lines < 1 ? 1 : t->lines > MOST_LINES ? MOST_LINES : t->lines;
  if (t->sheet && !t->flat) check(t->book, worksheet_set_row(t->sheet, t->row, LINE * lines + 3, NULL));
  t->row++;
  t->at = 0;
  t->lines = 0;
}

void lm_xlsx_add_name(lm_strbuf *to, const char *text) {
  if (*text == '=') lm_strbuf_add(to, " ");
  lm_clean(to, text);
}

/* ---- a sheet ---- */

/* The lines above a table run over its columns; they have no boxes and do not wrap. */
static void put_above(lm_xlsx_table *t, uint32_t row, lm_cell_look look, const char *text) {
  const lm_xlsx_table before = *t;
  t->row = row;
  t->at = 0;
  t->columns = 0;
  lm_xlsx_as(t, look, text);
  *t = before;
}

static void put_title(lm_xlsx_table *t, lm_word name, lm_word note) {
  const lm_page *page = t->book->page;
  const char *area = lm_area_label(lm_assessment_areas(page->assessment), page->area, page->lang);
  lm_strbuf title = {0}, notice = {0};
  lm_strbuf_addf(&title, "%s — %s%s%s", lm_word_in(name, page->lang), lm_html_title(page), *area ? " — " : "", area);
  lm_page_add_notice(&notice, page);
  check(t->book, worksheet_set_row(t->sheet, LM_XLSX_TITLE, TITLE_LINE, NULL));
  put_above(t, LM_XLSX_TITLE, LM_CELL_LOOK_TITLE, lm_strbuf_text(&title));
  if (notice.length > 0) put_above(t, LM_XLSX_NOTICE, LM_CELL_LOOK_NOTICE, lm_strbuf_text(&notice));
  put_above(t, LM_XLSX_NOTE, LM_CELL_LOOK_NOTE, lm_word_in(note, page->lang));
  t->book->failed |= title.failed || notice.failed;
  lm_strbuf_clear(&title);
  lm_strbuf_clear(&notice);
}

void lm_xlsx_say(lm_xlsx_table *t, lm_strbuf *note) {
  if (t->sheet) put_above(t, LM_XLSX_NOTE, LM_CELL_LOOK_NOTE, lm_strbuf_text(note));
  t->book->failed |= note->failed;
  lm_strbuf_clear(note);
}

static void set_up_print(lm_xlsx_table *t, lxw_col_t kept, uint16_t pages) {
  lm_book *b = t->book;
  worksheet_set_landscape(t->sheet);
  worksheet_set_paper(t->sheet, LM_XLSX_A4);
  worksheet_set_margins(t->sheet, 0.4, 0.4, 0.5, 0.6);
  if (pages > 0) worksheet_fit_to_pages(t->sheet, pages, 0);
  check(b, worksheet_repeat_rows(t->sheet, LM_XLSX_TITLE, LM_XLSX_HEAD));
  if (kept > 0) check(b, worksheet_repeat_columns(t->sheet, 0, (lxw_col_t)(kept - 1)));
  check(b, worksheet_set_footer(t->sheet, "&L&A&R&P / &N"));
  worksheet_freeze_panes(t->sheet, LM_XLSX_FIRST, kept);
}

lm_xlsx_table lm_xlsx_begin(lm_book *b, lm_word name, lm_word note, const lm_xlsx_column *column, size_t columns, lxw_col_t kept, uint16_t pages) {
  lm_xlsx_table t = {.book = b, .column = column, .columns = columns};
  t.sheet = b->failed ? NULL : workbook_add_worksheet(b->book, lm_word_in(name, b->page->lang));
  b->failed |= !t.sheet;
  if (!t.sheet) return t;
  put_title(&t, name, note);
  t.row = LM_XLSX_HEAD;
  for (size_t i = 0; i < columns; i++) {
    check(b, worksheet_set_column(t.sheet, (lxw_col_t)i, (lxw_col_t)i, column[i].width, NULL));
    if (!column[i].text || *column[i].text) lm_xlsx_as(&t, LM_CELL_LOOK_HEAD, column[i].text ? column[i].text : lm_word_in(column[i].heading, b->page->lang));
  }
  lm_xlsx_end_row(&t);
  set_up_print(&t, kept, pages);
  return t;
}

/* ---- contents ---- */

typedef struct sheet_row {
  lm_word name, says;
  void (*put)(lm_book *book);
  bool (*here)(const lm_page *page); /* NULL: always */
  lm_report_part part;               /* to which it belongs */
} sheet_row;

static void put_stamp(lm_book *b);
static void put_remarks(lm_book *b);
static void put_glossary(lm_book *b);

static bool is_compared(const lm_page *page) { return page->report->since; }

static bool has_remarks(const lm_page *page) { return page->settings && page->settings->remarks > 0; }

static const sheet_row sheets[] = {
    {W_BOOK_VERDICTS, W_BOOK_VERDICTS_NOTE, lm_xlsx_verdicts, NULL, LM_PART_LAG},
    {W_BOOK_CHANGES, W_BOOK_CHANGES_NOTE, lm_xlsx_since, is_compared, LM_PART_CHANGED},
    {W_BOOK_INDICATORS, W_BOOK_INDICATORS_NOTE, lm_xlsx_indicators, NULL, LM_PART_INDICATORS},
    {W_BOOK_VALUES, W_BOOK_VALUES_NOTE, lm_xlsx_values, NULL, LM_PART_INDICATORS},
    {W_BOOK_CHARTS, W_BOOK_CHARTS_NOTE, lm_xlsx_charts, NULL, LM_PART_INDICATORS},
    {W_BOOK_DEBTS, W_DEBT_LEGEND, lm_xlsx_debts, NULL, LM_PART_MISSING},
    {W_BOOK_LINKS, W_BOOK_LINKS_NOTE, lm_xlsx_links, NULL, LM_PART_CHAINS},
    {W_BOOK_REMARKS, W_BOOK_REMARKS_NOTE, put_remarks, has_remarks, LM_PART_METHOD},
    {W_BOOK_GLOSSARY, W_GLOSSARY_NOTE, put_glossary, NULL, LM_PART_METHOD},
    {W_BOOK_STAMP, W_STAMP_NO_CLAIM, put_stamp, NULL, LM_PART_METHOD},
};
#define SHEETS (sizeof sheets / sizeof *sheets)

static bool has_sheet(const lm_page *page, size_t i) { return !sheets[i].here || sheets[i].here(page); }

/* The sheets that there are; where the settings name parts, those of the parts, in their order. */
static size_t list_sheets(const lm_page *page, const sheet_row **row) {
  const lm_report_settings *s = page->settings && page->settings->has_parts ? page->settings : NULL;
  size_t count = 0;
  for (size_t part = 0; part < (s ? s->parts : 1); part++)
    for (size_t i = 0; i < SHEETS; i++)
      if (has_sheet(page, i) && (!s || sheets[i].part == s->part[part])) row[count++] = &sheets[i];
  return count;
}

#define TIERS_SHOWN 8

static void put_indicator_row(lm_xlsx_table *t, lm_node indicator) {
  const lm_page *page = t->book->page;
  const char *label = lm_label_of(page->model, indicator, page->lang);
  const uint32_t block = t->book->block[indicator];
  if (block > 0)
    lm_xlsx_link(t, label, W_BOOK_CHARTS, block);
  else
    lm_xlsx_text(t, label);
  lm_xlsx_text(t, lm_unit_of(page->model, indicator, page->lang));
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model) && tier < TIERS_SHOWN; tier++) {
    const lm_record *r = lm_assessment_find(page->assessment, indicator, page->area, tier);
    if (r)
      lm_xlsx_verdict(t, r->status);
    else
      lm_xlsx_text(t, "");
  }
  lm_xlsx_end_row(t);
}

/* Subtitle and organisation, above the note. */
static void put_settings(lm_xlsx_table *t) {
  const lm_page *page = t->book->page;
  lm_strbuf note = {0};
  lm_page_add_office(&note, page);
  if (note.length > 0) lm_strbuf_addf(&note, " — %s", lm_word_in(W_BOOK_CONTENTS_NOTE, page->lang));
  if (note.length > 0) lm_xlsx_say(t, &note);
  t->book->failed |= note.failed;
  lm_strbuf_clear(&note);
}

static void put_contents(lm_book *b) {
  const lm_page *page = b->page;
  lm_xlsx_column column[2 + TIERS_SHOWN] = {{W_COL_INDICATOR, NULL, 64}, {W_BOOK_COL_UNIT, NULL, 14}};
  char name[TIERS_SHOWN][48];
  size_t columns = 2;
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model) && tier < TIERS_SHOWN; tier++)
    column[columns++] = (lm_xlsx_column){W_COL_TIER, lm_tier_in(page->model, tier, page->view, name[tier], sizeof name[tier]), 20};
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_CONTENTS, W_BOOK_CONTENTS_NOTE, column, columns, 0, 1);
  const sheet_row *row[SHEETS];
  const size_t rows = list_sheets(page, row);
  put_settings(&t);
  for (size_t i = 0; i < rows; i++) {
    lm_xlsx_link(&t, lm_word_in(row[i]->name, page->lang), row[i]->name, 0);
    t.columns = 0; /* what the sheet says runs over the columns */
    lm_xlsx_as(&t, LM_CELL_LOOK_NOTE, lm_word_in(row[i]->says, page->lang));
    t.columns = columns;
    lm_xlsx_end_row(&t);
  }
  lm_xlsx_end_row(&t);
  for (lm_node i = 0; i < lm_model_node_count(page->model); i++)
    if (lm_model_node(page->model, i)->kind == LM_INDICATOR) put_indicator_row(&t, i);
}

/* ---- remarks ---- */

static void put_remarks(lm_book *b) {
  static const lm_xlsx_column column[] = {{W_COL_REMARK_ON, NULL, 56}, {W_COL_REMARK, NULL, 90}};
  const lm_report_settings *s = b->page->settings;
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_REMARKS, W_BOOK_REMARKS_NOTE, column, sizeof column / sizeof *column, 0, 1);
  for (size_t i = 0; i < s->remarks; i++)
    for (size_t k = 0; k < s->remark[i].notes.count; k++) {
      lm_xlsx_as(&t, LM_CELL_LOOK_NAME, lm_remark_on(b->page, &s->remark[i]));
      lm_xlsx_text(&t, lm_text_in(&s->remark[i].notes.item[k], b->page->lang));
      lm_xlsx_end_row(&t);
    }
}

/* ---- words ---- */

static void put_glossary(lm_book *b) {
  static const lm_xlsx_column column[] = {{W_COL_TERM, NULL, 26}, {W_COL_MEANING, NULL, 120}};
  const lm_lang lang = b->page->lang;
  lm_strbuf term = {0};
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_GLOSSARY, W_GLOSSARY_NOTE, column, sizeof column / sizeof *column, 0, 1);
  for (size_t i = 0; i < lm_term_count(); i++) {
    lm_term_add(&term, i, lang);
    lm_xlsx_buffer(&t, &term);
    lm_xlsx_text(&t, lm_term_meaning(i, lang));
    lm_xlsx_end_row(&t);
  }
}

/* ---- method and data ---- */

static void put_paragraph(lm_xlsx_table *t, const char *text) {
  lm_xlsx_text(t, text);
  lm_xlsx_end_row(t);
}

static void put_stamp(lm_book *b) {
  static const lm_word paragraph[] = {W_STAMP_METHOD, W_STEPS_LEGEND, W_CHART_DESC};
  static const lm_xlsx_column column[] = {{W_PAGE_COL_DOCUMENT, NULL, 110}, {W_PAGE_COL_KIND, NULL, 10}, {W_PAGE_COL_DOCUMENT, "SHA-256", 68}, {W_COL_LOAD, NULL, 26}};
  const bool of_store = lm_stamps_are_of_store(b->page->report->stamp, b->page->report->stamps);
  const lm_page *page = b->page;
  lm_strbuf text = {0};
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_STAMP, W_STAMP_NO_CLAIM, column, sizeof column / sizeof *column - (of_store ? 0 : 1), 0, 1);
  for (size_t i = 0; i < page->report->stamps; i++) {
    const lm_stamp *stamp = &page->report->stamp[i];
    const char *slash = strrchr(stamp->name, '/');
    lm_xlsx_text(&t, slash ? slash + 1 : stamp->name);
    lm_xlsx_word(&t, lm_word_document(stamp->kind));
    lm_xlsx_text(&t, *stamp->sha256 ? stamp->sha256 : lm_word_in(W_STAMP_UNKNOWN, page->lang));
    lm_add_stamp_load(&text, stamp);
    if (of_store) lm_xlsx_buffer(&t, &text);
    lm_xlsx_end_row(&t);
  }
  if (of_store) put_paragraph(&t, lm_word_in(W_STAMP_STORE, page->lang));
  lm_say(&text, page->lang, W_STAMP_PROGRAM, lm_version(), LM_METHOD_TEXT, NULL, NULL);
  put_paragraph(&t, lm_strbuf_text(&text));
  for (size_t i = 0; i < sizeof paragraph / sizeof *paragraph; i++) put_paragraph(&t, lm_word_in(paragraph[i], page->lang));
  if (lm_many_judged(page->assessment)) put_paragraph(&t, lm_word_in(W_MANY_JUDGED, page->lang));
  lm_xlsx_as(&t, LM_CELL_LOOK_NAME, lm_word_in(W_MAP_VERDICTS, page->lang));
  lm_xlsx_end_row(&t);
  for (int verdict = 0; verdict < LM_VERDICT_COUNT; verdict++) {
    lm_xlsx_verdict(&t, (lm_verdict)verdict);
    lm_xlsx_end_row(&t);
  }
  b->failed |= text.failed;
  lm_strbuf_clear(&text);
}

/* ---- the workbook ---- */

static bool fill(lxw_workbook *book, void *user) {
  lm_book *b = user;
  lm_strbuf title = {0};
  b->book = book;
  b->block = calloc(lm_model_node_count(b->page->model) + 1, sizeof *b->block);
  lm_clean(&title, lm_html_title(b->page));
  b->failed |= !b->block || title.failed;
  lxw_doc_properties properties = {.title = lm_xlsx_lent(lm_strbuf_text(&title)), .created = LM_XLSX_CREATED};
  check(b, workbook_set_properties(book, &properties));
  make_looks(b);
  const sheet_row *row[SHEETS];
  const size_t rows = list_sheets(b->page, row);
  if (!b->failed && lm_html_has_part(b->page, LM_PART_INDICATORS)) lm_xlsx_place_charts(b);
  if (!b->failed) put_contents(b);
  for (size_t i = 0; i < rows && !b->failed; i++) row[i]->put(b);
  free(b->block);
  lm_strbuf_clear(&title);
  return !b->failed;
}

lm_status lm_report_workbook(const lm_page *page) {
  lm_book book = {.page = page};
  return lm_xlsx_write(page->sink, fill, &book);
}
