/* report_xlsx.h: what the sheets of the report's workbook share: looks, and tables that are written cell by cell. */
#ifndef LM_REPORT_REPORT_XLSX_H
#define LM_REPORT_REPORT_XLSX_H

#include "html.h"
#include "xlsx.h"

/* Rows above every table. */
enum { LM_XLSX_TITLE, LM_XLSX_NOTICE, LM_XLSX_NOTE, LM_XLSX_HEAD, LM_XLSX_FIRST };

typedef enum lm_cell_look { LM_CELL_LOOK_TEXT, LM_CELL_LOOK_NAME, LM_CELL_LOOK_HEAD, LM_CELL_LOOK_TITLE, LM_CELL_LOOK_NOTICE, LM_CELL_LOOK_NOTE, LM_CELL_LOOK_LINK, LM_CELL_LOOK_ABSENT, LM_CELL_LOOK_CHANCE, LM_CELL_LOOK_YEAR, LM_CELL_LOOK_COUNT } lm_cell_look;

typedef struct lm_book {
  const lm_page *page;
  lxw_workbook *book;
  lxw_format *look[LM_CELL_LOOK_COUNT], *number[16], *percent[16], *verdict[LM_VERDICT_COUNT]; /* of decimals: made when they are needed */
  uint32_t *block; /* per node: the row of its chart; 0 none */
  bool failed;
} lm_book;

typedef struct lm_xlsx_column {
  lm_word heading;
  const char *text; /* instead of the heading: "" none at all; NULL */
  double width;
} lm_xlsx_column;

typedef struct lm_xlsx_table {
  lm_book *book;
  lxw_worksheet *sheet; /* NULL: memory failed; nothing is written */
  const lm_xlsx_column *column;
  size_t columns;
  uint32_t row;
  lxw_col_t at; /* the cell that comes next */
  int lines;    /* of the row so far */
  bool flat;    /* rows keep their height */
} lm_xlsx_table;

/* A sheet with title, notice, note and the headings of a table; prepared for print. `kept`: columns that stay in sight and on every page; `pages`:
   pages side by side. */
lm_xlsx_table lm_xlsx_begin(lm_book *book, lm_word name, lm_word note, const lm_xlsx_column *column, size_t columns, lxw_col_t kept, uint16_t pages);
/* Another note above the table than the one it began with. Clears it. */
void lm_xlsx_say(lm_xlsx_table *table, lm_strbuf *note);
/* One cell each, then to the next. Texts are cleaned. */
void lm_xlsx_text(lm_xlsx_table *table, const char *text);
void lm_xlsx_as(lm_xlsx_table *table, lm_cell_look look, const char *text);
void lm_xlsx_buffer(lm_xlsx_table *table, lm_strbuf *text); /* clears it */
void lm_xlsx_word(lm_xlsx_table *table, lm_word word);
void lm_xlsx_period(lm_xlsx_table *table, bool known, lm_period period);
void lm_xlsx_number(lm_xlsx_table *table, double value, int decimals); /* NaN: empty */
void lm_xlsx_count(lm_xlsx_table *table, size_t count);
void lm_xlsx_year(lm_xlsx_table *table, double year);
void lm_xlsx_share(lm_xlsx_table *table, double share);
void lm_xlsx_chance(lm_xlsx_table *table, double probability); /* "<1%", ">99%" where the other reports say so */
void lm_xlsx_verdict(lm_xlsx_table *table, lm_verdict verdict);
/* To a cell of a sheet. */
void lm_xlsx_link(lm_xlsx_table *table, const char *text, lm_word sheet, uint32_t row);
void lm_xlsx_end_row(lm_xlsx_table *table);

/* A text as the name of a chart, axis or series: the library takes one that begins with = for a formula. */
void lm_xlsx_add_name(lm_strbuf *to, const char *text);

/* ---- the sheets ---- */

void lm_xlsx_verdicts(lm_book *book);   /* report_xlsx_tables.c */
void lm_xlsx_indicators(lm_book *book);
void lm_xlsx_values(lm_book *book);
void lm_xlsx_debts(lm_book *book);
void lm_xlsx_links(lm_book *book);
void lm_xlsx_since(lm_book *book);      /* of a report with a since; report_xlsx_since.c */
void lm_xlsx_place_charts(lm_book *book); /* fills book->block; report_xlsx_charts.c */
void lm_xlsx_charts(lm_book *book);

#endif
