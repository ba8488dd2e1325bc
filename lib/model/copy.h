/* copy.h: copies into an arena of what a caller gave. A failure sticks: check `failed` once at the end. What was copied before goes with
   the arena. */
#ifndef LM_MODEL_COPY_H
#define LM_MODEL_COPY_H

#include "../base/arena.h"
#include <logicmodel/model.h>

typedef struct lm_copier {
  lm_arena *arena;
  bool failed;
} lm_copier;

/* NULL gives NULL. */
const char *lm_copy_string(lm_copier *c, const char *text);
lm_text lm_copy_text(lm_copier *c, const lm_text *text);
lm_texts lm_copy_texts(lm_copier *c, const lm_texts *texts);
/* NULL gives NULL. Breaks are put in time order. */
const lm_indicator *lm_copy_indicator(lm_copier *c, const lm_indicator *given);
const lm_cite *lm_copy_cites(lm_copier *c, const lm_cite *cites, size_t count);

#endif
