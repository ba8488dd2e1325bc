/* settings.c: the words of the parts of a report, and what settings are for. */
#include <logicmodel/settings.h>

#include <string.h>

static const char *const words[LM_PART_COUNT] = {
    [LM_PART_MAP] = "map",       [LM_PART_LAG] = "lag", [LM_PART_CHANGED] = "changed", [LM_PART_CHAINS] = "chains", [LM_PART_INDICATORS] = "indicators", [LM_PART_MISSING] = "missing",
    [LM_PART_METHOD] = "method",
};

const char *lm_report_part_word(lm_report_part part) { return (unsigned)part < LM_PART_COUNT ? words[part] : NULL; }

void lm_settings_check_area(const lm_report_settings *settings, const lm_areas *areas, uint32_t area, lm_diags *diags) {
  if (!settings->area) return;
  const uint32_t meant = areas ? lm_areas_find(areas, settings->area, strlen(settings->area)) : LM_NO_AREA;
  if (meant != LM_NO_AREA && (area == LM_NO_AREA || meant == area)) return;
  const lm_area *asked = areas && area != LM_NO_AREA ? lm_areas_at(areas, area) : NULL;
  lm_diags_add(diags, &(lm_finding){.code = LM_R_AREA, .place = settings->place, .path = "/settings", .value = settings->area, .arg = {asked ? asked->id : "those given", asked ? asked->id : "ここにある地域"}});
}
