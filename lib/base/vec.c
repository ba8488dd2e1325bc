#include "vec.h"

#include <stdint.h>
#include <stdlib.h>

bool lm_vec_grow(void **item, size_t *room, size_t count, size_t size) {
  if (count < *room) return true;
  size_t more = *room ? *room * 2 : 8;
  if (more < *room || more > SIZE_MAX / size) return false;
  void *bigger = realloc(*item, more * size);
  if (!bigger) return false;
  *item = bigger;
  *room = more;
  return true;
}
