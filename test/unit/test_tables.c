/* Values in tables: numbers as offices type them under both styles and the advice where they are refused, encodings, headings in two languages,
   every finding with its place, what a mapping declares, names of cells.

   test_tables SOURCE-DIRECTORY */
#include "../support/close.h"
#include "../support/reading.h"

#include "base/decode.h"
#include "xml/book.h"
#include "xml/table_number.h"

#include <iconv.h>
#include <string.h>

/* ---- numbers ---- */

static const lm_text percent = {{"%", "％"}}, people = {{"people", "人"}};

static const struct {
  const char *given;
  const lm_text *unit;
  double plain, jp; /* NaN: refused */
} numbers[] = {
    {"12.5", NULL, 12.5, 12.5},        {"-3", NULL, -3, -3},              {"0", NULL, 0, 0},                {"", NULL, NAN, NAN},
    {"１２．５", NULL, NAN, 12.5},     {"△3.2", NULL, NAN, -3.2},         {"▲３", NULL, NAN, -3},           {"－1", NULL, NAN, -1},
    {"−1", NULL, NAN, -1},             {"1,234", NULL, NAN, 1234},        {"1,234,567.8", NULL, NAN, 1234567.8}, {"1，234", NULL, NAN, 1234},
    {"12,34", NULL, NAN, NAN},         {"1234,567", NULL, NAN, NAN},      {",123", NULL, NAN, NAN},         {"1,23", NULL, NAN, NAN},
    {"78%", &percent, NAN, 78},        {"78％", &percent, NAN, 78},       {"78 %", &percent, NAN, 78},      {"78%", &people, NAN, NAN},
    {"78%", NULL, NAN, NAN},           {"12人", &people, NAN, 12},        {"12 people", &people, NAN, 12},  {"12件", &people, NAN, NAN},
    {" 12", NULL, NAN, 12},            {"　12　", NULL, NAN, 12},         {"-", NULL, NAN, NAN},            {"…", NULL, NAN, NAN},
    {"1.", NULL, NAN, NAN},            {".5", NULL, NAN, NAN},            {"1e5", NULL, NAN, NAN},          {"△", NULL, NAN, NAN},
    {"nan", NULL, NAN, NAN},           {"1 234", NULL, NAN, NAN},         {"--1", NULL, NAN, NAN},          {"約12", NULL, NAN, NAN},
};

static double read_number(const char *given, lm_number_style style, const lm_text *unit) {
  lmt_number number;
  return lmt_number_read(&number, given, style, unit) ? number.value : NAN;
}

static void numbers_are_read_as_declared(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    lm_assert_close(read_number(numbers[i].given, LM_NUMBERS_PLAIN, numbers[i].unit), numbers[i].plain, 0, 0, numbers[i].given);
    lm_assert_close(read_number(numbers[i].given, LM_NUMBERS_JP, numbers[i].unit), numbers[i].jp, 0, 0, numbers[i].given);
  }
}

static void a_number_keeps_its_decimals(void **state) {
  (void)state;
  lmt_number number;
  assert_true(lmt_number_read(&number, "1,234.50", LM_NUMBERS_JP, NULL));
  assert_int_equal(number.decimals, 2);
}

static void advice_shows_both_readings(void **state) {
  static const struct {
    const char *given, *says[2];
    lm_number_style style;
    const lm_text *unit;
  } cases[] = {
      {"1,234", {"1234", "1.234"}, LM_NUMBERS_PLAIN, NULL}, {"78%", {"78", "0.78"}, LM_NUMBERS_PLAIN, &percent},  {"△3", {"-3", "jp"}, LM_NUMBERS_PLAIN, NULL},
      {"-", {"masked", "mapping"}, LM_NUMBERS_JP, NULL},    {"12件", {"件", "12"}, LM_NUMBERS_JP, &people},       {"12,5", {"12.5", "12.5"}, LM_NUMBERS_JP, NULL},
      {"約12", {"half-width", "point"}, LM_NUMBERS_JP, NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_arena scratch = {0};
    lm_text advice = lmt_number_advice(cases[i].given, cases[i].style, cases[i].unit, &scratch);
    for (int k = 0; k < 2; k++)
      if (!strstr(advice.in[LM_EN], cases[i].says[k])) fail_msg("%s: %s", cases[i].given, advice.in[LM_EN]);
    assert_non_null(advice.in[LM_JA]);
    lm_arena_clear(&scratch);
  }
}

/* ---- encodings ---- */

static size_t encode(const char *text, const char *name, char *out, size_t room) {
  char copy[1024], *from = copy, *into = out;
  size_t left = strlen(text), all = room;
  memcpy(copy, text, left + 1);
  iconv_t converter = iconv_open(name, "UTF-8");
  assert_true(converter != (iconv_t)-1);
  assert_true(iconv(converter, &from, &left, &into, &room) != (size_t)-1);
  iconv_close(converter);
  return all - room;
}

static void every_encoding_is_told_apart(void **state) {
  static const char text[] = "①髙橋\\ソ～,表\n";
  static const struct {
    const char *iconv, *mark;
    lm_encoding is;
  } cases[] = {{"UTF-8", "", LM_UTF8}, {"UTF-8", "\xEF\xBB\xBF", LM_UTF8_MARKED}, {"UTF-16LE", "\xFF\xFE", LM_UTF16LE}, {"UTF-16BE", "\xFE\xFF", LM_UTF16BE}, {"CP932", "", LM_CP932}};
  char bytes[256];
  uint32_t line;
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_strbuf out = {0};
    size_t mark = strlen(cases[i].mark);
    memcpy(bytes, cases[i].mark, mark);
    size_t size = mark + encode(text, cases[i].iconv, bytes + mark, sizeof bytes - mark);
    assert_int_equal(lm_decode(&out, bytes, size, &line), cases[i].is);
    assert_string_equal(lm_strbuf_text(&out), text);
    lm_strbuf_clear(&out);
  }
}

static void what_is_no_text_is_refused_with_its_line(void **state) {
  lm_strbuf out = {0};
  uint32_t line;
  (void)state;
  assert_int_equal(lm_decode(&out, "a\nb\xFD\xFF\n", 6, &line), LM_NO_ENCODING);
  assert_int_equal(line, 2);
  assert_int_equal(lm_decode(&out, "\xFF\xFE" "a", 3, &line), LM_NO_ENCODING); /* half a character */
  assert_int_equal(out.length, 0);
  lm_strbuf_clear(&out);
}

/* ---- names of cells ---- */

static void cells_are_named_as_in_spreadsheets(void **state) {
  static const struct { uint32_t row, column; const char *name; } cells[] = {{0, 0, "A1"}, {13, 3, "D14"}, {9, 25, "Z10"}, {0, 26, "AA1"}, {0, 701, "ZZ1"}, {0, 702, "AAA1"}, {1048575, 16383, "XFD1048576"}};
  char name[LMB_NAME_SIZE];
  uint32_t row, column;
  (void)state;
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    assert_string_equal(lmb_cell_name(cells[i].row, cells[i].column, name), cells[i].name);
    assert_true(lmb_cell_parse(name, strlen(name), &row, &column));
    assert_int_equal(row, cells[i].row);
    assert_int_equal(column, cells[i].column);
  }
  static const char *const wrong[] = {"", "A", "1", "A0", "XFE1", "A1048577", "a1", "A1B", "AAAA1", "A99999999"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(lmb_cell_parse(wrong[i], strlen(wrong[i]), &row, &column));
}

/* ---- tables ---- */

typedef struct seen {
  char text[1024];
} seen;

static lm_status keep(void *user, lm_node indicator, uint32_t area, const lm_obs *obs) {
  seen *s = user;
  char period[48];
  (void)area;
  size_t used = strlen(s->text);
  snprintf(s->text + used, sizeof s->text - used, "%s %s %ld/%d;", lm_model_node(reading_model(), indicator)->id, lm_period_format(obs->period, period, sizeof period),
           obs->missing == LM_PRESENT ? (long)(obs->value * 10) : -1L, (int)obs->missing);
  return LM_OK;
}

static reading read_table(const char *text, const lm_table_options *options, seen *s) {
  reading r = {0};
  lm_areas *areas = NULL;
  const lm_input input = {.data = text, .size = strlen(text), .name = "table.csv", .table = options};
  *s = (seen){{0}};
  assert_int_equal(lm_diags_new(&r.diags), LM_OK);
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  r.status = lm_scan_values(&input, reading_model(), areas, keep, s, &r.totals, r.diags);
  lm_areas_free(areas);
  return r;
}

#define HEAD "indicator,area,period,value,reason\n"
static const struct {
  const char *what, *text, *ids, *seen;
} tables[] = {
    {"plain", HEAD "i1,c1,2020FY,12.5,\n", "", "i1 2020FY 125/0;"},
    {"Japanese headings, label, reason", "指標,地域,年度,値,値がない理由\n割合,c1,2020,12,\n割合,c1,2021,,秘匿\n", "", "i1 2020FY 120/0;i1 2021FY -1/1;"},
    {"blank is not zero", HEAD "i1,c1,2020FY,,\n", "", ""},
    {"a blank line", HEAD "i1,c1,2020FY,1,\n\n,,,,\n", "", "i1 2020FY 10/0;"},
    {"value and reason", HEAD "i1,c1,2020FY,1,秘匿\n", "C824", ""},
    {"neither", "indicator,area,period,value,num,den\ni1,c1,2020FY,,3,4\n", "C825", ""},
    {"no such reason", HEAD "i1,c1,2020FY,,なし\n", "C814", ""},
    {"not a number", HEAD "i1,c1,2020FY,\"1,2\",\n", "S205", ""},
    {"limits, indicator, period, duplicate", HEAD "i1,c1,2020FY,120,\ni9,c1,2020FY,1,\ni1,c1,R6,1,\ni1,c1,2021FY,1,\ni1,c1,2021FY,1,\n", "V411 V401 V406 V415", "i1 2021FY 10/0;"},
    {"no such area", HEAD "i1,見知らぬ市,2020FY,1,\n", "C826", ""},
    {"ragged", HEAD "i1,c1,2020FY,1\n", "C804", ""},
    {"column twice", "indicator,area,period,value,値\ni1,c1,2020FY,1,1\n", "C809", ""},
    {"columns missing", "indicator,value\ni1,1\n", "C810 C810", ""},
    {"a column nobody knows", "indicator,area,period,value,more\ni1,c1,2020FY,1,x\n", "C811", "i1 2020FY 10/0;"},
    {"no rows", HEAD, "C808", ""},
    {"not closed", HEAD "\"i1,c1\n", "C801", ""},
    {"kinds of period", HEAD "i1,c1,2020,1,\n", "V417", "i1 2020 10/0;"},
    {"unit", "indicator,area,period,value,unit\ni1,c1,2020FY,1,人\ni1,c1,2021FY,1,%\n", "V416", "i1 2021FY 10/0;"},
    {"status", "indicator,area,period,value,status\ni1,c1,2020FY,1,provisional guess\n", "V420", ""},
    {"num over den", "indicator,area,period,value,num,den\ni1,c1,2020FY,75,5,4\n", "V412", ""},
    {"bounds of a masked value", "indicator,area,period,value,reason,lower,upper\ni1,c1,2020FY,,秘匿,1,9\n", "", "i1 2020FY -1/1;"},
};

static void tables_are_read_row_by_row(void **state) {
  char ids[512];
  seen s;
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    reading r = read_table(tables[i].text, NULL, &s);
    if (strcmp(reading_ids(&r, ids, sizeof ids), tables[i].ids) != 0 || strcmp(s.text, tables[i].seen) != 0) fail_msg("%s: [%s] %s", tables[i].what, ids, s.text);
    const lm_scan_totals *t = &r.totals;
    assert_int_equal(t->elements, t->observations + t->missing + t->refused + t->skipped);
    reading_clear(&r);
  }
}

static void a_finding_names_its_cell(void **state) {
  seen s;
  reading r = read_table("indicator,area,period,value\ni1,c1,2020FY,\"△\n3\"\n", NULL, &s);
  (void)state;
  const lm_finding *f = reading_find(&r, "S205", 0);
  assert_non_null(f);
  assert_string_equal(f->place.file, "table.csv");
  assert_int_equal(f->place.line, 2);
  assert_int_equal(f->place.column, 14);
  assert_string_equal(f->path, "value");
  reading_clear(&r);
}

static void what_is_left_blank_is_counted(void **state) {
  seen s;
  reading r = read_table(HEAD "i1,c1,2020FY,0,\ni1,c1,2021FY,,\n", NULL, &s);
  (void)state;
  assert_int_equal(r.totals.observations, 1);
  assert_int_equal(r.totals.skipped, 1);
  reading_clear(&r);
}

/* ---- mappings ---- */

#define MAPPING(attributes, body) "<mapping xmlns=\"urn:logicmodel:mapping:1\" version=\"1.0\" " attributes ">" body "</mapping>"

static const struct {
  const char *what, *mapping, *table, *ids, *seen;
} mapped[] = {
    {"headings of their own, marks, names",
     MAPPING("area=\"c1\" years=\"fiscal\" numbers=\"jp\"", "<table heading=\"3\" last=\"6\"/><field is=\"indicator\" heading=\"項目\"/><field is=\"period\" at=\"B\"/><field is=\"value\" "
                                                            "heading=\"件数 (%)\"/><mark as=\"-\" reason=\"suppressed\" lower=\"1\" upper=\"9\"/><named is=\"indicator\" as=\"知っている人\" id=\"i1\"/>"),
     "市の事業報告,,\n作成: 企画課,,\n項目,年度,件数(%)\n知っている人,2020,１２．５%\n知っている人,2021,-\n知っている人,2022,\n合計,2022,99\n", "", "i1 2020FY 125/0;i1 2021FY -1/1;"},
    {"years as columns", MAPPING("area=\"c1\" years=\"fiscal\"", "<table heading=\"1\"/><field is=\"indicator\" at=\"A\"/><periods from=\"C\" to=\"E\"/>"),
     "id,name,2020,R3,2022年度\ni1,x,1,2,\n", "", "i1 2020FY 10/0;i1 2021FY 20/0;"},
    {"columns of one period each", MAPPING("area=\"c1\"", "<field is=\"indicator\" at=\"A\"/><field is=\"value\" at=\"B\" period=\"2020FY\"/><field is=\"value\" at=\"C\" period=\"2021FY\"/>"),
     "i1,1,2\n", "", "i1 2020FY 10/0;i1 2021FY 20/0;"},
    {"one indicator", MAPPING("area=\"c1\" indicator=\"i1\" period=\"2020FY\"", "<field is=\"value\" at=\"A\"/>"), "7,\n", "", "i1 2020FY 70/0;"},
    {"a heading that is not there", MAPPING("area=\"c1\" indicator=\"i1\" period=\"2020FY\"", "<table heading=\"1\"/><field is=\"value\" heading=\"数\"/>"), "n,\n7,\n", "C810", ""},
    {"a heading that is no period", MAPPING("area=\"c1\"", "<table heading=\"1\"/><field is=\"indicator\" at=\"A\"/><periods from=\"B\" to=\"B\"/>"), "id,合計\ni1,7\n", "V404", ""},
};

static void a_mapping_says_what_columns_mean(void **state) {
  char ids[512];
  seen s;
  (void)state;
  for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++) {
    lm_mapping *mapping;
    const lm_input input = {.data = mapped[i].mapping, .size = strlen(mapped[i].mapping), .name = "mapping.xml"};
    lm_doc_kind kind;
    assert_int_equal(lm_read_kind(&input, &kind, NULL), LM_OK);
    assert_int_equal(kind, LM_DOC_MAPPING);
    assert_int_equal(lm_read_mapping(&mapping, &input, NULL), LM_OK);
    const lm_table_options options = {.mapping = mapping};
    reading r = read_table(mapped[i].table, &options, &s);
    if (strcmp(reading_ids(&r, ids, sizeof ids), mapped[i].ids) != 0 || strcmp(s.text, mapped[i].seen) != 0) fail_msg("%s: [%s] %s", mapped[i].what, ids, s.text);
    reading_clear(&r);
    lm_mapping_free(mapping);
  }
}

static void what_is_wrong_with_a_mapping_is_told(void **state) {
  static const struct { const char *mapping, *ids; } cases[] = {
      {MAPPING("", "<field is=\"value\"/>"), "C836"},
      {MAPPING("", "<field is=\"value\" at=\"A\" heading=\"x\"/>"), "C836"},
      {MAPPING("", "<field is=\"value\" at=\"a1\"/>"), "C837"},
      {MAPPING("", "<periods from=\"E\" to=\"B\"/>"), "C837"},
      {MAPPING("numbers=\"de\"", "<field is=\"worth\" at=\"A\"/>"), "S204 S204"},
      {MAPPING("period=\"R6\"", ""), "V406"},
  };
  char ids[128];
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_mapping *mapping;
    reading r = {0};
    const lm_input input = {.data = cases[i].mapping, .size = strlen(cases[i].mapping), .name = "mapping.xml"};
    assert_int_equal(lm_diags_new(&r.diags), LM_OK);
    lm_read_mapping(&mapping, &input, r.diags);
    assert_string_equal(reading_ids(&r, ids, sizeof ids), cases[i].ids);
    lm_mapping_free(mapping);
    reading_clear(&r);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_read_as_declared),
      cmocka_unit_test(a_number_keeps_its_decimals),
      cmocka_unit_test(advice_shows_both_readings),
      cmocka_unit_test(every_encoding_is_told_apart),
      cmocka_unit_test(what_is_no_text_is_refused_with_its_line),
      cmocka_unit_test(cells_are_named_as_in_spreadsheets),
      cmocka_unit_test(tables_are_read_row_by_row),
      cmocka_unit_test(a_finding_names_its_cell),
      cmocka_unit_test(what_is_left_blank_is_counted),
      cmocka_unit_test(a_mapping_says_what_columns_mean),
      cmocka_unit_test(what_is_wrong_with_a_mapping_is_told),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
