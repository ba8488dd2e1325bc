#include "retyped.h"

#include "num.h"

#include <string.h>

/* The full-width forms of = + - @ are three bytes that begin with 0xEF. */
static bool starts_like_formula(const char *text) {
  static const char *const wide[] = {"＝", "＋", "－", "＠"};
  switch ((unsigned char)*text) {
  case '=': case '+': case '-': case '@': case '\t': case '\r': return true;
  case 0xEF: break;
  default: return false;
  }
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (strncmp(text, wide[i], strlen(wide[i])) == 0) return true;
  return false;
}

bool lm_like_formula(const char *text) {
  double number;
  return starts_like_formula(text) && !lm_num_parse(&number, text, strlen(text));
}

static size_t digits(const char *text) { return strspn(text, "0123456789"); }

/* Groups of digits with such a sign between: what the groups are long in length[]; 0: something else is there. */
static size_t groups(const char *text, const char *between, size_t length[3]) {
  for (size_t count = 0; count < 3; text++) {
    length[count] = digits(text);
    if (length[count] == 0) return 0;
    text += length[count++];
    if (!*text) return count;
    if (!strchr(between, *text)) return 0;
  }
  return 0;
}

static bool like_date(const char *text) {
  size_t length[3];
  const size_t count = groups(text, "-/", length);
  const bool day = count == 3 && length[0] == 4 && length[1] == 2 && length[2] == 2 && text[4] == '-' && text[7] == '-';
  return count > 1 && !day;
}

static bool like_time(const char *text) {
  size_t length[3];
  return groups(text, ":", length) > 1;
}

static bool like_negative(const char *text) { return *text == '(' && digits(text + 1) > 0 && strcmp(text + 1 + digits(text + 1), ")") == 0; }

static bool other_number(const char *text) {
  char shortest[LM_NUM_SIZE];
  double number;
  size_t whole = digits(text), rest = whole > 0 && (text[whole] == 'e' || text[whole] == 'E') ? whole + 1 : 0;
  if (rest && (text[rest] == '+' || text[rest] == '-')) rest++;
  if (rest && digits(text + rest) > 0 && !text[rest + digits(text + rest)]) return true;
  if (!lm_num_parse(&number, text, strlen(text))) return false;
  lm_num_format(number, shortest);
  return strcmp(shortest, text) != 0;
}

bool lm_retyped(const char *text) { return like_date(text) || like_time(text) || like_negative(text) || other_number(text); }

const char *lm_without_guard(const char *text) { return *text == '\'' && (lm_like_formula(text + 1) || lm_retyped(text + 1)) ? text + 1 : text; }
