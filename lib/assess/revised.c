/* revised.c: a target that was revised keeps its old verdict beside the new one, so that nobody can mistake an easier target for
   progress. Only the target that the present one revises; that one's own predecessor is found through its `revises`. */
#include "internal.h"

#include <math.h>

void assess_part_revised(assess_case *c) {
  lm_record *r = c->record;
  if (!c->target || !c->target->revises) return;
  r->revised = lm_targets_by_id(c->targets, c->target->revises);
  if (!r->revised) return;
  r->old_target = lm_target_amount(r->revised, c->baseline, c->track->last_value);
  r->status_old_target = assess_otherwise(c, c->track, r->revised, c->due_passed);
}
