/* cmd_progress.c: what the progress documents amount to: goals met, grades, costs. */
#include "exit.h"
#include "input.h"

typedef struct question {
  const lm_progress_assessment *assessment;
  lm_progress_table table;
} question;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const question *q = what;
  return lm_write_progress(sink, q->assessment, q->table, view);
}

static int assess(lm_progress_assessment **out, const cli_input *input, cli *c) {
  const cli_options *o = &c->options;
  lm_progress_options options = lm_progress_defaults();
  options.area = o->area;
  options.scene = o->scene;
  options.until = o->until;
  lm_diags *diags;
  lm_status status = lm_diags_new(&diags);
  if (status == LM_OK)
    status = lm_progress_assess(out, input->progress, input->model, input->areas, input->panel, &options, diags);
  return cli_end_question(c, status, diags);
}

static int run(cli *c) {
  cli_input input;
  question q = {.table = LM_PROGRESS_ALL};
  lm_progress_assessment *assessment = NULL;
  const char *name = c->options.table;
  if (name && !lm_progress_table_parse(&q.table, name)) return cli_wrong(c, T_BAD_TABLE, name, "items results");
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK && lm_progress_document_count(input.progress) == 0) code = cli_wrong(c, T_NO_PROGRESS, NULL, NULL);
  if (code == CLI_OK) code = assess(&assessment, &input, c);
  q.assessment = assessment;
  if (code == CLI_OK) code = cli_output(c, write_answer, &q);
  lm_progress_assessment_free(assessment);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_progress = {
    .name = "progress",
    .arguments = {{"MODEL PROGRESS… [VALUES…]", "モデル 進捗… [値…]"}},
    .summary = {{"goals met, grades and costs of a progress table", "進行管理表の達成状況・評価・費用"}},
    .help = {{"Counts the goals of the year of each initiative and activity, and grades them\n"
              "by the model's scale (without one: the four grades of a progress table). What\n"
              "nobody reported on is not guessed: the grade is given when it is the same at\n"
              "best and at worst. Scenes pool the goals of their initiatives. Costs are added\n"
              "up by budget, estimate and actual; with values, the cost per result where a\n"
              "count measures the node. --table items or results: that table only (CSV: items\n"
              "if not said).\n",
              "施策・取組ごとに年度目標の達成を数え、モデルの評価の段階(なければ進行管理表の\n"
              "4区分)で評価します。報告のない目標は推測せず、最良でも最悪でも同じときだけ評価を\n"
              "示します。場面は施策の目標を合わせて数えます。費用は予算・見込み・実績ごとに合計\n"
              "し、値の文書があれば、件数の指標をもつ項目の成果1単位あたりの費用も示します。\n"
              "--table items / results はその表だけ(CSVで省略すると items)。\n"}},
    .example = "logicmodel progress hino-basic-policy progress.xml --lang ja\n"
               "logicmodel progress model.xml progress.xml values.xml -f csv --table results",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_SCENE) | OPT_BIT(OPT_UNTIL) | OPT_BIT(OPT_ACCEPT_GOOD) |
               OPT_BIT(OPT_TABLE),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
