/* print.c: see print.h. */
#include "setting.h"

#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

/* ---- where links lead ---- */

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool lm_setting_has_target(const lm_setting *s, const char *id) {
  return s->target.count > 0 && bsearch(&id, s->target.item, s->target.count, sizeof *s->target.item, compare_texts);
}

static bool is_plain(const char *id) {
  return *id && id[strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")] == '\0';
}

static void find_targets(lm_setting *s, const lm_mark *mark) {
  for (const lm_mark *child = mark->first; child; child = child->next) {
    const char *id = lm_mark_attribute(child, "id");
    if (is_plain(id) && !LM_VEC_PUSH(&s->target, id)) lm_setting_fail(s, LM_ENOMEM);
    find_targets(s, child);
  }
}

/* ---- the sheet with the map ---- */

static bool has_map(const lm_mark *mark) {
  const lm_mark *svg = lm_mark_is(mark, "section") ? lm_mark_find(mark, "svg") : NULL;
  return svg && lm_mark_has_class(svg, "map");
}

/* The marks of the body up to the map, set on its paper; the strip of the map is `map_height` high. */
static void set_sheet(lm_setting *s, lm_galley *galley, const lm_mark *body, lm_paper paper) {
  lm_mark part = {.tag = "body", .text = ""};
  s->paper = paper;
  for (const lm_mark *child = body->first; child && s->status == LM_OK; child = child->next) {
    lm_mark *copy = lm_arena_copy(&s->arena, child, sizeof *child);
    if (!copy) {
      lm_setting_fail(s, LM_ENOMEM);
      break;
    }
    copy->next = NULL;
    part.first = copy;
    lm_set_blocks(s, galley, &part, 0, lm_body_width(paper));
    if (has_map(child)) break;
  }
}

/* How large the map gets on this paper: the height that is left. */
static double height_left(lm_setting *s, const lm_mark *body, lm_paper paper) {
  lm_galley galley = {0};
  const double least = lm_body_height(s, paper) / 2;
  s->map_height = 0;
  set_sheet(s, &galley, body, paper);
  const double left = lm_body_height(s, paper) - lm_galley_height(&galley) - 4;
  lm_galley_clear(&galley);
  return left > least ? left : least;
}

static double scale_of(const lm_frame *frame, double width, double height) {
  const double across = width / frame->width, down = height / frame->height;
  return across < down ? across : down;
}

/* On the paper that shows the map larger. */
static void set_map(lm_setting *s, lm_galley *galley, const lm_mark *body, const lm_mark *map) {
  const lm_frame frame = lm_picture_frame(s, lm_mark_find(map, "svg"));
  const double tall = height_left(s, body, LM_PAPER_A3), wide = height_left(s, body, LM_PAPER_A3_WIDE);
  if (frame.width <= 0) return;
  const bool across = scale_of(&frame, lm_body_width(LM_PAPER_A3_WIDE), wide) > scale_of(&frame, lm_body_width(LM_PAPER_A3), tall);
  s->map_height = across ? wide : tall;
  set_sheet(s, galley, body, across ? LM_PAPER_A3_WIDE : LM_PAPER_A3);
}

/* ---- everything ---- */

static void set_all(lm_setting *s, lm_galley *galley, const lm_mark *body) {
  lm_mark rest = *body;
  for (const lm_mark *child = body->first; child; child = child->next) {
    if (!has_map(child)) continue;
    set_map(s, galley, body, child);
    rest.first = child->next;
    break;
  }
  s->paper = LM_PAPER_A4;
  lm_set_blocks(s, galley, &rest, 0, lm_body_width(LM_PAPER_A4));
}

static void set_edges(lm_setting *s) {
  const double width = lm_body_width(LM_PAPER_A4);
  s->running = lm_words_text(s, s->job->title, (lm_face){8, false, lm_colour_soft});
  s->notice = lm_words_text(s, s->job->notice, (lm_face){8.5, true, lm_colour_paper});
  s->head = s->running ? lm_words_place(s, s->running, width, 0) : 0;
  if (s->notice) s->head += lm_words_place(s, s->notice, width - 10, 0) + 4;
}

static void open_fonts(lm_setting *s) {
  cairo_font_options_t *options = cairo_font_options_create();
  s->fonts = pango_cairo_font_map_new();
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(s->fonts), 72);
  s->context = pango_font_map_create_context(s->fonts);
  /* No rounding to pixels: there are none on paper. */
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(s->context, options);
  pango_context_set_round_glyph_positions(s->context, FALSE);
  pango_context_set_base_dir(s->context, PANGO_DIRECTION_LTR);
  pango_context_set_language(s->context, pango_language_from_string(s->job->lang == LM_JA ? "ja" : "en"));
  cairo_font_options_destroy(options);
  s->font = pango_font_description_new();
  pango_font_description_set_family_static(s->font, lm_look_fonts);
}

static void clear(lm_setting *s, lm_galley *galley) {
  lm_galley_clear(galley);
  lm_words_free(s->words);
  pango_font_description_free(s->font);
  g_object_unref(s->context);
  g_object_unref(s->fonts);
  free(s->target.item);
  lm_arena_clear(&s->arena);
}

lm_status lm_print(lm_sink *sink, const lm_print_job *job, const char *html) {
  lm_setting s = {.job = job, .scale = 1};
  lm_galley galley = {0};
  lm_mark *body;
  open_fonts(&s);
  s.status = lm_markup_read(&body, html, &s.arena);
  if (s.status == LM_OK) find_targets(&s, body);
  if (s.target.count > 0) qsort(s.target.item, s.target.count, sizeof *s.target.item, compare_texts);
  if (s.status == LM_OK) set_edges(&s);
  if (s.status == LM_OK) set_all(&s, &galley, body);
  if (s.status == LM_OK) lm_pages_write(&s, &galley, sink);
  clear(&s, &galley);
  return s.status;
}
