/* cli.c: the table of commands, and from arguments to one of them. */
#include "cli.h"

#include "exit.h"
#include "nearest.h"

#include <string.h>

static const cli_command *const commands[] = {&cmd_check, &cmd_show, &cmd_assess, &cmd_lag, &cmd_chain, &cmd_progress, &cmd_report, &cmd_form, &cmd_trend, &cmd_interval, &cmd_judge,
                                              &cmd_init, &cmd_load, &cmd_values, &cmd_targets, &cmd_history, &cmd_status, &cmd_areas, &cmd_lock, &cmd_undo, &cmd_why_changed, &cmd_diff, &cmd_help};
#define COMMANDS (sizeof commands / sizeof *commands)

const cli_command *const *cli_commands(size_t *count) {
  *count = COMMANDS;
  return commands;
}

const cli_command *cli_command_find(const char *name) {
  for (size_t i = 0; i < COMMANDS; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

int cli_wrong(cli *c, cli_text text, const char *a0, const char *a1) {
  cli_say(c->err, c->lang, text, a0, a1);
  return CLI_USAGE;
}

static int unknown_command(cli *c, const char *name) {
  const char *known[COMMANDS];
  for (size_t i = 0; i < COMMANDS; i++) known[i] = commands[i]->name;
  const char *nearest = cli_nearest(name, known, COMMANDS);
  return cli_wrong(c, nearest ? T_UNKNOWN_COMMAND_NEAR : T_UNKNOWN_COMMAND, name, nearest);
}

static int run_command(cli *c, const cli_command *command) {
  cli_options *o = &c->options;
  if (!o->format_given) o->format = command->format;
  if (o->help) {
    cli_command_help(c->out, command, c->lang);
    return CLI_OK;
  }
  if (!(command->formats & CLI_FORMAT(o->format)))
    return cli_wrong(c, T_FORMAT_NOT_HERE, lm_format_word(o->format), command->name);
  if (o->excel && o->format != LM_FORMAT_CSV) return cli_wrong(c, T_EXCEL_IS_CSV, NULL, NULL);
  return command->run(c);
}

static int dispatch(cli *c, int argc, char **argv) {
  if (argc < 2) {
    cli_general_help(c->err, c->lang);
    return CLI_USAGE;
  }
  const char *name = argv[1];
  int skip = 2;
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
    fprintf(c->out, "logicmodel %s\n", lm_version());
    return CLI_OK;
  }
  if (name[0] == '-') return cli_wrong(c, T_COMMAND_FIRST, name, NULL);
  const cli_command *command = cli_command_find(name);
  if (!command) return unknown_command(c, name);
  int code = cli_options_parse(&c->options, argc - skip, argv + skip, command->options, c->lang, c->err);
  c->lang = c->options.lang;
  if (code == CLI_OK) code = run_command(c, command);
  cli_options_free(&c->options);
  if (code == CLI_USAGE) cli_say(c->err, c->lang, T_SEE_HELP, command->name, NULL);
  return code;
}

int lm_cli_main(int argc, char **argv, FILE *in, FILE *out, FILE *err) {
  cli c = {.in = in, .out = out, .err = err, .lang = cli_language(argc, argv)};
  int code = dispatch(&c, argc, argv);
  if (fflush(out) == 0 && !ferror(out)) return code;
  if (code == CLI_OK) cli_say(err, c.lang, T_STDOUT_FAILED, NULL, NULL);
  return code == CLI_OK ? CLI_IO : code;
}
