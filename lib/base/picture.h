/* picture.h: what a picture file is, by its first bytes. */
#ifndef LM_BASE_PICTURE_H
#define LM_BASE_PICTURE_H

#include <stddef.h>
#include <stdint.h>

typedef enum lm_picture_type { LM_TYPE_OTHER, LM_TYPE_PNG, LM_TYPE_JPEG } lm_picture_type;

/* PNG or JPEG, with its sides in pixels; OTHER: neither, or cut off before it says how large it is. */
lm_picture_type lm_picture_look(const unsigned char *bytes, size_t size, uint32_t *width, uint32_t *height);

#endif
