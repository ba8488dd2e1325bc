/* The duplicate finder against an obvious one, and the sets of periods it is made of. */
#include "../../lib/values/seen.h"

#include "../support/close.h"

#include <stdlib.h>

/* ---- random numbers that are the same everywhere (xorshift64*) ---- */

static uint64_t state;

static uint32_t draw(uint32_t below) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (uint32_t)((state * UINT64_C(2685821657736338717)) >> 32) % below;
}

/* ---- the obvious finder ---- */

enum { CALLS = 3000 };

typedef struct call {
  lm_node indicator;
  uint32_t area;
  lm_period period;
} call;

static bool same_pair(const call *a, const call *b) { return a->indicator == b->indicator && a->area == b->area; }

static bool same_series(const call *a, const call *b) { return same_pair(a, b) && a->period.kind == b->period.kind; }

typedef struct expected {
  bool duplicate, new_series, second_kind;
  lm_period_kind first;
} expected;

static expected look_back(const call *calls, size_t at) {
  expected e = {.new_series = true, .first = LM_PERIOD_KIND_COUNT};
  size_t kinds = 0;
  bool had[LM_PERIOD_KIND_COUNT] = {false};
  for (size_t i = 0; i < at; i++) {
    if (!same_pair(&calls[i], &calls[at])) continue;
    if (kinds == 0) e.first = calls[i].period.kind;
    kinds += !had[calls[i].period.kind];
    had[calls[i].period.kind] = true;
    if (!same_series(&calls[i], &calls[at])) continue;
    e.new_series = false;
    e.duplicate = e.duplicate || calls[i].period.index == calls[at].period.index;
  }
  e.second_kind = kinds == 1 && e.new_series;
  return e;
}

/* ---- against it ---- */

typedef struct shape {
  const char *label;
  uint32_t indicators, areas, kinds, spread; /* spread: how many different periods */
  int32_t start;
  int32_t step; /* between neighbouring periods drawn */
} shape;

static const shape shapes[] = {
    {"one series of years within the window", 1, 1, 1, 64, 1990, 1},
    {"one series one year wider than the window", 1, 1, 1, 65, 1990, 1},
    {"years of several series in random order", 5, 7, 1, 40, 2000, 1},
    {"all kinds mixed", 3, 4, 6, 60, 100, 1},
    {"months over two hundred years", 2, 3, 1, 2400, 12 * 1900, 1},
    {"yearly dates", 2, 3, 1, 60, 3652, 365},
    {"days around 1970, negative and positive", 2, 2, 2, 400, -200, 1},
    {"far apart, from before the year 1 to after 9999", 2, 2, 2, 1000, -2000000000, 4000000},
    {"many series, few periods", 50, 40, 2, 3, 2020, 1},
    {"steps as wide as the window", 1, 2, 1, 200, -6400, 64},
    {"steps one short of the window", 1, 2, 1, 200, -6300, 63},
};

static void run_shape(const shape *s, uint64_t seed) {
  static call calls[CALLS];
  lm_seen *seen = lm_seen_new();
  assert_non_null(seen);
  uint64_t series = 0;
  state = seed;
  for (size_t i = 0; i < CALLS; i++) {
    int32_t index = (int32_t)(s->start + (int64_t)s->step * draw(s->spread));
    calls[i] = (call){draw(s->indicators), draw(s->areas), {(lm_period_kind)draw(s->kinds), index}};
    expected want = look_back(calls, i);
    lm_seen_result got = lm_seen_add(seen, calls[i].indicator, calls[i].area, calls[i].period);
    lm_period_kind first = LM_PERIOD_KIND_COUNT;
    bool mixed = lm_seen_mixed(seen, &first);
    series += want.new_series;
    bool right = got == (want.duplicate ? LM_SEEN_DUPLICATE : LM_SEEN_NEW) && mixed == want.second_kind &&
                 (!mixed || first == want.first) && lm_seen_series(seen) == series;
    if (!right) fail_msg("%s, seed %u: call %u", s->label, (unsigned)seed, (unsigned)i);
  }
  lm_seen_free(seen);
}

static void test_random_calls(void **unused) {
  (void)unused;
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    for (uint64_t seed = 1; seed <= 5; seed++) run_shape(&shapes[i], seed);
}

static void test_extremes_of_the_index(void **unused) {
  (void)unused;
  static const int32_t order[] = {INT32_MAX, INT32_MIN, 0, -1, INT32_MAX - 63, INT32_MIN + 63, INT32_MAX - 64, INT32_MIN + 64};
  enum { COUNT = sizeof order / sizeof *order };
  for (size_t from = 0; from < COUNT; from++) {
    lm_period_set set = {0};
    for (size_t i = 0; i < COUNT; i++) assert_int_equal(lm_period_set_add(&set, order[(from + i) % COUNT]), LM_SEEN_NEW);
    for (size_t i = 0; i < COUNT; i++) assert_int_equal(lm_period_set_add(&set, order[i]), LM_SEEN_DUPLICATE);
    lm_period_set_clear(&set);
  }
}

static void test_two_periods_at_every_distance(void **unused) {
  (void)unused;
  for (int32_t distance = -200; distance <= 200; distance++) {
    lm_period_set set = {0};
    assert_int_equal(lm_period_set_add(&set, 2000), LM_SEEN_NEW);
    assert_int_equal(lm_period_set_add(&set, 2000 + distance), distance ? LM_SEEN_NEW : LM_SEEN_DUPLICATE);
    assert_int_equal(lm_period_set_add(&set, 2000), LM_SEEN_DUPLICATE);
    assert_int_equal(lm_period_set_add(&set, 2000 + distance), LM_SEEN_DUPLICATE);
    lm_period_set_clear(&set);
  }
}

/* Newest first, oldest first, from the middle outwards: 64 neighbours never need more than the set itself. */
static void test_window_takes_64_neighbours_in_any_order(void **unused) {
  (void)unused;
  for (int order = 0; order < 3; order++) {
    lm_period_set set = {0};
    for (int32_t i = 0; i < 64; i++) {
      int32_t outwards = i % 2 ? 32 + i / 2 : 31 - i / 2;
      int32_t index = order == 0 ? i : order == 1 ? 63 - i : outwards;
      assert_int_equal(lm_period_set_add(&set, 1960 + index), LM_SEEN_NEW);
      assert_int_equal(set.bits, 0);
    }
    assert_int_equal(lm_period_set_add(&set, 1960 + 17), LM_SEEN_DUPLICATE);
    assert_int_equal(lm_period_set_add(&set, 1960 + 64), LM_SEEN_NEW);
    assert_int_not_equal(set.bits, 0);
    for (int32_t i = 0; i <= 64; i++) assert_int_equal(lm_period_set_add(&set, 1960 + i), LM_SEEN_DUPLICATE);
    lm_period_set_clear(&set);
  }
}

/* 240 months in 16 slots of 8 bytes. */
static void test_months_stay_small(void **unused) {
  (void)unused;
  lm_period_set set = {0};
  for (int32_t i = 0; i < 240; i++) assert_int_equal(lm_period_set_add(&set, 12 * 2005 + i), LM_SEEN_NEW);
  assert_true(set.bits <= 4);
  lm_period_set_clear(&set);
}

static void test_a_second_kind_is_told_once(void **unused) {
  (void)unused;
  lm_seen *seen = lm_seen_new();
  assert_non_null(seen);
  lm_period_kind first = LM_DAY;
  const lm_period year = {LM_YEAR, 2024}, fiscal = {LM_FISCAL, 2024}, month = {LM_MONTH, 24288}, later = {LM_FISCAL, 2025};
  assert_false(lm_seen_mixed(seen, &first));
  lm_seen_add(seen, 1, 1, year);
  assert_false(lm_seen_mixed(seen, &first));
  lm_seen_add(seen, 1, 2, fiscal); /* another area: nothing is mixed */
  assert_false(lm_seen_mixed(seen, &first));
  lm_seen_add(seen, 1, 1, fiscal);
  assert_true(lm_seen_mixed(seen, &first));
  assert_int_equal(first, LM_YEAR);
  lm_seen_add(seen, 1, 1, later);
  assert_false(lm_seen_mixed(seen, &first));
  lm_seen_add(seen, 1, 1, month);
  assert_false(lm_seen_mixed(seen, &first));
  assert_int_equal(lm_seen_add(seen, 1, 1, fiscal), LM_SEEN_DUPLICATE);
  assert_int_equal(lm_seen_series(seen), 4);
  lm_seen_free(seen);
  lm_seen_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_random_calls),
      cmocka_unit_test(test_extremes_of_the_index),
      cmocka_unit_test(test_two_periods_at_every_distance),
      cmocka_unit_test(test_window_takes_64_neighbours_in_any_order),
      cmocka_unit_test(test_months_stay_small),
      cmocka_unit_test(test_a_second_kind_is_told_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
