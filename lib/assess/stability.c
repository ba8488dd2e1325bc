/* stability.c: would the verdict be the same without one of its years?

   Each value of the window is left out in turn; an older one moves up if there is one. Without its latest value a record is judged
   as it stood one value earlier. When the due period is over, its value is what is judged: it stays. */
#include "internal.h"

#include <math.h>

void assess_part_stability(assess_case *c) {
  lm_record *r = c->record;
  const assess_track *track = c->track;
  if (r->status == LM_NOT_ASSESSABLE || track->window < ASSESS_STABILITY_FROM || c->no_memory) return;
  if (!c->without->known) c->without->known = assess_tracks_without(c->without->track, track, c->indicator, c->work);
  if (!c->without->known) {
    c->no_memory = true;
    return;
  }
  lm_verdict status = c->masked_matters ? assess_otherwise(c, track, c->target, c->due_passed) : r->status;
  r->left_out = track->window - c->due_passed;
  for (size_t i = 0; i < r->left_out; i++) {
    if (assess_otherwise(c, &c->without->track[i], c->target, c->due_passed) != status)
      r->flip[r->flips++] = assess_track_obs(track)[i]->period;
  }
  r->stability = 1 - (double)r->flips / (double)r->left_out;
}
