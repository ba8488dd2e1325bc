/* csv.h: RFC 4180 with LF at the end of a line (excel: byte order mark first, CRLF).

   A text that begins with a character by which spreadsheets know a formula (= + - @, their full-width forms, tab, CR) and is no
   number gets a ' in front, so that opening the file runs nothing. Absent values are empty fields. */
#ifndef LM_REPORT_CSV_H
#define LM_REPORT_CSV_H

#include "sink.h"

#include <stdint.h>

typedef struct lm_csv {
  lm_sink *sink;
  bool excel, some;
} lm_csv;

lm_csv lm_csv_to(lm_sink *sink, bool excel);     /* writes the byte order mark */
void lm_csv_text(lm_csv *csv, const char *text); /* NULL: empty */
void lm_csv_number(lm_csv *csv, double value);   /* NaN: empty */
void lm_csv_whole(lm_csv *csv, int64_t value);
void lm_csv_end_row(lm_csv *csv);

#endif
