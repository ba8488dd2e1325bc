/* The rule about goals in words: where a model names indicators for some of its goals, the others are told. A model of words alone, as many
   progress tables are, has nothing odd about it. */
#include "lint.h"

#include "../base/num.h"

enum { MOST_NAMES = 5 };

void lm_lint_goals(lm_linter *l, lm_code code) {
  size_t total = 0, words = 0, named = 0;
  lm_node first = LM_NO_NODE, nodes[MOST_NAMES];
  for (lm_node node = 0; node < lm_model_node_count(l->model); node++) {
    const lm_node_info *info = lm_model_node(l->model, node);
    size_t before = words;
    for (size_t i = 0; i < info->goal_count; i++) words += info->goals[i].indicator == LM_NO_NODE;
    total += info->goal_count;
    if (words == before) continue;
    if (first == LM_NO_NODE) first = node;
    if (named < MOST_NAMES) nodes[named] = node;
    named++;
  }
  if (words == 0 || words == total) return;
  char count[LM_NUM_SIZE], all[LM_NUM_SIZE];
  lm_num_format((double)words, count);
  lm_num_format((double)total, all);
  lm_strbuf_reset(&l->name);
  lm_lint_add_names(l, &l->name, nodes, named, MOST_NAMES);
  lm_lint_at_node(l, (lm_finding){.code = code, .arg = {count, all, lm_lint_text(l, &l->name)}}, first);
}
