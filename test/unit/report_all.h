/* report_all.h: every renderer in every format, as one table, for tests that go through all of them. */
#ifndef REPORT_ALL_H
#define REPORT_ALL_H

#include "report_world.h"

#include <logicmodel/write.h>

typedef lm_status report_fn(lm_sink *sink, const report_world *w, const lm_view *view);

typedef struct report_row {
  const char *name;
  report_fn *write;
  bool drawings; /* has DOT and Mermaid */
  bool answer;   /* rests on values and targets, so it must carry the notices */
} report_row;

static lm_status all_findings(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_findings(sink, w->diags, view);
}

static lm_status all_check(lm_sink *sink, const report_world *w, const lm_view *view) {
  const lm_checked files[] = {{.file = "model.xml", .kind = LM_DOC_MODEL},
                              {.file = "values.xml",
                               .kind = LM_DOC_VALUES,
                               .status = LM_EINPUT,
                               .totals = {.elements = 9, .observations = 7, .missing = 1, .refused = 1, .series = 3}},
                              {.file = "targets.xml", .kind = LM_DOC_TARGETS, .targets = 3, .baselines = 1}};
  return lm_write_check(sink, files, 3, w->diags, view);
}

static lm_status all_model(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_model(sink, w->model, view);
}
static lm_status all_assess(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_assessment(sink, w->assessment, view);
}
/* No row of the table: it has CSV alone. */
static inline lm_status all_in_passing(lm_sink *sink, const report_world *w, const lm_view *view) {
  lm_assess_options options = lm_assess_defaults();
  lm_assessment *assessment;
  options.area = "n";
  options.in_passing = true;
  lm_status status = lm_assess(&assessment, w->model, w->areas, w->panel, w->targets, &options, NULL);
  if (status == LM_OK) status = lm_write_assessment(sink, assessment, view);
  lm_assessment_free(assessment);
  return status;
}
static lm_status all_lag(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_lag(sink, w->assessment, view);
}
static lm_status all_chain(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_chain(sink, w->assessment, lm_model_find_name(w->model, "outcome:o1"), view);
}

#define ALL_TABLE(name, table) \
  static lm_status all_##name(lm_sink *sink, const report_world *w, const lm_view *view) { \
    return lm_write_assess_table(sink, w->assessment, table, view); \
  }
ALL_TABLE(steps, LM_TABLE_STEPS)
ALL_TABLE(activities, LM_TABLE_ACTIVITIES)
ALL_TABLE(scenes, LM_TABLE_SCENES)
ALL_TABLE(tiers, LM_TABLE_TIERS)
ALL_TABLE(delivery, LM_TABLE_DELIVERY)

static lm_status all_sums(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_assess_table(sink, w->everywhere, LM_TABLE_SUMS, view);
}

static lm_status all_chain_with(lm_sink *sink, const report_world *w, const lm_view *view) {
  const lm_tracked home = {w->assessment, w->progress_assessment}, other = {w->other_assessment, NULL};
  return lm_write_chain_with(sink, &home, &other, 1, lm_model_find_name(w->model, "initiative:i"), view);
}

static lm_status all_sheet_list(lm_sink *sink, const report_world *w, const lm_view *view) {
  return lm_write_sheet_list(sink, w->model, view);
}

static lm_status all_of_sheet(lm_sink *sink, const report_world *w, const char *id, const lm_view *view) {
  const lm_sheet_data data = {w->model, w->areas, w->panel, w->targets, w->progress_assessment};
  lm_filled_sheet *sheet;
  lm_status status = lm_sheet_fill(&sheet, id, &data, "n", NULL);
  if (status == LM_OK) status = lm_write_sheet(sink, sheet, view);
  lm_filled_sheet_free(sheet);
  return status;
}

static lm_status all_sheet(lm_sink *sink, const report_world *w, const lm_view *view) {
  return all_of_sheet(sink, w, "wide", view);
}
static lm_status all_form(lm_sink *sink, const report_world *w, const lm_view *view) {
  return all_of_sheet(sink, w, "form", view);
}
static lm_status all_generic(lm_sink *sink, const report_world *w, const lm_view *view) {
  return all_of_sheet(sink, w, LM_SHEET_GENERIC, view);
}

static const report_row report_rows[] = {
    {"chain-with", all_chain_with, true, true}, {"sheets", all_sheet_list, false, false}, {"sheet", all_sheet, false, false},
    {"form", all_form, false, true}, {"generic", all_generic, false, false},
    {"findings", all_findings, false, false}, {"check", all_check, false, false}, {"model", all_model, true, false},
    {"assess", all_assess, false, true},      {"lag", all_lag, false, true},          {"steps", all_steps, false, true},        {"sums", all_sums, false, true},     {"activities", all_activities, false, true}, {"scenes", all_scenes, false, true},
    {"tiers", all_tiers, false, true},        {"delivery", all_delivery, false, true},
    {"chain", all_chain, true, true},
};
#define REPORT_ROWS (sizeof report_rows / sizeof *report_rows)

static inline bool report_has(const report_row *row, lm_format format) {
  return format <= LM_FORMAT_CSV || (row->drawings && format <= LM_FORMAT_MERMAID);
}

#endif
