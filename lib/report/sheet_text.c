/* sheet_text.c: a filled sheet for the terminal: as a table where it is wide enough to be read, else node by node, "heading: cell". */
#include "../base/text.h"
#include "grid.h"
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

typedef struct printer {
  lm_sink *sink;
  const lm_filled_sheet *sheet;
  const lm_sheet *plan;
  const lm_model *model;
  const lm_view *view;
  size_t columns; /* of the sheet; a table with rows has one more, in front */
} printer;

static const lm_sheet_line *line_at(const printer *p, size_t index) {
  return lm_filled_sheet_line(p->sheet, index);
}

/* Points of a list stand on a line each, as in the source: sources run them together with a blank between. */
static void add_paragraphs(lm_strbuf *to, const char *text) {
  static const char *const bullet[] = {" ・", " ●", " ①", " ②", " ③", " ④", " ⑤", " ⑥", " ⑦", " ⑧", " ⑨"};
  for (const char *at = text; *at; at++) {
    bool point = false;
    for (size_t i = 0; *at == ' ' && i < sizeof bullet / sizeof *bullet; i++)
      point = point || strncmp(at, bullet[i], strlen(bullet[i])) == 0;
    lm_strbuf_add_bytes(to, point ? "\n" : at, 1);
  }
}

static void add_cell(lm_strbuf *to, const printer *p, const lm_cell *cell) {
  lm_strbuf text = {0};
  lm_add_cell(&text, p->sheet, cell, p->view);
  add_paragraphs(to, lm_strbuf_text(&text));
  if (text.failed) to->failed = true;
  lm_strbuf_clear(&text);
}

/* ---- what is printed once for several lines ---- */

static bool same_cell(const printer *p, const lm_cell *a, const lm_cell *b) {
  lm_strbuf x = {0}, y = {0};
  lm_add_cell(&x, p->sheet, a, p->view);
  lm_add_cell(&y, p->sheet, b, p->view);
  bool same = strcmp(lm_strbuf_text(&x), lm_strbuf_text(&y)) == 0;
  lm_strbuf_drop(&x, p->sink);
  lm_strbuf_drop(&y, p->sink);
  return same;
}

/* Does the cell speak of something above the node, which the line before has said already? */
static bool is_repeated(const printer *p, size_t index, size_t column) {
  if (index == 0 || p->plan->row_count > 0) return false;
  const lm_sheet_line *line = line_at(p, index), *before = line_at(p, index - 1);
  const lm_cell *cell = &line->cells[column];
  const lm_show show = cell->said.show;
  bool of_scene = show == LM_SHOW_SCENE && p->plan->about != LM_SCENE;
  bool of_parent = show == LM_SHOW_INITIATIVE || show == LM_SHOW_STANDING || show == LM_SHOW_STATEMENT;
  if (of_parent && p->plan->about != LM_ACTIVITY) return false;
  if (of_parent && lm_model_node(p->model, line->node)->parent != lm_model_node(p->model, before->node)->parent) return false;
  return (of_scene || of_parent) && same_cell(p, cell, &before->cells[column]);
}

/* ---- as a table ---- */

static void add_node_label(lm_strbuf *to, const printer *p, lm_node node) {
  const lm_node_info *info = lm_model_node(p->model, node);
  lm_cell_line line = {.mark = info->mark, .text = info->label};
  lm_add_marked(to, &line, p->view->lang);
}

/* Does the line begin the part of another scene? */
static bool enters_scene(const printer *p, size_t index) {
  lm_node scene = lm_model_scene_of(p->model, line_at(p, index)->node);
  if (scene == LM_NO_NODE || p->plan->about == LM_SCENE || p->plan->scene != LM_NO_NODE) return false;
  return index == 0 || scene != lm_model_scene_of(p->model, line_at(p, index - 1)->node);
}

/* A heading over the lines of a scene, when no column says it. */
static bool begins_scene(const printer *p, size_t index) {
  for (size_t c = 0; c < p->columns; c++)
    if (line_at(p, 0)->cells[c].said.show == LM_SHOW_SCENE) return false;
  return enters_scene(p, index);
}

static void span_scene(lm_grid *grid, const printer *p, size_t index) {
  lm_strbuf text = {0};
  lm_strbuf_add(&text, "■ ");
  add_node_label(&text, p, lm_model_scene_of(p->model, line_at(p, index)->node));
  lm_grid_span(grid, lm_strbuf_text(&text), LM_BOLD);
  lm_strbuf_drop(&text, p->sink);
}

/* A column that was lifted out of the table, as a line over it: "heading: text", or the text when it begins with the heading. */
static void span_lifted(lm_grid *grid, const printer *p, size_t index, size_t column) {
  const lm_cell *cell = &line_at(p, index)->cells[column];
  const char *heading = lm_sheet_heading(p->plan, column, p->view->lang);
  bool label = cell->said.show >= LM_SHOW_SCENE && cell->said.show <= LM_SHOW_OUTCOME;
  lm_strbuf text = {0}, line = {0};
  lm_add_cell(&text, p->sheet, cell, p->view);
  if (cell->said.show == LM_SHOW_SCENE) lm_strbuf_add(&line, "■ ");
  if (strncmp(lm_strbuf_text(&text), heading, strlen(heading)) != 0) lm_strbuf_addf(&line, "%s: ", heading);
  lm_strbuf_add(&line, lm_strbuf_text(&text));
  lm_grid_span(grid, lm_strbuf_text(&line), label ? LM_BOLD : LM_PLAIN);
  lm_strbuf_drop(&text, p->sink);
  lm_strbuf_drop(&line, p->sink);
}

/* What stands on the left of a table and may stand over it instead, as offices do it: labels and what the model says of them. */
static bool can_be_lifted(const lm_cell *cell) {
  return cell->said.show >= LM_SHOW_SCENE && cell->said.show <= LM_SHOW_STATEMENT;
}

/* Lines first … end-1 of the sheet as a table without the first `lifted` columns. */
typedef struct table {
  const printer *p;
  size_t first, end, lifted;
  lm_strbuf *text;   /* one per column of the sheet */
  const char **cell; /* one per column of the table */
} table;

static size_t table_columns(const table *t) {
  return t->p->columns - t->lifted + (t->p->plan->row_count > 0);
}

static void add_headings(lm_grid *grid, const table *t) {
  size_t at = 0;
  if (t->p->plan->row_count > 0) t->cell[at++] = "";
  for (size_t c = t->lifted; c < t->p->columns; c++) t->cell[at++] = lm_sheet_heading(t->p->plan, c, t->p->view->lang);
  lm_grid_add(grid, t->cell);
}

static void add_row(lm_grid *grid, const table *t, size_t index) {
  const printer *p = t->p;
  const lm_sheet_line *line = line_at(p, index);
  size_t at = 0;
  if (line->row) t->cell[at++] = lm_text_in(&line->row->label, p->view->lang);
  for (size_t c = t->lifted; c < p->columns; c++) {
    lm_strbuf_reset(&t->text[c]);
    if (!is_repeated(p, index, c)) add_cell(&t->text[c], p, &line->cells[c]);
    t->cell[at++] = lm_strbuf_text(&t->text[c]);
  }
  lm_grid_add(grid, t->cell);
}

static bool is_blank(const lm_cell *cell) {
  return cell->count == 0 && (cell->why == LM_CELL_BLANK || cell->why == LM_CELL_NONE);
}

static void fill_table(lm_grid *grid, const table *t) {
  const printer *p = t->p;
  add_headings(grid, t);
  for (size_t i = t->first; i < t->end; i++) {
    if (p->plan->row_count == 0 && begins_scene(p, i)) span_scene(grid, p, i);
    for (size_t c = 0; c < t->lifted; c++)
      if (!is_repeated(p, i, c) && !is_blank(&line_at(p, i)->cells[c])) span_lifted(grid, p, i, c);
    add_row(grid, t, i);
  }
}

/* *done: there was room for it. */
static void try_table(const table *t, bool *done) {
  lm_grid grid = lm_grid_new(t->p->view, table_columns(t));
  fill_table(&grid, t);
  *done = lm_grid_fits(&grid);
  if (*done) lm_grid_write(&grid, t->p->sink);
  lm_grid_free(&grid, t->p->sink);
}

/* Lines first … end-1 as one table, lifting as many columns as it takes; *done is false if nothing helps. */
static lm_status put_table(const printer *p, size_t first, size_t end, bool *done) {
  table t = {.p = p, .first = first, .end = end};
  t.text = calloc(p->columns, sizeof *t.text);
  t.cell = calloc(p->columns + 1, sizeof *t.cell);
  const lm_status status = t.text && t.cell ? LM_OK : LM_ENOMEM;
  *done = false;
  while (status == LM_OK) {
    try_table(&t, done);
    bool more = !p->plan->row_count && t.lifted + 1 < p->columns && can_be_lifted(&line_at(p, first)->cells[t.lifted]);
    if (*done || !more) break;
    t.lifted++;
  }
  for (size_t c = 0; t.text && c < p->columns; c++) lm_strbuf_drop(&t.text[c], p->sink);
  free(t.text);
  free(t.cell);
  return status;
}

/* ---- line by line ---- */

static void put_paragraphs(const printer *p, size_t indent, const char *first, const char *text) {
  lm_strbuf part = {0};
  do {
    size_t length = strcspn(text, "\n");
    lm_strbuf_reset(&part);
    lm_strbuf_add_bytes(&part, text, length);
    lm_flow_at(p->sink, p->view, indent, first, lm_strbuf_text(&part));
    text += length + (text[length] == '\n');
  } while (*text);
  lm_strbuf_drop(&part, p->sink);
}

/* "  heading: cell"; a cell of several paragraphs, or behind a long heading, stands below it. */
static void put_field(const printer *p, size_t indent, const char *heading, const lm_cell *cell) {
  lm_strbuf text = {0}, first = {0};
  add_cell(&text, p, cell);
  if (*heading) lm_strbuf_addf(&first, "%s: ", heading);
  bool beside = !strchr(lm_strbuf_text(&text), '\n') && 2 * lm_text_width(lm_strbuf_text(&first)) <= lm_view_width(p->view);
  if (!beside) lm_flow_at(p->sink, p->view, indent, "", lm_strbuf_text(&first));
  if (beside)
    put_paragraphs(p, indent, lm_strbuf_text(&first), lm_strbuf_text(&text));
  else
    put_paragraphs(p, indent + (*heading ? 2 : 0), "", lm_strbuf_text(&text));
  lm_strbuf_drop(&text, p->sink);
  lm_strbuf_drop(&first, p->sink);
}

/* Headings of all cells left blank, in one line. */
static void put_blanks(const printer *p, size_t indent, const lm_sheet_line *line) {
  lm_strbuf list = {0};
  for (size_t c = 0; c < p->columns; c++) {
    const char *heading = lm_sheet_heading(p->plan, c, p->view->lang);
    if (line->cells[c].count > 0 || line->cells[c].why != LM_CELL_BLANK || !*heading) continue;
    if (list.length > 0) lm_strbuf_add(&list, lm_word_in(W_LIST, p->view->lang));
    lm_strbuf_add(&list, heading);
  }
  if (list.length > 0) lm_flow_at(p->sink, p->view, indent, lm_word_in(W_SHEET_EMPTY_COLUMNS, p->view->lang), lm_strbuf_text(&list));
  lm_strbuf_drop(&list, p->sink);
}

/* The head of a block names the node, so a column that names it says nothing new. */
static bool names_node(const printer *p, const lm_cell *cell) {
  static const lm_show show[LM_KIND_COUNT] = {
      [LM_SCENE] = LM_SHOW_SCENE, [LM_INITIATIVE] = LM_SHOW_INITIATIVE, [LM_ACTIVITY] = LM_SHOW_ACTIVITY, [LM_OUTCOME] = LM_SHOW_OUTCOME};
  return cell->said.show != LM_SHOW_UNSAID && (cell->said.show == show[p->plan->about] || cell->said.show == LM_SHOW_MARK);
}

static void put_bold(const printer *p, const char *text) {
  lm_style_on(p->sink, p->view, LM_BOLD);
  lm_flow(p->sink, p->view, "", text);
  lm_style_on(p->sink, p->view, LM_PLAIN);
}

static void put_node_head(const printer *p, lm_node node) {
  lm_strbuf text = {0};
  lm_strbuf_add(&text, "■ ");
  add_node_label(&text, p, node);
  put_bold(p, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, p->sink);
}

static void put_scene_head(const printer *p, size_t index) {
  lm_strbuf text = {0};
  lm_strbuf_add(&text, "▼ ");
  add_node_label(&text, p, lm_model_scene_of(p->model, line_at(p, index)->node));
  put_bold(p, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, p->sink);
}

static void put_block(const printer *p, size_t index) {
  const lm_sheet_line *line = line_at(p, index);
  if (enters_scene(p, index)) put_scene_head(p, index);
  put_node_head(p, line->node);
  for (size_t c = 0; c < p->columns; c++) {
    const lm_cell *cell = &line->cells[c];
    if (!is_blank(cell) && !names_node(p, cell) && cell->said.show != LM_SHOW_SCENE) put_field(p, 2, lm_sheet_heading(p->plan, c, p->view->lang), cell);
  }
  put_blanks(p, 2, line);
}

/* A row of a block: the nameless column stands beside the row's label, others below it. */
static void put_row(const printer *p, const lm_sheet_line *line) {
  const char *label = lm_text_in(&line->row->label, p->view->lang);
  if (p->plan->column_count == 0) {
    put_field(p, 2, label, &line->cells[0]);
    return;
  }
  lm_flow_at(p->sink, p->view, 2, "", label);
  for (size_t c = 0; c < p->columns; c++)
    if (!is_blank(&line->cells[c])) put_field(p, 4, lm_sheet_heading(p->plan, c, p->view->lang), &line->cells[c]);
  put_blanks(p, 4, line);
}

/* ---- the sheet ---- */

static lm_status put_plain(const printer *p) {
  bool done = false;
  lm_status status = put_table(p, 0, lm_filled_sheet_count(p->sheet), &done);
  if (status != LM_OK || done) return status;
  for (size_t i = 0; i < lm_filled_sheet_count(p->sheet); i++) {
    if (i > 0) lm_sink_char(p->sink, '\n');
    put_block(p, i);
  }
  return LM_OK;
}

/* One table (or list) per node. A form, without columns, is always a list. */
static lm_status put_blocks(const printer *p) {
  const size_t rows = p->plan->row_count;
  lm_status status = LM_OK;
  for (size_t first = 0; first < lm_filled_sheet_count(p->sheet) && status == LM_OK; first += rows) {
    bool done = false;
    if (first > 0) lm_sink_char(p->sink, '\n');
    put_node_head(p, line_at(p, first)->node);
    if (p->plan->column_count > 0) status = put_table(p, first, first + rows, &done);
    for (size_t i = first; !done && i < first + rows; i++) put_row(p, line_at(p, i));
  }
  return status;
}

static void put_notice(const printer *p) {
  const bool fictional = lm_filled_sheet_fictional(p->sheet), illustration = lm_filled_sheet_illustration(p->sheet);
  lm_strbuf text = {0};
  if (fictional) lm_strbuf_add(&text, lm_word_in(W_FICTIONAL, p->view->lang));
  if (fictional && illustration) lm_strbuf_add(&text, " ");
  if (illustration) lm_strbuf_add(&text, lm_word_in(W_ILLUSTRATION, p->view->lang));
  if (text.length > 0) {
    lm_rule(p->sink, p->view);
    lm_flow(p->sink, p->view, lm_word_in(W_NOTICE_BULLET, p->view->lang), lm_strbuf_text(&text));
    lm_rule(p->sink, p->view);
  }
  lm_strbuf_drop(&text, p->sink);
}

static void put_head(const printer *p) {
  const lm_sheet_data *data = lm_filled_sheet_data(p->sheet);
  const char *area = lm_area_label(data->areas, lm_filled_sheet_area(p->sheet), p->view->lang);
  put_bold(p, lm_text_in(lm_model_title(p->model), p->view->lang));
  lm_flow(p->sink, p->view, "", lm_text_in(&p->plan->label, p->view->lang));
  if (*area) lm_flow(p->sink, p->view, lm_word_in(W_AREA_HEAD, p->view->lang), area);
  put_notice(p);
  lm_sink_char(p->sink, '\n');
}

static void put_notes(const printer *p) {
  const lm_texts notes = p->plan->notes;
  if (notes.count == 0) return;
  lm_sink_char(p->sink, '\n');
  for (size_t i = 0; i < notes.count; i++)
    lm_flow(p->sink, p->view, lm_word_in(W_NOTE_BULLET, p->view->lang), lm_text_in(&notes.item[i], p->view->lang));
}

lm_status lm_sheet_as_text(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view) {
  const lm_sheet_data *data = lm_filled_sheet_data(sheet);
  printer p = {.sink = sink, .sheet = sheet, .plan = lm_filled_sheet_plan(sheet), .model = data->model, .view = view};
  p.columns = lm_sheet_columns(p.plan);
  lm_status status = LM_OK;
  put_head(&p);
  if (lm_filled_sheet_count(sheet) == 0)
    lm_flow(sink, view, "", lm_word_in(W_SHEET_NONE, view->lang));
  else
    status = p.plan->row_count > 0 ? put_blocks(&p) : put_plain(&p);
  put_notes(&p);
  put_notice(&p);
  return status;
}
