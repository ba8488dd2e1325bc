#include <logicmodel/areas.h>

bool lm_area_exists_on(const lm_area *area, int32_t day) {
  return !(area->has_from && day < area->from) && !(area->has_to && day > area->to);
}

bool lm_area_meets(const lm_area *area, const lm_area *other) {
  const bool before = area->has_to && other->has_from && area->to < other->from;
  const bool after = area->has_from && other->has_to && other->to < area->from;
  return !before && !after;
}

int lm_area_outlived(const lm_area *area, lm_period period) {
  if (area->has_to && lm_period_start(period) > area->to) return 1;
  return area->has_from && lm_period_end(period) - 1 < area->from ? -1 : 0;
}
