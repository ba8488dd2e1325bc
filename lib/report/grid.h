/* grid.h: tables whose cells are running text of several lines, with rules between rows and columns, as offices print them.

   A column is as wide as its text when there is room; when not, width goes to where it makes the rows shortest. A table that would leave a
   column too narrow to read does not fit, and the caller prints something else. Cells are cleaned (flow.h) line by line and copied. */
#ifndef LM_REPORT_GRID_H
#define LM_REPORT_GRID_H

#include "../base/arena.h"
#include "flow.h"

typedef struct lm_grid_row lm_grid_row;

typedef struct lm_grid {
  const lm_view *view;
  size_t columns;
  lm_grid_row **item; /* the headings first */
  size_t count, room;
  lm_arena arena;
  lm_strbuf scratch;
  size_t *width; /* per column */
  bool failed;
} lm_grid;

lm_grid lm_grid_new(const lm_view *view, size_t columns);
/* The first row is the headings. NULL: empty. Lines of a cell are separated by \n. */
void lm_grid_add(lm_grid *grid, const char *const *cell);
/* Running text over the whole width, before the next row. */
void lm_grid_span(lm_grid *grid, const char *text, lm_style style);
/* Works the widths out. false: too narrow to read. */
bool lm_grid_fits(lm_grid *grid);
void lm_grid_write(const lm_grid *grid, lm_sink *sink); /* after lm_grid_fits */
void lm_grid_free(lm_grid *grid, lm_sink *sink);

#endif
