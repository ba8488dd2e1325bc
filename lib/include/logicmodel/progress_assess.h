/* progress_assess.h: what progress documents amount to: goals met, grades with bounds, scenes rolled up, costs, and cost per result.

   Goals are counted and pooled, never averaged: a scene with initiatives of 1 of 1 and 0 of 9 stands at 1 of 10. */
#ifndef LOGICMODEL_PROGRESS_ASSESS_H
#define LOGICMODEL_PROGRESS_ASSESS_H

#include <logicmodel/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lm_progress_item {
  lm_node node;          /* LM_NO_NODE: the whole model */
  uint32_t area;         /* LM_NO_AREA: none named */
  lm_when when;
  const lm_entry *entry; /* NULL: nothing about the node itself, only about parts of it */
  lm_tally tally;        /* of the node and its parts */
  lm_graded graded;
  int printed;           /* grade as printed; -1 none */
  bool differs;          /* the printed grade is not possible with these goals */
  size_t initiatives;    /* scenes and the whole model: initiatives that something is reported of for that time */
  const size_t *computed, *as_printed; /* these by place in the scale, then those without a grade: scale->count + 1 numbers; else NULL */
  double own_cost[LM_COST_KIND_COUNT];  /* thousand yen; NaN: no item of that kind */
  double cost[LM_COST_KIND_COUNT];      /* own and that of the parts */
  size_t costed;         /* nodes, itself and its parts, whose costs are in the sums */
  size_t cost_blank;     /* nodes reported on for that time without costs, which they have for another: the sums are partial */
  bool cost_twice;       /* costs both of the node and of its parts: the sum may count the same money twice */
} lm_progress_item;

typedef enum lm_cost_refusal {
  LM_CR_OK,
  LM_CR_HORIZON,      /* a horizon, no period: nothing has happened yet */
  LM_CR_NO_ACTUAL,    /* budget or estimate only */
  LM_CR_NO_INDICATOR, /* no count measures the node */
  LM_CR_NOT_FLOW,     /* a stock or a cumulative count: not the result of that period */
  LM_CR_SEVERAL_AREAS, /* the entry names no area and several areas have values */
  LM_CR_NO_VALUE,     /* no value for that period */
  LM_CR_MISSING,      /* the documents say why there is none: `missing` */
  LM_CR_ZERO,         /* no result: nothing to divide by */
  LM_COST_REFUSAL_COUNT
} lm_cost_refusal;
LM_API const char *lm_cost_refusal_word(lm_cost_refusal refusal); /* "ok", "horizon", … */

/* Cost of a node with costs, per unit of a count that measures it. */
typedef struct lm_cost_result {
  lm_node node, indicator; /* indicator LM_NO_NODE: none */
  uint32_t area;
  lm_when when;
  double cost;   /* actual, thousand yen; NaN none */
  double result; /* NaN none */
  double per;    /* cost / result */
  lm_missing missing;
  lm_cost_refusal refusal;
} lm_cost_result;

typedef struct lm_progress_options {
  const char *area, *scene; /* ids; NULL all */
  int32_t until;            /* leave out periods that end later, and tiers due later (days since 1970-01-01); INT32_MAX all */
} lm_progress_options;
LM_API lm_progress_options lm_progress_defaults(void);

typedef struct lm_progress_assessment lm_progress_assessment;

/* panel is sealed and may be NULL: no cost per result can be had then. All arguments must outlive the result. LM_ENOTFOUND: an id in the options
   does not exist (added to diags). */
LM_API lm_status lm_progress_assess(lm_progress_assessment **out, const lm_progress *progress, const lm_model *model, const lm_areas *areas,
                                    const lm_panel *panel, const lm_progress_options *options, lm_diags *diags);
LM_API void lm_progress_assessment_free(lm_progress_assessment *assessment);

/* In the order area, node as in the model (the whole model last), time. */
LM_API size_t lm_progress_item_count(const lm_progress_assessment *assessment);
LM_API const lm_progress_item *lm_progress_item_at(const lm_progress_assessment *assessment, size_t index); /* NULL out of range */
LM_API const lm_progress_item *lm_progress_item_find(const lm_progress_assessment *assessment, lm_node node, uint32_t area, lm_when when);
LM_API size_t lm_cost_result_count(const lm_progress_assessment *assessment);
LM_API const lm_cost_result *lm_cost_result_at(const lm_progress_assessment *assessment, size_t index);

LM_API const lm_model *lm_progress_assessment_model(const lm_progress_assessment *assessment);
LM_API const lm_areas *lm_progress_assessment_areas(const lm_progress_assessment *assessment);
LM_API const lm_progress *lm_progress_assessment_progress(const lm_progress_assessment *assessment);
LM_API const lm_panel *lm_progress_assessment_panel(const lm_progress_assessment *assessment);
/* The model's scale, or the built-in one. */
LM_API const lm_scale *lm_progress_assessment_scale(const lm_progress_assessment *assessment);

#ifdef __cplusplus
}
#endif
#endif
