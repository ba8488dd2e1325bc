/* form.h: a data-entry form for one area and year: a row for every indicator, in the order of the design map, beside what was reported before.

   The year is the fiscal year that begins in it, or the calendar year of that number: each indicator's own kind of period decides. Half years,
   quarters and months make a row each. An indicator of days has the day of its last value moved into the fiscal year; where there is no value
   yet, the day is left to whoever fills the form in. Indicators whose values are texts have no row. */
#ifndef LOGICMODEL_FORM_H
#define LOGICMODEL_FORM_H

#include <logicmodel/values.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_FORM_BEFORE 3 /* years shown beside the cell to be filled in */

/* A year before, of which the area itself has nothing, but others that became part of it may: what they had together, or why that is not told. */
typedef enum lm_form_together_kind {
  LM_FORM_NOTHING,      /* nobody had anything, or it was not asked for */
  LM_FORM_TOGETHER,     /* the sum of their counts; of a single one (another code) its value as it stands */
  LM_FORM_RATE,         /* a share, rate or mean: not shown as one of the area */
  LM_FORM_MISSING_PART, /* one of them has no value */
  LM_FORM_MASKED_PART,  /* one of them is masked */
  LM_FORM_DIVIDED,      /* one of them was divided: how much of it belongs here is not known */
  LM_FORM_NOT_ADDED,    /* areas do not add up for the indicator, or the model does not say how */
  LM_FORM_TOGETHER_COUNT
} lm_form_together_kind;

typedef struct lm_form_together {
  lm_form_together_kind kind;
  double value; /* LM_FORM_TOGETHER only */
} lm_form_together;

typedef struct lm_form_row {
  lm_node scene, node; /* what the indicator measures first; LM_NO_NODE none */
  lm_node indicator;
  lm_node charged;     /* where it is said who is in charge: that node or the one above it; LM_NO_NODE nowhere */
  bool has_period;
  lm_period period;
  const lm_obs *now;                    /* what is known of it already; NULL */
  const lm_obs *before[LM_FORM_BEFORE]; /* a year before, two, …; NULL */
  lm_form_together together[LM_FORM_BEFORE]; /* likewise (lm_form_look_back of assess.h) */
} lm_form_row;

typedef struct lm_form {
  const lm_model *model;
  const lm_area *area;
  int32_t year;
  lm_form_row *row;
  size_t count;
} lm_form;

/* The panel is sealed. Model, areas and panel must outlive the form. LM_EINVAL: no such area, or a year out of 1 … 9999. */
LM_API lm_status lm_form_new(lm_form **out, const lm_model *model, const lm_areas *areas, const lm_panel *panel, uint32_t area, int32_t year);
LM_API void lm_form_free(lm_form *form);
/* The period of a row so many years before; no row of days. */
LM_API lm_period lm_form_period_before(const lm_form_row *row, int years);

/* How a reason why there is no value is called in forms; NULL for LM_PRESENT. The reader of tables takes it back in either language. */
LM_API const char *lm_form_reason(lm_missing missing, lm_lang lang);
/* The same of a flag of a value; NULL when it is none. */
LM_API const char *lm_form_flag(lm_flag flag, lm_lang lang);

#ifdef __cplusplus
}
#endif
#endif
