/* table.h: a plain CSV file (no quoted fields) in memory, cells by row and column name. For reference tests. */
#ifndef LM_TEST_TABLE_H
#define LM_TEST_TABLE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_COLUMNS 64

typedef struct table {
  char *text;
  size_t columns, rows; /* rows without the header */
  char **cells;         /* (rows + 1)·columns; row 0 is the header */
} table;

static inline char *table_read_file(const char *directory, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE *file = fopen(path, "rb");
  if (!file) {
    fprintf(stderr, "cannot open '%s'\n", path);
    exit(1);
  }
  size_t size = 0, capacity = 1 << 20;
  char *text = malloc(capacity + 1);
  if (!text) exit(1);
  size = fread(text, 1, capacity, file);
  if (size == capacity) exit(1); /* no reference file is that large */
  text[size] = '\0';
  fclose(file);
  return text;
}

static inline size_t table_count(const char *text, char c, char until) {
  size_t count = 0;
  for (; *text && *text != until; text++) count += *text == c;
  return count;
}

/* Exits when the file cannot be read: a reference directory without one of its files is a broken one. */
static inline table table_open(const char *directory, const char *name) {
  table t = {.text = table_read_file(directory, name)};
  t.columns = table_count(t.text, ',', '\n') + 1;
  size_t lines = table_count(t.text, '\n', '\0');
  t.cells = calloc((lines + 1) * t.columns, sizeof *t.cells);
  if (!t.cells || t.columns > TABLE_COLUMNS) exit(1);
  size_t cell = 0;
  for (char *p = t.text; *p && cell < lines * t.columns;) {
    char *end = p + strcspn(p, ",\r\n");
    t.cells[cell++] = p;
    char separator = *end;
    *end = '\0';
    p = end + (separator != '\0');
    if (separator == '\r' && *p == '\n') p++;
  }
  t.rows = lines - 1;
  return t;
}

static inline void table_close(table *t) {
  free(t->cells);
  free(t->text);
}

/* Text of a cell; row counts from 0 below the header. Exits on an unknown column. */
static inline const char *table_text(const table *t, size_t row, const char *column) {
  for (size_t c = 0; c < t->columns; c++)
    if (strcmp(t->cells[c], column) == 0) return t->cells[(row + 1) * t->columns + c];
  fprintf(stderr, "no column '%s'\n", column);
  exit(1);
}

/* Number of a cell; NaN for NA and for an empty one. */
static inline double table_number(const table *t, size_t row, const char *column) {
  const char *text = table_text(t, row, column);
  return *text == '\0' || strcmp(text, "NA") == 0 ? (double)NAN : strtod(text, NULL);
}

#endif
