#include "lexical.h"

#include "../base/num.h"
#include "../base/strbuf.h"

#include <string.h>

enum { ID_MAX = 64, PERIOD_MAX = 40, REF_MAX = 80, STATUS_MAX = 120 };

static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool id_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c); }
static bool id_part(char c) { return id_start(c) || c == '.' || c == '_' || c == '-'; }

static size_t characters(const char *text, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++) count += ((unsigned char)text[i] & 0xC0) != 0x80;
  return count;
}

static bool plain_id(const char *text, size_t length) {
  if (length == 0 || !id_start(text[0])) return false;
  for (size_t i = 1; i < length; i++)
    if (!id_part(text[i])) return false;
  return true;
}

static bool blank(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (!strchr(" \t\r\n", text[i])) return false;
  return true;
}

static bool fail(lm_code *code, lm_code which) {
  *code = which;
  return false;
}

static bool too_long(lm_code *code, lmx_args *args, const char *limit) {
  args->at[1] = limit;
  return fail(code, LM_S_TOO_LONG);
}

static bool check_id(lmx_value *v, lm_code *code) {
  return (v->length <= ID_MAX && plain_id(v->text, v->length)) || fail(code, LM_S_ID);
}

static bool check_text(lmx_value *v, lm_code *code) { return !blank(v->text, v->length) || fail(code, LM_S_EMPTY); }

static bool check_number(lmx_value *v, lm_code *code, lmx_args *args, lm_arena *scratch) {
  if (lm_num_parse(&v->number, v->text, v->length)) return true;
  lm_text advice = lmx_number_advice(v->text, v->length, scratch);
  args->at[1] = advice.in[LM_EN];
  args->at[2] = advice.in[LM_JA];
  return fail(code, LM_S_NUMBER);
}

static bool check_word(const lmx_attr_def *def, lmx_value *v, lm_code *code, lmx_args *args, lm_arena *scratch) {
  for (int i = 0; def->words[i]; i++)
    if (strlen(def->words[i]) == v->length && memcmp(def->words[i], v->text, v->length) == 0) {
      v->word = i;
      return true;
    }
  lm_strbuf list = {0};
  for (int i = 0; def->words[i]; i++) lm_strbuf_addf(&list, "%s%s", i ? " " : "", def->words[i]);
  args->at[1] = lm_arena_strdup(scratch, lm_strbuf_text(&list));
  lm_strbuf_clear(&list);
  return fail(code, LM_S_WORD);
}

/* The pattern of the schema: a real calendar day is a question of meaning, asked later. */
static bool check_date(lmx_value *v, lm_code *code) {
  const char *t = v->text;
  if (v->length != 10) return fail(code, LM_S_DATE);
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? t[i] != '-' : !digit(t[i])) return fail(code, LM_S_DATE);
  int month = (t[5] - '0') * 10 + t[6] - '0', day = (t[8] - '0') * 10 + t[9] - '0';
  return (month >= 1 && month <= 12 && day >= 1 && day <= 31) || fail(code, LM_S_DATE);
}

static bool check_version(lmx_value *v, lm_code *code) {
  bool ok = v->length >= 3 && v->length <= 6 && v->text[0] == '1' && v->text[1] == '.';
  for (size_t i = 2; ok && i < v->length; i++) ok = digit(v->text[i]);
  return ok || fail(code, LM_S_VERSION);
}

static bool check_period(lmx_value *v, lm_code *code, lmx_args *args) {
  if (v->length == 0) return fail(code, LM_S_EMPTY);
  return v->length <= PERIOD_MAX || characters(v->text, v->length) <= PERIOD_MAX || too_long(code, args, "40");
}

static bool check_count(lmx_value *v, lm_code *code) {
  if (v->length == 0 || v->length > 6) return fail(code, LM_S_COUNT);
  v->number = 0;
  for (size_t i = 0; i < v->length; i++) {
    if (!digit(v->text[i])) return fail(code, LM_S_COUNT);
    v->number = v->number * 10 + (v->text[i] - '0');
  }
  return true;
}

static bool check_node_ref(lmx_value *v, lm_code *code) {
  const char *colon = memchr(v->text, ':', v->length);
  if (!colon || v->length > REF_MAX) return fail(code, LM_S_NODE_REF);
  size_t kind_length = (size_t)(colon - v->text);
  bool known = false;
  for (int kind = 0; kind < LM_KIND_COUNT; kind++) {
    const char *word = lm_kind_word((lm_kind)kind);
    known |= strlen(word) == kind_length && memcmp(word, v->text, kind_length) == 0;
  }
  return (known && plain_id(colon + 1, v->length - kind_length - 1)) || fail(code, LM_S_NODE_REF);
}

static bool check_status(lmx_value *v, lm_code *code, lmx_args *args) {
  bool word = false; /* the character before was part of a word */
  for (size_t i = 0; i < v->length; i++) {
    char c = v->text[i];
    bool part = (c >= 'a' && c <= 'z') || c == '-';
    if (!part && !(c == ' ' && word)) return fail(code, LM_S_STATUS);
    word = part;
  }
  if (!word) return fail(code, LM_S_STATUS);
  return v->length <= STATUS_MAX || too_long(code, args, "120");
}

bool lmx_check(const lmx_attr_def *def, lmx_value *v, lm_code *code, lmx_args *args, lm_arena *scratch) {
  args->at[0] = def->name;
  switch (def->type) {
  case LMX_ID: return check_id(v, code);
  case LMX_TEXT: return check_text(v, code);
  case LMX_NUMBER: return check_number(v, code, args, scratch);
  case LMX_WORD: return check_word(def, v, code, args, scratch);
  case LMX_DATE: return check_date(v, code);
  case LMX_VERSION: return check_version(v, code);
  case LMX_PERIOD: return check_period(v, code, args);
  case LMX_COUNT: return check_count(v, code);
  case LMX_NODE_REF: return check_node_ref(v, code);
  case LMX_STATUS: return check_status(v, code, args);
  }
  return false;
}

/* ---- advice on numbers ---- */

/* Half-width reading of the characters offices type: full-width digits, point, signs; △ and ▲ as minus. */
static void half_width(const char *text, size_t length, lm_strbuf *out) {
  for (size_t i = 0; i < length;) {
    const unsigned char *u = (const unsigned char *)text + i;
    if (i + 2 < length && u[0] == 0xEF && u[1] == 0xBC && u[2] >= 0x8B && u[2] <= 0x99) {
      char c = (char)(u[2] - 0x8B + '+'); /* U+FF0B … U+FF19 = + , - . / 0 … 9 */
      lm_strbuf_add_bytes(out, &c, 1);
      i += 3;
    } else if (i + 2 < length && u[0] == 0xE2 && ((u[1] == 0x96 && (u[2] == 0xB3 || u[2] == 0xB2)) || (u[1] == 0x88 && u[2] == 0x92))) {
      lm_strbuf_add(out, "-");
      i += 3;
    } else {
      lm_strbuf_add_bytes(out, text + i, 1);
      i++;
    }
  }
}

static void without(const char *text, const char *drop, lm_strbuf *out) {
  for (; *text; text++)
    if (!strchr(drop, *text)) lm_strbuf_add_bytes(out, text, 1);
}

static bool reads(const char *text) {
  double ignored;
  return lm_num_parse(&ignored, text, strlen(text));
}

static lm_text both(lm_arena *scratch, const char *en, const char *ja) {
  return (lm_text){{lm_arena_strdup(scratch, en), lm_arena_strdup(scratch, ja)}};
}

static lm_text two_readings(lm_arena *scratch, const char *grouped, const char *decimal) {
  lm_strbuf en = {0}, ja = {0};
  lm_strbuf_addf(&en, "write %s or %s, whichever is meant", grouped, decimal);
  lm_strbuf_addf(&ja, "%s か %s の、正しい方を書いてください", grouped, decimal);
  lm_text text = both(scratch, lm_strbuf_text(&en), lm_strbuf_text(&ja));
  lm_strbuf_clear(&en);
  lm_strbuf_clear(&ja);
  return text;
}

static lm_text one_reading(lm_arena *scratch, const char *reading) {
  lm_strbuf en = {0}, ja = {0};
  lm_strbuf_addf(&en, "if %s is meant, write %s", reading, reading);
  lm_strbuf_addf(&ja, "%s のことなら、%s と書いてください", reading, reading);
  lm_text text = both(scratch, lm_strbuf_text(&en), lm_strbuf_text(&ja));
  lm_strbuf_clear(&en);
  lm_strbuf_clear(&ja);
  return text;
}

static bool nothing_mark(const char *text) {
  static const char *const marks[] = {"", "-", "--", "…", "‐", "－", "ー", "―", "*", "**", "***", "X", "x", "・", "N/A", "n/a", "NA", "NaN", "nan", "null", "不明", "秘匿"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (strcmp(text, marks[i]) == 0) return true;
  return false;
}

lm_text lmx_number_advice(const char *text, size_t length, lm_arena *scratch) {
  lm_strbuf given = {0}, half = {0}, bare = {0}, point = {0};
  lm_text advice = {{0}};
  lm_strbuf_add_bytes(&given, text, length);
  half_width(text, length, &half);
  without(lm_strbuf_text(&half), ", \t\r\n%", &bare);
  const char *comma = strchr(lm_strbuf_text(&half), ',');
  bool one_comma = comma && !strchr(comma + 1, ',') && !strchr(lm_strbuf_text(&half), '.');
  if (length > 64)
    advice = both(scratch, "no figure has that many digits; check where it comes from", "桁が多すぎます。出所を確認してください");
  else if (nothing_mark(lm_strbuf_text(&given)))
    advice = both(scratch, "where there is no value, write <missing period=\"…\" reason=\"…\"/> instead; a blank is never zero",
                  "値がないときは <missing period=\"…\" reason=\"…\"/> と書きます。空欄は0ではありません");
  else if (one_comma && reads(lm_strbuf_text(&bare))) {
    without(lm_strbuf_text(&half), " \t\r\n%", &point);
    if (!point.failed) *strchr(point.text, ',') = '.';
    advice = two_readings(scratch, lm_strbuf_text(&bare), lm_strbuf_text(&point));
  } else if (reads(lm_strbuf_text(&bare)))
    advice = one_reading(scratch, lm_strbuf_text(&bare));
  else
    advice = both(scratch, "write half-width digits and one point only; units and signs such as % stand elsewhere",
                  "半角の数字と小数点だけで書いてください。単位や % は別の属性に書きます");
  lm_strbuf_clear(&given);
  lm_strbuf_clear(&half);
  lm_strbuf_clear(&bare);
  lm_strbuf_clear(&point);
  return advice;
}
