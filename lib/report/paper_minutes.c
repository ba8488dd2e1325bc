/* paper_minutes.c: for the minutes of a meeting: the map as a list, what is behind and why, what is missing. */
#include "paper.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the map: scene, its initiatives, the outcomes they lead to ---- */

typedef struct outline {
  lm_blocks *to;
  const lm_page *page;
  lm_graph *leads; /* contributions */
  bool *shown;     /* per node */
  lm_node *told;   /* per node: the initiative it was named under last, plus 1 */
} outline;

static const lm_node_info *info_of(const outline *o, lm_node node) {
  return lm_model_node(o->page->model, node);
}

/* In short where it stands above already. */
static void add_name(const outline *o, lm_node node) {
  const lm_view brief = {.lang = o->page->lang};
  lm_strbuf name = {0};
  if (!o->shown[node]) {
    lm_paper_node(o->to, o->page, node);
    return;
  }
  lm_add_node_name(&name, o->page->model, node, LM_LABEL_BRIEF, &brief);
  lm_blocks_take(o->to, LM_RUN_PLAIN, &name);
  lm_paper_word(o->to, o->page, LM_RUN_PLAIN, W_SEEN_ABOVE);
}

static void add_outcome(const outline *o, lm_node node, unsigned depth) {
  char tier[48];
  const lm_rollup *rollup = lm_assessment_rollup_of(o->page->assessment, node, o->page->area);
  lm_blocks_item(o->to, depth);
  if (rollup) lm_paper_rollup(o->to, rollup);
  lm_blocks_text(o->to, " ");
  if (info_of(o, node)->tier != LM_NO_TIER) {
    lm_blocks_text(o->to, lm_tier_in(o->page->model, info_of(o, node)->tier, o->page->view, tier, sizeof tier));
    lm_blocks_text(o->to, " ");
  }
  add_name(o, node);
  o->shown[node] = true;
}

/* Outcomes that `from` (the initiative, or an activity of it) leads to, each once. */
static void add_led_to(const outline *o, lm_node from, lm_node initiative) {
  size_t count;
  const uint32_t *link = lm_graph_out(o->leads, from, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_node to = lm_model_link(o->page->model, link[i])->to;
    if (info_of(o, to)->kind != LM_OUTCOME || o->told[to] == initiative + 1) continue;
    o->told[to] = initiative + 1;
    add_outcome(o, to, 2);
  }
}

static void add_initiative(const outline *o, lm_node node) {
  lm_strbuf delivery = {0};
  lm_blocks_item(o->to, 1);
  lm_paper_word(o->to, o->page, LM_RUN_PLAIN, W_INITIATIVE_BULLET);
  lm_paper_node(o->to, o->page, node);
  lm_page_add_delivery(&delivery, o->page, node);
  if (delivery.length > 0) {
    lm_strbuf said = {0};
    lm_say(&said, o->page->lang, W_DELIVERY_OF, lm_strbuf_text(&delivery), NULL, NULL, NULL);
    lm_blocks_take(o->to, LM_RUN_PLAIN, &said);
  }
  if (delivery.failed) o->to->failed = true;
  lm_strbuf_clear(&delivery);
  add_led_to(o, node, node);
  for (lm_node i = 0; i < lm_model_node_count(o->page->model); i++)
    if (info_of(o, i)->kind == LM_ACTIVITY && info_of(o, i)->parent == node) add_led_to(o, i, node);
}

/* A scene with everything in it, or LM_NO_NODE: what belongs to none. Outcomes no initiative leads to stand behind. */
static void add_scene(const outline *o, lm_node scene) {
  const size_t nodes = lm_model_node_count(o->page->model);
  lm_blocks_item(o->to, 0);
  if (scene == LM_NO_NODE)
    lm_paper_word(o->to, o->page, LM_RUN_STRONG, W_WHOLE_MODEL);
  else
    lm_blocks_run(o->to, LM_RUN_STRONG, lm_label_of(o->page->model, scene, o->page->lang));
  for (lm_node i = 0; i < nodes; i++)
    if (info_of(o, i)->kind == LM_INITIATIVE && lm_model_scene_of(o->page->model, i) == scene) add_initiative(o, i);
  for (lm_node i = 0; i < nodes; i++)
    if (info_of(o, i)->kind == LM_OUTCOME && lm_model_scene_of(o->page->model, i) == scene && !o->shown[i]) add_outcome(o, i, 1);
}

static bool has_any(const outline *o, lm_node scene) {
  for (lm_node i = 0; i < lm_model_node_count(o->page->model); i++) {
    const lm_kind kind = info_of(o, i)->kind;
    if ((kind == LM_INITIATIVE || kind == LM_OUTCOME) && lm_model_scene_of(o->page->model, i) == scene) return true;
  }
  return false;
}

static void add_map(lm_blocks *to, const lm_page *page) {
  outline o = {.to = to, .page = page};
  o.shown = calloc(lm_model_node_count(page->model) + 1, sizeof *o.shown);
  o.told = calloc(lm_model_node_count(page->model) + 1, sizeof *o.told);
  lm_status status = lm_graph_new(&o.leads, page->model, LM_CAUSAL);
  if (!o.shown || !o.told || status != LM_OK) to->failed = true;
  lm_paper_section(to, page, 2, W_PAGE_MAP);
  for (lm_node i = 0; !to->failed && i < lm_model_node_count(page->model); i++)
    if (info_of(&o, i)->kind == LM_SCENE) add_scene(&o, i);
  if (!to->failed && has_any(&o, LM_NO_NODE)) add_scene(&o, LM_NO_NODE);
  lm_graph_free(o.leads);
  free(o.told);
  free(o.shown);
}

/* ---- what is behind ---- */

static void add_lead(lm_blocks *to, const lm_page *page, lm_word first, lm_strbuf *text) {
  if (text->length == 0) {
    lm_strbuf_clear(text);
    return;
  }
  lm_blocks_item(to, 1);
  lm_paper_word(to, page, LM_RUN_PLAIN, first);
  lm_blocks_take(to, LM_RUN_PLAIN, text);
}

static void add_behind(lm_blocks *to, const lm_page *page, const lm_rollup *rollup) {
  lm_strbuf text = {0};
  lm_blocks_item(to, 0);
  lm_paper_rollup(to, rollup);
  lm_blocks_text(to, " ");
  lm_paper_node(to, page, rollup->node);
  if (rollup->worst) {
    lm_add_standing(&text, page->assessment, rollup->worst, page->view);
    add_lead(to, page, rollup->indicators > 1 ? W_WORST : W_INDICATOR_BULLET, &text);
    lm_add_reasons(&text, rollup->worst->reasons, page->lang);
    add_lead(to, page, W_REASONS, &text);
  }
  lm_add_diagnosis(&text, page->model, &rollup->diagnosis, page->view);
  add_lead(to, page, W_DIAGNOSIS, &text);
}

static void add_lag(lm_blocks *to, const lm_page *page) {
  size_t behind = 0;
  lm_paper_section(to, page, 2, W_PAGE_LAG);
  for (size_t i = 0; i < lm_assessment_rollup_count(page->assessment); i++) {
    const lm_rollup *rollup = lm_assessment_rollup(page->assessment, i);
    if (lm_model_node(page->model, rollup->node)->kind != LM_OUTCOME || lm_section_of(rollup->status) != LM_SECTION_BEHIND) continue;
    add_behind(to, page, rollup);
    behind++;
  }
  if (behind == 0) lm_paper_say(to, page, LM_BLOCK_PARAGRAPH, lm_page_without_outcomes(page) ? lm_page_no_outcomes(page) : W_NO_ROWS);
}

static void add_since(lm_blocks *to, const lm_page *page) {
  lm_paper_section(to, page, 2, W_PAGE_CHANGED);
  lm_paper_since(to, page, 3);
}

void lm_paper_minutes(lm_blocks *to, const lm_page *page) {
  static void (*const add[LM_PART_COUNT])(lm_blocks *to, const lm_page *page) = {
      [LM_PART_MAP] = add_map, [LM_PART_LAG] = add_lag, [LM_PART_CHANGED] = add_since, [LM_PART_MISSING] = lm_paper_debts};
  size_t count;
  const lm_report_part *part = lm_html_parts(page, &count);
  for (size_t i = 0; i < count; i++)
    if (add[part[i]] && lm_html_has_part(page, part[i])) add[part[i]](to, page);
  lm_paper_stamp(to, page);
}
