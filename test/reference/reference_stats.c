/* reference_stats.c: every statistic against independent results, computed in exact arithmetic and by R.

   The files are read from the directory named by the environment variable LOGICMODEL_REFERENCE (or the first argument); without it the
   test is skipped (exit 77). Tolerances: relative 1e-10; where the expected value is 0, absolute 1e-9 of the series' largest value. */
#include "../support/close.h"
#include "../support/table.h"

#include <logicmodel/stats.h>

#include <float.h>

#define MAX_POINTS 64
#define TOLERANCE 1e-10

static const char *directory;

/* ---- comparing ---- */

typedef struct comparison {
  const char *file;
  size_t compared;
  double worst;
  char worst_at[128];
} comparison;

static void note(comparison *c, double got, double want, const char *context) {
  c->compared++;
  if (isnan(got) || isinf(want) || want == 0) return;
  double error = fabs(got - want) / fabs(want);
  if (error <= c->worst) return;
  c->worst = error;
  snprintf(c->worst_at, sizeof c->worst_at, "%s", context);
}

static void compare(comparison *c, const table *t, size_t row, const char *column, double got, double relative, double absolute) {
  char context[256];
  const char *which = table_text(t, row, "set") ? t->cells[(row + 1) * t->columns + 1] : "";
  snprintf(context, sizeof context, "%s row %zu (%s) %s", c->file, row + 1, which, column);
  double want = table_number(t, row, column);
  note(c, got, want, context);
  lm_assert_close(got, want, relative, want == 0 ? absolute : 0, context);
}

static void report(const comparison *c) {
  print_message("%s: %zu values, largest relative error %.2g (%s)\n", c->file, c->compared, c->worst, c->worst_at);
}

/* ---- series ---- */

typedef struct series {
  double t[MAX_POINTS], y[MAX_POINTS], w[MAX_POINTS];
  size_t n;
  double largest;
} series;

static series series_of(const table *data, const char *id, bool weighted) {
  series s = {.n = 0};
  for (size_t row = 0; row < data->rows; row++) {
    if (strcmp(table_text(data, row, "id"), id) != 0) continue;
    s.t[s.n] = table_number(data, row, "t"), s.y[s.n] = table_number(data, row, "y");
    s.w[s.n] = weighted ? table_number(data, row, "w") : 1;
    s.largest = fmax(s.largest, fabs(s.y[s.n]));
    s.n++;
  }
  assert_true(s.n > 0);
  return s;
}

/* One row of an expected_ file with the series that it is about. */
typedef void row_check(comparison *c, const table *expected, size_t row, const series *s);

static void each_row(const char *file, const char *data_file, bool weighted, row_check *check) {
  table data = table_open(directory, data_file), expected = table_open(directory, file);
  comparison c = {.file = file};
  for (size_t row = 0; row < expected.rows; row++) {
    series s = series_of(&data, table_text(&expected, row, "id"), weighted);
    check(&c, &expected, row, &s);
  }
  report(&c);
  table_close(&data);
  table_close(&expected);
}

/* ---- least squares ---- */

static void check_line(comparison *c, const table *e, size_t row, const series *s, const lm_ols *fit) {
  double zero = 1e-9 * s->largest;
  assert_string_equal(lm_fit_state_name(fit->state), table_text(e, row, "status"));
  assert_int_equal(fit->n, (size_t)table_number(e, row, "n"));
  lm_interval slope = lm_ols_slope_interval(fit, 0.95, NULL);
  const struct {
    const char *column;
    double got;
  } values[] = {{"df", fit->df}, {"mean_t", fit->mean_t}, {"mean_y", fit->mean_y}, {"slope", fit->slope}, {"intercept", fit->intercept},
                {"se_slope", fit->se_slope}, {"se_intercept", fit->se_intercept}, {"sigma", fit->sigma}, {"sse", fit->sse},
                {"r2", fit->r2}, {"adj_r2", fit->adj_r2}, {"t_slope", fit->t_stat}, {"p_slope", fit->p_value},
                {"slope_lo95", slope.lower}, {"slope_hi95", slope.upper}};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    compare(c, e, row, values[i].column, values[i].got, TOLERANCE, zero);
}

static void check_ols(comparison *c, const table *e, size_t row, const series *s) {
  lm_ols fit;
  lm_ols_fit(&fit, s->t, s->y, s->n);
  check_line(c, e, row, s, &fit);
}

static void check_prediction(comparison *c, const table *e, size_t row, const series *s, const lm_prediction *p) {
  double zero = 1e-9 * s->largest;
  compare(c, e, row, "fit", p->fit, TOLERANCE, zero);
  compare(c, e, row, "se_mean", p->se_mean, TOLERANCE, zero);
  compare(c, e, row, "se_pred", p->se_pred, TOLERANCE, zero);
  compare(c, e, row, "ci_lo", p->mean.lower, TOLERANCE, zero);
  compare(c, e, row, "ci_hi", p->mean.upper, TOLERANCE, zero);
  compare(c, e, row, "pi_lo", p->obs.lower, TOLERANCE, zero);
  compare(c, e, row, "pi_hi", p->obs.upper, TOLERANCE, zero);
}

static void check_ols_forecast(comparison *c, const table *e, size_t row, const series *s) {
  lm_ols fit;
  lm_prediction p;
  lm_ols_fit(&fit, s->t, s->y, s->n);
  lm_ols_predict(&p, &fit, table_number(e, row, "t0"), table_number(e, row, "level"));
  check_prediction(c, e, row, s, &p);
}

static void check_wls(comparison *c, const table *e, size_t row, const series *s) {
  lm_wls fit;
  lm_wls_fit(&fit, s->t, s->y, s->w, s->n);
  check_line(c, e, row, s, &fit.line);
}

static void check_wls_forecast(comparison *c, const table *e, size_t row, const series *s) {
  lm_wls fit;
  lm_prediction p;
  lm_wls_fit(&fit, s->t, s->y, s->w, s->n);
  lm_wls_predict(&p, &fit, table_number(e, row, "t0"), table_number(e, row, "w0"), table_number(e, row, "level"));
  check_prediction(c, e, row, s, &p);
}

static void check_target(comparison *c, const table *e, size_t row, const series *s) {
  lm_ols fit;
  lm_prediction p;
  double t0 = table_number(e, row, "t_target"), target = table_number(e, row, "target");
  double tolerance = table_number(e, row, "rel_tol"), zero = 1e-9 * s->largest;
  lm_ols_fit(&fit, s->t, s->y, s->n);
  lm_ols_predict(&p, &fit, t0, 0.5);
  double above = lm_ols_p_exceed(&fit, t0, target);
  lm_ols mirror = fit;
  mirror.mean_y = -fit.mean_y, mirror.slope = -fit.slope;
  double below = lm_ols_p_exceed(&mirror, t0, -target);
  compare(c, e, row, "fit", p.fit, TOLERANCE, zero);
  compare(c, e, row, "se_pred", p.se_pred, TOLERANCE, zero);
  compare(c, e, row, "se_mean", p.se_mean, TOLERANCE, zero);
  compare(c, e, row, "p_ge", above, tolerance, 0);
  compare(c, e, row, "p_le", below, tolerance, 0);
  compare(c, e, row, "p_mean_ge", lm_ols_p_mean_exceed(&fit, t0, target), tolerance, 0);
  bool up = strcmp(table_text(e, row, "direction"), "up") == 0;
  compare(c, e, row, "p_meet", up ? above : below, tolerance, 0);
}

static void ols(void **state) { (void)state, each_row("expected_ols.csv", "series.csv", false, check_ols); }
static void ols_forecast(void **state) { (void)state, each_row("expected_ols_forecast.csv", "series.csv", false, check_ols_forecast); }
static void target(void **state) { (void)state, each_row("expected_target.csv", "series.csv", false, check_target); }
static void wls(void **state) { (void)state, each_row("expected_wls.csv", "series_weighted.csv", true, check_wls); }
static void wls_forecast(void **state) {
  (void)state, each_row("expected_wls_forecast.csv", "series_weighted.csv", true, check_wls_forecast);
}

/* ---- Mann-Kendall, Theil-Sen ---- */

static void check_tie_groups(const table *e, size_t row, const series *s) {
  size_t sizes[MAX_POINTS], groups = lm_tie_sizes(sizes, MAX_POINTS, s->y, s->n, NULL);
  char text[256] = "", *end = text;
  for (size_t i = 0; i < groups; i++) end += sprintf(end, i ? ";%zu" : "%zu", sizes[i]);
  assert_string_equal(groups ? text : "none", table_text(e, row, "tie_groups"));
}

static void check_mk(comparison *c, const table *e, size_t row, const series *s) {
  lm_mk mk;
  lm_mann_kendall_exact(&mk, s->t, s->y, s->n, NULL);
  assert_string_equal(lm_fit_state_name(mk.state), table_text(e, row, "status"));
  check_tie_groups(e, row, s);
  compare(c, e, row, "S", (double)mk.s, 0, 0);
  compare(c, e, row, "var_s", mk.var_s, TOLERANCE, 0);
  compare(c, e, row, "z_cc", mk.z, TOLERANCE, 0);
  compare(c, e, row, "p_norm_cc", mk.p_normal, TOLERANCE, 0);
  compare(c, e, row, "z_nocc", mk.z_plain, TOLERANCE, 0);
  compare(c, e, row, "p_norm_nocc", mk.p_normal_plain, TOLERANCE, 0);
  compare(c, e, row, "p_exact", mk.p_exact, TOLERANCE, 0);
  compare(c, e, row, "tau_a", mk.tau_a, TOLERANCE, 0);
  compare(c, e, row, "tau_b", mk.tau_b, TOLERANCE, 0);
}

static void check_sen(comparison *c, const table *e, size_t row, const series *s) {
  static const struct {
    const char *name;
    lm_sen_rank rule;
  } rules[] = {{"gilbert", LM_SEN_INTERPOLATE}, {"round", LM_SEN_ROUND}, {"clamp", LM_SEN_CLAMP}};
  static const int levels[] = {80, 90, 95};
  double zero = 1e-9 * s->largest;
  lm_sen fit;
  lm_sen_fit(&fit, s->t, s->y, s->n, NULL);
  compare(c, e, row, "npairs", (double)fit.pairs, 0, 0);
  compare(c, e, row, "slope", fit.slope, TOLERANCE, zero);
  compare(c, e, row, "intercept_medians", fit.intercept_medians, TOLERANCE, zero);
  compare(c, e, row, "intercept_residuals", fit.intercept_residuals, TOLERANCE, zero);
  for (size_t level = 0; level < 3; level++) {
    for (size_t rule = 0; rule < 3; rule++) {
      char column[32];
      lm_interval found = lm_sen_interval(s->t, s->y, s->n, levels[level] / 100.0, rules[rule].rule, NULL);
      snprintf(column, sizeof column, "%s_lo_%d", rules[rule].name, levels[level]);
      compare(c, e, row, column, found.lower, TOLERANCE, zero);
      snprintf(column, sizeof column, "%s_hi_%d", rules[rule].name, levels[level]);
      compare(c, e, row, column, found.upper, TOLERANCE, zero);
    }
  }
}

static void check_sen_forecast(comparison *c, const table *e, size_t row, const series *s) {
  lm_sen fit;
  double t0 = table_number(e, row, "t0"), zero = 1e-9 * s->largest;
  lm_sen_fit(&fit, s->t, s->y, s->n, NULL);
  compare(c, e, row, "fit_medians", lm_sen_at_medians(&fit, t0), TOLERANCE, zero);
  compare(c, e, row, "fit_residuals", lm_sen_at_residuals(&fit, t0), TOLERANCE, zero);
}

static void mann_kendall(void **state) { (void)state, each_row("expected_mk.csv", "series.csv", false, check_mk); }
static void sen(void **state) { (void)state, each_row("expected_sen.csv", "series.csv", false, check_sen); }
static void sen_forecast(void **state) { (void)state, each_row("expected_sen_forecast.csv", "series.csv", false, check_sen_forecast); }

/* ---- XmR ---- */

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* "2016;2017" of the points with a flag, or "none". */
static void years_flagged(char *text, const series *s, const unsigned char *flags, unsigned char flag) {
  double years[MAX_POINTS];
  size_t count = 0;
  for (size_t i = 0; i < s->n; i++)
    if (flags[i] & flag) years[count++] = s->t[i];
  qsort(years, count, sizeof years[0], by_value);
  strcpy(text, count ? "" : "none");
  for (size_t i = 0; i < count; i++) text += sprintf(text, i ? ";%g" : "%g", years[i]);
}

static void check_xmr(comparison *c, const table *e, size_t row, const series *s) {
  lm_xmr x;
  double zero = 1e-9 * s->largest;
  lm_xmr_limits(&x, s->t, s->y, s->n, false, NULL);
  const struct {
    const char *column;
    double got;
  } values[] = {{"n", (double)x.n}, {"mean", x.mean}, {"mr_bar", x.mr_mean}, {"lnpl", x.lower}, {"unpl", x.upper}, {"url", x.url},
                {"n_outside", (double)x.n_outside}, {"sigma_1_128", x.sigma_1128}, {"lcl_1_128", x.lower_1128},
                {"ucl_1_128", x.upper_1128}, {"lcl_d2exact", x.lower_d2}, {"ucl_d2exact", x.upper_d2}, {"mr_median", x.mr_median},
                {"lnpl_median", x.lower_median}, {"unpl_median", x.upper_median}};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    compare(c, e, row, values[i].column, values[i].got, TOLERANCE, zero);
  unsigned char flags[MAX_POINTS];
  char text[1024];
  assert_int_equal(lm_xmr_signals(flags, s->t, s->y, s->n, &x, NULL), x.state);
  years_flagged(text, s, flags, LM_XMR_OUTSIDE);
  assert_string_equal(text, table_text(e, row, "outside_t"));
  years_flagged(text, s, flags, LM_XMR_RANGE);
  assert_string_equal(text, table_text(e, row, "mr_over_url_t"));
}

static void xmr(void **state) { (void)state, each_row("expected_xmr.csv", "series.csv", false, check_xmr); }

/* ---- Holt ---- */

static void check_holt_fixed(comparison *c, const table *e, size_t row, const series *s) {
  lm_holt h;
  double zero = 1e-9 * s->largest;
  lm_holt_winters(&h, s->y, s->n, table_number(e, row, "alpha"), table_number(e, row, "beta"), 1);
  compare(c, e, row, "sse", h.sse, TOLERANCE, zero);
  compare(c, e, row, "level_n", h.level, TOLERANCE, zero);
  compare(c, e, row, "trend_n", h.trend, TOLERANCE, zero);
  compare(c, e, row, "fit", lm_holt_forecast(&h, (unsigned)table_number(e, row, "h")), TOLERANCE, zero);
}

/* R forecast prints alpha·beta* as beta. */
static lm_holt replay(const table *e, size_t row, const series *s) {
  lm_holt h;
  double alpha = table_number(e, row, "alpha"), beta = fmin(1, table_number(e, row, "beta") / alpha);
  lm_holt_run(&h, s->y, s->n, alpha, beta, table_number(e, row, "phi"), table_number(e, row, "l0"), table_number(e, row, "b0"));
  return h;
}

static void check_holt_replay(comparison *c, const table *e, size_t row, const series *s) {
  lm_holt h = replay(e, row, s);
  double zero = 1e-8 * s->largest;
  compare(c, e, row, "sse", h.sse, 1e-8, zero);
  compare(c, e, row, "level_n", h.level, 1e-8, zero);
  compare(c, e, row, "trend_n", h.trend, 1e-8, zero);
}

static void check_holt_forecast(comparison *c, const table *e, size_t row, const series *s) {
  table parameters = table_open(directory, "expected_holt_par.csv");
  size_t p = 0;
  while (strcmp(table_text(&parameters, p, "id"), table_text(e, row, "id")) != 0 ||
         strcmp(table_text(&parameters, p, "damped"), table_text(e, row, "damped")) != 0)
    p++;
  lm_holt h = replay(&parameters, p, s);
  unsigned steps = (unsigned)table_number(e, row, "h");
  lm_interval found = lm_holt_interval(&h, steps, table_number(e, row, "level"), table_number(&parameters, p, "sigma2"));
  compare(c, e, row, "fit", lm_holt_forecast(&h, steps), 1e-8, 0);
  compare(c, e, row, "pi_lo", found.lower, 1e-8, 0);
  compare(c, e, row, "pi_hi", found.upper, 1e-8, 0);
  table_close(&parameters);
}

static void holt_fixed(void **state) { (void)state, each_row("expected_holt_fixed.csv", "series.csv", false, check_holt_fixed); }
static void holt_replay(void **state) { (void)state, each_row("expected_holt_par.csv", "series.csv", false, check_holt_replay); }
static void holt_forecast(void **state) { (void)state, each_row("expected_holt_forecast.csv", "series.csv", false, check_holt_forecast); }

/* ---- proportions and counts ---- */

static void compare_interval(comparison *c, const table *t, size_t row, const char *prefix, lm_interval found, double divisor) {
  char column[64];
  assert_true(found.known);
  snprintf(column, sizeof column, "%s_lo", prefix);
  compare(c, t, row, column, found.lower / divisor, TOLERANCE, 0);
  snprintf(column, sizeof column, "%s_hi", prefix);
  compare(c, t, row, column, found.upper / divisor, TOLERANCE, 0);
}

static void proportions(void **state) {
  (void)state;
  table t = table_open(directory, "expected_proportions.csv");
  comparison c = {.file = "expected_proportions.csv"};
  for (size_t row = 0; row < t.rows; row++) {
    double x = table_number(&t, row, "x"), n = table_number(&t, row, "n"), level = table_number(&t, row, "level");
    compare_interval(&c, &t, row, "wilson", lm_wilson(x, n, level), 1);
    compare_interval(&c, &t, row, "wilson_cc", lm_wilson_cc(x, n, level), 1);
    compare_interval(&c, &t, row, "proptest_cc", lm_proptest_cc(x, n, level), 1);
    compare_interval(&c, &t, row, "cp", lm_clopper_pearson(x, n, level), 1);
  }
  report(&c);
  table_close(&t);
}

static void counts(void **state) {
  (void)state;
  table t = table_open(directory, "expected_counts.csv");
  comparison c = {.file = "expected_counts.csv"};
  for (size_t row = 0; row < t.rows; row++) {
    double x = table_number(&t, row, "x"), exposure = table_number(&t, row, "exposure"), level = table_number(&t, row, "level");
    compare_interval(&c, &t, row, "count_exact", lm_poisson_exact(x, level), 1);
    compare_interval(&c, &t, row, "count_byar", lm_byar(x, level), 1);
    compare_interval(&c, &t, row, "count_byar_half", lm_byar_half(x, level), 1);
    compare_interval(&c, &t, row, "rate_exact", lm_poisson_exact(x, level), exposure);
    compare_interval(&c, &t, row, "rate_byar", lm_byar(x, level), exposure);
  }
  report(&c);
  table_close(&t);
}

static void prop_trend(void **state) {
  (void)state;
  table t = table_open(directory, "expected_prop_trend.csv"), data = table_open(directory, "proportion_groups.csv");
  comparison c = {.file = "expected_prop_trend.csv"};
  for (size_t row = 0; row < t.rows; row++) {
    double score[MAX_POINTS], x[MAX_POINTS], n[MAX_POINTS];
    size_t groups = 0;
    for (size_t i = 0; i < data.rows; i++) {
      if (strcmp(table_text(&data, i, "id"), table_text(&t, row, "id")) != 0) continue;
      score[groups] = table_number(&data, i, "score");
      x[groups] = table_number(&data, i, "x"), n[groups++] = table_number(&data, i, "n");
    }
    lm_prop_trend found;
    lm_prop_trend_test(&found, score, x, n, groups);
    assert_int_equal(found.state == LM_FIT_OK, strcmp(table_text(&t, row, "status"), "ok") == 0);
    compare(&c, &t, row, "groups", (double)found.groups, 0, 0);
    compare(&c, &t, row, "total_x", found.total_x, 0, 0);
    compare(&c, &t, row, "total_n", found.total_n, 0, 0);
    compare(&c, &t, row, "slope", found.slope, TOLERANCE, 0);
    compare(&c, &t, row, "chi2", found.chi2, TOLERANCE, 0);
    compare(&c, &t, row, "z", found.z, TOLERANCE, 0);
    compare(&c, &t, row, "p", found.p, TOLERANCE, 0);
    compare(&c, &t, row, "chi2_mantel", found.chi2_mantel, TOLERANCE, 0);
  }
  report(&c);
  table_close(&t);
  table_close(&data);
}

static void adjusted_p(void **state) {
  (void)state;
  static const struct {
    const char *column;
    lm_p_method method;
  } methods[] = {{"bh", LM_P_BH}, {"by", LM_P_BY}, {"holm", LM_P_HOLM}, {"bonferroni", LM_P_BONFERRONI}};
  table t = table_open(directory, "expected_padjust.csv");
  comparison c = {.file = "expected_padjust.csv"};
  for (size_t first = 0, next; first < t.rows; first = next) {
    double p[MAX_POINTS], adjusted[MAX_POINTS];
    for (next = first; next < t.rows && strcmp(table_text(&t, next, "family"), table_text(&t, first, "family")) == 0; next++)
      p[next - first] = table_number(&t, next, "p");
    for (size_t m = 0; m < 4; m++) {
      assert_int_equal(lm_p_adjust(adjusted, p, next - first, methods[m].method), LM_OK);
      for (size_t row = first; row < next; row++) compare(&c, &t, row, methods[m].column, adjusted[row - first], TOLERANCE, 0);
    }
  }
  report(&c);
  table_close(&t);
}

static void growth(void **state) {
  (void)state;
  table t = table_open(directory, "expected_cagr.csv"), data = table_open(directory, "cagr.csv");
  comparison c = {.file = "expected_cagr.csv"};
  for (size_t row = 0; row < t.rows; row++) {
    assert_string_equal(table_text(&t, row, "id"), table_text(&data, row, "id"));
    lm_cagr_input in = {table_number(&data, row, "base_t"), table_number(&data, row, "base_y"), table_number(&data, row, "last_t"),
                        table_number(&data, row, "last_y"), *table_text(&data, row, "target_y") != '\0',
                        table_number(&data, row, "target_t"), table_number(&data, row, "target_y")};
    lm_cagr found;
    lm_cagr_rates(&found, &in);
    const char *category = lm_cagr_category_name(found.category);
    assert_string_equal(*category ? category : "NA", table_text(&t, row, "category"));
    bool ok = found.state == LM_GROWTH_OK || found.state == LM_GROWTH_NO_TARGET;
    assert_int_equal(ok, strcmp(table_text(&t, row, "status"), "ok") == 0);
    compare(&c, &t, row, "cagr_actual", found.actual, TOLERANCE, 0);
    compare(&c, &t, row, "cagr_required", found.required, TOLERANCE, 0);
    compare(&c, &t, row, "ratio", found.ratio, TOLERANCE, 0);
    compare(&c, &t, row, "cagr_required_from_last", found.required_from_last, TOLERANCE, 0);
    compare(&c, &t, row, "linear_actual", found.linear_actual, TOLERANCE, 0);
    compare(&c, &t, row, "linear_required", found.linear_required, TOLERANCE, 0);
    compare(&c, &t, row, "linear_ratio", found.linear_ratio, TOLERANCE, 0);
  }
  report(&c);
  table_close(&t);
  table_close(&data);
}

/* ---- NIST StRD ---- */

typedef struct nist_set {
  const char *name;
  size_t powers;  /* 0: the columns x1.. as they are */
  bool intercept;
} nist_set;

#define MAX_COEFFICIENTS 8

typedef struct design {
  double x[MAX_POINTS * MAX_COEFFICIENTS], y[MAX_POINTS], largest;
  size_t n, p;
} design;

static void read_design(design *d, const nist_set *set) {
  char file[64];
  snprintf(file, sizeof file, "nist/%s.csv", set->name);
  table t = table_open(directory, file);
  d->n = t.rows;
  d->p = set->intercept + (set->powers ? set->powers : t.columns - 1);
  d->largest = 0;
  for (size_t i = 0; i < d->n; i++) {
    double *row = d->x + i * d->p;
    if (set->intercept) *row++ = 1;
    for (size_t k = 1; k < t.columns && !set->powers; k++) *row++ = strtod(t.cells[(i + 1) * t.columns + k], NULL);
    double x = strtod(t.cells[(i + 1) * t.columns + 1], NULL), power = 1;
    for (size_t k = 0; k < set->powers; k++) *row++ = power *= x;
    d->y[i] = table_number(&t, i, "y");
    d->largest = fmax(d->largest, fabs(d->y[i]));
  }
  table_close(&t);
}

static double quantity(const char *name, const lm_multi *fit, const double *coef, const double *se, bool intercept) {
  if (strcmp(name, "residual_sd") == 0) return fit->sigma;
  if (strcmp(name, "r_squared") == 0) return fit->r2;
  const char *number = strrchr(name, 'B') + 1;
  size_t k = (size_t)strtoul(number, NULL, 10) - !intercept;
  return name[0] == 'S' ? se[k] : coef[k];
}

static void nist(void **state) {
  (void)state;
  static const nist_set sets[] = {{"Norris", 1, true}, {"Longley", 0, true}, {"NoInt1", 1, false}, {"Wampler1", 5, true},
                                  {"Wampler2", 5, true}, {"Wampler3", 5, true}, {"Wampler4", 5, true}, {"Wampler5", 5, true}};
  table t = table_open(directory, "nist/certified.csv");
  comparison c = {.file = "nist/certified.csv"};
  for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
    design d;
    double coef[MAX_COEFFICIENTS], se[MAX_COEFFICIENTS];
    lm_multi fit;
    read_design(&d, &sets[i]);
    lm_multi_fit(&fit, coef, se, d.x, d.y, d.n, d.p, sets[i].intercept);
    assert_int_equal(fit.state, LM_FIT_OK);
    for (size_t row = 0; row < t.rows; row++) {
      if (strcmp(table_text(&t, row, "dataset"), sets[i].name) != 0) continue;
      const char *name = table_text(&t, row, "quantity");
      double want = table_number(&t, row, "exact_double"), got = quantity(name, &fit, coef, se, sets[i].intercept);
      char context[64];
      snprintf(context, sizeof context, "%s %s", sets[i].name, name);
      note(&c, got, want, context);
      lm_assert_close(got, want, TOLERANCE, want == 0 ? 1e-9 * d.largest : 0, context);
    }
  }
  report(&c);
  table_close(&t);
}

static void nist_norris_straight_line(void **state) {
  (void)state;
  static const nist_set set = {"Norris", 1, false};
  design d;
  lm_ols fit;
  read_design(&d, &set);
  lm_ols_fit(&fit, d.x, d.y, d.n);
  lm_assert_close(fit.intercept, -0.26232307377402947, TOLERANCE, 0, "B0");
  lm_assert_close(fit.slope, 1.0021168180204545, TOLERANCE, 0, "B1");
  lm_assert_close(fit.se_intercept, 0.2328182343011525, TOLERANCE, 0, "SD_B0");
  lm_assert_close(fit.se_slope, 0.00042979684819993691, TOLERANCE, 0, "SD_B1");
  lm_assert_close(fit.sigma, 0.88479639614437255, TOLERANCE, 0, "residual_sd");
  lm_assert_close(fit.r2, 0.9999937458837117, TOLERANCE, 0, "r_squared");
}

int main(int argc, char **argv) {
  directory = argc > 1 ? argv[1] : getenv("LOGICMODEL_REFERENCE");
  if (!directory || !*directory) {
    puts("skipped: LOGICMODEL_REFERENCE does not name the directory of reference results");
    return 77;
  }
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ols), cmocka_unit_test(ols_forecast), cmocka_unit_test(target), cmocka_unit_test(wls),
      cmocka_unit_test(wls_forecast), cmocka_unit_test(mann_kendall), cmocka_unit_test(sen), cmocka_unit_test(sen_forecast),
      cmocka_unit_test(xmr), cmocka_unit_test(holt_fixed), cmocka_unit_test(holt_replay), cmocka_unit_test(holt_forecast),
      cmocka_unit_test(proportions), cmocka_unit_test(counts), cmocka_unit_test(prop_trend), cmocka_unit_test(adjusted_p),
      cmocka_unit_test(growth), cmocka_unit_test(nist), cmocka_unit_test(nist_norris_straight_line)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
