/* Tables: quoting, line ends, places of findings, limits; numbers with exponents. */
#include "../support/close.h"

#include <logicmodel/table.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
  lm_status status;
  lm_csv_table *table;
  lm_diags *diags;
} reading;

static reading read_text(const char *text, size_t size) {
  reading r = {0};
  assert_int_equal(lm_diags_new(&r.diags), LM_OK);
  r.status = lm_csv_table_read_bytes(&r.table, "t.csv", text, size ? size : strlen(text), r.diags);
  return r;
}

static void done(reading *r) {
  lm_csv_table_free(r->table);
  lm_diags_free(r->diags);
}

/* What a sound text holds: cells of the first row below the heading, and the line of the last row. */
static const struct {
  const char *what, *text;
  size_t columns, rows;
  const char *first[3];
  uint32_t last_line;
} sound[] = {
    {"plain", "a,b\n1,2\n", 2, 1, {"1", "2"}, 2},
    {"no newline at the end", "a,b\n1,2", 2, 1, {"1", "2"}, 2},
    {"byte order mark and CRLF", "\xEF\xBB\xBF" "a,b\r\n1,2\r\n3,4\r\n", 2, 2, {"1", "2"}, 3},
    {"quotes, commas and doubled quotes", "a,b\n\"x,y\",\"he said \"\"no\"\"\"\n", 2, 1, {"x,y", "he said \"no\""}, 2},
    {"line breaks inside quotes count", "a,b\n\"1\n2\r\n3\",x\n4,5\n", 2, 2, {"1\n2\r\n3", "x"}, 5},
    {"empty fields at both ends", "a,b,c\n,,\n", 3, 1, {"", "", ""}, 2},
    {"empty last field at the end of the file", "a,b\n1,", 2, 1, {"1", ""}, 2},
    {"quoted heading, quoted empty cell", "\"a\",b\n\"\",\"\"\n", 2, 1, {"", ""}, 2},
    {"blank lines are passed over", "a,b\n\n1,2\n\r\n3,4\n", 2, 2, {"1", "2"}, 5},
    {"one column", "a\n1\n", 1, 1, {"1"}, 2},
    {"Japanese", "指標,値\n訪問,1\n", 2, 1, {"訪問", "1"}, 2},
    {"a lone CR is a character", "a,b\n1\r2,3\n", 2, 1, {"1\r2", "3"}, 2},
};

static void sound_tables(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
    reading r = read_text(sound[i].text, 0);
    if (r.status != LM_OK) fail_msg("%s: not read", sound[i].what);
    assert_int_equal(lm_csv_table_columns(r.table), sound[i].columns);
    assert_int_equal(lm_csv_table_rows(r.table), sound[i].rows);
    for (size_t c = 0; c < sound[i].columns; c++) assert_string_equal(lm_csv_table_cell(r.table, 0, c), sound[i].first[c]);
    assert_int_equal(lm_csv_table_line(r.table, sound[i].rows - 1, 0), sound[i].last_line);
    assert_int_equal(lm_diags_kept(r.diags), 0);
    done(&r);
  }
}

static const struct {
  const char *what, *text;
  size_t size;
  lm_code code;
  uint32_t line;
  lm_status status;
} broken[] = {
    {"empty", "", 0, LM_F_EMPTY, 0, LM_EINPUT},
    {"byte order mark only", "\xEF\xBB\xBF", 0, LM_F_EMPTY, 0, LM_EINPUT},
    {"blank lines only", "\n\n\n", 0, LM_F_EMPTY, 0, LM_EINPUT},
    {"heading only", "a,b\n", 0, LM_C_NO_ROWS, 1, LM_EINPUT},
    {"unclosed quote, line where it opens", "a,b\n1,2\n3,\"4\n5,6\n", 0, LM_C_QUOTE, 3, LM_EINPUT},
    {"unclosed quote at the very end", "a\n\"", 0, LM_C_QUOTE, 2, LM_EINPUT},
    {"text behind a quote", "a,b\n\"1\"x,2\n", 0, LM_C_AFTER_QUOTE, 2, LM_EINPUT},
    {"stray quote", "a,b\n1\"2,3\n", 0, LM_C_STRAY_QUOTE, 2, LM_EINPUT},
    {"short row", "a,b\n1\n2,3\n", 0, LM_C_RAGGED, 2, LM_OK},
    {"long row", "a,b\n1,2\n1,2,3\n", 0, LM_C_RAGGED, 3, LM_OK},
    {"NUL", "a,b\n1,\0\n", 9, LM_C_NUL, 2, LM_EINPUT},
    {"CP932", "a,b\n1,\x83\x41\n", 0, LM_C_ENCODING, 2, LM_EINPUT},
    {"UTF-16", "\xFF\xFE" "a\0,\0", 6, LM_C_NUL, 1, LM_EINPUT},
    {"zip", "PK\x03\x04....", 0, LM_F_COMPRESSED, 0, LM_EINPUT},
};

static void broken_tables(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    lm_diags *diags;
    lm_csv_table *table;
    assert_int_equal(lm_diags_new(&diags), LM_OK);
    size_t size = broken[i].size ? broken[i].size : strlen(broken[i].text);
    lm_status status = lm_csv_table_read_bytes(&table, "t.csv", broken[i].text, size, diags);
    const lm_finding *finding = lm_diags_at(diags, 0);
    if (status != broken[i].status || !finding || finding->code != broken[i].code || finding->place.line != broken[i].line)
      fail_msg("%s: status %d, %s, line %u", broken[i].what, (int)status, finding ? lm_code_get(finding->code)->id : "no finding",
               finding ? finding->place.line : 0);
    lm_csv_table_free(table);
    lm_diags_free(diags);
  }
}

static void limits(void **state) {
  (void)state;
  size_t size = LM_CSV_MAX_CELL + 8;
  char *text = malloc(size + 1);
  assert_non_null(text);
  memset(text, 'x', size);
  memcpy(text, "a\n", 2);
  text[size] = '\0';
  reading r = read_text(text, 0);
  assert_int_equal(r.status, LM_EINPUT);
  assert_int_equal(lm_diags_at(r.diags, 0)->code, LM_C_LIMIT);
  done(&r);
  memset(text, ',', LM_CSV_MAX_COLUMNS + 5);
  text[LM_CSV_MAX_COLUMNS + 5] = '\0';
  r = read_text(text, 0);
  assert_int_equal(lm_diags_at(r.diags, 0)->code, LM_C_LIMIT);
  done(&r);
  free(text);
}

static void columns(void **state) {
  (void)state;
  static const lm_csv_column known[] = {{"id", true}, {"t", true}, {"w", false}, {0}};
  size_t at[3];
  reading r = read_text("t,id,note\n1,x,y\n", 0);
  assert_true(lm_csv_table_match(r.table, known, at, r.diags));
  assert_true(at[0] == 1 && at[1] == 0 && at[2] == LM_CSV_NONE);
  assert_int_equal(lm_diags_count_code(r.diags, LM_C_COLUMN_UNKNOWN), 1);
  done(&r);
  r = read_text("id,id,T\n1,x,y\n", 0);
  assert_false(lm_csv_table_match(r.table, known, at, r.diags));
  assert_int_equal(lm_diags_count_code(r.diags, LM_C_COLUMN_TWICE), 1);
  assert_int_equal(lm_diags_count_code(r.diags, LM_C_COLUMN_MISSING), 1);
  done(&r);
}

static void numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;
  } good[] = {{"0", 0}, {"-12.5", -12.5}, {"+3", 3}, {"1e3", 1000}, {"1.5E-07", 1.5e-7}, {"8.5000000000000004e+02", 850}, {"1e-15", 1e-15},
              {"0.29999999999999999", 0.3}, {"7.6999999999999995e-23", 7.7e-23}, {"1e-999", 0}};
  static const char *const bad[] = {"", " 1", "1 ", "1,5", "0x10", "1e", "1e+", "e5", "1e1000", "nan", "inf", "NA", ".5", "5.", "1e5.0", "１", "1e 5", "--1"};
  double value;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    assert_true(lm_csv_parse_number(&value, good[i].text));
    lm_assert_close(value, good[i].value, 0, 0, good[i].text);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (lm_csv_parse_number(&value, bad[i])) fail_msg("'%s' was read as %g", bad[i], value);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sound_tables), cmocka_unit_test(broken_tables), cmocka_unit_test(limits),
                                     cmocka_unit_test(columns), cmocka_unit_test(numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
