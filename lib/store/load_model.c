/* load_model.c: a version of the model, as the bytes it came in and as rows for SQL; and progress documents. */
#include "load.h"

#include <logicmodel/diff.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct kept_model {
  int64_t since;
  const char *name, *sha256, *file;
} kept_model;

static bool now(lm_load *load, kept_model *out) {
  lm_store *store = load->store;
  sqlite3_stmt *s = lm_sql(store, SQL_MODEL_AS_OF);
  sqlite3_bind_int64(s, 1, LM_LATEST);
  bool there = lm_sql_step(store, s) && !sqlite3_column_int(s, 1);
  if (there) {
    out->since = sqlite3_column_int64(s, 0);
    out->name = lm_column_text(store, s, 3, &load->arena);
    out->sha256 = lm_column_text(store, s, 4, &load->arena);
    out->file = lm_column_text(store, s, 5, &load->arena);
  }
  if (s) sqlite3_reset(s);
  return there;
}

/* ---- rows for SQL ---- */

static void put_tier(lm_load *load, const lm_tier *tier, size_t place) {
  char due[16];
  sqlite3_stmt *s = lm_sql(load->store, SQL_TIER_ADD);
  sqlite3_bind_int64(s, 1, lm_load_last_document(load));
  sqlite3_bind_int64(s, 2, (sqlite3_int64)place);
  lm_bind_text(s, 3, tier->id);
  lm_bind_text(s, 4, lm_day_format(tier->due, due, sizeof due));
  lm_bind_text(s, 5, lm_level_word(tier->level));
  lm_bind_text(s, 6, tier->label.in[LM_JA]);
  lm_bind_text(s, 7, tier->label.in[LM_EN]);
  lm_sql_run(load->store, s);
}

/* "kind:id" */
static const char *full_name(lm_load *load, const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  if (!info) return NULL;
  size_t size = strlen(lm_kind_word(info->kind)) + strlen(info->id) + 2;
  char *name = lm_arena_alloc(&load->arena, size);
  if (name)
    snprintf(name, size, "%s:%s", lm_kind_word(info->kind), info->id);
  else
    lm_store_no_memory(load->store);
  return name;
}

static void put_node(lm_load *load, const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  const lm_indicator *indicator = info->indicator;
  const lm_tier *tier = info->tier == LM_NO_TIER ? NULL : lm_model_tier(model, info->tier);
  sqlite3_stmt *s = lm_sql(load->store, SQL_NODE_ADD);
  sqlite3_bind_int64(s, 1, lm_load_last_document(load));
  sqlite3_bind_int64(s, 2, node);
  lm_bind_text(s, 3, lm_kind_word(info->kind));
  lm_bind_text(s, 4, info->id);
  lm_bind_text(s, 5, full_name(load, model, info->parent));
  lm_bind_text(s, 6, tier ? tier->id : NULL);
  lm_bind_text(s, 7, info->label.in[LM_JA]);
  lm_bind_text(s, 8, info->label.in[LM_EN]);
  if (indicator) {
    lm_bind_text(s, 9, indicator->unit.in[LM_JA]);
    lm_bind_text(s, 10, indicator->unit.in[LM_EN]);
    lm_bind_text(s, 11, lm_direction_word(indicator->direction));
    lm_bind_text(s, 12, lm_measure_word(indicator->measure));
    lm_bind_text(s, 13, indicator->definition.in[LM_JA]);
    lm_bind_text(s, 14, indicator->definition.in[LM_EN]);
  }
  lm_bind_text(s, 15, lm_certainty_word(info->certainty));
  lm_sql_run(load->store, s);
}

static void put_link(lm_load *load, const lm_model *model, size_t place) {
  const lm_link *link = lm_model_link(model, place);
  sqlite3_stmt *s = lm_sql(load->store, SQL_LINK_ADD);
  sqlite3_bind_int64(s, 1, lm_load_last_document(load));
  sqlite3_bind_int64(s, 2, (sqlite3_int64)place);
  lm_bind_text(s, 3, lm_link_type_word(link->type));
  lm_bind_text(s, 4, full_name(load, model, link->from));
  lm_bind_text(s, 5, full_name(load, model, link->to));
  sqlite3_bind_int(s, 6, link->sign);
  lm_bind_number(s, 7, link->lag_min);
  lm_bind_number(s, 8, link->lag_max);
  lm_bind_text(s, 9, lm_certainty_word(link->certainty));
  lm_sql_run(load->store, s);
}

static void put_model(lm_load *load, const lm_model *model) {
  sqlite3_stmt *s = lm_sql(load->store, SQL_MODEL_PUT);
  sqlite3_bind_int64(s, 1, load->number);
  sqlite3_bind_int64(s, 2, lm_load_last_document(load));
  lm_bind_text(s, 3, lm_model_id(model));
  lm_sql_run(load->store, s);
  for (size_t i = 0; i < lm_model_tier_count(model); i++) put_tier(load, lm_model_tier(model, i), i);
  for (lm_node i = 0; i < lm_model_node_count(model); i++) put_node(load, model, i);
  for (size_t i = 0; i < lm_model_link_count(model); i++) put_link(load, model, i);
}

static void tell_other_model(lm_load *load, const kept_model *was, const lm_model *model, lm_place place) {
  lm_diags_add(load->store->diags, &(lm_finding){.code = LM_D_OTHER_MODEL, .place = place, .arg = {was->name, lm_model_id(model)}});
  lm_load_count_left_out(load, LM_WHAT_MODEL, 1, 0);
}

/* ---- another version ---- */

/* How much of a sort of thing differs; a thing that was renamed is a changed one. */
typedef struct difference_count {
  size_t added, removed, changed;
} difference_count;

static void count_differences(const lm_diff *diff, difference_count count[LM_DIFF_THING_COUNT]) {
  const char *last = NULL;
  for (size_t i = 0; i < lm_diff_count(diff); i++) {
    const lm_difference *d = lm_diff_at(diff, i);
    difference_count *of = &count[d->thing];
    const bool same_thing = last && i > 0 && lm_diff_at(diff, i - 1)->thing == d->thing && strcmp(last, d->id) == 0;
    last = d->id;
    if (d->kind == LM_DIFF_ADDED)
      of->added++;
    else if (d->kind == LM_DIFF_REMOVED)
      of->removed++;
    else
      of->changed += !same_thing;
  }
}

static void add_count(lm_strbuf *to, lm_lang lang, size_t count, const char *en, const char *ja, bool *first) {
  if (count == 0) return;
  lm_strbuf_add(to, *first ? " " : lang == LM_JA ? "・" : ", ");
  if (lang == LM_JA)
    lm_strbuf_addf(to, "%s%zu", ja, count);
  else
    lm_strbuf_addf(to, "%zu %s", count, en);
  *first = false;
}

/* "indicator 1 added, 2 changed; tier 1 changed" */
static void say_differences(lm_strbuf *to, const difference_count count[LM_DIFF_THING_COUNT], lm_lang lang) {
#define LM_DIFF_THING(name, word, en, ja) [name] = {{[LM_EN] = (en), [LM_JA] = (ja)}},
  static const lm_text things[LM_DIFF_THING_COUNT] = {
#include <logicmodel/diff.def>
  };
#undef LM_DIFF_THING
  for (int i = 0; i < LM_DIFF_THING_COUNT; i++) {
    const difference_count *c = &count[i];
    bool first = true;
    if (!(c->added || c->removed || c->changed)) continue;
    if (to->length) lm_strbuf_add(to, lang == LM_JA ? "、" : "; ");
    lm_strbuf_add(to, lm_text_in(&things[i], lang));
    add_count(to, lang, c->added, "added", "追加", &first);
    add_count(to, lang, c->removed, "removed", "削除", &first);
    add_count(to, lang, c->changed, "changed", "変更", &first);
  }
  if (!to->length) lm_strbuf_add(to, lang == LM_JA ? "中身は同じで、ファイルの書き方だけが違います" : "it says the same, only the file is written otherwise");
}

static lm_status tell_other_version(lm_load *load, const kept_model *was, const lm_model *model, lm_place place) {
  lm_model *before = NULL;
  lm_diff *diff = NULL;
  difference_count count[LM_DIFF_THING_COUNT] = {{0}};
  lm_strbuf said[LM_LANG_COUNT] = {{0}};
  char number[24];
  snprintf(number, sizeof number, "%" PRId64, was->since);
  lm_status status = lm_store_read_model(&before, load->store, LM_LATEST);
  if (status == LM_OK) status = lm_model_diff(&diff, before, model);
  if (status != LM_OK) goto cleanup;
  count_differences(diff, count);
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) say_differences(&said[lang], count, (lm_lang)lang);
  if (said[LM_EN].failed || said[LM_JA].failed) status = LM_ENOMEM;
  if (status == LM_OK)
    lm_diags_add(load->store->diags,
                 &(lm_finding){.code = LM_D_MODEL_DIFFERS,
                               .place = place,
                               .value = lm_model_id(model),
                               .arg = {lm_strbuf_text(&said[LM_EN]), lm_strbuf_text(&said[LM_JA]), number, load->store->path, place.file}});
cleanup:
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) lm_strbuf_clear(&said[lang]);
  lm_diff_free(diff);
  lm_model_free(before);
  return status;
}

lm_status lm_load_model(lm_load *load, const lm_model *model) {
  kept_model was = {0};
  if (!load->number || !load->documents.count) return LM_EINVAL;
  const lm_place place = {load->documents.item[load->documents.count - 1].path, 0, 0};
  lm_meeting m = {.there = now(load, &was)};
  if (m.there && !lm_same_text(was.name, lm_model_id(model))) {
    tell_other_model(load, &was, model, place);
    return lm_load_failure(load);
  }
  m.same = m.there && lm_same_text(was.sha256, load->sha256);
  lm_store_change c = {.what = LM_WHAT_MODEL, .kind = lm_load_meet(load, LM_WHAT_MODEL, &m), .load_before = was.since};
  if (c.kind == LM_UNCHANGED) return lm_load_failure(load);
  c.before = was.file;
  c.after = load->name;
  const lm_status told = c.kind == LM_REFUSED ? tell_other_version(load, &was, model, place) : LM_OK;
  if (told != LM_OK) return told;
  if (c.kind != LM_REFUSED) put_model(load, model);
  lm_load_change(load, &c);
  return lm_load_failure(load);
}

/* ---- progress ---- */

static void tell_other_progress(const lm_load *load, int64_t since) {
  char number[24];
  const lm_place place = {load->documents.item[load->documents.count - 1].path, 0, 0};
  snprintf(number, sizeof number, "%" PRId64, since);
  lm_diags_add(load->store->diags, &(lm_finding){.code = LM_D_PROGRESS_DIFFERS, .place = place, .value = load->name, .arg = {number}});
}

/* One document of each name is in force: that of the year is another file. */
lm_status lm_load_progress(lm_load *load) {
  lm_store *store = load->store;
  lm_meeting m = {0};
  lm_store_change c = {.what = LM_WHAT_PROGRESS, .after = load->name};
  if (!load->number || !load->documents.count) return LM_EINVAL;
  sqlite3_stmt *s = lm_sql(store, SQL_PROGRESS_NOW);
  lm_bind_text(s, 1, load->name);
  m.there = lm_sql_step(store, s) && !sqlite3_column_int(s, 1);
  if (m.there) {
    c.load_before = sqlite3_column_int64(s, 0);
    m.same = lm_same_text((const char *)sqlite3_column_text(s, 2), load->sha256);
    c.before = load->name;
  }
  if (s) sqlite3_reset(s);
  c.kind = lm_load_meet(load, LM_WHAT_PROGRESS, &m);
  if (c.kind == LM_UNCHANGED) return lm_load_failure(load);
  if (c.kind == LM_REFUSED) tell_other_progress(load, c.load_before);
  if (c.kind != LM_REFUSED) {
    s = lm_sql(store, SQL_PROGRESS_PUT);
    lm_bind_text(s, 1, load->name);
    sqlite3_bind_int64(s, 2, load->number);
    sqlite3_bind_int64(s, 3, lm_load_last_document(load));
    lm_sql_run(store, s);
  }
  lm_load_change(load, &c);
  return lm_load_failure(load);
}
