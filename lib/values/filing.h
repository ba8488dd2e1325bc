/* filing.h: observations put into a panel by a thread of their own while the next are being read, in the order in which they come.

   Until the filing is closed nobody else adds observations to the panel or asks for them; sources, notes, documents and what was printed are
   kept apart from them, and may be added. */
#ifndef LM_VALUES_FILING_H
#define LM_VALUES_FILING_H

#include <logicmodel/values.h>

typedef struct lm_filing lm_filing;

/* `threads` may work, the calling one counted; 0: as many as there are processors. The second starts when there is enough for it to do, and if
   the system gives none all is done by the first. NULL when memory fails. */
lm_filing *lm_filing_new(lm_panel *panel, unsigned threads);
/* As lm_panel_add for an observation that it would take, and that was not added before. LM_ENOMEM may be told late. */
lm_status lm_filing_add(lm_filing *filing, lm_node indicator, uint32_t area, const lm_obs *obs);
/* Waits until all are in the panel. `filing` may be NULL. */
lm_status lm_filing_close(lm_filing *filing);

/* panel.c: observations can be added, and none was yet. */
bool lm_panel_is_empty(const lm_panel *panel);

#endif
