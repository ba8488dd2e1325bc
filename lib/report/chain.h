/* chain.h: an outcome with everything up- and downstream of it, for one area. */
#ifndef LM_REPORT_CHAIN_H
#define LM_REPORT_CHAIN_H

#include "records.h"

/* Upstream are outcomes, initiatives and activities that contribute (an initiative's activities are upstream of it); downstream
   are outcomes. On a loop a node is both. */
typedef enum lm_side { LM_UPSTREAM = 1, LM_DOWNSTREAM = 2 } lm_side;

typedef struct lm_chain {
  const lm_assessment *assessment;
  const lm_model *model;
  lm_node outcome;
  const lm_view *view;
  lm_graph *graph; /* every link */
  uint8_t *side;   /* per node: lm_side bits; 0 not in the chain */
  size_t nodes;
} lm_chain;

/* The node at the other end of `link` when one walks the chain from `node`; LM_NO_NODE when the link does not belong to it. */
lm_node lm_chain_step(const lm_chain *chain, uint32_t link, lm_side side);

lm_status lm_chain_as_text(lm_sink *sink, const lm_chain *chain, uint32_t area);
void lm_chain_as_json(lm_json *json, const lm_chain *chain, uint32_t area);

#endif
