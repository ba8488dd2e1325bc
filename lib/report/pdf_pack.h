/* pdf_pack.h: makes a PDF that cairo wrote smaller, and says in it what cairo cannot: the language, that its title is shown, and what its figures are.
   The logical structure of a report is thousands of small objects, which cairo 1.16 writes one by one and as they are. */
#ifndef LM_REPORT_PDF_PACK_H
#define LM_REPORT_PDF_PACK_H

#include "sink.h"

typedef struct lm_pdf_said {
  const char *lang;        /* "ja" */
  const char *const *figure; /* words for each figure, in order; UTF-8 */
  size_t figures;
} lm_pdf_said;

/* What is not as cairo 1.16 writes it goes out as it came in: newer versions pack it themselves. LM_ENOMEM. */
lm_status lm_pdf_pack(lm_sink *sink, const char *pdf, size_t length, const lm_pdf_said *said);

#endif
