/* Documents that want to hurt: cut off anywhere, bytes flipped, entities, other files, depth, length, compression. Each is refused with an error that
   says why, and nothing outside the document is touched.

   test_read_hostile SOURCE-DIRECTORY */
#include "../support/close.h"
#include "../support/random.h"
#include "../support/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *source_directory;

static const struct {
  lm_doc_kind kind;
  const char *name;
} documents[] = {{LM_DOC_MODEL, "model.xml"}, {LM_DOC_VALUES, "values.xml"}, {LM_DOC_TARGETS, "targets.xml"}};
enum { DOCUMENTS = sizeof documents / sizeof *documents, BYTES_MOST = 1 << 16 };

static size_t load(const char *name, char *bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/test/documents/%s", source_directory, name);
  FILE *in = fopen(path, "rb");
  assert_non_null(in);
  size_t size = fread(bytes, 1, BYTES_MOST, in);
  fclose(in);
  return size;
}

/* ---- damage to a good document ---- */

static void cut_off_anywhere_is_an_error(void **state) {
  (void)state;
  static char bytes[BYTES_MOST];
  for (size_t d = 0; d < DOCUMENTS; d++) {
    size_t size = load(documents[d].name, bytes);
    while (size && bytes[size - 1] != '>') size--;
    for (size_t cut = 1; cut < size; cut++) {
      char *exact = malloc(cut); /* so that a sanitizer sees a byte too far */
      memcpy(exact, bytes, cut);
      reading r = read_bytes(documents[d].kind, exact, cut, NULL, NULL);
      if (r.status != LM_EINPUT || lm_diags_count(r.diags, LM_ERROR) == 0)
        fail_msg("%s cut at %zu: status %d, %zu findings", documents[d].name, cut, (int)r.status, lm_diags_kept(r.diags));
      reading_clear(&r);
      free(exact);
    }
  }
}

/* Whatever comes of it: no crash, and a status of EINPUT comes with an error. */
static void changed_bytes_never_pass_in_silence(void **state) {
  (void)state;
  enum { ROUNDS = 3000, CHANGES = 3 };
  static char bytes[BYTES_MOST];
  test_random random = {4711};
  for (size_t d = 0; d < DOCUMENTS; d++) {
    size_t size = load(documents[d].name, bytes);
    for (int i = 0; i < ROUNDS; i++) {
      char *copy = malloc(size);
      memcpy(copy, bytes, size);
      for (int c = 0; c < CHANGES; c++) copy[test_random_below(&random, (unsigned)size)] = (char)test_random_below(&random, 256);
      reading r = read_bytes(documents[d].kind, copy, size, NULL, NULL);
      bool told = lm_diags_count(r.diags, LM_ERROR) > 0;
      if (r.status != LM_OK && (r.status != LM_EINPUT || !told)) fail_msg("status %d, %s", (int)r.status, told ? "told" : "nothing told");
      reading_clear(&r);
      free(copy);
    }
  }
}

/* ---- attacks ---- */

typedef struct attack {
  const char *label, *text;
  size_t size; /* 0: up to the NUL */
  const char *id;
} attack;

#define ROOT "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\">"
static const attack attacks[] = {
    {"a billion laughs",
     "<!DOCTYPE v [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>" ROOT
     "<title xml:lang=\"en\">&c;&c;&c;</title></values>",
     0, "X102"},
    {"an external entity", "<!DOCTYPE v [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" ROOT "<title xml:lang=\"en\">&x;</title></values>", 0, "X102"},
    {"a parameter entity", "<!DOCTYPE v [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]>" ROOT "</values>", 0, "X102"},
    {"an external subset", "<!DOCTYPE values SYSTEM \"http://127.0.0.1:9/x.dtd\">" ROOT "</values>", 0, "X102"},
    {"a public one", "<!DOCTYPE values PUBLIC \"-//X//Y\" \"file:///etc/passwd\">" ROOT "</values>", 0, "X102"},
    {"an empty DOCTYPE", "<!DOCTYPE values>" ROOT "</values>", 0, "X102"},
    {"defaults from a DOCTYPE", "<!DOCTYPE values [<!ATTLIST values version CDATA \"1.0\">]><values xmlns=\"urn:logicmodel:values:1\"/>", 0, "X102"},
    {"an entity nobody declared", ROOT "<title xml:lang=\"en\">&eacute;</title></values>", 0, "X101"},
    {"one in an attribute", ROOT "<source id=\"s\" title=\"&eacute;\"/></values>", 0, "X101"},
    {"a NUL", ROOT "\0</values>", sizeof(ROOT "\0</values>") - 1, "X101"},
    {"a NUL in an attribute", ROOT "<source id=\"s\" title=\"a\0b\"/></values>", sizeof(ROOT "<source id=\"s\" title=\"a\0b\"/></values>") - 1, "X101"},
    {"a reference to NUL", ROOT "<title xml:lang=\"en\">&#0;</title></values>", 0, "X101"},
    {"two roots", ROOT "</values>" ROOT "</values>", 0, "X101"},
    {"words behind the root", ROOT "</values>more", 0, "X101"},
    {"words only", "indicator period value\n", 0, "X101"},
    {"blanks only", " \n\n", 0, "X101"},
    {"a prefix nobody declared", ROOT "<x:y/></values>", 0, "X105"},
    {"an attribute twice", ROOT "<source id=\"s\" id=\"s\" title=\"t\"/></values>", 0, "X101"},
    {"gzip", "\x1f\x8b\x08\x00", 0, "F003"},
    {"xz", "\xfd" "7zXZ", 0, "F003"},
    {"bzip2", "BZh91AY", 0, "F003"},
    {"zstd", "\x28\xb5\x2f\xfd", 0, "F003"},
};

static void attacks_are_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
    const attack *a = &attacks[i];
    char ids[200];
    reading r = read_bytes(LM_DOC_VALUES, a->text, a->size, NULL, NULL);
    if (!reading_find(&r, a->id, 0)) fail_msg("%s: %s instead of %s", a->label, reading_ids(&r, ids, sizeof ids), a->id);
    bool only_names = strcmp(a->id, "X105") == 0; /* leaves the document well-formed: read to its end */
    if (r.status != (only_names ? LM_OK : LM_EINPUT)) fail_msg("%s: status %d", a->label, (int)r.status);
    reading_clear(&r);
  }
}

/* ---- size ---- */

static void repeat(FILE *out, const char *text, unsigned times) {
  for (unsigned i = 0; i < times; i++) fputs(text, out);
}

typedef struct bulk {
  const char *label, *before, *piece;
  unsigned times;
  const char *after, *id;
  lm_status status;
} bulk;

static const bulk bulks[] = {
    {"elements 300 deep", ROOT, "<a xmlns=\"urn:x\">", 300, "", "X104", LM_EINPUT},
    {"200 deep, in a foreign block", ROOT "<f:a xmlns:f=\"urn:x\">", "<a>", 200, NULL, NULL, LM_EINPUT},
    {"11 million characters in an attribute", ROOT "<source id=\"s\" title=\"", "xxxxxxxxxxx", 1000000, "\"/></values>", NULL, LM_EINPUT},
    {"a name of a million characters", ROOT "<", "xxxxxxxxxx", 100000, "/></values>", NULL, LM_EINPUT},
    {"a million elements that are not allowed", ROOT, "<x/>", 100000, "</values>", "S201", LM_OK},
    {"a long comment", ROOT "<!--", "xxxxxxxxxx", 100000, "--></values>", "V423", LM_OK},
    {"ten thousand attributes", ROOT "<source", " xmlns:a=\"b\"", 10000, "/></values>", "X101", LM_EINPUT},
};

static void size_has_limits(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof bulks / sizeof *bulks; i++) {
    const bulk *b = &bulks[i];
    char *text, ids[200];
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fputs(b->before, out);
    repeat(out, b->piece, b->times);
    fputs(b->after ? b->after : "", out);
    fclose(out);
    reading r = read_bytes(LM_DOC_VALUES, text, size, NULL, NULL);
    if (r.status != b->status) fail_msg("%s: status %d: %s", b->label, (int)r.status, reading_ids(&r, ids, sizeof ids));
    if (b->id && !reading_find(&r, b->id, 0)) fail_msg("%s: %s instead of %s", b->label, reading_ids(&r, ids, sizeof ids), b->id);
    assert_true(r.status == LM_OK || lm_diags_count(r.diags, LM_ERROR) > 0);
    reading_clear(&r);
    free(text);
  }
}

/* ---- files ---- */

static void files_that_cannot_be_read_say_why(void **state) {
  (void)state;
  static const struct {
    const char *path, *id;
    lm_status status;
  } cases[] = {{"/nowhere/values.xml", "F001", LM_EIO}, {"/tmp", "F001", LM_EIO}, {"/proc/self/mem", "F002", LM_EIO}, {"/dev/null", "F004", LM_EINPUT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_areas *areas;
    lm_diags *diags;
    lm_input input = {.path = cases[i].path};
    assert_int_equal(lm_areas_new(&areas), LM_OK);
    assert_int_equal(lm_diags_new(&diags), LM_OK);
    assert_int_equal(lm_scan_values(&input, reading_model(), areas, NULL, NULL, NULL, diags), cases[i].status);
    assert_int_equal(lm_diags_kept(diags), 1);
    assert_string_equal(lm_code_get(lm_diags_at(diags, 0)->code)->id, cases[i].id);
    assert_string_equal(lm_diags_at(diags, 0)->place.file, cases[i].path);
    lm_diags_free(diags);
    lm_areas_free(areas);
  }
}

/* A secret beside the document does not come out in any finding. */
static void other_files_are_not_read(void **state) {
  (void)state;
  static const char secret[] = "kept-in-confidence";
  char path[] = "/tmp/logicmodel-test-XXXXXX", text[500];
  int fd = mkstemp(path);
  assert_int_equal(write(fd, secret, strlen(secret)), strlen(secret));
  close(fd);
  snprintf(text, sizeof text, "<!DOCTYPE v [<!ENTITY x SYSTEM \"file://%s\">]>" ROOT "<title xml:lang=\"en\">&x;</title><source id=\"&x;\" title=\"&x;\"/></values>",
           path);
  reading r = read_values_text(text);
  for (size_t i = 0; i < lm_diags_kept(r.diags); i++) {
    const lm_finding *f = lm_diags_at(r.diags, i);
    assert_true(!f->value || !strstr(f->value, secret));
    for (int a = 0; a < LM_DIAG_ARGS; a++) assert_true(!f->arg[a] || !strstr(f->arg[a], secret));
  }
  reading_clear(&r);
  unlink(path);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  source_directory = argv[1];
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cut_off_anywhere_is_an_error),       cmocka_unit_test(changed_bytes_never_pass_in_silence),
      cmocka_unit_test(attacks_are_refused),                cmocka_unit_test(size_has_limits),
      cmocka_unit_test(files_that_cannot_be_read_say_why),  cmocka_unit_test(other_files_are_not_read),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
