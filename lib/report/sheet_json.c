/* sheet_json.c: a filled sheet with everything known of each cell: the text of the CSV, and the numbers at full precision. */
#include "json.h"
#include "model.h"
#include "sheet.h"

#include <logicmodel/scale.h>

#include <math.h>

static void said_as_json(lm_json *json, const char *name, lm_said said) {
  if (said == LM_NOT_SAID)
    lm_json_null(json, name);
  else
    lm_json_bool(json, name, said == LM_SAID_YES);
}

static void line_as_json(lm_json *json, const lm_cell_line *line, lm_lang lang) {
  char period[48];
  lm_json_object(json, NULL);
  lm_json_text(json, "mark", line->mark);
  lm_json_text(json, "text", lm_or_null(lm_text_in(&line->text, lang)));
  lm_json_text(json, "period", line->has_period ? lm_period_format(line->period, period, sizeof period) : NULL);
  lm_json_text(json, "from", line->has_from ? lm_period_format(line->from, period, sizeof period) : NULL);
  lm_json_text(json, "to", line->has_to ? lm_period_format(line->to, period, sizeof period) : NULL);
  lm_json_number(json, "number", line->number);
  lm_json_number(json, "of", line->of);
  lm_json_text(json, "unit", line->unit == LM_CELL_UNIT_TEXT ? lm_cell_unit_in(line, lang) : lm_cell_unit_word(line->unit));
  said_as_json(json, "met", line->met);
  said_as_json(json, "begun", line->begun);
  lm_json_text(json, "cost", line->cost_kind >= 0 ? lm_cost_kind_word((lm_cost_kind)line->cost_kind) : NULL);
  lm_json_text(json, "target", line->target ? lm_target_kind_word(line->target->kind) : NULL);
  lm_json_close(json);
}

static void grade_as_json(lm_json *json, const char *name, const lm_filled_sheet *sheet, int place) {
  const lm_scale_grade *grade = lm_scale_at(lm_filled_sheet_scale(sheet), place);
  lm_json_text(json, name, grade ? grade->id : NULL);
}

/* The goals behind "met" and "grade". */
static void tally_as_json(lm_json *json, const lm_filled_sheet *sheet, const lm_cell *cell) {
  lm_json_whole(json, "goals", (int64_t)cell->tally.total);
  lm_json_whole(json, "reported", (int64_t)cell->tally.reported);
  lm_json_whole(json, "goals_met", (int64_t)cell->tally.met);
  if (cell->said.show != LM_SHOW_GRADE) return;
  grade_as_json(json, "grade", sheet, cell->graded.grade);
  grade_as_json(json, "grade_best", sheet, cell->graded.best);
  grade_as_json(json, "grade_worst", sheet, cell->graded.worst);
  lm_json_text(json, "grade_reason", lm_grade_reason_word(cell->graded.reason));
}

static void cell_as_json(lm_json *json, const lm_filled_sheet *sheet, const lm_sheet_line *line, size_t column, lm_lang lang) {
  const lm_cell *cell = &line->cells[column];
  const lm_cell_line *number = lm_bare_number(cell);
  lm_strbuf text = {0};
  lm_add_bare_cell(&text, sheet, cell, lang);
  lm_json_object(json, NULL);
  lm_json_text(json, "column", lm_or_null(lm_sheet_heading(lm_filled_sheet_plan(sheet), column, lang)));
  lm_json_text(json, "show", lm_show_word(cell->said.show));
  lm_json_text(json, "text", lm_or_null(lm_strbuf_text(&text)));
  lm_json_number(json, "number", number ? number->number : (double)NAN);
  lm_json_text(json, "unit", number ? lm_cell_unit_in(number, lang) : NULL);
  lm_json_text(json, "why_empty", cell->count == 0 ? lm_cell_why_word(cell->why) : NULL);
  lm_json_text(json, "missing", cell->count == 0 ? lm_missing_word(cell->missing) : NULL);
  if (cell->said.show == LM_SHOW_MET || cell->said.show == LM_SHOW_GRADE) tally_as_json(json, sheet, cell);
  lm_json_array(json, "lines");
  for (size_t i = 0; i < cell->count; i++) line_as_json(json, &cell->lines[i], lang);
  lm_json_close(json);
  lm_json_close(json);
  lm_strbuf_drop(&text, json->sink);
}

static void row_as_json(lm_json *json, const lm_filled_sheet *sheet, const lm_sheet_line *line, lm_lang lang) {
  const lm_model *model = lm_filled_sheet_data(sheet)->model;
  const lm_node_info *info = lm_model_node(model, line->node);
  lm_json_object(json, NULL);
  lm_json_text(json, "kind", lm_kind_word(info->kind));
  lm_json_text(json, "id", info->id);
  lm_json_text(json, "label", lm_text_in(&info->label, lang));
  lm_json_text(json, "scene", lm_scene_id(model, line->node));
  lm_json_text(json, "row", line->row ? lm_or_null(lm_text_in(&line->row->label, lang)) : NULL);
  lm_json_array(json, "cells");
  for (size_t c = 0; c < lm_sheet_columns(lm_filled_sheet_plan(sheet)); c++) cell_as_json(json, sheet, line, c, lang);
  lm_json_close(json);
  lm_json_close(json);
}

lm_status lm_sheet_as_json(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view) {
  const lm_sheet *plan = lm_filled_sheet_plan(sheet);
  const lm_sheet_data *data = lm_filled_sheet_data(sheet);
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_json_text(&json, "model", lm_model_id(data->model));
  lm_json_text(&json, "title", lm_text_in(lm_model_title(data->model), view->lang));
  lm_json_text(&json, "sheet", plan->id);
  lm_json_text(&json, "label", lm_text_in(&plan->label, view->lang));
  lm_json_text(&json, "area", lm_area_id(data->areas, lm_filled_sheet_area(sheet)));
  lm_json_bool(&json, "fictional", lm_filled_sheet_fictional(sheet));
  lm_json_bool(&json, "illustration", lm_filled_sheet_illustration(sheet));
  lm_json_array(&json, "rows");
  for (size_t i = 0; i < lm_filled_sheet_count(sheet); i++) row_as_json(&json, sheet, lm_filled_sheet_line(sheet, i), view->lang);
  lm_json_close(&json);
  lm_json_array(&json, "notes");
  for (size_t i = 0; i < plan->notes.count; i++) lm_json_text(&json, NULL, lm_text_in(&plan->notes.item[i], view->lang));
  lm_json_close(&json);
  lm_json_close(&json);
  return LM_OK;
}
