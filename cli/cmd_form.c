/* cmd_form.c: a data-entry form for one area and year, which check and load take back. */
#include "exit.h"
#include "input.h"

#include <logicmodel/assess.h>
#include <logicmodel/form.h>

#include <string.h>
#include <unistd.h>

static lm_status write_form(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_form(sink, what, view); }

/* Nobody fills in a form for an area that has ended before the year: its values would be refused. */
static int check_life(const cli_input *input, cli *c, uint32_t index) {
  const lm_area *area = lm_areas_at(input->areas, index);
  char day[16], after[256];
  if (lm_area_outlived(area, (lm_period){LM_YEAR, c->options.year}) <= 0) return CLI_OK;
  lm_day_format(area->to, day, sizeof day);
  lm_areas_after_ids(input->areas, index, after, sizeof after);
  return *after ? cli_wrong(c, T_FORM_SUCCEEDED, day, after) : cli_wrong(c, T_FORM_ENDED, day, NULL);
}

/* Somebody wrote down which areas there are; one that a table merely names has its id as its only name. */
static bool any_declared(const lm_areas *areas) {
  for (uint32_t i = 0; i < lm_areas_count(areas); i++) {
    const lm_area *area = lm_areas_at(areas, i);
    const char *name = area->label.in[LM_JA];
    if (area->kind || area->code || area->label.in[LM_EN] || !name || strcmp(name, area->id) != 0) return true;
  }
  return false;
}

/* Where areas are declared, another is a slip. */
static int refuse_unknown(const cli_input *input, cli *c, uint32_t *area) {
  lm_diags *diags;
  lm_status status = lm_diags_new(&diags);
  if (status == LM_OK) status = lm_find_area(area, input->areas, c->options.area, diags);
  return cli_end_question(c, status, diags);
}

/* The area of --area, which need not be declared where none is; else the only one there is. */
static int find_area(cli_input *input, cli *c, uint32_t *area) {
  const char *id = c->options.area;
  if (!id && lm_areas_count(input->areas) != 1) return cli_wrong(c, T_FORM_AREA, NULL, NULL);
  *area = id ? lm_areas_named(input->areas, id) : 0;
  if (*area != LM_NO_AREA) return check_life(input, c, *area);
  if (any_declared(input->areas)) return refuse_unknown(input, c, area);
  const lm_area unknown = {.id = id, .label = {.in = {[LM_JA] = id}}};
  return cli_code(c, lm_areas_add(input->areas, &unknown, area));
}

static int make(cli_input *input, cli *c) {
  lm_form *form = NULL;
  uint32_t area = LM_NO_AREA;
  int code = find_area(input, c, &area);
  if (code != CLI_OK) return code;
  code = cli_code(c, lm_form_new(&form, input->model, input->areas, input->panel, area, c->options.year));
  if (code == CLI_OK) code = cli_code(c, lm_form_look_back(form, input->areas, input->panel));
  if (code == CLI_OK) code = cli_output(c, write_form, form);
  lm_form_free(form);
  return code;
}

static int run(cli *c) {
  bool workbook = c->options.format == LM_FORMAT_XLSX;
  if (c->options.year == 0) return cli_wrong(c, T_NO_YEAR, NULL, NULL);
  if (workbook && !lm_writes_workbooks()) return cli_wrong(c, T_NO_WORKBOOKS, NULL, NULL);
  if (workbook && !c->options.output && isatty(STDOUT_FILENO)) return cli_wrong(c, T_FORM_OUTPUT, NULL, NULL);
  cli_input input;
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = make(&input, c);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_form = {
    .name = "form",
    .arguments = {{"MODEL [VALUES…] --year YEAR --area ID", "モデル [値…] --year 年 --area 地域"}},
    .summary = {{"a workbook to be filled in for a year", "1年分の入力表(Excel)を作る"}},
    .help = {{"Writes a workbook with a row for every indicator, in the order of the design\n"
              "map: the last three years beside the empty cell, unit, definition, source, who\n"
              "is in charge, and a list of reasons why there is no value. Values known already\n"
              "are filled in. Give the filled-in workbook to check and the other commands as\n"
              "a document of values. --format csv writes the same as a plain table.\n",
              "指標ごとに1行、設計図の順の入力表を作ります。空欄の横に過去3年の値、単位、\n"
              "定義、出どころ、担当、「値がない理由」の一覧が付きます。分かっている値は記入\n"
              "済みです。記入したファイルは、値の文書として check などにそのまま渡せます。\n"
              "--format csv では同じ内容をCSVで書きます。\n"}},
    .example = "logicmodel form design-map-2025-07-01 values.xml --year 2025 --area mihon --output form.xlsx\n"
               "logicmodel check design-map-2025-07-01 form.xlsx\n"
               "logicmodel form --store city.store --year 2026 --area mihon --output form.xlsx",
    .options = OPT_COMMON | OPT_BIT(OPT_VALUES) | OPT_TABLES | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_YEAR) | OPT_BIT(OPT_ACCEPT_GOOD),
    .formats = CLI_FORMAT(LM_FORMAT_XLSX) | CLI_FORMAT(LM_FORMAT_CSV),
    .format = LM_FORMAT_XLSX,
    .run = run,
};
