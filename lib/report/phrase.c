/* phrase.c: see phrase.h. */
#include "phrase.h"

#include "digits.h"

#include "../base/num.h"
#include "../base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_SHOWN 3

const char *lm_id_of(const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  return info ? info->id : NULL;
}

const char *lm_scene_id(const lm_model *model, lm_node node) {
  return lm_model_node(model, node) ? lm_id_of(model, lm_model_scene_of(model, node)) : NULL;
}

const char *lm_tier_id(const lm_model *model, uint32_t tier) {
  const lm_tier *row = lm_model_tier(model, tier);
  return row ? row->id : NULL;
}

const char *lm_area_id(const lm_areas *areas, uint32_t area) {
  const lm_area *row = areas ? lm_areas_at(areas, area) : NULL;
  return row ? row->id : NULL;
}

const char *lm_label_of(const lm_model *model, lm_node node, lm_lang lang) {
  const lm_node_info *info = lm_model_node(model, node);
  return info ? lm_text_in(&info->label, lang) : NULL;
}

const char *lm_area_label(const lm_areas *areas, uint32_t area, lm_lang lang) {
  const lm_area *row = areas ? lm_areas_at(areas, area) : NULL;
  if (!row) return "";
  const char *label = lm_text_in(&row->label, lang);
  return *label ? label : row->id;
}

void lm_add_named(lm_strbuf *to, const char *label, const char *id) {
  if (*label)
    lm_strbuf_addf(to, "%s [%s]", label, id);
  else
    lm_strbuf_add(to, id);
}

void lm_add_label(lm_strbuf *to, const lm_text *label, size_t columns, const lm_view *view) {
  const char *text = lm_text_in(label, view->lang);
  size_t fits = view->all ? strlen(text) : lm_text_prefix(text, columns);
  if (text[fits]) fits = lm_text_prefix(text, columns - 1);
  lm_strbuf_add_bytes(to, text, fits);
  if (text[fits]) lm_strbuf_add(to, "…");
}

void lm_add_node_name(lm_strbuf *to, const lm_model *model, lm_node node, size_t columns, const lm_view *view) {
  const lm_node_info *info = lm_model_node(model, node);
  if (!info) return;
  lm_node scene = info->kind == LM_OUTCOME ? lm_model_scene_of(model, node) : LM_NO_NODE;
  const char *in = lm_label_of(model, scene, view->lang);
  if (in) lm_strbuf_addf(to, "%s ", in);
  if (info->mark) lm_strbuf_addf(to, "(%s) ", info->mark);
  if (info->number > 0) lm_strbuf_addf(to, "%d ", info->number);
  lm_add_label(to, &info->label, columns, view);
}

static void add_unit(lm_strbuf *to, const char *unit, lm_lang lang) {
  if (!*unit) return;
  if (lang == LM_EN && strcmp(unit, "%") != 0) lm_strbuf_add(to, " ");
  lm_strbuf_add(to, unit);
}

static void add_number(lm_strbuf *to, double value, int decimals) {
  char digits[LM_NUM_SIZE];
  lm_num_fixed(value, decimals, true, digits);
  lm_strbuf_add(to, digits);
}

static const lm_indicator *indicator_of(const lm_model *model, lm_node indicator) {
  const lm_node_info *info = lm_model_node(model, indicator);
  return info ? info->indicator : NULL;
}

void lm_add_value(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, int finer, lm_lang lang) {
  const lm_node_info *info = lm_model_node(model, indicator);
  if (isnan(value) || !info) return;
  add_number(to, value, lm_digits_usual(info->indicator, value) + finer);
  if (info->indicator) add_unit(to, lm_text_in(&info->indicator->unit, lang), lang);
}

static bool is_percent(const char *unit) {
  return strcmp(unit, "%") == 0 || strcmp(unit, "％") == 0;
}

static void add_unit_of_change(lm_strbuf *to, const lm_indicator *indicator, lm_lang lang) {
  const char *unit = indicator ? lm_text_in(&indicator->unit, lang) : "";
  if (is_percent(unit)) lm_strbuf_add(to, lm_word_in(W_PERCENTAGE_POINTS, lang));
  else add_unit(to, unit, lang);
}

void lm_add_change(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, lm_lang lang) {
  if (isnan(value) || !lm_model_node(model, indicator)) return;
  add_number(to, value, lm_digits_change(indicator_of(model, indicator), value));
  add_unit_of_change(to, indicator_of(model, indicator), lang);
}

void lm_add_value_beyond(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, double from, lm_lang lang) {
  const double unit = pow(10, -lm_digits_usual(indicator_of(model, indicator), value)), steps = value / unit, slack = 1e-9 * fmax(1, fabs(steps));
  lm_add_value(to, model, indicator, (value < from ? floor(steps + slack) : ceil(steps - slack)) * unit, 0, lang);
}

static void add_bare(lm_strbuf *to, double value, int decimals) {
  if (isnan(value))
    lm_strbuf_add(to, "–");
  else
    add_number(to, value, decimals);
}

void lm_add_number(lm_strbuf *to, const lm_model *model, lm_node indicator, double value) {
  add_bare(to, value, lm_digits_given(indicator_of(model, indicator), value));
}

void lm_add_finer(lm_strbuf *to, const lm_model *model, lm_node indicator, double value) {
  add_bare(to, value, lm_digits_change(indicator_of(model, indicator), value));
}

void lm_add_number_beside(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, double other) {
  add_bare(to, value, lm_digits_apart(lm_digits_given(indicator_of(model, indicator), value), value, other));
}

static void add_bound(lm_strbuf *to, const lm_indicator *indicator, double bound, double beside) {
  if (!isnan(bound)) add_number(to, bound, lm_digits_apart(lm_digits_given(indicator, bound), bound, beside));
}

static void add_range(lm_strbuf *to, const lm_indicator *indicator, const lm_target *target, double beside, lm_lang lang) {
  lm_strbuf low = {0}, high = {0};
  add_bound(&low, indicator, target->lower, beside);
  add_bound(&high, indicator, target->upper, beside);
  if (low.length > 0 && high.length > 0)
    lm_say(to, lang, W_RANGE_FROM_TO, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  else if (low.length > 0)
    lm_say(to, lang, W_RANGE_FROM, lm_strbuf_text(&low), NULL, NULL, NULL);
  else if (high.length > 0)
    lm_say(to, lang, W_RANGE_TO, lm_strbuf_text(&high), NULL, NULL, NULL);
  if (low.failed || high.failed) to->failed = true;
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
}

/* `beside`: the value that it must not look like, unless it is; NaN none. */
static void add_goal(lm_strbuf *to, const lm_model *model, lm_node indicator, const lm_target *target, double amount, double beside, bool with_unit,
                     lm_lang lang) {
  const lm_indicator *of = indicator_of(model, indicator);
  const size_t before = to->length;
  if (target && target->kind == LM_TARGET_RANGE)
    add_range(to, of, target, beside, lang);
  else
    add_bound(to, of, amount, beside);
  if (with_unit && of && to->length > before) add_unit(to, lm_text_in(&of->unit, lang), lang);
}

void lm_add_goal(lm_strbuf *to, const lm_model *model, lm_node indicator, const lm_target *target, double amount, bool with_unit, lm_lang lang) {
  add_goal(to, model, indicator, target, amount, NAN, with_unit, lang);
}

void lm_add_goal_of(lm_strbuf *to, const lm_model *model, const lm_record *r, bool with_unit, lm_lang lang) {
  const double beside = r->gap < 0 || r->gap > 0 ? r->last_value : (double)NAN;
  add_goal(to, model, r->indicator, r->target_of, r->target, beside, with_unit, lang);
}

/* "62.3% (2023年度)", with so many decimals. */
static void add_value_at(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, int decimals, lm_period period, const lm_view *view) {
  char buffer[48];
  const lm_indicator *of = indicator_of(model, indicator);
  if (!isnan(value) && lm_model_node(model, indicator)) add_number(to, value, decimals);
  if (!isnan(value) && of) add_unit(to, lm_text_in(&of->unit, view->lang), view->lang);
  lm_say(to, view->lang, W_IN_BRACKETS, lm_period_inside(period, view, buffer, sizeof buffer), NULL, NULL, NULL);
}

void lm_add_value_at(lm_strbuf *to, const lm_model *model, lm_node indicator, double value, lm_period period, const lm_view *view) {
  add_value_at(to, model, indicator, value, lm_digits_given(indicator_of(model, indicator), value), period, view);
}

void lm_add_last(lm_strbuf *to, const lm_model *model, const lm_record *r, const lm_view *view) {
  if (r->has_last) add_value_at(to, model, r->indicator, r->last_value, lm_digits_of(model, r).last, r->last_period, view);
}

void lm_add_last_number(lm_strbuf *to, const lm_model *model, const lm_record *r) {
  add_bare(to, r->last_value, lm_digits_of(model, r).last);
}

void lm_add_projected(lm_strbuf *to, const lm_model *model, const lm_record *r, lm_lang lang) {
  const lm_indicator *of = indicator_of(model, r->indicator);
  if (isnan(r->projected)) return;
  add_number(to, r->projected, lm_digits_of(model, r).projected);
  if (of) add_unit(to, lm_text_in(&of->unit, lang), lang);
}

static void add_rate(lm_strbuf *to, const lm_model *model, const lm_record *r, double value, int decimals, bool with_unit, lm_lang lang) {
  if (isnan(value)) return;
  add_number(to, value, decimals);
  if (with_unit) add_unit_of_change(to, indicator_of(model, r->indicator), lang);
}

void lm_add_needed(lm_strbuf *to, const lm_model *model, const lm_record *r, lm_lang lang) {
  const bool met = r->point_status == LM_ACHIEVED || r->point_status == LM_ACHIEVED_SLIPPING;
  if (!met) add_rate(to, model, r, r->needed_per_year, lm_digits_of(model, r).needed, true, lang);
}

void lm_add_gap(lm_strbuf *to, const lm_model *model, const lm_record *r, lm_lang lang) {
  const lm_digits digits = lm_digits_of(model, r);
  if (isnan(r->gap) || !lm_model_node(model, r->indicator)) return;
  add_number(to, fabs(r->gap), digits.last > digits.target ? digits.last : digits.target);
  add_unit_of_change(to, indicator_of(model, r->indicator), lang);
}

void lm_add_slope(lm_strbuf *to, const lm_model *model, const lm_record *r, lm_lang lang) {
  add_rate(to, model, r, r->slope, lm_digits_of(model, r).slope, true, lang);
}

void lm_add_slope_interval(lm_strbuf *to, const lm_model *model, const lm_record *r, lm_word word, lm_lang lang) {
  const int decimals = lm_digits_of(model, r).slope;
  lm_strbuf low = {0}, high = {0};
  if (isnan(r->slope_lo) || isnan(r->slope_hi)) return;
  add_rate(&low, model, r, r->slope_lo, decimals, false, lang);
  add_rate(&high, model, r, r->slope_hi, decimals, true, lang);
  lm_say(to, lang, word, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  if (low.failed || high.failed) to->failed = true;
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
}

void lm_add_chance(lm_strbuf *to, double probability) {
  double percent = probability * 100;
  if (isnan(percent))
    lm_strbuf_add(to, "–");
  else if (percent < 1)
    lm_strbuf_add(to, "<1%");
  else if (percent > 99)
    lm_strbuf_add(to, ">99%");
  else
    lm_strbuf_addf(to, "%.0f%%", percent);
}

void lm_add_share(lm_strbuf *to, double share) {
  char digits[LM_NUM_SIZE];
  if (isnan(share)) {
    lm_strbuf_add(to, "–");
    return;
  }
  lm_num_fixed(share * 100, lm_digits_share(share), false, digits);
  lm_strbuf_addf(to, "%s%%", digits);
}

void lm_add_ratio(lm_strbuf *to, double ratio) {
  if (isnan(ratio))
    lm_strbuf_add(to, "–");
  else
    add_number(to, ratio, lm_digits_ratio(ratio));
}

static bool rounds_to_zero(const char *digits) {
  return strspn(digits, "-0.,") == strlen(digits);
}

/* The word follows the number that is printed: what rounds to zero is called flat. */
void lm_add_trend(lm_strbuf *to, const lm_model *model, const lm_record *record, lm_lang lang) {
  if (isnan(record->slope)) return;
  const lm_node_info *info = lm_model_node(model, record->indicator);
  char digits[LM_NUM_SIZE];
  lm_num_fixed(fabs(record->slope), lm_digits_of(model, record).slope, true, digits); /* the word says the sign */
  lm_strbuf value = {0};
  lm_strbuf_add(&value, digits);
  if (info) add_unit_of_change(&value, info->indicator, lang);
  lm_word word = rounds_to_zero(digits) ? W_FLAT : record->slope > 0 ? W_RISING : W_FALLING;
  lm_say(to, lang, word, lm_strbuf_text(&value), NULL, NULL, NULL);
  if (record->slope_lo < 0 && record->slope_hi > 0) lm_strbuf_add(to, lm_word_in(W_TREND_UNSURE, lang));
  if (value.failed) to->failed = true;
  lm_strbuf_clear(&value);
}

const char *lm_verdict_shape(lm_verdict verdict) {
  static const char *const shape[LM_VERDICT_COUNT] = {
      [LM_ACHIEVED] = "◎", [LM_ACHIEVED_SLIPPING] = "◇", [LM_ON_TRACK] = "○",       [LM_NEAR] = "△", [LM_SLOW] = "▲",
      [LM_AWAY] = "▼",     [LM_UNCLEAR] = "?",           [LM_NOT_ASSESSABLE] = "□",
  };
  return verdict < LM_VERDICT_COUNT ? shape[verdict] : "";
}

lm_style lm_verdict_style(lm_verdict verdict) {
  static const lm_style style[LM_VERDICT_COUNT] = {
      [LM_ACHIEVED] = LM_GOOD, [LM_ACHIEVED_SLIPPING] = LM_FAIR,
      [LM_ON_TRACK] = LM_GOOD, [LM_NEAR] = LM_FAIR,
      [LM_SLOW] = LM_BAD,      [LM_AWAY] = LM_BAD,
      [LM_UNCLEAR] = LM_DIM,   [LM_NOT_ASSESSABLE] = LM_DIM,
  };
  return verdict < LM_VERDICT_COUNT ? style[verdict] : LM_PLAIN;
}

void lm_add_verdict(lm_strbuf *to, lm_verdict verdict, lm_lang lang) {
  lm_strbuf_addf(to, "%s %s", lm_verdict_shape(verdict), lm_word_in(lm_word_verdict(verdict), lang));
}

void lm_add_delivery(lm_strbuf *to, const lm_assessment *assessment, lm_node node, uint32_t area, lm_lang lang) {
  lm_grading grading;
  char met[24], counted[24], total[24];
  if (lm_assessment_grade(&grading, assessment, node, area) != LM_OK) return;
  snprintf(met, sizeof met, "%zu", grading.met);
  snprintf(counted, sizeof counted, "%zu", grading.counted);
  snprintf(total, sizeof total, "%zu", grading.total);
  lm_say(to, lang, W_DELIVERY, lm_text_in(&grading.row.label, lang), met, counted, total);
}

void lm_add_reasons(lm_strbuf *to, uint64_t reasons, lm_lang lang) {
  bool some = false;
  for (int reason = 0; reason < LM_REASON_COUNT; reason++) {
    if (!(reasons & LM_REASON_BIT(reason))) continue;
    if (some) lm_strbuf_add(to, lm_word_in(W_BETWEEN, lang));
    lm_strbuf_add(to, lm_word_in(lm_word_reason((lm_reason)reason), lang));
    some = true;
  }
}

static void add_names(lm_strbuf *to, const lm_model *model, const lm_node *node, size_t count, const lm_view *view) {
  size_t shown = view->all || count <= NAMES_SHOWN ? count : NAMES_SHOWN;
  for (size_t i = 0; i < shown; i++) {
    if (i > 0) lm_strbuf_add(to, lm_word_in(W_LIST, view->lang));
    lm_strbuf_add(to, lm_word_in(W_QUOTE, view->lang));
    lm_add_node_name(to, model, node[i], LM_LABEL_BRIEF, view);
    lm_strbuf_add(to, lm_word_in(W_UNQUOTE, view->lang));
  }
  if (shown == count) return;
  char rest[24];
  snprintf(rest, sizeof rest, "%zu", count - shown);
  lm_say(to, view->lang, W_AND_MORE, rest, NULL, NULL, NULL);
}

typedef struct diagnosis_row {
  lm_word sentence;
  enum { NAME_NONE, NAME_BEHIND, NAME_WELL, NAME_UNMEASURED } named;
  bool tell_unmeasured;
} diagnosis_row;

void lm_add_diagnosis(lm_strbuf *to, const lm_model *model, const lm_diagnosis *diagnosis, const lm_view *view) {
  static const diagnosis_row table[LM_DX_COUNT] = {
      [LM_DX_NOT_LAGGING] = {W_DX_NOT_LAGGING, NAME_NONE, false},
      [LM_DX_UPSTREAM_BEHIND] = {W_DX_BEHIND, NAME_BEHIND, true},
      [LM_DX_UPSTREAM_WELL] = {W_DX_WELL, NAME_WELL, true},
      [LM_DX_UPSTREAM_UNMEASURED] = {W_DX_UNMEASURED, NAME_UNMEASURED, false},
      [LM_DX_NOT_ASSESSED] = {W_DX_NOT_ASSESSED, NAME_NONE, false},
  };
  if (diagnosis->kind >= LM_DX_COUNT) return;
  const diagnosis_row *row = &table[diagnosis->kind];
  lm_strbuf names = {0};
  if (row->named == NAME_BEHIND) add_names(&names, model, diagnosis->behind, diagnosis->behind_count, view);
  if (row->named == NAME_WELL) add_names(&names, model, diagnosis->well, diagnosis->well_count, view);
  if (row->named == NAME_UNMEASURED) add_names(&names, model, diagnosis->unmeasured, diagnosis->unmeasured_count, view);
  bool nothing_upstream = diagnosis->kind == LM_DX_UPSTREAM_UNMEASURED && diagnosis->unmeasured_count == 0;
  lm_say(to, view->lang, nothing_upstream ? W_DX_NOTHING_UPSTREAM : row->sentence, lm_strbuf_text(&names), NULL, NULL, NULL);
  if (row->tell_unmeasured && diagnosis->unmeasured_count > 0) {
    char count[24];
    snprintf(count, sizeof count, "%zu", diagnosis->unmeasured_count);
    lm_say(to, view->lang, W_DX_ALSO_UNMEASURED, count, NULL, NULL, NULL);
  }
  if (names.failed) to->failed = true;
  lm_strbuf_clear(&names);
}

static bool target_document(const lm_document *document, const char *file) {
  return !file || !document->file || strcmp(document->file, file) == 0;
}

/* `file`: only documents of that name; NULL: all. */
static bool targets_say(const lm_assessment *assessment, const char *file, bool illustration) {
  const lm_targets *targets = lm_assessment_targets(assessment);
  for (size_t i = 0; targets && i < lm_targets_document_count(targets); i++) {
    const lm_document *document = lm_targets_document(targets, i);
    if (target_document(document, file) && (illustration ? document->illustration : document->fictional)) return true;
  }
  return false;
}

bool lm_is_fictional(const lm_assessment *assessment) {
  const lm_panel *panel = lm_assessment_panel(assessment);
  for (size_t i = 0; panel && i < lm_panel_document_count(panel); i++)
    if (lm_panel_document(panel, i)->fictional) return true;
  return targets_say(assessment, NULL, false);
}

bool lm_is_illustration(const lm_assessment *assessment) {
  return targets_say(assessment, NULL, true);
}

bool lm_record_is_illustration(const lm_assessment *assessment, const lm_record *record) {
  return record->target_of && targets_say(assessment, record->target_of->place.file, true);
}

void lm_add_notice(lm_strbuf *to, const lm_assessment *assessment, lm_lang lang) {
  bool fictional = lm_is_fictional(assessment), illustration = lm_is_illustration(assessment);
  if (fictional) lm_strbuf_add(to, lm_word_in(W_FICTIONAL, lang));
  if (fictional && illustration) lm_strbuf_add(to, " ");
  if (illustration) lm_strbuf_add(to, lm_word_in(W_ILLUSTRATION, lang));
}
