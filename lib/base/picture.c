/* picture.c: see picture.h. PNG: ISO/IEC 15948; JPEG: ITU-T T.81, annex B. */
#include "picture.h"

#include <string.h>

static uint32_t big_endian(const unsigned char *at, int bytes) {
  uint32_t number = 0;
  for (int i = 0; i < bytes; i++) number = number << 8 | at[i];
  return number;
}

/* The signature and the first chunk, which is the header. */
static lm_picture_type look_at_png(const unsigned char *bytes, size_t size, uint32_t *width, uint32_t *height) {
  static const unsigned char begins[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  if (size < sizeof begins + 8 || memcmp(bytes, begins, sizeof begins) != 0) return LM_TYPE_OTHER;
  *width = big_endian(bytes + sizeof begins, 4);
  *height = big_endian(bytes + sizeof begins + 4, 4);
  return LM_TYPE_PNG;
}

/* SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
static int is_frame(unsigned char marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* From segment to segment up to the header of the frame. */
static lm_picture_type look_at_jpeg(const unsigned char *bytes, size_t size, uint32_t *width, uint32_t *height) {
  if (size < 4 || memcmp(bytes, "\xFF\xD8\xFF", 3) != 0) return LM_TYPE_OTHER;
  for (size_t at = 2; size - at >= 9;) {
    if (bytes[at] != 0xFF) return LM_TYPE_OTHER;
    if (bytes[at + 1] == 0xFF) {
      at++;
      continue;
    }
    if (is_frame(bytes[at + 1])) {
      *height = big_endian(bytes + at + 5, 2);
      *width = big_endian(bytes + at + 7, 2);
      return LM_TYPE_JPEG;
    }
    size_t step = 2 + big_endian(bytes + at + 2, 2);
    if (step > size - at) return LM_TYPE_OTHER;
    at += step;
  }
  return LM_TYPE_OTHER;
}

lm_picture_type lm_picture_look(const unsigned char *bytes, size_t size, uint32_t *width, uint32_t *height) {
  *width = *height = 0;
  lm_picture_type type = look_at_png(bytes, size, width, height);
  return type == LM_TYPE_OTHER ? look_at_jpeg(bytes, size, width, height) : type;
}
