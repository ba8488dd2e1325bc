/* reporting.c: see reporting.h. */
#include "internal.h"

#include "../base/vec.h"

#include <logicmodel/area_tree.h>
#include <logicmodel/reporting.h>

#include <stdlib.h>
#include <string.h>

static bool lies_in(lm_period period, lm_period year) {
  if (period.kind == LM_YEAR && year.kind == LM_FISCAL) return period.index == year.index;
  return lm_period_start(period) >= lm_period_start(year) && lm_period_end(period) <= lm_period_end(year);
}

/* The value of the period, else the reason given why there is none, else NULL. */
static const lm_obs *said_of(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period year, bool *any) {
  const lm_obs *said = NULL;
  *any = false;
  for (int kind = 0; kind < LM_PERIOD_KIND_COUNT; kind++) {
    const lm_series *series = lm_panel_find(panel, indicator, area, kind);
    for (size_t i = 0; series && i < series->count; i++) {
      *any = true;
      if (!lies_in(series->obs[i].period, year)) continue;
      if (!said || said->missing != LM_PRESENT) said = &series->obs[i];
    }
  }
  return said;
}

static size_t measured_by(const lm_model *model, lm_node indicator) {
  size_t count = 0;
  for (size_t i = 0; i < lm_model_link_count(model); i++) {
    const lm_link *link = lm_model_link(model, i);
    count += link->type == LM_MEASURED_BY && link->to == indicator;
  }
  return count;
}

static void count_verdicts(lm_unreported *u, const lm_assessment *assessment) {
  static const uint64_t for_want_of_values = LM_REASON_BIT(LM_R_NO_DATA) | LM_REASON_BIT(LM_R_ONE_VALUE);
  for (size_t i = 0; i < lm_assessment_count(assessment); i++) {
    const lm_record *record = lm_assessment_at(assessment, i);
    if (record->indicator != u->indicator || record->area != u->area) continue;
    u->waiting++;
    u->blocked += record->status == LM_NOT_ASSESSABLE && (record->reasons & for_want_of_values) != 0;
  }
}

static int descending(size_t a, size_t b) { return (a < b) - (a > b); }

static int by_what_waits(const void *one, const void *other) {
  const lm_unreported *a = one, *b = other;
  int order = descending(a->blocked, b->blocked);
  if (order == 0) order = descending(a->waiting, b->waiting);
  if (order == 0) order = descending(a->outcomes, b->outcomes);
  if (order == 0) order = (a->indicator > b->indicator) - (a->indicator < b->indicator);
  return order ? order : (a->area > b->area) - (a->area < b->area);
}

/* ---- who is asked for what ---- */

typedef struct list {
  lm_unreported *item;
  size_t count, room;
} list;

/* By area; the last entry is what names none. */
typedef struct plan {
  const lm_assessment *a;
  lm_reporting *out;
  uint32_t within; /* the area asked about; LM_NO_AREA all */
  size_t total;    /* areas */
  uint32_t *kind;  /* number of its kind; 0 none said */
  bool *any;       /* has a series */
  bool *part;      /* takes part */
  bool *here;      /* has a series of the indicator being looked at */
  bool *of_kind;   /* by kind: some area of it does */
  bool *around;    /* an area in it does */
  bool nobody;     /* no area at all does */
  lm_reported *counts;
  list found;
} plan;

static uint32_t area_at(const plan *p, size_t i) { return i < p->total ? (uint32_t)i : LM_NO_AREA; }

static uint32_t outer_of(const plan *p, size_t i) { return i < p->total ? lm_areas_within(lm_assessment_areas(p->a), (uint32_t)i) : LM_NO_AREA; }

static uint32_t kind_of(const plan *p, size_t index) {
  const lm_areas *areas = lm_assessment_areas(p->a);
  const char *kind = lm_areas_at(areas, (uint32_t)index)->kind;
  uint32_t last = 0;
  if (!kind) return 0;
  for (size_t i = 0; i < index; i++) {
    const char *other = lm_areas_at(areas, (uint32_t)i)->kind;
    if (other && lm_area_kind_same(kind, other)) return p->kind[i];
    if (p->kind[i] > last) last = p->kind[i];
  }
  return last + 1;
}

/* Areas of the scope that are there at the end of the period. */
static bool in_scope(const plan *p, size_t i) {
  const lm_areas *areas = lm_assessment_areas(p->a);
  if (i == p->total) return p->within == LM_NO_AREA;
  if (!lm_area_exists_on(lm_areas_at(areas, (uint32_t)i), lm_period_end(p->out->period) - 1)) return false;
  return p->within == LM_NO_AREA || p->within == i || lm_areas_inside(areas, (uint32_t)i, p->within);
}

static void find_parts(plan *p) {
  const lm_panel *panel = lm_assessment_panel(p->a);
  bool *reporting = p->of_kind;
  for (size_t i = 0; i < p->total; i++) p->kind[i] = kind_of(p, i);
  for (size_t i = 0; panel && i < lm_panel_series_count(panel); i++) {
    const uint32_t area = lm_panel_series(panel, i)->area;
    p->any[area < p->total ? area : p->total] = true;
  }
  for (size_t i = 0; i <= p->total; i++) reporting[p->kind[i]] |= p->any[i];
  for (size_t i = 0; i <= p->total; i++) p->part[i] = in_scope(p, i) && (p->any[i] || (p->kind[i] && reporting[p->kind[i]]));
}

static void look_who_has(plan *p, lm_node indicator) {
  const lm_panel *panel = lm_assessment_panel(p->a);
  memset(p->of_kind, 0, (p->total + 2) * sizeof *p->of_kind);
  memset(p->around, 0, (p->total + 2) * sizeof *p->around);
  p->nobody = true;
  for (size_t i = 0; i <= p->total; i++) {
    p->here[i] = p->any[i] && lm_panel_find(panel, indicator, area_at(p, i), -1);
    p->of_kind[p->kind[i]] |= p->here[i];
    p->nobody &= !p->here[i];
    for (uint32_t outer = p->here[i] ? outer_of(p, i) : LM_NO_AREA; outer != LM_NO_AREA; outer = outer_of(p, outer)) p->around[outer] = true;
  }
}

static bool has_target(const plan *p, lm_node indicator, uint32_t area) {
  const lm_targets *targets = lm_assessment_targets(p->a);
  bool found = targets && lm_targets_baseline(targets, indicator, area);
  for (uint32_t tier = 0; targets && !found && tier < lm_model_tier_count(lm_assessment_model(p->a)); tier++)
    found = lm_targets_for(targets, lm_assessment_areas(p->a), indicator, area, tier) != NULL;
  return found;
}

/* A district is not asked for what only its town reports, and a town not for what its districts do. */
static bool asked(const plan *p, lm_node indicator, size_t i) {
  const uint32_t outer = outer_of(p, i);
  if (outer == LM_NO_AREA || p->here[i] || (p->of_kind[p->kind[i]] && !p->around[i])) return true;
  return (p->nobody && !p->part[outer]) || has_target(p, indicator, area_at(p, i));
}

static bool look(plan *p, lm_node indicator, size_t i) {
  const lm_model *model = lm_assessment_model(p->a);
  const uint32_t area = area_at(p, i);
  bool any;
  const lm_obs *said = said_of(lm_assessment_panel(p->a), indicator, area, p->out->period, &any);
  p->counts[i].expected++;
  if (said && said->missing != LM_NOT_YET && said->missing != LM_UNKNOWN) {
    p->counts[i].reported++; /* also a final "not collected", "masked": nothing is waited for */
    return true;
  }
  lm_unreported u = {.indicator = indicator, .area = area, .said = said, .outcomes = measured_by(model, indicator)};
  count_verdicts(&u, p->a);
  return LM_VEC_PUSH(&p->found, u);
}

static bool expected(const lm_model *model, lm_node node) {
  const lm_indicator *indicator = lm_model_node(model, node)->indicator;
  return indicator && !indicator->placeholder;
}

static bool look_all(plan *p) {
  const lm_model *model = lm_assessment_model(p->a);
  bool ok = true;
  for (lm_node node = 0; node < lm_model_node_count(model) && ok; node++) {
    if (!expected(model, node)) continue;
    look_who_has(p, node);
    for (size_t i = 0; i <= p->total && ok; i++)
      if (p->part[i] && asked(p, node, i)) ok = look(p, node, i);
  }
  return ok;
}

/* The areas of whom anything was expected, in the order of the tree. */
static lm_status list_areas(plan *p) {
  lm_area_tree tree = {0};
  lm_reporting *out = p->out;
  lm_status status = p->total ? lm_area_tree_make(&tree, lm_assessment_areas(p->a), NULL) : LM_OK;
  out->area = calloc(p->total + 1, sizeof *out->area);
  if (!out->area) status = LM_ENOMEM;
  for (size_t i = 0; status == LM_OK && i <= p->total; i++) {
    const size_t at = i < tree.count ? tree.item[i].area : p->total;
    const lm_reported *counts = &p->counts[at];
    if (counts->expected == 0) continue;
    out->area[out->areas] = *counts;
    out->area[out->areas++].area = area_at(p, at);
    out->expected += counts->expected;
    out->reported += counts->reported;
  }
  lm_area_tree_clear(&tree);
  return status;
}

static void release(plan *p) {
  free(p->kind);
  free(p->any);
  free(p->part);
  free(p->here);
  free(p->of_kind);
  free(p->around);
  free(p->counts);
}

lm_status lm_reporting_make(lm_reporting *out, const lm_assessment *assessment, lm_period period, uint32_t area) {
  const lm_areas *areas = lm_assessment_areas(assessment);
  plan p = {.a = assessment, .out = out, .within = area, .total = areas ? lm_areas_count(areas) : 0};
  const size_t room = p.total + 2;
  *out = (lm_reporting){.period = period};
  p.kind = calloc(room, sizeof *p.kind);
  p.any = calloc(room, sizeof *p.any);
  p.part = calloc(room, sizeof *p.part);
  p.here = calloc(room, sizeof *p.here);
  p.of_kind = calloc(room, sizeof *p.of_kind);
  p.around = calloc(room, sizeof *p.around);
  p.counts = calloc(room, sizeof *p.counts);
  lm_status status = p.kind && p.any && p.part && p.here && p.of_kind && p.around && p.counts ? LM_OK : LM_ENOMEM;
  if (status == LM_OK) find_parts(&p);
  if (status == LM_OK && !look_all(&p)) status = LM_ENOMEM;
  if (status == LM_OK) status = list_areas(&p);
  release(&p);
  if (p.found.count) qsort(p.found.item, p.found.count, sizeof *p.found.item, by_what_waits);
  out->item = p.found.item;
  out->count = p.found.count;
  if (status != LM_OK) lm_reporting_clear(out);
  return status;
}

void lm_reporting_clear(lm_reporting *reporting) {
  free(reporting->item);
  free(reporting->area);
  *reporting = (lm_reporting){.period = reporting->period};
}
