/* The command line in this process: exit codes, streams, languages, files. Run from the top folder or from test/. */
#include "../../cli/cli.h"
#include "../../cli/exit.h"
#include "../../cli/nearest.h"

#include "../../lib/base/text.h"
#include "../support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_ARGS 12

typedef struct outcome {
  int code;
  char *out, *err;
} outcome;

static const char model[] = "<model xmlns='urn:logicmodel:model:1' version='1.0' id='small'><title xml:lang='en'>Small</title>"
                            "<tier id='t1' level='final' due='2028-03-31'><label xml:lang='en'>First</label></tier>"
                            "<indicator id='share' certainty='stated' direction='up' measure='proportion' "
                            "basis='fiscal-year'><label xml:lang='en'>Share</label>"
                            "<unit xml:lang='en'>%</unit></indicator>"
                            "<outcome id='o1' tier='t1' certainty='stated'><label xml:lang='en'>All is well</label></outcome>"
                            "<link type='measured-by' from='outcome:o1' to='indicator:share' certainty='stated'/></model>";
static const char values[] =
    "<values xmlns='urn:logicmodel:values:1' version='1.0'><area id='n'><label xml:lang='en'>N</label></area>"
    "<area id='m'><label xml:lang='en'>M</label></area><series indicator='share' area='n'>"
    "<obs period='2022FY' value='1'/><obs period='2023FY' value='2'/></series>"
    "<series indicator='share' area='m'><obs period='2023FY' value='3'/></series></values>";
static const char bad_values[] =
    "<values xmlns='urn:logicmodel:values:1' version='1.0'><area id='n'><label xml:lang='en'>N</label></area>"
    "<series indicator='share' area='n'><obs period='2022FY' value='1'/><obs period='2023FY' value='x'/></series></values>";
static const char broken[] = "<values xmlns='urn:logicmodel:values:1' version='1.0'><area id='n'>";

static char folder[] = "/tmp/logicmodel-test-XXXXXX";

static char *path_of(const char *name) {
  static char buffer[8][128];
  static int next;
  char *path = buffer[next++ % 8];
  snprintf(path, sizeof buffer[0], "%s/%s", folder, name);
  return path;
}

static int put_file(const char *name, const char *text) {
  FILE *file = fopen(path_of(name), "w");
  if (!file) return -1;
  fputs(text, file);
  return fclose(file);
}

static int start(void **state) {
  (void)state;
  unsetenv("LANGUAGE");
  unsetenv("LC_ALL");
  unsetenv("LC_MESSAGES");
  unsetenv("LANG");
  if (!mkdtemp(folder)) return -1;
  return put_file("model.xml", model) | put_file("values.xml", values) | put_file("bad.xml", bad_values) |
         put_file("broken.xml", broken);
}

static int end(void **state) {
  static const char *const name[] = {"model.xml", "values.xml", "bad.xml", "broken.xml"};
  (void)state;
  for (size_t i = 0; i < sizeof name / sizeof *name; i++) unlink(path_of(name[i]));
  return rmdir(folder); /* fails if anything was left behind */
}

/* Runs "command word word …"; %name stands for a file of the folder. */
static outcome run_to(const char *line, FILE *out) {
  char *words = strdup(line), *argument[MOST_ARGS + 1] = {(char *)"logicmodel"};
  int count = 1;
  outcome o = {0};
  size_t out_size, err_size;
  FILE *in = fopen("/dev/null", "r"), *err = open_memstream(&o.err, &err_size);
  FILE *own = out ? NULL : open_memstream(&o.out, &out_size);
  assert_true(words && in && err && (out || own));
  for (char *word = strtok(words, " "); word && count < MOST_ARGS; word = strtok(NULL, " "))
    argument[count++] = word[0] == '%' ? path_of(word + 1) : word;
  o.code = lm_cli_main(count, argument, in, out ? out : own, err);
  fclose(in);
  fclose(err);
  if (own) fclose(own);
  free(words);
  return o;
}

static outcome run(const char *line) {
  return run_to(line, NULL);
}

static void drop(outcome *o) {
  free(o->out);
  free(o->err);
}

static void exit_codes(void **state) {
  (void)state;
  static const struct {
    const char *label, *line;
    int code;
    const char *out, *err; /* must be in there; NULL: stays empty; "" anything */
  } cases[] = {
      {"no command", "", CLI_USAGE, NULL, "Usage"},
      {"help", "help", CLI_OK, "Usage", NULL},
      {"--help", "--help", CLI_OK, "Usage", NULL},
      {"help of a command", "help lag", CLI_OK, "Usage: logicmodel lag", NULL},
      {"--help of a command", "lag --help", CLI_OK, "Usage: logicmodel lag", NULL},
      {"help of nothing", "help nothing", CLI_USAGE, NULL, "unknown command 'nothing'"},
      {"version", "--version", CLI_OK, "logicmodel ", NULL},
      {"unknown command", "lagg", CLI_USAGE, NULL, "did you mean 'lag'?"},
      {"unknown command, nothing near", "frobnicate", CLI_USAGE, NULL, "unknown command 'frobnicate'\n"},
      {"option before the command", "--all show", CLI_USAGE, NULL, "before the command"},
      {"unknown option", "lag --formt json", CLI_USAGE, NULL, "did you mean '--format'?"},
      {"an option of another command", "show --until 2024FY", CLI_USAGE, NULL, "no option '--until'"},
      {"an option without its value", "show --model", CLI_USAGE, NULL, "needs a value"},
      {"a value too many", "show --all=yes", CLI_USAGE, NULL, "takes no value"},
      {"unknown format", "show %model.xml --format yaml", CLI_USAGE, NULL, "unknown format 'yaml'"},
      {"a format the command has not", "lag %model.xml --format dot", CLI_USAGE, NULL, "has no format 'dot'"},
      {"excel without csv", "show %model.xml --excel", CLI_USAGE, NULL, "--format csv"},
      {"bad width", "show %model.xml --width 12x", CLI_USAGE, NULL, "12x"},
      {"bad language", "show %model.xml --lang fr", CLI_USAGE, NULL, "'fr'"},
      {"bad period", "lag %model.xml --until sometime", CLI_USAGE, NULL, "sometime"},
      {"no model", "lag %values.xml", CLI_USAGE, NULL, "no model"},
      {"two models", "show %model.xml %model.xml", CLI_USAGE, NULL, "second model"},
      {"no outcome", "chain %model.xml", CLI_USAGE, NULL, "no node given"},
      {"two outcomes", "chain o1 o2 %model.xml", CLI_USAGE, NULL, "only one of them"},
      {"no such outcome", "chain o2 %model.xml", CLI_NOT_FOUND, NULL, "o1"},
      {"no such area", "lag %model.xml %values.xml --area q", CLI_NOT_FOUND, NULL, "Q701"},
      {"no such tier", "assess %model.xml --tier q", CLI_NOT_FOUND, NULL, "t1"},
      {"a file that is not there", "show %nothing.xml", CLI_IO, NULL, "F001"},
      {"a file that is not there, to check", "check %model.xml %nothing.xml", CLI_IO, "F001", NULL},
      {"show", "show %model.xml", CLI_OK, "All is well", NULL},
      {"show with an option instead", "show -m %model.xml --format=json", CLI_OK, "\"o1\"", NULL},
      {"check what is fine", "check %values.xml %model.xml", CLI_OK, "accepted 3", NULL},
      {"check what is not", "check %model.xml %bad.xml", CLI_FINDINGS, "S205", NULL},
      {"check what breaks off", "check %model.xml %broken.xml", CLI_FINDINGS, "X101", NULL},
      {"answer on bad values", "lag %model.xml %bad.xml", CLI_FINDINGS, NULL, "S205"},
      {"answer on the good ones", "lag %model.xml %bad.xml --accept-good", CLI_OK, "All is well", "left out"},
      {"no answer on what breaks off", "lag %model.xml %broken.xml --accept-good", CLI_FINDINGS, NULL,
       "not be read to its end"},
      {"chain by id", "chain o1 %model.xml %values.xml", CLI_OK, "All is well", NULL},
      {"chain by full name", "chain outcome:o1 %model.xml", CLI_OK, "All is well", NULL},
      {"chain of the final outcome", "chain final --model %model.xml", CLI_OK, "All is well", NULL},
      {"a drawing of one area", "chain o1 %model.xml %values.xml --area n -f dot", CLI_OK, "digraph", NULL},
      {"a drawing of two areas", "chain o1 %model.xml %values.xml -f mermaid", CLI_USAGE, NULL, "--area"},
      {"everything behind -- is a file", "show -- %model.xml", CLI_OK, "All is well", NULL},
      {"output into a folder that is not there", "show %model.xml --output /nonexistent/x", CLI_IO, NULL, "/nonexistent/x"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    outcome o = run(cases[i].line);
    bool out = cases[i].out ? strstr(o.out, cases[i].out) != NULL : !*o.out;
    bool err = cases[i].err ? strstr(o.err, cases[i].err) != NULL : !*o.err;
    if (o.code != cases[i].code || !out || !err)
      print_error("%s: %d instead of %d\n--out--\n%s--err--\n%s", cases[i].label, o.code, cases[i].code, o.out, o.err);
    assert_int_equal(o.code, cases[i].code);
    assert_true(out && err);
    drop(&o);
  }
}

static void the_language_comes_from_option_or_environment(void **state) {
  (void)state;
  static const struct {
    const char *language, *lc_all, *lang, *line;
    bool ja;
  } cases[] = {
      {NULL, NULL, NULL, "help", false},
      {NULL, NULL, "ja_JP.UTF-8", "help", true},
      {NULL, "C", "ja_JP.UTF-8", "help", false},
      {"ja", "C", "en_US.UTF-8", "help", true},
      {"fr:ja:en", NULL, NULL, "help", true},
      {"en", NULL, "ja_JP.UTF-8", "help", false},
      {NULL, NULL, "ja_JP.UTF-8", "help --lang en", false},
      {NULL, NULL, NULL, "help --lang=ja", true},
      {NULL, NULL, NULL, "lagg --lang ja", true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (cases[i].language) setenv("LANGUAGE", cases[i].language, 1);
    if (cases[i].lc_all) setenv("LC_ALL", cases[i].lc_all, 1);
    if (cases[i].lang) setenv("LANG", cases[i].lang, 1);
    outcome o = run(cases[i].line);
    bool ja = strstr(o.out, "使い方") || strstr(o.err, "コマンド");
    assert_int_equal(ja, cases[i].ja);
    drop(&o);
    unsetenv("LANGUAGE");
    unsetenv("LC_ALL");
    unsetenv("LANG");
  }
}

static void help_fits_80_columns(void **state) {
  (void)state;
  static const char *const line[] = {"help --lang en", "help --lang ja", "help check show assess lag chain progress help --lang en",
                                     "help check show assess lag chain progress help --lang ja"};
  for (size_t i = 0; i < 4; i++) {
    outcome o = run(line[i]);
    assert_int_equal(o.code, CLI_OK);
    for (char *text = strtok(o.out, "\n"); text; text = strtok(NULL, "\n")) {

      if (lm_text_width(text) > 80) print_error("too wide: %s\n", text);
      assert_true(lm_text_width(text) <= 80);
    }
    drop(&o);
  }
}

static void a_full_disk_is_an_error(void **state) {
  (void)state;
  static const char *const line[] = {"help", "show %model.xml", "--version", "check %model.xml -f json"};
  for (size_t i = 0; i < 4; i++) {
    FILE *full = fopen("/dev/full", "w");
    if (!full) return;
    outcome o = run_to(line[i], full);
    assert_int_equal(o.code, CLI_IO);
    assert_non_null(strstr(o.err, "could not be written"));
    fclose(full);
    drop(&o);
  }
  outcome o = run("show %model.xml --output /dev/full");
  assert_int_equal(o.code, CLI_IO);
  drop(&o);
}

static off_t size_of(const char *name) {
  struct stat info;
  return stat(path_of(name), &info) == 0 ? info.st_size : -1;
}

static void output_replaces_a_file_as_a_whole_or_not_at_all(void **state) {
  (void)state;
  assert_int_equal(put_file("answer", "old"), 0);
  assert_int_equal(chmod(path_of("answer"), 0640), 0);
  outcome o = run("lag %model.xml %bad.xml --output %answer");
  assert_int_equal(o.code, CLI_FINDINGS);
  assert_int_equal(size_of("answer"), 3);
  drop(&o);
  o = run("show %model.xml --output %answer");
  assert_int_equal(o.code, CLI_OK);
  assert_string_equal(o.out, "");
  assert_true(size_of("answer") > 100);
  struct stat info;
  assert_int_equal(stat(path_of("answer"), &info), 0);
  assert_int_equal(info.st_mode & 07777, 0640);
  assert_int_equal(unlink(path_of("answer")), 0);
  drop(&o);
}

static void output_follows_a_symbolic_link(void **state) {
  (void)state;
  assert_int_equal(put_file("answer", "old"), 0);
  assert_int_equal(symlink("answer", path_of("link")), 0);
  outcome o = run("show %model.xml --output %link");
  assert_int_equal(o.code, CLI_OK);
  assert_true(size_of("answer") > 100);
  struct stat info;
  assert_int_equal(lstat(path_of("link"), &info), 0);
  assert_true(S_ISLNK(info.st_mode));
  unlink(path_of("link"));
  unlink(path_of("answer"));
  drop(&o);
}

static void the_nearest_word(void **state) {
  (void)state;
  static const char *const known[] = {"check", "show", "lag", "chain"};
  static const struct {
    const char *given, *want;
  } cases[] = {{"chek", "check"}, {"chian", "chain"},
               {"ch", "check"},   {"lg", "lag"},
               {"x", NULL},       {"validate", NULL},
               {"", NULL},        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *got = cli_nearest(cases[i].given, known, 4);
    if (cases[i].want)
      assert_string_equal(got, cases[i].want);
    else
      assert_null(got);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exit_codes),
      cmocka_unit_test(the_language_comes_from_option_or_environment),
      cmocka_unit_test(help_fits_80_columns),
      cmocka_unit_test(a_full_disk_is_an_error),
      cmocka_unit_test(output_replaces_a_file_as_a_whole_or_not_at_all),
      cmocka_unit_test(output_follows_a_symbolic_link),
      cmocka_unit_test(the_nearest_word),
  };
  return cmocka_run_group_tests(tests, start, end) ? 1 : 0;
}
