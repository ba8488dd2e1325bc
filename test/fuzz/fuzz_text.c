/* Any bytes as a period, a number, a day, a text: what is read can be written and read again; texts are cut between characters and every line makes
   progress. */
#include "fuzz.h"

#include "base/num.h"
#include "base/text.h"
#include "xml/lexical.h"

#include <math.h>
#include <string.h>

static void try_period(const char *text, size_t size, lm_bare_year bare) {
  lm_period period, again;
  bool past_era;
  char buffer[48];
  if (lm_period_parse(&period, text, size, bare, &past_era) != LM_PERIOD_OK) return;
  must(lm_period_start(period) < lm_period_end(period));
  must(lm_period_time(period) > 0);
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    lm_period_format_in(period, (lm_lang)lang, buffer, sizeof buffer);
    must(lm_text_valid(buffer, strlen(buffer)));
  }
  lm_period_format(period, buffer, sizeof buffer);
  must(lm_period_parse(&again, buffer, strlen(buffer), LM_BARE_UNSAID, NULL) == LM_PERIOD_OK);
  must(again.kind == period.kind && again.index == period.index);
}

static void try_number(const char *text, size_t size) {
  double number, again;
  char buffer[LM_NUM_SIZE], copy[80];
  if (!lm_num_parse(&number, text, size)) return;
  memcpy(copy, text, size); /* at most 64 bytes, or it would be none */
  copy[size] = '\0';
  must(number == strtod(copy, NULL));
  lm_num_format(number, buffer);
  must(strtod(buffer, NULL) == number);
  for (int decimals = 0; decimals <= 15; decimals += 5) must(lm_num_fixed(number, decimals, true, buffer) < LM_NUM_SIZE);
  if (fabs(number) >= 1e-5 && fabs(number) < 1e17) {
    lm_num_format(number, buffer);
    must(lm_num_parse(&again, buffer, strlen(buffer)) && again == number);
  }
}

static void try_bits(const char *text, size_t size) {
  double number;
  char buffer[LM_NUM_SIZE];
  if (size != sizeof number) return;
  memcpy(&number, text, sizeof number);
  size_t length = lm_num_format(number, buffer);
  must(length == strlen(buffer) && (length > 0) == (bool)isfinite(number));
  must(!isfinite(number) || strtod(buffer, NULL) == number);
}

static void try_day(const char *text, size_t size) {
  int32_t day;
  char buffer[11];
  if (lm_day_parse(&day, text, size)) must(memcmp(lm_day_format(day, buffer, sizeof buffer), text, size) == 0);
}

static void try_lines(const char *text, size_t size) {
  if (!lm_text_valid(text, size)) return;
  must(lm_text_prefix(text, lm_text_width(text)) == strlen(text));
  for (const char *rest = text; *rest;) {
    size_t line = lm_text_line(rest, 20), head = lm_text_prefix(rest, 20);
    must(line > 0 && line <= strlen(rest) && head <= strlen(rest));
    must(lm_text_valid(rest, line) && lm_text_valid(rest, head));
    rest += line;
  }
}

static void try_advice(const char *text, size_t size) {
  lm_arena scratch = {0};
  lm_text advice = lmx_number_advice(text, size, &scratch);
  must(advice.in[LM_EN] && *advice.in[LM_EN] && advice.in[LM_JA] && *advice.in[LM_JA]);
  lm_arena_clear(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  must(text);
  if (size) memcpy(text, data, size);
  text[size] = '\0';
  for (int bare = LM_BARE_UNSAID; bare <= LM_BARE_FISCAL; bare++) try_period(text, size, (lm_bare_year)bare);
  try_number(text, size);
  try_bits(text, size);
  try_day(text, size);
  bool plain = memchr(text, '\0', size) == NULL;
  if (plain) try_lines(text, size);
  if (plain) try_advice(text, size);
  free(text);
  return 0;
}
