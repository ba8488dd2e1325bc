/* stored.c: what a load changes, what stands in a store, and its loads. */
#include "diff.h"

#include "../base/num.h"

#include <math.h>
#include <stdio.h>

/* The cells of a row that are made for it. */
enum { MADE_WHEN, MADE_BEFORE, MADE_AFTER, MADE_COUNT };
typedef struct listed {
  const void *of;
  lm_strbuf *made;
  bool done; /* of a load: not what it would do */
} listed;

static const char *when_in(const listed *l, lm_what what, const char *when, const lm_view *view) {
  lm_strbuf *to = &l->made[MADE_WHEN];
  if (!when || view->format != LM_FORMAT_TEXT) return when;
  lm_strbuf_reset(to);
  lm_add_stored_when(to, what, when, view);
  return lm_strbuf_text(to);
}

static const char *amount_in(lm_strbuf *to, lm_what what, const char *amount, const lm_view *view) {
  if (!amount || view->format != LM_FORMAT_TEXT) return amount;
  lm_strbuf_reset(to);
  lm_add_stored_amount(to, what, amount, view->lang);
  return lm_strbuf_text(to);
}

static void drop(const listed *l, lm_sink *sink) {
  for (int i = 0; i < MADE_COUNT; i++) lm_strbuf_drop(&l->made[i], sink);
}

static lm_listing_cell load_number(int64_t load) { return lm_cell_number(load ? (double)load : NAN); }

static void put_heading(lm_sink *sink, lm_word word, const lm_view *view) {
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_word_in(word, view->lang));
  lm_style_on(sink, view, LM_PLAIN);
}

/* ---- totals ---- */

#define COUNT_COLUMNS(others, added_is, revised_is) \
  {"read", W_COL_READ, LM_RIGHT, false, others}, {"added", added_is, LM_RIGHT, false, LM_LISTED_ALWAYS}, \
      {"revised", revised_is, LM_RIGHT, false, LM_LISTED_ALWAYS}, {"unchanged", W_COL_UNCHANGED, LM_RIGHT, false, others}, \
      {"refused", W_CHANGE_REFUSED, LM_RIGHT, false, others}, {"skipped", W_COL_SKIPPED, LM_RIGHT, false, others}

static void put_counts(lm_listing_cell *cell, const lm_load_totals *t) {
  const uint64_t number[] = {t->read, t->added, t->revised, t->unchanged, t->refused, t->skipped};
  for (int i = 0; i < 6; i++) cell[i] = lm_cell_number((double)number[i]);
}

/* What a load did, and what it would have done. */
static const lm_listing_column total_columns[] = {{"what", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
                                                  COUNT_COLUMNS(LM_LISTED_ALWAYS, W_CHANGE_ADDED, W_CHANGE_REVISED)};
static const lm_listing_column would_columns[] = {{"what", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
                                                  COUNT_COLUMNS(LM_LISTED_ALWAYS, W_WOULD_ADDED, W_WOULD_REVISED)};

/* The last row is the sum. */
static bool total_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const lm_load *load = ((const listed *)what)->of;
  const lm_load_totals totals = lm_load_totals_of(load, (lm_what)index);
  const bool sum = index == LM_WHAT_COUNT;
  if (!sum && totals.read == 0) return false;
  const bool words = view->format == LM_FORMAT_TEXT;
  const char *name = sum ? "all" : lm_what_word((lm_what)index);
  cell[0] = lm_cell_text(!words ? name : sum ? lm_word_in(W_WHAT_ALL, view->lang) : lm_word_of_what((lm_what)index, view->lang));
  put_counts(cell + 1, &totals);
  return true;
}

/* ---- changes ---- */

static const lm_listing_column change_columns[] = {
    {"change", W_COL_CHANGE, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"what", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"indicator", W_COL_INDICATOR, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"area", W_COL_AREA, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"when", W_COL_WHEN, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"before", W_COL_BEFORE, LM_RIGHT, true, LM_LISTED_ALWAYS},
    {"after", W_COL_AFTER, LM_RIGHT, true, LM_LISTED_ALWAYS},
    {"source_before", W_COL_SOURCE_BEFORE, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"source_after", W_COL_SOURCE_AFTER, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"load_before", W_COL_LOAD_BEFORE, LM_RIGHT, false, LM_LISTED_ALWAYS},
};

/* In text only what was not simply added, unless everything is asked for. */
static bool change_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const listed *l = what;
  const lm_store_change *c = lm_load_change_at(l->of, index);
  const bool words = view->format == LM_FORMAT_TEXT;
  if (words && c->kind == LM_ADDED && !view->all) return false;
  cell[0] = lm_cell_text(!words ? lm_change_kind_word(c->kind) : l->done ? lm_word_of_change(c->kind, view->lang) : lm_word_of_would(c->kind, view->lang));
  cell[1] = lm_cell_text(words ? lm_word_of_what(c->what, view->lang) : lm_what_word(c->what));
  const char *const text[] = {c->indicator,
                              c->area,
                              when_in(l, c->what, c->when, view),
                              amount_in(&l->made[MADE_BEFORE], c->what, c->before, view),
                              amount_in(&l->made[MADE_AFTER], c->what, c->after, view),
                              c->source_before,
                              c->source_after};
  for (int i = 0; i < 7; i++) cell[2 + i] = lm_cell_text(text[i]);
  cell[9] = load_number(c->load_before);
  return true;
}

static lm_word word_of_outcome(lm_load_outcome outcome) { return (lm_word)((int)W_LOADED + (int)outcome); }

static void put_sentence(lm_sink *sink, lm_word word, uint64_t number, const lm_view *view) {
  char digits[LM_NUM_SIZE];
  lm_strbuf line = {0};
  lm_num_whole((int64_t)number, digits);
  lm_say(&line, view->lang, word, digits, NULL, NULL, NULL);
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
}

static lm_status load_as_text(lm_sink *sink, const lm_load *load, lm_load_outcome outcome, const lm_listing *totals, const lm_listing *changes,
                              const lm_view *view) {
  put_sentence(sink, word_of_outcome(outcome), (uint64_t)lm_load_number(load), view);
  if (outcome == LM_LOADED && lm_load_unmatched_new(load) > 0) put_sentence(sink, W_LOAD_UNMATCHED, lm_load_unmatched_new(load), view);
  lm_sink_put(sink, "\n");
  lm_status status = lm_put_listing(sink, totals, view);
  lm_sink_put(sink, "\n");
  return status == LM_OK ? lm_put_listing(sink, changes, view) : status;
}

static void load_as_json(lm_sink *sink, const lm_load *load, lm_load_outcome outcome, const lm_listing *totals, const lm_listing *changes,
                         const lm_view *view) {
  static const char *const words[] = {"loaded", "dry-run", "refused", "nothing-new"};
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_json_text(&json, "outcome", words[outcome]);
  if (outcome == LM_LOADED)
    lm_json_whole(&json, "load", lm_load_number(load));
  else
    lm_json_null(&json, "load");
  lm_json_whole(&json, "unmatched", (int64_t)lm_load_unmatched_new(load));
  lm_listing_as_json(&json, "totals", totals, view);
  lm_listing_as_json(&json, "changes", changes, view);
  lm_json_close(&json);
}

lm_status lm_write_load(lm_sink *sink, const lm_load *load, lm_load_outcome outcome, const lm_view *view) {
  lm_strbuf made[MADE_COUNT] = {{0}};
  const listed l = {load, made, outcome == LM_LOADED || outcome == LM_LOAD_NOTHING_NEW};
  const lm_listing totals = {l.done ? total_columns : would_columns, 7, LM_WHAT_COUNT + 1, total_row, &l};
  const lm_listing changes = {change_columns, 10, lm_load_change_count(load), change_row, &l};
  lm_status status = LM_OK;
  switch (view->format) {
  case LM_FORMAT_CSV: status = lm_put_listing(sink, &changes, view); break;
  case LM_FORMAT_TEXT: status = load_as_text(sink, load, outcome, &totals, &changes, view); break;
  case LM_FORMAT_JSON: load_as_json(sink, load, outcome, &totals, &changes, view); break;
  default: status = LM_EINVAL; break;
  }
  drop(&l, sink);
  return status;
}

/* ---- rows ---- */

#define ROW_COLUMNS(in_lists, in_history) \
  {"what", W_COL_WHAT, LM_LEFT, false, in_history}, {"indicator", W_COL_INDICATOR, LM_LEFT, false, LM_LISTED_ALWAYS}, \
      {"area", W_COL_AREA, LM_LEFT, false, LM_LISTED_ALWAYS}, {"when", W_COL_WHEN, LM_LEFT, false, LM_LISTED_ALWAYS}, \
      {"text", W_COL_VALUE, LM_RIGHT, false, LM_LISTED_ALWAYS}, {"value", W_COL_VALUE, LM_RIGHT, false, LM_LISTED_AS_DATA}, \
      {"source", W_COL_SOURCE, LM_LEFT, true, in_lists}, {"since", W_COL_SINCE, LM_RIGHT, false, LM_LISTED_ALWAYS}, \
      {"until", W_COL_UNTIL, LM_RIGHT, false, in_history}, {"at", W_COL_AT, LM_LEFT, false, in_history}, \
      {"who", W_COL_WHO, LM_LEFT, false, in_history}, {"why", W_COL_WHY, LM_LEFT, true, in_history}, \
      {"id", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA}, {"decided", W_COL_DECIDED, LM_LEFT, false, LM_LISTED_AS_DATA}, \
      {"document", W_COL_DOCUMENT, LM_LEFT, false, LM_LISTED_AS_DATA}, {"note", W_COL_NOTE, LM_LEFT, false, LM_LISTED_AS_DATA}

static const lm_listing_column list_columns[] = {ROW_COLUMNS(LM_LISTED_ALWAYS, LM_LISTED_ALL)};
static const lm_listing_column history_columns[] = {ROW_COLUMNS(LM_LISTED_ALL, LM_LISTED_ALWAYS)};

static bool row_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const listed *l = what;
  const lm_store_row *r = lm_store_rows_at(l->of, index);
  const bool words = view->format == LM_FORMAT_TEXT;
  const char *none = words ? lm_word_in(W_CHANGE_WITHDRAWN, view->lang) : NULL;
  const char *const first[] = {words ? lm_word_of_what(r->what, view->lang) : lm_what_word(r->what), r->indicator, r->area,
                               when_in(l, r->what, r->when, view), r->text ? amount_in(&l->made[MADE_AFTER], r->what, r->text, view) : none};
  for (int i = 0; i < 5; i++) cell[i] = lm_cell_text(first[i]);
  cell[5] = lm_cell_number(r->value);
  cell[6] = lm_cell_text(r->source);
  cell[7] = load_number(r->since);
  cell[8] = load_number(r->until);
  const char *const last[] = {r->at, r->who, r->why, r->id, r->decided, r->document, r->note};
  for (int i = 0; i < 7; i++) cell[9 + i] = lm_cell_text(last[i]);
  return true;
}

static lm_status write_listing(lm_sink *sink, const char *name, const lm_listing *listing, const lm_view *view) {
  if (view->format == LM_FORMAT_TEXT && listing->rows == 0) put_heading(sink, W_NO_ROWS, view);
  if (view->format != LM_FORMAT_JSON) return lm_put_listing(sink, listing, view);
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_listing_as_json(&json, name, listing, view);
  lm_json_close(&json);
  return LM_OK;
}

static bool is_data(const lm_view *view) {
  return view->format == LM_FORMAT_TEXT || view->format == LM_FORMAT_JSON || view->format == LM_FORMAT_CSV;
}

lm_status lm_write_store_rows(lm_sink *sink, const lm_store_rows *rows, const lm_view *view) {
  lm_strbuf made[MADE_COUNT] = {{0}};
  const listed l = {rows, made, true};
  const lm_listing listing = {lm_store_rows_are_history(rows) ? history_columns : list_columns, 16, lm_store_rows_count(rows), row_row, &l};
  const lm_status status = is_data(view) ? write_listing(sink, "rows", &listing, view) : LM_EINVAL;
  drop(&l, sink);
  return status;
}

/* ---- loads ---- */

static const lm_listing_column load_columns[] = {
    {"load", W_COL_LOAD, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"at", W_COL_AT, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"who", W_COL_WHO, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"kind", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
    COUNT_COLUMNS(LM_LISTED_ALL, W_CHANGE_ADDED, W_CHANGE_REVISED),
    {"undoes", W_COL_UNDOES, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"files", W_COL_FILES, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"why", W_COL_WHY, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"program", W_COL_PROGRAM, LM_LEFT, false, LM_LISTED_AS_DATA},
};

static bool load_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const listed *of = what;
  const lm_store_load *l = lm_store_loads_at(of->of, index);
  lm_strbuf *kind = &of->made[MADE_WHEN];
  lm_strbuf_reset(kind);
  if (view->format == LM_FORMAT_TEXT) lm_add_load_kind(kind, l, view->lang);
  cell[0] = load_number(l->number);
  cell[1] = lm_cell_text(l->at);
  cell[2] = lm_cell_text(l->who);
  cell[3] = lm_cell_text(kind->length ? lm_strbuf_text(kind) : l->kind);
  put_counts(cell + 4, &l->totals);
  cell[10] = load_number(l->undoes);
  cell[11] = lm_cell_text(l->files);
  cell[12] = lm_cell_text(l->why);
  cell[13] = lm_cell_text(l->program);
  return true;
}

lm_status lm_write_store_loads(lm_sink *sink, const lm_store_loads *loads, const lm_view *view) {
  lm_strbuf made[MADE_COUNT] = {{0}};
  const listed l = {loads, made, true};
  const lm_listing listing = {load_columns, 14, lm_store_loads_count(loads), load_row, &l};
  const lm_status status = is_data(view) ? write_listing(sink, "loads", &listing, view) : LM_EINVAL;
  drop(&l, sink);
  return status;
}
