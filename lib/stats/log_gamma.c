/* log_gamma.c: log Γ without the global variable in which lgamma() leaves the sign: threads would write it at the same time. */
#define _DEFAULT_SOURCE /* lgamma_r: in every C library, in no standard */
#include "internal.h"

#include <math.h>

double stats_log_gamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}
