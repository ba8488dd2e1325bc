/* debt.c: indicators that could not be judged, and how much waits for each: what to measure, or to decide, first. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct ledger {
  const lm_assessment *a;
  lm_graph *causal;
  uint8_t *reach, *reached; /* per node: from one node, from all that the indicator measures */
  lm_debt *item;
  size_t count;
} ledger;

static bool is_open(const lm_record *r) {
  return r->status == LM_NOT_ASSESSABLE;
}

/* The node itself, and the initiative whose activity it is: arrows may start at either. */
static lm_status reach_from(ledger *l, lm_node node) {
  const lm_node_info *info = lm_model_node(l->a->model, node);
  const lm_node from[] = {node, info->kind == LM_ACTIVITY ? info->parent : LM_NO_NODE};
  lm_status status = LM_OK;
  for (size_t k = 0; k < 2 && status == LM_OK; k++) {
    if (from[k] == LM_NO_NODE) continue;
    status = lm_graph_reach(l->causal, from[k], false, l->reach);
    for (lm_node i = 0; status == LM_OK && i < lm_model_node_count(l->a->model); i++) l->reached[i] |= l->reach[i];
  }
  return status;
}

static lm_status count_waiting(ledger *l, lm_debt *debt) {
  const lm_model *model = l->a->model;
  size_t links;
  const uint32_t *link = lm_graph_in(l->a->measured, debt->indicator, &links);
  lm_status status = LM_OK;
  memset(l->reached, 0, lm_model_node_count(model));
  for (size_t i = 0; i < links && status == LM_OK; i++) {
    const lm_node node = lm_model_link(model, link[i])->from;
    const lm_rollup *rollup = lm_assessment_rollup_of(l->a, node, debt->area);
    debt->nodes++;
    debt->open += rollup && rollup->status == LM_NOT_ASSESSABLE;
    status = reach_from(l, node);
  }
  for (size_t i = 0; i < links; i++) l->reached[lm_model_link(model, link[i])->from] = 0;
  for (lm_node i = 0; i < lm_model_node_count(model); i++)
    debt->downstream += l->reached[i] && lm_model_node(model, i)->kind == LM_OUTCOME;
  return status;
}

static lm_status collect(ledger *l) {
  const size_t records = lm_assessment_count(l->a);
  lm_status status = LM_OK;
  for (size_t i = 0; i < records; i++) {
    const lm_record *r = lm_assessment_at(l->a, i);
    lm_debt *last = l->count > 0 ? &l->item[l->count - 1] : NULL;
    if (!is_open(r)) continue;
    if (!last || last->indicator != r->indicator || last->area != r->area) {
      last = &l->item[l->count++];
      *last = (lm_debt){.indicator = r->indicator, .area = r->area, .reasons = r->reasons};
    }
    last->records++;
  }
  for (size_t i = 0; i < l->count && status == LM_OK; i++) status = count_waiting(l, &l->item[i]);
  return status;
}

static int compare(const void *x, const void *y) {
  const lm_debt *a = x, *b = y;
  if (a->open != b->open) return a->open > b->open ? -1 : 1;
  if (a->downstream != b->downstream) return a->downstream > b->downstream ? -1 : 1;
  if (a->indicator != b->indicator) return a->indicator < b->indicator ? -1 : 1;
  return a->area < b->area ? -1 : a->area > b->area;
}

lm_status lm_assessment_debts(lm_debt **out, size_t *count, const lm_assessment *a) {
  const size_t nodes = lm_model_node_count(a->model);
  ledger l = {.a = a};
  lm_status status = lm_graph_new(&l.causal, a->model, LM_CAUSAL);
  l.reach = calloc(nodes + 1, 1);
  l.reached = calloc(nodes + 1, 1);
  l.item = calloc(lm_assessment_count(a) + 1, sizeof *l.item);
  if (status == LM_OK && !(l.reach && l.reached && l.item)) status = LM_ENOMEM;
  if (status == LM_OK) status = collect(&l);
  if (status == LM_OK) qsort(l.item, l.count, sizeof *l.item, compare);
  if (status != LM_OK) l.count = 0;
  *out = l.item;
  *count = l.count;
  free(l.reach);
  free(l.reached);
  lm_graph_free(l.causal);
  return status;
}
