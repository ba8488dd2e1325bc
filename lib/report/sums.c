/* sums.c: one value for all areas together, per indicator and period, or why there is none. */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- JSON and CSV ---- */

static void sum_fields(lm_fields *f, const lm_assessment *assessment, const lm_area_sum *row, const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_sum *s = &row->sum;
  const bool known = row->indicator != LM_NO_NODE;
  char period[48];
  lm_field_text(f, "indicator", lm_id_of(model, row->indicator));
  lm_field_text(f, "label", lm_label_of(model, row->indicator, view->lang));
  lm_field_text(f, "unit", lm_unit_of(model, row->indicator, view->lang));
  lm_field_text(f, "period", known ? lm_period_format(row->period, period, sizeof period) : NULL);
  lm_field_whole(f, "areas", (int64_t)s->areas);
  lm_field_whole(f, "masked", (int64_t)s->masked);
  lm_field_number(f, "num", s->num);
  lm_field_number(f, "den", s->den);
  lm_field_number(f, "value", s->value);
  lm_field_number(f, "lower", s->lower);
  lm_field_number(f, "upper", s->upper);
  lm_field_text(f, "refusal", s->refusal == LM_SUM_OK ? NULL : lm_sum_word(s->refusal));
  lm_field_text(f, "refused_area", lm_area_id(lm_assessment_areas(assessment), s->area));
}

static lm_status write_json(lm_sink *sink, const lm_assessment *assessment, const lm_area_sum *row, size_t count, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_fields fields = {.json = &json};
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, assessment, view);
  lm_json_array(&json, "sums");
  for (size_t i = 0; i < count; i++) {
    lm_json_object(&json, NULL);
    sum_fields(&fields, assessment, &row[i], view);
    lm_json_close(&json);
  }
  lm_json_close(&json);
  lm_json_close(&json);
  return LM_OK;
}

static void csv_row(lm_fields *f, const lm_assessment *assessment, const lm_area_sum *row, const lm_view *view) {
  sum_fields(f, assessment, row, view);
  lm_notice_fields(f, assessment);
  lm_csv_end_row(f->csv);
}

static lm_status write_csv(lm_sink *sink, const lm_assessment *assessment, const lm_area_sum *row, size_t count, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_area_sum none = {.indicator = LM_NO_NODE, .sum.area = LM_NO_AREA};
  csv_row(&fields, assessment, &none, view);
  fields.names = false;
  for (size_t i = 0; i < count; i++) csv_row(&fields, assessment, &row[i], view);
  return LM_OK;
}

/* ---- text ---- */

enum { PERIOD, AREAS, TOGETHER, MASKED, WHY_NOT, COLUMNS };

static void add_together(lm_strbuf *to, const lm_model *model, const lm_area_sum *row, lm_lang lang) {
  lm_strbuf low = {0}, high = {0};
  if (row->sum.masked > 0) {
    lm_add_number(&low, model, row->indicator, row->sum.lower);
    lm_add_number(&high, model, row->indicator, row->sum.upper);
    lm_say(to, lang, W_RANGE, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  } else {
    lm_add_number(to, model, row->indicator, row->sum.value);
  }
  if (low.failed || high.failed) to->failed = true;
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
}

static void add_refusal(lm_strbuf *to, const lm_assessment *assessment, const lm_sum *sum, lm_lang lang) {
  const char *why = lm_word_in(lm_word_sum_refusal(sum->refusal), lang);
  const char *area = lm_area_label(lm_assessment_areas(assessment), sum->area, lang);
  if (sum->refusal == LM_SUM_OK) return;
  if (*area)
    lm_say(to, lang, W_SUM_REFUSED_IN, area, why, NULL, NULL);
  else
    lm_strbuf_add(to, why);
}

static void add_row(lm_table *table, const lm_assessment *assessment, const lm_area_sum *row, lm_lang lang) {
  char period[48];
  lm_strbuf cell[COLUMNS] = {{0}};
  const char *text[COLUMNS];
  lm_strbuf_add(&cell[PERIOD], lm_period_in(row->period, table->view, period, sizeof period));
  if (row->sum.refusal == LM_SUM_OK) {
    lm_strbuf_addf(&cell[AREAS], "%zu", row->sum.areas);
    lm_strbuf_addf(&cell[MASKED], "%zu", row->sum.masked);
  }
  add_together(&cell[TOGETHER], lm_assessment_model(assessment), row, lang);
  add_refusal(&cell[WHY_NOT], assessment, &row->sum, lang);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    if (cell[i].failed) table->failed = true;
  }
  lm_table_row(table, text, WHY_NOT, LM_DIM);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
}

/* The latest row that has a sum; the latest of all when none has. `count` is at least 1. */
static size_t latest(const lm_area_sum *row, size_t count) {
  for (size_t i = count; i-- > 0;)
    if (row[i].sum.refusal == LM_SUM_OK) return i;
  return count - 1;
}

static lm_status write_text(lm_sink *sink, const lm_assessment *assessment, const lm_area_sum *row, size_t count, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_table_column column[COLUMNS] = {
      [PERIOD] = {lm_word_in(W_COL_PERIOD, lang), LM_LEFT, false},      [AREAS] = {lm_word_in(W_COL_AREAS, lang), LM_RIGHT, false},
      [TOGETHER] = {lm_word_in(W_COL_SUM, lang), LM_RIGHT, false},      [MASKED] = {lm_word_in(W_COL_MASKED, lang), LM_RIGHT, false},
      [WHY_NOT] = {lm_word_in(W_COL_WHY_NOT, lang), LM_LEFT, true},
  };
  lm_table table = lm_table_new(view, column, COLUMNS);
  lm_put_head(sink, assessment, view);
  for (size_t first = 0, end; first < count; first = end) {
    for (end = first; end < count && row[end].indicator == row[first].indicator;) end++;
    lm_add_indicator_heading(&table, lm_assessment_model(assessment), row[first].indicator, view);
    for (size_t i = first; view->all && i < end; i++) add_row(&table, assessment, &row[i], lang);
    if (!view->all) add_row(&table, assessment, &row[first + latest(row + first, end - first)], lang);
  }
  if (count > 0) lm_table_write(&table, sink);
  lm_table_free(&table);
  if (count == 0) lm_flow(sink, view, "", lm_word_in(W_SUMS_NONE, lang));
  lm_sink_char(sink, '\n');
  lm_flow(sink, view, "", lm_word_in(W_SUMS_LEGEND, lang));
  lm_put_notice(sink, assessment, view);
  return LM_OK;
}

lm_status lm_write_sums(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_assessment *, const lm_area_sum *, size_t, const lm_view *) = {
      [LM_FORMAT_TEXT] = write_text,
      [LM_FORMAT_JSON] = write_json,
      [LM_FORMAT_CSV] = write_csv,
  };
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  lm_area_sum *row;
  size_t count;
  lm_status status = lm_assessment_sums(&row, &count, assessment);
  if (status == LM_OK) status = write[view->format](sink, assessment, row, count, view);
  free(row);
  return status;
}
