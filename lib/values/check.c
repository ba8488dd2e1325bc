#include "check.h"

#include <math.h>
#include <stdio.h>

/* What a rule looks at. */
typedef struct lm_obs_case {
  const lm_obs *obs;
  const lm_indicator *indicator;
  int decimals;
  lm_obs_field field; /* of the rule */
  double x;           /* its number, which is given */
} lm_obs_case;

typedef char lm_obs_args[LM_OBS_ARGS][LM_NUM_SIZE];

/* ---- fields ---- */

static const struct {
  const char *word;
  size_t offset;
} fields[LM_OBS_FIELD_COUNT] = {
    [LM_OBS_VALUE] = {"value", offsetof(lm_obs, value)}, [LM_OBS_LOWER] = {"lower", offsetof(lm_obs, lower)},
    [LM_OBS_UPPER] = {"upper", offsetof(lm_obs, upper)}, [LM_OBS_NUM] = {"num", offsetof(lm_obs, num)},
    [LM_OBS_DEN] = {"den", offsetof(lm_obs, den)},       [LM_OBS_N] = {"n", offsetof(lm_obs, n)},
    [LM_OBS_SE] = {"se", offsetof(lm_obs, se)},
};

const char *lm_obs_field_word(lm_obs_field field) { return (unsigned)field < LM_OBS_FIELD_COUNT ? fields[field].word : NULL; }

static double field_of(const lm_obs *obs, lm_obs_field field) {
  return *(const double *)(const void *)((const char *)obs + fields[field].offset);
}

/* ---- limits ---- */

void lm_limit_format(double limit, const char *none, char *buffer) {
  if (isnan(limit))
    snprintf(buffer, LM_NUM_SIZE, "%s", none);
  else
    lm_num_format(limit, buffer);
}

static bool outside_limits(const lm_obs_case *c) { return c->x < c->indicator->lower || c->x > c->indicator->upper; }

static void tell_limits(const lm_obs_case *c, lm_obs_args arg) {
  lm_limit_format(c->indicator->lower, "-∞", arg[0]);
  lm_limit_format(c->indicator->upper, "∞", arg[1]);
}

/* ---- numerator, denominator, size ---- */

static bool over_denominator(const lm_obs_case *c) {
  return c->indicator->measure == LM_MEASURE_PROPORTION && c->obs->den > 0 && c->x > c->obs->den;
}

static void tell_num_den(const lm_obs_case *c, lm_obs_args arg) {
  lm_num_format(c->obs->num, arg[0]);
  lm_num_format(c->obs->den, arg[1]);
}

static bool not_positive(const lm_obs_case *c) { return c->x <= 0; }

static bool negative(const lm_obs_case *c) { return c->x < 0; }

static void tell_field(const lm_obs_case *c, lm_obs_args arg) {
  snprintf(arg[0], sizeof arg[0], "%s", lm_obs_field_word(c->field));
}

/* The numerator of a mean or a ratio may well be negative; the part of a whole may not. */
static bool negative_part(const lm_obs_case *c) { return c->indicator->measure == LM_MEASURE_PROPORTION && c->x < 0; }

/* ---- bounds ---- */

static bool wrong_lower(const lm_obs_case *c) { return c->obs->missing != LM_SUPPRESSED || c->x > c->obs->upper; }

/* Only when there is no lower bound that has been told of already. */
static bool wrong_upper(const lm_obs_case *c) { return c->obs->missing != LM_SUPPRESSED && isnan(c->obs->lower); }

/* ---- the value against num/den ---- */

/* What num/den is multiplied with: the natural upper limit says whether shares are written 0.78 or 78. 0: not known. */
static double share_scale(const lm_indicator *indicator) {
  if (indicator->measure != LM_MEASURE_PROPORTION) return 0;
  return indicator->upper == 100 || indicator->upper == 1 ? indicator->upper : 0;
}

double lm_obs_share(const lm_obs *obs, const lm_indicator *indicator) {
  double scale = share_scale(indicator);
  return scale > 0 && obs->num >= 0 && obs->den > 0 ? scale * obs->num / obs->den : obs->value;
}

static double share_of(const lm_obs_case *c) { return share_scale(c->indicator) * c->obs->num / c->obs->den; }

/* Half a unit of the last digit given, so that every way to round a half passes. */
static const double half_unit[] = {5e-1, 5e-2,  5e-3,  5e-4,  5e-5,  5e-6,  5e-7,  5e-8,
                                   5e-9, 5e-10, 5e-11, 5e-12, 5e-13, 5e-14, 5e-15, 5e-16};
enum { MOST_DECIMALS = sizeof half_unit / sizeof *half_unit - 1 };

double lm_round_half_up(double x, int decimals) {
  double unit = pow(10, decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS);
  double steps = fabs(x) * unit;
  return copysign(floor(steps + 0.5 + 1e-12 * (1 + steps)), x) / unit;
}

static int digits_to_compare(const lm_obs_case *c) { return c->decimals < MOST_DECIMALS ? c->decimals : MOST_DECIMALS; }

static bool wrong_share(const lm_obs_case *c) {
  const lm_obs *obs = c->obs;
  if (c->decimals < 0 || share_scale(c->indicator) == 0) return false;
  if (!(obs->num >= 0 && obs->den > 0 && obs->num <= obs->den)) return false; /* told of already */
  double share = share_of(c);
  return fabs(c->x - share) > half_unit[digits_to_compare(c)] + 1e-12 * share; /* the latter: rounding of the doubles */
}

static void tell_share(const lm_obs_case *c, lm_obs_args arg) {
  lm_num_fixed(share_of(c), digits_to_compare(c), false, arg[0]);
  lm_num_format(c->obs->num, arg[1]);
  lm_num_format(c->obs->den, arg[2]);
}

/* ---- the rules ---- */

typedef struct lm_obs_rule {
  lm_code code;
  lm_obs_field field; /* the rule is not asked when that number is not given */
  bool (*broken)(const lm_obs_case *c);
  void (*tell)(const lm_obs_case *c, lm_obs_args arg); /* fills the arguments; NULL: none */
} lm_obs_rule;

static const lm_obs_rule rules[LM_OBS_PROBLEMS] = {
    {LM_V_LIMITS, LM_OBS_VALUE, outside_limits, tell_limits},
    {LM_V_LIMITS, LM_OBS_LOWER, outside_limits, tell_limits},
    {LM_V_LIMITS, LM_OBS_UPPER, outside_limits, tell_limits},
    {LM_V_BOUNDS, LM_OBS_LOWER, wrong_lower, NULL},
    {LM_V_BOUNDS, LM_OBS_UPPER, wrong_upper, NULL},
    {LM_V_NUM_DEN, LM_OBS_NUM, over_denominator, tell_num_den},
    {LM_V_DEN, LM_OBS_DEN, not_positive, NULL},
    {LM_V_NEGATIVE, LM_OBS_NUM, negative_part, tell_field},
    {LM_V_NEGATIVE, LM_OBS_N, negative, tell_field},
    {LM_V_NEGATIVE, LM_OBS_SE, negative, tell_field},
    {LM_V_SHARE, LM_OBS_VALUE, wrong_share, tell_share},
};

static void tell(lm_obs_problems *problems, const lm_obs_rule *rule, const lm_obs_case *c) {
  lm_obs_problem *problem = &problems->item[problems->count++];
  *problem = (lm_obs_problem){.code = rule->code, .field = rule->field};
  if (rule->tell) rule->tell(c, problem->arg);
}

/* A value within the limits and nothing else: nearly all observations. */
static bool is_plain(const lm_obs *obs, const lm_indicator *indicator) {
  return !(obs->value < indicator->lower) && !(obs->value > indicator->upper) && isnan(obs->num) && isnan(obs->den) &&
         isnan(obs->n) && isnan(obs->se) && isnan(obs->lower) && isnan(obs->upper);
}

bool lm_obs_check(const lm_obs *obs, const lm_indicator *indicator, int decimals, lm_obs_problems *problems) {
  problems->count = 0;
  if (is_plain(obs, indicator)) return true;
  bool accepted = true;
  for (size_t i = 0; i < LM_OBS_PROBLEMS; i++) {
    const lm_obs_rule *rule = &rules[i];
    lm_obs_case c = {obs, indicator, decimals, rule->field, field_of(obs, rule->field)};
    if (isnan(c.x) || !rule->broken(&c)) continue;
    tell(problems, rule, &c);
    accepted = accepted && lm_code_get(rule->code)->severity != LM_ERROR;
  }
  return accepted;
}
