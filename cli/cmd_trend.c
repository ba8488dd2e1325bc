/* cmd_trend.c: the plain statistics of any series, without a model. */
#include "exit.h"
#include "input.h"
#include "output.h"
#include "series.h"

#include <math.h>
#include <stdlib.h>

enum { ID, T, Y, W };
static const cli_series_column columns[] = {
    [ID] = {"id", true, false, false},
    [T] = {"t", true, true, false},
    [Y] = {"y", true, true, false},
    [W] = {"w", false, true, false},
    {0},
};

static const double usual_at[] = {2027, 2030, 2040};

typedef struct answer {
  lm_series_summary *item;
  size_t count;
  lm_trend_table table;
} answer;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const answer *a = what;
  return lm_write_trend(sink, a->item, a->count, a->table, view);
}

/* Beyond 1e150 squares overflow. */
static void check_numbers(cli_series_set *set) {
  for (size_t i = 0; i < set->rows; i++) {
    if (fabs(set->number[T][i]) > 1e150) cli_series_finding(set, i, T, LM_C_TOO_BIG, "t", NULL);
    if (fabs(set->number[Y][i]) > 1e150) cli_series_finding(set, i, Y, LM_C_TOO_BIG, "y", NULL);
    if (set->number[W] && set->number[W][i] < 0) cli_series_finding(set, i, W, LM_C_NEGATIVE, "w", NULL);
    if (set->number[W] && set->number[W][i] > 1e150) cli_series_finding(set, i, W, LM_C_TOO_BIG, "w", NULL);
  }
}

static lm_status summarise(answer *a, const cli_series_set *set, const cli_options *o) {
  lm_stats_work *work = lm_stats_work_new();
  const double *at = o->at_count ? o->at : usual_at;
  size_t at_count = o->at_count ? o->at_count : sizeof usual_at / sizeof *usual_at;
  a->item = calloc(set->count + 1, sizeof *a->item);
  lm_status status = work && a->item ? LM_OK : LM_ENOMEM;
  for (; status == LM_OK && a->count < set->count; a->count++) {
    const cli_series *s = &set->item[a->count];
    status = lm_series_summarise(&a->item[a->count], s->id, set->number[T] + s->first, set->number[Y] + s->first,
                                 set->number[W] ? set->number[W] + s->first : NULL, s->n, at, at_count, work);
  }
  lm_stats_work_free(work);
  return status;
}

static int answer_with(const cli_series_set *set, lm_trend_table table, cli *c) {
  answer a = {.table = table};
  lm_status status = summarise(&a, set, &c->options);
  int code = status == LM_OK ? cli_output(c, write_answer, &a) : cli_code(c, status);
  for (size_t i = 0; i < a.count; i++) lm_series_summary_clear(&a.item[i]);
  free(a.item);
  return code;
}

static int run(cli *c) {
  cli_series_set set;
  lm_trend_table table = LM_TREND_ALL;
  const char *name = c->options.table;
  if (name && !lm_trend_table_parse(&table, name))
    return cli_wrong(c, T_BAD_TABLE, name, "all ols ols_forecast wls wls_forecast sen sen_forecast mk xmr");
  if (table != LM_TREND_ALL && c->options.format != LM_FORMAT_CSV) return cli_wrong(c, T_TABLE_IS_CSV, NULL, NULL);
  int code = cli_series_read(&set, c, columns);
  if (code == CLI_OK) {
    check_numbers(&set);
    code = cli_series_verdict(&set, c);
  }
  if (code == CLI_OK) code = answer_with(&set, table, c);
  cli_series_free(&set);
  return code;
}

const cli_command cmd_trend = {
    .name = "trend",
    .arguments = {{"SERIES.csv", "系列.csv"}},
    .summary = {{"plain statistics of any series, no model needed", "系列の統計(モデル不要)"}},
    .help = {{"A CSV file with the columns id, t (year), y (value) and, if wanted, w (weight:\n"
              "variance = sigma²/w); one row per value, any order; - reads standard input.\n"
              "Theil–Sen, least squares (weighted too), Mann–Kendall (exact for few values),\n"
              "XmR limits, and forecasts with 50, 80 and 95 % intervals for the years of --at.\n"
              "CSV gives one row per series with prefixed columns; --table ols (ols_forecast,\n"
              "wls, wls_forecast, sen, sen_forecast, mk, xmr) gives one table as it is.\n",
              "列 id、t(年)、y(値)、必要なら w(重み: 分散=σ²/w)を持つCSV。1行に1つの値、\n"
              "順番は問いません。- は標準入力です。Theil–Sen、最小二乗(重み付きも)、\n"
              "Mann–Kendall(点が少なければ正確法)、XmR管理限界、--at の年への延長と\n"
              "50・80・95%区間を計算します。CSVは系列ごとに1行で、--table ols(ols_forecast、\n"
              "wls、wls_forecast、sen、sen_forecast、mk、xmr)なら一つの表だけを出力します。\n"}},
    .example = "logicmodel trend series.csv\nlogicmodel trend series.csv --format csv --table sen",
    .options = OPT_PLAIN | OPT_BIT(OPT_AT) | OPT_BIT(OPT_TABLE),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
