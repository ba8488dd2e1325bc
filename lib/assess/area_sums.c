/* area_sums.c: which areas make a whole, for every indicator and period; sum.c adds them up.

   An area counts for a period when it exists on the last day of it. So in the year of a merger the new area stands for itself, and before it
   those that became part of it. Of an area that was divided nobody knows which part had how much: what it counted before is no part's, and only
   all parts together stand for it afterwards, where they hold nothing else. */
#include "../base/vec.h"
#include "internal.h"

#include <math.h>
#include <stdlib.h>

const char *lm_sum_for_word(lm_sum_for what) {
  static const char *const words[LM_SUM_FOR_COUNT] = {[LM_SUM_FOR_ALL] = "all", [LM_SUM_FOR_PARTS] = "parts", [LM_SUM_FOR_BEFORE] = "before",
                                                      [LM_SUM_FOR_AFTER] = "after"};
  return (unsigned)what < LM_SUM_FOR_COUNT ? words[what] : NULL;
}

typedef struct area_list {
  uint32_t *item;
  size_t count, room;
} area_list;

typedef struct summing {
  const lm_assessment *a;
  struct { lm_area_sum *item; size_t count, room; } rows;
  area_list missing, parts;
  area_list met, way, origins; /* areas that are led to, each once; where a search has to go on; as `met`, of one part */
  uint32_t *seen, round;       /* by area: the last search that met it */
  uint32_t *first, *next; /* by area: the first area in it, the next one beside it, + 1; 0 none */
  lm_node indicator;
  lm_period_kind kind;
  bool no_memory;
} summing;

static const lm_series *series_of(const summing *s, uint32_t area) { return lm_panel_find(s->a->panel, s->indicator, area, (int)s->kind); }

static bool exists(const summing *s, uint32_t area, int32_t day) {
  const lm_area *known = s->a->areas ? lm_areas_at(s->a->areas, area) : NULL;
  return !known || lm_area_exists_on(known, day);
}

static void push(summing *s, area_list *to, uint32_t area) {
  if (!LM_VEC_PUSH(to, area)) s->no_memory = true;
}

/* ---- rows: the periods that any of some areas speaks of ---- */

static int by_period(const void *left, const void *right) {
  const lm_area_sum *x = left, *y = right;
  return x->period.index < y->period.index ? -1 : x->period.index > y->period.index;
}

/* Whether the observation says something about its period: a value, or that there is a masked one. */
static bool speaks(const lm_obs *obs) { return obs && (assess_usable(obs) || assess_masked(obs)); }

/* Rows for the periods of one more area; each period is to stand there once. */
static void add_periods(summing *s, size_t first, uint32_t area, lm_sum_for what, uint32_t whole) {
  const lm_series *series = series_of(s, area);
  const size_t known = s->rows.count;
  for (size_t i = 0; series && i < assess_count_until(series, s->a->scope.until); i++) {
    const lm_area_sum row = {.indicator = s->indicator, .period = series->obs[i].period, .what = what, .whole = whole};
    if (!speaks(&series->obs[i])) continue;
    if (known > first && bsearch(&row, s->rows.item + first, known - first, sizeof row, by_period)) continue;
    if (!LM_VEC_PUSH(&s->rows, row)) s->no_memory = true;
  }
  if (s->rows.count > known) qsort(s->rows.item + first, s->rows.count - first, sizeof *s->rows.item, by_period);
}

/* ---- one row ---- */

static void note_missing(summing *s, lm_area_sum *row) {
  row->parts = s->parts.count;
  row->first_missing = s->missing.count;
  for (size_t i = 0; i < s->parts.count; i++)
    if (!speaks(assess_obs_at(s->a->panel, s->indicator, s->parts.item[i], row->period))) push(s, &s->missing, s->parts.item[i]);
  row->missing = s->missing.count - row->first_missing;
}

/* A change of code, or the only one that became another: its value as it stands. */
static bool carry(const summing *s, lm_area_sum *row) {
  const lm_obs *obs = assess_obs_at(s->a->panel, s->indicator, s->parts.item[0], row->period);
  lm_sum *to = &row->sum;
  const bool masked = obs && assess_masked(obs) && obs->lower <= obs->upper;
  if (!obs || (!masked && !assess_usable(obs))) return false;
  *to = (lm_sum){.area = LM_NO_AREA, .areas = 1, .masked = masked, .num = obs->num, .den = obs->den, .value = obs->value};
  to->lower = masked ? obs->lower : obs->value;
  to->upper = masked ? obs->upper : obs->value;
  return true;
}

static void add_up(summing *s, lm_area_sum *row) {
  note_missing(s, row);
  if (row->what == LM_SUM_FOR_BEFORE && s->parts.count == 1 && carry(s, row)) return;
  assess_sum(&row->sum, s->a->model, s->a->panel, s->indicator, s->parts.item, s->parts.count, row->period, s->parts.count > 0);
}

/* A period that no area counted speaks of: those that do have ended by then, or not begun. */
static void drop_silent(summing *s, size_t first) {
  size_t kept = first;
  for (size_t i = first; i < s->rows.count; i++)
    if (s->rows.item[i].missing < s->rows.item[i].parts) s->rows.item[kept++] = s->rows.item[i];
  s->rows.count = kept;
}

/* ---- all areas together ---- */

/* Whether an area that this one lies in has such values as well: added to it, it would count twice. */
static bool counted_already(const summing *s, uint32_t area) {
  for (uint32_t outer = lm_areas_within(s->a->areas, area); outer != LM_NO_AREA; outer = lm_areas_within(s->a->areas, outer))
    if (series_of(s, outer)) return true;
  return false;
}

/* Areas with values of that kind, the outermost that have them. */
static void for_all(summing *s) {
  const lm_assessment *a = s->a;
  area_list outermost = {0};
  const size_t first = s->rows.count;
  const uint32_t total = a->areas ? (uint32_t)lm_areas_count(a->areas) : 0;
  for (uint32_t area = 0; area < total; area++) { /* also those that ended and are not assessed */
    if (!series_of(s, area) || counted_already(s, area)) continue;
    push(s, &outermost, area);
    add_periods(s, first, area, LM_SUM_FOR_ALL, LM_NO_AREA);
  }
  if (outermost.count < 2) s->rows.count = first;
  for (size_t i = first; i < s->rows.count; i++) {
    s->parts.count = 0;
    for (size_t k = 0; k < outermost.count; k++)
      if (exists(s, outermost.item[k], lm_period_end(s->rows.item[i].period) - 1)) push(s, &s->parts, outermost.item[k]);
    add_up(s, &s->rows.item[i]);
  }
  drop_silent(s, first);
  free(outermost.item);
}

/* ---- the parts of an area ---- */

/* Of what lies in `whole` on that day: an area with values stands for what lies in it; one without is looked into, and missing where nothing lies in
   it. */
static void collect_parts(summing *s, uint32_t whole, int32_t day) {
  for (uint32_t at = s->first[whole]; at; at = s->next[at - 1]) {
    const uint32_t area = at - 1;
    if (!exists(s, area, day)) continue;
    if (series_of(s, area) || !s->first[area])
      push(s, &s->parts, area);
    else
      collect_parts(s, area, day);
  }
}

static void parts_periods(summing *s, size_t first, uint32_t in, uint32_t whole) {
  for (uint32_t at = s->first[in]; at; at = s->next[at - 1]) {
    if (series_of(s, at - 1))
      add_periods(s, first, at - 1, LM_SUM_FOR_PARTS, whole);
    else
      parts_periods(s, first, at - 1, whole);
  }
}

static void for_parts(summing *s, uint32_t whole) {
  const size_t first = s->rows.count;
  parts_periods(s, first, whole, whole);
  for (size_t i = first; i < s->rows.count; i++) {
    s->parts.count = 0;
    collect_parts(s, whole, lm_period_end(s->rows.item[i].period) - 1);
    add_up(s, &s->rows.item[i]);
  }
  drop_silent(s, first);
}

/* ---- what became an area, and what it became ---- */

typedef uint32_t step_fn(const lm_areas *areas, uint32_t area, size_t n);

/* `from` and all that the steps lead to, each once, as near as it is met first; not beyond `stop`. Areas that were divided and merged again are
   reached by many ways. */
static void spread(summing *s, area_list *to, uint32_t from, uint32_t stop, step_fn *step) {
  to->count = s->way.count = 0;
  s->round++;
  push(s, &s->way, from);
  while (s->way.count > 0 && !s->no_memory) {
    const uint32_t at = s->way.item[--s->way.count];
    size_t n = 0;
    if (s->seen[at] == s->round) continue;
    s->seen[at] = s->round;
    push(s, to, at);
    while (at != stop && step(s->a->areas, at, n) != LM_NO_AREA) n++;
    while (n-- > 0) push(s, &s->way, step(s->a->areas, at, n)); /* backwards: the first comes out first */
  }
}

static void collect_met(summing *s, size_t from, int32_t day) {
  s->parts.count = 0;
  for (size_t i = from; i < s->met.count; i++)
    if (exists(s, s->met.item[i], day)) push(s, &s->parts, s->met.item[i]);
}

/* The first of the parts that was divided since, so that not all of it came to `whole`; LM_NO_AREA none. */
static uint32_t divided(summing *s, uint32_t whole) {
  for (size_t i = 0; i < s->parts.count; i++) {
    spread(s, &s->origins, s->parts.item[i], LM_NO_AREA, lm_areas_after);
    for (size_t k = 0; k < s->origins.count; k++)
      if (s->origins.item[k] != whole && lm_areas_after(s->a->areas, s->origins.item[k], 0) == LM_NO_AREA) return s->parts.item[i];
  }
  return LM_NO_AREA;
}

/* Was there anything of it that did not come from what was before? */
static bool had_own(const summing *s, uint32_t area) {
  uint32_t before;
  size_t n = 0;
  for (; (before = lm_areas_before(s->a->areas, area, n)) != LM_NO_AREA; n++) {
    const lm_area *was = lm_areas_at(s->a->areas, before);
    if (was->has_to && exists(s, area, was->to)) return true;
  }
  return n == 0;
}

/* The first of the parts that holds more than what came from `whole`; LM_NO_AREA none. */
static uint32_t wider(summing *s, uint32_t whole) {
  for (size_t i = 0; i < s->parts.count; i++) {
    spread(s, &s->origins, s->parts.item[i], whole, lm_areas_before);
    for (size_t k = 0; k < s->origins.count; k++)
      if (s->origins.item[k] != whole && had_own(s, s->origins.item[k])) return s->parts.item[i];
  }
  return LM_NO_AREA;
}

static void add_up_unless(summing *s, lm_area_sum *row, lm_sum_refusal refusal, uint32_t area) {
  if (area == LM_NO_AREA) {
    add_up(s, row);
    return;
  }
  note_missing(s, row);
  row->sum = (lm_sum){.refusal = refusal, .area = area, .num = NAN, .den = NAN, .value = NAN, .lower = NAN, .upper = NAN};
}

static void met_periods(summing *s, size_t first, lm_sum_for what, uint32_t whole) {
  for (size_t i = 1; i < s->met.count; i++) add_periods(s, first, s->met.item[i], what, whole);
}

/* Of areas that became part of one another in turn, the last stands for all. */
static void for_before(summing *s, uint32_t whole) {
  size_t kept = s->rows.count;
  const size_t first = kept;
  if (lm_areas_after(s->a->areas, whole, 0) != LM_NO_AREA || lm_areas_before(s->a->areas, whole, 0) == LM_NO_AREA) return;
  spread(s, &s->met, whole, LM_NO_AREA, lm_areas_before);
  met_periods(s, first, LM_SUM_FOR_BEFORE, whole);
  for (size_t i = first; i < s->rows.count; i++) {
    collect_met(s, 0, lm_period_end(s->rows.item[i].period) - 1);
    if (s->parts.count == 0 || (s->parts.count == 1 && s->parts.item[0] == whole)) continue; /* as it is now */
    s->rows.item[kept] = s->rows.item[i];
    add_up_unless(s, &s->rows.item[kept++], LM_SUM_DIVIDED, divided(s, whole));
  }
  s->rows.count = kept;
  drop_silent(s, first);
}

/* An area that was divided: its parts since, those that were divided once more by theirs. */
static void for_after(summing *s, uint32_t whole) {
  size_t kept = s->rows.count;
  const size_t first = kept;
  const lm_area *area = lm_areas_at(s->a->areas, whole);
  if (lm_areas_after(s->a->areas, whole, 1) == LM_NO_AREA || !area->has_to) return;
  spread(s, &s->met, whole, LM_NO_AREA, lm_areas_after);
  met_periods(s, first, LM_SUM_FOR_AFTER, whole);
  for (size_t i = first; i < s->rows.count; i++) {
    const int32_t day = lm_period_end(s->rows.item[i].period) - 1;
    if (day <= area->to) continue;
    collect_met(s, 1, day);
    s->rows.item[kept] = s->rows.item[i];
    add_up_unless(s, &s->rows.item[kept++], LM_SUM_WIDER, wider(s, whole));
  }
  s->rows.count = kept;
  drop_silent(s, first);
}

/* ---- every indicator listed ---- */

static bool index_areas(summing *s) {
  const size_t total = s->a->areas ? lm_areas_count(s->a->areas) : 0;
  s->first = calloc(total + 1, sizeof *s->first);
  s->next = calloc(total + 1, sizeof *s->next);
  s->seen = calloc(total + 1, sizeof *s->seen);
  for (size_t i = total; s->first && s->next && i-- > 0;) { /* backwards: they come out in order */
    const uint32_t outer = lm_areas_within(s->a->areas, (uint32_t)i);
    if (outer == LM_NO_AREA) continue;
    s->next[i] = s->first[outer];
    s->first[outer] = (uint32_t)i + 1;
  }
  return s->first && s->next && s->seen;
}

static void each_kind(summing *s, void (*sum)(summing *, uint32_t), uint32_t area) {
  for (int kind = 0; kind < LM_PERIOD_KIND_COUNT; kind++) {
    s->kind = (lm_period_kind)kind;
    if (sum)
      sum(s, area);
    else
      for_all(s);
  }
}

static void sum_indicator(summing *s) {
  const assess_scope *scope = &s->a->scope;
  const uint32_t total = s->a->areas ? (uint32_t)lm_areas_count(s->a->areas) : 0;
  static void (*const sums[])(summing *, uint32_t) = {for_parts, for_before, for_after};
  if (!scope->has_area) each_kind(s, NULL, LM_NO_AREA);
  for (size_t what = 0; what < sizeof sums / sizeof *sums; what++)
    for (uint32_t area = 0; area < total; area++)
      if (!scope->has_area || scope->area == area) each_kind(s, sums[what], area);
}

/* The rows are the caller's. */
static lm_status finish(summing *s, lm_area_sums *out, bool ok) {
  free(s->first);
  free(s->next);
  free(s->parts.item);
  free(s->met.item);
  free(s->way.item);
  free(s->origins.item);
  free(s->seen);
  *out = (lm_area_sums){s->rows.item, s->rows.count, s->missing.item};
  return ok && !s->no_memory ? LM_OK : LM_ENOMEM;
}

lm_status lm_assessment_sums(lm_area_sums *out, const lm_assessment *assessment) {
  summing s = {.a = assessment};
  lm_node last = LM_NO_NODE;
  bool ok = index_areas(&s);
  for (size_t i = 0; ok && assessment->panel && i < assessment->shown_count; i++) {
    s.indicator = assessment->shown[i]->indicator;
    if (s.indicator != last) sum_indicator(&s);
    last = s.indicator;
  }
  return finish(&s, out, ok);
}

lm_status assess_sums_before(lm_area_sums *out, const lm_model *model, const lm_areas *areas, const lm_panel *panel, uint32_t area) {
  const lm_assessment all = {.model = model, .areas = areas, .panel = panel, .scope.until = INT32_MAX};
  summing s = {.a = &all};
  const bool ok = index_areas(&s);
  for (lm_node i = 0; ok && i < lm_model_node_count(model); i++) {
    s.indicator = i;
    if (lm_model_node(model, i)->kind == LM_INDICATOR) each_kind(&s, for_before, area);
  }
  return finish(&s, out, ok);
}

void lm_area_sums_clear(lm_area_sums *sums) {
  free(sums->item);
  free(sums->missing);
  *sums = (lm_area_sums){0};
}
