/* report.c: the report as one HTML file, and its map or one of its charts as SVG. */
#include "html.h"

#include "../base/parallel.h"

#include <string.h>

/* ---- body ---- */

static void (*const put_part[LM_PART_COUNT])(const lm_page *page) = {
    [LM_PART_MAP] = lm_html_map,     [LM_PART_LAG] = lm_html_lag, [LM_PART_CHANGED] = lm_html_since, [LM_PART_CHAINS] = lm_html_chains, [LM_PART_INDICATORS] = lm_html_indicators,
    [LM_PART_MISSING] = lm_html_debts, [LM_PART_METHOD] = lm_html_stamp,
};

static void put_parts(const lm_page *page, const void *unused) {
  (void)unused;
  size_t count;
  const lm_report_part *part = lm_html_parts(page, &count);
  for (size_t i = 0; i < count; i++)
    if (lm_html_has_part(page, part[i])) put_part[part[i]](page);
}

static void put_contents(const lm_page *page) {
  size_t count;
  const lm_report_part *part = lm_html_parts(page, &count);
  lm_html_put(page, "<nav aria-label=\"");
  lm_html_word(page, W_PAGE_CONTENTS);
  lm_html_put(page, "\"><ul>");
  for (size_t i = 0; i < count; i++) {
    if (!lm_html_has_part(page, part[i])) continue;
    lm_html_put(page, "<li><a href=\"#");
    lm_html_put(page, lm_report_part_word(part[i]));
    lm_html_put(page, "\">");
    lm_html_word(page, lm_word_part(part[i]));
    lm_html_put(page, "</a></li>");
  }
  lm_html_put(page, "</ul></nav>\n");
}

static void add_title(lm_strbuf *to, const lm_page *page) {
  const char *area = lm_area_label(lm_assessment_areas(page->assessment), page->area, page->lang);
  lm_strbuf_add(to, lm_html_title(page));
  if (*area) lm_strbuf_addf(to, " — %s", area);
}

static lm_status print_page(const lm_page *page) {
  lm_strbuf title = {0};
  add_title(&title, page);
  lm_status status = title.failed ? LM_ENOMEM : lm_html_print(page->sink, page, lm_strbuf_text(&title), put_parts, NULL);
  lm_strbuf_clear(&title);
  return status;
}

static lm_status put_page(const lm_page *page) {
  lm_strbuf title = {0};
  add_title(&title, page);
  lm_html_open(page, lm_strbuf_text(&title));
  lm_strbuf_drop(&title, page->sink);
  put_contents(page);
  lm_html_finder(page);
  lm_html_put(page, "</header>\n<main id=\"main\">\n");
  put_parts(page, NULL);
  lm_html_put(page, "</main>\n<footer>");
  lm_html_notice(page);
  if (lm_html_has_part(page, LM_PART_MAP)) {
    lm_html_put(page, "<p><a href=\"#map\">");
    lm_html_word(page, W_PAGE_TOP);
    lm_html_put(page, "</a></p>");
  }
  lm_html_put(page, "</footer>\n");
  lm_html_close(page);
  return LM_OK;
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

static lm_status find_area(lm_page *page) {
  lm_area_groups areas = {0};
  lm_status status = lm_area_groups_make(&areas, page->assessment);
  if (status == LM_OK && areas.count > 1) status = LM_EINVAL;
  if (status == LM_OK && areas.count == 1) page->area = areas.item[0].area;
  lm_area_groups_clear(&areas);
  return status;
}

lm_status lm_page_of(lm_page *out, lm_sink *sink, const lm_report *report, const lm_view *view) {
  *out = (lm_page){.sink = sink, .view = view, .lang = view->lang, .report = report, .assessment = report->assessment, .area = LM_NO_AREA};
  out->model = lm_assessment_model(report->assessment);
  out->panel = lm_assessment_panel(report->assessment);
  out->targets = lm_assessment_targets(report->assessment);
  out->settings = report->settings;
  return find_area(out);
}

#ifndef LM_XLSX_OUT
lm_status lm_report_workbook(const lm_page *page) {
  (void)page;
  return LM_EINVAL;
}
#endif

/* A further form of the report is a row here. */
typedef lm_status write_fn(const lm_page *page);
static write_fn *const writers[LM_FORMAT_COUNT] = {
    [LM_FORMAT_HTML] = put_page,
    [LM_FORMAT_SVG] = put_drawing,
    [LM_FORMAT_PDF] = print_page,
    [LM_FORMAT_XLSX] = lm_report_workbook,
    [LM_FORMAT_JSON] = lm_report_json,
    [LM_FORMAT_CSV] = lm_report_csv,
};

lm_status lm_write_report(lm_sink *sink, const lm_report *report, const lm_view *view) {
  lm_page page;
  if (view->format == LM_FORMAT_TEXT || view->format == LM_FORMAT_MARKDOWN) return lm_write_paper(sink, report, "minutes", view);
  if ((unsigned)view->format >= LM_FORMAT_COUNT || !writers[view->format]) return LM_EINVAL;
  lm_status status = lm_page_of(&page, sink, report, view);
  if (status != LM_OK) return status;
  page.linked = view->format != LM_FORMAT_SVG;
  status = writers[view->format](&page);
  return lm_sink_status(sink) == LM_ENOMEM ? LM_ENOMEM : status;
}

typedef struct shelf {
  lm_sink *const *sink;
  const lm_report *report;
  const lm_view *view;
} shelf;

static lm_status write_one(void *user, unsigned worker, unsigned slot, size_t part) {
  const shelf *s = user;
  (void)worker;
  (void)slot;
  return lm_write_report(s->sink[part], &s->report[part], s->view);
}

lm_status lm_write_reports(lm_sink *const *sink, const lm_report *report, size_t count, const lm_view *view) {
  shelf all = {sink, report, view};
  if (count == 0) return LM_OK;
  const lm_parallel work = {.threads = lm_parallel_threads(view->threads, count), .parts = count, .user = &all, .make = write_one};
  return lm_parallel_run(&work);
}
