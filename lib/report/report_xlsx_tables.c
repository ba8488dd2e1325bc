/* report_xlsx_tables.c: the tables of the report's workbook: verdicts, indicators by tier, values, missing data, links. */
#include "digits.h"
#include "figure.h"
#include "report_xlsx.h"

#include <math.h>
#include <stdlib.h>

#define COLUMNS(column) (sizeof(column) / sizeof *(column))

static void put_reasons(lm_xlsx_table *t, uint64_t reasons) {
  lm_strbuf text = {0};
  lm_add_reasons(&text, reasons, t->book->page->lang);
  lm_xlsx_buffer(t, &text);
}

static void put_node(lm_xlsx_table *t, lm_node node) {
  lm_strbuf text = {0};
  const lm_view whole = {.lang = t->book->page->lang, .all = true};
  lm_add_node_name(&text, t->book->page->model, node, LM_LABEL_SHORT, &whole);
  lm_xlsx_buffer(t, &text);
}

static const lm_indicator *about(const lm_book *b, lm_node indicator) {
  return lm_model_node(b->page->model, indicator)->indicator;
}

/* A number as the indicator has them. */
static void put_value(lm_xlsx_table *t, lm_node indicator, double value) {
  lm_xlsx_number(t, value, lm_digits_given(about(t->book, indicator), value));
}

static void put_change(lm_xlsx_table *t, lm_node indicator, double value) {
  lm_xlsx_number(t, value, lm_digits_change(about(t->book, indicator), value));
}

static void put_ratio(lm_xlsx_table *t, double ratio) {
  lm_xlsx_number(t, ratio, isnan(ratio) ? 0 : lm_digits_ratio(ratio));
}

static bool is_met(const lm_record *r) {
  return r->point_status == LM_ACHIEVED || r->point_status == LM_ACHIEVED_SLIPPING;
}

/* Latest value, unit, period, target, gap, pace, chance, evidence: where a record stands. */
static void put_standing(lm_xlsx_table *t, const lm_record *r) {
  const lm_page *page = t->book->page;
  const lm_digits digits = lm_digits_of(page->model, r);
  lm_xlsx_number(t, r->last_value, digits.last);
  lm_xlsx_text(t, lm_unit_of(page->model, r->indicator, page->lang));
  lm_xlsx_period(t, r->has_last, r->last_period);
  lm_xlsx_number(t, r->target, digits.target);
  lm_xlsx_number(t, r->gap, lm_digits_apart(lm_digits_given(about(t->book, r->indicator), r->gap), r->gap, 0));
  put_ratio(t, r->pace_ratio);
  lm_xlsx_chance(t, r->p_reach);
  lm_xlsx_word(t, lm_word_evidence(r->evidence));
}

/* ---- verdicts ---- */

static void put_nothing(lm_xlsx_table *t, int cells) {
  for (int i = 0; i < cells; i++) lm_xlsx_text(t, "");
}

static void put_outcome(lm_xlsx_table *t, const lm_rollup *rollup) {
  const lm_page *page = t->book->page;
  const lm_record *worst = rollup->worst;
  char tier_name[48];
  lm_strbuf diagnosis = {0};
  lm_xlsx_verdict(t, rollup->status);
  lm_xlsx_text(t, lm_rollup_letter(rollup));
  put_node(t, rollup->node);
  lm_xlsx_text(t, lm_tier_in(page->model, rollup->tier, page->view, tier_name, sizeof tier_name));
  lm_xlsx_count(t, rollup->assessed);
  lm_xlsx_count(t, rollup->indicators);
  if (worst) {
    lm_xlsx_text(t, lm_label_of(page->model, worst->indicator, page->lang));
    put_standing(t, worst);
    put_reasons(t, worst->reasons);
  } else {
    put_nothing(t, 9);
    lm_xlsx_word(t, rollup->indicators == 0 ? W_WITHOUT_INDICATOR : W_UNDER_HALF);
  }
  lm_add_diagnosis(&diagnosis, page->model, &rollup->diagnosis, page->view);
  lm_xlsx_buffer(t, &diagnosis);
  lm_xlsx_end_row(t);
}

void lm_xlsx_verdicts(lm_book *b) {
  static const lm_xlsx_column column[] = {
      {W_COL_VERDICT, NULL, 19},       {W_BOOK_COL_LETTER, NULL, 6}, {W_COL_OUTCOME, NULL, 44},       {W_COL_TIER, NULL, 7},
      {W_BOOK_COL_JUDGED, NULL, 9},    {W_BOOK_COL_OF, NULL, 9},     {W_BOOK_COL_WORST, NULL, 30},    {W_COL_LAST, NULL, 10},
      {W_BOOK_COL_UNIT, NULL, 8},      {W_COL_PERIOD, NULL, 10},     {W_COL_TARGET, NULL, 10},        {W_BOOK_COL_GAP, NULL, 10},
      {W_COL_PACE, NULL, 8},           {W_COL_CHANCE, NULL, 8},      {W_COL_EVIDENCE, NULL, 8},       {W_BOOK_COL_REASONS, NULL, 34},
      {W_BOOK_COL_DIAGNOSIS, NULL, 44},
  };
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_VERDICTS, W_BOOK_VERDICTS_NOTE, column, COLUMNS(column), 3, 1);
  for (size_t i = 0; i < lm_assessment_rollup_count(b->page->assessment); i++) {
    const lm_rollup *rollup = lm_assessment_rollup(b->page->assessment, i);
    if (lm_model_node(b->page->model, rollup->node)->kind == LM_OUTCOME) put_outcome(&t, rollup);
  }
}

/* ---- indicators by tier ---- */

static void put_identity(lm_xlsx_table *t, const lm_record *r) {
  const lm_page *page = t->book->page;
  const lm_node_info *info = lm_model_node(page->model, r->indicator);
  char day[48], tier_name[48];
  const lm_tier *tier = lm_model_tier(page->model, r->tier);
  lm_xlsx_as(t, LM_CELL_LOOK_NAME, lm_text_in(&info->label, page->lang));
  lm_xlsx_text(t, lm_tier_in(page->model, r->tier, page->view, tier_name, sizeof tier_name));
  lm_xlsx_verdict(t, r->status);
  lm_xlsx_text(t, r->letter);
  lm_xlsx_text(t, tier ? lm_period_in((lm_period){LM_DAY, tier->due}, page->view, day, sizeof day) : "");
  lm_xlsx_word(t, lm_word_direction(info->indicator->direction));
}

static void put_targets(lm_xlsx_table *t, const lm_record *r) {
  const lm_target *target = r->target_of;
  lm_xlsx_period(t, r->has_baseline, r->baseline_period);
  put_value(t, r->indicator, r->baseline);
  put_value(t, r->indicator, target ? target->lower : (double)NAN);
  put_value(t, r->indicator, target ? target->upper : (double)NAN);
  if (target && target->kind == LM_TARGET_IMPROVE)
    lm_xlsx_text(t, lm_target_kind_in(LM_TARGET_IMPROVE, t->book->page->lang));
  else
    lm_xlsx_text(t, target ? target->text : NULL);
  lm_xlsx_share(t, r->achievement);
  lm_xlsx_share(t, r->elapsed);
  put_change(t, r->indicator, r->line_gap);
}

static void put_trend(lm_xlsx_table *t, const lm_record *r) {
  const lm_digits digits = lm_digits_of(t->book->page->model, r);
  lm_xlsx_number(t, r->slope, digits.slope);
  lm_xlsx_number(t, r->slope_lo, digits.slope);
  lm_xlsx_number(t, r->slope_hi, digits.slope);
  lm_xlsx_number(t, r->trend_p, 3);
  if (is_met(r))
    lm_xlsx_text(t, "");
  else
    lm_xlsx_number(t, r->needed_per_year, digits.needed);
}

static void put_outlook(lm_xlsx_table *t, const lm_record *r) {
  const double edge[] = {r->pi50_lo, r->pi50_hi, r->pi80_lo, r->pi80_hi, r->pi95_lo, r->pi95_hi};
  const lm_indicator *of = about(t->book, r->indicator);
  lm_xlsx_number(t, r->projected, lm_digits_of(t->book->page->model, r).projected);
  for (size_t i = 0; i < COLUMNS(edge); i++) lm_xlsx_number(t, edge[i], lm_digits_usual(of, edge[i]));
}

static void add_flips(lm_strbuf *to, const lm_record *r, const lm_view *view) {
  char period[48];
  for (size_t i = 0; i < r->flips; i++)
    lm_strbuf_addf(to, "%s%s", i > 0 ? lm_word_in(W_LIST, view->lang) : "", lm_period_in(r->flip[i], view, period, sizeof period));
}

static void put_sureness(lm_xlsx_table *t, const lm_record *r) {
  lm_cross_check check = {0};
  lm_strbuf flips = {0};
  t->book->failed |= lm_cross_check_of(&check, t->book->page->assessment, r, NULL) != LM_OK;
  lm_xlsx_verdict(t, r->point_status);
  lm_xlsx_count(t, check.agree);
  lm_xlsx_count(t, check.counted);
  lm_xlsx_share(t, r->stability);
  add_flips(&flips, r, t->book->page->view);
  lm_xlsx_buffer(t, &flips);
  put_change(t, r->indicator, r->detectable);
  lm_xlsx_count(t, r->n);
  lm_xlsx_count(t, r->suppressed);
}

/* Rounded towards the target, as everywhere: who gets there must not fall short by the rounding. More decimals do the same in a number. */
static void put_next(lm_xlsx_table *t, const lm_record *r) {
  lm_xlsx_period(t, r->has_next, r->next_period);
  put_change(t, r->indicator, r->has_next ? r->next_value_line : (double)NAN);
  put_change(t, r->indicator, r->has_next ? r->next_value_pace : (double)NAN);
}

void lm_xlsx_indicators(lm_book *b) {
  static const lm_xlsx_column column[] = {
      {W_COL_INDICATOR, NULL, 34},         {W_COL_TIER, NULL, 7},           {W_COL_VERDICT, NULL, 19},         {W_BOOK_COL_LETTER, NULL, 6},
      {W_BOOK_COL_DUE, NULL, 11},          {W_BOOK_COL_DIRECTION, NULL, 12}, {W_COL_LAST, NULL, 10},            {W_BOOK_COL_UNIT, NULL, 8},
      {W_COL_PERIOD, NULL, 10},            {W_COL_TARGET, NULL, 10},        {W_BOOK_COL_GAP, NULL, 10},        {W_COL_PACE, NULL, 8},
      {W_COL_CHANCE, NULL, 8},             {W_COL_EVIDENCE, NULL, 8},       {W_BOOK_COL_REASONS, NULL, 36},    {W_BOOK_COL_BASELINE_PERIOD, NULL, 10},
      {W_BOOK_COL_BASELINE, NULL, 10},     {W_BOOK_COL_LOWER, NULL, 9},     {W_BOOK_COL_UPPER, NULL, 9},       {W_BOOK_COL_TEXT_TARGET, NULL, 18},
      {W_COL_ACHIEVEMENT, NULL, 9},        {W_BOOK_COL_ELAPSED, NULL, 9},   {W_BOOK_COL_LINE_GAP, NULL, 10},   {W_BOOK_COL_SLOPE, NULL, 9},
      {W_BOOK_COL_SLOPE_LO, NULL, 9},      {W_BOOK_COL_SLOPE_HI, NULL, 9},  {W_BOOK_COL_P, NULL, 9},           {W_COL_NEEDED, NULL, 9},
      {W_BOOK_COL_PROJECTED, NULL, 10},    {W_BOOK_COL_50_LO, NULL, 9},     {W_BOOK_COL_50_HI, NULL, 9},       {W_BOOK_COL_80_LO, NULL, 9},
      {W_BOOK_COL_80_HI, NULL, 9},         {W_BOOK_COL_95_LO, NULL, 9},     {W_BOOK_COL_95_HI, NULL, 9},       {W_BOOK_COL_POINT, NULL, 19},
      {W_BOOK_COL_AGREE, NULL, 9},         {W_BOOK_COL_RULES, NULL, 9},     {W_PAGE_COL_STABILITY, NULL, 8},   {W_BOOK_COL_FLIPS, NULL, 14},
      {W_BOOK_COL_DETECTABLE, NULL, 10},   {W_BOOK_COL_COUNT, NULL, 8},     {W_BOOK_COL_MASKED, NULL, 8},      {W_BOOK_COL_NEXT, NULL, 10},
      {W_BOOK_COL_NEXT_LINE, NULL, 10},    {W_BOOK_COL_NEXT_PACE, NULL, 10},
  };
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_INDICATORS, W_BOOK_INDICATORS_NOTE, column, COLUMNS(column), 2, 3);
  for (size_t i = 0; i < lm_assessment_count(b->page->assessment); i++) {
    const lm_record *r = lm_assessment_at(b->page->assessment, i);
    put_identity(&t, r);
    put_standing(&t, r);
    put_reasons(&t, r->reasons);
    put_targets(&t, r);
    put_trend(&t, r);
    put_outlook(&t, r);
    put_sureness(&t, r);
    put_next(&t, r);
    lm_xlsx_end_row(&t);
  }
}

/* ---- values ---- */

typedef struct period_column {
  lm_period period;
  size_t of_kind; /* observations of periods of its kind */
} period_column;

typedef struct periods {
  period_column *item;
  size_t count;
} periods;

/* Those of a kind together, the commonest kind first: most series are of one. */
static int compare_periods(const void *a, const void *b) {
  const period_column *x = a, *y = b;
  if (x->of_kind != y->of_kind) return x->of_kind > y->of_kind ? -1 : 1;
  if (x->period.kind != y->period.kind) return x->period.kind < y->period.kind ? -1 : 1;
  return lm_period_compare(x->period, y->period);
}

static bool of_area(const lm_page *page, const lm_series *series) {
  return series->area == page->area;
}

static size_t of_kind(const lm_page *page, lm_period_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < lm_panel_series_count(page->panel); i++) {
    const lm_series *s = lm_panel_series(page->panel, i);
    if (of_area(page, s) && s->kind == kind) count += s->count;
  }
  return count;
}

/* Every period that any series of the area has something for. */
static bool list_periods(periods *out, const lm_page *page) {
  const size_t series = page->panel ? lm_panel_series_count(page->panel) : 0;
  size_t room = 0, kept = 0;
  for (size_t i = 0; i < series; i++) room += lm_panel_series(page->panel, i)->count;
  *out = (periods){.item = calloc(room + 1, sizeof *out->item)};
  if (!out->item) return false;
  for (size_t i = 0; i < series; i++) {
    const lm_series *s = lm_panel_series(page->panel, i);
    for (size_t k = 0; k < s->count && of_area(page, s); k++) out->item[out->count++] = (period_column){s->obs[k].period, of_kind(page, s->kind)};
  }
  qsort(out->item, out->count, sizeof *out->item, compare_periods);
  for (size_t i = 0; i < out->count; i++)
    if (kept == 0 || lm_period_compare(out->item[i].period, out->item[kept - 1].period) != 0) out->item[kept++] = out->item[i];
  out->count = kept;
  return true;
}

static void put_missing(lm_xlsx_table *t, lm_node indicator, const lm_obs *obs) {
  const lm_page *page = t->book->page;
  lm_strbuf text = {0}, low = {0}, high = {0};
  lm_strbuf_add(&text, lm_missing_in(obs->missing, page->lang));
  lm_add_value(&low, page->model, indicator, obs->lower, 0, page->lang);
  lm_add_value(&high, page->model, indicator, obs->upper, 0, page->lang);
  if (low.length > 0 && high.length > 0) {
    lm_strbuf_add(&text, " ");
    lm_say(&text, page->lang, W_RANGE, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  }
  lm_xlsx_as(t, LM_CELL_LOOK_ABSENT, lm_strbuf_text(&text));
  t->book->failed |= text.failed || low.failed || high.failed;
  lm_strbuf_clear(&text);
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
}

static void put_observation(lm_xlsx_table *t, const lm_series *s, const lm_obs *obs) {
  if (!obs)
    lm_xlsx_text(t, "");
  else if (obs->missing == LM_PRESENT)
    lm_xlsx_number(t, obs->value, lm_digits_observed(t->book->page->assessment, s->indicator, s->area, obs->value));
  else
    put_missing(t, s->indicator, obs);
}

static void put_series(lm_xlsx_table *t, const lm_series *s, const periods *all) {
  const lm_page *page = t->book->page;
  lm_xlsx_as(t, LM_CELL_LOOK_NAME, lm_label_of(page->model, s->indicator, page->lang));
  lm_xlsx_text(t, lm_unit_of(page->model, s->indicator, page->lang));
  lm_xlsx_word(t, lm_word_period(s->kind));
  for (size_t i = 0, k = 0; i < all->count; i++) {
    const bool here = k < s->count && lm_period_compare(s->obs[k].period, all->item[i].period) == 0;
    put_observation(t, s, here ? &s->obs[k++] : NULL);
  }
  lm_xlsx_end_row(t);
}

typedef struct period_name {
  char text[48];
} period_name;

void lm_xlsx_values(lm_book *b) {
  enum { FIXED = 3, PERIODS_ON_PAGE = 16 };
  const lm_page *page = b->page;
  periods all = {0};
  b->failed |= !list_periods(&all, page);
  period_name *name = calloc(all.count + 1, sizeof *name);
  lm_xlsx_column *column = calloc(all.count + FIXED, sizeof *column);
  b->failed |= !name || !column;
  if (!b->failed) {
    column[0] = (lm_xlsx_column){W_COL_INDICATOR, NULL, 44};
    column[1] = (lm_xlsx_column){W_BOOK_COL_UNIT, NULL, 9};
    column[2] = (lm_xlsx_column){W_BOOK_COL_KIND, NULL, 9};
    for (size_t i = 0; i < all.count; i++)
      column[FIXED + i] = (lm_xlsx_column){W_COL_PERIOD, lm_period_in(all.item[i].period, page->view, name[i].text, sizeof name[i].text), 11};
    const size_t pages = 1 + all.count / PERIODS_ON_PAGE;
    lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_VALUES, W_BOOK_VALUES_NOTE, column, FIXED + all.count, 1, (uint16_t)(pages < 99 ? pages : 99));
    for (size_t i = 0; page->panel && i < lm_panel_series_count(page->panel); i++)
      if (of_area(page, lm_panel_series(page->panel, i))) put_series(&t, lm_panel_series(page->panel, i), &all);
  }
  free(column);
  free(name);
  free(all.item);
}

/* ---- what is missing ---- */

void lm_xlsx_debts(lm_book *b) {
  static const lm_xlsx_column column[] = {{W_COL_INDICATOR, NULL, 56}, {W_PAGE_COL_WHY, NULL, 60}, {W_PAGE_COL_OPEN, NULL, 14}, {W_PAGE_COL_FURTHER, NULL, 12}};
  lm_debt *debt;
  size_t count;
  b->failed |= lm_assessment_debts(&debt, &count, b->page->assessment) != LM_OK;
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_DEBTS, count > 0 ? W_DEBT_LEGEND : lm_page_no_debts(b->page), column, COLUMNS(column), 1, 1);
  for (size_t i = 0; i < count && !b->failed; i++) {
    lm_xlsx_text(&t, lm_label_of(b->page->model, debt[i].indicator, b->page->lang));
    put_reasons(&t, debt[i].reasons);
    lm_xlsx_count(&t, debt[i].open);
    lm_xlsx_count(&t, debt[i].downstream);
    lm_xlsx_end_row(&t);
  }
  free(debt);
}

/* ---- links ---- */

static void put_end(lm_xlsx_table *t, lm_node node) {
  const lm_page *page = t->book->page;
  const lm_rollup *rollup = lm_assessment_rollup_of(page->assessment, node, page->area);
  lm_strbuf delivery = {0};
  put_node(t, node);
  if (rollup) {
    lm_xlsx_verdict(t, rollup->status);
    return;
  }
  lm_add_delivery(&delivery, page->assessment, node, page->area, page->lang);
  lm_xlsx_buffer(t, &delivery);
}

static void put_lag(lm_xlsx_table *t, const lm_link *link) {
  lm_strbuf text = {0}, low = {0}, high = {0};
  lm_add_figure(&low, link->lag_min);
  lm_add_figure(&high, link->lag_max);
  if (!isnan(link->lag_min) || !isnan(link->lag_max))
    lm_say(&text, t->book->page->lang, W_RANGE, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  t->book->failed |= low.failed || high.failed;
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
  lm_xlsx_buffer(t, &text);
}

static void put_link(lm_xlsx_table *t, const lm_link *link) {
  const lm_page *page = t->book->page;
  const lm_rollup *rollup = lm_assessment_rollup_of(page->assessment, link->to, page->area);
  lm_strbuf diagnosis = {0};
  put_end(t, link->from);
  put_end(t, link->to);
  lm_xlsx_word(t, lm_word_certainty(link->certainty));
  lm_xlsx_word(t, link->sign < 0 ? W_BOOK_LOWERS : W_BOOK_RAISES);
  put_lag(t, link);
  lm_xlsx_count(t, link->cite_count);
  if (rollup) lm_add_diagnosis(&diagnosis, page->model, &rollup->diagnosis, page->view);
  lm_xlsx_buffer(t, &diagnosis);
  lm_xlsx_end_row(t);
}

void lm_xlsx_links(lm_book *b) {
  static const lm_xlsx_column column[] = {
      {W_BOOK_COL_FROM_NODE, NULL, 44}, {W_BOOK_COL_FROM_VERDICT, NULL, 21}, {W_BOOK_COL_TO_NODE, NULL, 44}, {W_BOOK_COL_TO_VERDICT, NULL, 21},
      {W_BOOK_COL_CERTAINTY, NULL, 9},  {W_BOOK_COL_SIGN, NULL, 8},          {W_BOOK_COL_LAG, NULL, 12},     {W_BOOK_COL_CITES, NULL, 9},
      {W_BOOK_COL_DIAGNOSIS, NULL, 44},
  };
  lm_xlsx_table t = lm_xlsx_begin(b, W_BOOK_LINKS, W_BOOK_LINKS_NOTE, column, COLUMNS(column), 1, 1);
  for (size_t i = 0; i < lm_model_link_count(b->page->model); i++) {
    const lm_link *link = lm_model_link(b->page->model, i);
    if (link->type == LM_CONTRIBUTES_TO) put_link(&t, link);
  }
}
