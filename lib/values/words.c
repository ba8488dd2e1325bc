#include "words.h"

#include <string.h>

/* The word of the documents, and what readers see. */
typedef struct word_row {
  const char *word;
  lm_text shown;
} word_row;

static const word_row missing_words[LM_MISSING_COUNT] = {
    [LM_PRESENT] = {NULL, {{"", ""}}},
    [LM_SUPPRESSED] = {"suppressed", {{"masked", "秘匿"}}},
    [LM_NOT_COLLECTED] = {"not-collected", {{"not collected", "集計していない"}}},
    [LM_NOT_YET] = {"not-yet", {{"not yet", "まだない"}}},
    [LM_NOT_APPLICABLE] = {"not-applicable", {{"not applicable", "対象外"}}},
    [LM_LOST] = {"lost", {{"lost", "失われた"}}},
    [LM_UNKNOWN] = {"unknown", {{"no value, reason unknown", "値なし(理由不明)"}}},
};

/* By bit number. */
static const word_row flag_words[LM_FLAG_COUNT] = {
    {"provisional", {{"provisional", "速報"}}},
    {"estimated", {{"estimated", "推計"}}},
    {"forecast", {{"forecast", "将来推計"}}},
    {"break", {{"not comparable with earlier values", "前の値と比べられない"}}},
    {"definition-changed", {{"definition changed", "定義変更"}}},
    {"imputed", {{"imputed", "補完"}}},
    {"low-reliability", {{"low reliability", "精度が低い"}}},
    {"revised", {{"revised", "改定値"}}},
    {"confidential", {{"confidential", "非公表"}}},
};

static const word_row target_kind_words[LM_TARGET_KIND_COUNT] = {
    [LM_TARGET_VALUE] = {"value", {{"value", "数値"}}},     [LM_TARGET_RANGE] = {"range", {{"range", "範囲"}}},
    [LM_TARGET_CHANGE] = {"change", {{"change", "増減"}}},  [LM_TARGET_KEEP] = {"keep", {{"keep", "維持"}}},
    [LM_TARGET_IMPROVE] = {"improve", {{"improve", "改善"}}}, [LM_TARGET_TEXT] = {"text", {{"text", "文"}}},
};

/* Index of the word in the table; -1 if none. */
static int find_word(const word_row *words, int count, const char *text, size_t length) {
  for (int i = 0; i < count; i++)
    if (words[i].word && strlen(words[i].word) == length && memcmp(words[i].word, text, length) == 0) return i;
  return -1;
}

static int bit_of(lm_flag flag) {
  int bit = 0;
  while (bit < LM_FLAG_COUNT && (unsigned)flag != 1u << bit) bit++;
  return bit;
}

const char *lm_missing_word(lm_missing missing) { return (unsigned)missing < LM_MISSING_COUNT ? missing_words[missing].word : NULL; }

const char *lm_missing_in(lm_missing missing, lm_lang lang) {
  return (unsigned)missing < LM_MISSING_COUNT ? lm_text_in(&missing_words[missing].shown, lang) : "";
}

const char *lm_flag_word(lm_flag flag) {
  const int bit = bit_of(flag);
  return bit < LM_FLAG_COUNT ? flag_words[bit].word : NULL;
}

const char *lm_flag_in(lm_flag flag, lm_lang lang) {
  const int bit = bit_of(flag);
  return bit < LM_FLAG_COUNT ? lm_text_in(&flag_words[bit].shown, lang) : "";
}

const char *lm_target_kind_word(lm_target_kind kind) {
  return (unsigned)kind < LM_TARGET_KIND_COUNT ? target_kind_words[kind].word : NULL;
}

const char *lm_target_kind_in(lm_target_kind kind, lm_lang lang) {
  return (unsigned)kind < LM_TARGET_KIND_COUNT ? lm_text_in(&target_kind_words[kind].shown, lang) : "";
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

/* ---- a value or target as the store has it ---- */

static const char *amount_word(const char *text, size_t length, bool target, lm_lang lang) {
  lm_missing missing;
  lm_flag flag;
  lm_target_kind kind;
  if (target) return lm_target_kind_parse(&kind, text, length) && (kind == LM_TARGET_KEEP || kind == LM_TARGET_IMPROVE) ? lm_target_kind_in(kind, lang) : NULL;
  if (lm_missing_parse(&missing, text, length)) return lm_missing_in(missing, lang);
  return lm_flag_parse(&flag, text, length) ? lm_flag_in(flag, lang) : NULL;
}

/* Words stand between blanks; the only one that a target can have is its first. */
void lm_add_amount_in(lm_strbuf *to, const char *amount, bool target, lm_lang lang) {
  for (const char *at = amount; *at;) {
    const size_t length = strcspn(at, " "), blank = at[length] ? 1 : 0;
    const bool alone = !target || (at == amount && (!blank || strncmp(at + length, " / ", 3) == 0));
    const char *word = alone ? amount_word(at, length, target, lang) : NULL;
    if (word) lm_strbuf_add(to, word);
    lm_strbuf_add_bytes(to, word ? at + length : at, word ? blank : length + blank);
    at += length + blank;
  }
}
