/* Rules about tiers, levels and labels. */
#include "lint.h"

#include <stdlib.h>

/* The latest tier of a lower level than `tier`'s that is due after it; NULL none. */
static const lm_tier *overtaken(const lm_tier *const latest[LM_LEVEL_COUNT], const lm_tier *tier) {
  const lm_tier *worst = NULL;
  for (int level = LM_INITIAL; level < (int)tier->level; level++) {
    const lm_tier *earlier = latest[level];
    if (earlier && earlier->due > tier->due && (!worst || earlier->due > worst->due)) worst = earlier;
  }
  return worst;
}

void lm_lint_tier_order(lm_linter *l, lm_code code) {
  const lm_tier *latest[LM_LEVEL_COUNT] = {NULL};
  size_t count = lm_model_tier_count(l->model);
  for (size_t i = 0; i < count; i++) {
    const lm_tier *tier = lm_model_tier(l->model, i);
    if (!latest[tier->level] || tier->due > latest[tier->level]->due) latest[tier->level] = tier;
  }
  for (size_t i = 0; i < count; i++) {
    const lm_tier *tier = lm_model_tier(l->model, i), *earlier = overtaken(latest, tier);
    if (earlier) lm_lint_at_tier(l, (lm_finding){.code = code, .arg = {tier->id, earlier->id}}, tier);
  }
}

/* ---- one indicator, two levels ---- */

enum { OF_ACTIVITY = LM_LEVEL_COUNT, LEVELS }; /* an output stands below the initial outcomes */

/* For an indicator: the first node of each level that it measures. */
typedef struct measured {
  lm_node first[LEVELS];
} measured;

static int level_measured(const lm_linter *l, lm_node node) {
  return lm_model_node(l->model, node)->kind == LM_ACTIVITY ? OF_ACTIVITY : l->facts[node].level;
}

static void note_link(const lm_linter *l, measured *by_node, const lm_link *link) {
  int level = link->type == LM_MEASURED_BY ? level_measured(l, link->from) : -1;
  if (level < 0) return;
  lm_node *first = &by_node[link->to].first[level];
  if (*first == LM_NO_NODE) *first = link->from;
}

static void report_levels(lm_linter *l, lm_code code, lm_node indicator, const measured *m) {
  static const int in_order[LEVELS] = {OF_ACTIVITY, LM_INITIAL, LM_INTERMEDIATE, LM_FINAL};
  lm_strbuf levels = {0};
  int found = 0;
  for (int i = 0; i < LEVELS; i++) {
    int level = in_order[i];
    if (m->first[level] == LM_NO_NODE) continue;
    if (found++ > 0) lm_strbuf_add(&levels, ", ");
    lm_lint_add_name(l, &levels, m->first[level]);
    if (level != OF_ACTIVITY) lm_strbuf_addf(&levels, " (%s)", lm_level_word((lm_level)level));
  }
  if (found > 1) {
    lm_strbuf_reset(&l->name);
    lm_lint_add_name(l, &l->name, indicator);
    lm_finding finding = {.code = code, .arg = {lm_lint_text(l, &l->name), lm_lint_text(l, &levels)}};
    lm_lint_at_node(l, finding, indicator);
  }
  lm_strbuf_clear(&levels);
}

void lm_lint_two_levels(lm_linter *l, lm_code code) {
  size_t count = lm_model_node_count(l->model);
  if (count == 0) return;
  measured *by_node = malloc(count * sizeof *by_node);
  if (!by_node) {
    l->no_memory = true;
    return;
  }
  for (size_t i = 0; i < count; i++) by_node[i] = (measured){{LM_NO_NODE, LM_NO_NODE, LM_NO_NODE, LM_NO_NODE}};
  for (size_t i = 0; i < lm_model_link_count(l->model); i++) note_link(l, by_node, lm_model_link(l->model, i));
  for (lm_node node = 0; node < count; node++)
    if (l->facts[node].measured > 1) report_levels(l, code, node, &by_node[node]);
  free(by_node);
}

/* ---- labels ---- */

static const char *const languages[LM_LANG_COUNT] = {[LM_EN] = "en", [LM_JA] = "ja"};

static bool has(const lm_text *text, int lang) { return text->in[lang] && *text->in[lang]; }

/* A language is expected everywhere once it is used for one node. */
static void find_used(const lm_linter *l, bool used[LM_LANG_COUNT]) {
  size_t count = lm_model_node_count(l->model);
  for (lm_node node = 0; node < count; node++)
    for (int lang = 0; lang < LM_LANG_COUNT; lang++)
      if (has(&lm_model_node(l->model, node)->label, lang)) used[lang] = true;
}

static void check_tier_label(lm_linter *l, lm_code code, const lm_tier *tier, int lang) {
  if (has(&tier->label, lang)) return;
  lm_strbuf_reset(&l->name);
  lm_strbuf_addf(&l->name, "tier:%s", tier->id);
  lm_lint_at_tier(l, (lm_finding){.code = code, .arg = {lm_lint_text(l, &l->name), languages[lang]}}, tier);
}

static void check_node_label(lm_linter *l, lm_code code, lm_node node, int lang) {
  if (has(&lm_model_node(l->model, node)->label, lang)) return;
  lm_strbuf_reset(&l->name);
  lm_lint_add_name(l, &l->name, node);
  lm_lint_at_node(l, (lm_finding){.code = code, .arg = {lm_lint_text(l, &l->name), languages[lang]}}, node);
}

void lm_lint_languages(lm_linter *l, lm_code code) {
  bool used[LM_LANG_COUNT] = {false};
  find_used(l, used);
  size_t tiers = lm_model_tier_count(l->model), nodes = lm_model_node_count(l->model);
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    if (!used[lang]) continue;
    for (size_t i = 0; i < tiers; i++) check_tier_label(l, code, lm_model_tier(l->model, i), lang);
    for (lm_node node = 0; node < nodes; node++) check_node_label(l, code, node, lang);
  }
}
