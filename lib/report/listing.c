/* listing.c: see listing.h. */
#include "listing.h"

#include "csv.h"

#include "../base/num.h"

#include <math.h>

static bool in_text(const lm_listing_column *column, const lm_view *view) {
  return column->in == LM_LISTED_ALWAYS || column->in == LM_LISTED_AS_TEXT || (column->in == LM_LISTED_ALL && view->all);
}

static bool in_data(const lm_listing_column *column) { return column->in != LM_LISTED_AS_TEXT; }

static lm_status put_text(lm_sink *sink, const lm_listing *l, const lm_view *view) {
  lm_table_column shown[LM_LISTING_COLUMNS];
  size_t of[LM_LISTING_COLUMNS], count = 0;
  for (size_t i = 0; i < l->columns; i++) {
    if (!in_text(&l->column[i], view) || count == LM_TABLE_COLUMNS) continue;
    shown[count] = (lm_table_column){lm_word_in(l->column[i].heading, view->lang), l->column[i].align, l->column[i].flexible};
    of[count++] = i;
  }
  lm_table table = lm_table_new(view, shown, count);
  for (size_t r = 0; r < l->rows; r++) {
    lm_listing_cell cell[LM_LISTING_COLUMNS] = {{0}};
    char number[LM_LISTING_COLUMNS][LM_NUM_SIZE];
    const char *text[LM_LISTING_COLUMNS];
    if (!l->row(l->what, r, view, cell)) continue;
    for (size_t i = 0; i < count; i++) {
      const lm_listing_cell *c = &cell[of[i]];
      if (c->is_number) lm_num_format(c->number, number[i]);
      text[i] = c->is_number ? number[i] : c->text;
    }
    lm_table_row(&table, text, count, LM_PLAIN);
  }
  if (table.count > 0) lm_table_write(&table, sink);
  lm_status status = table.failed ? LM_ENOMEM : LM_OK;
  lm_table_free(&table);
  return status;
}

static lm_status put_csv(lm_sink *sink, const lm_listing *l, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  for (size_t i = 0; i < l->columns; i++)
    if (in_data(&l->column[i])) lm_csv_text(&csv, l->column[i].name);
  lm_csv_end_row(&csv);
  for (size_t r = 0; r < l->rows; r++) {
    lm_listing_cell cell[LM_LISTING_COLUMNS] = {{0}};
    if (!l->row(l->what, r, view, cell)) continue;
    for (size_t i = 0; i < l->columns; i++) {
      if (!in_data(&l->column[i])) continue;
      if (cell[i].is_number)
        lm_csv_number(&csv, cell[i].number);
      else
        lm_csv_text(&csv, cell[i].text);
    }
    lm_csv_end_row(&csv);
  }
  return LM_OK;
}

lm_status lm_put_listing(lm_sink *sink, const lm_listing *listing, const lm_view *view) {
  return view->format == LM_FORMAT_CSV ? put_csv(sink, listing, view) : put_text(sink, listing, view);
}

void lm_listing_as_json(lm_json *json, const char *name, const lm_listing *l, const lm_view *view) {
  lm_json_array(json, name);
  for (size_t r = 0; r < l->rows; r++) {
    lm_listing_cell cell[LM_LISTING_COLUMNS] = {{0}};
    if (!l->row(l->what, r, view, cell)) continue;
    lm_json_object(json, NULL);
    for (size_t i = 0; i < l->columns; i++) {
      if (!in_data(&l->column[i])) continue;
      if (cell[i].is_number)
        lm_json_number(json, l->column[i].name, cell[i].number);
      else
        lm_json_text(json, l->column[i].name, cell[i].text);
    }
    lm_json_close(json);
  }
  lm_json_close(json);
}
