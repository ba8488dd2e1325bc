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

typedef struct lm_reporting {
  lm_period period;
  lm_unreported *item; /* those that most waits for first: by blocked, waiting, outcomes; then in the order of the model */
  size_t count;
  size_t expected, reported; /* indicators × areas that have any value; placeholders are not expected */
} lm_reporting;

/* A calendar year counts for the fiscal year of its number; days, months … for the year they lie in. Free with lm_reporting_clear. */
LM_API lm_status lm_reporting_make(lm_reporting *out, const lm_assessment *assessment, lm_period period);
LM_API void lm_reporting_clear(lm_reporting *reporting);

#ifdef __cplusplus
}
#endif
#endif
