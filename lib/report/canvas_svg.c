/* canvas_svg.c: drawings as SVG: an element of the page, which has the style, or a file of its own. In a file every element says itself what it looks
   like, on light paper: Word, LibreOffice and others know only parts of CSS, and neither var() nor @media. */
#include "canvas.h"
#include "html.h"
#include "looks.h"

#include "../base/num.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const lm_page *page_of(lm_canvas *canvas) {
  return ((const lm_svg *)(const void *)canvas)->page;
}

static void put_quoted(const lm_page *page, const char *name, const char *text) {
  lm_html_put(page, name);
  lm_html_put(page, "=\"");
  lm_html_put(page, text);
  lm_html_put(page, "\"");
}

static void put_at(const lm_page *page, const char *name, double value) {
  lm_html_put(page, name);
  lm_html_put(page, "=\"");
  lm_html_at(page, value);
  lm_html_put(page, "\"");
}

/* ---- what it looks like, in a file of its own ---- */

static void put_colour(const lm_page *page, const char *name, uint32_t colour) {
  char text[16];
  if (colour == LM_NO_COLOUR)
    snprintf(text, sizeof text, "none");
  else
    snprintf(text, sizeof text, "#%06" PRIx32, colour);
  put_quoted(page, name, text);
}

static void put_measure(const lm_page *page, const char *name, double value) {
  char digits[LM_NUM_SIZE];
  lm_num_format(value, digits);
  put_quoted(page, name, digits);
}

static void put_opacity(const lm_page *page, const char *name, double opacity) {
  if (opacity < 1) put_measure(page, name, opacity);
}

static void put_stroke(const lm_page *page, const lm_look *look) {
  if (look->stroke == LM_NO_COLOUR) return;
  put_colour(page, " stroke", look->stroke);
  put_measure(page, " stroke-width", look->width);
  put_opacity(page, " stroke-opacity", look->stroke_opacity);
  if (!(look->dash[0] > 0)) return;
  char on[LM_NUM_SIZE], dash[2 * LM_NUM_SIZE], off[LM_NUM_SIZE];
  lm_num_format(look->dash[0], on);
  lm_num_format(look->dash[1], off);
  snprintf(dash, sizeof dash, "%s %s", on, off);
  put_quoted(page, " stroke-dasharray", dash);
}

static void put_letters(const lm_page *page, const lm_look *look) {
  put_measure(page, " font-size", look->size);
  if (look->bold) put_quoted(page, " font-weight", "700");
  if (look->anchor > 0) put_quoted(page, " text-anchor", look->anchor < 1 ? "middle" : "end");
}

/* The class, and what it means. */
static void put_looks(const lm_canvas *canvas, const char *element, const char *style) {
  const lm_svg *svg = (const lm_svg *)(const void *)canvas;
  if (style) put_quoted(svg->page, " class", style);
  if (!svg->alone) return;
  const lm_look look = lm_look_of(svg->group, element, style);
  put_colour(svg->page, " fill", look.fill);
  put_opacity(svg->page, " fill-opacity", look.fill_opacity);
  if (strcmp(element, "text") == 0)
    put_letters(svg->page, &look);
  else
    put_stroke(svg->page, &look);
}

/* ---- the frame ---- */

static void put_view_box(const lm_page *page, const lm_frame *frame) {
  const double number[] = {frame->left, frame->top, frame->width, frame->height};
  lm_html_put(page, " viewBox=");
  for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
    lm_html_put(page, i == 0 ? "\"" : " ");
    lm_html_at(page, number[i]);
  }
  lm_html_put(page, "\"");
}

static void put_role(const lm_page *page, const lm_frame *frame) {
  put_quoted(page, " role", frame->parts ? "group" : "img");
  put_quoted(page, " aria-labelledby", frame->title_id);
  put_quoted(page, " aria-describedby", frame->about_id);
}

static void put_fonts(const lm_page *page) {
  lm_html_put(page, " font-family=\"");
  lm_html_text(page, lm_look_fonts);
  lm_html_put(page, "\"");
}

/* What has parts is as large as it needs; an image as large as the place that it gets. */
static void put_frame(const lm_page *page, const lm_frame *frame) {
  put_quoted(page, "<svg class", frame->style);
  if (!frame->parts) put_view_box(page, frame);
  if (frame->parts || frame->alone) lm_html_put(page, " xmlns=\"http://www.w3.org/2000/svg\"");
  put_role(page, frame);
  if (frame->alone) put_quoted(page, " xml:lang", page->lang == LM_JA ? "ja" : "en");
  if (frame->alone) put_fonts(page);
  if (frame->parts || frame->alone) {
    put_at(page, " width", frame->width);
    put_at(page, " height", frame->height);
  }
  if (frame->parts) put_view_box(page, frame);
  lm_html_put(page, ">");
}

static void svg_open(lm_canvas *canvas, const lm_frame *frame) {
  const lm_page *page = page_of(canvas);
  ((lm_svg *)(void *)canvas)->alone = frame->alone;
  put_frame(page, frame);
  put_quoted(page, "<title id", frame->title_id);
  lm_html_put(page, ">");
  lm_html_text(page, frame->title);
  put_quoted(page, "</title><desc id", frame->about_id);
  lm_html_put(page, ">");
  lm_html_text(page, frame->about);
  lm_html_put(page, "</desc>\n");
}

static void svg_close(lm_canvas *canvas) {
  lm_html_put(page_of(canvas), "</svg>\n");
}

/* ---- groups ---- */

static void svg_group(lm_canvas *canvas, const char *style, lm_node node) {
  const lm_page *page = page_of(canvas);
  char to[24];
  lm_svg *svg = (lm_svg *)(void *)canvas;
  svg->in_link = node != LM_NO_NODE;
  svg->group = style;
  snprintf(to, sizeof to, "#n%" PRIu32, node);
  if (node != LM_NO_NODE) {
    put_quoted(page, "<a class=\"go\" href", to);
    lm_html_put(page, ">");
  } else if (style) {
    put_quoted(page, "<g class", style);
    lm_html_put(page, ">");
  } else {
    lm_html_put(page, "<g>");
  }
}

static void svg_end_group(lm_canvas *canvas) {
  lm_svg *svg = (lm_svg *)(void *)canvas;
  lm_html_put(svg->page, svg->in_link ? "</a>\n" : "</g>\n");
  svg->group = NULL;
}

static void svg_tooltip(lm_canvas *canvas, const char *text) {
  lm_html_element(page_of(canvas), "title", text);
}

/* ---- shapes ---- */

static void svg_rect(lm_canvas *canvas, const char *style, double x, double y, double width, double height) {
  const lm_page *page = page_of(canvas);
  lm_html_put(page, "<rect");
  put_looks(canvas, "rect", style);
  put_at(page, " x", x);
  put_at(page, " y", y);
  put_at(page, " width", width);
  put_at(page, " height", height);
  lm_html_put(page, "/>");
}

static void svg_circle(lm_canvas *canvas, const char *style, double radius, double x, double y) {
  const lm_page *page = page_of(canvas);
  lm_html_put(page, "<circle");
  put_looks(canvas, "circle", style);
  put_at(page, " r", radius);
  put_at(page, " cx", x);
  put_at(page, " cy", y);
  lm_html_put(page, "/>");
}

static void svg_text(lm_canvas *canvas, const char *style, double x, double y, const char *text) {
  const lm_page *page = page_of(canvas);
  lm_html_put(page, "<text");
  put_looks(canvas, "text", style);
  put_at(page, " x", x);
  put_at(page, " y", y);
  lm_html_put(page, ">");
  lm_html_text(page, text);
  lm_html_put(page, "</text>");
}

static void svg_path(lm_canvas *canvas, const char *style) {
  const lm_page *page = page_of(canvas);
  lm_html_put(page, "<path");
  put_looks(canvas, "path", style);
  lm_html_put(page, " d=\"");
}

static void svg_pen(lm_canvas *canvas, lm_pen pen, const lm_point *point) {
  static const struct {
    const char *before;
    size_t points;
  } row[] = {[LM_PEN_MOVE] = {"M", 1}, [LM_PEN_MOVE_ON] = {" M", 1}, [LM_PEN_LINE] = {" L", 1}, [LM_PEN_CURVE] = {" C", 3}, [LM_PEN_CLOSE] = {" z", 0}};
  const lm_page *page = page_of(canvas);
  lm_html_put(page, row[pen].before);
  for (size_t i = 0; i < row[pen].points; i++) {
    if (i > 0) lm_html_put(page, " ");
    lm_html_at(page, point[i].x);
    lm_html_put(page, " ");
    lm_html_at(page, point[i].y);
  }
}

static void svg_end_path(lm_canvas *canvas) {
  lm_html_put(page_of(canvas), "\"/>");
}

static void svg_pause(lm_canvas *canvas) {
  lm_html_put(page_of(canvas), "\n");
}

lm_svg lm_svg_on(const lm_page *page) {
  static const lm_canvas_kind kind = {
      .open = svg_open,
      .close = svg_close,
      .group = svg_group,
      .end_group = svg_end_group,
      .tooltip = svg_tooltip,
      .rect = svg_rect,
      .circle = svg_circle,
      .text = svg_text,
      .path = svg_path,
      .pen = svg_pen,
      .end_path = svg_end_path,
      .pause = svg_pause,
  };
  return (lm_svg){.canvas = {.kind = &kind}, .page = page};
}
