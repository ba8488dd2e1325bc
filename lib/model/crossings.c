/* crossings.c: see crossings.h. The references of the other models are sorted once; each reference at home is then looked up. */
#include "../base/vec.h"

#include <logicmodel/crossings.h>

#include <stdlib.h>
#include <string.h>

struct lm_crossings {
  lm_crossing *item;
  size_t count, room;
};

/* A reference of a node of another model. */
typedef struct other_ref {
  const lm_reference *ref;
  size_t model;
  lm_node node;
} other_ref;

typedef struct other_refs {
  other_ref *item;
  size_t count, room;
} other_refs;

static int by_code(const lm_reference *a, const lm_reference *b) {
  int order = strcmp(a->vocabulary, b->vocabulary);
  return order ? order : strcmp(a->code, b->code);
}

static int by_size(size_t a, size_t b) {
  return (a > b) - (a < b);
}

static int by_ref(const void *a, const void *b) {
  const other_ref *x = a, *y = b;
  int order = by_code(x->ref, y->ref);
  if (!order) order = by_size(x->model, y->model);
  return order ? order : by_size(x->node, y->node);
}

/* The references of one node stay in their order: they were added in it, and their addresses rise. */
static int by_place(const void *a, const void *b) {
  const lm_crossing *x = a, *y = b;
  int order = by_size(x->from, y->from);
  if (!order) order = by_size(x->model, y->model);
  if (!order) order = by_size(x->to, y->to);
  return order ? order : (x->ref > y->ref) - (x->ref < y->ref);
}

static bool list_refs(other_refs *out, const lm_model *model, size_t place) {
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    const lm_node_info *node = lm_model_node(model, i);
    for (size_t k = 0; k < node->ref_count; k++) {
      const other_ref one = {&node->refs[k], place, i};
      if (!LM_VEC_PUSH(out, one)) return false;
    }
  }
  return true;
}

/* The first of the sorted references that is not before `ref`. */
static size_t first_of(const other_refs *refs, const lm_reference *ref) {
  size_t low = 0, high = refs->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (by_code(refs->item[middle].ref, ref) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool meet(lm_crossings *out, lm_node from, const lm_reference *ref, const other_refs *refs) {
  for (size_t i = first_of(refs, ref); i < refs->count && by_code(refs->item[i].ref, ref) == 0; i++) {
    const lm_crossing one = {from, refs->item[i].model, refs->item[i].node, ref};
    if (!LM_VEC_PUSH(out, one)) return false;
  }
  return true;
}

static bool meet_all(lm_crossings *out, const lm_model *home, const other_refs *refs) {
  for (lm_node i = 0; i < lm_model_node_count(home); i++) {
    const lm_node_info *node = lm_model_node(home, i);
    for (size_t k = 0; k < node->ref_count; k++)
      if (!meet(out, i, &node->refs[k], refs)) return false;
  }
  return true;
}

static bool same_model(const lm_model *a, const lm_model *b) {
  return a == b || strcmp(lm_model_id(a), lm_model_id(b)) == 0;
}

static bool all_different(const lm_model *home, const lm_model *const *others, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (same_model(home, others[i])) return false;
    for (size_t k = 0; k < i; k++)
      if (same_model(others[k], others[i])) return false;
  }
  return true;
}

/* A reference that a node carries twice crosses once. */
static void drop_twins(lm_crossings *crossings) {
  size_t kept = 0;
  for (size_t i = 0; i < crossings->count; i++) {
    const lm_crossing *one = &crossings->item[i], *last = kept ? &crossings->item[kept - 1] : NULL;
    bool twin = last && last->from == one->from && last->model == one->model && last->to == one->to && by_code(last->ref, one->ref) == 0;
    if (!twin) crossings->item[kept++] = *one;
  }
  crossings->count = kept;
}

lm_status lm_crossings_new(lm_crossings **out, const lm_model *home, const lm_model *const *others, size_t count) {
  *out = NULL;
  if (!all_different(home, others, count)) return LM_EINVAL;
  other_refs refs = {0};
  lm_crossings *crossings = calloc(1, sizeof *crossings);
  bool fine = crossings != NULL;
  for (size_t i = 0; fine && i < count; i++) fine = list_refs(&refs, others[i], i);
  if (fine && refs.count > 1) qsort(refs.item, refs.count, sizeof *refs.item, by_ref);
  fine = fine && meet_all(crossings, home, &refs);
  free(refs.item);
  if (!fine) {
    lm_crossings_free(crossings);
    return LM_ENOMEM;
  }
  if (crossings->count > 1) qsort(crossings->item, crossings->count, sizeof *crossings->item, by_place);
  drop_twins(crossings);
  *out = crossings;
  return LM_OK;
}

void lm_crossings_free(lm_crossings *crossings) {
  if (!crossings) return;
  free(crossings->item);
  free(crossings);
}

size_t lm_crossings_count(const lm_crossings *crossings) {
  return crossings->count;
}

const lm_crossing *lm_crossings_at(const lm_crossings *crossings, size_t index) {
  return index < crossings->count ? &crossings->item[index] : NULL;
}

const lm_crossing *lm_crossings_of(const lm_crossings *crossings, lm_node from, size_t *count) {
  size_t low = 0, high = crossings->count;
  *count = 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (crossings->item[middle].from < from)
      low = middle + 1;
    else
      high = middle;
  }
  while (low + *count < crossings->count && crossings->item[low + *count].from == from) (*count)++;
  return *count ? &crossings->item[low] : NULL;
}
