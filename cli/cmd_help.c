/* cmd_help.c: help, made from the tables of commands and options. */
#include "cli.h"
#include "exit.h"

#include <string.h>

void cli_general_help(FILE *to, lm_lang lang) {
  size_t count;
  const cli_command *const *command = cli_commands(&count);
  cli_say(to, lang, T_HELP_USAGE, NULL, NULL);
  for (size_t i = 0; i < count; i++) fprintf(to, "  %-11s %s\n", command[i]->name, command[i]->summary.in[lang]);
  cli_say(to, lang, T_HELP_MORE, NULL, NULL);
}

static void put_formats(FILE *to, unsigned formats, lm_lang lang) {
  if (!formats) return;
  cli_say(to, lang, T_HELP_FORMATS, NULL, NULL);
  for (int i = 0; i < LM_FORMAT_COUNT; i++)
    if (formats & CLI_FORMAT(i)) fprintf(to, " %s", lm_format_word((lm_format)i));
  fputc('\n', to);
}

static void put_examples(FILE *to, const char *example, lm_lang lang) {
  if (!example) return;
  cli_say(to, lang, T_HELP_EXAMPLES, NULL, NULL);
  for (const char *line = example; *line;) {
    size_t length = strcspn(line, "\n");
    fprintf(to, "  %.*s\n", (int)length, line);
    line += length + (line[length] == '\n');
  }
}

void cli_command_help(FILE *to, const cli_command *command, lm_lang lang) {
  cli_say(to, lang, T_HELP_COMMAND_USAGE, command->name, command->arguments.in[lang]);
  fputs(command->help.in[lang], to);
  cli_say(to, lang, T_HELP_OPTIONS, NULL, NULL);
  cli_options_help(to, command->options, lang);
  put_formats(to, command->formats & ~CLI_FORMAT(LM_FORMAT_COUNT), lang);
  put_examples(to, command->example, lang);
  cli_say(to, lang, T_HELP_EXIT, NULL, NULL);
}

static int run(cli *c) {
  const cli_list *names = &c->options.files;
  if (names->count == 0) {
    cli_general_help(c->out, c->lang);
    return CLI_OK;
  }
  for (size_t i = 0; i < names->count; i++) {
    const cli_command *command = cli_command_find(names->item[i]);
    if (!command) return cli_wrong(c, T_UNKNOWN_COMMAND, names->item[i], NULL);
    if (i > 0) fputc('\n', c->out);
    cli_command_help(c->out, command, c->lang);
  }
  return CLI_OK;
}

const cli_command cmd_help = {
    .name = "help",
    .arguments = {{"[COMMAND…]", "[コマンド…]"}},
    .summary = {{"this help, or that of a command", "この説明、またはコマンドごとの説明"}},
    .help = {{"Explains the commands named, or lists all of them.\n", "指定したコマンドの説明、または一覧を示します。\n"}},
    .example = "logicmodel help lag",
    .options = OPT_BIT(OPT_LANG) | OPT_BIT(OPT_HELP),
    .formats = CLI_FORMAT(LM_FORMAT_TEXT),
    .run = run,
};
