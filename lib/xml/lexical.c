#include "lexical.h"

#include "../base/num.h"
#include "../base/strbuf.h"

#include <string.h>

enum { ID_MAX = 64, PERIOD_MAX = 40, REF_MAX = 80, STATUS_MAX = 120, COUNT_MAX = 6, IDS_MAX = 2000 };

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

/* Ids with one blank between. */
static bool plain_ids(const char *text, size_t length) {
  const char *end = text + length;
  for (const char *at = text, *next; at <= end; at = next + 1) {
    next = memchr(at, ' ', (size_t)(end - at));
    if (!next) next = end;
    if (next - at > ID_MAX || !plain_id(at, (size_t)(next - at))) return false;
  }
  return true;
}

static bool blank(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (!strchr(" \t\r\n", text[i])) return false;
  return true;
}

static bool fits_word(const lmx_attr_def *def, lmx_value *v) {
  for (int i = 0; def->words[i]; i++)
    if (strlen(def->words[i]) == v->length && memcmp(def->words[i], v->text, v->length) == 0) {
      v->word = i;
      return true;
    }
  return false;
}

/* The pattern of the schema: whether it is a day of the calendar is a question of meaning, asked later. */
static bool fits_date(const char *t, size_t length) {
  if (length != 10) return false;
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? t[i] != '-' : !digit(t[i])) return false;
  int month = (t[5] - '0') * 10 + t[6] - '0', day = (t[8] - '0') * 10 + t[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool fits_version(const char *text, size_t length) {
  bool ok = length >= 3 && length <= 6 && text[0] == '1' && text[1] == '.';
  for (size_t i = 2; ok && i < length; i++) ok = digit(text[i]);
  return ok;
}

static bool fits_period(const char *text, size_t length) {
  return length > 0 && (length <= PERIOD_MAX || characters(text, length) <= PERIOD_MAX);
}

static bool fits_count(lmx_value *v) {
  v->number = 0;
  for (size_t i = 0; i < v->length; i++) {
    if (!digit(v->text[i])) return false;
    v->number = v->number * 10 + (v->text[i] - '0');
  }
  return v->length > 0 && v->length <= COUNT_MAX;
}

static bool fits_node_ref(const char *text, size_t length) {
  const char *colon = memchr(text, ':', length);
  if (!colon || length > REF_MAX) return false;
  size_t kind_length = (size_t)(colon - text);
  bool known = false;
  for (int kind = 0; kind < LM_KIND_COUNT; kind++) {
    const char *word = lm_kind_word((lm_kind)kind);
    known |= strlen(word) == kind_length && memcmp(word, text, kind_length) == 0;
  }
  return known && plain_id(colon + 1, length - kind_length - 1);
}

static bool status_words(const char *text, size_t length) {
  bool word = false; /* the character before was part of a word */
  for (size_t i = 0; i < length; i++) {
    bool part = (text[i] >= 'a' && text[i] <= 'z') || text[i] == '-';
    if (!part && !(text[i] == ' ' && word)) return false;
    word = part;
  }
  return word;
}

bool lmx_fits(const lmx_attr_def *def, lmx_value *v) {
  switch (def->type) {
  case LMX_ID: return v->length <= ID_MAX && plain_id(v->text, v->length);
  case LMX_TEXT: return !blank(v->text, v->length);
  case LMX_NUMBER: return lm_num_parse(&v->number, v->text, v->length);
  case LMX_WORD: return fits_word(def, v);
  case LMX_DATE: return fits_date(v->text, v->length);
  case LMX_VERSION: return fits_version(v->text, v->length);
  case LMX_PERIOD: return fits_period(v->text, v->length);
  case LMX_COUNT: return fits_count(v);
  case LMX_NODE_REF: return fits_node_ref(v->text, v->length);
  case LMX_STATUS: return v->length <= STATUS_MAX && status_words(v->text, v->length);
  case LMX_IDS: return v->length <= IDS_MAX && plain_ids(v->text, v->length);
  }
  return false;
}

static lm_code too_long(lmx_args *args, const char *limit) {
  args->at[1] = limit;
  return LM_S_TOO_LONG;
}

static const char *list_words(const lmx_attr_def *def, lm_arena *scratch) {
  lm_strbuf list = {0};
  for (int i = 0; def->words[i]; i++) lm_strbuf_addf(&list, "%s%s", i ? " " : "", def->words[i]);
  const char *copy = lm_arena_strdup(scratch, lm_strbuf_text(&list));
  lm_strbuf_clear(&list);
  return copy;
}

lm_code lmx_misfit(const lmx_attr_def *def, const lmx_value *v, lmx_args *args, lm_arena *scratch) {
  *args = (lmx_args){{def->name}};
  lm_text advice;
  switch (def->type) {
  case LMX_ID: return LM_S_ID;
  case LMX_TEXT: return LM_S_EMPTY;
  case LMX_NUMBER:
    advice = lmx_number_advice(v->text, v->length, scratch);
    args->at[1] = advice.in[LM_EN];
    args->at[2] = advice.in[LM_JA];
    return LM_S_NUMBER;
  case LMX_WORD: args->at[1] = list_words(def, scratch); return LM_S_WORD;
  case LMX_DATE: return LM_S_DATE;
  case LMX_VERSION: return LM_S_VERSION;
  case LMX_PERIOD: return v->length ? too_long(args, "40") : LM_S_EMPTY;
  case LMX_COUNT: return LM_S_COUNT;
  case LMX_NODE_REF: return LM_S_NODE_REF;
  case LMX_STATUS: return status_words(v->text, v->length) ? too_long(args, "120") : LM_S_STATUS;
  case LMX_IDS: return plain_ids(v->text, v->length) ? too_long(args, "2000") : LM_S_ID;
  }
  return LM_S_EMPTY;
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
    char *decimal = point.text ? strchr(point.text, ',') : NULL;
    if (decimal) *decimal = '.';
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
