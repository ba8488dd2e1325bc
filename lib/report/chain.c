/* chain.c: the formats of a chain. */
#include "chain.h"

#include "drawing.h"

#include <stdlib.h>

/* ---- formats ---- */

/* Notices of all models, once. */
static void put_notices(lm_sink *sink, const lm_meeting *m) {
  const lm_chain *invented = !lm_is_fictional(m->home.assessment) && lm_chain_fictional(&m->home) ? &m->home : NULL;
  lm_put_notice(sink, m->home.assessment, m->home.view);
  for (size_t i = 0; i < m->count; i++)
    if (!invented && lm_chain_fictional(&m->other[i])) invented = &m->other[i];
  if (!invented || lm_is_fictional(m->home.assessment)) return;
  lm_rule(sink, m->home.view);
  lm_flow(sink, m->home.view, lm_word_in(W_NOTICE_BULLET, m->home.view->lang), lm_word_in(W_FICTIONAL, m->home.view->lang));
  lm_rule(sink, m->home.view);
}

static lm_status write_text(lm_sink *sink, const lm_meeting *m, const lm_area_groups *areas) {
  lm_status status = LM_OK;
  put_notices(sink, m);
  for (size_t i = 0; i < areas->count && status == LM_OK; i++) {
    if (i > 0) lm_sink_char(sink, '\n');
    status = lm_meeting_as_text(sink, m, areas->item[i].area);
  }
  put_notices(sink, m);
  return status;
}

static void models_as_json(lm_json *json, const lm_meeting *m) {
  lm_json_array(json, "other_models");
  for (size_t i = 0; i < m->count; i++) {
    lm_json_object(json, NULL);
    lm_head_as_json(json, m->other[i].assessment, m->home.view);
    lm_json_bool(json, "fictional_progress", lm_chain_fictional(&m->other[i]));
    lm_json_close(json);
  }
  lm_json_close(json);
}

static lm_status write_json(lm_sink *sink, const lm_meeting *m, const lm_area_groups *areas) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, m->home.assessment, m->home.view);
  if (m->count > 0) models_as_json(&json, m);
  lm_json_array(&json, "chains");
  for (size_t i = 0; i < areas->count; i++) lm_meeting_as_json(&json, m, areas->item[i].area);
  lm_json_close(&json);
  lm_json_close(&json);
  return LM_OK;
}

/* ---- CSV ---- */

/* One line: a node of the chain, or one of another model and what it is met at. */
typedef struct csv_line {
  const lm_meeting *m;
  const lm_chain *chain;
  lm_node node; /* LM_NO_NODE: the headings */
  uint32_t area;
  const lm_crossing *crossing; /* `shared` of them; NULL: none */
  size_t shared;
} csv_line;

static const char *side_word(const csv_line *line) {
  const uint8_t side = line->chain->side[line->node];
  if (line->crossing) return "met";
  if (line->chain != &line->m->home) return "onward";
  if (line->node == line->chain->node) return "self";
  return side & LM_UPSTREAM ? "upstream" : "downstream";
}

typedef struct leads_to {
  const lm_chain *chain;
  const uint32_t *link;
} leads_to;

static const char *next_id(const void *user, size_t i) {
  const leads_to *to = user;
  const lm_link *link = lm_model_link(to->chain->model, to->link[i]);
  return lm_chain_has(to->chain, link->to) && link->type != LM_MEASURED_BY ? lm_id_of(to->chain->model, link->to) : NULL;
}

static void name_field(lm_fields *f, const char *name, const lm_chain *chain, lm_node node) {
  lm_strbuf full = {0};
  if (node != LM_NO_NODE) lm_add_full_name(&full, chain, node);
  lm_field_text(f, name, full.length ? lm_strbuf_text(&full) : NULL);
  lm_strbuf_drop(&full, f->csv->sink);
}

/* Only where there are several models. */
static void meeting_fields(lm_fields *f, const csv_line *line) {
  lm_strbuf codes = {0};
  if (line->crossing) lm_add_codes(&codes, line->crossing, line->shared);
  name_field(f, "node", line->chain, line->node);
  name_field(f, "met_at", &line->m->home, line->crossing ? line->crossing->from : LM_NO_NODE);
  lm_field_text(f, "shared", codes.length ? lm_strbuf_text(&codes) : NULL);
  lm_strbuf_drop(&codes, f->csv->sink);
}

static void csv_row(lm_fields *f, const csv_line *line) {
  const lm_chain *chain = line->chain;
  lm_rollup none = lm_rollup_none();
  const lm_node_info *info = lm_model_node(chain->model, line->node);
  const lm_rollup *rollup = info ? lm_assessment_rollup_of(chain->assessment, line->node, line->area) : NULL;
  none.area = line->area;
  none.node = line->node;
  none.tier = info ? info->tier : LM_NO_TIER;
  size_t count = 0;
  leads_to to = {chain, info ? lm_graph_out(chain->graph, line->node, &count) : NULL};
  lm_field_text(f, "outcome", lm_id_of(line->m->home.model, line->m->home.node));
  lm_field_text(f, "side", info ? side_word(line) : NULL);
  lm_field_text(f, "kind", info ? lm_kind_word(info->kind) : NULL);
  lm_field_text(f, "id", info ? info->id : NULL);
  lm_field_text(f, "label", lm_label_of(chain->model, line->node, chain->view->lang));
  lm_field_words(f, "leads_to", next_id, &to, count);
  lm_rollup_fields(f, chain->assessment, rollup ? rollup : &none, true, chain->view);
  if (line->m->count > 0) meeting_fields(f, line);
  if (line->m->count > 0 || line->m->home.progress) lm_last_report_fields(f, chain, line->node, line->area);
  lm_field_bool(f, "illustration", lm_is_illustration(chain->assessment));
  lm_field_bool(f, "fictional", lm_chain_fictional(chain));
  lm_csv_end_row(f->csv);
}

/* What a node of the chain meets in other models, one line each. */
static void csv_met(lm_fields *f, csv_line line, lm_node node) {
  size_t count;
  const uint32_t area = line.area;
  const lm_crossing *at = lm_crossings_of(line.m->crossings, node, &count);
  for (size_t i = 0; i < count; i += line.shared) {
    line.chain = &line.m->other[at[i].model];
    line.node = at[i].to;
    line.area = lm_chain_area(line.chain, &line.m->home, area);
    line.crossing = &at[i];
    line.shared = lm_crossing_run(&at[i], count - i);
    csv_row(f, &line);
  }
}

static void csv_area(lm_fields *f, const lm_meeting *m, uint32_t area) {
  csv_line line = {.m = m, .chain = &m->home, .area = area};
  for (lm_node node = 0; node < m->home.nodes; node++) {
    if (!lm_chain_has(&m->home, node)) continue;
    line.node = node;
    csv_row(f, &line);
    csv_met(f, line, node);
  }
  for (size_t i = 0; i < m->count; i++) {
    line.chain = &m->other[i];
    line.area = lm_chain_area(line.chain, &m->home, area);
    for (line.node = 0; line.node < line.chain->nodes; line.node++)
      if (line.chain->side[line.node] & LM_DOWNSTREAM) csv_row(f, &line);
  }
}

static lm_status write_csv(lm_sink *sink, const lm_meeting *m, const lm_area_groups *areas) {
  lm_csv csv = lm_csv_to(sink, m->home.view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const csv_line heading = {.m = m, .chain = &m->home, .node = LM_NO_NODE, .area = LM_NO_AREA};
  csv_row(&fields, &heading);
  fields.names = false;
  for (size_t i = 0; i < areas->count; i++) csv_area(&fields, m, areas->item[i].area);
  return LM_OK;
}

/* ---- drawings ---- */

/* Indicators of the chain's nodes too with view->all. */
static void mark_indicators(const lm_chain *chain, uint8_t *shown) {
  for (size_t i = 0; i < lm_model_link_count(chain->model); i++) {
    const lm_link *link = lm_model_link(chain->model, i);
    if (link->type == LM_MEASURED_BY && shown[link->from]) shown[link->to] = 1;
  }
}

/* shown NULL: no memory. */
static lm_drawing drawing_of(const lm_chain *chain, uint32_t area) {
  uint8_t *shown = calloc(chain->nodes + 1, 1);
  for (lm_node i = 0; shown && i < chain->nodes; i++) shown[i] = lm_chain_has(chain, i);
  if (shown && chain->view->all) mark_indicators(chain, shown);
  return (lm_drawing){.model = chain->model, .shown = shown, .view = chain->view, .assessment = chain->assessment, .area = area, .focus = chain->node,
                      .chain = chain};
}

static lm_status draw(lm_sink *sink, const lm_meeting *m, const lm_area_groups *areas) {
  if (areas->count > 1) return LM_EINVAL;
  const uint32_t area = areas->count ? areas->item[0].area : LM_NO_AREA;
  lm_drawing home = drawing_of(&m->home, area), *with = calloc(m->count + 1, sizeof *with);
  bool fine = with && home.shown;
  for (size_t i = 0; with && i < m->count; i++) {
    with[i] = drawing_of(&m->other[i], lm_chain_area(&m->other[i], &m->home, area));
    with[i].place = (unsigned)i + 1;
    fine = fine && with[i].shown;
  }
  home.with = with;
  home.with_count = m->count;
  home.crossings = m->crossings;
  lm_status status = fine ? lm_draw(sink, &home) : LM_ENOMEM;
  for (size_t i = 0; with && i < m->count; i++) free(with[i].shown);
  free(home.shown);
  free(with);
  return status;
}

lm_status lm_write_chain_with(lm_sink *sink, const lm_tracked *home, const lm_tracked *other, size_t count, lm_node node, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_meeting *, const lm_area_groups *) = {
      [LM_FORMAT_TEXT] = write_text, [LM_FORMAT_JSON] = write_json, [LM_FORMAT_CSV] = write_csv,
      [LM_FORMAT_DOT] = draw,        [LM_FORMAT_MERMAID] = draw,
  };
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  lm_area_groups areas = {0};
  lm_meeting m;
  lm_status status = lm_meeting_init(&m, home, other, count, node, view);
  if (status == LM_OK) status = lm_area_groups_make(&areas, home->assessment);
  if (status == LM_OK) status = write[view->format](sink, &m, &areas);
  lm_meeting_end(&m);
  lm_area_groups_clear(&areas);
  return status;
}

lm_status lm_write_chain(lm_sink *sink, const lm_assessment *assessment, lm_node node, const lm_view *view) {
  const lm_tracked home = {assessment, NULL};
  return lm_write_chain_with(sink, &home, NULL, 0, node, view);
}
