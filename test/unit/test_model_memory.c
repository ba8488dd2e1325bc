/* Every allocation fails once: the call says LM_ENOMEM, what was there before is unchanged, and the same call works when tried again.
   Linked with --wrap for malloc, calloc and realloc. */
#include <logicmodel/lint.h>
#include <logicmodel/graph.h>

#include "../support/close.h"
#include "../support/fail_alloc.h"
#include "../support/sketch.h"

#include <stdio.h>
#include <string.h>

/* Tries again, with memory, what failed for want of it. */
#define TRY(call) \
  do { \
    lm_status status_ = (call); \
    if (status_ == LM_ENOMEM) { \
      assert_true(fail_alloc_stop()); \
      status_ = (call); \
    } \
    assert_int_equal(status_, LM_OK); \
  } while (0)

static lm_status add_indicator(lm_model *model, unsigned i) {
  char id[24];
  snprintf(id, sizeof id, "q%u", i);
  lm_text notes[] = {{{"a", "あ"}}, {{"b", NULL}}};
  lm_break breaks[] = {{{LM_FISCAL, 2020}, {notes, 2}}, {{LM_FISCAL, 2018}, {notes, 1}}};
  lm_reference refs[] = {{"v", "c"}};
  lm_indicator indicator = {.unit = {{NULL, "件"}}, .basis = LM_FISCAL, .breaks = breaks, .break_count = 2};
  lm_node_info node = {.kind = LM_INDICATOR, .id = id, .label = {{id, id}}, .parent = LM_NO_NODE, .tier = LM_NO_TIER,
                       .notes = {notes, 2}, .tags = {notes, 1}, .refs = refs, .ref_count = 1, .indicator = &indicator,
                       .place = {"a.xml", i, 1}};
  return lm_model_add_node(model, &node, NULL);
}

static lm_status add_outcome(lm_model *model, unsigned i) {
  char id[24];
  snprintf(id, sizeof id, "o%u", i);
  lm_node_info node = {.kind = LM_OUTCOME, .id = id, .parent = 0, .tier = 0, .place = {"b.xml", i, 1}};
  return lm_model_add_node(model, &node, NULL);
}

static const lm_text words[] = {{{"w", "語"}}};
static const lm_reference refs[] = {{"v", "c"}};

static lm_status add_party(lm_model *model, unsigned i) {
  char id[24];
  snprintf(id, sizeof id, "p%u", i);
  return lm_model_add_party(model, &(lm_party){.id = id, .label = words[0], .refs = refs, .ref_count = 1, .notes = {words, 1}, .place = {"a.xml", i, 1}});
}

static lm_status set_scale(lm_model *model) {
  lm_scale_grade grades[] = {{.id = "all", .label = words[0], .definition = words[0], .notes = {words, 1}, .at_least = 100}, {.id = "none"}};
  return lm_model_set_scale(model, &(lm_scale){.id = "g", .label = words[0], .notes = {words, 1}, .grades = grades, .count = 2});
}

static lm_status add_initiative(lm_model *model) {
  lm_statement statements[] = {{LM_ROLE_OTHER, "name", words[0], {words, 1}}};
  lm_charge charges[] = {{.party = 3, .notes = {words, 1}}};
  lm_node_info node = {.kind = LM_INITIATIVE, .id = "A", .parent = 0, .tier = LM_NO_TIER, .statements = statements, .statement_count = 1,
                       .charges = charges, .charge_count = 1, .refs = refs, .ref_count = 1};
  return lm_model_add_node(model, &node, NULL);
}

static lm_status set_goals(lm_model *model) {
  lm_goal goals[] = {{.tier = 0, .indicator = LM_NO_NODE, .text = words[0], .notes = {words, 1}}};
  return lm_model_set_goals(model, lm_model_find(model, LM_INITIATIVE, "A", 1), goals, 1);
}

static lm_status add_sheet(lm_model *model, unsigned i) {
  char id[24];
  snprintf(id, sizeof id, "t%u", i);
  lm_sheet_cell cell = lm_sheet_cell_none();
  cell.name = "name";
  cell.label = words[0];
  lm_sheet sheet = {.id = id, .label = words[0], .notes = {words, 1}, .about = LM_INITIATIVE, .scene = 0, .rows = &cell, .row_count = 1, .columns = &cell, .column_count = i % 2};
  return lm_model_add_sheet(model, &sheet);
}

static lm_status add_link(lm_model *model) {
  lm_text notes[] = {{{"a", NULL}}};
  lm_cite cites[] = {{"s", "p. 1"}};
  lm_link link = {.type = LM_CONTRIBUTES_TO, .from = 1, .to = 1, .sign = 1, .answers = LM_NO_NODE, .cites = cites, .cite_count = 1,
                  .notes = {notes, 1}};
  return lm_model_add_link(model, &link);
}

static void a_model_survives_every_failure_while_it_is_built(void **state) {
  (void)state;
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_model *model = NULL;
    TRY(lm_model_new(&model));
    TRY(lm_model_set_id(model, "m"));
    TRY(lm_model_set_title(model, &(lm_text){{"t", NULL}}));
    TRY(lm_model_add_note(model, &(lm_text){{"n", NULL}}));
    TRY(lm_model_add_source(model, &(lm_source){.id = "s", .title = "t"}));
    TRY(lm_model_add_tier(model, &(lm_tier){.id = "2027", .label = {{"2027", NULL}}}));
    TRY(lm_model_add_node(model, &(lm_node_info){.kind = LM_SCENE, .id = "s", .parent = LM_NO_NODE, .tier = LM_NO_TIER}, NULL));
    for (unsigned i = 0; i < 20; i++) TRY(add_party(model, i));
    TRY(set_scale(model));
    for (unsigned i = 0; i < 40; i++) TRY(add_outcome(model, i));
    for (unsigned i = 0; i < 40; i++) TRY(add_indicator(model, i));
    for (unsigned i = 0; i < 40; i++) TRY(add_link(model));
    TRY(add_initiative(model));
    TRY(set_goals(model));
    for (unsigned i = 0; i < 10; i++) TRY(add_sheet(model, i));
    fail_alloc_left = -1;
    assert_int_equal(lm_model_node_count(model), 82);
    assert_int_equal(lm_model_link_count(model), 81); /* 41 part-of */
    assert_int_equal(lm_model_find_party(model, "p19"), 19);
    assert_int_equal(lm_model_party_count(model) + lm_model_sheet_count(model) + lm_model_scale(model)->count, 32);
    assert_int_equal(lm_model_node(model, 81)->goal_count + lm_model_node(model, 81)->charge_count, 2);
    assert_int_equal(lm_model_find(model, LM_INDICATOR, "q39", 3), 80);
    assert_int_equal(lm_model_source_count(model) + lm_model_tier_count(model) + lm_model_notes(model).count, 3);
    assert_int_equal(lm_model_node(model, 80)->indicator->breaks[0].at.index, 2018);
    lm_model_free(model);
  }
}

static const char map[] = "tier 1 initial 2028-03-31\ntier 2 intermediate 2031-03-31\ntier 3 final 2041-03-31\n"
                          "scene s\ninitiative A in=s\nactivity a in=A\noutcome o tier=1 no=2\noutcome p tier=1 no=2\n"
                          "outcome m tier=2\noutcome f tier=3\nindicator q\nA -> o\no -> m\nm -> f\no -> p\np -> o\nA -> m\no => q\nf => q";

static void add_up(void *user, const lm_node *nodes, size_t count) {
  (void)nodes;
  *(size_t *)user += count;
}

static void a_graph_answers_or_says_that_memory_failed(void **state) {
  (void)state;
  lm_model *model = sketch(map);
  lm_node from = sketch_node(model, "A"), to = sketch_node(model, "f");
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_graph *graph = NULL;
    uint8_t reach[16];
    size_t loops = 0, paths = 0, total = 0;
    TRY(lm_graph_new(&graph, model, LM_CAUSAL));
    TRY(lm_graph_reach(graph, from, false, reach));
    TRY(lm_graph_loops(graph, SIZE_MAX, add_up, &loops));
    TRY(lm_graph_paths(graph, from, to, SIZE_MAX, add_up, &paths, &total));
    fail_alloc_left = -1;
    assert_int_equal(reach[to], 1);
    assert_int_equal(loops, 2);
    assert_int_equal(total, 2);
    assert_int_equal(paths, 4 + 3);
    lm_graph_free(graph);
  }
  fail_alloc_left = 0;
  lm_graph *graph = (lm_graph *)&from; /* anything but NULL */
  assert_int_equal(lm_graph_new(&graph, model, LM_CAUSAL), LM_ENOMEM);
  assert_null(graph);
  fail_alloc_left = -1;
  lm_model_free(model);
}

/* Findings may be lost, but then the status says so. */
static void lint_is_whole_or_says_that_memory_failed(void **state) {
  (void)state;
  lm_model *model = sketch(map);
  lm_diags *whole = NULL;
  assert_int_equal(lm_diags_new(&whole), LM_OK);
  assert_int_equal(lm_lint(model, whole), LM_OK);
  bool again = true;
  for (long n = 0; again; n++) {
    lm_diags *diags = NULL;
    assert_int_equal(lm_diags_new(&diags), LM_OK);
    again = fail_alloc_round(n);
    lm_status status = lm_lint(model, diags);
    bool failed = fail_alloc_stop();
    assert_int_equal(status, failed ? LM_ENOMEM : LM_OK);
    if (!failed) assert_int_equal(lm_diags_kept(diags), lm_diags_kept(whole));
    lm_diags_free(diags);
  }
  lm_diags_free(whole);
  lm_model_free(model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_model_survives_every_failure_while_it_is_built),
      cmocka_unit_test(a_graph_answers_or_says_that_memory_failed),
      cmocka_unit_test(lint_is_whole_or_says_that_memory_failed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
