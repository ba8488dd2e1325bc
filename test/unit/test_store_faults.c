/* The disk fails at every single change that a work on the store makes, in every way: the store is then as it was before or as it would be after,
   and sound; what is told is true and says what to do; and the same work done again gets through.

     test_store_faults ROOT [--figures] */
#include "../../lib/store/schema.h"
#include "../support/close.h"
#include "../support/faulty_disk.h"
#include "store_world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *root;
static bool figures;
static char path[64], kept[64]; /* the store, and the copy that every round begins with */
static store_world documents;

/* ---- files ---- */

static void remove_store(void) {
  static const char *const tail[] = {"", "-wal", "-shm", "-journal"};
  char name[80];
  for (size_t i = 0; i < sizeof tail / sizeof *tail; i++) {
    snprintf(name, sizeof name, "%s%s", path, tail[i]);
    unlink(name);
  }
}

static void copy_file(const char *from, const char *to) {
  static char bytes[1 << 22];
  FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
  assert_non_null(in);
  assert_non_null(out);
  size_t size = fread(bytes, 1, sizeof bytes, in);
  assert_true(size < sizeof bytes);
  assert_int_equal(fwrite(bytes, 1, size, out), size);
  fclose(in);
  fclose(out);
}

/* ---- what stands in a store ---- */

typedef struct content {
  char *text;
  size_t size, room;
} content;

static void add(content *c, const char *text) {
  size_t length = strlen(text);
  if (c->size + length + 1 > c->room) {
    c->room = 2 * (c->room + length + 1);
    c->text = realloc(c->text, c->room);
    assert_non_null(c->text);
  }
  memcpy(c->text + c->size, text, length + 1);
  c->size += length;
}

static void add_rows(content *c, sqlite3 *db, const char *query) {
  sqlite3_stmt *s;
  assert_int_equal(sqlite3_prepare_v2(db, query, -1, &s, NULL), SQLITE_OK);
  while (sqlite3_step(s) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(s); i++) {
      const char *text = (const char *)sqlite3_column_text(s, i);
      add(c, text ? text : "NULL");
      add(c, "|");
    }
    add(c, "\n");
  }
  assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
}

/* Every row of every table, the schema and the pragmas, by SQLite alone on the true disk; NULL when there is no file. */
static char *content_of_store(void) {
  sqlite3 *db;
  sqlite3_stmt *s;
  content c = {0}, check = {0};
  if (access(path, F_OK) != 0) return NULL;
  assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
  add_rows(&check, db, "PRAGMA integrity_check");
  add_rows(&check, db, "PRAGMA foreign_key_check");
  assert_string_equal(check.text, "ok|\n");
  free(check.text);
  add_rows(&c, db, "PRAGMA user_version");
  add_rows(&c, db, "SELECT type, name, sql FROM sqlite_master ORDER BY name");
  assert_int_equal(sqlite3_prepare_v2(db, "SELECT 'SELECT * FROM ' || name FROM sqlite_master WHERE type = 'table' ORDER BY name", -1, &s, NULL), SQLITE_OK);
  while (sqlite3_step(s) == SQLITE_ROW) add_rows(&c, db, (const char *)sqlite3_column_text(s, 0));
  sqlite3_finalize(s);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  return c.text;
}

static bool same(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* ---- works ---- */

static lm_status opened(lm_store **store, lm_store_mode mode) { return lm_store_open(store, path, mode, documents.diags); }

static lm_status make(void) {
  lm_store *store;
  lm_status status = lm_store_create(&store, path, documents.diags);
  lm_store_close(store);
  return status;
}

static lm_status load(void) {
  lm_store *store;
  lm_status status = opened(&store, LM_STORE_WRITE);
  if (status == LM_OK) status = store_world_load(&documents, store, NULL);
  lm_store_close(store);
  return status;
}

/* So little that pages have to be written before the end. */
static lm_status load_with_little_memory(void) {
  sqlite3_soft_heap_limit64(1 << 17);
  lm_status status = load();
  sqlite3_soft_heap_limit64(0);
  return status;
}

static lm_status lock(void) {
  lm_store *store;
  int64_t number;
  const lm_load_info by = store_world_info();
  lm_status status = opened(&store, LM_STORE_WRITE);
  if (status == LM_OK) status = lm_store_lock(store, &by, (lm_period){LM_FISCAL, 1999}, NULL, &number);
  lm_store_close(store);
  return status;
}

static lm_status undo(void) {
  lm_store *store;
  lm_load_totals totals;
  int64_t number;
  const lm_load_info by = store_world_info();
  lm_status status = opened(&store, LM_STORE_WRITE);
  if (status == LM_OK) status = lm_store_undo(store, &by, 1, &totals, &number);
  lm_store_close(store);
  return status;
}

static lm_status save(void) {
  lm_store *store;
  lm_saving *saving = NULL;
  lm_load_totals totals;
  int64_t number;
  const lm_load_info by = store_world_info();
  lm_status status = opened(&store, LM_STORE_WRITE);
  if (status == LM_OK) status = lm_saving_begin(&saving, store, &by, &(lm_saving_about){.as_of = LM_LATEST, .method = 1});
  for (int i = 0; i < 500 && status == LM_OK; i++) {
    lm_saving_text(saving, "indicator", "meetings");
    lm_saving_text(saving, "status", "slow");
    lm_saving_number(saving, "p_reach", i);
    lm_saving_end_row(saving);
  }
  if (status == LM_OK) status = lm_saving_commit(saving, &totals, &number);
  lm_saving_free(saving);
  lm_store_close(store);
  return status;
}

/* Reading a store of the version before brings it up. */
static lm_status bring_up(void) {
  lm_store *store;
  lm_store_loads *loads = NULL;
  lm_status status = opened(&store, LM_STORE_READ);
  if (status == LM_OK) status = lm_store_loads_read(&loads, store, LM_LATEST);
  lm_store_loads_free(loads);
  lm_store_close(store);
  return status;
}

/* ---- a store to begin with ---- */

static void nothing(void) {}
static void empty(void) { assert_int_equal(make(), LM_OK); }

static void filled(void) {
  empty();
  assert_int_equal(load(), LM_OK);
}

static void run(sqlite3 *db, const char *statement) { assert_int_equal(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK); }

/* As the third version left it, with a load in it. */
static void old(void) {
  enum { THEN = 3 };
  sqlite3 *db;
  char text[60];
  assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix"), SQLITE_OK);
  run(db, "PRAGMA journal_mode=WAL");
  for (int step = 0; step < THEN; step++)
    for (const char *const *statement = lm_store_steps[step]; *statement; statement++) run(db, *statement);
  snprintf(text, sizeof text, "PRAGMA user_version=%d", THEN);
  run(db, text);
  snprintf(text, sizeof text, "PRAGMA application_id=%d", LM_STORE_APPLICATION);
  run(db, text);
  run(db, "INSERT INTO load(id,at,who,kind,program) VALUES(1,'2020-04-01T00:00:00Z','test','load','0')");
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

typedef struct work_kind {
  const char *name;
  void (*begin)(void);
  lm_status (*work)(void);
  bool reads; /* what it changes is not what it is asked for */
} work_kind;

/* ---- rounds ---- */

typedef struct tally {
  long rounds, before, after, unsure;
} tally;

static void begin_again(bool there) {
  remove_store();
  if (there) copy_file(kept, path);
}

/* What failed is told once, with what to do. */
static lm_code told(size_t already, const char *what) {
  size_t errors = 0;
  lm_code code = LM_CODE_COUNT;
  for (size_t i = already; i < lm_diags_kept(documents.diags); i++) {
    const lm_finding *f = lm_diags_at(documents.diags, i);
    if (lm_code_get(f->code)->severity != LM_ERROR) continue;
    errors++;
    code = f->code;
    if (code != LM_D_FAILED && code != LM_D_OPEN && code != LM_D_UNSURE) fail_msg("%s is told as %s", what, lm_code_get(code)->id);
    for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
      char *fix = lm_finding_sentence(f, true, (lm_lang)lang);
      assert_true(fix && *fix);
      free(fix);
    }
  }
  if (errors != 1) fail_msg("%s is told %zu times", what, errors);
  lm_diags_rewind(documents.diags, already);
  return code;
}

/* A file that was made just before the power was cut, with nothing in it yet. */
static bool barely_made(const char *before, const char *now, disk_fault fault) { return !before && fault == DISK_POWER && now && strcmp(now, "0|\n") == 0; }

/* One change fails; false: there are not so many. */
static bool round_of(const work_kind *kind, disk_fault fault, long n, const char *before, const char *after, tally *t) {
  const size_t already = lm_diags_kept(documents.diags);
  char what[80];
  snprintf(what, sizeof what, "%s at change %ld", disk_fault_words[fault], n);
  begin_again(before != NULL);
  faulty_disk_fail(fault, n);
  lm_status status = kind->work();
  bool struck = faulty_disk_stop();
  faulty_disk_lose((unsigned)n);
  if (!struck) {
    assert_int_equal(status, LM_OK);
    return false;
  }
  char *now = content_of_store();
  const bool is_before = same(now, before) || barely_made(before, now, fault), is_after = same(now, after);
  if (!is_before && !is_after) fail_msg("%s: neither before nor after, but:\n%.400s", what, now ? now : "no file");
  if (status == LM_OK && !is_after) fail_msg("%s: told as done, but it is not", what);
  const lm_code code = status == LM_OK ? LM_CODE_COUNT : told(already, what);
  if (status != LM_OK && is_after && !kind->reads && code != LM_D_UNSURE) fail_msg("%s: told as not done, but it is", what);
  t->rounds++;
  t->before += is_before;
  t->after += is_after;
  t->unsure += code == LM_D_UNSURE;
  if (same(now, before)) assert_int_equal(kind->work(), LM_OK); /* again, with nothing failing */
  free(now);
  return true;
}

static void every_change(const work_kind *kind) {
  remove_store();
  kind->begin();
  char *before = content_of_store();
  if (before) copy_file(path, kept);
  assert_int_equal(kind->work(), LM_OK);
  char *after = content_of_store();
  assert_false(same(before, after));
  for (int fault = 0; fault < DISK_FAULTS; fault++) {
    tally t = {0};
    for (long n = 0; round_of(kind, (disk_fault)fault, n, before, after, &t); n++) assert_true(n < 10000);
    assert_true(t.rounds > 3);
    if (figures)
      printf("%-15s %-13s %4ld changes failed: as before %4ld, as after %4ld; told as unsure %ld\n", kind->name, disk_fault_words[fault], t.rounds,
             t.before, t.after, t.unsure);
  }
  free(before);
  free(after);
}

static void making_a_store(void **state) {
  (void)state;
  every_change(&(work_kind){"init", nothing, make, false});
}

static void a_load(void **state) {
  (void)state;
  every_change(&(work_kind){"load", empty, load, false});
}

static void a_load_with_little_memory(void **state) {
  (void)state;
  every_change(&(work_kind){"load bit by bit", empty, load_with_little_memory, false});
}

static void a_lock(void **state) {
  (void)state;
  every_change(&(work_kind){"lock", filled, lock, false});
}

static void an_undoing(void **state) {
  (void)state;
  every_change(&(work_kind){"undo", filled, undo, false});
}

static void saving_an_assessment(void **state) {
  (void)state;
  every_change(&(work_kind){"assess --save", filled, save, false});
}

static void bringing_up(void **state) {
  (void)state;
  every_change(&(work_kind){"bring up", old, bring_up, true});
}

int main(int argc, char **argv) {
  root = argc > 1 ? argv[1] : ".";
  figures = argc > 2 && strcmp(argv[2], "--figures") == 0;
  char folder[] = "/dev/shm/faults-XXXXXX", other[] = "/tmp/faults-XXXXXX"; /* thousands of syncs: in memory if it can be */
  const char *const in = mkdtemp(folder) ? folder : mkdtemp(other);
  if (!in) return 1;
  snprintf(path, sizeof path, "%s/s", in);
  snprintf(kept, sizeof kept, "%s/kept", in);
  faulty_disk_install();
  store_world_read(&documents, root);
  const struct CMUnitTest tests[] = {cmocka_unit_test(making_a_store), cmocka_unit_test(a_load), cmocka_unit_test(a_load_with_little_memory),
                                     cmocka_unit_test(a_lock), cmocka_unit_test(an_undoing), cmocka_unit_test(saving_an_assessment),
                                     cmocka_unit_test(bringing_up)};
  int failures = cmocka_run_group_tests(tests, NULL, NULL);
  store_world_clear(&documents);
  remove_store();
  unlink(kept);
  rmdir(in);
  return failures ? 1 : 0;
}
