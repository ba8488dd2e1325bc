/* delivery.c: initiatives and scenes in the grades of a progress table, beside the words of the source. */
#include "progress.h"
#include "tables.h"

/* Initiatives and scenes of an area in document order; each is given to `visit`. */
typedef void visit_fn(void *user, lm_node node, uint32_t area, const lm_grading *grading);

/* Scenes that the roll-ups leave out are not asked for, nor are their initiatives. */
static bool listed(const lm_area_group *group, const lm_model *model, lm_node node) {
  lm_node scene = lm_model_node(model, node)->kind == LM_SCENE ? node : lm_model_scene_of(model, node);
  for (size_t i = 0; i < group->count; i++)
    if (group->rollup[i]->node == scene) return true;
  return scene == LM_NO_NODE;
}

static lm_status for_each(const lm_assessment *assessment, visit_fn *visit, void *user) {
  const lm_model *model = lm_assessment_model(assessment);
  lm_area_groups areas;
  lm_status status = lm_area_groups_make(&areas, assessment);
  for (size_t i = 0; i < areas.count && status == LM_OK; i++) {
    for (lm_node node = 0; node < lm_model_node_count(model); node++) {
      lm_grading grading;
      lm_kind kind = lm_model_node(model, node)->kind;
      if ((kind != LM_SCENE && kind != LM_INITIATIVE) || !listed(&areas.item[i], model, node)) continue;
      if (lm_assessment_grade(&grading, assessment, node, areas.item[i].area) == LM_OK) visit(user, node, areas.item[i].area, &grading);
    }
  }
  lm_area_groups_clear(&areas);
  return status;
}

/* ---- JSON and CSV ---- */

typedef struct writing {
  lm_fields fields;
  const lm_assessment *assessment;
  const lm_view *view;
} writing;

static void grading_fields(writing *w, lm_node node, uint32_t area, const lm_grading *grading) {
  const lm_model *model = lm_assessment_model(w->assessment);
  const lm_areas *areas = lm_assessment_areas(w->assessment);
  const char *area_label = lm_area_label(areas, area, w->view->lang);
  const lm_node_info *info = lm_model_node(model, node);
  const lm_grade_row *row = &grading->row;
  lm_fields *f = &w->fields;
  lm_field_text(f, "kind", info ? lm_kind_word(info->kind) : NULL);
  lm_field_text(f, "node", lm_id_of(model, node));
  lm_field_text(f, "label", lm_label_of(model, node, w->view->lang));
  lm_field_text(f, "area", lm_area_id(areas, area));
  lm_field_text(f, "area_label", *area_label ? area_label : NULL);
  lm_field_text(f, "delivery", row->word);
  lm_field_text(f, "grade_label", lm_text_in(&row->label, w->view->lang));
  lm_field_text(f, "grade_source", row->source);
  lm_field_text(f, "grade_rule", lm_text_in(&row->rule, w->view->lang));
  lm_field_whole(f, "delivery_met", (int64_t)grading->met);
  lm_field_whole(f, "delivery_counted", (int64_t)grading->counted);
  lm_field_whole(f, "delivery_total", (int64_t)grading->total);
}

static void json_item(void *user, lm_node node, uint32_t area, const lm_grading *grading) {
  writing *w = user;
  lm_json_object(w->fields.json, NULL);
  grading_fields(w, node, area, grading);
  lm_json_close(w->fields.json);
}

lm_status lm_delivery_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view) {
  writing w = {{.json = json}, assessment, view};
  lm_json_array(json, "delivery");
  lm_status status = for_each(assessment, json_item, &w);
  lm_json_close(json);
  return status;
}

static void csv_row(void *user, lm_node node, uint32_t area, const lm_grading *grading) {
  writing *w = user;
  grading_fields(w, node, area, grading);
  lm_notice_fields(&w->fields, w->assessment);
  lm_csv_end_row(w->fields.csv);
}

static lm_status write_csv(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  writing w = {{.csv = &csv, .names = true}, assessment, view};
  const lm_grading none = {.grade = LM_GRADE_UNKNOWN, .row = *lm_grade_at(LM_GRADE_UNKNOWN)};
  csv_row(&w, LM_NO_NODE, LM_NO_AREA, &none);
  w.fields.names = false;
  return for_each(assessment, csv_row, &w);
}

/* ---- text ---- */

enum { AREA, GRADE, NODE, MET, COUNTED, TOTAL, COLUMNS };

typedef struct sheet {
  lm_table table;
  const lm_assessment *assessment;
  const lm_view *view;
  size_t first; /* AREA, or GRADE when there is only one */
} sheet;

static void add_row(void *user, lm_node node, uint32_t area, const lm_grading *grading) {
  sheet *s = user;
  const lm_model *model = lm_assessment_model(s->assessment);
  const lm_lang lang = s->view->lang;
  const bool scene = lm_model_node(model, node)->kind == LM_SCENE;
  lm_strbuf cell[COLUMNS] = {{0}};
  const char *text[COLUMNS];
  lm_strbuf_add(&cell[AREA], lm_area_label(lm_assessment_areas(s->assessment), area, lang));
  lm_strbuf_add(&cell[GRADE], lm_text_in(&grading->row.label, lang));
  lm_strbuf_add(&cell[NODE], lm_word_in(scene ? W_SCENE_HEAD : W_INITIATIVE_BULLET, lang));
  lm_add_node_name(&cell[NODE], model, node, LM_LABEL_SHORT, s->view);
  lm_strbuf_addf(&cell[MET], "%zu", grading->met);
  lm_strbuf_addf(&cell[COUNTED], "%zu", grading->counted);
  lm_strbuf_addf(&cell[TOTAL], "%zu", grading->total);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    if (cell[i].failed) s->table.failed = true;
  }
  lm_table_row(&s->table, text + s->first, GRADE - s->first, grading->grade == LM_GRADE_UNKNOWN ? LM_DIM : LM_PLAIN);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
}

static void put_grade(lm_sink *sink, const lm_grade_row *row, const lm_view *view) {
  const char *rule = lm_text_in(&row->rule, view->lang);
  lm_strbuf line = {0}, first = {0};
  if (row->source)
    lm_say(&line, view->lang, W_GRADE_LINE, row->source, rule, NULL, NULL);
  else
    lm_say(&line, view->lang, W_GRADE_LINE_OURS, rule, NULL, NULL, NULL);
  lm_strbuf_addf(&first, "%s: ", lm_text_in(&row->label, view->lang));
  lm_flow(sink, view, lm_strbuf_text(&first), lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
  lm_strbuf_drop(&first, sink);
}

/* Every grade with the words it comes from; of a scale of the model's own only "cannot tell" is ours. */
static void put_grades(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  const lm_scale *own = lm_model_scale(lm_assessment_model(assessment));
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_word_in(own ? W_PG_SCALE_HEAD : W_GRADES_HEAD, view->lang));
  lm_style_on(sink, view, LM_PLAIN);
  if (own) lm_put_scale(sink, own, view);
  for (int i = own ? LM_GRADE_UNKNOWN : LM_GRADE_ALL; i < LM_GRADE_COUNT; i++) put_grade(sink, lm_grade_at((lm_grade)i), view);
}

static lm_status write_text(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_table_column column[COLUMNS] = {
      [AREA] = {lm_word_in(W_COL_AREA, lang), LM_LEFT, true},        [GRADE] = {lm_word_in(W_COL_GRADE, lang), LM_LEFT, false},
      [NODE] = {lm_word_in(W_COL_NODE, lang), LM_LEFT, true},        [MET] = {lm_word_in(W_COL_MET, lang), LM_RIGHT, false},
      [COUNTED] = {lm_word_in(W_COL_COUNTED, lang), LM_RIGHT, false}, [TOTAL] = {lm_word_in(W_COL_ALL, lang), LM_RIGHT, false},
  };
  const size_t first = lm_several_areas(assessment) ? AREA : GRADE;
  sheet s = {.table = lm_table_new(view, column + first, COLUMNS - first), .assessment = assessment, .view = view, .first = first};
  lm_put_head(sink, assessment, view);
  lm_status status = for_each(assessment, add_row, &s);
  if (s.table.count > 0) lm_table_write(&s.table, sink);
  lm_table_free(&s.table);
  lm_sink_char(sink, '\n');
  put_grades(sink, assessment, view);
  lm_put_notice(sink, assessment, view);
  return status;
}

lm_status lm_write_delivery(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  return lm_write_as(sink, assessment, view, &(lm_writers){write_text, lm_delivery_as_json, write_csv});
}
