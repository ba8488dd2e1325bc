/* run.c: goes once through indicator × area × tier, part by part, and keeps the records or hands them out in passing.

   The places (indicator, area) are cut into parts, and every part is worked out by one thread with memory of its own; model, panel and targets
   are only looked at. Order within a part is that of the panel (indicator, area, kind), so its series are met in passing and only the first is
   searched. */
#include "../base/parallel.h"
#include "internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_YET INT32_MIN /* newest_day of an empty panel */
#define PART 128          /* places; a place takes microseconds, getting a part much less than one */

/* What one thread works with. */
typedef struct assess_run {
  const lm_assessment *a;
  lm_stats_work *work;
  bool *wanted;   /* tiers of the places of a part: place × tier */
  size_t series;  /* first of the panel not yet met */
  lm_record *record; /* the next one to be filled */
  assess_without without, without_then; /* of the latest values; of those up to a due period that is over */
  assess_at_bounds at_bounds;
} assess_run;

int32_t assess_newest_day(const lm_panel *panel, int32_t until) {
  int32_t newest = NOT_YET;
  for (size_t i = 0; panel && i < lm_panel_series_count(panel); i++) {
    const lm_series *series = lm_panel_series(panel, i);
    size_t count = assess_count_until(series, until);
    while (count > 0 && !assess_usable(&series->obs[count - 1])) count--;
    if (count == 0) continue;
    int32_t day = lm_period_end(series->obs[count - 1].period) - 1;
    newest = day > newest ? day : newest;
  }
  return newest;
}

/* ---- one indicator, one area ---- */

static int compare_place(const lm_series *series, lm_node indicator, uint32_t area) {
  if (series->indicator != indicator) return series->indicator < indicator ? -1 : 1;
  return series->area == area ? 0 : series->area < area ? -1 : 1;
}

/* The series of that place, at most one per kind of period; asked in the order of the panel. */
static size_t series_here(assess_run *run, lm_node indicator, uint32_t area, const lm_series **found) {
  const lm_panel *panel = run->a->panel;
  size_t count = 0;
  for (; panel && run->series < lm_panel_series_count(panel); run->series++) {
    const lm_series *series = lm_panel_series(panel, run->series);
    int place = compare_place(series, indicator, area);
    if (place > 0) break;
    if (place == 0 && count < LM_PERIOD_KIND_COUNT) found[count++] = series;
  }
  return count;
}

/* Where the series of the place begin: the first that is not before it. */
static size_t find_series(const lm_panel *panel, lm_node indicator, uint32_t area) {
  size_t low = 0, high = panel ? lm_panel_series_count(panel) : 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_place(lm_panel_series(panel, middle), indicator, area) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* An area inside another of which nothing was said for this indicator: a centre where only the town is asked. It is left out. */
static bool is_beside_the_point(const lm_assessment *a, lm_node indicator, uint32_t area) {
  if (!a->areas || lm_areas_within(a->areas, area) == LM_NO_AREA) return false;
  if (a->panel && lm_panel_find(a->panel, indicator, area, -1)) return false;
  if (!a->targets) return true;
  bool asked = lm_targets_baseline(a->targets, indicator, area) != NULL;
  for (uint32_t tier = 0; !asked && tier < lm_model_tier_count(a->model); tier++)
    asked = lm_targets_for(a->targets, a->areas, indicator, area, tier) != NULL;
  return !asked;
}

/* Tiers of the outcomes that the indicator measures and those it has targets for; if none, the first. How many. */
static size_t want_tiers(const lm_assessment *a, lm_node indicator, uint32_t area, bool *wanted) {
  size_t tiers = lm_model_tier_count(a->model), links, count = 0;
  const uint32_t *link = lm_graph_in(a->measured, indicator, &links);
  memset(wanted, 0, tiers * sizeof *wanted);
  if (is_beside_the_point(a, indicator, area)) return 0;
  for (size_t i = 0; i < links; i++) {
    uint32_t tier = lm_model_node(a->model, lm_model_link(a->model, link[i])->from)->tier;
    if (tier < tiers) wanted[tier] = true;
  }
  for (uint32_t tier = 0; tier < tiers; tier++) {
    if (!wanted[tier] && a->targets && lm_targets_for(a->targets, a->areas, indicator, area, tier)) wanted[tier] = true;
    count += wanted[tier];
  }
  if (count > 0 || tiers == 0) return count;
  wanted[0] = true;
  return 1;
}

static const lm_baseline *baseline_of(const lm_assessment *a, lm_node indicator, uint32_t area) {
  const lm_baseline *baseline = a->targets ? lm_targets_baseline(a->targets, indicator, area) : NULL;
  return baseline && baseline->obs.missing == LM_PRESENT && isfinite(baseline->obs.value) ? baseline : NULL;
}

/* A tier whose period is over is judged as things stood at its due date: the value of that period, the trend up to it. When
   there is no value up to then, the later ones have to do. */
static lm_status assess_tier(assess_run *run, lm_node indicator, uint32_t area, uint32_t tier, const assess_track *latest) {
  const lm_assessment *a = run->a;
  assess_track then;
  lm_record *record = run->record++;
  const lm_target *target = a->targets ? lm_targets_for(a->targets, a->areas, indicator, area, tier) : NULL;
  const lm_target *per_unit = target && target->per && target->area == area ? target : NULL;
  *record = lm_record_none();
  assess_case c = {.areas = a->areas,
                   .indicator = lm_model_node(a->model, indicator)->indicator,
                   .target = per_unit ? NULL : target,
                   .per_unit = per_unit,
                   .about = lm_model_tier(a->model, tier)->about,
                   .baseline = baseline_of(a, indicator, area),
                   .track = latest,
                   .due = lm_period_last_by(latest->kind, lm_model_tier(a->model, tier)->due),
                   .until = a->scope.until,
                   .until_all = a->scope.until,
                   .newest_day = a->newest_day,
                   .record = record,
                   .targets = a->targets,
                   .without = &run->without,
                   .at_bounds = &run->at_bounds,
                   .work = run->work};
  record->indicator = indicator;
  record->area = area;
  record->tier = tier;
  record->due_period = c.due;
  c.due_passed = latest->n > 0 && latest->last.index >= c.due.index;
  if (c.due_passed) {
    assess_look look = {.until = lm_period_end(c.due) - 1, .areas = a->areas};
    assess_track_collect(&then, c.indicator, latest->series, &look);
    then.mixed = latest->mixed;
    if (!assess_track_fit(&then, c.indicator, run->work)) return LM_ENOMEM;
    if (then.n > 0) {
      c.track = &then;
      c.until = look.until;
      c.without = &run->without_then;
      c.without->known = false;
    }
  }
  assess_case_run(&c);
  if (per_unit) {
    record->target_of = per_unit;
    assess_units(a, record);
  }
  return c.no_memory ? LM_ENOMEM : LM_OK;
}

static lm_status assess_here(assess_run *run, lm_node indicator, uint32_t area, const bool *wanted) {
  const lm_assessment *a = run->a;
  const lm_indicator *info = lm_model_node(a->model, indicator)->indicator;
  const lm_series *series[LM_PERIOD_KIND_COUNT];
  const assess_look look = {.until = a->scope.until, .areas = a->areas};
  assess_track track;
  bool mixed;
  size_t count = series_here(run, indicator, area, series);
  assess_track_collect(&track, info, assess_choose(info, series, count, a->scope.until, &mixed), &look);
  track.mixed = mixed;
  run->without.known = run->at_bounds.known = false;
  if (!assess_track_fit(&track, info, run->work)) return LM_ENOMEM;
  for (uint32_t tier = 0; tier < lm_model_tier_count(a->model); tier++) {
    if (wanted[tier] && assess_tier(run, indicator, area, tier, &track) != LM_OK) return LM_ENOMEM;
  }
  return LM_OK;
}

/* ---- parts ---- */

static lm_node indicator_at(const lm_assessment *a, size_t place) {
  return a->indicator[place / a->area_count];
}

static uint32_t area_at(const lm_assessment *a, size_t place) {
  return a->area[place % a->area_count];
}

static size_t want_part(assess_run *run, size_t first, size_t end) {
  const lm_assessment *a = run->a;
  size_t tiers = lm_model_tier_count(a->model), count = 0;
  for (size_t i = first; i < end; i++) count += want_tiers(a, indicator_at(a, i), area_at(a, i), run->wanted + (i - first) * tiers);
  return count;
}

static size_t place_count(const lm_assessment *a) {
  return a->indicator_count * a->area_count;
}

static size_t part_count(const lm_assessment *a) {
  return (place_count(a) + PART - 1) / PART;
}

static size_t end_of(const lm_assessment *a, size_t part) {
  return (part + 1) * PART < place_count(a) ? (part + 1) * PART : place_count(a);
}

/* Fills the records that want_part counted, one behind the other in `record`, and says which belong to which place. */
static lm_status assess_part(assess_run *run, size_t part, lm_record *record, assess_place *place) {
  const lm_assessment *a = run->a;
  const size_t tiers = lm_model_tier_count(a->model), first = part * PART, count = end_of(a, part) - first;
  run->record = record;
  run->series = find_series(a->panel, indicator_at(a, first), area_at(a, first));
  for (size_t i = 0; i < count; i++) {
    const lm_record *before = run->record;
    if (assess_here(run, indicator_at(a, first + i), area_at(a, first + i), run->wanted + i * tiers) != LM_OK) return LM_ENOMEM;
    place[i] = (assess_place){before, (size_t)(run->record - before)};
  }
  return LM_OK;
}

static bool open_run(assess_run *run, const lm_assessment *a) {
  run->a = a;
  run->wanted = malloc((PART * lm_model_tier_count(a->model) + 1) * sizeof *run->wanted);
  run->work = lm_stats_work_new();
  return run->wanted && run->work;
}

static void close_run(assess_run *run) {
  free(run->wanted);
  lm_stats_work_free(run->work);
}

/* ---- kept ---- */

/* What the threads share, and what each has for itself. */
typedef struct assess_runs {
  lm_assessment *a;
  assess_run *of; /* by worker */
  unsigned count;
} assess_runs;

static lm_status keep_part(void *user, unsigned worker, unsigned slot, size_t part) {
  assess_runs *runs = user;
  lm_assessment *a = runs->a;
  size_t count = want_part(&runs->of[worker], part * PART, end_of(a, part));
  (void)slot;
  a->block[part] = malloc((count + 1) * sizeof **a->block);
  return a->block[part] ? assess_part(&runs->of[worker], part, a->block[part], a->place + part * PART) : LM_ENOMEM;
}

static bool open_runs(assess_runs *runs) {
  runs->of = calloc(runs->count, sizeof *runs->of);
  for (unsigned i = 0; runs->of && i < runs->count; i++)
    if (!open_run(&runs->of[i], runs->a)) return false;
  return runs->of != NULL;
}

static void close_runs(assess_runs *runs) {
  for (unsigned i = 0; runs->of && i < runs->count; i++) close_run(&runs->of[i]);
  free(runs->of);
}

lm_status assess_run_all(lm_assessment *a, unsigned threads) {
  size_t parts = part_count(a);
  a->place = lm_arena_alloc(&a->arena, (place_count(a) + 1) * sizeof *a->place);
  a->block = lm_arena_alloc(&a->arena, (parts + 1) * sizeof *a->block);
  if (!a->place || !a->block) return LM_ENOMEM;
  a->block_count = parts;
  assess_runs runs = {.a = a, .count = lm_parallel_threads(threads, parts)};
  const lm_parallel work = {.threads = runs.count, .parts = parts, .user = &runs, .make = keep_part};
  lm_status status = open_runs(&runs) ? lm_parallel_run(&work) : LM_ENOMEM;
  close_runs(&runs);
  return status;
}

/* ---- in passing ---- */

/* The records of a part, and those of them within the scope: in memory that every part uses again. */
struct lm_record_maker {
  assess_run run;
  assess_place place[PART];
  lm_record *record;
  const lm_record **shown;
  size_t room;
};

bool lm_assessment_in_passing(const lm_assessment *assessment) {
  return assessment->in_passing;
}

size_t lm_assessment_part_count(const lm_assessment *assessment) {
  return assessment->in_passing ? part_count(assessment) : 0;
}

lm_status lm_record_maker_new(lm_record_maker **out, const lm_assessment *assessment) {
  *out = NULL;
  if (!assessment->in_passing) return LM_EINVAL;
  lm_record_maker *maker = calloc(1, sizeof *maker);
  if (maker && open_run(&maker->run, assessment))
    *out = maker;
  else
    lm_record_maker_free(maker);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_record_maker_free(lm_record_maker *maker) {
  if (!maker) return;
  close_run(&maker->run);
  free(maker->record);
  free(maker->shown);
  free(maker);
}

static bool room_for(lm_record_maker *maker, size_t count) {
  if (count < maker->room) return true;
  free(maker->record);
  free(maker->shown);
  maker->record = malloc((count + 1) * sizeof *maker->record);
  maker->shown = malloc((count + 1) * sizeof *maker->shown);
  maker->room = maker->record && maker->shown ? count + 1 : 0;
  return maker->room > 0;
}

static size_t show(lm_record_maker *maker, size_t part) {
  const lm_assessment *a = maker->run.a;
  size_t first = part * PART, end = end_of(a, part), count = 0;
  for (size_t i = first; i < end; i++) {
    const assess_place *place = &maker->place[i - first];
    const bool shown = place->count > 0 && assess_indicator_shown(a, indicator_at(a, i));
    for (size_t k = 0; shown && k < place->count; k++)
      if (assess_tier_shown(a, place->first[k].tier)) maker->shown[count++] = &place->first[k];
  }
  return count;
}

lm_status lm_record_maker_make(lm_record_maker *maker, size_t part, const lm_record *const **records, size_t *count) {
  *count = 0;
  if (part >= part_count(maker->run.a)) return LM_EINVAL;
  if (!room_for(maker, want_part(&maker->run, part * PART, end_of(maker->run.a, part)))) return LM_ENOMEM;
  lm_status status = assess_part(&maker->run, part, maker->record, maker->place);
  if (status != LM_OK) return status;
  *count = show(maker, part);
  *records = maker->shown;
  return LM_OK;
}
