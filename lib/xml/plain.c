/* plain.c: plain elements, taken out of the parser's buffer without the parser.

   Nearly all of a large document is written in one way: elements of ours without prefix, attributes of ours once each in double quotes, ASCII and no
   reference; nothing inside but blanks and empty elements of that kind. Of such an element it is known what libxml2 would say, so it is told to the
   handlers at once and the parser goes on behind it: five times as fast. Whatever is not plain, or not wholly in the buffer, is left to the parser from
   its first byte on, so libxml2 alone judges what is no XML. The parser's place (line, column, cur) is kept as it would keep it, which
   test/unit/test_plain.c shows by giving the same documents in single quotes: those are never plain. */
#include "engine.h"

#include <string.h>

enum { LOOK = 32, NAME_BYTES = 24, TAGS = 256, PARTS = 1024, BEHIND = 4096 };

/* An attribute met. */
typedef struct part {
  const char *text;
  uint32_t length;
  int attr;
} part;

/* A start tag that is plain; of the first, which may have children, the end tag is known too. */
typedef struct tag {
  const element *is;
  const char *end; /* at the "/>" or ">" */
  int line, column; /* of the "<" */
  int end_column;
  int first, count; /* parts */
} tag;

/* One element with its children. */
typedef struct lane {
  const char *end; /* of the buffer */
  int line;
  const char *known; /* a place in that line, whose column is known */
  int column;
  int tag_count, part_count;
  tag tags[TAGS];
  part parts[PARTS];
} lane;

name_key lmx_name_key(const char *name) {
  name_key key = {0};
  size_t length = strlen(name), head = length < sizeof key.bits ? length : sizeof key.bits;
  if (length > NAME_BYTES) return key; /* the parser's */
  memcpy(&key.bits, name, head);
  memset(&key.mask, 0xFF, head);
  key.length = (uint32_t)length;
  return key;
}

/* ---- what is plain ---- */

static inline int column_of(const lane *l, const char *p) { return l->column + (int)(p - l->known); }

/* At least LOOK bytes can be read. */
static inline bool is_name(const char *p, const name_key *key, const xmlChar *name) {
  uint64_t bits;
  memcpy(&bits, p, sizeof bits);
  if ((bits & key->mask) != key->bits || key->length == 0) return false;
  return key->length <= sizeof bits || memcmp(p + sizeof bits, name + sizeof bits, key->length - sizeof bits) == 0;
}

static int attr_at(const element *e, const char *p, int hint) {
  for (int i = hint; i < e->attr_count; i++)
    if (is_name(p, &e->attr_key[i], e->attr[i]) && p[e->attr_key[i].length] == '=') return i;
  for (int i = 0; i < hint; i++)
    if (is_name(p, &e->attr_key[i], e->attr[i]) && p[e->attr_key[i].length] == '=') return i;
  return -1;
}

static inline bool is_plain_char(char c) { return c >= 0x20 && c <= 0x7E && c != '"' && c != '<' && c != '&'; }

/* The attributes up to the end of the tag, where *p is put. */
static bool take_attributes(lane *l, const element *e, tag *t, const char **p) {
  uint32_t given = 0;
  int hint = 0;
  const char *at = *p;
  t->first = l->part_count;
  while (l->end - at >= LOOK && *at == ' ') {
    while (at < l->end && *at == ' ') at++;
    if (l->end - at < LOOK || *at == '/' || *at == '>') break;
    int attr = attr_at(e, at, hint);
    if (attr < 0 || given >> attr & 1u || l->part_count == PARTS) return false;
    given |= 1u << attr;
    hint = attr + 1;
    at += e->attr_key[attr].length + 1;
    if (*at++ != '"') return false;
    const char *text = at;
    while (at < l->end && is_plain_char(*at)) at++;
    if (at == l->end || *at != '"') return false;
    l->parts[l->part_count++] = (part){text, (uint32_t)(at - text), attr};
    at++;
  }
  t->count = l->part_count - t->first;
  t->end = *p = at;
  return l->end - at >= LOOK;
}

static const element *child_at(const element *parent, const char *p) {
  for (int i = 0; i < parent->child_count; i++) {
    const element *child = parent->child[i];
    if (is_name(p, &child->key, child->name) && p[child->key.length] == ' ') return child;
  }
  return NULL;
}

static const char *skip_blanks(lane *l, const char *p) {
  for (; p < l->end && (*p == ' ' || *p == '\n' || *p == '\t'); p++) {
    if (*p != '\n') continue;
    l->line++;
    l->known = p;
    l->column = 0;
  }
  return p;
}

/* A start tag of a child of `parent`. NULL: not plain. */
static const char *take_tag(lane *l, const element *parent, const char *p) {
  if (l->end - p < LOOK || *p != '<' || l->tag_count == TAGS) return NULL;
  tag *t = &l->tags[l->tag_count];
  *t = (tag){.is = child_at(parent, p + 1), .line = l->line, .column = column_of(l, p)};
  if (!t->is || t->is->def->slot) return NULL;
  p += 1 + t->is->key.length;
  if (!take_attributes(l, t->is, t, &p)) return NULL;
  t->end_column = column_of(l, p);
  l->tag_count++;
  return p;
}

static const char *take_empty(lane *l, const element *parent, const char *p) {
  p = take_tag(l, parent, p);
  return p && p[0] == '/' && p[1] == '>' ? p + 2 : NULL;
}

/* Children up to the end tag and that. */
static const char *take_children(lane *l, const element *is, const char *p) {
  for (;;) {
    p = skip_blanks(l, p);
    if (l->end - p < LOOK || p[0] != '<') return NULL;
    if (p[1] == '/') break;
    p = take_empty(l, is, p);
    if (!p) return NULL;
  }
  const char *name = p + 2;
  return is_name(name, &is->key, is->name) && name[is->key.length] == '>' ? name + is->key.length + 1 : NULL;
}

/* One element. NULL: not plain. */
static const char *take_element(lane *l, const element *parent, const char *p) {
  l->tag_count = l->part_count = 0;
  p = take_tag(l, parent, p);
  if (!p) return NULL;
  if (*p == '>') return take_children(l, l->tags[0].is, p + 1);
  return p[0] == '/' && p[1] == '>' ? p + 2 : NULL;
}

/* ---- what is told ---- */

static void put(lmx *x, const char *cur, int line, int column) {
  xmlParserInput *in = x->parser->input;
  in->cur = (const xmlChar *)cur;
  in->line = line;
  in->col = column;
}

/* false: nothing more is to be read. */
static bool tell_start(lmx *x, const lane *l, const tag *t) {
  lmx_values v;
  x->tag_line = (uint32_t)t->line;
  x->tag_column = (uint32_t)t->column;
  put(x, t->end, t->line, t->end_column);
  lmx_open(x, t->is);
  v.given = 0;
  for (const part *p = &l->parts[t->first], *end = p + t->count; p < end; p++) {
    v.at[p->attr].text = p->text;
    v.at[p->attr].length = p->length;
    v.given |= 1u << p->attr;
  }
  lmx_judge_attributes(x, &v);
  if (t->is->def->start) t->is->def->start(x, x->user, &v);
  return !x->stopped;
}

static bool tell_end(lmx *x) {
  lmx_close(x);
  return !x->stopped;
}

static bool tell(lmx *x, const lane *l) {
  if (!tell_start(x, l, &l->tags[0])) return false;
  for (int i = 1; i < l->tag_count; i++)
    if (!tell_start(x, l, &l->tags[i]) || !tell_end(x)) return false;
  return tell_end(x);
}

/* The parser forgets what it has passed when little is left, which it seldom meets now: it reads on first. Later versions look at what lies behind. */
static void forget_behind(lmx *x) {
#if LIBXML_VERSION < 21100
  xmlParserInput *in = x->parser->input;
  if (in->cur - in->base > BEHIND) xmlParserInputShrink(in);
#else
  (void)x;
#endif
}

void lmx_take_plain(lmx *x) {
  if (x->depth == 0 || x->depth > MAX_DEPTH - 2 || x->stopped) return;
  const xmlParserInput *in = x->parser->input;
  const element *parent = top(x)->is;
  const char *p = (const char *)in->cur, *next;
  lane l;
  l.end = (const char *)in->end;
  l.line = in->line;
  l.known = p;
  l.column = in->col;
  bool more = true;
  for (; more && (next = take_element(&l, parent, skip_blanks(&l, p))); p = next) {
    more = tell(x, &l);
    put(x, next, l.line, column_of(&l, next));
    mark(x);
  }
  forget_behind(x);
}
