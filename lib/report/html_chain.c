/* html_chain.c: a page per outcome and initiative: verdict, sentence, indicators, what leads here and where it leads; what is under our control
   (initiatives and activities) apart from what is shared (outcomes). */
#include "html.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct node_page {
  const lm_page *page;
  const lm_chain *chain;
  const lm_rollup *rollup; /* NULL none */
} node_page;

static void put_label(const lm_page *page, lm_node node) {
  lm_strbuf name = {0};
  const lm_view whole = {.lang = page->lang, .all = true};
  lm_add_node_name(&name, page->model, node, LM_LABEL_SHORT, &whole);
  lm_html_buffer(page, &name);
}

static void put_paragraph(const lm_page *page, lm_word first, lm_strbuf *text) {
  if (text->length > 0) {
    lm_html_put(page, "<p><span class=\"lead\">");
    lm_html_word(page, first);
    lm_html_put(page, "</span>");
    lm_html_text(page, lm_strbuf_text(text));
    lm_html_put(page, "</p>\n");
  }
  lm_strbuf_drop(text, page->sink);
}

/* ---- a node in a list ---- */

static void put_named(const lm_page *page, lm_word name, const char *what) {
  lm_strbuf text = {0};
  lm_strbuf_addf(&text, "%s%s", lm_word_in(name, page->lang), what);
  lm_html_put(page, " <span class=\"metric\">");
  lm_html_buffer(page, &text);
  lm_html_put(page, "</span>");
}

static void put_more(const node_page *p, lm_node node) {
  const lm_page *page = p->page;
  lm_strbuf delivery = {0}, report = {0};
  lm_add_delivery(&delivery, page->assessment, node, page->area, page->lang);
  lm_add_last_report(&report, p->chain, node, page->area);
  if (delivery.length > 0) lm_html_put(page, " <span class=\"metric\">");
  lm_html_text(page, lm_strbuf_text(&delivery));
  if (delivery.length > 0) lm_html_put(page, "</span>");
  if (report.length > 0) put_named(page, W_NODE_REPORTED, lm_strbuf_text(&report));
  lm_strbuf_drop(&delivery, page->sink);
  lm_strbuf_drop(&report, page->sink);
}

/* Who leads: the party in charge. */
static void put_charges(const lm_page *page, lm_node node) {
  const lm_node_info *info = lm_model_node(page->model, node);
  for (size_t i = 0; i < info->charge_count; i++) {
    const lm_party *party = lm_model_party(page->model, info->charges[i].party);
    if (!party) continue;
    put_named(page, (lm_word)(W_CHARGE_LEAD + (int)info->charges[i].role), lm_text_in(&party->label, page->lang));
  }
}

static void put_item(const node_page *p, lm_node node) {
  const lm_page *page = p->page;
  const lm_rollup *rollup = lm_assessment_rollup_of(page->assessment, node, page->area);
  lm_html_put(page, "<li>");
  if (rollup) {
    lm_html_verdict(page, rollup->status, lm_rollup_letter(rollup));
    lm_html_put(page, " ");
  }
  lm_html_node(page, node);
  if (rollup && rollup->indicators == 0) {
    lm_html_put(page, " <span class=\"metric\">");
    lm_html_word(page, W_NODE_NOT_MEASURED);
    lm_html_put(page, "</span>");
  }
  put_more(p, node);
  put_charges(page, node);
  lm_html_put(page, "</li>\n");
}

static bool is_outcome(const node_page *p, lm_node node) {
  return lm_model_node(p->page->model, node)->kind == LM_OUTCOME;
}

static bool in_list(const node_page *p, lm_node node, lm_side side, bool outcomes) {
  return node != p->chain->node && (p->chain->side[node] & side) && is_outcome(p, node) == outcomes;
}

static void put_list(const node_page *p, lm_word heading, lm_side side, bool outcomes) {
  bool some = false;
  for (lm_node i = 0; i < p->chain->nodes; i++) {
    if (!in_list(p, i, side, outcomes)) continue;
    if (!some) {
      lm_html_element_word(p->page, "h4", heading);
      lm_html_put(p->page, "<ul class=\"nodes\">\n");
    }
    some = true;
    put_item(p, i);
  }
  if (some) lm_html_put(p->page, "</ul>\n");
}

/* ---- its indicators ---- */

static void put_indicator(const lm_page *page, const lm_record *r) {
  lm_strbuf cell = {0};
  lm_html_put(page, "<tr><td>");
  lm_html_node(page, r->indicator);
  lm_html_put(page, "</td><td>");
  lm_html_verdict(page, r->status, r->letter);
  lm_html_put(page, "</td>");
  lm_add_last(&cell, page->model, r, page->view);
  lm_html_cell(page, true, &cell);
  lm_add_goal_of(&cell, page->model, r, true, page->lang);
  lm_html_cell(page, true, &cell);
  lm_add_ratio(&cell, r->pace_ratio);
  lm_html_cell(page, true, &cell);
  lm_add_chance(&cell, r->p_reach);
  lm_html_cell(page, true, &cell);
  lm_strbuf_add(&cell, lm_word_in(lm_word_evidence(r->evidence), page->lang));
  lm_html_cell(page, false, &cell);
  lm_html_put(page, "</tr>\n");
}

static void put_indicators(const node_page *p) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_COL_VERDICT, W_COL_LAST, W_COL_TARGET, W_COL_PACE, W_COL_CHANCE, W_COL_EVIDENCE};
  const lm_page *page = p->page;
  const uint32_t tier = lm_model_node(page->model, p->chain->node)->tier;
  size_t count, shown = 0;
  const uint32_t *link = lm_graph_out(p->chain->graph, p->chain->node, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_link *l = lm_model_link(page->model, link[i]);
    const lm_record *r = l->type == LM_MEASURED_BY ? lm_record_for(page->assessment, l->to, page->area, tier) : NULL;
    if (!r) continue;
    if (shown++ == 0) {
      lm_html_element_word(page, "h4", W_NODE_INDICATORS);
      lm_html_wide_table(page, W_NODE_INDICATORS, "");
      lm_html_heading_cells(page, heading, sizeof heading / sizeof *heading);
      lm_html_put(page, "<tbody>\n");
    }
    put_indicator(page, r);
  }
  if (shown > 0) lm_html_put(page, "</tbody></table></div>\n");
}

/* ---- the page ---- */

static void put_head(const node_page *p) {
  const lm_page *page = p->page;
  const lm_node_info *info = lm_model_node(page->model, p->chain->node);
  const lm_tier *tier = info->kind == LM_OUTCOME ? lm_model_tier(page->model, info->tier) : NULL;
  char id[24];
  snprintf(id, sizeof id, "%" PRIu32, p->chain->node);
  lm_html_put(page, "<article id=\"n");
  lm_html_put(page, id);
  lm_html_put(page, "\" class=\"node\"");
  lm_html_facets(page, p->chain->node, p->rollup ? p->rollup->status : LM_VERDICT_COUNT);
  lm_html_next(page, p->chain->node);
  lm_html_put(page, "><h3>");
  put_label(page, p->chain->node);
  lm_html_put(page, "</h3>\n<p>");
  if (p->rollup) lm_html_verdict(page, p->rollup->status, lm_rollup_letter(p->rollup));
  if (tier) {
    char name[LM_TIER_LABEL];
    lm_html_put(page, " <span class=\"metric\">");
    lm_html_text(page, lm_tier_label(tier, page->view, name, sizeof name));
    lm_html_put(page, "</span>");
  }
  put_more(p, p->chain->node);
  put_charges(page, p->chain->node);
  lm_html_put(page, "</p>\n");
}

static void put_sentences(const node_page *p) {
  const lm_page *page = p->page;
  lm_strbuf text = {0};
  if (!p->rollup) return;
  if (p->rollup->worst && p->rollup->status != LM_NOT_ASSESSABLE) {
    lm_add_standing(&text, page->assessment, p->rollup->worst, page->view);
    put_paragraph(page, p->rollup->indicators > 1 ? W_WORST : W_INDICATOR_BULLET, &text);
    lm_add_reasons(&text, p->rollup->worst->reasons, page->lang);
    put_paragraph(page, W_REASONS, &text);
  }
  if (is_outcome(p, p->chain->node)) lm_add_diagnosis(&text, page->model, &p->rollup->diagnosis, page->view);
  put_paragraph(page, W_DIAGNOSIS, &text);
}

static void put_page(const node_page *p) {
  const bool outcome = is_outcome(p, p->chain->node);
  put_head(p);
  lm_html_remarks(p->page, p->chain->node);
  put_sentences(p);
  put_indicators(p);
  put_list(p, outcome ? W_NODE_OURS : W_NODE_OWN_ACTIVITIES, LM_UPSTREAM, false);
  put_list(p, W_NODE_SHARED, LM_UPSTREAM, true);
  put_list(p, W_NODE_ONWARD, LM_DOWNSTREAM, true);
  lm_html_put(p->page, "</article>\n");
}

static void put_node(const lm_page *page, lm_node node) {
  const lm_tracked home = {page->assessment, page->report->progress};
  lm_meeting meeting;
  lm_status status = lm_meeting_init(&meeting, &home, NULL, 0, node, page->view);
  if (status == LM_OK) {
    const node_page p = {page, &meeting.home, lm_assessment_rollup_of(page->assessment, node, page->area)};
    put_page(&p);
  } else {
    lm_sink_fail(page->sink, status);
  }
  lm_meeting_end(&meeting);
}

void lm_html_chains(const lm_page *page) {
  static const lm_kind order[] = {LM_OUTCOME, LM_INITIATIVE};
  lm_html_open_part(page, LM_PART_CHAINS);
  for (size_t k = 0; k < 2; k++)
    for (lm_node i = 0; i < lm_model_node_count(page->model); i++)
      if (lm_model_node(page->model, i)->kind == order[k]) put_node(page, i);
  lm_html_put(page, "</section>\n");
}
