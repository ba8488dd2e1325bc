/* The rules of meaning over all entries.

   A printed grade is doubted only when no way of filling the blanks makes it. A forecast that repeats amount and item for several times running
   was carried forward, not estimated again; what was spent may well be the same twice. */
#include "../base/num.h"
#include "../base/strbuf.h"
#include "../base/vec.h"
#include "pool.h"

#include <stdlib.h>
#include <string.h>

static void add_when(lm_strbuf *to, const lm_model *model, lm_when when) {
  char period[48];
  const lm_tier *tier = when.tier == LM_NO_TIER ? NULL : lm_model_tier(model, when.tier);
  lm_strbuf_add(to, tier ? tier->id : lm_period_format(when.period, period, sizeof period));
}

static void add_path(lm_strbuf *to, const lm_model *model, const lm_entry *entry) {
  const lm_node_info *node = lm_model_node(model, entry->node);
  bool horizon = entry->when.tier != LM_NO_TIER;
  lm_strbuf_addf(to, "progress/entry[@node='%s:%s'][@%s='", lm_kind_word(node->kind), node->id, horizon ? "tier" : "period");
  add_when(to, model, entry->when);
  lm_strbuf_add(to, "']");
}

/* ---- P706: grades ---- */

static lm_status tell_grade(const lm_pooled *item, const lm_graded *possible, const lm_scale *scale, const lm_model *model, lm_diags *diags) {
  lm_strbuf path = {0}, computed = {0}, counted = {0};
  const char *best = lm_scale_at(scale, possible->best)->id, *worst = lm_scale_at(scale, possible->worst)->id;
  add_path(&path, model, item->entry);
  lm_strbuf_addf(&computed, possible->best == possible->worst ? "%s" : "%s … %s", worst, best);
  lm_strbuf_addf(&counted, "%zu/%zu", item->tally.met, item->tally.total);
  const lm_finding finding = {.code = LM_P_GRADE_DIFFERS,
                              .place = item->entry->place,
                              .path = lm_strbuf_text(&path),
                              .value = lm_scale_at(scale, item->entry->grade)->id,
                              .arg = {lm_strbuf_text(&computed), lm_strbuf_text(&counted)}};
  lm_diags_add(diags, &finding);
  lm_status status = path.failed || computed.failed || counted.failed ? LM_ENOMEM : LM_OK;
  lm_strbuf_clear(&path);
  lm_strbuf_clear(&computed);
  lm_strbuf_clear(&counted);
  return status;
}

static lm_status check_grades(const lm_progress *progress, const lm_model *model, lm_diags *diags) {
  const lm_scale *scale = lm_scale_of(model);
  lm_pool pool = {0};
  lm_status status = lm_pool_make(&pool, progress, model) ? LM_OK : LM_ENOMEM;
  for (size_t i = 0; i < pool.count && status == LM_OK; i++) {
    const lm_pooled *item = pool.item[i];
    lm_graded possible = lm_tally_grade(&item->tally, scale);
    if (!item->entry || !lm_scale_at(scale, item->entry->grade) || possible.best < 0) continue;
    bool fits = item->entry->grade >= possible.best && item->entry->grade <= possible.worst;
    if (!fits) status = tell_grade(item, &possible, scale, model, diags);
  }
  lm_pool_clear(&pool);
  return status;
}

/* ---- P710: carried forward ---- */

typedef struct lm_costed {
  const lm_entry *entry;
  const lm_cost *cost;
  const char *item;
  lm_when_rank rank;
  size_t at; /* in the order of the documents */
} lm_costed;

typedef struct lm_costs {
  lm_costed *item;
  size_t count, room;
} lm_costs;

static bool collect(lm_costs *costs, const lm_progress *progress, const lm_model *model) {
  for (size_t i = 0; i < lm_progress_count(progress); i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    for (size_t k = 0; k < entry->cost_count; k++) {
      const char *item = lm_text_in(&entry->costs[k].text, LM_JA);
      const lm_costed one = {entry, &entry->costs[k], item, lm_when_rank_of(model, entry->when), costs->count};
      if (*item && !LM_VEC_PUSH(costs, one)) return false;
    }
  }
  return true;
}

static int compare_items(const lm_costed *x, const lm_costed *y) {
  if (x->entry->node != y->entry->node) return x->entry->node < y->entry->node ? -1 : 1;
  if (x->entry->area != y->entry->area) return x->entry->area < y->entry->area ? -1 : 1;
  return strcmp(x->item, y->item);
}

static int compare_costs(const void *a, const void *b) {
  const lm_costed *x = a, *y = b;
  int order = compare_items(x, y);
  if (!order) order = lm_when_rank_compare(x->rank, y->rank);
  return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Is y, which comes behind x, the same forecast again? */
static bool again(const lm_costed *x, const lm_costed *y) {
  bool forecasts = x->cost->kind != LM_COST_ACTUAL && y->cost->kind != LM_COST_ACTUAL;
  double a = lm_cost_yen(x->cost), b = lm_cost_yen(y->cost);
  bool same = !(a < b) && !(b < a);
  return forecasts && same && compare_items(x, y) == 0 && lm_when_rank_compare(x->rank, y->rank) < 0;
}

static lm_status tell_carried(const lm_costed *run, size_t length, const lm_model *model, lm_diags *diags) {
  lm_strbuf path = {0}, times = {0};
  char amount[LM_NUM_SIZE], count[24];
  lm_num_format(lm_cost_yen(run->cost) / 1000, amount);
  lm_num_format((double)length, count);
  add_path(&path, model, run->entry);
  for (size_t i = 0; i < length; i++) {
    if (i > 0) lm_strbuf_add(&times, " ");
    add_when(&times, model, run[i].entry->when);
  }
  const lm_finding finding = {.code = LM_P_CARRIED,
                              .place = run->cost->place,
                              .other = run[1].cost->place,
                              .path = lm_strbuf_text(&path),
                              .value = run->item,
                              .arg = {amount, count, lm_strbuf_text(&times)}};
  lm_diags_add(diags, &finding);
  lm_status status = path.failed || times.failed ? LM_ENOMEM : LM_OK;
  lm_strbuf_clear(&path);
  lm_strbuf_clear(&times);
  return status;
}

static lm_status check_costs(const lm_progress *progress, const lm_model *model, lm_diags *diags) {
  lm_costs costs = {0};
  lm_status status = collect(&costs, progress, model) ? LM_OK : LM_ENOMEM;
  if (status == LM_OK && costs.count > 1) qsort(costs.item, costs.count, sizeof *costs.item, compare_costs);
  for (size_t first = 0, end; first < costs.count && status == LM_OK; first = end) {
    for (end = first + 1; end < costs.count && again(&costs.item[end - 1], &costs.item[end]);) end++;
    if (end - first > 1) status = tell_carried(&costs.item[first], end - first, model, diags);
  }
  free(costs.item);
  return status;
}

lm_status lm_progress_check(const lm_progress *progress, const lm_model *model, lm_diags *diags) {
  lm_status status = check_grades(progress, model, diags);
  return status == LM_OK ? check_costs(progress, model, diags) : status;
}
