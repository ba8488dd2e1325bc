/* figure.h: numbers of no known unit in running text: four significant digits. */
#ifndef LM_REPORT_FIGURE_H
#define LM_REPORT_FIGURE_H

#include "../base/strbuf.h"

#include <logicmodel/judge.h>

/* "12.35", "0.004321", "1,204,000"; "–" for NaN. */
void lm_add_figure(lm_strbuf *to, double value);
/* The same with a sign, also a plus. */
void lm_add_signed_figure(lm_strbuf *to, double value);
/* "12.3–14.5" is ambiguous beside minus signs, so "12.3 … 14.5"; "–" when not known. */
void lm_add_range(lm_strbuf *to, lm_interval interval);
/* A year: "2024", "2024.25". */
void lm_add_year(lm_strbuf *to, double year);
/* A probability: "0.032", "<0.001". */
void lm_add_p(lm_strbuf *to, double p);

#endif
