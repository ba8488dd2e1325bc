/* grade.c: initiatives and scenes in the grades of a 進行管理表 (progress table), from the share of activities that met the year's goal.

   The grades are the model's, or the built-in four (lib/model/scale.c has the one rule for both). Here a half must be judged; what is missing are
   values, not answers, so no bounds are worked out. */
#include "internal.h"

#include <logicmodel/scale.h>

#include <math.h>

static const lm_grade_row rows[LM_GRADE_COUNT] = {
#define LM_GRADE_ROW(name, id, label_en, label_ja, at_least, source, rule_en, rule_ja)                                         \
  {name, id, {{label_en, label_ja}}, source, {{rule_en, rule_ja}}},
#include "../model/grades.def"
#undef LM_GRADE_ROW
    {LM_GRADE_UNKNOWN,
     "unknown",
     {{"cannot tell", "判定できない"}},
     NULL,
     {{"fewer than half of the projects can be judged, or there are none", "判定できる事業が半数未満、または事業がない"}}},
};

const lm_grade_row *lm_grade_at(lm_grade grade) {
  return (unsigned)grade < LM_GRADE_COUNT ? &rows[grade] : NULL;
}

/* Place in a scale; -1 when fewer than half can be judged. */
static int place_of(const lm_scale *scale, size_t met, size_t counted, size_t total) {
  return 2 * counted < total ? -1 : lm_scale_place(scale, met, counted);
}

lm_grade lm_grade_of(size_t met, size_t counted, size_t total) {
  int place = place_of(lm_scale_builtin(), met, counted, total);
  return place < 0 ? LM_GRADE_UNKNOWN : (lm_grade)place;
}

static lm_grade_row row_of(const lm_scale *own, int place) {
  const lm_scale_grade *grade = own ? lm_scale_at(own, place) : NULL;
  if (!grade) return rows[own || place < 0 ? LM_GRADE_UNKNOWN : place];
  lm_grade_row row = {LM_GRADE_COUNT, grade->id, grade->label, NULL, {{NULL}}};
  const char *source = lm_text_in(&grade->definition, LM_JA);
  if (*source) row.source = source;
  if (grade->notes.count > 0) row.rule = grade->notes.item[0];
  return row;
}

int assess_met_year(const lm_record *r) {
  if (r->status == LM_NOT_ASSESSABLE) return -1;
  if (r->status == LM_ACHIEVED || r->status == LM_ACHIEVED_SLIPPING) return 1;
  double way = r->target - r->baseline, line = r->last_value - r->line_gap;
  if (!isnan(line) && (way > 0 || way < 0)) return r->line_gap * way > 0 || assess_same(r->last_value, line, 0, -1);
  return r->status == LM_UNCLEAR ? -1 : assess_well(r->status);
}

static bool belongs(const lm_model *model, lm_node activity, lm_node node) {
  lm_node parent = lm_model_node(model, activity)->parent;
  return parent == node || lm_model_scene_of(model, activity) == node;
}

/* -1 nothing can be judged; 0 something falls short; 1 all that can be judged is met. Of an indicator, the first tier to come. */
static int activity_met(const lm_assessment *a, lm_node activity, size_t area_slot) {
  size_t links, count;
  const uint32_t *link = lm_graph_out(a->measured, activity, &links);
  int met = -1;
  for (size_t i = 0; i < links; i++) {
    lm_node indicator = lm_model_link(a->model, link[i])->to;
    if (lm_model_node(a->model, indicator)->kind != LM_INDICATOR) continue;
    const lm_record *record = assess_records_at(a, indicator, area_slot, &count), *now = NULL;
    for (size_t k = 0; k < count; k++) {
      bool over = record[k].reasons & LM_REASON_BIT(LM_R_DUE_PASSED);
      bool sooner = !now || record[k].due_period.index < now->due_period.index;
      if (record[k].status != LM_NOT_ASSESSABLE && !over && sooner) now = &record[k];
    }
    if (!now && count > 0) now = &record[count - 1];
    int one = now ? assess_met_year(now) : -1;
    if (one >= 0) met = met < 0 ? one : met && one;
  }
  return met;
}

lm_status lm_assessment_grade(lm_grading *out, const lm_assessment *assessment, lm_node node, uint32_t area) {
  const lm_model *model = assessment->model;
  const lm_node_info *info = lm_model_node(model, node);
  uint32_t slot = assess_area_slot(assessment, area);
  if (!info || (info->kind != LM_INITIATIVE && info->kind != LM_SCENE) || slot == UINT32_MAX) return LM_EINVAL;
  *out = (lm_grading){0};
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    if (lm_model_node(model, i)->kind != LM_ACTIVITY || !belongs(model, i, node)) continue;
    int met = activity_met(assessment, i, slot);
    out->total++;
    out->counted += met >= 0;
    out->met += met > 0;
  }
  out->row = row_of(lm_model_scale(model), place_of(lm_scale_of(model), out->met, out->counted, out->total));
  out->grade = out->row.grade;
  return LM_OK;
}
