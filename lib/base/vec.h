/* vec.h: growing arrays. A vector is three fields in the owner: T *item; size_t count, room. */
#ifndef LM_BASE_VEC_H
#define LM_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>

/* item_field: the address of the owner's T *item. Makes room for one more element of `size` bytes behind `count`; false when memory
   fails (nothing changed). */
bool lm_vec_grow(void *item_field, size_t *room, size_t count, size_t size);

/* Appends *value to the vector v (fields item, count, room); false when memory fails. */
#define LM_VEC_PUSH(v, value) \
  (lm_vec_grow(&(v)->item, &(v)->room, (v)->count, sizeof *(v)->item) && ((v)->item[(v)->count++] = (value), true))

#endif
