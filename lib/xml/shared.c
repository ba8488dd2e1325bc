#include "shared.h"

#include "../base/text.h"
#include "../base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const lmx_element_def lmx_title = {.name = "title", .slot = LMX_TITLE};
const lmx_element_def lmx_note = {.name = "note", .slot = LMX_NOTE};
const lmx_element_def lmx_oddity = {.name = "oddity", .slot = LMX_ODDITY};
const lmx_element_def lmx_label = {.name = "label", .slot = LMX_LABEL};
const lmx_element_def lmx_unit = {.name = "unit", .slot = LMX_UNIT};
const lmx_element_def lmx_definition = {.name = "definition", .slot = LMX_DEFINITION};
const lmx_element_def lmx_numerator = {.name = "numerator", .slot = LMX_NUMERATOR};
const lmx_element_def lmx_denominator = {.name = "denominator", .slot = LMX_DENOMINATOR};
const lmx_element_def lmx_origin = {.name = "origin", .slot = LMX_ORIGIN};
const lmx_element_def lmx_body = {.name = "text", .slot = LMX_BODY};
const lmx_element_def lmx_tag = {.name = "tag", .slot = LMX_TAG};

const char *const lmx_boolean_words[] = {"false", "true", NULL};
const char *const lmx_years_words[] = {"calendar", "fiscal", NULL};
const lmx_element_def *const lmx_note_only[] = {&lmx_note, &lmx_oddity, NULL};
const lmx_element_def *const lmx_body_and_note[] = {&lmx_body, &lmx_note, &lmx_oddity, NULL};
const lmx_element_def *const lmx_label_and_note[] = {&lmx_label, &lmx_note, &lmx_oddity, NULL};

lm_text lmx_take_body(lmx *x, lm_arena *arena) {
  lm_text text = lmx_text(x, LMX_BODY);
  if (!text.in[LM_EN] && !text.in[LM_JA]) lmx_report(x, LM_M_NO_TEXT, NULL, -1, (lmx_args){{lmx_name(x)}});
  return lmx_copy_text(x, text, arena);
}

void lmx_check_heading(lmx *x, const lmx_values *v, int role_attr, int name_attr, bool other) {
  bool named = v->given >> name_attr & 1u;
  if (lmx_has(v, role_attr) && named != other) lmx_report(x, LM_M_HEADING, v, named ? name_attr : role_attr, (lmx_args){{0}});
}

bool lmx_in_order(lmx *x, const lmx_values *v, int from_attr, lm_period from, lm_period to) {
  if (lm_period_start(from) <= lm_period_start(to)) return true;
  lmx_report(x, LM_M_PERIODS, v, from_attr, (lmx_args){{0}});
  return false;
}

const lmx_attr_def lmx_source_attrs[] = {
    [SOURCE_ID] = {"id", LMX_ID, true, NULL},          [SOURCE_TITLE] = {"title", LMX_TEXT, true, NULL},
    [SOURCE_PUBLISHER] = {"publisher", LMX_TEXT, false, NULL}, [SOURCE_URL] = {"url", LMX_TEXT, false, NULL},
    [SOURCE_RETRIEVED] = {"retrieved", LMX_DATE, false, NULL}, [SOURCE_LICENCE] = {"licence", LMX_TEXT, false, NULL},
    [SOURCE_EDITION] = {"edition", LMX_TEXT, false, NULL},     [SOURCE_SHA256] = {"sha256", LMX_TEXT, false, NULL},
    {NULL, LMX_ID, false, NULL}};

lm_source lmx_take_source(lmx *x, const lmx_values *v, lm_arena *arena) {
  int32_t ignored;
  if (lmx_has(v, SOURCE_RETRIEVED)) lmx_day(x, v, SOURCE_RETRIEVED, &ignored);
  return (lm_source){.id = lmx_string(x, v, SOURCE_ID, arena),
                     .title = lmx_string(x, v, SOURCE_TITLE, arena),
                     .publisher = lmx_string(x, v, SOURCE_PUBLISHER, arena),
                     .url = lmx_string(x, v, SOURCE_URL, arena),
                     .retrieved = lmx_string(x, v, SOURCE_RETRIEVED, arena),
                     .licence = lmx_string(x, v, SOURCE_LICENCE, arena),
                     .edition = lmx_string(x, v, SOURCE_EDITION, arena),
                     .sha256 = lmx_string(x, v, SOURCE_SHA256, arena)};
}

bool lmx_ids_add(lmx *x, lmx_ids *ids, const char *kind, const char *key) {
  uint32_t before = lm_strmap_get(&ids->map, key, strlen(key));
  lm_place place = lmx_place(x);
  if (before != LM_STRMAP_NONE) {
    lmx_report_at(x, LM_M_DUPLICATE_ID, place, NULL, key, (lm_place){place.file, ids->lines.item[before], 0}, (lmx_args){{kind}});
    return false;
  }
  bool ok = lm_strmap_set(&ids->map, key, strlen(key), (uint32_t)ids->lines.count) && LM_VEC_PUSH(&ids->lines, place.line);
  if (!ok) lmx_stop(x, LM_ENOMEM);
  return ok;
}

void lmx_ids_clear(lmx_ids *ids) {
  lm_strmap_clear(&ids->map);
  free(ids->lines.item);
  *ids = (lmx_ids){0};
}

lmx_args lmx_two_kinds(int first, int second) {
  static const char *const japanese[LM_PERIOD_KIND_COUNT] = {[LM_YEAR] = "暦年",      [LM_FISCAL] = "年度", [LM_HALF] = "半年",
                                                             [LM_QUARTER] = "四半期", [LM_MONTH] = "月",    [LM_DAY] = "時点(日)"};
  return (lmx_args){{lm_basis_word(first), lm_basis_word(second), japanese[first], japanese[second]}};
}

int lmx_decimals(const lmx_value *value) {
  const char *point = memchr(value->text, '.', value->length);
  return point ? (int)(value->text + value->length - point) - 1 : 0;
}

bool lmx_day(lmx *x, const lmx_values *v, int attr, int32_t *day) {
  if (!lmx_has(v, attr)) return false;
  if (lm_day_parse(day, v->at[attr].text, v->at[attr].length)) return true;
  char given[16] = {0};
  memcpy(given, v->at[attr].text, v->at[attr].length < 15 ? v->at[attr].length : 15);
  lmx_report(x, LM_M_NO_SUCH_DATE, v, attr, (lmx_args){{given}});
  return false;
}

static const char *indicator_at(const void *user, size_t index) {
  const lm_node_info *node = lm_model_node(user, (lm_node)index);
  return node->kind == LM_INDICATOR ? node->id : NULL;
}

const char *lmx_nearest_indicator(const lm_model *model, const char *wanted) {
  return lm_text_nearest(wanted, lm_model_node_count(model), indicator_at, model);
}

typedef struct candidates {
  const lm_model *model;
  const char *name; /* "kind:…" */
} candidates;

static const char *node_at(const void *user, size_t index) {
  const candidates *c = user;
  const lm_node_info *info = lm_model_node(c->model, (lm_node)index);
  const char *kind = lm_kind_word(info->kind);
  return strncmp(c->name, kind, strlen(kind)) == 0 ? info->id : NULL;
}

const char *lmx_nearest_node(const lm_model *model, const char *name) {
  const candidates c = {model, name};
  return lm_text_nearest(strchr(name, ':') + 1, lm_model_node_count(model), node_at, &c);
}

lm_code lmx_period_code(lm_period_error error) {
  static const lm_code codes[] = {
      [LM_PERIOD_UNKNOWN] = LM_V_PERIOD,       [LM_PERIOD_NO_SUCH_DATE] = LM_V_NO_SUCH_PERIOD, [LM_PERIOD_BARE_ERA_YEAR] = LM_V_BARE_ERA,
      [LM_PERIOD_NO_ERA] = LM_V_NO_ERA,        [LM_PERIOD_FULL_WIDTH] = LM_V_FULL_WIDTH,       [LM_PERIOD_BAD_SPAN] = LM_V_SPAN};
  return codes[error];
}

bool lmx_period(lmx *x, const lmx_values *v, int attr, lm_bare_year bare, lm_period *out) {
  if (!lmx_has(v, attr)) return false;
  bool past_era = false;
  lm_period_error error = lm_period_parse(out, v->at[attr].text, v->at[attr].length, bare, &past_era);
  if (error != LM_PERIOD_OK) {
    lmx_report(x, lmx_period_code(error), v, attr, (lmx_args){{0}});
    return false;
  }
  if (past_era) {
    char reading[48];
    lmx_report(x, LM_V_PAST_ERA, v, attr, (lmx_args){{lm_period_format(*out, reading, sizeof reading)}});
  }
  return true;
}

/* ---- areas, sources, indicators of value and target documents ---- */

void lmx_scope_clear(lmx_scope *scope) {
  lmx_ids_clear(&scope->area_ids);
  lmx_ids_clear(&scope->source_ids);
  lm_strmap_clear(&scope->area_index);
  lm_strmap_clear(&scope->source_index);
  free(scope->refs.item);
  lm_arena_clear(&scope->arena);
}

static void source_start(lmx *x, void *user, const lmx_values *v) {
  lmx_scope *scope = user;
  scope->open_source = lmx_take_source(x, v, &scope->arena);
}

static void source_end(lmx *x, void *user) {
  lmx_scope *scope = user;
  const char *id = scope->open_source.id;
  uint32_t index;
  if (!id || !lmx_ids_add(x, &scope->source_ids, "source", id)) return;
  if (!scope->keep_source(scope, &scope->open_source, &index) || !lm_strmap_set(&scope->source_index, id, strlen(id), index))
    lmx_stop(x, LM_ENOMEM);
}

const lmx_element_def lmx_scope_source = {"source", lmx_source_attrs, lmx_note_only, 1u << SOURCE_ID, LMX_NO_SLOT, source_start, source_end};

lm_bare_year lmx_bare_year(const lmx_values *v, int attr, lm_bare_year inherited) {
  int word = lmx_word(v, attr, -1);
  return word < 0 ? inherited : word == 0 ? LM_BARE_CALENDAR : LM_BARE_FISCAL;
}

void lmx_scope_root(lmx *x, lmx_scope *scope, const lmx_values *v, lmx_root_attrs at) {
  lmx_check_version(x, v, at.version);
  scope->area = LM_NO_AREA;
  scope->source = LM_NO_SOURCE;
  scope->bare = lmx_bare_year(v, at.years, LM_BARE_UNSAID);
  scope->root_area = lmx_string(x, v, at.area, &scope->arena);
  scope->root_source = lmx_string(x, v, at.source, &scope->arena);
  scope->document.fictional = lmx_word(v, at.fictional, 0);
  scope->document.illustration = at.illustration >= 0 && lmx_word(v, at.illustration, 0);
}

void lmx_scope_root_end(lmx *x, lmx_scope *scope) {
  scope->document.title = lmx_copy_text(x, lmx_text(x, LMX_TITLE), &scope->arena);
  scope->document.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &scope->arena);
}

uint32_t lmx_scope_find_area(lmx *x, lmx_scope *scope, const lmx_values *v, int attr, uint32_t inherited, bool *ok) {
  if (attr >= 0 && v->given >> attr & 1u) {
    if (!lmx_has(v, attr)) return *ok = false, LM_NO_AREA; /* reported as no id */
    const lmx_value *value = &v->at[attr];
    uint32_t index = lm_strmap_get(&scope->area_index, value->text, value->length);
    if (index != LM_STRMAP_NONE) return index;
    index = lm_areas_find_code(scope->areas, value->text, value->length, INT32_MAX);
    if (index != LM_NO_AREA) return index;
    char id[65] = {0};
    memcpy(id, value->text, value->length);
    lmx_report(x, LM_V_AREA, v, attr, (lmx_args){{id}});
    return *ok = false, LM_NO_AREA;
  }
  if (inherited != LM_NO_AREA) return inherited;
  if (scope->root_area) {
    scope->area = lm_strmap_get(&scope->area_index, scope->root_area, strlen(scope->root_area));
    if (scope->area != LM_NO_AREA) return scope->area;
    lmx_report_at(x, LM_V_AREA, lmx_place(x), NULL, scope->root_area, (lm_place){0}, (lmx_args){{scope->root_area}});
    return *ok = false, LM_NO_AREA;
  }
  lmx_report(x, LM_V_NO_AREA, NULL, -1, (lmx_args){{0}});
  return *ok = false, LM_NO_AREA;
}

uint32_t lmx_scope_named_source(lmx *x, lmx_scope *scope, const lmx_values *v, int attr, bool *ok) {
  if (v->given >> attr & 1u) {
    if (!lmx_has(v, attr)) return *ok = false, LM_NO_SOURCE;
    uint32_t index = lm_strmap_get(&scope->source_index, v->at[attr].text, v->at[attr].length);
    if (index != LM_STRMAP_NONE) return index;
    lmx_report(x, LM_V_SOURCE, v, attr, (lmx_args){{0}});
    return *ok = false, LM_NO_SOURCE;
  }
  scope->source = lm_strmap_get(&scope->source_index, scope->root_source, strlen(scope->root_source));
  if (scope->source == LM_NO_SOURCE) {
    lmx_report_at(x, LM_V_SOURCE, lmx_place(x), NULL, scope->root_source, (lm_place){0}, (lmx_args){{0}});
    *ok = false;
  }
  return scope->source;
}

lm_node lmx_scope_indicator(lmx *x, lmx_scope *scope, const lmx_values *v, int attr) {
  if (!lmx_has(v, attr)) return LM_NO_NODE;
  const lmx_value *value = &v->at[attr];
  if (scope->recent.length == value->length && value->length > 0 && memcmp(scope->recent.id, value->text, value->length) == 0) return scope->recent.indicator;
  lm_node node = lm_model_find(scope->model, LM_INDICATOR, value->text, value->length);
  if (node != LM_NO_NODE) scope->recent = (lmx_recent){lm_model_node(scope->model, node)->id, value->length, node};
  if (node != LM_NO_NODE) return node;
  char id[65] = {0};
  memcpy(id, value->text, value->length);
  lmx_report(x, LM_V_INDICATOR, v, attr, (lmx_args){{lmx_nearest_indicator(scope->model, id)}});
  return LM_NO_NODE;
}

void lmx_add_word(char *list, size_t size, const char *word) {
  size_t used = strlen(list);
  if (used + strlen(word) + 2 > size) return;
  if (used) list[used++] = ' ';
  memcpy(list + used, word, strlen(word) + 1);
}

uint32_t lmx_scope_tier(lmx *x, const lmx_scope *scope, const lmx_values *v, int attr) {
  if (!lmx_has(v, attr)) return LM_NO_TIER;
  char id[65] = {0}, known[512] = {0};
  memcpy(id, v->at[attr].text, v->at[attr].length);
  uint32_t tier = lm_model_find_tier(scope->model, id);
  if (tier != LM_NO_TIER) return tier;
  for (size_t i = 0; i < lm_model_tier_count(scope->model); i++) lmx_add_word(known, sizeof known, lm_model_tier(scope->model, i)->id);
  lmx_report(x, LM_T_TIER, v, attr, (lmx_args){{known}});
  return LM_NO_TIER;
}

static bool same(const char *text, const lmx_value *value) {
  return text && strlen(text) == value->length && memcmp(text, value->text, value->length) == 0;
}

bool lmx_scope_unit(lmx *x, const lmx_scope *scope, const lmx_values *v, int attr, lm_node indicator) {
  if (!lmx_has(v, attr)) return true;
  const lm_text *unit = &lm_model_node(scope->model, indicator)->indicator->unit;
  if (!unit->in[LM_JA] && !unit->in[LM_EN]) return true; /* nothing to compare with; the lint says so */
  for (int i = 0; i < LM_LANG_COUNT; i++)
    if (same(unit->in[i], &v->at[attr])) return true;
  lmx_report(x, LM_V_UNIT, v, attr, (lmx_args){{lm_text_in(unit, LM_JA)}});
  return false;
}
