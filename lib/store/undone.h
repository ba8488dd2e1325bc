/* undone.h: what undoings took away and put in force again. */
#ifndef LM_STORE_UNDONE_H
#define LM_STORE_UNDONE_H

#include "../base/strbuf.h"
#include "store.h"

typedef void lm_undone_fn(void *user, int64_t load, lm_what what, lm_undone_totals totals);

/* Rows of the undoings among the loads `from` to `to`, by load and thing. */
void lm_undone_count(lm_store *store, int64_t from, int64_t to, lm_undone_fn *found, void *user);
/* A statement that is built when it is needed; NULL after a failure. Empties `text`. To be finalized. */
sqlite3_stmt *lm_sql_built(lm_store *store, lm_strbuf *text);

/* Of the undoing `by` of `load`, whose rows are there, committed or not. NULL after a failure. */
lm_undone *lm_undone_make(lm_store *store, int64_t load, int64_t by, bool dry);

#endif
