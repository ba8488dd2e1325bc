/* csv.h: the splitting of CSV by itself, for tables whose rows need not be alike: a title above the heading, notes below. Rules and limits are those
   of table.h. */
#ifndef LM_BASE_CSV_H
#define LM_BASE_CSV_H

#include <logicmodel/diag.h>

typedef struct lm_csv_cell {
  const char *text;
  uint32_t line, column; /* in the file, from 1 */
} lm_csv_cell;

typedef struct lm_csv_rows { /* zero-initialise */
  char *bytes;             /* the texts of the cells */
  lm_csv_cell *item;
  size_t count, room;
  struct {
    size_t *item; /* index of a row's first cell */
    size_t count, room;
  } first;
} lm_csv_rows;

/* Takes over `bytes` (size bytes, valid UTF-8 without NUL, and a NUL). Blank lines make no row. The
   separator is a comma, or the tab of what Excel calls Unicode text. Clear the rows whatever is returned. */
lm_status lm_csv_split(lm_csv_rows *out, const char *name, char *bytes, size_t size, char separator, lm_diags *diags);
void lm_csv_rows_clear(lm_csv_rows *rows);

#endif
