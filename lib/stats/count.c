/* count.c: intervals for a count. Garwood, Biometrika 28 (1936); Byar's approximation: Breslow & Day, Statistical Methods in Cancer
   Research II (1987) p. 69; the x + 1/2 variant: Rothman & Greenland, in R epitools; choice of method: Eayres, APHO Technical Briefing 3
   (2008). */
#include "internal.h"

#include <math.h>

#define MAX_COUNT 1e15

static bool arguments_ok(double x, double level) { return x >= 0 && x <= MAX_COUNT && stats_level_ok(level); }

lm_interval lm_poisson_exact(double x, double level) {
  if (!arguments_ok(x, level)) return stats_interval_unknown();
  double tail = (1 - level) / 2;
  double lower = x < STATS_LEAST_COUNT ? 0 : stats_gamma_quantile(tail, x, false);
  double upper = x == 0 ? -log(tail) : stats_gamma_quantile(tail, x + 1, true);
  return stats_interval(fmin(lower, x), fmax(upper, x));
}

/* x(1 - 1/(9x) + z/(3√x))³. */
static double wilson_hilferty(double x, double z) {
  double root = 1 - 1 / (9 * x) + z / (3 * sqrt(x));
  return x * root * root * root;
}

lm_interval lm_byar(double x, double level) {
  if (!arguments_ok(x, level)) return stats_interval_unknown();
  double z = stats_z(level);
  return stats_interval(x == 0 ? 0 : wilson_hilferty(x, -z), wilson_hilferty(x + 1, z));
}

lm_interval lm_byar_half(double x, double level) {
  if (!arguments_ok(x, level)) return stats_interval_unknown();
  double z = stats_z(level);
  return stats_interval(wilson_hilferty(x + 0.5, -z), wilson_hilferty(x + 0.5, z));
}

lm_interval lm_phe_count(double x, double level) { return x < 10 ? lm_poisson_exact(x, level) : lm_byar(x, level); }
