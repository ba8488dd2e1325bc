/* paper.h: the papers of the trade, built as blocks from what the report knows: minutes, answer sheet, hand-over pack, progress table.

   A new paper: paper_NAME.c with a builder, its declaration here, a row in the table of paper.c, its source in meson.build. */
#ifndef LM_REPORT_PAPER_H
#define LM_REPORT_PAPER_H

#include "blocks.h"

/* ---- the papers ---- */

void lm_paper_minutes(lm_blocks *to, const lm_page *page); /* paper_minutes.c */
void lm_paper_qa(lm_blocks *to, const lm_page *page);      /* paper_qa.c */
void lm_paper_handover(lm_blocks *to, const lm_page *page);   /* paper_handover.c */
void lm_paper_management(lm_blocks *to, const lm_page *page); /* paper_management.c */

/* ---- parts that papers share ---- */

void lm_paper_section(lm_blocks *to, const lm_page *page, unsigned level, lm_word heading);
/* A paragraph, or an item at `depth`, that says `word`. */
void lm_paper_say(lm_blocks *to, const lm_page *page, lm_block_kind kind, lm_word word);
/* A table with these headings; `numbers`: a bit for each column that stands right. */
void lm_paper_table(lm_blocks *to, const lm_page *page, const lm_word *heading, size_t columns, unsigned numbers);
/* A cell with that in it; clears the buffer. */
void lm_paper_cell(lm_blocks *to, const char *text);
void lm_paper_cell_take(lm_blocks *to, lm_strbuf *text);
/* Cells for an indicator: its name, its last value, its goal, its verdict. */
void lm_paper_record_cells(lm_blocks *to, const lm_page *page, const lm_record *record);
void lm_paper_cell_node(lm_blocks *to, const lm_page *page, lm_node node);
/* Runs: the word, the full name of a node as a link, the verdict of a roll-up. */
void lm_paper_word(lm_blocks *to, const lm_page *page, lm_run_kind kind, lm_word word);
void lm_paper_node(lm_blocks *to, const lm_page *page, lm_node node);
void lm_paper_rollup(lm_blocks *to, const lm_rollup *rollup);
/* A day of a document as people read it: "令和7年3月18日"; what is no day stays as it is. NULL gives "". buffer >= 48 bytes. */
const char *lm_paper_day(const lm_page *page, const char *text, char *buffer, size_t size);
/* "2024年度 (B) 研修会 — 課題: …" as an item. */
void lm_paper_statement(lm_blocks *to, const lm_page *page, const lm_entry *entry, const lm_statement *statement);
/* What changed since last time, each list with its heading of that level; nothing where nothing was compared. since.c */
void lm_paper_since(lm_blocks *to, const lm_page *page, unsigned level);
/* Indicators that could not be judged; what the paper was made of. Each with its heading of level 2. */
void lm_paper_debts(lm_blocks *to, const lm_page *page);
/* glossary.c: terms, and the table of them. */
size_t lm_term_count(void);
void lm_term_add(lm_strbuf *to, size_t index, lm_lang lang);
const char *lm_term_meaning(size_t index, lm_lang lang);
void lm_paper_glossary(lm_blocks *to, const lm_page *page, unsigned level);
void lm_paper_stamp(lm_blocks *to, const lm_page *page);

#endif
