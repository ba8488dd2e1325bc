/* Any bytes as values: scanned, and read into a panel; both count the same. */
#include "../support/twin.h"
#include "fuzz.h"

#include <math.h>

static lm_status check_obs(void *user, lm_node indicator, uint32_t area, const lm_obs *obs) {
  (void)area;
  must(lm_model_node(fuzz_model(), indicator)->kind == LM_INDICATOR);
  must((obs->missing == LM_PRESENT) == isfinite(obs->value));
  must(lm_period_start(obs->period) < lm_period_end(obs->period));
  ++*(uint64_t *)user;
  return LM_OK;
}

static lm_scan_totals scan(const lm_input *input, lm_status *status) {
  lm_areas *areas;
  lm_diags *diags;
  lm_scan_totals totals = {0};
  uint64_t found = 0;
  must(lm_areas_new(&areas) == LM_OK && lm_diags_new(&diags) == LM_OK);
  *status = lm_scan_values(input, fuzz_model(), areas, check_obs, &found, &totals, diags);
  fuzz_check_findings(diags, *status);
  must(found == totals.observations + totals.missing);
  uint64_t told = found + totals.refused + totals.skipped;
  must(totals.elements >= told && totals.elements <= told + 1); /* the last may have been cut off */
  lm_diags_free(diags);
  lm_areas_free(areas);
  return totals;
}

static void check_series(const lm_series *s) {
  must(s->count > 0);
  for (size_t i = 1; i < s->count; i++) must(lm_period_compare(s->obs[i - 1].period, s->obs[i].period) < 0);
}

static void fill_panel(const lm_input *input, lm_status as_before, const lm_scan_totals *scanned) {
  lm_areas *areas;
  lm_panel *panel;
  lm_scan_totals totals;
  uint64_t observations = 0;
  must(lm_areas_new(&areas) == LM_OK && lm_panel_new(&panel) == LM_OK);
  must(lm_read_values(panel, input, fuzz_model(), areas, &totals, NULL) == as_before);
  must(totals.observations == scanned->observations && totals.missing == scanned->missing && totals.refused == scanned->refused);
  must(lm_panel_seal(panel) == LM_OK);
  for (size_t i = 0; i < lm_panel_series_count(panel); i++) {
    check_series(lm_panel_series(panel, i));
    observations += lm_panel_series(panel, i)->count;
  }
  must(observations == totals.observations + totals.missing);
  lm_panel_free(panel);
  lm_areas_free(areas);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  lm_status status;
  lm_doc_kind kind;
  lm_input input = {.data = (const char *)data, .size = size, .name = "fuzz"};
  char why[1000];
  lm_scan_totals totals = scan(&input, &status);
  must(twin_reads_alike(LM_DOC_VALUES, fuzz_model(), input.data, size, why, sizeof why));
  fill_panel(&input, status, &totals);
  must(lm_read_kind(&input, &kind, NULL) == LM_OK || kind == LM_DOC_UNKNOWN);
  must(status != LM_OK || kind == LM_DOC_VALUES);
  return 0;
}
