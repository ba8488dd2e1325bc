/* reports.h: what a report rests on, gathered for one area; and a folder with a report for every area. */
#ifndef CLI_REPORTS_H
#define CLI_REPORTS_H

#include "input.h"

#include <logicmodel/report.h>

/* Digests of the documents of a command. */
typedef struct cli_stamps {
  lm_stamp *item;
  size_t count;
} cli_stamps;
int cli_stamps_make(cli_stamps *out, const cli_files *files, cli *c);
void cli_stamps_free(cli_stamps *stamps);

typedef struct cli_report {
  lm_report report;
  lm_assessment *assessment;
  lm_progress_assessment *progress;
} cli_report;
/* Of the area of that id; NULL: of the only area there is. Says what is wrong; exit code. Free whatever is returned. */
int cli_report_make(cli_report *out, const cli_input *input, const cli_stamps *stamps, const char *area, cli *c);
void cli_report_free(cli_report *report);

/* Writes into the folder of --into, made if need be: area-ID.html for every area, each as `report --area ID` writes it, then index.html. Files of
   these names that are not reports of this program stop it before anything is written. Says what was written; exit code. */
int cli_reports_into(cli *c, const cli_input *input, const cli_stamps *stamps);

#endif
