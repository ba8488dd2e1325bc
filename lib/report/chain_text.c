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
  const lm_meeting *meeting;
  const lm_chain *chain; /* of the meeting */
  uint32_t area;
  lm_side side;
  uint8_t *printed;
  uint8_t **met;         /* per other model and node: stands above already */
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

static void add_report(lm_strbuf *to, const lm_chain *chain, lm_node node, uint32_t area) {
  lm_strbuf report = {0};
  lm_add_last_report(&report, chain, node, area);
  if (report.length > 0) lm_strbuf_addf(to, " — %s", lm_strbuf_text(&report));
  if (report.failed) to->failed = true;
  lm_strbuf_clear(&report);
}

static void add_head(lm_strbuf *to, const walk *w, lm_node node) {
  char tier[48];
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
  if (info->tier != LM_NO_TIER) lm_strbuf_addf(to, " %s", lm_tier_in(model, info->tier, w->chain->view, tier, sizeof tier));
}

static void add_delivery(lm_strbuf *to, const walk *w, lm_node node) {
  lm_grading grading;
  if (lm_model_node(w->chain->model, node)->kind != LM_INITIATIVE) return;
  lm_status status = lm_assessment_grade(&grading, w->chain->assessment, node, w->area);
  if (status != LM_OK || grading.total == 0) return; /* no activities: nothing to count */
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

/* ---- other models ---- */

static lm_word kind_bullet(lm_kind kind) {
  static const lm_word bullet[LM_KIND_COUNT] = {[LM_SCENE] = W_SCENE_HEAD, [LM_INITIATIVE] = W_INITIATIVE_BULLET, [LM_ACTIVITY] = W_ACTIVITY_HEAD,
                                                [LM_OUTCOME] = W_OUTCOME_BULLET, [LM_INDICATOR] = W_INDICATOR_BULLET};
  return bullet[kind];
}

/* "施策項目 2-4 … [a-model:initiative:2-4] — 2020年度 概ね達成(4件中3件)〔共通: acp〕" */
static void add_met(lm_strbuf *to, const walk *w, const lm_crossing *at, size_t shared) {
  const lm_chain *other = &w->meeting->other[at->model];
  const lm_lang lang = w->chain->view->lang;
  const uint32_t area = lm_chain_area(other, &w->meeting->home, w->area);
  const lm_rollup *rollup = lm_assessment_rollup_of(other->assessment, at->to, area);
  lm_strbuf codes = {0};
  if (rollup && rollup->assessed > 0) {
    lm_add_rollup_verdict(to, rollup, lang);
    lm_strbuf_add(to, " ");
  }
  lm_strbuf_add(to, lm_word_in(kind_bullet(lm_model_node(other->model, at->to)->kind), lang));
  lm_add_node_name(to, other->model, at->to, LABEL_COLUMNS, w->chain->view);
  lm_strbuf_add(to, " [");
  lm_add_full_name(to, other, at->to); /* lines of several models stand under one node: ids alone are ambiguous here */
  lm_strbuf_add(to, "]");
  add_report(to, other, at->to, area);
  lm_add_codes(&codes, at, shared);
  lm_say(to, lang, W_SHARED_IDEA, lm_strbuf_text(&codes), NULL, NULL, NULL);
  lm_strbuf_drop(&codes, w->sink);
}

/* What stands above already: its name, and what it shares here. */
static void add_met_again(lm_strbuf *to, const walk *w, const lm_crossing *at, size_t shared) {
  lm_strbuf codes = {0};
  lm_strbuf_add(to, "[");
  lm_add_full_name(to, &w->meeting->other[at->model], at->to);
  lm_strbuf_add(to, "]");
  lm_add_codes(&codes, at, shared);
  lm_say(to, w->chain->view->lang, W_SHARED_IDEA, lm_strbuf_text(&codes), NULL, NULL, NULL);
  lm_strbuf_add(to, lm_word_in(W_SEEN_ABOVE, w->chain->view->lang));
  lm_strbuf_drop(&codes, w->sink);
}

/* A part of something that is met here as well, with nothing to say of its own. */
static bool says_nothing_new(const walk *w, const lm_crossing *all, size_t count, const lm_crossing *at) {
  const lm_chain *other = &w->meeting->other[at->model];
  const lm_node parent = lm_model_node(other->model, at->to)->parent;
  const uint32_t area = lm_chain_area(other, &w->meeting->home, w->area);
  const lm_rollup *rollup = lm_assessment_rollup_of(other->assessment, at->to, area);
  lm_strbuf report = {0};
  lm_add_last_report(&report, other, at->to, area);
  bool said = report.length > 0 || (rollup && rollup->assessed > 0) || w->chain->view->all;
  lm_strbuf_drop(&report, w->sink);
  for (size_t i = 0; !said && parent != LM_NO_NODE && i < count; i++)
    if (all[i].model == at->model && all[i].to == parent) return true;
  return false;
}

static void put_met_line(walk *w, const char *branch, const char *first_mark, const char *rest_mark, lm_strbuf *text) {
  lm_strbuf first = {0}, rest = {0};
  add_branches(&first, w, branch);
  add_branches(&rest, w, branch);
  lm_strbuf_add(&first, first_mark);
  lm_strbuf_add(&rest, rest_mark);
  put_flow(w, &first, &rest, text);
}

static void put_met_model(walk *w, const char *branch, const lm_chain *other) {
  lm_strbuf title = {0}, text = {0};
  lm_add_label(&title, lm_model_title(other->model), LM_LABEL_SHORT, w->chain->view);
  lm_say(&text, w->chain->view->lang, W_ALSO_IN, lm_strbuf_text(&title), NULL, NULL, NULL);
  lm_strbuf_drop(&title, w->sink);
  put_met_line(w, branch, "≈ ", "  ", &text);
}

/* What a node of the chain meets in other models, model by model. */
static void put_met(walk *w, lm_node node, const char *branch) {
  size_t count = 0, shared;
  const lm_crossing *at = w->chain == &w->meeting->home ? lm_crossings_of(w->meeting->crossings, node, &count) : NULL;
  for (size_t i = 0; i < count; i += shared) {
    lm_strbuf text = {0};
    shared = lm_crossing_run(&at[i], count - i);
    if (i == 0 || at[i].model != at[i - 1].model) put_met_model(w, branch, &w->meeting->other[at[i].model]);
    if (says_nothing_new(w, at, count, &at[i])) continue;
    uint8_t *met = &w->met[at[i].model][at[i].to];
    if (*met)
      add_met_again(&text, w, &at[i], shared);
    else
      add_met(&text, w, &at[i], shared);
    *met = 1;
    put_met_line(w, branch, "  · ", "    ", &text);
  }
}

static void put_node(walk *w, lm_node node, const lm_link *link, bool last, bool again) {
  lm_strbuf first = {0}, rest = {0}, text = {0};
  add_branches(&first, w, last ? "└─ " : "├─ ");
  add_branches(&rest, w, last ? "   " : "│  ");
  add_head(&text, w, node);
  if (link) add_link(&text, w, link);
  if (!again) add_delivery(&text, w, node);
  if (!again) add_report(&text, w->chain, node, w->area);
  if (again) lm_strbuf_add(&text, lm_word_in(W_SEEN_ABOVE, w->chain->view->lang));
  put_flow(w, &first, &rest, &text);
  if (again) return;
  put_records(w, node, last ? "   " : "│  ");
  put_met(w, node, last ? "   " : "│  ");
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

static bool walk_root(walk *w, lm_node root, bool last) {
  const level ground = {.node = LM_NO_NODE, .last = true};
  if (root != w->chain->node) { /* the node asked for stands above the tree, other roots in it */
    if (!LM_VEC_PUSH(w, ground)) return false;
    put_node(w, root, NULL, last, false);
  }
  if (!push(w, root, last)) return false;
  while (w->count > 0)
    if (!step(w)) return false;
  return true;
}

static bool leads_anywhere(const walk *w, lm_node root) {
  level look = {.node = root};
  lm_node any;
  look.link = w->side == LM_UPSTREAM ? lm_graph_in(w->chain->graph, root, &look.count) : lm_graph_out(w->chain->graph, root, &look.count);
  return next_link(w, &look, &any) != NULL;
}

static lm_status walk_trees(walk *w, const lm_node *root, size_t roots) {
  w->printed = calloc(w->chain->nodes + 1, 1);
  if (!w->printed) return LM_ENOMEM;
  if (roots == 1 && root[0] == w->chain->node && !leads_anywhere(w, root[0]))
    lm_flow(w->sink, w->chain->view, "", lm_word_in(W_NOTHING_THERE, w->chain->view->lang));
  for (size_t i = 0; i < roots; i++) {
    if (w->printed[root[i]]) continue;
    w->printed[root[i]] = 1;
    if (!walk_root(w, root[i], i + 1 == roots)) return LM_ENOMEM;
  }
  return LM_OK;
}

static void put_heading(const walk *w, const char *text) {
  lm_sink_char(w->sink, '\n');
  lm_style_on(w->sink, w->chain->view, LM_BOLD);
  lm_flow(w->sink, w->chain->view, "", text);
  lm_style_on(w->sink, w->chain->view, LM_PLAIN);
}

static lm_status put_tree(walk w, lm_side side, const char *heading, const lm_node *root, size_t roots) {
  w.side = side;
  put_heading(&w, heading);
  lm_status status = walk_trees(&w, root, roots);
  free(w.printed);
  free(w.item);
  return status;
}

static void put_diagnosis(lm_sink *sink, const lm_chain *chain, uint32_t area) {
  const lm_rollup *rollup = lm_assessment_rollup_of(chain->assessment, chain->node, area);
  if (!rollup || lm_model_node(chain->model, chain->node)->kind != LM_OUTCOME) return;
  lm_strbuf text = {0};
  lm_add_diagnosis(&text, chain->model, &rollup->diagnosis, chain->view);
  lm_sink_char(sink, '\n');
  lm_flow(sink, chain->view, lm_word_in(W_DIAGNOSIS, chain->view->lang), lm_strbuf_text(&text));
  lm_strbuf_drop(&text, sink);
}

static void put_asked(walk *w) {
  const lm_chain *chain = w->chain;
  const char *label = lm_area_label(lm_assessment_areas(chain->assessment), w->area, chain->view->lang);
  lm_strbuf text = {0};
  if (*label) lm_flow(w->sink, chain->view, lm_word_in(W_AREA_HEAD, chain->view->lang), label);
  add_head(&text, w, chain->node);
  add_delivery(&text, w, chain->node);
  add_report(&text, chain, chain->node, w->area);
  lm_style_on(w->sink, chain->view, LM_BOLD);
  lm_flow(w->sink, chain->view, "", lm_strbuf_text(&text));
  lm_style_on(w->sink, chain->view, LM_PLAIN);
  lm_strbuf_drop(&text, w->sink);
  put_records(w, chain->node, "  ");
  put_met(w, chain->node, "  ");
}

/* ---- where the other models lead on to ---- */

static bool meets(const lm_chain *other) {
  for (size_t i = 0; i < other->nodes; i++)
    if (other->side[i] & LM_MET) return true;
  return false;
}

static lm_status put_onward(walk w, const lm_chain *other) {
  lm_strbuf heading = {0}, title = {0};
  const lm_lang lang = other->view->lang;
  lm_add_label(&title, lm_model_title(other->model), LM_LABEL_SHORT, other->view);
  if (!meets(other)) {
    lm_say(&heading, lang, W_NO_CROSSING, lm_strbuf_text(&title), NULL, NULL, NULL);
    lm_sink_char(w.sink, '\n');
    lm_flow(w.sink, other->view, "", lm_strbuf_text(&heading));
  } else if (other->roots > 0) {
    lm_say(&heading, lang, W_ONWARD_HEAD, lm_strbuf_text(&title), NULL, NULL, NULL);
    w.area = lm_chain_area(other, w.chain, w.area);
    w.chain = other;
  }
  lm_status status = w.chain == other ? put_tree(w, LM_DOWNSTREAM, lm_strbuf_text(&heading), other->root, other->roots) : LM_OK;
  lm_strbuf_drop(&heading, w.sink);
  lm_strbuf_drop(&title, w.sink);
  return status;
}

static lm_status put_all(walk w) {
  const lm_chain *chain = w.chain;
  const lm_lang lang = chain->view->lang;
  put_asked(&w);
  lm_status status = put_tree(w, LM_UPSTREAM, lm_word_in(W_UPSTREAM_HEAD, lang), &chain->node, 1);
  if (status == LM_OK) status = put_tree(w, LM_DOWNSTREAM, lm_word_in(W_DOWNSTREAM_HEAD, lang), chain->root, chain->roots);
  for (size_t i = 0; i < w.meeting->count && status == LM_OK; i++) status = put_onward(w, &w.meeting->other[i]);
  put_diagnosis(w.sink, chain, w.area);
  if (w.meeting->count == 0) return status;
  lm_sink_char(w.sink, '\n');
  lm_flow(w.sink, chain->view, "", lm_word_in(W_CROSSING_LEGEND, lang));
  return status;
}

lm_status lm_meeting_as_text(lm_sink *sink, const lm_meeting *meeting, uint32_t area) {
  walk w = {.sink = sink, .meeting = meeting, .chain = &meeting->home, .area = area};
  w.met = calloc(meeting->count + 1, sizeof *w.met);
  bool fine = w.met != NULL;
  for (size_t i = 0; fine && i < meeting->count; i++) fine = (w.met[i] = calloc(meeting->other[i].nodes + 1, 1)) != NULL;
  lm_status status = fine ? put_all(w) : LM_ENOMEM;
  for (size_t i = 0; w.met && i < meeting->count; i++) free(w.met[i]);
  free(w.met);
  return status;
}
