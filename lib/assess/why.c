/* why.c: verdicts followed through the stages of an explanation, by the ids of what they are about: numbers may differ between models. */
#include "internal.h"

#include "../base/vec.h"

#include <logicmodel/reporting.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *lm_cause_word(lm_cause cause) {
  static const char *const word[LM_CAUSE_COUNT] = {"method", "areas", "new-periods", "revised-values", "targets", "model"};
  return (unsigned)cause < LM_CAUSE_COUNT ? word[cause] : NULL;
}

/* ---- what was saved ---- */

static int by_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : ""); }

static int by_ids(const void *a, const void *b) {
  const lm_kept_verdict *x = *(const lm_kept_verdict *const *)a, *y = *(const lm_kept_verdict *const *)b;
  int order = by_text(x->indicator, y->indicator);
  if (!order) order = by_text(x->area, y->area);
  return order ? order : by_text(x->tier, y->tier);
}

/* What was saved, sorted by ids; NULL where nothing was. */
typedef struct past {
  const lm_kept_verdict **item;
  size_t count;
} past;

static bool sort(past *out, const lm_kept_verdicts *then) {
  const size_t count = then ? then->count : 0;
  *out = (past){count ? malloc(count * sizeof *out->item) : NULL, count};
  if (count && !out->item) return false;
  for (size_t i = 0; i < count; i++) out->item[i] = &then->item[i];
  if (count) qsort(out->item, count, sizeof *out->item, by_ids);
  return true;
}

static lm_stage no_record(void) { return (lm_stage){LM_VERDICT_COUNT, NAN, NAN, NAN, NAN}; }

static lm_stage said_of(const past *from, const lm_moved *what) {
  const lm_kept_verdict key = {.indicator = what->indicator, .area = what->area, .tier = what->tier}, *wanted = &key;
  const lm_kept_verdict *const *found = from->count ? bsearch(&wanted, from->item, from->count, sizeof *from->item, by_ids) : NULL;
  return found ? (*found)->stage : no_record();
}

/* ---- verdicts through the stages ---- */

typedef struct story {
  const lm_kept_verdicts *then;
  past past;
  const lm_assessment *const *assessment; /* after each cause */
  lm_moved *item;
  size_t count, room;
} story;

static const lm_record *find(const lm_assessment *in, const lm_moved *what) {
  if (!in) return NULL;
  const lm_model *model = lm_assessment_model(in);
  lm_node indicator = lm_model_find(model, LM_INDICATOR, what->indicator, strlen(what->indicator));
  uint32_t tier = lm_model_find_tier(model, what->tier);
  uint32_t area = what->area ? lm_areas_find(lm_assessment_areas(in), what->area, strlen(what->area)) : LM_NO_AREA;
  if (indicator == LM_NO_NODE || tier == LM_NO_TIER || (what->area && area == LM_NO_AREA)) return NULL;
  return lm_assessment_find(in, indicator, area, tier);
}

static lm_stage stage_of(const lm_record *record) {
  if (!record) return no_record();
  return (lm_stage){record->status, record->p_reach, record->gap, record->has_last ? record->last_value : NAN, record->target};
}

/* Fills the stages of what has its ids. */
static void follow(const story *s, lm_moved *m) {
  for (int i = 0; i < LM_CAUSE_COUNT; i++) m->stage[i + 1] = stage_of(find(s->assessment[i], m));
  m->stage[0] = s->then ? said_of(&s->past, m) : m->stage[1];
}

static lm_moved ids_of(const lm_assessment *of, const lm_record *record) {
  const lm_model *model = lm_assessment_model(of);
  const lm_area *area = lm_areas_at(lm_assessment_areas(of), record->area);
  return (lm_moved){.indicator = lm_model_node(model, record->indicator)->id, .area = area ? area->id : NULL, .tier = lm_model_tier(model, record->tier)->id};
}

static bool take(story *s, lm_explanation *out, const lm_moved *m) {
  bool any = false;
  for (int cause = 0; cause < LM_CAUSE_COUNT; cause++) {
    if (m->stage[cause].status == m->stage[cause + 1].status) continue;
    out->by[cause]++;
    any = true;
  }
  out->records++;
  out->moved += m->stage[0].status != m->stage[LM_CAUSE_COUNT].status;
  return !any || LM_VEC_PUSH(s, *m);
}

static bool gone(const lm_stage *stage) { return stage->status == LM_VERDICT_COUNT; }

/* What is there now, then what was there first and is not now, then what only was saved. */
static bool take_all(story *s, lm_explanation *out) {
  const lm_assessment *first = s->assessment[0], *last = s->assessment[LM_CAUSE_COUNT - 1];
  bool ok = true;
  for (size_t i = 0; i < lm_assessment_count(last) && ok; i++) {
    lm_moved m = ids_of(last, lm_assessment_at(last, i));
    follow(s, &m);
    ok = take(s, out, &m);
  }
  for (size_t i = 0; first && i < lm_assessment_count(first) && ok; i++) {
    lm_moved m = ids_of(first, lm_assessment_at(first, i));
    follow(s, &m);
    if (gone(&m.stage[LM_CAUSE_COUNT])) ok = take(s, out, &m);
  }
  for (size_t i = 0; s->then && i < s->then->count && ok; i++) {
    lm_moved m = {.indicator = s->then->item[i].indicator, .area = s->then->item[i].area, .tier = s->then->item[i].tier};
    follow(s, &m);
    if (gone(&m.stage[1]) && gone(&m.stage[LM_CAUSE_COUNT])) ok = take(s, out, &m);
  }
  return ok;
}

lm_status lm_explain(lm_explanation *out, const lm_kept_verdicts *then, const lm_assessment *const assessment[LM_CAUSE_COUNT]) {
  story s = {.then = then, .assessment = assessment};
  *out = (lm_explanation){.then = then};
  const bool ok = sort(&s.past, then) && take_all(&s, out);
  free(s.past.item);
  out->item = s.item;
  out->count = s.count;
  if (ok) return LM_OK;
  lm_explanation_clear(out);
  return LM_ENOMEM;
}

void lm_explanation_clear(lm_explanation *explanation) {
  free(explanation->item);
  *explanation = (lm_explanation){0};
}
