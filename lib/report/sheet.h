/* sheet.h: what the formats of a filled sheet share. */
#ifndef LM_REPORT_SHEET_H
#define LM_REPORT_SHEET_H

#include "phrase.h"

/* A sheet without columns is a form: one nameless column beside its rows. */
size_t lm_sheet_columns(const lm_sheet *plan);
/* The heading of a column, "" for the nameless one. */
const char *lm_sheet_heading(const lm_sheet *plan, size_t column, lm_lang lang);

/* A cell as people read it: numbers grouped and with unit, why it is empty. Its lines are separated by \n. */
void lm_add_cell(lm_strbuf *to, const lm_filled_sheet *sheet, const lm_cell *cell, const lm_view *view);
/* A cell as CSV and JSON have it: a number that stands by itself as digits, rounded as shown, without unit; what is left blank stays blank. */
void lm_add_bare_cell(lm_strbuf *to, const lm_filled_sheet *sheet, const lm_cell *cell, lm_lang lang);
/* "1-1 周知", "(ア)資源の把握", "①研修": mark and words. */
void lm_add_marked(lm_strbuf *to, const lm_cell_line *line, lm_lang lang);
/* The line of a cell that is nothing but a number; NULL if it is anything else. */
const lm_cell_line *lm_bare_number(const lm_cell *cell);
/* The unit in words, NULL for none. */
const char *lm_cell_unit_in(const lm_cell_line *line, lm_lang lang);

lm_status lm_sheet_as_text(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view);
lm_status lm_sheet_as_csv(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view);
lm_status lm_sheet_as_json(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view);

#endif
