/* progress.h: what the formats of an assessment of progress share. */
#ifndef LM_REPORT_PROGRESS_H
#define LM_REPORT_PROGRESS_H

#include "phrase.h"

/* "2020FY"; NULL with a tier. buffer >= 48 bytes. */
const char *lm_when_period_text(lm_when when, char *buffer, size_t size);
/* The period, or the label of the tier. */
void lm_add_when(lm_strbuf *to, const lm_model *model, lm_when when, const lm_view *view);
/* Why the goals make that grade, or none, and whether the printed one is possible. */
void lm_add_grade_why(lm_strbuf *to, const lm_scale *scale, const lm_progress_item *item, lm_lang lang);
/* The label of a grade; NULL for none. */
const char *lm_grade_label(const lm_scale *scale, int place, lm_lang lang);
/* Is it told of that area, or of none, or is no area asked for? */
bool lm_progress_item_here(const lm_progress_item *item, uint32_t area);
/* Do any of the documents say that they are fictional? */
bool lm_progress_is_fictional(const lm_progress_assessment *assessment);

/* Every grade of a scale: the source's words, and the rule. */
void lm_put_scale(lm_sink *sink, const lm_scale *scale, const lm_view *view);

lm_status lm_progress_as_text(lm_sink *sink, const lm_progress_assessment *assessment, lm_progress_table table, const lm_view *view);

#endif
