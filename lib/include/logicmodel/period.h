/* period.h: calendar periods as people in offices write them.

   A period is a kind and an index, so that two spellings of one period are equal and neighbours differ by one:
     YEAR     calendar year                     index = year
     FISCAL   fiscal year 年度, April–March     index = year of its April
     HALF     half of a calendar year           index = 2*year + (half - 1)
     QUARTER  quarter of a calendar year        index = 4*year + (quarter - 1)
     MONTH                                      index = 12*year + (month - 1)
     DAY      a state on that day               index = days since 1970-01-01, proleptic Gregorian
   Kinds are never mixed silently: 2024 and 2024FY are different periods of different series.
   Years run from 1 to 9999. */
#ifndef LOGICMODEL_PERIOD_H
#define LOGICMODEL_PERIOD_H

#include <logicmodel/common.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_period_kind { LM_YEAR, LM_FISCAL, LM_HALF, LM_QUARTER, LM_MONTH, LM_DAY, LM_PERIOD_KIND_COUNT } lm_period_kind;

typedef struct lm_period {
  lm_period_kind kind;
  int32_t index;
} lm_period;

/* What a bare year ("2024", "R6") means; LM_BARE_UNSAID: "2024" is a calendar year, "R6" is refused. */
typedef enum lm_bare_year { LM_BARE_UNSAID, LM_BARE_CALENDAR, LM_BARE_FISCAL } lm_bare_year;

typedef enum lm_period_error {
  LM_PERIOD_OK,
  LM_PERIOD_UNKNOWN,        /* no spelling we know */
  LM_PERIOD_NO_SUCH_DATE,   /* 2023-02-29, month 13, quarter 5 */
  LM_PERIOD_BARE_ERA_YEAR,  /* "R6", "H31": 年 or 年度 must be said (or years= declared) */
  LM_PERIOD_NO_ERA,         /* "31年度": which era? */
  LM_PERIOD_FULL_WIDTH,     /* would be a period with half-width characters */
  LM_PERIOD_BAD_SPAN        /* date/duration that is not one of our kinds */
} lm_period_error;

/* Reads the `length` bytes at `text`. Spellings (docs/formats.md has the list and the tests): 2024 2024年 2024FY FY2024 2024年度 2024April
   令和6年度 R6年度 R06年度 令和6(2024)年度 令和元年度 平成31年度 H31年度 令和6年 2024-H1 2024H1 2024-S1 2024S1 2024-Q3 2024Q3 2024-10 202410 2024年10月 2024-10-01
   2024年10月1日 2024-A1 2024-04-01/P1Y 2024-10-01/P1M …; bare eras per `bare`. *past_era (may be NULL) is set when an era year runs
   past the era's end (平成32年度 = FY2020, as plans wrote before the era changed). */
LM_API lm_period_error lm_period_parse(lm_period *out, const char *text, size_t length, lm_bare_year bare, bool *past_era);

/* The one spelling we print: 2024 2024FY 2024-H1 2024-Q3 2024-10 2024-10-01 (LM_JA: 2024年 2024年度 2024年上半期 …). buffer >= 48 bytes. */
LM_API const char *lm_period_format(lm_period period, char *buffer, size_t size);
LM_API const char *lm_period_format_in(lm_period period, lm_lang lang, char *buffer, size_t size);

/* How Japanese text says years: 2025年度, 令和7年度, 令和7(2025)年度. */
typedef enum lm_years { LM_YEARS_SEIREKI, LM_YEARS_WAREKI, LM_YEARS_BOTH, LM_YEARS_COUNT } lm_years;
LM_API const char *lm_years_word(lm_years years); /* "seireki", "wareki", "both"; NULL out of range */
LM_API bool lm_years_parse(lm_years *out, const char *word);

/* As lm_period_format_in; LM_JA with the years of eras. A period is named after the era its middle lies in: 2019年度 is 令和元年度 (and is read as
   平成31年度 too), 1988年度 is 昭和63年度, April 2019 is 平成31年4月. Before 昭和 (1926-12-25) the western year is printed; 令和 is taken to go on. */
LM_API const char *lm_period_format_years(lm_period period, lm_lang lang, lm_years years, char *buffer, size_t size);
/* The same for text that stands in brackets: both years without brackets of their own, 令和7年度/2025年度. */
LM_API const char *lm_period_format_inside(lm_period period, lm_lang lang, lm_years years, char *buffer, size_t size);
/* The year of the era alone, of the day the period begins: "令和7", "令和元"; false, and nothing written, where the western year is printed. */
LM_API bool lm_period_era_year(lm_period period, char *buffer, size_t size);

/* First day and the day after the last, as days since 1970-01-01. */
LM_API int32_t lm_period_start(lm_period period);
LM_API int32_t lm_period_end(lm_period period);

/* Time coordinate in years for trends: the middle of the period, counted in months (twelfths of a year, days as parts of their
   month), so that neighbours of one kind are exactly equally far apart: 2024 = 2024.5, 2024FY = 2024.75, a DAY the day itself. */
LM_API double lm_period_time(lm_period period);

/* The last period of `kind` that has ended by the end of day `day` (days since 1970-01-01); for DAY, the day itself. This is the period
   a target due on `day` speaks of. */
LM_API lm_period lm_period_last_by(lm_period_kind kind, int32_t day);

/* The period of `kind` that contains the same point in time rule: <0, 0, >0 by start, then by kind. */
LM_API int lm_period_compare(lm_period a, lm_period b);

/* Calendar helpers. lm_day_parse reads YYYY-MM-DD strictly; false if not a real date. buffer >= 11 bytes. */
LM_API bool lm_day_parse(int32_t *day, const char *text, size_t length);
LM_API const char *lm_day_format(int32_t day, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif
#endif
