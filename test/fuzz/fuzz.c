#include "fuzz.h"

#include "base/text.h"

#include <string.h>

const lm_model *fuzz_model(void) {
  static lm_model *model;
  lm_input input = {.path = FUZZ_MODEL};
  if (!model) must(lm_read_model(&model, &input, NULL) == LM_OK);
  return model;
}

static void check_text(const char *text) { must(!text || lm_text_valid(text, strlen(text))); }

static void check_sentences(const lm_finding *f) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++)
    for (int fix = 0; fix < 2; fix++) {
      char *sentence = lm_finding_sentence(f, fix, (lm_lang)lang);
      must(sentence);
      check_text(sentence);
      free(sentence);
    }
}

void fuzz_check_findings(const lm_diags *diags, lm_status status) {
  must(status == LM_OK || status == LM_EINPUT);
  must(status == LM_OK || lm_diags_count(diags, LM_ERROR) > 0);
  must(!lm_diags_no_memory(diags));
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    must(lm_code_get(f->code));
    check_text(f->path);
    check_text(f->value);
    check_sentences(f);
  }
}
