/* reporting.h: which values of a period are not there yet, and what waits for them; and why verdicts moved between two moments of knowledge. */
#ifndef LOGICMODEL_REPORTING_H
#define LOGICMODEL_REPORTING_H

#include <logicmodel/assess.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An indicator of an area without a value in the period. */
typedef struct lm_unreported {
  lm_node indicator;
  uint32_t area;
  const lm_obs *said;  /* the reason that was given why there is no value; NULL: nothing was said */
  size_t waiting;      /* verdicts (tiers) that rest on older values until it comes */
  size_t blocked;      /* of these, cannot be given at all for want of values */
  size_t outcomes;     /* outcomes and activities it measures */
} lm_unreported;

/* How far an area has reported. */
typedef struct lm_reported {
  uint32_t area;
  size_t expected, reported;
} lm_reported;

typedef struct lm_reporting {
  lm_period period;
  lm_unreported *item; /* those that most waits for first: by blocked, waiting, outcomes; then in the order of the model */
  size_t count;
  size_t expected, reported; /* of the areas below together */
  lm_reported *area;         /* what lies in one another together, as lm_area_tree has it */
  size_t areas;
} lm_reporting;

/* Of `area` and all that lies in it, or, LM_NO_AREA, of all. Areas that exist on the last day of the period and have any value, or are of a kind of
   which others have. Of them those indicators are expected that are no placeholders and that the area, or another of its kind, has values of, or that
   have a target there, and where an area lies in nothing, or nobody has values of it, all; not what areas in it have values of. A calendar year counts for the fiscal year of its number; days,
   months … for the year they lie in. Free with lm_reporting_clear. */
LM_API lm_status lm_reporting_make(lm_reporting *out, const lm_assessment *assessment, lm_period period, uint32_t area);
LM_API void lm_reporting_clear(lm_reporting *reporting);

/* Why verdicts are other than they were. From what was said then to what is said now one thing is swapped after the other, in this order, and
   everything is assessed anew after each, by this program: so the parts add up to the whole. The first part is between the verdicts that were saved
   then and what this program says of what was known then; where none were saved the method cannot be among the causes. */
typedef enum lm_cause {
  LM_CAUSE_METHOD,  /* the version of the method, or of the program */
  LM_CAUSE_AREAS,   /* which areas there are and what they lie in */
  LM_CAUSE_PERIODS, /* values of periods that had none */
  LM_CAUSE_VALUES,  /* values that were revised or withdrawn */
  LM_CAUSE_TARGETS, /* targets and baselines */
  LM_CAUSE_MODEL,
  LM_CAUSE_COUNT
} lm_cause;
LM_API const char *lm_cause_word(lm_cause cause); /* "method", "areas", "new-periods", "revised-values", "targets", "model" */

/* The verdict at one stage: before anything was swapped, and after each cause. */
typedef struct lm_stage {
  lm_verdict status; /* LM_VERDICT_COUNT: there was no such record */
  double p_reach, gap, last_value, target;
} lm_stage;

/* Verdicts that were saved then, by ids; area NULL: none. */
typedef struct lm_kept_verdict {
  const char *indicator, *area, *tier;
  lm_stage stage;
} lm_kept_verdict;
typedef struct lm_kept_verdicts {
  const lm_kept_verdict *item;
  size_t count;
  int64_t load; /* that saved them */
  int method;
  const char *program;
} lm_kept_verdicts;

typedef struct lm_moved {
  const char *indicator, *area, *tier; /* ids; area NULL: none */
  lm_stage stage[LM_CAUSE_COUNT + 1];  /* stage[c] → stage[c + 1]: what cause c did; with nothing saved the first two are the same */
} lm_moved;

typedef struct lm_explanation {
  const lm_kept_verdicts *then; /* as given; NULL: none were saved */
  lm_moved *item; /* verdicts that are other at the end, or were on the way; in the order of the last assessment */
  size_t count;
  size_t records;               /* in what was saved, in the first or in the last assessment */
  size_t moved;                 /* of these, other at the end */
  size_t by[LM_CAUSE_COUNT];    /* verdicts that changed at that step */
} lm_explanation;

/* assessment[c]: after cause c; the first is of what was known then. All but the last may be NULL: nothing was known. They and `then` (NULL: none were
   saved) must outlive the explanation. */
LM_API lm_status lm_explain(lm_explanation *out, const lm_kept_verdicts *then, const lm_assessment *const assessment[LM_CAUSE_COUNT]);
LM_API void lm_explanation_clear(lm_explanation *explanation);

#ifdef __cplusplus
}
#endif
#endif
