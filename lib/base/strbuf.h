/* strbuf.h: a growing string. Errors stick: check `failed` once at the end. */
#ifndef LM_BASE_STRBUF_H
#define LM_BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct lm_strbuf {
  char *text; /* NUL-terminated once anything was added; zero-initialise */
  size_t length, room;
  bool failed;
} lm_strbuf;

void lm_strbuf_add(lm_strbuf *buffer, const char *text);
void lm_strbuf_add_bytes(lm_strbuf *buffer, const char *bytes, size_t length);
void lm_strbuf_addf(lm_strbuf *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void lm_strbuf_reset(lm_strbuf *buffer); /* keeps the memory */
void lm_strbuf_cut(lm_strbuf *buffer, size_t length); /* back to what it was; `length` at most what it has */
void lm_strbuf_clear(lm_strbuf *buffer); /* frees it */
/* The text ("" when empty); never NULL. */
const char *lm_strbuf_text(const lm_strbuf *buffer);

#endif
