#include "strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(lm_strbuf *b, size_t more) {
  if (b->failed || more > SIZE_MAX / 2 - b->length) return !(b->failed = true);
  size_t need = b->length + more + 1;
  if (need <= b->room) return true;
  size_t room = b->room ? b->room : 64;
  while (room < need) room *= 2;
  char *bigger = realloc(b->text, room);
  if (!bigger) return !(b->failed = true);
  b->text = bigger;
  b->room = room;
  return true;
}

void lm_strbuf_add_bytes(lm_strbuf *b, const char *bytes, size_t length) {
  if (!reserve(b, length)) return;
  if (length) memcpy(b->text + b->length, bytes, length);
  b->length += length;
  b->text[b->length] = '\0';
}

void lm_strbuf_add(lm_strbuf *b, const char *text) { lm_strbuf_add_bytes(b, text, strlen(text)); }

void lm_strbuf_addf(lm_strbuf *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int length = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (length < 0) b->failed = true;
  if (length < 0 || !reserve(b, (size_t)length)) return;
  va_start(args, format);
  vsnprintf(b->text + b->length, (size_t)length + 1, format, args);
  va_end(args);
  b->length += (size_t)length;
}

void lm_strbuf_cut(lm_strbuf *b, size_t length) {
  b->length = length;
  if (b->text) b->text[length] = '\0';
}

void lm_strbuf_reset(lm_strbuf *b) { lm_strbuf_cut(b, 0); }

void lm_strbuf_clear(lm_strbuf *b) {
  free(b->text);
  *b = (lm_strbuf){0};
}

const char *lm_strbuf_text(const lm_strbuf *b) { return b->text ? b->text : ""; }
