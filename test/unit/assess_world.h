/* assess_world.h: small worlds for the tests of the assessment: a model, a panel and targets written as short texts.

   Values      "2019=50 2020=52b 2021=* 2022=? 2023FY=7 2024=60f": a period (any spelling) and a number, * masked, ? not yet;
               b a break here, d definition changed, f a forecast; "*0..9" masked with bounds; behind a number "~2" its standard
               error, ":30:60" numerator and denominator, "@200" the number asked.
   Target      "80", "range 40..60" (either end may be missing), "by 5", "by 10%", "keep", "improve", "text".
   Ids are given to be found again; every call fails the test if the library refuses. */
#ifndef ASSESS_WORLD_H
#define ASSESS_WORLD_H

#include <logicmodel/assess.h>

typedef struct world {
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  lm_diags *diags;
  lm_assessment *assessment;
} world;

/* What an indicator is like; zero-initialised: up, calendar years, no limits, no decimals said. */
typedef struct world_indicator {
  lm_direction direction; /* UNSAID means up; write LM_DIRECTION_COUNT for unsaid */
  int basis;              /* 0 calendar years; -1 not said */
  const char *limits;     /* "0..100" */
  const char *breaks;     /* "2021 2024" */
  const char *decimals;   /* "1" */
  bool placeholder;
  lm_measure measure;
  lm_aggregation aggregation;
} world_indicator;

void world_start(world *w);
void world_end(world *w);
void world_tier(world *w, const char *id, const char *due);
/* parent and tier may be NULL. */
lm_node world_node(world *w, lm_kind kind, const char *id, const char *parent, const char *tier);
lm_node world_add_indicator(world *w, const char *id, const world_indicator *like);
/* Names as "kind:id", or an id that is the only one. */
void world_measure(world *w, const char *from, const char *indicator);
void world_contribute(world *w, const char *from, const char *to);
/* area NULL: no area. */
uint32_t world_area(world *w, const char *id);
void world_values(world *w, const char *indicator, const char *area, const char *values);
void world_target(world *w, const char *indicator, const char *area, const char *tier, const char *target);
void world_baseline(world *w, const char *indicator, const char *area, const char *baseline);
/* Seals the panel the first time. Returns what lm_assess does; the result is w->assessment. */
lm_status world_assess(world *w, const lm_assess_options *options);
/* Fails if there is no such record or roll-up. */
const lm_record *world_record(const world *w, const char *indicator, const char *area, const char *tier);
const lm_rollup *world_rollup(const world *w, const char *node, const char *area);

/* "short no-baseline", in the order of the enum. */
void world_reasons(uint64_t reasons, char *buffer, size_t size);
/* "80", "-1/12", "nan". */
double world_number(const char *text);

#endif
