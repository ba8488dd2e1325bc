/* reporting.c: see reporting.h. */
#include "internal.h"

#include "../base/vec.h"

#include <logicmodel/reporting.h>

#include <stdlib.h>

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

/* Does anybody report from there? */
static bool reports(const lm_panel *panel, uint32_t area) {
  for (size_t i = 0; i < lm_panel_series_count(panel); i++)
    if (lm_panel_series(panel, i)->area == area) return true;
  return false;
}

typedef struct list {
  lm_unreported *item;
  size_t count, room;
} list;

static bool look(list *to, lm_reporting *out, const lm_assessment *assessment, lm_node indicator, uint32_t area) {
  const lm_model *model = lm_assessment_model(assessment);
  bool any;
  const lm_obs *said = said_of(lm_assessment_panel(assessment), indicator, area, out->period, &any);
  out->expected++;
  if (said && said->missing != LM_NOT_YET && said->missing != LM_UNKNOWN) {
    out->reported++; /* also a final "not collected", "masked": nothing is waited for */
    return true;
  }
  lm_unreported u = {.indicator = indicator, .area = area, .said = said, .outcomes = measured_by(model, indicator)};
  count_verdicts(&u, assessment);
  return LM_VEC_PUSH(to, u);
}

static bool expected(const lm_model *model, lm_node node) {
  const lm_indicator *indicator = lm_model_node(model, node)->indicator;
  return indicator && !indicator->placeholder;
}

lm_status lm_reporting_make(lm_reporting *out, const lm_assessment *assessment, lm_period period) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_panel *panel = lm_assessment_panel(assessment);
  const lm_areas *areas = lm_assessment_areas(assessment);
  list found = {0};
  bool ok = true;
  *out = (lm_reporting){.period = period};
  for (uint32_t a = 0; panel && a <= lm_areas_count(areas) && ok; a++) {
    uint32_t area = a < lm_areas_count(areas) ? a : LM_NO_AREA;
    if (!reports(panel, area)) continue;
    for (lm_node node = 0; node < lm_model_node_count(model) && ok; node++)
      if (expected(model, node)) ok = look(&found, out, assessment, node, area);
  }
  if (!ok) {
    free(found.item);
    return LM_ENOMEM;
  }
  if (found.count) qsort(found.item, found.count, sizeof *found.item, by_what_waits);
  out->item = found.item;
  out->count = found.count;
  return LM_OK;
}

void lm_reporting_clear(lm_reporting *reporting) {
  free(reporting->item);
  reporting->item = NULL;
  reporting->count = 0;
}
