/* layout.h: places boxes in fixed columns and arrows between them: a layered drawing (Sugiyama, Tagawa & Toda 1981).

   A box stands in its column and within its band (a row of the sheet), or spans all bands. An arrow that passes columns gets a narrow place in
   each of them. The order within a column and band is improved by sweeps that put each box at the mean place of its neighbours; the order with
   the fewest crossings wins, the one given when nothing is better. Nothing is random: the same input gives the same drawing. */
#ifndef LM_REPORT_LAYOUT_H
#define LM_REPORT_LAYOUT_H

#include <logicmodel/common.h>

#define LM_LAYOUT_SPAN UINT32_MAX

typedef struct lm_point {
  double x, y;
} lm_point;

typedef struct lm_layout_box {
  uint32_t column, band; /* band LM_LAYOUT_SPAN: beside all of them */
  double height;
  double x, y; /* out: left upper corner */
} lm_layout_box;

typedef struct lm_layout_arrow {
  uint32_t from, to;   /* boxes */
  size_t first, count; /* out: its points, from the side of one box to the side of the other */
} lm_layout_arrow;

typedef struct lm_layout {
  lm_layout_box *box; /* these are the caller's */
  size_t boxes;
  lm_layout_arrow *arrow;
  size_t arrows;
  const double *column_width;
  uint32_t columns, bands;
  double between_columns, between_boxes, between_bands;

  double width, height; /* out; what follows is freed by clear */
  double *column_x, *band_y, *band_height;
  lm_point *point;
  size_t crossings, crossings_given; /* between neighbouring columns: as drawn, in the order given */
} lm_layout;

/* LM_EINVAL: a box or arrow that is out of range; LM_ENOMEM. Clear it whatever is returned. */
lm_status lm_layout_run(lm_layout *layout);
void lm_layout_clear(lm_layout *layout);

#endif
