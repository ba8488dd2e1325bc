/* decode.h: a text file of unknown encoding as UTF-8.

   What offices keep: UTF-8, UTF-8 or UTF-16 with a byte order mark, and CP932 (Excel's plain CSV). CP932 and not "Shift_JIS": that one knows
   neither ① nor 髙 and reads \ as ¥. Decoding comes before splitting: the second byte of a CP932 character can be a backslash or a bar. */
#ifndef LM_BASE_DECODE_H
#define LM_BASE_DECODE_H

#include "strbuf.h"

#include <stdint.h>

typedef enum lm_encoding { LM_UTF8, LM_UTF8_MARKED, LM_UTF16LE, LM_UTF16BE, LM_CP932, LM_ENCODINGS, LM_NO_ENCODING = LM_ENCODINGS } lm_encoding;

/* "UTF-8", …; NULL for LM_NO_ENCODING. */
const char *lm_encoding_name(lm_encoding encoding);

/* Appends the text of `bytes` to `out`, without byte order mark, and says what it was. LM_NO_ENCODING: it is none of these; *line is then where
   the reading as UTF-8 stops. Failing memory is remembered in `out`. */
lm_encoding lm_decode(lm_strbuf *out, const char *bytes, size_t size, uint32_t *line);

#endif
