/* Targets for each unit inside an area, and due dates that are approximate. */
#include "../support/close.h"
#include "assess_world.h"

#include <string.h>

static void add_area(world *w, const char *id, const char *kind, const char *within) {
  uint32_t outer = within ? lm_areas_find(w->areas, within, strlen(within)) + 1 : 0;
  assert_int_equal(lm_areas_add(w->areas, &(lm_area){.id = id, .kind = kind, .within = outer}, NULL), LM_OK);
}

/* A city with a ward and four centres, one of them in the ward, and a park, which is none. */
static void start(world *w, lm_direction direction) {
  world_start(w);
  world_tier(w, "t", "2023-12-31");
  world_node(w, LM_SCENE, "s", NULL, NULL);
  world_node(w, LM_OUTCOME, "o", "s", "t");
  world_add_indicator(w, "i", &(world_indicator){.direction = direction});
  world_measure(w, "o", "i");
  add_area(w, "city", NULL, NULL);
  add_area(w, "ward", "ward", "city");
  add_area(w, "north", "centre", "ward");
  add_area(w, "south", "centre", "city");
  add_area(w, "east", "centre", "city");
  add_area(w, "west", "centre", "city");
  add_area(w, "park", "park", "city");
  add_area(w, "elsewhere", "centre", NULL);
}

static void set_target(world *w, const char *area, double value, const char *per) {
  lm_target t = {.indicator = lm_model_find(w->model, LM_INDICATOR, "i", 1),
                 .area = lm_areas_find(w->areas, area, strlen(area)),
                 .kind = LM_TARGET_VALUE,
                 .value = value,
                 .lower = NAN,
                 .upper = NAN,
                 .by = NAN,
                 .by_percent = NAN,
                 .per = per};
  assert_int_equal(lm_targets_add(w->targets, &t), LM_OK);
}

static bool has(const lm_record *r, lm_reason reason) { return (r->reasons & LM_REASON_BIT(reason)) != 0; }

static void every_unit_has_the_target_and_the_whole_counts_them(void **state) {
  (void)state;
  world w;
  start(&w, LM_DIR_UP);
  set_target(&w, "city", 20, "centre");
  set_target(&w, "west", 10, NULL); /* its own */
  world_values(&w, "i", "city", "2022=70 2023=69");
  world_values(&w, "i", "north", "2022=15 2023=20");
  world_values(&w, "i", "south", "2022=25 2023=19");
  world_values(&w, "i", "west", "2023=12 2024=3");
  world_values(&w, "i", "elsewhere", "2023=50");
  lm_assess_options options = lm_assess_defaults();
  assert_int_equal(world_assess(&w, &options), LM_OK);

  const lm_record *city = world_record(&w, "i", "city", "t");
  assert_int_equal(city->status, LM_NOT_ASSESSABLE);
  assert_true(has(city, LM_R_FOR_UNITS) && !has(city, LM_R_NO_TARGET));
  assert_string_equal(city->target_of->per, "centre");
  assert_true(isnan(city->target) && isnan(city->gap));
  assert_int_equal(city->units, 4); /* east has no value, elsewhere lies elsewhere, the park is no centre */
  assert_int_equal(city->units_judged, 3);
  assert_int_equal(city->units_met, 2); /* north, and west by its own target in the due year */

  const lm_record *north = world_record(&w, "i", "north", "t"), *south = world_record(&w, "i", "south", "t");
  assert_int_equal(north->status, LM_ACHIEVED);
  assert_true(has(north, LM_R_EACH_UNIT));
  lm_assert_close(south->gap, 1, 0, 0, "south");
  assert_true(has(world_record(&w, "i", "east", "t"), LM_R_NO_DATA));
  assert_false(has(world_record(&w, "i", "west", "t"), LM_R_EACH_UNIT));
  assert_true(has(world_record(&w, "i", "elsewhere", "t"), LM_R_NO_TARGET));
  world_end(&w);
}

static void down_means_at_most(void **state) {
  (void)state;
  world w;
  start(&w, LM_DIR_DOWN);
  set_target(&w, "ward", 20, "centre");
  world_values(&w, "i", "north", "2023=20");
  world_values(&w, "i", "south", "2023=1");
  lm_assess_options options = lm_assess_defaults();
  options.area = "ward"; /* the others are counted all the same */
  assert_int_equal(world_assess(&w, &options), LM_OK);
  const lm_record *ward = world_record(&w, "i", "ward", "t");
  assert_int_equal(ward->units, 1);
  assert_int_equal(ward->units_met, 1);
  world_end(&w);
}

/* An area inside another is listed where something is said of it. */
static void areas_beside_the_point_are_left_out(void **state) {
  (void)state;
  world w;
  start(&w, LM_DIR_UP);
  world_add_indicator(&w, "j", &(world_indicator){.basis = -1});
  world_measure(&w, "o", "j");
  world_values(&w, "i", "north", "2023=20");
  world_values(&w, "j", "city", "2023=20");
  lm_assess_options options = lm_assess_defaults();
  assert_int_equal(world_assess(&w, &options), LM_OK);
  assert_int_equal(lm_assessment_count(w.assessment), 3); /* i: city, north; j: city */
  assert_null(lm_assessment_find(w.assessment, lm_model_find(w.model, LM_INDICATOR, "j", 1), 2, 0));
  assert_int_equal(world_rollup(&w, "outcome:o", "north")->assessed, 0);
  world_end(&w);
}

static void approximate_due_dates_are_told(void **state) {
  (void)state;
  world w;
  world_start(&w);
  assert_int_equal(lm_model_add_tier(w.model, &(lm_tier){.id = "mid", .due = 20000, .due_text = "2024FY", .about = true}), LM_OK);
  world_node(&w, LM_SCENE, "s", NULL, NULL);
  world_node(&w, LM_OUTCOME, "o", "s", "mid");
  world_add_indicator(&w, "i", &(world_indicator){.basis = -1});
  world_measure(&w, "o", "i");
  world_values(&w, "i", "a", "2022=1 2023=2");
  world_target(&w, "i", "a", "mid", "2");
  lm_assess_options options = lm_assess_defaults();
  assert_int_equal(world_assess(&w, &options), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "mid");
  assert_true(has(r, LM_R_ABOUT_DUE));
  assert_int_equal(r->status, LM_ACHIEVED);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_unit_has_the_target_and_the_whole_counts_them),
      cmocka_unit_test(down_means_at_most),
      cmocka_unit_test(areas_beside_the_point_are_left_out),
      cmocka_unit_test(approximate_due_dates_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
