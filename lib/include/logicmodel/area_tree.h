/* area_tree.h: every area in the order of a tree, with what is known of it. */
#ifndef LOGICMODEL_AREA_TREE_H
#define LOGICMODEL_AREA_TREE_H

#include <logicmodel/values.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lm_area_row {
  uint32_t area;
  size_t depth;           /* 0: lies in nothing */
  size_t parts;           /* areas directly in it */
  size_t values, missing; /* observations with a value; with a reason why there is none */
  lm_period first, last;  /* of both; only where there are any */
} lm_area_row;

typedef struct lm_area_tree {
  lm_area_row *item; /* an area, then what lies in it; beside one another as declared */
  size_t count;
} lm_area_tree;

/* The panel is sealed; NULL: no values. LM_ENOMEM is the only failure; clear the tree in any case. */
LM_API lm_status lm_area_tree_make(lm_area_tree *out, const lm_areas *areas, const lm_panel *panel);
LM_API void lm_area_tree_clear(lm_area_tree *tree);

#ifdef __cplusplus
}
#endif
#endif
