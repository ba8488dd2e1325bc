/* csv.c: see csv.h. */
#include "csv.h"

#include "../base/num.h"
#include "../base/retyped.h"

#include <math.h>
#include <string.h>

lm_csv lm_csv_to(lm_sink *sink, bool excel) {
  if (excel) lm_sink_put(sink, "\xEF\xBB\xBF");
  return (lm_csv){.sink = sink, .excel = excel};
}

static void next_field(lm_csv *csv) {
  if (csv->some) lm_sink_char(csv->sink, ',');
  csv->some = true;
}

/* Length of the text; *quote: it holds what ends a field, or blanks at an end, which readers may drop. */
static size_t measure(const char *text, bool *quote) {
  size_t length = 0;
  bool special = text[0] == ' ';
  for (; text[length]; length++) {
    char c = text[length];
    special |= (c == ',') | (c == '"') | (c == '\r') | (c == '\n');
  }
  *quote = special || (length > 0 && text[length - 1] == ' ');
  return length;
}

void lm_csv_text(lm_csv *csv, const char *text) {
  bool quote;
  next_field(csv);
  if (!text || !*text) return;
  const char *guard = lm_like_formula(text) || (csv->excel && lm_retyped(text)) ? "'" : "";
  size_t length = measure(text, &quote);
  if (!quote) {
    if (*guard) lm_sink_put(csv->sink, guard);
    lm_sink_bytes(csv->sink, text, length);
    return;
  }
  lm_sink_char(csv->sink, '"');
  lm_sink_put(csv->sink, guard);
  for (const char *c = text; *c; c++) {
    if (*c == '"') lm_sink_char(csv->sink, '"');
    lm_sink_char(csv->sink, *c);
  }
  lm_sink_char(csv->sink, '"');
}

void lm_csv_whole(lm_csv *csv, int64_t value) {
  char digits[LM_NUM_SIZE];
  next_field(csv);
  lm_sink_bytes(csv->sink, digits, lm_num_whole(value, digits));
}

void lm_csv_number(lm_csv *csv, double value) {
  char digits[LM_NUM_SIZE];
  next_field(csv);
  if (!isnan(value)) lm_sink_bytes(csv->sink, digits, lm_num_format(value, digits));
}

void lm_csv_end_row(lm_csv *csv) {
  lm_sink_put(csv->sink, csv->excel ? "\r\n" : "\n");
  csv->some = false;
}
