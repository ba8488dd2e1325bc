/* stored.c: what a load or an undoing changes, what stands in a store, and its loads. */
#include "diff.h"
#include "phrase.h"

#include "../base/num.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static lm_listing_cell load_number(int64_t load) { return lm_cell_number(load ? (double)load : NAN); }

/* Texts of the row that is being written. */
typedef struct scratch {
  lm_strbuf area, when, before, after, whence, content;
  char at[24], period[48];
} scratch;

static void drop(scratch *s, lm_sink *sink) {
  lm_strbuf *const texts[] = {&s->area, &s->when, &s->before, &s->after, &s->whence, &s->content};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) lm_strbuf_drop(texts[i], sink);
}

static void add_number(lm_strbuf *to, lm_lang lang, lm_word word, int64_t a0, int64_t a1) {
  char number[2][LM_NUM_SIZE];
  lm_num_whole(a0, number[0]);
  lm_num_whole(a1, number[1]);
  lm_say(to, lang, word, number[0], number[1], NULL, NULL);
}

/* ---- names and days, as people read them ---- */

/* "Discharge conferences [discharge-conferences] — times" */
static void add_indicator(lm_strbuf *to, const char *id, const lm_store_names *names, lm_lang lang) {
  const char *label = lm_text_in(&names->indicator, lang), *unit = lm_text_in(&names->unit, lang);
  lm_add_named(to, label, id);
  if (*unit) lm_strbuf_addf(to, " — %s", unit);
}

/* "Mihon City [mihon]" */
static const char *area_in(scratch *s, const char *id, const lm_store_names *names, lm_lang lang) {
  const char *label = lm_text_in(&names->area, lang);
  lm_strbuf_reset(&s->area);
  if (id) lm_add_named(&s->area, strcmp(label, id) == 0 ? "" : label, id);
  return lm_strbuf_text(&s->area);
}

static const char *when_in(scratch *s, lm_what what, const char *when, const lm_view *view) {
  lm_strbuf_reset(&s->when);
  if (when) lm_add_stored_when(&s->when, what, when, view);
  return lm_strbuf_text(&s->when);
}

static const char *amount_in(lm_strbuf *to, lm_what what, const char *amount, lm_lang lang) {
  lm_strbuf_reset(to);
  if (amount) lm_add_stored_amount(to, what, amount, lang);
  return lm_strbuf_text(to);
}

/* "2026-04-01" */
static const char *day_in(scratch *s, const char *at) {
  snprintf(s->at, sizeof s->at, "%.10s", at ? at : "");
  return s->at;
}

/* "2026-04-01 09:00" */
static const char *minute_in(scratch *s, const char *at) {
  snprintf(s->at, sizeof s->at, "%.10s %.5s", at, strlen(at) > 11 ? at + 11 : "");
  return s->at;
}

static void put_heading(lm_sink *sink, lm_word word, const lm_view *view) {
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_word_in(word, view->lang));
  lm_style_on(sink, view, LM_PLAIN);
}

/* ---- totals ---- */

#define COUNT_COLUMNS(others, added_is, revised_is) \
  {"read", W_COL_READ, LM_RIGHT, false, others}, {"added", added_is, LM_RIGHT, false, others}, \
      {"revised", revised_is, LM_RIGHT, false, others}, {"unchanged", W_COL_UNCHANGED, LM_RIGHT, false, others}, \
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
  const lm_load *load = what;
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

enum { C_CHANGE, C_WHAT, C_INDICATOR, C_AREA, C_WHEN, C_BEFORE, C_AFTER, C_SOURCE_BEFORE, C_SOURCE_AFTER, C_LOAD_BEFORE, C_COLUMNS };

/* The indicator stands in the heading, the sources below it. */
static const lm_listing_column change_columns[C_COLUMNS] = {
    {"change", W_COL_CHANGE, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"what", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"indicator", W_COL_INDICATOR, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"area", W_COL_AREA, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"when", W_COL_WHEN, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"before", W_COL_BEFORE, LM_RIGHT, true, LM_LISTED_ALWAYS},
    {"after", W_COL_AFTER, LM_RIGHT, true, LM_LISTED_ALWAYS},
    {"source_before", W_COL_SOURCE_BEFORE, LM_LEFT, true, LM_LISTED_AS_DATA},
    {"source_after", W_COL_SOURCE_AFTER, LM_LEFT, true, LM_LISTED_AS_DATA},
    {"load_before", W_COL_LOAD_BEFORE, LM_RIGHT, false, LM_LISTED_ALWAYS},
};

/* The changes of a load or of an undoing. */
typedef const lm_store_change *change_at(const void *of, size_t index);
typedef struct change_list {
  change_at *at;
  const void *of;
  bool with_added; /* in text too */
  bool done;       /* else it is what would change */
  scratch *scratch;
} change_list;

static const lm_store_change *of_load(const void *of, size_t index) { return lm_load_change_at(of, index); }
static const lm_store_change *of_undone(const void *of, size_t index) { return lm_undone_change_at(of, index); }

/* In text only what was not simply added, unless everything is asked for. */
static bool change_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const change_list *all = what;
  const lm_store_change *c = all->at(all->of, index);
  const bool words = view->format == LM_FORMAT_TEXT;
  if (words && c->kind == LM_ADDED && !all->with_added) return false;
  cell[C_CHANGE] = lm_cell_text(!words ? lm_change_kind_word(c->kind) : all->done ? lm_word_of_change(c->kind, view->lang) : lm_word_of_would(c->kind, view->lang));
  cell[C_WHAT] = lm_cell_text(words ? lm_word_of_what(c->what, view->lang) : lm_what_word(c->what));
  const char *const text[] = {c->indicator, c->area, c->when, c->before, c->after, c->source_before, c->source_after};
  for (int i = 0; i < 7; i++) cell[C_INDICATOR + i] = lm_cell_text(text[i]);
  cell[C_LOAD_BEFORE] = load_number(c->load_before);
  if (!words) return true;
  cell[C_AREA] = lm_cell_text(area_in(all->scratch, c->area, &c->names, view->lang));
  cell[C_WHEN] = lm_cell_text(when_in(all->scratch, c->what, c->when, view));
  cell[C_BEFORE] = lm_cell_text(amount_in(&all->scratch->before, c->what, c->before, view->lang));
  cell[C_AFTER] = lm_cell_text(amount_in(&all->scratch->after, c->what, c->after, view->lang));
  return true;
}

static void change_heading(const void *what, size_t index, const lm_view *view, lm_strbuf *to) {
  const change_list *all = what;
  const lm_store_change *c = all->at(all->of, index);
  if (c->indicator)
    add_indicator(to, c->indicator, &c->names, view->lang);
  else
    lm_strbuf_add(to, lm_word_of_what(c->what, view->lang));
}

static void change_sources(const void *what, size_t index, const lm_view *view, lm_strbuf *to) {
  const change_list *all = what;
  const lm_store_change *c = all->at(all->of, index);
  const char *before = c->source_before, *after = c->source_after;
  if (before && after && strcmp(before, after) != 0)
    lm_say(to, view->lang, W_SOURCES_MOVED, before, after, NULL, NULL);
  else if (before || after)
    lm_say(to, view->lang, W_SOURCES_OF, before ? before : after, NULL, NULL, NULL);
}

static const lm_listing_layout change_layout = {
    .heading = change_heading,
    .beneath = change_sources,
    .once = 1U << C_CHANGE | 1U << C_WHAT | 1U << C_AREA | 1U << C_LOAD_BEFORE,
};

static lm_word word_of_outcome(lm_load_outcome outcome) { return (lm_word)((int)W_LOADED + (int)outcome); }

static void put_sentence(lm_sink *sink, lm_word word, int64_t a0, int64_t a1, const lm_view *view) {
  lm_strbuf line = {0};
  add_number(&line, view->lang, word, a0, a1);
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
}

static lm_status load_as_text(lm_sink *sink, const lm_load *load, lm_load_outcome outcome, const lm_listing *totals, const lm_listing *changes,
                              const lm_view *view) {
  const int64_t unmatched = (int64_t)lm_load_unmatched_new(load);
  put_sentence(sink, word_of_outcome(outcome), lm_load_number(load), 0, view);
  if (outcome == LM_LOADED && unmatched > 0) put_sentence(sink, W_LOAD_UNMATCHED, unmatched, 0, view);
  lm_sink_put(sink, "\n");
  lm_status status = lm_put_listing(sink, totals, view);
  lm_sink_put(sink, "\n");
  return status == LM_OK ? lm_put_listing_as(sink, changes, &change_layout, view) : status;
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
  scratch s = {.at = ""};
  const bool done = outcome == LM_LOADED || outcome == LM_LOAD_NOTHING_NEW;
  const change_list all = {of_load, load, view->all, done, &s};
  const lm_listing totals = {done ? total_columns : would_columns, 7, LM_WHAT_COUNT + 1, total_row, load};
  const lm_listing changes = {change_columns, C_COLUMNS, lm_load_change_count(load), change_row, &all};
  lm_status status = LM_OK;
  switch (view->format) {
  case LM_FORMAT_CSV: status = lm_put_listing(sink, &changes, view); break;
  case LM_FORMAT_TEXT: status = load_as_text(sink, load, outcome, &totals, &changes, view); break;
  case LM_FORMAT_JSON: load_as_json(sink, load, outcome, &totals, &changes, view); break;
  default: status = LM_EINVAL; break;
  }
  drop(&s, sink);
  return status;
}

/* ---- an undoing ---- */

static const lm_listing_column undone_columns[] = {
    {"what", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"withdrawn", W_CHANGE_WITHDRAWN, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"restored", W_CHANGE_RESTORED, LM_RIGHT, false, LM_LISTED_ALWAYS},
};

/* The last row is the sum. */
static bool undone_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const lm_undone_totals totals = lm_undone_totals_of(what, (lm_what)index);
  const bool sum = index == LM_WHAT_COUNT, words = view->format == LM_FORMAT_TEXT;
  if (!sum && totals.withdrawn + totals.restored == 0) return false;
  const char *name = sum ? "all" : lm_what_word((lm_what)index);
  cell[0] = lm_cell_text(!words ? name : sum ? lm_word_in(W_WHAT_ALL, view->lang) : lm_word_of_what((lm_what)index, view->lang));
  cell[1] = lm_cell_number((double)totals.withdrawn);
  cell[2] = lm_cell_number((double)totals.restored);
  return true;
}

static lm_status undone_as_text(lm_sink *sink, const lm_undone *undone, const lm_listing *totals, const lm_listing *changes, const lm_view *view) {
  const lm_undone_totals all = lm_undone_totals_of(undone, LM_WHAT_COUNT);
  const bool dry = lm_undone_is_dry(undone);
  put_sentence(sink, dry ? W_UNDO_DRY_RUN : W_UNDONE, lm_undone_load(undone), lm_undone_number(undone), view);
  lm_sink_put(sink, "\n");
  lm_status status = lm_put_listing(sink, totals, view);
  if (status != LM_OK || (!dry && !view->all)) return status;
  lm_sink_put(sink, "\n");
  status = lm_put_listing_as(sink, changes, &change_layout, view);
  if (changes->rows == LM_DIAG_KEEP) put_sentence(sink, W_MORE_CHANGES, (int64_t)(all.withdrawn + all.restored - changes->rows), 0, view);
  return status;
}

static void undone_as_json(lm_sink *sink, const lm_undone *undone, const lm_listing *totals, const lm_listing *changes, const lm_view *view) {
  const bool dry = lm_undone_is_dry(undone);
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_json_text(&json, "outcome", dry ? "dry-run" : "undone");
  lm_json_whole(&json, "undoes", lm_undone_load(undone));
  if (dry)
    lm_json_null(&json, "load");
  else
    lm_json_whole(&json, "load", lm_undone_number(undone));
  lm_listing_as_json(&json, "totals", totals, view);
  lm_listing_as_json(&json, "changes", changes, view);
  lm_json_close(&json);
}

lm_status lm_write_undone(lm_sink *sink, const lm_undone *undone, const lm_view *view) {
  scratch s = {.at = ""};
  const change_list all = {of_undone, undone, true, true, &s};
  const lm_listing totals = {undone_columns, 3, LM_WHAT_COUNT + 1, undone_row, undone};
  const lm_listing changes = {change_columns, C_COLUMNS, lm_undone_change_count(undone), change_row, &all};
  lm_status status = LM_OK;
  switch (view->format) {
  case LM_FORMAT_CSV: status = lm_put_listing(sink, &changes, view); break;
  case LM_FORMAT_TEXT: status = undone_as_text(sink, undone, &totals, &changes, view); break;
  case LM_FORMAT_JSON: undone_as_json(sink, undone, &totals, &changes, view); break;
  default: status = LM_EINVAL; break;
  }
  drop(&s, sink);
  return status;
}

/* ---- rows ---- */

enum { R_WHAT, R_INDICATOR, R_AREA, R_WHEN, R_TEXT, R_VALUE, R_NUMBER, R_SOURCE, R_SINCE, R_UNTIL, R_AT, R_WHO, R_WHY, R_MORE, R_ID, R_DECIDED, R_DOCUMENT, R_NOTE, R_UNDOES, R_BROUGHT,
       R_BROUGHT_AT, R_BROUGHT_WHO, R_COLUMNS };

/* The indicator stands in the heading, the source below it. */
#define ROW_COLUMNS(in_history) \
  {"what", W_COL_WHAT, LM_LEFT, false, in_history}, {"indicator", W_COL_INDICATOR, LM_LEFT, false, LM_LISTED_AS_DATA}, \
      {"area", W_COL_AREA, LM_LEFT, true, LM_LISTED_ALWAYS}, {"when", W_COL_WHEN, LM_LEFT, false, LM_LISTED_ALWAYS}, \
      {"text", W_COL_VALUE, LM_RIGHT, true, LM_LISTED_AS_DATA}, {"value", W_COL_VALUE, LM_RIGHT, false, LM_LISTED_AS_DATA}, \
      {"number", W_COL_VALUE, LM_RIGHT, false, LM_LISTED_AS_TEXT}, \
      {"source", W_COL_SOURCE, LM_LEFT, false, LM_LISTED_AS_DATA}, {"since", W_COL_SINCE, LM_RIGHT, false, LM_LISTED_ALWAYS}, \
      {"until", W_COL_UNTIL, LM_RIGHT, false, in_history}, {"at", W_COL_DAY, LM_LEFT, false, in_history}, \
      {"who", W_COL_WHO, LM_LEFT, false, in_history}, {"why", W_COL_WHY, LM_LEFT, true, in_history}, \
      {"more", W_COL_MORE, LM_LEFT, true, LM_LISTED_AS_TEXT}, {"id", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA}, \
      {"decided", W_COL_DECIDED, LM_LEFT, false, LM_LISTED_AS_DATA}, \
      {"document", W_COL_DOCUMENT, LM_LEFT, false, LM_LISTED_AS_DATA}, {"note", W_COL_NOTE, LM_LEFT, false, LM_LISTED_AS_DATA}, \
      {"undoes", W_COL_UNDOES, LM_RIGHT, false, LM_LISTED_AS_DATA}, {"brought", W_COL_BROUGHT, LM_RIGHT, false, LM_LISTED_AS_DATA}, \
      {"brought_at", W_COL_AT, LM_LEFT, false, LM_LISTED_AS_DATA}, {"brought_who", W_COL_WHO, LM_LEFT, false, LM_LISTED_AS_DATA}

static const lm_listing_column list_columns[R_COLUMNS] = {ROW_COLUMNS(LM_LISTED_ALL)};
static const lm_listing_column history_columns[R_COLUMNS] = {ROW_COLUMNS(LM_LISTED_ALWAYS)};

typedef struct stored_rows {
  const lm_store_rows *rows;
  scratch *scratch;
} stored_rows;

/* Again in force after an undoing. */
static bool is_restored(const lm_store_row *r) { return r->undoes && r->brought; }

/* "5"; where an undoing put it in force again, the load that brought it first: "2 (again by 5)". */
static const char *whence(scratch *s, const lm_store_row *r, lm_lang lang) {
  char number[LM_NUM_SIZE];
  lm_strbuf_reset(&s->whence);
  if (is_restored(r))
    add_number(&s->whence, lang, W_RESTORED_SHORT, r->brought, r->since);
  else
    lm_strbuf_add_bytes(&s->whence, number, lm_num_whole(r->since, number));
  return lm_strbuf_text(&s->whence);
}

/* What is said of it in two columns, so that numbers stand below each other: "38.6", "(61/158)"; of words only the second. */
static void put_value(scratch *s, const lm_store_row *r, const char *text, lm_listing_cell *cell) {
  const bool number = !r->text || strchr("+-0123456789", r->text[0]);
  const size_t length = number ? strcspn(text, " ") : 0;
  lm_strbuf_reset(&s->content);
  lm_strbuf_add_bytes(&s->content, text, length);
  cell[R_NUMBER] = lm_cell_text(lm_strbuf_text(&s->content));
  cell[R_MORE] = lm_cell_text(text + length + strspn(text + length, " "));
}

static void put_words(scratch *s, const lm_store_row *r, const lm_view *view, lm_listing_cell *cell) {
  put_value(s, r, r->text ? amount_in(&s->after, r->what, r->text, view->lang) : lm_word_in(W_CHANGE_WITHDRAWN, view->lang), cell);
  cell[R_AREA] = lm_cell_text(area_in(s, r->area, &r->names, view->lang));
  cell[R_WHEN] = lm_cell_text(when_in(s, r->what, r->when, view));
}

static bool row_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const stored_rows *all = what;
  const lm_store_row *r = lm_store_rows_at(all->rows, index);
  const bool words = view->format == LM_FORMAT_TEXT;
  const char *const first[] = {words ? lm_word_of_what(r->what, view->lang) : lm_what_word(r->what), r->indicator, r->area, r->when, r->text};
  for (int i = 0; i < 5; i++) cell[R_WHAT + i] = lm_cell_text(first[i]);
  if (words) put_words(all->scratch, r, view, cell);
  cell[R_VALUE] = lm_cell_number(r->value);
  cell[R_SOURCE] = lm_cell_text(r->source);
  cell[R_SINCE] = words && !lm_store_rows_are_history(all->rows) ? lm_cell_text(whence(all->scratch, r, view->lang)) : load_number(r->since);
  cell[R_UNTIL] = load_number(r->until);
  cell[R_AT] = lm_cell_text(words ? day_in(all->scratch, r->at) : r->at);
  cell[R_WHO] = lm_cell_text(r->who);
  cell[R_WHY] = lm_cell_text(r->why);
  const char *const last[] = {r->id, r->decided, r->document, r->note};
  for (int i = 0; i < 4; i++) cell[R_ID + i] = lm_cell_text(last[i]);
  cell[R_UNDOES] = load_number(r->undoes);
  cell[R_BROUGHT] = load_number(r->brought);
  cell[R_BROUGHT_AT] = lm_cell_text(r->brought_at);
  cell[R_BROUGHT_WHO] = lm_cell_text(r->brought_who);
  return true;
}

static void row_heading(const void *what, size_t index, const lm_view *view, lm_strbuf *to) {
  const stored_rows *all = what;
  const lm_store_row *r = lm_store_rows_at(all->rows, index);
  add_indicator(to, r->indicator, &r->names, view->lang);
}

static void row_source(const void *what, size_t index, const lm_view *view, lm_strbuf *to) {
  const stored_rows *all = what;
  const lm_store_row *r = lm_store_rows_at(all->rows, index);
  if (r->source) lm_say(to, view->lang, W_SOURCES_OF, r->source, NULL, NULL, NULL);
}

/* What an undoing has to do with the row. */
static void add_undoing(lm_strbuf *to, const lm_store_row *r, lm_lang lang) {
  char number[3][LM_NUM_SIZE];
  lm_strbuf by = {0};
  lm_num_whole(r->undoes, number[0]);
  lm_num_whole(r->since, number[1]);
  lm_num_whole(r->brought, number[2]);
  if (!is_restored(r)) {
    lm_say(to, lang, W_WITHDRAWN_FULL, number[0], number[1], NULL, NULL);
    return;
  }
  lm_strbuf_addf(&by, "%.10s %s, %s", r->brought_at, r->brought_who, r->document);
  lm_say(to, lang, W_RESTORED_FULL, number[2], lm_strbuf_text(&by), number[0], number[1]);
  if (by.failed) to->failed = true;
  lm_strbuf_clear(&by);
}

/* Of a single value everything is told; in a list the column has it in short. */
static void row_undoing(const void *what, size_t index, const lm_view *view, lm_strbuf *to) {
  const stored_rows *all = what;
  const lm_store_row *r = lm_store_rows_at(all->rows, index);
  if (r->undoes && lm_store_rows_count(all->rows) == 1) add_undoing(to, r, view->lang);
}

static bool same_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

/* In a history the source where it is another than in the row above, and what undoings did. */
static void history_note(const void *what, size_t index, const lm_view *view, lm_strbuf *to) {
  const stored_rows *all = what;
  const lm_store_row *r = lm_store_rows_at(all->rows, index), *above = index ? lm_store_rows_at(all->rows, index - 1) : NULL;
  const bool same = above && same_text(above->source, r->source) && same_text(above->indicator, r->indicator);
  if (r->source && !same) lm_say(to, view->lang, W_SOURCES_OF, r->source, NULL, NULL, NULL);
  if (!r->undoes) return;
  if (to->length) lm_strbuf_add(to, lm_word_in(W_PARTS, view->lang));
  add_undoing(to, r, view->lang);
}

#define ROW_ONCE (1U << R_WHAT | 1U << R_AREA | 1U << R_SINCE | 1U << R_AT | 1U << R_WHO | 1U << R_WHY | 1U << R_MORE)
static const lm_listing_layout list_layout = {.heading = row_heading, .beneath = row_source, .note = row_undoing, .once = ROW_ONCE};
static const lm_listing_layout history_layout = {.heading = row_heading, .note = history_note, .once = ROW_ONCE};

static lm_status write_listing(lm_sink *sink, const char *name, const lm_listing *listing, const lm_listing_layout *layout, const lm_view *view) {
  if (view->format == LM_FORMAT_TEXT && listing->rows == 0) put_heading(sink, W_NO_ROWS, view);
  if (view->format != LM_FORMAT_JSON) return lm_put_listing_as(sink, listing, layout, view);
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
  scratch s = {.at = ""};
  const stored_rows all = {rows, &s};
  const bool history = lm_store_rows_are_history(rows);
  const lm_listing listing = {history ? history_columns : list_columns, R_COLUMNS, lm_store_rows_count(rows), row_row, &all};
  lm_status status = is_data(view) ? write_listing(sink, "rows", &listing, history ? &history_layout : &list_layout, view) : LM_EINVAL;
  drop(&s, sink);
  return status;
}

/* ---- loads ---- */

enum { L_LOAD, L_AT, L_WHO, L_KIND, L_COUNTS, L_UNDOES = L_COUNTS + 6, L_FILES, L_WHY, L_PROGRAM, L_UNDONE_BY, L_WITHDRAWN, L_RESTORED, L_PERIOD, L_AREA,
       L_AS_OF, L_COLUMNS };

static const lm_listing_column load_columns[L_COLUMNS] = {
    {"load", W_COL_LOAD, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"at", W_COL_AT_UTC, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"who", W_COL_WHO, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"kind", W_COL_WHAT, LM_LEFT, false, LM_LISTED_ALWAYS},
    COUNT_COLUMNS(LM_LISTED_ALL, W_CHANGE_ADDED, W_CHANGE_REVISED),
    {"undoes", W_COL_UNDOES, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"files", W_COL_CONTENT, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"why", W_COL_WHY, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"program", W_COL_PROGRAM, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"undone_by", W_COL_LOAD, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"withdrawn", W_CHANGE_WITHDRAWN, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"restored", W_CHANGE_RESTORED, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"period", W_COL_WHEN, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"area", W_COL_AREA, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"as_of", W_COL_LOAD, LM_RIGHT, false, LM_LISTED_AS_DATA},
};

typedef struct stored_loads {
  const lm_store_loads *loads;
  scratch *scratch;
} stored_loads;

static lm_undone_totals undone_of(const lm_store_load *l) {
  lm_undone_totals sum = {0};
  for (int i = 0; i < LM_WHAT_COUNT; i++) {
    sum.withdrawn += l->undone[i].withdrawn;
    sum.restored += l->undone[i].restored;
  }
  return sum;
}

/* "; withdrawn: value 12, target 3" */
static void add_undone(lm_strbuf *to, const lm_store_load *l, bool restored, lm_lang lang) {
  lm_strbuf list = {0};
  char number[LM_NUM_SIZE];
  for (int i = 0; i < LM_WHAT_COUNT; i++) {
    const uint64_t count = restored ? l->undone[i].restored : l->undone[i].withdrawn;
    if (!count) continue;
    lm_num_whole((int64_t)count, number);
    lm_strbuf_addf(&list, "%s%s %s", list.length ? lm_word_in(W_LIST, lang) : "", lm_word_of_what((lm_what)i, lang), number);
  }
  if (list.length) {
    if (to->length) lm_strbuf_add(to, lm_word_in(W_PARTS, lang));
    lm_say(to, lang, restored ? W_UNDID_RESTORED : W_UNDID_WITHDRAWN, lm_strbuf_text(&list), NULL, NULL, NULL);
  }
  if (list.failed) to->failed = true;
  lm_strbuf_clear(&list);
}

static void add_lock(lm_strbuf *to, const lm_store_load *l, const lm_view *view) {
  char period[64];
  lm_say(to, view->lang, l->area ? W_LOCKS_AREA : W_LOCKS_ALL, lm_period_in(l->period, view, period, sizeof period), l->area, NULL, NULL);
}

/* "added 766, revised 2" */
static void add_counts(lm_strbuf *to, const lm_store_load *l, lm_lang lang) {
  const uint64_t count[] = {l->totals.added, l->totals.revised, l->totals.refused};
  bool any = false;
  for (int i = 0; i < 3; i++) {
    char number[LM_NUM_SIZE];
    if (!count[i]) continue;
    lm_num_whole((int64_t)count[i], number);
    lm_strbuf_addf(to, "%s%s %s", lm_word_in(any ? W_LIST : W_PARTS, lang), lm_word_of_change((lm_change_kind)(LM_ADDED + i), lang), number);
    any = true;
  }
}

/* What the load did: files and how much came of them, what it withdrew, what it closed, what it judged; and whether it was undone. */
static const char *content(scratch *s, const lm_store_load *l, const lm_view *view) {
  lm_strbuf *to = &s->content;
  lm_strbuf_reset(to);
  if (l->files) lm_strbuf_add(to, l->files);
  if (l->files && !view->all) add_counts(to, l, view->lang); /* else they have columns */
  if (l->locks) add_lock(to, l, view);
  if (l->assessed) add_number(to, view->lang, W_ASSESSED_AS_OF, l->assessed, 0);
  add_undone(to, l, false, view->lang);
  add_undone(to, l, true, view->lang);
  if (l->undone_by && to->length) lm_strbuf_add(to, lm_word_in(W_PARTS, view->lang));
  if (l->undone_by) add_number(to, view->lang, W_UNDONE_BY, l->undone_by, 0);
  return lm_strbuf_text(to);
}

static bool load_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const stored_loads *all = what;
  const lm_store_load *l = lm_store_loads_at(all->loads, index);
  const lm_undone_totals undone = undone_of(l);
  const bool words = view->format == LM_FORMAT_TEXT;
  scratch *s = all->scratch;
  lm_strbuf_reset(&s->before);
  if (words) lm_add_load_kind(&s->before, l, view->lang);
  cell[L_LOAD] = load_number(l->number);
  cell[L_AT] = lm_cell_text(words ? minute_in(s, l->at) : l->at);
  cell[L_WHO] = lm_cell_text(l->who);
  cell[L_KIND] = lm_cell_text(words ? lm_strbuf_text(&s->before) : l->kind);
  put_counts(cell + L_COUNTS, &l->totals);
  cell[L_UNDOES] = load_number(l->undoes);
  cell[L_UNDONE_BY] = load_number(l->undone_by);
  cell[L_WITHDRAWN] = lm_cell_number(l->undoes ? (double)undone.withdrawn : NAN);
  cell[L_RESTORED] = lm_cell_number(l->undoes ? (double)undone.restored : NAN);
  cell[L_PERIOD] = lm_cell_text(l->locks ? lm_period_format(l->period, s->period, sizeof s->period) : NULL);
  cell[L_AREA] = lm_cell_text(l->area);
  cell[L_AS_OF] = load_number(l->assessed);
  cell[L_FILES] = lm_cell_text(words ? content(s, l, view) : l->files);
  cell[L_WHY] = lm_cell_text(l->why);
  cell[L_PROGRAM] = lm_cell_text(l->program);
  return true;
}

lm_status lm_write_store_loads(lm_sink *sink, const lm_store_loads *loads, const lm_view *view) {
  scratch s = {.at = ""};
  const stored_loads all = {loads, &s};
  const lm_listing listing = {load_columns, L_COLUMNS, lm_store_loads_count(loads), load_row, &all};
  lm_status status = is_data(view) ? write_listing(sink, "loads", &listing, NULL, view) : LM_EINVAL;
  drop(&s, sink);
  return status;
}
