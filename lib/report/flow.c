/* flow.c: see flow.h. */
#include "flow.h"

#include "../base/text.h"

#include <string.h>
#include <unistr.h>

#define DEFAULT_WIDTH 100
#define LEAST_WIDTH   40
#define LEAST_FLOW    16 /* columns of running text even behind a deep indentation */
#define MOST_HANG     6  /* further lines stand under the first, but not deeper than this */

size_t lm_view_width(const lm_view *view) {
  if (view->width == 0) return DEFAULT_WIDTH;
  return view->width < LEAST_WIDTH ? LEAST_WIDTH : view->width;
}

static bool is_blank(ucs4_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

void lm_clean(lm_strbuf *to, const char *text) {
  const uint8_t *at = (const uint8_t *)text;
  size_t left = strlen(text);
  bool blank = false, some = false;
  while (left > 0) {
    ucs4_t c;
    int size = u8_mbtoucr(&c, at, left);
    bool bad = size <= 0;
    if (bad) size = 1;
    if (!bad && is_blank(c)) {
      blank = some;
    } else {
      if (blank) lm_strbuf_add(to, " ");
      blank = false;
      some = true;
      if (bad || lm_text_commands(c))
        lm_strbuf_add(to, "\xEF\xBF\xBD");
      else
        lm_strbuf_add_bytes(to, (const char *)at, (size_t)size);
    }
    at += size;
    left -= (size_t)size;
  }
}

/* `text` as it is, blanks and all, but for what commands a terminal. */
static void add_harmless(lm_strbuf *to, const char *text) {
  for (size_t left = strlen(text); left > 0;) {
    ucs4_t c;
    int size = u8_mbtoucr(&c, (const uint8_t *)text, left);
    if (size <= 0 || lm_text_commands(c))
      lm_strbuf_add(to, "\xEF\xBF\xBD");
    else
      lm_strbuf_add_bytes(to, text, (size_t)size);
    if (size <= 0) size = 1;
    text += size;
    left -= (size_t)size;
  }
}

void lm_strbuf_drop(lm_strbuf *buffer, lm_sink *sink) {
  if (buffer->failed) lm_sink_fail(sink, LM_ENOMEM);
  lm_strbuf_clear(buffer);
}

void lm_style_on(lm_sink *sink, const lm_view *view, lm_style style) {
  static const char *const code[LM_STYLE_COUNT] = {
      [LM_PLAIN] = "\x1b[0m",   [LM_BOLD] = "\x1b[1m",   [LM_GOOD] = "\x1b[1;34m",
      [LM_FAIR] = "\x1b[1;33m", [LM_BAD] = "\x1b[1;31m", [LM_DIM] = "\x1b[2m",
  };
  if (view->colour) lm_sink_put(sink, code[style]);
}

size_t lm_line_shown(const char *text, size_t length) {
  while (length > 0 && text[length - 1] == ' ') length--;
  return length;
}

static bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t lm_line_break(const char *text, size_t columns) {
  return lm_line_break_of(text, lm_text_prefix(text, columns));
}

size_t lm_line_break_of(const char *text, size_t fits) {
  size_t length = lm_text_line_of(text, fits);
  if (length < 2 || !text[length] || (text[length - 1] != '-' && text[length - 1] != '.') || !(is_word(text[length - 2]) || text[length - 2] == '-') || !is_word(text[length]))
    return length;
  size_t start = length;
  while (start > 0 && text[start - 1] > ' ' && text[start - 1] < 0x7f) start--;
  return start > length / 2 && text[start - 1] == ' ' ? start : length;
}

static size_t room_behind(const lm_view *view, const char *left) {
  size_t used = lm_text_width(left), width = lm_view_width(view);
  return width > used + LEAST_FLOW ? width - used : LEAST_FLOW;
}

void lm_flow_with(lm_sink *sink, const lm_view *view, const char *first, const char *rest, const char *text) {
  lm_strbuf clean = {0}, start = {0};
  lm_clean(&clean, text);
  add_harmless(&start, first);
  const char *at = lm_strbuf_text(&clean), *left = lm_strbuf_text(&start);
  lm_sink_bytes(sink, left, *at ? start.length : lm_line_shown(left, start.length));
  while (*at) {
    size_t length = lm_line_break(at, room_behind(view, left));
    left = rest;
    lm_sink_bytes(sink, at, lm_line_shown(at, length));
    at += length;
    if (!*at) break;
    lm_sink_char(sink, '\n');
    lm_sink_put(sink, rest);
  }
  lm_sink_char(sink, '\n');
  lm_strbuf_drop(&clean, sink);
  lm_strbuf_drop(&start, sink);
}

void lm_flow_at(lm_sink *sink, const lm_view *view, size_t indent, const char *first, const char *text) {
  lm_strbuf start = {0}, rest = {0};
  for (size_t i = 0; i < indent; i++) lm_strbuf_add(&start, " ");
  lm_strbuf_add(&start, first);
  size_t hang = lm_text_width(first);
  for (size_t i = indent + (hang < MOST_HANG ? hang : MOST_HANG); i > 0; i--) lm_strbuf_add(&rest, " ");
  lm_flow_with(sink, view, lm_strbuf_text(&start), lm_strbuf_text(&rest), text);
  lm_strbuf_drop(&start, sink);
  lm_strbuf_drop(&rest, sink);
}

void lm_flow(lm_sink *sink, const lm_view *view, const char *first, const char *text) {
  lm_flow_at(sink, view, 0, first, text);
}

void lm_rule(lm_sink *sink, const lm_view *view) {
  lm_style_on(sink, view, LM_DIM);
  lm_sink_repeat(sink, "─", lm_view_width(view));
  lm_style_on(sink, view, LM_PLAIN);
  lm_sink_char(sink, '\n');
}
