/* cmd_show.c: the model itself, or a sheet as the office prints it. */
#include "exit.h"
#include "input.h"
#include "output.h"

#include <string.h>

static lm_status write_model(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_model(sink, what, view);
}

static lm_status write_sheet(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_sheet(sink, what, view);
}

static lm_status write_list(lm_sink *sink, const void *what, const lm_view *view) {
  return lm_write_sheet_list(sink, what, view);
}

static lm_status fill(lm_filled_sheet **out, lm_progress_assessment **progress, const cli_input *input, const cli_options *o,
                      lm_diags *diags) {
  const lm_progress_options options = lm_progress_defaults();
  lm_status status =
      lm_progress_assess(progress, input->progress, input->model, input->areas, input->panel, &options, diags);
  const lm_sheet_data data = {input->model, input->areas, input->panel, input->targets, *progress};
  return status == LM_OK ? lm_sheet_fill(out, o->as, &data, o->area, diags) : status;
}

/* What the library could not do, in words. */
static int refused(cli *c, lm_status status, const lm_diags *diags) {
  if (status == LM_EINVAL) return cli_wrong(c, T_SHEET_ONE_AREA, NULL, NULL);
  int code = status == LM_ENOTFOUND ? cli_print_findings(c, diags) : CLI_OK;
  return code == CLI_OK ? cli_code(c, status) : code;
}

static int show_sheet(cli *c, const cli_input *input) {
  lm_filled_sheet *sheet = NULL;
  lm_progress_assessment *progress = NULL;
  lm_diags *diags;
  lm_status status = lm_diags_new(&diags);
  if (status == LM_OK) status = fill(&sheet, &progress, input, &c->options, diags);
  int code = status == LM_OK ? cli_output(c, write_sheet, sheet) : refused(c, status, diags);
  lm_filled_sheet_free(sheet);
  lm_progress_assessment_free(progress);
  lm_diags_free(diags);
  return code;
}

static int show(cli *c, const cli_input *input) {
  const char *as = c->options.as;
  if (!as) return cli_output(c, write_model, input->model);
  if (c->options.format == LM_FORMAT_DOT || c->options.format == LM_FORMAT_MERMAID)
    return cli_wrong(c, T_SHEET_NO_DRAWING, lm_format_word(c->options.format), NULL);
  return strcmp(as, "list") == 0 ? cli_output(c, write_list, input->model) : show_sheet(c, input);
}

static int run(cli *c) {
  cli_input input;
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = show(c, &input);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_show = {
    .name = "show",
    .arguments = {{"MODEL [DOCUMENTS…]", "モデル [文書…]"}},
    .summary = {{"the model and its links; or a table as the office prints it",
                 "モデルとそのつながり、または役所の帳票の形で表示"}},
    .help = {{"Prints the model as an outline by scene, with ids, links and how sure each of\n"
              "them is; or draws it: dot for Graphviz, mermaid for Markdown pages.\n"
              "--all adds the notes of every node, and the indicators to drawings.\n"
              "--as SHEET prints a table as the office prints it, filled from the progress,\n"
              "values and targets given; --as list names the sheets of the model, and every\n"
              "model has progress-table. Where the terminal is too narrow for the\n"
              "table, each item is printed heading by heading. What the sources leave blank\n"
              "stays blank and says so. CSV has one row of headings, as printed.\n",
              "モデルを場面ごとに、識別子・つながり・確からしさとともに示します。\n"
              "図にもできます(dot は Graphviz 用、mermaid は Markdown 用)。\n"
              "--all で項目ごとの注記を、図では指標も加えます。\n"
              "--as 帳票 で、進捗・値・目標の文書から、役所の帳票(進捗管理表、評価票)の形で\n"
              "示します。--as list で帳票の一覧を示します。progress-table はどのモデルにも\n"
              "あります。端末の幅が足りないときは、項目ごとに見出しと内容を並べます。原本で\n"
              "空欄のものは空欄のまま、そう記します。CSVの見出しは原本どおりの1行です。\n"}},
    .example = "logicmodel show design-map-2025-07-01\n"
               "logicmodel show design-map-2025-07-01 --format dot | dot -Tsvg -o map.svg\n"
               "logicmodel show hino-basic-policy progress.xml --as progress-table --lang ja",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_ACCEPT_GOOD) | OPT_BIT(OPT_AS),
    .formats = CLI_DATA_FORMATS | CLI_DRAWINGS,
    .run = run,
};
