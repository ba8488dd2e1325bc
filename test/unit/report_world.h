/* report_world.h: a small world read from XML, for the tests of renderers: two scenes, a loop, two areas, verdicts of every
 * kind of text. */
#ifndef REPORT_WORLD_H
#define REPORT_WORLD_H

#include <logicmodel/assess.h>
#include <logicmodel/progress_assess.h>
#include <logicmodel/read.h>

typedef struct report_world {
  lm_diags *diags;
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  lm_assessment *assessment, *everywhere; /* of the area asked for; of all areas */
  lm_progress *progress;
  lm_progress_assessment *progress_assessment;
  lm_model *other; /* a second model, which meets the first */
  lm_areas *no_areas;
  lm_assessment *other_assessment;
} report_world;

/* area NULL: both. LM_ENOMEM leaves a half-made world that can be ended. */
lm_status report_world_start(report_world *w, const char *area);
void report_world_end(report_world *w);

#endif
