/* settings.c: the words of the parts of a report. */
#include <logicmodel/settings.h>

static const char *const words[LM_PART_COUNT] = {
    [LM_PART_MAP] = "map",       [LM_PART_LAG] = "lag", [LM_PART_CHANGED] = "changed", [LM_PART_CHAINS] = "chains", [LM_PART_INDICATORS] = "indicators", [LM_PART_MISSING] = "missing",
    [LM_PART_METHOD] = "method",
};

const char *lm_report_part_word(lm_report_part part) { return (unsigned)part < LM_PART_COUNT ? words[part] : NULL; }
