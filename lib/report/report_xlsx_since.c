/* report_xlsx_since.c: what changed since last time as one table of the workbook: verdicts, values, targets and the model, so that it can be sorted. */
#include "report_xlsx.h"
#include "since.h"

#include <string.h>

enum { WHAT, THING, WHEN, THEN, NOW, WHY, COLUMNS };
static const lm_xlsx_column columns[COLUMNS] = {
    [WHAT] = {W_COL_WHAT, NULL, 12}, [THING] = {W_BOOK_COL_THING, NULL, 46}, [WHEN] = {W_COL_WHEN, NULL, 16},
    [THEN] = {W_COL_THEN, NULL, 32}, [NOW] = {W_COL_NOW, NULL, 32},          [WHY] = {W_BOOK_COL_MOVED_BY, NULL, 44},
};

static void put_indicator(lm_xlsx_table *t, const char *id) {
  const lm_page *page = t->book->page;
  const lm_node node = lm_model_find(page->model, LM_INDICATOR, id, strlen(id));
  lm_xlsx_text(t, node == LM_NO_NODE ? lm_gone_label(page, id) : lm_label_of(page->model, node, page->lang));
}

static void put_stage(lm_xlsx_table *t, const lm_stage *stage) {
  if (stage->status == LM_VERDICT_COUNT)
    lm_xlsx_word(t, W_NO_RECORD);
  else
    lm_xlsx_verdict(t, stage->status);
}

static void put_verdicts(lm_xlsx_table *t, const lm_explanation *e) {
  for (size_t i = 0; i < e->count && !t->book->failed; i++) {
    const lm_moved *m = &e->item[i];
    lm_strbuf causes = {0};
    if (!lm_has_moved(m)) continue;
    lm_xlsx_word(t, W_COL_VERDICT);
    put_indicator(t, m->indicator);
    lm_xlsx_text(t, m->tier);
    put_stage(t, &m->stage[0]);
    put_stage(t, &m->stage[LM_CAUSE_COUNT]);
    lm_add_causes(&causes, m, t->book->page->lang);
    lm_xlsx_buffer(t, &causes);
    lm_xlsx_end_row(t);
  }
}

static void put_changes(lm_xlsx_table *t, const lm_store_changes *changes) {
  const lm_lang lang = t->book->page->lang;
  for (size_t i = 0; i < lm_store_changes_count(changes) && !t->book->failed; i++) {
    const lm_store_change *c = lm_store_changes_at(changes, i);
    lm_strbuf text = {0};
    lm_xlsx_text(t, lm_word_of_what(c->what, lang));
    put_indicator(t, c->indicator);
    lm_add_stored_when(&text, c->what, c->when, t->book->page->view);
    lm_xlsx_buffer(t, &text);
    if (c->kind != LM_ADDED) lm_add_sourced(&text, c->what, c->before, c->source_before, lang);
    lm_xlsx_buffer(t, &text);
    lm_add_sourced(&text, c->what, c->after, c->source_after, lang);
    lm_xlsx_buffer(t, &text);
    lm_add_changed_by(&text, c, lang);
    lm_xlsx_buffer(t, &text);
    lm_xlsx_end_row(t);
  }
}

/* "indicator: the label", "definition (Japanese)"; what the change is stands last. */
static void put_model(lm_xlsx_table *t, const lm_diff *diff) {
  const lm_lang lang = t->book->page->lang;
  for (size_t i = 0; i < lm_diff_count(diff) && !t->book->failed; i++) {
    const lm_difference *d = lm_diff_at(diff, i);
    const char *label = lm_text_in(&d->label, lang);
    lm_strbuf text = {0};
    lm_xlsx_word(t, W_WHAT_MODEL);
    lm_strbuf_addf(&text, "%s: %s", lm_diff_thing_in(d->thing, lang), *label ? label : d->id);
    lm_xlsx_buffer(t, &text);
    lm_xlsx_text(t, "");
    lm_xlsx_text(t, lm_diff_value_in(d->field, d->before, t->book->page->lang));
    lm_xlsx_text(t, lm_diff_value_in(d->field, d->after, t->book->page->lang));
    lm_strbuf_add(&text, lm_diff_kind_in(d->kind, lang));
    if (d->field != LM_DIFF_FIELD_COUNT) lm_strbuf_add(&text, ": ");
    lm_add_diff_field(&text, d, lang);
    lm_xlsx_buffer(t, &text);
    lm_xlsx_end_row(t);
  }
}

static void put_areas(lm_xlsx_table *t, const lm_store_changes *areas) {
  const lm_lang lang = t->book->page->lang;
  for (size_t i = 0; i < lm_store_changes_count(areas) && !t->book->failed; i++) {
    const lm_store_change *c = lm_store_changes_at(areas, i);
    lm_strbuf text = {0};
    lm_xlsx_word(t, W_WHAT_AREA);
    lm_add_named(&text, lm_text_in(&c->names.area, lang), c->area);
    lm_strbuf_add(&text, c->field ? ": " : "");
    lm_add_area_field(&text, c, lang);
    lm_xlsx_buffer(t, &text);
    lm_xlsx_text(t, "");
    lm_xlsx_text(t, lm_area_value_in(c, c->before, lang));
    lm_xlsx_text(t, lm_area_value_in(c, c->after, lang));
    lm_add_changed_by(&text, c, lang);
    lm_xlsx_buffer(t, &text);
    lm_xlsx_end_row(t);
  }
}

void lm_xlsx_since(lm_book *b) {
  const lm_since *since = b->page->report->since;
  lm_strbuf text = {0};
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_CHANGES, W_BOOK_CHANGES_NOTE, columns, COLUMNS, 1, 1);
  lm_add_since_head(&text, b->page);
  if (text.length > 0) lm_strbuf_add(&text, b->page->lang == LM_EN ? " " : "");
  lm_add_method_then(&text, since->explanation->then, b->page->lang);
  lm_xlsx_say(&t, &text);
  const uint32_t first = t.row;
  put_verdicts(&t, since->explanation);
  put_changes(&t, since->changes);
  put_model(&t, since->model);
  put_areas(&t, since->areas);
  if (t.row > first) return;
  lm_strbuf_add(&text, lm_word_in(W_SINCE_NOTHING, b->page->lang));
  t.columns = 0; /* runs over the columns */
  lm_xlsx_buffer(&t, &text);
  lm_xlsx_end_row(&t);
}
