/* table.c: see table.h. */
#include "table.h"

#include "../base/text.h"
#include "../base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define GAP          2  /* blanks between columns */
#define LEAST_COLUMN 12 /* flexible columns are first squeezed to this, */
#define LAST_RESORT  6  /* then to this; beyond that the table is wider than the terminal */

struct lm_table_line {
  bool span;
  size_t place; /* span: its indentation; row: the styled cell */
  lm_style style;
  const char *first;  /* span */
  const char *cell[]; /* row: one per column; span: one */
};

lm_table lm_table_new(const lm_view *view, const lm_table_column *column, size_t columns) {
  assert(columns <= LM_TABLE_COLUMNS);
  return (lm_table){.view = view, .column = column, .columns = columns};
}

static const char *cleaned(lm_table *table, const char *text) {
  lm_strbuf_reset(&table->scratch);
  lm_clean(&table->scratch, text);
  const char *copy = lm_arena_strdup(&table->arena, lm_strbuf_text(&table->scratch));
  if (!copy || table->scratch.failed) table->failed = true;
  return copy ? copy : "";
}

static lm_table_line *add_line(lm_table *table, size_t cells) {
  lm_table_line *line = lm_arena_alloc(&table->arena, sizeof *line + cells * sizeof line->cell[0]);
  if (!line || !LM_VEC_PUSH(table, line)) {
    table->failed = true;
    return NULL;
  }
  return line;
}

void lm_table_row(lm_table *table, const char *const *text, size_t styled, lm_style style) {
  lm_table_line *line = add_line(table, table->columns);
  if (!line) return;
  line->place = styled;
  line->style = style;
  for (size_t i = 0; i < table->columns; i++) line->cell[i] = text[i] ? cleaned(table, text[i]) : "";
}

void lm_table_span(lm_table *table, size_t indent, const char *first, const char *text, lm_style style) {
  lm_table_line *line = add_line(table, 1);
  if (!line) return;
  line->span = true;
  line->place = indent;
  line->style = style;
  line->first = lm_arena_strdup(&table->arena, first);
  if (!line->first) {
    table->failed = true;
    line->first = "";
  }
  line->cell[0] = cleaned(table, text);
}

static void measure(lm_table *table) {
  for (size_t c = 0; c < table->columns; c++) table->width[c] = lm_text_width(table->column[c].heading);
  for (size_t i = 0; i < table->count; i++) {
    const lm_table_line *line = table->item[i];
    if (line->span) continue;
    for (size_t c = 0; c < table->columns; c++) {
      size_t width = lm_text_width(line->cell[c]);
      if (width > table->width[c]) table->width[c] = width;
    }
  }
}

/* The widest flexible column that is wider than `least`; `columns` if none. */
static size_t widest_flexible(const lm_table *table, size_t least) {
  size_t widest = table->columns;
  for (size_t c = 0; c < table->columns; c++) {
    if (!table->column[c].flexible || table->width[c] <= least) continue;
    if (widest == table->columns || table->width[c] > table->width[widest]) widest = c;
  }
  return widest;
}

static size_t total_width(const lm_table *table) {
  size_t total = table->columns > 0 ? (table->columns - 1) * GAP : 0;
  for (size_t c = 0; c < table->columns; c++) total += table->width[c];
  return total;
}

static void squeeze(lm_table *table, size_t least) {
  size_t total = total_width(table), most = lm_view_width(table->view);
  for (size_t c; total > most && (c = widest_flexible(table, least)) < table->columns; total--) table->width[c]--;
}

/* Writes the next line of a cell into its column and moves on; `owed` are the blanks due before anything else is written, so
   that no line ends in blanks. */
static void put_part(lm_table *table, lm_sink *sink, size_t c, const char **rest, lm_style style, size_t *owed) {
  size_t length = **rest ? lm_line_break(*rest, table->width[c]) : 0;
  lm_strbuf_reset(&table->scratch);
  lm_strbuf_add_bytes(&table->scratch, *rest, lm_line_shown(*rest, length));
  *rest += length;
  const char *line = lm_strbuf_text(&table->scratch);
  size_t used = lm_text_width(line);
  size_t slack = table->width[c] > used ? table->width[c] - used : 0;
  bool right = table->column[c].align == LM_RIGHT;
  if (right) *owed += slack;
  if (*line) {
    lm_sink_repeat(sink, " ", *owed);
    *owed = 0;
    if (style != LM_PLAIN) lm_style_on(sink, table->view, style);
    lm_sink_put(sink, line);
    if (style != LM_PLAIN) lm_style_on(sink, table->view, LM_PLAIN);
  }
  if (!right) *owed += slack;
}

static bool anything_left(const char *const *rest, size_t columns) {
  for (size_t c = 0; c < columns; c++)
    if (*rest[c]) return true;
  return false;
}

static void put_cells(lm_table *table, lm_sink *sink, const char *const *cell, size_t styled, lm_style style) {
  const char *rest[LM_TABLE_COLUMNS];
  memcpy(rest, cell, table->columns * sizeof *rest);
  do {
    size_t owed = 0;
    for (size_t c = 0; c < table->columns; c++) {
      if (c > 0) owed += GAP;
      put_part(table, sink, c, &rest[c], c == styled ? style : LM_PLAIN, &owed);
    }
    lm_sink_char(sink, '\n');
  } while (anything_left(rest, table->columns));
}

static void put_headings(lm_table *table, lm_sink *sink) {
  const char *heading[LM_TABLE_COLUMNS] = {NULL};
  for (size_t c = 0; c < table->columns; c++) heading[c] = table->column[c].heading;
  put_cells(table, sink, heading, table->columns, LM_PLAIN);
  lm_rule(sink, table->view);
}

static void put_span(const lm_table *table, lm_sink *sink, const lm_table_line *line) {
  if (line->style != LM_PLAIN) lm_style_on(sink, table->view, line->style);
  lm_flow_at(sink, table->view, line->place, line->first, line->cell[0]);
  if (line->style != LM_PLAIN) lm_style_on(sink, table->view, LM_PLAIN);
}

static void empty(lm_table *table) {
  lm_arena_clear(&table->arena);
  table->count = 0;
}

void lm_table_write(lm_table *table, lm_sink *sink) {
  measure(table);
  squeeze(table, LEAST_COLUMN);
  squeeze(table, LAST_RESORT);
  put_headings(table, sink);
  for (size_t i = 0; i < table->count; i++) {
    const lm_table_line *line = table->item[i];
    if (line->span)
      put_span(table, sink, line);
    else
      put_cells(table, sink, line->cell, line->place, line->style);
  }
  if (table->failed || table->scratch.failed) lm_sink_fail(sink, LM_ENOMEM);
  empty(table);
}

void lm_table_free(lm_table *table) {
  empty(table);
  lm_strbuf_clear(&table->scratch);
  free(table->item);
}
