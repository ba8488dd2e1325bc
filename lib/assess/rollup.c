/* rollup.c: from indicators to outcomes and activities, from outcomes to scenes.

   The worst speaks for the whole (Destatis: an average hides the one that lags); the mean of the two worst severities ranks
   what has the same status (SDSN). Grey, that is not assessable, when fewer than half can be judged. Nothing is averaged over
   unlike units. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

/* Parts come one by one; the first of equally bad ones is kept. */
typedef struct tally {
  size_t parts, assessed;
  double worst, second; /* severities; NaN none yet */
  lm_verdict status;
  const lm_record *record;
} tally;

static void count_part(tally *sum, lm_verdict status, const lm_record *record) {
  double severity = assess_severity(status);
  sum->parts++;
  if (isnan(severity)) return;
  sum->assessed++;
  if (sum->assessed == 1 || severity > sum->worst) {
    sum->second = sum->worst;
    sum->worst = severity;
    sum->status = status;
    sum->record = record;
    return;
  }
  sum->second = fmax(sum->second, severity); /* fmax passes over NaN */
}

static void fill(lm_rollup *r, const tally *sum) {
  r->indicators = sum->parts;
  r->assessed = sum->assessed;
  r->coverage = sum->parts > 0 ? (double)sum->assessed / (double)sum->parts : NAN;
  r->status = sum->assessed > 0 && 2 * sum->assessed >= sum->parts ? sum->status : LM_NOT_ASSESSABLE;
  r->score = sum->assessed > 1 ? (sum->worst + sum->second) / 2 : sum->worst;
  r->worst = sum->record;
}

static tally no_parts(void) {
  return (tally){.worst = NAN, .second = NAN, .status = LM_NOT_ASSESSABLE};
}

static bool worse(const lm_record *record, const lm_record *than) {
  if (!than || isnan(assess_severity(than->status))) return true;
  return assess_severity(record->status) > assess_severity(than->status);
}

/* The record of an outcome's tier; of an activity, which has none, the worst there is. NULL when the node is measured by
   something that is no indicator (no reader lets that pass, but a program can build it). */
static const lm_record *record_for(const lm_assessment *a, lm_node indicator, size_t area_slot, uint32_t tier) {
  if (lm_model_node(a->model, indicator)->kind != LM_INDICATOR) return NULL;
  size_t count;
  const lm_record *record = assess_records_at(a, indicator, area_slot, &count), *found = NULL;
  for (size_t i = 0; i < count; i++) {
    if ((tier == LM_NO_TIER || record[i].tier == tier) && worse(&record[i], found)) found = &record[i];
  }
  return found;
}

static void roll_measured(const lm_assessment *a, lm_rollup *r, size_t area_slot) {
  size_t links;
  const uint32_t *link = lm_graph_out(a->measured, r->node, &links);
  tally sum = no_parts();
  for (size_t i = 0; i < links; i++) {
    const lm_record *record = record_for(a, lm_model_link(a->model, link[i])->to, area_slot, r->tier);
    count_part(&sum, record ? record->status : LM_NOT_ASSESSABLE, record);
  }
  fill(r, &sum);
}

/* Outcomes of that scene and tier; LM_NO_NODE, LM_NO_TIER: any. */
static void roll_outcomes(const lm_assessment *a, lm_rollup *r, size_t area_slot, lm_node scene, uint32_t tier) {
  tally sum = no_parts();
  for (lm_node node = 0; node < lm_model_node_count(a->model); node++) {
    const lm_node_info *info = lm_model_node(a->model, node);
    bool of_tier = tier == LM_NO_TIER || tier == info->tier;
    bool of_scene = scene == LM_NO_NODE || lm_model_scene_of(a->model, node) == scene;
    if (info->kind != LM_OUTCOME || !of_tier || !of_scene) continue;
    const lm_rollup *part = assess_rollup_at(a, node, area_slot);
    count_part(&sum, part->status, part->worst);
  }
  fill(r, &sum);
}

static void roll_kind(lm_assessment *a, lm_kind kind) {
  for (lm_node node = 0; node < lm_model_node_count(a->model); node++) {
    const lm_node_info *info = lm_model_node(a->model, node);
    if (info->kind != kind) continue;
    for (size_t i = 0; i < a->area_count; i++) {
      lm_rollup *r = &a->rollup[a->node_slot[node] * a->area_count + i];
      r->node = node;
      r->area = a->area[i];
      r->tier = info->tier;
      if (kind == LM_SCENE)
        roll_outcomes(a, r, i, node, a->scope.tier);
      else
        roll_measured(a, r, i);
    }
  }
}

/* ---- order and choice ---- */

static bool measured_by(const lm_assessment *a, lm_node node, lm_node indicator) {
  size_t links;
  const uint32_t *link = lm_graph_out(a->measured, node, &links);
  for (size_t i = 0; i < links; i++) {
    if (lm_model_link(a->model, link[i])->to == indicator) return true;
  }
  return false;
}

static bool shown(const lm_assessment *a, lm_node node) {
  const assess_scope *scope = &a->scope;
  const lm_node_info *info = lm_model_node(a->model, node);
  if (info->kind == LM_OUTCOME && scope->tier != LM_NO_TIER && info->tier != scope->tier) return false;
  if (scope->scene != LM_NO_NODE && node != scope->scene && lm_model_scene_of(a->model, node) != scope->scene) return false;
  return scope->indicator == LM_NO_NODE || measured_by(a, node, scope->indicator);
}

typedef struct ranked {
  const lm_rollup *rollup;
  int group;       /* outcomes, activities, scenes */
  double severity; /* -1 not assessable: last */
  size_t at;       /* document order, then area */
} ranked;

static int compare(const void *left, const void *right) {
  const ranked *x = left, *y = right;
  if (x->group != y->group) return x->group < y->group ? -1 : 1;
  if (x->severity != y->severity) return x->severity > y->severity ? -1 : 1;
  if (x->severity >= 0 && x->rollup->score != y->rollup->score) return x->rollup->score > y->rollup->score ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

static int group_of(lm_kind kind) {
  return kind == LM_OUTCOME ? 0 : kind == LM_ACTIVITY ? 1 : 2;
}

static size_t collect(const lm_assessment *a, ranked *list) {
  size_t count = 0;
  for (size_t at = 0; at < a->rolled_count * a->area_count; at++) {
    const lm_rollup *r = &a->rollup[at];
    if (!shown(a, r->node)) continue;
    double severity = assess_severity(r->status);
    list[count++] = (ranked){r, group_of(lm_model_node(a->model, r->node)->kind), isnan(severity) ? -1 : severity, at};
  }
  return count;
}

static lm_status rank(lm_assessment *a) {
  size_t total = a->rolled_count * a->area_count;
  ranked *list = calloc(total + 1, sizeof *list);
  a->ranked = lm_arena_alloc(&a->arena, (total + 1) * sizeof *a->ranked);
  if (!list || !a->ranked) {
    free(list);
    return LM_ENOMEM;
  }
  a->ranked_count = collect(a, list);
  qsort(list, a->ranked_count, sizeof *list, compare);
  for (size_t i = 0; i < a->ranked_count; i++) a->ranked[i] = list[i].rollup;
  free(list);
  return LM_OK;
}

lm_status assess_rollups(lm_assessment *a) {
  a->rollup = lm_arena_alloc(&a->arena, (a->rolled_count * a->area_count + 1) * sizeof *a->rollup);
  if (!a->rollup) return LM_ENOMEM;
  roll_kind(a, LM_OUTCOME);
  roll_kind(a, LM_ACTIVITY);
  roll_kind(a, LM_SCENE);
  lm_status status = assess_diagnoses(a);
  return status == LM_OK ? rank(a) : status;
}

size_t lm_assessment_rollup_count(const lm_assessment *assessment) {
  return assessment->ranked_count;
}

const lm_rollup *lm_assessment_rollup(const lm_assessment *assessment, size_t index) {
  return index < assessment->ranked_count ? assessment->ranked[index] : NULL;
}

const lm_rollup *lm_assessment_rollup_of(const lm_assessment *assessment, lm_node node, uint32_t area) {
  const lm_node_info *info = lm_model_node(assessment->model, node);
  uint32_t slot = assess_area_slot(assessment, area);
  if (!info || info->kind == LM_INDICATOR || info->kind == LM_INITIATIVE || slot == UINT32_MAX || !assessment->rollup) return NULL;
  return assess_rollup_at(assessment, node, slot);
}

lm_status lm_assessment_tier_rollup(lm_rollup *out, const lm_assessment *assessment, uint32_t tier, uint32_t area) {
  uint32_t slot = assess_area_slot(assessment, area);
  if (tier >= lm_model_tier_count(assessment->model) || slot == UINT32_MAX || !assessment->rollup) return LM_EINVAL;
  *out = (lm_rollup){.node = LM_NO_NODE, .area = area, .tier = tier, .diagnosis.kind = LM_DX_COUNT};
  roll_outcomes(assessment, out, slot, assessment->scope.scene, tier);
  return LM_OK;
}
