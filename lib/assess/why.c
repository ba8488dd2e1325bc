/* why.c: verdicts followed through the stages of an explanation, by the ids of what they are about: numbers may differ between models. */
#include "internal.h"

#include "../base/vec.h"

#include <logicmodel/reporting.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *lm_cause_word(lm_cause cause) {
  static const char *const word[LM_CAUSE_COUNT] = {"areas", "new-periods", "revised-values", "targets", "model"};
  return (unsigned)cause < LM_CAUSE_COUNT ? word[cause] : NULL;
}

static const lm_record *find(const lm_assessment *in, const lm_moved *what) {
  const lm_model *model = lm_assessment_model(in);
  lm_node indicator = lm_model_find(model, LM_INDICATOR, what->indicator, strlen(what->indicator));
  uint32_t tier = lm_model_find_tier(model, what->tier);
  uint32_t area = what->area ? lm_areas_find(lm_assessment_areas(in), what->area, strlen(what->area)) : LM_NO_AREA;
  if (indicator == LM_NO_NODE || tier == LM_NO_TIER || (what->area && area == LM_NO_AREA)) return NULL;
  return lm_assessment_find(in, indicator, area, tier);
}

static lm_stage stage_of(const lm_record *record) {
  if (!record) return (lm_stage){LM_VERDICT_COUNT, NAN, NAN, NAN, NAN};
  return (lm_stage){record->status, record->p_reach, record->gap, record->has_last ? record->last_value : NAN, record->target};
}

static lm_moved follow(const lm_assessment *const stage[], const lm_assessment *of, const lm_record *record) {
  const lm_model *model = lm_assessment_model(of);
  const lm_area *area = lm_areas_at(lm_assessment_areas(of), record->area);
  lm_moved m = {.indicator = lm_model_node(model, record->indicator)->id,
                .area = area ? area->id : NULL,
                .tier = lm_model_tier(model, record->tier)->id};
  for (int i = 0; i <= LM_CAUSE_COUNT; i++) m.stage[i] = stage_of(find(stage[i], &m));
  return m;
}

typedef struct list {
  lm_moved *item;
  size_t count, room;
} list;

static bool take(list *to, lm_explanation *out, const lm_moved *m) {
  bool any = false;
  for (int cause = 0; cause < LM_CAUSE_COUNT; cause++) {
    if (m->stage[cause].status == m->stage[cause + 1].status) continue;
    out->by[cause]++;
    any = true;
  }
  out->records++;
  out->moved += m->stage[0].status != m->stage[LM_CAUSE_COUNT].status;
  return !any || LM_VEC_PUSH(to, *m);
}

lm_status lm_explain(lm_explanation *out, const lm_assessment *const stage[LM_CAUSE_COUNT + 1]) {
  const lm_assessment *first = stage[0], *last = stage[LM_CAUSE_COUNT];
  list found = {0};
  bool ok = true;
  *out = (lm_explanation){0};
  for (size_t i = 0; i < lm_assessment_count(last) && ok; i++) {
    const lm_moved m = follow(stage, last, lm_assessment_at(last, i));
    ok = take(&found, out, &m);
  }
  for (size_t i = 0; i < lm_assessment_count(first) && ok; i++) {
    const lm_moved m = follow(stage, first, lm_assessment_at(first, i));
    if (m.stage[LM_CAUSE_COUNT].status == LM_VERDICT_COUNT) ok = take(&found, out, &m);
  }
  if (!ok) {
    free(found.item);
    return LM_ENOMEM;
  }
  out->item = found.item;
  out->count = found.count;
  return LM_OK;
}

void lm_explanation_clear(lm_explanation *explanation) {
  free(explanation->item);
  *explanation = (lm_explanation){0};
}
