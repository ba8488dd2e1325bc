/* seen.h: finds duplicates in a stream of observations. Memory grows with the series, not with the observations: under 100
   bytes a series while its periods lie within 64 neighbours (period_set.h). */
#ifndef LM_VALUES_SEEN_H
#define LM_VALUES_SEEN_H

#include "period_set.h"
#include <logicmodel/values.h>

typedef struct lm_seen lm_seen;

/* NULL when memory fails. */
lm_seen *lm_seen_new(void);
void lm_seen_free(lm_seen *seen);
/* NOMEM: nothing was changed. */
lm_seen_result lm_seen_add(lm_seen *seen, lm_node indicator, uint32_t area, lm_period period);
/* True when the last lm_seen_add brought the second period kind of its (indicator, area): once per pair. *first gets the kind
   seen before. */
bool lm_seen_mixed(const lm_seen *seen, lm_period_kind *first);
/* Different (indicator, area, kind). */
uint64_t lm_seen_series(const lm_seen *seen);

#endif
