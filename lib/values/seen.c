#include "seen.h"
#include "../base/vec.h"
#include "keys.h"

#include <stdlib.h>

struct lm_seen {
  lm_keys keys;
  lm_period_set *set; /* one per key */
  size_t room;
  uint32_t mixed; /* first key of the pair that the last add gave its second kind; LM_NO_KEY none */
};

lm_seen *lm_seen_new(void) {
  lm_seen *seen = calloc(1, sizeof *seen);
  if (seen) seen->mixed = LM_NO_KEY;
  return seen;
}

void lm_seen_free(lm_seen *seen) {
  if (!seen) return;
  for (size_t i = 0; i < seen->keys.count; i++) lm_period_set_clear(&seen->set[i]);
  free(seen->set);
  lm_keys_clear(&seen->keys);
  free(seen);
}

/* An empty set takes its first period without memory, so a new series is added wholly or not at all. */
static lm_seen_result add_series(lm_seen *seen, lm_node indicator, uint32_t area, lm_period period) {
  size_t number = seen->keys.count;
  if (!lm_vec_grow(&seen->set, &seen->room, number, sizeof *seen->set)) return LM_SEEN_NOMEM;
  if (!lm_keys_add(&seen->keys, indicator, area, period.kind)) return LM_SEEN_NOMEM;
  uint32_t first = lm_keys_first(&seen->keys, indicator, area);
  if (seen->keys.item[first].next == number) seen->mixed = first;
  seen->set[number] = (lm_period_set){0};
  return lm_period_set_add(&seen->set[number], period.index);
}

lm_seen_result lm_seen_add(lm_seen *seen, lm_node indicator, uint32_t area, lm_period period) {
  seen->mixed = LM_NO_KEY;
  uint32_t at = lm_keys_next(&seen->keys, indicator, area, period.kind);
  if (at == LM_NO_KEY) return add_series(seen, indicator, area, period);
  return lm_period_set_add(&seen->set[at], period.index);
}

bool lm_seen_mixed(const lm_seen *seen, lm_period_kind *first) {
  if (seen->mixed == LM_NO_KEY) return false;
  *first = seen->keys.item[seen->mixed].kind;
  return true;
}

uint64_t lm_seen_series(const lm_seen *seen) { return seen->keys.count; }
