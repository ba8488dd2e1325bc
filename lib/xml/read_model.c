/* read_model.c: the model document. Nodes and links are collected first and resolved at the end of the document, since a link may stand before
   the nodes it joins; within a kind, nodes keep the order of the document. */
#include "documents.h"
#include "model_reader.h"

#include "../base/strbuf.h"
#include "../base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef model_reader reader;

static const char *const certainty_words[] = {"stated", "inferred", "assumed", NULL};
static const char *const level_words[] = {"initial", "intermediate", "final", NULL};
static const char *const direction_words[] = {"up", "down", "range", "none", NULL};
static const char *const measure_words[] = {"count", "proportion", "rate", "ratio", "mean", "score", "ordinal", "text", NULL};
static const char *const accumulation_words[] = {"flow", "stock", "cumulative", NULL};
static const char *const aggregation_words[] = {"sum", "mean", "weighted", "last", "none", NULL};
static const char *const basis_words[] = {"calendar-year", "fiscal-year", "half", "quarter", "month", "date", NULL};
static const char *const link_type_words[] = {"measured-by", "contributes-to", NULL};
static const char *const sign_words[] = {"+", "-", NULL};

static const char *const answers_words[] = {"single", "multiple", NULL};
static const char *const standing_words[] = {"new", "existing", NULL};

const char *lmx_model_path(lmx *x, reader *r) {
  const char *path = lm_arena_strdup(&r->arena, lmx_path(x));
  if (!path) out_of_memory(x);
  return path;
}

void *lmx_model_list(lmx *x, model_reader *r, const void *item, size_t size) {
  void *copy = lm_arena_copy(&r->arena, item, size);
  if (size && !copy) out_of_memory(x);
  return copy;
}

lm_text lmx_model_label(lmx *x, reader *r, const char *element) {
  lm_text label = lmx_text(x, LMX_LABEL);
  if (!label.in[LM_EN] && !label.in[LM_JA]) lmx_report(x, LM_M_NO_LABEL, NULL, -1, (lmx_args){{element}});
  return lmx_copy_text(x, label, &r->arena);
}

/* ---- source, tier ---- */

static void source_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->source = lmx_take_source(x, v, &r->arena);
}

static void source_end(lmx *x, void *user) {
  reader *r = user;
  if (!r->source.id || !lmx_ids_add(x, &r->source_ids, "source", r->source.id)) return;
  if (lm_model_add_source(r->model, &r->source) != LM_OK) out_of_memory(x);
}

enum { TIER_ID, TIER_LEVEL, TIER_DUE, TIER_ABOUT };
static const lmx_attr_def tier_attrs[] = {{"id", LMX_ID, true, NULL},
                                          {"level", LMX_WORD, true, level_words},
                                          {"due", LMX_PERIOD, true, NULL},
                                          {"about", LMX_WORD, false, lmx_boolean_words},
                                          END_OF_ATTRS};

static bool is_date(const lmx_value *v) {
  if (v->length != strlen("2028-03-31")) return false;
  for (size_t i = 0; i < v->length; i++)
    if (i == 4 || i == 7 ? v->text[i] != '-' : v->text[i] < '0' || v->text[i] > '9') return false;
  return true;
}

/* A day, or the last day of a period, which may say so itself: 令和5年度末. */
static bool take_due(lmx *x, const lmx_values *v, int32_t *day) {
  static const char end[] = "末";
  lmx_values without = *v;
  lmx_value *due = &without.at[TIER_DUE];
  lm_period period;
  if (!lmx_has(v, TIER_DUE)) return false;
  if (is_date(due)) return lmx_day(x, v, TIER_DUE, day);
  size_t length = due->length, tail = strlen(end);
  if (length > tail && memcmp(due->text + length - tail, end, tail) == 0) due->length -= tail;
  if (!lmx_period(x, &without, TIER_DUE, LM_BARE_UNSAID, &period)) return false;
  *day = lm_period_end(period) - 1;
  return true;
}

static void tier_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->tier = (lm_tier){.id = lmx_string(x, v, TIER_ID, &r->arena),
                      .level = (lm_level)lmx_word(v, TIER_LEVEL, 0),
                      .due_text = lmx_string(x, v, TIER_DUE, &r->arena),
                      .about = lmx_word(v, TIER_ABOUT, 0),
                      .place = lmx_place(x)};
  if (!take_due(x, v, &r->tier.due)) r->tier.due = INT32_MAX;
}

static void tier_end(lmx *x, void *user) {
  reader *r = user;
  r->tier.label = lmx_model_label(x, r, "tier");
  r->tier.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!r->tier.id || !lmx_ids_add(x, &r->tier_ids, "tier", r->tier.id)) return;
  if (lm_model_add_tier(r->model, &r->tier) != LM_OK) out_of_memory(x);
}

/* ---- nodes ---- */

static void begin_node(lmx *x, reader *r, lm_kind kind, const char *id, int certainty) {
  r->node = (pending_node){.info = {.kind = kind,
                                    .id = id,
                                    .certainty = (lm_certainty)certainty,
                                    .parent = LM_NO_NODE,
                                    .tier = LM_NO_TIER,
                                    .place = lmx_place(x)},
                           .path = lmx_model_path(x, r),
                           .index = LM_NO_NODE};
  lmx_begin_tables(r);
}

static void end_node(lmx *x, void *user) {
  reader *r = user;
  pending_node *n = &r->node;
  n->info.label = lmx_model_label(x, r, lm_kind_word(n->info.kind));
  n->info.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  n->info.tags = lmx_copy_texts(x, lmx_texts(x, LMX_TAG), &r->arena);
  lmx_end_tables(x, r);
  if (!n->info.id || !lmx_ids_add(x, &r->ids[n->info.kind], lm_kind_word(n->info.kind), n->info.id)) return;
  if (!LM_VEC_PUSH(&r->nodes, *n)) out_of_memory(x);
}

enum { SCENE_ID, SCENE_CERTAINTY, SCENE_OUTSIDE };
static const lmx_attr_def scene_attrs[] = {{"id", LMX_ID, true, NULL},
                                           {"certainty", LMX_WORD, true, certainty_words},
                                           {"outside", LMX_WORD, false, lmx_boolean_words},
                                           END_OF_ATTRS};

static void scene_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  begin_node(x, r, LM_SCENE, lmx_string(x, v, SCENE_ID, &r->arena), lmx_word(v, SCENE_CERTAINTY, 0));
  r->node.info.outside = lmx_word(v, SCENE_OUTSIDE, 0);
}

enum { INITIATIVE_ID, INITIATIVE_SCENE, INITIATIVE_CERTAINTY, INITIATIVE_MARK, INITIATIVE_PROVISIONAL, INITIATIVE_STANDING };
static const lmx_attr_def initiative_attrs[] = {{"id", LMX_ID, true, NULL},
                                                {"scene", LMX_ID, true, NULL},
                                                {"certainty", LMX_WORD, true, certainty_words},
                                                {"mark", LMX_TEXT, false, NULL},
                                                {"provisional", LMX_WORD, false, lmx_boolean_words},
                                                {"standing", LMX_WORD, false, standing_words},
                                                END_OF_ATTRS};

static void initiative_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  begin_node(x, r, LM_INITIATIVE, lmx_string(x, v, INITIATIVE_ID, &r->arena), lmx_word(v, INITIATIVE_CERTAINTY, 0));
  r->node.parent_id = lmx_string(x, v, INITIATIVE_SCENE, &r->arena);
  r->node.info.mark = lmx_string(x, v, INITIATIVE_MARK, &r->arena);
  r->node.info.provisional = lmx_word(v, INITIATIVE_PROVISIONAL, 0);
  r->node.info.standing = (lm_standing)(lmx_word(v, INITIATIVE_STANDING, -1) + 1);
}

enum { ACTIVITY_ID, ACTIVITY_INITIATIVE, ACTIVITY_CERTAINTY, ACTIVITY_PROVISIONAL, ACTIVITY_STANDING };
static const lmx_attr_def activity_attrs[] = {{"id", LMX_ID, true, NULL},
                                              {"initiative", LMX_ID, true, NULL},
                                              {"certainty", LMX_WORD, true, certainty_words},
                                              {"provisional", LMX_WORD, false, lmx_boolean_words},
                                              {"standing", LMX_WORD, false, standing_words},
                                              END_OF_ATTRS};

static void activity_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  begin_node(x, r, LM_ACTIVITY, lmx_string(x, v, ACTIVITY_ID, &r->arena), lmx_word(v, ACTIVITY_CERTAINTY, 0));
  r->node.parent_id = lmx_string(x, v, ACTIVITY_INITIATIVE, &r->arena);
  r->node.info.provisional = lmx_word(v, ACTIVITY_PROVISIONAL, 0);
  r->node.info.standing = (lm_standing)(lmx_word(v, ACTIVITY_STANDING, -1) + 1);
}

enum { OUTCOME_ID, OUTCOME_TIER, OUTCOME_CERTAINTY, OUTCOME_SCENE, OUTCOME_NUMBER };
static const lmx_attr_def outcome_attrs[] = {{"id", LMX_ID, true, NULL},
                                             {"tier", LMX_ID, true, NULL},
                                             {"certainty", LMX_WORD, true, certainty_words},
                                             {"scene", LMX_ID, false, NULL},
                                             {"number", LMX_COUNT, false, NULL},
                                             END_OF_ATTRS};

static void outcome_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  begin_node(x, r, LM_OUTCOME, lmx_string(x, v, OUTCOME_ID, &r->arena), lmx_word(v, OUTCOME_CERTAINTY, 0));
  r->node.parent_id = lmx_string(x, v, OUTCOME_SCENE, &r->arena);
  r->node.tier_id = lmx_string(x, v, OUTCOME_TIER, &r->arena);
  r->node.info.number = (int)lmx_number(v, OUTCOME_NUMBER, 0);
}

/* ---- indicators ---- */

enum {
  IND_ID, IND_CERTAINTY, IND_DIRECTION, IND_MEASURE, IND_ACCUMULATION, IND_AGGREGATION, IND_BASIS, IND_DECIMALS, IND_LOWER, IND_UPPER,
  IND_CORE, IND_PLACEHOLDER, IND_PROVISIONAL, IND_SET, IND_ANSWERS
};
static const lmx_attr_def indicator_attrs[] = {{"id", LMX_ID, true, NULL},
                                               {"certainty", LMX_WORD, true, certainty_words},
                                               {"direction", LMX_WORD, false, direction_words},
                                               {"measure", LMX_WORD, false, measure_words},
                                               {"accumulation", LMX_WORD, false, accumulation_words},
                                               {"aggregation", LMX_WORD, false, aggregation_words},
                                               {"basis", LMX_WORD, false, basis_words},
                                               {"decimals", LMX_COUNT, false, NULL},
                                               {"lower", LMX_NUMBER, false, NULL},
                                               {"upper", LMX_NUMBER, false, NULL},
                                               {"core", LMX_WORD, false, lmx_boolean_words},
                                               {"placeholder", LMX_WORD, false, lmx_boolean_words},
                                               {"provisional", LMX_WORD, false, lmx_boolean_words},
                                               {"set", LMX_ID, false, NULL},
                                               {"answers", LMX_WORD, false, answers_words},
                                               END_OF_ATTRS};

static void check_limits(lmx *x, const lmx_values *v) {
  if (!lmx_has(v, IND_LOWER) || !lmx_has(v, IND_UPPER) || v->at[IND_LOWER].number < v->at[IND_UPPER].number) return;
  char lower[72] = {0}, upper[72] = {0};
  memcpy(lower, v->at[IND_LOWER].text, v->at[IND_LOWER].length);
  memcpy(upper, v->at[IND_UPPER].text, v->at[IND_UPPER].length);
  lmx_report(x, LM_M_LIMITS, NULL, -1, (lmx_args){{lower, upper}});
}

static void indicator_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  begin_node(x, r, LM_INDICATOR, lmx_string(x, v, IND_ID, &r->arena), lmx_word(v, IND_CERTAINTY, 0));
  /* "not said" is 0 in the enumerations, so the words start at 1 */
  r->node.indicator = (lm_indicator){.direction = (lm_direction)(lmx_word(v, IND_DIRECTION, -1) + 1),
                                     .measure = (lm_measure)(lmx_word(v, IND_MEASURE, -1) + 1),
                                     .accumulation = (lm_accumulation)(lmx_word(v, IND_ACCUMULATION, -1) + 1),
                                     .aggregation = (lm_aggregation)(lmx_word(v, IND_AGGREGATION, -1) + 1),
                                     .basis = lmx_word(v, IND_BASIS, -1),
                                     .decimals = (int)lmx_number(v, IND_DECIMALS, -1),
                                     .lower = lmx_number(v, IND_LOWER, NAN),
                                     .upper = lmx_number(v, IND_UPPER, NAN),
                                     .core = lmx_word(v, IND_CORE, 0),
                                     .placeholder = lmx_word(v, IND_PLACEHOLDER, 0),
                                     .set = lmx_string(x, v, IND_SET, &r->arena),
                                     .answers = (lm_answers)(lmx_word(v, IND_ANSWERS, -1) + 1)};
  r->node.info.provisional = lmx_word(v, IND_PROVISIONAL, 0);
  r->breaks.count = 0;
  check_limits(x, v);
}

static int by_time(const void *a, const void *b) {
  const lm_break *x = a, *y = b;
  return lm_period_compare(x->at, y->at);
}

static void indicator_end(lmx *x, void *user) {
  reader *r = user;
  lm_indicator *i = &r->node.indicator;
  i->unit = lmx_copy_text(x, lmx_text(x, LMX_UNIT), &r->arena);
  i->definition = lmx_copy_text(x, lmx_text(x, LMX_DEFINITION), &r->arena);
  i->numerator = lmx_copy_text(x, lmx_text(x, LMX_NUMERATOR), &r->arena);
  i->denominator = lmx_copy_text(x, lmx_text(x, LMX_DENOMINATOR), &r->arena);
  i->origin = lmx_copy_text(x, lmx_text(x, LMX_ORIGIN), &r->arena);
  if (r->breaks.count) qsort(r->breaks.item, r->breaks.count, sizeof *r->breaks.item, by_time);
  i->breaks = TAKE_LIST(x, r, breaks);
  i->break_count = r->breaks.count;
  end_node(x, user);
}

enum { REF_VOCABULARY, REF_CODE };
static const lmx_attr_def ref_attrs[] = {{"vocabulary", LMX_TEXT, true, NULL}, {"code", LMX_TEXT, true, NULL}, END_OF_ATTRS};

static void ref_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  lm_reference ref = {lmx_string(x, v, REF_VOCABULARY, &r->arena), lmx_string(x, v, REF_CODE, &r->arena)};
  if (ref.vocabulary && ref.code && !LM_VEC_PUSH(&r->refs, ref)) out_of_memory(x);
}

const lmx_element_def lmx_ref = {"ref", ref_attrs, lmx_note_only, 1u << REF_VOCABULARY | 1u << REF_CODE, LMX_NO_SLOT, ref_start, NULL};

enum { BREAK_AT };
static const lmx_attr_def break_attrs[] = {{"at", LMX_PERIOD, true, NULL}, END_OF_ATTRS};

static void break_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->have_break = lmx_period(x, v, BREAK_AT, LM_BARE_UNSAID, &r->one_break.at);
}

static void break_end(lmx *x, void *user) {
  reader *r = user;
  if (!r->have_break) return;
  r->one_break.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!LM_VEC_PUSH(&r->breaks, r->one_break)) out_of_memory(x);
}

/* ---- links ---- */

enum { LINK_TYPE, LINK_FROM, LINK_TO, LINK_CERTAINTY, LINK_SIGN, LINK_LAG_MIN, LINK_LAG_MAX, LINK_ANSWERS, LINK_SHOWN_AGAIN };
static const lmx_attr_def link_attrs[] = {{"type", LMX_WORD, true, link_type_words},
                                          {"from", LMX_NODE_REF, true, NULL},
                                          {"to", LMX_NODE_REF, true, NULL},
                                          {"certainty", LMX_WORD, true, certainty_words},
                                          {"sign", LMX_WORD, false, sign_words},
                                          {"lag-min", LMX_NUMBER, false, NULL},
                                          {"lag-max", LMX_NUMBER, false, NULL},
                                          {"answers", LMX_NODE_REF, false, NULL},
                                          {"shown-again", LMX_WORD, false, lmx_boolean_words},
                                          END_OF_ATTRS};

static void check_lag(lmx *x, const lm_link *l) {
  bool wrong = l->lag_min < 0 || l->lag_max < 0 || l->lag_min > l->lag_max; /* comparisons with NaN are false */
  if (wrong) lmx_report(x, LM_M_LAG, NULL, -1, (lmx_args){{0}});
}

static void link_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->link = (pending_link){.link = {.type = (lm_link_type)(lmx_word(v, LINK_TYPE, 0) + LM_MEASURED_BY),
                                    .certainty = (lm_certainty)lmx_word(v, LINK_CERTAINTY, 0),
                                    .sign = lmx_word(v, LINK_SIGN, 0) == 1 ? -1 : 1,
                                    .lag_min = lmx_number(v, LINK_LAG_MIN, NAN),
                                    .lag_max = lmx_number(v, LINK_LAG_MAX, NAN),
                                    .answers = LM_NO_NODE,
                                    .shown_again = lmx_word(v, LINK_SHOWN_AGAIN, 0),
                                    .place = lmx_place(x)},
                           .from = lmx_string(x, v, LINK_FROM, &r->arena),
                           .to = lmx_string(x, v, LINK_TO, &r->arena),
                           .answers = lmx_string(x, v, LINK_ANSWERS, &r->arena),
                           .path = lmx_model_path(x, r)};
  r->cites.count = 0;
  check_lag(x, &r->link.link);
}

static void link_end(lmx *x, void *user) {
  reader *r = user;
  lm_link *l = &r->link.link;
  l->notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  l->cites = TAKE_LIST(x, r, cites);
  l->cite_count = l->cites ? r->cites.count : 0;
  if (lmx_failed(x)) return;
  if (!LM_VEC_PUSH(&r->links, r->link)) out_of_memory(x);
}

enum { CITE_SOURCE, CITE_AT };
static const lmx_attr_def cite_attrs[] = {{"source", LMX_ID, true, NULL}, {"at", LMX_TEXT, false, NULL}, END_OF_ATTRS};

static void cite_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  lm_cite cite = {lmx_string(x, v, CITE_SOURCE, &r->arena), lmx_string(x, v, CITE_AT, &r->arena)};
  if (!cite.source) return;
  pending_cite check = {cite.source, lmx_model_path(x, r), lmx_place(x)};
  if (!LM_VEC_PUSH(&r->cites, cite) || !LM_VEC_PUSH(&r->cited, check)) out_of_memory(x);
}

/* ---- the end: references become indices ---- */

typedef struct id_list {
  const reader *r;
  lm_kind kind;
} id_list;

static const char *id_of_kind(const void *user, size_t index) {
  const id_list *list = user;
  const lm_node_info *info = &list->r->nodes.item[index].info;
  return info->kind == list->kind ? info->id : NULL;
}

void lmx_unknown_node(lmx *x, const reader *r, lm_kind kind, const char *id, lm_place place, const char *path) {
  id_list list = {r, kind};
  const char *near = lm_text_nearest(id, r->nodes.count, id_of_kind, &list);
  lmx_report_at(x, LM_M_UNKNOWN_REF, place, path, id, (lm_place){0}, (lmx_args){{lm_kind_word(kind), near}});
}

static const char *tier_at(const void *user, size_t index) { return lm_model_tier(user, index)->id; }

uint32_t lmx_find_tier(lmx *x, const reader *r, const char *id, lm_place place, const char *path) {
  uint32_t tier = lm_model_find_tier(r->model, id);
  if (tier != LM_NO_TIER) return tier;
  const char *near = lm_text_nearest(id, lm_model_tier_count(r->model), tier_at, r->model);
  lmx_report_at(x, LM_M_UNKNOWN_REF, place, path, id, (lm_place){0}, (lmx_args){{"tier", near}});
  return LM_NO_TIER;
}

lm_node lmx_find_node(lmx *x, const reader *r, lm_kind kind, const char *id, lm_place place, const char *path) {
  if (lm_strmap_get(&r->ids[kind].map, id, strlen(id)) == LM_STRMAP_NONE) lmx_unknown_node(x, r, kind, id, place, path);
  return lm_model_find(r->model, kind, id, strlen(id));
}

static bool resolve_tier(lmx *x, const reader *r, pending_node *n) {
  if (n->info.kind != LM_OUTCOME) return true;
  if (!n->tier_id) return false; /* reported */
  n->info.tier = lmx_find_tier(x, r, n->tier_id, n->info.place, n->path);
  return n->info.tier != LM_NO_TIER;
}

static bool resolve_parent(lmx *x, const reader *r, pending_node *n) {
  lm_kind kind = n->info.kind == LM_ACTIVITY ? LM_INITIATIVE : LM_SCENE;
  bool needed = n->info.kind == LM_ACTIVITY || n->info.kind == LM_INITIATIVE;
  if (!n->parent_id) return !needed;
  n->info.parent = lmx_find_node(x, r, kind, n->parent_id, n->info.place, n->path);
  return n->info.parent != LM_NO_NODE; /* else the parent itself was left out, and said why */
}

/* Kind by kind, so that parents come before their children. */
static void add_nodes(lmx *x, reader *r) {
  for (int kind = 0; kind < LM_KIND_COUNT; kind++)
    for (size_t i = 0; i < r->nodes.count; i++) {
      pending_node *n = &r->nodes.item[i];
      if ((int)n->info.kind != kind) continue;
      if (!resolve_parent(x, r, n) || !resolve_tier(x, r, n)) continue;
      lmx_resolve_charges(x, r, n);
      if (n->info.kind == LM_INDICATOR) n->info.indicator = &n->indicator;
      if (lm_model_add_node(r->model, &n->info, &n->index) != LM_OK) out_of_memory(x);
    }
}

/* "kind:id" to a node; the form was checked when it was read. *known: it stands in the document, though it may have been left out. */
static lm_node resolve(const reader *r, const char *name, lm_kind *kind, bool *known) {
  const char *id = strchr(name, ':') + 1;
  for (int k = 0; k < LM_KIND_COUNT; k++) {
    const char *word = lm_kind_word((lm_kind)k);
    if (strncmp(word, name, strlen(word)) == 0 && name[strlen(word)] == ':') *kind = (lm_kind)k;
  }
  *known = lm_strmap_get(&r->ids[*kind].map, id, strlen(id)) != LM_STRMAP_NONE;
  return lm_model_find(r->model, *kind, id, strlen(id));
}

static bool resolve_end(lmx *x, const reader *r, const pending_link *l, const char *name, const char *attribute, lm_node *node, lm_kind *kind) {
  bool known;
  *node = resolve(r, name, kind, &known);
  if (*node != LM_NO_NODE) return true;
  lm_strbuf path = {0};
  lm_strbuf_addf(&path, "%s/@%s", l->path, attribute);
  if (!known) lmx_unknown_node(x, r, *kind, strchr(name, ':') + 1, l->link.place, lm_strbuf_text(&path));
  lm_strbuf_clear(&path);
  return false;
}

static bool kinds_fit(lm_link_type type, lm_kind from, lm_kind to) {
  if (type == LM_MEASURED_BY) return (from == LM_ACTIVITY || from == LM_OUTCOME) && to == LM_INDICATOR;
  return (from == LM_INITIATIVE || from == LM_ACTIVITY || from == LM_OUTCOME) && to == LM_OUTCOME;
}

static bool resolve_answers(lmx *x, const reader *r, pending_link *l) {
  if (!l->answers) return true;
  lm_kind kind = LM_OUTCOME;
  if (!resolve_end(x, r, l, l->answers, "answers", &l->link.answers, &kind)) return false;
  if (kind == LM_OUTCOME && l->link.type == LM_MEASURED_BY) return true;
  lmx_report_at(x, LM_M_ANSWERS, l->link.place, l->path, l->answers, (lm_place){0}, (lmx_args){{0}});
  return false;
}

static bool resolve_link(lmx *x, const reader *r, pending_link *l) {
  lm_kind from = LM_OUTCOME, to = LM_OUTCOME;
  bool ends = resolve_end(x, r, l, l->from, "from", &l->link.from, &from);
  ends &= resolve_end(x, r, l, l->to, "to", &l->link.to, &to);
  ends &= resolve_answers(x, r, l);
  if (!ends) return false;
  if (!kinds_fit(l->link.type, from, to)) {
    lmx_report_at(x, LM_M_LINK_KINDS, l->link.place, l->path, NULL, (lm_place){0},
                  (lmx_args){{lm_link_type_word(l->link.type), lm_kind_word(from), lm_kind_word(to)}});
    return false;
  }
  if (l->link.from != l->link.to) return true;
  lmx_report_at(x, LM_M_SELF_LINK, l->link.place, l->path, l->from, (lm_place){0}, (lmx_args){{0}});
  return false;
}

static void add_links(lmx *x, reader *r) {
  lm_strmap seen = {0};
  for (size_t i = 0; i < r->links.count; i++) {
    pending_link *l = &r->links.item[i];
    if (!resolve_link(x, r, l)) continue;
    lm_strbuf name = {0};
    lm_strbuf_addf(&name, "%d %u %u", (int)l->link.type, l->link.from, l->link.to);
    char *key = name.failed ? NULL : lm_arena_strdup(&r->arena, lm_strbuf_text(&name));
    lm_strbuf_clear(&name);
    uint32_t first = key ? lm_strmap_get(&seen, key, strlen(key)) : LM_STRMAP_NONE;
    if (first != LM_STRMAP_NONE)
      lmx_report_at(x, LM_M_LINK_TWICE, l->link.place, l->path, NULL, r->links.item[first].link.place, (lmx_args){{0}});
    else if (!key || !lm_strmap_set(&seen, key, strlen(key), (uint32_t)i) || lm_model_add_link(r->model, &l->link) != LM_OK)
      out_of_memory(x);
  }
  lm_strmap_clear(&seen);
}

static const char *source_at(const void *user, size_t index) { return lm_model_source(user, index)->id; }

static void check_cites(lmx *x, reader *r) {
  for (size_t i = 0; i < r->cited.count; i++) {
    const pending_cite *c = &r->cited.item[i];
    if (lm_strmap_get(&r->source_ids.map, c->source, strlen(c->source)) != LM_STRMAP_NONE) continue;
    const char *near = lm_text_nearest(c->source, lm_model_source_count(r->model), source_at, r->model);
    lmx_report_at(x, LM_M_UNKNOWN_REF, c->place, c->path, c->source, (lm_place){0}, (lmx_args){{"source", near}});
  }
}

/* All indicators of a set say the same of its answers. */
static void check_sets(lmx *x, const reader *r) {
  lm_strmap first = {0};
  for (size_t i = 0; i < r->nodes.count; i++) {
    const pending_node *n = &r->nodes.item[i];
    const lm_indicator *one = &n->indicator;
    if (n->info.kind != LM_INDICATOR || (!one->set && one->answers == LM_ANSWERS_UNSAID)) continue;
    uint32_t at = one->set ? lm_strmap_get(&first, one->set, strlen(one->set)) : (uint32_t)i;
    const pending_node *other = &r->nodes.item[at == LM_STRMAP_NONE ? i : at];
    if (at == LM_STRMAP_NONE && !lm_strmap_set(&first, one->set, strlen(one->set), (uint32_t)i)) out_of_memory(x);
    if (one->set && one->answers != LM_ANSWERS_UNSAID && one->answers == other->indicator.answers) continue;
    const char *here = lm_answers_word(one->answers), *there = other == n ? NULL : lm_answers_word(other->indicator.answers);
    lm_place place = {0};
    if (other != n) place = other->info.place;
    lmx_report_at(x, LM_M_SET, n->info.place, n->path, one->set, place, (lmx_args){{here ? here : "—", there ? there : "—"}});
  }
  lm_strmap_clear(&first);
}

enum { MODEL_VERSION, MODEL_ID };
static const lmx_attr_def model_attrs[] = {{"version", LMX_VERSION, true, NULL}, {"id", LMX_ID, true, NULL}, END_OF_ATTRS};

static void model_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  lmx_check_version(x, v, MODEL_VERSION);
  const char *id = lmx_string(x, v, MODEL_ID, &r->arena);
  if (id && lm_model_set_id(r->model, id) != LM_OK) out_of_memory(x);
}

static void model_end(lmx *x, void *user) {
  reader *r = user;
  lm_text title = lmx_text(x, LMX_TITLE);
  lm_texts notes = lmx_texts(x, LMX_NOTE);
  if (lm_model_set_title(r->model, &title) != LM_OK) out_of_memory(x);
  for (size_t i = 0; i < notes.count; i++)
    if (lm_model_add_note(r->model, &notes.item[i]) != LM_OK) out_of_memory(x);
  if (r->tier_ids.lines.count == 0) lmx_report(x, LM_M_NO_TIER, NULL, -1, (lmx_args){{0}});
  add_nodes(x, r);
  lmx_add_goals(x, r);
  add_links(x, r);
  lmx_add_sheets(x, r);
  check_sets(x, r);
  check_cites(x, r);
}

/* ---- the table of elements ---- */

static const lmx_element_def source_element = {"source", lmx_source_attrs, lmx_note_only, 1u << SOURCE_ID, LMX_NO_SLOT, source_start, source_end};
static const lmx_element_def tier_element = {"tier", tier_attrs, lmx_label_and_note, 1u << TIER_ID, LMX_NO_SLOT, tier_start, tier_end};
#define OF_EVERY_NODE &lmx_label, &lmx_note, &lmx_oddity, &lmx_ref, &lmx_statement, &lmx_charge
static const lmx_element_def *const scene_children[] = {OF_EVERY_NODE, NULL};
static const lmx_element_def *const work_children[] = {OF_EVERY_NODE, &lmx_goal, NULL};
static const lmx_element_def scene_element = {"scene", scene_attrs, scene_children, 1u << SCENE_ID, LMX_NO_SLOT, scene_start, end_node};
static const lmx_element_def initiative_element = {"initiative", initiative_attrs, work_children, 1u << INITIATIVE_ID, LMX_NO_SLOT,
                                                   initiative_start, end_node};
static const lmx_element_def activity_element = {"activity", activity_attrs, work_children, 1u << ACTIVITY_ID, LMX_NO_SLOT,
                                                 activity_start, end_node};
static const lmx_element_def *const outcome_children[] = {OF_EVERY_NODE, &lmx_tag, NULL};
static const lmx_element_def outcome_element = {"outcome", outcome_attrs, outcome_children, 1u << OUTCOME_ID, LMX_NO_SLOT, outcome_start, end_node};
static const lmx_element_def break_element = {"break", break_attrs, lmx_note_only, 1u << BREAK_AT, LMX_NO_SLOT, break_start, break_end};
static const lmx_element_def *const indicator_children[] = {&lmx_label,       &lmx_unit,   &lmx_definition, &lmx_numerator, &lmx_denominator,
                                                            &lmx_origin,      &lmx_note,   &lmx_oddity,     &lmx_ref,       &break_element, NULL};
static const lmx_element_def indicator_element = {"indicator", indicator_attrs, indicator_children, 1u << IND_ID, LMX_NO_SLOT,
                                                  indicator_start, indicator_end};
static const lmx_element_def cite_element = {"cite", cite_attrs, lmx_note_only, 1u << CITE_SOURCE, LMX_NO_SLOT, cite_start, NULL};
static const lmx_element_def *const link_children[] = {&cite_element, &lmx_note, &lmx_oddity, NULL};
static const lmx_element_def link_element = {"link", link_attrs, link_children, 1u << LINK_FROM | 1u << LINK_TO, LMX_NO_SLOT, link_start, link_end};
static const lmx_element_def *const model_children[] = {&lmx_title,        &lmx_note,        &source_element,    &tier_element, &scene_element, &initiative_element,
                                                        &activity_element, &outcome_element, &indicator_element, &link_element, &lmx_party,    &lmx_scale,     &lmx_sheet,          &lmx_oddity, NULL};
static const lmx_element_def model_element = {"model", model_attrs, model_children, 0, LMX_NO_SLOT, model_start, model_end};

const lmx_document_def lmx_model_document = {LM_DOC_MODEL, "urn:logicmodel:model:1", &model_element, "1.1"};

static void release(reader *r) {
  for (int k = 0; k < LM_KIND_COUNT; k++) lmx_ids_clear(&r->ids[k]);
  lmx_ids_clear(&r->tier_ids);
  lmx_ids_clear(&r->source_ids);
  lmx_release_tables(r);
  free(r->nodes.item);
  free(r->links.item);
  free(r->cited.item);
  free(r->breaks.item);
  free(r->refs.item);
  free(r->cites.item);
  lm_arena_clear(&r->arena);
}

lm_status lm_read_model(lm_model **out, const lm_input *input, lm_diags *diags) {
  reader r = {0};
  *out = NULL;
  lm_status status = lm_model_new(&r.model);
  if (status == LM_OK) status = lmx_run(input, &lmx_model_document, &r, diags);
  release(&r);
  if (status != LM_OK) {
    lm_model_free(r.model);
    return status;
  }
  *out = r.model;
  return LM_OK;
}
