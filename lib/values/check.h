/* check.h: does one observation make sense for its indicator?

   Every problem is told, not only the first. An error refuses the observation, a warning (the value is not num/den) does not. A
   plain value within the limits costs a few comparisons. */
#ifndef LM_VALUES_CHECK_H
#define LM_VALUES_CHECK_H

#include "../base/num.h"
#include <logicmodel/values.h>

/* Which attribute a problem is about; the reader adds it as it was given. */
typedef enum lm_obs_field {
  LM_OBS_VALUE, LM_OBS_LOWER, LM_OBS_UPPER, LM_OBS_NUM, LM_OBS_DEN, LM_OBS_N, LM_OBS_SE, LM_OBS_FIELD_COUNT
} lm_obs_field;

#define LM_OBS_ARGS 3
#define LM_OBS_PROBLEMS 11

typedef struct lm_obs_problem {
  lm_code code;
  lm_obs_field field;
  char arg[LM_OBS_ARGS][LM_NUM_SIZE]; /* {0}…{2} of the code's sentences; "" where it has fewer */
} lm_obs_problem;

typedef struct lm_obs_problems {
  size_t count;
  lm_obs_problem item[LM_OBS_PROBLEMS]; /* the first `count`; the others are not initialised */
} lm_obs_problems;

/* "value", "lower", "upper", "num", "den", "n", "se"; NULL out of range. */
const char *lm_obs_field_word(lm_obs_field field);

/* A natural limit for a sentence; `none` where there is none. buffer has LM_NUM_SIZE bytes. */
void lm_limit_format(double limit, const char *none, char *buffer);

/* The share that num/den gives, in the scale of the indicator (0.78 or 78); the value where there is none to compute. */
double lm_obs_share(const lm_obs *obs, const lm_indicator *indicator);

/* Rounded to `decimals`, halves away from zero: as offices round. Doubles a hair below a half count as the half. */
double lm_round_half_up(double x, int decimals);

/* false: refuse the observation. decimals: digits behind the point of the value as given; -1 not known (num/den is then not
   compared). */
bool lm_obs_check(const lm_obs *obs, const lm_indicator *indicator, int decimals, lm_obs_problems *problems);

#endif
