/* cmd_assess.c: one record per indicator, area and tier. */
#include "exit.h"
#include "stored.h"

#include <inttypes.h>

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_assessment(sink, what, view);
}

/* ---- saving ---- */

static lm_status put(lm_saving **saving, const cli_stored *stored, const cli_input *input, const lm_assessment *assessment, lm_load_totals *totals,
                     int64_t *load, const cli *c) {
  char options[64];
  const lm_saving_about about = {.as_of = input->known, .method = lm_method(), .options = cli_save_options(c, options)};
  lm_status status = lm_saving_begin(saving, stored->store, &stored->info, &about);
  if (status == LM_OK) status = lm_save_assessment(*saving, assessment);
  return status == LM_OK ? lm_saving_commit(*saving, totals, load) : status;
}

static void say_saved(const cli *c, const lm_load_totals *t, int64_t load) {
  char number[4][24];
  const uint64_t count[] = {(uint64_t)load, t->read, t->added, t->revised};
  for (int i = 0; i < 4; i++) snprintf(number[i], sizeof number[i], "%" PRIu64, count[i]);
  if (c->options.quiet) return;
  cli_say(c->err, c->lang, t->unchanged == t->read ? T_SAVED_BEFORE : T_SAVED, number[0], number[1]);
  if (t->unchanged < t->read) cli_say(c->err, c->lang, T_SAVED_OTHER, number[2], number[3]);
}

static int save(cli *c, const cli_input *input, const lm_assessment *assessment) {
  cli_stored stored;
  cli there = *c; /* what was read says as of when */
  lm_saving *saving = NULL;
  lm_load_totals totals = {0};
  int64_t load = 0;
  there.options.as_of = NULL;
  int code = cli_stored_open(&stored, &there, LM_STORE_WRITE);
  if (code == CLI_OK) code = cli_stored_code(c, &stored, put(&saving, &stored, input, assessment, &totals, &load, c));
  if (code == CLI_OK) say_saved(c, &totals, load);
  lm_saving_free(saving);
  cli_stored_free(&stored);
  return code;
}

/* The first option that would leave something out; NULL: none. */
static const char *not_whole(const cli_options *o) {
  return o->area ? "--area" : o->tier ? "--tier" : o->scene ? "--scene" : o->indicator ? "--indicator" : NULL;
}

static int run(cli *c) {
  const cli_options *o = &c->options;
  if (o->save && !o->store) return cli_wrong(c, T_SAVE_STORE, NULL, NULL);
  if (o->save && not_whole(o)) return cli_wrong(c, T_SAVE_WHOLE, not_whole(o), NULL);
  return cli_answer_table(c, write_answer, "records steps sums", o->save ? save : NULL, o->format == LM_FORMAT_CSV && !o->save);
}

const cli_command cmd_assess = {
    .name = "assess",
    .arguments = {{"MODEL [VALUES…] [TARGETS…]", "モデル [値…] [目標…]"}},
    .summary = {{"every indicator against every tier: gap, trend, chance, verdict",
                 "指標×達成時期ごとの評価: 差、傾向、見込み、判定"}},
    .help = {{"One record per indicator, area and tier: how far, how fast, how sure, and why.\n"
              "--all adds the numbers behind each verdict; JSON and CSV always have them,\n"
              "unrounded. What cannot be judged says why. --table steps: the tiers of each\n"
              "indicator against each other; --table sums: all areas together, areas from their\n"
              "parts and merged ones from what they were, from numerators and denominators,\n"
              "never from percentages; --table records: this list. --save\n"
              "keeps the verdicts in the store beside what was known, for SQL (view verdicts)\n"
              "and for why-changed; saving the same again changes nothing.\n",
              "指標・地域・達成時期ごとに、差・速さ・確かさ・理由を示します。--all で判定の\n"
              "元になる数値も示します(JSONとCSVには常に、丸めずに含まれます)。判定できない\n"
              "ものには理由を付けます。--table steps は達成時期どうしの整合、--table sums は\n"
              "全地域の合計、内訳からの合計、合併前の地域の合計(分子と分母から。割合は\n"
              "平均しない)、--table records はこの一覧。\n"
              "--save は判定を、分かっていたこととともにストアに残します(SQLの verdicts と\n"
              "why-changed のため)。同じものを二度残しても何も変わりません。\n"}},
    .example = "logicmodel assess design-map-2025-07-01 values.xml targets.xml\n"
               "logicmodel assess design-map-2025-07-01 values.xml -f csv --excel -o out.csv\n"
               "logicmodel assess design-map-2025-07-01 values.xml targets.xml --table steps\n"
               "logicmodel assess --store city.store --save --reason \"report of 2026\"",
    .options = OPT_COMMON | OPT_QUESTION | OPT_BIT(OPT_TABLE) | OPT_BIT(OPT_SAVE) | OPT_BIT(OPT_WHO) | OPT_BIT(OPT_REASON),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
