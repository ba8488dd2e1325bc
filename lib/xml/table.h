/* table.h: values in tables: which column says what (plan), what a mapping declares about it, and the reading of rows as observations. */
#ifndef LM_XML_TABLE_H
#define LM_XML_TABLE_H

#include "book.h"

typedef enum lmt_column {
  LMT_INDICATOR, LMT_AREA, LMT_PERIOD, LMT_VALUE, LMT_REASON, LMT_NUM, LMT_DEN, LMT_N, LMT_SE, LMT_LOWER, LMT_UPPER, LMT_UNIT, LMT_SOURCE,
  LMT_NOTE, LMT_STATUS, LMT_AREA_NAME, LMT_COLUMNS
} lmt_column;
#define LMT_NO_COLUMN UINT32_MAX

/* "indicator", …: the word of mappings and findings. */
extern const char *const lmt_column_words[LMT_COLUMNS + 1]; /* ends with NULL */

/* ---- what a mapping says ---- */

typedef struct lmt_map_column {
  lmt_column is;
  const char *heading; /* NULL: by place */
  uint32_t at;         /* LMT_NO_COLUMN: by heading */
  bool has_period;     /* a column of values of one period */
  lm_period period;
} lmt_map_column;

typedef struct lmt_map_mark { /* what stands where a value should be */
  const char *mark;
  lm_missing reason;
  double lower, upper;
} lmt_map_mark;

typedef struct lmt_map_name { /* how an indicator or area is called in the table */
  lmt_column is;
  const char *as, *id;
} lmt_map_name;

struct lm_mapping {
  lm_arena arena;
  const char *sheet;      /* NULL: the first visible one */
  uint32_t heading, last; /* row numbers from 1; 0 not said */
  bool numbers_given;
  lm_number_style numbers;
  lm_bare_year bare;
  const char *fixed[LMT_COLUMNS]; /* what holds for every row; NULL */
  uint32_t from, to;      /* columns whose headings are periods; LMT_NO_COLUMN none */
  struct { lmt_map_column *item; size_t count, room; } columns;
  struct { lmt_map_mark *item; size_t count, room; } marks;
  struct { lmt_map_name *item; size_t count, room; } names;
};

/* ---- the plan ---- */

typedef struct lmt_slot { /* a column of values */
  uint32_t column;
  bool has_period;
  lm_period period;
} lmt_slot;

typedef struct lmt_plan {
  const lmb_sheet *sheet;
  const lmb_row *heading;         /* NULL: none */
  size_t first;                   /* row below it, as index in sheet->rows */
  uint32_t last;                  /* number of the last row read; UINT32_MAX */
  uint32_t at[LMT_COLUMNS];       /* LMT_NO_COLUMN: not there */
  const char *fixed[LMT_COLUMNS]; /* NULL: not fixed */
  struct { lmt_slot *item; size_t count, room; } slots;
  lm_bare_year bare;
  lm_number_style numbers;
  const lm_mapping *mapping;      /* NULL none */
  bool form;                      /* a form of ours */
} lmt_plan;

/* Everything that is wrong with the headings is told; LM_EINPUT then. Clear the plan whatever is returned. */
lm_status lmt_plan_make(lmt_plan *plan, const lmb_book *book, const lm_model *model, const lm_table_options *options, lm_diags *diags);
void lmt_plan_clear(lmt_plan *plan);

/* ---- findings ---- */

typedef struct lmt_spot { /* where: a cell, or a row (column LMT_NO_COLUMN), or the file (row NULL) */
  const lmb_book *book;
  const lmb_sheet *sheet;
  const lmb_row *row;
  uint32_t column;
  const lmb_row *heading; /* names the column; NULL none */
} lmt_spot;
lm_place lmt_place(const lmt_spot *spot);
void lmt_report(const lmt_spot *spot, lm_code code, const char *const *args, lm_place other, lm_diags *diags); /* args: LM_DIAG_ARGS, or NULL */

/* ---- reading ---- */

/* As lm_scan_values and lm_read_values: panel or found may be NULL. */
lm_status lmt_read_values(const lm_input *input, const lm_model *model, lm_areas *areas, lm_panel *panel, lm_obs_fn *found, void *user,
                          lm_scan_totals *totals, lm_diags *diags);

#endif
