/* Rules about the printed numbers of outcomes (番号), which restart for every scene and tier. */
#include "lint.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct numbered {
  lm_node scene; /* LM_NO_NODE sorts last */
  uint32_t tier;
  int number;
  lm_node node;
} numbered;

typedef struct numbers {
  numbered *item;
  size_t count;
} numbers;

static int compare(const void *a, const void *b) {
  const numbered *x = a, *y = b;
  if (x->scene != y->scene) return x->scene < y->scene ? -1 : 1;
  if (x->tier != y->tier) return x->tier < y->tier ? -1 : 1;
  if (x->number != y->number) return x->number < y->number ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

static bool same_list(const numbered *a, const numbered *b) { return a->scene == b->scene && a->tier == b->tier; }

/* Outcomes with a number, list by list. */
static numbers collect(lm_linter *l) {
  size_t nodes = lm_model_node_count(l->model);
  numbers all = {malloc((nodes ? nodes : 1) * sizeof *all.item), 0};
  if (!all.item) {
    l->no_memory = true;
    return all;
  }
  for (lm_node node = 0; node < nodes; node++) {
    const lm_node_info *info = lm_model_node(l->model, node);
    if (info->kind == LM_OUTCOME && info->number > 0)
      all.item[all.count++] = (numbered){info->parent, info->tier, info->number, node};
  }
  qsort(all.item, all.count, sizeof *all.item, compare);
  return all;
}

static void report(lm_linter *l, lm_code code, const numbered *at, const char *number, const char *times, const numbered *first) {
  const lm_tier *tier = lm_model_tier(l->model, at->tier);
  lm_strbuf_reset(&l->name);
  if (at->scene == LM_NO_NODE) lm_strbuf_add(&l->name, "-");
  else lm_lint_add_name(l, &l->name, at->scene);
  lm_finding finding = {.code = code, .arg = {lm_lint_text(l, &l->name), tier ? tier->id : "-", number, times}};
  if (first) finding.other = lm_model_node(l->model, first->node)->place;
  lm_lint_at_node(l, finding, at->node);
}

/* The numbers missing before `at`: "3", or "3–5". */
static void report_gap(lm_linter *l, lm_code code, const numbered *at, int after) {
  char text[40];
  if (at->number == after + 2) snprintf(text, sizeof text, "%d", after + 1);
  else snprintf(text, sizeof text, "%d–%d", after + 1, at->number - 1);
  report(l, code, at, text, NULL, NULL);
}

/* A list begins with 1, unless it holds one outcome only: the intermediate outcomes of the design map are numbered across the scenes, one in
   each. */
void lm_lint_number_gaps(lm_linter *l, lm_code code) {
  numbers all = collect(l);
  for (size_t i = 0; i < all.count; i++) {
    const numbered *at = &all.item[i];
    bool first = i == 0 || !same_list(at, at - 1);
    bool alone = first && (i + 1 == all.count || !same_list(at, at + 1));
    int before = first ? 0 : at[-1].number;
    if (!alone && at->number > before + 1) report_gap(l, code, at, before);
  }
  free(all.item);
}

/* One finding per number, at its second outcome. */
void lm_lint_numbers_twice(lm_linter *l, lm_code code) {
  numbers all = collect(l);
  size_t next = 0;
  for (size_t i = 0; i < all.count; i = next) {
    const numbered *first = &all.item[i];
    for (next = i + 1; next < all.count && same_list(first, &all.item[next]) && all.item[next].number == first->number;) next++;
    if (next - i < 2) continue;
    char number[16], times[24];
    snprintf(number, sizeof number, "%d", first->number);
    snprintf(times, sizeof times, "%zu", next - i);
    report(l, code, first + 1, number, times, first);
  }
  free(all.item);
}
