/* with.h: several models read together, each with the documents that speak of it. */
#ifndef CLI_WITH_H
#define CLI_WITH_H

#include "input.h"

typedef struct cli_world {
  cli_input input;
  lm_assessment *assessment;
  lm_progress_assessment *progress; /* NULL: none was read */
} cli_world;

/* The model of the command line first, then those of --with. */
typedef struct cli_worlds {
  cli_world *item;
  size_t count;
} cli_worlds;

/* Finds and reads everything. With several models each document goes to the one whose ids it uses; "MODEL-ID=FILE" says it outright.
   Says on c->err what is wrong; exit code. Free the worlds whatever is returned. */
int cli_worlds_read(cli_worlds *out, cli *c);
/* Assesses them; --area is an area of the first. */
int cli_worlds_assess(cli_worlds *worlds, cli *c);
void cli_worlds_free(cli_worlds *worlds);

#endif
