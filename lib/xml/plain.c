/* plain.c: plain elements, taken out of the parser's buffer without the parser.

   Nearly all of a large document is written in one way: elements of ours without prefix, attributes of ours once each in double quotes, ASCII and no
   reference; nothing inside but blanks and empty elements of that kind. Of such an element it is known what libxml2 would say, so it is told to the
   handlers at once and the parser goes on behind it: five times as fast. Whatever is not plain, or not wholly in the buffer, is left to the parser from
   its first byte on, so libxml2 alone judges what is no XML. The parser's place (line, column, cur) is kept as it would keep it, which
   test/unit/test_plain.c shows by reading the same documents with this file switched off. That holds for the libxml2 it was run with: with
   another one every element goes through the parser, until the test has been run with that and the versions below say so. */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

enum { KNOWN_FIRST = 20914, KNOWN_LAST = 20914 };

enum { LOOK = 32, NAME_BYTES = 24, TAGS = 256, PARTS = 1024, CHUNK = 250, AHEAD = 1 << 15, BEHIND = 1 << 12 };

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
  uint32_t given;   /* attributes, as bits */
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

static bool is_known(long version) { return version >= KNOWN_FIRST && version <= KNOWN_LAST; }

bool lmx_knows_parser(long built, const char *running) { return is_known(built) && running && is_known(strtol(running, NULL, 10)); }

name_key lmx_name_key(const char *name, const char *behind) {
  name_key key = {.bits = 1}; /* matches nothing */
  char text[NAME_BYTES + 4] = "";
  size_t length = strlen(name), whole = length + strlen(behind), head = whole < sizeof key.bits ? whole : sizeof key.bits;
  if (length > NAME_BYTES || whole >= sizeof text) return key; /* the parser's */
  memcpy(text, name, length + 1);
  memcpy(text + length, behind, strlen(behind) + 1);
  key.bits = 0;
  memcpy(&key.bits, text, head);
  memset(&key.mask, 0xFF, head);
  key.length = (uint32_t)length;
  key.in_head = whole <= sizeof key.bits;
  return key;
}

/* ---- what is plain ---- */

static inline int column_of(const lane *l, const char *p) { return l->column + (int)(p - l->known); }

static inline uint64_t head_at(const char *p) {
  uint64_t bits;
  memcpy(&bits, p, sizeof bits);
  return bits;
}

/* The rest of a name longer than its head, and what must stand behind it. At least LOOK bytes can be read. */
static bool is_rest(const char *p, const name_key *key, const xmlChar *name, const char *behind) {
  const size_t head = sizeof key->bits, length = key->length;
  if (length > head && memcmp(p + head, name + head, length - head) != 0) return false;
  return memcmp(p + length, behind, strlen(behind)) == 0;
}

/* Does a name with what must stand behind it begin at p? */
static inline bool is_name(const char *p, const name_key *key, const xmlChar *name, const char *behind) {
  return (head_at(p) & key->mask) == key->bits && (key->in_head || is_rest(p, key, name, behind));
}

static int find_attr(const element *e, const char *p) {
  for (int i = 0; i < e->attr_count; i++)
    if (is_name(p, &e->attr_key[i], e->attr[i], LMX_BEHIND_ATTR)) return i;
  return -1;
}

/* Attributes mostly come in the order of the table. */
static inline int attr_at(const element *e, const char *p, int hint) {
  const name_key *key = &e->attr_key[hint];
  return hint < e->attr_count && key->in_head && (head_at(p) & key->mask) == key->bits ? hint : find_attr(e, p);
}

static inline bool is_plain_char(char c) { return c >= 0x20 && c != '"' && c != '<' && c != '&'; }

/* Where the plain characters that begin at p end. */
static inline const char *plain_end(const char *p, const char *end) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  /* Eight at a time; of those that are not plain the first is found for certain (Mycroft's test for a zero byte). */
  const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
  for (; end - p >= 8; p += 8) {
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    uint64_t quote_or_and = (eight | ones * 4) ^ ones * '&', less = eight ^ ones * '<'; /* '"' is '&' but for the bit of 4 */
    uint64_t found = (((eight - ones * 0x20) | (quote_or_and - ones) | (less - ones)) & ~(eight & quote_or_and & less) & tops) | (eight & tops);
    if (found) return p + __builtin_ctzll(found) / 8;
  }
#endif
  while (p < end && is_plain_char(*p)) p++;
  return p;
}

/* The attributes up to the end of the tag, where *p is put. */
static bool take_attributes(lane *l, const element *e, tag *t, const char **p) {
  const char *at = *p, *end = l->end;
  part *part_at = &l->parts[l->part_count], *const most = &l->parts[PARTS];
  uint32_t given = 0;
  int hint = 0;
  t->first = l->part_count;
  while (*at == ' ') {
    do at++;
    while (at < end && *at == ' ');
    if (end - at < LOOK) return false;
    if (*at == '/' || *at == '>') break;
    int attr = attr_at(e, at, hint);
    if (attr < 0 || given >> attr & 1u || part_at == most) return false;
    given |= 1u << attr;
    hint = attr + 1 < LMX_MAX_ATTRS ? attr + 1 : 0;
    const char *text = at + e->attr_key[attr].length + strlen(LMX_BEHIND_ATTR);
    at = plain_end(text, end);
    if (end - at < LOOK || *at != '"') return false;
    *part_at++ = (part){text, (uint32_t)(at - text), attr};
    at++;
  }
  t->given = given;
  t->count = (int)(part_at - l->parts) - l->part_count;
  l->part_count += t->count;
  t->end = *p = at;
  return true;
}

static const element *child_at(const element *parent, const char *p) {
  for (int i = 0; i < parent->child_count; i++) {
    const element *child = parent->child[i];
    if (is_name(p, &child->key, child->name, LMX_BEHIND_ELEMENT)) return child;
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
  t->is = child_at(parent, p + 1);
  if (!t->is || t->is->def->slot) return NULL;
  t->line = l->line;
  t->column = column_of(l, p);
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
  return memcmp(name, is->name, is->key.length) == 0 && name[is->key.length] == '>' ? name + is->key.length + 1 : NULL;
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
  v.given = t->given;
  for (const part *p = &l->parts[t->first], *end = p + t->count; p < end; p++) {
    v.at[p->attr].text = p->text;
    v.at[p->attr].length = p->length;
  }
  lmx_judge_attributes(x, &v);
  if (t->is->def->start) t->is->def->start(x, x->user, &v);
  return !x->stopped;
}

/* As lmx_close does where no text was kept. */
static bool tell_end(lmx *x, const element *is) {
  if (is->def->end) is->def->end(x, x->user);
  x->depth--;
  return !x->stopped;
}

static bool tell(lmx *x, const lane *l) {
  if (!tell_start(x, l, &l->tags[0])) return false;
  for (int i = 1; i < l->tag_count; i++)
    if (!tell_start(x, l, &l->tags[i]) || !tell_end(x, l->tags[i].is)) return false;
  return tell_end(x, l->tags[0].is);
}

/* The parser reads 4000 bytes when there are fewer than CHUNK before it, and forgets what it has passed when there are fewer than twice as many, which
   it seldom meets now. Later versions do both in time. false: there is no more in the buffer than before. */
static bool look_ahead(lmx *x) {
#if LIBXML_VERSION < 21100
  xmlParserInput *in = x->parser->input;
  bool more = in->end - in->cur < CHUNK && xmlParserInputGrow(in, AHEAD) > 0;
  if (in->cur - in->base > BEHIND) xmlParserInputShrink(in);
  return more;
#else
  (void)x;
  return false;
#endif
}

/* What is plain in the buffer. false: nothing more is to be read. */
static bool take_buffer(lmx *x, lane *l) {
  const xmlParserInput *in = x->parser->input;
  const element *parent = top(x)->is;
  const char *p = (const char *)in->cur, *next;
  l->end = (const char *)in->end;
  l->line = in->line;
  l->known = p;
  l->column = in->col;
  for (; (next = take_element(l, parent, skip_blanks(l, p))); p = next) {
    bool more = tell(x, l);
    put(x, next, l->line, column_of(l, next));
    mark(x);
    if (!more) return false;
  }
  return true;
}

void lmx_take_plain(lmx *x) {
  if (!x->knows_parser || x->depth == 0 || x->depth > MAX_DEPTH - 2 || x->stopped) return;
  lane l;
  while (take_buffer(x, &l) && look_ahead(x)) continue;
}
