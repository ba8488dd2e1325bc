/* series.h: series from a CSV table with columns id and t: rows grouped by id in order of first appearance, in each group by t. */
#ifndef CLI_SERIES_H
#define CLI_SERIES_H

#include "cli.h"

#include <logicmodel/table.h>

enum { CLI_SERIES_COLUMNS = 24 };

/* A column: text is looked up by cli_series_text; numbers are read. */
typedef struct cli_series_column {
  const char *name;
  bool required;
  bool number;
  bool may_be_empty;
} cli_series_column;

typedef struct cli_series {
  const char *id;
  size_t first, n; /* its rows */
} cli_series;

typedef struct cli_series_set {
  lm_diags *diags;
  lm_csv_table *table;
  size_t at[CLI_SERIES_COLUMNS]; /* place of column i in the table, or LM_CSV_NONE */
  size_t *row;                   /* row of the table, in order */
  size_t rows;
  double *number[CLI_SERIES_COLUMNS]; /* in order; NULL for text and for columns the table does not have */
  cli_series *item;
  size_t count;
} cli_series_set;

/* Reads the one file of the command line ("-": standard input). columns[0] is id, columns[1] t; ended by name NULL. Refuses a second row for the
   same id and t. Findings are in set->diags; the caller may add its own before cli_series_verdict. Exit code; free the set whatever it is. */
int cli_series_read(cli_series_set *set, cli *c, const cli_series_column *columns);
void cli_series_free(cli_series_set *set);

/* CLI_OK when there was no error; else the findings are listed and the code says so. Notes are listed too, unless --quiet. */
int cli_series_verdict(cli_series_set *set, cli *c);

bool cli_series_has(const cli_series_set *set, size_t column);
/* Cell of the row in order; "" when the table has no such column. */
const char *cli_series_text(const cli_series_set *set, size_t row, size_t column);
void cli_series_finding(const cli_series_set *set, size_t row, size_t column, lm_code code, const char *a0, const char *a1);

#endif
