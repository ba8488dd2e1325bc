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
  static const bool ends[256] = {['\0'] = true, [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
  size_t length = 0;
  while (!ends[(unsigned char)text[length]]) length++;
  *quote = text[length] != '\0' || text[0] == ' ' || (length > 0 && text[length - 1] == ' ');
  return length;
}

static void put_quoted(lm_csv *csv, const char *guard, const char *text) {
  next_field(csv);
  lm_sink_char(csv->sink, '"');
  lm_sink_put(csv->sink, guard);
  for (const char *c = text; *c; c++) {
    if (*c == '"') lm_sink_char(csv->sink, '"');
    lm_sink_char(csv->sink, *c);
  }
  lm_sink_char(csv->sink, '"');
}

void lm_csv_text(lm_csv *csv, const char *text) {
  bool quote;
  if (!text || !*text) {
    next_field(csv);
    return;
  }
  const char *guard = lm_like_formula(text) || (csv->excel && lm_retyped(text)) ? "'" : "";
  const size_t length = measure(text, &quote);
  if (quote) {
    put_quoted(csv, guard, text);
    return;
  }
  next_field(csv);
  if (*guard) lm_sink_put(csv->sink, guard);
  lm_sink_bytes(csv->sink, text, length);
}

void lm_csv_whole(lm_csv *csv, int64_t value) {
  next_field(csv);
  char *digits = lm_sink_room(csv->sink, LM_NUM_SIZE);
  if (digits) lm_sink_took(csv->sink, lm_num_whole(value, digits));
}

void lm_csv_number(lm_csv *csv, double value) {
  next_field(csv);
  char *digits = isnan(value) ? NULL : lm_sink_room(csv->sink, LM_NUM_SIZE);
  if (digits) lm_sink_took(csv->sink, lm_num_format(value, digits));
}

void lm_csv_end_row(lm_csv *csv) {
  lm_sink_put(csv->sink, csv->excel ? "\r\n" : "\n");
  csv->some = false;
}
