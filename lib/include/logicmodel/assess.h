/* assess.h: how far, how fast, how sure, and why — per indicator × area × tier, and per outcome.

   Plain structs, no printing. Method, formulas and sources in plain words: docs/assessment.md. Absent numbers are NaN; `reasons` says why. */
#ifndef LOGICMODEL_ASSESS_H
#define LOGICMODEL_ASSESS_H

#include <logicmodel/form.h>
#include <logicmodel/judge.h>
#include <logicmodel/targets.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the method: raised whenever the same documents can get another record than before, be it a verdict, its evidence, a reason or a
   chance. What was saved by another version is told apart (store.h, reporting.h). test_method.c keeps what each version says of the fixtures. */
#define LM_METHOD 1
LM_API int lm_method(void); /* of the library, which may be newer than this header */

/* Verdicts, from good to bad, then the two that say "cannot tell". */
typedef enum lm_verdict {
  LM_ACHIEVED, LM_ACHIEVED_SLIPPING, LM_ON_TRACK, LM_NEAR, LM_SLOW, LM_AWAY, LM_UNCLEAR, LM_NOT_ASSESSABLE, LM_VERDICT_COUNT
} lm_verdict;

/* The trend rests on the latest LM_WINDOW values. */
#define LM_WINDOW 6

typedef enum lm_evidence { LM_EVIDENCE_NONE, LM_EVIDENCE_LOW, LM_EVIDENCE_MEDIUM, LM_EVIDENCE_HIGH, LM_EVIDENCE_COUNT } lm_evidence;

/* Reasons, a set. BLOCKING ones make the verdict not-assessable; the others qualify it. */
typedef enum lm_reason {
  LM_R_NO_DATA,            /* blocking: no value at all */
  LM_R_NO_TARGET,          /* blocking: none, or one without its number */
  LM_R_TEXT_TARGET,        /* blocking: the target is words */
  LM_R_IMPROVE_ONLY,       /* "improve" without an amount: only the direction is judged */
  LM_R_NO_DIRECTION,       /* blocking: the indicator says neither up, down nor range */
  LM_R_TARGET_NEEDS_BASELINE, /* blocking: relative or keep target without baseline */
  LM_R_TARGET_EQ_BASELINE, /* blocking unless kind keep: nothing to be reached */
  LM_R_TARGET_WRONG_SIDE,  /* blocking: target is worse than the baseline in the indicator's direction */
  LM_R_ONE_VALUE,          /* blocking unless achieved or DUE_PASSED: no trend from one value (since a break) */
  LM_R_DUE_PASSED,         /* a value of the tier's period or later is there: judged on the value of that period, as things stood then */
  LM_R_LAST_SUPPRESSED,    /* the latest value is masked: judged on the latest published one */
  LM_R_NO_BASELINE,        /* achievement rate and line gap cannot be had */
  LM_R_TWO_VALUES,         /* change between two values only */
  LM_R_SHORT,              /* three or four values: indicative */
  LM_R_BREAK,              /* a definition break: only values after it are used */
  LM_R_BASELINE_BEFORE_BREAK, /* the baseline was measured under another definition: no achievement rate, no line gap */
  LM_R_SUPPRESSED,         /* some values are masked and left out of the trend */
  LM_R_STALE,              /* latest value three or more periods (dates: years) before the newest of the panel */
  LM_R_LONG_HORIZON,       /* the tier is further off than the data is long: the slope fades beyond */
  LM_R_AT_LIMIT,           /* projection cut at a natural limit */
  LM_R_MIXED_KINDS,        /* values of another period kind exist and are not used; or only such values exist, and are used */
  LM_R_WIDE,               /* the uncertainty spans both reaching pace and moving away */
  LM_R_NO_VALUES_DECLARED_PLACEHOLDER, /* blocking: the model says this indicator has no data yet */
  LM_R_MASKED_MATTERS,     /* within the bounds of the masked values the verdict is not the same throughout, or not the published one */
  LM_R_NOT_DETECTABLE,     /* the change still needed is smaller than what could be told from chance by the due period */
  LM_R_TESTS_DISAGREE,     /* the test on sampling errors shows the opposite direction of the slope */
  LM_R_AWAY_UNSHOWN,       /* what was seen points the wrong way, but neither a test nor the interval shows it: slow, not away */
  LM_R_ABOUT_DUE,          /* the horizon is not fixed ("about 3 years"): the due date is what it was taken for */
  LM_R_EACH_UNIT,          /* the target was set for each unit of a kind, of which this area is one */
  LM_R_FOR_UNITS,          /* blocking: the target is for each unit inside this area: units, units_judged, units_met */
  LM_R_LAST_PROVISIONAL,   /* the latest value used is flagged provisional: it may still change */
  LM_R_LAST_ESTIMATED,     /* the latest value used is flagged estimated, imputed or of low reliability */
  LM_R_WITHIN_YEAR,        /* more values than years: values within a year may carry seasons, which the trend does not remove */
  LM_R_NO_SCATTER,         /* the values lie on a line more exactly than their rounding: interval and chance claim too much */
  LM_R_AREA_CHANGE,        /* others became part of the area between its values: those from before are left out; or some are of before it began */
  LM_REASON_COUNT
} lm_reason;
#define LM_REASON_BIT(reason) (UINT64_C(1) << (reason))

LM_API const char *lm_verdict_word(lm_verdict verdict);   /* "on-track", … */
LM_API bool lm_verdict_parse(lm_verdict *out, const char *word);
LM_API const char *lm_evidence_word(lm_evidence evidence);
LM_API const char *lm_reason_word(lm_reason reason);       /* "no-data", … */
LM_API bool lm_reason_blocks(lm_reason reason);

/* What the sampling errors behind the second test are made of. */
typedef enum lm_sampling {
  LM_SAMPLING_NONE,
  LM_SAMPLING_SE,     /* standard errors */
  LM_SAMPLING_COUNTS, /* numerators and denominators of proportions */
  LM_SAMPLING_SIZE,   /* proportions and the number asked */
  LM_SAMPLING_EVENTS, /* events of a rate: the interval of a Poisson count */
  LM_SAMPLING_COUNT
} lm_sampling;
LM_API const char *lm_sampling_word(lm_sampling sampling); /* "none", "se", … */

typedef struct lm_record {
  lm_node indicator;
  uint32_t area; /* LM_NO_AREA when no document names an area */
  uint32_t tier;
  lm_period due_period; /* the last period of the indicator's kind that ends by the tier's due date */

  /* Values usable for the trend: published, observed, after the last break, up to `until`; with DUE_PASSED up to due_period. The slope is
     that of the last six of them. */
  size_t n;
  size_t suppressed;
  const lm_series *series; /* which they are taken from; NULL none */
  bool has_last;
  lm_period first_period, last_period; /* of those n */
  double last_value;
  bool has_baseline;
  lm_period baseline_period;
  double baseline;
  const lm_target *target_of; /* NULL none; one with `per` is for the units inside its area, and not judged on the area's own value */
  size_t units, units_judged, units_met; /* areas that such a target is for, those with a value (of the due period once that is there), those
                                            that meet their target; 0 else */
  double target;          /* the number to reach; for a range the nearest bound, or last_value when inside */

  double gap;             /* target - last, in the unit; exactly 0 when they are equal but for rounding */
  double achievement;     /* (last - baseline) / (target - baseline); for a range 1 - distance(last) / distance(baseline) */
  double elapsed;         /* (t_last - t_baseline) / (t_due - t_baseline) */
  double line_gap;        /* last - value of the straight line baseline → target at t_last (after t_due: - target) */
  double needed_per_year; /* (target - last) / (t_due - t_last) */

  double slope, slope_lo, slope_hi; /* Theil–Sen per year, 80 % interval */
  double ols_slope;
  double trend_p;         /* Mann–Kendall, two-sided */
  double slope_full;      /* Theil–Sen per year of all n values; equal to slope when they are no more than the window */
  lm_sampling test2;      /* chi-square of a weighted line through the latest five values against their sampling errors (Fingertips) */
  double test2_p;
  int test2_direction;    /* -1, 1: p < 0.002 and the sign is kept when each of the five is left out; 0 not shown, or no test */
  double projected;       /* at due_period */
  double pi50_lo, pi50_hi, pi80_lo, pi80_hi, pi95_lo, pi95_hi; /* of a value at due_period; from four values on */
  double p_reach;         /* probability that a value at due_period meets the target */
  double pace_ratio;      /* slope / needed_per_year; NaN when the target is met */

  lm_verdict status, point_status; /* shown; from the point estimate alone */
  char letter[4];         /* A B B* C D E of 健康日本21 (第二次) */
  lm_evidence evidence;
  uint64_t reasons;       /* LM_REASON_BIT set */

  /* Foresight, with the rhythm at which the values came so far (docs/assessment.md has the formulas). */
  double detectable;          /* smallest change from the latest value to the due period that the values to come would show, from the
                                 spread of the values about their line: power 80 %, two-sided 10 %; from four values on */
  double detectable_sampling; /* the same from the sampling error of the latest value */
  bool has_next, has_visible;
  lm_period next_period;      /* of the next value */
  double next_value_line;     /* what it has to be on the straight line baseline → target */
  double next_value_pace;     /* what it has to be when every year does the change needed from the latest value */
  lm_period visible_from;     /* first value that would show the needed change per year */

  /* The best and the worst that masked values within their bounds allow; LM_VERDICT_COUNT: no masked value with bounds in the window. */
  lm_verdict status_best, status_worst;

  /* Each year of the window left out in turn (of a due period that is over, the value of that period stays): how many verdicts there
     are, how many of them differ, the share that does not, and the years without which the verdict is another. */
  size_t left_out, flips;
  double stability;       /* NaN with fewer than three values or no verdict */
  lm_period flip[LM_WINDOW]; /* `flips` of them, in time order */

  /* The target that this one revises: what it asked for, and the verdict it would have had. NULL, NaN, LM_VERDICT_COUNT: none. */
  const lm_target *revised;
  double old_target;
  lm_verdict status_old_target;
} lm_record;

/* A record with nothing in it: every number NaN, every index none, not assessable. */
LM_API lm_record lm_record_none(void);

/* Why an outcome lags, as far as the chain can say. */
typedef enum lm_diagnosis_kind {
  LM_DX_NOT_LAGGING,
  LM_DX_UPSTREAM_BEHIND,     /* something upstream lags as well */
  LM_DX_UPSTREAM_WELL,       /* everything measured upstream is well: doubt the theory, or wait for the lag */
  LM_DX_UPSTREAM_UNMEASURED, /* nothing upstream can be judged */
  LM_DX_NOT_ASSESSED,        /* the outcome itself cannot be judged */
  LM_DX_COUNT
} lm_diagnosis_kind;
LM_API const char *lm_diagnosis_word(lm_diagnosis_kind kind);

typedef struct lm_diagnosis {
  lm_diagnosis_kind kind;
  const lm_node *behind;     /* upstream nodes (outcomes; activities by their output indicators) that lag, document order */
  size_t behind_count;
  const lm_node *well;
  size_t well_count;
  const lm_node *unmeasured; /* upstream nodes that cannot be judged or have no indicator */
  size_t unmeasured_count;
} lm_diagnosis;

/* A node that indicators measure (outcome or activity), or a scene (its outcomes), rolled up for one area. Every outcome, activity and
   scene has one, also without indicators. For a scene, `indicators` and `assessed` count its outcomes; with a tier in the options, those of
   that tier. From good to bad: achieved 0, achieved-slipping 1, on-track 2, near 3, unclear 3.5, slow 4, away 5. */
typedef struct lm_rollup {
  lm_node node;
  uint32_t area;
  uint32_t tier;          /* outcomes: their tier; else LM_NO_TIER */
  lm_verdict status;      /* worst of the assessed; not-assessable when fewer than half are */
  double score;           /* mean of the two worst severities; NaN if none assessed */
  size_t indicators, assessed;
  double coverage;        /* assessed / indicators; NaN when no indicators */
  const lm_record *worst; /* NULL none */
  lm_diagnosis diagnosis; /* outcomes only */
} lm_rollup;

typedef struct lm_assess_options {
  const char *area, *tier, *scene, *indicator; /* ids; NULL all */
  int32_t until;     /* ignore periods that end after this day (days since 1970-01-01); INT32_MAX all */
  unsigned threads;  /* that work at the same time; 0: as many as there are processors. The records do not depend on it */
  bool in_passing;   /* no record is kept and nothing rolled up: lm_record_maker makes the records part by part, for whoever needs each only once */
} lm_assess_options;
LM_API lm_assess_options lm_assess_defaults(void);
/* The area that is meant (lm_areas_meant), as the option `area` finds it. LM_ENOTFOUND: there is none, or several could be meant (added to diags,
   with the ids that there are). areas may be NULL (none). */
LM_API lm_status lm_find_area(uint32_t *index, const lm_areas *areas, const char *text, lm_diags *diags);

typedef struct lm_assessment lm_assessment;

/* Assesses every indicator × area × tier: tiers of the outcomes it measures, tiers it has targets for; output indicators without target: the
   first tier. Areas: those that any series, target or baseline speaks of, or the one asked for. The options choose what is listed; verdicts,
   roll-ups and diagnoses of what is listed always rest on everything (in the areas asked for). panel is sealed; panel and targets may be NULL (none). All arguments must outlive the assessment.
   LM_ENOTFOUND: an id in the options does not exist (added to diags, with the ids that do). */
LM_API lm_status lm_assess(lm_assessment **out, const lm_model *model, const lm_areas *areas, const lm_panel *panel, const lm_targets *targets,
                           const lm_assess_options *options, lm_diags *diags);
LM_API void lm_assessment_free(lm_assessment *assessment);

/* Records in the order indicator, area, tier. */
LM_API size_t lm_assessment_count(const lm_assessment *assessment);
LM_API const lm_record *lm_assessment_at(const lm_assessment *assessment, size_t index);
/* Also finds records that the options leave out of the list; NULL if there is none. */
LM_API const lm_record *lm_assessment_find(const lm_assessment *assessment, lm_node indicator, uint32_t area, uint32_t tier);

/* Records of an assessment in passing, which lists none itself. The parts one after the other are the list of the one that keeps them. Each thread
   has a maker of its own and may make any part; what a maker made is valid until it makes the next. LM_EINVAL: not in passing, no such part. */
typedef struct lm_record_maker lm_record_maker;
LM_API bool lm_assessment_in_passing(const lm_assessment *assessment);
LM_API size_t lm_assessment_part_count(const lm_assessment *assessment);
LM_API lm_status lm_record_maker_new(lm_record_maker **out, const lm_assessment *assessment);
LM_API lm_status lm_record_maker_make(lm_record_maker *maker, size_t part, const lm_record *const **records, size_t *count);
LM_API void lm_record_maker_free(lm_record_maker *maker);

/* Roll-ups: outcomes, then activities, then scenes; in each worst first: by status, then score (not-assessable last; ties by document
   order, then area). _of: also those left out of the list; NULL for initiatives and indicators. */
LM_API size_t lm_assessment_rollup_count(const lm_assessment *assessment);
LM_API const lm_rollup *lm_assessment_rollup(const lm_assessment *assessment, size_t index);
LM_API const lm_rollup *lm_assessment_rollup_of(const lm_assessment *assessment, lm_node node, uint32_t area);

/* The outcomes of a tier for one area, rolled up as those of a scene are (node LM_NO_NODE); with a scene in the options, those of that scene.
   LM_EINVAL: no such tier, an area that is not assessed, or an assessment in passing. */
LM_API lm_status lm_assessment_tier_rollup(lm_rollup *out, const lm_assessment *assessment, uint32_t tier, uint32_t area);

/* The published rules on the values of a record (judge.h): all n of them, since the last break. `out` has lm_rule_count() entries,
   or is NULL: then only the rules that count are judged.
   Counted are the rules about a dated target with verified thresholds that gave a call; agree: those that call as the record does, on
   track (achieved, slipping, on-track) or not (near, slow, away). A record that cannot tell agrees with none. work may be NULL. */
typedef struct lm_cross_check {
  lm_call ours; /* NONE: unclear or not assessable */
  size_t counted, agree;
} lm_cross_check;
LM_API lm_status lm_record_cross_check(lm_judgement *out, lm_cross_check *check, const lm_assessment *assessment, const lm_record *record,
                                       lm_stats_work *work);

/* The way from the latest value to the due period of a record: what the record says of its due period, for every period in between (of the due
   period itself it is the same). */
typedef struct lm_fan_point {
  lm_period period;
  double projected;
  double pi50_lo, pi50_hi, pi80_lo, pi80_hi, pi95_lo, pi95_hi; /* NaN below four values */
} lm_fan_point;
/* Writes at most `room` points, in time order; *count of them: 0 when the record has no projection. work may be NULL. LM_ENOMEM. */
LM_API lm_status lm_record_fan(lm_fan_point *out, size_t room, size_t *count, const lm_assessment *assessment, const lm_record *record,
                               lm_stats_work *work);

/* 95 % interval of one value from what was published beside it, in the order of lm_sampling: standard error; Wilson of numerator and denominator;
   Wilson of the number asked; Poisson of the events of a rate (PHE). Not known without these. */
LM_API lm_interval lm_value_interval(const lm_indicator *indicator, const lm_obs *obs);

/* What is missing: an indicator that could not be judged for some tier in an area, and what waits for it. Most waiting first: by `open`, then
   `downstream`, then document order. */
typedef struct lm_debt {
  lm_node indicator;
  uint32_t area;
  uint64_t reasons;  /* of the first such tier */
  size_t records;    /* tiers that could not be judged */
  size_t nodes;      /* outcomes and activities that it measures */
  size_t open;       /* of these: those that cannot be judged at all */
  size_t downstream; /* outcomes further on, by the links of the model */
} lm_debt;
/* Of the records listed. free(*out) in any case. LM_ENOMEM. */
LM_API lm_status lm_assessment_debts(lm_debt **out, size_t *count, const lm_assessment *assessment);

/* The tiers of one indicator and area against each other: a step from the latest value to the first tier to come, and from each tier to the
   next. Only tiers with a number to reach, in the order of their due periods, those that are over left out. */
typedef enum lm_step_code {
  LM_STEP_ORDER,    /* the later target is easier than the earlier one: order of targets */
  LM_STEP_STANDS,   /* the later target is the earlier one: nothing to be done in between */
  LM_STEP_JUMP,     /* needs at least twice the pace of the step before */
  LM_STEP_FASTER,   /* needs a pace beyond the 80 % interval of the observed slope */
  LM_STEP_MET,      /* the latest value is there already: the pace says how far it could fall back, and is no need */
  LM_STEP_CODE_COUNT
} lm_step_code;
#define LM_STEP_BIT(code) (1u << (code))
LM_API const char *lm_step_word(lm_step_code code); /* "order", … */
typedef struct lm_step {
  uint32_t from_tier, tier; /* from_tier LM_NO_TIER: from the latest value */
  double from, to, years;
  double pace;  /* (to - from)/years, per year in the unit */
  double jump;  /* pace / pace of the step before; NaN: none before, or it does not lead towards the target */
  double slope; /* observed, per year */
  double ratio; /* pace / slope; NaN when the slope is 0 or not known */
  unsigned codes; /* LM_STEP_BIT set */
} lm_step;
/* Writes at most `room` steps; returns how many there are (at most one per tier). */
LM_API size_t lm_assessment_steps(lm_step *out, size_t room, const lm_assessment *assessment, lm_node indicator, uint32_t area);

/* The four grades of a 進行管理表, from the share of projects that met the year's goal; docs/assessment.md has the source's words and how
   their overlaps and gaps are resolved. */
typedef enum lm_grade { LM_GRADE_ALL, LM_GRADE_MOSTLY, LM_GRADE_PARTLY, LM_GRADE_NOT, LM_GRADE_UNKNOWN, LM_GRADE_COUNT } lm_grade;
typedef struct lm_grade_row {
  lm_grade grade;
  const char *word;    /* "all-met", …, "unknown" */
  lm_text label;       /* 達成, …: the source's heading */
  const char *source;  /* the source's words; NULL for UNKNOWN, which it does not have */
  lm_text rule;        /* ours */
} lm_grade_row;
LM_API const lm_grade_row *lm_grade_at(lm_grade grade); /* NULL out of range */
/* met of `counted`, which is a part of `total`: UNKNOWN when fewer than half are counted, or none. */
LM_API lm_grade lm_grade_of(size_t met, size_t counted, size_t total);

/* Activities of an initiative, or of all initiatives of a scene. An activity met the year's goal when every output indicator of it that can
   be judged stands at or beyond its straight line baseline → target (without a baseline: is achieved or on track). */
typedef struct lm_grading {
  lm_grade grade; /* one of the four, or UNKNOWN; LM_GRADE_COUNT: one of the model's own scale */
  size_t met, counted, total;
  lm_grade_row row; /* its words */
} lm_grading;
/* LM_EINVAL: neither initiative nor scene, or an area that is not assessed. */
LM_API lm_status lm_assessment_grade(lm_grading *out, const lm_assessment *assessment, lm_node node, uint32_t area);

/* One value for several areas together, for one period. Counts that the model says add up are added; shares, rates, ratios and means are
   the sum of the numerators over the sum of the denominators. Percentages are never added or averaged: what cannot be summed is refused.
   Masked values are carried as bounds: `value` is NaN and lower..upper holds what the whole can be. */
typedef enum lm_sum_refusal {
  LM_SUM_OK,
  LM_SUM_NO_AREAS,     /* none given, or one given twice or unknown */
  LM_SUM_NOT_ADDITIVE, /* the model says that areas do not add up, or the measure is a score, a rank or words */
  LM_SUM_UNSAID,       /* a count of which the model does not say how areas add up */
  LM_SUM_ONLY_RATES,   /* a published value without numerator and denominator */
  LM_SUM_NO_VALUE,     /* an area has no value for that period, or a forecast */
  LM_SUM_UNBOUNDED,    /* a masked value without bounds, or a masked share without its denominator */
  LM_SUM_SCALE,        /* value·denominator/numerator is not the same in all areas: not one unit, or not that value's numbers */
  LM_SUM_DIVIDED,      /* of what an area was before: it was divided, and only a part of it came here; how much is not known */
  LM_SUM_WIDER,        /* of an area that was divided: a part of it is also of others */
  LM_SUM_REFUSAL_COUNT
} lm_sum_refusal;
LM_API const char *lm_sum_word(lm_sum_refusal refusal); /* "ok", "no-areas", … */
typedef struct lm_sum {
  lm_sum_refusal refusal;
  uint32_t area;            /* the first area refused for; LM_NO_AREA none in particular */
  size_t areas, masked;     /* summed; of these masked */
  double num, den;          /* NaN for plain sums, and num where something is masked */
  double value, lower, upper; /* without masked values all the same */
} lm_sum;
/* Never fails; out->refusal says what stands in the way. */
LM_API void lm_sum_areas(lm_sum *out, const lm_model *model, const lm_panel *panel, lm_node indicator, const uint32_t *areas, size_t count,
                         lm_period period);

/* What a sum over areas is for. */
typedef enum lm_sum_for {
  LM_SUM_FOR_ALL,    /* all areas together; one within another that has values is left out: it is in the other's already */
  LM_SUM_FOR_PARTS,  /* the areas within one: of what lies in it the outermost that have values, and those that nothing is known of */
  LM_SUM_FOR_BEFORE, /* the areas that became part of one since, and itself if it was there: what it would have had with its present borders */
  LM_SUM_FOR_AFTER,  /* the areas that one was divided among: what it would have with its former borders */
  LM_SUM_FOR_COUNT
} lm_sum_for;
LM_API const char *lm_sum_for_word(lm_sum_for what); /* "all", "parts", "before", "after" */

typedef struct lm_area_sum {
  lm_node indicator;
  lm_period period;
  lm_sum_for what;
  uint32_t whole;  /* the area that the sum is for; LM_NO_AREA: all together */
  size_t parts;    /* areas that have to be there: those that exist on the last day of the period */
  size_t missing, first_missing; /* of these without a value of the period: lm_area_sums.missing[first_missing …] */
  lm_sum sum;      /* of a single predecessor: its value as it stands, also a rate: nothing is added */
} lm_area_sum;

typedef struct lm_area_sums {
  lm_area_sum *item;
  size_t count;
  uint32_t *missing; /* areas */
} lm_area_sums;
/* Every indicator listed, up to `until`: all areas together where two or more have values; each area that has others within it; each that others
   became part of; each that was divided. One row per period that any of them has something for, in the order indicator, what, whole, kind of period, period. With an area
   in the scope: only what is for that area. LM_ENOMEM is the only failure; clear it in any case. */
LM_API lm_status lm_assessment_sums(lm_area_sums *out, const lm_assessment *assessment);
LM_API void lm_area_sums_clear(lm_area_sums *sums);

/* Of a form: what the areas that became part of the form's had together, where it has nothing itself (lm_form_row.together). Model, areas and panel
   are those of lm_form_new. LM_ENOMEM. */
LM_API lm_status lm_form_look_back(lm_form *form, const lm_areas *areas, const lm_panel *panel);

/* What was assessed, for renderers. */
LM_API const lm_model *lm_assessment_model(const lm_assessment *assessment);
LM_API const lm_areas *lm_assessment_areas(const lm_assessment *assessment);
LM_API const lm_panel *lm_assessment_panel(const lm_assessment *assessment);
LM_API const lm_targets *lm_assessment_targets(const lm_assessment *assessment);

#ifdef __cplusplus
}
#endif
#endif
