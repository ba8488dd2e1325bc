/* units.c: a target for each unit inside an area, such as 20 cases per centre: how many of them meet it. Never a sum or a mean: twenty cases too
   many in one centre do not make up for another's. */
#include "internal.h"

#include <math.h>

/* The value a unit is judged on: that of the due period, or the latest before it; NULL none. */
static const lm_obs *value_of(const lm_assessment *a, const lm_record *record, uint32_t unit) {
  const lm_series *series = a->panel ? lm_panel_find(a->panel, record->indicator, unit, (int)record->due_period.kind) : NULL;
  int32_t due = lm_period_end(record->due_period) - 1, until = due < a->scope.until ? due : a->scope.until;
  size_t count = series ? assess_count_until(series, until) : 0;
  while (count > 0 && !assess_usable(&series->obs[count - 1])) count--;
  return count > 0 ? &series->obs[count - 1] : NULL;
}

static bool meets(double value, double amount, lm_direction direction, const lm_target *target) {
  double slack = 1e-12 * fmax(fabs(value), fabs(amount));
  if (target->kind == LM_TARGET_RANGE) return fabs(value - amount) <= slack; /* the bound nearest to it, or itself when inside */
  return direction == LM_DIR_DOWN ? value <= amount + slack : value >= amount - slack;
}

static void count_unit(const lm_assessment *a, lm_record *record, uint32_t unit) {
  const lm_target *target = lm_targets_for(a->targets, a->areas, record->indicator, unit, record->tier);
  const lm_obs *obs = value_of(a, record, unit);
  lm_direction direction = lm_model_node(a->model, record->indicator)->indicator->direction;
  bool judged = direction == LM_DIR_UP || direction == LM_DIR_DOWN || target->kind == LM_TARGET_RANGE;
  record->units++;
  if (!judged || !obs) return;
  double amount = lm_target_amount(target, lm_targets_baseline(a->targets, record->indicator, unit), obs->value);
  if (isnan(amount)) return;
  record->units_judged++;
  record->units_met += meets(obs->value, amount, direction, target);
}

void assess_units(const lm_assessment *a, lm_record *record) {
  const int32_t due = lm_model_tier(a->model, record->tier)->due;
  for (uint32_t area = 0; area < lm_areas_count(a->areas); area++)
    if (lm_area_exists_on(lm_areas_at(a->areas, area), due) && lm_target_holds_in(record->target_of, a->areas, area)) count_unit(a, record, area);
}
