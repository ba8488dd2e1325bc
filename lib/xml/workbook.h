/* workbook.h: XLSX and ODS into a book. Where the library is built without libzip, every workbook is refused and the finding says why. */
#ifndef LM_XML_WORKBOOK_H
#define LM_XML_WORKBOOK_H

#include "book.h"

lm_status lmb_open_workbook(lmb_book *book, const char *bytes, size_t size, lm_diags *diags);

#endif
