/* words.h: the long lists of words, for readers too. NULL-terminated; by enumeration. */
#ifndef LM_MODEL_WORDS_H
#define LM_MODEL_WORDS_H

#include <logicmodel/model.h>

extern const char *const lm_statement_role_words[LM_ROLE_COUNT + 1];
extern const char *const lm_show_words[LM_SHOW_COUNT + 1]; /* the first is NULL: not said */

#endif
