/* interval.c: intervals of proportions and of counts. */
#include "fields.h"
#include "figure.h"
#include "table.h"
#include "words.h"

static void two(lm_fields *fields, const char *low, const char *high, lm_interval interval) {
  lm_field_number(fields, low, interval.lower);
  lm_field_number(fields, high, interval.upper);
}

static void row_fields(lm_fields *f, const lm_count_summary *r) {
  lm_field_text(f, "id", r->id);
  lm_field_number(f, "x", r->x);
  lm_field_number(f, r->rate ? "exposure" : "n", r->n);
  lm_field_number(f, "level", r->level);
  lm_field_number(f, r->rate ? "rate" : "p", r->value);
  if (r->rate) {
    two(f, "count_exact_lo", "count_exact_hi", r->exact);
    two(f, "count_byar_lo", "count_byar_hi", r->byar);
    two(f, "count_byar_half_lo", "count_byar_half_hi", r->byar_half);
    two(f, "rate_exact_lo", "rate_exact_hi", r->rate_exact);
    two(f, "rate_byar_lo", "rate_byar_hi", r->rate_byar);
    two(f, "rate_phe_lo", "rate_phe_hi", r->rate_phe);
  } else {
    two(f, "wilson_lo", "wilson_hi", r->wilson);
    two(f, "wilson_cc_lo", "wilson_cc_hi", r->wilson_cc);
    two(f, "proptest_cc_lo", "proptest_cc_hi", r->proptest_cc);
    two(f, "cp_lo", "cp_hi", r->clopper_pearson);
  }
}

static void write_json(lm_sink *sink, const lm_count_summary *row, size_t count) {
  lm_json json = lm_json_to(sink);
  lm_fields fields = {.json = &json};
  lm_json_object(&json, NULL);
  lm_json_array(&json, "intervals");
  for (size_t i = 0; i < count; i++) {
    lm_json_object(&json, NULL);
    row_fields(&fields, &row[i]);
    lm_json_close(&json);
  }
  lm_json_close(&json);
  lm_json_close(&json);
}

static void write_csv(lm_sink *sink, const lm_count_summary *row, size_t count, bool excel) {
  lm_csv csv = lm_csv_to(sink, excel);
  lm_fields fields = {.csv = &csv};
  for (size_t i = 0; count > 0 && i <= count; i++) {
    fields.names = i == 0;
    row_fields(&fields, &row[i == 0 ? 0 : i - 1]);
    lm_csv_end_row(&csv);
  }
}

enum { ID, X, N, LEVEL, VALUE, FIRST, SECOND, COLUMNS };

static void text_row(lm_table *table, const lm_count_summary *r) {
  lm_strbuf cell[COLUMNS] = {{0}};
  const char *text[COLUMNS];
  lm_strbuf_add(&cell[ID], r->id);
  lm_add_figure(&cell[X], r->x);
  lm_add_figure(&cell[N], r->n);
  lm_add_figure(&cell[LEVEL], r->level);
  lm_add_figure(&cell[VALUE], r->value);
  lm_add_range(&cell[FIRST], r->rate ? r->rate_exact : r->wilson);
  lm_add_range(&cell[SECOND], r->rate ? r->rate_byar : r->clopper_pearson);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    table->failed = table->failed || cell[i].failed;
  }
  lm_table_row(table, text, COLUMNS, LM_PLAIN);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
}

static void write_text(lm_sink *sink, const lm_count_summary *row, size_t count, const lm_view *view) {
  const lm_lang lang = view->lang;
  bool rate = count > 0 && row[0].rate;
  const lm_table_column column[COLUMNS] = {
      [ID] = {"id", LM_LEFT, true},
      [X] = {"x", LM_RIGHT, false},
      [N] = {lm_word_in(rate ? W_COL_EXPOSURE : W_COL_DENOMINATOR, lang), LM_RIGHT, false},
      [LEVEL] = {lm_word_in(W_COL_LEVEL, lang), LM_RIGHT, false},
      [VALUE] = {lm_word_in(rate ? W_COL_RATE : W_COL_PROPORTION, lang), LM_RIGHT, false},
      [FIRST] = {lm_word_in(rate ? W_COL_POISSON : W_COL_WILSON, lang), LM_LEFT, false},
      [SECOND] = {rate ? "Byar" : "Clopper–Pearson", LM_LEFT, false},
  };
  lm_table table = lm_table_new(view, column, COLUMNS);
  for (size_t i = 0; i < count; i++) text_row(&table, &row[i]);
  lm_table_write(&table, sink);
  lm_table_free(&table);
}

lm_status lm_write_intervals(lm_sink *sink, const lm_count_summary *row, size_t count, const lm_view *view) {
  if (view->format == LM_FORMAT_TEXT) write_text(sink, row, count, view);
  else if (view->format == LM_FORMAT_JSON) write_json(sink, row, count);
  else if (view->format == LM_FORMAT_CSV) write_csv(sink, row, count, view->excel);
  else return LM_EINVAL;
  return LM_OK;
}
