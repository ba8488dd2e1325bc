#include "words.h"

#include <string.h>

static const char *const missing_words[LM_MISSING_COUNT] = {
    [LM_SUPPRESSED] = "suppressed",         [LM_NOT_COLLECTED] = "not-collected", [LM_NOT_YET] = "not-yet",
    [LM_NOT_APPLICABLE] = "not-applicable", [LM_LOST] = "lost",                   [LM_UNKNOWN] = "unknown",
};

/* By bit number. */
static const char *const flag_words[LM_FLAG_COUNT] = {
    "provisional", "estimated",       "forecast", "break",        "definition-changed",
    "imputed",     "low-reliability", "revised",  "confidential",
};


static const char *const target_kind_words[LM_TARGET_KIND_COUNT] = {
    [LM_TARGET_VALUE] = "value", [LM_TARGET_RANGE] = "range",     [LM_TARGET_CHANGE] = "change",
    [LM_TARGET_KEEP] = "keep",   [LM_TARGET_IMPROVE] = "improve", [LM_TARGET_TEXT] = "text",
};

/* Index of the word in the table; -1 if none. */
static int find_word(const char *const *words, int count, const char *text, size_t length) {
  for (int i = 0; i < count; i++)
    if (words[i] && strlen(words[i]) == length && memcmp(words[i], text, length) == 0) return i;
  return -1;
}

const char *lm_missing_word(lm_missing missing) { return (unsigned)missing < LM_MISSING_COUNT ? missing_words[missing] : NULL; }

const char *lm_flag_word(lm_flag flag) {
  for (int i = 0; i < LM_FLAG_COUNT; i++)
    if ((unsigned)flag == 1u << i) return flag_words[i];
  return NULL;
}

const char *lm_target_kind_word(lm_target_kind kind) {
  return (unsigned)kind < LM_TARGET_KIND_COUNT ? target_kind_words[kind] : NULL;
}

bool lm_missing_parse(lm_missing *out, const char *text, size_t length) {
  int i = find_word(missing_words, LM_MISSING_COUNT, text, length);
  if (i < 0) return false;
  *out = (lm_missing)i;
  return true;
}

bool lm_flag_parse(lm_flag *out, const char *text, size_t length) {
  int i = find_word(flag_words, LM_FLAG_COUNT, text, length);
  if (i < 0) return false;
  *out = (lm_flag)(1u << i);
  return true;
}

bool lm_basis_parse(int *out, const char *text, size_t length) {
  int i = 0;
  while (i < LM_PERIOD_KIND_COUNT && (strlen(lm_basis_word(i)) != length || memcmp(lm_basis_word(i), text, length) != 0)) i++;
  if (i == LM_PERIOD_KIND_COUNT) i = -1;
  if (i < 0) return false;
  *out = i;
  return true;
}

bool lm_target_kind_parse(lm_target_kind *out, const char *text, size_t length) {
  int i = find_word(target_kind_words, LM_TARGET_KIND_COUNT, text, length);
  if (i < 0) return false;
  *out = (lm_target_kind)i;
  return true;
}
