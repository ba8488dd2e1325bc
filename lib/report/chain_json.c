/* chain_json.c: a chain as nodes (with their records) and links. */
#include "chain.h"

static void indicators_as_json(lm_json *json, const lm_chain *chain, lm_node node, uint32_t area) {
  size_t count;
  const uint32_t *link = lm_graph_out(chain->graph, node, &count);
  lm_fields fields = {.json = json};
  lm_json_array(json, "records");
  for (size_t i = 0; i < count; i++) {
    const lm_link *row = lm_model_link(chain->model, link[i]);
    if (row->type != LM_MEASURED_BY) continue;
    const lm_record *record = lm_record_for(chain->assessment, row->to, area, lm_model_node(chain->model, node)->tier);
    if (!record) continue;
    lm_json_object(json, NULL);
    lm_record_fields(&fields, chain->assessment, record, chain->view);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void full_name_as_json(lm_json *json, const char *name, const lm_chain *chain, lm_node node) {
  lm_strbuf full = {0};
  lm_add_full_name(&full, chain, node);
  lm_json_text(json, name, lm_strbuf_text(&full));
  lm_strbuf_drop(&full, json->sink);
}

/* Nodes of other models that share a reference with the node, with what was reported of them. */
static void crossings_as_json(lm_json *json, const lm_meeting *m, lm_node node, uint32_t area) {
  size_t count, shared;
  const lm_crossing *at = lm_crossings_of(m->crossings, node, &count);
  lm_json_array(json, "crossings");
  for (size_t i = 0; i < count; i += shared) {
    const lm_chain *other = &m->other[at[i].model];
    const uint32_t there = lm_chain_area(other, &m->home, area);
    const lm_rollup *rollup = lm_assessment_rollup_of(other->assessment, at[i].to, there);
    lm_fields fields = {.json = json};
    shared = lm_crossing_run(&at[i], count - i);
    lm_json_object(json, NULL);
    lm_json_text(json, "model", lm_model_id(other->model));
    full_name_as_json(json, "node", other, at[i].to);
    lm_json_text(json, "label", lm_label_of(other->model, at[i].to, other->view->lang));
    lm_json_array(json, "shared");
    for (size_t k = 0; k < shared; k++) {
      lm_json_object(json, NULL);
      lm_json_text(json, "vocabulary", at[i + k].ref->vocabulary);
      lm_json_text(json, "code", at[i + k].ref->code);
      lm_json_close(json);
    }
    lm_json_close(json);
    lm_json_text(json, "status", rollup ? lm_verdict_word(rollup->status) : NULL);
    lm_last_report_fields(&fields, other, at[i].to, there);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void node_as_json(lm_json *json, const lm_meeting *m, const lm_chain *chain, lm_node node, uint32_t area) {
  const lm_node_info *info = lm_model_node(chain->model, node);
  const lm_rollup *rollup = lm_assessment_rollup_of(chain->assessment, node, area);
  lm_rollup none = lm_rollup_none();
  lm_fields fields = {.json = json};
  none.node = node;
  none.area = area;
  none.tier = info->tier;
  lm_json_object(json, NULL);
  full_name_as_json(json, "node", chain, node);
  lm_json_text(json, "kind", lm_kind_word(info->kind));
  lm_json_text(json, "id", info->id);
  lm_json_text(json, "label", lm_text_in(&info->label, chain->view->lang));
  lm_json_text(json, "certainty", lm_certainty_word(info->certainty));
  lm_json_bool(json, "upstream", chain->side[node] & LM_UPSTREAM);
  lm_json_bool(json, "downstream", chain->side[node] & LM_DOWNSTREAM);
  lm_rollup_fields(&fields, chain->assessment, rollup ? rollup : &none, true, chain->view);
  if (info->kind == LM_INITIATIVE) lm_delivery_fields(&fields, chain->assessment, node, area);
  if (m->count > 0 || m->home.progress) lm_last_report_fields(&fields, chain, node, area);
  indicators_as_json(json, chain, node, area);
  if (m->count > 0 && chain == &m->home) crossings_as_json(json, m, node, area);
  lm_json_close(json);
}

static void link_as_json(lm_json *json, const lm_chain *chain, const lm_link *link) {
  lm_json_object(json, NULL);
  lm_json_text(json, "type", lm_link_type_word(link->type));
  full_name_as_json(json, "from", chain, link->from);
  full_name_as_json(json, "to", chain, link->to);
  lm_json_text(json, "certainty", lm_certainty_word(link->certainty));
  lm_json_whole(json, "sign", link->sign);
  lm_json_number(json, "lag_min", link->lag_min);
  lm_json_number(json, "lag_max", link->lag_max);
  lm_json_close(json);
}

static void nodes_as_json(lm_json *json, const lm_meeting *m, const lm_chain *chain, uint32_t area) {
  lm_json_array(json, "nodes");
  for (lm_node node = 0; node < chain->nodes; node++)
    if (lm_chain_has(chain, node)) node_as_json(json, m, chain, node, area);
  lm_json_close(json);
  lm_json_array(json, "links");
  for (size_t i = 0; i < lm_model_link_count(chain->model); i++) {
    const lm_link *link = lm_model_link(chain->model, i);
    if (lm_chain_has(chain, link->from) && lm_chain_has(chain, link->to)) link_as_json(json, chain, link);
  }
  lm_json_close(json);
}

/* The nodes met in the other models and where they lead on to. */
static void onward_as_json(lm_json *json, const lm_meeting *m, uint32_t area) {
  lm_json_array(json, "onward");
  for (size_t i = 0; i < m->count; i++) {
    const lm_chain *other = &m->other[i];
    const uint32_t there = lm_chain_area(other, &m->home, area);
    lm_json_object(json, NULL);
    lm_json_text(json, "model", lm_model_id(other->model));
    lm_json_text(json, "area", lm_area_id(lm_assessment_areas(other->assessment), there));
    nodes_as_json(json, m, other, there);
    lm_json_close(json);
  }
  lm_json_close(json);
}

void lm_meeting_as_json(lm_json *json, const lm_meeting *m, uint32_t area) {
  const lm_chain *chain = &m->home;
  lm_json_object(json, NULL);
  const bool outcome = lm_model_node(chain->model, chain->node)->kind == LM_OUTCOME;
  full_name_as_json(json, "node", chain, chain->node);
  lm_json_text(json, "outcome", outcome ? lm_id_of(chain->model, chain->node) : NULL);
  lm_json_text(json, "area", lm_area_id(lm_assessment_areas(chain->assessment), area));
  nodes_as_json(json, m, chain, area);
  if (m->count > 0) onward_as_json(json, m, area);
  lm_json_close(json);
}
