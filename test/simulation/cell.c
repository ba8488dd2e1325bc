/* cell.c: builds the world once, then a panel per batch, and asks lm_assess: nothing of the method is repeated here. */
#include "cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LAST_YEAR 2024
#define LEVEL     100.0 /* of every true line in the last year */

struct sim_bench {
  size_t batch;
  lm_model *model;
  lm_areas *areas;
  lm_targets *targets;
  lm_node indicator;
  sim_series *series;
};

static void must(lm_status status, const char *what) {
  if (status == LM_OK) return;
  fprintf(stderr, "error_rates: %s: status %d\n", what, (int)status);
  exit(2);
}

static void *memory(size_t count, size_t size) {
  void *p = calloc(count, size);
  if (!p) must(LM_ENOMEM, "memory");
  return p;
}

/* ---- the world ---- */

static void add_tiers(lm_model *model) {
  for (int h = 0; h < SIM_AHEADS; h++) {
    char id[24];
    lm_tier tier = {.id = id, .due = lm_period_end((lm_period){LM_YEAR, LAST_YEAR + sim_ahead[h]}) - 1};
    snprintf(id, sizeof id, "in-%d", sim_ahead[h]);
    must(lm_model_add_tier(model, &tier), "tier");
  }
}

static lm_node add_indicator(lm_model *model) {
  lm_node node;
  lm_indicator indicator = {.direction = LM_DIR_UP, .basis = LM_YEAR, .decimals = -1, .lower = NAN, .upper = NAN};
  lm_node_info info = {.kind = LM_INDICATOR, .id = "i", .parent = LM_NO_NODE, .tier = LM_NO_TIER, .indicator = &indicator};
  must(lm_model_add_node(model, &info, &node), "indicator");
  return node;
}

static void add_area(sim_bench *bench, size_t number) {
  char id[32];
  uint32_t area;
  snprintf(id, sizeof id, "a%zu", number);
  must(lm_areas_add(bench->areas, &(lm_area){.id = id}, &area), "area");
  for (int h = 0; h < SIM_AHEADS; h++) {
    lm_target target = {.indicator = bench->indicator,
                        .area = area,
                        .tier = (uint32_t)h,
                        .kind = LM_TARGET_VALUE,
                        .value = LEVEL + sim_ahead[h],
                        .lower = NAN,
                        .upper = NAN,
                        .by = NAN,
                        .by_percent = NAN};
    must(lm_targets_add(bench->targets, &target), "target");
  }
}

sim_bench *sim_bench_new(size_t batch) {
  sim_bench *bench = memory(1, sizeof *bench);
  bench->batch = batch;
  bench->series = memory(batch, sizeof *bench->series);
  must(lm_model_new(&bench->model), "model");
  must(lm_areas_new(&bench->areas), "areas");
  must(lm_targets_new(&bench->targets), "targets");
  add_tiers(bench->model);
  bench->indicator = add_indicator(bench->model);
  for (size_t i = 0; i < batch; i++) add_area(bench, i);
  return bench;
}

void sim_bench_free(sim_bench *bench) {
  lm_targets_free(bench->targets);
  lm_areas_free(bench->areas);
  lm_model_free(bench->model);
  free(bench->series);
  free(bench);
}

/* ---- counting ---- */

/* Counts an interval that is there; `later` as in sim_series. */
static void count_interval(sim_tally *t, sim_level level, double lower, double upper, const double *later) {
  if (isnan(lower) || isnan(upper)) return;
  t->intervals[level]++;
  for (int f = 0; f < SIM_FUTURES; f++) t->inside[level][f] += later[f] >= lower && later[f] <= upper;
}

static void count_chance(sim_tally *t, double p, double target, const double *later) {
  if (isnan(p)) return;
  uint64_t millionths = (uint64_t)(p * 1e6 + 0.5);
  size_t place = (size_t)(millionths * SIM_BINS / 1000000);
  sim_bin *bin = &t->bin[place < SIM_BINS ? place : SIM_BINS - 1];
  bin->count++;
  bin->chance += millionths;
  for (int f = 0; f < SIM_FUTURES; f++) {
    bool reached = later[f] >= target;
    uint64_t off = reached ? 1000000 - millionths : millionths;
    bin->reached[f] += reached;
    t->brier[f] += off * off / 1000;
  }
}

static void count(sim_tally *t, const lm_record *r, double slope, const double *later) {
  t->status[r->status]++;
  if (!isnan(r->slope_lo)) {
    t->slopes++;
    t->slope_inside += slope >= r->slope_lo && slope <= r->slope_hi;
  }
#ifdef HAVE_PI50
  count_interval(t, SIM_PI50, r->pi50_lo, r->pi50_hi, later);
#endif
  count_interval(t, SIM_PI80, r->pi80_lo, r->pi80_hi, later);
  count_interval(t, SIM_PI95, r->pi95_lo, r->pi95_hi, later);
  count_chance(t, r->p_reach, r->target, later);
}

/* ---- one batch ---- */

static lm_panel *fill_panel(const sim_bench *bench, const sim_truth *truth, test_random *random) {
  lm_panel *panel;
  must(lm_panel_new(&panel), "panel");
  for (size_t i = 0; i < bench->batch; i++) {
    sim_draw(&bench->series[i], truth, random);
    for (int k = 0; k < truth->n; k++) {
      lm_obs obs = lm_obs_none();
      obs.period = (lm_period){LM_YEAR, LAST_YEAR - truth->n + 1 + k};
      obs.value = bench->series[i].y[k];
      must(lm_panel_add(panel, bench->indicator, (uint32_t)i, &obs), "value");
    }
  }
  must(lm_panel_seal(panel), "seal");
  return panel;
}

static void run_batch(sim_tally *tally, const sim_bench *bench, const sim_truth *truth, test_random *random) {
  lm_panel *panel = fill_panel(bench, truth, random);
  lm_assessment *assessment;
  must(lm_assess(&assessment, bench->model, bench->areas, panel, bench->targets, NULL, NULL), "assess");
  if (lm_assessment_count(assessment) != bench->batch * SIM_AHEADS) must(LM_EINVAL, "number of records");
  for (size_t i = 0; i < bench->batch * SIM_AHEADS; i++) {
    const lm_record *r = lm_assessment_at(assessment, i);
    count(&tally[r->tier], r, truth->slope, bench->series[r->area].later[r->tier]);
  }
  lm_assessment_free(assessment);
  lm_panel_free(panel);
}

static uint64_t seed_of(const sim_cell *cell) {
  test_random random = {(uint64_t)cell->n * 1000000 + (uint64_t)cell->shape * 100000 +
                        (uint64_t)((cell->pace + 1) * 100 + 0.5) * 100 + (uint64_t)(cell->noise * 8)};
  return test_random_next(&random);
}

void sim_measure(sim_tally tally[SIM_AHEADS], const sim_bench *bench, const sim_cell *cell, size_t batches) {
  test_random random = {seed_of(cell)};
  sim_truth truth = {.n = cell->n, .shape = cell->shape, .level = LEVEL, .slope = cell->pace, .noise = cell->noise};
  memset(tally, 0, SIM_AHEADS * sizeof *tally);
  for (size_t i = 0; i < batches; i++) run_batch(tally, bench, &truth, &random);
}
