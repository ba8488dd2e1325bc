/* The rules of meaning over all targets: one row of `rules` each.

   Where up is better a target asks for at least `least`, where down is better for at most `most`, a range without direction for
   both. Later tiers must not ask for less, and no target may be worse than the baseline. Words and "improve" ask for no number.
   A superseded target is checked for slips of the pen only: nobody is judged by it. */
#include "../base/strbuf.h"
#include "check.h"
#include <logicmodel/targets.h>

#include <math.h>
#include <stdlib.h>

/* A target and what it is compared with. */
typedef struct lm_target_case {
  const lm_target *target;
  const lm_node_info *node;
  const lm_indicator *indicator;
  const lm_tier *tier;
  const lm_baseline *baseline;         /* NULL none */
  const struct lm_target_case *before; /* the latest comparable target of an earlier tier; NULL none */
  double least, most;                  /* NaN: no such demand */
} lm_target_case;

/* A finding in the making: what its pointers point to. */
typedef struct lm_telling {
  lm_finding finding;
  char number[2][LM_NUM_SIZE];
  lm_strbuf asked, before, path;
} lm_telling;

/* ---- comparing ---- */

/* Sums and percentages of decimals are off by an ulp or two; that is no difference. */
static bool below(double a, double b) { return a < b - 1e-12 * fmax(fabs(a), fabs(b)); }

static bool outside(double x, const lm_indicator *indicator) {
  return below(x, indicator->lower) || below(indicator->upper, x);
}

static double amount_of(const lm_target_case *c) { return lm_target_amount(c->target, c->baseline, NAN); }

static void demand(lm_target_case *c) {
  bool range = c->target->kind == LM_TARGET_RANGE;
  lm_direction direction = c->indicator->direction;
  c->least = c->most = NAN;
  if (direction != LM_DIR_DOWN && range) c->least = c->target->lower;
  if (direction != LM_DIR_UP && range) c->most = c->target->upper;
  if (direction == LM_DIR_UP && !range) c->least = amount_of(c);
  if (direction == LM_DIR_DOWN && !range) c->most = amount_of(c);
}

static bool comparable(const lm_target_case *c) { return !c->target->superseded && !(isnan(c->least) && isnan(c->most)); }

/* ---- T506 to T511 ---- */

static bool easier(const lm_target_case *c) {
  const lm_target_case *b = c->before;
  if (!b || !comparable(c)) return false;
  bool less = !isnan(b->least) && (isnan(c->least) || below(c->least, b->least));
  bool more = !isnan(b->most) && (isnan(c->most) || below(b->most, c->most));
  return less || more;
}

/* A range is on the wrong side when all of it is. */
static bool wrong_side(const lm_target_case *c) {
  if (!c->baseline) return false;
  const lm_target *t = c->target;
  bool range = t->kind == LM_TARGET_RANGE;
  if (c->indicator->direction == LM_DIR_UP) return below(range ? t->upper : amount_of(c), c->baseline->obs.value);
  if (c->indicator->direction == LM_DIR_DOWN) return below(c->baseline->obs.value, range ? t->lower : amount_of(c));
  return false;
}

/* A target to keep the baseline is left out: the baseline has been checked as a value. */
static bool beyond_limits(const lm_target_case *c) {
  const lm_target *t = c->target;
  if (t->kind == LM_TARGET_RANGE) return outside(t->lower, c->indicator) || outside(t->upper, c->indicator);
  return t->kind != LM_TARGET_KEEP && outside(amount_of(c), c->indicator);
}

static bool lacks_baseline(const lm_target_case *c) {
  lm_target_kind kind = c->target->kind;
  return !c->baseline && (kind == LM_TARGET_CHANGE || kind == LM_TARGET_KEEP || kind == LM_TARGET_IMPROVE);
}

/* A range says itself what is good, and words are not judged anyway. */
static bool lacks_direction(const lm_target_case *c) {
  lm_direction direction = c->indicator->direction;
  lm_target_kind kind = c->target->kind;
  return (direction == LM_DIR_UNSAID || direction == LM_DIR_NONE) && kind != LM_TARGET_RANGE && kind != LM_TARGET_TEXT;
}

/* ---- telling ---- */

static void add_number(lm_strbuf *to, const char *before, double x, const char *behind) {
  char number[LM_NUM_SIZE];
  lm_num_format(x, number);
  lm_strbuf_addf(to, "%s%s%s", before, number, behind);
}

static void add_range(lm_strbuf *to, double lower, double upper) {
  if (!isnan(lower)) add_number(to, isnan(upper) ? "≥" : "", lower, isnan(upper) ? "" : "..");
  if (!isnan(upper)) add_number(to, isnan(lower) ? "≤" : "", upper, "");
}

/* What the target asks for: as a number where there is one, else as it was given. */
static void add_asked(lm_strbuf *to, const lm_target_case *c) {
  const lm_target *t = c->target;
  double amount = amount_of(c);
  if (t->kind == LM_TARGET_RANGE)
    add_range(to, t->lower, t->upper);
  else if (!isnan(amount))
    add_number(to, "", amount, "");
  else if (!isnan(t->by))
    add_number(to, "", t->by, "");
  else if (!isnan(t->by_percent))
    add_number(to, "", t->by_percent, "%");
  else
    lm_strbuf_add(to, t->text ? t->text : lm_target_kind_word(t->kind));
}

static void tell_order(const lm_target_case *c, lm_telling *t) {
  add_asked(&t->before, c->before);
  t->finding.other = c->before->target->place;
  t->finding.arg[0] = c->tier->id;
  t->finding.arg[1] = lm_strbuf_text(&t->asked);
  t->finding.arg[2] = c->before->tier->id;
  t->finding.arg[3] = lm_strbuf_text(&t->before);
}

static void tell_side(const lm_target_case *c, lm_telling *t) {
  lm_num_format(c->baseline->obs.value, t->number[0]);
  t->finding.other = c->baseline->place;
  t->finding.arg[0] = t->number[0];
  t->finding.arg[1] = lm_direction_word(c->indicator->direction);
}

static void tell_limits(const lm_target_case *c, lm_telling *t) {
  lm_limit_format(c->indicator->lower, "-∞", t->number[0]);
  lm_limit_format(c->indicator->upper, "∞", t->number[1]);
  t->finding.arg[0] = t->number[0];
  t->finding.arg[1] = t->number[1];
}

static void tell_kind(const lm_target_case *c, lm_telling *t) { t->finding.arg[0] = lm_target_kind_word(c->target->kind); }

/* ---- the rules ---- */

typedef struct lm_target_rule {
  lm_code code;
  bool superseded; /* asked for superseded targets too */
  bool (*broken)(const lm_target_case *c);
  void (*tell)(const lm_target_case *c, lm_telling *t); /* NULL: the code has no arguments */
} lm_target_rule;

static const lm_target_rule rules[] = {
    {LM_T_ORDER, false, easier, tell_order},
    {LM_T_WRONG_SIDE, true, wrong_side, tell_side},
    {LM_T_LIMITS, true, beyond_limits, tell_limits},
    {LM_T_NEEDS_BASELINE, false, lacks_baseline, tell_kind},
    {LM_T_NO_DIRECTION, false, lacks_direction, NULL},
};
enum { RULES = sizeof rules / sizeof *rules };

static lm_status report(const lm_target_rule *rule, const lm_target_case *c, lm_diags *diags) {
  lm_telling t = {.finding = {.code = rule->code, .place = c->target->place}};
  add_asked(&t.asked, c);
  lm_strbuf_addf(&t.path, "targets/target[@indicator='%s'][@tier='%s']", c->node->id, c->tier->id);
  t.finding.value = lm_strbuf_text(&t.asked);
  t.finding.path = lm_strbuf_text(&t.path);
  if (rule->tell) rule->tell(c, &t);
  lm_diags_add(diags, &t.finding);
  lm_status status = t.asked.failed || t.before.failed || t.path.failed ? LM_ENOMEM : LM_OK;
  lm_strbuf_clear(&t.asked);
  lm_strbuf_clear(&t.before);
  lm_strbuf_clear(&t.path);
  return status;
}

static lm_status apply_rules(const lm_target_case *c, lm_diags *diags) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < RULES && status == LM_OK; i++)
    if ((rules[i].superseded || !c->target->superseded) && rules[i].broken(c)) status = report(&rules[i], c, diags);
  return status;
}

/* ---- all targets ---- */

/* false: the target speaks of something the model does not have, which its reader has reported. */
static bool fill_case(lm_target_case *c, const lm_targets *targets, const lm_target *target, const lm_model *model) {
  const lm_node_info *node = lm_model_node(model, target->indicator);
  const lm_tier *tier = lm_model_tier(model, target->tier);
  if (!node || !node->indicator || !tier) return false;
  const lm_baseline *baseline = lm_targets_baseline(targets, target->indicator, target->area);
  *c = (lm_target_case){target, node, node->indicator, tier, baseline, NULL, NAN, NAN};
  demand(c);
  return true;
}

static int compare_indices(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

/* By indicator, area and due date. */
static int compare_cases(const void *a, const void *b) {
  const lm_target_case *x = *(const lm_target_case *const *)a, *y = *(const lm_target_case *const *)b;
  int order = compare_indices(x->target->indicator, y->target->indicator);
  if (!order) order = compare_indices(x->target->area, y->target->area);
  if (!order) order = (x->tier->due > y->tier->due) - (x->tier->due < y->tier->due);
  return order ? order : compare_indices(x->target->tier, y->target->tier);
}

static bool same_series(const lm_target_case *a, const lm_target_case *b) {
  return a->target->indicator == b->target->indicator && a->target->area == b->target->area;
}

/* Finds `before` for every case; `sorted` are the cases in time order. Tiers due on the same day are not before one another. */
static void link_cases(lm_target_case **sorted, size_t count) {
  lm_target_case *latest = NULL, *earlier = NULL;
  for (size_t i = 0; i < count; i++) {
    lm_target_case *c = sorted[i];
    if (!comparable(c)) continue;
    if (latest && !same_series(latest, c)) latest = earlier = NULL;
    if (latest && latest->tier->due < c->tier->due) earlier = latest;
    c->before = earlier;
    latest = c;
  }
}

lm_status lm_targets_check(const lm_targets *targets, const lm_model *model, lm_diags *diags) {
  size_t count = lm_targets_count(targets), filled = 0;
  lm_target_case *all = calloc(count + 1, sizeof *all);
  lm_target_case **sorted = calloc(count + 1, sizeof *sorted);
  lm_status status = all && sorted ? LM_OK : LM_ENOMEM;
  for (size_t i = 0; i < count && status == LM_OK; i++)
    if (fill_case(&all[filled], targets, lm_targets_at(targets, i), model)) {
      sorted[filled] = &all[filled];
      filled++;
    }
  if (status == LM_OK) {
    qsort(sorted, filled, sizeof(lm_target_case *), compare_cases);
    link_cases(sorted, filled);
  }
  for (size_t i = 0; i < filled && status == LM_OK; i++) status = apply_rules(&all[i], diags);
  free(all);
  free(sorted);
  return status;
}
