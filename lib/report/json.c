/* json.c: RFC 8259. */
#include "json.h"

#include "../base/num.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

lm_json lm_json_to(lm_sink *sink) {
  return (lm_json){.sink = sink};
}

lm_json lm_json_item(const lm_json *json, lm_sink *sink, size_t before) {
  lm_json item = *json;
  item.sink = sink;
  item.level[item.depth - 1].some = before > 0;
  item.level[item.depth - 1].count = before;
  return item;
}

/* The escape of a character that needs one; NULL for the others. */
static const char *escape_of(ucs4_t c, char *buffer, size_t size) {
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    break;
  }
  if (c >= 0x20 && (c < 0x7f || c > 0x9f)) return NULL; /* C1 too: it commands terminals */
  snprintf(buffer, size, "\\u%04x", (unsigned)c);
  return buffer;
}

/* The length of the character at `at`, and what is written for it; *escape NULL: the bytes themselves. */
static size_t next_character(const uint8_t *at, size_t left, const char **escape, char *buffer, size_t size) {
  ucs4_t c = *at;
  int length = c < 0x80 ? 1 : u8_mbtoucr(&c, at, left);
  *escape = length <= 0 ? "\xEF\xBF\xBD" : escape_of(c, buffer, size);
  return length <= 0 ? 1 : (size_t)length;
}

/* ASCII that stands for itself. */
static bool is_plain(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void put_string(lm_json *json, const char *text) {
  size_t size = strlen(text), done = 0, at = 0;
  lm_sink_char(json->sink, '"');
  while (at < size) {
    char buffer[8];
    if (is_plain(text[at])) {
      at++;
      continue;
    }
    const char *escape;
    size_t length = next_character((const uint8_t *)text + at, size - at, &escape, buffer, sizeof buffer);
    if (escape) {
      lm_sink_bytes(json->sink, text + done, at - done);
      lm_sink_put(json->sink, escape);
      done = at + length;
    }
    at += length;
  }
  lm_sink_bytes(json->sink, text + done, size - done);
  lm_sink_char(json->sink, '"');
}

/* Comma, new line, indentation and name: whatever stands before a value. */
static void before(lm_json *json, const char *name) {
  if (json->depth == 0) return;
  bool *some = &json->level[json->depth - 1].some;
  lm_sink_put(json->sink, *some ? ",\n" : "\n");
  *some = true;
  lm_sink_repeat(json->sink, "  ", json->depth);
  if (!name) return;
  put_string(json, name);
  lm_sink_put(json->sink, ": ");
}

/* A value that is no string. */
static void put_bare(lm_json *json, const char *name, const char *digits) {
  if (json->rows) {
    lm_rows_put(json, name, digits, false);
    return;
  }
  before(json, name);
  lm_sink_put(json->sink, digits ? digits : "null");
}

static void begin(lm_json *json, const char *name, char start, char end) {
  assert(json->depth < LM_JSON_DEPTH);
  if (json->rows) {
    lm_rows_open(json, name, end);
    return;
  }
  before(json, name);
  lm_sink_char(json->sink, start);
  json->level[json->depth].end = end;
  json->level[json->depth].some = false;
  json->depth++;
}

void lm_json_object(lm_json *json, const char *name) {
  begin(json, name, '{', '}');
}

void lm_json_array(lm_json *json, const char *name) {
  begin(json, name, '[', ']');
}

void lm_json_close(lm_json *json) {
  assert(json->depth > 0);
  json->depth--;
  if (json->rows) return;
  if (json->level[json->depth].some) {
    lm_sink_char(json->sink, '\n');
    lm_sink_repeat(json->sink, "  ", json->depth);
  }
  lm_sink_char(json->sink, json->level[json->depth].end);
  if (json->depth == 0) lm_sink_char(json->sink, '\n');
}

void lm_json_text(lm_json *json, const char *name, const char *text) {
  if (json->rows) {
    lm_rows_put(json, name, text, true);
    return;
  }
  before(json, name);
  if (text)
    put_string(json, text);
  else
    lm_sink_put(json->sink, "null");
}

void lm_json_number(lm_json *json, const char *name, double value) {
  char digits[LM_NUM_SIZE];
  bool known = lm_num_format(value, digits) > 0;
  put_bare(json, name, known ? digits : NULL);
}

void lm_json_whole(lm_json *json, const char *name, int64_t value) {
  char digits[LM_NUM_SIZE];
  lm_num_whole(value, digits);
  put_bare(json, name, digits);
}

void lm_json_bool(lm_json *json, const char *name, bool value) {
  put_bare(json, name, value ? "true" : "false");
}

void lm_json_null(lm_json *json, const char *name) {
  lm_json_text(json, name, NULL);
}
