/* html.h: what the parts of the HTML report share. One file per part (html_*.c); every part writes to the sink of the page.

   Everything that comes from documents goes through lm_html_text: cleaned of what commands a terminal or turns the writing, and escaped. */
#ifndef LM_REPORT_HTML_H
#define LM_REPORT_HTML_H

#include "canvas.h"
#include "chain.h"
#include "tables.h"

#include <logicmodel/report.h>

typedef struct lm_page {
  lm_sink *sink;
  const lm_view *view;
  lm_lang lang;
  const lm_report *report;
  const lm_assessment *assessment;
  const lm_model *model;
  const lm_panel *panel;     /* NULL none */
  const lm_targets *targets; /* NULL none */
  uint32_t area;             /* LM_NO_AREA: none named */
  bool linked;               /* boxes of the map lead to the pages behind them */
  bool printed;              /* drawings only leave their place: the printer paints them there */
  const lm_report_settings *settings; /* NULL none */
} lm_page;

/* ---- html.c: words and numbers ---- */

/* What lm_add_notice says, and whether the progress that the report prints is invented. A drawing alone prints none. */
void lm_page_add_notice(lm_strbuf *to, const lm_page *page);
/* What stands in the place of the list of indicators that could not be judged when it is empty. */
lm_word lm_page_no_debts(const lm_page *page);

void lm_html_put(const lm_page *page, const char *html);
void lm_html_text(const lm_page *page, const char *text);
void lm_html_word(const lm_page *page, lm_word word);
void lm_html_say(const lm_page *page, lm_word word, const char *a0, const char *a1);
void lm_html_count(const lm_page *page, size_t number);
/* A coordinate: two decimals at most. */
void lm_html_at(const lm_page *page, double number);
/* Text of a buffer, escaped; clears it. */
void lm_html_buffer(const lm_page *page, lm_strbuf *text);
/* <tag>text</tag> */
void lm_html_element(const lm_page *page, const char *tag, const char *text);
void lm_html_element_word(const lm_page *page, const char *tag, lm_word word);
void lm_html_period(const lm_page *page, lm_period period);
/* A cell of a table: numbers stand right. An empty buffer gives an empty cell. Clears it. */
void lm_html_cell(const lm_page *page, bool number, lm_strbuf *text);
void lm_html_heading_cells(const lm_page *page, const lm_word *word, size_t count);
/* Opens a box around a wide table, which the keyboard can reach and scroll: <div><table ATTRIBUTES>. Close both. */
void lm_html_wide_table(const lm_page *page, lm_word name, const char *attributes);
/* The shape, the word and the letter, in their colour. */
void lm_html_verdict(const lm_page *page, lm_verdict verdict, const char *letter);
/* The same with another word for the verdict. */
void lm_html_verdict_as(const lm_page *page, lm_verdict verdict, lm_word word, const char *letter);
/* The full name of a node as a link to its page; plain where it has none. */
void lm_html_node(const lm_page *page, lm_node node);
/* Has the node a page of its own? */
bool lm_html_has_page(const lm_page *page, lm_node node);

/* ---- html_head.c ---- */

/* The document up to the <header>, which stays open behind its heading and notice. */
void lm_html_open(const lm_page *page, const char *title);
/* The same in one line: "subtitle — organisation"; nothing without them. */
void lm_page_add_office(lm_strbuf *to, const lm_page *page);
/* Subtitle and organisation of the settings. */
void lm_html_below_title(const lm_page *page);
/* The title of the settings, else of the model. */
const char *lm_html_title(const lm_page *page);
/* The script and the end. */
void lm_html_close(const lm_page *page);
/* That numbers are invented, or targets nobody's; nothing when they are not. */
void lm_html_notice(const lm_page *page);

/* ---- report.c, html_stamp.c ---- */

/* What a report is about: the only area there is. LM_EINVAL: several; LM_ENOMEM. */
lm_status lm_page_of(lm_page *out, lm_sink *sink, const lm_report *report, const lm_view *view);
/* The name of a file without its folder. */
const char *lm_name_alone(const char *path);

/* ---- html_find.c ---- */

/* The form that finds by text, scene, tier and verdict; the one that finds by text only. */
void lm_html_finder(const lm_page *page);
void lm_html_finder_of_text(const lm_page *page);
/* Attributes of what can be found: verdicts (LM_VERDICT_COUNT: none, as initiatives, which have a grade), scenes and tiers of the node, or of what the
   indicator measures. */
void lm_html_facets(const lm_page *page, lm_node node, lm_verdict verdict);
/* Attribute of a page: the boxes that arrows lead to from its box. */
void lm_html_next(const lm_page *page, lm_node node);

/* ---- html_parts.c ---- */

lm_word lm_word_part(lm_report_part part);
/* The parts to show, in their order. */
const lm_report_part *lm_html_parts(const lm_page *page, size_t *count);
bool lm_html_has_part(const lm_page *page, lm_report_part part);
/* <section><h2>…</h2> and the remarks on it; close it with </section>. */
void lm_html_open_part(const lm_page *page, lm_report_part part);
void lm_html_open_section(const lm_page *page, const char *id, lm_word title);
/* The part or the name of the node that is remarked on. paper.c */
const char *lm_remark_on(const lm_page *page, const lm_remark *remark);
/* What the settings say of a node. */
void lm_html_remarks(const lm_page *page, lm_node node);

/* ---- the parts ---- */

/* How an initiative or scene was delivered: its grade; where no activity carries one, what was last reported of it, or that nothing was. paper.c */
void lm_page_add_delivery(lm_strbuf *to, const lm_page *page, lm_node node);
/* Why there is no verdict at all: the model has no outcomes. False: it has some. paper.c */
bool lm_page_without_outcomes(const lm_page *page);
/* The sentence that says so. */
lm_word lm_page_no_outcomes(const lm_page *page);

void lm_html_map(const lm_page *page);        /* html_map.c */
void lm_html_lag(const lm_page *page);        /* html_lag.c */
void lm_html_since(const lm_page *page);      /* since.c */
void lm_html_chains(const lm_page *page);     /* html_chain.c */
void lm_html_indicators(const lm_page *page); /* html_indicator.c */
void lm_html_debts(const lm_page *page);      /* html_debt.c */
void lm_html_stamp(const lm_page *page);      /* html_stamp.c */

/* Is any of them out of a store? "3 (2027-04-01T09:00:00Z)"; nothing where it is not. html_stamp.c */
bool lm_stamps_are_of_store(const lm_stamp *stamp, size_t count);
void lm_add_stamp_load(lm_strbuf *to, const lm_stamp *stamp);
/* The documents with their digests: a table; nothing without stamps. html_stamp.c */
void lm_html_documents(const lm_page *page, const lm_stamp *stamp, size_t count);

/* On paper: the title, the notice, and below them what `put` writes as HTML. LM_EINVAL: built without Pango. pdf.c */
typedef void lm_html_body_fn(const lm_page *page, const void *what);
lm_status lm_html_print(lm_sink *sink, const lm_page *page, const char *title, lm_html_body_fn *put, const void *what);

/* The map by itself: an svg element. map.c */
void lm_map_draw(const lm_page *page, bool alone);
/* The chart of an indicator. chart.c */
void lm_chart_draw(const lm_page *page, lm_node indicator);
/* The chart as a file of its own: with title, legend and notice around it, and also when there is no number to draw. */
void lm_chart_draw_alone(const lm_page *page, lm_node indicator);
/* Both on any canvas. */
void lm_map_paint(lm_canvas *canvas, const lm_page *page, bool alone);
void lm_chart_paint(lm_canvas *canvas, const lm_page *page, lm_node indicator);
/* The latest values as a line that fits into width × height at x, y; nothing below two values. chart.c */
void lm_chart_small(lm_canvas *canvas, const lm_page *page, const lm_record *record, double x, double y, double width, double height);
/* Is a value not comparable with those before it? */
bool lm_chart_breaks_at(const lm_indicator *about, const lm_obs *obs);
/* What stands around a chart that is a file of its own; the chart is LM_CHART_WIDTH × LM_CHART_HEIGHT from 0, 0. chart_alone.c */
#define LM_CHART_WIDTH  600.0
#define LM_CHART_HEIGHT 250.0
typedef struct lm_surroundings {
  lm_node indicator;
  lm_strbuf title, standing, notice;
  size_t title_lines, standing_lines, legend_lines, notice_lines;
  double left, top, width, height; /* of all of it */
} lm_surroundings;
lm_surroundings lm_surroundings_of(const lm_page *page, lm_node indicator);
void lm_surroundings_clear(lm_surroundings *around, lm_sink *sink);
/* drawn: there is something to draw. */
void lm_surroundings_paint(lm_canvas *canvas, const lm_page *page, const lm_surroundings *around, bool drawn);
/* Where the boxes and arrows of the map stand, without drawing it: what an arrow stands for, from where to where. map.c */
typedef struct lm_map_visitor {
  void (*boxes)(void *user, double width, double height); /* of all of it; the boxes follow */
  void (*box)(void *user, lm_node node, const lm_layout_box *place, double width);
  void (*arrows)(void *user); /* the arrows follow */
  void (*arrow)(void *user, const lm_link *link, lm_point from, lm_point to);
} lm_map_visitor;
lm_status lm_map_places(const lm_page *page, const lm_map_visitor *visit, void *user);
/* The report as JSON, and the same as rows of CSV. report_data.c */
lm_status lm_report_json(const lm_page *page);
lm_status lm_report_csv(const lm_page *page);
/* "since": what changed, or null where nothing was compared. since_data.c */
void lm_since_as_json(lm_json *json, const lm_page *page);
/* A round step with which `range` has at most `most` of them. */
double lm_chart_step(double range, int most);
/* The report as a workbook. LM_EINVAL where the library was built without libxlsxwriter. report_xlsx.c */
lm_status lm_report_workbook(const lm_page *page);
/* The series of values to show; NULL none. */
const lm_series *lm_chart_series(const lm_page *page, lm_node indicator);

/* report.css, drawing.css, report.js: made from the files of these names (embed.py). */
extern const char lm_report_css[], lm_drawing_css[], lm_report_js[];
extern const char lm_report_a4_css[]; /* the map on smaller paper */

#endif
