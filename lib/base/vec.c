#include "vec.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool lm_vec_grow(void *item_field, size_t *room, size_t count, size_t size) {
  if (count < *room) return true;
  size_t more = *room ? *room * 2 : 8;
  if (more < *room || more > SIZE_MAX / size) return false;
  /* Copied byte by byte: the field is a T *, and reading it as a void * would break the aliasing rules. */
  void *item;
  memcpy(&item, item_field, sizeof item);
  void *bigger = realloc(item, more * size);
  if (!bigger) return false;
  memcpy(item_field, &bigger, sizeof bigger);
  *room = more;
  // cppcheck-suppress memleak ; the owner has it now
  return true;
}
