/* Any bytes as progress: read, checked, assessed, written; every entry found again. */
#include "fuzz.h"

#include <math.h>

static void check_items(const lm_progress_assessment *a) {
  for (size_t i = 0; i < lm_progress_item_count(a); i++) {
    const lm_progress_item *item = lm_progress_item_at(a, i);
    const lm_tally *t = &item->tally;
    must(t->met <= t->reported && t->reported <= t->total && t->not_begun <= t->reported && t->met + t->not_begun <= t->total);
    must(item->graded.best <= item->graded.worst);
    must(item->graded.grade < 0 || (item->graded.grade >= item->graded.best && item->graded.grade <= item->graded.worst));
    must(lm_progress_item_find(a, item->node, item->area, item->when) == item);
    for (int kind = 0; kind < LM_COST_KIND_COUNT; kind++) must(!(item->cost[kind] < 0) && !(item->own_cost[kind] > item->cost[kind]));
  }
  for (size_t i = 0; i < lm_cost_result_count(a); i++) must(isnan(lm_cost_result_at(a, i)->per));
}

static void write_all(const lm_progress_assessment *a) {
  static const lm_format formats[] = {LM_FORMAT_TEXT, LM_FORMAT_JSON, LM_FORMAT_CSV};
  for (size_t i = 0; i < 3; i++) {
    const lm_view view = {.format = formats[i], .lang = LM_JA};
    lm_sink *sink;
    must(lm_sink_to_memory(&sink) == LM_OK);
    must(lm_write_progress(sink, a, LM_PROGRESS_ALL, &view) == LM_OK);
    must(lm_sink_close(sink) == LM_OK);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  lm_areas *areas;
  lm_diags *diags;
  lm_progress *progress;
  lm_progress_assessment *assessment;
  const lm_progress_options all = lm_progress_defaults();
  lm_input input = {.data = (const char *)data, .size = size, .name = "fuzz"};
  must(lm_areas_new(&areas) == LM_OK && lm_diags_new(&diags) == LM_OK && lm_progress_new(&progress) == LM_OK);
  lm_status status = lm_read_progress(progress, &input, fuzz_model(), areas, diags);
  must(lm_progress_check(progress, fuzz_model(), diags) == LM_OK);
  fuzz_check_findings(diags, status);
  for (size_t i = 0; i < lm_progress_count(progress); i++) {
    const lm_entry *e = lm_progress_at(progress, i);
    must(lm_progress_find(progress, e->node, e->area, e->when) == e);
  }
  must(lm_progress_assess(&assessment, progress, fuzz_model(), areas, NULL, &all, diags) == LM_OK);
  check_items(assessment);
  write_all(assessment);
  lm_progress_assessment_free(assessment);
  lm_progress_free(progress);
  lm_diags_free(diags);
  lm_areas_free(areas);
  return 0;
}
