/* attributes.c: the attributes of an element as it begins: matched by name, checked against their type, the others reported. */
#include "engine.h"

#include "../base/num.h"
#include "lexical.h"

#include <string.h>

static const char xsi_namespace[] = "http://www.w3.org/2001/XMLSchema-instance";

static const char *list_attrs(lmx *x, const element *e) {
  lm_strbuf list = {0};
  for (int i = 0; i < e->attr_count; i++) lm_strbuf_addf(&list, "%s%s", i ? " " : "", e->def->attrs[i].name);
  if (e->def->slot) lm_strbuf_add(&list, "xml:lang");
  const char *copy = lm_arena_strdup(&x->scratch, lm_strbuf_text(&list));
  lm_strbuf_clear(&list);
  return copy;
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
  lmx_report_at(x, LM_S_ATTRIBUTE, lmx_attr_place(x, lm_strbuf_text(&full)), lm_strbuf_text(&x->path), given, (lm_place){0},
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
  lmx_report_at(x, LM_S_WORD, lmx_attr_place(x, "xml:lang"), NULL, given, (lm_place){0}, (lmx_args){{"xml:lang", "ja en"}});
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
    lmx_note_foreign(x, lmx_place(x), a[2], a[0]);
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

/* The ids of open elements, for paths: copied because the parser's buffer moves on. Millions of times a few bytes: where 32 of them can be read
   anyway, they are copied in one go. */
static void keep_key(const lmx *x, frame *f, int attr, const lmx_value *value) {
  enum { QUICK = 32 };
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
static int take_known(lmx *x, lmx_values *v, int count, const xmlChar **attributes) {
  const element *e = top(x)->is;
  const xmlParserInput *in = x->parser->input;
  int hint = 0, taken = 0;
  v->given = 0;
  for (const xmlChar **a = attributes; count > 0; count--, a += 5) {
    int at = a[2] ? -1 : attr_of(e, a[0], hint);
    if (at < 0) continue;
    hint = at + 1;
    lmx_value *value = &v->at[at];
    if (a[3] >= in->base && a[3] < in->cur) { /* without a reference, as nearly all are */
      value->text = (const char *)a[3];
      value->length = (size_t)(a[4] - a[3]);
    } else
      *value = value_of(x, a);
    v->given |= 1u << at;
    taken++;
  }
  return taken;
}

/* Checks the values taken against their types. */
static void check_types(lmx *x, lmx_values *v) {
  frame *f = top(x);
  const lmx_element_def *def = f->is->def;
  uint32_t good = 0;
  for (uint32_t left = v->given; left; left &= left - 1) {
    int at = __builtin_ctz(left);
    lmx_value *value = &v->at[at];
    const lmx_attr_def *attr = &def->attrs[at];
    bool fits = attr->type == LMX_NUMBER ? lm_num_parse(&value->number, value->text, value->length) : lmx_fits(attr, value);
    good |= (uint32_t)fits << at;
  }
  v->good = good;
  for (uint32_t keys = def->keys & v->given; keys; keys &= keys - 1) keep_key(x, f, __builtin_ctz(keys), &v->at[__builtin_ctz(keys)]);
  for (uint32_t wrong = v->given & ~good; wrong; wrong &= wrong - 1) wrong_value(x, v, __builtin_ctz(wrong));
}

/* Attributes that the tables do not have; also asks text elements for their language. */
static void check_others(lmx *x, int count, const xmlChar **attributes) {
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

static void finish(lmx *x, lmx_values *v) {
  const frame *f = top(x);
  uint32_t lacking = f->is->required & ~v->given;
  if (lacking) missing_attributes(x, lacking);
  v->failed = f->failed;
  v->line = f->line;
}

void lmx_take_attributes(lmx *x, lmx_values *v, int count, const xmlChar **attributes) {
  int taken = take_known(x, v, count, attributes);
  check_types(x, v);
  if (top(x)->is->def->slot || taken != count) check_others(x, count, attributes);
  finish(x, v);
}

void lmx_judge_attributes(lmx *x, lmx_values *v) {
  check_types(x, v);
  finish(x, v);
}
