/* Filing in a thread leaves the panel that adding one by one leaves; small documents and one thread start none. */
#include "../../lib/values/filing.h"

#include "../support/close.h"

enum { SERIES = 700, PERIODS = 7 };

/* Series after series, and every third once more at the end. */
static lm_obs obs_at(uint32_t area, int32_t period) {
  lm_obs obs = lm_obs_none();
  obs.period = (lm_period){.kind = LM_FISCAL, .index = 2000 + period};
  obs.value = area * 100.0 + period;
  return obs;
}

static lm_status add_all(lm_panel *panel, lm_filing *filing, uint32_t series) {
  for (uint32_t round = 0; round < 2; round++) {
    for (uint32_t area = 0; area < series; area += round ? 3 : 1) {
      for (int32_t period = 0; period < PERIODS; period++) {
        const lm_obs obs = obs_at(area, round ? -1 - period : period);
        const lm_status status = filing ? lm_filing_add(filing, 5, area, &obs) : lm_panel_add(panel, 5, area, &obs);
        if (status != LM_OK) return status;
      }
    }
  }
  return LM_OK;
}

static void compare(const lm_panel *panel, const lm_panel *other) {
  assert_int_equal(lm_panel_series_count(panel), lm_panel_series_count(other));
  for (size_t i = 0; i < lm_panel_series_count(panel); i++) {
    const lm_series *a = lm_panel_series(panel, i), *b = lm_panel_series(other, i);
    assert_int_equal(a->area, b->area);
    assert_int_equal(a->count, b->count);
    for (size_t k = 0; k < a->count; k++) {
      assert_int_equal(a->obs[k].period.index, b->obs[k].period.index);
      assert_true(a->obs[k].value == b->obs[k].value);
    }
  }
}

static void check(uint32_t series, unsigned threads) {
  lm_panel *one, *filed;
  assert_int_equal(lm_panel_new(&one), LM_OK);
  assert_int_equal(lm_panel_new(&filed), LM_OK);
  assert_true(lm_panel_is_empty(filed));
  lm_filing *filing = lm_filing_new(filed, threads);
  assert_non_null(filing);
  assert_int_equal(add_all(one, NULL, series), LM_OK);
  assert_int_equal(add_all(filed, filing, series), LM_OK);
  assert_int_equal(lm_filing_close(filing), LM_OK);
  assert_int_equal(lm_panel_is_empty(filed), series == 0);
  assert_int_equal(lm_panel_seal(one), LM_OK);
  assert_int_equal(lm_panel_seal(filed), LM_OK);
  compare(one, filed);
  lm_panel_free(one);
  lm_panel_free(filed);
}

static void test_same_panel(void **state) {
  (void)state;
  for (unsigned threads = 0; threads < 4; threads++) {
    check(0, threads);
    check(3, threads);
    check(SERIES, threads);
  }
}

/* What the panel does not take ends the filing with its status, late or at the close. */
static void test_failure_is_told(void **state) {
  (void)state;
  for (unsigned threads = 1; threads < 3; threads++) {
    lm_panel *panel;
    assert_int_equal(lm_panel_new(&panel), LM_OK);
    lm_filing *filing = lm_filing_new(panel, threads);
    const lm_obs obs = obs_at(1, 1);
    lm_status status = LM_OK;
    for (size_t i = 0; i < 20000 && status == LM_OK; i++) status = lm_filing_add(filing, 5, 1, &obs);
    assert_int_equal(status, LM_EINVAL);
    assert_int_equal(lm_filing_close(filing), threads == 1 ? LM_OK : LM_EINVAL);
    lm_panel_free(panel);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_panel),
      cmocka_unit_test(test_failure_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
