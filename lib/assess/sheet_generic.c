/* sheet_generic.c: a progress table for any model: whatever the model and the documents say of its initiatives (or activities), column by column.
   A column with nothing in it is left out. */
#include "../base/strbuf.h"
#include "../base/vec.h"
#include "sheet_fill.h"

#include <stdlib.h>

typedef struct generic {
  lm_filled_sheet *sheet;
  lm_kind about;
  struct {
    lm_sheet_cell *item;
    size_t count, room;
  } columns;
  struct {
    lm_when *item;
    size_t count, room;
  } times; /* that entries speak of, in order */
} generic;

/* ---- what there is ---- */

typedef bool has_fn(const lm_node_info *info);
static bool has_charge(const lm_node_info *info, lm_charge_role role) {
  for (size_t i = 0; i < info->charge_count; i++)
    if (info->charges[i].role == role) return true;
  return false;
}
static bool has_lead(const lm_node_info *info) {
  return has_charge(info, LM_CHARGE_LEAD);
}
static bool has_partner(const lm_node_info *info) {
  return has_charge(info, LM_CHARGE_PARTNER);
}
static bool has_standing(const lm_node_info *info) {
  return info->standing != LM_STANDING_UNSAID;
}

static bool any_node(const generic *g, has_fn *has) {
  const lm_model *model = g->sheet->data.model;
  for (lm_node i = 0; i < lm_model_node_count(model); i++)
    if (has(lm_model_node(model, i))) return true;
  return false;
}

static bool any_statement(const generic *g, lm_statement_role role) {
  const lm_model *model = g->sheet->data.model;
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    const lm_node_info *info = lm_model_node(model, i);
    for (size_t k = 0; info->kind != LM_SCENE && k < info->statement_count; k++)
      if (info->statements[k].role == role) return true;
  }
  return false;
}

static bool any_goal(const generic *g, uint32_t tier, lm_goal_kind kind) {
  const lm_model *model = g->sheet->data.model;
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    const lm_node_info *info = lm_model_node(model, i);
    for (size_t k = 0; k < info->goal_count; k++)
      if (info->goals[k].tier == tier && info->goals[k].kind == kind) return true;
  }
  return false;
}

static size_t count_entries(const generic *g, lm_kind kind) {
  const lm_progress *progress = g->sheet->progress;
  size_t count = 0;
  for (size_t i = 0; progress && i < lm_progress_count(progress); i++)
    count += lm_model_node(g->sheet->data.model, lm_progress_at(progress, i)->node)->kind == kind;
  return count;
}

/* What an entry has of a column's sort. */
static bool entry_has(const lm_entry *entry, lm_show show, int role) {
  switch (show) {
  case LM_SHOW_TASKS:
    return entry->task_count > 0;
  case LM_SHOW_MET:
  case LM_SHOW_GRADE:
    return entry->task_count > 0 || entry->grade >= 0 || entry->begun == LM_SAID_NO;
  case LM_SHOW_COST:
  case LM_SHOW_COST_TOTAL:
    return entry->cost_count > 0;
  default:
    return lm_entry_statement(entry, (lm_statement_role)role, NULL) != NULL;
  }
}

static bool any_entry(const generic *g, lm_when when, lm_show show, int role) {
  const lm_model *model = g->sheet->data.model;
  const lm_progress *progress = g->sheet->progress;
  for (size_t i = 0; i < lm_progress_count(progress); i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    if (lm_model_node(model, entry->node)->kind != g->about) continue;
    if (lm_when_compare(model, entry->when, when) == 0 && entry_has(entry, show, role)) return true;
  }
  return false;
}

/* ---- columns ---- */

static lm_sheet_cell *add_column(generic *g, lm_show show) {
  lm_sheet_cell cell = lm_sheet_cell_none();
  cell.show = show;
  if (LM_VEC_PUSH(&g->columns, cell)) return &g->columns.item[g->columns.count - 1];
  g->sheet->failed = true;
  return NULL;
}

static const char *joined(generic *g, const char *first, const char *between, const char *second) {
  lm_strbuf text = {0};
  lm_strbuf_addf(&text, "%s%s%s", first, between, second);
  const char *copy = lm_arena_strdup(&g->sheet->arena, lm_strbuf_text(&text));
  if (!copy || text.failed) g->sheet->failed = true;
  lm_strbuf_clear(&text);
  return copy;
}

/* "2020FY: result", 「2020年度 実績」; the tier by its label. */
static lm_text dated(generic *g, lm_when when, const lm_text *what) {
  lm_text out;
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    char period[48];
    const lm_tier *tier = lm_model_tier(g->sheet->data.model, when.tier);
    const char *name = tier ? lm_text_in(&tier->label, (lm_lang)lang) : lm_period_format_in(when.period, (lm_lang)lang, period, sizeof period);
    if (tier && !*name) name = tier->id;
    out.in[lang] = joined(g, name, lang == LM_JA ? " " : ": ", what->in[lang]);
  }
  return out;
}

static void add_plain(generic *g, lm_show show, const char *en, const char *ja) {
  lm_sheet_cell *cell = add_column(g, show);
  if (cell) cell->label = (lm_text){{en, ja}};
}

static void add_statements(generic *g) {
  static const struct {
    lm_statement_role role;
    lm_text label;
  } rows[] = {
      {LM_ROLE_NEED, {{"need", "必要性"}}},       {LM_ROLE_PURPOSE, {{"purpose", "目的"}}}, {LM_ROLE_CONTENT, {{"content", "内容"}}},
      {LM_ROLE_AUDIENCE, {{"audience", "対象"}}}, {LM_ROLE_INTENT, {{"intent", "意図"}}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    lm_sheet_cell *cell = any_statement(g, rows[i].role) ? add_column(g, LM_SHOW_STATEMENT) : NULL;
    if (!cell) continue;
    cell->role = (int)rows[i].role;
    cell->label = rows[i].label;
  }
}

static void add_goals(generic *g) {
  static const lm_text label[LM_GOAL_KIND_COUNT] = {[LM_GOAL_OUTPUT] = {{"goal (what is done)", "目標(事業実施量)"}},
                                                    [LM_GOAL_OUTCOME] = {{"goal (what it brings)", "目標(事業成果)"}}};
  for (uint32_t tier = 0; tier < lm_model_tier_count(g->sheet->data.model); tier++) {
    for (int kind = 0; kind < LM_GOAL_KIND_COUNT; kind++) {
      lm_sheet_cell *cell = any_goal(g, tier, (lm_goal_kind)kind) ? add_column(g, LM_SHOW_GOAL) : NULL;
      if (!cell) continue;
      cell->tier = tier;
      cell->kind = kind;
      cell->label = dated(g, lm_when_tier(tier), &label[kind]);
    }
  }
}

/* What is reported for a time, in the order in which tables print it. */
static void add_time(generic *g, lm_when when) {
  static const struct {
    lm_show show;
    int role;
    lm_text label;
  } rows[] = {
      {LM_SHOW_TEXT, LM_ROLE_PLAN, {{"plan", "計画"}}},
      {LM_SHOW_TASKS, -1, {{"goals", "目標"}}},
      {LM_SHOW_TEXT, LM_ROLE_RESULT, {{"result", "実績"}}},
      {LM_SHOW_MET, -1, {{"goals met", "達成数"}}},
      {LM_SHOW_GRADE, -1, {{"grade", "達成状況"}}},
      {LM_SHOW_TEXT, LM_ROLE_ISSUE, {{"issues", "課題"}}},
      {LM_SHOW_TEXT, LM_ROLE_RESPONSE, {{"response", "対応"}}},
      {LM_SHOW_TEXT, LM_ROLE_EVALUATION, {{"evaluation", "評価"}}},
      {LM_SHOW_COST, -1, {{"costs", "費用"}}},
      {LM_SHOW_COST_TOTAL, -1, {{"costs in all", "費用計"}}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    lm_sheet_cell *cell = any_entry(g, when, rows[i].show, rows[i].role) ? add_column(g, rows[i].show) : NULL;
    if (!cell) continue;
    cell->role = rows[i].role;
    cell->tier = when.tier;
    cell->has_period = when.tier == LM_NO_TIER;
    if (cell->has_period) cell->period = when.period;
    cell->label = dated(g, when, &rows[i].label);
  }
}

static void add_times(generic *g) {
  const lm_model *model = g->sheet->data.model;
  const lm_progress *progress = g->sheet->progress;
  for (size_t i = 0; progress && i < lm_progress_count(progress); i++) {
    const lm_when when = lm_progress_at(progress, i)->when;
    size_t place = 0;
    while (place < g->times.count && lm_when_compare(model, g->times.item[place], when) < 0) place++;
    if (place < g->times.count && lm_when_compare(model, g->times.item[place], when) == 0) continue;
    if (!LM_VEC_PUSH(&g->times, when)) {
      g->sheet->failed = true;
      return;
    }
    for (size_t k = g->times.count - 1; k > place; k--) g->times.item[k] = g->times.item[k - 1];
    g->times.item[place] = when;
  }
  for (size_t i = 0; i < g->times.count; i++) add_time(g, g->times.item[i]);
}

static bool reports_charge(const generic *g, lm_charge_role role) {
  const lm_progress *progress = g->sheet->progress;
  for (size_t i = 0; progress && i < lm_progress_count(progress); i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    for (size_t k = 0; k < entry->charge_count; k++)
      if (entry->charges[k].role == role) return true;
  }
  return false;
}

static bool is_indicator(const lm_node_info *info) {
  return info->kind == LM_INDICATOR;
}

static void add_columns(generic *g) {
  add_plain(g, LM_SHOW_INITIATIVE, "initiative", "施策");
  if (any_node(g, has_standing)) add_plain(g, LM_SHOW_STANDING, "new or existing", "新規・既存");
  if (g->about == LM_ACTIVITY) add_plain(g, LM_SHOW_ACTIVITY, "activity", "取組");
  add_statements(g);
  if (any_node(g, has_lead) || reports_charge(g, LM_CHARGE_LEAD)) add_plain(g, LM_SHOW_LEAD, "in charge", "主管");
  if (any_node(g, has_partner) || reports_charge(g, LM_CHARGE_PARTNER)) add_plain(g, LM_SHOW_PARTNER, "partners", "連携");
  add_goals(g);
  add_times(g);
  if (g->about == LM_ACTIVITY && any_node(g, is_indicator) && g->sheet->data.panel) add_plain(g, LM_SHOW_LAST, "latest value", "最新値");
}

static bool is_activity(const lm_node_info *info) {
  return info->kind == LM_ACTIVITY;
}

/* Activities when they are what is reported on, or when nothing is reported and there are some. */
static lm_kind about(const generic *g) {
  size_t of_initiatives = count_entries(g, LM_INITIATIVE), of_activities = count_entries(g, LM_ACTIVITY);
  if (of_initiatives == 0 && of_activities == 0) return any_node(g, is_activity) ? LM_ACTIVITY : LM_INITIATIVE;
  return of_activities > of_initiatives ? LM_ACTIVITY : LM_INITIATIVE;
}

const lm_sheet *sheet_generic(lm_filled_sheet *sheet) {
  generic g = {.sheet = sheet};
  g.about = about(&g);
  add_columns(&g);
  lm_sheet *plan = lm_arena_alloc(&sheet->arena, sizeof *plan);
  const lm_sheet_cell *columns = lm_arena_copy(&sheet->arena, g.columns.item, g.columns.count * sizeof *columns);
  size_t count = g.columns.count;
  free(g.columns.item);
  free(g.times.item);
  if (!plan || !columns || sheet->failed) return NULL;
  *plan = (lm_sheet){.id = LM_SHEET_GENERIC,
                     .label = {{"Progress table", "進行管理表"}},
                     .about = g.about,
                     .scene = LM_NO_NODE,
                     .columns = columns,
                     .column_count = count};
  return plan;
}
