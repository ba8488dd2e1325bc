/* form_xlsx.c: the form as a workbook. */
#include "../values/form_marks.h"
#include "form.h"
#include "xlsx.h"

#include <math.h>
#include <string.h>

enum { TITLE_ROW, AREA_ROW, GUIDE_ROW, TOGETHER_ROW, HEADING_ROW, FIRST_ROW };

typedef enum look { LOOK_LABEL, LOOK_NUMBER, LOOK_INPUT, LOOK_INPUT_NUMBER, LOOK_HEADING, LOOK_INPUT_HEADING, LOOK_TITLE, LOOK_PLAIN, LOOKS } look;

static const struct {
  lm_text heading; /* as the reader of tables knows it, where it reads the column */
  double width;
  look look;
} columns[FORM_COLUMNS] = {
    [FORM_SCENE] = {{{"Scene", "場面"}}, 17, LOOK_LABEL},
    [FORM_NODE] = {{{"Measures", "アウトカム・取組"}}, 34, LOOK_LABEL},
    [FORM_ID] = {{{"Indicator ID", "指標ID"}}, 20, LOOK_LABEL},
    [FORM_NAME] = {{{"Indicator name", "指標名"}}, 30, LOOK_LABEL},
    [FORM_UNIT] = {{{"Unit", "単位"}}, 9, LOOK_LABEL},
    [FORM_AGO3] = {{{NULL, NULL}}, 9, LOOK_NUMBER}, /* the year */
    [FORM_AGO2] = {{{NULL, NULL}}, 9, LOOK_NUMBER},
    [FORM_AGO1] = {{{NULL, NULL}}, 9, LOOK_NUMBER},
    [FORM_PERIOD] = {{{"Period", "期間"}}, 12, LOOK_LABEL},
    [FORM_VALUE] = {{{"Value", "値"}}, 12, LOOK_INPUT_NUMBER},
    [FORM_REASON] = {{{"Reason", "値がない理由"}}, 16, LOOK_INPUT},
    [FORM_NUM] = {{{"Num", "分子"}}, 10, LOOK_INPUT_NUMBER},
    [FORM_DEN] = {{{"Den", "分母"}}, 10, LOOK_INPUT_NUMBER},
    [FORM_SOURCE] = {{{"Source", "出典"}}, 20, LOOK_INPUT},
    [FORM_NOTE] = {{{"Note", "注記"}}, 20, LOOK_INPUT},
    [FORM_N] = {{{"N", "回答数"}}, 9, LOOK_INPUT_NUMBER},
    [FORM_SE] = {{{"SE", "標準誤差"}}, 9, LOOK_INPUT_NUMBER},
    [FORM_LOWER] = {{{"Lower", "下限"}}, 9, LOOK_INPUT_NUMBER},
    [FORM_UPPER] = {{{"Upper", "上限"}}, 9, LOOK_INPUT_NUMBER},
    [FORM_STATUS] = {{{"Status", "状態"}}, 14, LOOK_INPUT},
    [FORM_DEFINITION] = {{{"Definition", "定義"}}, 44, LOOK_LABEL},
    [FORM_ORIGIN] = {{{"Where it comes from", "データの出どころ"}}, 30, LOOK_LABEL},
    [FORM_WHO] = {{{"In charge", "担当"}}, 16, LOOK_LABEL},
};

static const lm_text input_sheet = {{"Input", "入力"}}, guide_sheet = {{"How to fill in", "記入のしかた"}};
static const lm_text guide = {{"Write into the coloured cells only. Where there is no value, choose the reason: a blank is not 0.",
                               "色の付いた欄にだけ記入してください。値がないときは理由を選びます。空欄は 0 とみなしません。"}};

static const lm_text guide_lines[] = {
    {{"How to fill in this form", "この入力表の記入のしかた"}},
    {{"", ""}},
    {{"1. Value: write the number only, without unit and % (the unit stands in its column). 1,234 and full-width digits are understood.",
      "1. 値: 数値だけを書きます。単位や % は書きません(単位の列のとおり)。1,234 や全角数字も読み取ります。"}},
    {{"2. Zero is a value: write 0. A blank means \"not reported\" and is passed over.", "2. 0 も値です。0 と書いてください。空欄は「未報告」として読み飛ばします。"}},
    {{"3. Where there is no value, choose the reason from the list; leave the value empty then.", "3. 値がないときは「値がない理由」を一覧から選び、値の欄は空のままにします。"}},
    {{"   masked: it exists but is not published; not collected: nobody asked that year; not yet: it will come;",
      "   秘匿: あるが公表されない / 集計していない: その年は調べていない / まだない: 後で出る /"}},
    {{"   not applicable: there cannot be one; lost: there was one; unknown: nobody knows why.", "   対象外: あり得ない / 失われた: 以前はあった / 不明: 理由が分からない"}},
    {{"4. Num and Den: numerator and denominator of a share or mean, where you have them. The value is not computed from them.",
      "4. 分子・分母: 割合や平均のもとの数。分かるときに書きます。値は分子と分母から自動計算しません。"}},
    {{"5. Source: where the figure was taken from. Note: what a reader in some years must know.", "5. 出典: 数値の出どころ。注記: 数年後に読む人が知るべきこと(集計方法の変更など)。"}},
    {{"   N and SE: answers and standard error of a survey. Lower and Upper: what a masked value can be. Status: such as provisional, estimated.",
      "   回答数・標準誤差: 標本調査のとき。下限・上限: 秘匿された値の範囲。状態: 速報、推計など。分からなければ空欄で構いません。"}},
    {{"6. Period: filled in already. Where it is empty, write the day, such as 2025-10-01.", "6. 期間: 記入済みです。空欄のときは 2025-10-01 のように時点を書きます。"}},
    {{"7. Leave columns and sheets as they are. The grey cells are locked (no password).", "7. 列やシートは変えないでください。灰色の欄は保護されています(パスワードなし)。"}},
    {{"", ""}},
    {{"When it is filled in: logicmodel check MODEL THIS-FILE, then load it. Errors name the sheet and the cell.",
      "記入後: logicmodel check モデル このファイル で点検し、取り込みます。誤りはシートとセル番地で示されます。"}},
};

typedef struct writer {
  const lm_form *form;
  const lm_view *view;
  lm_lang lang;
  lxw_workbook *book;
  lxw_worksheet *input;
  lxw_format *look[LOOKS];
  lm_arena scratch;
  bool failed;
} writer;

static void check(writer *w, lxw_error error) { w->failed |= error != LXW_NO_ERROR; }

/* ---- looks ---- */

static void make_looks(writer *w) {
  for (int i = 0; i < LOOKS; i++) {
    lxw_format *f = w->look[i] = workbook_add_format(w->book);
    w->failed |= !f;
    if (!f) return;
    if (w->lang == LM_JA) format_set_font_name(f, "Yu Gothic");
    format_set_font_size(f, i == LOOK_TITLE ? 14 : 10);
    if (i == LOOK_TITLE) format_set_bold(f);
    if (i == LOOK_TITLE || i == LOOK_PLAIN) continue;
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, 0xBFBFBF);
    format_set_text_wrap(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    bool input = i == LOOK_INPUT || i == LOOK_INPUT_NUMBER, heading = i == LOOK_HEADING || i == LOOK_INPUT_HEADING;
    if (input) format_set_unlocked(f);
    format_set_bg_color(f, input ? 0xFFF8DC : i == LOOK_INPUT_HEADING ? 0xF2C94C : heading ? 0xD9E2EC : 0xF5F5F5);
    if (heading) format_set_bold(f);
    if (heading) format_set_align(f, LXW_ALIGN_CENTER);
    if (i == LOOK_NUMBER || i == LOOK_INPUT_NUMBER) format_set_align(f, LXW_ALIGN_RIGHT);
    if (!heading) format_set_indent(f, 1); /* a number and the text beside it would touch */
  }
}

/* ---- the sheet that is filled in ---- */

static const char *year_text(const writer *w, int32_t year, char *buffer, size_t size) {
  return lm_period_in((lm_period){LM_FISCAL, year}, w->view, buffer, size);
}

static void put(writer *w, lxw_worksheet *sheet, uint32_t row, int column, const char *text, look as) {
  check(w, worksheet_write_string(sheet, row, (lxw_col_t)column, text, w->look[as]));
}

static void put_heading(writer *w, int column) {
  char year[48];
  bool ago = column >= FORM_AGO3 && column <= FORM_AGO1;
  const char *text = ago ? year_text(w, w->form->year - 1 - (FORM_AGO1 - column), year, sizeof year) : columns[column].heading.in[w->lang];
  look as = columns[column].look == LOOK_INPUT || columns[column].look == LOOK_INPUT_NUMBER ? LOOK_INPUT_HEADING : LOOK_HEADING;
  put(w, w->input, HEADING_ROW, column, text, as);
}

static void put_cell(writer *w, uint32_t at, const lm_form_row *row, lm_form_column column) {
  double number = lm_form_number(row, column);
  look as = column == FORM_PERIOD && !row->has_period ? LOOK_INPUT : columns[column].look;
  if (!isnan(number)) {
    check(w, worksheet_write_number(w->input, at, (lxw_col_t)column, number, w->look[as]));
    return;
  }
  const char *text = lm_form_text(w->form, row, column, w->view, &w->scratch);
  if (!text)
    w->failed = true;
  else if (*text)
    put(w, w->input, at, (int)column, text, as);
  else
    check(w, worksheet_write_blank(w->input, at, (lxw_col_t)column, w->look[as]));
}

/* ---- what may be entered ---- */

static void limit(writer *w, uint32_t row, int column, double lower, double upper) {
  static const lm_text title = {{"Number", "数値"}}, wrong = {{"Write a number within the limits of this indicator.", "この指標の自然な範囲の数値を書いてください。"}};
  lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL, .ignore_blank = LXW_VALIDATION_ON, .error_title = lm_xlsx_lent(title.in[w->lang]),
                              .error_message = lm_xlsx_lent(wrong.in[w->lang])};
  bool low = !isnan(lower), high = !isnan(upper);
  rule.criteria = low && high ? LXW_VALIDATION_CRITERIA_BETWEEN : high ? LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO : LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
  rule.minimum_number = lower;
  rule.maximum_number = upper;
  rule.value_number = low ? lower : high ? upper : -1e15;
  if (low && high) rule.value_number = 0;
  check(w, worksheet_data_validation_cell(w->input, row, (lxw_col_t)column, &rule));
}

static void offer_reasons(writer *w, uint32_t last) {
  static const lm_text title = {{"Reason", "値がない理由"}}, wrong = {{"Choose one of the list.", "一覧から選んでください。"}};
  char *words[LM_MISSING_COUNT] = {NULL};
  for (int i = LM_SUPPRESSED; i < LM_MISSING_COUNT; i++) words[i - LM_SUPPRESSED] = lm_xlsx_lent(lm_form_reason((lm_missing)i, w->lang));
  /* Within the rule, which holds 255 characters, and not as a range of the hidden sheet: version 1.1.4 leaks the formula of such a list. */
  lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = words, .error_title = lm_xlsx_lent(title.in[w->lang]),
                              .error_message = lm_xlsx_lent(wrong.in[w->lang])};
  check(w, worksheet_data_validation_range(w->input, FIRST_ROW, FORM_REASON, last, FORM_REASON, &rule));
}

static void set_height(writer *w, uint32_t at, const lm_form_row *row) {
  enum { MOST = 12, LINE = 14, INDENT = 3 };
  int most = 1;
  for (int k = 0; k < FORM_COLUMNS; k++) {
    const char *text = lm_form_text(w->form, row, (lm_form_column)k, w->view, &w->scratch);
    int lines = text ? lm_xlsx_lines(text, columns[k].width - INDENT) : 1;
    if (lines > most) most = lines < MOST ? lines : MOST;
  }
  check(w, worksheet_set_row(w->input, at, most * LINE + 4, NULL));
}

static void put_rows(writer *w) {
  for (size_t i = 0; i < w->form->count && !w->failed; i++) {
    const lm_form_row *row = &w->form->row[i];
    const lm_indicator *indicator = lm_model_node(w->form->model, row->indicator)->indicator;
    uint32_t at = FIRST_ROW + (uint32_t)i;
    for (int k = 0; k < FORM_COLUMNS; k++) put_cell(w, at, row, (lm_form_column)k);
    set_height(w, at, row);
    limit(w, at, FORM_VALUE, indicator->lower, indicator->upper);
    lm_arena_clear(&w->scratch);
  }
  if (w->form->count > 0) offer_reasons(w, FIRST_ROW + (uint32_t)w->form->count - 1);
}

static void put_title(writer *w) {
  char year[48], line[1024];
  const char *model = lm_text_in(lm_model_title(w->form->model), w->lang);
  year_text(w, w->form->year, year, sizeof year);
  snprintf(line, sizeof line, w->lang == LM_JA ? "%s 指標の入力表  %s" : "Values of %s  %s", year, model);
  put(w, w->input, TITLE_ROW, 0, line, LOOK_TITLE);
  snprintf(line, sizeof line, "%s: %s (%s)", w->lang == LM_JA ? "地域" : "Area", lm_text_in(&w->form->area->label, w->lang), w->form->area->id);
  put(w, w->input, AREA_ROW, 0, line, LOOK_PLAIN);
  put(w, w->input, GUIDE_ROW, 0, guide.in[w->lang], LOOK_PLAIN);
  if (lm_form_tells_together(w->form)) put(w, w->input, TOGETHER_ROW, 0, lm_form_together_legend(w->lang), LOOK_PLAIN);
}

/* Both years of a period take more room than one. */
static double width_of(const writer *w, int column) {
  const bool period = column == FORM_PERIOD || (column >= FORM_AGO3 && column <= FORM_AGO1);
  return columns[column].width + (period && w->view->years == LM_YEARS_BOTH && w->lang == LM_JA ? 7 : 0);
}

static void set_up(writer *w) {
  lxw_worksheet *s = w->input;
  lxw_protection allowed = {.format_columns = 1, .format_rows = 1, .autofilter = 1};
  for (int k = 0; k < FORM_COLUMNS; k++) check(w, worksheet_set_column(s, (lxw_col_t)k, (lxw_col_t)k, width_of(w, k), NULL));
  check(w, worksheet_set_row(s, HEADING_ROW, 22, NULL));
  worksheet_freeze_panes(s, FIRST_ROW, FORM_UNIT);
  worksheet_set_landscape(s);
  worksheet_set_paper(s, LM_XLSX_A4);
  worksheet_fit_to_pages(s, 1, 0);
  worksheet_set_margins(s, 0.4, 0.4, 0.5, 0.5);
  check(w, worksheet_repeat_rows(s, HEADING_ROW, HEADING_ROW));
  check(w, worksheet_print_area(s, 0, 0, FIRST_ROW + (uint32_t)w->form->count, FORM_NOTE));
  check(w, worksheet_set_footer(s, "&L&A&R&P / &N"));
  worksheet_protect(s, NULL, &allowed);
  worksheet_set_selection(s, FIRST_ROW, FORM_VALUE, FIRST_ROW, FORM_VALUE);
}

/* ---- the other sheets ---- */

static void put_guide(writer *w) {
  lxw_worksheet *s = workbook_add_worksheet(w->book, guide_sheet.in[w->lang]);
  w->failed |= !s;
  if (!s) return;
  check(w, worksheet_set_column(s, 0, 0, 120, NULL));
  for (size_t i = 0; i < sizeof guide_lines / sizeof *guide_lines; i++)
    put(w, s, (uint32_t)i, 0, guide_lines[i].in[w->lang], i == 0 ? LOOK_TITLE : LOOK_PLAIN);
  worksheet_set_landscape(s);
  worksheet_set_paper(s, LM_XLSX_A4);
  worksheet_fit_to_pages(s, 1, 0);
  worksheet_protect(s, NULL, NULL);
}

/* For the reader. */
static void put_marks(writer *w) {
  char heading[16], year[16];
  snprintf(heading, sizeof heading, "%d", HEADING_ROW + 1);
  snprintf(year, sizeof year, "%d", (int)w->form->year);
  const char *const marks[][2] = {{FORM_VERSION, FORM_VERSION_NOW}, {FORM_MODEL, lm_model_id(w->form->model)},
                                  {FORM_AREA, w->form->area->id}, {FORM_AREA_NAME, lm_text_in(&w->form->area->label, w->lang)},
                                  {FORM_YEAR, year},             {FORM_INPUT, input_sheet.in[w->lang]},
                                  {FORM_HEADING, heading}};
  lxw_worksheet *s = workbook_add_worksheet(w->book, FORM_SHEET);
  w->failed |= !s;
  if (!s) return;
  for (uint32_t i = 0; i < sizeof marks / sizeof *marks; i++)
    for (int k = 0; k < 2; k++) put(w, s, i, k, marks[i][k], LOOK_PLAIN);
  worksheet_protect(s, NULL, NULL);
  worksheet_hide(s);
}

static void fill(writer *w) {
  lxw_doc_properties properties = {.title = lm_xlsx_lent(lm_text_in(lm_model_title(w->form->model), w->lang)), .created = LM_XLSX_CREATED};
  check(w, workbook_set_properties(w->book, &properties));
  make_looks(w);
  w->input = w->failed ? NULL : workbook_add_worksheet(w->book, input_sheet.in[w->lang]);
  if (!w->input) {
    w->failed = true;
    return;
  }
  put_title(w);
  for (int k = 0; k < FORM_COLUMNS; k++) put_heading(w, k);
  put_rows(w);
  set_up(w);
  put_guide(w);
  put_marks(w);
}

static bool fill_book(lxw_workbook *book, void *user) {
  writer *w = user;
  w->book = book;
  fill(w);
  return !w->failed;
}

lm_status lm_form_workbook(lm_sink *sink, const lm_form *form, const lm_view *view) {
  writer w = {.form = form, .view = view, .lang = view->lang};
  lm_status status = lm_xlsx_write(sink, fill_book, &w);
  lm_arena_clear(&w.scratch);
  return status;
}
