/* Any bytes as settings of a report, and as its logo. */
#include "fuzz.h"

#include "../../lib/base/picture.h"

static void check_parts(const lm_report_settings *s) {
  unsigned seen = 0;
  must(s->parts > 0 && s->parts <= LM_PART_COUNT);
  for (size_t i = 0; i < s->parts; i++) {
    must(!(seen >> s->part[i] & 1U));
    seen |= 1U << s->part[i];
  }
  must(seen >> LM_PART_METHOD & 1U);
}

static void check_remarks(const lm_report_settings *s) {
  for (size_t i = 0; i < s->remarks; i++) {
    const lm_remark *r = &s->remark[i];
    must(r->notes.count > 0);
    must(r->on_part ? r->part < LM_PART_COUNT : r->id && (r->kind == LM_OUTCOME || r->kind == LM_INITIATIVE || r->kind == LM_INDICATOR));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint32_t width, height;
  lm_report_settings *settings;
  lm_diags *diags;
  const lm_input input = {.data = (const char *)data, .size = size, .name = "fuzz"};
  (void)lm_picture_look(data, size, &width, &height);
  must(lm_diags_new(&diags) == LM_OK);
  lm_status status = lm_read_settings(&settings, &input, fuzz_model(), diags);
  fuzz_check_findings(diags, status);
  must((status == LM_OK) == (settings != NULL));
  if (settings) check_parts(settings);
  if (settings) check_remarks(settings);
  lm_report_settings_free(settings);
  lm_diags_free(diags);
  return 0;
}
