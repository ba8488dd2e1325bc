/* Where findings are said to be: lines beyond 65,535, columns and paths on one line, an attribute's own line, behind comments, CDATA and entities;
   and that documents in other encodings say the same as in UTF-8.

   test_read_places SOURCE-DIRECTORY */
#include "../support/close.h"
#include "../support/reading.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one finding, one place ---- */

typedef struct place_case {
  const char *label, *text, *id;
  const char *at; /* the place: the last of these in the text */
  bool column;    /* the column is known, too */
  const char *path, *value;
} place_case;

#define SERIES_PATH "values/series[@indicator='i1']"
static const place_case place_cases[] = {
    {"one line: an attribute's value", SERIES("<obs period=\"2020FY\" value=\"1,5\"/>"), "S205", "1,5", true,
     SERIES_PATH "/obs[@period='2020FY']/@value", "1,5"},
    {"one line: the second of two elements", SERIES("<obs period=\"2020FY\" value=\"1\"/><obs period=\"2020\" value=\"x\"/>"), "S205", "x\"/>", true,
     SERIES_PATH "/obs[@period='2020']/@value", "x"},
    {"one line: an unknown element", SERIES("<obs period=\"2020FY\" value=\"1\"/><bogus/>"), "S201", "<bogus", true, SERIES_PATH, "bogus"},
    {"one line: right behind the tag around it", SERIES("<bogus/>"), "S201", "<bogus", true, SERIES_PATH, "bogus"},
    {"one line: an element of another namespace", SERIES("<f:x xmlns:f=\"urn:f\"/>"), "X108", "<f:x", true, SERIES_PATH, NULL},
    {"one line: a duplicate", SERIES("<obs period=\"2020FY\" value=\"1\"/><obs period=\"2020FY\" value=\"1\"/>"), "V415", "<obs", true,
     SERIES_PATH "/obs[@period='2020FY']", NULL},
    {"an attribute on a line of its own", SERIES("\n<obs\n  period=\"2020FY\"\n  value=\"1e5\"\n  n=\"3\"/>"), "S205", "1e5", true,
     SERIES_PATH "/obs[@period='2020FY']/@value", "1e5"},
    {"a missing attribute: where the tag begins", SERIES("\n\n<obs\n period=\"2020FY\"/>"), "S203", "<obs", true, SERIES_PATH "/obs[@period='2020FY']", NULL},
    {"behind a comment of three lines", SERIES("<!--\n\n--><obs period=\"x\" value=\"1\"/>"), "V404", "x\" value", true,
     SERIES_PATH "/obs[@period='x']/@period", "x"},
    {"behind CDATA with line ends", VALUES("<note xml:lang=\"en\"><![CDATA[\n<\n]]></note>\n<bogus/>"), "S201", "<bogus", true, "values", "bogus"},
    {"behind a processing instruction", VALUES("<?a\nb?>\n<bogus/>"), "S201", "<bogus", true, "values", "bogus"},
    {"a value with an entity in it", SERIES("\n<obs period=\"2020FY\"\n value=\"1&amp;2\"/>"), "S205", "1&amp;2", true,
     SERIES_PATH "/obs[@period='2020FY']/@value", "1&2"},
    {"a path with an entity in an id", SERIES("<obs period=\"20&#x32;0FY\" value=\"x\"/>"), "S205", "x\"/>", true, SERIES_PATH "/obs[@period='2020FY']/@value", "x"},
    {"a value that is not ASCII", SERIES("\n<obs note='年'\n period = '31年度' value=\"1\"/>"), "V407", "31年度", true, SERIES_PATH "/obs[@period='31年度']/@period", "31年度"},
    {"behind one that is not ASCII", SERIES("<obs period='R6年度' value=\"x\"/>"), "S205", "x\"/>", true, SERIES_PATH "/obs[@period='R6年度']/@value", "x"},
    {"an attribute whose name ends like another's", SERIES("<obs se=\"value='0'\" xvalue=\"1\" value=\"z\" period=\"2020FY\"/>"), "S205", "z\"", true,
     SERIES_PATH "/obs[@period='2020FY']/@value", "z"},
    {"a prefixed attribute", "<values xmlns=\"urn:logicmodel:values:1\" xmlns:v=\"urn:logicmodel:values:1\" version=\"1.0\"\n v:area=\"c1\"/>", "S202", "c1", true,
     "values/@v:area", "c1"},
    {"the root behind a comment and line ends", "<?xml version=\"1.0\"?>\n<!-- 注 -->\n\n <values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\"/>", "V423", "<values",
     true, "values", NULL},
    {"a wrong root", "\n\n  <valuez\n a='b'/>", "X106", "<valuez", true, NULL, NULL},
    {"text where none belongs", VALUES("\n\n  <series indicator=\"i1\">word</series>"), "S208", "word", true, SERIES_PATH, "word"},
    {"not well-formed: where the parser noticed", VALUES("\n<obs>\n</series>"), "X101", "</series", false, NULL, NULL},
    {"carriage returns and line feeds count once", SERIES("\r\n\r\n<obs period=\"2020FY\" value=\"1 2\"/>"), "S205", "1 2", true,
     SERIES_PATH "/obs[@period='2020FY']/@value", "1 2"},
    {"an empty language", VALUES("\n<title xml:lang=\"\">x</title>"), "S204", "\">x", true, "values/title", ""},
    {"an oddity in one language", SERIES("\n<obs period=\"2020FY\" value=\"1\"><note xml:lang=\"en\">n</note><oddity xml:lang=\"ja\">誤</oddity></obs>"), "M321", "<oddity", true,
     SERIES_PATH "/obs[@period='2020FY']", NULL},
    {"an oddity in both: where the first begins", VALUES("\n<oddity xml:lang=\"ja\">誤</oddity><note xml:lang=\"en\">n</note>\n<!-- <oddity -->\n<oddity xml:lang=\"en\">x</oddity><series indicator=\"i1\"><obs period=\"2020\" value=\"1\"/></series>"), "M321", "<oddity xml:lang=\"ja", true, "values", NULL},
    {"a flat observation names indicator, area and period", VALUES("<obs indicator=\"nope\" area=\"c1\" period=\"2020FY\" value=\"1\"/>"), "V401", "nope", true,
     "values/obs[@indicator='nope'][@area='c1'][@period='2020FY']/@indicator", "nope"},
};

typedef struct spot {
  uint32_t line, column;
} spot;

/* Of the last `mark` in `text`. */
static spot spot_of(const char *text, const char *mark) {
  const char *at = NULL;
  for (const char *p = strstr(text, mark); p; p = strstr(p + 1, mark)) at = p;
  assert_non_null(at);
  spot s = {1, 1};
  for (const char *p = text; p < at; p++) {
    s.column = *p == '\n' ? 1 : s.column + (((unsigned char)*p & 0xC0) != 0x80);
    s.line += *p == '\n';
  }
  return s;
}

static void same_text(const char *got, const char *want, const char *label) {
  if (want && (!got || strcmp(got, want) != 0)) fail_msg("%s: got %s, want %s", label, got ? got : "nothing", want);
}

static void findings_say_where(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof place_cases / sizeof *place_cases; i++) {
    const place_case *c = &place_cases[i];
    reading r = read_values_text(c->text);
    const lm_finding *f = reading_find(&r, c->id, 0);
    if (!f) fail_msg("%s: no finding %s", c->label, c->id);
    spot want = spot_of(c->text, c->at);
    if (f->place.line != want.line) fail_msg("%s: line %u, want %u", c->label, f->place.line, want.line);
    if (c->column && f->place.column != want.column) fail_msg("%s: column %u, want %u", c->label, f->place.column, want.column);
    same_text(f->path, c->path, c->label);
    same_text(f->value, c->value, c->label);
    assert_string_equal(f->place.file, "document");
    reading_clear(&r);
  }
}

/* ---- long files ---- */

/* A document with an observation on every line from the second on; line `bad` holds an error. */
static char *long_document(uint32_t lines, uint32_t bad, size_t *size) {
  char *text = NULL;
  FILE *out = open_memstream(&text, size);
  assert_non_null(out);
  fputs("<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"><label xml:lang=\"en\">City</label></area>\n", out);
  for (uint32_t line = 2; line <= lines; line++)
    if (line == bad)
      fputs("<obs indicator=\"i1\" period=\"2020FY\"\n value=\",\"/>", out);
    else
      fputs(line % 3 ? "<!-- nothing -->\n" : "<note xml:lang=\"en\">text</note>\n", out);
  fputs("</values>\n", out);
  fclose(out);
  return text;
}

static void lines_beyond_65535_are_right(void **state) {
  (void)state;
  static const uint32_t bad[] = {2, 65534, 65535, 65536, 70000, 131072, 200000};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    size_t size;
    char *text = long_document(bad[i] + 10, bad[i], &size);
    reading r = read_bytes(LM_DOC_VALUES, text, size, NULL, NULL);
    const lm_finding *f = reading_find(&r, "S205", 0);
    assert_non_null(f);
    assert_int_equal(f->place.line, bad[i] + 1); /* the attribute stands on the line behind its tag */
    assert_int_equal(r.totals.elements, 1);
    reading_clear(&r);
    free(text);
  }
}

static void malformed_beyond_65535_too(void **state) {
  (void)state;
  size_t size;
  char *text = long_document(70000, 70001, &size);
  memcpy(text + size - strlen("</values>\n"), "</valuex>\n", strlen("</values>\n"));
  reading r = read_bytes(LM_DOC_VALUES, text, size, NULL, NULL);
  assert_int_equal(r.status, LM_EINPUT);
  assert_int_equal(reading_find(&r, "X101", 0)->place.line, 70001);
  reading_clear(&r);
  free(text);
}

/* ---- encodings ---- */

typedef struct encoding_case {
  const char *label, *declared, *iconv_name, *mark; /* iconv_name NULL: as it is */
  const char *word;                                 /* of the area's label */
} encoding_case;

static const encoding_case encoding_cases[] = {
    {"UTF-8", "UTF-8", NULL, "", "町"},
    {"UTF-8 with a byte order mark", "UTF-8", NULL, "\xEF\xBB\xBF", "町"},
    {"UTF-16, little end first", "UTF-16", "UTF-16LE", "\xFF\xFE", "町"},
    {"UTF-16, big end first", "UTF-16", "UTF-16BE", "\xFE\xFF", "町"},
    {"ISO-8859-1", "ISO-8859-1", "ISO-8859-1", "", "Café"},
    {"Windows-31J, as Japanese Windows writes it", "Windows-31J", "CP932", "", "髙島①町"},
    {"Shift_JIS", "Shift_JIS", "SHIFT_JIS", "", "町"},
    {"EUC-JP", "EUC-JP", "EUC-JP", "", "町"},
};

static size_t convert(const char *text, const char *encoding, const char *mark, char *out, size_t room) {
  size_t used = strlen(mark);
  memcpy(out, mark, used);
  iconv_t converter = iconv_open(encoding ? encoding : "UTF-8", "UTF-8");
  char *from = (char *)(uintptr_t)text, *to = out + used;
  size_t left = strlen(text), free_bytes = room - used;
  assert_int_equal(iconv(converter, &from, &left, &to, &free_bytes), 0);
  iconv_close(converter);
  return room - free_bytes;
}

static void documents_may_be_in_any_encoding(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof encoding_cases / sizeof *encoding_cases; i++) {
    const encoding_case *c = &encoding_cases[i];
    char text[2000], bytes[4000];
    snprintf(text, sizeof text,
             "<?xml version=\"1.0\" encoding=\"%s\"?>\r\n<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\">\r\n<area id=\"c1\">\r\n"
             "<label xml:lang=\"ja\">%s</label></area>\r\n<obs indicator=\"i1\" area=\"c1\" period=\"2020FY\" value=\"1\"/>\r\n<%s/></values>",
             c->declared, c->word, "bogus");
    size_t size = convert(text, c->iconv_name, c->mark, bytes, sizeof bytes);
    lm_areas *areas;
    lm_diags *diags;
    lm_scan_totals totals;
    lm_input input = {.data = bytes, .size = size};
    assert_int_equal(lm_areas_new(&areas), LM_OK);
    assert_int_equal(lm_diags_new(&diags), LM_OK);
    lm_status status = lm_scan_values(&input, reading_model(), areas, NULL, NULL, &totals, diags);
    if (status != LM_OK || totals.observations != 1) fail_msg("%s: status %d, %u observations", c->label, (int)status, (unsigned)totals.observations);
    same_text(lm_areas_at(areas, 0)->label.in[LM_JA], c->word, c->label);
    assert_int_equal(lm_diags_kept(diags), 1);
    assert_int_equal(lm_diags_at(diags, 0)->place.line, 6);
    lm_diags_free(diags);
    lm_areas_free(areas);
  }
}

typedef struct lie_case {
  const char *label, *declaration, *bytes, *id;
  uint32_t line;
} lie_case;

static const lie_case lie_cases[] = {
    {"CP932 bytes called UTF-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "\x92\xAC", "X103", 2},
    {"CP932 bytes called nothing", "", "\x92\xAC", "X103", 1},
    {"Latin-1 bytes called UTF-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "Caf\xE9 ", "X103", 2},
    {"UTF-8 bytes cut in a character", "", "\xE7\x94", "X103", 1},
    {"overlong form", "", "\xC0\xAF", "X103", 1},
    {"a surrogate in UTF-8", "", "\xED\xA0\x80", "X101", 1},
    {"UTF-8 called UTF-16", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n", "\xE7\x94\xBA", NULL, 0},
    {"UTF-8 called UTF-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>\n", "+ADw-", NULL, 0},
    {"an encoding nobody knows", "<?xml version=\"1.0\" encoding=\"KLINGON-1\"?>\n", "x", "X103", 1},
    {"a control character", "", "\x01", "X101", 1},
    {"U+FFFF", "", "\xEF\xBF\xBF", NULL, 1},
};

static void lying_encodings_are_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof lie_cases / sizeof *lie_cases; i++) {
    const lie_case *c = &lie_cases[i];
    char text[1000], ids[200];
    snprintf(text, sizeof text, "%s<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\"><title xml:lang=\"ja\">%s</title></values>", c->declaration,
             c->bytes);
    reading r = read_values_text(text);
    if (r.status != LM_EINPUT || lm_diags_count(r.diags, LM_ERROR) == 0)
      fail_msg("%s: status %d, findings: %s", c->label, (int)r.status, reading_ids(&r, ids, sizeof ids));
    const lm_finding *f = c->id ? reading_find(&r, c->id, 0) : NULL;
    if (c->id && !f) fail_msg("%s: no %s among %s: %s", c->label, c->id, reading_ids(&r, ids, sizeof ids), lm_diags_at(r.diags, 0)->arg[0]);
    if (f && f->place.line != c->line) fail_msg("%s: line %u, want %u", c->label, f->place.line, c->line);
    reading_clear(&r);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(findings_say_where),
      cmocka_unit_test(lines_beyond_65535_are_right),
      cmocka_unit_test(malformed_beyond_65535_too),
      cmocka_unit_test(documents_may_be_in_any_encoding),
      cmocka_unit_test(lying_encodings_are_refused),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
