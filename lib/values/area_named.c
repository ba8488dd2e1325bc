/* area_named.c: which area somebody means who writes an id, a code or a name. */
#include <logicmodel/areas.h>

#include <string.h>

static size_t put(uint32_t *meant, size_t room, size_t count, uint32_t area) {
  if (count < room) meant[count] = area;
  return count + 1;
}

/* A spreadsheet that took a code for a number has dropped its leading zero: where both readings are codes, both count. No zero is put back where
   only that would make it a code. */
static size_t of_code(const lm_areas *areas, const char *text, size_t length, uint32_t *meant, size_t room) {
  char padded[LM_AREA_CODE_SIZE] = "0";
  const uint32_t area = lm_areas_find_code(areas, text, length, INT32_MAX);
  if (area == LM_NO_AREA) return 0;
  const size_t count = put(meant, room, 0, area);
  if (length >= 6 || strspn(text, "0123456789") < length) return count;
  memcpy(padded + 1, text, length + 1);
  const uint32_t other = lm_areas_find_code(areas, padded, length + 1, INT32_MAX);
  return other == LM_NO_AREA || other == area ? count : put(meant, room, count, other);
}

static bool is_called(const lm_area *area, const char *text) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++)
    if (area->label.in[lang] && strcmp(area->label.in[lang], text) == 0) return true;
  return false;
}

size_t lm_areas_meant(const lm_areas *areas, const char *text, uint32_t *meant, size_t room) {
  const size_t length = strlen(text);
  const uint32_t area = lm_areas_find(areas, text, length);
  if (area != LM_NO_AREA) return put(meant, room, 0, area);
  size_t count = of_code(areas, text, length, meant, room);
  for (uint32_t i = 0, end = count ? 0 : (uint32_t)lm_areas_count(areas); i < end; i++)
    if (is_called(lm_areas_at(areas, i), text)) count = put(meant, room, count, i);
  return count;
}

uint32_t lm_areas_named(const lm_areas *areas, const char *text) {
  uint32_t area;
  return lm_areas_meant(areas, text, &area, 1) == 1 ? area : LM_NO_AREA;
}
