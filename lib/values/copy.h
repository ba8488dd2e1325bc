/* copy.h: copies of texts into an arena. false when memory fails; what was copied so far goes with the arena. */
#ifndef LM_VALUES_COPY_H
#define LM_VALUES_COPY_H

#include "../base/arena.h"
#include <logicmodel/values.h>

/* NULL is copied as NULL. */
bool lm_values_copy_string(lm_arena *arena, const char **to, const char *from);
bool lm_values_copy_text(lm_arena *arena, lm_text *to, const lm_text *from);
bool lm_values_copy_texts(lm_arena *arena, lm_texts *to, const lm_texts *from);
/* The copy, or NULL. */
lm_document *lm_values_copy_document(lm_arena *arena, const lm_document *from);
lm_source *lm_values_copy_source(lm_arena *arena, const lm_source *from);

#endif
