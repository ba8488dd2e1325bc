/* Rules about the direction of links: loops, and links that lead back in time. */
#include "lint.h"

enum { NAMES_OF_A_LOOP = 50 };

typedef struct loop_report {
  lm_linter *l;
  lm_code code;
} loop_report;

/* "a → b → a"; of a long loop the beginning and the number of nodes left out. */
static void report_loop(void *user, const lm_node *nodes, size_t count) {
  const loop_report *report = user;
  lm_linter *l = report->l;
  lm_strbuf_reset(&l->name);
  for (size_t i = 0; i < count && i < NAMES_OF_A_LOOP; i++) {
    lm_lint_add_name(l, &l->name, nodes[i]);
    lm_strbuf_add(&l->name, " → ");
  }
  if (count > NAMES_OF_A_LOOP) lm_strbuf_addf(&l->name, "… (+%zu) → ", count - NAMES_OF_A_LOOP);
  lm_lint_add_name(l, &l->name, nodes[0]);
  lm_lint_at_node(l, (lm_finding){.code = report->code, .arg = {lm_lint_text(l, &l->name)}}, nodes[0]);
}

void lm_lint_loops(lm_linter *l, lm_code code) {
  loop_report report = {l, code};
  if (lm_graph_loops(l->causal, SIZE_MAX, report_loop, &report) != LM_OK) l->no_memory = true;
}

static const lm_tier *tier_of(const lm_linter *l, lm_node node) {
  return lm_model_tier(l->model, lm_model_node(l->model, node)->tier);
}

static bool is_later(const lm_tier *a, const lm_tier *b) { return a->level != b->level ? a->level > b->level : a->due > b->due; }

void lm_lint_backward(lm_linter *l, lm_code code) {
  for (size_t i = 0; i < lm_model_link_count(l->model); i++) {
    const lm_link *link = lm_model_link(l->model, i);
    const lm_tier *from = tier_of(l, link->from), *to = tier_of(l, link->to);
    if (link->type != LM_CONTRIBUTES_TO || !from || !to || !is_later(from, to)) continue;
    lm_strbuf_reset(&l->name);
    lm_lint_add_name(l, &l->name, link->from);
    lm_strbuf_add(&l->name, " → ");
    lm_lint_add_name(l, &l->name, link->to);
    lm_lint_at_link(l, (lm_finding){.code = code, .arg = {lm_lint_text(l, &l->name)}}, link);
  }
}
