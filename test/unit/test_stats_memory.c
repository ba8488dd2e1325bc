/* test_stats_memory.c: when an allocation fails, every function of stats.h says so, loses nothing, and works again afterwards.
   Linked with --wrap for malloc, calloc and realloc: the n-th allocation of the code under test fails. */
#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <logicmodel/stats.h>

#include <stdlib.h>

static const double t[] = {2020, 2018, 2019, 2021, 2023, 2022, 2024, 2025}, y[] = {3, 1, 4, 1, 5, 9, 2, 6}, w[] = {1, 2, 1, 2, 1, 2, 1, 2};
#define N (sizeof t / sizeof t[0])

/* Runs one function; true if it says that memory was short. */
typedef bool attempt(lm_stats_work *work);

static bool sen(lm_stats_work *work) {
  lm_sen fit;
  lm_interval slope;
  lm_sen_fit_interval(&fit, &slope, t, y, N, 0.8, LM_SEN_CLAMP, work);
  assert_int_equal(isnan(fit.slope), fit.state == LM_FIT_NO_MEMORY);
  assert_int_equal(slope.known, fit.state == LM_FIT_OK);
  return fit.state == LM_FIT_NO_MEMORY;
}

static bool mann_kendall(lm_stats_work *work) {
  lm_mk mk;
  lm_mann_kendall(&mk, t, y, N, work);
  if (mk.state == LM_FIT_NO_MEMORY) assert_true(isnan(mk.p) && isnan(mk.p_exact));
  return mk.state == LM_FIT_NO_MEMORY;
}

/* A series long enough for counting, with the times out of order. */
#define LONG 120
static double long_t[LONG], long_y[LONG];

static bool long_sen(lm_stats_work *work) {
  lm_sen fit;
  lm_interval slope;
  lm_sen_fit_interval(&fit, &slope, long_t, long_y, LONG, 0.8, LM_SEN_CLAMP, work);
  assert_int_equal(isnan(fit.slope), fit.state == LM_FIT_NO_MEMORY);
  assert_int_equal(slope.known, fit.state == LM_FIT_OK);
  return fit.state == LM_FIT_NO_MEMORY;
}

static bool long_mann_kendall(lm_stats_work *work) {
  lm_mk mk;
  lm_mann_kendall(&mk, long_t, long_y, LONG, work);
  return mk.state == LM_FIT_NO_MEMORY;
}

static bool weighted(lm_stats_work *work) {
  (void)work;
  lm_wls fit;
  lm_wls_fit(&fit, t, y, w, N);
  return fit.line.state == LM_FIT_NO_MEMORY;
}

static bool xmr(lm_stats_work *work) {
  lm_xmr limits;
  unsigned char flags[N];
  lm_xmr_limits(&limits, t, y, N, true, work);
  if (limits.state == LM_FIT_NO_MEMORY) return true;
  return lm_xmr_signals(flags, t, y, N, &limits, work) == LM_FIT_NO_MEMORY;
}

static bool adjust(lm_stats_work *work) {
  (void)work;
  const double p[] = {0.1, 0.2, 0.3};
  double out[3];
  return lm_p_adjust(out, p, 3, LM_P_BH) == LM_ENOMEM;
}

static bool reduction(lm_stats_work *work) {
  lm_aarr out;
  lm_aarr_fit(&out, t, y, N, work);
  return out.state == LM_FIT_NO_MEMORY;
}

static bool several(lm_stats_work *work) {
  (void)work;
  double coef[1];
  lm_multi fit;
  lm_multi_fit(&fit, coef, NULL, t, y, N, 1, false);
  return fit.state == LM_FIT_NO_MEMORY;
}

static bool make_workspace(lm_stats_work *work) {
  (void)work;
  lm_stats_work *made = lm_stats_work_new();
  lm_stats_work_free(made);
  return !made;
}

static void fail_each_allocation(attempt *run, bool with_workspace) {
  lm_stats_work *work = NULL;
  long failures = 0;
  for (;; failures++) {
    lm_stats_work_free(work); /* a fresh one each time, so that its buffers are allocated again */
    work = with_workspace ? lm_stats_work_new() : NULL;
    fail_alloc_round(failures);
    bool said_so = run(work), failed = fail_alloc_stop();
    assert_int_equal(said_so, failed);
    assert_false(run(work));
    if (!failed) break;
  }
  lm_stats_work_free(work);
  assert_true(failures > 0);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  for (size_t i = 0; i < LONG; i++) long_t[i] = (double)(i * 7 % LONG), long_y[i] = (double)(i * i % 31);
  attempt *const attempts[] = {sen, mann_kendall, long_sen, long_mann_kendall, weighted, xmr, adjust, reduction, several, make_workspace};
  for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
    fail_each_allocation(attempts[i], false);
    fail_each_allocation(attempts[i], true);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
