/* graph.h: questions about the shape of a model.

   A graph is a frozen view of some of a model's links (a mask of link types) with both directions indexed: O(nodes + links) to make.
   Order is deterministic: neighbours come in document order of their links. Nothing recurses, so depth is no limit; nothing hangs on a loop. */
#ifndef LOGICMODEL_GRAPH_H
#define LOGICMODEL_GRAPH_H

#include <logicmodel/model.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_MASK(type) (1u << (type))
#define LM_CAUSAL (LM_MASK(LM_CONTRIBUTES_TO))
#define LM_STRUCTURE (LM_MASK(LM_CONTRIBUTES_TO) | LM_MASK(LM_PART_OF))
#define LM_ALL_LINKS (LM_MASK(LM_CONTRIBUTES_TO) | LM_MASK(LM_PART_OF) | LM_MASK(LM_MEASURED_BY))

typedef struct lm_graph lm_graph;

/* The model must outlive the graph. */
LM_API lm_status lm_graph_new(lm_graph **out, const lm_model *model, unsigned link_types);
LM_API void lm_graph_free(lm_graph *graph);

/* Indices of the links that leave (enter) `node`; *count of them. Borrowed; NULL with *count 0 if none. */
LM_API const uint32_t *lm_graph_out(const lm_graph *graph, lm_node node, size_t *count);
LM_API const uint32_t *lm_graph_in(const lm_graph *graph, lm_node node, size_t *count);

/* Nodes in an order in which every link points forward (ties by index). `order` has room for node_count. Returns how many were placed:
   fewer than node_count when there are loops (nodes on or behind a loop are left out). */
LM_API size_t lm_graph_order(const lm_graph *graph, lm_node *order);

/* Calls `found` once per loop found, with its nodes in link order (the first not repeated), at most `most` loops: one shortest loop for every
   strongly connected component and self-link, starting at its smallest index. */
typedef void lm_loop_fn(void *user, const lm_node *nodes, size_t count);
LM_API lm_status lm_graph_loops(const lm_graph *graph, size_t most, lm_loop_fn *found, void *user);

/* Marks (reach[i] = 1) every node reachable from `start` along (against, when `up`) the links; start itself is marked.
   `reach` has room for node_count. */
LM_API lm_status lm_graph_reach(const lm_graph *graph, lm_node start, bool up, uint8_t *reach);

/* Calls `found` with every simple path from `from` to `to`, shortest-first is not promised, document order is; stops after `most`.
   *total gets the number called. */
typedef void lm_path_fn(void *user, const lm_node *nodes, size_t count);
LM_API lm_status lm_graph_paths(const lm_graph *graph, lm_node from, lm_node to, size_t most, lm_path_fn *found, void *user, size_t *total);

#ifdef __cplusplus
}
#endif
#endif
