/* Printed values and differences against the counts, three ways; the parts of a question against the whole. The numbers are those of a table in
   print, whose differences follow now the counts, now the printed shares.

   test_recheck SOURCE-DIRECTORY */
#include "../../lib/values/check.h"
#include "../support/close.h"
#include "../support/reading.h"

#include <stdio.h>
#include <string.h>

static void halves_go_up(void **state) {
  (void)state;
  static const struct {
    double x;
    int decimals;
    double want;
  } cases[] = {{96.226, 1, 96.2}, {0.25, 1, 0.3},  {-0.25, 1, -0.3},        {2.5, 0, 3},           {-1.88679, 1, -1.9}, {3.7735849, 1, 3.8},
               {1.005, 2, 1.01},  {7.0 / 16 * 100, 1, 43.8}, {1.0 / 3, 4, 0.3333}, {0, 1, 0}, {77.35849, 1, 77.4}, {0.15, 1, 0.2}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    lm_assert_close(lm_round_half_up(cases[i].x, cases[i].decimals), cases[i].want, 1e-15, 0, "rounded");
}

/* Of 53: counts and printed shares of two years, the printed difference, and what the program says. */
static const struct {
  int before, after;
  const char *printed_before, *printed_after, *change, *want;
} rows[] = {
    {53, 53, "100.0", "100.0", "0.0", ""},
    {51, 53, "88.7", "100.0", "11.3", "V427 V430"},
    {42, 53, "77.4", "100.0", "22.6", "V427 V430"},
    {45, 53, "66.0", "100.0", "34.0", "V427 V430"},
    {19, 21, "35.8", "39.6", "3.8", ""},
    {2, 4, "3.8", "7.5", "3.8", "V428"},
    {33, 35, "62.3", "66.0", "3.8", "V428"},
    {4, 3, "7.5", "5.7", "-1.9", "V428"},
    {2, 4, "3.8", "7.5", "3.7", "V429"},
    {51, 53, "96.2", "100.0", "9.9", "V431"},
    {51, 53, "96", "100", "4", ""},
    {24, 30, "45.28", "56.60", "11.32", ""},
};

static void changes_are_checked_three_ways(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[1200], ids[64];
    snprintf(text, sizeof text,
             SERIES("<change from=\"2020FY\" to=\"2021FY\" printed=\"%s\"/>" /* before what it speaks of */
                    "<obs period=\"2020FY\" value=\"%.4f\" num=\"%d\" den=\"53\" printed=\"%s\"/>"
                    "<obs period=\"2021FY\" value=\"%.4f\" num=\"%d\" den=\"53\" printed=\"%s\"/>"),
             rows[i].change, rows[i].before / .53, rows[i].before, rows[i].printed_before, rows[i].after / .53, rows[i].after, rows[i].printed_after);
    reading r = read_values_text(text);
    assert_int_equal(r.status, LM_OK);
    if (strcmp(reading_ids(&r, ids, sizeof ids), rows[i].want) != 0) fail_msg("row %zu: %s, not %s", i, ids, rows[i].want);
    reading_clear(&r);
  }
}

static void check_ids(const char *text, const char *want) {
  char ids[64];
  reading r = read_values_text(text);
  if (strcmp(reading_ids(&r, ids, sizeof ids), want) != 0) fail_msg("%s: %s, not %s", text, ids, want);
  reading_clear(&r);
}

#define TWO(a, b) "<obs period=\"2020FY\" value=\"" a "\"/><obs period=\"2021FY\" value=\"" b "\"/>"

static void other_rules(void **state) {
  (void)state;
  /* without counts the values stand for the shares */
  check_ids(SERIES(TWO("50", "60") "<change from=\"2020FY\" to=\"2021FY\" printed=\"10\"/>"), "");
  check_ids(SERIES(TWO("50", "60") "<change from=\"2020FY\" to=\"2021FY\" printed=\"11\"/>"), "V431");
  check_ids(SERIES("<obs period=\"2020FY\" value=\"50.2\" printed=\"50\"/>"), "");
  check_ids(SERIES("<obs period=\"2020FY\" value=\"50.2\" printed=\"51\"/>"), "V427");
  /* flat; of an area that is not declared; in points */
  check_ids(VALUES("<obs indicator=\"i1\" period=\"2020FY\" value=\"1\"/><change indicator=\"i1\" from=\"2019FY\" to=\"2020FY\" printed=\"1\"/>"), "V432");
  check_ids(VALUES("<obs indicator=\"i1\" period=\"2020FY\" value=\"1\"/><change indicator=\"i1\" area=\"c9\" from=\"2019FY\" to=\"2020FY\" printed=\"1\"/>"), "V402");
  check_ids(SERIES(TWO("50", "60") "<change from=\"2021FY\" to=\"2020FY\" printed=\"10\"/>"), "M315");
  check_ids(SERIES(TWO("50", "60") "<change from=\"R2\" to=\"2021FY\" printed=\"10\"/>"), "V406");
  check_ids(SERIES(TWO("50", "60") "<change from=\"2020FY\" to=\"2021FY\" printed=\"10\" unit=\"％\"/>"), "V434");
  check_ids(SERIES(TWO("50", "60") "<change from=\"2020FY\" to=\"2021FY\" printed=\"10\"/><change from=\"2020FY\" to=\"2021FY\" printed=\"10\"/>"), "V433");
  /* a value that was refused is none */
  check_ids(SERIES("<obs period=\"2020FY\" value=\"500\"/><obs period=\"2021FY\" value=\"60\"/><change from=\"2020FY\" to=\"2021FY\" printed=\"10\"/>"),
            "V411 V432");
}

/* ---- the parts of a question ---- */

static const char model_text[] =
    "<model xmlns='urn:logicmodel:model:1' version='1.1' id='m'><tier id='t' level='final' due='2020FY'><label xml:lang='en'>t</label></tier>"
    "<indicator id='a' certainty='stated' measure='proportion' upper='100' set='q' answers='%s'><label xml:lang='en'>a</label></indicator>"
    "<indicator id='b' certainty='stated' measure='proportion' upper='100' set='q' answers='%s'><label xml:lang='en'>b</label></indicator></model>";

#define PART(id, area, period, num) "<obs indicator='" id "' area='" area "' period='" period "' value='" num ".0' num='" num "' den='100'/>"

static void check_parts(const char *answers, const char *body, const char *code, const char *sums) {
  char text[1200], document[4096];
  lm_model *model;
  lm_areas *areas;
  lm_diags *diags;
  snprintf(text, sizeof text, model_text, answers, answers);
  snprintf(document, sizeof document,
           "<values xmlns='urn:logicmodel:values:1' version='1.1'><area id='x'><label xml:lang='en'>x</label></area><area id='y'><label xml:lang='en'>y"
           "</label></area>%s</values>",
           body);
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_int_equal(lm_read_model(&model, &(lm_input){.data = text, .size = strlen(text), .name = "m"}, diags), LM_OK);
  assert_int_equal(lm_scan_values(&(lm_input){.data = document, .size = strlen(document), .name = "v"}, model, areas, NULL, NULL, NULL, diags), LM_OK);
  assert_int_equal(lm_diags_kept(diags), code ? 1 : 0);
  if (code) {
    const lm_finding *f = lm_diags_at(diags, 0);
    assert_string_equal(lm_code_get(f->code)->id, code);
    assert_string_equal(f->arg[0], "q");
    assert_string_equal(f->arg[1], sums);
  }
  lm_diags_free(diags);
  lm_areas_free(areas);
  lm_model_free(model);
}

static void parts_are_held_against_the_whole(void **state) {
  (void)state;
  check_parts("multiple", PART("a", "x", "2020", "60") PART("b", "x", "2020", "50"), "V435", "2020: 110 of 100");
  check_parts("single", PART("a", "x", "2020", "60") PART("b", "x", "2020", "50"), "V436", "2020: 110 of 100");
  check_parts("single", PART("a", "x", "2020", "60") PART("b", "x", "2020", "40"), NULL, NULL);
  check_parts("multiple", PART("a", "x", "2020", "60"), NULL, NULL); /* one part only */
  check_parts("multiple", PART("a", "x", "2020", "60") PART("b", "x", "2021", "60"), NULL, NULL);
  check_parts("multiple", PART("a", "x", "2020", "60") PART("b", "y", "2020", "60"), NULL, NULL);
  check_parts("multiple", PART("a", "x", "2021", "60") PART("b", "x", "2021", "50") PART("a", "x", "2020", "1") PART("b", "x", "2020", "2"), "V435",
              "2020: 3 of 100, 2021: 110 of 100");
  check_parts("multiple", PART("a", "x", "2020", "60") PART("b", "x", "2020", "50") PART("a", "y", "2020", "1") PART("b", "y", "2020", "2"), "V435",
              "x 2020: 110 of 100, y 2020: 3 of 100");
  char many[3000] = "";
  for (int year = 2010; year < 2018; year++)
    snprintf(many + strlen(many), sizeof many - strlen(many),
             "<obs indicator='a' area='x' period='%d' value='60' num='60' den='100'/><obs indicator='b' area='x' period='%d' value='60' num='60' den='100'/>", year, year);
  check_parts("multiple", many, "V435",
              "2010: 120 of 100, 2011: 120 of 100, 2012: 120 of 100, 2013: 120 of 100, 2014: 120 of 100, 2015: 120 of 100, … (+2)");
}

/* What was printed can be had from the panel. */
static void the_panel_keeps_what_was_printed(void **state) {
  (void)state;
  static const char text[] = SERIES("<obs period=\"2020FY\" value=\"50.0\" num=\"50\" den=\"100\" printed=\"51.00\"/><obs period=\"2021FY\" value=\"60\"/>"
                                    "<change from=\"2020FY\" to=\"2021FY\" printed=\"-9.5\" unit=\"p\"><note xml:lang=\"en\">n</note></change>");
  lm_panel *panel;
  lm_areas *areas;
  const lm_period before = {LM_FISCAL, 2020}, after = {LM_FISCAL, 2021};
  lm_node i1 = lm_model_find(reading_model(), LM_INDICATOR, "i1", 2);
  assert_int_equal(lm_panel_new(&panel), LM_OK);
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_int_equal(lm_read_values(panel, &(lm_input){.data = text, .size = strlen(text), .name = "v"}, reading_model(), areas, NULL, NULL), LM_OK);
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  const lm_printed *printed = lm_panel_printed(panel, i1, 0, before);
  lm_assert_close(printed->value, 51, 0, 0, "printed");
  assert_int_equal(printed->decimals, 2);
  assert_null(lm_panel_printed(panel, i1, 0, after));
  assert_int_equal(lm_panel_change_count(panel), 1);
  const lm_change *change = lm_panel_change(panel, i1, 0, before, after);
  assert_ptr_equal(change, lm_panel_change_at(panel, 0));
  assert_null(lm_panel_change_at(panel, 1));
  assert_null(lm_panel_change(panel, i1, 0, after, before));
  lm_assert_close(change->printed.value, -9.5, 0, 0, "change");
  assert_string_equal(change->unit, "p");
  assert_int_equal(change->notes.count, 1);
  lm_change_reading is = lm_panel_read_change(panel, reading_model(), i1, 0, before, after, 1);
  lm_assert_close(is.exact, 10, 1e-15, 0, "exact");
  lm_assert_close(is.by_counts, 10, 1e-15, 0, "by counts");
  lm_assert_close(is.by_rounded, 10, 1e-15, 0, "by rounded");
  assert_true(isnan(is.by_printed));
  assert_true(isnan(lm_panel_read_change(panel, reading_model(), i1, 1, before, after, 1).exact));
  assert_int_equal(lm_panel_add_printed(panel, i1, 0, after, printed), LM_EINVAL); /* sealed */
  lm_panel_free(panel);
  lm_areas_free(areas);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(halves_go_up),
      cmocka_unit_test(changes_are_checked_three_ways),
      cmocka_unit_test(other_rules),
      cmocka_unit_test(parts_are_held_against_the_whole),
      cmocka_unit_test(the_panel_keeps_what_was_printed),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
