/* model.h: what the renderers of a model share. */
#ifndef LM_REPORT_MODEL_H
#define LM_REPORT_MODEL_H

#include "json.h"
#include "phrase.h"

typedef struct lm_model_counts {
  size_t of[LM_KIND_COUNT], outside, links[LM_LINK_TYPE_COUNT]; /* outside: scenes the title does not count */
} lm_model_counts;
lm_model_counts lm_model_count_all(const lm_model *model);

/* NULL for "", so that JSON says null. */
const char *lm_or_null(const char *text);

lm_status lm_model_as_text(lm_sink *sink, const lm_model *model, const lm_view *view);
lm_status lm_model_as_json(lm_sink *sink, const lm_model *model, const lm_view *view);
/* The lists of nodes by kind, and "links". */
void lm_model_nodes_as_json(lm_json *json, const lm_model *model, lm_lang lang);
lm_status lm_model_as_csv(lm_sink *sink, const lm_model *model, const lm_view *view);

#endif
