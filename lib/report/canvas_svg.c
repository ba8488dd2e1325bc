/* canvas_svg.c: drawings as SVG: an element of the page, or a file of its own. */
#include "canvas.h"
#include "html.h"

#include <inttypes.h>
#include <stdio.h>

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

/* What has parts is as large as it needs; an image as large as the place that it gets. */
static void put_frame(const lm_page *page, const lm_frame *frame) {
  put_quoted(page, "<svg class", frame->style);
  if (!frame->parts) put_view_box(page, frame);
  if (frame->parts || frame->alone) lm_html_put(page, " xmlns=\"http://www.w3.org/2000/svg\"");
  put_role(page, frame);
  if (frame->alone) put_quoted(page, " xml:lang", page->lang == LM_JA ? "ja" : "en");
  if (frame->parts || frame->alone) {
    put_at(page, " width", frame->width);
    put_at(page, " height", frame->height);
  }
  if (frame->parts) put_view_box(page, frame);
  lm_html_put(page, ">");
}

static void svg_open(lm_canvas *canvas, const lm_frame *frame) {
  const lm_page *page = page_of(canvas);
  put_frame(page, frame);
  put_quoted(page, "<title id", frame->title_id);
  lm_html_put(page, ">");
  lm_html_text(page, frame->title);
  put_quoted(page, "</title><desc id", frame->about_id);
  lm_html_put(page, ">");
  lm_html_text(page, frame->about);
  lm_html_put(page, "</desc>\n");
  if (!frame->alone) return;
  lm_html_put(page, "<style>");
  lm_html_put(page, lm_drawing_alone_css);
  lm_html_put(page, "</style>\n");
}

static void svg_close(lm_canvas *canvas) {
  lm_html_put(page_of(canvas), "</svg>\n");
}

/* ---- groups ---- */

static void svg_group(lm_canvas *canvas, const char *style, lm_node node) {
  const lm_page *page = page_of(canvas);
  char to[24];
  ((lm_svg *)(void *)canvas)->in_link = node != LM_NO_NODE;
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
  lm_html_put(page_of(canvas), ((const lm_svg *)(const void *)canvas)->in_link ? "</a>\n" : "</g>\n");
}

static void svg_tooltip(lm_canvas *canvas, const char *text) {
  lm_html_element(page_of(canvas), "title", text);
}

/* ---- shapes ---- */

static void svg_rect(lm_canvas *canvas, const char *style, double x, double y, double width, double height) {
  const lm_page *page = page_of(canvas);
  put_quoted(page, "<rect class", style);
  put_at(page, " x", x);
  put_at(page, " y", y);
  put_at(page, " width", width);
  put_at(page, " height", height);
  lm_html_put(page, "/>");
}

static void svg_circle(lm_canvas *canvas, const char *style, double radius, double x, double y) {
  const lm_page *page = page_of(canvas);
  put_quoted(page, "<circle class", style);
  put_at(page, " r", radius);
  put_at(page, " cx", x);
  put_at(page, " cy", y);
  lm_html_put(page, "/>");
}

static void svg_text(lm_canvas *canvas, const char *style, double x, double y, const char *text) {
  const lm_page *page = page_of(canvas);
  put_quoted(page, "<text class", style);
  put_at(page, " x", x);
  put_at(page, " y", y);
  lm_html_put(page, ">");
  lm_html_text(page, text);
  lm_html_put(page, "</text>");
}

static void svg_path(lm_canvas *canvas, const char *style) {
  const lm_page *page = page_of(canvas);
  lm_html_put(page, "<path");
  if (style) put_quoted(page, " class", style);
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
  return (lm_svg){.canvas = {&kind}, .page = page};
}
