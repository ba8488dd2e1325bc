/* shared.h: what the document kinds have in common: text elements, sources, areas, references. */
#ifndef LM_XML_SHARED_H
#define LM_XML_SHARED_H

#include "../base/strmap.h"
#include "parse.h"

extern const lmx_element_def lmx_title, lmx_note, lmx_oddity, lmx_label, lmx_unit, lmx_definition, lmx_numerator, lmx_denominator, lmx_origin, lmx_body, lmx_tag;
extern const char *const lmx_boolean_words[]; /* false, true */
extern const char *const lmx_years_words[];   /* calendar, fiscal */
extern const lmx_element_def *const lmx_note_only[];
extern const lmx_element_def *const lmx_label_and_note[];
extern const lmx_element_def *const lmx_body_and_note[];
/* The text of the element that ends, which must be there in some language (M313). */
lm_text lmx_take_body(lmx *x, lm_arena *arena);
/* statement: a name where the role is `other`, and only there (M314). */
void lmx_check_heading(lmx *x, const lmx_values *v, int role_attr, int name_attr, bool other);
/* false, reported (M315): `from` begins after `to`. */
bool lmx_in_order(lmx *x, const lmx_values *v, int from_attr, lm_period from, lm_period to);

/* source: the attributes in this order. */
enum { SOURCE_ID, SOURCE_TITLE, SOURCE_PUBLISHER, SOURCE_URL, SOURCE_RETRIEVED, SOURCE_LICENCE, SOURCE_EDITION, SOURCE_SHA256 };
extern const lmx_attr_def lmx_source_attrs[];
/* Reads them; strings in `arena`. */
lm_source lmx_take_source(lmx *x, const lmx_values *v, lm_arena *arena);

/* Ids met in a document with their lines. Reports a second one (M301) and returns false. `key` must outlive the map. */
typedef struct lmx_ids {
  lm_strmap map; /* id → position in lines */
  struct {
    uint32_t *item;
    size_t count, room;
  } lines;
} lmx_ids;
bool lmx_ids_add(lmx *x, lmx_ids *ids, const char *kind, const char *key);
void lmx_ids_clear(lmx_ids *ids);

/* Checks a calendar day given as attribute; reports M304. */
bool lmx_day(lmx *x, const lmx_values *v, int attr, int32_t *day);

/* The nearest indicator id of a model; of these NULL when none is near. */
const char *lmx_nearest_indicator(const lm_model *model, const char *wanted);

/* The nearest id of a node of the kind that the name "kind:id" has. */
const char *lmx_nearest_node(const lm_model *model, const char *name);

/* V404–V410 for what is wrong with a period. */
lm_code lmx_period_code(lm_period_error error);
/* Reads a period attribute; reports V404–V410 and returns false. */
bool lmx_period(lmx *x, const lmx_values *v, int attr, lm_bare_year bare, lm_period *out);

/* The two kinds of period of V417 and V418, as {0} {1} in English and {2} {3} in Japanese. */
lmx_args lmx_two_kinds(int first, int second);

/* Digits behind the point of a number, as given. */
int lmx_decimals(const lmx_value *value);

/* Value and target documents: their own areas and sources, and what the root says for everything below. The scope is the first member of the
   reader that is the user of the run, so that the shared handlers find it. */
typedef struct lmx_scope lmx_scope;
/* What an area says of another: the one it lies in, those it became part of. */
typedef enum lmx_area_relation { LMX_WITHIN, LMX_SUCCESSOR, LMX_AREA_REFS } lmx_area_relation;
typedef struct lmx_area_ref {
  lmx_area_relation is;
  uint32_t area;
  const char *id;  /* of the other; NULL: nothing is said */
  const char *all; /* ids of all of them, as written */
  lm_place place;
  const char *path;
} lmx_area_ref;
/* Keeps a source of the document; *index is what lmx_scope_find_source will answer. false when memory fails. */
typedef bool lmx_keep_source_fn(lmx_scope *scope, const lm_source *source, uint32_t *index);
/* The indicator found last: the next record is mostly of the same. */
typedef struct lmx_recent {
  const char *id;
  size_t length; /* 0: none yet */
  lm_node indicator;
} lmx_recent;
struct lmx_scope {
  lmx_recent recent;
  const lm_model *model;
  lm_areas *areas;
  lmx_keep_source_fn *keep_source;
  lm_arena arena;
  lmx_ids area_ids, source_ids;
  lm_strmap area_index;   /* id → index in areas */
  lm_strmap source_index; /* id → index given by keep_source */
  lm_bare_year bare;
  uint32_t area;   /* of the root; LM_NO_AREA */
  uint32_t source; /* of the root; LM_NO_SOURCE */
  char *root_area, *root_source; /* ids given on the root, before any area or source is declared */
  lm_document document;
  lm_source open_source; /* of the element being read */
  lm_area open_area;     /* likewise; id NULL: wrong */
  uint32_t open_same;    /* the area whose code it has under another id; LM_NO_AREA */
  lmx_area_ref open_ref[LMX_AREA_REFS];
  struct { lmx_area_ref *item; size_t count, room; } refs; /* to areas, which may be declared later in the document */
};
void lmx_scope_clear(lmx_scope *scope);

/* The elements source and area of a document with a scope. */
extern const lmx_element_def lmx_scope_source, lmx_scope_area;
/* What a root element declares: attributes by position, -1 none. */
typedef struct lmx_root_attrs {
  int version, fictional, illustration, years, area, source;
} lmx_root_attrs;
void lmx_scope_root(lmx *x, lmx_scope *scope, const lmx_values *v, lmx_root_attrs at);
/* The areas find each other; called at the end of the root, before what depends on it. */
void lmx_scope_join_areas(lmx *x, const lmx_scope *scope);
/* The ids of the areas it became part of, as this or an earlier document says, in buffer or lent; NULL if none. */
const char *lmx_scope_successors(const lmx_scope *scope, uint32_t area, char *buffer, size_t size);
/* The nearest id of the first `among` areas, for a finding of which so many were told before; where that comes to be too much work, words that say
   so; NULL when none is near. */
lm_text lmx_nearest_area(const lm_areas *areas, size_t among, const char *wanted, size_t told);
/* End of the root: its title and notes. */
void lmx_scope_root_end(lmx *x, lmx_scope *scope);
lm_bare_year lmx_bare_year(const lmx_values *v, int attr, lm_bare_year inherited);

/* Index of the area whose id, or else code, attr gives (or the inherited one); reports V402, V403; LM_NO_AREA then. */
uint32_t lmx_scope_find_area(lmx *x, lmx_scope *scope, const lmx_values *v, int attr, uint32_t inherited, bool *ok);
uint32_t lmx_scope_named_source(lmx *x, lmx_scope *scope, const lmx_values *v, int attr, bool *ok);
/* The source named by attr, else the inherited one, else the root's; reports V419. Nearly every observation inherits. */
static inline uint32_t lmx_scope_find_source(lmx *x, lmx_scope *scope, const lmx_values *v, int attr, uint32_t inherited, bool *ok) {
  bool given = v->given >> attr & 1u;
  return given || (inherited == LM_NO_SOURCE && scope->root_source) ? lmx_scope_named_source(x, scope, v, attr, ok) : inherited;
}
/* The indicator named by attr; reports V401; LM_NO_NODE then. */
lm_node lmx_scope_indicator(lmx *x, lmx_scope *scope, const lmx_values *v, int attr);
/* The tier named by attr; reports T502; LM_NO_TIER then. */
uint32_t lmx_scope_tier(lmx *x, const lmx_scope *scope, const lmx_values *v, int attr);
/* Adds a word to a list in a buffer, a blank before it unless it is the first; nothing when there is no room. */
void lmx_add_word(char *list, size_t size, const char *word);
/* Reports V416 when attr names another unit than the indicator's (either language counts). */
bool lmx_scope_unit(lmx *x, const lmx_scope *scope, const lmx_values *v, int attr, lm_node indicator);

#endif
