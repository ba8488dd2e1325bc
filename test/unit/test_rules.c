/* The published rules: worked numbers, thresholds exactly met, refusals with their reason, degenerate input. */
#include "../support/close.h"

#include <logicmodel/judge.h>

#include <float.h>
#include <stdio.h>
#include <string.h>

#define HELD NAN
#define NO NAN

typedef struct rule_case {
  const char *what, *rule;
  double y[8];     /* ends at the first NaN */
  double t0, step; /* years of the points */
  int direction;
  double target, target_t, limit;
  const char *word; /* or the refusal */
} rule_case;

static const rule_case cases[] = {
    {"met and rising", "destatis", {90, 91, 92, 93, 94, 96, NO}, 2015, 1, 1, 95, 2030, NO, "Sun"},
    {"met but falling", "destatis", {99, 98, 97, 96.5, 96, 95.5, NO}, 2015, 1, 1, 95, 2030, NO, "SunCloud"},
    {"met exactly", "destatis", {95, 95, 95, 95, 95, 95, NO}, 2015, 1, 1, 95, 2030, NO, "Sun"},
    {"held, not met, moving towards", "destatis", {90, 91, 92, 93, NO}, 2015, 1, 1, 95, HELD, NO, "Cloud"},
    {"held, not met, moving away", "destatis", {93, 92, 91, 90, NO}, 2015, 1, 1, 95, HELD, NO, "Thunder"},
    {"arrives exactly", "destatis", {0, 10, 20, 30, 40, 50, NO}, 2015, 1, 1, 100, 2025, NO, "Sun"},
    {"misses exactly 20 %", "destatis", {0, 8, 16, 24, 32, 40, NO}, 2015, 1, 1, 100, 2026, NO, "SunCloud"},
    {"flat is not towards", "destatis", {40, 40, 40, 40, 40, 40, NO}, 2015, 1, 1, 100, 2030, NO, "Thunder"},
    {"three points", "destatis", {1, 2, 3, NO}, 2015, 1, 1, 9, 2030, NO, "too-few"},
    {"every second year", "destatis", {1, 2, 3, 4, 5, NO}, 2015, 2, 1, 9, 2030, NO, "not-consecutive"},
    {"direction only, both right", "destatis-direction", {1, 2, 3, 4, NO}, 2015, 1, 1, NO, NO, NO, "Sun"},
    {"direction only, last wrong", "destatis-direction", {1, 2, 4, 3, NO}, 2015, 1, 1, NO, NO, NO, "SunCloud"},
    {"direction only, average wrong", "destatis-direction", {4, 3, 1, 2, NO}, 2015, 1, 1, NO, NO, NO, "Cloud"},
    {"direction only, both wrong", "destatis-direction", {4, 3, 2, 1, NO}, 2015, 1, 1, NO, NO, NO, "Thunder"},
    {"direction only with a target", "destatis-direction", {4, 3, 2, 1, NO}, 2015, 1, 1, 5, NO, NO, "has-target"},
    {"on the line is B", "hj21", {50, 60, NO}, 2010, 5, 1, 70, 2020, NO, "B"},
    {"just below the line", "hj21", {50, 59.9, NO}, 2010, 5, 1, 70, 2020, NO, "B*"},
    {"exactly 5 %", "hj21", {100, 105, NO}, 2010, 5, 1, 200, 2020, NO, "B*"},
    {"under 5 %", "hj21", {100, 104.9, NO}, 2010, 5, 1, 200, 2020, NO, "C"},
    {"worse", "hj21", {100, 90, NO}, 2010, 5, 1, 200, 2020, NO, "D"},
    {"lower is better", "hj21", {100, 80, NO}, 2010, 5, -1, 70, 2020, NO, "B"},
    {"baseline 0", "hj21", {0, 1, NO}, 2010, 5, 1, 10, 2020, NO, "E"},
    {"one point", "hj21", {5, NO}, 2010, 5, 1, 10, 2020, NO, "E"},
    {"zero target, published trick", "statcan", {30, 5, NO}, 2015, 7, -1, 0, 2030, NO, "limited_progress"},
    {"zero target, refused", "eurostat", {30, 5, NO}, 2015, 7, -1, 0, 2030, NO, "not-positive"},
    {"zero target, no growth to it needed", "unsd-2023", {30, 5, NO}, 2015, 7, -1, 0, 2030, NO, "3"},
    {"base equals target, not met", "statcan", {80, 70, NO}, 2015, 7, 1, 80, 2030, NO, "target-eq-baseline"},
    {"base equals target, met", "statcan", {80, 85, NO}, 2015, 7, 1, 80, 2030, NO, "target_achieved"},
    {"sign change", "statcan", {-5, 5, NO}, 2015, 7, 1, 10, 2030, NO, "sign-change"},
    {"all negative", "statcan", {-10, -5, NO}, 2015, 7, 1, -4, 2030, NO, "substantial_progress"},
    {"target on the wrong side", "eurostat", {80, 70, NO}, 2015, 7, 1, 60, 2030, NO, "target-wrong-side"},
    {"no target: 0 a year is moderate progress", "eurostat-no-target", {10, 10, NO}, 2015, 7, 1, NO, NO, NO, "moderate_progress"},
    {"at the ceiling", "statcan-no-target", {100, 100, NO}, 2015, 7, 1, NO, NO, 100, "substantial_progress"},
    {"within a point of 100 %", "unsd-2023", {98, 99, NO}, 2015, 7, 1, 100, 2030, 100, "3"},
    {"half of the pace is not under half", "sdsn", {0, 25, NO}, 2015, 5, 1, 100, 2025, NO, "moderately_improving"},
    {"just under half", "sdsn", {0, 24.9, NO}, 2015, 5, 1, 100, 2025, NO, "stagnating"},
    {"there and holding", "sdsn", {90, 101, NO}, 2015, 5, 1, 100, 2025, NO, "maintaining"},
    {"parity", "escap-current-status", {0.85, 1, NO}, 2015, 5, 0, 1, 2030, NO, "achieved"},
    {"just stable", "istat", {100, 101, NO}, 2015, 1, 1, NO, NO, NO, "stable"},
    {"exactly -5 %", "istat", {100, 95, NO}, 2015, 1, 1, NO, NO, NO, "strong worsening"},
    {"no direction", "istat", {100, 95, NO}, 2015, 1, 0, NO, NO, NO, "no-direction"},
    {"no sampling error", "fingertips-ci", {1, 2, 3, 4, 5, NO}, 2015, 1, 1, NO, NO, NO, "no-errors"},
    {"four points", "fingertips-proportion", {1, 2, 3, 4, NO}, 2015, 1, 1, NO, NO, NO, "too-few"},
    {"four points for a chart", "mdc-variation", {1, 2, 3, 4, NO}, 2015, 1, 1, NO, NO, NO, "too-few"},
    {"constant chart", "mdc-variation", {7, 7, 7, 7, 7, 7, NO}, 2015, 1, 1, NO, NO, NO, "common_cause"},
    {"exactly 70 % of the way asked for", "shizuoka", {0, 35, NO}, 2015, 5, 1, 100, 2025, NO, "B"},
    {"falling values", "tama", {10, 5, NO}, 2015, 5, -1, 2, 2025, NO, "rising-only"},
    {"exactly 80 % of the milestone", "nagano", {50, 60, NO}, 2015, 5, 1, 100, 2025, NO, "mostly-good"},
    {"exactly 90 %", "sano", {0, 9, NO}, 2015, 5, 1, 10, 2025, NO, "6"},
    {"exactly 10 % worse", "nagayo", {100, 90, NO}, 2015, 5, 1, 120, 2025, NO, "B"},
    {"overshoot", "seisaku", {0, 11, NO}, 2015, 5, 1, 10, 2025, NO, "exceeded"},
    {"target year before the baseline", "eurostat", {10, 11, NO}, 2015, 5, 1, 20, 2015, NO, "target-year-past"},
    {"dated rule, held target", "sdsn", {10, 11, NO}, 2015, 5, 1, 20, HELD, NO, "no-target-year"},
};

static void published(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const rule_case *k = &cases[i];
    double t[8];
    lm_judge_case c = lm_judge_case_none();
    for (; c.n < 8 && !isnan(k->y[c.n]); c.n++) t[c.n] = k->t0 + k->step * (double)c.n;
    c.t = t, c.y = k->y, c.direction = k->direction, c.target = k->target, c.target_t = k->target_t, c.limit = k->limit;
    lm_judgement j;
    const lm_judge_rule *rule = lm_rule_find(k->rule);
    assert_non_null(rule);
    lm_rule_judge(&j, rule, &c, NULL);
    const char *got = j.word ? j.word->id : lm_refusal_word(j.refusal);
    if (strcmp(got, k->word) != 0) fail_msg("%s: %s: got %s, want %s", k->rule, k->what, got, k->word);
  }
}

/* Every rule on every awkward series: always a word or a reason, never both (健康日本21's E apart), numbers finite or NaN. */
static void awkward(void **state) {
  (void)state;
  static const double values[] = {0, 1, -1, 42, 1e-15, 1e17, -1e149, 1e150, 0.1 + 0.2, 100};
  static const double targets[] = {NAN, 0, 42, -3, 1e-15, 1e149, 100};
  const size_t kinds = sizeof values / sizeof *values;
  double t[8] = {0}, y[8] = {0}, low[8], high[8], num[8], den[8];
  lm_stats_work *work = lm_stats_work_new();
  for (size_t n = 0; n <= 8; n++)
    for (size_t a = 0; a < kinds * kinds; a++)
      for (size_t k = 0; k < sizeof targets / sizeof *targets; k++) {
        for (size_t i = 0; i < n; i++) {
          t[i] = 2015 + (double)i * (a % 3 ? 1.0 : 2.5), y[i] = values[i % 2 ? a % kinds : a / kinds];
          low[i] = y[i] - (double)(a % 4), high[i] = y[i] + (double)(a % 4), num[i] = (double)(a % 5), den[i] = 4;
        }
        lm_judge_case c = lm_judge_case_none();
        c.t = t, c.y = y, c.n = n, c.lower = low, c.upper = high, c.num = num, c.den = den, c.direction = (int)(a % 3) - 1;
        c.target = targets[k], c.target_t = a % 2 ? 2030 : 2016, c.limit = a % 7 ? (double)NAN : 0;
        for (size_t r = 0; r < lm_rule_count(); r++) {
          lm_judgement j;
          lm_rule_judge(&j, lm_rule_at(r), &c, work);
          bool refused = j.refusal != LM_REFUSE_NOT;
          if (refused && j.word && strcmp(j.word->id, "E") != 0) fail_msg("%s: a word and a refusal", j.rule->id);
          if (!refused && !j.word) fail_msg("%s: neither a word nor a reason", j.rule->id);
          for (size_t i = 0; i < j.numbers; i++) assert_true(isinf(j.number[i].value) == 0);
        }
      }
  lm_stats_work_free(work);
}

static void bad_input(void **state) {
  (void)state;
  double t[] = {2015, 2014}, y[] = {1, 2}, nan_y[] = {1, NAN}, up[] = {2014, 2015};
  for (size_t r = 0; r < lm_rule_count(); r++) {
    lm_judgement j;
    lm_judge_case c = lm_judge_case_none();
    c.t = t, c.y = y, c.n = 2;
    lm_rule_judge(&j, lm_rule_at(r), &c, NULL);
    assert_int_equal(j.refusal, LM_REFUSE_BAD_INPUT);
    c.t = up, c.y = nan_y;
    lm_rule_judge(&j, lm_rule_at(r), &c, NULL);
    assert_int_equal(j.refusal, LM_REFUSE_BAD_INPUT);
    c.n = 0;
    lm_rule_judge(&j, lm_rule_at(r), &c, NULL);
    assert_int_equal(j.refusal, LM_REFUSE_NO_DATA);
  }
}

/* The table itself: ids once, both languages, a word for every call. */
static void table(void **state) {
  (void)state;
  for (size_t r = 0; r < lm_rule_count(); r++) {
    const lm_judge_rule *rule = lm_rule_at(r);
    assert_ptr_equal(lm_rule_find(rule->id), rule);
    assert_true(rule->name.in[LM_EN] && rule->name.in[LM_JA] && rule->formula.in[LM_EN] && rule->formula.in[LM_JA] && rule->source);
    assert_true(rule->words >= 2);
    for (size_t i = 0; i < rule->words; i++) {
      assert_ptr_equal(lm_rule_word_find(rule, rule->word[i].id), &rule->word[i]);
      assert_ptr_equal(lm_rule_word_find(rule, rule->word[i].label.in[LM_JA]), &rule->word[i]);
    }
  }
  assert_null(lm_rule_at(lm_rule_count()));
  assert_null(lm_rule_find("no such rule"));
}

static void destatis_headline(void **state) {
  (void)state;
  const lm_judge_rule *rule = lm_rule_find("destatis");
  const lm_rule_word *symbol[] = {lm_rule_word_find(rule, "cloud"), NULL, lm_rule_word_find(rule, "SunCloud"), lm_rule_word_find(rule, "Sun")};
  const double year[] = {2040, 2025, 2030, 2020};
  assert_ptr_equal(lm_destatis_worst(symbol, 4), symbol[0]);
  assert_ptr_equal(lm_destatis_next(symbol, year, 4, 2023), symbol[2]);
  assert_ptr_equal(lm_destatis_next(symbol, year, 4, 2020), symbol[3]);
  assert_ptr_equal(lm_destatis_next(symbol, year, 4, 2050), symbol[0]);
  assert_null(lm_destatis_worst(symbol + 1, 1));
}

static void agreement(void **state) {
  (void)state;
  double t[] = {2015, 2016, 2017, 2018, 2019, 2020}, y[] = {40, 44, 48, 52, 56, 60};
  lm_judge_case c = lm_judge_case_none();
  c.t = t, c.y = y, c.n = 6, c.direction = 1, c.target = 90, c.target_t = 2030;
  lm_judgement all[64];
  assert_true(lm_rule_count() <= 64);
  lm_judge_every(all, &c, NULL);
  lm_agreement a = lm_judge_agreement(all, lm_rule_count());
  assert_true(a.judged == 10 && a.yes == 10 && a.no == 0 && a.agree == 10);
  for (size_t i = 0; i < lm_rule_count(); i++)
    if (all[i].rule->unverified) assert_int_equal(lm_judge_agreement(&all[i], 1).judged, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(published), cmocka_unit_test(awkward),           cmocka_unit_test(bad_input),
                                     cmocka_unit_test(table),     cmocka_unit_test(destatis_headline), cmocka_unit_test(agreement)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
