/* html.c: see html.h. */
#include "html.h"

#include "../base/num.h"
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>

void lm_page_add_notice(lm_strbuf *to, const lm_page *page) {
  const lm_progress_assessment *progress = page->report->progress;
  const size_t before = to->length;
  lm_add_notice(to, page->assessment, page->lang);
  if (!progress || !lm_progress_is_fictional(progress)) return;
  if (to->length > before) lm_strbuf_add(to, " ");
  lm_strbuf_add(to, lm_word_in(W_PG_FICTIONAL, page->lang));
}

lm_word lm_page_no_debts(const lm_page *page) {
  for (lm_node i = 0; i < lm_model_node_count(page->model); i++)
    if (lm_model_node(page->model, i)->kind == LM_INDICATOR) return W_DEBT_NONE;
  return W_DEBT_NO_INDICATORS;
}

void lm_html_put(const lm_page *page, const char *html) {
  lm_sink_put(page->sink, html);
}

static const char *entity_of(char c) {
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return NULL;
  }
}

void lm_html_text(const lm_page *page, const char *text) {
  lm_strbuf clean = {0};
  lm_clean(&clean, text);
  const char *at = lm_strbuf_text(&clean), *from = at;
  for (; *at; at++) {
    const char *entity = entity_of(*at);
    if (!entity) continue;
    lm_sink_bytes(page->sink, from, (size_t)(at - from));
    lm_sink_put(page->sink, entity);
    from = at + 1;
  }
  lm_sink_bytes(page->sink, from, (size_t)(at - from));
  lm_strbuf_drop(&clean, page->sink);
}

void lm_html_word(const lm_page *page, lm_word word) {
  lm_html_text(page, lm_word_in(word, page->lang));
}

void lm_html_buffer(const lm_page *page, lm_strbuf *text) {
  lm_html_text(page, lm_strbuf_text(text));
  lm_strbuf_drop(text, page->sink);
}

void lm_html_say(const lm_page *page, lm_word word, const char *a0, const char *a1) {
  lm_strbuf text = {0};
  lm_say(&text, page->lang, word, a0, a1, NULL, NULL);
  lm_html_buffer(page, &text);
}

void lm_html_count(const lm_page *page, size_t number) {
  char digits[24];
  snprintf(digits, sizeof digits, "%zu", number);
  lm_html_put(page, digits);
}

void lm_html_at(const lm_page *page, double number) {
  char digits[LM_NUM_SIZE];
  size_t length = lm_num_fixed(number, 2, false, digits);
  if (digits[length - 1] == '0') length--;
  if (digits[length - 1] == '0') length--;
  if (digits[length - 1] == '.') length--;
  lm_sink_bytes(page->sink, digits, length);
}

static void put_tag(const lm_page *page, const char *before, const char *tag) {
  lm_html_put(page, before);
  lm_html_put(page, tag);
  lm_html_put(page, ">");
}

void lm_html_element(const lm_page *page, const char *tag, const char *text) {
  put_tag(page, "<", tag);
  lm_html_text(page, text);
  put_tag(page, "</", tag);
}

void lm_html_element_word(const lm_page *page, const char *tag, lm_word word) {
  lm_html_element(page, tag, lm_word_in(word, page->lang));
}

void lm_html_period(const lm_page *page, lm_period period) {
  char buffer[48];
  lm_html_text(page, lm_period_in(period, page->view, buffer, sizeof buffer));
}

void lm_html_cell(const lm_page *page, bool number, lm_strbuf *text) {
  lm_html_put(page, number ? "<td class=\"n\">" : "<td>");
  lm_html_buffer(page, text);
  lm_html_put(page, "</td>");
}

void lm_html_heading_cells(const lm_page *page, const lm_word *word, size_t count) {
  lm_html_put(page, "<thead><tr>");
  for (size_t i = 0; i < count; i++) {
    lm_html_put(page, "<th scope=\"col\">");
    lm_html_word(page, word[i]);
    lm_html_put(page, "</th>");
  }
  lm_html_put(page, "</tr></thead>\n");
}

void lm_html_wide_table(const lm_page *page, lm_word name, const char *attributes) {
  lm_html_put(page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
  lm_html_word(page, name);
  lm_html_put(page, "\"><table");
  lm_html_put(page, attributes);
  lm_html_put(page, ">");
}

void lm_html_verdict(const lm_page *page, lm_verdict verdict, const char *letter) {
  lm_html_verdict_as(page, verdict, lm_word_verdict(verdict), letter);
}

void lm_html_verdict_as(const lm_page *page, lm_verdict verdict, lm_word word, const char *letter) {
  lm_html_put(page, "<span class=\"verdict ");
  lm_html_put(page, lm_verdict_word(verdict));
  lm_html_put(page, "\"><span aria-hidden=\"true\">");
  lm_html_put(page, lm_verdict_shape(verdict));
  lm_html_put(page, "</span> ");
  lm_html_word(page, word);
  if (*letter) lm_html_put(page, " ");
  lm_html_text(page, letter);
  lm_html_put(page, "</span>");
}

bool lm_html_has_page(const lm_page *page, lm_node node) {
  const lm_node_info *info = lm_model_node(page->model, node);
  if (!info) return false;
  if (info->kind == LM_INDICATOR) return lm_html_has_part(page, LM_PART_INDICATORS);
  return (info->kind == LM_OUTCOME || info->kind == LM_INITIATIVE) && lm_html_has_part(page, LM_PART_CHAINS);
}

void lm_html_node(const lm_page *page, lm_node node) {
  lm_strbuf name = {0};
  char id[24];
  const lm_view whole = {.lang = page->lang, .all = true};
  const bool linked = page->linked && lm_html_has_page(page, node);
  snprintf(id, sizeof id, "%" PRIu32, node);
  lm_add_node_name(&name, page->model, node, LM_LABEL_SHORT, &whole);
  if (linked) {
    lm_html_put(page, "<a href=\"#n");
    lm_html_put(page, id);
    lm_html_put(page, "\">");
  }
  lm_html_buffer(page, &name);
  if (linked) lm_html_put(page, "</a>");
}
