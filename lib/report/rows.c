/* rows.c: what is written as JSON, as rows of CSV: see json.h. */
#include "csv.h"
#include "json.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "flow.h"

#include <assert.h>
#include <string.h>

lm_json lm_json_as_rows(lm_sink *sink, bool excel) {
  static const char *const heading[] = {"part", "row", "item", "field", "value"};
  lm_csv csv = lm_csv_to(sink, excel);
  for (size_t i = 0; i < sizeof heading / sizeof *heading; i++) lm_csv_text(&csv, heading[i]);
  lm_csv_end_row(&csv);
  return (lm_json){.sink = sink, .rows = true, .excel = excel};
}

static bool is_array(const lm_json *json, unsigned level) {
  return json->level[level].end == ']';
}

/* The outermost list; json->depth: none. */
static unsigned list_of(const lm_json *json) {
  unsigned level = 0;
  while (level < json->depth && !is_array(json, level)) level++;
  return level;
}

static void add_step(lm_strbuf *to, const char *name, size_t number) {
  if (to->length > 0) lm_strbuf_add(to, ".");
  if (name)
    lm_strbuf_add(to, name);
  else
    lm_strbuf_addf(to, "%zu", number);
}

/* The way from below `level` to the value: names, and numbers within lists. */
static void add_path(lm_strbuf *to, const lm_json *json, unsigned level, const char *name) {
  for (unsigned i = level + 1; i < json->depth; i++) add_step(to, json->level[i].name, json->level[i - 1].count);
  add_step(to, name, json->level[json->depth - 1].count);
}

static void add_part(lm_strbuf *to, const lm_json *json, unsigned level) {
  for (unsigned i = 1; i < json->depth && i <= level; i++) add_step(to, json->level[i].name, 0);
  if (to->length == 0) lm_strbuf_add(to, "report");
}

/* The id of a member: the first text that stands in it by itself. */
static void note_item(lm_json *json, unsigned list, const char *text) {
  if (json->item[0] || json->depth != list + 2) return;
  size_t length = strlen(text);
  if (length >= LM_JSON_ITEM) length = LM_JSON_ITEM - 1;
  while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  memcpy(json->item, text, length);
  json->item[length] = '\0';
}

void lm_rows_open(lm_json *json, const char *name, char end) {
  if (json->depth > 0) json->level[json->depth - 1].count++;
  if (json->depth > 0 && json->depth == list_of(json) + 1) json->item[0] = '\0';
  json->level[json->depth].end = end;
  json->level[json->depth].name = name;
  json->level[json->depth].count = 0;
  json->depth++;
}

void lm_rows_put(lm_json *json, const char *name, const char *text, bool is_text) {
  assert(json->depth > 0);
  lm_csv csv = {.sink = json->sink, .excel = json->excel};
  const unsigned list = list_of(json);
  const bool listed = list < json->depth;
  lm_strbuf part = {0}, field = {0};
  json->level[json->depth - 1].count++;
  if (!text) return;
  if (listed && is_text) note_item(json, list, text);
  add_part(&part, json, list);
  if (!listed)
    lm_strbuf_add(&field, name);
  else if (list + 1 < json->depth)
    add_path(&field, json, list + 1, name);
  lm_csv_text(&csv, lm_strbuf_text(&part));
  if (listed)
    lm_csv_whole(&csv, (int64_t)json->level[list].count);
  else
    lm_csv_text(&csv, NULL);
  lm_csv_text(&csv, listed ? json->item : NULL);
  lm_csv_text(&csv, lm_strbuf_text(&field));
  lm_csv_text(&csv, text);
  lm_csv_end_row(&csv);
  lm_strbuf_drop(&part, json->sink);
  lm_strbuf_drop(&field, json->sink);
}
