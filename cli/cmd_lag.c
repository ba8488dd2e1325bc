/* cmd_lag.c: outcomes behind, worst first. */
#include "input.h"

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_lag(sink, what, view);
}

static int run(cli *c) { return cli_answer_table(c, write_answer, "outcomes activities scenes tiers delivery", NULL, false); }

const cli_command cmd_lag = {
    .name = "lag",
    .arguments = {{"MODEL [VALUES…] [TARGETS…]", "モデル [値…] [目標…]"}},
    .summary = {{"outcomes that are behind, worst first, and why", "遅れているアウトカムを、遅れの大きい順に理由とともに"}},
    .help = {{"Three groups: behind, cannot tell, well; then the tiers and the scenes. Each\n"
              "outcome with its worst indicator, pace, chance of reaching the target, how much\n"
              "of it could be judged, and what the chain says about the reason. --table\n"
              "outcomes, activities, scenes or tiers: that roll-up alone, with the score that\n"
              "ranks it; --table delivery: initiatives and scenes in the four grades of a\n"
              "progress table, beside the words of the source. CSV: the outcomes if not said.\n",
              "遅れている・分からない・順調の三つに分け、最後に達成時期・場面ごとのまとめを\n"
              "示します。アウトカムごとに、最も遅れている指標、ペース、目標に届く見込み、\n"
              "判定できた指標の数、つながりから見た理由を示します。--table outcomes、\n"
              "activities、scenes、tiers はその集計だけを順位の点とともに、--table delivery は\n"
              "個別施策と場面の進捗4区分を原本の文言とともに示します。\n"}},
    .example = "logicmodel lag design-map-2025-07-01 values.xml targets.xml --lang ja\n"
               "logicmodel lag design-map-2025-07-01 values.xml targets.xml --until 2023FY\n"
               "logicmodel lag design-map-2025-07-01 values.xml targets.xml --table delivery",
    .options = OPT_COMMON | OPT_QUESTION | OPT_BIT(OPT_TABLE),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
