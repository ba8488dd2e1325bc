/* The store of a model: what goes in comes out, what breaks the contract is refused and changes nothing. */
#include <logicmodel/model.h>

#include "../support/close.h"
#include "../support/sketch.h"

#include <stdio.h>
#include <string.h>

static const char small_map[] = "tier 2027 initial 2028-03-31\n"
                                "tier 2040 final 2041-03-31\n"
                                "scene s\n"
                                "initiative A in=s\n"
                                "activity a1 in=A\n"
                                "outcome o1 tier=2027 in=s no=1\n"
                                "outcome f tier=2040\n"
                                "indicator q\n"
                                "indicator s\n"
                                "A -> o1\n"
                                "o1 -> f\n"
                                "o1 => q";

static void nodes_have_their_document_order(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  static const char *const ids[] = {"s", "A", "a1", "o1", "f", "q", "s"};
  assert_int_equal(lm_model_node_count(model), 7);
  for (lm_node i = 0; i < 7; i++) assert_string_equal(lm_model_node(model, i)->id, ids[i]);
  assert_null(lm_model_node(model, 7));
  assert_null(lm_model_node(model, LM_NO_NODE));
  lm_model_free(model);
}

static void nodes_are_found_by_kind_and_id(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  assert_int_equal(lm_model_find(model, LM_SCENE, "s", 1), 0);
  assert_int_equal(lm_model_find(model, LM_INDICATOR, "s", 1), 6);
  assert_int_equal(lm_model_find(model, LM_OUTCOME, "o1x", 2), 3);
  assert_int_equal(lm_model_find(model, LM_OUTCOME, "o", 1), LM_NO_NODE);
  assert_int_equal(lm_model_find(model, LM_OUTCOME, "s", 1), LM_NO_NODE);
  assert_int_equal(lm_model_find(model, LM_KIND_COUNT, "s", 1), LM_NO_NODE);
  lm_model_free(model);
}

static void nodes_are_found_by_name(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  static const struct {
    const char *name;
    lm_node want;
  } cases[] = {{"outcome:f", 4},          {"f", 4},           {"scene:s", 0},     {"indicator:s", 6},      {"s", LM_NO_NODE}, {"nobody", LM_NO_NODE},
               {"outcome:s", LM_NO_NODE}, {":f", LM_NO_NODE}, {"", LM_NO_NODE},   {"outcome:", LM_NO_NODE}, {"out:f", LM_NO_NODE}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (lm_model_find_name(model, cases[i].name) != cases[i].want) fail_msg("'%s' was not found as it should", cases[i].name);
  lm_model_free(model);
}

static void a_parent_gives_a_link_and_a_scene(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  assert_int_equal(lm_model_link_count(model), 6);
  const lm_link *link = lm_model_link(model, 1);
  assert_int_equal(link->type, LM_PART_OF);
  assert_int_equal(link->from, 2);
  assert_int_equal(link->to, 1);
  assert_int_equal(link->sign, 1);
  assert_int_equal(link->answers, LM_NO_NODE);
  assert_true(isnan(link->lag_min) && isnan(link->lag_max));
  assert_int_equal(link->place.line, 5);
  assert_null(lm_model_link(model, 6));

  static const char *const of_scene[] = {"scene:s", "A", "a1", "o1"};
  for (size_t i = 0; i < 4; i++) assert_int_equal(lm_model_scene_of(model, sketch_node(model, of_scene[i])), 0);
  assert_int_equal(lm_model_scene_of(model, sketch_node(model, "f")), LM_NO_NODE);
  assert_int_equal(lm_model_scene_of(model, sketch_node(model, "q")), LM_NO_NODE);
  assert_int_equal(lm_model_scene_of(model, 99), LM_NO_NODE);
  lm_model_free(model);
}

/* Everything a node and a link can carry, in buffers that are overwritten once they were given. */
static void everything_given_is_copied(void **state) {
  (void)state;
  char id[] = "q", ja[] = "訪問診療", unit[] = "件", code[] = "c1", vocabulary[] = "e-stat", note[] = "注", file[] = "a.xml", at[] = "p. 3";
  lm_text notes[] = {{{NULL, note}}};
  lm_break breaks[] = {{{LM_FISCAL, 2020}, {notes, 1}}, {{LM_FISCAL, 2016}, {NULL, 0}}, {{LM_FISCAL, 2018}, {NULL, 0}}};
  lm_reference refs[] = {{vocabulary, code}};
  lm_indicator indicator = {.unit = {{NULL, unit}}, .basis = LM_FISCAL, .breaks = breaks, .break_count = 3,
                            .lower = 0, .upper = 100};
  lm_node_info node = {.kind = LM_INDICATOR, .id = id, .label = {{NULL, ja}}, .parent = LM_NO_NODE, .tier = LM_NO_TIER,
                       .notes = {notes, 1}, .tags = {notes, 1}, .refs = refs, .ref_count = 1, .indicator = &indicator,
                       .place = {file, 4, 2}};
  lm_cite cites[] = {{code, at}};
  lm_link link = {.type = LM_MEASURED_BY, .from = 0, .to = 0, .sign = -1, .answers = 0, .cites = cites, .cite_count = 1,
                  .notes = {notes, 1}, .place = {file, 9, 1}};
  lm_model *model = NULL;
  assert_int_equal(lm_model_new(&model), LM_OK);
  assert_int_equal(lm_model_add_node(model, &node, NULL), LM_OK);
  assert_int_equal(lm_model_add_link(model, &link), LM_OK);
  char *given[] = {id, ja, unit, code, vocabulary, note, file, at};
  for (size_t i = 0; i < sizeof given / sizeof *given; i++) memset(given[i], '?', strlen(given[i]));
  memset(breaks, 0, sizeof breaks);

  const lm_node_info *got = lm_model_node(model, 0);
  assert_string_equal(got->id, "q");
  assert_string_equal(got->label.in[LM_JA], "訪問診療");
  assert_null(got->label.in[LM_EN]);
  assert_string_equal(got->place.file, "a.xml");
  assert_int_equal(got->place.line, 4);
  assert_int_equal(got->tags.count, 1);
  assert_string_equal(got->notes.item[0].in[LM_JA], "注");
  assert_string_equal(got->indicator->unit.in[LM_JA], "件");
  assert_string_equal(got->refs[0].vocabulary, "e-stat");
  assert_int_equal(got->indicator->break_count, 3);
  for (int i = 0; i < 3; i++) assert_int_equal(got->indicator->breaks[i].at.index, 2016 + 2 * i);
  assert_string_equal(got->indicator->breaks[2].notes.item[0].in[LM_JA], "注");
  const lm_link *got_link = lm_model_link(model, 0);
  assert_string_equal(got_link->cites[0].at, "p. 3");
  assert_string_equal(got_link->notes.item[0].in[LM_JA], "注");
  assert_int_equal(got_link->sign, -1);
  assert_ptr_equal(got_link->place.file, got->place.file);
  lm_model_free(model);
}

/* ---- what a progress table adds ---- */

static void start_table(lm_model **model) {
  assert_int_equal(lm_model_new(model), LM_OK);
  assert_int_equal(lm_model_add_tier(*model, &(lm_tier){.id = "r5", .due_text = "令和5年度末", .about = true}), LM_OK);
  assert_int_equal(lm_model_add_party(*model, &(lm_party){.id = "city"}), LM_OK);
  assert_int_equal(lm_model_add_node(*model, &(lm_node_info){.kind = LM_SCENE, .id = "s", .parent = LM_NO_NODE, .tier = LM_NO_TIER}, NULL), LM_OK);
}

static lm_status add_work(lm_model *model, const char *id, lm_charge *charges, size_t charge_count, size_t goal_count) {
  lm_statement statement = {.role = LM_ROLE_OTHER, .name = "備考", .text = {{NULL, "文"}}};
  lm_goal goal = {.indicator = LM_NO_NODE};
  lm_node_info node = {.kind = LM_INITIATIVE, .id = id, .parent = 0, .tier = LM_NO_TIER, .standing = LM_STANDING_NEW, .statements = &statement,
                       .statement_count = 1, .charges = charges, .charge_count = charge_count, .goals = &goal, .goal_count = goal_count};
  return lm_model_add_node(model, &node, NULL);
}

static void parties_statements_and_goals(void **state) {
  (void)state;
  lm_model *model = NULL;
  start_table(&model);
  assert_string_equal(lm_model_tier(model, 0)->due_text, "令和5年度末");
  assert_true(lm_model_tier(model, 0)->about);
  assert_int_equal(lm_model_add_party(model, &(lm_party){.id = "city"}), LM_EINVAL);
  assert_int_equal(lm_model_find_party(model, "city"), 0);
  assert_int_equal(lm_model_find_party(model, "town"), LM_NO_PARTY);
  assert_null(lm_model_party(model, 1));
  lm_charge charges[] = {{.party = 0, .role = LM_CHARGE_PARTNER, .has_from = true, .from = {LM_FISCAL, 2021}}, {.party = 1}};
  assert_int_equal(add_work(model, "A", charges, 2, 0), LM_EINVAL); /* no such party */
  assert_int_equal(add_work(model, "A", charges, 1, 1), LM_EINVAL); /* goals come later */
  assert_int_equal(add_work(model, "A", charges, 1, 0), LM_OK);
  const lm_node_info *node = lm_model_node(model, 1);
  assert_string_equal(node->statements[0].name, "備考");
  assert_string_equal(node->statements[0].text.in[LM_JA], "文");
  assert_int_equal(node->charges[0].role, LM_CHARGE_PARTNER);
  assert_int_equal(node->charges[0].from.index, 2021);
  lm_goal goal = {.tier = 0, .kind = LM_GOAL_OUTCOME, .indicator = LM_NO_NODE};
  assert_int_equal(lm_model_set_goals(model, 0, &goal, 1), LM_EINVAL); /* of a scene */
  assert_int_equal(lm_model_set_goals(model, 1, &(lm_goal){.tier = 1, .indicator = LM_NO_NODE}, 1), LM_EINVAL);
  assert_int_equal(lm_model_set_goals(model, 1, &(lm_goal){.tier = 0, .indicator = 0}, 1), LM_EINVAL); /* a scene is no indicator */
  assert_int_equal(lm_model_set_goals(model, 1, &goal, 1), LM_OK);
  assert_int_equal(lm_model_set_goals(model, 1, &goal, 1), LM_EINVAL); /* once */
  assert_int_equal(lm_model_node(model, 1)->goals[0].kind, LM_GOAL_OUTCOME);
  lm_model_free(model);
}

static void a_scale_falls_to_zero(void **state) {
  (void)state;
  static const struct {
    double at_least[3];
    size_t count;
    lm_status want;
  } cases[] = {{{100, 70, 0}, 3, LM_OK},     {{0}, 1, LM_OK},           {{100, 70, 20}, 3, LM_EINVAL}, {{100, 100, 0}, 3, LM_EINVAL},
               {{70, 80, 0}, 3, LM_EINVAL},  {{101, 0, 0}, 2, LM_EINVAL}, {{50, -1, 0}, 3, LM_EINVAL},   {{50, 0, -1}, 3, LM_EINVAL},
               {{NAN, 0, 0}, 2, LM_EINVAL},  {{0}, 0, LM_EINVAL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_model *model = NULL;
    lm_scale_grade grades[3] = {0};
    start_table(&model);
    assert_null(lm_model_scale(model));
    for (size_t k = 0; k < 3; k++) grades[k].at_least = cases[i].at_least[k];
    lm_scale scale = {.id = "g", .grades = grades, .count = cases[i].count};
    if (lm_model_set_scale(model, &scale) != cases[i].want) fail_msg("case %zu", i);
    if (cases[i].want == LM_OK) assert_int_equal(lm_model_set_scale(model, &scale), LM_EINVAL); /* once */
    lm_model_free(model);
  }
}

static void a_column_lies_over_its_row(void **state) {
  (void)state;
  lm_sheet_cell row = lm_sheet_cell_none(), column = lm_sheet_cell_none();
  row.show = LM_SHOW_TEXT;
  row.role = LM_ROLE_RESULT;
  row.name = "name";
  row.kind = LM_GOAL_OUTPUT;
  row.label = (lm_text){{"row", NULL}};
  column.role = LM_ROLE_PLAN;
  column.has_period = true;
  column.period = (lm_period){LM_FISCAL, 2021};
  column.tier = 2;
  lm_sheet_cell cell = lm_sheet_cell_over(&row, &column);
  assert_int_equal(cell.show, LM_SHOW_TEXT);
  assert_int_equal(cell.role, LM_ROLE_PLAN);
  assert_string_equal(cell.name, "name");
  assert_int_equal(cell.kind, LM_GOAL_OUTPUT);
  assert_int_equal(cell.tier, 2);
  assert_true(cell.has_period && cell.period.index == 2021 && !cell.has_from);
  assert_null(cell.label.in[LM_EN]);
  assert_int_equal(lm_sheet_cell_over(NULL, &column).show, LM_SHOW_UNSAID);
}

/* A row of costs of one year runs on over a column of a horizon, and the other way round: never the year's amount under the horizon. */
static void a_cell_has_one_time(void **state) {
  (void)state;
  static const struct {
    lm_show show;
    bool either;
  } cases[] = {{LM_SHOW_COST, true}, {LM_SHOW_COST_TOTAL, true}, {LM_SHOW_TEXT, true}, {LM_SHOW_GOAL, false}, {LM_SHOW_VALUE, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_sheet_cell year = lm_sheet_cell_none(), horizon = lm_sheet_cell_none();
    year.show = horizon.show = cases[i].show;
    year.has_period = true;
    year.period = (lm_period){LM_FISCAL, 2021};
    horizon.tier = 2;
    lm_sheet_cell cell = lm_sheet_cell_over(&year, &horizon);
    assert_int_equal(cell.tier, 2);
    assert_int_equal(cell.has_period, !cases[i].either);
    cell = lm_sheet_cell_over(&horizon, &year);
    assert_true(cell.has_period);
    assert_int_equal(cell.tier, cases[i].either ? LM_NO_TIER : 2);
  }
}

static void sheets(void **state) {
  (void)state;
  lm_model *model = NULL;
  lm_sheet_cell cell = lm_sheet_cell_none(), wrong = cell;
  wrong.indicator = 0; /* a scene */
  start_table(&model);
  lm_sheet sheet = {.id = "t", .about = LM_INITIATIVE, .scene = LM_NO_NODE};
  assert_int_equal(lm_model_add_sheet(model, &sheet), LM_EINVAL); /* nothing in it */
  sheet.rows = &cell;
  sheet.row_count = 1;
  assert_int_equal(lm_model_add_sheet(model, &sheet), LM_OK);
  assert_int_equal(lm_model_add_sheet(model, &sheet), LM_EINVAL); /* taken */
  assert_int_equal(lm_model_sheet(model, 0)->column_count, 1); /* rows alone get a column */
  assert_int_equal(lm_model_sheet(model, 0)->columns[0].show, LM_SHOW_UNSAID);
  sheet.id = "u";
  sheet.columns = &wrong;
  sheet.column_count = 1;
  assert_int_equal(lm_model_add_sheet(model, &sheet), LM_EINVAL);
  assert_ptr_equal(lm_model_find_sheet(model, "t"), lm_model_sheet(model, 0));
  assert_null(lm_model_find_sheet(model, "u"));
  assert_null(lm_model_sheet(model, 1));
  lm_model_free(model);
}

static lm_status add_node(lm_model *model, lm_kind kind, const char *id, lm_node parent, uint32_t tier, bool with_indicator) {
  lm_indicator indicator = {.basis = -1};
  lm_node_info node = {.kind = kind, .id = id, .parent = parent, .tier = tier, .indicator = with_indicator ? &indicator : NULL};
  return lm_model_add_node(model, &node, NULL);
}

static void a_node_that_breaks_the_contract_is_refused(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  const struct {
    const char *why;
    lm_kind kind;
    const char *id;
    lm_node parent;
    uint32_t tier;
    bool with_indicator;
  } cases[] = {{"no id", LM_SCENE, "", LM_NO_NODE, LM_NO_TIER, false},
               {"NULL id", LM_SCENE, NULL, LM_NO_NODE, LM_NO_TIER, false},
               {"id taken", LM_SCENE, "s", LM_NO_NODE, LM_NO_TIER, false},
               {"no such kind", LM_KIND_COUNT, "x", LM_NO_NODE, LM_NO_TIER, false},
               {"no such parent", LM_INITIATIVE, "x", 7, LM_NO_TIER, false},
               {"parent of a wrong kind", LM_ACTIVITY, "x", 0, LM_NO_TIER, false},
               {"a scene has no parent", LM_SCENE, "x", 0, LM_NO_TIER, false},
               {"no such tier", LM_OUTCOME, "x", 0, 2, false},
               {"a tier is for outcomes", LM_INITIATIVE, "x", 0, 0, false},
               {"an indicator needs its own part", LM_INDICATOR, "x", LM_NO_NODE, LM_NO_TIER, false},
               {"an outcome is no indicator", LM_OUTCOME, "x", 0, 0, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (add_node(model, cases[i].kind, cases[i].id, cases[i].parent, cases[i].tier, cases[i].with_indicator) != LM_EINVAL)
      fail_msg("accepted: %s", cases[i].why);
  assert_int_equal(lm_model_node_count(model), 7);
  assert_int_equal(lm_model_link_count(model), 6);
  assert_int_equal(add_node(model, LM_OUTCOME, "s", 0, 1, false), LM_OK); /* another kind may use the id */
  lm_model_free(model);
}

static void a_link_that_breaks_the_contract_is_refused(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  const lm_link cases[] = {
      {.type = LM_CONTRIBUTES_TO, .from = 7, .to = 3, .answers = LM_NO_NODE},
      {.type = LM_CONTRIBUTES_TO, .from = 3, .to = LM_NO_NODE, .answers = LM_NO_NODE},
      {.type = LM_MEASURED_BY, .from = 3, .to = 5, .answers = 7},
      {.type = LM_PART_OF, .from = 3, .to = 0, .answers = LM_NO_NODE}, /* comes with the node */
      {.type = LM_LINK_TYPE_COUNT, .from = 3, .to = 4, .answers = LM_NO_NODE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(lm_model_add_link(model, &cases[i]), LM_EINVAL);
  assert_int_equal(lm_model_link_count(model), 6);
  lm_model_free(model);
}

static void tiers_and_sources_have_ids_of_their_own(void **state) {
  (void)state;
  lm_model *model = sketch(small_map);
  assert_int_equal(lm_model_tier_count(model), 2);
  assert_int_equal(lm_model_find_tier(model, "2040"), 1);
  assert_int_equal(lm_model_find_tier(model, "2030"), LM_NO_TIER);
  assert_string_equal(lm_model_tier(model, 0)->label.in[LM_EN], "2027");
  assert_null(lm_model_tier(model, 2));
  assert_null(lm_model_tier(model, LM_NO_TIER));
  assert_int_equal(lm_model_add_tier(model, &(lm_tier){.id = "2040", .level = LM_FINAL}), LM_EINVAL);
  assert_int_equal(lm_model_add_tier(model, &(lm_tier){.id = "2050", .level = LM_LEVEL_COUNT}), LM_EINVAL);

  assert_int_equal(lm_model_add_source(model, &(lm_source){.id = "2040", .title = "計画", .url = "https://example.org"}), LM_OK);
  assert_int_equal(lm_model_add_source(model, &(lm_source){.id = "2040"}), LM_EINVAL);
  assert_int_equal(lm_model_add_source(model, &(lm_source){.id = ""}), LM_EINVAL);
  assert_int_equal(lm_model_source_count(model), 1);
  assert_string_equal(lm_model_source(model, 0)->title, "計画");
  assert_null(lm_model_source(model, 0)->sha256);
  assert_null(lm_model_source(model, 1));
  lm_model_free(model);
}

static void a_model_has_an_id_a_title_and_notes(void **state) {
  (void)state;
  lm_model *model = NULL;
  assert_int_equal(lm_model_new(&model), LM_OK);
  assert_string_equal(lm_model_id(model), "");
  assert_string_equal(lm_text_in(lm_model_title(model), LM_JA), "");
  assert_int_equal(lm_model_notes(model).count, 0);
  assert_int_equal(lm_model_set_id(model, ""), LM_EINVAL);
  assert_int_equal(lm_model_set_id(model, "map"), LM_OK);
  assert_int_equal(lm_model_set_title(model, &(lm_text){{[LM_JA] = "設計図"}}), LM_OK);
  for (int i = 0; i < 20; i++) assert_int_equal(lm_model_add_note(model, &(lm_text){{[LM_EN] = i ? "later" : "first"}}), LM_OK);
  assert_string_equal(lm_model_id(model), "map");
  assert_string_equal(lm_text_in(lm_model_title(model), LM_EN), "設計図");
  assert_int_equal(lm_model_notes(model).count, 20);
  assert_string_equal(lm_model_notes(model).item[0].in[LM_EN], "first");
  lm_model_free(model);
  lm_model_free(NULL);
}

static const char *kind_word(unsigned i) { return lm_kind_word((lm_kind)i); }
static const char *certainty_word(unsigned i) { return lm_certainty_word((lm_certainty)i); }
static const char *level_word(unsigned i) { return lm_level_word((lm_level)i); }
static const char *link_type_word(unsigned i) { return lm_link_type_word((lm_link_type)i); }
static const char *direction_word(unsigned i) { return lm_direction_word((lm_direction)i); }
static const char *measure_word(unsigned i) { return lm_measure_word((lm_measure)i); }
static const char *accumulation_word(unsigned i) { return lm_accumulation_word((lm_accumulation)i); }
static const char *aggregation_word(unsigned i) { return lm_aggregation_word((lm_aggregation)i); }

static void words_are_those_of_the_documents(void **state) {
  (void)state;
  static const struct {
    const char *(*word)(unsigned index);
    unsigned count;
    const char *want;
  } lists[] = {{kind_word, LM_KIND_COUNT, "scene initiative activity outcome indicator"},
               {certainty_word, LM_CERTAINTY_COUNT, "stated inferred assumed"},
               {level_word, LM_LEVEL_COUNT, "initial intermediate final"},
               {link_type_word, LM_LINK_TYPE_COUNT, "part-of measured-by contributes-to"},
               {direction_word, LM_DIRECTION_COUNT, "- up down range none"},
               {measure_word, LM_MEASURE_KINDS, "- count proportion rate ratio mean score ordinal text"},
               {accumulation_word, LM_ACCUMULATION_COUNT, "- flow stock cumulative"},
               {aggregation_word, LM_AGGREGATION_COUNT, "- sum mean weighted last none"}};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    char all[120] = "";
    for (unsigned k = 0; k < lists[i].count; k++) {
      const char *word = lists[i].word(k);
      strcat(strcat(all, k ? " " : ""), word ? word : "-");
    }
    assert_string_equal(all, lists[i].want);
    assert_null(lists[i].word(lists[i].count));
    assert_null(lists[i].word(UINT32_MAX));
  }
}

static void many_nodes_are_found_again(void **state) {
  (void)state;
  lm_model *model = NULL;
  assert_int_equal(lm_model_new(&model), LM_OK);
  enum { MANY = 50000 };
  char id[24];
  for (unsigned i = 0; i < MANY; i++) {
    snprintf(id, sizeof id, "o%u", i);
    assert_int_equal(add_node(model, LM_OUTCOME, id, LM_NO_NODE, LM_NO_TIER, false), LM_OK);
  }
  for (unsigned i = 0; i < MANY; i++) {
    int length = snprintf(id, sizeof id, "o%u", i);
    assert_int_equal(lm_model_find(model, LM_OUTCOME, id, (size_t)length), i);
  }
  lm_model_free(model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parties_statements_and_goals),
      cmocka_unit_test(a_scale_falls_to_zero),
      cmocka_unit_test(a_column_lies_over_its_row),
      cmocka_unit_test(a_cell_has_one_time),
      cmocka_unit_test(sheets),
      cmocka_unit_test(nodes_have_their_document_order),
      cmocka_unit_test(nodes_are_found_by_kind_and_id),
      cmocka_unit_test(nodes_are_found_by_name),
      cmocka_unit_test(a_parent_gives_a_link_and_a_scene),
      cmocka_unit_test(everything_given_is_copied),
      cmocka_unit_test(a_node_that_breaks_the_contract_is_refused),
      cmocka_unit_test(a_link_that_breaks_the_contract_is_refused),
      cmocka_unit_test(tiers_and_sources_have_ids_of_their_own),
      cmocka_unit_test(a_model_has_an_id_a_title_and_notes),
      cmocka_unit_test(words_are_those_of_the_documents),
      cmocka_unit_test(many_nodes_are_found_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
