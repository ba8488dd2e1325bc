#include "copy.h"

#include "../model/copy.h"

bool lm_values_copy_string(lm_arena *arena, const char **to, const char *from) {
  lm_copier c = {arena, false};
  *to = lm_copy_string(&c, from);
  return !c.failed;
}

bool lm_values_copy_text(lm_arena *arena, lm_text *to, const lm_text *from) {
  lm_copier c = {arena, false};
  *to = lm_copy_text(&c, from);
  return !c.failed;
}

bool lm_values_copy_texts(lm_arena *arena, lm_texts *to, const lm_texts *from) {
  lm_copier c = {arena, false};
  *to = lm_copy_texts(&c, from);
  return !c.failed;
}

lm_document *lm_values_copy_document(lm_arena *arena, const lm_document *from) {
  lm_document *to = lm_arena_copy(arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_string(arena, &to->file, from->file) && lm_values_copy_text(arena, &to->title, &from->title) &&
            lm_values_copy_texts(arena, &to->notes, &from->notes) && lm_values_copy_string(arena, &to->sheet, from->sheet) &&
            lm_values_copy_string(arena, &to->column, from->column);
  return ok ? to : NULL;
}

lm_source *lm_values_copy_source(lm_arena *arena, const lm_source *from) {
  lm_source *to = lm_arena_copy(arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_string(arena, &to->id, from->id) && lm_values_copy_string(arena, &to->title, from->title) &&
            lm_values_copy_string(arena, &to->publisher, from->publisher) &&
            lm_values_copy_string(arena, &to->url, from->url) &&
            lm_values_copy_string(arena, &to->retrieved, from->retrieved) &&
            lm_values_copy_string(arena, &to->licence, from->licence) &&
            lm_values_copy_string(arena, &to->edition, from->edition) &&
            lm_values_copy_string(arena, &to->sha256, from->sha256);
  return ok ? to : NULL;
}
