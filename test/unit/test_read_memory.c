/* Reading with every allocation of ours failing once: LM_ENOMEM, or all that is usually read; never a crash or a leak, and the next reading is as always.

   test_read_memory SOURCE-DIRECTORY; linked with --wrap for malloc, calloc and realloc. */
#include "../support/close.h"
#include "../support/fail_alloc.h"
#include "../support/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MOST = 1 << 14 };

static const char *source_directory;

static const struct {
  lm_doc_kind kind;
  const char *name; /* a file of test/documents, or the text itself */
} documents[] = {
    {LM_DOC_MODEL, "model.xml"},
    {LM_DOC_VALUES, "values.xml"},
    {LM_DOC_TARGETS, "targets.xml"},
    {LM_DOC_PROGRESS, "progress.xml"},
    {LM_DOC_VALUES, "values.csv"},
    {LM_DOC_VALUES, "values.xlsx"},
    {LM_DOC_VALUES, "values.ods"},
    {LM_DOC_MAPPING, "mapping.xml"},
    {LM_DOC_SETTINGS, "settings.xml"},
    {LM_DOC_VALUES, SERIES("<obs period=\"2020FY\" value=\"1,5\"/><obs period=\"2021FY\" value=\"1\"/><obs period=\"2021FY\" value=\"1\"/><bogus a=\"1&amp;2\"/>"
                           "<obs period=\"&amp;\" value=\"x\" y=\"&amp;\"/><obs period=\"2022FY\" value=\"400\"/>")},
    {LM_DOC_VALUES, "<bogus/>"},
    {LM_DOC_MODEL, "<model xmlns=\"urn:logicmodel:model:1\" version=\"1.0\" id=\"m\"><scene id=\"s\" certainty=\"stated\"/><link type=\"contributes-to\" "
                   "from=\"outcome:a\" to=\"outcome:b\" certainty=\"stated\"/></model>"},
};

static size_t load(const char *name, char *bytes) {
  char path[4096];
  if (*name == '<') return strlen(strcpy(bytes, name));
  snprintf(path, sizeof path, "%s/test/documents/%s", source_directory, name);
  FILE *in = fopen(path, "rb");
  assert_non_null(in);
  size_t size = fread(bytes, 1, BYTES_MOST, in);
  fclose(in);
  return size;
}

typedef struct world {
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  lm_progress *progress;
  lm_mapping *mapping;
  lm_report_settings *settings;
  lm_diags *diags;
} world;

static lm_status begin(world *w) {
  *w = (world){0};
  if (lm_areas_new(&w->areas) != LM_OK || lm_panel_new(&w->panel) != LM_OK || lm_targets_new(&w->targets) != LM_OK ||
      lm_progress_new(&w->progress) != LM_OK || lm_diags_new(&w->diags) != LM_OK)
    return LM_ENOMEM;
  return LM_OK;
}

static void end(world *w) {
  lm_mapping_free(w->mapping);
  lm_report_settings_free(w->settings);
  lm_model_free(w->model);
  lm_diags_free(w->diags);
  lm_progress_free(w->progress);
  lm_targets_free(w->targets);
  lm_panel_free(w->panel);
  lm_areas_free(w->areas);
}

static lm_status read_into(world *w, lm_doc_kind kind, const lm_input *input) {
  if (kind == LM_DOC_SETTINGS) return lm_read_settings(&w->settings, input, reading_model(), w->diags);
  if (kind == LM_DOC_MAPPING) return lm_read_mapping(&w->mapping, input, w->diags);
  if (kind == LM_DOC_MODEL) return lm_read_model(&w->model, input, w->diags);
  if (kind == LM_DOC_TARGETS) return lm_read_targets(w->targets, input, reading_model(), w->areas, w->diags);
  if (kind == LM_DOC_PROGRESS) return lm_read_progress(w->progress, input, reading_model(), w->areas, w->diags);
  return lm_read_values(w->panel, input, reading_model(), w->areas, NULL, w->diags);
}

/* How much was read: the sum of what can be counted. */
static size_t amount(const world *w) {
  size_t sum = lm_areas_count(w->areas) + lm_panel_series_count(w->panel) + lm_targets_count(w->targets) + lm_targets_baseline_count(w->targets) +
               lm_progress_count(w->progress);
  if (w->model) sum += lm_model_node_count(w->model) + lm_model_link_count(w->model) + lm_model_source_count(w->model) + lm_model_notes(w->model).count;
  return sum;
}

/* Sealing the panel makes its series countable; it may fail too. */
static lm_status read_and_seal(world *w, lm_doc_kind kind, const lm_input *input) {
  lm_status status = read_into(w, kind, input);
  return lm_panel_seal(w->panel) == LM_OK ? status : LM_ENOMEM;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  static char bytes[BYTES_MOST];
  for (size_t d = 0; d < sizeof documents / sizeof *documents; d++) {
    lm_input input = {.data = bytes, .size = load(documents[d].name, bytes), .name = "document"};
    world good, w;
    assert_int_equal(begin(&good), LM_OK);
    lm_status usual = read_and_seal(&good, documents[d].kind, &input);
    for (long n = 0; fail_alloc_round(n); n++) {
      lm_status status = begin(&w);
      if (status == LM_OK) status = read_and_seal(&w, documents[d].kind, &input);
      bool failed = fail_alloc_stop();
      bool told = status == LM_ENOMEM || lm_diags_no_memory(w.diags);
      if (!told && (status != usual || lm_diags_kept(w.diags) != lm_diags_kept(good.diags) || amount(&w) != amount(&good)))
        fail_msg("document %zu, allocation %ld: status %d, something is lost and nobody says so", d, n, (int)status);
      end(&w);
      fail_alloc_happened = failed;
    }
    end(&good);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  source_directory = argv[1];
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
