/* The rules of the assessment by themselves: when two numbers are equal, what meets a goal, which values of a series count, and
 * the words. */
#include "../../lib/assess/internal.h"

#include "../support/close.h"

#include <string.h>

/* ---- equal ---- */

static const struct {
  const char *label;
  double a, b, scale;
  int decimals;
  bool same;
} pairs[] = {
    {"the same double", 57.2, 57.2, 0, -1, true},
    {"the last bit of a sum: 0.1 + 0.2 and 0.3", 0.1 + 0.2, 0.3, 0, -1, true},
    {"57.2 and what a fit of 57.2s makes of it", 57.2, 57.2 - 1e-13, 0, 1, true},
    {"a difference that a person could write down", 57.2, 57.200000001, 0, -1, false},
    {"one more digit than is declared is a difference still", 57.2, 57.21, 0, 1, false},
    {"large counts: 1e-12 of them would be more than one", 4e12, 4e12 + 1, 0, 0, false},
    {"large counts without declared decimals", 4e12, 4e12 + 1, 0, -1, true},
    {"large values to three decimals", 4e9, 4e9 + 0.001, 0, 3, false},
    {"large values to three decimals, within half of the last", 4e9, 4e9 + 0.0004, 0, 3, true},
    {"a small value is not zero", 1e-15, 0, 0, -1, false},
    {"but what is left of a cancelled 57.2 is", 7e-15, 0, 57.2, -1, true},
    {"zeros of either sign", 0.0, -0.0, 0, -1, true},
    {"infinities are equal to themselves only", INFINITY, INFINITY, 0, -1, true},
    {"nothing is equal to an infinity", 57.2, INFINITY, 0, -1, false},
    {"nothing is equal to NaN", NAN, NAN, 0, -1, false},
};

static void equal_is_one_rule(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    if (assess_same(pairs[i].a, pairs[i].b, pairs[i].scale, pairs[i].decimals) != pairs[i].same) fail_msg("%s", pairs[i].label);
    if (assess_same(pairs[i].b, pairs[i].a, pairs[i].scale, pairs[i].decimals) != pairs[i].same)
      fail_msg("%s, swapped", pairs[i].label);
  }
}

/* ---- goals ---- */

static bool meets(lm_direction direction, lm_target target, double value) {
  lm_indicator indicator = {.direction = direction, .decimals = -1};
  assess_track track = {.n = 1, .last_value = value};
  lm_record record;
  assess_case c = {.indicator = &indicator, .target = &target, .track = &track, .record = &record};
  assess_part_goal(&c);
  assert_int_equal(c.met, assess_meets(&c, value));
  return c.met;
}

static void exactly_on_a_target_meets_it_from_both_sides(void **state) {
  (void)state;
  lm_target value = {.kind = LM_TARGET_VALUE, .value = 0.3};
  lm_target range = {.kind = LM_TARGET_RANGE, .lower = 0.3, .upper = 0.9};
  assert_true(meets(LM_DIR_UP, value, 0.1 + 0.2));
  assert_true(meets(LM_DIR_UP, value, nextafter(0.3, 0)));
  assert_false(meets(LM_DIR_UP, value, 0.3 - 1e-9));
  assert_true(meets(LM_DIR_DOWN, value, 0.1 + 0.2));
  assert_true(meets(LM_DIR_DOWN, value, nextafter(0.3, 1)));
  assert_false(meets(LM_DIR_DOWN, value, 0.3 + 1e-9));
  assert_true(meets(LM_DIR_RANGE, range, nextafter(0.3, 0)));
  assert_true(meets(LM_DIR_RANGE, range, nextafter(0.9, 1)));
  assert_false(meets(LM_DIR_RANGE, range, 0.9 + 1e-9));
  assert_false(meets(LM_DIR_NONE, value, 0.3));
  assert_false(meets(LM_DIR_UP, value, NAN));
}

static void a_range_without_bounds_is_no_goal(void **state) {
  (void)state;
  assert_false(meets(LM_DIR_RANGE, (lm_target){.kind = LM_TARGET_RANGE, .lower = NAN, .upper = NAN}, 1));
}

/* ---- values ---- */

static lm_obs at(int32_t year, double value, uint32_t flags) {
  lm_obs obs = lm_obs_none();
  obs.period = (lm_period){LM_YEAR, year};
  obs.value = value;
  obs.flags = flags;
  return obs;
}

static void only_numbers_that_were_observed_are_usable(void **state) {
  (void)state;
  lm_obs obs = at(2024, 0, LM_PROVISIONAL | LM_ESTIMATED | LM_IMPUTED | LM_LOW_RELIABILITY | LM_REVISED | LM_CONFIDENTIAL);
  assert_true(assess_usable(&obs));
  obs.flags = LM_FORECAST;
  assert_false(assess_usable(&obs));
  obs.flags = 0;
  obs.value = INFINITY;
  assert_false(assess_usable(&obs));
  obs.value = -2e300;
  assert_false(assess_usable(&obs));
  for (int missing = LM_SUPPRESSED; missing < LM_MISSING_COUNT; missing++) {
    obs.missing = (lm_missing)missing;
    obs.value = 1;
    assert_false(assess_usable(&obs));
  }
}

static void the_window_is_filled_from_the_end(void **state) {
  (void)state;
  lm_obs obs[8];
  lm_indicator indicator = {.basis = -1};
  assess_track track;
  for (int i = 0; i < 8; i++) obs[i] = at(2017 + i, i * i, 0);
  lm_series series = {.kind = LM_YEAR, .obs = obs, .count = 8};
  assess_track_collect(&track, &indicator, &series, &(assess_look){.until = INT32_MAX});
  assert_int_equal(track.n, 8);
  assert_int_equal(track.window, ASSESS_WINDOW);
  assert_int_equal(track.first.index, 2017);
  assert_int_equal(track.last.index, 2024);
  for (int i = 0; i < ASSESS_WINDOW; i++) {
    lm_assert_close(assess_track_t(&track)[i], 2019.5 + i, 0, 0, "t");
    lm_assert_close(assess_track_y(&track)[i], (i + 2) * (i + 2), 0, 0, "y");
  }
  lm_assert_close(track.scale, 49, 0, 0, "scale");
  series.count = 2;
  assess_track_collect(&track, &indicator, &series, &(assess_look){.until = INT32_MAX});
  assert_int_equal(track.window, 2);
  lm_assert_close(assess_track_y(&track)[0], 0, 0, 0, "y");
  assess_track_collect(&track, &indicator, NULL, &(assess_look){.until = INT32_MAX});
  assert_int_equal(track.n, 0);
}

/* ---- words ---- */

static void words_are_one_per_value_and_end(void **state) {
  (void)state;
  const char *reasons[LM_REASON_COUNT];
  for (int i = 0; i < LM_REASON_COUNT; i++) {
    reasons[i] = lm_reason_word((lm_reason)i);
    assert_non_null(reasons[i]);
    for (int j = 0; j < i; j++) assert_string_not_equal(reasons[i], reasons[j]);
  }
  for (int i = 0; i < LM_VERDICT_COUNT; i++) assert_non_null(lm_verdict_word((lm_verdict)i));
  for (int i = 0; i < LM_EVIDENCE_COUNT; i++) assert_non_null(lm_evidence_word((lm_evidence)i));
  for (int i = 0; i < LM_DX_COUNT; i++) assert_non_null(lm_diagnosis_word((lm_diagnosis_kind)i));
  assert_null(lm_verdict_word(LM_VERDICT_COUNT));
  assert_null(lm_evidence_word(LM_EVIDENCE_COUNT));
  assert_null(lm_reason_word(LM_REASON_COUNT));
  assert_null(lm_diagnosis_word(LM_DX_COUNT));
  assert_false(lm_reason_blocks(LM_REASON_COUNT));
}

static void what_blocks_is_known(void **state) {
  (void)state;
  static const lm_reason blocking[] = {LM_R_NO_DATA,
                                       LM_R_NO_TARGET,
                                       LM_R_TEXT_TARGET,
                                       LM_R_NO_DIRECTION,
                                       LM_R_TARGET_NEEDS_BASELINE,
                                       LM_R_TARGET_EQ_BASELINE,
                                       LM_R_TARGET_WRONG_SIDE,
                                       LM_R_ONE_VALUE,
                                       LM_R_NO_VALUES_DECLARED_PLACEHOLDER,
                                       LM_R_FOR_UNITS};
  uint64_t want = 0, got = 0;
  for (size_t i = 0; i < sizeof blocking / sizeof *blocking; i++) want |= LM_REASON_BIT(blocking[i]);
  for (unsigned i = 0; i < LM_REASON_COUNT; i++) got |= lm_reason_blocks((lm_reason)i) ? LM_REASON_BIT(i) : 0;
  assert_true(got == want);
}

static void verdicts_are_ordered_from_good_to_bad(void **state) {
  (void)state;
  static const lm_verdict order[] = {LM_ACHIEVED, LM_ACHIEVED_SLIPPING, LM_ON_TRACK, LM_NEAR, LM_UNCLEAR, LM_SLOW, LM_AWAY};
  for (size_t i = 1; i < sizeof order / sizeof *order; i++)
    assert_true(assess_severity(order[i - 1]) < assess_severity(order[i]));
  lm_assert_close(assess_severity(LM_ACHIEVED), 0, 0, 0, "best");
  lm_assert_close(assess_severity(LM_AWAY), 5, 0, 0, "worst");
  lm_assert_close(assess_severity(LM_NOT_ASSESSABLE), NAN, 0, 0, "grey");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_is_one_rule),
      cmocka_unit_test(exactly_on_a_target_meets_it_from_both_sides),
      cmocka_unit_test(a_range_without_bounds_is_no_goal),
      cmocka_unit_test(only_numbers_that_were_observed_are_usable),
      cmocka_unit_test(the_window_is_filled_from_the_end),
      cmocka_unit_test(words_are_one_per_value_and_end),
      cmocka_unit_test(what_blocks_is_known),
      cmocka_unit_test(verdicts_are_ordered_from_good_to_bad),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
