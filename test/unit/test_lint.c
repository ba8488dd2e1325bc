/* Lint: a sound model is silent; one change to it breaks one rule, and the finding says where. */
#include <logicmodel/lint.h>

#include "../support/close.h"
#include "../support/random.h"
#include "../support/sketch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 24 lines: what is added stands from line 25 on. */
static const char sound[] = "tier 2027 initial 2028-03-31\n"
                            "tier 2030 intermediate 2031-03-31\n"
                            "tier 2040 final 2041-03-31\n"
                            "scene s\n"
                            "initiative A in=s\n"
                            "activity a1 in=A\n"
                            "outcome o1 tier=2027 in=s no=1\n"
                            "outcome o2 tier=2027 in=s no=2\n"
                            "outcome m tier=2030 in=s no=2\n" /* alone in its list: numbered across the scenes */
                            "outcome f tier=2040\n"
                            "indicator qa\n"
                            "indicator q1\n"
                            "indicator qm\n"
                            "indicator qf\n"
                            "A -> o1\n"
                            "a1 -> o2\n"
                            "o1 -> m\n"
                            "o2 -> m\n"
                            "m -> f\n"
                            "a1 => qa\n"
                            "o1 => q1\n"
                            "o2 => q1\n"
                            "m => qm\n"
                            "f => qf\n";

typedef struct lint_case {
  const char *what;
  const char *from, *to; /* the change: one piece of `sound`, and what stands there instead; from NULL: added at the end */
  lm_code code;
  const char *path;
  uint32_t line;
  const char *arg[LM_DIAG_ARGS];
} lint_case;

static const lint_case cases[] = {
    {"a loop", NULL, "o2 -> o1\no1 -> o2", LM_L_LOOP, "model/outcome[@id='o1']", 7, {"outcome:o1 → outcome:o2 → outcome:o1"}},
    {"a node that leads to itself", NULL, "f -> f", LM_L_LOOP, "model/outcome[@id='f']", 10, {"outcome:f → outcome:f"}},
    {"an empty scene", NULL, "scene t", LM_L_ORPHAN, "model/scene[@id='t']", 25, {"scene:t"}},
    {"an initiative for nothing", NULL, "initiative B in=s\nactivity b1 in=B\nb1 => qa", LM_L_ORPHAN, "model/initiative[@id='B']", 25,
     {"initiative:B"}},
    {"an activity for nothing", NULL, "activity b1\nb1 => qa", LM_L_ORPHAN, "model/activity[@id='b1']", 25, {"activity:b1"}},
    {"an outcome for nothing", NULL, "outcome x tier=2030\nx => qm", LM_L_ORPHAN, "model/outcome[@id='x']", 25, {"outcome:x"}},
    {"a chain that stops short", NULL, "outcome x tier=2030\nx => qm\no1 -> x", LM_L_DEAD_END, "model/outcome[@id='x']", 25,
     {"outcome:x"}},
    {"an outcome nobody measures", "f => qf\n", "f => qf\noutcome x tier=2040\nm -> x", LM_L_NO_INDICATOR, "model/outcome[@id='x']", 25,
     {"outcome:x"}},
    {"an activity nobody counts", NULL, "activity a2 in=A", LM_L_NO_OUTPUT, "model/activity[@id='a2']", 25, {"activity:a2"}},
    {"an initiative without activities", NULL, "initiative B in=s\nB -> o2", LM_L_NO_ACTIVITY, "model/initiative[@id='B']", 25,
     {"initiative:B"}},
    {"no direction", "indicator qm", "indicator qm no-direction", LM_L_NO_DIRECTION, "model/indicator[@id='qm']", 13, {"indicator:qm"}},
    {"no unit", "indicator qm", "indicator qm no-unit", LM_L_NO_UNIT, "model/indicator[@id='qm']", 13, {"indicator:qm"}},
    {"no measure", "indicator qm", "indicator qm no-measure", LM_L_NO_MEASURE, "model/indicator[@id='qm']", 13, {"indicator:qm"}},
    {"no basis", "indicator qm", "indicator qm no-basis", LM_L_NO_BASIS, "model/indicator[@id='qm']", 13, {"indicator:qm"}},
    {"a number is missing", "o2 tier=2027 in=s no=2", "o2 tier=2027 in=s no=3", LM_L_NUMBER_GAP, "model/outcome[@id='o2']", 8,
     {"scene:s", "2027", "2"}},
    {"several numbers are missing", "o2 tier=2027 in=s no=2", "o2 tier=2027 in=s no=999999", LM_L_NUMBER_GAP, "model/outcome[@id='o2']", 8,
     {"scene:s", "2027", "2–999998"}},
    {"the first number is missing", "o1 tier=2027 in=s no=1", "o1 tier=2027 in=s no=3", LM_L_NUMBER_GAP, "model/outcome[@id='o2']", 8,
     {"scene:s", "2027", "1"}},
    {"a number stands twice", "o2 tier=2027 in=s no=2", "o2 tier=2027 in=s no=1", LM_L_NUMBER_TWICE, "model/outcome[@id='o2']", 8,
     {"scene:s", "2027", "1", "2"}},
    {"one indicator, two levels", NULL, "m => q1", LM_L_TWO_LEVELS, "model/indicator[@id='q1']", 12,
     {"indicator:q1", "outcome:o1 (initial), outcome:m (intermediate)"}},
    {"one indicator for an output and an outcome", NULL, "a1 => q1", LM_L_TWO_LEVELS, "model/indicator[@id='q1']", 12,
     {"indicator:q1", "activity:a1, outcome:o1 (initial)"}},
    {"a tier out of order", "intermediate 2031-03-31", "intermediate 2027-03-31", LM_L_TIER_ORDER, "model/tier[@id='2030']", 2,
     {"2030", "2027"}},
    {"a tier before two others", "final 2041-03-31", "final 2027-03-31", LM_L_TIER_ORDER, "model/tier[@id='2040']", 3, {"2040", "2030"}},
    {"a label in one language only", "scene s", "scene s ja-only", LM_L_LANGUAGE, "model/scene[@id='s']", 4, {"scene:s", "en"}},
    {"a tier's label in one language only", "tier 2027 initial 2028-03-31", "tier 2027 initial 2028-03-31 ja-only", LM_L_LANGUAGE,
     "model/tier[@id='2027']", 1, {"tier:2027", "en"}},
    {"an indicator of nothing", NULL, "indicator x", LM_L_UNUSED, "model/indicator[@id='x']", 25, {"indicator:x"}},
    {"an outcome nobody works on", NULL, "outcome x tier=2027\nx => q1\nx -> m", LM_L_NOBODY, "model/outcome[@id='x']", 25, {"outcome:x"}},
    {"a link back in time", NULL, "outcome x tier=2030\nx => qm\nA -> x\nx -> o1", LM_L_BACKWARD,
     "model/link[@from='outcome:x'][@to='outcome:o1']", 28, {"outcome:x → outcome:o1"}},
    {"a placeholder", "indicator qm", "indicator qm placeholder no-unit no-basis no-measure no-direction", LM_L_PLACEHOLDER,
     "model/indicator[@id='qm']", 13, {"indicator:qm"}},
};

/* ---- helpers ---- */

static char *changed(const char *from, const char *to) {
  size_t size = strlen(sound) + strlen(to) + 1;
  char *text = malloc(size);
  assert_non_null(text);
  const char *at = from ? strstr(sound, from) : sound + strlen(sound);
  assert_non_null(at);
  snprintf(text, size, "%.*s%s%s", (int)(at - sound), sound, to, at + (from ? strlen(from) : 0));
  return text;
}

static lm_diags *linted(const char *text) {
  lm_model *model = sketch(text);
  lm_diags *diags = NULL;
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_lint(model, diags), LM_OK);
  lm_model_free(model);
  return diags;
}

static void tell(const char *what, const lm_diags *diags) {
  print_error("%s:\n", what);
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    char *sentence = lm_finding_sentence(f, false, LM_EN);
    print_error("  %s line %u %s: %s\n", lm_code_get(f->code)->id, f->place.line, f->path, sentence ? sentence : "");
    free(sentence);
  }
}

static bool same_text(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

static bool is_the_finding(const lint_case *c, const lm_diags *diags) {
  if (lm_diags_kept(diags) != 1) return false;
  const lm_finding *f = lm_diags_at(diags, 0);
  bool same = f->code == c->code && same_text(f->path, c->path) && same_text(f->place.file, "sketch");
  same = same && f->place.line == c->line;
  for (int i = 0; i < LM_DIAG_ARGS; i++) same = same && same_text(f->arg[i], c->arg[i]);
  return same;
}

/* ---- tests ---- */

static void a_sound_model_is_silent(void **state) {
  (void)state;
  lm_diags *diags = linted(sound);
  if (lm_diags_kept(diags) > 0) {
    tell("the sound model", diags);
    fail();
  }
  lm_diags_free(diags);
}

static void one_change_breaks_one_rule(void **state) {
  (void)state;
  bool met[LM_CODE_COUNT] = {false};
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *text = changed(cases[i].from, cases[i].to);
    lm_diags *diags = linted(text);
    if (!is_the_finding(&cases[i], diags)) {
      tell(cases[i].what, diags);
      wrong++;
    }
    met[cases[i].code] = true;
    lm_diags_free(diags);
    free(text);
  }
  met[LM_L_MIDDLE] = true; /* has tests of its own: an outcome without an indicator breaks two rules */
  met[LM_L_GOALS] = true;  /* likewise: a sketch has no goals */
  for (int code = 0; code < LM_CODE_COUNT; code++)
    if (lm_code_get((lm_code)code)->origin == LM_BY_LINT && !met[code]) fail_msg("no case for %s", lm_code_get((lm_code)code)->id);
  assert_int_equal(wrong, 0);
}

static void within_a_level_the_date_decides_what_is_backward(void **state) {
  (void)state;
  lm_diags *diags = linted("tier 2030 intermediate 2031-03-31\n"
                           "tier 2035 intermediate 2036-03-31\n"
                           "outcome late tier=2035\n"
                           "outcome early tier=2030\n"
                           "late -> early\n"
                           "outcome also-early tier=2030\n"
                           "early -> also-early\n");
  assert_int_equal(lm_diags_count_code(diags, LM_L_BACKWARD), 1);
  lm_diags_free(diags);
}

static void a_language_nobody_uses_is_not_missed(void **state) {
  (void)state;
  lm_diags *diags = linted("tier 2027 initial 2028-03-31 ja-only\nscene s ja-only\nscene t ja-only");
  assert_int_equal(lm_diags_count_code(diags, LM_L_LANGUAGE), 0);
  lm_diags_free(diags);
}

static void words_need_no_unit(void **state) {
  (void)state;
  lm_diags *diags = linted("indicator q text");
  assert_int_equal(lm_diags_count_code(diags, LM_L_NO_UNIT), 0);
  lm_diags_free(diags);
}

static void numbers_of_each_scene_and_tier_are_a_list_of_their_own(void **state) {
  (void)state;
  lm_diags *diags = linted("tier 2027 initial 2028-03-31\n"
                           "tier 2030 intermediate 2031-03-31\n"
                           "scene s\n"
                           "scene t\n"
                           "outcome a tier=2027 in=s no=1\n"
                           "outcome b tier=2027 in=t no=1\n"
                           "outcome c tier=2027 in=t no=2\n"
                           "outcome d tier=2030 in=s no=1\n"
                           "outcome e tier=2030 in=t no=2\n"
                           "outcome g tier=2030 no=4\n"
                           "outcome h tier=2030 no=4\n"
                           "outcome i tier=2030 no=4\n"
                           "outcome j tier=2030\n"
                           "outcome k tier=2030\n");
  assert_int_equal(lm_diags_count_code(diags, LM_L_NUMBER_GAP), 1);
  assert_int_equal(lm_diags_count_code(diags, LM_L_NUMBER_TWICE), 1);
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    if (f->code != LM_L_NUMBER_GAP && f->code != LM_L_NUMBER_TWICE) continue;
    assert_string_equal(f->arg[0], "-");
    assert_string_equal(f->arg[2], f->code == LM_L_NUMBER_GAP ? "1–3" : "4");
    assert_int_equal(f->place.line, f->code == LM_L_NUMBER_GAP ? 10 : 11);
    assert_int_equal(f->other.line, f->code == LM_L_NUMBER_GAP ? 0 : 10);
    if (f->code == LM_L_NUMBER_TWICE) assert_string_equal(f->arg[3], "3");
  }
  lm_diags_free(diags);
}

/* Codes rise, and places rise within a code. */
static void findings_come_by_rule_and_then_in_document_order(void **state) {
  (void)state;
  lm_diags *diags = linted("tier 2027 initial 2028-03-31\nscene s\nscene t\nindicator q no-unit no-basis\noutcome a tier=2027 in=s\n"
                           "indicator r no-unit no-basis\noutcome b tier=2027\ninitiative A in=s\noutcome c tier=2027\na -> c\nb -> c");
  assert_true(lm_diags_kept(diags) > 10);
  for (size_t i = 1; i < lm_diags_kept(diags); i++) {
    const lm_finding *before = lm_diags_at(diags, i - 1), *f = lm_diags_at(diags, i);
    assert_true(before->code < f->code || (before->code == f->code && before->place.line < f->place.line));
  }
  lm_diags_free(diags);
}

static void a_long_loop_is_named_by_its_beginning(void **state) {
  (void)state;
  char text[8000] = "";
  size_t used = 0;
  for (int i = 0; i < 100; i++) used += (size_t)snprintf(text + used, sizeof text - used, "outcome o%d\n", i);
  for (int i = 0; i < 100; i++) used += (size_t)snprintf(text + used, sizeof text - used, "o%d -> o%d\n", i, (i + 1) % 100);
  lm_diags *diags = linted(text);
  const lm_finding *loop = lm_diags_at(diags, 0);
  assert_int_equal(loop->code, LM_L_LOOP);
  assert_non_null(strstr(loop->arg[0], "outcome:o49 → … (+50) → outcome:o0"));
  lm_diags_free(diags);
}

/* ---- no measured middle ---- */

#define TIERS "tier 1 initial 2028-03-31\ntier 2 intermediate 2031-03-31\ntier 3 final 2041-03-31\nindicator q\n"
#define TWO_SCENES TIERS "scene s\nscene t\ninitiative S in=s\ninitiative T in=t\noutcome f tier=3\n"

static const struct {
  const char *what, *text, *holes;
} middles[] = {
    {"one way, not measured", TWO_SCENES "outcome m tier=2\nS -> m\nm -> f", "scene:s > outcome:f: outcome:m @10"},
    {"one way, measured", TWO_SCENES "outcome m tier=2\nS -> m\nm -> f\nm => q", ""},
    {"an indicator before or behind is none in the middle",
     TWO_SCENES "outcome o tier=1\noutcome m tier=2\nS -> o\no -> m\nm -> f\no => q\nf => q", "scene:s > outcome:f: outcome:m @11"},
    {"two scenes, two holes", TWO_SCENES "outcome m tier=2\noutcome n tier=2\nS -> m\nT -> n\nm -> f\nn -> f",
     "scene:s > outcome:f: outcome:m @10; scene:t > outcome:f: outcome:n @11"},
    {"two scenes, one hole", TWO_SCENES "outcome m tier=2\nS -> m\nT -> m\nm -> f", "scene:s, scene:t > outcome:f: outcome:m @10"},
    {"another way of the scene is measured", TWO_SCENES "outcome m tier=2\noutcome n tier=2\nS -> m\nS -> n\nm -> f\nn -> f\nn => q", ""},
    {"a scene that shares the measured way is well, the other is not",
     TWO_SCENES "outcome m tier=2\noutcome n tier=2\nS -> m\nT -> m\nT -> n\nm -> f\nn -> f\nn => q",
     "scene:s > outcome:f: outcome:m @10"},
    {"the first of two in a row is measured", TWO_SCENES "outcome m tier=2\noutcome n tier=2\nS -> m\nm -> n\nn -> f\nm => q", ""},
    {"two in a row, neither measured", TWO_SCENES "outcome m tier=2\noutcome n tier=2\nS -> m\nm -> n\nn -> f",
     "scene:s > outcome:f: outcome:m, outcome:n @10"},
    {"a measured one that leads elsewhere does not help",
     TWO_SCENES "outcome m tier=2\noutcome n tier=2\noutcome g tier=3\nS -> m\nS -> n\nm -> f\nn -> g\nn => q",
     "scene:s > outcome:f: outcome:m @10"},
    {"two final outcomes", TWO_SCENES "outcome m tier=2\noutcome g tier=3\nS -> m\nm -> g\nm -> f",
     "scene:s > outcome:f: outcome:m @10; scene:s > outcome:g: outcome:m @10"},
    {"an initiative without a scene, through its activity", TWO_SCENES "initiative B\nactivity b in=B\noutcome m tier=2\nb -> m\nm -> f",
     "initiative:B > outcome:f: outcome:m @12"},
    {"no middle at all", TWO_SCENES "outcome m tier=2\noutcome o tier=1\nS -> o\no -> f\nS -> m", ""},
    {"nobody starts", TWO_SCENES "outcome o tier=1\noutcome m tier=2\no -> m\nm -> f", ""},
    {"behind a loop nothing is said until the loop is gone", TWO_SCENES "outcome o tier=1\noutcome m tier=2\nS -> o\no -> o\no -> m\nm -> f", ""},
};

/* All findings of the rule, as text. */
static void holes_of(const lm_diags *diags, char *text, size_t size) {
  size_t used = 0;
  text[0] = '\0';
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    if (f->code == LM_L_MIDDLE && used < size)
      used += (size_t)snprintf(text + used, size - used, "%s%s > %s: %s @%u", used ? "; " : "", f->arg[0], f->arg[1], f->arg[2],
                               f->place.line);
  }
}

static void chains_without_a_measured_middle_are_found_once(void **state) {
  (void)state;
  int wrong = 0;
  for (size_t i = 0; i < sizeof middles / sizeof *middles; i++) {
    char got[1000];
    lm_diags *diags = linted(middles[i].text);
    holes_of(diags, got, sizeof got);
    if (strcmp(got, middles[i].holes) != 0) {
      print_error("%s: got '%s', want '%s'\n", middles[i].what, got, middles[i].holes);
      wrong++;
    }
    lm_diags_free(diags);
  }
  assert_int_equal(wrong, 0);
}

/* More starts than bits in a word. */
static void many_scenes_have_their_own_holes(void **state) {
  (void)state;
  enum { MANY = 150 };
  static char text[60000];
  size_t used = (size_t)snprintf(text, sizeof text, TIERS "outcome f tier=3\n");
  for (int i = 0; i < MANY; i++)
    used += (size_t)snprintf(text + used, sizeof text - used,
                             "scene s%d\ninitiative A%d in=s%d\noutcome m%d tier=2\nA%d -> m%d\nm%d -> f\n", i, i, i, i, i, i, i);
  lm_diags *diags = linted(text);
  size_t met = 0;
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    if (f->code != LM_L_MIDDLE) continue;
    char scene[24], outcome[24];
    snprintf(scene, sizeof scene, "scene:s%zu", met);
    snprintf(outcome, sizeof outcome, "outcome:m%zu", met);
    assert_string_equal(f->arg[0], scene);
    assert_string_equal(f->arg[2], outcome);
    met++;
  }
  assert_int_equal(met, MANY);
  lm_diags_free(diags);
}

/* ---- the same, the slow way ---- */

enum { SCENES = 4, OUTCOMES = 9 };

/* Scenes stand before the outcomes in `leads`; reach after closing. */
typedef struct small_world {
  bool leads[SCENES + OUTCOMES][SCENES + OUTCOMES];
  int level[OUTCOMES];
  bool measured[OUTCOMES];
} small_world;

static void random_world(small_world *w, test_random *random, char *text, size_t size) {
  static const char tier[] = "123";
  *w = (small_world){.level = {0}};
  size_t used = (size_t)snprintf(text, size, TIERS);
  for (int s = 0; s < SCENES; s++)
    used += (size_t)snprintf(text + used, size - used, "scene s%d\ninitiative A%d in=s%d\n", s, s, s);
  for (int o = 0; o < OUTCOMES; o++) {
    w->level[o] = o == OUTCOMES - 1 ? 2 : o == 0 ? 0 : (int)test_random_below(random, 5) / 2;
    w->measured[o] = test_random_below(random, 3) == 0;
    used += (size_t)snprintf(text + used, size - used, "outcome o%d tier=%c\n", o, tier[w->level[o]]);
    if (w->measured[o]) used += (size_t)snprintf(text + used, size - used, "o%d => q\n", o);
  }
  for (int k = 0; k < 16; k++) {
    unsigned a = test_random_below(random, SCENES + OUTCOMES - 1), b = SCENES + test_random_below(random, OUTCOMES);
    if (a >= b || w->leads[a][b]) continue;
    w->leads[a][b] = true;
    char from[8];
    snprintf(from, sizeof from, a < SCENES ? "A%u" : "o%u", a < SCENES ? a : a - SCENES);
    used += (size_t)snprintf(text + used, size - used, "%s -> o%u\n", from, b - SCENES);
  }
}

static void close_world(small_world *w) {
  for (int via = 0; via < SCENES + OUTCOMES; via++)
    for (int a = 0; a < SCENES + OUTCOMES; a++)
      for (int b = 0; b < SCENES + OUTCOMES; b++) w->leads[a][b] = w->leads[a][b] || (w->leads[a][via] && w->leads[via][b]);
}

static bool is_hole(const small_world *w, int scene, int final) {
  if (w->level[final] != 2 || !w->leads[scene][SCENES + final]) return false;
  int measured = 0, unmeasured = 0;
  for (int o = 0; o < OUTCOMES; o++) {
    if (w->level[o] != 1 || !w->leads[scene][SCENES + o] || !w->leads[SCENES + o][SCENES + final]) continue;
    measured += w->measured[o];
    unmeasured += !w->measured[o];
  }
  return measured == 0 && unmeasured > 0;
}

/* Is there a finding that names the scene among its starts and the outcome as its end? How many? */
static int told(const lm_diags *diags, int scene, int final) {
  char start[24], end[24];
  snprintf(start, sizeof start, "scene:s%d", scene); /* one digit: no name is part of another */
  snprintf(end, sizeof end, "outcome:o%d", final);
  int count = 0;
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    count += f->code == LM_L_MIDDLE && strstr(f->arg[0], start) && strcmp(f->arg[1], end) == 0;
  }
  return count;
}

static void random_chains_agree_with_the_slow_way(void **state) {
  (void)state;
  test_random random = {614};
  int holes = 0;
  for (int round = 0; round < 3000; round++) {
    static char text[4000];
    small_world w;
    random_world(&w, &random, text, sizeof text);
    close_world(&w);
    lm_diags *diags = linted(text);
    for (int scene = 0; scene < SCENES; scene++)
      for (int final = 0; final < OUTCOMES; final++) {
        bool hole = is_hole(&w, scene, final);
        if (told(diags, scene, final) != hole) fail_msg("scene s%d, outcome o%d, hole %d:\n%s", scene, final, hole, text);
        holes += hole;
      }
    lm_diags_free(diags);
  }
  assert_true(holes > 500);
}

/* ---- size ---- */

static void a_long_chain_is_checked_without_recursion(void **state) {
  (void)state;
  enum { LONG = 100000 };
  lm_model *model = sketch(TIERS "scene s\ninitiative A in=s");
  for (unsigned i = 0; i < LONG; i++) {
    char id[24];
    snprintf(id, sizeof id, "o%u", i);
    lm_node_info node = {.kind = LM_OUTCOME, .id = id, .label = {{id, id}}, .parent = LM_NO_NODE, .tier = i + 1 < LONG ? 1 : 2};
    lm_node added;
    assert_int_equal(lm_model_add_node(model, &node, &added), LM_OK);
    lm_link link = {.type = LM_CONTRIBUTES_TO, .from = added - 1, .to = added, .sign = 1, .answers = LM_NO_NODE};
    assert_int_equal(lm_model_add_link(model, &link), LM_OK);
  }
  lm_diags *diags = NULL;
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_lint(model, diags), LM_OK);
  assert_int_equal(lm_diags_count_code(diags, LM_L_MIDDLE), 1);
  assert_int_equal(lm_diags_count_code(diags, LM_L_NO_INDICATOR), LONG);
  assert_int_equal(lm_diags_count_code(diags, LM_L_DEAD_END), 0);
  assert_int_equal(lm_lint(model, NULL), LM_OK);
  lm_diags_free(diags);
  lm_model_free(model);
}

/* A table of works without outcomes, in which the first `computable` of `goals` goals each name an indicator. */
static lm_diags *linted_goals(size_t goals, size_t computable) {
  lm_model *model = sketch("tier 5 final 2024-03-31\nscene s\ninitiative A in=s\ninitiative B in=s\nactivity a in=A\nindicator q\na => q");
  lm_node at[] = {sketch_node(model, "A"), sketch_node(model, "B"), sketch_node(model, "a")};
  lm_node q = sketch_node(model, "q");
  for (size_t i = 0; i < goals; i++)
    assert_int_equal(lm_model_set_goals(model, at[i], &(lm_goal){.indicator = i < computable ? q : LM_NO_NODE}, 1), LM_OK);
  lm_diags *diags = NULL;
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_lint(model, diags), LM_OK);
  lm_model_free(model);
  return diags;
}

static void goals_in_words_are_odd_among_others_only(void **state) {
  (void)state;
  for (size_t goals = 0; goals <= 3; goals++)
    for (size_t computable = 0; computable <= goals; computable++) {
      lm_diags *diags = linted_goals(goals, computable);
      bool odd = computable > 0 && computable < goals;
      assert_int_equal(lm_diags_kept(diags), odd ? 1 : 0); /* and nothing else: neither links nor activities nor outcomes are asked for */
      if (goals == 3 && computable == 1) {
        assert_int_equal(lm_diags_at(diags, 0)->code, LM_L_GOALS);
        assert_string_equal(lm_diags_at(diags, 0)->arg[0], "2");
        assert_string_equal(lm_diags_at(diags, 0)->arg[1], "3");
        assert_string_equal(lm_diags_at(diags, 0)->arg[2], "initiative:B, activity:a");
        assert_string_equal(lm_diags_at(diags, 0)->path, "model/initiative[@id='B']");
      }
      lm_diags_free(diags);
    }
}

static void an_empty_model_is_sound(void **state) {
  (void)state;
  lm_diags *diags = linted("");
  assert_int_equal(lm_diags_kept(diags), 0);
  lm_diags_free(diags);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sound_model_is_silent),
      cmocka_unit_test(one_change_breaks_one_rule),
      cmocka_unit_test(within_a_level_the_date_decides_what_is_backward),
      cmocka_unit_test(a_language_nobody_uses_is_not_missed),
      cmocka_unit_test(words_need_no_unit),
      cmocka_unit_test(numbers_of_each_scene_and_tier_are_a_list_of_their_own),
      cmocka_unit_test(findings_come_by_rule_and_then_in_document_order),
      cmocka_unit_test(a_long_loop_is_named_by_its_beginning),
      cmocka_unit_test(chains_without_a_measured_middle_are_found_once),
      cmocka_unit_test(many_scenes_have_their_own_holes),
      cmocka_unit_test(random_chains_agree_with_the_slow_way),
      cmocka_unit_test(a_long_chain_is_checked_without_recursion),
      cmocka_unit_test(goals_in_words_are_odd_among_others_only),
      cmocka_unit_test(an_empty_model_is_sound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
