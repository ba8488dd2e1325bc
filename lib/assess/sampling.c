/* sampling.c: the second test: is the change larger than the sampling errors of the values themselves?

   Mann–Kendall knows only the order of the values, and cannot say anything of five of them. Where each value comes with its error,
   a weighted line through the latest five does (Fingertips "recent trend", UKHSA technical guidance): chi-square of its slope, and
   the slope must keep its sign when each of the five is left out. p < 0.002 is asked for because yearly values differ by more than
   their sampling errors. Unlike Fingertips on the true dates, and proportions of 0 or all are no obstacle; at equal distances chi-square
   is the same (lm_recent_trend_*).

   All five values must have the same kind of error, the best there is: standard errors; numerators and denominators of proportions;
   proportions and the number asked; events of a rate. Nothing is put together from different kinds. */
#include "internal.h"

#include <math.h>

#define POINTS LM_RECENT_POINTS
#define LEVEL  0.95

typedef struct points {
  const lm_obs *const *obs;
  double t[POINTS], y[POINTS];
  double x[POINTS], size[POINTS]; /* proportions: x of size */
  double se[POINTS];
} points;

double assess_share_of_whole(const lm_indicator *indicator) {
  if (indicator->measure != LM_MEASURE_PROPORTION) return 0;
  return indicator->upper == 100 || indicator->upper == 1 ? indicator->upper : 0;
}

static bool by_se(points *p, const lm_indicator *indicator) {
  (void)indicator;
  for (size_t i = 0; i < POINTS; i++) {
    p->se[i] = p->obs[i]->se;
    if (!(p->se[i] > 0)) return false;
  }
  return true;
}

static bool by_counts(points *p, const lm_indicator *indicator) {
  if (indicator->measure != LM_MEASURE_PROPORTION) return false;
  for (size_t i = 0; i < POINTS; i++) {
    p->x[i] = p->obs[i]->num;
    p->size[i] = p->obs[i]->den;
    if (!(p->size[i] > 0 && p->x[i] >= 0 && p->x[i] <= p->size[i])) return false;
  }
  return true;
}

static bool by_size(points *p, const lm_indicator *indicator) {
  double whole = assess_share_of_whole(indicator);
  for (size_t i = 0; i < POINTS; i++) {
    p->size[i] = p->obs[i]->n;
    p->x[i] = p->y[i] / whole * p->size[i];
    if (!(p->size[i] > 0 && p->x[i] >= 0 && p->x[i] <= p->size[i])) return false;
  }
  return true;
}

/* The interval of the count, in the unit of the rate. The unit is that of all five together, so that no single rounded rate
   decides it. */
static bool by_events(points *p, const lm_indicator *indicator) {
  double events = 0, expected = 0;
  if (indicator->measure != LM_MEASURE_RATE) return false;
  for (size_t i = 0; i < POINTS; i++) {
    if (!(p->obs[i]->den > 0 && p->obs[i]->num >= 0)) return false;
    events += p->obs[i]->num;
    expected += p->y[i] * p->obs[i]->den;
  }
  if (!(events > 0 && expected > 0)) return false;
  for (size_t i = 0; i < POINTS; i++) {
    lm_interval count = lm_phe_count(p->obs[i]->num, LEVEL);
    p->se[i] = (count.upper - count.lower) / 3.92 * (expected / events) / p->obs[i]->den;
    if (!(p->se[i] > 0)) return false;
  }
  return true;
}

typedef struct source_row {
  lm_sampling kind;
  bool (*fill)(points *p, const lm_indicator *indicator);
  bool proportions; /* x of size, else se */
} source_row;

static const source_row sources[] = {
    {LM_SAMPLING_SE, by_se, false},
    {LM_SAMPLING_COUNTS, by_counts, true},
    {LM_SAMPLING_SIZE, by_size, true},
    {LM_SAMPLING_EVENTS, by_events, false},
};

typedef struct result {
  double slope, chi2;
} result;

/* A line weighted by precision, through all points but `skip` (POINTS: none left out). */
static result weighted(const points *p, size_t skip) {
  double sw = 0, st = 0, sy = 0, tt = 0, ty = 0;
  for (size_t i = 0; i < POINTS; i++) {
    double w = i == skip ? 0 : 1 / (p->se[i] * p->se[i]);
    sw += w;
    st += w * p->t[i];
    sy += w * p->y[i];
  }
  for (size_t i = 0; i < POINTS; i++) {
    double w = i == skip ? 0 : 1 / (p->se[i] * p->se[i]), d = p->t[i] - st / sw;
    tt += w * d * d;
    ty += w * d * (p->y[i] - sy / sw);
  }
  return (result){ty / tt, ty / tt * ty};
}

static result proportions(const points *p, size_t skip) {
  double t[POINTS], x[POINTS], size[POINTS];
  size_t n = 0;
  lm_prop_trend test;
  for (size_t i = 0; i < POINTS; i++) {
    if (i == skip) continue;
    t[n] = p->t[i];
    x[n] = p->x[i];
    size[n++] = p->size[i];
  }
  lm_prop_trend_test(&test, t, x, size, n);
  return (result){test.slope, test.state == LM_FIT_OK ? test.chi2 : 0};
}

static bool all_equal(const points *p) {
  bool equal = true;
  for (size_t i = 1; i < POINTS; i++) equal = equal && p->y[i] == p->y[0];
  return equal;
}

static void judge(assess_sampling *out, const points *p, result (*line)(const points *, size_t)) {
  result all = line(p, POINTS);
  int sign = (all.slope > 0) - (all.slope < 0);
  if (all_equal(p)) {
    out->p = 1; /* the slope of equal values is rounding */
    return;
  }
  out->p = fmin(1, 2 * lm_normal_upper(sqrt(all.chi2)));
  if (!(all.chi2 > LM_RECENT_CRITICAL)) return;
  for (size_t skip = 0; skip < POINTS; skip++) {
    if (!(line(p, skip).slope * sign > 0)) return;
  }
  out->direction = sign;
}

/* Of a share, in the unit in which it is written; 0 at none or all. */
static double se_of_last(const points *p) {
  double x = p->x[POINTS - 1], size = p->size[POINTS - 1], share = x / size;
  double unit = share > 0 ? p->y[POINTS - 1] / share : 0;
  return unit * sqrt(share * (1 - share) / size);
}

assess_sampling assess_sampling_test(const assess_track *track, const lm_indicator *indicator) {
  assess_sampling out = {LM_SAMPLING_NONE, NAN, 0, NAN};
  if (track->window < POINTS) return out;
  points p = {.obs = track->obs + (ASSESS_WINDOW - POINTS)};
  for (size_t i = 0; i < POINTS; i++) {
    p.t[i] = track->t[ASSESS_WINDOW - POINTS + i] - track->t[ASSESS_WINDOW - 1];
    p.y[i] = track->y[ASSESS_WINDOW - POINTS + i];
  }
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
    if (!sources[i].fill(&p, indicator)) continue;
    out.kind = sources[i].kind;
    out.se_last = sources[i].proportions ? se_of_last(&p) : p.se[POINTS - 1];
    judge(&out, &p, sources[i].proportions ? proportions : weighted);
    return out;
  }
  return out;
}
