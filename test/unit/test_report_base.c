/* Sinks, JSON, CSV, running text and tables. */
#include "../../lib/report/csv.h"
#include "../../lib/report/fields.h"
#include "../../lib/report/json.h"
#include "../../lib/report/table.h"

#include "../../lib/base/retyped.h"
#include "../../lib/base/text.h"
#include "../../lib/values/words.h"
#include "../support/close.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lm_sink *memory(void) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  return sink;
}

static void check_text(lm_sink *sink, const char *want, const char *label) {
  size_t size;
  const char *got = lm_sink_text(sink, &size);
  if (strcmp(got, want) != 0) print_error("%s:\n got  %s\n want %s\n", label, got, want);
  assert_string_equal(got, want);
  assert_int_equal(size, strlen(want));
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

/* ---- sinks ---- */

static void a_memory_sink_grows(void **state) {
  (void)state;
  lm_sink *sink = memory();
  size_t size;
  for (int i = 0; i < 50000; i++) lm_sink_put(sink, "0123456789");
  assert_int_equal(strlen(lm_sink_text(sink, &size)), 500000);
  assert_int_equal(size, 500000);
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

static void a_full_disk_is_told_once_at_the_end(void **state) {
  (void)state;
  const size_t amount[] = {1, 1000000}; /* fails when flushed, fails on the way */
  for (size_t i = 0; i < 2; i++) {
    FILE *full = fopen("/dev/full", "w");
    if (!full) return;
    lm_sink *sink;
    assert_int_equal(lm_sink_to_file(&sink, full), LM_OK);
    for (size_t k = 0; k < amount[i]; k++) lm_sink_put(sink, "x");
    assert_int_equal(lm_sink_close(sink), LM_EIO);
    fclose(full);
  }
}

static void long_pieces_pass_through_a_file_sink_in_order(void **state) {
  (void)state;
  FILE *file = tmpfile();
  lm_sink *sink;
  assert_non_null(file);
  assert_int_equal(lm_sink_to_file(&sink, file), LM_OK);
  char *piece = calloc(200001, 1);
  assert_non_null(piece);
  memset(piece, 'b', 200000);
  lm_sink_put(sink, "a");
  lm_sink_put(sink, piece);
  lm_sink_put(sink, "c");
  assert_int_equal(lm_sink_close(sink), LM_OK);
  assert_int_equal(ftell(file), 200002);
  rewind(file);
  assert_int_equal(fgetc(file), 'a');
  fseek(file, -1, SEEK_END);
  assert_int_equal(fgetc(file), 'c');
  free(piece);
  fclose(file);
}

static void closing_nothing_is_fine(void **state) {
  (void)state;
  assert_int_equal(lm_sink_close(NULL), LM_OK);
}

/* ---- JSON ---- */

static void json_strings(void **state) {
  (void)state;
  static const struct {
    const char *label, *text, *want;
  } cases[] = {
      {"plain", "abc", "\"abc\""},
      {"quote and backslash", "\"\\", "\"\\\"\\\\\""},
      {"line ends and tab", "\n\r\t", "\"\\n\\r\\t\""},
      {"control", "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\""},
      {"C1, which commands terminals", "\xC2\x9B", "\"\\u009b\""},
      {"Japanese as it is", "達成", "\"達成\""},
      {"beyond the BMP", "𠮷", "\"𠮷\""},
      {"a lone byte", "a\xFFz", "\"a\xEF\xBF\xBDz\""},
      {"a surrogate", "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"cut off", "\xE9\x81", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"absent", NULL, "null"},
      {"empty", "", "\"\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_sink *sink = memory();
    lm_json json = lm_json_to(sink);
    lm_json_text(&json, NULL, cases[i].text);
    check_text(sink, cases[i].want, cases[i].label);
  }
}

static void json_numbers(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *want;
  } cases[] = {{0.1, "0.1"},      {1.0 / 3, "0.3333333333333333"}, {-0.0, "0"}, {100, "100"}, {1e300, "1e+300"}, {NAN, "null"},
               {INFINITY, "null"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_sink *sink = memory();
    lm_json json = lm_json_to(sink);
    lm_json_number(&json, NULL, cases[i].value);
    if (isfinite(cases[i].value))
      assert_true(strtod(lm_sink_text(sink, NULL), NULL) == cases[i].value);
    else
      assert_string_equal(lm_sink_text(sink, NULL), cases[i].want);
    assert_int_equal(lm_sink_close(sink), LM_OK);
  }
}

static void json_nests_and_indents(void **state) {
  (void)state;
  lm_sink *sink = memory();
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_json_array(&json, "empty");
  lm_json_close(&json);
  lm_json_array(&json, "list");
  lm_json_whole(&json, NULL, -5);
  lm_json_bool(&json, NULL, true);
  lm_json_close(&json);
  lm_json_null(&json, "none");
  lm_json_close(&json);
  check_text(sink, "{\n  \"empty\": [],\n  \"list\": [\n    -5,\n    true\n  ],\n  \"none\": null\n}\n", "nested");
}

/* ---- CSV ---- */

static void csv_texts(void **state) {
  (void)state;
  static const struct {
    const char *label, *text, *want;
  } cases[] = {
      {"plain", "abc", "abc\n"},
      {"empty", "", "\n"},
      {"absent", NULL, "\n"},
      {"comma", "a,b", "\"a,b\"\n"},
      {"quote", "say \"a\"", "\"say \"\"a\"\"\"\n"},
      {"line end", "a\nb", "\"a\nb\"\n"},
      {"blank at an end", " a", "\" a\"\n"},
      {"formula", "=1+1", "'=1+1\n"},
      {"formula with comma", "=SUM(A1,A2)", "\"'=SUM(A1,A2)\"\n"},
      {"plus", "+A1", "'+A1\n"},
      {"minus and word", "-final", "'-final\n"},
      {"at", "@SUM(A1)", "'@SUM(A1)\n"},
      {"tab", "\t=1", "'\t=1\n"},
      {"full-width equals", "＝1+1", "'＝1+1\n"},
      {"a negative number stays one", "-12.5", "-12.5\n"},
      {"a signed number stays one", "+3", "+3\n"},
      {"a number with rubbish", "-12.5x", "'-12.5x\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_sink *sink = memory();
    lm_csv csv = lm_csv_to(sink, false);
    lm_csv_text(&csv, cases[i].text);
    lm_csv_end_row(&csv);
    check_text(sink, cases[i].want, cases[i].label);
  }
}

static void csv_for_excel(void **state) {
  (void)state;
  lm_sink *sink = memory();
  lm_csv csv = lm_csv_to(sink, true);
  lm_csv_text(&csv, "市");
  lm_csv_number(&csv, NAN);
  lm_csv_number(&csv, -0.5);
  lm_csv_end_row(&csv);
  check_text(sink, "\xEF\xBB\xBF市,,-0.5\r\n", "excel");
}

static void one_list_of_fields(lm_fields *f) {
  lm_field_text(f, "t", "x");
  lm_field_number(f, "d", 2.5);
  lm_field_count(f, "c", 0);
  lm_field_bool(f, "b", false);
}

/* What Excel would make a date, a time or another number of stays as it is written; days are meant as days. */
static void csv_for_excel_keeps_marks(void **state) {
  (void)state;
  static const char *const kept[] = {"2-4", "1/2", "2024-10", "1-2-3", "9:30", "007", "01100", "1.10", "1e5", "3E+2", "(3)", "+5"};
  static const char *const left[] = {"2024-10-01", "2024FY", "2-4-1-1", "a-1", "1-", "3", "-4", "0.5", "(a)", "1-2a", "2024年度", "", "12:", "e5"};
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    char want[40];
    lm_sink *plain = memory(), *excel = memory();
    lm_csv one = lm_csv_to(plain, false), other = lm_csv_to(excel, true);
    lm_csv_text(&one, kept[i]);
    lm_csv_text(&other, kept[i]);
    check_text(plain, kept[i], kept[i]);
    snprintf(want, sizeof want, "\xEF\xBB\xBF'%s", kept[i]);
    check_text(excel, want, kept[i]);
    assert_string_equal(lm_without_guard(want + 3), kept[i]);
  }
  for (size_t i = 0; i < sizeof left / sizeof *left; i++) assert_false(lm_retyped(left[i]));
  assert_string_equal(lm_without_guard("'=1+2"), "=1+2");
  assert_string_equal(lm_without_guard("'quoted'"), "'quoted'");
}

static void fields_are_the_same_in_both_formats(void **state) {
  (void)state;
  lm_sink *sink = memory();
  lm_csv csv = lm_csv_to(sink, false);
  lm_fields fields = {.csv = &csv, .names = true};
  one_list_of_fields(&fields);
  lm_csv_end_row(&csv);
  fields.names = false;
  one_list_of_fields(&fields);
  lm_csv_end_row(&csv);
  check_text(sink, "t,d,c,b\nx,2.5,,false\n", "csv");
  sink = memory();
  lm_json json = lm_json_to(sink);
  fields = (lm_fields){.json = &json};
  lm_json_object(&json, NULL);
  one_list_of_fields(&fields);
  lm_json_close(&json);
  check_text(sink, "{\n  \"t\": \"x\",\n  \"d\": 2.5,\n  \"c\": null,\n  \"b\": false\n}\n", "json");
}

/* ---- running text and tables ---- */

static void cleaning(void **state) {
  (void)state;
  static const struct {
    const char *label, *text, *want;
  } cases[] = {
      {"white space", "  a \n\t b  ", "a b"},
      {"escape", "a\x1b[31mb", "a\xEF\xBF\xBD[31mb"},
      {"C1 escape",
       "a\xC2\x9B"
       "31m",
       "a\xEF\xBF\xBD"
       "31m"},
      {"direction",
       "a\xE2\x80\xAE"
       "b",
       "a\xEF\xBF\xBD"
       "b"},
      {"bad bytes", "\xFF", "\xEF\xBF\xBD"},
      {"ideographic space stays", "a　b", "a　b"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_strbuf clean = {0};
    lm_clean(&clean, cases[i].text);
    if (strcmp(lm_strbuf_text(&clean), cases[i].want) != 0) print_error("%s: %s\n", cases[i].label, lm_strbuf_text(&clean));
    assert_string_equal(lm_strbuf_text(&clean), cases[i].want);
    lm_strbuf_clear(&clean);
  }
}

static void check_widths(const char *text, size_t most) {
  while (*text) {
    size_t length = strcspn(text, "\n");
    char *line = strndup(text, length);
    assert_non_null(line);
    if (lm_text_width(line) > most) print_error("too wide: %s\n", line);
    assert_true(lm_text_width(line) <= most);
    assert_true(length == 0 || line[length - 1] != ' ');
    free(line);
    text += length + 1;
  }
}

static void one_letter_one_sign(void **state) {
  (void)state;
  static const char *const letters[] = {"A", "z", "ア", "い", "施", "ｱ"};
  static const char *const signs[] = {"・", "•", "-", "※", "○"};
  static const char *const neither[] = {"", "1", "１", "①", "AB", "2-4", "・・", "S1", "\xE2\x91"};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    assert_true(lm_text_is_letter(letters[i]) && !lm_text_is_sign(letters[i]));
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) assert_true(lm_text_is_sign(signs[i]) && !lm_text_is_letter(signs[i]));
  for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
    assert_true(!lm_text_is_sign(neither[i]) && !lm_text_is_letter(neither[i]));
}

/* ---- printed width ---- */

static void letters_have_their_printed_width(void **state) {
  (void)state;
  assert_true(lm_text_ems("WWWW", false) > 1.9 * lm_text_ems("iiii", false));
  assert_true(lm_text_ems("WWWW", true) > lm_text_ems("WWWW", false));
  lm_assert_close(lm_text_ems("漢字", false), 2 * lm_text_ems("漢", true), 1e-12, 0, "full width, in both weights");
  lm_assert_close(lm_text_ems("e\u0301\u0327か\u3099\u200d", false), lm_text_ems("eか", false), 1e-12, 0, "marks over letters");
  assert_true(lm_text_ems("\U0001f468", false) >= 1.2);
  assert_true(lm_text_ems("\ufdfd", false) > 10);
  lm_assert_close(lm_text_ems("", false), 0, 0, 0, "nothing");
  assert_true(lm_text_ems("a\xff" "b", false) > lm_text_ems("ab", false)); /* a byte that is no text is drawn as a box */
}

static void a_prefix_has_room_and_the_next_letter_has_not(void **state) {
  (void)state;
  static const char *const texts[] = {"WiWiWi mmm", "漢字かな WWW", "e\u0301e\u0301e\u0301", "\u05e9\u05dc \U0001f468\U0001f469", "\xff\xfe x", ""};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const size_t length = strlen(texts[i]);
    assert_int_equal(lm_text_within(texts[i], lm_text_ems(texts[i], true) + 1e-9, true), length);
    for (double ems = 0; ems < 12; ems += 0.37) {
      char part[64];
      const size_t fits = lm_text_within(texts[i], ems, false);
      snprintf(part, sizeof part, "%.*s", (int)fits, texts[i]);
      assert_true(lm_text_ems(part, false) <= ems + 1e-9);
      assert_true(fits == length || ((unsigned char)texts[i][fits] & 0xC0) != 0x80);
      if (fits == length) continue;
      snprintf(part, sizeof part, "%.*s", (int)(fits + lm_text_line_of(texts[i] + fits, 0)), texts[i]);
      assert_true(lm_text_ems(part, false) > ems);
    }
  }
}

static void running_text_keeps_its_width_and_indentation(void **state) {
  (void)state;
  const lm_view view = {.lang = LM_JA, .width = 40};
  lm_sink *sink = memory();
  lm_flow_at(sink, &view, 2,
             "診断: ", "上流で測れているものは順調。効果が出るまでの時間差か、つながりの考え方の見直しを検討。");
  check_widths(lm_sink_text(sink, NULL), 40);
  check_text(sink,
             "  診断: 上流で測れているものは順調。効果\n"
             "        が出るまでの時間差か、つながりの\n"
             "        考え方の見直しを検討。\n",
             "flow");
}

static void columns_line_up_by_display_width(void **state) {
  (void)state;
  static const lm_table_column column[] = {
      {"判定", LM_LEFT, false}, {"アウトカム", LM_LEFT, true}, {"見込み", LM_RIGHT, false}};
  const lm_view view = {.width = 40};
  lm_table table = lm_table_new(&view, column, 3);
  lm_table_row(&table, (const char *[]){"▲ 遅れ", "情報を共有できている", "3%"}, 0, LM_BAD);
  lm_table_row(&table, (const char *[]){"○ on track", "short", ">99%"}, 0, LM_GOOD);
  lm_table_row(&table, (const char *[]){"x", NULL, "–"}, 0, LM_PLAIN);
  lm_table_span(&table, 4, "why: ", "ab", LM_PLAIN);
  lm_sink *sink = memory();
  lm_table_write(&table, sink);
  lm_table_free(&table);
  check_text(sink,
             "判定        アウトカム            見込み\n"
             "────────────────────────────────────────\n"
             "▲ 遅れ      情報を共有できている      3%\n"
             "○ on track  short                   >99%\n"
             "x                                      –\n"
             "    why: ab\n",
             "table");
}

static void a_wide_table_is_squeezed(void **state) {
  (void)state;
  static const lm_table_column column[] = {
      {"a", LM_LEFT, false}, {"b", LM_LEFT, true}, {"c", LM_LEFT, true}, {"d", LM_RIGHT, false}};
  for (unsigned width = 40; width <= 90; width += 10) {
    const lm_view view = {.width = width};
    lm_table table = lm_table_new(&view, column, 4);
    lm_table_row(&table,
                 (const char *[]){"1234567890", "ケアマネ等と病院担当者が入院時に患者の情報を共有できている",
                                  "a longer text in English words", "-1,234.5"},
                 0, LM_PLAIN);
    lm_sink *sink = memory();
    lm_table_write(&table, sink);
    lm_table_free(&table);
    check_widths(lm_sink_text(sink, NULL), width);
    assert_int_equal(lm_sink_close(sink), LM_OK);
  }
}

static void colour_changes_no_column(void **state) {
  (void)state;
  static const lm_table_column column[] = {{"a", LM_LEFT, false}, {"b", LM_LEFT, false}};
  const lm_view view = {.width = 40, .colour = true};
  lm_table table = lm_table_new(&view, column, 2);
  lm_table_row(&table, (const char *[]){"x", "y"}, 0, LM_BAD);
  lm_sink *sink = memory();
  lm_table_write(&table, sink);
  lm_table_free(&table);
  assert_non_null(strstr(lm_sink_text(sink, NULL), "\x1b[1;31mx\x1b[0m  y\n"));
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

/* ---- sentences of findings ---- */

static void check_sentence(lm_code code, bool fix, lm_lang lang, const char *const arg[LM_DIAG_ARGS], const char *want) {
  lm_finding finding = {.code = code};
  for (int i = 0; i < LM_DIAG_ARGS; i++) finding.arg[i] = arg[i];
  char *got = lm_finding_sentence(&finding, fix, lang);
  assert_non_null(got);
  assert_string_equal(got, want);
  free(got);
}

static void what_has_nothing_to_say_is_left_out(void **state) {
  (void)state;
  const char *const both[LM_DIAG_ARGS] = {"area", "kita, naka", "kita"}, *const known[LM_DIAG_ARGS] = {"area", "kita, naka"};
  const char *const none[LM_DIAG_ARGS] = {"area"}, *const odd[LM_DIAG_ARGS] = {"planet"};
  check_sentence(LM_Q_UNKNOWN, true, LM_EN, both, "check the id; the nearest is: kita; known: kita, naka");
  check_sentence(LM_Q_UNKNOWN, true, LM_EN, known, "check the id; known: kita, naka");
  check_sentence(LM_Q_UNKNOWN, true, LM_JA, none, "識別子を確認してください");
  check_sentence(LM_Q_UNKNOWN, false, LM_EN, none, "there is no area of that id");
  check_sentence(LM_Q_UNKNOWN, false, LM_JA, none, "その識別子の地域はありません");
  check_sentence(LM_Q_UNKNOWN, false, LM_JA, odd, "その識別子のplanetはありません");
  check_sentence(LM_S_NUMBER, false, LM_JA, (const char *const[LM_DIAG_ARGS]){"value"}, "value(値)は -12.5 のような半角の十進数でなければなりません");
  check_sentence(LM_S_NUMBER, false, LM_JA, (const char *const[LM_DIAG_ARGS]){"due"}, "dueは -12.5 のような半角の十進数でなければなりません");
}

static const char *id_at(const void *user, size_t index) { return ((const char *const *)user)[index]; }

static void the_nearest_id(void **state) {
  (void)state;
  const char *const ids[] = {"kita", NULL, "minami", "admission-contact-rate"};
  static const struct {
    const char *given, *want;
  } cases[] = {{"kit", "kita"}, {"minmai", "minami"}, {"admision-contact-rat", "admission-contact-rate"}, {"nowhere", NULL}, {"post-contract-gate", NULL}, {"", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *got = lm_text_nearest(cases[i].given, 4, id_at, ids);
    assert_true(got ? cases[i].want && strcmp(got, cases[i].want) == 0 : !cases[i].want);
  }
  assert_null(lm_text_nearest("kita", 0, id_at, ids));
}

static void characters_that_command(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t place;
    uint32_t character;
  } cases[] = {{"", 0, 0},           {"数え直し, 2年分 (再)", 0, 0}, {"a\nb", 2, 0x0a},  {"再集計\x1b[31m", 4, 0x1b}, {"\xe2\x80\xaetxt", 1, 0x202e},
               {"\xc2\x9b" "1m", 1, 0x9b}, {"ok\xff", 3, 0xfffd},   {"\t", 1, 9}, {"x\x7f", 2, 0x7f}, {"\xe2\x81\xa6", 1, 0x2066}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint32_t character = 0;
    assert_int_equal(lm_text_find_command(cases[i].text, &character), cases[i].place);
    if (cases[i].place) assert_int_equal(character, cases[i].character);
  }
}

static void words_of_the_store(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool target;
    const char *en, *ja;
  } cases[] = {
      {"62.3", false, "62.3", "62.3"},
      {"suppressed (0–9) provisional", false, "masked (0–9) provisional", "秘匿 (0–9) 速報"},
      {"not-yet", false, "not yet", "まだない"},
      {"keep", true, "keep", "維持"},
      {"improve / municipality", true, "improve / municipality", "改善 / municipality"},
      {"keep what is lost", true, "keep what is lost", "keep what is lost"},
      {"lost", true, "lost", "lost"},
      {"", false, "", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
      lm_strbuf said = {0};
      lm_add_amount_in(&said, cases[i].text, cases[i].target, (lm_lang)lang);
      assert_string_equal(lm_strbuf_text(&said), lang == LM_EN ? cases[i].en : cases[i].ja);
      lm_strbuf_clear(&said);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_memory_sink_grows),
      cmocka_unit_test(a_full_disk_is_told_once_at_the_end),
      cmocka_unit_test(long_pieces_pass_through_a_file_sink_in_order),
      cmocka_unit_test(closing_nothing_is_fine),
      cmocka_unit_test(json_strings),
      cmocka_unit_test(json_numbers),
      cmocka_unit_test(json_nests_and_indents),
      cmocka_unit_test(csv_texts),
      cmocka_unit_test(csv_for_excel),
      cmocka_unit_test(csv_for_excel_keeps_marks),
      cmocka_unit_test(fields_are_the_same_in_both_formats),
      cmocka_unit_test(cleaning),
      cmocka_unit_test(one_letter_one_sign),
      cmocka_unit_test(letters_have_their_printed_width),
      cmocka_unit_test(a_prefix_has_room_and_the_next_letter_has_not),
      cmocka_unit_test(running_text_keeps_its_width_and_indentation),
      cmocka_unit_test(columns_line_up_by_display_width),
      cmocka_unit_test(a_wide_table_is_squeezed),
      cmocka_unit_test(colour_changes_no_column),
      cmocka_unit_test(what_has_nothing_to_say_is_left_out),
      cmocka_unit_test(the_nearest_id),
      cmocka_unit_test(characters_that_command),
      cmocka_unit_test(words_of_the_store),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
