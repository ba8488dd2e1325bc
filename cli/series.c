/* series.c: see series.h. */
#include "series.h"

#include "exit.h"
#include "input.h"

#include <stdlib.h>
#include <string.h>

bool cli_series_has(const cli_series_set *set, size_t column) { return set->at[column] != LM_CSV_NONE; }

const char *cli_series_text(const cli_series_set *set, size_t row, size_t column) {
  return cli_series_has(set, column) ? lm_csv_table_cell(set->table, set->row[row], set->at[column]) : "";
}

void cli_series_finding(const cli_series_set *set, size_t row, size_t column, lm_code code, const char *a0, const char *a1) {
  lm_csv_table_finding(set->table, set->row[row], set->at[column], code, a0, a1, set->diags);
}

/* One row while sorting. */
typedef struct place {
  const char *id;
  double t;
  size_t row, group; /* group: the first row of the same id */
} place;

static int by_id(const void *a, const void *b) {
  const place *x = a, *y = b;
  int order = strcmp(x->id, y->id);
  return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_group(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->group != y->group) return x->group < y->group ? -1 : 1;
  if (x->t != y->t) return x->t < y->t ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static int start(cli_series_set *set, cli *c) {
  const cli_list *files = &c->options.files;
  if (files->count == 0) return cli_wrong(c, T_NO_TABLE, NULL, NULL);
  if (files->count > 1) return cli_wrong(c, T_TWO_TABLES, files->item[1], NULL);
  lm_status status = lm_diags_new(&set->diags);
  if (status == LM_OK) status = lm_csv_table_read(&set->table, files->item[0], set->diags);
  if (status == LM_OK) return CLI_OK;
  int code = cli_code(c, status);
  return code == CLI_NO_MEMORY ? code : (cli_print_findings(c, set->diags) == CLI_OK ? code : CLI_NO_MEMORY);
}

static bool match(cli_series_set *set, const cli_series_column *columns) {
  lm_csv_column known[CLI_SERIES_COLUMNS + 1] = {{0}};
  for (size_t i = 0; columns[i].name; i++) known[i] = (lm_csv_column){columns[i].name, columns[i].required};
  return lm_csv_table_match(set->table, known, set->at, set->diags);
}

/* Rows whose id and t can be used, in order. */
static place *sort_rows(cli_series_set *set) {
  size_t rows = lm_csv_table_rows(set->table);
  place *list = calloc(rows + 1, sizeof *list);
  if (!list) return NULL;
  for (size_t row = 0; row < rows; row++) {
    place p = {.id = lm_csv_table_cell(set->table, row, set->at[0]), .row = row};
    if (!*p.id) lm_csv_table_finding(set->table, row, set->at[0], LM_C_EMPTY, "id", NULL, set->diags);
    bool known = lm_csv_table_number(&p.t, set->table, row, set->at[1], false, set->diags);
    if (known && *p.id) list[set->rows++] = p;
  }
  qsort(list, set->rows, sizeof *list, by_id);
  for (size_t i = 0; i < set->rows; i++)
    list[i].group = i > 0 && strcmp(list[i].id, list[i - 1].id) == 0 ? list[i - 1].group : list[i].row;
  qsort(list, set->rows, sizeof *list, by_group);
  return list;
}

static bool make_groups(cli_series_set *set, const place *list) {
  set->row = calloc(set->rows + 1, sizeof *set->row);
  set->item = calloc(set->rows + 1, sizeof *set->item);
  if (!set->row || !set->item) return false;
  for (size_t i = 0; i < set->rows; i++) {
    set->row[i] = list[i].row;
    bool same = i > 0 && list[i].group == list[i - 1].group;
    if (!same) set->item[set->count++] = (cli_series){.id = list[i].id, .first = i};
    set->item[set->count - 1].n++;
    if (same && list[i].t == list[i - 1].t) cli_series_finding(set, i, 1, LM_C_TWICE, NULL, NULL);
  }
  return true;
}

static bool read_numbers(cli_series_set *set, const cli_series_column *columns) {
  for (size_t k = 0; columns[k].name; k++) {
    if (!columns[k].number || !cli_series_has(set, k)) continue;
    set->number[k] = calloc(set->rows + 1, sizeof *set->number[k]);
    if (!set->number[k]) return false;
    for (size_t i = 0; i < set->rows; i++)
      lm_csv_table_number(&set->number[k][i], set->table, set->row[i], set->at[k], columns[k].may_be_empty, k == 1 ? NULL : set->diags);
  }
  return true;
}

int cli_series_read(cli_series_set *set, cli *c, const cli_series_column *columns) {
  *set = (cli_series_set){0};
  int code = start(set, c);
  if (code != CLI_OK) return code;
  if (!match(set, columns)) return cli_series_verdict(set, c);
  place *list = sort_rows(set);
  bool good = list && make_groups(set, list) && read_numbers(set, columns);
  free(list);
  return good ? CLI_OK : cli_code(c, LM_ENOMEM);
}

void cli_series_free(cli_series_set *set) {
  for (size_t i = 0; i < CLI_SERIES_COLUMNS; i++) free(set->number[i]);
  free(set->row);
  free(set->item);
  lm_csv_table_free(set->table);
  lm_diags_free(set->diags);
}

int cli_series_verdict(cli_series_set *set, cli *c) {
  if (lm_diags_no_memory(set->diags)) return cli_code(c, LM_ENOMEM);
  bool errors = lm_diags_count(set->diags, LM_ERROR) > 0;
  if (!errors && (c->options.quiet || lm_diags_kept(set->diags) == 0)) return CLI_OK;
  int code = cli_print_findings(c, set->diags);
  return code != CLI_OK ? code : errors ? CLI_FINDINGS : CLI_OK;
}
