/* Targets and baselines: keeping them, the amounts they ask for, and the rules over all of them. */
#include "../../lib/values/refusal.h"

#include "../support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lm_targets *new_targets(void) {
  lm_targets *targets = NULL;
  assert_int_equal(lm_targets_new(&targets), LM_OK);
  return targets;
}

static lm_target target_of(lm_target_kind kind, uint32_t tier, double value) {
  lm_target target = {.indicator = 0, .area = 0, .tier = tier, .kind = kind, .value = value};
  target.lower = target.upper = target.by = target.by_percent = NAN;
  return target;
}

static lm_baseline baseline_of(double value) {
  lm_baseline baseline = {.indicator = 0, .area = 0, .obs = lm_obs_none()};
  baseline.obs.period = (lm_period){LM_FISCAL, 2024};
  baseline.obs.value = value;
  return baseline;
}

/* ---- keeping ---- */

static void test_baselines(void **unused) {
  (void)unused;
  lm_targets *targets = new_targets();
  lm_baseline baseline = baseline_of(12.5);
  char file[] = "targets.xml";
  const lm_text note = {{"counted by hand", NULL}};
  baseline.notes = (lm_texts){&note, 1};
  baseline.place = (lm_place){file, 7, 3};
  assert_int_equal(lm_targets_add_baseline(targets, &baseline), LM_OK);
  file[0] = 'x'; /* a copy was taken */
  assert_int_equal(lm_targets_add_baseline(targets, &baseline), LM_EINVAL);
  baseline.area = 1;
  assert_int_equal(lm_targets_add_baseline(targets, &baseline), LM_OK);
  assert_int_equal(lm_targets_baseline_count(targets), 2);
  const lm_baseline *kept = lm_targets_baseline(targets, 0, 0);
  assert_ptr_equal(kept, lm_targets_baseline_at(targets, 0));
  assert_true(kept->obs.value == 12.5);
  assert_string_equal(kept->place.file, "targets.xml");
  assert_string_equal(kept->notes.item[0].in[LM_EN], "counted by hand");
  assert_string_equal(lm_targets_baseline(targets, 0, 1)->place.file, "xargets.xml");
  assert_null(lm_targets_baseline(targets, 1, 0));
  assert_null(lm_targets_baseline_at(targets, 2));
  lm_targets_free(targets);
  lm_targets_free(NULL);
}

static void expect_refused(const lm_targets *targets, const lm_target *target, lm_code want, const lm_target *want_other) {
  lm_code code;
  const lm_target *other;
  assert_true(lm_targets_refuses(targets, target, &code, &other));
  assert_int_equal(code, want);
  assert_ptr_equal(other, want_other);
}

static void test_a_revised_target_stays_beside_the_new_one(void **unused) {
  (void)unused;
  lm_targets *targets = new_targets();
  lm_target first = target_of(LM_TARGET_VALUE, 0, 50), again = first, second = target_of(LM_TARGET_VALUE, 0, 60);
  first.id = "t1";
  assert_int_equal(lm_targets_add(targets, &first), LM_OK);
  const lm_target *old = lm_targets_by_id(targets, "t1");
  expect_refused(targets, &again, LM_T_DUPLICATE, old);
  assert_int_equal(lm_targets_add(targets, &again), LM_EINVAL);

  second.id = "t1";
  second.revises = "t1";
  expect_refused(targets, &second, LM_M_DUPLICATE_ID, old);
  second.id = "t2";
  second.revises = "t0";
  expect_refused(targets, &second, LM_T_REVISES, NULL);
  second.revises = "t1";
  second.tier = 1; /* another tier */
  expect_refused(targets, &second, LM_T_REVISES, old);
  second.tier = 0;
  second.superseded = true; /* the store knows better */
  assert_int_equal(lm_targets_add(targets, &second), LM_OK);

  const lm_target *now = lm_targets_find(targets, 0, 0, 0);
  assert_true(now->value == 60 && !now->superseded);
  assert_true(old->value == 50 && old->superseded);
  assert_ptr_equal(now, lm_targets_by_id(targets, "t2"));
  assert_int_equal(lm_targets_count(targets), 2);
  assert_ptr_equal(lm_targets_at(targets, 0), old);
  assert_null(lm_targets_at(targets, 2));
  assert_null(lm_targets_find(targets, 0, 0, 1));
  assert_null(lm_targets_by_id(targets, "t0"));

  lm_target third = target_of(LM_TARGET_VALUE, 0, 70);
  third.revises = "t1"; /* revised already: two would be in force */
  expect_refused(targets, &third, LM_T_REVISES, old);
  third.revises = "t2";
  assert_int_equal(lm_targets_add(targets, &third), LM_OK);
  assert_true(now->superseded);
  assert_int_equal(lm_targets_add(targets, &(lm_target){.kind = LM_TARGET_KIND_COUNT, .tier = 5}), LM_EINVAL);
  lm_targets_free(targets);
}

static void test_documents(void **unused) {
  (void)unused;
  lm_targets *targets = new_targets();
  assert_int_equal(lm_targets_add_document(targets, &(lm_document){.file = "t.xml", .illustration = true}), LM_OK);
  assert_int_equal(lm_targets_document_count(targets), 1);
  assert_true(lm_targets_document(targets, 0)->illustration);
  assert_string_equal(lm_targets_document(targets, 0)->file, "t.xml");
  assert_null(lm_targets_document(targets, 1));
  lm_targets_free(targets);
}

/* ---- amounts ---- */

static const struct amount_case {
  const char *label;
  lm_target_kind kind;
  double value, lower, upper, by, by_percent;
  bool has_baseline;
  double baseline, from, want;
} amounts[] = {
    {"a value", LM_TARGET_VALUE, 50, NAN, NAN, NAN, NAN, false, NAN, NAN, 50},
    {"below a range: its lower bound", LM_TARGET_RANGE, NAN, 10, 20, NAN, NAN, false, NAN, 5, 10},
    {"above a range: its upper bound", LM_TARGET_RANGE, NAN, 10, 20, NAN, NAN, false, NAN, 25.5, 20},
    {"inside a range: itself", LM_TARGET_RANGE, NAN, 10, 20, NAN, NAN, false, NAN, 12.3, 12.3},
    {"on the bound of a range", LM_TARGET_RANGE, NAN, 10, 20, NAN, NAN, false, NAN, 10, 10},
    {"a range without upper bound, from above", LM_TARGET_RANGE, NAN, 10, NAN, NAN, NAN, false, NAN, 1e9, 1e9},
    {"a range without lower bound, from above", LM_TARGET_RANGE, NAN, NAN, 20, NAN, NAN, false, NAN, 21, 20},
    {"a range from nowhere", LM_TARGET_RANGE, NAN, 10, 20, NAN, NAN, false, NAN, NAN, NAN},
    {"a range without bounds", LM_TARGET_RANGE, NAN, NAN, NAN, NAN, NAN, false, NAN, 5, NAN},
    {"so much more", LM_TARGET_CHANGE, NAN, NAN, NAN, 5, NAN, true, 40, NAN, 45},
    {"so much less", LM_TARGET_CHANGE, NAN, NAN, NAN, -5.5, NAN, true, 40, NAN, 34.5},
    {"so many per cent more, without an ulp too much", LM_TARGET_CHANGE, NAN, NAN, NAN, NAN, 10, true, 50, NAN, 55},
    {"so many per cent less", LM_TARGET_CHANGE, NAN, NAN, NAN, NAN, -25, true, 80, NAN, 60},
    {"change of nothing known", LM_TARGET_CHANGE, NAN, NAN, NAN, 5, NAN, false, NAN, NAN, NAN},
    {"keep", LM_TARGET_KEEP, NAN, NAN, NAN, NAN, NAN, true, 40, 1, 40},
    {"keep what is not known", LM_TARGET_KEEP, NAN, NAN, NAN, NAN, NAN, false, NAN, 1, NAN},
    {"improve", LM_TARGET_IMPROVE, NAN, NAN, NAN, NAN, NAN, true, 40, 1, NAN},
    {"words", LM_TARGET_TEXT, NAN, NAN, NAN, NAN, NAN, true, 40, 1, NAN},
};

static void test_amounts(void **unused) {
  (void)unused;
  for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
    const struct amount_case *c = &amounts[i];
    lm_target target = target_of(c->kind, 0, c->value);
    target.lower = c->lower;
    target.upper = c->upper;
    target.by = c->by;
    target.by_percent = c->by_percent;
    lm_baseline baseline = baseline_of(c->baseline);
    lm_assert_close(lm_target_amount(&target, c->has_baseline ? &baseline : NULL, c->from), c->want, 0, 0, c->label);
  }
}

/* ---- the rules ---- */

enum { TIERS = 4, MOST_TARGETS = 4 };

/* Tiers out of document order (enum below), two of them due on one day; and one indicator. */
static lm_model *new_model(lm_direction direction, double lower, double upper) {
  static const lm_tier tiers[TIERS] = {{.id = "2030", .level = LM_INTERMEDIATE, .due = 22370},
                                       {.id = "2027", .level = LM_INITIAL, .due = 21274},
                                       {.id = "2040", .level = LM_FINAL, .due = 26022},
                                       {.id = "also", .level = LM_FINAL, .due = 26022}};
  lm_model *model = NULL;
  assert_int_equal(lm_model_new(&model), LM_OK);
  for (int i = 0; i < TIERS; i++) assert_int_equal(lm_model_add_tier(model, &tiers[i]), LM_OK);
  const lm_indicator indicator = {.direction = direction, .basis = LM_FISCAL, .decimals = -1, .lower = lower, .upper = upper};
  const lm_node_info node = {.kind = LM_INDICATOR, .id = "home-visits", .label = {{"home visits", NULL}}, .parent = LM_NO_NODE,
                             .tier = LM_NO_TIER, .indicator = &indicator};
  assert_int_equal(lm_model_add_node(model, &node, NULL), LM_OK);
  return model;
}

/* kind, tier, then the numbers of the kind: VALUE a; RANGE a..b; CHANGE by a or b percent. */
typedef struct given {
  lm_target_kind kind;
  uint32_t tier;
  double a, b;
  const char *id, *revises;
  uint32_t area;
} given;

enum { T2030, T2027, T2040, ALSO_2040 };

static const struct rule_case {
  const char *label;
  lm_direction direction;
  double lower, upper, baseline; /* NaN: none */
  size_t count;
  given targets[MOST_TARGETS];
  const char *want; /* code@tier of every finding */
} rule_cases[] = {
    {"no target, no finding", LM_DIR_UP, NAN, NAN, NAN, 0, {{0}}, ""},
    {"rising", LM_DIR_UP, 0, 100, 30, 3,
     {{LM_TARGET_VALUE, T2027, 40, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 0},
      {LM_TARGET_VALUE, T2040, 50, NAN, 0, 0, 0}}, ""},
    {"a later tier asks for less", LM_DIR_UP, 0, 100, 30, 3,
     {{LM_TARGET_VALUE, T2040, 45, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 0},
      {LM_TARGET_VALUE, T2027, 40, NAN, 0, 0, 0}},
     "T506@2040"},
    {"less is more where down is better", LM_DIR_DOWN, NAN, NAN, 30, 2,
     {{LM_TARGET_VALUE, T2027, 20, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2030, 25, NAN, 0, 0, 0}}, "T506@2030"},
    {"words between two numbers", LM_DIR_UP, NAN, NAN, NAN, 3,
     {{LM_TARGET_VALUE, T2027, 40, NAN, 0, 0, 0}, {LM_TARGET_TEXT, T2030, NAN, NAN, 0, 0, 0},
      {LM_TARGET_VALUE, T2040, 39, NAN, 0, 0, 0}},
     "T506@2040"},
    {"a superseded target is not compared", LM_DIR_UP, NAN, NAN, 30, 3,
     {{LM_TARGET_VALUE, T2027, 60, NAN, "old", 0, 0}, {LM_TARGET_VALUE, T2027, 40, NAN, "new", "old", 0},
      {LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 0}}, ""},
    {"a number superseded by words is not compared", LM_DIR_UP, NAN, NAN, NAN, 3,
     {{LM_TARGET_VALUE, T2027, 60, NAN, "old", 0, 0}, {LM_TARGET_TEXT, T2027, NAN, NAN, "new", "old", 0},
      {LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 0}}, ""},
    {"two tiers of one day are not compared", LM_DIR_UP, NAN, NAN, NAN, 3,
     {{LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2040, 60, NAN, 0, 0, 0},
      {LM_TARGET_VALUE, ALSO_2040, 55, NAN, 0, 0, 0}}, ""},
    {"each of two tiers of one day is compared", LM_DIR_UP, NAN, NAN, NAN, 3,
     {{LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2040, 49, NAN, 0, 0, 0},
      {LM_TARGET_VALUE, ALSO_2040, 48, NAN, 0, 0, 0}}, "T506@2040 T506@also"},
    {"areas are not compared", LM_DIR_UP, NAN, NAN, NAN, 2,
     {{LM_TARGET_VALUE, T2027, 60, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2030, 50, NAN, 0, 0, 1}}, ""},
    {"change against value, equal but for an ulp", LM_DIR_UP, NAN, NAN, 0.1, 2,
     {{LM_TARGET_CHANGE, T2027, 0.2, NAN, 0, 0, 0}, {LM_TARGET_VALUE, T2030, 0.3, NAN, 0, 0, 0}}, ""},
    {"keep after a rise", LM_DIR_UP, NAN, NAN, 30, 2,
     {{LM_TARGET_VALUE, T2027, 40, NAN, 0, 0, 0}, {LM_TARGET_KEEP, T2030, NAN, NAN, 0, 0, 0}}, "T506@2030"},
    {"a narrowing range", LM_DIR_RANGE, NAN, NAN, NAN, 2,
     {{LM_TARGET_RANGE, T2027, 10, 30, 0, 0, 0}, {LM_TARGET_RANGE, T2030, 15, 25, 0, 0, 0}}, ""},
    {"a range that widens", LM_DIR_RANGE, NAN, NAN, NAN, 2,
     {{LM_TARGET_RANGE, T2027, 10, 30, 0, 0, 0}, {LM_TARGET_RANGE, T2030, 15, 31, 0, 0, 0}}, "T506@2030"},
    {"a range that loses a bound", LM_DIR_RANGE, NAN, NAN, NAN, 2,
     {{LM_TARGET_RANGE, T2027, 10, 30, 0, 0, 0}, {LM_TARGET_RANGE, T2030, 10, NAN, 0, 0, 0}}, "T506@2030"},
    {"where up is better only the lower bound is asked for", LM_DIR_UP, NAN, NAN, NAN, 2,
     {{LM_TARGET_RANGE, T2027, 10, 30, 0, 0, 0}, {LM_TARGET_RANGE, T2030, 15, 90, 0, 0, 0}}, ""},
    {"worse than the baseline", LM_DIR_UP, NAN, NAN, 30, 1, {{LM_TARGET_VALUE, T2027, 29, NAN, 0, 0, 0}}, "T507@2027"},
    {"worse than the baseline where down is better", LM_DIR_DOWN, NAN, NAN, 30, 1, {{LM_TARGET_CHANGE, T2027, 2, NAN, 0, 0, 0}},
     "T507@2027"},
    {"the same as the baseline is not worse", LM_DIR_UP, NAN, NAN, 30, 1, {{LM_TARGET_VALUE, T2027, 30, NAN, 0, 0, 0}}, ""},
    {"a range around the baseline", LM_DIR_UP, NAN, NAN, 30, 1, {{LM_TARGET_RANGE, T2027, 20, 40, 0, 0, 0}}, ""},
    {"a range below the baseline", LM_DIR_UP, NAN, NAN, 30, 1, {{LM_TARGET_RANGE, T2027, 10, 20, 0, 0, 0}}, "T507@2027"},
    {"above the natural limit", LM_DIR_UP, 0, 100, NAN, 1, {{LM_TARGET_VALUE, T2027, 101, NAN, 0, 0, 0}}, "T508@2027"},
    {"a bound below the natural limit", LM_DIR_UP, 0, 100, NAN, 1, {{LM_TARGET_RANGE, T2027, -1, 50, 0, 0, 0}}, "T508@2027"},
    {"a change that leads beyond the limit", LM_DIR_UP, 0, 100, 80, 1, {{LM_TARGET_CHANGE, T2027, NAN, 26, 0, 0, 0}},
     "T508@2027"},
    {"a change that leads to the limit", LM_DIR_UP, 0, 100, 80, 1, {{LM_TARGET_CHANGE, T2027, NAN, 25, 0, 0, 0}}, ""},
    {"superseded, wrong side and limits all the same", LM_DIR_UP, 0, 100, 30, 2,
     {{LM_TARGET_VALUE, T2027, -5, NAN, "old", 0, 0}, {LM_TARGET_VALUE, T2027, 40, NAN, 0, "old", 0}}, "T507@2027 T508@2027"},
    {"relative to nothing", LM_DIR_UP, NAN, NAN, NAN, 3,
     {{LM_TARGET_CHANGE, T2027, 5, NAN, 0, 0, 0}, {LM_TARGET_KEEP, T2030, NAN, NAN, 0, 0, 0},
      {LM_TARGET_IMPROVE, T2040, NAN, NAN, 0, 0, 0}},
     "T510@2027 T510@2030 T510@2040"},
    {"relative to nothing, but superseded", LM_DIR_UP, NAN, NAN, NAN, 2,
     {{LM_TARGET_KEEP, T2027, NAN, NAN, "old", 0, 0}, {LM_TARGET_VALUE, T2027, 40, NAN, 0, "old", 0}}, ""},
    {"no direction", LM_DIR_UNSAID, NAN, NAN, 30, 2,
     {{LM_TARGET_VALUE, T2027, 40, NAN, 0, 0, 0}, {LM_TARGET_KEEP, T2030, NAN, NAN, 0, 0, 0}}, "T511@2027 T511@2030"},
    {"direction none, but a range or words", LM_DIR_NONE, NAN, NAN, NAN, 2,
     {{LM_TARGET_RANGE, T2027, 10, 20, 0, 0, 0}, {LM_TARGET_TEXT, T2030, NAN, NAN, 0, 0, 0}}, ""},
};

static lm_target target_given(const given *g) {
  lm_target target = target_of(g->kind, g->tier, NAN);
  if (g->kind == LM_TARGET_VALUE) target.value = g->a;
  if (g->kind == LM_TARGET_RANGE) target.lower = g->a, target.upper = g->b;
  if (g->kind == LM_TARGET_CHANGE) target.by = g->a, target.by_percent = g->b;
  if (g->kind == LM_TARGET_TEXT) target.text = "周知度向上";
  target.area = g->area;
  target.id = g->id;
  target.revises = g->revises;
  return target;
}

static lm_targets *targets_of(const struct rule_case *c) {
  lm_targets *targets = new_targets();
  lm_baseline baseline = baseline_of(c->baseline);
  if (!isnan(c->baseline)) assert_int_equal(lm_targets_add_baseline(targets, &baseline), LM_OK);
  for (size_t i = 0; i < c->count; i++) {
    lm_target target = target_given(&c->targets[i]);
    assert_int_equal(lm_targets_add(targets, &target), LM_OK);
  }
  return targets;
}

static void list(const lm_diags *diags, char *out, size_t size) {
  size_t used = 0;
  out[0] = '\0';
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    const char *tier = strstr(f->path, "[@tier='") + strlen("[@tier='");
    int n = snprintf(out + used, size - used, "%s%s@%.4s", i ? " " : "", lm_code_get(f->code)->id, tier);
    used += (size_t)n;
  }
}

static void test_rules(void **unused) {
  (void)unused;
  for (size_t i = 0; i < sizeof rule_cases / sizeof *rule_cases; i++) {
    const struct rule_case *c = &rule_cases[i];
    lm_model *model = new_model(c->direction, c->lower, c->upper);
    lm_targets *targets = targets_of(c);
    lm_diags *diags = NULL;
    char got[256];
    assert_int_equal(lm_diags_new(&diags), LM_OK);
    assert_int_equal(lm_targets_check(targets, model, diags), LM_OK);
    list(diags, got, sizeof got);
    if (strcmp(got, c->want) != 0) fail_msg("%s: got [%s], want [%s]", c->label, got, c->want);
    lm_diags_free(diags);
    lm_targets_free(targets);
    lm_model_free(model);
  }
}

/* Every sentence in English, with its arguments. */
static void test_sentences(void **unused) {
  (void)unused;
  static const struct rule_case c = {"", LM_DIR_DOWN, 0, NAN, 30.5, 3,
                                     {{LM_TARGET_RANGE, T2027, NAN, 20, 0, 0, 0}, {LM_TARGET_VALUE, T2030, 40, NAN, 0, 0, 0},
                                      {LM_TARGET_VALUE, T2040, -1, NAN, 0, 0, 0}}, ""};
  static const char *const want[][2] = {
      {"the target for tier 2030 (40) is easier than the one before it, 2027 (≤20)", "40"},
      {"the target is worse than the baseline 30.5 for an indicator where down is better", "40"},
      {"the target lies outside the indicator's natural limits 0 to ∞", "-1"},
  };
  lm_model *model = new_model(c.direction, c.lower, c.upper);
  lm_targets *targets = targets_of(&c);
  lm_diags *diags = NULL;
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_targets_check(targets, model, diags), LM_OK);
  assert_int_equal(lm_diags_kept(diags), 3);
  for (size_t i = 0; i < 3; i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    char *sentence = lm_finding_sentence(f, false, LM_EN);
    assert_string_equal(sentence, want[i][0]);
    assert_string_equal(f->value, want[i][1]);
    free(sentence);
  }
  assert_string_equal(lm_diags_at(diags, 0)->path, "targets/target[@indicator='home-visits'][@tier='2030']");
  assert_int_equal(lm_targets_check(targets, model, NULL), LM_OK);
  lm_diags_free(diags);
  lm_targets_free(targets);
  lm_model_free(model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_baselines),
      cmocka_unit_test(test_a_revised_target_stays_beside_the_new_one),
      cmocka_unit_test(test_documents),
      cmocka_unit_test(test_amounts),
      cmocka_unit_test(test_rules),
      cmocka_unit_test(test_sentences),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
