/* sheet_fill.h: what the files that fill a sheet share. */
#ifndef LM_ASSESS_SHEET_FILL_H
#define LM_ASSESS_SHEET_FILL_H

#include "../base/arena.h"

#include <logicmodel/scale.h>
#include <logicmodel/sheet.h>

struct lm_filled_sheet {
  lm_arena arena;
  lm_sheet_data data;
  const lm_progress *progress; /* NULL none */
  const lm_sheet *plan;
  uint32_t area;
  bool failed;
  lm_sheet_line *item;
  size_t count, room;
};

/* A cell while it is filled. */
typedef struct cell_work {
  lm_filled_sheet *sheet;
  const lm_model *model;
  lm_node node;
  const lm_node_info *info;
  lm_sheet_cell said;
  lm_cell cell;
  lm_cell_line *line; /* of the cell; it moves while lines are added */
  size_t room;
} cell_work;

/* A line with nothing in it. */
lm_cell_line sheet_line_none(void);
void sheet_add_line(cell_work *w, const lm_cell_line *line);
void sheet_add_text(cell_work *w, const char *mark, const lm_text *text);
/* The time the cell speaks of; false if it names none. */
bool sheet_when(const cell_work *w, lm_when *when);
/* What is reported of the node for that time: for the area of the sheet, else without naming one. NULL if nothing. */
const lm_entry *sheet_entry(const cell_work *w, lm_node node);

typedef void sheet_fill_fn(cell_work *w);
/* sheet_model.c */
void sheet_fill_label(cell_work *w);
void sheet_fill_mark(cell_work *w);
void sheet_fill_standing(cell_work *w);
void sheet_fill_statement(cell_work *w);
void sheet_fill_goal(cell_work *w);
void sheet_fill_charge(cell_work *w);
/* sheet_progress.c */
void sheet_fill_text(cell_work *w);
void sheet_fill_tasks(cell_work *w);
void sheet_fill_met(cell_work *w);
void sheet_fill_grade(cell_work *w);
void sheet_fill_cost(cell_work *w);
void sheet_fill_cost_total(cell_work *w);
/* sheet_values.c */
void sheet_fill_indicator(cell_work *w);

/* sheet_generic.c: a sheet for models without one, in the arena of `sheet`; NULL when memory fails. */
const lm_sheet *sheet_generic(lm_filled_sheet *sheet);

#endif
