/* Any bytes as targets: read and checked, every amount computed. */
#include "../support/twin.h"
#include "fuzz.h"

#include <math.h>

static void check_amounts(const lm_targets *targets) {
  for (size_t i = 0; i < lm_targets_count(targets); i++) {
    const lm_target *t = lm_targets_at(targets, i);
    const lm_baseline *baseline = lm_targets_baseline(targets, t->indicator, t->area);
    double amount = lm_target_amount(t, baseline, 50);
    must(!isinf(amount));
    must(t->superseded || lm_targets_find(targets, t->indicator, t->area, t->tier) == t);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  lm_areas *areas;
  lm_diags *diags;
  lm_targets *targets;
  lm_input input = {.data = (const char *)data, .size = size, .name = "fuzz"};
  must(lm_areas_new(&areas) == LM_OK && lm_diags_new(&diags) == LM_OK && lm_targets_new(&targets) == LM_OK);
  lm_status status = lm_read_targets(targets, &input, fuzz_model(), areas, diags);
  must(lm_targets_check(targets, fuzz_model(), diags) == LM_OK);
  check_amounts(targets);
  fuzz_check_findings(diags, status);
  lm_targets_free(targets);
  lm_diags_free(diags);
  lm_areas_free(areas);
  char why[1000];
  must(twin_reads_alike(LM_DOC_TARGETS, fuzz_model(), input.data, size, why, sizeof why));
  return 0;
}
