/* blocks_html.c: blocks within the page of a report: its style, its policy, its way to show verdicts. */
#include "blocks.h"

#include <stdio.h>
#include <string.h>

typedef struct writer {
  const lm_page *page;
  const lm_blocks *blocks;
  unsigned top;
  bool new_page; /* a break stands before the next block */
  lm_runs heading; /* the last one */
} writer;

/* The blanks at its ends stay. */
static void put_text(const writer *w, const char *text) {
  const size_t length = strlen(text);
  if (*text == ' ') lm_html_put(w->page, " ");
  lm_html_text(w->page, text);
  if (length > 1 && text[length - 1] == ' ') lm_html_put(w->page, " ");
}

static void put_run(const writer *w, const lm_run *run) {
  const bool linked = run->kind == LM_RUN_LINK && run->anchor && (w->page->linked || lm_blocks_has_anchor(w->blocks, run->anchor));
  if (run->kind == LM_RUN_VERDICT) {
    lm_html_verdict(w->page, run->verdict, run->text);
  } else if (run->kind == LM_RUN_STRONG) {
    lm_html_element(w->page, "strong", run->text);
  } else if (linked) {
    lm_html_put(w->page, "<a href=\"#");
    lm_html_text(w->page, run->anchor);
    lm_html_put(w->page, "\">");
    lm_html_text(w->page, run->text);
    lm_html_put(w->page, "</a>");
  } else {
    put_text(w, run->text);
  }
}

static void put_runs(const writer *w, lm_runs runs) {
  const lm_run *run = lm_blocks_runs(w->blocks, runs);
  for (size_t i = 0; i < runs.count; i++) put_run(w, &run[i]);
}

static void put_heading(const writer *w, const lm_block *block) {
  char tag[4];
  const unsigned level = w->top + block->level - 1;
  snprintf(tag, sizeof tag, "h%u", level > 6 ? 6 : level);
  lm_html_put(w->page, "<");
  lm_html_put(w->page, tag);
  if (block->anchor) {
    lm_html_put(w->page, " id=\"");
    lm_html_text(w->page, block->anchor);
    lm_html_put(w->page, "\"");
  }
  lm_html_put(w->page, w->new_page ? " class=\"break\">" : ">");
  put_runs(w, block->runs);
  lm_html_put(w->page, "</");
  lm_html_put(w->page, tag);
  lm_html_put(w->page, ">\n");
}

static void put_paragraph(const writer *w, const lm_block *block) {
  lm_html_put(w->page, block->kind == LM_BLOCK_NOTE ? "<p class=\"legend\">" : "<p>");
  put_runs(w, block->runs);
  lm_html_put(w->page, "</p>\n");
}

static void put_warning(const writer *w, const lm_block *block) {
  lm_html_put(w->page, "<p class=\"notice\"><span aria-hidden=\"true\">⚠</span> ");
  put_runs(w, block->runs);
  lm_html_put(w->page, "</p>\n");
}

static void put_table(const writer *w, const lm_block *block) {
  const size_t rows = lm_blocks_rows(block);
  lm_strbuf name = {0};
  lm_blocks_add_runs(&name, w->blocks, block->runs.count > 0 ? block->runs : w->heading, w->page->lang);
  lm_html_put(w->page, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
  lm_html_buffer(w->page, &name);
  lm_html_put(w->page, "\"><table>");
  if (block->runs.count > 0) lm_html_put(w->page, "<caption>");
  put_runs(w, block->runs);
  lm_html_put(w->page, block->runs.count > 0 ? "</caption><thead><tr>" : "<thead><tr>");
  for (size_t i = 0; i < block->columns; i++) {
    lm_html_put(w->page, block->column[i].number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    lm_html_text(w->page, block->column[i].heading);
    lm_html_put(w->page, "</th>");
  }
  lm_html_put(w->page, "</tr></thead>\n<tbody>\n");
  for (size_t row = 0; row < rows; row++) {
    lm_html_put(w->page, "<tr>");
    for (size_t i = 0; i < block->columns; i++) {
      lm_html_put(w->page, block->column[i].number ? "<td class=\"n\">" : "<td>");
      put_runs(w, lm_blocks_cell_at(w->blocks, block, row, i));
      lm_html_put(w->page, "</td>");
    }
    lm_html_put(w->page, "</tr>\n");
  }
  lm_html_put(w->page, "</tbody></table></div>\n");
}

static void put_table_or_none(const writer *w, const lm_block *block) {
  if (lm_blocks_rows(block) > 0) {
    put_table(w, block);
    return;
  }
  lm_html_put(w->page, "<p>");
  put_runs(w, block->runs);
  if (block->runs.count > 0) lm_html_put(w->page, " ");
  lm_html_word(w->page, W_NO_ROWS);
  lm_html_put(w->page, "</p>\n");
}

static const lm_block *block_at(const writer *w, size_t i) {
  return i < w->blocks->block.count ? &w->blocks->block.item[i] : NULL;
}

static bool is_kind(const lm_block *block, lm_block_kind kind) {
  return block && block->kind == kind;
}

/* The items from `at` on as nested lists; returns where they end. A deeper item belongs into the one before it. */
static size_t put_items(const writer *w, size_t at) {
  unsigned depth = 0;
  size_t i = at;
  lm_html_put(w->page, "<ul>\n");
  for (; is_kind(block_at(w, i), LM_BLOCK_ITEM); i++) {
    const lm_block *block = block_at(w, i);
    if (i > at && block->level <= depth) lm_html_put(w->page, "</li>\n");
    for (; depth < block->level; depth++) lm_html_put(w->page, i == at || depth + 1 < block->level ? "<li><ul>\n" : "<ul>\n");
    for (; depth > block->level; depth--) lm_html_put(w->page, "</ul></li>\n");
    lm_html_put(w->page, "<li>");
    put_runs(w, block->runs);
  }
  for (; depth > 0; depth--) lm_html_put(w->page, "</li></ul>");
  lm_html_put(w->page, "</li></ul>\n");
  return i;
}

static size_t put_pairs(const writer *w, size_t at) {
  size_t i = at;
  lm_html_put(w->page, "<dl class=\"facts\">");
  for (; is_kind(block_at(w, i), LM_BLOCK_PAIR); i++) {
    lm_html_put(w->page, "<div>");
    lm_html_element(w->page, "dt", block_at(w, i)->term);
    lm_html_put(w->page, "<dd>");
    put_runs(w, block_at(w, i)->runs);
    lm_html_put(w->page, "</dd></div>");
  }
  lm_html_put(w->page, "</dl>\n");
  return i;
}

/* The block at `at`, of lists all of them; returns where the next one begins. */
static size_t put_block(const writer *w, size_t at) {
  const lm_block *block = block_at(w, at);
  switch (block->kind) {
  case LM_BLOCK_HEADING: put_heading(w, block); break;
  case LM_BLOCK_PARAGRAPH:
  case LM_BLOCK_NOTE: put_paragraph(w, block); break;
  case LM_BLOCK_WARNING: put_warning(w, block); break;
  case LM_BLOCK_TABLE: put_table_or_none(w, block); break;
  case LM_BLOCK_ITEM: return put_items(w, at);
  case LM_BLOCK_PAIR: return put_pairs(w, at);
  case LM_BLOCK_BREAK: break;
  }
  return at + 1;
}

void lm_html_blocks(const lm_page *page, const lm_blocks *blocks, unsigned top) {
  writer w = {.page = page, .blocks = blocks, .top = top};
  if (blocks->failed) lm_sink_fail(page->sink, LM_ENOMEM);
  for (size_t i = 0; !blocks->failed && i < blocks->block.count;) {
    const bool breaks = blocks->block.item[i].kind == LM_BLOCK_BREAK;
    if (blocks->block.item[i].kind == LM_BLOCK_HEADING) w.heading = blocks->block.item[i].runs;
    i = put_block(&w, i);
    w.new_page = breaks;
  }
}
