/* form_sums.c: what a form for a merged area shows of the years before the merger. Only counts are shown added up: a share of what was several areas
   beside the cell of the share of one would be taken for its own. */
#include "internal.h"

#include <logicmodel/form.h>

#include <stdlib.h>
#include <string.h>

static lm_form_together told(const lm_area_sum *row) {
  static const lm_form_together_kind kinds[LM_SUM_REFUSAL_COUNT] = {
      [LM_SUM_NO_AREAS] = LM_FORM_NOT_ADDED, [LM_SUM_NOT_ADDITIVE] = LM_FORM_NOT_ADDED, [LM_SUM_UNSAID] = LM_FORM_NOT_ADDED,
      [LM_SUM_ONLY_RATES] = LM_FORM_RATE,    [LM_SUM_NO_VALUE] = LM_FORM_MISSING_PART,  [LM_SUM_UNBOUNDED] = LM_FORM_MASKED_PART,
      [LM_SUM_SCALE] = LM_FORM_RATE,         [LM_SUM_DIVIDED] = LM_FORM_DIVIDED,        [LM_SUM_WIDER] = LM_FORM_NOT_ADDED};
  const lm_sum *s = &row->sum;
  if (s->refusal != LM_SUM_OK) return (lm_form_together){kinds[s->refusal], NAN};
  if (row->parts > 1 && !isnan(s->den)) return (lm_form_together){LM_FORM_RATE, NAN};
  if (s->masked > 0) return (lm_form_together){LM_FORM_MASKED_PART, NAN};
  return (lm_form_together){LM_FORM_TOGETHER, s->value};
}

/* In the order of the sums: one area, one sort of sum. */
static int by_key(const void *left, const void *right) {
  const lm_area_sum *x = left, *y = right;
  if (x->indicator != y->indicator) return x->indicator < y->indicator ? -1 : 1;
  return lm_period_compare(x->period, y->period);
}

static void look_back(lm_form_row *row, const lm_area_sums *sums) {
  if (!row->has_period || row->period.kind == LM_DAY) return;
  for (int i = 0; i < LM_FORM_BEFORE; i++) {
    const lm_area_sum key = {.indicator = row->indicator, .period = lm_form_period_before(row, i + 1)};
    if (row->before[i]) continue;
    for (size_t k = 0; k < sums->count; k++)
      if (by_key(&sums->item[k], &key) == 0) row->together[i] = told(&sums->item[k]);
  }
}

lm_status lm_form_look_back(lm_form *form, const lm_areas *areas, const lm_panel *panel) {
  lm_area_sums sums;
  const uint32_t area = lm_areas_find(areas, form->area->id, strlen(form->area->id));
  lm_status status = assess_sums_before(&sums, form->model, areas, panel, area);
  for (size_t i = 0; status == LM_OK && i < form->count; i++) look_back(&form->row[i], &sums);
  lm_area_sums_clear(&sums);
  return status;
}
