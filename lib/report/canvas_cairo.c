/* canvas_cairo.c: drawings on paper through cairo, with the looks that drawing.css gives them. */
#include "setting.h"

#include "flow.h"
#include "../base/num.h"
#include "../base/vec.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static lm_paint *paint_of(lm_canvas *canvas) {
  return (lm_paint *)(void *)canvas;
}

void lm_colour_on(cairo_t *cr, uint32_t colour, double opacity) {
  cairo_set_source_rgba(cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0, opacity);
}

static void add_number(lm_strbuf *to, const char *before, double number) {
  char digits[LM_NUM_SIZE];
  lm_num_fixed(number, 2, false, digits);
  lm_strbuf_add(to, before);
  lm_strbuf_add(to, digits);
}

bool lm_link_begin(cairo_t *cr, lm_setting *setting, const char *id, double x, double y, double width, double height) {
  lm_strbuf attributes = {0};
  if (!lm_setting_has_target(setting, id)) return false;
  lm_strbuf_addf(&attributes, "dest='%s'", id);
  add_number(&attributes, " rect=[", x);
  add_number(&attributes, " ", y);
  add_number(&attributes, " ", width);
  add_number(&attributes, " ", height);
  lm_strbuf_add(&attributes, "]");
  const bool fine = !attributes.failed;
  if (fine) cairo_tag_begin(cr, CAIRO_TAG_LINK, lm_strbuf_text(&attributes));
  else lm_setting_fail(setting, LM_ENOMEM);
  lm_strbuf_clear(&attributes);
  return fine;
}

/* ---- the frame ---- */

/* Pictures that are no paragraphs are told in words. */
static void keep_words(lm_setting *s, const lm_frame *frame) {
  const char *words = lm_arena_strdup(&s->arena, frame->about);
  if (!words || !LM_VEC_PUSH(&s->figure, words)) lm_setting_fail(s, LM_ENOMEM);
}

static void paint_open(lm_canvas *canvas, const lm_frame *frame) {
  lm_paint *p = paint_of(canvas);
  p->frame = (lm_frame){.left = frame->left, .top = frame->top, .width = frame->width, .height = frame->height, .sheets = frame->sheets};
  if (!p->cr) return;
  if (!p->tagged) keep_words(p->setting, frame);
  cairo_save(p->cr);
  cairo_translate(p->cr, p->x, p->y);
  cairo_scale(p->cr, p->width / frame->width, p->height / frame->height);
  cairo_translate(p->cr, -frame->left, -frame->top);
}

static void paint_close(lm_canvas *canvas) {
  if (paint_of(canvas)->cr) cairo_restore(paint_of(canvas)->cr);
}

static void set_group(lm_paint *p, const char *style, lm_node node) {
  free(p->group);
  p->group = style ? strdup(style) : NULL;
  if (style && !p->group) lm_setting_fail(p->setting, LM_ENOMEM);
  p->node = node;
}

static bool is_paragraph(const lm_paint *p) {
  return p->tagged && p->cr && !p->group;
}

static void paint_group(lm_canvas *canvas, const char *style, lm_node node) {
  lm_paint *p = paint_of(canvas);
  set_group(p, style, node);
  p->in_group = true;
  if (is_paragraph(p)) cairo_tag_begin(p->cr, "P", NULL);
}

static void paint_end_group(lm_canvas *canvas) {
  lm_paint *p = paint_of(canvas);
  if (p->in_link) cairo_tag_end(p->cr, CAIRO_TAG_LINK);
  if (is_paragraph(p)) cairo_tag_end(p->cr, "P");
  p->in_link = p->in_group = false;
  set_group(p, NULL, LM_NO_NODE);
}

static void paint_tooltip(lm_canvas *canvas, const char *text) {
  (void)canvas, (void)text; /* paper cannot be pointed at */
}

static void paint_pause(lm_canvas *canvas) {
  (void)canvas;
}

/* ---- shapes ---- */

static bool is_seen(uint32_t colour, double opacity) {
  return colour != LM_NO_COLOUR && opacity > 0;
}

/* Fills and strokes the path that stands. */
static void ink(const lm_paint *p, const lm_look *look) {
  if (is_seen(look->fill, look->fill_opacity)) {
    lm_colour_on(p->cr, look->fill, look->fill_opacity);
    cairo_fill_preserve(p->cr);
  }
  if (is_seen(look->stroke, look->stroke_opacity)) {
    lm_colour_on(p->cr, look->stroke, look->stroke_opacity);
    cairo_set_line_width(p->cr, look->width);
    cairo_set_dash(p->cr, look->dash, look->dash[0] > 0 ? 2 : 0, 0);
    cairo_stroke_preserve(p->cr);
  }
  cairo_new_path(p->cr);
}

/* The first box of a group is what leads on. */
static void link_box(lm_paint *p, double x, double y, double width, double height) {
  char id[24];
  if (p->node == LM_NO_NODE) return;
  snprintf(id, sizeof id, "n%" PRIu32, p->node);
  p->node = LM_NO_NODE;
  cairo_user_to_device(p->cr, &x, &y);
  cairo_user_to_device_distance(p->cr, &width, &height);
  cairo_save(p->cr);
  cairo_identity_matrix(p->cr);
  p->in_link = lm_link_begin(p->cr, p->setting, id, x, y, width, height);
  cairo_restore(p->cr);
}

static void paint_rect(lm_canvas *canvas, const char *style, double x, double y, double width, double height) {
  lm_paint *p = paint_of(canvas);
  if (!p->cr) return;
  const lm_look look = lm_look_of(p->group, "rect", style);
  link_box(p, x, y, width, height);
  cairo_rectangle(p->cr, x, y, width, height);
  ink(p, &look);
}

static void paint_circle(lm_canvas *canvas, const char *style, double radius, double x, double y) {
  lm_paint *p = paint_of(canvas);
  if (!p->cr) return;
  const lm_look look = lm_look_of(p->group, "circle", style);
  cairo_new_sub_path(p->cr);
  cairo_arc(p->cr, x, y, radius, 0, 6.283185307179586);
  ink(p, &look);
}

static void paint_path(lm_canvas *canvas, const char *style) {
  lm_paint *p = paint_of(canvas);
  p->look = lm_look_of(p->group, "path", style);
  if (p->cr) cairo_new_path(p->cr);
}

static void paint_pen(lm_canvas *canvas, lm_pen pen, const lm_point *point) {
  cairo_t *cr = paint_of(canvas)->cr;
  if (!cr) return;
  switch (pen) {
  case LM_PEN_MOVE: case LM_PEN_MOVE_ON: cairo_move_to(cr, point->x, point->y); break;
  case LM_PEN_LINE: cairo_line_to(cr, point->x, point->y); break;
  case LM_PEN_CURVE: cairo_curve_to(cr, point[0].x, point[0].y, point[1].x, point[1].y, point[2].x, point[2].y); break;
  case LM_PEN_CLOSE: cairo_close_path(cr); break;
  }
}

static void paint_end_path(lm_canvas *canvas) {
  const lm_paint *p = paint_of(canvas);
  if (p->cr) ink(p, &p->look);
}

/* ---- text ---- */

static void paint_text(lm_canvas *canvas, const char *style, double x, double y, const char *text) {
  lm_paint *p = paint_of(canvas);
  lm_strbuf clean = {0};
  int width;
  if (!p->cr) return;
  const lm_look look = lm_look_of(p->group, "text", style);
  const double scale = p->width / p->frame.width, size = look.size * scale < p->least ? p->least / scale : look.size;
  lm_clean(&clean, text);
  lm_font_on(p->layout, p->setting->font, size, look.bold);
  pango_layout_set_text(p->layout, lm_strbuf_text(&clean), (int)clean.length);
  pango_layout_get_size(p->layout, &width, NULL);
  const bool alone = is_paragraph(p) && !p->in_group;
  if (alone) cairo_tag_begin(p->cr, "P", NULL);
  lm_colour_on(p->cr, look.fill, look.fill_opacity);
  cairo_move_to(p->cr, x - look.anchor * width / PANGO_SCALE, y - (double)pango_layout_get_baseline(p->layout) / PANGO_SCALE);
  pango_cairo_show_layout(p->cr, p->layout);
  if (alone) cairo_tag_end(p->cr, "P");
  p->setting->unshown += (size_t)pango_layout_get_unknown_glyphs_count(p->layout);
  cairo_new_path(p->cr);
  if (clean.failed) lm_setting_fail(p->setting, LM_ENOMEM);
  lm_strbuf_clear(&clean);
}

lm_paint lm_paint_on(cairo_t *cr, lm_setting *setting) {
  static const lm_canvas_kind kind = {
      .open = paint_open,
      .close = paint_close,
      .group = paint_group,
      .end_group = paint_end_group,
      .tooltip = paint_tooltip,
      .rect = paint_rect,
      .circle = paint_circle,
      .text = paint_text,
      .path = paint_path,
      .pen = paint_pen,
      .end_path = paint_end_path,
      .pause = paint_pause,
  };
  lm_paint p = {.canvas = {.kind = &kind}, .cr = cr, .setting = setting, .node = LM_NO_NODE};
  if (!cr) return p;
  p.layout = pango_layout_new(setting->context);
  PangoAttrList *attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
  pango_layout_set_attributes(p.layout, attributes);
  pango_attr_list_unref(attributes);
  return p;
}

void lm_paint_end(lm_paint *paint) {
  free(paint->group);
  if (paint->layout) g_object_unref(paint->layout);
}
