/* values.h: observations and the panel of series they make.

   An observation is a value or the reason why there is none: zero, missing, masked, not yet and not applicable are five things. The series
   of an (indicator, area) is kept per period kind: calendar and fiscal years never mix. */
#ifndef LOGICMODEL_VALUES_H
#define LOGICMODEL_VALUES_H

#include <logicmodel/areas.h>
#include <logicmodel/model.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_missing {
  LM_PRESENT,        /* there is a value */
  LM_SUPPRESSED,     /* 秘匿: exists, not published; may carry bounds */
  LM_NOT_COLLECTED,  /* nobody asked that year */
  LM_NOT_YET,        /* will come */
  LM_NOT_APPLICABLE, /* cannot exist */
  LM_LOST,           /* existed once */
  LM_UNKNOWN,        /* no value and no reason known */
  LM_MISSING_COUNT
} lm_missing;

/* Status flags, a set. */
typedef enum lm_flag {
  LM_PROVISIONAL = 1 << 0,
  LM_ESTIMATED = 1 << 1,
  LM_FORECAST = 1 << 2, /* never enters an observed trend */
  LM_BREAK_HERE = 1 << 3, /* not comparable with earlier values */
  LM_DEFINITION_CHANGED = 1 << 4, /* likewise */
  LM_IMPUTED = 1 << 5,
  LM_LOW_RELIABILITY = 1 << 6,
  LM_REVISED = 1 << 7,
  LM_CONFIDENTIAL = 1 << 8
} lm_flag;
#define LM_FLAG_COUNT 9

LM_API const char *lm_missing_word(lm_missing missing); /* "suppressed", …; NULL for LM_PRESENT */
LM_API const char *lm_flag_word(lm_flag flag);          /* "provisional", … */
/* As readers see them; "" for LM_PRESENT. */
LM_API const char *lm_missing_in(lm_missing missing, lm_lang lang);
LM_API const char *lm_flag_in(lm_flag flag, lm_lang lang);

#define LM_NO_SOURCE UINT32_MAX

/* 88 bytes; numbers absent are NaN. */
typedef struct lm_obs {
  lm_period period;
  double value;        /* NaN when missing != LM_PRESENT */
  double lower, upper; /* what a suppressed value can be; inclusive */
  double num, den;     /* numerator and denominator */
  double n;            /* respondents, cases */
  double se;           /* standard error of value */
  uint32_t flags;      /* lm_flag set */
  uint32_t source;     /* index in the panel's sources; LM_NO_SOURCE */
  uint32_t note;       /* index in the panel's notes + 1; 0 none */
  uint32_t document;   /* index in the panel's documents */
  uint32_t line;       /* in that document's file; 0 not known */
  lm_missing missing;
} lm_obs;

/* An observation with every number absent, no flag and missing == LM_PRESENT: give it a value, or a reason. */
LM_API lm_obs lm_obs_none(void);

typedef struct lm_series {
  lm_node indicator;
  uint32_t area;
  lm_period_kind kind;
  const lm_obs *obs; /* in time order; one per period */
  size_t count;
} lm_series;

/* What a document says of itself. */
typedef struct lm_document {
  const char *file;
  lm_text title;
  lm_texts notes;
  bool fictional, illustration;
  const char *sheet;  /* of a workbook, whose observations have the row as line; NULL: no workbook, or not known any more */
  const char *column; /* "D" when the values of the sheet are in that one column; NULL */
} lm_document;

/* A number as printed in the source: 66.0 has one decimal. */
typedef struct lm_printed {
  double value;
  int decimals;
} lm_printed;

/* A printed difference between two periods (増減). */
typedef struct lm_change {
  lm_node indicator;
  uint32_t area;
  lm_period from, to;
  lm_printed printed;
  const char *unit; /* as printed; NULL not said */
  lm_texts notes;
  uint32_t document, line; /* as of an observation */
} lm_change;

/* What a difference between two periods comes to, in percentage points where the indicator is a percentage; NaN where a value is lacking.
   Rounded halves away from zero. Of indicators without numerators and denominators the values stand for the shares. */
typedef struct lm_change_reading {
  double exact;      /* from the counts, not rounded */
  double by_counts;  /* the same, rounded once, to the decimals asked for */
  double by_rounded; /* between the two recomputed shares, each rounded to the decimals it was printed with (else the indicator's, else those asked for) */
  double by_printed; /* between the two printed shares */
} lm_change_reading;

typedef struct lm_panel lm_panel;

LM_API lm_status lm_panel_new(lm_panel **out);
LM_API void lm_panel_free(lm_panel *panel);
/* Adds one observation. LM_EINVAL: that (indicator, area, period) is there already, or the observation has both or neither of value and reason,
   or the panel is sealed; nothing is changed. */
LM_API lm_status lm_panel_add(lm_panel *panel, lm_node indicator, uint32_t area, const lm_obs *obs);
/* The observation of that period, also before sealing; NULL if none. Linear in the length of the series: for messages. */
LM_API const lm_obs *lm_panel_get(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period period);
/* What the source printed, kept beside what was recomputed. LM_EINVAL: that (indicator, area, period) has one already, or a change from `from` to
   `to`; or the panel is sealed. */
LM_API lm_status lm_panel_add_printed(lm_panel *panel, lm_node indicator, uint32_t area, lm_period period, const lm_printed *printed);
LM_API lm_status lm_panel_add_change(lm_panel *panel, const lm_change *change);
LM_API lm_status lm_panel_add_source(lm_panel *panel, const lm_source *source, uint32_t *index);
LM_API lm_status lm_panel_add_note(lm_panel *panel, const lm_text *note, uint32_t *index_plus_one);
LM_API lm_status lm_panel_add_document(lm_panel *panel, const lm_document *document);
/* Sorts every series by time and the series by (indicator, area, kind). Call once, after the last add and before asking: until then there are no
   series to be had. LM_EINVAL: sealed already. */
LM_API lm_status lm_panel_seal(lm_panel *panel);

LM_API size_t lm_panel_series_count(const lm_panel *panel);
LM_API const lm_series *lm_panel_series(const lm_panel *panel, size_t index); /* NULL out of range */
/* The series of an indicator and area of that kind; kind < 0: the one with most values (ties: lower kind). NULL if none. */
LM_API const lm_series *lm_panel_find(const lm_panel *panel, lm_node indicator, uint32_t area, int kind);
/* NULL if nothing was printed. Also before sealing. */
LM_API const lm_printed *lm_panel_printed(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period period);
LM_API const lm_change *lm_panel_change(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period from, lm_period to);
LM_API size_t lm_panel_change_count(const lm_panel *panel);
LM_API const lm_change *lm_panel_change_at(const lm_panel *panel, size_t index); /* in the order they were added; NULL out of range */
LM_API lm_change_reading lm_panel_read_change(const lm_panel *panel, const lm_model *model, lm_node indicator, uint32_t area, lm_period from,
                                              lm_period to, int decimals);
LM_API const lm_source *lm_panel_source(const lm_panel *panel, uint32_t index); /* NULL out of range */
LM_API const lm_text *lm_panel_note(const lm_panel *panel, uint32_t index_plus_one);
LM_API size_t lm_panel_document_count(const lm_panel *panel);
LM_API const lm_document *lm_panel_document(const lm_panel *panel, size_t index);

#ifdef __cplusplus
}
#endif
#endif
