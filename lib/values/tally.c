/* tally.c: goals counted, and the grade they make. What nobody reported on is not guessed: the grade is what it would be at best and at worst,
   and is given where both are the same. */
#include <logicmodel/progress.h>

static const char *const reasons[LM_GRADE_REASON_COUNT] = {
    [LM_GR_ALL_REPORTED] = "all-reported",   [LM_GR_BOUNDS_AGREE] = "bounds-agree",         [LM_GR_NOT_BEGUN] = "not-begun",
    [LM_GR_BOUNDS_DIFFER] = "bounds-differ", [LM_GR_NOTHING_REPORTED] = "nothing-reported", [LM_GR_NO_TASKS] = "no-tasks",
};
static const char *const cost_kinds[LM_COST_KIND_COUNT] = {"budget", "estimate", "actual"};
static const char *const cost_units[LM_COST_UNIT_COUNT] = {"thousand-yen", "yen"};

const char *lm_grade_reason_word(lm_grade_reason reason) {
  return (unsigned)reason < LM_GRADE_REASON_COUNT ? reasons[reason] : NULL;
}

const char *lm_cost_kind_word(lm_cost_kind kind) { return (unsigned)kind < LM_COST_KIND_COUNT ? cost_kinds[kind] : NULL; }

const char *lm_cost_unit_word(lm_cost_unit unit) { return (unsigned)unit < LM_COST_UNIT_COUNT ? cost_units[unit] : NULL; }

double lm_cost_yen(const lm_cost *cost) { return cost->unit == LM_THOUSAND_YEN ? cost->amount * 1000 : cost->amount; }

/* What the entry says of all its goals holds for those that say nothing themselves. */
static bool not_begun(const lm_task *task, const lm_entry *entry) {
  bool silent = task->begun == LM_NOT_SAID && task->met == LM_NOT_SAID;
  return task->begun == LM_SAID_NO || (silent && entry->begun == LM_SAID_NO);
}

void lm_tally_add(lm_tally *tally, const lm_entry *entry) {
  if (entry->task_count == 0 && entry->begun == LM_SAID_NO) tally->begun_denied = true;
  for (size_t i = 0; i < entry->task_count; i++) {
    const lm_task *task = &entry->tasks[i];
    bool idle = not_begun(task, entry);
    tally->total++;
    tally->not_begun += idle;
    tally->met += task->met == LM_SAID_YES;
    tally->reported += idle || task->met != LM_NOT_SAID;
  }
}

static lm_grade_reason reason_for(const lm_tally *t, bool agree) {
  if (t->not_begun == t->total) return LM_GR_NOT_BEGUN;
  if (t->reported == t->total) return LM_GR_ALL_REPORTED;
  if (t->reported == 0) return LM_GR_NOTHING_REPORTED;
  return agree ? LM_GR_BOUNDS_AGREE : LM_GR_BOUNDS_DIFFER;
}

lm_graded lm_tally_grade(const lm_tally *tally, const lm_scale *scale) {
  int lowest = (int)scale->count - 1;
  if (tally->total == 0 && tally->begun_denied) return (lm_graded){lowest, lowest, lowest, LM_GR_NOT_BEGUN};
  if (tally->total == 0) return (lm_graded){-1, -1, -1, LM_GR_NO_TASKS};
  size_t open = tally->total - tally->reported;
  lm_graded g = {.best = lm_scale_place(scale, tally->met + open, tally->total), .worst = lm_scale_place(scale, tally->met, tally->total)};
  g.reason = reason_for(tally, g.best == g.worst);
  bool told = g.reason != LM_GR_NOTHING_REPORTED && g.reason != LM_GR_BOUNDS_DIFFER;
  g.grade = told ? g.worst : -1;
  return g;
}
