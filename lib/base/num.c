#include "num.h"

#include "shortest.h"

#include <assert.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PARSE = 64, EXACT_DIGITS = 15, MAX_POWER = 22, MB_LEN_MAX_POINT = 8 };

/* Powers of ten that a double holds exactly. */
static const double power10[MAX_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* strtod reads the locale's decimal point, so the one it wants is put in; the text has been checked to be plain. */
static double slow_parse(const char *text, size_t length) {
  char copy[MAX_PARSE + 1 + MB_LEN_MAX_POINT];
  const char *point = localeconv()->decimal_point;
  size_t used = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] != '.') {
      copy[used++] = text[i];
      continue;
    }
    size_t width = strlen(point);
    if (width > MB_LEN_MAX_POINT) return NAN;
    memcpy(copy + used, point, width);
    used += width;
  }
  copy[used] = '\0';
  return strtod(copy, NULL);
}

/* Adds the digits at `p` to *digits and returns where they end. Past 19 of them *digits is rubbish, and not used. */
static const char *take_digits(const char *p, const char *end, uint64_t *digits) {
  uint64_t value = *digits;
  for (unsigned d; p < end && (d = (unsigned)(unsigned char)*p - '0') < 10; p++) value = value * 10 + d;
  *digits = value;
  return p;
}

bool lm_num_parse(double *out, const char *text, size_t length) {
  if (length == 0 || length > MAX_PARSE) return false;
  const char *p = text, *end = text + length;
  bool negative = *p == '-';
  if (negative || *p == '+') p++;
  uint64_t digits = 0;
  const char *first = p;
  p = take_digits(p, end, &digits);
  if (p == first) return false;
  ptrdiff_t count = p - first, decimals = 0;
  if (p < end) {
    if (*p != '.') return false;
    first = p + 1;
    p = take_digits(first, end, &digits);
    decimals = p - first;
    count += decimals;
    if (decimals == 0 || p != end) return false;
  }
  /* Up to 15 digits are exact in a double, and so is 10^k: one correctly rounded division gives the correctly rounded value
     (Clinger 1990, the fast path). */
  if (count <= EXACT_DIGITS) {
    double value = decimals ? (double)digits / power10[decimals] : (double)digits;
    *out = negative ? -value : value;
    return true;
  }
  *out = slow_parse(text, length);
  return isfinite(*out);
}

/* Sign or none, one to three digits. */
static bool take_exponent(long *out, const char *p, const char *end) {
  bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end || end - p > 3) return false;
  for (*out = 0; p < end; p++) {
    if (*p < '0' || *p > '9') return false;
    *out = *out * 10 + (*p - '0');
  }
  if (negative) *out = -*out;
  return true;
}

bool lm_num_parse_exponent(double *out, const char *text, size_t length) {
  const char *end = text + length, *e = text;
  while (e < end && *e != 'e' && *e != 'E') e++;
  long exponent, decimals = 0;
  if (!lm_num_parse(out, text, (size_t)(e - text)) || e == end) return e == end && lm_num_parse(out, text, length);
  if (!take_exponent(&exponent, e + 1, end)) return false;
  /* Written as whole digits and an exponent, the text has no decimal point for strtod to look for. */
  char copy[MAX_PARSE + 32];
  size_t used = 0;
  bool behind = false;
  for (const char *p = text; p < e; p++) {
    if (*p == '.') behind = true;
    else copy[used++] = *p, decimals += behind;
  }
  snprintf(copy + used, sizeof copy - used, "e%ld", exponent - decimals);
  *out = strtod(copy, NULL);
  return isfinite(*out);
}

/* 1 for 0. The bits say it but for one. */
static size_t digits_of(uint64_t value) {
  static const uint64_t first[] = {0,
                                   UINT64_C(10),
                                   UINT64_C(100),
                                   UINT64_C(1000),
                                   UINT64_C(10000),
                                   UINT64_C(100000),
                                   UINT64_C(1000000),
                                   UINT64_C(10000000),
                                   UINT64_C(100000000),
                                   UINT64_C(1000000000),
                                   UINT64_C(10000000000),
                                   UINT64_C(100000000000),
                                   UINT64_C(1000000000000),
                                   UINT64_C(10000000000000),
                                   UINT64_C(100000000000000),
                                   UINT64_C(1000000000000000),
                                   UINT64_C(10000000000000000),
                                   UINT64_C(100000000000000000),
                                   UINT64_C(1000000000000000000),
                                   UINT64_C(10000000000000000000)};
  const unsigned bits = 64 - (unsigned)__builtin_clzll(value | 1);
  const size_t least = bits * 1233 >> 12; /* bits·log10(2) */
  return least + (least == 0 || value >= first[least]);
}

static const char pairs_of_digits[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
                                      "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static void put_eight(uint32_t value, char *out) {
  const uint32_t high = value / 10000, low = value % 10000;
  memcpy(out, &pairs_of_digits[2 * (high / 100)], 2);
  memcpy(out + 2, &pairs_of_digits[2 * (high % 100)], 2);
  memcpy(out + 4, &pairs_of_digits[2 * (low / 100)], 2);
  memcpy(out + 6, &pairs_of_digits[2 * (low % 100)], 2);
}

enum { EIGHT = 100000000, ALL_DIGITS = 20, MOST_PRINTED = 24 };

/* All digits of a number, with zeros in front. */
static void put_all(uint64_t value, char out[ALL_DIGITS]) {
  const uint64_t high = value / EIGHT;
  const uint32_t top = (uint32_t)(high / EIGHT);
  memcpy(out, &pairs_of_digits[2 * (top / 100)], 2);
  memcpy(out + 2, &pairs_of_digits[2 * (top % 100)], 2);
  put_eight((uint32_t)(high % EIGHT), out + 4);
  put_eight((uint32_t)(value % EIGHT), out + 12);
}

static size_t put_integer(uint64_t value, char *out) {
  char all[ALL_DIGITS];
  const size_t count = digits_of(value);
  put_all(value, all);
  memcpy(out, all + ALL_DIGITS - count, count);
  return count;
}

/* `scaled` / 10^decimals in plain notation; decimals up to 22. As many bytes are copied whatever the number, which is faster than as many as
   it has: the buffer has room, and what is too much is overwritten. */
static size_t put_scaled(bool negative, uint64_t scaled, int decimals, char *out) {
  char digits[MOST_PRINTED + MOST_PRINTED] = "0000";
  const size_t behind = (size_t)decimals, count = digits_of(scaled), at = negative;
  const size_t whole = count > behind ? count - behind : 1;
  static_assert(1 + ALL_DIGITS + 1 + MOST_PRINTED <= LM_NUM_SIZE, "a sign, digits, a point and what is copied behind it");
  put_all(scaled, digits + MOST_PRINTED - ALL_DIGITS);
  const char *first = digits + MOST_PRINTED - whole - behind;
  out[0] = '-'; /* overwritten unless negative */
  memcpy(out + at, first, MOST_PRINTED);
  size_t end = at + whole;
  if (behind > 0) {
    out[end] = '.';
    memcpy(out + end + 1, first + whole, MOST_PRINTED);
    end += behind + 1;
  }
  out[end] = '\0';
  return end;
}

/* d.ddde±xx, as printf writes it. */
static size_t put_exponent(bool negative, uint64_t digits, int exponent, char *out) {
  char text[24] = "";
  size_t count = put_integer(digits, text), at = 0;
  int ten = exponent + (int)count - 1;
  if (negative) out[at++] = '-';
  out[at++] = text[0];
  if (count > 1) out[at++] = '.';
  memcpy(out + at, text + 1, count - 1);
  at += count - 1;
  out[at++] = 'e';
  out[at++] = ten < 0 ? '-' : '+';
  if (abs(ten) < 10) out[at++] = '0';
  at += put_integer((uint64_t)abs(ten), out + at);
  out[at] = '\0';
  return at;
}

/* Whole numbers: the digits and the zeros behind them. */
static size_t put_whole(bool negative, uint64_t digits, int zeros, char *out) {
  size_t at = 0;
  if (negative) out[at++] = '-';
  at += put_integer(digits, out + at);
  memset(out + at, '0', (size_t)zeros);
  at += (size_t)zeros;
  out[at] = '\0';
  return at;
}

size_t lm_num_whole(int64_t value, char *buffer) {
  return put_whole(value < 0, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 0, buffer);
}

size_t lm_num_format(double value, char *buffer) {
  buffer[0] = '\0';
  if (!isfinite(value)) return 0;
  double size = fabs(value);
  bool negative = value < 0;
  lm_decimal d = lm_shortest(size);
  if (size != 0 && (size < 1e-5 || size >= 1e17)) return put_exponent(negative, d.digits, d.exponent, buffer);
  return d.exponent >= 0 ? put_whole(negative, d.digits, d.exponent, buffer) : put_scaled(negative, d.digits, -d.exponent, buffer);
}

/* Puts separators into the whole part of a plain number in place; there is room. */
static size_t group(char *text, size_t length) {
  size_t start = text[0] == '-', whole = strcspn(text + start, ".");
  for (size_t behind = 3; behind < whole; behind += 3) {
    char *at = text + start + whole - behind;
    memmove(at + 1, at, length - (size_t)(at - text) + 1);
    *at = ',';
    length++;
  }
  return length;
}

size_t lm_num_fixed(double value, int decimals, bool grouped, char *buffer) {
  buffer[0] = '\0';
  if (!isfinite(value)) return 0;
  if (decimals < 0) decimals = 0;
  if (decimals > 15) decimals = 15;
  double size = fabs(value), scaled = size * power10[decimals];
  if (scaled >= 1e15) return lm_num_format(value, buffer);
  /* Round the decimal a reader sees (2.675 → 2.68 at two digits), not the binary behind it: half an ulp of slack decides ties upwards. */
  double rounded = floor(scaled + 0.5);
  if (rounded - scaled > 0.5) rounded -= 1;
  if (scaled - rounded >= 0.5 - scaled * 2.3e-16) rounded += 1;
  size_t length = put_scaled(value < 0 && rounded > 0, (uint64_t)rounded, decimals, buffer);
  return grouped ? group(buffer, length) : length;
}
