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

static void try_out(assess_case *c, const assess_look *look, bool due_passed) {
  assess_track track;
  assess_track_collect(&track, c->indicator, c->track->series, look);
  track.mixed = c->track->mixed;
  c->no_memory |= !assess_track_fit_verdict(&track, c->indicator, c->work);
  track.sampling = c->track->sampling; /* a masked value has no sampling error: the test stays with the published ones */
  note(c->record, assess_otherwise(c, &track, c->target, due_passed));
}

/* With the masked values there may be one of the due period, or of a later one, where there is none without them. */
static bool due_passed_with(const assess_case *c, assess_track *track, assess_look *look) {
  assess_track_collect(track, c->indicator, c->track->series, look);
  if (track->n == 0 || track->last.index < c->due.index) return c->due_passed;
  look->until = lm_period_end(c->due) - 1;
  assess_track_collect(track, c->indicator, c->track->series, look);
  return true;
}

void assess_part_masked(assess_case *c) {
  assess_track track;
  assess_look look = {.until = c->until_all, .masked = true};
  if (c->track->suppressed == 0 || c->no_memory) return;
  bool due_passed = due_passed_with(c, &track, &look);
  size_t masked = track.bounded;
  if (masked == 0) return;
  for (int high = 0; high < 2; high++) {
    look.late_high = high;
    for (look.late = 1; look.late <= masked; look.late++) try_out(c, &look, due_passed);
  }
  lm_verdict published = assess_otherwise(c, c->track, c->target, c->due_passed);
  c->masked_matters = c->record->status_best != c->record->status_worst || c->record->status_best != published;
}
