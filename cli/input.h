/* input.h: the documents a command works on, found, sniffed, read, and refused when they have errors. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "cli.h"
#include "output.h"

/* Paths by kind. Borrowed from the options, except model_path. */
typedef struct cli_files {
  char *model; /* NULL: none given */
  cli_list values, targets, progress;
  const char *mapping;  /* NULL: none given */
  const char *settings; /* likewise */
  cli_list rest; /* arguments that are no existing file */
} cli_files;

/* Sorts the arguments of the command line by the kind of document they are; a name is looked for in ./models and among the
   installed models. `words`: arguments that are no file are put into `rest` instead of being an error. Says on c->err what is
   wrong; exit code. */
int cli_files_find(cli_files *out, cli *c, bool words, lm_diags *diags);
void cli_files_free(cli_files *files);
/* The path of a model given as file or name, to be freed; NULL when memory fails. What is found nowhere stays as it is: opening
   it gives the error. */
char *cli_find_model(const char *given);

typedef struct cli_input {
  lm_diags *diags;
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  lm_progress *progress;
  lm_mapping *mapping; /* of the tables among the values; NULL */
  lm_table_options table;
  unsigned threads; /* as of the option */
  cli_files files;
  lm_store *store; /* of --store; NULL without */
  int64_t known;   /* the load of it as of which everything was read */
} cli_input;

/* Finds and reads everything; findings of severity error are listed on c->err and end in CLI_FINDINGS, unless --accept-good
   allows to go on without the refused values. Free the input whatever is returned. */
int cli_input_read(cli_input *input, cli *c, bool words);
/* The two halves of it: which documents there are, and reading those of input->files. */
int cli_input_find(cli_input *input, cli *c, bool words);
int cli_input_load(cli_input *input, cli *c);
/* How values, and tables among them, are read: call before the first is. */
lm_status cli_input_tables(cli_input *input, const cli *c, lm_diags *diags);
/* A document of values at `path`, to be read with it. */
lm_input cli_values_from(const cli_input *input, const char *path);
/* Makes the areas, panel, targets and progress to read into. */
lm_status cli_input_room(cli_input *input);
void cli_input_free(cli_input *input);

/* Assesses what was read with the options of the command line. */
int cli_assess(lm_assessment **out, const cli_input *input, cli *c);

/* Lists findings on c->err. */
int cli_print_findings(cli *c, const lm_diags *diags);
/* Ends a question put to the library: lists what it did not find, frees `diags`. Exit code. */
int cli_end_question(cli *c, lm_status status, lm_diags *diags);
/* Exit code for a status of the library; says so when memory failed. */
int cli_code(cli *c, lm_status status);

/* Commands whose answer is one of the tables of an assessment when --table names it, and else what `write` writes. `names`: of the tables the
   command has, separated by blanks. `before`: what is done with the assessment before it is written; an exit code; NULL nothing. `in_passing`:
   `write` asks for nothing but the records, each once. */
typedef int cli_before_fn(cli *c, const cli_input *input, const lm_assessment *assessment);
int cli_answer_table(cli *c, cli_write_fn *write, const char *names, cli_before_fn *before, bool in_passing);

#endif
