/* judged.c: published rules on given cases, and the table of rules. */
#include "fields.h"
#include "figure.h"
#include "table.h"
#include "words.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char *call_word(lm_call call) { return call == LM_CALL_YES ? "yes" : call == LM_CALL_NO ? "no" : NULL; }
static const char *refusal_id(const lm_judgement *j) { return j->refusal == LM_REFUSE_NOT ? NULL : lm_refusal_word(j->refusal); }

static const char *note_at(const void *user, size_t i) {
  const unsigned *notes = user;
  return *notes & (1u << i) ? lm_judge_note_word((unsigned)i) : NULL;
}

/* Cases with an official status, and those of them where ours is the same. */
static size_t replayed(const lm_judged *item, size_t count, size_t *same) {
  size_t official = 0;
  *same = 0;
  for (size_t i = 0; i < count; i++) {
    if (!item[i].official) continue;
    official++;
    *same += item[i].same;
  }
  return official;
}

/* The judgement by the rule of the official status. */
static const lm_judgement *ours(const lm_judged *one) {
  for (size_t i = 0; i < lm_rule_count(); i++)
    if (one->judgement[i].rule == one->by) return &one->judgement[i];
  return NULL;
}

static const char *ours_id(const lm_judged *one) {
  const lm_judgement *j = ours(one);
  return j && j->word ? j->word->id : NULL;
}

/* ---- JSON ---- */

static void judgement_json(lm_json *json, const lm_judgement *j, lm_lang lang) {
  lm_fields fields = {.json = json};
  lm_json_object(json, NULL);
  lm_json_text(json, "rule", j->rule->id);
  lm_json_text(json, "word", j->word ? j->word->id : NULL);
  lm_json_text(json, "label", j->word ? lm_text_in(&j->word->label, lang) : NULL);
  lm_json_text(json, "on_track", call_word(j->call));
  lm_json_bool(json, "counted", j->rule->dated && !j->rule->unverified && j->call != LM_CALL_NONE);
  lm_json_bool(json, "unverified", j->rule->unverified);
  lm_json_text(json, "refusal", refusal_id(j));
  lm_field_words(&fields, "notes", note_at, &j->notes, LM_JUDGE_NOTE_BITS);
  lm_json_object(json, "numbers");
  for (size_t i = 0; i < j->numbers; i++) lm_json_number(json, j->number[i].name, j->number[i].value);
  lm_json_close(json);
  lm_json_close(json);
}

static void case_json(lm_json *json, const lm_judged *one, lm_lang lang) {
  const lm_judge_case *c = &one->c;
  lm_json_object(json, NULL);
  lm_json_text(json, "id", one->id);
  lm_json_whole(json, "n", (int64_t)c->n);
  lm_json_whole(json, "direction", c->direction);
  lm_json_number(json, "target", c->target);
  lm_json_number(json, "target_t", c->target_t);
  lm_json_number(json, "last_t", c->n ? c->t[c->n - 1] : (double)NAN);
  lm_json_number(json, "last_y", c->n ? c->y[c->n - 1] : (double)NAN);
  lm_json_whole(json, "judged", (int64_t)one->agreement.judged);
  lm_json_whole(json, "yes", (int64_t)one->agreement.yes);
  lm_json_whole(json, "no", (int64_t)one->agreement.no);
  lm_json_whole(json, "agree", (int64_t)one->agreement.agree);
  lm_json_text(json, "official", one->official);
  lm_json_text(json, "official_rule", one->official ? one->by->id : NULL);
  lm_json_text(json, "ours", one->official ? ours_id(one) : NULL);
  if (one->official) lm_json_bool(json, "same", one->same);
  else lm_json_null(json, "same");
  lm_json_array(json, "rules");
  for (size_t i = 0; i < lm_rule_count(); i++) judgement_json(json, &one->judgement[i], lang);
  lm_json_close(json);
  lm_json_close(json);
}

static void write_json(lm_sink *sink, const lm_judged *item, size_t count, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  size_t same, official = replayed(item, count, &same);
  lm_json_object(&json, NULL);
  lm_json_whole(&json, "official", (int64_t)official);
  lm_json_whole(&json, "reproduced", (int64_t)same);
  lm_json_array(&json, "cases");
  for (size_t i = 0; i < count; i++) case_json(&json, &item[i], view->lang);
  lm_json_close(&json);
  lm_json_close(&json);
}

/* ---- CSV ---- */

/* "ratio=0.98 rate=0.04": the numbers differ from rule to rule. */
static void numbers_field(lm_fields *fields, const lm_judgement *j) {
  lm_strbuf text = {0};
  for (size_t i = 0; i < j->numbers; i++) {
    if (isnan(j->number[i].value)) continue;
    lm_strbuf_addf(&text, text.length ? " %s=" : "%s=", j->number[i].name);
    lm_add_year(&text, j->number[i].value); /* at full precision */
  }
  lm_field_text(fields, "numbers", lm_strbuf_text(&text));
  lm_strbuf_clear(&text);
}

static void csv_fields(lm_fields *f, const lm_judged *one, const lm_judgement *j, lm_lang lang) {
  bool official = one->official && one->by == j->rule;
  lm_field_text(f, "id", one->id);
  lm_field_text(f, "rule", j->rule->id);
  lm_field_text(f, "word", j->word ? j->word->id : NULL);
  lm_field_text(f, "label", j->word ? lm_text_in(&j->word->label, lang) : NULL);
  lm_field_text(f, "on_track", call_word(j->call));
  lm_field_bool(f, "unverified", j->rule->unverified);
  lm_field_text(f, "refusal", refusal_id(j));
  lm_field_words(f, "notes", note_at, &j->notes, LM_JUDGE_NOTE_BITS);
  lm_field_number(f, "rate", lm_judgement_number(j, "rate"));
  lm_field_number(f, "needed", lm_judgement_number(j, "needed"));
  lm_field_number(f, "ratio", lm_judgement_number(j, "ratio"));
  lm_field_number(f, "projected", lm_judgement_number(j, "projected"));
  numbers_field(f, j);
  lm_field_text(f, "official", official ? one->official : NULL);
  lm_field_text(f, "same", official ? (one->same ? "true" : "false") : NULL);
}

static void write_csv(lm_sink *sink, const lm_judged *item, size_t count, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_judgement none = {.rule = lm_rule_at(0)};
  const lm_judged heading = {0};
  csv_fields(&fields, &heading, &none, view->lang);
  lm_csv_end_row(&csv);
  fields.names = false;
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < lm_rule_count(); k++) {
      csv_fields(&fields, &item[i], &item[i].judgement[k], view->lang);
      lm_csv_end_row(&csv);
    }
  }
}

/* ---- text ---- */

enum { RULE, WORD, CALL, NUMBERS, COLUMNS };

static void add_notes(lm_strbuf *to, const lm_judgement *j, lm_lang lang) {
  const char *between = "";
  if (j->refusal != LM_REFUSE_NOT) {
    lm_strbuf_add(to, lm_word_in(lm_word_refusal(j->refusal), lang));
    between = lm_word_in(W_BETWEEN, lang);
  }
  for (unsigned i = 0; i < LM_JUDGE_NOTE_BITS; i++) {
    if (!(j->notes & (1u << i))) continue;
    lm_strbuf_add(to, between);
    lm_strbuf_add(to, lm_word_in(lm_word_judge_note(i), lang));
    between = lm_word_in(W_BETWEEN, lang);
  }
}

/* Names of numbers, in the order of their words. */
static const char *const number_name[] = {"rate", "needed", "needed_continuous", "ratio", "projected", "miss", "score", "score_baseline", "coefficient", "line", "achievement", "relative_change", "p", "index", "gap_percent", "slope", "chi2", "same_sign", "mean", "lower", "upper", "expected", "elapsed", "achieved_share", "worse_by", "last_change"};
static_assert(W_NUMBER_LAST_CHANGE - W_NUMBER_RATE + 1 == sizeof number_name / sizeof *number_name, "numbers of a judgement");

static const char *number_label(const char *name, lm_lang lang) {
  for (size_t i = 0; i < sizeof number_name / sizeof *number_name; i++)
    if (strcmp(number_name[i], name) == 0) return lm_word_in((lm_word)((int)W_NUMBER_RATE + (int)i), lang);
  return name;
}

static void add_numbers(lm_strbuf *to, const lm_judgement *j, lm_lang lang) {
  for (size_t i = 0; i < j->numbers; i++) {
    if (isnan(j->number[i].value)) continue;
    if (to->length) lm_strbuf_add(to, lm_word_in(W_LIST, lang));
    lm_strbuf_addf(to, "%s ", number_label(j->number[i].name, lang));
    (strcmp(j->number[i].name, "p") == 0 ? lm_add_p : lm_add_figure)(to, j->number[i].value);
  }
}

static lm_word call_label(const lm_judgement *j) {
  return j->call == LM_CALL_YES ? W_CALL_YES : j->call == LM_CALL_NO ? W_CALL_NO : W_CALL_NONE;
}

static void judgement_row(lm_table *table, const lm_judgement *j, lm_lang lang) {
  lm_strbuf name = {0}, figures = {0}, notes = {0};
  lm_strbuf_add(&name, lm_text_in(&j->rule->name, lang));
  if (j->rule->unverified) lm_strbuf_add(&name, " *");
  add_numbers(&figures, j, lang);
  add_notes(&notes, j, lang);
  const char *word = j->word ? lm_text_in(&j->word->label, lang) : lm_word_in(W_REFUSED, lang);
  const char *text[COLUMNS] = {lm_strbuf_text(&name), word, lm_word_in(call_label(j), lang),
                               figures.length ? lm_strbuf_text(&figures) : lm_strbuf_text(&notes)};
  lm_table_row(table, text, CALL, j->call == LM_CALL_YES ? LM_GOOD : j->call == LM_CALL_NO ? LM_BAD : LM_PLAIN);
  if (figures.length && notes.length) lm_table_span(table, 4, lm_word_in(W_REASONS, lang), lm_strbuf_text(&notes), LM_PLAIN);
  table->failed = table->failed || name.failed || figures.failed || notes.failed;
  lm_strbuf_clear(&name);
  lm_strbuf_clear(&figures);
  lm_strbuf_clear(&notes);
}

static void say_count(lm_sink *sink, const lm_view *view, lm_word word, size_t a, size_t b) {
  lm_strbuf text = {0}, first = {0}, second = {0};
  lm_strbuf_addf(&first, "%zu", a);
  lm_strbuf_addf(&second, "%zu", b);
  lm_say(&text, view->lang, word, lm_strbuf_text(&first), lm_strbuf_text(&second), NULL, NULL);
  lm_flow(sink, view, "", lm_strbuf_text(&text));
  if (text.failed || first.failed || second.failed) lm_sink_fail(sink, LM_ENOMEM);
  lm_strbuf_clear(&text);
  lm_strbuf_clear(&first);
  lm_strbuf_clear(&second);
}

static void put_head(lm_sink *sink, const lm_judged *one, const lm_view *view) {
  const lm_judge_case *c = &one->c;
  lm_strbuf text = {0}, part[4] = {{0}};
  lm_strbuf_add(&text, one->id);
  if (c->n > 0) {
    lm_add_figure(&part[0], c->y[c->n - 1]);
    lm_add_year(&part[1], c->t[c->n - 1]);
    lm_say(&text, view->lang, W_CASE_LATEST, lm_strbuf_text(&part[0]), lm_strbuf_text(&part[1]), NULL, NULL);
  }
  if (!isnan(c->target)) {
    lm_add_figure(&part[2], c->target);
    lm_add_year(&part[3], c->target_t);
    lm_say(&text, view->lang, isnan(c->target_t) ? W_CASE_HELD : W_CASE_TARGET, lm_strbuf_text(&part[2]), lm_strbuf_text(&part[3]), NULL, NULL);
  }
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_strbuf_text(&text));
  lm_style_on(sink, view, LM_PLAIN);
  if (text.failed) lm_sink_fail(sink, LM_ENOMEM);
  lm_strbuf_clear(&text);
  for (size_t i = 0; i < 4; i++) lm_strbuf_clear(&part[i]);
}

static void put_official(lm_sink *sink, const lm_judged *one, const lm_view *view) {
  const lm_judgement *j = ours(one);
  lm_strbuf text = {0};
  const char *mine = j && j->word ? lm_text_in(&j->word->label, view->lang) : lm_word_in(W_REFUSED, view->lang);
  const lm_rule_word *word = lm_rule_word_find(one->by, one->official);
  lm_say(&text, view->lang, one->same ? W_OFFICIAL_SAME : W_OFFICIAL_OTHER, lm_text_in(&one->by->name, view->lang),
         word ? lm_text_in(&word->label, view->lang) : one->official, mine, NULL);
  lm_flow(sink, view, "", lm_strbuf_text(&text));
  if (text.failed) lm_sink_fail(sink, LM_ENOMEM);
  lm_strbuf_clear(&text);
}

static void put_case(lm_sink *sink, const lm_judged *one, const lm_view *view) {
  const lm_table_column column[COLUMNS] = {
      [RULE] = {lm_word_in(W_COL_RULE, view->lang), LM_LEFT, true},
      [WORD] = {lm_word_in(W_COL_VERDICT, view->lang), LM_LEFT, true},
      [CALL] = {lm_word_in(W_COL_ON_TRACK, view->lang), LM_LEFT, false},
      [NUMBERS] = {lm_word_in(W_COL_RESTS_ON, view->lang), LM_LEFT, true},
  };
  lm_table table = lm_table_new(view, column, COLUMNS);
  size_t hidden = 0;
  put_head(sink, one, view);
  for (size_t i = 0; i < lm_rule_count(); i++) {
    const lm_judgement *j = &one->judgement[i];
    if (!view->all && j->refusal != LM_REFUSE_NOT) hidden++;
    else judgement_row(&table, j, view->lang);
  }
  lm_table_write(&table, sink);
  lm_table_free(&table);
  if (one->agreement.judged > 0) say_count(sink, view, W_AGREEMENT, one->agreement.yes, one->agreement.judged);
  else lm_flow(sink, view, "", lm_word_in(W_NO_AGREEMENT, view->lang));
  if (hidden > 0) say_count(sink, view, W_RULES_REFUSED, hidden, 0);
  if (one->official) put_official(sink, one, view);
  lm_sink_put(sink, "\n");
}

/* What was published beside what comes out here: one row per case in which the two differ. */
static void put_differences(lm_sink *sink, const lm_judged *item, size_t count, const lm_view *view) {
  enum { CASE, OFFICIAL, OURS, DIFFERENCES };
  const lm_lang lang = view->lang;
  const lm_table_column column[DIFFERENCES] = {
      [CASE] = {lm_word_in(W_COL_OTHERWISE, lang), LM_LEFT, true},
      [OFFICIAL] = {lm_word_in(W_COL_OFFICIAL, lang), LM_LEFT, true},
      [OURS] = {lm_word_in(W_COL_OURS, lang), LM_LEFT, true},
  };
  lm_table table = lm_table_new(view, column, DIFFERENCES);
  for (size_t i = 0; i < count; i++) {
    const lm_judged *one = &item[i];
    if (!one->official || one->same) continue;
    const lm_rule_word *word = lm_rule_word_find(one->by, one->official);
    const lm_judgement *j = ours(one);
    const char *const text[] = {one->id, word ? lm_text_in(&word->label, lang) : one->official,
                                j && j->word ? lm_text_in(&j->word->label, lang) : lm_word_in(W_REFUSED, lang)};
    lm_table_row(&table, text, DIFFERENCES, LM_PLAIN);
  }
  if (table.count > 0) {
    lm_sink_char(sink, '\n');
    lm_table_write(&table, sink);
  }
  lm_table_free(&table);
}

static void write_text(lm_sink *sink, const lm_judged *item, size_t count, const lm_view *view) {
  for (size_t i = 0; i < count; i++) put_case(sink, &item[i], view);
  lm_flow(sink, view, "", lm_word_in(W_JUDGE_LEGEND, view->lang));
  size_t same, official = replayed(item, count, &same);
  if (official == 0) return;
  put_differences(sink, item, count, view);
  lm_sink_char(sink, '\n');
  lm_strbuf text = {0}, a = {0}, b = {0}, share = {0};
  lm_strbuf_addf(&a, "%zu", same);
  lm_strbuf_addf(&b, "%zu", official);
  lm_add_figure(&share, 100 * (double)same / (double)official);
  lm_say(&text, view->lang, W_REPRODUCED, lm_strbuf_text(&a), lm_strbuf_text(&b), lm_strbuf_text(&share), NULL);
  lm_flow(sink, view, "", lm_strbuf_text(&text));
  lm_strbuf_clear(&text);
  lm_strbuf_clear(&a);
  lm_strbuf_clear(&b);
  lm_strbuf_clear(&share);
}

lm_status lm_write_judged(lm_sink *sink, const lm_judged *item, size_t count, const lm_view *view) {
  if (view->format == LM_FORMAT_TEXT) write_text(sink, item, count, view);
  else if (view->format == LM_FORMAT_JSON) write_json(sink, item, count, view);
  else if (view->format == LM_FORMAT_CSV) write_csv(sink, item, count, view);
  else return LM_EINVAL;
  return LM_OK;
}

/* ---- the table of rules ---- */

static void add_thresholds(lm_strbuf *to, const lm_judge_rule *rule) {
  for (size_t i = 0; i < LM_RULE_THRESHOLDS && rule->threshold[i].name; i++) {
    lm_strbuf_addf(to, to->length ? ", %s " : "%s ", rule->threshold[i].name);
    lm_add_year(to, rule->threshold[i].value);
  }
}

static void add_words(lm_strbuf *to, const lm_judge_rule *rule) {
  for (size_t i = 0; i < rule->words; i++) lm_strbuf_addf(to, to->length ? " | %s" : "%s", rule->word[i].id);
}

static void rule_fields(lm_fields *f, const lm_judge_rule *rule, lm_lang lang) {
  lm_strbuf thresholds = {0}, words = {0};
  add_thresholds(&thresholds, rule);
  add_words(&words, rule);
  lm_field_text(f, "id", rule->id);
  lm_field_text(f, "name", lm_text_in(&rule->name, lang));
  lm_field_text(f, "source", rule->source);
  lm_field_text(f, "formula", lm_text_in(&rule->formula, lang));
  lm_field_text(f, "thresholds", lm_strbuf_text(&thresholds));
  lm_field_text(f, "words", lm_strbuf_text(&words));
  lm_field_bool(f, "counted", rule->dated && !rule->unverified);
  lm_field_bool(f, "unverified", rule->unverified);
  lm_strbuf_clear(&thresholds);
  lm_strbuf_clear(&words);
}

static void rules_text(lm_sink *sink, const lm_view *view) {
  for (size_t i = 0; i < lm_rule_count(); i++) {
    const lm_judge_rule *rule = lm_rule_at(i);
    lm_strbuf head = {0}, thresholds = {0}, words = {0};
    lm_strbuf_addf(&head, "%s: %s%s", rule->id, lm_text_in(&rule->name, view->lang), rule->unverified ? " *" : "");
    add_thresholds(&thresholds, rule);
    add_words(&words, rule);
    lm_flow(sink, view, "", lm_strbuf_text(&head));
    lm_flow_at(sink, view, 4, "", lm_text_in(&rule->formula, view->lang));
    if (thresholds.length) lm_flow_at(sink, view, 4, "", lm_strbuf_text(&thresholds));
    lm_flow_at(sink, view, 4, "", lm_strbuf_text(&words));
    lm_flow_at(sink, view, 4, "", rule->source);
    lm_strbuf_clear(&head);
    lm_strbuf_clear(&thresholds);
    lm_strbuf_clear(&words);
  }
  lm_sink_put(sink, "\n");
  lm_flow(sink, view, "", lm_word_in(W_JUDGE_LEGEND, view->lang));
}

static void rules_json(lm_sink *sink, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_fields fields = {.json = &json};
  lm_json_object(&json, NULL);
  lm_json_array(&json, "rules");
  for (size_t i = 0; i < lm_rule_count(); i++) {
    lm_json_object(&json, NULL);
    rule_fields(&fields, lm_rule_at(i), view->lang);
    lm_json_close(&json);
  }
  lm_json_close(&json);
  lm_json_close(&json);
}

static void rules_csv(lm_sink *sink, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv};
  for (size_t i = 0; i <= lm_rule_count(); i++) {
    fields.names = i == 0;
    rule_fields(&fields, lm_rule_at(i ? i - 1 : 0), view->lang);
    lm_csv_end_row(&csv);
  }
}

lm_status lm_write_rules(lm_sink *sink, const lm_view *view) {
  if (view->format == LM_FORMAT_TEXT) rules_text(sink, view);
  else if (view->format == LM_FORMAT_JSON) rules_json(sink, view);
  else if (view->format == LM_FORMAT_CSV) rules_csv(sink, view);
  else return LM_EINVAL;
  return LM_OK;
}
