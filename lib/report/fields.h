/* fields.h: one list of named values, written as a JSON object, as a CSV row or as a row of the store, so that they can never differ.

   A renderer has one function that calls lm_field_* for each value in order. In JSON it is called once per record; in CSV first
   once with an empty record and `names` set, which writes the headings, then once per record. */
#ifndef LM_REPORT_FIELDS_H
#define LM_REPORT_FIELDS_H

#include "csv.h"
#include "json.h"

#include <logicmodel/judge.h>
#include <logicmodel/store.h>

typedef struct lm_fields {
  lm_json *json; /* or */
  lm_csv *csv;   /* or */
  lm_saving *saving;
  bool names; /* CSV: write the names, not the values */
  lm_status failed;    /* of rows of the store; JSON and CSV have their sink */
  lm_stats_work *work; /* for what is worked out while it is written; may be NULL */
} lm_fields;

void lm_field_text(lm_fields *fields, const char *name, const char *text); /* NULL: absent */
void lm_field_number(lm_fields *fields, const char *name, double value);   /* NaN: absent */
void lm_field_whole(lm_fields *fields, const char *name, int64_t value);
void lm_field_count(lm_fields *fields, const char *name, int64_t value); /* 0 or less: absent */
void lm_field_bool(lm_fields *fields, const char *name, bool value);
void lm_field_absent(lm_fields *fields, const char *name);
/* A list of words: an array in JSON, else words separated by blanks. next(user, i) gives the word of place i or NULL to leave
 * it out. */
typedef const char *lm_field_word_fn(const void *user, size_t i);
void lm_field_words(lm_fields *fields, const char *name, lm_field_word_fn *next, const void *user, size_t count);

/* What failed on the way: kept in the sink, or in `failed`. */
void lm_fields_fail(lm_fields *fields, lm_status status);

#endif
