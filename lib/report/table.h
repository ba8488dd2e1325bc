/* table.h: text tables whose columns line up by display width (a Japanese character is two columns wide).

   A column is as wide as its widest cell. When that is more than the terminal has, the flexible columns give way and their
   cells are wrapped. A span is running text under a row, over the whole width. Cells are cleaned (flow.h) and copied. */
#ifndef LM_REPORT_TABLE_H
#define LM_REPORT_TABLE_H

#include "../base/arena.h"
#include "flow.h"

#define LM_TABLE_COLUMNS 12

typedef enum lm_align { LM_LEFT, LM_RIGHT } lm_align;

typedef struct lm_table_column {
  const char *heading;
  lm_align align;
  bool flexible;
} lm_table_column;

typedef struct lm_table_line lm_table_line;

typedef struct lm_table {
  const lm_view *view;
  const lm_table_column *column;
  size_t columns;
  lm_table_line **item; /* in order */
  size_t count, room;
  lm_arena arena;
  lm_strbuf scratch;
  size_t width[LM_TABLE_COLUMNS];
  bool failed;
} lm_table;

/* `column` must outlive the table. */
lm_table lm_table_new(const lm_view *view, const lm_table_column *column, size_t columns);
/* One text per column; NULL is empty. The text of column `styled` is shown in `style`. */
void lm_table_row(lm_table *table, const char *const *text, size_t styled, lm_style style);
/* Running text under the row, behind `indent` blanks, beginning with `first`. Both "" make an empty line. */
void lm_table_span(lm_table *table, size_t indent, const char *first, const char *text, lm_style style);
/* Writes headings, a rule and all lines; then the table is empty again. */
void lm_table_write(lm_table *table, lm_sink *sink);
void lm_table_free(lm_table *table);

#endif
