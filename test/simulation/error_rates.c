/* error_rates.c: how often the verdicts of lm_assess are wrong, measured on series whose truth is known.

     error_rates full      every cell, 20 000 series each: for docs/error-rates.md
     error_rates short     a few cells, 500 series each: the test

   Prints one row of whole numbers per cell and horizon, tab-separated, names in the first row; report.py makes the tables. */
#include "cell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const double paces[] = {-0.5, 0, 0.3, 0.6, 0.8, 1.0, 1.2};
static const double noises[] = {0.25, 0.5, 1, 2};
#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct plan {
  const char *word;
  size_t batch, batches;
  bool (*wants)(const sim_cell *cell);
} plan;

/* Every length at one noise size; every noise size at a few lengths. */
static bool wants_full(const sim_cell *cell) {
  return cell->noise == 1 || cell->n == 4 || cell->n == 6 || cell->n == 10 || cell->n == 15;
}

static bool wants_short(const sim_cell *cell) {
  bool plain = cell->shape == SIM_WHITE && cell->noise == 1;
  bool pace = cell->pace == 0 || cell->pace == 1;
  if (cell->n == 6) return pace && (cell->shape == SIM_WHITE || cell->noise == 1);
  return plain && pace && (cell->n == 3 || cell->n == 4 || cell->n == 10 || cell->n == 15);
}

static const plan plans[] = {{"full", 2000, 10, wants_full}, {"short", 500, 1, wants_short}};

static void print_names(void) {
  printf("n\tshape\tpace\tnoise\tahead\tseries");
  for (unsigned v = 0; v < LM_VERDICT_COUNT; v++) printf("\t%s", lm_verdict_word((lm_verdict)v));
  printf("\tslopes\tslope_inside");
  for (const char *const *level = (const char *const[]){"50", "80", "95", NULL}; *level; level++)
    printf("\tpi%s\tpi%s_straight\tpi%s_fading", *level, *level, *level);
  printf("\tbrier_straight\tbrier_fading");
  for (int b = 0; b < SIM_BINS; b++) printf("\tbin%d\tbin%d_chance\tbin%d_straight\tbin%d_fading", b, b, b, b);
  printf("\n");
}

static void print_number(uint64_t number) {
  printf("\t%" PRIu64, number);
}

static void print_tally(const sim_cell *cell, int ahead, size_t series, const sim_tally *t) {
  printf("%d\t%s\t%d\t%d\t%d\t%zu", cell->n, sim_shape_words[cell->shape],
         (int)(cell->pace * 100 + (cell->pace < 0 ? -0.5 : 0.5)), (int)(cell->noise * 100 + 0.5), ahead, series);
  for (unsigned v = 0; v < LM_VERDICT_COUNT; v++) print_number(t->status[v]);
  print_number(t->slopes);
  print_number(t->slope_inside);
  for (int level = 0; level < SIM_LEVELS; level++) {
    print_number(t->intervals[level]);
    for (int f = 0; f < SIM_FUTURES; f++) print_number(t->inside[level][f]);
  }
  for (int f = 0; f < SIM_FUTURES; f++) print_number(t->brier[f]);
  for (int b = 0; b < SIM_BINS; b++) {
    print_number(t->bin[b].count);
    print_number(t->bin[b].chance);
    for (int f = 0; f < SIM_FUTURES; f++) print_number(t->bin[b].reached[f]);
  }
  printf("\n");
}

static void run_cell(const plan *p, const sim_bench *bench, const sim_cell *cell) {
  sim_tally tally[SIM_AHEADS];
  if (!p->wants(cell)) return;
  sim_measure(tally, bench, cell, p->batches);
  for (int h = 0; h < SIM_AHEADS; h++) print_tally(cell, sim_ahead[h], p->batch * p->batches, &tally[h]);
  fflush(stdout);
}

static void run(const plan *p) {
  sim_bench *bench = sim_bench_new(p->batch);
  size_t shapes = SIM_SHAPES, each = shapes * COUNT(paces) * COUNT(noises);
  print_names();
  for (size_t i = 0; i < (SIM_LONGEST - 2) * each; i++) {
    sim_cell cell = {.n = 3 + (int)(i / each),
                     .shape = (sim_shape)(i / (COUNT(paces) * COUNT(noises)) % shapes),
                     .pace = paces[i / COUNT(noises) % COUNT(paces)],
                     .noise = noises[i % COUNT(noises)]};
    run_cell(p, bench, &cell);
  }
  sim_bench_free(bench);
}

int main(int argc, char **argv) {
  for (size_t i = 0; argc == 2 && i < COUNT(plans); i++) {
    if (strcmp(argv[1], plans[i].word) != 0) continue;
    run(&plans[i]);
    return ferror(stdout) ? 1 : 0;
  }
  fprintf(stderr, "usage: error_rates full|short\n");
  return 2;
}
