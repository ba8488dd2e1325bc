/* since.h: what the forms of "What changed since last time" share. The report has to have a lm_since where nothing else is said. */
#ifndef LM_REPORT_SINCE_H
#define LM_REPORT_SINCE_H

#include "blocks.h"
#include "diff.h"

/* The label of an indicator that the model does not have any more; its id where the earlier one had none. */
const char *lm_gone_label(const lm_page *page, const char *id);
/* How the verdict of a record moved; NULL: it did not, or nothing was compared. */
const lm_moved *lm_moved_of(const lm_page *page, const lm_record *record);
bool lm_has_moved(const lm_moved *moved);
/* "new periods → slightly behind, targets → on track": where there is one cause its name says all. */
void lm_add_causes(lm_strbuf *to, const lm_moved *moved, lm_lang lang);
/* The verdict of a stage as a run; "none" where there was no record. */
void lm_paper_stage(lm_blocks *to, const lm_page *page, const lm_stage *stage);

/* "the value (its source)"; NULL: withdrawn. */
void lm_add_sourced(lm_strbuf *to, lm_what what, const char *value, const char *source, lm_lang lang);
/* "sato: counted twice (load 2)" */
void lm_add_changed_by(lm_strbuf *to, const lm_store_change *change, lm_lang lang);

/* "Compared with what was known as of load 2 (…). Of 18 verdicts 3 are other than then." */
void lm_add_since_head(lm_strbuf *to, const lm_page *page);
/* What stands below it. */
void lm_paper_since_lists(lm_blocks *to, const lm_page *page, unsigned level);

#endif
