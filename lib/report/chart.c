/* chart.c: one indicator over time: values with their intervals, masked values as ranges, breaks, the way from baseline to targets, and the fan
   of the projection. What is drawn are numbers of the panel and of the assessment; only where they stand is worked out here. */
#include "canvas.h"
#include "html.h"

#include "../base/num.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WIDTH    LM_CHART_WIDTH
#define HEIGHT   LM_CHART_HEIGHT
#define LEFT     54.0 /* at least */
#define GROWN    1.55 /* times the size of its text, where the picture is small: report.css on telephones, LEAST_TEXT on paper */
#define RIGHT    64.0
#define TOP      30.0
#define BOTTOM   30.0
#define FAN_ROOM 160
#define TICKS    5
#define YEARS    9 /* most labels below */

typedef struct chart {
  lm_canvas *canvas;
  const lm_page *page;
  lm_node indicator;
  const lm_indicator *about;
  const lm_series *series; /* NULL none */
  const lm_record *far;    /* with the furthest projection; NULL none */
  lm_fan_point fan[FAN_ROOM];
  size_t fans;
  double t0, t1, y0, y1;
  double left; /* of the axis: as wide as its numbers */
} chart;

const lm_series *lm_chart_series(const lm_page *page, lm_node indicator) {
  if (!page->panel) return NULL;
  const lm_record *r = lm_record_for(page->assessment, indicator, page->area, LM_NO_TIER);
  return lm_panel_find(page->panel, indicator, page->area, r && r->has_last ? (int)r->last_period.kind : -1);
}

/* ---- the frame ---- */

static void see_t(chart *c, double t) {
  if (isnan(t)) return;
  c->t0 = isnan(c->t0) ? t : fmin(c->t0, t);
  c->t1 = isnan(c->t1) ? t : fmax(c->t1, t);
}

static void see_y(chart *c, double y) {
  if (!isfinite(y)) return;
  c->y0 = isnan(c->y0) ? y : fmin(c->y0, y);
  c->y1 = isnan(c->y1) ? y : fmax(c->y1, y);
}

static const lm_record *record_at(const chart *c, uint32_t tier) {
  return lm_assessment_find(c->page->assessment, c->indicator, c->page->area, tier);
}

static void see_values(chart *c) {
  for (size_t i = 0; c->series && i < c->series->count; i++) {
    const lm_obs *obs = &c->series->obs[i];
    lm_interval about = lm_value_interval(c->about, obs);
    see_t(c, lm_period_time(obs->period));
    see_y(c, obs->value);
    see_y(c, obs->lower);
    see_y(c, obs->upper);
    see_y(c, about.lower);
    see_y(c, about.upper);
  }
}

static void see_records(chart *c) {
  for (uint32_t tier = 0; tier < lm_model_tier_count(c->page->model); tier++) {
    const lm_record *r = record_at(c, tier);
    if (!r) continue;
    see_y(c, r->target);
    if (r->target_of && r->target_of->kind == LM_TARGET_RANGE) {
      see_y(c, r->target_of->lower);
      see_y(c, r->target_of->upper);
    }
    if (!isnan(r->target)) see_t(c, lm_period_time(r->due_period));
    if (r->has_baseline) {
      see_t(c, lm_period_time(r->baseline_period));
      see_y(c, r->baseline);
    }
    if (!isnan(r->projected) && (!c->far || lm_period_time(r->due_period) > lm_period_time(c->far->due_period))) c->far = r;
  }
  lm_status status = c->far ? lm_record_fan(c->fan, FAN_ROOM, &c->fans, c->page->assessment, c->far, NULL) : LM_OK;
  if (status != LM_OK) lm_sink_fail(c->page->sink, status);
  for (size_t i = 0; i < c->fans; i++) {
    see_t(c, lm_period_time(c->fan[i].period));
    see_y(c, c->fan[i].projected);
    see_y(c, c->fan[i].pi80_lo);
    see_y(c, c->fan[i].pi80_hi);
  }
}

/* Room around what is drawn; not beyond natural limits. */
static void widen(chart *c) {
  double room = (c->y1 - c->y0) * 0.07;
  if (!(room > 0)) room = fmax(fabs(c->y1) * 0.1, 1);
  c->y0 = fmax(c->y0 - room, c->about->lower <= c->y0 ? c->about->lower : -INFINITY);
  c->y1 = fmin(c->y1 + room, c->about->upper >= c->y1 ? c->about->upper : INFINITY);
  if (!(c->y1 > c->y0)) c->y1 = c->y0 + 1;
  c->t0 -= 0.5;
  c->t1 += 0.5;
}

static double at_x(const chart *c, double t) {
  return c->left + (t - c->t0) / (c->t1 - c->t0) * (WIDTH - c->left - RIGHT);
}

static double at_y(const chart *c, double y) {
  double inside = fmin(fmax(y, c->y0), c->y1);
  return TOP + (c->y1 - inside) / (c->y1 - c->y0) * (HEIGHT - TOP - BOTTOM);
}

/* ---- the grid ---- */

double lm_chart_step(double range, int most) {
  static const double of[] = {1, 2, 2.5, 5, 10};
  double power = pow(10, floor(log10(range / most)));
  for (size_t i = 0; i < sizeof of / sizeof *of; i++)
    if (range / (of[i] * power) <= most) return of[i] * power;
  return 10 * power;
}

/* Digits behind the point that a step needs: 2.5 and its tenths need one more. */
static int step_decimals(double step) {
  const int small = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
  const double lead = step * pow(10, small);
  return small + (fabs(lead - 2.5) < 1e-6);
}

static double grown_width(const char *text) {
  return GROWN * lm_canvas_text_width("tick", text);
}

typedef void grid_fn(chart *c, double value, const char *digits);

static void each_grid_line(chart *c, grid_fn *each) {
  const double step = lm_chart_step(c->y1 - c->y0, TICKS), first = ceil(c->y0 / step);
  for (int i = 0; i <= TICKS && (first + i) * step <= c->y1 + step * 1e-9; i++) {
    char digits[LM_NUM_SIZE];
    lm_num_fixed((first + i) * step, step_decimals(step), true, digits);
    each(c, (first + i) * step, digits);
  }
}

static void make_room(chart *c, double value, const char *digits) {
  (void)value;
  c->left = fmin(fmax(c->left, grown_width(digits) + 8), WIDTH / 2);
}

static void put_grid_line(chart *c, double value, const char *digits) {
  lm_canvas_segment(c->canvas, "grid", c->left, at_y(c, value), WIDTH - RIGHT, at_y(c, value));
  lm_canvas_text(c->canvas, "tick right", c->left - 6, at_y(c, value) + 4, digits);
}

/* A year stands below where its values do. */
static void put_years(const chart *c) {
  const lm_period_kind kind = c->series ? c->series->kind : LM_FISCAL;
  const bool fiscal = kind == LM_FISCAL;
  const int first = (int)ceil(c->t0 - 0.75), last = (int)floor(c->t1 - 0.25);
  int step = 1;
  while ((last - first) / step >= YEARS) step = step == 1 ? 2 : step == 2 ? 5 : step + 5;
  for (int year = first; year <= last; year++) {
    const lm_period period = {fiscal ? LM_FISCAL : LM_YEAR, year};
    const double x = at_x(c, lm_period_time(period));
    if (year % step != 0 || x < c->left || x > WIDTH - RIGHT + 1) continue;
    const lm_year_marks marks = lm_year_marks_of(period, c->page->view);
    lm_canvas_segment(c->canvas, "axis", x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4);
    lm_canvas_text(c->canvas, "tick middle", x, HEIGHT - BOTTOM + 16, marks.first);
    if (*marks.second) lm_canvas_text(c->canvas, "tick middle", x, HEIGHT - BOTTOM + 27, marks.second);
  }
  lm_canvas_segment(c->canvas, "axis", c->left, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
}

/* ---- what there is to see ---- */

typedef struct band_row {
  const char *style;
  size_t lower, upper; /* offsets */
} band_row;

static double edge_of(const lm_fan_point *p, size_t offset) {
  return *(const double *)(const void *)((const char *)p + offset);
}

static void put_edge_point(const chart *c, const lm_fan_point *p, size_t offset) {
  lm_canvas_pen(c->canvas, LM_PEN_LINE, at_x(c, lm_period_time(p->period)), at_y(c, edge_of(p, offset)));
}

/* A band opens at the latest value. */
static void put_band(const chart *c, const band_row *row) {
  if (c->fans == 0 || isnan(edge_of(&c->fan[0], row->lower))) return;
  lm_canvas_path(c->canvas, row->style);
  lm_canvas_pen(c->canvas, LM_PEN_MOVE, at_x(c, lm_period_time(c->far->last_period)), at_y(c, c->far->last_value));
  for (size_t i = 0; i < c->fans; i++) put_edge_point(c, &c->fan[i], row->upper);
  for (size_t i = c->fans; i-- > 0;) put_edge_point(c, &c->fan[i], row->lower);
  lm_canvas_close_path(c->canvas);
  lm_canvas_end_path(c->canvas);
}

static void put_fan(const chart *c) {
  static const band_row rows[] = {
      {"pi95", offsetof(lm_fan_point, pi95_lo), offsetof(lm_fan_point, pi95_hi)},
      {"pi80", offsetof(lm_fan_point, pi80_lo), offsetof(lm_fan_point, pi80_hi)},
      {"pi50", offsetof(lm_fan_point, pi50_lo), offsetof(lm_fan_point, pi50_hi)},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) put_band(c, &rows[i]);
  for (size_t i = 0; i < c->fans; i++) {
    double from_t = lm_period_time(i > 0 ? c->fan[i - 1].period : c->far->last_period);
    double from_y = i > 0 ? c->fan[i - 1].projected : c->far->last_value;
    lm_canvas_segment(c->canvas, "projected", at_x(c, from_t), at_y(c, from_y), at_x(c, lm_period_time(c->fan[i].period)), at_y(c, c->fan[i].projected));
  }
}

static void put_target(const chart *c, const lm_record *r) {
  char name[48];
  lm_view brief = *c->page->view; /* there is no room for both years; the axis has them */
  if (brief.years == LM_YEARS_BOTH) brief.years = LM_YEARS_WAREKI;
  const double x = at_x(c, lm_period_time(r->due_period)), y = at_y(c, r->target);
  const lm_target *target = r->target_of;
  if (target && target->kind == LM_TARGET_RANGE) /* an open end leads out of the picture */
    lm_canvas_segment(c->canvas, "range", x, at_y(c, isnan(target->lower) ? -INFINITY : target->lower), x, at_y(c, isnan(target->upper) ? INFINITY : target->upper));
  lm_canvas_path(c->canvas, "target");
  lm_canvas_pen(c->canvas, LM_PEN_MOVE, x - 5, y);
  lm_canvas_pen(c->canvas, LM_PEN_LINE, x, y - 5);
  lm_canvas_pen(c->canvas, LM_PEN_LINE, x + 5, y);
  lm_canvas_pen(c->canvas, LM_PEN_LINE, x, y + 5);
  lm_canvas_close_path(c->canvas);
  lm_canvas_end_path(c->canvas);
  const char *tier = lm_tier_in(c->page->model, r->tier, &brief, name, sizeof name);
  const bool behind = x + 8 + grown_width(tier) <= WIDTH;
  lm_canvas_text(c->canvas, behind ? "tick" : "tick right", behind ? x + 8 : x - 8, y + 4, tier);
}

/* From the baseline to each target in turn. */
static void put_path(const chart *c) {
  double t = NAN, y = NAN;
  for (uint32_t tier = 0; tier < lm_model_tier_count(c->page->model); tier++) {
    const lm_record *r = record_at(c, tier);
    if (!r || isnan(r->target)) continue;
    if (isnan(t) && r->has_baseline) {
      t = lm_period_time(r->baseline_period);
      y = r->baseline;
      lm_canvas_segment(c->canvas, "baseline", at_x(c, t) - 5, at_y(c, y), at_x(c, t) + 5, at_y(c, y));
    }
    const double due = lm_period_time(r->due_period);
    if (t < due) lm_canvas_segment(c->canvas, "path", at_x(c, t), at_y(c, y), at_x(c, due), at_y(c, r->target));
    t = due;
    y = r->target;
  }
  for (uint32_t tier = 0; tier < lm_model_tier_count(c->page->model); tier++) {
    const lm_record *r = record_at(c, tier);
    if (r && !isnan(r->target)) put_target(c, r);
  }
}

bool lm_chart_breaks_at(const lm_indicator *about, const lm_obs *obs) {
  if (obs->flags & (LM_BREAK_HERE | LM_DEFINITION_CHANGED)) return true;
  for (size_t i = 0; i < about->break_count; i++)
    if (lm_period_compare(about->breaks[i].at, obs->period) == 0) return true;
  return false;
}

static bool is_shown(const lm_obs *obs) {
  return obs->missing == LM_PRESENT && isfinite(obs->value);
}

static void put_masked(const chart *c, const lm_obs *obs) {
  const double x = at_x(c, lm_period_time(obs->period));
  if (isnan(obs->lower) || isnan(obs->upper)) {
    lm_canvas_text(c->canvas, "tick middle", x, HEIGHT - BOTTOM - 4, "×");
    return;
  }
  lm_canvas_segment(c->canvas, "masked", x, at_y(c, obs->lower), x, at_y(c, obs->upper));
}

static void put_value(const chart *c, const lm_obs *obs) {
  const double x = at_x(c, lm_period_time(obs->period));
  const lm_interval about = lm_value_interval(c->about, obs);
  const bool unsure = obs->flags & (LM_PROVISIONAL | LM_ESTIMATED | LM_FORECAST | LM_IMPUTED);
  if (about.known) lm_canvas_segment(c->canvas, "whisker", x, at_y(c, about.lower), x, at_y(c, about.upper));
  lm_canvas_circle(c->canvas, unsure ? "value hollow" : "value", 3.5, x, at_y(c, obs->value));
}

/* The line stops at a break and where a value is missing. */
static void put_values(const chart *c) {
  const lm_obs *before = NULL;
  for (size_t i = 0; c->series && i < c->series->count; i++) {
    const lm_obs *obs = &c->series->obs[i];
    const double x = at_x(c, lm_period_time(obs->period));
    if (lm_chart_breaks_at(c->about, obs)) {
      const double half = (at_x(c, 1) - at_x(c, 0)) / 2;
      lm_canvas_segment(c->canvas, "break", x - half, TOP, x - half, HEIGHT - BOTTOM);
      before = NULL;
    }
    if (before && is_shown(obs))
      lm_canvas_segment(c->canvas, "line", at_x(c, lm_period_time(before->period)), at_y(c, before->value), x, at_y(c, obs->value));
    before = is_shown(obs) ? obs : NULL;
  }
  for (size_t i = 0; c->series && i < c->series->count; i++) {
    const lm_obs *obs = &c->series->obs[i];
    if (obs->missing == LM_SUPPRESSED) put_masked(c, obs);
    if (is_shown(obs)) put_value(c, obs);
  }
}

/* Beside the numbers; a longer one above the picture, and no longer than that: it stands whole in the table. */
static void put_unit(const chart *c) {
  const char *unit = lm_unit_of(c->page->model, c->indicator, c->page->lang);
  if (!unit) return;
  if (grown_width(unit) < c->left - 6) {
    lm_canvas_text(c->canvas, "tick right", c->left - 6, 16, unit);
    return;
  }
  lm_strbuf text = {0};
  const size_t fits = lm_canvas_text_within("tick", unit, (WIDTH - grown_width("…")) / GROWN);
  lm_strbuf_add_bytes(&text, unit, fits);
  if (unit[fits]) lm_strbuf_add(&text, "…");
  lm_canvas_text(c->canvas, "tick", 0, 16, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, c->page->sink);
}

static void open_frame(const chart *c, const lm_surroundings *around) {
  const lm_page *page = c->page;
  const lm_record *r = c->far ? c->far : lm_record_for(page->assessment, c->indicator, page->area, LM_NO_TIER);
  char title_id[24], about_id[24];
  lm_strbuf about = {0};
  snprintf(title_id, sizeof title_id, "ct%" PRIu32, c->indicator);
  snprintf(about_id, sizeof about_id, "cd%" PRIu32, c->indicator);
  if (around) lm_add_notice(&about, page->assessment, page->lang);
  if (about.length > 0) lm_strbuf_add(&about, " ");
  if (r) lm_add_standing(&about, page->assessment, r, page->view);
  lm_strbuf_addf(&about, " %s", lm_word_in(W_CHART_DESC, page->lang));
  lm_canvas_open(c->canvas, &(lm_frame){
                                .style = "chart",
                                .left = around ? around->left : 0,
                                .top = around ? around->top : 0,
                                .width = around ? around->width : WIDTH,
                                .height = around ? around->height : HEIGHT,
                                .alone = around,
                                .title_id = title_id,
                                .title = lm_label_of(page->model, c->indicator, page->lang),
                                .about_id = about_id,
                                .about = lm_strbuf_text(&about),
                            });
  lm_strbuf_drop(&about, page->sink);
}

static void put_marks(chart *c) {
  each_grid_line(c, make_room);
  each_grid_line(c, put_grid_line);
  put_unit(c);
  put_fan(c);
  put_years(c);
  put_path(c);
  put_values(c);
}

/* `around`: NULL where the page says what the chart is of. */
static void paint(lm_canvas *canvas, const lm_page *page, lm_node indicator, const lm_surroundings *around) {
  chart c = {.canvas = canvas, .page = page, .indicator = indicator, .t0 = NAN, .t1 = NAN, .y0 = NAN, .y1 = NAN, .left = LEFT};
  c.about = lm_model_node(page->model, indicator)->indicator;
  c.series = lm_chart_series(page, indicator);
  see_values(&c);
  see_records(&c);
  const bool some = !isnan(c.t0) && !isnan(c.y0); /* something with a number */
  if (!some && !around) return;
  open_frame(&c, around);
  if (around) lm_surroundings_paint(canvas, page, around, some);
  if (some) {
    widen(&c);
    put_marks(&c);
  }
  lm_canvas_close(canvas);
}

void lm_chart_paint(lm_canvas *canvas, const lm_page *page, lm_node indicator) {
  paint(canvas, page, indicator, NULL);
}

void lm_chart_draw_alone(const lm_page *page, lm_node indicator) {
  lm_svg svg = lm_svg_on(page);
  lm_surroundings around = lm_surroundings_of(page, indicator);
  paint(&svg.canvas, page, indicator, &around);
  lm_surroundings_clear(&around, page->sink);
}

void lm_chart_draw(const lm_page *page, lm_node indicator) {
  if (page->printed) {
    lm_html_put(page, "<svg class=\"chart\" data-node=\"");
    lm_html_count(page, indicator);
    lm_html_put(page, "\"></svg>\n");
    return;
  }
  lm_svg svg = lm_svg_on(page);
  lm_chart_paint(&svg.canvas, page, indicator);
}

/* ---- the small one ---- */

/* The latest values that are there, since the last break shown. */
void lm_chart_small(lm_canvas *canvas, const lm_page *page, const lm_record *r, double x, double y, double width, double height) {
  chart c = {.page = page, .indicator = r->indicator, .t0 = NAN, .t1 = NAN, .y0 = NAN, .y1 = NAN};
  c.about = lm_model_node(page->model, r->indicator)->indicator;
  c.series = lm_chart_series(page, r->indicator);
  const lm_obs *end = NULL;
  size_t shown = 0;
  for (size_t i = 0; c.series && i < c.series->count; i++) {
    if (!is_shown(&c.series->obs[i])) continue;
    see_t(&c, lm_period_time(c.series->obs[i].period));
    see_y(&c, c.series->obs[i].value);
    end = &c.series->obs[i];
    shown++;
  }
  if (shown < 2 || !end) return;
  const double wide = width / (c.t1 - c.t0), high = c.y1 > c.y0 ? height / (c.y1 - c.y0) : 0;
  bool begun = false;
  lm_canvas_path(canvas, "spark");
  for (size_t i = 0; i < c.series->count; i++) {
    const lm_obs *obs = &c.series->obs[i];
    if (!is_shown(obs)) continue;
    lm_canvas_pen(canvas, begun && !lm_chart_breaks_at(c.about, obs) ? LM_PEN_LINE : LM_PEN_MOVE_ON, x + (lm_period_time(obs->period) - c.t0) * wide,
                  y + (high > 0 ? (c.y1 - obs->value) * high : height / 2));
    begun = true;
  }
  lm_canvas_end_path(canvas);
  lm_canvas_circle(canvas, "spark-end", 2.2, x + width, y + (high > 0 ? (c.y1 - end->value) * high : height / 2));
}
