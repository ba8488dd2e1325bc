/* cmd_interval.c: intervals of proportions and counts, without a model. */
#include "exit.h"
#include "input.h"
#include "output.h"

#include <logicmodel/table.h>

#include <stdlib.h>

enum { ID, X, N, EXPOSURE, COLUMNS };
static const lm_csv_column columns[] = {
    [ID] = {"id", true}, [X] = {"x", true}, [N] = {"n", false}, [EXPOSURE] = {"exposure", false}, {0},
};

typedef struct sheet {
  lm_diags *diags;
  lm_csv_table *table;
  size_t at[COLUMNS];
  bool rate;
  lm_count_summary *item;
  size_t count;
} sheet;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const sheet *s = what;
  return lm_write_intervals(sink, s->item, s->count, view);
}

static void wrong(const sheet *s, size_t row, size_t column, lm_code code, const char *a0, const char *a1) {
  lm_csv_table_finding(s->table, row, s->at[column], code, a0, a1, s->diags);
}

/* false: no numbers to compute with; the findings say why. */
static bool read_row(const sheet *s, size_t row, double *x, double *n) {
  size_t below = s->rate ? EXPOSURE : N;
  const char *name = columns[below].name;
  bool good = lm_csv_table_number(x, s->table, row, s->at[X], false, s->diags);
  good = lm_csv_table_number(n, s->table, row, s->at[below], false, s->diags) && good;
  if (!good) return false;
  if (*x < 0) wrong(s, row, X, LM_C_NEGATIVE, "x", NULL);
  else if (*n <= 0) wrong(s, row, below, LM_C_POSITIVE, name, NULL);
  else if (!s->rate && *x > *n) wrong(s, row, X, LM_C_ORDER, "x", "n");
  else if (*x > 1e12 || *n > 1e150) wrong(s, row, *x > 1e12 ? X : below, LM_C_TOO_BIG, *x > 1e12 ? "x" : name, NULL);
  else return true;
  return false;
}

static lm_status compute(sheet *s, const cli_options *o) {
  static const double usual = 0.95;
  const double *level = o->level_count ? o->level : &usual;
  size_t levels = o->level_count ? o->level_count : 1, rows = lm_csv_table_rows(s->table);
  s->item = calloc(rows * levels + 1, sizeof *s->item);
  if (!s->item) return LM_ENOMEM;
  for (size_t row = 0; row < rows; row++) {
    double x, n;
    if (!read_row(s, row, &x, &n)) continue;
    for (size_t i = 0; i < levels; i++) {
      lm_count_summary *out = &s->item[s->count++];
      (s->rate ? lm_rate_summarise : lm_proportion_summarise)(out, lm_csv_table_cell(s->table, row, s->at[ID]), x, n, level[i]);
    }
  }
  return LM_OK;
}

static int list_findings(sheet *s, cli *c, int code) {
  int printed = lm_diags_kept(s->diags) > 0 ? cli_print_findings(c, s->diags) : CLI_OK;
  return printed == CLI_OK ? code : printed;
}

static int finish(sheet *s, cli *c) {
  if (lm_diags_no_memory(s->diags)) return cli_code(c, LM_ENOMEM);
  if (lm_diags_count(s->diags, LM_ERROR) > 0) return list_findings(s, c, CLI_FINDINGS);
  int code = c->options.quiet ? CLI_OK : list_findings(s, c, CLI_OK);
  return code == CLI_OK ? cli_output(c, write_answer, s) : code;
}

static int work(sheet *s, cli *c) {
  const cli_list *files = &c->options.files;
  if (files->count == 0) return cli_wrong(c, T_NO_TABLE, NULL, NULL);
  if (files->count > 1) return cli_wrong(c, T_TWO_TABLES, files->item[1], NULL);
  lm_status status = lm_diags_new(&s->diags);
  if (status == LM_OK) status = lm_csv_table_read(&s->table, files->item[0], s->diags);
  if (status == LM_ENOMEM) return cli_code(c, status);
  if (status != LM_OK) return list_findings(s, c, cli_code(c, status));
  if (!lm_csv_table_match(s->table, columns, s->at, s->diags)) return finish(s, c);
  if ((s->at[N] == LM_CSV_NONE) == (s->at[EXPOSURE] == LM_CSV_NONE)) {
    const lm_finding finding = {.code = LM_C_EITHER, .place = {lm_csv_table_file(s->table), 1, 0}, .arg = {"n", "exposure"}};
    lm_diags_add(s->diags, &finding);
    return finish(s, c);
  }
  s->rate = s->at[EXPOSURE] != LM_CSV_NONE;
  status = compute(s, &c->options);
  return status == LM_OK ? finish(s, c) : cli_code(c, status);
}

static int run(cli *c) {
  sheet s = {0};
  int code = work(&s, c);
  free(s.item);
  lm_csv_table_free(s.table);
  lm_diags_free(s.diags);
  return code;
}

const cli_command cmd_interval = {
    .name = "interval",
    .arguments = {{"COUNTS.csv", "件数.csv"}},
    .summary = {{"intervals for proportions and counts, no model needed", "割合と件数の信頼区間(モデル不要)"}},
    .help = {{"A CSV file with the columns id, x and n (x of n: Wilson with and without\n"
              "continuity correction, Clopper–Pearson) or id, x and exposure (x events: exact\n"
              "Poisson, Byar, Public Health England's rule); - reads standard input.\n",
              "列 id、x、n(n 件中 x 件: ウィルソン・連続修正・Clopper–Pearson)、または\n"
              "id、x、exposure(x 件の発生: ポアソン正確法・Byar・英国公衆衛生庁の規則)を\n"
              "持つCSV。- は標準入力です。\n"}},
    .example = "logicmodel interval counts.csv --level 0.95,0.998",
    .options = OPT_PLAIN | OPT_BIT(OPT_LEVEL),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
