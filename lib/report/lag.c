/* lag.c: which outcomes are behind, worst first, and why: the council's view. */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>

#define INDICATORS_SHOWN 3
#define DETAIL           4 /* indentation of what stands under a row */

/* ---- text ---- */

enum { VERDICT, OUTCOME, TIER, PACE, CHANCE, EVIDENCE, COVERAGE, COLUMNS };

typedef struct sheet {
  const lm_assessment *assessment;
  const lm_model *model;
  const lm_graph *measures;
  const lm_view *view;
  lm_table table; /* of the area at hand */
} sheet;

static bool is_kind(const sheet *s, const lm_rollup *rollup, lm_kind kind) {
  return lm_model_node(s->model, rollup->node)->kind == kind;
}

static void add_span(sheet *s, const char *first, lm_strbuf *text) {
  if (text->length > 0) lm_table_span(&s->table, DETAIL, first, lm_strbuf_text(text), LM_PLAIN);
  if (text->failed) s->table.failed = true;
  lm_strbuf_clear(text);
}

static void add_row(sheet *s, const lm_rollup *rollup) {
  char tier[48];
  lm_strbuf cell[COLUMNS] = {{0}};
  const char *text[COLUMNS];
  const lm_record *worst = rollup->worst;
  lm_add_rollup_verdict(&cell[VERDICT], rollup, s->view->lang);
  lm_add_node_name(&cell[OUTCOME], s->model, rollup->node, LM_LABEL_SHORT, s->view);
  if (rollup->tier != LM_NO_TIER) lm_strbuf_add(&cell[TIER], lm_tier_in(s->model, rollup->tier, s->view, tier, sizeof tier));
  if (worst && rollup->status != LM_NOT_ASSESSABLE) {
    lm_add_ratio(&cell[PACE], worst->pace_ratio);
    lm_add_chance(&cell[CHANCE], worst->p_reach);
    lm_strbuf_add(&cell[EVIDENCE], lm_word_in(lm_word_evidence(worst->evidence), s->view->lang));
  }
  lm_strbuf_addf(&cell[COVERAGE], "%zu/%zu", rollup->assessed, rollup->indicators);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    if (cell[i].failed) s->table.failed = true;
  }
  lm_table_row(&s->table, text, VERDICT, lm_verdict_style(rollup->status));
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
}

static void add_worst(sheet *s, const lm_rollup *rollup) {
  const lm_lang lang = s->view->lang;
  lm_strbuf line = {0}, reasons = {0};
  lm_add_standing(&line, s->assessment, rollup->worst, s->view);
  add_span(s, lm_word_in(rollup->indicators > 1 ? W_WORST : W_INDICATOR_BULLET, lang), &line);
  lm_add_reasons(&reasons, rollup->worst->reasons, lang);
  add_span(s, lm_word_in(W_REASONS, lang), &reasons);
  if (lm_revision_matters(rollup->worst)) lm_add_revised(&line, s->model, rollup->worst, lang);
  add_span(s, lm_word_in(W_LINE_REVISED, lang), &line);
}

/* What the line of an indicator does not say already: that there is no value or no target. */
static uint64_t untold(uint64_t reasons) {
  uint64_t told = LM_REASON_BIT(LM_R_NO_DATA) | LM_REASON_BIT(LM_R_NO_TARGET);
  if (reasons & LM_REASON_BIT(LM_R_NO_TARGET)) told |= LM_REASON_BIT(LM_R_NO_BASELINE);
  return reasons & ~told;
}

static void add_with_reasons(sheet *s, const lm_record *record) {
  const lm_lang lang = s->view->lang;
  const bool judged = record->status != LM_NOT_ASSESSABLE;
  const uint64_t reasons = untold(record->reasons);
  lm_strbuf line = {0};
  lm_add_standing(&line, s->assessment, record, s->view);
  if (judged || reasons) lm_strbuf_add(&line, lm_word_in(W_BECAUSE, lang));
  if (judged) lm_add_verdict(&line, record->status, lang);
  if (judged && reasons) lm_strbuf_add(&line, lm_word_in(W_BETWEEN, lang));
  lm_add_reasons(&line, reasons, lang);
  add_span(s, lm_word_in(W_INDICATOR_BULLET, lang), &line);
}

/* Too little could be judged: every indicator with its verdict and the reason why. */
static void add_unjudged(sheet *s, const lm_rollup *rollup) {
  const lm_lang lang = s->view->lang;
  size_t count, shown = 0;
  lm_strbuf rest = {0};
  if (rollup->assessed > 0) lm_strbuf_add(&rest, lm_word_in(W_UNDER_HALF, lang));
  add_span(s, "", &rest);
  const uint32_t *link = lm_graph_out(s->measures, rollup->node, &count);
  for (size_t i = 0; i < count && (s->view->all || shown < INDICATORS_SHOWN); i++) {
    const lm_record *record = lm_record_for(s->assessment, lm_model_link(s->model, link[i])->to, rollup->area, rollup->tier);
    if (!record) continue;
    add_with_reasons(s, record);
    shown++;
  }
  if (count == 0) lm_strbuf_add(&rest, lm_word_in(W_WITHOUT_INDICATOR, lang));
  if (shown > 0 && shown < count) {
    char more[24];
    snprintf(more, sizeof more, "%zu", count - shown);
    lm_say(&rest, lang, W_MORE_INDICATORS, more, NULL, NULL, NULL);
  }
  add_span(s, "", &rest);
}

static void add_outcome(sheet *s, const lm_rollup *rollup) {
  const bool lags = lm_section_of(rollup->status) == LM_SECTION_BEHIND;
  add_row(s, rollup);
  if (rollup->worst && rollup->status != LM_NOT_ASSESSABLE)
    add_worst(s, rollup);
  else
    add_unjudged(s, rollup);
  if (!lags && !s->view->all) return;
  lm_strbuf diagnosis = {0};
  lm_add_diagnosis(&diagnosis, s->model, &rollup->diagnosis, s->view);
  add_span(s, lm_word_in(W_DIAGNOSIS, s->view->lang), &diagnosis);
}

static bool belongs(const sheet *s, const lm_rollup *rollup, lm_section part) {
  return is_kind(s, rollup, LM_OUTCOME) && lm_section_of(rollup->status) == part;
}

static void add_section(sheet *s, const lm_area_group *group, lm_section part) {
  static const lm_word heading[LM_SECTION_COUNT] = {
      [LM_SECTION_BEHIND] = W_SECTION_BEHIND, [LM_SECTION_UNKNOWN] = W_SECTION_UNKNOWN, [LM_SECTION_WELL] = W_SECTION_WELL};
  size_t count = 0;
  for (size_t i = 0; i < group->count; i++)
    if (belongs(s, group->rollup[i], part)) count++;
  lm_strbuf line = {0};
  char number[24];
  snprintf(number, sizeof number, "%zu", count);
  lm_say(&line, s->view->lang, heading[part], number, NULL, NULL, NULL);
  if (s->table.count > 0) lm_table_span(&s->table, 0, "", "", LM_PLAIN);
  lm_table_span(&s->table, 0, "", lm_strbuf_text(&line), LM_BOLD);
  if (line.failed) s->table.failed = true;
  lm_strbuf_clear(&line);
  for (size_t i = 0; i < group->count; i++)
    if (belongs(s, group->rollup[i], part)) add_outcome(s, group->rollup[i]);
}

static void put_outcomes(lm_sink *sink, sheet *s, const lm_area_group *group) {
  const lm_lang lang = s->view->lang;
  const lm_table_column column[COLUMNS] = {
      [VERDICT] = {lm_word_in(W_COL_VERDICT, lang), LM_LEFT, false},
      [OUTCOME] = {lm_word_in(W_COL_OUTCOME, lang), LM_LEFT, true},
      [TIER] = {lm_word_in(W_COL_TIER, lang), LM_LEFT, false},
      [PACE] = {lm_word_in(W_COL_PACE, lang), LM_RIGHT, false},
      [CHANCE] = {lm_word_in(W_COL_CHANCE, lang), LM_RIGHT, false},
      [EVIDENCE] = {lm_word_in(W_COL_EVIDENCE, lang), LM_LEFT, false},
      [COVERAGE] = {lm_word_in(W_COL_COVERAGE, lang), LM_RIGHT, false},
  };
  s->table = lm_table_new(s->view, column, COLUMNS);
  for (int part = 0; part < LM_SECTION_COUNT; part++) add_section(s, group, (lm_section)part);
  lm_table_write(&s->table, sink);
  lm_table_free(&s->table);
}

/* Writes and frees a table under its heading; neither when it is empty. */
static void put_rolled(lm_sink *sink, const sheet *s, lm_table *table, lm_word heading) {
  if (table->count > 0) {
    lm_sink_char(sink, '\n');
    lm_style_on(sink, s->view, LM_BOLD);
    lm_flow(sink, s->view, "", lm_word_in(heading, s->view->lang));
    lm_style_on(sink, s->view, LM_PLAIN);
    lm_table_write(table, sink);
  }
  lm_table_free(table);
}

static void put_scenes(lm_sink *sink, const sheet *s, const lm_area_group *group) {
  const lm_lang lang = s->view->lang;
  const lm_table_column column[] = {
      {lm_word_in(W_COL_VERDICT, lang), LM_LEFT, false},
      {lm_word_in(W_COL_SCENE, lang), LM_LEFT, true},
      {lm_word_in(W_COL_COVERAGE, lang), LM_RIGHT, false},
      {lm_word_in(W_COL_DELIVERY, lang), LM_LEFT, true},
  };
  lm_table table = lm_table_new(s->view, column, 4);
  for (size_t i = 0; i < group->count; i++) {
    const lm_rollup *rollup = group->rollup[i];
    if (!is_kind(s, rollup, LM_SCENE)) continue;
    lm_strbuf verdict = {0}, coverage = {0}, delivery = {0};
    lm_add_verdict(&verdict, rollup->status, lang);
    lm_strbuf_addf(&coverage, "%zu/%zu", rollup->assessed, rollup->indicators);
    lm_add_delivery(&delivery, s->assessment, rollup->node, rollup->area, lang);
    const char *const text[] = {lm_strbuf_text(&verdict), lm_label_of(s->model, rollup->node, lang), lm_strbuf_text(&coverage),
                                lm_strbuf_text(&delivery)};
    lm_table_row(&table, text, 0, lm_verdict_style(rollup->status));
    lm_strbuf_drop(&verdict, sink);
    lm_strbuf_drop(&coverage, sink);
    lm_strbuf_drop(&delivery, sink);
  }
  put_rolled(sink, s, &table, W_SCENES_HEAD);
}

static void put_tiers(lm_sink *sink, const sheet *s, uint32_t area) {
  const lm_lang lang = s->view->lang;
  const lm_table_column column[] = {
      {lm_word_in(W_COL_VERDICT, lang), LM_LEFT, false},
      {lm_word_in(W_COL_TIER, lang), LM_LEFT, true},
      {lm_word_in(W_COL_COVERAGE, lang), LM_RIGHT, false},
  };
  lm_table table = lm_table_new(s->view, column, 3);
  for (uint32_t tier = 0; tier < lm_model_tier_count(s->model); tier++) {
    lm_rollup rollup;
    if (lm_assessment_tier_rollup(&rollup, s->assessment, tier, area) != LM_OK || rollup.indicators == 0) continue;
    char name[LM_TIER_LABEL];
    lm_strbuf verdict = {0}, coverage = {0};
    lm_add_verdict(&verdict, rollup.status, lang);
    lm_strbuf_addf(&coverage, "%zu/%zu", rollup.assessed, rollup.indicators);
    const char *const text[] = {lm_strbuf_text(&verdict), lm_tier_label(lm_model_tier(s->model, tier), s->view, name, sizeof name),
                                lm_strbuf_text(&coverage)};
    lm_table_row(&table, text, 0, lm_verdict_style(rollup.status));
    lm_strbuf_drop(&verdict, sink);
    lm_strbuf_drop(&coverage, sink);
  }
  put_rolled(sink, s, &table, W_TIERS_ROLLED_HEAD);
}

static void put_area(lm_sink *sink, sheet *s, const lm_area_group *group) {
  const char *label = lm_area_label(lm_assessment_areas(s->assessment), group->area, s->view->lang);
  lm_sink_char(sink, '\n');
  if (*label) {
    lm_style_on(sink, s->view, LM_BOLD);
    lm_flow(sink, s->view, lm_word_in(W_AREA_HEAD, s->view->lang), label);
    lm_style_on(sink, s->view, LM_PLAIN);
  }
  put_outcomes(sink, s, group);
  put_tiers(sink, s, group->area);
  put_scenes(sink, s, group);
}

static lm_status write_text(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  const lm_model *model = lm_assessment_model(assessment);
  lm_graph *measures = NULL;
  lm_area_groups areas;
  lm_status status = lm_area_groups_make(&areas, assessment);
  if (status == LM_OK) status = lm_graph_new(&measures, model, LM_MASK(LM_MEASURED_BY));
  if (status == LM_OK) {
    sheet s = {.assessment = assessment, .model = model, .measures = measures, .view = view};
    lm_style_on(sink, view, LM_BOLD);
    lm_flow(sink, view, "", lm_text_in(lm_model_title(model), view->lang));
    lm_style_on(sink, view, LM_PLAIN);
    lm_put_notice(sink, assessment, view);
    for (size_t i = 0; i < areas.count; i++) put_area(sink, &s, &areas.item[i]);
    if (areas.count == 0) lm_flow(sink, view, "", lm_word_in(W_NOTHING_TO_SHOW, view->lang));
    lm_sink_char(sink, '\n');
    lm_flow(sink, view, "", lm_word_in(W_LAG_LEGEND, view->lang));
    lm_put_many_judged(sink, assessment, view);
    lm_put_notice(sink, assessment, view);
  }
  lm_graph_free(measures);
  lm_area_groups_clear(&areas);
  return status;
}

/* ---- JSON and CSV ---- */

lm_status lm_lag_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view) {
  static const lm_assess_table list[] = {LM_TABLE_OUTCOMES, LM_TABLE_ACTIVITIES, LM_TABLE_SCENES, LM_TABLE_TIERS};
  lm_status status = LM_OK;
  for (size_t i = 0; i < sizeof list / sizeof *list && status == LM_OK; i++)
    status = lm_rollups_as_json(json, list[i], assessment, view);
  return status == LM_OK ? lm_delivery_as_json(json, assessment, view) : status;
}

/* Outcomes only: one kind of row per table. */
static lm_status write_csv(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  return lm_write_rollups(sink, assessment, LM_TABLE_OUTCOMES, view);
}

lm_status lm_write_lag(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  return lm_write_as(sink, assessment, view, &(lm_writers){write_text, lm_lag_as_json, write_csv});
}
