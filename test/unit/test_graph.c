/* Graphs: the shapes people draw by mistake, long chains, and random graphs against a slow reference. */
#include <logicmodel/graph.h>

#include "../support/close.h"
#include "../support/random.h"
#include "../support/sketch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- helpers ---- */

static lm_model *outcomes(unsigned count) {
  lm_model *model = NULL;
  assert_int_equal(lm_model_new(&model), LM_OK);
  for (unsigned i = 0; i < count; i++) {
    char id[24];
    snprintf(id, sizeof id, "o%u", i);
    lm_node_info node = {.kind = LM_OUTCOME, .id = id, .parent = LM_NO_NODE, .tier = LM_NO_TIER};
    assert_int_equal(lm_model_add_node(model, &node, NULL), LM_OK);
  }
  return model;
}

static void join(lm_model *model, lm_node from, lm_node to) {
  lm_link link = {.type = LM_CONTRIBUTES_TO, .from = from, .to = to, .sign = 1, .lag_min = NAN, .lag_max = NAN, .answers = LM_NO_NODE};
  assert_int_equal(lm_model_add_link(model, &link), LM_OK);
}

static lm_graph *graph_of(const lm_model *model, unsigned link_types) {
  lm_graph *graph = NULL;
  assert_int_equal(lm_graph_new(&graph, model, link_types), LM_OK);
  return graph;
}

/* Node lists as text: "0 1 2; 4". */
typedef struct written {
  char text[4000];
  size_t used;
} written;

static void write_down(void *user, const lm_node *nodes, size_t count) {
  written *l = user;
  for (size_t i = 0; i < count && l->used + 20 < sizeof l->text; i++)
    l->used += (size_t)snprintf(l->text + l->used, sizeof l->text - l->used, "%s%u", i ? " " : l->used ? "; " : "", nodes[i]);
}

/* Links as text: "0>1 1>0". */
static lm_model *drawn(unsigned nodes, const char *links) {
  lm_model *model = outcomes(nodes);
  unsigned from, to;
  int used;
  for (; sscanf(links, "%u>%u %n", &from, &to, &used) == 2; links += used) join(model, from, to);
  return model;
}

/* ---- order ---- */

static void order_takes_the_smallest_that_is_ready(void **state) {
  (void)state;
  static const struct {
    unsigned nodes;
    const char *links, *order;
  } cases[] = {{3, "", "0 1 2"},
               {4, "3>0 2>0 1>0", "1 2 3 0"},
               {5, "4>1 1>0 3>2", "3 2 4 1 0"},
               {4, "0>1 1>2 2>1 2>3", "0"},   /* 1, 2 are on a loop, 3 behind it */
               {3, "0>1 0>1 1>2", "0 1 2"},   /* twice the same link */
               {3, "1>1 0>2", "0 2"},
               {1, "0>0", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_model *model = drawn(cases[i].nodes, cases[i].links);
    lm_graph *graph = graph_of(model, LM_CAUSAL);
    lm_node order[8];
    written l = {.text = ""};
    write_down(&l, order, lm_graph_order(graph, order));
    assert_string_equal(l.text, cases[i].order);
    lm_graph_free(graph);
    lm_model_free(model);
  }
}

/* ---- loops ---- */

static void loops_are_named_node_by_node(void **state) {
  (void)state;
  static const struct {
    const char *what;
    unsigned nodes;
    const char *links, *loops;
  } cases[] = {{"none", 4, "0>1 1>2 0>2 2>3", ""},
               {"a node with itself", 3, "0>1 1>1", "1"},
               {"the same self-link twice", 2, "1>1 1>1", "1"},
               {"there and back", 3, "0>2 2>0", "0 2"},
               {"from the smallest, in link order", 4, "3>1 1>2 2>3", "1 2 3"},
               {"the shorter way round", 5, "0>1 1>2 2>3 3>0 1>0", "0 1"},
               {"two apart", 6, "4>5 5>4 0>1 1>2 2>0", "0 1 2; 4 5"},
               {"two that share a node are one component", 5, "0>1 1>0 0>2 2>3 3>0", "0 1"},
               {"a loop whose node also points to itself", 3, "0>1 1>0 0>0", "0; 0 1"},
               {"one behind the other", 4, "0>1 1>0 1>2 2>3 3>2", "0 1; 2 3"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_model *model = drawn(cases[i].nodes, cases[i].links);
    lm_graph *graph = graph_of(model, LM_CAUSAL);
    written l = {.text = ""};
    assert_int_equal(lm_graph_loops(graph, SIZE_MAX, write_down, &l), LM_OK);
    if (strcmp(l.text, cases[i].loops) != 0) fail_msg("%s: got '%s', want '%s'", cases[i].what, l.text, cases[i].loops);
    lm_graph_free(graph);
    lm_model_free(model);
  }
}

static void loops_stop_at_the_number_wanted(void **state) {
  (void)state;
  lm_model *model = drawn(6, "0>1 1>0 2>2 3>4 4>3");
  lm_graph *graph = graph_of(model, LM_CAUSAL);
  static const char *const want[] = {"", "0 1", "0 1; 2", "0 1; 2; 3 4", "0 1; 2; 3 4"};
  for (size_t most = 0; most < 5; most++) {
    written l = {.text = ""};
    assert_int_equal(lm_graph_loops(graph, most, write_down, &l), LM_OK);
    assert_string_equal(l.text, want[most]);
  }
  lm_graph_free(graph);
  lm_model_free(model);
}

/* ---- paths ---- */

static void paths_come_in_document_order(void **state) {
  (void)state;
  static const struct {
    const char *what;
    unsigned nodes;
    const char *links;
    lm_node from, to;
    const char *paths;
  } cases[] = {{"none", 3, "0>1", 0, 2, ""},
               {"against the links", 2, "0>1", 1, 0, ""},
               {"to itself", 2, "0>1 1>0", 0, 0, "0"},
               {"a diamond, second link first", 4, "0>2 0>1 1>3 2>3", 0, 3, "0 2 3; 0 1 3"},
               {"two links between the same two are one way", 3, "0>1 0>1 1>2", 0, 2, "0 1 2"},
               {"round a loop", 4, "0>1 1>2 2>1 2>3 1>3", 0, 3, "0 1 2 3; 0 1 3"},
               {"back through the start", 3, "0>1 1>0 1>2", 0, 2, "0 1 2"},
               {"a node closed on one way is open on another", 5, "0>1 0>2 1>3 3>2 2>3 2>4", 0, 4, "0 1 3 2 4; 0 2 4"},
               {"self-links lead nowhere", 3, "0>0 0>1 1>1 1>2", 0, 2, "0 1 2"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_model *model = drawn(cases[i].nodes, cases[i].links);
    lm_graph *graph = graph_of(model, LM_CAUSAL);
    written l = {.text = ""};
    assert_int_equal(lm_graph_paths(graph, cases[i].from, cases[i].to, SIZE_MAX, write_down, &l, NULL), LM_OK);
    if (strcmp(l.text, cases[i].paths) != 0) fail_msg("%s: got '%s', want '%s'", cases[i].what, l.text, cases[i].paths);
    lm_graph_free(graph);
    lm_model_free(model);
  }
}

static void paths_stop_at_the_number_wanted(void **state) {
  (void)state;
  lm_model *model = drawn(4, "0>1 0>2 1>3 2>3 0>3");
  lm_graph *graph = graph_of(model, LM_CAUSAL);
  for (size_t most = 0; most < 5; most++) {
    written l = {.text = ""};
    size_t total = 99;
    assert_int_equal(lm_graph_paths(graph, 0, 3, most, write_down, &l, &total), LM_OK);
    assert_int_equal(total, most < 3 ? most : 3);
  }
  size_t total = 99;
  assert_int_equal(lm_graph_paths(graph, 0, 4, 1, write_down, NULL, &total), LM_EINVAL);
  assert_int_equal(total, 0);
  lm_graph_free(graph);
  lm_model_free(model);
}

static void count_nodes(void *user, const lm_node *nodes, size_t count) {
  (void)nodes;
  *(size_t *)user += count;
}

/* A ladder of twenty diamonds has 2^20 paths: the first thousand come at once. So does the only path out of a tangle of loops, in which
   trying every way would never end. */
static void a_few_of_very_many_paths_come_at_once(void **state) {
  (void)state;
  lm_model *model = outcomes(61);
  for (lm_node i = 0; i < 60; i += 3) {
    join(model, i, i + 1);
    join(model, i, i + 2);
    join(model, i + 1, i + 3);
    join(model, i + 2, i + 3);
  }
  lm_graph *graph = graph_of(model, LM_CAUSAL);
  size_t nodes = 0, total = 0;
  assert_int_equal(lm_graph_paths(graph, 0, 60, 1000, count_nodes, &nodes, &total), LM_OK);
  assert_int_equal(total, 1000);
  assert_int_equal(nodes, 1000 * 41);
  lm_graph_free(graph);
  lm_model_free(model);

  enum { TANGLE = 40 };
  model = outcomes(TANGLE + 2);
  join(model, 0, 1);
  for (lm_node a = 1; a <= TANGLE; a++)
    for (lm_node b = 1; b <= TANGLE; b++)
      if (a != b && a != 1) join(model, a, b); /* all with each other, and out by the first only, which is taken */
  join(model, 1, 2);
  join(model, 1, TANGLE + 1);
  graph = graph_of(model, LM_CAUSAL);
  written l = {.text = ""};
  assert_int_equal(lm_graph_paths(graph, 0, TANGLE + 1, SIZE_MAX, write_down, &l, &total), LM_OK);
  assert_string_equal(l.text, "0 1 41");
  lm_graph_free(graph);
  lm_model_free(model);
}

/* ---- masks, rows, edges of the contract ---- */

static void a_graph_sees_the_link_types_it_was_made_for(void **state) {
  (void)state;
  lm_model *model = sketch("tier 2027 initial 2028-03-31\n"
                           "scene s\n"
                           "initiative A in=s\n"
                           "outcome o tier=2027 in=s\n"
                           "indicator q\n"
                           "indicator r\n"
                           "A -> o\n"
                           "o => r\n"
                           "o => q");
  static const struct {
    unsigned mask;
    size_t out_of_outcome, into_outcome;
  } cases[] = {{LM_CAUSAL, 0, 1}, {LM_STRUCTURE, 1, 1}, {LM_ALL_LINKS, 3, 1}, {LM_MASK(LM_MEASURED_BY), 2, 0}, {0, 0, 0}};
  lm_node outcome = sketch_node(model, "o");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_graph *graph = graph_of(model, cases[i].mask);
    size_t out, in;
    const uint32_t *links = lm_graph_out(graph, outcome, &out);
    assert_int_equal(out, cases[i].out_of_outcome);
    if (!out) assert_null(links);
    for (size_t k = 1; k < out; k++) assert_true(links[k - 1] < links[k]);
    lm_graph_in(graph, outcome, &in);
    assert_int_equal(in, cases[i].into_outcome);
    assert_null(lm_graph_out(graph, 99, &out));
    assert_int_equal(out, 0);
    lm_graph_free(graph);
  }
  lm_model_free(model);
}

static void an_empty_model_has_an_empty_graph(void **state) {
  (void)state;
  lm_model *model = outcomes(0);
  lm_graph *graph = graph_of(model, LM_ALL_LINKS);
  lm_node order[1];
  uint8_t reach[1];
  written l = {.text = ""};
  assert_int_equal(lm_graph_order(graph, order), 0);
  assert_int_equal(lm_graph_loops(graph, SIZE_MAX, write_down, &l), LM_OK);
  assert_string_equal(l.text, "");
  assert_int_equal(lm_graph_reach(graph, 0, false, reach), LM_EINVAL);
  assert_int_equal(lm_graph_paths(graph, 0, 0, 1, write_down, &l, NULL), LM_EINVAL);
  lm_graph_free(graph);
  lm_graph_free(NULL);
  lm_model_free(model);
}

/* ---- depth ---- */

enum { LONG = 200000 };

static void a_long_chain_is_no_deeper_than_a_short_one(void **state) {
  (void)state;
  lm_model *model = outcomes(LONG);
  for (lm_node i = LONG - 1; i > 0; i--) join(model, i - 1, i);
  lm_graph *graph = graph_of(model, LM_CAUSAL);
  lm_node *order = malloc(LONG * sizeof *order);
  uint8_t *reach = malloc(LONG);
  assert_true(order && reach);
  assert_int_equal(lm_graph_order(graph, order), LONG);
  for (lm_node i = 0; i < LONG; i++) assert_int_equal(order[i], i);
  size_t nodes = 0;
  assert_int_equal(lm_graph_loops(graph, SIZE_MAX, count_nodes, &nodes), LM_OK);
  assert_int_equal(nodes, 0);
  assert_int_equal(lm_graph_paths(graph, 0, LONG - 1, SIZE_MAX, count_nodes, &nodes, NULL), LM_OK);
  assert_int_equal(nodes, LONG);
  assert_int_equal(lm_graph_reach(graph, LONG / 2, true, reach), LM_OK);
  for (lm_node i = 0; i < LONG; i++) assert_int_equal(reach[i], i <= LONG / 2);
  lm_graph_free(graph);

  join(model, LONG - 1, 0);
  graph = graph_of(model, LM_CAUSAL);
  nodes = 0;
  assert_int_equal(lm_graph_order(graph, order), 0);
  assert_int_equal(lm_graph_loops(graph, SIZE_MAX, count_nodes, &nodes), LM_OK);
  assert_int_equal(nodes, LONG);
  lm_graph_free(graph);
  lm_model_free(model);
  free(order);
  free(reach);
}

/* ---- a slow reference ---- */

enum { SMALL = 9, FAR = 1000 };

typedef struct matrix {
  unsigned nodes;
  bool link[SMALL][SMALL];
  unsigned distance[SMALL][SMALL]; /* at least one link; self-links not used */
  lm_node row[SMALL][4 * SMALL];   /* targets in document order */
  unsigned row_count[SMALL];
} matrix;

static void measure_distances(matrix *m) {
  for (unsigned a = 0; a < m->nodes; a++)
    for (unsigned b = 0; b < m->nodes; b++) m->distance[a][b] = m->link[a][b] && a != b ? 1 : FAR;
  for (unsigned via = 0; via < m->nodes; via++)
    for (unsigned a = 0; a < m->nodes; a++)
      for (unsigned b = 0; b < m->nodes; b++) {
        unsigned both = m->distance[a][via] + m->distance[via][b];
        if (both < m->distance[a][b]) m->distance[a][b] = both;
      }
}

static lm_model *random_model(matrix *m, test_random *random) {
  *m = (matrix){.nodes = 1 + test_random_below(random, SMALL)};
  lm_model *model = outcomes(m->nodes);
  bool forward = test_random_below(random, 3) == 0;
  for (unsigned k = test_random_below(random, 3 * m->nodes); k > 0; k--) {
    lm_node a = test_random_below(random, m->nodes), b = test_random_below(random, m->nodes);
    if (forward && a >= b) continue;
    join(model, a, b);
    m->link[a][b] = true;
    m->row[a][m->row_count[a]++] = b;
  }
  measure_distances(m);
  return model;
}

static void check_order(const matrix *m, const lm_graph *graph) {
  lm_node want[SMALL], got[SMALL];
  bool placed[SMALL] = {false};
  size_t count = 0;
  for (bool more = true; more;) {
    more = false;
    for (lm_node v = 0; v < m->nodes && !more; v++) {
      bool ready = !placed[v];
      for (lm_node u = 0; u < m->nodes; u++) ready = ready && (!m->link[u][v] || placed[u]);
      if (!ready) continue;
      placed[v] = more = true;
      want[count++] = v;
    }
  }
  assert_int_equal(lm_graph_order(graph, got), count);
  if (count) assert_memory_equal(got, want, count * sizeof *want);
}

static void check_reach(const matrix *m, const lm_graph *graph) {
  for (lm_node start = 0; start < m->nodes; start++)
    for (int up = 0; up < 2; up++) {
      uint8_t reach[SMALL];
      assert_int_equal(lm_graph_reach(graph, start, up, reach), LM_OK);
      for (lm_node v = 0; v < m->nodes; v++) {
        unsigned distance = up ? m->distance[v][start] : m->distance[start][v];
        assert_int_equal(reach[v], v == start || distance < FAR);
      }
    }
}

/* What is expected next, in order. */
typedef struct expected_loops {
  const matrix *m;
  lm_node start[2 * SMALL];
  unsigned length[2 * SMALL];
  size_t count, met;
} expected_loops;

static void check_loop(void *user, const lm_node *nodes, size_t count) {
  expected_loops *e = user;
  assert_true(e->met < e->count);
  assert_int_equal(nodes[0], e->start[e->met]);
  assert_int_equal(count, e->length[e->met]);
  for (size_t i = 0; i < count; i++) {
    assert_true(e->m->link[nodes[i]][nodes[(i + 1) % count]]);
    for (size_t k = 0; k < i; k++) assert_int_not_equal(nodes[i], nodes[k]);
  }
  e->met++;
}

static void check_loops(const matrix *m, const lm_graph *graph) {
  expected_loops e = {.m = m};
  for (lm_node v = 0; v < m->nodes; v++) {
    if (m->link[v][v]) {
      e.start[e.count] = v;
      e.length[e.count++] = 1;
    }
    bool smallest = m->distance[v][v] < FAR;
    for (lm_node u = 0; u < v; u++) smallest = smallest && !(m->distance[u][v] < FAR && m->distance[v][u] < FAR);
    if (smallest) {
      e.start[e.count] = v;
      e.length[e.count++] = m->distance[v][v];
    }
  }
  assert_int_equal(lm_graph_loops(graph, SIZE_MAX, check_loop, &e), LM_OK);
  assert_int_equal(e.met, e.count);
}

/* All simple paths, by plain recursion. */
static void slow_paths(const matrix *m, lm_node *path, size_t depth, lm_node to, written *l) {
  lm_node v = path[depth - 1];
  if (v == to) {
    write_down(l, path, depth);
    return;
  }
  bool tried[SMALL] = {false};
  for (size_t i = 0; i < depth; i++) tried[path[i]] = true;
  for (unsigned i = 0; i < m->row_count[v]; i++) {
    lm_node next = m->row[v][i];
    if (tried[next]) continue;
    tried[next] = true;
    path[depth] = next;
    slow_paths(m, path, depth + 1, to, l);
  }
}

static void check_paths(const matrix *m, const lm_graph *graph, lm_node from, lm_node to) {
  static written want, got;
  lm_node path[SMALL + 1] = {from};
  want.used = got.used = 0;
  want.text[0] = got.text[0] = '\0';
  slow_paths(m, path, 1, to, &want);
  assert_int_equal(lm_graph_paths(graph, from, to, SIZE_MAX, write_down, &got, NULL), LM_OK);
  assert_string_equal(got.text, want.text);
}

static void random_graphs_agree_with_the_slow_way(void **state) {
  (void)state;
  test_random random = {2027};
  for (int round = 0; round < 4000; round++) {
    matrix m;
    lm_model *model = random_model(&m, &random);
    lm_graph *graph = graph_of(model, LM_CAUSAL);
    check_order(&m, graph);
    check_reach(&m, graph);
    check_loops(&m, graph);
    check_paths(&m, graph, test_random_below(&random, m.nodes), test_random_below(&random, m.nodes));
    lm_graph_free(graph);
    lm_model_free(model);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(order_takes_the_smallest_that_is_ready),
      cmocka_unit_test(loops_are_named_node_by_node),
      cmocka_unit_test(loops_stop_at_the_number_wanted),
      cmocka_unit_test(paths_come_in_document_order),
      cmocka_unit_test(paths_stop_at_the_number_wanted),
      cmocka_unit_test(a_few_of_very_many_paths_come_at_once),
      cmocka_unit_test(a_graph_sees_the_link_types_it_was_made_for),
      cmocka_unit_test(an_empty_model_has_an_empty_graph),
      cmocka_unit_test(a_long_chain_is_no_deeper_than_a_short_one),
      cmocka_unit_test(random_graphs_agree_with_the_slow_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
