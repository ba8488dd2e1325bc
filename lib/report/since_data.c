/* since_data.c: what changed since last time, as data: an object in the JSON of a report, rows in its CSV. Things are named by their ids first. */
#include "diff.h"
#include "html.h"

static void put_load(lm_json *json, const char *name, int64_t load) {
  if (load)
    lm_json_whole(json, name, load);
  else
    lm_json_null(json, name);
}

/* The loads that brought what was there and what is, and who made the latter. */
static void put_loads(lm_json *json, const lm_store_change *c) {
  put_load(json, "load_before", c->load_before);
  put_load(json, "load_after", c->load_after);
  lm_json_text(json, "at", c->at);
  lm_json_text(json, "who", c->who);
  lm_json_text(json, "why", c->why);
}

static void put_change(lm_json *json, const lm_store_change *c) {
  lm_json_object(json, NULL);
  lm_json_text(json, "indicator", c->indicator);
  lm_json_text(json, "area", c->area);
  lm_json_text(json, "what", lm_what_word(c->what));
  lm_json_text(json, "when", c->when);
  lm_json_text(json, "change", lm_change_kind_word(c->kind));
  lm_json_text(json, "before", c->before);
  lm_json_text(json, "after", c->after);
  lm_json_text(json, "source_before", c->source_before);
  lm_json_text(json, "source_after", c->source_after);
  put_loads(json, c);
  lm_json_close(json);
}

static void put_changes(lm_json *json, const char *name, const lm_store_changes *changes, bool values) {
  lm_json_array(json, name);
  for (size_t i = 0; i < lm_store_changes_count(changes); i++) {
    const lm_store_change *c = lm_store_changes_at(changes, i);
    if ((c->what == LM_WHAT_VALUE) == values) put_change(json, c);
  }
  lm_json_close(json);
}

static void put_area(lm_json *json, const lm_store_change *c, lm_lang lang) {
  const char *label = lm_text_in(&c->names.area, lang);
  lm_json_object(json, NULL);
  lm_json_text(json, "id", c->area);
  lm_json_text(json, "label", *label ? label : NULL);
  lm_json_text(json, "change", lm_change_kind_word(c->kind));
  lm_area_field_as_json(json, c);
  lm_json_text(json, "before", c->before);
  lm_json_text(json, "after", c->after);
  put_loads(json, c);
  lm_json_close(json);
}

static void put_areas(lm_json *json, const lm_store_changes *areas, lm_lang lang) {
  lm_json_array(json, "areas");
  for (size_t i = 0; i < lm_store_changes_count(areas); i++) put_area(json, lm_store_changes_at(areas, i), lang);
  lm_json_close(json);
}

static void put_difference(lm_json *json, const lm_difference *d, lm_lang lang) {
  const char *label = lm_text_in(&d->label, lang);
  lm_json_object(json, NULL);
  lm_json_text(json, "id", d->id);
  lm_json_text(json, "what", lm_diff_thing_word(d->thing));
  lm_json_text(json, "label", *label ? label : NULL);
  lm_json_text(json, "change", lm_diff_kind_word(d->kind));
  lm_json_text(json, "field", d->field < LM_DIFF_FIELD_COUNT ? lm_diff_field_word(d->field) : NULL);
  lm_json_text(json, "lang", d->lang < 0 ? NULL : d->lang == LM_JA ? "ja" : "en");
  lm_json_text(json, "part", d->part);
  lm_json_text(json, "before", d->before);
  lm_json_text(json, "after", d->after);
  lm_json_close(json);
}

static void put_model(lm_json *json, const lm_diff *diff, lm_lang lang) {
  lm_json_array(json, "model");
  for (size_t i = 0; i < lm_diff_count(diff); i++) put_difference(json, lm_diff_at(diff, i), lang);
  lm_json_close(json);
}

void lm_since_as_json(lm_json *json, const lm_page *page) {
  const lm_since *since = page->report->since;
  if (!since) {
    lm_json_null(json, "since");
    return;
  }
  lm_json_object(json, "since");
  lm_json_whole(json, "load", since->load);
  lm_json_text(json, "at", since->at);
  lm_json_bool(json, "nothing_later", since->nothing_later);
  lm_explanation_as_json(json, since->explanation, page->view);
  put_changes(json, "values", since->changes, true);
  put_changes(json, "targets", since->changes, false);
  put_model(json, since->model, page->lang);
  put_areas(json, since->areas, page->lang);
  lm_json_close(json);
}
