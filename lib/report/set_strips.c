/* set_strips.c: headings, paragraphs, lists, facts and pictures below each other. Sizes and distances as a printed page wants them. */
#include "setting.h"

#include "words.h"
#include "../base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ITEM_INDENT   10.0
#define FACT_NAME     84.0
#define PAIR_GAP      16.0
#define PAIR_PICTURE  262.0 /* least width of a picture beside its table */
#define SUMS_GAP      26.0
#define LOGO_GAP      14.0

/* ---- strips ---- */

lm_strip *lm_strip_add(lm_setting *s, lm_galley *galley) {
  const lm_strip strip = {.paper = s->paper, .unit = s->unit};
  if (LM_VEC_PUSH(galley, strip)) return &galley->item[galley->count - 1];
  lm_setting_fail(s, LM_ENOMEM);
  return NULL;
}

void lm_strip_put(lm_setting *s, lm_strip *strip, lm_piece piece) {
  if (strip && !LM_VEC_PUSH(strip, piece)) lm_setting_fail(s, LM_ENOMEM);
}

void lm_strip_words(lm_setting *s, lm_strip *strip, lm_words *words, double x, double y) {
  if (words) lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_WORDS, .x = x, .y = y, .words = words, .lines = words->lines});
}

void lm_strip_move(lm_setting *s, lm_strip *to, const lm_strip *from, double x, double y) {
  for (size_t i = 0; i < from->count; i++) {
    lm_piece piece = from->item[i];
    piece.x += x;
    piece.y += y;
    lm_strip_put(s, to, piece);
  }
}

void lm_galley_clear(lm_galley *galley) {
  for (size_t i = 0; i < galley->count; i++) free(galley->item[i].item);
  free(galley->item);
  *galley = (lm_galley){0};
}

double lm_galley_height(const lm_galley *galley) {
  double height = 0;
  for (size_t i = 0; i < galley->count; i++) height += (i > 0 ? galley->item[i].before : 0) + galley->item[i].height;
  return height;
}

void lm_galley_beside(lm_setting *s, lm_strip *to, lm_galley *from, double x) {
  double y = 0;
  for (size_t i = 0; i < from->count; i++) {
    if (i > 0) y += from->item[i].before;
    lm_strip_move(s, to, &from->item[i], x, y);
    y += from->item[i].height;
  }
  if (y > to->height) to->height = y;
}


/* ---- paragraphs and headings ---- */

typedef struct text_row {
  const char *tag, *style; /* NULL any */
  double size, before;
  bool bold, soft;
} text_row;

static const text_row text_rows[] = {
    {"h1", NULL, 16, 0, true, false},      {"h2", NULL, 14, 16, true, false},   {"h3", NULL, 11, 13, true, false},
    {"h4", NULL, 9.5, 7, true, false},     {"h5", NULL, 9.5, 6, true, false},   {"h6", NULL, 9.5, 6, true, false},
    {"p", "notice", 10.5, 6, true, false}, {"p", "legend", 8, 4, false, true},    {"p", "subtitle", 11, 2, false, false},  {"p", "organisation", 9.5, 2, false, true},
     {"caption", NULL, 9, 6, true, false},
    {"dd", NULL, 8, 2, false, true},       {"dt", NULL, 8, 2, true, true},      {"li", NULL, 9.2, 2, false, false},
    {NULL, NULL, 9.5, 3.5, false, false},
};

static const text_row *row_of(const lm_mark *mark) {
  const text_row *row = text_rows;
  while (row->tag && (!lm_mark_is(mark, row->tag) || (row->style && !lm_mark_has_class(mark, row->style)))) row++;
  return row;
}

static lm_face face_of(const text_row *row) {
  return (lm_face){row->size, row->bold, row->soft ? lm_colour_soft : lm_colour_ink};
}

/* Where a link to this element leads. */
static void put_target(lm_setting *s, lm_strip *strip, const lm_mark *mark) {
  if (strip && *lm_mark_attribute(mark, "id")) lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_TARGET, .mark = mark});
}

static bool is_heading(const lm_mark *mark) {
  return mark->tag[0] == 'h' && mark->tag[1] >= '1' && mark->tag[1] <= '6';
}

static void put_rule(lm_setting *s, lm_strip *strip, double x, double width, double weight) {
  strip->height += 2;
  lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_FILL, .x = x, .y = strip->height, .width = width, .height = weight, .colour = lm_colour_ink});
  strip->height += weight + 2;
}

static void put_frame(lm_setting *s, lm_strip *strip, double x, double width) {
  for (size_t i = 0; i < strip->count; i++) {
    strip->item[i].x += 7;
    strip->item[i].y += 4;
  }
  strip->height += 8;
  lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_FRAME, .x = x, .width = width, .height = strip->height, .colour = lm_colour_line_slow});
}

/* On the sheet of the map its heading stands in the outline alone. */
static void set_unseen(lm_setting *s, lm_galley *galley, const lm_mark *mark) {
  lm_strip *strip = lm_strip_add(s, galley);
  if (!strip) return;
  strip->heading = mark;
  strip->level = 2;
  put_target(s, strip, mark);
}

static void set_text(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const text_row *row = row_of(mark);
  if (s->paper != LM_PAPER_A4 && s->title_on_map && lm_mark_is(mark, "h2")) {
    set_unseen(s, galley, mark);
    return;
  }
  const bool framed = lm_mark_has_class(mark, "notice");
  lm_words *words = lm_words_of(s, mark, face_of(row));
  lm_strip *strip = words ? lm_strip_add(s, galley) : NULL;
  if (!strip) return;
  const double beside = lm_mark_is(mark, "h1") && s->logo.surface ? s->logo.width + LOGO_GAP : 0;
  strip->before = row->before * s->scale;
  strip->height = lm_words_place(s, words, width - (framed ? 14 : beside), 0);
  put_target(s, strip, mark);
  lm_strip_words(s, strip, words, x, 0);
  if (beside > 0) lm_logo_set(s, strip, x + width - s->logo.width);
  if (framed) put_frame(s, strip, x, width);
  strip->keep_next = is_heading(mark);
  if (!is_heading(mark)) return;
  strip->heading = mark;
  strip->level = (unsigned)(mark->tag[1] - '0');
  strip->new_page = lm_mark_has_class(mark, "break");
  if (strip->level == 2) put_rule(s, strip, x, width, 1.2);
}

/* ---- lists ---- */

static bool is_text_level(const lm_mark *mark) {
  static const char *const inside[] = {"", "a", "b", "strong", "em", "i", "span", "code", "br", "small", "sub", "sup", "time", "abbr"};
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
    if (lm_mark_is(mark, inside[i])) return true;
  return false;
}

static bool is_blank(const lm_mark *mark) {
  return *mark->tag == '\0' && mark->text[strspn(mark->text, " \n\t")] == '\0';
}

/* Marks of text level from `first` on that have no block of their own, as a paragraph of their parent; returns what comes after them. */
static const lm_mark *set_loose(lm_setting *s, lm_galley *galley, const lm_mark *first, double x, double width) {
  lm_mark *row = lm_arena_alloc(&s->arena, sizeof *row);
  const lm_mark *end = first;
  if (!row) {
    lm_setting_fail(s, LM_ENOMEM);
    return NULL;
  }
  *row = (lm_mark){.tag = first->parent->tag, .text = "", .parent = first->parent};
  for (; end && is_text_level(end); end = end->next) {
    lm_mark *copy = lm_arena_copy(&s->arena, end, sizeof *end);
    if (!copy) {
      lm_setting_fail(s, LM_ENOMEM);
      return NULL;
    }
    copy->next = NULL;
    if (row->last) row->last->next = copy;
    else row->first = copy;
    row->last = copy;
  }
  set_text(s, galley, row, x, width);
  return end;
}

/* What is behind: the outcome stands out, a line below its reasons. */
static void hang(lm_strip *strip, double indent) {
  strip->before += 4;
  for (size_t i = 0; i < strip->count; i++) strip->item[i].x -= indent;
}

static void put_line_below(lm_setting *s, lm_strip *strip, double x, double width) {
  strip->height += 4;
  lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_FILL, .x = x, .y = strip->height, .width = width, .height = 0.5, .colour = lm_colour_rule});
  strip->height += 0.5;
}

static void set_item(lm_setting *s, lm_galley *galley, const lm_mark *item, double x, double width) {
  const bool lag = lm_mark_has_class(item->parent, "lag"), plain = lm_mark_has_class(item->parent, "nodes");
  const double indent = plain ? 0 : ITEM_INDENT;
  const size_t first = galley->count;
  const unsigned outer = s->unit;
  if (!outer) s->unit = ++s->units;
  lm_set_blocks(s, galley, item, x + indent, width - indent);
  s->unit = outer;
  if (galley->count == first || plain) return;
  if (lag) {
    hang(&galley->item[first], indent);
    put_line_below(s, &galley->item[galley->count - 1], x, width);
    return;
  }
  lm_words *dot = lm_words_text(s, "・", face_of(row_of(item)));
  if (dot) lm_words_place(s, dot, ITEM_INDENT * 2, 0);
  lm_strip_words(s, &galley->item[first], dot, x, 0);
}

/* A name and what it is, side by side. */
static void set_fact(lm_setting *s, lm_galley *galley, const lm_mark *fact, double x, double width) {
  const lm_mark *name = lm_mark_find(fact, "dt"), *what = lm_mark_find(fact, "dd");
  lm_strip *strip = name && what ? lm_strip_add(s, galley) : NULL;
  if (!strip) return;
  lm_words *left = lm_words_of(s, name, face_of(row_of(name))), *right = lm_words_of(s, what, face_of(row_of(what)));
  const double room = FACT_NAME * s->scale, high = left ? lm_words_place(s, left, room - 6, 0) : 0;
  strip->height = right ? lm_words_place(s, right, width - room, 0) : 0;
  if (high > strip->height) strip->height = high;
  strip->before = row_of(name)->before;
  lm_strip_words(s, strip, left, x, 0);
  lm_strip_words(s, strip, right, x + room, 0);
}

/* ---- pictures ---- */

lm_frame lm_picture_frame(lm_setting *s, const lm_mark *mark, const lm_canvas_sheet *sheet) {
  lm_paint look = lm_paint_on(NULL, s);
  if (sheet) look.canvas.sheet = *sheet;
  s->job->picture(&look.canvas, mark, s->job->user);
  lm_paint_end(&look);
  return look.frame;
}

/* In the outline each of the other sheets stands below the map. */
static const lm_mark *sheet_heading(lm_setting *s, size_t number, size_t count) {
  char at[24], all[24];
  lm_strbuf text = {0};
  snprintf(at, sizeof at, "%zu", number + 1);
  snprintf(all, sizeof all, "%zu", count);
  lm_say(&text, s->job->lang, W_MAP_SHEET, at, all, NULL, NULL);
  const char *words = text.failed ? NULL : lm_arena_strdup(&s->arena, lm_strbuf_text(&text));
  const lm_mark mark = {.tag = "h3", .text = words};
  const lm_mark *heading = words ? lm_arena_copy(&s->arena, &mark, sizeof mark) : NULL;
  if (!heading) lm_setting_fail(s, LM_ENOMEM);
  lm_strbuf_clear(&text);
  return heading;
}

/* A strip for each sheet, all equally large; a box that is higher than a sheet makes its sheet smaller. */
static void set_sheets(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const lm_paper more = lm_paper_more(s->paper);
  lm_canvas_sheet sheet = {.first = s->map_height / s->map_scale, .other = (lm_body_height(s, more) - 1) / s->map_scale};
  size_t count = 1;
  for (; sheet.number < count && s->status == LM_OK; sheet.number++) {
    const lm_frame frame = lm_picture_frame(s, mark, &sheet);
    const double high = (sheet.number == 0 ? sheet.first : sheet.other) * s->map_scale, scale = frame.height * s->map_scale > high ? high / frame.height : s->map_scale;
    lm_strip *strip = frame.width > 0 ? lm_strip_add(s, galley) : NULL;
    if (!strip) return;
    if (sheet.number == 0) count = frame.sheets;
    if (sheet.number > 0) {
      strip->paper = more;
      strip->new_page = true;
      strip->heading = sheet_heading(s, sheet.number, count);
      strip->level = 3;
    }
    strip->before = 4;
    strip->height = frame.height * scale;
    const double left = x + (width - frame.width * scale) / 2;
    lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_PICTURE, .x = left, .width = frame.width * scale, .height = strip->height, .sheet = sheet, .mark = mark});
  }
}

/* As large as its place, but not larger than on the screen, where a pixel is three quarters of a point; the map as large as can be. */
static void set_picture(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const bool map = lm_mark_has_class(mark, "map");
  if (map && s->map_scale > 0) {
    set_sheets(s, galley, mark, x, width);
    return;
  }
  const lm_frame frame = lm_picture_frame(s, mark, NULL);
  lm_strip *strip = frame.width > 0 ? lm_strip_add(s, galley) : NULL;
  if (!strip) return;
  const double high = map ? s->map_height : lm_body_height(s, s->paper) * 0.8;
  double scale = width / frame.width < high / frame.height ? width / frame.width : high / frame.height;
  if (!map && scale > 0.75) scale = 0.75;
  strip->before = 4;
  strip->height = frame.height * scale;
  const double left = map ? x + (width - frame.width * scale) / 2 : x;
  lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_PICTURE, .x = left, .width = frame.width * scale, .height = strip->height, .mark = mark});
}

/* ---- side by side ---- */

static const lm_mark *element_after(const lm_mark *mark) {
  while (mark && is_blank(mark)) mark = mark->next;
  return mark;
}

static double table_room(lm_setting *s, const lm_mark *mark) {
  const lm_mark *table = lm_mark_is(mark, "table") ? mark : lm_mark_find(mark, "table");
  return table ? lm_table_widest(s, table) : 0;
}

/* A picture and the table of what it shows: side by side when the table leaves the picture room enough, else one below the other. */
static void set_pair(lm_setting *s, lm_galley *galley, const lm_mark *pair, double x, double width) {
  const lm_mark *left = element_after(pair->first), *right = left ? element_after(left->next) : NULL;
  const double narrow = right ? table_room(s, right) : 0, room = width - PAIR_GAP - narrow;
  if (narrow <= 0 || room < PAIR_PICTURE) {
    lm_set_blocks(s, galley, pair, x, width);
    return;
  }
  lm_strip *strip = lm_strip_add(s, galley);
  lm_galley one = {0}, other = {0};
  lm_set_blocks(s, &one, left, 0, room);
  lm_set_blocks(s, &other, right, 0, narrow);
  if (strip) {
    strip->before = 4;
    lm_galley_beside(s, strip, &one, x);
    lm_galley_beside(s, strip, &other, x + room + PAIR_GAP);
  }
  lm_galley_clear(&one);
  lm_galley_clear(&other);
}

static void set_one_of_sums(lm_setting *s, lm_strip *strip, const lm_mark *mark, double x, double width) {
  lm_galley one = {0};
  lm_mark *only = lm_arena_copy(&s->arena, mark, sizeof *mark), row = {.tag = "div", .text = "", .first = only};
  if (only) only->next = NULL;
  else lm_setting_fail(s, LM_ENOMEM);
  lm_set_blocks(s, &one, &row, 0, width);
  lm_galley_beside(s, strip, &one, x);
  lm_galley_clear(&one);
}

/* Small tables side by side, each with the room it needs; when there is less, below each other, or on the sheet of the map each with its share. */
static void set_sums(lm_setting *s, lm_galley *galley, const lm_mark *sums, double x, double width) {
  size_t count = 0;
  double wanted = 0, at = x;
  for (const lm_mark *child = element_after(sums->first); child; child = element_after(child->next), count++) wanted += table_room(s, child);
  if (wanted + SUMS_GAP * (double)count > width && s->paper == LM_PAPER_A4) {
    lm_set_blocks(s, galley, sums, x, width);
    return;
  }
  lm_strip *strip = count > 0 ? lm_strip_add(s, galley) : NULL;
  if (!strip) return;
  const double room = width - SUMS_GAP * (double)(count - 1);
  strip->before = 8;
  for (const lm_mark *child = element_after(sums->first); child; child = element_after(child->next)) {
    const double own = table_room(s, child), given = wanted <= room ? own : room * own / wanted;
    set_one_of_sums(s, strip, child, at, given);
    at += given + SUMS_GAP;
  }
}

/* ---- one below another ---- */

typedef void set_fn(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width);

/* Stays on one page if a page can hold it. */
static void set_article(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const size_t first = galley->count;
  const unsigned outer = s->unit;
  s->unit = ++s->units;
  lm_set_blocks(s, galley, mark, x, width);
  s->unit = outer;
  if (galley->count > first) put_target(s, &galley->item[first], mark);
}

static void set_section(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const size_t first = galley->count;
  lm_set_blocks(s, galley, mark, x, width);
  if (galley->count == first) return;
  galley->item[first].new_page = s->paper == LM_PAPER_A4 && !s->run_on;
  s->run_on = false;
  put_target(s, &galley->item[first], mark);
}

static void set_nothing(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  (void)s, (void)galley, (void)mark, (void)x, (void)width;
}

static const struct {
  const char *tag, *style; /* NULL any */
  set_fn *set;
} rows[] = {
    {"section", NULL, set_section}, {"article", NULL, set_article}, {"table", NULL, lm_set_table}, {"svg", NULL, set_picture},
    {"li", NULL, set_item},         {"div", "pair", set_pair},      {"div", "sums", set_sums},     {"div", "row", set_text},
    {"p", NULL, set_text},          {"h1", NULL, set_text},         {"h2", NULL, set_text},        {"h3", NULL, set_text},
    {"h4", NULL, set_text},         {"h5", NULL, set_text},         {"h6", NULL, set_text},        {"nav", NULL, set_nothing},
    {"form", NULL, set_nothing},    {"script", NULL, set_nothing},  {"style", NULL, set_nothing},
};

static void set_block(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  if (lm_mark_is(mark, "div") && mark->parent && lm_mark_is(mark->parent, "dl")) {
    set_fact(s, galley, mark, x, width);
    return;
  }
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (!lm_mark_is(mark, rows[i].tag) || (rows[i].style && !lm_mark_has_class(mark, rows[i].style))) continue;
    rows[i].set(s, galley, mark, x, width);
    return;
  }
  const size_t first = galley->count;
  lm_set_blocks(s, galley, mark, x, width);
  if (lm_mark_is(mark, "dl") && galley->count > first) galley->item[first].before += 6;
}

void lm_set_blocks(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width) {
  const lm_mark *child = mark->first;
  while (child && s->status == LM_OK) {
    if (is_blank(child)) {
      child = child->next;
    } else if (is_text_level(child)) {
      child = set_loose(s, galley, child, x, width);
    } else {
      set_block(s, galley, child, x, width);
      child = child->next;
    }
  }
}
