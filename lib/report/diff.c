/* diff.c: two versions of a model, of its targets and of the areas, thing by thing and field by field. */
#include "diff.h"

#include "../base/num.h"

#include <math.h>
#include <string.h>

#define LM_DIFF_THING(name, word, en, ja) [name] = {{[LM_EN] = (en), [LM_JA] = (ja)}},
static const lm_text things[LM_DIFF_THING_COUNT] = {
#include <logicmodel/diff.def>
};
#undef LM_DIFF_THING
#define LM_DIFF_FIELD(name, word, en, ja) [name] = {{[LM_EN] = (en), [LM_JA] = (ja)}},
static const lm_text fields[LM_DIFF_FIELD_COUNT] = {
#include <logicmodel/diff.def>
};
#undef LM_DIFF_FIELD

const char *lm_diff_thing_in(lm_diff_thing thing, lm_lang lang) { return lm_text_in(&things[thing], lang); }

const char *lm_diff_kind_in(lm_diff_kind kind, lm_lang lang) { return lm_word_in((lm_word)((int)W_DIFF_ADDED + (int)kind), lang); }

/* Of a statement: its role, in words. */
static const char *part_in(const char *part, lm_lang lang) {
  for (int role = 0; role < LM_ROLE_COUNT; role++)
    if (strcmp(part, lm_statement_role_word((lm_statement_role)role)) == 0) return lm_word_in((lm_word)((int)W_ROLE_NEED + role), lang);
  return part;
}

void lm_add_diff_field(lm_strbuf *to, const lm_difference *d, lm_lang lang) {
  if (d->field == LM_DIFF_FIELD_COUNT) return;
  lm_strbuf_add(to, lm_text_in(&fields[d->field], lang));
  if (d->part) lm_strbuf_addf(to, " %s", part_in(d->part, lang));
  if (d->lang >= 0) lm_strbuf_add(to, lm_word_in(d->lang == LM_JA ? W_DIFF_IN_JAPANESE : W_DIFF_IN_ENGLISH, lang));
}

const char *lm_diff_value_in(lm_diff_field field, const char *value, lm_lang lang) {
#define LM_DIFF_VALUE(field, word, en, ja) {field, word, {{[LM_EN] = (en), [LM_JA] = (ja)}}},
  static const struct {
    lm_diff_field field;
    const char *word;
    lm_text said;
  } values[] = {
#include "diff_values.def"
  };
#undef LM_DIFF_VALUE
  for (size_t i = 0; value && i < sizeof values / sizeof *values; i++)
    if (values[i].field == field && strcmp(values[i].word, value) == 0) return lm_text_in(&values[i].said, lang);
  return value;
}

/* ---- rows ---- */

typedef struct answer {
  const lm_compared *compared;
  lm_strbuf *field, *id, *before, *after;
} answer;

enum { CHANGE, WHAT, ID, LABEL, FIELD, IN, PART, BEFORE, AFTER, SOURCE_BEFORE, SOURCE_AFTER, LOAD_BEFORE, LOAD_AFTER, WHO, WHY, COLUMNS };
static const lm_listing_column columns[COLUMNS] = {
    [CHANGE] = {"change", W_COL_CHANGE, LM_LEFT, false, LM_LISTED_ALWAYS},
    [WHAT] = {"what", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
    [ID] = {"id", W_COL_ID, LM_LEFT, true, LM_LISTED_ALWAYS},
    [LABEL] = {"label", W_COL_LABEL, LM_LEFT, true, LM_LISTED_AS_DATA},
    [FIELD] = {"field", W_COL_FIELD, LM_LEFT, false, LM_LISTED_ALWAYS},
    [IN] = {"lang", W_COL_FIELD, LM_LEFT, false, LM_LISTED_AS_DATA},
    [PART] = {"part", W_COL_FIELD, LM_LEFT, false, LM_LISTED_AS_DATA},
    [BEFORE] = {"before", W_COL_BEFORE, LM_LEFT, true, LM_LISTED_ALWAYS},
    [AFTER] = {"after", W_COL_AFTER, LM_LEFT, true, LM_LISTED_ALWAYS},
    [SOURCE_BEFORE] = {"source_before", W_COL_SOURCE_BEFORE, LM_LEFT, true, LM_LISTED_ALL},
    [SOURCE_AFTER] = {"source_after", W_COL_SOURCE_AFTER, LM_LEFT, true, LM_LISTED_ALL},
    [LOAD_BEFORE] = {"load_before", W_COL_LOAD_BEFORE, LM_RIGHT, false, LM_LISTED_AS_DATA},
    [LOAD_AFTER] = {"load_after", W_COL_LOAD, LM_RIGHT, false, LM_LISTED_AS_DATA},
    [WHO] = {"who", W_COL_WHO, LM_LEFT, false, LM_LISTED_ALL},
    [WHY] = {"why", W_COL_WHY, LM_LEFT, true, LM_LISTED_ALL},
};

/* In text what was added or removed stands with its label where a field has its value. */
static void model_row(const answer *a, const lm_difference *d, const lm_view *view, lm_listing_cell *cell) {
  const bool words = view->format == LM_FORMAT_TEXT, one_field = d->field < LM_DIFF_FIELD_COUNT;
  const char *label = lm_text_in(&d->label, view->lang);
  if (!*label) label = NULL;
  lm_strbuf_reset(a->field);
  if (words) lm_add_diff_field(a->field, d, view->lang);
  cell[CHANGE] = lm_cell_text(words ? lm_diff_kind_in(d->kind, view->lang) : lm_diff_kind_word(d->kind));
  cell[WHAT] = lm_cell_text(words ? lm_diff_thing_in(d->thing, view->lang) : lm_diff_thing_word(d->thing));
  cell[ID] = lm_cell_text(*d->id ? d->id : NULL);
  cell[LABEL] = lm_cell_text(label);
  cell[FIELD] = lm_cell_text(words ? lm_strbuf_text(a->field) : one_field ? lm_diff_field_word(d->field) : NULL);
  cell[IN] = lm_cell_text(d->lang < 0 ? NULL : d->lang == LM_JA ? "ja" : "en");
  cell[PART] = lm_cell_text(d->part);
  cell[BEFORE] = lm_cell_text(!words ? d->before : d->kind == LM_DIFF_REMOVED ? label : lm_diff_value_in(d->field, d->before, view->lang));
  cell[AFTER] = lm_cell_text(!words ? d->after : d->kind == LM_DIFF_ADDED ? label : lm_diff_value_in(d->field, d->after, view->lang));
  cell[LOAD_BEFORE] = cell[LOAD_AFTER] = lm_cell_number(NAN);
}

static lm_listing_cell load_number(int64_t load) { return lm_cell_number(load ? (double)load : NAN); }

static const char *amount_in(lm_strbuf *to, const lm_store_change *c, const char *amount, bool words, const lm_view *view) {
  if (!amount || !words) return amount;
  lm_strbuf_reset(to);
  lm_add_stored_amount(to, c->what, amount, view->lang);
  return lm_strbuf_text(to);
}

/* "indicator@area/when" as findings have it */
static void target_row(const answer *a, const lm_store_change *c, const lm_view *view, lm_listing_cell *cell) {
  const bool words = view->format == LM_FORMAT_TEXT;
  lm_strbuf_reset(a->id);
  lm_strbuf_add(a->id, c->indicator);
  if (c->area) lm_strbuf_addf(a->id, "@%s", c->area);
  lm_strbuf_add(a->id, "/");
  if (words)
    lm_add_stored_when(a->id, c->what, c->when, view);
  else
    lm_strbuf_add(a->id, c->when);
  cell[CHANGE] = lm_cell_text(words ? lm_word_of_change(c->kind, view->lang) : lm_change_kind_word(c->kind));
  cell[WHAT] = lm_cell_text(words ? lm_word_of_what(c->what, view->lang) : lm_what_word(c->what));
  cell[ID] = lm_cell_text(lm_strbuf_text(a->id));
  const char *const text[] = {amount_in(a->before, c, c->before, words, view), amount_in(a->after, c, c->after, words, view), c->source_before, c->source_after};
  for (int i = 0; i < 4; i++) cell[BEFORE + i] = lm_cell_text(text[i]);
  cell[LOAD_BEFORE] = load_number(c->load_before);
  cell[LOAD_AFTER] = load_number(c->load_after);
  cell[WHO] = lm_cell_text(c->who);
  cell[WHY] = lm_cell_text(c->why);
}

/* What a reader calls a field of an area, and in which language of the document it is. */
typedef struct area_field {
  const char *word, *as_data;
  lm_word said;
  int lang; /* -1: in none */
} area_field;

static const area_field *area_field_of(const char *word) {
  static const area_field field[] = {
      {"label_ja", "label", W_AREA_FIELD_LABEL, LM_JA}, {"label_en", "label", W_AREA_FIELD_LABEL, LM_EN}, {"kind", "kind", W_AREA_FIELD_KIND, -1},
      {"within", "within", W_AREA_FIELD_WITHIN, -1}, {"code", "code", W_COL_CODE, -1}, {"valid_from", "valid_from", W_AREA_FIELD_FROM, -1},
      {"valid_to", "valid_to", W_AREA_FIELD_TO, -1}, {"succeeded_by", "succeeded_by", W_AREA_FIELD_BECAME, -1},
  };
  for (size_t i = 0; word && i < sizeof field / sizeof *field; i++)
    if (strcmp(field[i].word, word) == 0) return &field[i];
  return NULL;
}

void lm_add_area_field(lm_strbuf *to, const lm_store_change *change, lm_lang lang) {
  const area_field *field = area_field_of(change->field);
  if (!field) return;
  lm_strbuf_add(to, lm_word_in(field->said, lang));
  if (field->lang >= 0) lm_strbuf_add(to, lm_word_in(field->lang == LM_JA ? W_DIFF_IN_JAPANESE : W_DIFF_IN_ENGLISH, lang));
}

/* What an area is called stands where a field has its value. */
const char *lm_area_value_in(const lm_store_change *change, const char *value, lm_lang lang) {
  const area_field *field = area_field_of(change->field);
  if (!value) return NULL;
  if (!field) return lm_text_in(&change->names.area, lang);
  return field->said == W_AREA_FIELD_KIND ? lm_area_kind_in(value, lang) : value;
}

static const char *language_of(const area_field *field) { return !field || field->lang < 0 ? NULL : field->lang == LM_JA ? "ja" : "en"; }

void lm_area_field_as_json(lm_json *json, const lm_store_change *change) {
  const area_field *field = area_field_of(change->field);
  lm_json_text(json, "field", field ? field->as_data : NULL);
  lm_json_text(json, "lang", language_of(field));
}

static void area_row(const answer *a, const lm_store_change *c, const lm_view *view, lm_listing_cell *cell) {
  const bool words = view->format == LM_FORMAT_TEXT;
  const area_field *field = area_field_of(c->field);
  const char *label = lm_text_in(&c->names.area, view->lang);
  lm_strbuf_reset(a->field);
  lm_add_area_field(a->field, c, view->lang);
  cell[CHANGE] = lm_cell_text(words ? lm_word_of_change(c->kind, view->lang) : lm_change_kind_word(c->kind));
  cell[WHAT] = lm_cell_text(words ? lm_word_of_what(c->what, view->lang) : lm_what_word(c->what));
  cell[ID] = lm_cell_text(c->area);
  cell[LABEL] = lm_cell_text(*label ? label : NULL);
  cell[FIELD] = lm_cell_text(words ? lm_strbuf_text(a->field) : field ? field->as_data : NULL);
  cell[IN] = lm_cell_text(language_of(field));
  cell[BEFORE] = lm_cell_text(words ? lm_area_value_in(c, c->before, view->lang) : c->before);
  cell[AFTER] = lm_cell_text(words ? lm_area_value_in(c, c->after, view->lang) : c->after);
  cell[LOAD_BEFORE] = load_number(c->load_before);
  cell[LOAD_AFTER] = load_number(c->load_after);
  cell[WHO] = lm_cell_text(c->who);
  cell[WHY] = lm_cell_text(c->why);
}

static bool row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const answer *a = what;
  const size_t models = lm_diff_count(a->compared->diff), targets = lm_store_changes_count(a->compared->targets);
  if (index < models)
    model_row(a, lm_diff_at(a->compared->diff, index), view, cell);
  else if (index >= models + targets)
    area_row(a, lm_store_changes_at(a->compared->areas, index - models - targets), view, cell);
  else
    target_row(a, lm_store_changes_at(a->compared->targets, index - models), view, cell);
  return true;
}

/* ---- head ---- */

/* Things of this kind: of an area that was revised every field is a change. */
static size_t things_of(const lm_store_changes *changes, lm_change_kind kind) {
  size_t count = 0;
  const char *area = NULL;
  for (size_t i = 0; i < lm_store_changes_count(changes); i++) {
    const lm_store_change *c = lm_store_changes_at(changes, i);
    if (c->kind != kind || (c->field && area && strcmp(area, c->area) == 0)) continue;
    if (c->field) area = c->area;
    count++;
  }
  return count;
}

static const lm_change_kind stored_kinds[] = {LM_ADDED, LM_REVISED_IN_STORE, LM_WITHDRAWN};

static void put_stored_head(lm_sink *sink, const lm_store_changes *changes, lm_word other, lm_word same, const lm_view *view) {
  lm_strbuf line = {0};
  char number[3][LM_NUM_SIZE];
  if (!changes) return;
  for (int i = 0; i < 3; i++) lm_num_whole((int64_t)things_of(changes, stored_kinds[i]), number[i]);
  lm_say(&line, view->lang, lm_store_changes_count(changes) ? other : same, number[0], number[1], number[2], NULL);
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
}

static void put_head(lm_sink *sink, const lm_compared *c, const lm_view *view) {
  lm_strbuf line = {0};
  char number[4][LM_NUM_SIZE];
  for (int kind = 0; kind < LM_DIFF_KIND_COUNT; kind++) lm_num_whole((int64_t)lm_diff_things(c->diff, (lm_diff_kind)kind), number[kind]);
  lm_say(&line, view->lang, lm_diff_count(c->diff) ? W_DIFF_HEAD : W_DIFF_SAME, number[0], number[1], number[2], number[3]);
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
  put_stored_head(sink, c->targets, W_DIFF_TARGETS, W_DIFF_TARGETS_SAME, view);
  put_stored_head(sink, c->areas, W_DIFF_AREAS, W_DIFF_AREAS_SAME, view);
  lm_sink_put(sink, "\n");
}

static void put_stored_json(lm_json *json, const char *name, const lm_store_changes *changes) {
  if (!changes) {
    lm_json_null(json, name);
    return;
  }
  lm_json_object(json, name);
  for (int i = 0; i < 3; i++) lm_json_whole(json, lm_change_kind_word(stored_kinds[i]), (int64_t)things_of(changes, stored_kinds[i]));
  lm_json_close(json);
}

static void write_json(lm_sink *sink, const lm_compared *c, const lm_listing *listing, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_json_object(&json, "model");
  for (int kind = 0; kind < LM_DIFF_KIND_COUNT; kind++)
    lm_json_whole(&json, lm_diff_kind_word((lm_diff_kind)kind), (int64_t)lm_diff_things(c->diff, (lm_diff_kind)kind));
  lm_json_close(&json);
  put_stored_json(&json, "targets", c->targets);
  put_stored_json(&json, "areas", c->areas);
  lm_listing_as_json(&json, "differences", listing, view);
  lm_json_close(&json);
}

lm_status lm_write_diff(lm_sink *sink, const lm_compared *compared, const lm_view *view) {
  lm_strbuf field = {0}, id = {0}, before = {0}, after = {0};
  const answer a = {compared, &field, &id, &before, &after};
  const lm_listing listing = {columns, COLUMNS, lm_diff_count(compared->diff) + lm_store_changes_count(compared->targets) + lm_store_changes_count(compared->areas), row, &a};
  lm_status status = LM_OK;
  if (view->format != LM_FORMAT_TEXT && view->format != LM_FORMAT_JSON && view->format != LM_FORMAT_CSV) return LM_EINVAL;
  if (view->format == LM_FORMAT_TEXT) put_head(sink, compared, view);
  if (view->format == LM_FORMAT_JSON)
    write_json(sink, compared, &listing, view);
  else
    status = lm_put_listing(sink, &listing, view);
  lm_strbuf_drop(&field, sink);
  lm_strbuf_drop(&id, sink);
  lm_strbuf_drop(&before, sink);
  lm_strbuf_drop(&after, sink);
  return status;
}
