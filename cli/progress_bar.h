/* progress_bar.h: how far a command is, for a person who waits: on a terminal, from the second second on. Never in an answer, never in a file. */
#ifndef CLI_PROGRESS_BAR_H
#define CLI_PROGRESS_BAR_H

#include "cli.h"

#include <time.h>

typedef struct cli_bar {
  cli *c;
  cli_text what; /* "{0}/{1} …": done, total */
  size_t done, total;
  bool possible, shown;
  struct timespec since;
} cli_bar;

/* `total` steps, at least 1. Shows nothing with --quiet, or where stderr is no terminal. */
void cli_bar_begin(cli_bar *bar, cli *c, cli_text what, size_t total);
/* `steps` more are done. */
void cli_bar_step(cli_bar *bar, size_t steps);
/* Takes the bar away; whatever is said next begins at the left. */
void cli_bar_end(cli_bar *bar);

#endif
