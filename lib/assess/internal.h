/* internal.h: what the files of lib/assess share. Not installed.

   One record is worked out in three steps. A *track* is what one (indicator, area) offers up to a day: the series chosen, cut
   at breaks, and its trend; tiers share it. A *case* is a track held against one tier: goal, gap, projection, pace. The parts
   of a case run in the order of one table (assess.c); each reads what the earlier ones left in the case and writes its share of
   the record. A part may ask what the verdict would be with another track: that runs the parts of the verdict once more
   (assess_otherwise). */
#ifndef LM_ASSESS_INTERNAL_H
#define LM_ASSESS_INTERNAL_H

#include "../base/arena.h"

#include <logicmodel/assess.h>
#include <logicmodel/graph.h>
#include <logicmodel/stats.h>

#include <math.h>

/* Settings of the method; docs/assessment.md gives the source of each. */
#define ASSESS_WINDOW      LM_WINDOW /* latest values in the trend: six (Destatis) */
#define ASSESS_TEST_FROM   4    /* fewest values for a test or an interval */
#define ASSESS_TREND_LEVEL 0.80 /* interval of the slope */
#define ASSESS_HIGH_FROM   8    /* fewest years for high evidence, all values of which take part in the test it asks for */
#define ASSESS_TREND_P     0.10 /* two-sided: a direction is taken as shown up to here */
#define ASSESS_DAMPING     0.90 /* per year, beyond as many years ahead as the data looks back */
#define ASSESS_STABILITY_FROM 3 /* fewest values of which one can be left out */
#define ASSESS_POWER       0.80 /* of a change called detectable, two-sided at ASSESS_TREND_P */
#define ASSESS_STALE       3    /* periods behind the newest value of the panel */

/* ---- track: series.c, trend.c, sampling.c ---- */

/* Which observations of a series are looked at. A verdict is tried out under other looks: without one year, or with masked
   values at their bounds. */
typedef struct assess_look {
  int32_t until;          /* periods that end by this day */
  const lm_areas *areas;  /* NULL: none of them changed */
  const lm_obs *left_out; /* NULL none */
  bool masked;            /* masked values with bounds count: the latest `late` of them at one bound, the older at the other */
  size_t late;
  bool late_high;
} assess_look;

typedef struct assess_sampling {
  lm_sampling kind;
  double p;
  int direction;
  double se_last; /* standard error of the latest value; NaN unknown */
} assess_sampling;

typedef struct assess_track {
  const lm_series *series; /* NULL none */
  lm_period_kind kind;
  size_t n, suppressed;  /* after the last break, up to the day */
  size_t bounded;        /* masked values with bounds that would be in the window */
  size_t years;          /* different years that the n are of; only of the track that a record shows */
  double year;           /* the first of them */
  lm_period first, last; /* of the n */
  double last_value;
  bool last_masked; /* a masked value comes after the last published one */
  bool has_break;   /* break_day is the first day under the present definition */
  int32_t break_day;
  bool cut;   /* values before the break were left out */
  bool area_break;   /* the break is a change of the area */
  bool area_changed; /* values from before and after a change of the area, or from before it began */
  bool mixed; /* values of another kind of period, or none of the indicator's own kind */

  size_t window; /* the last `window` of obs, t and y are the values of the trend */
  const lm_obs *obs[ASSESS_WINDOW];
  double t[ASSESS_WINDOW], y[ASSESS_WINDOW];
  double scale; /* largest absolute value in the window */
  lm_sen sen;
  lm_interval slope; /* of the Theil–Sen slope, ASSESS_TREND_LEVEL */
  double trend_p;    /* NaN below ASSESS_TEST_FROM */
  assess_sampling sampling;
  /* only of the track that a record shows */
  double slope_full;
  lm_ols ols;
  double detect; /* standard errors of a slope that are detectable, for least squares' degrees of freedom */
  double t50, t80, t95; /* critical values of its prediction intervals */
} assess_track;

static inline const lm_obs *const *assess_track_obs(const assess_track *track) {
  return track->obs + (ASSESS_WINDOW - track->window);
}
static inline const double *assess_track_t(const assess_track *track) {
  return track->t + (ASSESS_WINDOW - track->window);
}
static inline const double *assess_track_y(const assess_track *track) {
  return track->y + (ASSESS_WINDOW - track->window);
}

/* Statistics refuse entries beyond this; no document can hold one. */
#define ASSESS_LARGEST 1e300

/* An observed number: present, no forecast. */
static inline bool assess_usable(const lm_obs *obs) {
  return obs->missing == LM_PRESENT && !(obs->flags & LM_FORECAST) && fabs(obs->value) <= ASSESS_LARGEST; /* NaN is not */
}
/* A number that is there and was not published. */
bool assess_masked(const lm_obs *obs);
/* How many observations of the series end by the end of `until`. */
size_t assess_count_until(const lm_series *series, int32_t until);
/* Chooses among the `count` series of one (indicator, area); NULL if count is 0. *mixed: see assess_track. */
const lm_series *assess_choose(const lm_indicator *indicator, const lm_series *const *series, size_t count, int32_t until,
                               bool *mixed);
/* Collects the values of `series` (may be NULL) under `look`; the trend is still to be fitted, and mixed to be set. */
void assess_track_collect(assess_track *track, const lm_indicator *indicator, const lm_series *series, const assess_look *look);
/* Every value of the window left out in turn: out[i] without the i-th, an older one moves up if there is one. All that a verdict needs, the
   same as collecting and fitting (assess_track_fit_verdict) anew, except `bounded` and `years`. false: out of memory. */
bool assess_tracks_without(assess_track *out, const assess_track *track, const lm_indicator *indicator, lm_stats_work *work);
/* All of it. false: out of memory. */
bool assess_track_fit(assess_track *track, const lm_indicator *indicator, lm_stats_work *work);
/* The slope, and of its uncertainty no more than a verdict needs. false: out of memory. */
bool assess_track_fit_verdict(assess_track *track, const lm_indicator *indicator, lm_stats_work *work);
/* trend.c: the direction that the order of all n values shows; 0: none, or fewer than ASSESS_HIGH_FROM. false: out of memory. */
bool assess_direction_full(int *direction, const assess_track *track, lm_stats_work *work);
/* sampling.c: the test on sampling errors. The trend is fitted, or not: it is not looked at. */
assess_sampling assess_sampling_test(const assess_track *track, const lm_indicator *indicator);
/* Proportions are written as shares of 1 or of 100, as their upper limit says; 0: no proportion. */
double assess_share_of_whole(const lm_indicator *indicator);

/* ---- goal: goal.c ---- */

/* Every goal is an interval of values that meet it: [target, inf) upwards, (-inf, target] downwards, [lower, upper] for a
 * range. */
typedef struct assess_goal {
  bool known;          /* lower and upper say what meets it; false: no number or no direction */
  double lower, upper; /* infinite where open */
  double amount;       /* the number to reach from the last value; NaN none */
  int sign;            /* +1 the value has to rise, -1 to fall; 0 inside a two-sided range */
} assess_goal;

/* Tracks without one of the values of another: worked out when first asked for, shared by the tiers. */
typedef struct assess_without {
  bool known;
  assess_track track[ASSESS_WINDOW]; /* by place in the window of the other */
} assess_without;

/* Tracks with the masked values at their bounds, two for every masked value of the window; likewise. */
typedef struct assess_at_bounds {
  bool known;
  assess_track track[2 * ASSESS_WINDOW];
} assess_at_bounds;

typedef struct assess_case {
  const lm_areas *areas; /* may be NULL */
  const lm_indicator *indicator;
  const lm_target *target;     /* NULL none */
  const lm_target *per_unit;   /* the target is for the units inside the area, and `target` is NULL */
  const lm_baseline *baseline; /* NULL none, or without a value */
  bool about;                  /* the due date is approximate */
  const assess_track *track;
  lm_period due;
  int32_t until;      /* last day that the track looks at */
  int32_t until_all;  /* last day that is looked at, whatever the tier */
  int32_t newest_day; /* last day of the newest value of the panel */
  assess_goal goal;
  double t_last, t_due, t_baseline; /* years; NaN where there is none */
  bool due_passed;                  /* a value of the due period, or of a later one, is there */
  bool met;
  bool cut_at_limit, long_horizon;
  bool blocked; /* a blocking reason holds and is not waived */
  bool masked_matters;
  bool wide; /* the uncertainty spans both reaching pace and moving away */
  bool unshown; /* what was seen points the wrong way, but by no more than chance could do */
  double worth; /* years of slope between the last value and the due period, faded beyond the span of the data */
  lm_record *record;
  /* for what tries the verdict out otherwise */
  const lm_targets *targets;
  assess_without *without;
  assess_at_bounds *at_bounds; /* under until_all */
  lm_stats_work *work;
  bool no_memory;
  bool trial; /* the verdict is tried out otherwise: nothing else is asked for */
} assess_case;

/* case.c: runs the parts of a case in order and writes its record, which has the ids and the due period already. */
void assess_case_run(assess_case *c);
/* The status that the case would have with another track and target. Not changed by masked values. */
/* units.c: how many units inside the area of a record meet the target that is for each of them. */
void assess_units(const lm_assessment *a, lm_record *record);
lm_verdict assess_otherwise(const assess_case *c, const assess_track *track, const lm_target *target, bool due_passed);

/* fmax: the other one beside a NaN. */
static inline double assess_larger(double a, double b) {
  return a >= b || isnan(b) ? a : b;
}

/* The one rule for "equal": within 1e-12 of the largest of |a|, |b| and scale, but never more than half the last declared
   decimal. scale is the size of the numbers that a or b was computed from; 0 when both were read. decimals < 0: not declared.
 */
bool assess_same(double a, double b, double scale, int decimals);
/* The same for a case: scale and decimals are those of its values. */
bool assess_case_same(const assess_case *c, double a, double b);
/* Whether `value` meets the goal; exactly on a bound meets it. */
bool assess_meets(const assess_case *c, double value);

/* ---- the parts of a case, in order ---- */

void assess_part_goal(assess_case *c);      /* goal.c */
void assess_part_gap(assess_case *c);       /* gap.c */
void assess_part_trend(assess_case *c);     /* trend.c */
void assess_part_project(assess_case *c);   /* project.c */
void assess_part_pace(assess_case *c);      /* verdict.c */
void assess_part_foresight(assess_case *c); /* foresight.c */
void assess_part_masked(assess_case *c);    /* masked.c */
void assess_part_stability(assess_case *c); /* stability.c */
void assess_part_chance(assess_case *c);    /* project.c */
void assess_part_reasons(assess_case *c);   /* reasons.c */
void assess_part_verdict(assess_case *c);   /* verdict.c */
void assess_part_evidence(assess_case *c);
void assess_part_revised(assess_case *c); /* revised.c */

/* ---- words.c ---- */

const char *assess_letter(lm_verdict verdict);
/* 0 achieved … 5 away; unclear lies between near and slow. NaN: not assessable. */
double assess_severity(lm_verdict verdict);
/* Lags: near, slow or away. Well: achieved (slipping too) or on track. Neither: cannot tell. */
bool assess_lags(lm_verdict verdict);
bool assess_well(lm_verdict verdict);

/* Stands at or beyond the straight line baseline → target; without one, achieved or on track. -1 cannot tell. */
int assess_met_year(const lm_record *record);

/* ---- sum.c ---- */

/* As lm_sum_areas; `sound`: there are areas, and each is there once. */
void assess_sum(lm_sum *out, const lm_model *model, const lm_panel *panel, lm_node indicator, const uint32_t *areas, size_t count, lm_period period,
                bool sound);
/* The sums of what became part of an area (LM_SUM_FOR_BEFORE), of every indicator of the model; area_sums.c. */
lm_status assess_sums_before(lm_area_sums *out, const lm_model *model, const lm_areas *areas, const lm_panel *panel, uint32_t area);
/* NULL if there is none of that period; `panel` may be NULL. */
const lm_obs *assess_obs_at(const lm_panel *panel, lm_node indicator, uint32_t area, lm_period period);

/* ---- scope.c: what is asked for ---- */

typedef struct assess_scope {
  uint32_t tier;            /* LM_NO_TIER all */
  lm_node scene, indicator; /* LM_NO_NODE all */
  uint32_t area;            /* valid with has_area */
  bool has_area;
  int32_t until;
} assess_scope;

/* LM_ENOTFOUND with findings when an id does not exist. */
lm_status assess_scope_resolve(assess_scope *scope, const lm_model *model, const lm_areas *areas,
                               const lm_assess_options *options, lm_diags *diags);

/* ---- the result ---- */

/* The records of one indicator in one area, in the order of tiers. */
typedef struct assess_place {
  const lm_record *first;
  size_t count;
} assess_place;

struct lm_assessment {
  const lm_model *model;
  const lm_areas *areas;
  const lm_panel *panel;
  const lm_targets *targets;
  assess_scope scope;
  bool in_passing;
  int32_t newest_day; /* the last that a value of the panel speaks of */
  lm_arena arena;     /* everything but the records */
  lm_graph *measured; /* measured-by links */

  uint32_t *area; /* the areas assessed; document order, LM_NO_AREA last */
  size_t area_count;
  uint32_t *area_slot; /* by area: position in `area` or UINT32_MAX; the entry behind the last area is LM_NO_AREA's */
  uint32_t *node_slot; /* by node: position among the indicators, or among the nodes rolled up */
  lm_node *indicator;  /* by indicator slot */
  size_t indicator_count, rolled_count;

  assess_place *place; /* by indicator slot × area slot; NULL in passing, as what follows is */
  lm_record **block;   /* where the records are: one block for every part of the work */
  size_t block_count;
  const lm_record **shown; /* those within the scope */
  size_t shown_count;

  lm_rollup *rollup;        /* by rolled slot × area slot */
  const lm_rollup **ranked; /* those within the scope, in the order promised */
  size_t ranked_count;
};

/* assess.c: whether a record is within the scope. */
bool assess_indicator_shown(const lm_assessment *a, lm_node indicator);
static inline bool assess_tier_shown(const lm_assessment *a, uint32_t tier) {
  return a->scope.tier == LM_NO_TIER || a->scope.tier == tier;
}

/* Slot of an area among the areas assessed; UINT32_MAX none. */
uint32_t assess_area_slot(const lm_assessment *a, uint32_t area);

/* The records of an indicator in an area, in the order of tiers; *count of them. */
const lm_record *assess_records_at(const lm_assessment *a, lm_node indicator, size_t area_slot, size_t *count);
static inline const lm_rollup *assess_rollup_at(const lm_assessment *a, lm_node node, size_t area_slot) {
  return &a->rollup[a->node_slot[node] * a->area_count + area_slot];
}

/* run.c: fills place, by so many threads; 0: as many as there are processors. */
lm_status assess_run_all(lm_assessment *a, unsigned threads);
int32_t assess_newest_day(const lm_panel *panel, int32_t until);
/* rollup.c: fills rollup and ranked from the records. */
lm_status assess_rollups(lm_assessment *a);
/* diagnosis.c: fills the diagnosis of every outcome from the roll-ups. */
lm_status assess_diagnoses(lm_assessment *a);

#endif
