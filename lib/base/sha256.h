/* sha256.h: FIPS 180-4. */
#ifndef LM_BASE_SHA256_H
#define LM_BASE_SHA256_H

#include <stddef.h>

#define LM_SHA256_TEXT 65
/* The digest of `size` bytes as 64 small hexadecimal digits and a NUL. */
void lm_sha256_text(const void *bytes, size_t size, char text[LM_SHA256_TEXT]);

#endif
