/* lint.h: is the model sound as a theory of change? Every rule is one row of one table (lib/model/lint.c). */
#ifndef LOGICMODEL_LINT_H
#define LOGICMODEL_LINT_H

#include <logicmodel/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Runs every rule and adds its findings: loop (named node by node), orphan, dead end, outcome without indicator, activity without indicator,
   initiative without activity, indicator without direction / unit / measure / basis, number gap, number twice, one indicator at two levels, chain with no
   measured middle, tier dates out of order, label missing in a language, goals in words among computable ones. LM_ENOMEM is the only failure. */
LM_API lm_status lm_lint(const lm_model *model, lm_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
