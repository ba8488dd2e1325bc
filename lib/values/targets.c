#include "../base/strmap.h"
#include "../base/vec.h"
#include "copy.h"
#include "refusal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The maps take the first fields of a record as their key, so that keys live as long as the records. */
enum { BASELINE_KEY = 2 * sizeof(uint32_t), TARGET_KEY = 3 * sizeof(uint32_t) };
_Static_assert(offsetof(lm_baseline, indicator) == 0 && offsetof(lm_baseline, area) == 4, "a baseline begins with its key");
_Static_assert(offsetof(lm_target, indicator) == 0 && offsetof(lm_target, area) == 4 && offsetof(lm_target, tier) == 8,
               "a target begins with its key");

struct lm_targets {
  lm_arena arena; /* of the records; they stay where they are */
  struct { lm_target **item; size_t count, room; } targets;
  struct { const lm_baseline **item; size_t count, room; } baselines;
  struct { const lm_document **item; size_t count, room; } documents;
  lm_strmap by_id;     /* index of the target; may hold ids whose adding failed, see lm_targets_by_id */
  lm_strmap in_force;  /* by indicator, area, tier */
  lm_strmap baselined; /* by indicator, area */
  const char *file;    /* of the place copied last: most come from one file */
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
  lm_strmap_clear(&targets->in_force);
  lm_strmap_clear(&targets->baselined);
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

static lm_target *in_force(const lm_targets *targets, lm_node indicator, uint32_t area, uint32_t tier) {
  const uint32_t key[] = {indicator, area, tier};
  uint32_t at = lm_strmap_get(&targets->in_force, (const char *)key, TARGET_KEY);
  return at == LM_STRMAP_NONE ? NULL : targets->targets.item[at];
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
  const uint32_t key[] = {indicator, area};
  uint32_t at = lm_strmap_get(&targets->baselined, (const char *)key, BASELINE_KEY);
  return at == LM_STRMAP_NONE ? NULL : targets->baselines.item[at];
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

/* The maps are changed last: what fails before leaves nothing behind that can be asked for. */
lm_status lm_targets_add_baseline(lm_targets *targets, const lm_baseline *baseline) {
  if (lm_targets_baseline(targets, baseline->indicator, baseline->area)) return LM_EINVAL;
  if (targets->baselines.count >= LM_STRMAP_NONE) return LM_ENOMEM;
  const lm_baseline *copy = copy_baseline(targets, baseline);
  if (!copy) return LM_ENOMEM;
  if (!lm_vec_grow(&targets->baselines.item, &targets->baselines.room, targets->baselines.count, sizeof copy)) return LM_ENOMEM;
  uint32_t index = (uint32_t)targets->baselines.count;
  if (!lm_strmap_set(&targets->baselined, (const char *)copy, BASELINE_KEY, index)) return LM_ENOMEM;
  targets->baselines.item[targets->baselines.count++] = copy;
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
  return lm_strmap_set(&targets->in_force, (const char *)copy, TARGET_KEY, index);
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
