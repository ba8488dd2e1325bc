/* chart_alone.c: what stands around a chart that is a file of its own: title, how each tier stands, legend, notice. The chart keeps its place; the
   picture grows above and below it. */
#include "canvas.h"
#include "html.h"

#include <math.h>

#define MARGIN     14.0
#define LINE       16.0
#define TITLE_LINE 21.0
#define SWATCH     26.0

/* ---- text of several lines ---- */

/* Lines of `text`; painted under each other from y on when there is a canvas. */
static size_t put_lines(lm_canvas *canvas, const lm_page *page, const lm_strbuf *text, const char *style, double y, double line) {
  lm_strbuf clean = {0}, part = {0};
  size_t count = 0;
  lm_clean(&clean, lm_strbuf_text(text));
  for (const char *at = lm_strbuf_text(&clean); *at; count++) {
    const size_t length = lm_canvas_line(style, at, LM_CHART_WIDTH);
    lm_strbuf_reset(&part);
    lm_strbuf_add_bytes(&part, at, lm_line_shown(at, length));
    at += length;
    if (canvas) lm_canvas_text(canvas, style, 0, y + line * (double)count, lm_strbuf_text(&part));
  }
  lm_strbuf_drop(&clean, page->sink);
  lm_strbuf_drop(&part, page->sink);
  return count;
}

static void add_title(lm_strbuf *to, const lm_page *page, lm_node indicator) {
  const char *area = lm_area_label(lm_assessment_areas(page->assessment), page->area, page->lang);
  lm_strbuf_add(to, lm_label_of(page->model, indicator, page->lang));
  if (*area) lm_strbuf_addf(to, " — %s", area);
}

static void add_standing(lm_strbuf *to, const lm_page *page, lm_node indicator) {
  char name[48];
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    const lm_record *r = lm_assessment_find(page->assessment, indicator, page->area, tier);
    if (!r) continue;
    if (to->length > 0) lm_strbuf_add(to, lm_word_in(W_BETWEEN, page->lang));
    lm_strbuf_addf(to, "%s ", lm_tier_in(page->model, tier, page->view, name, sizeof name));
    lm_add_verdict(to, r->status, page->lang);
    if (*r->letter) lm_strbuf_addf(to, " %s", r->letter);
  }
}

/* ---- legend ---- */

typedef struct seen {
  bool value, interval, unsure, masked, masked_open, broken, target, projected, fan;
} seen;

static void see(seen *s, const lm_indicator *about, const lm_obs *obs) {
  const bool bounded = !isnan(obs->lower) && !isnan(obs->upper), unsure = obs->flags & (LM_PROVISIONAL | LM_ESTIMATED | LM_FORECAST | LM_IMPUTED);
  s->broken |= lm_chart_breaks_at(about, obs);
  s->masked |= obs->missing == LM_SUPPRESSED && bounded;
  s->masked_open |= obs->missing == LM_SUPPRESSED && !bounded;
  if (obs->missing != LM_PRESENT) return;
  s->value |= !unsure;
  s->unsure |= unsure;
  s->interval |= lm_value_interval(about, obs).known;
}

static seen what_is_seen(const lm_page *page, lm_node indicator) {
  const lm_series *series = lm_chart_series(page, indicator);
  seen s = {false};
  for (size_t i = 0; series && i < series->count; i++) see(&s, lm_model_node(page->model, indicator)->indicator, &series->obs[i]);
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    const lm_record *r = lm_assessment_find(page->assessment, indicator, page->area, tier);
    s.target |= r && !isnan(r->target);
    s.projected |= r && !isnan(r->projected);
    s.fan |= r && !isnan(r->pi50_lo);
  }
  return s;
}

/* ---- marks of the legend, around a point ---- */

typedef void mark_fn(lm_canvas *canvas, double x, double y);

static void mark_box(lm_canvas *canvas, const char *style, double x, double y, double half) {
  lm_canvas_rect(canvas, style, x - 9, y - half, 18, 2 * half);
}

static void mark_value(lm_canvas *canvas, double x, double y) {
  lm_canvas_segment(canvas, "line", x - 9, y, x + 9, y);
  lm_canvas_circle(canvas, "value", 3.5, x, y);
}

static void mark_unsure(lm_canvas *canvas, double x, double y) { lm_canvas_circle(canvas, "value hollow", 3.5, x, y); }

static void mark_interval(lm_canvas *canvas, double x, double y) { lm_canvas_segment(canvas, "whisker", x, y - 6, x, y + 6); }

static void mark_masked(lm_canvas *canvas, double x, double y) { lm_canvas_segment(canvas, "masked", x, y - 6, x, y + 6); }

static void mark_open(lm_canvas *canvas, double x, double y) { lm_canvas_text(canvas, "tick middle", x, y + 4, "×"); }

static void mark_break(lm_canvas *canvas, double x, double y) { lm_canvas_segment(canvas, "break", x, y - 7, x, y + 7); }

static void mark_target(lm_canvas *canvas, double x, double y) {
  lm_canvas_segment(canvas, "path", x - 10, y, x + 10, y);
  lm_canvas_path(canvas, "target");
  lm_canvas_pen(canvas, LM_PEN_MOVE, x - 4, y);
  lm_canvas_pen(canvas, LM_PEN_LINE, x, y - 4);
  lm_canvas_pen(canvas, LM_PEN_LINE, x + 4, y);
  lm_canvas_pen(canvas, LM_PEN_LINE, x, y + 4);
  lm_canvas_close_path(canvas);
  lm_canvas_end_path(canvas);
}

static void mark_fan(lm_canvas *canvas, double x, double y) {
  mark_box(canvas, "pi95", x, y, 7);
  mark_box(canvas, "pi80", x, y, 5);
  mark_box(canvas, "pi50", x, y, 3);
  lm_canvas_segment(canvas, "projected", x - 9, y, x + 9, y);
}

static void mark_projected(lm_canvas *canvas, double x, double y) { lm_canvas_segment(canvas, "projected", x - 9, y, x + 9, y); }

/* ---- legend: what the chart has of these ---- */

/* Returns the lines it takes; painted from y on when there is a canvas. */
static size_t put_legend(lm_canvas *canvas, const lm_page *page, lm_node indicator, double y) {
  const seen s = what_is_seen(page, indicator);
  const struct {
    lm_word word;
    bool shown;
    mark_fn *mark;
  } key[] = {
      {W_KEY_VALUE, s.value, mark_value},   {W_KEY_UNSURE, s.unsure, mark_unsure},      {W_KEY_INTERVAL, s.interval, mark_interval},
      {W_KEY_MASKED, s.masked, mark_masked}, {W_KEY_MASKED_OPEN, s.masked_open, mark_open}, {W_KEY_BREAK, s.broken, mark_break},
      {W_KEY_TARGET, s.target, mark_target}, {W_KEY_FAN, s.fan, mark_fan},               {W_KEY_PROJECTED, s.projected && !s.fan, mark_projected},
  };
  double x = 0;
  size_t lines = 0;
  for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
    if (!key[i].shown) continue;
    const char *word = lm_word_in(key[i].word, page->lang);
    const double wide = SWATCH + lm_canvas_text_width("tick", word) + 10;
    if (lines == 0 || x + wide > LM_CHART_WIDTH) {
      lines++;
      x = 0;
    }
    const double base = y + LINE * (double)(lines - 1);
    if (canvas) key[i].mark(canvas, x + SWATCH / 2, base - 4);
    if (canvas) lm_canvas_text(canvas, "tick", x + SWATCH, base, word);
    x += wide;
  }
  return lines;
}

/* ---- all of it ---- */

lm_surroundings lm_surroundings_of(const lm_page *page, lm_node indicator) {
  lm_surroundings s = {.indicator = indicator, .left = -MARGIN, .width = LM_CHART_WIDTH + 2 * MARGIN};
  add_title(&s.title, page, indicator);
  add_standing(&s.standing, page, indicator);
  lm_add_notice(&s.notice, page->assessment, page->lang);
  s.title_lines = put_lines(NULL, page, &s.title, "title", 0, TITLE_LINE);
  s.standing_lines = put_lines(NULL, page, &s.standing, "metrics", 0, LINE);
  s.legend_lines = put_legend(NULL, page, indicator, 0);
  s.notice_lines = put_lines(NULL, page, &s.notice, "label strong", 0, LINE);
  s.top = -(MARGIN + TITLE_LINE * (double)s.title_lines + LINE * (double)s.standing_lines);
  s.height = LM_CHART_HEIGHT - s.top + LINE * (double)(s.legend_lines + s.notice_lines) + MARGIN;
  return s;
}

void lm_surroundings_clear(lm_surroundings *s, lm_sink *sink) {
  lm_strbuf_drop(&s->title, sink);
  lm_strbuf_drop(&s->standing, sink);
  lm_strbuf_drop(&s->notice, sink);
}

void lm_surroundings_paint(lm_canvas *canvas, const lm_page *page, const lm_surroundings *s, bool drawn) {
  const double head = s->top + MARGIN + 10, under = LM_CHART_HEIGHT + LINE / 2;
  lm_canvas_rect(canvas, "paper", s->left, s->top, s->width, s->height);
  lm_canvas_pause(canvas);
  put_lines(canvas, page, &s->title, "title", head, TITLE_LINE);
  put_lines(canvas, page, &s->standing, "metrics", head + TITLE_LINE * (double)s->title_lines - 4, LINE);
  if (!drawn) lm_canvas_text(canvas, "label", 0, LM_CHART_HEIGHT / 2, lm_word_in(W_SHEET_NO_CHART, page->lang));
  put_legend(canvas, page, s->indicator, under);
  put_lines(canvas, page, &s->notice, "label strong", under + LINE * (double)s->legend_lines + 4, LINE);
  lm_canvas_pause(canvas);
}
