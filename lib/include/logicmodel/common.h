/* common.h: what every other header needs.

   Conventions of the whole library
   - A function that can fail returns lm_status; what was wrong goes, as findings, to the lm_diags the caller passes (diag.h).
     There is no global state and no "last error".
   - Strings are UTF-8, NUL-terminated. A pointer returned by an accessor is borrowed and lives as long as the object asked.
   - `T **out` as first parameter: on LM_OK the caller owns *out and frees it with the matching _free; on any other status *out
     is NULL. Every _free accepts NULL.
   - An absent number is NaN in a struct and null in JSON; it always stands beside the reason for its absence.
   - The library never calls setlocale; numbers are read and written with a point whatever the locale is. */
#ifndef LOGICMODEL_COMMON_H
#define LOGICMODEL_COMMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LM_API __attribute__((visibility("default")))
#define LM_PRINTF(format, first) __attribute__((format(printf, format, first)))
#else
#define LM_API
#define LM_PRINTF(format, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_status {
  LM_OK = 0,
  LM_ENOMEM,   /* an allocation failed; nothing was changed */
  LM_EINVAL,   /* the caller broke the contract of the function (wrong argument) */
  LM_EIO,      /* a file could not be opened, read or written; the findings say which and why */
  LM_EINPUT,   /* the input was read but has errors; the findings list them all */
  LM_ENOTFOUND /* the thing asked for does not exist */
} lm_status;

/* Languages of everything a person reads. */
typedef enum lm_lang { LM_EN, LM_JA, LM_LANG_COUNT } lm_lang;

/* One text in each language; an absent one is NULL. */
typedef struct lm_text {
  const char *in[LM_LANG_COUNT];
} lm_text;

/* The text in `lang`, else in the other language, else "". Never NULL. */
LM_API const char *lm_text_in(const lm_text *text, lm_lang lang);

/* Version of the library, "0.1.0". */
LM_API const char *lm_version(void);

#ifdef __cplusplus
}
#endif
#endif
