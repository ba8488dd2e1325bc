/* sheet_csv.c: a filled sheet with one row of headings, as printed. A sheet with rows has the node and the row in front;
   what is invented, or decided by nobody, says so in a column more. */
#include "csv.h"
#include "sheet.h"

static void put_headings(lm_csv *csv, const lm_filled_sheet *sheet, lm_lang lang) {
  const lm_sheet *plan = lm_filled_sheet_plan(sheet);
  if (plan->row_count > 0) lm_csv_text(csv, lm_word_in(W_COL_NODE, lang));
  if (plan->row_count > 0) lm_csv_text(csv, lm_word_in(W_ROW_OF_SHEET, lang));
  for (size_t c = 0; c < lm_sheet_columns(plan); c++) lm_csv_text(csv, lm_sheet_heading(plan, c, lang));
  if (lm_filled_sheet_illustration(sheet)) lm_csv_text(csv, "illustration");
  if (lm_filled_sheet_fictional(sheet)) lm_csv_text(csv, "fictional");
  lm_csv_end_row(csv);
}

static void put_line(lm_csv *csv, const lm_filled_sheet *sheet, const lm_sheet_line *line, lm_lang lang) {
  const lm_model *model = lm_filled_sheet_data(sheet)->model;
  if (line->row) lm_csv_text(csv, lm_label_of(model, line->node, lang));
  if (line->row) lm_csv_text(csv, lm_text_in(&line->row->label, lang));
  for (size_t c = 0; c < lm_sheet_columns(lm_filled_sheet_plan(sheet)); c++) {
    lm_strbuf text = {0};
    lm_add_bare_cell(&text, sheet, &line->cells[c], lang);
    lm_csv_text(csv, lm_strbuf_text(&text));
    lm_strbuf_drop(&text, csv->sink);
  }
  if (lm_filled_sheet_illustration(sheet)) lm_csv_text(csv, "true");
  if (lm_filled_sheet_fictional(sheet)) lm_csv_text(csv, "true");
  lm_csv_end_row(csv);
}

lm_status lm_sheet_as_csv(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  put_headings(&csv, sheet, view->lang);
  for (size_t i = 0; i < lm_filled_sheet_count(sheet); i++) put_line(&csv, sheet, lm_filled_sheet_line(sheet, i), view->lang);
  return LM_OK;
}
