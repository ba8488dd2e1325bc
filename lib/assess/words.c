/* words.c: what verdicts, evidence and diagnoses are called, and how bad they are. */
#include "internal.h"

#include <math.h>
#include <string.h>

typedef struct verdict_row {
  const char *word;
  const char *letter; /* grade of 健康日本21 (第二次) 最終評価 that says nearly the same */
  double severity;
} verdict_row;

/* UNCLEAR ranks between near and slow: worse than anything known to move at a fair pace, better than what is known to fall
 * short. */
static const verdict_row verdicts[LM_VERDICT_COUNT] = {
    [LM_ACHIEVED] = {"achieved", "A", 0}, [LM_ACHIEVED_SLIPPING] = {"achieved-slipping", "A", 1},
    [LM_ON_TRACK] = {"on-track", "B", 2}, [LM_NEAR] = {"near", "B*", 3},
    [LM_SLOW] = {"slow", "B*", 4},        [LM_AWAY] = {"away", "D", 5},
    [LM_UNCLEAR] = {"unclear", "C", 3.5}, [LM_NOT_ASSESSABLE] = {"not-assessable", "E", NAN},
};

static const char *const evidence_words[LM_EVIDENCE_COUNT] = {
    [LM_EVIDENCE_NONE] = "none",
    [LM_EVIDENCE_LOW] = "low",
    [LM_EVIDENCE_MEDIUM] = "medium",
    [LM_EVIDENCE_HIGH] = "high",
};

static const char *const diagnosis_words[LM_DX_COUNT] = {
    [LM_DX_NOT_LAGGING] = "not-lagging",     [LM_DX_UPSTREAM_BEHIND] = "upstream-behind",
    [LM_DX_UPSTREAM_WELL] = "upstream-well", [LM_DX_UPSTREAM_UNMEASURED] = "upstream-unmeasured",
    [LM_DX_NOT_ASSESSED] = "not-assessed",
};

int lm_method(void) { return LM_METHOD; }

bool lm_verdict_parse(lm_verdict *out, const char *word) {
  for (int i = 0; i < LM_VERDICT_COUNT; i++) {
    if (strcmp(verdicts[i].word, word) != 0) continue;
    *out = (lm_verdict)i;
    return true;
  }
  return false;
}

const char *lm_verdict_word(lm_verdict verdict) {
  return (unsigned)verdict < LM_VERDICT_COUNT ? verdicts[verdict].word : NULL;
}

const char *lm_evidence_word(lm_evidence evidence) {
  return (unsigned)evidence < LM_EVIDENCE_COUNT ? evidence_words[evidence] : NULL;
}

const char *lm_sampling_word(lm_sampling sampling) {
  static const char *const words[LM_SAMPLING_COUNT] = {
      [LM_SAMPLING_NONE] = "none", [LM_SAMPLING_SE] = "se",         [LM_SAMPLING_COUNTS] = "counts",
      [LM_SAMPLING_SIZE] = "size", [LM_SAMPLING_EVENTS] = "events",
  };
  return (unsigned)sampling < LM_SAMPLING_COUNT ? words[sampling] : NULL;
}

const char *lm_diagnosis_word(lm_diagnosis_kind kind) {
  return (unsigned)kind < LM_DX_COUNT ? diagnosis_words[kind] : NULL;
}

const char *assess_letter(lm_verdict verdict) {
  return verdicts[verdict].letter;
}

double assess_severity(lm_verdict verdict) {
  return verdicts[verdict].severity;
}

bool assess_lags(lm_verdict verdict) {
  return verdict == LM_NEAR || verdict == LM_SLOW || verdict == LM_AWAY;
}

bool assess_well(lm_verdict verdict) {
  return verdict == LM_ACHIEVED || verdict == LM_ACHIEVED_SLIPPING || verdict == LM_ON_TRACK;
}
