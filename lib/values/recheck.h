/* recheck.h: what can only be seen when all of a document is known: printed differences against what they are computed from, and the parts of a
   question against the whole. */
#ifndef LM_VALUES_RECHECK_H
#define LM_VALUES_RECHECK_H

#include <logicmodel/values.h>

/* `panel`: the observations, printed values and changes of one document, sealed. LM_ENOMEM is the only failure. */
lm_status lm_values_recheck(const lm_panel *panel, const lm_model *model, const lm_areas *areas, const char *file, lm_diags *diags);

#endif
