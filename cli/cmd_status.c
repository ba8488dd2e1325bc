/* cmd_status.c: which values of a period have not come. */
#include "exit.h"
#include "input.h"

typedef struct answer {
  lm_reporting reporting;
  const lm_assessment *assessment;
} answer;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const answer *a = what;
  return lm_write_reporting(sink, &a->reporting, a->assessment, view);
}

static int run(cli *c) {
  cli_input input;
  lm_assessment *assessment = NULL;
  answer a = {0};
  if (!c->options.has_period) return cli_wrong(c, T_NO_PERIOD, NULL, NULL);
  int code = cli_input_read(&input, c, false);
  const uint32_t area = code == CLI_OK && c->options.area ? lm_areas_named(input.areas, c->options.area) : LM_NO_AREA;
  if (area != LM_NO_AREA) c->options.area = NULL; /* the verdicts of what lies in it are asked for too; one that is not there is told */
  if (code == CLI_OK) code = cli_assess(&assessment, &input, c);
  if (code == CLI_OK) code = cli_code(c, lm_reporting_make(&a.reporting, assessment, c->options.period, area));
  a.assessment = assessment;
  if (code == CLI_OK) code = cli_output(c, write_answer, &a);
  lm_reporting_clear(&a.reporting);
  lm_assessment_free(assessment);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_status = {
    .name = "status",
    .arguments = {{"--store FILE --period PERIOD", "--store ファイル --period 期間"}},
    .summary = {{"which values of a period are missing, and what waits", "期間の値のうち、まだのものと、それを待つ判定"}},
    .help = {{"Every indicator without a value in the period, for every area that reports, with\n"
              "source and who is in charge: first those without which most verdicts cannot be\n"
              "given, then those that most verdicts wait for; before that, how far each area\n"
              "has come. --area: that area and all that lies in it. What was said to be not\n"
              "collected, lost, masked or not applicable is not waited for. Works with documents\n"
              "too.\n",
              "報告のある地域ごとに、その期間の値がない指標を、出典・主管とともに示します。\n"
              "それがないと出せない判定の多い順、それを待つ判定の多い順です。調査なし・逸失・\n"
              "秘匿・該当なしと報告されたものは待ちません。その前に、地域ごとの報告の数を示し\n"
              "ます。--area は、その地域と、その中のすべての地域です。文書を直接指定することも\n"
              "できます。\n"}},
    .example = "logicmodel status --store city.store --period 2025FY",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_PERIOD) | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_ACCEPT_GOOD),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
