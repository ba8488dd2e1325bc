/* cli.h: the command line as a function, so that tests and fuzzers can call it in their process.

   How to add a command: write cmd_<name>.c with its row (const cli_command cmd_<name>), declare it below, add it to the table
   in cli.c and the file to meson.build; then docs/commands.md and .ja.md, the man pages, and a folder in test/golden. Options
   come from the rows of options.c. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "options.h"

/* One run of the program. */
typedef struct cli {
  FILE *in, *out, *err;
  lm_lang lang;
  cli_options options;
} cli;

typedef struct cli_command {
  const char *name;
  lm_text arguments;   /* behind the name in the usage line */
  lm_text summary;     /* one line */
  lm_text help;        /* paragraphs, lines under 80 columns */
  const char *example; /* lines, may be NULL */
  uint64_t options;    /* OPT_BIT set */
  unsigned formats;    /* 1 << lm_format set */
  lm_format format;    /* where --format is not given */
  int (*run)(cli *c);  /* an exit code */
} cli_command;

extern const cli_command cmd_check, cmd_show, cmd_assess, cmd_lag, cmd_chain, cmd_progress, cmd_report, cmd_form, cmd_trend, cmd_interval, cmd_judge, cmd_help;
extern const cli_command cmd_init, cmd_load, cmd_values, cmd_targets, cmd_history, cmd_status, cmd_areas, cmd_lock, cmd_undo, cmd_why_changed, cmd_diff;

#define CLI_FORMAT(format) (1u << (format))
#define CLI_DATA_FORMATS   (CLI_FORMAT(LM_FORMAT_TEXT) | CLI_FORMAT(LM_FORMAT_JSON) | CLI_FORMAT(LM_FORMAT_CSV))
#define CLI_DRAWINGS       (CLI_FORMAT(LM_FORMAT_DOT) | CLI_FORMAT(LM_FORMAT_MERMAID))

/* Every command, in the order of the help; *count of them. */
const cli_command *const *cli_commands(size_t *count);
/* NULL if there is none of that name. */
const cli_command *cli_command_find(const char *name);

void cli_command_help(FILE *to, const cli_command *command, lm_lang lang);
void cli_general_help(FILE *to, lm_lang lang);

/* "logicmodel: " and the text on c->err; returns CLI_USAGE. */
int cli_wrong(cli *c, cli_text text, const char *a0, const char *a1);

int lm_cli_main(int argc, char **argv, FILE *in, FILE *out, FILE *err);

#endif
