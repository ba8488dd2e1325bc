/* figure.c: see figure.h. */
#include "figure.h"

#include "../base/num.h"

#include <math.h>

void lm_add_figure(lm_strbuf *to, double value) {
  static const struct {
    double from;
    int decimals;
  } scale[] = {{1000, 0}, {100, 1}, {10, 2}, {1, 3}, {0.1, 4}, {0.01, 5}, {0.001, 6}};
  char digits[LM_NUM_SIZE];
  double size = fabs(value);
  int decimals = 7;
  if (isnan(value)) {
    lm_strbuf_add(to, "–");
    return;
  }
  for (size_t i = 0; i < sizeof scale / sizeof *scale && decimals == 7; i++)
    if (size >= scale[i].from) decimals = scale[i].decimals;
  double rest = size;
  while (rest > 0 && rest < 0.001 && decimals < 15) {
    rest *= 10;
    decimals++;
  }
  lm_num_fixed(value, decimals, true, digits);
  /* Zeros at the end say nothing. */
  size_t length = 0, point = 0;
  for (; digits[length]; length++)
    if (digits[length] == '.') point = length;
  bool plain = true;
  for (size_t i = 0; i < length; i++) plain = plain && digits[i] != 'e';
  if (point && plain) {
    while (digits[length - 1] == '0') length--;
    if (digits[length - 1] == '.') length--;
  }
  lm_strbuf_add_bytes(to, digits, length);
}

void lm_add_signed_figure(lm_strbuf *to, double value) {
  if (value > 0) lm_strbuf_add(to, "+");
  lm_add_figure(to, value);
}

void lm_add_range(lm_strbuf *to, lm_interval interval) {
  if (!interval.known) {
    lm_strbuf_add(to, "–");
    return;
  }
  lm_add_figure(to, interval.lower);
  lm_strbuf_add(to, " … ");
  lm_add_figure(to, interval.upper);
}

void lm_add_year(lm_strbuf *to, double year) {
  char digits[LM_NUM_SIZE];
  if (isnan(year)) lm_strbuf_add(to, "–");
  else lm_strbuf_add_bytes(to, digits, lm_num_format(year, digits));
}

void lm_add_p(lm_strbuf *to, double p) {
  if (p < 0.001) {
    lm_strbuf_add(to, "<0.001");
    return;
  }
  char digits[LM_NUM_SIZE];
  if (isnan(p)) lm_strbuf_add(to, "–");
  else lm_strbuf_add_bytes(to, digits, lm_num_fixed(p, 3, false, digits));
}
