/* setting.h: how a text becomes pages. Words (text in its lines) and other pieces are set into strips, one below another: what stands in a strip stays
   on one page unless it is higher than a page. Strips are then laid on pages, and the pages painted. Lengths are points, y downwards. */
#ifndef LM_REPORT_SETTING_H
#define LM_REPORT_SETTING_H

#include "canvas.h"
#include "looks.h"
#include "print.h"

#include <pango/pangocairo.h>

#define LM_MM (72 / 25.4)

/* ---- set_words.c: running text ---- */

typedef struct lm_face {
  double size;
  bool bold;
  uint32_t colour;
} lm_face;

/* A part of the words that is more than letters: a verdict on its colour, or a link. */
typedef struct lm_stretch {
  int from, to; /* bytes */
  const char *style; /* the class of its colour; NULL: a link */
  const char *href;
} lm_stretch;

typedef struct lm_line {
  double top, bottom, base, x;
} lm_line;

typedef struct lm_words {
  PangoLayout *layout;
  struct {
    lm_stretch *item;
    size_t count, room;
  } stretch;
  lm_line *line; /* once placed */
  int lines;
  double size;
  uint32_t colour;
  const lm_mark *mark; /* whose words they are; NULL: of no element */
  struct lm_words *before; /* of the same setting */
} lm_words;

/* ---- strips ---- */

/* Empty: a cell without words, which counts where tables are read aloud. */
typedef enum lm_piece_kind { LM_PIECE_WORDS, LM_PIECE_EMPTY, LM_PIECE_FILL, LM_PIECE_FRAME, LM_PIECE_PICTURE, LM_PIECE_LOGO, LM_PIECE_TARGET } lm_piece_kind;

/* Place within the strip. */
typedef struct lm_piece {
  lm_piece_kind kind;
  double x, y, width, height;
  lm_words *words;
  int first, lines; /* of the words */
  uint32_t colour;
  lm_canvas_sheet sheet; /* of a picture that goes on over several */
  const lm_mark *mark; /* of a picture; of an empty cell; of what a link leads to */
  const lm_mark *in;   /* what words or a cell stand in, when that is not the parent of their mark */
} lm_piece;

/* The others are for the sheet with the map, and in the same order for those that it goes on to. */
typedef enum lm_paper {
  LM_PAPER_A4,
  LM_PAPER_MAP_A3, LM_PAPER_MAP_A3_WIDE, LM_PAPER_MAP_A4, LM_PAPER_MAP_A4_WIDE,
  LM_PAPER_MORE_A3, LM_PAPER_MORE_A3_WIDE, LM_PAPER_MORE_A4, LM_PAPER_MORE_A4_WIDE
} lm_paper;

typedef struct lm_strip {
  double before, height; /* before: room above it, not at the top of a page */
  lm_piece *item;
  size_t count, room;
  lm_paper paper;
  bool new_page, keep_next;
  bool again; /* a head that has been read before */
  unsigned unit;     /* strips of one unit stand on one page if it can hold them; 0 none */
  unsigned level;    /* of the heading in the outline; 0 none */
  const lm_mark *heading;
  size_t head, heads; /* the strips that stand again above it when a page begins with it */
} lm_strip;

typedef struct lm_galley {
  lm_strip *item;
  size_t count, room;
} lm_galley;

typedef struct lm_setting {
  const lm_print_job *job;
  PangoFontMap *fonts;
  PangoContext *context;
  PangoFontDescription *font;
  lm_words *words; /* the latest */
  lm_arena arena;
  struct {
    const char **item; /* in the order of strcmp: the ids in the text */
    size_t count, room;
  } target;
  lm_paper paper;
  double map_height; /* that is left for the map on its sheet */
  double map_scale;  /* points of a pixel where the map goes on over several sheets; 0: it stands on one */
  lm_words *running, *notice; /* above every page but the first; NULL none */
  double head; /* what they need */
  unsigned unit, units;
  double scale; /* of sizes */
  struct {
    cairo_surface_t *surface; /* NULL: there is none */
    double width, height;
  } logo;
  bool title_on_map; /* the sheet of the map begins the report */
  bool run_on;  /* the next section begins where the one before ended */
  size_t unshown; /* letters */
  struct {
    const char **item; /* of the figures painted, in words; in the arena */
    size_t count, room;
  } figure;
  lm_status status;
} lm_setting;

void lm_setting_fail(lm_setting *s, lm_status status);
bool lm_setting_has_target(const lm_setting *s, const char *id);

/* The words below `mark`, not yet broken into lines; NULL when memory fails or there are none. They live as long as the setting. */
lm_words *lm_words_of(lm_setting *s, const lm_mark *mark, lm_face face);
lm_words *lm_words_text(lm_setting *s, const char *text, lm_face face);
/* Width on one line, and of the longest part that cannot be broken. */
double lm_words_widest(lm_words *words);
double lm_words_narrowest(lm_words *words);
/* Breaks into lines; returns the height. */
double lm_words_place(lm_setting *s, lm_words *words, double width, double align);
void lm_words_free(lm_words *latest);
/* Font and size on a layout. */
void lm_font_on(PangoLayout *layout, const PangoFontDescription *font, double size, bool bold);

/* ---- set_strips.c ---- */

lm_strip *lm_strip_add(lm_setting *s, lm_galley *galley);
void lm_strip_put(lm_setting *s, lm_strip *strip, lm_piece piece);
void lm_strip_words(lm_setting *s, lm_strip *strip, lm_words *words, double x, double y);
void lm_strip_move(lm_setting *s, lm_strip *to, const lm_strip *from, double x, double y);
void lm_galley_clear(lm_galley *galley);
/* Height of all strips below each other. */
double lm_galley_height(const lm_galley *galley);
/* All of `from` as one strip at x of `to`. */
void lm_galley_beside(lm_setting *s, lm_strip *to, lm_galley *from, double x);
/* What stands below `mark`, as wide as `width`. */
void lm_set_blocks(lm_setting *s, lm_galley *galley, const lm_mark *mark, double x, double width);
/* How large the picture at `mark` is drawn at 100 %; width 0: there is none. sheet NULL: it stands whole. */
lm_frame lm_picture_frame(lm_setting *s, const lm_mark *mark, const lm_canvas_sheet *sheet);

/* ---- set_logo.c ---- */

void lm_logo_open(lm_setting *s);
void lm_logo_close(lm_setting *s);
/* Into the strip of the title. */
void lm_logo_set(lm_setting *s, lm_strip *strip, double x);
void lm_logo_paint(cairo_t *cr, const lm_setting *s, double x, double y);

/* ---- set_table.c ---- */

/* Width with every cell on one line. */
double lm_table_widest(lm_setting *s, const lm_mark *table);
void lm_set_table(lm_setting *s, lm_galley *galley, const lm_mark *table, double x, double width);

/* ---- pages.c ---- */

double lm_paper_width(lm_paper paper);
double lm_paper_height(lm_paper paper);
/* Of the body: between running title and number. */
double lm_body_width(lm_paper paper);
double lm_body_height(const lm_setting *s, lm_paper paper);
/* What the map goes on to from this sheet. */
lm_paper lm_paper_more(lm_paper map);
/* Lays the strips on pages and writes them. */
void lm_pages_write(lm_setting *s, lm_galley *galley, lm_sink *sink);

/* ---- tags.c: the logical structure, for those who have the pages read to them ---- */

#define LM_TAGS_DEEP 16

typedef struct lm_tags {
  cairo_t *cr;
  const lm_mark *open[LM_TAGS_DEEP]; /* the elements that are open, from the outermost */
  size_t count;
} lm_tags;

void lm_tags_begin(lm_tags *tags, cairo_t *cr);
void lm_tags_end(lm_tags *tags);
/* Closes and opens elements so that what follows stands in `in` and all around it. */
void lm_tags_enter(lm_tags *tags, const lm_mark *in);
/* The tag of what has words or a picture: "P", "TD", … */
const char *lm_tag_of(const lm_mark *mark);

/* ---- canvas_cairo.c ---- */

typedef struct lm_paint {
  lm_canvas canvas;
  cairo_t *cr;              /* NULL: only the frame is seen */
  lm_setting *setting;
  PangoLayout *layout;
  double x, y, width, height; /* where on the page */
  double least;             /* size of text, points, however small the drawing; boxes of the map leave no room for more: 0 */
  lm_frame frame;           /* out */
  lm_look look;             /* of the path */
  char *group;
  lm_node node;             /* that the next box leads to */
  bool tagged;              /* every group without a class, and every text in no group, is a paragraph */
  bool in_group, in_link;
} lm_paint;
lm_paint lm_paint_on(cairo_t *cr, lm_setting *setting);
void lm_paint_end(lm_paint *paint);
/* What is painted until the end of the tag CAIRO_TAG_LINK leads from this rectangle of the page, in points, to the element with this id. False, and no
   tag: there is no such element. */
bool lm_link_begin(cairo_t *cr, lm_setting *setting, const char *id, double x, double y, double width, double height);
void lm_colour_on(cairo_t *cr, uint32_t colour, double opacity);

#endif
