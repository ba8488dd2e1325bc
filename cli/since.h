/* since.h: what a report is compared with: what a store knew earlier. */
#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "changed.h"
#include "input.h"

#include <logicmodel/report.h>

typedef struct cli_since {
  cli_changed changed;
  lm_store_changes *changes;
  lm_diff *model;
  lm_store_loads *loads;
  lm_since since;
} cli_since;

/* From --since to what the input, of a store, was read as of. Says what is wrong; exit code. Free it whatever is returned. */
int cli_since_make(cli_since *out, cli *c, const cli_input *input);
void cli_since_free(cli_since *since);

#endif
