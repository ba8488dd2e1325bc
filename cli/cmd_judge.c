/* cmd_judge.c: every published verdict rule on given series and targets; recomputes anyone's published status. */
#include "exit.h"
#include "input.h"
#include "output.h"
#include "series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ID, T, Y, LOWER, UPPER, NUM, DEN, TARGET, TARGET_T, DIRECTION, BASELINE_T, LIMIT, WORST, BEST, MILESTONE, OFFICIAL, RULE };
static const cli_series_column columns[] = {
    [ID] = {"id", true, false, false},
    [T] = {"t", true, true, false},
    [Y] = {"y", true, true, false},
    [LOWER] = {"lower", false, true, true},
    [UPPER] = {"upper", false, true, true},
    [NUM] = {"num", false, true, true},
    [DEN] = {"den", false, true, true},
    [TARGET] = {"target", false, true, true},
    [TARGET_T] = {"target_t", false, true, true},
    [DIRECTION] = {"direction", true, false, false},
    [BASELINE_T] = {"baseline_t", false, true, true},
    [LIMIT] = {"limit", false, true, true},
    [WORST] = {"worst", false, true, true},
    [BEST] = {"best", false, true, true},
    [MILESTONE] = {"milestone", false, true, true},
    [OFFICIAL] = {"official", false, false, true},
    [RULE] = {"rule", false, false, true},
    {0},
};

static const struct {
  const char *word;
  int direction;
} directions[] = {{"up", 1}, {"1", 1}, {"+1", 1}, {"down", -1}, {"-1", -1}, {"none", 0}, {"0", 0}};

typedef struct answer {
  const cli_series_set *set;
  lm_judged *item;
  size_t count;
  lm_judgement *judgement; /* of all cases */
} answer;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const answer *a = what;
  return lm_write_judged(sink, a->item, a->count, view);
}

static lm_status write_rules(lm_sink *sink, const void *what, const lm_view *view) {
  (void)what;
  return lm_write_rules(sink, view);
}

/* ---- what is said once per case: in one of its rows, or the same in several ---- */

static double once(const cli_series_set *set, const cli_series *s, size_t column) {
  double found = NAN;
  if (!set->number[column]) return found;
  for (size_t i = s->first; i < s->first + s->n; i++) {
    double value = set->number[column][i];
    if (isnan(value)) continue;
    if (!isnan(found) && found != value) cli_series_finding(set, i, column, LM_C_DIFFERS, columns[column].name, NULL);
    found = value;
  }
  return found;
}

/* The text, or NULL; *row is where it was found. */
static const char *once_text(const cli_series_set *set, const cli_series *s, size_t column, size_t *row) {
  const char *found = NULL;
  for (size_t i = s->first; i < s->first + s->n; i++) {
    const char *text = cli_series_text(set, i, column);
    if (!*text) continue;
    if (found && strcmp(found, text) != 0) cli_series_finding(set, i, column, LM_C_DIFFERS, columns[column].name, NULL);
    found = text;
    *row = i;
  }
  return found;
}

static int direction_of(const cli_series_set *set, const cli_series *s) {
  size_t row = s->first;
  const char *text = once_text(set, s, DIRECTION, &row);
  for (size_t i = 0; text && i < sizeof directions / sizeof *directions; i++)
    if (strcmp(directions[i].word, text) == 0) return directions[i].direction;
  cli_series_finding(set, row, DIRECTION, text ? LM_C_WORD : LM_C_EMPTY, "direction", "up down none");
  return 0;
}

static void official_of(lm_judged *one, const cli_series_set *set, const cli_series *s) {
  size_t row = s->first;
  one->official = once_text(set, s, OFFICIAL, &row);
  const char *rule = once_text(set, s, RULE, &row);
  if (!one->official && !rule) return;
  one->by = lm_rule_find(rule ? rule : "destatis");
  if (one->by) return;
  cli_series_finding(set, row, RULE, LM_C_WORD, "rule", "destatis hj21 statcan eurostat unsd-2023 sdsn … (logicmodel judge --rules)");
}

static const double *numbers_of(const cli_series_set *set, const cli_series *s, size_t column) {
  return set->number[column] ? set->number[column] + s->first : NULL;
}

static void check_pairs(const cli_series_set *set, const cli_series *s) {
  for (size_t i = s->first; i < s->first + s->n; i++) {
    if (fabs(set->number[Y][i]) > 1e150) cli_series_finding(set, i, Y, LM_C_TOO_BIG, "y", NULL);
    if (set->number[LOWER] && set->number[UPPER] && set->number[LOWER][i] > set->number[UPPER][i])
      cli_series_finding(set, i, LOWER, LM_C_ORDER, "lower", "upper");
    if (set->number[NUM] && set->number[NUM][i] < 0) cli_series_finding(set, i, NUM, LM_C_NEGATIVE, "num", NULL);
    if (set->number[DEN] && set->number[DEN][i] <= 0) cli_series_finding(set, i, DEN, LM_C_POSITIVE, "den", NULL);
  }
}

static void read_case(lm_judged *one, const cli_series_set *set, const cli_series *s) {
  one->id = s->id;
  one->c = (lm_judge_case){
      .t = numbers_of(set, s, T), .y = numbers_of(set, s, Y), .n = s->n,
      .lower = numbers_of(set, s, LOWER), .upper = numbers_of(set, s, UPPER),
      .num = numbers_of(set, s, NUM), .den = numbers_of(set, s, DEN),
      .direction = direction_of(set, s),
      .target = once(set, s, TARGET), .target_t = once(set, s, TARGET_T), .baseline_t = once(set, s, BASELINE_T),
      .limit = once(set, s, LIMIT), .worst = once(set, s, WORST), .best = once(set, s, BEST), .milestone = once(set, s, MILESTONE),
  };
  check_pairs(set, s);
  official_of(one, set, s);
}

static bool make_cases(answer *a) {
  size_t rules = lm_rule_count();
  a->item = calloc(a->set->count + 1, sizeof *a->item);
  a->judgement = calloc(a->set->count * rules + 1, sizeof *a->judgement);
  if (!a->item || !a->judgement) return false;
  for (; a->count < a->set->count; a->count++) {
    lm_judged *one = &a->item[a->count];
    read_case(one, a->set, &a->set->item[a->count]);
    one->judgement = a->judgement + a->count * rules;
  }
  return true;
}

/* ---- judging ---- */

static void judge_one(lm_judged *one, lm_stats_work *work) {
  size_t rules = lm_rule_count();
  lm_judge_every(one->judgement, &one->c, work);
  one->agreement = lm_judge_agreement(one->judgement, rules);
  for (size_t i = 0; one->official && i < rules; i++) {
    const lm_judgement *j = &one->judgement[i];
    if (j->rule == one->by) one->same = j->word && lm_rule_word_find(one->by, one->official) == j->word;
  }
}

static int answer_with(answer *a, cli *c) {
  lm_stats_work *work = lm_stats_work_new();
  if (!work) return cli_code(c, LM_ENOMEM);
  for (size_t i = 0; i < a->count; i++) judge_one(&a->item[i], work);
  lm_stats_work_free(work);
  return cli_output(c, write_answer, a);
}

static int run(cli *c) {
  if (c->options.rules) return cli_output(c, write_rules, NULL);
  cli_series_set set;
  int code = cli_series_read(&set, c, columns);
  answer a = {.set = &set};
  if (code == CLI_OK) code = make_cases(&a) ? cli_series_verdict(&set, c) : cli_code(c, LM_ENOMEM);
  if (code == CLI_OK) code = answer_with(&a, c);
  free(a.item);
  free(a.judgement);
  cli_series_free(&set);
  return code;
}

const cli_command cmd_judge = {
    .name = "judge",
    .arguments = {{"CASES.csv", "事例.csv"}},
    .summary = {{"every published verdict rule on any series and target", "公表されている判定基準を、系列と目標にすべて当てはめる"}},
    .help = {{"A CSV file, one row per value: id, t (year), y, and direction (up, down, none).\n"
              "Once per case, in any of its rows: target, target_t (the year; empty: to be held\n"
              "every year), baseline_t, limit (natural limit), worst and best (0–100 score),\n"
              "milestone, official (a status somebody published) and rule (by which rule; else\n"
              "destatis). Per value: lower and upper (95 % limits), num and den. Every rule\n"
              "answers in its own words or refuses with a reason; --rules lists them.\n",
              "1行に1つの値を書いたCSV: id、t(年)、y、direction(up・down・none)。事例ごとに\n"
              "一度、どの行でもよい: target(目標)、target_t(目標年。空なら毎年保つ目標)、\n"
              "baseline_t(基準年)、limit(自然な限界)、worst と best(0〜100点の両端)、\n"
              "milestone(目安値)、official(公表された状態)と rule(その基準。省略時 destatis)。\n"
              "値ごとに: lower と upper(95%限界)、num と den。基準ごとにその言葉で答え、\n"
              "判定できなければ理由を示します。--rules で基準の一覧。\n"}},
    .example = "logicmodel judge cases.csv\nlogicmodel judge --rules --format csv",
    .options = OPT_PLAIN | OPT_BIT(OPT_RULES),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
