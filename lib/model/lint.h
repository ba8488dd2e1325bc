/* lint.h: what the rules share. A rule is a row of the table in lint.c: a question put to every node, or a function over the whole model. Failing
   memory is remembered and the rules go on: their findings are dropped with the lot. */
#ifndef LM_MODEL_LINT_H
#define LM_MODEL_LINT_H

#include "../base/strbuf.h"
#include <logicmodel/graph.h>
#include <logicmodel/lint.h>

/* What many rules ask of a node, found once. */
typedef struct lm_lint_facts {
  uint32_t causes, caused;   /* contributes-to, out and in */
  uint32_t measures;         /* measured-by: indicators of an outcome or activity */
  uint32_t measured;         /* measured-by: what an indicator measures */
  uint32_t children;         /* part-of */
  bool delivers;             /* initiatives: they or one of their activities contribute to an outcome */
  int level;                 /* of an outcome's tier; -1 for anything else */
} lm_lint_facts;

typedef struct lm_linter {
  const lm_model *model;
  const lm_graph *causal;
  lm_lint_facts *facts; /* by node */
  lm_diags *diags;
  lm_strbuf path, name; /* scratch */
  bool is_chain; /* it has an outcome */
  bool no_memory;
} lm_linter;

/* Appends "kind:id". */
void lm_lint_add_name(const lm_linter *l, lm_strbuf *to, lm_node node);
/* Appends "a, b, c", cut behind `most` with the number left out. */
void lm_lint_add_names(const lm_linter *l, lm_strbuf *to, const lm_node *nodes, size_t count, size_t most);

/* Adds `finding` with the place and path of a node, or of one of the model's links or tiers. */
void lm_lint_at_node(lm_linter *l, lm_finding finding, lm_node node);
void lm_lint_at_link(lm_linter *l, lm_finding finding, const lm_link *link);
void lm_lint_at_tier(lm_linter *l, lm_finding finding, const lm_tier *tier);
/* The text built, for an argument; remembers if its memory failed. */
const char *lm_lint_text(lm_linter *l, const lm_strbuf *text);

void lm_lint_loops(lm_linter *l, lm_code code);
void lm_lint_number_gaps(lm_linter *l, lm_code code);
void lm_lint_numbers_twice(lm_linter *l, lm_code code);
void lm_lint_two_levels(lm_linter *l, lm_code code);
void lm_lint_middle(lm_linter *l, lm_code code);
void lm_lint_tier_order(lm_linter *l, lm_code code);
void lm_lint_languages(lm_linter *l, lm_code code);
void lm_lint_goals(lm_linter *l, lm_code code);
void lm_lint_backward(lm_linter *l, lm_code code);

#endif
