/* chain_json.c: a chain as nodes (with their records) and links. */
#include "chain.h"

static bool inside(const lm_chain *chain, lm_node node) {
  return chain->side[node] || node == chain->outcome;
}

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

static void full_name_as_json(lm_json *json, const char *name, const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  lm_strbuf full = {0};
  lm_strbuf_addf(&full, "%s:%s", lm_kind_word(info->kind), info->id);
  lm_json_text(json, name, lm_strbuf_text(&full));
  lm_strbuf_drop(&full, json->sink);
}

static void node_as_json(lm_json *json, const lm_chain *chain, lm_node node, uint32_t area) {
  const lm_node_info *info = lm_model_node(chain->model, node);
  const lm_rollup *rollup = lm_assessment_rollup_of(chain->assessment, node, area);
  lm_rollup none = lm_rollup_none();
  lm_fields fields = {.json = json};
  none.node = node;
  none.area = area;
  none.tier = info->tier;
  lm_json_object(json, NULL);
  full_name_as_json(json, "node", chain->model, node);
  lm_json_text(json, "kind", lm_kind_word(info->kind));
  lm_json_text(json, "id", info->id);
  lm_json_text(json, "label", lm_text_in(&info->label, chain->view->lang));
  lm_json_text(json, "certainty", lm_certainty_word(info->certainty));
  lm_json_bool(json, "upstream", chain->side[node] & LM_UPSTREAM);
  lm_json_bool(json, "downstream", chain->side[node] & LM_DOWNSTREAM);
  lm_rollup_fields(&fields, chain->assessment, rollup ? rollup : &none, true, chain->view);
  if (info->kind == LM_INITIATIVE) lm_delivery_fields(&fields, chain->assessment, node, area);
  indicators_as_json(json, chain, node, area);
  lm_json_close(json);
}

static void link_as_json(lm_json *json, const lm_chain *chain, const lm_link *link) {
  lm_json_object(json, NULL);
  lm_json_text(json, "type", lm_link_type_word(link->type));
  full_name_as_json(json, "from", chain->model, link->from);
  full_name_as_json(json, "to", chain->model, link->to);
  lm_json_text(json, "certainty", lm_certainty_word(link->certainty));
  lm_json_whole(json, "sign", link->sign);
  lm_json_number(json, "lag_min", link->lag_min);
  lm_json_number(json, "lag_max", link->lag_max);
  lm_json_close(json);
}

void lm_chain_as_json(lm_json *json, const lm_chain *chain, uint32_t area) {
  lm_json_object(json, NULL);
  lm_json_text(json, "outcome", lm_id_of(chain->model, chain->outcome));
  lm_json_text(json, "area", lm_area_id(lm_assessment_areas(chain->assessment), area));
  lm_json_array(json, "nodes");
  for (lm_node node = 0; node < chain->nodes; node++)
    if (inside(chain, node)) node_as_json(json, chain, node, area);
  lm_json_close(json);
  lm_json_array(json, "links");
  for (size_t i = 0; i < lm_model_link_count(chain->model); i++) {
    const lm_link *link = lm_model_link(chain->model, i);
    if (inside(chain, link->from) && inside(chain, link->to)) link_as_json(json, chain, link);
  }
  lm_json_close(json);
  lm_json_close(json);
}
