/* padjust.c: adjusting p-values for many tests (R p.adjust). Benjamini & Hochberg 1995, Benjamini & Yekutieli 2001, Holm 1979. */
#include "internal.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

static bool all_p(const double *p, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!isnan(p[i]) && !(p[i] >= 0 && p[i] <= 1)) return false;
  return true;
}

static double harmonic(size_t m) {
  double sum = 0;
  for (size_t i = m; i > 0; i--) sum += 1 / (double)i;
  return sum;
}

/* From the largest p down, p·m/rank, never above the one before. */
static void step_up(double *adjusted, const double *p, const size_t *order, size_t m, double factor) {
  double least = 1;
  for (size_t rank = m; rank > 0; rank--) {
    double value = factor * p[order[rank - 1]] * ((double)m / (double)rank);
    adjusted[order[rank - 1]] = least = fmin(least, value);
  }
}

/* Holm: from the smallest p up, p·(m - rank + 1), never below the one before. */
static void step_down(double *adjusted, const double *p, const size_t *order, size_t m) {
  double most = 0;
  for (size_t rank = 1; rank <= m; rank++) {
    double value = fmin(1, p[order[rank - 1]] * (double)(m - rank + 1));
    adjusted[order[rank - 1]] = most = fmax(most, value);
  }
}

static void adjust(double *adjusted, const double *p, const size_t *order, size_t m, lm_p_method method) {
  switch (method) {
  case LM_P_BH: step_up(adjusted, p, order, m, 1); break;
  case LM_P_BY: step_up(adjusted, p, order, m, harmonic(m)); break;
  case LM_P_HOLM: step_down(adjusted, p, order, m); break;
  case LM_P_BONFERRONI:
    for (size_t i = 0; i < m; i++) adjusted[i] = fmin(1, p[i] * (double)m);
    break;
  }
}

lm_status lm_p_adjust(double *out, const double *p, size_t n, lm_p_method method) {
  if (n == 0) return LM_OK;
  if (!out || !p || !all_p(p, n)) return LM_EINVAL;
  if (n > SIZE_MAX / 64) return LM_ENOMEM;
  double *known = calloc(2 * n, sizeof *known);
  size_t *order = malloc(n * sizeof *order);
  lm_status status = known && order ? LM_OK : LM_ENOMEM;
  if (status == LM_OK) {
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
      if (!isnan(p[i])) known[m++] = p[i];
    gsl_sort_index(order, known, 1, m);
    adjust(known + n, known, order, m, method);
    for (size_t i = 0, k = 0; i < n; i++) out[i] = isnan(p[i]) ? NAN : known[n + k++];
  }
  free(known);
  free(order);
  return status;
}
