#include "../base/strmap.h"
#include "../base/vec.h"
#include "copy.h"

#include <stdlib.h>
#include <string.h>

/* Areas stay where they are: lm_areas_at lends pointers while more are added. */
struct lm_areas {
  lm_arena arena;
  lm_area **item;
  size_t count, room;
  lm_strmap by_id;
};

lm_status lm_areas_new(lm_areas **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_areas_free(lm_areas *areas) {
  if (!areas) return;
  free(areas->item);
  lm_strmap_clear(&areas->by_id);
  lm_arena_clear(&areas->arena);
  free(areas);
}

static lm_area *copy_area(lm_arena *arena, const lm_area *from) {
  lm_area *to = lm_arena_copy(arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_string(arena, &to->id, from->id) && lm_values_copy_text(arena, &to->label, &from->label) &&
            lm_values_copy_texts(arena, &to->notes, &from->notes) && lm_values_copy_string(arena, &to->kind, from->kind);
  return ok ? to : NULL;
}

/* The map is changed last: what fails before it leaves nothing behind that can be asked for. */
static lm_status add_new(lm_areas *areas, const lm_area *area, size_t length) {
  if (areas->count >= LM_NO_AREA) return LM_ENOMEM;
  lm_area *copy = copy_area(&areas->arena, area);
  if (!copy || !lm_vec_grow(&areas->item, &areas->room, areas->count, sizeof *areas->item)) return LM_ENOMEM;
  if (!lm_strmap_set(&areas->by_id, copy->id, length, (uint32_t)areas->count)) return LM_ENOMEM;
  areas->item[areas->count++] = copy;
  return LM_OK;
}

/* What a later document adds to one that said less. Where areas would come to lie in one another in a circle, nothing. */
static lm_status complete(lm_areas *areas, uint32_t at, const lm_area *said) {
  lm_area *area = areas->item[at];
  bool circle = said->within && (said->within - 1 == at || lm_areas_inside(areas, said->within - 1, at));
  if (!area->kind && !lm_values_copy_string(&areas->arena, &area->kind, said->kind)) return LM_ENOMEM;
  if (!area->within && !circle) area->within = said->within;
  return LM_OK;
}

lm_status lm_areas_add(lm_areas *areas, const lm_area *area, uint32_t *index) {
  if (!area->id || !*area->id || area->within > areas->count) return LM_EINVAL;
  size_t length = strlen(area->id);
  uint32_t at = lm_areas_find(areas, area->id, length);
  bool known = at != LM_NO_AREA;
  if (!known) at = (uint32_t)areas->count;
  lm_status status = known ? complete(areas, at, area) : add_new(areas, area, length);
  if (status != LM_OK) return status;
  if (index) *index = at;
  return LM_OK;
}

size_t lm_areas_count(const lm_areas *areas) { return areas->count; }

const lm_area *lm_areas_at(const lm_areas *areas, uint32_t index) { return index < areas->count ? areas->item[index] : NULL; }

uint32_t lm_areas_find(const lm_areas *areas, const char *id, size_t length) {
  uint32_t at = lm_strmap_get(&areas->by_id, id, length);
  return at == LM_STRMAP_NONE ? LM_NO_AREA : at;
}

uint32_t lm_areas_within(const lm_areas *areas, uint32_t index) {
  const lm_area *area = lm_areas_at(areas, index);
  return area && area->within ? area->within - 1 : LM_NO_AREA;
}

/* No area comes to lie in itself, so this ends. */
bool lm_areas_inside(const lm_areas *areas, uint32_t index, uint32_t outer) {
  for (uint32_t at = lm_areas_within(areas, index); at != LM_NO_AREA; at = lm_areas_within(areas, at))
    if (at == outer) return true;
  return false;
}
