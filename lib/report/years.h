/* years.h: how a year is said, in the style that the view asks for. JSON and CSV have periods and tiers as they are. */
#ifndef LM_REPORT_YEARS_H
#define LM_REPORT_YEARS_H

#include <logicmodel/write.h>

/* Are years said by eras, alone or beside the western ones? */
bool lm_says_eras(const lm_view *view);

/* A period as people read it. buffer >= 48 bytes. */
const char *lm_period_in(lm_period period, const lm_view *view, char *buffer, size_t size);
/* The same for text that stands in brackets: it brings none of its own. */
const char *lm_period_inside(lm_period period, const lm_view *view, char *buffer, size_t size);

/* A moment of the store ("2027-04-01T09:00:00Z") as people read it: "2027-04-01 09:00 UTC", "2027年4月1日 9時(UTC)"; what is none stays as it is, NULL
   gives "?". `inside`: it stands in brackets. buffer >= LM_MOMENT bytes. */
#define LM_MOMENT 96
const char *lm_moment_in(const char *at, bool inside, const lm_view *view, char *buffer, size_t size);

/* The id of a tier, by which lists and tables call it; where it is its year (2027), that year: 令和9年, 令和9(2027)年. NULL without tier.
   buffer >= 48 bytes, or a longer id is given as it is. */
const char *lm_tier_in(const lm_model *model, uint32_t tier, const lm_view *view, char *buffer, size_t size);
const char *lm_tier_inside(const lm_model *model, uint32_t tier, const lm_view *view, char *buffer, size_t size);
/* What the model calls the tier, its own year in it as everywhere else (a longer name than the buffer: as it is); its id where it has no name. */
#define LM_TIER_LABEL 256
const char *lm_tier_label(const lm_tier *tier, const lm_view *view, char *buffer, size_t size);

/* Below an axis: "2025", and in a second line where both years are wanted; "" none. */
typedef struct lm_year_marks {
  char first[24], second[24];
} lm_year_marks;
lm_year_marks lm_year_marks_of(lm_period period, const lm_view *view);

#endif
