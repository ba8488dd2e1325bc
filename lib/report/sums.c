/* sums.c: one value for several areas together, per indicator and period, or why there is none. */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct sums {
  const lm_assessment *assessment;
  lm_area_sums list;
} sums;

/* ---- JSON and CSV ---- */

typedef struct missing_part {
  const lm_areas *areas;
  const uint32_t *area;
} missing_part;

static const uint32_t *missing_of(const sums *all, const lm_area_sum *row) { return row->missing ? all->list.missing + row->first_missing : NULL; }

static const char *missing_id(const void *user, size_t i) {
  const missing_part *m = user;
  return lm_area_id(m->areas, m->area[i]);
}

static void sum_fields(lm_fields *f, const sums *all, const lm_area_sum *row, const lm_view *view) {
  const lm_model *model = lm_assessment_model(all->assessment);
  const lm_areas *areas = lm_assessment_areas(all->assessment);
  const lm_sum *s = &row->sum;
  const bool known = row->indicator != LM_NO_NODE;
  const missing_part missing = {areas, missing_of(all, row)};
  char period[48];
  lm_field_text(f, "indicator", lm_id_of(model, row->indicator));
  lm_field_text(f, "label", lm_label_of(model, row->indicator, view->lang));
  lm_field_text(f, "unit", lm_unit_of(model, row->indicator, view->lang));
  lm_field_text(f, "period", known ? lm_period_format(row->period, period, sizeof period) : NULL);
  lm_field_whole(f, "areas", (int64_t)s->areas);
  lm_field_whole(f, "masked", (int64_t)s->masked);
  lm_field_number(f, "num", s->num);
  lm_field_number(f, "den", s->den);
  lm_field_number(f, "value", s->value);
  lm_field_number(f, "lower", s->lower);
  lm_field_number(f, "upper", s->upper);
  lm_field_text(f, "refusal", s->refusal == LM_SUM_OK ? NULL : lm_sum_word(s->refusal));
  lm_field_text(f, "refused_area", lm_area_id(areas, s->area));
  lm_field_text(f, "of", known ? lm_sum_for_word(row->what) : NULL);
  lm_field_text(f, "whole", lm_area_id(areas, row->whole));
  lm_field_whole(f, "parts", (int64_t)row->parts);
  lm_field_words(f, "missing", missing_id, &missing, row->missing);
}

static lm_status write_json(lm_sink *sink, const sums *all, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_fields fields = {.json = &json};
  lm_json_object(&json, NULL);
  lm_head_as_json(&json, all->assessment, view);
  lm_json_array(&json, "sums");
  for (size_t i = 0; i < all->list.count; i++) {
    lm_json_object(&json, NULL);
    sum_fields(&fields, all, &all->list.item[i], view);
    lm_json_close(&json);
  }
  lm_json_close(&json);
  lm_json_close(&json);
  return LM_OK;
}

static void csv_row(lm_fields *f, const sums *all, const lm_area_sum *row, const lm_view *view) {
  sum_fields(f, all, row, view);
  lm_notice_fields(f, all->assessment);
  lm_csv_end_row(f->csv);
}

static lm_status write_csv(lm_sink *sink, const sums *all, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_area_sum none = {.indicator = LM_NO_NODE, .whole = LM_NO_AREA, .sum.area = LM_NO_AREA};
  csv_row(&fields, all, &none, view);
  fields.names = false;
  for (size_t i = 0; i < all->list.count; i++) csv_row(&fields, all, &all->list.item[i], view);
  return LM_OK;
}

/* ---- text ---- */

enum { OF, PERIOD, AREAS, TOGETHER, MASKED, WHY_NOT, COLUMNS };
enum { MOST_MISSING = 5 }; /* named; all of them with view->all */

static void add_whole(lm_strbuf *to, const sums *all, const lm_area_sum *row, lm_lang lang) {
  static const lm_word words[LM_SUM_FOR_COUNT] = {
      [LM_SUM_FOR_ALL] = W_SUM_FOR_ALL, [LM_SUM_FOR_PARTS] = W_SUM_FOR_PARTS, [LM_SUM_FOR_BEFORE] = W_SUM_FOR_BEFORE,
      [LM_SUM_FOR_AFTER] = W_SUM_FOR_AFTER};
  lm_say(to, lang, words[row->what], lm_area_label(lm_assessment_areas(all->assessment), row->whole, lang), NULL, NULL, NULL);
}

static void add_together(lm_strbuf *to, const lm_model *model, const lm_area_sum *row, lm_lang lang) {
  lm_strbuf low = {0}, high = {0};
  if (row->sum.masked > 0) {
    lm_add_number(&low, model, row->indicator, row->sum.lower);
    lm_add_number(&high, model, row->indicator, row->sum.upper);
    lm_say(to, lang, W_RANGE, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  } else {
    lm_add_number(to, model, row->indicator, row->sum.value);
  }
  if (low.failed || high.failed) to->failed = true;
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
}

/* The areas that something is wanting of: those without a value, else the one refused for. */
static void add_wanting(lm_strbuf *to, const sums *all, const lm_area_sum *row, const lm_view *view) {
  const lm_areas *areas = lm_assessment_areas(all->assessment);
  const uint32_t *area = missing_of(all, row);
  size_t count = row->sum.refusal == LM_SUM_NO_VALUE ? row->missing : 0, named = 0;
  if (count == 0) lm_strbuf_add(to, lm_area_label(areas, row->sum.area, view->lang));
  for (; named < count && (view->all || count <= MOST_MISSING + 1 || named < MOST_MISSING); named++) {
    lm_strbuf_add(to, named ? lm_word_in(W_LIST, view->lang) : "");
    lm_strbuf_add(to, lm_area_label(areas, area[named], view->lang));
  }
  if (named < count) {
    char more[24];
    snprintf(more, sizeof more, "%zu", count - named);
    lm_say(to, view->lang, W_AND_MORE, more, NULL, NULL, NULL);
  }
}

static void add_refusal(lm_strbuf *to, const sums *all, const lm_area_sum *row, const lm_view *view) {
  const char *why = lm_word_in(lm_word_sum_refusal(row->sum.refusal), view->lang);
  lm_strbuf wanting = {0};
  if (row->sum.refusal == LM_SUM_OK) return;
  add_wanting(&wanting, all, row, view);
  if (*lm_strbuf_text(&wanting))
    lm_say(to, view->lang, W_SUM_REFUSED_IN, lm_strbuf_text(&wanting), why, NULL, NULL);
  else
    lm_strbuf_add(to, why);
  if (wanting.failed) to->failed = true;
  lm_strbuf_clear(&wanting);
}

/* `from`: the first column shown. */
static void add_row(lm_table *table, const sums *all, const lm_area_sum *row, const lm_view *view, size_t from) {
  char period[48];
  lm_strbuf cell[COLUMNS] = {{0}};
  const char *text[COLUMNS];
  add_whole(&cell[OF], all, row, view->lang);
  lm_strbuf_add(&cell[PERIOD], lm_period_in(row->period, view, period, sizeof period));
  lm_strbuf_addf(&cell[AREAS], "%zu/%zu", row->parts - row->missing, row->parts);
  if (row->sum.refusal == LM_SUM_OK) lm_strbuf_addf(&cell[MASKED], "%zu", row->sum.masked);
  add_together(&cell[TOGETHER], lm_assessment_model(all->assessment), row, view->lang);
  add_refusal(&cell[WHY_NOT], all, row, view);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    if (cell[i].failed) table->failed = true;
  }
  lm_table_row(table, text + from, WHY_NOT - from, LM_DIM);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
}

static bool same_whole(const lm_area_sum *a, const lm_area_sum *b) {
  return a->indicator == b->indicator && a->what == b->what && a->whole == b->whole;
}

/* The rows from `first` on that are for one whole; of them without view->all the latest that has a sum, the latest of all when none has. */
static size_t add_whole_rows(lm_table *table, const sums *all, size_t first, const lm_view *view, size_t from) {
  const lm_area_sum *row = all->list.item;
  size_t end = first, shown;
  while (end < all->list.count && same_whole(&row[first], &row[end])) end++;
  for (shown = end; shown-- > first + 1;)
    if (row[shown].sum.refusal == LM_SUM_OK) break;
  if (row[shown].sum.refusal != LM_SUM_OK) shown = end - 1;
  for (size_t i = view->all ? first : shown; i < (view->all ? end : shown + 1); i++) add_row(table, all, &row[i], view, from);
  return end;
}

static void add_rows(lm_table *table, const sums *all, const lm_view *view, size_t from) {
  const lm_area_sum *row = all->list.item;
  for (size_t i = 0; i < all->list.count;) {
    if (i == 0 || row[i].indicator != row[i - 1].indicator)
      lm_add_indicator_heading(table, lm_assessment_model(all->assessment), row[i].indicator, view);
    i = add_whole_rows(table, all, i, view, from);
  }
}

static lm_status write_text(lm_sink *sink, const sums *all, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_table_column column[COLUMNS] = {
      [OF] = {lm_word_in(W_COL_SUM_FOR, lang), LM_LEFT, true},
      [PERIOD] = {lm_word_in(W_COL_PERIOD, lang), LM_LEFT, false}, [AREAS] = {lm_word_in(W_COL_AREAS, lang), LM_RIGHT, false},
      [TOGETHER] = {lm_word_in(W_COL_SUM, lang), LM_RIGHT, false}, [MASKED] = {lm_word_in(W_COL_MASKED, lang), LM_RIGHT, false},
      [WHY_NOT] = {lm_word_in(W_COL_WHY_NOT, lang), LM_LEFT, true},
  };
  size_t from = PERIOD; /* where there is nothing but sums of all, that is not said */
  for (size_t i = 0; i < all->list.count; i++)
    if (all->list.item[i].what != LM_SUM_FOR_ALL) from = OF;
  lm_table table = lm_table_new(view, column + from, COLUMNS - from);
  lm_put_head(sink, all->assessment, view);
  add_rows(&table, all, view, from);
  if (all->list.count > 0) lm_table_write(&table, sink);
  lm_table_free(&table);
  if (all->list.count == 0) lm_flow(sink, view, "", lm_word_in(W_SUMS_NONE, lang));
  lm_sink_char(sink, '\n');
  lm_flow(sink, view, "", lm_word_in(W_SUMS_LEGEND, lang));
  if (from == OF) lm_flow(sink, view, "", lm_word_in(W_SUMS_PARTS_LEGEND, lang));
  lm_put_notice(sink, all->assessment, view);
  return LM_OK;
}

lm_status lm_write_sums(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const sums *, const lm_view *) = {
      [LM_FORMAT_TEXT] = write_text,
      [LM_FORMAT_JSON] = write_json,
      [LM_FORMAT_CSV] = write_csv,
  };
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  sums all = {.assessment = assessment};
  lm_status status = lm_assessment_sums(&all.list, assessment);
  if (status == LM_OK) status = write[view->format](sink, &all, view);
  lm_area_sums_clear(&all.list);
  return status;
}
