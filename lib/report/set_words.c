/* set_words.c: running text through Pango: line breaking of the language, tabular digits, verdicts on their colour, links. */
#include "setting.h"

#include "flow.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

#define LEADING 1.45
#define METRIC  60 /* bytes of a name and number that stay together */

typedef struct gathering {
  lm_setting *setting;
  lm_words *words;
  lm_strbuf text;
  PangoAttrList *attributes;
  lm_face face;
  bool blank; /* white space waits for a letter */
  bool soft;
} gathering;

void lm_setting_fail(lm_setting *s, lm_status status) {
  if (s->status == LM_OK) s->status = status;
}

void lm_font_on(PangoLayout *layout, const PangoFontDescription *font, double size, bool bold) {
  PangoFontDescription *own = pango_font_description_copy_static(font);
  pango_font_description_set_absolute_size(own, size * PANGO_SCALE);
  pango_font_description_set_weight(own, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, own);
  pango_font_description_free(own);
}

/* ---- gathering ---- */

static void add_over(gathering *g, PangoAttribute *attribute, size_t from) {
  attribute->start_index = (guint)from;
  attribute->end_index = (guint)g->text.length;
  pango_attr_list_insert(g->attributes, attribute);
}

static void add_colour(gathering *g, uint32_t colour, size_t from) {
  add_over(g, pango_attr_foreground_new((guint16)((colour >> 16 & 255) * 257), (guint16)((colour >> 8 & 255) * 257), (guint16)((colour & 255) * 257)), from);
}

static void add_stretch(gathering *g, size_t from, const char *style, const char *href) {
  const lm_stretch stretch = {(int)from, (int)g->text.length, style, href};
  if (!LM_VEC_PUSH(&g->words->stretch, stretch)) lm_setting_fail(g->setting, LM_ENOMEM);
}

/* Runs of white space are one blank; none at the beginning. */
static void add_text(gathering *g, const char *text) {
  while (*text) {
    size_t blanks = strspn(text, " \n\t"), length = strcspn(text + blanks, " \n\t");
    if (blanks > 0) g->blank = g->text.length > 0;
    text += blanks;
    if (length == 0) continue;
    if (g->blank) lm_strbuf_add(&g->text, " ");
    g->blank = false;
    lm_strbuf_add_bytes(&g->text, text, length);
    text += length;
  }
}

static void gather(gathering *g, const lm_mark *mark);

static void gather_below(gathering *g, const lm_mark *mark) {
  for (const lm_mark *child = mark->first; child; child = child->next) gather(g, child);
}

/* The word stands on its colour with room around it. */
static void gather_verdict(gathering *g, const lm_mark *mark) {
  const char *classes = lm_mark_attribute(mark, "class"), *style = strchr(classes, ' ');
  lm_strbuf on = {0};
  if (g->blank) lm_strbuf_add(&g->text, " ");
  g->blank = false;
  const size_t from = g->text.length;
  lm_strbuf_add(&g->text, "\u00A0");
  gather_below(g, mark);
  lm_strbuf_add(&g->text, "\u00A0");
  g->blank = false;
  style = style ? style + 1 : "";
  lm_strbuf_addf(&on, "on-%s", style);
  add_colour(g, lm_look_of(NULL, "text", lm_strbuf_text(&on)).fill, from);
  add_over(g, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from);
  add_over(g, pango_attr_allow_breaks_new(FALSE), from);
  add_stretch(g, from, style, NULL);
  if (on.failed) lm_setting_fail(g->setting, LM_ENOMEM);
  lm_strbuf_clear(&on);
}

/* A name in soft ink, its number in full ink. */
static void gather_metric(gathering *g, const lm_mark *mark) {
  if (g->text.length > 0) lm_strbuf_add(&g->text, "  ");
  g->blank = false;
  const size_t from = g->text.length;
  g->soft = true;
  gather_below(g, mark);
  g->soft = false;
  add_colour(g, lm_colour_soft, from);
  if (g->text.length - from <= METRIC) add_over(g, pango_attr_allow_breaks_new(FALSE), from);
}

static bool is_strong(const lm_mark *mark) {
  return lm_mark_is(mark, "b") || lm_mark_is(mark, "strong") || lm_mark_has_class(mark, "lead");
}

static void gather(gathering *g, const lm_mark *mark) {
  if (*mark->tag == '\0') {
    add_text(g, mark->text);
    return;
  }
  if (lm_mark_is(mark, "br")) {
    lm_strbuf_add(&g->text, "\u2028");
    g->blank = false;
    return;
  }
  if (lm_mark_has_class(mark, "verdict")) {
    gather_verdict(g, mark);
    return;
  }
  if (lm_mark_has_class(mark, "metric")) {
    gather_metric(g, mark);
    return;
  }
  const bool blank = g->blank && g->text.length > 0;
  const size_t from = g->text.length + blank;
  gather_below(g, mark);
  if (is_strong(mark)) add_over(g, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from);
  if (is_strong(mark) && g->soft) add_colour(g, lm_colour_ink, from);
  if (lm_mark_has_class(mark, "lead")) add_text(g, " ");
  if (!lm_mark_is(mark, "a") || g->text.length <= from) return;
  add_colour(g, lm_colour_link, from);
  add_stretch(g, from, NULL, lm_mark_attribute(mark, "href"));
}

/* ---- making ---- */

static lm_words *words_new(lm_setting *s, lm_face face) {
  lm_words *words = lm_arena_alloc(&s->arena, sizeof *words);
  if (!words) {
    lm_setting_fail(s, LM_ENOMEM);
    return NULL;
  }
  *words = (lm_words){.layout = pango_layout_new(s->context), .before = s->words, .size = face.size * s->scale, .colour = face.colour};
  s->words = words;
  lm_font_on(words->layout, s->font, words->size, face.bold);
  pango_layout_set_wrap(words->layout, PANGO_WRAP_WORD_CHAR);
  return words;
}

static lm_words *words_finish(gathering *g) {
  pango_attr_list_insert(g->attributes, pango_attr_font_features_new("tnum=1"));
  pango_attr_list_insert(g->attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_attr_list_insert(g->attributes, pango_attr_line_height_new_absolute((int)(LEADING * g->words->size * PANGO_SCALE)));
  if (g->text.failed) lm_setting_fail(g->setting, LM_ENOMEM);
  pango_layout_set_attributes(g->words->layout, g->attributes);
  pango_layout_set_text(g->words->layout, lm_strbuf_text(&g->text), (int)g->text.length);
  pango_attr_list_unref(g->attributes);
  const bool some = g->text.length > 0;
  lm_strbuf_clear(&g->text);
  return some ? g->words : NULL;
}

lm_words *lm_words_of(lm_setting *s, const lm_mark *mark, lm_face face) {
  gathering g = {.setting = s, .words = words_new(s, face), .face = face};
  if (!g.words) return NULL;
  g.words->mark = mark;
  g.attributes = pango_attr_list_new();
  gather_below(&g, mark);
  return words_finish(&g);
}

lm_words *lm_words_text(lm_setting *s, const char *text, lm_face face) {
  gathering g = {.setting = s, .words = words_new(s, face), .face = face};
  lm_strbuf clean = {0};
  if (!g.words) return NULL;
  g.attributes = pango_attr_list_new();
  lm_clean(&clean, text);
  if (clean.failed) lm_setting_fail(s, LM_ENOMEM);
  add_text(&g, lm_strbuf_text(&clean));
  lm_strbuf_clear(&clean);
  return words_finish(&g);
}

void lm_words_free(lm_words *latest) {
  for (; latest; latest = latest->before) {
    g_object_unref(latest->layout);
    free(latest->stretch.item);
    free(latest->line);
  }
}

/* ---- measuring and breaking ---- */

static double width_of(lm_words *words) {
  int width;
  pango_layout_get_size(words->layout, &width, NULL);
  return (double)width / PANGO_SCALE;
}

double lm_words_widest(lm_words *words) {
  pango_layout_set_width(words->layout, -1);
  return width_of(words);
}

double lm_words_narrowest(lm_words *words) {
  pango_layout_set_wrap(words->layout, PANGO_WRAP_WORD);
  pango_layout_set_width(words->layout, 0);
  double width = width_of(words);
  pango_layout_set_wrap(words->layout, PANGO_WRAP_WORD_CHAR);
  return width;
}

double lm_words_place(lm_setting *s, lm_words *words, double width, double align) {
  pango_layout_set_width(words->layout, (int)((width > 1 ? width : 1) * PANGO_SCALE));
  pango_layout_set_alignment(words->layout, align > 0.75 ? PANGO_ALIGN_RIGHT : align > 0.25 ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  const int count = pango_layout_get_line_count(words->layout);
  free(words->line);
  words->line = calloc((size_t)count, sizeof *words->line);
  words->lines = words->line ? count : 0;
  if (!words->line) {
    lm_setting_fail(s, LM_ENOMEM);
    return 0;
  }
  s->unshown += (size_t)pango_layout_get_unknown_glyphs_count(words->layout);
  PangoLayoutIter *at = pango_layout_get_iter(words->layout);
  for (int i = 0; i < count; i++) {
    PangoRectangle box;
    pango_layout_iter_get_line_extents(at, NULL, &box);
    words->line[i].x = (double)box.x / PANGO_SCALE;
    words->line[i].base = (double)pango_layout_iter_get_baseline(at) / PANGO_SCALE;
    words->line[i].top = words->line[i].base - 1.08 * words->size;
    words->line[i].bottom = words->line[i].top + LEADING * words->size;
    pango_layout_iter_next_line(at);
  }
  pango_layout_iter_free(at);
  /* The first line begins at 0, whatever room the font asks for above it. */
  const double above = words->line[0].top;
  for (int i = 0; i < count; i++) {
    words->line[i].top -= above;
    words->line[i].base -= above;
    words->line[i].bottom -= above;
  }
  return words->line[count - 1].bottom;
}
