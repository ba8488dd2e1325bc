/* table_number.h: numbers as people type them into tables. */
#ifndef LM_XML_TABLE_NUMBER_H
#define LM_XML_TABLE_NUMBER_H

#include "../base/arena.h"

#include <logicmodel/read.h>

typedef struct lmt_number {
  double value;
  int decimals; /* digits behind the point, as given */
} lmt_number;

/* PLAIN: [+-]digits[.digits] and nothing else. JP: also full-width digits, △ ▲ − and other dashes as minus, commas between groups of three, the
   indicator's unit or its percent sign behind, blanks around. `unit` may be NULL. false: no number in that style. */
bool lmt_number_read(lmt_number *out, const char *text, lm_number_style style, const lm_text *unit);

/* What to do about a text that is no number in `style`: one sentence per language, both readings where it has two. Lives in `scratch`. */
lm_text lmt_number_advice(const char *text, lm_number_style style, const lm_text *unit, lm_arena *scratch);

#endif
