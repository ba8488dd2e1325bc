/* lexical.h: the attribute types, as in models/schema/. */
#ifndef LM_XML_LEXICAL_H
#define LM_XML_LEXICAL_H

#include "parse.h"

/* Checks value->text against the type and fills number or word. On failure *code and *args (texts live in `scratch`) say what to report. */
bool lmx_check(const lmx_attr_def *def, lmx_value *value, lm_code *code, lmx_args *args, lm_arena *scratch);

/* What to write instead of `text`, which is no plain number: one sentence per language. */
lm_text lmx_number_advice(const char *text, size_t length, lm_arena *scratch);

#endif
