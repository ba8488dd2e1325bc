/* sheet_progress.c: cells of a sheet that progress documents fill. */
#include "sheet_fill.h"

#include <math.h>
#include <string.h>

void sheet_fill_text(cell_work *w) {
  const lm_entry *entry = sheet_entry(w, w->node);
  for (size_t i = 0; entry && i < entry->statement_count; i++) {
    const lm_statement *s = &entry->statements[i];
    bool named = !w->said.name || (s->name && strcmp(s->name, w->said.name) == 0);
    if ((int)s->role == w->said.role && named) sheet_add_text(w, NULL, &s->text);
  }
}

void sheet_fill_tasks(cell_work *w) {
  const lm_entry *entry = sheet_entry(w, w->node);
  for (size_t i = 0; entry && i < entry->task_count; i++) {
    const lm_task *task = &entry->tasks[i];
    lm_cell_line line = sheet_line_none();
    line.mark = task->mark;
    line.text = task->text;
    line.met = task->met;
    line.begun = task->begun;
    sheet_add_line(w, &line);
  }
}

/* The goals of the node and its parts for the time of the cell, in the area of the sheet, else without an area. */
static const lm_progress_item *item_of(const cell_work *w) {
  lm_when when;
  const lm_progress_assessment *progress = w->sheet->data.progress;
  if (!progress || !sheet_when(w, &when)) return NULL;
  const lm_progress_item *item = lm_progress_item_find(progress, w->node, w->sheet->area, when);
  return item || w->sheet->area == LM_NO_AREA ? item : lm_progress_item_find(progress, w->node, LM_NO_AREA, when);
}

void sheet_fill_met(cell_work *w) {
  const lm_progress_item *item = item_of(w);
  if (!item || item->tally.total == 0) return;
  w->cell.tally = item->tally;
  w->cell.unreported = item->tally.total - item->tally.reported;
  if (item->tally.reported == 0) return;
  lm_cell_line line = sheet_line_none();
  line.number = (double)item->tally.met;
  line.of = (double)item->tally.total;
  line.decimals = 0;
  sheet_add_line(w, &line);
}

/* A grade as printed in the source goes before what is computed: it is what the office decided. A blank table stays blank. */
void sheet_fill_grade(cell_work *w) {
  const lm_progress_item *item = item_of(w);
  if (!item) return;
  w->cell.tally = item->tally;
  w->cell.graded = item->graded;
  int place = item->printed >= 0 ? item->printed : item->graded.grade;
  const lm_scale_grade *grade = lm_scale_at(lm_scale_of(w->model), place);
  if (grade) sheet_add_text(w, NULL, &grade->label);
  if (!grade && item->graded.reason == LM_GR_BOUNDS_DIFFER) w->cell.why = LM_CELL_CANNOT_TELL;
}

void sheet_fill_cost(cell_work *w) {
  const lm_entry *entry = sheet_entry(w, w->node);
  for (size_t i = 0; entry && i < entry->cost_count; i++) {
    const lm_cost *cost = &entry->costs[i];
    lm_cell_line line = sheet_line_none();
    line.text = cost->text;
    line.number = lm_cost_yen(cost) / 1000;
    line.unit = LM_CELL_UNIT_THOUSAND_YEN;
    line.cost_kind = (int)cost->kind;
    sheet_add_line(w, &line);
  }
}

void sheet_fill_cost_total(cell_work *w) {
  const lm_progress_item *item = item_of(w);
  for (int kind = 0; item && kind < LM_COST_KIND_COUNT; kind++) {
    double total = isnan(item->own_cost[kind]) ? item->cost[kind] : item->own_cost[kind];
    if (isnan(total)) continue;
    lm_cell_line line = sheet_line_none();
    line.number = total;
    line.unit = LM_CELL_UNIT_THOUSAND_YEN;
    line.cost_kind = kind;
    sheet_add_line(w, &line);
  }
}
