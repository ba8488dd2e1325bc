/* num.h: numbers to text and back, independent of the locale. */
#ifndef LM_BASE_NUM_H
#define LM_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads a plain decimal [+-]digits[.digits] that fills all `length` bytes; correctly rounded. false: not of that form (or over 64 bytes). */
bool lm_num_parse(double *out, const char *text, size_t length);
/* The same with an optional exponent behind it: e or E, a sign or none, one to three digits. false also when it is too large for a double. */
bool lm_num_parse_exponent(double *out, const char *text, size_t length);

#define LM_NUM_SIZE 48
/* The shortest decimal that reads back as the same double; plain notation for 1e-5 <= |x| < 1e17, else with an exponent. NaN and
   infinities: "". Returns the length. buffer has LM_NUM_SIZE bytes. */
size_t lm_num_format(double value, char *buffer);
size_t lm_num_whole(int64_t value, char *buffer);
/* With exactly `decimals` (0…15) digits behind the point, halves away from zero in the decimal that is printed; "-0" becomes "0". Thousands
   separators with `grouped`. Values of 1e15 and more fall back to lm_num_format. */
size_t lm_num_fixed(double value, int decimals, bool grouped, char *buffer);

#endif
