#include "recheck.h"

#include "../base/strbuf.h"
#include "../base/strmap.h"
#include "../base/vec.h"
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct recheck {
  const lm_panel *panel;
  const lm_model *model;
  const lm_areas *areas;
  const char *file;
  lm_diags *diags;
  bool no_memory;
} recheck;

static const lm_node_info *node_of(const recheck *r, lm_node indicator) { return lm_model_node(r->model, indicator); }

/* ---- differences ---- */

static int share_decimals(const lm_printed *printed, const lm_indicator *indicator, int asked) {
  if (printed) return printed->decimals;
  return indicator->decimals >= 0 ? indicator->decimals : asked;
}

lm_change_reading lm_panel_read_change(const lm_panel *panel, const lm_model *model, lm_node indicator, uint32_t area, lm_period from,
                                       lm_period to, int decimals) {
  lm_change_reading none = {NAN, NAN, NAN, NAN};
  const lm_node_info *node = lm_model_node(model, indicator);
  const lm_obs *first = lm_panel_get(panel, indicator, area, from), *last = lm_panel_get(panel, indicator, area, to);
  if (!node || !node->indicator || !first || !last) return none;
  double a = lm_obs_share(first, node->indicator), b = lm_obs_share(last, node->indicator);
  const lm_printed *p = lm_panel_printed(panel, indicator, area, from), *q = lm_panel_printed(panel, indicator, area, to);
  double rounded = lm_round_half_up(b, share_decimals(q, node->indicator, decimals)) - lm_round_half_up(a, share_decimals(p, node->indicator, decimals));
  return (lm_change_reading){b - a, lm_round_half_up(b - a, decimals), lm_round_half_up(rounded, decimals),
                             p && q ? lm_round_half_up(q->value - p->value, decimals) : NAN};
}

/* Sums of decimals are off by an ulp or two. NaN is the same as nothing. */
static bool same(double a, double b) { return fabs(a - b) <= 1e-9 * fmax(1, fabs(a)); }

static lm_code judge_change(double printed, const lm_change_reading *is) {
  bool counts = same(printed, is->by_counts), rounded = same(printed, is->by_rounded);
  if (counts && rounded) return LM_CODE_COUNT;
  if (counts) return LM_V_CHANGE_COUNTS;
  if (rounded) return LM_V_CHANGE_ROUNDED;
  return same(printed, is->by_printed) ? LM_V_CHANGE_PRINTED : LM_V_CHANGE_NOTHING;
}

static void tell_change(recheck *r, const lm_change *change, lm_code code, const char *first, const char *second) {
  char from[48], to[48], value[LM_NUM_SIZE];
  lm_strbuf path = {0};
  lm_period_format(change->from, from, sizeof from);
  lm_period_format(change->to, to, sizeof to);
  lm_num_fixed(change->printed.value, change->printed.decimals, false, value);
  lm_strbuf_addf(&path, "values/series[@indicator='%s']/change[@from='%s'][@to='%s']", node_of(r, change->indicator)->id, from, to);
  lm_finding finding = {.code = code, .place = {r->file, change->line, 0}, .path = lm_strbuf_text(&path), .value = value, .arg = {first, second}};
  lm_diags_add(r->diags, &finding);
  r->no_memory |= path.failed;
  lm_strbuf_clear(&path);
}

/* The period whose value is lacking. */
static lm_period lacking(const recheck *r, const lm_change *change) {
  const lm_obs *first = lm_panel_get(r->panel, change->indicator, change->area, change->from);
  return first && !isnan(first->value) ? change->to : change->from;
}

static void check_change(recheck *r, const lm_change *change) {
  int decimals = change->printed.decimals;
  char counts[LM_NUM_SIZE], rounded[LM_NUM_SIZE], period[48];
  lm_change_reading is = lm_panel_read_change(r->panel, r->model, change->indicator, change->area, change->from, change->to, decimals);
  if (isnan(is.exact)) {
    tell_change(r, change, LM_V_CHANGE_UNKNOWN, lm_period_format(lacking(r, change), period, sizeof period), NULL);
    return;
  }
  lm_code code = judge_change(change->printed.value, &is);
  if (code == LM_CODE_COUNT) return;
  lm_num_fixed(is.by_counts, decimals, false, counts);
  lm_num_fixed(is.by_rounded, decimals, false, rounded);
  tell_change(r, change, code, counts, rounded);
}

/* A difference of percentages is in percentage points. */
static bool says_percent(const recheck *r, const lm_change *change) {
  bool percent = change->unit && (strcmp(change->unit, "%") == 0 || strcmp(change->unit, "％") == 0);
  return percent && node_of(r, change->indicator)->indicator->measure == LM_MEASURE_PROPORTION;
}

static void check_changes(recheck *r) {
  const lm_change *first = NULL;
  size_t rows = 0;
  for (size_t i = 0; i < lm_panel_change_count(r->panel); i++) {
    const lm_change *change = lm_panel_change_at(r->panel, i);
    check_change(r, change);
    if (!says_percent(r, change)) continue;
    if (!first) first = change;
    rows++;
  }
  if (!first) return;
  char count[LM_NUM_SIZE];
  lm_num_format((double)rows, count);
  lm_diags_add(r->diags, &(lm_finding){.code = LM_V_POINTS, .place = {r->file, first->line, 0}, .path = "values", .value = first->unit, .arg = {count}});
}

/* ---- the parts of a question ---- */

enum { MOST_SUMS = 6 }; /* named in one finding */

/* One answer of one area and period. */
typedef struct part {
  uint32_t set; /* by the first indicator of it */
  uint32_t area;
  lm_period period;
  double num, den;
  uint32_t line;
} part;

typedef struct parts {
  part *item;
  size_t count, room;
} parts;

static int compare_parts(const void *a, const void *b) {
  const part *x = a, *y = b;
  if (x->set != y->set) return x->set < y->set ? -1 : 1;
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  int order = lm_period_compare(x->period, y->period);
  return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void add_series(recheck *r, parts *all, uint32_t set, const lm_series *series) {
  for (size_t i = 0; i < series->count && !r->no_memory; i++) {
    const lm_obs *obs = &series->obs[i];
    part one = {set, series->area, obs->period, obs->num, obs->den, obs->line};
    if (!isnan(obs->num) && obs->den > 0) r->no_memory = !LM_VEC_PUSH(all, one);
  }
}

static void collect_parts(recheck *r, parts *all) {
  lm_strmap sets = {0};
  for (size_t i = 0; i < lm_panel_series_count(r->panel) && !r->no_memory; i++) {
    const lm_series *series = lm_panel_series(r->panel, i);
    const lm_indicator *indicator = node_of(r, series->indicator)->indicator;
    if (!indicator->set || indicator->answers == LM_ANSWERS_UNSAID) continue;
    uint32_t set = lm_strmap_get(&sets, indicator->set, strlen(indicator->set));
    if (set == LM_STRMAP_NONE) {
      set = series->indicator;
      r->no_memory = !lm_strmap_set(&sets, indicator->set, strlen(indicator->set), set);
    }
    add_series(r, all, set, series);
  }
  lm_strmap_clear(&sets);
}

static bool same_sum(const part *a, const part *b) {
  return a->set == b->set && a->area == b->area && lm_period_compare(a->period, b->period) == 0;
}

typedef struct sums {
  lm_strbuf en, ja;
  size_t wrong; /* that do not add up */
} sums;

/* "2018-04-01: 68 of 53" */
static void add_sum(const recheck *r, sums *s, const part *first, double sum, bool with_area) {
  char period[48], num[LM_NUM_SIZE], den[LM_NUM_SIZE];
  if (s->wrong++ >= MOST_SUMS) return;
  lm_period_format(first->period, period, sizeof period);
  lm_num_format(sum, num);
  lm_num_format(first->den, den);
  const char *area = with_area ? lm_areas_at(r->areas, first->area)->id : "", *space = with_area ? " " : "", *comma = s->wrong > 1 ? ", " : "";
  lm_strbuf_addf(&s->en, "%s%s%s%s: %s of %s", comma, area, space, period, num, den);
  lm_strbuf_addf(&s->ja, "%s%s%s%s: %s に対し %s", comma, area, space, period, den, num);
}

/* The parts of one area and period, from `first` on: adds what does not add up; returns how many there are. Where only one part is given, or
   parts of different wholes, there is nothing to add up. */
static size_t check_sum(const recheck *r, sums *s, const part *first, size_t most, bool with_area) {
  size_t count = 0;
  double sum = 0;
  bool one_whole = true;
  for (; count < most && same_sum(first, &first[count]); count++) {
    sum += first[count].num;
    one_whole &= first[count].den == first->den;
  }
  if (count > 1 && one_whole && !same(sum, first->den)) add_sum(r, s, first, sum, with_area);
  return count;
}

/* All parts of one set; returns how many there are. */
static size_t check_set(recheck *r, const part *first, size_t most) {
  sums s = {{0}, {0}, 0};
  size_t count = 0, done = 0;
  while (count < most && first[count].set == first->set) count++;
  bool with_area = first[count - 1].area != first->area;
  while (done < count) done += check_sum(r, &s, &first[done], count - done, with_area);
  if (s.wrong > MOST_SUMS) {
    lm_strbuf_addf(&s.en, ", … (+%zu)", s.wrong - MOST_SUMS);
    lm_strbuf_addf(&s.ja, ", … (+%zu)", s.wrong - MOST_SUMS);
  }
  const lm_indicator *indicator = node_of(r, first->set)->indicator;
  lm_code code = indicator->answers == LM_ANSWERS_MULTIPLE ? LM_V_MULTIPLE : LM_V_SINGLE;
  lm_finding finding = {.code = code, .place = {r->file, first->line, 0}, .path = "values", .arg = {indicator->set, lm_strbuf_text(&s.en), lm_strbuf_text(&s.ja)}};
  if (s.wrong) lm_diags_add(r->diags, &finding);
  r->no_memory |= s.en.failed || s.ja.failed;
  lm_strbuf_clear(&s.en);
  lm_strbuf_clear(&s.ja);
  return count;
}

static void check_sets(recheck *r) {
  parts all = {0};
  collect_parts(r, &all);
  if (all.count) qsort(all.item, all.count, sizeof *all.item, compare_parts);
  for (size_t i = 0; i < all.count && !r->no_memory;) i += check_set(r, &all.item[i], all.count - i);
  free(all.item);
}

lm_status lm_values_recheck(const lm_panel *panel, const lm_model *model, const lm_areas *areas, const char *file, lm_diags *diags) {
  recheck r = {panel, model, areas, file, diags, false};
  check_changes(&r);
  check_sets(&r);
  return r.no_memory ? LM_ENOMEM : LM_OK;
}
