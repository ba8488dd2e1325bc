/* cmd_report.c: the sheet for the council. */
#include "exit.h"
#include "reports.h"

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_report(sink, what, view);
}

/* A folder is about every area. */
static int wrong_with_into(cli *c) {
  const cli_options *o = &c->options;
  if (o->area) return cli_wrong(c, T_INTO_ALONE, "--area", NULL);
  if (o->output) return cli_wrong(c, T_INTO_ALONE, "--output", NULL);
  return o->format == LM_FORMAT_HTML ? CLI_OK : cli_wrong(c, T_INTO_HTML, NULL, NULL);
}

static int put_one(cli *c, const cli_input *input, const cli_stamps *stamps) {
  cli_report made;
  int code = cli_report_make(&made, input, stamps, NULL, c);
  if (code == CLI_OK) code = cli_output(c, write_answer, &made.report);
  cli_report_free(&made);
  return code;
}

static int run(cli *c) {
  if (c->options.indicator && c->options.format != LM_FORMAT_SVG) return cli_wrong(c, T_REPORT_CHART, NULL, NULL);
  cli_input input = {0};
  cli_stamps stamps = {0};
  const bool many = c->options.into != NULL;
  int code = many ? wrong_with_into(c) : CLI_OK;
  if (code == CLI_OK) code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = cli_stamps_make(&stamps, &input.files, c);
  if (code == CLI_OK) code = many ? cli_reports_into(c, &input, &stamps) : put_one(c, &input, &stamps);
  cli_stamps_free(&stamps);
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
              "the chart of that indicator alone, on light paper, with its colours in it.\n\n"
              "--into FOLDER: a report for every area, and index.html that compares them. Files\n"
              "of these names are replaced if this program wrote them; others stop it.\n",
              "一つの地域について、それだけで開けるHTMLファイルを作ります。判定入りの設計図、\n"
              "遅れとその理由、アウトカム・個別施策ごとのページ(自ら動かせるものと、他と\n"
              "ともに動くもの)、指標ごとのグラフと表、足りないデータ、作成に使った文書の\n"
              "ハッシュ値を含みます。通信もスクリプトも不要で、設計図はA3、ほかはA4に印刷\n"
              "できます。同じ文書からは同じバイト列ができます。--format svg は設計図だけ、\n"
              "--indicator を付けるとその指標のグラフだけ(白地、色はファイルの中にあります)。\n\n"
              "--into フォルダー: すべての地域の報告書と、比較の一覧 index.html を書き出します。\n"
              "同じ名前のファイルは、このプログラムが書いたものなら置き換え、そうでなければ\n"
              "何も書かずに止まります。\n"}},
    .example = "logicmodel report design-map-2025-07-01 values.xml targets.xml -o report.html\n"
               "logicmodel report model.xml values.xml --area mihon --lang ja -f svg -o map.svg\n"
               "logicmodel report model.xml values.xml -f svg --indicator home-visit-patients -o chart.svg\n"
               "logicmodel report model.xml values.xml targets.xml --into reports",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_INDICATOR) | OPT_BIT(OPT_UNTIL) | OPT_BIT(OPT_ACCEPT_GOOD) | OPT_BIT(OPT_THREADS) |
               OPT_BIT(OPT_INTO),
    .formats = CLI_FORMAT(LM_FORMAT_HTML) | CLI_FORMAT(LM_FORMAT_SVG),
    .format = LM_FORMAT_HTML,
    .run = run,
};
