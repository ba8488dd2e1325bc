/* Words, areas and the panel of series. */
#include "../../lib/values/words.h"

#include "../support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- words ---- */

static void test_words_read_back(void **unused) {
  (void)unused;
  for (int i = LM_SUPPRESSED; i < LM_MISSING_COUNT; i++) {
    lm_missing got;
    const char *word = lm_missing_word((lm_missing)i);
    assert_true(lm_missing_parse(&got, word, strlen(word)) && (int)got == i);
  }
  for (int i = 0; i < LM_FLAG_COUNT; i++) {
    lm_flag got;
    const char *word = lm_flag_word((lm_flag)(1u << i));
    assert_true(lm_flag_parse(&got, word, strlen(word)) && (unsigned)got == 1u << i);
  }
  for (int i = 0; i < LM_PERIOD_KIND_COUNT; i++) {
    int got;
    const char *word = lm_basis_word(i);
    assert_true(lm_basis_parse(&got, word, strlen(word)) && got == i);
  }
  for (int i = 0; i < LM_TARGET_KIND_COUNT; i++) {
    lm_target_kind got;
    const char *word = lm_target_kind_word((lm_target_kind)i);
    assert_true(lm_target_kind_parse(&got, word, strlen(word)) && (int)got == i);
  }
}

static void test_what_is_no_word(void **unused) {
  (void)unused;
  lm_missing missing;
  lm_flag flag;
  int basis;
  assert_null(lm_missing_word(LM_PRESENT));
  assert_null(lm_missing_word(LM_MISSING_COUNT));
  assert_null(lm_flag_word((lm_flag)0));
  assert_null(lm_flag_word((lm_flag)(LM_PROVISIONAL | LM_ESTIMATED)));
  assert_null(lm_basis_word(-1));
  assert_null(lm_basis_word(LM_PERIOD_KIND_COUNT));
  assert_null(lm_target_kind_word(LM_TARGET_KIND_COUNT));
  assert_false(lm_missing_parse(&missing, "not-yet-", 8));
  assert_false(lm_missing_parse(&missing, "", 0));
  assert_true(lm_missing_parse(&missing, "not-yet-", 7)); /* not NUL-terminated: the length counts */
  assert_false(lm_flag_parse(&flag, "Break", 5));
  assert_false(lm_basis_parse(&basis, "year", 4));
}

/* ---- areas ---- */

static void test_areas(void **unused) {
  (void)unused;
  lm_areas *areas = NULL;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  const lm_text note = {{NULL, "注"}};
  lm_area first = {.id = "23227", .label = {{"Miyoshi", "みよし市"}}, .notes = {&note, 1}};
  uint32_t index = 99;
  assert_int_equal(lm_areas_add(areas, &first, &index), LM_OK);
  assert_int_equal(index, 0);
  const lm_area *kept = lm_areas_at(areas, 0);
  for (int i = 0; i < 2000; i++) {
    char id[16];
    snprintf(id, sizeof id, "a%04d", i);
    assert_int_equal(lm_areas_add(areas, &(lm_area){.id = id}, &index), LM_OK);
    assert_int_equal(index, (uint32_t)i + 1);
  }
  assert_ptr_equal(kept, lm_areas_at(areas, 0));
  assert_string_equal(kept->label.in[LM_JA], "みよし市");
  assert_string_equal(kept->notes.item[0].in[LM_JA], "注");
  assert_null(kept->notes.item[0].in[LM_EN]);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "23227", .label = {{"Other", NULL}}}, &index), LM_OK);
  assert_int_equal(index, 0);
  assert_string_equal(kept->label.in[LM_EN], "Miyoshi");
  assert_int_equal(lm_areas_count(areas), 2001);
  assert_int_equal(lm_areas_find(areas, "a1234xyz", 5), 1235);
  assert_int_equal(lm_areas_find(areas, "a1234xyz", 6), LM_NO_AREA);
  assert_null(lm_areas_at(areas, 2001));
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = ""}, &index), LM_EINVAL);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = NULL}, NULL), LM_EINVAL);
  lm_areas_free(areas);
  lm_areas_free(NULL);
}

static void test_areas_within_areas(void **unused) {
  (void)unused;
  lm_areas *areas = NULL;
  uint32_t index;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "early", .within = 1}, &index), LM_EINVAL); /* nothing is there yet */
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "county"}, &index), LM_OK);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "town", .kind = "town", .within = 1}, &index), LM_OK);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "centre"}, &index), LM_OK);
  assert_int_equal(lm_areas_within(areas, 2), LM_NO_AREA);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "centre", .kind = "centre", .within = 2}, &index), LM_OK); /* said later */
  assert_int_equal(lm_areas_within(areas, 2), 1);
  assert_string_equal(lm_areas_at(areas, 2)->kind, "centre");
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "town", .kind = "city", .within = 3}, &index), LM_OK); /* the first stays */
  assert_string_equal(lm_areas_at(areas, 1)->kind, "town");
  assert_int_equal(lm_areas_within(areas, 1), 0);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "county", .within = 3}, &index), LM_OK); /* would close a circle */
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "county", .within = 1}, &index), LM_OK);
  assert_int_equal(lm_areas_within(areas, 0), LM_NO_AREA);
  assert_true(lm_areas_inside(areas, 2, 0) && lm_areas_inside(areas, 2, 1) && !lm_areas_inside(areas, 2, 2) && !lm_areas_inside(areas, 0, 2));
  assert_false(lm_areas_inside(areas, 99, 0));
  lm_areas_free(areas);
}

/* ---- the panel ---- */

static lm_obs value_at(lm_period_kind kind, int32_t index, double value) {
  lm_obs obs = lm_obs_none();
  obs.period = (lm_period){kind, index};
  obs.value = value;
  return obs;
}

static lm_status add(lm_panel *panel, lm_node indicator, uint32_t area, lm_period_kind kind, int32_t index, double value) {
  lm_obs obs = value_at(kind, index, value);
  return lm_panel_add(panel, indicator, area, &obs);
}

static lm_status add_missing(lm_panel *panel, lm_node indicator, uint32_t area, lm_period_kind kind, int32_t index) {
  lm_obs obs = value_at(kind, index, NAN);
  obs.missing = LM_NOT_COLLECTED;
  return lm_panel_add(panel, indicator, area, &obs);
}

static lm_panel *new_panel(void) {
  lm_panel *panel = NULL;
  assert_int_equal(lm_panel_new(&panel), LM_OK);
  return panel;
}

static void test_an_empty_panel(void **unused) {
  (void)unused;
  lm_panel *panel = new_panel();
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  assert_int_equal(lm_panel_series_count(panel), 0);
  assert_null(lm_panel_series(panel, 0));
  assert_null(lm_panel_find(panel, 0, 0, -1));
  assert_null(lm_panel_source(panel, LM_NO_SOURCE));
  assert_null(lm_panel_note(panel, 0));
  assert_int_equal(lm_panel_seal(panel), LM_EINVAL);
  lm_panel_free(panel);
  lm_panel_free(NULL);
}

static void test_an_observation_is_a_value_or_a_reason(void **unused) {
  (void)unused;
  lm_panel *panel = new_panel();
  lm_obs neither = lm_obs_none(), both = value_at(LM_YEAR, 2024, 1), no_kind = value_at(LM_PERIOD_KIND_COUNT, 2024, 1);
  both.missing = LM_SUPPRESSED;
  assert_int_equal(lm_panel_add(panel, 0, 0, &neither), LM_EINVAL);
  assert_int_equal(lm_panel_add(panel, 0, 0, &both), LM_EINVAL);
  assert_int_equal(lm_panel_add(panel, 0, 0, &no_kind), LM_EINVAL);
  assert_int_equal(add(panel, 0, 0, LM_YEAR, 2024, 0), LM_OK);
  assert_int_equal(add_missing(panel, 0, 0, LM_YEAR, 2025), LM_OK);
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  assert_int_equal(add(panel, 0, 0, LM_YEAR, 2026, 1), LM_EINVAL);
  assert_int_equal(lm_panel_series_count(panel), 1);
  assert_int_equal(lm_panel_series(panel, 0)->count, 2);
  lm_panel_free(panel);
}

static void test_kinds_are_kept_apart(void **unused) {
  (void)unused;
  lm_panel *panel = new_panel();
  assert_int_equal(add(panel, 3, 7, LM_FISCAL, 2024, 1), LM_OK);
  assert_int_equal(add(panel, 3, 7, LM_YEAR, 2024, 2), LM_OK);
  assert_int_equal(add(panel, 3, 7, LM_FISCAL, 2024, 3), LM_EINVAL);
  assert_int_equal(add_missing(panel, 3, 7, LM_FISCAL, 2022), LM_OK);
  assert_int_equal(add_missing(panel, 3, 7, LM_FISCAL, 2023), LM_OK);
  assert_int_equal(add(panel, 4, 7, LM_YEAR, 2024, 1), LM_OK);
  assert_int_equal(add(panel, 4, 7, LM_FISCAL, 2024, 2), LM_OK);
  assert_null(lm_panel_find(panel, 3, 7, LM_YEAR)); /* not sealed yet */
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  assert_int_equal(lm_panel_find(panel, 3, 7, LM_YEAR)->count, 1);
  assert_int_equal(lm_panel_find(panel, 3, 7, LM_FISCAL)->count, 3);
  assert_null(lm_panel_find(panel, 3, 7, LM_MONTH));
  assert_null(lm_panel_find(panel, 3, 8, -1));
  /* One value each: reasons do not count, and the lower kind wins. */
  assert_int_equal(lm_panel_find(panel, 3, 7, -1)->kind, LM_YEAR);
  assert_int_equal(lm_panel_find(panel, 4, 7, -1)->kind, LM_YEAR);
  lm_panel_free(panel);

  panel = new_panel();
  add(panel, 3, 7, LM_YEAR, 2024, 1);
  add(panel, 3, 7, LM_DAY, 19000, 2);
  add(panel, 3, 7, LM_DAY, 19365, 3);
  add(panel, 3, 7, LM_MONTH, 24000, 2);
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  assert_int_equal(lm_panel_find(panel, 3, 7, -1)->kind, LM_DAY);
  lm_panel_free(panel);
}

enum { INDICATORS = 7, AREAS = 11, KINDS = LM_PERIOD_KIND_COUNT, PERIODS = 90, ADDS = 30000 };

/* Which cell a value is of, so that a value tells where it belongs. */
static double cell(uint32_t i, uint32_t a, uint32_t k, uint32_t p) {
  return (double)(((i * AREAS + a) * KINDS + k) * PERIODS + p);
}

static void test_random_order_against_a_plain_table(void **unused) {
  (void)unused;
  static bool have[INDICATORS][AREAS][KINDS][PERIODS];
  memset(have, 0, sizeof have);
  lm_panel *panel = new_panel();
  srand(20250701);
  for (int n = 0; n < ADDS; n++) {
    uint32_t i = (uint32_t)rand() % INDICATORS, a = (uint32_t)rand() % AREAS, k = (uint32_t)rand() % KINDS;
    uint32_t p = (uint32_t)rand() % PERIODS;
    lm_status want = have[i][a][k][p] ? LM_EINVAL : LM_OK;
    assert_int_equal(add(panel, i, a, (lm_period_kind)k, 5 * (int32_t)p - 100, cell(i, a, k, p)), want);
    have[i][a][k][p] = true;
  }
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  size_t at = 0;
  for (uint32_t i = 0; i < INDICATORS; i++)
    for (uint32_t a = 0; a < AREAS; a++)
      for (uint32_t k = 0; k < KINDS; k++) {
        const lm_series *s = lm_panel_find(panel, i, a, (int)k);
        size_t count = 0;
        for (uint32_t p = 0; p < PERIODS; p++) {
          if (!have[i][a][k][p]) continue;
          assert_true(s && count < s->count && s->obs[count].value == cell(i, a, k, p));
          assert_int_equal(s->obs[count].period.index, 5 * (int32_t)p - 100);
          count++;
        }
        if (count == 0) continue;
        assert_int_equal(s->count, count);
        assert_ptr_equal(s, lm_panel_series(panel, at++)); /* sorted by indicator, area, kind */
        assert_true(s->indicator == i && s->area == a && (uint32_t)s->kind == k);
      }
  assert_int_equal(lm_panel_series_count(panel), at);
  lm_panel_free(panel);
}

/* Series one behind the other, of any length, long ones after short ones and the other way round; and some that grow when others stand behind
   them already. */
static void test_series_that_grow(void **unused) {
  (void)unused;
  enum { GROWING = 3000, LONGEST = 90, LATER = 30 };
  lm_panel *panel = new_panel();
  lm_obs obs = lm_obs_none();
  for (uint32_t s = 0; s < GROWING; s++)
    for (int32_t p = 0; p < (int32_t)(s * s % LONGEST) + 1; p++) {
      obs.period = (lm_period){LM_YEAR, p};
      obs.value = s * 1000.0 + p;
      assert_int_equal(lm_panel_add(panel, s, s % 7, &obs), LM_OK);
    }
  for (int32_t p = LONGEST; p < LONGEST + LATER; p++)
    for (uint32_t s = 0; s < GROWING; s += 11) {
      obs.period = (lm_period){LM_YEAR, p};
      obs.value = s * 1000.0 + p;
      assert_int_equal(lm_panel_add(panel, s, s % 7, &obs), LM_OK);
    }
  assert_int_equal(lm_panel_seal(panel), LM_OK);
  assert_int_equal(lm_panel_series_count(panel), GROWING);
  for (uint32_t s = 0; s < GROWING; s++) {
    const lm_series *series = lm_panel_find(panel, s, s % 7, LM_YEAR);
    const size_t first = s * s % LONGEST + 1;
    assert_non_null(series);
    assert_int_equal(series->count, first + (s % 11 == 0 ? LATER : 0));
    for (size_t i = 0; i < series->count; i++) {
      const int32_t at = i < first ? (int32_t)i : LONGEST + (int32_t)(i - first);
      assert_int_equal(series->obs[i].period.index, at);
      lm_assert_close(series->obs[i].value, s * 1000.0 + at, 0, 0, "value");
    }
  }
  lm_panel_free(panel);
}

static void test_sources_notes_documents(void **unused) {
  (void)unused;
  lm_panel *panel = new_panel();
  uint32_t index = 99;
  char id[] = "ndb";
  assert_int_equal(lm_panel_add_source(panel, &(lm_source){.id = id, .title = "NDB", .edition = "9"}, &index), LM_OK);
  id[0] = 'x'; /* a copy was taken */
  assert_int_equal(index, 0);
  assert_string_equal(lm_panel_source(panel, 0)->id, "ndb");
  assert_string_equal(lm_panel_source(panel, 0)->edition, "9");
  assert_null(lm_panel_source(panel, 0)->url);
  assert_null(lm_panel_source(panel, 1));
  assert_int_equal(lm_panel_add_note(panel, &(lm_text){{"lower bound", "下限値"}}, &index), LM_OK);
  assert_int_equal(index, 1);
  assert_string_equal(lm_panel_note(panel, 1)->in[LM_JA], "下限値");
  assert_null(lm_panel_note(panel, 0));
  assert_null(lm_panel_note(panel, 2));
  const lm_text notes[] = {{{"one", NULL}}, {{"two", NULL}}};
  const lm_document document = {.file = "values.xml", .title = {{"Values", NULL}}, .notes = {notes, 2}, .fictional = true};
  assert_int_equal(lm_panel_add_document(panel, &document), LM_OK);
  assert_int_equal(lm_panel_document_count(panel), 1);
  assert_string_equal(lm_panel_document(panel, 0)->file, "values.xml");
  assert_string_equal(lm_panel_document(panel, 0)->notes.item[1].in[LM_EN], "two");
  assert_true(lm_panel_document(panel, 0)->fictional);
  assert_null(lm_panel_document(panel, 1));
  lm_panel_free(panel);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_read_back),
      cmocka_unit_test(test_what_is_no_word),
      cmocka_unit_test(test_areas),
      cmocka_unit_test(test_areas_within_areas),
      cmocka_unit_test(test_an_empty_panel),
      cmocka_unit_test(test_an_observation_is_a_value_or_a_reason),
      cmocka_unit_test(test_kinds_are_kept_apart),
      cmocka_unit_test(test_random_order_against_a_plain_table),
      cmocka_unit_test(test_series_that_grow),
      cmocka_unit_test(test_sources_notes_documents),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
