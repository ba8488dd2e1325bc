/* copy.h: copies into an arena of what a caller gave. A failure sticks: check `failed` once at the end. What was copied before goes with
   the arena. */
#ifndef LM_MODEL_COPY_H
#define LM_MODEL_COPY_H

#include "../base/arena.h"
#include <logicmodel/model.h>

typedef struct lm_copier {
  lm_arena *arena;
  bool failed;
} lm_copier;

/* NULL gives NULL. */
const char *lm_copy_string(lm_copier *c, const char *text);
lm_text lm_copy_text(lm_copier *c, const lm_text *text);
lm_texts lm_copy_texts(lm_copier *c, const lm_texts *texts);
/* NULL gives NULL. Breaks are put in time order. */
const lm_indicator *lm_copy_indicator(lm_copier *c, const lm_indicator *given);
const lm_cite *lm_copy_cites(lm_copier *c, const lm_cite *cites, size_t count);
const lm_reference *lm_copy_refs(lm_copier *c, const lm_reference *refs, size_t count);
const lm_statement *lm_copy_statements(lm_copier *c, const lm_statement *statements, size_t count);
const lm_goal *lm_copy_goals(lm_copier *c, const lm_goal *goals, size_t count);
const lm_charge *lm_copy_charges(lm_copier *c, const lm_charge *charges, size_t count);
const lm_scale_grade *lm_copy_grades(lm_copier *c, const lm_scale_grade *grades, size_t count);
const lm_sheet_cell *lm_copy_cells(lm_copier *c, const lm_sheet_cell *cells, size_t count);

#endif
