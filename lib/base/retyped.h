/* retyped.h: texts that a spreadsheet takes for something else when it opens a CSV file. */
#ifndef LM_BASE_RETYPED_H
#define LM_BASE_RETYPED_H

#include <stdbool.h>

/* A formula, which it would run: the text begins with = + - @ (also full-width), a tab or a line end, and is no number. */
bool lm_like_formula(const char *text);
/* A date, a time or another number than is written: 2-4, 1/2, 2024-10, 9:30, 007, 1.10, 1e5, (3). Days such as 2024-10-01 are meant as days. */
bool lm_retyped(const char *text);
/* The text without the apostrophe that was put before it for one of the two reasons. */
const char *lm_without_guard(const char *text);

#endif
