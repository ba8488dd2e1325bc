/* scope.c: ids in the options to indices; an id that does not exist is answered with the ids that do. */
#include "../base/strbuf.h"
#include "../base/text.h"
#include "internal.h"

#include <string.h>

#define MOST_KNOWN 60 /* ids listed; nobody reads a thousand municipalities in a message */

static const char *area_id(const void *areas, size_t index) {
  return lm_areas_at(areas, (uint32_t)index)->id;
}

static const char *tier_id(const void *model, size_t index) {
  return lm_model_tier(model, index)->id;
}

static const char *node_id(const lm_model *model, size_t index, lm_kind kind) {
  const lm_node_info *node = lm_model_node(model, (lm_node)index);
  return node->kind == kind ? node->id : NULL;
}

static const char *scene_id(const void *model, size_t index) {
  return node_id(model, index, LM_SCENE);
}

static const char *indicator_id(const void *model, size_t index) {
  return node_id(model, index, LM_INDICATOR);
}

/* NULL ids are passed over. */
static void report(lm_diags *diags, const char *kind, const char *given, const void *of, size_t count, lm_text_at_fn *at) {
  lm_strbuf known = {0};
  size_t listed = 0;
  for (size_t i = 0; i < count; i++) {
    const char *id = at(of, i);
    if (!id) continue;
    if (listed++ == MOST_KNOWN) {
      lm_strbuf_add(&known, ", …");
      break;
    }
    lm_strbuf_add(&known, listed == 1 ? "" : ", ");
    lm_strbuf_add(&known, id);
  }
  lm_diags_add(diags,
               &(lm_finding){.code = LM_Q_UNKNOWN,
                             .value = given,
                             .arg = {kind, listed > 0 ? lm_strbuf_text(&known) : NULL, lm_text_nearest(given, count, at, of)}});
  lm_strbuf_clear(&known);
}

static void report_several(lm_diags *diags, const lm_areas *areas, const char *text) {
  uint32_t meant[MOST_KNOWN];
  const size_t count = lm_areas_meant(areas, text, meant, MOST_KNOWN);
  lm_strbuf ids = {0};
  for (size_t i = 0; i < count && i < MOST_KNOWN; i++) lm_strbuf_addf(&ids, "%s%s", i ? ", " : "", area_id(areas, meant[i]));
  if (count > MOST_KNOWN) lm_strbuf_add(&ids, ", …");
  lm_diags_add(diags, &(lm_finding){.code = LM_Q_AMBIGUOUS, .value = text, .arg = {lm_strbuf_text(&ids)}});
  lm_strbuf_clear(&ids);
}

lm_status lm_find_area(uint32_t *index, const lm_areas *areas, const char *text, lm_diags *diags) {
  *index = areas ? lm_areas_named(areas, text) : LM_NO_AREA;
  if (*index != LM_NO_AREA) return LM_OK;
  if (areas && lm_areas_meant(areas, text, NULL, 0) > 1) {
    report_several(diags, areas, text);
    return LM_ENOTFOUND;
  }
  report(diags, "area", text, areas, areas ? lm_areas_count(areas) : 0, area_id);
  return LM_ENOTFOUND;
}

static bool find_area(assess_scope *scope, const lm_areas *areas, const char *id, lm_diags *diags) {
  if (!id) return true;
  scope->has_area = true;
  return lm_find_area(&scope->area, areas, id, diags) == LM_OK;
}

static bool find_tier(assess_scope *scope, const lm_model *model, const char *id, lm_diags *diags) {
  if (!id) return true;
  scope->tier = lm_model_find_tier(model, id);
  if (scope->tier != LM_NO_TIER) return true;
  report(diags, "tier", id, model, lm_model_tier_count(model), tier_id);
  return false;
}

static bool find_node(lm_node *node, const lm_model *model, lm_kind kind, const char *id, lm_text_at_fn *at, lm_diags *diags) {
  if (!id) return true;
  *node = lm_model_find(model, kind, id, strlen(id));
  if (*node != LM_NO_NODE) return true;
  report(diags, lm_kind_word(kind), id, model, lm_model_node_count(model), at);
  return false;
}

lm_status assess_scope_resolve(assess_scope *scope, const lm_model *model, const lm_areas *areas,
                               const lm_assess_options *options, lm_diags *diags) {
  *scope = (assess_scope){
      .tier = LM_NO_TIER, .scene = LM_NO_NODE, .indicator = LM_NO_NODE, .area = LM_NO_AREA, .until = options->until};
  bool found = find_area(scope, areas, options->area, diags);
  found &= find_tier(scope, model, options->tier, diags);
  found &= find_node(&scope->scene, model, LM_SCENE, options->scene, scene_id, diags);
  found &= find_node(&scope->indicator, model, LM_INDICATOR, options->indicator, indicator_id, diags);
  return found ? LM_OK : LM_ENOTFOUND;
}
