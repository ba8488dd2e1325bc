/* looks.h: what the classes of drawing.css look like, for canvases that know no CSS. The table is made from that file when the library is built
   (looks.py); on paper the colours are the light ones. */
#ifndef LM_REPORT_LOOKS_H
#define LM_REPORT_LOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LM_NO_COLOUR UINT32_MAX

enum {
  LM_LOOK_FILL = 1, LM_LOOK_STROKE = 2, LM_LOOK_FILL_OPACITY = 4, LM_LOOK_STROKE_OPACITY = 8, LM_LOOK_WIDTH = 16, LM_LOOK_DASH = 32,
  LM_LOOK_SIZE = 64, LM_LOOK_BOLD = 128, LM_LOOK_ANCHOR = 256
};

typedef struct lm_look {
  unsigned sets; /* which of what follows a rule sets */
  uint32_t fill, stroke; /* 0xRRGGBB; LM_NO_COLOUR: none */
  double fill_opacity, stroke_opacity;
  double width, dash[2]; /* of the stroke; dash 0: none */
  double size; /* of text, pixels */
  double anchor; /* 0 text begins at its place, 0.5 has its middle there, 1 ends there */
  bool bold;
} lm_look;

typedef struct lm_look_rule {
  const char *group, *element, *classes; /* "": any */
  lm_look look;
} lm_look_rule;

extern const lm_look_rule lm_look_rules[];
extern const size_t lm_look_rule_count;
extern const char lm_look_fonts[]; /* families, the wanted first */
extern const uint32_t lm_colour_paper, lm_colour_ink, lm_colour_soft, lm_colour_rule, lm_colour_wash, lm_colour_link, lm_colour_line_slow;

/* Of an element ("text", "path", "rect", "circle") with its classes, in a group with classes; both may be NULL. */
lm_look lm_look_of(const char *group, const char *element, const char *classes);
/* Is `name` one of `classes`? Both may be NULL. */
bool lm_has_class(const char *classes, const char *name);

#endif
