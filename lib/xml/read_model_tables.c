/* read_model_tables.c: what a progress table adds to a model document. References are resolved at the end of the document, as those of links are. */
#include "model_reader.h"

#include "../base/text.h"
#include "../model/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- statements, goals, charges of a node ---- */

/* need to basis, which lead the enumeration, and other. */
enum { MODEL_ROLES = LM_ROLE_PLAN };
static const char *const model_role_words[] = {"need", "purpose", "content", "audience", "intent", "background", "basis", "other", NULL};
static const char *const goal_kind_words[] = {"output", "outcome", NULL};
static const char *const charge_role_words[] = {"lead", "partner", NULL};

enum { STATEMENT_ROLE, STATEMENT_NAME };
static const lmx_attr_def statement_attrs[] = {{"role", LMX_WORD, true, model_role_words}, {"name", LMX_TEXT, false, NULL}, END_OF_ATTRS};

static void statement_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  int role = lmx_word(v, STATEMENT_ROLE, 0);
  r->statement = (lm_statement){.role = role < MODEL_ROLES ? (lm_statement_role)role : LM_ROLE_OTHER, .name = lmx_string(x, v, STATEMENT_NAME, &r->arena)};
  lmx_check_heading(x, v, STATEMENT_ROLE, STATEMENT_NAME, r->statement.role == LM_ROLE_OTHER);
}

static void statement_end(lmx *x, void *user) {
  model_reader *r = user;
  r->statement.text = lmx_take_body(x, &r->arena);
  r->statement.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!LM_VEC_PUSH(&r->statements, r->statement)) out_of_memory(x);
}

enum { GOAL_TIER, GOAL_KIND, GOAL_INDICATOR };
static const lmx_attr_def goal_attrs[] = {
    {"tier", LMX_ID, true, NULL}, {"kind", LMX_WORD, true, goal_kind_words}, {"indicator", LMX_ID, false, NULL}, END_OF_ATTRS};

static void goal_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->goal = (pending_goal){.goal = {.tier = LM_NO_TIER, .kind = (lm_goal_kind)lmx_word(v, GOAL_KIND, 0), .indicator = LM_NO_NODE},
                           .tier_id = lmx_string(x, v, GOAL_TIER, &r->arena),
                           .indicator_id = lmx_string(x, v, GOAL_INDICATOR, &r->arena),
                           .path = lmx_model_path(x, r),
                           .place = lmx_place(x)};
}

static void goal_end(lmx *x, void *user) {
  model_reader *r = user;
  r->goal.goal.text = lmx_take_body(x, &r->arena);
  r->goal.goal.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!LM_VEC_PUSH(&r->goals, r->goal)) out_of_memory(x);
}

enum { CHARGE_PARTY, CHARGE_ROLE, CHARGE_FROM, CHARGE_TO };
static const lmx_attr_def charge_attrs[] = {{"party", LMX_ID, true, NULL},
                                            {"role", LMX_WORD, true, charge_role_words},
                                            {"from", LMX_PERIOD, false, NULL},
                                            {"to", LMX_PERIOD, false, NULL},
                                            END_OF_ATTRS};

static void charge_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->charge = (pending_charge){.charge = {.role = (lm_charge_role)lmx_word(v, CHARGE_ROLE, 0)},
                               .party_id = lmx_string(x, v, CHARGE_PARTY, &r->arena),
                               .path = lmx_model_path(x, r),
                               .place = lmx_place(x)};
  lm_charge *c = &r->charge.charge;
  c->has_from = lmx_period(x, v, CHARGE_FROM, LM_BARE_UNSAID, &c->from);
  c->has_to = lmx_period(x, v, CHARGE_TO, LM_BARE_UNSAID, &c->to);
  if (c->has_from && c->has_to) lmx_in_order(x, v, CHARGE_FROM, c->from, c->to);
}

static void charge_end(lmx *x, void *user) {
  model_reader *r = user;
  r->charge.charge.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!LM_VEC_PUSH(&r->charges, r->charge)) out_of_memory(x);
}

const lmx_element_def lmx_statement = {"statement", statement_attrs, lmx_body_and_note, 1u << STATEMENT_ROLE, LMX_NO_SLOT, statement_start, statement_end};
const lmx_element_def lmx_goal = {"goal", goal_attrs, lmx_body_and_note, 1u << GOAL_TIER | 1u << GOAL_KIND, LMX_NO_SLOT, goal_start, goal_end};
const lmx_element_def lmx_charge = {"charge", charge_attrs, lmx_note_only, 1u << CHARGE_PARTY | 1u << CHARGE_ROLE, LMX_NO_SLOT, charge_start, charge_end};

void lmx_begin_tables(model_reader *r) { r->refs.count = r->statements.count = r->goals.count = r->charges.count = 0; }

void lmx_end_tables(lmx *x, model_reader *r) {
  pending_node *n = &r->node;
  n->info.refs = TAKE_LIST(x, r, refs);
  n->info.ref_count = r->refs.count;
  n->info.statements = TAKE_LIST(x, r, statements);
  n->info.statement_count = r->statements.count;
  n->goals = TAKE_LIST(x, r, goals);
  n->goal_count = r->goals.count;
  n->charges = TAKE_LIST(x, r, charges);
  n->charge_count = r->charges.count;
}

static const char *party_at(const void *user, size_t index) { return lm_model_party(user, index)->id; }

/* The charges of known parties. */
void lmx_resolve_charges(lmx *x, model_reader *r, pending_node *n) {
  lm_charge *found = n->charge_count ? lm_arena_alloc(&r->arena, n->charge_count * sizeof *found) : NULL;
  if (n->charge_count && !found) out_of_memory(x);
  for (size_t i = 0; found && i < n->charge_count; i++) {
    pending_charge *c = &n->charges[i];
    if (!c->party_id) continue; /* reported */
    c->charge.party = lm_model_find_party(r->model, c->party_id);
    if (c->charge.party != LM_NO_PARTY)
      found[n->info.charge_count++] = c->charge;
    else
      lmx_report_at(x, LM_M_UNKNOWN_REF, c->place, c->path, c->party_id, (lm_place){0},
                    (lmx_args){{"party", lm_text_nearest(c->party_id, lm_model_party_count(r->model), party_at, r->model)}});
  }
  n->info.charges = found;
}

static bool resolve_goal(lmx *x, const model_reader *r, pending_goal *g) {
  g->goal.tier = g->tier_id ? lmx_find_tier(x, r, g->tier_id, g->place, g->path) : LM_NO_TIER;
  if (g->indicator_id) g->goal.indicator = lmx_find_node(x, r, LM_INDICATOR, g->indicator_id, g->place, g->path);
  return g->goal.tier != LM_NO_TIER;
}

void lmx_add_goals(lmx *x, model_reader *r) {
  for (size_t i = 0; i < r->nodes.count; i++) {
    pending_node *n = &r->nodes.item[i];
    size_t count = 0;
    lm_goal *goals = n->goal_count ? lm_arena_alloc(&r->arena, n->goal_count * sizeof *goals) : NULL;
    if (n->goal_count && !goals) out_of_memory(x);
    for (size_t k = 0; goals && k < n->goal_count; k++)
      if (resolve_goal(x, r, &n->goals[k])) goals[count++] = n->goals[k].goal;
    if (count && n->index != LM_NO_NODE && lm_model_set_goals(r->model, n->index, goals, count) != LM_OK) out_of_memory(x);
  }
}

/* ---- parties ---- */

enum { PARTY_ID };
static const lmx_attr_def party_attrs[] = {{"id", LMX_ID, true, NULL}, END_OF_ATTRS};

static void party_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->party = (lm_party){.id = lmx_string(x, v, PARTY_ID, &r->arena), .place = lmx_place(x)};
  r->refs.count = 0;
}

static void party_end(lmx *x, void *user) {
  model_reader *r = user;
  r->party.label = lmx_model_label(x, r, "party");
  r->party.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  r->party.refs = r->refs.item;
  r->party.ref_count = r->refs.count;
  if (!r->party.id || !lmx_ids_add(x, &r->party_ids, "party", r->party.id)) return;
  if (lm_model_add_party(r->model, &r->party) != LM_OK) out_of_memory(x);
}

static const lmx_element_def *const party_children[] = {&lmx_label, &lmx_note, &lmx_oddity, &lmx_ref, NULL};
const lmx_element_def lmx_party = {"party", party_attrs, party_children, 1u << PARTY_ID, LMX_NO_SLOT, party_start, party_end};

/* ---- the scale ---- */

enum { SCALE_ID };
static const lmx_attr_def scale_attrs[] = {{"id", LMX_ID, true, NULL}, END_OF_ATTRS};

static void scale_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->scale = (lm_scale){.id = lmx_string(x, v, SCALE_ID, &r->arena), .place = lmx_place(x)};
  r->grades.count = 0;
  lmx_ids_clear(&r->grade_ids);
}

static void scale_end(lmx *x, void *user) {
  model_reader *r = user;
  r->scale.label = lmx_model_label(x, r, "scale");
  r->scale.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  r->scale.grades = r->grades.item;
  r->scale.count = r->grades.count;
  if (r->scale_met || !r->scale.id) lm_model_doubt_scale(r->model);
  if (r->scale_met) {
    lmx_report(x, LM_M_TWO_SCALES, NULL, -1, (lmx_args){{0}});
    return;
  }
  r->scale_met = true;
  if (!r->scale.id) return;
  lm_status status = lm_model_set_scale(r->model, &r->scale);
  if (status == LM_EINVAL) {
    lm_model_doubt_scale(r->model);
    lmx_report(x, LM_M_SCALE, NULL, -1, (lmx_args){{0}});
  }
  if (status == LM_ENOMEM) out_of_memory(x);
}

enum { GRADE_ID, GRADE_AT_LEAST };
static const lmx_attr_def grade_attrs[] = {{"id", LMX_ID, true, NULL}, {"at-least", LMX_NUMBER, true, NULL}, END_OF_ATTRS};

static void grade_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->grade = (lm_scale_grade){.id = lmx_string(x, v, GRADE_ID, &r->arena), .at_least = lmx_number(v, GRADE_AT_LEAST, -1)};
}

static void grade_end(lmx *x, void *user) {
  model_reader *r = user;
  r->grade.label = lmx_model_label(x, r, "grade");
  r->grade.definition = lmx_copy_text(x, lmx_text(x, LMX_DEFINITION), &r->arena);
  r->grade.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (!r->grade.id || lmx_failed(x) || !lmx_ids_add(x, &r->grade_ids, "grade", r->grade.id)) {
    lm_model_doubt_scale(r->model);
    return;
  }
  if (!LM_VEC_PUSH(&r->grades, r->grade)) out_of_memory(x);
}

static const lmx_element_def *const grade_children[] = {&lmx_label, &lmx_definition, &lmx_note, NULL};
static const lmx_element_def grade_element = {"grade", grade_attrs, grade_children, 1u << GRADE_ID, LMX_NO_SLOT, grade_start, grade_end};
static const lmx_element_def *const scale_children[] = {&grade_element, &lmx_label, &lmx_note, &lmx_oddity, NULL};
const lmx_element_def lmx_scale = {"scale", scale_attrs, scale_children, 1u << SCALE_ID, LMX_NO_SLOT, scale_start, scale_end};

/* ---- sheets ---- */

static const char *const node_kind_words[] = {"scene", "initiative", "activity", "outcome", "indicator", NULL};

enum { CELL_SHOW, CELL_ROLE, CELL_NAME, CELL_PERIOD, CELL_FROM, CELL_TIER, CELL_KIND, CELL_INDICATOR };
static const lmx_attr_def cell_attrs[] = {{"show", LMX_WORD, false, lm_show_words + 1},
                                          {"role", LMX_WORD, false, lm_statement_role_words},
                                          {"name", LMX_TEXT, false, NULL},
                                          {"period", LMX_PERIOD, false, NULL},
                                          {"from", LMX_PERIOD, false, NULL},
                                          {"tier", LMX_ID, false, NULL},
                                          {"kind", LMX_WORD, false, goal_kind_words},
                                          {"indicator", LMX_ID, false, NULL},
                                          END_OF_ATTRS};

static void cell_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->cell = (pending_cell){.cell = lm_sheet_cell_none(),
                           .tier_id = lmx_string(x, v, CELL_TIER, &r->arena),
                           .indicator_id = lmx_string(x, v, CELL_INDICATOR, &r->arena),
                           .path = lmx_model_path(x, r),
                           .place = lmx_place(x)};
  lm_sheet_cell *c = &r->cell.cell;
  c->show = (lm_show)(lmx_word(v, CELL_SHOW, -1) + 1);
  c->role = lmx_word(v, CELL_ROLE, -1);
  c->kind = lmx_word(v, CELL_KIND, -1);
  c->name = lmx_string(x, v, CELL_NAME, &r->arena);
  c->has_period = lmx_period(x, v, CELL_PERIOD, LM_BARE_UNSAID, &c->period);
  c->has_from = lmx_period(x, v, CELL_FROM, LM_BARE_UNSAID, &c->from);
}

static void row_end(lmx *x, void *user) {
  model_reader *r = user;
  r->cell.cell.label = lmx_copy_text(x, lmx_text(x, LMX_LABEL), &r->arena);
  if (!LM_VEC_PUSH(&r->rows, r->cell)) out_of_memory(x);
}

static void column_end(lmx *x, void *user) {
  model_reader *r = user;
  r->cell.cell.label = lmx_model_label(x, r, "column");
  if (!LM_VEC_PUSH(&r->columns, r->cell)) out_of_memory(x);
}

enum { SHEET_ID, SHEET_ROWS, SHEET_SCENE };
static const lmx_attr_def sheet_attrs[] = {
    {"id", LMX_ID, true, NULL}, {"rows", LMX_WORD, true, node_kind_words}, {"scene", LMX_ID, false, NULL}, END_OF_ATTRS};

static void sheet_start(lmx *x, void *user, const lmx_values *v) {
  model_reader *r = user;
  r->sheet = (pending_sheet){.sheet = {.id = lmx_string(x, v, SHEET_ID, &r->arena),
                                       .about = (lm_kind)lmx_word(v, SHEET_ROWS, 0),
                                       .scene = LM_NO_NODE,
                                       .place = lmx_place(x)},
                             .scene_id = lmx_string(x, v, SHEET_SCENE, &r->arena),
                             .path = lmx_model_path(x, r)};
  r->rows.count = r->columns.count = 0;
}

static void sheet_end(lmx *x, void *user) {
  model_reader *r = user;
  pending_sheet *s = &r->sheet;
  s->sheet.label = lmx_model_label(x, r, "sheet");
  s->sheet.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  s->rows = TAKE_LIST(x, r, rows);
  s->row_count = r->rows.count;
  s->columns = TAKE_LIST(x, r, columns);
  s->column_count = r->columns.count;
  bool empty = !s->column_count && !s->row_count;
  if (empty) lmx_report(x, LM_M_SHEET_EMPTY, NULL, -1, (lmx_args){{0}});
  if (!s->sheet.id || !lmx_ids_add(x, &r->sheet_ids, "sheet", s->sheet.id)) return;
  if (strcmp(s->sheet.id, "list") == 0) {
    lmx_report(x, LM_M_SHEET_NAME, NULL, -1, (lmx_args){{0}});
    return;
  }
  if (!empty && !LM_VEC_PUSH(&r->sheets, *s)) out_of_memory(x);
}

static const lmx_element_def *const cell_children[] = {&lmx_label, NULL};
static const lmx_element_def row_element = {"row", cell_attrs, cell_children, 1u << CELL_SHOW, LMX_NO_SLOT, cell_start, row_end};
static const lmx_element_def column_element = {"column", cell_attrs, cell_children, 1u << CELL_SHOW, LMX_NO_SLOT, cell_start, column_end};
static const lmx_element_def *const sheet_children[] = {&column_element, &row_element, &lmx_label, &lmx_note, &lmx_oddity, NULL};
const lmx_element_def lmx_sheet = {"sheet", sheet_attrs, sheet_children, 1u << SHEET_ID, LMX_NO_SLOT, sheet_start, sheet_end};

/* What a cell needs to be filled, beside `show`. WHEN: a period or a tier; where only the other one makes sense the cell stays empty, so that
   a row of values can run on over columns of horizons. */
enum { NEEDS_ROLE = 1, NEEDS_WHEN = 2, NEEDS_FROM = 4 };
static const unsigned cell_needs[LM_SHOW_COUNT] = {
    [LM_SHOW_STATEMENT] = NEEDS_ROLE,
    [LM_SHOW_TEXT] = NEEDS_ROLE | NEEDS_WHEN,
    [LM_SHOW_GOAL] = NEEDS_WHEN,
    [LM_SHOW_TASKS] = NEEDS_WHEN,
    [LM_SHOW_MET] = NEEDS_WHEN,
    [LM_SHOW_GRADE] = NEEDS_WHEN,
    [LM_SHOW_COST] = NEEDS_WHEN,
    [LM_SHOW_COST_TOTAL] = NEEDS_WHEN,
    [LM_SHOW_VALUE] = NEEDS_WHEN,
    [LM_SHOW_NUM] = NEEDS_WHEN,
    [LM_SHOW_DEN] = NEEDS_WHEN,
    [LM_SHOW_SHARE] = NEEDS_WHEN,
    [LM_SHOW_PRINTED] = NEEDS_WHEN,
    [LM_SHOW_TARGET] = NEEDS_WHEN,
    [LM_SHOW_CHANGE] = NEEDS_FROM | NEEDS_WHEN,
    [LM_SHOW_PRINTED_CHANGE] = NEEDS_FROM | NEEDS_WHEN,
};

/* The attribute that a cell lacks; NULL: it is complete. */
static const char *lacking(const lm_sheet_cell *c) {
  unsigned needs = cell_needs[c->show];
  if (c->show == LM_SHOW_UNSAID) return "show";
  if ((needs & NEEDS_ROLE) && c->role < 0) return "role";
  if ((needs & NEEDS_ROLE) && c->role == LM_ROLE_OTHER && !c->name) return "name";
  if ((needs & NEEDS_FROM) && !c->has_from) return "from";
  return (needs & NEEDS_WHEN) && !c->has_period && c->tier == LM_NO_TIER ? "period / tier" : NULL;
}

/* Of the cells in one line: the first that lacks something says so, at its column (or at the row, when there are only rows). */
static bool check_line(lmx *x, const pending_sheet *p, size_t row) {
  const lm_sheet *s = &p->sheet;
  const lm_sheet_cell nothing = lm_sheet_cell_none(), *one = row < s->row_count ? &s->rows[row] : NULL;
  for (size_t i = 0; i < (s->column_count ? s->column_count : 1); i++) {
    lm_sheet_cell cell = lm_sheet_cell_over(one, s->column_count ? &s->columns[i] : &nothing);
    const char *missing = lacking(&cell);
    if (!missing) continue;
    const pending_cell *at = s->column_count ? &p->columns[i] : &p->rows[row];
    lmx_report_at(x, LM_M_SHEET_CELL, at->place, at->path, NULL, one ? p->rows[row].place : (lm_place){0}, (lmx_args){{missing}});
    return false;
  }
  return true;
}

static const lm_sheet_cell *resolve_cells(lmx *x, model_reader *r, const pending_cell *cells, size_t count, bool *ok) {
  lm_sheet_cell *found = count ? lm_arena_alloc(&r->arena, count * sizeof *found) : NULL;
  if (count && !found) out_of_memory(x);
  for (size_t i = 0; found && i < count; i++) {
    const pending_cell *p = &cells[i];
    found[i] = p->cell;
    if (p->tier_id) found[i].tier = lmx_find_tier(x, r, p->tier_id, p->place, p->path);
    if (p->indicator_id) found[i].indicator = lmx_find_node(x, r, LM_INDICATOR, p->indicator_id, p->place, p->path);
    *ok &= (!p->tier_id || found[i].tier != LM_NO_TIER) && (!p->indicator_id || found[i].indicator != LM_NO_NODE);
  }
  return found;
}

static void add_sheet(lmx *x, model_reader *r, pending_sheet *p) {
  lm_sheet *s = &p->sheet;
  bool ok = true;
  s->rows = resolve_cells(x, r, p->rows, p->row_count, &ok);
  s->columns = resolve_cells(x, r, p->columns, p->column_count, &ok);
  s->row_count = s->rows ? p->row_count : 0;
  s->column_count = s->columns ? p->column_count : 0;
  if (p->scene_id) {
    s->scene = lmx_find_node(x, r, LM_SCENE, p->scene_id, s->place, p->path);
    ok &= s->scene != LM_NO_NODE;
  }
  for (size_t i = 0; ok && i < (s->row_count ? s->row_count : 1); i++) ok = check_line(x, p, i);
  if (ok && lm_model_add_sheet(r->model, s) != LM_OK) out_of_memory(x);
}

void lmx_add_sheets(lmx *x, model_reader *r) {
  for (size_t i = 0; i < r->sheets.count; i++) add_sheet(x, r, &r->sheets.item[i]);
}

void lmx_release_tables(model_reader *r) {
  lmx_ids_clear(&r->party_ids);
  lmx_ids_clear(&r->sheet_ids);
  lmx_ids_clear(&r->grade_ids);
  free(r->sheets.item);
  free(r->grades.item);
  free(r->statements.item);
  free(r->goals.item);
  free(r->charges.item);
  free(r->rows.item);
  free(r->columns.item);
}
