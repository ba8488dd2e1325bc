/* map.c: the design map: a row per scene, columns as in the source (scene, initiatives with their activities, outcomes tier by tier), every
   box with its verdict, the arrows with their certainty. Sizes in pixels at 100 %. */
#include "html.h"

#include "../base/vec.h"
#include "layout.h"
#include "map_cut.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LINE      15.0 /* between lines of text */
#define PAD       8.0
#define EDGE      5.0 /* the coloured edge of a box */
#define TAG       17.0
#define HEAD      6.0 /* below the headings of the columns */
#define HEAD_BEYOND 0.75 /* of the room between columns, which a heading may take */
#define TITLE     20.0 /* between lines of the title */
#define BAND_PAD  9.0
#define MARGIN    6.0
#define ARROW_TIP 6.0
#define NARROW    1080.0 /* columns of a map that is not stretched over the page, … */
#define BROAD     1560.0 /* … or not shrunk to it: it is as large as it is */
#define SHEET_LINE 22.0 /* which of the sheets it is */
#define MARK_STEP 12.0
#define SPARK_W   62.0
#define SPARK_H   15.0
#define SPARK_LEAST 16.0 /* beside a long tag it is shorter; narrower than this it would say nothing */

enum { SCENES, INITIATIVES, TIERS }; /* columns: outcomes of the first tier stand in column TIERS */

static const double wide[] = {[SCENES] = 152, [INITIATIVES] = 236, [TIERS] = 232};

typedef struct map_box {
  lm_node node;
  size_t lines; /* of its label */
} map_box;

typedef struct map {
  lm_canvas *canvas;
  const lm_page *page;
  lm_graph *parts; /* activity → initiative → scene */
  lm_layout layout;
  map_box *item; /* beside layout.box */
  size_t count, room, room_layout;
  const lm_link **link; /* beside layout.arrow: the surest of those that it stands for */
  uint32_t *box_of;     /* per node; UINT32_MAX none */
  uint32_t *band_of;    /* per scene node */
  uint32_t *column_of;  /* SCENES … TIERS + tier: the column drawn; UINT32_MAX nothing stands there */
  double *width;
  double head; /* of the headings of the columns */
  lm_cuts cuts;
  size_t sheet; /* that is drawn */
} map;

static double width_of(const map *m, uint32_t box) {
  return m->layout.column_width[m->layout.box[box].column];
}

/* For text, in a box of this width. */
static double room_in(double width) {
  return width - EDGE - 2 * PAD;
}

/* ---- text of several lines ---- */

typedef void line_fn(lm_canvas *canvas, const char *line, size_t index, void *user);

/* Wraps `text` of this class; returns how many lines. `put` may be NULL. */
static size_t each_line(const map *m, const char *text, const char *style, double room, line_fn *put, void *user) {
  lm_strbuf clean = {0}, part = {0};
  size_t count = 0;
  lm_clean(&clean, text);
  for (const char *at = lm_strbuf_text(&clean); *at; count++) {
    size_t length = lm_canvas_line(style, at, room);
    lm_strbuf_reset(&part);
    lm_strbuf_add_bytes(&part, at, lm_line_shown(at, length));
    if (put) put(m->canvas, lm_strbuf_text(&part), count, user);
    at += length;
  }
  lm_strbuf_drop(&clean, m->page->sink);
  lm_strbuf_drop(&part, m->page->sink);
  return count;
}

static void add_label(lm_strbuf *to, const lm_page *page, lm_node node) {
  const lm_node_info *info = lm_model_node(page->model, node);
  if (info->mark) lm_strbuf_addf(to, "(%s) ", info->mark);
  if (info->number > 0) lm_strbuf_addf(to, "%d ", info->number);
  lm_strbuf_add(to, lm_text_in(&info->label, page->lang));
}

static const char *label_style(lm_kind kind) {
  return kind == LM_OUTCOME ? "label" : kind == LM_ACTIVITY ? "part" : "label strong";
}

static size_t label_lines(const map *m, lm_node node, double room) {
  lm_strbuf label = {0};
  add_label(&label, m->page, node);
  size_t lines = each_line(m, lm_strbuf_text(&label), label_style(lm_model_node(m->page->model, node)->kind), room, NULL, NULL);
  lm_strbuf_drop(&label, m->page->sink);
  return lines;
}

/* ---- which boxes, where ---- */

static const lm_rollup *rollup_of(const map *m, lm_node node) {
  return lm_assessment_rollup_of(m->page->assessment, node, m->page->area);
}

static lm_kind kind_of(const map *m, lm_node node) {
  return lm_model_node(m->page->model, node)->kind;
}

/* The activities of an initiative, one after another; LM_NO_NODE at the end. */
static lm_node next_activity(const map *m, lm_node initiative, size_t *at) {
  size_t count;
  const uint32_t *link = lm_graph_in(m->parts, initiative, &count);
  return *at < count ? lm_model_link(m->page->model, link[(*at)++])->from : LM_NO_NODE;
}

static bool is_scene(const map *m, lm_node node) {
  return kind_of(m, node) == LM_SCENE;
}

static uint32_t column_key(const map *m, lm_node node) {
  const lm_node_info *info = lm_model_node(m->page->model, node);
  if (info->kind == LM_SCENE) return SCENES;
  if (info->kind == LM_INITIATIVE) return INITIATIVES;
  return TIERS + (info->tier == LM_NO_TIER ? 0 : info->tier);
}

/* ---- the figures below a verdict ---- */

typedef enum metric { METRIC_PACE, METRIC_CHANCE, METRIC_COVERAGE, METRIC_COUNT } metric;

/* "ペース 0.43", "見込み 7%", "判定数 1/2"; false: there is none. */
static bool add_metric(lm_strbuf *to, const map *m, const lm_rollup *rollup, metric which) {
  static const lm_word word[] = {[METRIC_PACE] = W_COL_PACE, [METRIC_CHANCE] = W_COL_CHANCE, [METRIC_COVERAGE] = W_COL_COVERAGE};
  const bool none = is_scene(m, rollup->node) || rollup->status == LM_NOT_ASSESSABLE || !rollup->worst;
  const double number = none ? NAN : which == METRIC_PACE ? rollup->worst->pace_ratio : rollup->worst->p_reach;
  if (which != METRIC_COVERAGE && isnan(number)) return false;
  if (which == METRIC_COVERAGE && rollup->indicators == 0) {
    lm_strbuf_add(to, lm_word_in(W_NODE_NOT_MEASURED, m->page->lang));
    return true;
  }
  lm_strbuf_addf(to, "%s ", lm_word_in(word[which], m->page->lang));
  if (which == METRIC_PACE) lm_add_ratio(to, number);
  if (which == METRIC_CHANCE) lm_add_chance(to, number);
  if (which == METRIC_COVERAGE) lm_strbuf_addf(to, "%zu/%zu", rollup->assessed, rollup->indicators);
  return true;
}

/* As many on a line as have room, which may take half the padding, none torn apart; returns how many lines. `put` may be NULL. */
static size_t metric_lines(const map *m, const lm_rollup *rollup, double width, line_fn *put, void *user) {
  lm_strbuf line = {0}, one = {0};
  size_t count = 0;
  for (metric which = 0; which < METRIC_COUNT; which++) {
    lm_strbuf_reset(&one);
    if (line.length > 0) lm_strbuf_addf(&one, "%s ", lm_strbuf_text(&line));
    if (!add_metric(&one, m, rollup, which)) continue;
    if (line.length > 0 && lm_canvas_text_width("metrics", lm_strbuf_text(&one)) > room_in(width) + PAD / 2) {
      if (put) put(m->canvas, lm_strbuf_text(&line), count, user);
      count++;
      lm_strbuf_reset(&one);
      add_metric(&one, m, rollup, which);
    }
    lm_strbuf_reset(&line);
    lm_strbuf_add(&line, lm_strbuf_text(&one));
  }
  if (put) put(m->canvas, lm_strbuf_text(&line), count, user);
  lm_strbuf_drop(&line, m->page->sink);
  lm_strbuf_drop(&one, m->page->sink);
  return count + 1;
}

/* How the activities of an initiative were delivered; returns how many lines. `put` may be NULL. */
static size_t delivery_lines(const map *m, lm_node node, double room, line_fn *put, void *user) {
  lm_strbuf delivery = {0};
  lm_page_add_delivery(&delivery, m->page, node);
  const size_t lines = each_line(m, lm_strbuf_text(&delivery), "metrics", room, put, user);
  lm_strbuf_drop(&delivery, m->page->sink);
  return lines;
}

static double height_of(const map *m, lm_node node, double width, size_t lines) {
  double height = PAD + LINE * (double)lines + PAD / 2;
  size_t at = 0;
  if (kind_of(m, node) != LM_INITIATIVE) {
    const lm_rollup *rollup = rollup_of(m, node);
    return height + TAG + LINE * (rollup ? (double)metric_lines(m, rollup, width, NULL, NULL) : 1) + PAD / 2;
  }
  for (lm_node activity; (activity = next_activity(m, node, &at)) != LM_NO_NODE;)
    height += LINE * (double)label_lines(m, activity, room_in(width) - LINE) + 2;
  return height + LINE * (double)delivery_lines(m, node, room_in(width), NULL, NULL) + PAD / 2;
}

static bool is_box(const map *m, lm_node node) {
  lm_kind kind = kind_of(m, node);
  return kind == LM_SCENE || kind == LM_INITIATIVE || kind == LM_OUTCOME;
}

static bool add_box(map *m, lm_node node) {
  const uint32_t column = m->column_of[column_key(m, node)];
  const double width = m->width[column];
  const lm_node scene = lm_model_scene_of(m->page->model, node);
  const map_box box = {node, label_lines(m, node, room_in(width))};
  const lm_layout_box place = {.column = column,
                               .band = scene == LM_NO_NODE ? LM_LAYOUT_SPAN : m->band_of[scene],
                               .height = height_of(m, node, width, box.lines)};
  if (!lm_vec_grow(&m->layout.box, &m->room_layout, m->layout.boxes, sizeof place)) return false;
  if (!LM_VEC_PUSH(m, box)) return false;
  m->layout.box[m->layout.boxes++] = place;
  m->box_of[node] = (uint32_t)(m->count - 1);
  return true;
}

/* Boxes of no scene stand beside all rows if nothing else stands in their column; else in a row of their own. */
static void place_common(map *m) {
  bool some = false;
  for (size_t i = 0; i < m->layout.boxes; i++) {
    bool alone = m->layout.box[i].band == LM_LAYOUT_SPAN;
    for (size_t j = 0; alone && j < m->layout.boxes; j++)
      alone = m->layout.box[j].column != m->layout.box[i].column || lm_model_scene_of(m->page->model, m->item[j].node) == LM_NO_NODE;
    if (alone || m->layout.box[i].band != LM_LAYOUT_SPAN) continue;
    m->layout.box[i].band = m->layout.bands;
    some = true;
  }
  m->layout.bands += some;
}

static bool make_columns(map *m) {
  const size_t keys = TIERS + lm_model_tier_count(m->page->model) + 1, nodes = lm_model_node_count(m->page->model);
  m->column_of = calloc(keys, sizeof *m->column_of);
  m->width = calloc(keys, sizeof *m->width);
  if (!m->column_of || !m->width) return false;
  for (size_t key = 0; key < keys; key++) {
    bool used = false;
    for (lm_node i = 0; !used && i < nodes; i++) used = is_box(m, i) && column_key(m, i) == key;
    m->column_of[key] = used ? m->layout.columns : UINT32_MAX;
    if (used) m->width[m->layout.columns++] = wide[key < TIERS ? key : TIERS];
  }
  m->layout.column_width = m->width;
  return true;
}

static bool make_boxes(map *m) {
  const size_t nodes = lm_model_node_count(m->page->model);
  m->box_of = malloc((nodes + 1) * sizeof *m->box_of);
  m->band_of = calloc(nodes + 1, sizeof *m->band_of);
  if (!m->box_of || !m->band_of || !make_columns(m)) return false;
  for (lm_node i = 0; i < nodes; i++) {
    m->box_of[i] = UINT32_MAX;
    if (kind_of(m, i) == LM_SCENE) m->band_of[i] = m->layout.bands++;
  }
  for (lm_node i = 0; i < nodes; i++)
    if (is_box(m, i) && !add_box(m, i)) return false;
  place_common(m);
  return true;
}

/* ---- which arrows ---- */

static uint32_t end_of(const map *m, lm_node node) {
  return m->box_of[kind_of(m, node) == LM_ACTIVITY ? lm_model_node(m->page->model, node)->parent : node];
}

typedef struct arrow_key {
  uint32_t from, to;
  const lm_link *link;
  size_t at;
} arrow_key;

static int compare_keys(const void *x, const void *y) {
  const arrow_key *a = x, *b = y;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  if (a->to != b->to) return a->to < b->to ? -1 : 1;
  if (a->link->certainty != b->link->certainty) return a->link->certainty < b->link->certainty ? -1 : 1;
  return a->at < b->at ? -1 : 1;
}

static size_t collect_arrows(const map *m, arrow_key *key) {
  size_t count = 0;
  for (size_t i = 0; i < lm_model_link_count(m->page->model); i++) {
    const lm_link *link = lm_model_link(m->page->model, i);
    if (link->type != LM_CONTRIBUTES_TO) continue;
    uint32_t from = end_of(m, link->from), to = end_of(m, link->to);
    if (from != UINT32_MAX && to != UINT32_MAX && from != to) key[count++] = (arrow_key){from, to, link, i};
  }
  return count;
}

/* Activities stand in the box of their initiative: arrows between the same two boxes are one, as sure as the surest. */
static bool make_arrows(map *m) {
  const size_t links = lm_model_link_count(m->page->model);
  arrow_key *key = malloc((links + 1) * sizeof *key);
  m->layout.arrow = calloc(links + 1, sizeof *m->layout.arrow);
  m->link = calloc(links + 1, sizeof *m->link);
  bool fine = key && m->layout.arrow && m->link;
  size_t count = fine ? collect_arrows(m, key) : 0;
  if (fine) qsort(key, count, sizeof *key, compare_keys);
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && key[i].from == key[i - 1].from && key[i].to == key[i - 1].to) continue;
    m->link[m->layout.arrows] = key[i].link;
    m->layout.arrow[m->layout.arrows++] = (lm_layout_arrow){.from = key[i].from, .to = key[i].to};
  }
  free(key);
  return fine;
}

/* ---- headings of columns ---- */

/* Of a column; "" when nothing stands there. */
static const char *heading_of(const map *m, uint32_t key, char *name, size_t size) {
  static const lm_word word[] = {[SCENES] = W_MAP_SCENES, [INITIATIVES] = W_MAP_INITIATIVES};
  const lm_tier *tier = key < TIERS ? NULL : lm_model_tier(m->page->model, key - TIERS);
  if (m->column_of[key] == UINT32_MAX) return "";
  return key < TIERS ? lm_word_in(word[key], m->page->lang) : tier ? lm_tier_label(tier, m->page->view, name, size) : "";
}

static size_t heading_lines(const map *m, uint32_t key, line_fn *put, void *user) {
  char name[LM_TIER_LABEL];
  const char *text = heading_of(m, key, name, sizeof name);
  const uint32_t column = m->column_of[key];
  if (!*text) return 0;
  const double beyond = column + 1 < m->layout.columns ? m->layout.between_columns * HEAD_BEYOND : 0;
  return each_line(m, text, "column", m->width[column] + beyond, put, user);
}

static void measure_headings(map *m) {
  size_t most = 2;
  for (uint32_t key = 0; key < TIERS + lm_model_tier_count(m->page->model); key++) {
    const size_t lines = heading_lines(m, key, NULL, NULL);
    if (lines > most) most = lines;
  }
  m->head = HEAD + LINE * (double)most;
}

/* ---- the map ---- */

static lm_status map_make(map *m) {
  lm_status status = lm_graph_new(&m->parts, m->page->model, LM_MASK(LM_PART_OF));
  m->layout.between_columns = 46;
  m->layout.between_boxes = 9;
  m->layout.between_bands = 2 * BAND_PAD;
  if (status != LM_OK) return status;
  if (!make_boxes(m) || !make_arrows(m)) return LM_ENOMEM;
  measure_headings(m);
  status = lm_layout_run(&m->layout);
  for (size_t i = 0; i < m->count && status == LM_OK; i++)
    if (is_scene(m, m->item[i].node)) m->layout.box[i].y = m->layout.band_y[m->layout.box[i].band];
  return status;
}

static void map_free(map *m) {
  lm_layout_clear(&m->layout);
  lm_graph_free(m->parts);
  free(m->layout.box);
  free(m->layout.arrow);
  free(m->item);
  free(m->link);
  free(m->box_of);
  free(m->band_of);
  free(m->column_of);
  free(m->width);
  lm_cuts_clear(&m->cuts);
}

/* ---- drawing ---- */

typedef struct text_place {
  double x, y;
  const char *style;
} text_place;

static void put_line(lm_canvas *canvas, const char *line, size_t index, void *user) {
  const text_place *place = user;
  lm_canvas_text(canvas, place->style, place->x, place->y + LINE * (double)index, line);
}

typedef struct some_lines {
  text_place place;
  size_t most;
} some_lines;

static void put_some_line(lm_canvas *canvas, const char *line, size_t index, void *user) {
  some_lines *few = user;
  if (index < few->most) put_line(canvas, line, index, &few->place);
}

static void put_title(lm_canvas *canvas, const char *line, size_t index, void *user) {
  const text_place *place = user;
  lm_canvas_text(canvas, place->style, place->x, place->y + TITLE * (double)index, line);
}

/* The coloured edge and the tag with shape, word and letter. */
static double put_tag(const map *m, const lm_rollup *rollup, double x, double y, double room) {
  lm_strbuf words = {0}, style = {0};
  lm_add_rollup_verdict(&words, rollup, m->page->lang);
  const double width = fmin(lm_canvas_text_width("tagged", lm_strbuf_text(&words)) + 12, room);
  lm_strbuf_addf(&style, "tag %s", lm_verdict_word(rollup->status));
  lm_canvas_rect(m->canvas, lm_strbuf_text(&style), x, y, width, TAG);
  lm_strbuf_reset(&style);
  lm_strbuf_addf(&style, "tagged on-%s", lm_verdict_word(rollup->status));
  text_place place = {x + 6, y + 12.5, lm_strbuf_text(&style)};
  put_line(m->canvas, lm_strbuf_text(&words), 0, &place);
  lm_strbuf_drop(&words, m->page->sink);
  lm_strbuf_drop(&style, m->page->sink);
  return width;
}

static void put_edge(const map *m, lm_verdict verdict, const lm_layout_box *box) {
  lm_strbuf style = {0};
  lm_strbuf_addf(&style, "edge %s", lm_verdict_word(verdict));
  lm_canvas_rect(m->canvas, lm_strbuf_text(&style), box->x, box->y, EDGE, box->height);
  lm_strbuf_drop(&style, m->page->sink);
}

static void put_outcome(const map *m, const lm_layout_box *box, const lm_rollup *rollup, double y) {
  const double x = box->x + EDGE + PAD, width = m->layout.column_width[box->column];
  const double right = box->x + width - PAD, room = right - x - put_tag(m, rollup, x, y, right - x) - 6, spark = room < SPARK_W ? room : SPARK_W;
  if (rollup->worst && !is_scene(m, rollup->node) && spark >= SPARK_LEAST)
    lm_chart_small(m->canvas, m->page, rollup->worst, right - spark, y + 1, spark, SPARK_H);
  metric_lines(m, rollup, width, put_line, &(text_place){x, y + TAG + 13, "metrics"});
}

static double put_activity(const map *m, const lm_layout_box *box, lm_node activity, double y) {
  const lm_rollup *rollup = rollup_of(m, activity);
  const double width = m->layout.column_width[box->column];
  lm_strbuf label = {0}, style = {0};
  lm_verdict verdict = rollup ? rollup->status : LM_NOT_ASSESSABLE;
  lm_strbuf_addf(&style, "shape ink-%s", lm_verdict_word(verdict));
  text_place mark = {box->x + EDGE + PAD, y, lm_strbuf_text(&style)}, place = {mark.x + LINE, y, "part"};
  put_line(m->canvas, lm_verdict_shape(verdict), 0, &mark);
  add_label(&label, m->page, activity);
  size_t lines = each_line(m, lm_strbuf_text(&label), place.style, room_in(width) - LINE, put_line, &place);
  lm_strbuf_drop(&label, m->page->sink);
  lm_strbuf_drop(&style, m->page->sink);
  return y + LINE * (double)lines + 2;
}

static void put_initiative(const map *m, const lm_layout_box *box, lm_node node, double y) {
  size_t at = 0;
  y += LINE - 4;
  for (lm_node activity; (activity = next_activity(m, node, &at)) != LM_NO_NODE;) y = put_activity(m, box, activity, y);
  delivery_lines(m, node, room_in(m->layout.column_width[box->column]), put_line, &(text_place){box->x + EDGE + PAD, y, "metrics"});
}

static void put_tooltip(const map *m, lm_node node, const lm_rollup *rollup) {
  lm_strbuf text = {0};
  add_label(&text, m->page, node);
  if (rollup) {
    lm_strbuf_add(&text, " — ");
    lm_add_rollup_verdict(&text, rollup, m->page->lang);
  }
  if (rollup && rollup->worst) {
    lm_strbuf_add(&text, " — ");
    lm_add_standing(&text, m->page->assessment, rollup->worst, m->page->view);
  }
  lm_canvas_tooltip(m->canvas, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, m->page->sink);
}

/* ---- sheets: a map that is too high for one sheet of paper goes on over others ---- */

static const lm_cut *cut_of(const map *m) { return &m->cuts.item[m->sheet]; }

static size_t sheet_of(const map *m, uint32_t box) { return lm_cut_at(&m->cuts, m->layout.box[box].y); }

/* Does a box of the band stand on the sheet? */
static bool has_band(const map *m, uint32_t band) {
  if (m->cuts.count == 1) return true;
  for (uint32_t i = 0; i < m->layout.boxes; i++)
    if (m->layout.box[i].band == band && sheet_of(m, i) == m->sheet) return true;
  return false;
}

/* What of the band stands on the sheet. */
static void band_on_sheet(const map *m, uint32_t band, double *y, double *height) {
  const double top = m->layout.band_y[band], bottom = top + m->layout.band_height[band];
  *y = fmax(top, cut_of(m)->from);
  *height = fmin(bottom, cut_of(m)->to) - *y;
}

/* The heading of a row stands again on every sheet that the row goes on to. */
static bool stands_again(const map *m, uint32_t at) {
  return is_scene(m, m->item[at].node) && sheet_of(m, at) < m->sheet && has_band(m, m->layout.box[at].band);
}

/* Scenes take the whole height of their row. */
static lm_layout_box drawn_box(const map *m, uint32_t at) {
  lm_layout_box box = m->layout.box[at];
  if (is_scene(m, m->item[at].node)) band_on_sheet(m, box.band, &box.y, &box.height);
  return box;
}

static void put_box(const map *m, uint32_t at) {
  const lm_node node = m->item[at].node;
  const lm_rollup *rollup = rollup_of(m, node);
  const lm_layout_box box = drawn_box(m, at);
  const lm_node_info *info = lm_model_node(m->page->model, node);
  lm_strbuf label = {0};
  lm_canvas_group(m->canvas, NULL, m->page->linked && lm_html_has_page(m->page, node) ? node : LM_NO_NODE);
  put_tooltip(m, node, rollup);
  lm_canvas_rect(m->canvas, info->certainty == LM_STATED ? "box" : "box unsure", box.x, box.y, width_of(m, at), box.height);
  if (rollup) put_edge(m, rollup->status, &box);
  add_label(&label, m->page, node);
  text_place place = {box.x + EDGE + PAD, box.y + PAD + 11, label_style(info->kind)};
  size_t lines = each_line(m, lm_strbuf_text(&label), place.style, room_in(width_of(m, at)), put_line, &place);
  double y = box.y + PAD + LINE * (double)lines + PAD / 2;
  if (info->kind == LM_INITIATIVE)
    put_initiative(m, &box, node, y);
  else if (rollup)
    put_outcome(m, &box, rollup, y);
  lm_strbuf_drop(&label, m->page->sink);
  lm_canvas_end_group(m->canvas);
}

/* Its label alone, as much of it as has room; it has been read before. */
static void put_again(const map *m, uint32_t at) {
  const lm_layout_box box = drawn_box(m, at);
  const double room = room_in(width_of(m, at)), lines = floor((box.height - PAD) / LINE);
  lm_strbuf label = {0};
  add_label(&label, m->page, m->item[at].node);
  lm_strbuf_add(&label, lm_word_in(W_MAP_CONTINUED, m->page->lang));
  lm_canvas_group(m->canvas, "again", LM_NO_NODE);
  lm_canvas_rect(m->canvas, "box", box.x, box.y, width_of(m, at), box.height);
  some_lines few = {{box.x + EDGE + PAD, box.y + PAD + 11, label_style(LM_SCENE)}, lines > 1 ? (size_t)lines : 1};
  each_line(m, lm_strbuf_text(&label), few.place.style, room, put_some_line, &few);
  lm_canvas_end_group(m->canvas);
  lm_strbuf_drop(&label, m->page->sink);
}

static void put_curve(lm_canvas *canvas, lm_point from, lm_point to, bool beside) {
  double middle = beside ? fmax(from.x, to.x) : (from.x + to.x) / 2;
  lm_canvas_curve(canvas, (lm_point){middle, from.y}, (lm_point){middle, to.y}, to);
}

static void put_tip(lm_canvas *canvas, lm_point end, bool leftwards) {
  double back = leftwards ? ARROW_TIP : -ARROW_TIP;
  lm_canvas_path(canvas, "tip");
  lm_canvas_pen(canvas, LM_PEN_MOVE, end.x + back, end.y - 3);
  lm_canvas_pen(canvas, LM_PEN_LINE, end.x, end.y);
  lm_canvas_pen(canvas, LM_PEN_LINE, end.x + back, end.y + 3);
  lm_canvas_close_path(canvas);
  lm_canvas_end_path(canvas);
}

/* An arrow that passes columns does not leave the sheet on which both its ends are. */
static lm_point on_sheet(const map *m, lm_point p) { return (lm_point){p.x, fmin(fmax(p.y, cut_of(m)->from), cut_of(m)->to)}; }

static void put_arrow(const map *m, size_t at) {
  const lm_layout *l = &m->layout;
  const lm_layout_arrow *arrow = &l->arrow[at];
  const lm_link *link = m->link[at];
  const lm_point *point = &l->point[arrow->first], *end = &point[arrow->count - 1];
  const uint32_t from = l->box[arrow->from].column, to = l->box[arrow->to].column;
  lm_strbuf style = {0};
  lm_strbuf_addf(&style, "arrow %s%s", lm_certainty_word(link->certainty), link->cite_count > 0 ? " cited" : "");
  lm_canvas_group(m->canvas, lm_strbuf_text(&style), LM_NO_NODE);
  lm_canvas_path(m->canvas, NULL);
  lm_canvas_pen(m->canvas, LM_PEN_MOVE, point[0].x, point[0].y);
  for (size_t i = 1; i < arrow->count; i++) put_curve(m->canvas, on_sheet(m, point[i - 1]), on_sheet(m, point[i]), from == to);
  lm_canvas_end_path(m->canvas);
  put_tip(m->canvas, *end, from >= to);
  if (link->sign < 0) lm_canvas_text(m->canvas, "minus", end->x - 16, end->y - 4, "−");
  lm_canvas_end_group(m->canvas);
  lm_strbuf_drop(&style, m->page->sink);
}

/* Where an arrow leaves the sheet, or comes from another: "→ 2/6", "1/6 →". `last`: y of the mark above, of the same box and side. */
static void put_mark(const map *m, lm_point at, bool right, bool leaves, size_t other, double *last) {
  static const char *const form[2][2] = {{"%zu/%zu →", "%zu/%zu ←"}, {"← %zu/%zu", "→ %zu/%zu"}};
  char text[64];
  snprintf(text, sizeof text, form[right][leaves], other + 1, m->cuts.count);
  const double width = lm_canvas_text_width("metrics", text), x = right ? at.x + 2 : at.x - 2 - width;
  *last = fmax(at.y + 4, *last + MARK_STEP);
  lm_canvas_text(m->canvas, "metrics", x, *last, text);
}

static bool leaves_right(const map *m, const lm_layout_arrow *arrow, bool leaves) {
  const uint32_t from = m->layout.box[arrow->from].column, to = m->layout.box[arrow->to].column;
  return leaves ? from <= to : from >= to;
}

/* One mark for each other sheet. */
static void put_marks_of(const map *m, uint32_t box, bool right, bool leaves) {
  const lm_layout *l = &m->layout;
  double last = -INFINITY;
  for (size_t other = 0; other < m->cuts.count; other++) {
    for (size_t i = 0; i < l->arrows; i++) {
      const lm_layout_arrow *arrow = &l->arrow[i];
      const uint32_t own = leaves ? arrow->from : arrow->to, there = leaves ? arrow->to : arrow->from;
      if (own != box || other == m->sheet || sheet_of(m, there) != other || leaves_right(m, arrow, leaves) != right) continue;
      put_mark(m, l->point[arrow->first + (leaves ? 0 : arrow->count - 1)], right, leaves, other, &last);
      break;
    }
  }
}

static void put_marks(const map *m) {
  if (m->cuts.count == 1) return;
  lm_canvas_group(m->canvas, "marks", LM_NO_NODE);
  for (uint32_t i = 0; i < m->layout.boxes; i++)
    for (int side = 0; side < 4 && sheet_of(m, i) == m->sheet; side++) put_marks_of(m, i, side & 1, side & 2);
  lm_canvas_end_group(m->canvas);
}

static void put_arrows(const map *m) {
  for (size_t i = 0; i < m->layout.arrows; i++)
    if (sheet_of(m, m->layout.arrow[i].from) == m->sheet && sheet_of(m, m->layout.arrow[i].to) == m->sheet) put_arrow(m, i);
  put_marks(m);
}

static void put_boxes(const map *m) {
  for (uint32_t i = 0; i < m->layout.boxes; i++) {
    if (sheet_of(m, i) == m->sheet) put_box(m, i);
    else if (stands_again(m, i)) put_again(m, i);
  }
}

static void put_bands(const map *m) {
  double y, height;
  for (uint32_t i = 0; i < m->layout.bands; i++) {
    if (!has_band(m, i)) continue;
    band_on_sheet(m, i, &y, &height);
    lm_canvas_rect(m->canvas, i % 2 ? "band odd" : "band", -MARGIN, y - BAND_PAD, m->layout.width + 2 * MARGIN, height + 2 * BAND_PAD);
    lm_canvas_pause(m->canvas);
  }
}

static void put_heading(const map *m, uint32_t key) {
  if (m->column_of[key] == UINT32_MAX) return;
  text_place place = {m->layout.column_x[m->column_of[key]] + 2, cut_of(m)->from - m->head - BAND_PAD + 12, "column"};
  heading_lines(m, key, put_line, &place);
}

/* They have been read on the first sheet. */
static void put_headings(const map *m) {
  if (m->sheet > 0) lm_canvas_group(m->canvas, "again", LM_NO_NODE);
  for (uint32_t key = 0; key < TIERS + lm_model_tier_count(m->page->model); key++) put_heading(m, key);
  if (m->sheet > 0) lm_canvas_end_group(m->canvas);
}

/* Which sheet it is, and what the marks on it mean. */
static void put_sheet(const map *m) {
  char number[24], count[24];
  lm_strbuf text = {0};
  if (m->cuts.count == 1) return;
  snprintf(number, sizeof number, "%zu", m->sheet + 1);
  snprintf(count, sizeof count, "%zu", m->cuts.count);
  const double y = cut_of(m)->from - m->head - BAND_PAD - SHEET_LINE + 12;
  lm_say(&text, m->page->lang, W_MAP_SHEET, number, count, NULL, NULL);
  if (m->sheet > 0) lm_strbuf_add(&text, lm_word_in(W_MAP_CONTINUED, m->page->lang));
  lm_canvas_text(m->canvas, "label strong", 2, y, lm_strbuf_text(&text));
  const double beside = lm_canvas_text_width("label strong", lm_strbuf_text(&text)) + 2 * PAD;
  lm_strbuf_reset(&text);
  lm_say(&text, m->page->lang, W_MAP_SHEET_MARKS, count, NULL, NULL, NULL);
  if (beside + lm_canvas_text_width("metrics", lm_strbuf_text(&text)) <= m->layout.width) lm_canvas_text(m->canvas, "metrics", beside, y, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, m->page->sink);
}

/* ---- the frame ---- */

/* A drawing alone has title, area, notice and legend in it: in the report they stand around the drawing. */
typedef struct surroundings {
  lm_strbuf title, below, notice; /* below: subtitle and organisation of the settings */
  double room, top, bottom; /* room: width of their lines */
  size_t title_lines, below_lines, legend_lines, notice_lines;
} surroundings;

static surroundings surroundings_of(const map *m, bool alone) {
  const lm_page *page = m->page;
  surroundings s = {.room = m->layout.width, .top = m->head + BAND_PAD + MARGIN, .bottom = BAND_PAD + MARGIN};
  if (!alone) return s;
  lm_strbuf_addf(&s.title, "%s  %s", lm_html_title(page),
                 lm_area_label(lm_assessment_areas(page->assessment), page->area, page->lang));
  lm_add_notice(&s.notice, page->assessment, page->lang);
  lm_page_add_office(&s.below, page);
  s.title_lines = each_line(m, lm_strbuf_text(&s.title), "title", s.room, NULL, NULL);
  s.legend_lines = each_line(m, lm_word_in(W_MAP_LINES, page->lang), "metrics", s.room, NULL, NULL);
  s.notice_lines = each_line(m, lm_strbuf_text(&s.notice), "label strong", s.room, NULL, NULL);
  s.below_lines = s.below.length > 0 ? each_line(m, lm_strbuf_text(&s.below), "metrics", s.room, NULL, NULL) : 0;
  s.top += TITLE * (double)s.title_lines + LINE * (double)(1 + s.below_lines);
  s.bottom += LINE * (double)(s.legend_lines + s.notice_lines) + MARGIN;
  return s;
}

static void put_surroundings(const map *m, const surroundings *s) {
  const double bottom = m->layout.height + BAND_PAD + LINE + 4;
  text_place title = {0, MARGIN + TITLE - s->top, "title"}, legend = {0, bottom, "metrics"}, notice = {0, bottom + LINE * (double)s->legend_lines, "label strong"};
  lm_canvas_rect(m->canvas, "paper", -MARGIN, -s->top, m->layout.width + 2 * MARGIN, m->layout.height + s->top + s->bottom);
  each_line(m, lm_strbuf_text(&s->title), title.style, s->room, put_title, &title);
  text_place below = {0, title.y + TITLE * (double)s->title_lines - 4, "metrics"};
  if (s->below_lines > 0) each_line(m, lm_strbuf_text(&s->below), below.style, s->room, put_line, &below);
  each_line(m, lm_word_in(W_MAP_LINES, m->page->lang), legend.style, s->room, put_line, &legend);
  each_line(m, lm_strbuf_text(&s->notice), notice.style, s->room, put_line, &notice);
}

static void open_frame(const map *m, const surroundings *s, bool alone) {
  static const char *const style[][2] = {{"map", "map own"}, {"map tall", "map tall own"}};
  const lm_page *page = m->page;
  const double width = m->layout.width + 2 * MARGIN, height = cut_of(m)->to - cut_of(m)->from + s->top + s->bottom;
  lm_strbuf about = {0};
  if (alone) lm_add_notice(&about, page->assessment, page->lang);
  if (about.length > 0) lm_strbuf_add(&about, " ");
  lm_strbuf_addf(&about, "%s %s", lm_word_in(W_MAP_DESC, page->lang), lm_word_in(W_MAP_LINES, page->lang));
  lm_canvas_open(m->canvas, &(lm_frame){
                                .style = style[height > width][!alone && (width < NARROW || width > BROAD)],
                                .left = -MARGIN,
                                .top = cut_of(m)->from - s->top,
                                .width = width,
                                .height = height,
                                .parts = true,
                                .alone = alone,
                                .title_id = "map-title",
                                .title = lm_text_in(lm_model_title(page->model), page->lang),
                                .about_id = "map-desc",
                                .about = lm_strbuf_text(&about),
                                .sheets = m->cuts.count,
                            });
  lm_strbuf_drop(&about, page->sink);
}

static void put_parts(const map *m, const surroundings *s, bool alone) {
  open_frame(m, s, alone);
  if (alone) put_surroundings(m, s);
  put_bands(m);
  put_sheet(m);
  put_headings(m);
  put_arrows(m);
  put_boxes(m);
  lm_canvas_close(m->canvas);
}

/* Over as many sheets as the canvas wants. */
static lm_status cut_map(map *m, surroundings *s) {
  const lm_canvas_sheet *sheet = &m->canvas->sheet;
  const double around = s->top + s->bottom, line = m->layout.height + around > sheet->first ? SHEET_LINE : 0;
  if (sheet->first <= 0) return lm_cut_layout(&m->cuts, &m->layout, 0, 0);
  const lm_status status = lm_cut_layout(&m->cuts, &m->layout, sheet->first - around - line, sheet->other - around - line);
  if (m->cuts.count > 1) s->top += SHEET_LINE;
  if (sheet->number < m->cuts.count) m->sheet = sheet->number;
  return status;
}

static lm_status put_map(map *m, bool alone) {
  surroundings s = surroundings_of(m, alone);
  const lm_status status = cut_map(m, &s);
  if (status == LM_OK) put_parts(m, &s, alone);
  lm_strbuf_drop(&s.title, m->page->sink);
  lm_strbuf_drop(&s.below, m->page->sink);
  lm_strbuf_drop(&s.notice, m->page->sink);
  return status;
}

lm_status lm_map_places(const lm_page *page, const lm_map_visitor *visit, void *user) {
  map m = {.page = page};
  lm_status status = map_make(&m);
  const lm_layout *l = &m.layout;
  if (status == LM_OK) status = lm_cut_layout(&m.cuts, l, 0, 0);
  if (status == LM_OK) visit->boxes(user, l->width, l->height);
  for (uint32_t i = 0; i < l->boxes && status == LM_OK; i++) {
    const lm_layout_box place = drawn_box(&m, i);
    visit->box(user, m.item[i].node, &place, width_of(&m, i));
  }
  if (status == LM_OK) visit->arrows(user);
  for (size_t i = 0; i < l->arrows && status == LM_OK; i++) {
    const lm_layout_arrow *a = &l->arrow[i];
    visit->arrow(user, m.link[i], l->point[a->first], l->point[a->first + a->count - 1]);
  }
  map_free(&m);
  return status;
}

void lm_map_paint(lm_canvas *canvas, const lm_page *page, bool alone) {
  map m = {.canvas = canvas, .page = page};
  lm_status status = map_make(&m);
  if (status == LM_OK) status = put_map(&m, alone);
  if (status != LM_OK) lm_sink_fail(page->sink, status);
  map_free(&m);
}

void lm_map_draw(const lm_page *page, bool alone) {
  if (page->printed) {
    lm_html_put(page, "<svg class=\"map\"></svg>\n");
    return;
  }
  lm_svg svg = lm_svg_on(page);
  lm_map_paint(&svg.canvas, page, alone);
}
