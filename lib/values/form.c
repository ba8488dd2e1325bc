#include <logicmodel/form.h>

#include "../base/vec.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct rows {
  lm_form_row *item;
  size_t count, room;
} rows;

typedef struct builder {
  const lm_model *model;
  const lm_panel *panel;
  uint32_t area;
  int32_t year;
  rows rows;
  bool *done; /* by node: the indicator has its row */
} builder;

static const lm_text reasons[LM_MISSING_COUNT] = {
    [LM_SUPPRESSED] = {{"masked", "秘匿"}},       [LM_NOT_COLLECTED] = {{"not collected", "集計していない"}},
    [LM_NOT_YET] = {{"not yet", "まだない"}},     [LM_NOT_APPLICABLE] = {{"not applicable", "対象外"}},
    [LM_LOST] = {{"lost", "失われた"}},           [LM_UNKNOWN] = {{"unknown", "不明"}},
};

const char *lm_form_reason(lm_missing missing, lm_lang lang) {
  return (unsigned)missing < LM_MISSING_COUNT ? reasons[missing].in[lang] : NULL;
}

/* By bit; in English the words of the documents. */
static const char *const flags_ja[LM_FLAG_COUNT] = {"速報", "推計", "将来推計", "前の値と比べられない", "定義変更", "補完", "精度が低い", "改定値", "非公表"};

const char *lm_form_flag(lm_flag flag, lm_lang lang) {
  const char *word = lm_flag_word(flag);
  for (int i = 0; word && lang == LM_JA && i < LM_FLAG_COUNT; i++)
    if ((unsigned)flag == 1u << i) word = flags_ja[i];
  return word;
}

/* ---- the order of the design map ---- */

typedef struct place {
  uint32_t scene;          /* LM_NO_NODE comes last */
  int rank, number;        /* what is done before the outcomes, those by level */
  lm_node node;
  size_t link;
} place;

static int compare(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->scene != y->scene) return x->scene < y->scene ? -1 : 1;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  if (x->number != y->number) return x->number < y->number ? -1 : 1;
  if (x->node != y->node) return x->node < y->node ? -1 : 1;
  return (x->link > y->link) - (x->link < y->link);
}

static place place_of(const lm_model *model, const lm_link *link, size_t index) {
  const lm_node_info *node = lm_model_node(model, link->from);
  const lm_tier *tier = lm_model_tier(model, node->tier);
  place p = {lm_model_scene_of(model, link->from), 0, 0, link->from, index};
  if (node->kind != LM_OUTCOME) return p;
  p.rank = 1 + (tier ? (int)tier->level : LM_LEVEL_COUNT);
  p.number = node->number;
  return p;
}

/* ---- one indicator ---- */

static int32_t per_year(lm_period_kind kind) {
  static const int32_t count[LM_PERIOD_KIND_COUNT] = {[LM_YEAR] = 1, [LM_FISCAL] = 1, [LM_HALF] = 2, [LM_QUARTER] = 4, [LM_MONTH] = 12};
  return count[kind];
}

/* The last value of that fiscal year. */
static const lm_obs *last_within(const lm_series *series, int32_t year) {
  const lm_period fiscal = {LM_FISCAL, year};
  const lm_obs *last = NULL;
  for (size_t i = 0; series && i < series->count; i++) {
    int32_t day = series->obs[i].period.index;
    if (day >= lm_period_start(fiscal) && day < lm_period_end(fiscal)) last = &series->obs[i];
  }
  return last;
}

/* The same month and day within the fiscal year `year`. */
static int32_t moved(int32_t day, int32_t year) {
  char then[16], text[32];
  lm_day_format(day, then, sizeof then);
  bool early = then[5] == '0' && then[6] <= '3'; /* January to March */
  snprintf(text, sizeof text, "%04d%s", (int)(year + early) % 10000, then + 4);
  if (lm_day_parse(&day, text, 10)) return day;
  text[9] = '8'; /* 29 February */
  lm_day_parse(&day, text, 10);
  return day;
}

static const lm_obs *find(const lm_series *series, lm_period period) {
  for (size_t i = 0; series && i < series->count; i++)
    if (series->obs[i].period.index == period.index) return &series->obs[i];
  return NULL;
}

lm_period lm_form_period_before(const lm_form_row *row, int years) {
  return (lm_period){row->period.kind, row->period.index - years * per_year(row->period.kind)};
}

static void look_back(const builder *b, lm_form_row *row, const lm_series *series) {
  for (int i = 0; i < LM_FORM_BEFORE; i++) {
    if (series && series->kind == LM_DAY) {
      row->before[i] = last_within(series, b->year - i - 1);
      continue;
    }
    row->before[i] = find(series, lm_form_period_before(row, i + 1));
  }
  row->now = row->has_period ? find(series, row->period) : NULL;
}

static bool add_rows(builder *b, lm_form_row row, lm_period_kind kind, const lm_series *series) {
  if (kind == LM_DAY) {
    row.has_period = series && series->count > 0;
    row.period = (lm_period){LM_DAY, row.has_period ? moved(series->obs[series->count - 1].period.index, b->year) : 0};
    look_back(b, &row, series);
    return LM_VEC_PUSH(&b->rows, row);
  }
  row.has_period = true;
  for (int32_t i = 0; i < per_year(kind); i++) {
    row.period = (lm_period){kind, b->year * per_year(kind) + i};
    look_back(b, &row, series);
    if (!LM_VEC_PUSH(&b->rows, row)) return false;
  }
  return true;
}

/* The node itself, or the nearest above it of which somebody is in charge. */
static lm_node charged(const lm_model *model, lm_node node) {
  while (node != LM_NO_NODE && lm_model_node(model, node)->charge_count == 0) node = lm_model_node(model, node)->parent;
  return node;
}

static bool add_indicator(builder *b, lm_node indicator, lm_node node) {
  const lm_indicator *info = lm_model_node(b->model, indicator)->indicator;
  if (b->done[indicator] || info->measure == LM_MEASURE_TEXT) return true;
  b->done[indicator] = true;
  const lm_series *series = lm_panel_find(b->panel, indicator, b->area, info->basis);
  lm_period_kind kind = info->basis >= 0 ? (lm_period_kind)info->basis : series ? series->kind : LM_FISCAL;
  lm_form_row row = {.scene = LM_NO_NODE, .node = node, .indicator = indicator, .charged = LM_NO_NODE};
  if (node != LM_NO_NODE) {
    row.scene = lm_model_scene_of(b->model, node);
    row.charged = charged(b->model, node);
  }
  return add_rows(b, row, kind, series);
}

static bool add_measured(builder *b) {
  struct { place *item; size_t count, room; } places = {0};
  bool ok = true;
  for (size_t i = 0; ok && i < lm_model_link_count(b->model); i++) {
    const lm_link *link = lm_model_link(b->model, i);
    if (link->type == LM_MEASURED_BY) ok = LM_VEC_PUSH(&places, place_of(b->model, link, i));
  }
  if (ok && places.count) qsort(places.item, places.count, sizeof *places.item, compare);
  for (size_t i = 0; ok && i < places.count; i++) ok = add_indicator(b, lm_model_link(b->model, places.item[i].link)->to, places.item[i].node);
  free(places.item);
  return ok;
}

static bool add_others(builder *b) {
  for (lm_node i = 0; i < lm_model_node_count(b->model); i++)
    if (lm_model_node(b->model, i)->kind == LM_INDICATOR && !add_indicator(b, i, LM_NO_NODE)) return false;
  return true;
}

lm_status lm_form_new(lm_form **out, const lm_model *model, const lm_areas *areas, const lm_panel *panel, uint32_t area, int32_t year) {
  *out = NULL;
  if (!lm_areas_at(areas, area) || year < 1 || year > 9999) return LM_EINVAL;
  builder b = {.model = model, .panel = panel, .area = area, .year = year, .done = calloc(lm_model_node_count(model) + 1, sizeof *b.done)};
  lm_form *form = calloc(1, sizeof *form);
  bool ok = form && b.done && add_measured(&b) && add_others(&b);
  free(b.done);
  if (!ok) {
    free(form);
    free(b.rows.item);
    return LM_ENOMEM;
  }
  *form = (lm_form){model, lm_areas_at(areas, area), year, b.rows.item, b.rows.count};
  *out = form;
  return LM_OK;
}

void lm_form_free(lm_form *form) {
  if (!form) return;
  free(form->row);
  free(form);
}
