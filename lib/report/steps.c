/* steps.c: the tiers of an indicator against each other: what each asks for a year, beside the step before and what was observed. */
#include "tables.h"

#include <math.h>
#include <stdlib.h>

lm_status lm_steps_of(lm_steps *out, const lm_assessment *assessment, lm_node indicator, uint32_t area) {
  const size_t room = lm_model_tier_count(lm_assessment_model(assessment));
  *out = (lm_steps){.item = calloc(room + 1, sizeof *out->item)};
  if (!out->item) return LM_ENOMEM;
  out->count = lm_assessment_steps(out->item, room, assessment, indicator, area);
  return LM_OK;
}

void lm_steps_clear(lm_steps *steps) {
  free(steps->item);
  *steps = (lm_steps){0};
}

static bool is_met(const lm_step *step) {
  return step->codes & LM_STEP_BIT(LM_STEP_MET);
}

bool lm_step_is_odd(const lm_step *step) {
  const unsigned sound = LM_STEP_BIT(LM_STEP_MET) | (step->from_tier == LM_NO_TIER ? LM_STEP_BIT(LM_STEP_FASTER) : 0);
  return step->codes & ~sound;
}

/* What the codes say, behind whatever stands there already. */
static void add_codes(lm_strbuf *to, const lm_model *model, const lm_step *step, const lm_view *view) {
  const lm_lang lang = view->lang;
  char tier[48];
  lm_strbuf jump = {0};
  lm_add_ratio(&jump, step->jump);
  for (int code = 0; code < LM_STEP_CODE_COUNT; code++) {
    if (!(step->codes & LM_STEP_BIT(code))) continue;
    if (to->length > 0) lm_strbuf_add(to, lm_word_in(W_BETWEEN, lang));
    const char *named = code == LM_STEP_MET ? lm_tier_in(model, step->tier, view, tier, sizeof tier) : lm_strbuf_text(&jump);
    lm_say(to, lang, lm_word_step((lm_step_code)code), named, NULL, NULL, NULL);
  }
  if (jump.failed) to->failed = true;
  lm_strbuf_clear(&jump);
}

static void add_name(lm_strbuf *to, const lm_model *model, const lm_step *step, const lm_view *view) {
  char first[48], second[48];
  const char *from = lm_tier_in(model, step->from_tier, view, first, sizeof first);
  lm_say(to, view->lang, W_STEP, from ? from : lm_word_in(W_STEP_FROM_NOW, view->lang), lm_tier_in(model, step->tier, view, second, sizeof second), NULL, NULL);
}

void lm_add_step(lm_strbuf *to, const lm_model *model, lm_node indicator, const lm_step *step, const lm_view *view) {
  const lm_lang lang = view->lang;
  lm_strbuf name = {0}, pace = {0};
  if (is_met(step)) {
    add_codes(to, model, step, view);
    return;
  }
  add_name(&name, model, step, view);
  lm_add_change(&pace, model, indicator, step->pace, lang);
  lm_say(to, lang, W_STEP_NEEDS, lm_strbuf_text(&name), lm_strbuf_text(&pace), NULL, NULL);
  add_codes(to, model, step, view);
  if (name.failed || pace.failed) to->failed = true;
  lm_strbuf_clear(&name);
  lm_strbuf_clear(&pace);
}

/* ---- every indicator and area that is listed ---- */

/* The steps behind the last record of an indicator and area; none before it. */
static lm_status steps_at(lm_steps *out, const lm_assessment *assessment, size_t i) {
  const lm_record *r = lm_assessment_at(assessment, i), *next = lm_assessment_at(assessment, i + 1);
  *out = (lm_steps){0};
  if (next && next->indicator == r->indicator && next->area == r->area) return LM_OK;
  return lm_steps_of(out, assessment, r->indicator, r->area);
}

/* ---- JSON and CSV ---- */

static const char *code_at(const void *user, size_t i) {
  const unsigned *set = user;
  return *set & LM_STEP_BIT(i) ? lm_step_word((lm_step_code)i) : NULL;
}

static void step_fields(lm_fields *f, const lm_assessment *assessment, lm_node indicator, uint32_t area, const lm_step *step,
                        const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_areas *areas = lm_assessment_areas(assessment);
  const char *area_label = lm_area_label(areas, area, view->lang);
  lm_field_text(f, "indicator", lm_id_of(model, indicator));
  lm_field_text(f, "label", lm_label_of(model, indicator, view->lang));
  lm_field_text(f, "unit", lm_unit_of(model, indicator, view->lang));
  lm_field_text(f, "area", lm_area_id(areas, area));
  lm_field_text(f, "area_label", *area_label ? area_label : NULL);
  lm_field_text(f, "from_tier", lm_tier_id(model, step->from_tier));
  lm_field_text(f, "tier", lm_tier_id(model, step->tier));
  lm_field_number(f, "from", step->from);
  lm_field_number(f, "to", step->to);
  lm_field_number(f, "years", step->years);
  lm_field_number(f, "needed_per_year", step->pace);
  lm_field_number(f, "jump", step->jump);
  lm_field_number(f, "slope", step->slope);
  lm_field_number(f, "ratio", step->ratio);
  lm_field_words(f, "codes", code_at, &step->codes, LM_STEP_CODE_COUNT);
}

lm_status lm_steps_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view) {
  lm_fields fields = {.json = json};
  lm_status status = LM_OK;
  lm_json_array(json, "steps");
  for (size_t i = 0; i < lm_assessment_count(assessment) && status == LM_OK; i++) {
    const lm_record *r = lm_assessment_at(assessment, i);
    lm_steps steps;
    status = steps_at(&steps, assessment, i);
    for (size_t k = 0; k < steps.count; k++) {
      lm_json_object(json, NULL);
      step_fields(&fields, assessment, r->indicator, r->area, &steps.item[k], view);
      lm_json_close(json);
    }
    lm_steps_clear(&steps);
  }
  lm_json_close(json);
  return status;
}

static void csv_row(lm_fields *f, const lm_assessment *assessment, lm_node indicator, uint32_t area, const lm_step *step,
                    const lm_view *view) {
  step_fields(f, assessment, indicator, area, step, view);
  lm_notice_fields(f, assessment);
  lm_csv_end_row(f->csv);
}

static lm_status write_csv(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_step none = {.from_tier = LM_NO_TIER, .tier = LM_NO_TIER};
  lm_status status = LM_OK;
  csv_row(&fields, assessment, LM_NO_NODE, LM_NO_AREA, &none, view);
  fields.names = false;
  for (size_t i = 0; i < lm_assessment_count(assessment) && status == LM_OK; i++) {
    const lm_record *r = lm_assessment_at(assessment, i);
    lm_steps steps;
    status = steps_at(&steps, assessment, i);
    for (size_t k = 0; k < steps.count; k++) csv_row(&fields, assessment, r->indicator, r->area, &steps.item[k], view);
    lm_steps_clear(&steps);
  }
  return status;
}

/* ---- text ---- */

enum { AREA, STEP, FROM, TO, NEEDED, JUMP, SLOPE, RATIO, COLUMNS };
#define DETAIL 4

static void add_row(lm_table *table, const lm_assessment *assessment, const lm_record *r, const lm_step *step, size_t first, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_model *model = lm_assessment_model(assessment);
  lm_strbuf cell[COLUMNS] = {{0}}, codes = {0};
  const char *text[COLUMNS];
  lm_strbuf_add(&cell[AREA], lm_area_label(lm_assessment_areas(assessment), r->area, lang));
  add_name(&cell[STEP], model, step, view);
  lm_add_number_beside(&cell[FROM], model, r->indicator, step->from, step->to);
  lm_add_number_beside(&cell[TO], model, r->indicator, step->to, step->from);
  lm_add_finer(&cell[NEEDED], model, r->indicator, is_met(step) ? NAN : step->pace);
  lm_add_ratio(&cell[JUMP], step->jump);
  lm_add_finer(&cell[SLOPE], model, r->indicator, step->slope);
  lm_add_ratio(&cell[RATIO], is_met(step) ? NAN : step->ratio);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    if (cell[i].failed) table->failed = true;
  }
  lm_table_row(table, text + first, STEP - first, lm_step_is_odd(step) ? LM_FAIR : LM_PLAIN);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
  add_codes(&codes, model, step, view);
  if (codes.length > 0) lm_table_span(table, DETAIL, lm_word_in(W_REASONS, lang), lm_strbuf_text(&codes), LM_PLAIN);
  if (codes.failed) table->failed = true;
  lm_strbuf_clear(&codes);
}

static lm_status write_text(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_table_column column[COLUMNS] = {
      [AREA] = {lm_word_in(W_COL_AREA, lang), LM_LEFT, true},     [STEP] = {lm_word_in(W_COL_STEP, lang), LM_LEFT, true},
      [FROM] = {lm_word_in(W_COL_FROM, lang), LM_RIGHT, false},   [TO] = {lm_word_in(W_COL_TO, lang), LM_RIGHT, false},
      [NEEDED] = {lm_word_in(W_COL_NEEDED, lang), LM_RIGHT, false}, [JUMP] = {lm_word_in(W_COL_JUMP, lang), LM_RIGHT, false},
      [SLOPE] = {lm_word_in(W_COL_SLOPE, lang), LM_RIGHT, false}, [RATIO] = {lm_word_in(W_COL_RATIO, lang), LM_RIGHT, false},
  };
  const size_t first = lm_several_areas(assessment) ? AREA : STEP;
  lm_table table = lm_table_new(view, column + first, COLUMNS - first);
  lm_node heading = LM_NO_NODE;
  lm_status status = LM_OK;
  lm_put_head(sink, assessment, view);
  for (size_t i = 0; i < lm_assessment_count(assessment) && status == LM_OK; i++) {
    const lm_record *r = lm_assessment_at(assessment, i);
    lm_steps steps;
    status = steps_at(&steps, assessment, i);
    if (steps.count > 0 && r->indicator != heading) {
      lm_add_indicator_heading(&table, lm_assessment_model(assessment), r->indicator, view);
      heading = r->indicator;
    }
    for (size_t k = 0; k < steps.count; k++) add_row(&table, assessment, r, &steps.item[k], first, view);
    lm_steps_clear(&steps);
  }
  const bool nothing = table.count == 0;
  if (!nothing) lm_table_write(&table, sink);
  lm_table_free(&table);
  if (nothing) lm_flow(sink, view, "", lm_word_in(W_NOTHING_TO_SHOW, lang));
  lm_sink_char(sink, '\n');
  lm_flow(sink, view, "", lm_word_in(W_STEPS_LEGEND, lang));
  lm_put_notice(sink, assessment, view);
  return status;
}

lm_status lm_write_steps(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  return lm_write_as(sink, assessment, view, &(lm_writers){write_text, lm_steps_as_json, write_csv});
}
