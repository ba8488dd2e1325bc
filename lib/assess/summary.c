/* summary.c: see summary.h. */
#include <logicmodel/summary.h>

#include <math.h>
#include <stdlib.h>

static const double sen_level[LM_SUMMARY_LEVELS] = {0.8, 0.9, 0.95};
static const double forecast_level[LM_SUMMARY_LEVELS] = {0.5, 0.8, 0.95};

double lm_summary_sen_level(size_t index) { return index < LM_SUMMARY_LEVELS ? sen_level[index] : (double)NAN; }
double lm_summary_forecast_level(size_t index) { return index < LM_SUMMARY_LEVELS ? forecast_level[index] : (double)NAN; }

static void add_sen(lm_series_summary *s, lm_stats_work *work) {
  lm_sen_fit(&s->sen, s->t, s->y, s->n, work);
  for (size_t i = 0; i < LM_SUMMARY_LEVELS; i++) {
    lm_sen_levels *at = &s->sen_at[i];
    double pairs = (double)s->sen.pairs;
    at->c = lm_normal_quantile((1 + sen_level[i]) / 2) * sqrt(s->sen.var_s);
    at->m1 = (pairs - at->c) / 2;
    at->m2 = (pairs + at->c) / 2 + 1;
    for (int rule = LM_SEN_INTERPOLATE; rule <= LM_SEN_CONTINUITY; rule++)
      at->by[rule] = lm_sen_interval(s->t, s->y, s->n, sen_level[i], (lm_sen_rank)rule, work);
  }
}

static void add_lines(lm_series_summary *s, lm_stats_work *work) {
  lm_ols_fit(&s->line, s->t, s->y, s->n);
  s->line_slope = lm_ols_slope_interval(&s->line, 0.95, work);
  s->mean_w = NAN;
  if (!s->w) return;
  lm_wls_fit(&s->weighted, s->t, s->y, s->w, s->n);
  s->weighted_slope = lm_ols_slope_interval(&s->weighted.line, 0.95, work);
  double sum = 0;
  for (size_t i = 0; i < s->n; i++) sum += s->w[i];
  s->mean_w = sum / (double)s->n;
}

static void add_forecast(lm_series_summary *s, double t0) {
  lm_summary_forecast *f = &s->forecast[s->forecasts++];
  f->t0 = t0;
  f->sen_medians = lm_sen_at_medians(&s->sen, t0);
  f->sen_residuals = lm_sen_at_residuals(&s->sen, t0);
  for (size_t i = 0; i < LM_SUMMARY_LEVELS; i++) {
    lm_ols_predict(&f->line[i], &s->line, t0, forecast_level[i]);
    if (!s->w) continue;
    lm_wls_predict(&f->weighted[0][i], &s->weighted, t0, 1, forecast_level[i]);
    lm_wls_predict(&f->weighted[1][i], &s->weighted, t0, s->mean_w, forecast_level[i]);
  }
}

static lm_status add_lists(lm_series_summary *s, lm_stats_work *work) {
  s->tie = malloc((s->n / 2 + 1) * sizeof *s->tie);
  s->flags = calloc(s->n + 1, 1);
  if (!s->tie || !s->flags) return LM_ENOMEM;
  s->ties = lm_tie_sizes(s->tie, s->n / 2, s->y, s->n, work);
  lm_xmr_limits(&s->xmr, s->t, s->y, s->n, false, work);
  if (s->n >= 2) lm_xmr_signals(s->flags, s->t, s->y, s->n, &s->xmr, work);
  return LM_OK;
}

lm_status lm_series_summarise(lm_series_summary *out, const char *id, const double *t, const double *y, const double *w, size_t n,
                              const double *at, size_t at_count, lm_stats_work *work) {
  *out = (lm_series_summary){.id = id, .t = t, .y = y, .w = w, .n = n, .first = NAN, .last = NAN};
  for (size_t i = 0; i < n; i++) {
    out->first = fmin(out->first, t[i]);
    out->last = fmax(out->last, t[i]);
  }
  double count = (double)n;
  out->var_s_no_ties = count * (count - 1) * (2 * count + 5) / 18;
  add_lines(out, work);
  add_sen(out, work);
  lm_mann_kendall_exact(&out->mk, t, y, n, work);
  lm_status status = add_lists(out, work);
  for (size_t i = 0; i < at_count && i < LM_SUMMARY_AT; i++) add_forecast(out, at[i]);
  bool no_memory = out->line.state == LM_FIT_NO_MEMORY || out->sen.state == LM_FIT_NO_MEMORY || out->mk.state == LM_FIT_NO_MEMORY ||
                   out->xmr.state == LM_FIT_NO_MEMORY;
  return no_memory ? LM_ENOMEM : status;
}

void lm_series_summary_clear(lm_series_summary *summary) {
  free(summary->tie);
  free(summary->flags);
  summary->tie = NULL;
  summary->flags = NULL;
}

static lm_interval divided(lm_interval count, double exposure) {
  return (lm_interval){count.lower / exposure, count.upper / exposure, count.known};
}

static lm_count_summary blank(const char *id, bool rate, double x, double n, double level) {
  const lm_interval none = {NAN, NAN, false};
  return (lm_count_summary){.id = id, .rate = rate, .x = x, .n = n, .level = level, .value = n > 0 ? x / n : NAN, .wilson = none,
                            .wilson_cc = none, .proptest_cc = none, .clopper_pearson = none, .exact = none, .byar = none, .byar_half = none,
                            .phe = none, .rate_exact = none, .rate_byar = none, .rate_phe = none};
}

void lm_proportion_summarise(lm_count_summary *out, const char *id, double x, double n, double level) {
  *out = blank(id, false, x, n, level);
  out->wilson = lm_wilson(x, n, level);
  out->wilson_cc = lm_wilson_cc(x, n, level);
  out->proptest_cc = lm_proptest_cc(x, n, level);
  out->clopper_pearson = lm_clopper_pearson(x, n, level);
}

void lm_rate_summarise(lm_count_summary *out, const char *id, double x, double exposure, double level) {
  *out = blank(id, true, x, exposure, level);
  if (!(exposure > 0)) return;
  out->exact = lm_poisson_exact(x, level);
  out->byar = lm_byar(x, level);
  out->byar_half = lm_byar_half(x, level);
  out->phe = lm_phe_count(x, level);
  out->rate_exact = divided(out->exact, exposure);
  out->rate_byar = divided(out->byar, exposure);
  out->rate_phe = divided(out->phe, exposure);
}
