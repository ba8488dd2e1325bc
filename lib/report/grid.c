/* grid.c: see grid.h. */
#include "grid.h"

#include "../base/text.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

#define GAP           3  /* " │ " */
#define LEAST_TEXT    14 /* a column of running text is at least so wide: seven Japanese characters */
#define LEAST_HEADING 6  /* what a heading may make of a column of short cells */
#define STEP          2  /* widths grow by a Japanese character */

struct lm_grid_row {
  bool span;
  lm_style style; /* of a span */
  const char *cell[];
};

lm_grid lm_grid_new(const lm_view *view, size_t columns) {
  return (lm_grid){.view = view, .columns = columns};
}

/* Cleaned line by line. */
static const char *cleaned(lm_grid *grid, const char *text) {
  lm_strbuf line = {0};
  lm_strbuf_reset(&grid->scratch);
  for (const char *at = text; *at;) {
    size_t length = strcspn(at, "\n");
    lm_strbuf_reset(&line);
    lm_strbuf_add_bytes(&line, at, length);
    if (at != text) lm_strbuf_add(&grid->scratch, "\n");
    lm_clean(&grid->scratch, lm_strbuf_text(&line));
    at += length + (at[length] == '\n');
  }
  const char *copy = lm_arena_strdup(&grid->arena, lm_strbuf_text(&grid->scratch));
  if (!copy || line.failed || grid->scratch.failed) grid->failed = true;
  lm_strbuf_clear(&line);
  return copy ? copy : "";
}

static lm_grid_row *add_row(lm_grid *grid, size_t cells) {
  lm_grid_row *row = lm_arena_alloc(&grid->arena, sizeof *row + cells * sizeof row->cell[0]);
  if (row && LM_VEC_PUSH(grid, row)) return row;
  grid->failed = true;
  return NULL;
}

void lm_grid_add(lm_grid *grid, const char *const *cell) {
  lm_grid_row *row = add_row(grid, grid->columns);
  for (size_t c = 0; row && c < grid->columns; c++) row->cell[c] = cell[c] ? cleaned(grid, cell[c]) : "";
}

void lm_grid_span(lm_grid *grid, const char *text, lm_style style) {
  lm_grid_row *row = add_row(grid, 1);
  if (!row) return;
  row->span = true;
  row->style = style;
  row->cell[0] = cleaned(grid, text);
}

/* ---- widths ---- */

/* What a column has to hold. */
typedef struct load {
  size_t heading, widest; /* widest line of a cell */
  size_t area;            /* of the fullest cell, in columns of the terminal */
  size_t most;            /* wider makes no difference */
} load;

static void weigh_cell(lm_grid *grid, load *of, const char *text, bool heading) {
  size_t area = 0;
  for (const char *at = text; *at;) {
    size_t length = strcspn(at, "\n");
    lm_strbuf_reset(&grid->scratch);
    lm_strbuf_add_bytes(&grid->scratch, at, length);
    size_t width = lm_text_width(lm_strbuf_text(&grid->scratch));
    area += width;
    if (heading && width > of->heading) of->heading = width;
    if (!heading && width > of->widest) of->widest = width;
    at += length + (at[length] == '\n');
  }
  if (area > of->area) of->area = area;
}

static load weigh(lm_grid *grid, size_t column) {
  load of = {0};
  for (size_t i = 0; i < grid->count; i++)
    if (!grid->item[i]->span) weigh_cell(grid, &of, grid->item[i]->cell[column], i == 0);
  of.most = of.widest > of.heading ? of.widest : of.heading;
  return of;
}

static size_t least_width(const load *of) {
  size_t text = of->widest < LEAST_TEXT ? of->widest : LEAST_TEXT;
  size_t heading = of->heading < LEAST_HEADING ? of->heading : LEAST_HEADING;
  size_t least = text > heading ? text : heading;
  return least > 0 ? least : 1;
}

/* The column that makes its row tallest and could be wider; `columns` if none. */
static size_t tallest(const lm_grid *grid, const load *of) {
  size_t found = grid->columns, height = 0;
  for (size_t c = 0; c < grid->columns; c++) {
    if (grid->width[c] >= of[c].most) continue;
    size_t lines = (of[c].area * 16) / grid->width[c];
    if (found == grid->columns || lines > height) {
      found = c;
      height = lines;
    }
  }
  return found;
}

static void share_out(lm_grid *grid, const load *of, size_t left) {
  for (size_t c; left >= STEP && (c = tallest(grid, of)) < grid->columns; left -= STEP) grid->width[c] += STEP;
}

bool lm_grid_fits(lm_grid *grid) {
  load *loads = calloc(grid->columns + 1, sizeof *loads);
  grid->width = lm_arena_alloc(&grid->arena, (grid->columns + 1) * sizeof *grid->width);
  size_t used = grid->columns > 0 ? (grid->columns - 1) * GAP : 0;
  bool fine = loads && grid->width;
  for (size_t c = 0; fine && c < grid->columns; c++) {
    loads[c] = weigh(grid, c);
    grid->width[c] = least_width(&loads[c]);
    used += grid->width[c];
  }
  if (!fine) grid->failed = true;
  fine = fine && used <= lm_view_width(grid->view);
  if (fine) share_out(grid, loads, lm_view_width(grid->view) - used);
  free(loads);
  return fine;
}

/* ---- writing ---- */

/* The next line of a cell. */
static size_t next_part(const char *rest, size_t width, size_t *shown) {
  size_t paragraph = strcspn(rest, "\n");
  size_t length = paragraph ? lm_line_break(rest, width) : 0;
  if (length > paragraph) length = paragraph;
  *shown = lm_line_shown(rest, length);
  return length + (rest[length] == '\n');
}

static void put_part(lm_sink *sink, lm_strbuf *scratch, const char **rest, size_t width, size_t *owed) {
  size_t shown = 0, length = **rest ? next_part(*rest, width, &shown) : 0;
  lm_strbuf_reset(scratch);
  lm_strbuf_add_bytes(scratch, *rest, shown);
  *rest += length;
  size_t used = lm_text_width(lm_strbuf_text(scratch));
  if (used > 0) {
    lm_sink_repeat(sink, " ", *owed);
    lm_sink_put(sink, lm_strbuf_text(scratch));
    *owed = 0;
  }
  *owed += width > used ? width - used : 0;
}

static bool anything_left(const char *const *rest, size_t columns) {
  for (size_t c = 0; c < columns; c++)
    if (*rest[c]) return true;
  return false;
}

/* A line that ends in empty cells ends behind the last rule, without blanks. */
static void put_row(const lm_grid *grid, lm_sink *sink, lm_strbuf *scratch, const char **rest) {
  do {
    size_t owed = 0;
    for (size_t c = 0; c < grid->columns; c++) {
      if (c > 0) {
        lm_sink_repeat(sink, " ", owed + 1);
        lm_sink_put(sink, "│");
        owed = 1;
      }
      put_part(sink, scratch, &rest[c], grid->width[c], &owed);
    }
    lm_sink_char(sink, '\n');
  } while (anything_left(rest, grid->columns));
}

static void put_rule(const lm_grid *grid, lm_sink *sink) {
  lm_style_on(sink, grid->view, LM_DIM);
  for (size_t c = 0; c < grid->columns; c++) {
    if (c > 0) lm_sink_put(sink, "─┼─");
    lm_sink_repeat(sink, "─", grid->width[c]);
  }
  lm_style_on(sink, grid->view, LM_PLAIN);
  lm_sink_char(sink, '\n');
}

static void put_span(const lm_grid *grid, lm_sink *sink, const lm_grid_row *row) {
  if (row->style != LM_PLAIN) lm_style_on(sink, grid->view, row->style);
  lm_flow(sink, grid->view, "", row->cell[0]);
  if (row->style != LM_PLAIN) lm_style_on(sink, grid->view, LM_PLAIN);
}

void lm_grid_write(const lm_grid *grid, lm_sink *sink) {
  lm_strbuf scratch = {0};
  const char **rest = calloc(grid->columns + 1, sizeof *rest);
  if (!rest) lm_sink_fail(sink, LM_ENOMEM);
  for (size_t i = 0; rest && i < grid->count; i++) {
    const lm_grid_row *row = grid->item[i];
    if (i > 0 && !(row->span && grid->item[i - 1]->span)) put_rule(grid, sink);
    if (row->span) {
      put_span(grid, sink, row);
      continue;
    }
    memcpy(rest, row->cell, grid->columns * sizeof *rest);
    if (i == 0) lm_style_on(sink, grid->view, LM_BOLD);
    put_row(grid, sink, &scratch, rest);
    if (i == 0) lm_style_on(sink, grid->view, LM_PLAIN);
  }
  free(rest);
  lm_strbuf_drop(&scratch, sink);
}

void lm_grid_free(lm_grid *grid, lm_sink *sink) {
  if (grid->failed || grid->scratch.failed) lm_sink_fail(sink, LM_ENOMEM);
  lm_arena_clear(&grid->arena);
  lm_strbuf_clear(&grid->scratch);
  free(grid->item);
}
