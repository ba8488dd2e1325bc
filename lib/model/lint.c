/* The table of rules, the questions put to single nodes, and how findings get their place. */
#include "lint.h"

#include <stdlib.h>

/* ---- questions put to every node; true: a finding ---- */

static const lm_node_info *info_of(const lm_linter *l, lm_node node) { return lm_model_node(l->model, node); }

static bool is_kind(const lm_linter *l, lm_node node, lm_kind kind) { return info_of(l, node)->kind == kind; }

/* An activity is linked through its initiative, an initiative through its activities; indicators have a rule of their own. A model without any
   outcome, such as a progress table, says nothing about what leads to what: its initiatives need no link, no activity and no indicator. */
static bool is_orphan(const lm_linter *l, lm_node node) {
  const lm_lint_facts *facts = &l->facts[node];
  switch (info_of(l, node)->kind) {
  case LM_SCENE: return facts->children == 0;
  case LM_INITIATIVE: return l->is_chain && !facts->delivers;
  case LM_ACTIVITY: return l->is_chain && info_of(l, node)->parent == LM_NO_NODE && facts->causes == 0;
  case LM_OUTCOME: return facts->causes == 0 && facts->caused == 0;
  default: return false;
  }
}

/* Where a chain stops short; what leads there is not reported again, and a loop without a way out is reported as a loop. */
static bool is_dead_end(const lm_linter *l, lm_node node) {
  const lm_lint_facts *facts = &l->facts[node];
  return is_kind(l, node, LM_OUTCOME) && facts->level != LM_FINAL && facts->causes == 0 && facts->caused > 0;
}

/* Where a chain begins without anybody; what it leads to is not reported again. */
static bool is_nobodys(const lm_linter *l, lm_node node) {
  const lm_lint_facts *facts = &l->facts[node];
  return is_kind(l, node, LM_OUTCOME) && facts->caused == 0 && facts->causes > 0;
}

static bool has_no_indicator(const lm_linter *l, lm_node node) {
  return is_kind(l, node, LM_OUTCOME) && l->facts[node].measures == 0;
}

static bool has_no_output(const lm_linter *l, lm_node node) {
  return l->is_chain && is_kind(l, node, LM_ACTIVITY) && l->facts[node].measures == 0;
}

static bool has_no_activity(const lm_linter *l, lm_node node) {
  return l->is_chain && is_kind(l, node, LM_INITIATIVE) && l->facts[node].children == 0;
}

static bool measures_nothing(const lm_linter *l, lm_node node) {
  return is_kind(l, node, LM_INDICATOR) && l->facts[node].measured == 0;
}

static bool is_placeholder(const lm_linter *l, lm_node node) {
  return is_kind(l, node, LM_INDICATOR) && info_of(l, node)->indicator->placeholder;
}

/* The indicator of a node whose definition should be settled; NULL else. A placeholder's is not, and that is one finding, not five. */
static const lm_indicator *settled(const lm_linter *l, lm_node node) {
  const lm_indicator *indicator = info_of(l, node)->indicator;
  return indicator && !indicator->placeholder ? indicator : NULL;
}

static bool has_no_direction(const lm_linter *l, lm_node node) {
  const lm_indicator *indicator = settled(l, node);
  return indicator && indicator->direction == LM_DIR_UNSAID;
}

/* Words have no unit. */
static bool has_no_unit(const lm_linter *l, lm_node node) {
  const lm_indicator *indicator = settled(l, node);
  return indicator && indicator->measure != LM_MEASURE_TEXT && *lm_text_in(&indicator->unit, LM_JA) == '\0';
}

static bool has_no_measure(const lm_linter *l, lm_node node) {
  const lm_indicator *indicator = settled(l, node);
  return indicator && indicator->measure == LM_MEASURE_UNSAID;
}

static bool has_no_basis(const lm_linter *l, lm_node node) {
  const lm_indicator *indicator = settled(l, node);
  return indicator && indicator->basis < 0;
}

/* ---- the table ---- */

typedef struct rule {
  lm_code code;
  bool (*breaks)(const lm_linter *l, lm_node node); /* one of the two */
  void (*run)(lm_linter *l, lm_code code);
} rule;

static const rule rules[] = {
    {LM_L_LOOP, NULL, lm_lint_loops},
    {LM_L_ORPHAN, is_orphan, NULL},
    {LM_L_DEAD_END, is_dead_end, NULL},
    {LM_L_NO_INDICATOR, has_no_indicator, NULL},
    {LM_L_NO_OUTPUT, has_no_output, NULL},
    {LM_L_NO_ACTIVITY, has_no_activity, NULL},
    {LM_L_NO_DIRECTION, has_no_direction, NULL},
    {LM_L_NO_UNIT, has_no_unit, NULL},
    {LM_L_NO_MEASURE, has_no_measure, NULL},
    {LM_L_NO_BASIS, has_no_basis, NULL},
    {LM_L_NUMBER_GAP, NULL, lm_lint_number_gaps},
    {LM_L_NUMBER_TWICE, NULL, lm_lint_numbers_twice},
    {LM_L_TWO_LEVELS, NULL, lm_lint_two_levels},
    {LM_L_MIDDLE, NULL, lm_lint_middle},
    {LM_L_TIER_ORDER, NULL, lm_lint_tier_order},
    {LM_L_LANGUAGE, NULL, lm_lint_languages},
    {LM_L_UNUSED, measures_nothing, NULL},
    {LM_L_NOBODY, is_nobodys, NULL},
    {LM_L_BACKWARD, NULL, lm_lint_backward},
    {LM_L_PLACEHOLDER, is_placeholder, NULL},
    {LM_L_GOALS, NULL, lm_lint_goals},
};

static void ask_every_node(lm_linter *l, const rule *r) {
  size_t count = lm_model_node_count(l->model);
  for (lm_node node = 0; node < count; node++) {
    if (!r->breaks(l, node)) continue;
    lm_strbuf_reset(&l->name);
    lm_lint_add_name(l, &l->name, node);
    lm_lint_at_node(l, (lm_finding){.code = r->code, .arg = {lm_lint_text(l, &l->name)}}, node);
  }
}

static void count_links(lm_linter *l) {
  for (size_t i = 0; i < lm_model_link_count(l->model); i++) {
    const lm_link *link = lm_model_link(l->model, i);
    lm_lint_facts *from = &l->facts[link->from], *to = &l->facts[link->to];
    if (link->type == LM_PART_OF) {
      to->children++;
    } else if (link->type == LM_MEASURED_BY) {
      from->measures++;
      to->measured++;
    } else {
      from->causes++;
      to->caused++;
    }
  }
}

static void find_levels(lm_linter *l) {
  size_t count = lm_model_node_count(l->model);
  for (lm_node node = 0; node < count; node++) {
    const lm_tier *tier = lm_model_tier(l->model, info_of(l, node)->tier);
    l->is_chain = l->is_chain || is_kind(l, node, LM_OUTCOME);
    l->facts[node].level = tier ? (int)tier->level : -1;
  }
}

static void find_deliverers(lm_linter *l) {
  size_t count = lm_model_node_count(l->model);
  for (lm_node node = 0; node < count; node++) {
    if (l->facts[node].causes == 0) continue;
    const lm_node_info *info = info_of(l, node);
    if (info->kind == LM_INITIATIVE) l->facts[node].delivers = true;
    if (info->kind == LM_ACTIVITY && info->parent != LM_NO_NODE) l->facts[info->parent].delivers = true;
  }
}

lm_status lm_lint(const lm_model *model, lm_diags *diags) {
  size_t count = lm_model_node_count(model);
  lm_linter l = {.model = model, .diags = diags};
  lm_graph *causal = NULL;
  l.facts = calloc(count ? count : 1, sizeof *l.facts);
  l.no_memory = !l.facts || lm_graph_new(&causal, model, LM_CAUSAL) != LM_OK;
  if (l.no_memory) goto done;
  l.causal = causal;
  count_links(&l);
  find_levels(&l);
  find_deliverers(&l);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    if (rules[i].breaks) ask_every_node(&l, &rules[i]);
    else rules[i].run(&l, rules[i].code);
  }
  if (diags) l.no_memory = l.no_memory || lm_diags_no_memory(diags);
done:
  lm_graph_free(causal);
  free(l.facts);
  lm_strbuf_clear(&l.path);
  lm_strbuf_clear(&l.name);
  return l.no_memory ? LM_ENOMEM : LM_OK;
}

/* ---- for all rules ---- */

void lm_lint_add_name(const lm_linter *l, lm_strbuf *to, lm_node node) {
  const lm_node_info *info = info_of(l, node);
  lm_strbuf_addf(to, "%s:%s", lm_kind_word(info->kind), info->id);
}

void lm_lint_add_names(const lm_linter *l, lm_strbuf *to, const lm_node *nodes, size_t count, size_t most) {
  for (size_t i = 0; i < count && i < most; i++) {
    if (i > 0) lm_strbuf_add(to, ", ");
    lm_lint_add_name(l, to, nodes[i]);
  }
  if (count > most) lm_strbuf_addf(to, ", … (+%zu)", count - most);
}

const char *lm_lint_text(lm_linter *l, const lm_strbuf *text) {
  l->no_memory = l->no_memory || text->failed;
  return lm_strbuf_text(text);
}

static void add(lm_linter *l, lm_finding finding, lm_place place) {
  finding.place = place;
  finding.path = lm_lint_text(l, &l->path);
  lm_diags_add(l->diags, &finding);
}

void lm_lint_at_node(lm_linter *l, lm_finding finding, lm_node node) {
  const lm_node_info *info = info_of(l, node);
  lm_strbuf_reset(&l->path);
  lm_strbuf_addf(&l->path, "model/%s[@id='%s']", lm_kind_word(info->kind), info->id);
  add(l, finding, info->place);
}

void lm_lint_at_link(lm_linter *l, lm_finding finding, const lm_link *link) {
  lm_strbuf_reset(&l->path);
  lm_strbuf_add(&l->path, "model/link[@from='");
  lm_lint_add_name(l, &l->path, link->from);
  lm_strbuf_add(&l->path, "'][@to='");
  lm_lint_add_name(l, &l->path, link->to);
  lm_strbuf_add(&l->path, "']");
  add(l, finding, link->place);
}

void lm_lint_at_tier(lm_linter *l, lm_finding finding, const lm_tier *tier) {
  lm_strbuf_reset(&l->path);
  lm_strbuf_addf(&l->path, "model/tier[@id='%s']", tier->id);
  add(l, finding, tier->place);
}
