#include "strmap.h"

#include <stdlib.h>
#include <string.h>

uint32_t lm_hash(const void *bytes, size_t length) {
  const unsigned char *b = bytes;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ b[i]) * 16777619u;
  return hash;
}

/* The entry of `key`, or the free one where it belongs. The table is never full. */
static lm_strmap_entry *slot(const lm_strmap *map, const char *key, size_t length, uint32_t hash) {
  size_t mask = map->room - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    lm_strmap_entry *e = &map->entry[i];
    if (!e->key) return e;
    if (e->hash == hash && e->length == length && memcmp(e->key, key, length) == 0) return e;
  }
}

uint32_t lm_strmap_get(const lm_strmap *map, const char *key, size_t length) {
  if (map->count == 0) return LM_STRMAP_NONE;
  const lm_strmap_entry *e = slot(map, key, length, lm_hash(key, length));
  return e->key ? e->value : LM_STRMAP_NONE;
}

static bool grow(lm_strmap *map) {
  size_t room = map->room ? map->room * 2 : 16;
  if (room > SIZE_MAX / sizeof(lm_strmap_entry)) return false;
  lm_strmap bigger = {calloc(room, sizeof(lm_strmap_entry)), map->count, room};
  if (!bigger.entry) return false;
  for (size_t i = 0; i < map->room; i++) {
    const lm_strmap_entry *e = &map->entry[i];
    if (e->key) *slot(&bigger, e->key, e->length, e->hash) = *e;
  }
  free(map->entry);
  *map = bigger;
  return true;
}

bool lm_strmap_set(lm_strmap *map, const char *key, size_t length, uint32_t value) {
  if (length > UINT32_MAX) return false;
  if (map->count * 4 >= map->room * 3 && !grow(map)) return false;
  uint32_t hash = lm_hash(key, length);
  lm_strmap_entry *e = slot(map, key, length, hash);
  if (!e->key) map->count++;
  *e = (lm_strmap_entry){key, (uint32_t)length, hash, value};
  return true;
}

void lm_strmap_clear(lm_strmap *map) {
  free(map->entry);
  *map = (lm_strmap){0};
}
