/* sha256.h: FIPS 180-4. */
#ifndef LM_BASE_SHA256_H
#define LM_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define LM_SHA256_TEXT 65

/* Bytes that come piece by piece: begin, add, end. */
typedef struct lm_sha256 {
  uint32_t state[8];
  unsigned char rest[64]; /* size % 64 bytes of a block that is not full yet */
  uint64_t size;
} lm_sha256;
lm_sha256 lm_sha256_begin(void);
void lm_sha256_add(lm_sha256 *digest, const void *bytes, size_t size);
void lm_sha256_end(const lm_sha256 *digest, char text[LM_SHA256_TEXT]);

/* The digest of `size` bytes as 64 small hexadecimal digits and a NUL. */
void lm_sha256_text(const void *bytes, size_t size, char text[LM_SHA256_TEXT]);

#endif
