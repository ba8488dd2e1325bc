/* The checks of one observation, as cases: which codes, and whether it is refused. */
#include "../../lib/values/check.h"

#include "../support/close.h"

#include <stdio.h>
#include <string.h>

#define NONE NAN

typedef struct obs_case {
  const char *label;
  lm_measure measure;
  double lower_limit, upper_limit;
  lm_missing missing;
  double value, lower, upper, num, den, n, se;
  int decimals;
  bool accepted;
  const char *codes; /* each with the field it is about */
} obs_case;

static const obs_case cases[] = {
    {"a plain value", LM_MEASURE_COUNT_OF, 0, NONE, LM_PRESENT, 12, NONE, NONE, NONE, NONE, NONE, NONE, 0, true, ""},
    {"zero is a value", LM_MEASURE_COUNT_OF, 0, NONE, LM_PRESENT, 0, NONE, NONE, NONE, NONE, NONE, NONE, 0, true, ""},
    {"negative without limits", LM_MEASURE_MEAN, NONE, NONE, LM_PRESENT, -1.9, NONE, NONE, NONE, NONE, NONE, NONE, 1, true, ""},
    {"on both limits", LM_MEASURE_PROPORTION, 100, 100, LM_PRESENT, 100, NONE, NONE, NONE, NONE, NONE, NONE, 0, true, ""},
    {"above the upper limit", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 100.1, NONE, NONE, NONE, NONE, NONE, NONE, 1, false,
     "V411:value"},
    {"below the lower limit", LM_MEASURE_COUNT_OF, 0, NONE, LM_PRESENT, -1, NONE, NONE, NONE, NONE, NONE, NONE, 0, false,
     "V411:value"},
    {"masked without bounds", LM_MEASURE_COUNT_OF, 0, NONE, LM_SUPPRESSED, NONE, NONE, NONE, NONE, NONE, NONE, NONE, -1,
     true, ""},
    {"masked between 1 and 9", LM_MEASURE_COUNT_OF, 0, NONE, LM_SUPPRESSED, NONE, 1, 9, NONE, NONE, NONE, NONE, -1, true, ""},
    {"masked with one bound", LM_MEASURE_COUNT_OF, 0, NONE, LM_SUPPRESSED, NONE, NONE, 9, NONE, NONE, NONE, NONE, -1, true, ""},
    {"masked with equal bounds", LM_MEASURE_COUNT_OF, 0, NONE, LM_SUPPRESSED, NONE, 9, 9, NONE, NONE, NONE, NONE, -1, true, ""},
    {"bounds the wrong way round", LM_MEASURE_COUNT_OF, 0, NONE, LM_SUPPRESSED, NONE, 9, 1, NONE, NONE, NONE, NONE, -1, false,
     "V421:lower"},
    {"bounds outside the limits", LM_MEASURE_PROPORTION, 0, 100, LM_SUPPRESSED, NONE, -1, 101, NONE, NONE, NONE, NONE, -1,
     false,
     "V411:lower V411:upper"},
    {"bounds of what was never collected", LM_MEASURE_COUNT_OF, 0, NONE, LM_NOT_COLLECTED, NONE, 1, 9, NONE, NONE, NONE,
     NONE, -1,
     false, "V421:lower"},
    {"an upper bound of what was lost", LM_MEASURE_COUNT_OF, 0, NONE, LM_LOST, NONE, NONE, 9, NONE, NONE, NONE, NONE, -1, false,
     "V421:upper"},
    {"bounds beside a value", LM_MEASURE_COUNT_OF, 0, NONE, LM_PRESENT, 5, 1, 9, NONE, NONE, NONE, NONE, 0, false,
     "V421:lower"},
    {"a part larger than the whole", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 60, NONE, NONE, 60, 50, NONE, NONE, 0, false,
     "V412:num"},
    {"a ratio may exceed 1", LM_MEASURE_RATIO, 0, NONE, LM_PRESENT, 1.87, NONE, NONE, 1791450, 957658, NONE, NONE, 2, true, ""},
    {"nothing to divide by", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 0, NONE, NONE, 0, 0, NONE, NONE, 0, false, "V413:den"},
    {"a negative denominator", LM_MEASURE_RATE, 0, NONE, LM_PRESENT, 3, NONE, NONE, 3, -5, NONE, NONE, 0, false, "V413:den"},
    {"a negative part", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 3, NONE, NONE, -3, 100, NONE, NONE, 0, false, "V422:num"},
    {"a mean of negative numbers", LM_MEASURE_MEAN, NONE, NONE, LM_PRESENT, -3, NONE, NONE, -30, 10, NONE, NONE, 0, true, ""},
    {"negative n and se", LM_MEASURE_MEAN, NONE, NONE, LM_PRESENT, 3, NONE, NONE, NONE, NONE, -1, -0.5, 0, false,
     "V422:n V422:se"},
    {"n and se of zero", LM_MEASURE_MEAN, NONE, NONE, LM_PRESENT, 3, NONE, NONE, NONE, NONE, 0, 0, 0, true, ""},
    {"percent as computed", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 96.2, NONE, NONE, 51, 53, NONE, NONE, 1, true, ""},
    {"percent left over from an older table", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 88.7, NONE, NONE, 51, 53, NONE,
     NONE, 1,
     true, "V414:value"},
    {"percent at the digits given", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 96, NONE, NONE, 51, 53, NONE, NONE, 0, true, ""},
    {"percent with a false second digit", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 96.2, NONE, NONE, 51, 53, NONE, NONE,
     2, true,
     "V414:value"},
    {"a half rounded up", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 13, NONE, NONE, 1, 8, NONE, NONE, 0, true, ""},
    {"a half rounded to even", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 12, NONE, NONE, 1, 8, NONE, NONE, 0, true, ""},
    {"a half that no double holds", LM_MEASURE_PROPORTION, 0, 1, LM_PRESENT, 0.4, NONE, NONE, 7, 20, NONE, NONE, 1, true, ""},
    {"a share up to 1", LM_MEASURE_PROPORTION, 0, 1, LM_PRESENT, 0.962, NONE, NONE, 51, 53, NONE, NONE, 3, true, ""},
    {"a share left over from an older table", LM_MEASURE_PROPORTION, 0, 1, LM_PRESENT, 0.887, NONE, NONE, 51, 53, NONE,
     NONE, 3, true,
     "V414:value"},
    {"a third to the last digit of a double", LM_MEASURE_PROPORTION, 0, 1, LM_PRESENT, 0.3333333333333333, NONE, NONE, 1, 3,
     NONE,
     NONE, 16, true, ""},
    {"digits not known: not compared", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 88.7, NONE, NONE, 51, 53, NONE, NONE, -1,
     true, ""},
    {"scale not known: not compared", LM_MEASURE_PROPORTION, 0, NONE, LM_PRESENT, 88.7, NONE, NONE, 51, 53, NONE, NONE, 1,
     true, ""},
    {"a rate is not compared", LM_MEASURE_RATE, 0, 100, LM_PRESENT, 88.7, NONE, NONE, 51, 53, NONE, NONE, 1, true, ""},
    {"everything at once", LM_MEASURE_PROPORTION, 0, 100, LM_PRESENT, 120, 9, 1, 60, 50, -1, -1, 0, false,
     "V411:value V421:lower V412:num V422:n V422:se"},
};

static lm_indicator indicator_of(const obs_case *c) {
  return (lm_indicator){.measure = c->measure, .lower = c->lower_limit, .upper = c->upper_limit};
}

static lm_obs obs_of(const obs_case *c) {
  lm_obs obs = {.period = {LM_FISCAL, 2024}, .missing = c->missing, .value = c->value, .lower = c->lower, .upper = c->upper};
  obs.num = c->num;
  obs.den = c->den;
  obs.n = c->n;
  obs.se = c->se;
  return obs;
}

static void list(const lm_obs_problems *problems, char *out, size_t size) {
  size_t used = 0;
  out[0] = '\0';
  for (size_t i = 0; i < problems->count; i++) {
    const lm_obs_problem *p = &problems->item[i];
    int n = snprintf(out + used, size - used, "%s%s:%s", i ? " " : "", lm_code_get(p->code)->id, lm_obs_field_word(p->field));
    used += (size_t)n;
  }
}

static void test_cases(void **unused) {
  (void)unused;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_indicator indicator = indicator_of(&cases[i]);
    lm_obs obs = obs_of(&cases[i]);
    lm_obs_problems problems;
    char got[256];
    bool accepted = lm_obs_check(&obs, &indicator, cases[i].decimals, &problems);
    list(&problems, got, sizeof got);
    if (accepted != cases[i].accepted || strcmp(got, cases[i].codes) != 0)
      fail_msg("%s: %s with [%s], want %s with [%s]", cases[i].label, accepted ? "accepted" : "refused", got,
               cases[i].accepted ? "accepted" : "refused", cases[i].codes);
  }
}

static void test_arguments(void **unused) {
  (void)unused;
  lm_obs_problems problems;
  lm_indicator indicator = {.measure = LM_MEASURE_PROPORTION, .lower = NAN, .upper = 100};
  lm_obs obs = {.value = 101.5, .lower = NAN, .upper = NAN, .num = 60, .den = 50.5, .n = NAN, .se = -0.25};
  assert_false(lm_obs_check(&obs, &indicator, 1, &problems));
  assert_int_equal(problems.count, 3);
  assert_string_equal(problems.item[0].arg[0], "-∞");
  assert_string_equal(problems.item[0].arg[1], "100");
  assert_string_equal(problems.item[1].arg[0], "60");
  assert_string_equal(problems.item[1].arg[1], "50.5");
  assert_string_equal(problems.item[2].arg[0], "se");
  obs = (lm_obs){.value = 88.7, .lower = NAN, .upper = NAN, .num = 51, .den = 53, .n = NAN, .se = NAN};
  assert_true(lm_obs_check(&obs, &indicator, 1, &problems));
  assert_int_equal(problems.count, 1);
  assert_string_equal(problems.item[0].arg[0], "96.2");
  assert_string_equal(problems.item[0].arg[1], "51");
  assert_string_equal(problems.item[0].arg[2], "53");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cases),
      cmocka_unit_test(test_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
