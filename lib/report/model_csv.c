/* model_csv.c: one row per node and per link; the column `kind` tells which. */
#include "fields.h"
#include "flow.h"
#include "model.h"

#include <math.h>

static void add_full_name(lm_strbuf *to, const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  lm_strbuf_reset(to);
  if (info) lm_strbuf_addf(to, "%s:%s", lm_kind_word(info->kind), info->id);
}

typedef struct model_row {
  const lm_model *model;
  const lm_node_info *node; /* or */
  const lm_link *link;
  lm_strbuf from, to, answers;
} model_row;

/* An indicator with nothing said, for rows that are none. */
static const lm_indicator no_indicator = {.basis = -1, .decimals = -1, .lower = NAN, .upper = NAN};

static void row_fields(lm_fields *f, const model_row *row, lm_lang lang) {
  const lm_node_info *node = row->node;
  const lm_link *link = row->link;
  const lm_indicator *indicator = node && node->indicator ? node->indicator : &no_indicator;
  lm_field_text(f, "kind", node ? lm_kind_word(node->kind) : link ? "link" : NULL);
  lm_field_text(f, "id", node ? node->id : NULL);
  lm_field_text(f, "label", node ? lm_text_in(&node->label, lang) : NULL);
  lm_field_text(f, "parent", node ? lm_id_of(row->model, node->parent) : NULL);
  lm_field_text(f, "tier", node ? lm_tier_id(row->model, node->tier) : NULL);
  lm_field_count(f, "number", node ? node->number : 0);
  lm_field_text(f, "mark", node ? node->mark : NULL);
  lm_field_text(f, "standing", node ? lm_standing_word(node->standing) : NULL);
  lm_field_text(f, "certainty", node ? lm_certainty_word(node->certainty) : link ? lm_certainty_word(link->certainty) : NULL);
  lm_field_text(f, "unit", lm_or_null(lm_text_in(&indicator->unit, lang)));
  lm_field_text(f, "definition", lm_or_null(lm_text_in(&indicator->definition, lang)));
  lm_field_text(f, "direction", lm_direction_word(indicator->direction));
  lm_field_text(f, "measure", lm_measure_word(indicator->measure));
  lm_field_text(f, "accumulation", lm_accumulation_word(indicator->accumulation));
  lm_field_text(f, "aggregation", lm_aggregation_word(indicator->aggregation));
  lm_field_text(f, "basis", lm_basis_word(indicator->basis));
  if (indicator->decimals >= 0)
    lm_field_whole(f, "decimals", indicator->decimals);
  else
    lm_field_absent(f, "decimals");
  lm_field_number(f, "lower", indicator->lower);
  lm_field_number(f, "upper", indicator->upper);
  lm_field_text(f, "core", indicator->core ? "true" : NULL);
  lm_field_text(f, "placeholder", indicator->placeholder ? "true" : NULL);
  lm_field_text(f, "set", indicator->set);
  lm_field_text(f, "answers", lm_answers_word(indicator->answers));
  lm_field_text(f, "type", link ? lm_link_type_word(link->type) : NULL);
  lm_field_text(f, "from", lm_strbuf_text(&row->from));
  lm_field_text(f, "to", lm_strbuf_text(&row->to));
  if (link && link->type == LM_CONTRIBUTES_TO)
    lm_field_whole(f, "sign", link->sign);
  else
    lm_field_absent(f, "sign");
  lm_field_number(f, "lag_min", link ? link->lag_min : (double)NAN);
  lm_field_number(f, "lag_max", link ? link->lag_max : (double)NAN);
  lm_field_text(f, "answers", lm_strbuf_text(&row->answers));
  lm_field_text(f, "shown_again", link && link->shown_again ? "true" : NULL);
  lm_csv_end_row(f->csv);
}

lm_status lm_model_as_csv(lm_sink *sink, const lm_model *model, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  model_row row = {.model = model};
  row_fields(&fields, &row, view->lang);
  fields.names = false;
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    row.node = lm_model_node(model, i);
    row_fields(&fields, &row, view->lang);
  }
  row.node = NULL;
  for (size_t i = 0; i < lm_model_link_count(model); i++) {
    row.link = lm_model_link(model, i);
    add_full_name(&row.from, model, row.link->from);
    add_full_name(&row.to, model, row.link->to);
    add_full_name(&row.answers, model, row.link->answers);
    row_fields(&fields, &row, view->lang);
  }
  lm_strbuf_drop(&row.from, sink);
  lm_strbuf_drop(&row.to, sink);
  lm_strbuf_drop(&row.answers, sink);
  return LM_OK;
}
