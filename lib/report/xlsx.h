/* xlsx.h: workbooks through libxlsxwriter (1.1.4 of Debian 12): what the form and the report share. Only files named *xlsx* include this. The same
   content is the same bytes: dates come from nowhere.

   Strings are written as strings: what looks like a formula is none. Chart names are the exception of the library, see lm_xlsx_name. */
#ifndef LM_REPORT_XLSX_H
#define LM_REPORT_XLSX_H

#include "../base/strbuf.h"
#include "sink.h"

#include <xlsxwriter.h>

enum { LM_XLSX_A4 = 9, LM_XLSX_CREATED = 946684800 /* 1 January 2000 */ };

/* Fills the book; false when memory failed. */
typedef bool lm_xlsx_fill_fn(lxw_workbook *book, void *user);
/* The bytes of a workbook, through a temporary file: this version of the library cannot write to memory. LM_EIO, LM_ENOMEM; the sink remembers. */
lm_status lm_xlsx_write(lm_sink *sink, lm_xlsx_fill_fn *fill, void *user);

/* The library takes its texts as char *, and reads them only. */
char *lm_xlsx_lent(const char *text);
/* Lines that a text takes in a column of that width; spreadsheets do not agree on setting heights by themselves. */
int lm_xlsx_lines(const char *text, double width);

#endif
