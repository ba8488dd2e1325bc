/* lexical.h: the attribute types, as in models/schema/. */
#ifndef LM_XML_LEXICAL_H
#define LM_XML_LEXICAL_H

#include "parse.h"

/* Does value->text fit the type? Fills number or word. */
bool lmx_fits(const lmx_attr_def *def, lmx_value *value);
/* Of a value that does not fit: what to report. Texts of *args live in `scratch`. */
lm_code lmx_misfit(const lmx_attr_def *def, const lmx_value *value, lmx_args *args, lm_arena *scratch);

/* What to write instead of `text`, which is no plain number: one sentence per language. */
lm_text lmx_number_advice(const char *text, size_t length, lm_arena *scratch);

#endif
