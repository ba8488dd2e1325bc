/* kernels.c: what the statistics of one series cost, against the same with plain GSL calls in the same run.

   kernels [RUNS]: least squares with p, three prediction intervals, Mann-Kendall, Theil-Sen with interval, at n = 6, 20, 60, 240 and, for the
   library alone, 960. Medians of interleaved runs; read the ratios, not the seconds. Ends with 1 if the answers differ. */
#include <logicmodel/stats.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LEVEL 0.8
#define MAX_RUNS 101

/* ---- data: the same on every machine ---- */

static uint64_t state = 20250701;

static unsigned below(unsigned limit) {
  uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return (unsigned)((z ^ z >> 31) >> 33) % limit;
}

/* Years with gaps, or months beyond 60 points; one decimal; one series in four rounded to whole numbers (ties), one in a hundred constant. */
static void make_series(double *t, double *y, size_t n) {
  unsigned rounding = below(4) ? 1 : 10, constant = below(100) == 0, at = 0;
  double level = 100 + below(800), slope = below(41) / 10.0 - 2;
  for (size_t i = 0; i < n; i++, at++) {
    at += below(16) == 0;
    t[i] = n > 60 ? 2005 + at / 12.0 : 2005 + (double)at;
    double exact = constant ? level : level + slope * (double)at * 20 / (double)n + below(401) / 10.0 - 20;
    y[i] = rint(exact * 10 / rounding) * rounding / 10;
  }
}

/* ---- both ways ---- */

typedef struct answer {
  double slope, p, lower[3], sen, sen_lower, sen_upper, z;
} answer;

static void library(answer *a, const double *t, const double *y, size_t n, lm_stats_work *work) {
  lm_ols line;
  lm_mk mk;
  lm_sen sen;
  lm_interval slope;
  lm_ols_fit(&line, t, y, n);
  double critical = lm_t_critical(LEVEL, line.df, work);
  for (int h = 0; h < 3; h++) {
    lm_prediction at;
    lm_ols_predict_critical(&at, &line, 2030 + 5 * h, critical);
    a->lower[h] = at.obs.lower;
  }
  lm_mann_kendall(&mk, t, y, n, work);
  lm_sen_fit_interval(&sen, &slope, t, y, n, LEVEL, LM_SEN_CLAMP, work);
  a->slope = line.slope, a->p = line.p_value, a->z = mk.z, a->sen = sen.slope, a->sen_lower = slope.lower, a->sen_upper = slope.upper;
}

static double kendall_z(const double *t, const double *y, size_t n, double *sorted, double *sd) {
  double s = 0, count = (double)n, variance = count * (count - 1) * (2 * count + 5);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) s += ((t[j] > t[i]) - (t[j] < t[i])) * ((y[j] > y[i]) - (y[j] < y[i]));
  for (size_t i = 0; i < n; i++) sorted[i] = y[i];
  gsl_sort(sorted, 1, n);
  for (size_t i = 0; i < n;) {
    size_t start = i;
    while (i < n && sorted[i] == sorted[start]) i++;
    double g = (double)(i - start);
    variance -= g * (g - 1) * (2 * g + 5);
  }
  *sd = sqrt(variance / 18);
  double z = *sd > 0 ? (s - (s > 0) + (s < 0)) / *sd : 0;
  return z + 0 * gsl_cdf_ugaussian_Q(fabs(z)); /* the p that anyone would ask for */
}

/* What one writes with the same library, without further thought. */
static void plain(answer *a, const double *t, const double *y, size_t n, double *memory) {
  double c0, c1, cov00, cov01, cov11, sse, sd, *slopes = memory + n;
  gsl_fit_linear(t, 1, y, 1, n, &c0, &c1, &cov00, &cov01, &cov11, &sse);
  double sigma2 = sse / (double)(n - 2), critical = gsl_cdf_tdist_Pinv((1 + LEVEL) / 2, (double)(n - 2));
  for (int h = 0; h < 3; h++) {
    double fit, error;
    gsl_fit_linear_est(2030 + 5 * h, c0, c1, cov00, cov01, cov11, &fit, &error);
    a->lower[h] = fit - critical * sqrt(error * error + sigma2);
  }
  a->z = kendall_z(t, y, n, memory, &sd);
  size_t pairs = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      if (t[i] != t[j]) slopes[pairs++] = (y[j] - y[i]) / (t[j] - t[i]);
  gsl_sort(slopes, 1, pairs);
  a->sen = pairs % 2 ? slopes[pairs / 2] : (slopes[pairs / 2 - 1] + slopes[pairs / 2]) / 2;
  double reach = gsl_cdf_ugaussian_Pinv((1 + LEVEL) / 2) * sd, count = (double)pairs;
  a->sen_lower = slopes[(size_t)fmax(nearbyint((count - reach) / 2), 1) - 1];
  a->sen_upper = slopes[(size_t)fmin(nearbyint((count + reach) / 2 + 1), count) - 1];
  a->slope = c1;
  a->p = 2 * gsl_cdf_tdist_Q(fabs(c1) / sqrt(cov11), (double)(n - 2));
}

static bool close_to(double a, double b) { return fabs(a - b) <= 1e-6 * (1 + fabs(b)); }

static bool agree(const answer *a, const answer *b) {
  bool same = close_to(a->slope, b->slope) && (isnan(a->p) || close_to(a->p, b->p)) && close_to(a->z, b->z) && close_to(a->sen, b->sen);
  same = same && close_to(a->sen_lower, b->sen_lower) && close_to(a->sen_upper, b->sen_upper);
  for (int h = 0; h < 3; h++) same = same && close_to(a->lower[h], b->lower[h]);
  return same;
}

/* ---- timing ---- */

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static double median(double *x, size_t n) {
  gsl_sort(x, 1, n);
  return x[n / 2];
}

typedef struct bench {
  size_t n, series;
  double *t, *y, *memory;
  lm_stats_work *work;
} bench;

static double time_library(const bench *b, double *sink) {
  double start = now();
  for (size_t i = 0; i < b->series; i++) {
    answer a;
    library(&a, b->t + i * b->n, b->y + i * b->n, b->n, b->work);
    *sink += a.sen;
  }
  return (now() - start) / (double)b->series;
}

static double time_plain(const bench *b, double *sink) {
  double start = now();
  for (size_t i = 0; i < b->series; i++) {
    answer a;
    plain(&a, b->t + i * b->n, b->y + i * b->n, b->n, b->memory);
    *sink += a.sen;
  }
  return (now() - start) / (double)b->series;
}

static size_t disagreements(const bench *b) {
  size_t differ = 0;
  for (size_t i = 0; i < b->series; i++) {
    answer ours, theirs;
    library(&ours, b->t + i * b->n, b->y + i * b->n, b->n, b->work);
    plain(&theirs, b->t + i * b->n, b->y + i * b->n, b->n, b->memory);
    differ += !agree(&ours, &theirs);
  }
  return differ;
}

static bool bench_open(bench *b, size_t n, size_t series) {
  *b = (bench){.n = n, .series = series, .work = lm_stats_work_new()};
  b->t = malloc(n * series * sizeof *b->t), b->y = malloc(n * series * sizeof *b->y);
  b->memory = malloc((n + n * (n - 1) / 2) * sizeof *b->memory);
  if (!b->t || !b->y || !b->memory || !b->work) return false;
  for (size_t i = 0; i < series; i++) make_series(b->t + i * n, b->y + i * n, n);
  return true;
}

static void bench_close(bench *b) {
  free(b->t), free(b->y), free(b->memory);
  lm_stats_work_free(b->work);
}

int main(int argc, char **argv) {
  static const struct {
    size_t n, series;
    bool compare;
  } sizes[] = {{6, 4000, true}, {20, 4000, true}, {60, 800, true}, {240, 80, true}, {960, 40, false}};
  enum { SIZES = sizeof sizes / sizeof sizes[0] };
  static double ours[SIZES][MAX_RUNS], theirs[SIZES][MAX_RUNS], growth[MAX_RUNS];
  size_t runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 11, differ = 0;
  if (runs < 1 || runs > MAX_RUNS) runs = 11;
  bench benches[SIZES];
  double sink = 0;
  for (size_t k = 0; k < SIZES; k++) {
    if (!bench_open(&benches[k], sizes[k].n, sizes[k].series)) return 2;
    if (sizes[k].compare) differ += disagreements(&benches[k]);
  }
  for (size_t run = 0; run < runs; run++) {
    for (size_t k = 0; k < SIZES; k++) {
      ours[k][run] = time_library(&benches[k], &sink);
      if (sizes[k].compare) theirs[k][run] = time_plain(&benches[k], &sink);
    }
    growth[run] = ours[3][run] / ours[1][run];
  }
  printf("%6s %14s %16s %14s %10s\n", "n", "ns/series", "series/s/core", "GSL ns/series", "GSL/ours");
  for (size_t k = 0; k < SIZES; k++) {
    double ratios[MAX_RUNS];
    for (size_t run = 0; run < runs; run++) ratios[run] = theirs[k][run] / ours[k][run];
    double mine = median(ours[k], runs);
    printf("%6zu %14.0f %16.0f", sizes[k].n, mine, 1e9 / mine);
    if (sizes[k].compare) printf(" %14.0f %10.2f\n", median(theirs[k], runs), median(ratios, runs));
    else putchar('\n');
    bench_close(&benches[k]);
  }
  printf("n = 240 / n = 20: %.1f\n", median(growth, runs));
  if (differ) printf("%zu series with different answers\n", differ);
  return differ || isnan(sink) ? 1 : 0;
}
