/* form.c: what stands in the cells of a form, and the form as CSV. */
#include "form.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "csv.h"

#include <math.h>
#include <string.h>

/* ---- cells ---- */

static const lm_obs *obs_of(const lm_form_row *row, lm_form_column column) {
  if (column >= FORM_AGO3 && column <= FORM_AGO1) return row->before[FORM_AGO1 - column];
  return row->now;
}

double lm_form_number(const lm_form_row *row, lm_form_column column) {
  const lm_obs *obs = obs_of(row, column);
  if (!obs) return NAN;
  switch (column) {
  case FORM_AGO3: case FORM_AGO2: case FORM_AGO1: case FORM_VALUE: return obs->value;
  case FORM_NUM: return obs->num;
  case FORM_DEN: return obs->den;
  case FORM_N: return obs->n;
  case FORM_SE: return obs->se;
  case FORM_LOWER: return obs->lower;
  case FORM_UPPER: return obs->upper;
  default: return NAN;
  }
}

static const char *label_of(const lm_form *form, lm_node node, lm_lang lang) {
  return node == LM_NO_NODE ? "" : lm_text_in(&lm_model_node(form->model, node)->label, lang);
}

/* "②" is how offices number outcomes; beyond 20 there is no such sign. */
static const char *numbered(const lm_form *form, lm_node node, lm_lang lang, lm_arena *scratch) {
  if (node == LM_NO_NODE) return "";
  const lm_node_info *info = lm_model_node(form->model, node);
  const lm_tier *tier = lm_model_tier(form->model, info->tier);
  const char *level = tier ? lm_word_in(lm_word_level(tier->level), lang) : "";
  lm_strbuf text = {0};
  if (*level) lm_strbuf_addf(&text, "[%s] ", level);
  lm_strbuf_add(&text, label_of(form, node, lang));
  const char *kept = text.failed ? NULL : lm_arena_strdup(scratch, text.text);
  lm_strbuf_clear(&text);
  return kept;
}

static const char *who(const lm_form *form, const lm_form_row *row, lm_lang lang, lm_arena *scratch) {
  if (row->charged == LM_NO_NODE) return "";
  const lm_node_info *node = lm_model_node(form->model, row->charged);
  lm_strbuf text = {0};
  for (size_t i = 0; i < node->charge_count; i++) {
    if (node->charges[i].role != LM_CHARGE_LEAD) continue;
    const lm_party *party = lm_model_party(form->model, node->charges[i].party);
    lm_strbuf_addf(&text, "%s%s", text.length ? (lang == LM_JA ? "、" : ", ") : "", lm_text_in(&party->label, lang));
  }
  const char *kept = text.failed ? NULL : lm_arena_strdup(scratch, lm_strbuf_text(&text));
  lm_strbuf_clear(&text);
  return kept;
}

/* ---- years before a merger ---- */

static const lm_text together_words[LM_FORM_TOGETHER_COUNT] = {
    [LM_FORM_NOTHING] = {{"", ""}},
    [LM_FORM_TOGETHER] = {{"", ""}}, /* a number */
    [LM_FORM_RATE] = {{"* rate", "※率"}},
    [LM_FORM_MISSING_PART] = {{"* missing", "※欠け"}},
    [LM_FORM_MASKED_PART] = {{"* masked", "※秘匿"}},
    [LM_FORM_DIVIDED] = {{"* divided", "※分割"}},
    [LM_FORM_NOT_ADDED] = {{"* not added", "※合計不可"}},
};

const char *lm_form_together_legend(lm_lang lang) {
  static const lm_text legend = {
      {"* of the areas that became part of this one: the sum of their counts. No sum: rate (rates are not added), missing (one has no value), masked"
       " (one is masked), divided (how much belongs here is not known), not added (areas do not add up for the indicator).",
       "※ 後にこの地域となった地域の件数の合計。合計しないもの: 率(率は足せない)、欠け(値のない地域がある)、秘匿(秘匿の地域がある)、"
       "分割(どれだけがここの分か分からない)、合計不可(地域を合計できない指標)。"}};
  return legend.in[lang];
}

bool lm_form_tells_together(const lm_form *form) {
  for (size_t i = 0; i < form->count; i++)
    for (int k = 0; k < LM_FORM_BEFORE; k++)
      if (form->row[i].together[k].kind != LM_FORM_NOTHING) return true;
  return false;
}

static const char *together_text(const lm_form_together *t, lm_lang lang, lm_arena *scratch) {
  char number[LM_NUM_SIZE];
  if (t->kind != LM_FORM_TOGETHER) return together_words[t->kind].in[lang];
  lm_num_format(t->value, number);
  lm_strbuf text = {0};
  lm_strbuf_addf(&text, lang == LM_JA ? "%s ※" : "%s *", number);
  const char *kept = text.failed ? NULL : lm_arena_strdup(scratch, text.text);
  lm_strbuf_clear(&text);
  return kept;
}

static const char *missing_text(const lm_obs *obs, lm_lang lang) {
  return obs && obs->missing != LM_PRESENT ? lm_form_reason(obs->missing, lang) : "";
}

static const char *status_text(const lm_obs *obs, lm_lang lang, lm_arena *scratch) {
  lm_strbuf text = {0};
  for (int i = 0; obs && i < LM_FLAG_COUNT; i++)
    if (obs->flags >> i & 1u) lm_strbuf_addf(&text, "%s%s", text.length ? " " : "", lm_form_flag((lm_flag)(1 << i), lang));
  const char *kept = text.failed ? NULL : lm_arena_strdup(scratch, lm_strbuf_text(&text));
  lm_strbuf_clear(&text);
  return kept;
}

const char *lm_form_text(const lm_form *form, const lm_form_row *row, lm_form_column column, const lm_view *view, lm_arena *scratch) {
  const lm_lang lang = view->lang;
  const lm_node_info *indicator = lm_model_node(form->model, row->indicator);
  char period[48];
  switch (column) {
  case FORM_SCENE: return label_of(form, row->scene, lang);
  case FORM_NODE: return numbered(form, row->node, lang, scratch);
  case FORM_ID: return indicator->id;
  case FORM_NAME: return lm_text_in(&indicator->label, lang);
  case FORM_UNIT: return lm_text_in(&indicator->indicator->unit, lang);
  case FORM_PERIOD: return row->has_period ? lm_arena_strdup(scratch, lm_period_in(row->period, view, period, sizeof period)) : "";
  case FORM_AGO3: case FORM_AGO2: case FORM_AGO1:
    if (!obs_of(row, column)) return together_text(&row->together[FORM_AGO1 - column], lang, scratch);
    return missing_text(obs_of(row, column), lang);
  case FORM_REASON: return missing_text(obs_of(row, column), lang);
  case FORM_STATUS: return status_text(row->now, lang, scratch);
  case FORM_DEFINITION: return lm_text_in(&indicator->indicator->definition, lang);
  case FORM_ORIGIN: return lm_text_in(&indicator->indicator->origin, lang);
  case FORM_WHO: return who(form, row, lang, scratch);
  default: return "";
  }
}

/* ---- CSV ---- */

/* Headings as the reader of tables knows them; "" columns are left out of CSV. */
static const lm_text csv_headings[FORM_COLUMNS] = {
    [FORM_SCENE] = {{"scene", "場面"}},          [FORM_NODE] = {{"measures", "アウトカム・取組"}}, [FORM_ID] = {{"indicator", "指標ID"}},
    [FORM_NAME] = {{"label", "指標名"}},         [FORM_UNIT] = {{"unit", "単位"}},               [FORM_AGO3] = {{"3 years ago", "3年前"}},
    [FORM_AGO2] = {{"2 years ago", "2年前"}},    [FORM_AGO1] = {{"1 year ago", "1年前"}},        [FORM_PERIOD] = {{"period", "期間"}},
    [FORM_VALUE] = {{"value", "値"}},            [FORM_REASON] = {{"reason", "値がない理由"}},   [FORM_NUM] = {{"num", "分子"}},
    [FORM_DEN] = {{"den", "分母"}},              [FORM_SOURCE] = {{"source", "出典"}},           [FORM_NOTE] = {{"note", "注記"}},
    [FORM_N] = {{"n", "回答数"}},                [FORM_SE] = {{"se", "標準誤差"}},               [FORM_LOWER] = {{"lower", "下限"}},
    [FORM_UPPER] = {{"upper", "上限"}},          [FORM_STATUS] = {{"status", "状態"}},
    [FORM_DEFINITION] = {{"definition", "定義"}}, [FORM_ORIGIN] = {{"origin", "データの出どころ"}}, [FORM_WHO] = {{"in charge", "担当"}},
};

static void csv_cell(lm_csv *csv, const lm_form *form, const lm_form_row *row, lm_form_column column, const lm_view *view) {
  double number = lm_form_number(row, column);
  if (!isnan(number)) {
    lm_csv_number(csv, number);
    return;
  }
  lm_arena scratch = {0};
  const char *text = lm_form_text(form, row, column, view, &scratch);
  if (!text) lm_sink_fail(csv->sink, LM_ENOMEM);
  lm_csv_text(csv, text);
  lm_arena_clear(&scratch);
}

static lm_status form_csv(lm_sink *sink, const lm_form *form, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_csv_text(&csv, view->lang == LM_JA ? "地域" : "area");
  lm_csv_text(&csv, view->lang == LM_JA ? "地域名" : "area_name");
  for (int i = 0; i < FORM_COLUMNS; i++) lm_csv_text(&csv, csv_headings[i].in[view->lang]);
  lm_csv_end_row(&csv);
  for (size_t i = 0; i < form->count; i++) {
    lm_csv_text(&csv, form->area->id);
    lm_csv_text(&csv, lm_text_in(&form->area->label, view->lang));
    for (int k = 0; k < FORM_COLUMNS; k++) csv_cell(&csv, form, &form->row[i], (lm_form_column)k, view);
    lm_csv_end_row(&csv);
  }
  return lm_sink_status(sink);
}

lm_status lm_write_form(lm_sink *sink, const lm_form *form, const lm_view *view) {
  if (view->format == LM_FORMAT_CSV) return form_csv(sink, form, view);
  return view->format == LM_FORMAT_XLSX ? lm_form_workbook(sink, form, view) : LM_EINVAL;
}

#ifndef LM_XLSX_OUT
bool lm_writes_workbooks(void) { return false; }
lm_status lm_form_workbook(lm_sink *sink, const lm_form *form, const lm_view *view) {
  (void)sink, (void)form, (void)view;
  return LM_EINVAL;
}
#else
bool lm_writes_workbooks(void) { return true; }
#endif
