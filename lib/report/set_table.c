/* set_table.c: tables: columns as wide as their text when there is room, else as the text needs it; the heads stand again on every page. A table of
   few rows and many columns is turned on its side. */
#include "setting.h"

#include <stdlib.h>

#define PAD_X        4.0
#define PAD_Y        2.2
#define SIZE         8.4
#define NUMBER_WIDTH 96.0 /* a number is not broken below this */
#define TEXT_WIDTH   46.0 /* a word or two */
#define SMALLEST     0.8 /* of the size, before words are torn */
#define MANY_COLUMNS 9
#define FEW_ROWS     4
#define HALVES_GAP   22.0
#define TWO_LINES    1.7
#define HASH_SIZE    6.6

typedef struct cell {
  const lm_mark *mark; /* NULL none */
  lm_words *words;
} cell;

typedef struct table {
  lm_setting *setting;
  const lm_mark *mark;
  cell *item; /* row by row; the first row are the heads */
  size_t rows, columns;
  double *width, *narrow;
  double scale;
  bool turned;
} table;

/* ---- cells ---- */

static bool is_cell(const lm_mark *mark) {
  return lm_mark_is(mark, "td") || lm_mark_is(mark, "th");
}

static size_t cells_in(const lm_mark *row) {
  size_t count = 0;
  for (const lm_mark *child = row->first; child; child = child->next) count += is_cell(child);
  return count;
}

typedef void row_fn(table *t, const lm_mark *row, size_t at);

/* Calls `each` for every row below `mark`, in order. */
static size_t each_row(table *t, const lm_mark *mark, row_fn *each, size_t at) {
  for (const lm_mark *child = mark->first; child; child = child->next) {
    if (lm_mark_is(child, "tr")) each(t, child, at++);
    else at = each_row(t, child, each, at);
  }
  return at;
}

static void count_row(table *t, const lm_mark *row, size_t at) {
  (void)at;
  if (cells_in(row) > t->columns) t->columns = cells_in(row);
}

static void take_row(table *t, const lm_mark *row, size_t at) {
  size_t column = 0;
  for (const lm_mark *child = row->first; child; child = child->next)
    if (is_cell(child)) t->item[at * t->columns + column++].mark = child;
}

static cell *cell_at(const table *t, size_t row, size_t column) {
  return &t->item[row * t->columns + column];
}

/* Rows become columns. */
static bool turn(table *t) {
  cell *turned = calloc(t->rows * t->columns, sizeof *turned);
  if (!turned) return false;
  for (size_t i = 0; i < t->rows; i++)
    for (size_t k = 0; k < t->columns; k++) turned[k * t->rows + i] = *cell_at(t, i, k);
  const size_t rows = t->rows;
  free(t->item);
  t->item = turned;
  t->rows = t->columns;
  t->columns = rows;
  t->turned = true;
  return true;
}

static bool make(table *t, const lm_mark *mark) {
  t->rows = each_row(t, mark, count_row, 0);
  if (t->rows == 0 || t->columns == 0) return true;
  t->item = calloc(t->rows * t->columns, sizeof *t->item);
  if (!t->item) return false;
  each_row(t, mark, take_row, 0);
  if (t->columns > MANY_COLUMNS && t->rows <= FEW_ROWS + 1 && !turn(t)) return false;
  t->width = calloc(t->columns, sizeof *t->width);
  t->narrow = calloc(t->columns, sizeof *t->narrow);
  return t->width && t->narrow;
}

static bool is_number(const cell *c) {
  return c->mark && lm_mark_has_class(c->mark, "n");
}

static bool has_words(const cell *c) {
  return c->words != NULL;
}

/* Heads stand as what is below them does. */
static double align_of(const table *t, size_t row, size_t column) {
  if (t->turned) return 0;
  if (row > 0) return is_number(cell_at(t, row, column)) ? 1 : 0;
  bool numbers = t->rows > 1;
  for (size_t i = 1; i < t->rows && numbers; i++) numbers = is_number(cell_at(t, i, column)) || !has_words(cell_at(t, i, column));
  return numbers ? 1 : 0;
}

static void make_words(table *t) {
  for (size_t i = 0; i < t->rows * t->columns; i++) {
    const bool head = i < t->columns || (t->turned && i % t->columns == 0);
    const bool hash = t->item[i].mark && lm_mark_has_class(t->item[i].mark, "hash");
    const lm_face face = {(hash ? HASH_SIZE : SIZE) * t->scale, head, lm_colour_ink};
    if (t->item[i].mark && (!t->item[i].words || t->scale != 1)) t->item[i].words = lm_words_of(t->setting, t->item[i].mark, face);
  }
}

/* ---- columns ---- */

static double smaller(double a, double b) {
  return a < b ? a : b;
}

static double larger(double a, double b) {
  return a > b ? a : b;
}

/* As wide as on one line; returns the sum. */
static double widest(table *t) {
  double sum = 0;
  for (size_t k = 0; k < t->columns; k++) {
    t->width[k] = 0;
    for (size_t i = 0; i < t->rows; i++)
      if (has_words(cell_at(t, i, k))) t->width[k] = larger(t->width[k], lm_words_widest(cell_at(t, i, k)->words) + 2 * PAD_X);
    sum += t->width[k];
  }
  return sum;
}

static double narrowest_cell(const table *t, size_t row, size_t column) {
  const cell *c = cell_at(t, row, column);
  const bool whole = row > 0 && !t->turned && (is_number(c) || (column == 0 && lm_mark_is(c->mark, "th")));
  const double least = whole ? NUMBER_WIDTH : TEXT_WIDTH;
  const double wide = smaller(t->width[column] - 2 * PAD_X, least * t->scale);
  return larger(lm_words_narrowest(c->words), wide) + 2 * PAD_X;
}

static double narrowest(table *t) {
  double sum = 0;
  for (size_t k = 0; k < t->columns; k++) {
    t->narrow[k] = 0;
    for (size_t i = 0; i < t->rows; i++)
      if (has_words(cell_at(t, i, k))) t->narrow[k] = larger(t->narrow[k], narrowest_cell(t, i, k));
    t->narrow[k] = smaller(t->narrow[k], larger(t->width[k], 1));
    sum += t->narrow[k];
  }
  return sum;
}

/* Beyond the least every column gets its share of what it would need more. */
static void share(table *t, double width, double wide, double narrow) {
  for (size_t k = 0; k < t->columns; k++) {
    if (narrow >= width || wide <= narrow) t->width[k] = t->narrow[k] * width / narrow;
    else t->width[k] = t->narrow[k] + (t->width[k] - t->narrow[k]) * (width - narrow) / (wide - narrow);
  }
}

/* Turned tables fill their place: those side by side look alike. */
static void spread(table *t, double more) {
  for (size_t k = 1; k < t->columns; k++) t->width[k] += more / (double)(t->columns - 1);
}

/* Letters get smaller before words are torn. */
static void make_columns(table *t, double width) {
  double wide, narrow;
  t->scale = 1;
  make_words(t);
  wide = widest(t);
  if (wide <= width) {
    if (t->turned) spread(t, width - wide);
    return;
  }
  narrow = narrowest(t);
  while (narrow > width && t->scale > SMALLEST) {
    t->scale *= 0.93;
    make_words(t);
    wide = widest(t);
    narrow = narrowest(t);
  }
  share(t, width, wide, narrow);
}

/* ---- rows ---- */

static void put_line_below(const table *t, lm_strip *strip, double x, bool heavy) {
  double width = 0;
  for (size_t k = 0; k < t->columns; k++) width += t->width[k];
  const lm_piece line = {.kind = LM_PIECE_FILL, .x = x, .y = strip->height, .width = width, .height = heavy ? 0.9 : 0.5,
                         .colour = heavy ? lm_colour_soft : lm_colour_rule};
  lm_strip_put(t->setting, strip, line);
  strip->height += line.height;
}

/* A row of what is printed: that of the markup when the table is not turned. */
static const lm_mark *row_mark(const table *t) {
  lm_mark *row = lm_arena_alloc(&t->setting->arena, sizeof *row);
  if (!row) lm_setting_fail(t->setting, LM_ENOMEM);
  else *row = (lm_mark){.tag = "tr", .text = "", .parent = t->mark->first->parent};
  return row;
}

static void put_cell(const table *t, lm_strip *strip, const cell *c, const lm_mark *in, double x) {
  const size_t before = strip->count;
  lm_strip_words(t->setting, strip, c->words, x, PAD_Y);
  if (!c->words && c->mark) lm_strip_put(t->setting, strip, (lm_piece){.kind = LM_PIECE_EMPTY, .mark = c->mark});
  if (strip->count > before) strip->item[before].in = in;
}

static void set_row(const table *t, lm_galley *galley, size_t row, size_t head, bool with_head, double x) {
  lm_strip *strip = lm_strip_add(t->setting, galley);
  const lm_mark *in = strip ? row_mark(t) : NULL;
  double at = x;
  if (!in) return;
  for (size_t k = 0; k < t->columns; k++) {
    lm_words *words = cell_at(t, row, k)->words;
    const double high = words ? lm_words_place(t->setting, words, t->width[k] - 2 * PAD_X, align_of(t, row, k)) : 0;
    strip->height = larger(strip->height, high);
    put_cell(t, strip, cell_at(t, row, k), in, at + PAD_X);
    at += t->width[k];
  }
  strip->height = larger(strip->height, SIZE * t->scale) + 2 * PAD_Y;
  strip->keep_next = row == 0 && t->rows > 1;
  if (row > 0 && with_head) strip->head = head, strip->heads = 1;
  put_line_below(t, strip, x, row == 0);
}

static void set_rows(table *t, lm_galley *galley, double x, double width, bool with_head) {
  const size_t head = galley->count;
  make_columns(t, width);
  for (size_t i = with_head ? 0 : 1; i < t->rows; i++) set_row(t, galley, i, head, with_head, x);
}

/* ---- turned tables ---- */

/* The head and the rows that `wanted` says, from `from` up to and without `to` of them. */
static bool part_of(table *part, const table *t, const bool *wanted, bool value, size_t from, size_t to) {
  size_t seen = 0;
  *part = (table){.setting = t->setting, .mark = t->mark, .columns = t->columns, .scale = 1, .turned = true};
  part->item = calloc(t->rows * t->columns, sizeof *part->item);
  part->width = calloc(t->columns, sizeof *part->width);
  part->narrow = calloc(t->columns, sizeof *part->narrow);
  if (!part->item || !part->width || !part->narrow) return false;
  for (size_t i = 0; i < t->rows; i++) {
    if (i > 0 && wanted[i] != value) continue;
    if (i > 0 && (seen < from || seen >= to)) {
      seen++;
      continue;
    }
    seen += i > 0;
    for (size_t k = 0; k < t->columns; k++) {
      cell *own = &part->item[part->rows * t->columns + k];
      *own = *cell_at(t, i, k);
      if (i == 0) own->words = NULL; /* the head stands in every part, in each as wide as its columns are */
    }
    part->rows++;
  }
  return true;
}

static void table_clear(table *t) {
  free(t->item);
  free(t->width);
  free(t->narrow);
}

static void set_part(const table *t, lm_galley *galley, const bool *wanted, bool value, size_t from, size_t to, double x, double width) {
  table part;
  if (!part_of(&part, t, wanted, value, from, to)) lm_setting_fail(t->setting, LM_ENOMEM);
  else if (part.rows > 1) set_rows(&part, galley, x, width, value || t->columns > 2);
  table_clear(&part);
}

/* Does every cell of the row stand on one or two lines in half the width? */
static size_t find_short(const table *t, bool *is_short, double half) {
  const double name = t->width[0], room = t->columns > 1 ? (half - name) / (double)(t->columns - 1) : 0;
  size_t count = 0;
  for (size_t i = 1; i < t->rows; i++) {
    is_short[i] = true;
    for (size_t k = 1; k < t->columns; k++)
      if (has_words(cell_at(t, i, k)) && lm_words_widest(cell_at(t, i, k)->words) + 2 * PAD_X > room * TWO_LINES) is_short[i] = false;
    count += is_short[i];
  }
  return count;
}

/* Short rows in two halves side by side, long ones below them. */
static void set_turned(table *t, lm_galley *galley, double x, double width) {
  lm_setting *s = t->setting;
  const double half = (width - HALVES_GAP) / 2;
  bool *is_short = calloc(t->rows, sizeof *is_short);
  lm_strip *strip = is_short ? lm_strip_add(s, galley) : NULL;
  if (!strip) {
    lm_setting_fail(s, LM_ENOMEM);
    free(is_short);
    return;
  }
  lm_galley one = {0}, other = {0};
  make_words(t);
  widest(t);
  const size_t count = find_short(t, is_short, half), left = (count + 1) / 2;
  set_part(t, &one, is_short, true, 0, left, 0, half);
  set_part(t, &other, is_short, true, left, count, 0, half);
  lm_galley_beside(s, strip, &one, x);
  lm_galley_beside(s, strip, &other, x + half + HALVES_GAP);
  lm_galley_clear(&one);
  lm_galley_clear(&other);
  set_part(t, galley, is_short, false, 0, t->rows, x, width);
  free(is_short);
}

/* ---- the table ---- */

static void set_caption(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const lm_mark *caption = lm_mark_find(mark, "caption");
  const size_t first = galley->count;
  if (caption) lm_set_blocks(s, galley, caption, x, width);
  if (galley->count > first) galley->item[galley->count - 1].keep_next = true;
}

void lm_set_table(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  table t = {.setting = s, .mark = mark, .scale = 1};
  const size_t first = galley->count;
  if (!make(&t, mark)) lm_setting_fail(s, LM_ENOMEM);
  if (s->status == LM_OK && t.item) {
    set_caption(s, galley, mark, x, width);
    if (t.turned) set_turned(&t, galley, x, width);
    else set_rows(&t, galley, x, width, true);
    if (galley->count > first && galley->item[first].before < 5) galley->item[first].before = 5;
  }
  table_clear(&t);
}

double lm_table_widest(lm_setting *s, const lm_mark *mark) {
  table t = {.setting = s, .scale = 1};
  double sum = 0;
  if (!make(&t, mark)) lm_setting_fail(s, LM_ENOMEM);
  if (s->status == LM_OK && t.item) {
    make_words(&t);
    sum = widest(&t);
  }
  table_clear(&t);
  return sum;
}
