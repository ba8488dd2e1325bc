/* The store through its functions: what goes in comes out again as of every load; and every allocation fails once, ours and SQLite's.

   Linked with --wrap for malloc, calloc and realloc; SQLite has its own limit. */
#include <logicmodel/store.h>

#include "../support/close.h"
#include "../support/fail_alloc.h"
#include "store_world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *root;
static char path[64]; /* of the store */

static lm_store *new_store(lm_diags *diags) {
  lm_store *store;
  unlink(path);
  assert_int_equal(lm_store_create(&store, path, diags), LM_OK);
  return store;
}

/* ---- what goes in comes out ---- */

static bool same_number(double a, double b) { return a == b || (a != a && b != b); }

static void assert_same_panels(const lm_panel *a, const lm_panel *b) {
  assert_int_equal(lm_panel_series_count(a), lm_panel_series_count(b));
  for (size_t i = 0; i < lm_panel_series_count(a); i++) {
    const lm_series *x = lm_panel_series(a, i), *y = lm_panel_series(b, i);
    assert_int_equal(x->count, y->count);
    assert_int_equal(x->indicator, y->indicator);
    for (size_t k = 0; k < x->count; k++) {
      const lm_obs *p = &x->obs[k], *q = &y->obs[k];
      assert_int_equal(p->period.index, q->period.index);
      assert_true(same_number(p->value, q->value) && same_number(p->lower, q->lower) && same_number(p->upper, q->upper));
      assert_true(same_number(p->num, q->num) && same_number(p->den, q->den) && same_number(p->n, q->n) && same_number(p->se, q->se));
      assert_int_equal(p->missing, q->missing);
      assert_int_equal(p->flags, q->flags);
      assert_int_equal(p->line, q->line);
      const lm_text *note = lm_panel_note(a, p->note), *other = lm_panel_note(b, q->note);
      assert_true((note == NULL) == (other == NULL));
      if (note) assert_string_equal(lm_text_in(note, LM_JA), lm_text_in(other, LM_JA));
      const lm_source *source = p->source == LM_NO_SOURCE ? NULL : lm_panel_source(a, p->source);
      if (source && source->title) assert_string_equal(source->title, lm_panel_source(b, q->source)->title);
      const lm_printed *printed = lm_panel_printed(a, x->indicator, x->area, p->period);
      if (printed) assert_true(lm_panel_printed(b, y->indicator, y->area, q->period)->value == printed->value);
    }
  }
  assert_int_equal(lm_panel_change_count(a), lm_panel_change_count(b));
}

static void assert_same_targets(const lm_targets *a, const lm_targets *b) {
  assert_int_equal(lm_targets_count(a), lm_targets_count(b));
  assert_int_equal(lm_targets_baseline_count(a), lm_targets_baseline_count(b));
  for (size_t i = 0; i < lm_targets_count(a); i++) {
    const lm_target *x = lm_targets_at(a, i);
    const lm_target *y = NULL;
    for (size_t k = 0; k < lm_targets_count(b); k++) {
      const lm_target *t = lm_targets_at(b, k);
      if (t->indicator == x->indicator && t->tier == x->tier && t->superseded == x->superseded && t->place.line == x->place.line) y = t;
    }
    assert_non_null(y);
    assert_int_equal(x->kind, y->kind);
    assert_true(same_number(x->value, y->value) && same_number(x->lower, y->lower) && same_number(x->by, y->by));
  }
}

static void what_goes_in_comes_out(void **state) {
  (void)state;
  store_world d;
  lm_load_totals totals;
  lm_snapshot snapshot;
  store_world_read(&d, root);
  lm_store *store = new_store(d.diags);
  assert_int_equal(store_world_load(&d, store, &totals), LM_OK);
  assert_int_equal(totals.read, totals.added);
  assert_int_equal(totals.refused, 0);
  const lm_store_when now = lm_store_as_of(LM_LATEST);
  assert_int_equal(lm_store_read(&snapshot, store, &now), LM_OK);
  assert_same_panels(d.panel, snapshot.panel);
  assert_same_targets(d.targets, snapshot.targets);
  assert_int_equal(lm_areas_count(d.areas), lm_areas_count(snapshot.areas));
  assert_string_equal(lm_model_id(d.model), lm_model_id(snapshot.model));
  lm_snapshot_clear(&snapshot);
  /* again: all is there */
  assert_int_equal(store_world_load(&d, store, &totals), LM_OK);
  assert_int_equal(totals.read, totals.unchanged);
  assert_int_equal(lm_store_verify(store), LM_OK);
  lm_store_close(store);
  store_world_clear(&d);
}

static void undoing_leaves_nothing_and_undoing_that_brings_it_back(void **state) {
  (void)state;
  store_world d;
  lm_load_totals totals;
  lm_snapshot snapshot;
  int64_t number;
  const lm_load_info by = store_world_info();
  store_world_read(&d, root);
  lm_store *store = new_store(d.diags);
  assert_int_equal(store_world_load(&d, store, NULL), LM_OK);
  const lm_store_when now = lm_store_as_of(LM_LATEST), then = lm_store_as_of(1);
  assert_int_equal(lm_store_undo(store, &by, 1, &totals, &number), LM_OK);
  assert_int_equal(number, 2);
  assert_int_equal(lm_store_read(&snapshot, store, &now), LM_ENOTFOUND); /* not even a model */
  lm_snapshot_clear(&snapshot);
  assert_int_equal(lm_store_read(&snapshot, store, &then), LM_OK);
  assert_same_panels(d.panel, snapshot.panel);
  lm_snapshot_clear(&snapshot);
  assert_int_equal(lm_store_undo(store, &by, 1, &totals, &number), LM_EINPUT);
  assert_int_equal(lm_store_undo(store, &by, 77, &totals, &number), LM_ENOTFOUND);
  assert_int_equal(lm_store_undo(store, &by, 2, &totals, &number), LM_OK);
  assert_int_equal(lm_store_read(&snapshot, store, &now), LM_OK);
  assert_same_panels(d.panel, snapshot.panel);
  lm_snapshot_clear(&snapshot);
  lm_store_close(store);
  store_world_clear(&d);
}

static void calls_out_of_order(void **state) {
  (void)state;
  store_world d;
  lm_load *load;
  lm_store *other;
  const lm_load_info by = store_world_info();
  store_world_read(&d, root);
  lm_store *store = new_store(d.diags);
  assert_int_equal(lm_store_create(&other, path, d.diags), LM_EIO);
  assert_null(other);
  assert_int_equal(lm_load_begin(&load, store, &by), LM_OK);
  assert_int_equal(lm_load_model(load, d.model), LM_EINVAL); /* of which document? */
  assert_int_equal(lm_load_progress(load), LM_EINVAL);
  assert_int_equal(lm_load_commit(load), LM_OK);
  assert_int_equal(lm_load_commit(load), LM_EINVAL);
  assert_int_equal(lm_load_areas(load, d.areas), LM_EINVAL);
  assert_int_equal(lm_load_values(load, d.model, d.areas, d.panel), LM_EINVAL);
  lm_load_free(load);
  lm_load_free(NULL);
  lm_store_close(store);
  lm_store_close(NULL);
  store_world_clear(&d);
}

/* ---- assessments ---- */

static void put_verdict(lm_saving *saving, const char *indicator, const char *status, double chance) {
  lm_saving_text(saving, "indicator", indicator);
  lm_saving_text(saving, "area", NULL);
  lm_saving_text(saving, "tier", "2027");
  lm_saving_text(saving, "label", "no column of that name");
  lm_saving_number(saving, "p_reach", chance);
  lm_saving_text(saving, "status", status);
  lm_saving_end_row(saving);
}

static lm_status save(lm_store *store, int method, const char *first, size_t count, lm_load_totals *totals, int64_t *load) {
  static const char *const name[] = {"a", "b", "c"};
  const lm_load_info by = store_world_info();
  lm_saving *saving;
  lm_status status = lm_saving_begin(&saving, store, &by, &(lm_saving_about){.as_of = LM_LATEST, .method = method});
  if (status != LM_OK) return status;
  for (size_t i = 0; i < count; i++) put_verdict(saving, name[i], i == 0 ? first : "near", i == 1 ? 0.25 : (double)NAN);
  status = lm_saving_commit(saving, totals, load);
  lm_saving_free(saving);
  return status;
}

static void assert_totals(const lm_load_totals *t, uint64_t added, uint64_t revised, uint64_t unchanged) {
  assert_int_equal(t->read, added + revised + unchanged);
  assert_int_equal(t->added, added);
  assert_int_equal(t->revised, revised);
  assert_int_equal(t->unchanged, unchanged);
}

static void verdicts_are_kept_once_and_found_as_of_then(void **state) {
  (void)state;
  store_world d;
  lm_load_totals t;
  int64_t load, known;
  lm_store_verdicts *then;
  const lm_load_info by = store_world_info();
  store_world_read(&d, root);
  lm_store *store = new_store(d.diags);
  assert_int_equal(store_world_load(&d, store, NULL), LM_OK);
  assert_int_equal(lm_store_verdicts_read(&then, store, NULL, LM_LATEST), LM_OK);
  assert_null(then);
  assert_int_equal(save(store, 1, "slow", 2, &t, &load), LM_OK);
  assert_totals(&t, 2, 0, 0);
  assert_int_equal(load, 2);
  assert_int_equal(save(store, 1, "slow", 2, &t, &load), LM_OK); /* the same: nothing is written */
  assert_totals(&t, 0, 0, 2);
  assert_int_equal(load, 2);
  assert_int_equal(save(store, 1, "near", 3, &t, &load), LM_OK);
  assert_totals(&t, 1, 1, 1);
  assert_int_equal(save(store, 2, "near", 3, &t, &load), LM_OK); /* by another method, also with the same verdicts */
  assert_totals(&t, 0, 0, 3);
  assert_int_equal(load, 4);
  assert_int_equal(lm_store_known(store, LM_LATEST, &known), LM_OK);
  assert_int_equal(known, 1);
  assert_int_equal(lm_store_verdicts_read(&then, store, "", 1), LM_OK); /* before any was saved: the first saved of it */
  assert_int_equal(lm_store_verdicts_of(then)->load, 2);
  lm_store_verdicts_free(then);
  assert_int_equal(lm_store_verdicts_read(&then, store, "", 3), LM_OK);
  assert_int_equal(lm_store_verdicts_of(then)->load, 3);
  assert_int_equal(lm_store_verdicts_count(then), 3);
  assert_string_equal(lm_store_verdicts_at(then, 0)->status, "near");
  assert_null(lm_store_verdicts_at(then, 0)->area);
  assert_true(lm_store_verdicts_at(then, 1)->p_reach == 0.25);
  assert_null(lm_store_verdicts_at(then, 3));
  lm_store_verdicts_free(then);
  assert_int_equal(lm_store_verdicts_read(&then, store, "until=2020-03-31", 3), LM_OK);
  assert_null(then);
  assert_int_equal(lm_store_undo(store, &by, 1, &t, &load), LM_OK); /* what is known now is other: no verdicts of that */
  assert_int_equal(lm_store_verdicts_read(&then, store, NULL, LM_LATEST), LM_OK);
  assert_null(then);
  assert_int_equal(lm_store_verify(store), LM_OK);
  lm_store_close(store);
  store_world_clear(&d);
}

static void saving_out_of_order(void **state) {
  (void)state;
  store_world d;
  lm_load_totals t;
  int64_t load;
  lm_saving *saving;
  const lm_load_info by = store_world_info();
  store_world_read(&d, root);
  lm_store *store = new_store(d.diags);
  assert_int_equal(store_world_load(&d, store, NULL), LM_OK);
  assert_int_equal(lm_saving_begin(&saving, store, &by, &(lm_saving_about){.as_of = LM_LATEST, .method = 1}), LM_OK);
  lm_saving_text(saving, "indicator", "a");
  assert_int_equal(lm_saving_commit(saving, &t, &load), LM_EINVAL); /* half a row */
  lm_saving_end_row(saving);
  assert_int_equal(lm_saving_commit(saving, &t, &load), LM_OK);
  assert_int_equal(lm_saving_commit(saving, &t, &load), LM_EINVAL); /* over */
  lm_saving_text(saving, "indicator", "b");
  lm_saving_end_row(saving);
  lm_saving_free(saving);
  assert_int_equal(lm_saving_begin(&saving, store, &by, &(lm_saving_about){.as_of = LM_LATEST, .method = 1}), LM_OK);
  put_verdict(saving, "forgotten", "near", 0.5);
  lm_saving_free(saving);
  assert_int_equal(save(store, 1, "near", 0, &t, &load), LM_OK); /* an assessment of nothing */
  assert_int_equal(load, 3);
  lm_saving_free(NULL);
  lm_store_verdicts_free(NULL);
  assert_int_equal(lm_store_verdicts_count(NULL), 0);
  assert_null(lm_store_verdicts_of(NULL));
  assert_null(lm_store_verdicts_at(NULL, 0));
  lm_store_close(store);
  store_world_clear(&d);
}

/* ---- failing memory ---- */

typedef lm_status work(store_world *d);

static lm_status open_and_load(store_world *d) {
  lm_store *store;
  lm_status status = lm_store_open(&store, path, LM_STORE_WRITE, d->diags);
  if (status == LM_OK) status = store_world_load(d, store, NULL);
  lm_store_close(store);
  return status;
}

static lm_status open_and_read(store_world *d) {
  lm_store *store;
  lm_snapshot snapshot = {0};
  const lm_store_when now = lm_store_as_of(LM_LATEST);
  lm_status status = lm_store_open(&store, path, LM_STORE_READ, d->diags);
  if (status == LM_OK) status = lm_store_read(&snapshot, store, &now);
  lm_snapshot_clear(&snapshot);
  lm_store_close(store);
  return status;
}

static lm_status open_and_list(store_world *d) {
  lm_store *store;
  lm_store_rows *rows = NULL;
  lm_store_loads *loads = NULL;
  lm_store_changes *changes = NULL;
  const lm_store_filter all = {.what = LM_WHAT_COUNT, .history = true, .as_of = LM_LATEST};
  lm_status status = lm_store_open(&store, path, LM_STORE_READ, d->diags);
  if (status == LM_OK) status = lm_store_list(&rows, store, &all);
  if (status == LM_OK) status = lm_store_loads_read(&loads, store, LM_LATEST);
  if (status == LM_OK) status = lm_store_compare(&changes, store, &all, 0, LM_LATEST);
  if (status == LM_OK && lm_store_changes_count(changes) == 0) status = LM_EINVAL; /* everything is new */
  lm_store_changes_free(changes);
  changes = NULL;
  if (status == LM_OK) status = lm_store_compare_areas(&changes, store, 0, LM_LATEST);
  if (status == LM_OK && lm_store_changes_count(changes) == 0) status = LM_EINVAL;
  lm_store_changes_free(changes);
  lm_store_rows_free(rows);
  lm_store_loads_free(loads);
  lm_store_close(store);
  return status;
}

static lm_status open_lock_undo(store_world *d) {
  lm_store *store;
  lm_load_totals totals;
  int64_t number = 0;
  const lm_load_info by = store_world_info();
  lm_status status = lm_store_open(&store, path, LM_STORE_WRITE, d->diags);
  if (status == LM_OK) status = lm_store_lock(store, &by, (lm_period){LM_FISCAL, 1999}, NULL, &number);
  if (status == LM_OK) status = lm_store_undo(store, &by, number, &totals, &number);
  lm_store_close(store);
  return status;
}

static lm_status open_and_ask_undo(store_world *d) {
  lm_store *store;
  lm_undone *undone = NULL;
  const lm_load_info by = store_world_info();
  lm_status status = lm_store_open(&store, path, LM_STORE_WRITE, d->diags);
  if (status == LM_OK) status = lm_store_undo_told(&undone, store, &by, 1, true);
  if (status == LM_OK && lm_undone_change_count(undone) != lm_undone_totals_of(undone, LM_WHAT_COUNT).withdrawn) status = LM_EINVAL;
  lm_undone_free(undone);
  lm_store_close(store);
  return status;
}

static lm_status open_and_save(store_world *d) {
  lm_store *store;
  lm_load_totals totals;
  lm_store_verdicts *then = NULL;
  int64_t number;
  lm_status status = lm_store_open(&store, path, LM_STORE_WRITE, d->diags);
  if (status == LM_OK) status = save(store, 1, "slow", 3, &totals, &number);
  if (status == LM_OK) status = lm_store_verdicts_read(&then, store, NULL, LM_LATEST);
  lm_store_verdicts_free(then);
  lm_store_close(store);
  return status;
}

static int64_t rows_in(const char *table) {
  sqlite3 *db;
  sqlite3_stmt *s;
  char text[80];
  snprintf(text, sizeof text, "SELECT count(*) FROM %s", table);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, text, -1, &s, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  int64_t count = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  sqlite3_close(db);
  return count;
}

/* Until the work gets through: it says that memory failed, and has changed nothing. */
static void fail_each_allocation(work *run, store_world *d, bool writes) {
  const int64_t before = rows_in("observation"), loads = rows_in("load");
  for (long n = 0; n < 100000; n++) {
    fail_alloc_round(n);
    lm_status status = run(d);
    if (!fail_alloc_stop()) {
      assert_int_equal(status, LM_OK);
      return;
    }
    if (writes && status == LM_OK) return; /* only the findings had no memory */
    if (status != LM_ENOMEM) fail_msg("allocation %ld: status %d", n, (int)status);
    if (run == open_and_load) {
      assert_int_equal(rows_in("observation"), before);
      assert_int_equal(rows_in("load"), loads);
    }
  }
  fail_msg("never got through");
}

static void each_allocation_of_ours_fails(void **state) {
  (void)state;
  store_world d;
  store_world_read(&d, root);
  lm_store_close(new_store(d.diags));
  fail_each_allocation(open_and_load, &d, true);
  fail_each_allocation(open_and_read, &d, false);
  fail_each_allocation(open_and_list, &d, false);
  fail_each_allocation(open_lock_undo, &d, true);
  fail_each_allocation(open_and_ask_undo, &d, false);
  fail_each_allocation(open_and_save, &d, false);
  store_world_clear(&d);
}

static void memory_of_sqlite_runs_out(void **state) {
  (void)state;
  store_world d;
  int failed = 0;
  store_world_read(&d, root);
  lm_store_close(new_store(d.diags));
  for (sqlite3_int64 limit = 20000; limit < 4000000; limit = limit + limit / 40) {
    const int64_t before = rows_in("observation");
    sqlite3_hard_heap_limit64(limit);
    lm_status status = open_and_load(&d);
    sqlite3_hard_heap_limit64(0);
    if (status == LM_OK) {
      assert_true(rows_in("observation") > 0);
      continue;
    }
    failed++;
    assert_int_equal(status, LM_ENOMEM);
    assert_int_equal(rows_in("observation"), before);
  }
  assert_true(failed > 20);
  store_world_clear(&d);
}

int main(int argc, char **argv) {
  root = argc > 1 ? argv[1] : ".";
  char folder[] = "/tmp/store-XXXXXX";
  if (!mkdtemp(folder)) return 1;
  snprintf(path, sizeof path, "%s/s", folder);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_goes_in_comes_out), cmocka_unit_test(undoing_leaves_nothing_and_undoing_that_brings_it_back),
      cmocka_unit_test(calls_out_of_order),
      cmocka_unit_test(verdicts_are_kept_once_and_found_as_of_then),
      cmocka_unit_test(saving_out_of_order),     cmocka_unit_test(each_allocation_of_ours_fails),
      cmocka_unit_test(memory_of_sqlite_runs_out),
  };
  int failures = cmocka_run_group_tests(tests, NULL, NULL);
  unlink(path);
  rmdir(folder);
  return failures ? 1 : 0;
}
