/* cmd_history.c: the loads, or everything that was ever said of an indicator. */
#include "exit.h"
#include "listed.h"

static lm_status write_loads(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_store_loads(sink, what, view); }

static int list_loads(cli *c) {
  cli_stored stored;
  lm_store_loads *loads = NULL;
  int code = cli_stored_open(&stored, c, LM_STORE_READ);
  if (code == CLI_OK) code = cli_stored_code(c, &stored, lm_store_loads_read(&loads, stored.store, stored.as_of));
  if (code == CLI_OK) code = cli_output(c, write_loads, loads);
  lm_store_loads_free(loads);
  cli_stored_free(&stored);
  return code;
}

static int run(cli *c) {
  const cli_options *o = &c->options;
  if (o->files.count) return cli_wrong(c, T_UNWANTED, o->files.item[0], NULL);
  const bool rows = o->indicator || o->area || o->has_period || o->tier;
  return rows ? cli_list_rows(c, LM_WHAT_COUNT, true) : list_loads(c);
}

const cli_command cmd_history = {
    .name = "history",
    .arguments = {{"--store FILE", "--store ファイル"}},
    .summary = {{"the loads; or who changed what, when and why", "取込の一覧、または誰がいつ何をなぜ変えたか"}},
    .help = {{"Without more: every load with its files, counts, who and why. With --indicator,\n"
              "--area, --period or --tier: every value, baseline and target that was ever in\n"
              "force there, oldest first, with the load it came with and the one that ended it.\n",
              "何も指定しなければ、取込の一覧をファイル・件数・誰が・なぜとともに示します。\n"
              "--indicator、--area、--period、--tier を指定すると、そこで有効だった値・基準値・\n"
              "目標のすべてを古い順に、始まりと終わりの取込とともに示します。\n"}},
    .example = "logicmodel history --store city.store\n"
               "logicmodel history --store city.store --indicator out-training-meetings --period 2024FY",
    .options = OPT_LISTED,
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
