/* html_debt.c: indicators that could not be judged, most waiting first. */
#include "html.h"

#include <stdlib.h>

static void put_count(const lm_page *page, size_t number) {
  lm_html_put(page, "<td class=\"n\">");
  lm_html_count(page, number);
  lm_html_put(page, "</td>");
}

static void put_debt(const lm_page *page, const lm_debt *debt) {
  lm_strbuf reasons = {0};
  lm_add_reasons(&reasons, debt->reasons, page->lang);
  lm_html_put(page, "<tr><td>");
  lm_html_node(page, debt->indicator);
  lm_html_put(page, "</td>");
  lm_html_cell(page, false, &reasons);
  put_count(page, debt->open);
  put_count(page, debt->downstream);
  lm_html_put(page, "</tr>\n");
}

void lm_html_debts(const lm_page *page) {
  static const lm_word heading[] = {W_COL_INDICATOR, W_PAGE_COL_WHY, W_PAGE_COL_OPEN, W_PAGE_COL_FURTHER};
  lm_debt *debt;
  size_t count;
  lm_status status = lm_assessment_debts(&debt, &count, page->assessment);
  if (status != LM_OK) lm_sink_fail(page->sink, status);
  lm_html_open_part(page, LM_PART_MISSING);
  lm_html_put(page, "<p class=\"legend\">");
  lm_html_word(page, count > 0 ? W_DEBT_LEGEND : lm_page_no_debts(page));
  lm_html_put(page, "</p>\n");
  if (count > 0) {
    lm_html_wide_table(page, W_PAGE_DEBTS, " class=\"sortable\"");
    lm_html_heading_cells(page, heading, sizeof heading / sizeof *heading);
    lm_html_put(page, "<tbody>\n");
    for (size_t i = 0; i < count; i++) put_debt(page, &debt[i]);
    lm_html_put(page, "</tbody></table></div>\n");
  }
  lm_html_put(page, "</section>\n");
  free(debt);
}
