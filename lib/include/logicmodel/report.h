/* report.h: the sheet for the council: the design map with this year's verdicts, and behind each box its chart, table, numbers and sentence.

   One self-contained HTML file for one area: no network, no script needed, the same bytes for the same input. A renderer computes nothing; positions
   in drawings are layout. */
#ifndef LOGICMODEL_REPORT_H
#define LOGICMODEL_REPORT_H

#include <logicmodel/write.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_STAMP_DIGITS 65

/* One document that the report rests on. */
typedef struct lm_stamp {
  const char *name; /* as given; its folder is not printed */
  lm_doc_kind kind;
  char sha256[LM_STAMP_DIGITS]; /* of its bytes as they lie; "" not known */
} lm_stamp;
/* Reads the file. LM_EIO: it cannot be read (a pipe was read already): sha256 stays "". name is borrowed. */
LM_API lm_status lm_stamp_file(lm_stamp *out, const char *name, lm_doc_kind kind);

typedef struct lm_report {
  const lm_assessment *assessment;        /* of one area */
  const lm_progress_assessment *progress; /* NULL none */
  const lm_stamp *stamp;
  size_t stamps;
  const char *indicator; /* svg: the chart of the indicator of this id; NULL the map */
} lm_report;

/* By view->format: the whole report; svg: one drawing by itself, on light paper, with its style in it. LM_EINVAL: another format, or several
   areas. LM_ENOTFOUND: no such indicator. */
LM_API lm_status lm_write_report(lm_sink *sink, const lm_report *report, const lm_view *view); /* html svg */

#ifdef __cplusplus
}
#endif
#endif
