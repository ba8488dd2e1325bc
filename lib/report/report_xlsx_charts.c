/* report_xlsx_charts.c: a chart per indicator as the spreadsheet draws it, on one sheet, each with its numbers to the right: values with their 95 %
   interval, masked values as ranges, baseline and targets, the projection with its intervals. One sheet, because forty sheets are not found again;
   the contents lead to each block. Lines and not areas: a stacked area would need differences that stand nowhere else. */
#include "digits.h"
#include "looks.h"
#include "report_xlsx.h"

#include <math.h>
#include <stdlib.h>

#define FAN_ROOM    160
#define CHART_WIDE  560
#define CHART_HIGH  300
#define CHART_ROWS  16 /* that the chart covers */
#define PAGE_ROWS   62
#define PRINT_SCALE 45 /* the widest common face of a spreadsheet still fits */
#define TICKS       6
#define BREAKS      1000
#define SEGMENTS    12 /* pieces of a series between its breaks */

enum { PICTURE, WHAT, PERIOD, AXIS, VALUE, FROM, TO, PI50_LO, PI50_HI, PI80_LO, PI80_HI, PI95_LO, PI95_HI, REMARK, COLUMNS };

typedef struct rows {
  uint32_t first, count;
} rows;

/* One indicator: what is known of it, and which rows hold what. */
typedef struct block {
  lm_node indicator;
  const lm_indicator *about;
  const lm_series *series; /* NULL none */
  const lm_record *far;    /* with the furthest projection; NULL none */
  const lm_record *base;   /* with the baseline; NULL none */
  lm_fan_point fan[FAN_ROOM];
  size_t fans;
  rows values, path, ranges, projection;
  rows segment[SEGMENTS];
  size_t segments;
  double first, last, least, most; /* on the axes */
  bool intervals, masked;
} block;

/* Years stand at their number; shorter periods in between. */
static double on_axis(lm_period period) {
  return period.kind == LM_YEAR || period.kind == LM_FISCAL ? (double)period.index : lm_period_time(period);
}

static bool has_target(const lm_record *r) {
  return r && (!isnan(r->target) || (r->target_of && r->target_of->kind == LM_TARGET_RANGE));
}

static const lm_record *record_at(const lm_page *page, lm_node indicator, uint32_t tier) {
  return lm_assessment_find(page->assessment, indicator, page->area, tier);
}

static void find_records(block *k, const lm_page *page) {
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    const lm_record *r = record_at(page, k->indicator, tier);
    if (!r) continue;
    if (r->has_baseline && !k->base) k->base = r;
    k->path.count += has_target(r);
    if (!isnan(r->projected) && (!k->far || lm_period_time(r->due_period) > lm_period_time(k->far->due_period))) k->far = r;
  }
  k->path.count += k->base != NULL;
}

static lm_status describe(block *k, const lm_page *page, lm_node indicator) {
  *k = (block){.indicator = indicator, .about = lm_model_node(page->model, indicator)->indicator, .series = lm_chart_series(page, indicator)};
  find_records(k, page);
  k->values.count = k->series ? (uint32_t)k->series->count : 0;
  lm_status status = k->far ? lm_record_fan(k->fan, FAN_ROOM, &k->fans, page->assessment, k->far, NULL) : LM_OK;
  k->projection.count = (uint32_t)k->fans;
  return status;
}

static uint32_t rows_of(const block *k) {
  return k->values.count + k->path.count + k->projection.count;
}

/* Heading, standing, the heads of the columns; then the rows, or the chart beside them; a blank row. */
static uint32_t height_of(const block *k) {
  const uint32_t needed = rows_of(k);
  return 3 + (needed > CHART_ROWS ? needed : CHART_ROWS) + 1;
}

void lm_xlsx_place_charts(lm_book *b) {
  uint32_t row = LM_XLSX_FIRST;
  block *k = malloc(sizeof *k);
  if (!k) {
    b->failed = true;
    return;
  }
  for (lm_node i = 0; i < lm_model_node_count(b->page->model) && !b->failed; i++) {
    if (lm_model_node(b->page->model, i)->kind != LM_INDICATOR) continue;
    b->failed |= describe(k, b->page, i) != LM_OK;
    if (rows_of(k) == 0) continue;
    b->block[i] = row;
    row += height_of(k);
  }
  free(k);
}

/* ---- the numbers ---- */

static void put_row(lm_xlsx_table *t, lm_word what, lm_period period, double value, int decimals) {
  t->at = WHAT;
  lm_xlsx_word(t, what);
  lm_xlsx_period(t, true, period);
  lm_xlsx_year(t, on_axis(period));
  lm_xlsx_number(t, value, decimals);
}

static void see_value(block *k, double value) {
  if (!isfinite(value)) return;
  if (isnan(k->least) || value < k->least) k->least = value;
  if (isnan(k->most) || value > k->most) k->most = value;
}

static void put_edge(lm_xlsx_table *t, block *k, double value) {
  see_value(k, value);
  lm_xlsx_number(t, value, lm_digits_given(k->about, value));
}

/* What nobody counted has a decimal more: of 5.6 to 6.4 meetings nothing would be left. */
static void put_expected(lm_xlsx_table *t, block *k, double value) {
  see_value(k, value);
  lm_xlsx_number(t, value, lm_digits_usual(k->about, value) + 1);
}

static void see(block *k, lm_period period, double value) {
  const double at = on_axis(period);
  see_value(k, value);
  if (isnan(k->first) || at < k->first) k->first = at;
  if (isnan(k->last) || at > k->last) k->last = at;
}

static void add_remark(lm_strbuf *to, const lm_page *page, const block *k, const lm_obs *obs) {
  if (obs->missing != LM_PRESENT) lm_strbuf_add(to, lm_missing_in(obs->missing, page->lang));
  for (unsigned bit = 0; bit < LM_FLAG_COUNT; bit++) {
    if (!(obs->flags & 1U << bit)) continue;
    lm_strbuf_addf(to, "%s%s", to->length > 0 ? lm_word_in(W_LIST, page->lang) : "", lm_flag_in((lm_flag)(1U << bit), page->lang));
  }
  if (to->length == 0 && lm_chart_breaks_at(k->about, obs)) lm_strbuf_add(to, lm_flag_in(LM_DEFINITION_CHANGED, page->lang));
}

/* The line stops at a break: another piece of the series begins. */
static void extend_segment(block *k, const lm_obs *obs, uint32_t row) {
  const bool begins = k->segments == 0 || (lm_chart_breaks_at(k->about, obs) && k->segments < SEGMENTS);
  if (begins) k->segment[k->segments++] = (rows){.first = row};
  k->segment[k->segments - 1].count++;
}

static void put_value(lm_xlsx_table *t, block *k, const lm_obs *obs) {
  const lm_page *page = t->book->page;
  const lm_interval interval = lm_value_interval(k->about, obs);
  const bool masked = obs->missing == LM_SUPPRESSED;
  lm_strbuf remark = {0};
  extend_segment(k, obs, t->row);
  see(k, obs->period, obs->value);
  put_row(t, W_BOOK_ROW_VALUE, obs->period, obs->value, lm_digits_observed(page->assessment, k->indicator, page->area, obs->value));
  put_edge(t, k, interval.known ? interval.lower : masked ? obs->lower : (double)NAN);
  put_edge(t, k, interval.known ? interval.upper : masked ? obs->upper : (double)NAN);
  k->intervals |= interval.known;
  k->masked |= masked && !isnan(obs->lower);
  while (t->at < REMARK) lm_xlsx_text(t, "");
  add_remark(&remark, page, k, obs);
  lm_xlsx_buffer(t, &remark);
  lm_xlsx_end_row(t);
}

static void put_target(lm_xlsx_table *t, block *k, const lm_record *r) {
  const lm_page *page = t->book->page;
  const bool range = r->target_of && r->target_of->kind == LM_TARGET_RANGE;
  char tier[48];
  see(k, r->due_period, r->target);
  put_row(t, W_BOOK_ROW_TARGET, r->due_period, r->target, lm_digits_of(page->model, r).target);
  put_edge(t, k, range ? r->target_of->lower : (double)NAN);
  put_edge(t, k, range ? r->target_of->upper : (double)NAN);
  if (range) k->ranges = k->path;
  while (t->at < REMARK) lm_xlsx_text(t, "");
  lm_xlsx_text(t, lm_tier_in(page->model, r->tier, page->view, tier, sizeof tier));
  lm_xlsx_end_row(t);
}

static void put_path(lm_xlsx_table *t, block *k) {
  const lm_page *page = t->book->page;
  k->path.first = t->row;
  if (k->base) {
    see(k, k->base->baseline_period, k->base->baseline);
    put_row(t, W_BOOK_ROW_BASELINE, k->base->baseline_period, k->base->baseline, lm_digits_given(k->about, k->base->baseline));
    while (t->at < COLUMNS) lm_xlsx_text(t, "");
    lm_xlsx_end_row(t);
  }
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    const lm_record *r = record_at(page, k->indicator, tier);
    if (has_target(r)) put_target(t, k, r);
  }
}

static void put_projection(lm_xlsx_table *t, block *k) {
  k->projection.first = t->row;
  for (size_t i = 0; i < k->fans; i++) {
    const lm_fan_point *p = &k->fan[i];
    const double edge[] = {p->pi50_lo, p->pi50_hi, p->pi80_lo, p->pi80_hi, p->pi95_lo, p->pi95_hi};
    see(k, p->period, p->projected);
    put_row(t, W_BOOK_ROW_PROJECTED, p->period, p->projected, lm_digits_usual(k->about, p->projected) + 1);
    lm_xlsx_text(t, "");
    lm_xlsx_text(t, "");
    for (size_t e = 0; e < sizeof edge / sizeof *edge; e++) put_expected(t, k, edge[e]);
    lm_xlsx_text(t, "");
    lm_xlsx_end_row(t);
  }
}

static void put_numbers(lm_xlsx_table *t, block *k) {
  k->first = k->last = k->least = k->most = NAN;
  k->values.first = t->row;
  for (size_t i = 0; k->series && i < k->series->count; i++) put_value(t, k, &k->series->obs[i]);
  put_path(t, k);
  put_projection(t, k);
}

/* ---- the chart ---- */

typedef struct stroke {
  const char *style; /* class of drawing.css whose stroke it has */
  float width;
  uint8_t dash, marker, size;
  uint8_t fade; /* percent transparent */
} stroke;

static void add_name(lm_book *b, lxw_chart_series *series, lm_word word) {
  lm_strbuf name = {0};
  lm_xlsx_add_name(&name, lm_word_in(word, b->page->lang));
  chart_series_set_name(series, lm_strbuf_text(&name));
  b->failed |= name.failed;
  lm_strbuf_clear(&name);
}

/* A series over `of`, its values in `column`. */
static void add_series(lm_book *b, lxw_chart *chart, rows of, int column, lm_word word, const stroke *look) {
  const char *sheet = lm_word_in(W_BOOK_CHARTS, b->page->lang);
  const uint32_t last = of.first + of.count - 1, colour = lm_look_of(NULL, "path", look->style).stroke;
  lxw_chart_series *series = of.count > 0 ? chart_add_series(chart, NULL, NULL) : NULL;
  b->failed |= of.count > 0 && !series;
  if (!series) return;
  chart_series_set_categories(series, sheet, of.first, AXIS, last, AXIS);
  chart_series_set_values(series, sheet, of.first, (lxw_col_t)column, last, (lxw_col_t)column);
  add_name(b, series, word);
  lxw_chart_line line = {.color = colour, .none = look->width <= 0, .width = look->width, .dash_type = look->dash, .transparency = look->fade};
  lxw_chart_line edge = {.color = colour, .width = 1};
  lxw_chart_fill fill = {.color = colour};
  chart_series_set_line(series, &line);
  const bool dot = look->marker == LXW_CHART_MARKER_NONE && of.count == 1; /* of one point there is no line. No dash: version 1.1.4 writes a word that the format has not */
  chart_series_set_marker_type(series, dot ? LXW_CHART_MARKER_X : look->marker);
  if (look->marker == LXW_CHART_MARKER_NONE && !dot) return;
  chart_series_set_marker_size(series, dot ? 5 : look->size);
  chart_series_set_marker_line(series, &edge);
  chart_series_set_marker_fill(series, &fill);
}

typedef struct legend {
  int16_t hidden[2 * SEGMENTS + 16]; /* series that the legend leaves out: second ends of an interval */
  size_t hiddens;
  int16_t series;
} legend;

static void add_pair(lm_book *b, lxw_chart *chart, legend *l, rows of, int column, lm_word word, const stroke *look) {
  if (of.count == 0) return;
  add_series(b, chart, of, column, word, look);
  add_series(b, chart, of, column + 1, word, look);
  l->hidden[l->hiddens++] = (int16_t)(l->series + 1);
  l->series = (int16_t)(l->series + 2);
}

static void add_one(lm_book *b, lxw_chart *chart, legend *l, rows of, lm_word word, const stroke *look, bool again) {
  if (of.count == 0) return;
  add_series(b, chart, of, VALUE, word, look);
  if (again) l->hidden[l->hiddens++] = l->series;
  l->series++;
}

/* Nothing below four values. */
static rows with_intervals(const block *k) {
  return k->fans > 0 && !isnan(k->fan[0].pi50_lo) ? k->projection : (rows){0};
}

static void add_all(lm_book *b, lxw_chart *chart, const block *k) {
  static const stroke pi95 = {"projected", 0.75F, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_NONE, 0, 70},
                      pi80 = {"projected", 1, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_NONE, 0, 45},
                      pi50 = {"projected", 1.25F, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_NONE, 0, 20},
                      projected = {"projected", 1.5F, LXW_CHART_LINE_DASH_SQUARE_DOT, LXW_CHART_MARKER_NONE, 0, 0},
                      path = {"path", 1.25F, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_DIAMOND, 8, 0},
                      range = {"range", 0, 0, LXW_CHART_MARKER_PLUS, 9, 0},
                      interval = {"whisker", 0.75F, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_NONE, 0, 30},
                      either = {"whisker", 0.75F, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_PLUS, 6, 30},
                      masked = {"masked", 0, 0, LXW_CHART_MARKER_PLUS, 7, 0},
                      value = {"line", 1.75F, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE, 6, 0};
  legend l = {.hiddens = 0};
  add_pair(b, chart, &l, with_intervals(k), PI95_LO, W_KEY_PI95, &pi95);
  add_pair(b, chart, &l, with_intervals(k), PI80_LO, W_KEY_PI80, &pi80);
  add_pair(b, chart, &l, with_intervals(k), PI50_LO, W_KEY_PI50, &pi50);
  add_one(b, chart, &l, k->projection, W_KEY_PROJECTED, &projected, false);
  add_one(b, chart, &l, k->path, W_KEY_TARGET, &path, false);
  add_pair(b, chart, &l, k->ranges, FROM, W_KEY_RANGE, &range);
  if (k->intervals) add_pair(b, chart, &l, k->values, FROM, k->masked ? W_BOOK_KEY_EITHER : W_KEY_INTERVAL, k->masked ? &either : &interval);
  if (k->masked && !k->intervals) add_pair(b, chart, &l, k->values, FROM, W_KEY_MASKED, &masked);
  for (size_t i = 0; i < k->segments; i++) add_one(b, chart, &l, k->segment[i], W_KEY_VALUE, &value, i > 0);
  l.hidden[l.hiddens] = -1;
  if (l.hiddens > 0) b->failed |= chart_legend_delete_series(chart, l.hidden) != LXW_NO_ERROR;
}

/* The values fill the chart, as in the other reports; left to itself the spreadsheet begins at 0 and shows a flat line. */
static void set_up_height(lxw_chart *chart, const block *k) {
  const double step = lm_chart_step(k->most - k->least, TICKS);
  chart_axis_set_min(chart->y_axis, floor(k->least / step) * step);
  chart_axis_set_max(chart->y_axis, ceil(k->most / step) * step);
  chart_axis_set_major_unit(chart->y_axis, step);
}

static void set_up_axes(lm_book *b, lxw_chart *chart, const block *k) {
  const char *unit = lm_unit_of(b->page->model, k->indicator, b->page->lang);
  lxw_chart_line grid = {.color = lm_colour_rule, .width = 0.75F};
  lm_strbuf name = {0}, axis = {0};
  if (unit) lm_xlsx_add_name(&name, unit);
  if (unit) chart_axis_set_name(chart->y_axis, lm_strbuf_text(&name));
  chart_axis_set_min(chart->x_axis, floor(k->first) - 1);
  chart_axis_set_max(chart->x_axis, ceil(k->last) + 1);
  chart_axis_set_num_format(chart->x_axis, "0");
  if (lm_says_eras(b->page->view)) { /* an axis of numbers cannot say years of eras */
    lm_xlsx_add_name(&axis, lm_word_in(W_BOOK_AXIS_WESTERN, b->page->lang));
    chart_axis_set_name(chart->x_axis, lm_strbuf_text(&axis));
  }
  chart_axis_set_crossing_min(chart->y_axis);
  chart_axis_set_crossing_min(chart->x_axis);
  chart_axis_set_num_format(chart->y_axis, "#,##0.##########");
  if (k->most > k->least) set_up_height(chart, k);
  chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
  b->failed |= name.failed || axis.failed;
  lm_strbuf_clear(&name);
  lm_strbuf_clear(&axis);
}

static void put_chart(lm_xlsx_table *t, const block *k, uint32_t row, const char *standing) {
  lm_book *b = t->book;
  lxw_chart *chart = workbook_add_chart(b->book, LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS);
  lm_strbuf title = {0};
  b->failed |= !chart;
  if (!chart) return;
  lm_xlsx_add_name(&title, lm_label_of(b->page->model, k->indicator, b->page->lang));
  lxw_chart_font font = {.size = 11, .bold = LXW_TRUE};
  chart_title_set_name(chart, lm_strbuf_text(&title));
  chart_title_set_name_font(chart, &font);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
  chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
  add_all(b, chart, k);
  set_up_axes(b, chart, k);
  lxw_chart_options options = {.x_offset = 4, .y_offset = 2, .x_scale = CHART_WIDE / 480.0, .y_scale = CHART_HIGH / 288.0,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE, .description = lm_xlsx_lent(standing)};
  b->failed |= title.failed || worksheet_insert_chart_opt(t->sheet, row, PICTURE, chart, &options) != LXW_NO_ERROR;
  lm_strbuf_clear(&title);
}

/* ---- a block ---- */

static void put_head(lm_xlsx_table *t, const block *k, const char *standing) {
  static const lm_word heading[COLUMNS] = {
      [WHAT] = W_BOOK_COL_KIND_OF_ROW, [PERIOD] = W_COL_PERIOD,      [AXIS] = W_BOOK_COL_X,        [VALUE] = W_PAGE_COL_VALUE,    [FROM] = W_BOOK_COL_FROM,
      [TO] = W_BOOK_COL_TO,            [PI50_LO] = W_BOOK_COL_50_LO, [PI50_HI] = W_BOOK_COL_50_HI, [PI80_LO] = W_BOOK_COL_80_LO, [PI80_HI] = W_BOOK_COL_80_HI,
      [PI95_LO] = W_BOOK_COL_95_LO,    [PI95_HI] = W_BOOK_COL_95_HI, [REMARK] = W_PAGE_COL_REMARK,
  };
  const lm_page *page = t->book->page;
  t->columns = 0; /* one line each, over the columns */
  lm_xlsx_as(t, LM_CELL_LOOK_TITLE, lm_label_of(page->model, k->indicator, page->lang));
  lm_xlsx_link(t, lm_word_in(W_BOOK_TO_CONTENTS, page->lang), W_BOOK_CONTENTS, 0);
  lm_xlsx_end_row(t);
  lm_xlsx_as(t, LM_CELL_LOOK_NOTE, standing);
  lm_xlsx_end_row(t);
  for (t->at = WHAT; t->at < COLUMNS;) lm_xlsx_as(t, LM_CELL_LOOK_HEAD, lm_word_in(heading[t->at], page->lang));
  lm_xlsx_end_row(t);
}

static void add_standing(lm_strbuf *to, const lm_page *page, const block *k) {
  char name[48];
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    const lm_record *r = record_at(page, k->indicator, tier);
    if (!r) continue;
    lm_strbuf_addf(to, "%s%s ", to->length > 0 ? lm_word_in(W_BETWEEN, page->lang) : "", lm_tier_in(page->model, tier, page->view, name, sizeof name));
    lm_add_verdict(to, r->status, page->lang);
  }
  const lm_record *r = k->far ? k->far : lm_record_for(page->assessment, k->indicator, page->area, LM_NO_TIER);
  if (!r) return;
  lm_strbuf_add(to, " — ");
  lm_add_standing(to, page->assessment, r, page->view);
}

static void put_block(lm_xlsx_table *t, block *k) {
  const uint32_t top = t->row;
  lm_strbuf standing = {0};
  add_standing(&standing, t->book->page, k);
  put_head(t, k, lm_strbuf_text(&standing));
  put_numbers(t, k);
  if (!t->book->failed && !isnan(k->first)) put_chart(t, k, top + 2, lm_strbuf_text(&standing));
  t->row = top + height_of(k);
  t->book->failed |= standing.failed;
  lm_strbuf_clear(&standing);
}

/* As many blocks on a page as it holds. */
static void break_pages(lm_xlsx_table *t, lxw_row_t *at, size_t *breaks, uint32_t *page_top, const block *k) {
  if (t->row + height_of(k) - *page_top <= PAGE_ROWS || t->row == *page_top || *breaks >= BREAKS) return;
  at[(*breaks)++] = t->row;
  *page_top = t->row;
}

void lm_xlsx_charts(lm_book *b) {
  static const lm_xlsx_column column[COLUMNS] = {
      [PICTURE] = {W_BOOK_CHARTS, "", 82},
      [WHAT] = {W_BOOK_CHARTS, "", 14},     [PERIOD] = {W_BOOK_CHARTS, "", 12},   [AXIS] = {W_BOOK_CHARTS, "", 9},      [VALUE] = {W_BOOK_CHARTS, "", 11},
      [FROM] = {W_BOOK_CHARTS, "", 10},     [TO] = {W_BOOK_CHARTS, "", 10},       [PI50_LO] = {W_BOOK_CHARTS, "", 10},  [PI50_HI] = {W_BOOK_CHARTS, "", 10},
      [PI80_LO] = {W_BOOK_CHARTS, "", 10},  [PI80_HI] = {W_BOOK_CHARTS, "", 10},  [PI95_LO] = {W_BOOK_CHARTS, "", 10},  [PI95_HI] = {W_BOOK_CHARTS, "", 10},
      [REMARK] = {W_BOOK_CHARTS, "", 22},
  };
  lxw_row_t at[BREAKS + 1];
  size_t breaks = 0;
  uint32_t page_top = LM_XLSX_FIRST;
  block *k = malloc(sizeof *k);
  if (!k) {
    b->failed = true;
    return;
  }
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_CHARTS, W_BOOK_CHARTS_NOTE, column, COLUMNS, 0, 0);
  t.flat = true;
  for (lm_node i = 0; i < lm_model_node_count(b->page->model) && !b->failed; i++) {
    if (b->block[i] == 0) continue;
    b->failed |= describe(k, b->page, i) != LM_OK;
    break_pages(&t, at, &breaks, &page_top, k);
    t.columns = COLUMNS;
    put_block(&t, k);
  }
  at[breaks] = 0;
  if (t.sheet) worksheet_set_print_scale(t.sheet, PRINT_SCALE);
  if (t.sheet && breaks > 0) b->failed |= worksheet_set_h_pagebreaks(t.sheet, at) != LXW_NO_ERROR;
  free(k);
}
