/* crossings.h: where models meet. Nodes of different models that carry the same reference (vocabulary and code) speak of the same thing: an
   item of a city's progress table and the outcome of a design map that it serves.

   Ids are unique within one model only. Where several models stand beside each other a node's full name is model-id:kind:id. */
#ifndef LOGICMODEL_CROSSINGS_H
#define LOGICMODEL_CROSSINGS_H

#include <logicmodel/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One reference that two nodes share. */
typedef struct lm_crossing {
  lm_node from;           /* node of the home model */
  size_t model;           /* place of the other model in the list */
  lm_node to;             /* node of that model */
  const lm_reference *ref; /* as in the home model */
} lm_crossing;

typedef struct lm_crossings lm_crossings;

/* Every reference shared with a node of one of the `others`, which must outlive the result as `home` must. Two nodes that share two references
   have two crossings, one behind the other. LM_EINVAL: two of the models have one id, or are one model. */
LM_API lm_status lm_crossings_new(lm_crossings **out, const lm_model *home, const lm_model *const *others, size_t count);
LM_API void lm_crossings_free(lm_crossings *crossings);
/* In the order of the nodes at home, of the other models, of their nodes, of the references. */
LM_API size_t lm_crossings_count(const lm_crossings *crossings);
LM_API const lm_crossing *lm_crossings_at(const lm_crossings *crossings, size_t index); /* NULL out of range */
/* Those of one node, *count of them; NULL with *count 0 if none. */
LM_API const lm_crossing *lm_crossings_of(const lm_crossings *crossings, lm_node from, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
