/* html_map.c: the sheet with the design map, its legend, and how far each tier and scene stands. */
#include "html.h"

#include <stdio.h>

static void put_legend(const lm_page *page) {
  lm_html_put(page, "<p class=\"legend verdicts-read\"><b>");
  lm_html_word(page, W_MAP_VERDICTS);
  lm_html_put(page, "</b> ");
  for (int verdict = 0; verdict < LM_VERDICT_COUNT; verdict++) {
    lm_html_verdict(page, (lm_verdict)verdict, "");
    lm_html_put(page, " ");
  }
  lm_html_put(page, "</p>\n<p class=\"legend\">");
  lm_html_word(page, W_MAP_LINES);
  lm_html_put(page, "</p>\n");
}

static void put_row(const lm_page *page, const lm_rollup *rollup, const char *name, bool delivery) {
  lm_strbuf cell = {0};
  lm_html_put(page, "<tr><td>");
  lm_html_verdict(page, rollup->status, "");
  lm_html_put(page, "</td><th scope=\"row\">");
  lm_html_text(page, name);
  lm_html_put(page, "</th>");
  if (rollup->indicators == 0) lm_strbuf_add(&cell, lm_word_in(W_NODE_NOT_MEASURED, page->lang));
  else lm_strbuf_addf(&cell, "%zu/%zu", rollup->assessed, rollup->indicators);
  lm_html_cell(page, true, &cell);
  if (delivery) {
    lm_page_add_delivery(&cell, page, rollup->node);
    lm_html_cell(page, false, &cell);
  }
  lm_html_put(page, "</tr>\n");
}

static void open_table(const lm_page *page, lm_word caption, const lm_word *heading, size_t columns) {
  lm_html_put(page, "<table><caption>");
  lm_html_word(page, caption);
  lm_html_put(page, "</caption>");
  lm_html_heading_cells(page, heading, columns);
  lm_html_put(page, "<tbody>\n");
}

static void put_tiers(const lm_page *page) {
  static const lm_word heading[] = {W_COL_VERDICT, W_COL_TIER, W_COL_COVERAGE};
  size_t shown = 0;
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    lm_rollup rollup;
    char name[LM_TIER_LABEL];
    if (lm_assessment_tier_rollup(&rollup, page->assessment, tier, page->area) != LM_OK || rollup.indicators == 0) continue;
    if (shown++ == 0) open_table(page, W_TIERS_ROLLED_HEAD, heading, sizeof heading / sizeof *heading);
    put_row(page, &rollup, lm_tier_label(lm_model_tier(page->model, tier), page->view, name, sizeof name), false);
  }
  if (shown > 0) lm_html_put(page, "</tbody></table>\n");
}

static void put_scenes(const lm_page *page) {
  static const lm_word heading[] = {W_COL_VERDICT, W_COL_SCENE, W_COL_COVERAGE, W_COL_DELIVERY};
  open_table(page, W_SCENES_HEAD, heading, sizeof heading / sizeof *heading);
  for (lm_node i = 0; i < lm_model_node_count(page->model); i++) {
    const lm_rollup *rollup = lm_model_node(page->model, i)->kind == LM_SCENE ? lm_assessment_rollup_of(page->assessment, i, page->area) : NULL;
    if (rollup) put_row(page, rollup, lm_label_of(page->model, i, page->lang), true);
  }
  lm_html_put(page, "</tbody></table>\n");
}

/* Shown where scripts work. */
static void put_keys(const lm_page *page) {
  lm_html_put(page, "<p class=\"legend scripted\">");
  lm_html_word(page, W_MAP_KEYS);
  lm_html_put(page, "</p>\n");
}

void lm_html_map(const lm_page *page) {
  lm_html_open_part(page, LM_PART_MAP);
  put_legend(page);
  if (!page->printed) put_keys(page);
  lm_html_put(page, "<div class=\"sheet\">");
  lm_map_draw(page, false);
  lm_html_put(page, "</div>\n<div class=\"sums\">");
  put_tiers(page);
  put_scenes(page);
  lm_html_put(page, "</div></section>\n");
}
