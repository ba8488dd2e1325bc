/* map_cut.h: over how many sheets of paper a layout goes on that is too high for one. It is cut between boxes, never through one: a box stands on the
   sheet on which its upper edge is, whole; so the cut may lie at another height in every column. Where a band ends in the lower part of a sheet it is
   cut there. A box higher than a sheet makes its sheet higher. */
#ifndef LM_REPORT_MAP_CUT_H
#define LM_REPORT_MAP_CUT_H

#include "layout.h"

typedef struct lm_cut {
  double from, to; /* the uppermost edge, the lowest */
} lm_cut;

typedef struct lm_cuts {
  lm_cut *item;
  size_t count, room;
} lm_cuts;

/* first, other: heights of the first sheet and of the others; 0: everything stands on one. LM_ENOMEM. */
lm_status lm_cut_layout(lm_cuts *cuts, const lm_layout *layout, double first, double other);
void lm_cuts_clear(lm_cuts *cuts);
/* On which sheet what begins at `y` stands. */
size_t lm_cut_at(const lm_cuts *cuts, double y);

#endif
