/* What the reader of values makes of what offices write: periods in every spelling, numbers that are none and the advice given, all findings in
   one run, duplicates with both lines, in constant memory and from several threads.

   test_read_values SOURCE-DIRECTORY */
#include "../support/close.h"
#include "../support/reading.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* ---- periods ---- */

typedef struct period_case {
  const char *years, *given;
  const char *want; /* as lm_period_format prints it, or the id of the finding */
} period_case;

static const period_case period_cases[] = {
    {"", "2024", "2024"},           {"", "2024年", "2024"},         {"", "2024FY", "2024FY"},          {"", "FY2024", "2024FY"},
    {"", "2024年度", "2024FY"},     {"", "令和6年度", "2024FY"},    {"", "R6年度", "2024FY"},          {"", "令和元年度", "2019FY"},
    {"", "平成31年度", "2019FY"},   {"", "H31年度", "2019FY"},      {"", "令和6年", "2024"},           {"", "2024-H1", "2024-H1"},
    {"", "2024S2", "2024-H2"},      {"", "2024-Q3", "2024-Q3"},     {"", "2024-10", "2024-10"},        {"", "202410", "2024-10"},
    {"", "2024年10月", "2024-10"},  {"", "2024-10-01", "2024-10-01"}, {"", "2024年10月1日", "2024-10-01"}, {"", "2024-04-01/P1Y", "2024FY"},
    {"fiscal", "2024", "2024FY"},   {"fiscal", "R6", "2024FY"},     {"fiscal", "2024年", "2024"},      {"calendar", "R6", "2024"},
    {"", "R6", "V406"},             {"", "31年度", "V407"},         {"", "２０２４", "V408"},          {"", "2024-13", "V405"},
    {"", "2023-02-29", "V405"},     {"", "2024-04-01/P1W", "V410"}, {"", "last year", "V404"},         {"", " 2024", "V404"},
    {"", "平成33年度", "2021FY"},
};

static lm_status keep_period(void *user, lm_node indicator, uint32_t area, const lm_obs *obs) {
  (void)indicator, (void)area;
  lm_period_format(obs->period, user, 48);
  return LM_OK;
}

static void periods_are_read_in_every_spelling(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof period_cases / sizeof *period_cases; i++) {
    const period_case *c = &period_cases[i];
    char text[600], years[40] = "", got[48] = "", ids[100];
    if (*c->years) snprintf(years, sizeof years, " years=\"%s\"", c->years);
    snprintf(text, sizeof text, VALUES("<series indicator=\"i1\"%s><obs period=\"%s\" value=\"1\"/></series>"), years, c->given);
    reading r = read_bytes(LM_DOC_VALUES, text, 0, keep_period, got);
    const char *said = *got ? got : reading_ids(&r, ids, sizeof ids);
    if (strcmp(said, c->want) != 0) fail_msg("%s with years \"%s\": got %s, want %s", c->given, c->years, said, c->want);
    reading_clear(&r);
  }
}

static void a_year_past_its_era_is_read_and_told(void **state) {
  (void)state;
  reading r = read_values_text(SERIES("<obs period=\"平成33年度\" value=\"1\"/>"));
  assert_string_equal(reading_find(&r, "V409", 0)->arg[0], "2021FY");
  assert_int_equal(r.totals.observations, 1);
  reading_clear(&r);
}

/* ---- numbers that are none ---- */

typedef struct advice_case {
  const char *given, *en, *ja;
} advice_case;

#define MISSING_EN "where there is no value, write <missing period=\"…\" reason=\"…\"/> instead; a blank is never zero"
#define MISSING_JA "値がないときは <missing period=\"…\" reason=\"…\"/> と書きます。空欄は0ではありません"
#define PLAIN_EN "write half-width digits and one point only; units and signs such as % stand elsewhere"
#define PLAIN_JA "半角の数字と小数点だけで書いてください。単位や % は別の属性に書きます"

static const advice_case advice_cases[] = {
    {"24,055", "write 24055 or 24.055, whichever is meant", "24055 か 24.055 の、正しい方を書いてください"},
    {"30,6", "write 306 or 30.6, whichever is meant", "306 か 30.6 の、正しい方を書いてください"},
    {"１２３", "if 123 is meant, write 123", "123 のことなら、123 と書いてください"},
    {"１２．５", "if 12.5 is meant, write 12.5", "12.5 のことなら、12.5 と書いてください"},
    {"78%", "if 78 is meant, write 78", "78 のことなら、78 と書いてください"},
    {"△1.9", "if -1.9 is meant, write -1.9", "-1.9 のことなら、-1.9 と書いてください"},
    {"▲1.9", "if -1.9 is meant, write -1.9", "-1.9 のことなら、-1.9 と書いてください"},
    {"−3", "if -3 is meant, write -3", "-3 のことなら、-3 と書いてください"},
    {" 12", "if 12 is meant, write 12", "12 のことなら、12 と書いてください"},
    {"1,234,567", "if 1234567 is meant, write 1234567", "1234567 のことなら、1234567 と書いてください"},
    {"1,234.5", "if 1234.5 is meant, write 1234.5", "1234.5 のことなら、1234.5 と書いてください"},
    {"-", MISSING_EN, MISSING_JA},
    {"", MISSING_EN, MISSING_JA},
    {"…", MISSING_EN, MISSING_JA},
    {"X", MISSING_EN, MISSING_JA},
    {"NaN", MISSING_EN, MISSING_JA},
    {"秘匿", MISSING_EN, MISSING_JA},
    {"1e5", PLAIN_EN, PLAIN_JA},
    {"10人", PLAIN_EN, PLAIN_JA},
    {"0x10", PLAIN_EN, PLAIN_JA},
    {".5", PLAIN_EN, PLAIN_JA},
    {"11111111111111111111111111111111111111111111111111111111111111111", "no figure has that many digits; check where it comes from",
     "桁が多すぎます。出所を確認してください"},
};

static void says(const lm_finding *f, lm_lang lang, const char *want, const char *given) {
  char *fix = lm_finding_sentence(f, true, lang);
  assert_non_null(fix);
  if (strcmp(fix, want) != 0) fail_msg("%s: \"%s\", want \"%s\"", given, fix, want);
  free(fix);
}

static void numbers_that_are_none_get_advice(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof advice_cases / sizeof *advice_cases; i++) {
    const advice_case *c = &advice_cases[i];
    char text[600], ids[100];
    snprintf(text, sizeof text, SERIES("<obs period=\"2020FY\" value=\"%s\"/>"), c->given);
    reading r = read_values_text(text);
    const lm_finding *f = reading_find(&r, "S205", 0);
    if (!f || lm_diags_kept(r.diags) != 1) fail_msg("%s: found %s", c->given, reading_ids(&r, ids, sizeof ids));
    assert_string_equal(f->value, c->given);
    says(f, LM_EN, c->en, c->given);
    says(f, LM_JA, c->ja, c->given);
    assert_int_equal(r.totals.refused, 1);
    reading_clear(&r);
  }
}

/* ---- all at once ---- */

static void one_run_tells_everything(void **state) {
  (void)state;
  char ids[200];
  reading r = read_values_text(SERIES("<obs period=\"2020FY\" value=\"1,5\" bogus=\"1\"/>"
                                      "<obs period=\"x\" value=\"200\"/>"
                                      "<missing period=\"2021FY\"/>"
                                      "<obs period=\"2022FY\" value=\"5\"/>"
                                      "<obs period=\"2022FY\" value=\"5\" status=\"guessed\"/>"
                                      "<nothing/>"
                                      "<obs period=\"2023FY\" value=\"-1\" num=\"3\" den=\"2\"/>"));
  assert_int_equal(r.status, LM_OK);
  assert_string_equal(reading_ids(&r, ids, sizeof ids), "S205 S202 V404 V411 S203 V420 S201 V411 V412");
  assert_int_equal(r.totals.elements, 6);
  assert_int_equal(r.totals.observations, 1);
  assert_int_equal(r.totals.refused, 5);
  reading_clear(&r);
}

/* ---- duplicates ---- */

static void duplicates_name_both_lines(void **state) {
  (void)state;
  reading r = read_values_text(SERIES("\n<obs period=\"2020FY\" value=\"1\"/>"
                                      "\n<obs period=\"2021FY\" value=\"1\"/>"
                                      "\n<obs period=\"令和2年度\" value=\"2\"/>"
                                      "\n<missing period=\"R2年度\" reason=\"lost\"/>"));
  for (size_t nth = 0; nth < 2; nth++) {
    const lm_finding *f = reading_find(&r, "V415", nth);
    assert_non_null(f);
    assert_int_equal(f->place.line, 4 + nth);
    assert_int_equal(f->other.line, 2);
    assert_string_equal(f->other.file, "document");
  }
  assert_int_equal(r.totals.observations, 2);
  assert_int_equal(r.totals.refused, 2);
  reading_clear(&r);
}

static void duplicates_across_documents_name_both_files(void **state) {
  (void)state;
  lm_panel *panel;
  lm_areas *areas;
  lm_diags *diags;
  assert_int_equal(lm_panel_new(&panel), LM_OK);
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  static const char *const texts[] = {SERIES("\n\n<obs period=\"2020FY\" value=\"1\"/>"),
                                      SERIES("\n<obs period=\"2020FY\" value=\"1\"/><obs period=\"2021FY\" value=\"1\"/>")};
  static const char *const names[] = {"first.xml", "second.xml"};
  lm_scan_totals totals[2];
  for (size_t i = 0; i < 2; i++) {
    lm_input input = {.data = texts[i], .size = strlen(texts[i]), .name = names[i]};
    assert_int_equal(lm_read_values(panel, &input, reading_model(), areas, &totals[i], diags), LM_OK);
  }
  assert_int_equal(lm_diags_kept(diags), 1);
  const lm_finding *f = lm_diags_at(diags, 0);
  assert_string_equal(lm_code_get(f->code)->id, "V415");
  assert_string_equal(f->place.file, "second.xml");
  assert_int_equal(f->place.line, 2);
  assert_string_equal(f->other.file, "first.xml");
  assert_int_equal(f->other.line, 3);
  assert_int_equal(totals[1].refused, 1);
  assert_int_equal(totals[1].observations, 1);
  lm_diags_free(diags);
  lm_areas_free(areas);
  lm_panel_free(panel);
}

/* The same document twice over: as many duplicates as there are observations, more than are kept one by one. */
static void many_duplicates_are_counted(void **state) {
  (void)state;
  enum { DAYS = 15000 };
  char *text = NULL, day[11];
  size_t size;
  FILE *out = open_memstream(&text, &size);
  fputs("<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"><label xml:lang=\"en\">City</label></area>\n", out);
  for (int round = 0; round < 2; round++)
    for (int32_t i = 0; i < DAYS; i++) fprintf(out, "<obs indicator=\"i1\" period=\"%s\" value=\"1\"/>\n", lm_day_format(i, day, sizeof day));
  fputs("</values>", out);
  fclose(out);
  reading r = read_bytes(LM_DOC_VALUES, text, size, NULL, NULL);
  assert_int_equal(lm_diags_count_code(r.diags, LM_V_DUPLICATE), DAYS);
  assert_int_equal(r.totals.observations, DAYS);
  for (size_t nth = 0; nth < LM_DIAG_KEEP; nth += 999) {
    const lm_finding *f = reading_find(&r, "V415", nth);
    assert_int_equal(f->place.line, DAYS + 2 + nth);
    assert_int_equal(f->other.line, 2 + nth);
  }
  reading_clear(&r);
  free(text);
}

/* ---- memory ---- */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WATCHED true
#elif defined(__has_feature)
#define WATCHED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define WATCHED false
#endif

static long peak_kilobytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* 32 MB of observations with long notes, read from a file: the peak grows by less than a tenth of that. */
static void memory_does_not_grow_with_the_document(void **state) {
  (void)state;
  enum { AREAS = 2000, YEARS = 10, NOTE = 1600, MOST_KILOBYTES = 3000 };
  if (WATCHED) return; /* sanitizers keep what is freed */
  char path[] = "/tmp/logicmodel-test-XXXXXX", note[NOTE + 1];
  memset(note, 'n', NOTE);
  note[NOTE] = '\0';
  FILE *out = fdopen(mkstemp(path), "w");
  assert_non_null(out);
  fputs("<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"><label xml:lang=\"en\">City</label></area>\n", out);
  for (int i = 0; i < AREAS * YEARS; i++)
    fprintf(out, "<obs indicator=\"i%d\" period=\"%dFY\" value=\"1\"><note xml:lang=\"en\">%s</note></obs>\n", 1 + i % 2, 1 + i / 2 % 9000, note);
  fputs("</values>", out);
  fclose(out);
  lm_areas *areas;
  lm_input input = {.path = path};
  lm_scan_totals totals;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  long before = peak_kilobytes();
  assert_int_equal(lm_scan_values(&input, reading_model(), areas, NULL, NULL, &totals, NULL), LM_OK);
  long grown = peak_kilobytes() - before;
  unlink(path);
  lm_areas_free(areas);
  assert_int_equal(totals.elements, AREAS * YEARS);
  if (grown > MOST_KILOBYTES) fail_msg("the peak grew by %ld kB", grown);
}

/* ---- threads ---- */

enum { THREADS = 4, TIMES = 100 };

static const char *const thread_texts[] = {
    SERIES("<obs period=\"2020FY\" value=\"1,5\"/><obs period=\"2021FY\" value=\"2\"/>"),
    SERIES("<obs period=\"2020FY\" value=\"1\"/><obs"),
    "<!DOCTYPE values><values/>",
    SERIES("<obs period=\"2020FY\" value=\"1\"/><obs period=\"2020FY\" value=\"1\"/>"),
};

/* Findings of every text, many times over. */
static void *read_many(void *user) {
  size_t *findings = user;
  for (int i = 0; i < TIMES; i++) {
    reading r = read_values_text(thread_texts[i % (int)(sizeof thread_texts / sizeof *thread_texts)]);
    *findings += lm_diags_kept(r.diags);
    reading_clear(&r);
  }
  return NULL;
}

static void threads_do_not_disturb_each_other(void **state) {
  (void)state;
  size_t alone = 0, found[THREADS] = {0};
  pthread_t threads[THREADS];
  read_many(&alone);
  for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&threads[i], NULL, read_many, &found[i]), 0);
  for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
  assert_int_equal(alone, TIMES);
  for (int i = 0; i < THREADS; i++) assert_int_equal(found[i], alone);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_does_not_grow_with_the_document),
      cmocka_unit_test(periods_are_read_in_every_spelling),
      cmocka_unit_test(a_year_past_its_era_is_read_and_told),
      cmocka_unit_test(numbers_that_are_none_get_advice),
      cmocka_unit_test(one_run_tells_everything),
      cmocka_unit_test(duplicates_name_both_lines),
      cmocka_unit_test(duplicates_across_documents_name_both_files),
      cmocka_unit_test(many_duplicates_are_counted),
      cmocka_unit_test(threads_do_not_disturb_each_other),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
