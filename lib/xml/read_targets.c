/* read_targets.c: the targets document: baselines and dated targets. */
#include "documents.h"
#include "shared.h"

#include "../base/strbuf.h"
#include "../base/vec.h"
#include "../values/check.h"
#include "../values/refusal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
  lmx_scope scope; /* first: the shared handlers expect it */
  lm_targets *targets;
  struct { const char **item; size_t count, room; } source_titles; /* by index of scope.source_index */
  lm_baseline baseline;
  lm_target target;
  size_t before; /* targets that were there when the document began */
  bool ok; /* the open baseline or target may be added */
} reader;

static const char *const kind_words[] = {"value", "range", "change", "keep", "improve", "text", NULL};

#define END_OF_ATTRS {NULL, LMX_ID, false, NULL}

static bool keep_source(lmx_scope *scope, const lm_source *source, uint32_t *index) {
  reader *r = (reader *)scope;
  *index = (uint32_t)r->source_titles.count;
  return LM_VEC_PUSH(&r->source_titles, source->title);
}

/* ---- baselines ---- */

enum { BASE_INDICATOR, BASE_PERIOD, BASE_VALUE, BASE_AREA, BASE_UNIT, BASE_NUM, BASE_DEN, BASE_N, BASE_SE, BASE_SOURCE };
static const lmx_attr_def baseline_attrs[] = {{"indicator", LMX_ID, true, NULL},  {"period", LMX_PERIOD, true, NULL},
                                              {"value", LMX_NUMBER, true, NULL},  {"area", LMX_ID, false, NULL},
                                              {"unit", LMX_TEXT, false, NULL},    {"num", LMX_NUMBER, false, NULL},
                                              {"den", LMX_NUMBER, false, NULL},   {"n", LMX_NUMBER, false, NULL},
                                              {"se", LMX_NUMBER, false, NULL},    {"source", LMX_ID, false, NULL},
                                              END_OF_ATTRS};

static void check_baseline(lmx *x, reader *r, const lmx_values *v) {
  static const int of_field[] = {BASE_VALUE, -1, -1, BASE_NUM, BASE_DEN, BASE_N, BASE_SE};
  const lm_indicator *indicator = lm_model_node(r->scope.model, r->baseline.indicator)->indicator;
  lm_obs_problems problems;
  if (!lm_obs_check(&r->baseline.obs, indicator, lmx_decimals(&v->at[BASE_VALUE]), &problems)) r->ok = false;
  for (size_t i = 0; i < problems.count; i++) {
    const lm_obs_problem *p = &problems.item[i];
    int attr = of_field[p->field];
    lmx_report(x, p->code, v, attr >= 0 && lmx_has(v, attr) ? attr : -1, (lmx_args){{p->arg[0], p->arg[1], p->arg[2]}});
  }
  if (indicator->basis >= 0 && indicator->basis != (int)r->baseline.obs.period.kind)
    lmx_report(x, LM_V_BASIS, v, BASE_PERIOD, lmx_two_kinds(indicator->basis, (int)r->baseline.obs.period.kind));
}

static void baseline_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->ok = !v->failed;
  r->baseline = (lm_baseline){.obs = lm_obs_none(), .place = lmx_place(x)};
  lm_obs *obs = &r->baseline.obs;
  r->baseline.indicator = lmx_scope_indicator(x, &r->scope, v, BASE_INDICATOR);
  r->baseline.area = lmx_scope_find_area(x, &r->scope, v, BASE_AREA, r->scope.area, &r->ok);
  lmx_scope_find_source(x, &r->scope, v, BASE_SOURCE, r->scope.source, &r->ok);
  r->ok &= lmx_period(x, v, BASE_PERIOD, r->scope.bare, &obs->period);
  obs->value = lmx_number(v, BASE_VALUE, NAN);
  obs->num = lmx_number(v, BASE_NUM, NAN);
  obs->den = lmx_number(v, BASE_DEN, NAN);
  obs->n = lmx_number(v, BASE_N, NAN);
  obs->se = lmx_number(v, BASE_SE, NAN);
  obs->line = r->baseline.place.line;
  r->ok &= r->baseline.indicator != LM_NO_NODE;
  if (r->baseline.indicator != LM_NO_NODE) r->ok &= lmx_scope_unit(x, &r->scope, v, BASE_UNIT, r->baseline.indicator);
  if (r->ok) check_baseline(x, r, v);
}

static void baseline_end(lmx *x, void *user) {
  reader *r = user;
  if (!r->ok) return;
  r->baseline.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->scope.arena);
  const lm_baseline *before = lm_targets_baseline(r->targets, r->baseline.indicator, r->baseline.area);
  if (before)
    lmx_report_at(x, LM_T_BASELINE_TWICE, r->baseline.place, NULL, NULL, before->place, (lmx_args){{0}});
  else if (lm_targets_add_baseline(r->targets, &r->baseline) != LM_OK)
    lmx_stop(x, LM_ENOMEM);
}

/* ---- targets ---- */

enum {
  T_INDICATOR, T_TIER, T_KIND, T_ID, T_AREA, T_UNIT, T_VALUE, T_LOWER, T_UPPER, T_BY, T_BY_PERCENT, T_TEXT, T_DECIDED, T_REASON,
  T_REVISES, T_SOURCE, T_PER
};
static const lmx_attr_def target_attrs[] = {{"indicator", LMX_ID, true, NULL},
                                            {"tier", LMX_ID, true, NULL},
                                            {"kind", LMX_WORD, true, kind_words},
                                            {"id", LMX_ID, false, NULL},
                                            {"area", LMX_ID, false, NULL},
                                            {"unit", LMX_TEXT, false, NULL},
                                            {"value", LMX_NUMBER, false, NULL},
                                            {"lower", LMX_NUMBER, false, NULL},
                                            {"upper", LMX_NUMBER, false, NULL},
                                            {"by", LMX_NUMBER, false, NULL},
                                            {"by-percent", LMX_NUMBER, false, NULL},
                                            {"text", LMX_TEXT, false, NULL},
                                            {"decided", LMX_DATE, false, NULL},
                                            {"reason", LMX_TEXT, false, NULL},
                                            {"revises", LMX_ID, false, NULL},
                                            {"source", LMX_ID, false, NULL},
                                            {"per", LMX_TEXT, false, NULL},
                                            END_OF_ATTRS};

/* Which attributes a kind of target takes: all of `needs`, or at least one when `any`. */
static const struct {
  uint32_t needs;
  bool any, one_only;
  const char *words;
} kind_rules[] = {
    [LM_TARGET_VALUE] = {1u << T_VALUE, false, false, "value=\"…\""},
    [LM_TARGET_RANGE] = {1u << T_LOWER | 1u << T_UPPER, true, false, "lower=\"…\" upper=\"…\""},
    [LM_TARGET_CHANGE] = {1u << T_BY | 1u << T_BY_PERCENT, true, true, "by=\"…\" / by-percent=\"…\""},
    [LM_TARGET_KEEP] = {0, false, false, "—"},
    [LM_TARGET_IMPROVE] = {0, false, false, "—"},
    [LM_TARGET_TEXT] = {1u << T_TEXT, false, false, "text=\"…\""},
};

static void check_kind(lmx *x, reader *r, const lmx_values *v) {
  static const uint32_t amounts = 1u << T_VALUE | 1u << T_LOWER | 1u << T_UPPER | 1u << T_BY | 1u << T_BY_PERCENT | 1u << T_TEXT;
  if (!lmx_has(v, T_KIND)) return;
  uint32_t needs = kind_rules[r->target.kind].needs, given = v->given & amounts;
  bool fits = kind_rules[r->target.kind].any ? given && !(given & ~needs) : given == needs;
  if (kind_rules[r->target.kind].one_only && given == needs) fits = false;
  if (!fits) {
    lmx_report(x, LM_T_KIND, NULL, -1, (lmx_args){{kind_words[r->target.kind], kind_rules[r->target.kind].words}});
    r->ok = false;
    return;
  }
  if (!(r->target.lower > r->target.upper)) return;
  char lower[72] = {0}, upper[72] = {0};
  memcpy(lower, v->at[T_LOWER].text, v->at[T_LOWER].length);
  memcpy(upper, v->at[T_UPPER].text, v->at[T_UPPER].length);
  lmx_report(x, LM_T_RANGE, NULL, -1, (lmx_args){{lower, upper}});
  r->ok = false;
}

static void target_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  lm_arena *arena = &r->scope.arena;
  int32_t ignored;
  r->ok = !v->failed;
  r->target = (lm_target){.kind = (lm_target_kind)lmx_word(v, T_KIND, 0),
                          .value = lmx_number(v, T_VALUE, NAN),
                          .lower = lmx_number(v, T_LOWER, NAN),
                          .upper = lmx_number(v, T_UPPER, NAN),
                          .by = lmx_number(v, T_BY, NAN),
                          .by_percent = lmx_number(v, T_BY_PERCENT, NAN),
                          .text = lmx_string(x, v, T_TEXT, arena),
                          .id = lmx_string(x, v, T_ID, arena),
                          .revises = lmx_string(x, v, T_REVISES, arena),
                          .decided = lmx_string(x, v, T_DECIDED, arena),
                          .reason = lmx_string(x, v, T_REASON, arena),
                          .per = lmx_string(x, v, T_PER, arena),
                          .place = lmx_place(x)};
  if (lmx_has(v, T_DECIDED) && !lmx_day(x, v, T_DECIDED, &ignored)) r->ok = false;
  r->target.indicator = lmx_scope_indicator(x, &r->scope, v, T_INDICATOR);
  r->target.area = lmx_scope_find_area(x, &r->scope, v, T_AREA, r->scope.area, &r->ok);
  uint32_t source = lmx_scope_find_source(x, &r->scope, v, T_SOURCE, r->scope.source, &r->ok);
  if (source < r->source_titles.count) r->target.source = r->source_titles.item[source];
  r->target.tier = lmx_scope_tier(x, &r->scope, v, T_TIER);
  r->ok &= r->target.tier != LM_NO_TIER;
  check_kind(x, r, v);
  if (r->target.indicator != LM_NO_NODE) r->ok &= lmx_scope_unit(x, &r->scope, v, T_UNIT, r->target.indicator);
  r->ok &= r->target.indicator != LM_NO_NODE;
}

static void target_end(lmx *x, void *user) {
  reader *r = user;
  lm_code code;
  const lm_target *other;
  if (!r->ok) return;
  r->target.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->scope.arena);
  if (lm_targets_refuses(r->targets, &r->target, &code, &other)) {
    const char *value = code == LM_M_DUPLICATE_ID ? r->target.id : code == LM_T_REVISES ? r->target.revises : NULL;
    lmx_report_at(x, code, r->target.place, NULL, value, other ? other->place : (lm_place){0}, (lmx_args){{"target"}});
  } else if (lm_targets_add(r->targets, &r->target) != LM_OK)
    lmx_stop(x, LM_ENOMEM);
}

/* ---- the root ---- */

enum { ROOT_VERSION, ROOT_ILLUSTRATION, ROOT_FICTIONAL, ROOT_YEARS, ROOT_AREA, ROOT_SOURCE };
static const lmx_attr_def targets_attrs[] = {{"version", LMX_VERSION, true, NULL},
                                             {"illustration", LMX_WORD, false, lmx_boolean_words},
                                             {"fictional", LMX_WORD, false, lmx_boolean_words},
                                             {"years", LMX_WORD, false, lmx_years_words},
                                             {"area", LMX_ID, false, NULL},
                                             {"source", LMX_ID, false, NULL},
                                             END_OF_ATTRS};

static void targets_start(lmx *x, void *user, const lmx_values *v) {
  const reader *r = user;
  lmx_scope_root(x, user, v, (lmx_root_attrs){ROOT_VERSION, ROOT_FICTIONAL, ROOT_ILLUSTRATION, ROOT_YEARS, ROOT_AREA, ROOT_SOURCE});
  if (r->scope.document.illustration) lmx_report(x, LM_T_ILLUSTRATION, NULL, -1, (lmx_args){{0}});
}

/* What is said of an area here and in earlier documents, else in the store that the document comes to. */
static const lm_area *said_of(const lm_areas *areas, const char *id) {
  const uint32_t at = lm_areas_find(areas, id, strlen(id));
  return lm_areas_at(areas, at);
}

static const char *outer_of(const lm_areas *areas, const char *id) {
  for (const lm_areas *from = areas; from; from = lm_areas_known(from)) {
    const lm_area *area = said_of(from, id);
    if (area && area->within) return lm_areas_at(from, area->within - 1)->id;
  }
  return NULL;
}

/* Areas of two origins could lie in one another in a circle; as many steps as there are areas are enough. */
static bool lies_in(const lm_areas *areas, const char *id, const char *whole, size_t steps) {
  for (const char *at = outer_of(areas, id); at && steps-- > 0; at = outer_of(areas, at))
    if (strcmp(at, whole) == 0) return true;
  return false;
}

static bool holds_somewhere(const reader *r, const lm_target *target) {
  const lm_areas *areas = r->scope.areas, *known = lm_areas_known(areas);
  const char *whole = lm_areas_at(areas, target->area)->id;
  const size_t all = lm_areas_count(areas) + (known ? lm_areas_count(known) : 0);
  for (const lm_areas *from = areas; from; from = lm_areas_known(from)) {
    for (uint32_t i = 0; i < lm_areas_count(from); i++) {
      const lm_area *unit = lm_areas_at(from, i);
      if (unit->kind && lm_area_kind_same(unit->kind, target->per) && lies_in(areas, unit->id, whole, all)) return true;
    }
  }
  return false;
}

/* Asked at the end: the units may be declared behind the target. */
static void check_units(lmx *x, const reader *r) {
  for (size_t i = r->before; i < lm_targets_count(r->targets); i++) {
    const lm_target *target = lm_targets_at(r->targets, i);
    if (!target->per || holds_somewhere(r, target)) continue;
    const char *indicator = lm_model_node(r->scope.model, target->indicator)->id, *area = lm_areas_at(r->scope.areas, target->area)->id;
    lm_strbuf path = {0};
    lm_strbuf_addf(&path, "targets/target[@indicator='%s'][@area='%s']/@per", indicator, area);
    lmx_report_at(x, LM_T_PER, target->place, lm_strbuf_text(&path), target->per, (lm_place){0}, (lmx_args){{target->per, area}});
    if (path.failed) lmx_stop(x, LM_ENOMEM);
    lm_strbuf_clear(&path);
  }
}

static void targets_end(lmx *x, void *user) {
  reader *r = user;
  lmx_scope_join_areas(x, &r->scope);
  check_units(x, r);
  lmx_scope_root_end(x, &r->scope);
}

/* ---- the table of elements ---- */

static const lmx_element_def baseline_element = {"baseline", baseline_attrs, lmx_note_only, 1u << BASE_INDICATOR | 1u << BASE_AREA, LMX_NO_SLOT,
                                                 baseline_start, baseline_end};
static const lmx_element_def target_element = {"target", target_attrs, lmx_note_only, 1u << T_INDICATOR | 1u << T_AREA | 1u << T_TIER, LMX_NO_SLOT,
                                               target_start, target_end};
static const lmx_element_def *const targets_children[] = {&baseline_element, &target_element, &lmx_scope_area, &lmx_scope_source, &lmx_title, &lmx_note, &lmx_oddity, NULL};
static const lmx_element_def targets_element = {"targets", targets_attrs, targets_children, 0, LMX_NO_SLOT, targets_start, targets_end};

const lmx_document_def lmx_targets_document = {LM_DOC_TARGETS, "urn:logicmodel:targets:1", &targets_element, "1.2"};

lm_status lm_read_targets(lm_targets *targets, const lm_input *input, const lm_model *model, lm_areas *areas, lm_diags *diags) {
  reader r = {.scope = {.model = model, .areas = areas, .keep_source = keep_source}, .targets = targets, .before = lm_targets_count(targets)};
  lm_status status = lmx_run(input, &lmx_targets_document, &r, diags);
  r.scope.document.file = input->name ? input->name : input->path ? input->path : "-";
  if (status == LM_OK) status = lm_targets_add_document(targets, &r.scope.document);
  free(r.source_titles.item);
  lmx_scope_clear(&r.scope);
  return status;
}
