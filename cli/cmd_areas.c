/* cmd_areas.c: the areas as a tree. */
#include "exit.h"
#include "input.h"

#include <string.h>

typedef struct question {
  const cli_input *input;
  bool only_unmatched;
} question;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const question *q = what;
  return lm_write_areas(sink, q->input->areas, q->input->panel, q->only_unmatched, view);
}

static int run(cli *c) {
  cli_input input;
  const char *table = c->options.table;
  question q = {.input = &input, .only_unmatched = table && strcmp(table, "unmatched") == 0};
  if (table && !q.only_unmatched && strcmp(table, "areas") != 0) return cli_wrong(c, T_BAD_TABLE, table, "areas unmatched");
  c->options.accept_good = true; /* codes that no area has are part of the answer */
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = cli_output(c, write_answer, &q);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_areas = {
    .name = "areas",
    .arguments = {{"MODEL VALUES… | --store FILE", "モデル 値… | --store ファイル"}},
    .summary = {{"the areas as a tree, with codes, days and how much each has", "地域の階層と、コード・期間・値の数"}},
    .help = {{"Every area under the one it lies in, with kind, code, first and last day, what it\n"
              "became part of, and how many values it has; then the codes of tables that no\n"
              "area has, each with its rows. --table unmatched: only these.\n",
              "地域を、それが含まれる地域の下に、種類、コード、存続期間、引き継いだ地域、値の\n"
              "数とともに示します。続けて、どの地域のものでもなかった表のコードを、行数とともに\n"
              "示します(--table unmatched はこれだけ)。\n"}},
    .example = "logicmodel areas model.xml areas.xml table.csv\n"
               "logicmodel areas --store city.store --as-of 2026-03-31",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_TABLE),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
