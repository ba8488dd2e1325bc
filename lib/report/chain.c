/* chain.c: the formats of a chain; its nodes are found here once for all of them. */
#include "chain.h"

#include "../base/vec.h"
#include "drawing.h"

#include <stdlib.h>

lm_node lm_chain_step(const lm_chain *chain, uint32_t link, lm_side side) {
  const lm_link *row = lm_model_link(chain->model, link);
  if (row->type == LM_CONTRIBUTES_TO) return side == LM_UPSTREAM ? row->from : row->to;
  bool activity = row->type == LM_PART_OF && lm_model_node(chain->model, row->to)->kind == LM_INITIATIVE;
  if (!activity) return LM_NO_NODE;
  return side == LM_UPSTREAM ? row->from : LM_NO_NODE;
}

typedef struct node_queue {
  lm_node *item;
  size_t count, room;
} node_queue;

static bool visit(lm_chain *chain, lm_node node, lm_side side, node_queue *queue) {
  size_t count;
  const uint32_t *link =
      side == LM_UPSTREAM ? lm_graph_in(chain->graph, node, &count) : lm_graph_out(chain->graph, node, &count);
  for (size_t i = 0; i < count; i++) {
    lm_node next = lm_chain_step(chain, link[i], side);
    if (next == LM_NO_NODE || chain->side[next] & side) continue;
    chain->side[next] |= (uint8_t)side;
    if (!LM_VEC_PUSH(queue, next)) return false;
  }
  return true;
}

static lm_status mark_side(lm_chain *chain, lm_side side) {
  node_queue queue = {0};
  bool fine = LM_VEC_PUSH(&queue, chain->outcome);
  for (size_t i = 0; fine && i < queue.count; i++) fine = visit(chain, queue.item[i], side, &queue);
  free(queue.item);
  return fine ? LM_OK : LM_ENOMEM;
}

static lm_status chain_init(lm_chain *chain, const lm_assessment *assessment, lm_node outcome, const lm_view *view) {
  *chain = (lm_chain){.assessment = assessment, .model = lm_assessment_model(assessment), .outcome = outcome, .view = view};
  chain->nodes = lm_model_node_count(chain->model);
  chain->side = calloc(chain->nodes + 1, 1);
  lm_status status = chain->side ? lm_graph_new(&chain->graph, chain->model, LM_ALL_LINKS) : LM_ENOMEM;
  if (status == LM_OK) status = mark_side(chain, LM_UPSTREAM);
  if (status == LM_OK) status = mark_side(chain, LM_DOWNSTREAM);
  return status;
}

static void chain_clear(lm_chain *chain) {
  lm_graph_free(chain->graph);
  free(chain->side);
}

/* ---- formats ---- */

static lm_status write_text(lm_sink *sink, const lm_chain *chain, const lm_area_groups *areas) {
  lm_status status = LM_OK;
  lm_put_notice(sink, chain->assessment, chain->view);
  for (size_t i = 0; i < areas->count && status == LM_OK; i++) {
    if (i > 0) lm_sink_char(sink, '\n');
    status = lm_chain_as_text(sink, chain, areas->item[i].area);
  }
  lm_put_notice(sink, chain->assessment, chain->view);
  return status;
}

static lm_status write_json(lm_sink *sink, const lm_chain *chain, const lm_area_groups *areas) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, chain->assessment, chain->view);
  lm_json_array(&json, "chains");
  for (size_t i = 0; i < areas->count; i++) lm_chain_as_json(&json, chain, areas->item[i].area);
  lm_json_close(&json);
  lm_json_close(&json);
  return LM_OK;
}

static const char *side_word(const lm_chain *chain, lm_node node) {
  if (node == chain->outcome) return "self";
  return chain->side[node] & LM_UPSTREAM ? "upstream" : "downstream";
}

typedef struct leads_to {
  const lm_chain *chain;
  const uint32_t *link;
} leads_to;

static const char *next_id(const void *user, size_t i) {
  const leads_to *to = user;
  const lm_link *link = lm_model_link(to->chain->model, to->link[i]);
  bool inside = to->chain->side[link->to] || link->to == to->chain->outcome;
  return inside && link->type != LM_MEASURED_BY ? lm_id_of(to->chain->model, link->to) : NULL;
}

static void csv_row(lm_fields *f, const lm_chain *chain, lm_node node, uint32_t area) {
  lm_rollup none = lm_rollup_none();
  const lm_node_info *info = lm_model_node(chain->model, node);
  const lm_rollup *rollup = info ? lm_assessment_rollup_of(chain->assessment, node, area) : NULL;
  none.area = area;
  none.node = node;
  none.tier = info ? info->tier : LM_NO_TIER;
  size_t count = 0;
  leads_to to = {chain, info ? lm_graph_out(chain->graph, node, &count) : NULL};
  lm_field_text(f, "outcome", lm_id_of(chain->model, chain->outcome));
  lm_field_text(f, "side", info ? side_word(chain, node) : NULL);
  lm_field_text(f, "kind", info ? lm_kind_word(info->kind) : NULL);
  lm_field_text(f, "id", info ? info->id : NULL);
  lm_field_text(f, "label", lm_label_of(chain->model, node, chain->view->lang));
  lm_field_words(f, "leads_to", next_id, &to, count);
  lm_rollup_fields(f, chain->assessment, rollup ? rollup : &none, true, chain->view);
  lm_field_bool(f, "illustration", lm_is_illustration(chain->assessment));
  lm_field_bool(f, "fictional", lm_is_fictional(chain->assessment));
  lm_csv_end_row(f->csv);
}

static lm_status write_csv(lm_sink *sink, const lm_chain *chain, const lm_area_groups *areas) {
  lm_csv csv = lm_csv_to(sink, chain->view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  csv_row(&fields, chain, LM_NO_NODE, LM_NO_AREA);
  fields.names = false;
  for (size_t i = 0; i < areas->count; i++)
    for (lm_node node = 0; node < chain->nodes; node++)
      if (chain->side[node] || node == chain->outcome) csv_row(&fields, chain, node, areas->item[i].area);
  return LM_OK;
}

/* Indicators of the chain's nodes too with view->all. */
static void mark_indicators(const lm_chain *chain, uint8_t *shown) {
  for (size_t i = 0; i < lm_model_link_count(chain->model); i++) {
    const lm_link *link = lm_model_link(chain->model, i);
    if (link->type == LM_MEASURED_BY && shown[link->from]) shown[link->to] = 1;
  }
}

static lm_status draw(lm_sink *sink, const lm_chain *chain, const lm_area_groups *areas) {
  if (areas->count > 1) return LM_EINVAL;
  uint8_t *shown = calloc(chain->nodes + 1, 1);
  if (!shown) return LM_ENOMEM;
  for (size_t i = 0; i < chain->nodes; i++) shown[i] = chain->side[i] || i == chain->outcome;
  if (chain->view->all) mark_indicators(chain, shown);
  const lm_drawing drawing = {.model = chain->model,
                              .shown = shown,
                              .view = chain->view,
                              .assessment = chain->assessment,
                              .area = areas->count ? areas->item[0].area : LM_NO_AREA,
                              .focus = chain->outcome};
  lm_status status = lm_draw(sink, &drawing);
  free(shown);
  return status;
}

lm_status lm_write_chain(lm_sink *sink, const lm_assessment *assessment, lm_node outcome, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_chain *, const lm_area_groups *) = {
      [LM_FORMAT_TEXT] = write_text, [LM_FORMAT_JSON] = write_json, [LM_FORMAT_CSV] = write_csv,
      [LM_FORMAT_DOT] = draw,        [LM_FORMAT_MERMAID] = draw,
  };
  const lm_node_info *info = lm_model_node(lm_assessment_model(assessment), outcome);
  if (!info || info->kind != LM_OUTCOME || view->format >= LM_FORMAT_COUNT) return LM_EINVAL;
  lm_area_groups areas = {0};
  lm_chain chain;
  lm_status status = chain_init(&chain, assessment, outcome, view);
  if (status == LM_OK) status = lm_area_groups_make(&areas, assessment);
  if (status == LM_OK) status = write[view->format](sink, &chain, &areas);
  chain_clear(&chain);
  lm_area_groups_clear(&areas);
  return status;
}
