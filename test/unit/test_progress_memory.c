/* Progress with every allocation failing once: LM_ENOMEM, or all that is usually there; never a crash, a leak or a half answer.

   test_progress_memory SOURCE-DIRECTORY; linked with --wrap for malloc, calloc and realloc. */
#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <logicmodel/logicmodel.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *source_directory;
static lm_model *model;

typedef struct world {
  lm_areas *areas;
  lm_progress *progress;
  lm_diags *diags;
  lm_progress_assessment *assessment;
  lm_sink *sink;
} world;

static void end(world *w) {
  lm_progress_assessment_free(w->assessment);
  lm_progress_free(w->progress);
  lm_areas_free(w->areas);
  lm_diags_free(w->diags);
  lm_sink_close(w->sink);
}

static lm_status work(world *w, const lm_input *input, lm_format format) {
  const lm_progress_options all = lm_progress_defaults();
  const lm_view view = {.format = format, .lang = LM_JA, .all = true};
  *w = (world){0};
  lm_status status = lm_areas_new(&w->areas);
  if (status == LM_OK) status = lm_progress_new(&w->progress);
  if (status == LM_OK) status = lm_diags_new(&w->diags);
  if (status == LM_OK) status = lm_read_progress(w->progress, input, model, w->areas, w->diags);
  if (status == LM_OK) status = lm_progress_check(w->progress, model, w->diags);
  if (status == LM_OK) status = lm_progress_assess(&w->assessment, w->progress, model, w->areas, NULL, &all, w->diags);
  if (status == LM_OK) status = lm_sink_to_memory(&w->sink);
  if (status == LM_OK) status = lm_write_progress(w->sink, w->assessment, LM_PROGRESS_ALL, &view);
  return status == LM_OK && lm_diags_no_memory(w->diags) ? LM_ENOMEM : status;
}

/* What was written; "" when memory failed under way. */
static char *written(world *w) {
  const char *text = w->sink ? lm_sink_text(w->sink, NULL) : "";
  char *copy = strdup(text);
  if (lm_sink_close(w->sink) != LM_OK) copy[0] = '\0';
  w->sink = NULL;
  return copy;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  static const char *const names[] = {"test/documents/progress.xml", "fixtures/bad/P706-grade-differs.xml", "fixtures/bad/P710-carried-forward.xml",
                                      "fixtures/bad/P704-duplicate.xml"};
  static const lm_format formats[] = {LM_FORMAT_TEXT, LM_FORMAT_JSON, LM_FORMAT_CSV};
  for (size_t d = 0; d < 4 * 3; d++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", source_directory, names[d / 3]);
    const lm_input input = {.path = path};
    world good, w;
    assert_int_equal(work(&good, &input, formats[d % 3]), LM_OK);
    char *want = written(&good);
    for (long n = 0; fail_alloc_round(n); n++) {
      lm_status status = work(&w, &input, formats[d % 3]);
      bool failed = fail_alloc_stop();
      char *got = written(&w);
      assert_true(status == LM_OK || (failed && status == LM_ENOMEM));
      if (status == LM_OK && *got && strcmp(got, want) != 0) fail_msg("%s, format %zu, allocation %ld: half an answer", names[d / 3], d % 3, n);
      free(got);
      end(&w);
      fail_alloc_happened = failed;
    }
    free(want);
    end(&good);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  source_directory = argv[1];
  char path[4096];
  snprintf(path, sizeof path, "%s/fixtures/bad/model.xml", source_directory);
  if (lm_read_model(&model, &(lm_input){.path = path}, NULL) != LM_OK) return 2;
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  lm_model_free(model);
  return failed ? 1 : 0;
}
