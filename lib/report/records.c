/* records.c: see records.h. */
#include "records.h"

#include <logicmodel/judge.h>

#include <math.h>
#include <stdlib.h>

static const double absent = (double)NAN;

lm_section lm_section_of(lm_verdict verdict) {
  static const lm_section of[LM_VERDICT_COUNT] = {
      [LM_ACHIEVED] = LM_SECTION_WELL,   [LM_ACHIEVED_SLIPPING] = LM_SECTION_WELL,
      [LM_ON_TRACK] = LM_SECTION_WELL,   [LM_NEAR] = LM_SECTION_BEHIND,
      [LM_SLOW] = LM_SECTION_BEHIND,     [LM_AWAY] = LM_SECTION_BEHIND,
      [LM_UNCLEAR] = LM_SECTION_UNKNOWN, [LM_NOT_ASSESSABLE] = LM_SECTION_UNKNOWN,
  };
  return of[verdict];
}

lm_rollup lm_rollup_none(void) {
  return (lm_rollup){.node = LM_NO_NODE,
                     .area = LM_NO_AREA,
                     .tier = LM_NO_TIER,
                     .status = LM_VERDICT_COUNT,
                     .score = absent,
                     .coverage = absent,
                     .diagnosis.kind = LM_DX_COUNT};
}

static void period_field(lm_fields *fields, const char *name, bool known, lm_period period) {
  char buffer[48];
  lm_field_text(fields, name, known ? lm_period_format(period, buffer, sizeof buffer) : NULL);
}

static const char *word_at(const void *user, size_t i) {
  const char *const *word = user;
  return word[i];
}

static void reasons_field(lm_fields *f, uint64_t reasons) {
  const char *word[LM_REASON_COUNT];
  size_t count = 0;
  for (unsigned i = 0; i < LM_REASON_COUNT && reasons >> i; i++)
    if (reasons & LM_REASON_BIT(i)) word[count++] = lm_reason_word((lm_reason)i);
  lm_field_words(f, "reasons", word_at, word, count);
}

typedef struct period_name {
  char text[48];
} period_name;

static const char *name_at(const void *user, size_t i) {
  const period_name *name = user;
  return name[i].text;
}

/* The periods without which the verdict is another. */
static void flips_field(lm_fields *f, const lm_record *r) {
  period_name name[LM_WINDOW];
  for (size_t i = 0; i < r->flips; i++) lm_period_format(r->flip[i], name[i].text, sizeof name[i].text);
  lm_field_words(f, "flips", name_at, name, r->flips);
}

static const char *verdict_or_null(lm_verdict verdict) {
  return verdict < LM_VERDICT_COUNT ? lm_verdict_word(verdict) : NULL;
}

lm_status lm_cross_check_of(lm_cross_check *out, const lm_assessment *assessment, const lm_record *record, lm_stats_work *work) {
  return lm_record_cross_check(NULL, out, assessment, record, work);
}

static void cross_check_fields(lm_fields *f, const lm_assessment *assessment, const lm_record *r) {
  lm_cross_check check = {0};
  lm_status status = f->names ? LM_OK : lm_cross_check_of(&check, assessment, r, f->work);
  if (status != LM_OK) lm_fields_fail(f, status);
  lm_field_whole(f, "methods", (int64_t)check.counted);
  lm_field_whole(f, "agree", (int64_t)check.agree);
}

const char *lm_unit_of(const lm_model *model, lm_node indicator, lm_lang lang) {
  const lm_node_info *node = lm_model_node(model, indicator);
  const char *unit = node && node->indicator ? lm_text_in(&node->indicator->unit, lang) : "";
  return *unit ? unit : NULL;
}

static const char *direction_of(const lm_model *model, lm_node indicator) {
  const lm_node_info *node = lm_model_node(model, indicator);
  return node && node->indicator ? lm_direction_word(node->indicator->direction) : NULL;
}

static void due_fields(lm_fields *f, const lm_model *model, const lm_record *r) {
  char day[16];
  const lm_tier *tier = lm_model_tier(model, r->tier);
  period_field(f, "due", tier != NULL, r->due_period);
  lm_field_text(f, "due_date", tier ? lm_day_format(tier->due, day, sizeof day) : NULL);
}

/* Of a target for each unit inside the area. */
static void units_fields(lm_fields *f, const lm_record *r) {
  static const char *const name[] = {"units", "units_judged", "units_met"};
  const size_t count[] = {r->units, r->units_judged, r->units_met};
  for (size_t i = 0; i < 3; i++) {
    if (r->reasons & LM_REASON_BIT(LM_R_FOR_UNITS))
      lm_field_whole(f, name[i], (int64_t)count[i]);
    else
      lm_field_absent(f, name[i]);
  }
}

void lm_record_fields(lm_fields *f, const lm_assessment *assessment, const lm_record *r, const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_areas *areas = lm_assessment_areas(assessment);
  const char *area_label = lm_area_label(areas, r->area, view->lang);
  lm_field_text(f, "indicator", lm_id_of(model, r->indicator));
  lm_field_text(f, "label", lm_label_of(model, r->indicator, view->lang));
  lm_field_text(f, "area", lm_area_id(areas, r->area));
  lm_field_text(f, "area_label", *area_label ? area_label : NULL);
  lm_field_text(f, "tier", lm_tier_id(model, r->tier));
  due_fields(f, model, r);
  lm_field_text(f, "unit", lm_unit_of(model, r->indicator, view->lang));
  lm_field_text(f, "direction", direction_of(model, r->indicator));
  lm_field_whole(f, "n", (int64_t)r->n);
  lm_field_whole(f, "suppressed", (int64_t)r->suppressed);
  period_field(f, "first_period", r->has_last, r->first_period);
  period_field(f, "last_period", r->has_last, r->last_period);
  lm_field_number(f, "last_value", r->last_value);
  period_field(f, "baseline_period", r->has_baseline, r->baseline_period);
  lm_field_number(f, "baseline", r->baseline);
  lm_field_text(f, "target_kind", r->target_of ? lm_target_kind_word(r->target_of->kind) : NULL);
  lm_field_number(f, "target", r->target);
  lm_field_number(f, "target_lower", r->target_of ? r->target_of->lower : NAN);
  lm_field_number(f, "target_upper", r->target_of ? r->target_of->upper : NAN);
  lm_field_text(f, "target_text", r->target_of ? r->target_of->text : NULL);
  lm_field_number(f, "gap", r->gap);
  lm_field_number(f, "achievement", r->achievement);
  lm_field_number(f, "elapsed", r->elapsed);
  lm_field_number(f, "line_gap", r->line_gap);
  lm_field_number(f, "needed_per_year", r->needed_per_year);
  lm_field_number(f, "slope", r->slope);
  lm_field_number(f, "slope_lo", r->slope_lo);
  lm_field_number(f, "slope_hi", r->slope_hi);
  lm_field_number(f, "ols_slope", r->ols_slope);
  lm_field_number(f, "trend_p", r->trend_p);
  lm_field_number(f, "slope_full", r->slope_full);
  lm_field_text(f, "test2", r->test2 == LM_SAMPLING_NONE ? NULL : lm_sampling_word(r->test2));
  lm_field_number(f, "test2_p", r->test2_p);
  if (r->test2 == LM_SAMPLING_NONE)
    lm_field_absent(f, "test2_direction");
  else
    lm_field_whole(f, "test2_direction", r->test2_direction);
  lm_field_number(f, "projected", r->projected);
  lm_field_number(f, "pi50_lo", r->pi50_lo);
  lm_field_number(f, "pi50_hi", r->pi50_hi);
  lm_field_number(f, "pi80_lo", r->pi80_lo);
  lm_field_number(f, "pi80_hi", r->pi80_hi);
  lm_field_number(f, "pi95_lo", r->pi95_lo);
  lm_field_number(f, "pi95_hi", r->pi95_hi);
  lm_field_number(f, "p_reach", r->p_reach);
  lm_field_number(f, "pace_ratio", r->pace_ratio);
  lm_field_text(f, "status", lm_verdict_word(r->status));
  lm_field_text(f, "point_status", lm_verdict_word(r->point_status));
  lm_field_text(f, "letter", *r->letter ? r->letter : NULL);
  lm_field_text(f, "evidence", lm_evidence_word(r->evidence));
  reasons_field(f, r->reasons);
  lm_field_number(f, "detectable", r->detectable);
  lm_field_number(f, "detectable_sampling", r->detectable_sampling);
  period_field(f, "next_period", r->has_next, r->next_period);
  lm_field_number(f, "next_value_line", r->next_value_line);
  lm_field_number(f, "next_value_pace", r->next_value_pace);
  period_field(f, "visible_from", r->has_visible, r->visible_from);
  lm_field_text(f, "status_best", verdict_or_null(r->status_best));
  lm_field_text(f, "status_worst", verdict_or_null(r->status_worst));
  cross_check_fields(f, assessment, r);
  lm_field_number(f, "stability", r->stability);
  flips_field(f, r);
  lm_field_number(f, "old_target", r->old_target);
  lm_field_text(f, "status_old_target", verdict_or_null(r->status_old_target));
  lm_field_text(f, "target_per", r->target_of ? r->target_of->per : NULL);
  units_fields(f, r);
  lm_field_bool(f, "illustration", lm_record_is_illustration(assessment, r));
  lm_field_bool(f, "fictional", lm_is_fictional(assessment));
}

const char *lm_rollup_letter(const lm_rollup *rollup) {
  return rollup->worst && rollup->worst->status == rollup->status ? rollup->worst->letter : "";
}

void lm_add_rollup_verdict(lm_strbuf *to, const lm_rollup *rollup, lm_lang lang) {
  const char *letter = lm_rollup_letter(rollup);
  lm_add_verdict(to, rollup->status, lang);
  if (*letter) lm_strbuf_addf(to, " %s", letter);
}

typedef struct node_list {
  const lm_model *model;
  const lm_node *node;
} node_list;

static const char *node_id_at(const void *user, size_t i) {
  const node_list *list = user;
  return lm_id_of(list->model, list->node[i]);
}

static void diagnosis_fields(lm_fields *f, const lm_model *model, const lm_diagnosis *diagnosis, const lm_view *view) {
  const bool known = diagnosis->kind < LM_DX_COUNT;
  const node_list behind = {model, diagnosis->behind}, well = {model, diagnosis->well},
                  unmeasured = {model, diagnosis->unmeasured};
  lm_strbuf sentence = {0};
  lm_add_diagnosis(&sentence, model, diagnosis, view);
  lm_field_text(f, "diagnosis", known ? lm_diagnosis_word(diagnosis->kind) : NULL);
  lm_field_text(f, "diagnosis_text", known ? lm_strbuf_text(&sentence) : NULL);
  lm_field_words(f, "behind", node_id_at, &behind, diagnosis->behind_count);
  lm_field_words(f, "well", node_id_at, &well, diagnosis->well_count);
  lm_field_words(f, "unmeasured", node_id_at, &unmeasured, diagnosis->unmeasured_count);
  if (sentence.failed) lm_fields_fail(f, LM_ENOMEM);
  lm_strbuf_clear(&sentence);
}

static void worst_fields(lm_fields *f, const lm_assessment *assessment, const lm_record *worst, lm_lang lang) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_record none = lm_record_none();
  const lm_record *r = worst ? worst : &none;
  lm_field_text(f, "worst_indicator", lm_id_of(model, r->indicator));
  lm_field_text(f, "worst_label", lm_label_of(model, r->indicator, lang));
  lm_field_text(f, "unit", lm_unit_of(model, r->indicator, lang));
  period_field(f, "last_period", r->has_last, r->last_period);
  lm_field_number(f, "last_value", r->last_value);
  lm_field_number(f, "target", r->target);
  period_field(f, "due", worst != NULL, r->due_period);
  lm_field_number(f, "gap", r->gap);
  lm_field_number(f, "slope", r->slope);
  lm_field_number(f, "pace_ratio", r->pace_ratio);
  lm_field_number(f, "p_reach", r->p_reach);
  lm_field_text(f, "evidence", worst ? lm_evidence_word(r->evidence) : NULL);
  reasons_field(f, r->reasons);
}

void lm_rollup_fields(lm_fields *f, const lm_assessment *assessment, const lm_rollup *rollup, bool outcomes,
                      const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_areas *areas = lm_assessment_areas(assessment);
  const lm_node_info *node = lm_model_node(model, rollup->node);
  const char *area_label = lm_area_label(areas, rollup->area, view->lang);
  lm_field_text(f, "area", lm_area_id(areas, rollup->area));
  lm_field_text(f, "area_label", *area_label ? area_label : NULL);
  if (outcomes) {
    lm_field_text(f, "scene", lm_scene_id(model, rollup->node));
    lm_field_text(f, "tier", lm_tier_id(model, rollup->tier));
    lm_field_count(f, "number", node ? node->number : 0);
  }
  lm_field_text(f, "status", verdict_or_null(rollup->status));
  lm_field_text(f, "letter", *lm_rollup_letter(rollup) ? lm_rollup_letter(rollup) : NULL);
  lm_field_number(f, "score", rollup->score);
  lm_field_whole(f, "indicators", (int64_t)rollup->indicators);
  lm_field_whole(f, "assessed", (int64_t)rollup->assessed);
  lm_field_number(f, "coverage", rollup->coverage);
  worst_fields(f, assessment, rollup->worst, view->lang);
  if (outcomes) diagnosis_fields(f, model, &rollup->diagnosis, view);
}

void lm_rollup_name_fields(lm_fields *f, const char *name, const lm_assessment *assessment, const lm_rollup *rollup,
                           const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_tier *tier = rollup->node == LM_NO_NODE ? lm_model_tier(model, rollup->tier) : NULL;
  lm_field_text(f, name, tier ? tier->id : lm_id_of(model, rollup->node));
  lm_field_text(f, "label", tier ? lm_text_in(&tier->label, view->lang) : lm_label_of(model, rollup->node, view->lang));
}

void lm_notice_fields(lm_fields *f, const lm_assessment *assessment) {
  lm_field_bool(f, "illustration", lm_is_illustration(assessment));
  lm_field_bool(f, "fictional", lm_is_fictional(assessment));
}

void lm_delivery_fields(lm_fields *f, const lm_assessment *assessment, lm_node node, uint32_t area) {
  lm_grading grading;
  if (lm_assessment_grade(&grading, assessment, node, area) != LM_OK) return;
  lm_field_text(f, "delivery", grading.row.word);
  lm_field_whole(f, "delivery_met", (int64_t)grading.met);
  lm_field_whole(f, "delivery_counted", (int64_t)grading.counted);
  lm_field_whole(f, "delivery_total", (int64_t)grading.total);
}

static void document_as_json(lm_json *json, const lm_document *document, const char *kind, lm_lang lang) {
  const char *title = lm_text_in(&document->title, lang);
  lm_json_object(json, NULL);
  lm_json_text(json, "kind", kind);
  lm_json_text(json, "file", document->file);
  lm_json_text(json, "title", *title ? title : NULL);
  lm_json_bool(json, "fictional", document->fictional);
  lm_json_bool(json, "illustration", document->illustration);
  lm_json_close(json);
}

void lm_head_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_panel *panel = lm_assessment_panel(assessment);
  const lm_targets *targets = lm_assessment_targets(assessment);
  lm_json_object(json, "model");
  lm_json_text(json, "id", lm_model_id(model));
  lm_json_text(json, "title", lm_text_in(lm_model_title(model), view->lang));
  lm_json_close(json);
  lm_json_array(json, "documents");
  for (size_t i = 0; panel && i < lm_panel_document_count(panel); i++)
    document_as_json(json, lm_panel_document(panel, i), "values", view->lang);
  for (size_t i = 0; targets && i < lm_targets_document_count(targets); i++)
    document_as_json(json, lm_targets_document(targets, i), "targets", view->lang);
  lm_json_close(json);
  lm_json_bool(json, "fictional", lm_is_fictional(assessment));
  lm_json_bool(json, "illustration", lm_is_illustration(assessment));
}

bool lm_several_areas(const lm_assessment *assessment) {
  for (size_t i = 1; i < lm_assessment_count(assessment); i++)
    if (lm_assessment_at(assessment, i)->area != lm_assessment_at(assessment, 0)->area) return true;
  return false;
}

void lm_put_head(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_text_in(lm_model_title(lm_assessment_model(assessment)), view->lang));
  lm_style_on(sink, view, LM_PLAIN);
  lm_put_notice(sink, assessment, view);
  lm_sink_char(sink, '\n');
  if (lm_several_areas(assessment) || lm_assessment_count(assessment) == 0) return;
  const char *area = lm_area_label(lm_assessment_areas(assessment), lm_assessment_at(assessment, 0)->area, view->lang);
  if (*area) lm_flow(sink, view, lm_word_in(W_AREA_HEAD, view->lang), area);
}

void lm_add_indicator_heading(lm_table *table, const lm_model *model, lm_node indicator, const lm_view *view) {
  const lm_node_info *node = lm_model_node(model, indicator);
  lm_strbuf line = {0};
  lm_strbuf_addf(&line, "%s [%s]", lm_text_in(&node->label, view->lang), node->id);
  if (node->indicator) {
    const char *unit = lm_text_in(&node->indicator->unit, view->lang);
    lm_strbuf_add(&line, " —");
    if (*unit) lm_strbuf_addf(&line, " %s,", unit);
    lm_strbuf_addf(&line, " %s", lm_word_in(lm_word_direction(node->indicator->direction), view->lang));
  }
  if (table->count > 0) lm_table_span(table, 0, "", "", LM_PLAIN);
  lm_table_span(table, 0, "", lm_strbuf_text(&line), LM_BOLD);
  if (line.failed) table->failed = true;
  lm_strbuf_clear(&line);
}

static bool rests_on_a_test(const lm_record *r) {
  return r->status != LM_NOT_ASSESSABLE && !isnan(r->trend_p);
}

bool lm_many_judged(const lm_assessment *assessment) {
  size_t at = 0, count = lm_assessment_count(assessment);
  while (at < count && !rests_on_a_test(lm_assessment_at(assessment, at))) at++;
  return at < count;
}

void lm_put_many_judged(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  if (lm_many_judged(assessment)) lm_flow(sink, view, "", lm_word_in(W_MANY_JUDGED, view->lang));
}

void lm_put_notice(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  lm_strbuf notice = {0};
  lm_add_notice(&notice, assessment, view->lang);
  if (notice.length > 0) {
    lm_style_on(sink, view, LM_BAD);
    lm_flow_with(sink, view, lm_word_in(W_NOTICE_BULLET, view->lang), "*** ", lm_strbuf_text(&notice));
    lm_style_on(sink, view, LM_PLAIN);
  }
  lm_strbuf_drop(&notice, sink);
}

const lm_record *lm_record_for(const lm_assessment *assessment, lm_node indicator, uint32_t area, uint32_t tier) {
  if (tier != LM_NO_TIER) return lm_assessment_find(assessment, indicator, area, tier);
  const size_t tiers = lm_model_tier_count(lm_assessment_model(assessment));
  for (uint32_t i = 0; i < tiers; i++) {
    const lm_record *record = lm_assessment_find(assessment, indicator, area, i);
    if (record) return record;
  }
  return NULL;
}

static void add_target(lm_strbuf *to, const lm_model *model, const lm_record *r, const lm_view *view) {
  const lm_lang lang = view->lang;
  char due[48];
  lm_strbuf target = {0};
  lm_add_goal_of(&target, model, r, true, lang);
  if (target.length > 0)
    lm_say(&target, lang, W_IN_BRACKETS, lm_period_inside(r->due_period, view, due, sizeof due), NULL, NULL, NULL);
  else if (r->target_of && r->target_of->text)
    lm_strbuf_add(&target, r->target_of->text);
  else if (r->target_of && r->target_of->kind == LM_TARGET_IMPROVE)
    lm_strbuf_add(&target, lm_target_kind_in(LM_TARGET_IMPROVE, lang));
  if (target.length > 0)
    lm_say(to, lang, W_TARGET_IS, lm_strbuf_text(&target), NULL, NULL, NULL);
  else
    lm_strbuf_add(to, lm_word_in(W_WITHOUT_TARGET, lang));
  if (target.failed) to->failed = true;
  lm_strbuf_clear(&target);
}

bool lm_revision_matters(const lm_record *r) {
  return r->revised && r->status_old_target != r->status;
}

void lm_add_revised(lm_strbuf *to, const lm_model *model, const lm_record *r, lm_lang lang) {
  if (!r->revised) return;
  lm_strbuf target = {0};
  lm_add_goal(&target, model, r->indicator, r->revised, r->old_target, true, lang);
  if (target.length == 0) lm_strbuf_add(&target, r->revised->text ? r->revised->text : lm_target_kind_in(r->revised->kind, lang));
  lm_say(to, lang, W_TARGET_WAS, lm_strbuf_text(&target), NULL, NULL, NULL);
  lm_add_verdict(to, r->status_old_target, lang);
  if (target.failed) to->failed = true;
  lm_strbuf_clear(&target);
}

void lm_add_standing(lm_strbuf *to, const lm_assessment *assessment, const lm_record *r, const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_node_info *node = lm_model_node(model, r->indicator);
  lm_strbuf trend = {0};
  lm_add_label(to, &node->label, LM_LABEL_SHORT, view);
  lm_strbuf_add(to, ": ");
  if (!r->has_last)
    lm_strbuf_add(to, lm_word_in(W_WITHOUT_VALUE, view->lang));
  else
    lm_add_last(to, model, r, view);
  add_target(to, model, r, view);
  lm_add_trend(&trend, model, r, view->lang);
  if (trend.length > 0) lm_strbuf_addf(to, "%s%s", lm_word_in(W_BETWEEN, view->lang), lm_strbuf_text(&trend));
  if (trend.failed) to->failed = true;
  lm_strbuf_clear(&trend);
}

static lm_status write_json(lm_sink *sink, const lm_assessment *assessment, const lm_view *view, const lm_writers *writers) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, assessment, view);
  lm_status status = writers->json(&json, assessment, view);
  lm_json_close(&json);
  return status;
}

lm_status lm_write_as(lm_sink *sink, const lm_assessment *assessment, const lm_view *view, const lm_writers *writers) {
  switch (view->format) {
  case LM_FORMAT_TEXT: return writers->text(sink, assessment, view);
  case LM_FORMAT_JSON: return write_json(sink, assessment, view, writers);
  case LM_FORMAT_CSV: return writers->csv(sink, assessment, view);
  default: return LM_EINVAL;
  }
}
