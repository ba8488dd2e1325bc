/* Codes, kinds and lives of areas. The codes of the first table are published ones (総務省 全国地方公共団体コード); the others are made up. */
#include "../support/close.h"

#include <logicmodel/logicmodel.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int32_t day(const char *text) {
  int32_t day = 0;
  assert_true(lm_day_parse(&day, text, strlen(text)));
  return day;
}

static void check_digits(void **state) {
  (void)state;
  static const char *const codes[] = {
      "011002", /* the sum, 9, is below 11 */
      "011011", /* the sum is 11: remainder 0 gives 11, of that 1 */
      "012050", /* remainder 1 gives 10, of that 0 */
      "131016", "132128", "271004", "472018", "130001",
  };
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    if (lm_area_check_digit(codes[i]) != codes[i][5]) fail_msg("%s: computed %c", codes[i], lm_area_check_digit(codes[i]));
  }
}

static void codes_fit_their_kind(void **state) {
  (void)state;
  static const struct {
    const char *label, *code, *kind;
    lm_area_code_fault fault;
    const char *right;
  } cases[] = {
      {"six digits", "132128", "municipality", LM_AREA_CODE_OK, ""},
      {"five digits", "13212", "市区町村", LM_AREA_CODE_OK, ""},
      {"a wrong check digit", "132127", "municipality", LM_AREA_CODE_DIGIT, "132128"},
      {"two digits changed places", "123128", "municipality", LM_AREA_CODE_DIGIT, "123129"},
      {"a ward", "141011", "行政区", LM_AREA_CODE_OK, ""},
      {"four digits: the leading zero is lost", "1100", "municipality", LM_AREA_CODE_FORM, ""},
      {"a prefecture is no municipality", "130001", "municipality", LM_AREA_CODE_FORM, ""},
      {"there are 47 prefectures", "482129", "municipality", LM_AREA_CODE_FORM, ""},
      {"prefecture 00", "00212", "municipality", LM_AREA_CODE_FORM, ""},
      {"letters", "13A12", "municipality", LM_AREA_CODE_FORM, ""},
      {"full-width digits", "１３２１２", "municipality", LM_AREA_CODE_FORM, ""},
      {"a blank behind", "13212 ", "municipality", LM_AREA_CODE_FORM, ""},
      {"seven digits", "1321281", "municipality", LM_AREA_CODE_FORM, ""},
      {"a prefecture, two digits", "13", "prefecture", LM_AREA_CODE_OK, ""},
      {"a prefecture, five", "13000", "都道府県", LM_AREA_CODE_OK, ""},
      {"a prefecture, six", "130001", "prefecture", LM_AREA_CODE_OK, ""},
      {"a prefecture, wrong digit", "130009", "prefecture", LM_AREA_CODE_DIGIT, "130001"},
      {"a prefecture, one digit", "1", "prefecture", LM_AREA_CODE_FORM, ""},
      {"a medical area", "1309", "二次医療圏", LM_AREA_CODE_OK, ""},
      {"medical areas are counted from 01", "1300", "secondary-medical-area", LM_AREA_CODE_FORM, ""},
      {"the nation", "00000", "nation", LM_AREA_CODE_OK, ""},
      {"not the nation", "13000", "国", LM_AREA_CODE_FORM, ""},
      {"kind not said, six digits", "132127", NULL, LM_AREA_CODE_DIGIT, "132128"},
      {"kind not said, four digits", "1100", NULL, LM_AREA_CODE_UNCLEAR, "01100"},
      {"kind not said, another list", "JP-13", NULL, LM_AREA_CODE_OK, ""},
      {"kind not said, three digits", "999", NULL, LM_AREA_CODE_OK, ""},
      {"kind not said, no prefecture", "99999", NULL, LM_AREA_CODE_OK, ""},
      {"a kind of one's own", "132127", "地域包括支援センター", LM_AREA_CODE_OK, ""},
      {"a district", "3", "district", LM_AREA_CODE_OK, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char right[LM_AREA_CODE_SIZE] = "?";
    lm_area_code_fault fault = lm_area_code_check(cases[i].code, strlen(cases[i].code), cases[i].kind, right);
    if (fault != cases[i].fault || strcmp(right, cases[i].right) != 0) fail_msg("%s: %d, right '%s'", cases[i].label, (int)fault, right);
  }
}

static void spellings_of_one_code_meet(void **state) {
  (void)state;
  static const struct {
    const char *code, *key;
  } cases[] = {
      {"132128", "13212"}, {"13212", "13212"}, {"132127", "132127"}, {"130001", "13000"}, {"13", "13000"},   {"13000", "13000"},
      {"1309", "1309"},    {"1", "1"},         {"x-2", "x-2"},       {"", ""},            {"abcdefg", "abcdefg"},
  };
  char key[LM_AREA_CODE_SIZE];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_string_equal(lm_area_code_key(cases[i].code, strlen(cases[i].code), key), cases[i].key);
  }
  assert_null(lm_area_code_key("abcdefgh", 8, key));
}

static void kinds_have_an_order_and_names(void **state) {
  (void)state;
  assert_int_equal(lm_area_kind_of("二次医療圏"), LM_AREA_MEDICAL);
  assert_int_equal(lm_area_kind_of("district"), LM_AREA_DISTRICT);
  assert_int_equal(lm_area_kind_of("centre"), LM_AREA_OTHER);
  assert_int_equal(lm_area_kind_of(NULL), LM_AREA_OTHER);
  assert_null(lm_area_kind_word(LM_AREA_OTHER));
  assert_string_equal(lm_area_kind_in("都道府県", LM_EN), "prefecture");
  assert_string_equal(lm_area_kind_in("nation", LM_JA), "国");
  assert_string_equal(lm_area_kind_in("地域包括支援センター", LM_EN), "地域包括支援センター");
  assert_string_equal(lm_area_kind_in(NULL, LM_EN), "");
  assert_true(lm_area_kind_same("市区町村", "municipality"));
  assert_false(lm_area_kind_same("centre", "center"));
}

static uint32_t add(lm_areas *areas, lm_area area) {
  uint32_t index;
  assert_int_equal(lm_areas_add(areas, &area, &index), LM_OK);
  return index;
}

static void a_code_finds_its_area(void **state) {
  (void)state;
  lm_areas *areas;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_false(lm_areas_have_codes(areas));
  assert_int_equal(lm_areas_find_code(areas, "13901", 5, 0), LM_NO_AREA);
  uint32_t town = add(areas, (lm_area){.id = "town", .code = "139017", .has_to = true, .to = day("2010-03-31")});
  uint32_t city = add(areas, (lm_area){.id = "city", .code = "13901", .has_from = true, .from = day("2010-04-01")});
  uint32_t school = add(areas, (lm_area){.id = "school", .code = "district-12345"});
  assert_true(lm_areas_have_codes(areas));
  assert_int_equal(lm_areas_find_code(areas, "139017", 6, day("2000-01-01")), town);
  assert_int_equal(lm_areas_find_code(areas, "13901", 5, day("2010-04-01")), city);
  assert_int_equal(lm_areas_find_code(areas, "139018", 6, 0), LM_NO_AREA); /* another check digit is another code */
  assert_int_equal(lm_areas_find_code(areas, "district-12345", 14, 0), school);
  assert_int_equal(lm_areas_rival(areas, &(lm_area){.id = "x", .code = "139017", .has_to = true, .to = day("2000-01-01")}), town);
  assert_int_equal(lm_areas_rival(areas, &(lm_area){.id = "town", .code = "139017", .has_to = true, .to = day("2000-01-01")}), LM_NO_AREA);
  /* a code said later is found as well, and the first said stays */
  assert_int_equal(add(areas, (lm_area){.id = "late"}), 3);
  add(areas, (lm_area){.id = "late", .code = "13902", .kind = "市区町村"});
  add(areas, (lm_area){.id = "late", .code = "13903"});
  assert_int_equal(lm_areas_find_code(areas, "13902", 5, 0), 3);
  assert_int_equal(lm_areas_find_code(areas, "13903", 5, 0), LM_NO_AREA);
  assert_string_equal(lm_areas_at(areas, 3)->kind, "municipality");
  lm_areas_free(areas);
}

static void expect_meant(const lm_areas *areas, const char *text, const char *ids) {
  uint32_t meant[4];
  char found[64] = "";
  const size_t count = lm_areas_meant(areas, text, meant, 4);
  for (size_t i = 0; i < count && i < 4; i++) {
    if (i) strcat(found, " ");
    strcat(found, lm_areas_at(areas, meant[i])->id);
  }
  if (strcmp(found, ids) != 0) fail_msg("%s: '%s'", text, found);
  assert_int_equal(lm_areas_named(areas, text), count == 1 ? meant[0] : LM_NO_AREA);
  assert_int_equal(lm_areas_meant(areas, text, NULL, 0), count);
}

static void what_is_written_can_mean_several_areas(void **state) {
  (void)state;
  lm_areas *areas;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  expect_meant(areas, "kita", "");
  add(areas, (lm_area){.id = "kita", .code = "012050", .label = {.in = {[LM_JA] = "北市", [LM_EN] = "Kita"}}});
  add(areas, (lm_area){.id = "block", .code = "1205", .kind = "secondary-medical-area", .label = {.in = {[LM_JA] = "北市"}}});
  add(areas, (lm_area){.id = "Kita", .label = {.in = {[LM_EN] = "North", [LM_JA] = "North"}}});
  add(areas, (lm_area){.id = "far", .code = "1100", .label = {.in = {[LM_EN] = "13212"}}});
  expect_meant(areas, "kita", "kita");
  expect_meant(areas, "012050", "kita");
  expect_meant(areas, "01205", "kita");
  expect_meant(areas, "012051", ""); /* another check digit is another code */
  expect_meant(areas, "12050", "");  /* a zero is not put back */
  expect_meant(areas, "1205", "block kita");
  expect_meant(areas, "1100", "far");
  expect_meant(areas, "北市", "kita block");
  expect_meant(areas, "Kita", "Kita"); /* an id comes before a label */
  expect_meant(areas, "North", "Kita"); /* once, though it is so in both languages */
  expect_meant(areas, "13212", "far");
  expect_meant(areas, "北", "");
  expect_meant(areas, "", "");
  lm_areas_free(areas);
}

static void no_circles(void **state) {
  (void)state;
  lm_areas *areas;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  static const char *const ids[] = {"a", "b", "c"};
  for (size_t i = 0; i < 3; i++) add(areas, (lm_area){.id = ids[i]});
  assert_int_equal(lm_areas_put_within(areas, 0, 0), LM_EINVAL);
  assert_int_equal(lm_areas_put_within(areas, 0, 1), LM_OK);
  assert_int_equal(lm_areas_put_within(areas, 0, 1), LM_OK);
  assert_int_equal(lm_areas_put_within(areas, 0, 2), LM_EINVAL); /* said otherwise before */
  assert_int_equal(lm_areas_put_within(areas, 1, 2), LM_OK);
  assert_int_equal(lm_areas_put_within(areas, 2, 0), LM_EINVAL);
  assert_int_equal(lm_areas_put_successor(areas, 0, 1), LM_OK);
  assert_int_equal(lm_areas_put_successor(areas, 1, 0), LM_EINVAL);
  assert_int_equal(lm_areas_after(areas, 0, 0), 1);
  assert_int_equal(lm_areas_after(areas, 2, 0), LM_NO_AREA);
  assert_int_equal(lm_areas_add(areas, &(lm_area){.id = "d", .successor = 9}, NULL), LM_EINVAL);
  lm_areas_free(areas);
}

static void an_area_is_divided(void **state) {
  (void)state;
  lm_areas *areas, *other;
  char ids[16];
  uint32_t index;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  static const char *const names[] = {"town", "north", "south", "city"};
  for (size_t i = 0; i < 4; i++) add(areas, (lm_area){.id = names[i]});
  assert_string_equal(lm_areas_after_ids(areas, 0, ids, sizeof ids), "");
  for (uint32_t i = 1; i < 3; i++) assert_int_equal(lm_areas_put_successor(areas, 0, i), LM_OK);
  assert_int_equal(lm_areas_put_successor(areas, 0, 1), LM_OK); /* said twice is said once */
  for (uint32_t i = 1; i < 3; i++) assert_int_equal(lm_areas_put_successor(areas, i, 3), LM_OK);
  assert_int_equal(lm_areas_put_successor(areas, 3, 0), LM_EINVAL); /* both ways lead back to the town */
  assert_int_equal(lm_areas_put_successor(areas, 0, 0), LM_EINVAL);
  assert_int_equal(lm_areas_after(areas, 0, 1), 2);
  assert_int_equal(lm_areas_after(areas, 0, 2), LM_NO_AREA);
  assert_int_equal(lm_areas_before(areas, 3, 0), 1);
  assert_int_equal(lm_areas_before(areas, 3, 1), 2);
  assert_int_equal(lm_areas_before(areas, 0, 0), LM_NO_AREA);
  assert_int_equal(lm_areas_before(areas, 9, 0), LM_NO_AREA);
  assert_int_equal(lm_areas_at(areas, 0)->successor, 2);
  assert_string_equal(lm_areas_after_ids(areas, 0, ids, sizeof ids), "north south");
  assert_string_equal(lm_areas_after_ids(areas, 0, ids, 11), "north"); /* whole ids only */
  assert_int_equal(lm_areas_new(&other), LM_OK);
  lm_areas_know(other, areas);
  assert_int_equal(lm_areas_recall(other, "town", 4, 0, &index), LM_OK);
  assert_int_equal(lm_areas_count(other), 4);
  assert_string_equal(lm_areas_after_ids(other, index, ids, sizeof ids), "north south");
  lm_areas_free(other);
  lm_areas_free(areas);
}

/* Divided and merged again and again: two ways at every step, looked at once each. */
static void many_ways_are_gone_once(void **state) {
  (void)state;
  enum { STEPS = 200 };
  lm_areas *areas;
  char id[16];
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  for (unsigned i = 0; i < 3 * STEPS + 1; i++) {
    snprintf(id, sizeof id, "a%u", i);
    add(areas, (lm_area){.id = id});
  }
  for (uint32_t i = 0; i < STEPS; i++) {
    for (uint32_t k = 1; k < 3; k++) {
      assert_int_equal(lm_areas_put_successor(areas, 3 * i, 3 * i + k), LM_OK);
      assert_int_equal(lm_areas_put_successor(areas, 3 * i + k, 3 * i + 3), LM_OK);
    }
  }
  assert_int_equal(lm_areas_put_successor(areas, 3 * STEPS, 0), LM_EINVAL);
  lm_areas_free(areas);
}

static void areas_live_between_their_days(void **state) {
  (void)state;
  const lm_area old = {.id = "old", .has_to = true, .to = day("2024-09-30")};
  const lm_area young = {.id = "new", .has_from = true, .from = day("2024-10-01")};
  const lm_area always = {.id = "always"};
  assert_true(lm_area_exists_on(&old, day("2024-09-30")));
  assert_false(lm_area_exists_on(&old, day("2024-10-01")));
  assert_true(lm_area_exists_on(&young, day("2024-10-01")));
  assert_false(lm_area_meets(&old, &young));
  assert_true(lm_area_meets(&old, &always));
  const lm_period year = {LM_FISCAL, 2024}, before = {LM_FISCAL, 2023}, after = {LM_FISCAL, 2025};
  assert_int_equal(lm_area_outlived(&old, year), 0); /* it ends within that year */
  assert_true(lm_area_outlived(&old, after) > 0);
  assert_int_equal(lm_area_outlived(&young, year), 0);
  assert_true(lm_area_outlived(&young, before) < 0);
  assert_int_equal(lm_area_outlived(&always, before), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(check_digits),
      cmocka_unit_test(codes_fit_their_kind),
      cmocka_unit_test(spellings_of_one_code_meet),
      cmocka_unit_test(kinds_have_an_order_and_names),
      cmocka_unit_test(a_code_finds_its_area),
      cmocka_unit_test(what_is_written_can_mean_several_areas),
      cmocka_unit_test(no_circles),
      cmocka_unit_test(an_area_is_divided),
      cmocka_unit_test(many_ways_are_gone_once),
      cmocka_unit_test(areas_live_between_their_days),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
