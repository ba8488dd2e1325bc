/* test_stats_intervals.c: distributions, intervals for proportions and counts, tests of trend from counts. */
#include "../support/close.h"
#include "../support/random.h"

#include <logicmodel/stats.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- distributions ---- */

static void student_t_quantiles(void **state) {
  (void)state; /* 20-digit values by mpmath */
  static const struct {
    double p, df, t;
  } cases[] = {{0.975, 6, 2.4469118511449693171}, {0.975, 34, 2.0322445093177185476}, {0.9, 8, 1.3968153097438647169},
               {0.975, 1, 12.706204736174704}, {0.975, 2, 4.302652729749464}, {0.5, 7, 0}, {0.025, 6, -2.4469118511449693171}};
  for (size_t i = 0; i < COUNT(cases); i++) lm_assert_close(lm_t_quantile(cases[i].p, cases[i].df), cases[i].t, 2e-15, 0, "t quantile");
  lm_assert_close(lm_t_quantile(0, 5), -INFINITY, 0, 0, "p = 0");
  lm_assert_close(lm_t_quantile(1, 5), INFINITY, 0, 0, "p = 1");
  lm_assert_close(lm_t_quantile(0.9, 0), NAN, 0, 0, "df = 0");
  lm_assert_close(lm_t_quantile(0.9, -1), NAN, 0, 0, "df < 0");
  lm_assert_close(lm_t_quantile(1.1, 5), NAN, 0, 0, "p > 1");
  lm_assert_close(lm_t_quantile(NAN, 5), NAN, 0, 0, "p NaN");
  lm_assert_close(lm_t_quantile(0.975, INFINITY), lm_normal_quantile(0.975), 1e-15, 0, "df infinite");
}

static void student_t_tails(void **state) {
  (void)state;
  lm_assert_close(lm_t_upper(2, 100), 0.0241060893655668398, 1e-14, 0, "df 100");
  lm_assert_close(lm_t_upper(0, 3), 0.5, 0, 0, "middle");
  lm_assert_close(lm_t_upper(-2, 100), 1 - 0.0241060893655668398, 1e-15, 0, "lower side");
  lm_assert_close(lm_t_upper(1e100, 1), 1 / (3.14159265358979323846 * 1e100), 1e-13, 0, "Cauchy far out");
  lm_assert_close(lm_t_upper(INFINITY, 3), 0, 0, 0, "infinite");
  lm_assert_close(lm_t_upper(1, 0), NAN, 0, 0, "df 0");
  lm_assert_close(lm_normal_upper(10), 7.6198530241605260660e-24, 1e-14, 0, "normal far out");
  for (double df = 1; df < 60; df++)
    for (double p = 0.51; p < 0.9999; p += 0.013) lm_assert_close(lm_t_upper(lm_t_quantile(p, df), df), 1 - p, 1e-13, 0, "there and back");
}

/* ---- proportions ---- */

static void published_wilson_limits(void **state) {
  (void)state; /* PHEindicatormethods test data */
  static const struct {
    double x, n, level, lower, upper;
  } cases[] = {{65, 100, 0.95, 0.5525444329688797, 0.7363575175690247},
               {1045, 5000, 0.95, 0.19795549880013297, 0.22049130373189027},
               {1045, 5000, 0.998, 0.19179381799015244, 0.22731562902525818},
               {0.445, 1, 0.998, 0.019347006132900975, 0.9702259947019541},
               {1, 100, 0.95, 0.0017674320641406511, 0.054486196178705294},
               {222, 3215, 0.998, 0.05647101964624248, 0.08418414185270134}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    lm_interval found = lm_wilson(cases[i].x, cases[i].n, cases[i].level);
    lm_assert_close(found.lower, cases[i].lower, 1e-12, 0, "lower");
    lm_assert_close(found.upper, cases[i].upper, 1e-12, 0, "upper");
  }
}

typedef lm_interval proportion_method(double x, double n, double level);
static proportion_method *const proportion_methods[] = {lm_wilson, lm_wilson_cc, lm_proptest_cc, lm_clopper_pearson};

static void proportion_limits_hold_the_proportion(void **state) {
  (void)state;
  static const double levels[] = {0.5, 0.8, 0.95, 0.998};
  test_random r = {11};
  for (int round = 0; round < 2000; round++) {
    double n = 1 + floor(exp(test_random_unit(&r) * 18)), x = floor(test_random_unit(&r) * (n + 1));
    for (size_t m = 0; m < COUNT(proportion_methods); m++) {
      lm_interval before = {0, 0, false};
      for (size_t i = 0; i < COUNT(levels); i++) {
        lm_interval now = proportion_methods[m](x, n, levels[i]), mirror = proportion_methods[m](n - x, n, levels[i]);
        assert_true(now.known);
        assert_true(now.lower >= 0 && now.lower <= x / n * (1 + 1e-12) && now.upper >= x / n * (1 - 1e-12) && now.upper <= 1);
        if (x == 0) lm_assert_close(now.lower, 0, 0, 0, "x = 0");
        if (x == n) lm_assert_close(now.upper, 1, 0, 0, "x = n");
        lm_assert_close(1 - mirror.upper, now.lower, 1e-9, 1e-15, "mirror image");
        if (before.known) assert_true(now.lower <= before.lower && now.upper >= before.upper);
        before = now;
      }
    }
  }
}

static void proportions_refuse_nonsense(void **state) {
  (void)state;
  static const struct {
    double x, n, level;
  } cases[] = {{-1, 10, 0.95}, {11, 10, 0.95}, {1, 0, 0.95}, {0, 0, 0.95}, {NAN, 10, 0.95}, {1, NAN, 0.95},
               {1, INFINITY, 0.95}, {1, 10, 0}, {1, 10, 1}, {1, 10, NAN}};
  for (size_t i = 0; i < COUNT(cases); i++)
    for (size_t m = 0; m < COUNT(proportion_methods); m++) {
      lm_interval found = proportion_methods[m](cases[i].x, cases[i].n, cases[i].level);
      assert_false(found.known);
      assert_true(isnan(found.lower) && isnan(found.upper));
    }
}

static void any_arguments_give_an_ordered_interval_or_none(void **state) {
  (void)state; /* GSL's error handler aborts: reaching it fails this test */
  test_random r = {13};
  for (int round = 0; round < 30000; round++) {
    double x = test_random_hostile(&r), n = test_random_hostile(&r), level = test_random_below(&r, 2) ? test_random_unit(&r) : 1 - ldexp(1, -(int)test_random_below(&r, 54));
    lm_interval all[COUNT(proportion_methods) + 2] = {lm_poisson_exact(x, level), lm_byar(x, level)};
    for (size_t m = 0; m < COUNT(proportion_methods); m++) all[m + 2] = proportion_methods[m](x, n, level);
    for (size_t m = 0; m < COUNT(all); m++)
      assert_true(all[m].known ? all[m].lower <= all[m].upper : isnan(all[m].lower) && isnan(all[m].upper));
    assert_int_equal(isnan(lm_t_upper(x, n)), isnan(x) || !(n >= 1e-3));
    assert_int_equal(isnan(lm_t_quantile(level, n)), !(n >= 1e-3));
  }
}

static void clopper_pearson_where_gsl_fails(void **state) {
  (void)state; /* 20-digit values by mpmath; gsl_cdf_beta_Pinv of GSL 2.7.1 does not converge for the first */
  lm_interval found = lm_clopper_pearson(180, 2000, 0.95);
  lm_assert_close(found.lower, 0.077815777154678855227, 1e-13, 0, "180 of 2000, lower");
  lm_assert_close(found.upper, 0.10340103460035346179, 1e-13, 0, "180 of 2000, upper");
  found = lm_clopper_pearson(1, 1000000, 0.95);
  lm_assert_close(found.lower, 2.5317807663794177544e-8, 1e-10, 0, "1 of a million, lower");
  lm_assert_close(found.upper, 5.5716306551722443319e-6, 1e-10, 0, "1 of a million, upper");
  found = lm_clopper_pearson(5000000, 1e10, 0.95);
  assert_true(found.known && found.lower < 5e-4 && found.upper > 5e-4 && found.upper - found.lower < 1e-6);
}

/* ---- counts ---- */

static void published_count_limits(void **state) {
  (void)state; /* PHEindicatormethods test data; the exact ones with R qchisq */
  lm_interval found = lm_byar(65, 0.95);
  lm_assert_close(found.lower, 50.163187710459454, 1e-13, 0, "Byar lower");
  lm_assert_close(found.upper, 82.84913854593984, 1e-13, 0, "Byar upper");
  found = lm_byar(1045, 0.998);
  lm_assert_close(found.lower, 947.9407035610374, 1e-13, 0, "Byar lower");
  lm_assert_close(found.upper, 1148.806160988033, 1e-13, 0, "Byar upper");
  found = lm_byar(1, 0.998);
  lm_assert_close(found.lower, -0.002814481523, 1e-9, 0, "Byar below 0");
  found = lm_phe_count(1, 0.95);
  lm_assert_close(found.lower, 0.025317807984289896, 1e-12, 0, "exact below ten");
  lm_assert_close(found.upper, 5.571643390938898, 1e-12, 0, "exact below ten");
  found = lm_phe_count(65, 0.95);
  lm_assert_close(found.lower, 50.163187710459454, 1e-13, 0, "Byar from ten on");
}

static void counts_of_millions(void **state) {
  (void)state; /* chi-square quantiles by mpmath; GSL 2.7.1 gives NaN or a wrong value */
  lm_interval found = lm_poisson_exact(1234567, 0.95);
  lm_assert_close(found.lower, 1232390.2103419251434, 1e-15, 0, "lower");
  lm_assert_close(found.upper, 1236746.6848458289971, 1e-15, 0, "upper");
  /* the root search ends and the expansion begins at a million */
  lm_interval below = lm_poisson_exact(999998, 0.95), above = lm_poisson_exact(1000001, 0.95);
  lm_assert_close(below.lower, 998038.98530025903934, 1e-15, 0, "root search");
  lm_assert_close(above.lower, 998041.98236031206981, 1e-15, 0, "expansion");
}

static void counts_refuse_nonsense(void **state) {
  (void)state;
  static const double bad[] = {-1, NAN, INFINITY, 1e16};
  for (size_t i = 0; i < COUNT(bad); i++) {
    assert_false(lm_poisson_exact(bad[i], 0.95).known);
    assert_false(lm_byar(bad[i], 0.95).known);
    assert_false(lm_byar_half(bad[i], 0.95).known);
  }
  assert_false(lm_poisson_exact(3, 1).known);
  assert_false(lm_byar(3, 0).known);
}

static void count_limits_widen_with_the_level(void **state) {
  (void)state;
  static const double levels[] = {0.2, 0.5, 0.8, 0.95, 0.998, 0.999999};
  test_random r = {12};
  for (int round = 0; round < 500; round++) {
    double x = floor(exp(test_random_unit(&r) * 20)) - 1;
    lm_interval before = {0, 0, false};
    for (size_t i = 0; i < COUNT(levels); i++) {
      lm_interval now = lm_poisson_exact(x, levels[i]);
      assert_true(now.known && now.lower <= x && now.upper >= x && now.lower >= 0);
      if (before.known) assert_true(now.lower <= before.lower && now.upper >= before.upper);
      before = now;
    }
  }
}

/* ---- trend in proportions ---- */

static void trend_in_proportions_edges(void **state) {
  (void)state;
  static const double score[] = {1, 2, 3}, same[] = {2, 2, 2}, x[] = {1, 2, 3}, none[] = {0, 0, 0}, n[] = {10, 10, 10}, bad[] = {10, 0, 10};
  lm_prop_trend out;
  lm_prop_trend_test(&out, NULL, NULL, NULL, 0);
  assert_int_equal(out.state, LM_FIT_NO_DATA);
  lm_prop_trend_test(&out, score, x, n, 1);
  assert_int_equal(out.state, LM_FIT_ONE_POINT);
  lm_prop_trend_test(&out, same, x, n, 3);
  assert_int_equal(out.state, LM_FIT_CONSTANT_T);
  lm_prop_trend_test(&out, score, none, n, 3);
  assert_int_equal(out.state, LM_FIT_CONSTANT_Y);
  lm_assert_close(out.slope, 0, 0, 0, "no successes");
  lm_assert_close(out.p, NAN, 0, 0, "no test");
  lm_prop_trend_test(&out, score, n, n, 3);
  assert_int_equal(out.state, LM_FIT_CONSTANT_Y);
  lm_prop_trend_test(&out, score, x, bad, 3);
  assert_int_equal(out.state, LM_FIT_BAD_INPUT);
  lm_prop_trend_test(&out, score, n, x, 3);
  assert_int_equal(out.state, LM_FIT_BAD_INPUT);
}

/* ---- Fingertips recent trend ---- */

typedef struct interval_trend {
  const char *label;
  double value[5], lower[5], upper[5], chi2;
  bool significant;
  int direction;
} interval_trend;

static const interval_trend interval_trends[] = {
    {"rates 2014-2018", {24.67, 24.6, 28, 30.2, 30.6}, {23.16, 23.15, 26.44, 28.63, 28.98}, {26.25, 26.19, 29.64, 31.9, 32.25},
     46.7653157921, true, 1},
    {"not significant", {20.5506, 19.5952, 19.0349, 21.3966, 18.4372}, {18.1803, 17.3444, 16.8421, 19.0918, 16.2925},
     {23.1427, 22.0602, 21.4394, 23.8975, 20.7941}, 0.464243085, false, 0},
    {"MMR coverage, Yorkshire", {92.6254, 92.3221, 90.8708, 90.017, 90.1013}, {92.4168, 92.1072, 90.6358, 89.7694, 89.8578},
     {92.8288, 92.5315, 91.1004, 90.2594, 90.3396}, 418.53656853, true, -1},
    {"diabetic eye disease", {2.935, 1.93028, 2.7567, 2.8701, 3.0121}, {2.7841, 1.8085, 2.6113, 2.7225, 2.8616},
     {3.0919, 2.058, 2.9082, 3.0237, 3.1683}, 33.48578067, true, 1},
    {"under-75 cancer mortality", {126.9341, 125.829, 121.5234, 122.3782, 120.7742}, {125.9343, 124.8371, 120.5533, 121.4012, 119.8035},
     {127.94, 126.8268, 122.4993, 123.361, 121.7507}, 97.09532067, true, -1},
};

static void published_recent_trends(void **state) {
  (void)state; /* UKHSA fingertips-open and FingertipsNext test data */
  for (size_t i = 0; i < COUNT(interval_trends); i++) {
    const interval_trend *c = &interval_trends[i];
    lm_recent_trend out;
    lm_recent_trend_intervals(&out, c->value, c->lower, c->upper, 5);
    assert_int_equal(out.state, LM_RECENT_OK);
    lm_assert_close(out.chi2, c->chi2, 1e-8, 0, c->label);
    assert_int_equal(out.significant, c->significant);
    assert_int_equal(out.direction, c->direction);
  }
  static const double count[] = {994, 1023, 1199, 1332, 1367}, of[] = {40299, 41527, 42811, 44064, 44701};
  static const double elderly[] = {10588957, 10547929, 10851467, 11034431, 11246440};
  static const double people[] = {60458658, 60744002, 61625745, 62418295, 63227624};
  lm_recent_trend out;
  lm_recent_trend_proportions(&out, count, of, 5);
  lm_assert_close(out.chi2, 47.8966767076, 1e-11, 0, "proportions");
  lm_assert_close(out.slope, 0.065249640779, 1e-11, 0, "logit slope");
  assert_int_equal(out.direction, 1);
  lm_recent_trend_proportions(&out, elderly, people, 5);
  lm_assert_close(out.chi2, 3167.79879, 1e-8, 0, "registered aged 65+, which the site calls no change");
  assert_true(out.significant);
}

static void recent_trend_says_why_not(void **state) {
  (void)state;
  const double value[] = {1, 2, 3, 4, 5, 6}, lower[] = {0, 1, 2, 3, 4, 5}, upper[] = {2, 3, 4, 5, 6, 7};
  double missing[] = {2, 3, 4, NAN, 6, 7}, flat[] = {5, 5, 5, 5, 5, 5}, bad[] = {1, 2, 3, NAN, 5, 6};
  lm_recent_trend out;
  lm_recent_trend_intervals(&out, value, lower, upper, 4);
  assert_int_equal(out.state, LM_RECENT_TOO_FEW);
  lm_recent_trend_intervals(&out, value, lower, missing, 6);
  assert_int_equal(out.state, LM_RECENT_NO_ERROR);
  lm_recent_trend_intervals(&out, value, lower, lower, 6);
  assert_int_equal(out.state, LM_RECENT_NO_ERROR);
  lm_recent_trend_intervals(&out, bad, lower, upper, 6);
  assert_int_equal(out.state, LM_RECENT_BAD_INPUT);
  lm_recent_trend_intervals(&out, flat, lower, upper, 6);
  assert_int_equal(out.state, LM_RECENT_OK);
  lm_assert_close(out.chi2, 0, 0, 0, "flat");
  assert_int_equal(out.direction, 0);
  const double n[] = {10, 10, 10, 10, 10}, all[] = {1, 2, 10, 3, 4}, over[] = {1, 2, 11, 3, 4}, none[] = {1, 0, 3, 4, 5};
  lm_recent_trend_proportions(&out, all, n, 5);
  assert_int_equal(out.state, LM_RECENT_ALL_OR_NONE);
  lm_recent_trend_proportions(&out, none, n, 5);
  assert_int_equal(out.state, LM_RECENT_ALL_OR_NONE);
  lm_recent_trend_proportions(&out, over, n, 5);
  assert_int_equal(out.state, LM_RECENT_BAD_INPUT);
}

/* ---- many p-values ---- */

static void adjusting_p_values(void **state) {
  (void)state;
  const double p[] = {0.04, NAN, 0.01, 0.03, 0.01}, bad[] = {0.5, 1.5};
  double out[5];
  assert_int_equal(lm_p_adjust(out, p, 5, LM_P_BH), LM_OK);
  lm_assert_close(out[0], 0.04, 1e-15, 0, "BH");
  lm_assert_close(out[1], NAN, 0, 0, "NaN is not counted");
  lm_assert_close(out[2], 0.02, 1e-15, 0, "BH of ties");
  lm_assert_close(out[3], 0.04, 1e-15, 0, "BH monotone");
  assert_int_equal(lm_p_adjust(out, p, 5, LM_P_HOLM), LM_OK);
  lm_assert_close(out[2], 0.04, 1e-15, 0, "Holm");
  lm_assert_close(out[4], 0.04, 1e-15, 0, "Holm monotone");
  assert_int_equal(lm_p_adjust(out, bad, 2, LM_P_BH), LM_EINVAL);
  assert_int_equal(lm_p_adjust(NULL, NULL, 0, LM_P_BH), LM_OK);
  double same[] = {0.2, 0.9};
  assert_int_equal(lm_p_adjust(same, same, 2, LM_P_BONFERRONI), LM_OK);
  lm_assert_close(same[0], 0.4, 1e-15, 0, "in place");
  lm_assert_close(same[1], 1, 0, 0, "at most 1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(student_t_quantiles),
      cmocka_unit_test(student_t_tails),
      cmocka_unit_test(published_wilson_limits),
      cmocka_unit_test(proportion_limits_hold_the_proportion),
      cmocka_unit_test(proportions_refuse_nonsense),
      cmocka_unit_test(any_arguments_give_an_ordered_interval_or_none),
      cmocka_unit_test(clopper_pearson_where_gsl_fails),
      cmocka_unit_test(published_count_limits),
      cmocka_unit_test(counts_of_millions),
      cmocka_unit_test(counts_refuse_nonsense),
      cmocka_unit_test(count_limits_widen_with_the_level),
      cmocka_unit_test(trend_in_proportions_edges),
      cmocka_unit_test(published_recent_trends),
      cmocka_unit_test(recent_trend_says_why_not),
      cmocka_unit_test(adjusting_p_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
