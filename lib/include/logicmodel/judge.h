/* judge.h: published verdict rules on any series and target, each as its publisher wrote it.

   A rule takes a case (series, direction, target, baseline, sampling errors …) and answers in its own words: the symbol of Destatis,
   the letter of 健康日本21, the classes of Eurostat. Beside the word stand the numbers it rests on, and, where the rule is about reaching
   a dated target, a call: on track yes or no. A rule that cannot be applied refuses with a reason; it never answers "no change" instead.

   The rules are the rows of one table (lib/assess/rules.c) with source and thresholds; docs/judge.md prints that table. A rule whose
   thresholds could not be read in its source is marked `unverified`; it is computed and shown, but not counted in the agreement.

   Boundary: a number within 1e-12 (relative, of the numbers compared) of a threshold is on the threshold, so that rounding never
   decides; each rule says on which side of a threshold its equality falls. */
#ifndef LOGICMODEL_JUDGE_H
#define LOGICMODEL_JUDGE_H

#include <logicmodel/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is judged. Zero-initialise, then set; NaN and NULL mean absent (lm_judge_case_none gives a case with nothing in it). */
typedef struct lm_judge_case {
  const double *t, *y; /* n points, t in years, strictly increasing */
  size_t n;
  const double *lower, *upper; /* 95 % limits of each y, or NULL; NaN where absent */
  const double *num, *den;     /* count and denominator behind each y, or NULL; NaN where absent */
  int direction;               /* 1 higher is better, -1 lower is better, 0 neither or not known */
  double target;               /* NaN: none, only a direction */
  double target_t;             /* year by which; NaN: to be held every year */
  double baseline_t;           /* year of the baseline; NaN: the first point. Without a point in that year the next one serves */
  double limit;                /* natural limit in the direction wanted, such as 100 (%) or 0; NaN none */
  double worst, best;          /* bounds of a 0–100 score (SDSN); NaN none */
  double milestone;            /* 目安値: the interim value for the year of the latest point; NaN: the straight line's */
} lm_judge_case;
LM_API lm_judge_case lm_judge_case_none(void);

typedef enum lm_call { LM_CALL_NONE, LM_CALL_NO, LM_CALL_YES } lm_call; /* is it on track? NONE: the rule does not say */

/* Why a rule refuses. */
typedef enum lm_refusal {
  LM_REFUSE_NOT,             /* it did not */
  LM_REFUSE_BAD_INPUT,       /* a value is not finite, or the years are not increasing */
  LM_REFUSE_NO_MEMORY,
  LM_REFUSE_NO_DATA,         /* no value */
  LM_REFUSE_TOO_FEW,         /* fewer points than the rule asks for */
  LM_REFUSE_NOT_CONSECUTIVE, /* the latest points are not in consecutive years */
  LM_REFUSE_NO_TARGET,
  LM_REFUSE_HAS_TARGET,      /* the rule is for indicators without a target */
  LM_REFUSE_NO_TARGET_YEAR,
  LM_REFUSE_NO_DIRECTION,
  LM_REFUSE_NO_BASELINE,     /* no point in or after the baseline year, or it is the latest one */
  LM_REFUSE_TARGET_EQ_BASELINE,
  LM_REFUSE_TARGET_WRONG_SIDE, /* the target is worse than the baseline */
  LM_REFUSE_NOT_POSITIVE,    /* compound growth needs values above 0 */
  LM_REFUSE_SIGN_CHANGE,     /* baseline and latest value (or target) have different signs */
  LM_REFUSE_TARGET_YEAR_PAST, /* the target year is not after the baseline */
  LM_REFUSE_NO_ERRORS,       /* neither counts with denominators nor intervals: the sampling error is unknown */
  LM_REFUSE_ALL_OR_NONE,     /* a count is 0 or equals its denominator */
  LM_REFUSE_NO_BASE,         /* the relative change from a baseline of 0 is undefined */
  LM_REFUSE_RISING_ONLY,     /* the rule is only published for values that should rise */
  LM_REFUSE_COUNT
} lm_refusal;
LM_API const char *lm_refusal_word(lm_refusal refusal); /* "too-few", … */

/* Things to know beside a verdict, a set of bits. */
enum {
  LM_JUDGE_ZERO_REPLACED = 1,   /* a 0 was replaced by 0.001, as published; the verdict hangs on that choice */
  LM_JUDGE_NO_TEST = 2,         /* no sampling error: a relative change of 5 % stands in for the test, which people may override */
  LM_JUDGE_TRIAL_LIMITS = 4,    /* fewer than 12 points: trial limits */
  LM_JUDGE_OWN_READING = 8,     /* the publication leaves this case open; docs/judge.md says what is done */
  LM_JUDGE_GAPS = 16,           /* the average change is taken over other than five years, or the points are unevenly spaced */
  LM_JUDGE_TARGET_YEAR_REACHED = 32, /* judged on the value of the target year */
  LM_JUDGE_NOTE_BITS = 6
};
LM_API const char *lm_judge_note_word(unsigned bit_index); /* "zero-replaced", …; NULL beyond the last */

typedef struct lm_rule_word {
  const char *id; /* as the publisher writes it, or the vectors do: "Sun", "B*", "substantial_progress" */
  lm_text label;
  lm_call call;
} lm_rule_word;

typedef struct lm_threshold {
  const char *name;
  double value;
} lm_threshold;

#define LM_RULE_THRESHOLDS 8
typedef struct lm_judge_rule {
  const char *id;
  lm_text name;
  const char *source;
  bool unverified; /* thresholds or classes recalled, inferred or completed by us: shown, not counted */
  bool dated;      /* about reaching a target: its calls are counted in the agreement (unless unverified) */
  lm_text formula; /* one line */
  lm_threshold threshold[LM_RULE_THRESHOLDS]; /* ends with name NULL */
  const lm_rule_word *word; /* from good to bad */
  size_t words;
} lm_judge_rule;

/* The table. */
LM_API size_t lm_rule_count(void);
LM_API const lm_judge_rule *lm_rule_at(size_t index); /* NULL beyond the last */
LM_API const lm_judge_rule *lm_rule_find(const char *id);
/* The rule's word with that id or label (ASCII letters in any case); NULL if none. */
LM_API const lm_rule_word *lm_rule_word_find(const lm_judge_rule *rule, const char *text);

#define LM_JUDGE_NUMBERS 8
typedef struct lm_judgement {
  const lm_judge_rule *rule;
  const lm_rule_word *word; /* NULL: refused */
  lm_call call;
  lm_refusal refusal;
  unsigned notes;
  struct {
    const char *name; /* "ratio", "rate", "needed", "projected", "chi2" … */
    double value;     /* NaN when it cannot be had */
  } number[LM_JUDGE_NUMBERS];
  size_t numbers;
} lm_judgement;

/* NaN if the judgement has no number of that name. */
LM_API double lm_judgement_number(const lm_judgement *judgement, const char *name);

/* Applies one rule. work may be NULL. */
LM_API void lm_rule_judge(lm_judgement *out, const lm_judge_rule *rule, const lm_judge_case *c, lm_stats_work *work);

/* Every rule of the table; `out` has lm_rule_count() entries. */
LM_API void lm_judge_every(lm_judgement *out, const lm_judge_case *c, lm_stats_work *work);

/* How far the published rules agree: of `judged` counted rules that gave a call, how many say yes and no. */
typedef struct lm_agreement {
  size_t judged, yes, no;
  size_t agree; /* the larger of yes and no */
} lm_agreement;
LM_API lm_agreement lm_judge_agreement(const lm_judgement *judgement, size_t count);

/* A case with all its judgements, for renderers. */
typedef struct lm_judged {
  const char *id;
  lm_judge_case c;
  lm_judgement *judgement; /* lm_rule_count() of them */
  lm_agreement agreement;
  const char *official;     /* the status somebody published; NULL none */
  const lm_judge_rule *by;        /* by this rule */
  bool same;                /* and ours is the same */
} lm_judged;

/* ---- parts of the rules that stand alone ---- */

/* 健康日本21 (第二次): an item of several indicators. A 5, B and B* 4, C 3, D 2, E left out; mean rounded to a whole number with .5 going
   down (五捨六入). letters: "A", "B", "B*", "C", "D", "E". Returns "A" … "D", or "E" when nothing is left; *mean may be NULL. NULL: an
   unknown letter. */
LM_API const char *lm_hj21_aggregate(const char *const *letters, size_t count, double *mean);

/* SDSN: 0 at worst, 100 at best, censored to that range. NaN when worst equals best. */
LM_API double lm_sdsn_score(double value, double worst, double best);

/* Destatis, several targets of one indicator: at once, the worst symbol counts; with several target years, that of the next target year from
   `now` on (the last one, when all are past). symbols: words of the rule "destatis", NULL entries are passed over. NULL if none is left. */
LM_API const lm_rule_word *lm_destatis_worst(const lm_rule_word *const *symbols, size_t count);
LM_API const lm_rule_word *lm_destatis_next(const lm_rule_word *const *symbols, const double *target_t, size_t count, double now);

/* (latest - baseline)/(target - baseline): 0.5 is half way, above 1 overshoot, negative worse than the baseline. NaN when target equals baseline. */
LM_API double lm_achievement_rate(double baseline, double latest, double target);

#ifdef __cplusplus
}
#endif
#endif
