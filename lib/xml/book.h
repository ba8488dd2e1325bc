/* book.h: a table file in memory: the sheets of a workbook, or the one table of a CSV file, as rows of cells. What the cells mean is not asked here. */
#ifndef LM_XML_BOOK_H
#define LM_XML_BOOK_H

#include "../base/arena.h"
#include "../base/csv.h"

#include <logicmodel/read.h>

enum { LMB_MOST_CELLS = 4 * 1000 * 1000, LMB_MOST_COLUMNS = 16384, LMB_MOST_ROWS = 1048576 };

typedef enum lmb_kind {
  LMB_TEXT,
  LMB_NUMBER,
  LMB_PERCENT,     /* a number shown as a percentage: 0.78 shown as 78% */
  LMB_DATE,
  LMB_BOOLEAN,
  LMB_ERROR,       /* #N/A, #DIV/0!, … */
  LMB_NO_NUMBER,   /* kept as a number, and none that a double can be: the text is what the file has */
  LMB_NO_RESULT    /* a formula without a kept result */
} lmb_kind;

typedef struct lmb_cell {
  const char *text;     /* as a person would read it: "78%", "2024-10-01", "#N/A"; never NULL */
  double number;        /* LMB_NUMBER, LMB_PERCENT; else NaN */
  uint32_t row, column; /* from 0 */
  uint32_t line, at;    /* place in a CSV file, from 1; 0 in a workbook */
  lmb_kind kind;
  bool formula;
} lmb_cell;

typedef struct lmb_row {
  size_t first, count;  /* in cells, in the order of columns */
  uint32_t number;      /* from 0 */
} lmb_row;

typedef struct lmb_sheet {
  const char *name;     /* "" of a CSV file */
  bool hidden;
  struct { lmb_row *item; size_t count, room; } rows;   /* only rows with cells */
  struct { lmb_cell *item; size_t count, room; } cells; /* none of them empty */
} lmb_sheet;

typedef struct lmb_book {
  const char *file;     /* for messages; never NULL */
  bool workbook;        /* with sheets, not CSV */
  struct { lmb_sheet *item; size_t count, room; } sheets;
  lm_arena arena;
  lm_csv_rows csv;      /* owns the texts of a CSV file */
} lmb_book;

/* What a file looks like by its first bytes. */
typedef enum lmb_look { LMB_LOOKS_XML, LMB_LOOKS_CSV, LMB_LOOKS_ZIP, LMB_LOOKS_OLE } lmb_look;
/* Never fails: what cannot be read looks like XML, whose reader says what is wrong. */
lmb_look lmb_look_at(const lm_input *input);

/* Clear the book whatever is returned. */
lm_status lmb_open(lmb_book *book, const lm_input *input, lm_diags *diags);
void lmb_clear(lmb_book *book);

/* NULL: the cell is empty. */
const lmb_cell *lmb_at(const lmb_sheet *sheet, const lmb_row *row, uint32_t column);
/* The text of a cell; "" if it is empty. */
const char *lmb_text(const lmb_sheet *sheet, const lmb_row *row, uint32_t column);
const lmb_sheet *lmb_find_sheet(const lmb_book *book, const char *name);

enum { LMB_NAME_SIZE = 16 };
/* "A", "AA"; "D14". name has LMB_NAME_SIZE bytes. */
const char *lmb_column_name(uint32_t column, char *name);
const char *lmb_cell_name(uint32_t row, uint32_t column, char *name);
/* "AA" → 26, "D14" → 3 and, where row is not NULL, 13. false: no such name. */
bool lmb_column_parse(const char *name, size_t length, uint32_t *column);
bool lmb_cell_parse(const char *name, size_t length, uint32_t *row, uint32_t *column);

/* For the readers of formats. Cells come row by row, rows in order; columns in order within a row. */
lmb_sheet *lmb_add_sheet(lmb_book *book, const char *name, size_t length, bool hidden); /* NULL when memory fails */
lm_status lmb_add_cell(lmb_book *book, lmb_sheet *sheet, const lmb_cell *cell, lm_diags *diags);
lm_status lmb_refuse(const lmb_book *book, lm_code code, const char *a0, lm_diags *diags); /* LM_EINPUT */
/* As lmb_refuse, with the place in the sheet as far as it is known: cell 0 based, row UINT32_MAX for the sheet alone. */
lm_status lmb_refuse_at(const lmb_book *book, const lmb_sheet *sheet, uint32_t row, uint32_t column, lm_code code, const char *a0, lm_diags *diags);

#endif
