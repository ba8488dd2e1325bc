/* cmd_why_changed.c: what moved the verdicts between two moments of knowledge. */
#include "changed.h"
#include "exit.h"

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_explanation(sink, what, view); }

static int run(cli *c) {
  cli_stored stored;
  cli_moments moments = {0};
  cli_changed changed = {0};
  if (c->options.files.count) return cli_wrong(c, T_UNWANTED, c->options.files.item[0], NULL);
  if (!c->options.from) return cli_wrong(c, T_NO_FROM, NULL, NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_READ);
  if (code == CLI_OK) {
    int64_t load[2];
    lm_status status = lm_store_find_span(stored.store, (const char *[]){"--from", "--to"}, (const char *[]){c->options.from, c->options.to}, load);
    if (status == LM_OK) status = cli_moments_make(&moments, c, stored.store, load, stored.diags);
    if (status == LM_OK) status = cli_changed_make(&changed, c, stored.store, &moments, stored.diags);
    code = status == LM_OK ? CLI_OK : cli_stored_code(c, &stored, status);
  }
  if (code == CLI_OK) code = cli_output(c, write_answer, &changed.explanation);
  cli_changed_free(&changed);
  cli_moments_free(&moments);
  cli_stored_free(&stored);
  return code;
}

const cli_command cmd_why_changed = {
    .name = "why-changed",
    .arguments = {{"--store FILE --from DAY [--to DAY]", "--store ファイル --from 日 [--to 日]"}},
    .summary = {{"why verdicts are other than they were", "判定が前と違うのはなぜか"}},
    .help = {{"Every verdict that is other than what was known then gave, and what changed it:\n"
              "the method, other areas, a new year, a revised value, a revised target, a changed\n"
              "model. One thing is swapped after the other, in this order; after each everything\n"
              "is assessed anew, by this program. So the parts add up. The method is between the\n"
              "verdicts saved then (assess --save) and what this program says of the same; where\n"
              "none were saved it cannot be a cause. JSON and CSV have the chance of reaching\n"
              "the target, part by part.\n",
              "その時点の判定と今とで違うものを、何が変えたか(方法、地域、新しい年、値の改定、\n"
              "目標の改定、モデルの変更)とともに示します。この順に一つずつ入れ替え、そのつど\n"
              "全体をこのプログラムで評価し直すため、内訳は合計に一致します。方法の違いは、\n"
              "そのとき残した判定(assess --save)と、同じことについてこのプログラムが言うことの\n"
              "差で、残されていなければ含まれません。JSONとCSVには、目標に届く見込みの変化の\n"
              "内訳もあります。\n"}},
    .example = "logicmodel why-changed --store city.store --from 2025-03-31\n"
               "logicmodel why-changed --store city.store --from load:3 --to load:4 -f csv",
    .options = OPT_PLAIN | OPT_BIT(OPT_STORE) | OPT_BIT(OPT_FROM) | OPT_BIT(OPT_TO) | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_THREADS),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
