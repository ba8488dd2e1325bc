/* parse.h: one streaming reader for all our documents, driven by tables of elements.

   The engine walks libxml2's SAX2 events, matches names by interned pointers, checks every attribute against its lexical type, keeps the texts
   of the open elements and reports what does not fit with file, line, column and element path. What a document means is left to the
   handlers. The tables say the same as models/schema/ (test/unit/test_schema.c proves it on generated documents).
   Why SAX2 and not the text reader or a validator: 3 to 5 times as fast (docs/decisions/0003-own-checks-beside-xsd.md). */
#ifndef LM_XML_PARSE_H
#define LM_XML_PARSE_H

#include "../base/arena.h"

#include <logicmodel/read.h>

enum { LMX_MAX_ATTRS = 18, LMX_MAX_CHILDREN = 14 };

typedef enum lmx_type {
  LMX_ID, LMX_TEXT, LMX_NUMBER, LMX_WORD, LMX_DATE, LMX_VERSION, LMX_PERIOD, LMX_COUNT, LMX_NODE_REF, LMX_STATUS, LMX_IDS
} lmx_type;

typedef struct lmx_attr_def {
  const char *name;
  lmx_type type;
  bool required;
  const char *const *words; /* LMX_WORD: NULL-terminated; value.word is the index */
} lmx_attr_def;

/* Where the text of a text element goes in its parent. */
typedef enum lmx_slot {
  LMX_NO_SLOT, LMX_TITLE, LMX_LABEL, LMX_UNIT, LMX_DEFINITION, LMX_NUMERATOR, LMX_DENOMINATOR, LMX_ORIGIN, LMX_BODY, LMX_SUBTITLE,
  LMX_ORGANISATION, LMX_SINGLE_SLOTS,
  LMX_NOTE = LMX_SINGLE_SLOTS, LMX_ODDITY, LMX_TAG, LMX_SLOTS /* these three collect several */
} lmx_slot;

typedef struct lmx_value {
  const char *text; /* not NUL-terminated; valid during the start handler only */
  size_t length;
  double number; /* LMX_NUMBER, LMX_COUNT */
  int word;      /* LMX_WORD */
} lmx_value;

/* By position in the element's attribute table. */
typedef struct lmx_values {
  lmx_value at[LMX_MAX_ATTRS];
  uint32_t given; /* bit set: the attribute is there */
  uint32_t good;  /* … and fits its type */
  bool failed;    /* something about the attributes was reported: missing, unknown or not of its type */
  uint32_t line;  /* of the start tag */
} lmx_values;

typedef struct lmx lmx;
typedef void lmx_start_fn(lmx *x, void *user, const lmx_values *values);
typedef void lmx_end_fn(lmx *x, void *user);

typedef struct lmx_element_def {
  const char *name;
  const lmx_attr_def *attrs; /* ends with name NULL; NULL none */
  const struct lmx_element_def *const *children; /* NULL-terminated; NULL none */
  uint32_t keys;             /* attributes that name it in paths, as bits */
  lmx_slot slot;             /* not LMX_NO_SLOT: a text element with xml:lang */
  lmx_start_fn *start;
  lmx_end_fn *end;
} lmx_element_def;

/* A kind of document. */
typedef struct lmx_document_def {
  lm_doc_kind kind;
  const char *name_space;
  const lmx_element_def *root;
  const char *newest; /* "1.1": the newest version that the tables know */
} lmx_document_def;

/* Reads `input` as `document`. diags may be NULL (a silent second pass). */
lm_status lmx_run(const lm_input *input, const lmx_document_def *document, void *user, lm_diags *diags);
/* Reads up to the root element and says which of `documents` (NULL-terminated) it is. */
lm_status lmx_sniff(const lm_input *input, const lmx_document_def *const *documents, lm_doc_kind *kind, lm_diags *diags);

static inline bool lmx_has(const lmx_values *v, int attr) { return v->good >> attr & 1u; }
static inline double lmx_number(const lmx_values *v, int attr, double absent) { return lmx_has(v, attr) ? v->at[attr].number : absent; }
static inline int lmx_word(const lmx_values *v, int attr, int absent) { return lmx_has(v, attr) ? v->at[attr].word : absent; }
/* The value as a string in `arena`; NULL when absent or memory failed (then the run ends with LM_ENOMEM). */
char *lmx_string(lmx *x, const lmx_values *v, int attr, lm_arena *arena);

/* For handlers. The current element is the one being started or ended. */
bool lmx_failed(const lmx *x);              /* the current element has had an error of its own (attributes) */
const char *lmx_name(const lmx *x);         /* "statement" */
lm_place lmx_place(const lmx *x);           /* of its start tag */
lm_place lmx_attr_place(const lmx *x, const char *name); /* of an attribute's value, by its name as written; start handler only */
lm_text lmx_text(const lmx *x, lmx_slot slot);
lm_texts lmx_texts(const lmx *x, lmx_slot slot); /* LMX_NOTE (at the end: and oddities), LMX_TAG */
const char *lmx_path(lmx *x);               /* of the current element; valid until the next call */
void lmx_stop(lmx *x, lm_status status);    /* ends the run */

/* Reports a finding at the current element; attr >= 0: at that attribute of `values`, with its value. Extra arguments may be NULL. */
typedef struct lmx_args {
  const char *at[LM_DIAG_ARGS];
} lmx_args;
void lmx_report(lmx *x, lm_code code, const lmx_values *values, int attr, lmx_args args);
/* The same with everything given; path NULL: the current element's. For things noticed after the element is gone. */
void lmx_report_at(lmx *x, lm_code code, lm_place place, const char *path, const char *value, lm_place other, lmx_args args);

/* Copies `texts` into `arena`. */
lm_texts lmx_copy_texts(lmx *x, lm_texts texts, lm_arena *arena);
lm_text lmx_copy_text(lmx *x, lm_text text, lm_arena *arena);

/* Warns when the root's version is newer than what the tables know. */
void lmx_check_version(lmx *x, const lmx_values *values, int attr);

#endif
