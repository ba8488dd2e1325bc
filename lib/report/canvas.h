/* canvas.h: what the drawings of a report are drawn on. A drawing says what stands where (pixels at 100 %, y downwards) and of which class
   ("tick right": several, a blank between); what a class looks like stands in drawing.css alone, for every canvas. Texts are cleaned by the
   canvas and stand in one line. */
#ifndef LM_REPORT_CANVAS_H
#define LM_REPORT_CANVAS_H

#include "layout.h"

#include <logicmodel/model.h>

typedef struct lm_frame {
  const char *style;
  double left, top, width, height;
  bool parts; /* things in it can be reached one by one; else it is one image */
  bool alone; /* a document of its own */
  const char *title_id, *title;
  const char *about_id, *about; /* the drawing in words */
  size_t sheets;                /* that it goes on over; 0 as 1: it stands whole */
} lm_frame;

/* What there is room for on paper, where a drawing that can go on over several sheets is drawn sheet by sheet. */
typedef struct lm_canvas_sheet {
  double first, other; /* pixels at 100 %: height of the first sheet and of those that follow; 0: the drawing stands whole */
  size_t number;       /* to be drawn, from 0 */
} lm_canvas_sheet;

typedef enum lm_pen { LM_PEN_MOVE, LM_PEN_MOVE_ON, LM_PEN_LINE, LM_PEN_CURVE, LM_PEN_CLOSE } lm_pen; /* move on: to the next piece of the same line */

typedef struct lm_canvas lm_canvas;
typedef struct lm_canvas_kind {
  void (*open)(lm_canvas *canvas, const lm_frame *frame);
  void (*close)(lm_canvas *canvas);
  void (*group)(lm_canvas *canvas, const char *style, lm_node node);
  void (*end_group)(lm_canvas *canvas);
  void (*tooltip)(lm_canvas *canvas, const char *text);
  void (*rect)(lm_canvas *canvas, const char *style, double x, double y, double width, double height);
  void (*circle)(lm_canvas *canvas, const char *style, double radius, double x, double y);
  void (*text)(lm_canvas *canvas, const char *style, double x, double y, const char *text);
  void (*path)(lm_canvas *canvas, const char *style);
  void (*pen)(lm_canvas *canvas, lm_pen pen, const lm_point *point);
  void (*end_path)(lm_canvas *canvas);
  void (*pause)(lm_canvas *canvas);
} lm_canvas_kind;

struct lm_canvas {
  const lm_canvas_kind *kind;
  lm_canvas_sheet sheet;
};

void lm_canvas_open(lm_canvas *canvas, const lm_frame *frame);
void lm_canvas_close(lm_canvas *canvas);
/* Groups do not stand in groups. `style` may be NULL; `node`: what the group leads to, LM_NO_NODE nothing. */
void lm_canvas_group(lm_canvas *canvas, const char *style, lm_node node);
void lm_canvas_end_group(lm_canvas *canvas);
/* What the group is, for those who point at it. */
void lm_canvas_tooltip(lm_canvas *canvas, const char *text);
void lm_canvas_rect(lm_canvas *canvas, const char *style, double x, double y, double width, double height);
void lm_canvas_circle(lm_canvas *canvas, const char *style, double radius, double x, double y);
/* x, y: where the base line begins, or as the class says ends or has its middle. */
void lm_canvas_text(lm_canvas *canvas, const char *style, double x, double y, const char *text);
/* A path is made of moves of the pen between path and end_path. style NULL: that of its group. A curve has three points: two that it bends
   towards, and its end. */
void lm_canvas_path(lm_canvas *canvas, const char *style);
void lm_canvas_pen(lm_canvas *canvas, lm_pen pen, double x, double y);
void lm_canvas_curve(lm_canvas *canvas, lm_point towards, lm_point from, lm_point end);
void lm_canvas_close_path(lm_canvas *canvas);
void lm_canvas_end_path(lm_canvas *canvas);
void lm_canvas_segment(lm_canvas *canvas, const char *style, double x1, double y1, double x2, double y2);
/* Pixels that a text of this class takes, more rather than less whatever face the reader's computer has; the first bytes that have room in `width`;
   where to break it for a line of `width`: bytes, blanks at the end included, as lm_line_break. */
double lm_canvas_text_width(const char *style, const char *text);
size_t lm_canvas_text_within(const char *style, const char *text, double width);
size_t lm_canvas_line(const char *style, const char *text, double width);
/* Between parts: a line of the file may end here. */
void lm_canvas_pause(lm_canvas *canvas);

/* ---- canvas_svg.c: an svg element in the page ---- */

struct lm_page;
typedef struct lm_svg {
  lm_canvas canvas;
  const struct lm_page *page;
  bool in_link, alone;
  const char *group; /* class of the group that is open; NULL none */
} lm_svg;
lm_svg lm_svg_on(const struct lm_page *page);

#endif
