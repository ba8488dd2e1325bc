/* cmd_lock.c: a period that takes no values any more. */
#include "exit.h"
#include "stored.h"

#include <inttypes.h>

static void say_locked(cli *c, int64_t load) {
  const cli_options *o = &c->options;
  char number[24], period[48];
  snprintf(number, sizeof number, "%" PRId64, load);
  cli_say(c->err, c->lang, T_LOCKED, number, lm_period_format_in(o->period, c->lang, period, sizeof period));
  if (o->area) cli_say(c->err, c->lang, T_LOCKED_FOR, o->area, NULL);
}

static int lock(cli *c, const cli_stored *stored) {
  lm_areas *areas;
  int64_t load = 0;
  lm_status status = cli_stored_area(&areas, c, stored->store, LM_LATEST, stored->diags);
  if (status == LM_OK) status = lm_store_lock(stored->store, &stored->info, c->options.period, c->options.area, &load);
  const int code = cli_stored_code(c, stored, status);
  if (code == CLI_OK && !c->options.quiet) say_locked(c, load);
  lm_areas_free(areas);
  return code;
}

static int run(cli *c) {
  cli_stored stored;
  if (c->options.files.count) return cli_wrong(c, T_UNWANTED, c->options.files.item[0], NULL);
  if (!c->options.has_period) return cli_wrong(c, T_NO_PERIOD, NULL, NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_WRITE);
  if (code == CLI_OK) code = lock(c, &stored);
  cli_stored_free(&stored);
  return code;
}

const cli_command cmd_lock = {
    .name = "lock",
    .arguments = {{"--store FILE --period PERIOD [--area ID]", "--store ファイル --period 期間 [--area 識別子]"}},
    .summary = {{"close a period: no value of it changes any more", "期間を凍結する(その値はもう変わらない)"}},
    .help = {{"After the report is out: loads that would add or revise a value of the period\n"
              "are refused, also with --revise. A fiscal year closes the months and days in it,\n"
              "an area what lies in it. The lock is a load of its own; undoing that load opens\n"
              "the period again.\n",
              "報告書を出した後などに使います。その期間の値を追加・改定する取込は、--revise が\n"
              "あっても採用しません。年度を凍結するとその中の月や日も、地域を凍結するとその中の\n"
              "地域も凍結されます。凍結も一つの取込として記録され、それを undo で取り消せば\n"
              "再び開きます。\n"}},
    .example = "logicmodel lock --store city.store --period 2024FY --reason \"annual report printed\"",
    .options = OPT_BIT(OPT_STORE) | OPT_BIT(OPT_PERIOD) | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_REASON) | OPT_BIT(OPT_WHO) | OPT_BIT(OPT_LANG) |
               OPT_BIT(OPT_QUIET) | OPT_BIT(OPT_HELP),
    .formats = CLI_FORMAT(LM_FORMAT_TEXT),
    .run = run,
};
