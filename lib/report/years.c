/* years.c: see years.h. */
#include "years.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lm_years years_of(const lm_view *view) {
  const bool data = view->format == LM_FORMAT_JSON || view->format == LM_FORMAT_CSV;
  return data || view->lang != LM_JA ? LM_YEARS_SEIREKI : view->years;
}

bool lm_says_eras(const lm_view *view) { return years_of(view) != LM_YEARS_SEIREKI; }

const char *lm_period_in(lm_period period, const lm_view *view, char *buffer, size_t size) {
  return lm_period_format_years(period, view->lang, years_of(view), buffer, size);
}

const char *lm_period_inside(lm_period period, const lm_view *view, char *buffer, size_t size) {
  return lm_period_format_inside(period, view->lang, years_of(view), buffer, size);
}

/* ---- moments ---- */

static int two_digits(const char *at) { return (at[0] - '0') * 10 + at[1] - '0'; }

/* "dddd-dd-ddTdd:dd:ddZ" */
static bool is_moment(const char *at) {
  static const char form[] = "0000-00-00T00:00:00Z";
  if (strlen(at) != sizeof form - 1) return false;
  for (size_t i = 0; form[i]; i++)
    if (form[i] == '0' ? at[i] < '0' || at[i] > '9' : at[i] != form[i]) return false;
  return two_digits(at + 11) < 24 && two_digits(at + 14) < 60;
}

const char *lm_moment_in(const char *at, bool inside, const lm_view *view, char *buffer, size_t size) {
  char day[48], minutes[24] = "";
  lm_period date = {.kind = LM_DAY};
  if (!at) return "?";
  if (!is_moment(at) || !lm_day_parse(&date.index, at, 10)) return at;
  const char *said = inside ? lm_period_inside(date, view, day, sizeof day) : lm_period_in(date, view, day, sizeof day);
  const int hour = two_digits(at + 11), minute = two_digits(at + 14);
  if (minute > 0) snprintf(minutes, sizeof minutes, "%d分", minute);
  if (view->lang != LM_JA) snprintf(buffer, size, "%s %.5s UTC", said, at + 11);
  else snprintf(buffer, size, inside ? "%s %d時%s UTC" : "%s %d時%s(UTC)", said, hour, minutes);
  return buffer;
}

/* ---- tiers ---- */

/* The year that the id is; false: it is a word, or the number of something else. */
static bool year_of_tier(const lm_tier *tier, lm_period *out) {
  if (strlen(tier->id) != 4 || strspn(tier->id, "0123456789") != 4) return false;
  *out = (lm_period){LM_YEAR, (int32_t)strtol(tier->id, NULL, 10)};
  return lm_period_last_by(LM_FISCAL, tier->due).index == out->index || lm_period_last_by(LM_YEAR, tier->due).index == out->index;
}

typedef const char *said_fn(lm_period period, const lm_view *view, char *buffer, size_t size);

static const char *tier_as(const lm_model *model, uint32_t at, const lm_view *view, said_fn *said, char *buffer, size_t size) {
  const lm_tier *tier = lm_model_tier(model, at);
  lm_period year;
  if (!tier) return NULL;
  return lm_says_eras(view) && year_of_tier(tier, &year) ? said(year, view, buffer, size) : tier->id;
}

const char *lm_tier_in(const lm_model *model, uint32_t tier, const lm_view *view, char *buffer, size_t size) {
  return tier_as(model, tier, view, lm_period_in, buffer, size);
}

const char *lm_tier_inside(const lm_model *model, uint32_t tier, const lm_view *view, char *buffer, size_t size) {
  return tier_as(model, tier, view, lm_period_inside, buffer, size);
}

/* Models write the year of a tier in these ways; the first that is found is taken. NULL: none, or no room. */
static const char *restyled(const char *label, lm_period year, const lm_view *view, char *buffer, size_t size) {
  char era[48], western[48], both[100], said[48];
  lm_period_format_years(year, LM_JA, LM_YEARS_WAREKI, era, sizeof era);
  lm_period_format_in(year, LM_JA, western, sizeof western);
  snprintf(both, sizeof both, "%s(%s)", era, western);
  const char *const spelling[] = {both, western, era};
  for (size_t i = 0; i < sizeof spelling / sizeof *spelling; i++) {
    const char *at = strstr(label, spelling[i]);
    if (!at) continue;
    const int length = snprintf(buffer, size, "%.*s%s%s", (int)(at - label), label, lm_period_in(year, view, said, sizeof said), at + strlen(spelling[i]));
    return length > 0 && (size_t)length < size ? buffer : NULL;
  }
  return NULL;
}

const char *lm_tier_label(const lm_tier *tier, const lm_view *view, char *buffer, size_t size) {
  lm_period year;
  const char *label = lm_text_in(&tier->label, view->lang);
  if (!*label) label = tier->id;
  const bool follows = lm_says_eras(view) && year_of_tier(tier, &year);
  const char *said = follows ? restyled(label, year, view, buffer, size) : NULL;
  return said ? said : label;
}

/* ---- axes ---- */

lm_year_marks lm_year_marks_of(lm_period period, const lm_view *view) {
  lm_year_marks marks = {.second = ""};
  const bool era = lm_says_eras(view) && lm_period_era_year(period, marks.first, sizeof marks.first);
  snprintf(era ? marks.second : marks.first, sizeof marks.first, "%d", period.index);
  if (years_of(view) == LM_YEARS_WAREKI && era) marks.second[0] = '\0';
  return marks;
}
