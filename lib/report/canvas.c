/* canvas.c: see canvas.h. */
#include "canvas.h"

#include "../base/text.h"
#include "flow.h"
#include "looks.h"

void lm_canvas_open(lm_canvas *canvas, const lm_frame *frame) {
  canvas->kind->open(canvas, frame);
}

void lm_canvas_close(lm_canvas *canvas) {
  canvas->kind->close(canvas);
}

void lm_canvas_group(lm_canvas *canvas, const char *style, lm_node node) {
  canvas->kind->group(canvas, style, node);
}

void lm_canvas_end_group(lm_canvas *canvas) {
  canvas->kind->end_group(canvas);
}

void lm_canvas_tooltip(lm_canvas *canvas, const char *text) {
  canvas->kind->tooltip(canvas, text);
}

void lm_canvas_rect(lm_canvas *canvas, const char *style, double x, double y, double width, double height) {
  canvas->kind->rect(canvas, style, x, y, width > 0 ? width : 0, height > 0 ? height : 0);
}

void lm_canvas_circle(lm_canvas *canvas, const char *style, double radius, double x, double y) {
  canvas->kind->circle(canvas, style, radius, x, y);
}

void lm_canvas_text(lm_canvas *canvas, const char *style, double x, double y, const char *text) {
  canvas->kind->text(canvas, style, x, y, text);
}

void lm_canvas_path(lm_canvas *canvas, const char *style) {
  canvas->kind->path(canvas, style);
}

void lm_canvas_pen(lm_canvas *canvas, lm_pen pen, double x, double y) {
  const lm_point point = {x, y};
  canvas->kind->pen(canvas, pen, &point);
}

void lm_canvas_curve(lm_canvas *canvas, lm_point towards, lm_point from, lm_point end) {
  const lm_point point[] = {towards, from, end};
  canvas->kind->pen(canvas, LM_PEN_CURVE, point);
}

void lm_canvas_close_path(lm_canvas *canvas) {
  canvas->kind->pen(canvas, LM_PEN_CLOSE, NULL);
}

void lm_canvas_end_path(lm_canvas *canvas) {
  canvas->kind->end_path(canvas);
}

void lm_canvas_segment(lm_canvas *canvas, const char *style, double x1, double y1, double x2, double y2) {
  lm_canvas_path(canvas, style);
  lm_canvas_pen(canvas, LM_PEN_MOVE, x1, y1);
  lm_canvas_pen(canvas, LM_PEN_LINE, x2, y2);
  lm_canvas_end_path(canvas);
}

void lm_canvas_pause(lm_canvas *canvas) {
  canvas->kind->pause(canvas);
}

double lm_canvas_text_width(const char *style, const char *text) {
  const lm_look look = lm_look_of(NULL, "text", style);
  return look.size * lm_text_ems(text, look.bold);
}

size_t lm_canvas_text_within(const char *style, const char *text, double width) {
  const lm_look look = lm_look_of(NULL, "text", style);
  return lm_text_within(text, width / look.size, look.bold);
}

size_t lm_canvas_line(const char *style, const char *text, double width) {
  return lm_line_break_of(text, lm_canvas_text_within(style, text, width));
}
