/* area_codes.c: codes of Japanese areas: prefectures (2 digits, or 5 and 6 that end in 000), municipalities and wards (5, or 6 with the check digit),
   secondary medical areas (4: prefecture and number). Of other areas codes are only compared. */
#include <logicmodel/areas.h>

#include <string.h>

enum { PREFECTURES = 47 };

char lm_area_check_digit(const char five[5]) {
  int sum = 0;
  for (int i = 0; i < 5; i++) sum += (five[i] - '0') * (6 - i);
  return (char)('0' + (11 - sum % 11) % 10);
}

static bool all_digits(const char *code, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (code[i] < '0' || code[i] > '9') return false;
  return length > 0;
}

static bool all_zeros(const char *code, size_t length) {
  while (length > 0 && code[length - 1] == '0') length--;
  return length == 0;
}

static int two_digits(const char *code) { return (code[0] - '0') * 10 + code[1] - '0'; }
static bool in_prefecture(const char *code) { return two_digits(code) >= 1 && two_digits(code) <= PREFECTURES; }
static bool whole_prefecture(const char *code) { return memcmp(code + 2, "000", 3) == 0; }

/* Two, four, five or six digits that can be a code, whatever the last of six. */
static bool fits(const char *code, size_t length, lm_area_kind kind) {
  if (!all_digits(code, length)) return false;
  const bool five = length == 5 || length == 6;
  switch (kind) {
  case LM_AREA_NATION: return (length == 2 || length == 5) && all_zeros(code, length);
  case LM_AREA_PREFECTURE: return (length == 2 || (five && whole_prefecture(code))) && in_prefecture(code);
  case LM_AREA_MEDICAL: return length == 4 && in_prefecture(code) && memcmp(code + 2, "00", 2) != 0;
  case LM_AREA_MUNICIPALITY:
  case LM_AREA_WARD: return five && in_prefecture(code) && !whole_prefecture(code);
  default: return (five || length == 2) && in_prefecture(code);
  }
}

static bool checks(const char *code) { return lm_area_check_digit(code) == code[5]; }

static lm_area_code_fault wrong_digit(const char *code, char *right) {
  memcpy(right, code, 5);
  right[5] = lm_area_check_digit(code);
  right[6] = '\0';
  return LM_AREA_CODE_DIGIT;
}

static lm_area_code_fault unclear(const char *code, char *right) {
  right[0] = '0';
  memcpy(right + 1, code, 4);
  right[5] = '\0';
  return LM_AREA_CODE_UNCLEAR;
}

lm_area_code_fault lm_area_code_check(const char *code, size_t length, const char *kind, char right[LM_AREA_CODE_SIZE]) {
  const lm_area_kind is = lm_area_kind_of(kind);
  const bool any = is == LM_AREA_DISTRICT || (is == LM_AREA_OTHER && kind);
  *right = '\0';
  if (any) return LM_AREA_CODE_OK;
  if (!kind && length == 4 && all_digits(code, length)) return unclear(code, right);
  if (!fits(code, length, is)) return kind ? LM_AREA_CODE_FORM : LM_AREA_CODE_OK; /* of another list */
  return length == 6 && !checks(code) ? wrong_digit(code, right) : LM_AREA_CODE_OK;
}

const char *lm_area_code_key(const char *code, size_t length, char key[LM_AREA_CODE_SIZE]) {
  if (length >= LM_AREA_CODE_SIZE) return NULL;
  memcpy(key, code, length);
  key[length] = '\0';
  if (!all_digits(code, length)) return key;
  if (length == 6 && checks(code)) key[5] = '\0';
  if (length == 2) strcpy(key + 2, "000");
  return key;
}
