#include "graph.h"

#include <stdlib.h>
#include <string.h>

/* ---- making ---- */

static bool new_rows(lm_rows *r, size_t nodes, size_t links) {
  r->first = calloc(nodes + 1, sizeof *r->first);
  r->link = malloc((links ? links : 1) * sizeof *r->link);
  r->node = malloc((links ? links : 1) * sizeof *r->node);
  return r->first && r->link && r->node;
}

/* Counts become the ends of the rows; filling from the last link backwards then turns each end into the start of its row. */
static void counts_to_ends(lm_rows *r, size_t nodes) {
  for (size_t v = 1; v <= nodes; v++) r->first[v] += r->first[v - 1];
}

static bool chosen(const lm_link *link, unsigned link_types) { return (LM_MASK(link->type) & link_types) != 0; }

static void put_link(lm_rows *r, lm_node row, uint32_t link, lm_node neighbour) {
  size_t position = --r->first[row];
  r->link[position] = link;
  r->node[position] = neighbour;
}

static void fill_rows(lm_graph *g, unsigned link_types) {
  size_t all = lm_model_link_count(g->model);
  for (size_t i = 0; i < all; i++) {
    const lm_link *link = lm_model_link(g->model, i);
    if (!chosen(link, link_types)) continue;
    g->out.first[link->from]++;
    g->in.first[link->to]++;
  }
  counts_to_ends(&g->out, g->nodes);
  counts_to_ends(&g->in, g->nodes);
  for (size_t i = all; i-- > 0;) {
    const lm_link *link = lm_model_link(g->model, i);
    if (!chosen(link, link_types)) continue;
    put_link(&g->out, link->from, (uint32_t)i, link->to);
    put_link(&g->in, link->to, (uint32_t)i, link->from);
  }
}

static size_t count_links(const lm_model *model, unsigned link_types) {
  size_t count = 0;
  for (size_t i = 0; i < lm_model_link_count(model); i++) count += chosen(lm_model_link(model, i), link_types);
  return count;
}

/* A heap with the smallest node on top. */
typedef struct heap {
  lm_node *item;
  size_t count;
} heap;

static void heap_push(heap *h, lm_node node) {
  size_t i = h->count++;
  for (; i > 0 && h->item[(i - 1) / 2] > node; i = (i - 1) / 2) h->item[i] = h->item[(i - 1) / 2];
  h->item[i] = node;
}

static lm_node heap_pop(heap *h) {
  lm_node top = h->item[0], last = h->item[--h->count];
  size_t i = 0;
  for (;;) {
    size_t child = 2 * i + 1;
    if (child >= h->count) break;
    if (child + 1 < h->count && h->item[child + 1] < h->item[child]) child++;
    if (h->item[child] >= last) break;
    h->item[i] = h->item[child];
    i = child;
  }
  h->item[i] = last;
  return top;
}

static lm_status make_order(lm_graph *g) {
  size_t room = g->nodes ? g->nodes : 1;
  uint32_t *waiting = malloc(room * sizeof *waiting); /* links into a node whose start is not placed yet */
  heap ready = {malloc(room * sizeof *ready.item), 0};
  g->order = malloc(room * sizeof *g->order);
  bool ok = waiting && ready.item && g->order;
  for (lm_node v = 0; ok && v < g->nodes; v++) {
    waiting[v] = (uint32_t)(g->in.first[v + 1] - g->in.first[v]);
    if (waiting[v] == 0) heap_push(&ready, v);
  }
  while (ok && ready.count > 0) {
    lm_node v = heap_pop(&ready);
    g->order[g->placed++] = v;
    for (size_t i = g->out.first[v]; i < g->out.first[v + 1]; i++)
      if (--waiting[g->out.node[i]] == 0) heap_push(&ready, g->out.node[i]);
  }
  free(waiting);
  free(ready.item);
  return ok ? LM_OK : LM_ENOMEM;
}

lm_status lm_graph_new(lm_graph **out, const lm_model *model, unsigned link_types) {
  *out = NULL;
  lm_graph *g = calloc(1, sizeof *g);
  if (!g) return LM_ENOMEM;
  g->model = model;
  g->nodes = lm_model_node_count(model);
  size_t links = count_links(model, link_types);
  bool ok = new_rows(&g->out, g->nodes, links) && new_rows(&g->in, g->nodes, links);
  if (ok) fill_rows(g, link_types);
  if (!ok || make_order(g) != LM_OK) {
    lm_graph_free(g);
    return LM_ENOMEM;
  }
  *out = g;
  return LM_OK;
}

static void free_rows(lm_rows *r) {
  free(r->first);
  free(r->link);
  free(r->node);
}

void lm_graph_free(lm_graph *graph) {
  if (!graph) return;
  free_rows(&graph->out);
  free_rows(&graph->in);
  free(graph->order);
  free(graph);
}

/* ---- neighbours and order ---- */

static const uint32_t *row(const lm_graph *g, const lm_rows *r, lm_node node, size_t *count) {
  *count = node < g->nodes ? r->first[node + 1] - r->first[node] : 0;
  return *count ? r->link + r->first[node] : NULL;
}

const uint32_t *lm_graph_out(const lm_graph *graph, lm_node node, size_t *count) {
  return row(graph, &graph->out, node, count);
}

const uint32_t *lm_graph_in(const lm_graph *graph, lm_node node, size_t *count) { return row(graph, &graph->in, node, count); }

size_t lm_graph_order(const lm_graph *graph, lm_node *order) {
  if (graph->placed) memcpy(order, graph->order, graph->placed * sizeof *order);
  return graph->placed;
}

lm_status lm_graph_reach(const lm_graph *graph, lm_node start, bool up, uint8_t *reach) {
  if (start >= graph->nodes) return LM_EINVAL;
  lm_node *stack = malloc(graph->nodes * sizeof *stack);
  if (!stack) return LM_ENOMEM;
  const lm_rows *r = up ? &graph->in : &graph->out;
  memset(reach, 0, graph->nodes);
  size_t depth = 0;
  stack[depth++] = start;
  reach[start] = 1;
  while (depth > 0) {
    lm_node v = stack[--depth];
    for (size_t i = r->first[v]; i < r->first[v + 1]; i++) {
      lm_node next = r->node[i];
      if (reach[next]) continue;
      reach[next] = 1;
      stack[depth++] = next;
    }
  }
  free(stack);
  return LM_OK;
}
