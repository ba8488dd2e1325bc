/* blocks.h: a document as blocks: headings, paragraphs, lists, definitions, tables. Whoever knows the content builds it once; renderers turn it into
   Markdown, HTML, text.

   Building: open a block (lm_blocks_heading, lm_blocks_paragraph, …), then add runs of text to it until the next one is opened. In a table, cells are
   opened one after the other, row by row. Texts are cleaned (flow.h) and copied. Errors stick: `failed` once memory failed, after which nothing more is added; writing
   such blocks gives LM_ENOMEM.

   Texts may come from documents: every renderer escapes them for its format. */
#ifndef LM_REPORT_BLOCKS_H
#define LM_REPORT_BLOCKS_H

#include "html.h"

typedef enum lm_run_kind {
  LM_RUN_PLAIN,
  LM_RUN_STRONG,
  LM_RUN_VERDICT, /* shape and word of `verdict`, then `text` (the letter, "" none) */
  LM_RUN_LINK     /* to the heading of that anchor; where there is none, and in formats without links inside, the text alone */
} lm_run_kind;

typedef struct lm_run {
  lm_run_kind kind;
  const char *text;
  lm_verdict verdict;
  const char *anchor; /* LINK */
} lm_run;

/* Runs that stand behind each other. */
typedef struct lm_runs {
  size_t first, count;
} lm_runs;

typedef struct lm_block_column {
  const char *heading; /* may be "" */
  bool number;         /* stands right */
} lm_block_column;

typedef enum lm_block_kind {
  LM_BLOCK_HEADING,
  LM_BLOCK_PARAGRAPH,
  LM_BLOCK_WARNING, /* a paragraph nobody may overlook */
  LM_BLOCK_NOTE,    /* a paragraph in small print: under a table, how to read something */
  LM_BLOCK_ITEM,    /* of a list */
  LM_BLOCK_PAIR,    /* a term and what is said of it */
  LM_BLOCK_TABLE,
  LM_BLOCK_BREAK    /* what follows begins a page, where there are pages */
} lm_block_kind;

typedef struct lm_block {
  lm_block_kind kind;
  unsigned level;     /* HEADING: 1 the title, 2, 3 …; ITEM: depth, 0 outermost */
  const char *anchor; /* HEADING: NULL none */
  const char *term;   /* PAIR */
  lm_runs runs;       /* TABLE: its caption */
  lm_block_column *column; /* TABLE */
  size_t columns;
  size_t first_cell, cells; /* TABLE: row by row; the last row may be short */
} lm_block;

#define LM_BLOCK_COLUMNS 12

typedef struct lm_blocks {
  struct {
    lm_block *item;
    size_t count, room;
  } block;
  struct {
    lm_runs *item;
    size_t count, room;
  } cell;
  struct {
    lm_run *item;
    size_t count, room;
  } run;
  lm_arena arena;
  bool in_cell; /* runs go to the last cell, not to the last block */
  bool failed;
} lm_blocks; /* zero-initialise; end with lm_blocks_clear */

/* ---- building ---- */

void lm_blocks_clear(lm_blocks *blocks);

void lm_blocks_heading(lm_blocks *blocks, unsigned level, const char *anchor);
/* PARAGRAPH, WARNING, NOTE or BREAK. */
void lm_blocks_open(lm_blocks *blocks, lm_block_kind kind);
void lm_blocks_item(lm_blocks *blocks, unsigned depth);
void lm_blocks_pair(lm_blocks *blocks, const char *term);
/* At most LM_BLOCK_COLUMNS columns. Runs before the first cell are the caption. */
void lm_blocks_table(lm_blocks *blocks, const lm_block_column *column, size_t columns);
void lm_blocks_cell(lm_blocks *blocks);

void lm_blocks_run(lm_blocks *blocks, lm_run_kind kind, const char *text);
void lm_blocks_text(lm_blocks *blocks, const char *text);
void lm_blocks_verdict(lm_blocks *blocks, lm_verdict verdict, const char *letter);
void lm_blocks_link(lm_blocks *blocks, const char *text, const char *anchor);
/* What was put into `text` as a run; clears it. */
void lm_blocks_take(lm_blocks *blocks, lm_run_kind kind, lm_strbuf *text);

/* Takes columns without anything in any row out of every table. */
void lm_blocks_drop_empty_columns(lm_blocks *blocks);

/* ---- for renderers ---- */

const lm_run *lm_blocks_runs(const lm_blocks *blocks, lm_runs runs);
/* The cell in that row and column; nothing in it where the row is short. */
lm_runs lm_blocks_cell_at(const lm_blocks *blocks, const lm_block *table, size_t row, size_t column);
size_t lm_blocks_rows(const lm_block *table);
bool lm_blocks_has_anchor(const lm_blocks *blocks, const char *anchor);
/* All runs behind each other as text; verdicts as shape, word and letter. */
void lm_blocks_add_runs(lm_strbuf *to, const lm_blocks *blocks, lm_runs runs, lm_lang lang);

/* By view->format: LM_EINVAL another than markdown and text. */
lm_status lm_write_blocks(lm_sink *sink, const lm_blocks *blocks, const lm_view *view);
void lm_blocks_as_markdown(lm_sink *sink, const lm_blocks *blocks, const lm_view *view); /* blocks_markdown.c */
void lm_blocks_as_text(lm_sink *sink, const lm_blocks *blocks, const lm_view *view);     /* blocks_text.c */
/* Into a page: headings of level 1 become <hN>, N = `top`, deeper ones follow. */
void lm_html_blocks(const lm_page *page, const lm_blocks *blocks, unsigned top);

#endif
