/* glossary.c: the words of the report, each explained once. A further term is two rows of words.def and one here. */
#include "paper.h"

#include <assert.h>

static_assert(W_G_NOT_ASSESSABLE - W_G_ACHIEVED == LM_NOT_ASSESSABLE, "a meaning for every verdict");

typedef struct term_row {
  lm_word term, meaning;
} term_row;

static const term_row terms[] = {
    {W_T_LETTER, W_M_LETTER},
    {W_T_DONE, W_M_DONE},
    {W_T_TREND, W_M_TREND},
    {W_T_PACE, W_M_PACE},
    {W_T_INTERVAL, W_M_INTERVAL},
    {W_T_CHANCE, W_M_CHANCE},
    {W_T_P, W_M_P},
    {W_T_EVIDENCE, W_M_EVIDENCE},
    {W_T_AGREE, W_M_AGREE},
    {W_T_STABILITY, W_M_STABILITY},
    {W_T_JUDGED, W_M_JUDGED},
    {W_T_POINTS, W_M_POINTS},
};
#define TERMS (sizeof terms / sizeof *terms)

size_t lm_term_count(void) { return (size_t)LM_VERDICT_COUNT + TERMS; }

void lm_term_add(lm_strbuf *to, size_t index, lm_lang lang) {
  if (index < (size_t)LM_VERDICT_COUNT) lm_add_verdict(to, (lm_verdict)index, lang);
  else lm_strbuf_add(to, lm_word_in(terms[index - LM_VERDICT_COUNT].term, lang));
}

const char *lm_term_meaning(size_t index, lm_lang lang) {
  if (index < (size_t)LM_VERDICT_COUNT) return lm_word_in((lm_word)((int)W_G_ACHIEVED + (int)index), lang);
  return lm_word_in(terms[index - LM_VERDICT_COUNT].meaning, lang);
}

void lm_paper_glossary(lm_blocks *to, const lm_page *page, unsigned level) {
  static const lm_word heading[] = {W_COL_TERM, W_COL_MEANING};
  lm_strbuf term = {0};
  lm_paper_section(to, page, level, W_GLOSSARY);
  lm_paper_table(to, page, heading, sizeof heading / sizeof *heading, 0);
  for (size_t i = 0; i < lm_term_count(); i++) {
    lm_term_add(&term, i, page->lang);
    lm_paper_cell_take(to, &term);
    lm_paper_cell(to, lm_term_meaning(i, page->lang));
  }
}
