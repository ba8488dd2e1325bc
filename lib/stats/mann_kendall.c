/* mann_kendall.c: Mann-Kendall test of monotonic trend (Mann 1945, Kendall 1975).

   Tail probabilities are computed as tails (erfc, sums from the far end), never as 1 - cdf: 1e-23 comes out as such. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

static void clear(lm_mk *out, lm_fit_state state, size_t n) {
  *out = (lm_mk){.state = state, .n = n};
  out->var_s = out->z = out->p_normal = out->z_plain = out->p_normal_plain = out->p_exact = out->tau_a = out->tau_b = out->p = NAN;
}

static long sign(double x) { return (long)(x > 0) - (long)(x < 0); }

/* Pairs that rise and pairs that fall; S is the difference. */
typedef struct pair_counts {
  long rising, falling;
} pair_counts;

static pair_counts count_pairs(const double *t, const double *y, size_t n) {
  pair_counts c = {0};
  for (size_t i = 0; i + 1 < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      long product = sign(t[j] - t[i]) * sign(y[j] - y[i]);
      c.rising += product > 0, c.falling += product < 0;
    }
  return c;
}

static void normal_tests(lm_mk *out) {
  double sd = sqrt(out->var_s), s = (double)out->s;
  if (out->var_s > 0) {
    out->z_plain = s / sd;
    out->z = (s - (double)sign(s)) / sd;
  } else {
    out->z_plain = out->z = 0;
  }
  out->p_normal = fmin(1, 2 * lm_normal_upper(fabs(out->z)));
  out->p_normal_plain = fmin(1, 2 * lm_normal_upper(fabs(out->z_plain)));
}

/* All that the tests need of the data. */
typedef struct facts {
  pair_counts pairs;
  stats_ties in_t, in_y;
  const double *sorted; /* the variable that has ties, or t */
} facts;

/* When t ascends only y decides: sorting it counts the pairs that fall. */
static void by_rank_sort(facts *f, const double *t, const double *y, size_t n, lm_stats_work *work) {
  const stats_sorting *in_order = stats_rank_sorted(y, n, work);
  f->pairs.falling = (long)in_order->inversions;
  f->in_y = in_order->ties;
  f->pairs.rising = (long)(n * (n - 1) / 2) - f->pairs.falling - (long)(f->in_y.pairs / 2);
  f->sorted = f->in_y.groups ? in_order->sorted : t;
}

static bool by_all_pairs(facts *f, const double *t, const double *y, size_t n, lm_stats_work *work) {
  *f = (facts){.sorted = t};
  if (n <= STATS_RANK_SORT && stats_strictly_increasing(t, n)) {
    by_rank_sort(f, t, y, n, work);
    return true;
  }
  f->pairs = count_pairs(t, y, n);
  const double *sorted_t = stats_sorted(t, n, SLOT_T, work), *sorted_y = stats_sorted(y, n, SLOT_Y, work);
  if (!sorted_t || !sorted_y) return false;
  if (sorted_t != t) f->in_t = stats_count_ties(sorted_t, n);
  if (sorted_y != y) f->in_y = stats_count_ties(sorted_y, n);
  f->sorted = f->in_y.groups ? sorted_y : sorted_t;
  return true;
}

static bool by_merging(facts *f, const double *t, const double *y, size_t n, lm_stats_work *work) {
  stats_pairs p;
  if (!stats_count_pairs(&p, t, y, n, work)) return false;
  f->pairs.falling = (long)p.falling, f->pairs.rising = (long)(p.count - p.level - p.falling);
  f->in_t = p.in_t, f->in_y = p.in_y;
  f->sorted = p.in_y.groups ? p.sorted_y : p.t;
  return true;
}

static lm_fit_state test(lm_mk *out, const double *t, const double *y, size_t n, size_t exact_up_to, bool by_counting,
                         lm_stats_work *work) {
  lm_fit_state state = stats_check_series(t, y, n);
  clear(out, state, n);
  if (state == LM_FIT_CONSTANT_T) out->var_s = 0;
  if (state != LM_FIT_OK) return state;
  facts f;
  if (by_counting ? !by_merging(&f, t, y, n, work) : !by_all_pairs(&f, t, y, n, work)) return LM_FIT_NO_MEMORY;
  double pairs = (double)n * (double)(n - 1);
  bool constant = f.in_y.pairs == pairs;
  out->s = f.pairs.rising - f.pairs.falling;
  out->tie_groups = f.in_y.groups;
  out->var_s = constant ? 0 : stats_kendall_variance(n, &f.in_t, &f.in_y);
  normal_tests(out);
  out->tau_a = 2 * (double)out->s / pairs;
  if (!constant) out->tau_b = 2 * (double)out->s / sqrt((pairs - f.in_t.pairs) * (pairs - f.in_y.pairs));
  if (n <= exact_up_to && (f.in_t.groups == 0 || f.in_y.groups == 0)) {
    out->p_exact = stats_kendall_exact(out->s, f.sorted, n, work);
    if (isnan(out->p_exact)) return LM_FIT_NO_MEMORY;
  }
  out->exact = n <= LM_MK_EXACT_N && !isnan(out->p_exact);
  out->p = out->exact ? out->p_exact : out->p_normal;
  return constant ? LM_FIT_CONSTANT_Y : LM_FIT_OK;
}

static void run(lm_mk *out, const double *t, const double *y, size_t n, size_t exact_up_to, bool by_counting, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  lm_fit_state state = test(out, t, y, n, exact_up_to, by_counting, work ? work : &local);
  if (state == LM_FIT_NO_MEMORY) clear(out, state, n);
  out->state = state;
  if (!work) stats_work_clear(&local);
}

void lm_mann_kendall(lm_mk *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  run(out, t, y, n, LM_MK_EXACT_N, n > STATS_RANK_SORT, work);
}

void lm_mann_kendall_exact(lm_mk *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  run(out, t, y, n, LM_MK_EXACT_LIMIT, n > STATS_RANK_SORT, work);
}

void stats_mann_kendall(lm_mk *out, const double *t, const double *y, size_t n, bool by_counting, lm_stats_work *work) {
  run(out, t, y, n, LM_MK_EXACT_N, by_counting, work);
}

static int by_size(const void *a, const void *b) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

size_t lm_tie_sizes(size_t *sizes, size_t cap, const double *y, size_t n, lm_stats_work *work) {
  lm_stats_work local;
  if (n == 0 || !stats_all_finite(y, n)) return 0;
  if (!work) stats_work_init(&local);
  const double *sorted = stats_sorted(y, n, SLOT_Y, work ? work : &local);
  size_t *all = stats_buffer(work ? work : &local, SLOT_INDEX, n, sizeof *all);
  size_t groups = 0;
  for (size_t i = 0; sorted && all && i < n;) {
    size_t start = i;
    while (i < n && sorted[i] == sorted[start]) i++;
    if (i - start >= 2) all[groups++] = i - start;
  }
  if (groups > 1) qsort(all, groups, sizeof *all, by_size);
  for (size_t i = 0; i < groups && i < cap; i++) sizes[i] = all[i];
  if (!work) stats_work_clear(&local);
  return groups;
}
