/* multi.c: linear least squares with several regressors.

   Modified Gram-Schmidt on the columns of X and y in double-double arithmetic (about 32 digits; Dekker 1971, Knuth): plain double QR
   gives 7 to 9 digits on NIST's Longley and Wampler4, 5, this gives all that the data hold. A column that keeps less than 1e-14 of its
   length after the ones before it are taken out counts as dependent on them. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

#define DEPENDENT 1e-14

typedef struct dd {
  double high, low;
} dd;

static dd quick_sum(double a, double b) { /* |a| >= |b| */
  double s = a + b;
  return (dd){s, b - (s - a)};
}

static dd dd_add(dd a, dd b) {
  double s = a.high + b.high, part = s - a.high;
  double error = (a.high - (s - part)) + (b.high - part);
  return quick_sum(s, error + (a.low + b.low));
}

static dd dd_negative(dd a) { return (dd){-a.high, -a.low}; }

static dd dd_multiply(dd a, dd b) {
  double p = a.high * b.high;
  return quick_sum(p, fma(a.high, b.high, -p) + (a.high * b.low + a.low * b.high));
}

static dd dd_divide(dd a, dd b) {
  double first = a.high / b.high;
  dd rest = dd_add(a, dd_negative(dd_multiply(b, (dd){first, 0})));
  double second = rest.high / b.high;
  rest = dd_add(rest, dd_negative(dd_multiply(b, (dd){second, 0})));
  return dd_add(quick_sum(first, second), (dd){rest.high / b.high, 0});
}

static dd dd_root(dd a) {
  if (!(a.high > 0)) return (dd){0, 0};
  double first = sqrt(a.high);
  dd rest = dd_add(a, dd_negative(dd_multiply((dd){first, 0}, (dd){first, 0})));
  return quick_sum(first, rest.high / (2 * first));
}

static dd dot(const dd *a, const dd *b, size_t n) {
  dd sum = {0, 0};
  for (size_t i = 0; i < n; i++) sum = dd_add(sum, dd_multiply(a[i], b[i]));
  return sum;
}

/* column -= factor·unit */
static void take_out(dd *column, const dd *unit, dd factor, size_t n) {
  for (size_t i = 0; i < n; i++) column[i] = dd_add(column[i], dd_negative(dd_multiply(factor, unit[i])));
}

/* Columns of X in q (n entries each), y after them, and the triangle R (p·p, row after row). */
typedef struct equations {
  size_t n, p;
  dd *q, *y, *r, *rhs;
} equations;

static void load(equations *s, const double *x, const double *y) {
  for (size_t i = 0; i < s->n; i++) {
    for (size_t k = 0; k < s->p; k++) s->q[k * s->n + i] = (dd){x[i * s->p + k], 0};
    s->y[i] = (dd){y[i], 0};
  }
}

/* Orthogonalises; what is left of y are the residuals. False if a column depends on the ones before it. */
static bool decompose(equations *s) {
  for (size_t k = 0; k < s->p; k++) {
    dd *unit = s->q + k * s->n;
    dd length = dd_root(dot(unit, unit, s->n)), before = length;
    for (size_t j = 0; j < k; j++) before = dd_root(dd_add(dd_multiply(before, before), dd_multiply(s->r[j * s->p + k], s->r[j * s->p + k])));
    if (!(length.high > DEPENDENT * before.high)) return false;
    s->r[k * s->p + k] = length;
    for (size_t i = 0; i < s->n; i++) unit[i] = dd_divide(unit[i], length);
    for (size_t j = k + 1; j < s->p; j++) {
      s->r[k * s->p + j] = dot(unit, s->q + j * s->n, s->n);
      take_out(s->q + j * s->n, unit, s->r[k * s->p + j], s->n);
    }
    s->rhs[k] = dot(unit, s->y, s->n);
    take_out(s->y, unit, s->rhs[k], s->n);
  }
  return true;
}

/* Solves R·b = rhs in place. */
static void back_substitute(const equations *s, dd *rhs) {
  for (size_t k = s->p; k-- > 0;) {
    for (size_t j = k + 1; j < s->p; j++) rhs[k] = dd_add(rhs[k], dd_negative(dd_multiply(s->r[k * s->p + j], rhs[j])));
    rhs[k] = dd_divide(rhs[k], s->r[k * s->p + k]);
  }
}

/* Variance factors: squared row lengths of R⁻¹, column by column of the inverse. `column` has p entries. */
static void standard_errors(const equations *s, double *se, double sigma, dd *column) {
  for (size_t k = 0; k < s->p; k++) se[k] = 0;
  for (size_t k = 0; k < s->p; k++) {
    for (size_t j = 0; j < s->p; j++) column[j] = (dd){j == k, 0};
    back_substitute(s, column);
    for (size_t j = 0; j <= k; j++) se[j] += column[j].high * column[j].high;
  }
  for (size_t k = 0; k < s->p; k++) se[k] = sigma * sqrt(se[k]);
}

static double total_squares(const double *y, size_t n, bool about_mean) {
  double mean = about_mean ? stats_mean(y, n) : 0, sum = 0;
  for (size_t i = 0; i < n; i++) sum += (y[i] - mean) * (y[i] - mean);
  return sum;
}

static lm_fit_state solve(lm_multi *out, double *coef, double *se, equations *s, const double *x, const double *y, bool intercept) {
  load(s, x, y);
  if (!decompose(s)) return LM_FIT_CONSTANT_T;
  back_substitute(s, s->rhs);
  for (size_t k = 0; k < s->p; k++) coef[k] = s->rhs[k].high;
  double total = total_squares(y, s->n, intercept);
  out->sse = s->n == s->p ? 0 : dot(s->y, s->y, s->n).high;
  if (total > 0) out->r2 = 1 - out->sse / total;
  if (s->n == s->p) return LM_FIT_NO_DF;
  out->sigma = sqrt(out->sse / out->df);
  if (se) standard_errors(s, se, out->sigma, s->rhs);
  return LM_FIT_OK;
}

static bool sizes_ok(const double *x, const double *y, size_t n, size_t p) {
  return x && y && p > 0 && n >= p && n < SIZE_MAX / 64 / (p + 2) && stats_all_finite(x, n * p) && stats_all_finite(y, n);
}

void lm_multi_fit(lm_multi *out, double *coef, double *se, const double *x, const double *y, size_t n, size_t p, bool intercept) {
  *out = (lm_multi){LM_FIT_BAD_INPUT, n, p, NAN, NAN, NAN, n >= p ? (double)(n - p) : NAN};
  for (size_t k = 0; k < p; k++) {
    coef[k] = NAN;
    if (se) se[k] = NAN;
  }
  if (!sizes_ok(x, y, n, p)) return;
  dd *memory = malloc((n * (p + 1) + p * p + p) * sizeof *memory);
  out->state = LM_FIT_NO_MEMORY;
  if (!memory) return;
  equations s = {n, p, memory, memory + n * p, memory + n * (p + 1), memory + n * (p + 1) + p * p};
  out->state = solve(out, coef, se, &s, x, y, intercept);
  free(memory);
}
