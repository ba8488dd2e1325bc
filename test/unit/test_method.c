/* Nobody changes verdicts without raising LM_METHOD: what each version of the method says of the fixtures is kept here as a digest.

   When this fails: is it meant that the same documents get another verdict, evidence, reason or chance? Then raise LM_METHOD (assess.h), say in the
   changelog what changed, and add a row below; rows that stand there are never changed. */
#include <logicmodel/read.h>
#include <logicmodel/assess.h>

#include "../support/close.h"
#include "base/num.h"
#include "base/sha256.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct documents {
  const char *model, *values, *targets;
} documents;

static const documents worlds[] = {
    {"models/design-map-2025-07-01.xml", "fixtures/mihon-city/values.xml", "fixtures/mihon-city/targets.xml"},
    {"fixtures/mihon-region/model.xml", "fixtures/mihon-region/values.xml", "fixtures/mihon-region/targets.xml"},
    {"models/design-map-2025-07-01.xml", "fixtures/national/values.xml", "fixtures/national/targets.xml"},
};

/* By version; the last is that of LM_METHOD. */
static const char *const says[] = {
    [1] = "f202bf0e6cbd280318f7aea205fd2afad20e556c8f25d1801b95b6720fc0a821",
};
enum { NEWEST = sizeof says / sizeof *says - 1 };

static const char *root;

static const char *in_root(const char *name, char path[512]) {
  snprintf(path, 512, "%s/%s", root, name);
  return path;
}

static void add_text(lm_sha256 *digest, const char *text) { lm_sha256_add(digest, text ? text : "", text ? strlen(text) + 1 : 1); }

/* To the sixth decimal: compilers may differ in the last. */
static void add_number(lm_sha256 *digest, double number) {
  char text[LM_NUM_SIZE] = "";
  if (!isnan(number)) lm_num_fixed(number, 6, false, text);
  add_text(digest, text);
}

static void add_record(lm_sha256 *digest, const lm_assessment *assessment, const lm_record *r) {
  lm_cross_check check = {0};
  assert_int_equal(lm_record_cross_check(NULL, &check, assessment, r, NULL), LM_OK);
  add_text(digest, lm_model_node(lm_assessment_model(assessment), r->indicator)->id);
  const char *const word[] = {lm_verdict_word(r->status), lm_verdict_word(r->point_status), r->letter, lm_evidence_word(r->evidence),
                              lm_verdict_word(r->status_best), lm_verdict_word(r->status_worst), lm_verdict_word(r->status_old_target)};
  for (size_t i = 0; i < sizeof word / sizeof *word; i++) add_text(digest, word[i]);
  for (int i = 0; i < LM_REASON_COUNT; i++)
    if (r->reasons & LM_REASON_BIT(i)) add_text(digest, lm_reason_word((lm_reason)i));
  const double number[] = {r->target, r->gap, r->achievement, r->slope, r->slope_lo, r->slope_hi, r->trend_p, r->projected, r->pi80_lo, r->pi80_hi,
                           r->p_reach, r->pace_ratio, r->detectable, r->stability, (double)check.counted, (double)check.agree};
  for (size_t i = 0; i < sizeof number / sizeof *number; i++) add_number(digest, number[i]);
}

static void add_world(lm_sha256 *digest, const documents *d) {
  char path[512];
  lm_diags *diags;
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  lm_assessment *assessment;
  const lm_assess_options options = lm_assess_defaults();
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_int_equal(lm_panel_new(&panel), LM_OK);
  assert_int_equal(lm_targets_new(&targets), LM_OK);
  assert_int_equal(lm_read_model(&model, &(lm_input){.path = in_root(d->model, path)}, diags), LM_OK);
  assert_int_equal(lm_read_values(panel, &(lm_input){.path = in_root(d->values, path)}, model, areas, NULL, diags), LM_OK);
  assert_int_equal(lm_read_targets(targets, &(lm_input){.path = in_root(d->targets, path)}, model, areas, diags), LM_OK);
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  assert_int_equal(lm_assess(&assessment, model, areas, panel, targets, &options, diags), LM_OK);
  assert_true(lm_assessment_count(assessment) > 10);
  for (size_t i = 0; i < lm_assessment_count(assessment); i++) add_record(digest, assessment, lm_assessment_at(assessment, i));
  lm_assessment_free(assessment);
  lm_targets_free(targets);
  lm_panel_free(panel);
  lm_areas_free(areas);
  lm_model_free(model);
  lm_diags_free(diags);
}

static void verdicts_change_only_with_the_version(void **state) {
  (void)state;
  char text[LM_SHA256_TEXT];
  lm_sha256 digest = lm_sha256_begin();
  for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++) add_world(&digest, &worlds[i]);
  lm_sha256_end(&digest, text);
  if (LM_METHOD == NEWEST && strcmp(text, says[NEWEST]) == 0) return;
  print_error("method %d says %s; kept is version %d: %s\n", LM_METHOD, text, NEWEST, says[NEWEST]);
  fail();
}

static void every_version_says_something_else(void **state) {
  (void)state;
  assert_int_equal(lm_method(), LM_METHOD);
  for (int i = 1; i <= NEWEST; i++) {
    assert_non_null(says[i]);
    for (int k = 1; k < i; k++) assert_string_not_equal(says[i], says[k]);
  }
}

int main(int argc, char **argv) {
  root = argc > 1 ? argv[1] : ".";
  const struct CMUnitTest tests[] = {cmocka_unit_test(verdicts_change_only_with_the_version), cmocka_unit_test(every_version_says_something_else)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
