/* model_json.c: a model with everything it says. */
#include "json.h"
#include "model.h"

static void texts_as_json(lm_json *json, const char *name, const lm_texts *texts, lm_lang lang) {
  lm_json_array(json, name);
  for (size_t i = 0; i < texts->count; i++) lm_json_text(json, NULL, lm_text_in(&texts->item[i], lang));
  lm_json_close(json);
}

static void refs_as_json(lm_json *json, const lm_reference *refs, size_t count) {
  lm_json_array(json, "refs");
  for (size_t i = 0; i < count; i++) {
    lm_json_object(json, NULL);
    lm_json_text(json, "vocabulary", refs[i].vocabulary);
    lm_json_text(json, "code", refs[i].code);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void indicator_as_json(lm_json *json, const lm_indicator *indicator, lm_lang lang) {
  char period[48];
  lm_json_text(json, "unit", lm_or_null(lm_text_in(&indicator->unit, lang)));
  lm_json_text(json, "definition", lm_or_null(lm_text_in(&indicator->definition, lang)));
  lm_json_text(json, "numerator", lm_or_null(lm_text_in(&indicator->numerator, lang)));
  lm_json_text(json, "denominator", lm_or_null(lm_text_in(&indicator->denominator, lang)));
  lm_json_text(json, "origin", lm_or_null(lm_text_in(&indicator->origin, lang)));
  lm_json_text(json, "direction", lm_direction_word(indicator->direction));
  lm_json_text(json, "measure", lm_measure_word(indicator->measure));
  lm_json_text(json, "accumulation", lm_accumulation_word(indicator->accumulation));
  lm_json_text(json, "aggregation", lm_aggregation_word(indicator->aggregation));
  lm_json_text(json, "basis", lm_basis_word(indicator->basis));
  lm_json_text(json, "set", indicator->set);
  lm_json_text(json, "answers", lm_answers_word(indicator->answers));
  if (indicator->decimals >= 0)
    lm_json_whole(json, "decimals", indicator->decimals);
  else
    lm_json_null(json, "decimals");
  lm_json_number(json, "lower", indicator->lower);
  lm_json_number(json, "upper", indicator->upper);
  lm_json_bool(json, "core", indicator->core);
  lm_json_bool(json, "placeholder", indicator->placeholder);
  lm_json_array(json, "breaks");
  for (size_t i = 0; i < indicator->break_count; i++) {
    lm_json_object(json, NULL);
    lm_json_text(json, "at", lm_period_format(indicator->breaks[i].at, period, sizeof period));
    texts_as_json(json, "notes", &indicator->breaks[i].notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void period_as_json(lm_json *json, const char *name, bool has, lm_period period) {
  char text[48];
  lm_json_text(json, name, has ? lm_period_format(period, text, sizeof text) : NULL);
}

static void statements_as_json(lm_json *json, const lm_node_info *node, lm_lang lang) {
  lm_json_array(json, "statements");
  for (size_t i = 0; i < node->statement_count; i++) {
    const lm_statement *s = &node->statements[i];
    lm_json_object(json, NULL);
    lm_json_text(json, "role", lm_statement_role_word(s->role));
    lm_json_text(json, "name", s->name);
    lm_json_text(json, "text", lm_text_in(&s->text, lang));
    texts_as_json(json, "notes", &s->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void goals_as_json(lm_json *json, const lm_model *model, const lm_node_info *node, lm_lang lang) {
  lm_json_array(json, "goals");
  for (size_t i = 0; i < node->goal_count; i++) {
    const lm_goal *g = &node->goals[i];
    lm_json_object(json, NULL);
    lm_json_text(json, "tier", lm_tier_id(model, g->tier));
    lm_json_text(json, "kind", lm_goal_kind_word(g->kind));
    lm_json_text(json, "indicator", lm_id_of(model, g->indicator));
    lm_json_text(json, "text", lm_or_null(lm_text_in(&g->text, lang)));
    texts_as_json(json, "notes", &g->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void charges_as_json(lm_json *json, const lm_model *model, const lm_node_info *node, lm_lang lang) {
  lm_json_array(json, "charges");
  for (size_t i = 0; i < node->charge_count; i++) {
    const lm_charge *c = &node->charges[i];
    lm_json_object(json, NULL);
    lm_json_text(json, "party", lm_model_party(model, c->party)->id);
    lm_json_text(json, "role", lm_charge_role_word(c->role));
    period_as_json(json, "from", c->has_from, c->from);
    period_as_json(json, "to", c->has_to, c->to);
    texts_as_json(json, "notes", &c->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void node_as_json(lm_json *json, const lm_model *model, const lm_node_info *node, lm_lang lang) {
  static const char *const parent[LM_KIND_COUNT] = {
      [LM_INITIATIVE] = "scene", [LM_ACTIVITY] = "initiative", [LM_OUTCOME] = "scene"};
  lm_json_object(json, NULL);
  lm_json_text(json, "id", node->id);
  lm_json_text(json, "label", lm_text_in(&node->label, lang));
  lm_json_text(json, "certainty", lm_certainty_word(node->certainty));
  if (parent[node->kind]) lm_json_text(json, parent[node->kind], lm_id_of(model, node->parent));
  if (node->kind == LM_INITIATIVE) lm_json_text(json, "mark", node->mark);
  if (node->kind == LM_SCENE) lm_json_bool(json, "outside", node->outside);
  if (node->kind == LM_OUTCOME) {
    lm_json_text(json, "tier", lm_tier_id(model, node->tier));
    if (node->number > 0)
      lm_json_whole(json, "number", node->number);
    else
      lm_json_null(json, "number");
  }
  if (node->kind == LM_INITIATIVE || node->kind == LM_ACTIVITY) {
    lm_json_text(json, "standing", lm_standing_word(node->standing));
    goals_as_json(json, model, node, lang);
  }
  if (node->kind != LM_INDICATOR) {
    statements_as_json(json, node, lang);
    charges_as_json(json, model, node, lang);
  }
  if (node->indicator) indicator_as_json(json, node->indicator, lang);
  refs_as_json(json, node->refs, node->ref_count);
  lm_json_bool(json, "provisional", node->provisional);
  texts_as_json(json, "tags", &node->tags, lang);
  texts_as_json(json, "notes", &node->notes, lang);
  lm_json_close(json);
}

static void nodes_as_json(lm_json *json, const char *name, const lm_model *model, lm_kind kind, lm_lang lang) {
  lm_json_array(json, name);
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    const lm_node_info *node = lm_model_node(model, i);
    if (node->kind == kind) node_as_json(json, model, node, lang);
  }
  lm_json_close(json);
}

static void name_as_json(lm_json *json, const char *name, const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  lm_strbuf full = {0};
  if (info) lm_strbuf_addf(&full, "%s:%s", lm_kind_word(info->kind), info->id);
  lm_json_text(json, name, info ? lm_strbuf_text(&full) : NULL);
  lm_strbuf_drop(&full, json->sink);
}

static void link_as_json(lm_json *json, const lm_model *model, const lm_link *link, lm_lang lang) {
  lm_json_object(json, NULL);
  lm_json_text(json, "type", lm_link_type_word(link->type));
  name_as_json(json, "from", model, link->from);
  name_as_json(json, "to", model, link->to);
  lm_json_text(json, "certainty", lm_certainty_word(link->certainty));
  if (link->type == LM_CONTRIBUTES_TO) {
    lm_json_whole(json, "sign", link->sign);
    lm_json_number(json, "lag_min", link->lag_min);
    lm_json_number(json, "lag_max", link->lag_max);
  }
  if (link->type == LM_MEASURED_BY) {
    name_as_json(json, "answers", model, link->answers);
    lm_json_bool(json, "shown_again", link->shown_again);
  }
  lm_json_array(json, "cites");
  for (size_t i = 0; i < link->cite_count; i++) {
    lm_json_object(json, NULL);
    lm_json_text(json, "source", link->cites[i].source);
    lm_json_text(json, "at", link->cites[i].at);
    lm_json_close(json);
  }
  lm_json_close(json);
  texts_as_json(json, "notes", &link->notes, lang);
  lm_json_close(json);
}

static void tiers_as_json(lm_json *json, const lm_model *model, lm_lang lang) {
  char day[16];
  lm_json_array(json, "tiers");
  for (size_t i = 0; i < lm_model_tier_count(model); i++) {
    const lm_tier *tier = lm_model_tier(model, i);
    lm_json_object(json, NULL);
    lm_json_text(json, "id", tier->id);
    lm_json_text(json, "label", lm_text_in(&tier->label, lang));
    lm_json_text(json, "level", lm_level_word(tier->level));
    lm_json_text(json, "due", lm_day_format(tier->due, day, sizeof day));
    lm_json_text(json, "due_as_written", tier->due_text);
    lm_json_bool(json, "about", tier->about);
    texts_as_json(json, "notes", &tier->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void parties_as_json(lm_json *json, const lm_model *model, lm_lang lang) {
  lm_json_array(json, "parties");
  for (size_t i = 0; i < lm_model_party_count(model); i++) {
    const lm_party *party = lm_model_party(model, i);
    lm_json_object(json, NULL);
    lm_json_text(json, "id", party->id);
    lm_json_text(json, "label", lm_text_in(&party->label, lang));
    refs_as_json(json, party->refs, party->ref_count);
    texts_as_json(json, "notes", &party->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

/* null: the model has none and is graded by the built-in one. */
static void scale_as_json(lm_json *json, const lm_scale *scale, lm_lang lang) {
  if (!scale) {
    lm_json_null(json, "scale");
    return;
  }
  lm_json_object(json, "scale");
  lm_json_text(json, "id", scale->id);
  lm_json_text(json, "label", lm_text_in(&scale->label, lang));
  lm_json_array(json, "grades");
  for (size_t i = 0; i < scale->count; i++) {
    const lm_scale_grade *grade = &scale->grades[i];
    lm_json_object(json, NULL);
    lm_json_text(json, "id", grade->id);
    lm_json_text(json, "label", lm_text_in(&grade->label, lang));
    lm_json_text(json, "definition", lm_or_null(lm_text_in(&grade->definition, lang)));
    lm_json_number(json, "at_least", grade->at_least);
    texts_as_json(json, "notes", &grade->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
  texts_as_json(json, "notes", &scale->notes, lang);
  lm_json_close(json);
}

static void sheets_as_json(lm_json *json, const lm_model *model, lm_lang lang) {
  lm_json_array(json, "sheets");
  for (size_t i = 0; i < lm_model_sheet_count(model); i++) {
    const lm_sheet *sheet = lm_model_sheet(model, i);
    lm_json_object(json, NULL);
    lm_json_text(json, "id", sheet->id);
    lm_json_text(json, "label", lm_text_in(&sheet->label, lang));
    lm_json_text(json, "about", lm_kind_word(sheet->about));
    lm_json_text(json, "scene", lm_id_of(model, sheet->scene));
    texts_as_json(json, "notes", &sheet->notes, lang);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void sources_as_json(lm_json *json, const lm_model *model) {
  lm_json_array(json, "sources");
  for (size_t i = 0; i < lm_model_source_count(model); i++) {
    const lm_source *source = lm_model_source(model, i);
    lm_json_object(json, NULL);
    lm_json_text(json, "id", source->id);
    lm_json_text(json, "title", source->title);
    lm_json_text(json, "publisher", source->publisher);
    lm_json_text(json, "url", source->url);
    lm_json_text(json, "retrieved", source->retrieved);
    lm_json_text(json, "licence", source->licence);
    lm_json_text(json, "edition", source->edition);
    lm_json_text(json, "sha256", source->sha256);
    lm_json_close(json);
  }
  lm_json_close(json);
}

static void counts_as_json(lm_json *json, const lm_model *model) {
  lm_model_counts c = lm_model_count_all(model);
  lm_json_object(json, "counts");
  lm_json_whole(json, "scenes", (int64_t)c.of[LM_SCENE]);
  lm_json_whole(json, "scenes_outside", (int64_t)c.outside);
  lm_json_whole(json, "initiatives", (int64_t)c.of[LM_INITIATIVE]);
  lm_json_whole(json, "activities", (int64_t)c.of[LM_ACTIVITY]);
  lm_json_whole(json, "outcomes", (int64_t)c.of[LM_OUTCOME]);
  lm_json_whole(json, "indicators", (int64_t)c.of[LM_INDICATOR]);
  lm_json_whole(json, "part_of", (int64_t)c.links[LM_PART_OF]);
  lm_json_whole(json, "measured_by", (int64_t)c.links[LM_MEASURED_BY]);
  lm_json_whole(json, "contributes_to", (int64_t)c.links[LM_CONTRIBUTES_TO]);
  lm_json_close(json);
}

void lm_model_nodes_as_json(lm_json *json, const lm_model *model, lm_lang lang) {
  static const struct {
    const char *name;
    lm_kind kind;
  } list[] = {{"scenes", LM_SCENE},
              {"initiatives", LM_INITIATIVE},
              {"activities", LM_ACTIVITY},
              {"outcomes", LM_OUTCOME},
              {"indicators", LM_INDICATOR}};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) nodes_as_json(json, list[i].name, model, list[i].kind, lang);
  lm_json_array(json, "links");
  for (size_t i = 0; i < lm_model_link_count(model); i++) link_as_json(json, model, lm_model_link(model, i), lang);
  lm_json_close(json);
}

lm_status lm_model_as_json(lm_sink *sink, const lm_model *model, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_texts notes = lm_model_notes(model);
  lm_json_object(&json, NULL);
  lm_json_text(&json, "id", lm_model_id(model));
  lm_json_text(&json, "title", lm_text_in(lm_model_title(model), view->lang));
  counts_as_json(&json, model);
  tiers_as_json(&json, model, view->lang);
  parties_as_json(&json, model, view->lang);
  scale_as_json(&json, lm_model_scale(model), view->lang);
  lm_model_nodes_as_json(&json, model, view->lang);
  sheets_as_json(&json, model, view->lang);
  sources_as_json(&json, model);
  texts_as_json(&json, "notes", &notes, view->lang);
  lm_json_close(&json);
  return LM_OK;
}
