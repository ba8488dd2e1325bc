#include "engine.h"

#include <assert.h>
#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

static const char xml_namespace[] = "http://www.w3.org/XML/1998/namespace";

/* ---- elements ---- */

/* Asked at the beginning of every event. */
static bool over(lmx *x) {
  if (x->stopped) xmlStopParser(x->parser);
  return x->stopped;
}

static const char *list_children(lmx *x, const element *e) {
  lm_strbuf list = {0};
  for (int i = 0; i < e->child_count; i++) lm_strbuf_addf(&list, "%s%s", i ? " " : "", (const char *)e->child_name[i]);
  const char *copy = lm_arena_strdup(&x->scratch, e->child_count ? lm_strbuf_text(&list) : "—");
  lm_strbuf_clear(&list);
  return copy;
}

static void unknown_element(lmx *x, const frame *parent, const xmlChar *name) {
  lm_place place = tag_place(x);
  lmx_report_at(x, LM_S_ELEMENT, place, NULL, (const char *)name, (lm_place){0},
                (lmx_args){{(const char *)name, parent->is->def->name, list_children(x, parent->is)}});
  lm_arena_clear(&x->scratch);
}

static const element *child_of(const element *parent, const xmlChar *name) {
  for (int i = 0; i < parent->child_count; i++)
    if (parent->child_name[i] == name) return parent->child[i];
  return NULL;
}

bool lmx_open(lmx *x, const element *is) {
  if (x->depth == MAX_DEPTH) return false; /* the tables are not that deep */
  frame *f = &x->frames[x->depth++];
  f->is = is;
  f->line = x->tag_line;
  f->column = x->tag_column;
  f->failed = f->text_said = f->bare = false;
  f->key_count = 0;
  if (is->def->slot) lm_strbuf_reset(&x->content);
  return true;
}

void lmx_close(lmx *x) {
  frame *f = top(x);
  if (f->is->def->slot) lmx_keep_text(x, f);
  if (f->odd.count) lmx_tell_oddities(x, f);
  if (f->is->def->end) f->is->def->end(x, x->user);
  lmx_clear_frame(f);
  x->depth--;
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
    lmx_note_foreign(x, (lm_place){x->input->name, x->tag_line, x->tag_column}, uri, name);
    return NULL;
  }
  const element *is = ours ? child_of(parent->is, name) : NULL;
  if (!is) unknown_element(x, parent, name);
  return is;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count, const xmlChar **namespaces,
                     int count, int defaulted, const xmlChar **attributes) {
  (void)namespaces, (void)defaulted;
  lmx *x = user;
  if (over(x)) return;
  if (x->skip) {
    x->skip++;
    mark(x);
    return;
  }
  if (x->depth == 0) lmx_find_root(x);
  if (x->root_only) {
    sniff(x, name, uri);
    if (!x->found)
      wrong_root(x, name, uri);
    else
      lmx_stop(x, LM_OK);
    return;
  }
  const element *is = identify(x, name, uri);
  if (!is || !lmx_open(x, is)) {
    x->skip = 1;
    mark(x);
    return;
  }
  top(x)->bare = !prefix && ns_count == 0;
  lmx_values v;
  lmx_take_attributes(x, &v, count, attributes);
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
  bool bare = top(x)->bare;
  lmx_close(x);
  if (bare) lmx_take_plain(x);
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
      lm_place place = tag_place(x);
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
  e->key = lmx_name_key(def->name, LMX_BEHIND_ELEMENT);
  for (const lmx_attr_def *a = def->attrs; a && a->name; a++) {
    e->attr[e->attr_count] = xmlDictLookup(x->parser->dict, (const xmlChar *)a->name, -1);
    e->attr_key[e->attr_count] = lmx_name_key(a->name, LMX_BEHIND_ATTR);
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
                       .serror = lmx_on_error};
  x->parser = xmlCreateIOParserCtxt(&sax, x, lmx_input_read, NULL, x->input, XML_CHAR_ENCODING_NONE);
  if (!x->parser) return x->status == LM_OK ? LM_ENOMEM : x->status;
  /* Never NOENT, DTDLOAD, HUGE, RECOVER or XINCLUDE: no entities, no other files, the parser's own limits stay on. */
  xmlCtxtUseOptions(x->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
  x->knows_parser = lmx_knows_parser(LIBXML_VERSION, xmlParserVersion);
  x->name_space = x->document ? xmlDictLookup(x->parser->dict, (const xmlChar *)x->document->name_space, -1) : NULL;
  x->xml_ns = xmlDictLookup(x->parser->dict, (const xmlChar *)xml_namespace, -1);
  x->lang = xmlDictLookup(x->parser->dict, (const xmlChar *)"lang", -1);
  if (x->document) compile(x, x->document->root);
  mark(x);
  xmlParseDocument(x->parser);
  if (x->input->error && x->status != LM_EIO) x->status = LM_EIO;
  return x->status;
}

static void no_print(void *context, const char *format, ...) { (void)context, (void)format; }

/* libxml2 reports some encoding errors without a parser: its per-thread handlers are borrowed for the run and put back. */
static lm_status guarded_parse(lmx *x) {
  xmlStructuredErrorFunc structured = xmlStructuredError;
  void *structured_context = xmlStructuredErrorContext;
  xmlGenericErrorFunc generic = xmlGenericError;
  void *generic_context = xmlGenericErrorContext;
  xmlSetStructuredErrorFunc(x, lmx_on_error);
  xmlSetGenericErrorFunc(NULL, no_print);
  lm_status status = parse(x);
  xmlSetStructuredErrorFunc(structured_context, structured);
  xmlSetGenericErrorFunc(generic_context, generic);
  return status;
}

static void release(lmx *x) {
  for (int i = 0; i < MAX_DEPTH; i++) lmx_clear_frame(&x->frames[i]);
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
