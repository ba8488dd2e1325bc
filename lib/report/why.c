/* why.c: why verdicts moved, cause by cause. */
#include "diff.h"

#include "../base/num.h"

#include <math.h>

typedef struct answer {
  const lm_explanation *explanation;
  lm_strbuf *path;
} answer;

static lm_word word_of_cause(lm_cause cause) { return (lm_word)((int)W_CAUSE_METHOD + (int)cause); }

static const char *verdict_word(lm_verdict status, const lm_view *view) {
  if (status == LM_VERDICT_COUNT) return view->format == LM_FORMAT_TEXT ? lm_word_in(W_NO_RECORD, view->lang) : NULL;
  return view->format == LM_FORMAT_TEXT ? lm_word_in(lm_word_verdict(status), view->lang) : lm_verdict_word(status);
}

/* "on track → slow (new periods) → near (targets)" */
static void add_path(lm_strbuf *to, const lm_moved *m, const lm_view *view) {
  lm_strbuf_add(to, verdict_word(m->stage[0].status, view));
  for (int cause = 0; cause < LM_CAUSE_COUNT; cause++) {
    if (m->stage[cause].status == m->stage[cause + 1].status) continue;
    lm_strbuf_addf(to, " → %s (%s)", verdict_word(m->stage[cause + 1].status, view), lm_word_in(word_of_cause((lm_cause)cause), view->lang));
  }
}

static const lm_listing_column columns[] = {
    {"indicator", W_COL_INDICATOR, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"area", W_COL_AREA, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"tier", W_COL_WHEN, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"path", W_COL_PATH, LM_LEFT, true, LM_LISTED_AS_TEXT},
    {"from", W_COL_BEFORE, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"after_method", W_CAUSE_METHOD, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"after_areas", W_CAUSE_AREAS, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"after_new_periods", W_CAUSE_PERIODS, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"after_revised_values", W_CAUSE_VALUES, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"after_targets", W_CAUSE_TARGETS, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"to", W_COL_AFTER, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"p_reach_from", W_COL_P_BEFORE, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_method", W_CAUSE_METHOD, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_areas", W_CAUSE_AREAS, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_new_periods", W_CAUSE_PERIODS, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_revised_values", W_CAUSE_VALUES, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_targets", W_CAUSE_TARGETS, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_model", W_CAUSE_MODEL, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"p_reach_to", W_COL_P_AFTER, LM_RIGHT, false, LM_LISTED_AS_DATA},
};

/* The chance after each cause; the difference of two neighbours is the part of the cause between them. */
static bool row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const answer *a = what;
  const lm_moved *m = &a->explanation->item[index];
  lm_strbuf_reset(a->path);
  if (view->format == LM_FORMAT_TEXT) add_path(a->path, m, view);
  cell[0] = lm_cell_text(m->indicator);
  cell[1] = lm_cell_text(m->area);
  cell[2] = lm_cell_text(m->tier);
  cell[3] = lm_cell_text(lm_strbuf_text(a->path));
  for (int i = 0; i <= LM_CAUSE_COUNT; i++) cell[4 + i] = lm_cell_text(verdict_word(m->stage[i].status, view));
  lm_listing_cell *chance = &cell[5 + LM_CAUSE_COUNT];
  chance[0] = lm_cell_number(m->stage[0].p_reach);
  for (int i = 0; i < LM_CAUSE_COUNT; i++) chance[1 + i] = lm_cell_number(m->stage[i + 1].p_reach - m->stage[i].p_reach);
  chance[1 + LM_CAUSE_COUNT] = lm_cell_number(m->stage[LM_CAUSE_COUNT].p_reach);
  return true;
}

void lm_add_method_then(lm_strbuf *to, const lm_kept_verdicts *then, lm_lang lang) {
  char load[LM_NUM_SIZE], before[LM_NUM_SIZE], now[LM_NUM_SIZE];
  if (!then) {
    lm_strbuf_add(to, lm_word_in(W_WHY_UNSAVED, lang));
    return;
  }
  lm_num_whole(then->load, load);
  lm_num_whole(then->method, before);
  lm_num_whole(lm_method(), now);
  if (then->method == lm_method())
    lm_say(to, lang, W_WHY_SAME_METHOD, load, now, NULL, NULL);
  else
    lm_say(to, lang, W_WHY_OTHER_METHOD, load, before, then->program, now);
}

static void put_head(lm_sink *sink, const lm_explanation *e, const lm_view *view) {
  char records[LM_NUM_SIZE], moved[LM_NUM_SIZE], count[LM_NUM_SIZE];
  lm_strbuf line = {0};
  lm_num_whole((int64_t)e->records, records);
  lm_num_whole((int64_t)e->moved, moved);
  lm_say(&line, view->lang, W_WHY_HEAD, records, moved, NULL, NULL);
  for (int cause = 0; cause < LM_CAUSE_COUNT; cause++) {
    lm_num_whole((int64_t)e->by[cause], count);
    lm_strbuf_addf(&line, "%s%s %s", cause ? ", " : "", lm_word_in(word_of_cause((lm_cause)cause), view->lang), count);
  }
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_reset(&line);
  lm_add_method_then(&line, e->then, view->lang);
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
  lm_sink_put(sink, "\n");
}

static void put_saved(lm_json *json, const lm_kept_verdicts *then) {
  if (then) {
    lm_json_whole(json, "saved_by_load", then->load);
    lm_json_whole(json, "saved_by_method", then->method);
    lm_json_text(json, "saved_by_program", then->program);
    return;
  }
  lm_json_null(json, "saved_by_load");
  lm_json_null(json, "saved_by_method");
  lm_json_null(json, "saved_by_program");
}

void lm_explanation_as_json(lm_json *json, const lm_explanation *e, const lm_view *view) {
  lm_strbuf path = {0};
  const answer a = {e, &path};
  const lm_listing listing = {columns, sizeof columns / sizeof *columns, e->count, row, &a};
  lm_json_whole(json, "records", (int64_t)e->records);
  lm_json_whole(json, "moved", (int64_t)e->moved);
  lm_json_whole(json, "method", lm_method());
  put_saved(json, e->then);
  lm_json_object(json, "steps");
  for (int cause = 0; cause < LM_CAUSE_COUNT; cause++) lm_json_whole(json, lm_cause_word((lm_cause)cause), (int64_t)e->by[cause]);
  lm_json_close(json);
  lm_listing_as_json(json, "verdicts", &listing, view);
  lm_strbuf_drop(&path, json->sink);
}

static lm_status write_json(lm_sink *sink, const lm_explanation *e, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_explanation_as_json(&json, e, view);
  lm_json_close(&json);
  return LM_OK;
}

lm_status lm_write_explanation(lm_sink *sink, const lm_explanation *explanation, const lm_view *view) {
  lm_strbuf path = {0};
  const answer a = {explanation, &path};
  const lm_listing listing = {columns, sizeof columns / sizeof *columns, explanation->count, row, &a};
  if (view->format == LM_FORMAT_JSON) return write_json(sink, explanation, view);
  if (view->format != LM_FORMAT_TEXT && view->format != LM_FORMAT_CSV) return LM_EINVAL;
  if (view->format == LM_FORMAT_TEXT) put_head(sink, explanation, view);
  lm_status status = lm_put_listing(sink, &listing, view);
  lm_strbuf_drop(&path, sink);
  return status;
}
