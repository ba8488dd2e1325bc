/* masked.c: masked values as bounds: the verdict at best and at worst case.

   A masked value is not zero and not nothing: it lies between two numbers. Every masked value of the window is put at one bound or
   the other, and the verdict worked out again with it, the latest value included. Tried are all ways to have the older ones at one
   bound and, from some year on, the later ones at the other: 2m of them for m masked values. They contain the steepest rise, the
   steepest fall, the highest and the lowest level; for one or two masked values they are all there are, and the least-squares slope
   has its extremes over every value within the bounds among them, because it weighs a value by its distance from the mean date. */
#include "internal.h"

#include <math.h>
#include <stddef.h>

/* Cannot tell ranks behind everything. */
static double rank(lm_verdict verdict) {
  double severity = assess_severity(verdict);
  return isnan(severity) ? HUGE_VAL : severity;
}

static void note(lm_record *r, lm_verdict verdict) {
  if (r->status_best == LM_VERDICT_COUNT || rank(verdict) < rank(r->status_best)) r->status_best = verdict;
  if (r->status_worst == LM_VERDICT_COUNT || rank(verdict) > rank(r->status_worst)) r->status_worst = verdict;
}

static bool fit(assess_case *c, assess_track *track, const assess_look *look) {
  assess_track_collect(track, c->indicator, c->track->series, look);
  track->mixed = c->track->mixed;
  return assess_track_fit_verdict(track, c->indicator, c->work);
}

/* All ways to put `masked` values at their bounds: early ones at one, late ones at the other. */
static bool fit_all(assess_case *c, assess_track *track, assess_look look, size_t masked) {
  for (size_t i = 0; i < 2 * masked; i++) {
    look.late_high = i < masked;
    look.late = i % masked + 1;
    if (!fit(c, &track[i], &look)) return false;
  }
  return true;
}

/* A masked value has no sampling error: the test stays with the published ones. */
static void try_all(assess_case *c, assess_track *track, size_t masked, bool due_passed) {
  for (size_t i = 0; i < 2 * masked; i++) {
    track[i].sampling = c->track->sampling;
    note(c->record, assess_otherwise(c, &track[i], c->target, due_passed));
  }
}

/* With the masked values there may be one of the due period, or of a later one, where there is none without them. */
static bool due_passed_with(const assess_case *c, assess_track *track, assess_look *look) {
  assess_track_collect(track, c->indicator, c->track->series, look);
  if (track->n == 0 || track->last.index < c->due.index) return c->due_passed;
  look->until = lm_period_end(c->due) - 1;
  assess_track_collect(track, c->indicator, c->track->series, look);
  return true;
}

/* Tiers that are not over look at the same values: their tracks are worked out once. */
static bool try_masked(assess_case *c, const assess_look *look, size_t masked, bool due_passed) {
  if (look->until != c->until_all) {
    assess_at_bounds then;
    if (!fit_all(c, then.track, *look, masked)) return false;
    try_all(c, then.track, masked, due_passed);
    return true;
  }
  if (!c->at_bounds->known && !fit_all(c, c->at_bounds->track, *look, masked)) return false;
  c->at_bounds->known = true;
  try_all(c, c->at_bounds->track, masked, due_passed);
  return true;
}

void assess_part_masked(assess_case *c) {
  assess_track track;
  assess_look look = {.until = c->until_all, .areas = c->areas, .masked = true};
  if (c->track->suppressed == 0 || c->no_memory) return;
  bool due_passed = due_passed_with(c, &track, &look);
  if (track.bounded == 0) return;
  if (!try_masked(c, &look, track.bounded, due_passed)) {
    c->no_memory = true;
    return;
  }
  lm_verdict published = assess_otherwise(c, c->track, c->target, c->due_passed);
  c->masked_matters = c->record->status_best != c->record->status_worst || c->record->status_best != published;
}
