/* sheet.c: which nodes a sheet has lines for, and one cell after the other; what a cell shows is one row of a table below. */
#include "../base/strbuf.h"
#include "../base/vec.h"
#include "sheet_fill.h"

#include <logicmodel/assess.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const why_words[LM_CELL_WHY_COUNT] = {
    [LM_CELL_FULL] = "full",         [LM_CELL_BLANK] = "blank",         [LM_CELL_NONE] = "none",
    [LM_CELL_NO_INDICATOR] = "no-indicator", [LM_CELL_MISSING] = "missing", [LM_CELL_NO_VALUE] = "no-value",
    [LM_CELL_NO_COUNTS] = "no-counts", [LM_CELL_NO_TARGET] = "no-target", [LM_CELL_CANNOT_TELL] = "cannot-tell",
};

const char *lm_cell_why_word(lm_cell_why why) {
  return (unsigned)why < LM_CELL_WHY_COUNT ? why_words[why] : NULL;
}

const char *lm_cell_unit_word(lm_cell_unit unit) {
  static const char *const words[LM_CELL_UNIT_COUNT] = {
      [LM_CELL_UNIT_PERCENT] = "percent", [LM_CELL_UNIT_POINTS] = "points", [LM_CELL_UNIT_THOUSAND_YEN] = "thousand-yen"};
  return (unsigned)unit < LM_CELL_UNIT_COUNT ? words[unit] : NULL;
}

/* ---- cells ---- */

lm_cell_line sheet_line_none(void) {
  return (lm_cell_line){.number = NAN, .of = NAN, .decimals = -1, .cost_kind = -1};
}

void sheet_add_line(cell_work *w, const lm_cell_line *line) {
  if (!lm_vec_grow(&w->line, &w->room, w->cell.count, sizeof *w->line)) {
    w->sheet->failed = true;
    return;
  }
  w->line[w->cell.count++] = *line;
}

void sheet_add_text(cell_work *w, const char *mark, const lm_text *text) {
  lm_cell_line line = sheet_line_none();
  line.mark = mark;
  line.text = *text;
  sheet_add_line(w, &line);
}

bool sheet_when(const cell_work *w, lm_when *when) {
  if (w->said.has_period)
    *when = lm_when_period(w->said.period);
  else
    *when = lm_when_tier(w->said.tier);
  return w->said.has_period || w->said.tier != LM_NO_TIER;
}

const lm_entry *sheet_entry(const cell_work *w, lm_node node) {
  lm_when when;
  const lm_progress *progress = w->sheet->progress;
  if (!progress || !sheet_when(w, &when)) return NULL;
  const lm_entry *entry = lm_progress_find(progress, node, w->sheet->area, when);
  return entry || w->sheet->area == LM_NO_AREA ? entry : lm_progress_find(progress, node, LM_NO_AREA, when);
}

/* What fills a cell, and why it is empty when nothing does. */
static const struct {
  sheet_fill_fn *fill;
  lm_cell_why empty;
} shows[LM_SHOW_COUNT] = {
    [LM_SHOW_UNSAID] = {NULL, LM_CELL_NONE},
    [LM_SHOW_SCENE] = {sheet_fill_label, LM_CELL_NONE},
    [LM_SHOW_INITIATIVE] = {sheet_fill_label, LM_CELL_NONE},
    [LM_SHOW_ACTIVITY] = {sheet_fill_label, LM_CELL_NONE},
    [LM_SHOW_OUTCOME] = {sheet_fill_label, LM_CELL_NONE},
    [LM_SHOW_MARK] = {sheet_fill_mark, LM_CELL_NONE},
    [LM_SHOW_STANDING] = {sheet_fill_standing, LM_CELL_NONE},
    [LM_SHOW_STATEMENT] = {sheet_fill_statement, LM_CELL_NONE},
    [LM_SHOW_GOAL] = {sheet_fill_goal, LM_CELL_NONE},
    [LM_SHOW_LEAD] = {sheet_fill_charge, LM_CELL_NONE},
    [LM_SHOW_PARTNER] = {sheet_fill_charge, LM_CELL_NONE},
    [LM_SHOW_TEXT] = {sheet_fill_text, LM_CELL_BLANK},
    [LM_SHOW_TASKS] = {sheet_fill_tasks, LM_CELL_BLANK},
    [LM_SHOW_MET] = {sheet_fill_met, LM_CELL_BLANK},
    [LM_SHOW_GRADE] = {sheet_fill_grade, LM_CELL_BLANK},
    [LM_SHOW_COST] = {sheet_fill_cost, LM_CELL_BLANK},
    [LM_SHOW_COST_TOTAL] = {sheet_fill_cost_total, LM_CELL_BLANK},
    [LM_SHOW_INDICATOR] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_VALUE] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_NUM] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_DEN] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_SHARE] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_PRINTED] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_CHANGE] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_PRINTED_CHANGE] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_TARGET] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
    [LM_SHOW_LAST] = {sheet_fill_indicator, LM_CELL_NO_INDICATOR},
};

static lm_cell fill_cell(lm_filled_sheet *sheet, lm_node node, const lm_sheet_cell *said) {
  cell_work w = {.sheet = sheet, .model = sheet->data.model, .node = node, .said = *said};
  w.info = lm_model_node(w.model, node);
  w.cell = (lm_cell){.said = *said, .graded = {.grade = -1, .best = -1, .worst = -1, .reason = LM_GR_NO_TASKS}};
  if (shows[said->show].fill) shows[said->show].fill(&w);
  if (w.cell.count > 0) {
    w.cell.lines = lm_arena_copy(&sheet->arena, w.line, w.cell.count * sizeof *w.line);
    if (!w.cell.lines) sheet->failed = true;
  } else if (w.cell.why == LM_CELL_FULL) {
    w.cell.why = shows[said->show].empty;
  }
  free(w.line);
  return w.cell;
}

/* ---- lines ---- */

static void add_line(lm_filled_sheet *sheet, lm_node node, const lm_sheet_cell *row) {
  const lm_sheet *plan = sheet->plan;
  const lm_sheet_cell nameless = lm_sheet_cell_none(); /* a form has rows only */
  const size_t columns = plan->column_count > 0 ? plan->column_count : 1;
  lm_cell *cell = lm_arena_alloc(&sheet->arena, columns * sizeof *cell);
  const lm_sheet_line line = {node, row, cell};
  if (!cell || !LM_VEC_PUSH(sheet, line)) {
    sheet->failed = true;
    return;
  }
  for (size_t c = 0; c < columns; c++) {
    const lm_sheet_cell said = lm_sheet_cell_over(row, plan->column_count > 0 ? &plan->columns[c] : &nameless);
    cell[c] = fill_cell(sheet, node, &said);
  }
}

static bool is_on(const lm_filled_sheet *sheet, lm_node node) {
  const lm_sheet *plan = sheet->plan;
  if (lm_model_node(sheet->data.model, node)->kind != plan->about) return false;
  return plan->scene == LM_NO_NODE || node == plan->scene || lm_model_scene_of(sheet->data.model, node) == plan->scene;
}

static void add_lines(lm_filled_sheet *sheet) {
  const lm_sheet *plan = sheet->plan;
  for (lm_node i = 0; i < lm_model_node_count(sheet->data.model) && !sheet->failed; i++) {
    if (!is_on(sheet, i)) continue;
    if (plan->row_count == 0) add_line(sheet, i, NULL);
    for (size_t r = 0; r < plan->row_count; r++) add_line(sheet, i, &plan->rows[r]);
  }
}

/* ---- what was asked for ---- */

static void not_found(lm_diags *diags, const char *what, const char *given, const lm_strbuf *known) {
  lm_diags_add(diags, &(lm_finding){.code = LM_Q_UNKNOWN, .value = given, .arg = {what, known->length ? lm_strbuf_text(known) : NULL}});
}

static void add_known(lm_strbuf *to, const char *id) {
  if (to->length > 0) lm_strbuf_add(to, ", ");
  lm_strbuf_add(to, id);
}

/* The model's own sheet goes before the generic one of the same name. */
static lm_status find_plan(lm_filled_sheet *sheet, const char *id, lm_diags *diags) {
  const lm_model *model = sheet->data.model;
  sheet->plan = lm_model_find_sheet(model, id);
  if (sheet->plan) return LM_OK;
  if (strcmp(id, LM_SHEET_GENERIC) == 0) {
    sheet->plan = sheet_generic(sheet);
    return sheet->plan ? LM_OK : LM_ENOMEM;
  }
  lm_strbuf known = {0};
  for (size_t i = 0; i < lm_model_sheet_count(model); i++) add_known(&known, lm_model_sheet(model, i)->id);
  if (!lm_model_find_sheet(model, LM_SHEET_GENERIC)) add_known(&known, LM_SHEET_GENERIC);
  not_found(diags, "sheet", id, &known);
  lm_strbuf_clear(&known);
  return LM_ENOTFOUND;
}

/* The only area that lies in no other; LM_NO_AREA when there are none or several (*several). */
static uint32_t outermost(const lm_areas *areas, bool *several) {
  uint32_t found = LM_NO_AREA;
  *several = false;
  for (uint32_t i = 0; i < lm_areas_count(areas); i++) {
    if (lm_areas_within(areas, i) != LM_NO_AREA) continue;
    *several = found != LM_NO_AREA;
    found = i;
    if (*several) return LM_NO_AREA;
  }
  return found;
}

static lm_status find_area(lm_filled_sheet *sheet, const char *id, lm_diags *diags) {
  const lm_areas *areas = sheet->data.areas;
  sheet->area = LM_NO_AREA;
  if (!id) {
    bool several = false;
    if (areas) sheet->area = outermost(areas, &several);
    return several ? LM_EINVAL : LM_OK;
  }
  return lm_find_area(&sheet->area, areas, id, diags);
}

lm_status lm_sheet_fill(lm_filled_sheet **out, const char *id, const lm_sheet_data *data, const char *area, lm_diags *diags) {
  *out = NULL;
  lm_filled_sheet *sheet = calloc(1, sizeof *sheet);
  if (!sheet) return LM_ENOMEM;
  sheet->data = *data;
  sheet->progress = data->progress ? lm_progress_assessment_progress(data->progress) : NULL;
  lm_status status = find_area(sheet, area, diags);
  if (status == LM_OK) status = find_plan(sheet, id, diags);
  if (status == LM_OK) add_lines(sheet);
  if (status == LM_OK && sheet->failed) status = LM_ENOMEM;
  if (status == LM_OK)
    *out = sheet;
  else
    lm_filled_sheet_free(sheet);
  return status;
}

void lm_filled_sheet_free(lm_filled_sheet *sheet) {
  if (!sheet) return;
  lm_arena_clear(&sheet->arena);
  free(sheet->item);
  free(sheet);
}

/* ---- asking ---- */

const lm_sheet *lm_filled_sheet_plan(const lm_filled_sheet *sheet) {
  return sheet->plan;
}

const lm_sheet_data *lm_filled_sheet_data(const lm_filled_sheet *sheet) {
  return &sheet->data;
}

uint32_t lm_filled_sheet_area(const lm_filled_sheet *sheet) {
  return sheet->area;
}

const lm_scale *lm_filled_sheet_scale(const lm_filled_sheet *sheet) {
  return lm_scale_of(sheet->data.model);
}

bool lm_filled_sheet_fictional(const lm_filled_sheet *sheet) {
  const lm_panel *panel = sheet->data.panel;
  bool fictional = false;
  for (size_t i = 0; sheet->progress && i < lm_progress_document_count(sheet->progress); i++)
    fictional = fictional || lm_progress_document(sheet->progress, i)->fictional;
  for (size_t i = 0; panel && i < lm_panel_document_count(panel); i++) fictional = fictional || lm_panel_document(panel, i)->fictional;
  return fictional;
}

bool lm_filled_sheet_illustration(const lm_filled_sheet *sheet) {
  const lm_targets *targets = sheet->data.targets;
  bool illustration = false, shown = false;
  for (size_t i = 0; targets && i < lm_targets_document_count(targets); i++)
    illustration = illustration || lm_targets_document(targets, i)->illustration;
  for (size_t c = 0; c < sheet->plan->column_count; c++) shown = shown || sheet->plan->columns[c].show == LM_SHOW_TARGET;
  for (size_t r = 0; r < sheet->plan->row_count; r++) shown = shown || sheet->plan->rows[r].show == LM_SHOW_TARGET;
  return illustration && shown;
}

size_t lm_filled_sheet_count(const lm_filled_sheet *sheet) {
  return sheet->count;
}

const lm_sheet_line *lm_filled_sheet_line(const lm_filled_sheet *sheet, size_t index) {
  return index < sheet->count ? &sheet->item[index] : NULL;
}
