/* draw.h: series whose truth is known. Chance comes from comparisons of uniform numbers alone, so every machine draws the same
 * bits. */
#ifndef SIM_DRAW_H
#define SIM_DRAW_H

#include "../support/random.h"

#include <stddef.h>

#define SIM_LONGEST 15

typedef enum sim_shape {
  SIM_WHITE, /* every year's noise on its own */
  SIM_LAG3,  /* correlation 0.3 with the year before */
  SIM_LAG5,  /* 0.5 */
  SIM_STEP,  /* white, and the level jumps by two noise sizes, up or down, in the middle of the series */
  SIM_SHAPES
} sim_shape;

extern const char *const sim_shape_words[SIM_SHAPES];

/* Years ahead of the last value that targets are due. */
enum { SIM_AHEADS = 3 };
extern const int sim_ahead[SIM_AHEADS];

/* What may come after the last value: the line goes on, or its slope fades as lib/assess assumes beyond the span of the data.
 */
typedef enum sim_future { SIM_STRAIGHT, SIM_FADING, SIM_FUTURES } sim_future;

/* A true line that stands at `level` in the last year, plus noise of standard deviation `noise`. */
typedef struct sim_truth {
  int n;
  sim_shape shape;
  double level, slope, noise;
} sim_truth;

typedef struct sim_series {
  double y[SIM_LONGEST];
  double later[SIM_AHEADS][SIM_FUTURES]; /* the value that comes, noise included */
} sim_series;

/* Standard normal, exact: Karney, "Sampling exactly from the normal distribution", ACM TOMS 42 (2016), algorithm N. */
double sim_normal(test_random *random);
void sim_draw(sim_series *series, const sim_truth *truth, test_random *random);

#endif
