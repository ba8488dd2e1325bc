/* graph.h: the inside of a graph.

   Both directions as compressed rows: the links of node v stand at first[v] … first[v + 1] - 1. They are filled by counting, so the links of
   a node stay in document order. The order is worked out once, when the graph is made, so that asking cannot fail: Kahn 1962 with a heap of
   the nodes that are ready, smallest index first, O(n log n + links). */
#ifndef LM_MODEL_GRAPH_H
#define LM_MODEL_GRAPH_H

#include <logicmodel/graph.h>

typedef struct lm_rows {
  size_t *first;  /* node count + 1 */
  uint32_t *link; /* index in the model */
  lm_node *node;  /* its other end */
} lm_rows;

struct lm_graph {
  const lm_model *model;
  size_t nodes;
  lm_rows out, in;
  lm_node *order; /* nodes that lie neither on nor behind a loop */
  size_t placed;
};

#endif
