#include "copy.h"

#include <stdlib.h>

const char *lm_copy_string(lm_copier *c, const char *text) {
  const char *copy = lm_arena_strdup(c->arena, text);
  c->failed = c->failed || (text && !copy);
  return copy;
}

lm_text lm_copy_text(lm_copier *c, const lm_text *text) {
  lm_text copy;
  for (int i = 0; i < LM_LANG_COUNT; i++) copy.in[i] = lm_copy_string(c, text->in[i]);
  return copy;
}

/* Room for `count` elements; NULL for none, and when memory fails. */
static void *new_list(lm_copier *c, size_t count, size_t size) {
  if (count == 0 || c->failed) return NULL;
  void *list = count <= SIZE_MAX / size ? lm_arena_alloc(c->arena, count * size) : NULL;
  c->failed = !list;
  return list;
}

lm_texts lm_copy_texts(lm_copier *c, const lm_texts *texts) {
  lm_text *item = new_list(c, texts->count, sizeof *item);
  if (!item) return (lm_texts){0};
  for (size_t i = 0; i < texts->count; i++) item[i] = lm_copy_text(c, &texts->item[i]);
  return (lm_texts){item, texts->count};
}

typedef struct dated_break {
  const lm_break *given;
  size_t position;
} dated_break;

static int compare_breaks(const void *a, const void *b) {
  const dated_break *x = a, *y = b;
  int order = lm_period_compare(x->given->at, y->given->at);
  return order ? order : (x->position > y->position) - (x->position < y->position);
}

static const lm_break *copy_breaks(lm_copier *c, const lm_break *breaks, size_t count) {
  lm_break *item = new_list(c, count, sizeof *item);
  dated_break *sorted = item ? malloc(count * sizeof *sorted) : NULL;
  c->failed = c->failed || (item && !sorted);
  if (!sorted) return NULL;
  for (size_t i = 0; i < count; i++) sorted[i] = (dated_break){&breaks[i], i};
  qsort(sorted, count, sizeof *sorted, compare_breaks);
  for (size_t i = 0; i < count; i++) item[i] = (lm_break){sorted[i].given->at, lm_copy_texts(c, &sorted[i].given->notes)};
  free(sorted);
  return item;
}

const lm_reference *lm_copy_refs(lm_copier *c, const lm_reference *refs, size_t count) {
  lm_reference *item = new_list(c, count, sizeof *item);
  if (!item) return NULL;
  for (size_t i = 0; i < count; i++)
    item[i] = (lm_reference){lm_copy_string(c, refs[i].vocabulary), lm_copy_string(c, refs[i].code)};
  return item;
}

const lm_indicator *lm_copy_indicator(lm_copier *c, const lm_indicator *given) {
  lm_indicator *copy = given ? new_list(c, 1, sizeof *copy) : NULL;
  if (!copy) return NULL;
  *copy = *given;
  copy->unit = lm_copy_text(c, &given->unit);
  copy->definition = lm_copy_text(c, &given->definition);
  copy->numerator = lm_copy_text(c, &given->numerator);
  copy->denominator = lm_copy_text(c, &given->denominator);
  copy->origin = lm_copy_text(c, &given->origin);
  copy->breaks = copy_breaks(c, given->breaks, given->break_count);
  copy->set = lm_copy_string(c, given->set);
  return copy;
}

const lm_cite *lm_copy_cites(lm_copier *c, const lm_cite *cites, size_t count) {
  lm_cite *item = new_list(c, count, sizeof *item);
  if (!item) return NULL;
  for (size_t i = 0; i < count; i++) item[i] = (lm_cite){lm_copy_string(c, cites[i].source), lm_copy_string(c, cites[i].at)};
  return item;
}

const lm_statement *lm_copy_statements(lm_copier *c, const lm_statement *statements, size_t count) {
  lm_statement *item = new_list(c, count, sizeof *item);
  for (size_t i = 0; item && i < count; i++) {
    item[i] = statements[i];
    item[i].name = lm_copy_string(c, statements[i].name);
    item[i].text = lm_copy_text(c, &statements[i].text);
    item[i].notes = lm_copy_texts(c, &statements[i].notes);
  }
  return item;
}

const lm_goal *lm_copy_goals(lm_copier *c, const lm_goal *goals, size_t count) {
  lm_goal *item = new_list(c, count, sizeof *item);
  for (size_t i = 0; item && i < count; i++) {
    item[i] = goals[i];
    item[i].text = lm_copy_text(c, &goals[i].text);
    item[i].notes = lm_copy_texts(c, &goals[i].notes);
  }
  return item;
}

const lm_charge *lm_copy_charges(lm_copier *c, const lm_charge *charges, size_t count) {
  lm_charge *item = new_list(c, count, sizeof *item);
  for (size_t i = 0; item && i < count; i++) {
    item[i] = charges[i];
    item[i].notes = lm_copy_texts(c, &charges[i].notes);
  }
  return item;
}

const lm_scale_grade *lm_copy_grades(lm_copier *c, const lm_scale_grade *grades, size_t count) {
  lm_scale_grade *item = new_list(c, count, sizeof *item);
  for (size_t i = 0; item && i < count; i++)
    item[i] = (lm_scale_grade){lm_copy_string(c, grades[i].id), lm_copy_text(c, &grades[i].label), lm_copy_text(c, &grades[i].definition),
                               lm_copy_texts(c, &grades[i].notes), grades[i].at_least};
  return item;
}

const lm_sheet_cell *lm_copy_cells(lm_copier *c, const lm_sheet_cell *cells, size_t count) {
  lm_sheet_cell *item = new_list(c, count, sizeof *item);
  for (size_t i = 0; item && i < count; i++) {
    item[i] = cells[i];
    item[i].name = lm_copy_string(c, cells[i].name);
    item[i].label = lm_copy_text(c, &cells[i].label);
  }
  return item;
}
