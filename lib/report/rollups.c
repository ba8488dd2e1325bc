/* rollups.c: outcomes, activities, scenes and tiers rolled up, each as a table by itself. */
#include "tables.h"

#include "../base/vec.h"

#include <stdlib.h>

/* What the table of a kind of node is called, and what stands for one of them. */
typedef struct rollup_row {
  const char *list, *name;
  lm_kind kind;
  lm_word heading;
} rollup_row;

static const rollup_row rows[LM_ASSESS_TABLE_COUNT] = {
    [LM_TABLE_OUTCOMES] = {"outcomes", "outcome", LM_OUTCOME, W_COL_OUTCOME},
    [LM_TABLE_ACTIVITIES] = {"activities", "activity", LM_ACTIVITY, W_COL_ACTIVITY},
    [LM_TABLE_SCENES] = {"scenes", "scene", LM_SCENE, W_COL_SCENE},
    [LM_TABLE_TIERS] = {"tiers", "tier", LM_KIND_COUNT, W_COL_TIER},
};

typedef struct rollup_list {
  lm_rollup *item;
  size_t count, room;
} rollup_list;

static lm_status list_tiers(rollup_list *out, const lm_assessment *assessment) {
  const size_t tiers = lm_model_tier_count(lm_assessment_model(assessment));
  lm_area_groups areas;
  lm_status status = lm_area_groups_make(&areas, assessment);
  for (uint32_t tier = 0; tier < tiers && status == LM_OK; tier++) {
    for (size_t i = 0; i < areas.count && status == LM_OK; i++) {
      lm_rollup rollup;
      status = lm_assessment_tier_rollup(&rollup, assessment, tier, areas.item[i].area);
      if (status == LM_OK && rollup.indicators > 0 && !LM_VEC_PUSH(out, rollup)) status = LM_ENOMEM;
    }
  }
  lm_area_groups_clear(&areas);
  return status;
}

/* Free item. */
static lm_status list(rollup_list *out, const lm_assessment *assessment, lm_assess_table table) {
  *out = (rollup_list){0};
  if (table == LM_TABLE_TIERS) return list_tiers(out, assessment);
  for (size_t i = 0; i < lm_assessment_rollup_count(assessment); i++) {
    const lm_rollup *rollup = lm_assessment_rollup(assessment, i);
    if (lm_model_node(lm_assessment_model(assessment), rollup->node)->kind != rows[table].kind) continue;
    if (!LM_VEC_PUSH(out, *rollup)) return LM_ENOMEM;
  }
  return LM_OK;
}

/* ---- JSON and CSV ---- */

static void rollup_fields(lm_fields *f, lm_assess_table table, const lm_assessment *assessment, const lm_rollup *rollup, const lm_view *view) {
  lm_rollup_name_fields(f, rows[table].name, assessment, rollup, view);
  lm_rollup_fields(f, assessment, rollup, table == LM_TABLE_OUTCOMES, view);
}

lm_status lm_rollups_as_json(lm_json *json, lm_assess_table table, const lm_assessment *assessment, const lm_view *view) {
  lm_fields fields = {.json = json};
  rollup_list rollups;
  lm_status status = list(&rollups, assessment, table);
  lm_json_array(json, rows[table].list);
  for (size_t i = 0; i < rollups.count && status == LM_OK; i++) {
    const lm_rollup *rollup = &rollups.item[i];
    lm_json_object(json, NULL);
    rollup_fields(&fields, table, assessment, rollup, view);
    if (table == LM_TABLE_SCENES) lm_delivery_fields(&fields, assessment, rollup->node, rollup->area);
    lm_json_close(json);
  }
  lm_json_close(json);
  free(rollups.item);
  return status;
}

static lm_status write_json(lm_sink *sink, const lm_assessment *assessment, lm_assess_table table, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, assessment, view);
  lm_status status = lm_rollups_as_json(&json, table, assessment, view);
  lm_json_close(&json);
  return status;
}

static void csv_row(lm_fields *f, lm_assess_table table, const lm_assessment *assessment, const lm_rollup *rollup, const lm_view *view) {
  rollup_fields(f, table, assessment, rollup, view);
  lm_notice_fields(f, assessment);
  lm_csv_end_row(f->csv);
}

static lm_status write_csv(lm_sink *sink, const lm_assessment *assessment, lm_assess_table table, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_rollup none = lm_rollup_none();
  rollup_list rollups;
  lm_status status = list(&rollups, assessment, table);
  csv_row(&fields, table, assessment, &none, view);
  fields.names = false;
  for (size_t i = 0; i < rollups.count && status == LM_OK; i++) csv_row(&fields, table, assessment, &rollups.item[i], view);
  free(rollups.item);
  return status;
}

/* ---- text ---- */

enum { AREA, VERDICT, NAME, TIER, SCORE, COVERAGE, COLUMNS };
#define DETAIL 4

static void add_name(lm_strbuf *to, const lm_model *model, const lm_rollup *rollup, const lm_view *view) {
  const lm_tier *tier = rollup->node == LM_NO_NODE ? lm_model_tier(model, rollup->tier) : NULL;
  char name[LM_TIER_LABEL];
  if (tier)
    lm_strbuf_add(to, lm_tier_label(tier, view, name, sizeof name));
  else
    lm_add_node_name(to, model, rollup->node, LM_LABEL_SHORT, view);
}

/* The columns of one answer: areas only when there are several, tiers only of what has one. */
typedef struct sheet {
  const lm_assessment *assessment;
  const lm_view *view;
  lm_table table;
  lm_table_column column[COLUMNS];
  int shown[COLUMNS]; /* which of the columns stands there */
  size_t columns;
} sheet;

static void add_column(sheet *s, int which, lm_word heading, lm_align align, bool flexible) {
  s->column[s->columns] = (lm_table_column){lm_word_in(heading, s->view->lang), align, flexible};
  s->shown[s->columns++] = which;
}

static void add_row(sheet *s, const lm_rollup *rollup) {
  const lm_model *model = lm_assessment_model(s->assessment);
  const lm_lang lang = s->view->lang;
  lm_strbuf cell[COLUMNS] = {{0}}, worst = {0};
  const char *text[COLUMNS];
  size_t styled = 0;
  lm_strbuf_add(&cell[AREA], lm_area_label(lm_assessment_areas(s->assessment), rollup->area, lang));
  lm_add_rollup_verdict(&cell[VERDICT], rollup, lang);
  add_name(&cell[NAME], model, rollup, s->view);
  if (rollup->tier != LM_NO_TIER) lm_strbuf_add(&cell[TIER], lm_tier_id(model, rollup->tier));
  lm_add_ratio(&cell[SCORE], rollup->score);
  lm_strbuf_addf(&cell[COVERAGE], "%zu/%zu", rollup->assessed, rollup->indicators);
  for (size_t i = 0; i < s->columns; i++) {
    text[i] = lm_strbuf_text(&cell[s->shown[i]]);
    if (s->shown[i] == VERDICT) styled = i;
  }
  lm_table_row(&s->table, text, styled, lm_verdict_style(rollup->status));
  if (rollup->worst && rollup->status != LM_NOT_ASSESSABLE) {
    lm_add_standing(&worst, s->assessment, rollup->worst, s->view);
    lm_table_span(&s->table, DETAIL, lm_word_in(W_WORST, lang), lm_strbuf_text(&worst), LM_PLAIN);
  }
  for (size_t i = 0; i < COLUMNS; i++) {
    if (cell[i].failed) s->table.failed = true;
    lm_strbuf_clear(&cell[i]);
  }
  if (worst.failed) s->table.failed = true;
  lm_strbuf_clear(&worst);
}

static bool in_several_areas(const rollup_list *rollups) {
  for (size_t i = 1; i < rollups->count; i++)
    if (rollups->item[i].area != rollups->item[0].area) return true;
  return false;
}

static lm_status write_text(lm_sink *sink, const lm_assessment *assessment, lm_assess_table which, const lm_view *view) {
  sheet s = {.assessment = assessment, .view = view};
  rollup_list rollups;
  lm_status status = list(&rollups, assessment, which);
  if (in_several_areas(&rollups)) add_column(&s, AREA, W_COL_AREA, LM_LEFT, true);
  add_column(&s, VERDICT, W_COL_VERDICT, LM_LEFT, false);
  add_column(&s, NAME, rows[which].heading, LM_LEFT, true);
  if (which == LM_TABLE_OUTCOMES || which == LM_TABLE_TIERS) add_column(&s, TIER, W_COL_TIER, LM_LEFT, false);
  add_column(&s, SCORE, W_COL_SCORE, LM_RIGHT, false);
  add_column(&s, COVERAGE, W_COL_COVERAGE, LM_RIGHT, false);
  s.table = lm_table_new(view, s.column, s.columns);
  lm_put_head(sink, assessment, view);
  for (size_t i = 0; i < rollups.count && status == LM_OK; i++) add_row(&s, &rollups.item[i]);
  if (rollups.count > 0) lm_table_write(&s.table, sink);
  lm_table_free(&s.table);
  if (rollups.count == 0) lm_flow(sink, view, "", lm_word_in(W_NOTHING_TO_SHOW, view->lang));
  free(rollups.item);
  lm_sink_char(sink, '\n');
  lm_flow(sink, view, "", lm_word_in(W_ROLLUP_LEGEND, view->lang));
  lm_put_notice(sink, assessment, view);
  return status;
}

lm_status lm_write_rollups(lm_sink *sink, const lm_assessment *assessment, lm_assess_table table, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_assessment *, lm_assess_table, const lm_view *) = {
      [LM_FORMAT_TEXT] = write_text,
      [LM_FORMAT_JSON] = write_json,
      [LM_FORMAT_CSV] = write_csv,
  };
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  return write[view->format](sink, assessment, table, view);
}
