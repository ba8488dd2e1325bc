/* The store: vectors of plain structs, one map of ids per kind, and one arena for every string and list. A parent must be there
   before its child, so parents have smaller indices and part-of cannot loop. */
#include "store.h"

#include "../base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The kind of a node's parent; LM_KIND_COUNT: it has none. */
static const lm_kind parent_kinds[LM_KIND_COUNT] = {[LM_SCENE] = LM_KIND_COUNT,
                                                    [LM_INITIATIVE] = LM_SCENE,
                                                    [LM_ACTIVITY] = LM_INITIATIVE,
                                                    [LM_OUTCOME] = LM_SCENE,
                                                    [LM_INDICATOR] = LM_KIND_COUNT};

lm_status lm_model_new(lm_model **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_model_free(lm_model *model) {
  if (!model) return;
  for (int i = 0; i < LM_KIND_COUNT; i++) lm_strmap_clear(&model->node_ids[i]);
  lm_strmap_clear(&model->tier_ids);
  lm_strmap_clear(&model->source_ids);
  lm_strmap_clear(&model->party_ids);
  lm_strmap_clear(&model->sheet_ids);
  free(model->parties.item);
  free(model->sheets.item);
  free(model->notes.item);
  free(model->sources.item);
  free(model->tiers.item);
  free(model->nodes.item);
  free(model->links.item);
  lm_arena_clear(&model->arena);
  free(model);
}

lm_place lm_model_copy_place(lm_model *model, lm_copier *c, lm_place place) {
  bool known = place.file && model->file && strcmp(place.file, model->file) == 0;
  place.file = known ? model->file : lm_copy_string(c, place.file);
  if (place.file) model->file = place.file;
  return place;
}

/* ---- building ---- */

bool lm_model_is_free(const lm_strmap *ids, const char *id) {
  return id && *id && lm_strmap_get(ids, id, strlen(id)) == LM_STRMAP_NONE;
}

lm_status lm_model_set_id(lm_model *model, const char *id) {
  if (!id || !*id) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  const char *copy = lm_copy_string(&c, id);
  if (c.failed) return LM_ENOMEM;
  model->id = copy;
  return LM_OK;
}

lm_status lm_model_set_title(lm_model *model, const lm_text *title) {
  lm_copier c = {&model->arena, false};
  lm_text copy = lm_copy_text(&c, title);
  if (c.failed) return LM_ENOMEM;
  model->title = copy;
  return LM_OK;
}

lm_status lm_model_add_note(lm_model *model, const lm_text *note) {
  lm_copier c = {&model->arena, false};
  lm_text copy = lm_copy_text(&c, note);
  return !c.failed && LM_VEC_PUSH(&model->notes, copy) ? LM_OK : LM_ENOMEM;
}

lm_status lm_model_add_source(lm_model *model, const lm_source *source) {
  if (!lm_model_is_free(&model->source_ids, source->id)) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  lm_source copy = {.id = lm_copy_string(&c, source->id),
                    .title = lm_copy_string(&c, source->title),
                    .publisher = lm_copy_string(&c, source->publisher),
                    .url = lm_copy_string(&c, source->url),
                    .retrieved = lm_copy_string(&c, source->retrieved),
                    .licence = lm_copy_string(&c, source->licence),
                    .edition = lm_copy_string(&c, source->edition),
                    .sha256 = lm_copy_string(&c, source->sha256)};
  if (c.failed || !LM_VEC_PUSH(&model->sources, copy)) return LM_ENOMEM;
  if (lm_strmap_set(&model->source_ids, copy.id, strlen(copy.id), (uint32_t)(model->sources.count - 1))) return LM_OK;
  model->sources.count--;
  return LM_ENOMEM;
}

lm_status lm_model_add_tier(lm_model *model, const lm_tier *tier) {
  if (!lm_model_is_free(&model->tier_ids, tier->id) || (unsigned)tier->level >= LM_LEVEL_COUNT) return LM_EINVAL;
  lm_copier c = {&model->arena, false};
  lm_tier copy = *tier;
  copy.id = lm_copy_string(&c, tier->id);
  copy.label = lm_copy_text(&c, &tier->label);
  copy.due_text = lm_copy_string(&c, tier->due_text);
  copy.notes = lm_copy_texts(&c, &tier->notes);
  copy.place = lm_model_copy_place(model, &c, tier->place);
  if (c.failed || !LM_VEC_PUSH(&model->tiers, copy)) return LM_ENOMEM;
  if (lm_strmap_set(&model->tier_ids, copy.id, strlen(copy.id), (uint32_t)(model->tiers.count - 1))) return LM_OK;
  model->tiers.count--;
  return LM_ENOMEM;
}

static bool has_parties(const lm_model *model, const lm_node_info *node) {
  for (size_t i = 0; i < node->charge_count; i++)
    if (node->charges[i].party >= model->parties.count) return false;
  return true;
}

static bool is_sound_node(const lm_model *model, const lm_node_info *node) {
  if ((unsigned)node->kind >= LM_KIND_COUNT || !lm_model_is_free(&model->node_ids[node->kind], node->id)) return false;
  if ((node->kind == LM_INDICATOR) != (node->indicator != NULL)) return false;
  if (node->goal_count || !has_parties(model, node)) return false;
  if (node->tier != LM_NO_TIER && (node->kind != LM_OUTCOME || node->tier >= model->tiers.count)) return false;
  if (node->parent == LM_NO_NODE) return true;
  return node->parent < model->nodes.count && model->nodes.item[node->parent].kind == parent_kinds[node->kind];
}

static bool push_parent_link(lm_model *model, lm_node child, const lm_node_info *node) {
  if (node->parent == LM_NO_NODE) return true;
  lm_link link = {.type = LM_PART_OF, .from = child, .to = node->parent, .certainty = node->certainty, .sign = 1,
                  .lag_min = NAN, .lag_max = NAN, .answers = LM_NO_NODE, .place = node->place};
  return LM_VEC_PUSH(&model->links, link);
}

lm_status lm_model_add_node(lm_model *model, const lm_node_info *node, lm_node *index) {
  if (!is_sound_node(model, node)) return LM_EINVAL;
  if (model->nodes.count >= LM_NO_NODE - 1) return LM_ENOMEM;
  lm_copier c = {&model->arena, false};
  lm_node_info copy = *node;
  copy.id = lm_copy_string(&c, node->id);
  copy.label = lm_copy_text(&c, &node->label);
  copy.mark = lm_copy_string(&c, node->mark);
  copy.notes = lm_copy_texts(&c, &node->notes);
  copy.tags = lm_copy_texts(&c, &node->tags);
  copy.refs = lm_copy_refs(&c, node->refs, node->ref_count);
  copy.statements = lm_copy_statements(&c, node->statements, node->statement_count);
  copy.charges = lm_copy_charges(&c, node->charges, node->charge_count);
  copy.indicator = lm_copy_indicator(&c, node->indicator);
  copy.place = lm_model_copy_place(model, &c, node->place);
  if (c.failed) return LM_ENOMEM;

  lm_node added = (lm_node)model->nodes.count;
  size_t links = model->links.count;
  if (!LM_VEC_PUSH(&model->nodes, copy)) return LM_ENOMEM;
  if (!push_parent_link(model, added, &copy) || !lm_strmap_set(&model->node_ids[copy.kind], copy.id, strlen(copy.id), added)) {
    model->nodes.count--;
    model->links.count = links;
    return LM_ENOMEM;
  }
  if (index) *index = added;
  return LM_OK;
}

lm_status lm_model_add_link(lm_model *model, const lm_link *link) {
  size_t nodes = model->nodes.count;
  if (link->type != LM_MEASURED_BY && link->type != LM_CONTRIBUTES_TO) return LM_EINVAL;
  if (link->from >= nodes || link->to >= nodes || (link->answers != LM_NO_NODE && link->answers >= nodes)) return LM_EINVAL;
  if (model->links.count >= UINT32_MAX) return LM_ENOMEM;
  lm_copier c = {&model->arena, false};
  lm_link copy = *link;
  copy.cites = lm_copy_cites(&c, link->cites, link->cite_count);
  copy.notes = lm_copy_texts(&c, &link->notes);
  copy.place = lm_model_copy_place(model, &c, link->place);
  return !c.failed && LM_VEC_PUSH(&model->links, copy) ? LM_OK : LM_ENOMEM;
}

/* ---- asking ---- */

const char *lm_model_id(const lm_model *model) { return model->id ? model->id : ""; }

const lm_text *lm_model_title(const lm_model *model) { return &model->title; }

lm_texts lm_model_notes(const lm_model *model) { return (lm_texts){model->notes.item, model->notes.count}; }

size_t lm_model_source_count(const lm_model *model) { return model->sources.count; }

const lm_source *lm_model_source(const lm_model *model, size_t index) {
  return index < model->sources.count ? &model->sources.item[index] : NULL;
}

size_t lm_model_tier_count(const lm_model *model) { return model->tiers.count; }

const lm_tier *lm_model_tier(const lm_model *model, size_t index) {
  return index < model->tiers.count ? &model->tiers.item[index] : NULL;
}

uint32_t lm_model_find_tier(const lm_model *model, const char *id) { return lm_strmap_get(&model->tier_ids, id, strlen(id)); }

size_t lm_model_node_count(const lm_model *model) { return model->nodes.count; }

const lm_node_info *lm_model_node(const lm_model *model, lm_node node) {
  return node < model->nodes.count ? &model->nodes.item[node] : NULL;
}

lm_node lm_model_find(const lm_model *model, lm_kind kind, const char *id, size_t length) {
  return (unsigned)kind < LM_KIND_COUNT ? lm_strmap_get(&model->node_ids[kind], id, length) : LM_NO_NODE;
}

static lm_node find_bare(const lm_model *model, const char *id) {
  lm_node found = LM_NO_NODE;
  for (int kind = 0; kind < LM_KIND_COUNT; kind++) {
    lm_node node = lm_model_find(model, (lm_kind)kind, id, strlen(id));
    if (node == LM_NO_NODE) continue;
    if (found != LM_NO_NODE) return LM_NO_NODE;
    found = node;
  }
  return found;
}

lm_node lm_model_find_name(const lm_model *model, const char *name) {
  const char *colon = strchr(name, ':');
  if (!colon) return find_bare(model, name);
  size_t length = (size_t)(colon - name);
  for (int kind = 0; kind < LM_KIND_COUNT; kind++) {
    const char *word = lm_kind_word((lm_kind)kind);
    if (strlen(word) == length && memcmp(word, name, length) == 0)
      return lm_model_find(model, (lm_kind)kind, colon + 1, strlen(colon + 1));
  }
  return LM_NO_NODE;
}

size_t lm_model_link_count(const lm_model *model) { return model->links.count; }

const lm_link *lm_model_link(const lm_model *model, size_t index) {
  return index < model->links.count ? &model->links.item[index] : NULL;
}

lm_node lm_model_scene_of(const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  while (info && info->kind != LM_SCENE) {
    node = info->parent;
    info = lm_model_node(model, node);
  }
  return info ? node : LM_NO_NODE;
}
