/* reporting.c: which values of a period are missing, those first that most verdicts wait for. */
#include "listing.h"
#include "phrase.h"
#include "records.h"

#include "../base/num.h"

#include <string.h>

typedef struct answer {
  const lm_reporting *reporting;
  const lm_assessment *assessment;
  lm_strbuf *who, *name; /* of the row */
} answer;

static const lm_listing_column columns[] = {
    {"indicator", W_COL_INDICATOR, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"indicator_label", W_COL_INDICATOR, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"area", W_COL_AREA, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"said", W_COL_SAID, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"blocked", W_COL_BLOCKED, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"waiting", W_COL_WAITING, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"outcomes", W_COL_OUTCOMES_FED, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"source", W_COL_SOURCE, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"in_charge", W_COL_IN_CHARGE, LM_LEFT, true, LM_LISTED_ALWAYS},
};

static void add_once(lm_strbuf *to, const char *text) {
  if (!*text || strstr(lm_strbuf_text(to), text)) return;
  if (to->length) lm_strbuf_add(to, ", ");
  lm_strbuf_add(to, text);
}

/* Of what the indicator measures, or the nearest around it that says so. */
static void add_in_charge(lm_strbuf *to, const lm_model *model, lm_node node, lm_lang lang) {
  for (const lm_node_info *info = lm_model_node(model, node); info; info = lm_model_node(model, info->parent)) {
    for (size_t i = 0; i < info->charge_count; i++) {
      const lm_party *party = lm_model_party(model, info->charges[i].party);
      if (party && info->charges[i].role == LM_CHARGE_LEAD) add_once(to, lm_text_in(&party->label, lang));
    }
    if (info->charge_count) return;
  }
}

void lm_add_in_charge(lm_strbuf *to, const lm_model *model, lm_node indicator, lm_lang lang) {
  for (size_t i = 0; i < lm_model_link_count(model); i++) {
    const lm_link *link = lm_model_link(model, i);
    if (link->type == LM_MEASURED_BY && link->to == indicator) add_in_charge(to, model, link->from, lang);
  }
}

static bool row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const answer *a = what;
  const lm_unreported *u = &a->reporting->item[index];
  const lm_model *model = lm_assessment_model(a->assessment);
  const lm_node_info *info = lm_model_node(model, u->indicator);
  lm_strbuf_reset(a->who);
  lm_strbuf_reset(a->name);
  lm_add_in_charge(a->who, model, u->indicator, view->lang);
  lm_add_label(a->name, &info->label, LM_LABEL_SHORT, view);
  const bool words = view->format == LM_FORMAT_TEXT;
  const char *origin = lm_text_in(&info->indicator->origin, view->lang), *who = lm_strbuf_text(a->who);
  cell[0] = lm_cell_text(info->id);
  cell[1] = lm_cell_text(words ? lm_strbuf_text(a->name) : lm_text_in(&info->label, view->lang));
  cell[2] = lm_cell_text(lm_area_id(lm_assessment_areas(a->assessment), u->area));
  cell[3] = lm_cell_text(!u->said ? NULL : words ? lm_missing_in(u->said->missing, view->lang) : lm_missing_word(u->said->missing));
  cell[4] = lm_cell_number((double)u->blocked);
  cell[5] = lm_cell_number((double)u->waiting);
  cell[6] = lm_cell_number((double)u->outcomes);
  cell[7] = lm_cell_text(*origin ? origin : NULL);
  cell[8] = lm_cell_text(*who ? who : NULL);
  return true;
}

static void put_head(lm_sink *sink, const answer *a, const lm_view *view) {
  char period[48], reported[LM_NUM_SIZE], expected[LM_NUM_SIZE], missing[LM_NUM_SIZE];
  lm_strbuf line = {0};
  lm_num_whole((int64_t)a->reporting->reported, reported);
  lm_num_whole((int64_t)a->reporting->expected, expected);
  lm_num_whole((int64_t)a->reporting->count, missing);
  lm_put_head(sink, a->assessment, view);
  lm_say(&line, view->lang, W_REPORTING_HEAD, lm_period_in(a->reporting->period, view, period, sizeof period), expected, reported, missing);
  lm_flow(sink, view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
  lm_sink_put(sink, "\n");
}

/* ---- how far each area has come ---- */

static const lm_listing_column area_columns[] = {
    {"area_label", W_COL_AREA, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"area", W_COL_ID, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"expected", W_COL_EXPECTED, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"reported", W_COL_REPORTED, LM_RIGHT, false, LM_LISTED_ALWAYS},
};

static bool area_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const answer *a = what;
  const lm_reported *r = &a->reporting->area[index];
  const lm_areas *areas = lm_assessment_areas(a->assessment);
  cell[0] = lm_cell_text(lm_area_label(areas, r->area, view->lang));
  cell[1] = lm_cell_text(lm_area_id(areas, r->area));
  cell[2] = lm_cell_number((double)r->expected);
  cell[3] = lm_cell_number((double)r->reported);
  return true;
}

static lm_listing areas_of(const answer *a) {
  return (lm_listing){area_columns, sizeof area_columns / sizeof *area_columns, a->reporting->areas, area_row, a};
}

static lm_status put_areas(lm_sink *sink, const answer *a, const lm_view *view) {
  const lm_listing areas = areas_of(a);
  if (areas.rows < 2) return LM_OK;
  lm_status status = lm_put_listing(sink, &areas, view);
  lm_sink_char(sink, '\n');
  return status;
}

static void write_json(lm_sink *sink, const answer *a, const lm_listing *listing, const lm_view *view) {
  char period[48];
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, a->assessment, view);
  lm_json_text(&json, "period", lm_period_format(a->reporting->period, period, sizeof period));
  lm_json_whole(&json, "expected", (int64_t)a->reporting->expected);
  lm_json_whole(&json, "reported", (int64_t)a->reporting->reported);
  const lm_listing areas = areas_of(a);
  lm_listing_as_json(&json, "areas", &areas, view);
  lm_listing_as_json(&json, "missing", listing, view);
  lm_json_close(&json);
}

lm_status lm_write_reporting(lm_sink *sink, const lm_reporting *reporting, const lm_assessment *assessment, const lm_view *view) {
  lm_strbuf who = {0}, name = {0};
  const answer a = {reporting, assessment, &who, &name};
  const lm_listing listing = {columns, sizeof columns / sizeof *columns, reporting->count, row, &a};
  lm_status status = LM_OK;
  if (view->format != LM_FORMAT_TEXT && view->format != LM_FORMAT_JSON && view->format != LM_FORMAT_CSV) return LM_EINVAL;
  if (view->format == LM_FORMAT_TEXT) {
    put_head(sink, &a, view);
    status = put_areas(sink, &a, view);
  }
  if (view->format == LM_FORMAT_JSON)
    write_json(sink, &a, &listing, view);
  else if (status == LM_OK)
    status = lm_put_listing(sink, &listing, view);
  if (view->format == LM_FORMAT_TEXT) lm_put_notice(sink, assessment, view);
  lm_strbuf_drop(&who, sink);
  lm_strbuf_drop(&name, sink);
  return status;
}
