#include "decode.h"

#include "text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static const struct {
  const char *name;
  const char *iconv;
  const char *mark;
  size_t mark_length;
} encodings[LM_ENCODINGS] = {
    [LM_UTF8] = {"UTF-8", NULL, "", 0},
    [LM_UTF8_MARKED] = {"UTF-8 (BOM)", NULL, "\xEF\xBB\xBF", 3},
    [LM_UTF16LE] = {"UTF-16LE", "UTF-16LE", "\xFF\xFE", 2},
    [LM_UTF16BE] = {"UTF-16BE", "UTF-16BE", "\xFE\xFF", 2},
    [LM_CP932] = {"CP932 (Shift_JIS, Windows)", "CP932", "", 0},
};

const char *lm_encoding_name(lm_encoding encoding) { return encoding < LM_ENCODINGS ? encodings[encoding].name : NULL; }

static lm_encoding marked(const char *bytes, size_t size) {
  for (int i = 0; i < LM_ENCODINGS; i++) {
    size_t length = encodings[i].mark_length;
    if (length > 0 && size >= length && memcmp(bytes, encodings[i].mark, length) == 0) return (lm_encoding)i;
  }
  return LM_NO_ENCODING;
}

/* false: a byte that the encoding does not have, or an end in the middle of a character. */
static bool convert(lm_strbuf *out, const char *name, const char *bytes, size_t size) {
  char block[16384];
  iconv_t converter = iconv_open("UTF-8", name);
  if ((uintptr_t)converter == UINTPTR_MAX) return false; /* (iconv_t)-1 */
  union { /* iconv reads through a pointer to plain char */
    const char *read;
    char *passed;
  } from = {.read = bytes};
  bool good = true, more = true;
  while (more && good && !out->failed) {
    char *into = block;
    size_t room = sizeof block;
    more = size > 0 && iconv(converter, &from.passed, &size, &into, &room) == (size_t)-1;
    good = !more || errno == E2BIG;
    lm_strbuf_add_bytes(out, block, sizeof block - room);
  }
  iconv_close(converter);
  return good;
}

lm_encoding lm_decode(lm_strbuf *out, const char *bytes, size_t size, uint32_t *line) {
  *line = 0;
  lm_encoding encoding = marked(bytes, size);
  if (encoding == LM_NO_ENCODING) encoding = lm_text_valid(bytes, size) ? LM_UTF8 : LM_CP932;
  const char *text = bytes + encodings[encoding].mark_length;
  size_t length = size - encodings[encoding].mark_length, before = out->length;
  bool good = encodings[encoding].iconv ? convert(out, encodings[encoding].iconv, text, length) : lm_text_valid(text, length);
  if (good && !encodings[encoding].iconv) lm_strbuf_add_bytes(out, text, length);
  if (good) return encoding;
  out->length = before;
  *line = lm_text_invalid_line(bytes, size);
  return LM_NO_ENCODING;
}
