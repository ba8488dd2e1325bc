/* model.h: the logic model, a directed graph of scenes, initiatives, activities, outcomes and indicators.

   Nodes have an index (lm_node, dense from 0, in document order) over all kinds, and an id that is unique within their kind. "kind:id" is
   a node's full name. Links are
     part-of          activity → initiative → scene, outcome → scene; made from the attributes, certainty = the child's
     measured-by      activity or outcome → indicator; one indicator may serve many nodes (再掲)
     contributes-to   initiative or activity → outcome → outcome (causal)
   The graph may hold loops: they are found and named (graph.h), never assumed away.
   A model may also say what a progress table (進捗管理表) says: parties in charge, statements (目的, 概要 …), goals per tier, the scale of grades, and
   sheets: how an office prints its table.
   Build: lm_model_new, then parties, tiers, nodes, goals, links, sheets; or read a file (read.h). A model is not changed after that. */
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

/* Whether the parts of a question can be answered together: with MULTIPLE they need not add up to the number asked. */
typedef enum lm_answers { LM_ANSWERS_UNSAID, LM_ANSWERS_SINGLE, LM_ANSWERS_MULTIPLE, LM_ANSWERS_COUNT } lm_answers;
typedef enum lm_standing { LM_STANDING_UNSAID, LM_STANDING_NEW, LM_STANDING_EXISTING, LM_STANDING_COUNT } lm_standing; /* 新規, 既存 */
typedef enum lm_goal_kind { LM_GOAL_OUTPUT, LM_GOAL_OUTCOME, LM_GOAL_KIND_COUNT } lm_goal_kind;             /* 事業実施量, 事業成果 */
typedef enum lm_charge_role { LM_CHARGE_LEAD, LM_CHARGE_PARTNER, LM_CHARGE_ROLE_COUNT } lm_charge_role;     /* 主管, 関係 */

/* What a statement is: of the model (what is meant) up to BASIS, of progress (what happened) from PLAN on; OTHER, with a name, of both. */
typedef enum lm_statement_role {
  LM_ROLE_NEED, LM_ROLE_PURPOSE, LM_ROLE_CONTENT, LM_ROLE_AUDIENCE, LM_ROLE_INTENT, LM_ROLE_BACKGROUND, LM_ROLE_BASIS,
  LM_ROLE_PLAN, LM_ROLE_RESULT, LM_ROLE_ISSUE, LM_ROLE_RESPONSE, LM_ROLE_EVALUATION, LM_ROLE_ENVIRONMENT, LM_ROLE_EPISODE, LM_ROLE_IMPROVEMENT,
  LM_ROLE_DIRECTION, LM_ROLE_COMMENT, LM_ROLE_OTHER, LM_ROLE_COUNT
} lm_statement_role;

/* What a cell of a sheet shows. */
typedef enum lm_show {
  LM_SHOW_UNSAID,
  LM_SHOW_SCENE, LM_SHOW_INITIATIVE, LM_SHOW_ACTIVITY, LM_SHOW_OUTCOME, /* label of the node or its ancestor, with mark */
  LM_SHOW_MARK, LM_SHOW_STANDING, LM_SHOW_STATEMENT, LM_SHOW_GOAL, LM_SHOW_LEAD, LM_SHOW_PARTNER, /* of the model */
  LM_SHOW_TEXT, LM_SHOW_TASKS, LM_SHOW_MET, LM_SHOW_GRADE, LM_SHOW_COST, LM_SHOW_COST_TOTAL,      /* of progress */
  LM_SHOW_INDICATOR, LM_SHOW_VALUE, LM_SHOW_NUM, LM_SHOW_DEN, LM_SHOW_SHARE, LM_SHOW_PRINTED, LM_SHOW_CHANGE, LM_SHOW_PRINTED_CHANGE,
  LM_SHOW_TARGET, LM_SHOW_LAST, /* of the indicator: the one named, else the one that measures the node */
  LM_SHOW_COUNT
} lm_show;

/* The words of the documents and of the output ("up", "measured-by", …); NULL if out of range or UNSAID. */
LM_API const char *lm_kind_word(lm_kind kind);
LM_API const char *lm_certainty_word(lm_certainty certainty);
LM_API const char *lm_level_word(lm_level level);
LM_API const char *lm_link_type_word(lm_link_type type);
LM_API const char *lm_direction_word(lm_direction direction);
LM_API const char *lm_measure_word(lm_measure measure);
LM_API const char *lm_accumulation_word(lm_accumulation accumulation);
LM_API const char *lm_aggregation_word(lm_aggregation aggregation);
LM_API const char *lm_basis_word(int basis); /* "fiscal-year", …; NULL for -1 */
LM_API const char *lm_answers_word(lm_answers answers);
LM_API const char *lm_standing_word(lm_standing standing);
LM_API const char *lm_goal_kind_word(lm_goal_kind kind);
LM_API const char *lm_charge_role_word(lm_charge_role role);
LM_API const char *lm_statement_role_word(lm_statement_role role);
LM_API const char *lm_show_word(lm_show show);

typedef uint32_t lm_node;
#define LM_NO_NODE UINT32_MAX
#define LM_NO_TIER UINT32_MAX
#define LM_NO_PARTY UINT32_MAX

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
  int32_t due;          /* last day of the tier, days since 1970-01-01 (period.h) */
  const char *due_text; /* as written: "2028-03-31", "令和5年度末"; NULL not known */
  bool about;           /* the horizon is not fixed ("about 3 years"): the day is only what it was taken for */
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
  const char *set;    /* the question whose part this is; NULL none */
  lm_answers answers; /* said of every indicator of the set */
} lm_indicator;

/* Who is in charge (主体): a department, a centre, a body. */
typedef struct lm_party {
  const char *id;
  lm_text label;
  const lm_reference *refs;
  size_t ref_count;
  lm_texts notes;
  lm_place place;
} lm_party;

typedef struct lm_statement {
  lm_statement_role role;
  const char *name; /* LM_ROLE_OTHER: the heading as printed; else NULL */
  lm_text text;
  lm_texts notes;
} lm_statement;

/* What is to be reached by a tier: in words, and by the targets of an indicator where one is named. */
typedef struct lm_goal {
  uint32_t tier;
  lm_goal_kind kind;
  lm_node indicator; /* LM_NO_NODE: words only, which cannot be computed */
  lm_text text;
  lm_texts notes;
} lm_goal;

typedef struct lm_charge {
  uint32_t party;
  lm_charge_role role;
  bool has_from, has_to;
  lm_period from, to; /* inclusive; meaningful with has_… */
  lm_texts notes;
} lm_charge;

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
  lm_standing standing; /* initiatives and activities */
  lm_texts notes, tags;
  const lm_reference *refs; /* the same thing in somebody else's list */
  size_t ref_count;
  const lm_statement *statements; /* these three: not of indicators */
  size_t statement_count;
  const lm_charge *charges;
  size_t charge_count;
  const lm_goal *goals; /* initiatives and activities; given by lm_model_set_goals */
  size_t goal_count;
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

/* One grade: given to what has met at least that share of its goals. */
typedef struct lm_scale_grade {
  const char *id;
  lm_text label, definition; /* the source's own words */
  lm_texts notes;
  double at_least; /* percent */
} lm_scale_grade;

/* Grades, best first, at_least strictly falling, the last one 0: an item has the first grade with 100 * met >= at_least * counted. */
typedef struct lm_scale {
  const char *id;
  lm_text label;
  lm_texts notes;
  const lm_scale_grade *grades;
  size_t count;
  lm_place place;
} lm_scale;

/* What a row or column of a sheet says; what is not said comes from the other. */
typedef struct lm_sheet_cell {
  lm_show show;      /* LM_SHOW_UNSAID not said */
  int role;          /* lm_statement_role; -1 not said */
  int kind;          /* lm_goal_kind; -1 not said */
  const char *name;  /* NULL not said */
  bool has_period, has_from;
  lm_period period, from;
  uint32_t tier;     /* LM_NO_TIER not said */
  lm_node indicator; /* LM_NO_NODE not said */
  lm_text label;     /* heading as printed */
} lm_sheet_cell;

/* How an office prints its table. Without rows: a line per node, a cell per column. With rows: a block per node, a line per row, a cell per
   column; a sheet given with rows only gets one column that says nothing. A cell may speak of a tier where only a period makes sense, and the
   other way round: it is empty. */
typedef struct lm_sheet {
  const char *id;
  lm_text label;
  lm_texts notes;
  lm_kind about; /* the kind of node that a line or block is about (attribute rows) */
  lm_node scene; /* only nodes of this scene; LM_NO_NODE all */
  const lm_sheet_cell *rows, *columns;
  size_t row_count, column_count;
  lm_place place;
} lm_sheet;

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
LM_API lm_status lm_model_add_party(lm_model *model, const lm_party *party);
/* LM_EINVAL: there is one, no grade, or grades not strictly falling to 0. */
LM_API lm_status lm_model_set_scale(lm_model *model, const lm_scale *scale);
/* Says that the source has a scale that could not be taken as it stands: which grades there are is then not known. */
LM_API void lm_model_doubt_scale(lm_model *model);
/* Once per node, when the indicators they name are there: a node is added without goals. */
LM_API lm_status lm_model_set_goals(lm_model *model, lm_node node, const lm_goal *goals, size_t count);
LM_API lm_status lm_model_add_sheet(lm_model *model, const lm_sheet *sheet);

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

LM_API size_t lm_model_party_count(const lm_model *model);
LM_API const lm_party *lm_model_party(const lm_model *model, size_t index);    /* NULL out of range */
LM_API uint32_t lm_model_find_party(const lm_model *model, const char *id);     /* LM_NO_PARTY if none */
LM_API const lm_scale *lm_model_scale(const lm_model *model);                   /* NULL if the model has none */
LM_API bool lm_model_scale_doubted(const lm_model *model);
LM_API size_t lm_model_sheet_count(const lm_model *model);
LM_API const lm_sheet *lm_model_sheet(const lm_model *model, size_t index);     /* NULL out of range */
LM_API const lm_sheet *lm_model_find_sheet(const lm_model *model, const char *id); /* NULL if none */
/* Nothing said: where a row or column begins. */
LM_API lm_sheet_cell lm_sheet_cell_none(void);
/* The cell where a row and a column meet: the column's word where it has one, else the row's. row NULL: the column's. The label is the column's. */
LM_API lm_sheet_cell lm_sheet_cell_over(const lm_sheet_cell *row, const lm_sheet_cell *column);

/* The scene a node belongs to through its parents; LM_NO_NODE for indicators and for outcomes of no scene. */
LM_API lm_node lm_model_scene_of(const lm_model *model, lm_node node);

#ifdef __cplusplus
}
#endif
#endif
