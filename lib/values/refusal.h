/* refusal.h: why a target cannot be added, in one place for the store of targets and for the reader that reports it. */
#ifndef LM_VALUES_REFUSAL_H
#define LM_VALUES_REFUSAL_H

#include <logicmodel/targets.h>

/* true: lm_targets_add would answer LM_EINVAL. *code: LM_M_DUPLICATE_ID (the id is taken), LM_T_REVISES (revises names no
   target in force of the same indicator, area and tier) or LM_T_DUPLICATE (one is in force and not revised). *other: the target
   in the way, NULL if none. */
bool lm_targets_refuses(const lm_targets *targets, const lm_target *target, lm_code *code, const lm_target **other);

#endif
