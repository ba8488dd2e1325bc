/* digits.h: how many decimals a number is printed with: in sentences, tables, drawings and workbooks alike.

   The decimals are those of the indicator. There are more of them where the numbers would contradict what is said beside them: a value that has not
   reached its target is never printed like the target, a share below 100 % never as 100 %, what is not zero never as 0 where a verdict rests on it,
   a pace below a threshold never as the threshold. */
#ifndef LM_REPORT_DIGITS_H
#define LM_REPORT_DIGITS_H

#include <logicmodel/assess.h>

#define LM_DIGITS_MOST 15

/* The usual decimals; where the model does not say, by the size of the value. indicator may be NULL. */
int lm_digits_usual(const lm_indicator *indicator, double value);
/* Of a value that somebody gave: up to two more when it has them; never printed like a natural limit that it has not reached. */
int lm_digits_given(const lm_indicator *indicator, double value);
/* The fewest from `least` on with which the two are not printed alike; `least` when they are equal but for rounding, or one is not known. */
int lm_digits_apart(int least, double value, double other);
/* Of a change per year: one more than usual, and what is not zero is not printed as zero. */
int lm_digits_change(const lm_indicator *indicator, double value);
/* Of a share, counted behind the point of its percentage; of a pace or another ratio. */
int lm_digits_share(double share);
int lm_digits_ratio(double ratio);

/* Of a value beside which the targets of the indicator stand. */
int lm_digits_observed(const lm_assessment *assessment, lm_node indicator, uint32_t area, double value);

/* Of the numbers of a record. */
typedef struct lm_digits {
  int last, target, projected; /* last and projected beside the target, the target beside the last value */
  int slope, needed;
} lm_digits;
lm_digits lm_digits_of(const lm_model *model, const lm_record *record);

#endif
