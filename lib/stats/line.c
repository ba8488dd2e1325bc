/* line.c: do three or more points lie on one line?

   A computed sum of squares cannot say: for 0.1, 0.2, 0.3 it is 1e-33, not 0. The question is asked of the values as decimals, as
   they stood in the file:
   1. a quick test with a few units in the last place throws out nearly every series at its second or third point;
   2. if all values have at most 15 significant digits (counted from the largest), they are whole multiples of one power of ten, and
      the test is exact in whole numbers; values that are whole already (above 2^53 too) are tested as they are;
   3. for other values, such as 1/3, the quick test is repeated with what half a unit in the last place of each value can explain. */
#include "internal.h"

#include <math.h>

#define DIGITS 15

/* Powers of ten that a double holds exactly. */
static const double ten_to[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
#define MAX_POWER 22

/* How to turn the doubles of one array into whole numbers. */
typedef struct scale {
  double factor;  /* a power of ten */
  bool multiply;  /* value·factor, else value/factor */
  bool exact;     /* the whole numbers are what the file said */
} scale;

static double max_abs(const double *x, size_t n) {
  double largest = 0;
  for (size_t i = 0; i < n; i++) {
    double size = fabs(x[i]);
    largest = size > largest ? size : largest;
  }
  return largest;
}

static bool all_whole(const double *x, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (x[i] != floor(x[i])) return false;
  return true;
}

static double scaled(const scale *s, double x) {
  if (s->factor == 1) return x;
  return rint(s->multiply ? x * s->factor : x / s->factor);
}

/* The whole number must give back the very double: with at most 15 digits, one correctly rounded operation does. */
static bool gives_back(const scale *s, double x) {
  double whole = scaled(s, x);
  return (s->multiply ? whole / s->factor : whole * s->factor) == x;
}

static scale find_scale(const double *x, size_t n) {
  scale whole = {1, true, true}, none = {1, true, false};
  double largest = max_abs(x, n);
  if (largest < 1e15 && all_whole(x, n)) return whole;
  int power = DIGITS - 1 - (int)floor(log10(largest));
  if (power < -MAX_POWER || power > MAX_POWER) return none;
  scale s = {ten_to[power < 0 ? -power : power], power >= 0, true};
  for (size_t i = 0; i < n; i++)
    if (!gives_back(&s, x[i])) return all_whole(x, n) ? whole : none;
  return s;
}

/* a·b == c·d for whole numbers of up to 106 bits of product: fma gives the rounding error of a product exactly. */
static bool same_product(double a, double b, double c, double d) {
  double p = a * b, q = c * d;
  return p == q && fma(a, b, -p) == fma(c, d, -q);
}

/* a - b, and whether it is exact (Knuth's two-sum). */
static bool difference(double *out, double a, double b) {
  double d = a - b, back = d + b;
  *out = d;
  return (a - back) - (b - (back - d)) == 0;
}

static bool exactly_on_line(const double *t, const double *y, size_t n, size_t first, size_t last, const scale *st, const scale *sy) {
  double run, rise, dt, dy;
  if (!difference(&run, scaled(st, t[last]), scaled(st, t[first]))) return false;
  if (!difference(&rise, scaled(sy, y[last]), scaled(sy, y[first]))) return false;
  for (size_t i = 0; i < n; i++) {
    if (!difference(&dt, scaled(st, t[i]), scaled(st, t[first]))) return false;
    if (!difference(&dy, scaled(sy, y[i]), scaled(sy, y[first]))) return false;
    if (!same_product(dy, run, rise, dt)) return false;
  }
  return true;
}

/* Distance of the doubles around x. */
static double unit_of(double x) { return nextafter(fabs(x), INFINITY) - fabs(x); }

/* Whether no point is further from the line through first and last than `units` rounding errors of y, and of t where it counts. */
static bool nearly_on_line(const double *t, const double *y, size_t n, size_t first, size_t last, double units) {
  double run = t[last] - t[first], rise = y[last] - y[first];
  double largest_t = fabs(t[first]) > fabs(t[last]) ? fabs(t[first]) : fabs(t[last]);
  double in_y = unit_of(max_abs(y, n)), in_t = fabs(rise / run) * unit_of(largest_t), slack = units * (in_y + in_t);
  size_t i = 0;
  while (i < n && fabs(y[i] - y[first] - rise * ((t[i] - t[first]) / run)) <= slack) i++;
  if (i < n) return false; /* nearly every series; whether the t are whole is asked of the others */
  if (!all_whole(t, n)) return true;
  slack = units * in_y;
  for (i = 0; i < n; i++)
    if (fabs(y[i] - y[first] - rise * ((t[i] - t[first]) / run)) > slack) return false;
  return true;
}

void stats_ends(size_t *first, size_t *last, const double *t, size_t n) {
  *first = 0, *last = n - 1;
  if (stats_strictly_increasing(t, n)) return;
  *last = 0;
  for (size_t i = 1; i < n; i++) {
    if (t[i] < t[*first]) *first = i;
    if (t[i] > t[*last]) *last = i;
  }
}

bool stats_on_a_line(const double *t, const double *y, size_t n) {
  size_t first, last;
  stats_ends(&first, &last, t, n);
  if (!nearly_on_line(t, y, n, first, last, 4)) return false;
  scale in_t = find_scale(t, n), in_y = find_scale(y, n);
  if (in_t.exact && in_y.exact) return exactly_on_line(t, y, n, first, last, &in_t, &in_y);
  return nearly_on_line(t, y, n, first, last, 2);
}
