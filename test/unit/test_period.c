/* Periods: every spelling we read, every refusal and its reason, and the calendar behind them. */
#include <logicmodel/period.h>

#include "../support/close.h"
#include "../support/random.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01 and 9999-12-31 */

/* ---- reading ---- */

typedef struct spelling {
  const char *text;
  lm_period_kind kind;
  int32_t index;
} spelling;

static const spelling spellings[] = {
    {"2024", LM_YEAR, 2024},
    {"0001", LM_YEAR, 1},
    {"9999", LM_YEAR, 9999},
    {"2024年", LM_YEAR, 2024},
    {"2024-A1", LM_YEAR, 2024},
    {"2024A1", LM_YEAR, 2024},
    {"2024-01-01/P1Y", LM_YEAR, 2024},
    {"2024-01-01/P12M", LM_YEAR, 2024},
    {"令和6年", LM_YEAR, 2024},
    {"令和元年", LM_YEAR, 2019},
    {"R6年", LM_YEAR, 2024},
    {"r06年", LM_YEAR, 2024},
    {"平成31年", LM_YEAR, 2019},
    {"昭和63年", LM_YEAR, 1988},
    {"S63年", LM_YEAR, 1988},
    {"大正15年", LM_YEAR, 1926},
    {"T元年", LM_YEAR, 1912},
    {"明治45年", LM_YEAR, 1912},
    {"M45年", LM_YEAR, 1912},

    {"2024FY", LM_FISCAL, 2024},
    {"2024fy", LM_FISCAL, 2024},
    {"FY2024", LM_FISCAL, 2024},
    {"2024年度", LM_FISCAL, 2024},
    {"2024April", LM_FISCAL, 2024},
    {"2024-04-01/P1Y", LM_FISCAL, 2024},
    {"2024-04-01/P12M", LM_FISCAL, 2024},
    {"令和6年度", LM_FISCAL, 2024},
    {"令和06年度", LM_FISCAL, 2024},
    {"令和元年度", LM_FISCAL, 2019},
    {"R6年度", LM_FISCAL, 2024},
    {"R06年度", LM_FISCAL, 2024},
    {"令和6(2024)年度", LM_FISCAL, 2024},
    {"R6(2024)年", LM_YEAR, 2024},
    {"平成31(2019)年4月", LM_MONTH, 12 * 2019 + 3},
    {"r6年度", LM_FISCAL, 2024},
    {"R元年度", LM_FISCAL, 2019},
    {"平成31年度", LM_FISCAL, 2019},
    {"H31年度", LM_FISCAL, 2019},
    {"昭和60年度", LM_FISCAL, 1985},
    {"9999FY", LM_FISCAL, 9999},

    {"2024-H1", LM_HALF, 4048},
    {"2024H2", LM_HALF, 4049},
    {"2024-S1", LM_HALF, 4048},
    {"2024S2", LM_HALF, 4049},
    {"2024年上半期", LM_HALF, 4048},
    {"2024年下半期", LM_HALF, 4049},
    {"令和6年下半期", LM_HALF, 4049},
    {"2024-07-01/P6M", LM_HALF, 4049},

    {"2024-Q3", LM_QUARTER, 8098},
    {"2024Q3", LM_QUARTER, 8098},
    {"2024q3", LM_QUARTER, 8098},
    {"2024年第3四半期", LM_QUARTER, 8098},
    {"R6年第1四半期", LM_QUARTER, 8096},
    {"2024-07-01/P3M", LM_QUARTER, 8098},
    {"2024年度第1四半期", LM_QUARTER, 8097}, /* April to June */
    {"令和6年度第4四半期", LM_QUARTER, 8100},

    {"2024-10", LM_MONTH, 24297},
    {"202410", LM_MONTH, 24297},
    {"2024-M10", LM_MONTH, 24297},
    {"2024M01", LM_MONTH, 24288},
    {"2024年10月", LM_MONTH, 24297},
    {"2024年4月", LM_MONTH, 24291},
    {"2024年04月", LM_MONTH, 24291},
    {"令和6年10月", LM_MONTH, 24297},
    {"H31年04月", LM_MONTH, 24231},
    {"2024-10-01/P1M", LM_MONTH, 24297},

    {"1970-01-01", LM_DAY, 0},
    {"1969-12-31", LM_DAY, -1},
    {"2024-10-01", LM_DAY, 19997},
    {"2024-10-01/P1D", LM_DAY, 19997},
    {"2024年10月1日", LM_DAY, 19997},
    {"2024年10月01日", LM_DAY, 19997},
    {"令和6年10月1日", LM_DAY, 19997},
    {"R6年10月1日", LM_DAY, 19997},
    {"平成元年1月8日", LM_DAY, 6947},
    {"2024-02-29", LM_DAY, 19782},
    {"2000-02-29", LM_DAY, 11016},
    {"0001-01-01", LM_DAY, FIRST_DAY},
    {"9999-12-31", LM_DAY, LAST_DAY},
};

static lm_period_error read_as(const char *text, lm_bare_year bare, lm_period *period, bool *past_era) {
  return lm_period_parse(period, text, strlen(text), bare, past_era);
}

static void check_period(const char *text, lm_bare_year bare, lm_period_kind kind, int32_t index) {
  lm_period got = {LM_PERIOD_KIND_COUNT, 0};
  bool past = true;
  lm_period_error error = read_as(text, bare, &got, &past);
  if (error != LM_PERIOD_OK || got.kind != kind || got.index != index || past)
    fail_msg("'%s': error %d, kind %d, index %d, past era %d", text, (int)error, (int)got.kind, (int)got.index, past);
}

static void every_spelling_is_read(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
    check_period(spellings[i].text, LM_BARE_UNSAID, spellings[i].kind, spellings[i].index);
}

static void a_bare_year_means_what_was_declared(void **state) {
  (void)state;
  check_period("2024", LM_BARE_CALENDAR, LM_YEAR, 2024);
  check_period("2024", LM_BARE_FISCAL, LM_FISCAL, 2024);
  check_period("R6", LM_BARE_CALENDAR, LM_YEAR, 2024);
  check_period("R6", LM_BARE_FISCAL, LM_FISCAL, 2024);
  check_period("令和6", LM_BARE_FISCAL, LM_FISCAL, 2024);
  check_period("H31", LM_BARE_FISCAL, LM_FISCAL, 2019);
  check_period("R元", LM_BARE_CALENDAR, LM_YEAR, 2019);
  check_period("2024年", LM_BARE_FISCAL, LM_YEAR, 2024);
  check_period("2024-A1", LM_BARE_FISCAL, LM_YEAR, 2024);
  check_period("2024FY", LM_BARE_CALENDAR, LM_FISCAL, 2024);
}

typedef struct refusal {
  const char *text;
  lm_period_error error;
} refusal;

static const refusal refusals[] = {
    {"", LM_PERIOD_UNKNOWN},
    {" 2024", LM_PERIOD_UNKNOWN},
    {"2024 ", LM_PERIOD_UNKNOWN},
    {"令和6(24)年度", LM_PERIOD_UNKNOWN},
    {"令和6(2024年度", LM_PERIOD_UNKNOWN},
    {"2024\n", LM_PERIOD_UNKNOWN},
    {"2024 FY", LM_PERIOD_UNKNOWN},
    {"24", LM_PERIOD_UNKNOWN},
    {"202", LM_PERIOD_UNKNOWN},
    {"20245", LM_PERIOD_UNKNOWN},
    {"20241001", LM_PERIOD_UNKNOWN},
    {"-2024", LM_PERIOD_UNKNOWN},
    {"+2024", LM_PERIOD_UNKNOWN},
    {"2024.5", LM_PERIOD_UNKNOWN},
    {"2024-", LM_PERIOD_UNKNOWN},
    {"2024-1", LM_PERIOD_UNKNOWN},
    {"2024-10-", LM_PERIOD_UNKNOWN},
    {"2024-10-1", LM_PERIOD_UNKNOWN},
    {"2024-10-01T00:00:00", LM_PERIOD_UNKNOWN},
    {"2024-10-01/", LM_PERIOD_UNKNOWN},
    {"2024-10-01/2025-03-31", LM_PERIOD_UNKNOWN},
    {"2024/10/01", LM_PERIOD_UNKNOWN},
    {"2024-Q", LM_PERIOD_UNKNOWN},
    {"2024-Q10", LM_PERIOD_UNKNOWN},
    {"2024-X1", LM_PERIOD_UNKNOWN},
    {"2024FYs", LM_PERIOD_UNKNOWN},
    {"FY24", LM_PERIOD_UNKNOWN},
    {"FY", LM_PERIOD_UNKNOWN},
    {"2024-2026", LM_PERIOD_UNKNOWN},
    {"R3-R5", LM_PERIOD_UNKNOWN},
    {"2024年度末", LM_PERIOD_UNKNOWN},
    {"2024年秋", LM_PERIOD_UNKNOWN},
    {"2024年第四半期", LM_PERIOD_UNKNOWN},
    {"2024年10", LM_PERIOD_UNKNOWN},
    {"2024年10月1", LM_PERIOD_UNKNOWN},
    {"R", LM_PERIOD_UNKNOWN},
    {"R100年度", LM_PERIOD_UNKNOWN},
    {"R6-Q3", LM_PERIOD_UNKNOWN},
    {"令和六年度", LM_PERIOD_UNKNOWN},
    {"慶応3年", LM_PERIOD_UNKNOWN},
    {"年度", LM_PERIOD_UNKNOWN},
    {"\xE5\xB9", LM_PERIOD_UNKNOWN},
    {"\xEF\xBC", LM_PERIOD_UNKNOWN},
    {"latest", LM_PERIOD_UNKNOWN},

    {"0000", LM_PERIOD_NO_SUCH_DATE},
    {"0000年度", LM_PERIOD_NO_SUCH_DATE},
    {"0000年度第4四半期", LM_PERIOD_NO_SUCH_DATE},
    {"9999年度第4四半期", LM_PERIOD_NO_SUCH_DATE},
    {"令和0年度", LM_PERIOD_NO_SUCH_DATE},
    {"令和6(2025)年度", LM_PERIOD_NO_SUCH_DATE},
    {"R00年", LM_PERIOD_NO_SUCH_DATE},
    {"2024-13", LM_PERIOD_NO_SUCH_DATE},
    {"2024-00", LM_PERIOD_NO_SUCH_DATE},
    {"202413", LM_PERIOD_NO_SUCH_DATE},
    {"2024年13月", LM_PERIOD_NO_SUCH_DATE},
    {"2024-M00", LM_PERIOD_NO_SUCH_DATE},
    {"2024-Q5", LM_PERIOD_NO_SUCH_DATE},
    {"2024Q0", LM_PERIOD_NO_SUCH_DATE},
    {"2024-H3", LM_PERIOD_NO_SUCH_DATE},
    {"2024-A0", LM_PERIOD_NO_SUCH_DATE},
    {"2024-A2", LM_PERIOD_NO_SUCH_DATE},
    {"2024年第5四半期", LM_PERIOD_NO_SUCH_DATE},
    {"2023-02-29", LM_PERIOD_NO_SUCH_DATE},
    {"1900-02-29", LM_PERIOD_NO_SUCH_DATE},
    {"2024-04-31", LM_PERIOD_NO_SUCH_DATE},
    {"2024-04-00", LM_PERIOD_NO_SUCH_DATE},
    {"2024年2月30日", LM_PERIOD_NO_SUCH_DATE},
    {"2023-02-29/P1M", LM_PERIOD_NO_SUCH_DATE},

    {"R6", LM_PERIOD_BARE_ERA_YEAR},
    {"H31", LM_PERIOD_BARE_ERA_YEAR},
    {"令和6", LM_PERIOD_BARE_ERA_YEAR},
    {"R元", LM_PERIOD_BARE_ERA_YEAR},

    {"31年度", LM_PERIOD_NO_ERA},
    {"6年", LM_PERIOD_NO_ERA},
    {"06年10月1日", LM_PERIOD_NO_ERA},
    {"元年度", LM_PERIOD_NO_ERA},

    {"２０２４", LM_PERIOD_FULL_WIDTH},
    {"２０２４年度", LM_PERIOD_FULL_WIDTH},
    {"R６年度", LM_PERIOD_FULL_WIDTH},
    {"Ｒ6年度", LM_PERIOD_FULL_WIDTH},
    {"Ｈ３１", LM_PERIOD_FULL_WIDTH},
    {"2024ＦＹ", LM_PERIOD_FULL_WIDTH},
    {"2024－10－01", LM_PERIOD_FULL_WIDTH},
    {"２０２４　", LM_PERIOD_UNKNOWN},
    {"２０２４年度末", LM_PERIOD_UNKNOWN},

    {"2024-07-01/P1Y", LM_PERIOD_BAD_SPAN},
    {"2024-04-02/P1Y", LM_PERIOD_BAD_SPAN},
    {"2024-02-01/P3M", LM_PERIOD_BAD_SPAN},
    {"2024-04-01/P6M", LM_PERIOD_BAD_SPAN},
    {"2024-04-01/P2Y", LM_PERIOD_BAD_SPAN},
    {"2024-04-01/P7D", LM_PERIOD_BAD_SPAN},
    {"2024年度上半期", LM_PERIOD_BAD_SPAN},
    {"2024-W10", LM_PERIOD_BAD_SPAN},
    {"2024-T2", LM_PERIOD_BAD_SPAN},
    {"2024-D274", LM_PERIOD_BAD_SPAN},
};

static void everything_else_is_refused_for_the_right_reason(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
    lm_period untouched = {LM_HALF, 7};
    bool past = true;
    lm_period_error got = read_as(refusals[i].text, LM_BARE_UNSAID, &untouched, &past);
    if (got != refusals[i].error || untouched.kind != LM_HALF || untouched.index != 7 || past)
      fail_msg("'%s': error %d, not %d", refusals[i].text, (int)got, (int)refusals[i].error);
  }
}

static void a_nul_is_part_of_the_text(void **state) {
  (void)state;
  lm_period period;
  assert_int_equal(lm_period_parse(&period, "2024\0", 5, LM_BARE_UNSAID, NULL), LM_PERIOD_UNKNOWN);
  assert_int_equal(lm_period_parse(&period, "2024年度", 4, LM_BARE_UNSAID, NULL), LM_PERIOD_OK);
  assert_int_equal(lm_period_parse(&period, NULL, 0, LM_BARE_UNSAID, NULL), LM_PERIOD_UNKNOWN);
}

/* Bytes put together from the pieces of real spellings, so that they go deep: nothing may be read beyond the end. */
static void rubbish_is_never_read_beyond_its_end(void **state) {
  (void)state;
  static const char *const pieces[] = {"2024", "6", "31", "年", "度", "月", "日", "令和", "H", "-", "/", "P1Y", "Q3", "元", "第", "四半期",
                                       "上半期", "FY", "２", "Ｒ", "\xEF", "\xE5\xB9", "0"};
  test_random random = {11};
  for (int round = 0; round < 200000; round++) {
    char text[200];
    size_t length = 0;
    for (unsigned k = test_random_below(&random, 8); k > 0; k--) {
      const char *piece = pieces[test_random_below(&random, sizeof pieces / sizeof *pieces)];
      memcpy(text + length, piece, strlen(piece));
      length += strlen(piece);
    }
    if (length > 0 && test_random_below(&random, 3) == 0) length -= 1 + test_random_below(&random, (unsigned)length);
    char exact[200]; /* text before it, poison behind it: a reader that goes on meets digits */
    memset(exact, '9', sizeof exact);
    memcpy(exact, text, length);
    lm_period a = {LM_YEAR, 0}, b = {LM_YEAR, 0};
    lm_period_error with = lm_period_parse(&a, exact, length, LM_BARE_FISCAL, NULL);
    lm_period_error without = lm_period_parse(&b, text, length, LM_BARE_FISCAL, NULL);
    assert_int_equal(with, without);
    assert_int_equal(a.index, b.index);
  }
}

static void years_after_the_end_of_an_era_are_marked(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t index;
    bool past;
  } cases[] = {{"平成31年度", 2019, false}, {"平成32年度", 2020, true},  {"H32年度", 2020, true},  {"平成31年", 2019, false},
               {"平成32年", 2020, true},    {"昭和64年", 1989, false},   {"昭和64年度", 1989, true}, {"令和99年度", 2117, false},
               {"平成31年4月", 24231, false}, {"平成31年5月", 24232, true}, {"平成31年4月30日", 18016, false},
               {"平成31年5月1日", 18017, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_period got = {LM_YEAR, 0};
    bool past = !cases[i].past;
    assert_int_equal(read_as(cases[i].text, LM_BARE_UNSAID, &got, &past), LM_PERIOD_OK);
    if (got.index != cases[i].index || past != cases[i].past) fail_msg("'%s': index %d, past %d", cases[i].text, (int)got.index, past);
  }
}

/* ---- writing ---- */

static const int per_year[LM_PERIOD_KIND_COUNT] = {1, 1, 2, 4, 12, 0};

static lm_period of_year(lm_period_kind kind, int year) {
  if (kind != LM_DAY) return (lm_period){kind, year * per_year[kind]};
  return (lm_period){LM_DAY, lm_period_start((lm_period){LM_YEAR, year})};
}

static void each_kind_is_written_one_way(void **state) {
  (void)state;
  static const struct {
    lm_period period;
    const char *english, *japanese;
  } cases[] = {{{LM_YEAR, 2024}, "2024", "2024年"},          {{LM_FISCAL, 2024}, "2024FY", "2024年度"},
               {{LM_HALF, 4048}, "2024-H1", "2024年上半期"}, {{LM_HALF, 4049}, "2024-H2", "2024年下半期"},
               {{LM_QUARTER, 8096}, "2024-Q1", "2024年第1四半期"}, {{LM_QUARTER, 8097}, "2024-Q2", "2024年第2四半期"},
               {{LM_QUARTER, 8098}, "2024-Q3", "2024年第3四半期"}, {{LM_QUARTER, 8099}, "2024-Q4", "2024年第4四半期"},
               {{LM_MONTH, 24297}, "2024-10", "2024年10月"},  {{LM_DAY, 19997}, "2024-10-01", "2024年10月1日"},
               {{LM_YEAR, 987}, "0987", "0987年"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char buffer[48];
    assert_string_equal(lm_period_format(cases[i].period, buffer, sizeof buffer), cases[i].english);
    assert_string_equal(lm_period_format_in(cases[i].period, LM_EN, buffer, sizeof buffer), cases[i].english);
    assert_string_equal(lm_period_format_in(cases[i].period, LM_JA, buffer, sizeof buffer), cases[i].japanese);
  }
  char small[5];
  assert_string_equal(lm_period_format((lm_period){LM_DAY, 19997}, small, sizeof small), "2024");
}

static void what_is_written_reads_back(void **state) {
  (void)state;
  static const int spans[][2] = {{1, 3}, {998, 1001}, {1867, 1870}, {1985, 2045}, {9998, 9999}};
  for (size_t s = 0; s < sizeof spans / sizeof *spans; s++)
    for (int kind = 0; kind < LM_PERIOD_KIND_COUNT; kind++) {
      lm_period last = of_year((lm_period_kind)kind, spans[s][1]);
      for (lm_period p = of_year((lm_period_kind)kind, spans[s][0]); p.index <= last.index; p.index++)
        for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
          char buffer[48];
          check_period(lm_period_format_in(p, (lm_lang)lang, buffer, sizeof buffer), LM_BARE_UNSAID, p.kind, p.index);
        }
    }
}

/* ---- the calendar ---- */

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* Counts days month by month, from the first to the last. */
static void months_follow_each_other_without_a_gap(void **state) {
  (void)state;
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int32_t day = FIRST_DAY;
  for (int year = 1; year <= 9999; year++)
    for (int month = 0; month < 12; month++) {
      lm_period p = {LM_MONTH, 12 * year + month};
      assert_int_equal(lm_period_start(p), day);
      day += days[month] + (month == 1 && leap(year));
      assert_int_equal(lm_period_end(p), day);
    }
  assert_int_equal(day, LAST_DAY + 1);
}

static void longer_periods_are_made_of_months(void **state) {
  (void)state;
  static const int length[] = {12, 12, 6, 3, 1}, offset[] = {0, 3, 0, 0, 0};
  for (int kind = LM_YEAR; kind <= LM_MONTH; kind++)
    for (int32_t index = 1900 * per_year[kind]; index < 2100 * per_year[kind]; index++) {
      lm_period p = {(lm_period_kind)kind, index};
      lm_period first = {LM_MONTH, index * length[kind] + offset[kind]}, after = {LM_MONTH, first.index + length[kind]};
      assert_int_equal(lm_period_start(p), lm_period_start(first));
      assert_int_equal(lm_period_end(p), lm_period_start(after));
    }
  lm_period day = {LM_DAY, 19997};
  assert_int_equal(lm_period_start(day), 19997);
  assert_int_equal(lm_period_end(day), 19998);
}

static void every_day_reads_back(void **state) {
  (void)state;
  test_random random = {3};
  for (int32_t day = FIRST_DAY; day <= LAST_DAY; day += 1 + (int32_t)test_random_below(&random, 40)) {
    char buffer[16];
    int32_t got = 0;
    lm_day_format(day, buffer, sizeof buffer);
    assert_int_equal(strlen(buffer), 10);
    assert_true(lm_day_parse(&got, buffer, 10));
    assert_int_equal(got, day);
  }
}

static void days_are_read_strictly(void **state) {
  (void)state;
  static const char *const bad[] = {"",           "2024",       "2024-10",    "2024-10-1",  "2024-1-01", "2024-10-01 ", " 2024-10-01",
                                    "2024-13-01", "2024-00-01", "2024-02-30", "2023-02-29", "0000-01-01", "24-10-01",   "2024/10/01",
                                    "2024年10月1日", "２０２４-10-01"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    int32_t day;
    if (lm_day_parse(&day, bad[i], strlen(bad[i]))) fail_msg("'%s' was read as a day", bad[i]);
  }
}

/* ---- time ---- */

static void time_is_the_middle_of_the_period(void **state) {
  (void)state;
  assert_true(lm_period_time((lm_period){LM_YEAR, 2024}) == 2024.5);
  assert_true(lm_period_time((lm_period){LM_FISCAL, 2024}) == 2024.75);
  assert_true(lm_period_time((lm_period){LM_HALF, 4049}) == 2024.75);
  assert_true(lm_period_time((lm_period){LM_QUARTER, 8098}) == 2024.625);
  lm_assert_close(lm_period_time((lm_period){LM_MONTH, 24297}), 2024 + 9.5 / 12, 0, 1e-12, "October 2024");
  assert_true(lm_period_time((lm_period){LM_DAY, 19997}) == 2024.75);
  lm_assert_close(lm_period_time((lm_period){LM_DAY, 19996}), 2024 + (8 + 29.0 / 30) / 12, 0, 1e-12, "30 September 2024");
}

static void neighbours_are_equally_far_apart(void **state) {
  (void)state;
  for (int year = 1985; year < 2047; year++)
    for (int kind = LM_YEAR; kind <= LM_QUARTER; kind++) {
      lm_period a = {(lm_period_kind)kind, year * per_year[kind]}, b = {a.kind, a.index + 1};
      assert_true(lm_period_time(b) - lm_period_time(a) == 1.0 / per_year[kind]);
    }
  for (int32_t month = 1985 * 12; month < 2047 * 12; month++) {
    double a = lm_period_time((lm_period){LM_MONTH, month}), b = lm_period_time((lm_period){LM_MONTH, month + 12});
    assert_true(b - a == 1.0);
    lm_assert_close(lm_period_time((lm_period){LM_MONTH, month + 1}) - a, 1 / 12.0, 0, 1e-12, "a month");
  }
}

static void the_same_day_of_two_years_is_a_year_apart(void **state) {
  (void)state;
  for (int year = 1985; year < 2046; year++)
    for (int month = 1; month <= 12; month++)
      for (int date = 1; date <= 31; date++) {
        char a_text[40], b_text[40];
        int32_t a, b;
        snprintf(a_text, sizeof a_text, "%04d-%02d-%02d", year, month, date);
        snprintf(b_text, sizeof b_text, "%04d-%02d-%02d", year + 1, month, date);
        if (month == 2 || !lm_day_parse(&a, a_text, 10) || !lm_day_parse(&b, b_text, 10)) continue;
        assert_true(lm_period_time((lm_period){LM_DAY, b}) - lm_period_time((lm_period){LM_DAY, a}) == 1.0);
      }
}

static void time_grows_day_by_day(void **state) {
  (void)state;
  for (int32_t day = 0; day < 40000; day++)
    assert_true(lm_period_time((lm_period){LM_DAY, day}) < lm_period_time((lm_period){LM_DAY, day + 1}));
}

/* ---- the last period by a day, order ---- */

static void a_tier_speaks_of_the_last_period_that_has_ended(void **state) {
  (void)state;
  static const struct {
    const char *day;
    lm_period_kind kind;
    const char *want;
  } cases[] = {{"2028-03-31", LM_FISCAL, "2027FY"},  {"2028-03-30", LM_FISCAL, "2026FY"}, {"2028-03-31", LM_YEAR, "2027"},
               {"2027-12-31", LM_YEAR, "2027"},      {"2027-12-30", LM_YEAR, "2026"},     {"2028-03-31", LM_MONTH, "2028-03"},
               {"2028-03-30", LM_MONTH, "2028-02"},  {"2028-03-31", LM_QUARTER, "2028-Q1"}, {"2028-03-31", LM_HALF, "2027-H2"},
               {"2028-06-30", LM_HALF, "2028-H1"},   {"2028-03-31", LM_DAY, "2028-03-31"}, {"1969-12-31", LM_YEAR, "1969"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int32_t day;
    char buffer[48];
    assert_true(lm_day_parse(&day, cases[i].day, 10));
    assert_string_equal(lm_period_format(lm_period_last_by(cases[i].kind, day), buffer, sizeof buffer), cases[i].want);
  }
}

static void the_last_has_ended_and_the_next_has_not(void **state) {
  (void)state;
  test_random random = {5};
  for (int i = 0; i < 100000; i++) {
    int32_t day = FIRST_DAY + 400 + (int32_t)test_random_below(&random, LAST_DAY - FIRST_DAY - 800);
    for (int kind = LM_YEAR; kind <= LM_MONTH; kind++) {
      lm_period last = lm_period_last_by((lm_period_kind)kind, day), next = {last.kind, last.index + 1};
      assert_int_equal(last.kind, kind);
      assert_true(lm_period_end(last) <= day + 1);
      assert_true(lm_period_end(next) > day + 1);
    }
  }
}

static void periods_are_ordered_by_start_and_then_kind(void **state) {
  (void)state;
  lm_period year = {LM_YEAR, 2024}, half = {LM_HALF, 4048}, fiscal = {LM_FISCAL, 2024}, day = {LM_DAY, 19723}; /* 2024-01-01 */
  assert_int_equal(lm_period_compare(year, year), 0);
  assert_true(lm_period_compare(year, half) < 0);
  assert_true(lm_period_compare(half, year) > 0);
  assert_true(lm_period_compare(half, day) < 0);
  assert_true(lm_period_compare(day, fiscal) < 0);
  assert_true(lm_period_compare(fiscal, (lm_period){LM_YEAR, 2025}) < 0);
}

/* A period belongs to the era its middle lies in: the longer part of it. */
static void years_of_eras_are_written(void **state) {
  (void)state;
  static const struct {
    const char *period, *wareki, *both;
  } cases[] = {
      {"2025FY", "令和7年度", "令和7(2025)年度"},
      {"2019FY", "令和元年度", "令和元(2019)年度"}, /* began on the last 30 days of 平成31年 */
      {"2018FY", "平成30年度", "平成30(2018)年度"},
      {"1989FY", "平成元年度", "平成元(1989)年度"},
      {"1988FY", "昭和63年度", "昭和63(1988)年度"}, /* ended in 平成 */
      {"1927FY", "昭和2年度", "昭和2(1927)年度"},
      {"1926FY", "1926年度", "1926年度"},            /* 大正15年度: not printed */
      {"2040FY", "令和22年度", "令和22(2040)年度"},
      {"2019", "令和元年", "令和元(2019)年"},
      {"1989", "平成元年", "平成元(1989)年"},
      {"1988", "昭和63年", "昭和63(1988)年"},
      {"1926", "1926年", "1926年"},
      {"2019-04", "平成31年4月", "平成31(2019)年4月"},
      {"2019-05", "令和元年5月", "令和元(2019)年5月"},
      {"1989-01", "平成元年1月", "平成元(1989)年1月"},
      {"1988-12", "昭和63年12月", "昭和63(1988)年12月"},
      {"1926-12", "1926年12月", "1926年12月"},
      {"2019-H1", "平成31年上半期", "平成31(2019)年上半期"},
      {"2019-Q2", "令和元年第2四半期", "令和元(2019)年第2四半期"},
      {"2019-04-30", "平成31年4月30日", "平成31(2019)年4月30日"},
      {"2019-05-01", "令和元年5月1日", "令和元(2019)年5月1日"},
      {"1989-01-07", "昭和64年1月7日", "昭和64(1989)年1月7日"},
      {"1989-01-08", "平成元年1月8日", "平成元(1989)年1月8日"},
      {"1926-12-24", "1926年12月24日", "1926年12月24日"},
      {"1926-12-25", "昭和元年12月25日", "昭和元(1926)年12月25日"},
      {"0001", "0001年", "0001年"},
      {"9999FY", "令和7981年度", "令和7981(9999)年度"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_period period;
    char buffer[48], plain[48];
    assert_int_equal(lm_period_parse(&period, cases[i].period, strlen(cases[i].period), LM_BARE_CALENDAR, NULL), LM_PERIOD_OK);
    assert_string_equal(lm_period_format_years(period, LM_JA, LM_YEARS_WAREKI, buffer, sizeof buffer), cases[i].wareki);
    assert_string_equal(lm_period_format_years(period, LM_JA, LM_YEARS_BOTH, buffer, sizeof buffer), cases[i].both);
    lm_period_format_in(period, LM_JA, plain, sizeof plain);
    assert_string_equal(lm_period_format_years(period, LM_JA, LM_YEARS_SEIREKI, buffer, sizeof buffer), plain);
    lm_period_format(period, plain, sizeof plain);
    assert_string_equal(lm_period_format_years(period, LM_EN, LM_YEARS_WAREKI, buffer, sizeof buffer), plain);
  }
}

/* What is written with the year of an era is read as the same period. */
static void years_of_eras_read_back(void **state) {
  (void)state;
  static const struct {
    lm_period_kind kind;
    int32_t first, last;
  } runs[] = {{LM_FISCAL, 1927, 2116}, {LM_YEAR, 1927, 2116}, {LM_MONTH, 12 * 1927, 12 * 2116}, {LM_DAY, -15713, 50000}};
  for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
    for (int32_t index = runs[i].first; index <= runs[i].last; index++) {
      const lm_period want = {runs[i].kind, index};
      lm_period read;
      char buffer[48];
      lm_period_format_years(want, LM_JA, LM_YEARS_WAREKI, buffer, sizeof buffer);
      assert_int_equal(lm_period_parse(&read, buffer, strlen(buffer), LM_BARE_UNSAID, NULL), LM_PERIOD_OK);
      assert_int_equal(read.kind, want.kind);
      assert_int_equal(read.index, want.index);
    }
  }
}

static void styles_of_years_have_words(void **state) {
  (void)state;
  for (int i = 0; i < LM_YEARS_COUNT; i++) {
    lm_years read;
    assert_true(lm_years_parse(&read, lm_years_word((lm_years)i)));
    assert_int_equal(read, i);
  }
  lm_years ignored;
  assert_false(lm_years_parse(&ignored, "Wareki"));
  assert_null(lm_years_word(LM_YEARS_COUNT));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_spelling_is_read),
      cmocka_unit_test(a_bare_year_means_what_was_declared),
      cmocka_unit_test(everything_else_is_refused_for_the_right_reason),
      cmocka_unit_test(a_nul_is_part_of_the_text),
      cmocka_unit_test(rubbish_is_never_read_beyond_its_end),
      cmocka_unit_test(years_after_the_end_of_an_era_are_marked),
      cmocka_unit_test(each_kind_is_written_one_way),
      cmocka_unit_test(what_is_written_reads_back),
      cmocka_unit_test(years_of_eras_are_written),
      cmocka_unit_test(years_of_eras_read_back),
      cmocka_unit_test(styles_of_years_have_words),
      cmocka_unit_test(months_follow_each_other_without_a_gap),
      cmocka_unit_test(longer_periods_are_made_of_months),
      cmocka_unit_test(every_day_reads_back),
      cmocka_unit_test(days_are_read_strictly),
      cmocka_unit_test(time_is_the_middle_of_the_period),
      cmocka_unit_test(neighbours_are_equally_far_apart),
      cmocka_unit_test(the_same_day_of_two_years_is_a_year_apart),
      cmocka_unit_test(time_grows_day_by_day),
      cmocka_unit_test(a_tier_speaks_of_the_last_period_that_has_ended),
      cmocka_unit_test(the_last_has_ended_and_the_next_has_not),
      cmocka_unit_test(periods_are_ordered_by_start_and_then_kind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
