/* Mistakes found in other programs that do what this one does, each a test with its name: what they show, and what must come out here. Where a
   mistake has more to it, the comment says which other tests hold it. */
#include "assess_world.h"

#include "../support/close.h"

#include <logicmodel/read.h>
#include <logicmodel/write.h>

#include <stdlib.h>
#include <string.h>

/* One indicator i of one area a, one tier due at the end of 2027. */
static void start(world *w, const world_indicator *like, const char *values, const char *baseline, const char *target) {
  world_start(w);
  world_tier(w, "2027", "2027-12-31");
  world_add_indicator(w, "i", like);
  world_area(w, "a");
  if (values) world_values(w, "i", "a", values);
  if (baseline) world_baseline(w, "i", "a", baseline);
  if (target) world_target(w, "i", "a", "2027", target);
}

static const lm_record *judged(world *w) {
  assert_int_equal(world_assess(w, NULL), LM_OK);
  return world_record(w, "i", "a", "2027");
}

static void status_is(const lm_record *r, const char *verdict) {
  assert_string_equal(lm_verdict_word(r->status), verdict);
}

/* Two-point trends: growth from the first to the last value, so that one odd year at either end decides. Two values alone show a change and no
   trend (test_assess: "two values"). */
static void the_ends_of_a_series_do_not_decide(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2019=62 2020=50 2021=51 2022=52 2023=53 2024=54", NULL, "57");
  const lm_record *r = judged(&w);
  assert_true(r->slope > 0); /* 54 < 62: the ends say falling */
  world_end(&w);
  start(&w, &(world_indicator){0}, "2023=50 2024=60", NULL, "90");
  r = judged(&w);
  status_is(r, "on-track");
  assert_string_equal(lm_evidence_word(r->evidence), "none");
  assert_true(r->reasons & LM_REASON_BIT(LM_R_TWO_VALUES));
  world_end(&w);
}

/* Zero turned into 0.001: 30 → 5 on the way to 0 becomes a growth rate that nobody has, and "limited progress". */
static void zero_is_zero(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){.direction = LM_DIR_DOWN}, "2019=30 2020=25 2021=20 2022=15 2023=10 2024=5", "2019=30", "0");
  const lm_record *r = judged(&w);
  status_is(r, "on-track");
  lm_assert_close(r->achievement, 25.0 / 30, 1e-12, 0, "achievement");
  world_end(&w);
  start(&w, &(world_indicator){0}, "2019=0 2020=0 2021=0 2022=0 2023=0 2024=0", "2019=0", "10");
  r = judged(&w);
  assert_true(r->has_last && r->last_value == 0 && r->achievement == 0 && r->n == 6);
  world_end(&w);
}

/* Actual ÷ target × 100: 85 of 90 is called 94 %, though it began at 84; and a fall that is wanted counts as failure. */
static void achievement_counts_from_the_baseline_and_in_the_direction_wanted(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2023=84 2024=85", "2023=84", "90");
  lm_assert_close(judged(&w)->achievement, 1.0 / 6, 1e-12, 0, "up");
  world_end(&w);
  start(&w, &(world_indicator){.direction = LM_DIR_DOWN}, "2023=80 2024=70", "2023=80", "60");
  lm_assert_close(judged(&w)->achievement, 0.5, 1e-12, 0, "down");
  world_end(&w);
}

/* max where min is meant: every achievement shown as 100 % or more. Here it is neither raised nor capped. */
static void achievement_is_neither_raised_nor_capped(void **state) {
  (void)state;
  lm_assert_close(lm_achievement_rate(0, 4, 10), 0.4, 1e-12, 0, "below");
  lm_assert_close(lm_achievement_rate(0, 13, 10), 1.3, 1e-12, 0, "beyond");
  lm_assert_close(lm_achievement_rate(0, -2, 10), -0.2, 1e-12, 0, "worse than the baseline");
}

/* Late only against past goals: nothing is called late before its due date. */
static void what_is_too_slow_lags_years_before_it_is_due(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2019=50 2020=50.1 2021=50.2 2022=50.3 2023=50.4 2024=50.5", NULL, "60");
  const lm_record *r = judged(&w);
  assert_true(r->due_period.index > r->last_period.index);
  status_is(r, "slow");
  world_end(&w);
}

/* Silent year-range truncation: values beyond a range that somebody fixed once disappear. */
static void old_and_far_years_are_all_counted(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "1899=1 1950=2 1999=3 2000=4 2024=5 2099=6", NULL, NULL);
  const lm_record *r = judged(&w);
  assert_int_equal(lm_panel_find(w.panel, r->indicator, r->area, LM_YEAR)->count, 6);
  char first[48];
  assert_string_equal(lm_period_format(r->first_period, first, sizeof first), "1899");
  world_end(&w);
}

/* Averaging percentages over areas: 80 % of 10 and 20 % of 990 are 20.6 %, not 50 %. More: test_assess_checks, sums. */
static void percentages_are_not_averaged_over_areas(void **state) {
  (void)state;
  world w;
  lm_area_sums sums;
  start(&w, &(world_indicator){.measure = LM_MEASURE_PROPORTION, .aggregation = LM_AGG_WEIGHTED, .limits = "0..100"}, "2024=80:8:10", NULL, NULL);
  world_values(&w, "i", "b", "2024=20:198:990");
  judged(&w);
  assert_int_equal(lm_assessment_sums(&sums, w.assessment), LM_OK);
  assert_int_equal(sums.count, 1);
  lm_assert_close(sums.item->sum.value, 20.6, 1e-12, 0, "whole");
  lm_area_sums_clear(&sums);
  world_end(&w);
  start(&w, &(world_indicator){.measure = LM_MEASURE_PROPORTION, .aggregation = LM_AGG_WEIGHTED, .limits = "0..100"}, "2024=80", NULL, NULL);
  world_values(&w, "i", "b", "2024=20");
  judged(&w);
  assert_int_equal(lm_assessment_sums(&sums, w.assessment), LM_OK);
  assert_int_equal(sums.item->sum.refusal, LM_SUM_ONLY_RATES);
  lm_area_sums_clear(&sums);
  world_end(&w);
}

/* Cumulative values summed: 10, 20, 30 so far is 30, and 40 is not yet reached. Periods are never added up. */
static void years_are_never_added_up(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2022=10 2023=20 2024=30", NULL, "40");
  const lm_record *r = judged(&w);
  assert_true(r->last_value == 30 && r->gap == 10);
  status_is(r, "on-track");
  world_end(&w);
}

static void read_text(world *w, const char *body) {
  char text[600];
  snprintf(text, sizeof text,
           "<values xmlns='urn:logicmodel:values:1' version='1.0'><area id='a'><label xml:lang='en'>A</label></area>%s</values>", body);
  const lm_input input = {.data = text, .size = strlen(text), .name = "values.xml"};
  assert_int_equal(lm_read_values(w->panel, &input, w->model, w->areas, NULL, w->diags), LM_OK); /* findings, but no broken document */
}

/* A blank that means "missing" here and "all" there: a value or a reason has to be said, and an area has to be named. */
static void a_blank_means_nothing(void **state) {
  (void)state;
  static const char *const refused[] = {
      "<series indicator='i' area='a'><obs period='2024' value=''/></series>",
      "<series indicator='i' area='a'><obs period='2024'/></series>",
      "<series indicator='i' area='a'><missing period='2024'/></series>",
      "<series indicator='i' area=''><obs period='2024' value='1'/></series>",
      "<series indicator='i'><obs period='2024' value='1'/></series>",
  };
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    world w;
    start(&w, &(world_indicator){0}, NULL, NULL, NULL);
    read_text(&w, refused[i]);
    if (lm_diags_count(w.diags, LM_ERROR) == 0) fail_msg("accepted: %s", refused[i]);
    assert_int_equal(lm_panel_seal(w.panel), LM_OK);
    assert_int_equal(lm_panel_series_count(w.panel), 0);
    world_end(&w);
  }
}

/* 120/7742 or "about 12" read as 0: what is no number is refused. More: fixtures/bad/S205-number.xml. */
static void what_is_no_number_is_not_zero(void **state) {
  (void)state;
  static const char *const given[] = {"120/7742", "-", "about 12", "1e3", "12 %", "１２"};
  for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
    world w;
    char body[200];
    start(&w, &(world_indicator){0}, NULL, NULL, NULL);
    snprintf(body, sizeof body, "<series indicator='i' area='a'><obs period='2024' value='%s'/></series>", given[i]);
    read_text(&w, body);
    if (lm_diags_count(w.diags, LM_ERROR) == 0) fail_msg("accepted: %s", given[i]);
    world_end(&w);
  }
}

/* Deleting data on a structure change: values from before a break stay in the panel; they only leave the trend. */
static void a_break_deletes_nothing(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){.breaks = "2022"}, "2019=50 2020=52 2021=54 2022=10 2023=11 2024=12", NULL, "15");
  const lm_record *r = judged(&w);
  assert_int_equal(r->n, 3);
  assert_true(r->reasons & LM_REASON_BIT(LM_R_BREAK));
  assert_int_equal(lm_panel_find(w.panel, r->indicator, r->area, LM_YEAR)->count, 6);
  world_end(&w);
}

/* The verdict not worked out again after a re-base: nothing is kept between two assessments. */
static void another_baseline_is_another_achievement_and_another_target_another_verdict(void **state) {
  (void)state;
  static const char line[] = "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60";
  world w;
  start(&w, &(world_indicator){0}, line, "2019=50", "66");
  lm_assert_close(judged(&w)->achievement, 10.0 / 16, 1e-12, 0, "from 2019");
  world_end(&w);
  start(&w, &(world_indicator){0}, line, "2023=58", "66");
  lm_assert_close(judged(&w)->achievement, 2.0 / 8, 1e-12, 0, "from 2023");
  world_end(&w);
  start(&w, &(world_indicator){0}, line, "2023=58", "90");
  status_is(judged(&w), "slow");
  world_end(&w);
}

static char *rendered_as(const world *w, lm_assess_table table, const lm_view *view) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(lm_write_assess_table(sink, w->assessment, table, view), LM_OK);
  char *text = strdup(lm_sink_text(sink, NULL));
  assert_non_null(text);
  assert_int_equal(lm_sink_close(sink), LM_OK);
  return text;
}

static char *rendered(const world *w, lm_assess_table table, lm_format format) {
  return rendered_as(w, table, &(lm_view){.format = format, .lang = LM_EN, .width = 200, .colour = format == LM_FORMAT_TEXT});
}

/* Numbers that are right and read as something else: a range shown as the latest value, a share of 0.62 as 0.6 and a target of 46.125 as 46.1, a
   next value rounded to one that is not enough, and a negative "needed" of what is met already. Percentage points: golden, assess-mihon. */
static void what_is_printed_reads_as_it_was_meant(void **state) {
  (void)state;
  static const struct {
    const char *values, *target, *shown, *not_shown;
  } cases[] = {
      {"2020=50 2021=48 2022=53 2023=49 2024=51", "range 45..55", "  45.0 to 55.0  ", "needed"},
      {"2020=0.52 2021=0.55 2022=0.58 2023=0.60 2024=0.62", "0.95", "  0.620  ", NULL},
      {"2020=0.52 2021=0.55 2022=0.58 2023=0.60 2024=0.62", "0.95", "  0.950  ", " 1.0 "},
      {"2020=40 2021=41 2022=42 2023=43 2024=44", "46.125", "  46.125  ", " 46.1 "},
      {"2021=50 2022=52 2023=55 2024=58.03", "67", "61.1 to keep the pace", "61.0 to keep"},
      {"2021=50 2022=60 2023=65 2024=70", "60", "2027 is met already", "needed"},
      {"2021=50 2022=60 2023=65 2024=70", "60", "rising", "needs"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    world w;
    start(&w, &(world_indicator){0}, cases[i].values, NULL, cases[i].target);
    judged(&w);
    char *text = rendered_as(&w, LM_TABLE_RECORDS, &(lm_view){.lang = LM_EN, .width = 1000, .all = true});
    if (!strstr(text, cases[i].shown)) fail_msg("no '%s' in\n%s", cases[i].shown, text);
    char *legend = strstr(text, "\ndone:");
    if (legend) *legend = '\0';
    if (cases[i].not_shown && strstr(text, cases[i].not_shown)) fail_msg("'%s' in\n%s", cases[i].not_shown, text);
    free(text);
    world_end(&w);
  }
}

/* Downloads without units: a table of numbers that nobody can read later. */
static void every_table_with_values_of_an_indicator_has_its_unit(void **state) {
  (void)state;
  static const lm_assess_table tables[] = {LM_TABLE_RECORDS, LM_TABLE_STEPS, LM_TABLE_SUMS, LM_TABLE_OUTCOMES, LM_TABLE_TIERS};
  world w;
  start(&w, &(world_indicator){0}, "2023=1 2024=2", NULL, "5");
  judged(&w);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    char *text = rendered(&w, tables[i], LM_FORMAT_CSV);
    if (!strstr(text, ",unit,")) fail_msg("%s: no unit", lm_assess_table_word(tables[i]));
    free(text);
  }
  world_end(&w);
}

/* The line of a record in the text table, from its tier on; to be freed. */
static char *row_of(const char *values) {
  world w;
  start(&w, &(world_indicator){0}, values, NULL, "10");
  judged(&w);
  char *text = rendered(&w, LM_TABLE_RECORDS, LM_FORMAT_TEXT), *row = strstr(text, "2027  ");
  if (!row) fail_msg("%s", text);
  char *line = strndup(row, strcspn(row, "\n"));
  assert_non_null(line);
  free(text);
  world_end(&w);
  return line;
}

/* The same colour for "no data" and for "zero": here the shape, the word, the colour and the number all differ. */
static void nothing_known_does_not_look_like_zero(void **state) {
  (void)state;
  char *zero = row_of("2019=0 2020=0 2021=0 2022=0 2023=0 2024=0"), *nothing = row_of("2024=?");
  assert_non_null(strstr(zero, "▲ behind"));
  assert_non_null(strstr(zero, " 0.0 "));
  assert_non_null(strstr(nothing, "□ cannot judge"));
  assert_null(strstr(nothing, " 0"));
  const char *zero_colour = strchr(zero, '\033'), *no_colour = strchr(nothing, '\033');
  assert_true(zero_colour && no_colour && strncmp(zero_colour, no_colour, 5) != 0);
  free(zero);
  free(nothing);
}

/* ---- defects of published status rules ---- */

static lm_judgement by_rule(const char *id, const lm_judge_case *c) {
  lm_judgement j;
  const lm_judge_rule *rule = lm_rule_find(id);
  assert_non_null(rule);
  lm_rule_judge(&j, rule, c, NULL);
  return j;
}

/* "No significant change" where the intervals are missing: an empty sum is not a test. */
static void without_sampling_errors_there_is_no_no_change(void **state) {
  (void)state;
  const double t[] = {2020, 2021, 2022, 2023, 2024}, y[] = {10, 20, 30, 40, 50};
  lm_judge_case c = lm_judge_case_none();
  c.t = t;
  c.y = y;
  c.n = 5;
  c.direction = 1;
  static const char *const rules[] = {"fingertips-ci", "fingertips-proportion"};
  for (size_t i = 0; i < 2; i++) {
    lm_judgement j = by_rule(rules[i], &c);
    assert_null(j.word);
    assert_int_equal(j.refusal, LM_REFUSE_NO_ERRORS);
  }
}

/* abs(growth rate): a series that falls away from its target can never be called deteriorating. */
static void growth_the_wrong_way_is_deterioration(void **state) {
  (void)state;
  const double t[] = {2015, 2020, 2024}, y[] = {50, 40, 30};
  lm_judge_case c = lm_judge_case_none();
  c.t = t;
  c.y = y;
  c.n = 3;
  c.direction = 1;
  c.target = 80;
  c.target_t = 2030;
  assert_string_equal(by_rule("unsd-2022", &c).word->id, "deterioration");
  assert_string_equal(by_rule("statcan", &c).word->id, "deterioration");
}

/* A required rate of 0 divides by zero, and values of both signs have no growth rate: refused, with the reason. */
static void no_rule_divides_by_zero(void **state) {
  (void)state;
  const double t[] = {2015, 2020, 2024}, y[] = {50, 45, 40}, both[] = {-5, 1, 5};
  lm_judge_case c = lm_judge_case_none();
  c.t = t;
  c.y = y;
  c.n = 3;
  c.direction = 1;
  c.target = 50;
  c.target_t = 2030;
  assert_int_equal(by_rule("statcan", &c).refusal, LM_REFUSE_TARGET_EQ_BASELINE);
  c.y = both;
  assert_int_equal(by_rule("statcan", &c).refusal, LM_REFUSE_SIGN_CHANGE);
}

/* Required rates of reduction, discrete and continuous, in one table under one name: here they have two. */
static void the_two_required_rates_have_two_names(void **state) {
  (void)state;
  lm_assert_close(lm_required_reduction_discrete(100, 50, 13), 0.05193, 1e-3, 0, "discrete");
  lm_assert_close(lm_required_reduction_continuous(100, 50, 13), 0.05332, 1e-3, 0, "continuous");
}

/* Places in the row counted instead of years: a survey every third year that rises by 3 each time rises by 1 a year. */
static void years_are_counted_not_places_in_the_row(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2012=50 2015=53 2018=56 2021=59 2024=62", NULL, "65");
  const lm_record *r = judged(&w);
  lm_assert_close(r->slope, 1, 1e-12, 0, "slope");
  status_is(r, "on-track");
  world_end(&w);
}

/* A band or an interval clamped to what there is: four values cannot bound a slope at 95 %, and no zero stands in for "not known". */
static void too_few_values_give_no_interval_instead_of_a_narrow_one(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2022=50 2023=52 2024=53", NULL, "60");
  const lm_record *r = judged(&w);
  assert_true(r->slope_lo != r->slope_lo && r->pi80_lo != r->pi80_lo && r->p_reach != r->p_reach); /* NaN */
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_ends_of_a_series_do_not_decide),
      cmocka_unit_test(zero_is_zero),
      cmocka_unit_test(achievement_counts_from_the_baseline_and_in_the_direction_wanted),
      cmocka_unit_test(achievement_is_neither_raised_nor_capped),
      cmocka_unit_test(what_is_too_slow_lags_years_before_it_is_due),
      cmocka_unit_test(old_and_far_years_are_all_counted),
      cmocka_unit_test(percentages_are_not_averaged_over_areas),
      cmocka_unit_test(years_are_never_added_up),
      cmocka_unit_test(a_blank_means_nothing),
      cmocka_unit_test(what_is_no_number_is_not_zero),
      cmocka_unit_test(a_break_deletes_nothing),
      cmocka_unit_test(another_baseline_is_another_achievement_and_another_target_another_verdict),
      cmocka_unit_test(every_table_with_values_of_an_indicator_has_its_unit),
      cmocka_unit_test(what_is_printed_reads_as_it_was_meant),
      cmocka_unit_test(nothing_known_does_not_look_like_zero),
      cmocka_unit_test(without_sampling_errors_there_is_no_no_change),
      cmocka_unit_test(growth_the_wrong_way_is_deterioration),
      cmocka_unit_test(no_rule_divides_by_zero),
      cmocka_unit_test(the_two_required_rates_have_two_names),
      cmocka_unit_test(years_are_counted_not_places_in_the_row),
      cmocka_unit_test(too_few_values_give_no_interval_instead_of_a_narrow_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
