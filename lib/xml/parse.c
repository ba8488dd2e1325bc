#include "parse.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "../base/vec.h"
#include "input.h"
#include "lexical.h"

#include <assert.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 8, MAX_ELEMENTS = 48, KEYS = 4, KEY_BYTES = 96, FOREIGN_SEEN = 64 };

static const char xml_namespace[] = "http://www.w3.org/XML/1998/namespace";
static const char xsi_namespace[] = "http://www.w3.org/2001/XMLSchema-instance";

/* An element of the tables with its names interned in the parser's dictionary, so that names are compared by pointer. */
typedef struct element {
  const lmx_element_def *def;
  const xmlChar *name;
  const xmlChar *attr[LMX_MAX_ATTRS];
  int attr_count;
  uint32_t required;
  const xmlChar *child_name[LMX_MAX_CHILDREN];
  struct element *child[LMX_MAX_CHILDREN];
  int child_count;
} element;

typedef struct text_list {
  lm_text *item;
  size_t count, room;
} text_list;

/* An open element. */
typedef struct frame {
  const element *is;
  uint32_t line, column;
  bool failed;      /* an attribute was missing or wrong */
  bool text_said;   /* S208 was reported */
  bool used;        /* anything below needs clearing */
  lm_lang lang;     /* text elements */
  char key[KEYS][KEY_BYTES];
  uint8_t key_attr[KEYS]; /* attribute positions */
  int key_count;
  lm_text text[LMX_SINGLE_SLOTS];
  text_list texts[LMX_SLOTS - LMX_SINGLE_SLOTS];
  lm_arena arena;
} frame;

struct lmx {
  xmlParserCtxtPtr parser;
  const lmx_document_def *document;
  void *user;
  lm_diags *diags;
  lm_status status;
  bool root_only; /* sniffing: stop at the root element */
  bool root_wrong;
  bool stopped;
  lmx_input *input;
  element elements[MAX_ELEMENTS];
  int element_count;
  const xmlChar *name_space, *xml_ns, *lang;
  int depth; /* open elements of ours */
  int skip;  /* open elements below one that is passed over */
  frame frames[MAX_DEPTH];
  uint32_t tag_line, tag_column; /* where the next tag begins: the place after the last event */
  lm_strbuf content;             /* of the open text element */
  lm_strbuf path;
  lm_arena scratch; /* for arguments of one finding */
  lm_arena plain;   /* values of the element being started that had to be decoded */
  struct {
    const xmlChar *uri, *name;
  } foreign[FOREIGN_SEEN];
  int foreign_count;
  /* sniffing */
  const lmx_document_def *const *candidates;
  lm_doc_kind found;
};

/* ---- places, paths, findings ---- */

static frame *top(lmx *x) { return &x->frames[x->depth - 1]; }
static const frame *current(const lmx *x) { return &x->frames[x->depth - 1]; }

/* Every event ends here: the next tag, comment or text begins where this one ended. Texts call it too, so blanks before a tag count. */
static void mark(lmx *x) {
  const xmlParserInput *in = x->parser->input;
  if (!in) return;
  x->tag_line = in->line > 0 ? (uint32_t)in->line : 0;
  x->tag_column = in->col > 0 ? (uint32_t)in->col : 0;
}

lm_place lmx_place(const lmx *x) {
  if (x->depth == 0) return (lm_place){x->input->name, x->tag_line, x->tag_column};
  return (lm_place){x->input->name, current(x)->line, current(x)->column};
}

/* While the start handler runs, a value without entities still lies in the parser's buffer: counting line ends from there gives its own line. */
lm_place lmx_attr_place(const lmx *x, const lmx_value *value) {
  lm_place place = lmx_place(x);
  const xmlParserInput *in = x->parser->input;
  const char *now = in ? (const char *)in->cur : NULL, *base = in ? (const char *)in->base : NULL;
  if (!now || !value || value->text < base || value->text >= now) return place;
  uint32_t lines = 0;
  for (const char *p = value->text; p < now; p++) lines += *p == '\n';
  place.line = (uint32_t)in->line - lines;
  if (lines == 0 && in->col > now - value->text) place.column = (uint32_t)(in->col - (now - value->text));
  if (lines) place.column = 0;
  return place;
}

const char *lmx_path(lmx *x) {
  lm_strbuf_reset(&x->path);
  for (int i = 0; i < x->depth; i++) {
    const frame *f = &x->frames[i];
    lm_strbuf_addf(&x->path, "%s%s", i ? "/" : "", f->is->def->name);
    for (int k = 0; k < f->key_count; k++)
      lm_strbuf_addf(&x->path, "[@%s='%s']", f->is->def->attrs[f->key_attr[k]].name, f->key[k]);
  }
  if (x->path.failed) lmx_stop(x, LM_ENOMEM);
  return lm_strbuf_text(&x->path);
}

void lmx_report_at(lmx *x, lm_code code, lm_place place, const char *path, const char *value, lm_place other, lmx_args args) {
  if (!x->diags) return;
  lm_finding finding = {.code = code, .place = place, .other = other, .path = path ? path : lmx_path(x), .value = value};
  memcpy(finding.arg, args.at, sizeof finding.arg);
  lm_diags_add(x->diags, &finding);
}

void lmx_report(lmx *x, lm_code code, const lmx_values *values, int attr, lmx_args args) {
  if (!x->diags) return;
  if (attr < 0) {
    lmx_report_at(x, code, lmx_place(x), NULL, NULL, (lm_place){0}, args);
    return;
  }
  const lmx_value *value = &values->at[attr];
  char *given = lm_arena_strndup(&x->scratch, value->text, value->length);
  lmx_path(x);
  lm_strbuf_addf(&x->path, "/@%s", top(x)->is->def->attrs[attr].name);
  lmx_report_at(x, code, lmx_attr_place(x, value), lm_strbuf_text(&x->path), given, (lm_place){0}, args);
  lm_arena_clear(&x->scratch);
}

/* The parser is stopped at its next event: to stop it frees its buffer, where the values of the element being started may lie. */
void lmx_stop(lmx *x, lm_status status) {
  if (x->status == LM_OK) x->status = status;
  x->stopped = true;
}

/* Asked at the beginning of every event. */
static bool over(lmx *x) {
  if (x->stopped) xmlStopParser(x->parser);
  return x->stopped;
}

bool lmx_failed(const lmx *x) { return current(x)->failed; }

/* ---- values and texts for handlers ---- */

char *lmx_string(lmx *x, const lmx_values *v, int attr, lm_arena *arena) {
  if (!lmx_has(v, attr)) return NULL;
  char *copy = lm_arena_strndup(arena, v->at[attr].text, v->at[attr].length);
  if (!copy) lmx_stop(x, LM_ENOMEM);
  return copy;
}

lm_text lmx_text(const lmx *x, lmx_slot slot) { return current(x)->text[slot]; }

lm_texts lmx_texts(const lmx *x, lmx_slot slot) {
  const text_list *list = &current(x)->texts[slot - LMX_SINGLE_SLOTS];
  return (lm_texts){list->item, list->count};
}

lm_text lmx_copy_text(lmx *x, lm_text text, lm_arena *arena) {
  for (int i = 0; i < LM_LANG_COUNT; i++)
    if (text.in[i] && !(text.in[i] = lm_arena_strdup(arena, text.in[i]))) lmx_stop(x, LM_ENOMEM);
  return text;
}

lm_texts lmx_copy_texts(lmx *x, lm_texts texts, lm_arena *arena) {
  lm_texts copy = {0};
  if (texts.count == 0) return copy;
  lm_text *item = lm_arena_alloc(arena, texts.count * sizeof *item);
  if (!item) {
    lmx_stop(x, LM_ENOMEM);
    return copy;
  }
  for (size_t i = 0; i < texts.count; i++) item[i] = lmx_copy_text(x, texts.item[i], arena);
  return (lm_texts){item, texts.count};
}

void lmx_check_version(lmx *x, const lmx_values *values, int attr) {
  static const char newest[] = "1.0";
  if (!lmx_has(values, attr)) return;
  const lmx_value *v = &values->at[attr];
  if (v->length == strlen(newest) && memcmp(v->text, newest, v->length) == 0) return;
  char given[8] = {0};
  memcpy(given, v->text, v->length < sizeof given ? v->length : sizeof given - 1);
  lmx_report(x, LM_X_NEWER, values, attr, (lmx_args){{given, newest}});
}

/* ---- text elements ---- */

/* Runs of blanks become one blank, none at the ends: line breaks in a document are layout. */
static void collapse(lm_strbuf *text) {
  char *to = text->text;
  for (const char *from = text->text; from && *from; from++) {
    bool space = strchr(" \t\r\n", *from) != NULL;
    if (!space) *to++ = *from;
    if (space && to > text->text && to[-1] != ' ') *to++ = ' ';
  }
  while (to > text->text && to[-1] == ' ') to--;
  if (to) *to = '\0';
}

/* A note in the second language right after the same note in the first joins it. */
static bool keep_in_list(text_list *list, lm_lang lang, const char *text) {
  lm_text *last = list->count ? &list->item[list->count - 1] : NULL;
  if (last && !last->in[lang]) {
    last->in[lang] = text;
    return true;
  }
  lm_text one = {{0}};
  one.in[lang] = text;
  return LM_VEC_PUSH(list, one);
}

static void keep_text(lmx *x, const frame *done) {
  lmx_slot slot = done->is->def->slot;
  frame *parent = &x->frames[x->depth - 2];
  if (x->content.failed) {
    lmx_stop(x, LM_ENOMEM);
    return;
  }
  collapse(&x->content);
  if (x->content.length == 0 || !*lm_strbuf_text(&x->content)) {
    lmx_report(x, LM_S_EMPTY, NULL, -1, (lmx_args){{done->is->def->name}});
    return;
  }
  if (done->failed) return; /* no language to file it under */
  char *text = lm_arena_strdup(&parent->arena, lm_strbuf_text(&x->content));
  if (!text) {
    lmx_stop(x, LM_ENOMEM);
    return;
  }
  parent->used = true;
  if (slot >= LMX_SINGLE_SLOTS) {
    if (!keep_in_list(&parent->texts[slot - LMX_SINGLE_SLOTS], done->lang, text)) lmx_stop(x, LM_ENOMEM);
    return;
  }
  if (parent->text[slot].in[done->lang]) {
    lmx_report(x, LM_M_LABEL_TWICE, NULL, -1, (lmx_args){{done->is->def->name, done->lang == LM_JA ? "ja" : "en"}});
    return;
  }
  parent->text[slot].in[done->lang] = text;
}

static void clear_frame(frame *f) {
  if (!f->used) return;
  for (int i = 0; i < LMX_SLOTS - LMX_SINGLE_SLOTS; i++) {
    free(f->texts[i].item);
    f->texts[i] = (text_list){0};
  }
  memset(f->text, 0, sizeof f->text);
  lm_arena_clear(&f->arena);
  f->used = false;
}

/* ---- start of an element ---- */

static const char *list_children(lmx *x, const element *e) {
  lm_strbuf list = {0};
  for (int i = 0; i < e->child_count; i++) lm_strbuf_addf(&list, "%s%s", i ? " " : "", (const char *)e->child[i]->name);
  const char *copy = lm_arena_strdup(&x->scratch, e->child_count ? lm_strbuf_text(&list) : "—");
  lm_strbuf_clear(&list);
  return copy;
}

static const char *list_attrs(lmx *x, const element *e) {
  lm_strbuf list = {0};
  for (int i = 0; i < e->attr_count; i++) lm_strbuf_addf(&list, "%s%s", i ? " " : "", e->def->attrs[i].name);
  if (e->def->slot) lm_strbuf_add(&list, "xml:lang");
  const char *copy = lm_arena_strdup(&x->scratch, lm_strbuf_text(&list));
  lm_strbuf_clear(&list);
  return copy;
}

/* Once per name: a foreign block repeated a million times is one fact. */
static void note_foreign(lmx *x, const xmlChar *uri, const xmlChar *name) {
  for (int i = 0; i < x->foreign_count; i++)
    if (x->foreign[i].uri == uri && x->foreign[i].name == name) return;
  if (x->foreign_count == FOREIGN_SEEN) return;
  x->foreign[x->foreign_count].uri = uri;
  x->foreign[x->foreign_count++].name = name;
  lmx_report(x, LM_X_FOREIGN, NULL, -1, (lmx_args){{(const char *)name, (const char *)uri}});
}

static void unknown_element(lmx *x, const frame *parent, const xmlChar *name) {
  lm_place place = {x->input->name, x->tag_line, x->tag_column};
  lmx_report_at(x, LM_S_ELEMENT, place, NULL, (const char *)name, (lm_place){0},
                (lmx_args){{(const char *)name, parent->is->def->name, list_children(x, parent->is)}});
  lm_arena_clear(&x->scratch);
}

static const element *child_of(const element *parent, const xmlChar *name) {
  for (int i = 0; i < parent->child_count; i++)
    if (parent->child_name[i] == name) return parent->child[i];
  return NULL;
}

/* The value of an attribute as libxml2 hands it over. It decodes every reference but the ampersand's, which comes as "&#38;" (it would be decoded
   when a tree is built). Only values with a reference lie outside the parser's buffer, so the others need no look. */
static lmx_value value_of(lmx *x, const xmlChar *const *a) {
  lmx_value v = {.text = (const char *)a[3], .length = (size_t)(a[4] - a[3])};
  const xmlParserInput *in = x->parser->input;
  if ((a[3] >= in->base && a[3] < in->cur) || !memchr(v.text, '&', v.length)) return v;
  char *plain = lm_arena_strndup(&x->plain, v.text, v.length), *to = plain;
  if (!plain) {
    lmx_stop(x, LM_ENOMEM);
    return v;
  }
  for (const char *from = plain; *from; from += *from == '&' ? strlen("&#38;") : 1) *to++ = *from;
  return (lmx_value){.text = plain, .length = (size_t)(to - plain)};
}

static void unknown_attribute(lmx *x, const xmlChar *const *a) {
  const char *name = (const char *)a[0], *prefix = (const char *)a[1];
  frame *f = top(x);
  lm_strbuf full = {0};
  lm_strbuf_addf(&full, "%s%s%s", prefix ? prefix : "", prefix ? ":" : "", name);
  lmx_value value = value_of(x, a);
  const char *given = lm_arena_strndup(&x->scratch, value.text, value.length);
  lmx_path(x);
  lm_strbuf_addf(&x->path, "/@%s", lm_strbuf_text(&full));
  lmx_report_at(x, LM_S_ATTRIBUTE, lmx_attr_place(x, &value), lm_strbuf_text(&x->path), given, (lm_place){0},
                (lmx_args){{lm_strbuf_text(&full), f->is->def->name, list_attrs(x, f->is)}});
  lm_strbuf_clear(&full);
  lm_arena_clear(&x->scratch);
  f->failed = true;
}

static void take_language(lmx *x, lmx_value value) {
  frame *f = top(x);
  bool ja = value.length == 2 && memcmp(value.text, "ja", 2) == 0, en = value.length == 2 && memcmp(value.text, "en", 2) == 0;
  f->lang = ja ? LM_JA : LM_EN;
  f->failed = !ja && !en;
  if (!f->failed) return;
  const char *given = lm_arena_strndup(&x->scratch, value.text, value.length);
  lmx_report_at(x, LM_S_WORD, lmx_attr_place(x, &value), NULL, given, (lm_place){0}, (lmx_args){{"xml:lang", "ja en"}});
  lm_arena_clear(&x->scratch);
}

/* xml:* and the schema's location are everybody's; xsi:type and xsi:nil would change the type, which we do not do; our own attributes have no
   prefix; the rest is foreign. */
static void other_namespace_attribute(lmx *x, const xmlChar *const *a, bool *lang) {
  if (a[2] == x->xml_ns) {
    if (a[0] == x->lang && top(x)->is->def->slot) {
      *lang = true;
      take_language(x, value_of(x, a));
    }
    return;
  }
  const char *name = (const char *)a[0];
  bool xsi = strcmp((const char *)a[2], xsi_namespace) == 0;
  if (xsi && (strcmp(name, "schemaLocation") == 0 || strcmp(name, "noNamespaceSchemaLocation") == 0)) return;
  if (a[2] == x->name_space || (xsi && (strcmp(name, "type") == 0 || strcmp(name, "nil") == 0)))
    unknown_attribute(x, a);
  else
    note_foreign(x, a[2], a[0]);
}

static int attr_of(const element *e, const xmlChar *name, int hint) {
  for (int i = hint; i < e->attr_count; i++)
    if (e->attr[i] == name) return i;
  for (int i = 0; i < hint; i++)
    if (e->attr[i] == name) return i;
  return -1;
}

static void wrong_value(lmx *x, lmx_values *v, int attr) {
  lmx_args args;
  lm_code code = lmx_misfit(&top(x)->is->def->attrs[attr], &v->at[attr], &args, &x->scratch);
  lmx_report(x, code, v, attr, args);
  lm_arena_clear(&x->scratch);
  top(x)->failed = true;
}

static void missing_attributes(lmx *x, uint32_t lacking) {
  frame *f = top(x);
  for (int i = 0; i < f->is->attr_count; i++)
    if (lacking >> i & 1u) lmx_report(x, LM_S_MISSING, NULL, -1, (lmx_args){{f->is->def->attrs[i].name, f->is->def->name}});
  f->failed = true;
}

/* The ids of open elements, for paths: copied because the parser's buffer moves on. Millions of times a few bytes: where 16 of them can be read
   anyway, they are copied in one go. */
static void keep_key(const lmx *x, frame *f, int attr, const lmx_value *value) {
  enum { QUICK = 16 };
  if (f->key_count == KEYS) return;
  const xmlParserInput *in = x->parser->input;
  const char *text = value->text;
  char *key = f->key[f->key_count];
  size_t length = value->length < KEY_BYTES - 1 ? value->length : KEY_BYTES - 1;
  bool inside = text >= (const char *)in->base && text + QUICK <= (const char *)in->end;
  if (inside && length < QUICK)
    memcpy(key, text, QUICK);
  else
    memcpy(key, text, length);
  key[length] = '\0';
  f->key_attr[f->key_count++] = (uint8_t)attr;
}

/* Takes the attributes that the tables have; returns how many those were. */
static int take_attributes(lmx *x, lmx_values *v, int count, const xmlChar **attributes) {
  frame *f = top(x);
  const element *e = f->is;
  int hint = 0, taken = 0;
  uint32_t given = 0, good = 0;
  for (const xmlChar **a = attributes; count > 0; count--, a += 5) {
    int at = a[2] ? -1 : attr_of(e, a[0], hint);
    if (at < 0) continue;
    hint = at + 1;
    v->at[at] = value_of(x, a);
    given |= 1u << at;
    taken++;
  }
  v->given = given;
  for (uint32_t keys = e->def->keys & given; keys; keys &= keys - 1) keep_key(x, f, __builtin_ctz(keys), &v->at[__builtin_ctz(keys)]);
  for (uint32_t left = given; left; left &= left - 1) {
    const lmx_attr_def *def = &e->def->attrs[__builtin_ctz(left)];
    lmx_value *value = &v->at[__builtin_ctz(left)];
    bool fits = def->type == LMX_NUMBER ? lm_num_parse(&value->number, value->text, value->length) : lmx_fits(def, value);
    if (fits) good |= left & -left;
  }
  v->good = good;
  for (uint32_t wrong = given & ~good; wrong; wrong &= wrong - 1) wrong_value(x, v, __builtin_ctz(wrong));
  return taken;
}

/* Attributes that the tables do not have; also asks text elements for their language. */
static void check_other_attributes(lmx *x, int count, const xmlChar **attributes) {
  const element *e = top(x)->is;
  bool lang = false;
  for (const xmlChar **a = attributes; count > 0; count--, a += 5) {
    if (a[2])
      other_namespace_attribute(x, a, &lang);
    else if (attr_of(e, a[0], 0) < 0)
      unknown_attribute(x, a);
  }
  if (e->def->slot && !lang) {
    lmx_report(x, LM_S_MISSING, NULL, -1, (lmx_args){{"xml:lang", e->def->name}});
    top(x)->failed = true;
  }
}

static bool open_frame(lmx *x, const element *is) {
  if (x->depth == MAX_DEPTH) return false; /* the tables are not that deep */
  frame *f = &x->frames[x->depth++];
  f->is = is;
  f->line = x->tag_line;
  f->column = x->tag_column;
  f->failed = f->text_said = false;
  f->key_count = 0;
  if (is->def->slot) lm_strbuf_reset(&x->content);
  return true;
}

static void sniff(lmx *x, const xmlChar *name, const xmlChar *uri) {
  for (int i = 0; x->candidates[i]; i++) {
    const lmx_document_def *d = x->candidates[i];
    if (uri && strcmp((const char *)uri, d->name_space) == 0 && strcmp((const char *)name, d->root->name) == 0) x->found = d->kind;
  }
}

static void wrong_root(lmx *x, const xmlChar *name, const xmlChar *uri) {
  lm_strbuf given = {0}, wanted = {0};
  lm_strbuf_addf(&given, "{%s}%s", uri ? (const char *)uri : "", (const char *)name);
  if (x->candidates)
    for (int i = 0; x->candidates[i]; i++)
      lm_strbuf_addf(&wanted, "%s{%s}%s", i ? ", " : "", x->candidates[i]->name_space, x->candidates[i]->root->name);
  else
    lm_strbuf_addf(&wanted, "{%s}%s", x->document->name_space, x->document->root->name);
  lmx_report(x, LM_X_ROOT, NULL, -1, (lmx_args){{lm_strbuf_text(&given), lm_strbuf_text(&wanted)}});
  lm_strbuf_clear(&given);
  lm_strbuf_clear(&wanted);
  x->root_wrong = true;
  lmx_stop(x, LM_EINPUT);
}

/* Which element begins here; NULL: none of ours, already reported. */
static const element *identify(lmx *x, const xmlChar *name, const xmlChar *uri) {
  if (x->depth == 0) {
    const element *root = &x->elements[0];
    if (uri == x->name_space && name == root->name) return root;
    wrong_root(x, name, uri);
    return NULL;
  }
  const frame *parent = top(x);
  bool ours = uri == x->name_space;
  if (uri && !ours && !parent->is->def->slot) {
    note_foreign(x, uri, name);
    return NULL;
  }
  const element *is = ours ? child_of(parent->is, name) : NULL;
  if (!is) unknown_element(x, parent, name);
  return is;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count, const xmlChar **namespaces,
                     int count, int defaulted, const xmlChar **attributes) {
  (void)prefix, (void)ns_count, (void)namespaces, (void)defaulted;
  lmx *x = user;
  if (over(x)) return;
  if (x->skip) {
    x->skip++;
    mark(x);
    return;
  }
  if (x->root_only) {
    sniff(x, name, uri);
    if (!x->found)
      wrong_root(x, name, uri);
    else
      lmx_stop(x, LM_OK);
    return;
  }
  const element *is = identify(x, name, uri);
  if (!is || !open_frame(x, is)) {
    x->skip = 1;
    mark(x);
    return;
  }
  lmx_values v;
  int taken = take_attributes(x, &v, count, attributes);
  uint32_t lacking = is->required & ~v.given;
  if (is->def->slot || taken != count) check_other_attributes(x, count, attributes);
  if (lacking) missing_attributes(x, lacking);
  v.failed = top(x)->failed;
  v.line = top(x)->line;
  if (is->def->start) is->def->start(x, x->user, &v);
  if (x->plain.last) lm_arena_clear(&x->plain);
  mark(x);
  x->tag_column += *x->parser->input->cur == '>'; /* which the parser has still to pass */
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name, (void)prefix, (void)uri;
  lmx *x = user;
  if (over(x)) return;
  mark(x);
  if (x->skip) {
    x->skip--;
    return;
  }
  if (x->depth == 0) return;
  frame *f = top(x);
  if (f->is->def->slot) keep_text(x, f);
  if (f->is->def->end) f->is->def->end(x, x->user);
  clear_frame(f);
  x->depth--;
}

static void on_text(void *user, const xmlChar *text, int length) {
  lmx *x = user;
  if (over(x)) return;
  frame *f = x->depth && !x->skip ? top(x) : NULL;
  if (f && f->is->def->slot)
    lm_strbuf_add_bytes(&x->content, (const char *)text, (size_t)length);
  else if (f && !f->text_said) {
    for (int i = 0; i < length && !f->text_said; i++) f->text_said = !strchr(" \t\r\n", text[i]) || !text[i];
    if (f->text_said) {
      lm_place place = {x->input->name, x->tag_line, x->tag_column};
      const char *given = lm_arena_strndup(&x->scratch, (const char *)text, (size_t)length);
      lmx_report_at(x, LM_S_TEXT_HERE, place, NULL, given, (lm_place){0}, (lmx_args){{f->is->def->name}});
      lm_arena_clear(&x->scratch);
    }
  }
  mark(x);
}

static void on_comment(void *user, const xmlChar *text) {
  (void)text;
  mark(user);
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data) {
  (void)target, (void)data;
  mark(user);
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)external, (void)system;
  lmx *x = user;
  if (over(x)) return;
  lmx_report_at(x, LM_X_DOCTYPE, (lm_place){x->input->name, (uint32_t)x->parser->input->line, 0}, "", (const char *)name, (lm_place){0},
                (lmx_args){{0}});
  lmx_stop(x, LM_EINPUT);
  over(x); /* now, before anything in it is declared */
}

/* ---- errors of libxml2 itself ---- */

static lm_code code_of(const xmlError *error) {
  switch (error->code) {
  case XML_ERR_UNSUPPORTED_ENCODING:
  case XML_ERR_UNKNOWN_ENCODING:
  case XML_ERR_INVALID_ENCODING:
  case XML_I18N_CONV_FAILED:
  case XML_I18N_NO_OUTPUT:
  case XML_IO_ENCODER:
    return LM_X_ENCODING;
  case XML_ERR_INVALID_CHAR: /* a control character, or bytes that are no UTF-8 */
    return error->message && strstr(error->message, "encoding") ? LM_X_ENCODING : LM_X_MALFORMED;
  case XML_ERR_NAME_TOO_LONG:
  case XML_ERR_ENTITY_LOOP:
    return LM_X_LIMIT;
  case XML_ERR_INTERNAL_ERROR: /* 2.9.14 reports the depth limit so */
    return error->message && strstr(error->message, "depth") ? LM_X_LIMIT : LM_X_MALFORMED;
  default:
    return error->domain == XML_FROM_NAMESPACE ? LM_X_NAMESPACE : error->domain == XML_FROM_I18N || error->domain == XML_FROM_IO ? LM_X_ENCODING : LM_X_MALFORMED;
  }
}

static void on_error(void *user, xmlErrorPtr error) {
  lmx *x = user;
  if (!error || x->stopped) return;
  if (error->code == XML_ERR_NO_MEMORY) {
    lmx_stop(x, LM_ENOMEM);
    return;
  }
  if (error->level == XML_ERR_WARNING) return;
  lm_code code = code_of(error);
  /* Namespace errors leave the document well-formed; everything else ends the reading, and what libxml2 says after that is noise. */
  if (code != LM_X_NAMESPACE && x->status != LM_OK) return;
  int line = error->line;
  if (line <= 0 && x->parser && x->parser->input) line = x->parser->input->line;
  lm_place place = {x->input->name, line > 0 ? (uint32_t)line : 0, error->int2 > 0 ? (uint32_t)error->int2 : 0};
  lm_strbuf message = {0};
  lm_strbuf_add(&message, error->message ? error->message : "?");
  collapse(&message);
  lmx_report_at(x, code, place, NULL, NULL, (lm_place){0}, (lmx_args){{lm_strbuf_text(&message)}});
  lm_strbuf_clear(&message);
  if (code != LM_X_NAMESPACE && x->status == LM_OK) x->status = LM_EINPUT;
}

static void no_print(void *context, const char *format, ...) { (void)context, (void)format; }

/* ---- the run ---- */

static element *compile(lmx *x, const lmx_element_def *def);

static void add_child(lmx *x, element *parent, const lmx_element_def *def) {
  element *child = compile(x, def);
  parent->child[parent->child_count] = child;
  parent->child_name[parent->child_count++] = child->name;
}

static element *compile(lmx *x, const lmx_element_def *def) {
  for (int i = 0; i < x->element_count; i++)
    if (x->elements[i].def == def) return &x->elements[i];
  assert(x->element_count < MAX_ELEMENTS);
  element *e = &x->elements[x->element_count++];
  e->def = def;
  e->name = xmlDictLookup(x->parser->dict, (const xmlChar *)def->name, -1);
  for (const lmx_attr_def *a = def->attrs; a && a->name; a++) {
    e->attr[e->attr_count] = xmlDictLookup(x->parser->dict, (const xmlChar *)a->name, -1);
    if (a->required) e->required |= 1u << e->attr_count;
    e->attr_count++;
  }
  for (int i = 0; def->children && def->children[i]; i++) add_child(x, e, def->children[i]);
  return e;
}

static lm_status parse(lmx *x) {
  xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                       .startElementNs = on_start,
                       .endElementNs = on_end,
                       .characters = on_text,
                       .ignorableWhitespace = on_text,
                       .cdataBlock = on_text,
                       .comment = on_comment,
                       .processingInstruction = on_instruction,
                       .internalSubset = on_doctype,
                       .serror = on_error};
  x->parser = xmlCreateIOParserCtxt(&sax, x, lmx_input_read, NULL, x->input, XML_CHAR_ENCODING_NONE);
  if (!x->parser) return x->status == LM_OK ? LM_ENOMEM : x->status;
  /* Never NOENT, DTDLOAD, HUGE, RECOVER or XINCLUDE: no entities, no other files, the parser's own limits stay on. */
  xmlCtxtUseOptions(x->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
  x->name_space = x->document ? xmlDictLookup(x->parser->dict, (const xmlChar *)x->document->name_space, -1) : NULL;
  x->xml_ns = xmlDictLookup(x->parser->dict, (const xmlChar *)xml_namespace, -1);
  x->lang = xmlDictLookup(x->parser->dict, (const xmlChar *)"lang", -1);
  if (x->document) compile(x, x->document->root);
  mark(x);
  xmlParseDocument(x->parser);
  if (x->input->error && x->status != LM_EIO) x->status = LM_EIO;
  return x->status;
}

/* libxml2 reports some encoding errors without a parser: its per-thread handlers are borrowed for the run and put back. */
static lm_status guarded_parse(lmx *x) {
  xmlStructuredErrorFunc structured = xmlStructuredError;
  void *structured_context = xmlStructuredErrorContext;
  xmlGenericErrorFunc generic = xmlGenericError;
  void *generic_context = xmlGenericErrorContext;
  xmlSetStructuredErrorFunc(x, on_error);
  xmlSetGenericErrorFunc(NULL, no_print);
  lm_status status = parse(x);
  xmlSetStructuredErrorFunc(structured_context, structured);
  xmlSetGenericErrorFunc(generic_context, generic);
  return status;
}

static void release(lmx *x) {
  for (int i = 0; i < MAX_DEPTH; i++) clear_frame(&x->frames[i]);
  lm_strbuf_clear(&x->content);
  lm_strbuf_clear(&x->path);
  lm_arena_clear(&x->scratch);
  lm_arena_clear(&x->plain);
  if (x->parser) {
    if (x->parser->myDoc) xmlFreeDoc(x->parser->myDoc);
    xmlFreeParserCtxt(x->parser);
  }
  if (x->input) lmx_input_close(x->input);
  free(x->input);
  free(x);
}

static lm_status begin(lmx **out, const lm_input *input, lm_diags *diags) {
  lmx *x = calloc(1, sizeof *x);
  *out = x;
  if (!x) return LM_ENOMEM;
  x->input = malloc(sizeof *x->input);
  if (!x->input) return LM_ENOMEM;
  x->diags = diags;
  return lmx_input_open(x->input, input, diags);
}

lm_status lmx_run(const lm_input *input, const lmx_document_def *document, void *user, lm_diags *diags) {
  lmx *x;
  lm_status status = begin(&x, input, diags);
  if (status == LM_OK) {
    x->document = document;
    x->user = user;
    status = guarded_parse(x);
  }
  if (x) release(x);
  return status;
}

lm_status lmx_sniff(const lm_input *input, const lmx_document_def *const *documents, lm_doc_kind *kind, lm_diags *diags) {
  lmx *x;
  *kind = LM_DOC_UNKNOWN;
  lm_status status = begin(&x, input, diags);
  if (status == LM_OK) {
    x->root_only = true;
    x->candidates = documents;
    status = guarded_parse(x);
    *kind = x->found;
    if (x->found) status = LM_OK;
  }
  if (x) release(x);
  return status;
}
