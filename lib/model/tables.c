/* What a progress table adds to a model: parties, the scale, goals, sheets. */
#include "store.h"

#include "../base/vec.h"

#include <string.h>

/* ---- parties ---- */

lm_status lm_model_add_party(lm_model *model, const lm_party *party) {
  if (!lm_model_is_free(&model->party_ids, party->id)) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  lm_party copy = *party;
  copy.id = lm_copy_string(&c, party->id);
  copy.label = lm_copy_text(&c, &party->label);
  copy.refs = lm_copy_refs(&c, party->refs, party->ref_count);
  copy.notes = lm_copy_texts(&c, &party->notes);
  copy.place = lm_model_copy_place(model, &c, party->place);
  if (c.failed || !LM_VEC_PUSH(&model->parties, copy)) return LM_ENOMEM;
  if (lm_strmap_set(&model->party_ids, copy.id, strlen(copy.id), (uint32_t)(model->parties.count - 1))) return LM_OK;
  model->parties.count--;
  return LM_ENOMEM;
}

size_t lm_model_party_count(const lm_model *model) { return model->parties.count; }

const lm_party *lm_model_party(const lm_model *model, size_t index) {
  return index < model->parties.count ? &model->parties.item[index] : NULL;
}

uint32_t lm_model_find_party(const lm_model *model, const char *id) { return lm_strmap_get(&model->party_ids, id, strlen(id)); }

/* ---- the scale ---- */

static bool falls_to_zero(const lm_scale *scale) {
  for (size_t i = 0; i < scale->count; i++) {
    bool below = scale->grades[i].at_least < (i ? scale->grades[i - 1].at_least : 100.5);
    if (!below || !(scale->grades[i].at_least >= 0)) return false;
  }
  return scale->count > 0 && scale->grades[scale->count - 1].at_least == 0;
}

lm_status lm_model_set_scale(lm_model *model, const lm_scale *scale) {
  if (model->scale || !scale->id || !*scale->id || !falls_to_zero(scale)) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  lm_scale *copy = lm_arena_copy(&model->arena, scale, sizeof *scale);
  if (!copy) return LM_ENOMEM;
  copy->id = lm_copy_string(&c, scale->id);
  copy->label = lm_copy_text(&c, &scale->label);
  copy->notes = lm_copy_texts(&c, &scale->notes);
  copy->grades = lm_copy_grades(&c, scale->grades, scale->count);
  copy->place = lm_model_copy_place(model, &c, scale->place);
  if (c.failed) return LM_ENOMEM;
  model->scale = copy;
  return LM_OK;
}

const lm_scale *lm_model_scale(const lm_model *model) { return model->scale; }

void lm_model_doubt_scale(lm_model *model) { model->scale_doubted = true; }

bool lm_model_scale_doubted(const lm_model *model) { return model->scale_doubted; }

/* ---- goals ---- */

static bool is_indicator(const lm_model *model, lm_node node) {
  return node < model->nodes.count && model->nodes.item[node].kind == LM_INDICATOR;
}

static bool is_sound_goal(const lm_model *model, const lm_goal *goal) {
  return goal->tier < model->tiers.count && (unsigned)goal->kind < LM_GOAL_KIND_COUNT &&
         (goal->indicator == LM_NO_NODE || is_indicator(model, goal->indicator));
}

lm_status lm_model_set_goals(lm_model *model, lm_node node, const lm_goal *goals, size_t count) {
  lm_node_info *info = node < model->nodes.count ? &model->nodes.item[node] : NULL;
  if (!info || info->goal_count || (info->kind != LM_INITIATIVE && info->kind != LM_ACTIVITY)) return LM_EINVAL;
  for (size_t i = 0; i < count; i++)
    if (!is_sound_goal(model, &goals[i])) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  const lm_goal *copy = lm_copy_goals(&c, goals, count);
  if (c.failed) return LM_ENOMEM;
  info->goals = copy;
  info->goal_count = count;
  return LM_OK;
}

/* ---- sheets ---- */

lm_sheet_cell lm_sheet_cell_none(void) {
  return (lm_sheet_cell){.role = -1, .kind = -1, .tier = LM_NO_TIER, .indicator = LM_NO_NODE};
}

/* Where a period or a tier will do, a cell has one time: what the column says replaces what the row says. */
static bool takes_either(lm_show show) { return show == LM_SHOW_TEXT || show == LM_SHOW_COST || show == LM_SHOW_COST_TOTAL; }

lm_sheet_cell lm_sheet_cell_over(const lm_sheet_cell *row, const lm_sheet_cell *column) {
  lm_sheet_cell cell = *column;
  if (!row) return cell;
  if (cell.show == LM_SHOW_UNSAID) cell.show = row->show;
  if (cell.role < 0) cell.role = row->role;
  if (cell.kind < 0) cell.kind = row->kind;
  if (!cell.name) cell.name = row->name;
  if (!cell.has_period) cell.period = row->period;
  if (!cell.has_from) cell.from = row->from;
  cell.has_period |= row->has_period;
  cell.has_from |= row->has_from;
  if (cell.tier == LM_NO_TIER) cell.tier = row->tier;
  if (cell.indicator == LM_NO_NODE) cell.indicator = row->indicator;
  if (takes_either(cell.show) && column->tier != LM_NO_TIER && !column->has_period) cell.has_period = false;
  if (takes_either(cell.show) && column->has_period && column->tier == LM_NO_TIER) cell.tier = LM_NO_TIER;
  return cell;
}

static bool is_sound_cell(const lm_model *model, const lm_sheet_cell *cell) {
  return (unsigned)cell->show < LM_SHOW_COUNT && cell->role < LM_ROLE_COUNT && cell->kind < LM_GOAL_KIND_COUNT &&
         (cell->tier == LM_NO_TIER || cell->tier < model->tiers.count) &&
         (cell->indicator == LM_NO_NODE || is_indicator(model, cell->indicator));
}

static bool is_sound_sheet(const lm_model *model, const lm_sheet *sheet) {
  if ((unsigned)sheet->about >= LM_KIND_COUNT || !(sheet->column_count || sheet->row_count)) return false;
  for (size_t i = 0; i < sheet->row_count; i++)
    if (!is_sound_cell(model, &sheet->rows[i])) return false;
  for (size_t i = 0; i < sheet->column_count; i++)
    if (!is_sound_cell(model, &sheet->columns[i])) return false;
  if (sheet->scene == LM_NO_NODE) return true;
  return sheet->scene < model->nodes.count && model->nodes.item[sheet->scene].kind == LM_SCENE;
}

lm_status lm_model_add_sheet(lm_model *model, const lm_sheet *sheet) {
  if (!lm_model_is_free(&model->sheet_ids, sheet->id) || !is_sound_sheet(model, sheet)) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  const lm_sheet_cell nothing = lm_sheet_cell_none();
  lm_sheet copy = *sheet;
  if (!copy.column_count) {
    copy.columns = &nothing;
    copy.column_count = 1;
  }
  copy.id = lm_copy_string(&c, sheet->id);
  copy.label = lm_copy_text(&c, &sheet->label);
  copy.notes = lm_copy_texts(&c, &sheet->notes);
  copy.rows = lm_copy_cells(&c, sheet->rows, sheet->row_count);
  copy.columns = lm_copy_cells(&c, copy.columns, copy.column_count);
  copy.place = lm_model_copy_place(model, &c, sheet->place);
  if (c.failed || !LM_VEC_PUSH(&model->sheets, copy)) return LM_ENOMEM;
  if (lm_strmap_set(&model->sheet_ids, copy.id, strlen(copy.id), (uint32_t)(model->sheets.count - 1))) return LM_OK;
  model->sheets.count--;
  return LM_ENOMEM;
}

size_t lm_model_sheet_count(const lm_model *model) { return model->sheets.count; }

const lm_sheet *lm_model_sheet(const lm_model *model, size_t index) {
  return index < model->sheets.count ? &model->sheets.item[index] : NULL;
}

const lm_sheet *lm_model_find_sheet(const lm_model *model, const char *id) {
  return lm_model_sheet(model, lm_strmap_get(&model->sheet_ids, id, strlen(id)));
}
