/* scale.h: from goals met to a grade. A model says its own scale (lm_model_scale); without one the four grades of a 進行管理表 hold. */
#ifndef LOGICMODEL_SCALE_H
#define LOGICMODEL_SCALE_H

#include <logicmodel/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/* all-met, mostly-met, partly-met, not-met; definitions are the source's words, notes our rule. docs/assessment.md says how their overlaps and
   gaps are resolved. */
LM_API const lm_scale *lm_scale_builtin(void);
/* The model's scale, or the built-in one. Never NULL. */
LM_API const lm_scale *lm_scale_of(const lm_model *model);
/* The place of the first grade with 100 * met >= at_least * counted; -1 when nothing is counted. */
LM_API int lm_scale_place(const lm_scale *scale, size_t met, size_t counted);
/* The place of the grade with that id; -1 if none. */
LM_API int lm_scale_find(const lm_scale *scale, const char *id, size_t length);
/* NULL out of range. */
LM_API const lm_scale_grade *lm_scale_at(const lm_scale *scale, int place);

#ifdef __cplusplus
}
#endif
#endif
