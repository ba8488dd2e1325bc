/* progress.c: what progress documents amount to, as JSON and CSV; text is in progress_text.c. */
#include "progress.h"

#include "fields.h"

#include <stdio.h>
#include <string.h>

static const char *const words[LM_PROGRESS_TABLE_COUNT] = {"all", "items", "results"};

const char *lm_progress_table_word(lm_progress_table table) {
  return (unsigned)table < LM_PROGRESS_TABLE_COUNT ? words[table] : NULL;
}

bool lm_progress_table_parse(lm_progress_table *out, const char *word) {
  for (int i = 0; i < LM_PROGRESS_TABLE_COUNT; i++) {
    if (strcmp(words[i], word) != 0) continue;
    *out = (lm_progress_table)i;
    return true;
  }
  return false;
}

const char *lm_when_period_text(lm_when when, char *buffer, size_t size) {
  return when.tier == LM_NO_TIER ? lm_period_format(when.period, buffer, size) : NULL;
}

const char *lm_grade_label(const lm_scale *scale, int place, lm_lang lang) {
  const lm_scale_grade *grade = lm_scale_at(scale, place);
  return grade ? lm_text_in(&grade->label, lang) : NULL;
}

void lm_add_when(lm_strbuf *to, const lm_model *model, lm_when when, const lm_view *view) {
  char period[48], name[LM_TIER_LABEL];
  const lm_tier *tier = lm_model_tier(model, when.tier);
  if (!tier) {
    lm_strbuf_add(to, lm_period_in(when.period, view, period, sizeof period));
    return;
  }
  lm_strbuf_add(to, lm_tier_label(tier, view, name, sizeof name));
}

void lm_add_grade_why(lm_strbuf *to, const lm_scale *scale, const lm_progress_item *item, lm_lang lang) {
  const lm_graded *g = &item->graded;
  char open[24];
  snprintf(open, sizeof open, "%zu", item->tally.total - item->tally.reported);
  lm_say(to, lang, lm_word_grade_reason(g->reason), open, NULL, NULL, NULL);
  if (g->grade < 0 && g->best >= 0) {
    lm_strbuf_add(to, lang == LM_JA ? "。" : "; ");
    lm_say(to, lang, W_PG_BOUNDS, lm_grade_label(scale, g->best, lang), lm_grade_label(scale, g->worst, lang), NULL, NULL);
  }
  if (item->differs) lm_strbuf_add(to, lm_word_in(W_PG_DIFFERS, lang));
}

bool lm_progress_item_here(const lm_progress_item *item, uint32_t area) {
  return item->area == area || item->area == LM_NO_AREA || area == LM_NO_AREA;
}

bool lm_progress_is_fictional(const lm_progress_assessment *assessment) {
  const lm_progress *progress = lm_progress_assessment_progress(assessment);
  for (size_t i = 0; i < lm_progress_document_count(progress); i++)
    if (lm_progress_document(progress, i)->fictional) return true;
  return false;
}

/* ---- fields ---- */

typedef struct writing {
  lm_fields fields;
  const lm_progress_assessment *assessment;
  const lm_view *view;
} writing;

static const char *grade_id(const writing *w, int place) {
  const lm_scale_grade *grade = lm_scale_at(lm_progress_assessment_scale(w->assessment), place);
  return grade ? grade->id : NULL;
}

static void node_fields(writing *w, lm_node node, uint32_t area, lm_when when) {
  const lm_model *model = lm_progress_assessment_model(w->assessment);
  const lm_areas *areas = lm_progress_assessment_areas(w->assessment);
  const lm_node_info *info = lm_model_node(model, node);
  const char *area_label = lm_area_label(areas, area, w->view->lang);
  char period[48];
  lm_field_text(&w->fields, "kind", info ? lm_kind_word(info->kind) : NULL);
  lm_field_text(&w->fields, "node", lm_id_of(model, node));
  lm_field_text(&w->fields, "mark", info ? info->mark : NULL);
  lm_field_text(&w->fields, "label", lm_label_of(model, node, w->view->lang));
  lm_field_text(&w->fields, "scene", lm_scene_id(model, node));
  lm_field_text(&w->fields, "area", lm_area_id(areas, area));
  lm_field_text(&w->fields, "area_label", *area_label ? area_label : NULL);
  lm_field_text(&w->fields, "period", lm_when_period_text(when, period, sizeof period));
  lm_field_text(&w->fields, "tier", lm_tier_id(model, when.tier));
}

/* "all-met:2": initiatives by grade. */
typedef struct counted {
  const lm_scale *scale;
  const size_t *by;
  char *text; /* scratch of COUNTED_BYTES */
} counted;

enum { COUNTED_BYTES = 96 };

static const char *count_word(const void *user, size_t i) {
  const counted *c = user;
  const lm_scale_grade *grade = lm_scale_at(c->scale, (int)i);
  if (c->by[i] == 0) return NULL;
  snprintf(c->text, COUNTED_BYTES, "%s:%zu", grade ? grade->id : "none", c->by[i]);
  return c->text;
}

static void count_field(writing *w, const char *name, const size_t *by) {
  char text[COUNTED_BYTES];
  const counted c = {lm_progress_assessment_scale(w->assessment), by, text};
  lm_field_words(&w->fields, name, count_word, &c, by ? c.scale->count + 1 : 0);
}

static void cost_fields(writing *w, const lm_progress_item *item) {
  static const char *const all[LM_COST_KIND_COUNT] = {"cost_budget", "cost_estimate", "cost_actual"};
  static const char *const own[LM_COST_KIND_COUNT] = {"own_cost_budget", "own_cost_estimate", "own_cost_actual"};
  for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++) lm_field_number(&w->fields, all[kind], item->cost[kind]);
  for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++) lm_field_number(&w->fields, own[kind], item->own_cost[kind]);
  lm_field_whole(&w->fields, "costed", (int64_t)item->costed);
  lm_field_whole(&w->fields, "cost_blank", (int64_t)item->cost_blank);
  lm_field_bool(&w->fields, "cost_twice", item->cost_twice);
}

static void item_fields(writing *w, const lm_progress_item *item) {
  const lm_scale *scale = lm_progress_assessment_scale(w->assessment);
  lm_fields *f = &w->fields;
  node_fields(w, item->node, item->area, item->when);
  lm_field_whole(f, "goals", (int64_t)item->tally.total);
  lm_field_whole(f, "reported", (int64_t)item->tally.reported);
  lm_field_whole(f, "met", (int64_t)item->tally.met);
  lm_field_whole(f, "not_begun", (int64_t)item->tally.not_begun);
  lm_field_text(f, "grade", grade_id(w, item->graded.grade));
  lm_field_text(f, "grade_label", lm_grade_label(scale, item->graded.grade, w->view->lang));
  lm_field_text(f, "grade_best", grade_id(w, item->graded.best));
  lm_field_text(f, "grade_worst", grade_id(w, item->graded.worst));
  lm_field_text(f, "grade_reason", lm_grade_reason_word(item->graded.reason));
  lm_field_text(f, "printed_grade", grade_id(w, item->printed));
  lm_field_text(f, "printed_grade_label", lm_grade_label(scale, item->printed, w->view->lang));
  lm_field_bool(f, "differs", item->differs);
  lm_field_whole(f, "initiatives", (int64_t)item->initiatives);
  count_field(w, "initiatives_by_grade", item->computed);
  count_field(w, "initiatives_by_printed_grade", item->as_printed);
  cost_fields(w, item);
  lm_field_bool(f, "fictional", lm_progress_is_fictional(w->assessment));
}

static void result_fields(writing *w, const lm_cost_result *result) {
  const lm_model *model = lm_progress_assessment_model(w->assessment);
  const lm_node_info *indicator = lm_model_node(model, result->indicator);
  lm_fields *f = &w->fields;
  node_fields(w, result->node, result->area, result->when);
  lm_field_text(f, "indicator", lm_id_of(model, result->indicator));
  lm_field_text(f, "indicator_label", lm_label_of(model, result->indicator, w->view->lang));
  lm_field_text(f, "unit", indicator && indicator->indicator ? lm_text_in(&indicator->indicator->unit, w->view->lang) : NULL);
  lm_field_number(f, "cost", result->cost);
  lm_field_number(f, "result", result->result);
  lm_field_number(f, "cost_per_result", result->per);
  lm_field_text(f, "why_not", result->refusal == LM_CR_OK ? NULL : lm_cost_refusal_word(result->refusal));
  lm_field_text(f, "missing", lm_missing_word(result->missing));
  lm_field_bool(f, "fictional", lm_progress_is_fictional(w->assessment));
}

/* ---- JSON ---- */

static void scale_as_json(lm_json *json, const lm_scale *scale, lm_lang lang) {
  lm_json_array(json, "scale");
  for (size_t i = 0; i < scale->count; i++) {
    const lm_scale_grade *grade = &scale->grades[i];
    lm_json_object(json, NULL);
    lm_json_text(json, "grade", grade->id);
    lm_json_text(json, "label", lm_text_in(&grade->label, lang));
    lm_json_number(json, "at_least", grade->at_least);
    lm_json_text(json, "definition", lm_text_in(&grade->definition, lang));
    lm_json_close(json);
  }
  lm_json_close(json);
}

static lm_status write_json(writing *w, lm_sink *sink, lm_progress_table table) {
  const lm_model *model = lm_progress_assessment_model(w->assessment);
  lm_json json = lm_json_to(sink);
  w->fields.json = &json;
  lm_json_object(&json, NULL);
  lm_json_text(&json, "model", lm_model_id(model));
  lm_json_text(&json, "title", lm_text_in(lm_model_title(model), w->view->lang));
  lm_json_bool(&json, "fictional", lm_progress_is_fictional(w->assessment));
  scale_as_json(&json, lm_progress_assessment_scale(w->assessment), w->view->lang);
  if (table != LM_PROGRESS_RESULTS) lm_json_array(&json, "items");
  for (size_t i = 0; table != LM_PROGRESS_RESULTS && i < lm_progress_item_count(w->assessment); i++) {
    lm_json_object(&json, NULL);
    item_fields(w, lm_progress_item_at(w->assessment, i));
    lm_json_close(&json);
  }
  if (table != LM_PROGRESS_RESULTS) lm_json_close(&json);
  if (table != LM_PROGRESS_ITEMS) lm_json_array(&json, "results");
  for (size_t i = 0; table != LM_PROGRESS_ITEMS && i < lm_cost_result_count(w->assessment); i++) {
    lm_json_object(&json, NULL);
    result_fields(w, lm_cost_result_at(w->assessment, i));
    lm_json_close(&json);
  }
  if (table != LM_PROGRESS_ITEMS) lm_json_close(&json);
  lm_json_close(&json);
  w->fields.json = NULL;
  return LM_OK;
}

/* ---- CSV ---- */

static lm_status write_csv(writing *w, lm_sink *sink, lm_progress_table table) {
  lm_csv csv = lm_csv_to(sink, w->view->excel);
  const lm_progress_item no_item = {.node = LM_NO_NODE, .printed = -1};
  const lm_cost_result no_result = {.node = LM_NO_NODE, .indicator = LM_NO_NODE};
  bool results = table == LM_PROGRESS_RESULTS;
  size_t count = results ? lm_cost_result_count(w->assessment) : lm_progress_item_count(w->assessment);
  w->fields = (lm_fields){.csv = &csv, .names = true};
  for (size_t i = 0; i <= count; i++) { /* the first row is the headings */
    if (results)
      result_fields(w, i == 0 ? &no_result : lm_cost_result_at(w->assessment, i - 1));
    else
      item_fields(w, i == 0 ? &no_item : lm_progress_item_at(w->assessment, i - 1));
    lm_csv_end_row(&csv);
    w->fields.names = false;
  }
  return LM_OK;
}

lm_status lm_write_progress(lm_sink *sink, const lm_progress_assessment *assessment, lm_progress_table table, const lm_view *view) {
  writing w = {{0}, assessment, view};
  if ((unsigned)table >= LM_PROGRESS_TABLE_COUNT) return LM_EINVAL;
  if (view->format == LM_FORMAT_JSON) return write_json(&w, sink, table);
  if (view->format == LM_FORMAT_CSV) return write_csv(&w, sink, table);
  return view->format == LM_FORMAT_TEXT ? lm_progress_as_text(sink, assessment, table, view) : LM_EINVAL;
}
