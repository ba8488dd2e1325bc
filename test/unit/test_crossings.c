/* Where models meet: by vocabulary and code together, in order, each once; models are told apart by their ids. */
#include "../support/close.h"

#include <logicmodel/crossings.h>
#include <logicmodel/read.h>

#include <string.h>

#define MODEL(id, body) \
  "<model xmlns='urn:logicmodel:model:1' version='1.1' id='" id "'><title xml:lang='en'>T</title><tier id='t' level='final' due='2030-03-31'><label xml:lang='en'>T</label></tier><scene id='s' certainty='stated'><label xml:lang='en'>S</label></scene>" body \
  "</model>"
#define REF(vocabulary, code) "<ref vocabulary='" vocabulary "' code='" code "'/>"
#define ITEM(id, refs) "<initiative id='" id "' scene='s' certainty='stated'><label xml:lang='en'>" id "</label>" refs "</initiative>"

static lm_model *model_of(const char *text) {
  lm_model *model;
  lm_diags *diags;
  const lm_input input = {.data = text, .size = strlen(text), .name = "model"};
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_read_model(&model, &input, diags), LM_OK);
  assert_int_equal(lm_diags_count(diags, LM_ERROR), 0);
  lm_diags_free(diags);
  return model;
}

static const char *id_at(const lm_model *model, lm_node node) { return lm_model_node(model, node)->id; }

static void nodes_meet_by_vocabulary_and_code(void **state) {
  (void)state;
  lm_model *home = model_of(MODEL("home", ITEM("a", REF("v", "x") REF("v", "y")) ITEM("b", REF("w", "x")) ITEM("c", "")));
  lm_model *one = model_of(MODEL("one", ITEM("p", REF("v", "y") REF("v", "x")) ITEM("q", REF("w", "z"))));
  lm_model *two = model_of(MODEL("two", ITEM("a", REF("w", "x")) ITEM("r", REF("v", "x") REF("v", "x"))));
  const lm_model *const others[] = {one, two};
  static const struct {
    const char *from, *to, *code;
    size_t model;
  } want[] = {{"a", "p", "x", 0}, {"a", "p", "y", 0}, {"a", "r", "x", 1}, {"b", "a", "x", 1}};
  lm_crossings *crossings;
  assert_int_equal(lm_crossings_new(&crossings, home, others, 2), LM_OK);
  assert_int_equal(lm_crossings_count(crossings), 4);
  for (size_t i = 0; i < 4; i++) {
    const lm_crossing *c = lm_crossings_at(crossings, i);
    assert_string_equal(id_at(home, c->from), want[i].from);
    assert_int_equal(c->model, want[i].model);
    assert_string_equal(id_at(others[c->model], c->to), want[i].to);
    assert_string_equal(c->ref->code, want[i].code);
  }
  assert_null(lm_crossings_at(crossings, 4));
  size_t count;
  assert_ptr_equal(lm_crossings_of(crossings, lm_model_find_name(home, "initiative:a"), &count), lm_crossings_at(crossings, 0));
  assert_int_equal(count, 3);
  assert_ptr_equal(lm_crossings_of(crossings, lm_model_find_name(home, "initiative:b"), &count), lm_crossings_at(crossings, 3));
  assert_int_equal(count, 1);
  assert_null(lm_crossings_of(crossings, lm_model_find_name(home, "initiative:c"), &count));
  assert_int_equal(count, 0);
  lm_crossings_free(crossings);
  lm_model_free(two);
  lm_model_free(one);
  lm_model_free(home);
}

static void meeting_is_the_same_from_both_sides(void **state) {
  (void)state;
  lm_model *home = model_of(MODEL("home", ITEM("a", REF("v", "x")) ITEM("b", REF("v", "x"))));
  lm_model *other = model_of(MODEL("other", ITEM("p", REF("v", "x")) ITEM("q", REF("v", "x")) ITEM("r", REF("v", "x"))));
  const lm_model *h = home, *o = other;
  lm_crossings *there, *back;
  assert_int_equal(lm_crossings_new(&there, home, &o, 1), LM_OK);
  assert_int_equal(lm_crossings_new(&back, other, &h, 1), LM_OK);
  assert_int_equal(lm_crossings_count(there), 6);
  assert_int_equal(lm_crossings_count(back), 6);
  lm_crossings_free(back);
  lm_crossings_free(there);
  lm_model_free(other);
  lm_model_free(home);
}

static void models_are_told_apart_by_their_ids(void **state) {
  (void)state;
  lm_model *home = model_of(MODEL("home", "")), *twin = model_of(MODEL("home", "")), *other = model_of(MODEL("other", ""));
  const lm_model *const itself[] = {home}, *const same_id[] = {twin}, *const twice[] = {other, other}, *const fine[] = {other};
  lm_crossings *crossings;
  assert_int_equal(lm_crossings_new(&crossings, home, itself, 1), LM_EINVAL);
  assert_null(crossings);
  assert_int_equal(lm_crossings_new(&crossings, home, same_id, 1), LM_EINVAL);
  assert_int_equal(lm_crossings_new(&crossings, home, twice, 2), LM_EINVAL);
  assert_int_equal(lm_crossings_new(&crossings, home, fine, 1), LM_OK);
  assert_int_equal(lm_crossings_count(crossings), 0);
  lm_crossings_free(crossings);
  assert_int_equal(lm_crossings_new(&crossings, home, NULL, 0), LM_OK);
  lm_crossings_free(crossings);
  lm_crossings_free(NULL);
  lm_model_free(other);
  lm_model_free(twin);
  lm_model_free(home);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nodes_meet_by_vocabulary_and_code), cmocka_unit_test(meeting_is_the_same_from_both_sides),
                                     cmocka_unit_test(models_are_told_apart_by_their_ids)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
