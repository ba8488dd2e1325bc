/* table_plan.c: from headings, or a mapping, or the hidden sheet of our own form, to which column says what. */
#include "table.h"

#include "../base/strbuf.h"
#include "../base/vec.h"
#include "../values/form_marks.h"
#include "shared.h"

#include <stdlib.h>
#include <string.h>

enum { HEADING_WITHIN = 20 }; /* rows of a sheet that are searched for a heading */

const char *const lmt_column_words[LMT_COLUMNS + 1] = {"indicator", "area",  "period", "value",  "reason", "num",    "den",       "n", "se",
                                                       "lower",     "upper", "unit",   "source", "note",   "status", "area_name", NULL};

static const struct {
  const char *name; /* ASCII in small letters */
  lmt_column is;
  lm_bare_year bare; /* what the heading says about bare years */
} headings[] = {
    {"indicator", LMT_INDICATOR, LM_BARE_UNSAID}, {"indicator_id", LMT_INDICATOR, LM_BARE_UNSAID}, {"indicator id", LMT_INDICATOR, LM_BARE_UNSAID},
    {"指標", LMT_INDICATOR, LM_BARE_UNSAID},      {"指標id", LMT_INDICATOR, LM_BARE_UNSAID},       {"指標コード", LMT_INDICATOR, LM_BARE_UNSAID},
    {"area", LMT_AREA, LM_BARE_UNSAID},           {"area_id", LMT_AREA, LM_BARE_UNSAID},           {"地域", LMT_AREA, LM_BARE_UNSAID},
    {"地域id", LMT_AREA, LM_BARE_UNSAID},         {"地域コード", LMT_AREA, LM_BARE_UNSAID},        {"市町村コード", LMT_AREA, LM_BARE_UNSAID},
    {"市区町村コード", LMT_AREA, LM_BARE_UNSAID}, {"団体コード", LMT_AREA, LM_BARE_UNSAID},        {"period", LMT_PERIOD, LM_BARE_UNSAID},
    {"期間", LMT_PERIOD, LM_BARE_UNSAID},         {"時期", LMT_PERIOD, LM_BARE_UNSAID},            {"時点", LMT_PERIOD, LM_BARE_UNSAID},
    {"年度", LMT_PERIOD, LM_BARE_FISCAL},         {"fiscal_year", LMT_PERIOD, LM_BARE_FISCAL},     {"fiscal year", LMT_PERIOD, LM_BARE_FISCAL},
    {"年", LMT_PERIOD, LM_BARE_CALENDAR},         {"暦年", LMT_PERIOD, LM_BARE_CALENDAR},          {"year", LMT_PERIOD, LM_BARE_CALENDAR},
    {"value", LMT_VALUE, LM_BARE_UNSAID},         {"値", LMT_VALUE, LM_BARE_UNSAID},               {"実績", LMT_VALUE, LM_BARE_UNSAID},
    {"実績値", LMT_VALUE, LM_BARE_UNSAID},        {"数値", LMT_VALUE, LM_BARE_UNSAID},             {"reason", LMT_REASON, LM_BARE_UNSAID},
    {"missing", LMT_REASON, LM_BARE_UNSAID},      {"値がない理由", LMT_REASON, LM_BARE_UNSAID},    {"理由", LMT_REASON, LM_BARE_UNSAID},
    {"num", LMT_NUM, LM_BARE_UNSAID},             {"numerator", LMT_NUM, LM_BARE_UNSAID},          {"分子", LMT_NUM, LM_BARE_UNSAID},
    {"den", LMT_DEN, LM_BARE_UNSAID},             {"denominator", LMT_DEN, LM_BARE_UNSAID},        {"分母", LMT_DEN, LM_BARE_UNSAID},
    {"n", LMT_N, LM_BARE_UNSAID},                 {"回答数", LMT_N, LM_BARE_UNSAID},               {"se", LMT_SE, LM_BARE_UNSAID},
    {"標準誤差", LMT_SE, LM_BARE_UNSAID},         {"lower", LMT_LOWER, LM_BARE_UNSAID},            {"下限", LMT_LOWER, LM_BARE_UNSAID},
    {"upper", LMT_UPPER, LM_BARE_UNSAID},         {"上限", LMT_UPPER, LM_BARE_UNSAID},             {"unit", LMT_UNIT, LM_BARE_UNSAID},
    {"単位", LMT_UNIT, LM_BARE_UNSAID},           {"source", LMT_SOURCE, LM_BARE_UNSAID},          {"出典", LMT_SOURCE, LM_BARE_UNSAID},
    {"note", LMT_NOTE, LM_BARE_UNSAID},           {"注記", LMT_NOTE, LM_BARE_UNSAID},              {"備考", LMT_NOTE, LM_BARE_UNSAID},
    {"status", LMT_STATUS, LM_BARE_UNSAID},       {"状態", LMT_STATUS, LM_BARE_UNSAID},            {"area_name", LMT_AREA_NAME, LM_BARE_UNSAID},
    {"area name", LMT_AREA_NAME, LM_BARE_UNSAID}, {"地域名", LMT_AREA_NAME, LM_BARE_UNSAID},       {"市町村名", LMT_AREA_NAME, LM_BARE_UNSAID},
    {"市区町村名", LMT_AREA_NAME, LM_BARE_UNSAID},
};
/* Columns of our own forms in CSV that are there to be read by people. */
static const char *const shown_only[] = {"場面", "scene", "アウトカム・取組", "measures", "指標名", "label", "3年前", "2年前", "1年前", "3 years ago", "2 years ago",
                                         "1 year ago", "定義", "definition", "データの出どころ", "origin", "担当", "in charge",
                                         "indicator name", "where it comes from"};
enum { HEADINGS = sizeof headings / sizeof *headings };

static const char known_names[] =
    "indicator/指標 area/地域 period/期間 value/値 reason/値がない理由 num/分子 den/分母 n se lower/下限 upper/上限 unit/単位 source/出典 note/注記 status/状態 area_name/地域名";

/* ---- findings ---- */

lm_place lmt_place(const lmt_spot *spot) {
  lm_place place = {spot->book->file, 0, 0};
  if (!spot->row) return place;
  const lmb_cell *cell = spot->column == LMT_NO_COLUMN ? NULL : lmb_at(spot->sheet, spot->row, spot->column);
  if (spot->book->workbook) {
    place.line = spot->row->number + 1;
    place.column = spot->column == LMT_NO_COLUMN ? 0 : spot->column + 1;
    return place;
  }
  place.line = cell ? cell->line : spot->sheet->cells.item[spot->row->first].line;
  place.column = cell ? cell->at : 0;
  return place;
}

static void add_path(lm_strbuf *path, const lmt_spot *spot) {
  char name[LMB_NAME_SIZE];
  const char *heading = spot->heading && spot->column != LMT_NO_COLUMN ? lmb_text(spot->sheet, spot->heading, spot->column) : "";
  if (!spot->book->workbook) {
    lm_strbuf_add(path, heading);
    return;
  }
  if (!spot->sheet) return;
  lm_strbuf_addf(path, "sheet[@name='%s']", spot->sheet->name);
  if (spot->row && spot->column == LMT_NO_COLUMN) lm_strbuf_addf(path, "/row[@at='%u']", (unsigned)spot->row->number + 1);
  if (spot->row && spot->column != LMT_NO_COLUMN) lm_strbuf_addf(path, "/cell[@at='%s']", lmb_cell_name(spot->row->number, spot->column, name));
  if (*heading && spot->row != spot->heading) lm_strbuf_addf(path, "/%s", heading);
}

void lmt_report(const lmt_spot *spot, lm_code code, const char *const *args, lm_place other, lm_diags *diags) {
  if (!diags) return;
  lm_strbuf path = {0};
  add_path(&path, spot);
  const lmb_cell *cell = spot->row && spot->column != LMT_NO_COLUMN ? lmb_at(spot->sheet, spot->row, spot->column) : NULL;
  lm_finding finding = {.code = code, .place = lmt_place(spot), .other = other, .path = path.length ? path.text : NULL, .value = cell && *cell->text ? cell->text : NULL};
  if (args) memcpy(finding.arg, args, sizeof finding.arg);
  lm_diags_add(diags, &finding);
  lm_strbuf_clear(&path);
}

/* ---- headings ---- */

typedef struct planner {
  lmt_plan *plan;
  const lmb_book *book;
  const lm_model *model;
  lm_diags *diags;
  bool no_memory, wrong;
} planner;

/* Small ASCII letters, no blanks (also full-width) around. */
static bool same_heading(const char *given, const char *name) {
  while (*given == ' ' || strncmp(given, "　", 3) == 0) given += *given == ' ' ? 1 : 3;
  for (; *name; given++, name++) {
    char small = *given >= 'A' && *given <= 'Z' ? (char)(*given + 32) : *given;
    if (small != *name) return false;
  }
  while (*given == ' ' || strncmp(given, "　", 3) == 0) given += *given == ' ' ? 1 : 3;
  return !*given;
}

static int find_heading(const char *given) {
  for (int i = 0; i < HEADINGS; i++)
    if (same_heading(given, headings[i].name)) return i;
  return -1;
}

static bool is_shown_only(const char *given) {
  for (size_t i = 0; i < sizeof shown_only / sizeof *shown_only; i++)
    if (same_heading(given, shown_only[i])) return true;
  return !*given;
}

/* The years beside the empty cell of our own forms. */
static bool is_year(const char *given) {
  lm_period ignored;
  return lm_period_parse(&ignored, given, strlen(given), LM_BARE_UNSAID, NULL) == LM_PERIOD_OK;
}

static void complain(planner *p, const lmb_row *row, uint32_t column, lm_code code, const char *a0, const char *a1) {
  const lmt_spot spot = {p->book, p->plan->sheet, row, column, row};
  lmt_report(&spot, code, (const char *const[LM_DIAG_ARGS]){a0, a1}, (lm_place){0}, p->diags);
  p->wrong |= lm_code_get(code)->severity == LM_ERROR;
}

static void add_slot(planner *p, lmt_slot slot) {
  if (!LM_VEC_PUSH(&p->plan->slots, slot)) p->no_memory = true;
}

static void take_column(planner *p, lmt_column is, uint32_t column) {
  lmt_plan *plan = p->plan;
  if (plan->at[is] != LMT_NO_COLUMN) {
    complain(p, plan->heading, column, LM_C_COLUMN_TWICE, NULL, NULL);
    return;
  }
  plan->at[is] = column;
  if (is == LMT_VALUE) add_slot(p, (lmt_slot){.column = column});
}

static void match_headings(planner *p) {
  lmt_plan *plan = p->plan;
  for (size_t i = 0; i < plan->heading->count; i++) {
    const lmb_cell *cell = &plan->sheet->cells.item[plan->heading->first + i];
    int known = find_heading(cell->text);
    if (known >= 0) {
      if (headings[known].bare != LM_BARE_UNSAID) plan->bare = headings[known].bare;
      take_column(p, headings[known].is, cell->column);
    } else if (!is_shown_only(cell->text) && !(plan->form && is_year(cell->text))) {
      complain(p, plan->heading, cell->column, LM_C_COLUMN_UNKNOWN, known_names, NULL);
    }
  }
}

/* Every observation needs these; where they are not columns, something else says them. */
static void need(planner *p, bool there, lmt_column is) {
  if (!there) complain(p, p->plan->heading, LMT_NO_COLUMN, LM_C_COLUMN_MISSING, lmt_column_words[is], known_names);
}

static void check_complete(planner *p) {
  if (p->wrong) return; /* what lacks may be what was told of */
  const lmt_plan *plan = p->plan;
  bool periods = plan->slots.count > 0;
  for (size_t i = 0; i < plan->slots.count; i++) periods &= plan->slots.item[i].has_period;
  need(p, plan->at[LMT_INDICATOR] != LMT_NO_COLUMN || plan->fixed[LMT_INDICATOR], LMT_INDICATOR);
  need(p, plan->at[LMT_AREA] != LMT_NO_COLUMN || plan->fixed[LMT_AREA], LMT_AREA);
  need(p, periods || plan->at[LMT_PERIOD] != LMT_NO_COLUMN || plan->fixed[LMT_PERIOD], LMT_PERIOD);
  need(p, plan->slots.count > 0, LMT_VALUE);
}

/* ---- a table that says itself what it holds ---- */

static size_t count_known(const lmb_sheet *sheet, const lmb_row *row) {
  size_t known = 0;
  for (size_t i = 0; i < row->count; i++) known += find_heading(sheet->cells.item[row->first + i].text) >= 0;
  return known;
}

/* Of the first rows of all visible sheets the one with most headings that we know; it is the first row of a CSV file, whatever it says. */
static void find_heading_row(planner *p) {
  size_t most = 0;
  for (size_t s = 0; s < p->book->sheets.count; s++) {
    const lmb_sheet *sheet = &p->book->sheets.item[s];
    for (size_t i = 0; !sheet->hidden && i < sheet->rows.count && i < (p->book->workbook ? HEADING_WITHIN : 1); i++) {
      size_t known = count_known(sheet, &sheet->rows.item[i]);
      if (p->plan->sheet && known <= most) continue;
      most = known;
      p->plan->sheet = sheet;
      p->plan->heading = &sheet->rows.item[i];
      p->plan->first = i + 1;
    }
  }
}

static void plan_by_headings(planner *p) {
  if (!p->plan->heading) find_heading_row(p);
  if (!p->plan->heading) {
    lmb_refuse(p->book, LM_F_EMPTY, NULL, p->diags);
    p->wrong = true;
    return;
  }
  match_headings(p);
  check_complete(p);
}

/* ---- a form of ours ---- */

static const char *form_says(const lmb_sheet *marks, const char *key) {
  for (size_t i = 0; i < marks->rows.count; i++)
    if (strcmp(lmb_text(marks, &marks->rows.item[i], 0), key) == 0) return lmb_text(marks, &marks->rows.item[i], 1);
  return "";
}

static const lmb_sheet *form_marks(const lmb_book *book) {
  const lmb_sheet *marks = book->workbook ? lmb_find_sheet(book, FORM_SHEET) : NULL;
  return marks && *form_says(marks, FORM_VERSION) ? marks : NULL;
}

static void find_named_row(planner *p, uint32_t number) {
  lmt_plan *plan = p->plan;
  for (size_t i = 0; i < plan->sheet->rows.count && !plan->heading; i++) {
    if (plan->sheet->rows.item[i].number + 1 != number) continue;
    plan->heading = &plan->sheet->rows.item[i];
    plan->first = i + 1;
  }
}

static const char *or_null(const char *text) { return *text ? text : NULL; }

static void plan_form(planner *p, const lmb_sheet *marks) {
  lmt_plan *plan = p->plan;
  const char *made_for = form_says(marks, FORM_MODEL), *is = lm_model_id(p->model), *sheet = form_says(marks, FORM_INPUT);
  const lmt_spot spot = {.book = p->book, .column = LMT_NO_COLUMN};
  plan->form = true;
  if (strcmp(form_says(marks, FORM_VERSION), FORM_VERSION_NOW) != 0) { /* what its marks mean is not known */
    lmt_report(&spot, LM_C_FORM_VERSION, (const char *const[LM_DIAG_ARGS]){form_says(marks, FORM_VERSION), FORM_VERSION_NOW}, (lm_place){0}, p->diags);
    p->wrong = true;
    return;
  }
  if (strcmp(made_for, is) != 0) {
    lmt_report(&spot, LM_C_OTHER_MODEL, (const char *const[LM_DIAG_ARGS]){made_for, is}, (lm_place){0}, p->diags);
    p->wrong = true;
  }
  plan->sheet = lmb_find_sheet(p->book, sheet);
  if (!plan->sheet) {
    lmb_refuse(p->book, LM_C_NO_SHEET, sheet, p->diags);
    p->wrong = true;
    return;
  }
  plan->fixed[LMT_AREA] = or_null(form_says(marks, FORM_AREA));
  plan->fixed[LMT_AREA_NAME] = or_null(form_says(marks, FORM_AREA_NAME));
  plan->numbers = LM_NUMBERS_JP;
  find_named_row(p, (uint32_t)strtoul(form_says(marks, FORM_HEADING), NULL, 10));
  plan_by_headings(p);
}

/* ---- a mapping ---- */

static void map_sheet(planner *p) {
  lmt_plan *plan = p->plan;
  const lm_mapping *m = plan->mapping;
  for (size_t i = 0; i < p->book->sheets.count && !plan->sheet; i++) {
    const lmb_sheet *sheet = &p->book->sheets.item[i];
    if (m->sheet && p->book->workbook ? strcmp(sheet->name, m->sheet) == 0 : !sheet->hidden) plan->sheet = sheet;
  }
  if (plan->sheet) return;
  lmb_refuse(p->book, LM_C_NO_SHEET, m->sheet ? m->sheet : "—", p->diags);
  p->wrong = true;
}

/* The column whose heading reads so, without blanks around and line breaks within. */
static bool heading_is(const char *given, const char *wanted) {
  for (;; given++, wanted++) {
    while (*given && strchr(" \r\n\t", *given)) given++;
    while (*wanted && strchr(" \r\n\t", *wanted)) wanted++;
    if (*given != *wanted) return false;
    if (!*given) return true;
  }
}

static uint32_t find_by_heading(const planner *p, const char *wanted) {
  const lmt_plan *plan = p->plan;
  for (size_t i = 0; plan->heading && i < plan->heading->count; i++) {
    const lmb_cell *cell = &plan->sheet->cells.item[plan->heading->first + i];
    if (heading_is(cell->text, wanted)) return cell->column;
  }
  return LMT_NO_COLUMN;
}

static void map_column(planner *p, const lmt_map_column *c) {
  uint32_t column = c->heading ? find_by_heading(p, c->heading) : c->at;
  if (column == LMT_NO_COLUMN)
    complain(p, p->plan->heading, LMT_NO_COLUMN, LM_C_COLUMN_MISSING, c->heading, known_names);
  else if (c->is == LMT_VALUE && c->has_period)
    add_slot(p, (lmt_slot){column, true, c->period});
  else
    take_column(p, c->is, column);
}

/* Years as columns: every heading between the two columns is a period; empty ones are passed over. */
static void map_periods(planner *p) {
  lmt_plan *plan = p->plan;
  for (uint32_t column = plan->mapping->from; plan->heading && column <= plan->mapping->to; column++) {
    const char *text = lmb_text(plan->sheet, plan->heading, column);
    lmt_slot slot = {column, true, {0}};
    if (!*text) continue;
    lm_period_error error = lm_period_parse(&slot.period, text, strlen(text), plan->bare, NULL);
    if (error == LM_PERIOD_OK)
      add_slot(p, slot);
    else
      complain(p, plan->heading, column, lmx_period_code(error), NULL, NULL);
  }
}

static size_t rows_up_to(const lmb_sheet *sheet, uint32_t number) {
  size_t count = 0;
  while (count < sheet->rows.count && sheet->rows.item[count].number < number) count++;
  return count;
}

static void plan_mapped(planner *p) {
  lmt_plan *plan = p->plan;
  const lm_mapping *m = plan->mapping;
  map_sheet(p);
  if (!plan->sheet) return;
  memcpy(plan->fixed, m->fixed, sizeof plan->fixed);
  plan->bare = m->bare;
  if (m->numbers_given) plan->numbers = m->numbers;
  if (m->last) plan->last = m->last - 1;
  if (m->heading) {
    find_named_row(p, m->heading);
    plan->first = rows_up_to(plan->sheet, m->heading);
  }
  for (size_t i = 0; i < m->columns.count; i++) map_column(p, &m->columns.item[i]);
  if (m->from != LMT_NO_COLUMN) map_periods(p);
  check_complete(p);
}

/* ---- */

lm_status lmt_plan_make(lmt_plan *plan, const lmb_book *book, const lm_model *model, const lm_table_options *options, lm_diags *diags) {
  *plan = (lmt_plan){.last = UINT32_MAX, .bare = LM_BARE_UNSAID};
  for (int i = 0; i < LMT_COLUMNS; i++) plan->at[i] = LMT_NO_COLUMN;
  if (options) {
    plan->numbers = options->numbers;
    plan->mapping = options->mapping;
  }
  planner p = {.plan = plan, .book = book, .model = model, .diags = diags};
  const lmb_sheet *marks = form_marks(book);
  if (marks)
    plan_form(&p, marks);
  else if (plan->mapping)
    plan_mapped(&p);
  else
    plan_by_headings(&p);
  return p.no_memory ? LM_ENOMEM : p.wrong ? LM_EINPUT : LM_OK;
}

void lmt_plan_clear(lmt_plan *plan) { free(plan->slots.item); }
