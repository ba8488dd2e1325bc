/* holt.c: Holt's linear trend, damped or not, with given parameters (Holt 1957; Gardner & McKenzie 1985; Hyndman, Koehler, Ord &
   Snyder, Forecasting with Exponential Smoothing, 2008). The operations are in the order of R HoltWinters: on a level of 1e9 with changes of 1 the eighth digit of the trend
   depends on it. */
#include "internal.h"

#include <math.h>

static bool parameters_ok(double alpha, double beta, double phi) {
  return alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1 && phi > 0 && phi <= 1;
}

void lm_holt_run(lm_holt *out, const double *y, size_t n, double alpha, double beta, double phi, double level0, double trend0) {
  *out = (lm_holt){.state = LM_FIT_OK, .n = n, .alpha = alpha, .beta = beta, .phi = phi, .level = level0, .trend = trend0};
  bool start_ok = fabs(level0) <= STATS_MAX_ABS && fabs(trend0) <= STATS_MAX_ABS;
  if (!parameters_ok(alpha, beta, phi) || !start_ok || (n && (!y || !stats_all_finite(y, n)))) {
    out->state = LM_FIT_BAD_INPUT;
    out->level = out->trend = out->sse = NAN;
    return;
  }
  if (n == 0) out->state = LM_FIT_NO_DATA;
  for (size_t i = 0; i < n; i++) {
    double before = out->level, expected = before + phi * out->trend, error = y[i] - expected;
    out->level = alpha * y[i] + (1 - alpha) * expected;
    out->trend = beta * (out->level - before) + (1 - beta) * (phi * out->trend);
    out->sse += error * error;
  }
}

void lm_holt_winters(lm_holt *out, const double *y, size_t n, double alpha, double beta, double phi) {
  if (n >= 2 && y && stats_all_finite(y, n)) {
    lm_holt_run(out, y + 2, n - 2, alpha, beta, phi, y[1], y[1] - y[0]);
    if (out->state == LM_FIT_NO_DATA) out->state = LM_FIT_OK; /* two values: the start is the answer */
    return;
  }
  lm_holt_run(out, NULL, 0, alpha, beta, phi, 0, 0);
  out->level = out->trend = out->sse = NAN;
  if (out->state == LM_FIT_BAD_INPUT || (n && (!y || !stats_all_finite(y, n)))) out->state = LM_FIT_BAD_INPUT;
  else out->state = n ? LM_FIT_ONE_POINT : LM_FIT_NO_DATA;
}

/* phi + … + phi^h. */
static double damped_steps(double phi, unsigned h) {
  if (phi == 1) return h;
  return phi * -expm1((double)h * log(phi)) / (1 - phi);
}

double lm_holt_forecast(const lm_holt *fit, unsigned h) { return fit->level + damped_steps(fit->phi, h) * fit->trend; }

lm_interval lm_holt_interval(const lm_holt *fit, unsigned h, double level, double sigma2) {
  double centre = lm_holt_forecast(fit, h), factor = 1, steps = 0, power = 1;
  if (h == 0 || !stats_level_ok(level) || !(sigma2 >= 0 && sigma2 <= STATS_MAX_ABS) || isnan(centre)) return stats_interval_unknown();
  for (unsigned j = 1; j < h; j++) {
    power *= fit->phi, steps += power;
    double c = fit->alpha * (1 + fit->beta * steps);
    factor += c * c;
  }
  double half = stats_z(level) * sqrt(sigma2 * factor);
  return stats_interval(centre - half, centre + half);
}
