/* load_targets.c: baselines and targets into a load.

   The targets of one (indicator, area, tier) are a chain: the first decided is step 0, one that revises it step 1, and so on. A target is met by the
   one at its step, so a decision to change a target (revises=) adds, and only a correction of what was written replaces. */
#include "load.h"

#include "../base/arena.h"

#include <stdlib.h>

typedef struct loading {
  lm_load *load;
  const lm_model *model;
  const lm_areas *areas;
  const lm_targets *targets;
  int64_t indicator, area;
  const char *indicator_id, *area_id;
} loading;

static void set_pair(loading *l, lm_node indicator, uint32_t area) {
  const lm_area *a = lm_areas_at(l->areas, area);
  l->indicator = lm_load_indicator(l->load, l->model, indicator);
  l->area = lm_load_area(l->load, l->areas, area);
  l->indicator_id = lm_model_node(l->model, indicator)->id;
  l->area_id = a ? a->id : NULL;
}

/* ---- baselines ---- */

static bool baseline_now(loading *l, lm_obs *was, int64_t *since) {
  lm_store *store = l->load->store;
  sqlite3_stmt *s = lm_sql(store, SQL_BASELINE_NOW);
  sqlite3_bind_int64(s, 1, l->indicator);
  sqlite3_bind_int64(s, 2, l->area);
  bool there = lm_sql_step(store, s) && !sqlite3_column_int(s, 1);
  if (there) {
    *since = sqlite3_column_int64(s, 0);
    was->period = (lm_period){(lm_period_kind)sqlite3_column_int(s, 2), sqlite3_column_int(s, 3)};
    double *const number[] = {&was->value, &was->num, &was->den, &was->n, &was->se};
    for (int i = 0; i < 5; i++) *number[i] = lm_column_number(s, 4 + i);
  }
  if (s) sqlite3_reset(s);
  return there;
}

static void put_baseline(loading *l, const lm_baseline *b) {
  lm_store *store = l->load->store;
  const double number[] = {b->obs.value, b->obs.num, b->obs.den, b->obs.n, b->obs.se};
  int64_t notes = lm_keep_texts(store, &b->notes);
  sqlite3_stmt *s = lm_sql(store, SQL_BASELINE_PUT);
  sqlite3_bind_int64(s, 1, l->indicator);
  sqlite3_bind_int64(s, 2, l->area);
  sqlite3_bind_int64(s, 3, l->load->number);
  sqlite3_bind_int64(s, 4, lm_load_document_of(l->load, b->place.file));
  sqlite3_bind_int64(s, 5, b->place.line);
  sqlite3_bind_int(s, 6, (int)b->obs.period.kind);
  sqlite3_bind_int(s, 7, b->obs.period.index);
  for (int i = 0; i < 5; i++) lm_bind_number(s, 8 + i, number[i]);
  if (notes) sqlite3_bind_int64(s, 13, notes);
  lm_sql_run(store, s);
}

static bool same_baseline(const lm_obs *a, const lm_obs *b) {
  return a->period.kind == b->period.kind && a->period.index == b->period.index && lm_same_number(a->value, b->value) &&
         lm_same_number(a->num, b->num) && lm_same_number(a->den, b->den) && lm_same_number(a->n, b->n) && lm_same_number(a->se, b->se);
}

static void meet_baseline(loading *l, const lm_baseline *b) {
  lm_load *load = l->load;
  lm_obs was = lm_obs_none();
  char when[48];
  set_pair(l, b->indicator, b->area);
  lm_store_change c = {.what = LM_WHAT_BASELINE, .indicator = l->indicator_id, .area = l->area_id};
  lm_meeting m = {.there = baseline_now(l, &was, &c.load_before)};
  m.same = m.there && same_baseline(&b->obs, &was);
  c.kind = lm_load_meet(load, LM_WHAT_BASELINE, &m);
  if (c.kind == LM_UNCHANGED) return;
  c.when = lm_period_format(b->obs.period, when, sizeof when);
  c.after = lm_obs_text(&b->obs, &load->arena);
  c.before = m.there ? lm_obs_text(&was, &load->arena) : NULL;
  if (c.kind == LM_REFUSED) lm_load_tell_difference(load, &c, b->place);
  if (c.kind != LM_REFUSED) put_baseline(l, b);
  lm_load_change(load, &c);
}

/* ---- targets ---- */

static sqlite3_stmt *with_key(loading *l, lm_sql_name name, const char *tier) {
  sqlite3_stmt *s = lm_sql(l->load->store, name);
  sqlite3_bind_int64(s, 1, l->indicator);
  sqlite3_bind_int64(s, 2, l->area);
  lm_bind_text(s, 3, tier);
  return s;
}

/* -1: what it revises is neither in the document nor in the store. */
static int64_t step_of(loading *l, const lm_target *t, const char *tier) {
  if (!t->revises) return 0;
  const lm_target *old = lm_targets_by_id(l->targets, t->revises);
  if (old && old != t) {
    int64_t before = step_of(l, old, tier);
    return before < 0 ? before : before + 1;
  }
  sqlite3_stmt *s = with_key(l, SQL_TARGET_STEP, tier);
  lm_bind_text(s, 4, t->revises);
  int64_t before = lm_sql_whole(l->load->store, s, -1);
  return before < 0 ? before : before + 1;
}

static bool target_now(loading *l, const char *tier, int64_t step, lm_target *was, int64_t *since, const char **source) {
  lm_store *store = l->load->store;
  lm_arena *arena = &l->load->arena;
  sqlite3_stmt *s = with_key(l, SQL_TARGET_NOW, tier);
  sqlite3_bind_int64(s, 4, step);
  bool there = lm_sql_step(store, s) && !sqlite3_column_int(s, 1);
  if (there) {
    *since = sqlite3_column_int64(s, 0);
    was->kind = (lm_target_kind)sqlite3_column_int(s, 5);
    double *const number[] = {&was->value, &was->lower, &was->upper, &was->by, &was->by_percent};
    for (int i = 0; i < 5; i++) *number[i] = lm_column_number(s, 6 + i);
    was->text = lm_column_text(store, s, 11, arena);
    was->decided = lm_column_text(store, s, 12, arena);
    *source = lm_column_text(store, s, 14, arena);
    was->per = lm_column_text(store, s, 15, arena);
  }
  if (s) sqlite3_reset(s);
  return there;
}

static bool same_target(const lm_target *a, const lm_target *b) {
  return a->kind == b->kind && lm_same_number(a->value, b->value) && lm_same_number(a->lower, b->lower) && lm_same_number(a->upper, b->upper) &&
         lm_same_number(a->by, b->by) && lm_same_number(a->by_percent, b->by_percent) && lm_same_text(a->text, b->text) &&
         lm_same_text(a->decided, b->decided) && lm_same_text(a->per, b->per);
}

static void put_target(loading *l, const lm_target *t, const char *tier, int64_t step) {
  lm_store *store = l->load->store;
  const double number[] = {t->value, t->lower, t->upper, t->by, t->by_percent};
  const char *const text[] = {t->text, t->decided, t->reason, t->source, t->per};
  int64_t notes = lm_keep_texts(store, &t->notes);
  sqlite3_stmt *s = with_key(l, SQL_TARGET_PUT, tier);
  sqlite3_bind_int64(s, 4, step);
  sqlite3_bind_int64(s, 5, l->load->number);
  sqlite3_bind_int64(s, 6, lm_load_document_of(l->load, t->place.file));
  sqlite3_bind_int64(s, 7, t->place.line);
  lm_bind_text(s, 8, t->id);
  sqlite3_bind_int(s, 9, (int)t->kind);
  for (int i = 0; i < 5; i++) lm_bind_number(s, 10 + i, number[i]);
  for (int i = 0; i < 5; i++) lm_bind_text(s, 15 + i, text[i]);
  if (notes) sqlite3_bind_int64(s, 20, notes);
  lm_sql_run(store, s);
}

static void refuse_revision(loading *l, const lm_target *t) {
  lm_diags_add(l->load->store->diags, &(lm_finding){.code = LM_D_REVISES, .place = t->place, .value = t->revises, .arg = {t->revises}});
  lm_load_count_left_out(l->load, LM_WHAT_TARGET, 1, 0);
}

static void meet_target(loading *l, const lm_target *t) {
  lm_load *load = l->load;
  lm_target was = {0};
  const char *tier = lm_model_tier(l->model, t->tier)->id;
  set_pair(l, t->indicator, t->area);
  int64_t step = step_of(l, t, tier);
  if (step < 0) {
    refuse_revision(l, t);
    return;
  }
  lm_store_change c = {.what = LM_WHAT_TARGET, .indicator = l->indicator_id, .area = l->area_id, .when = tier};
  lm_meeting m = {.there = target_now(l, tier, step, &was, &c.load_before, &c.source_before)};
  m.same = m.there && same_target(t, &was);
  c.kind = lm_load_meet(load, LM_WHAT_TARGET, &m);
  if (c.kind == LM_UNCHANGED) return;
  c.after = lm_target_text(t, &load->arena);
  c.before = m.there ? lm_target_text(&was, &load->arena) : NULL;
  c.source_after = t->source;
  if (c.kind == LM_REFUSED) lm_load_tell_difference(load, &c, t->place);
  if (c.kind != LM_REFUSED) put_target(l, t, tier, step);
  lm_load_change(load, &c);
}

lm_status lm_load_targets(lm_load *load, const lm_model *model, const lm_areas *areas, const lm_targets *targets) {
  if (!load->number) return LM_EINVAL;
  load->model = model;
  load->areas = areas;
  loading l = {.load = load, .model = model, .areas = areas, .targets = targets};
  for (size_t i = 0; i < lm_targets_baseline_count(targets) && !lm_store_failed(load->store); i++)
    meet_baseline(&l, lm_targets_baseline_at(targets, i));
  for (size_t i = 0; i < lm_targets_count(targets) && !lm_store_failed(load->store); i++) meet_target(&l, lm_targets_at(targets, i));
  return lm_load_failure(load);
}
