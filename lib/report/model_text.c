/* model_text.c: a model as an outline, scene by scene, with every link and how sure it is. */
#include "model.h"

#include <logicmodel/graph.h>

#include <stdio.h>

typedef struct outline {
  lm_sink *sink;
  const lm_model *model;
  const lm_graph *graph;
  const lm_view *view;
} outline;

static void put_line(outline *o, size_t indent, const char *first, lm_strbuf *line) {
  lm_flow_at(o->sink, o->view, indent, first, lm_strbuf_text(line));
  lm_strbuf_drop(line, o->sink);
}

static void add_certainty(lm_strbuf *to, lm_certainty certainty, lm_lang lang) {
  if (certainty != LM_STATED)
    lm_say(to, lang, W_CERTAINTY_MARK, lm_word_in(lm_word_certainty(certainty), lang), NULL, NULL, NULL);
}

/* "(A) label [id] 〔推定〕" */
static void add_node(lm_strbuf *to, const outline *o, const lm_node_info *node) {
  if (node->mark) lm_strbuf_addf(to, "(%s) ", node->mark);
  if (node->number > 0) lm_strbuf_addf(to, "%d ", node->number);
  lm_strbuf_addf(to, "%s [%s]", lm_text_in(&node->label, o->view->lang), node->id);
  if (node->provisional) lm_strbuf_add(to, lm_word_in(W_PROVISIONAL, o->view->lang));
  lm_strbuf_add(to, lm_word_in((lm_word)(W_STANDING_UNSAID + node->standing), o->view->lang));
  add_certainty(to, node->certainty, o->view->lang);
}

static void put_notes(outline *o, size_t indent, const lm_texts *notes) {
  for (size_t i = 0; o->view->all && i < notes->count; i++)
    lm_flow_at(o->sink, o->view, indent, lm_word_in(W_NOTE_BULLET, o->view->lang), lm_text_in(&notes->item[i], o->view->lang));
}

/* Those of the node and of what is said of it. */
static void put_all_notes(outline *o, size_t indent, const lm_node_info *node) {
  put_notes(o, indent, &node->notes);
  for (size_t i = 0; i < node->statement_count; i++) put_notes(o, indent, &node->statements[i].notes);
  for (size_t i = 0; i < node->goal_count; i++) put_notes(o, indent, &node->goals[i].notes);
  for (size_t i = 0; i < node->charge_count; i++) put_notes(o, indent, &node->charges[i].notes);
}

/* ---- what a progress table adds ---- */

static const char *period_text(bool has, lm_period period, const lm_view *view, char *buffer, size_t size) {
  return has ? lm_period_in(period, view, buffer, size) : "";
}

/* "lead: North centre (–2021FY), City office (2022FY–)" */
static void put_charges(outline *o, size_t indent, const lm_node_info *node, lm_charge_role role) {
  const lm_lang lang = o->view->lang;
  char from[48], to[48];
  lm_strbuf line = {0};
  for (size_t i = 0; i < node->charge_count; i++) {
    const lm_charge *charge = &node->charges[i];
    if (charge->role != role) continue;
    if (line.length > 0) lm_strbuf_add(&line, lm_word_in(W_LIST, lang));
    lm_strbuf_add(&line, lm_text_in(&lm_model_party(o->model, charge->party)->label, lang));
    if (charge->has_from || charge->has_to)
      lm_say(&line, lang, W_SPAN, period_text(charge->has_from, charge->from, o->view, from, sizeof from),
             period_text(charge->has_to, charge->to, o->view, to, sizeof to), NULL, NULL);
  }
  if (line.length > 0)
    put_line(o, indent, lm_word_in((lm_word)(W_CHARGE_LEAD + role), lang), &line);
  else
    lm_strbuf_drop(&line, o->sink);
}

static void put_statements(outline *o, size_t indent, const lm_node_info *node) {
  for (size_t i = 0; i < node->statement_count; i++) {
    const lm_statement *s = &node->statements[i];
    lm_strbuf line = {0};
    lm_strbuf_addf(&line, "%s: %s", s->name ? s->name : lm_word_in((lm_word)(W_ROLE_NEED + s->role), o->view->lang),
                   lm_text_in(&s->text, o->view->lang));
    put_line(o, indent, "", &line);
  }
}

static void put_goals(outline *o, size_t indent, const lm_node_info *node) {
  const lm_lang lang = o->view->lang;
  for (size_t i = 0; i < node->goal_count; i++) {
    const lm_goal *goal = &node->goals[i];
    lm_strbuf line = {0};
    lm_say(&line, lang, W_GOAL_LINE, lm_tier_id(o->model, goal->tier), lm_word_in((lm_word)(W_GOAL_OUTPUT + goal->kind), lang), NULL, NULL);
    lm_strbuf_add(&line, lm_text_in(&goal->text, lang));
    if (goal->indicator != LM_NO_NODE)
      lm_strbuf_addf(&line, " [%s]", lm_id_of(o->model, goal->indicator));
    else
      lm_strbuf_add(&line, lm_word_in(W_GOAL_IN_WORDS, lang));
    put_line(o, indent, "", &line);
  }
}

/* Who is in charge, and with --all what is meant and what is to be reached. */
static void put_table(outline *o, size_t indent, const lm_node_info *node) {
  put_charges(o, indent, node, LM_CHARGE_LEAD);
  put_charges(o, indent, node, LM_CHARGE_PARTNER);
  if (!o->view->all) return;
  put_statements(o, indent, node);
  put_goals(o, indent, node);
}

static void put_parties(outline *o) {
  if (lm_model_party_count(o->model) == 0) return;
  lm_sink_char(o->sink, '\n');
  lm_flow(o->sink, o->view, "", lm_word_in(W_PARTIES_HEAD, o->view->lang));
  for (size_t i = 0; i < lm_model_party_count(o->model); i++) {
    const lm_party *party = lm_model_party(o->model, i);
    lm_strbuf line = {0};
    lm_say(&line, o->view->lang, W_PARTY_LINE, party->id, lm_text_in(&party->label, o->view->lang), NULL, NULL);
    put_line(o, 2, "", &line);
    put_notes(o, 4, &party->notes);
  }
}

static void add_indicator_facts(lm_strbuf *to, const lm_indicator *indicator, lm_lang lang) {
  const char *unit = lm_text_in(&indicator->unit, lang);
  const char *basis = indicator->basis >= 0 ? lm_word_in(lm_word_period((lm_period_kind)indicator->basis), lang) : NULL;
  lm_strbuf_add(to, " —");
  if (*unit) lm_strbuf_addf(to, " %s,", unit);
  lm_strbuf_addf(to, " %s", lm_word_in(lm_word_direction(indicator->direction), lang));
  if (basis) lm_strbuf_addf(to, ", %s", basis);
  if (indicator->core) lm_strbuf_add(to, lm_word_in(W_CORE, lang));
  if (indicator->placeholder) lm_strbuf_add(to, lm_word_in(W_PLACEHOLDER, lang));
}

static void put_indicator(outline *o, size_t indent, const lm_link *link) {
  const lm_node_info *node = lm_model_node(o->model, link->to);
  const lm_lang lang = o->view->lang;
  lm_strbuf line = {0};
  add_node(&line, o, node);
  if (node->indicator) add_indicator_facts(&line, node->indicator, lang);
  if (link->shown_again) lm_strbuf_add(&line, lm_word_in(W_SHOWN_AGAIN, lang));
  if (link->certainty != LM_STATED)
    lm_say(&line, lang, W_LINK_MARK, lm_word_in(lm_word_certainty(link->certainty), lang), NULL, NULL, NULL);
  put_line(o, indent, lm_word_in(W_INDICATOR_BULLET, lang), &line);
  put_notes(o, indent + 2, &node->notes);
}

static void put_indicators(outline *o, size_t indent, lm_node of) {
  size_t count;
  const uint32_t *link = lm_graph_out(o->graph, of, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_link *row = lm_model_link(o->model, link[i]);
    if (row->type == LM_MEASURED_BY) put_indicator(o, indent, row);
  }
}

/* "→ m1, i-eol-4〔推定〕": where a node contributes to. */
static void put_leads_to(outline *o, size_t indent, lm_node from) {
  size_t count;
  const uint32_t *link = lm_graph_out(o->graph, from, &count);
  lm_strbuf line = {0};
  for (size_t i = 0; i < count; i++) {
    const lm_link *row = lm_model_link(o->model, link[i]);
    if (row->type != LM_CONTRIBUTES_TO) continue;
    if (line.length > 0) lm_strbuf_add(&line, ", ");
    if (row->sign < 0) lm_strbuf_add(&line, lm_word_in(W_LOWERS, o->view->lang));
    lm_strbuf_add(&line, lm_id_of(o->model, row->to));
    add_certainty(&line, row->certainty, o->view->lang);
  }
  if (line.length > 0)
    put_line(o, indent, "→ ", &line);
  else
    lm_strbuf_drop(&line, o->sink);
}

static void put_node(outline *o, size_t indent, const char *bullet, lm_node node) {
  const lm_node_info *info = lm_model_node(o->model, node);
  lm_strbuf line = {0};
  add_node(&line, o, info);
  put_line(o, indent, bullet, &line);
  put_table(o, indent + 2, info);
  put_all_notes(o, indent + 2, info);
  put_indicators(o, indent + 2, node);
  put_leads_to(o, indent + 2, node);
}

typedef void child_fn(outline *o, lm_node child, void *user);

/* Children of `parent` in document order; LM_NO_NODE: the nodes of `kind` that have none. */
static void each_child(outline *o, lm_node parent, lm_kind kind, child_fn *visit, void *user) {
  size_t count = parent == LM_NO_NODE ? lm_model_node_count(o->model) : 0;
  const uint32_t *link = parent == LM_NO_NODE ? NULL : lm_graph_in(o->graph, parent, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_link *row = link ? lm_model_link(o->model, link[i]) : NULL;
    if (row && row->type != LM_PART_OF) continue;
    lm_node child = row ? row->from : (lm_node)i;
    const lm_node_info *info = lm_model_node(o->model, child);
    if (info->kind == kind && info->parent == parent) visit(o, child, user);
  }
}

static void put_activity(outline *o, lm_node activity, void *user) {
  (void)user;
  put_node(o, 4, lm_word_in(W_ACTIVITY_BULLET, o->view->lang), activity);
}

static void put_initiative(outline *o, lm_node initiative, void *user) {
  (void)user;
  lm_style_on(o->sink, o->view, LM_BOLD);
  put_node(o, 2, lm_word_in(W_INITIATIVE_BULLET, o->view->lang), initiative);
  lm_style_on(o->sink, o->view, LM_PLAIN);
  each_child(o, initiative, LM_ACTIVITY, put_activity, NULL);
}

typedef struct tier_pass {
  uint32_t tier;
  bool headed;
} tier_pass;

static void put_outcome(outline *o, lm_node outcome, void *user) {
  tier_pass *pass = user;
  if (lm_model_node(o->model, outcome)->tier != pass->tier) return;
  const lm_tier *tier = lm_model_tier(o->model, pass->tier);
  if (!pass->headed && tier) {
    lm_strbuf line = {0};
    lm_strbuf_addf(&line, "%s (%s)", lm_word_in(lm_word_level(tier->level), o->view->lang), tier->id);
    put_line(o, 2, "", &line);
  }
  pass->headed = true;
  put_node(o, 4, lm_word_in(W_OUTCOME_BULLET, o->view->lang), outcome);
}

static void put_outcomes(outline *o, lm_node scene) {
  for (uint32_t tier = 0; tier < lm_model_tier_count(o->model); tier++) {
    tier_pass pass = {tier, false};
    each_child(o, scene, LM_OUTCOME, put_outcome, &pass);
  }
  tier_pass without = {LM_NO_TIER, false};
  each_child(o, scene, LM_OUTCOME, put_outcome, &without);
}

static void put_scene(outline *o, lm_node scene, void *user) {
  (void)user;
  const lm_node_info *info = lm_model_node(o->model, scene);
  lm_strbuf line = {0};
  add_node(&line, o, info);
  if (info->outside) lm_strbuf_add(&line, lm_word_in(W_OUTSIDE, o->view->lang));
  lm_sink_char(o->sink, '\n');
  lm_style_on(o->sink, o->view, LM_BOLD);
  put_line(o, 0, lm_word_in(W_SCENE_HEAD, o->view->lang), &line);
  lm_style_on(o->sink, o->view, LM_PLAIN);
  put_table(o, 2, info);
  put_notes(o, 2, &info->notes);
  each_child(o, scene, LM_INITIATIVE, put_initiative, NULL);
  put_outcomes(o, scene);
}

static void mark_found(outline *o, lm_node child, void *user) {
  (void)o;
  (void)child;
  *(bool *)user = true;
}

/* What belongs to no scene: the outcomes of the whole model, and strays. */
static void put_rest(outline *o) {
  bool any = false;
  each_child(o, LM_NO_NODE, LM_INITIATIVE, mark_found, &any);
  each_child(o, LM_NO_NODE, LM_ACTIVITY, mark_found, &any);
  each_child(o, LM_NO_NODE, LM_OUTCOME, mark_found, &any);
  if (!any) return;
  lm_sink_char(o->sink, '\n');
  lm_style_on(o->sink, o->view, LM_BOLD);
  lm_flow(o->sink, o->view, "", lm_word_in(W_WHOLE_MODEL, o->view->lang));
  lm_style_on(o->sink, o->view, LM_PLAIN);
  each_child(o, LM_NO_NODE, LM_INITIATIVE, put_initiative, NULL);
  each_child(o, LM_NO_NODE, LM_ACTIVITY, put_activity, NULL);
  put_outcomes(o, LM_NO_NODE);
}

static void put_counts(outline *o) {
  lm_model_counts c = lm_model_count_all(o->model);
  const size_t number[] = {c.of[LM_SCENE],   c.of[LM_INITIATIVE], c.of[LM_ACTIVITY],
                           c.of[LM_OUTCOME], c.of[LM_INDICATOR],  c.links[LM_MEASURED_BY] + c.links[LM_CONTRIBUTES_TO]};
  char n[6][24];
  for (size_t i = 0; i < 6; i++) snprintf(n[i], sizeof n[i], "%zu", number[i]);
  lm_strbuf line = {0};
  lm_say(&line, o->view->lang, W_MODEL_COUNTS, n[0], n[1], n[2], n[3]);
  lm_say(&line, o->view->lang, W_MODEL_COUNTS_2, n[4], n[5], NULL, NULL);
  put_line(o, 0, "", &line);
}

static void put_tiers(outline *o) {
  char day[16];
  for (size_t i = 0; i < lm_model_tier_count(o->model); i++) {
    const lm_tier *tier = lm_model_tier(o->model, i);
    lm_strbuf line = {0};
    lm_say(&line, o->view->lang, W_TIER_LINE, tier->id, lm_text_in(&tier->label, o->view->lang),
           lm_day_format(tier->due, day, sizeof day), NULL);
    if (tier->about) lm_strbuf_add(&line, lm_word_in(W_ABOUT_MARK, o->view->lang));
    put_line(o, 2, "", &line);
    put_notes(o, 4, &tier->notes);
  }
}

static void put_model_notes(outline *o) {
  lm_texts notes = lm_model_notes(o->model);
  if (notes.count == 0) return;
  lm_sink_char(o->sink, '\n');
  lm_flow(o->sink, o->view, "", lm_word_in(W_NOTES_HEAD, o->view->lang));
  for (size_t i = 0; i < notes.count; i++) lm_flow_at(o->sink, o->view, 2, "· ", lm_text_in(&notes.item[i], o->view->lang));
}

lm_status lm_model_as_text(lm_sink *sink, const lm_model *model, const lm_view *view) {
  lm_graph *graph;
  lm_status status = lm_graph_new(&graph, model, LM_ALL_LINKS);
  if (status != LM_OK) return status;
  outline o = {sink, model, graph, view};
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_text_in(lm_model_title(model), view->lang));
  lm_style_on(sink, view, LM_PLAIN);
  lm_flow(sink, view, "id: ", lm_model_id(model));
  put_counts(&o);
  lm_flow(sink, view, "", lm_word_in(W_CERTAINTY_LEGEND, view->lang));
  lm_sink_char(sink, '\n');
  lm_flow(sink, view, "", lm_word_in(W_TIERS_HEAD, view->lang));
  put_tiers(&o);
  put_parties(&o);
  each_child(&o, LM_NO_NODE, LM_SCENE, put_scene, NULL);
  put_rest(&o);
  put_model_notes(&o);
  if (!view->all) lm_flow(sink, view, "", lm_word_in(W_ALL_SHOWS_NOTES, view->lang));
  lm_graph_free(graph);
  return LM_OK;
}
