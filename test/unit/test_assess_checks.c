/* What stands beside a verdict: revised targets, tiers against each other, the four grades, the published rules, the next value. */
#include "assess_world.h"

#include "../support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60"

/* One indicator of one outcome per tier, 2027, 2030 and 2040. */
static void start(world *w, const world_indicator *like, const char *values) {
  world_start(w);
  world_tier(w, "2027", "2027-12-31");
  world_tier(w, "2030", "2030-12-31");
  world_tier(w, "2040", "2040-12-31");
  world_add_indicator(w, "i", like);
  if (values) world_values(w, "i", "a", values);
}

/* ---- steps ---- */

typedef struct steps_case {
  const char *label;
  lm_direction direction;
  const char *values, *target[3]; /* NULL none */
  const char *steps;              /* from>to at pace [words], one after the other */
} steps_case;

static const steps_case steps_cases[] = {
    {"a straight path: one pace throughout", LM_DIR_UP, LINE, {"66", "72", "92"}, "60>66 2; 66>72 2; 72>92 2; "},
    {"twice the pace is a jump", LM_DIR_UP, LINE, {"63", "69", "79"}, "60>63 1; 63>69 2 jump; 69>79 1; "},
    {"a little less is not", LM_DIR_UP, LINE, {"63", "68.9", "79"}, "60>63 1; 63>68.9 1.96667; 68.9>79 1.01; "},
    {"a pace beyond what was observed (exactly 2 a year)", LM_DIR_UP, LINE, {"66.3", "72", "92"},
     "60>66.3 2.1 faster; 66.3>72 1.9; 72>92 2; "},
    {"a later target that is easier", LM_DIR_UP, LINE, {"66", "63", "83"}, "60>66 2; 66>63 -1 order; 63>83 2; "},
    {"a later target that is the same", LM_DIR_UP, LINE, {"66", "66", NULL}, "60>66 2; 66>66 0 stands; "},
    {"the middle tier without a target is passed over", LM_DIR_UP, LINE, {"66", NULL, "92"}, "60>66 2; 66>92 2; "},
    {"downwards", LM_DIR_DOWN, "2019=60 2020=59 2021=58 2022=57 2023=56 2024=55", {"54", "51", "52"},
     "55>54 -0.333333; 54>51 -1 jump; 51>52 0.1 order; "},
    {"met already: no jump from a step that leads back", LM_DIR_UP, LINE, {"57", "66", NULL}, "60>57 -1 met; 57>66 3 faster; "},
    {"a tier that is over is no step", LM_DIR_UP, "2026=60 2027=62", {"66", "68", NULL}, "62>68 2; "},
    {"words are no step", LM_DIR_UP, LINE, {"text", "72", NULL}, "60>72 2; "},
    {"a range is no step", LM_DIR_RANGE, LINE, {"range 61..70", NULL, NULL}, ""},
    {"no value, no step", LM_DIR_UP, NULL, {"66", "72", NULL}, ""},
};

static void write_steps(world *w, char *buffer, size_t size) {
  lm_step step[3];
  size_t count = lm_assessment_steps(step, 3, w->assessment, lm_model_find_name(w->model, "i"), world_area(w, "a"));
  size_t used = 0;
  buffer[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    used += (size_t)snprintf(buffer + used, size - used, "%g>%g %g", step[i].from, step[i].to, step[i].pace);
    for (unsigned c = 0; c < LM_STEP_CODE_COUNT; c++) {
      if (step[i].codes & LM_STEP_BIT(c)) used += (size_t)snprintf(buffer + used, size - used, " %s", lm_step_word((lm_step_code)c));
    }
    used += (size_t)snprintf(buffer + used, size - used, "; ");
  }
}

static void tiers_are_held_against_each_other(void **state) {
  (void)state;
  static const char *const tiers[] = {"2027", "2030", "2040"};
  for (size_t i = 0; i < sizeof steps_cases / sizeof *steps_cases; i++) {
    const steps_case *s = &steps_cases[i];
    char got[512];
    world w;
    start(&w, &(world_indicator){.direction = s->direction}, s->values);
    for (size_t k = 0; k < 3; k++)
      if (s->target[k]) world_target(&w, "i", "a", tiers[k], s->target[k]);
    assert_int_equal(world_assess(&w, NULL), LM_OK);
    write_steps(&w, got, sizeof got);
    if (strcmp(got, s->steps) != 0) fail_msg("%s: \"%s\", expected \"%s\"", s->label, got, s->steps);
    world_end(&w);
  }
  assert_null(lm_step_word(LM_STEP_CODE_COUNT));
}

static void steps_have_numbers_and_room(void **state) {
  (void)state;
  world w;
  lm_step step[1];
  start(&w, &(world_indicator){0}, LINE);
  world_target(&w, "i", "a", "2027", "63");
  world_target(&w, "i", "a", "2030", "72");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  lm_node node = lm_model_find_name(w.model, "i");
  assert_int_equal(lm_assessment_steps(step, 1, w.assessment, node, 0), 2);
  assert_int_equal(step[0].from_tier, LM_NO_TIER);
  lm_assert_close(step[0].years, 3, 0, 1e-9, "years");
  lm_assert_close(step[0].ratio, 0.5, 1e-12, 0, "ratio");
  assert_true(isnan(step[0].jump));
  assert_int_equal(lm_assessment_steps(step, 1, w.assessment, node, 99), 0);
  assert_int_equal(lm_assessment_steps(step, 1, w.assessment, LM_NO_NODE, 0), 0);
  world_end(&w);
}

/* ---- revised targets ---- */

static void a_revised_target_keeps_its_verdict(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, LINE);
  lm_target t = {.indicator = lm_model_find_name(w.model, "i"), .area = world_area(&w, "a"), .tier = 0, .id = "old", .value = 75,
                 .lower = NAN, .upper = NAN, .by = NAN, .by_percent = NAN};
  assert_int_equal(lm_targets_add(w.targets, &t), LM_OK);
  t.id = "new";
  t.revises = "old";
  t.value = 66;
  assert_int_equal(lm_targets_add(w.targets, &t), LM_OK);
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "2027");
  assert_string_equal(lm_verdict_word(r->status), "on-track");
  assert_string_equal(r->revised->id, "old");
  lm_assert_close(r->old_target, 75, 0, 0, "old target");
  assert_string_equal(lm_verdict_word(r->status_old_target), "slow"); /* 2 of 5 a year */
  lm_assert_close(r->target, 66, 0, 0, "target");
  world_end(&w);
}

static void a_first_target_has_no_older_verdict(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, LINE);
  world_target(&w, "i", "a", "2027", "66");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "2027");
  assert_null(r->revised);
  assert_int_equal(r->status_old_target, LM_VERDICT_COUNT);
  world_end(&w);
}

/* ---- grades ---- */

static void grades_by_tenths(void **state) {
  (void)state;
  static const struct {
    size_t met, counted, total;
    lm_grade grade;
  } rows[] = {
      {10, 10, 10, LM_GRADE_ALL},   {9, 10, 10, LM_GRADE_MOSTLY}, {8, 10, 10, LM_GRADE_MOSTLY}, {7, 10, 10, LM_GRADE_MOSTLY},
      {69, 100, 100, LM_GRADE_PARTLY}, {6, 10, 10, LM_GRADE_PARTLY}, {2, 10, 10, LM_GRADE_PARTLY}, {19, 100, 100, LM_GRADE_NOT},
      {1, 10, 10, LM_GRADE_NOT},    {0, 10, 10, LM_GRADE_NOT},    {0, 0, 0, LM_GRADE_UNKNOWN},  {2, 2, 5, LM_GRADE_UNKNOWN},
      {2, 2, 4, LM_GRADE_ALL},      {1, 1, 1, LM_GRADE_ALL},      {0, 1, 1, LM_GRADE_NOT},      {2, 3, 3, LM_GRADE_PARTLY},
      {3, 4, 4, LM_GRADE_MOSTLY},   {0, 0, 3, LM_GRADE_UNKNOWN},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    lm_grade got = lm_grade_of(rows[i].met, rows[i].counted, rows[i].total);
    if (got != rows[i].grade) fail_msg("%zu of %zu: %s", rows[i].met, rows[i].counted, lm_grade_at(got)->word);
  }
  for (int i = 0; i < LM_GRADE_COUNT; i++) {
    const lm_grade_row *row = lm_grade_at((lm_grade)i);
    assert_int_equal(row->grade, i);
    assert_true(*lm_text_in(&row->label, LM_EN) && *lm_text_in(&row->rule, LM_JA));
  }
  assert_string_equal(lm_text_in(&lm_grade_at(LM_GRADE_MOSTLY)->label, LM_JA), "概ね達成");
  assert_null(lm_grade_at(LM_GRADE_COUNT));
}

/* Four activities: on its line, behind it, ahead of it though too slow from here, and one that nobody measures. */
static void activities_are_held_to_their_line(void **state) {
  (void)state;
  static const struct {
    const char *values, *baseline, *target;
  } row[] = {{LINE, "2019=50", "66"}, {"2022=50 2023=51 2024=52", "2019=50", "90"}, {"2022=79 2023=79 2024=79", "2019=50", "90"}, {NULL, NULL, "5"}};
  world w;
  lm_grading g;
  world_start(&w);
  world_tier(&w, "2027", "2027-12-31");
  world_node(&w, LM_SCENE, "s", NULL, NULL);
  world_node(&w, LM_INITIATIVE, "p", "s", NULL);
  for (int i = 0; i < 4; i++) {
    char activity[8], indicator[8];
    snprintf(activity, sizeof activity, "act%d", i);
    snprintf(indicator, sizeof indicator, "ind%d", i);
    world_node(&w, LM_ACTIVITY, activity, "p", NULL);
    world_add_indicator(&w, indicator, &(world_indicator){0});
    world_measure(&w, activity, indicator);
    if (row[i].values) world_values(&w, indicator, "a", row[i].values);
    if (row[i].baseline) world_baseline(&w, indicator, "a", row[i].baseline);
    world_target(&w, indicator, "a", "2027", row[i].target);
  }
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_int_equal(lm_assessment_grade(&g, w.assessment, lm_model_find_name(w.model, "p"), 0), LM_OK);
  assert_int_equal(g.total, 4);
  assert_int_equal(g.counted, 3);
  assert_int_equal(g.met, 2);
  assert_string_equal(lm_grade_at(g.grade)->word, "partly-met");
  assert_int_equal(lm_assessment_grade(&g, w.assessment, lm_model_find_name(w.model, "s"), 0), LM_OK);
  assert_int_equal(g.met, 2);
  assert_int_equal(lm_assessment_grade(&g, w.assessment, lm_model_find_name(w.model, "act0"), 0), LM_EINVAL);
  assert_int_equal(lm_assessment_grade(&g, w.assessment, lm_model_find_name(w.model, "p"), 7), LM_EINVAL);
  world_end(&w);
}

/* ---- the published rules ---- */

static void published_rules_are_asked(void **state) {
  (void)state;
  world w;
  lm_cross_check check;
  lm_judgement *all = calloc(lm_rule_count(), sizeof *all);
  assert_non_null(all);
  start(&w, &(world_indicator){0}, "2017=1 2018=90b " LINE " 2025=62");
  world_target(&w, "i", "a", "2027", "65");
  world_target(&w, "i", "a", "2030", "99");
  world_baseline(&w, "i", "a", "2019=50");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "2027");
  assert_string_equal(lm_verdict_word(r->status), "on-track");
  assert_int_equal(lm_record_cross_check(all, &check, w.assessment, r, NULL), LM_OK);
  assert_int_equal(check.ours, LM_CALL_YES);
  assert_true(check.counted >= 3);
  lm_agreement agreement = lm_judge_agreement(all, lm_rule_count());
  assert_int_equal(agreement.judged, check.counted);
  assert_int_equal(agreement.yes, check.agree);
  const lm_judgement *destatis = NULL;
  for (size_t i = 0; i < lm_rule_count(); i++)
    if (strcmp(all[i].rule->id, "destatis") == 0) destatis = &all[i];
  assert_non_null(destatis);
  assert_string_equal(destatis->word->id, "Sun");
  r = world_record(&w, "i", "a", "2030");
  assert_int_equal(lm_record_cross_check(all, &check, w.assessment, r, NULL), LM_OK);
  assert_int_equal(check.ours, LM_CALL_NO);
  assert_int_equal(lm_judge_agreement(all, lm_rule_count()).no, check.agree);
  free(all);
  world_end(&w);
}

static void a_record_without_values_gets_no_call(void **state) {
  (void)state;
  world w;
  lm_cross_check check;
  lm_judgement *all = calloc(lm_rule_count(), sizeof *all);
  assert_non_null(all);
  start(&w, &(world_indicator){0}, NULL);
  world_target(&w, "i", "a", "2027", "65");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_int_equal(lm_record_cross_check(all, &check, w.assessment, world_record(&w, "i", "a", "2027"), NULL), LM_OK);
  assert_int_equal(check.ours, LM_CALL_NONE);
  assert_int_equal(check.counted, 0);
  for (size_t i = 0; i < lm_rule_count(); i++) assert_int_equal(all[i].call, LM_CALL_NONE);
  free(all);
  world_end(&w);
}

/* ---- the next value ---- */

static void the_next_value_comes_in_the_rhythm_of_the_past(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, "2015=50 2018=53 2021=57 2024=59");
  world_target(&w, "i", "a", "2030", "71");
  world_target(&w, "i", "a", "2027", "62");
  world_baseline(&w, "i", "a", "2015=50");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "2030");
  lm_period next;
  assert_true(r->has_next);
  assert_int_equal(lm_period_parse(&next, "2027", 4, LM_BARE_CALENDAR, NULL), LM_PERIOD_OK);
  assert_int_equal(r->next_period.index, next.index);
  lm_assert_close(r->next_value_line, 50 + 21.0 * 12 / 15, 1e-12, 0, "back on the line");
  lm_assert_close(r->next_value_pace, 65, 1e-12, 0, "at the pace needed");
  /* Least squares 50.1, 53.2, 56.3, 59.4 (slope 3.1 a survey): residuals -0.1 -0.2 0.7 -0.4, sse 0.7, sigma sqrt(0.35); two
     surveys to come: q sigma/sqrt(Sxx) with q = 2.919985580 + 1.060660172 and Sxx = 9*2 = 18, over 6 years. */
  lm_assert_close(r->detectable, 6 * 3.980645752133507 * sqrt(0.35) / sqrt(18), 1e-12, 0, "detectable");
  /* Needed 2 a year: with one survey 3.98*0.592/(3/sqrt 2) = 1.11 is enough. */
  assert_true(r->has_visible);
  assert_int_equal(r->visible_from.index, next.index);
  world_end(&w);
}

/* Least squares through 50 56 48 54: residuals -1.4 4.2 -4.2 1.4, sigma sqrt(19.6); needed 1: 12*(3.98*4.43)^2 = 3727 lies between
   14*15*16 = 3360 and 15*16*17 = 4080. */
static void a_small_pace_is_seen_late_or_never(void **state) {
  (void)state;
  static const struct {
    const char *target, *seen; /* NULL never */
  } rows[] = {{"57", "2039"}, {"54.3", "2095"}, {"54.003", NULL}, {"114", "2026"}, {"174", "2025"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w;
    lm_period seen;
    start(&w, &(world_indicator){0}, "2021=50 2022=56 2023=48 2024=54");
    world_target(&w, "i", "a", "2027", rows[i].target);
    assert_int_equal(world_assess(&w, NULL), LM_OK);
    const lm_record *r = world_record(&w, "i", "a", "2027");
    assert_int_equal(r->has_visible, rows[i].seen != NULL);
    if (rows[i].seen) {
      assert_int_equal(lm_period_parse(&seen, rows[i].seen, 4, LM_BARE_CALENDAR, NULL), LM_PERIOD_OK);
      assert_int_equal(r->visible_from.index, seen.index);
    }
    world_end(&w);
  }
}

static void one_day_has_no_rhythm(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){.basis = LM_DAY}, "2024-10-01=50");
  world_target(&w, "i", "a", "2027", "60");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_false(world_record(&w, "i", "a", "2027")->has_next);
  world_end(&w);
}

static void nothing_comes_after_the_due_period(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0}, LINE " 2025=62 2026=64 2027=66");
  world_target(&w, "i", "a", "2027", "70");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "2027");
  assert_false(r->has_next);
  assert_false(r->has_visible);
  assert_true(isnan(r->detectable) && isnan(r->next_value_pace));
  world_end(&w);
}

/* ---- areas together ---- */

typedef struct sum_case {
  const char *label;
  world_indicator like;
  const char *values[3]; /* of areas a, b, c for 2024 */
  const char *refusal;
  const char *num, *den, *value, *lower, *upper;
} sum_case;

#define SHARE {.measure = LM_MEASURE_PROPORTION, .limits = "0..100"}

static const sum_case sum_cases[] = {
    {"80 % of 10 and 20 % of 990 are 20.6 %, not 50 %", SHARE, {"2024=80:8:10", "2024=20:198:990", NULL}, "ok", "206", "1000", "20.6", "20.6", "20.6"},
    {"a rate per 1000 keeps its unit", {.measure = LM_MEASURE_RATE}, {"2024=5:10:2000", "2024=2:2:1000", NULL}, "ok", "12", "3000", "4", "4", "4"},
    {"counts add up where the model says so", {.measure = LM_MEASURE_COUNT_OF, .aggregation = LM_AGG_SUM}, {"2024=3", "2024=0", "2024=4"}, "ok", "nan", "nan", "7", "7", "7"},
    {"a masked count is carried as bounds", {.measure = LM_MEASURE_COUNT_OF, .aggregation = LM_AGG_SUM}, {"2024=30", "2024=*0..9", "2024=*1..9"}, "ok", "nan", "nan", "nan", "31", "48"},
    {"a masked share without its denominator", SHARE, {"2024=80:8:10", "2024=*0..9", NULL}, "unbounded", "nan", "nan", "nan", "nan", "nan"},
    {"masked without bounds", {.measure = LM_MEASURE_COUNT_OF, .aggregation = LM_AGG_SUM}, {"2024=30", "2024=*", NULL}, "unbounded", "nan", "nan", "nan", "nan", "nan"},
    {"only rates", SHARE, {"2024=80:8:10", "2024=20", NULL}, "only-rates", "nan", "nan", "nan", "nan", "nan"},
    {"shares do not become additive by being called a sum", {.measure = LM_MEASURE_PROPORTION, .aggregation = LM_AGG_SUM}, {"2024=80", "2024=20", NULL}, "only-rates", "nan", "nan", "nan", "nan", "nan"},
    {"the model says none", {.measure = LM_MEASURE_COUNT_OF, .aggregation = LM_AGG_NONE}, {"2024=3", "2024=4", NULL}, "not-additive", "nan", "nan", "nan", "nan", "nan"},
    {"a score is not additive", {.measure = LM_MEASURE_SCORE, .aggregation = LM_AGG_SUM}, {"2024=3", "2024=4", NULL}, "not-additive", "nan", "nan", "nan", "nan", "nan"},
    {"a mean of areas needs what it is a mean of", {.aggregation = LM_AGG_MEAN}, {"2024=3", "2024=4", NULL}, "only-rates", "nan", "nan", "nan", "nan", "nan"},
    {"the model does not say", {.measure = LM_MEASURE_COUNT_OF}, {"2024=3", "2024=4", NULL}, "unsaid", "nan", "nan", "nan", "nan", "nan"},
    {"an area without a value", {.aggregation = LM_AGG_SUM}, {"2024=3", "2023=4", NULL}, "no-value", "nan", "nan", "nan", "nan", "nan"},
    {"a forecast is no value", {.aggregation = LM_AGG_SUM}, {"2024=3", "2024=4f", NULL}, "no-value", "nan", "nan", "nan", "nan", "nan"},
    {"not yet is no value, and no zero", {.aggregation = LM_AGG_SUM}, {"2024=3", "2024=?", NULL}, "no-value", "nan", "nan", "nan", "nan", "nan"},
    {"published values are rounded, the sum is not", SHARE, {"2024=33.3:1:3", "2024=28.6:2:7", NULL}, "ok", "3", "10", "30", "30", "30"},
    {"a value rounded to 0 shows no unit", SHARE, {"2024=0:1:3000", "2024=50:5:10", NULL}, "ok", "6", "3010", "600/3010", "600/3010", "600/3010"},
    {"and alone has none", SHARE, {"2024=0:1:3000", "2024=0:1:4000", NULL}, "scale", "nan", "nan", "nan", "nan", "nan"},
    {"two units", SHARE, {"2024=80:8:10", "2024=0.2:2:10", NULL}, "scale", "nan", "nan", "nan", "nan", "nan"},
    {"nobody anywhere is zero", SHARE, {"2024=0:0:10", "2024=0:0:20", NULL}, "ok", "0", "30", "0", "0", "0"},
};

static void areas_are_summed_or_refused(void **state) {
  (void)state;
  static const char *const names[] = {"a", "b", "c"};
  for (size_t i = 0; i < sizeof sum_cases / sizeof *sum_cases; i++) {
    const sum_case *s = &sum_cases[i];
    uint32_t areas[3];
    size_t count = 0;
    world w;
    lm_sum sum;
    lm_period period;
    world_start(&w);
    lm_node node = world_add_indicator(&w, "i", &s->like);
    for (; count < 3 && s->values[count]; count++) {
      world_values(&w, "i", names[count], s->values[count]);
      areas[count] = world_area(&w, names[count]);
    }
    assert_int_equal(lm_panel_seal(w.panel), LM_OK);
    assert_int_equal(lm_period_parse(&period, "2024", 4, LM_BARE_CALENDAR, NULL), LM_PERIOD_OK);
    lm_sum_areas(&sum, w.model, w.panel, node, areas, count, period);
    if (strcmp(lm_sum_word(sum.refusal), s->refusal) != 0) fail_msg("%s: %s", s->label, lm_sum_word(sum.refusal));
    lm_assert_close(sum.num, world_number(s->num), 1e-12, 0, s->label);
    lm_assert_close(sum.den, world_number(s->den), 1e-12, 0, s->label);
    lm_assert_close(sum.value, world_number(s->value), 1e-12, 0, s->label);
    lm_assert_close(sum.lower, world_number(s->lower), 1e-12, 0, s->label);
    lm_assert_close(sum.upper, world_number(s->upper), 1e-12, 0, s->label);
    if (sum.refusal == LM_SUM_OK) {
      areas[1] = areas[0];
      lm_sum_areas(&sum, w.model, w.panel, node, areas, 2, period);
      assert_string_equal(lm_sum_word(sum.refusal), "no-areas");
      lm_sum_areas(&sum, w.model, w.panel, node, areas, 0, period);
      assert_string_equal(lm_sum_word(sum.refusal), "no-areas");
    }
    world_end(&w);
  }
  assert_null(lm_sum_word(LM_SUM_REFUSAL_COUNT));
}

/* 8 of 10, and between 0 and 20 % of 40: 8 to 16 of 50. */
static void a_masked_share_with_its_denominator_is_bounded(void **state) {
  (void)state;
  world w;
  lm_sum sum;
  world_start(&w);
  lm_node node = world_add_indicator(&w, "i", &(world_indicator)SHARE);
  world_values(&w, "i", "a", "2024=80:8:10");
  lm_obs obs = lm_obs_none();
  assert_int_equal(lm_period_parse(&obs.period, "2024", 4, LM_BARE_CALENDAR, NULL), LM_PERIOD_OK);
  obs.missing = LM_SUPPRESSED;
  obs.lower = 0;
  obs.upper = 20;
  obs.den = 40;
  const uint32_t areas[] = {world_area(&w, "b"), world_area(&w, "a")};
  assert_int_equal(lm_panel_add(w.panel, node, areas[0], &obs), LM_OK);
  assert_int_equal(lm_panel_seal(w.panel), LM_OK);
  lm_sum_areas(&sum, w.model, w.panel, node, areas, 2, obs.period);
  assert_string_equal(lm_sum_word(sum.refusal), "ok");
  assert_int_equal(sum.masked, 1);
  assert_true(isnan(sum.value) && isnan(sum.num));
  lm_assert_close(sum.den, 50, 0, 0, "den");
  lm_assert_close(sum.lower, 16, 1e-12, 0, "lower");
  lm_assert_close(sum.upper, 32, 1e-12, 0, "upper");
  world_end(&w);
}

/* ---- the whole list ---- */

static void expect_sum(const lm_area_sum *row, const char *period, size_t areas, double value) {
  char buffer[48];
  assert_string_equal(lm_period_format(row->period, buffer, sizeof buffer), period);
  assert_int_equal(row->sum.refusal, LM_SUM_OK);
  assert_int_equal(row->sum.areas, areas);
  lm_assert_close(row->sum.value, value, 1e-12, 0, period);
}

/* Every period of any area is a row, once and in order; kinds of periods apart; what lies in another area is in it already. */
static void sums_go_through_periods_and_areas(void **state) {
  (void)state;
  world w;
  lm_area_sums sums;
  world_start(&w);
  world_tier(&w, "2027", "2027-12-31");
  world_add_indicator(&w, "i", &(world_indicator){.aggregation = LM_AGG_SUM, .measure = LM_MEASURE_COUNT_OF, .basis = -1});
  world_add_indicator(&w, "alone", &(world_indicator){.aggregation = LM_AGG_SUM, .measure = LM_MEASURE_COUNT_OF});
  world_values(&w, "i", "a", "2023=1 2021=2 2022=? 2024=4f 2022FY=7");
  world_values(&w, "i", "b", "2021=10 2022=20 2023=30");
  world_values(&w, "alone", "a", "2023=1");
  const uint32_t outer = world_area(&w, "b");
  const lm_area inner = {.id = "c", .within = outer + 1};
  assert_int_equal(lm_areas_add(w.areas, &inner, NULL), LM_OK);
  world_values(&w, "i", "c", "2021=9 2022=9 2023=9");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_int_equal(lm_assessment_sums(&sums, w.assessment), LM_OK);
  assert_int_equal(sums.count, 6); /* three of them for what lies in b */
  expect_sum(&sums.item[0], "2021", 2, 12);
  assert_int_equal(sums.item[1].sum.refusal, LM_SUM_NO_VALUE); /* 2022: a will have a value, and has none yet */
  assert_int_equal(sums.item[1].sum.area, world_area(&w, "a"));
  expect_sum(&sums.item[2], "2023", 2, 31);
  lm_area_sums_clear(&sums);
  world_end(&w);
}

static void tiers_roll_up_their_outcomes(void **state) {
  (void)state;
  world w;
  lm_rollup tier;
  start(&w, &(world_indicator){0}, LINE);
  world_add_indicator(&w, "none", &(world_indicator){0});
  world_node(&w, LM_SCENE, "s", NULL, NULL);
  world_node(&w, LM_OUTCOME, "x", "s", "2027");
  world_node(&w, LM_OUTCOME, "y", "s", "2027");
  world_node(&w, LM_OUTCOME, "z", "s", "2027");
  world_measure(&w, "x", "i");
  world_measure(&w, "y", "i");
  world_measure(&w, "z", "none");
  world_target(&w, "i", "a", "2027", "90");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_int_equal(lm_assessment_tier_rollup(&tier, w.assessment, 0, 0), LM_OK);
  assert_int_equal(tier.node, LM_NO_NODE);
  assert_int_equal(tier.status, LM_SLOW);
  assert_true(tier.indicators == 3 && tier.assessed == 2 && tier.score == 4);
  assert_int_equal(lm_assessment_tier_rollup(&tier, w.assessment, 1, 0), LM_OK);
  assert_true(tier.indicators == 0 && tier.status == LM_NOT_ASSESSABLE);
  assert_int_equal(lm_assessment_tier_rollup(&tier, w.assessment, 3, 0), LM_EINVAL);
  assert_int_equal(lm_assessment_tier_rollup(&tier, w.assessment, 0, 9), LM_EINVAL);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_go_through_periods_and_areas),
      cmocka_unit_test(tiers_roll_up_their_outcomes),
      cmocka_unit_test(tiers_are_held_against_each_other),
      cmocka_unit_test(steps_have_numbers_and_room),
      cmocka_unit_test(a_revised_target_keeps_its_verdict),
      cmocka_unit_test(a_first_target_has_no_older_verdict),
      cmocka_unit_test(grades_by_tenths),
      cmocka_unit_test(activities_are_held_to_their_line),
      cmocka_unit_test(published_rules_are_asked),
      cmocka_unit_test(a_record_without_values_gets_no_call),
      cmocka_unit_test(the_next_value_comes_in_the_rhythm_of_the_past),
      cmocka_unit_test(a_small_pace_is_seen_late_or_never),
      cmocka_unit_test(one_day_has_no_rhythm),
      cmocka_unit_test(nothing_comes_after_the_due_period),
      cmocka_unit_test(areas_are_summed_or_refused),
      cmocka_unit_test(a_masked_share_with_its_denominator_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
