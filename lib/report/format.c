/* format.c: the words of output formats. */
#include <logicmodel/write.h>

#include <string.h>

static const char *const word[LM_FORMAT_COUNT] = {
    [LM_FORMAT_TEXT] = "text", [LM_FORMAT_JSON] = "json",       [LM_FORMAT_CSV] = "csv",
    [LM_FORMAT_DOT] = "dot",   [LM_FORMAT_MERMAID] = "mermaid", [LM_FORMAT_XLSX] = "xlsx",
    [LM_FORMAT_HTML] = "html", [LM_FORMAT_SVG] = "svg",
    [LM_FORMAT_MARKDOWN] = "markdown", [LM_FORMAT_PDF] = "pdf",
};

const char *lm_format_word(lm_format format) {
  return format < LM_FORMAT_COUNT ? word[format] : NULL;
}

bool lm_format_parse(lm_format *out, const char *text) {
  if (strcmp(text, "md") == 0) text = word[LM_FORMAT_MARKDOWN];
  for (int i = 0; i < LM_FORMAT_COUNT; i++) {
    if (strcmp(word[i], text) != 0) continue;
    *out = (lm_format)i;
    return true;
  }
  return false;
}
