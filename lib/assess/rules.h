/* rules.h: what the files of the verdict rules share. Not installed.

   A new rule: a function here and in the file of its family, its words and its row in rules.c, a case in the tests; docs/judge.md prints the
   row. The function begins with what it needs (each `rule_need_…` refuses when it is not there), gives its numbers, then its word. */
#ifndef LM_ASSESS_RULES_H
#define LM_ASSESS_RULES_H

#include <logicmodel/judge.h>

typedef struct rule_work {
  const lm_judge_case *c;
  lm_stats_work *stats;
  lm_judgement *out;
  double t, y;   /* the latest point; NaN when n = 0 */
  size_t base;   /* the baseline's point; n if there is none */
  double t0, y0; /* NaN if there is none */
} rule_work;

typedef void rule_fn(rule_work *w);

/* Calls of the rules that count towards an agreement, which are judged and nothing else. false: out of memory. */
typedef struct rule_counts {
  size_t yes, no;
} rule_counts;
bool rules_count(rule_counts *out, const lm_judge_case *c, lm_stats_work *work);

/* The threshold of that name in the rule's row. */
double rule_threshold(const rule_work *w, const char *name);
void rule_number(rule_work *w, const char *name, double value);
void rule_say(rule_work *w, const char *word);
bool rule_refuse(rule_work *w, lm_refusal why); /* always false */

/* a equals b but for rounding; a >= b, a > b by that rule. */
bool rule_same(double a, double b);
bool rule_at_least(double a, double b);
bool rule_above(double a, double b);

bool rule_met(const rule_work *w); /* the latest value meets the target, in the direction wanted */

/* true: it is there. */
bool rule_need_points(rule_work *w, size_t n);
bool rule_need_direction(rule_work *w);
bool rule_need_target(rule_work *w);
bool rule_need_no_target(rule_work *w);
bool rule_need_baseline(rule_work *w);     /* and that it is earlier than the latest point */
bool rule_need_dated(rule_work *w);        /* direction, target, its year after the baseline, baseline */
bool rule_need_right_side(rule_work *w);   /* target better than the baseline */
/* Share of the time from baseline to target that is over, at most 1; the value of the straight line then. */
double rule_elapsed(const rule_work *w);
double rule_line(const rule_work *w);

/* rules_growth.c: compound annual growth */
rule_fn rule_eurostat, rule_eurostat_free, rule_statcan, rule_statcan_free, rule_unsd2022, rule_unsd2022_free, rule_unsd2023, rule_unsd2023_free,
    rule_istat, rule_aarr;
/* rules_path.c: straight lines and projections */
rule_fn rule_destatis, rule_destatis_free, rule_hj21, rule_sdsn, rule_escap_csi, rule_escap_api;
/* rules_rate.c: expected values and achievement rates of Japanese plans */
rule_fn rule_shizuoka, rule_tama, rule_nagano, rule_sano, rule_nagayo, rule_seisaku;
/* rules_noise.c: sampling error and process variation */
rule_fn rule_fingertips_ci, rule_fingertips_proportion, rule_mdc_variation, rule_mdc_assurance;

#endif
