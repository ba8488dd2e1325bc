/* Strongly connected components (Tarjan 1972, with a stack of its own), then one search in breadth per component: the shortest way from its
   smallest node back to it. O(nodes + links) together, as no two components share a node. */
#include "graph.h"

#include <stdlib.h>

typedef struct search {
  const lm_graph *g;
  uint32_t *number, *low;        /* from 1, in the order met; 0 not met */
  lm_node *component;            /* of a node: the node that the component was closed at; LM_NO_NODE while open */
  uint32_t *size;                /* of a component, at that node; 0 once reported */
  lm_node *open, *call, *before; /* before: where the search in breadth came from */
  size_t *next;                  /* the next link to look at */
  size_t open_count, depth;
  uint32_t met;
} search;

static void search_free(search *s) {
  free(s->number);
  free(s->low);
  free(s->component);
  free(s->size);
  free(s->open);
  free(s->call);
  free(s->before);
  free(s->next);
}

static lm_status search_init(search *s, const lm_graph *g) {
  size_t n = g->nodes ? g->nodes : 1;
  *s = (search){.g = g};
  s->number = calloc(n, sizeof *s->number);
  s->low = malloc(n * sizeof *s->low);
  s->component = malloc(n * sizeof *s->component);
  s->size = calloc(n, sizeof *s->size);
  s->open = malloc(n * sizeof *s->open);
  s->call = malloc(n * sizeof *s->call);
  s->before = malloc(n * sizeof *s->before);
  s->next = malloc(n * sizeof *s->next);
  if (!s->number || !s->low || !s->component || !s->size || !s->open || !s->call || !s->before || !s->next) return LM_ENOMEM;
  for (size_t v = 0; v < g->nodes; v++) s->component[v] = s->before[v] = LM_NO_NODE;
  return LM_OK;
}

static void enter(search *s, lm_node v) {
  s->number[v] = s->low[v] = ++s->met;
  s->next[v] = s->g->out.first[v];
  s->open[s->open_count++] = v;
  s->call[s->depth++] = v;
}

static void lower(search *s, lm_node v, uint32_t to) {
  if (to < s->low[v]) s->low[v] = to;
}

static void leave(search *s, lm_node v) {
  s->depth--;
  if (s->depth > 0) lower(s, s->call[s->depth - 1], s->low[v]);
  if (s->low[v] != s->number[v]) return;
  lm_node member;
  do {
    member = s->open[--s->open_count];
    s->component[member] = v;
    s->size[v]++;
  } while (member != v);
}

static void find_components(search *s, lm_node root) {
  enter(s, root);
  while (s->depth > 0) {
    lm_node v = s->call[s->depth - 1];
    if (s->next[v] == s->g->out.first[v + 1]) {
      leave(s, v);
      continue;
    }
    lm_node w = s->g->out.node[s->next[v]++];
    if (s->number[w] == 0) enter(s, w);
    else if (s->component[w] == LM_NO_NODE) lower(s, v, s->number[w]);
  }
}

/* The last node of the shortest loop that starts at `start`; `before` leads back from it. The component has a loop through each of its nodes. */
static lm_node end_of_loop(search *s, lm_node start) {
  lm_node *queue = s->open;
  size_t head = 0, tail = 0;
  queue[tail++] = start;
  for (;;) {
    lm_node v = queue[head++];
    for (size_t i = s->g->out.first[v]; i < s->g->out.first[v + 1]; i++) {
      lm_node w = s->g->out.node[i];
      if (w == start && v != start) return v;
      if (w == start || s->before[w] != LM_NO_NODE || s->component[w] != s->component[start]) continue;
      s->before[w] = v;
      queue[tail++] = w;
    }
  }
}

/* The loop, in s->call from its start; returns its length. */
static size_t shortest_loop(search *s, lm_node start) {
  size_t count = 1;
  lm_node end = end_of_loop(s, start);
  for (lm_node v = end; v != start; v = s->before[v]) count++;
  size_t i = count;
  for (lm_node v = end; v != start; v = s->before[v]) s->call[--i] = v;
  s->call[0] = start;
  return count;
}

static bool has_self_link(const lm_graph *g, lm_node v) {
  for (size_t i = g->out.first[v]; i < g->out.first[v + 1]; i++)
    if (g->out.node[i] == v) return true;
  return false;
}

lm_status lm_graph_loops(const lm_graph *graph, size_t most, lm_loop_fn *found, void *user) {
  search s;
  lm_status status = search_init(&s, graph);
  if (status != LM_OK) goto done;
  for (lm_node v = 0; v < graph->nodes; v++)
    if (s.number[v] == 0) find_components(&s, v);
  size_t count = 0;
  for (lm_node v = 0; v < graph->nodes && count < most; v++) {
    if (has_self_link(graph, v)) {
      found(user, &v, 1);
      count++;
    }
    uint32_t *size = &s.size[s.component[v]];
    if (*size > 1 && count < most) {
      size_t length = shortest_loop(&s, v);
      found(user, s.call, length);
      count++;
    }
    *size = 0;
  }
done:
  search_free(&s);
  return status;
}
