/* The rule "no measured middle": of a start (a scene, or what stands for one) and a final outcome, no intermediate outcome on any way between
   them has an indicator.

   Starts are taken 64 at a time, one bit each. A sweep in link order tells every node which starts reach it at all, which through a
   measured and which through an unmeasured intermediate outcome; at a final outcome, the third without the second is a hole. Starts whose ways
   lead through the same intermediate outcomes share one finding. Nodes on or behind a loop are left to the rule about loops. */
#include "graph.h"
#include "lint.h"

#include <stdlib.h>

/* Naming a hole looks at so many nodes and gives so many names; finding it has no such limit. */
enum { STARTS = 64, MOST_NODES = 10000, MOST_NAMES = 20 };

/* An initiative or activity that contributes to something, and the scene it belongs to. */
typedef struct seed {
  lm_node start, node;
} seed;

/* Starts that reach a node. */
typedef struct arrivals {
  uint64_t any, measured, unmeasured;
} arrivals;

typedef struct middle {
  lm_linter *l;
  lm_code code;
  lm_node *order;
  uint32_t *position; /* of a node in the order; UINT32_MAX: left out */
  seed *seeds;
  size_t seed_count;
  arrivals *at; /* by node; all zero between blocks */
  uint32_t *met; /* by node: the last search that came by */
  uint32_t searches;
  lm_node starts[STARTS]; /* of the block */
  lm_node *below, *finals, *above, *between; /* lists of nodes */
  size_t below_count, final_count, above_count, between_count;
  size_t reported;
} middle;

static void middle_free(middle *m) {
  free(m->order);
  free(m->position);
  free(m->seeds);
  free(m->at);
  free(m->met);
  free(m->below);
  free(m->finals);
  free(m->above);
  free(m->between);
}

static bool middle_init(middle *m, size_t nodes) {
  m->order = malloc(nodes * sizeof *m->order);
  m->position = malloc(nodes * sizeof *m->position);
  m->seeds = malloc(nodes * sizeof *m->seeds);
  m->at = calloc(nodes, sizeof *m->at);
  m->met = calloc(nodes, sizeof *m->met);
  m->below = malloc(nodes * sizeof *m->below);
  m->finals = malloc(nodes * sizeof *m->finals);
  m->above = malloc(nodes * sizeof *m->above);
  m->between = malloc(nodes * sizeof *m->between);
  return m->order && m->position && m->seeds && m->at && m->met && m->below && m->finals && m->above && m->between;
}

static int compare_nodes(const void *a, const void *b) {
  const lm_node *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static int compare_seeds(const void *a, const void *b) {
  const seed *x = a, *y = b;
  return x->start != y->start ? compare_nodes(&x->start, &y->start) : compare_nodes(&x->node, &y->node);
}

static lm_node topmost(const lm_model *model, lm_node node) {
  for (lm_node up = node; up != LM_NO_NODE; up = lm_model_node(model, up)->parent) node = up;
  return node;
}

static void prepare(middle *m, size_t nodes) {
  for (size_t v = 0; v < nodes; v++) m->position[v] = UINT32_MAX;
  size_t placed = lm_graph_order(m->l->causal, m->order);
  for (size_t i = 0; i < placed; i++) m->position[m->order[i]] = (uint32_t)i;
  for (lm_node v = 0; v < nodes; v++) {
    lm_kind kind = lm_model_node(m->l->model, v)->kind;
    if ((kind == LM_INITIATIVE || kind == LM_ACTIVITY) && m->l->facts[v].causes > 0 && m->position[v] != UINT32_MAX)
      m->seeds[m->seed_count++] = (seed){topmost(m->l->model, v), v};
  }
  qsort(m->seeds, m->seed_count, sizeof *m->seeds, compare_seeds);
}

static void meet_below(middle *m, lm_node v) {
  if (m->met[v] == m->searches || m->position[v] == UINT32_MAX) return;
  m->met[v] = m->searches;
  m->below[m->below_count++] = v;
}

/* Starts from the seeds of up to 64 starts; returns the first seed of the next block. */
static size_t sow(middle *m, size_t first) {
  size_t count = 0, i = first;
  for (; i < m->seed_count; i++) {
    const seed *s = &m->seeds[i];
    if (count == 0 || m->starts[count - 1] != s->start) {
      if (count == STARTS) break;
      m->starts[count++] = s->start;
    }
    m->at[s->node].any |= UINT64_C(1) << (count - 1);
    meet_below(m, s->node);
  }
  return i;
}

/* Everything below the seeds, in link order. */
static void collect_below(middle *m) {
  const lm_rows *out = &m->l->causal->out;
  for (size_t i = 0; i < m->below_count; i++)
    for (size_t k = out->first[m->below[i]]; k < out->first[m->below[i] + 1]; k++) meet_below(m, out->node[k]);
  for (size_t i = 0; i < m->below_count; i++) m->below[i] = m->position[m->below[i]];
  qsort(m->below, m->below_count, sizeof *m->below, compare_nodes);
  for (size_t i = 0; i < m->below_count; i++) m->below[i] = m->order[m->below[i]];
}

static void pass_on(middle *m, lm_node v) {
  arrivals *a = &m->at[v];
  int level = m->l->facts[v].level;
  if (level == LM_INTERMEDIATE && m->l->facts[v].measures > 0) a->measured = a->any;
  else if (level == LM_INTERMEDIATE) a->unmeasured = a->any;
  else if (level == LM_FINAL && (a->unmeasured & ~a->measured)) m->finals[m->final_count++] = v;
  const lm_rows *out = &m->l->causal->out;
  for (size_t k = out->first[v]; k < out->first[v + 1]; k++) {
    arrivals *to = &m->at[out->node[k]];
    if (m->met[out->node[k]] != m->searches) continue; /* on or behind a loop */
    to->any |= a->any;
    to->measured |= a->measured;
    to->unmeasured |= a->unmeasured;
  }
}

static void meet_above(middle *m, lm_node v, uint64_t starts) {
  if (m->met[v] == m->searches || !(m->at[v].any & starts) || m->above_count == MOST_NODES) return;
  m->met[v] = m->searches;
  m->above[m->above_count++] = v;
  if (m->l->facts[v].level == LM_INTERMEDIATE) m->between[m->between_count++] = v;
}

/* The intermediate outcomes between `starts` and a final outcome, in document order. */
static void collect_between(middle *m, lm_node final, uint64_t starts) {
  m->searches++;
  m->above_count = m->between_count = 0;
  meet_above(m, final, starts);
  const lm_rows *in = &m->l->causal->in;
  for (size_t i = 0; i < m->above_count; i++)
    for (size_t k = in->first[m->above[i]]; k < in->first[m->above[i] + 1]; k++) meet_above(m, in->node[k], starts);
  qsort(m->between, m->between_count, sizeof *m->between, compare_nodes);
}

/* Those of `starts` that go through the same intermediate outcomes as the lowest of them. */
static uint64_t companions(const middle *m, uint64_t starts) {
  uint64_t lowest = starts & (~starts + 1), group = starts;
  for (size_t i = 0; i < m->between_count; i++) {
    uint64_t any = m->at[m->between[i]].any;
    group &= any & lowest ? any : ~any;
  }
  return group;
}

static void report_hole(middle *m, lm_node final, uint64_t group) {
  lm_node starts[STARTS];
  size_t start_count = 0, count = 0;
  for (int i = 0; i < STARTS; i++)
    if (group >> i & 1) starts[start_count++] = m->starts[i];
  lm_node *through = m->above;
  for (size_t i = 0; i < m->between_count; i++)
    if (m->at[m->between[i]].any & group) through[count++] = m->between[i];

  lm_strbuf from = {0}, to = {0}, names = {0};
  lm_lint_add_names(m->l, &from, starts, start_count, MOST_NAMES);
  lm_lint_add_name(m->l, &to, final);
  lm_lint_add_names(m->l, &names, through, count, MOST_NAMES);
  lm_finding finding = {.code = m->code,
                        .arg = {lm_lint_text(m->l, &from), lm_lint_text(m->l, &to), count ? lm_lint_text(m->l, &names) : "…"}};
  lm_lint_at_node(m->l, finding, count ? through[0] : final);
  m->reported++;
  lm_strbuf_clear(&from);
  lm_strbuf_clear(&to);
  lm_strbuf_clear(&names);
}

/* Beyond what is kept, findings are counted and need no names. */
static void report_holes(middle *m, lm_node final, uint64_t starts) {
  if (m->reported >= LM_DIAG_KEEP) {
    lm_lint_at_node(m->l, (lm_finding){.code = m->code}, final);
    return;
  }
  collect_between(m, final, starts);
  while (starts) {
    uint64_t group = companions(m, starts);
    report_hole(m, final, group);
    starts &= ~group;
  }
}

/* Returns the first seed of the next block. */
static size_t check_block(middle *m, size_t first) {
  m->searches++;
  m->below_count = m->final_count = 0;
  size_t next = sow(m, first);
  collect_below(m);
  for (size_t i = 0; i < m->below_count; i++) pass_on(m, m->below[i]);
  qsort(m->finals, m->final_count, sizeof *m->finals, compare_nodes);
  for (size_t i = 0; i < m->final_count; i++) {
    const arrivals *a = &m->at[m->finals[i]];
    report_holes(m, m->finals[i], a->unmeasured & ~a->measured);
  }
  for (size_t i = 0; i < m->below_count; i++) m->at[m->below[i]] = (arrivals){0};
  return next;
}

static bool any_unmeasured(const lm_linter *l, size_t nodes) {
  for (lm_node v = 0; v < nodes; v++)
    if (l->facts[v].level == LM_INTERMEDIATE && l->facts[v].measures == 0) return true;
  return false;
}

void lm_lint_middle(lm_linter *l, lm_code code) {
  size_t nodes = lm_model_node_count(l->model);
  if (!any_unmeasured(l, nodes)) return;
  middle m = {.l = l, .code = code};
  if (middle_init(&m, nodes)) {
    prepare(&m, nodes);
    for (size_t first = 0; first < m.seed_count;) first = check_block(&m, first);
  } else {
    l->no_memory = true;
  }
  middle_free(&m);
}
