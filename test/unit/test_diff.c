/* Two versions of a model: what is added, removed, changed; what is renamed and what must not be taken for it; every allocation failing. */
#include <logicmodel/diff.h>

#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <string.h>

static const lm_reference same_code = {"e-Stat", "0001"}, other_code = {"e-Stat", "0002"};

static lm_node_info node(lm_kind kind, const char *id, const char *label) {
  return (lm_node_info){.kind = kind, .id = id, .label = {{[LM_JA] = label}}, .parent = LM_NO_NODE, .tier = LM_NO_TIER};
}

static lm_node add(lm_model *model, lm_node_info info, const lm_reference *ref) {
  lm_node index = LM_NO_NODE;
  const lm_indicator indicator = {.basis = -1, .decimals = -1, .lower = (double)NAN, .upper = (double)NAN, .direction = LM_DIR_UP};
  if (info.kind == LM_INDICATOR && !info.indicator) info.indicator = &indicator;
  info.refs = ref;
  info.ref_count = ref ? 1 : 0;
  assert_int_equal(lm_model_add_node(model, &info, &index), LM_OK);
  return index;
}

static void measured_by(lm_model *model, lm_node from, lm_node to, lm_certainty certainty) {
  const lm_link link = {.type = LM_MEASURED_BY, .from = from, .to = to, .certainty = certainty, .sign = 1, .lag_min = (double)NAN, .lag_max = (double)NAN, .answers = LM_NO_NODE};
  assert_int_equal(lm_model_add_link(model, &link), LM_OK);
}

/* An outcome and what measures it. */
static lm_model *world(const char *indicator, const lm_reference *ref, lm_certainty certainty) {
  lm_model *model;
  const lm_tier tier = {.id = "2027", .label = {{[LM_JA] = "初期"}}};
  assert_int_equal(lm_model_new(&model), LM_OK);
  assert_int_equal(lm_model_set_id(model, "m"), LM_OK);
  assert_int_equal(lm_model_add_tier(model, &tier), LM_OK);
  lm_node_info outcome = node(LM_OUTCOME, "o", "状態");
  outcome.tier = 0;
  const lm_node o = add(model, outcome, NULL);
  measured_by(model, o, add(model, node(LM_INDICATOR, indicator, "指標"), ref), certainty);
  return model;
}

static lm_diff *diff_of(lm_model *before, lm_model *after) {
  lm_diff *diff;
  assert_int_equal(lm_model_diff(&diff, before, after), LM_OK);
  lm_model_free(before);
  lm_model_free(after); /* the diff does not need them */
  return diff;
}

static void assert_things(const lm_diff *diff, size_t added, size_t removed, size_t renamed, size_t changed) {
  assert_int_equal(lm_diff_things(diff, LM_DIFF_ADDED), added);
  assert_int_equal(lm_diff_things(diff, LM_DIFF_REMOVED), removed);
  assert_int_equal(lm_diff_things(diff, LM_DIFF_RENAMED), renamed);
  assert_int_equal(lm_diff_things(diff, LM_DIFF_CHANGED), changed);
}

static void assert_things_only(lm_diff *diff, size_t added, size_t removed, size_t renamed, size_t changed) {
  assert_things(diff, added, removed, renamed, changed);
  lm_diff_free(diff);
}

static void the_same_says_nothing(void **state) {
  (void)state;
  lm_diff *diff = diff_of(world("i", &same_code, LM_STATED), world("i", &same_code, LM_STATED));
  assert_int_equal(lm_diff_count(diff), 0);
  assert_null(lm_diff_at(diff, 0));
  lm_diff_free(diff);
  lm_model *empty, *other;
  assert_int_equal(lm_model_new(&empty), LM_OK);
  assert_int_equal(lm_model_new(&other), LM_OK);
  diff = diff_of(empty, other);
  assert_int_equal(lm_diff_count(diff), 0);
  lm_diff_free(diff);
  lm_diff_free(NULL);
}

static void an_id_that_is_gone_is_not_the_new_one(void **state) {
  (void)state;
  lm_diff *diff = diff_of(world("i", NULL, LM_STATED), world("j", NULL, LM_STATED)); /* same label: not guessed from */
  assert_things(diff, 2, 2, 0, 0);                                                     /* the indicator and its link */
  const lm_difference *first = lm_diff_at(diff, 0);
  assert_int_equal(first->kind, LM_DIFF_ADDED);
  assert_string_equal(first->id, "j");
  assert_string_equal(first->label.in[LM_JA], "指標");
  assert_int_equal(first->field, LM_DIFF_FIELD_COUNT);
  lm_diff_free(diff);
  diff = diff_of(world("i", &same_code, LM_STATED), world("j", &other_code, LM_STATED));
  assert_things(diff, 2, 2, 0, 0);
  lm_diff_free(diff);
}

static void the_same_reference_says_that_it_is(void **state) {
  (void)state;
  lm_diff *diff = diff_of(world("i", &same_code, LM_STATED), world("j", &same_code, LM_INFERRED));
  assert_things(diff, 0, 0, 1, 1); /* the link goes on, with another certainty */
  const lm_difference *r = lm_diff_at(diff, 0), *c = lm_diff_at(diff, 1);
  assert_int_equal(r->kind, LM_DIFF_RENAMED);
  assert_string_equal(r->before, "i");
  assert_string_equal(r->after, "j");
  assert_int_equal(r->field, LM_FIELD_ID);
  assert_int_equal(c->thing, LM_DIFF_MEASURED_BY);
  assert_string_equal(c->id, "outcome:o → indicator:j");
  assert_string_equal(c->before, "stated");
  assert_string_equal(c->after, "inferred");
  lm_diff_free(diff);
}

/* A code that several have names none of them, on either side. */
static void a_shared_reference_says_nothing(void **state) {
  (void)state;
  lm_model *before = world("i", &same_code, LM_STATED), *after = world("j", &same_code, LM_STATED);
  add(after, node(LM_INDICATOR, "k", "別"), &same_code);
  assert_things_only(diff_of(before, after), 3, 2, 0, 0);
  before = world("i", &same_code, LM_STATED);
  add(before, node(LM_INDICATOR, "h", "別"), &same_code);
  assert_things_only(diff_of(before, world("j", &same_code, LM_STATED)), 2, 3, 0, 0);
  /* the same code on another kind of node is another thing */
  before = world("i", NULL, LM_STATED);
  add(before, node(LM_SCENE, "s", "場面"), &same_code);
  after = world("i", NULL, LM_STATED);
  add(after, node(LM_INDICATOR, "s2", "場面"), &same_code);
  assert_things_only(diff_of(before, after), 1, 1, 0, 0);
}

static void what_is_not_said_is_null(void **state) {
  (void)state;
  const lm_indicator with = {.basis = LM_FISCAL, .decimals = 1, .lower = 0, .upper = (double)NAN, .direction = LM_DIR_UP, .unit = {{[LM_EN] = "people"}}};
  lm_model *before = world("i", NULL, LM_STATED), *after = world("i", NULL, LM_STATED);
  lm_node_info info = node(LM_INDICATOR, "k", "人");
  add(before, info, NULL);
  info.indicator = &with;
  add(after, info, NULL);
  lm_diff *diff = diff_of(before, after);
  assert_things(diff, 0, 0, 0, 1);
  assert_int_equal(lm_diff_count(diff), 4); /* unit, basis, decimals, lower */
  for (size_t i = 0; i < 4; i++) assert_null(lm_diff_at(diff, i)->before);
  assert_string_equal(lm_diff_at(diff, 0)->after, "people");
  assert_int_equal(lm_diff_at(diff, 0)->lang, LM_EN);
  assert_string_equal(lm_diff_at(diff, 1)->after, "fiscal-year");
  assert_int_equal(lm_diff_at(diff, 1)->lang, -1);
  assert_string_equal(lm_diff_at(diff, 3)->after, "0"); /* a limit of zero is said */
  lm_diff_free(diff);
}

static void words_for_everything(void **state) {
  (void)state;
  for (int i = 0; i < LM_DIFF_FIELD_COUNT; i++) assert_non_null(lm_diff_field_word((lm_diff_field)i));
  for (int i = 0; i < LM_DIFF_THING_COUNT; i++) assert_non_null(lm_diff_thing_word((lm_diff_thing)i));
  for (int i = 0; i < LM_DIFF_KIND_COUNT; i++) assert_non_null(lm_diff_kind_word((lm_diff_kind)i));
  assert_null(lm_diff_field_word(LM_DIFF_FIELD_COUNT));
  assert_null(lm_diff_thing_word(LM_DIFF_THING_COUNT));
  assert_null(lm_diff_kind_word(LM_DIFF_KIND_COUNT));
}

static void every_allocation_fails(void **state) {
  (void)state;
  lm_model *before = world("i", &same_code, LM_STATED), *after = world("j", &same_code, LM_INFERRED);
  for (long n = 0; n < 10000; n++) {
    lm_diff *diff;
    fail_alloc_round(n);
    lm_status status = lm_model_diff(&diff, before, after);
    if (!fail_alloc_stop()) {
      assert_int_equal(status, LM_OK);
      assert_int_equal(lm_diff_count(diff), 2);
      lm_diff_free(diff);
      lm_model_free(before);
      lm_model_free(after);
      assert_true(n > 20);
      return;
    }
    assert_int_equal(status, LM_ENOMEM);
    assert_null(diff);
  }
  fail_msg("never got through");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_says_nothing),          cmocka_unit_test(an_id_that_is_gone_is_not_the_new_one),
      cmocka_unit_test(the_same_reference_says_that_it_is), cmocka_unit_test(a_shared_reference_says_nothing),
      cmocka_unit_test(what_is_not_said_is_null),       cmocka_unit_test(words_for_everything),
      cmocka_unit_test(every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
