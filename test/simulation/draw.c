/* draw.c: the generator. Only + - * / and sqrt, which IEEE 754 rounds in one way; no function whose last bit hangs on the
 * machine. */
#include "draw.h"

#include <stdbool.h>

const char *const sim_shape_words[SIM_SHAPES] = {"white", "lag-0.3", "lag-0.5", "step"};
const int sim_ahead[SIM_AHEADS] = {2, 5, 16};

static const double lag_one[SIM_SHAPES] = {0, 0.3, 0.5, 0};
#define STEP_SIZE 2.0
#define FADE      0.9

/* True with probability exp(-x·share): a falling run of uniform numbers has even length (von Neumann 1951). */
static bool chance_exp(test_random *random, double x, double share) {
  bool even = true;
  for (double below = x;; even = !even) {
    double next = test_random_unit(random);
    if (next >= below) return even;
    if (share < 1 && test_random_unit(random) >= share) return even;
    below = next;
  }
}

static bool all_half(test_random *random, int times) {
  while (times > 0 && chance_exp(random, 0.5, 1)) times--;
  return times == 0;
}

static bool accept(test_random *random, int k, double x) {
  double share = (2 * k + x) / (2 * k + 2);
  int times = k + 1;
  while (times > 0 && chance_exp(random, x, share)) times--;
  return times == 0;
}

double sim_normal(test_random *random) {
  for (;;) {
    int k = 0;
    while (chance_exp(random, 0.5, 1)) k++;
    if (!all_half(random, k * (k - 1))) continue;
    double x = test_random_unit(random);
    if (!accept(random, k, x)) continue;
    return test_random_next(random) >> 63 ? k + x : -(k + x);
  }
}

/* Years of full slope that `ahead` years are worth when the slope fades by a tenth a year beyond the span of the data. */
static double fading(int ahead, int span) {
  double worth = 0, part = 1;
  for (int year = 1; year <= ahead; year++) {
    if (year > span) part *= FADE;
    worth += part;
  }
  return worth;
}

void sim_draw(sim_series *series, const sim_truth *truth, test_random *random) {
  double lag = lag_one[truth->shape], fresh = sqrt(1 - lag * lag), e = sim_normal(random), jump = 0;
  if (truth->shape == SIM_STEP) jump = test_random_next(random) >> 63 ? STEP_SIZE : -STEP_SIZE;
  for (int i = 0; i < truth->n; i++) {
    if (i > 0) e = lag * e + fresh * sim_normal(random);
    double before = i < truth->n / 2 ? jump : 0;
    series->y[i] = truth->level - truth->slope * (truth->n - 1 - i) + truth->noise * (e - before);
  }
  for (int h = 0; h < SIM_AHEADS; h++) {
    double kept = 1;
    for (int year = 0; year < sim_ahead[h]; year++) kept *= lag;
    double noise = truth->noise * (kept * e + sqrt(1 - kept * kept) * sim_normal(random));
    series->later[h][SIM_STRAIGHT] = truth->level + truth->slope * sim_ahead[h] + noise;
    series->later[h][SIM_FADING] = truth->level + truth->slope * fading(sim_ahead[h], truth->n - 1) + noise;
  }
}
