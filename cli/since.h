/* since.h: what a report is compared with: what a store knew earlier. */
#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "changed.h"
#include "input.h"

#include <logicmodel/report.h>

/* What all reports of a run are compared with. */
typedef struct cli_then {
  cli_moments moments; /* from --since to what the input, of a store, was read as of */
  lm_diff *model;
  lm_store_changes *areas;
  lm_store_loads *loads;
  const char *at; /* when that was; NULL not known */
  bool nothing_later;
} cli_then;
/* Says where nothing was loaded after --since. Exit code; free it whatever is returned. Without --since: nothing. */
int cli_then_make(cli_then *out, cli *c, const cli_input *input);
void cli_then_free(cli_then *then);

/* What changed in the area of --area. */
typedef struct cli_since {
  cli_changed changed;
  lm_store_changes *changes;
  lm_since since;
} cli_since;
/* Says what is wrong; exit code. Free it whatever is returned. */
int cli_since_make(cli_since *out, cli *c, const cli_input *input, const cli_then *then);
void cli_since_free(cli_since *since);

#endif
