#include "table_number.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "lexical.h"

#include <string.h>

/* Characters that stand for a plain one. */
static const struct {
  const char *wide;
  char plain;
} signs[] = {
    {"△", '-'}, {"▲", '-'}, {"−", '-'}, {"－", '-'}, {"‐", '-'}, {"–", '-'}, {"ー", '-'}, {"＋", '+'}, {"，", ','}, {"、", ','},
    {"．", '.'}, {"％", '%'}, {"　", ' '}, {"０", '0'}, {"１", '1'}, {"２", '2'}, {"３", '3'}, {"４", '4'}, {"５", '5'}, {"６", '6'},
    {"７", '7'}, {"８", '8'}, {"９", '9'},
};

static size_t wide_length(const char *text, char *plain) {
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t length = strlen(signs[i].wide);
    if (strncmp(text, signs[i].wide, length) != 0) continue;
    *plain = signs[i].plain;
    return length;
  }
  return 0;
}

/* Half-width, without blanks at the ends. false: longer than any number. */
static bool narrow(const char *text, char *out, size_t size) {
  size_t used = 0;
  while (*text) {
    char plain = *text;
    size_t length = wide_length(text, &plain);
    text += length ? length : 1;
    if (plain == ' ' && used == 0) continue;
    if (used + 1 >= size) return false;
    out[used++] = plain;
  }
  while (used > 0 && out[used - 1] == ' ') used--;
  out[used] = '\0';
  return true;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Takes the commas out of *from if they stand between groups of three; what was read goes to `out`, *from moves behind it. */
static bool take_whole(const char **from, char *out, size_t *used) {
  const char *p = *from;
  size_t group = 0, groups = 0;
  for (; digit(*p) || *p == ','; p++) {
    if (*p == ',') {
      if (group == 0 || group > 3 || (groups > 0 && group != 3)) return false;
      groups++;
      group = 0;
      continue;
    }
    group++;
    out[(*used)++] = *p;
  }
  if (group == 0 || (groups > 0 && group != 3)) return false;
  *from = p;
  return true;
}

static bool is_percent(const lm_text *unit) {
  for (int i = 0; unit && i < LM_LANG_COUNT; i++) {
    const char *is = unit->in[i];
    if (is && (strcmp(is, "%") == 0 || strcmp(is, "％") == 0 || strcmp(is, "percent") == 0 || strcmp(is, "パーセント") == 0)) return true;
  }
  return false;
}

static bool is_unit(const char *suffix, const lm_text *unit) {
  char is[128];
  if (strcmp(suffix, "%") == 0) return is_percent(unit);
  for (int i = 0; unit && i < LM_LANG_COUNT; i++)
    if (unit->in[i] && narrow(unit->in[i], is, sizeof is) && strcmp(suffix, is) == 0) return true;
  return false;
}

/* The number in `half`, which is half-width, without its commas; *suffix is what follows it. */
static bool take_number(const char *half, char *plain, const char **suffix) {
  size_t used = 0;
  if (*half == '-' || *half == '+') plain[used++] = *half++;
  if (!take_whole(&half, plain, &used)) return false;
  if (*half == '.' && digit(half[1])) {
    plain[used++] = *half++;
    while (digit(*half)) plain[used++] = *half++;
  }
  plain[used] = '\0';
  *suffix = half + strspn(half, " ");
  return true;
}

static bool read_plain(lmt_number *out, const char *text) {
  if (!lm_num_parse(&out->value, text, strlen(text))) return false;
  const char *point = strchr(text, '.');
  out->decimals = point ? (int)strlen(point + 1) : 0;
  return true;
}

bool lmt_number_read(lmt_number *out, const char *text, lm_number_style style, const lm_text *unit) {
  char half[160], plain[160];
  const char *suffix;
  if (style == LM_NUMBERS_PLAIN) return read_plain(out, text);
  if (!narrow(text, half, sizeof half) || !take_number(half, plain, &suffix)) return false;
  return (!*suffix || is_unit(suffix, unit)) && read_plain(out, plain);
}

static lm_text say(lm_arena *scratch, const char *en, const char *ja, const char *a, const char *b) {
  lm_strbuf text[LM_LANG_COUNT] = {{0}, {0}};
  const char *pattern[LM_LANG_COUNT] = {[LM_EN] = en, [LM_JA] = ja};
  lm_text said = {{0}};
  for (int i = 0; i < LM_LANG_COUNT; i++) {
    for (const char *p = pattern[i]; *p; p++) {
      if (*p == '#')
        lm_strbuf_add(&text[i], a);
      else if (*p == '@')
        lm_strbuf_add(&text[i], b);
      else
        lm_strbuf_add_bytes(&text[i], p, 1);
    }
    said.in[i] = lm_arena_strdup(scratch, lm_strbuf_text(&text[i]));
    lm_strbuf_clear(&text[i]);
  }
  return said;
}

static bool nothing_mark(const char *text) {
  static const char *const marks[] = {"-", "--", "…", "...", "‐", "－", "−", "ー", "―", "–", "*", "**", "***", "X", "x", "・", "N/A", "n/a", "NA", "不明", "秘匿", "未集計", "該当なし"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (strcmp(text, marks[i]) == 0) return true;
  return false;
}

/* "1,234": one comma only, so that it can also be a decimal comma. */
static bool decimal_comma(const char *half, char *point) {
  const char *comma = strchr(half, ',');
  if (!comma || strchr(comma + 1, ',') || strchr(half, '.')) return false;
  strcpy(point, half);
  point[comma - half] = '.';
  double ignored;
  return lm_num_parse(&ignored, point, strlen(point));
}

static bool is_day(const char *text) {
  static const char shape[] = "0000-00-00";
  size_t i = 0;
  while (shape[i] && (shape[i] == '0' ? digit(text[i]) : text[i] == shape[i])) i++;
  return !shape[i] && !text[i];
}

lm_text lmt_number_advice(const char *text, lm_number_style style, const lm_text *unit, lm_arena *scratch) {
  char half[160], plain[160], point[160], share[LM_NUM_SIZE];
  const char *suffix;
  lmt_number jp;
  if (nothing_mark(text))
    return say(scratch, "such a mark can mean zero, masked or not asked: write the reason into the column \"reason\" and leave the value empty, or declare the mark in a mapping",
               "この記号は0・秘匿・調査なしのどれにもなり得ます。「値がない理由」の列に理由を書いて値を空にするか、対応表で記号の意味を宣言してください", "", "");
  if (is_day(text))
    return say(scratch, "the cell holds a date, as spreadsheets make of an entry like 3-1: give the cell the number format and enter the number again",
               "セルの中身は日付です(「3-1」のような入力は表計算ソフトが日付に変えます)。セルの書式を数値にして、数を入力し直してください", "", "");
  if (!narrow(text, half, sizeof half) || !take_number(half, plain, &suffix)) {
    if (narrow(text, half, sizeof half) && decimal_comma(half, point))
      return say(scratch, "if # is meant, write #", "# のことなら、# と書いてください", point, "");
    return say(scratch, "write half-width digits and one point only", "半角の数字と小数点だけで書いてください", "", "");
  }
  if (strcmp(suffix, "%") == 0 && style == LM_NUMBERS_PLAIN && read_plain(&jp, plain)) {
    lm_num_format(jp.value / 100, share);
    return say(scratch, "# or @? Write the one that is meant, or declare --numbers jp, which reads # where the unit is %",
               "# でしょうか、@ でしょうか。正しい方を書くか、--numbers jp を宣言してください(単位が%なら # と読みます)", plain, share);
  }
  if (style == LM_NUMBERS_PLAIN && lmt_number_read(&jp, text, LM_NUMBERS_JP, unit)) {
    if (decimal_comma(half, point))
      return say(scratch, "# or @? Write the one that is meant, or declare --numbers jp, which reads #",
                 "# でしょうか、@ でしょうか。正しい方を書くか、--numbers jp を宣言してください(# と読みます)", plain, point);
    return say(scratch, "if # is meant, write #, or declare --numbers jp", "# のことなら、# と書くか、--numbers jp を宣言してください", plain, "");
  }
  if (*suffix)
    return say(scratch, "\"@\" is not the indicator's unit; if # is meant, write # and convert where needed",
               "「@」は指標の単位ではありません。# のことなら、換算の要否を確かめて # と書いてください", plain, suffix);
  return say(scratch, "if # is meant, write #", "# のことなら、# と書いてください", plain, "");
}
