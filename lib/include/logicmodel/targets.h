/* targets.h: baselines and dated targets per indicator, area and tier. A revised target keeps the old one beside it. */
#ifndef LOGICMODEL_TARGETS_H
#define LOGICMODEL_TARGETS_H

#include <logicmodel/values.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_target_kind {
  LM_TARGET_VALUE,   /* reach `value` (or pass it, in the indicator's direction) */
  LM_TARGET_RANGE,   /* be within lower..upper (one may be absent) */
  LM_TARGET_CHANGE,  /* baseline + by, or baseline * (1 + by_percent/100) */
  LM_TARGET_KEEP,    /* not worse than the baseline */
  LM_TARGET_IMPROVE, /* better than the baseline, amount not said */
  LM_TARGET_TEXT,    /* words only: not computable, and said so */
  LM_TARGET_KIND_COUNT
} lm_target_kind;

LM_API const char *lm_target_kind_word(lm_target_kind kind); /* "value", … */
LM_API const char *lm_target_kind_in(lm_target_kind kind, lm_lang lang); /* as readers see it */

typedef struct lm_baseline {
  lm_node indicator;
  uint32_t area;
  lm_obs obs; /* period, value, num, den, n, se */
  lm_texts notes;
  lm_place place;
} lm_baseline;

typedef struct lm_target {
  lm_node indicator;
  uint32_t area;
  uint32_t tier;
  lm_target_kind kind;
  double value, lower, upper, by, by_percent; /* NaN where absent */
  const char *text;                           /* LM_TARGET_TEXT: as decided */
  const char *id, *revises, *decided, *reason; /* NULL where absent; decided is YYYY-MM-DD */
  const char *source;                         /* title of the source; NULL where none */
  bool superseded;                            /* another target revises this one */
  const char *per;                            /* a kind of area: the target is for each area of that kind inside `area`; NULL for `area` itself */
  lm_texts notes;
  lm_place place;
} lm_target;

typedef struct lm_targets lm_targets;

LM_API lm_status lm_targets_new(lm_targets **out);
LM_API void lm_targets_free(lm_targets *targets);
/* Copies. LM_EINVAL: a baseline of that (indicator, area), a target of that id, or an unrevised target of that (indicator, area, tier) is
   there already, or `revises` names no target of the same (indicator, area, tier) that is in force. Adding a target that revises another marks the
   other superseded. */
LM_API lm_status lm_targets_add_baseline(lm_targets *targets, const lm_baseline *baseline);
LM_API lm_status lm_targets_add(lm_targets *targets, const lm_target *target);
LM_API lm_status lm_targets_add_document(lm_targets *targets, const lm_document *document);

LM_API size_t lm_targets_count(const lm_targets *targets);
LM_API const lm_target *lm_targets_at(const lm_targets *targets, size_t index);
LM_API size_t lm_targets_baseline_count(const lm_targets *targets);
LM_API const lm_baseline *lm_targets_baseline_at(const lm_targets *targets, size_t index);
/* The one in force (not superseded); NULL if none. */
LM_API const lm_target *lm_targets_find(const lm_targets *targets, lm_node indicator, uint32_t area, uint32_t tier);
/* The one that holds for the area: its own, else that of the nearest area around it that has one per kind of this area. */
LM_API const lm_target *lm_targets_for(const lm_targets *targets, const lm_areas *areas, lm_node indicator, uint32_t area, uint32_t tier);
/* Is the target one for each `area`: of its kind, and inside the area it was set for? */
LM_API bool lm_target_holds_in(const lm_target *target, const lm_areas *areas, uint32_t area);
LM_API const lm_target *lm_targets_by_id(const lm_targets *targets, const char *id);
LM_API const lm_baseline *lm_targets_baseline(const lm_targets *targets, lm_node indicator, uint32_t area);
LM_API size_t lm_targets_document_count(const lm_targets *targets);
LM_API const lm_document *lm_targets_document(const lm_targets *targets, size_t index);

/* The numeric target: what must be reached, in the indicator's unit; for RANGE the bound nearest to `from` (or `from` itself when inside).
   NaN when it cannot be computed (text, improve, keep or change without baseline, from NaN with a range). */
LM_API double lm_target_amount(const lm_target *target, const lm_baseline *baseline, double from);

/* Findings of meaning over all targets: order across tiers against the direction, wrong side of the baseline, outside natural limits, no baseline or
   no direction where one is needed. LM_ENOMEM is the only failure. */
LM_API lm_status lm_targets_check(const lm_targets *targets, const lm_model *model, lm_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
