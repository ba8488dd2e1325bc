/* special.c: regularised incomplete beta and gamma functions and their inverses.

   GSL 2.7.1 has them, but its inverses fail to converge for ordinary arguments (beta: 180 of 2000; chi-square: counts of a million)
   and its continued fractions stop after a fixed number of terms; that, and overflow in gsl_sf_gammastar, end in GSL's aborting error handler.
   Here the number of terms grows with the arguments, and the power terms are written with Γ*(x) = Γ(x)/(√(2π)·x^(x-1/2)·e^-x), so
   that no large logarithms are subtracted (DiDonato & Morris 1986, 1992; continued fractions: DLMF 8.9.2, 8.17.22). */
#include "internal.h"

#include <float.h>
#include <math.h>

#define TWO_PI 6.28318530717958647693
#define TINY 1e-300
#define MAX_TERMS 100000000L /* never reached within the limits that the callers set */

/* Γ*(x). Stirling's series from 8 on (eight terms: 7e-17 at 8); below, half-integers, which counts and degrees of freedom give, from a
   table (50-digit arithmetic), anything else from Γ. 1e-300 < x. */
static double gamma_star(double x) {
  static const double half[] = {1.16582199079856210168, 1.08443755141922754661, 1.05634424426855986656, 1.04220712081667305761,
                                1.03371889096531052253, 1.02806451791878930451, 1.02403034877763874029, 1.02100830374634936961,
                                1.01866042011639591537, 1.01678398582780830578, 1.01525008694362510322, 1.01397284914873835263,
                                1.01289287076116202945, 1.01196775726322973003, 1.01116644423641705651, 1.01046565106194615478,
                                1.00984758762664575567, 1.00929842642181897154, 1.00880725780297159698, 1.00836535913240024591,
                                1.00796567305896500678, 1.00760242831049628496, 1.00727085956977967487, 1.00696699749618864336,
                                1.00668750922523072542, 1.00642957573677082973, 1.00619079651981499956, 1.00596911469993859869,
                                1.0057627576829880544, 1.00557018968936900102, 1.00539007349007810357, 1.00522123932870215428,
                                1.00506265950290541337, 1.0049134274385571867, 1.00477274035670074707, 1.00463988483377510575,
                                1.00451422470695580469, 1.00439519089202350235, 1.0042822727700174306, 1.00417501086776532141,
                                1.00407299061108863977, 1.00397583697166740291, 1.00388320986189479633, 1.00379480015856928449,
                                1.00371032625747996563, 1.00362953107799495408, 1.00355217945054733521, 1.00347805583111052222,
                                1.00340696229589324804, 1.0033387167769761409, 1.00327315150578006604, 1.00321011163635593763,
                                1.00314945402471835987, 1.00309104614397193251, 1.00303476511792787715, 1.00298049685838305811,
                                1.00292813529331679578, 1.00287758167502059519, 1.00282874395866693685, 1.00278153624309042792,
                                1.00273587826663462225, 1.00269169495184090197, 1.00264891599354690094};
  static const double series[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400};
  int twice = x < 32 ? (int)(2 * x) : 0;
  if (twice > 0 && twice == 2 * x) return half[twice - 1];
  if (x < 8) return tgamma(x) * pow(x, 0.5 - x) * exp(x) / sqrt(TWO_PI);
  double r2 = 1 / (x * x), sum = 0;
  for (int k = 7; k >= 0; k--) sum = sum * r2 + series[k];
  return exp(sum / x);
}

/* log(1 + d) - d without cancellation for small d. */
static double log1p_minus(double d) {
  if (fabs(d) > 0.1) return log1p(d) - d;
  double sum = 0; /* -d²/2 + d³/3 - …: 16 terms leave 1e-17 at 0.1 */
  for (int k = 17; k >= 2; k--) sum = (k % 2 ? 1.0 : -1.0) / k + d * sum;
  return d * d * sum;
}

/* The same for d = ratio - 1 from the ratio, which near 0 knows more than d. */
static double log_minus(double ratio, double d) { return d > -0.5 ? log1p_minus(d) : log(ratio) - d; }

/* x^a·e^-x/Γ(a). */
static double gamma_power(double a, double x) {
  if (a < 1) return exp(a * log(x) - x) / tgamma(a);
  return sqrt(a / TWO_PI) * exp(a * log_minus(x / a, (x - a) / a)) / gamma_star(a);
}

static double gamma_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (long k = 1; term > DBL_EPSILON * 0.1 * sum; k++) term *= x / (a + (double)k), sum += term;
  return gamma_power(a, x) * sum;
}

/* Lentz's method; converges in O(√a) steps near x = a. */
static double gamma_fraction(double a, double x) {
  double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;
  for (long k = 1; k < MAX_TERMS; k++) {
    double i = (double)k, an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (fabs(d) < TINY) d = TINY;
    c = b + an / c;
    if (fabs(c) < TINY) c = TINY;
    d = 1 / d;
    double step = d * c;
    h *= step;
    if (fabs(step - 1) < DBL_EPSILON) break;
  }
  return gamma_power(a, x) * h;
}

double stats_gamma_lower(double a, double x) {
  if (x <= 0) return 0;
  return x < a + 1 ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double stats_gamma_upper(double a, double x) {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

/* x^a·(1 - x)^b/B(a, b), with y = 1 - x. Relative to the mean m = a/(a + b) the first-order terms of the two logarithms cancel. */
static double beta_power(double a, double b, double x, double y) {
  double n = a + b, shift = a < b ? x - a / n : b / n - y; /* x - m */
  double exponent = a * log_minus(x * (n / a), shift * (n / a)) + b * log_minus(y * (n / b), -shift * (n / b));
  return sqrt(a * (b / n) / TWO_PI) * (gamma_star(n) / (gamma_star(a) * gamma_star(b))) * exp(exponent);
}

/* Lentz's method on DLMF 8.17.22; x < (a + 1)/(a + b + 2). */
static double beta_fraction(double a, double b, double x) {
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  if (fabs(d) < TINY) d = TINY;
  d = 1 / d;
  double h = d;
  for (long k = 1; k < MAX_TERMS; k++) {
    double m = (double)k, even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d, c = 1 + even / c;
    if (fabs(d) < TINY) d = TINY;
    if (fabs(c) < TINY) c = TINY;
    d = 1 / d;
    h *= d * c;
    double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d, c = 1 + odd / c;
    if (fabs(d) < TINY) d = TINY;
    if (fabs(c) < TINY) c = TINY;
    d = 1 / d;
    h *= d * c;
    if (fabs(d * c - 1) < DBL_EPSILON) break;
  }
  return h;
}

double stats_beta_lower(double a, double b, double x, double complement) {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  double power = beta_power(a, b, x, complement);
  if (x < (a + 1) / (a + b + 2)) return power * beta_fraction(a, b, x) / a;
  return 1 - power * beta_fraction(b, a, complement) / b;
}

/* ---- inverses ---- */

/* A tail probability as a function of x > 0; b = 0 stands for the gamma distribution. */
typedef struct tail_problem {
  double a, b;
  bool upper;
} tail_problem;

static double tail_at(const tail_problem *f, double x) {
  if (f->b == 0) return f->upper ? stats_gamma_upper(f->a, x) : stats_gamma_lower(f->a, x);
  return f->upper ? stats_beta_lower(f->b, f->a, 1 - x, x) : stats_beta_lower(f->a, f->b, x, 1 - x);
}

/* Density times x. */
static double density_at(const tail_problem *f, double x) {
  return f->b == 0 ? gamma_power(f->a, x) : beta_power(f->a, f->b, x, 1 - x) / (1 - x);
}

/* A point inside the bracket, in the middle of its logarithms where it has both ends. */
static double between(double low, double high) {
  if (low > 0 && high < HUGE_VAL) return sqrt(low) * sqrt(high);
  return low > 0 ? 2 * low : high < HUGE_VAL ? 0.5 * high : 1;
}

/* Newton's method for log(tail) against log(x), where tails are nearly straight, inside a bracket for when Newton leaves it. */
static double solve_tail(const tail_problem *f, double p, double high, double start) {
  double low = 0, x = start;
  for (int i = 0; i < 200; i++) {
    double tail = tail_at(f, x);
    if (f->upper ? tail < p : tail > p) high = x;
    else low = x;
    double slope = density_at(f, x) / tail * (f->upper ? -1 : 1);
    double next = x * exp(-log(tail / p) / slope);
    if (!(next > low && next < high)) next = tail == p ? x : between(low, high);
    bool done = fabs(next - x) <= 4e-16 * x;
    x = next;
    if (done) break;
  }
  return x;
}

double stats_beta_quantile(double p, double a, double b, bool upper) {
  tail_problem f = {a, b, upper};
  double mean = a / (a + b), z = lm_normal_quantile(p) * (upper ? -1 : 1);
  double logit = log(a / b) + z / sqrt((a + b) * mean * (1 - mean));
  double start = 1 / (1 + exp(-logit));
  if (!(start > 0 && start < 1)) start = mean;
  return solve_tail(&f, p, 1, start);
}

/* Cornish-Fisher expansion of the gamma quantile in 1/√a (Fisher & Cornish 1960, for the chi-square). The first term left out is
   of order a^-3/2: relative to the result below 1e-15 for a >= 1e6 and |z| < 9, and for a >= 1e8 and any z that a double can give. */
static double gamma_expansion(double a, double z) {
  double root = sqrt(a), z2 = z * z;
  return a + z * root + (z2 - 1) / 3 + z * (z2 - 7) / (36 * root) - ((3 * z2 + 7) * z2 - 16) / (810 * a);
}

double stats_gamma_quantile(double p, double a, bool upper) {
  tail_problem f = {a, 0, upper};
  double z = lm_normal_quantile(p) * (upper ? -1 : 1);
  if (a >= 1e8 || (a >= 1e6 && fabs(z) < 9)) return gamma_expansion(a, z);
  double cube = 1 - 1 / (9 * a) + z / (3 * sqrt(a)); /* Wilson & Hilferty 1931 */
  double start = cube > 0.1 ? a * cube * cube * cube : 0;
  if (!(start > 0)) start = exp((log(p) + stats_log_gamma(a + 1)) / a); /* x^a/Γ(a + 1) = p */
  if (!(start > 0 && start < HUGE_VAL)) start = a;
  return solve_tail(&f, p, HUGE_VAL, start);
}
