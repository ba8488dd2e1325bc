/* Plain elements are read without libxml2 (lib/xml/plain.c): the same documents with that switched off, and in the other kind of quotes, which always
   go through libxml2, must be read alike, to the column of the last finding. Written at random, with everything that stands in the way of plainness,
   and damaged.

   test_plain SOURCE-DIRECTORY */
#include "../support/close.h"
#include "../support/random.h"
#include "../support/reading.h"
#include "../support/twin.h"
#include "xml/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS = 1500, PIECES_MOST = 120, ROOM = 1 << 16 };

typedef struct text {
  char *at;
  size_t length, room;
} text;

static void add(text *t, const char *piece) {
  size_t size = strlen(piece);
  if (t->length + size >= t->room) return;
  memcpy(t->at + t->length, piece, size + 1);
  t->length += size;
}

static const char *one_of(test_random *r, const char *const *words, size_t count) { return words[test_random_below(r, (unsigned)count)]; }
#define ONE_OF(r, words) one_of((r), (words), sizeof(words) / sizeof *(words))

/* The first of each are what most of a document is made of. */
static const char *const values[] = {"1", "2.5", "40", "-3", "1,5", "x", "", "400", "&amp;", "&#49;", "\u00e9", "\uff11", "a>b", "1'2", " 1", "00000000000000000012.50"};
static const char *const periods[] = {"2020FY", "2021FY", "2022FY", "2023FY", "2024FY", "2020", "2021", "R6年度", "R6", "平成33年度", "nonsense", "2020-04", "2020&#70;Y", "２０２０", "", "2020FY"};
static const char *const blanks[] = {"", "\n", "  ", "\n  ", "\t", "\r\n", "\n\n\n", " \n\t ", "\r", " text ", "é", "&amp;", "]]>"};
static const char *const gaps[] = {" ", " ", " ", " ", " ", " ", "  ", "\n", "\t", "   ", "\r\n", ""};
static const char *const ends[] = {"/>", "/>", "/>", "/>", "/>", "/>", " />", "></obs>", "><note xml:lang=\"en\">n</note></obs>", "></missing>", ">", "", "/ >", "\n/>"};
static const char *const others[] = {
    "<!-- <obs period=\"2020FY\" value=\"1\"/> -->", "<![CDATA[<obs period=\"2020FY\" value=\"1\"/>]]>", "<?x <obs/> ?>", "<bogus a=\"1\"/>", "<obs/>", "<obs />",
    "<f:obs xmlns:f=\"urn:logicmodel:values:1\" period=\"2020FY\" value=\"1\" indicator=\"i1\"/>", "<f:x xmlns:f=\"urn:f\"><obs period=\"2020FY\" value=\"1\"/></f:x>",
    "<obs xmlns=\"\" period=\"2020FY\" value=\"1\"/>", "<obs xmlns=\"urn:logicmodel:values:1\" period=\"2021FY\" value=\"7\" indicator=\"i1\"/>",
    "<obs period=\"2020FY\" value=\"1\" value=\"2\"/>", "<obs period=\"2020FY\"value=\"1\"/>", "<obs period=\"2020FY\" value=\"1\" xml:id=\"a\"/>", "<obs period=\"2020FY\" value=\"<\"/>",
    "<obs period = \"2020FY\" value=\"1\"/>", "<obs value=\"1\" period=\"2022FY\" indicator=\"i1\"/>", "<area id=\"c3\"><label xml:lang=\"en\">Third</label></area>", "<area id=\"c2\" kind=\"x\"/>",
    "<source id=\"s1\" title=\"S\"/>", "<change from=\"2020FY\" to=\"2021FY\" printed=\"1\" indicator=\"i1\"/>", "<note xml:lang=\"en\">n</note>", "</series>", "</values>", "<!", "&unknown;", "\x01", "\xff", "<series>"};

static void add_attribute(text *t, test_random *r, const char *name, const char *value) {
  bool single = test_random_below(r, 40) == 0;
  add(t, test_random_below(r, 25) ? " " : ONE_OF(r, gaps));
  add(t, name);
  add(t, single ? "='" : "=\"");
  add(t, value);
  add(t, single ? "'" : "\"");
}

/* Mostly one of the first few, now and then any. */
static const char *usual(test_random *r, const char *const *words, size_t few, size_t count) {
  return one_of(r, words, test_random_below(r, 12) ? few : count);
}

static void add_obs(text *t, test_random *r, bool flat) {
  bool missing = test_random_below(r, 8) == 0;
  add(t, missing ? "<missing" : "<obs");
  if (flat) add_attribute(t, r, "indicator", test_random_below(r, 20) ? "i1" : "i9");
  if (flat && test_random_below(r, 3) == 0) add_attribute(t, r, "area", test_random_below(r, 10) ? "c2" : "nowhere");
  if (test_random_below(r, 60)) add_attribute(t, r, "period", usual(r, periods, 5, sizeof periods / sizeof *periods));
  if (missing)
    add_attribute(t, r, "reason", test_random_below(r, 10) ? "lost" : "whatever");
  else if (test_random_below(r, 60))
    add_attribute(t, r, "value", usual(r, values, 3, sizeof values / sizeof *values));
  if (test_random_below(r, 30) == 0) add_attribute(t, r, "status", "provisional estimated");
  if (test_random_below(r, 60) == 0) add_attribute(t, r, "unheard-of", "1");
  add(t, test_random_below(r, 30) ? "/>" : ONE_OF(r, ends));
}

static void add_series(text *t, test_random *r) {
  add(t, "<series");
  add_attribute(t, r, "indicator", test_random_below(r, 20) ? "i1" : "nothing");
  if (test_random_below(r, 2)) add_attribute(t, r, "area", test_random_below(r, 10) ? "c2" : "nowhere");
  add(t, ">");
  for (unsigned i = test_random_below(r, 30); i > 0; i--) {
    add(t, usual(r, blanks, 4, sizeof blanks / sizeof *blanks));
    if (test_random_below(r, 120) == 0) add(t, ONE_OF(r, others));
    add_obs(t, r, false);
  }
  add(t, test_random_below(r, 100) ? "</series>" : "</series >");
}

static void damage(text *t, test_random *r) {
  static const char bytes[] = "<>/\"'=& \n\r\tax&;!-[]?\x01\xc3";
  for (unsigned i = test_random_below(r, 3); i > 0 && t->length > 0; i--)
    t->at[test_random_below(r, (unsigned)t->length)] = bytes[test_random_below(r, sizeof bytes - 1)];
}

static void write_document(text *t, test_random *r) {
  t->length = 0;
  if (test_random_below(r, 4)) add(t, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  bool prefix = test_random_below(r, 8) == 0; /* then only what declares our namespace itself is ours */
  add(t, prefix ? "<v:values xmlns:v" : "<values xmlns");
  add(t, "=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\">\n<area id=\"c1\" ");
  add(t, prefix ? "xmlns=\"urn:logicmodel:values:1\"/>" : "><label xml:lang=\"en\">City</label></area>\n<area id=\"c2\"/>");
  for (unsigned i = test_random_below(r, PIECES_MOST); i > 0; i--) {
    add(t, usual(r, blanks, 4, sizeof blanks / sizeof *blanks));
    unsigned kind = test_random_below(r, 60);
    if (kind == 0) add(t, ONE_OF(r, others));
    if (kind < 40) add_obs(t, r, true);
    else add_series(t, r);
  }
  add(t, prefix ? "</v:values>" : "</values>");
  if (test_random_below(r, 3) == 0) damage(t, r);
}

static void both_ways_are_alike(void **state) {
  (void)state;
  test_random random = {20261122};
  text t = {malloc(ROOM), 0, ROOM};
  char why[4000];
  assert_non_null(t.at);
  for (int i = 0; i < DOCUMENTS; i++) {
    write_document(&t, &random);
    if (!twin_reads_alike(LM_DOC_VALUES, reading_model(), t.at, t.length, why, sizeof why)) {
      FILE *out = fopen("test_plain_differs.xml", "wb"); /* beside the test, to be looked at */
      if (out) fwrite(t.at, 1, t.length, out), fclose(out);
      fail_msg("document %d\n %s", i, why);
    }
  }
  free(t.at);
}

/* Every place where the buffer can end: an element more bytes before, and the rest has moved by one. */
static void wherever_the_buffer_ends(void **state) {
  (void)state;
  text t = {malloc(ROOM), 0, ROOM};
  char why[4000];
  assert_non_null(t.at);
  for (size_t shift = 0; shift < 400; shift++) {
    t.length = 0;
    add(&t, "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"/>");
    for (size_t i = 0; i < shift; i++) add(&t, " ");
    for (int i = 0; i < 40; i++) {
      add(&t, "<series indicator=\"i1\">");
      for (int year = 2001; year < 2001 + i; year++) {
        char obs[64];
        snprintf(obs, sizeof obs, "<obs period=\"%d\" value=\"%d\"/>\n", year, year == 2020 ? -1 : year);
        add(&t, obs);
      }
      add(&t, "</series>");
    }
    add(&t, "</values>");
    if (!twin_reads_alike(LM_DOC_VALUES, reading_model(), t.at, t.length, why, sizeof why)) fail_msg("shift %zu\n %s", shift, why);
  }
  free(t.at);
}

/* libxml2 refuses to keep more than 10 million bytes, so what is passed must be forgotten. In one line, so that columns grow large. */
static void a_long_document_of_plain_elements(void **state) {
  (void)state;
  enum { MOST = 11 * 1000 * 1000 };
  text t = {malloc(MOST + 100), 0, MOST + 100};
  assert_non_null(t.at);
  const char *const row[] = {"<obs indicator=\"i1\" period=\"2020FY\" value=\"1\"/>", "<target indicator=\"i1\" tier=\"t1\" kind=\"improve\"/>"};
  const char *const head[] = {"<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"/>", "<targets xmlns=\"urn:logicmodel:targets:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"/>"};
  const char *const tail[] = {"</values>", "</targets>"};
  for (int kind = 0; kind < 2; kind++) {
    t.length = 0;
    add(&t, head[kind]);
    while (t.length < MOST) add(&t, row[kind]);
    add(&t, tail[kind]);
    reading r = read_bytes(kind ? LM_DOC_TARGETS : LM_DOC_VALUES, t.at, t.length, NULL, NULL);
    assert_int_equal(r.status, LM_OK);
    reading_clear(&r);
  }
  free(t.at);
}

static void targets_are_alike(void **state) {
  (void)state;
  static const char *const rows[] = {"<target indicator=\"i1\" tier=\"2027\" kind=\"value\" value=\"5\" area=\"c1\"/>", "<baseline indicator=\"i1\" period=\"2020FY\" value=\"3\"/>",
                                     "<target indicator=\"i1\" tier=\"none\" kind=\"value\" value=\"5\"/>", "<target indicator=\"i1\" tier=\"2027\" kind=\"text\" text=\"&lt;5\"/>",
                                     "<target indicator=\"i2\" tier=\"2030\" kind=\"range\" lower=\"5\" upper=\"4\"/>", "<target tier=\"2030\" kind=\"keep\"/>",
                                     "<baseline indicator=\"i2\" period=\"2020年\" value=\"3\" unit=\"x\"/>", "<target indicator=\"i1\" tier=\"2030\" kind=\"change\" by=\"5\" by-percent=\"2\"/>", "\n", "<!-- -->"};
  test_random random = {7};
  char bytes[ROOM], why[4000];
  text t = {bytes, 0, sizeof bytes};
  for (int i = 0; i < 1000; i++) {
    t.length = 0;
    add(&t, "<targets xmlns=\"urn:logicmodel:targets:1\" version=\"1.0\" area=\"c1\">\n<area id=\"c1\"><label xml:lang=\"en\">City</label></area>\n");
    for (unsigned left = test_random_below(&random, 200); left > 0; left--) add(&t, ONE_OF(&random, rows));
    add(&t, "</targets>");
    if (i % 3 == 0) damage(&t, &random);
    if (!twin_reads_alike(LM_DOC_TARGETS, reading_model(), t.at, t.length, why, sizeof why)) fail_msg("document %d\n %s", i, why);
  }
}

/* ---- switched off ---- */

static bool switched_off;
static size_t elements_taken; /* times that something was */

void __real_lmx_take_plain(lmx *x);
void __wrap_lmx_take_plain(lmx *x);
void __wrap_lmx_take_plain(lmx *x) {
  const xmlParserInput *in = x->parser->input;
  size_t before = in->consumed + (size_t)(in->cur - in->base);
  if (switched_off) return;
  __real_lmx_take_plain(x);
  elements_taken += in->consumed + (size_t)(in->cur - in->base) != before;
}

/* The order aside: bytes that cannot be converted are told when the buffer is filled. */
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void sort_lines(char *told) {
  char *line[3000], *sorted = malloc(strlen(told) + 2);
  size_t count = 0, length = 0;
  assert_non_null(sorted);
  for (char *at = strtok(told, "\n"); at && count < sizeof line / sizeof *line; at = strtok(NULL, "\n")) line[count++] = at;
  qsort(line, count, sizeof *line, by_text);
  for (size_t i = 0; i < count; i++) length += (size_t)sprintf(sorted + length, "%s\n", line[i]);
  strcpy(told, sorted);
  free(sorted);
}

static void assert_alike(const char *what, size_t at, const char *bytes, size_t size) {
  switched_off = true;
  char *without = twin_told(LM_DOC_VALUES, reading_model(), bytes, size);
  switched_off = false;
  char *with = twin_told(LM_DOC_VALUES, reading_model(), bytes, size);
  assert_true(with && without);
  if (strcmp(with, without) != 0) sort_lines(with), sort_lines(without);
  if (strcmp(with, without) != 0) fail_msg("%s, byte %zu\n%s\nswitched off:\n%s", what, at, with, without);
  free(with);
  free(without);
}

#define ROWS "<area id=\"c1\"/>\n<obs indicator=\"i1\" period=\"2020FY\" value=\"1\"/>\n<series indicator=\"i1\">\n<obs period=\"2021FY\" value=\"2\"/>\n</series>\n"
static const char small[] = "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\">\n" ROWS "<!-- --><obs indicator=\"i1\" period=\"2022FY\" value=\"3\"/>\n</values>\n";

static void wherever_a_byte_is_wrong(void **state) {
  (void)state;
  static const char put[] = "<>\"'&= /\n\r\t;x\x01\x7f\x80\xff"; /* and NUL */
  const size_t size = sizeof small - 1;
  char other[sizeof small + 1];
  for (size_t at = 0; at < size; at++) {
    for (size_t i = 0; i < sizeof put; i++) {
      memcpy(other, small, size);
      other[at] = put[i];
      assert_alike("another byte", at, other, size);
      memmove(other + at + 1, small + at, size - at);
      assert_alike("a byte more", at, other, size + 1);
    }
    memcpy(other + at, small + at + 1, size - at);
    assert_alike("a byte less", at, other, size - 1);
    if (at > 0) assert_alike("no more", at, small, at);
  }
}

/* Documents as other programs write them: `fill` makes them long enough for several buffers, `bad` is put in at one byte of it. */
static size_t write_encoded(text *t, const char *encoding, const char *line_end, size_t fill) {
  t->length = 0;
  if (encoding) add(t, "<?xml version=\"1.0\" encoding=\""), add(t, encoding), add(t, "\"?>"), add(t, line_end);
  add(t, "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"/>");
  size_t first = t->length;
  for (size_t i = 0; i < fill; i++) add(t, line_end), add(t, "<obs indicator=\"i1\" period=\"2020FY\" value=\"1\"/>");
  add(t, "</values>");
  return first;
}

static size_t as_utf16(const text *t, bool big, char *out) {
  size_t size = 0;
  out[size++] = (char)(big ? 0xFE : 0xFF), out[size++] = (char)(big ? 0xFF : 0xFE);
  for (size_t i = 0; i < t->length; i++) out[size + big] = t->at[i], out[size + !big] = 0, size += 2;
  return size;
}

static void in_every_encoding(void **state) {
  (void)state;
  static const char *const encodings[] = {NULL, "UTF-8", "US-ASCII", "ISO-8859-1", "Shift_JIS", "CP932", "EUC-JP", "ISO-2022-JP", "UTF-16"};
  static const char *const line_ends[] = {"\n", "\r\n", "\r", " "};
  enum { ROWS_MOST = 900 };
  text t = {malloc(ROOM), 0, ROOM};
  char *wide = malloc(2 * ROOM + 2);
  assert_true(t.at && wide);
  for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
    for (size_t k = 0; k < sizeof line_ends / sizeof *line_ends; k++) {
      size_t first = write_encoded(&t, encodings[i], line_ends[k], ROWS_MOST), step = (t.length - first) / 5;
      if (encodings[i] && strcmp(encodings[i], "UTF-16") == 0) {
        for (int big = 0; big < 2; big++) assert_alike("UTF-16", 0, wide, as_utf16(&t, big, wide));
        assert_alike("half of UTF-16", 0, wide, t.length | 1);
        continue;
      }
      assert_alike(encodings[i], 0, t.at, t.length);
      for (size_t at = first + step; at < t.length; at += step) {
        t.at[at] = '\xFF';
        assert_alike(encodings[i], at, t.at, t.length);
      }
    }
  free(wide);
  free(t.at);
}

/* Where bytes cannot be converted, to the column. */
static void a_byte_of_no_character(void **state) {
  (void)state;
  static const char *const encodings[] = {"CP932", "EUC-JP", "UTF-8"};
  text t = {malloc(ROOM), 0, ROOM};
  assert_non_null(t.at);
  for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
    for (size_t rows = 1; rows < 900; rows += 99) {
      write_encoded(&t, encodings[i], "\n", rows);
      char *value = strstr(t.at, "</values>") - strlen("1\"/>"); /* on the last line, in its value */
      *value = '\xFF';
      size_t column = 1;
      for (const char *p = value; p[-1] != '\n'; p--) column++;
      reading r = read_bytes(LM_DOC_VALUES, t.at, t.length, NULL, NULL);
      const lm_finding *f = reading_find(&r, "X103", 0);
      assert_non_null(f);
      if (f->place.line != rows + 2 || f->place.column != (uint32_t)column)
        fail_msg("%s, %zu rows: %u:%u, not %zu:%zu", encodings[i], rows, (unsigned)f->place.line, (unsigned)f->place.column, rows + 2, column);
      reading_clear(&r);
    }
  free(t.at);
}

/* What all this says is said of the libxml2 that it runs with. */
static void only_where_the_parser_is_known(void **state) {
  (void)state;
  assert_true(lmx_knows_parser(20914, "20914"));
  assert_true(lmx_knows_parser(20914, "20914-GITv2.9.14"));
  assert_false(lmx_knows_parser(20914, "20913"));
  assert_false(lmx_knows_parser(20914, "21207"));
  assert_false(lmx_knows_parser(21207, "20914"));
  assert_false(lmx_knows_parser(20914, "209140"));
  assert_false(lmx_knows_parser(20914, ""));
  assert_false(lmx_knows_parser(20914, NULL));
  bool known = lmx_knows_parser(LIBXML_VERSION, xmlParserVersion);
  elements_taken = 0;
  reading r = read_bytes(LM_DOC_VALUES, small, sizeof small - 1, NULL, NULL);
  reading_clear(&r);
  assert_true(known == (elements_taken > 0));
  if (!known) print_message("libxml2 %s is not known to lib/xml/plain.c: it reads every element itself\n", xmlParserVersion);
}

int main(int argc, char **argv) {
  if (argc < 2) return 1;
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_ways_are_alike),
      cmocka_unit_test(wherever_the_buffer_ends),
      cmocka_unit_test(a_long_document_of_plain_elements),
      cmocka_unit_test(targets_are_alike),
      cmocka_unit_test(wherever_a_byte_is_wrong),
      cmocka_unit_test(in_every_encoding),
      cmocka_unit_test(a_byte_of_no_character),
      cmocka_unit_test(only_where_the_parser_is_known),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed;
}
