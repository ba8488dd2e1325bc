/* cell.h: one cell of the simulation: many series of one truth through lm_assess, and what came out, counted. */
#ifndef SIM_CELL_H
#define SIM_CELL_H

#include "draw.h"

#include <logicmodel/assess.h>

enum { SIM_BINS = 10 };
typedef enum sim_level { SIM_PI50, SIM_PI80, SIM_PI95, SIM_LEVELS } sim_level;

/* Whole numbers only, so that sums do not depend on their order. */
typedef struct sim_bin {
  uint64_t count, chance; /* chance: sum of p_reach in millionths */
  uint64_t reached[SIM_FUTURES];
} sim_bin;

typedef struct sim_tally {
  uint64_t status[LM_VERDICT_COUNT];
  uint64_t slopes, slope_inside; /* 80 % intervals of the slope, and those that hold the true one */
  uint64_t intervals[SIM_LEVELS], inside[SIM_LEVELS][SIM_FUTURES];
  uint64_t brier[SIM_FUTURES]; /* sum of (p_reach - reached)², in billionths */
  sim_bin bin[SIM_BINS];       /* p_reach 0 to 0.1, 0.1 to 0.2, … */
} sim_tally;

/* The change a year that a target asks for is 1: pace and noise are in that unit. */
typedef struct sim_cell {
  int n;
  sim_shape shape;
  double pace, noise;
} sim_cell;

/* What all cells share: a model of one indicator, `batch` areas, a target per area and tier. */
typedef struct sim_bench sim_bench;
sim_bench *sim_bench_new(size_t batch);
void sim_bench_free(sim_bench *bench);

/* batches × batch series; the numbers drawn depend on the cell alone. A failing call ends the program. */
void sim_measure(sim_tally tally[SIM_AHEADS], const sim_bench *bench, const sim_cell *cell, size_t batches);

#endif
