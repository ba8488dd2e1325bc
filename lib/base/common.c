#include <logicmodel/common.h>

const char *lm_text_in(const lm_text *text, lm_lang lang) {
  if (!text) return "";
  if ((unsigned)lang < LM_LANG_COUNT && text->in[lang]) return text->in[lang];
  for (int i = 0; i < LM_LANG_COUNT; i++)
    if (text->in[i]) return text->in[i];
  return "";
}

const char *lm_version(void) { return LM_VERSION; }
