/* words.c: the table of words.def, and sentences with arguments. */
#include "words.h"

#include <logicmodel/diff.h>

#include <assert.h>

static const lm_text table[LM_WORD_COUNT] = {
#define LM_WORD(name, en, ja) [name] = {{[LM_EN] = (en), [LM_JA] = (ja)}},
#include "words.def"
#undef LM_WORD
};

/* The rows of an enum stand together and in its order; these catch a row too many or too few. */
static_assert(W_NOT_ASSESSABLE - W_ACHIEVED == LM_NOT_ASSESSABLE, "verdicts");
static_assert(W_BRIEF_NOT_ASSESSABLE - W_BRIEF_ACHIEVED == LM_NOT_ASSESSABLE, "brief verdicts");
static_assert(W_EVIDENCE_HIGH - W_EVIDENCE_NONE == LM_EVIDENCE_HIGH, "evidence");
static_assert(W_R_AREA_CHANGE - W_R_NO_DATA == LM_REASON_COUNT - 1 && W_R_AREA_CHANGE - W_R_NO_DATA == LM_R_AREA_CHANGE,
              "reasons");
static_assert(W_STEP_MET - W_STEP_ORDER == LM_STEP_MET && LM_STEP_CODE_COUNT == LM_STEP_MET + 1, "steps");
static_assert(W_SUM_WIDER - W_SUM_OK == LM_SUM_WIDER && LM_SUM_REFUSAL_COUNT == LM_SUM_WIDER + 1, "refusals of sums");
static_assert(W_ERROR - W_NOTE == LM_ERROR, "severities");
static_assert(W_STANDING_EXISTING - W_STANDING_UNSAID == LM_STANDING_EXISTING, "standing");
static_assert(W_GOAL_OUTCOME - W_GOAL_OUTPUT == LM_GOAL_OUTCOME, "goals");
static_assert(W_CHARGE_PARTNER - W_CHARGE_LEAD == LM_CHARGE_PARTNER, "charges");
static_assert(W_ROLE_OTHER - W_ROLE_NEED == LM_ROLE_OTHER && LM_ROLE_COUNT == LM_ROLE_OTHER + 1, "roles of statements");
static_assert(W_FINAL - W_INITIAL == LM_FINAL, "levels");
static_assert(W_ASSUMED - W_STATED == LM_ASSUMED, "certainties");
static_assert(W_DOC_SETTINGS - W_DOC_UNKNOWN == LM_DOC_SETTINGS, "documents");
static_assert(W_BY_DAY - W_BY_YEAR == LM_DAY, "periods");
static_assert(W_PG_NO_TASKS - W_PG_ALL_REPORTED == LM_GR_NO_TASKS, "reasons of a grade");
static_assert(W_CR_ZERO - W_CR_OK == LM_CR_ZERO, "costs without a result");
static_assert(W_CELL_CANNOT_TELL - W_CELL_FULL == LM_CELL_CANNOT_TELL, "empty cells");
static_assert(W_WHAT_UNMATCHED - W_WHAT_MODEL == LM_WHAT_UNMATCHED && LM_WHAT_COUNT == LM_WHAT_UNMATCHED + 1, "things in a store");
static_assert(W_CHANGE_RESTORED - W_CHANGE_ADDED == LM_RESTORED && LM_CHANGE_KIND_COUNT == LM_RESTORED + 1, "changes of a load");
static_assert(W_LOAD_NOTHING - W_LOADED == LM_LOAD_NOTHING_NEW, "outcomes of a load");
static_assert(W_DIFF_CHANGED - W_DIFF_ADDED == LM_DIFF_CHANGED && LM_DIFF_KIND_COUNT == LM_DIFF_CHANGED + 1, "differences");
static_assert(W_CAUSE_MODEL - W_CAUSE_METHOD == LM_CAUSE_MODEL && LM_CAUSE_COUNT == LM_CAUSE_MODEL + 1, "causes");
static_assert(W_DIR_NONE - W_DIR_UNSAID == LM_DIR_NONE, "directions");

static_assert(W_REFUSE_RISING_ONLY - W_REFUSE_NOT == LM_REFUSE_RISING_ONLY && LM_REFUSE_COUNT == LM_REFUSE_RISING_ONLY + 1, "refusals");
static_assert(W_NOTE_TARGET_YEAR_REACHED - W_NOTE_ZERO_REPLACED + 1 == LM_JUDGE_NOTE_BITS, "notes of a judgement");

const char *lm_word_in(lm_word word, lm_lang lang) {
  return table[word].in[lang];
}

void lm_say(lm_strbuf *to, lm_lang lang, lm_word word, const char *a0, const char *a1, const char *a2, const char *a3) {
  const char *const argument[] = {a0, a1, a2, a3};
  for (const char *c = lm_word_in(word, lang); *c; c++) {
    if (c[0] != '{' || c[1] < '0' || c[1] > '3' || c[2] != '}') {
      lm_strbuf_add_bytes(to, c, 1);
      continue;
    }
    const char *text = argument[c[1] - '0'];
    if (text) lm_strbuf_add(to, text);
    c += 2;
  }
}

static lm_word row(lm_word first, int offset) {
  return (lm_word)((int)first + offset);
}

lm_word lm_word_verdict(lm_verdict verdict) {
  return row(W_ACHIEVED, (int)verdict);
}
lm_word lm_word_brief(lm_verdict verdict) {
  return row(W_BRIEF_ACHIEVED, (int)verdict);
}
lm_word lm_word_evidence(lm_evidence evidence) {
  return row(W_EVIDENCE_NONE, (int)evidence);
}
lm_word lm_word_reason(lm_reason reason) {
  return row(W_R_NO_DATA, (int)reason);
}
lm_word lm_word_step(lm_step_code code) {
  return row(W_STEP_ORDER, (int)code);
}
lm_word lm_word_sum_refusal(lm_sum_refusal refusal) {
  return row(W_SUM_OK, (int)refusal);
}
lm_word lm_word_severity(lm_severity severity) {
  return row(W_NOTE, (int)severity);
}
lm_word lm_word_level(lm_level level) {
  return row(W_INITIAL, (int)level);
}
lm_word lm_word_certainty(lm_certainty certainty) {
  return row(W_STATED, (int)certainty);
}
lm_word lm_word_document(lm_doc_kind kind) {
  return row(W_DOC_UNKNOWN, (int)kind);
}
lm_word lm_word_period(lm_period_kind kind) {
  return row(W_BY_YEAR, (int)kind);
}
lm_word lm_word_direction(lm_direction direction) {
  return row(W_DIR_UNSAID, (int)direction);
}
lm_word lm_word_cell(lm_cell_why why) {
  return row(W_CELL_FULL, (int)why);
}
lm_word lm_word_grade_reason(lm_grade_reason reason) {
  return row(W_PG_ALL_REPORTED, (int)reason);
}
lm_word lm_word_cost_refusal(lm_cost_refusal refusal) {
  return row(W_CR_OK, (int)refusal);
}
lm_word lm_word_refusal(lm_refusal refusal) {
  return row(W_REFUSE_NOT, (int)refusal);
}
lm_word lm_word_judge_note(unsigned bit_index) {
  return row(W_NOTE_ZERO_REPLACED, (int)bit_index);
}
