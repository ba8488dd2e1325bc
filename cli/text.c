/* text.c: see text.h. */
#include "text.h"

static const lm_text table[CLI_TEXT_COUNT] = {
#define CLI_TEXT(name, en, ja) [name] = {{[LM_EN] = (en), [LM_JA] = (ja)}},
#include "text.def"
#undef CLI_TEXT
};

const char *cli_text_in(cli_text text, lm_lang lang) {
  return table[text].in[lang];
}

void cli_say(FILE *to, lm_lang lang, cli_text text, const char *a0, const char *a1) {
  for (const char *c = cli_text_in(text, lang); *c; c++) {
    if (c[0] != '{' || (c[1] != '0' && c[1] != '1') || c[2] != '}') {
      fputc(*c, to);
      continue;
    }
    const char *argument = c[1] == '0' ? a0 : a1;
    if (argument) fputs(argument, to);
    c += 2;
  }
}
