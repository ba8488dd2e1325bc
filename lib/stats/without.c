/* without.c: see without.h. */
#include "without.h"

#include "internal.h"

#include <math.h>

/* Insertion sorts: a few dozen entries that are nearly in order, as the pairs of a line are not, but as cheap as anything. */
static void add_pair(lm_without *all, size_t i, size_t j) {
  double slope = (all->y[j] - all->y[i]) / (all->t[j] - all->t[i]);
  size_t at = all->pairs++;
  for (; at > 0 && all->slope[at - 1] > slope; at--) {
    all->slope[at] = all->slope[at - 1];
    all->pair[at] = all->pair[at - 1];
    all->sign[at] = all->sign[at - 1];
  }
  all->slope[at] = slope;
  all->pair[at] = (unsigned char)(1u << i | 1u << j);
  all->sign[at] = (signed char)((all->y[j] > all->y[i]) - (all->y[j] < all->y[i]));
}

static void place_by_y(lm_without *all, size_t i) {
  size_t at = i;
  for (; at > 0 && all->y[all->order[at - 1]] > all->y[i]; at--) all->order[at] = all->order[at - 1];
  all->order[at] = (unsigned char)i;
}

bool lm_without_open(lm_without *all, const double *t, const double *y, size_t n) {
  if (n < 3 || n > LM_WITHOUT_MOST || stats_check_series(t, y, n) != LM_FIT_OK || !stats_strictly_increasing(t, n)) return false;
  all->n = n;
  all->pairs = 0;
  for (size_t j = 0; j < n; j++) {
    all->t[j] = t[j];
    all->y[j] = y[j];
    place_by_y(all, j);
    for (size_t i = 0; i < j; i++) add_pair(all, i, j);
  }
  return true;
}

static size_t slopes_left(double *list, const lm_without *all, size_t left_out) {
  unsigned gone = 1u << left_out;
  size_t count = 0;
  for (size_t i = 0; i < all->pairs; i++) {
    list[count] = all->slope[i]; /* overwritten by the next if its pair is gone */
    count += (all->pair[i] & gone) == 0;
  }
  return count;
}

static size_t dates_left(double *list, const lm_without *all, size_t left_out) {
  size_t count = 0;
  for (size_t i = 0; i < all->n; i++)
    if (i != left_out) list[count++] = all->t[i];
  return count;
}

static void values_left(double *sorted, const lm_without *all, size_t left_out) {
  size_t count = 0;
  for (size_t i = 0; i < all->n; i++)
    if (all->order[i] != left_out) sorted[count++] = all->y[all->order[i]];
}

void lm_sen_without(lm_sen *out, lm_interval *interval, const lm_without *all, size_t left_out, double level, lm_sen_rank rule,
                    lm_stats_work *work) {
  double list[LM_WITHOUT_PAIRS], t[LM_WITHOUT_MOST], sorted_y[LM_WITHOUT_MOST];
  size_t n = dates_left(t, all, left_out);
  values_left(sorted_y, all, left_out);
  stats_slopes slopes;
  stats_slopes_sorted(&slopes, list, slopes_left(list, all, left_out), n);
  stats_sen_sorted(out, interval, &slopes, t, sorted_y, level, rule, work);
}

double lm_mann_kendall_without(const lm_without *all, size_t left_out, lm_stats_work *work) {
  double sorted_y[LM_WITHOUT_MOST];
  unsigned gone = 1u << left_out;
  long s = 0;
  for (size_t i = 0; i < all->pairs; i++) s += (all->pair[i] & gone) == 0 ? all->sign[i] : 0;
  values_left(sorted_y, all, left_out);
  return stats_kendall_exact(s, sorted_y, all->n - 1, work);
}
