/* sheet.h: the table an office prints (進捗管理表, 評価票), filled from the documents: every cell as words, a number, or the reason why it is empty.

   How the table looks is data of the model (lm_sheet). All arithmetic is done here: shares from numerator and denominator, changes in points,
   goals met, grades, totals of costs; a renderer only prints. */
#ifndef LOGICMODEL_SHEET_H
#define LOGICMODEL_SHEET_H

#include <logicmodel/progress_assess.h>
#include <logicmodel/targets.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Why a cell is empty. */
typedef enum lm_cell_why {
  LM_CELL_FULL,         /* it is not */
  LM_CELL_BLANK,        /* left blank in the documents: nobody wrote anything for that time */
  LM_CELL_NONE,         /* the node has nothing of that sort: no goal, nobody in charge */
  LM_CELL_NO_INDICATOR, /* no indicator measures the node */
  LM_CELL_MISSING,      /* no value, and the documents say why: `missing` */
  LM_CELL_NO_VALUE,     /* no value for that period, and no reason given */
  LM_CELL_NO_COUNTS,    /* a value without numerator and denominator */
  LM_CELL_NO_TARGET,
  LM_CELL_CANNOT_TELL,  /* a grade: `graded` says why */
  LM_CELL_WHY_COUNT
} lm_cell_why;
LM_API const char *lm_cell_why_word(lm_cell_why why); /* "full", "blank", … */

typedef enum lm_cell_unit {
  LM_CELL_UNIT_NONE, LM_CELL_UNIT_TEXT, /* unit_text */
  LM_CELL_UNIT_PERCENT, LM_CELL_UNIT_POINTS, LM_CELL_UNIT_THOUSAND_YEN, LM_CELL_UNIT_COUNT
} lm_cell_unit;
LM_API const char *lm_cell_unit_word(lm_cell_unit unit); /* "percent", "points", "thousand-yen"; NULL for NONE and TEXT */

/* One line of a cell: words, a number, or both. */
typedef struct lm_cell_line {
  const char *mark; /* "①", "A"; NULL none */
  lm_text text;
  bool has_period;  /* in what period that holds, when the column does not say it */
  lm_period period;
  bool has_from, has_to; /* since when and until when it holds: who is in charge, where the column names no year */
  lm_period from, to;
  lm_said met, begun; /* goals of the year */
  double number;    /* NaN: words only */
  double of;        /* of so many, as in 3/5; NaN: a plain number */
  int decimals;     /* -1: as many as it has */
  bool is_change;   /* a difference, to be shown with its sign */
  lm_cell_unit unit;
  lm_text unit_text;
  int cost_kind;    /* lm_cost_kind; -1 none */
  const lm_target *target; /* a target that is no plain number; NULL none */
} lm_cell_line;

typedef struct lm_cell {
  lm_sheet_cell said;  /* what the sheet asks for: row and column together */
  const lm_cell_line *lines;
  size_t count;
  lm_cell_why why;     /* FULL when there are lines */
  lm_missing missing;
  lm_tally tally;      /* met, grade: the goals behind it */
  size_t unreported;   /* met: of these goals */
  lm_graded graded;    /* grade */
} lm_cell;

/* A line of the sheet. */
typedef struct lm_sheet_line {
  lm_node node;
  const lm_sheet_cell *row; /* NULL: the sheet has no rows, a line is a node */
  const lm_cell *cells;     /* one per column; one when the sheet has rows only */
} lm_sheet_line;

typedef struct lm_sheet_data {
  const lm_model *model;
  const lm_areas *areas;
  const lm_panel *panel;                  /* sealed; NULL none */
  const lm_targets *targets;              /* NULL none */
  const lm_progress_assessment *progress; /* NULL none */
} lm_sheet_data;

/* The id of the sheet that every model has beside its own. */
#define LM_SHEET_GENERIC "progress-table"

typedef struct lm_filled_sheet lm_filled_sheet;

/* `id`: a sheet of the model, or LM_SHEET_GENERIC: initiatives (or activities, when it is they that are reported on) with whatever the documents
   say of them. area NULL: the only area there is, or the one that holds all others. What the documents say without naming an area holds for every area.
   LM_ENOTFOUND: no such sheet or area (added to diags, with the ids that exist). LM_EINVAL: several areas and none asked for. What `data` points to
   must outlive the result. */
LM_API lm_status lm_sheet_fill(lm_filled_sheet **out, const char *id, const lm_sheet_data *data, const char *area, lm_diags *diags);
LM_API void lm_filled_sheet_free(lm_filled_sheet *sheet);

LM_API const lm_sheet *lm_filled_sheet_plan(const lm_filled_sheet *sheet); /* the sheet as the model has it */
LM_API const lm_sheet_data *lm_filled_sheet_data(const lm_filled_sheet *sheet);
LM_API uint32_t lm_filled_sheet_area(const lm_filled_sheet *sheet);        /* LM_NO_AREA: none named */
LM_API const lm_scale *lm_filled_sheet_scale(const lm_filled_sheet *sheet); /* of the grades */
LM_API bool lm_filled_sheet_fictional(const lm_filled_sheet *sheet);       /* invented values or reports are in it */
LM_API bool lm_filled_sheet_illustration(const lm_filled_sheet *sheet);    /* it prints targets nobody decided */
/* Lines: nodes in document order, each with its rows in order. */
LM_API size_t lm_filled_sheet_count(const lm_filled_sheet *sheet);
LM_API const lm_sheet_line *lm_filled_sheet_line(const lm_filled_sheet *sheet, size_t index); /* NULL out of range */

#ifdef __cplusplus
}
#endif
#endif
