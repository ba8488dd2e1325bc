/* cmd_report.c: the sheet for the council. */
#include "exit.h"
#include "reports.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PAPER_FORMATS (CLI_FORMAT(LM_FORMAT_HTML) | CLI_FORMAT(LM_FORMAT_MARKDOWN) | CLI_FORMAT(LM_FORMAT_TEXT) | CLI_FORMAT(LM_FORMAT_PDF))

typedef struct asked {
  const lm_report *report;
  const char *as; /* a paper; NULL: the report */
} asked;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const asked *a = what;
  return a->as ? lm_write_paper(sink, a->report, a->as, view) : lm_write_report(sink, a->report, view);
}

static lm_status write_list(lm_sink *sink, const void *what, const lm_view *view) {
  (void)what;
  return lm_write_paper_list(sink, view);
}

/* A folder is about every area. */
static int wrong_with_into(cli *c) {
  const cli_options *o = &c->options;
  if (!*o->into) return cli_wrong(c, T_INTO_EMPTY, NULL, NULL);
  if (o->area) return cli_wrong(c, T_INTO_ALONE, "--area", NULL);
  if (o->output) return cli_wrong(c, T_INTO_ALONE, "--output", NULL);
  if (o->as) return cli_wrong(c, T_INTO_ALONE, "--as", NULL);
  return cli_report_ending(o->format) ? CLI_OK : cli_wrong(c, T_INTO_FORMAT, lm_format_word(o->format), NULL);
}

static int put_one(cli *c, const cli_input *input, const cli_basis *basis) {
  cli_report made;
  size_t unshown = 0;
  int code = cli_report_make(&made, input, basis, NULL, c);
  made.report.unshown = &unshown;
  if (code == CLI_OK) {
    code = cli_output(c, write_answer, &(asked){&made.report, c->options.as});
    cli_tell_fonts(c, code, unshown);
    if (code == CLI_OK) cli_tell_unplaced(c, basis->settings);
  }
  cli_report_free(&made);
  return code;
}

static bool is_paper(const char *as) {
  for (size_t i = 0; i < lm_paper_count(); i++)
    if (strcmp(lm_paper_id(i), as) == 0) return true;
  return false;
}

/* What is asked for, before any document is read. */
static int wrong_with_paper(cli *c) {
  const char *as = c->options.as;
  if (!is_paper(as)) return cli_wrong(c, T_NO_PAPER, as, NULL);
  const bool words = CLI_FORMAT(c->options.format) & PAPER_FORMATS;
  return words ? CLI_OK : cli_wrong(c, T_PAPER_FORMAT, lm_format_word(c->options.format), as);
}

/* A drawing alone has no place for what changed: nothing that was asked for is left out silently. */
static int wrong_with_since(cli *c) {
  const cli_options *o = &c->options;
  if (!o->store) return cli_wrong(c, T_SINCE_STORE, NULL, NULL);
  return o->format == LM_FORMAT_SVG ? cli_wrong(c, T_SINCE_FORMAT, lm_format_word(o->format), NULL) : CLI_OK;
}

/* Formats that the program may have been built without, and that are no text for a terminal. */
static int wrong_with_format(cli *c) {
  static const struct {
    lm_format format;
    bool (*there)(void);
    cli_text without, terminal;
  } row[] = {{LM_FORMAT_PDF, lm_writes_pdf, T_NO_PDF, T_PDF_OUTPUT}, {LM_FORMAT_XLSX, lm_writes_workbooks, T_NO_WORKBOOKS, T_FORM_OUTPUT}};
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    if (c->options.format != row[i].format) continue;
    if (!row[i].there()) return cli_wrong(c, row[i].without, NULL, NULL);
    if (!c->options.output && !c->options.into && isatty(STDOUT_FILENO)) return cli_wrong(c, row[i].terminal, NULL, NULL);
  }
  return CLI_OK;
}

static int run(cli *c) {
  if (c->options.as && strcmp(c->options.as, "list") == 0) return cli_output(c, write_list, NULL);
  if (c->options.indicator && c->options.format != LM_FORMAT_SVG) return cli_wrong(c, T_REPORT_CHART, NULL, NULL);
  cli_input input = {0};
  cli_basis basis = {0};
  const bool many = c->options.into != NULL;
  int code = many ? wrong_with_into(c) : CLI_OK;
  if (code == CLI_OK) code = wrong_with_format(c);
  if (code == CLI_OK && c->options.as) code = wrong_with_paper(c);
  if (code == CLI_OK && c->options.since) code = wrong_with_since(c);
  if (code == CLI_OK) code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = cli_basis_make(&basis, &input, c);
  if (code == CLI_OK) code = many ? cli_reports_into(c, &input, &basis) : put_one(c, &input, &basis);
  cli_basis_free(&basis);
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
              "the chart of that indicator alone, on light paper, with its colours in it.\n"
              "--format xlsx: a workbook with the verdicts, every number, and the charts as the\n"
              "spreadsheet draws them. --format json, csv: all numbers, the places of the map\n"
              "too; csv has one row per value. --format markdown: for the minutes, the map as a\n"
              "list, what is behind and why.\n"
              "--format pdf: all of it on pages, A3 for the map and A4 for the rest, with\n"
              "bookmarks, links, its fonts and tags for screen readers; there is no date in it.\n\n"
              "--as qa (answers for the assembly), handover, management (the progress table with\n"
              "computed grades) or minutes: that paper instead, as HTML, Markdown, text or PDF.\n\n"
              "--since DAY: what changed since then: of a store (--store), verdicts and what\n"
              "moved them, values and targets revised, the model. Every form and paper has it but\n"
              "a drawing alone (svg).\n\n"
              "--into FOLDER: a report for every area, in any form but svg, and index.html that\n"
              "compares them. Files of these names are replaced if this program wrote them and\n"
              "nobody changed them; others stop it.\n"
              "--settings FILE: title, logo, remarks, and which parts in which order.\n",
              "一つの地域について、それだけで開けるHTMLファイルを作ります。判定入りの設計図、\n"
              "遅れとその理由、アウトカム・個別施策ごとのページ(自ら動かせるものと、他と\n"
              "ともに動くもの)、指標ごとのグラフと表、足りないデータ、作成に使った文書の\n"
              "ハッシュ値を含みます。通信もスクリプトも不要で、設計図はA3、ほかはA4に印刷\n"
              "できます。同じ文書からは同じバイト列ができます。--format svg は設計図だけ、\n"
              "--indicator を付けるとその指標のグラフだけ(白地、色はファイルの中にあります)。\n"
              "--format xlsx は、判定・すべての数値・表計算ソフトのグラフを含むブック。\n"
              "--format json・csv は、設計図の位置を含むすべての数値(csvは値ごとに1行)。\n"
              "--format markdown は会議録用(設計図の一覧、遅れとその理由)。\n"
              "--format pdf は全体を紙面にしたもの(設計図はA3、ほかはA4)。しおりとリンク、\n"
              "読み上げ用のタグが付き、フォントを埋め込みます。日時は入りません。\n\n"
              "--as qa(想定問答)・handover(引継ぎ書)・management(進行管理表)・minutes\n"
              "(会議録用): その帳票を、HTML・Markdown・テキスト・PDFで書きます。\n\n"
              "--since 日: ストア(--store)の、その時点からの変化。変わった判定とその原因、改定された\n"
              "値と目標、モデルの変更。図だけのファイル(svg)を除く、すべての形式と帳票に載ります。\n\n"
              "--into フォルダー: すべての地域の報告書(svg 以外の形式)と、比較の一覧 index.html を\n"
              "書き出します。\n"
              "同じ名前のファイルは、このプログラムが書いたものなら置き換え、そうでなければ\n"
              "何も書かずに止まります。\n"
              "--settings ファイル: 表題・ロゴ・注記と、載せる部分とその順。\n"}},
    .example = "logicmodel report design-map-2025-07-01 values.xml targets.xml -o report.html\n"
               "logicmodel report model.xml values.xml --area mihon --lang ja -f svg -o map.svg\n"
               "logicmodel report model.xml values.xml -f svg --indicator visits -o chart.svg\n"
               "logicmodel report model.xml values.xml targets.xml -f xlsx -o report.xlsx\n"
               "logicmodel report model.xml values.xml targets.xml --lang ja -f pdf -o report.pdf\n"
               "logicmodel report model.xml values.xml targets.xml --into reports\n"
               "logicmodel report model.xml values.xml targets.xml --lang ja -f markdown",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_INDICATOR) | OPT_BIT(OPT_UNTIL) | OPT_BIT(OPT_ACCEPT_GOOD) | OPT_BIT(OPT_THREADS) |
               OPT_BIT(OPT_INTO) | OPT_BIT(OPT_AS) | OPT_BIT(OPT_SINCE) | OPT_BIT(OPT_SETTINGS),
    .formats = PAPER_FORMATS | CLI_FORMAT(LM_FORMAT_SVG) | CLI_FORMAT(LM_FORMAT_XLSX) | CLI_FORMAT(LM_FORMAT_JSON) | CLI_FORMAT(LM_FORMAT_CSV),
    .format = LM_FORMAT_HTML,
    .run = run,
};
