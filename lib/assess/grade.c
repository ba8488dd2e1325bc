/* grade.c: the four grades of a 進行管理表 (progress table), from the share of projects that met the year's goal.

   The source's classes overlap and leave gaps: 7,8割程度 ends before 全て, so nine tenths have no grade; 2割未満 lies within 7割未満.
   Resolved in this order: all of them is 達成, and only that; below two tenths is 未達成・未着手, because the narrower class says
   more than the wider one that contains it; seven tenths up to, but not, all is 概ね達成, because "all" was not met and no other word
   is left; the rest is 一部達成. Shares are compared as whole numbers: 7 of 10 is seven tenths. */
#include "internal.h"

#include <math.h>

static const lm_grade_row rows[LM_GRADE_COUNT] = {
    {LM_GRADE_ALL,
     "all-met",
     {{"all met", "達成"}},
     "施策項目の全ての事業で年度目標を達成。",
     {{"every project counted met the year's goal", "数えた事業のすべてが年度目標を達成"}}},
    {LM_GRADE_MOSTLY,
     "mostly-met",
     {{"mostly met", "概ね達成"}},
     "施策項目の事業全体で、「概ね(7,8割程度)」年度目標を達成。",
     {{"seven tenths or more, but not all (nine tenths included)", "7割以上、全部未満(9割を含む)"}}},
    {LM_GRADE_PARTLY,
     "partly-met",
     {{"partly met", "一部達成"}},
     "施策項目の事業全体で、年度目標の達成が「一部(7割未満)」に留まった。",
     {{"two tenths or more, below seven tenths", "2割以上、7割未満"}}},
    {LM_GRADE_NOT,
     "not-met",
     {{"not met, or not begun", "未達成・未着手"}},
     "施策項目の各事業で、年度目標の「一部(2割未満)」もしくは未着手である。",
     {{"below two tenths (goes before \"below seven tenths\")", "2割未満(「7割未満」より優先)"}}},
    {LM_GRADE_UNKNOWN,
     "unknown",
     {{"cannot tell", "判定できない"}},
     NULL,
     {{"fewer than half of the projects can be judged, or there are none", "判定できる事業が半数未満、または事業がない"}}},
};

const lm_grade_row *lm_grade_at(lm_grade grade) {
  return (unsigned)grade < LM_GRADE_COUNT ? &rows[grade] : NULL;
}

lm_grade lm_grade_of(size_t met, size_t counted, size_t total) {
  if (counted == 0 || 2 * counted < total) return LM_GRADE_UNKNOWN;
  if (met >= counted) return LM_GRADE_ALL;
  if (10 * met < 2 * counted) return LM_GRADE_NOT;
  return 10 * met >= 7 * counted ? LM_GRADE_MOSTLY : LM_GRADE_PARTLY;
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
  out->grade = lm_grade_of(out->met, out->counted, out->total);
  return LM_OK;
}
