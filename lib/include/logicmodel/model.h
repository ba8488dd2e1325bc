/* model.h: the logic model, a directed graph of scenes, initiatives, activities, outcomes and indicators.

   Nodes have an index (lm_node, dense from 0, in document order) over all kinds, and an id that is unique within their kind. "kind:id" is
   a node's full name. Links are
     part-of          activity → initiative → scene, outcome → scene; made from the attributes, certainty = the child's
     measured-by      activity or outcome → indicator; one indicator may serve many nodes (再掲)
     contributes-to   initiative or activity → outcome → outcome (causal)
   The graph may hold loops: they are found and named (graph.h), never assumed away.
   Build: lm_model_new, then tiers, nodes, links; or read a file (read.h). A model is not changed after that. */
#ifndef LOGICMODEL_MODEL_H
#define LOGICMODEL_MODEL_H

#include <logicmodel/diag.h>
#include <logicmodel/period.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_kind { LM_SCENE, LM_INITIATIVE, LM_ACTIVITY, LM_OUTCOME, LM_INDICATOR, LM_KIND_COUNT } lm_kind;
typedef enum lm_certainty { LM_STATED, LM_INFERRED, LM_ASSUMED, LM_CERTAINTY_COUNT } lm_certainty;
typedef enum lm_level { LM_INITIAL, LM_INTERMEDIATE, LM_FINAL, LM_LEVEL_COUNT } lm_level;
typedef enum lm_link_type { LM_PART_OF, LM_MEASURED_BY, LM_CONTRIBUTES_TO, LM_LINK_TYPE_COUNT } lm_link_type;

typedef enum lm_direction { LM_DIR_UNSAID, LM_DIR_UP, LM_DIR_DOWN, LM_DIR_RANGE, LM_DIR_NONE, LM_DIRECTION_COUNT } lm_direction;
typedef enum lm_measure {
  LM_MEASURE_UNSAID, LM_MEASURE_COUNT_OF, LM_MEASURE_PROPORTION, LM_MEASURE_RATE, LM_MEASURE_RATIO, LM_MEASURE_MEAN,
  LM_MEASURE_SCORE, LM_MEASURE_ORDINAL, LM_MEASURE_TEXT, LM_MEASURE_KINDS
} lm_measure;
typedef enum lm_accumulation { LM_ACC_UNSAID, LM_ACC_FLOW, LM_ACC_STOCK, LM_ACC_CUMULATIVE, LM_ACCUMULATION_COUNT } lm_accumulation;
typedef enum lm_aggregation { LM_AGG_UNSAID, LM_AGG_SUM, LM_AGG_MEAN, LM_AGG_WEIGHTED, LM_AGG_LAST, LM_AGG_NONE, LM_AGGREGATION_COUNT } lm_aggregation;

/* The words of the documents and of the output ("up", "measured-by", …); NULL if out of range or UNSAID. */
LM_API const char *lm_kind_word(lm_kind kind);
LM_API const char *lm_certainty_word(lm_certainty certainty);
LM_API const char *lm_level_word(lm_level level);
LM_API const char *lm_link_type_word(lm_link_type type);
LM_API const char *lm_direction_word(lm_direction direction);
LM_API const char *lm_measure_word(lm_measure measure);
LM_API const char *lm_accumulation_word(lm_accumulation accumulation);
LM_API const char *lm_aggregation_word(lm_aggregation aggregation);

typedef uint32_t lm_node;
#define LM_NO_NODE UINT32_MAX
#define LM_NO_TIER UINT32_MAX

/* A note, tag, citation: texts in document order. */
typedef struct lm_texts {
  const lm_text *item;
  size_t count;
} lm_texts;

typedef struct lm_source {
  const char *id, *title, *publisher, *url, *retrieved, *licence, *edition, *sha256; /* NULL where not given */
} lm_source;

typedef struct lm_tier {
  const char *id;
  lm_level level;
  int32_t due; /* last day of the tier, days since 1970-01-01 (period.h) */
  lm_text label;
  lm_texts notes;
  lm_place place;
} lm_tier;

typedef struct lm_break {
  lm_period at; /* first period under the new definition */
  lm_texts notes;
} lm_break;

typedef struct lm_reference {
  const char *vocabulary, *code;
} lm_reference;

typedef struct lm_indicator {
  lm_text unit, definition, numerator, denominator, origin;
  lm_direction direction;
  lm_measure measure;
  lm_accumulation accumulation;
  lm_aggregation aggregation;
  int basis;           /* an lm_period_kind; -1 not said */
  int decimals;        /* -1 not said */
  double lower, upper; /* natural limits; NaN none */
  bool core, placeholder;
  const lm_break *breaks; /* in time order */
  size_t break_count;
  const lm_reference *refs;
  size_t ref_count;
} lm_indicator;

typedef struct lm_node_info {
  lm_kind kind;
  const char *id;
  lm_text label;
  lm_certainty certainty;
  lm_node parent;    /* initiative → scene, activity → initiative, outcome → scene; LM_NO_NODE where none */
  uint32_t tier;     /* outcomes: index of the tier; else LM_NO_TIER */
  int number;        /* outcomes: as printed (番号), restarting per scene; 0 none */
  const char *mark;  /* initiatives: "A"; NULL none */
  bool outside;      /* scenes: a block the title does not count */
  bool provisional;  /* printed in parentheses */
  lm_texts notes, tags;
  const lm_indicator *indicator; /* indicators only, else NULL */
  lm_place place;
} lm_node_info;

typedef struct lm_cite {
  const char *source, *at; /* source id; at may be NULL */
} lm_cite;

typedef struct lm_link {
  lm_link_type type;
  lm_node from, to;
  lm_certainty certainty;
  int sign;                /* +1 raises, -1 lowers */
  double lag_min, lag_max; /* years until an effect can be expected; NaN not said */
  lm_node answers;         /* measured-by: the outcome this indicator responds to; LM_NO_NODE none */
  bool shown_again;        /* printed as 再掲 */
  const lm_cite *cites;
  size_t cite_count;
  lm_texts notes;
  lm_place place;
} lm_link;

typedef struct lm_model lm_model;

LM_API lm_status lm_model_new(lm_model **out);
LM_API void lm_model_free(lm_model *model);

/* Building. Everything given is copied. LM_EINVAL: id empty or taken within the kind (LM_EINVAL also for an index out of range); the caller
   checks first with lm_model_find when it wants to say more. part-of links are added by lm_model_add_node for its parent. */
LM_API lm_status lm_model_set_id(lm_model *model, const char *id);
LM_API lm_status lm_model_set_title(lm_model *model, const lm_text *title);
LM_API lm_status lm_model_add_note(lm_model *model, const lm_text *note);
LM_API lm_status lm_model_add_source(lm_model *model, const lm_source *source);
LM_API lm_status lm_model_add_tier(lm_model *model, const lm_tier *tier);
LM_API lm_status lm_model_add_node(lm_model *model, const lm_node_info *node, lm_node *index);
LM_API lm_status lm_model_add_link(lm_model *model, const lm_link *link);

/* Asking. */
LM_API const char *lm_model_id(const lm_model *model); /* "" if none */
LM_API const lm_text *lm_model_title(const lm_model *model);
LM_API lm_texts lm_model_notes(const lm_model *model);
LM_API size_t lm_model_source_count(const lm_model *model);
LM_API const lm_source *lm_model_source(const lm_model *model, size_t index);
LM_API size_t lm_model_tier_count(const lm_model *model);
LM_API const lm_tier *lm_model_tier(const lm_model *model, size_t index);      /* NULL out of range */
LM_API uint32_t lm_model_find_tier(const lm_model *model, const char *id);      /* LM_NO_TIER if none */
LM_API size_t lm_model_node_count(const lm_model *model);
LM_API const lm_node_info *lm_model_node(const lm_model *model, lm_node node);  /* NULL out of range */
LM_API lm_node lm_model_find(const lm_model *model, lm_kind kind, const char *id, size_t length); /* LM_NO_NODE if none */
/* "kind:id"; or a bare id that only one kind has. LM_NO_NODE if none or ambiguous. */
LM_API lm_node lm_model_find_name(const lm_model *model, const char *name);
LM_API size_t lm_model_link_count(const lm_model *model);
LM_API const lm_link *lm_model_link(const lm_model *model, size_t index);       /* NULL out of range */

/* The scene a node belongs to through its parents; LM_NO_NODE for indicators and for outcomes of no scene. */
LM_API lm_node lm_model_scene_of(const lm_model *model, lm_node node);

#ifdef __cplusplus
}
#endif
#endif
