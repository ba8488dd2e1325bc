/* arena.h: memory that is freed all at once. Pointers stay where they are until lm_arena_clear. */
#ifndef LM_BASE_ARENA_H
#define LM_BASE_ARENA_H

#include <stddef.h>

typedef struct lm_arena_block lm_arena_block;
typedef struct lm_arena {
  lm_arena_block *last; /* zero-initialise: lm_arena a = {0} */
} lm_arena;

/* Zeroed, aligned for any type; NULL when memory fails. */
void *lm_arena_alloc(lm_arena *arena, size_t size);
/* A copy with a NUL behind it; text NULL gives NULL. */
char *lm_arena_strndup(lm_arena *arena, const char *text, size_t length);
char *lm_arena_strdup(lm_arena *arena, const char *text);
/* A copy of `size` bytes; NULL if memory fails or size is 0. */
void *lm_arena_copy(lm_arena *arena, const void *from, size_t size);
void lm_arena_clear(lm_arena *arena);

#endif
