/* cmd_assess.c: one record per indicator, area and tier. */
#include "input.h"

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_assessment(sink, what, view);
}

static int run(cli *c) { return cli_answer_table(c, write_answer, "records steps sums"); }

const cli_command cmd_assess = {
    .name = "assess",
    .arguments = {{"MODEL [VALUES…] [TARGETS…]", "モデル [値…] [目標…]"}},
    .summary = {{"every indicator against every tier: gap, trend, chance, verdict",
                 "指標×達成時期ごとの評価: 差、傾向、見込み、判定"}},
    .help = {{"One record per indicator, area and tier: how far, how fast, how sure, and why.\n"
              "--all adds the numbers behind each verdict; JSON and CSV always have them,\n"
              "unrounded. What cannot be judged says why. --table steps: the tiers of each\n"
              "indicator against each other; --table sums: all areas together, from numerators\n"
              "and denominators, never from percentages; --table records: this list.\n",
              "指標・地域・達成時期ごとに、差・速さ・確かさ・理由を示します。--all で判定の\n"
              "元になる数値も示します(JSONとCSVには常に、丸めずに含まれます)。判定できない\n"
              "ものには理由を付けます。--table steps は達成時期どうしの整合、--table sums は\n"
              "全地域の合計(分子と分母から。割合は平均しない)、--table records はこの一覧。\n"}},
    .example = "logicmodel assess design-map-2025-07-01 values.xml targets.xml\n"
               "logicmodel assess design-map-2025-07-01 values.xml -f csv --excel -o out.csv\n"
               "logicmodel assess design-map-2025-07-01 values.xml targets.xml --table steps",
    .options = OPT_COMMON | OPT_QUESTION | OPT_BIT(OPT_TABLE),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
