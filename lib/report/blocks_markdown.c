/* blocks_markdown.c: blocks as CommonMark with the tables of GitHub Flavored Markdown.

   One line per block, never wrapped, so that only the beginning of a block can be read as the beginning of something else. Everything that could
   begin a markup in running text carries a backslash; GFM also makes links of bare addresses, so those are taken apart. Links within the document
   stand as their text: Markdown has no anchors of its own, and raw HTML is never written. */
#include "blocks.h"

#include <string.h>

typedef struct writer {
  lm_sink *sink;
  const lm_blocks *blocks;
  lm_lang lang;
} writer;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* "1. " and "1) " begin a list: the length of the digits before such a mark, else 0. */
static size_t number_before_mark(const char *text) {
  size_t digits = 0;
  while (is_digit(text[digits])) digits++;
  bool mark = text[digits] == '.' || text[digits] == ')';
  return digits > 0 && mark && (text[digits + 1] == ' ' || !text[digits + 1]) ? digits : 0;
}

/* The byte of an address that has to be taken apart for it to stay text: "http\://", "www\.". */
static bool is_joint(const char *begin, const char *at) {
  if (*at == ':') return at[1] == '/' && at[2] == '/';
  return *at == '.' && at - begin >= 3 && strncmp(at - 3, "www", 3) == 0;
}

/* `first`: the text begins a block. */
static void add_escaped(lm_strbuf *to, const char *text, bool first) {
  const size_t number = first ? number_before_mark(text) : 0;
  if (first && *text && strchr("+-=", *text)) lm_strbuf_add(to, "\\");
  for (const char *at = text; *at; at++) {
    bool marks = strchr("\\`*_[]<>#|~&$", *at) || is_joint(text, at) || (number > 0 && at == text + number);
    if (marks) lm_strbuf_add(to, "\\");
    lm_strbuf_add_bytes(to, at, 1);
  }
}

/* Blanks on both sides: beside a bracket 」 and a letter the asterisks would not count as marks. */
static void add_strong(lm_strbuf *to, const char *text, const char *next) {
  const size_t length = to->length;
  if (length > 0 && lm_strbuf_text(to)[length - 1] != ' ') lm_strbuf_add(to, " ");
  lm_strbuf_add(to, "**");
  add_escaped(to, text, false);
  lm_strbuf_add(to, *next && *next != ' ' ? "** " : "**");
}

static void add_runs(lm_strbuf *to, const writer *w, lm_runs runs) {
  const lm_run *run = lm_blocks_runs(w->blocks, runs);
  for (size_t i = 0; i < runs.count; i++) {
    const bool first = to->length == 0;
    if (run[i].kind == LM_RUN_VERDICT) lm_add_verdict(to, run[i].verdict, w->lang);
    if (run[i].kind == LM_RUN_VERDICT && *run[i].text) lm_strbuf_add(to, " ");
    if (run[i].kind == LM_RUN_STRONG)
      add_strong(to, run[i].text, i + 1 < runs.count ? run[i + 1].text : "");
    else
      add_escaped(to, run[i].text, first);
  }
}

static void put_runs(const writer *w, lm_runs runs) {
  lm_strbuf line = {0};
  add_runs(&line, w, runs);
  lm_sink_put(w->sink, lm_strbuf_text(&line));
  lm_strbuf_drop(&line, w->sink);
}

static void put_strong(const writer *w, const char *text) {
  lm_strbuf line = {0};
  add_strong(&line, text, "");
  lm_sink_put(w->sink, lm_strbuf_text(&line));
  lm_strbuf_drop(&line, w->sink);
}

static void put_heading(const writer *w, const lm_block *block) {
  lm_sink_repeat(w->sink, "#", block->level);
  lm_sink_put(w->sink, " ");
  put_runs(w, block->runs);
}

static void put_paragraph(const writer *w, const lm_block *block) {
  put_runs(w, block->runs);
}

static void put_warning(const writer *w, const lm_block *block) {
  lm_sink_put(w->sink, "> ");
  put_runs(w, block->runs);
}

static void put_item(const writer *w, const lm_block *block) {
  lm_sink_repeat(w->sink, "  ", block->level);
  lm_sink_put(w->sink, "- ");
  put_runs(w, block->runs);
}

static void put_pair(const writer *w, const lm_block *block) {
  lm_sink_put(w->sink, "- ");
  put_strong(w, block->term);
  lm_sink_put(w->sink, ": ");
  put_runs(w, block->runs);
}

static void put_row(const writer *w, const lm_block *table, size_t row) {
  for (size_t column = 0; column < table->columns; column++) {
    lm_sink_put(w->sink, column ? " | " : "| ");
    put_runs(w, lm_blocks_cell_at(w->blocks, table, row, column));
  }
  lm_sink_put(w->sink, " |");
}

static void put_headings(const writer *w, const lm_block *table) {
  for (size_t column = 0; column < table->columns; column++) {
    lm_strbuf heading = {0};
    add_escaped(&heading, table->column[column].heading, false);
    lm_sink_put(w->sink, column ? " | " : "| ");
    lm_sink_put(w->sink, lm_strbuf_text(&heading));
    lm_strbuf_drop(&heading, w->sink);
  }
  lm_sink_put(w->sink, " |\n|");
  for (size_t column = 0; column < table->columns; column++) lm_sink_put(w->sink, table->column[column].number ? " ---: |" : " --- |");
}

/* A table without rows is said in words. */
static void put_table(const writer *w, const lm_block *table) {
  const size_t rows = lm_blocks_rows(table);
  put_runs(w, table->runs);
  if (table->runs.count > 0) lm_sink_put(w->sink, "\n\n");
  if (rows == 0) lm_sink_put(w->sink, lm_word_in(W_NO_ROWS, w->lang));
  if (rows > 0) put_headings(w, table);
  for (size_t row = 0; row < rows; row++) {
    lm_sink_put(w->sink, "\n");
    put_row(w, table, row);
  }
}

/* Items of one list stand without an empty line between them. */
static bool is_listed(lm_block_kind kind) {
  return kind == LM_BLOCK_ITEM || kind == LM_BLOCK_PAIR;
}

void lm_blocks_as_markdown(lm_sink *sink, const lm_blocks *blocks, const lm_view *view) {
  static void (*const put[])(const writer *, const lm_block *) = {
      [LM_BLOCK_HEADING] = put_heading, [LM_BLOCK_PARAGRAPH] = put_paragraph, [LM_BLOCK_WARNING] = put_warning, [LM_BLOCK_NOTE] = put_paragraph,
      [LM_BLOCK_ITEM] = put_item,       [LM_BLOCK_PAIR] = put_pair,           [LM_BLOCK_TABLE] = put_table,
  };
  const writer w = {sink, blocks, view->lang};
  const lm_block *before = NULL;
  for (size_t i = 0; i < blocks->block.count; i++) {
    const lm_block *block = &blocks->block.item[i];
    if (block->kind == LM_BLOCK_BREAK) continue;
    if (before) lm_sink_put(sink, is_listed(before->kind) && before->kind == block->kind ? "\n" : "\n\n");
    put[block->kind](&w, block);
    before = block;
  }
  lm_sink_put(sink, before ? "\n" : "");
}
