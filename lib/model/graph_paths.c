/* Simple paths by search in depth with a stack of its own. A node that was left without having found the end is closed, and stays closed until
   one of its followers opens again: with loops in the way, the time between two paths is still O(nodes + links) (Johnson 1975, who lists
   circuits; his lists B are the nodes that lead in and are closed off the path). */
#include "graph.h"

#include <stdlib.h>

typedef struct walk {
  const lm_graph *g;
  lm_node to;
  uint8_t *reaches, *closed, *on_path;
  uint8_t *repeat; /* of a link: an earlier one of the same node leads to the same node */
  lm_node *path, *stack;
  size_t *next;  /* of the path's nodes: the next link to try */
  bool *arrived; /* of the path's nodes: the end was found behind it */
  size_t depth;
} walk;

static void walk_free(walk *w) {
  free(w->reaches);
  free(w->closed);
  free(w->on_path);
  free(w->repeat);
  free(w->path);
  free(w->stack);
  free(w->next);
  free(w->arrived);
}

static void find_repeats(walk *w) {
  const lm_rows *out = &w->g->out;
  lm_node *seen_from = w->stack;
  for (size_t v = 0; v < w->g->nodes; v++) seen_from[v] = LM_NO_NODE;
  for (lm_node v = 0; v < w->g->nodes; v++)
    for (size_t i = out->first[v]; i < out->first[v + 1]; i++) {
      w->repeat[i] = seen_from[out->node[i]] == v;
      seen_from[out->node[i]] = v;
    }
}

static lm_status walk_init(walk *w, const lm_graph *g, lm_node to) {
  size_t n = g->nodes, links = g->out.first[n];
  *w = (walk){.g = g, .to = to};
  w->reaches = malloc(n);
  w->closed = calloc(n, 1);
  w->on_path = calloc(n, 1);
  w->repeat = malloc(links ? links : 1);
  w->path = malloc(n * sizeof *w->path);
  w->stack = malloc(n * sizeof *w->stack);
  w->next = malloc(n * sizeof *w->next);
  w->arrived = malloc(n * sizeof *w->arrived);
  if (!w->reaches || !w->closed || !w->on_path || !w->repeat || !w->path || !w->stack || !w->next || !w->arrived)
    return LM_ENOMEM;
  find_repeats(w);
  return lm_graph_reach(g, to, true, w->reaches);
}

static void enter(walk *w, lm_node v) {
  if (!w->reaches[v] || w->closed[v]) return;
  w->closed[v] = w->on_path[v] = 1;
  w->next[w->depth] = w->g->out.first[v];
  w->arrived[w->depth] = v == w->to;
  w->path[w->depth++] = v;
}

/* Opens a node, and every closed one off the path that can now get to it. */
static void reopen(walk *w, lm_node v) {
  size_t count = 0;
  w->stack[count++] = v;
  w->closed[v] = 0;
  while (count > 0) {
    v = w->stack[--count];
    for (size_t i = w->g->in.first[v]; i < w->g->in.first[v + 1]; i++) {
      lm_node before = w->g->in.node[i];
      if (!w->closed[before] || w->on_path[before]) continue;
      w->closed[before] = 0;
      w->stack[count++] = before;
    }
  }
}

static void leave(walk *w) {
  lm_node v = w->path[--w->depth];
  w->on_path[v] = 0;
  if (!w->arrived[w->depth]) return;
  reopen(w, v);
  if (w->depth > 0) w->arrived[w->depth - 1] = true;
}

static void step(walk *w) {
  lm_node v = w->path[w->depth - 1];
  size_t i = w->next[w->depth - 1]++;
  if (v == w->to || i == w->g->out.first[v + 1]) leave(w);
  else if (!w->repeat[i]) enter(w, w->g->out.node[i]);
}

lm_status lm_graph_paths(const lm_graph *graph, lm_node from, lm_node to, size_t most, lm_path_fn *found, void *user, size_t *total) {
  size_t count = 0;
  if (total) *total = 0;
  if (from >= graph->nodes || to >= graph->nodes) return LM_EINVAL;
  walk w;
  lm_status status = walk_init(&w, graph, to);
  if (status != LM_OK) goto done;
  enter(&w, from);
  while (w.depth > 0 && count < most) {
    if (w.path[w.depth - 1] == to) {
      found(user, w.path, w.depth);
      count++;
    }
    step(&w);
  }
  if (total) *total = count;
done:
  walk_free(&w);
  return status;
}
