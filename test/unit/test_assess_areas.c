/* Areas that lie in one another and areas that change: what their sums are made of, and what a change means for a verdict. */
#include "assess_world.h"

#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <logicmodel/reporting.h>

#include <stdio.h>
#include <string.h>

static int32_t day(const char *text) {
  int32_t day = 0;
  assert_true(lm_day_parse(&day, text, strlen(text)));
  return day;
}

/* An area, what it lies in, its first and last day and what it became; all but the id may be NULL. What is named was added before. */
static void area(world *w, const char *id, const char *in, const char *from, const char *to, const char *into) {
  lm_area a = {.id = id};
  if (in) a.within = world_area(w, in) + 1;
  if (into) a.successor = world_area(w, into) + 1;
  a.has_from = from != NULL;
  a.has_to = to != NULL;
  if (from) a.from = day(from);
  if (to) a.to = day(to);
  assert_int_equal(lm_areas_add(w->areas, &a, NULL), LM_OK);
}

static void start(world *w, const world_indicator *like) {
  world_start(w);
  world_tier(w, "t", "2027-12-31");
  world_node(w, LM_OUTCOME, "o", NULL, "t");
  world_add_indicator(w, "i", like);
  world_measure(w, "o", "i");
}

static const world_indicator a_count = {.measure = LM_MEASURE_COUNT_OF, .aggregation = LM_AGG_SUM, .limits = "0.."};
static const world_indicator a_share = {.measure = LM_MEASURE_PROPORTION, .aggregation = LM_AGG_WEIGHTED, .limits = "0..100"};

/* "parts ken 2023: 12 of 3/3": what came out for each row, one a line. */
static void expect_sums(world *w, const char *expected) {
  char text[4096] = "", line[256], period[48];
  lm_area_sums sums;
  assert_int_equal(world_assess(w, NULL), LM_OK);
  assert_int_equal(lm_assessment_sums(&sums, w->assessment), LM_OK);
  for (size_t i = 0; i < sums.count; i++) {
    const lm_area_sum *s = &sums.item[i];
    const lm_area *whole = lm_areas_at(w->areas, s->whole);
    snprintf(line, sizeof line, "%s %s %s %zu/%zu ", lm_sum_for_word(s->what), whole ? whole->id : "-", lm_period_format(s->period, period, sizeof period),
             s->parts - s->missing, s->parts);
    strcat(text, line);
    if (s->sum.refusal == LM_SUM_OK && s->sum.masked == 0) snprintf(line, sizeof line, "%.6g", s->sum.value);
    if (s->sum.refusal == LM_SUM_OK && s->sum.masked > 0) snprintf(line, sizeof line, "%.6g..%.6g", s->sum.lower, s->sum.upper);
    if (s->sum.refusal != LM_SUM_OK) snprintf(line, sizeof line, "%s", lm_sum_word(s->sum.refusal));
    strcat(text, line);
    for (size_t k = 0; k < s->missing; k++) {
      snprintf(line, sizeof line, " -%s", lm_areas_at(w->areas, sums.missing[s->first_missing + k])->id);
      strcat(text, line);
    }
    strcat(text, "\n");
  }
  lm_area_sums_clear(&sums);
  assert_string_equal(text, expected);
}

static void a_whole_is_made_of_the_outermost_that_report(void **state) {
  (void)state;
  world w;
  start(&w, &a_count);
  area(&w, "ken", NULL, NULL, NULL, NULL);
  area(&w, "block", "ken", NULL, NULL, NULL);
  area(&w, "a", "block", NULL, NULL, NULL);
  area(&w, "b", "block", NULL, NULL, NULL);
  area(&w, "c", "ken", NULL, NULL, NULL);
  area(&w, "c1", "c", NULL, NULL, NULL);
  world_values(&w, "i", "a", "2022=1 2023=2");
  world_values(&w, "i", "b", "2023=3");
  world_values(&w, "i", "c", "2022=10 2023=20 2024=40");
  world_values(&w, "i", "c1", "2023=19"); /* in that of c already */
  expect_sums(&w,
              "all - 2022 2/3 no-value -b\n"
              "all - 2023 3/3 25\n"
              "all - 2024 1/3 no-value -a -b\n"
              "parts ken 2022 2/3 no-value -b\n"
              "parts ken 2023 3/3 25\n"
              "parts ken 2024 1/3 no-value -a -b\n"
              "parts block 2022 1/2 no-value -b\n"
              "parts block 2023 2/2 5\n"
              "parts c 2023 1/1 19\n");
  world_end(&w);
}

static void a_part_that_never_reported_is_missing(void **state) {
  (void)state;
  world w;
  start(&w, &a_count);
  area(&w, "ken", NULL, NULL, NULL, NULL);
  area(&w, "a", "ken", NULL, NULL, NULL);
  area(&w, "silent", "ken", NULL, NULL, NULL);
  world_values(&w, "i", "a", "2023=2");
  world_values(&w, "i", "ken", "2023=7");
  expect_sums(&w, "parts ken 2023 1/2 no-value -silent\n");
  world_end(&w);
}

static void before_a_merger_its_parts_stand_for_the_city(void **state) {
  (void)state;
  world w;
  start(&w, &a_share);
  area(&w, "city", NULL, "2022-04-01", NULL, NULL);
  area(&w, "a", NULL, NULL, "2022-03-31", "city");
  area(&w, "b", NULL, NULL, "2022-03-31", "city");
  world_values(&w, "i", "a", "2020=80:8:10 2021=*70..90 2022=80:8:10");
  world_values(&w, "i", "b", "2020=20:198:990 2021=20:198:990");
  world_values(&w, "i", "city", "2022=21:210:1000 2023=22:220:1000");
  /* on the last day of 2022 there is only the city */
  expect_sums(&w,
              "all - 2020 2/2 20.6\n"
              "all - 2021 2/2 unbounded\n"
              "all - 2022 1/1 21\n"
              "all - 2023 1/1 22\n"
              "before city 2020 2/2 20.6\n"
              "before city 2021 2/2 unbounded\n");
  world_end(&w);
}

static void rates_alone_are_refused_unless_nothing_is_added(void **state) {
  (void)state;
  world w;
  start(&w, &a_share);
  area(&w, "city", NULL, NULL, NULL, NULL);
  area(&w, "a", NULL, NULL, "2021-12-31", "city");
  area(&w, "b", NULL, NULL, "2021-12-31", "city");
  area(&w, "new", NULL, "2022-01-01", NULL, NULL);
  area(&w, "old", NULL, "2020-01-01", "2021-12-31", "new");
  area(&w, "older", NULL, NULL, "2019-12-31", "old");
  world_values(&w, "i", "a", "2021=80");
  world_values(&w, "i", "b", "2021=20");
  world_values(&w, "i", "city", "2021=30 2022=40");
  world_values(&w, "i", "old", "2020=44 2021=45");
  world_values(&w, "i", "older", "2019=43");
  /* the city was there before and goes on; a code that changed twice is one area after the other */
  expect_sums(&w,
              "all - 2019 1/4 no-value -city -a -b\n"
              "all - 2020 1/4 no-value -city -a -b\n"
              "all - 2021 4/4 only-rates\n"
              "all - 2022 1/1 only-rates\n"
              "before city 2021 3/3 only-rates\n"
              "before new 2019 1/1 43\n"
              "before new 2020 1/1 44\n"
              "before new 2021 1/1 45\n");
  world_end(&w);
}

static void became(world *w, const char *id, const char *const *into) {
  for (; *into; into++) assert_int_equal(lm_areas_put_successor(w->areas, world_area(w, id), world_area(w, *into)), LM_OK);
}

/* Nobody knows how much of the town was in the north: nothing is divided. Afterwards both together are the town, while nothing is missing. */
static void a_town_that_was_divided(void **state) {
  (void)state;
  world w;
  start(&w, &a_count);
  area(&w, "town", NULL, NULL, "2021-12-31", NULL);
  area(&w, "north", NULL, "2022-01-01", NULL, NULL);
  area(&w, "south", NULL, "2022-01-01", "2023-12-31", NULL);
  area(&w, "east", NULL, "2024-01-01", NULL, NULL);
  area(&w, "west", NULL, "2024-01-01", NULL, NULL);
  became(&w, "town", (const char *const[]){"north", "south", NULL});
  became(&w, "south", (const char *const[]){"east", "west", NULL});
  world_values(&w, "i", "town", "2021=10");
  world_values(&w, "i", "north", "2021=6 2022=6 2023=7 2024=7 2025=7");
  world_values(&w, "i", "south", "2022=5");
  world_values(&w, "i", "east", "2024=2 2025=2");
  world_values(&w, "i", "west", "2024=3");
  expect_sums(&w,
              "all - 2021 1/1 10\n"
              "all - 2022 2/2 11\n"
              "all - 2023 1/2 no-value -south\n"
              "all - 2024 3/3 12\n"
              "all - 2025 2/3 no-value -west\n"
              "before north 2021 1/1 divided\n"
              "before east 2021 1/1 divided\n"
              "before east 2022 1/1 divided\n"
              "before west 2021 1/1 divided\n"
              "before west 2022 1/1 divided\n"
              "after town 2022 2/2 11\n"
              "after town 2023 1/2 no-value -south\n"
              "after town 2024 3/3 12\n"
              "after town 2025 2/3 no-value -west\n"
              "after south 2024 2/2 5\n"
              "after south 2025 1/2 no-value -west\n");
  world_end(&w);
}

/* What came together again is whole; each area counts once, whatever the ways that lead to it. */
static void divided_and_merged_again(void **state) {
  (void)state;
  world w;
  start(&w, &a_count);
  area(&w, "town", NULL, NULL, "2020-12-31", NULL);
  area(&w, "north", NULL, "2021-01-01", "2022-12-31", NULL);
  area(&w, "south", NULL, "2021-01-01", "2022-12-31", NULL);
  area(&w, "city", NULL, "2023-01-01", NULL, NULL);
  became(&w, "town", (const char *const[]){"north", "south", NULL});
  became(&w, "north", (const char *const[]){"city", NULL});
  became(&w, "south", (const char *const[]){"city", NULL});
  world_values(&w, "i", "town", "2020=10");
  world_values(&w, "i", "north", "2021=4");
  world_values(&w, "i", "south", "2021=5");
  world_values(&w, "i", "city", "2023=11");
  expect_sums(&w,
              "all - 2020 1/1 10\n"
              "all - 2021 2/2 9\n"
              "all - 2023 1/1 11\n"
              "before city 2020 1/1 10\n"
              "before city 2021 2/2 9\n"
              "after town 2021 2/2 9\n"
              "after town 2023 1/1 11\n");
  world_end(&w);
}

/* A part of the city went to the village: neither knows what it had before, and both together are more than the city was. */
static void a_part_that_moved(void **state) {
  (void)state;
  world w;
  start(&w, &a_count);
  area(&w, "city-then", NULL, NULL, "2021-12-31", NULL);
  area(&w, "city", NULL, "2022-01-01", NULL, NULL);
  area(&w, "village", NULL, NULL, NULL, NULL);
  became(&w, "city-then", (const char *const[]){"city", "village", NULL});
  world_values(&w, "i", "city-then", "2021=20");
  world_values(&w, "i", "city", "2022=17");
  world_values(&w, "i", "village", "2021=3 2022=8");
  expect_sums(&w,
              "all - 2021 2/2 23\n"
              "all - 2022 2/2 25\n"
              "before city 2021 1/1 divided\n"
              "before village 2021 2/2 divided\n"
              "after city-then 2022 2/2 wider\n");
  const lm_record *r;
  world_target(&w, "i", "village", "t", "30");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  r = world_record(&w, "i", "village", "t");
  assert_true((r->reasons & LM_REASON_BIT(LM_R_AREA_CHANGE)) != 0); /* its own values of before are of a smaller area */
  world_end(&w);
}

/* A rate of the whole cannot be put together from rates of the parts. */
static void rates_of_parts_are_no_rate_of_the_whole(void **state) {
  (void)state;
  world w;
  start(&w, &a_share);
  area(&w, "town", NULL, NULL, "2021-12-31", NULL);
  area(&w, "north", NULL, "2022-01-01", NULL, NULL);
  area(&w, "south", NULL, "2022-01-01", NULL, NULL);
  became(&w, "town", (const char *const[]){"north", "south", NULL});
  world_values(&w, "i", "town", "2021=50");
  world_values(&w, "i", "north", "2022=50:5:10 2023=50");
  world_values(&w, "i", "south", "2022=10:9:90 2023=10");
  expect_sums(&w,
              "all - 2021 1/1 only-rates\n"
              "all - 2022 2/2 14\n"
              "all - 2023 2/2 only-rates\n"
              "before north 2021 1/1 divided\n"
              "before south 2021 1/1 divided\n"
              "after town 2022 2/2 14\n"
              "after town 2023 2/2 only-rates\n");
  world_end(&w);
}

static const lm_record *judged(world *w, const char *of) {
  assert_int_equal(world_assess(w, NULL), LM_OK);
  return world_record(w, "i", of, "t");
}

static bool has(const lm_record *r, lm_reason reason) { return (r->reasons & LM_REASON_BIT(reason)) != 0; }

/* Values of periods that ended before the merger are of a smaller area; the year of the merger is the new one's. */
static void a_merger_ends_the_series(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){.basis = LM_FISCAL});
  area(&w, "town", NULL, NULL, NULL, NULL);
  area(&w, "village", NULL, NULL, "2021-09-30", "town");
  world_values(&w, "i", "town", "2018FY=10 2019FY=11 2020FY=12 2021FY=20 2022FY=21 2023FY=22");
  world_target(&w, "i", "town", "t", "30");
  const lm_record *r = judged(&w, "town");
  assert_true(has(r, LM_R_AREA_CHANGE));
  assert_false(has(r, LM_R_BREAK));
  assert_int_equal(r->n, 3);
  assert_int_equal(r->first_period.index, 2021);
  lm_assert_close(r->slope, 1, 1e-12, 0, "slope");
  world_end(&w);
}

static void a_merger_that_nothing_came_after_ends_nothing(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0});
  area(&w, "town", NULL, NULL, NULL, NULL);
  area(&w, "village", NULL, NULL, "2024-12-31", "town");
  world_values(&w, "i", "town", "2020=10 2021=11 2022=12 2023=13 2024=14");
  world_target(&w, "i", "town", "t", "30");
  const lm_record *r = judged(&w, "town");
  assert_false(has(r, LM_R_AREA_CHANGE));
  assert_int_equal(r->n, 5);
  world_end(&w);
}

/* The later of the two counts; a definition that changed after the area did is told as that. */
static void a_later_break_of_the_definition_stands(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){.breaks = "2022"});
  area(&w, "town", NULL, NULL, NULL, NULL);
  area(&w, "village", NULL, NULL, "2020-12-31", "town");
  world_values(&w, "i", "town", "2019=10 2020=11 2021=12 2022=13 2023=14");
  world_target(&w, "i", "town", "t", "30");
  const lm_record *r = judged(&w, "town");
  assert_false(has(r, LM_R_AREA_CHANGE));
  assert_true(has(r, LM_R_BREAK));
  assert_int_equal(r->n, 2);
  world_end(&w);
}

static void values_computed_back_are_kept_and_told(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0});
  area(&w, "city", NULL, "2022-01-01", NULL, NULL);
  world_values(&w, "i", "city", "2020=10 2021=11 2022=12 2023=13");
  world_target(&w, "i", "city", "t", "30");
  const lm_record *r = judged(&w, "city");
  assert_true(has(r, LM_R_AREA_CHANGE));
  assert_int_equal(r->n, 4);
  world_end(&w);
}

static void what_has_ended_has_no_verdict(void **state) {
  (void)state;
  world w;
  start(&w, &(world_indicator){0});
  area(&w, "city", NULL, "2022-01-01", NULL, NULL);
  area(&w, "a", NULL, NULL, "2021-12-31", "city");
  area(&w, "planned", NULL, NULL, "2030-12-31", "city");
  world_values(&w, "i", "city", "2022=12 2023=13");
  world_values(&w, "i", "a", "2020=1 2021=2");
  world_values(&w, "i", "planned", "2020=1 2021=2");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_null(lm_assessment_find(w.assessment, lm_assessment_at(w.assessment, 0)->indicator, world_area(&w, "a"), 0));
  world_record(&w, "i", "planned", "t");
  world_end(&w);
  /* asked for by name, or with a target of its own, it has */
  start(&w, &(world_indicator){0});
  area(&w, "a", NULL, NULL, "2021-12-31", NULL);
  world_values(&w, "i", "a", "2020=1 2021=2");
  world_target(&w, "i", "a", "t", "30");
  world_record(&w, "i", "a", judged(&w, "a") ? "t" : "");
  world_end(&w);
}

/* ---- who has reported ---- */

static void kinds(world *w, const char *id, const char *in, const char *kind, const char *to) {
  lm_area a = {.id = id, .kind = kind, .has_to = to != NULL};
  if (in) a.within = world_area(w, in) + 1;
  if (to) a.to = day(to);
  assert_int_equal(lm_areas_add(w->areas, &a, NULL), LM_OK);
}

/* A prefecture of two towns and a third that is silent; two districts of the first; a village that ended. */
static void start_reporting(world *w) {
  start(w, &a_count);
  world_add_indicator(w, "by-district", &a_count);
  world_add_indicator(w, "by-nobody", &a_count);
  kinds(w, "ken", NULL, "prefecture", NULL);
  kinds(w, "a", "ken", "municipality", NULL);
  kinds(w, "b", "ken", "市区町村", NULL);
  kinds(w, "silent", "ken", "municipality", NULL);
  kinds(w, "gone", "ken", "municipality", "2021-12-31");
  kinds(w, "a1", "a", "district", NULL);
  kinds(w, "a2", "a", "district", NULL);
  world_values(w, "i", "a", "2021=1 2022=2");
  world_values(w, "i", "b", "2021=1");
  world_values(w, "i", "gone", "2021=1");
  world_values(w, "by-district", "a1", "2022=1");
  world_values(w, "by-district", "b", "2022=1");
  assert_int_equal(world_assess(w, NULL), LM_OK);
}

static void expect_reporting(world *w, const char *within, const char *expected) {
  char text[512] = "", part[64];
  lm_reporting r;
  assert_int_equal(lm_reporting_make(&r, w->assessment, (lm_period){LM_YEAR, 2022}, within ? world_area(w, within) : LM_NO_AREA), LM_OK);
  for (size_t i = 0; i < r.areas; i++) {
    snprintf(part, sizeof part, "%s %zu/%zu ", lm_areas_at(w->areas, r.area[i].area)->id, r.area[i].reported, r.area[i].expected);
    strcat(text, part);
  }
  for (size_t i = 0; i < r.count; i++) {
    snprintf(part, sizeof part, "-%s@%s ", lm_model_node(w->model, r.item[i].indicator)->id, lm_areas_at(w->areas, r.item[i].area)->id);
    strcat(text, part);
  }
  lm_reporting_clear(&r);
  assert_string_equal(text, expected);
}

static void who_has_not_reported_part_by_part(void **state) {
  (void)state;
  world w;
  start_reporting(&w);
  /* what a town's districts report is not asked of the town; what nobody reports is asked of the towns; a town that is silent is asked like the others */
  expect_reporting(&w, NULL,
                   "a 1/2 a1 1/1 a2 0/1 b 1/3 silent 0/3 -i@b -i@silent -by-district@silent -by-district@a2 -by-nobody@a -by-nobody@b -by-nobody@silent ");
  expect_reporting(&w, "a", "a 1/2 a1 1/1 a2 0/1 -by-district@a2 -by-nobody@a ");
  expect_reporting(&w, "b", "b 1/3 -i@b -by-nobody@b ");
  expect_reporting(&w, "gone", "");
  world_end(&w);
}

static void no_memory_for_reporting_is_an_error(void **state) {
  (void)state;
  world w;
  lm_reporting r;
  size_t failed = 0;
  start_reporting(&w);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_status status = lm_reporting_make(&r, w.assessment, (lm_period){LM_YEAR, 2022}, LM_NO_AREA);
    bool fails = fail_alloc_stop();
    lm_reporting_clear(&r);
    assert_int_equal(status, fails ? LM_ENOMEM : LM_OK);
    failed += fails;
  }
  assert_true(failed > 10);
  world_end(&w);
}

static void no_memory_is_an_error(void **state) {
  (void)state;
  world w;
  lm_area_sums sums;
  size_t failed = 0;
  start(&w, &a_count);
  area(&w, "ken", NULL, NULL, NULL, NULL);
  area(&w, "a", "ken", NULL, NULL, NULL);
  area(&w, "b", "ken", NULL, NULL, NULL);
  area(&w, "c", "ken", NULL, "2021-12-31", "b");
  world_values(&w, "i", "a", "2021=1 2022=2");
  world_values(&w, "i", "c", "2021=3");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_status status = lm_assessment_sums(&sums, w.assessment);
    bool fails = fail_alloc_stop();
    lm_area_sums_clear(&sums);
    assert_int_equal(status, fails ? LM_ENOMEM : LM_OK);
    failed += fails;
  }
  assert_true(failed > 4);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_is_made_of_the_outermost_that_report),
      cmocka_unit_test(a_part_that_never_reported_is_missing),
      cmocka_unit_test(before_a_merger_its_parts_stand_for_the_city),
      cmocka_unit_test(rates_alone_are_refused_unless_nothing_is_added),
      cmocka_unit_test(a_town_that_was_divided),
      cmocka_unit_test(divided_and_merged_again),
      cmocka_unit_test(a_part_that_moved),
      cmocka_unit_test(rates_of_parts_are_no_rate_of_the_whole),
      cmocka_unit_test(a_merger_ends_the_series),
      cmocka_unit_test(a_merger_that_nothing_came_after_ends_nothing),
      cmocka_unit_test(a_later_break_of_the_definition_stands),
      cmocka_unit_test(values_computed_back_are_kept_and_told),
      cmocka_unit_test(what_has_ended_has_no_verdict),
      cmocka_unit_test(no_memory_is_an_error),
      cmocka_unit_test(who_has_not_reported_part_by_part),
      cmocka_unit_test(no_memory_for_reporting_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
