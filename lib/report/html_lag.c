/* html_lag.c: what is behind, worst first, with the sentence why; then what cannot be told; then what is well. */
#include "html.h"

#include <stdio.h>

static const lm_rollup *outcome_at(const lm_page *page, size_t i, lm_section part) {
  const lm_rollup *rollup = lm_assessment_rollup(page->assessment, i);
  bool belongs = lm_model_node(page->model, rollup->node)->kind == LM_OUTCOME && lm_section_of(rollup->status) == part;
  return belongs ? rollup : NULL;
}

static void put_part(const lm_page *page, lm_word word, lm_strbuf *number) {
  lm_html_put(page, " <span class=\"metric\">");
  lm_html_word(page, word);
  lm_html_put(page, " <b>");
  lm_html_buffer(page, number);
  lm_html_put(page, "</b></span>");
}

static void put_metrics(const lm_page *page, const lm_rollup *rollup) {
  char name[48];
  lm_strbuf pace = {0}, chance = {0}, coverage = {0}, tier = {0};
  const lm_record *worst = rollup->worst;
  if (rollup->tier != LM_NO_TIER) lm_strbuf_add(&tier, lm_tier_in(page->model, rollup->tier, page->view, name, sizeof name));
  put_part(page, W_COL_TIER, &tier);
  if (worst && rollup->status != LM_NOT_ASSESSABLE) {
    lm_add_ratio(&pace, worst->pace_ratio);
    lm_add_chance(&chance, worst->p_reach);
    put_part(page, W_COL_PACE, &pace);
    put_part(page, W_COL_CHANCE, &chance);
    lm_strbuf_add(&pace, lm_word_in(lm_word_evidence(worst->evidence), page->lang));
    put_part(page, W_COL_EVIDENCE, &pace);
  }
  lm_strbuf_addf(&coverage, "%zu/%zu", rollup->assessed, rollup->indicators);
  put_part(page, W_COL_COVERAGE, &coverage);
}

/* <p><b>first</b>text</p>; nothing when there is no text. Clears it. */
static void put_sentence(const lm_page *page, lm_word first, lm_strbuf *text) {
  if (text->length == 0) {
    lm_strbuf_drop(text, page->sink);
    return;
  }
  lm_html_put(page, "<p><span class=\"lead\">");
  lm_html_word(page, first);
  lm_html_put(page, "</span>");
  lm_html_buffer(page, text);
  lm_html_put(page, "</p>\n");
}

static void put_outcome(const lm_page *page, const lm_rollup *rollup) {
  lm_strbuf text = {0};
  const bool judged = rollup->worst && rollup->status != LM_NOT_ASSESSABLE;
  lm_html_put(page, "<li");
  lm_html_facets(page, rollup->node, rollup->status);
  lm_html_put(page, "><div class=\"row\">");
  lm_html_verdict(page, rollup->status, lm_rollup_letter(rollup));
  lm_html_put(page, " <strong>");
  lm_html_node(page, rollup->node);
  lm_html_put(page, "</strong>");
  put_metrics(page, rollup);
  lm_html_put(page, "</div>\n");
  if (judged) {
    lm_add_standing(&text, page->assessment, rollup->worst, page->view);
    put_sentence(page, rollup->indicators > 1 ? W_WORST : W_INDICATOR_BULLET, &text);
    lm_add_reasons(&text, rollup->worst->reasons, page->lang);
    put_sentence(page, W_REASONS, &text);
  } else {
    lm_strbuf_add(&text, lm_word_in(rollup->indicators == 0 ? W_WITHOUT_INDICATOR : W_UNDER_HALF, page->lang));
    put_sentence(page, W_REASONS, &text);
  }
  if (lm_section_of(rollup->status) == LM_SECTION_BEHIND) lm_add_diagnosis(&text, page->model, &rollup->diagnosis, page->view);
  put_sentence(page, W_DIAGNOSIS, &text);
  lm_html_put(page, "</li>\n");
}

static void put_section(const lm_page *page, lm_section part) {
  static const lm_word heading[LM_SECTION_COUNT] = {[LM_SECTION_BEHIND] = W_SECTION_BEHIND, [LM_SECTION_UNKNOWN] = W_SECTION_UNKNOWN, [LM_SECTION_WELL] = W_SECTION_WELL};
  const size_t rollups = lm_assessment_rollup_count(page->assessment);
  size_t count = 0;
  char number[24];
  for (size_t i = 0; i < rollups; i++) count += outcome_at(page, i, part) != NULL;
  snprintf(number, sizeof number, "%zu", count);
  lm_html_put(page, "<h3>");
  lm_html_say(page, heading[part], number, NULL);
  lm_html_put(page, "</h3>\n");
  if (count == 0) return;
  lm_html_put(page, "<ol class=\"lag\">\n");
  for (size_t i = 0; i < rollups; i++) {
    const lm_rollup *rollup = outcome_at(page, i, part);
    if (rollup) put_outcome(page, rollup);
  }
  lm_html_put(page, "</ol>\n");
}

void lm_html_lag(const lm_page *page) {
  lm_html_open_part(page, LM_PART_LAG);
  if (lm_page_without_outcomes(page)) lm_html_element_word(page, "p", lm_page_no_outcomes(page));
  for (int part = 0; part < LM_SECTION_COUNT; part++) put_section(page, (lm_section)part);
  lm_html_put(page, "<p class=\"legend\">");
  lm_html_word(page, W_LAG_LEGEND);
  lm_html_put(page, "</p>\n");
  if (lm_many_judged(page->assessment)) {
    lm_html_put(page, "<p class=\"legend\">");
    lm_html_word(page, W_MANY_JUDGED);
    lm_html_put(page, "</p>\n");
  }
  lm_html_put(page, "</section>\n");
}
