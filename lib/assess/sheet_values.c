/* sheet_values.c: cells of a sheet that values and targets fill. The indicator is the one the sheet names, else those that measure the node. */
#include "sheet_fill.h"

#include <math.h>

#define SHARE_DECIMALS 1 /* when neither the indicator nor the source says */

/* One indicator of the cell. */
typedef struct value_work {
  cell_work *w;
  lm_node node;
  const lm_node_info *info;
  uint32_t area;
  bool several; /* the cell has other indicators too: a line begins with the label */
} value_work;

static void add_amount(value_work *v, double number, int decimals, lm_cell_unit unit, bool is_change) {
  lm_cell_line line = sheet_line_none();
  if (v->several) line.text = v->info->label;
  line.number = number;
  line.decimals = decimals;
  line.unit = unit;
  line.is_change = is_change;
  if (unit == LM_CELL_UNIT_TEXT) line.unit_text = v->info->indicator->unit;
  sheet_add_line(v->w, &line);
}

static void is_empty(value_work *v, lm_cell_why why) {
  v->w->cell.why = why;
}

/* The observation of a period; NULL, and the reason in the cell, when there is no value. */
static const lm_obs *value_at(value_work *v, lm_period period) {
  const lm_panel *panel = v->w->sheet->data.panel;
  const lm_obs *obs = panel ? lm_panel_get(panel, v->node, v->area, period) : NULL;
  if (obs && obs->missing == LM_PRESENT) return obs;
  is_empty(v, obs ? LM_CELL_MISSING : LM_CELL_NO_VALUE);
  if (obs) v->w->cell.missing = obs->missing;
  return NULL;
}

/* The value of the cell's period. */
static const lm_obs *value_now(value_work *v) {
  if (v->w->said.has_period) return value_at(v, v->w->said.period);
  is_empty(v, LM_CELL_NONE);
  return NULL;
}

static int share_decimals(const value_work *v, lm_period period) {
  const lm_panel *panel = v->w->sheet->data.panel;
  const lm_printed *printed = panel ? lm_panel_printed(panel, v->node, v->area, period) : NULL;
  if (printed) return printed->decimals;
  return v->info->indicator->decimals >= 0 ? v->info->indicator->decimals : SHARE_DECIMALS;
}

static double share_of(const lm_obs *obs) {
  return obs->den > 0 ? 100 * obs->num / obs->den : (double)NAN;
}

static void add_count(value_work *v, double lm_obs_part) {
  if (isnan(lm_obs_part))
    is_empty(v, LM_CELL_NO_COUNTS);
  else
    add_amount(v, lm_obs_part, -1, LM_CELL_UNIT_NONE, false);
}

static void fill_value(value_work *v) {
  const lm_obs *obs = value_now(v);
  if (obs) add_amount(v, obs->value, v->info->indicator->decimals, LM_CELL_UNIT_TEXT, false);
}

static void fill_num(value_work *v) {
  const lm_obs *obs = value_now(v);
  if (obs) add_count(v, obs->num);
}

static void fill_den(value_work *v) {
  const lm_obs *obs = value_now(v);
  if (obs) add_count(v, obs->den);
}

static void fill_share(value_work *v) {
  const lm_obs *obs = value_now(v);
  if (!obs) return;
  if (isnan(share_of(obs)))
    is_empty(v, LM_CELL_NO_COUNTS);
  else
    add_amount(v, share_of(obs), share_decimals(v, obs->period), LM_CELL_UNIT_PERCENT, false);
}

static void fill_printed(value_work *v) {
  const lm_panel *panel = v->w->sheet->data.panel;
  bool asked = panel && v->w->said.has_period;
  const lm_printed *printed = asked ? lm_panel_printed(panel, v->node, v->area, v->w->said.period) : NULL;
  if (printed)
    add_amount(v, printed->value, printed->decimals, LM_CELL_UNIT_TEXT, false);
  else
    is_empty(v, LM_CELL_NO_VALUE);
}

/* From the counts where both periods have them, in points; else the difference of the values, in their unit. */
static void fill_change(value_work *v) {
  const lm_obs *to = v->w->said.has_from ? value_now(v) : NULL;
  const lm_obs *from = to ? value_at(v, v->w->said.from) : NULL;
  if (!v->w->said.has_from) is_empty(v, LM_CELL_NONE);
  if (!from) return;
  double shares = share_of(to) - share_of(from);
  if (isnan(shares))
    add_amount(v, to->value - from->value, v->info->indicator->decimals, LM_CELL_UNIT_TEXT, true);
  else
    add_amount(v, shares, share_decimals(v, to->period), LM_CELL_UNIT_POINTS, true);
}

static void fill_printed_change(value_work *v) {
  const lm_sheet_cell *said = &v->w->said;
  const lm_panel *panel = v->w->sheet->data.panel;
  bool asked = panel && said->has_period && said->has_from;
  const lm_change *change = asked ? lm_panel_change(panel, v->node, v->area, said->from, said->period) : NULL;
  if (!change) {
    is_empty(v, LM_CELL_NO_VALUE);
    return;
  }
  lm_cell_line line = sheet_line_none();
  if (v->several) line.text = v->info->label;
  line.number = change->printed.value;
  line.decimals = change->printed.decimals;
  line.is_change = true;
  line.unit = change->unit ? LM_CELL_UNIT_TEXT : LM_CELL_UNIT_NONE;
  line.unit_text = (lm_text){{change->unit, change->unit}};
  sheet_add_line(v->w, &line);
}

static void fill_target(value_work *v) {
  const lm_targets *targets = v->w->sheet->data.targets;
  const lm_target *target = targets ? lm_targets_for(targets, v->w->sheet->data.areas, v->node, v->area, v->w->said.tier) : NULL;
  if (!target) {
    is_empty(v, v->w->said.tier == LM_NO_TIER ? LM_CELL_NONE : LM_CELL_NO_TARGET);
    return;
  }
  if (target->kind == LM_TARGET_VALUE && (!target->per || target->area != v->area)) {
    add_amount(v, target->value, v->info->indicator->decimals, LM_CELL_UNIT_TEXT, false);
    return;
  }
  lm_cell_line line = sheet_line_none();
  line.text = v->info->label;
  line.unit = LM_CELL_UNIT_TEXT;
  line.unit_text = v->info->indicator->unit;
  line.decimals = v->info->indicator->decimals;
  line.target = target;
  sheet_add_line(v->w, &line);
}

static void fill_last(value_work *v) {
  const lm_panel *panel = v->w->sheet->data.panel;
  const lm_series *series = panel ? lm_panel_find(panel, v->node, v->area, -1) : NULL;
  const lm_obs *last = NULL, *missing = NULL;
  for (size_t i = 0; series && i < series->count; i++) {
    const lm_obs *obs = &series->obs[i];
    if (obs->flags & LM_FORECAST) continue;
    if (obs->missing == LM_PRESENT) last = obs;
    else missing = obs;
  }
  if (!last) {
    is_empty(v, missing ? LM_CELL_MISSING : LM_CELL_NO_VALUE);
    if (missing) v->w->cell.missing = missing->missing;
    return;
  }
  lm_cell_line line = sheet_line_none();
  if (v->several) line.text = v->info->label;
  line.has_period = true;
  line.period = last->period;
  line.number = last->value;
  line.decimals = v->info->indicator->decimals;
  line.unit = LM_CELL_UNIT_TEXT;
  line.unit_text = v->info->indicator->unit;
  sheet_add_line(v->w, &line);
}

static void fill_name(value_work *v) {
  sheet_add_text(v->w, NULL, &v->info->label);
}

/* ---- which indicators ---- */

/* The area of the sheet; when nothing is known of the indicator there, no area in particular. */
static uint32_t area_for(const cell_work *w, lm_node indicator) {
  const lm_panel *panel = w->sheet->data.panel;
  bool here = !panel || w->sheet->area == LM_NO_AREA || lm_panel_find(panel, indicator, w->sheet->area, -1);
  return here || !lm_panel_find(panel, indicator, LM_NO_AREA, -1) ? w->sheet->area : LM_NO_AREA;
}

static void fill_one(cell_work *w, lm_node indicator, bool several) {
  static void (*const fill[LM_SHOW_COUNT])(value_work *) = {
      [LM_SHOW_INDICATOR] = fill_name,  [LM_SHOW_VALUE] = fill_value,     [LM_SHOW_NUM] = fill_num,
      [LM_SHOW_DEN] = fill_den,         [LM_SHOW_SHARE] = fill_share,     [LM_SHOW_PRINTED] = fill_printed,
      [LM_SHOW_CHANGE] = fill_change,   [LM_SHOW_PRINTED_CHANGE] = fill_printed_change,
      [LM_SHOW_TARGET] = fill_target,   [LM_SHOW_LAST] = fill_last,
  };
  value_work v = {w, indicator, lm_model_node(w->model, indicator), area_for(w, indicator), several};
  if (v.info && v.info->indicator && fill[w->said.show]) fill[w->said.show](&v);
}

/* The indicators that measure the node; calls `use` for each when it is not NULL. */
static size_t each_indicator(cell_work *w, void (*use)(cell_work *, lm_node, bool), bool several) {
  size_t count = 0;
  for (size_t i = 0; i < lm_model_link_count(w->model); i++) {
    const lm_link *link = lm_model_link(w->model, i);
    if (link->type != LM_MEASURED_BY || link->from != w->node) continue;
    count++;
    if (use) use(w, link->to, several);
  }
  return count;
}

void sheet_fill_indicator(cell_work *w) {
  lm_node named = w->said.indicator;
  if (named == LM_NO_NODE && w->info->kind == LM_INDICATOR) named = w->node;
  if (named != LM_NO_NODE) {
    fill_one(w, named, false);
    return;
  }
  bool several = each_indicator(w, NULL, false) > 1 && w->said.show != LM_SHOW_INDICATOR;
  each_indicator(w, fill_one, several);
  if (w->cell.count > 0) w->cell.why = LM_CELL_FULL;
}
