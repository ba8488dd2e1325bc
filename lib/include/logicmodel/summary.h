/* summary.h: the plain statistics of one series, and the intervals of one count, all at once, for the commands trend and interval.

   Conventions and formulas are those of stats.h (docs/methods.md); nothing is decided here. */
#ifndef LOGICMODEL_SUMMARY_H
#define LOGICMODEL_SUMMARY_H

#include <logicmodel/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { LM_SUMMARY_LEVELS = 3, LM_SUMMARY_AT = 16 };
/* Levels of Sen's interval (0.8, 0.9, 0.95) and of forecasts (0.5, 0.8, 0.95). */
LM_API double lm_summary_sen_level(size_t index);
LM_API double lm_summary_forecast_level(size_t index);

typedef struct lm_sen_levels {
  double c, m1, m2; /* C = z·√var_s, and the ranks M1 and M2+1 */
  lm_interval by[LM_SEN_CONTINUITY + 1]; /* in the order of lm_sen_rank */
} lm_sen_levels;

typedef struct lm_summary_forecast {
  double t0;
  lm_prediction line[LM_SUMMARY_LEVELS];
  lm_prediction weighted[2][LM_SUMMARY_LEVELS]; /* future weight w0 = 1, mean(w) */
  double sen_medians, sen_residuals;
} lm_summary_forecast;

typedef struct lm_series_summary {
  const char *id;
  const double *t, *y, *w; /* borrowed; w NULL: no weights */
  size_t n;
  double first, last; /* earliest and latest t; NaN when n is 0 */
  lm_ols line;
  lm_interval line_slope; /* 95 % */
  lm_wls weighted;
  lm_interval weighted_slope;
  double mean_w;
  lm_sen sen;
  lm_sen_levels sen_at[LM_SUMMARY_LEVELS];
  lm_mk mk;                  /* p_exact for every n up to LM_MK_EXACT_LIMIT */
  size_t *tie;               /* sizes of the groups of equal values, ascending */
  size_t ties;
  double var_s_no_ties;
  lm_xmr xmr;                /* not screened */
  unsigned char *flags;      /* one per point, LM_XMR_…; all 0 for n < 2 */
  lm_summary_forecast forecast[LM_SUMMARY_AT];
  size_t forecasts;
} lm_series_summary;

/* t, y, w: n points in any order. at: up to LM_SUMMARY_AT times to forecast for. LM_ENOMEM; states of the parts say what could not be had.
   Clear the result in any case. */
LM_API lm_status lm_series_summarise(lm_series_summary *out, const char *id, const double *t, const double *y, const double *w, size_t n,
                                     const double *at, size_t at_count, lm_stats_work *work);
LM_API void lm_series_summary_clear(lm_series_summary *summary);

/* x of n (a proportion), or x events in an exposure (a rate). */
typedef struct lm_count_summary {
  const char *id;
  bool rate;
  double x, n; /* n: denominator or exposure */
  double level, value; /* value x/n */
  lm_interval wilson, wilson_cc, proptest_cc, clopper_pearson;              /* proportion */
  lm_interval exact, byar, byar_half, phe;                                 /* of the count */
  lm_interval rate_exact, rate_byar, rate_phe;                             /* divided by the exposure */
} lm_count_summary;
LM_API void lm_proportion_summarise(lm_count_summary *out, const char *id, double x, double n, double level);
LM_API void lm_rate_summarise(lm_count_summary *out, const char *id, double x, double exposure, double level);

#ifdef __cplusplus
}
#endif
#endif
