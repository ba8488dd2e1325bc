/* Cells of a sheet: what fills each sort, why it is empty when nothing does, numbers recomputed from counts, areas, what is asked in vain. */
#include "../support/close.h"

#include <logicmodel/logicmodel.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LABEL(text) "<label xml:lang='en'>" text "</label>"
#define TEXT(text) "<text xml:lang='en'>" text "</text>"
#define COLUMN(attributes) "<column " attributes ">" LABEL("h") "</column>"

static const char head_xml[] =
    "<model xmlns='urn:logicmodel:model:1' version='1.1' id='m'><title xml:lang='en'>T</title>"
    "<party id='old'>" LABEL("Old office") "</party><party id='new'>" LABEL("New office") "</party><party id='help'>" LABEL("Helper") "</party>"
    "<tier id='t' level='final' due='2025-03-31'>" LABEL("End") "</tier><tier id='late' level='final' due='2030-03-31'>" LABEL("Later") "</tier>"
    "<scene id='s' certainty='stated'>" LABEL("Scene") "</scene><scene id='z' certainty='stated'>" LABEL("Other") "</scene>"
    "<initiative id='i' scene='s' certainty='stated' mark='A' standing='new'>" LABEL("Item") "<statement role='purpose'>" TEXT("Why") "</statement>"
    "<statement role='other' name='Law'>" TEXT("None") "</statement>"
    "<charge party='old' role='lead' to='2021FY'/><charge party='new' role='lead' from='2022FY'/><charge party='help' role='partner'/>"
    "<goal tier='t' kind='output'>" TEXT("Do") "</goal><goal tier='t' kind='outcome'>" TEXT("Bring") "</goal></initiative>"
    "<initiative id='bare' scene='z' certainty='stated'>" LABEL("Bare") "</initiative>"
    "<activity id='a' initiative='i' certainty='stated'>" LABEL("Effort") "</activity>"
    "<indicator id='n' certainty='stated' measure='proportion' decimals='1'>" LABEL("Towns") "<unit xml:lang='en'>%</unit></indicator>"
    "<indicator id='c' certainty='stated' measure='count' accumulation='flow'>" LABEL("Visits") "<unit xml:lang='en'>visits</unit></indicator>"
    "<link type='measured-by' from='activity:a' to='indicator:n' certainty='stated'/>";

static const char values_xml[] =
    "<values xmlns='urn:logicmodel:values:1' version='1.1' area='town'><area id='town'>" LABEL("Town") "</area>"
    "<area id='centre' within='town' kind='centre'>" LABEL("Centre") "</area>"
    "<series indicator='n'><obs period='2020FY' value='7.547169811320755' num='4' den='53' printed='7.5'/>"
    "<obs period='2021FY' value='5.660377358490566' num='3' den='53' printed='5.6'/>"
    "<change from='2020FY' to='2021FY' printed='-1.9' unit='%'/></series>"
    "<series indicator='c'><obs period='2020FY' value='12'/><missing period='2021FY' reason='not-collected'/></series>"
    "<series indicator='c' area='centre'><obs period='2021FY' value='3'/></series></values>";

static const char targets_xml[] =
    "<targets xmlns='urn:logicmodel:targets:1' version='1.1' area='town'><area id='town'>" LABEL("Town") "</area>"
    "<target indicator='c' tier='t' kind='value' value='20'/><target indicator='n' tier='t' kind='range' lower='5' upper='9'/></targets>";

static const char progress_xml[] =
    "<progress xmlns='urn:logicmodel:progress:1' version='1.0' area='town'><area id='town'>" LABEL("Town") "</area>"
    "<entry node='initiative:i' period='2021FY'><charge party='help' role='lead'/><statement role='result'>" TEXT("Done") "</statement>"
    "<statement role='result'>" TEXT("And more") "</statement>"
    "<task mark='1' met='true'>" TEXT("one") "</task><task met='false'>" TEXT("two") "</task><task>" TEXT("three") "</task>"
    "<cost amount='1500' unit='yen' kind='actual'>" TEXT("tea") "</cost><cost amount='2' unit='thousand-yen' kind='actual'>" TEXT("rooms") "</cost></entry>"
    "<entry node='initiative:i' period='2022FY'><task>" TEXT("four") "</task></entry>"
    "<entry node='initiative:i' tier='late'><statement role='plan'>" TEXT("Some day") "</statement></entry></progress>";

typedef struct world {
  lm_diags *diags;
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  lm_progress *progress;
  lm_progress_assessment *assessment;
} world;

static lm_input input(const char *text) { return (lm_input){.data = text, .size = strlen(text), .name = "text"}; }

static world begin(const char *sheets) {
  world w = {0};
  char model[8192];
  const lm_progress_options all = lm_progress_defaults();
  snprintf(model, sizeof model, "%s%s</model>", head_xml, sheets);
  const lm_input m = input(model), v = input(values_xml), t = input(targets_xml), p = input(progress_xml);
  assert_int_equal(lm_diags_new(&w.diags), LM_OK);
  assert_int_equal(lm_areas_new(&w.areas), LM_OK);
  assert_int_equal(lm_panel_new(&w.panel), LM_OK);
  assert_int_equal(lm_targets_new(&w.targets), LM_OK);
  assert_int_equal(lm_progress_new(&w.progress), LM_OK);
  assert_int_equal(lm_read_model(&w.model, &m, w.diags), LM_OK);
  assert_int_equal(lm_read_values(w.panel, &v, w.model, w.areas, NULL, w.diags), LM_OK);
  assert_int_equal(lm_read_targets(w.targets, &t, w.model, w.areas, w.diags), LM_OK);
  assert_int_equal(lm_read_progress(w.progress, &p, w.model, w.areas, w.diags), LM_OK);
  assert_int_equal(lm_panel_seal(w.panel), LM_OK);
  assert_int_equal(lm_diags_count(w.diags, LM_ERROR), 0);
  assert_int_equal(lm_progress_assess(&w.assessment, w.progress, w.model, w.areas, w.panel, &all, w.diags), LM_OK);
  return w;
}

static void end(world *w) {
  lm_progress_assessment_free(w->assessment);
  lm_progress_free(w->progress);
  lm_targets_free(w->targets);
  lm_panel_free(w->panel);
  lm_areas_free(w->areas);
  lm_model_free(w->model);
  lm_diags_free(w->diags);
}

static lm_filled_sheet *filled(const world *w, const char *id, const char *area) {
  const lm_sheet_data data = {w->model, w->areas, w->panel, w->targets, w->assessment};
  lm_filled_sheet *sheet;
  assert_int_equal(lm_sheet_fill(&sheet, id, &data, area, w->diags), LM_OK);
  return sheet;
}

/* What the only cell of the first line has, in one string: "text|text", "number unit", or the reason. */
static const char *shown(const lm_cell *cell, char *buffer, size_t size) {
  size_t used = 0;
  buffer[0] = '\0';
  if (cell->count == 0) snprintf(buffer, size, "(%s)", lm_cell_why_word(cell->why));
  for (size_t i = 0; i < cell->count && used < size; i++) {
    const lm_cell_line *line = &cell->lines[i];
    if (i > 0) used += (size_t)snprintf(buffer + used, size - used, "|");
    if (line->has_from || line->has_to) {
      char from[32] = "", until[32] = "";
      if (line->has_from) lm_period_format(line->from, from, sizeof from);
      if (line->has_to) lm_period_format(line->to, until, sizeof until);
      used += (size_t)snprintf(buffer + used, size - used, "%s-%s ", from, until);
    }
    used += (size_t)snprintf(buffer + used, size - used, "%s%s%s", line->mark ? line->mark : "", line->mark ? " " : "",
                             lm_text_in(&line->text, LM_EN));
    if (!isnan(line->number)) used += (size_t)snprintf(buffer + used, size - used, "%.3f", line->number);
    if (!isnan(line->of)) used += (size_t)snprintf(buffer + used, size - used, "/%.0f", line->of);
  }
  return buffer;
}

typedef struct cell_row {
  const char *rows, *column, *want;
} cell_row;

static void cells_show_what_they_are_asked_for(void **state) {
  (void)state;
  static const cell_row cells[] = {
      {"initiative", COLUMN("show='scene'"), "Scene"},
      {"initiative", COLUMN("show='initiative'"), "A Item"},
      {"initiative", COLUMN("show='mark'"), "A"},
      {"initiative", COLUMN("show='outcome'"), "(none)"},
      {"activity", COLUMN("show='initiative'"), "A Item"},
      {"activity", COLUMN("show='activity'"), "Effort"},
      {"activity", COLUMN("show='standing'"), "new"},                                   /* of the initiative: a merged cell */
      {"activity", COLUMN("show='statement' role='purpose'"), "Why"},
      {"initiative", COLUMN("show='statement' role='need'"), "(none)"},
      {"initiative", COLUMN("show='statement' role='other' name='Law'"), "None"},
      {"initiative", COLUMN("show='statement' role='other' name='law'"), "(none)"},
      {"initiative", COLUMN("show='goal' tier='t' kind='outcome'"), "Bring"},
      {"initiative", COLUMN("show='goal' tier='t'"), "Do|Bring"},
      {"initiative", COLUMN("show='goal' tier='late' kind='output'"), "(none)"},
      {"initiative", COLUMN("show='lead' period='2020FY'"), "Old office"},
      {"initiative", COLUMN("show='lead' period='2022FY'"), "New office"},
      {"initiative", COLUMN("show='lead' period='2021FY'"), "Helper"},                  /* that year's goes first */
      {"initiative", COLUMN("show='partner' period='2022FY'"), "Helper"},
      {"initiative", COLUMN("show='lead'"), "-2021FY Old office|2022FY- New office|Helper"},
      {"initiative", COLUMN("show='text' role='result' period='2021FY'"), "Done|And more"},
      {"initiative", COLUMN("show='text' role='issue' period='2021FY'"), "(blank)"},
      {"initiative", COLUMN("show='text' role='plan' tier='late'"), "Some day"},
      {"initiative", COLUMN("show='text' role='result' period='2019FY'"), "(blank)"},
      {"initiative", COLUMN("show='tasks' period='2021FY'"), "1 one|two|three"},
      {"initiative", COLUMN("show='met' period='2021FY'"), "1.000/3"},
      {"initiative", COLUMN("show='met' period='2022FY'"), "(blank)"},                  /* a goal, nothing reported */
      {"scene", COLUMN("show='met' period='2021FY'"), "1.000/3"},
      {"initiative", COLUMN("show='grade' period='2021FY'"), "partly met"},             /* one or two of three */
      {"initiative", COLUMN("show='grade' period='2022FY'"), "(blank)"},
      {"initiative", COLUMN("show='cost' period='2021FY'"), "tea1.500|rooms2.000"},
      {"initiative", COLUMN("show='cost-total' period='2021FY'"), "3.500"},
      {"scene", COLUMN("show='cost-total' period='2021FY'"), "3.500"},
      {"initiative", COLUMN("show='cost-total' period='2022FY'"), "(blank)"},
      {"activity", COLUMN("show='indicator'"), "Towns"},
      {"initiative", COLUMN("show='indicator'"), "(no-indicator)"},
      {"initiative", COLUMN("show='value' period='2020FY'"), "(no-indicator)"},
      {"activity", COLUMN("show='value' period='2020FY'"), "7.547"},
      {"activity", COLUMN("show='num' period='2020FY'"), "4.000"},
      {"activity", COLUMN("show='den' period='2020FY'"), "53.000"},
      {"activity", COLUMN("show='share' period='2020FY'"), "7.547"},
      {"activity", COLUMN("show='printed' period='2021FY'"), "5.600"},                  /* as printed, also when it is wrong */
      {"activity", COLUMN("show='printed' period='2022FY'"), "(no-value)"},
      {"activity", COLUMN("show='change' from='2020FY' period='2021FY'"), "-1.887"},    /* from the counts: not 5.7 - 7.5 */
      {"activity", COLUMN("show='printed-change' from='2020FY' period='2021FY'"), "-1.900"},
      {"activity", COLUMN("show='value' period='2022FY'"), "(no-value)"},
      {"activity", COLUMN("show='value' indicator='c' period='2021FY'"), "(missing)"},
      {"activity", COLUMN("show='num' indicator='c' period='2020FY'"), "(no-counts)"},
      {"activity", COLUMN("show='share' indicator='c' period='2020FY'"), "(no-counts)"},
      {"activity", COLUMN("show='last' indicator='c'"), "12.000"},
      {"activity", COLUMN("show='target' indicator='c' tier='t'"), "20.000"},
      {"activity", COLUMN("show='target' indicator='c' tier='late'"), "(no-target)"},
      {"indicator", COLUMN("show='last'"), "5.660"},
  };
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    char xml[600], buffer[200];
    snprintf(xml, sizeof xml, "<sheet id='x' rows='%s'>" LABEL("X") "%s</sheet>", cells[i].rows, cells[i].column);
    world w = begin(xml);
    lm_filled_sheet *sheet = filled(&w, "x", NULL);
    const char *got = shown(&lm_filled_sheet_line(sheet, 0)->cells[0], buffer, sizeof buffer);
    if (strcmp(got, cells[i].want) != 0) print_error("%s of %s: %s\n", cells[i].column, cells[i].rows, got);
    assert_string_equal(got, cells[i].want);
    lm_filled_sheet_free(sheet);
    end(&w);
  }
}

static void a_row_and_a_column_make_a_cell_together(void **state) {
  (void)state;
  char buffer[200];
  world w = begin("<sheet id='x' rows='initiative' scene='s'>" LABEL("X") "<row show='text' role='result'>" LABEL("r") "</row><row show='met'>" LABEL("m")
                  "</row>" COLUMN("period='2021FY'") COLUMN("tier='late' role='plan'") "</sheet>"
                  "<sheet id='form' rows='initiative'>" LABEL("F") "<row show='initiative'>" LABEL("n") "</row></sheet>");
  lm_filled_sheet *sheet = filled(&w, "x", NULL);
  assert_int_equal(lm_filled_sheet_count(sheet), 2); /* one node in that scene, two rows */
  assert_null(lm_filled_sheet_line(sheet, 2));
  assert_string_equal(shown(&lm_filled_sheet_line(sheet, 0)->cells[0], buffer, sizeof buffer), "Done|And more");
  assert_string_equal(shown(&lm_filled_sheet_line(sheet, 0)->cells[1], buffer, sizeof buffer), "Some day");
  assert_string_equal(shown(&lm_filled_sheet_line(sheet, 1)->cells[0], buffer, sizeof buffer), "1.000/3");
  assert_string_equal(shown(&lm_filled_sheet_line(sheet, 1)->cells[1], buffer, sizeof buffer), "(blank)");
  lm_filled_sheet_free(sheet);
  sheet = filled(&w, "form", NULL);
  assert_int_equal(lm_filled_sheet_count(sheet), 2);
  assert_string_equal(shown(&lm_filled_sheet_line(sheet, 1)->cells[0], buffer, sizeof buffer), "Bare");
  lm_filled_sheet_free(sheet);
  end(&w);
}

static void a_sheet_is_about_one_area(void **state) {
  (void)state;
  char buffer[200];
  world w = begin("<sheet id='x' rows='activity'>" LABEL("X") COLUMN("show='value' indicator='c' period='2021FY'") "</sheet>");
  lm_filled_sheet *sheet = filled(&w, "x", NULL); /* the town, which holds the centre */
  assert_string_equal(lm_areas_at(w.areas, lm_filled_sheet_area(sheet))->id, "town");
  lm_filled_sheet_free(sheet);
  sheet = filled(&w, "x", "centre");
  assert_string_equal(shown(&lm_filled_sheet_line(sheet, 0)->cells[0], buffer, sizeof buffer), "3.000");
  lm_filled_sheet_free(sheet);
  const lm_sheet_data data = {w.model, w.areas, w.panel, w.targets, w.assessment};
  assert_int_equal(lm_sheet_fill(&sheet, "x", &data, "nowhere", w.diags), LM_ENOTFOUND);
  assert_null(sheet);
  assert_int_equal(lm_sheet_fill(&sheet, "nothing", &data, NULL, w.diags), LM_ENOTFOUND);
  assert_int_equal(lm_diags_count_code(w.diags, LM_Q_UNKNOWN), 2);
  const lm_area second = {.id = "second", .label = {{"Second", NULL}}};
  assert_int_equal(lm_areas_add(w.areas, &second, NULL), LM_OK);
  assert_int_equal(lm_sheet_fill(&sheet, "x", &data, NULL, w.diags), LM_EINVAL);
  end(&w);
}

static bool has_column(const lm_filled_sheet *sheet, lm_show show, int year) {
  const lm_sheet *plan = lm_filled_sheet_plan(sheet);
  for (size_t c = 0; c < plan->column_count; c++)
    if (plan->columns[c].show == show && (!year || (plan->columns[c].has_period && plan->columns[c].period.index == year))) return true;
  return false;
}

static void the_generic_sheet_has_the_columns_that_are_filled(void **state) {
  (void)state;
  world w = begin("");
  lm_filled_sheet *sheet = filled(&w, LM_SHEET_GENERIC, NULL);
  assert_int_equal(lm_filled_sheet_plan(sheet)->about, LM_INITIATIVE);
  assert_int_equal(lm_filled_sheet_count(sheet), 2);
  assert_true(has_column(sheet, LM_SHOW_LEAD, 0) && has_column(sheet, LM_SHOW_GOAL, 0) && has_column(sheet, LM_SHOW_STANDING, 0));
  assert_true(has_column(sheet, LM_SHOW_TASKS, 2021) && has_column(sheet, LM_SHOW_COST, 2021) && has_column(sheet, LM_SHOW_TASKS, 2022));
  assert_false(has_column(sheet, LM_SHOW_COST, 2022));
  lm_filled_sheet_free(sheet);
  const lm_sheet_data bare = {.model = w.model};
  assert_int_equal(lm_sheet_fill(&sheet, LM_SHEET_GENERIC, &bare, NULL, w.diags), LM_OK);
  assert_int_equal(lm_filled_sheet_plan(sheet)->about, LM_ACTIVITY);
  assert_false(has_column(sheet, LM_SHOW_TASKS, 0));
  lm_filled_sheet_free(sheet);
  end(&w);
}

static void words_of_cells(void **state) {
  (void)state;
  for (int i = 0; i < LM_CELL_WHY_COUNT; i++) assert_non_null(lm_cell_why_word((lm_cell_why)i));
  assert_null(lm_cell_why_word(LM_CELL_WHY_COUNT));
  assert_string_equal(lm_cell_unit_word(LM_CELL_UNIT_POINTS), "points");
  assert_null(lm_cell_unit_word(LM_CELL_UNIT_NONE));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_show_what_they_are_asked_for),
      cmocka_unit_test(a_row_and_a_column_make_a_cell_together),
      cmocka_unit_test(a_sheet_is_about_one_area),
      cmocka_unit_test(the_generic_sheet_has_the_columns_that_are_filled),
      cmocka_unit_test(words_of_cells),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
