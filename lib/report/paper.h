/* paper.h: the papers of the trade, built as blocks from what the report knows: minutes, answer sheet, hand-over pack, progress table.

   A new paper: paper_NAME.c with a builder, its declaration here, a row in the table of paper.c, its source in meson.build. */
#ifndef LM_REPORT_PAPER_H
#define LM_REPORT_PAPER_H

#include "blocks.h"

/* ---- the papers ---- */

void lm_paper_minutes(lm_blocks *to, const lm_page *page); /* paper_minutes.c */
void lm_paper_qa(lm_blocks *to, const lm_page *page);      /* paper_qa.c */

/* ---- parts that papers share ---- */

void lm_paper_section(lm_blocks *to, const lm_page *page, unsigned level, lm_word heading);
/* A paragraph, or an item at `depth`, that says `word`. */
void lm_paper_say(lm_blocks *to, const lm_page *page, lm_block_kind kind, lm_word word);
/* Runs: the word, the full name of a node as a link, the verdict of a roll-up. */
void lm_paper_word(lm_blocks *to, const lm_page *page, lm_run_kind kind, lm_word word);
void lm_paper_node(lm_blocks *to, const lm_page *page, lm_node node);
void lm_paper_rollup(lm_blocks *to, const lm_rollup *rollup);
/* Indicators that could not be judged; what the paper was made of. Each with its heading of level 2. */
void lm_paper_debts(lm_blocks *to, const lm_page *page);
void lm_paper_stamp(lm_blocks *to, const lm_page *page);

#endif
