/* read_progress.c: the progress document: what was planned, done and spent, by node and time.

   An entry with an error in any of its parts is left out as a whole: two goals of three would make another grade. */
#include "documents.h"
#include "shared.h"

#include "../base/text.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

typedef struct reader {
  lmx_scope scope; /* first: the shared handlers expect it */
  lm_progress *progress;
  lm_entry entry;
  bool ok; /* the open entry may be added */
  size_t entries; /* seen */
  lm_statement statement;
  lm_task task;
  lm_cost cost;
  lm_charge charge;
  lm_arena arena; /* of the open entry */
  struct { lm_statement *item; size_t count, room; } statements;
  struct { lm_task *item; size_t count, room; } tasks;
  struct { lm_cost *item; size_t count, room; } costs;
  struct { lm_charge *item; size_t count, room; } charges;
} reader;

#define END_OF_ATTRS {NULL, LMX_ID, false, NULL}

static const char *const role_words[] = {"plan",    "result",      "issue",     "response", "evaluation", "environment",
                                         "episode", "improvement", "direction", "comment",  "other",      NULL};
static const char *const charge_role_words[] = {"lead", "partner", NULL};
static const char *const cost_kind_words[] = {"budget", "estimate", "actual", NULL};
static const char *const cost_unit_words[] = {"thousand-yen", "yen", NULL};
_Static_assert(sizeof role_words / sizeof *role_words - 1 == LM_ROLE_COUNT - LM_ROLE_PLAN, "every role of progress has its word");

static bool keep_source(lmx_scope *scope, const lm_source *source, uint32_t *index) {
  reader *r = (reader *)scope;
  return lm_progress_add_source(r->progress, source, index) == LM_OK;
}

static lm_said said(const lmx_values *v, int attr) {
  int word = lmx_word(v, attr, -1);
  return word < 0 ? LM_NOT_SAID : word == 0 ? LM_SAID_NO : LM_SAID_YES;
}

static bool has_text(const lm_text *text) { return text->in[LM_JA] || text->in[LM_EN]; }

/* ---- statements ---- */

enum { S_ROLE, S_NAME };
static const lmx_attr_def statement_attrs[] = {{"role", LMX_WORD, true, role_words}, {"name", LMX_TEXT, false, NULL}, END_OF_ATTRS};

static void statement_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->ok &= !v->failed;
  r->statement = (lm_statement){.role = (lm_statement_role)(LM_ROLE_PLAN + lmx_word(v, S_ROLE, 0)), .name = lmx_string(x, v, S_NAME, &r->arena)};
  bool other = r->statement.role == LM_ROLE_OTHER, named = v->given >> S_NAME & 1u;
  lmx_check_heading(x, v, S_ROLE, S_NAME, other);
  r->ok &= other == named;
}

static void statement_end(lmx *x, void *user) {
  reader *r = user;
  r->statement.text = lmx_take_body(x, &r->arena);
  r->statement.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  r->ok &= has_text(&r->statement.text);
  if (!LM_VEC_PUSH(&r->statements, r->statement)) lmx_stop(x, LM_ENOMEM);
}

/* ---- tasks ---- */

enum { TASK_MARK, TASK_MET, TASK_BEGUN };
static const lmx_attr_def task_attrs[] = {
    {"mark", LMX_TEXT, false, NULL}, {"met", LMX_WORD, false, lmx_boolean_words}, {"begun", LMX_WORD, false, lmx_boolean_words}, END_OF_ATTRS};

static void task_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->ok &= !v->failed;
  r->task = (lm_task){
      .mark = lmx_string(x, v, TASK_MARK, &r->arena), .met = said(v, TASK_MET), .begun = said(v, TASK_BEGUN), .place = lmx_place(x)};
  bool denied = r->task.begun == LM_SAID_NO || r->entry.begun == LM_SAID_NO;
  bool claimed = r->task.met == LM_SAID_YES || (r->entry.begun == LM_SAID_NO && r->task.begun == LM_SAID_YES);
  if (!denied || !claimed) return;
  lmx_report(x, LM_P_NOT_BEGUN, v, r->task.met == LM_SAID_YES ? TASK_MET : TASK_BEGUN, (lmx_args){{0}});
  r->ok = false;
}

static void task_end(lmx *x, void *user) {
  reader *r = user;
  r->task.text = lmx_take_body(x, &r->arena);
  r->task.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  r->ok &= has_text(&r->task.text);
  if (!LM_VEC_PUSH(&r->tasks, r->task)) lmx_stop(x, LM_ENOMEM);
}

/* ---- costs: an item may go without a name, when the source prints only a sum ---- */

enum { COST_AMOUNT, COST_UNIT, COST_KIND };
static const lmx_attr_def cost_attrs[] = {
    {"amount", LMX_NUMBER, true, NULL}, {"unit", LMX_WORD, true, cost_unit_words}, {"kind", LMX_WORD, true, cost_kind_words}, END_OF_ATTRS};

static void cost_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->ok &= !v->failed;
  r->cost = (lm_cost){.amount = lmx_number(v, COST_AMOUNT, 0),
                      .unit = (lm_cost_unit)lmx_word(v, COST_UNIT, 0),
                      .kind = (lm_cost_kind)lmx_word(v, COST_KIND, 0),
                      .place = lmx_place(x)};
  if (!(r->cost.amount < 0)) return;
  lmx_report(x, LM_V_NEGATIVE, v, COST_AMOUNT, (lmx_args){{"amount"}});
  r->ok = false;
}

static void cost_end(lmx *x, void *user) {
  reader *r = user;
  r->cost.text = lmx_copy_text(x, lmx_text(x, LMX_BODY), &r->arena);
  r->cost.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!LM_VEC_PUSH(&r->costs, r->cost)) lmx_stop(x, LM_ENOMEM);
}

/* ---- charges ---- */

enum { CHARGE_PARTY, CHARGE_ROLE };
static const lmx_attr_def charge_attrs[] = {{"party", LMX_ID, true, NULL}, {"role", LMX_WORD, true, charge_role_words}, END_OF_ATTRS};

static const char *party_at(const void *user, size_t index) { return lm_model_party(user, index)->id; }

static void charge_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  const lm_model *model = r->scope.model;
  r->ok &= !v->failed;
  r->charge = (lm_charge){.party = LM_NO_PARTY, .role = (lm_charge_role)lmx_word(v, CHARGE_ROLE, 0)};
  const char *id = lmx_string(x, v, CHARGE_PARTY, &r->arena);
  if (!id) return;
  r->charge.party = lm_model_find_party(model, id);
  if (r->charge.party != LM_NO_PARTY) return;
  lmx_report(x, LM_P_PARTY, v, CHARGE_PARTY, (lmx_args){{lm_text_nearest(id, lm_model_party_count(model), party_at, model)}});
  r->ok = false;
}

static void charge_end(lmx *x, void *user) {
  reader *r = user;
  r->charge.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!LM_VEC_PUSH(&r->charges, r->charge)) lmx_stop(x, LM_ENOMEM);
}

/* ---- entries ---- */

enum { E_NODE, E_PERIOD, E_TIER, E_AREA, E_SOURCE, E_GRADE, E_BEGUN };
static const lmx_attr_def entry_attrs[] = {{"node", LMX_NODE_REF, true, NULL}, {"period", LMX_PERIOD, false, NULL},
                                           {"tier", LMX_ID, false, NULL},      {"area", LMX_ID, false, NULL},
                                           {"source", LMX_ID, false, NULL},    {"grade", LMX_ID, false, NULL},
                                           {"begun", LMX_WORD, false, lmx_boolean_words}, END_OF_ATTRS};

static bool reportable(lm_kind kind) { return kind == LM_SCENE || kind == LM_INITIATIVE || kind == LM_ACTIVITY; }

static void take_node(lmx *x, reader *r, const lmx_values *v) {
  const lm_model *model = r->scope.model;
  r->entry.node = LM_NO_NODE;
  const char *name = lmx_string(x, v, E_NODE, &r->arena);
  if (!name) return;
  lm_node node = lm_model_find_name(model, name);
  if (node == LM_NO_NODE) {
    lmx_report(x, LM_P_NODE, v, E_NODE, (lmx_args){{lmx_nearest_node(model, name)}});
  } else if (!reportable(lm_model_node(model, node)->kind)) {
    lmx_report(x, LM_P_KIND, v, E_NODE, (lmx_args){{0}});
  } else {
    r->entry.node = node;
  }
}

static void take_time(lmx *x, reader *r, const lmx_values *v) {
  bool period = v->given >> E_PERIOD & 1u, tier = v->given >> E_TIER & 1u;
  r->entry.when = lm_when_tier(LM_NO_TIER);
  if (period == tier) {
    lmx_report(x, LM_P_WHEN, NULL, -1, (lmx_args){{0}});
    r->ok = false;
  } else if (tier) {
    r->entry.when = lm_when_tier(lmx_scope_tier(x, &r->scope, v, E_TIER));
    r->ok &= r->entry.when.tier != LM_NO_TIER;
  } else {
    r->ok &= lmx_period(x, v, E_PERIOD, r->scope.bare, &r->entry.when.period);
  }
}

/* Most progress tables are of one office, so an area is not asked for. */
static void take_area(lmx *x, reader *r, const lmx_values *v) {
  bool named = v->given >> E_AREA & 1u || r->scope.root_area;
  r->entry.area = named ? lmx_scope_find_area(x, &r->scope, v, E_AREA, r->scope.area, &r->ok) : LM_NO_AREA;
}

/* Where the model's scale was refused nobody knows its grades: its own finding is enough, and the entry is left out without one. */
static void take_grade(lmx *x, reader *r, const lmx_values *v) {
  r->entry.grade = -1;
  if (!lmx_has(v, E_GRADE)) return;
  if (lm_model_scale_doubted(r->scope.model)) {
    r->ok = false;
    return;
  }
  const lm_scale *scale = lm_scale_of(r->scope.model);
  r->entry.grade = lm_scale_find(scale, v->at[E_GRADE].text, v->at[E_GRADE].length);
  if (r->entry.grade >= 0) return;
  char known[512] = {0};
  for (size_t i = 0; i < scale->count; i++) lmx_add_word(known, sizeof known, scale->grades[i].id);
  lmx_report(x, LM_P_GRADE, v, E_GRADE, (lmx_args){{known}});
  r->ok = false;
}

static void entry_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  lm_arena_clear(&r->arena);
  r->statements.count = r->tasks.count = r->costs.count = r->charges.count = 0;
  r->entries++;
  r->ok = !v->failed;
  r->entry = (lm_entry){.begun = said(v, E_BEGUN),
                        .document = (uint32_t)lm_progress_document_count(r->progress),
                        .place = lmx_place(x)};
  take_node(x, r, v);
  take_time(x, r, v);
  take_area(x, r, v);
  take_grade(x, r, v);
  r->entry.source = lmx_scope_find_source(x, &r->scope, v, E_SOURCE, r->scope.source, &r->ok);
  r->ok &= r->entry.node != LM_NO_NODE;
}

static bool is_empty(const lm_entry *e) {
  return e->grade < 0 && e->begun == LM_NOT_SAID && e->statement_count + e->task_count + e->cost_count + e->charge_count + e->notes.count == 0;
}

static void entry_end(lmx *x, void *user) {
  reader *r = user;
  lm_entry *e = &r->entry;
  e->statements = r->statements.item;
  e->statement_count = r->statements.count;
  e->tasks = r->tasks.item;
  e->task_count = r->tasks.count;
  e->costs = r->costs.item;
  e->cost_count = r->costs.count;
  e->charges = r->charges.item;
  e->charge_count = r->charges.count;
  e->notes = lmx_texts(x, LMX_NOTE);
  if (!r->ok) return;
  const lm_entry *before = lm_progress_find(r->progress, e->node, e->area, e->when);
  if (before) {
    lmx_report_at(x, LM_P_DUPLICATE, e->place, NULL, NULL, before->place, (lmx_args){{0}});
    return;
  }
  if (is_empty(e)) lmx_report(x, LM_P_NOTHING, NULL, -1, (lmx_args){{0}});
  if (lm_progress_add(r->progress, e) != LM_OK) lmx_stop(x, LM_ENOMEM);
}

/* ---- the root ---- */

enum { ROOT_VERSION, ROOT_FICTIONAL, ROOT_YEARS, ROOT_AREA, ROOT_SOURCE };
static const lmx_attr_def progress_attrs[] = {{"version", LMX_VERSION, true, NULL},
                                              {"fictional", LMX_WORD, false, lmx_boolean_words},
                                              {"years", LMX_WORD, false, lmx_years_words},
                                              {"area", LMX_ID, false, NULL},
                                              {"source", LMX_ID, false, NULL},
                                              END_OF_ATTRS};

static void progress_start(lmx *x, void *user, const lmx_values *v) {
  lmx_scope_root(x, user, v, (lmx_root_attrs){ROOT_VERSION, ROOT_FICTIONAL, -1, ROOT_YEARS, ROOT_AREA, ROOT_SOURCE});
}

static void progress_end(lmx *x, void *user) {
  const reader *r = user;
  lmx_scope_join_areas(x, user);
  lmx_scope_root_end(x, user);
  if (r->entries == 0) lmx_report(x, LM_P_NOTHING, NULL, -1, (lmx_args){{0}});
}

/* ---- the table of elements ---- */

static const lmx_element_def statement_element = {"statement", statement_attrs, lmx_body_and_note, 1u << S_ROLE, LMX_NO_SLOT,
                                                  statement_start, statement_end};
static const lmx_element_def task_element = {"task", task_attrs, lmx_body_and_note, 1u << TASK_MARK, LMX_NO_SLOT, task_start, task_end};
static const lmx_element_def cost_element = {"cost", cost_attrs, lmx_body_and_note, 0, LMX_NO_SLOT, cost_start, cost_end};
static const lmx_element_def charge_element = {"charge", charge_attrs, lmx_note_only, 1u << CHARGE_PARTY, LMX_NO_SLOT, charge_start, charge_end};
static const lmx_element_def *const entry_children[] = {&statement_element, &task_element, &cost_element, &charge_element, &lmx_note, &lmx_oddity, NULL};
static const lmx_element_def entry_element = {"entry", entry_attrs, entry_children, 1u << E_NODE | 1u << E_PERIOD | 1u << E_TIER | 1u << E_AREA,
                                              LMX_NO_SLOT, entry_start, entry_end};
static const lmx_element_def *const progress_children[] = {&entry_element, &lmx_scope_area, &lmx_scope_source, &lmx_title, &lmx_note, &lmx_oddity, NULL};
static const lmx_element_def progress_element = {"progress", progress_attrs, progress_children, 0, LMX_NO_SLOT, progress_start, progress_end};

const lmx_document_def lmx_progress_document = {LM_DOC_PROGRESS, "urn:logicmodel:progress:1", &progress_element, "1.1"};

lm_status lm_read_progress(lm_progress *progress, const lm_input *input, const lm_model *model, lm_areas *areas, lm_diags *diags) {
  reader r = {.scope = {.model = model, .areas = areas, .keep_source = keep_source}, .progress = progress};
  lm_status status = lmx_run(input, &lmx_progress_document, &r, diags);
  r.scope.document.file = input->name ? input->name : input->path ? input->path : "-";
  if (status == LM_OK) status = lm_progress_add_document(progress, &r.scope.document);
  free(r.statements.item);
  free(r.tasks.item);
  free(r.costs.item);
  free(r.charges.item);
  lm_arena_clear(&r.arena);
  lmx_scope_clear(&r.scope);
  return status;
}
