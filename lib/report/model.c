/* model.c: the formats of a model. */
#include "model.h"

#include "drawing.h"

#include <stdlib.h>

lm_model_counts lm_model_count_all(const lm_model *model) {
  lm_model_counts c = {{0}, 0, {0}};
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    const lm_node_info *node = lm_model_node(model, i);
    c.of[node->kind]++;
    if (node->kind == LM_SCENE && node->outside) c.outside++;
  }
  for (size_t i = 0; i < lm_model_link_count(model); i++) c.links[lm_model_link(model, i)->type]++;
  return c;
}

const char *lm_or_null(const char *text) {
  return text && *text ? text : NULL;
}

/* Initiatives, activities and outcomes; indicators too with view->all. */
static lm_status draw(lm_sink *sink, const lm_model *model, const lm_view *view) {
  size_t count = lm_model_node_count(model);
  uint8_t *shown = calloc(count + 1, 1);
  if (!shown) return LM_ENOMEM;
  for (lm_node i = 0; i < count; i++) {
    lm_kind kind = lm_model_node(model, i)->kind;
    shown[i] = kind != LM_SCENE && (kind != LM_INDICATOR || view->all);
  }
  const lm_drawing drawing = {.model = model, .shown = shown, .view = view};
  lm_status status = lm_draw(sink, &drawing);
  free(shown);
  return status;
}

lm_status lm_write_model(lm_sink *sink, const lm_model *model, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_model *, const lm_view *) = {
      [LM_FORMAT_TEXT] = lm_model_as_text, [LM_FORMAT_JSON] = lm_model_as_json,
      [LM_FORMAT_CSV] = lm_model_as_csv,   [LM_FORMAT_DOT] = draw,
      [LM_FORMAT_MERMAID] = draw,
  };
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  return write[view->format](sink, model, view);
}
