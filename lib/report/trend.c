/* trend.c: the statistics of series. One function per table lists its columns; CSV and JSON both come from it. */
#include "fields.h"
#include "figure.h"
#include "table.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const table_word[LM_TREND_TABLE_COUNT] = {
    [LM_TREND_ALL] = "all",           [LM_TREND_OLS] = "ols", [LM_TREND_OLS_FORECAST] = "ols_forecast",
    [LM_TREND_WLS] = "wls",           [LM_TREND_WLS_FORECAST] = "wls_forecast", [LM_TREND_SEN] = "sen",
    [LM_TREND_SEN_FORECAST] = "sen_forecast", [LM_TREND_MK] = "mk", [LM_TREND_XMR] = "xmr",
};

const char *lm_trend_table_word(lm_trend_table table) { return table < LM_TREND_TABLE_COUNT ? table_word[table] : NULL; }

bool lm_trend_table_parse(lm_trend_table *out, const char *word) {
  for (int i = 0; i < LM_TREND_TABLE_COUNT; i++) {
    if (strcmp(table_word[i], word) != 0) continue;
    *out = (lm_trend_table)i;
    return true;
  }
  return false;
}

/* Where columns go; `prefix` is put before their names where several tables share a row. */
typedef struct columns {
  lm_fields *fields;
  const char *prefix;
  char name[64];
} columns;

static const char *named(columns *c, const char *name) {
  if (!c->prefix) return name;
  snprintf(c->name, sizeof c->name, "%s_%s", c->prefix, name);
  return c->name;
}

static void put(columns *c, const char *name, double value) { lm_field_number(c->fields, named(c, name), value); }
static void put_whole(columns *c, const char *name, int64_t value) { lm_field_whole(c->fields, named(c, name), value); }
static void put_text(columns *c, const char *name, const char *text) { lm_field_text(c->fields, named(c, name), text); }

/* ---- the tables ---- */

static void line_columns(columns *c, const lm_ols *l, const lm_interval *slope) {
  put_whole(c, "n", (int64_t)l->n);
  put(c, "df", l->df);
  put_text(c, "status", lm_fit_state_name(l->state));
  put(c, "mean_t", l->mean_t);
  put(c, "mean_y", l->mean_y);
  put(c, "slope", l->slope);
  put(c, "intercept", l->intercept);
  put(c, "se_slope", l->se_slope);
  put(c, "se_intercept", l->se_intercept);
  put(c, "sigma", l->sigma);
  put(c, "sse", l->sse);
  put(c, "r2", l->r2);
  put(c, "adj_r2", l->adj_r2);
  put(c, "t_slope", l->t_stat);
  put(c, "p_slope", l->p_value);
  put(c, "slope_lo95", slope->lower);
  put(c, "slope_hi95", slope->upper);
}

static void ols_columns(columns *c, const lm_series_summary *s) { line_columns(c, &s->line, &s->line_slope); }

static void wls_columns(columns *c, const lm_series_summary *s) {
  static const lm_ols none = {.state = LM_FIT_NO_DATA};
  static const lm_interval unknown = {0};
  if (s->w || c->fields->names) line_columns(c, s->w ? &s->weighted.line : &none, s->w ? &s->weighted_slope : &unknown);
  else
    for (int i = 0; i < 17; i++) lm_field_absent(c->fields, "");
}

static void sen_columns(columns *c, const lm_series_summary *s) {
  static const char *const rule[] = {"gilbert", "round", "clamp", "continuity"};
  static const int percent[] = {80, 90, 95};
  char name[32];
  put_whole(c, "n", (int64_t)s->sen.n);
  put_text(c, "status", lm_fit_state_name(s->sen.state));
  put_whole(c, "npairs", (int64_t)s->sen.pairs);
  put(c, "slope", s->sen.slope);
  put(c, "intercept_medians", s->sen.intercept_medians);
  put(c, "intercept_residuals", s->sen.intercept_residuals);
  for (size_t i = 0; i < LM_SUMMARY_LEVELS; i++) {
    const lm_sen_levels *at = &s->sen_at[i];
    const double ranks[] = {at->c, at->m1, at->m2};
    static const char *const rank[] = {"C", "M1", "M2p1"};
    for (size_t k = 0; k < 3; k++) {
      snprintf(name, sizeof name, "%s_%d", rank[k], percent[i]);
      put(c, name, ranks[k]);
    }
    for (size_t k = 0; k < sizeof rule / sizeof *rule; k++) {
      snprintf(name, sizeof name, "%s_lo_%d", rule[k], percent[i]);
      put(c, name, at->by[k].lower);
      snprintf(name, sizeof name, "%s_hi_%d", rule[k], percent[i]);
      put(c, name, at->by[k].upper);
    }
  }
}

static void mk_columns(columns *c, const lm_series_summary *s) {
  const lm_mk *mk = &s->mk;
  lm_strbuf ties = {0};
  for (size_t i = 0; i < s->ties; i++) lm_strbuf_addf(&ties, i ? ";%zu" : "%zu", s->tie[i]);
  put_whole(c, "n", (int64_t)mk->n);
  put_text(c, "status", lm_fit_state_name(mk->state));
  put_text(c, "tie_groups", s->ties ? lm_strbuf_text(&ties) : "none");
  put_whole(c, "S", mk->s);
  put(c, "var_s", mk->var_s);
  put(c, "var_s_noties", s->var_s_no_ties);
  put(c, "z_cc", mk->z);
  put(c, "p_norm_cc", mk->p_normal);
  put(c, "z_nocc", mk->z_plain);
  put(c, "p_norm_nocc", mk->p_normal_plain);
  put(c, "p_exact", mk->p_exact);
  put(c, "p", mk->p);
  put(c, "tau_a", mk->tau_a);
  put(c, "tau_b", mk->tau_b);
  lm_strbuf_clear(&ties);
}

/* "2016;2017" of the points with a flag, in the order of time (series are given so), or "none". */
static void put_flagged(columns *c, const char *name, const lm_series_summary *s, unsigned char flag) {
  lm_strbuf years = {0};
  for (size_t i = 0; i < s->n; i++) {
    if (!(s->flags[i] & flag)) continue;
    if (years.length) lm_strbuf_add(&years, ";");
    lm_add_year(&years, s->t[i]);
  }
  put_text(c, name, years.length ? lm_strbuf_text(&years) : "none");
  lm_strbuf_clear(&years);
}

static void xmr_columns(columns *c, const lm_series_summary *s) {
  const lm_xmr *x = &s->xmr;
  put_whole(c, "n", (int64_t)x->n);
  put_text(c, "status", lm_fit_state_name(x->state));
  put(c, "mean", x->mean);
  put(c, "mr_bar", x->mr_mean);
  put(c, "lnpl", x->lower);
  put(c, "unpl", x->upper);
  put(c, "url", x->url);
  put_whole(c, "n_outside", (int64_t)x->n_outside);
  put_flagged(c, "outside_t", s, LM_XMR_OUTSIDE);
  put_flagged(c, "mr_over_url_t", s, LM_XMR_RANGE);
  put(c, "sigma_1_128", x->sigma_1128);
  put(c, "lcl_1_128", x->lower_1128);
  put(c, "ucl_1_128", x->upper_1128);
  put(c, "lcl_d2exact", x->lower_d2);
  put(c, "ucl_d2exact", x->upper_d2);
  put(c, "mr_median", x->mr_median);
  put(c, "lnpl_median", x->lower_median);
  put(c, "unpl_median", x->upper_median);
}

static void prediction_columns(columns *c, const lm_prediction *p) {
  put(c, "fit", p->fit);
  put(c, "se_mean", p->se_mean);
  put(c, "se_pred", p->se_pred);
  put(c, "ci_lo", p->mean.lower);
  put(c, "ci_hi", p->mean.upper);
  put(c, "pi_lo", p->obs.lower);
  put(c, "pi_hi", p->obs.upper);
}

/* Row `i` of a forecast table; false beyond the last. */
static bool ols_forecast_row(columns *c, const lm_series_summary *s, size_t i) {
  if (i >= s->forecasts * LM_SUMMARY_LEVELS) return false;
  const lm_summary_forecast *f = &s->forecast[i / LM_SUMMARY_LEVELS];
  put(c, "t0", f->t0);
  put(c, "level", lm_summary_forecast_level(i % LM_SUMMARY_LEVELS));
  prediction_columns(c, &f->line[i % LM_SUMMARY_LEVELS]);
  return true;
}

static bool wls_forecast_row(columns *c, const lm_series_summary *s, size_t i) {
  if (!s->w || i >= s->forecasts * 2 * LM_SUMMARY_LEVELS) return false;
  const lm_summary_forecast *f = &s->forecast[i / (2 * LM_SUMMARY_LEVELS)];
  size_t weight = i / LM_SUMMARY_LEVELS % 2, level = i % LM_SUMMARY_LEVELS;
  put(c, "t0", f->t0);
  put(c, "w0", weight ? s->mean_w : 1);
  put(c, "level", lm_summary_forecast_level(level));
  prediction_columns(c, &f->weighted[weight][level]);
  return true;
}

static bool sen_forecast_row(columns *c, const lm_series_summary *s, size_t i) {
  if (i >= s->forecasts) return false;
  put(c, "t0", s->forecast[i].t0);
  put(c, "fit_medians", s->forecast[i].sen_medians);
  put(c, "fit_residuals", s->forecast[i].sen_residuals);
  return true;
}

/* A table has one row per series, or `row` rows. */
static const struct {
  lm_trend_table table;
  void (*once)(columns *c, const lm_series_summary *s);
  bool (*row)(columns *c, const lm_series_summary *s, size_t i);
} tables[] = {
    {LM_TREND_OLS, ols_columns, NULL},           {LM_TREND_WLS, wls_columns, NULL},
    {LM_TREND_SEN, sen_columns, NULL},           {LM_TREND_MK, mk_columns, NULL},
    {LM_TREND_XMR, xmr_columns, NULL},           {LM_TREND_OLS_FORECAST, NULL, ols_forecast_row},
    {LM_TREND_WLS_FORECAST, NULL, wls_forecast_row}, {LM_TREND_SEN_FORECAST, NULL, sen_forecast_row},
};
#define TABLES (sizeof tables / sizeof *tables)

/* ---- JSON ---- */

static void series_json(lm_json *json, const lm_series_summary *s) {
  lm_fields fields = {.json = json};
  columns c = {.fields = &fields};
  lm_json_object(json, NULL);
  lm_json_text(json, "id", s->id);
  lm_json_whole(json, "n", (int64_t)s->n);
  lm_json_number(json, "first", s->first);
  lm_json_number(json, "last", s->last);
  for (size_t i = 0; i < TABLES; i++) {
    const char *name = table_word[tables[i].table];
    bool weights = tables[i].table == LM_TREND_WLS || tables[i].table == LM_TREND_WLS_FORECAST;
    if (weights && !s->w) {
      lm_json_null(json, name);
    } else if (tables[i].once) {
      lm_json_object(json, name);
      tables[i].once(&c, s);
      lm_json_close(json);
    } else {
      lm_json_array(json, name);
      size_t rows = s->forecasts * (tables[i].row == sen_forecast_row ? 1u : tables[i].row == ols_forecast_row ? 3u : 6u);
      for (size_t k = 0; k < rows; k++) {
        lm_json_object(json, NULL);
        tables[i].row(&c, s, k);
        lm_json_close(json);
      }
      lm_json_close(json);
    }
  }
  lm_json_close(json);
}

static void write_json(lm_sink *sink, const lm_series_summary *series, size_t count) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_json_array(&json, "series");
  for (size_t i = 0; i < count; i++) series_json(&json, &series[i]);
  lm_json_close(&json);
  lm_json_close(&json);
}

/* ---- CSV ---- */

static void wide_row(lm_fields *fields, const lm_series_summary *s) {
  lm_field_text(fields, "id", s->id);
  lm_field_whole(fields, "n", (int64_t)s->n);
  lm_field_number(fields, "first", s->first);
  lm_field_number(fields, "last", s->last);
  for (size_t i = 0; i < TABLES; i++) {
    columns c = {.fields = fields, .prefix = table_word[tables[i].table]};
    if (tables[i].once) tables[i].once(&c, s);
  }
  lm_csv_end_row(fields->csv);
}

static void table_rows(lm_fields *fields, size_t which, const lm_series_summary *s) {
  columns c = {.fields = fields};
  if (tables[which].table == LM_TREND_WLS && !s->w && !fields->names) return;
  if (tables[which].once) {
    lm_field_text(fields, "id", s->id);
    tables[which].once(&c, s);
    lm_csv_end_row(fields->csv);
    return;
  }
  size_t rows = fields->names ? 1 : s->forecasts * (tables[which].row == sen_forecast_row ? 1u : tables[which].row == ols_forecast_row ? 3u : s->w ? 6u : 0u);
  for (size_t i = 0; i < rows; i++) {
    lm_field_text(fields, "id", s->id);
    tables[which].row(&c, s, i);
    lm_csv_end_row(fields->csv);
  }
}

static void write_csv(lm_sink *sink, const lm_series_summary *series, size_t count, lm_trend_table table, bool excel) {
  static const double one = 1;
  lm_csv csv = lm_csv_to(sink, excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_series_summary heading = {.id = "", .w = &one, .forecasts = 1};
  size_t which = 0;
  while (which < TABLES && tables[which].table != table) which++;
  for (size_t i = 0; i <= count; i++) {
    const lm_series_summary *s = i == 0 ? &heading : &series[i - 1];
    fields.names = i == 0;
    if (table == LM_TREND_ALL) wide_row(&fields, s);
    else table_rows(&fields, which, s);
  }
}

/* ---- text ---- */

enum { ID, N, YEARS, SEN, SEN_RANGE, OLS, TAU, P, COLUMNS };

static void text_row(lm_table *table, const lm_series_summary *s) {
  lm_strbuf cell[COLUMNS] = {{0}};
  const char *text[COLUMNS];
  lm_strbuf_add(&cell[ID], s->id);
  lm_strbuf_addf(&cell[N], "%zu", s->n);
  lm_add_year(&cell[YEARS], s->first);
  lm_strbuf_add(&cell[YEARS], "–");
  lm_add_year(&cell[YEARS], s->last);
  lm_add_signed_figure(&cell[SEN], s->sen.slope);
  lm_add_range(&cell[SEN_RANGE], s->sen_at[0].by[LM_SEN_CONTINUITY]);
  lm_add_signed_figure(&cell[OLS], s->line.slope);
  lm_add_figure(&cell[TAU], s->mk.tau_b);
  lm_add_p(&cell[P], s->mk.p);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&cell[i]);
    table->failed = table->failed || cell[i].failed;
  }
  lm_table_row(table, text, COLUMNS, LM_PLAIN);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&cell[i]);
}

static void text_forecast(lm_table *table, const lm_series_summary *s, lm_lang lang) {
  lm_strbuf line = {0};
  for (size_t i = 0; i < s->forecasts; i++) {
    const lm_summary_forecast *f = &s->forecast[i];
    if (i > 0) lm_strbuf_add(&line, lm_word_in(W_BETWEEN, lang));
    lm_add_year(&line, f->t0);
    lm_strbuf_add(&line, ": ");
    lm_add_figure(&line, f->sen_medians);
    if (!f->line[1].obs.known) continue;
    lm_strbuf_add(&line, " (");
    lm_add_range(&line, f->line[1].obs);
    lm_strbuf_add(&line, ")");
  }
  if (s->forecasts) lm_table_span(table, 4, lm_word_in(W_FORECAST, lang), lm_strbuf_text(&line), LM_PLAIN);
  table->failed = table->failed || line.failed;
  lm_strbuf_clear(&line);
}

static void text_limits(lm_table *table, const lm_series_summary *s, lm_lang lang) {
  lm_strbuf line = {0};
  const lm_interval limits = {s->xmr.lower, s->xmr.upper, !isnan(s->xmr.lower)};
  if (limits.known) {
    lm_add_range(&line, limits);
    for (size_t i = 0, shown = 0; i < s->n; i++) {
      if (!(s->flags[i] & LM_XMR_OUTSIDE)) continue;
      lm_strbuf_add(&line, shown++ ? " " : lm_word_in(W_OUTSIDE_LIMITS, lang));
      lm_add_year(&line, s->t[i]);
    }
    lm_table_span(table, 4, lm_word_in(W_LIMITS, lang), lm_strbuf_text(&line), LM_PLAIN);
  }
  table->failed = table->failed || line.failed;
  lm_strbuf_clear(&line);
}

static void write_text(lm_sink *sink, const lm_series_summary *series, size_t count, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_table_column column[COLUMNS] = {
      [ID] = {"id", LM_LEFT, true},
      [N] = {"n", LM_RIGHT, false},
      [YEARS] = {lm_word_in(W_COL_YEARS, lang), LM_LEFT, false},
      [SEN] = {"Theil–Sen", LM_RIGHT, false},
      [SEN_RANGE] = {lm_word_in(W_COL_RANGE_80, lang), LM_LEFT, false},
      [OLS] = {lm_word_in(W_COL_OLS, lang), LM_RIGHT, false},
      [TAU] = {"tau b", LM_RIGHT, false},
      [P] = {"p", LM_RIGHT, false},
  };
  lm_table table = lm_table_new(view, column, COLUMNS);
  for (size_t i = 0; i < count; i++) {
    text_row(&table, &series[i]);
    text_forecast(&table, &series[i], lang);
    text_limits(&table, &series[i], lang);
  }
  lm_table_write(&table, sink);
  lm_table_free(&table);
  lm_sink_put(sink, "\n");
  lm_flow(sink, view, "", lm_word_in(W_TREND_LEGEND, lang));
}

lm_status lm_write_trend(lm_sink *sink, const lm_series_summary *series, size_t count, lm_trend_table table, const lm_view *view) {
  if (view->format == LM_FORMAT_TEXT) write_text(sink, series, count, view);
  else if (view->format == LM_FORMAT_JSON) write_json(sink, series, count);
  else if (view->format == LM_FORMAT_CSV) write_csv(sink, series, count, table, view->excel);
  else return LM_EINVAL;
  return LM_OK;
}
