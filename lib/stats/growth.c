/* growth.c: compound annual growth (Eurostat SDG monitoring: actual against required rate) and the average annual rate of reduction
   (UNICEF technical note 185). Growth over years is exp(ln(ratio)/years) - 1, taken with expm1 so that small rates keep their digits. */
#include "internal.h"

#include <math.h>

/* (to/from)^(1/years) - 1; NaN if from <= 0 or to < 0. */
static double compound(double from, double to, double years) {
  if (!(from > 0) || !(to >= 0)) return NAN;
  if (to == 0) return -1;
  double change = (to - from) / from;
  double log_ratio = fabs(change) < 0.5 ? log1p(change) : log(to) - log(from);
  return expm1(log_ratio / years);
}

static lm_growth_state why_no_ratio(const lm_cagr_input *in, const lm_cagr *out) {
  if (!(in->base_y > 0)) return LM_GROWTH_BASE_NOT_POSITIVE;
  if (in->last_y < 0 || (in->has_target && in->target_y < 0)) return LM_GROWTH_NEGATIVE;
  if (!in->has_target) return LM_GROWTH_NO_TARGET;
  return out->required == 0 ? LM_GROWTH_REQUIRED_ZERO : LM_GROWTH_OK;
}

static lm_cagr_category category(double ratio) {
  if (isnan(ratio)) return LM_CAGR_NONE;
  return ratio >= 0.95 ? LM_CAGR_SIGNIFICANT : ratio >= 0.6 ? LM_CAGR_MODERATE : ratio >= 0 ? LM_CAGR_INSUFFICIENT : LM_CAGR_AWAY;
}

static bool numbers_ok(const lm_cagr_input *in) {
  double actual[4] = {in->base_t, in->base_y, in->last_t, in->last_y}, wanted[2] = {in->target_t, in->target_y};
  return stats_all_finite(actual, 4) && (!in->has_target || stats_all_finite(wanted, 2));
}

void lm_cagr_rates(lm_cagr *out, const lm_cagr_input *in) {
  *out = (lm_cagr){LM_GROWTH_BAD_INPUT, NAN, NAN, NAN, NAN, NAN, NAN, NAN, LM_CAGR_NONE};
  if (!numbers_ok(in)) return;
  out->state = LM_GROWTH_BAD_YEARS;
  double years = in->last_t - in->base_t, to_target = in->target_t - in->base_t;
  if (!(years > 0) || (in->has_target && !(to_target > 0))) return;
  out->actual = compound(in->base_y, in->last_y, years);
  out->linear_actual = (in->last_y - in->base_y) / years;
  if (in->has_target) {
    out->required = compound(in->base_y, in->target_y, to_target);
    out->linear_required = (in->target_y - in->base_y) / to_target;
    if (in->target_t > in->last_t) out->required_from_last = compound(in->last_y, in->target_y, in->target_t - in->last_t);
    if (out->required != 0) out->ratio = out->actual / out->required;
    if (out->linear_required != 0) out->linear_ratio = out->linear_actual / out->linear_required;
  }
  out->state = why_no_ratio(in, out);
  out->category = category(out->ratio);
}

const char *lm_cagr_category_name(lm_cagr_category category_of) {
  switch (category_of) {
  case LM_CAGR_NONE: return "";
  case LM_CAGR_SIGNIFICANT: return "significant";
  case LM_CAGR_MODERATE: return "moderate";
  case LM_CAGR_INSUFFICIENT: return "insufficient";
  case LM_CAGR_AWAY: return "away";
  }
  return "";
}

void lm_aarr_fit(lm_aarr *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  lm_stats_work local;
  if (!work) stats_work_init(&local);
  *out = (lm_aarr){stats_check_series(t, y, n), n, NAN, NAN};
  bool usable = out->state != LM_FIT_BAD_INPUT && out->state != LM_FIT_NO_DATA;
  double *logs = usable ? stats_doubles(work ? work : &local, SLOT_Y, n) : NULL;
  if (usable && !logs) out->state = LM_FIT_NO_MEMORY;
  for (size_t i = 0; logs && i < n; i++) {
    if (!(y[i] > 0)) {
      out->state = LM_FIT_BAD_INPUT;
      logs = NULL;
    } else {
      logs[i] = log(y[i]);
    }
  }
  if (logs) {
    lm_ols line;
    lm_ols_fit_line(&line, t, logs, n);
    *out = (lm_aarr){line.state, n, line.slope, -expm1(line.slope)};
  }
  if (!work) stats_work_clear(&local);
}

static bool rate_ok(double y0, double target, double years) {
  return y0 > 0 && y0 <= STATS_MAX_ABS && target > 0 && target <= STATS_MAX_ABS && years > 0;
}

double lm_required_reduction_discrete(double y0, double target, double years) {
  return rate_ok(y0, target, years) ? -compound(y0, target, years) : NAN;
}

double lm_required_reduction_continuous(double y0, double target, double years) {
  return rate_ok(y0, target, years) ? -log1p(compound(y0, target, 1)) / years : NAN;
}
