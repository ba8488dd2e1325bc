/* Progress: goals counted with bounds, entries found again, scenes pooled, costs, cost per result, findings.

   test_progress SOURCE-DIRECTORY */
#include "../support/close.h"

#include <logicmodel/logicmodel.h>

#include <stdio.h>
#include <string.h>

static const char *source_directory;

/* ---- a world read from texts ---- */

#define PROGRESS(body) "<progress xmlns=\"urn:logicmodel:progress:1\" version=\"1.0\">" body "</progress>"
#define ENTRY(what, body) "<entry " what ">" body "</entry>"
#define TASK(said) "<task " said "><text xml:lang=\"en\">goal</text></task>"
#define COST(amount, unit, kind, item) \
  "<cost amount=\"" amount "\" unit=\"" unit "\" kind=\"" kind "\"><text xml:lang=\"en\">" item "</text></cost>"
#define A2024 "node=\"initiative:A\" period=\"2024FY\""
#define TIER(id, level, due) "<tier id=\"" id "\" level=\"" level "\" due=\"" due "\"><label xml:lang=\"en\">" id "</label></tier>"
#define MODEL(scale) \
  "<model xmlns=\"urn:logicmodel:model:1\" version=\"1.1\" id=\"m\">" TIER("mid", "initial", "2023-03-31") TIER("long", "final", "2025-03-31") scale \
  "<scene id=\"s\" certainty=\"stated\"><label xml:lang=\"en\">S</label></scene>" \
  "<scene id=\"other\" certainty=\"stated\"><label xml:lang=\"en\">O</label></scene>" \
  "<initiative id=\"A\" scene=\"s\" certainty=\"stated\"><label xml:lang=\"en\">A</label></initiative>" \
  "<initiative id=\"B\" scene=\"s\" certainty=\"stated\"><label xml:lang=\"en\">B</label></initiative>" \
  "<initiative id=\"C\" scene=\"other\" certainty=\"stated\"><label xml:lang=\"en\">C</label></initiative>" \
  "<activity id=\"a\" initiative=\"A\" certainty=\"stated\"><label xml:lang=\"en\">a</label></activity>" \
  "<indicator id=\"held\" certainty=\"stated\" measure=\"count\" accumulation=\"flow\"><label xml:lang=\"en\">held</label></indicator>" \
  "<indicator id=\"places\" certainty=\"stated\" measure=\"count\" accumulation=\"stock\"><label xml:lang=\"en\">places</label></indicator>" \
  "<indicator id=\"share\" certainty=\"stated\" measure=\"proportion\"><label xml:lang=\"en\">share</label></indicator>" \
  "<link type=\"measured-by\" from=\"activity:a\" to=\"indicator:held\" certainty=\"stated\"/>" \
  "<link type=\"measured-by\" from=\"activity:a\" to=\"indicator:places\" certainty=\"stated\"/>" \
  "<link type=\"measured-by\" from=\"activity:a\" to=\"indicator:share\" certainty=\"stated\"/></model>"
#define VALUES \
  "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c\"><area id=\"c\"><label xml:lang=\"en\">C</label></area>" \
  "<series indicator=\"held\"><obs period=\"2021FY\" value=\"4\"/><obs period=\"2022FY\" value=\"0\"/>" \
  "<missing period=\"2023FY\" reason=\"not-collected\"/></series></values>"

typedef struct world {
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_progress *progress;
  lm_diags *diags;
  lm_progress_assessment *assessment;
} world;

static lm_input text_of(const char *text) { return (lm_input){.data = text, .size = strlen(text), .name = "text"}; }

static world begin_with(const char *model, const char *progress) {
  world w = {0};
  lm_input input = text_of(model);
  assert_int_equal(lm_diags_new(&w.diags), LM_OK);
  assert_int_equal(lm_areas_new(&w.areas), LM_OK);
  assert_int_equal(lm_panel_new(&w.panel), LM_OK);
  assert_int_equal(lm_progress_new(&w.progress), LM_OK);
  assert_int_equal(lm_read_model(&w.model, &input, w.diags), LM_OK);
  input = text_of(VALUES);
  assert_int_equal(lm_read_values(w.panel, &input, w.model, w.areas, NULL, w.diags), LM_OK);
  assert_int_equal(lm_panel_seal(w.panel), LM_OK);
  input = text_of(progress);
  assert_int_equal(lm_read_progress(w.progress, &input, w.model, w.areas, w.diags), LM_OK);
  assert_int_equal(lm_progress_check(w.progress, w.model, w.diags), LM_OK);
  const lm_progress_options all = lm_progress_defaults();
  assert_int_equal(lm_progress_assess(&w.assessment, w.progress, w.model, w.areas, w.panel, &all, w.diags), LM_OK);
  return w;
}

static world begin(const char *progress) { return begin_with(MODEL(""), progress); }

static void end(world *w) {
  lm_progress_assessment_free(w->assessment);
  lm_progress_free(w->progress);
  lm_panel_free(w->panel);
  lm_areas_free(w->areas);
  lm_model_free(w->model);
  lm_diags_free(w->diags);
}

static lm_when fiscal(int year) { return lm_when_period((lm_period){LM_FISCAL, year}); }

static const lm_progress_item *item(const world *w, const char *node, lm_when when) {
  lm_node at = node ? lm_model_find_name(w->model, node) : LM_NO_NODE;
  const lm_progress_item *found = lm_progress_item_find(w->assessment, at, LM_NO_AREA, when);
  assert_non_null(found);
  return found;
}

/* ---- grades ---- */

/* The built-in scale: 0 all, 1 mostly, 2 partly, 3 not. */
static void grades_have_bounds(void **state) {
  (void)state;
  static const struct {
    size_t total, reported, met, not_begun;
    bool denied;
    int grade, best, worst;
    lm_grade_reason reason;
  } rows[] = {
      {0, 0, 0, 0, false, -1, -1, -1, LM_GR_NO_TASKS},
      {0, 0, 0, 0, true, 3, 3, 3, LM_GR_NOT_BEGUN},
      {3, 3, 0, 3, false, 3, 3, 3, LM_GR_NOT_BEGUN},
      {3, 0, 0, 0, false, -1, 0, 3, LM_GR_NOTHING_REPORTED},
      {3, 3, 3, 0, false, 0, 0, 0, LM_GR_ALL_REPORTED},
      {10, 10, 9, 0, false, 1, 1, 1, LM_GR_ALL_REPORTED},   /* nine tenths: mostly */
      {10, 10, 7, 0, false, 1, 1, 1, LM_GR_ALL_REPORTED},
      {10, 10, 6, 0, false, 2, 2, 2, LM_GR_ALL_REPORTED},
      {10, 10, 2, 0, false, 2, 2, 2, LM_GR_ALL_REPORTED},
      {10, 10, 1, 0, false, 3, 3, 3, LM_GR_ALL_REPORTED},
      {10, 9, 7, 0, false, 1, 1, 1, LM_GR_BOUNDS_AGREE},    /* 7 or 8 */
      {10, 9, 6, 0, false, -1, 1, 2, LM_GR_BOUNDS_DIFFER},  /* 6 or 7 */
      {2, 2, 1, 1, false, 2, 2, 2, LM_GR_ALL_REPORTED},     /* met and not begun */
      {1, 0, 0, 0, false, -1, 0, 3, LM_GR_NOTHING_REPORTED},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const lm_tally tally = {rows[i].total, rows[i].reported, rows[i].met, rows[i].not_begun, rows[i].denied};
    lm_graded g = lm_tally_grade(&tally, lm_scale_builtin());
    bool same = g.grade == rows[i].grade && g.best == rows[i].best && g.worst == rows[i].worst && g.reason == rows[i].reason;
    if (!same) fail_msg("row %zu: %d (%d..%d) %s", i, g.grade, g.best, g.worst, lm_grade_reason_word(g.reason));
  }
}

static void blank_is_not_not_begun(void **state) {
  (void)state;
  static const struct {
    const char *document;
    size_t total, reported, met, not_begun;
  } rows[] = {
      {PROGRESS(ENTRY(A2024, TASK("") TASK("met=\"true\"") TASK("met=\"false\"") TASK("begun=\"false\""))), 4, 3, 1, 1},
      {PROGRESS(ENTRY(A2024 " begun=\"false\"", TASK("") TASK(""))), 2, 2, 0, 2},
      {PROGRESS(ENTRY(A2024 " begun=\"true\"", TASK("") TASK("begun=\"true\""))), 2, 0, 0, 0},
      {PROGRESS(ENTRY(A2024 " begun=\"false\"", TASK("met=\"false\""))), 1, 1, 0, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w = begin(rows[i].document);
    const lm_tally *t = &item(&w, "initiative:A", fiscal(2024))->tally;
    bool same = t->total == rows[i].total && t->reported == rows[i].reported && t->met == rows[i].met && t->not_begun == rows[i].not_begun;
    if (!same) fail_msg("row %zu: %zu %zu %zu %zu", i, t->total, t->reported, t->met, t->not_begun);
    end(&w);
  }
}

#define OWN_SCALE \
  "<scale id=\"two\"><label xml:lang=\"en\">two</label><grade id=\"good\" at-least=\"50\"><label xml:lang=\"en\">good</label></grade>" \
  "<grade id=\"bad\" at-least=\"0\"><label xml:lang=\"en\">bad</label></grade></scale>"

static void the_models_scale_rules(void **state) {
  (void)state;
  world w = begin_with(MODEL(OWN_SCALE), PROGRESS(ENTRY(A2024 " grade=\"good\"", TASK("met=\"true\"") TASK("met=\"false\""))));
  const lm_progress_item *a = item(&w, "initiative:A", fiscal(2024));
  assert_int_equal(lm_diags_count(w.diags, LM_ERROR), 0);
  assert_int_equal(a->graded.grade, 0);
  assert_int_equal(a->printed, 0);
  assert_false(a->differs);
  assert_string_equal(lm_scale_at(lm_progress_assessment_scale(w.assessment), 1)->id, "bad");
  end(&w);
  w = begin_with(MODEL(OWN_SCALE), PROGRESS(ENTRY(A2024 " grade=\"all-met\"", TASK("met=\"true\""))));
  assert_int_equal(lm_diags_count_code(w.diags, LM_P_GRADE), 1);
  assert_int_equal(lm_progress_count(w.progress), 0);
  end(&w);
}

/* ---- scenes ---- */

static void scenes_pool_their_goals(void **state) {
  (void)state;
  world w = begin(PROGRESS(
      ENTRY(A2024 " grade=\"all-met\"", TASK("met=\"true\"")) ENTRY("node=\"activity:a\" period=\"2024FY\"", TASK("met=\"false\""))
      ENTRY("node=\"initiative:B\" period=\"2024FY\"", TASK("met=\"false\"") TASK("met=\"false\"") TASK("met=\"false\""))
      ENTRY("node=\"initiative:C\" period=\"2024FY\" begun=\"false\"", "")
      ENTRY("node=\"initiative:C\" period=\"2023FY\"", TASK(""))));
  const lm_progress_item *s = item(&w, "scene:s", fiscal(2024)), *all = item(&w, NULL, fiscal(2024));
  assert_null(s->entry);
  assert_int_equal(s->tally.total, 5);
  assert_int_equal(s->tally.met, 1);
  assert_int_equal(s->graded.grade, 2); /* one fifth, not the mean of one half and nothing */
  assert_int_equal(s->initiatives, 2);
  assert_int_equal(s->computed[2], 1); /* A: one of two */
  assert_int_equal(s->computed[3], 1);
  assert_int_equal(s->as_printed[0], 1);
  assert_int_equal(s->as_printed[4], 1); /* none */
  assert_true(item(&w, "initiative:A", fiscal(2024))->differs);
  assert_int_equal(lm_diags_count_code(w.diags, LM_P_GRADE_DIFFERS), 1);
  assert_int_equal(item(&w, "scene:other", fiscal(2024))->graded.reason, LM_GR_NOT_BEGUN);
  assert_int_equal(all->initiatives, 3);
  assert_int_equal(all->computed[3], 2);
  assert_null(item(&w, "initiative:A", fiscal(2024))->computed);
  end(&w);
}

/* By area, node, time; horizons after periods; the whole model last. */
static void items_are_in_order(void **state) {
  (void)state;
  world w = begin(PROGRESS(ENTRY("node=\"initiative:B\" tier=\"long\"", TASK("")) ENTRY("node=\"initiative:B\" tier=\"mid\"", TASK(""))
                           ENTRY("node=\"initiative:B\" period=\"2030FY\"", TASK("")) ENTRY("node=\"initiative:A\" period=\"2024FY\"", TASK(""))));
  static const char *const want[] = {"s 2024FY", "s 2030FY", "s mid", "s long", "A 2024FY", "B 2030FY", "B mid", "B long",
                                     "* 2024FY", "* 2030FY", "* mid", "* long"};
  assert_int_equal(lm_progress_item_count(w.assessment), sizeof want / sizeof *want);
  for (size_t i = 0; i < lm_progress_item_count(w.assessment); i++) {
    const lm_progress_item *at = lm_progress_item_at(w.assessment, i);
    const lm_node_info *node = lm_model_node(w.model, at->node);
    const lm_tier *tier = lm_model_tier(w.model, at->when.tier);
    char period[48], got[100];
    snprintf(got, sizeof got, "%s %s", node ? node->id : "*", tier ? tier->id : lm_period_format(at->when.period, period, sizeof period));
    assert_string_equal(got, want[i]);
  }
  assert_null(lm_progress_item_at(w.assessment, 12));
  end(&w);
}

static void options_choose(void **state) {
  (void)state;
  world w = begin(PROGRESS("<area id=\"c\"><label xml:lang=\"en\">C</label></area>" ENTRY(A2024 " area=\"c\"", TASK("")) ENTRY(
      "node=\"initiative:C\" period=\"2024FY\"", TASK("")) ENTRY("node=\"initiative:C\" tier=\"mid\"", TASK(""))));
  static const struct {
    lm_progress_options options;
    lm_status status;
    size_t count;
  } rows[] = {
      {{NULL, NULL, INT32_MAX}, LM_OK, 9},       {{NULL, "other", INT32_MAX}, LM_OK, 4}, {{"c", NULL, INT32_MAX}, LM_OK, 3},
      {{NULL, NULL, 19500}, LM_OK, 3}, /* May 2023 */
      {{NULL, "none", INT32_MAX}, LM_ENOTFOUND, 0}, {{"none", NULL, INT32_MAX}, LM_ENOTFOUND, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    lm_progress_assessment *a;
    assert_int_equal(lm_progress_assess(&a, w.progress, w.model, w.areas, NULL, &rows[i].options, w.diags), rows[i].status);
    size_t count = a ? lm_progress_item_count(a) : 0;
    if (count != rows[i].count) fail_msg("row %zu: %zu items", i, count);
    lm_progress_assessment_free(a);
  }
  end(&w);
}

/* ---- costs ---- */

static void costs_are_pooled(void **state) {
  (void)state;
  world w = begin(PROGRESS(
      ENTRY("node=\"activity:a\" period=\"2021FY\"", COST("1.5", "thousand-yen", "actual", "x") COST("500", "yen", "actual", "y") COST("7", "thousand-yen", "budget", "z"))
      ENTRY("node=\"initiative:A\" period=\"2021FY\"", COST("10", "thousand-yen", "actual", "x"))
      ENTRY("node=\"initiative:B\" period=\"2021FY\"", COST("0", "yen", "estimate", "x"))));
  const lm_progress_item *a = item(&w, "activity:a", fiscal(2021)), *A = item(&w, "initiative:A", fiscal(2021)), *all = item(&w, NULL, fiscal(2021));
  lm_assert_close(a->cost[LM_COST_ACTUAL], 2, 0, 0, "both units");
  lm_assert_close(a->cost[LM_COST_ESTIMATE], NAN, 0, 0, "none");
  lm_assert_close(A->own_cost[LM_COST_ACTUAL], 10, 0, 0, "own");
  lm_assert_close(A->cost[LM_COST_ACTUAL], 12, 0, 0, "with the parts");
  assert_true(A->cost_twice);
  assert_false(a->cost_twice);
  lm_assert_close(all->cost[LM_COST_BUDGET], 7, 0, 0, "everything");
  lm_assert_close(all->cost[LM_COST_ESTIMATE], 0, 0, 0, "zero is an amount");
  assert_int_equal(all->costed, 3);
  assert_int_equal(all->cost_blank, 0);
  end(&w);
}

/* Blank where others have costs, of what has costs at other times; what never has any is not missed, nor what is not reported on. */
static void a_partial_sum_is_told(void **state) {
  (void)state;
#define SAID "<statement role=\"result\"><text xml:lang=\"en\">done</text></statement>"
  world w = begin(PROGRESS(ENTRY("node=\"initiative:A\" period=\"2021FY\"", COST("1", "yen", "actual", "x")) ENTRY("node=\"initiative:B\" period=\"2021FY\"", COST("2", "yen", "actual", "x"))
                           ENTRY("node=\"initiative:A\" tier=\"mid\"", COST("1", "yen", "estimate", "x")) ENTRY("node=\"initiative:B\" tier=\"mid\"", SAID)
                           ENTRY("node=\"initiative:C\" tier=\"mid\"", SAID) ENTRY("node=\"initiative:A\" tier=\"long\"", COST("1", "yen", "estimate", "x"))));
  const lm_progress_item *mid = item(&w, NULL, lm_when_tier(0)), *other = item(&w, "scene:other", lm_when_tier(0)), *last = item(&w, NULL, lm_when_tier(1));
  assert_int_equal(mid->costed, 1);
  assert_int_equal(mid->cost_blank, 1);
  assert_int_equal(other->costed + other->cost_blank, 0);
  assert_int_equal(last->costed, 1);
  assert_int_equal(last->cost_blank, 0);
  end(&w);
#undef SAID
}

static void cost_per_result_or_why_not(void **state) {
  (void)state;
#define SPENT(node, when) ENTRY("node=\"" node "\" " when, COST("8", "thousand-yen", "actual", "x"))
  static const struct {
    const char *document;
    size_t rows, row;
    double per;
    lm_cost_refusal refusal;
  } cases[] = {
      {PROGRESS(SPENT("activity:a", "period=\"2021FY\"")), 2, 0, 2, LM_CR_OK},
      {PROGRESS(SPENT("activity:a", "period=\"2021FY\"")), 2, 1, NAN, LM_CR_NOT_FLOW},
      {PROGRESS(SPENT("activity:a", "period=\"2022FY\"")), 2, 0, NAN, LM_CR_ZERO},
      {PROGRESS(SPENT("activity:a", "period=\"2023FY\"")), 2, 0, NAN, LM_CR_MISSING},
      {PROGRESS(SPENT("activity:a", "period=\"2024FY\"")), 2, 0, NAN, LM_CR_NO_VALUE},
      {PROGRESS(SPENT("activity:a", "period=\"2021\"")), 2, 0, NAN, LM_CR_NO_VALUE}, /* the calendar year is another period */
      {PROGRESS(SPENT("activity:a", "tier=\"mid\"")), 1, 0, NAN, LM_CR_HORIZON},
      {PROGRESS(SPENT("initiative:B", "period=\"2021FY\"")), 1, 0, NAN, LM_CR_NO_INDICATOR},
      {PROGRESS(ENTRY("node=\"activity:a\" period=\"2021FY\"", COST("8", "yen", "budget", "x"))), 1, 0, NAN, LM_CR_NO_ACTUAL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    world w = begin(cases[i].document);
    const lm_cost_result *r = lm_cost_result_at(w.assessment, cases[i].row);
    if (lm_cost_result_count(w.assessment) != cases[i].rows) fail_msg("case %zu: %zu rows", i, lm_cost_result_count(w.assessment));
    if (r->refusal != cases[i].refusal) fail_msg("case %zu: %s", i, lm_cost_refusal_word(r->refusal));
    lm_assert_close(r->per, cases[i].per, 0, 0, lm_cost_refusal_word(r->refusal));
    end(&w);
  }
}

static void only_forecasts_are_carried(void **state) {
  (void)state;
#define F(what, amount, kind) ENTRY("node=\"initiative:A\" " what, COST(amount, "thousand-yen", kind, "x"))
  static const struct {
    const char *document;
    size_t found;
    const char *count;
  } cases[] = {
      {PROGRESS(F("tier=\"long\"", "8", "estimate") F("period=\"2021FY\"", "8", "estimate") F("tier=\"mid\"", "8", "budget")), 1, "3"},
      {PROGRESS(F("period=\"2020FY\"", "8", "actual") F("period=\"2021FY\"", "8", "estimate")), 0, NULL},
      {PROGRESS(F("period=\"2020FY\"", "8", "estimate") F("period=\"2021FY\"", "9", "estimate") F("period=\"2022FY\"", "8", "estimate")), 0, NULL},
      {PROGRESS(ENTRY(A2024, COST("8", "yen", "budget", "x") COST("8", "yen", "budget", "x"))), 0, NULL}, /* the same time */
      {PROGRESS(ENTRY(A2024, COST("8", "yen", "budget", "x")) ENTRY("node=\"initiative:B\" period=\"2025FY\"", COST("8", "yen", "budget", "x"))), 0, NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    world w = begin(cases[i].document);
    size_t found = lm_diags_count_code(w.diags, LM_P_CARRIED);
    if (found != cases[i].found) fail_msg("case %zu: %zu", i, found);
    if (found) assert_string_equal(lm_diags_at(w.diags, lm_diags_kept(w.diags) - 1)->arg[1], cases[i].count);
    end(&w);
  }
}

/* ---- the store ---- */

static void entries_are_found_again(void **state) {
  (void)state;
  world w = begin(PROGRESS("<source id=\"s\" title=\"Table\"/>" ENTRY(A2024 " source=\"s\"",
      "<statement role=\"other\" name=\"internal\"><text xml:lang=\"en\">fine</text></statement>"
      "<statement role=\"plan\"><text xml:lang=\"en\">plan</text></statement>" TASK("mark=\"①\"")) ENTRY("node=\"initiative:A\" tier=\"mid\"", TASK(""))));
  lm_node A = lm_model_find_name(w.model, "initiative:A");
  const lm_entry *e = lm_progress_find(w.progress, A, LM_NO_AREA, fiscal(2024));
  assert_non_null(e);
  assert_string_equal(lm_progress_source(w.progress, e->source)->title, "Table");
  assert_string_equal(lm_progress_document(w.progress, e->document)->file, "text");
  assert_string_equal(lm_text_in(&lm_entry_statement(e, LM_ROLE_PLAN, NULL)->text, LM_EN), "plan");
  assert_string_equal(lm_text_in(&lm_entry_statement(e, LM_ROLE_OTHER, "internal")->text, LM_EN), "fine");
  assert_null(lm_entry_statement(e, LM_ROLE_OTHER, "external"));
  assert_null(lm_entry_statement(e, LM_ROLE_RESULT, NULL));
  assert_string_equal(e->tasks[0].mark, "①");
  assert_non_null(lm_progress_find(w.progress, A, LM_NO_AREA, lm_when_tier(0)));
  assert_null(lm_progress_find(w.progress, A, LM_NO_AREA, lm_when_tier(1)));
  assert_null(lm_progress_find(w.progress, A, 0, fiscal(2024)));
  assert_null(lm_progress_find(w.progress, A, LM_NO_AREA, lm_when_period((lm_period){LM_YEAR, 2024})));
  assert_int_equal(lm_progress_add(w.progress, e), LM_EINVAL);
  assert_null(lm_progress_at(w.progress, 2));
  end(&w);
}

/* One goal with an error would make another grade of the others: the entry is left out. */
static void a_wrong_part_refuses_the_entry(void **state) {
  (void)state;
  static const char *const documents[] = {
      PROGRESS(ENTRY(A2024, TASK("met=\"true\"") TASK("met=\"yes\""))),
      PROGRESS(ENTRY(A2024, TASK("met=\"true\"") "<task met=\"true\"/>")),
      PROGRESS(ENTRY(A2024, COST("-1", "yen", "actual", "x"))),
      PROGRESS(ENTRY(A2024, "<charge party=\"p\" role=\"lead\"/>")),
      PROGRESS(ENTRY(A2024, "<statement role=\"other\"><text xml:lang=\"en\">x</text></statement>")),
      PROGRESS(ENTRY(A2024, "<statement role=\"plan\" name=\"x\"><text xml:lang=\"en\">x</text></statement>")),
      PROGRESS(ENTRY("node=\"initiative:A\" tier=\"never\"", TASK(""))),
      PROGRESS(ENTRY(A2024 " tier=\"mid\"", TASK(""))),
      PROGRESS(ENTRY(A2024 " area=\"c\"", TASK(""))),
  };
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    world w = begin(documents[i]);
    if (lm_progress_count(w.progress) != 0 || lm_diags_count(w.diags, LM_ERROR) == 0) fail_msg("document %zu", i);
    assert_int_equal(lm_progress_item_count(w.assessment), 0);
    end(&w);
  }
}

/* Blank lines of a table are kept, and no document is as good as an empty one. */
static void nothing_is_said(void **state) {
  (void)state;
  world w = begin(PROGRESS(ENTRY(A2024, "")));
  assert_int_equal(lm_diags_count_code(w.diags, LM_P_NOTHING), 1);
  assert_int_equal(lm_progress_count(w.progress), 1);
  end(&w);
  w = begin(PROGRESS(""));
  assert_int_equal(lm_diags_count_code(w.diags, LM_P_NOTHING), 1);
  assert_int_equal(lm_cost_result_count(w.assessment), 0);
  assert_null(lm_cost_result_at(w.assessment, 0));
  end(&w);
}

static void the_kind_is_known(void **state) {
  (void)state;
  char path[4096];
  lm_doc_kind kind;
  snprintf(path, sizeof path, "%s/fixtures/mihon-city/progress.xml", source_directory);
  assert_int_equal(lm_read_kind(&(lm_input){.path = path}, &kind, NULL), LM_OK);
  assert_int_equal(kind, LM_DOC_PROGRESS);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  source_directory = argv[1];
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grades_have_bounds),       cmocka_unit_test(blank_is_not_not_begun),
      cmocka_unit_test(the_models_scale_rules),   cmocka_unit_test(scenes_pool_their_goals),
      cmocka_unit_test(items_are_in_order),       cmocka_unit_test(options_choose),
      cmocka_unit_test(costs_are_pooled), cmocka_unit_test(a_partial_sum_is_told),         cmocka_unit_test(cost_per_result_or_why_not),
      cmocka_unit_test(only_forecasts_are_carried), cmocka_unit_test(entries_are_found_again),
      cmocka_unit_test(a_wrong_part_refuses_the_entry), cmocka_unit_test(nothing_is_said),
      cmocka_unit_test(the_kind_is_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
