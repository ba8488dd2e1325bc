/* Any bytes as a model: read, linted, its loops and paths searched. */
#include "fuzz.h"

#include <logicmodel/lint.h>

static void count_one(void *user, const lm_node *nodes, size_t count) {
  must(count > 0 && nodes);
  ++*(size_t *)user;
}

static void search(const lm_model *model) {
  lm_graph *graph;
  size_t loops = 0, nodes = lm_model_node_count(model), total;
  must(lm_graph_new(&graph, model, LM_ALL_LINKS) == LM_OK);
  must(lm_graph_loops(graph, 100, count_one, &loops) == LM_OK);
  lm_node *order = calloc(nodes + 1, sizeof *order);
  must(order && (lm_graph_order(graph, order) == nodes) == (loops == 0));
  if (nodes > 1) must(lm_graph_paths(graph, 0, (lm_node)(nodes - 1), 50, count_one, &loops, &total) == LM_OK && total <= 50);
  free(order);
  lm_graph_free(graph);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  lm_model *model;
  lm_diags *diags;
  lm_input input = {.data = (const char *)data, .size = size, .name = "fuzz"};
  must(lm_diags_new(&diags) == LM_OK);
  lm_status status = lm_read_model(&model, &input, diags);
  must((status == LM_OK) == (model != NULL));
  if (model) {
    must(lm_lint(model, diags) == LM_OK);
    search(model);
  }
  fuzz_check_findings(diags, status);
  lm_model_free(model);
  lm_diags_free(diags);
  return 0;
}
