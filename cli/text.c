/* text.c: see text.h. */
#include "text.h"

#include <stdbool.h>

static const lm_text table[CLI_TEXT_COUNT] = {
#define CLI_TEXT(name, en, ja) [name] = {{[LM_EN] = (en), [LM_JA] = (ja)}},
#include "text.def"
#undef CLI_TEXT
};

const char *cli_text_in(cli_text text, lm_lang lang) {
  return table[text].in[lang];
}

/* Bytes of the character at `at` that would steer the terminal or turn the writing round: C0, DEL, C1, U+2028 to U+202E, U+2066 to U+2069. 0: none. */
static size_t command_at(const char *at) {
  const unsigned char *b = (const unsigned char *)at;
  if (b[0] < 0x20 || b[0] == 0x7f) return 1;
  if (b[0] == 0xc2 && b[1] >= 0x80 && b[1] < 0xa0) return 2;
  const bool turns = b[0] == 0xe2 && ((b[1] == 0x80 && b[2] >= 0xa8 && b[2] <= 0xae) || (b[1] == 0x81 && b[2] >= 0xa6 && b[2] <= 0xa9));
  return turns ? 3 : 0;
}

/* Names of files and words of the command line may come from anywhere. */
static void put_argument(FILE *to, const char *argument) {
  for (const char *c = argument; *c;) {
    const size_t bytes = command_at(c);
    if (bytes)
      fputs("\xEF\xBF\xBD", to);
    else
      fputc(*c, to);
    c += bytes ? bytes : 1;
  }
}

void cli_say(FILE *to, lm_lang lang, cli_text text, const char *a0, const char *a1) {
  for (const char *c = cli_text_in(text, lang); *c; c++) {
    if (c[0] != '{' || (c[1] != '0' && c[1] != '1') || c[2] != '}') {
      fputc(*c, to);
      continue;
    }
    const char *argument = c[1] == '0' ? a0 : a1;
    if (argument) put_argument(to, argument);
    c += 2;
  }
}
