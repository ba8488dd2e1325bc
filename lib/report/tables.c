/* tables.c: which tables of an assessment there are, and what writes each. A further table is a row here and in the enum. */
#include "tables.h"

#include <string.h>

static const char *const words[LM_ASSESS_TABLE_COUNT] = {
    [LM_TABLE_RECORDS] = "records",       [LM_TABLE_STEPS] = "steps",   [LM_TABLE_SUMS] = "sums",   [LM_TABLE_OUTCOMES] = "outcomes",
    [LM_TABLE_ACTIVITIES] = "activities", [LM_TABLE_SCENES] = "scenes", [LM_TABLE_TIERS] = "tiers", [LM_TABLE_DELIVERY] = "delivery",
};

const char *lm_assess_table_word(lm_assess_table table) {
  return (unsigned)table < LM_ASSESS_TABLE_COUNT ? words[table] : NULL;
}

bool lm_assess_table_parse(lm_assess_table *out, const char *word) {
  for (int i = 0; i < LM_ASSESS_TABLE_COUNT; i++) {
    if (strcmp(words[i], word) != 0) continue;
    *out = (lm_assess_table)i;
    return true;
  }
  return false;
}

lm_status lm_write_assess_table(lm_sink *sink, const lm_assessment *assessment, lm_assess_table table, const lm_view *view) {
  switch (table) {
  case LM_TABLE_RECORDS:
    return lm_write_assessment(sink, assessment, view);
  case LM_TABLE_STEPS:
    return lm_write_steps(sink, assessment, view);
  case LM_TABLE_SUMS:
    return lm_write_sums(sink, assessment, view);
  case LM_TABLE_OUTCOMES:
  case LM_TABLE_ACTIVITIES:
  case LM_TABLE_SCENES:
  case LM_TABLE_TIERS:
    return lm_write_rollups(sink, assessment, table, view);
  case LM_TABLE_DELIVERY:
    return lm_write_delivery(sink, assessment, view);
  case LM_ASSESS_TABLE_COUNT:
    break;
  }
  return LM_EINVAL;
}
