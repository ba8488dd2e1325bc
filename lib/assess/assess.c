/* assess.c: goes once through indicator × area × tier and keeps the records.

   Order is that of the panel (indicator, area, kind), so its series are met in passing and nothing is searched. Filters choose
   what is listed, not what is computed: an outcome is judged by all its indicators, and diagnosed by everything upstream,
   whatever was asked for. */
#include "../base/vec.h"
#include "internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_YET INT32_MIN /* newest_day of an empty panel */

typedef struct assess_run {
  lm_assessment *a;
  lm_stats_work *work;
  bool *tier_wanted; /* of the indicator and area at hand */
  size_t series;     /* first of the panel not yet met */
  int32_t newest_day;
  assess_without without, without_then; /* of the latest values; of those up to a due period that is over */
  assess_at_bounds at_bounds;
} assess_run;

lm_assess_options lm_assess_defaults(void) {
  return (lm_assess_options){.until = INT32_MAX};
}

/* ---- what there is to assess ---- */

static size_t area_total(const lm_assessment *a) {
  return a->areas ? lm_areas_count(a->areas) : 0;
}

uint32_t assess_area_slot(const lm_assessment *a, uint32_t area) {
  size_t total = area_total(a);
  if (area == LM_NO_AREA) return a->area_slot[total];
  return area < total ? a->area_slot[area] : UINT32_MAX;
}

static void mark(bool *used, size_t total, uint32_t area) {
  if (area == LM_NO_AREA || area < total) used[area == LM_NO_AREA ? total : area] = true;
}

/* Areas that any series, target or baseline speaks of; or the one asked for. */
static void mark_areas(const lm_assessment *a, bool *used, size_t total) {
  if (a->scope.has_area) {
    mark(used, total, a->scope.area);
    return;
  }
  for (size_t i = 0; a->panel && i < lm_panel_series_count(a->panel); i++)
    mark(used, total, lm_panel_series(a->panel, i)->area);
  for (size_t i = 0; a->targets && i < lm_targets_count(a->targets); i++) mark(used, total, lm_targets_at(a->targets, i)->area);
  for (size_t i = 0; a->targets && i < lm_targets_baseline_count(a->targets); i++)
    mark(used, total, lm_targets_baseline_at(a->targets, i)->area);
}

static lm_status list_areas(lm_assessment *a) {
  size_t total = area_total(a);
  bool *used = lm_arena_alloc(&a->arena, (total + 1) * sizeof *used);
  a->area = lm_arena_alloc(&a->arena, (total + 1) * sizeof *a->area);
  a->area_slot = lm_arena_alloc(&a->arena, (total + 1) * sizeof *a->area_slot);
  if (!used || !a->area || !a->area_slot) return LM_ENOMEM;
  mark_areas(a, used, total);
  for (size_t i = 0; i <= total; i++) {
    bool last_resort = i == total && a->area_count == 0;
    a->area_slot[i] = used[i] || last_resort ? (uint32_t)a->area_count : UINT32_MAX;
    if (used[i] || last_resort) a->area[a->area_count++] = i < total ? (uint32_t)i : LM_NO_AREA;
  }
  return LM_OK;
}

static lm_status list_nodes(lm_assessment *a) {
  size_t total = lm_model_node_count(a->model);
  a->node_slot = lm_arena_alloc(&a->arena, (total + 1) * sizeof *a->node_slot);
  if (!a->node_slot) return LM_ENOMEM;
  for (size_t i = 0; i < total; i++) {
    lm_kind kind = lm_model_node(a->model, (lm_node)i)->kind;
    if (kind == LM_INDICATOR)
      a->node_slot[i] = (uint32_t)a->indicator_count++;
    else if (kind != LM_INITIATIVE)
      a->node_slot[i] = (uint32_t)a->rolled_count++;
  }
  return LM_OK;
}

/* The last day that a value of the panel speaks of. */
static int32_t newest_day(const lm_panel *panel, int32_t until) {
  int32_t newest = NOT_YET;
  for (size_t i = 0; panel && i < lm_panel_series_count(panel); i++) {
    const lm_series *series = lm_panel_series(panel, i);
    size_t count = assess_count_until(series, until);
    while (count > 0 && !assess_usable(&series->obs[count - 1])) count--;
    if (count == 0) continue;
    int32_t day = lm_period_end(series->obs[count - 1].period) - 1;
    newest = day > newest ? day : newest;
  }
  return newest;
}

/* ---- one indicator, one area ---- */

static int compare_place(const lm_series *series, lm_node indicator, uint32_t area) {
  if (series->indicator != indicator) return series->indicator < indicator ? -1 : 1;
  return series->area == area ? 0 : series->area < area ? -1 : 1;
}

/* The series of that place, at most one per kind of period; asked in the order of the panel. */
static size_t series_here(assess_run *run, lm_node indicator, uint32_t area, const lm_series **found) {
  const lm_panel *panel = run->a->panel;
  size_t count = 0;
  for (; panel && run->series < lm_panel_series_count(panel); run->series++) {
    const lm_series *series = lm_panel_series(panel, run->series);
    int place = compare_place(series, indicator, area);
    if (place > 0) break;
    if (place == 0 && count < LM_PERIOD_KIND_COUNT) found[count++] = series;
  }
  return count;
}

/* Tiers of the outcomes that the indicator measures and those it has targets for; if none, the first. */
static void want_tiers(assess_run *run, lm_node indicator, uint32_t area) {
  const lm_assessment *a = run->a;
  size_t tiers = lm_model_tier_count(a->model), links, wanted = 0;
  const uint32_t *link = lm_graph_in(a->measured, indicator, &links);
  memset(run->tier_wanted, 0, tiers * sizeof *run->tier_wanted);
  for (size_t i = 0; i < links; i++) {
    uint32_t tier = lm_model_node(a->model, lm_model_link(a->model, link[i])->from)->tier;
    if (tier < tiers) run->tier_wanted[tier] = true;
  }
  for (uint32_t tier = 0; tier < tiers; tier++) {
    if (a->targets && lm_targets_find(a->targets, indicator, area, tier)) run->tier_wanted[tier] = true;
    wanted += run->tier_wanted[tier];
  }
  if (wanted == 0 && tiers > 0) run->tier_wanted[0] = true;
}

static const lm_baseline *baseline_of(const lm_assessment *a, lm_node indicator, uint32_t area) {
  const lm_baseline *baseline = a->targets ? lm_targets_baseline(a->targets, indicator, area) : NULL;
  return baseline && baseline->obs.missing == LM_PRESENT && isfinite(baseline->obs.value) ? baseline : NULL;
}

/* A tier whose period is over is judged as things stood at its due date: the value of that period, the trend up to it. When
   there is no value up to then, the later ones have to do. */
static lm_status assess_tier(assess_run *run, lm_node indicator, uint32_t area, uint32_t tier, const assess_track *latest) {
  lm_assessment *a = run->a;
  assess_track then;
  lm_record record = lm_record_none();
  assess_case c = {.indicator = lm_model_node(a->model, indicator)->indicator,
                   .target = a->targets ? lm_targets_find(a->targets, indicator, area, tier) : NULL,
                   .baseline = baseline_of(a, indicator, area),
                   .track = latest,
                   .due = lm_period_last_by(latest->kind, lm_model_tier(a->model, tier)->due),
                   .until = a->scope.until,
                   .until_all = a->scope.until,
                   .newest_day = run->newest_day,
                   .record = &record,
                   .targets = a->targets,
                   .without = &run->without,
                   .at_bounds = &run->at_bounds,
                   .work = run->work};
  record.indicator = indicator;
  record.area = area;
  record.tier = tier;
  record.due_period = c.due;
  c.due_passed = latest->n > 0 && latest->last.index >= c.due.index;
  if (c.due_passed) {
    assess_look look = {.until = lm_period_end(c.due) - 1};
    assess_track_collect(&then, c.indicator, latest->series, &look);
    then.mixed = latest->mixed;
    if (!assess_track_fit(&then, c.indicator, run->work)) return LM_ENOMEM;
    if (then.n > 0) {
      c.track = &then;
      c.until = look.until;
      c.without = &run->without_then;
      c.without->known = false;
    }
  }
  assess_case_run(&c);
  if (c.no_memory) return LM_ENOMEM;
  return LM_VEC_PUSH(a, record) ? LM_OK : LM_ENOMEM;
}

static lm_status assess_place(assess_run *run, lm_node indicator, uint32_t area) {
  lm_assessment *a = run->a;
  const lm_indicator *info = lm_model_node(a->model, indicator)->indicator;
  const lm_series *series[LM_PERIOD_KIND_COUNT];
  const assess_look look = {.until = a->scope.until};
  assess_track track;
  bool mixed;
  size_t count = series_here(run, indicator, area, series);
  assess_track_collect(&track, info, assess_choose(info, series, count, a->scope.until, &mixed), &look);
  track.mixed = mixed;
  run->without.known = run->at_bounds.known = false;
  if (!assess_track_fit(&track, info, run->work)) return LM_ENOMEM;
  want_tiers(run, indicator, area);
  for (uint32_t tier = 0; tier < lm_model_tier_count(a->model); tier++) {
    if (run->tier_wanted[tier] && assess_tier(run, indicator, area, tier, &track) != LM_OK) return LM_ENOMEM;
  }
  return LM_OK;
}

static lm_status assess_all(assess_run *run) {
  lm_assessment *a = run->a;
  size_t place = 0;
  a->start = lm_arena_alloc(&a->arena, (a->indicator_count * a->area_count + 1) * sizeof *a->start);
  if (!a->start) return LM_ENOMEM;
  for (lm_node node = 0; node < lm_model_node_count(a->model); node++) {
    if (lm_model_node(a->model, node)->kind != LM_INDICATOR) continue;
    for (size_t i = 0; i < a->area_count; i++) {
      a->start[place++] = a->count;
      if (assess_place(run, node, a->area[i]) != LM_OK) return LM_ENOMEM;
    }
  }
  a->start[place] = a->count;
  return LM_OK;
}

/* ---- what is shown ---- */

static bool indicator_shown(const lm_assessment *a, lm_node indicator) {
  const assess_scope *scope = &a->scope;
  if (scope->indicator != LM_NO_NODE && scope->indicator != indicator) return false;
  size_t links;
  const uint32_t *link = lm_graph_in(a->measured, indicator, &links);
  bool in_scene = scope->scene == LM_NO_NODE;
  for (size_t i = 0; i < links && !in_scene; i++)
    in_scene = lm_model_scene_of(a->model, lm_model_link(a->model, link[i])->from) == scope->scene;
  return in_scene;
}

static lm_status show_records(lm_assessment *a) {
  lm_node last = LM_NO_NODE;
  bool shown = false;
  a->shown = lm_arena_alloc(&a->arena, (a->count + 1) * sizeof *a->shown);
  if (!a->shown) return LM_ENOMEM;
  for (size_t i = 0; i < a->count; i++) {
    const lm_record *record = &a->item[i];
    if (record->indicator != last) shown = indicator_shown(a, record->indicator);
    last = record->indicator;
    if (shown && (a->scope.tier == LM_NO_TIER || a->scope.tier == record->tier)) a->shown[a->shown_count++] = record;
  }
  return LM_OK;
}

/* ---- the whole ---- */

static lm_status prepare(lm_assessment *a) {
  lm_status status = lm_graph_new(&a->measured, a->model, LM_MASK(LM_MEASURED_BY));
  if (status == LM_OK) status = list_areas(a);
  return status == LM_OK ? list_nodes(a) : status;
}

static lm_status run_all(lm_assessment *a) {
  assess_run run = {.a = a, .newest_day = newest_day(a->panel, a->scope.until)};
  lm_status status = LM_ENOMEM;
  run.tier_wanted = lm_arena_alloc(&a->arena, (lm_model_tier_count(a->model) + 1) * sizeof *run.tier_wanted);
  run.work = lm_stats_work_new();
  if (run.tier_wanted && run.work) status = assess_all(&run);
  lm_stats_work_free(run.work);
  return status;
}

lm_status lm_assess(lm_assessment **out, const lm_model *model, const lm_areas *areas, const lm_panel *panel,
                    const lm_targets *targets, const lm_assess_options *options, lm_diags *diags) {
  if (!out) return LM_EINVAL;
  *out = NULL;
  if (!model) return LM_EINVAL;
  lm_assess_options defaults = lm_assess_defaults();
  lm_assessment *a = calloc(1, sizeof *a);
  if (!a) return LM_ENOMEM;
  a->model = model;
  a->areas = areas;
  a->panel = panel;
  a->targets = targets;
  lm_status status = assess_scope_resolve(&a->scope, model, areas, options ? options : &defaults, diags);
  if (status == LM_OK) status = prepare(a);
  if (status == LM_OK) status = run_all(a);
  if (status == LM_OK) status = show_records(a);
  if (status == LM_OK) status = assess_rollups(a);
  if (status == LM_OK)
    *out = a;
  else
    lm_assessment_free(a);
  return status;
}

void lm_assessment_free(lm_assessment *assessment) {
  if (!assessment) return;
  lm_graph_free(assessment->measured);
  free(assessment->item);
  lm_arena_clear(&assessment->arena);
  free(assessment);
}

/* ---- asking ---- */

size_t lm_assessment_count(const lm_assessment *assessment) {
  return assessment->shown_count;
}

const lm_record *lm_assessment_at(const lm_assessment *assessment, size_t index) {
  return index < assessment->shown_count ? assessment->shown[index] : NULL;
}

static bool is_indicator(const lm_assessment *a, lm_node node) {
  const lm_node_info *info = lm_model_node(a->model, node);
  return info && info->kind == LM_INDICATOR;
}

const lm_record *assess_records_at(const lm_assessment *a, lm_node indicator, size_t area_slot, size_t *count) {
  const size_t *start = a->start + a->node_slot[indicator] * a->area_count + area_slot;
  *count = start[1] - start[0];
  return a->item + start[0];
}

const lm_record *lm_assessment_find(const lm_assessment *assessment, lm_node indicator, uint32_t area, uint32_t tier) {
  uint32_t slot = assess_area_slot(assessment, area);
  size_t count;
  if (slot == UINT32_MAX || !is_indicator(assessment, indicator)) return NULL;
  const lm_record *record = assess_records_at(assessment, indicator, slot, &count);
  for (size_t i = 0; i < count; i++) {
    if (record[i].tier == tier) return &record[i];
  }
  return NULL;
}

const lm_model *lm_assessment_model(const lm_assessment *assessment) {
  return assessment->model;
}

const lm_areas *lm_assessment_areas(const lm_assessment *assessment) {
  return assessment->areas;
}

const lm_panel *lm_assessment_panel(const lm_assessment *assessment) {
  return assessment->panel;
}

const lm_targets *lm_assessment_targets(const lm_assessment *assessment) {
  return assessment->targets;
}
