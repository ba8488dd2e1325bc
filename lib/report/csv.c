/* csv.c: see csv.h. */
#include "csv.h"

#include "../base/num.h"

#include <string.h>

lm_csv lm_csv_to(lm_sink *sink, bool excel) {
  if (excel) lm_sink_put(sink, "\xEF\xBB\xBF");
  return (lm_csv){.sink = sink, .excel = excel};
}

static void next_field(lm_csv *csv) {
  if (csv->some) lm_sink_char(csv->sink, ',');
  csv->some = true;
}

static bool looks_like_formula(const char *text) {
  static const char *const start[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  double number;
  for (size_t i = 0; i < sizeof start / sizeof *start; i++) {
    if (strncmp(text, start[i], strlen(start[i])) != 0) continue;
    return !lm_num_parse(&number, text, strlen(text));
  }
  return false;
}

void lm_csv_text(lm_csv *csv, const char *text) {
  next_field(csv);
  if (!text || !*text) return;
  const char *guard = looks_like_formula(text) ? "'" : "";
  size_t length = strlen(text);
  bool quote = strpbrk(text, ",\"\r\n") || text[0] == ' ' || text[length - 1] == ' ';
  if (!quote) {
    lm_sink_put(csv->sink, guard);
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

void lm_csv_number(lm_csv *csv, double value) {
  char digits[LM_NUM_SIZE];
  next_field(csv);
  lm_sink_bytes(csv->sink, digits, lm_num_format(value, digits));
}

void lm_csv_end_row(lm_csv *csv) {
  lm_sink_put(csv->sink, csv->excel ? "\r\n" : "\n");
  csv->some = false;
}
