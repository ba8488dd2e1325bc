/* reports.h: what a report rests on, gathered for one area; and a folder with a report for every area. */
#ifndef CLI_REPORTS_H
#define CLI_REPORTS_H

#include "since.h"

#include <logicmodel/report.h>

/* What all reports of a run share: settings, progress, the digests of all documents, and what was known at --since. */
typedef struct cli_basis {
  lm_report_settings *settings; /* NULL: none given */
  lm_progress_assessment *progress; /* NULL: none reported */
  lm_stamp *stamp;
  size_t stamps;
  cli_then then; /* with --since */
  lm_store_loads *loads; /* of --store; NULL without */
} cli_basis;
/* Settings with errors are listed and end in CLI_FINDINGS. Exit code; free whatever is returned. */
int cli_basis_make(cli_basis *out, const cli_input *input, cli *c);
void cli_basis_free(cli_basis *basis);

/* Are the settings for this area? Says so if not; exit code. */
int cli_check_area(const cli_basis *basis, const cli_input *input, uint32_t area, cli *c);

typedef struct cli_report {
  lm_report report;
  lm_assessment *assessment;
  cli_since since; /* with --since */
} cli_report;
/* Of the area of that id; NULL: of the only area there is. Says what is wrong; exit code. Free whatever is returned. */
int cli_report_make(cli_report *out, const cli_input *input, const cli_basis *basis, const char *area, cli *c);
void cli_report_free(cli_report *report);
/* Says which of the settings have no place in the form that is asked for. */
void cli_tell_unplaced(cli *c, const lm_report_settings *settings);

/* PDF needs fonts (`code` CLI_NOT_FOUND: there is none), and fonts that have the letters: `unshown` had none. */
void cli_tell_fonts(cli *c, int code, size_t unshown);

/* Writes into the folder of --into, made if need be: area-ID.html (or in another form) for every area, each as `report --area ID` writes it, then
   index.html. Files of these names that are not reports of this program as it wrote them stop it before anything is written. Says what was written;
   exit code. */
int cli_reports_into(cli *c, const cli_input *input, const cli_basis *basis);

/* ".html" …: of the files in such a folder; NULL: no form for it. */
const char *cli_report_ending(lm_format format);

#endif
