/* tables.h: the tables of an assessment beside its records, and the parts of them that stand in other answers too. */
#ifndef LM_REPORT_TABLES_H
#define LM_REPORT_TABLES_H

#include "records.h"

/* ---- assessment.c, lag.c ---- */

/* The lists "records" and "steps". */
lm_status lm_records_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view);
/* The lists of what is rolled up, and "delivery". */
lm_status lm_lag_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view);

/* ---- steps.c ---- */

/* The steps of an indicator in an area. Clear whatever is returned. */
typedef struct lm_steps {
  lm_step *item;
  size_t count;
} lm_steps;
lm_status lm_steps_of(lm_steps *out, const lm_assessment *assessment, lm_node indicator, uint32_t area);
void lm_steps_clear(lm_steps *steps);
/* Whether the tiers do not fit together here. A first step faster than observed is not odd: the verdict of its tier says so. */
bool lm_step_is_odd(const lm_step *step);
/* "2030 → 2040 needs +510 times a year; 2.3 times the pace of the step before" */
void lm_add_step(lm_strbuf *to, const lm_model *model, lm_node indicator, const lm_step *step, const lm_view *view);
/* The list "steps". */
lm_status lm_steps_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view);
lm_status lm_write_steps(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);

/* ---- sums.c ---- */

lm_status lm_write_sums(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);

/* ---- rollups.c: OUTCOMES, ACTIVITIES, SCENES, TIERS ---- */

lm_status lm_rollups_as_json(lm_json *json, lm_assess_table table, const lm_assessment *assessment, const lm_view *view);
lm_status lm_write_rollups(lm_sink *sink, const lm_assessment *assessment, lm_assess_table table, const lm_view *view);

/* ---- delivery.c ---- */

/* The list "delivery". */
lm_status lm_delivery_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view);
lm_status lm_write_delivery(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);

#endif
