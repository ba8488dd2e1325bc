#include "../base/vec.h"
#include "copy.h"
#include "filing.h"
#include "keys.h"
#include "obs_blocks.h"
#include "period_set.h"
#include "printed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More than there are days in the years 1 to 9999. */
enum { FIRST_OBS = 4, MOST_FIRST_OBS = 64, LONG = 8, MOST_OBS = 1 << 24 };

/* A series while it is being filled. */
typedef struct lm_filling {
  lm_obs *obs;
  uint32_t count, room;
  bool unordered; /* a period came after a later one */
  bool in_block;  /* where the observations are; else they have memory of their own */
  lm_period_set seen;
} lm_filling;

struct lm_panel {
  lm_keys keys;
  lm_filling *filling; /* one per key */
  size_t filling_room;
  lm_obs_blocks blocks;
  lm_series *series; /* sorted, one per key; NULL until sealed */
  uint32_t *rank;    /* by key: where its series stands */
  bool sealed;

  lm_arena arena; /* of what the vectors below point to */
  struct { const lm_source **item; size_t count, room; } sources;
  struct { const lm_text **item; size_t count, room; } notes;
  struct { const lm_document **item; size_t count, room; } documents;
  lm_printed_things printed;
};

lm_obs lm_obs_none(void) {
  const double no = NAN;
  return (lm_obs){.value = no, .lower = no, .upper = no, .num = no, .den = no, .n = no, .se = no, .source = LM_NO_SOURCE};
}

lm_status lm_panel_new(lm_panel **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_panel_free(lm_panel *panel) {
  if (!panel) return;
  for (size_t i = 0; i < panel->keys.count; i++) {
    if (!panel->filling[i].in_block) free(panel->filling[i].obs);
    lm_period_set_clear(&panel->filling[i].seen);
  }
  free(panel->filling);
  lm_obs_blocks_clear(&panel->blocks);
  lm_keys_clear(&panel->keys);
  free(panel->series);
  free(panel->rank);
  free(panel->sources.item);
  free(panel->notes.item);
  free(panel->documents.item);
  lm_printed_clear(&panel->printed);
  lm_arena_clear(&panel->arena);
  free(panel);
}

/* ---- filling ---- */

static bool set_room(lm_panel *panel, lm_filling *f, uint32_t room) {
  const bool in_place = f->in_block && lm_obs_blocks_resize(&panel->blocks, f->obs, f->room, room);
  lm_obs *obs = in_place ? f->obs : realloc(f->in_block ? NULL : f->obs, room * sizeof *obs);
  if (!obs) return false;
  if (f->in_block && !in_place) memcpy(obs, f->obs, f->count * sizeof *obs); /* it grows: the others behind it keep their place */
  f->in_block = in_place;
  f->obs = obs;
  f->room = room;
  return true;
}

/* Half as much again, not double: the observations are most of the memory of a run. */
static bool room_for_one(lm_panel *panel, lm_filling *f) {
  if (f->count < f->room) return true;
  if (f->room > MOST_OBS) return false;
  return set_room(panel, f, f->room < FIRST_OBS ? FIRST_OBS : f->room + f->room / 2);
}

/* Series of one file are mostly as long as each other. So a new one begins with the room that the one before it turned out to need, and that
   one gives back what it did not use: it may be wanted again, but in most files one series follows the other. Where they do and are long, they
   lie one behind the other in blocks; where all begin before any goes on, each has memory of its own, to grow in. */
static bool first_room(lm_panel *panel, lm_filling *f) {
  lm_filling *before = panel->keys.count > 0 ? &panel->filling[panel->keys.count - 1] : NULL;
  uint32_t usual = before ? before->count : 0;
  if (before && before->count > FIRST_OBS && before->count < before->room) set_room(panel, before, before->count); /* or it stays as it is */
  const uint32_t room = usual < FIRST_OBS ? FIRST_OBS : usual > MOST_FIRST_OBS ? MOST_FIRST_OBS : usual;
  f->obs = usual < LONG ? NULL : lm_obs_blocks_take(&panel->blocks, room);
  f->in_block = f->obs != NULL;
  f->room = f->in_block ? room : 0;
  return f->in_block || set_room(panel, f, room);
}

/* The number of a new series, with room for its first observation; LM_NO_KEY when memory fails. */
static uint32_t add_series(lm_panel *panel, lm_node indicator, uint32_t area, lm_period_kind kind) {
  size_t number = panel->keys.count;
  lm_filling f = {0};
  if (!lm_vec_grow(&panel->filling, &panel->filling_room, number, sizeof *panel->filling)) return LM_NO_KEY;
  if (!first_room(panel, &f) || !lm_keys_add(&panel->keys, indicator, area, kind)) {
    if (!f.in_block) free(f.obs);
    return LM_NO_KEY;
  }
  panel->filling[number] = f;
  return (uint32_t)number;
}

/* A value or the reason why there is none: never both, never neither. */
static bool is_observation(const lm_obs *obs) {
  return (unsigned)obs->period.kind < LM_PERIOD_KIND_COUNT && (obs->missing == LM_PRESENT) == !isnan(obs->value);
}

bool lm_panel_is_empty(const lm_panel *panel) { return !panel->sealed && panel->keys.count == 0; }

lm_status lm_panel_add(lm_panel *panel, lm_node indicator, uint32_t area, const lm_obs *obs) {
  if (panel->sealed || !is_observation(obs)) return LM_EINVAL;
  uint32_t at = lm_keys_next(&panel->keys, indicator, area, obs->period.kind);
  if (at == LM_NO_KEY) at = add_series(panel, indicator, area, obs->period.kind);
  if (at == LM_NO_KEY) return LM_ENOMEM;
  lm_filling *f = &panel->filling[at];
  if (!room_for_one(panel, f)) return LM_ENOMEM;
  lm_seen_result seen = lm_period_set_add(&f->seen, obs->period.index);
  if (seen != LM_SEEN_NEW) return seen == LM_SEEN_DUPLICATE ? LM_EINVAL : LM_ENOMEM;
  f->unordered |= f->count > 0 && obs->period.index < f->obs[f->count - 1].period.index;
  f->obs[f->count++] = *obs;
  return LM_OK;
}

const lm_obs *lm_panel_get(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period period) {
  uint32_t at = lm_keys_find(&panel->keys, indicator, area, period.kind);
  if (at == LM_NO_KEY) return NULL;
  const lm_filling *f = &panel->filling[at];
  for (uint32_t i = 0; i < f->count; i++)
    if (f->obs[i].period.index == period.index) return &f->obs[i];
  return NULL;
}

lm_status lm_panel_add_source(lm_panel *panel, const lm_source *source, uint32_t *index) {
  if (panel->sources.count >= LM_NO_SOURCE) return LM_ENOMEM;
  const lm_source *copy = lm_values_copy_source(&panel->arena, source);
  if (!copy || !LM_VEC_PUSH(&panel->sources, copy)) return LM_ENOMEM;
  if (index) *index = (uint32_t)panel->sources.count - 1;
  return LM_OK;
}

lm_status lm_panel_add_note(lm_panel *panel, const lm_text *note, uint32_t *index_plus_one) {
  if (panel->notes.count >= UINT32_MAX) return LM_ENOMEM;
  lm_text *copy = lm_arena_copy(&panel->arena, note, sizeof *note);
  if (!copy || !lm_values_copy_text(&panel->arena, copy, note) || !LM_VEC_PUSH(&panel->notes, copy)) return LM_ENOMEM;
  if (index_plus_one) *index_plus_one = (uint32_t)panel->notes.count;
  return LM_OK;
}

lm_status lm_panel_add_document(lm_panel *panel, const lm_document *document) {
  const lm_document *copy = lm_values_copy_document(&panel->arena, document);
  return copy && LM_VEC_PUSH(&panel->documents, copy) ? LM_OK : LM_ENOMEM;
}

lm_status lm_panel_add_printed(lm_panel *panel, lm_node indicator, uint32_t area, lm_period period, const lm_printed *printed) {
  return panel->sealed ? LM_EINVAL : lm_printed_add(&panel->printed, &panel->arena, indicator, area, period, printed);
}

lm_status lm_panel_add_change(lm_panel *panel, const lm_change *change) {
  return panel->sealed ? LM_EINVAL : lm_printed_add_change(&panel->printed, &panel->arena, change);
}

/* ---- sealing ---- */

static int compare_obs(const void *a, const void *b) {
  int32_t x = ((const lm_obs *)a)->period.index, y = ((const lm_obs *)b)->period.index;
  return (x > y) - (x < y);
}

static int compare_series(const void *a, const void *b) {
  const lm_series *x = a, *y = b;
  if (x->indicator != y->indicator) return x->indicator < y->indicator ? -1 : 1;
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  return ((int)x->kind > (int)y->kind) - ((int)x->kind < (int)y->kind);
}

/* Most files are in order already, which is found out at a fraction of what sorting costs. */
static bool in_order(const lm_series *series, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (compare_series(&series[i - 1], &series[i]) > 0) return false;
  return true;
}

/* Says by key where its series stands. */
static void put_in_order(const lm_panel *panel, lm_series *series, uint32_t *rank, size_t count) {
  const bool sorted = in_order(series, count);
  if (!sorted) qsort(series, count, sizeof *series, compare_series);
  for (size_t i = 0; i < count; i++)
    rank[sorted ? i : lm_keys_find(&panel->keys, series[i].indicator, series[i].area, series[i].kind)] = (uint32_t)i;
}

lm_status lm_panel_seal(lm_panel *panel) {
  if (panel->sealed) return LM_EINVAL;
  size_t count = panel->keys.count;
  lm_series *series = calloc(count + 1, sizeof *series);
  uint32_t *rank = calloc(count + 1, sizeof *rank);
  if (!series || !rank) {
    free(series);
    free(rank);
    return LM_ENOMEM;
  }
  for (size_t i = 0; i < count; i++) {
    const lm_key *key = &panel->keys.item[i];
    lm_filling *f = &panel->filling[i];
    lm_period_set_clear(&f->seen);
    if (f->unordered) qsort(f->obs, f->count, sizeof *f->obs, compare_obs);
    series[i] = (lm_series){key->indicator, key->area, key->kind, f->obs, f->count};
  }
  put_in_order(panel, series, rank, count);
  panel->series = series;
  panel->rank = rank;
  panel->sealed = true;
  return LM_OK;
}

/* ---- asking ---- */

size_t lm_panel_series_count(const lm_panel *panel) { return panel->sealed ? panel->keys.count : 0; }

const lm_series *lm_panel_series(const lm_panel *panel, size_t index) {
  return index < lm_panel_series_count(panel) ? &panel->series[index] : NULL;
}

static size_t values_of(const lm_series *series) {
  size_t values = 0;
  for (size_t i = 0; i < series->count; i++) values += series->obs[i].missing == LM_PRESENT;
  return values;
}

/* Of the kinds of one pair, the one with most values. */
static const lm_series *fullest(const lm_panel *panel, uint32_t first) {
  const lm_series *best = &panel->series[panel->rank[first]];
  for (uint32_t at = panel->keys.item[first].next; at != LM_NO_KEY; at = panel->keys.item[at].next) {
    const lm_series *other = &panel->series[panel->rank[at]];
    size_t have = values_of(best), more = values_of(other);
    if (more > have || (more == have && other->kind < best->kind)) best = other;
  }
  return best;
}

const lm_series *lm_panel_find(const lm_panel *panel, lm_node indicator, uint32_t area, int kind) {
  if (!panel->sealed) return NULL;
  uint32_t at = kind < 0 ? lm_keys_first(&panel->keys, indicator, area)
                         : lm_keys_find(&panel->keys, indicator, area, (lm_period_kind)kind);
  if (at == LM_NO_KEY) return NULL;
  return kind < 0 ? fullest(panel, at) : &panel->series[panel->rank[at]];
}

const lm_printed *lm_panel_printed(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period period) {
  return lm_printed_find(&panel->printed, indicator, area, period);
}

const lm_change *lm_panel_change(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period from, lm_period to) {
  return lm_printed_find_change(&panel->printed, indicator, area, from, to);
}

size_t lm_panel_change_count(const lm_panel *panel) { return panel->printed.changes.count; }

const lm_change *lm_panel_change_at(const lm_panel *panel, size_t index) { return lm_printed_change_at(&panel->printed, index); }

const lm_source *lm_panel_source(const lm_panel *panel, uint32_t index) {
  return index < panel->sources.count ? panel->sources.item[index] : NULL;
}

const lm_text *lm_panel_note(const lm_panel *panel, uint32_t index_plus_one) {
  return index_plus_one - 1 < panel->notes.count ? panel->notes.item[index_plus_one - 1] : NULL;
}

size_t lm_panel_document_count(const lm_panel *panel) { return panel->documents.count; }

const lm_document *lm_panel_document(const lm_panel *panel, size_t index) {
  return index < panel->documents.count ? panel->documents.item[index] : NULL;
}
