/* cmd_lag.c: outcomes behind, worst first. */
#include "input.h"

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_lag(sink, what, view);
}

static int run(cli *c) { return cli_answer(c, write_answer); }

const cli_command cmd_lag = {
    .name = "lag",
    .arguments = {{"MODEL [VALUES…] [TARGETS…]", "モデル [値…] [目標…]"}},
    .summary = {{"outcomes that are behind, worst first, and why", "遅れているアウトカムを、遅れの大きい順に理由とともに"}},
    .help = {{"Three groups: behind, cannot tell, well; then the scenes. Each outcome with its\n"
              "worst indicator, pace, chance of reaching the target, how much of it could be\n"
              "judged, and what the chain says about the reason.\n",
              "遅れている・分からない・順調の三つに分け、最後に場面ごとのまとめを示します。\n"
              "アウトカムごとに、最も遅れている指標、ペース、目標に届く見込み、判定できた\n"
              "指標の数、つながりから見た理由を示します。\n"}},
    .example = "logicmodel lag design-map-2025-07-01 values.xml targets.xml --lang ja\n"
               "logicmodel lag design-map-2025-07-01 values.xml targets.xml --until 2023FY",
    .options = OPT_COMMON | OPT_QUESTION,
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
