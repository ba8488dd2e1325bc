#include "engine.h"

#include "../base/vec.h"
#include "../model/copy.h"

#include <stdlib.h>
#include <string.h>

/* ---- values and texts for handlers ---- */

char *lmx_string(lmx *x, const lmx_values *v, int attr, lm_arena *arena) {
  if (!lmx_has(v, attr)) return NULL;
  char *copy = lm_arena_strndup(arena, v->at[attr].text, v->at[attr].length);
  if (!copy) lmx_stop(x, LM_ENOMEM);
  return copy;
}

lm_text lmx_text(const lmx *x, lmx_slot slot) { return current(x)->text[slot]; }

lm_texts lmx_texts(const lmx *x, lmx_slot slot) {
  const text_list *list = &current(x)->texts[slot - LMX_SINGLE_SLOTS];
  return (lm_texts){list->item, list->count};
}

lm_text lmx_copy_text(lmx *x, lm_text text, lm_arena *arena) {
  lm_copier c = {arena, false};
  lm_text copy = lm_copy_text(&c, &text);
  if (c.failed) lmx_stop(x, LM_ENOMEM);
  return copy;
}

lm_texts lmx_copy_texts(lmx *x, lm_texts texts, lm_arena *arena) {
  lm_copier c = {arena, false};
  lm_texts copy = lm_copy_texts(&c, &texts);
  if (c.failed) lmx_stop(x, LM_ENOMEM);
  return copy;
}

void lmx_check_version(lmx *x, const lmx_values *values, int attr) {
  const char *newest = x->document->newest;
  if (!lmx_has(values, attr)) return;
  const lmx_value *v = &values->at[attr];
  if (v->length < strlen(newest) || (v->length == strlen(newest) && memcmp(v->text, newest, v->length) <= 0)) return;
  char given[8] = {0};
  memcpy(given, v->text, v->length < sizeof given ? v->length : sizeof given - 1);
  lmx_report(x, LM_X_NEWER, values, attr, (lmx_args){{given, newest}});
}

/* ---- text elements ---- */

void lmx_collapse(lm_strbuf *text) {
  char *to = text->text;
  for (const char *from = text->text; from && *from; from++) {
    bool space = strchr(" \t\r\n", *from) != NULL;
    if (!space) *to++ = *from;
    if (space && to > text->text && to[-1] != ' ') *to++ = ' ';
  }
  while (to > text->text && to[-1] == ' ') to--;
  if (to) *to = '\0';
}

/* A note in the second language right after the same note in the first joins it. */
static bool keep_in_list(text_list *list, lm_lang lang, const char *text) {
  lm_text *last = list->count ? &list->item[list->count - 1] : NULL;
  if (last && !last->in[lang]) {
    last->in[lang] = text;
    return true;
  }
  lm_text one = {{0}};
  one.in[lang] = text;
  return LM_VEC_PUSH(list, one);
}

/* Of an oddity just kept; the second language stands with the first. */
static bool keep_place(const lmx *x, frame *parent) {
  bool known = parent->odd.count == parent->texts[LMX_ODDITY - LMX_SINGLE_SLOTS].count;
  return known || LM_VEC_PUSH(&parent->odd, lmx_place(x));
}

void lmx_keep_text(lmx *x, const frame *done) {
  lmx_slot slot = done->is->def->slot;
  frame *parent = &x->frames[x->depth - 2];
  if (x->content.failed) {
    lmx_stop(x, LM_ENOMEM);
    return;
  }
  lmx_collapse(&x->content);
  if (x->content.length == 0 || !*lm_strbuf_text(&x->content)) {
    lmx_report(x, LM_S_EMPTY, NULL, -1, (lmx_args){{done->is->def->name}});
    return;
  }
  if (done->failed) return; /* no language to file it under */
  char *text = lm_arena_strdup(&parent->arena, lm_strbuf_text(&x->content));
  if (!text) {
    lmx_stop(x, LM_ENOMEM);
    return;
  }
  parent->used = true;
  if (slot >= LMX_SINGLE_SLOTS) {
    if (!keep_in_list(&parent->texts[slot - LMX_SINGLE_SLOTS], done->lang, text) || (slot == LMX_ODDITY && !keep_place(x, parent)))
      lmx_stop(x, LM_ENOMEM);
    return;
  }
  if (parent->text[slot].in[done->lang]) {
    lmx_report(x, LM_M_LABEL_TWICE, NULL, -1, (lmx_args){{done->is->def->name, done->lang == LM_JA ? "ja" : "en"}});
    return;
  }
  parent->text[slot].in[done->lang] = text;
}

void lmx_tell_oddities(lmx *x, frame *f) {
  const text_list *odd = &f->texts[LMX_ODDITY - LMX_SINGLE_SLOTS];
  for (size_t i = 0; i < odd->count && i < f->odd.count; i++) {
    const lm_text *text = &odd->item[i];
    lmx_report_at(x, LM_M_ODDITY, f->odd.item[i], NULL, NULL, (lm_place){0}, (lmx_args){{lm_text_in(text, LM_EN), lm_text_in(text, LM_JA)}});
    if (!LM_VEC_PUSH(&f->texts[LMX_NOTE - LMX_SINGLE_SLOTS], *text)) lmx_stop(x, LM_ENOMEM);
  }
}

void lmx_clear_frame(frame *f) {
  if (!f->used) return;
  free(f->odd.item);
  f->odd = (place_list){0};
  for (int i = 0; i < LMX_SLOTS - LMX_SINGLE_SLOTS; i++) {
    free(f->texts[i].item);
    f->texts[i] = (text_list){0};
  }
  memset(f->text, 0, sizeof f->text);
  lm_arena_clear(&f->arena);
  f->used = false;
}
