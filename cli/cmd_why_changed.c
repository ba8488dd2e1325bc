/* cmd_why_changed.c: what moved the verdicts between two moments of knowledge. */
#include "exit.h"
#include "stored.h"

enum { STAGES = LM_CAUSE_COUNT + 1 };

typedef struct stages {
  lm_snapshot snapshot[STAGES];
  lm_assessment *assessment[STAGES];
  lm_explanation explanation;
} stages;

/* Stage 0 is all as of `from`; each cause then takes its part as of `to`. */
static void swap_part(lm_store_when *when, lm_cause cause, int64_t to) {
  switch (cause) {
  case LM_CAUSE_AREAS: when->areas = to; break;
  case LM_CAUSE_PERIODS: when->more_values = to; break;
  case LM_CAUSE_VALUES: when->values = to; break;
  case LM_CAUSE_TARGETS: when->targets = to; break;
  default: when->model = when->progress = to; break;
  }
}

static lm_status assess(stages *s, int at, const lm_store_when *when, cli *c, const cli_stored *stored) {
  lm_assess_options options = lm_assess_defaults();
  options.area = c->options.area;
  options.threads = c->options.threads;
  lm_status status = lm_store_read(&s->snapshot[at], stored->store, when);
  const lm_snapshot *k = &s->snapshot[at];
  return status == LM_OK ? lm_assess(&s->assessment[at], k->model, k->areas, k->panel, k->targets, &options, stored->diags) : status;
}

static lm_status go_through(stages *s, cli *c, const cli_stored *stored) {
  int64_t from, to = LM_LATEST;
  lm_status status = lm_store_find_load(stored->store, c->options.from, &from);
  if (status == LM_OK && c->options.to) status = lm_store_find_load(stored->store, c->options.to, &to);
  if (status != LM_OK) return status;
  lm_store_when when = lm_store_as_of(from);
  for (int i = 0; i < STAGES && status == LM_OK; i++) {
    if (i > 0) swap_part(&when, (lm_cause)(i - 1), to);
    status = assess(s, i, &when, c, stored);
  }
  const lm_assessment *all[STAGES];
  for (int i = 0; i < STAGES; i++) all[i] = s->assessment[i];
  return status == LM_OK ? lm_explain(&s->explanation, all) : status;
}

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_explanation(sink, what, view); }

static void clear(stages *s) {
  lm_explanation_clear(&s->explanation);
  for (int i = 0; i < STAGES; i++) {
    lm_assessment_free(s->assessment[i]);
    lm_snapshot_clear(&s->snapshot[i]);
  }
}

static int run(cli *c) {
  cli_stored stored;
  stages s = {0};
  if (c->options.files.count) return cli_wrong(c, T_UNWANTED, c->options.files.item[0], NULL);
  if (!c->options.from) return cli_wrong(c, T_NO_FROM, NULL, NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_READ);
  if (code == CLI_OK) {
    lm_status status = go_through(&s, c, &stored);
    code = status == LM_OK ? CLI_OK : cli_stored_code(c, &stored, status);
  }
  if (code == CLI_OK) code = cli_output(c, write_answer, &s.explanation);
  clear(&s);
  cli_stored_free(&stored);
  return code;
}

const cli_command cmd_why_changed = {
    .name = "why-changed",
    .arguments = {{"--store FILE --from DAY [--to DAY]", "--store ファイル --from 日 [--to 日]"}},
    .summary = {{"why verdicts are other than they were", "判定が前と違うのはなぜか"}},
    .help = {{"Every verdict that is other than what was known then gave, and what changed it: a\n"
              "new year, a revised value, a revised target, a changed model, other areas. One\n"
              "thing is swapped after the other, in this order: areas, values of new periods,\n"
              "revised values, targets, model; after each everything is assessed anew. So the\n"
              "parts add up. The same program assesses all of it: the method is never the\n"
              "cause. JSON and CSV have the chance of reaching the target, part by part.\n",
              "その時点で分かっていたことによる判定と今とで違うものを、何が変えたか(新しい年、\n"
              "値の改定、目標の改定、モデルの変更、地域)とともに示します。地域、新しい期間の値、\n"
              "改定された値、目標、モデルの順に一つずつ入れ替え、そのつど全体を評価し直すため、\n"
              "内訳は合計に一致します。すべて同じプログラムで評価するので、方法の違いは含まれ\n"
              "ません。JSONとCSVには、目標に届く見込みの変化の内訳もあります。\n"}},
    .example = "logicmodel why-changed --store city.store --from 2025-03-31\n"
               "logicmodel why-changed --store city.store --from load:3 --to load:4 -f csv",
    .options = OPT_PLAIN | OPT_BIT(OPT_STORE) | OPT_BIT(OPT_FROM) | OPT_BIT(OPT_TO) | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_THREADS),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
