/* test_stats_charts.c: XmR charts, Holt, growth rates, several regressors. */
#include "../support/close.h"
#include "../support/random.h"

#include <logicmodel/stats.h>

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- XmR ---- */

static const double years[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

typedef struct limits_case {
  const char *label;
  size_t n;
  double y[20];
  bool screen;
  double mean, lower, upper, tolerance;
} limits_case;

static const limits_case limits_cases[] = {
    {"one peak, screened", 18, {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}, true, 1.94, -0.72, 4.60, 0.005},
    {"one peak, not screened", 18, {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}, false, 35.0 / 18, -3.062614379085, 6.951503267974, 1e-11},
    {"normal noise", 20, {-0.5604756465522, -0.2301774894833, 1.5587083141491, 0.0705083914246, 0.1292877351609, 1.7150649868833, 0.4609162059892,
     -1.2650612346065, -0.6868528518935, -0.4456619701, 1.2240817974395, 0.3598138270574, 0.4007714505941, 0.1106827159451, -0.5558411347541,
     1.7869131368031, 0.4978504782292, -1.9666171566296, 0.7013559015637, -0.4727914079277}, true, 0.1416238, -3.01138, 3.294627, 1e-5},
    {"normal noise with a peak", 20, {-0.5604756465522, -0.2301774894833, 1.5587083141491, 0.0705083914246, 0.1292877351609, 1.7150649868833,
     0.4609162059892, -1.2650612346065, -0.6868528518935, -0.4456619701, 1.2240817974395, 0.3598138270574, 0.4007714505941, 0.1106827159451, 10,
     1.7869131368031, 0.4978504782292, -1.9666171566296, 0.7013559015637, -0.4727914079277}, false, 0.6694159, -4.596625, 5.935457, 1e-5},
};

static void published_process_limits(void **state) {
  (void)state; /* NHSRplotthedots: vignette "deviations" and snapshot tests */
  for (size_t i = 0; i < COUNT(limits_cases); i++) {
    const limits_case *c = &limits_cases[i];
    lm_xmr x;
    lm_xmr_limits(&x, years, c->y, c->n, c->screen, NULL);
    lm_assert_close(x.mean, c->mean, 0, c->tolerance, c->label);
    lm_assert_close(x.lower, c->lower, 0, c->tolerance, c->label);
    lm_assert_close(x.upper, c->upper, 0, c->tolerance, c->label);
  }
}

typedef struct signal_case {
  const char *label;
  size_t n;
  double y[20];
  unsigned char flag;
  const char *flagged; /* one character per point: '1' flagged */
} signal_case;

static const signal_case signal_cases[] = {
    {"a tie ends a run of rises", 7, {1, 2, 3, 3, 4, 5, 6}, LM_XMR_TREND, "0000000"},
    {"seven rising", 7, {1, 2, 3, 4, 5, 6, 7}, LM_XMR_TREND, "1111111"},
    {"seven falling", 7, {7, 6, 5, 4, 3, 2, 1}, LM_XMR_TREND, "1111111"},
    {"seven falling among nine", 9, {2, 7, 6, 5, 4, 3, 2, 1, 3}, LM_XMR_TREND, "011111110"},
    {"six rising", 6, {1, 2, 3, 4, 5, 6}, LM_XMR_TREND, "000000"},
    {"seven above the mean", 8, {2, 3, 2, 3, 2, 3, 2, -20}, LM_XMR_SHIFT, "11111110"},
    {"six above the mean", 8, {2, 3, 2, 3, 2, 3, -20, 2}, LM_XMR_SHIFT, "00000000"},
    {"near limits on opposite sides", 16, {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 5.5, -5.5}, LM_XMR_NEAR, "0000000000000011"},
    {"of which no three on one side", 16, {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 5.5, -5.5}, LM_XMR_TWO_OF_THREE, "0000000000000000"},
    {"two of three near the upper limit", 14, {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, -3, 6.5, 1, 6.5}, LM_XMR_TWO_OF_THREE, "00000000000111"},
    {"outside", 12, {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 15}, LM_XMR_OUTSIDE, "000000000001"},
};

static void special_causes_are_flagged(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(signal_cases); i++) {
    const signal_case *c = &signal_cases[i];
    lm_xmr x;
    unsigned char flags[20];
    char text[21] = "";
    lm_xmr_limits(&x, years, c->y, c->n, false, NULL);
    assert_int_equal(lm_xmr_signals(flags, years, c->y, c->n, &x, NULL), LM_FIT_OK);
    for (size_t k = 0; k < c->n; k++) text[k] = flags[k] & c->flag ? '1' : '0';
    if (strcmp(text, c->flagged) != 0) fail_msg("%s: flagged %s, want %s", c->label, text, c->flagged);
  }
  assert_true(lm_xmr_special(LM_XMR_OUTSIDE));
  assert_true(lm_xmr_special(LM_XMR_TWO_OF_THREE | LM_XMR_NEAR));
  assert_false(lm_xmr_special(LM_XMR_TWO_OF_THREE));
  assert_false(lm_xmr_special(LM_XMR_NEAR | LM_XMR_RANGE));
}

static void flags_follow_the_input_order(void **state) {
  (void)state;
  const double t[] = {2023, 2020, 2022, 2021, 2024, 2026, 2025}, y[] = {4, 1, 3, 2, 5, 7, 6};
  lm_xmr x;
  unsigned char flags[7];
  lm_xmr_limits(&x, t, y, 7, false, NULL);
  lm_assert_close(x.mr_mean, 1, 1e-15, 0, "ranges in year order");
  lm_xmr_signals(flags, t, y, 7, &x, NULL);
  for (size_t i = 0; i < 7; i++) assert_true(flags[i] & LM_XMR_TREND);
  assert_true(flags[1] & LM_XMR_OUTSIDE);
  assert_false(flags[2] & LM_XMR_OUTSIDE);
}

static void xmr_edges(void **state) {
  (void)state;
  const double same[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, bad[] = {1, NAN, 2};
  lm_xmr x;
  unsigned char flags[7];
  lm_xmr_limits(&x, NULL, NULL, 0, false, NULL);
  assert_int_equal(x.state, LM_FIT_NO_DATA);
  lm_xmr_limits(&x, years, same, 1, false, NULL);
  assert_int_equal(x.state, LM_FIT_ONE_POINT);
  lm_assert_close(x.mean, 0.1, 0, 0, "mean of one");
  lm_assert_close(x.lower, NAN, 0, 0, "no range");
  assert_int_equal(lm_xmr_signals(flags, years, same, 1, &x, NULL), LM_FIT_ONE_POINT);
  assert_int_equal(flags[0], 0);
  lm_xmr_limits(&x, years, same, 7, true, NULL);
  assert_int_equal(x.state, LM_FIT_CONSTANT_Y);
  lm_assert_close(x.upper, 0.1, 0, 0, "limits at the value");
  assert_int_equal(x.n_outside, 0);
  assert_int_equal(lm_xmr_signals(flags, years, same, 7, &x, NULL), LM_FIT_CONSTANT_Y);
  for (size_t i = 0; i < 7; i++) assert_int_equal(flags[i], 0);
  assert_int_equal(lm_xmr_signals(flags, years, same, 6, &x, NULL), LM_FIT_BAD_INPUT);
  lm_xmr_limits(&x, years, bad, 3, false, NULL);
  assert_int_equal(x.state, LM_FIT_BAD_INPUT);
}

/* ---- Holt ---- */

static const double air[] = {17.5534, 21.8601, 23.8866, 26.9293, 26.8885, 28.8314, 30.0751, 30.9535,
                             30.1857, 31.5797, 32.577569, 33.477398, 39.021581, 41.386432, 41.596552};

static void published_holt_forecasts(void **state) {
  (void)state; /* fpp, ausair, as asserted by statsmodels: l0 = y1, b0 = y2 - y1, recursion from the first value */
  static const double plain[] = {43.75696849, 45.59352331, 47.43007813, 49.26663295, 51.10318776};
  static const double damped[] = {42.84492657, 44.20037047, 45.42026999, 46.51817955, 47.50629816};
  lm_holt a, b;
  lm_holt_run(&a, air, COUNT(air), 0.8, 0.2, 1, air[0], air[1] - air[0]);
  lm_holt_run(&b, air, COUNT(air), 0.5, 0.3, 0.9, air[0], air[1] - air[0]);
  for (unsigned h = 1; h <= 5; h++) {
    lm_assert_close(lm_holt_forecast(&a, h), plain[h - 1], 1e-9, 0, "Holt");
    lm_assert_close(lm_holt_forecast(&b, h), damped[h - 1], 1e-9, 0, "damped");
  }
  lm_holt_run(&a, air, COUNT(air), 0.8, 0.2, 0.8779382, 14.394461, 3.9296883);
  lm_assert_close(lm_holt_forecast(&a, 5), 46.0618, 0, 5e-5, "damped, fitted");
  lm_assert_close(a.sse, 41.41153556, 1e-8, 0, "sse");
}

static void simple_smoothing_is_holt_without_trend(void **state) {
  (void)state; /* fpp, oil 1996-2007 */
  const double oil[] = {446.6565229, 454.4733065, 455.662974, 423.6322388, 456.2713279, 440.5880501,
                        425.3325201, 485.1494479, 506.0481621, 526.7919833, 514.268889, 494.2110193};
  lm_holt h;
  lm_holt_run(&h, oil, COUNT(oil), 0.2, 0, 1, oil[0], 0);
  lm_assert_close(lm_holt_forecast(&h, 1), 484.802468, 1e-9, 0, "alpha 0.2");
  lm_holt_run(&h, oil, COUNT(oil), 0.6, 0, 1, oil[0], 0);
  lm_assert_close(lm_holt_forecast(&h, 7), 501.837461, 1e-9, 0, "alpha 0.6");
}

static void holt_edges(void **state) {
  (void)state;
  lm_holt h;
  lm_holt_winters(&h, NULL, 0, 0.5, 0.3, 1);
  assert_int_equal(h.state, LM_FIT_NO_DATA);
  lm_holt_winters(&h, air, 1, 0.5, 0.3, 1);
  assert_int_equal(h.state, LM_FIT_ONE_POINT);
  lm_assert_close(lm_holt_forecast(&h, 3), NAN, 0, 0, "no forecast from one value");
  lm_holt_winters(&h, air, 2, 0.5, 0.3, 1);
  assert_int_equal(h.state, LM_FIT_OK);
  lm_assert_close(lm_holt_forecast(&h, 1), 2 * air[1] - air[0], 1e-15, 0, "two values: their line");
  lm_assert_close(h.sse, 0, 0, 0, "no error yet");
  const double bad[] = {1, 2, NAN};
  lm_holt_winters(&h, bad, 3, 0.5, 0.3, 1);
  assert_int_equal(h.state, LM_FIT_BAD_INPUT);
  static const double wrong[][3] = {{-0.1, 0.3, 1}, {1.1, 0.3, 1}, {0.5, 2, 1}, {0.5, 0.3, 0}, {0.5, 0.3, 1.01}, {NAN, 0.3, 1}};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    lm_holt_run(&h, air, COUNT(air), wrong[i][0], wrong[i][1], wrong[i][2], 0, 0);
    assert_int_equal(h.state, LM_FIT_BAD_INPUT);
    assert_false(lm_holt_interval(&h, 1, 0.8, 1).known);
  }
  lm_holt_winters(&h, air, COUNT(air), 0.5, 0.3, 0.9);
  assert_false(lm_holt_interval(&h, 0, 0.8, 1).known);
  assert_false(lm_holt_interval(&h, 1, 0.8, -1).known);
  assert_false(lm_holt_interval(&h, 1, 1, 1).known);
  lm_interval one = lm_holt_interval(&h, 1, 0.95, 4), five = lm_holt_interval(&h, 5, 0.95, 4);
  lm_assert_close(one.upper - one.lower, 2 * 2 * lm_normal_quantile(0.975), 1e-13, 0, "one step: sigma alone");
  assert_true(five.upper - five.lower > one.upper - one.lower);
}

/* ---- growth ---- */

static void growth_edges(void **state) {
  (void)state;
  lm_cagr out;
  lm_cagr_input in = {2020, 10, 2020, 12, false, 0, 0};
  lm_cagr_rates(&out, &in);
  assert_int_equal(out.state, LM_GROWTH_BAD_YEARS);
  lm_assert_close(out.linear_actual, NAN, 0, 0, "no time between");
  in = (lm_cagr_input){2020, 10, 2022, -1, true, 2030, 20};
  lm_cagr_rates(&out, &in);
  assert_int_equal(out.state, LM_GROWTH_NEGATIVE);
  lm_assert_close(out.linear_ratio, -5.5, 1e-15, 0, "the linear ratio is there");
  in = (lm_cagr_input){2020, 10, 2022, INFINITY, true, 2030, 20};
  lm_cagr_rates(&out, &in);
  assert_int_equal(out.state, LM_GROWTH_BAD_INPUT);
  in = (lm_cagr_input){2020, 10, 2031, 15, true, 2030, 20};
  lm_cagr_rates(&out, &in);
  assert_int_equal(out.state, LM_GROWTH_OK);
  lm_assert_close(out.required_from_last, NAN, 0, 0, "the target year is over");
  in = (lm_cagr_input){2020, 1e9, 2021, 1e9 + 1, false, 0, 0};
  lm_cagr_rates(&out, &in);
  assert_int_equal(out.state, LM_GROWTH_NO_TARGET);
  lm_assert_close(out.actual, 1e-9, 1e-15, 0, "a small rate keeps its digits");
}

static void published_reduction_rates(void **state) {
  (void)state; /* UNICEF note 185; WHA targets as tabulated by WHO 2014 */
  lm_assert_close(lm_required_reduction_discrete(1, 0.6, 13), 0.03853227, 1e-6, 0, "stunting, discrete");
  lm_assert_close(lm_required_reduction_continuous(1, 0.6, 13), 0.03929428, 1e-6, 0, "stunting, continuous");
  lm_assert_close(lm_required_reduction_continuous(38, 50, 13), -0.02111053, 1e-6, 0, "breastfeeding: a negative reduction");
  lm_assert_close(lm_required_reduction_continuous(342, 211, 17), 0.02840897668, 1e-9, 0, "maternal mortality");
  lm_assert_close(lm_required_reduction_discrete(0, 1, 5), NAN, 0, 0, "from nothing");
  lm_assert_close(lm_required_reduction_discrete(1, 0, 5), NAN, 0, 0, "to nothing");
  lm_assert_close(lm_required_reduction_discrete(1, 0.5, 0), NAN, 0, 0, "in no time");
  double t[15];
  for (size_t i = 0; i < COUNT(t); i++) t[i] = 1990 + (double)i;
  lm_aarr out;
  lm_aarr_fit(&out, t, air, COUNT(air), NULL);
  lm_assert_close(out.slope_log, 0.04984029137, 1e-9, 0, "log slope");
  lm_assert_close(out.aarr, -0.05110321272, 1e-9, 0, "rate");
  const double zero[] = {3, 0, 1};
  lm_aarr_fit(&out, t, zero, 3, NULL);
  assert_int_equal(out.state, LM_FIT_BAD_INPUT);
  lm_aarr_fit(&out, t, zero, 1, NULL);
  assert_int_equal(out.state, LM_FIT_ONE_POINT);
  lm_aarr_fit(&out, NULL, NULL, 0, NULL);
  assert_int_equal(out.state, LM_FIT_NO_DATA);
}

/* ---- several regressors ---- */

static void several_regressors_agree_with_one(void **state) {
  (void)state;
  test_random r = {21};
  for (int round = 0; round < 100; round++) {
    double t[30], y[30], x[60], coef[2], se[2];
    size_t n = 3 + test_random_below(&r, 27);
    for (size_t i = 0; i < n; i++) {
      t[i] = 1990 + (double)i, y[i] = test_random_unit(&r);
      x[2 * i] = 1, x[2 * i + 1] = t[i];
    }
    lm_ols line;
    lm_multi fit;
    lm_ols_fit(&line, t, y, n);
    lm_multi_fit(&fit, coef, se, x, y, n, 2, true);
    assert_int_equal(fit.state, LM_FIT_OK);
    lm_assert_close(line.slope, coef[1], 1e-12, 1e-14, "slope");
    lm_assert_close(line.intercept, coef[0], 1e-11, 1e-11, "intercept");
    lm_assert_close(line.se_slope, se[1], 1e-12, 0, "se of the slope");
    lm_assert_close(line.se_intercept, se[0], 1e-12, 0, "se of the intercept");
    lm_assert_close(line.r2, fit.r2, 1e-10, 1e-13, "r2");
  }
}

static void several_regressors_edges(void **state) {
  (void)state;
  const double dependent[] = {1, 1, 2, 1, 2, 4, 1, 3, 6}, square[] = {1, 1, 1, 2}, y[] = {1, 2, 4};
  double coef[3], se[3];
  lm_multi fit;
  lm_multi_fit(&fit, coef, se, dependent, y, 3, 3, true);
  assert_int_equal(fit.state, LM_FIT_CONSTANT_T);
  lm_assert_close(coef[0], NAN, 0, 0, "no coefficients");
  lm_multi_fit(&fit, coef, se, square, y, 2, 2, true);
  assert_int_equal(fit.state, LM_FIT_NO_DF);
  lm_assert_close(coef[1], 1, 1e-15, 0, "slope through two points");
  lm_assert_close(se[1], NAN, 0, 0, "no error");
  lm_multi_fit(&fit, coef, NULL, square, y, 1, 2, true);
  assert_int_equal(fit.state, LM_FIT_BAD_INPUT);
  lm_multi_fit(&fit, coef, NULL, NULL, NULL, 0, 0, true);
  assert_int_equal(fit.state, LM_FIT_BAD_INPUT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(published_process_limits),
      cmocka_unit_test(special_causes_are_flagged),
      cmocka_unit_test(flags_follow_the_input_order),
      cmocka_unit_test(xmr_edges),
      cmocka_unit_test(published_holt_forecasts),
      cmocka_unit_test(simple_smoothing_is_holt_without_trend),
      cmocka_unit_test(holt_edges),
      cmocka_unit_test(growth_edges),
      cmocka_unit_test(published_reduction_rates),
      cmocka_unit_test(several_regressors_agree_with_one),
      cmocka_unit_test(several_regressors_edges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
