/* blocks_text.c: blocks for the terminal. */
#include "blocks.h"

typedef struct writer {
  lm_sink *sink;
  const lm_blocks *blocks;
  const lm_view *view;
} writer;

static void put_flow(const writer *w, size_t indent, const char *first, lm_runs runs) {
  lm_strbuf text = {0};
  lm_blocks_add_runs(&text, w->blocks, runs, w->view->lang);
  lm_flow_at(w->sink, w->view, indent, first, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, w->sink);
}

static void put_heading(const writer *w, const lm_block *block) {
  static const char *const mark[] = {"", "", "■ ", "● "};
  lm_style_on(w->sink, w->view, LM_BOLD);
  put_flow(w, 0, block->level < sizeof mark / sizeof *mark ? mark[block->level] : "", block->runs);
  lm_style_on(w->sink, w->view, LM_PLAIN);
  if (block->level <= 1) lm_rule(w->sink, w->view);
}

static void put_paragraph(const writer *w, const lm_block *block) {
  put_flow(w, 0, "", block->runs);
}

static void put_warning(const writer *w, const lm_block *block) {
  put_flow(w, 0, lm_word_in(W_NOTICE_BULLET, w->view->lang), block->runs);
}

static void put_item(const writer *w, const lm_block *block) {
  put_flow(w, (size_t)block->level * 2, "- ", block->runs);
}

static void put_pair(const writer *w, const lm_block *block) {
  lm_strbuf text = {0};
  lm_strbuf_addf(&text, "%s: ", block->term);
  lm_blocks_add_runs(&text, w->blocks, block->runs, w->view->lang);
  lm_flow(w->sink, w->view, "  ", lm_strbuf_text(&text));
  lm_strbuf_drop(&text, w->sink);
}

static void put_row(const writer *w, lm_table *table, const lm_block *block, size_t row) {
  lm_strbuf cell[LM_BLOCK_COLUMNS] = {{0}};
  const char *text[LM_BLOCK_COLUMNS];
  for (size_t i = 0; i < block->columns; i++) {
    lm_blocks_add_runs(&cell[i], w->blocks, lm_blocks_cell_at(w->blocks, block, row, i), w->view->lang);
    text[i] = lm_strbuf_text(&cell[i]);
  }
  lm_table_row(table, text, block->columns, LM_PLAIN);
  for (size_t i = 0; i < block->columns; i++) lm_strbuf_drop(&cell[i], w->sink);
}

static void put_table(const writer *w, const lm_block *block) {
  lm_table_column column[LM_BLOCK_COLUMNS];
  const size_t rows = lm_blocks_rows(block);
  if (block->runs.count > 0) put_flow(w, 0, "", block->runs);
  if (rows == 0) lm_flow(w->sink, w->view, "", lm_word_in(W_NO_ROWS, w->view->lang));
  if (rows == 0) return;
  for (size_t i = 0; i < block->columns; i++)
    column[i] = (lm_table_column){block->column[i].heading, block->column[i].number ? LM_RIGHT : LM_LEFT, !block->column[i].number};
  lm_table table = lm_table_new(w->view, column, block->columns);
  for (size_t row = 0; row < rows; row++) put_row(w, &table, block, row);
  lm_table_write(&table, w->sink);
  lm_table_free(&table);
}

static bool stands_apart(const lm_block *before, const lm_block *block) {
  bool listed = block->kind == LM_BLOCK_ITEM || block->kind == LM_BLOCK_PAIR;
  bool under_heading = before->kind == LM_BLOCK_HEADING && block->kind != LM_BLOCK_HEADING;
  return !under_heading && !(listed && before->kind == block->kind);
}

void lm_blocks_as_text(lm_sink *sink, const lm_blocks *blocks, const lm_view *view) {
  static void (*const put[])(const writer *, const lm_block *) = {
      [LM_BLOCK_HEADING] = put_heading, [LM_BLOCK_PARAGRAPH] = put_paragraph, [LM_BLOCK_WARNING] = put_warning, [LM_BLOCK_NOTE] = put_paragraph,
      [LM_BLOCK_ITEM] = put_item,       [LM_BLOCK_PAIR] = put_pair,           [LM_BLOCK_TABLE] = put_table,
  };
  const writer w = {sink, blocks, view};
  const lm_block *before = NULL;
  for (size_t i = 0; i < blocks->block.count; i++) {
    const lm_block *block = &blocks->block.item[i];
    if (block->kind == LM_BLOCK_BREAK) continue;
    if (before && stands_apart(before, block)) lm_sink_put(sink, "\n");
    put[block->kind](&w, block);
    before = block;
  }
}
