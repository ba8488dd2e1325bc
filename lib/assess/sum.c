/* sum.c: one value for several areas.

   The mean of 80 % of 10 people and 20 % of 990 is not 50 %. Only numerators, denominators and counts are ever added; where a
   source gives nothing but rates there is no honest sum, and the caller is told so. */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

#define SCALE_SPREAD 0.02 /* published values are rounded: units may differ by this share between areas */

static const char *const words[LM_SUM_REFUSAL_COUNT] = {
    [LM_SUM_OK] = "ok",
    [LM_SUM_NO_AREAS] = "no-areas",
    [LM_SUM_NOT_ADDITIVE] = "not-additive",
    [LM_SUM_UNSAID] = "unsaid",
    [LM_SUM_ONLY_RATES] = "only-rates",
    [LM_SUM_NO_VALUE] = "no-value",
    [LM_SUM_UNBOUNDED] = "unbounded",
    [LM_SUM_SCALE] = "scale",
    [LM_SUM_DIVIDED] = "divided",
    [LM_SUM_WIDER] = "wider",
};

const char *lm_sum_word(lm_sum_refusal refusal) {
  return (unsigned)refusal < LM_SUM_REFUSAL_COUNT ? words[refusal] : NULL;
}

typedef struct sum {
  const lm_indicator *indicator;
  bool ratio;         /* numerators over denominators */
  double scale;       /* value = scale·num/den; NaN not known yet */
  double num, den, low, high; /* low, high: of the numerator, or of the plain sum */
  size_t masked;
} sum;

static lm_sum_refusal kind_of(sum *s) {
  lm_aggregation how = s->indicator->aggregation;
  lm_measure measure = s->indicator->measure;
  bool share = measure == LM_MEASURE_PROPORTION || measure == LM_MEASURE_RATE || measure == LM_MEASURE_RATIO || measure == LM_MEASURE_MEAN;
  if (how == LM_AGG_NONE || how == LM_AGG_LAST) return LM_SUM_NOT_ADDITIVE;
  if (measure == LM_MEASURE_SCORE || measure == LM_MEASURE_ORDINAL || measure == LM_MEASURE_TEXT) return LM_SUM_NOT_ADDITIVE;
  s->ratio = share || how == LM_AGG_WEIGHTED || how == LM_AGG_MEAN;
  return s->ratio || how == LM_AGG_SUM ? LM_SUM_OK : LM_SUM_UNSAID;
}

/* One unit of rounding of a small share is a large part of it: the difference counts as a difference of values. */
static bool explains(const sum *s, double scale, double share, double value) {
  const double rounding = s->indicator->decimals >= 0 ? pow(10, -s->indicator->decimals) : 0, off = fabs(scale * share - value);
  return off <= SCALE_SPREAD * fabs(value) || off <= rounding;
}

/* Per 1, per 100, per 1000 …: the published value is rounded, so its own scale would be 99.98, and 180 for one in 1800 published as 0.1. Where no
   power of ten explains the value, its own. */
static double scale_of(const sum *s, double share, double value) {
  const double own = value / share, power = log10(own), near = round(power), other = near > power ? near - 1 : near + 1;
  if (explains(s, pow(10, near), share, value)) return pow(10, near);
  return explains(s, pow(10, other), share, value) ? pow(10, other) : own;
}

static lm_sum_refusal add_value(sum *s, const lm_obs *obs) {
  if (!s->ratio) {
    s->low += obs->value;
    s->high += obs->value;
    return LM_SUM_OK;
  }
  if (!(obs->den > 0) || isnan(obs->num)) return LM_SUM_ONLY_RATES;
  const double share = obs->num / obs->den;
  const bool rounded_away = !(obs->value < 0 || obs->value > 0); /* a few in many, published as 0: that shows no unit */
  if ((share > 0 || share < 0) && !rounded_away) {
    if (isnan(s->scale)) s->scale = scale_of(s, share, obs->value);
    if (!explains(s, s->scale, share, obs->value)) return LM_SUM_SCALE;
  }
  s->num += obs->num;
  s->den += obs->den;
  s->low += obs->num;
  s->high += obs->num;
  return LM_SUM_OK;
}

/* The numerator of a masked share, from the bounds of its value: needs the scale, so it comes after all published ones. */
static lm_sum_refusal add_masked(sum *s, const lm_obs *obs) {
  double lower = isnan(obs->lower) ? s->indicator->lower : obs->lower, upper = isnan(obs->upper) ? s->indicator->upper : obs->upper;
  double unit = 1;
  if (!(lower <= upper) || isinf(lower) || isinf(upper)) return LM_SUM_UNBOUNDED;
  if (s->ratio) {
    if (!(obs->den > 0) || isnan(s->scale)) return LM_SUM_UNBOUNDED;
    unit = obs->den / s->scale;
    s->den += obs->den;
  }
  s->low += lower * unit;
  s->high += upper * unit;
  s->masked++;
  return LM_SUM_OK;
}

const lm_obs *assess_obs_at(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period period) {
  const lm_series *series = panel ? lm_panel_find(panel, indicator, area, (int)period.kind) : NULL;
  for (size_t i = 0; series && i < series->count; i++) {
    if (series->obs[i].period.index == period.index) return &series->obs[i];
  }
  return NULL;
}

/* Published values first, masked ones after them. */
static lm_sum_refusal add_areas(sum *s, lm_sum *out, const lm_panel *panel, lm_node indicator, const uint32_t *areas, size_t count,
                                lm_period period) {
  for (int masked = 0; masked < 2; masked++) {
    for (size_t i = 0; i < count; i++) {
      const lm_obs *obs = assess_obs_at(panel, indicator, areas[i], period);
      bool hidden = obs && obs->missing == LM_SUPPRESSED && !(obs->flags & LM_FORECAST);
      lm_sum_refusal refusal = LM_SUM_OK;
      if (!obs || (!hidden && !assess_usable(obs)))
        refusal = LM_SUM_NO_VALUE;
      else if (hidden == masked)
        refusal = hidden ? add_masked(s, obs) : add_value(s, obs);
      if (refusal == LM_SUM_OK) continue;
      out->area = areas[i];
      return refusal;
    }
  }
  return LM_SUM_OK;
}

static bool areas_once(const uint32_t *areas, size_t count) {
  for (size_t i = 1; i < count; i++) {
    for (size_t k = 0; k < i; k++) {
      if (areas[i] == areas[k]) return false;
    }
  }
  return count > 0;
}

static void fill(lm_sum *out, const sum *s, size_t count) {
  /* Only zeros were published: whatever the unit, the share is zero. */
  double unit = !s->ratio ? 1 : isnan(s->scale) ? 1 / s->den : s->scale / s->den;
  out->areas = count;
  out->masked = s->masked;
  if (s->ratio) out->den = s->den;
  if (s->ratio && s->masked == 0) out->num = s->num;
  out->lower = s->low * unit;
  out->upper = s->high * unit;
  if (s->masked == 0) out->value = out->lower;
}

void assess_sum(lm_sum *out, const lm_model *model, const lm_panel *panel, lm_node indicator, const uint32_t *areas, size_t count,
                      lm_period period, bool sound) {
  const lm_node_info *info = lm_model_node(model, indicator);
  sum s = {.indicator = info ? info->indicator : NULL, .scale = NAN};
  *out = (lm_sum){.area = LM_NO_AREA, .num = NAN, .den = NAN, .value = NAN, .lower = NAN, .upper = NAN};
  out->refusal = !s.indicator ? LM_SUM_NOT_ADDITIVE : !sound ? LM_SUM_NO_AREAS : kind_of(&s);
  if (out->refusal == LM_SUM_OK) out->refusal = add_areas(&s, out, panel, indicator, areas, count, period);
  const bool no_unit = s.ratio && isnan(s.scale) && (s.num < 0 || s.num > 0);
  if (out->refusal == LM_SUM_OK && no_unit) out->refusal = LM_SUM_SCALE;
  if (out->refusal == LM_SUM_OK) fill(out, &s, count);
}

void lm_sum_areas(lm_sum *out, const lm_model *model, const lm_panel *panel, lm_node indicator, const uint32_t *areas, size_t count,
                  lm_period period) {
  assess_sum(out, model, panel, indicator, areas, count, period, areas_once(areas, count));
}
