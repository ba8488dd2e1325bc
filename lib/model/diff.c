/* diff.c: see diff.h of the public headers. Each sort of thing is a row of a table: how many there are, what they are called, what they say. */
#include "diff.h"

#include "../base/strmap.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

struct lm_diff {
  lm_arena arena;
  lm_difference *item;
  size_t count, room;
  size_t things[LM_DIFF_KIND_COUNT];
};

#define LM_DIFF_THING(name, word, en, ja) [name] = (word),
static const char *const thing_words[LM_DIFF_THING_COUNT] = {
#include <logicmodel/diff.def>
};
#undef LM_DIFF_THING
#define LM_DIFF_FIELD(name, word, en, ja) [name] = (word),
static const char *const field_words[LM_DIFF_FIELD_COUNT] = {
#include <logicmodel/diff.def>
};
#undef LM_DIFF_FIELD

const char *lm_diff_thing_word(lm_diff_thing thing) { return (unsigned)thing < LM_DIFF_THING_COUNT ? thing_words[thing] : NULL; }

const char *lm_diff_field_word(lm_diff_field field) { return (unsigned)field < LM_DIFF_FIELD_COUNT ? field_words[field] : NULL; }

const char *lm_diff_kind_word(lm_diff_kind kind) {
  static const char *const word[LM_DIFF_KIND_COUNT] = {"added", "removed", "renamed", "changed"};
  return (unsigned)kind < LM_DIFF_KIND_COUNT ? word[kind] : NULL;
}

const char *lm_diff_keep(lm_differ *d, const char *text) {
  const char *copy = text ? lm_arena_strdup(&d->arena, text) : NULL;
  if (text && !copy) d->failed = true;
  return copy;
}

void lm_diff_add_name(lm_differ *d, lm_side side, lm_strbuf *to, lm_node node) {
  const lm_node_info *info = lm_model_node(d->model[side], node);
  if (!info) return;
  const lm_node now = side == LM_BEFORE ? d->partner[LM_BEFORE][node] : LM_NO_NODE;
  if (now != LM_NO_NODE) info = lm_model_node(d->model[LM_AFTER], now);
  lm_strbuf_addf(to, "%s:%s", lm_kind_word(info->kind), info->id);
}

/* ---- the same node in both ---- */

static void pair(lm_differ *d, lm_node before, lm_node after) {
  d->partner[LM_BEFORE][before] = after;
  d->partner[LM_AFTER][after] = before;
}

static void pair_by_id(lm_differ *d) {
  for (lm_node i = 0; i < lm_model_node_count(d->model[LM_BEFORE]); i++) {
    const lm_node_info *node = lm_model_node(d->model[LM_BEFORE], i);
    const lm_node same = lm_model_find(d->model[LM_AFTER], node->kind, node->id, strlen(node->id));
    if (same != LM_NO_NODE) pair(d, i, same);
  }
}

/* What stands in the scratch text, which is empty again. */
static const char *keep_scratch(lm_differ *d) {
  if (d->text.failed) d->failed = true;
  const char *kept = lm_diff_keep(d, lm_strbuf_text(&d->text));
  lm_strbuf_reset(&d->text);
  return kept;
}

static const char *ref_key(lm_differ *d, lm_kind kind, const lm_reference *ref) {
  lm_strbuf_addf(&d->text, "%d %s\n%s", (int)kind, ref->vocabulary, ref->code);
  return keep_scratch(d);
}

#define SEVERAL (LM_STRMAP_NONE - 1)

/* The references of a model and the node that alone of its kind has them; SEVERAL. */
static void map_refs(lm_differ *d, lm_side side, lm_strmap *map) {
  for (lm_node i = 0; i < lm_model_node_count(d->model[side]) && !d->failed; i++) {
    const lm_node_info *node = lm_model_node(d->model[side], i);
    for (size_t k = 0; k < node->ref_count && !d->failed; k++) {
      const char *key = ref_key(d, node->kind, &node->refs[k]);
      if (!key) return;
      const uint32_t there = lm_strmap_get(map, key, strlen(key));
      if (!lm_strmap_set(map, key, strlen(key), there == LM_STRMAP_NONE || there == i ? i : SEVERAL)) d->failed = true;
    }
  }
}

/* The node now whose reference says that it is node `before`; LM_NO_NODE where none does, or two do. */
static lm_node renamed(lm_differ *d, const lm_strmap map[LM_SIDES], lm_node before) {
  const lm_node_info *node = lm_model_node(d->model[LM_BEFORE], before);
  lm_node found = LM_NO_NODE;
  for (size_t k = 0; k < node->ref_count; k++) {
    const char *key = ref_key(d, node->kind, &node->refs[k]);
    if (!key || lm_strmap_get(&map[LM_BEFORE], key, strlen(key)) != before) continue;
    const uint32_t now = lm_strmap_get(&map[LM_AFTER], key, strlen(key));
    if (now >= SEVERAL || d->partner[LM_AFTER][now] != LM_NO_NODE || now == found) continue;
    if (found != LM_NO_NODE) return LM_NO_NODE;
    found = now;
  }
  return found;
}

/* A node now that two nodes of before could be is none of them. */
static void pair_by_ref(lm_differ *d, const lm_strmap map[LM_SIDES]) {
  const size_t count = lm_model_node_count(d->model[LM_BEFORE]);
  lm_node *now = malloc((count + 1) * sizeof *now);
  uint32_t *claims = calloc(lm_model_node_count(d->model[LM_AFTER]) + 1, sizeof *claims);
  if (!now || !claims) d->failed = true;
  for (lm_node i = 0; i < count && !d->failed; i++) {
    now[i] = d->partner[LM_BEFORE][i] == LM_NO_NODE ? renamed(d, map, i) : LM_NO_NODE;
    if (now[i] != LM_NO_NODE) claims[now[i]]++;
  }
  for (lm_node i = 0; i < count && !d->failed; i++)
    if (now[i] != LM_NO_NODE && claims[now[i]] == 1) pair(d, i, now[i]);
  free(now);
  free(claims);
}

static void pair_nodes(lm_differ *d) {
  lm_strmap map[LM_SIDES] = {{0}};
  for (int side = 0; side < LM_SIDES; side++) {
    const size_t count = lm_model_node_count(d->model[side]);
    d->partner[side] = malloc((count + 1) * sizeof *d->partner[side]);
    if (!d->partner[side]) d->failed = true;
    if (d->partner[side]) memset(d->partner[side], 0xff, (count + 1) * sizeof *d->partner[side]); /* LM_NO_NODE: all ones */
  }
  if (d->failed) return;
  pair_by_id(d);
  for (int side = 0; side < LM_SIDES; side++) map_refs(d, (lm_side)side, &map[side]);
  if (!d->failed) pair_by_ref(d, map);
  lm_strmap_clear(&map[LM_BEFORE]);
  lm_strmap_clear(&map[LM_AFTER]);
}

/* ---- sorts of things ---- */

/* name: the id by which a thing is found in the other model, NULL: not of this sort. */
typedef struct sort {
  lm_diff_thing thing;
  size_t (*count)(const lm_model *model);
  const char *(*name)(lm_differ *d, lm_side side, const struct sort *sort, size_t index);
  void (*lines)(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
  const lm_text *(*label)(const lm_model *model, size_t index); /* NULL none */
  int kind; /* of nodes and links */
} sort;

static size_t one_model(const lm_model *model) { return (void)model, 1; }
static size_t one_scale(const lm_model *model) { return lm_model_scale(model) ? 1 : 0; }

static const char *only(lm_differ *d, lm_side side, const sort *s, size_t i) { return (void)d, (void)side, (void)s, (void)i, ""; }
static const char *source_name(lm_differ *d, lm_side side, const sort *s, size_t i) { return (void)s, lm_model_source(d->model[side], i)->id; }
static const char *party_name(lm_differ *d, lm_side side, const sort *s, size_t i) { return (void)s, lm_model_party(d->model[side], i)->id; }
static const char *tier_name(lm_differ *d, lm_side side, const sort *s, size_t i) { return (void)s, lm_model_tier(d->model[side], i)->id; }
static const char *sheet_name(lm_differ *d, lm_side side, const sort *s, size_t i) { return (void)s, lm_model_sheet(d->model[side], i)->id; }

/* Of a node that was renamed: its name now. */
static const char *node_name(lm_differ *d, lm_side side, const sort *s, size_t i) {
  const lm_node_info *node = lm_model_node(d->model[side], (lm_node)i);
  if ((int)node->kind != s->kind) return NULL;
  const lm_node now = side == LM_BEFORE ? d->partner[LM_BEFORE][i] : LM_NO_NODE;
  return now == LM_NO_NODE ? node->id : lm_model_node(d->model[LM_AFTER], now)->id;
}

static const char *link_name(lm_differ *d, lm_side side, const sort *s, size_t i) {
  const lm_link *link = lm_model_link(d->model[side], i);
  if ((int)link->type != s->kind) return NULL;
  lm_diff_add_name(d, side, &d->text, link->from);
  lm_strbuf_add(&d->text, " → ");
  lm_diff_add_name(d, side, &d->text, link->to);
  return keep_scratch(d);
}

static void model_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  (void)index;
  lm_diff_model_lines(d, side, to);
}

static const lm_text *party_label(const lm_model *m, size_t i) { return &lm_model_party(m, i)->label; }
static const lm_text *tier_label(const lm_model *m, size_t i) { return &lm_model_tier(m, i)->label; }
static const lm_text *node_label(const lm_model *m, size_t i) { return &lm_model_node(m, (lm_node)i)->label; }
static const lm_text *sheet_label(const lm_model *m, size_t i) { return &lm_model_sheet(m, i)->label; }

#define NODES(thing, kind) {thing, lm_model_node_count, node_name, lm_diff_node_lines, node_label, kind}
#define LINKS(thing, type) {thing, lm_model_link_count, link_name, lm_diff_link_lines, NULL, type}
static const sort sorts[] = {
    {LM_DIFF_MODEL, one_model, only, model_lines, NULL, 0},
    {LM_DIFF_SOURCE, lm_model_source_count, source_name, lm_diff_source_lines, NULL, 0},
    {LM_DIFF_PARTY, lm_model_party_count, party_name, lm_diff_party_lines, party_label, 0},
    {LM_DIFF_TIER, lm_model_tier_count, tier_name, lm_diff_tier_lines, tier_label, 0},
    {LM_DIFF_SCALE, one_scale, only, lm_diff_scale_lines, NULL, 0},
    NODES(LM_DIFF_SCENE, LM_SCENE),
    NODES(LM_DIFF_INITIATIVE, LM_INITIATIVE),
    NODES(LM_DIFF_ACTIVITY, LM_ACTIVITY),
    NODES(LM_DIFF_OUTCOME, LM_OUTCOME),
    NODES(LM_DIFF_INDICATOR, LM_INDICATOR),
    LINKS(LM_DIFF_MEASURED_BY, LM_MEASURED_BY),
    LINKS(LM_DIFF_CONTRIBUTES_TO, LM_CONTRIBUTES_TO),
    {LM_DIFF_SHEET, lm_model_sheet_count, sheet_name, lm_diff_sheet_lines, sheet_label, 0},
};

/* ---- comparing ---- */

static void add(lm_diff *out, lm_differ *d, const lm_difference *difference) {
  if (!LM_VEC_PUSH(out, *difference)) d->failed = true;
}

static lm_text kept_label(lm_differ *d, const sort *s, lm_side side, size_t index) {
  lm_text label = {{NULL}};
  const lm_text *from = s->label ? s->label(d->model[side], index) : &label;
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) label.in[lang] = lm_diff_keep(d, from->in[lang]);
  return label;
}

static lm_difference begin(lm_differ *d, const sort *s, lm_side side, size_t index, lm_diff_kind kind, const char *id) {
  return (lm_difference){.kind = kind, .thing = s->thing, .id = lm_diff_keep(d, id), .label = kept_label(d, s, side, index), .field = LM_DIFF_FIELD_COUNT, .lang = -1};
}

static bool same_text(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

static void tell_renamed(lm_diff *out, lm_differ *d, const sort *s, size_t before, size_t after, const char *id) {
  if (s->label != node_label) return;
  const char *was = lm_model_node(d->model[LM_BEFORE], (lm_node)before)->id;
  if (strcmp(was, id) == 0) return;
  lm_difference r = begin(d, s, LM_AFTER, after, LM_DIFF_RENAMED, id);
  r.field = LM_FIELD_ID;
  r.before = lm_diff_keep(d, was);
  r.after = r.id;
  add(out, d, &r);
  out->things[LM_DIFF_RENAMED]++;
}

static void compare(lm_diff *out, lm_differ *d, const sort *s, size_t before, size_t after, const char *id) {
  lm_diff_lines lines[LM_SIDES] = {{0}};
  bool any = false;
  tell_renamed(out, d, s, before, after, id);
  s->lines(d, LM_BEFORE, before, &lines[LM_BEFORE]);
  s->lines(d, LM_AFTER, after, &lines[LM_AFTER]);
  for (size_t i = 0; i < lines[LM_AFTER].count && !d->failed; i++) {
    const lm_diff_line *was = &lines[LM_BEFORE].item[i], *is = &lines[LM_AFTER].item[i];
    if (same_text(was->text, is->text)) continue;
    lm_difference c = begin(d, s, LM_AFTER, after, LM_DIFF_CHANGED, id);
    c.field = is->field;
    c.lang = is->lang;
    c.part = is->part;
    c.before = was->text;
    c.after = is->text;
    add(out, d, &c);
    any = true;
  }
  out->things[LM_DIFF_CHANGED] += any;
  free(lines[LM_BEFORE].item);
  free(lines[LM_AFTER].item);
}

static void map_names(lm_differ *d, const sort *s, lm_side side, lm_strmap *map) {
  for (size_t i = 0; i < s->count(d->model[side]) && !d->failed; i++) {
    const char *name = s->name(d, side, s, i);
    if (name && !lm_strmap_set(map, name, strlen(name), (uint32_t)i)) d->failed = true;
  }
}

static void tell_alone(lm_diff *out, lm_differ *d, const sort *s, lm_side side, size_t index, const char *name) {
  const lm_diff_kind kind = side == LM_AFTER ? LM_DIFF_ADDED : LM_DIFF_REMOVED;
  const lm_difference alone = begin(d, s, side, index, kind, name);
  add(out, d, &alone);
  out->things[kind]++;
}

static void compare_sort(lm_diff *out, lm_differ *d, const sort *s) {
  lm_strmap map[LM_SIDES] = {{0}};
  for (int side = 0; side < LM_SIDES; side++) map_names(d, s, (lm_side)side, &map[side]);
  for (size_t i = 0; i < s->count(d->model[LM_AFTER]) && !d->failed; i++) {
    const char *name = s->name(d, LM_AFTER, s, i);
    const uint32_t was = name ? lm_strmap_get(&map[LM_BEFORE], name, strlen(name)) : LM_STRMAP_NONE;
    if (name && was == LM_STRMAP_NONE) tell_alone(out, d, s, LM_AFTER, i, name);
    if (name && was != LM_STRMAP_NONE) compare(out, d, s, was, i, name);
  }
  for (size_t i = 0; i < s->count(d->model[LM_BEFORE]) && !d->failed; i++) {
    const char *name = s->name(d, LM_BEFORE, s, i);
    if (name && lm_strmap_get(&map[LM_AFTER], name, strlen(name)) == LM_STRMAP_NONE) tell_alone(out, d, s, LM_BEFORE, i, name);
  }
  lm_strmap_clear(&map[LM_BEFORE]);
  lm_strmap_clear(&map[LM_AFTER]);
}

lm_status lm_model_diff(lm_diff **out, const lm_model *before, const lm_model *after) {
  lm_diff *diff = *out = calloc(1, sizeof *diff);
  lm_differ d = {.model = {[LM_BEFORE] = before, [LM_AFTER] = after}};
  if (!diff) return LM_ENOMEM;
  pair_nodes(&d);
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts && !d.failed; i++) compare_sort(diff, &d, &sorts[i]);
  diff->arena = d.arena;
  lm_strbuf_clear(&d.text);
  free(d.partner[LM_BEFORE]);
  free(d.partner[LM_AFTER]);
  if (!d.failed) return LM_OK;
  lm_diff_free(diff);
  *out = NULL;
  return LM_ENOMEM;
}

size_t lm_diff_count(const lm_diff *diff) { return diff->count; }

const lm_difference *lm_diff_at(const lm_diff *diff, size_t index) { return index < diff->count ? &diff->item[index] : NULL; }

size_t lm_diff_things(const lm_diff *diff, lm_diff_kind kind) { return (unsigned)kind < LM_DIFF_KIND_COUNT ? diff->things[kind] : 0; }

void lm_diff_free(lm_diff *diff) {
  if (!diff) return;
  lm_arena_clear(&diff->arena);
  free(diff->item);
  free(diff);
}
