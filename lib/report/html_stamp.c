/* html_stamp.c: what the report was made of and how: anyone can make the same bytes again. */
#include "paper.h"

#include <inttypes.h>
#include <string.h>

const char *lm_name_alone(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

bool lm_stamps_are_of_store(const lm_stamp *stamp, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (stamp[i].load) return true;
  return false;
}

void lm_add_stamp_load(lm_strbuf *to, const lm_stamp *stamp) {
  if (stamp->load) lm_strbuf_addf(to, "%" PRId64 " (%s)", stamp->load, stamp->at ? stamp->at : "?");
}

static void put_document(const lm_page *page, const lm_stamp *stamp, bool of_store) {
  lm_strbuf load = {0};
  lm_html_put(page, "<tr><td>");
  lm_html_text(page, lm_name_alone(stamp->name));
  lm_html_put(page, "</td><td>");
  lm_html_word(page, lm_word_document(stamp->kind));
  lm_html_put(page, "</td><td class=\"hash\">");
  lm_html_text(page, *stamp->sha256 ? stamp->sha256 : lm_word_in(W_STAMP_UNKNOWN, page->lang));
  lm_html_put(page, "</td>");
  lm_add_stamp_load(&load, stamp);
  if (of_store) lm_html_cell(page, false, &load);
  lm_strbuf_drop(&load, page->sink);
  lm_html_put(page, "</tr>\n");
}

void lm_html_documents(const lm_page *page, const lm_stamp *stamp, size_t count) {
  static const lm_word heading[] = {W_PAGE_COL_DOCUMENT, W_PAGE_COL_KIND};
  const bool of_store = lm_stamps_are_of_store(stamp, count);
  if (count == 0) return;
  if (of_store) lm_html_element_word(page, "p", W_STAMP_STORE);
  lm_html_wide_table(page, W_PAGE_STAMP, "");
  lm_html_put(page, "<thead><tr>");
  for (size_t i = 0; i < 2; i++) {
    lm_html_put(page, "<th scope=\"col\">");
    lm_html_word(page, heading[i]);
    lm_html_put(page, "</th>");
  }
  lm_html_put(page, "<th scope=\"col\">SHA-256</th>");
  if (of_store) lm_html_heading_cells(page, (const lm_word[]){W_COL_LOAD}, 1);
  lm_html_put(page, "</tr></thead><tbody>\n");
  for (size_t i = 0; i < count; i++) put_document(page, &stamp[i], of_store);
  lm_html_put(page, "</tbody></table></div>\n");
}

static void put_glossary(const lm_page *page) {
  lm_blocks words = {0};
  lm_paper_glossary(&words, page, 1);
  lm_html_blocks(page, &words, 3);
  lm_blocks_clear(&words);
}

void lm_html_stamp(const lm_page *page) {
  static const lm_word paragraph[] = {W_STAMP_NO_CLAIM, W_STAMP_METHOD};
  lm_html_open_part(page, LM_PART_METHOD);
  for (size_t i = 0; i < sizeof paragraph / sizeof *paragraph; i++) lm_html_element_word(page, "p", paragraph[i]);
  if (lm_many_judged(page->assessment)) lm_html_element_word(page, "p", W_MANY_JUDGED);
  lm_html_put(page, "\n<p>");
  lm_html_say(page, W_STAMP_PROGRAM, lm_version(), LM_METHOD_TEXT);
  lm_html_put(page, "</p>\n");
  if (page->settings && *lm_text_in(&page->settings->title, page->lang)) {
    lm_html_put(page, "<p>");
    lm_html_say(page, W_STAMP_MODEL, lm_text_in(lm_model_title(page->model), page->lang), NULL);
    lm_html_put(page, "</p>\n");
  }
  if (!page->report->since) lm_html_element_word(page, "p", W_STAMP_NO_SINCE);
  put_glossary(page);
  lm_html_documents(page, page->report->stamp, page->report->stamps);
  lm_html_put(page, "</section>\n");
}
