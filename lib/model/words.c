/* The words of documents and output, in the order of the enumerations. */
#include "words.h"

static const char *const kinds[LM_KIND_COUNT] = {"scene", "initiative", "activity", "outcome", "indicator"};
static const char *const certainties[LM_CERTAINTY_COUNT] = {"stated", "inferred", "assumed"};
static const char *const levels[LM_LEVEL_COUNT] = {"initial", "intermediate", "final"};
static const char *const link_types[LM_LINK_TYPE_COUNT] = {"part-of", "measured-by", "contributes-to"};
static const char *const directions[LM_DIRECTION_COUNT] = {NULL, "up", "down", "range", "none"};
static const char *const measures[LM_MEASURE_KINDS] = {NULL,   "count", "proportion", "rate", "ratio",
                                                       "mean", "score", "ordinal",    "text"};
static const char *const accumulations[LM_ACCUMULATION_COUNT] = {NULL, "flow", "stock", "cumulative"};
static const char *const aggregations[LM_AGGREGATION_COUNT] = {NULL, "sum", "mean", "weighted", "last", "none"};
static const char *const answers_words[LM_ANSWERS_COUNT] = {NULL, "single", "multiple"};
static const char *const standings[LM_STANDING_COUNT] = {NULL, "new", "existing"};
static const char *const goal_kinds[LM_GOAL_KIND_COUNT] = {"output", "outcome"};
static const char *const charge_roles[LM_CHARGE_ROLE_COUNT] = {"lead", "partner"};
static const char *const basis_words[LM_PERIOD_KIND_COUNT] = {
    [LM_YEAR] = "calendar-year", [LM_FISCAL] = "fiscal-year", [LM_HALF] = "half",
    [LM_QUARTER] = "quarter",    [LM_MONTH] = "month",        [LM_DAY] = "date",
};
const char *const lm_statement_role_words[LM_ROLE_COUNT + 1] = {
    "need",  "purpose",  "content",    "audience",    "intent",  "background",  "basis",     "plan",    "result",
    "issue", "response", "evaluation", "environment", "episode", "improvement", "direction", "comment", "other"};
const char *const lm_show_words[LM_SHOW_COUNT + 1] = {
    NULL,    "scene", "initiative", "activity",  "outcome", "mark", "standing", "statement", "goal",    "lead",   "partner",        "text",   "tasks", "met",
    "grade", "cost",  "cost-total", "indicator", "value",   "num",  "den",      "share",     "printed", "change", "printed-change", "target", "last"};

static const char *word(const char *const *words, unsigned count, unsigned index) { return index < count ? words[index] : NULL; }

const char *lm_kind_word(lm_kind kind) { return word(kinds, LM_KIND_COUNT, kind); }
const char *lm_certainty_word(lm_certainty certainty) { return word(certainties, LM_CERTAINTY_COUNT, certainty); }
const char *lm_level_word(lm_level level) { return word(levels, LM_LEVEL_COUNT, level); }
const char *lm_link_type_word(lm_link_type type) { return word(link_types, LM_LINK_TYPE_COUNT, type); }
const char *lm_direction_word(lm_direction direction) { return word(directions, LM_DIRECTION_COUNT, direction); }
const char *lm_measure_word(lm_measure measure) { return word(measures, LM_MEASURE_KINDS, measure); }
const char *lm_accumulation_word(lm_accumulation accumulation) {
  return word(accumulations, LM_ACCUMULATION_COUNT, accumulation);
}
const char *lm_aggregation_word(lm_aggregation aggregation) { return word(aggregations, LM_AGGREGATION_COUNT, aggregation); }
const char *lm_basis_word(int basis) { return word(basis_words, LM_PERIOD_KIND_COUNT, (unsigned)basis); }
const char *lm_answers_word(lm_answers answers) { return word(answers_words, LM_ANSWERS_COUNT, answers); }
const char *lm_standing_word(lm_standing standing) { return word(standings, LM_STANDING_COUNT, standing); }
const char *lm_goal_kind_word(lm_goal_kind kind) { return word(goal_kinds, LM_GOAL_KIND_COUNT, kind); }
const char *lm_charge_role_word(lm_charge_role role) { return word(charge_roles, LM_CHARGE_ROLE_COUNT, role); }
const char *lm_statement_role_word(lm_statement_role role) { return word(lm_statement_role_words, LM_ROLE_COUNT, role); }
const char *lm_show_word(lm_show show) { return word(lm_show_words, LM_SHOW_COUNT, show); }
