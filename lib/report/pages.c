/* pages.c: lays strips on pages and paints them: running title and notice above, number below, bookmarks for the headings. */
#include "setting.h"

#include "pdf_pack.h"

#include "../base/strbuf.h"
#include "../base/vec.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_GAP  8.0 /* below the running title */
#define FOOT      16.0
#define BOOKMARKS 3 /* levels of headings that become one */
#define LEAST_TEXT 6.6 /* in charts */
#define LEAST_CUT 40.0 /* of a strip that does not fit, at the end of a page */
#define BADGE_TOP 1.05 /* above the base line, of the size of the words */
#define BADGE_HEIGHT 1.34

static const struct {
  double width, height, margin;
} papers[] = {
    [LM_PAPER_A4] = {210 * LM_MM, 297 * LM_MM, 13 * LM_MM},
    [LM_PAPER_MAP_A3] = {297 * LM_MM, 420 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MAP_A3_WIDE] = {420 * LM_MM, 297 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MAP_A4] = {210 * LM_MM, 297 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MAP_A4_WIDE] = {297 * LM_MM, 210 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MORE_A3] = {297 * LM_MM, 420 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MORE_A3_WIDE] = {420 * LM_MM, 297 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MORE_A4] = {210 * LM_MM, 297 * LM_MM, 9 * LM_MM},
    [LM_PAPER_MORE_A4_WIDE] = {297 * LM_MM, 210 * LM_MM, 9 * LM_MM},
};

double lm_body_width(lm_paper paper) {
  return papers[paper].width - 2 * papers[paper].margin;
}

/* The sheet of the map that begins the report has the title itself. */
static bool has_head(const lm_setting *s, lm_paper paper) {
  return paper == LM_PAPER_A4 || paper >= LM_PAPER_MORE_A3 || !s->title_on_map;
}

lm_paper lm_paper_more(lm_paper map) {
  return (lm_paper)(map + LM_PAPER_MORE_A3 - LM_PAPER_MAP_A3);
}

static double head_of(const lm_setting *s, lm_paper paper) {
  return has_head(s, paper) ? s->head + HEAD_GAP : 0;
}

double lm_body_height(const lm_setting *s, lm_paper paper) {
  return papers[paper].height - 2 * papers[paper].margin - FOOT - head_of(s, paper);
}

/* ---- laying ---- */

typedef struct place {
  size_t page;
  lm_strip strip; /* its pieces belong to the galley, or to the part cut off */
  double y;
  bool cut;
} place;

typedef struct pages {
  lm_setting *setting;
  const lm_galley *galley;
  struct {
    place *item;
    size_t count, room;
  } place;
  struct {
    lm_paper *item;
    size_t count, room;
  } page;
  double y; /* on the latest page; 0 at its top */
} pages;

static void begin_page(pages *p, lm_paper paper) {
  if (!LM_VEC_PUSH(&p->page, paper)) lm_setting_fail(p->setting, LM_ENOMEM);
  p->y = 0;
}

static void put_strip(pages *p, const lm_strip *strip, bool cut) {
  const double before = p->y > 0 ? strip->before : 0;
  const place at = {.page = p->page.count - 1, .strip = *strip, .y = p->y + before, .cut = cut};
  if (!LM_VEC_PUSH(&p->place, at)) {
    lm_setting_fail(p->setting, LM_ENOMEM);
    if (cut) free(strip->item);
  }
  p->y += before + strip->height;
}

/* A new page, with the heads of the table that goes on there, as long as they leave room for it. */
static void turn_page(pages *p, const lm_strip *strip) {
  double high = 0;
  begin_page(p, strip->paper);
  for (size_t i = 0; i < strip->heads; i++) high += p->galley->item[strip->head + i].height;
  for (size_t i = 0; i < strip->heads && high < lm_body_height(p->setting, strip->paper) / 3; i++) {
    lm_strip head = p->galley->item[strip->head + i];
    head.heading = NULL;
    head.again = true;
    put_strip(p, &head, false);
  }
}

static double room_on(const pages *p, const lm_strip *strip) {
  return lm_body_height(p->setting, strip->paper) - p->y - (p->y > 0 ? strip->before : 0);
}

/* Height of the whole unit that the strip belongs to. */
static double unit_height(const lm_galley *galley, size_t at) {
  const unsigned unit = galley->item[at].unit;
  double height = 0;
  while (at > 0 && galley->item[at - 1].unit == unit) at--;
  for (size_t i = at; i < galley->count && galley->item[i].unit == unit; i++) height += (i > at ? galley->item[i].before : 0) + galley->item[i].height;
  return height;
}

/* What a page cannot hold begins in its upper half. */
static bool begins_long_unit(const lm_galley *galley, size_t at, double most) {
  const unsigned unit = galley->item[at].unit;
  return unit && (at == 0 || galley->item[at - 1].unit != unit) && unit_height(galley, at) > most;
}

/* The strips from `first` on that want to stand together; their height. */
static size_t together(const pages *p, size_t first, double *height) {
  const lm_galley *g = p->galley;
  const double most = lm_body_height(p->setting, g->item[first].paper);
  size_t i = first;
  bool whole = g->item[i].unit && unit_height(g, i) <= most;
  *height = g->item[i].height;
  for (; i + 1 < g->count; i++) {
    const lm_strip *next = &g->item[i + 1];
    const bool same = next->unit && next->unit == g->item[i].unit;
    if (!g->item[i].keep_next && !(same && whole)) break;
    if (next->unit && !same) whole = unit_height(g, i + 1) <= most;
    *height += next->before + next->height;
  }
  return i + 1;
}

/* ---- a strip higher than a page ---- */

static int lines_within(const lm_piece *piece, double room) {
  int lines = 0;
  const lm_line *line = &piece->words->line[piece->first];
  while (lines < piece->lines && piece->y + line[lines].bottom - line[0].top <= room) lines++;
  return lines;
}

static void cut_words(lm_setting *s, const lm_piece *piece, double room, lm_strip *above, lm_strip *below) {
  lm_piece one = *piece, other = *piece;
  one.lines = lines_within(piece, room);
  other.first += one.lines;
  other.lines -= one.lines;
  other.y = one.lines > 0 || piece->y < room ? 2 : piece->y - room;
  if (one.lines > 0) lm_strip_put(s, above, one);
  if (other.lines <= 0) return;
  lm_strip_put(s, below, other);
  const lm_line *line = piece->words->line;
  const double end = other.y + line[other.first + other.lines - 1].bottom - line[other.first].top + 2;
  if (end > below->height) below->height = end;
}

/* Lines that fit into `room` above, the others below. Both have pieces of their own. */
static void cut(lm_setting *s, const lm_strip *strip, double room, lm_strip *above, lm_strip *below) {
  *above = *below = *strip;
  above->item = below->item = NULL;
  above->count = above->room = below->count = below->room = 0;
  above->height = room;
  below->height = below->before = 0;
  below->heading = NULL;
  for (size_t i = 0; i < strip->count; i++) {
    const lm_piece *piece = &strip->item[i];
    if (piece->kind == LM_PIECE_WORDS) cut_words(s, piece, room, above, below);
    else if (piece->kind != LM_PIECE_FILL) lm_strip_put(s, above, *piece);
  }
}

static bool has_words(const lm_strip *above) {
  for (size_t i = 0; i < above->count; i++)
    if (above->item[i].kind == LM_PIECE_WORDS) return true;
  return false;
}

static void put_in_parts(pages *p, const lm_strip *strip) {
  lm_strip rest = *strip, above, below;
  bool own = false, tried = false;
  while (p->setting->status == LM_OK && rest.height > room_on(p, &rest)) {
    const double room = room_on(p, &rest);
    cut(p->setting, &rest, room > 0 ? room : 0, &above, &below);
    const bool moved = has_words(&above);
    if (own) free(rest.item);
    put_strip(p, &above, true);
    rest = below;
    own = true;
    if (!moved && tried) break; /* a line higher than a page */
    tried = !moved;
    turn_page(p, &rest);
  }
  put_strip(p, &rest, own);
}

static void lay(pages *p) {
  size_t kept = 0;
  for (size_t i = 0; i < p->galley->count && p->setting->status == LM_OK; i++) {
    const lm_strip *strip = &p->galley->item[i];
    const double most = lm_body_height(p->setting, strip->paper);
    double height;
    if (p->page.count == 0 || p->page.item[p->page.count - 1] != strip->paper || (strip->new_page && p->y > 0)) begin_page(p, strip->paper);
    if (i >= kept) {
      kept = together(p, i, &height);
      if (height > room_on(p, strip) && height <= most && p->y > 0) turn_page(p, strip);
      else if (begins_long_unit(p->galley, i, most) && p->y > most / 2) turn_page(p, strip);
      if (height > most) kept = i + 1;
    }
    if (strip->height <= room_on(p, strip)) {
      put_strip(p, strip, false);
    } else if (strip->height <= most * 0.6) {
      turn_page(p, strip);
      put_strip(p, strip, false);
    } else {
      if (room_on(p, strip) < LEAST_CUT) turn_page(p, strip);
      put_in_parts(p, strip);
    }
  }
}

/* ---- painting ---- */

typedef struct painter {
  lm_setting *setting;
  cairo_surface_t *surface;
  cairo_t *cr;
  size_t page; /* from 0 */
  double left, top; /* of the body */
  int parent[BOOKMARKS + 1]; /* per level: the latest bookmark */
  lm_tags tags;
} painter;

/* From where to where the stretch stands on a line: runs of several fonts are one. */
static bool find_stretch(const lm_words *words, const lm_stretch *stretch, int at, double *from, double *width) {
  PangoLayoutLine *line = pango_layout_get_line_readonly(words->layout, at);
  int *range, count;
  if (stretch->to <= line->start_index || stretch->from >= line->start_index + line->length) return false;
  pango_layout_line_get_x_ranges(line, stretch->from, stretch->to, &range, &count);
  int least = count > 0 ? range[0] : 0, most = least;
  for (int i = 0; i < 2 * count; i++) {
    if (range[i] < least) least = range[i];
    if (range[i] > most) most = range[i];
  }
  g_free(range);
  *from = (double)least / PANGO_SCALE;
  *width = (double)(most - least) / PANGO_SCALE;
  return most > least;
}

static void paint_badge(const painter *p, const char *style, double x, double y, double width, double height) {
  const lm_look look = lm_look_of(NULL, "rect", style);
  cairo_rectangle(p->cr, x + 0.6, y, width - 1.2, height);
  lm_colour_on(p->cr, look.fill, 1);
  cairo_fill_preserve(p->cr);
  cairo_set_line_width(p->cr, 0.6);
  cairo_set_dash(p->cr, look.dash, look.dash[0] > 0 ? 2 : 0, 0);
  if (look.stroke != LM_NO_COLOUR) {
    lm_colour_on(p->cr, look.stroke, 1);
    cairo_stroke_preserve(p->cr);
  }
  cairo_new_path(p->cr);
}

static void paint_badges(const painter *p, const lm_words *words, int at, double x, double base) {
  double from, width;
  for (size_t i = 0; i < words->stretch.count; i++) {
    const lm_stretch *stretch = &words->stretch.item[i];
    if (stretch->style && find_stretch(words, stretch, at, &from, &width))
      paint_badge(p, stretch->style, x + from, base - words->size * BADGE_TOP, width, words->size * BADGE_HEIGHT);
  }
}

static void paint_lines(const painter *p, const lm_piece *piece, double x, double y) {
  const lm_words *words = piece->words;
  for (int i = piece->first; i < piece->first + piece->lines; i++) {
    const double base = y + words->line[i].base - words->line[piece->first].top;
    paint_badges(p, words, i, x, base);
    lm_colour_on(p->cr, words->colour, 1);
    cairo_move_to(p->cr, x + words->line[i].x, base);
    pango_cairo_show_layout_line(p->cr, pango_layout_get_line_readonly(words->layout, i));
    cairo_new_path(p->cr);
  }
}

/* ---- words with links in them, each in a tag of its own ---- */

static const lm_stretch *link_at(const lm_words *words, int byte) {
  for (size_t i = 0; i < words->stretch.count; i++) {
    const lm_stretch *stretch = &words->stretch.item[i];
    if (!stretch->style && stretch->href[0] == '#' && stretch->from <= byte && byte < stretch->to) return stretch;
  }
  return NULL;
}

static void set_colour_of(const painter *p, const lm_words *words, const PangoGlyphItem *run) {
  lm_colour_on(p->cr, words->colour, 1);
  for (const GSList *at = run->item->analysis.extra_attrs; at; at = at->next) {
    const PangoAttribute *attribute = at->data;
    if (attribute->klass->type != PANGO_ATTR_FOREGROUND) continue;
    const PangoColor *colour = &((const PangoAttrColor *)(const void *)attribute)->color;
    lm_colour_on(p->cr, (uint32_t)(colour->red >> 8) << 16 | (uint32_t)(colour->green >> 8) << 8 | (uint32_t)(colour->blue >> 8), 1);
  }
}

static double width_of(const PangoGlyphItem *run) {
  return (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
}

/* Runs that belong to one link, or to none, in one tag; returns what comes behind them. */
static const GSList *paint_runs_of(const painter *p, const lm_words *words, const GSList *first, double *x, double base) {
  const PangoGlyphItem *run = first->data;
  const lm_stretch *link = link_at(words, run->item->offset);
  const GSList *end = first;
  double width = 0;
  for (; end; end = end->next) {
    run = end->data;
    if (link_at(words, run->item->offset) != link) break;
    width += width_of(run);
  }
  const bool leads = link && lm_link_begin(p->cr, p->setting, link->href + 1, *x, base - words->size * BADGE_TOP, width, words->size * BADGE_HEIGHT);
  if (!leads) cairo_tag_begin(p->cr, "Span", NULL);
  for (const GSList *at = first; at != end; at = at->next) {
    PangoGlyphItem *glyphs = at->data;
    set_colour_of(p, words, glyphs);
    cairo_move_to(p->cr, *x, base);
    pango_cairo_show_glyph_item(p->cr, pango_layout_get_text(words->layout), glyphs);
    *x += width_of(glyphs);
  }
  cairo_new_path(p->cr);
  cairo_tag_end(p->cr, leads ? CAIRO_TAG_LINK : "Span");
  return end;
}

static void paint_runs(const painter *p, const lm_piece *piece, double x, double y) {
  const lm_words *words = piece->words;
  for (int i = piece->first; i < piece->first + piece->lines; i++) {
    const double base = y + words->line[i].base - words->line[piece->first].top;
    const GSList *run = pango_layout_get_line_readonly(words->layout, i)->runs;
    double at = x + words->line[i].x;
    paint_badges(p, words, i, x, base);
    while (run) run = paint_runs_of(p, words, run, &at, base);
  }
}

static bool has_link(const lm_words *words) {
  for (size_t i = 0; i < words->stretch.count; i++)
    if (!words->stretch.item[i].style) return true;
  return false;
}

/* `again`: it has been read before, or belongs to nothing. */
static void paint_words(painter *p, const lm_piece *piece, double x, double y, bool again) {
  const lm_mark *mark = again ? NULL : piece->words->mark;
  if (!mark) {
    paint_lines(p, piece, x, y);
    return;
  }
  lm_tags_enter(&p->tags, piece->in ? piece->in : mark->parent);
  cairo_tag_begin(p->cr, lm_tag_of(mark), NULL);
  if (has_link(piece->words)) paint_runs(p, piece, x, y);
  else paint_lines(p, piece, x, y);
  cairo_tag_end(p->cr, lm_tag_of(mark));
}

static void paint_empty(painter *p, const lm_piece *piece, bool again) {
  if (again) return;
  lm_tags_enter(&p->tags, piece->in);
  cairo_tag_begin(p->cr, lm_tag_of(piece->mark), NULL);
  cairo_tag_end(p->cr, lm_tag_of(piece->mark));
}

static void paint_target(const painter *p, const char *id, double x, double y) {
  lm_strbuf attributes = {0};
  if (!lm_setting_has_target(p->setting, id)) return;
  lm_strbuf_addf(&attributes, "name='%s' x=%d y=%d internal", id, (int)x, (int)y > 4 ? (int)y - 4 : 0);
  if (attributes.failed) {
    lm_setting_fail(p->setting, LM_ENOMEM);
  } else {
    cairo_tag_begin(p->cr, CAIRO_TAG_DEST, lm_strbuf_text(&attributes));
    cairo_tag_end(p->cr, CAIRO_TAG_DEST);
  }
  lm_strbuf_clear(&attributes);
}

/* A chart is a figure, whose numbers stand beside it; the boxes of the map are paragraphs that lead on. */
static void paint_picture(painter *p, const lm_piece *piece, double x, double y) {
  lm_paint paint = lm_paint_on(p->cr, p->setting);
  const bool map = lm_mark_has_class(piece->mark, "map");
  lm_tags_enter(&p->tags, piece->mark->parent);
  if (!map) cairo_tag_begin(p->cr, lm_tag_of(piece->mark), NULL);
  paint.tagged = map;
  paint.canvas.sheet = piece->sheet;
  paint.x = x;
  paint.y = y;
  paint.width = piece->width;
  paint.height = piece->height;
  paint.least = map ? 0 : LEAST_TEXT;
  p->setting->job->picture(&paint.canvas, piece->mark, p->setting->job->user);
  lm_paint_end(&paint);
  if (!map) cairo_tag_end(p->cr, lm_tag_of(piece->mark));
}

static void paint_piece(painter *p, const lm_piece *piece, double y, bool again) {
  const double x = p->left + piece->x;
  y += p->top + piece->y;
  lm_colour_on(p->cr, piece->colour, 1);
  switch (piece->kind) {
  case LM_PIECE_WORDS: paint_words(p, piece, x, y, again); break;
  case LM_PIECE_EMPTY: paint_empty(p, piece, again); break;
  case LM_PIECE_PICTURE: paint_picture(p, piece, x, y); break;
  case LM_PIECE_LOGO: lm_logo_paint(p->cr, p->setting, x, y); break;
  case LM_PIECE_TARGET: paint_target(p, lm_mark_attribute(piece->mark, "id"), x, y); break;
  case LM_PIECE_FILL:
    cairo_rectangle(p->cr, x, y, piece->width, piece->height);
    cairo_fill(p->cr);
    break;
  case LM_PIECE_FRAME:
    cairo_set_dash(p->cr, NULL, 0, 0);
    cairo_set_line_width(p->cr, 1.6);
    cairo_rectangle(p->cr, x, y, piece->width, piece->height);
    cairo_stroke(p->cr);
    break;
  }
}

static void add_words(lm_strbuf *to, const lm_mark *mark) {
  lm_strbuf_add(to, mark->text);
  for (const lm_mark *child = mark->first; child; child = child->next) add_words(to, child);
}

static void add_bookmark(painter *p, const lm_strip *strip, double y) {
  const unsigned level = strip->level;
  lm_strbuf title = {0};
  char where[80];
  if (level < 1 || level > BOOKMARKS) return;
  add_words(&title, strip->heading);
  if (title.failed) lm_setting_fail(p->setting, LM_ENOMEM);
  snprintf(where, sizeof where, "page=%zu pos=[%d %d]", p->page + 1, (int)p->left, (int)(p->top + y));
  const int made = cairo_pdf_surface_add_outline(p->surface, p->parent[level - 1], lm_strbuf_text(&title), where, level < 2 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
  for (unsigned i = level; i <= BOOKMARKS; i++) p->parent[i] = made;
  lm_strbuf_clear(&title);
}

static void paint_text_at(const painter *p, lm_words *words, double y) {
  const lm_piece piece = {.words = words, .lines = words ? words->lines : 0};
  if (words) paint_lines(p, &piece, p->left, y);
}

/* The number of the page, and above all but the first what they are pages of. */
static void paint_edges(const painter *p, lm_paper paper, size_t all) {
  char number[48];
  const double width = lm_body_width(paper);
  snprintf(number, sizeof number, "%zu / %zu", p->page + 1, all);
  lm_words *words = lm_words_text(p->setting, number, (lm_face){8, false, lm_colour_soft});
  if (words) lm_words_place(p->setting, words, width, 1);
  paint_text_at(p, words, papers[paper].height - papers[paper].margin - FOOT / 2);
  if (p->page == 0 || !has_head(p->setting, paper)) return;
  const lm_words *running = p->setting->running, *notice = p->setting->notice;
  const double end = running && running->lines ? running->line[running->lines - 1].bottom : 0;
  paint_text_at(p, p->setting->running, papers[paper].margin);
  if (!notice) return;
  lm_colour_on(p->cr, lm_colour_line_slow, 1);
  cairo_rectangle(p->cr, p->left, papers[paper].margin + end + 1, width, p->setting->head - end - 1);
  cairo_fill(p->cr);
  const lm_piece piece = {.words = p->setting->notice, .lines = notice->lines};
  paint_lines(p, &piece, p->left + 5, papers[paper].margin + end + 3);
}

static void paint_page(painter *p, const pages *all, size_t *next) {
  const lm_paper paper = all->page.item[p->page];
  cairo_pdf_surface_set_size(p->surface, papers[paper].width, papers[paper].height);
  if (p->page == 0) lm_tags_begin(&p->tags, p->cr); /* behind the size, which forgets what was there */
  p->left = papers[paper].margin;
  p->top = papers[paper].margin + head_of(p->setting, paper);
  for (; *next < all->place.count && all->place.item[*next].page == p->page; ++*next) {
    const place *at = &all->place.item[*next];
    if (at->strip.heading) add_bookmark(p, &at->strip, at->y);
    for (size_t i = 0; i < at->strip.count; i++) paint_piece(p, &at->strip.item[i], at->y, at->strip.again);
  }
  paint_edges(p, paper, all->page.count);
  cairo_show_page(p->cr);
}

static cairo_status_t put_bytes(void *sink, const unsigned char *bytes, unsigned length) {
  lm_sink_bytes(sink, (const char *)bytes, length);
  return lm_sink_status(sink) == LM_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* No dates: the same input gives the same bytes. */
static void put_properties(cairo_surface_t *surface, const lm_setting *s) {
  char maker[64];
  snprintf(maker, sizeof maker, "logicmodel %s", lm_version());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, s->job->title);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, maker);
  if (*s->job->notice) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, s->job->notice);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

static void paint_all(lm_setting *s, const pages *all, lm_sink *sink) {
  painter p = {.setting = s, .surface = cairo_pdf_surface_create_for_stream(put_bytes, sink, papers[LM_PAPER_A4].width, papers[LM_PAPER_A4].height)};
  size_t next = 0;
  p.cr = cairo_create(p.surface);
  put_properties(p.surface, s);
  for (; p.page < all->page.count && s->status == LM_OK; p.page++) paint_page(&p, all, &next);
  if (p.page > 0) lm_tags_end(&p.tags);
  if (cairo_status(p.cr) == CAIRO_STATUS_NO_MEMORY) lm_setting_fail(s, LM_ENOMEM);
  else if (cairo_status(p.cr) != CAIRO_STATUS_SUCCESS && cairo_status(p.cr) != CAIRO_STATUS_WRITE_ERROR) lm_setting_fail(s, LM_EINVAL);
  cairo_destroy(p.cr);
  cairo_surface_finish(p.surface);
  const cairo_status_t end = cairo_surface_status(p.surface);
  if (end == CAIRO_STATUS_NO_MEMORY) lm_setting_fail(s, LM_ENOMEM);
  else if (end != CAIRO_STATUS_SUCCESS && end != CAIRO_STATUS_WRITE_ERROR) lm_setting_fail(s, LM_EINVAL);
  cairo_surface_destroy(p.surface);
}

static void paint_and_pack(lm_setting *s, const pages *all, lm_sink *sink) {
  lm_sink *painted;
  lm_status status = lm_sink_to_memory(&painted);
  if (status != LM_OK) {
    lm_setting_fail(s, status);
    return;
  }
  paint_all(s, all, painted);
  const lm_pdf_said said = {.lang = s->job->lang == LM_JA ? "ja" : "en", .figure = s->figure.item, .figures = s->figure.count};
  size_t length;
  const char *pdf = lm_sink_text(painted, &length);
  status = lm_sink_status(painted);
  if (status == LM_OK && s->status == LM_OK) status = lm_pdf_pack(sink, pdf, length, &said);
  if (status != LM_OK) lm_setting_fail(s, status);
  lm_sink_close(painted);
}

void lm_pages_write(lm_setting *s, lm_galley *galley, lm_sink *sink) {
  pages all = {.setting = s, .galley = galley};
  lay(&all);
  if (s->status == LM_OK) paint_and_pack(s, &all, sink);
  for (size_t i = 0; i < all.place.count; i++)
    if (all.place.item[i].cut) free(all.place.item[i].strip.item);
  free(all.place.item);
  free(all.page.item);
}
