/* sheet_model.c: cells of a sheet that the model fills. A table prints a merged cell once for all lines it spans, so what a node does not say is
   taken from the initiative it is part of. */
#include "../base/strbuf.h"
#include "sheet_fill.h"

#include <string.h>

/* The node itself or the node above it of that kind; LM_NO_NODE if there is none. */
static lm_node of_kind(const cell_work *w, lm_kind kind) {
  for (lm_node at = w->node; at != LM_NO_NODE;) {
    const lm_node_info *info = lm_model_node(w->model, at);
    if (info->kind == kind) return at;
    at = info->parent;
  }
  return LM_NO_NODE;
}

/* The initiative above; LM_NO_NODE for everything else. */
static lm_node above(const cell_work *w, lm_node node) {
  const lm_node_info *info = lm_model_node(w->model, node);
  return info->kind == LM_ACTIVITY ? info->parent : LM_NO_NODE;
}

/* The mark, or the printed number of an outcome. */
static const char *mark_of(cell_work *w, const lm_node_info *info) {
  if (info->mark || info->number <= 0) return info->mark;
  lm_strbuf number = {0};
  lm_strbuf_addf(&number, "%d", info->number);
  const char *copy = lm_arena_strdup(&w->sheet->arena, lm_strbuf_text(&number));
  if (!copy || number.failed) w->sheet->failed = true;
  lm_strbuf_clear(&number);
  return copy;
}

void sheet_fill_label(cell_work *w) {
  static const lm_kind kind[LM_SHOW_COUNT] = {[LM_SHOW_SCENE] = LM_SCENE,
                                              [LM_SHOW_INITIATIVE] = LM_INITIATIVE,
                                              [LM_SHOW_ACTIVITY] = LM_ACTIVITY,
                                              [LM_SHOW_OUTCOME] = LM_OUTCOME};
  lm_node node = of_kind(w, kind[w->said.show]);
  if (node == LM_NO_NODE) return;
  const lm_node_info *info = lm_model_node(w->model, node);
  sheet_add_text(w, mark_of(w, info), &info->label);
}

void sheet_fill_mark(cell_work *w) {
  const char *mark = mark_of(w, w->info);
  const lm_text text = {{mark, mark}};
  if (mark) sheet_add_text(w, NULL, &text);
}

void sheet_fill_standing(cell_work *w) {
  static const lm_text word[LM_STANDING_COUNT] = {
      [LM_STANDING_NEW] = {{"new", "新規"}}, [LM_STANDING_EXISTING] = {{"existing", "既存"}}};
  for (lm_node at = w->node; at != LM_NO_NODE; at = above(w, at)) {
    lm_standing standing = lm_model_node(w->model, at)->standing;
    if (standing == LM_STANDING_UNSAID) continue;
    sheet_add_text(w, NULL, &word[standing]);
    return;
  }
}

static bool is_said(const lm_sheet_cell *said, const lm_statement *statement) {
  if (said->role != (int)statement->role) return false;
  return !said->name || (statement->name && strcmp(said->name, statement->name) == 0);
}

void sheet_fill_statement(cell_work *w) {
  for (lm_node at = w->node; at != LM_NO_NODE && w->cell.count == 0; at = above(w, at)) {
    const lm_node_info *info = lm_model_node(w->model, at);
    for (size_t i = 0; i < info->statement_count; i++)
      if (is_said(&w->said, &info->statements[i])) sheet_add_text(w, NULL, &info->statements[i].text);
  }
}

static bool is_goal(const lm_sheet_cell *said, const lm_goal *goal) {
  if (said->tier != LM_NO_TIER && said->tier != goal->tier) return false;
  return said->kind < 0 || said->kind == (int)goal->kind;
}

void sheet_fill_goal(cell_work *w) {
  for (lm_node at = w->node; at != LM_NO_NODE && w->cell.count == 0; at = above(w, at)) {
    const lm_node_info *info = lm_model_node(w->model, at);
    for (size_t i = 0; i < info->goal_count; i++)
      if (is_goal(&w->said, &info->goals[i])) sheet_add_text(w, NULL, &info->goals[i].text);
  }
}

/* ---- who is in charge ---- */

static lm_cell_line party_line(const cell_work *w, uint32_t party) {
  lm_cell_line line = sheet_line_none();
  line.text = lm_model_party(w->model, party)->label;
  return line;
}

/* A charge of the model without limits holds always; one with limits for the periods between them. */
static bool holds(const lm_charge *charge, const lm_sheet_cell *said) {
  if (!said->has_period) return true;
  if (charge->has_from && lm_period_start(said->period) < lm_period_start(charge->from)) return false;
  return !charge->has_to || lm_period_end(said->period) <= lm_period_end(charge->to);
}

static void add_charges(cell_work *w, const lm_charge *charge, size_t count, lm_charge_role role) {
  for (size_t i = 0; i < count; i++) {
    if (charge[i].role != role || !holds(&charge[i], &w->said)) continue;
    lm_cell_line line = party_line(w, charge[i].party);
    line.has_from = charge[i].has_from && !w->said.has_period;
    line.has_to = charge[i].has_to && !w->said.has_period;
    line.from = charge[i].from;
    line.to = charge[i].to;
    sheet_add_line(w, &line);
  }
}

static bool in_area(const cell_work *w, const lm_entry *entry) {
  return entry->area == w->sheet->area || entry->area == LM_NO_AREA;
}

/* Year by year, as the entries say it, when the column names no year. */
static void add_reported(cell_work *w, lm_node node, lm_charge_role role) {
  const lm_progress *progress = w->sheet->progress;
  for (size_t i = 0; progress && i < lm_progress_count(progress); i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    if (entry->node != node || entry->when.tier != LM_NO_TIER || !in_area(w, entry)) continue;
    for (size_t k = 0; k < entry->charge_count; k++) {
      if (entry->charges[k].role != role) continue;
      lm_cell_line line = party_line(w, entry->charges[k].party);
      line.has_period = true;
      line.period = entry->when.period;
      sheet_add_line(w, &line);
    }
  }
}

static void add_node_charges(cell_work *w, lm_node node, lm_charge_role role) {
  const lm_entry *entry = sheet_entry(w, node);
  const lm_node_info *info = lm_model_node(w->model, node);
  if (entry) add_charges(w, entry->charges, entry->charge_count, role);
  if (w->cell.count > 0) return;
  add_charges(w, info->charges, info->charge_count, role);
  if (!w->said.has_period) add_reported(w, node, role);
}

void sheet_fill_charge(cell_work *w) {
  const lm_charge_role role = w->said.show == LM_SHOW_LEAD ? LM_CHARGE_LEAD : LM_CHARGE_PARTNER;
  for (lm_node at = w->node; at != LM_NO_NODE && w->cell.count == 0; at = above(w, at)) add_node_charges(w, at, role);
}
