/* sheet.c: the formats of a filled sheet, and the words of a cell, which all of them share. */
#include "sheet.h"

#include "../base/num.h"
#include "../base/text.h"

#include <logicmodel/scale.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

size_t lm_sheet_columns(const lm_sheet *plan) {
  return plan->column_count > 0 ? plan->column_count : 1;
}

const char *lm_sheet_heading(const lm_sheet *plan, size_t column, lm_lang lang) {
  return column < plan->column_count ? lm_text_in(&plan->columns[column].label, lang) : "";
}

/* ---- numbers ---- */

static void add_digits(lm_strbuf *to, double number, int decimals, bool grouped) {
  char digits[LM_NUM_SIZE];
  size_t length = decimals >= 0 ? lm_num_fixed(number, decimals, grouped, digits) : lm_num_format(number, digits);
  bool whole = decimals < 0 && !strpbrk(digits, ".e");
  if (whole) length = lm_num_fixed(number, 0, grouped, digits);
  lm_strbuf_add_bytes(to, digits, length);
}

const char *lm_cell_unit_in(const lm_cell_line *line, lm_lang lang) {
  const char *text = lm_text_in(&line->unit_text, lang);
  switch (line->unit) {
  case LM_CELL_UNIT_TEXT:
    return *text ? text : NULL;
  case LM_CELL_UNIT_PERCENT:
    return "%";
  case LM_CELL_UNIT_POINTS:
    return lm_word_in(W_CELL_POINTS, lang);
  case LM_CELL_UNIT_THOUSAND_YEN:
    return lm_word_in(W_CELL_THOUSAND_YEN, lang);
  case LM_CELL_UNIT_NONE:
  case LM_CELL_UNIT_COUNT:
    break;
  }
  return NULL;
}

/* "2,592千円", "5 visits". */
static void add_unit(lm_strbuf *to, const lm_cell_line *line, lm_lang lang) {
  const char *unit = lm_cell_unit_in(line, lang);
  if (!unit) return;
  bool letters = (*unit >= 'a' && *unit <= 'z') || (*unit >= 'A' && *unit <= 'Z');
  if (letters) lm_strbuf_add(to, " ");
  lm_strbuf_add(to, unit);
}

/* Differences carry their sign; in Japanese tables a fall is a △, and a rise has none. */
static void add_amount(lm_strbuf *to, const lm_cell_line *line, double number, lm_lang lang) {
  lm_strbuf digits = {0};
  add_digits(&digits, number, line->decimals, true);
  const char *text = lm_strbuf_text(&digits);
  if (line->is_change && *text == '-' && lang == LM_JA) {
    lm_strbuf_add(to, "△");
    text++;
  } else if (line->is_change && *text != '-' && lang == LM_EN && strpbrk(text, "123456789")) {
    lm_strbuf_add(to, "+");
  }
  lm_strbuf_add(to, text);
  if (digits.failed) to->failed = true;
  lm_strbuf_clear(&digits);
  add_unit(to, line, lang);
}

static void add_part(lm_strbuf *to, const lm_cell *cell, const lm_cell_line *line, lm_lang lang) {
  char number[24];
  lm_strbuf met = {0}, total = {0};
  add_digits(&met, line->number, 0, true);
  add_digits(&total, line->of, 0, true);
  lm_say(to, lang, W_CELL_OF, lm_strbuf_text(&met), lm_strbuf_text(&total), NULL, NULL);
  snprintf(number, sizeof number, "%zu", cell->unreported);
  if (cell->unreported > 0) lm_say(to, lang, W_CELL_UNREPORTED, number, NULL, NULL, NULL);
  if (met.failed || total.failed) to->failed = true;
  lm_strbuf_clear(&met);
  lm_strbuf_clear(&total);
}

/* ---- targets that are no plain number ---- */

static void add_target_words(lm_strbuf *to, const lm_cell_line *line, lm_lang lang) {
  const lm_target *target = line->target;
  lm_strbuf a = {0}, b = {0};
  switch (target->kind) {
  case LM_TARGET_VALUE:
    add_amount(to, line, target->value, lang);
    break;
  case LM_TARGET_RANGE:
    if (!isnan(target->lower)) add_amount(&a, line, target->lower, lang);
    if (!isnan(target->upper)) add_amount(&b, line, target->upper, lang);
    lm_say(to, lang, a.length == 0 ? W_CELL_AT_MOST : b.length == 0 ? W_CELL_AT_LEAST : W_RANGE,
           lm_strbuf_text(a.length ? &a : &b), lm_strbuf_text(&b), NULL, NULL);
    break;
  case LM_TARGET_CHANGE:
    if (isnan(target->by))
      add_digits(&a, target->by_percent, -1, false);
    else
      add_amount(&a, line, target->by, lang);
    if (isnan(target->by)) lm_strbuf_add(&a, "%");
    lm_say(to, lang, W_CELL_CHANGE, lm_strbuf_text(&a), NULL, NULL, NULL);
    break;
  case LM_TARGET_KEEP:
    lm_strbuf_add(to, lm_word_in(W_CELL_KEEP, lang));
    break;
  case LM_TARGET_IMPROVE:
    lm_strbuf_add(to, lm_word_in(W_CELL_IMPROVE, lang));
    break;
  case LM_TARGET_TEXT:
    lm_strbuf_add(to, target->text ? target->text : "");
    break;
  case LM_TARGET_KIND_COUNT:
    break;
  }
  if (a.failed || b.failed) to->failed = true;
  lm_strbuf_clear(&a);
  lm_strbuf_clear(&b);
}

static void add_target(lm_strbuf *to, const lm_cell_line *line, lm_lang lang) {
  lm_strbuf words = {0};
  add_target_words(&words, line, lang);
  if (line->target->per)
    lm_say(to, lang, W_CELL_PER, lm_area_kind_in(line->target->per, lang), lm_strbuf_text(&words), NULL, NULL);
  else
    lm_strbuf_add(to, lm_strbuf_text(&words));
  if (words.failed) to->failed = true;
  lm_strbuf_clear(&words);
}

/* ---- lines ---- */

/* A letter stands in brackets, as tables print it; a circled number or a sign stands by itself; anything else is set off by a blank. */
static void add_mark(lm_strbuf *to, const char *mark, lm_lang lang) {
  const bool circled = strncmp(mark, "\xE2\x91", 2) == 0; /* ① … ⓿ */
  const bool letter = lm_text_is_letter(mark);
  lm_strbuf_addf(to, letter ? "(%s)" : "%s", mark);
  if (lang == LM_EN || (!circled && !letter && !lm_text_is_sign(mark))) lm_strbuf_add(to, " ");
}

void lm_add_marked(lm_strbuf *to, const lm_cell_line *line, lm_lang lang) {
  if (line->mark) add_mark(to, line->mark, lang);
  lm_strbuf_add(to, lm_text_in(&line->text, lang));
}

static void add_said(lm_strbuf *to, const lm_cell_line *line, lm_lang lang) {
  if (line->begun == LM_SAID_NO)
    lm_strbuf_add(to, lm_word_in(W_CELL_NOT_BEGUN, lang));
  else if (line->met != LM_NOT_SAID)
    lm_strbuf_add(to, lm_word_in(line->met == LM_SAID_YES ? W_CELL_MET : W_CELL_NOT_MET, lang));
}

/* Costs of several kinds in one cell: each says which. */
static bool mixes_costs(const lm_cell *cell) {
  for (size_t i = 1; i < cell->count; i++)
    if (cell->lines[i].cost_kind != cell->lines[0].cost_kind) return true;
  return false;
}

/* "2022FY–: " since then; "–2021FY: " until then */
static void add_span(lm_strbuf *to, const lm_cell_line *line, const lm_view *view) {
  char from[48] = "", until[48] = "";
  if (!line->has_from && !line->has_to) return;
  if (line->has_from) lm_period_in(line->from, view, from, sizeof from);
  if (line->has_to) lm_period_in(line->to, view, until, sizeof until);
  lm_say(to, view->lang, W_CELL_SPAN, from, until, NULL, NULL);
}

static void add_line(lm_strbuf *to, const lm_cell *cell, const lm_cell_line *line, const lm_view *view) {
  const lm_lang lang = view->lang;
  static const lm_word cost[LM_COST_KIND_COUNT] = {
      [LM_COST_BUDGET] = W_CELL_BUDGET, [LM_COST_ESTIMATE] = W_CELL_ESTIMATE, [LM_COST_ACTUAL] = W_CELL_ACTUAL};
  char period[48];
  if (line->has_period)
    lm_say(to, lang, W_CELL_PERIOD, lm_period_in(line->period, view, period, sizeof period), NULL, NULL, NULL);
  add_span(to, line, view);
  if (line->target) {
    add_target(to, line, lang);
    return;
  }
  size_t before = to->length;
  lm_add_marked(to, line, lang);
  if (!isnan(line->number) && to->length > before) lm_strbuf_add(to, " ");
  if (!isnan(line->of))
    add_part(to, cell, line, lang);
  else if (!isnan(line->number))
    add_amount(to, line, line->number, lang);
  if (line->cost_kind >= 0 && mixes_costs(cell)) lm_strbuf_add(to, lm_word_in(cost[line->cost_kind], lang));
  add_said(to, line, lang);
}

static void add_grade(lm_strbuf *to, const lm_filled_sheet *sheet, int place, lm_lang lang) {
  const lm_scale_grade *grade = lm_scale_at(lm_filled_sheet_scale(sheet), place);
  if (grade) lm_strbuf_add(to, lm_text_in(&grade->label, lang));
}

static void add_cannot_tell(lm_strbuf *to, const lm_filled_sheet *sheet, const lm_cell *cell, lm_lang lang) {
  char reported[24], total[24];
  lm_strbuf best = {0}, worst = {0};
  snprintf(reported, sizeof reported, "%zu", cell->tally.reported);
  snprintf(total, sizeof total, "%zu", cell->tally.total);
  add_grade(&best, sheet, cell->graded.best, lang);
  add_grade(&worst, sheet, cell->graded.worst, lang);
  lm_say(to, lang, W_CELL_CANNOT_TELL, reported, total, lm_strbuf_text(&worst), lm_strbuf_text(&best));
  if (best.failed || worst.failed) to->failed = true;
  lm_strbuf_clear(&best);
  lm_strbuf_clear(&worst);
}

static void add_why(lm_strbuf *to, const lm_filled_sheet *sheet, const lm_cell *cell, lm_lang lang) {
  if (cell->why == LM_CELL_CANNOT_TELL)
    add_cannot_tell(to, sheet, cell, lang);
  else if (cell->why == LM_CELL_MISSING)
    lm_strbuf_add(to, lm_missing_in(cell->missing, lang));
  else
    lm_strbuf_add(to, lm_word_in(lm_word_cell(cell->why), lang));
}

void lm_add_cell(lm_strbuf *to, const lm_filled_sheet *sheet, const lm_cell *cell, const lm_view *view) {
  for (size_t i = 0; i < cell->count; i++) {
    if (i > 0) lm_strbuf_add(to, "\n");
    add_line(to, cell, &cell->lines[i], view);
  }
  if (cell->count == 0) add_why(to, sheet, cell, view->lang);
}

const lm_cell_line *lm_bare_number(const lm_cell *cell) {
  const lm_cell_line *line = cell->count == 1 ? &cell->lines[0] : NULL;
  bool words = !line || line->mark || line->text.in[LM_EN] || line->text.in[LM_JA] || line->has_period;
  return words || isnan(line->number) || !isnan(line->of) ? NULL : line;
}

void lm_add_bare_cell(lm_strbuf *to, const lm_filled_sheet *sheet, const lm_cell *cell, lm_lang lang) {
  const lm_view as_data = {.format = LM_FORMAT_CSV, .lang = lang};
  const lm_cell_line *number = lm_bare_number(cell);
  if (number)
    add_digits(to, number->number, number->decimals, false);
  else if (cell->count > 0 || (cell->why != LM_CELL_BLANK && cell->why != LM_CELL_NONE))
    lm_add_cell(to, sheet, cell, &as_data);
}

lm_status lm_write_sheet(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_filled_sheet *, const lm_view *) = {
      [LM_FORMAT_TEXT] = lm_sheet_as_text, [LM_FORMAT_JSON] = lm_sheet_as_json, [LM_FORMAT_CSV] = lm_sheet_as_csv};
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  return write[view->format](sink, sheet, view);
}
