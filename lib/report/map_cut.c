/* map_cut.c: see map_cut.h. */
#include "map_cut.h"

#include "../base/vec.h"

#include <math.h>
#include <stdlib.h>

#define LOWER_PART 0.6 /* of a sheet: a band that begins below it begins the next sheet */

static double uppermost(const lm_layout *l) {
  double top = l->height;
  for (size_t i = 0; i < l->boxes; i++) top = fmin(top, l->box[i].y);
  return top;
}

/* As high as the highest of the boxes that begin at `top`, but not less than `room`. */
static double room_for(const lm_layout *l, double top, double room) {
  for (size_t i = 0; i < l->boxes; i++)
    if (l->box[i].y <= top && l->box[i].y >= top) room = fmax(room, l->box[i].height);
  return room;
}

/* Where the next sheet begins; INFINITY: the rest has room. */
static double next_from(const lm_layout *l, double top, double room) {
  double next = INFINITY, band = 0;
  for (size_t i = 0; i < l->boxes; i++)
    if (l->box[i].y > top && l->box[i].y + l->box[i].height > top + room) next = fmin(next, l->box[i].y);
  if (isinf(next)) return next;
  for (uint32_t i = 0; i < l->bands; i++)
    if (l->band_height[i] > 0 && l->band_y[i] > top + room * LOWER_PART && l->band_y[i] <= next) band = fmax(band, l->band_y[i]);
  return band > 0 ? band : next;
}

static double lowest(const lm_layout *l, double from, double next) {
  double to = from;
  for (size_t i = 0; i < l->boxes; i++)
    if (l->box[i].y >= from && l->box[i].y < next) to = fmax(to, l->box[i].y + l->box[i].height);
  return to;
}

lm_status lm_cut_layout(lm_cuts *cuts, const lm_layout *layout, double first, double other) {
  const lm_cut whole = {0, layout->height};
  if (first <= 0 || other <= 0 || layout->height <= first || layout->boxes == 0) return LM_VEC_PUSH(cuts, whole) ? LM_OK : LM_ENOMEM;
  double from = uppermost(layout);
  while (!isinf(from)) {
    const double next = next_from(layout, from, room_for(layout, from, cuts->count == 0 ? first : other));
    const lm_cut cut = {from, lowest(layout, from, next)};
    if (!LM_VEC_PUSH(cuts, cut)) return LM_ENOMEM;
    from = next;
  }
  return LM_OK;
}

void lm_cuts_clear(lm_cuts *cuts) {
  free(cuts->item);
  *cuts = (lm_cuts){0};
}

size_t lm_cut_at(const lm_cuts *cuts, double y) {
  size_t at = 0;
  while (at + 1 < cuts->count && cuts->item[at + 1].from <= y) at++;
  return at;
}
