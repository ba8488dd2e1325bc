/* print.h: what a report says in HTML, set on pages of paper and written as PDF. What stands where in the text is decided by the parts that write the
   HTML; here it is only set: A3 for the map, A4 for the rest, as drawing.css and report.css colour it.

   The same input and the same fonts give the same bytes. */
#ifndef LM_REPORT_PRINT_H
#define LM_REPORT_PRINT_H

#include "markup.h"
#include "sink.h"

#include <logicmodel/settings.h>

typedef struct lm_canvas lm_canvas;

typedef struct lm_print_job {
  lm_lang lang;
  const char *title;  /* on every page and in the properties of the document */
  const char *notice; /* on every page; "" none */
  const lm_picture *logo; /* beside the title; NULL none. Its bytes outlive the job */
  bool map_on_a4;
  /* Paints what stands at an svg element of the HTML. */
  void (*picture)(lm_canvas *canvas, const lm_mark *mark, const void *user);
  const void *user;
  size_t *unshown; /* out: letters without a glyph; may be NULL */
} lm_print_job;

/* LM_EINVAL: built without Pango, or HTML that is not ours; LM_ENOTFOUND: no font at all; LM_ENOMEM. Memory of Pango and cairo themselves: they
   end the program when there is none. */
lm_status lm_print(lm_sink *sink, const lm_print_job *job, const char *html);

#endif
