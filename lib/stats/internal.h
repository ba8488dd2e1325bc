/* internal.h: what the files of lib/stats share. Not installed. */
#ifndef LM_STATS_INTERNAL_H
#define LM_STATS_INTERNAL_H

#include <logicmodel/stats.h>

/* Beyond this an entry is refused: sums of a million such entries still fit a double. */
#define STATS_MAX_ABS 1e300

/* ---- workspace (work.c) ---- */

typedef enum stats_slot { SLOT_SLOPES, SLOT_Y, SLOT_T, SLOT_COUNTS, SLOT_INDEX, SLOT_COUNT } stats_slot;

#define STATS_CRITICAL_SLOTS 256 /* remembered t quantiles; a power of two */

typedef struct stats_critical {
  double level, df, value; /* level 0: empty */
} stats_critical;

struct lm_stats_work {
  void *buffer[SLOT_COUNT];
  size_t bytes[SLOT_COUNT];
  stats_critical critical[STATS_CRITICAL_SLOTS];
};

/* A temporary workspace without quantile memory is too small to matter, but the real one is 6 KiB: clear only what is used. */
void stats_work_init(lm_stats_work *work);
void stats_work_clear(lm_stats_work *work);

/* At least n entries of `size` bytes, uninitialised, valid until the next call for the same slot. NULL: out of memory. */
void *stats_buffer(lm_stats_work *work, stats_slot slot, size_t n, size_t size);
double *stats_doubles(lm_stats_work *work, stats_slot slot, size_t n);

/* ---- small helpers (select.c, line.c) ---- */

bool stats_all_finite(const double *x, size_t n);
bool stats_all_equal(const double *x, size_t n);
bool stats_strictly_increasing(const double *x, size_t n);

/* Mean, exact to the last bits for a large offset too. n >= 1. */
double stats_mean(const double *x, size_t n);
/* The same, and the part below its last bit: the mean of years, near 2000, is off by 1e-13 otherwise. */
double stats_mean_parts(const double *x, size_t n, double *low);

/* Ascending, in place; no NaN. */
void stats_sort(double *x, size_t n);

/* x itself if it ascends, as years do, else an ascending copy in workspace memory. NULL: out of memory. n >= 1. */
const double *stats_sorted(const double *x, size_t n, stats_slot slot, lm_stats_work *work);

/* Moves the element of rank k (from 0) to x[k], smaller or equal ones before, larger or equal ones after. */
void stats_select(double *x, size_t n, size_t k);

/* Median; reorders x. n >= 1. */
double stats_median(double *x, size_t n);

/* Fills order[] with the indices of t in ascending order of t, equal t in input order. */
bool stats_order(size_t *order, const double *t, size_t n, lm_stats_work *work);

/* Checks that hold for every series: NULL-free, finite, n, spread of t. Returns OK, NO_DATA, ONE_POINT, CONSTANT_T or BAD_INPUT. */
lm_fit_state stats_check_series(const double *t, const double *y, size_t n);

/* Whether three or more points lie on one line, as decimals. The t are not all equal. */
bool stats_on_a_line(const double *t, const double *y, size_t n);

/* ---- ties and Kendall's variance (kendall.c) ---- */

/* Sums over groups of g equal values in sorted x: Σg(g-1)(2g+5), Σg(g-1)(g-2), Σg(g-1), and the number of groups with g >= 2. */
typedef struct stats_ties {
  double variance, triples, pairs;
  size_t groups;
} stats_ties;
stats_ties stats_count_ties(const double *sorted, size_t n);
double stats_kendall_variance(size_t n, const stats_ties *in_t, const stats_ties *in_y);

/* P(|S*| >= |s|) for all orders of values with the tie groups of `sorted`. NaN if out of memory. n >= 2. */
double stats_kendall_exact(long s, const double *sorted, size_t n, lm_stats_work *work);

/* ---- incomplete beta and gamma (special.c) ---- */

/* Regularised: lower tail and upper tail. a, b > 0, 0 <= x <= 1; `complement` is 1 - x, given so that no digits are lost. */
double stats_beta_lower(double a, double b, double x, double complement);
double stats_gamma_lower(double a, double x);
double stats_gamma_upper(double a, double x);

/* x with lower tail p (upper = false) or upper tail p (upper = true); 0 < p < 1. */
double stats_beta_quantile(double p, double a, double b, bool upper);
double stats_gamma_quantile(double p, double a, bool upper);

/* Exact lower limits of a smaller (fractional) count are below 1e-323: 0. */
#define STATS_LEAST_COUNT 5e-4

/* ---- intervals ---- */

lm_interval stats_interval_unknown(void);
lm_interval stats_interval(double lower, double upper);
bool stats_level_ok(double level);
/* z of a two-sided interval. */
double stats_z(double level);

#endif
