/* layout.c: see layout.h. */
#include "layout.h"

#include <math.h>
#include <stdlib.h>

#define SWEEPS       12
#define MANY_PIECES  3000 /* beyond, counting crossings pair by pair takes too long: the order given stays */
#define ALIGNMENTS   6
#define PLACE_HEIGHT 7.0 /* of an arrow that passes a column */
#define PORT_STEP    9.0

/* A box, or the place of an arrow in a column it passes. */
typedef struct slot {
  uint32_t column, band;
  double height, y, key;
  size_t rank;  /* from above, within the column */
  size_t order; /* within the column and band, as given */
} slot;

/* What an arrow is between two neighbouring columns. */
typedef struct piece {
  size_t left, right;
} piece;

typedef struct work {
  lm_layout *l;
  slot *slot;
  size_t slots;
  piece *piece;
  size_t pieces;
  size_t *sorted; /* slots by column, band, rank */
  size_t *best;   /* ranks of the best order */
  size_t *place;  /* per arrow: the first slot of its places */
  double *sum;    /* per slot, while keys are made */
  size_t *met;
} work;

/* ---- slots and pieces ---- */

static bool in_range(const lm_layout *l) {
  for (size_t i = 0; i < l->boxes; i++)
    if (l->box[i].column >= l->columns || (l->box[i].band != LM_LAYOUT_SPAN && l->box[i].band >= l->bands)) return false;
  for (size_t i = 0; i < l->arrows; i++)
    if (l->arrow[i].from >= l->boxes || l->arrow[i].to >= l->boxes) return false;
  return true;
}

/* The box of an arrow that stands further left. */
static uint32_t left_of(const lm_layout *l, const lm_layout_arrow *arrow) {
  return l->box[arrow->from].column <= l->box[arrow->to].column ? arrow->from : arrow->to;
}

static uint32_t right_of(const lm_layout *l, const lm_layout_arrow *arrow) {
  return left_of(l, arrow) == arrow->from ? arrow->to : arrow->from;
}

/* Columns that an arrow passes. */
static size_t passed(const lm_layout *l, const lm_layout_arrow *arrow) {
  uint32_t left = l->box[left_of(l, arrow)].column, right = l->box[right_of(l, arrow)].column;
  return right > left ? right - left - 1 : 0;
}

static bool make(work *w) {
  lm_layout *l = w->l;
  size_t slots = l->boxes, pieces = l->arrows;
  for (size_t i = 0; i < l->arrows; i++) {
    slots += passed(l, &l->arrow[i]);
    pieces += passed(l, &l->arrow[i]);
  }
  w->slot = calloc(slots + 1, sizeof *w->slot);
  w->piece = calloc(pieces + 1, sizeof *w->piece);
  w->sorted = calloc(slots + 1, sizeof *w->sorted);
  w->best = calloc(slots + 1, sizeof *w->best);
  w->place = calloc(l->arrows + 1, sizeof *w->place);
  w->sum = calloc(slots + 1, sizeof *w->sum);
  w->met = calloc(slots + 1, sizeof *w->met);
  l->column_x = calloc(l->columns + 1, sizeof *l->column_x);
  l->band_y = calloc(l->bands + 1, sizeof *l->band_y);
  l->band_height = calloc(l->bands + 1, sizeof *l->band_height);
  l->point = calloc(2 * slots + 4 * l->arrows + 1, sizeof *l->point);
  return w->slot && w->piece && w->sorted && w->best && w->place && w->sum && w->met && l->column_x && l->band_y && l->band_height &&
         l->point;
}

static void release(work *w) {
  free(w->slot);
  free(w->piece);
  free(w->sorted);
  free(w->best);
  free(w->place);
  free(w->sum);
  free(w->met);
}

static void add_slot(work *w, uint32_t column, uint32_t band, double height) {
  w->slot[w->slots] = (slot){.column = column, .band = band, .height = height, .order = w->slots};
  w->slots++;
}

/* An arrow passes columns in the band of its left end; one from beside all bands, in that of its right end. */
static void add_places(work *w, size_t at) {
  const lm_layout *l = w->l;
  const lm_layout_arrow *arrow = &l->arrow[at];
  const lm_layout_box *left = &l->box[left_of(l, arrow)], *right = &l->box[right_of(l, arrow)];
  size_t before = left_of(l, arrow);
  w->place[at] = w->slots;
  if (left->column == right->column) return;
  for (uint32_t column = left->column + 1; column < right->column; column++) {
    add_slot(w, column, left->band == LM_LAYOUT_SPAN ? right->band : left->band, PLACE_HEIGHT);
    w->piece[w->pieces++] = (piece){before, w->slots - 1};
    before = w->slots - 1;
  }
  w->piece[w->pieces++] = (piece){before, right_of(l, arrow)};
}

/* ---- order ---- */

typedef struct sort_row {
  const slot *slot;
  size_t index;
} sort_row;

static int above(const slot *a, const slot *b) {
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  if (a->band != b->band) return a->band < b->band ? -1 : 1;
  if (a->key < b->key || a->key > b->key) return a->key < b->key ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_rows(const void *a, const void *b) {
  return above(((const sort_row *)a)->slot, ((const sort_row *)b)->slot);
}

/* Ranks from keys. false: out of memory. */
static bool rank(work *w) {
  sort_row *row = malloc((w->slots + 1) * sizeof *row);
  if (!row) return false;
  for (size_t i = 0; i < w->slots; i++) row[i] = (sort_row){&w->slot[i], i};
  qsort(row, w->slots, sizeof *row, compare_rows);
  for (size_t i = 0, r = 0; i < w->slots; i++) {
    slot *s = &w->slot[row[i].index];
    r = i > 0 && s->column == row[i - 1].slot->column ? r + 1 : 0;
    s->rank = r;
    w->sorted[i] = row[i].index;
  }
  free(row);
  return true;
}

static size_t crossings(const work *w) {
  size_t count = 0;
  for (size_t i = 0; i < w->pieces; i++) {
    const slot *a = &w->slot[w->piece[i].left], *b = &w->slot[w->piece[i].right];
    for (size_t j = i + 1; j < w->pieces; j++) {
      const slot *c = &w->slot[w->piece[j].left], *d = &w->slot[w->piece[j].right];
      if (a->column != c->column) continue;
      if ((a->rank < c->rank && b->rank > d->rank) || (a->rank > c->rank && b->rank < d->rank)) count++;
    }
  }
  return count;
}

/* Keys are the mean ranks of the neighbours on one side; without neighbours the own rank. */
static void key_by_neighbours(work *w, uint32_t column, bool from_left) {
  for (size_t i = 0; i < w->slots; i++) {
    w->sum[i] = 0;
    w->met[i] = 0;
  }
  for (size_t i = 0; i < w->pieces; i++) {
    size_t own = from_left ? w->piece[i].right : w->piece[i].left, other = from_left ? w->piece[i].left : w->piece[i].right;
    w->sum[own] += (double)w->slot[other].rank;
    w->met[own]++;
  }
  for (size_t i = 0; i < w->slots; i++) {
    slot *s = &w->slot[i];
    bool moves = s->column == column && w->met[i] > 0;
    s->key = moves ? w->sum[i] / (double)w->met[i] : (double)s->rank;
  }
}

static bool sweep(work *w, bool from_left) {
  for (uint32_t i = 1; i < w->l->columns; i++) {
    key_by_neighbours(w, from_left ? i : w->l->columns - 1 - i, from_left);
    if (!rank(w)) return false;
  }
  return true;
}

static void keep(work *w, size_t found) {
  w->l->crossings = found;
  for (size_t i = 0; i < w->slots; i++) w->best[i] = w->slot[i].rank;
}

static bool order(work *w) {
  if (!rank(w)) return false;
  if (w->pieces > MANY_PIECES) return true;
  w->l->crossings_given = crossings(w);
  keep(w, w->l->crossings_given);
  for (int i = 0; i < SWEEPS && w->l->crossings > 0; i++) {
    if (!sweep(w, i % 2 == 0)) return false;
    size_t found = crossings(w);
    if (found < w->l->crossings) keep(w, found);
  }
  for (size_t i = 0; i < w->slots; i++) w->slot[i].key = (double)w->best[i];
  return rank(w);
}

/* ---- places ---- */

static double gap_above(const work *w, const slot *s, const slot *before) {
  bool places = s->height <= PLACE_HEIGHT && before->height <= PLACE_HEIGHT;
  return places ? w->l->between_boxes / 4 : w->l->between_boxes;
}

/* The end of the run of slots in one column and band that starts at `from`; *height: what it takes. */
static size_t run_of(const work *w, size_t from, double *height) {
  const slot *first = &w->slot[w->sorted[from]];
  size_t end = from;
  *height = 0;
  for (; end < w->slots; end++) {
    const slot *s = &w->slot[w->sorted[end]];
    if (s->column != first->column || s->band != first->band) break;
    if (end > from) *height += gap_above(w, s, &w->slot[w->sorted[end - 1]]);
    *height += s->height;
  }
  return end;
}

static void place_bands(work *w) {
  lm_layout *l = w->l;
  double height, spans = 0, y = 0;
  for (size_t from = 0, end; from < w->slots; from = end) {
    uint32_t band = w->slot[w->sorted[from]].band;
    end = run_of(w, from, &height);
    if (band == LM_LAYOUT_SPAN)
      spans = fmax(spans, height);
    else
      l->band_height[band] = fmax(l->band_height[band], height);
  }
  for (uint32_t i = 0; i < l->bands; i++) {
    l->band_y[i] = y;
    y += l->band_height[i] + l->between_bands;
  }
  l->height = fmax(spans, l->bands > 0 ? y - l->between_bands : 0);
}

static double top_of(const work *w, const slot *s) {
  return s->band == LM_LAYOUT_SPAN ? 0 : w->l->band_y[s->band];
}

static double bottom_of(const work *w, const slot *s) {
  return s->band == LM_LAYOUT_SPAN ? w->l->height : w->l->band_y[s->band] + w->l->band_height[s->band];
}

/* Moves the run apart where it overlaps, within its band; the order stays. */
static void settle(work *w, size_t from, size_t end) {
  double limit = top_of(w, &w->slot[w->sorted[from]]);
  for (size_t i = from; i < end; i++) {
    slot *s = &w->slot[w->sorted[i]];
    if (i > from) limit += gap_above(w, s, &w->slot[w->sorted[i - 1]]);
    s->y = fmax(s->y, limit);
    limit = s->y + s->height;
  }
  limit = bottom_of(w, &w->slot[w->sorted[from]]);
  for (size_t i = end; i-- > from;) {
    slot *s = &w->slot[w->sorted[i]];
    s->y = fmin(s->y, limit - s->height);
    limit = s->y - (i > from ? gap_above(w, s, &w->slot[w->sorted[i - 1]]) : 0);
  }
}

static void centre(work *w) {
  double height;
  for (size_t from = 0, end; from < w->slots; from = end) {
    end = run_of(w, from, &height);
    const slot *first = &w->slot[w->sorted[from]];
    double y = (top_of(w, first) + bottom_of(w, first) - height) / 2;
    for (size_t i = from; i < end; i++) {
      slot *s = &w->slot[w->sorted[i]];
      if (i > from) y += gap_above(w, s, &w->slot[w->sorted[i - 1]]);
      s->y = y;
      y += s->height;
    }
  }
}

static double middle(const slot *s) {
  return s->y + s->height / 2;
}

/* Every slot goes where its neighbours are, as far as its own neighbours above and below let it. */
static void align(work *w) {
  double height;
  for (size_t i = 0; i < w->slots; i++) {
    w->sum[i] = 0;
    w->met[i] = 0;
  }
  for (size_t i = 0; i < w->pieces; i++) {
    const piece *p = &w->piece[i];
    w->sum[p->left] += middle(&w->slot[p->right]);
    w->sum[p->right] += middle(&w->slot[p->left]);
    w->met[p->left]++;
    w->met[p->right]++;
  }
  for (size_t i = 0; i < w->slots; i++)
    if (w->met[i] > 0) w->slot[i].y = w->sum[i] / (double)w->met[i] - w->slot[i].height / 2;
  for (size_t from = 0, end; from < w->slots; from = end) {
    end = run_of(w, from, &height);
    settle(w, from, end);
  }
}

static void place_boxes(work *w) {
  lm_layout *l = w->l;
  for (uint32_t i = 0; i < l->columns; i++) {
    l->column_x[i] = l->width;
    l->width += l->column_width[i] + (i + 1 < l->columns ? l->between_columns : 0);
  }
  place_bands(w);
  centre(w);
  for (int i = 0; i < ALIGNMENTS; i++) align(w);
  for (size_t i = 0; i < l->boxes; i++) {
    l->box[i].x = l->column_x[l->box[i].column];
    l->box[i].y = w->slot[i].y;
  }
}

/* ---- arrows ---- */

/* One end of an arrow: where it touches the side of a box, and what it comes from. */
typedef struct port {
  uint32_t box;
  bool right;
  double towards; /* y of the other end */
  size_t arrow;
  double *y; /* to be set */
} port;

static int compare_ports(const void *x, const void *y) {
  const port *a = x, *b = y;
  if (a->box != b->box) return a->box < b->box ? -1 : 1;
  if (a->right != b->right) return a->right ? 1 : -1;
  if (a->towards < b->towards || a->towards > b->towards) return a->towards < b->towards ? -1 : 1;
  return a->arrow < b->arrow ? -1 : a->arrow > b->arrow;
}

static void spread(const lm_layout *l, port *p, size_t count) {
  const lm_layout_box *box = &l->box[p->box];
  double step = count > 1 ? fmin(PORT_STEP, box->height * 0.7 / (double)(count - 1)) : 0;
  double y = box->y + box->height / 2 - step * (double)(count - 1) / 2;
  for (size_t i = 0; i < count; i++) *p[i].y = y + step * (double)i;
}

static lm_point at_side(const lm_layout *l, uint32_t box, bool right) {
  const lm_layout_box *b = &l->box[box];
  return (lm_point){b->x + (right ? l->column_width[b->column] : 0), b->y + b->height / 2};
}

/* The points of an arrow from left to right, or down the side of a column. */
static size_t trace(const work *w, size_t at, lm_point *out) {
  const lm_layout *l = w->l;
  const lm_layout_arrow *arrow = &l->arrow[at];
  uint32_t left = left_of(l, arrow), right = right_of(l, arrow);
  bool beside = l->box[left].column == l->box[right].column;
  size_t count = 0, places = passed(l, arrow);
  out[count++] = at_side(l, left, true);
  if (beside) {
    double x = out[0].x + l->between_columns * 0.45, y = (out[0].y + at_side(l, right, true).y) / 2;
    out[count++] = (lm_point){x, y};
  }
  for (size_t i = 0; i < places; i++) {
    const slot *s = &w->slot[w->place[at] + i];
    double x = l->column_x[s->column];
    out[count++] = (lm_point){x, middle(s)};
    out[count++] = (lm_point){x + l->column_width[s->column], middle(s)};
  }
  out[count++] = at_side(l, right, beside);
  return count;
}

static void turn(lm_point *point, size_t count) {
  for (size_t i = 0; i < count / 2; i++) {
    lm_point other = point[count - 1 - i];
    point[count - 1 - i] = point[i];
    point[i] = other;
  }
}

static bool draw_arrows(work *w) {
  lm_layout *l = w->l;
  port *p = malloc((2 * l->arrows + 1) * sizeof *p);
  if (!p) return false;
  size_t points = 0;
  for (size_t i = 0; i < l->arrows; i++) {
    lm_layout_arrow *arrow = &l->arrow[i];
    lm_point *first = &l->point[points];
    arrow->first = points;
    arrow->count = trace(w, i, first);
    uint32_t left = left_of(l, arrow), right = right_of(l, arrow);
    lm_point *last = &first[arrow->count - 1];
    p[2 * i] = (port){left, true, first[1].y, i, &first->y};
    p[2 * i + 1] = (port){right, l->box[left].column == l->box[right].column, last[-1].y, i, &last->y};
    points += arrow->count;
  }
  qsort(p, 2 * l->arrows, sizeof *p, compare_ports);
  for (size_t i = 0, end; i < 2 * l->arrows; i = end) {
    for (end = i; end < 2 * l->arrows && p[end].box == p[i].box && p[end].right == p[i].right;) end++;
    spread(l, &p[i], end - i);
  }
  free(p);
  for (size_t i = 0; i < l->arrows; i++)
    if (left_of(l, &l->arrow[i]) != l->arrow[i].from) turn(&l->point[l->arrow[i].first], l->arrow[i].count);
  return true;
}

lm_status lm_layout_run(lm_layout *l) {
  work w = {.l = l};
  if (!in_range(l)) return LM_EINVAL;
  bool fine = make(&w);
  for (size_t i = 0; fine && i < l->boxes; i++) add_slot(&w, l->box[i].column, l->box[i].band, l->box[i].height);
  for (size_t i = 0; fine && i < l->arrows; i++) add_places(&w, i);
  fine = fine && order(&w);
  if (fine) place_boxes(&w);
  fine = fine && draw_arrows(&w);
  release(&w);
  return fine ? LM_OK : LM_ENOMEM;
}

void lm_layout_clear(lm_layout *l) {
  free(l->column_x);
  free(l->band_y);
  free(l->band_height);
  free(l->point);
  l->column_x = l->band_y = l->band_height = NULL;
  l->point = NULL;
}
