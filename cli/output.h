/* output.h: where the answer goes. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli.h"

/* How to render for `to`: options of the command line, width and colour of the terminal if it is one. */
lm_view cli_view(const cli *c, FILE *to);

/* Renders with `write(sink, what, view)` to stdout, or to the file of --output: into a temporary file beside it which takes its
   name only when everything was written, so that a failure leaves the old file, or none. Says on c->err what went wrong; exit
   code. */
typedef lm_status cli_write_fn(lm_sink *sink, const void *what, const lm_view *view);
int cli_output(cli *c, cli_write_fn *write, const void *what);
/* The same, to the file of that name. */
int cli_output_to(cli *c, const char *path, cli_write_fn *write, const void *what);

#endif
