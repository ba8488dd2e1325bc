/* html_parts.c: the parts of a report: which there are, their beginning, and what the settings remark on them and on nodes. */
#include "html.h"

#include <string.h>

lm_word lm_word_part(lm_report_part part) {
  static const lm_word title[LM_PART_COUNT] = {
      [LM_PART_MAP] = W_PAGE_MAP,     [LM_PART_LAG] = W_PAGE_LAG, [LM_PART_CHANGED] = W_PAGE_CHANGED, [LM_PART_CHAINS] = W_PAGE_CHAINS, [LM_PART_INDICATORS] = W_PAGE_INDICATORS,
      [LM_PART_MISSING] = W_PAGE_DEBTS, [LM_PART_METHOD] = W_PAGE_STAMP,
  };
  return title[part];
}

const lm_report_part *lm_html_parts(const lm_page *page, size_t *count) {
  static const lm_report_part all[LM_PART_COUNT] = {LM_PART_MAP, LM_PART_LAG, LM_PART_CHANGED, LM_PART_CHAINS, LM_PART_INDICATORS, LM_PART_MISSING, LM_PART_METHOD};
  *count = page->settings ? page->settings->parts : LM_PART_COUNT;
  return page->settings ? page->settings->part : all;
}

bool lm_html_has_part(const lm_page *page, lm_report_part part) {
  size_t count;
  if (part == LM_PART_CHANGED && !page->report->since) return false;
  const lm_report_part *shown = lm_html_parts(page, &count);
  for (size_t i = 0; i < count; i++)
    if (shown[i] == part) return true;
  return false;
}

/* Whose words these are is said each time: they are not the program's. */
static void put_remark(const lm_page *page, const lm_remark *remark) {
  for (size_t i = 0; i < remark->notes.count; i++) {
    lm_html_put(page, "<p class=\"remark\"><span class=\"lead\">");
    lm_html_word(page, W_REMARK);
    lm_html_put(page, "</span>");
    lm_html_text(page, lm_text_in(&remark->notes.item[i], page->lang));
    lm_html_put(page, "</p>\n");
  }
}

void lm_html_remarks(const lm_page *page, lm_node node) {
  const lm_node_info *info = lm_model_node(page->model, node);
  for (size_t i = 0; page->settings && i < page->settings->remarks; i++) {
    const lm_remark *remark = &page->settings->remark[i];
    if (!remark->on_part && remark->kind == info->kind && strcmp(remark->id, info->id) == 0) put_remark(page, remark);
  }
}

void lm_html_open_section(const lm_page *page, const char *id, lm_word title) {
  lm_html_put(page, "<section id=\"");
  lm_html_put(page, id);
  lm_html_put(page, "\" aria-labelledby=\"");
  lm_html_put(page, id);
  lm_html_put(page, "-head\"><h2 id=\"");
  lm_html_put(page, id);
  lm_html_put(page, "-head\">");
  lm_html_word(page, title);
  lm_html_put(page, "</h2>\n");
}

void lm_html_open_part(const lm_page *page, lm_report_part part) {
  lm_html_open_section(page, lm_report_part_word(part), lm_word_part(part));
  for (size_t i = 0; page->settings && i < page->settings->remarks; i++)
    if (page->settings->remark[i].on_part && page->settings->remark[i].part == part) put_remark(page, &page->settings->remark[i]);
}
