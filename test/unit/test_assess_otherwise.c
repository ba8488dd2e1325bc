/* Verdicts tried out otherwise, against the slow and obvious way: the same world built again with the year taken out, or with the
   masked value replaced by a number. Random series, fixed seeds. */
#include "assess_world.h"

#include "../support/close.h"
#include "../support/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 9

typedef struct points {
  size_t count;
  int year[MOST];
  double value[MOST];
  bool masked[MOST];
  double lower[MOST], upper[MOST];
} points;

typedef struct question {
  lm_direction direction;
  const char *target, *due;
} question;

static const question questions[] = {
    {LM_DIR_UP, "30", "2027-12-31"},           {LM_DIR_DOWN, "20", "2027-12-31"}, {LM_DIR_UP, "24", "2024-12-31"},
    {LM_DIR_RANGE, "range 20..28", "2027-12-31"}, {LM_DIR_DOWN, "25", "2023-12-31"}, {LM_DIR_UP, "40", "2040-12-31"},
};

static points random_points(test_random *random, bool masked) {
  points p = {.count = 3 + (size_t)test_random_below(random, MOST - 2)};
  int year = 2024;
  for (size_t i = p.count; i-- > 0; year -= 1 + (test_random_below(random, 5) == 0)) {
    p.year[i] = year;
    p.value[i] = 20 + (double)(size_t)test_random_below(random, 12) / 2 + (double)i;
    p.masked[i] = masked && (size_t)test_random_below(random, 4) == 0;
    p.lower[i] = p.value[i] - (double)(size_t)test_random_below(random, 6);
    p.upper[i] = p.value[i] + (double)(size_t)test_random_below(random, 6);
  }
  return p;
}

/* The record of these points without point `skip`. */
static lm_record ask(const question *q, const points *p, size_t skip) {
  world w;
  char values[512] = "";
  size_t used = 0;
  world_start(&w);
  world_tier(&w, "t", q->due);
  world_node(&w, LM_OUTCOME, "o", NULL, "t");
  world_add_indicator(&w, "i", &(world_indicator){.direction = q->direction});
  world_measure(&w, "o", "i");
  for (size_t i = 0; i < p->count; i++) {
    if (i == skip) continue;
    if (p->masked[i])
      used += (size_t)snprintf(values + used, sizeof values - used, "%d=*%.17g..%.17g ", p->year[i], p->lower[i], p->upper[i]);
    else
      used += (size_t)snprintf(values + used, sizeof values - used, "%d=%.17g ", p->year[i], p->value[i]);
  }
  world_values(&w, "i", "a", values);
  world_target(&w, "i", "a", "t", q->target);
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  lm_record record = *lm_assessment_at(w.assessment, 0);
  record.target_of = NULL;
  world_end(&w);
  return record;
}

static lm_period year(int number) {
  lm_period period;
  char text[16];
  int length = snprintf(text, sizeof text, "%d", number);
  assert_int_equal(lm_period_parse(&period, text, (size_t)length, LM_BARE_CALENDAR, NULL), LM_PERIOD_OK);
  return period;
}

static void leaving_out_is_not_having(void **state) {
  (void)state;
  test_random random = {20250701};
  size_t flipping = 0;
  for (int round = 0; round < 1500; round++) {
    const question *q = &questions[(size_t)round % (sizeof questions / sizeof *questions)];
    points p = random_points(&random, false);
    lm_record r = ask(q, &p, SIZE_MAX);
    bool due_passed = r.reasons & LM_REASON_BIT(LM_R_DUE_PASSED);
    /* A due period without a value, or nothing before it: which value is judged changes with what is left out. */
    if (due_passed && (r.last_period.index != r.due_period.index)) continue;
    if (r.status == LM_NOT_ASSESSABLE || r.n < 3) {
      assert_true(isnan(r.stability));
      assert_int_equal(r.left_out, 0);
      continue;
    }
    size_t last = p.count;
    while (year(p.year[last - 1]).index > r.last_period.index) last--;
    size_t window = r.n < LM_WINDOW ? r.n : LM_WINDOW, tried = window - due_passed, flips = 0;
    assert_int_equal(r.left_out, tried);
    for (size_t i = last - window; i < last - window + tried; i++) {
      if (ask(q, &p, i).status == r.status) continue;
      assert_true(flips < r.flips);
      assert_int_equal(r.flip[flips++].index, year(p.year[i]).index);
    }
    assert_int_equal(flips, r.flips);
    lm_assert_close(r.stability, 1 - (double)flips / (double)tried, 1e-15, 0, "stability");
    flipping += flips > 0;
  }
  assert_true(flipping > 100);
}

static double severity(lm_verdict verdict) {
  static const double of[LM_VERDICT_COUNT] = {0, 1, 2, 3, 4, 5, 3.5, 9};
  return of[verdict];
}

static void masked_values_are_what_they_can_be(void **state) {
  (void)state;
  test_random random = {7};
  size_t differing = 0;
  for (int round = 0; round < 3000; round++) {
    const question *q = &questions[(size_t)round % (sizeof questions / sizeof *questions)];
    points p = random_points(&random, true);
    size_t masked[MOST], count = 0;
    for (size_t i = 0; i < p.count; i++)
      if (p.masked[i]) masked[count++] = i;
    if (count == 0 || count > 2 || p.count > LM_WINDOW) continue;
    lm_record r = ask(q, &p, SIZE_MAX);
    points known = p;
    lm_verdict best = LM_VERDICT_COUNT, worst = LM_VERDICT_COUNT;
    for (unsigned corner = 0; corner < 1u << count; corner++) {
      for (size_t i = 0; i < count; i++) {
        known.masked[masked[i]] = false;
        known.value[masked[i]] = corner >> i & 1 ? p.upper[masked[i]] : p.lower[masked[i]];
      }
      lm_verdict verdict = ask(q, &known, SIZE_MAX).status;
      if (best == LM_VERDICT_COUNT || severity(verdict) < severity(best)) best = verdict;
      if (worst == LM_VERDICT_COUNT || severity(verdict) > severity(worst)) worst = verdict;
    }
    /* A masked value after the due period is not looked at. */
    if (r.status_best == LM_VERDICT_COUNT) continue;
    assert_string_equal(lm_verdict_word(r.status_best), lm_verdict_word(best));
    assert_string_equal(lm_verdict_word(r.status_worst), lm_verdict_word(worst));
    bool matters = r.reasons & LM_REASON_BIT(LM_R_MASKED_MATTERS);
    if (best != worst) assert_true(matters);
    differing += best != worst;
  }
  assert_true(differing > 50);
}

/* ---- exactly on a threshold ---- */

/* A line in units of 10^-decimals that arrives at share·gap exactly, written as decimals, so that no number is exact in binary.
   horizon 3 years: needed = gap/3, slope = share·gap/3; gap a multiple of 60 units makes every number whole. */
static void write_line(char *values, size_t size, long last, long slope, int decimals) {
  long unit = 1;
  size_t used = 0;
  for (int i = 0; i < decimals; i++) unit *= 10;
  for (int year = 2019; year <= 2024; year++) {
    long value = last + slope * (year - 2024), whole = labs(value);
    used += (size_t)snprintf(values + used, size - used, "%d=%s%ld.%0*ld ", year, value < 0 ? "-" : "", whole / unit, decimals, whole % unit);
  }
}

static void thresholds_belong_to_the_better_side(void **state) {
  (void)state;
  static const struct {
    long hundredths;
    const char *at, *below;
  } shares[] = {{95, "on-track", "near"}, {60, "near", "slow"}, {0, "slow", "away"}, {100, "on-track", "on-track"}};
  test_random random = {11};
  for (int round = 0; round < 800; round++) {
    size_t share = (size_t)round % 4;
    int sign = round / 4 % 2 ? -1 : 1, decimals = 1 + round / 8 % 3, lower = round / 24 % 2;
    long last = (long)test_random_below(&random, 200000) - 100000, gap = sign * 60 * (1 + (long)test_random_below(&random, 400));
    char values[256], target[32];
    write_line(values, sizeof values, last, shares[share].hundredths * gap / 300 - (lower ? sign : 0), decimals);
    world w;
    world_start(&w);
    world_tier(&w, "t", "2027-12-31");
    world_add_indicator(&w, "i", &(world_indicator){.direction = sign > 0 ? LM_DIR_UP : LM_DIR_DOWN});
    world_values(&w, "i", "a", values);
    double unit = pow(10, decimals);
    snprintf(target, sizeof target, "%.*f", decimals, (double)(last + gap) / unit);
    world_target(&w, "i", "a", "t", target);
    assert_int_equal(world_assess(&w, NULL), LM_OK);
    const lm_record *r = world_record(&w, "i", "a", "t");
    /* A unit less a year is less than the share, unless the share is more than the next threshold asks for. */
    const char *want = lower && shares[share].hundredths < 100 ? shares[share].below : shares[share].at;
    bool far = lower && (labs(gap) < 60 * 20);
    if (!far && strcmp(lm_verdict_word(r->status), want) != 0)
      fail_msg("%s to %s: %s, expected %s", values, target, lm_verdict_word(r->status), want);
    if (!lower && shares[share].hundredths == 100) {
      lm_assert_close(r->p_reach, 1, 0, 0, "a line that arrives exactly reaches it");
      assert_true(r->pace_ratio > 0.999999);
    }
    world_end(&w);
  }
}

static void a_constant_series_on_its_target_is_achieved(void **state) {
  (void)state;
  test_random random = {12};
  for (int round = 0; round < 400; round++) {
    char value[32], values[256] = "";
    snprintf(value, sizeof value, "%.*f", round % 4, ((double)test_random_below(&random, 2000000) - 1000000) / 1000);
    size_t used = 0, count = 1 + (size_t)round % 7;
    for (size_t i = 0; i < count; i++) used += (size_t)snprintf(values + used, sizeof values - used, "%d=%s ", 2024 - (int)i, value);
    for (int direction = LM_DIR_UP; direction <= LM_DIR_DOWN; direction++) {
      world w;
      world_start(&w);
      world_tier(&w, "t", "2027-12-31");
      world_add_indicator(&w, "i", &(world_indicator){.direction = (lm_direction)direction});
      world_values(&w, "i", "a", values);
      world_target(&w, "i", "a", "t", value);
      assert_int_equal(world_assess(&w, NULL), LM_OK);
      const lm_record *r = world_record(&w, "i", "a", "t");
      assert_string_equal(lm_verdict_word(r->status), "achieved");
      lm_assert_close(r->gap, 0, 0, 0, "gap");
      assert_true(isnan(r->stability) || !(r->stability < 1));
      if (count >= 4) lm_assert_close(r->p_reach, 1, 0, 0, "chance");
      world_end(&w);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(leaving_out_is_not_having),
      cmocka_unit_test(masked_values_are_what_they_can_be),
      cmocka_unit_test(thresholds_belong_to_the_better_side),
      cmocka_unit_test(a_constant_series_on_its_target_is_achieved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
