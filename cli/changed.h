/* changed.h: what moved the verdicts between two moments of knowledge of a store. */
#ifndef CLI_CHANGED_H
#define CLI_CHANGED_H

#include "stored.h"

/* What was known at two moments, and between them after each cause: of all areas. */
typedef struct cli_moments {
  int64_t from, to;
  lm_areas *areas; /* of `to`; that of --area lives in it */
  lm_snapshot snapshot[LM_CAUSE_COUNT]; /* after each cause */
} cli_moments;
/* From one load to another. Free it whatever is returned. */
lm_status cli_moments_make(cli_moments *out, cli *c, lm_store *store, const int64_t load[2], lm_diags *diags);
void cli_moments_free(cli_moments *moments);

typedef struct cli_changed {
  lm_assessment *assessment[LM_CAUSE_COUNT];
  lm_store_verdicts *saved; /* NULL: none were saved of what was known then */
  lm_kept_verdict *said;
  lm_kept_verdicts then;
  lm_explanation explanation;
} cli_changed;

/* Between the moments, assessed with --area, --until and --threads. The moments must outlive it. Free it whatever is returned. */
lm_status cli_changed_make(cli_changed *out, cli *c, lm_store *store, const cli_moments *moments, lm_diags *diags);
void cli_changed_free(cli_changed *changed);

#endif
