/* engine.h: the insides of the engine, shared by its files: places.c (where things are, findings), texts.c (text elements), attributes.c,
   plain.c (runs of plain elements) and parse.c (elements, events, the run). */
#ifndef LM_XML_ENGINE_H
#define LM_XML_ENGINE_H

#include "../base/strbuf.h"
#include "input.h"
#include "parse.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

enum { MAX_DEPTH = 8, MAX_ELEMENTS = 48, KEYS = 4, KEY_BYTES = 96, FOREIGN_SEEN = 64 };

/* A name with what must stand behind it, the first eight bytes to be compared in one go. */
typedef struct name_key {
  uint64_t bits, mask;
  uint32_t length; /* of the name */
  bool in_head;    /* there is no more */
} name_key;

/* An element of the tables with its names interned in the parser's dictionary, so that names are compared by pointer. */
typedef struct element {
  const lmx_element_def *def;
  const xmlChar *name;
  const xmlChar *attr[LMX_MAX_ATTRS];
  name_key key, attr_key[LMX_MAX_ATTRS];
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

/* Where an oddity begins. */
typedef struct place_list {
  lm_place *item;
  size_t count, room;
} place_list;

/* An open element. */
typedef struct frame {
  const element *is;
  uint32_t line, column;
  bool failed;      /* an attribute was missing or wrong */
  bool text_said;   /* S208 was reported */
  bool bare;        /* no prefix and no declaration of a namespace: names without prefix are ours around it */
  bool used;        /* anything below needs clearing */
  lm_lang lang;     /* text elements */
  char key[KEYS][KEY_BYTES];
  uint8_t key_attr[KEYS]; /* attribute positions */
  int key_count;
  lm_text text[LMX_SINGLE_SLOTS];
  text_list texts[LMX_SLOTS - LMX_SINGLE_SLOTS];
  place_list odd; /* one for each of texts[LMX_ODDITY - LMX_SINGLE_SLOTS] */
  lm_arena arena;
} frame;

struct lmx {
  xmlParserCtxtPtr parser;
  const lmx_document_def *document;
  void *user;
  lm_diags *diags;
  lm_status status;
  bool root_only; /* sniffing: stop at the root element */
  bool stopped;
  bool knows_parser; /* plain.c may take its work */
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

static inline frame *top(lmx *x) { return &x->frames[x->depth - 1]; }
static inline const frame *current(const lmx *x) { return &x->frames[x->depth - 1]; }

/* Where the tag or text being met begins. */
static inline lm_place tag_place(const lmx *x) { return (lm_place){x->input->name, x->tag_line, x->tag_column}; }

/* Every event ends here: the next tag, comment or text begins where this one ended. Texts call it too, so blanks before a tag count. */
static inline void mark(lmx *x) {
  const xmlParserInput *in = x->parser->input;
  if (!in) return;
  x->tag_line = in->line > 0 ? (uint32_t)in->line : 0;
  x->tag_column = in->col > 0 ? (uint32_t)in->col : 0;
}

/* texts.c: runs of blanks become one blank, none at the ends: line breaks in a document are layout. */
void lmx_collapse(lm_strbuf *text);
/* The text element `done` has ended: into its parent. */
void lmx_keep_text(lmx *x, const frame *done);
/* The element ends: reports its oddities, in both languages, and puts them behind its notes. */
void lmx_tell_oddities(lmx *x, frame *f);
void lmx_clear_frame(frame *f);

/* places.c: libxml2's own errors; user is the lmx. */
void lmx_on_error(void *user, xmlErrorPtr error);
/* The place of the root's tag, which is about to be looked at. */
void lmx_find_root(lmx *x);
/* Notes a name of another namespace, once. */
void lmx_note_foreign(lmx *x, lm_place place, const xmlChar *uri, const xmlChar *name);

/* attributes.c: all attributes of the element just opened; reports what does not fit. */
void lmx_take_attributes(lmx *x, lmx_values *v, int count, const xmlChar **attributes);
/* The same when v->given and the texts of those are there already, and there are no others. */
void lmx_judge_attributes(lmx *x, lmx_values *v);

/* parse.c: opens and closes an element at the place where the parser is. */
bool lmx_open(lmx *x, const element *is);
void lmx_close(lmx *x);

/* plain.c: takes what plain elements come next out of the parser's buffer. An element has just ended. */
void lmx_take_plain(lmx *x);
/* Whether it does: the libxml2 built against, and the one that runs (xmlParserVersion), are of those whose ways are known. */
bool lmx_knows_parser(long built, const char *running);
#define LMX_BEHIND_ATTR "=\""
#define LMX_BEHIND_ELEMENT " "
name_key lmx_name_key(const char *name, const char *behind);

#endif
