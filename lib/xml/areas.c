/* areas.c: the element area, which value, target and progress documents share. What an area says of another is looked up when the document
   ends: the order in which areas are declared means nothing. */
#include "../base/strbuf.h"
#include "../base/text.h"
#include "../base/vec.h"
#include "shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AREA_ID, AREA_WITHIN, AREA_KIND, AREA_CODE, AREA_FROM, AREA_TO, AREA_SUCCESSOR };

static const lmx_attr_def attrs[] = {{"id", LMX_ID, true, NULL},          {"within", LMX_ID, false, NULL},
                                     {"kind", LMX_TEXT, false, NULL},     {"code", LMX_TEXT, false, NULL},
                                     {"valid-from", LMX_DATE, false, NULL}, {"valid-to", LMX_DATE, false, NULL},
                                     {"succeeded-by", LMX_IDS, false, NULL}, {NULL, LMX_ID, false, NULL}};
static const char *const ref_names[LMX_AREA_REFS] = {[LMX_WITHIN] = "within", [LMX_SUCCESSOR] = "succeeded-by"};

enum { NEAREST_MOST = 200000 }; /* ids that are compared for one kind of finding: with all municipalities a hundred suggestions */

static const char *id_at(const void *user, size_t index) { return lm_areas_at(user, (uint32_t)index)->id; }

lm_text lmx_nearest_area(const lm_areas *areas, size_t among, const char *wanted, size_t told) {
  if (told * among > NEAREST_MOST) return (lm_text){{"not looked for any more, there are too many", "多すぎるため、これ以上は探していません"}};
  const char *near = lm_text_nearest(wanted, among, id_at, areas);
  return (lm_text){{near, near}};
}

static const char *id_of(const lm_areas *areas, uint32_t index) { return lm_areas_at(areas, index)->id; }

/* ---- what an element says ---- */

/* What an area of that kind has for a code, as {0} in English and {1} in Japanese. */
static lmx_args wanted_code(const char *kind) {
  switch (lm_area_kind_of(kind)) {
  case LM_AREA_NATION: return (lmx_args){{"a nation has 00000", "国は 00000"}};
  case LM_AREA_PREFECTURE: return (lmx_args){{"a prefecture has 2 digits, 01 to 47, or these with 000 (and the check digit) behind",
                                              "都道府県は2桁(01〜47)か、それに000(と検査数字)を続けたもの"}};
  case LM_AREA_MEDICAL: return (lmx_args){{"a secondary medical area has 4 digits, the first two 01 to 47", "二次医療圏は4桁で、はじめの2桁は01〜47"}};
  default: return (lmx_args){{"a municipality or ward has 5 digits, or 6 with the check digit, the first two 01 to 47",
                              "市区町村や行政区は5桁か、検査数字を付けた6桁で、はじめの2桁は01〜47"}};
  }
}

static void check_code(lmx *x, const lmx_values *v, lm_area *area) {
  char right[LM_AREA_CODE_SIZE];
  const lm_area_code_fault fault = lm_area_code_check(area->code, strlen(area->code), area->kind, right);
  const char digit[2] = {fault == LM_AREA_CODE_DIGIT ? right[5] : '\0', '\0'};
  if (fault == LM_AREA_CODE_OK) return;
  if (fault == LM_AREA_CODE_FORM) lmx_report(x, LM_V_AREA_CODE, v, AREA_CODE, wanted_code(area->kind));
  if (fault == LM_AREA_CODE_DIGIT) lmx_report(x, LM_V_AREA_DIGIT, v, AREA_CODE, (lmx_args){{digit, right}});
  if (fault == LM_AREA_CODE_UNCLEAR) lmx_report(x, LM_V_AREA_UNCLEAR, v, AREA_CODE, (lmx_args){{area->code, right}});
  area->code = NULL;
}

/* The area that a store gave that code to. */
static bool recall_rival(lmx *x, lmx_scope *scope, uint32_t *other) {
  const lm_areas *known = lm_areas_known(scope->areas);
  const uint32_t at = known ? lm_areas_rival(known, &scope->open_area) : LM_NO_AREA;
  if (at == LM_NO_AREA) return false;
  const lm_status status = lm_areas_recall(scope->areas, id_of(known, at), strlen(id_of(known, at)), 0, other);
  if (status == LM_ENOMEM) lmx_stop(x, LM_ENOMEM);
  return status == LM_OK;
}

/* Two areas of one document cannot have a code at the same time. One that another document gave it to is the same area under another id. */
static void compare_codes(lmx *x, lmx_scope *scope, const lmx_values *v) {
  lm_area *area = &scope->open_area;
  uint32_t other = lm_areas_rival(scope->areas, area);
  if (other == LM_NO_AREA && !recall_rival(x, scope, &other)) return;
  const char *id = id_of(scope->areas, other);
  const bool here = lm_strmap_get(&scope->area_index, id, strlen(id)) != LM_STRMAP_NONE;
  lmx_report(x, here ? LM_V_AREA_TWICE : LM_V_AREA_SAME, v, AREA_CODE, (lmx_args){{id}});
  if (here)
    area->code = NULL;
  else
    scope->open_same = other;
}

static void take_days(lmx *x, const lmx_values *v, lm_area *area) {
  char first[16];
  area->has_from = lmx_day(x, v, AREA_FROM, &area->from);
  area->has_to = lmx_day(x, v, AREA_TO, &area->to);
  if (area->has_from && area->has_to && area->to < area->from) {
    lmx_report(x, LM_V_AREA_DAYS, v, AREA_TO, (lmx_args){{lm_day_format(area->from, first, sizeof first)}});
    area->has_to = false;
  }
  if (lmx_has(v, AREA_SUCCESSOR) && !(v->given >> AREA_TO & 1u)) lmx_report(x, LM_V_AREA_NO_END, v, AREA_SUCCESSOR, (lmx_args){{0}});
}

static void take_ref(lmx *x, lmx_scope *scope, const lmx_values *v, int attr, lmx_area_relation is) {
  lmx_area_ref *ref = &scope->open_ref[is];
  *ref = (lmx_area_ref){.is = is, .all = lmx_string(x, v, attr, &scope->arena)};
  if (!ref->all) return;
  ref->place = lmx_attr_place(x, ref_names[is]);
  lm_strbuf path = {0};
  lm_strbuf_addf(&path, "%s/@%s", lmx_path(x), ref_names[is]);
  ref->path = lm_arena_strdup(&scope->arena, lm_strbuf_text(&path));
  if (path.failed || !ref->path) lmx_stop(x, LM_ENOMEM);
  lm_strbuf_clear(&path);
}

static void area_start(lmx *x, void *user, const lmx_values *v) {
  lmx_scope *scope = user;
  lm_area *area = &scope->open_area;
  *area = (lm_area){.id = lmx_string(x, v, AREA_ID, &scope->arena),
                    .kind = lmx_string(x, v, AREA_KIND, &scope->arena),
                    .code = lmx_string(x, v, AREA_CODE, &scope->arena),
                    .place = lmx_place(x)};
  scope->open_same = LM_NO_AREA;
  take_days(x, v, area);
  if (area->code) check_code(x, v, area);
  if (area->id && area->code) compare_codes(x, scope, v);
  take_ref(x, scope, v, AREA_WITHIN, LMX_WITHIN);
  take_ref(x, scope, v, AREA_SUCCESSOR, LMX_SUCCESSOR);
}

/* ---- against earlier documents ---- */

/* What an earlier document said of the area stands. Saying nothing contradicts nothing. */
static void tell_otherwise(lmx *x, const char *now, const char *what, const char *before) {
  lmx_report_at(x, LM_V_AREA_PLACE, lmx_place(x), NULL, now, (lm_place){0}, (lmx_args){{what, before}});
}

static void compare_labels(lmx *x, const lm_area *known, lm_text label, const char *id) {
  for (int i = 0; i < LM_LANG_COUNT; i++) {
    if (!label.in[i] || !known->label.in[i] || strcmp(label.in[i], known->label.in[i]) == 0) continue;
    lmx_report_at(x, LM_V_AREA_LABEL, lmx_place(x), NULL, id, (lm_place){0}, (lmx_args){{known->label.in[i]}});
    return;
  }
}

static bool same_code(const char *one, const char *other) {
  char keys[2][LM_AREA_CODE_SIZE];
  const char *a = lm_area_code_key(one, strlen(one), keys[0]), *b = lm_area_code_key(other, strlen(other), keys[1]);
  return strcmp(a ? a : one, b ? b : other) == 0;
}

static void compare_days(lmx *x, const char *what, bool both, int32_t now, int32_t before) {
  char is[16], was[16];
  if (both && now != before) tell_otherwise(x, lm_day_format(now, is, sizeof is), what, lm_day_format(before, was, sizeof was));
}

static void compare(lmx *x, const lm_area *known, const lm_area *area) {
  compare_labels(x, known, area->label, area->id);
  if (area->kind && known->kind && !lm_area_kind_same(area->kind, known->kind)) tell_otherwise(x, area->kind, "kind", known->kind);
  if (area->code && known->code && !same_code(area->code, known->code)) tell_otherwise(x, area->code, "code", known->code);
  compare_days(x, "valid-from", area->has_from && known->has_from, area->from, known->from);
  compare_days(x, "valid-to", area->has_to && known->has_to, area->to, known->to);
}

/* One for each id. */
static bool keep_refs(lmx_scope *scope, uint32_t index) {
  for (int i = 0; i < LMX_AREA_REFS; i++) {
    lmx_area_ref *ref = &scope->open_ref[i];
    ref->area = index;
    for (const char *at = ref->all; at && *at; at += strspn(at, " ")) {
      const size_t length = strcspn(at, " ");
      char *id = lm_arena_alloc(&scope->arena, length + 1);
      if (!id) return false;
      memcpy(id, at, length);
      id[length] = '\0';
      ref->id = id;
      if (!LM_VEC_PUSH(&scope->refs, *ref)) return false;
      at += length;
    }
  }
  return true;
}

static void area_end(lmx *x, void *user) {
  lmx_scope *scope = user;
  lm_area *area = &scope->open_area;
  if (!area->id) return;
  const char *id = area->id;
  area->label = lmx_text(x, LMX_LABEL);
  area->notes = lmx_texts(x, LMX_NOTE);
  if (!area->label.in[LM_EN] && !area->label.in[LM_JA]) lmx_report(x, LM_M_NO_LABEL, NULL, -1, (lmx_args){{"area"}});
  if (!lmx_ids_add(x, &scope->area_ids, "area", id)) return;
  if (scope->open_same != LM_NO_AREA) area->id = id_of(scope->areas, scope->open_same);
  uint32_t index = lm_areas_find(scope->areas, area->id, strlen(area->id));
  if (index != LM_NO_AREA) compare(x, lm_areas_at(scope->areas, index), area);
  if (lm_areas_add(scope->areas, area, &index) != LM_OK || !lm_strmap_set(&scope->area_index, id, strlen(id), index) || !keep_refs(scope, index))
    lmx_stop(x, LM_ENOMEM);
}

const lmx_element_def lmx_scope_area = {"area", attrs, lmx_label_and_note, 1u, LMX_NO_SLOT, area_start, area_end};

/* ---- when all are declared ---- */

const char *lmx_scope_successors(const lmx_scope *scope, uint32_t area, char *buffer, size_t size) {
  for (size_t i = 0; i < scope->refs.count; i++)
    if (scope->refs.item[i].area == area && scope->refs.item[i].is == LMX_SUCCESSOR) return scope->refs.item[i].all;
  return *lm_areas_after_ids(scope->areas, area, buffer, size) ? buffer : NULL;
}

/* The n-th area that one is said to lie in, or to have become part of. */
static uint32_t step(const lm_areas *areas, uint32_t index, lmx_area_relation is, size_t n) {
  return is == LMX_SUCCESSOR ? lm_areas_after(areas, index, n) : n == 0 ? lm_areas_within(areas, index) : LM_NO_AREA;
}

static void report_ref(lmx *x, const lmx_area_ref *ref, lm_code code, lmx_args args) {
  lmx_report_at(x, code, ref->place, ref->path, ref->id, (lm_place){0}, args);
}

/* Did this document say so? */
static bool said_here(const lmx_scope *scope, uint32_t area, lmx_area_relation is) {
  for (size_t i = 0; i < scope->refs.count; i++)
    if (scope->refs.item[i].area == area && scope->refs.item[i].is == is) return true;
  return false;
}

/* Where each area on the ways from `from` on was come from, up to `to`; NULL: memory failed. */
static uint32_t *ways(const lm_areas *areas, uint32_t from, uint32_t to, lmx_area_relation is) {
  const size_t total = lm_areas_count(areas);
  uint32_t *back = malloc(total * sizeof *back), *next = malloc(total * sizeof *next), at;
  size_t first = 0, last = 0;
  for (size_t i = 0; back && i < total; i++) back[i] = LM_NO_AREA;
  if (back && next) {
    next[last++] = from;
    back[from] = from;
    while (first < last && back[to] == LM_NO_AREA) {
      const uint32_t here = next[first++];
      for (size_t n = 0; (at = step(areas, here, is, n)) != LM_NO_AREA; n++) {
        if (back[at] != LM_NO_AREA) continue;
        back[at] = here;
        next[last++] = at;
      }
    }
  } else {
    free(back);
    back = NULL;
  }
  free(next);
  return back;
}

static void report_step(lmx *x, const lmx_scope *scope, const lmx_area_ref *ref, uint32_t from, uint32_t to) {
  char attribute[96]; /* an id has 64 characters at most */
  snprintf(attribute, sizeof attribute, "%s/@%s", id_of(scope->areas, from), ref_names[ref->is]);
  report_ref(x, ref, LM_V_AREA_PLACE, (lmx_args){{attribute, id_of(scope->areas, to)}});
}

/* The circle that `ref` would close: "a → b → a" when all of it is said here; else the step of an earlier document that stands against it. */
static void report_circle(lmx *x, const lmx_scope *scope, const lmx_area_ref *ref, uint32_t other) {
  lm_strbuf way = {0};
  const lm_areas *areas = scope->areas;
  uint32_t *toward = ways(areas, other, ref->area, ref->is), *steps = malloc(lm_areas_count(areas) * sizeof *steps), before = LM_NO_AREA;
  size_t count = 0;
  if (!toward || !steps) {
    lmx_stop(x, LM_ENOMEM);
    goto done;
  }
  for (uint32_t at = ref->area; at != other; at = toward[at]) steps[count++] = at;
  steps[count++] = other;
  lm_strbuf_add(&way, id_of(areas, ref->area));
  while (count-- > 0) {
    lm_strbuf_addf(&way, " → %s", id_of(areas, steps[count]));
    if (before != LM_NO_AREA && !said_here(scope, before, ref->is)) {
      report_step(x, scope, ref, before, steps[count]);
      goto done;
    }
    before = steps[count];
  }
  report_ref(x, ref, LM_V_AREA_CIRCLE, (lmx_args){{lm_strbuf_text(&way)}});
  if (way.failed) lmx_stop(x, LM_ENOMEM);
done:
  free(toward);
  free(steps);
  lm_strbuf_clear(&way);
}

/* A kind with an order lies in higher ones; districts may be divided once more. */
static void check_rank(lmx *x, const lm_areas *areas, const lmx_area_ref *ref, uint32_t outer) {
  const char *inner_kind = lm_areas_at(areas, ref->area)->kind, *outer_kind = lm_areas_at(areas, outer)->kind;
  const lm_area_kind low = lm_area_kind_of(inner_kind), high = lm_area_kind_of(outer_kind);
  if (!low || !high || low < high || (low == high && low == LM_AREA_DISTRICT)) return;
  report_ref(x, ref, LM_V_AREA_RANK,
             (lmx_args){{lm_area_kind_in(inner_kind, LM_EN), lm_area_kind_in(outer_kind, LM_EN), lm_area_kind_in(inner_kind, LM_JA),
                         lm_area_kind_in(outer_kind, LM_JA)}});
}

/* A successor is there on the day after. */
static void check_succession(lmx *x, const lm_areas *areas, const lmx_area_ref *ref, uint32_t next) {
  const lm_area *area = lm_areas_at(areas, ref->area), *after = lm_areas_at(areas, next);
  char day[16];
  if (area->has_to && !lm_area_exists_on(after, area->to + 1))
    report_ref(x, ref, LM_V_AREA_GAP, (lmx_args){{after->id, lm_day_format(area->to + 1, day, sizeof day)}});
}

/* The area that a reference names, declared here; LM_NO_AREA is told. */
static uint32_t named(lmx *x, const lmx_scope *scope, const lmx_area_ref *ref) {
  const uint32_t other = lm_strmap_get(&scope->area_index, ref->id, strlen(ref->id));
  if (other != LM_STRMAP_NONE) return other;
  report_ref(x, ref, LM_V_AREA, (lmx_args){{ref->id}});
  return LM_NO_AREA;
}

static void join_within(lmx *x, const lmx_scope *scope, const lmx_area_ref *ref) {
  lm_areas *areas = scope->areas;
  const uint32_t other = named(x, scope, ref), before = lm_areas_within(areas, ref->area);
  if (other == LM_NO_AREA) return;
  const lm_status status = lm_areas_put_within(areas, ref->area, other);
  if (status == LM_OK)
    check_rank(x, areas, ref, other);
  else if (before != LM_NO_AREA)
    report_ref(x, ref, LM_V_AREA_PLACE, (lmx_args){{ref_names[ref->is], id_of(areas, before)}});
  else
    report_circle(x, scope, ref, other);
}

static void join_successor(lmx *x, const lmx_scope *scope, const lmx_area_ref *ref) {
  lm_areas *areas = scope->areas;
  const uint32_t other = named(x, scope, ref);
  if (other == LM_NO_AREA) return;
  if (other == ref->area) {
    report_ref(x, ref, LM_V_AREA_ITSELF, (lmx_args){{ref->id}});
    return;
  }
  const lm_status status = lm_areas_put_successor(areas, ref->area, other);
  if (status == LM_OK)
    check_succession(x, areas, ref, other);
  else if (status == LM_ENOMEM)
    lmx_stop(x, LM_ENOMEM);
  else
    report_circle(x, scope, ref, other);
}

/* The same areas as an earlier document said, in any order? */
static bool same_successors(const lmx_scope *scope, const lmx_area_ref *ref, size_t count) {
  size_t known = 0, found = 0;
  uint32_t after;
  for (; (after = lm_areas_after(scope->areas, ref->area, known)) != LM_NO_AREA; known++)
    for (size_t i = 0; i < count; i++) found += lm_strmap_get(&scope->area_index, ref[i].id, strlen(ref[i].id)) == after;
  return known == count && found == count;
}

static bool said_above(const lmx_area_ref *ref, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (strcmp(ref[i].id, ref[at].id) == 0) return true;
  return false;
}

/* All that an area says of what followed it. */
static void join_successors(lmx *x, const lmx_scope *scope, const lmx_area_ref *ref, size_t count) {
  char ids[256];
  if (lm_areas_after(scope->areas, ref->area, 0) != LM_NO_AREA) {
    if (!same_successors(scope, ref, count))
      report_ref(x, ref, LM_V_AREA_PLACE, (lmx_args){{ref_names[ref->is], lm_areas_after_ids(scope->areas, ref->area, ids, sizeof ids)}});
    return;
  }
  for (size_t i = 0; i < count; i++) {
    if (said_above(ref, i))
      report_ref(x, &ref[i], LM_V_AREA_AGAIN, (lmx_args){{ref[i].id}});
    else
      join_successor(x, scope, &ref[i]);
  }
}

void lmx_scope_join_areas(lmx *x, const lmx_scope *scope) {
  const lmx_area_ref *ref = scope->refs.item;
  for (size_t i = 0, end; i < scope->refs.count; i = end) {
    end = i + 1;
    if (ref[i].is == LMX_WITHIN) {
      join_within(x, scope, &ref[i]);
      continue;
    }
    while (end < scope->refs.count && ref[end].is == LMX_SUCCESSOR && ref[end].area == ref[i].area) end++;
    join_successors(x, scope, &ref[i], end - i);
  }
}
