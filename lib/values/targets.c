#include "../base/strmap.h"
#include "../base/vec.h"
#include "copy.h"
#include "keys.h"
#include "refusal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A place is an indicator and an area. What stands there: the baseline, and one target a tier, as a list. Places asked one after the other lie
   beside each other, as they do in the document; nothing of a record is touched before it is the one that is wanted. */
typedef struct placed {
  const lm_baseline *baseline; /* NULL none */
  uint32_t standing;           /* number of the first + 1; 0 none */
} placed;

typedef struct standing {
  uint32_t tier, target, next; /* the target's index; next as above */
} standing;

#define ANY_KIND ((lm_period_kind)0) /* the keys of places are those of series, of one kind */

struct lm_targets {
  lm_arena arena; /* of the records; they stay where they are */
  struct { lm_target **item; size_t count, room; } targets;
  struct { const lm_baseline **item; size_t count, room; } baselines;
  struct { const lm_document **item; size_t count, room; } documents;
  lm_strmap by_id;  /* index of the target; may hold ids whose adding failed, see lm_targets_by_id */
  lm_keys places;
  placed *placed; /* one per place */
  size_t placed_room;
  struct { standing *item; size_t count, room; } standing; /* the targets in force */
  const char *file; /* of the place copied last: most come from one file */
};

lm_status lm_targets_new(lm_targets **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_targets_free(lm_targets *targets) {
  if (!targets) return;
  free(targets->targets.item);
  free(targets->baselines.item);
  free(targets->documents.item);
  lm_strmap_clear(&targets->by_id);
  lm_keys_clear(&targets->places);
  free(targets->placed);
  free(targets->standing.item);
  lm_arena_clear(&targets->arena);
  free(targets);
}

/* ---- asking ---- */

size_t lm_targets_count(const lm_targets *targets) { return targets->targets.count; }

const lm_target *lm_targets_at(const lm_targets *targets, size_t index) {
  return index < targets->targets.count ? targets->targets.item[index] : NULL;
}

size_t lm_targets_baseline_count(const lm_targets *targets) { return targets->baselines.count; }

const lm_baseline *lm_targets_baseline_at(const lm_targets *targets, size_t index) {
  return index < targets->baselines.count ? targets->baselines.item[index] : NULL;
}

/* NULL where nothing stands. */
static const placed *placed_at(const lm_targets *targets, lm_node indicator, uint32_t area) {
  uint32_t place = lm_keys_first(&targets->places, indicator, area);
  return place == LM_NO_KEY ? NULL : &targets->placed[place];
}

static standing *standing_of(const lm_targets *targets, const placed *at, uint32_t tier) {
  for (uint32_t i = at ? at->standing : 0; i; i = targets->standing.item[i - 1].next)
    if (targets->standing.item[i - 1].tier == tier) return &targets->standing.item[i - 1];
  return NULL;
}

static lm_target *in_force(const lm_targets *targets, lm_node indicator, uint32_t area, uint32_t tier) {
  const standing *found = standing_of(targets, placed_at(targets, indicator, area), tier);
  return found ? targets->targets.item[found->target] : NULL;
}

const lm_target *lm_targets_find(const lm_targets *targets, lm_node indicator, uint32_t area, uint32_t tier) {
  return in_force(targets, indicator, area, tier);
}

bool lm_target_holds_in(const lm_target *target, const lm_areas *areas, uint32_t area) {
  const lm_area *unit = target->per ? lm_areas_at(areas, area) : NULL;
  return unit && unit->kind && lm_area_kind_same(unit->kind, target->per) && lm_areas_inside(areas, area, target->area);
}

const lm_target *lm_targets_for(const lm_targets *targets, const lm_areas *areas, lm_node indicator, uint32_t area, uint32_t tier) {
  const lm_target *own = in_force(targets, indicator, area, tier);
  for (uint32_t outer = own || !areas ? LM_NO_AREA : lm_areas_within(areas, area); outer != LM_NO_AREA; outer = lm_areas_within(areas, outer)) {
    const lm_target *target = in_force(targets, indicator, outer, tier);
    if (target && lm_target_holds_in(target, areas, area)) return target;
  }
  return own;
}

const lm_target *lm_targets_by_id(const lm_targets *targets, const char *id) {
  uint32_t at = lm_strmap_get(&targets->by_id, id, strlen(id));
  const lm_target *target = at == LM_STRMAP_NONE ? NULL : lm_targets_at(targets, at);
  return target && target->id && strcmp(target->id, id) == 0 ? target : NULL;
}

const lm_baseline *lm_targets_baseline(const lm_targets *targets, lm_node indicator, uint32_t area) {
  const placed *at = placed_at(targets, indicator, area);
  return at ? at->baseline : NULL;
}

size_t lm_targets_document_count(const lm_targets *targets) { return targets->documents.count; }

const lm_document *lm_targets_document(const lm_targets *targets, size_t index) {
  return index < targets->documents.count ? targets->documents.item[index] : NULL;
}

/* ---- adding ---- */

static bool copy_place(lm_targets *targets, lm_place *to, const lm_place *from) {
  if (from->file && (!targets->file || strcmp(targets->file, from->file) != 0) &&
      !lm_values_copy_string(&targets->arena, &targets->file, from->file))
    return false;
  to->file = from->file ? targets->file : NULL;
  return true;
}

static lm_baseline *copy_baseline(lm_targets *targets, const lm_baseline *from) {
  lm_baseline *to = lm_arena_copy(&targets->arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_texts(&targets->arena, &to->notes, &from->notes) && copy_place(targets, &to->place, &from->place);
  return ok ? to : NULL;
}

/* The place, a new and empty one if need be; NULL when memory fails. */
static placed *place_for(lm_targets *targets, lm_node indicator, uint32_t area) {
  uint32_t at = lm_keys_next(&targets->places, indicator, area, ANY_KIND);
  if (at != LM_NO_KEY) return &targets->placed[at];
  at = (uint32_t)targets->places.count;
  if (!lm_vec_grow(&targets->placed, &targets->placed_room, at, sizeof *targets->placed)) return NULL;
  targets->placed[at] = (placed){0};
  return lm_keys_add(&targets->places, indicator, area, ANY_KIND) ? &targets->placed[at] : NULL;
}

/* What can be asked for is changed last: what fails before leaves nothing but an empty place behind. */
lm_status lm_targets_add_baseline(lm_targets *targets, const lm_baseline *baseline) {
  if (lm_targets_baseline(targets, baseline->indicator, baseline->area)) return LM_EINVAL;
  const lm_baseline *copy = copy_baseline(targets, baseline);
  placed *at = copy ? place_for(targets, baseline->indicator, baseline->area) : NULL;
  if (!at || !LM_VEC_PUSH(&targets->baselines, copy)) return LM_ENOMEM;
  at->baseline = copy;
  return LM_OK;
}

static lm_target *copy_target(lm_targets *targets, const lm_target *from) {
  lm_arena *arena = &targets->arena;
  lm_target *to = lm_arena_copy(arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_string(arena, &to->text, from->text) && lm_values_copy_string(arena, &to->id, from->id) &&
            lm_values_copy_string(arena, &to->revises, from->revises) &&
            lm_values_copy_string(arena, &to->decided, from->decided) &&
            lm_values_copy_string(arena, &to->reason, from->reason) &&
            lm_values_copy_string(arena, &to->source, from->source) && lm_values_copy_string(arena, &to->per, from->per) &&
            lm_values_copy_texts(arena, &to->notes, &from->notes) && copy_place(targets, &to->place, &from->place);
  to->superseded = false;
  return ok ? to : NULL;
}

bool lm_targets_refuses(const lm_targets *targets, const lm_target *target, lm_code *code, const lm_target **other) {
  const lm_target *now = in_force(targets, target->indicator, target->area, target->tier);
  *other = target->id ? lm_targets_by_id(targets, target->id) : NULL;
  *code = LM_M_DUPLICATE_ID;
  if (*other) return true;
  *other = target->revises ? lm_targets_by_id(targets, target->revises) : now;
  *code = target->revises ? LM_T_REVISES : LM_T_DUPLICATE;
  return target->revises ? !now || *other != now : now != NULL;
}

/* The map of ids comes first: an id it keeps after a failure points behind the last target or to one with another id. */
static bool reserve(lm_targets *targets, const lm_target *copy) {
  uint32_t index = (uint32_t)targets->targets.count;
  if (!lm_vec_grow(&targets->targets.item, &targets->targets.room, index, sizeof copy)) return false;
  if (copy->id && !lm_strmap_set(&targets->by_id, copy->id, strlen(copy->id), index)) return false;
  placed *at = place_for(targets, copy->indicator, copy->area);
  standing *now = standing_of(targets, at, copy->tier);
  if (now) now->target = index;
  if (!at || now) return at != NULL;
  const standing new = {copy->tier, index, at->standing};
  if (!LM_VEC_PUSH(&targets->standing, new)) return false;
  at->standing = (uint32_t)targets->standing.count;
  return true;
}

lm_status lm_targets_add(lm_targets *targets, const lm_target *target) {
  lm_code code;
  const lm_target *other;
  if ((unsigned)target->kind >= LM_TARGET_KIND_COUNT || lm_targets_refuses(targets, target, &code, &other)) return LM_EINVAL;
  if (targets->targets.count >= LM_STRMAP_NONE) return LM_ENOMEM;
  lm_target *old = in_force(targets, target->indicator, target->area, target->tier);
  lm_target *copy = copy_target(targets, target);
  if (!copy || !reserve(targets, copy)) return LM_ENOMEM;
  targets->targets.item[targets->targets.count++] = copy;
  if (old) old->superseded = true;
  return LM_OK;
}

lm_status lm_targets_add_document(lm_targets *targets, const lm_document *document) {
  const lm_document *copy = lm_values_copy_document(&targets->arena, document);
  return copy && LM_VEC_PUSH(&targets->documents, copy) ? LM_OK : LM_ENOMEM;
}

/* ---- amounts ---- */

static double nearest_bound(double lower, double upper, double from) {
  if (isnan(from) || (isnan(lower) && isnan(upper))) return NAN;
  if (from < lower) return lower;
  return from > upper ? upper : from;
}

/* base*percent before the division: 50 and 10 % make 55, not 55.000000000000007. */
static double changed(double base, const lm_target *target) {
  return isnan(target->by) ? base + base * target->by_percent / 100 : base + target->by;
}

double lm_target_amount(const lm_target *target, const lm_baseline *baseline, double from) {
  double base = baseline ? baseline->obs.value : NAN;
  switch (target->kind) {
  case LM_TARGET_VALUE: return target->value;
  case LM_TARGET_RANGE: return nearest_bound(target->lower, target->upper, from);
  case LM_TARGET_CHANGE: return changed(base, target);
  case LM_TARGET_KEEP: return base;
  default: return NAN;
  }
}
