/* report_data.c: all numbers of the report, as one JSON object or as rows of CSV: the same calls write both (json.h). What other commands write too is
   written by what writes it there. */
#include "html.h"
#include "progress.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAN_ROOM 160

typedef struct writing {
  lm_json *json;
  const lm_page *page;
} writing;

static void put_period(lm_json *json, const char *name, lm_period period) {
  char buffer[48];
  lm_json_text(json, name, lm_period_format(period, buffer, sizeof buffer));
}

/* "kind:id" */
static void put_node(const writing *w, const char *name, lm_node node) {
  const lm_node_info *info = lm_model_node(w->page->model, node);
  lm_strbuf full = {0};
  if (info) lm_strbuf_addf(&full, "%s:%s", lm_kind_word(info->kind), info->id);
  lm_json_text(w->json, name, info ? lm_strbuf_text(&full) : NULL);
  lm_strbuf_drop(&full, w->page->sink);
}

static void put_status(const writing *w, const char *name, lm_node node) {
  const lm_rollup *rollup = lm_assessment_rollup_of(w->page->assessment, node, w->page->area);
  lm_json_text(w->json, name, rollup ? lm_verdict_word(rollup->status) : NULL);
}

/* ---- head ---- */

static void put_head(const writing *w) {
  const lm_page *page = w->page;
  const lm_areas *areas = lm_assessment_areas(page->assessment);
  const char *label = lm_area_label(areas, page->area, page->lang);
  lm_head_as_json(w->json, page->assessment, page->view);
  lm_json_bool(w->json, "progress_fictional", page->report->progress && lm_progress_is_fictional(page->report->progress));
  lm_json_object(w->json, "area");
  lm_json_text(w->json, "id", lm_area_id(areas, page->area));
  lm_json_text(w->json, "label", *label ? label : NULL);
  lm_json_close(w->json);
  lm_json_text(w->json, "program", lm_version());
  lm_json_array(w->json, "stamps");
  for (size_t i = 0; i < page->report->stamps; i++) {
    const lm_stamp *stamp = &page->report->stamp[i];
    const char *slash = strrchr(stamp->name, '/');
    lm_json_object(w->json, NULL);
    lm_json_text(w->json, "document", slash ? slash + 1 : stamp->name);
    lm_json_text(w->json, "kind", lm_word_in(lm_word_document(stamp->kind), LM_EN));
    lm_json_text(w->json, "sha256", *stamp->sha256 ? stamp->sha256 : NULL);
    if (stamp->load)
      lm_json_whole(w->json, "load", stamp->load);
    else
      lm_json_null(w->json, "load");
    lm_json_text(w->json, "at", stamp->at);
    lm_json_close(w->json);
  }
  lm_json_close(w->json);
}

/* ---- map ---- */

static void open_boxes(void *user, double width, double height) {
  const writing *w = user;
  lm_json_number(w->json, "width", width);
  lm_json_number(w->json, "height", height);
  lm_json_array(w->json, "boxes");
}

static void open_arrows(void *user) {
  const writing *w = user;
  lm_json_close(w->json);
  lm_json_array(w->json, "arrows");
}

static void put_box(void *user, lm_node node, const lm_layout_box *place, double width) {
  const writing *w = user;
  lm_json_object(w->json, NULL);
  put_node(w, "node", node);
  lm_json_text(w->json, "label", lm_label_of(w->page->model, node, w->page->lang));
  put_status(w, "status", node);
  lm_json_whole(w->json, "column", place->column);
  lm_json_number(w->json, "x", place->x);
  lm_json_number(w->json, "y", place->y);
  lm_json_number(w->json, "width", width);
  lm_json_number(w->json, "height", place->height);
  lm_json_close(w->json);
}

static void put_arrow(void *user, const lm_link *link, lm_point from, lm_point to) {
  const writing *w = user;
  lm_json_object(w->json, NULL);
  put_node(w, "from", link->from);
  put_node(w, "to", link->to);
  lm_json_text(w->json, "certainty", lm_certainty_word(link->certainty));
  lm_json_whole(w->json, "sign", link->sign);
  lm_json_whole(w->json, "cites", (int64_t)link->cite_count);
  put_status(w, "status_from", link->from);
  put_status(w, "status_to", link->to);
  lm_json_number(w->json, "x1", from.x);
  lm_json_number(w->json, "y1", from.y);
  lm_json_number(w->json, "x2", to.x);
  lm_json_number(w->json, "y2", to.y);
  lm_json_close(w->json);
}

/* Pixels at 100 %, y downwards. */
static lm_status put_map(writing *w) {
  static const lm_map_visitor visit = {open_boxes, put_box, open_arrows, put_arrow};
  lm_json_object(w->json, "map");
  lm_status status = lm_map_places(w->page, &visit, w);
  if (status == LM_OK) lm_json_close(w->json);
  lm_json_close(w->json);
  return status;
}

/* ---- chains ---- */

/* `outcomes`: shared with others; else initiatives and activities, under our control. */
static void put_side(const writing *w, const lm_chain *chain, const char *name, lm_side side, bool outcomes) {
  lm_json_array(w->json, name);
  for (lm_node i = 0; i < chain->nodes; i++) {
    const bool outcome = lm_model_node(w->page->model, i)->kind == LM_OUTCOME;
    if (i != chain->node && (chain->side[i] & side) && outcome == outcomes) put_node(w, NULL, i);
  }
  lm_json_close(w->json);
}

static void put_chain(const writing *w, const lm_chain *chain) {
  const lm_page *page = w->page;
  const lm_rollup *rollup = lm_assessment_rollup_of(page->assessment, chain->node, page->area);
  lm_strbuf sentence = {0};
  lm_json_object(w->json, NULL);
  put_node(w, "node", chain->node);
  lm_json_text(w->json, "label", lm_label_of(page->model, chain->node, page->lang));
  put_status(w, "status", chain->node);
  if (rollup && rollup->diagnosis.kind < LM_DX_COUNT) {
    lm_add_diagnosis(&sentence, page->model, &rollup->diagnosis, page->view);
    lm_json_text(w->json, "diagnosis", lm_diagnosis_word(rollup->diagnosis.kind));
    lm_json_text(w->json, "diagnosis_text", lm_strbuf_text(&sentence));
  }
  put_side(w, chain, "ours", LM_UPSTREAM, false);
  put_side(w, chain, "shared", LM_UPSTREAM, true);
  put_side(w, chain, "onward", LM_DOWNSTREAM, true);
  lm_json_close(w->json);
  lm_strbuf_drop(&sentence, page->sink);
}

static lm_status put_chains(writing *w) {
  const lm_tracked home = {w->page->assessment, w->page->report->progress};
  lm_status status = LM_OK;
  lm_json_array(w->json, "chains");
  for (lm_node i = 0; i < lm_model_node_count(w->page->model) && status == LM_OK; i++) {
    const lm_kind kind = lm_model_node(w->page->model, i)->kind;
    if (kind != LM_OUTCOME && kind != LM_INITIATIVE) continue;
    lm_meeting meeting;
    status = lm_meeting_init(&meeting, &home, NULL, 0, i, w->page->view);
    if (status == LM_OK) put_chain(w, &meeting.home);
    lm_meeting_end(&meeting);
  }
  lm_json_close(w->json);
  return status;
}

/* ---- values ---- */

static void put_flags(lm_json *json, unsigned flags) {
  lm_json_array(json, "flags");
  for (unsigned bit = 0; bit < LM_FLAG_COUNT; bit++)
    if (flags & 1U << bit) lm_json_text(json, NULL, lm_flag_word((lm_flag)(1U << bit)));
  lm_json_close(json);
}

static void put_value(const writing *w, const lm_series *s, const lm_obs *obs) {
  const lm_page *page = w->page;
  const lm_interval about = lm_value_interval(lm_model_node(page->model, s->indicator)->indicator, obs);
  const lm_source *source = lm_panel_source(page->panel, obs->source);
  const lm_text *note = lm_panel_note(page->panel, obs->note);
  lm_json_object(w->json, NULL);
  lm_json_text(w->json, "indicator", lm_id_of(page->model, s->indicator));
  put_period(w->json, "period", obs->period);
  lm_json_number(w->json, "t", lm_period_time(obs->period));
  lm_json_text(w->json, "unit", lm_unit_of(page->model, s->indicator, page->lang));
  lm_json_number(w->json, "value", obs->value);
  lm_json_text(w->json, "missing", lm_missing_word(obs->missing));
  lm_json_number(w->json, "lower", obs->lower);
  lm_json_number(w->json, "upper", obs->upper);
  lm_json_number(w->json, "ci95_lo", about.known ? about.lower : (double)NAN);
  lm_json_number(w->json, "ci95_hi", about.known ? about.upper : (double)NAN);
  lm_json_number(w->json, "num", obs->num);
  lm_json_number(w->json, "den", obs->den);
  lm_json_number(w->json, "n", obs->n);
  lm_json_number(w->json, "se", obs->se);
  put_flags(w->json, obs->flags);
  lm_json_text(w->json, "source", source ? source->id : NULL);
  lm_json_text(w->json, "note", note ? lm_text_in(note, page->lang) : NULL);
  lm_json_close(w->json);
}

static lm_status put_values(writing *w) {
  const lm_panel *panel = w->page->panel;
  lm_json_array(w->json, "values");
  for (size_t i = 0; panel && i < lm_panel_series_count(panel); i++) {
    const lm_series *s = lm_panel_series(panel, i);
    for (size_t k = 0; s->area == w->page->area && k < s->count; k++) put_value(w, s, &s->obs[k]);
  }
  lm_json_close(w->json);
  return LM_OK;
}

/* ---- fans ---- */

static void put_point(const writing *w, const lm_record *r, const lm_fan_point *p) {
  lm_json_object(w->json, NULL);
  lm_json_text(w->json, "indicator", lm_id_of(w->page->model, r->indicator));
  lm_json_text(w->json, "tier", lm_tier_id(w->page->model, r->tier));
  put_period(w->json, "period", p->period);
  lm_json_number(w->json, "t", lm_period_time(p->period));
  lm_json_number(w->json, "projected", p->projected);
  lm_json_number(w->json, "pi50_lo", p->pi50_lo);
  lm_json_number(w->json, "pi50_hi", p->pi50_hi);
  lm_json_number(w->json, "pi80_lo", p->pi80_lo);
  lm_json_number(w->json, "pi80_hi", p->pi80_hi);
  lm_json_number(w->json, "pi95_lo", p->pi95_lo);
  lm_json_number(w->json, "pi95_hi", p->pi95_hi);
  lm_json_close(w->json);
}

/* Of every record: the fan of a chart is that of the furthest. */
static lm_status put_fans(writing *w) {
  lm_fan_point *fan = calloc(FAN_ROOM, sizeof *fan);
  lm_status status = fan ? LM_OK : LM_ENOMEM;
  lm_json_array(w->json, "fan");
  for (size_t i = 0; i < lm_assessment_count(w->page->assessment) && status == LM_OK; i++) {
    const lm_record *r = lm_assessment_at(w->page->assessment, i);
    size_t count = 0;
    status = lm_record_fan(fan, FAN_ROOM, &count, w->page->assessment, r, NULL);
    for (size_t k = 0; k < count && status == LM_OK; k++) put_point(w, r, &fan[k]);
  }
  lm_json_close(w->json);
  free(fan);
  return status;
}

/* ---- what is missing ---- */

static void put_debt(const writing *w, const lm_debt *debt) {
  lm_json_object(w->json, NULL);
  lm_json_text(w->json, "indicator", lm_id_of(w->page->model, debt->indicator));
  lm_json_text(w->json, "label", lm_label_of(w->page->model, debt->indicator, w->page->lang));
  lm_json_array(w->json, "reasons");
  for (int reason = 0; reason < LM_REASON_COUNT; reason++)
    if (debt->reasons & LM_REASON_BIT(reason)) lm_json_text(w->json, NULL, lm_reason_word((lm_reason)reason));
  lm_json_close(w->json);
  lm_json_whole(w->json, "tiers", (int64_t)debt->records);
  lm_json_whole(w->json, "nodes", (int64_t)debt->nodes);
  lm_json_whole(w->json, "open", (int64_t)debt->open);
  lm_json_whole(w->json, "downstream", (int64_t)debt->downstream);
  lm_json_close(w->json);
}

static lm_status put_debts(writing *w) {
  lm_debt *debt;
  size_t count;
  lm_status status = lm_assessment_debts(&debt, &count, w->page->assessment);
  lm_json_array(w->json, "missing");
  for (size_t i = 0; i < count && status == LM_OK; i++) put_debt(w, &debt[i]);
  lm_json_close(w->json);
  free(debt);
  return status;
}

/* ---- all of it ---- */

static lm_status put_since(writing *w) {
  lm_since_as_json(w->json, w->page);
  return LM_OK;
}

static lm_status put_nodes(writing *w) {
  lm_json_object(w->json, "nodes");
  lm_model_nodes_as_json(w->json, w->page->model, w->page->lang);
  lm_json_close(w->json);
  return LM_OK;
}

static lm_status put_rollups(writing *w) { return lm_lag_as_json(w->json, w->page->assessment, w->page->view); }

static lm_status put_records(writing *w) { return lm_records_as_json(w->json, w->page->assessment, w->page->view); }

static lm_status write_data(const lm_page *page, lm_json json) {
  typedef lm_status part_fn(writing *w);
  static part_fn *const parts[] = {put_map, put_nodes, put_rollups, put_chains, put_records, put_values, put_fans, put_debts, put_since};
  writing w = {.json = &json, .page = page};
  lm_status status = LM_OK;
  lm_json_object(&json, NULL);
  put_head(&w);
  for (size_t i = 0; i < sizeof parts / sizeof *parts && status == LM_OK; i++) status = parts[i](&w);
  lm_json_close(&json);
  return status;
}

lm_status lm_report_json(const lm_page *page) { return write_data(page, lm_json_to(page->sink)); }

lm_status lm_report_csv(const lm_page *page) { return write_data(page, lm_json_as_rows(page->sink, page->view->excel)); }
