/* strmap.h: strings (or any bytes) to numbers. Open addressing; results never depend on the order inside. */
#ifndef LM_BASE_STRMAP_H
#define LM_BASE_STRMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LM_STRMAP_NONE UINT32_MAX

typedef struct lm_strmap_entry {
  const char *key; /* NULL: free */
  uint32_t length, hash, value;
} lm_strmap_entry;

typedef struct lm_strmap {
  lm_strmap_entry *entry; /* zero-initialise */
  size_t count, room;
} lm_strmap;

/* LM_STRMAP_NONE if absent. */
uint32_t lm_strmap_get(const lm_strmap *map, const char *key, size_t length);
/* Adds or replaces. The key is borrowed: it must outlive the map. false when memory fails. */
bool lm_strmap_set(lm_strmap *map, const char *key, size_t length, uint32_t value);
void lm_strmap_clear(lm_strmap *map);

/* FNV-1a, for other tables too. */
uint32_t lm_hash(const void *bytes, size_t length);

#endif
