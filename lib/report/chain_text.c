/* chain_text.c: a chain as two trees, upstream and downstream of the outcome, every node with its verdict and indicators.

   The chain is a graph: a node met a second time is named and marked, not unfolded again, so loops end. The walk keeps its own
   stack, and the drawing of branches stops at LEVELS_DRAWN levels, so depth is no limit. */
#include "../base/num.h"
#include "../base/vec.h"
#include "chain.h"

#include <stdlib.h>

#define LEVELS_DRAWN  10
#define LABEL_COLUMNS 42 /* columns of a label */

typedef struct level {
  lm_node node;
  const uint32_t *link; /* of the node, in the direction of the walk */
  size_t count, at;     /* at: the next one */
  bool last;            /* no sibling follows: its branch is not drawn on */
} level;

typedef struct walk {
  lm_sink *sink;
  const lm_chain *chain;
  uint32_t area;
  lm_side side;
  uint8_t *printed;
  level *item; /* the stack */
  size_t count, room;
} walk;

/* What stands left of a node at the depth of the stack; `branch` at the node's own level. */
static void add_branches(lm_strbuf *to, const walk *w, const char *branch) {
  size_t first = w->count > LEVELS_DRAWN ? w->count - LEVELS_DRAWN : 1;
  if (first > 1) lm_strbuf_add(to, "… ");
  for (size_t i = first; i < w->count; i++) lm_strbuf_add(to, w->item[i].last ? "   " : "│  ");
  lm_strbuf_add(to, branch);
}

/* Writes and drops the three. */
static void put_flow(walk *w, lm_strbuf *first, lm_strbuf *rest, lm_strbuf *text) {
  lm_flow_with(w->sink, w->chain->view, lm_strbuf_text(first), lm_strbuf_text(rest), lm_strbuf_text(text));
  lm_strbuf_drop(first, w->sink);
  lm_strbuf_drop(rest, w->sink);
  lm_strbuf_drop(text, w->sink);
}

static void add_head(lm_strbuf *to, const walk *w, lm_node node) {
  const lm_model *model = w->chain->model;
  const lm_node_info *info = lm_model_node(model, node);
  const lm_rollup *rollup = lm_assessment_rollup_of(w->chain->assessment, node, w->area);
  if (rollup) {
    lm_add_rollup_verdict(to, rollup, w->chain->view->lang);
    lm_strbuf_addf(to, " (%zu/%zu) ", rollup->assessed, rollup->indicators);
  }
  if (info->kind == LM_INITIATIVE) lm_strbuf_add(to, lm_word_in(W_INITIATIVE_BULLET, w->chain->view->lang));
  if (info->kind == LM_ACTIVITY) lm_strbuf_add(to, lm_word_in(W_ACTIVITY_HEAD, w->chain->view->lang));
  lm_add_node_name(to, model, node, LABEL_COLUMNS, w->chain->view);
  lm_strbuf_addf(to, " [%s]", info->id);
  if (info->tier != LM_NO_TIER) lm_strbuf_addf(to, " %s", lm_tier_id(model, info->tier));
}

static void add_delivery(lm_strbuf *to, const walk *w, lm_node node) {
  if (lm_model_node(w->chain->model, node)->kind != LM_INITIATIVE) return;
  lm_strbuf grade = {0};
  lm_add_delivery(&grade, w->chain->assessment, node, w->area, w->chain->view->lang);
  if (grade.length > 0) lm_say(to, w->chain->view->lang, W_DELIVERY_OF, lm_strbuf_text(&grade), NULL, NULL, NULL);
  if (grade.failed) to->failed = true;
  lm_strbuf_clear(&grade);
}

/* How sure the link is, its sign and its lag. */
static void add_link(lm_strbuf *to, const walk *w, const lm_link *link) {
  const lm_lang lang = w->chain->view->lang;
  char from[LM_NUM_SIZE], to_years[LM_NUM_SIZE];
  lm_say(to, lang, W_CERTAINTY_MARK, lm_word_in(lm_word_certainty(link->certainty), lang), NULL, NULL, NULL);
  if (link->sign < 0) lm_strbuf_add(to, lm_word_in(W_SIGN_MINUS, lang));
  if (lm_num_format(link->lag_min, from) > 0 && lm_num_format(link->lag_max, to_years) > 0)
    lm_say(to, lang, W_LAG_YEARS, from, to_years, NULL, NULL);
}

static void put_records(walk *w, lm_node node, const char *branch) {
  size_t count;
  const uint32_t *link = lm_graph_out(w->chain->graph, node, &count);
  const lm_lang lang = w->chain->view->lang;
  for (size_t i = 0; i < count; i++) {
    const lm_link *row = lm_model_link(w->chain->model, link[i]);
    if (row->type != LM_MEASURED_BY) continue;
    const lm_record *record = lm_record_for(w->chain->assessment, row->to, w->area, lm_model_node(w->chain->model, node)->tier);
    if (!record) continue;
    lm_strbuf first = {0}, rest = {0}, text = {0};
    add_branches(&first, w, branch);
    add_branches(&rest, w, branch);
    lm_strbuf_add(&first, "· ");
    lm_strbuf_add(&rest, "  ");
    lm_add_verdict(&text, record->status, lang);
    lm_strbuf_add(&text, "  ");
    lm_add_standing(&text, w->chain->assessment, record, w->chain->view);
    put_flow(w, &first, &rest, &text);
  }
}

static void put_node(walk *w, lm_node node, const lm_link *link, bool last, bool again) {
  lm_strbuf first = {0}, rest = {0}, text = {0};
  add_branches(&first, w, last ? "└─ " : "├─ ");
  add_branches(&rest, w, last ? "   " : "│  ");
  add_head(&text, w, node);
  add_link(&text, w, link);
  if (!again) add_delivery(&text, w, node);
  if (again) lm_strbuf_add(&text, lm_word_in(W_SEEN_ABOVE, w->chain->view->lang));
  put_flow(w, &first, &rest, &text);
  if (!again) put_records(w, node, last ? "   " : "│  ");
}

static bool push(walk *w, lm_node node, bool last) {
  level next = {.node = node, .last = last};
  next.link = w->side == LM_UPSTREAM ? lm_graph_in(w->chain->graph, node, &next.count)
                                     : lm_graph_out(w->chain->graph, node, &next.count);
  return LM_VEC_PUSH(w, next);
}

/* The next link of a level that belongs to the chain; NULL at its end. */
static const lm_link *next_link(const walk *w, level *l, lm_node *to) {
  while (l->at < l->count) {
    uint32_t link = l->link[l->at++];
    *to = lm_chain_step(w->chain, link, w->side);
    if (*to != LM_NO_NODE) return lm_model_link(w->chain->model, link);
  }
  return NULL;
}

static bool step(walk *w) {
  lm_node node, after;
  level *top = &w->item[w->count - 1];
  const lm_link *link = next_link(w, top, &node);
  if (!link) {
    w->count--;
    return true;
  }
  level look = *top;
  const bool last = !next_link(w, &look, &after), again = w->printed[node];
  put_node(w, node, link, last, again);
  w->printed[node] = 1;
  return again || push(w, node, last);
}

static lm_status walk_tree(walk *w) {
  lm_node any;
  w->printed = calloc(w->chain->nodes + 1, 1);
  if (!w->printed) return LM_ENOMEM;
  w->printed[w->chain->outcome] = 1;
  if (!push(w, w->chain->outcome, true)) return LM_ENOMEM;
  level look = w->item[0];
  if (!next_link(w, &look, &any)) lm_flow(w->sink, w->chain->view, "", lm_word_in(W_NOTHING_THERE, w->chain->view->lang));
  while (w->count > 0)
    if (!step(w)) return LM_ENOMEM;
  return LM_OK;
}

static lm_status put_tree(lm_sink *sink, const lm_chain *chain, uint32_t area, lm_side side, lm_word heading) {
  walk w = {.sink = sink, .chain = chain, .area = area, .side = side};
  lm_sink_char(sink, '\n');
  lm_style_on(sink, chain->view, LM_BOLD);
  lm_flow(sink, chain->view, "", lm_word_in(heading, chain->view->lang));
  lm_style_on(sink, chain->view, LM_PLAIN);
  lm_status status = walk_tree(&w);
  free(w.printed);
  free(w.item);
  return status;
}

static void put_diagnosis(lm_sink *sink, const lm_chain *chain, uint32_t area) {
  const lm_rollup *rollup = lm_assessment_rollup_of(chain->assessment, chain->outcome, area);
  if (!rollup) return;
  lm_strbuf text = {0};
  lm_add_diagnosis(&text, chain->model, &rollup->diagnosis, chain->view);
  lm_flow(sink, chain->view, lm_word_in(W_DIAGNOSIS, chain->view->lang), lm_strbuf_text(&text));
  lm_strbuf_drop(&text, sink);
}

static void put_outcome(lm_sink *sink, const lm_chain *chain, uint32_t area) {
  const char *label = lm_area_label(lm_assessment_areas(chain->assessment), area, chain->view->lang);
  walk w = {.sink = sink, .chain = chain, .area = area};
  lm_strbuf text = {0};
  if (*label) lm_flow(sink, chain->view, lm_word_in(W_AREA_HEAD, chain->view->lang), label);
  add_head(&text, &w, chain->outcome);
  lm_style_on(sink, chain->view, LM_BOLD);
  lm_flow(sink, chain->view, "", lm_strbuf_text(&text));
  lm_style_on(sink, chain->view, LM_PLAIN);
  lm_strbuf_drop(&text, sink);
  put_records(&w, chain->outcome, "  ");
}

lm_status lm_chain_as_text(lm_sink *sink, const lm_chain *chain, uint32_t area) {
  put_outcome(sink, chain, area);
  lm_status status = put_tree(sink, chain, area, LM_UPSTREAM, W_UPSTREAM_HEAD);
  if (status == LM_OK) status = put_tree(sink, chain, area, LM_DOWNSTREAM, W_DOWNSTREAM_HEAD);
  lm_sink_char(sink, '\n');
  put_diagnosis(sink, chain, area);
  return status;
}
