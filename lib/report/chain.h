/* chain.h: a node with everything up- and downstream of it, for one area; and the nodes of other models that it meets on the way. */
#ifndef LM_REPORT_CHAIN_H
#define LM_REPORT_CHAIN_H

#include "records.h"

#include <logicmodel/crossings.h>

/* Upstream are outcomes, initiatives and activities that contribute (an initiative's activities are upstream of it); downstream
   are outcomes, and the initiative of an activity that has no arrow of its own. On a loop a node is both. MET: a node of another model that
   shares a reference with a node of the chain. */
typedef enum lm_side { LM_UPSTREAM = 1, LM_DOWNSTREAM = 2, LM_MET = 4 } lm_side;

/* The chain within one model. */
typedef struct lm_chain {
  const lm_assessment *assessment;
  const lm_progress_assessment *progress; /* NULL none */
  const lm_model *model;
  lm_node node;    /* asked for; LM_NO_NODE in another model */
  const lm_view *view;
  lm_graph *graph; /* every link */
  uint8_t *side;   /* per node: lm_side bits; 0 not in the chain */
  size_t nodes;
  lm_node *root;   /* where downstream begins: the node and, of an initiative, the activities with arrows of their own */
  size_t roots;
  bool full_names; /* several models: ids alone are ambiguous */
} lm_chain;

/* The chain and the other models it meets. */
typedef struct lm_meeting {
  lm_chain home;
  lm_chain *other;
  size_t count;
  lm_crossings *crossings;
} lm_meeting;

/* LM_EINVAL: no node of that kind, or two models with one id. End it whatever is returned. */
lm_status lm_meeting_init(lm_meeting *out, const lm_tracked *home, const lm_tracked *other, size_t count, lm_node node, const lm_view *view);
void lm_meeting_end(lm_meeting *meeting);

bool lm_chain_has(const lm_chain *chain, lm_node node);
/* The node at the other end of `link` when one walks the chain from `node`; LM_NO_NODE when the link does not belong to it. */
lm_node lm_chain_step(const lm_chain *chain, uint32_t link, lm_side side);
/* The area of `chain` that goes with an area of the home model: the one of that id, else the only one there is. */
uint32_t lm_chain_area(const lm_chain *chain, const lm_chain *home, uint32_t area);

/* The crossings of one node with one node: all that they share stand behind each other. */
size_t lm_crossing_run(const lm_crossing *at, size_t left);
/* "acp, end-of-life" */
void lm_add_codes(lm_strbuf *to, const lm_crossing *at, size_t count);

/* "kind:id"; with several models "model-id:kind:id". */
void lm_add_full_name(lm_strbuf *to, const lm_chain *chain, lm_node node);
/* What was reported of the node last: "概ね達成 2020年度"; nothing if nothing was. */
void lm_add_last_report(lm_strbuf *to, const lm_chain *chain, lm_node node, uint32_t area);
/* The same as fields: "grade", "grade_period", "goals", "goals_reported", "goals_met". */
void lm_last_report_fields(lm_fields *fields, const lm_chain *chain, lm_node node, uint32_t area);
/* Invented values or reports? */
bool lm_chain_fictional(const lm_chain *chain);

lm_status lm_meeting_as_text(lm_sink *sink, const lm_meeting *meeting, uint32_t area);
void lm_meeting_as_json(lm_json *json, const lm_meeting *meeting, uint32_t area);

#endif
