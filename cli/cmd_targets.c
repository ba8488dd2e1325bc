/* cmd_targets.c: the targets that the store has. */
#include "listed.h"

static int run(cli *c) { return cli_list_rows(c, LM_WHAT_TARGET, false); }

const cli_command cmd_targets = {
    .name = "targets",
    .arguments = {{"--store FILE", "--store ファイル"}},
    .summary = {{"the targets in force, with decision and load", "有効な目標を、決定・取込とともに"}},
    .help = {{"One row per indicator, area and tier. Targets that were revised are in the\n"
              "history; --as-of shows what was in force then.\n",
              "指標・地域・達成時期ごとに示します。改定前の目標は history にあり、--as-of で\n"
              "その時点に有効だったものを見ます。\n"}},
    .example = "logicmodel targets --store city.store --tier 2027",
    .options = OPT_LISTED & ~OPT_BIT(OPT_PERIOD),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
