/* listed.h: commands that list rows of a store. */
#ifndef CLI_LISTED_H
#define CLI_LISTED_H

#include "stored.h"

#define OPT_LISTED \
  (OPT_PLAIN | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_INDICATOR) | OPT_BIT(OPT_PERIOD) | OPT_BIT(OPT_TIER))

/* Rows that fit --area, --indicator, --period, --tier. */
int cli_list_rows(cli *c, lm_what what, bool history);

#endif
