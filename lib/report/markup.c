/* markup.c: see markup.h. */
#include "markup.h"

#include "looks.h"

#include <string.h>

typedef struct reading {
  const char *at;
  lm_arena *arena;
  lm_mark *open;
  lm_status status;
} reading;

static void *fresh(reading *r, size_t size) {
  void *new = lm_arena_alloc(r->arena, size);
  if (!new) r->status = LM_ENOMEM;
  return new;
}

static const struct {
  const char *name;
  char sign;
} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};

static size_t entity_at(const char *at, char *sign) {
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    size_t length = strlen(entities[i].name);
    if (strncmp(at, entities[i].name, length) != 0) continue;
    *sign = entities[i].sign;
    return length;
  }
  return 0;
}

/* The text with its entities replaced: never longer than before. */
static const char *plain(reading *r, const char *from, size_t length) {
  char *text = lm_arena_strndup(r->arena, from, length), *to = text;
  if (!text) r->status = LM_ENOMEM;
  for (const char *at = text; at && *at;) {
    char sign = *at;
    size_t size = *at == '&' ? entity_at(at, &sign) : 1;
    if (size == 0) r->status = LM_EINVAL;
    *to++ = sign;
    at += size ? size : 1;
  }
  if (text) *to = '\0';
  return text ? text : "";
}

static lm_mark *add_mark(reading *r, const char *tag) {
  lm_mark *mark = fresh(r, sizeof *mark);
  if (!mark) return NULL;
  *mark = (lm_mark){.tag = tag, .text = "", .parent = r->open};
  if (!r->open) return mark;
  if (r->open->last) r->open->last->next = mark;
  else r->open->first = mark;
  r->open->last = mark;
  return mark;
}

static void read_text(reading *r) {
  size_t length = strcspn(r->at, "<");
  lm_mark *mark = add_mark(r, "");
  if (mark) mark->text = plain(r, r->at, length);
  r->at += length;
}

/* Behind a blank; a name alone has the value "". */
static void read_attribute(reading *r, lm_mark *mark) {
  lm_attribute *attribute = fresh(r, sizeof *attribute);
  size_t length = strcspn(r->at, " =/>");
  if (!attribute) return;
  *attribute = (lm_attribute){.name = plain(r, r->at, length), .value = "", .next = mark->attributes};
  mark->attributes = attribute;
  r->at += length;
  if (strncmp(r->at, "=\"", 2) != 0) return;
  length = strcspn(r->at + 2, "\"");
  attribute->value = plain(r, r->at + 2, length);
  r->at += 2 + length;
  if (*r->at == '"') r->at++;
  else r->status = LM_EINVAL;
}

static bool stands_alone(const char *tag) {
  static const char *const alone[] = {"br", "hr", "img", "input", "meta", "wbr"};
  for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
    if (strcmp(alone[i], tag) == 0) return true;
  return false;
}

static void read_start(reading *r) {
  size_t length = strcspn(r->at + 1, " />");
  lm_mark *mark = add_mark(r, plain(r, r->at + 1, length));
  r->at += 1 + length;
  while (mark && r->status == LM_OK && *r->at == ' ') {
    r->at += strspn(r->at, " ");
    read_attribute(r, mark);
  }
  const bool closed = *r->at == '/';
  r->at += closed;
  if (!mark || *r->at != '>') {
    if (r->status == LM_OK) r->status = LM_EINVAL;
    return;
  }
  r->at++;
  if (!closed && !stands_alone(mark->tag)) r->open = mark;
}

static void read_end(reading *r) {
  size_t length = strcspn(r->at + 2, ">");
  const bool fits = r->open->parent && strlen(r->open->tag) == length && strncmp(r->open->tag, r->at + 2, length) == 0;
  if (!fits || r->at[2 + length] != '>') {
    r->status = LM_EINVAL;
    return;
  }
  r->open = r->open->parent;
  r->at += 3 + length;
}

lm_status lm_markup_read(lm_mark **out, const char *html, lm_arena *arena) {
  reading r = {.at = html, .arena = arena};
  *out = r.open = add_mark(&r, "body");
  while (r.status == LM_OK && *r.at) {
    if (*r.at != '<') read_text(&r);
    else if (r.at[1] == '/') read_end(&r);
    else read_start(&r);
  }
  if (r.status == LM_OK && r.open != *out) r.status = LM_EINVAL;
  return r.status;
}

const char *lm_mark_attribute(const lm_mark *mark, const char *name) {
  for (const lm_attribute *a = mark->attributes; a; a = a->next)
    if (strcmp(a->name, name) == 0) return a->value;
  return "";
}

bool lm_mark_is(const lm_mark *mark, const char *tag) {
  return strcmp(mark->tag, tag) == 0;
}

bool lm_mark_has_class(const lm_mark *mark, const char *name) {
  return lm_has_class(lm_mark_attribute(mark, "class"), name);
}

const lm_mark *lm_mark_find(const lm_mark *mark, const char *tag) {
  for (const lm_mark *child = mark->first; child; child = child->next) {
    const lm_mark *found = lm_mark_is(child, tag) ? child : lm_mark_find(child, tag);
    if (found) return found;
  }
  return NULL;
}
