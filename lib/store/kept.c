/* kept.c: between rows and the structs of the library; texts of values and targets. */
#include "store.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "../base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool lm_same_number(double a, double b) { return isnan(a) ? isnan(b) : a == b; }

bool lm_same_text(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

void lm_bind_obs(sqlite3_stmt *s, int at, const lm_kept_obs *kept) {
  const lm_obs *o = &kept->obs;
  sqlite3_bind_int64(s, at++, kept->document);
  sqlite3_bind_int64(s, at++, o->line);
  lm_bind_number(s, at++, o->value);
  sqlite3_bind_int(s, at++, (int)o->missing);
  const double number[] = {o->lower, o->upper, o->num, o->den, o->n, o->se};
  for (size_t i = 0; i < sizeof number / sizeof *number; i++) lm_bind_number(s, at++, number[i]);
  sqlite3_bind_int64(s, at++, o->flags);
  if (kept->printed.decimals >= 0) {
    lm_bind_number(s, at, kept->printed.value);
    sqlite3_bind_int(s, at + 1, kept->printed.decimals);
  }
  at += 2;
  if (kept->source) sqlite3_bind_int64(s, at, kept->source);
  if (kept->note) sqlite3_bind_int64(s, at + 1, kept->note);
}

void lm_column_obs(sqlite3_stmt *s, int at, lm_kept_obs *kept) {
  lm_obs *o = &kept->obs;
  double *const number[] = {&o->lower, &o->upper, &o->num, &o->den, &o->n, &o->se};
  kept->document = sqlite3_column_int64(s, at++);
  o->line = (uint32_t)sqlite3_column_int64(s, at++);
  o->value = lm_column_number(s, at++);
  o->missing = (lm_missing)sqlite3_column_int(s, at++);
  for (size_t i = 0; i < sizeof number / sizeof *number; i++) *number[i] = lm_column_number(s, at++);
  o->flags = (uint32_t)sqlite3_column_int64(s, at++);
  kept->printed.value = lm_column_number(s, at++);
  kept->printed.decimals = isnan(kept->printed.value) ? -1 : sqlite3_column_int(s, at);
  kept->source = sqlite3_column_int64(s, at + 1);
  kept->note = sqlite3_column_int64(s, at + 2);
}

bool lm_same_obs(const lm_kept_obs *a, const lm_kept_obs *b) {
  const lm_obs *p = &a->obs, *q = &b->obs;
  const double one[] = {p->value, p->lower, p->upper, p->num, p->den, p->n, p->se},
               other[] = {q->value, q->lower, q->upper, q->num, q->den, q->n, q->se};
  for (size_t i = 0; i < sizeof one / sizeof *one; i++)
    if (!lm_same_number(one[i], other[i])) return false;
  return p->missing == q->missing && p->flags == q->flags && a->printed.decimals == b->printed.decimals &&
         (a->printed.decimals < 0 || a->printed.value == b->printed.value);
}

/* ---- areas ---- */

static bool same_code(const char *one, const char *other) {
  char key[2][LM_AREA_CODE_SIZE];
  const char *a = lm_area_code_key(one, strlen(one), key[0]), *b = lm_area_code_key(other, strlen(other), key[1]);
  return strcmp(a ? a : one, b ? b : other) == 0;
}

static bool has_word(const char *list, const char *word, size_t length) {
  for (const char *at = list; *at; at += strspn(at, " ")) {
    const size_t size = strcspn(at, " ");
    if (size == length && memcmp(at, word, length) == 0) return true;
    at += size;
  }
  return false;
}

/* The same words in any order; each stands there once. */
static bool same_words(const char *one, const char *other) {
  if (strlen(one) != strlen(other)) return false;
  for (const char *at = one; *at; at += strspn(at, " ")) {
    const size_t length = strcspn(at, " ");
    if (!has_word(other, at, length)) return false;
    at += length;
  }
  return true;
}

bool lm_same_area_field(lm_area_field field, const char *one, const char *other) {
  if (!one || !other) return one == other;
  if (field == LM_AREA_FIELD_SUCCESSOR) return same_words(one, other);
  if (field == LM_AREA_FIELD_KIND) return lm_area_kind_same(one, other);
  return field == LM_AREA_FIELD_CODE ? same_code(one, other) : strcmp(one, other) == 0;
}

/* ---- texts ---- */

static const char *finish(lm_strbuf *text, lm_arena *arena) {
  const char *copy = text->failed ? NULL : lm_arena_strdup(arena, lm_strbuf_text(text));
  lm_strbuf_clear(text);
  return copy;
}

static void add_number(lm_strbuf *to, const char *before, double number) {
  char digits[LM_NUM_SIZE];
  if (isnan(number)) return;
  lm_num_format(number, digits);
  lm_strbuf_add(to, before);
  lm_strbuf_add(to, digits);
}

static void add_bounds(lm_strbuf *to, double lower, double upper) {
  add_number(to, "", lower);
  lm_strbuf_add(to, "–");
  add_number(to, "", upper);
}

const char *lm_obs_text(const lm_obs *obs, lm_arena *arena) {
  lm_strbuf text = {0};
  if (obs->missing == LM_PRESENT)
    add_number(&text, "", obs->value);
  else
    lm_strbuf_add(&text, lm_missing_word(obs->missing));
  if (!isnan(obs->lower) || !isnan(obs->upper)) {
    lm_strbuf_add(&text, " (");
    add_bounds(&text, obs->lower, obs->upper);
    lm_strbuf_add(&text, ")");
  }
  if (!isnan(obs->num) && !isnan(obs->den)) {
    add_number(&text, " (", obs->num);
    add_number(&text, "/", obs->den);
    lm_strbuf_add(&text, ")");
  }
  add_number(&text, " n=", obs->n);
  add_number(&text, " se=", obs->se);
  for (int i = 0; i < LM_FLAG_COUNT; i++)
    if (obs->flags >> i & 1u) lm_strbuf_addf(&text, " %s", lm_flag_word((lm_flag)(1 << i)));
  return finish(&text, arena);
}

const char *lm_target_text(const lm_target *t, lm_arena *arena) {
  lm_strbuf text = {0};
  switch (t->kind) {
  case LM_TARGET_VALUE: add_number(&text, "", t->value); break;
  case LM_TARGET_RANGE: add_bounds(&text, t->lower, t->upper); break;
  case LM_TARGET_CHANGE:
    add_number(&text, t->by >= 0 ? "+" : "", t->by);
    add_number(&text, t->by_percent >= 0 ? "+" : "", t->by_percent);
    if (!isnan(t->by_percent)) lm_strbuf_add(&text, "%");
    break;
  case LM_TARGET_TEXT: lm_strbuf_add(&text, t->text); break;
  default: lm_strbuf_add(&text, lm_target_kind_word(t->kind)); break;
  }
  if (t->per) lm_strbuf_addf(&text, " / %s", t->per);
  return finish(&text, arena);
}

/* ---- lists of texts ---- */

int64_t lm_keep_texts(lm_store *store, const lm_texts *texts) {
  if (!texts || texts->count == 0) return 0;
  int64_t id = lm_sql_whole(store, lm_sql(store, SQL_NOTE_NEXT), 0);
  for (size_t i = 0; i < texts->count; i++) {
    sqlite3_stmt *s = lm_sql(store, SQL_NOTE_ADD);
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int64(s, 2, (sqlite3_int64)i);
    lm_bind_text(s, 3, texts->item[i].in[LM_JA]);
    lm_bind_text(s, 4, texts->item[i].in[LM_EN]);
    lm_sql_run(store, s);
  }
  return id;
}

lm_texts lm_kept_texts(lm_store *store, int64_t id, lm_arena *arena) {
  struct { lm_text *item; size_t count, room; } list = {0};
  if (id == 0) return (lm_texts){0};
  sqlite3_stmt *s = lm_sql(store, SQL_NOTE_GET);
  sqlite3_bind_int64(s, 1, id);
  while (lm_sql_step(store, s)) {
    lm_text text = {{[LM_JA] = lm_column_text(store, s, 0, arena), [LM_EN] = lm_column_text(store, s, 1, arena)}};
    if (!LM_VEC_PUSH(&list, text)) lm_store_no_memory(store);
  }
  const lm_text *copy = list.count ? lm_arena_copy(arena, list.item, list.count * sizeof *list.item) : NULL;
  if (list.count && !copy) lm_store_no_memory(store);
  free(list.item);
  return (lm_texts){copy, copy ? list.count : 0};
}

const char *lm_kept_source_title(lm_store *store, int64_t id, lm_arena *arena) {
  if (id == 0) return NULL;
  sqlite3_stmt *s = lm_sql(store, SQL_SOURCE_GET);
  sqlite3_bind_int64(s, 1, id);
  const char *title = lm_sql_step(store, s) ? lm_column_text(store, s, 1, arena) : NULL;
  if (s) sqlite3_reset(s);
  return title;
}
