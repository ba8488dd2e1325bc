/* changed.h: what moved the verdicts between two moments of knowledge of a store. */
#ifndef CLI_CHANGED_H
#define CLI_CHANGED_H

#include "stored.h"

typedef struct cli_changed {
  int64_t from, to;
  lm_areas *areas; /* of `to`; that of --area lives in it */
  lm_snapshot snapshot[LM_CAUSE_COUNT]; /* after each cause */
  lm_assessment *assessment[LM_CAUSE_COUNT];
  lm_store_verdicts *saved; /* NULL: none were saved of what was known then */
  lm_kept_verdict *said;
  lm_kept_verdicts then;
  lm_explanation explanation;
} cli_changed;

/* From a day or load to another (NULL: now), which the options gave, assessed with --area, --until and --threads. Free it whatever is returned. */
lm_status cli_changed_make(cli_changed *out, cli *c, lm_store *store, const char *const option[2], const char *const moment[2], lm_diags *diags);
void cli_changed_free(cli_changed *changed);

#endif
