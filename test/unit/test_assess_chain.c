/* From records to outcomes, activities and scenes: roll-up, ranking, diagnosis; which records there are; filters. */
#include "assess_world.h"

#include "../support/close.h"

#include <stdio.h>
#include <string.h>

/* Values and a target for 2027 that give each verdict ("none": no values); test_assess.c proves them one by one. */
static const struct {
  const char *verdict, *values, *target;
} recipes[] = {
    {"achieved", "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60", "58"},
    {"achieved-slipping", "2019=80 2020=78 2021=76 2022=74 2023=72 2024=70", "65"},
    {"on-track", "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60", "66"},
    {"near", "2019=52.5 2020=54 2021=55.5 2022=57 2023=58.5 2024=60", "66"},
    {"slow", "2019=57.5 2020=58 2021=58.5 2022=59 2023=59.5 2024=60", "66"},
    {"away", "2019=60 2020=59 2021=58 2022=57 2023=56 2024=55", "66"},
    {"unclear", "2021=50 2022=56 2023=48 2024=54", "57"},
    {"none", "", "66"},
};

static void give(world *w, const char *indicator, const char *area, const char *tier, const char *verdict) {
  for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++) {
    if (strcmp(recipes[i].verdict, verdict) != 0) continue;
    world_values(w, indicator, area, recipes[i].values);
    world_target(w, indicator, area, tier, recipes[i].target);
    return;
  }
  fail_msg("%s: no such recipe", verdict);
}

/* Indicators "<node>-1", "<node>-2", … of the verdicts listed, measured by `node`. */
static void measure_all(world *w, const char *node, const char *area, const char *tier, const char *verdicts) {
  char copy[256], id[64], *rest = copy;
  size_t count = 0;
  snprintf(copy, sizeof copy, "%s", verdicts);
  for (char *word; (word = strtok_r(rest, " ", &rest));) {
    snprintf(id, sizeof id, "%s-%zu", node, ++count);
    if (lm_model_find(w->model, LM_INDICATOR, id, strlen(id)) == LM_NO_NODE) {
      world_add_indicator(w, id, &(world_indicator){0});
      world_measure(w, node, id);
    }
    give(w, id, area, tier, word);
  }
}

static const char *id_of(const world *w, lm_node node) {
  return lm_model_node(w->model, node)->id;
}

static void assert_word(const char *label, const char *got, const char *want) {
  if (strcmp(got, want) != 0) fail_msg("%s: \"%s\", expected \"%s\"", label, got, want);
}

/* ---- one outcome ---- */

/* Severities: achieved 0, slipping 1, on track 2, near 3, unclear 3.5, slow 4, away 5. */
static const struct {
  const char *indicators, *verdict;
  double score, coverage;
  const char *worst; /* NULL none */
} rolled[] = {
    {"", "not-assessable", NAN, NAN, NULL},
    {"none", "not-assessable", NAN, 0, NULL},
    {"on-track", "on-track", 2, 1, "o-1"},
    {"on-track away", "away", 3.5, 1, "o-2"},
    {"away on-track", "away", 3.5, 1, "o-1"},
    {"achieved achieved slow", "slow", 2, 1, "o-3"},
    {"slow near slow", "slow", 4, 1, "o-1"},
    {"achieved-slipping achieved", "achieved-slipping", 0.5, 1, "o-1"},
    {"near unclear", "unclear", 3.25, 1, "o-2"},
    {"unclear slow", "slow", 3.75, 1, "o-2"},
    {"none slow", "slow", 4, 0.5, "o-2"},
    {"none slow none", "not-assessable", 4, 1.0 / 3, "o-2"},
    {"away slow away none none", "away", 5, 0.6, "o-1"},
};

static void the_worst_speaks_for_the_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rolled / sizeof *rolled; i++) {
    world w;
    world_start(&w);
    world_tier(&w, "2027", "2027-12-31");
    world_node(&w, LM_OUTCOME, "o", NULL, "2027");
    measure_all(&w, "o", "a", "2027", rolled[i].indicators);
    world_area(&w, "a");
    assert_int_equal(world_assess(&w, NULL), LM_OK);
    const lm_rollup *r = lm_assessment_rollup(w.assessment, 0);
    assert_word(rolled[i].indicators, lm_verdict_word(r->status), rolled[i].verdict);
    lm_assert_close(r->score, rolled[i].score, 1e-15, 0, rolled[i].indicators);
    lm_assert_close(r->coverage, rolled[i].coverage, 1e-15, 0, rolled[i].indicators);
    if (rolled[i].worst)
      assert_word("worst", id_of(&w, r->worst->indicator), rolled[i].worst);
    else
      assert_null(r->worst);
    world_end(&w);
  }
}

/* ---- ranking ---- */

static void ranked_ids(const world *w, char *buffer, size_t size) {
  size_t used = 0;
  buffer[0] = '\0';
  for (size_t i = 0; i < lm_assessment_rollup_count(w->assessment); i++) {
    const lm_rollup *r = lm_assessment_rollup(w->assessment, i);
    used += (size_t)snprintf(buffer + used, size - used, "%s%s/%s", used ? " " : "", id_of(w, r->node),
                             lm_areas_at(w->areas, r->area)->id);
  }
}

static void worst_comes_first_then_document_order(void **state) {
  (void)state;
  world w;
  char ids[512];
  world_start(&w);
  world_tier(&w, "2027", "2027-12-31");
  world_node(&w, LM_SCENE, "s", NULL, NULL);
  world_node(&w, LM_INITIATIVE, "n", "s", NULL);
  world_node(&w, LM_ACTIVITY, "act", "n", NULL);
  world_node(&w, LM_OUTCOME, "grey", "s", "2027");
  world_node(&w, LM_OUTCOME, "good", "s", "2027");
  world_node(&w, LM_OUTCOME, "bad", "s", "2027");
  world_node(&w, LM_OUTCOME, "worse", "s", "2027");
  measure_all(&w, "grey", "a", "2027", "none");
  measure_all(&w, "good", "a", "2027", "on-track");
  measure_all(&w, "good", "b", "2027", "slow");
  measure_all(&w, "bad", "a", "2027", "slow achieved"); /* score 2 */
  measure_all(&w, "worse", "a", "2027", "slow near");   /* score 3.5 */
  measure_all(&w, "act", "a", "2027", "near");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  ranked_ids(&w, ids, sizeof ids);
  assert_string_equal(ids, "good/b worse/a bad/a good/a grey/a grey/b bad/b worse/b act/a act/b s/a s/b");
  /* The scene: three of four outcomes can be judged, the worst is slow, the two worst are slow. */
  const lm_rollup *scene = world_rollup(&w, "scene:s", "a");
  assert_int_equal(scene->status, LM_SLOW);
  assert_int_equal(scene->indicators, 4);
  assert_int_equal(scene->assessed, 3);
  assert_int_equal(scene->tier, LM_NO_TIER);
  lm_assert_close(scene->score, 4, 0, 0, "scene");
  assert_string_equal(id_of(&w, scene->worst->indicator), "bad-1");
  assert_int_equal(world_rollup(&w, "activity:act", "a")->status, LM_NEAR);
  assert_null(lm_assessment_rollup_of(w.assessment, lm_model_find(w.model, LM_INITIATIVE, "n", 1), 0));
  assert_null(lm_assessment_rollup_of(w.assessment, 999, 0));
  assert_null(lm_assessment_rollup(w.assessment, 99));
  world_end(&w);
}

/* ---- diagnosis ---- */

/* act → initiative → early → outcome, side → outcome. */
static const struct {
  const char *label, *activity, *early, *side, *outcome, *kind;
  const char *behind, *well, *unmeasured;
} chains[] = {
    {"an outcome that does not lag needs no diagnosis, but what lies upstream is listed", "slow", "near", "achieved",
     "on-track", "not-lagging", "act early", "side", ""},
    {"met, though slipping, does not lag", "none", "none", "none", "achieved-slipping", "not-lagging", "", "",
     "act early side"},
    {"something upstream lags too", "on-track", "slow", "achieved", "slow", "upstream-behind", "early", "act side", ""},
    {"an activity that is not delivered counts, two steps up", "away", "on-track", "none", "near", "upstream-behind", "act",
     "early", "side"},
    {"all that is measured upstream is well: doubt the theory, or wait", "achieved", "on-track", "none", "away",
     "upstream-well", "", "act early", "side"},
    {"slipping upstream is well still", "none", "achieved-slipping", "none", "away", "upstream-well", "", "early", "act side"},
    {"nothing upstream can be judged", "none", "none", "none", "slow", "upstream-unmeasured", "", "", "act early side"},
    {"unclear upstream says nothing", "none", "unclear", "none", "slow", "upstream-unmeasured", "", "", "act early side"},
    {"the outcome itself cannot be judged", "slow", "slow", "slow", "none", "not-assessed", "act early side", "", ""},
    {"an unclear outcome is not known to lag", "slow", "achieved", "none", "unclear", "not-assessed", "act", "early", "side"},
};

static void assert_nodes(const world *w, const char *label, const lm_node *node, size_t count, const char *want) {
  char ids[256] = "";
  size_t used = 0;
  for (size_t i = 0; i < count; i++)
    used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%s", used ? " " : "", id_of(w, node[i]));
  assert_word(label, ids, want);
}

static void chain_world(world *w) {
  world_start(w);
  world_tier(w, "2027", "2027-12-31");
  world_node(w, LM_SCENE, "s", NULL, NULL);
  world_node(w, LM_INITIATIVE, "n", "s", NULL);
  world_node(w, LM_ACTIVITY, "act", "n", NULL);
  world_node(w, LM_OUTCOME, "early", "s", "2027");
  world_node(w, LM_OUTCOME, "side", NULL, "2027");
  world_node(w, LM_OUTCOME, "o", "s", "2027");
  world_node(w, LM_OUTCOME, "downstream", "s", "2027");
  world_contribute(w, "initiative:n", "early");
  world_contribute(w, "early", "o");
  world_contribute(w, "side", "o");
  world_contribute(w, "o", "downstream");
}

static void a_chain_is_diagnosed(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
    world w;
    chain_world(&w);
    measure_all(&w, "act", "a", "2027", chains[i].activity);
    measure_all(&w, "early", "a", "2027", chains[i].early);
    measure_all(&w, "side", "a", "2027", chains[i].side);
    measure_all(&w, "o", "a", "2027", chains[i].outcome);
    measure_all(&w, "downstream", "a", "2027", "away");
    assert_int_equal(world_assess(&w, NULL), LM_OK);
    const lm_diagnosis *d = &world_rollup(&w, "outcome:o", "a")->diagnosis;
    assert_word(chains[i].label, lm_diagnosis_word(d->kind), chains[i].kind);
    assert_nodes(&w, chains[i].label, d->behind, d->behind_count, chains[i].behind);
    assert_nodes(&w, chains[i].label, d->well, d->well_count, chains[i].well);
    assert_nodes(&w, chains[i].label, d->unmeasured, d->unmeasured_count, chains[i].unmeasured);
    world_end(&w);
  }
}

static void every_area_has_its_own_diagnosis(void **state) {
  (void)state;
  world w;
  chain_world(&w);
  measure_all(&w, "early", "a", "2027", "slow");
  measure_all(&w, "o", "a", "2027", "slow");
  measure_all(&w, "early", "b", "2027", "achieved");
  measure_all(&w, "o", "b", "2027", "slow");
  measure_all(&w, "o", "c", "2027", "near");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_int_equal(world_rollup(&w, "outcome:o", "a")->diagnosis.kind, LM_DX_UPSTREAM_BEHIND);
  assert_int_equal(world_rollup(&w, "outcome:o", "b")->diagnosis.kind, LM_DX_UPSTREAM_WELL);
  assert_int_equal(world_rollup(&w, "outcome:o", "c")->diagnosis.kind, LM_DX_UPSTREAM_UNMEASURED);
  const lm_diagnosis *d = &world_rollup(&w, "outcome:o", "b")->diagnosis;
  assert_nodes(&w, "b", d->well, d->well_count, "early");
  assert_nodes(&w, "b", d->unmeasured, d->unmeasured_count, "act side");
  world_end(&w);
}

static void an_outcome_on_a_loop_is_not_upstream_of_itself(void **state) {
  (void)state;
  world w;
  chain_world(&w);
  world_contribute(&w, "downstream", "early");
  measure_all(&w, "o", "a", "2027", "slow");
  measure_all(&w, "downstream", "a", "2027", "achieved");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_diagnosis *d = &world_rollup(&w, "outcome:o", "a")->diagnosis;
  assert_int_equal(d->kind, LM_DX_UPSTREAM_WELL);
  assert_nodes(&w, "loop", d->well, d->well_count, "downstream");
  assert_nodes(&w, "loop", d->unmeasured, d->unmeasured_count, "act early side");
  world_end(&w);
}

/* ---- which records there are ---- */

static void record_ids(const world *w, char *buffer, size_t size) {
  size_t used = 0;
  buffer[0] = '\0';
  for (size_t i = 0; i < lm_assessment_count(w->assessment); i++) {
    const lm_record *r = lm_assessment_at(w->assessment, i);
    const lm_area *area = lm_areas_at(w->areas, r->area);
    used += (size_t)snprintf(buffer + used, size - used, "%s%s/%s/%s", used ? " " : "", id_of(w, r->indicator),
                             area ? area->id : "-", lm_model_tier(w->model, r->tier)->id);
  }
}

/* Two scenes; "shared" serves outcomes of two tiers (再掲), "out" an activity only, "idle" nothing. */
static void record_world(world *w) {
  world_start(w);
  world_tier(w, "2027", "2027-12-31");
  world_tier(w, "2030", "2030-12-31");
  world_tier(w, "2040", "2040-12-31");
  world_node(w, LM_SCENE, "s1", NULL, NULL);
  world_node(w, LM_SCENE, "s2", NULL, NULL);
  world_node(w, LM_INITIATIVE, "n", "s1", NULL);
  world_node(w, LM_ACTIVITY, "act", "n", NULL);
  world_node(w, LM_OUTCOME, "early", "s1", "2027");
  world_node(w, LM_OUTCOME, "middle", "s2", "2030");
  world_add_indicator(w, "shared", &(world_indicator){0});
  world_add_indicator(w, "out", &(world_indicator){0});
  world_add_indicator(w, "idle", &(world_indicator){0});
  world_measure(w, "early", "shared");
  world_measure(w, "middle", "shared");
  world_measure(w, "act", "out");
  world_contribute(w, "early", "middle");
}

static void indicators_areas_and_tiers_make_the_records(void **state) {
  (void)state;
  world w;
  char ids[512];
  record_world(&w);
  world_area(&w, "north");
  world_area(&w, "empty"); /* declared, but nobody speaks of it */
  world_area(&w, "south");
  world_target(&w, "shared", "south", "2040", "100");
  world_baseline(&w, "out", "west", "2020=1");
  world_values(&w, "shared", "north", "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60");
  world_target(&w, "shared", "north", "2027", "66"); /* 2 a year */
  world_target(&w, "shared", "north", "2030", "84"); /* 4 a year */
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  record_ids(&w, ids, sizeof ids);
  assert_string_equal(ids, "shared/north/2027 shared/north/2030 shared/south/2027 shared/south/2030 shared/south/2040 "
                           "shared/west/2027 shared/west/2030 out/north/2027 out/south/2027 out/west/2027 "
                           "idle/north/2027 idle/south/2027 idle/west/2027");
  /* One verdict per tier, and each outcome takes that of its own. */
  assert_int_equal(world_record(&w, "shared", "north", "2027")->status, LM_ON_TRACK);
  assert_int_equal(world_record(&w, "shared", "north", "2030")->status, LM_SLOW);
  assert_int_equal(world_rollup(&w, "outcome:early", "north")->status, LM_ON_TRACK);
  assert_int_equal(world_rollup(&w, "outcome:middle", "north")->status, LM_SLOW);
  /* Areas are never added up or averaged: what one has says nothing of another. */
  assert_int_equal(world_record(&w, "shared", "south", "2027")->n, 0);
  lm_node shared = lm_model_find(w.model, LM_INDICATOR, "shared", 6);
  assert_null(lm_assessment_find(w.assessment, shared, 0, 2));
  assert_null(lm_assessment_find(w.assessment, shared, 1, 0));
  assert_null(lm_assessment_find(w.assessment, shared, 77, 0));
  assert_null(lm_assessment_find(w.assessment, shared, LM_NO_AREA, 0));
  assert_null(lm_assessment_find(w.assessment, 0, 0, 0));
  assert_null(lm_assessment_at(w.assessment, 99));
  assert_ptr_equal(lm_assessment_model(w.assessment), w.model);
  assert_ptr_equal(lm_assessment_areas(w.assessment), w.areas);
  assert_ptr_equal(lm_assessment_panel(w.assessment), w.panel);
  assert_ptr_equal(lm_assessment_targets(w.assessment), w.targets);
  world_end(&w);
}

static void without_any_area_there_is_one_record_without_area(void **state) {
  (void)state;
  world w;
  char ids[512];
  record_world(&w);
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  record_ids(&w, ids, sizeof ids);
  assert_string_equal(ids, "shared/-/2027 shared/-/2030 out/-/2027 idle/-/2027");
  assert_int_equal(lm_assessment_at(w.assessment, 0)->area, LM_NO_AREA);
  assert_int_equal(world_rollup(&w, "outcome:early", NULL)->status, LM_NOT_ASSESSABLE);
  world_end(&w);
}

/* The first tier is only for indicators that no outcome and no target gives one. */
static void an_indicator_of_a_later_tier_has_no_record_of_the_first(void **state) {
  (void)state;
  world w;
  char ids[512];
  world_start(&w);
  world_tier(&w, "2027", "2027-12-31");
  world_tier(&w, "2030", "2030-12-31");
  world_node(&w, LM_OUTCOME, "middle", NULL, "2030");
  world_node(&w, LM_OUTCOME, "undated", NULL, NULL);
  world_add_indicator(&w, "measured", &(world_indicator){0});
  world_add_indicator(&w, "targeted", &(world_indicator){0});
  world_add_indicator(&w, "neither", &(world_indicator){0});
  world_measure(&w, "middle", "measured");
  world_measure(&w, "undated", "targeted");
  world_target(&w, "targeted", "a", "2030", "1");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  record_ids(&w, ids, sizeof ids);
  assert_string_equal(ids, "measured/a/2030 targeted/a/2030 neither/a/2027");
  const lm_record *r = lm_assessment_at(w.assessment, 0);
  assert_false(r->has_last);
  assert_false(r->has_baseline);
  assert_int_equal(r->last_period.index, 0);
  assert_int_equal(r->due_period.index, 2030);
  assert_null(lm_assessment_at(w.assessment, 3));
  assert_null(lm_assessment_rollup(w.assessment, 2));
  /* An outcome without a tier takes the worst record, as an activity does. */
  assert_ptr_equal(world_rollup(&w, "outcome:undated", "a")->worst, NULL);
  assert_int_equal(world_rollup(&w, "outcome:undated", "a")->indicators, 1);
  world_end(&w);
}

/* Of equally bad records of an activity the first tier's is named. */
static void an_activity_takes_the_worst_record_of_any_tier(void **state) {
  (void)state;
  world w;
  record_world(&w);
  world_values(&w, "out", "a", "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60"); /* 2 a year */
  world_baseline(&w, "out", "a", "2019=50");
  world_target(&w, "out", "a", "2027", "66");  /* 2 a year: on track */
  world_target(&w, "out", "a", "2030", "84");  /* 4 a year: slow */
  world_target(&w, "out", "a", "2040", "160"); /* 6.25 a year: slow */
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_rollup *r = world_rollup(&w, "activity:act", "a");
  assert_int_equal(r->status, LM_SLOW);
  assert_ptr_equal(r->worst, world_record(&w, "out", "a", "2030"));
  assert_true(r->worst->has_baseline && r->worst->has_last);
  world_end(&w);
}

/* A program may have values with and without an area; those without come last. */
static void values_without_area_stand_behind_those_with(void **state) {
  (void)state;
  world w;
  char ids[512];
  record_world(&w);
  world_values(&w, "out", NULL, "2023=1 2024=2");
  world_values(&w, "out", "a", "2024=3");
  world_area(&w, "b");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  record_ids(&w, ids, sizeof ids);
  assert_string_equal(ids,
                      "shared/a/2027 shared/a/2030 shared/-/2027 shared/-/2030 out/a/2027 out/-/2027 idle/a/2027 idle/-/2027");
  assert_int_equal(world_record(&w, "out", "a", "2027")->n, 1);
  assert_int_equal(world_record(&w, "out", NULL, "2027")->n, 2);
  world_end(&w);
}

static void panel_targets_and_areas_may_be_missing(void **state) {
  (void)state;
  world w;
  record_world(&w);
  assert_int_equal(lm_assess(&w.assessment, w.model, NULL, NULL, NULL, NULL, NULL), LM_OK);
  assert_int_equal(lm_assessment_count(w.assessment), 4);
  const lm_record *r = lm_assessment_at(w.assessment, 0);
  assert_true(r->reasons == (LM_REASON_BIT(LM_R_NO_DATA) | LM_REASON_BIT(LM_R_NO_TARGET) | LM_REASON_BIT(LM_R_NO_BASELINE)));
  world_end(&w);
}

static void an_empty_model_gives_an_empty_assessment(void **state) {
  (void)state;
  world w;
  world_start(&w);
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  assert_int_equal(lm_assessment_count(w.assessment), 0);
  assert_int_equal(lm_assessment_rollup_count(w.assessment), 0);
  world_add_indicator(&w, "i", &(world_indicator){0}); /* no tier to be due at */
  lm_assessment_free(w.assessment);
  assert_int_equal(lm_assess(&w.assessment, w.model, w.areas, w.panel, w.targets, NULL, NULL), LM_OK);
  assert_int_equal(lm_assessment_count(w.assessment), 0);
  assert_int_equal(lm_assess(NULL, w.model, w.areas, w.panel, w.targets, NULL, NULL), LM_EINVAL);
  lm_assessment_free(w.assessment);
  assert_int_equal(lm_assess(&w.assessment, NULL, NULL, NULL, NULL, NULL, NULL), LM_EINVAL);
  assert_null(w.assessment);
  lm_assessment_free(NULL);
  world_end(&w);
}

/* A revision is what counts; the old target stays where it was. */
static void the_target_in_force_is_judged(void **state) {
  (void)state;
  world w;
  record_world(&w);
  world_values(&w, "shared", "a", "2019=50 2020=52 2021=54 2022=56 2023=58 2024=60");
  lm_target old = {
      .indicator = lm_model_find(w.model, LM_INDICATOR, "shared", 6), .area = 0, .tier = 0, .value = 66, .id = "first"};
  lm_target revised = old;
  revised.value = 72; /* 4 a year: pace 0.5 */
  revised.id = "second";
  revised.revises = "first";
  assert_int_equal(lm_targets_add(w.targets, &old), LM_OK);
  assert_int_equal(lm_targets_add(w.targets, &revised), LM_OK);
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "shared", "a", "2027");
  assert_string_equal(r->target_of->id, "second");
  lm_assert_close(r->pace_ratio, 0.5, 1e-12, 0, "pace");
  assert_int_equal(r->status, LM_SLOW);
  world_end(&w);
}

/* Cumulative counts are read as they stand, never summed up again. */
static void a_cumulative_count_is_its_latest_value(void **state) {
  (void)state;
  world w;
  lm_node node;
  world_start(&w);
  world_tier(&w, "2027", "2027-12-31");
  lm_indicator like = {.direction = LM_DIR_UP, .accumulation = LM_ACC_CUMULATIVE, .decimals = -1, .lower = NAN, .upper = NAN};
  lm_node_info info = {.kind = LM_INDICATOR, .id = "i", .parent = LM_NO_NODE, .tier = LM_NO_TIER, .indicator = &like};
  assert_int_equal(lm_model_add_node(w.model, &info, &node), LM_OK);
  world_values(&w, "i", "a", "2021=10 2022=20 2023=30 2024=40");
  world_target(&w, "i", "a", "2027", "70");
  assert_int_equal(world_assess(&w, NULL), LM_OK);
  const lm_record *r = world_record(&w, "i", "a", "2027");
  lm_assert_close(r->gap, 30, 0, 0, "gap");
  lm_assert_close(r->pace_ratio, 1, 1e-12, 0, "pace");
  world_end(&w);
}

/* ---- filters ---- */

static const struct {
  const char *label, *area, *tier, *scene, *indicator, *records, *rollups;
} filters[] = {
    {"area", "b", NULL, NULL, NULL, "shared/b/2027 shared/b/2030 out/b/2027 idle/b/2027", "middle/b early/b act/b s2/b s1/b"},
    {"tier", "a", "2030", NULL, NULL, "shared/a/2030", "middle/a act/a s2/a s1/a"},
    {"scene, by its activities and outcomes", "a", NULL, "s1", NULL, "shared/a/2027 shared/a/2030 out/a/2027",
     "early/a act/a s1/a"},
    {"indicator", NULL, NULL, NULL, "out", "out/a/2027 out/b/2027", "act/a act/b"},
    {"all at once", "a", "2027", "s1", "shared", "shared/a/2027", "early/a"},
    {"an area that is declared but has nothing", "empty", "2030", NULL, NULL, "shared/empty/2030",
     "middle/empty act/empty s1/empty s2/empty"},
};

static void filter_world(world *w) {
  record_world(w);
  world_area(w, "a");
  world_area(w, "empty");
  give(w, "shared", "a", "2027", "on-track");
  world_target(w, "shared", "a", "2030", "84");
  give(w, "shared", "b", "2027", "near");
  world_target(w, "shared", "b", "2030", "84");
}

static void filters_choose_what_is_shown(void **state) {
  (void)state;
  world w;
  char ids[512];
  filter_world(&w);
  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
    lm_assess_options options = lm_assess_defaults();
    options.area = filters[i].area;
    options.tier = filters[i].tier;
    options.scene = filters[i].scene;
    options.indicator = filters[i].indicator;
    assert_int_equal(world_assess(&w, &options), LM_OK);
    record_ids(&w, ids, sizeof ids);
    assert_word(filters[i].label, ids, filters[i].records);
    ranked_ids(&w, ids, sizeof ids);
    assert_word(filters[i].label, ids, filters[i].rollups);
  }
  world_end(&w);
}

/* What a filter leaves out is still known to the roll-ups and diagnoses that are shown. */
static void a_filter_does_not_change_a_verdict(void **state) {
  (void)state;
  world w;
  lm_assess_options options = lm_assess_defaults();
  filter_world(&w);
  options.tier = "2030";
  options.area = "b";
  assert_int_equal(world_assess(&w, &options), LM_OK);
  const lm_rollup *r = lm_assessment_rollup(w.assessment, 0);
  assert_string_equal(id_of(&w, r->node), "middle");
  assert_int_equal(r->diagnosis.kind, LM_DX_UPSTREAM_BEHIND);
  assert_nodes(&w, "behind", r->diagnosis.behind, r->diagnosis.behind_count, "early");
  assert_int_equal(world_record(&w, "shared", "b", "2027")->status, LM_NEAR);
  assert_int_equal(world_rollup(&w, "scene:s1", "b")->status, LM_NOT_ASSESSABLE); /* no outcome of 2030 in it */
  world_end(&w);
}

static const struct {
  lm_assess_options options;
  const char *kind, *given, *known;
} unknown[] = {
    {{.area = "nowhere"}, "area", "nowhere", "a, empty, b"},
    {{.tier = "2050"}, "tier", "2050", "2027, 2030, 2040"},
    {{.scene = "early"}, "scene", "early", "s1, s2"},
    {{.indicator = "s1"}, "indicator", "s1", "shared, out, idle"},
};

static void an_unknown_id_is_answered_with_the_known_ones(void **state) {
  (void)state;
  world w;
  filter_world(&w);
  assert_int_equal(lm_panel_seal(w.panel), LM_OK);
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
    lm_assess_options options = unknown[i].options;
    options.until = INT32_MAX;
    w.assessment = NULL;
    assert_int_equal(lm_assess(&w.assessment, w.model, w.areas, w.panel, w.targets, &options, w.diags), LM_ENOTFOUND);
    assert_null(w.assessment);
    assert_int_equal(lm_diags_kept(w.diags), i + 1);
    const lm_finding *f = lm_diags_at(w.diags, i);
    assert_int_equal(f->code, LM_Q_UNKNOWN);
    assert_string_equal(f->value, unknown[i].given);
    assert_string_equal(f->arg[0], unknown[i].kind);
    assert_string_equal(f->arg[1], unknown[i].known);
  }
  world_end(&w);
}

static void all_unknown_ids_are_named_at_once(void **state) {
  (void)state;
  world w;
  filter_world(&w);
  lm_assess_options options = {.area = "x", .tier = "x", .scene = "x", .indicator = "x", .until = INT32_MAX};
  assert_int_equal(lm_assess(&w.assessment, w.model, w.areas, NULL, NULL, &options, w.diags), LM_ENOTFOUND);
  assert_int_equal(lm_diags_kept(w.diags), 4);
  world_end(&w);
}

static void where_nothing_is_known_the_answer_says_so(void **state) {
  (void)state;
  world w;
  record_world(&w);
  lm_assess_options options = {.area = "x", .until = INT32_MAX};
  assert_int_equal(lm_assess(&w.assessment, w.model, w.areas, NULL, NULL, &options, w.diags), LM_ENOTFOUND);
  assert_int_equal(lm_assess(&w.assessment, w.model, NULL, NULL, NULL, &options, w.diags), LM_ENOTFOUND);
  assert_null(lm_diags_at(w.diags, 0)->arg[1]);
  assert_null(lm_diags_at(w.diags, 1)->arg[1]);
  world_end(&w);
}

/* A thousand ids would be no help. */
static void a_long_list_of_known_ids_is_cut(void **state) {
  (void)state;
  world w;
  char id[16];
  record_world(&w);
  for (int i = 0; i < 61; i++) {
    snprintf(id, sizeof id, "a%d", i);
    world_area(&w, id);
  }
  lm_assess_options options = {.area = "x", .until = INT32_MAX};
  assert_int_equal(lm_assess(&w.assessment, w.model, w.areas, NULL, NULL, &options, w.diags), LM_ENOTFOUND);
  assert_non_null(strstr(lm_diags_at(w.diags, 0)->arg[1], "a59, …"));
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_worst_speaks_for_the_whole),
      cmocka_unit_test(worst_comes_first_then_document_order),
      cmocka_unit_test(a_chain_is_diagnosed),
      cmocka_unit_test(every_area_has_its_own_diagnosis),
      cmocka_unit_test(an_outcome_on_a_loop_is_not_upstream_of_itself),
      cmocka_unit_test(indicators_areas_and_tiers_make_the_records),
      cmocka_unit_test(without_any_area_there_is_one_record_without_area),
      cmocka_unit_test(an_indicator_of_a_later_tier_has_no_record_of_the_first),
      cmocka_unit_test(an_activity_takes_the_worst_record_of_any_tier),
      cmocka_unit_test(values_without_area_stand_behind_those_with),
      cmocka_unit_test(panel_targets_and_areas_may_be_missing),
      cmocka_unit_test(an_empty_model_gives_an_empty_assessment),
      cmocka_unit_test(the_target_in_force_is_judged),
      cmocka_unit_test(a_cumulative_count_is_its_latest_value),
      cmocka_unit_test(filters_choose_what_is_shown),
      cmocka_unit_test(a_filter_does_not_change_a_verdict),
      cmocka_unit_test(an_unknown_id_is_answered_with_the_known_ones),
      cmocka_unit_test(all_unknown_ids_are_named_at_once),
      cmocka_unit_test(where_nothing_is_known_the_answer_says_so),
      cmocka_unit_test(a_long_list_of_known_ids_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
