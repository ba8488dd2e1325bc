/* report.c: the report as one HTML file, and its map or one of its charts as SVG. The security policy allows the style and the script by their hash, and nothing else:
   no network, no other script. */
#include "html.h"

#include "../base/sha256.h"

#include <stdlib.h>
#include <string.h>

/* ---- head ---- */

static unsigned digit(char c) {
  return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* The hash of `text` as a security policy has it: 'sha256-…' in base 64. */
static void put_hash(const lm_page *page, const char *text) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char hex[LM_SHA256_TEXT];
  lm_sha256_text(text, strlen(text), hex);
  lm_html_put(page, "'sha256-");
  for (size_t i = 0; i < 64; i += 3) { /* 12 bits of three hexadecimal digits make two letters; four bits are left at the end */
    bool last = i + 1 >= 64;
    unsigned bits = digit(hex[i]) << 8 | (last ? 0 : digit(hex[i + 1]) << 4 | digit(hex[i + 2]));
    lm_sink_char(page->sink, letters[bits >> 6]);
    if (!last) lm_sink_char(page->sink, letters[bits & 63]);
  }
  lm_html_put(page, "='");
}

static void put_policy(const lm_page *page, const char *style) {
  lm_html_put(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
  put_hash(page, style);
  lm_html_put(page, "; script-src ");
  put_hash(page, lm_report_js);
  lm_html_put(page, "; base-uri 'none'; form-action 'none'\">\n");
}

static void put_title(const lm_page *page) {
  const char *area = lm_area_label(lm_assessment_areas(page->assessment), page->area, page->lang);
  lm_html_text(page, lm_text_in(lm_model_title(page->model), page->lang));
  if (!*area) return;
  lm_html_put(page, " — ");
  lm_html_text(page, area);
}

static void put_head(const lm_page *page) {
  lm_strbuf style = {0};
  lm_strbuf_add(&style, lm_drawing_css);
  lm_strbuf_add(&style, lm_report_css);
  lm_html_put(page, page->lang == LM_JA ? "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n" : "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
  lm_html_put(page, "<meta charset=\"utf-8\">\n");
  put_policy(page, lm_strbuf_text(&style));
  lm_html_put(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                    "<meta name=\"generator\" content=\"logicmodel ");
  lm_html_text(page, lm_version());
  lm_html_put(page, "\">\n<title>");
  put_title(page);
  lm_html_put(page, "</title>\n<style>");
  lm_html_put(page, lm_strbuf_text(&style));
  lm_html_put(page, "</style>\n</head>\n");
  lm_strbuf_drop(&style, page->sink);
}

/* ---- body ---- */

typedef struct part_row {
  const char *id;
  lm_word title;
  void (*put)(const lm_page *page);
} part_row;

static const part_row parts[] = {
    {"map", W_PAGE_MAP, lm_html_map},
    {"lag", W_PAGE_LAG, lm_html_lag},
    {"chains", W_PAGE_CHAINS, lm_html_chains},
    {"indicators", W_PAGE_INDICATORS, lm_html_indicators},
    {"missing", W_PAGE_DEBTS, lm_html_debts},
    {"method", W_PAGE_STAMP, lm_html_stamp},
};
#define PARTS (sizeof parts / sizeof *parts)

static void put_notice(const lm_page *page) {
  lm_strbuf notice = {0};
  lm_add_notice(&notice, page->assessment, page->lang);
  if (notice.length > 0) {
    lm_html_put(page, "<p class=\"notice\"><span aria-hidden=\"true\">⚠</span> ");
    lm_html_text(page, lm_strbuf_text(&notice));
    lm_html_put(page, "</p>\n");
  }
  lm_strbuf_drop(&notice, page->sink);
}

static void put_contents(const lm_page *page) {
  lm_html_put(page, "<nav aria-label=\"");
  lm_html_word(page, W_PAGE_CONTENTS);
  lm_html_put(page, "\"><ul>");
  for (size_t i = 0; i < PARTS; i++) {
    lm_html_put(page, "<li><a href=\"#");
    lm_html_put(page, parts[i].id);
    lm_html_put(page, "\">");
    lm_html_word(page, parts[i].title);
    lm_html_put(page, "</a></li>");
  }
  lm_html_put(page, "</ul></nav>\n");
}

/* Hidden until the script shows it: without scripts there is nothing to be found that does not work. */
static void put_finder(const lm_page *page) {
  lm_html_put(page, "<form id=\"find\" role=\"search\" hidden><label>");
  lm_html_word(page, W_PAGE_SEARCH);
  lm_html_put(page, " <input type=\"search\" id=\"find-text\"></label> <label>");
  lm_html_word(page, W_COL_VERDICT);
  lm_html_put(page, " <select id=\"find-verdict\"><option value=\"\">");
  lm_html_word(page, W_PAGE_ALL_VERDICTS);
  lm_html_put(page, "</option>");
  for (int verdict = 0; verdict < LM_VERDICT_COUNT; verdict++) {
    lm_html_put(page, "<option value=\"");
    lm_html_put(page, lm_verdict_word((lm_verdict)verdict));
    lm_html_put(page, "\">");
    lm_html_word(page, lm_word_verdict((lm_verdict)verdict));
    lm_html_put(page, "</option>");
  }
  lm_html_put(page, "</select></label> <output id=\"find-count\"></output></form>\n");
}

static void put_page(const lm_page *page) {
  put_head(page);
  lm_html_put(page, "<body>\n<a class=\"skip\" href=\"#main\">");
  lm_html_word(page, W_PAGE_SKIP);
  lm_html_put(page, "</a>\n<header><h1>");
  put_title(page);
  lm_html_put(page, "</h1>\n");
  put_notice(page);
  put_contents(page);
  put_finder(page);
  lm_html_put(page, "</header>\n<main id=\"main\">\n");
  for (size_t i = 0; i < PARTS; i++) parts[i].put(page);
  lm_html_put(page, "</main>\n<footer>");
  put_notice(page);
  lm_html_put(page, "<p><a href=\"#map\">");
  lm_html_word(page, W_PAGE_TOP);
  lm_html_put(page, "</a></p></footer>\n<script>");
  lm_html_put(page, lm_report_js);
  lm_html_put(page, "</script>\n</body>\n</html>\n");
}

/* The chart asked for, or the map. */
static lm_status put_drawing(const lm_page *page) {
  const char *id = page->report->indicator;
  const lm_node indicator = id ? lm_model_find(page->model, LM_INDICATOR, id, strlen(id)) : LM_NO_NODE;
  if (id && indicator == LM_NO_NODE) return LM_ENOTFOUND;
  lm_html_put(page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  if (id)
    lm_chart_draw_alone(page, indicator);
  else
    lm_map_draw(page, true);
  return LM_OK;
}

/* The only area there is. LM_EINVAL: several. */
static lm_status find_area(lm_page *page) {
  lm_area_groups areas = {0};
  lm_status status = lm_area_groups_make(&areas, page->assessment);
  if (status == LM_OK && areas.count > 1) status = LM_EINVAL;
  if (status == LM_OK && areas.count == 1) page->area = areas.item[0].area;
  lm_area_groups_clear(&areas);
  return status;
}

lm_status lm_write_report(lm_sink *sink, const lm_report *report, const lm_view *view) {
  lm_page page = {.sink = sink, .view = view, .lang = view->lang, .report = report, .assessment = report->assessment, .area = LM_NO_AREA};
  page.model = lm_assessment_model(report->assessment);
  page.panel = lm_assessment_panel(report->assessment);
  page.targets = lm_assessment_targets(report->assessment);
  page.linked = view->format == LM_FORMAT_HTML;
  if (view->format != LM_FORMAT_HTML && view->format != LM_FORMAT_SVG) return LM_EINVAL;
  lm_status status = find_area(&page);
  if (status != LM_OK) return status;
  if (view->format == LM_FORMAT_HTML)
    put_page(&page);
  else
    status = put_drawing(&page);
  return lm_sink_status(sink) == LM_ENOMEM ? LM_ENOMEM : status;
}
