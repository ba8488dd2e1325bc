/* html_indicator.c: a sheet per indicator: chart, table of values, verdicts with the numbers behind them, definition and sources. */
#include "said.h"

#include "digits.h"
#include "figure.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct sheet {
  const lm_page *page;
  lm_node indicator;
  const lm_node_info *info;
  const lm_series *series; /* NULL none */
  lm_graph *measured;
} sheet;

/* ---- values ---- */

static void add_value(lm_strbuf *to, const sheet *s, double value) {
  lm_add_value(to, s->page->model, s->indicator, value, 0, s->page->lang);
}

/* A value beside which the targets stand. */
static void add_observed(lm_strbuf *to, const sheet *s, double value) {
  const int decimals = lm_digits_observed(s->page->assessment, s->indicator, s->page->area, value);
  lm_add_value(to, s->page->model, s->indicator, value, decimals - lm_digits_usual(s->info->indicator, value), s->page->lang);
}

/* "48.1 – 55.0" in words of the language; nothing when an end is not known. */
static void add_span(lm_strbuf *to, const sheet *s, double lower, double upper) {
  lm_strbuf low = {0}, high = {0};
  add_value(&low, s, lower);
  add_value(&high, s, upper);
  if (low.length > 0 && high.length > 0)
    lm_say(to, s->page->lang, W_RANGE, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  lm_strbuf_drop(&low, s->page->sink);
  lm_strbuf_drop(&high, s->page->sink);
}

static void add_parts(lm_strbuf *to, const lm_obs *obs) {
  if (isnan(obs->num) && isnan(obs->den)) {
    if (isnan(obs->n)) return;
    lm_strbuf_add(to, "n = ");
    lm_add_figure(to, obs->n);
    return;
  }
  lm_add_figure(to, obs->num);
  lm_strbuf_add(to, " / ");
  lm_add_figure(to, obs->den);
}

static void join(lm_strbuf *to, const sheet *s) {
  if (to->length > 0) lm_strbuf_add(to, lm_word_in(W_BETWEEN, s->page->lang));
}

static bool break_declared(const sheet *s, lm_period period) {
  const lm_indicator *about = s->info->indicator;
  for (size_t i = 0; i < about->break_count; i++)
    if (lm_period_compare(about->breaks[i].at, period) == 0) return true;
  return false;
}

static void add_remark(lm_strbuf *to, const sheet *s, const lm_obs *obs) {
  const lm_lang lang = s->page->lang;
  const lm_text *note = lm_panel_note(s->page->panel, obs->note);
  if (break_declared(s, obs->period)) lm_strbuf_add(to, lm_flag_in(LM_DEFINITION_CHANGED, lang));
  for (unsigned bit = 0; bit < LM_FLAG_COUNT; bit++) {
    if (!(obs->flags & 1U << bit)) continue;
    join(to, s);
    lm_strbuf_add(to, lm_flag_in((lm_flag)(1U << bit), lang));
  }
  if (!note) return;
  join(to, s);
  lm_strbuf_add(to, lm_text_in(note, lang));
}

/* Columns beside period and value, as far as any value has something there. */
enum { RANGE, PARTS, REMARK, OPTIONAL };

static void add_optional(lm_strbuf *to, const sheet *s, const lm_obs *obs, int column) {
  lm_interval about = lm_value_interval(s->info->indicator, obs);
  if (column == RANGE && about.known) add_span(to, s, about.lower, about.upper);
  if (column == RANGE && !about.known) add_span(to, s, obs->lower, obs->upper);
  if (column == PARTS) add_parts(to, obs);
  if (column == REMARK) add_remark(to, s, obs);
}

static void find_columns(const sheet *s, bool *shown) {
  for (int column = 0; column < OPTIONAL; column++) {
    lm_strbuf cell = {0};
    for (size_t i = 0; i < s->series->count && cell.length == 0; i++) add_optional(&cell, s, &s->series->obs[i], column);
    shown[column] = cell.length > 0;
    lm_strbuf_drop(&cell, s->page->sink);
  }
}

static void put_value(const sheet *s, const lm_obs *obs, const bool *shown) {
  lm_strbuf cell = {0};
  lm_html_put(s->page, "<tr><th scope=\"row\">");
  lm_html_period(s->page, obs->period);
  lm_html_put(s->page, "</th>");
  if (obs->missing == LM_PRESENT)
    add_observed(&cell, s, obs->value);
  else
    lm_strbuf_add(&cell, lm_missing_in(obs->missing, s->page->lang));
  lm_html_cell(s->page, true, &cell);
  for (int column = 0; column < OPTIONAL; column++) {
    if (!shown[column]) continue;
    add_optional(&cell, s, obs, column);
    lm_html_cell(s->page, column != REMARK, &cell);
  }
  lm_html_put(s->page, "</tr>\n");
}

static void put_caption(const sheet *s, lm_word word) {
  lm_html_put(s->page, "<caption>");
  lm_html_word(s->page, word);
  lm_html_put(s->page, "</caption>");
}

static void put_values(const sheet *s) {
  static const lm_word optional[OPTIONAL] = {W_PAGE_COL_RANGE_95, W_PAGE_COL_PARTS, W_PAGE_COL_REMARK};
  lm_word heading[2 + OPTIONAL] = {W_COL_PERIOD, W_PAGE_COL_VALUE};
  bool shown[OPTIONAL];
  size_t columns = 2;
  if (!s->series) return;
  find_columns(s, shown);
  for (int column = 0; column < OPTIONAL; column++)
    if (shown[column]) heading[columns++] = optional[column];
  lm_html_wide_table(s->page, W_SHEET_VALUES, " class=\"values\"");
  put_caption(s, W_SHEET_VALUES);
  lm_html_heading_cells(s->page, heading, columns);
  lm_html_put(s->page, "<tbody>\n");
  for (size_t i = 0; i < s->series->count; i++) put_value(s, &s->series->obs[i], shown);
  lm_html_put(s->page, "</tbody></table></div>\n");
}

/* ---- verdicts ---- */

static void add_target(lm_strbuf *to, const sheet *s, const lm_record *r) {
  lm_add_goal_of(to, s->page->model, r, true, s->page->lang);
  if (to->length > 0 || !r->target_of) return;
  if (r->target_of->text)
    lm_strbuf_add(to, r->target_of->text);
  else if (r->target_of->kind == LM_TARGET_IMPROVE)
    lm_strbuf_add(to, lm_target_kind_in(LM_TARGET_IMPROVE, s->page->lang));
}

/* "1.2 points (0.8 to 1.5 points)" */
static void add_slope(lm_strbuf *to, const sheet *s, const lm_record *r) {
  lm_strbuf span = {0};
  lm_add_slope(to, s->page->model, r, s->page->lang);
  lm_add_slope_interval(&span, s->page->model, r, W_RANGE, s->page->lang);
  if (span.length > 0) lm_strbuf_addf(to, " (%s)", lm_strbuf_text(&span));
  lm_strbuf_drop(&span, s->page->sink);
}

static void add_projected(lm_strbuf *to, const sheet *s, const lm_record *r) {
  lm_strbuf span = {0};
  lm_add_projected(to, s->page->model, r, s->page->lang);
  add_span(&span, s, r->pi80_lo, r->pi80_hi);
  if (span.length > 0) lm_strbuf_addf(to, " (%s)", lm_strbuf_text(&span));
  lm_strbuf_drop(&span, s->page->sink);
}

static void add_agreement(lm_strbuf *to, const sheet *s, const lm_record *r) {
  lm_cross_check check;
  char agree[24], counted[24];
  lm_status status = lm_cross_check_of(&check, s->page->assessment, r, NULL);
  if (status != LM_OK) lm_sink_fail(s->page->sink, status);
  if (status != LM_OK || check.ours == LM_CALL_NONE || check.counted == 0) return;
  snprintf(agree, sizeof agree, "%zu", check.agree);
  snprintf(counted, sizeof counted, "%zu", check.counted);
  lm_say(to, s->page->lang, W_NUMBER_OF, agree, counted, NULL, NULL);
}

static void put_numbers(const sheet *s, const lm_record *r) {
  lm_strbuf cell = {0};
  add_target(&cell, s, r);
  lm_html_cell(s->page, true, &cell);
  lm_add_share(&cell, r->achievement);
  lm_html_cell(s->page, true, &cell);
  lm_add_ratio(&cell, r->pace_ratio);
  lm_html_cell(s->page, true, &cell);
  lm_add_chance(&cell, r->p_reach);
  lm_html_cell(s->page, true, &cell);
  add_slope(&cell, s, r);
  lm_html_cell(s->page, true, &cell);
  lm_add_needed(&cell, s->page->model, r, s->page->lang);
  lm_html_cell(s->page, true, &cell);
  add_projected(&cell, s, r);
  lm_html_cell(s->page, true, &cell);
  lm_strbuf_add(&cell, lm_word_in(lm_word_evidence(r->evidence), s->page->lang));
  lm_html_cell(s->page, false, &cell);
  add_agreement(&cell, s, r);
  lm_html_cell(s->page, true, &cell);
  lm_add_share(&cell, r->stability);
  lm_html_cell(s->page, true, &cell);
}

static void put_record(const sheet *s, const lm_record *r) {
  char tier[48];
  lm_strbuf cell = {0};
  lm_html_put(s->page, "<tr><th scope=\"row\">");
  lm_html_text(s->page, lm_tier_in(s->page->model, r->tier, s->page->view, tier, sizeof tier));
  lm_html_put(s->page, "</th><td>");
  lm_html_verdict(s->page, r->status, r->letter);
  lm_html_put(s->page, "</td>");
  put_numbers(s, r);
  lm_add_reasons(&cell, r->reasons, s->page->lang);
  lm_html_cell(s->page, false, &cell);
  lm_html_put(s->page, "</tr>\n");
}

static void put_records(const sheet *s) {
  static const lm_word heading[] = {W_COL_TIER,     W_COL_VERDICT, W_COL_TARGET, W_COL_ACHIEVEMENT, W_COL_PACE,  W_COL_CHANCE, W_PAGE_COL_TREND_80,
                                    W_COL_NEEDED, W_PAGE_COL_DUE_80,  W_COL_EVIDENCE, W_PAGE_COL_AGREE,     W_PAGE_COL_STABILITY, W_PAGE_COL_NOTE};
  lm_html_wide_table(s->page, W_SHEET_VERDICTS, " class=\"verdicts\"");
  put_caption(s, W_SHEET_VERDICTS);
  lm_html_heading_cells(s->page, heading, sizeof heading / sizeof *heading);
  lm_html_put(s->page, "<tbody>\n");
  for (uint32_t tier = 0; tier < lm_model_tier_count(s->page->model); tier++) {
    const lm_record *r = lm_assessment_find(s->page->assessment, s->indicator, s->page->area, tier);
    if (r) put_record(s, r);
  }
  lm_html_put(s->page, "</tbody></table></div>\n");
}

/* ---- what can be said, and what cannot ---- */

static void add_said(lm_blocks *to, const sheet *s, const lm_record *r, lm_word head, void (*add)(lm_blocks *, const lm_page *, const lm_record *)) {
  char tier[48];
  lm_blocks items = {0};
  add(&items, s->page, r);
  if (items.failed) to->failed = true;
  if (items.block.count > 0) {
    lm_blocks_heading(to, 1, NULL);
    lm_paper_word(to, s->page, LM_RUN_PLAIN, head);
    lm_blocks_text(to, " (");
    lm_blocks_text(to, lm_tier_inside(s->page->model, r->tier, s->page->view, tier, sizeof tier));
    lm_blocks_text(to, ")");
    add(to, s->page, r);
  }
  lm_blocks_clear(&items);
}

static void put_said(const sheet *s) {
  lm_blocks said = {0};
  for (uint32_t tier = 0; tier < lm_model_tier_count(s->page->model); tier++) {
    const lm_record *r = lm_assessment_find(s->page->assessment, s->indicator, s->page->area, tier);
    if (r) add_said(&said, s, r, W_CAN_HEAD, lm_said_can);
    if (r) add_said(&said, s, r, W_CANNOT_HEAD, lm_said_cannot);
  }
  lm_html_put(s->page, "<div class=\"said\">\n");
  lm_html_blocks(s->page, &said, 4);
  lm_html_put(s->page, "</div>\n");
  lm_blocks_clear(&said);
}

/* ---- definition ---- */

static void put_fact(const sheet *s, lm_word name, const char *text) {
  if (!*text) return;
  lm_html_put(s->page, "<div>");
  lm_html_element_word(s->page, "dt", name);
  lm_html_element(s->page, "dd", text);
  lm_html_put(s->page, "</div>");
}

static bool source_before(const sheet *s, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (s->series->obs[i].source == s->series->obs[at].source) return true;
  return false;
}

static void put_sources(const sheet *s) {
  lm_strbuf text = {0};
  for (size_t i = 0; s->series && i < s->series->count; i++) {
    const lm_source *source = lm_panel_source(s->page->panel, s->series->obs[i].source);
    if (!source || source_before(s, i)) continue;
    join(&text, s);
    lm_strbuf_add(&text, source->title ? source->title : source->id);
    if (source->publisher) lm_strbuf_addf(&text, " (%s)", source->publisher);
  }
  put_fact(s, W_SHEET_SOURCES, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, s->page->sink);
}

static const char *target_source(const sheet *s, uint32_t tier) {
  const lm_record *r = lm_assessment_find(s->page->assessment, s->indicator, s->page->area, tier);
  return r && r->target_of && r->target_of->source ? r->target_of->source : "";
}

/* Each once. */
static void put_target_sources(const sheet *s) {
  lm_strbuf text = {0};
  for (uint32_t tier = 0; tier < lm_model_tier_count(s->page->model); tier++) {
    const char *source = target_source(s, tier);
    bool told = *source == 0;
    for (uint32_t before = 0; before < tier && !told; before++) told = strcmp(target_source(s, before), source) == 0;
    if (told) continue;
    join(&text, s);
    lm_strbuf_add(&text, source);
  }
  put_fact(s, W_SHEET_TARGET_SOURCE, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, s->page->sink);
}

static void put_measured(const sheet *s) {
  size_t count;
  const uint32_t *link = lm_graph_in(s->measured, s->indicator, &count);
  if (count == 0) return;
  lm_html_put(s->page, "<div>");
  lm_html_element_word(s->page, "dt", W_SHEET_MEASURES);
  lm_html_put(s->page, "<dd>");
  for (size_t i = 0; i < count; i++) {
    if (i > 0) lm_html_word(s->page, W_BETWEEN);
    lm_html_node(s->page, lm_model_link(s->page->model, link[i])->from);
  }
  lm_html_put(s->page, "</dd></div>");
}

static void put_facts(const sheet *s) {
  const lm_indicator *about = s->info->indicator;
  const lm_lang lang = s->page->lang;
  lm_html_put(s->page, "<dl class=\"facts\">");
  put_measured(s);
  put_fact(s, W_SHEET_DIRECTION, lm_word_in(lm_word_direction(about->direction), lang));
  put_fact(s, W_SHEET_DEFINITION, lm_text_in(&about->definition, lang));
  put_fact(s, W_SHEET_NUMERATOR, lm_text_in(&about->numerator, lang));
  put_fact(s, W_SHEET_DENOMINATOR, lm_text_in(&about->denominator, lang));
  put_fact(s, W_SHEET_ORIGIN, lm_text_in(&about->origin, lang));
  put_sources(s);
  put_target_sources(s);
  lm_html_put(s->page, "</dl>\n");
}

/* ---- the sheet ---- */

static void put_head(const sheet *s, const lm_record *r) {
  char id[24];
  snprintf(id, sizeof id, "%" PRIu32, s->indicator);
  lm_html_put(s->page, "<article id=\"n");
  lm_html_put(s->page, id);
  lm_html_put(s->page, "\" class=\"indicator\"");
  lm_html_facets(s->page, s->indicator, r ? r->status : LM_NOT_ASSESSABLE);
  lm_html_put(s->page, ">");
  lm_html_element(s->page, "h3", lm_text_in(&s->info->label, s->page->lang));
  lm_html_put(s->page, "\n");
}

static void put_sheet(const sheet *s) {
  const lm_record *r = lm_record_for(s->page->assessment, s->indicator, s->page->area, LM_NO_TIER);
  put_head(s, r);
  lm_html_remarks(s->page, s->indicator);
  lm_html_put(s->page, s->series ? "<div class=\"pair\"><div class=\"picture\">" : "<div><div>");
  lm_chart_draw(s->page, s->indicator);
  if (!s->series) lm_html_element_word(s->page, "p", W_SHEET_NO_CHART);
  lm_html_put(s->page, "</div>");
  put_values(s);
  lm_html_put(s->page, "</div>\n");
  if (r) put_records(s);
  if (r) put_said(s);
  put_facts(s);
  lm_html_put(s->page, "</article>\n");
}

void lm_html_indicators(const lm_page *page) {
  lm_graph *measured;
  lm_status status = lm_graph_new(&measured, page->model, LM_MASK(LM_MEASURED_BY));
  if (status != LM_OK) lm_sink_fail(page->sink, status);
  lm_html_open_part(page, LM_PART_INDICATORS);
  lm_html_put(page, "<p class=\"legend\">");
  lm_html_word(page, W_CHART_DESC);
  lm_html_put(page, "</p>\n");
  for (lm_node i = 0; measured && i < lm_model_node_count(page->model); i++) {
    const lm_node_info *info = lm_model_node(page->model, i);
    if (info->kind != LM_INDICATOR) continue;
    const sheet s = {page, i, info, lm_chart_series(page, i), measured};
    put_sheet(&s);
  }
  lm_html_put(page, "</section>\n");
  lm_graph_free(measured);
}
