/* words.h: from the words of the documents back to their values. The words themselves: values.h, targets.h. */
#ifndef LM_VALUES_WORDS_H
#define LM_VALUES_WORDS_H

#include "../base/strbuf.h"

#include <logicmodel/targets.h>

/* false, *out untouched: none of the words fills all `length` bytes. LM_PRESENT has no word. */
bool lm_missing_parse(lm_missing *out, const char *text, size_t length);
bool lm_flag_parse(lm_flag *out, const char *text, size_t length);
bool lm_basis_parse(int *out, const char *text, size_t length);
bool lm_target_kind_parse(lm_target_kind *out, const char *text, size_t length);

/* A value or target as the store has it, "suppressed (0–9) provisional", "keep / municipality", with the words of documents in it as readers see them.
   Targets in words stand as they are. */
void lm_add_amount_in(lm_strbuf *to, const char *amount, bool target, lm_lang lang);

#endif
