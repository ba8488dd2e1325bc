/* set_logo.c: the picture of the office at the right of the title. */
#include "setting.h"

#include <math.h>
#include <string.h>

#define HIGHEST 42.0
#define WIDEST  165.0

typedef struct rest {
  const unsigned char *at;
  size_t size;
} rest;

static cairo_status_t read_bytes(void *from, unsigned char *to, unsigned length) {
  rest *r = from;
  if (length > r->size) return CAIRO_STATUS_READ_ERROR;
  memcpy(to, r->at, length);
  r->at += length;
  r->size -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The bytes of a JPEG go into the file as they are. */
static cairo_surface_t *surface_of(const lm_picture *picture) {
  rest bytes = {picture->bytes, picture->size};
  if (picture->kind == LM_PICTURE_PNG) return cairo_image_surface_create_from_png_stream(read_bytes, &bytes);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)picture->width, (int)picture->height);
  cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, picture->bytes, picture->size, NULL, NULL);
  return surface;
}

void lm_logo_open(lm_setting *s) {
  const lm_picture *picture = s->job->logo;
  if (!picture || picture->width == 0 || picture->height == 0) return;
  const double scale = fmin(fmin(HIGHEST / picture->height, WIDEST / picture->width), 0.75);
  s->logo.width = picture->width * scale;
  s->logo.height = picture->height * scale;
  s->logo.surface = surface_of(picture);
}

void lm_logo_close(lm_setting *s) {
  if (s->logo.surface) cairo_surface_destroy(s->logo.surface);
}

/* Its label where the picture itself cannot be read. */
static void put_label(lm_setting *s, lm_strip *strip, double x) {
  lm_words *words = lm_words_text(s, lm_text_in(&s->job->logo->label, s->job->lang), (lm_face){9, false, lm_colour_soft});
  if (words) strip->height = fmax(strip->height, lm_words_place(s, words, s->logo.width, 1));
  lm_strip_words(s, strip, words, x, 0);
}

void lm_logo_set(lm_setting *s, lm_strip *strip, double x) {
  if (!s->logo.surface) return;
  if (cairo_surface_status(s->logo.surface) != CAIRO_STATUS_SUCCESS) {
    put_label(s, strip, x);
    return;
  }
  lm_strip_put(s, strip, (lm_piece){.kind = LM_PIECE_LOGO, .x = x, .width = s->logo.width, .height = s->logo.height});
  strip->height = fmax(strip->height, s->logo.height + 4);
}

void lm_logo_paint(cairo_t *cr, const lm_setting *s, double x, double y) {
  cairo_save(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, s->logo.width / s->job->logo->width, s->logo.height / s->job->logo->height);
  cairo_set_source_surface(cr, s->logo.surface, 0, 0);
  cairo_paint(cr);
  cairo_restore(cr);
}
