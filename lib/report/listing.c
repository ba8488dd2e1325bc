/* listing.c: see listing.h. */
#include "listing.h"

#include "csv.h"

#include "../base/num.h"

#include <math.h>
#include <string.h>

static bool in_text(const lm_listing_column *column, const lm_view *view) {
  return column->in == LM_LISTED_ALWAYS || column->in == LM_LISTED_AS_TEXT || (column->in == LM_LISTED_ALL && view->all);
}

static bool in_data(const lm_listing_column *column) { return column->in != LM_LISTED_AS_TEXT; }

static const char *text_of(const lm_listing_cell *cell, char number[LM_NUM_SIZE]) {
  if (!cell->is_number) return cell->text ? cell->text : "";
  lm_num_format(cell->number, number);
  return number;
}

/* A list as text, while it is written. */
typedef struct listed {
  const lm_listing *l;
  const lm_listing_layout *layout;
  const lm_view *view;
  lm_strbuf first[LM_LISTING_COLUMNS]; /* of the columns in `once`, what the first row says */
  uint32_t once;                       /* in which all rows agree */
  bool once_beneath;                   /* all have the line below the heading that is in `beneath` */
  lm_strbuf line, heading, beneath;
} listed;

static bool row_at(const listed *t, size_t row, lm_listing_cell cell[LM_LISTING_COLUMNS]) {
  for (size_t i = 0; i < LM_LISTING_COLUMNS; i++) cell[i] = (lm_listing_cell){0};
  return t->l->row(t->l->what, row, t->view, cell);
}

static bool is_once(uint32_t once, size_t column) { return once >> column & 1; }

static const char *line_of(listed *t, lm_listing_line *line, size_t row) {
  lm_strbuf_reset(&t->line);
  if (line) line(t->l->what, row, t->view, &t->line);
  return lm_strbuf_text(&t->line);
}

/* True when the line is another than the one kept, which it then is. */
static bool is_new(lm_strbuf *kept, const char *line) {
  if (kept->length == strlen(line) && strcmp(lm_strbuf_text(kept), line) == 0) return false;
  lm_strbuf_reset(kept);
  lm_strbuf_add(kept, line);
  return true;
}

static void find_agreeing(listed *t) {
  size_t rows = 0;
  t->once = t->layout->once;
  t->once_beneath = t->layout->beneath != NULL;
  for (size_t r = 0; r < t->l->rows && (t->once || t->once_beneath); r++) {
    lm_listing_cell cell[LM_LISTING_COLUMNS];
    char number[LM_NUM_SIZE];
    if (!row_at(t, r, cell)) continue;
    for (size_t i = 0; i < t->l->columns; i++) {
      if (!is_once(t->once, i) || !in_text(&t->l->column[i], t->view)) continue;
      const char *text = text_of(&cell[i], number);
      if (rows == 0) lm_strbuf_add(&t->first[i], text);
      if (strcmp(text, lm_strbuf_text(&t->first[i])) != 0) t->once &= ~(UINT32_C(1) << i);
    }
    if (t->once_beneath) t->once_beneath = !is_new(&t->beneath, line_of(t, t->layout->beneath, r)) || rows == 0;
    rows++;
  }
  if (rows >= 2) return;
  t->once_beneath = false;
  for (size_t i = 0; i < t->l->columns; i++) /* of a single row only what it says nothing in is left out */
    if (t->first[i].length > 0) t->once &= ~(UINT32_C(1) << i);
}

/* "area: Mihon City · since load: 1" */
static void put_agreed(listed *t, lm_sink *sink) {
  lm_strbuf_reset(&t->line);
  for (size_t i = 0; i < t->l->columns; i++) {
    if (!is_once(t->once, i) || t->first[i].length == 0) continue;
    lm_strbuf_addf(&t->line, "%s%s: %s", t->line.length ? " · " : "", lm_word_in(t->l->column[i].heading, t->view->lang), lm_strbuf_text(&t->first[i]));
  }
  const bool beneath = t->once_beneath && t->beneath.length > 0;
  if (t->line.length > 0) lm_flow(sink, t->view, "", lm_strbuf_text(&t->line));
  if (beneath) lm_flow(sink, t->view, "", lm_strbuf_text(&t->beneath));
  if (beneath || t->line.length > 0) lm_sink_char(sink, '\n');
}

static void put_lines_before(listed *t, lm_table *table, size_t row) {
  const bool first = table->count == 0;
  if (is_new(&t->heading, line_of(t, t->layout->heading, row))) {
    if (!first) lm_table_span(table, 0, "", "", LM_PLAIN);
    lm_table_span(table, 0, "", lm_strbuf_text(&t->heading), LM_BOLD);
    if (!t->once_beneath) lm_strbuf_reset(&t->beneath);
  }
  const char *beneath = line_of(t, t->layout->beneath, row);
  if (is_new(&t->beneath, beneath) && *beneath) lm_table_span(table, 4, "", beneath, LM_DIM);
}

static void put_row(listed *t, lm_table *table, const size_t *of, const lm_listing_cell *cell, size_t row) {
  char number[LM_TABLE_COLUMNS][LM_NUM_SIZE];
  const char *text[LM_TABLE_COLUMNS];
  for (size_t i = 0; i < table->columns; i++) text[i] = text_of(&cell[of[i]], number[i]);
  lm_table_row(table, text, table->columns, LM_PLAIN);
  const char *note = line_of(t, t->layout->note, row);
  if (*note) lm_table_span(table, 4, "", note, LM_DIM);
}

static lm_status put_rows(listed *t, lm_sink *sink) {
  lm_table_column shown[LM_TABLE_COLUMNS];
  size_t of[LM_TABLE_COLUMNS] = {0}, count = 0;
  for (size_t i = 0; i < t->l->columns; i++) {
    const lm_listing_column *c = &t->l->column[i];
    if (!in_text(c, t->view) || is_once(t->once, i) || count == LM_TABLE_COLUMNS) continue;
    shown[count] = (lm_table_column){lm_word_in(c->heading, t->view->lang), c->align, c->flexible};
    of[count++] = i;
  }
  lm_table table = lm_table_new(t->view, shown, count);
  for (size_t r = 0; r < t->l->rows; r++) {
    lm_listing_cell cell[LM_LISTING_COLUMNS];
    if (!row_at(t, r, cell)) continue;
    put_lines_before(t, &table, r);
    put_row(t, &table, of, cell, r);
  }
  if (table.count > 0) lm_table_write(&table, sink);
  lm_status status = table.failed ? LM_ENOMEM : LM_OK;
  lm_table_free(&table);
  return status;
}

static lm_status put_text(lm_sink *sink, const lm_listing *l, const lm_listing_layout *layout, const lm_view *view) {
  static const lm_listing_layout plain = {0};
  listed t = {.l = l, .layout = layout ? layout : &plain, .view = view};
  lm_strbuf *const texts[] = {&t.line, &t.heading, &t.beneath};
  find_agreeing(&t);
  put_agreed(&t, sink);
  lm_status status = put_rows(&t, sink);
  for (size_t i = 0; i < LM_LISTING_COLUMNS; i++) lm_strbuf_drop(&t.first[i], sink);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) lm_strbuf_drop(texts[i], sink);
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

lm_status lm_put_listing_as(lm_sink *sink, const lm_listing *listing, const lm_listing_layout *layout, const lm_view *view) {
  return view->format == LM_FORMAT_CSV ? put_csv(sink, listing, view) : put_text(sink, listing, layout, view);
}

lm_status lm_put_listing(lm_sink *sink, const lm_listing *listing, const lm_view *view) { return lm_put_listing_as(sink, listing, NULL, view); }

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
