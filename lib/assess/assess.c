/* assess.c: what there is to assess, what of it is shown, and the answers about it.

   Filters choose what is listed, not what is computed: an outcome is judged by all its indicators, and diagnosed by everything upstream,
   whatever was asked for. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* An area that ended before the first tier was due has no verdict to wait for; what it counted is for the one it became part of. */
static bool ended(const lm_assessment *a, uint32_t area) {
  const lm_area *known = a->areas ? lm_areas_at(a->areas, area) : NULL;
  const size_t tiers = lm_model_tier_count(a->model);
  if (!known || !known->has_to || tiers == 0) return false;
  for (size_t i = 0; i < tiers; i++)
    if (known->to >= lm_model_tier(a->model, i)->due) return false;
  return true;
}

/* Each unit that a target is for has that target. */
static void mark_units(const lm_assessment *a, bool *used, size_t total, const lm_target *target) {
  for (uint32_t area = 0; target->per && area < total; area++)
    if (!ended(a, area) && lm_target_holds_in(target, a->areas, area)) mark(used, total, area);
}

/* Areas that any series, target or baseline speaks of; or the one asked for. */
static void mark_areas(const lm_assessment *a, bool *used, size_t total) {
  if (a->scope.has_area) {
    mark(used, total, a->scope.area);
    return;
  }
  for (size_t i = 0; a->panel && i < lm_panel_series_count(a->panel); i++)
    if (!ended(a, lm_panel_series(a->panel, i)->area)) mark(used, total, lm_panel_series(a->panel, i)->area);
  for (size_t i = 0; a->targets && i < lm_targets_count(a->targets); i++) mark(used, total, lm_targets_at(a->targets, i)->area);
  for (size_t i = 0; a->targets && i < lm_targets_count(a->targets); i++) mark_units(a, used, total, lm_targets_at(a->targets, i));
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
  a->indicator = lm_arena_alloc(&a->arena, (total + 1) * sizeof *a->indicator);
  if (!a->node_slot || !a->indicator) return LM_ENOMEM;
  for (size_t i = 0; i < total; i++) {
    lm_kind kind = lm_model_node(a->model, (lm_node)i)->kind;
    if (kind == LM_INDICATOR) {
      a->indicator[a->indicator_count] = (lm_node)i;
      a->node_slot[i] = (uint32_t)a->indicator_count++;
    } else if (kind != LM_INITIATIVE) {
      a->node_slot[i] = (uint32_t)a->rolled_count++;
    }
  }
  return LM_OK;
}

/* ---- what is shown ---- */

bool assess_indicator_shown(const lm_assessment *a, lm_node indicator) {
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
  size_t places = a->indicator_count * a->area_count, total = 0;
  for (size_t i = 0; i < places; i++) total += a->place[i].count;
  a->shown = lm_arena_alloc(&a->arena, (total + 1) * sizeof *a->shown);
  if (!a->shown) return LM_ENOMEM;
  for (size_t i = 0; i < places; i++) {
    const assess_place *place = &a->place[i];
    if (i % a->area_count == 0 && !assess_indicator_shown(a, a->indicator[i / a->area_count])) {
      i += a->area_count - 1;
      continue;
    }
    for (size_t k = 0; k < place->count; k++)
      if (assess_tier_shown(a, place->first[k].tier)) a->shown[a->shown_count++] = &place->first[k];
  }
  return LM_OK;
}

/* ---- the whole ---- */

static lm_status prepare(lm_assessment *a) {
  lm_status status = lm_graph_new(&a->measured, a->model, LM_MASK(LM_MEASURED_BY));
  if (status == LM_OK) status = list_areas(a);
  a->newest_day = assess_newest_day(a->panel, a->scope.until);
  return status == LM_OK ? list_nodes(a) : status;
}

static lm_status keep_all(lm_assessment *a, unsigned threads) {
  lm_status status = assess_run_all(a, threads);
  if (status == LM_OK) status = show_records(a);
  return status == LM_OK ? assess_rollups(a) : status;
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
  if (!options) options = &defaults;
  a->in_passing = options->in_passing;
  lm_status status = assess_scope_resolve(&a->scope, model, areas, options, diags);
  if (status == LM_OK) status = prepare(a);
  if (status == LM_OK && !a->in_passing) status = keep_all(a, options->threads);
  if (status == LM_OK)
    *out = a;
  else
    lm_assessment_free(a);
  return status;
}

void lm_assessment_free(lm_assessment *assessment) {
  if (!assessment) return;
  lm_graph_free(assessment->measured);
  for (size_t i = 0; i < assessment->block_count; i++) free(assessment->block[i]);
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
  *count = 0;
  if (!a->place) return NULL;
  const assess_place *place = &a->place[a->node_slot[indicator] * a->area_count + area_slot];
  *count = place->count;
  return place->first;
}

const lm_record *lm_assessment_find(const lm_assessment *assessment, lm_node indicator, uint32_t area, uint32_t tier) {
  uint32_t slot = assess_area_slot(assessment, area);
  size_t count;
  if (slot == UINT32_MAX || !assessment->place || !is_indicator(assessment, indicator)) return NULL;
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
