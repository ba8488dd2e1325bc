/* internal.h: what the files of lib/stats share. Not installed. */
#ifndef LM_STATS_INTERNAL_H
#define LM_STATS_INTERNAL_H

#include <logicmodel/stats.h>

#include <string.h>

/* Beyond this an entry is refused: sums of a million such entries still fit a double. */
#define STATS_MAX_ABS 1e300

/* ---- workspace (work.c) ---- */

typedef enum stats_slot { SLOT_SLOPES, SLOT_Y, SLOT_T, SLOT_COUNTS, SLOT_INDEX, SLOT_POINTS, SLOT_SAMPLE, SLOT_RESIDUALS, SLOT_COUNT } stats_slot;

#define STATS_CRITICAL_SLOTS 256 /* remembered t quantiles; a power of two */

typedef struct stats_critical {
  double level, df, value; /* level 0: empty */
} stats_critical;

/* Exact p of Kendall's S for a few values, by how many there are and which of the sorted ones equal the next. */
#define STATS_EXACT_SLOTS 256 /* a power of two */
#define STATS_EXACT_MOST 8    /* values */
typedef struct stats_exact {
  unsigned key; /* 0: empty */
  double p;
} stats_exact;

/* Two at a time: compilers find no way of their own from comparing doubles to counting in the oldest vector registers. A comparison
   gives 0 or -1. */
typedef double stats_two __attribute__((vector_size(16)));
typedef int64_t stats_two_counts __attribute__((vector_size(16)));
static inline stats_two stats_two_of(const double *x) {
  stats_two two;
  memcpy(&two, x, sizeof two);
  return two;
}

#define STATS_RANK_SORT 32 /* entries: from there on sorting goes another way than comparing every pair */

/* Sums over groups of g equal values in sorted x: Σg(g-1)(2g+5), Σg(g-1)(g-2), Σg(g-1), and the number of groups with g >= 2. */
typedef struct stats_ties {
  double variance, triples, pairs;
  size_t groups;
} stats_ties;

/* The values sorted last, how many pairs of them were out of order, and their ties: test, slope and median of a series each want that. */
typedef struct stats_sorting {
  size_t n, inversions; /* n 0: none */
  stats_ties ties;
  double from[STATS_RANK_SORT], sorted[STATS_RANK_SORT];
} stats_sorting;

struct lm_stats_work {
  void *buffer[SLOT_COUNT];
  size_t bytes[SLOT_COUNT];
  stats_critical critical[STATS_CRITICAL_SLOTS];
  bool remembers; /* what follows; it is not worth clearing in a workspace for one call */
  stats_exact exact[STATS_EXACT_SLOTS];
  stats_sorting sorting;
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

/* The same for at most STATS_RANK_SORT entries; returns how many pairs were out of order. Every pair is compared, without a branch. */
size_t stats_rank_sort(double *x, size_t n);
/* The same with x left as it is, by memory if it was asked for x just before. Valid until the next is sorted. */
const stats_sorting *stats_rank_sorted(const double *x, size_t n, lm_stats_work *work);

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

/* Where the least and the largest t stand, the first of equal ones. n >= 1. */
void stats_ends(size_t *first, size_t *last, const double *t, size_t n);

/* Whether three or more points lie on one line, as decimals. The t are not all equal. */
bool stats_on_a_line(const double *t, const double *y, size_t n);

/* ---- ties and Kendall's variance (kendall.c) ---- */

stats_ties stats_count_ties(const double *sorted, size_t n);
double stats_kendall_variance(size_t n, const stats_ties *in_t, const stats_ties *in_y);

/* P(|S*| >= |s|) for all orders of values with the tie groups of `sorted`. NaN if out of memory. n >= 2. */
double stats_kendall_exact(long s, const double *sorted, size_t n, lm_stats_work *work);

/* ---- pairs and their slopes (slopes.c) ---- */

/* From here on pairs are counted by merge sort; below, going through all of them is faster. Measured. */
#define STATS_COUNTED_FROM 120

typedef struct stats_point {
  double key;
  size_t at; /* place in the order of t */
} stats_point;

/* Sorts by key, equal keys in input order; returns how many pairs were out of order. `scratch` has n entries too. */
size_t stats_sort_points(stats_point *p, stats_point *scratch, size_t n);

/* Pairs with different t: how many, how many fall, how many are level (the rest rise). t and y are in order of t, equal t in order
   of y; they are the input, or in workspace memory as sorted_y is. O(n log n). */
typedef struct stats_pairs {
  size_t count, falling, level;
  const double *t, *y, *sorted_y;
  stats_ties in_t, in_y;
} stats_pairs;
bool stats_count_pairs(stats_pairs *out, const double *t, const double *y, size_t n, lm_stats_work *work);

/* Order statistics of the slopes of all pairs with different t, the same bits either way; `by_counting` fills `pairs` too. The t
   are not all equal. False: out of memory. */
#define STATS_SLOPE_BUCKETS 32
#define STATS_SLOPE_PLACES 24
#define STATS_SLOPE_CLASSES 4096
typedef struct stats_slopes {
  size_t n, count; /* points, slopes */
  bool by_counting, sorted;
  double *list, *window;
  double low, high; /* of the window */
  size_t windowed, below;
  stats_pairs pairs;
  stats_point *points;
  double *sample;
  size_t sampled, listed, placed;
  size_t *class_counts;
  double middle_t, middle_y, noise_y, noise_t, lowest, highest, crowded, common;
  size_t common_from, common_to;
  bool countable, extremes_known;
  unsigned start[STATS_SLOPE_BUCKETS + 2];
  size_t place[STATS_SLOPE_PLACES];
} stats_slopes;
bool stats_slopes_open(stats_slopes *s, const double *t, const double *y, size_t n, bool by_counting, lm_stats_work *work);

/* `count` slopes of n points that are in order already; `list` stays the caller's. */
void stats_slopes_sorted(stats_slopes *s, double *list, size_t count, size_t n);

/* Slopes of rank k (from 0) and k + 1 (undefined at the last). Zeros may have either sign. */
void stats_slopes_at(stats_slopes *s, size_t k, double value[2]);

/* From slopes in order, dates that ascend and the sorted values; the intercepts stay NaN. */
void stats_sen_sorted(lm_sen *out, lm_interval *interval, stats_slopes *slopes, const double *t, const double *sorted_y, double level,
                      lm_sen_rank rule, lm_stats_work *work);

/* Both ways of the public functions, for tests. */
void stats_sen(lm_sen *out, lm_interval *interval, const double *t, const double *y, size_t n, double level, lm_sen_rank rule,
               bool by_counting, lm_stats_work *work);
void stats_mann_kendall(lm_mk *out, const double *t, const double *y, size_t n, bool by_counting, lm_stats_work *work);

/* ---- incomplete beta and gamma (special.c) ---- */

/* Regularised: lower tail and upper tail. a, b > 0, 0 <= x <= 1; `complement` is 1 - x, given so that no digits are lost. */
double stats_beta_lower(double a, double b, double x, double complement);
double stats_gamma_lower(double a, double x);
double stats_gamma_upper(double a, double x);

double stats_log_gamma(double x); /* log_gamma.c; x > 0 */

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
