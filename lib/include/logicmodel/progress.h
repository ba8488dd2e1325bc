/* progress.h: what an office reports of its scenes, initiatives and activities, year by year and for later horizons: words, the goals of the
   year and whether they were met, costs, who was in charge.

   A blank is a blank: a goal nobody reported on is neither met nor missed, and "not begun" is only what somebody said. */
#ifndef LOGICMODEL_PROGRESS_H
#define LOGICMODEL_PROGRESS_H

#include <logicmodel/scale.h>
#include <logicmodel/values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The time an entry speaks of: a period, or a tier of the model (a horizon such as "in about three years"). Make one with the functions. */
typedef struct lm_when {
  uint32_t tier;    /* LM_NO_TIER: the period */
  lm_period period; /* all 0 with a tier */
} lm_when;
LM_API lm_when lm_when_period(lm_period period);
LM_API lm_when lm_when_tier(uint32_t tier);
/* In time order: <0, 0, >0. Periods first, as they begin; then tiers, as they are due. */
LM_API int lm_when_compare(const lm_model *model, lm_when a, lm_when b);

typedef enum lm_said { LM_NOT_SAID, LM_SAID_NO, LM_SAID_YES, LM_SAID_COUNT } lm_said;

/* One project or goal of the year. */
typedef struct lm_task {
  const char *mark; /* "①"; NULL none */
  lm_said met;
  lm_said begun;    /* LM_SAID_NO: 未着手 */
  lm_text text;
  lm_texts notes;
  lm_place place;
} lm_task;

typedef enum lm_cost_kind { LM_COST_BUDGET, LM_COST_ESTIMATE, LM_COST_ACTUAL, LM_COST_KIND_COUNT } lm_cost_kind;
typedef enum lm_cost_unit { LM_THOUSAND_YEN, LM_YEN, LM_COST_UNIT_COUNT } lm_cost_unit;
LM_API const char *lm_cost_kind_word(lm_cost_kind kind); /* "budget", "estimate", "actual" */
LM_API const char *lm_cost_unit_word(lm_cost_unit unit); /* "thousand-yen", "yen" */

typedef struct lm_cost {
  double amount; /* in `unit`, 0 or more */
  lm_cost_unit unit;
  lm_cost_kind kind;
  lm_text text; /* what it is for */
  lm_texts notes;
  lm_place place;
} lm_cost;
LM_API double lm_cost_yen(const lm_cost *cost);

/* What is reported of one node for one time. */
typedef struct lm_entry {
  lm_node node;  /* scene, initiative or activity */
  uint32_t area; /* LM_NO_AREA: none named */
  lm_when when;
  int grade;     /* as printed: place in lm_scale_of(model); -1 none */
  lm_said begun;
  const lm_statement *statements;
  size_t statement_count;
  const lm_task *tasks;
  size_t task_count;
  const lm_cost *costs;
  size_t cost_count;
  const lm_charge *charges; /* of this time only */
  size_t charge_count;
  uint32_t source;   /* lm_progress_source; LM_NO_SOURCE */
  uint32_t document; /* lm_progress_document; set by the reader */
  lm_texts notes;
  lm_place place;
} lm_entry;

typedef struct lm_progress lm_progress;

LM_API lm_status lm_progress_new(lm_progress **out);
LM_API void lm_progress_free(lm_progress *progress);
/* Copies. LM_EINVAL: there is an entry of that (node, area, when) already. */
LM_API lm_status lm_progress_add(lm_progress *progress, const lm_entry *entry);
LM_API lm_status lm_progress_add_source(lm_progress *progress, const lm_source *source, uint32_t *index);
LM_API lm_status lm_progress_add_document(lm_progress *progress, const lm_document *document);

LM_API size_t lm_progress_count(const lm_progress *progress);
LM_API const lm_entry *lm_progress_at(const lm_progress *progress, size_t index); /* NULL out of range */
/* NULL if none. */
LM_API const lm_entry *lm_progress_find(const lm_progress *progress, lm_node node, uint32_t area, lm_when when);
LM_API const lm_source *lm_progress_source(const lm_progress *progress, uint32_t index); /* NULL out of range */
LM_API size_t lm_progress_document_count(const lm_progress *progress);
LM_API const lm_document *lm_progress_document(const lm_progress *progress, size_t index);
/* The first statement of that role (and name; NULL: any) in an entry; NULL if none. */
LM_API const lm_statement *lm_entry_statement(const lm_entry *entry, lm_statement_role role, const char *name);

/* The goals of one node and time, or of several together. */
typedef struct lm_tally {
  size_t total;
  size_t reported;  /* met or not met is said, or not begun */
  size_t met, not_begun;
  bool begun_denied; /* an entry without goals says: not begun */
} lm_tally;
/* Adds the goals of an entry. */
LM_API void lm_tally_add(lm_tally *tally, const lm_entry *entry);

typedef enum lm_grade_reason {
  LM_GR_ALL_REPORTED,   /* every goal is reported on */
  LM_GR_BOUNDS_AGREE,   /* some are not, but whatever they turn out to be the grade is the same */
  LM_GR_NOT_BEGUN,      /* said to be not begun, all of it */
  LM_GR_BOUNDS_DIFFER,  /* cannot tell: the goals not reported on decide */
  LM_GR_NOTHING_REPORTED, /* cannot tell: nothing is reported */
  LM_GR_NO_TASKS,       /* cannot tell: there are no goals */
  LM_GRADE_REASON_COUNT
} lm_grade_reason;
LM_API const char *lm_grade_reason_word(lm_grade_reason reason); /* "all-reported", … */

/* Places in a scale; -1 cannot tell. best: if all goals not reported on were met, worst: if none of them was. */
typedef struct lm_graded {
  int grade, best, worst;
  lm_grade_reason reason;
} lm_graded;
LM_API lm_graded lm_tally_grade(const lm_tally *tally, const lm_scale *scale);

/* Findings of meaning over all entries: printed grades that are not what the goals make, cost items carried forward unchanged. LM_ENOMEM is the
   only failure. */
LM_API lm_status lm_progress_check(const lm_progress *progress, const lm_model *model, lm_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
