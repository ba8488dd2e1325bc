/* print.c: see print.h. */
#include "setting.h"

#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

#define READABLE 0.56 /* of the map's size: below, its letters are smaller than 6.5 points */
#define LEGIBLE  0.52 /* below, they are smaller than 6 points: the map goes on over several sheets */
#define ON_A4    0.708 /* who wants the map on A4 takes letters as small as on a copy of A3 */
#define LARGE    0.64 /* of several sheets: letters of 7.4 points */

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

/* A copy of `mark` without what stands behind `last`, one of those below it. */
static lm_mark *up_to(lm_setting *s, const lm_mark *mark, const lm_mark *last) {
  lm_mark *copy = lm_arena_copy(&s->arena, mark, sizeof *mark), **end = copy ? &copy->first : NULL;
  for (const lm_mark *child = mark->first; copy && child; child = child == last ? NULL : child->next) {
    lm_mark *kept = lm_arena_copy(&s->arena, child, sizeof *child);
    if (!kept) break;
    *end = kept;
    end = &kept->next;
    if (child == last) kept->next = NULL;
  }
  if (!copy) lm_setting_fail(s, LM_ENOMEM);
  return copy;
}

/* What stands on the sheet: title and notice, the section with the map up to `last`. */
static void set_sheet(lm_setting *s, lm_galley *galley, const lm_mark *body, const lm_mark *last, lm_paper paper) {
  lm_mark *head = up_to(s, body, last->parent), *section = up_to(s, last->parent, last), *end = head ? head->first : NULL;
  if (!end || !section) return;
  while (end->next) end = end->next;
  end->first = section->first;
  s->paper = paper;
  lm_set_blocks(s, galley, head, 0, lm_body_width(paper));
}

typedef struct sheet {
  lm_paper paper;
  const lm_mark *last; /* on it, of the section */
  double height, scale; /* of the map */
} sheet;

/* How large the map gets on this paper with all up to `last` around it. */
static sheet try_sheet(lm_setting *s, const lm_mark *body, const lm_mark *last, const lm_frame *frame, lm_paper paper) {
  lm_galley galley = {0};
  sheet made = {.paper = paper, .last = last};
  s->map_height = 0;
  set_sheet(s, &galley, body, last, paper);
  made.height = lm_body_height(s, paper) - lm_galley_height(&galley) - 4;
  lm_galley_clear(&galley);
  const double across = lm_body_width(paper) / frame->width, down = made.height / frame->height;
  made.scale = across < down ? across : down;
  return made;
}

static sheet larger(sheet a, sheet b) {
  return b.scale > a.scale ? b : a;
}

/* Upright or across. */
static sheet best_sheet(lm_setting *s, const lm_mark *body, const lm_mark *last, const lm_frame *frame) {
  const bool small = s->job->map_on_a4;
  return larger(try_sheet(s, body, last, frame, small ? LM_PAPER_MAP_A4 : LM_PAPER_MAP_A3),
                try_sheet(s, body, last, frame, small ? LM_PAPER_MAP_A4_WIDE : LM_PAPER_MAP_A3_WIDE));
}

/* Letters that can be read well, and as many sheets as that takes: upright, which takes fewer, where the map is not too wide. */
static sheet sheet_of_several(lm_setting *s, const lm_mark *body, const lm_mark *last, const lm_frame *frame) {
  const lm_paper upright = s->job->map_on_a4 ? LM_PAPER_MAP_A4 : LM_PAPER_MAP_A3, wide = s->job->map_on_a4 ? LM_PAPER_MAP_A4_WIDE : LM_PAPER_MAP_A3_WIDE;
  sheet made = try_sheet(s, body, last, frame, lm_body_width(upright) / frame->width >= READABLE ? upright : wide);
  const double across = lm_body_width(made.paper) / frame->width;
  made.scale = across < LARGE ? across : LARGE;
  return made;
}

/* On the paper that shows the map larger. What stands below the map gives way to it where its letters would be too small to read. */
static const lm_mark *set_map(lm_setting *s, lm_galley *galley, const lm_mark *body, const lm_mark *section) {
  const lm_mark *svg = lm_mark_find(section, "svg"), *last = section->last, *map = section->first;
  const lm_frame frame = lm_picture_frame(s, svg, NULL);
  if (frame.width <= 0) return NULL;
  while (map && map != svg && !lm_mark_find(map, "svg")) map = map->next;
  sheet best = best_sheet(s, body, last, &frame);
  if (best.scale < READABLE && map) best = larger(best, best_sheet(s, body, map, &frame));
  if (best.scale < LEGIBLE * (s->job->map_on_a4 ? ON_A4 : 1) && map) {
    const sheet several = sheet_of_several(s, body, map, &frame);
    if (several.scale > best.scale) {
      best = several;
      s->map_scale = best.scale;
    }
  }
  s->map_height = best.height > 0 ? best.height : lm_body_height(s, best.paper) / 2;
  set_sheet(s, galley, body, best.last, best.paper);
  return best.last;
}

/* ---- everything ---- */

/* The children of `body` from `first` on, before `end`, on the paper of text. */
static void set_text_pages(lm_setting *s, lm_galley *galley, const lm_mark *first, const lm_mark *end) {
  s->paper = LM_PAPER_A4;
  for (const lm_mark *child = first; child && child != end; child = child->next) {
    lm_mark one = {.tag = "body", .text = "", .first = lm_arena_copy(&s->arena, child, sizeof *child)};
    if (one.first) one.first->next = NULL;
    else lm_setting_fail(s, LM_ENOMEM);
    lm_set_blocks(s, galley, &one, 0, lm_body_width(LM_PAPER_A4));
  }
}

/* The title stands on the sheet of the map when no other section comes first. What gave way to the map comes on the next page. */
static void set_all(lm_setting *s, lm_galley *galley, const lm_mark *body) {
  lm_mark *map = body->first;
  lm_mark rest = *body;
  s->title_on_map = true;
  for (; map && !has_map(map); map = map->next) s->title_on_map = s->title_on_map && !lm_mark_is(map, "section");
  if (!map || !s->title_on_map) {
    s->run_on = true;
    set_text_pages(s, galley, body->first, map);
    rest.first = map;
  }
  if (!map) return;
  const lm_mark *last = set_map(s, galley, &rest, map);
  const size_t before = galley->count;
  set_text_pages(s, galley, last ? last->next : map->first, NULL);
  s->run_on = galley->count > before;
  set_text_pages(s, galley, map->next, NULL);
}

/* All of it stands on the first page. */
static void limit_lines(lm_words *words) {
  if (!words) return;
  pango_layout_set_height(words->layout, -2);
  pango_layout_set_ellipsize(words->layout, PANGO_ELLIPSIZE_END);
}

static void set_edges(lm_setting *s) {
  const double width = lm_body_width(LM_PAPER_A4);
  s->running = lm_words_text(s, s->job->title, (lm_face){8, false, lm_colour_soft});
  s->notice = lm_words_text(s, s->job->notice, (lm_face){8.5, true, lm_colour_paper});
  limit_lines(s->running);
  s->head = s->running ? lm_words_place(s, s->running, width, 0) : 0;
  if (s->notice) s->head += lm_words_place(s, s->notice, width - 10, 0) + 4;
}

/* Without any font Pango would look for one for ever. */
static bool has_font(const lm_setting *s) {
  PangoFont *font = pango_font_map_load_font(s->fonts, s->context, s->font);
  if (font) g_object_unref(font);
  return font != NULL;
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
  if (!has_font(s)) lm_setting_fail(s, LM_ENOTFOUND);
}

static void clear(lm_setting *s, lm_galley *galley) {
  lm_galley_clear(galley);
  lm_words_free(s->words);
  lm_logo_close(s);
  pango_font_description_free(s->font);
  g_object_unref(s->context);
  g_object_unref(s->fonts);
  free(s->target.item);
  free(s->figure.item);
  lm_arena_clear(&s->arena);
}

lm_status lm_print(lm_sink *sink, const lm_print_job *job, const char *html) {
  lm_setting s = {.job = job, .scale = 1};
  lm_galley galley = {0};
  lm_mark *body;
  open_fonts(&s);
  if (s.status == LM_OK) s.status = lm_markup_read(&body, html, &s.arena);
  if (s.status == LM_OK) find_targets(&s, body);
  if (s.target.count > 0) qsort(s.target.item, s.target.count, sizeof *s.target.item, compare_texts);
  if (s.status == LM_OK) set_edges(&s);
  if (s.status == LM_OK) lm_logo_open(&s);
  if (s.status == LM_OK) set_all(&s, &galley, body);
  if (s.status == LM_OK) lm_pages_write(&s, &galley, sink);
  if (job->unshown) *job->unshown = s.unshown;
  clear(&s, &galley);
  return s.status;
}
