#include "copy.h"

bool lm_values_copy_string(lm_arena *arena, const char **to, const char *from) {
  *to = lm_arena_strdup(arena, from);
  return *to || !from;
}

bool lm_values_copy_text(lm_arena *arena, lm_text *to, const lm_text *from) {
  for (int i = 0; i < LM_LANG_COUNT; i++)
    if (!lm_values_copy_string(arena, &to->in[i], from->in[i])) return false;
  return true;
}

bool lm_values_copy_texts(lm_arena *arena, lm_texts *to, const lm_texts *from) {
  *to = (lm_texts){NULL, 0};
  if (from->count == 0) return true;
  if (from->count > SIZE_MAX / sizeof(lm_text)) return false;
  lm_text *item = lm_arena_alloc(arena, from->count * sizeof *item);
  if (!item) return false;
  for (size_t i = 0; i < from->count; i++)
    if (!lm_values_copy_text(arena, &item[i], &from->item[i])) return false;
  *to = (lm_texts){item, from->count};
  return true;
}

lm_document *lm_values_copy_document(lm_arena *arena, const lm_document *from) {
  lm_document *to = lm_arena_copy(arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_string(arena, &to->file, from->file) && lm_values_copy_text(arena, &to->title, &from->title) &&
            lm_values_copy_texts(arena, &to->notes, &from->notes);
  return ok ? to : NULL;
}
