/* stored_words.c: what a store says in the words of documents, in those of readers. */
#include "diff.h"

#include "../base/num.h"
#include "../values/words.h"

#include <string.h>

const char *lm_word_of_what(lm_what what, lm_lang lang) { return lm_word_in((lm_word)((int)W_WHAT_MODEL + (int)what), lang); }
const char *lm_word_of_change(lm_change_kind kind, lm_lang lang) { return lm_word_in((lm_word)((int)W_CHANGE_ADDED + (int)kind), lang); }

const char *lm_word_of_would(lm_change_kind kind, lm_lang lang) {
  if (kind == LM_ADDED) return lm_word_in(W_WOULD_ADDED, lang);
  return kind == LM_REVISED_IN_STORE ? lm_word_in(W_WOULD_REVISED, lang) : lm_word_of_change(kind, lang);
}

static void add_period(lm_strbuf *to, const char *text, size_t length, const lm_view *view) {
  char said[64];
  lm_period period;
  if (lm_period_parse(&period, text, length, LM_BARE_CALENDAR, NULL) == LM_PERIOD_OK)
    lm_strbuf_add(to, lm_period_in(period, view, said, sizeof said));
  else
    lm_strbuf_add_bytes(to, text, length);
}

/* A printed difference has two periods. */
void lm_add_stored_when(lm_strbuf *to, lm_what what, const char *when, const lm_view *view) {
  static const char arrow[] = " → ";
  const char *second = what == LM_WHAT_CHANGE ? strstr(when, arrow) : NULL;
  if (what == LM_WHAT_TARGET) {
    lm_strbuf_add(to, when);
    return;
  }
  add_period(to, when, second ? (size_t)(second - when) : strlen(when), view);
  if (!second) return;
  lm_strbuf_add(to, arrow);
  add_period(to, second + strlen(arrow), strlen(second + strlen(arrow)), view);
}

void lm_add_stored_amount(lm_strbuf *to, lm_what what, const char *amount, lm_lang lang) {
  if (what == LM_WHAT_VALUE || what == LM_WHAT_TARGET)
    lm_add_amount_in(to, amount, what == LM_WHAT_TARGET, lang);
  else
    lm_strbuf_add(to, amount);
}

/* In the order of the words. A kind of a later version stands as it is. */
void lm_add_load_kind(lm_strbuf *to, const lm_store_load *load, lm_lang lang) {
  static const char *const kinds[] = {"load", "lock", "undo", "assessment"};
  char undone[LM_NUM_SIZE];
  size_t kind = 0;
  while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind], load->kind) != 0) kind++;
  if (kind == sizeof kinds / sizeof *kinds) {
    lm_strbuf_add(to, load->kind);
    return;
  }
  lm_num_whole(load->undoes, undone);
  lm_say(to, lang, (lm_word)((int)W_LOAD_KIND_LOAD + (int)kind), undone, NULL, NULL, NULL);
}
