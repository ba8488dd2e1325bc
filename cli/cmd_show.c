/* cmd_show.c: the model itself. */
#include "exit.h"
#include "input.h"
#include "output.h"

static lm_status write_model(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_model(sink, what, view);
}

static int run(cli *c) {
  cli_input input;
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = cli_output(c, write_model, input.model);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_show = {
    .name = "show",
    .arguments = {{"MODEL", "モデル"}},
    .summary = {{"the model: scenes, initiatives, outcomes, indicators, links",
                 "モデルを表示: 場面、施策、アウトカム、指標、つながり"}},
    .help = {{"Prints the model as an outline by scene, with ids, links and how sure each of\n"
              "them is; or draws it: dot for Graphviz, mermaid for Markdown pages.\n"
              "--all adds the notes of every node, and the indicators to drawings.\n",
              "モデルを場面ごとに、識別子・つながり・確からしさとともに示します。\n"
              "図にもできます(dot は Graphviz 用、mermaid は Markdown 用)。\n"
              "--all で項目ごとの注記を、図では指標も加えます。\n"}},
    .example = "logicmodel show design-map-2025-07-01\n"
               "logicmodel show design-map-2025-07-01 --format dot | dot -Tsvg -o map.svg",
    .options = OPT_COMMON,
    .formats = CLI_DATA_FORMATS | CLI_DRAWINGS,
    .run = run,
};
