/* table.h: a rectangular CSV file in memory, with the line and column of every cell.

   Read as RFC 4180 has it: commas, fields in "…" with "" for a quote, quoted fields may hold commas and line breaks; LF or CRLF, UTF-8 with or
   without byte order mark; the first line names the columns. Blank lines are passed over. Nothing is repaired: what is wrong is a finding
   (C8xx, F00x) with file, line and column, all of them in one run. */
#ifndef LOGICMODEL_TABLE_H
#define LOGICMODEL_TABLE_H

#include <logicmodel/diag.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_CSV_MAX_BYTES (256u << 20)
#define LM_CSV_MAX_COLUMNS 1000
#define LM_CSV_MAX_CELL 100000
#define LM_CSV_NONE SIZE_MAX

typedef struct lm_csv_table lm_csv_table;

/* LM_EINPUT: the file is no table (empty, NUL bytes, unclosed quote, …) and *out is NULL. LM_OK also when rows were left out because they are
   ragged: count the errors in `diags`. path "-" reads standard input. */
LM_API lm_status lm_csv_table_read(lm_csv_table **out, const char *path, lm_diags *diags);
/* `name` is for the findings. */
LM_API lm_status lm_csv_table_read_bytes(lm_csv_table **out, const char *name, const char *bytes, size_t size, lm_diags *diags);
LM_API void lm_csv_table_free(lm_csv_table *table);

/* Everything returned lives as long as the table. Rows count from 0 below the heading. */
LM_API const char *lm_csv_table_file(const lm_csv_table *table);
LM_API size_t lm_csv_table_columns(const lm_csv_table *table);
LM_API size_t lm_csv_table_rows(const lm_csv_table *table);
LM_API const char *lm_csv_table_name(const lm_csv_table *table, size_t column);
LM_API const char *lm_csv_table_cell(const lm_csv_table *table, size_t row, size_t column);
LM_API uint32_t lm_csv_table_line(const lm_csv_table *table, size_t row, size_t column); /* line the cell begins on */

/* The columns a command knows, ended by name NULL. */
typedef struct lm_csv_column {
  const char *name;
  bool required;
} lm_csv_column;
/* at[i]: place of column i in the table, or LM_CSV_NONE. Findings: missing columns (error), columns nobody knows (note: ignored), columns twice
   (error). false if there was an error. */
LM_API bool lm_csv_table_match(const lm_csv_table *table, const lm_csv_column *known, size_t *at, lm_diags *diags);

/* A finding at a cell: its place, the column's name and the value as given. column may be LM_CSV_NONE: the row as a whole. */
LM_API void lm_csv_table_finding(const lm_csv_table *table, size_t row, size_t column, lm_code code, const char *a0, const char *a1,
                                 lm_diags *diags);

/* A number in a CSV file: [+-]digits[.digits] with an optional exponent (1.5e-07, as programs print at full precision), a point, no blanks, no
   separators. XML documents do not take exponents. */
LM_API bool lm_csv_parse_number(double *out, const char *text);

/* The number of a cell. An empty cell gives NaN and true when it may be empty, else a finding; column LM_CSV_NONE gives NaN and true. */
LM_API bool lm_csv_table_number(double *out, const lm_csv_table *table, size_t row, size_t column, bool may_be_empty, lm_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
