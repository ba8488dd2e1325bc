/* without.h: Theil-Sen and Mann-Kendall of a few points without one of them, for one after the other.

   The slopes of all pairs are made and sorted once. A point takes the slopes of its pairs away with it, the others stay in order: what is
   left is the sorted list of the rest, so the answers have the very bits of lm_sen_fit_interval and lm_mann_kendall on the rest. */
#ifndef LM_STATS_WITHOUT_H
#define LM_STATS_WITHOUT_H

#include <logicmodel/stats.h>

#define LM_WITHOUT_MOST 8
#define LM_WITHOUT_PAIRS (LM_WITHOUT_MOST * (LM_WITHOUT_MOST - 1) / 2)

typedef struct lm_without {
  size_t n, pairs;
  double t[LM_WITHOUT_MOST], y[LM_WITHOUT_MOST];
  double slope[LM_WITHOUT_PAIRS];       /* ascending */
  unsigned char pair[LM_WITHOUT_PAIRS]; /* the two points of each, as bits */
  signed char sign[LM_WITHOUT_PAIRS];   /* 1 rises, -1 falls */
  unsigned char order[LM_WITHOUT_MOST]; /* points by y */
} lm_without;

/* 3 to LM_WITHOUT_MOST points, dates ascending, all finite; false: they are not. */
bool lm_without_open(lm_without *all, const double *t, const double *y, size_t n);
/* Without point `left_out`. The intercepts, which take the residuals of every case, stay NaN. */
void lm_sen_without(lm_sen *out, lm_interval *interval, const lm_without *all, size_t left_out, double level, lm_sen_rank rule,
                    lm_stats_work *work);
/* p of the exact test; NaN: out of memory. */
double lm_mann_kendall_without(const lm_without *all, size_t left_out, lm_stats_work *work);

#endif
