/* The form: a row per indicator in the order of the design map, what was reported before, periods of every kind; every allocation failing.

   Linked with --wrap for malloc, calloc and realloc. */
#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <logicmodel/logicmodel.h>

#include <stdio.h>
#include <string.h>

static const char model_text[] =
    "<model xmlns=\"urn:logicmodel:model:1\" version=\"1.0\" id=\"m\">"
    "<tier id=\"t1\" level=\"initial\" due=\"2028-03-31\"><label xml:lang=\"en\">1</label></tier>"
    "<tier id=\"t2\" level=\"final\" due=\"2041-03-31\"><label xml:lang=\"en\">2</label></tier>"
    "<party id=\"p\"><label xml:lang=\"en\">Care section</label></party>"
    "<scene id=\"b\" certainty=\"stated\"><label xml:lang=\"en\">B</label></scene><scene id=\"a\" certainty=\"stated\"><label xml:lang=\"en\">A</label></scene>"
    "<initiative id=\"i\" scene=\"a\" certainty=\"stated\"><label xml:lang=\"en\">I</label><charge party=\"p\" role=\"lead\"/></initiative>"
    "<activity id=\"v\" initiative=\"i\" certainty=\"stated\"><label xml:lang=\"en\">V</label></activity>"
    "<outcome id=\"f\" tier=\"t2\" certainty=\"stated\"><label xml:lang=\"en\">F</label></outcome>"
    "<outcome id=\"a2\" tier=\"t1\" scene=\"a\" number=\"2\" certainty=\"stated\"><label xml:lang=\"en\">A2</label></outcome>"
    "<outcome id=\"a1\" tier=\"t1\" scene=\"a\" number=\"1\" certainty=\"stated\"><label xml:lang=\"en\">A1</label></outcome>"
    "<outcome id=\"b1\" tier=\"t1\" scene=\"b\" number=\"1\" certainty=\"stated\"><label xml:lang=\"en\">B1</label></outcome>"
    "<indicator id=\"loose\" certainty=\"stated\" basis=\"half\"><label xml:lang=\"en\">loose</label></indicator>"
    "<indicator id=\"words\" certainty=\"stated\" measure=\"text\"><label xml:lang=\"en\">words</label></indicator>"
    "<indicator id=\"of-f\" certainty=\"stated\" basis=\"calendar-year\"><label xml:lang=\"en\">of f</label></indicator>"
    "<indicator id=\"of-a2\" certainty=\"stated\"><label xml:lang=\"en\">of a2</label></indicator>"
    "<indicator id=\"of-a1\" certainty=\"stated\" basis=\"date\"><label xml:lang=\"en\">of a1</label></indicator>"
    "<indicator id=\"of-b1\" certainty=\"stated\" basis=\"date\"><label xml:lang=\"en\">of b1</label></indicator>"
    "<indicator id=\"of-v\" certainty=\"stated\" basis=\"fiscal-year\"><label xml:lang=\"en\">of v</label></indicator>"
    "<link type=\"measured-by\" from=\"outcome:f\" to=\"indicator:of-f\" certainty=\"stated\"/>"
    "<link type=\"measured-by\" from=\"outcome:f\" to=\"indicator:of-a1\" certainty=\"stated\"/>"
    "<link type=\"measured-by\" from=\"outcome:a2\" to=\"indicator:of-a2\" certainty=\"stated\"/>"
    "<link type=\"measured-by\" from=\"outcome:a1\" to=\"indicator:of-a1\" certainty=\"stated\"/>"
    "<link type=\"measured-by\" from=\"outcome:b1\" to=\"indicator:of-b1\" certainty=\"stated\"/>"
    "<link type=\"measured-by\" from=\"activity:v\" to=\"indicator:of-v\" certainty=\"stated\"/></model>";

static const char values_text[] = "indicator,area,period,value,reason\n"
                                  "of-v,c,2022FY,2,\nof-v,c,2024FY,4,\nof-v,c,2025FY,5,\n"
                                  "of-a1,c,2023-10-01,3,\nof-a1,c,2025-02-28,4,\n"
                                  "of-a2,c,2024,,not-yet\nof-f,c,2024,7,\n";

typedef struct world {
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_form *form;
} world;

static lm_status make(world *w) {
  const lm_input model = {.data = model_text, .size = strlen(model_text)}, values = {.data = values_text, .size = strlen(values_text)};
  *w = (world){0};
  lm_status status = lm_read_model(&w->model, &model, NULL);
  if (status == LM_OK) status = lm_areas_new(&w->areas);
  if (status == LM_OK) status = lm_panel_new(&w->panel);
  if (status == LM_OK) status = lm_read_values(w->panel, &values, w->model, w->areas, NULL, NULL);
  return status == LM_OK ? lm_panel_seal(w->panel) : status;
}

static void end(world *w) {
  lm_form_free(w->form);
  lm_panel_free(w->panel);
  lm_areas_free(w->areas);
  lm_model_free(w->model);
}

static void rows_follow_the_design_map(void **state) {
  static const char *const want[] = {"of-b1 –",    "of-v 2025FY", "of-a1 2026-02-28", "of-a2 2025", "of-f 2025", "loose 2025-H1", "loose 2025-H2"};
  world w;
  char period[48], got[128];
  (void)state;
  assert_int_equal(make(&w), LM_OK);
  assert_int_equal(lm_form_new(&w.form, w.model, w.areas, w.panel, 0, 2025), LM_OK);
  assert_int_equal(w.form->count, sizeof want / sizeof *want);
  for (size_t i = 0; i < w.form->count; i++) {
    const lm_form_row *row = &w.form->row[i];
    snprintf(got, sizeof got, "%s %s", lm_model_node(w.model, row->indicator)->id, row->has_period ? lm_period_format(row->period, period, sizeof period) : "–");
    assert_string_equal(got, want[i]);
  }
  end(&w);
}

static double before(const lm_form_row *row, int years) { return row->before[years - 1] ? row->before[years - 1]->value : -1; }

static void what_is_known_stands_beside(void **state) {
  world w;
  (void)state;
  assert_int_equal(make(&w), LM_OK);
  assert_int_equal(lm_form_new(&w.form, w.model, w.areas, w.panel, 0, 2025), LM_OK);
  const lm_form_row *v = &w.form->row[1], *a1 = &w.form->row[2], *a2 = &w.form->row[3];
  assert_non_null(v->now);
  lm_assert_close(v->now->value, 5, 0, 0, "this year");
  lm_assert_close(before(v, 1), 4, 0, 0, "a year before");
  lm_assert_close(before(v, 2), -1, 0, 0, "nothing two years before");
  lm_assert_close(before(v, 3), 2, 0, 0, "three years before");
  assert_int_equal(lm_model_node(w.model, v->charged)->kind, LM_INITIATIVE);
  lm_assert_close(before(a1, 1), 4, 0, 0, "a day in February is of the fiscal year before");
  lm_assert_close(before(a1, 2), 3, 0, 0, "a day in October");
  assert_int_equal(a2->before[0]->missing, LM_NOT_YET);
  end(&w);
}

static void a_form_needs_area_and_year(void **state) {
  world w;
  (void)state;
  assert_int_equal(make(&w), LM_OK);
  assert_int_equal(lm_form_new(&w.form, w.model, w.areas, w.panel, 9, 2025), LM_EINVAL);
  assert_null(w.form);
  assert_int_equal(lm_form_new(&w.form, w.model, w.areas, w.panel, 0, 0), LM_EINVAL);
  assert_int_equal(lm_form_new(&w.form, w.model, w.areas, w.panel, 0, 10000), LM_EINVAL);
  end(&w);
}

/* ---- years before a merger ---- */

static const char merged_model[] =
    "<model xmlns=\"urn:logicmodel:model:1\" version=\"1.0\" id=\"m\">"
    "<indicator id=\"count\" measure=\"count\" aggregation=\"sum\" direction=\"up\" basis=\"fiscal-year\"><label xml:lang=\"ja\">a</label><unit xml:lang=\"ja\">u</unit></indicator>"
    "<indicator id=\"share\" measure=\"proportion\" aggregation=\"weighted\" direction=\"up\" basis=\"fiscal-year\"><label xml:lang=\"ja\">b</label><unit xml:lang=\"ja\">%</unit></indicator>"
    "<indicator id=\"score\" measure=\"score\" aggregation=\"none\" direction=\"up\" basis=\"fiscal-year\"><label xml:lang=\"ja\">c</label><unit xml:lang=\"ja\">u</unit></indicator></model>";
static const char merged_values[] =
    "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.2\">"
    "<area id=\"city\" valid-from=\"2024-04-01\"><label xml:lang=\"ja\">市</label></area>"
    "<area id=\"a\" valid-to=\"2024-03-31\" succeeded-by=\"city\"><label xml:lang=\"ja\">甲</label></area>"
    "<area id=\"b\" valid-to=\"2024-03-31\" succeeded-by=\"city\"><label xml:lang=\"ja\">乙</label></area>"
    "<area id=\"new\" valid-from=\"2024-04-01\"><label xml:lang=\"ja\">新</label></area>"
    "<area id=\"old\" valid-to=\"2024-03-31\" succeeded-by=\"new\"><label xml:lang=\"ja\">旧</label></area>"
    "<area id=\"c\" valid-to=\"2024-03-31\" succeeded-by=\"d e\"><label xml:lang=\"ja\">丙</label></area>"
    "<area id=\"d\" valid-from=\"2024-04-01\"><label xml:lang=\"ja\">丁</label></area><area id=\"e\" valid-from=\"2024-04-01\"><label xml:lang=\"ja\">戊</label></area>"
    "<series indicator=\"count\" area=\"a\"><obs period=\"2021FY\" value=\"7\"/><obs period=\"2022FY\" value=\"8\"/><obs period=\"2023FY\" value=\"9\"/></series>"
    "<series indicator=\"count\" area=\"b\"><missing period=\"2021FY\" reason=\"suppressed\" lower=\"0\" upper=\"3\"/><obs period=\"2023FY\" value=\"4\"/></series>"
    "<series indicator=\"share\" area=\"a\"><obs period=\"2023FY\" value=\"20\" num=\"2\" den=\"10\"/></series>"
    "<series indicator=\"share\" area=\"b\"><obs period=\"2023FY\" value=\"10\" num=\"1\" den=\"10\"/></series>"
    "<series indicator=\"score\" area=\"a\"><obs period=\"2023FY\" value=\"3\"/></series>"
    "<series indicator=\"score\" area=\"b\"><obs period=\"2023FY\" value=\"4\"/></series>"
    "<series indicator=\"share\" area=\"old\"><obs period=\"2023FY\" value=\"33\"/></series>"
    "<series indicator=\"count\" area=\"c\"><obs period=\"2023FY\" value=\"5\"/></series>"
    "<series indicator=\"count\" area=\"city\"><obs period=\"2022FY\" value=\"99\"/></series></values>";

static lm_status make_merged(world *w) {
  const lm_input model = {.data = merged_model, .size = strlen(merged_model)}, values = {.data = merged_values, .size = strlen(merged_values)};
  *w = (world){0};
  lm_status status = lm_read_model(&w->model, &model, NULL);
  if (status == LM_OK) status = lm_areas_new(&w->areas);
  if (status == LM_OK) status = lm_panel_new(&w->panel);
  if (status == LM_OK) status = lm_read_values(w->panel, &values, w->model, w->areas, NULL, NULL);
  return status == LM_OK ? lm_panel_seal(w->panel) : status;
}

static void expect_together(world *w, const char *area, size_t row, int years, lm_form_together_kind kind, double value) {
  lm_form_free(w->form);
  assert_int_equal(lm_form_new(&w->form, w->model, w->areas, w->panel, lm_areas_find(w->areas, area, strlen(area)), 2024), LM_OK);
  assert_int_equal(lm_form_look_back(w->form, w->areas, w->panel), LM_OK);
  const lm_form_together *is = &w->form->row[row].together[years - 1];
  if (is->kind != kind) fail_msg("%s, row %zu, %d years before: %d", area, row, years, (int)is->kind);
  if (kind == LM_FORM_TOGETHER) assert_true(is->value >= value && is->value <= value);
}

static void the_parts_of_a_merged_area_stand_beside(void **state) {
  enum { COUNT, SHARE, SCORE };
  world w;
  (void)state;
  assert_int_equal(make_merged(&w), LM_OK);
  expect_together(&w, "city", COUNT, 1, LM_FORM_TOGETHER, 13);
  expect_together(&w, "city", COUNT, 2, LM_FORM_NOTHING, 0); /* it was computed back: that stands there */
  expect_together(&w, "city", COUNT, 3, LM_FORM_MASKED_PART, 0);
  expect_together(&w, "city", SHARE, 1, LM_FORM_RATE, 0);
  expect_together(&w, "city", SCORE, 1, LM_FORM_NOT_ADDED, 0);
  expect_together(&w, "new", SHARE, 1, LM_FORM_TOGETHER, 33); /* another code: nothing is added */
  expect_together(&w, "new", COUNT, 1, LM_FORM_NOTHING, 0);
  expect_together(&w, "d", COUNT, 1, LM_FORM_DIVIDED, 0);
  expect_together(&w, "a", COUNT, 1, LM_FORM_NOTHING, 0);
  end(&w);
}

static void looking_back_may_fail(void **state) {
  world w;
  (void)state;
  assert_int_equal(make_merged(&w), LM_OK);
  assert_int_equal(lm_form_new(&w.form, w.model, w.areas, w.panel, 0, 2024), LM_OK);
  for (long n = 0; fail_alloc_round(n); n++) {
    const lm_status status = lm_form_look_back(w.form, w.areas, w.panel);
    const bool failed = fail_alloc_stop();
    assert_int_equal(status, failed ? LM_ENOMEM : LM_OK);
    fail_alloc_happened = failed;
  }
  end(&w);
}

static lm_status write_csv(const world *w, lm_sink **sink) {
  const lm_view view = {.format = LM_FORMAT_CSV, .lang = LM_EN};
  lm_status status = lm_sink_to_memory(sink);
  return status == LM_OK ? lm_write_form(*sink, w->form, &view) : status;
}

static void every_allocation_may_fail(void **state) {
  world w;
  (void)state;
  assert_int_equal(make(&w), LM_OK);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_sink *sink = NULL;
    lm_status status = lm_form_new(&w.form, w.model, w.areas, w.panel, 0, 2025);
    if (status == LM_OK) status = write_csv(&w, &sink);
    bool failed = fail_alloc_stop();
    lm_status closed = lm_sink_close(sink);
    if (failed) assert_true(status == LM_ENOMEM || closed == LM_ENOMEM);
    if (!failed) assert_true(status == LM_OK && closed == LM_OK);
    lm_form_free(w.form);
    w.form = NULL;
    fail_alloc_happened = failed;
  }
  end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rows_follow_the_design_map), cmocka_unit_test(what_is_known_stands_beside),
                                     cmocka_unit_test(a_form_needs_area_and_year), cmocka_unit_test(every_allocation_may_fail),
                                     cmocka_unit_test(the_parts_of_a_merged_area_stand_beside), cmocka_unit_test(looking_back_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
