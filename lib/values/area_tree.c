#include <logicmodel/area_tree.h>

#include <stdlib.h>

static void count_series(lm_area_row *row, const lm_series *series) {
  const bool first = row->values + row->missing == 0;
  if (series->count == 0) return;
  const lm_period from = series->obs[0].period, to = series->obs[series->count - 1].period;
  if (first || lm_period_compare(from, row->first) < 0) row->first = from;
  if (first || lm_period_compare(to, row->last) > 0) row->last = to;
  for (size_t i = 0; i < series->count; i++) {
    row->values += series->obs[i].missing == LM_PRESENT;
    row->missing += series->obs[i].missing != LM_PRESENT;
  }
}

static void count_values(lm_area_row *row, size_t areas, const lm_panel *panel) {
  for (size_t i = 0; panel && i < lm_panel_series_count(panel); i++) {
    const lm_series *series = lm_panel_series(panel, i);
    if (series->area < areas) count_series(&row[series->area], series);
  }
}

/* Into tree order: an area, then those in it. Areas are never in one another in a circle, so this ends. `first` and `next` hold indices + 1. */
static void place(lm_area_tree *out, const lm_area_row *of, const uint32_t *first, const uint32_t *next, uint32_t at, size_t depth) {
  for (; at; at = next[at - 1]) {
    out->item[out->count] = of[at - 1];
    out->item[out->count++].depth = depth;
    place(out, of, first, next, first[at - 1], depth + 1);
  }
}

/* Backwards, so that each list comes out as declared; the roots hang at `total`. */
static void link_areas(const lm_areas *areas, lm_area_row *of, uint32_t *first, uint32_t *next) {
  const size_t total = lm_areas_count(areas);
  for (size_t i = total; i-- > 0;) {
    const uint32_t outer = lm_areas_within(areas, (uint32_t)i);
    const size_t hook = outer == LM_NO_AREA ? total : outer;
    next[i] = first[hook];
    first[hook] = (uint32_t)i + 1;
    of[i].area = (uint32_t)i;
    if (outer != LM_NO_AREA) of[outer].parts++;
  }
}

lm_status lm_area_tree_make(lm_area_tree *out, const lm_areas *areas, const lm_panel *panel) {
  const size_t total = lm_areas_count(areas);
  lm_area_row *of = calloc(total + 1, sizeof *of);
  uint32_t *first = calloc(total + 1, sizeof *first), *next = calloc(total + 1, sizeof *next);
  *out = (lm_area_tree){.item = calloc(total + 1, sizeof *out->item)};
  const bool ok = of && first && next && out->item;
  if (ok) {
    link_areas(areas, of, first, next);
    count_values(of, total, panel);
    place(out, of, first, next, first[total], 0);
  }
  free(of);
  free(first);
  free(next);
  return ok ? LM_OK : LM_ENOMEM;
}

void lm_area_tree_clear(lm_area_tree *tree) {
  free(tree->item);
  *tree = (lm_area_tree){0};
}
