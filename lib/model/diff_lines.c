/* diff_lines.c: everything that a model says of a thing, field by field, as text. */
#include "diff.h"

#include "../base/num.h"
#include "../base/vec.h"

#include <math.h>
#include <string.h>

/* Where the lines of one thing go. */
typedef struct scribe {
  lm_differ *d;
  lm_side side;
  lm_diff_lines *to;
} scribe;

static void say_part(scribe *s, lm_diff_field field, int lang, const char *part, const char *text) {
  const lm_diff_line line = {field, lang, lm_diff_keep(s->d, part), lm_diff_keep(s->d, text && *text ? text : NULL)};
  if (!LM_VEC_PUSH(s->to, line)) s->d->failed = true;
}

static void say(scribe *s, lm_diff_field field, const char *text) { say_part(s, field, -1, NULL, text); }

static void say_label(scribe *s, lm_diff_field field, const lm_text *text) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) say_part(s, field, lang, NULL, text->in[lang]);
}

static void say_number(scribe *s, lm_diff_field field, double number) {
  char text[LM_NUM_SIZE] = "";
  if (!isnan(number)) lm_num_format(number, text);
  say(s, field, text);
}

static void say_whole(scribe *s, lm_diff_field field, int number, int unsaid) { say_number(s, field, number == unsaid ? (double)NAN : number); }

static void say_truth(scribe *s, lm_diff_field field, bool truth) { say(s, field, truth ? "true" : NULL); }

/* What was gathered in the scratch text. */
static void say_gathered(scribe *s, lm_diff_field field, int lang, const char *part) {
  if (s->d->text.failed) s->d->failed = true;
  say_part(s, field, lang, part, lm_strbuf_text(&s->d->text));
  lm_strbuf_reset(&s->d->text);
}

static lm_strbuf *gather(scribe *s, const char *between) {
  if (s->d->text.length > 0) lm_strbuf_add(&s->d->text, between);
  return &s->d->text;
}

static void gather_texts(scribe *s, const lm_texts *texts, int lang) {
  for (size_t i = 0; i < texts->count; i++)
    if (texts->item[i].in[lang]) lm_strbuf_add(gather(s, " / "), texts->item[i].in[lang]);
}

static void say_texts(scribe *s, lm_diff_field field, const lm_texts *texts) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    gather_texts(s, texts, lang);
    say_gathered(s, field, lang, NULL);
  }
}

static void say_node(scribe *s, lm_diff_field field, lm_node node) {
  lm_diff_add_name(s->d, s->side, gather(s, ""), node);
  say_gathered(s, field, -1, NULL);
}

static void say_refs(scribe *s, const lm_reference *refs, size_t count) {
  for (size_t i = 0; i < count; i++) lm_strbuf_addf(gather(s, ", "), "%s %s", refs[i].vocabulary, refs[i].code);
  say_gathered(s, LM_FIELD_REFS, -1, NULL);
}

static const char *tier_id(const scribe *s, uint32_t tier) {
  const lm_tier *t = tier == LM_NO_TIER ? NULL : lm_model_tier(s->d->model[s->side], tier);
  return t ? t->id : NULL;
}

static void gather_period(scribe *s, const char *before, lm_period period) {
  char text[48];
  lm_strbuf_addf(&s->d->text, "%s%s", before, lm_period_format(period, text, sizeof text));
}

/* ---- the model, sources, parties, tiers, scale ---- */

void lm_diff_model_lines(lm_differ *d, lm_side side, lm_diff_lines *to) {
  scribe s = {d, side, to};
  const lm_texts notes = lm_model_notes(d->model[side]);
  say(&s, LM_FIELD_ID, lm_model_id(d->model[side]));
  say_label(&s, LM_FIELD_TITLE, lm_model_title(d->model[side]));
  say_texts(&s, LM_FIELD_NOTES, &notes);
}

void lm_diff_source_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  scribe s = {d, side, to};
  const lm_source *source = lm_model_source(d->model[side], index);
  say(&s, LM_FIELD_TITLE, source->title);
  say(&s, LM_FIELD_PUBLISHER, source->publisher);
  say(&s, LM_FIELD_URL, source->url);
  say(&s, LM_FIELD_RETRIEVED, source->retrieved);
  say(&s, LM_FIELD_LICENCE, source->licence);
  say(&s, LM_FIELD_EDITION, source->edition);
  say(&s, LM_FIELD_SHA256, source->sha256);
}

void lm_diff_party_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  scribe s = {d, side, to};
  const lm_party *party = lm_model_party(d->model[side], index);
  say_label(&s, LM_FIELD_LABEL, &party->label);
  say_refs(&s, party->refs, party->ref_count);
  say_texts(&s, LM_FIELD_NOTES, &party->notes);
}

void lm_diff_tier_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  char day[16];
  scribe s = {d, side, to};
  const lm_tier *tier = lm_model_tier(d->model[side], index);
  say(&s, LM_FIELD_LEVEL, lm_level_word(tier->level));
  say(&s, LM_FIELD_DUE, lm_day_format(tier->due, day, sizeof day));
  say(&s, LM_FIELD_DUE_AS_WRITTEN, tier->due_text && strcmp(tier->due_text, day) != 0 ? tier->due_text : NULL);
  say_truth(&s, LM_FIELD_ABOUT_DUE, tier->about);
  say_label(&s, LM_FIELD_LABEL, &tier->label);
  say_texts(&s, LM_FIELD_NOTES, &tier->notes);
}

/* "id ≥ 80: label (definition)" for each grade */
static void gather_grades(scribe *s, const lm_scale *scale, int lang) {
  char number[LM_NUM_SIZE];
  for (size_t i = 0; i < scale->count; i++) {
    const lm_scale_grade *g = &scale->grades[i];
    lm_num_format(g->at_least, number);
    lm_strbuf_addf(gather(s, "; "), "%s ≥ %s", g->id, number);
    if (g->label.in[lang]) lm_strbuf_addf(&s->d->text, ": %s", g->label.in[lang]);
    if (g->definition.in[lang]) lm_strbuf_addf(&s->d->text, " (%s)", g->definition.in[lang]);
    gather_texts(s, &g->notes, lang);
  }
}

void lm_diff_scale_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  (void)index;
  scribe s = {d, side, to};
  const lm_scale *scale = lm_model_scale(d->model[side]);
  say(&s, LM_FIELD_ID, scale->id);
  say_label(&s, LM_FIELD_LABEL, &scale->label);
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    gather_grades(&s, scale, lang);
    say_gathered(&s, LM_FIELD_GRADES, lang, NULL);
  }
  say_texts(&s, LM_FIELD_NOTES, &scale->notes);
}

/* ---- nodes ---- */

static void say_statements(scribe *s, const lm_node_info *node) {
  for (int role = 0; role < LM_ROLE_COUNT; role++) {
    for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
      for (size_t i = 0; i < node->statement_count; i++) {
        const lm_statement *t = &node->statements[i];
        if ((int)t->role != role) continue;
        if (t->name && t->text.in[lang]) lm_strbuf_addf(gather(s, " / "), "%s: ", t->name);
        if (t->text.in[lang]) lm_strbuf_add(t->name ? &s->d->text : gather(s, " / "), t->text.in[lang]);
        gather_texts(s, &t->notes, lang);
      }
      say_gathered(s, LM_FIELD_STATEMENT, lang, lm_statement_role_word((lm_statement_role)role));
    }
  }
}

static void say_charges(scribe *s, const lm_node_info *node) {
  for (size_t i = 0; i < node->charge_count; i++) {
    const lm_charge *c = &node->charges[i];
    const lm_party *party = lm_model_party(s->d->model[s->side], c->party);
    lm_strbuf_addf(gather(s, ", "), "%s %s", lm_charge_role_word(c->role), party ? party->id : "");
    if (c->has_from) gather_period(s, " ", c->from);
    if (c->has_from || c->has_to) lm_strbuf_add(&s->d->text, "–");
    if (c->has_to) gather_period(s, "", c->to);
    for (int lang = 0; lang < LM_LANG_COUNT; lang++) gather_texts(s, &c->notes, lang);
  }
  say_gathered(s, LM_FIELD_CHARGES, -1, NULL);
}

static void say_goals(scribe *s, const lm_node_info *node) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    for (size_t i = 0; i < node->goal_count; i++) {
      const lm_goal *g = &node->goals[i];
      const char *tier = tier_id(s, g->tier);
      lm_strbuf_addf(gather(s, "; "), "%s %s", tier ? tier : "", lm_goal_kind_word(g->kind));
      if (g->indicator != LM_NO_NODE) lm_strbuf_add(&s->d->text, " ");
      lm_diff_add_name(s->d, s->side, &s->d->text, g->indicator);
      if (g->text.in[lang]) lm_strbuf_addf(&s->d->text, ": %s", g->text.in[lang]);
      gather_texts(s, &g->notes, lang);
    }
    say_gathered(s, LM_FIELD_GOALS, lang, NULL);
  }
}

static void say_breaks(scribe *s, const lm_indicator *indicator) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    for (size_t i = 0; i < indicator->break_count; i++) {
      gather(s, "; ");
      gather_period(s, "", indicator->breaks[i].at);
      gather_texts(s, &indicator->breaks[i].notes, lang);
    }
    say_gathered(s, LM_FIELD_BREAKS, lang, NULL);
  }
}

static void say_indicator(scribe *s, const lm_indicator *i) {
  say_label(s, LM_FIELD_UNIT, &i->unit);
  say_label(s, LM_FIELD_DEFINITION, &i->definition);
  say_label(s, LM_FIELD_NUMERATOR, &i->numerator);
  say_label(s, LM_FIELD_DENOMINATOR, &i->denominator);
  say_label(s, LM_FIELD_ORIGIN, &i->origin);
  say(s, LM_FIELD_DIRECTION, lm_direction_word(i->direction));
  say(s, LM_FIELD_MEASURE, lm_measure_word(i->measure));
  say(s, LM_FIELD_ACCUMULATION, lm_accumulation_word(i->accumulation));
  say(s, LM_FIELD_AGGREGATION, lm_aggregation_word(i->aggregation));
  say(s, LM_FIELD_BASIS, lm_basis_word(i->basis));
  say_whole(s, LM_FIELD_DECIMALS, i->decimals, -1);
  say_number(s, LM_FIELD_LOWER, i->lower);
  say_number(s, LM_FIELD_UPPER, i->upper);
  say_truth(s, LM_FIELD_CORE, i->core);
  say_truth(s, LM_FIELD_PLACEHOLDER, i->placeholder);
  say_breaks(s, i);
  say(s, LM_FIELD_SET, i->set);
  say(s, LM_FIELD_ANSWERS, lm_answers_word(i->answers));
}

void lm_diff_node_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  scribe s = {d, side, to};
  const lm_node_info *node = lm_model_node(d->model[side], (lm_node)index);
  say_label(&s, LM_FIELD_LABEL, &node->label);
  say(&s, LM_FIELD_CERTAINTY, lm_certainty_word(node->certainty));
  say_node(&s, LM_FIELD_PARENT, node->parent);
  say(&s, LM_FIELD_TIER, tier_id(&s, node->tier));
  say_whole(&s, LM_FIELD_NUMBER, node->number, 0);
  say(&s, LM_FIELD_MARK, node->mark);
  say_truth(&s, LM_FIELD_OUTSIDE, node->outside);
  say_truth(&s, LM_FIELD_PROVISIONAL, node->provisional);
  say(&s, LM_FIELD_STANDING, lm_standing_word(node->standing));
  if (node->indicator) say_indicator(&s, node->indicator);
  say_statements(&s, node);
  say_charges(&s, node);
  say_goals(&s, node);
  say_texts(&s, LM_FIELD_TAGS, &node->tags);
  say_refs(&s, node->refs, node->ref_count);
  say_texts(&s, LM_FIELD_NOTES, &node->notes);
}

/* ---- links ---- */

void lm_diff_link_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  scribe s = {d, side, to};
  const lm_link *link = lm_model_link(d->model[side], index);
  say(&s, LM_FIELD_CERTAINTY, lm_certainty_word(link->certainty));
  say(&s, LM_FIELD_SIGN, link->sign < 0 ? "-" : "+");
  say_number(&s, LM_FIELD_LAG_MIN, link->lag_min);
  say_number(&s, LM_FIELD_LAG_MAX, link->lag_max);
  say_node(&s, LM_FIELD_ANSWERS, link->answers);
  say_truth(&s, LM_FIELD_SHOWN_AGAIN, link->shown_again);
  for (size_t i = 0; i < link->cite_count; i++) {
    lm_strbuf_add(gather(&s, ", "), link->cites[i].source);
    if (link->cites[i].at) lm_strbuf_addf(&d->text, " %s", link->cites[i].at);
  }
  say_gathered(&s, LM_FIELD_CITES, -1, NULL);
  say_texts(&s, LM_FIELD_NOTES, &link->notes);
}

/* ---- sheets ---- */

static void gather_word(scribe *s, const char *word) {
  if (word) lm_strbuf_addf(&s->d->text, " %s", word);
}

static void gather_cell(scribe *s, const lm_sheet_cell *c, int lang) {
  gather(s, "; ");
  lm_strbuf_add(&s->d->text, c->label.in[lang] ? c->label.in[lang] : "–");
  gather_word(s, lm_show_word(c->show));
  gather_word(s, c->role >= 0 ? lm_statement_role_word((lm_statement_role)c->role) : NULL);
  gather_word(s, c->kind >= 0 ? lm_goal_kind_word((lm_goal_kind)c->kind) : NULL);
  gather_word(s, c->name);
  if (c->has_from) gather_period(s, " ", c->from);
  if (c->has_period) gather_period(s, " ", c->period);
  gather_word(s, tier_id(s, c->tier));
  if (c->indicator != LM_NO_NODE) lm_strbuf_add(&s->d->text, " ");
  lm_diff_add_name(s->d, s->side, &s->d->text, c->indicator);
}

static void say_cells(scribe *s, lm_diff_field field, const lm_sheet_cell *cell, size_t count) {
  for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
    for (size_t i = 0; i < count; i++) gather_cell(s, &cell[i], lang);
    say_gathered(s, field, lang, NULL);
  }
}

void lm_diff_sheet_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to) {
  scribe s = {d, side, to};
  const lm_sheet *sheet = lm_model_sheet(d->model[side], index);
  say_label(&s, LM_FIELD_LABEL, &sheet->label);
  say(&s, LM_FIELD_ABOUT, lm_kind_word(sheet->about));
  say_node(&s, LM_FIELD_SCENE, sheet->scene);
  say_cells(&s, LM_FIELD_ROWS, sheet->rows, sheet->row_count);
  say_cells(&s, LM_FIELD_COLUMNS, sheet->columns, sheet->column_count);
  say_texts(&s, LM_FIELD_NOTES, &sheet->notes);
}
