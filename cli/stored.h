/* stored.h: what the commands that work on a store have in common. */
#ifndef CLI_STORED_H
#define CLI_STORED_H

#include "input.h"

typedef struct cli_stored {
  lm_diags *diags;
  lm_store *store;
  lm_load_info info; /* when, who and why, for commands that change the store */
  char at[24];
  int64_t as_of;     /* of --as-of; LM_LATEST */
} cli_stored;

/* Opens the store of --store. Says what is wrong; exit code. Free it whatever is returned. */
int cli_stored_open(cli_stored *out, cli *c, lm_store_mode mode);
void cli_stored_free(cli_stored *stored);
/* Exit code of a status, findings listed. */
int cli_stored_code(cli *c, const cli_stored *stored, lm_status status);

/* --area may be a code or a label of what the store knew as of a load: from here on it is an id, which *areas lends. What the store has never heard
   of is left to it. LM_ENOTFOUND: several could be meant (told). Free *areas whatever is returned. */
lm_status cli_stored_area(lm_areas **areas, cli *c, lm_store *store, int64_t as_of, lm_diags *diags);

/* What a saved assessment depends on beside what was known: "" or "until=2021-03-31". Returns `text`. */
const char *cli_save_options(const cli *c, char text[64]);

/* The only place where the program asks the clock: for the log of a store, and for notices. SOURCE_DATE_EPOCH takes its place. false, said: that is no
   number. */
bool cli_now(cli *c, char at[24]);
/* Says on c->err which days and periods of the options lie in the future, of the clock and of the loads of the store. No answer depends on it. */
void cli_note_future(const cli *c, lm_store *store);

#endif
