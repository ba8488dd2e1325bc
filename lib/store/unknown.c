/* unknown.c: an id that the store does not know, answered with ids that it knows. */
#include "store.h"

#include "../base/strbuf.h"
#include "../base/text.h"
#include "../base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NEAR = 5, MOST_SHOWN = 5 };

typedef struct names {
  const char **item;
  size_t count, room;
} names;

static const char *name_at(const void *user, size_t index) { return ((const names *)user)->item[index]; }

static void add(lm_strbuf *to, const char *name) { lm_strbuf_addf(to, "%s%s", to->length ? ", " : "", name); }

/* The one that differs least, and those that have the text in them. */
static void list_near(lm_strbuf *to, const names *all, const char *id) {
  const char *nearest = lm_text_nearest(id, all->count, name_at, all);
  size_t listed = nearest != NULL;
  if (nearest) add(to, nearest);
  for (size_t i = 0; *id && i < all->count && listed < MOST_NEAR; i++) {
    const char *name = all->item[i];
    if (name == nearest || !strstr(name, id)) continue;
    add(to, name);
    listed++;
  }
}

static void list_first(lm_strbuf *to, const names *all) {
  for (size_t i = 0; i < all->count && i < MOST_SHOWN; i++) add(to, all->item[i]);
  if (all->count > MOST_SHOWN) lm_strbuf_add(to, ", …");
}

static const char *said(lm_store *store, const lm_strbuf *list) {
  if (list->failed) lm_store_no_memory(store);
  return list->length ? lm_strbuf_text(list) : NULL;
}

lm_status lm_store_tell_unknown(lm_store *store, lm_sql_name all, const char *id) {
  lm_arena arena = {0};
  names known = {0};
  lm_strbuf near = {0}, first = {0};
  sqlite3_stmt *s = lm_sql(store, all);
  while (lm_sql_step(store, s)) {
    const char *name = lm_column_text(store, s, 1, &arena);
    if (!name || !LM_VEC_PUSH(&known, name)) lm_store_no_memory(store);
  }
  list_near(&near, &known, id);
  if (!near.length) list_first(&first, &known);
  const lm_finding unknown = {.code = all == SQL_AREA_ALL ? LM_D_UNKNOWN_AREA : LM_D_UNKNOWN, .value = id,
                              .arg = {said(store, &near), said(store, &first), store->path}};
  const lm_status status = lm_store_take_failure(store);
  if (status == LM_OK) lm_diags_add(store->diags, &unknown);
  lm_strbuf_clear(&near);
  lm_strbuf_clear(&first);
  free(known.item);
  lm_arena_clear(&arena);
  return status == LM_OK ? LM_ENOTFOUND : status;
}

/* What people call the characters that come from a paste or a script. */
static const lm_text *name_of(uint32_t character) {
  static const struct {
    uint32_t character;
    lm_text name;
  } known[] = {{0x09, {{"tab", "タブ"}}},          {0x0a, {{"line feed", "改行"}}}, {0x0d, {{"carriage return", "復帰"}}},
               {0x1b, {{"escape", "エスケープ"}}}, {0xfffd, {{"no UTF-8", "UTF-8でない文字"}}}};
  static const lm_text none = {{NULL, NULL}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].character == character) return &known[i].name;
  return &none;
}

static bool is_line(const lm_store *store, const char *option, const char *text) {
  char place[24], code[16];
  uint32_t character;
  const size_t at = text ? lm_text_find_command(text, &character) : 0;
  if (at == 0) return true;
  snprintf(place, sizeof place, "%zu", at);
  snprintf(code, sizeof code, "U+%04X", (unsigned)character);
  const lm_text *name = name_of(character);
  lm_diags_add(store->diags, &(lm_finding){.code = LM_D_CONTROL, .path = option, .value = text, .arg = {place, code, name->in[LM_EN], name->in[LM_JA]}});
  return false;
}

lm_status lm_store_check_info(const lm_store *store, const lm_load_info *info) {
  const bool who = is_line(store, "--who", info->who), why = is_line(store, "--reason", info->why);
  return who && why ? LM_OK : LM_EINPUT;
}
