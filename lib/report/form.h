/* form.h: the columns of a form, for its two renderers. */
#ifndef LM_REPORT_FORM_H
#define LM_REPORT_FORM_H

#include "../base/arena.h"
#include "words.h"
#include "years.h"
#include <logicmodel/write.h>

typedef enum lm_form_column {
  FORM_SCENE, FORM_NODE, FORM_ID, FORM_NAME, FORM_UNIT, FORM_AGO3, FORM_AGO2, FORM_AGO1, FORM_PERIOD, FORM_VALUE, FORM_REASON, FORM_NUM,
  FORM_DEN, FORM_SOURCE, FORM_NOTE, FORM_N, FORM_SE, FORM_LOWER, FORM_UPPER, FORM_STATUS, FORM_DEFINITION, FORM_ORIGIN, FORM_WHO, FORM_COLUMNS
} lm_form_column;

/* The words of a cell that holds no number; "" when it is empty. NULL when memory fails. Lives in `scratch`. */
const char *lm_form_text(const lm_form *form, const lm_form_row *row, lm_form_column column, const lm_view *view, lm_arena *scratch);
/* The number of a cell; NaN when it holds none. */
double lm_form_number(const lm_form_row *row, lm_form_column column);

/* Is anything told of areas that became part of this one? Then lm_form_together_legend says what the marks mean. */
bool lm_form_tells_together(const lm_form *form);
const char *lm_form_together_legend(lm_lang lang);

/* Bytes of a workbook. LM_EINVAL where the library was built without libxlsxwriter. */
lm_status lm_form_workbook(lm_sink *sink, const lm_form *form, const lm_view *view);

#endif
