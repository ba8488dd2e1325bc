/* blocks.c: see blocks.h. */
#include "blocks.h"

#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

void lm_blocks_clear(lm_blocks *blocks) {
  free(blocks->block.item);
  free(blocks->cell.item);
  free(blocks->run.item);
  lm_arena_clear(&blocks->arena);
  *blocks = (lm_blocks){0};
}

/* NULL stays NULL. */
static const char *keep(lm_blocks *blocks, const char *text) {
  const char *copy = blocks->failed ? NULL : lm_arena_strdup(&blocks->arena, text);
  if (text && !copy) blocks->failed = true;
  return copy;
}

/* As it may be shown: cleaned (flow.h), but a blank at either end stays, for it parts the run from its neighbours. */
static const char *keep_clean(lm_blocks *blocks, const char *text) {
  const size_t length = text ? strlen(text) : 0;
  lm_strbuf clean = {0};
  if (length > 0 && *text == ' ') lm_strbuf_add(&clean, " ");
  if (length > 0) lm_clean(&clean, text);
  if (clean.length > 1 && text[length - 1] == ' ') lm_strbuf_add(&clean, " ");
  const char *kept = clean.failed ? NULL : keep(blocks, lm_strbuf_text(&clean));
  if (clean.failed) blocks->failed = true;
  lm_strbuf_clear(&clean);
  return kept;
}

static void add(lm_blocks *blocks, lm_block block) {
  block.runs.first = blocks->run.count;
  block.first_cell = blocks->cell.count;
  blocks->in_cell = false;
  if (!blocks->failed && !LM_VEC_PUSH(&blocks->block, block)) blocks->failed = true;
}

void lm_blocks_heading(lm_blocks *blocks, unsigned level, const char *anchor) {
  const char *kept = keep(blocks, anchor);
  add(blocks, (lm_block){.kind = LM_BLOCK_HEADING, .level = level, .anchor = kept});
}

void lm_blocks_open(lm_blocks *blocks, lm_block_kind kind) {
  add(blocks, (lm_block){.kind = kind});
}

void lm_blocks_item(lm_blocks *blocks, unsigned depth) {
  add(blocks, (lm_block){.kind = LM_BLOCK_ITEM, .level = depth});
}

void lm_blocks_pair(lm_blocks *blocks, const char *term) {
  const char *kept = keep_clean(blocks, term);
  add(blocks, (lm_block){.kind = LM_BLOCK_PAIR, .term = kept});
}

void lm_blocks_table(lm_blocks *blocks, const lm_block_column *column, size_t columns) {
  lm_block_column *kept = lm_arena_copy(&blocks->arena, column, columns * sizeof *column);
  if (!kept) blocks->failed = true;
  for (size_t i = 0; kept && i < columns; i++) kept[i].heading = keep_clean(blocks, column[i].heading);
  add(blocks, (lm_block){.kind = LM_BLOCK_TABLE, .column = kept, .columns = columns});
}

void lm_blocks_cell(lm_blocks *blocks) {
  const lm_runs cell = {.first = blocks->run.count};
  if (!blocks->failed && !LM_VEC_PUSH(&blocks->cell, cell)) blocks->failed = true;
  if (blocks->failed) return;
  blocks->block.item[blocks->block.count - 1].cells++;
  blocks->in_cell = true;
}

/* Where runs go: the open cell, else the open block. */
static lm_runs *open_runs(lm_blocks *blocks) {
  if (blocks->in_cell) return &blocks->cell.item[blocks->cell.count - 1];
  return &blocks->block.item[blocks->block.count - 1].runs;
}

static void add_run(lm_blocks *blocks, lm_run run) {
  if (!blocks->failed && !LM_VEC_PUSH(&blocks->run, run)) blocks->failed = true;
  if (!blocks->failed) open_runs(blocks)->count++;
}

void lm_blocks_run(lm_blocks *blocks, lm_run_kind kind, const char *text) {
  const char *kept = keep_clean(blocks, text);
  if (kept && *kept) add_run(blocks, (lm_run){.kind = kind, .text = kept});
}

void lm_blocks_text(lm_blocks *blocks, const char *text) {
  lm_blocks_run(blocks, LM_RUN_PLAIN, text);
}

void lm_blocks_verdict(lm_blocks *blocks, lm_verdict verdict, const char *letter) {
  const char *kept = keep_clean(blocks, letter);
  add_run(blocks, (lm_run){.kind = LM_RUN_VERDICT, .text = kept, .verdict = verdict});
}

void lm_blocks_link(lm_blocks *blocks, const char *text, const char *anchor) {
  const char *kept = keep_clean(blocks, text), *to = keep(blocks, anchor);
  if (kept && *kept) add_run(blocks, (lm_run){.kind = LM_RUN_LINK, .text = kept, .anchor = to});
}

void lm_blocks_take(lm_blocks *blocks, lm_run_kind kind, lm_strbuf *text) {
  if (text->failed) blocks->failed = true;
  lm_blocks_run(blocks, kind, lm_strbuf_text(text));
  lm_strbuf_clear(text);
}

static bool is_empty_column(const lm_blocks *blocks, const lm_block *table, size_t column) {
  for (size_t at = column; at < table->cells; at += table->columns)
    if (blocks->cell.item[table->first_cell + at].count > 0) return false;
  return table->cells > 0;
}

static void drop_empty_columns(lm_blocks *blocks, lm_block *table) {
  bool empty[LM_BLOCK_COLUMNS] = {false};
  size_t columns = 0, cells = 0;
  for (size_t i = 0; i < table->columns; i++) empty[i] = is_empty_column(blocks, table, i);
  lm_runs *cell = &blocks->cell.item[table->first_cell];
  for (size_t at = 0; at < table->cells; at++)
    if (!empty[at % table->columns]) cell[cells++] = cell[at];
  for (size_t i = 0; i < table->columns; i++)
    if (!empty[i]) table->column[columns++] = table->column[i];
  table->columns = columns;
  table->cells = cells;
}

void lm_blocks_drop_empty_columns(lm_blocks *blocks) {
  for (size_t i = 0; i < blocks->block.count && !blocks->failed; i++)
    if (blocks->block.item[i].columns > 0 && blocks->block.item[i].cells > 0) drop_empty_columns(blocks, &blocks->block.item[i]);
}

/* ---- reading ---- */

const lm_run *lm_blocks_runs(const lm_blocks *blocks, lm_runs runs) {
  return runs.count > 0 ? &blocks->run.item[runs.first] : NULL;
}

size_t lm_blocks_rows(const lm_block *table) {
  return table->columns > 0 ? (table->cells + table->columns - 1) / table->columns : 0;
}

lm_runs lm_blocks_cell_at(const lm_blocks *blocks, const lm_block *table, size_t row, size_t column) {
  const size_t at = row * table->columns + column;
  return at < table->cells ? blocks->cell.item[table->first_cell + at] : (lm_runs){0};
}

bool lm_blocks_has_anchor(const lm_blocks *blocks, const char *anchor) {
  for (size_t i = 0; i < blocks->block.count; i++)
    if (blocks->block.item[i].anchor && strcmp(blocks->block.item[i].anchor, anchor) == 0) return true;
  return false;
}

void lm_blocks_add_runs(lm_strbuf *to, const lm_blocks *blocks, lm_runs runs, lm_lang lang) {
  const lm_run *run = lm_blocks_runs(blocks, runs);
  for (size_t i = 0; i < runs.count; i++) {
    if (run[i].kind == LM_RUN_VERDICT) lm_add_verdict(to, run[i].verdict, lang);
    if (run[i].kind == LM_RUN_VERDICT && *run[i].text) lm_strbuf_add(to, " ");
    lm_strbuf_add(to, run[i].text);
  }
}

lm_status lm_write_blocks(lm_sink *sink, const lm_blocks *blocks, const lm_view *view) {
  static void (*const write[LM_FORMAT_COUNT])(lm_sink *, const lm_blocks *, const lm_view *) = {
      [LM_FORMAT_TEXT] = lm_blocks_as_text, [LM_FORMAT_MARKDOWN] = lm_blocks_as_markdown};
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  if (blocks->failed) return LM_ENOMEM;
  write[view->format](sink, blocks, view);
  return lm_sink_status(sink) == LM_ENOMEM ? LM_ENOMEM : LM_OK;
}
