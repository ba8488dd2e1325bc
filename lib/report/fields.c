/* fields.c: see fields.h. */
#include "fields.h"

#include "flow.h"

/* True when the field is done: a heading was wanted. */
static bool name_only(lm_fields *fields, const char *name) {
  if (!fields->names) return false;
  lm_csv_text(fields->csv, name);
  return true;
}

void lm_field_text(lm_fields *fields, const char *name, const char *text) {
  if (name_only(fields, name)) return;
  if (fields->json)
    lm_json_text(fields->json, name, text);
  else if (fields->csv)
    lm_csv_text(fields->csv, text);
  else
    lm_saving_text(fields->saving, name, text);
}

void lm_field_number(lm_fields *fields, const char *name, double value) {
  if (name_only(fields, name)) return;
  if (fields->json)
    lm_json_number(fields->json, name, value);
  else if (fields->csv)
    lm_csv_number(fields->csv, value);
  else
    lm_saving_number(fields->saving, name, value);
}

void lm_field_whole(lm_fields *fields, const char *name, int64_t value) {
  if (name_only(fields, name)) return;
  if (fields->json)
    lm_json_whole(fields->json, name, value);
  else if (fields->csv)
    lm_csv_whole(fields->csv, value);
  else
    lm_saving_number(fields->saving, name, (double)value);
}

void lm_field_bool(lm_fields *fields, const char *name, bool value) {
  if (name_only(fields, name)) return;
  if (fields->json)
    lm_json_bool(fields->json, name, value);
  else if (fields->csv)
    lm_csv_text(fields->csv, value ? "true" : "false");
  else
    lm_saving_number(fields->saving, name, value);
}

void lm_field_count(lm_fields *fields, const char *name, int64_t value) {
  if (value > 0)
    lm_field_whole(fields, name, value);
  else
    lm_field_absent(fields, name);
}

void lm_field_absent(lm_fields *fields, const char *name) {
  lm_field_text(fields, name, NULL);
}

static void words_as_json(lm_json *json, const char *name, lm_field_word_fn *next, const void *user, size_t count) {
  lm_json_array(json, name);
  for (size_t i = 0; i < count; i++) {
    const char *word = next(user, i);
    if (word) lm_json_text(json, NULL, word);
  }
  lm_json_close(json);
}

static void words_as_text(lm_fields *fields, const char *name, lm_field_word_fn *next, const void *user, size_t count) {
  lm_strbuf line = {0};
  if (count == 0) {
    lm_field_absent(fields, name);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    const char *word = next(user, i);
    if (!word) continue;
    if (line.length > 0) lm_strbuf_add(&line, " ");
    lm_strbuf_add(&line, word);
  }
  lm_field_text(fields, name, fields->csv || line.length ? lm_strbuf_text(&line) : NULL);
  if (line.failed) lm_fields_fail(fields, LM_ENOMEM);
  lm_strbuf_clear(&line);
}

void lm_field_words(lm_fields *fields, const char *name, lm_field_word_fn *next, const void *user, size_t count) {
  if (name_only(fields, name)) return;
  if (fields->json)
    words_as_json(fields->json, name, next, user, count);
  else
    words_as_text(fields, name, next, user, count);
}

void lm_fields_fail(lm_fields *fields, lm_status status) {
  if (fields->json)
    lm_sink_fail(fields->json->sink, status);
  else if (fields->csv)
    lm_sink_fail(fields->csv->sink, status);
  else
    fields->failed = status;
}
