#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16 * 1024 };

struct lm_arena_block {
  lm_arena_block *before;
  size_t used, room;
  max_align_t data[];
};

static lm_arena_block *new_block(lm_arena *arena, size_t size) {
  size_t room = size > BLOCK ? size : BLOCK;
  if (room > SIZE_MAX - sizeof(lm_arena_block)) return NULL;
  lm_arena_block *block = calloc(1, sizeof *block + room);
  if (!block) return NULL;
  block->room = room;
  block->before = arena->last;
  arena->last = block;
  return block;
}

void *lm_arena_alloc(lm_arena *arena, size_t size) {
  const size_t align = sizeof(max_align_t);
  if (size > SIZE_MAX - align) return NULL;
  size = (size + align - 1) / align * align;
  lm_arena_block *block = arena->last;
  if (!block || block->room - block->used < size) block = new_block(arena, size);
  if (!block) return NULL;
  void *place = (char *)block->data + block->used;
  block->used += size;
  return place;
}

char *lm_arena_strndup(lm_arena *arena, const char *text, size_t length) {
  if (!text || length == SIZE_MAX) return NULL;
  char *copy = lm_arena_alloc(arena, length + 1);
  if (copy && length) memcpy(copy, text, length);
  return copy;
}

char *lm_arena_strdup(lm_arena *arena, const char *text) { return text ? lm_arena_strndup(arena, text, strlen(text)) : NULL; }

void *lm_arena_copy(lm_arena *arena, const void *from, size_t size) {
  if (size == 0) return NULL;
  void *copy = lm_arena_alloc(arena, size);
  if (copy) memcpy(copy, from, size);
  return copy;
}

void lm_arena_clear(lm_arena *arena) {
  while (arena->last) {
    lm_arena_block *before = arena->last->before;
    free(arena->last);
    arena->last = before;
  }
}
