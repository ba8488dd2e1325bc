/* cmd_values.c: the values that the store has. */
#include "listed.h"

static int run(cli *c) { return cli_list_rows(c, LM_WHAT_VALUE, false); }

const cli_command cmd_values = {
    .name = "values",
    .arguments = {{"--store FILE", "--store ファイル"}},
    .summary = {{"the values in force, with source and load", "有効な値を、出典・取込とともに"}},
    .help = {{"One row per indicator, area and period: the value, or the reason why there is\n"
              "none, its source, and since which load it is known. --indicator, --area and\n"
              "--period choose; --as-of shows what was known then.\n",
              "指標・地域・期間ごとに、値(または値のない理由)、出典、どの取込からのものかを\n"
              "示します。--indicator、--area、--period で絞り、--as-of でその時点のものを見ます。\n"}},
    .example = "logicmodel values --store city.store --indicator out-training-meetings\n"
               "logicmodel values --store city.store --period 2024FY -f csv --excel -o 2024.csv",
    .options = OPT_LISTED & ~OPT_BIT(OPT_TIER),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
