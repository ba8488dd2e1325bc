#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

static const char encoding[] = "UTF-8";

static int step(const char *text, size_t left, ucs4_t *character) {
  int bytes = u8_mbtoucr(character, (const uint8_t *)text, left);
  if (bytes > 0) return bytes;
  *character = 0xFFFD;
  return 1;
}

static size_t columns_of(ucs4_t character) {
  int width = uc_width(character, encoding);
  return width > 0 ? (size_t)width : 0;
}

static bool is_only(const char *text, ucs4_t *character) {
  size_t length = strlen(text);
  return length > 0 && (size_t)step(text, length, character) == length;
}

bool lm_text_is_letter(const char *text) {
  ucs4_t character;
  return is_only(text, &character) && uc_is_general_category_withtable(character, UC_CATEGORY_MASK_L);
}

bool lm_text_is_sign(const char *text) {
  ucs4_t character;
  return is_only(text, &character) && !uc_is_general_category_withtable(character, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N);
}

size_t lm_text_width(const char *text) {
  size_t columns = 0, left = strlen(text);
  while (left) {
    ucs4_t character;
    int bytes = step(text, left, &character);
    columns += columns_of(character);
    text += bytes;
    left -= (size_t)bytes;
  }
  return columns;
}

size_t lm_text_prefix(const char *text, size_t columns) {
  size_t used = 0, at = 0, length = strlen(text);
  while (at < length) {
    ucs4_t character;
    int bytes = step(text + at, length - at, &character);
    used += columns_of(character);
    if (used > columns) break;
    at += (size_t)bytes;
  }
  return at;
}

/* The last place up to `limit` where a line may end; 0 if none. What follows far behind it has no say, and is not looked at. */
static size_t last_break(const char *text, size_t length, size_t limit) {
  enum { AHEAD = 64 };
  if (length > limit + AHEAD) length = limit + AHEAD;
  while (((unsigned char)text[length] & 0xC0) == 0x80) length++;
  char *breaks = malloc(length);
  if (!breaks) return 0;
  u8_possible_linebreaks((const uint8_t *)text, length, encoding, breaks);
  size_t found = 0;
  for (size_t i = 1; i <= limit && i < length; i++)
    if (breaks[i] == UC_BREAK_POSSIBLE || breaks[i] == UC_BREAK_MANDATORY) found = i;
  free(breaks);
  return found;
}

size_t lm_text_line(const char *text, size_t columns) {
  return lm_text_line_of(text, lm_text_prefix(text, columns));
}

size_t lm_text_line_of(const char *text, size_t fits) {
  size_t length = strlen(text), newline = strcspn(text, "\n");
  if (newline < length && fits >= newline) return newline + 1;
  if (fits >= length) return length;
  if (fits == 0) {
    ucs4_t character;
    return (size_t)step(text, length, &character);
  }
  /* A blank that hangs over the edge is no reason to break earlier. */
  size_t limit = fits;
  while (text[limit] == ' ') limit++;
  size_t found = last_break(text, length, limit);
  return found ? found : fits;
}

bool lm_text_valid(const char *text, size_t length) { return u8_check((const uint8_t *)text, length) == NULL; }

uint32_t lm_text_invalid_line(const char *text, size_t length) {
  uint32_t line = 1;
  for (size_t from = 0; from < length; line++) {
    const char *end = memchr(text + from, '\n', length - from);
    size_t size = end ? (size_t)(end - text) - from : length - from;
    if (!lm_text_valid(text + from, size)) return line;
    from += size + 1;
  }
  return line;
}

size_t lm_text_distance(const char *a, const char *b, size_t most) {
  enum { LIMIT = 64 };
  size_t la = strlen(a), lb = strlen(b), row[LIMIT + 1];
  if (la > LIMIT || lb > LIMIT || (la > lb ? la - lb : lb - la) > most) return most + 1;
  for (size_t j = 0; j <= lb; j++) row[j] = j;
  for (size_t i = 1; i <= la; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= lb; j++) {
      size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
      if (above + 1 < best) best = above + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      row[j] = best;
      diagonal = above;
    }
  }
  return row[lb] <= most ? row[lb] : most + 1;
}

const char *lm_text_nearest(const char *wanted, size_t count, lm_text_at_fn *at, const void *user) {
  enum { MOST_SLIPS = 4 };
  size_t best = strlen(wanted) / 2 + 1; /* further off is no likeness */
  const char *found = NULL;
  if (best > MOST_SLIPS + 1) best = MOST_SLIPS + 1;
  for (size_t i = 0; i < count && best > 1; i++) { /* nearer than 1 would be the same */
    const char *id = at(user, i);
    size_t distance = id ? lm_text_distance(wanted, id, best) : best;
    if (distance >= best) continue;
    best = distance;
    found = id;
  }
  return found;
}

bool lm_text_commands(uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

size_t lm_text_find_command(const char *text, uint32_t *character) {
  size_t left = strlen(text), place = 0;
  while (left > 0) {
    ucs4_t c;
    const int size = step(text, left, &c);
    *character = c;
    place++;
    if (c == 0xFFFD || lm_text_commands(c)) return place;
    text += size;
    left -= (size_t)size;
  }
  return 0;
}
