/* text.h: every sentence the command itself says, one row each in text.def, in both languages. {0} and {1} are arguments. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <logicmodel/common.h>
#include <stdio.h>

typedef enum cli_text {
#define CLI_TEXT(name, en, ja) name,
#include "text.def"
#undef CLI_TEXT
  CLI_TEXT_COUNT
} cli_text;

const char *cli_text_in(cli_text text, lm_lang lang);
/* Writes the text with {0} and {1} replaced. */
void cli_say(FILE *to, lm_lang lang, cli_text text, const char *a0, const char *a1);

#endif
