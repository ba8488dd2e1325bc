/* diagnosis.c: why an outcome lags, as far as the chain can say.

   Upstream is everything that contributes to the outcome, at any distance: outcomes, and the activities of the initiatives on
   the way (an initiative is delivered by its activities). A chain is not averaged: three lists, and one word for what they
   mean. */
#include "internal.h"

#include <string.h>

typedef struct upstream {
  lm_node *node; /* document order */
  size_t count;
} upstream;

/* part-of links lead from activities to their initiative; no other part-of link is met on the way up from an outcome. */
static lm_status find_upstream(upstream *up, const lm_assessment *a, const lm_graph *graph, lm_node outcome, uint8_t *reach) {
  lm_status status = lm_graph_reach(graph, outcome, true, reach);
  if (status != LM_OK) return status;
  up->count = 0;
  for (lm_node node = 0; node < lm_model_node_count(a->model); node++) {
    lm_kind kind = lm_model_node(a->model, node)->kind;
    if (reach[node] && node != outcome && (kind == LM_OUTCOME || kind == LM_ACTIVITY)) up->node[up->count++] = node;
  }
  return LM_OK;
}

/* Lagging, well, or neither. Unclear is neither. */
static int class_of(lm_verdict verdict) {
  return assess_lags(verdict) ? 0 : assess_well(verdict) ? 1 : 2;
}

static lm_diagnosis_kind name(lm_verdict outcome, const lm_diagnosis *d) {
  if (assess_well(outcome)) return LM_DX_NOT_LAGGING;
  if (!assess_lags(outcome)) return LM_DX_NOT_ASSESSED;
  if (d->behind_count > 0) return LM_DX_UPSTREAM_BEHIND;
  return d->well_count > 0 ? LM_DX_UPSTREAM_WELL : LM_DX_UPSTREAM_UNMEASURED;
}

/* One array holds the three lists one behind the other. */
static lm_status diagnose(lm_assessment *a, lm_rollup *r, size_t area_slot, const upstream *up) {
  size_t count[3] = {0}, next[3];
  lm_node *list = lm_arena_alloc(&a->arena, (up->count + 1) * sizeof *list);
  if (!list) return LM_ENOMEM;
  for (size_t i = 0; i < up->count; i++) count[class_of(assess_rollup_at(a, up->node[i], area_slot)->status)]++;
  next[0] = 0;
  next[1] = count[0];
  next[2] = count[0] + count[1];
  r->diagnosis = (lm_diagnosis){.behind = list,
                                .behind_count = count[0],
                                .well = list + next[1],
                                .well_count = count[1],
                                .unmeasured = list + next[2],
                                .unmeasured_count = count[2]};
  for (size_t i = 0; i < up->count; i++)
    list[next[class_of(assess_rollup_at(a, up->node[i], area_slot)->status)]++] = up->node[i];
  r->diagnosis.kind = name(r->status, &r->diagnosis);
  return LM_OK;
}

static lm_status diagnose_outcomes(lm_assessment *a, const lm_graph *graph, upstream *up, uint8_t *reach) {
  for (lm_node node = 0; node < lm_model_node_count(a->model); node++) {
    if (lm_model_node(a->model, node)->kind != LM_OUTCOME) continue;
    lm_status status = find_upstream(up, a, graph, node, reach);
    for (size_t i = 0; status == LM_OK && i < a->area_count; i++)
      status = diagnose(a, &a->rollup[a->node_slot[node] * a->area_count + i], i, up);
    if (status != LM_OK) return status;
  }
  return LM_OK;
}

lm_status assess_diagnoses(lm_assessment *a) {
  size_t nodes = lm_model_node_count(a->model);
  upstream up = {lm_arena_alloc(&a->arena, (nodes + 1) * sizeof(lm_node)), 0};
  uint8_t *reach = lm_arena_alloc(&a->arena, nodes + 1);
  lm_graph *graph = NULL;
  if (!up.node || !reach) return LM_ENOMEM;
  lm_status status = lm_graph_new(&graph, a->model, LM_STRUCTURE);
  if (status == LM_OK) status = diagnose_outcomes(a, graph, &up, reach);
  lm_graph_free(graph);
  return status;
}
