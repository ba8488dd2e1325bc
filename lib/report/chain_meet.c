/* chain_meet.c: which nodes a chain has, in its own model and in others. */
#include "../base/vec.h"
#include "chain.h"
#include "progress.h"

#include <logicmodel/scale.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- steps ---- */

static bool has_arrow(const lm_chain *chain, lm_node node) {
  size_t count;
  const uint32_t *link = lm_graph_out(chain->graph, node, &count);
  for (size_t i = 0; i < count; i++)
    if (lm_model_link(chain->model, link[i])->type == LM_CONTRIBUTES_TO) return true;
  return false;
}

lm_node lm_chain_step(const lm_chain *chain, uint32_t link, lm_side side) {
  const lm_link *row = lm_model_link(chain->model, link);
  if (row->type == LM_CONTRIBUTES_TO) return side == LM_UPSTREAM ? row->from : row->to;
  bool activity = row->type == LM_PART_OF && lm_model_node(chain->model, row->to)->kind == LM_INITIATIVE;
  if (!activity) return LM_NO_NODE;
  if (side == LM_UPSTREAM) return row->from;
  return has_arrow(chain, row->from) ? LM_NO_NODE : row->to;
}

typedef struct node_queue {
  lm_node *item;
  size_t count, room;
} node_queue;

static bool visit(lm_chain *chain, lm_node node, lm_side side, node_queue *queue) {
  size_t count;
  const uint32_t *link =
      side == LM_UPSTREAM ? lm_graph_in(chain->graph, node, &count) : lm_graph_out(chain->graph, node, &count);
  for (size_t i = 0; i < count; i++) {
    lm_node next = lm_chain_step(chain, link[i], side);
    if (next == LM_NO_NODE || chain->side[next] & side) continue;
    chain->side[next] |= (uint8_t)side;
    if (!LM_VEC_PUSH(queue, next)) return false;
  }
  return true;
}

static lm_status mark_side(lm_chain *chain, lm_side side, const lm_node *root, size_t roots) {
  node_queue queue = {0};
  bool fine = true;
  for (size_t i = 0; fine && i < roots; i++) fine = LM_VEC_PUSH(&queue, root[i]);
  for (size_t i = 0; fine && i < queue.count; i++) fine = visit(chain, queue.item[i], side, &queue);
  free(queue.item);
  return fine ? LM_OK : LM_ENOMEM;
}

/* ---- one model ---- */

static void add_root(lm_chain *chain, lm_node node) {
  for (size_t i = 0; i < chain->roots; i++)
    if (chain->root[i] == node) return;
  chain->root[chain->roots++] = node;
}

/* The node, and the activities of an initiative whose arrows are narrower than its own. */
static void add_roots(lm_chain *chain, lm_node node) {
  size_t count;
  const uint32_t *link = lm_graph_in(chain->graph, node, &count);
  add_root(chain, node);
  for (size_t i = 0; lm_model_node(chain->model, node)->kind == LM_INITIATIVE && i < count; i++) {
    const lm_link *row = lm_model_link(chain->model, link[i]);
    if (row->type == LM_PART_OF && has_arrow(chain, row->from)) add_root(chain, row->from);
  }
}

static lm_status open_chain(lm_chain *chain, const lm_tracked *tracked, bool full_names, const lm_view *view) {
  *chain = (lm_chain){.assessment = tracked->assessment,
                      .progress = tracked->progress,
                      .model = lm_assessment_model(tracked->assessment),
                      .node = LM_NO_NODE,
                      .view = view,
                      .full_names = full_names};
  chain->nodes = lm_model_node_count(chain->model);
  chain->side = calloc(chain->nodes + 1, 1);
  chain->root = calloc(chain->nodes + 1, sizeof *chain->root);
  return chain->side && chain->root ? lm_graph_new(&chain->graph, chain->model, LM_ALL_LINKS) : LM_ENOMEM;
}

static void close_chain(lm_chain *chain) {
  lm_graph_free(chain->graph);
  free(chain->side);
  free(chain->root);
}

bool lm_chain_has(const lm_chain *chain, lm_node node) {
  return chain->side[node] || node == chain->node;
}

static bool can_ask(const lm_tracked *home, lm_node node) {
  const lm_node_info *info = lm_model_node(lm_assessment_model(home->assessment), node);
  return info && (info->kind == LM_OUTCOME || info->kind == LM_INITIATIVE || info->kind == LM_ACTIVITY);
}

static lm_status open_home(lm_chain *chain, const lm_tracked *home, lm_node node, bool full_names, const lm_view *view) {
  lm_status status = open_chain(chain, home, full_names, view);
  if (status != LM_OK) return status;
  chain->node = node;
  add_roots(chain, node);
  status = mark_side(chain, LM_UPSTREAM, &node, 1);
  return status == LM_OK ? mark_side(chain, LM_DOWNSTREAM, chain->root, chain->roots) : status;
}

/* ---- other models ---- */

static lm_status find_crossings(lm_meeting *m) {
  const lm_model **model = calloc(m->count + 1, sizeof *model);
  if (!model) return LM_ENOMEM;
  for (size_t i = 0; i < m->count; i++) model[i] = m->other[i].model;
  lm_status status = lm_crossings_new(&m->crossings, m->home.model, model, m->count);
  free(model);
  return status;
}

/* What lies upstream of an outcome leads to it, and where else it leads is another story; what an initiative consists of is its own. */
static bool leads_on(const lm_chain *home, lm_node node) {
  if (node == home->node || home->side[node] & LM_DOWNSTREAM) return true;
  return home->side[node] && lm_model_node(home->model, home->node)->kind != LM_OUTCOME;
}

/* Only what leads to an outcome of its model leads on. */
static lm_status keep_leading(lm_chain *other) {
  size_t kept = 0;
  lm_status status = LM_OK;
  for (size_t i = 0; i < other->roots && status == LM_OK; i++) {
    const lm_node root = other->root[i];
    bool found = lm_model_node(other->model, root)->kind == LM_OUTCOME;
    status = found ? LM_OK : mark_side(other, LM_DOWNSTREAM, &root, 1);
    for (lm_node node = 0; !found && node < other->nodes; node++)
      found = other->side[node] & LM_DOWNSTREAM && lm_model_node(other->model, node)->kind == LM_OUTCOME;
    for (lm_node node = 0; node < other->nodes; node++) other->side[node] &= (uint8_t)~(unsigned)LM_DOWNSTREAM;
    if (found) other->root[kept++] = root;
  }
  other->roots = kept;
  return status;
}

static lm_status mark_met(lm_meeting *m) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < lm_crossings_count(m->crossings); i++) {
    const lm_crossing *crossing = lm_crossings_at(m->crossings, i);
    lm_chain *other = &m->other[crossing->model];
    if (!lm_chain_has(&m->home, crossing->from)) continue;
    other->side[crossing->to] |= LM_MET;
    if (leads_on(&m->home, crossing->from)) add_roots(other, crossing->to);
  }
  for (size_t i = 0; i < m->count && status == LM_OK; i++) {
    status = keep_leading(&m->other[i]);
    if (status == LM_OK) status = mark_side(&m->other[i], LM_DOWNSTREAM, m->other[i].root, m->other[i].roots);
  }
  return status;
}

lm_status lm_meeting_init(lm_meeting *out, const lm_tracked *home, const lm_tracked *other, size_t count, lm_node node, const lm_view *view) {
  *out = (lm_meeting){0};
  if (!can_ask(home, node)) return LM_EINVAL;
  lm_status status = open_home(&out->home, home, node, count > 0, view);
  out->other = calloc(count + 1, sizeof *out->other);
  if (!out->other) return LM_ENOMEM;
  for (size_t i = 0; i < count && status == LM_OK; i++) {
    status = open_chain(&out->other[i], &other[i], true, view);
    out->count++;
  }
  if (status == LM_OK) status = find_crossings(out);
  return status == LM_OK ? mark_met(out) : status;
}

void lm_meeting_end(lm_meeting *meeting) {
  close_chain(&meeting->home);
  for (size_t i = 0; i < meeting->count; i++) close_chain(&meeting->other[i]);
  free(meeting->other);
  lm_crossings_free(meeting->crossings);
}

uint32_t lm_chain_area(const lm_chain *chain, const lm_chain *home, uint32_t area) {
  const char *id = lm_area_id(lm_assessment_areas(home->assessment), area);
  const lm_areas *areas = lm_assessment_areas(chain->assessment);
  uint32_t same = id && areas ? lm_areas_find(areas, id, strlen(id)) : LM_NO_AREA;
  if (same != LM_NO_AREA) return same;
  return lm_assessment_rollup_count(chain->assessment) > 0 ? lm_assessment_rollup(chain->assessment, 0)->area : LM_NO_AREA;
}

/* ---- words ---- */

size_t lm_crossing_run(const lm_crossing *at, size_t left) {
  size_t run = 1;
  while (run < left && at[run].model == at->model && at[run].to == at->to) run++;
  return run;
}

void lm_add_codes(lm_strbuf *to, const lm_crossing *at, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) lm_strbuf_add(to, ", ");
    lm_strbuf_add(to, at[i].ref->code);
  }
}

void lm_add_full_name(lm_strbuf *to, const lm_chain *chain, lm_node node) {
  const lm_node_info *info = lm_model_node(chain->model, node);
  if (chain->full_names) lm_strbuf_addf(to, "%s:", lm_model_id(chain->model));
  lm_strbuf_addf(to, "%s:%s", lm_kind_word(info->kind), info->id);
}

/* The latest period for which goals or a grade of the node are there; horizons have not happened. NULL if none. */
static const lm_progress_item *last_report(const lm_chain *chain, lm_node node, uint32_t area) {
  const lm_progress_item *last = NULL;
  for (size_t i = 0; chain->progress && i < lm_progress_item_count(chain->progress); i++) {
    const lm_progress_item *item = lm_progress_item_at(chain->progress, i);
    if (item->node != node || !lm_progress_item_here(item, area) || item->when.tier != LM_NO_TIER) continue;
    if (item->tally.total == 0 && item->printed < 0) continue;
    if (!last || lm_period_compare(item->when.period, last->when.period) >= 0) last = item;
  }
  return last;
}

/* The grade as printed, else as the goals make it. */
static const lm_scale_grade *grade_of(const lm_chain *chain, const lm_progress_item *item) {
  return lm_scale_at(lm_progress_assessment_scale(chain->progress), item->printed >= 0 ? item->printed : item->graded.grade);
}

void lm_add_last_report(lm_strbuf *to, const lm_chain *chain, lm_node node, uint32_t area) {
  const lm_progress_item *item = last_report(chain, node, area);
  if (!item) return;
  const lm_lang lang = chain->view->lang;
  const lm_scale_grade *grade = grade_of(chain, item);
  char period[48], met[24], reported[24], total[24];
  lm_period_in(item->when.period, chain->view, period, sizeof period);
  snprintf(met, sizeof met, "%zu", item->tally.met);
  snprintf(reported, sizeof reported, "%zu", item->tally.reported);
  snprintf(total, sizeof total, "%zu", item->tally.total);
  if (grade)
    lm_say(to, lang, W_TRACKED_GRADE, lm_text_in(&grade->label, lang), period, NULL, NULL);
  else
    lm_say(to, lang, W_TRACKED_OPEN, period, total, reported, NULL);
  if (grade && item->tally.total > 0) lm_say(to, lang, W_TRACKED_GOALS, met, total, NULL, NULL);
  if (grade && item->differs) lm_strbuf_add(to, lm_word_in(W_TRACKED_DIFFERS, lang));
}

void lm_last_report_fields(lm_fields *fields, const lm_chain *chain, lm_node node, uint32_t area) {
  const lm_progress_item *item = last_report(chain, node, area);
  const lm_scale_grade *grade = item ? grade_of(chain, item) : NULL;
  char period[48];
  lm_field_text(fields, "grade", grade ? grade->id : NULL);
  lm_field_text(fields, "grade_label", grade ? lm_text_in(&grade->label, chain->view->lang) : NULL);
  lm_field_text(fields, "grade_period", item ? lm_period_format(item->when.period, period, sizeof period) : NULL);
  if (!item) {
    lm_field_absent(fields, "goals");
    lm_field_absent(fields, "goals_reported");
    lm_field_absent(fields, "goals_met");
    return;
  }
  lm_field_whole(fields, "goals", (int64_t)item->tally.total);
  lm_field_whole(fields, "goals_reported", (int64_t)item->tally.reported);
  lm_field_whole(fields, "goals_met", (int64_t)item->tally.met);
}

bool lm_chain_fictional(const lm_chain *chain) {
  const lm_progress *progress = chain->progress ? lm_progress_assessment_progress(chain->progress) : NULL;
  for (size_t i = 0; progress && i < lm_progress_document_count(progress); i++)
    if (lm_progress_document(progress, i)->fictional) return true;
  return lm_is_fictional(chain->assessment);
}
