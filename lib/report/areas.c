/* areas.c: roll-ups sorted by area, in two passes: count, then place. */
#include "../base/vec.h"
#include "phrase.h"

#include <stdlib.h>

#define NO_GROUP UINT32_MAX

/* Slot of an area in `group_of`: its index; the last one stands for "no area". */
static size_t slot(const lm_assessment *assessment, uint32_t area) {
  const lm_areas *areas = lm_assessment_areas(assessment);
  size_t known = areas ? lm_areas_count(areas) : 0;
  return area < known ? area : known;
}

static lm_status count_all(lm_area_groups *out, const lm_assessment *assessment, uint32_t *group_of) {
  for (size_t i = 0; i < lm_assessment_rollup_count(assessment); i++) {
    uint32_t area = lm_assessment_rollup(assessment, i)->area, *group = &group_of[slot(assessment, area)];
    if (*group == NO_GROUP) {
      lm_area_group new_one = {.area = area};
      *group = (uint32_t)out->count;
      if (!LM_VEC_PUSH(out, new_one)) return LM_ENOMEM;
    }
    out->item[*group].count++;
  }
  return LM_OK;
}

static lm_status place_all(lm_area_groups *out, const lm_assessment *assessment, const uint32_t *group_of) {
  size_t all = lm_assessment_rollup_count(assessment), first = 0;
  out->rollups = calloc(all + 1, sizeof *out->rollups);
  if (!out->rollups) return LM_ENOMEM;
  for (size_t i = 0; i < out->count; i++) {
    out->item[i].rollup = out->rollups + first;
    first += out->item[i].count;
    out->item[i].count = 0;
  }
  for (size_t i = 0; i < all; i++) {
    const lm_rollup *rollup = lm_assessment_rollup(assessment, i);
    lm_area_group *group = &out->item[group_of[slot(assessment, rollup->area)]];
    group->rollup[group->count++] = rollup;
  }
  return LM_OK;
}

lm_status lm_area_groups_make(lm_area_groups *out, const lm_assessment *assessment) {
  *out = (lm_area_groups){0};
  size_t slots = slot(assessment, LM_NO_AREA) + 1;
  uint32_t *group_of = malloc(slots * sizeof *group_of);
  if (!group_of) return LM_ENOMEM;
  for (size_t i = 0; i < slots; i++) group_of[i] = NO_GROUP;
  lm_status status = count_all(out, assessment, group_of);
  if (status == LM_OK) status = place_all(out, assessment, group_of);
  free(group_of);
  return status;
}

void lm_area_groups_clear(lm_area_groups *groups) {
  free(groups->item);
  free(groups->rollups);
}
