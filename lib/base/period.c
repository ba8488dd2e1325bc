/* Reading: `spell` knows the grammar and nothing of calendars, `settle` knows calendars and nothing of spellings. So a text that is
   no spelling at all is told apart from one that names a month which does not exist. ASCII letters may be in either case. */
#include <logicmodel/period.h>

#include <stdio.h>
#include <string.h>

enum { MAX_BYTES = 120 }; /* the schema allows 40 characters */

/* ---- the calendar ---- */

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* Days since 1970-01-01 and back, proleptic Gregorian: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
   days_from_civil and civil_from_days (http://howardhinnant.github.io/date_algorithms.html). Years begin in March there, so that
   the leap day is the last of its year; an era is 400 years = 146097 days. */
static int32_t day_number(int64_t year, int month, int day) {
  year -= month <= 2;
  int64_t era = floor_div(year, 400);
  int64_t year_of_era = year - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return (int32_t)(era * 146097 + day_of_era - 719468);
}

typedef struct civil {
  int64_t year;
  int month, day;
} civil;

static civil civil_of(int64_t number) {
  number += 719468;
  int64_t era = floor_div(number, 146097);
  int64_t day_of_era = number - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (int)((5 * day_of_year + 2) / 153); /* 0 = March */
  int month = shifted < 10 ? shifted + 3 : shifted - 9;
  return (civil){year_of_era + era * 400 + (month <= 2), month, (int)(day_of_year - (153 * shifted + 2) / 5) + 1};
}

static int days_in_month(int64_t year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

/* ---- kinds as runs of months ---- */

/* Months in a period of the kind, and months from January of year 0 to the start of the one with index 0. A DAY is no run of months. */
typedef struct kind_months {
  int length, offset;
} kind_months;

static const kind_months months_of[LM_PERIOD_KIND_COUNT] = {
    [LM_YEAR] = {12, 0}, [LM_FISCAL] = {12, 3}, [LM_HALF] = {6, 0}, [LM_QUARTER] = {3, 0}, [LM_MONTH] = {1, 0}};

static bool is_run_of_months(lm_period_kind kind) { return (unsigned)kind < LM_PERIOD_KIND_COUNT && months_of[kind].length > 0; }

static int64_t first_month(lm_period_kind kind, int64_t index) { return index * months_of[kind].length + months_of[kind].offset; }

static int32_t start_of_month(int64_t month) {
  int64_t year = floor_div(month, 12);
  return day_number(year, (int)(month - year * 12) + 1, 1);
}

int32_t lm_period_start(lm_period period) {
  return is_run_of_months(period.kind) ? start_of_month(first_month(period.kind, period.index)) : period.index;
}

int32_t lm_period_end(lm_period period) {
  return is_run_of_months(period.kind) ? start_of_month(first_month(period.kind, (int64_t)period.index + 1)) : period.index + 1;
}

double lm_period_time(lm_period period) {
  if (is_run_of_months(period.kind))
    return ((double)first_month(period.kind, period.index) + months_of[period.kind].length / 2.0) / 12.0;
  civil date = civil_of(period.index);
  double month = (double)(date.year * 12 + date.month - 1);
  return (month + (double)(date.day - 1) / days_in_month(date.year, date.month)) / 12.0;
}

lm_period lm_period_last_by(lm_period_kind kind, int32_t day) {
  if (!is_run_of_months(kind)) return (lm_period){LM_DAY, day};
  civil next = civil_of((int64_t)day + 1); /* the period of that day is the first not to have ended */
  int64_t month = next.year * 12 + next.month - 1;
  return (lm_period){kind, (int32_t)(floor_div(month - months_of[kind].offset, months_of[kind].length) - 1)};
}

int lm_period_compare(lm_period a, lm_period b) {
  int32_t start_a = lm_period_start(a), start_b = lm_period_start(b);
  if (start_a != start_b) return start_a < start_b ? -1 : 1;
  return (a.kind > b.kind) - (a.kind < b.kind);
}

/* ---- the grammar ---- */

typedef struct cursor {
  const char *at, *end;
} cursor;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

static bool at_end(const cursor *c) { return c->at == c->end; }

/* Takes `word` (its letters in upper case) if it comes next. */
static bool take(cursor *c, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(c->end - c->at) < length) return false;
  for (size_t i = 0; i < length; i++)
    if (upper(c->at[i]) != word[i]) return false;
  c->at += length;
  return true;
}

static bool take_last(cursor *c, const char *word) { return take(c, word) && at_end(c); }

/* Takes up to `most` digits; false, with nothing taken, if there are fewer than `least`. */
static bool take_digits(cursor *c, int least, int most, int *value) {
  int count = 0, sum = 0;
  while (count < most && c->at + count < c->end && is_digit(c->at[count])) sum = sum * 10 + (c->at[count++] - '0');
  if (count < least) return false;
  c->at += count;
  *value = sum;
  return true;
}

typedef struct era {
  const char *name, *letter;
  int before;   /* western year of the era's year 0 */
  int first[3]; /* its first day; year 0: it is read, never printed */
  int last[3];  /* its last day; on the day of a change both eras held until 1926 */
} era;

static const era eras[] = {
    {"令和", "R", 2018, {2019, 5, 1}, {9999, 12, 31}}, {"平成", "H", 1988, {1989, 1, 8}, {2019, 4, 30}}, {"昭和", "S", 1925, {1926, 12, 25}, {1989, 1, 7}},
    {"大正", "T", 1911, {0}, {1926, 12, 25}},          {"明治", "M", 1867, {0}, {1912, 7, 30}},
};

/* What a text says, before anybody asked whether there is such a day. */
typedef struct spelling {
  lm_period_kind kind;
  int year, part, day; /* part: of the year, from 1: half, quarter or month; 1 for a whole year */
  int shift;           /* periods of the kind between the start of `year` and part 1: quarters of a fiscal year start one late */
  int span;            /* DAY with a duration behind it: months; 0 none */
  const era *era;      /* NULL: western year */
  bool bare;           /* a year and nothing else */
  bool no_era;         /* a year of an era that is not named */
} spelling;

typedef struct unit {
  const char *letter;
  lm_period_kind kind;
} unit;

/* 2024-Q3 2024Q3 2024-S1 2024-M10 2024-A1: the reporting periods of SDMX and DHIS2, for years that begin in January. */
static lm_period_error spell_unit(spelling *s, cursor *c) {
  static const unit units[] = {{"H", LM_HALF}, {"S", LM_HALF}, {"Q", LM_QUARTER}, {"M", LM_MONTH}, {"A", LM_YEAR}};
  static const char *const unsupported[] = {"T", "W", "D"}; /* thirds of a year, weeks, days of the year */
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (!take(c, units[i].letter)) continue;
    int digits = units[i].kind == LM_MONTH ? 2 : 1;
    s->kind = units[i].kind;
    return take_digits(c, digits, digits, &s->part) && at_end(c) ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
  }
  for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++)
    if (take(c, unsupported[i])) return take_digits(c, 1, 3, &s->part) && at_end(c) ? LM_PERIOD_BAD_SPAN : LM_PERIOD_UNKNOWN;
  return LM_PERIOD_UNKNOWN;
}

/* What stands behind the slash of 2024-04-01/P1Y. */
static lm_period_error spell_duration(spelling *s, cursor *c) {
  static const struct {
    const char *text;
    int months;
  } durations[] = {{"P1Y", 12}, {"P12M", 12}, {"P6M", 6}, {"P3M", 3}, {"P1M", 1}};
  for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
    cursor ahead = *c;
    if (!take_last(&ahead, durations[i].text)) continue;
    s->span = durations[i].months;
    return LM_PERIOD_OK;
  }
  if (!take(c, "P")) return LM_PERIOD_UNKNOWN;
  return take_last(c, "1D") ? LM_PERIOD_OK : LM_PERIOD_BAD_SPAN;
}

/* Behind the hyphen: 2024-10, 2024-10-01, 2024-10-01/P1M, or a unit. */
static lm_period_error spell_iso(spelling *s, cursor *c) {
  if (at_end(c)) return LM_PERIOD_UNKNOWN;
  if (!is_digit(*c->at)) return spell_unit(s, c);
  if (!take_digits(c, 2, 2, &s->part)) return LM_PERIOD_UNKNOWN;
  s->kind = LM_MONTH;
  if (at_end(c)) return LM_PERIOD_OK;
  if (!take(c, "-") || !take_digits(c, 2, 2, &s->day)) return LM_PERIOD_UNKNOWN;
  s->kind = LM_DAY;
  if (at_end(c)) return LM_PERIOD_OK;
  return take(c, "/") ? spell_duration(s, c) : LM_PERIOD_UNKNOWN;
}

static bool spell_quarter(spelling *s, cursor *c) {
  s->kind = LM_QUARTER;
  return take(c, "第") && take_digits(c, 1, 1, &s->part) && take_last(c, "四半期");
}

/* Behind 年度. The quarters of a fiscal year are quarters of the calendar; its halves are none of our kinds. */
static lm_period_error spell_fiscal(spelling *s, cursor *c) {
  s->kind = LM_FISCAL;
  if (at_end(c)) return LM_PERIOD_OK;
  if (take(c, "上半期") || take(c, "下半期")) return at_end(c) ? LM_PERIOD_BAD_SPAN : LM_PERIOD_UNKNOWN;
  s->shift = 1;
  return spell_quarter(s, c) ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
}

/* Behind 年. */
static lm_period_error spell_japanese(spelling *s, cursor *c) {
  s->kind = LM_YEAR;
  if (at_end(c)) return LM_PERIOD_OK;
  if (take(c, "度")) return spell_fiscal(s, c);
  bool first = take(c, "上半期");
  if (first || take(c, "下半期")) {
    s->kind = LM_HALF;
    s->part = first ? 1 : 2;
    return at_end(c) ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
  }
  if (!is_digit(*c->at)) return spell_quarter(s, c) ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
  if (!take_digits(c, 1, 2, &s->part) || !take(c, "月")) return LM_PERIOD_UNKNOWN;
  s->kind = LM_MONTH;
  if (at_end(c)) return LM_PERIOD_OK;
  s->kind = LM_DAY;
  return take_digits(c, 1, 2, &s->day) && take_last(c, "日") ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
}

/* Behind a year of four digits. */
static lm_period_error spell_western(spelling *s, cursor *c) {
  s->bare = at_end(c);
  if (s->bare) return LM_PERIOD_OK;
  if (take(c, "-")) return spell_iso(s, c);
  if (take(c, "年")) return spell_japanese(s, c);
  if (is_digit(*c->at)) {
    s->kind = LM_MONTH;
    return take_digits(c, 2, 2, &s->part) && at_end(c) ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
  }
  s->kind = LM_FISCAL;
  cursor ahead = *c;
  if (take_last(&ahead, "FY")) return LM_PERIOD_OK;
  ahead = *c;
  if (take_last(&ahead, "APRIL")) return LM_PERIOD_OK;
  return spell_unit(s, c);
}

/* A year of an era: 元, or one or two digits. */
static bool take_era_year(cursor *c, int *year) {
  *year = 1;
  return take(c, "元") || take_digits(c, 1, 2, year);
}

/* The western year behind a year of an era: 令和7(2025)年度. */
static bool take_western(cursor *c, int *year) {
  return take(c, "(") && take_digits(c, 4, 4, year) && take(c, ")");
}

static lm_period_error spell_era(spelling *s, cursor *c) {
  int western;
  if (!take_era_year(c, &s->year)) return LM_PERIOD_UNKNOWN;
  s->year = s->year == 0 ? 0 : s->year + s->era->before;
  s->bare = at_end(c);
  if (s->bare) return LM_PERIOD_OK;
  if (*c->at == '(') {
    if (!take_western(c, &western)) return LM_PERIOD_UNKNOWN;
    if (western != s->year) return LM_PERIOD_NO_SUCH_DATE;
  }
  return take(c, "年") ? spell_japanese(s, c) : LM_PERIOD_UNKNOWN;
}

static const era *take_era(cursor *c) {
  for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
    if (take(c, eras[i].name) || take(c, eras[i].letter)) return &eras[i];
  return NULL;
}

static lm_period_error spell(spelling *s, cursor *c) {
  if (take_digits(c, 4, 4, &s->year)) return spell_western(s, c);
  if (take(c, "FY")) {
    s->kind = LM_FISCAL;
    return take_digits(c, 4, 4, &s->year) && at_end(c) ? LM_PERIOD_OK : LM_PERIOD_UNKNOWN;
  }
  s->era = take_era(c);
  if (s->era) return spell_era(s, c);
  s->no_era = take_era_year(c, &s->year) && take(c, "年");
  return s->no_era ? spell_japanese(s, c) : LM_PERIOD_UNKNOWN;
}

/* ---- from what was said to a period ---- */

/* A whole year, half, quarter or month that starts on the first day of `month` (counted from January of year 0). */
static lm_period_error settle_span(lm_period *out, int64_t month, int length) {
  for (int kind = LM_YEAR; kind < LM_DAY; kind++) {
    int64_t since = month - months_of[kind].offset;
    if (months_of[kind].length != length || since % length != 0) continue;
    *out = (lm_period){(lm_period_kind)kind, (int32_t)(since / length)};
    return LM_PERIOD_OK;
  }
  return LM_PERIOD_BAD_SPAN;
}

static lm_period_error settle_day(lm_period *out, const spelling *s) {
  if (s->day < 1 || s->day > days_in_month(s->year, s->part)) return LM_PERIOD_NO_SUCH_DATE;
  if (s->span > 0) return s->day == 1 ? settle_span(out, s->year * 12 + s->part - 1, s->span) : LM_PERIOD_BAD_SPAN;
  *out = (lm_period){LM_DAY, day_number(s->year, s->part, s->day)};
  return LM_PERIOD_OK;
}

static lm_period_error settle(lm_period *out, const spelling *s, lm_bare_year bare) {
  if (s->no_era) return LM_PERIOD_NO_ERA;
  if (s->year < 1 || s->year > 9999) return LM_PERIOD_NO_SUCH_DATE;
  if (s->bare) {
    if (s->era && bare == LM_BARE_UNSAID) return LM_PERIOD_BARE_ERA_YEAR;
    *out = (lm_period){bare == LM_BARE_FISCAL ? LM_FISCAL : LM_YEAR, s->year};
    return LM_PERIOD_OK;
  }
  int parts = s->kind == LM_DAY ? 12 : 12 / months_of[s->kind].length;
  int32_t index = s->year * parts + s->part - 1 + s->shift;
  if (s->part < 1 || s->part > parts || index >= 10000 * parts) return LM_PERIOD_NO_SUCH_DATE;
  *out = (lm_period){s->kind, index};
  return s->kind == LM_DAY ? settle_day(out, s) : LM_PERIOD_OK;
}

static lm_period_error parse(lm_period *out, const char *text, size_t length, lm_bare_year bare, bool *past_era) {
  cursor c = {text, text + length};
  spelling s = {.part = 1};
  lm_period_error error = spell(&s, &c);
  if (error == LM_PERIOD_OK) error = settle(out, &s, bare);
  if (error == LM_PERIOD_OK && s.era)
    *past_era = lm_period_start(*out) > day_number(s.era->last[0], s.era->last[1], s.era->last[2]);
  return error;
}

/* Copies `text` with the full-width forms U+FF01…U+FF5E made ASCII; returns the new length, 0 if there are none. */
static size_t narrow(char *to, const char *text, size_t length) {
  size_t used = 0;
  bool any = false;
  for (size_t i = 0; i < length; i++) {
    const unsigned char *b = (const unsigned char *)text + i;
    bool wide = length - i >= 3 && b[0] == 0xEF && ((b[1] == 0xBC && b[2] >= 0x81 && b[2] <= 0xBF) ||
                                                    (b[1] == 0xBD && b[2] >= 0x80 && b[2] <= 0x9E));
    to[used++] = wide ? (char)(b[2] - 0x80 + (b[1] == 0xBC ? 0x20 : 0x60)) : text[i];
    i += wide ? 2 : 0;
    any = any || wide;
  }
  return any ? used : 0;
}

static lm_period_error explain_unknown(const char *text, size_t length, lm_bare_year bare) {
  char narrowed[MAX_BYTES];
  size_t used = narrow(narrowed, text, length);
  lm_period ignored;
  bool past = false;
  bool readable = used > 0 && parse(&ignored, narrowed, used, bare, &past) != LM_PERIOD_UNKNOWN;
  return readable ? LM_PERIOD_FULL_WIDTH : LM_PERIOD_UNKNOWN;
}

/* Nearly every period of nearly every file: 2024, 2024FY, 2024年度. */
static bool plain_year(lm_period *out, const char *text, size_t length, lm_bare_year bare) {
  bool fiscal = length == 4 ? bare == LM_BARE_FISCAL
                            : (length == 6 && text[4] == 'F' && text[5] == 'Y') || (length == 10 && memcmp(text + 4, "年度", 6) == 0);
  if (length != 4 && !fiscal) return false;
  const unsigned a = (unsigned)text[0] - '0', b = (unsigned)text[1] - '0', c = (unsigned)text[2] - '0', d = (unsigned)text[3] - '0';
  const int year = (int)(a * 1000 + b * 100 + c * 10 + d);
  if (a > 9 || b > 9 || c > 9 || d > 9 || year == 0) return false;
  *out = (lm_period){fiscal ? LM_FISCAL : LM_YEAR, year};
  return true;
}

lm_period_error lm_period_parse(lm_period *out, const char *text, size_t length, lm_bare_year bare, bool *past_era) {
  bool past = false;
  if (past_era) *past_era = false;
  if (length == 0 || length > MAX_BYTES) return LM_PERIOD_UNKNOWN;
  if (plain_year(out, text, length, bare)) return LM_PERIOD_OK;
  lm_period period;
  lm_period_error error = parse(&period, text, length, bare, &past);
  if (error == LM_PERIOD_UNKNOWN) return explain_unknown(text, length, bare);
  if (error != LM_PERIOD_OK) return error;
  *out = period;
  if (past_era) *past_era = past;
  return LM_PERIOD_OK;
}

/* ---- writing ---- */

static const char *format_english(lm_period p, civil start, char *buffer, size_t size) {
  int year = (int)start.year;
  switch (p.kind) {
  case LM_YEAR: snprintf(buffer, size, "%04d", year); break;
  case LM_FISCAL: snprintf(buffer, size, "%04dFY", year); break;
  case LM_HALF: snprintf(buffer, size, "%04d-H%d", year, start.month / 6 + 1); break;
  case LM_QUARTER: snprintf(buffer, size, "%04d-Q%d", year, start.month / 3 + 1); break;
  case LM_MONTH: snprintf(buffer, size, "%04d-%02d", year, start.month); break;
  default: snprintf(buffer, size, "%04d-%02d-%02d", year, start.month, start.day); break;
  }
  return buffer;
}

static const char *format_japanese(lm_period p, civil start, char *buffer, size_t size) {
  int year = (int)start.year;
  switch (p.kind) {
  case LM_YEAR: snprintf(buffer, size, "%04d年", year); break;
  case LM_FISCAL: snprintf(buffer, size, "%04d年度", year); break;
  case LM_HALF: snprintf(buffer, size, "%04d年%s半期", year, start.month == 1 ? "上" : "下"); break;
  case LM_QUARTER: snprintf(buffer, size, "%04d年第%d四半期", year, start.month / 3 + 1); break;
  case LM_MONTH: snprintf(buffer, size, "%04d年%d月", year, start.month); break;
  default: snprintf(buffer, size, "%04d年%d月%d日", year, start.month, start.day); break;
  }
  return buffer;
}

/* The era that the middle of the period lies in: the one with the longer part of it. NULL: before those that are printed. */
static const era *era_of(lm_period p) {
  const int32_t middle = lm_period_start(p) + (lm_period_end(p) - lm_period_start(p)) / 2;
  for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
    if (eras[i].first[0] > 0 && middle >= day_number(eras[i].first[0], eras[i].first[1], eras[i].first[2])) return &eras[i];
  return NULL;
}

static int year_in(const era *of, lm_period period) {
  return (int)civil_of(lm_period_start(period)).year - of->before;
}

bool lm_period_era_year(lm_period period, char *buffer, size_t size) {
  const era *of = era_of(period);
  if (!of) return false;
  const int year = year_in(of, period);
  if (year == 1) snprintf(buffer, size, "%s元", of->name);
  else snprintf(buffer, size, "%s%d", of->name, year);
  return true;
}

/* `between` stands between both years: "令和7" "(2025)" "年度". */
static const char *format_era(lm_period period, const char *between, char *buffer, size_t size) {
  char plain[48], year[24];
  if (!lm_period_era_year(period, year, sizeof year)) return lm_period_format_in(period, LM_JA, buffer, size);
  format_japanese(period, civil_of(lm_period_start(period)), plain, sizeof plain);
  snprintf(buffer, size, "%s%s%s", year, between, plain + strlen("0000")); /* 年度, 年10月, … */
  return buffer;
}

const char *lm_period_format_years(lm_period period, lm_lang lang, lm_years years, char *buffer, size_t size) {
  char western[12];
  if (lang != LM_JA || years == LM_YEARS_SEIREKI) return lm_period_format_in(period, lang, buffer, size);
  snprintf(western, sizeof western, "(%04d)", (int)civil_of(lm_period_start(period)).year);
  return format_era(period, years == LM_YEARS_BOTH ? western : "", buffer, size);
}

const char *lm_period_format_inside(lm_period period, lm_lang lang, lm_years years, char *buffer, size_t size) {
  char first[48], western[48];
  if (lang != LM_JA || years != LM_YEARS_BOTH || !era_of(period)) return lm_period_format_years(period, lang, years, buffer, size);
  snprintf(buffer, size, "%s/%s", format_era(period, "", first, sizeof first), lm_period_format_in(period, lang, western, sizeof western));
  return buffer;
}

static const char *const years_word[LM_YEARS_COUNT] = {[LM_YEARS_SEIREKI] = "seireki", [LM_YEARS_WAREKI] = "wareki", [LM_YEARS_BOTH] = "both"};

const char *lm_years_word(lm_years years) { return years < LM_YEARS_COUNT ? years_word[years] : NULL; }

bool lm_years_parse(lm_years *out, const char *word) {
  for (int i = 0; i < LM_YEARS_COUNT; i++) {
    if (strcmp(years_word[i], word) != 0) continue;
    *out = (lm_years)i;
    return true;
  }
  return false;
}

static void put_padded(char *to, int value, int digits) {
  for (; digits > 0; value /= 10) to[--digits] = (char)('0' + value % 10);
}

/* What nearly all periods are, without printf, and years without asking the calendar; NULL: another kind, or no room. */
static const char *format_plainly(lm_period p, char *buffer, size_t size) {
  if (size < sizeof "0000-00-00") return NULL;
  const civil day = p.kind == LM_DAY ? civil_of(p.index) : (civil){p.index, 1, 1};
  if ((p.kind != LM_YEAR && p.kind != LM_FISCAL && p.kind != LM_DAY) || day.year < 0 || day.year > 9999) return NULL;
  put_padded(buffer, (int)day.year, 4);
  if (p.kind == LM_DAY) {
    buffer[4] = buffer[7] = '-';
    put_padded(buffer + 5, day.month, 2);
    put_padded(buffer + 8, day.day, 2);
    buffer[10] = '\0';
  } else {
    memcpy(buffer + 4, p.kind == LM_FISCAL ? "FY" : "", p.kind == LM_FISCAL ? 3 : 1);
  }
  return buffer;
}

const char *lm_period_format(lm_period period, char *buffer, size_t size) {
  return lm_period_format_in(period, LM_EN, buffer, size);
}

const char *lm_period_format_in(lm_period period, lm_lang lang, char *buffer, size_t size) {
  if (lang != LM_JA && format_plainly(period, buffer, size)) return buffer;
  const civil start = civil_of(lm_period_start(period));
  return lang == LM_JA ? format_japanese(period, start, buffer, size) : format_english(period, start, buffer, size);
}

bool lm_day_parse(int32_t *day, const char *text, size_t length) {
  cursor c = {text, text + length};
  int year, month, date;
  if (!take_digits(&c, 4, 4, &year) || !take(&c, "-") || !take_digits(&c, 2, 2, &month) || !take(&c, "-") ||
      !take_digits(&c, 2, 2, &date) || !at_end(&c))
    return false;
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > days_in_month(year, month)) return false;
  *day = day_number(year, month, date);
  return true;
}

const char *lm_day_format(int32_t day, char *buffer, size_t size) {
  return lm_period_format((lm_period){LM_DAY, day}, buffer, size);
}
