/* tags.c: elements of the markup as elements of PDF structure. cairo writes the content of those alone that hold no others: what has words is always one
   of these, and closed with its words. */
#include "setting.h"

static const struct {
  const char *tag, *parent; /* parent NULL: any */
  const char *role[2];      /* one in the other; NULL none */
} around[] = {
    {"section", NULL, {"Sect"}}, {"article", NULL, {"Sect"}}, {"table", NULL, {"Table"}}, {"tr", NULL, {"TR"}},
    {"ul", NULL, {"L"}},         {"ol", NULL, {"L"}},         {"dl", NULL, {"L"}},        {"li", NULL, {"LI", "LBody"}},
    {"div", "dl", {"LI"}},
};

static const struct {
  const char *tag, *role;
} leaves[] = {
    {"h1", "H1"}, {"h2", "H2"}, {"h3", "H3"}, {"h4", "H4"}, {"h5", "H5"}, {"h6", "H6"}, {"caption", "Caption"},
    {"th", "TH"}, {"td", "TD"}, {"dt", "Lbl"}, {"dd", "LBody"}, {"svg", "Figure"},
};

const char *lm_tag_of(const lm_mark *mark) {
  for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
    if (lm_mark_is(mark, leaves[i].tag)) return leaves[i].role;
  return "P";
}

static const char *const *roles_of(const lm_mark *mark) {
  for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
    if (!lm_mark_is(mark, around[i].tag)) continue;
    if (!around[i].parent || (mark->parent && lm_mark_is(mark->parent, around[i].parent))) return around[i].role;
  }
  return NULL;
}

static void close_last(lm_tags *tags) {
  const char *const *role = roles_of(tags->open[--tags->count]);
  if (role[1]) cairo_tag_end(tags->cr, role[1]);
  cairo_tag_end(tags->cr, role[0]);
}

static void open_one(lm_tags *tags, const lm_mark *mark) {
  const char *const *role = roles_of(mark);
  tags->open[tags->count++] = mark;
  cairo_tag_begin(tags->cr, role[0], NULL);
  if (role[1]) cairo_tag_begin(tags->cr, role[1], NULL);
}

void lm_tags_enter(lm_tags *tags, const lm_mark *in) {
  const lm_mark *path[LM_TAGS_DEEP];
  size_t count = 0, same = 0;
  for (; in && count < LM_TAGS_DEEP; in = in->parent)
    if (roles_of(in)) path[count++] = in;
  while (same < count && same < tags->count && tags->open[same] == path[count - 1 - same]) same++;
  while (tags->count > same) close_last(tags);
  while (tags->count < count) open_one(tags, path[count - 1 - tags->count]);
}

void lm_tags_begin(lm_tags *tags, cairo_t *cr) {
  *tags = (lm_tags){.cr = cr};
  cairo_tag_begin(cr, "Document", NULL);
}

void lm_tags_end(lm_tags *tags) {
  lm_tags_enter(tags, NULL);
  cairo_tag_end(tags->cr, "Document");
}
