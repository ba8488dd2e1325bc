/* read.c: from the store, as of a load, to model, areas, panel and targets. */
#include "store.h"

#include "../base/strmap.h"
#include "../base/vec.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of the store that were met, and what they are in the snapshot. */
typedef struct number_map {
  uint32_t *item; /* by number; what it is + 1, 0 not met */
  size_t room;
} number_map;

typedef struct reading {
  lm_store *store;
  lm_snapshot *out;
  lm_arena arena;
  number_map indicator, area, document, source;
  uint64_t left_out;
  const char *missing_id; /* the first of them */
} reading;

lm_store_when lm_store_as_of(int64_t load) { return (lm_store_when){load, load, load, load, load, load}; }

static bool map_set(reading *r, number_map *map, int64_t number, uint32_t to) {
  size_t at = (size_t)number;
  if (at >= map->room) {
    size_t room = at + at / 2 + 16;
    uint32_t *item = realloc(map->item, room * sizeof *item);
    if (!item) {
      lm_store_no_memory(r->store);
      return false;
    }
    memset(item + map->room, 0, (room - map->room) * sizeof *item);
    map->item = item;
    map->room = room;
  }
  map->item[at] = to + 1;
  return true;
}

static uint32_t map_get(const number_map *map, int64_t number) {
  return number >= 0 && (size_t)number < map->room && map->item[number] ? map->item[number] - 1 : UINT32_MAX;
}

static void need(reading *r, lm_status status) {
  if (status != LM_OK) lm_store_no_memory(r->store);
}

/* ---- model ---- */

/* A document kept as it was given; its findings were told when it was loaded. */
typedef lm_status parse_fn(reading *r, const lm_input *input);

static lm_status parse_document(reading *r, int64_t document, parse_fn *parse) {
  lm_store *store = r->store;
  sqlite3_stmt *s = lm_sql(store, SQL_DOCUMENT_GET);
  sqlite3_bind_int64(s, 1, document);
  if (!lm_sql_step(store, s)) return lm_store_take_failure(store);
  const lm_input input = {.data = sqlite3_column_blob(s, 6),
                          .size = (size_t)sqlite3_column_bytes(s, 6),
                          .name = lm_column_text(store, s, 0, &r->arena)};
  lm_status status = input.name ? parse(r, &input) : LM_ENOMEM;
  sqlite3_reset(s);
  return status;
}

static lm_status parse_model(reading *r, const lm_input *input) { return lm_read_model(&r->out->model, input, NULL); }

/* Withdrawn by load `by`; 0: not there yet, or never. */
static lm_status tell_no_model(lm_store *store, int64_t by) {
  char number[24];
  sqlite3_stmt *s = by ? NULL : lm_sql(store, SQL_MODEL_FIRST);
  const int64_t first = by ? 0 : lm_sql_whole(store, s, 0);
  snprintf(number, sizeof number, "%" PRId64, by ? by : first);
  if (by)
    lm_store_tell(store, LM_D_MODEL_WITHDRAWN, number, NULL);
  else if (first)
    lm_store_tell_load(store, LM_D_NO_MODEL_YET, first);
  else
    lm_store_tell(store, LM_D_NO_MODEL, NULL, NULL);
  const lm_status status = lm_store_take_failure(store);
  return status == LM_OK ? LM_ENOTFOUND : status;
}

static lm_status read_model(reading *r, int64_t as_of) {
  lm_store *store = r->store;
  sqlite3_stmt *s = lm_sql(store, SQL_MODEL_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  const bool said = lm_sql_step(store, s), there = said && !sqlite3_column_int(s, 1);
  const int64_t since = said ? sqlite3_column_int64(s, 0) : 0, document = there ? sqlite3_column_int64(s, 2) : 0;
  if (s) sqlite3_reset(s);
  if (lm_store_failed(store)) return lm_store_take_failure(store);
  return there ? parse_document(r, document, parse_model) : tell_no_model(store, since);
}

static void map_indicators(reading *r) {
  sqlite3_stmt *s = lm_sql(r->store, SQL_INDICATOR_ALL);
  while (lm_sql_step(r->store, s)) {
    const char *name = (const char *)sqlite3_column_text(s, 1);
    lm_node node = name ? lm_model_find(r->out->model, LM_INDICATOR, name, strlen(name)) : LM_NO_NODE;
    if (node != LM_NO_NODE) map_set(r, &r->indicator, sqlite3_column_int64(s, 0), node);
  }
}

/* Of an indicator that this model does not have. */
static bool left_out(reading *r, int64_t indicator) {
  if (map_get(&r->indicator, indicator) != UINT32_MAX) return false;
  r->left_out++;
  if (r->missing_id) return true;
  sqlite3_stmt *s = lm_sql(r->store, SQL_INDICATOR_ALL);
  while (lm_sql_step(r->store, s))
    if (sqlite3_column_int64(s, 0) == indicator) r->missing_id = lm_column_text(r->store, s, 1, &r->arena);
  return true;
}

/* ---- areas ---- */

typedef struct kept_area {
  int64_t number, within, successor;
  const char *further; /* ids of more successors */
  lm_area area;
} kept_area;

/* Of a first load in the order in which they were declared; one that was put into a later one comes behind that. */
static void add_area(reading *r, const kept_area *all, size_t count, size_t at, size_t depth) {
  uint32_t index;
  const kept_area *k = &all[at];
  if (map_get(&r->area, k->number) != UINT32_MAX || depth > count) return;
  lm_area area = k->area;
  for (size_t i = 0; k->within && i < count; i++)
    if (all[i].number == k->within) add_area(r, all, count, i, depth + 1);
  uint32_t outer = k->within ? map_get(&r->area, k->within) : UINT32_MAX;
  area.within = outer == UINT32_MAX ? 0 : outer + 1;
  need(r, lm_areas_add(r->out->areas, &area, &index));
  if (!lm_store_failed(r->store)) map_set(r, &r->area, k->number, index);
}

/* When all areas are there: one may have become part of a later one. */
static void add_successor(reading *r, const kept_area *k) {
  lm_areas *areas = r->out->areas;
  const uint32_t area = map_get(&r->area, k->number);
  uint32_t next = k->successor ? map_get(&r->area, k->successor) : UINT32_MAX;
  if (next != UINT32_MAX && lm_areas_put_successor(areas, area, next) == LM_ENOMEM) lm_store_no_memory(r->store);
  for (const char *at = k->further; at && *at; at += strspn(at, " ")) {
    const size_t length = strcspn(at, " ");
    next = lm_areas_find(areas, at, length);
    if (next != LM_NO_AREA && lm_areas_put_successor(areas, area, next) == LM_ENOMEM) lm_store_no_memory(r->store);
    at += length;
  }
}

static bool column_day(sqlite3_stmt *s, int at, int32_t *day) {
  const char *text = (const char *)sqlite3_column_text(s, at);
  return text && lm_day_parse(day, text, strlen(text));
}

static void read_area(reading *r, sqlite3_stmt *s, kept_area *k) {
  lm_store *store = r->store;
  *k = (kept_area){.number = sqlite3_column_int64(s, 0), .within = sqlite3_column_int64(s, 2), .successor = sqlite3_column_int64(s, 10)};
  k->area.id = lm_column_text(store, s, 1, &r->arena);
  k->area.label.in[LM_JA] = lm_column_text(store, s, 3, &r->arena);
  k->area.label.in[LM_EN] = lm_column_text(store, s, 4, &r->arena);
  k->area.kind = lm_column_text(store, s, 5, &r->arena);
  k->area.notes = lm_kept_texts(store, sqlite3_column_int64(s, 6), &r->arena);
  k->area.code = lm_column_text(store, s, 7, &r->arena);
  k->area.has_from = column_day(s, 8, &k->area.from);
  k->area.has_to = column_day(s, 9, &k->area.to);
  k->further = lm_column_text(store, s, 11, &r->arena);
}

/* Codes of tables that still nobody has. */
static void read_unmatched(reading *r, int64_t as_of) {
  lm_areas *areas = r->out->areas;
  sqlite3_stmt *s = lm_sql(r->store, SQL_UNMATCHED_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(r->store, s)) {
    const lm_unmatched_code u = {lm_column_text(r->store, s, 0, &r->arena), lm_column_text(r->store, s, 2, &r->arena), (uint64_t)sqlite3_column_int64(s, 1)};
    if (u.code && lm_areas_find_code(areas, u.code, strlen(u.code), INT32_MAX) == LM_NO_AREA) need(r, lm_areas_add_unmatched(areas, &u));
  }
}

static void read_areas(reading *r, int64_t as_of) {
  struct { kept_area *item; size_t count, room; } all = {0};
  lm_store *store = r->store;
  sqlite3_stmt *s = lm_sql(store, SQL_AREAS_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(store, s)) {
    kept_area k;
    read_area(r, s, &k);
    if (!LM_VEC_PUSH(&all, k)) lm_store_no_memory(store);
  }
  for (size_t i = 0; i < all.count && !lm_store_failed(store); i++) add_area(r, all.item, all.count, i, 0);
  for (size_t i = 0; i < all.count && !lm_store_failed(store); i++) add_successor(r, &all.item[i]);
  free(all.item);
  read_unmatched(r, as_of);
}

/* An area whose declaration was withdrawn, or came later, while its values were not: it has its id. */
static uint32_t area_of(reading *r, int64_t number) {
  if (number == 0) return LM_NO_AREA;
  uint32_t index = map_get(&r->area, number);
  if (index != UINT32_MAX) return index;
  sqlite3_stmt *s = NULL;
  if (!lm_store_failed(r->store)) r->store->failed = sqlite3_prepare_v2(r->store->db, "SELECT name FROM area WHERE id = ?", -1, &s, NULL);
  sqlite3_bind_int64(s, 1, number);
  const char *id = lm_sql_step(r->store, s) ? lm_column_text(r->store, s, 0, &r->arena) : NULL;
  if (id) need(r, lm_areas_add(r->out->areas, &(lm_area){.id = id}, &index));
  if (id && !lm_store_failed(r->store)) map_set(r, &r->area, number, index);
  sqlite3_finalize(s);
  return index;
}

/* ---- documents, sources, notes: each when it is first met ---- */

static lm_document document_at(reading *r, int64_t number) {
  lm_store *store = r->store;
  lm_document d = {0};
  sqlite3_stmt *s = lm_sql(store, SQL_DOCUMENT_GET);
  sqlite3_bind_int64(s, 1, number);
  if (!lm_sql_step(store, s)) return d;
  d.file = lm_column_text(store, s, 0, &r->arena);
  d.title.in[LM_JA] = lm_column_text(store, s, 1, &r->arena);
  d.title.in[LM_EN] = lm_column_text(store, s, 2, &r->arena);
  d.notes = lm_kept_texts(store, sqlite3_column_int64(s, 3), &r->arena);
  d.fictional = sqlite3_column_int(s, 4) != 0;
  d.illustration = sqlite3_column_int(s, 5) != 0;
  sqlite3_reset(s);
  return d;
}

static uint32_t document_of(reading *r, int64_t number) {
  uint32_t index = map_get(&r->document, number);
  if (index != UINT32_MAX) return index;
  lm_document d = document_at(r, number);
  index = (uint32_t)lm_panel_document_count(r->out->panel);
  need(r, lm_panel_add_document(r->out->panel, &d));
  map_set(r, &r->document, number, index);
  return index;
}

static uint32_t source_of(reading *r, int64_t number) {
  uint32_t index = number ? map_get(&r->source, number) : LM_NO_SOURCE;
  if (number == 0 || index != UINT32_MAX) return index;
  lm_store *store = r->store;
  const char *field[8] = {0};
  sqlite3_stmt *s = lm_sql(store, SQL_SOURCE_GET);
  sqlite3_bind_int64(s, 1, number);
  if (lm_sql_step(store, s))
    for (int i = 0; i < 8; i++) field[i] = lm_column_text(store, s, i, &r->arena);
  if (s) sqlite3_reset(s);
  const lm_source source = {field[0], field[1], field[2], field[3], field[4], field[5], field[6], field[7]};
  need(r, lm_panel_add_source(r->out->panel, &source, &index));
  map_set(r, &r->source, number, index);
  return index;
}

static uint32_t note_of(reading *r, int64_t number) {
  uint32_t index = 0;
  lm_texts texts = lm_kept_texts(r->store, number, &r->arena);
  if (texts.count) need(r, lm_panel_add_note(r->out->panel, &texts.item[0], &index));
  return index;
}

/* ---- values ---- */

typedef struct key {
  int64_t indicator, area;
  int kind, index;
} key;

static bool same_key(const key *a, const key *b) {
  return a->indicator == b->indicator && a->area == b->area && a->kind == b->kind && a->index == b->index;
}

static void add_obs(reading *r, const key *k, lm_kept_obs *kept) {
  lm_panel *panel = r->out->panel;
  if (left_out(r, k->indicator)) return;
  lm_node node = map_get(&r->indicator, k->indicator);
  uint32_t area = area_of(r, k->area);
  kept->obs.period = (lm_period){(lm_period_kind)k->kind, k->index};
  kept->obs.document = document_of(r, kept->document);
  kept->obs.source = source_of(r, kept->source);
  kept->obs.note = note_of(r, kept->note);
  if (lm_store_failed(r->store)) return;
  need(r, lm_panel_add(panel, node, area, &kept->obs));
  if (kept->printed.decimals >= 0) need(r, lm_panel_add_printed(panel, node, area, kept->obs.period, &kept->printed));
}

/* The rows of a key come one after the other, oldest first; `first` is the last of them up to when->values, `last` up to more_values. */
typedef struct choice {
  key key;
  bool any, has_first, has_last;
  lm_kept_obs first, last;
} choice;

static void choose(reading *r, choice *c) {
  if (c->any && c->has_first)
    add_obs(r, &c->key, &c->first);
  else if (c->any && c->has_last)
    add_obs(r, &c->key, &c->last);
  *c = (choice){0};
}

static void take_row(sqlite3_stmt *s, choice *c, const lm_store_when *when) {
  const int64_t since = sqlite3_column_int64(s, 4);
  const bool gone = sqlite3_column_int(s, 5) != 0;
  lm_kept_obs kept = {.since = since};
  if (!gone) lm_column_obs(s, 6, &kept);
  if (since <= when->values) {
    c->has_first = !gone;
    c->first = kept;
  }
  if (since <= when->more_values) {
    c->has_last = !gone;
    c->last = kept;
  }
}

static void read_values(reading *r, const lm_store_when *when) {
  choice c = {0};
  sqlite3_stmt *s = lm_sql(r->store, SQL_OBS_AS_OF);
  sqlite3_bind_int64(s, 1, when->values > when->more_values ? when->values : when->more_values);
  while (lm_sql_step(r->store, s)) {
    const key k = {sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int(s, 2), sqlite3_column_int(s, 3)};
    if (c.any && !same_key(&k, &c.key)) choose(r, &c);
    c.any = true;
    c.key = k;
    take_row(s, &c, when);
  }
  if (!lm_store_failed(r->store)) choose(r, &c);
}

static void read_changes(reading *r, int64_t as_of) {
  lm_store *store = r->store;
  sqlite3_stmt *s = lm_sql(store, SQL_CHANGES_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(store, s)) {
    if (left_out(r, sqlite3_column_int64(s, 0))) continue;
    lm_change c = {.indicator = map_get(&r->indicator, sqlite3_column_int64(s, 0)), .area = area_of(r, sqlite3_column_int64(s, 1))};
    c.from = (lm_period){(lm_period_kind)sqlite3_column_int(s, 2), sqlite3_column_int(s, 3)};
    c.to = (lm_period){(lm_period_kind)sqlite3_column_int(s, 4), sqlite3_column_int(s, 5)};
    c.document = document_of(r, sqlite3_column_int64(s, 6));
    c.line = (uint32_t)sqlite3_column_int64(s, 7);
    c.printed = (lm_printed){sqlite3_column_double(s, 8), sqlite3_column_int(s, 9)};
    c.unit = lm_column_text(store, s, 10, &r->arena);
    c.notes = lm_kept_texts(store, sqlite3_column_int64(s, 11), &r->arena);
    need(r, lm_panel_add_change(r->out->panel, &c));
  }
}

/* ---- targets ---- */

/* Documents of the targets in force, in the order of their loads. */
static void meet_document(reading *r, number_map *met, int64_t number, const char **file) {
  if (map_get(met, number) == UINT32_MAX) {
    lm_document d = document_at(r, number);
    need(r, lm_targets_add_document(r->out->targets, &d));
    map_set(r, met, number, (uint32_t)lm_targets_document_count(r->out->targets) - 1);
  }
  const lm_document *d = lm_targets_document(r->out->targets, map_get(met, number));
  *file = d ? d->file : NULL;
}

static void read_baselines(reading *r, number_map *met, int64_t as_of) {
  lm_store *store = r->store;
  sqlite3_stmt *s = lm_sql(store, SQL_BASELINES_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(store, s)) {
    if (left_out(r, sqlite3_column_int64(s, 0))) continue;
    lm_baseline b = {.indicator = map_get(&r->indicator, sqlite3_column_int64(s, 0)), .area = area_of(r, sqlite3_column_int64(s, 1)), .obs = lm_obs_none()};
    double *const number[] = {&b.obs.value, &b.obs.num, &b.obs.den, &b.obs.n, &b.obs.se};
    meet_document(r, met, sqlite3_column_int64(s, 2), &b.place.file);
    b.place.line = b.obs.line = (uint32_t)sqlite3_column_int64(s, 3);
    b.obs.period = (lm_period){(lm_period_kind)sqlite3_column_int(s, 4), sqlite3_column_int(s, 5)};
    for (int i = 0; i < 5; i++) *number[i] = lm_column_number(s, 6 + i);
    b.notes = lm_kept_texts(store, sqlite3_column_int64(s, 11), &r->arena);
    if (!lm_store_failed(store)) need(r, lm_targets_add_baseline(r->out->targets, &b));
  }
}

/* What a target revises is the one in force before it, by the order of steps; where that has no id of its own it gets one for this. */
static const char *id_for_revision(reading *r, const lm_target *t, int64_t step) {
  size_t size = 64;
  char *id = lm_arena_alloc(&r->arena, size);
  if (id)
    snprintf(id, size, "(%" PRIu32 "/%" PRIu32 "/%" PRIu32 "/%" PRId64 ")", t->indicator, t->area, t->tier, step);
  else
    lm_store_no_memory(r->store);
  return id;
}

static void read_target(reading *r, number_map *met, sqlite3_stmt *s) {
  lm_store *store = r->store;
  const char *tier = (const char *)sqlite3_column_text(s, 2);
  lm_target t = {.indicator = map_get(&r->indicator, sqlite3_column_int64(s, 0)), .tier = tier ? lm_model_find_tier(r->out->model, tier) : LM_NO_TIER};
  if (t.tier == LM_NO_TIER) {
    r->left_out++;
    if (!r->missing_id) r->missing_id = lm_column_text(store, s, 2, &r->arena);
    return;
  }
  t.area = area_of(r, sqlite3_column_int64(s, 1));
  double *const number[] = {&t.value, &t.lower, &t.upper, &t.by, &t.by_percent};
  const char **const text[] = {&t.text, &t.decided, &t.reason, &t.source, &t.per};
  meet_document(r, met, sqlite3_column_int64(s, 6), &t.place.file);
  t.place.line = (uint32_t)sqlite3_column_int64(s, 7);
  t.id = lm_column_text(store, s, 8, &r->arena);
  t.kind = (lm_target_kind)sqlite3_column_int(s, 9);
  for (int i = 0; i < 5; i++) *number[i] = lm_column_number(s, 10 + i);
  for (int i = 0; i < 5; i++) *text[i] = lm_column_text(store, s, 15 + i, &r->arena);
  t.notes = lm_kept_texts(store, sqlite3_column_int64(s, 20), &r->arena);
  if (!t.id) t.id = id_for_revision(r, &t, sqlite3_column_int64(s, 3));
  const lm_target *before = lm_targets_find(r->out->targets, t.indicator, t.area, t.tier);
  t.revises = before ? before->id : NULL;
  if (!lm_store_failed(store)) need(r, lm_targets_add(r->out->targets, &t));
}

static void read_targets(reading *r, int64_t as_of) {
  number_map met = {0};
  read_baselines(r, &met, as_of);
  sqlite3_stmt *s = lm_sql(r->store, SQL_TARGETS_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(r->store, s))
    if (!left_out(r, sqlite3_column_int64(s, 0))) read_target(r, &met, s);
  free(met.item);
}

/* ---- progress ---- */

static lm_status parse_progress(reading *r, const lm_input *input) {
  return lm_read_progress(r->out->progress, input, r->out->model, r->out->areas, NULL);
}

static lm_status read_progress(reading *r, int64_t as_of) {
  struct { int64_t *item; size_t count, room; } documents = {0};
  lm_status status = LM_OK;
  sqlite3_stmt *s = lm_sql(r->store, SQL_PROGRESS_AS_OF);
  sqlite3_bind_int64(s, 1, as_of);
  while (lm_sql_step(r->store, s))
    if (!LM_VEC_PUSH(&documents, sqlite3_column_int64(s, 0))) lm_store_no_memory(r->store);
  for (size_t i = 0; i < documents.count && status == LM_OK; i++) status = parse_document(r, documents.item[i], parse_progress);
  free(documents.item);
  return status;
}

/* ---- all of it ---- */

static lm_status make(lm_snapshot *out) {
  lm_status status = lm_areas_new(&out->areas);
  if (status == LM_OK) status = lm_panel_new(&out->panel);
  if (status == LM_OK) status = lm_targets_new(&out->targets);
  if (status == LM_OK) status = lm_progress_new(&out->progress);
  return status;
}

static void tell_left_out(const reading *r) {
  char count[24];
  if (r->left_out == 0) return;
  snprintf(count, sizeof count, "%" PRIu64, r->left_out);
  lm_store_tell(r->store, LM_D_LEFT_OUT, count, r->missing_id);
}

static lm_status read_all(reading *r, const lm_store_when *when) {
  lm_status status = make(r->out);
  if (status == LM_OK) status = read_model(r, when->model);
  if (status != LM_OK) return status;
  map_indicators(r);
  read_areas(r, when->areas);
  read_values(r, when);
  read_changes(r, when->more_values);
  read_targets(r, when->targets);
  status = lm_store_take_failure(r->store);
  if (status == LM_OK) status = read_progress(r, when->progress);
  if (status == LM_OK) tell_left_out(r);
  return status == LM_OK ? lm_panel_seal(r->out->panel) : status;
}

/* One transaction, so that all parts are of one moment while others load; inside a load, that of the load. */
lm_status lm_store_read(lm_snapshot *out, lm_store *store, const lm_store_when *when) {
  reading r = {.store = store, .out = out};
  const bool own = sqlite3_get_autocommit(store->db) != 0;
  *out = (lm_snapshot){0};
  if (own) lm_sql_exec(store, "BEGIN");
  lm_status status = read_all(&r, when);
  if (own) lm_store_rollback(store);
  number_map *const maps[] = {&r.indicator, &r.area, &r.document, &r.source};
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) free(maps[i]->item);
  lm_arena_clear(&r.arena);
  return status;
}

lm_status lm_store_read_model(lm_model **out, lm_store *store, int64_t as_of) {
  lm_snapshot snapshot = {0};
  reading r = {.store = store, .out = &snapshot};
  lm_status status = read_model(&r, as_of);
  *out = snapshot.model;
  lm_arena_clear(&r.arena);
  return status;
}

lm_status lm_store_read_areas(lm_areas **out, lm_store *store, int64_t as_of) {
  lm_snapshot snapshot = {0};
  reading r = {.store = store, .out = &snapshot};
  lm_status status = lm_areas_new(&snapshot.areas);
  if (status == LM_OK) read_areas(&r, as_of);
  if (status == LM_OK) status = lm_store_take_failure(store);
  *out = snapshot.areas;
  free(r.area.item);
  lm_arena_clear(&r.arena);
  return status;
}

void lm_snapshot_clear(lm_snapshot *snapshot) {
  lm_progress_free(snapshot->progress);
  lm_targets_free(snapshot->targets);
  lm_panel_free(snapshot->panel);
  lm_areas_free(snapshot->areas);
  lm_model_free(snapshot->model);
  *snapshot = (lm_snapshot){0};
}
