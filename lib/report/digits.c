/* digits.c: see digits.h. */
#include "digits.h"

#include "../base/num.h"

#include <math.h>
#include <string.h>

#define MORE_GIVEN   2
#define SAME         1e-12 /* relative: what is nearer is the same but for rounding, as in the assessment */
#define NOTHING      1e-9  /* what is smaller is rounding, whatever the unit */
#define WORTH_SAYING 0.01  /* of the change needed: a slope below is called flat */

/* ---- what stands on paper ---- */

static double printed(double value, int decimals) {
  char digits[LM_NUM_SIZE];
  double out = value;
  const size_t length = lm_num_fixed(value, decimals, false, digits);
  return lm_num_parse(&out, digits, length) ? out : value;
}

static bool alike(double value, double other, int decimals) {
  char one[LM_NUM_SIZE], two[LM_NUM_SIZE];
  lm_num_fixed(value, decimals, false, one);
  lm_num_fixed(other, decimals, false, two);
  return strcmp(one, two) == 0;
}

static bool same(double value, double other) {
  return fabs(value - other) <= SAME * fmax(fabs(value), fabs(other));
}

int lm_digits_apart(int least, double value, double other) {
  int decimals = least;
  if (!isfinite(value) || !isfinite(other) || same(value, other)) return least;
  while (decimals < LM_DIGITS_MOST && alike(value, other, decimals)) decimals++;
  return decimals;
}

/* ---- values ---- */

/* One decimal, and three digits that count for what is small, so that a share of 0.62 is no 0.6. */
static int by_size(double value) {
  const double size = fabs(value);
  double least = 10;
  int decimals = 1;
  while (size > 0 && size < least && decimals < LM_DIGITS_MOST) {
    least /= 10;
    decimals++;
  }
  return decimals;
}

int lm_digits_usual(const lm_indicator *indicator, double value) {
  return indicator && indicator->decimals >= 0 ? indicator->decimals : by_size(value);
}

/* 46.5 is not to be read as 47. */
static int as_given(int usual, double value) {
  for (int decimals = usual; decimals <= usual + MORE_GIVEN; decimals++) {
    const double steps = value * pow(10, decimals);
    if (fabs(steps - nearbyint(steps)) <= 1e-12 * fabs(steps)) return decimals;
  }
  return usual;
}

int lm_digits_given(const lm_indicator *indicator, double value) {
  int decimals = as_given(lm_digits_usual(indicator, value), value);
  if (!indicator) return decimals;
  decimals = lm_digits_apart(decimals, value, indicator->lower);
  return lm_digits_apart(decimals, value, indicator->upper);
}

/* ---- changes, shares, ratios ---- */

int lm_digits_change(const lm_indicator *indicator, double value) {
  const int finer = lm_digits_usual(indicator, value) + 1;
  return fabs(value) > NOTHING ? lm_digits_apart(finer, value, 0) : finer;
}

/* Below `mark`, but printed as if not. */
static bool reaches_on_paper(double value, double mark, int decimals) {
  return value < mark && !same(value, mark) && printed(value, decimals) >= mark;
}

int lm_digits_share(double share) {
  int decimals = fabs(share) > NOTHING ? lm_digits_apart(0, share * 100, 0) : 0;
  while (decimals < LM_DIGITS_MOST && reaches_on_paper(share * 100, 100, decimals)) decimals++;
  return decimals;
}

int lm_digits_ratio(double ratio) {
  static const double mark[] = {0.60, 0.95, 1, 2}; /* the thresholds of the verdicts, being in time, twice the step before */
  int decimals = fabs(ratio) > NOTHING ? lm_digits_apart(2, ratio, 0) : 2;
  for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
    while (decimals < LM_DIGITS_MOST && reaches_on_paper(ratio, mark[i], decimals)) decimals++;
  return decimals;
}

/* ---- a record ---- */

static bool is_met(const lm_record *r) {
  return r->point_status == LM_ACHIEVED || r->point_status == LM_ACHIEVED_SLIPPING;
}

/* A slope that a verdict rests on is not called flat; beside the change needed, what is far smaller may be. */
static int slope_digits(const lm_indicator *indicator, const lm_record *r) {
  const int usual = lm_digits_usual(indicator, r->slope) + 1;
  const bool directed = r->status == LM_AWAY || r->status == LM_ACHIEVED_SLIPPING || (r->reasons & LM_REASON_BIT(LM_R_IMPROVE_ONLY));
  const bool matters = directed || (!is_met(r) && fabs(r->slope) >= WORTH_SAYING * fabs(r->needed_per_year));
  int decimals = matters ? lm_digits_change(indicator, r->slope) : usual;
  return r->pace_ratio < 0.95 ? lm_digits_apart(decimals, r->slope, r->needed_per_year) : decimals;
}

int lm_digits_observed(const lm_assessment *assessment, lm_node indicator, uint32_t area, double value) {
  const lm_model *model = lm_assessment_model(assessment);
  const lm_node_info *node = lm_model_node(model, indicator);
  int decimals = lm_digits_given(node ? node->indicator : NULL, value);
  for (uint32_t tier = 0; tier < lm_model_tier_count(model); tier++) {
    const lm_record *r = lm_assessment_find(assessment, indicator, area, tier);
    if (r) decimals = lm_digits_apart(decimals, value, r->target);
  }
  return decimals;
}

lm_digits lm_digits_of(const lm_model *model, const lm_record *r) {
  const lm_node_info *node = lm_model_node(model, r->indicator);
  const lm_indicator *indicator = node ? node->indicator : NULL;
  const double target = r->gap < 0 || r->gap > 0 ? r->target : (double)NAN; /* where they are equal nothing has to be told apart */
  return (lm_digits){
      .last = lm_digits_apart(lm_digits_given(indicator, r->last_value), r->last_value, target),
      .target = lm_digits_apart(lm_digits_given(indicator, r->target), target, r->last_value),
      .projected = lm_digits_apart(lm_digits_usual(indicator, r->projected), r->projected, r->target),
      .slope = slope_digits(indicator, r),
      .needed = lm_digits_apart(lm_digits_change(indicator, r->needed_per_year), r->needed_per_year, r->pace_ratio < 0.95 ? r->slope : (double)NAN),
  };
}
