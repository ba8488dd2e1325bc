/* records.h: what the renderers of an assessment share: the fields of a record and of a roll-up, and what every answer begins
 * with. */
#ifndef LM_REPORT_RECORDS_H
#define LM_REPORT_RECORDS_H

#include "fields.h"
#include "phrase.h"
#include "table.h"

#include <logicmodel/graph.h>

/* A roll-up with nothing in it, for CSV headings and for nodes that are not rolled up. */
lm_rollup lm_rollup_none(void);

void lm_record_fields(lm_fields *fields, const lm_assessment *assessment, const lm_record *record, const lm_view *view);
/* `outcomes`: the fields only outcomes have too (number, scene, tier, diagnosis). */
void lm_rollup_fields(lm_fields *fields, const lm_assessment *assessment, const lm_rollup *rollup, bool outcomes,
                      const lm_view *view);

/* Where an outcome of that verdict stands in a list of what lags: behind, then what cannot be told, then what is well. */
typedef enum lm_section { LM_SECTION_BEHIND, LM_SECTION_UNKNOWN, LM_SECTION_WELL, LM_SECTION_COUNT } lm_section;
lm_section lm_section_of(lm_verdict verdict);

/* Who leads what the indicator measures, or the nearest around it that says so; nothing when nobody does. reporting.c */
void lm_add_in_charge(lm_strbuf *to, const lm_model *model, lm_node indicator, lm_lang lang);

/* The unit of an indicator; NULL when it has none. */
const char *lm_unit_of(const lm_model *model, lm_node indicator, lm_lang lang);

/* The id and label of what is rolled up, the id as `name`. */
void lm_rollup_name_fields(lm_fields *fields, const char *name, const lm_assessment *assessment, const lm_rollup *rollup,
                           const lm_view *view);
/* "illustration", "fictional" of the whole answer, for CSV rows. */
void lm_notice_fields(lm_fields *fields, const lm_assessment *assessment);

/* The letter of a roll-up: that of its worst indicator, "" when too little could be judged to say so. */
const char *lm_rollup_letter(const lm_rollup *rollup);

/* "▲ 遅れ B*" */
void lm_add_rollup_verdict(lm_strbuf *to, const lm_rollup *rollup, lm_lang lang);

/* "delivery", "delivery_met", "delivery_counted", "delivery_total": activities of an initiative or scene that met the year's
 * goal. */
void lm_delivery_fields(lm_fields *fields, const lm_assessment *assessment, lm_node node, uint32_t area);

/* An answer about an assessment in its three forms. JSON: what stands in the one object behind lm_head_as_json. */
typedef struct lm_writers {
  lm_status (*text)(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);
  lm_status (*json)(lm_json *json, const lm_assessment *assessment, const lm_view *view);
  lm_status (*csv)(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);
} lm_writers;
/* By view->format; LM_EINVAL for any other. */
lm_status lm_write_as(lm_sink *sink, const lm_assessment *assessment, const lm_view *view, const lm_writers *writers);

/* JSON: "model", "documents", "fictional", "illustration". */
void lm_head_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view);
/* Text: title, notice, and the area when there is only one. */
void lm_put_head(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);
bool lm_several_areas(const lm_assessment *assessment);
/* A row over the records of an indicator: name, id, unit, direction. */
void lm_add_indicator_heading(lm_table *table, const lm_model *model, lm_node indicator, const lm_view *view);
/* Has W_MANY_JUDGED to be said? Not when none of the records listed rests on a test. */
bool lm_many_judged(const lm_assessment *assessment);
/* Text: what has to be known of many verdicts at once, if it has to. */
void lm_put_many_judged(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);
/* Text: the notice in a frame; nothing when there is none. */
void lm_put_notice(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);

/* How many published rules gave a call on the same values, and how many of them call as the record does. LM_ENOMEM is the only
 * failure. */
lm_status lm_cross_check_of(lm_cross_check *out, const lm_assessment *assessment, const lm_record *record, lm_stats_work *work);

/* The record to show for an indicator under a node of that tier; without a tier, the first of the indicator. NULL if none. */
const lm_record *lm_record_for(const lm_assessment *assessment, lm_node indicator, uint32_t area, uint32_t tier);

/* Whether the target was revised and the old one would make another verdict. */
bool lm_revision_matters(const lm_record *record);
/* "目標 330件、それに対しては ▲ 遅れ": what the target said before it was revised; nothing when it was not. */
void lm_add_revised(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang);

/* "入院時連携率: 62.3% (2023年度) → 目標 80.0% (2027年度)" */
void lm_add_standing(lm_strbuf *to, const lm_assessment *assessment, const lm_record *record, const lm_view *view);

#endif
