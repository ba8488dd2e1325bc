/* cmd_report.c: the sheet for the council. */
#include "exit.h"
#include "input.h"

#include <logicmodel/report.h>

#include <stdlib.h>

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_report(sink, what, view);
}

static bool several_areas(const lm_assessment *assessment) {
  size_t count = lm_assessment_rollup_count(assessment);
  for (size_t i = 1; i < count; i++)
    if (lm_assessment_rollup(assessment, i)->area != lm_assessment_rollup(assessment, 0)->area) return true;
  return false;
}

/* What is no plain file has no digest; that it was read we know already. */
static lm_status add_stamp(lm_report *report, lm_stamp *stamp, const char *name, lm_doc_kind kind) {
  lm_status status = lm_stamp_file(&stamp[report->stamps++], name, kind);
  return status == LM_ENOMEM ? status : LM_OK;
}

static lm_status add_stamps(lm_report *report, lm_stamp *stamp, const cli_list *names, lm_doc_kind kind) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < names->count && status == LM_OK; i++) status = add_stamp(report, stamp, names->item[i], kind);
  return status;
}

static int put_answer(cli *c, const cli_files *files, lm_report *report) {
  lm_stamp *stamp = calloc(files->values.count + files->targets.count + files->progress.count + 2, sizeof *stamp);
  lm_status status = stamp ? LM_OK : LM_ENOMEM;
  report->stamp = stamp;
  if (status == LM_OK && files->model) status = add_stamp(report, stamp, files->model, LM_DOC_MODEL);
  if (status == LM_OK) status = add_stamps(report, stamp, &files->values, LM_DOC_VALUES);
  if (status == LM_OK) status = add_stamps(report, stamp, &files->targets, LM_DOC_TARGETS);
  if (status == LM_OK) status = add_stamps(report, stamp, &files->progress, LM_DOC_PROGRESS);
  if (status == LM_OK && files->mapping) status = add_stamp(report, stamp, files->mapping, LM_DOC_MAPPING);
  int code = status == LM_OK ? cli_output(c, write_answer, report) : cli_code(c, status);
  free(stamp);
  return code;
}

static int assess_progress(lm_progress_assessment **out, const cli_input *input, cli *c) {
  const lm_progress_options all = lm_progress_defaults();
  if (lm_progress_count(input->progress) == 0) return CLI_OK;
  return cli_code(c, lm_progress_assess(out, input->progress, input->model, input->areas, input->panel, &all, NULL));
}

static int run(cli *c) {
  if (c->options.indicator && c->options.format != LM_FORMAT_SVG) return cli_wrong(c, T_REPORT_CHART, NULL, NULL);
  cli_input input;
  lm_assessment *assessment = NULL;
  lm_progress_assessment *progress = NULL;
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = cli_assess(&assessment, &input, c);
  if (code == CLI_OK && several_areas(assessment)) code = cli_wrong(c, T_REPORT_ONE_AREA, NULL, NULL);
  if (code == CLI_OK) code = assess_progress(&progress, &input, c);
  lm_report report = {.assessment = assessment, .progress = progress, .indicator = c->options.indicator};
  if (code == CLI_OK) code = put_answer(c, &input.files, &report);
  lm_progress_assessment_free(progress);
  lm_assessment_free(assessment);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_report = {
    .name = "report",
    .arguments = {{"MODEL [VALUES…] [TARGETS…] [PROGRESS…]", "モデル [値…] [目標…] [進捗…]"}},
    .summary = {{"the sheet for the council: design map, reasons, charts and tables", "会議に出す報告書: 設計図・理由・グラフと表"}},
    .help = {{"One self-contained HTML file for one area: the design map with every verdict,\n"
              "what is behind and why, a page per outcome and initiative with what is under our\n"
              "control and what is shared, a chart beside its table for every indicator, what\n"
              "data is missing, and what the report was made of (digests of the documents). It\n"
              "needs no network and no script, prints on A3 (the map) and A4, and the same\n"
              "documents give the same bytes. --format svg: the map alone, or with --indicator\n"
              "the chart of that indicator alone, on light paper, with its colours in it.\n",
              "一つの地域について、それだけで開けるHTMLファイルを作ります。判定入りの設計図、\n"
              "遅れとその理由、アウトカム・個別施策ごとのページ(自ら動かせるものと、他と\n"
              "ともに動くもの)、指標ごとのグラフと表、足りないデータ、作成に使った文書の\n"
              "ハッシュ値を含みます。通信もスクリプトも不要で、設計図はA3、ほかはA4に印刷\n"
              "できます。同じ文書からは同じバイト列ができます。--format svg は設計図だけ、\n"
              "--indicator を付けるとその指標のグラフだけ(白地、色はファイルの中にあります)。\n"}},
    .example = "logicmodel report design-map-2025-07-01 values.xml targets.xml -o report.html\n"
               "logicmodel report model.xml values.xml --area mihon --lang ja -f svg -o map.svg\n"
               "logicmodel report model.xml values.xml -f svg --indicator home-visit-patients -o chart.svg",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_INDICATOR) | OPT_BIT(OPT_UNTIL) | OPT_BIT(OPT_ACCEPT_GOOD) | OPT_BIT(OPT_THREADS),
    .formats = CLI_FORMAT(LM_FORMAT_HTML) | CLI_FORMAT(LM_FORMAT_SVG),
    .format = LM_FORMAT_HTML,
    .run = run,
};
