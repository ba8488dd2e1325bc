/* diff.h: what is other in one version of a model than in another: things added, removed and renamed, and fields changed, old and new.

   Things are matched by their ids (nodes within their kind, links by their ends). A node whose id is gone and one whose id is new are the same
   renamed node only where both say so: they carry the same reference (vocabulary and code), which no other node of that kind has in either model.
   Nothing is guessed from labels. The order of things in the document is no difference; part-of links are the field `part_of`. */
#ifndef LOGICMODEL_DIFF_H
#define LOGICMODEL_DIFF_H

#include <logicmodel/model.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_diff_thing {
#define LM_DIFF_THING(name, word, en, ja) name,
#include <logicmodel/diff.def>
#undef LM_DIFF_THING
  LM_DIFF_THING_COUNT
} lm_diff_thing;
LM_API const char *lm_diff_thing_word(lm_diff_thing thing); /* "model", … */

typedef enum lm_diff_field {
#define LM_DIFF_FIELD(name, word, en, ja) name,
#include <logicmodel/diff.def>
#undef LM_DIFF_FIELD
  LM_DIFF_FIELD_COUNT
} lm_diff_field;
LM_API const char *lm_diff_field_word(lm_diff_field field); /* "id", … */

typedef enum lm_diff_kind { LM_DIFF_ADDED, LM_DIFF_REMOVED, LM_DIFF_RENAMED, LM_DIFF_CHANGED, LM_DIFF_KIND_COUNT } lm_diff_kind;
LM_API const char *lm_diff_kind_word(lm_diff_kind kind); /* "added", "removed", "renamed", "changed" */

/* Texts live as long as the diff. */
typedef struct lm_difference {
  lm_diff_kind kind;
  lm_diff_thing thing;
  const char *id;       /* as it is now; of what was removed, as it was; of links "outcome:m1 → indicator:x"; "" where a model has only one */
  lm_text label;        /* of the thing, where it has one */
  lm_diff_field field;  /* CHANGED: which; RENAMED: LM_FIELD_ID; else LM_DIFF_FIELD_COUNT */
  int lang;             /* an lm_lang; -1: the field is of no language */
  const char *part;     /* of statements: the role; NULL: all of the field */
  const char *before, *after; /* CHANGED and RENAMED: as the document says it, numbers shortest; NULL: not said */
} lm_difference;

typedef struct lm_diff lm_diff;
/* LM_ENOMEM is the only failure. The models need not outlive the diff. */
LM_API lm_status lm_model_diff(lm_diff **out, const lm_model *before, const lm_model *after);
/* By thing, in the order of lm_diff_thing; within it what is there now in the order of the document, then what was removed. */
LM_API size_t lm_diff_count(const lm_diff *diff);
LM_API const lm_difference *lm_diff_at(const lm_diff *diff, size_t index); /* NULL out of range */
/* How many things (not fields) were added, removed, renamed, changed; a thing that was renamed and changed counts as both. */
LM_API size_t lm_diff_things(const lm_diff *diff, lm_diff_kind kind);
LM_API void lm_diff_free(lm_diff *diff);

#ifdef __cplusplus
}
#endif
#endif
