/* wls.c: weighted straight line. Weights are precisions: the variance of point i is sigma²/w[i] (R lm(weights = )).

   The same centred two-pass sums as ols.c, each term times its weight; weights are divided by the largest first. */
#include "internal.h"

#include <math.h>

static void clear(lm_wls *out, lm_fit_state state, size_t n) {
  lm_ols *line = &out->line;
  *line = (lm_ols){.state = state, .n = n, .df = n > 2 ? (double)(n - 2) : n == 2 ? 0 : NAN};
  line->slope = line->intercept = line->mean_t = line->mean_y = line->sxx = line->sse = NAN;
  line->sigma = line->se_slope = line->se_intercept = line->r2 = line->adj_r2 = line->t_stat = line->p_value = NAN;
  out->sum_w = NAN;
}

/* Arrays of the points that count, and the weight to divide by. */
typedef struct points {
  const double *t, *y, *w;
  size_t n;
  double unit;
} points;

static double weighted_mean(const points *p, const double *x, double *low) {
  double sum = 0, weights = 0, rest = 0;
  for (size_t i = 0; i < p->n; i++) sum += p->w[i] / p->unit * x[i], weights += p->w[i] / p->unit;
  double first = sum / weights;
  for (size_t i = 0; i < p->n; i++) rest += p->w[i] / p->unit * (x[i] - first);
  rest /= weights;
  double mean = first + rest;
  *low = rest - (mean - first);
  return mean;
}

/* Weighted sum of (a - mean_a)(b - mean_b). */
static double weighted_products(const points *p, const double *a, double mean_a, const double *b, double mean_b) {
  double sum = 0;
  for (size_t i = 0; i < p->n; i++) sum += p->w[i] / p->unit * (a[i] - mean_a) * (b[i] - mean_b);
  return sum;
}

static double weighted_residuals(const points *p, const lm_ols *line) {
  double sum = 0;
  for (size_t i = 0; i < p->n; i++) {
    double r = (p->y[i] - line->mean_y) - line->slope * (p->t[i] - line->mean_t);
    sum += p->w[i] / p->unit * r * r;
  }
  return sum;
}

static void fit_points(lm_wls *out, const points *p) {
  lm_fit_state state = stats_check_series(p->t, p->y, p->n);
  clear(out, state, p->n);
  if (p->n == 0) return;
  lm_ols *line = &out->line, plain;
  lm_ols_fit(&plain, p->t, p->y, p->n); /* decides the degenerate cases, which weights do not change */
  double weights = 0;
  for (size_t i = 0; i < p->n; i++) weights += p->w[i] / p->unit;
  out->sum_w = weights * p->unit;
  double low;
  line->mean_t = weighted_mean(p, p->t, &line->mean_t_low);
  line->mean_y = stats_all_equal(p->y, p->n) ? p->y[0] : weighted_mean(p, p->y, &low);
  if (state != LM_FIT_OK) return;
  double stt = weighted_products(p, p->t, line->mean_t, p->t, line->mean_t);
  line->sxx = stt * p->unit;
  line->state = plain.state;
  if (plain.state != LM_FIT_OK) {
    line->slope = plain.slope, line->sse = plain.sse, line->sigma = plain.sigma;
    line->se_slope = plain.se_slope, line->se_intercept = plain.se_intercept;
    line->r2 = plain.r2, line->adj_r2 = plain.adj_r2, line->t_stat = plain.t_stat, line->p_value = plain.p_value;
    line->intercept = line->mean_y - line->slope * line->mean_t;
    return;
  }
  line->slope = weighted_products(p, p->t, line->mean_t, p->y, line->mean_y) / stt;
  line->intercept = line->mean_y - line->slope * line->mean_t;
  double sse = weighted_residuals(p, line), syy = weighted_products(p, p->y, line->mean_y, p->y, line->mean_y);
  double sigma = sqrt(sse / line->df); /* per unit of weight */
  line->sse = sse * p->unit;
  line->sigma = sigma * sqrt(p->unit);
  line->se_slope = sigma / sqrt(stt);
  line->se_intercept = sigma * sqrt(1 / weights + line->mean_t * line->mean_t / stt);
  line->r2 = 1 - sse / syy;
  line->adj_r2 = 1 - sse / syy * ((double)(p->n - 1) / line->df);
  line->t_stat = line->slope / line->se_slope;
  line->p_value = fmin(1, 2 * lm_t_upper(fabs(line->t_stat), line->df));
}

/* Copies the points of positive weight. */
static lm_fit_state keep_weighted(points *out, double *memory, const double *t, const double *y, const double *w, size_t n) {
  double *kept_t = memory, *kept_y = memory + n, *kept_w = memory + 2 * n;
  *out = (points){.t = kept_t, .y = kept_y, .w = kept_w};
  for (size_t i = 0; i < n; i++) {
    if (!(w[i] >= 0 && w[i] <= STATS_MAX_ABS)) return LM_FIT_BAD_INPUT;
    if (w[i] == 0) continue;
    kept_t[out->n] = t[i], kept_y[out->n] = y[i], kept_w[out->n] = w[i];
    out->unit = w[i] > out->unit ? w[i] : out->unit;
    out->n++;
  }
  return LM_FIT_OK;
}

void lm_wls_fit(lm_wls *out, const double *t, const double *y, const double *w, size_t n) {
  lm_stats_work local;
  stats_work_init(&local);
  points kept = {0};
  lm_fit_state state = n && (!t || !y || !w || n > SIZE_MAX / 64) ? LM_FIT_BAD_INPUT : LM_FIT_OK;
  double *memory = state == LM_FIT_OK ? stats_doubles(&local, SLOT_Y, 3 * n) : NULL;
  if (state == LM_FIT_OK) state = memory ? keep_weighted(&kept, memory, t, y, w, n) : LM_FIT_NO_MEMORY;
  if (state == LM_FIT_OK) fit_points(out, &kept);
  else clear(out, state, n);
  stats_work_clear(&local);
}

static lm_interval around(double centre, double se, double critical) {
  if (isnan(se) || isnan(critical)) return stats_interval_unknown();
  double half = se == 0 ? 0 : critical * se;
  return stats_interval(centre - half, centre + half);
}

void lm_wls_predict(lm_prediction *out, const lm_wls *fit, double t0, double w0, double level) {
  const lm_ols *line = &fit->line;
  double d = (t0 - line->mean_t) - line->mean_t_low, critical = lm_t_critical(level, line->df, NULL);
  out->fit = line->mean_y + line->slope * d;
  out->se_mean = line->sigma * sqrt(1 / fit->sum_w + d / line->sxx * d);
  out->se_pred = w0 > 0 ? line->sigma * sqrt(1 / fit->sum_w + d / line->sxx * d + 1 / w0) : NAN;
  out->mean = around(out->fit, out->se_mean, critical);
  out->obs = around(out->fit, out->se_pred, critical);
}
