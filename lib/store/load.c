/* load.c: the beginning and the end of a load, its documents, areas, counts and changes. */
#include "load.h"

#include "../base/sha256.h"
#include "../base/vec.h"
#include "../values/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *lm_what_word(lm_what what) {
  static const char *const word[LM_WHAT_COUNT] = {"model", "area", "value", "change", "baseline", "target", "progress", "lock", "assessment", "unmatched"};
  return (unsigned)what < LM_WHAT_COUNT ? word[what] : NULL;
}

const char *lm_change_kind_word(lm_change_kind kind) {
  static const char *const word[LM_CHANGE_KIND_COUNT] = {"added", "revised", "refused", "withdrawn", "restored"};
  return (unsigned)kind < LM_CHANGE_KIND_COUNT ? word[kind] : NULL;
}

/* ---- beginning and end ---- */

lm_status lm_load_begin(lm_load **out, lm_store *store, const lm_load_info *info) {
  *out = NULL;
  if (lm_store_check_info(store, info) != LM_OK) return LM_EINPUT;
  lm_load *load = *out = calloc(1, sizeof *load);
  if (!load) return LM_ENOMEM;
  load->store = store;
  load->info = *info;
  load->number = load->was = lm_store_begin(store, info, "load", 0);
  if (!lm_store_failed(store)) return LM_OK;
  lm_status status = lm_store_take_failure(store);
  lm_load_free(load);
  *out = NULL;
  return status;
}

void lm_load_free(lm_load *load) {
  if (!load) return;
  if (load->number) lm_store_rollback(load->store);
  free(load->changes.item);
  free(load->documents.item);
  lm_locks_clear(&load->locks);
  lm_arena_clear(&load->arena);
  free(load);
}

lm_status lm_load_commit(lm_load *load) {
  if (!load->number) return LM_EINVAL;
  for (int what = 0; what < LM_WHAT_COUNT; what++)
    lm_store_count(load->store, load->number, lm_what_word((lm_what)what), &load->totals[what]);
  lm_status status = lm_store_failed(load->store) ? lm_load_failure(load) : lm_store_commit(load->store);
  load->number = 0;
  return status;
}

/* A load that failed once is over: half of it is never committed. */
lm_status lm_load_failure(lm_load *load) {
  lm_status status = lm_store_take_failure(load->store);
  if (status == LM_OK) return load->number ? LM_OK : LM_EINVAL;
  lm_store_rollback(load->store);
  load->number = 0;
  return status;
}

int64_t lm_load_number(const lm_load *load) { return load->was; }

/* ---- counting ---- */

lm_load_totals lm_load_totals_of(const lm_load *load, lm_what what) {
  lm_load_totals sum = {0};
  if (what < LM_WHAT_COUNT) return load->totals[what];
  for (int i = 0; i < LM_WHAT_COUNT; i++) {
    const lm_load_totals *t = &load->totals[i];
    sum.read += t->read;
    sum.added += t->added;
    sum.revised += t->revised;
    sum.unchanged += t->unchanged;
    sum.refused += t->refused;
    sum.skipped += t->skipped;
  }
  return sum;
}

uint64_t lm_load_unmatched_new(const lm_load *load) { return load->unmatched; }

void lm_load_count_left_out(lm_load *load, lm_what what, uint64_t refused, uint64_t skipped) {
  load->totals[what].read += refused + skipped;
  load->totals[what].refused += refused;
  load->totals[what].skipped += skipped;
}

lm_change_kind lm_load_meet(lm_load *load, lm_what what, const lm_meeting *m) {
  lm_load_totals *t = &load->totals[what];
  t->read++;
  if (m->there && m->same) return t->unchanged++, LM_UNCHANGED;
  if (m->locked || (m->there && !load->info.revise)) return t->refused++, LM_REFUSED;
  if (m->there) return t->revised++, LM_REVISED_IN_STORE;
  return t->added++, LM_ADDED;
}

size_t lm_load_change_count(const lm_load *load) { return load->changes.count; }

const lm_store_change *lm_load_change_at(const lm_load *load, size_t index) {
  return index < load->changes.count ? &load->changes.item[index] : NULL;
}

static const char *copy(lm_load *load, const char *text) {
  const char *made = text ? lm_arena_strdup(&load->arena, text) : NULL;
  if (text && !made) lm_store_no_memory(load->store);
  return made;
}

static void copy_text(lm_load *load, lm_text *to, const lm_text *from) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) to->in[lang] = copy(load, from->in[lang]);
}

static void name_things(lm_load *load, lm_store_change *c) {
  const lm_node node = c->indicator && load->model ? lm_model_find(load->model, LM_INDICATOR, c->indicator, strlen(c->indicator)) : LM_NO_NODE;
  const uint32_t area = c->area && load->areas ? lm_areas_find(load->areas, c->area, strlen(c->area)) : LM_NO_AREA;
  if (node != LM_NO_NODE) {
    copy_text(load, &c->names.indicator, &lm_model_node(load->model, node)->label);
    copy_text(load, &c->names.unit, &lm_model_node(load->model, node)->indicator->unit);
  }
  if (area != LM_NO_AREA) copy_text(load, &c->names.area, &lm_areas_at(load->areas, area)->label);
}

void lm_load_change(lm_load *load, const lm_store_change *change) {
  if (load->kept[change->kind] >= LM_DIAG_KEEP) return;
  lm_store_change c = *change;
  const char **const strings[] = {&c.indicator, &c.area, &c.when, &c.before, &c.after, &c.source_before, &c.source_after};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = copy(load, *strings[i]);
  name_things(load, &c);
  if (LM_VEC_PUSH(&load->changes, c))
    load->kept[change->kind]++;
  else
    lm_store_no_memory(load->store);
}

void lm_load_add_path(lm_strbuf *path, const lm_store_change *c) {
  lm_strbuf_addf(path, "%s/%.80s@%.80s/%.80s", lm_what_word(c->what), c->indicator ? c->indicator : "", c->area ? c->area : "", c->when ? c->when : "");
}

void lm_load_tell_difference(lm_load *load, const lm_store_change *c, lm_place place) {
  lm_strbuf path = {0};
  lm_load_add_path(&path, c);
  lm_load_tell_difference_at(load, c, place, lm_strbuf_text(&path));
  lm_strbuf_clear(&path);
}

void lm_load_tell_difference_at(lm_load *load, const lm_store_change *c, lm_place place, const char *path) {
  char number[24];
  lm_strbuf was[LM_LANG_COUNT] = {{0}};
  snprintf(number, sizeof number, "%" PRId64, c->load_before);
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    lm_add_amount_in(&was[lang], c->before, c->what == LM_WHAT_TARGET, (lm_lang)lang);
    if (was[lang].failed) lm_store_no_memory(load->store);
  }
  lm_diags_add(load->store->diags, &(lm_finding){.code = LM_D_DIFFERS,
                                                 .place = place,
                                                 .path = path,
                                                 .value = c->after,
                                                 .arg = {lm_strbuf_text(&was[LM_EN]), c->source_before, number, lm_strbuf_text(&was[LM_JA])}});
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) lm_strbuf_clear(&was[lang]);
}

/* ---- locks ---- */

void lm_load_tell_locked(lm_load *load, const lm_locked *lock, const lm_store_change *c, lm_place place, const char *path) {
  char period[LM_LANG_COUNT][48], number[24];
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) lm_period_format_in(lock->period, (lm_lang)lang, period[lang], sizeof period[lang]);
  snprintf(number, sizeof number, "%" PRId64, lock->load);
  lm_diags_add(load->store->diags,
               &(lm_finding){.code = LM_D_LOCKED, .place = place, .path = path, .value = c->after, .arg = {period[LM_EN], lock->at, lock->who, number, period[LM_JA]}});
}

/* ---- documents ---- */

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

const char *const lm_store_document_words[LM_STORE_DOCUMENT_KINDS] = {"unknown", "model", "values", "targets", "progress"};

lm_status lm_load_document(lm_load *load, lm_doc_kind kind, const lm_document *about, const char *bytes, size_t size) {
  lm_store *store = load->store;
  lm_sha256_text(bytes, size, load->sha256);
  int64_t notes = lm_keep_texts(store, &about->notes);
  sqlite3_stmt *s = lm_sql(store, SQL_DOCUMENT_ADD);
  load->name = copy(load, base_name(about->file));
  sqlite3_bind_int64(s, 1, load->number);
  lm_bind_text(s, 2, lm_store_document_words[kind]);
  lm_bind_text(s, 3, load->name);
  lm_bind_text(s, 4, load->sha256);
  sqlite3_bind_int64(s, 5, (sqlite3_int64)size);
  if (kind != LM_DOC_VALUES) sqlite3_bind_blob64(s, 6, bytes, size, SQLITE_TRANSIENT);
  lm_bind_text(s, 7, about->title.in[LM_JA]);
  lm_bind_text(s, 8, about->title.in[LM_EN]);
  if (notes) sqlite3_bind_int64(s, 9, notes);
  sqlite3_bind_int(s, 10, about->fictional);
  sqlite3_bind_int(s, 11, about->illustration);
  lm_sql_run(store, s);
  lm_loaded_document d = {sqlite3_last_insert_rowid(store->db), copy(load, about->file)};
  if (!LM_VEC_PUSH(&load->documents, d)) lm_store_no_memory(store);
  return lm_load_failure(load);
}

int64_t lm_load_last_document(const lm_load *load) {
  return load->documents.count ? load->documents.item[load->documents.count - 1].id : 0;
}

int64_t lm_load_document_of(const lm_load *load, const char *path) {
  for (size_t i = 0; i < load->documents.count; i++)
    if (path && strcmp(load->documents.item[i].path, path) == 0) return load->documents.item[i].id;
  return lm_load_last_document(load);
}

/* ---- ids ---- */

static int64_t number_of(lm_store *store, lm_sql_name find, lm_sql_name add, const char *name) {
  sqlite3_stmt *s = lm_sql(store, find);
  lm_bind_text(s, 1, name);
  int64_t number = lm_sql_whole(store, s, -1);
  if (number >= 0 || lm_store_failed(store)) return number;
  s = lm_sql(store, add);
  lm_bind_text(s, 1, name);
  lm_sql_run(store, s);
  return sqlite3_last_insert_rowid(store->db);
}

int64_t lm_load_indicator(lm_load *load, const lm_model *model, lm_node node) {
  return number_of(load->store, SQL_INDICATOR_FIND, SQL_INDICATOR_ADD, lm_model_node(model, node)->id);
}

int64_t lm_load_area(lm_load *load, const lm_areas *areas, uint32_t area) {
  const lm_area *a = lm_areas_at(areas, area);
  return a ? number_of(load->store, SQL_AREA_FIND, SQL_AREA_ADD, a->id) : 0;
}

/* ---- areas ---- */

/* What is kept of an area; areas by id, days as they are written. */
typedef struct kept_area {
  int64_t since;
  const char *is[LM_AREA_FIELD_COUNT];
  char day[2][16];
} kept_area;

static bool now(lm_load *load, int64_t area, kept_area *out) {
  sqlite3_stmt *s = lm_sql(load->store, SQL_AREA_NOW);
  sqlite3_bind_int64(s, 1, area);
  bool there = lm_sql_step(load->store, s) && !sqlite3_column_int(s, 1);
  if (there) out->since = sqlite3_column_int64(s, 0);
  for (int i = 0; there && i < LM_AREA_FIELD_COUNT; i++) out->is[i] = lm_column_text(load->store, s, 2 + i, &load->arena);
  if (s) sqlite3_reset(s);
  return there;
}

static const char *id_at(const lm_areas *areas, uint32_t index) {
  const lm_area *area = lm_areas_at(areas, index);
  return area ? area->id : NULL;
}

/* Their ids with blanks between; NULL none. */
static const char *successors(lm_load *load, const lm_areas *areas, uint32_t index) {
  lm_strbuf ids = {0};
  for (size_t n = 0; lm_areas_after(areas, index, n) != LM_NO_AREA; n++)
    lm_strbuf_addf(&ids, "%s%s", n ? " " : "", id_at(areas, lm_areas_after(areas, index, n)));
  const char *kept = ids.length ? copy(load, ids.text) : NULL;
  if (ids.failed) lm_store_no_memory(load->store);
  lm_strbuf_clear(&ids);
  return kept;
}

static void take(lm_load *load, kept_area *out, const lm_areas *areas, uint32_t index) {
  const lm_area *a = lm_areas_at(areas, index);
  out->is[LM_AREA_FIELD_LABEL_JA] = a->label.in[LM_JA];
  out->is[LM_AREA_FIELD_LABEL_EN] = a->label.in[LM_EN];
  out->is[LM_AREA_FIELD_KIND] = a->kind;
  out->is[LM_AREA_FIELD_WITHIN] = id_at(areas, lm_areas_within(areas, index));
  out->is[LM_AREA_FIELD_CODE] = a->code;
  out->is[LM_AREA_FIELD_FROM] = a->has_from ? lm_day_format(a->from, out->day[0], sizeof out->day[0]) : NULL;
  out->is[LM_AREA_FIELD_TO] = a->has_to ? lm_day_format(a->to, out->day[1], sizeof out->day[1]) : NULL;
  out->is[LM_AREA_FIELD_SUCCESSOR] = successors(load, areas, index);
}

/* What is not said now stays as it was said before; saying more of an area than was known contradicts nothing. */
static void compare(kept_area *is, const kept_area *was, bool *same, bool *contradicts) {
  *same = true;
  *contradicts = false;
  for (int i = 0; i < LM_AREA_FIELD_COUNT; i++) {
    if (!is->is[i]) is->is[i] = was->is[i];
    if (lm_same_area_field((lm_area_field)i, is->is[i], was->is[i])) continue;
    *same = false;
    *contradicts |= was->is[i] != NULL;
  }
}

static const char *area_text(lm_load *load, const kept_area *a) {
  size_t size = 16;
  for (size_t i = 0; i < LM_AREA_FIELD_COUNT; i++) size += a->is[i] ? strlen(a->is[i]) + 3 : 0;
  char *text = lm_arena_alloc(&load->arena, size), *end = text;
  if (!text) lm_store_no_memory(load->store);
  for (size_t i = 0; text && i < LM_AREA_FIELD_COUNT; i++)
    if (a->is[i]) end += snprintf(end, size - (size_t)(end - text), "%s%s", end == text ? "" : " / ", a->is[i]);
  return text ? text : "";
}

/* The number of an area by its id, or by the first of several. */
static int64_t number_of_first(lm_load *load, const char *ids) {
  const size_t length = strcspn(ids, " ");
  char *id = lm_arena_alloc(&load->arena, length + 1);
  if (!id) {
    lm_store_no_memory(load->store);
    return 0;
  }
  memcpy(id, ids, length);
  id[length] = '\0';
  return number_of(load->store, SQL_AREA_FIND, SQL_AREA_ADD, id);
}

static void put_area(lm_load *load, int64_t number, const kept_area *is, const lm_texts *notes) {
  int64_t kept_notes = lm_keep_texts(load->store, notes), other[LM_AREA_FIELD_COUNT] = {0};
  static const int areas[] = {LM_AREA_FIELD_WITHIN, LM_AREA_FIELD_SUCCESSOR};
  const char *further = is->is[LM_AREA_FIELD_SUCCESSOR] ? strchr(is->is[LM_AREA_FIELD_SUCCESSOR], ' ') : NULL;
  for (size_t i = 0; i < 2; i++)
    if (is->is[areas[i]]) other[areas[i]] = number_of_first(load, is->is[areas[i]]);
  sqlite3_stmt *s = lm_sql(load->store, SQL_AREA_PUT);
  sqlite3_bind_int64(s, 1, number);
  sqlite3_bind_int64(s, 2, load->number);
  if (kept_notes) sqlite3_bind_int64(s, 3, kept_notes);
  for (int i = 0; i < LM_AREA_FIELD_COUNT; i++) {
    if (other[i])
      sqlite3_bind_int64(s, 4 + i, other[i]);
    else
      lm_bind_text(s, 4 + i, is->is[i]);
  }
  lm_bind_text(s, 4 + LM_AREA_FIELD_COUNT, further ? further + 1 : NULL);
  lm_sql_run(load->store, s);
}

/* By what the store knows, `outer` lies in the area. */
static bool closes_circle(lm_load *load, int64_t number, const char *outer) {
  if (!outer) return false;
  sqlite3_stmt *s = lm_sql(load->store, SQL_AREA_AROUND);
  sqlite3_bind_int64(s, 1, number_of(load->store, SQL_AREA_FIND, SQL_AREA_ADD, outer));
  sqlite3_bind_int64(s, 2, number);
  return lm_sql_whole(load->store, s, 0) == 1;
}

/* What a document and a reader call a field. */
static const struct {
  const char *in_document; /* below the element of the area */
  lm_text name;
} field_words[LM_AREA_FIELD_COUNT] = {
    [LM_AREA_FIELD_LABEL_JA] = {"label[@xml:lang='ja']", {{"Japanese name", "名称(日本語)"}}},
    [LM_AREA_FIELD_LABEL_EN] = {"label[@xml:lang='en']", {{"English name", "名称(英語)"}}},
    [LM_AREA_FIELD_KIND] = {"@kind", {{"kind", "種類"}}},
    [LM_AREA_FIELD_WITHIN] = {"@within", {{"area around it", "属する地域"}}},
    [LM_AREA_FIELD_CODE] = {"@code", {{"code", "コード"}}},
    [LM_AREA_FIELD_FROM] = {"@valid-from", {{"first day", "始まりの日"}}},
    [LM_AREA_FIELD_TO] = {"@valid-to", {{"last day", "終わりの日"}}},
    [LM_AREA_FIELD_SUCCESSOR] = {"@succeeded-by", {{"successor", "後を継いだ地域"}}},
};

/* One finding for each field that contradicts the store. */
static void tell_area(lm_load *load, const lm_area *area, const kept_area *is, const kept_area *was) {
  char number[24];
  lm_strbuf path = {0};
  snprintf(number, sizeof number, "%" PRId64, was->since);
  for (int i = 0; i < LM_AREA_FIELD_COUNT; i++) {
    if (!was->is[i] || lm_same_area_field((lm_area_field)i, is->is[i], was->is[i])) continue;
    const lm_text *name = &field_words[i].name;
    lm_strbuf_reset(&path);
    lm_strbuf_addf(&path, "area[@id='%s']/%s", area->id, field_words[i].in_document);
    if (path.failed) lm_store_no_memory(load->store);
    lm_diags_add(load->store->diags, &(lm_finding){.code = LM_D_AREA_DIFFERS,
                                                   .place = area->place,
                                                   .path = lm_strbuf_text(&path),
                                                   .value = is->is[i],
                                                   .arg = {name->in[LM_EN], was->is[i], number, name->in[LM_JA]}});
  }
  lm_strbuf_clear(&path);
}

static void meet_area(lm_load *load, const lm_areas *areas, uint32_t index) {
  const lm_area *a = lm_areas_at(areas, index);
  kept_area is = {0}, was = {0};
  bool contradicts;
  int64_t number = lm_load_area(load, areas, index);
  lm_meeting m = {.there = now(load, number, &was)};
  take(load, &is, areas, index);
  compare(&is, &was, &m.same, &contradicts);
  if (!m.same && !contradicts) m.there = false;
  m.locked = !m.same && closes_circle(load, number, is.is[LM_AREA_FIELD_WITHIN]);
  if (m.locked) lm_diags_add(load->store->diags, &(lm_finding){.code = LM_D_AREA_CIRCLE, .place = a->place, .value = a->id, .arg = {a->id, is.is[LM_AREA_FIELD_WITHIN]}});
  lm_change_kind kind = lm_load_meet(load, LM_WHAT_AREA, &m);
  if (kind == LM_UNCHANGED) return;
  lm_store_change c = {.what = LM_WHAT_AREA, .kind = kind, .area = a->id, .after = area_text(load, &is), .load_before = was.since};
  if (m.there) c.before = area_text(load, &was);
  if (kind == LM_REFUSED && !m.locked) tell_area(load, a, &is, &was);
  if (kind != LM_REFUSED) put_area(load, number, &is, &a->notes);
  lm_load_change(load, &c);
}

static bool unmatched_known(lm_load *load, const lm_unmatched_code *u, int64_t document) {
  sqlite3_stmt *s = lm_sql(load->store, SQL_UNMATCHED_KNOWN);
  lm_bind_text(s, 1, u->code);
  sqlite3_bind_int64(s, 2, (sqlite3_int64)u->rows);
  sqlite3_bind_int64(s, 3, load->number);
  sqlite3_bind_int64(s, 4, document);
  return lm_sql_whole(load->store, s, 0) == 1;
}

static void put_unmatched(lm_load *load, const lm_unmatched_code *u) {
  const int64_t document = lm_load_document_of(load, u->file);
  load->unmatched += !unmatched_known(load, u, document);
  sqlite3_stmt *s = lm_sql(load->store, SQL_UNMATCHED_ADD);
  sqlite3_bind_int64(s, 1, load->number);
  sqlite3_bind_int64(s, 2, document);
  lm_bind_text(s, 3, u->code);
  sqlite3_bind_int64(s, 4, (sqlite3_int64)u->rows);
  lm_sql_run(load->store, s);
}

lm_status lm_load_areas(lm_load *load, const lm_areas *areas) {
  if (!load->number) return LM_EINVAL;
  for (uint32_t i = 0; i < lm_areas_count(areas) && !lm_store_failed(load->store); i++) meet_area(load, areas, i);
  for (size_t i = 0; i < lm_areas_unmatched_count(areas); i++) put_unmatched(load, lm_areas_unmatched_at(areas, i));
  return lm_load_failure(load);
}
