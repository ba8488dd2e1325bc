/* Every allocation fails once: what failed says LM_ENOMEM, changes nothing, and works when tried again.

   Linked with --wrap for malloc, calloc and realloc. */
#include "../../lib/values/seen.h"
#include <logicmodel/targets.h>

#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

/* Runs `call` again if memory failed; a second failure is none of ours. */
#define AGAIN(call, failure) \
  do { \
    if ((call) == (failure)) assert_int_not_equal((call), (failure)); \
  } while (0)

/* ---- the work, once per allocation ---- */

typedef void work(void);

static void fail_each_allocation(work *run) {
  for (long n = 0; fail_alloc_round(n); n++) {
    run();
    fail_alloc_stop();
  }
}

enum { SERIES = 40 };

static void fill_seen(void) {
  lm_seen *seen = lm_seen_new();
  if (!seen) seen = lm_seen_new();
  assert_non_null(seen);
  for (int round = 0; round < 2; round++)
    for (uint32_t s = 0; s < SERIES; s++)
      for (int32_t p = 0; p < 5; p++) {
        lm_period period = {s % 3 ? LM_DAY : LM_FISCAL, 365 * p};
        lm_seen_result got = lm_seen_add(seen, s / 2, s % 2, period);
        if (got == LM_SEEN_NOMEM) got = lm_seen_add(seen, s / 2, s % 2, period);
        assert_int_equal(got, round ? LM_SEEN_DUPLICATE : LM_SEEN_NEW);
      }
  assert_int_equal(lm_seen_series(seen), SERIES);
  lm_seen_free(seen);
}

static void fill_panel(void) {
  lm_panel *panel = NULL;
  AGAIN(lm_panel_new(&panel), LM_ENOMEM);
  lm_obs obs = lm_obs_none();
  for (int round = 0; round < 2; round++)
    for (uint32_t s = 0; s < SERIES; s++)
      for (int32_t p = 0; p < 9; p++) {
        obs.period = (lm_period){LM_DAY, 400 * (p * 7 % 9)};
        obs.value = p;
        lm_status got = lm_panel_add(panel, SERIES - s, 0, &obs);
        if (got == LM_ENOMEM) got = lm_panel_add(panel, SERIES - s, 0, &obs);
        assert_int_equal(got, round ? LM_EINVAL : LM_OK);
      }
  for (int i = 0; i < 20; i++) {
    uint32_t source = 99, note = 99;
    AGAIN(lm_panel_add_source(panel, &(lm_source){.id = "s", .title = "t"}, &source), LM_ENOMEM);
    AGAIN(lm_panel_add_note(panel, &(lm_text){{"note", NULL}}, &note), LM_ENOMEM);
    AGAIN(lm_panel_add_document(panel, &(lm_document){.file = "f"}), LM_ENOMEM);
    assert_int_equal(source, i);
    assert_int_equal(note, i + 1);
  }
  assert_int_equal(lm_panel_document_count(panel), 20);
  AGAIN(lm_panel_seal(panel), LM_ENOMEM);
  assert_int_equal(lm_panel_series_count(panel), SERIES);
  for (uint32_t s = 1; s <= SERIES; s++) assert_int_equal(lm_panel_find(panel, s, 0, -1)->count, 9);
  lm_panel_free(panel);
}

static void fill_areas(void) {
  lm_areas *areas = NULL;
  AGAIN(lm_areas_new(&areas), LM_ENOMEM);
  const lm_text note = {{"note", NULL}};
  for (uint32_t i = 0; i < SERIES; i++) {
    const char id[] = {(char)('A' + i / 10), (char)('0' + i % 10), '\0'};
    uint32_t index = 99;
    AGAIN(lm_areas_add(areas, &(lm_area){.id = id, .label = {{"label", NULL}}, .notes = {&note, 1}, .kind = "town", .within = i}, &index), LM_ENOMEM);
    assert_int_equal(index, i);
  }
  assert_int_equal(lm_areas_count(areas), SERIES);
  lm_areas_free(areas);
}

static lm_target numbered(uint32_t indicator, char *id, char round) {
  id[0] = round;
  id[1] = (char)('A' + indicator / 10);
  id[2] = (char)('0' + indicator % 10);
  id[3] = '\0';
  return (lm_target){.indicator = indicator, .kind = LM_TARGET_VALUE, .value = indicator, .lower = NAN, .upper = NAN, .by = NAN,
                     .by_percent = NAN, .id = id, .reason = "why", .place = {"targets.xml", 1, 1}};
}

/* Every target is revised: the old one must stay in force until the new one is in. */
static void fill_targets(void) {
  lm_targets *targets = NULL;
  size_t between = 0;
  AGAIN(lm_targets_new(&targets), LM_ENOMEM);
  for (uint32_t i = 0; i < SERIES; i++) {
    char id[4], other[4];
    lm_target first = numbered(i, id, 'a'), second = numbered(i, other, 'b');
    second.revises = id;
    lm_baseline baseline = {.indicator = i, .obs = lm_obs_none(), .place = {"targets.xml", 1, 1}};
    AGAIN(lm_targets_add_baseline(targets, &baseline), LM_ENOMEM);
    AGAIN(lm_targets_add(targets, &first), LM_ENOMEM);
    lm_status status = lm_targets_add(targets, &second);
    if (status == LM_ENOMEM) {
      assert_string_equal(lm_targets_find(targets, i, 0, 0)->id, id);
      assert_null(lm_targets_by_id(targets, other));
      lm_target next = numbered(i, (char[4]){0}, 'c'); /* takes the place that the failed one would have had */
      next.tier = 1;
      assert_int_equal(lm_targets_add(targets, &next), LM_OK);
      assert_null(lm_targets_by_id(targets, other));
      between++;
      status = lm_targets_add(targets, &second);
    }
    assert_int_equal(status, LM_OK);
    assert_string_equal(lm_targets_find(targets, i, 0, 0)->id, other);
    assert_true(lm_targets_by_id(targets, id)->superseded);
    AGAIN(lm_targets_add_document(targets, &(lm_document){.file = "f"}), LM_ENOMEM);
  }
  assert_int_equal(lm_targets_count(targets), 2 * SERIES + between);
  assert_int_equal(lm_targets_baseline_count(targets), SERIES);
  lm_targets_free(targets);
}

/* A target that breaks a rule, so that the finding's texts need memory too. */
static void test_targets_check(void **unused) {
  (void)unused;
  lm_model *model = NULL;
  lm_targets *targets = NULL;
  const lm_indicator indicator = {.direction = LM_DIR_UP, .lower = 0, .upper = 100};
  const lm_node_info node = {.kind = LM_INDICATOR, .id = "i", .parent = LM_NO_NODE, .tier = LM_NO_TIER, .indicator = &indicator};
  char id[4];
  lm_target target = numbered(0, id, 'a');
  target.value = 101;
  assert_int_equal(lm_model_new(&model), LM_OK);
  assert_int_equal(lm_model_add_tier(model, &(lm_tier){.id = "2027", .due = 21274}), LM_OK);
  assert_int_equal(lm_model_add_node(model, &node, NULL), LM_OK);
  assert_int_equal(lm_targets_new(&targets), LM_OK);
  assert_int_equal(lm_targets_add(targets, &target), LM_OK);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_status status = lm_targets_check(targets, model, NULL);
    assert_int_equal(status, fail_alloc_stop() ? LM_ENOMEM : LM_OK);
  }
  lm_targets_free(targets);
  lm_model_free(model);
}

static void test_seen(void **unused) {
  (void)unused;
  fail_each_allocation(fill_seen);
}

static void test_panel(void **unused) {
  (void)unused;
  fail_each_allocation(fill_panel);
}

static void test_areas(void **unused) {
  (void)unused;
  fail_each_allocation(fill_areas);
}

static void test_targets(void **unused) {
  (void)unused;
  fail_each_allocation(fill_targets);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_seen),
      cmocka_unit_test(test_panel),
      cmocka_unit_test(test_areas),
      cmocka_unit_test(test_targets),
      cmocka_unit_test(test_targets_check),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
