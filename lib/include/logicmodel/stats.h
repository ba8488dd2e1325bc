/* stats.h: trends, forecasts, intervals and control charts on plain arrays.

   A series is two arrays of the same length: t, the time in years (2024, or 2024.25 for a date within the year), and y, the
   value. Points may come in any order and with gaps: slopes are per year of t, never per index. Arrays are never modified.

   What every function keeps
   - Results are plain structs. They carry n, the number of points used, and a state that says why a number is absent; an
     absent number is NaN, an absent interval has known = false. NaN never stands without its reason.
   - Entries must be finite and within ±1e300, else the state is LM_FIT_BAD_INPUT: leave missing values out before the call.
     t and y may be NULL only when n is 0.
   - No clock, no random numbers, no global state, no printing: the same input gives the same bits.
   - Degenerate series (all values equal, points exactly on a line) are told from the data, not from a computed sum of squares
     that rounding has made 0 or 1e-29. "On a line" is judged on the values as decimals: 0.1, 0.2, 0.3 are on a line.
   - GNU GSL is used inside. The library checks arguments before every call and never changes GSL's error handler, which is one
     per process and belongs to the program.

   Speed: functions that need memory take an lm_stats_work. NULL is allowed and means a temporary one; in a loop over many series
   make one and pass it each time. A workspace remembers only memory and quantiles, never data, and serves one thread at a time.

   Levels of intervals are given as 0.8, 0.95, strictly between 0 and 1, and are two-sided with equal tails.
   Formulas, sources and the behaviour for small n in plain words: docs/methods.md. */
#ifndef LOGICMODEL_STATS_H
#define LOGICMODEL_STATS_H

#include <logicmodel/common.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Why a fit is as it is. Only BAD_INPUT, NO_MEMORY, NO_DATA, ONE_POINT and CONSTANT_T mean "there is no slope". */
typedef enum lm_fit_state {
  LM_FIT_OK,
  LM_FIT_NO_DATA,    /* n = 0: every number is NaN */
  LM_FIT_ONE_POINT,  /* n = 1: means only */
  LM_FIT_NO_DF,      /* two points (or as many coefficients as points): exact, without any uncertainty measure */
  LM_FIT_CONSTANT_Y, /* all y equal: slope 0, spread 0 */
  LM_FIT_CONSTANT_T, /* all t equal (or dependent regressors): no slope */
  LM_FIT_EXACT_LINE, /* three or more points exactly on a sloping line: spread 0 */
  LM_FIT_BAD_INPUT,  /* an entry is not finite or beyond ±1e300, or an argument is out of its range */
  LM_FIT_NO_MEMORY
} lm_fit_state;

/* "ok", "no_data", "one_point", "no_df", "constant_y", "constant_t", "perfect_fit", "bad_input", "no_memory". */
LM_API const char *lm_fit_state_name(lm_fit_state state);

typedef struct lm_interval {
  double lower, upper;
  bool known; /* false: cannot be had (no degrees of freedom, ranks outside the data, bad argument); both ends are NaN */
} lm_interval;

/* Workspace. _new returns NULL when out of memory; _free accepts NULL. */
typedef struct lm_stats_work lm_stats_work;
LM_API lm_stats_work *lm_stats_work_new(void);
LM_API void lm_stats_work_free(lm_stats_work *work);

/* ---- distributions ---- */

/* Quantile of Student's t. p in [0, 1] (0 and 1 give -Inf and Inf), df >= 0.001; anything else NaN. Relative error
   about 1e-15 for small df, 1e-13 at a thousand, 1e-11 at a million. */
LM_API double lm_t_quantile(double p, double df);

/* P(T >= t) of Student's t, accurate in the far tail too. df >= 0.001 (Inf: the normal), else NaN. */
LM_API double lm_t_upper(double t, double df);

/* Critical value for a two-sided interval: the quantile at (1 + level)/2, remembered in the workspace (NULL: computed). */
LM_API double lm_t_critical(double level, double df, lm_stats_work *work);

/* Quantile of the standard normal. p in [0, 1], else NaN. */
LM_API double lm_normal_quantile(double p);

/* P(Z >= z) of the standard normal, accurate in the far tail too. */
LM_API double lm_normal_upper(double z);

/* ---- straight line by least squares ---- */

/* y = intercept + slope·t. sigma² = sse/df, df = n - 2; standard errors, r2, adj_r2 = 1 - (1 - r2)(n - 1)/df,
   t_stat = slope/se_slope and its two-sided p_value with df degrees of freedom. (Draper & Smith, Applied Regression Analysis, ch. 1.)
     n = 0, 1       states NO_DATA, ONE_POINT (means given)
     all t equal    CONSTANT_T, means given
     n = 2          NO_DF: slope, intercept, sse 0, r2 1; all that needs df is NaN
     all y equal    CONSTANT_Y: slope, sse, sigma, standard errors 0; r2, t_stat, p_value NaN (0/0)
     exact line     EXACT_LINE: sse, sigma, standard errors 0, r2 1, t_stat ±Inf, p_value 0 */
typedef struct lm_ols {
  lm_fit_state state;
  size_t n;
  double slope, intercept, mean_t, mean_y, sxx, sse, sigma, se_slope, se_intercept, r2, adj_r2, t_stat, p_value, df;
  double mean_t_low; /* below the last bit of mean_t: the line passes through (mean_t + mean_t_low, mean_y) */
} lm_ols;
LM_API void lm_ols_fit(lm_ols *out, const double *t, const double *y, size_t n);
/* The same without p_value where that asks for a tail of the t distribution: it stays NaN. Half the work, for the many fits that nobody tests. */
LM_API void lm_ols_fit_line(lm_ols *out, const double *t, const double *y, size_t n);

/* Confidence interval of the slope. CONSTANT_Y and EXACT_LINE: zero width; no df: not known. */
LM_API lm_interval lm_ols_slope_interval(const lm_ols *fit, double level, lm_stats_work *work);

/* The line at t0. fit = mean_y + slope·(t0 - mean_t); h = 1/n + (t0 - mean_t)²/sxx; se_mean = sigma·√h for the line itself,
   se_pred = sigma·√(1 + h) for one new observation; intervals fit ± t quantile·se. With n = 2 only fit; without a slope nothing.
   Constant and exact lines give zero-width intervals. level outside (0,1): intervals not known. */
typedef struct lm_prediction {
  double fit, se_mean, se_pred;
  lm_interval mean, obs;
} lm_prediction;
LM_API void lm_ols_predict(lm_prediction *out, const lm_ols *fit, double t0, double level);

/* The same with the critical value of lm_t_critical(level, fit->df, …), for many t0. */
LM_API void lm_ols_predict_critical(lm_prediction *out, const lm_ols *fit, double t0, double t_critical);

/* P(new observation at t0 >= target), by the t distribution of (target - fit)/se_pred. Constant and exact lines: 0 or 1, and NaN
   when the line meets the target to within rounding. NaN without degrees of freedom. */
LM_API double lm_ols_p_exceed(const lm_ols *fit, double t0, double target);
/* P(the line at t0 >= target): the same with se_mean. */
LM_API double lm_ols_p_mean_exceed(const lm_ols *fit, double t0, double target);

/* ---- weighted straight line ---- */

/* Weights are precisions: the variance of point i is sigma²/w[i]. Points of weight 0 are left out and not counted in n; a negative
   or non-finite weight is BAD_INPUT. In `line`, means, sxx and sse are weighted; states as for lm_ols_fit. */
typedef struct lm_wls {
  lm_ols line;
  double sum_w;
} lm_wls;
LM_API void lm_wls_fit(lm_wls *out, const double *t, const double *y, const double *w, size_t n);

/* se_mean = sigma·√(1/sum_w + (t0 - mean_t)²/sxx), se_pred² = se_mean² + sigma²/w0; w0 > 0 is the weight of the new observation. */
LM_API void lm_wls_predict(lm_prediction *out, const lm_wls *fit, double t0, double w0, double level);

/* ---- several regressors ---- */

/* y = X·b by orthogonalisation in double-double arithmetic, so that badly conditioned designs (NIST Longley, Wampler) keep 1e-10.
   x is n rows of p columns, row after row; give a column of ones for an intercept and say so (then r2 is about the mean, else about
   0). coef and se have p entries; se may be NULL. n < p or p = 0: BAD_INPUT; dependent columns: CONSTANT_T; n = p: NO_DF. */
typedef struct lm_multi {
  lm_fit_state state;
  size_t n, p;
  double sse, sigma, r2, df;
} lm_multi;
LM_API void lm_multi_fit(lm_multi *out, double *coef, double *se, const double *x, const double *y, size_t n, size_t p, bool intercept);

/* ---- Theil-Sen ---- */

/* Slope: median of (yj - yi)/(tj - ti) over the `pairs` pairs with different t. Two intercepts: median(y) - slope·median(t)
   (Conover) and median(y - slope·t). var_s is the variance of Kendall's S with ties, for the interval. (Sen 1968.)
     n = 0, 1, all t equal   NO_DATA, ONE_POINT, CONSTANT_T: slope NaN, medians given from n = 1 on
     n = 2                   OK: the one slope
     all y equal             CONSTANT_Y: slope 0
     exact line              OK: the slope of the line */
typedef struct lm_sen {
  lm_fit_state state;
  size_t n, pairs;
  double slope, intercept_medians, intercept_residuals, median_t, median_y;
  double median_residual; /* of y - median_y - slope·(t - median_t); intercept_residuals = intercept_medians + this */
  double var_s;
} lm_sen;
/* The slope alone, the same as that of lm_sen_fit; NaN where there is none. */
LM_API lm_fit_state lm_sen_slope(double *slope, const double *t, const double *y, size_t n, lm_stats_work *work);
LM_API void lm_sen_fit(lm_sen *out, const double *t, const double *y, size_t n, lm_stats_work *work);

/* The line at t0, through the medians, or shifted so that the median residual is 0. Does not lose digits to large years. */
LM_API double lm_sen_at_medians(const lm_sen *fit, double t0);
LM_API double lm_sen_at_residuals(const lm_sen *fit, double t0);

/* Sen's interval of the slope: with N pairs and C = z·√var_s, the slopes of ranks M1 = (N - C)/2 and M2+1 = (N + C)/2 + 1. The
   ranks are not whole numbers; three conventions are in use, and they hold more than the level says (80 %: 85 % of the slopes of white noise):
     INTERPOLATE  between neighbouring slopes (Gilbert 1987; R EnvStats); ranks outside 1..N: not known
     ROUND        to the nearest rank (R trend); outside: not known
     CLAMP        to the nearest rank, moved into 1..N (scipy): always known, but too narrow when it had to move
   The fourth holds what it says:
     CONTINUITY   as INTERPOLATE with C - 1. The slopes of ranks r and N + 1 - r hold the true slope when |S| <= N - 2r, and S moves in steps of
                  2, so the normal distribution is asked for N - 2r + 1: the correction of Kendall (1975) for the test, here for the interval.
   With n <= 5 the ranks are often outside: the data cannot bound the slope. All y equal: [0, 0]. */
typedef enum lm_sen_rank { LM_SEN_INTERPOLATE, LM_SEN_ROUND, LM_SEN_CLAMP, LM_SEN_CONTINUITY } lm_sen_rank;
LM_API lm_interval lm_sen_interval(const double *t, const double *y, size_t n, double level, lm_sen_rank rule, lm_stats_work *work);

/* Fit and interval from one list of slopes: the two calls above at the cost of little more than one. */
LM_API void lm_sen_fit_interval(lm_sen *out, lm_interval *interval, const double *t, const double *y, size_t n, double level,
                                lm_sen_rank rule, lm_stats_work *work);

/* ---- Mann-Kendall ---- */

/* S = Σ sign(tj - ti)·sign(yj - yi) over pairs; var_s with ties (in t too, if any: Kendall 1975); z = (S - sign S)/√var_s and
   p_normal two-sided; z_plain = S/√var_s and p_normal_plain. p_exact = P(|S*| >= |S|) over all orders of the observed values.
   tau_a = S/(n(n-1)/2); tau_b = S/√((P - ties in t)(P - ties in y)), NaN when all y are equal. tie_groups counts the groups of
   two or more equal y. p is p_exact if n <= LM_MK_EXACT_N and the exact distribution can be had (ties in t or in y, not in both),
   else p_normal; `exact` says which. tau and both p need n >= 2.
     n = 0, 1      NO_DATA, ONE_POINT: s 0, the rest NaN
     n = 2         OK: z 0, p 1
     all y equal   CONSTANT_Y: s 0, var_s 0, z 0, p 1
     all t equal   CONSTANT_T: s 0, var_s 0, the rest NaN */
#define LM_MK_EXACT_N 10
typedef struct lm_mk {
  lm_fit_state state;
  size_t n, tie_groups;
  long s;
  double var_s, z, p_normal, z_plain, p_normal_plain, p_exact /* NaN if not computed */, tau_a, tau_b, p;
  bool exact; /* p is p_exact */
} lm_mk;
LM_API void lm_mann_kendall(lm_mk *out, const double *t, const double *y, size_t n, lm_stats_work *work);

/* The same, with p_exact (and p still by the rule above) for every n up to LM_MK_EXACT_LIMIT. Costs n³. */
#define LM_MK_EXACT_LIMIT 150
LM_API void lm_mann_kendall_exact(lm_mk *out, const double *t, const double *y, size_t n, lm_stats_work *work);

/* Sizes of the groups of equal values (two or more), ascending, at most `cap` of them; returns how many there are.
   0 also when out of memory or when an entry is not finite. */
LM_API size_t lm_tie_sizes(size_t *sizes, size_t cap, const double *y, size_t n, lm_stats_work *work);

/* ---- XmR chart (individuals and moving range) ---- */

/* Values in the order of t, gaps ignored. mr_mean is the mean of |y[i] - y[i-1]|. Natural process limits, in four conventions:
   mean ∓ 2.66·mr_mean (lower, upper); ∓ 3·mr_mean/1.128; ∓ 3·mr_mean/d2 with d2 = 2/√π; ∓ 3.145·median moving range.
   url = 3.267·mr_mean. n_outside counts values strictly outside 2.66 limits. `screen` drops moving ranges of at least 3.267·mr_mean
   once before averaging (NHSRplotthedots; the Excel tool of NHS England does not). Limits from fewer than 12 points are trial limits.
     n = 0, 1: NO_DATA, ONE_POINT (mean only). All y equal: CONSTANT_Y, limits at the mean. n = 2: OK, one moving range. */
typedef struct lm_xmr {
  lm_fit_state state;
  size_t n, n_outside;
  double mean, mr_mean, mr_median, url;
  double lower, upper;
  double sigma_1128, lower_1128, upper_1128;
  double lower_d2, upper_d2;
  double lower_median, upper_median;
} lm_xmr;
LM_API void lm_xmr_limits(lm_xmr *out, const double *t, const double *y, size_t n, bool screen, lm_stats_work *work);

/* Signals of special cause (NHS England, Making Data Count; NHSRplotthedots), one set of bits per point, in the order of the input
   arrays. flags has n entries. Returns limits->state, or NO_MEMORY, or BAD_INPUT when n is not limits->n (then all flags are 0).
   Nothing is flagged for n < 2; the rules of seven need seven points. */
enum {
  LM_XMR_OUTSIDE = 1,      /* strictly outside the 2.66 limits */
  LM_XMR_TREND = 2,        /* one of seven points, each above (or each below) the one before it; a tie ends the run */
  LM_XMR_SHIFT = 4,        /* one of seven points on one side of the mean */
  LM_XMR_TWO_OF_THREE = 8, /* one of three points on one side of the mean, at least two of which are NEAR */
  LM_XMR_NEAR = 16,        /* within the limits, but beyond 2/3 of the way to one */
  LM_XMR_RANGE = 32        /* the moving range that leads to this point is strictly above url */
};
LM_API lm_fit_state lm_xmr_signals(unsigned char *flags, const double *t, const double *y, size_t n, const lm_xmr *limits,
                                   lm_stats_work *work);

/* Whether a point with these flags is special cause: OUTSIDE, TREND, SHIFT, or TWO_OF_THREE and itself NEAR. */
LM_API bool lm_xmr_special(unsigned char flags);

/* ---- Holt's linear trend, parameters given ---- */

/* y in time order at equal distance. From level0, trend0 (the state before y[0]):
     level = alpha·y + (1 - alpha)(level + phi·trend), trend = beta·(level - level before) + (1 - beta)·phi·trend
   beta is the beta* of the textbook and the beta of R HoltWinters; R forecast prints alpha·beta instead. phi = 1 is Holt's method,
   phi < 1 damps. Forecast: level + (phi + … + phi^h)·trend. alpha, beta in [0, 1], phi in (0, 1], else BAD_INPUT.
   sse sums the squared one-step errors, n counts them. n = 0: NO_DATA (level and trend are the start).
   Parameters are given, not fitted: five parameters from ten yearly points are not to be had. */
typedef struct lm_holt {
  lm_fit_state state;
  size_t n;
  double alpha, beta, phi;
  double level, trend, sse;
} lm_holt;
LM_API void lm_holt_run(lm_holt *out, const double *y, size_t n, double alpha, double beta, double phi, double level0, double trend0);

/* The start of R HoltWinters: level y[1], trend y[1] - y[0], recursion from y[2] on (out->n = n - 2). n < 2: NO_DATA, ONE_POINT. */
LM_API void lm_holt_winters(lm_holt *out, const double *y, size_t n, double alpha, double beta, double phi);

/* Forecast h = 1, 2, … steps ahead; h = 0 gives the level. */
LM_API double lm_holt_forecast(const lm_holt *fit, unsigned h);

/* Normal prediction interval with error variance sigma2: variance sigma2·(1 + Σ cj²), j = 1..h-1, cj = alpha·(1 + beta·(phi + … + phi^j))
   (Hyndman et al. 2008, class 1). h >= 1, sigma2 >= 0. */
LM_API lm_interval lm_holt_interval(const lm_holt *fit, unsigned h, double level, double sigma2);

/* ---- proportions x of n ---- */

/* 0 <= x <= n, n > 0, level in (0,1), else not known. x need not be whole (weighted counts). Limits are exactly 0 at x = 0 and 1 at x = n. */
LM_API lm_interval lm_wilson(double x, double n, double level);      /* Wilson 1927; R prop.test(correct = FALSE) */
LM_API lm_interval lm_wilson_cc(double x, double n, double level);   /* continuity correction 1/(2n): Newcombe 1998, method 4 */
LM_API lm_interval lm_proptest_cc(double x, double n, double level); /* correction min(1/2, |x - n/2|)/n: R prop.test */
/* Clopper-Pearson 1934 ("exact"); n up to 1e10, beyond not known. */
LM_API lm_interval lm_clopper_pearson(double x, double n, double level);

/* ---- counts ---- */

/* Interval of the expected count, x >= 0; divide by the exposure for a rate. x up to 1e15. */
LM_API lm_interval lm_poisson_exact(double x, double level); /* Garwood 1936: chi-square quantiles with 2x and 2x + 2 df, halved */
/* Byar's approximation: x(1 - 1/(9x) - z/(3√x))³ and the same with x + 1 and +; lower 0 at x = 0. The formula as it is: at x = 1 and
   levels above 0.992 the lower limit is slightly negative, which PHEindicatormethods reports as not available. */
LM_API lm_interval lm_byar(double x, double level);
LM_API lm_interval lm_byar_half(double x, double level); /* x + 1/2 in both limits: R epitools; may be negative at x = 0 */
/* Public Health England: exact below 10, Byar from 10 on. */
LM_API lm_interval lm_phe_count(double x, double level);

/* ---- trend in proportions over ordered groups ---- */

/* Chi-square test for trend (Cochran 1954, Armitage 1955; R prop.trend.test): x[i] of n[i] at score[i]. slope is that of the weighted
   regression of x/n on the score; z has its sign; chi2 = z², 1 df; p two-sided; chi2_mantel = chi2·(N - 1)/N.
   None or all successes: CONSTANT_Y, slope 0, the test undefined. One group: ONE_POINT. All scores equal: CONSTANT_T.
   n[i] <= 0, x outside 0..n: BAD_INPUT. */
typedef struct lm_prop_trend {
  lm_fit_state state;
  size_t groups;
  double total_x, total_n, slope, chi2, z, p, chi2_mantel;
} lm_prop_trend;
LM_API void lm_prop_trend_test(lm_prop_trend *out, const double *score, const double *x, const double *n, size_t groups);

/* ---- Fingertips "recent trend" ---- */

/* Five points with their sampling errors, in time order and numbered 1..5 (equal distance is assumed; UKHSA technical guidance "Trend
   markers"). Significant if chi2 > LM_RECENT_CRITICAL (p < 0.002) and the slope keeps its sign when each point is left out. */
#define LM_RECENT_POINTS 5
#define LM_RECENT_CRITICAL 9.54953570608324
typedef enum lm_recent_state {
  LM_RECENT_OK,
  LM_RECENT_TOO_FEW,   /* fewer than five points */
  LM_RECENT_NO_ERROR,  /* an interval is missing (NaN), of width 0 or reversed: the sampling error is unknown */
  LM_RECENT_ALL_OR_NONE, /* a count of 0 or equal to its denominator: the logit has no value */
  LM_RECENT_BAD_INPUT  /* a value is not finite, a denominator not positive, a count outside 0..denominator */
} lm_recent_state;
typedef struct lm_recent_trend {
  lm_recent_state state;
  double slope;      /* per point; of the values, or of logit(count/denominator) */
  double se;         /* of the slope from intervals; NaN for proportions */
  double chi2;
  unsigned same_sign; /* of the five leave-one-out slopes, how many have the sign of the slope */
  bool significant;
  int direction;     /* -1, 0, 1: sign of the slope if significant, else 0 */
} lm_recent_trend;
/* From values with 95 % intervals: weights (3.92/(upper - lower))². The last five of n points are used. */
LM_API void lm_recent_trend_intervals(lm_recent_trend *out, const double *value, const double *lower, const double *upper, size_t n);
/* From counts and denominators. */
LM_API void lm_recent_trend_proportions(lm_recent_trend *out, const double *count, const double *denominator, size_t n);

/* ---- many p-values ---- */

/* Adjusted p-values in the order of the input; out may be p itself. NaN stays NaN and is not counted (R p.adjust).
   Benjamini-Hochberg 1995, Benjamini-Yekutieli 2001, Holm 1979, Bonferroni. A p outside [0, 1]: LM_EINVAL, out untouched. */
typedef enum lm_p_method { LM_P_BH, LM_P_BY, LM_P_HOLM, LM_P_BONFERRONI } lm_p_method;
LM_API lm_status lm_p_adjust(double *out, const double *p, size_t n, lm_p_method method);

/* ---- growth rates ---- */

typedef enum lm_growth_state {
  LM_GROWTH_OK,
  LM_GROWTH_NO_TARGET,         /* no target given: actual rates only */
  LM_GROWTH_BASE_NOT_POSITIVE, /* base value 0 or below: no compound rate from it */
  LM_GROWTH_NEGATIVE,          /* last or target value below 0: no compound rate to it */
  LM_GROWTH_REQUIRED_ZERO,     /* target equals base: the ratio is undefined */
  LM_GROWTH_BAD_YEARS,         /* last or target year not after the base year: every number is NaN */
  LM_GROWTH_BAD_INPUT          /* a value is not finite: every number is NaN */
} lm_growth_state;

/* By ratio: >= 0.95, >= 0.6, >= 0, below. */
typedef enum lm_cagr_category { LM_CAGR_NONE, LM_CAGR_SIGNIFICANT, LM_CAGR_MODERATE, LM_CAGR_INSUFFICIENT, LM_CAGR_AWAY } lm_cagr_category;

typedef struct lm_cagr_input {
  double base_t, base_y, last_t, last_y;
  bool has_target;
  double target_t, target_y; /* ignored without has_target */
} lm_cagr_input;

/* Compound annual growth (Eurostat): actual = (last/base)^(1/years) - 1, required = (target/base)^(1/years) - 1, ratio = actual/required,
   required_from_last from the last point; and the same as absolute change per year. A last or target value of 0 gives -1. Each number is
   given when it can be had by itself; state names the first reason why ratio cannot. */
typedef struct lm_cagr {
  lm_growth_state state;
  double actual, required, ratio, required_from_last;
  double linear_actual, linear_required, linear_ratio;
  lm_cagr_category category;
} lm_cagr;
LM_API void lm_cagr_rates(lm_cagr *out, const lm_cagr_input *in);

/* "significant", "moderate", "insufficient", "away"; "" for LM_CAGR_NONE. */
LM_API const char *lm_cagr_category_name(lm_cagr_category category);

/* Average annual rate of reduction (UNICEF technical note 185): regression of ln y on t, aarr = 1 - exp(slope). All y > 0, else
   BAD_INPUT. Other states as lm_ols_fit; n < 2: NaN. */
typedef struct lm_aarr {
  lm_fit_state state;
  size_t n;
  double slope_log, aarr;
} lm_aarr;
LM_API void lm_aarr_fit(lm_aarr *out, const double *t, const double *y, size_t n, lm_stats_work *work);

/* Rate of reduction needed to go from y0 to target in `years`: 1 - (target/y0)^(1/years), or ln(y0/target)/years. Both are
   published under the same name; say which. NaN unless y0 > 0, target > 0, years > 0. */
LM_API double lm_required_reduction_discrete(double y0, double target, double years);
LM_API double lm_required_reduction_continuous(double y0, double target, double years);

#ifdef __cplusplus
}
#endif
#endif
