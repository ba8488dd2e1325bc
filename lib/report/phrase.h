/* phrase.h: parts of sentences and cells made from the structs: names, values with unit, verdicts, reasons, diagnoses, notices.
 */
#ifndef LM_REPORT_PHRASE_H
#define LM_REPORT_PHRASE_H

#include "flow.h"
#include "words.h"
#include "years.h"

#include <logicmodel/write.h>

/* Columns of a label, unless view->all: in lists, and where several are named in one sentence. */
#define LM_LABEL_SHORT 56
#define LM_LABEL_BRIEF 30

/* Ids for JSON and CSV; NULL where there is none. */
const char *lm_id_of(const lm_model *model, lm_node node);
const char *lm_scene_id(const lm_model *model, lm_node node);
const char *lm_tier_id(const lm_model *model, uint32_t tier);
const char *lm_area_id(const lm_areas *areas, uint32_t area);
const char *lm_label_of(const lm_model *model, lm_node node, lm_lang lang);
const char *lm_area_label(const lm_areas *areas, uint32_t area, lm_lang lang); /* "" without an area */

/* "入退院支援 2 ケアマネ等と…": scene, number or mark, label (shortened unless view->all). */
void lm_add_node_name(lm_strbuf *to, const lm_model *model, lm_node node, size_t columns, const lm_view *view);
/* The label alone. */
void lm_add_label(lm_strbuf *to, const lm_text *label, size_t columns, const lm_view *view);

/* "Mihon City [mihon]"; the id alone where the label is "". */
void lm_add_named(lm_strbuf *to, const char *label, const char *id);

/* "62.3": with the indicator's decimals, or up to two more where the value was given with more; without unit; "–" for NaN. */
void lm_add_number(lm_strbuf *to, const lm_model *model, lm_node indicator, double value);
/* The same, never printed like `other` unless they are equal. */
void lm_add_number_beside(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, double other);
/* A change per year: one decimal more, and no 0 unless it is one. */
void lm_add_finer(lm_strbuf *to, const lm_model *model, lm_node indicator, double value);
/* "62.3%", "1,204 回": rounded to the indicator's decimals plus `finer`, with unit. Nothing for NaN. */
void lm_add_value(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, int finer, lm_lang lang);
/* The same with unit; of a percentage in percentage points, for 1 % more of 50 % is not 51 %. */
void lm_add_change(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, lm_lang lang);
/* As lm_add_value, but rounded away from `from`: who gets there must not fall short by the rounding. */
void lm_add_value_beyond(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, double from, lm_lang lang);
/* The values that meet the target: "62.3", "45–55"; without unit unless `with_unit`; nothing when there are none. */
void lm_add_goal(lm_strbuf *to, const lm_model *model, lm_node indicator, const lm_target *target, double amount, bool with_unit, lm_lang lang);
/* "62.3% (2023年度)". */
void lm_add_value_at(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, lm_period period, const lm_view *view);
/* "12%", "<1%", ">99%"; "–" for NaN. */
void lm_add_chance(lm_strbuf *to, double probability);
/* A share as percent, any size: "42%", "-15%"; "–" for NaN. */
void lm_add_share(lm_strbuf *to, double share);
/* "0.42"; "–" for NaN. */
void lm_add_ratio(lm_strbuf *to, double ratio);

/* Numbers of a record, with as many decimals as it takes for them not to contradict the verdict (digits.h). Nothing for NaN. */

/* "62.3% (2023年度)"; the number alone, "–" for none. */
void lm_add_last(lm_strbuf *to, const lm_model *model, const lm_record *record, const lm_view *view);
void lm_add_last_number(lm_strbuf *to, const lm_model *model, const lm_record *record);
/* As lm_add_goal. */
void lm_add_goal_of(lm_strbuf *to, const lm_model *model, const lm_record *record, bool with_unit, lm_lang lang);
void lm_add_projected(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang);
/* "1.2ポイント"; a target that is met needs nothing: the number, kept in JSON and CSV, would read as if the value had to fall back. */
void lm_add_needed(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang);
/* What is left to the target, without sign: "12.3ポイント". */
void lm_add_gap(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang);
void lm_add_slope(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang);
/* `word` with both ends of its 80 % interval. */
void lm_add_slope_interval(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_word word, lm_lang lang);
/* "年1.2ポイントの上昇" */
void lm_add_trend(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang);

/* A shape that goes with every verdict, one column wide: verdicts can be told without colour and without reading. */
const char *lm_verdict_shape(lm_verdict verdict);
lm_style lm_verdict_style(lm_verdict verdict);
/* "▲ 遅れ" */
void lm_add_verdict(lm_strbuf *to, lm_verdict verdict, lm_lang lang);

/* "概ね達成(3/4、全5取組)": how many activities of an initiative, or of a scene, met the year's goal; "" when the node cannot
 * be graded. */
void lm_add_delivery(lm_strbuf *to, const lm_assessment *assessment, lm_node node, uint32_t area, lm_lang lang);

/* The reasons of a set, "; " between them. */
void lm_add_reasons(lm_strbuf *to, uint64_t reasons, lm_lang lang);

/* The diagnosis as a sentence that names up to three nodes of a kind (all of them with view->all). */
void lm_add_diagnosis(lm_strbuf *to, const lm_model *model, const lm_diagnosis *diagnosis, const lm_view *view);

/* Do the numbers rest on invented values, or on targets nobody decided? */
bool lm_is_fictional(const lm_assessment *assessment);
bool lm_is_illustration(const lm_assessment *assessment);
bool lm_record_is_illustration(const lm_assessment *assessment, const lm_record *record);
/* The notice that says so in words; nothing if neither. */
void lm_add_notice(lm_strbuf *to, const lm_assessment *assessment, lm_lang lang);

/* The roll-ups of each area together, areas and roll-ups in the order of the assessment. Free with lm_area_groups_clear,
   whatever is returned. */
typedef struct lm_area_group {
  uint32_t area;
  const lm_rollup **rollup;
  size_t count;
} lm_area_group;
typedef struct lm_area_groups {
  lm_area_group *item;
  size_t count, room;
  const lm_rollup **rollups; /* those of all groups */
} lm_area_groups;
lm_status lm_area_groups_make(lm_area_groups *out, const lm_assessment *assessment);
void lm_area_groups_clear(lm_area_groups *groups);

#endif
