/* said.h: a record in plain sentences, in both languages: the answer, what the data allow to say, what they do not. The one place where verdicts,
   evidence and reasons become sentences; nothing is said that they do not say. */
#ifndef LM_REPORT_SAID_H
#define LM_REPORT_SAID_H

#include "paper.h"

/* What a council would ask about the indicator of a record; of an outcome. */
void lm_said_question(lm_strbuf *to, const lm_page *page, const lm_record *record);
void lm_said_question_outcome(lm_strbuf *to, const lm_page *page, const lm_rollup *rollup);

/* The verdict as a sentence, with the value and the target it rests on. */
void lm_said_answer(lm_strbuf *to, const lm_page *page, const lm_record *record);
/* The same of an outcome: how many of its indicators could be judged, and which is furthest behind. */
void lm_said_answer_outcome(lm_strbuf *to, const lm_page *page, const lm_rollup *rollup);

/* 言えること and 言えないこと, one item of a list each. Every reason of the record stands in one of the two. */
void lm_said_can(lm_blocks *to, const lm_page *page, const lm_record *record);
void lm_said_cannot(lm_blocks *to, const lm_page *page, const lm_record *record);
/* The sentence of a reason; *can: it is a thing that can be said. */
lm_word lm_said_reason(lm_reason reason, bool *can);

/* The formulas behind a record with its numbers put in, one item each; nothing where there are none. */
void lm_said_formulas(lm_blocks *to, const lm_page *page, const lm_record *record);

#endif
