/* words.h: every word and sentence the user reads in a report, one row each in words.def, in both languages. {0}…{3} are
 * arguments. */
#ifndef LM_REPORT_WORDS_H
#define LM_REPORT_WORDS_H

#include "../base/strbuf.h"

#include <logicmodel/assess.h>
#include <logicmodel/judge.h>
#include <logicmodel/progress_assess.h>
#include <logicmodel/read.h>
#include <logicmodel/sheet.h>
#include <logicmodel/write.h>

/* The version of the method, as text. */
#define LM_AS_TEXT(number) #number
#define LM_METHOD_AS(number) LM_AS_TEXT(number)
#define LM_METHOD_TEXT LM_METHOD_AS(LM_METHOD)

typedef enum lm_word {
#define LM_WORD(name, en, ja) name,
#include "words.def"
#undef LM_WORD
  LM_WORD_COUNT
} lm_word;

const char *lm_word_in(lm_word word, lm_lang lang);
/* Adds the sentence with {0}…{3} replaced by the arguments (NULL: nothing). */
void lm_say(lm_strbuf *to, lm_lang lang, lm_word word, const char *a0, const char *a1, const char *a2, const char *a3);

/* Rows of words.def that follow the order of an enum. */
lm_word lm_word_verdict(lm_verdict verdict);
lm_word lm_word_brief(lm_verdict verdict); /* fits into a narrow column */
lm_word lm_word_evidence(lm_evidence evidence);
lm_word lm_word_reason(lm_reason reason);
lm_word lm_word_step(lm_step_code code);
lm_word lm_word_sum_refusal(lm_sum_refusal refusal);
lm_word lm_word_severity(lm_severity severity);
lm_word lm_word_level(lm_level level);
lm_word lm_word_certainty(lm_certainty certainty);
lm_word lm_word_document(lm_doc_kind kind);
lm_word lm_word_period(lm_period_kind kind);
lm_word lm_word_direction(lm_direction direction);

lm_word lm_word_cell(lm_cell_why why);

lm_word lm_word_grade_reason(lm_grade_reason reason);
lm_word lm_word_cost_refusal(lm_cost_refusal refusal);
lm_word lm_word_refusal(lm_refusal refusal);
lm_word lm_word_judge_note(unsigned bit_index);

#endif
