/* words.h: from the words of the documents back to their values. The words themselves: values.h, targets.h. */
#ifndef LM_VALUES_WORDS_H
#define LM_VALUES_WORDS_H

#include <logicmodel/targets.h>

/* false, *out untouched: none of the words fills all `length` bytes. LM_PRESENT has no word. */
bool lm_missing_parse(lm_missing *out, const char *text, size_t length);
bool lm_flag_parse(lm_flag *out, const char *text, size_t length);
bool lm_basis_parse(int *out, const char *text, size_t length);
bool lm_target_kind_parse(lm_target_kind *out, const char *text, size_t length);

#endif
