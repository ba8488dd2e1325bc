/* progress.c: see progress_assess.h. What the pool has counted becomes grades, counts of grades and sums of costs.

   Money is summed in yen and given in thousand yen: amounts of both units add up exactly. */
#include "../values/pool.h"
#include "internal.h"

#include <logicmodel/progress_assess.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct lm_progress_assessment {
  const lm_progress *progress;
  const lm_model *model;
  const lm_areas *areas;
  const lm_panel *panel; /* NULL none */
  const lm_scale *scale;
  assess_scope scope;
  lm_arena arena;
  lm_pool pool;
  lm_progress_item *item; /* in the order of the pool */
  size_t *by_grade;       /* for each item two rows of scale->count + 1 numbers: computed, as printed */
  size_t *order, listed;  /* places in `item`, those the options leave, sorted */
  lm_cost_result *result;
  size_t results;
};

static const char *const refusals[LM_COST_REFUSAL_COUNT] = {
    [LM_CR_OK] = "ok",
    [LM_CR_HORIZON] = "horizon",
    [LM_CR_NO_ACTUAL] = "no-actual",
    [LM_CR_NO_INDICATOR] = "no-indicator",
    [LM_CR_NOT_FLOW] = "not-flow",
    [LM_CR_SEVERAL_AREAS] = "several-areas",
    [LM_CR_NO_VALUE] = "no-value",
    [LM_CR_MISSING] = "missing",
    [LM_CR_ZERO] = "zero",
};

const char *lm_cost_refusal_word(lm_cost_refusal refusal) {
  return (unsigned)refusal < LM_COST_REFUSAL_COUNT ? refusals[refusal] : NULL;
}

lm_progress_options lm_progress_defaults(void) {
  return (lm_progress_options){.until = INT32_MAX};
}

/* ---- items ---- */

/* Which nodes have costs in an area, whenever. */
typedef struct costed_nodes {
  lm_strmap map;
  struct costed_key {
    lm_node node;
    uint32_t area;
  } *key;
} costed_nodes;

static bool is_costed(const costed_nodes *all, const lm_entry *entry) {
  const struct costed_key key = {entry->node, entry->area};
  return lm_strmap_get(&all->map, (const char *)&key, sizeof key) != LM_STRMAP_NONE;
}

static bool find_costed(costed_nodes *all, const lm_progress *progress) {
  size_t count = lm_progress_count(progress);
  all->key = calloc(count + 1, sizeof *all->key);
  for (size_t i = 0; all->key && i < count; i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    all->key[i] = (struct costed_key){entry->node, entry->area};
    if (entry->cost_count == 0 || is_costed(all, entry)) continue;
    if (!lm_strmap_set(&all->map, (const char *)&all->key[i], sizeof *all->key, 0)) return false;
  }
  return all->key;
}

static void clear_costed(costed_nodes *all) {
  lm_strmap_clear(&all->map);
  free(all->key);
}

static void add_cost(double *sum, double amount) { *sum = (isnan(*sum) ? 0 : *sum) + amount; }

/* An entry adds its costs to every node above it; an initiative is counted once, by itself or by its parts. */
static void add_entry(lm_progress_assessment *a, const lm_entry *entry, const costed_nodes *costed) {
  double sum[LM_COST_KIND_COUNT] = {NAN, NAN, NAN};
  for (size_t i = 0; i < entry->cost_count; i++) add_cost(&sum[entry->costs[i].kind], lm_cost_yen(&entry->costs[i]));
  for (lm_node node = entry->node;; node = lm_model_node(a->model, node)->parent) {
    lm_progress_item *item = &a->item[lm_pool_find(&a->pool, node, entry->area, entry->when)];
    item->costed += entry->cost_count > 0;
    item->cost_blank += entry->cost_count == 0 && is_costed(costed, entry);
    for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++) {
      if (isnan(sum[kind])) continue;
      add_cost(&item->cost[kind], sum[kind]);
      if (node == entry->node) add_cost(&item->own_cost[kind], sum[kind]);
    }
    if (node == LM_NO_NODE) return;
  }
}

static void finish_costs(lm_progress_item *item) {
  for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++) {
    if (item->cost[kind] > item->own_cost[kind]) item->cost_twice = true; /* false where the node has none of its own */
    item->cost[kind] /= 1000;
    item->own_cost[kind] /= 1000;
  }
}

static size_t *grades_of(const lm_progress_assessment *a, const lm_progress_item *item, size_t row) {
  return &a->by_grade[((size_t)(item - a->item) * 2 + row) * (a->scale->count + 1)];
}

static void fill_item(lm_progress_assessment *a, lm_progress_item *item, const lm_pooled *from) {
  *item = (lm_progress_item){.node = from->node, .area = from->area, .when = from->when, .entry = from->entry, .tally = from->tally, .printed = -1};
  for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++) item->cost[kind] = item->own_cost[kind] = NAN;
  item->graded = lm_tally_grade(&item->tally, a->scale);
  if (item->entry) item->printed = item->entry->grade;
  item->differs = item->printed >= 0 && item->graded.best >= 0 && (item->printed < item->graded.best || item->printed > item->graded.worst);
  bool rolled = item->node == LM_NO_NODE || lm_model_node(a->model, item->node)->kind == LM_SCENE;
  if (!rolled) return;
  item->computed = grades_of(a, item, 0);
  item->as_printed = grades_of(a, item, 1);
}

/* Where a grade is counted; those without one behind the last. */
static size_t place_of(const lm_scale *scale, int grade) { return grade < 0 ? scale->count : (size_t)grade; }

static void count_initiative(lm_progress_assessment *a, const lm_progress_item *initiative) {
  for (lm_node node = lm_model_node(a->model, initiative->node)->parent;; node = LM_NO_NODE) {
    lm_progress_item *item = &a->item[lm_pool_find(&a->pool, node, initiative->area, initiative->when)];
    item->initiatives++;
    grades_of(a, item, 0)[place_of(a->scale, initiative->graded.grade)]++;
    grades_of(a, item, 1)[place_of(a->scale, initiative->printed)]++;
    if (node == LM_NO_NODE) return;
  }
}

static bool add_entries(lm_progress_assessment *a) {
  costed_nodes costed = {0};
  bool found = find_costed(&costed, a->progress);
  for (size_t i = 0; found && i < lm_progress_count(a->progress); i++) add_entry(a, lm_progress_at(a->progress, i), &costed);
  clear_costed(&costed);
  return found;
}

static bool fill_items(lm_progress_assessment *a) {
  a->item = lm_arena_alloc(&a->arena, (a->pool.count + 1) * sizeof *a->item);
  a->by_grade = lm_arena_alloc(&a->arena, (a->pool.count + 1) * 2 * (a->scale->count + 1) * sizeof *a->by_grade);
  if (!a->item || !a->by_grade) return false;
  for (size_t i = 0; i < a->pool.count; i++) fill_item(a, &a->item[i], a->pool.item[i]);
  if (!add_entries(a)) return false;
  for (size_t i = 0; i < a->pool.count; i++) {
    const lm_node_info *info = lm_model_node(a->model, a->item[i].node);
    if (info && info->kind == LM_INITIATIVE) count_initiative(a, &a->item[i]);
    finish_costs(&a->item[i]);
  }
  return true;
}

/* ---- choice and order ---- */

static bool chosen(const lm_progress_assessment *a, const lm_progress_item *item) {
  const assess_scope *scope = &a->scope;
  const lm_tier *tier = item->when.tier == LM_NO_TIER ? NULL : lm_model_tier(a->model, item->when.tier);
  int32_t last = tier ? tier->due : lm_period_end(item->when.period) - 1;
  if (last > scope->until || (scope->has_area && item->area != scope->area)) return false;
  if (scope->scene == LM_NO_NODE || item->node == scope->scene) return true;
  return item->node != LM_NO_NODE && lm_model_scene_of(a->model, item->node) == scope->scene;
}

typedef struct ranked {
  const lm_progress_item *item;
  lm_when_rank rank;
} ranked;

/* LM_NO_NODE and LM_NO_AREA are the largest, so they come last. */
static int compare(const void *left, const void *right) {
  const ranked *x = left, *y = right;
  if (x->item->area != y->item->area) return x->item->area < y->item->area ? -1 : 1;
  if (x->item->node != y->item->node) return x->item->node < y->item->node ? -1 : 1;
  return lm_when_rank_compare(x->rank, y->rank);
}

static bool sort_items(lm_progress_assessment *a) {
  ranked *list = calloc(a->pool.count + 1, sizeof *list);
  a->order = lm_arena_alloc(&a->arena, (a->pool.count + 1) * sizeof *a->order);
  if (!list || !a->order) {
    free(list);
    return false;
  }
  for (size_t i = 0; i < a->pool.count; i++)
    if (chosen(a, &a->item[i])) list[a->listed++] = (ranked){&a->item[i], lm_when_rank_of(a->model, a->item[i].when)};
  qsort(list, a->listed, sizeof *list, compare);
  for (size_t i = 0; i < a->listed; i++) a->order[i] = (size_t)(list[i].item - a->item);
  free(list);
  return true;
}

/* ---- cost per result ---- */

static bool has_cost(const lm_progress_item *item) {
  for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++)
    if (!isnan(item->own_cost[kind])) return true;
  return false;
}

/* Only what was spent in a period can have a result, of every count that measures the node. */
static bool is_spent(const lm_progress_item *item) {
  return item->when.tier == LM_NO_TIER && !isnan(item->own_cost[LM_COST_ACTUAL]);
}

/* The only area with values of the indicator; LM_NO_AREA: none. */
static uint32_t only_area(const lm_panel *panel, lm_node indicator, bool *several) {
  uint32_t found = LM_NO_AREA;
  *several = false;
  for (size_t i = 0; i < lm_panel_series_count(panel); i++) {
    const lm_series *s = lm_panel_series(panel, i);
    if (s->indicator != indicator || s->area == found) continue;
    *several |= found != LM_NO_AREA;
    found = s->area;
  }
  return found;
}

static const lm_obs *value_at(const lm_panel *panel, const lm_cost_result *r, uint32_t area) {
  const lm_series *series = lm_panel_find(panel, r->indicator, area, (int)r->when.period.kind);
  for (size_t i = 0; series && i < series->count; i++)
    if (series->obs[i].period.index == r->when.period.index) return &series->obs[i];
  return NULL;
}

static lm_cost_refusal find_result(const lm_progress_assessment *a, lm_cost_result *r) {
  bool several = false;
  if (!a->panel) return LM_CR_NO_VALUE;
  uint32_t area = r->area == LM_NO_AREA ? only_area(a->panel, r->indicator, &several) : r->area;
  if (several) return LM_CR_SEVERAL_AREAS;
  const lm_obs *obs = value_at(a->panel, r, area);
  if (!obs) return LM_CR_NO_VALUE;
  r->missing = obs->missing;
  if (obs->missing != LM_PRESENT) return LM_CR_MISSING;
  r->result = obs->value;
  return obs->value > 0 ? LM_CR_OK : LM_CR_ZERO;
}

static lm_cost_refusal refusal_of(const lm_progress_assessment *a, lm_cost_result *r) {
  if (r->when.tier != LM_NO_TIER) return LM_CR_HORIZON;
  if (isnan(r->cost)) return LM_CR_NO_ACTUAL;
  if (r->indicator == LM_NO_NODE) return LM_CR_NO_INDICATOR;
  lm_accumulation how = lm_model_node(a->model, r->indicator)->indicator->accumulation;
  if (how == LM_ACC_STOCK || how == LM_ACC_CUMULATIVE) return LM_CR_NOT_FLOW;
  return find_result(a, r);
}

static void add_result(lm_progress_assessment *a, const lm_progress_item *item, lm_node indicator) {
  lm_cost_result *r = &a->result[a->results++];
  *r = (lm_cost_result){.node = item->node, .indicator = indicator, .area = item->area, .when = item->when,
                        .cost = item->own_cost[LM_COST_ACTUAL], .result = NAN, .per = NAN};
  r->refusal = refusal_of(a, r);
  if (r->refusal == LM_CR_OK) r->per = r->cost / r->result;
}

static bool counts(const lm_model *model, const lm_link *link, lm_node node) {
  if (link->type != LM_MEASURED_BY || link->from != node) return false;
  const lm_indicator *indicator = lm_model_node(model, link->to)->indicator;
  return indicator && indicator->measure == LM_MEASURE_COUNT_OF;
}

static void add_results(lm_progress_assessment *a, const lm_progress_item *item) {
  size_t before = a->results;
  for (size_t i = 0; is_spent(item) && i < lm_model_link_count(a->model); i++) {
    const lm_link *link = lm_model_link(a->model, i);
    if (counts(a->model, link, item->node)) add_result(a, item, link->to);
  }
  if (a->results == before) add_result(a, item, LM_NO_NODE);
}

/* How many rows there can be: for each item with costs one, or one per link of its node. */
static size_t room_for_results(const lm_progress_assessment *a) {
  size_t room = 1;
  for (size_t i = 0; i < a->listed; i++) {
    const lm_progress_item *item = &a->item[a->order[i]];
    room += has_cost(item);
    for (size_t k = 0; has_cost(item) && k < lm_model_link_count(a->model); k++) room += counts(a->model, lm_model_link(a->model, k), item->node);
  }
  return room;
}

static bool fill_results(lm_progress_assessment *a) {
  a->result = lm_arena_alloc(&a->arena, room_for_results(a) * sizeof *a->result);
  for (size_t i = 0; a->result && i < a->listed; i++)
    if (has_cost(&a->item[a->order[i]])) add_results(a, &a->item[a->order[i]]);
  return a->result;
}

/* ---- the whole ---- */

static lm_status take_options(lm_progress_assessment *a, const lm_progress_options *options, lm_diags *diags) {
  lm_assess_options of_all = lm_assess_defaults();
  of_all.area = options->area;
  of_all.scene = options->scene;
  of_all.until = options->until;
  return assess_scope_resolve(&a->scope, a->model, a->areas, &of_all, diags);
}

static bool fill(lm_progress_assessment *a) {
  return lm_pool_make(&a->pool, a->progress, a->model) && fill_items(a) && sort_items(a) && fill_results(a);
}

lm_status lm_progress_assess(lm_progress_assessment **out, const lm_progress *progress, const lm_model *model, const lm_areas *areas,
                             const lm_panel *panel, const lm_progress_options *options, lm_diags *diags) {
  lm_progress_assessment *a = *out = calloc(1, sizeof *a);
  if (!a) return LM_ENOMEM;
  a->progress = progress;
  a->model = model;
  a->areas = areas;
  a->panel = panel;
  a->scale = lm_scale_of(model);
  lm_status status = take_options(a, options, diags);
  if (status == LM_OK && !fill(a)) status = LM_ENOMEM;
  if (status == LM_OK) return LM_OK;
  lm_progress_assessment_free(a);
  *out = NULL;
  return status;
}

void lm_progress_assessment_free(lm_progress_assessment *assessment) {
  if (!assessment) return;
  lm_pool_clear(&assessment->pool);
  lm_arena_clear(&assessment->arena);
  free(assessment);
}

size_t lm_progress_item_count(const lm_progress_assessment *assessment) { return assessment->listed; }

const lm_progress_item *lm_progress_item_at(const lm_progress_assessment *assessment, size_t index) {
  return index < assessment->listed ? &assessment->item[assessment->order[index]] : NULL;
}

const lm_progress_item *lm_progress_item_find(const lm_progress_assessment *assessment, lm_node node, uint32_t area, lm_when when) {
  size_t at = lm_pool_find(&assessment->pool, node, area, when);
  return at == SIZE_MAX ? NULL : &assessment->item[at];
}

size_t lm_cost_result_count(const lm_progress_assessment *assessment) { return assessment->results; }

const lm_cost_result *lm_cost_result_at(const lm_progress_assessment *assessment, size_t index) {
  return index < assessment->results ? &assessment->result[index] : NULL;
}

const lm_model *lm_progress_assessment_model(const lm_progress_assessment *assessment) { return assessment->model; }
const lm_areas *lm_progress_assessment_areas(const lm_progress_assessment *assessment) { return assessment->areas; }
const lm_progress *lm_progress_assessment_progress(const lm_progress_assessment *assessment) { return assessment->progress; }
const lm_panel *lm_progress_assessment_panel(const lm_progress_assessment *assessment) { return assessment->panel; }
const lm_scale *lm_progress_assessment_scale(const lm_progress_assessment *assessment) { return assessment->scale; }
