/* assessment.c: one record per indicator, area and tier. */
#include "ordered.h"
#include "records.h"
#include "tables.h"

#include <logicmodel/judge.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- text: one table, a heading per indicator ---- */

enum { AREA, TIER, VERDICT, LAST, PERIOD, TARGET, ACHIEVEMENT, PACE, CHANCE, EVIDENCE, COLUMNS };

#define DETAIL 4 /* indentation of what stands under a row */

typedef struct sheet {
  const lm_assessment *assessment;
  const lm_model *model;
  const lm_view *view;
  lm_table table;
  lm_strbuf cell[COLUMNS];
  size_t first; /* AREA, or TIER when there is only one area, named above the table */
} sheet;

static void fill_cells(sheet *s, const lm_record *r) {
  const lm_lang lang = s->view->lang;
  char period[48];
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_reset(&s->cell[i]);
  lm_strbuf_add(&s->cell[AREA], lm_area_label(lm_assessment_areas(s->assessment), r->area, lang));
  lm_strbuf_add(&s->cell[TIER], lm_tier_in(s->model, r->tier, s->view, period, sizeof period));
  lm_add_verdict(&s->cell[VERDICT], r->status, lang);
  lm_strbuf_addf(&s->cell[VERDICT], " %s", r->letter);
  lm_add_last_number(&s->cell[LAST], s->model, r);
  if (r->has_last) lm_strbuf_add(&s->cell[PERIOD], lm_period_in(r->last_period, s->view, period, sizeof period));
  if (r->target_of && r->target_of->kind == LM_TARGET_IMPROVE)
    lm_strbuf_add(&s->cell[TARGET], lm_target_kind_in(LM_TARGET_IMPROVE, lang));
  else
    lm_add_goal_of(&s->cell[TARGET], s->model, r, false, lang);
  if (s->cell[TARGET].length == 0) lm_strbuf_add(&s->cell[TARGET], "–");
  lm_add_share(&s->cell[ACHIEVEMENT], r->achievement);
  lm_add_ratio(&s->cell[PACE], r->pace_ratio);
  lm_add_chance(&s->cell[CHANCE], r->p_reach);
  lm_strbuf_add(&s->cell[EVIDENCE], lm_word_in(lm_word_evidence(r->evidence), lang));
}

static void add_interval(lm_strbuf *to, const sheet *s, const lm_record *r, lm_word word, double lo, double hi) {
  lm_strbuf low = {0}, high = {0};
  lm_add_value(&low, s->model, r->indicator, lo, 0, s->view->lang);
  lm_add_value(&high, s->model, r->indicator, hi, 0, s->view->lang);
  if (low.length > 0 && high.length > 0)
    lm_say(to, s->view->lang, word, lm_strbuf_text(&low), lm_strbuf_text(&high), NULL, NULL);
  if (low.failed || high.failed) to->failed = true;
  lm_strbuf_clear(&low);
  lm_strbuf_clear(&high);
}

/* Behind parts that stand already. */
static void add_joint(lm_strbuf *to, const sheet *s) {
  if (to->length > 0) lm_strbuf_add(to, lm_word_in(W_BETWEEN, s->view->lang));
}

static void add_sentence(lm_strbuf *to, const sheet *s, lm_word word, const char *a0, const char *a1) {
  add_joint(to, s);
  lm_say(to, s->view->lang, word, a0, a1, NULL, NULL);
}

/* `word` with what stands in `part`, which is cleared; nothing when it is empty. */
static void add_part(lm_strbuf *to, const sheet *s, lm_word word, lm_strbuf *part) {
  if (part->length > 0) add_sentence(to, s, word, lm_strbuf_text(part), NULL);
  if (part->failed) to->failed = true;
  lm_strbuf_clear(part);
}

static void add_change(lm_strbuf *to, const sheet *s, const lm_record *r, lm_word word, double value) {
  lm_strbuf part = {0};
  lm_add_change(&part, s->model, r->indicator, value, s->view->lang);
  add_part(to, s, word, &part);
}

static void add_detail(sheet *s, lm_word first, lm_strbuf *line) {
  if (line->length > 0) lm_table_span(&s->table, DETAIL, lm_word_in(first, s->view->lang), lm_strbuf_text(line), LM_PLAIN);
  if (line->failed) s->table.failed = true;
  lm_strbuf_clear(line);
}

static void add_trend_line(sheet *s, const lm_record *r) {
  lm_strbuf line = {0}, needed = {0};
  lm_add_trend(&line, s->model, r, s->view->lang);
  lm_add_slope_interval(&line, s->model, r, W_INTERVAL_80, s->view->lang);
  if (r->slope_full < r->slope || r->slope_full > r->slope) add_change(&line, s, r, W_FULL_TREND, r->slope_full);
  lm_add_needed(&needed, s->model, r, s->view->lang);
  add_part(&line, s, W_NEEDED, &needed);
  add_detail(s, W_LINE_TREND, &line);
}

static void add_outlook_line(sheet *s, const lm_record *r) {
  lm_strbuf line = {0}, baseline = {0}, projected = {0};
  lm_add_projected(&projected, s->model, r, s->view->lang);
  add_part(&line, s, W_PROJECTED, &projected);
  add_interval(&line, s, r, W_INTERVAL_80, r->pi80_lo, r->pi80_hi);
  if (r->has_baseline) lm_add_value_at(&baseline, s->model, r->indicator, r->baseline, r->baseline_period, s->view);
  add_part(&line, s, W_BASELINE_IS, &baseline);
  add_detail(s, W_LINE_OUTLOOK, &line);
}

/* A value that is enough as it is printed: rounded towards the target. */
static void add_next_value(lm_strbuf *to, const sheet *s, const lm_record *r, double value) {
  if (!isnan(value)) lm_add_value_beyond(to, s->model, r->indicator, value, r->gap < 0 ? INFINITY : -INFINITY, s->view->lang);
}

/* What the next value would have to be, and when the change that is needed could be seen. */
static void add_next_line(sheet *s, const lm_record *r) {
  char period[48];
  lm_strbuf line = {0}, value = {0};
  if (r->has_next) add_next_value(&value, s, r, r->next_value_line);
  if (value.length > 0)
    add_sentence(&line, s, W_NEXT_LINE, lm_period_in(r->next_period, s->view, period, sizeof period),
                 lm_strbuf_text(&value));
  lm_strbuf_reset(&value);
  if (r->has_next) add_next_value(&value, s, r, r->next_value_pace);
  if (value.length > 0) add_sentence(&line, s, W_NEXT_PACE, lm_strbuf_text(&value), NULL);
  if (r->has_visible)
    add_sentence(&line, s, W_VISIBLE_FROM, lm_period_in(r->visible_from, s->view, period, sizeof period), NULL);
  if (value.failed) line.failed = true;
  lm_strbuf_clear(&value);
  add_detail(s, W_LINE_NEXT, &line);
}

static void add_flips(lm_strbuf *to, const sheet *s, const lm_record *r) {
  char period[48];
  lm_strbuf list = {0};
  for (size_t i = 0; i < r->flips; i++) {
    if (i > 0) lm_strbuf_add(&list, lm_word_in(W_LIST, s->view->lang));
    lm_strbuf_add(&list, lm_period_inside(r->flip[i], s->view, period, sizeof period));
  }
  if (r->flips > 0) lm_say(to, s->view->lang, W_FLIPS, lm_strbuf_text(&list), NULL, NULL, NULL);
  if (list.failed) to->failed = true;
  lm_strbuf_clear(&list);
}

static void add_agreement(lm_strbuf *to, sheet *s, const lm_record *r) {
  lm_cross_check check;
  char agree[24], counted[24];
  if (lm_cross_check_of(&check, s->assessment, r, NULL) != LM_OK) s->table.failed = true;
  if (check.ours == LM_CALL_NONE || check.counted == 0) return;
  snprintf(agree, sizeof agree, "%zu", check.agree);
  snprintf(counted, sizeof counted, "%zu", check.counted);
  add_sentence(to, s, W_AGREE, agree, counted);
}

/* How the verdict holds when a value is left out, what masked values could make of it, what chance could. */
static void add_sure_line(sheet *s, const lm_record *r) {
  const lm_lang lang = s->view->lang;
  lm_strbuf line = {0}, share = {0};
  lm_add_share(&share, r->stability);
  if (!isnan(r->stability)) add_sentence(&line, s, W_STABILITY, lm_strbuf_text(&share), NULL);
  add_flips(&line, s, r);
  if (r->status_best != r->status_worst)
    add_sentence(&line, s, W_MASKED_RANGE, lm_word_in(lm_word_verdict(r->status_worst), lang),
                 lm_word_in(lm_word_verdict(r->status_best), lang));
  add_agreement(&line, s, r);
  add_change(&line, s, r, W_DETECTABLE, r->detectable);
  if (share.failed) line.failed = true;
  lm_strbuf_clear(&share);
  add_detail(s, W_LINE_SURE, &line);
}

/* The numbers behind a verdict. */
static void add_details(sheet *s, const lm_record *r) {
  add_trend_line(s, r);
  add_outlook_line(s, r);
  add_next_line(s, r);
  add_sure_line(s, r);
}

/* Under a record whose target was revised: always with --all, else when the old target makes another verdict. */
static void add_revised_line(sheet *s, const lm_record *r) {
  lm_strbuf line = {0};
  if (s->view->all || lm_revision_matters(r)) lm_add_revised(&line, s->model, r, s->view->lang);
  add_detail(s, W_LINE_REVISED, &line);
}

/* How many units inside the area meet the target that is for each of them. */
static void add_units_line(sheet *s, const lm_record *r) {
  if (!(r->reasons & LM_REASON_BIT(LM_R_FOR_UNITS))) return;
  char units[24], judged[24], met[24];
  lm_strbuf line = {0};
  snprintf(units, sizeof units, "%zu", r->units);
  snprintf(judged, sizeof judged, "%zu", r->units_judged);
  snprintf(met, sizeof met, "%zu", r->units_met);
  lm_say(&line, s->view->lang, W_UNITS_MET, met, units, judged, NULL);
  add_detail(s, W_LINE_UNITS, &line);
}

/* Under the last tier of an indicator: what the tiers ask for one after the other; without --all only where that does not fit together. */
static void add_steps(sheet *s, const lm_record *r) {
  lm_steps steps;
  if (lm_steps_of(&steps, s->assessment, r->indicator, r->area) != LM_OK) s->table.failed = true;
  for (size_t i = 0; i < steps.count; i++) {
    lm_strbuf line = {0};
    if (!s->view->all && !lm_step_is_odd(&steps.item[i])) continue;
    lm_add_step(&line, s->model, r->indicator, &steps.item[i], s->view);
    add_detail(s, W_LINE_STEPS, &line);
  }
  lm_steps_clear(&steps);
}

static void add_record(sheet *s, const lm_record *r) {
  const char *text[COLUMNS];
  lm_strbuf reasons = {0};
  fill_cells(s, r);
  for (size_t i = 0; i < COLUMNS; i++) {
    text[i] = lm_strbuf_text(&s->cell[i]);
    if (s->cell[i].failed) s->table.failed = true;
  }
  lm_table_row(&s->table, text + s->first, VERDICT - s->first, lm_verdict_style(r->status));
  if (s->view->all) add_details(s, r);
  lm_add_reasons(&reasons, r->reasons, s->view->lang);
  if (reasons.length > 0)
    lm_table_span(&s->table, DETAIL, lm_word_in(W_REASONS, s->view->lang), lm_strbuf_text(&reasons), LM_PLAIN);
  if (reasons.failed) s->table.failed = true;
  lm_strbuf_clear(&reasons);
  add_units_line(s, r);
  add_revised_line(s, r);
}

static lm_status write_text(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  const lm_lang lang = view->lang;
  const lm_table_column column[COLUMNS] = {
      [AREA] = {lm_word_in(W_COL_AREA, lang), LM_LEFT, true},
      [TIER] = {lm_word_in(W_COL_TIER, lang), LM_LEFT, false},
      [VERDICT] = {lm_word_in(W_COL_VERDICT, lang), LM_LEFT, true},
      [LAST] = {lm_word_in(W_COL_LAST, lang), LM_RIGHT, false},
      [PERIOD] = {lm_word_in(W_COL_PERIOD, lang), LM_LEFT, true},
      [TARGET] = {lm_word_in(W_COL_TARGET, lang), LM_RIGHT, false},
      [ACHIEVEMENT] = {lm_word_in(W_COL_ACHIEVEMENT, lang), LM_RIGHT, false},
      [PACE] = {lm_word_in(W_COL_PACE, lang), LM_RIGHT, false},
      [CHANCE] = {lm_word_in(W_COL_CHANCE, lang), LM_RIGHT, false},
      [EVIDENCE] = {lm_word_in(W_COL_EVIDENCE, lang), LM_LEFT, false},
  };
  size_t first = lm_several_areas(assessment) ? AREA : TIER;
  sheet s = {.assessment = assessment,
             .model = lm_assessment_model(assessment),
             .view = view,
             .first = first,
             .table = lm_table_new(view, column + first, COLUMNS - first)};
  lm_node heading = LM_NO_NODE;
  lm_put_head(sink, assessment, view);
  for (size_t i = 0; i < lm_assessment_count(assessment); i++) {
    const lm_record *r = lm_assessment_at(assessment, i);
    const lm_record *next = lm_assessment_at(assessment, i + 1);
    if (r->indicator != heading) lm_add_indicator_heading(&s.table, s.model, r->indicator, view);
    heading = r->indicator;
    add_record(&s, r);
    if (!next || next->indicator != r->indicator || next->area != r->area) add_steps(&s, r);
  }
  lm_table_write(&s.table, sink);
  lm_table_free(&s.table);
  for (size_t i = 0; i < COLUMNS; i++) lm_strbuf_clear(&s.cell[i]);
  lm_sink_char(sink, '\n');
  lm_flow(sink, view, "", lm_word_in(W_ASSESS_LEGEND, lang));
  lm_put_many_judged(sink, assessment, view);
  lm_put_notice(sink, assessment, view);
  return LM_OK;
}

/* ---- JSON and CSV ---- */

/* The records, rendered by several threads. */
typedef struct listing {
  const lm_assessment *assessment;
  const lm_view *view;
  lm_json json; /* as it stands before the first record */
  lm_csv csv;
} listing;

static void json_record(const void *user, lm_sink *to, lm_stats_work *work, size_t i) {
  const listing *list = user;
  lm_json json = lm_json_item(&list->json, to, i);
  lm_fields fields = {.json = &json, .work = work};
  lm_json_object(&json, NULL);
  lm_record_fields(&fields, list->assessment, lm_assessment_at(list->assessment, i), list->view);
  lm_json_close(&json);
}

static void csv_record(const void *user, lm_sink *to, lm_stats_work *work, size_t i) {
  const listing *list = user;
  lm_csv csv = {.sink = to, .excel = list->csv.excel};
  lm_fields fields = {.csv = &csv, .work = work};
  lm_record_fields(&fields, list->assessment, lm_assessment_at(list->assessment, i), list->view);
  lm_csv_end_row(&csv);
}

lm_status lm_records_as_json(lm_json *json, const lm_assessment *assessment, const lm_view *view) {
  const size_t count = lm_assessment_count(assessment);
  lm_json_array(json, "records");
  const listing list = {.assessment = assessment, .view = view, .json = *json};
  lm_status status = lm_put_ordered(json->sink, &(lm_ordered){view->threads, count, &list, json_record});
  *json = lm_json_item(json, json->sink, count);
  lm_json_close(json);
  return status == LM_OK ? lm_steps_as_json(json, assessment, view) : status;
}

/* Records that are made as they are written: what one thread works with. */
typedef struct passing_worker {
  lm_record_maker *maker;
  lm_stats_work *work;
} passing_worker;

typedef struct passing {
  const listing *list;
  passing_worker worker[LM_PARALLEL_MOST];
} passing;

static lm_status open_worker(passing_worker *worker, const lm_assessment *assessment) {
  if (!worker->work && !(worker->work = lm_stats_work_new())) return LM_ENOMEM;
  return worker->maker ? LM_OK : lm_record_maker_new(&worker->maker, assessment);
}

static lm_status csv_part(void *user, lm_sink *to, unsigned number, size_t part) {
  passing *p = user;
  passing_worker *worker = &p->worker[number];
  const lm_record *const *records = NULL;
  size_t count = 0;
  lm_csv csv = {.sink = to, .excel = p->list->csv.excel};
  lm_fields fields = {.csv = &csv};
  lm_status status = open_worker(worker, p->list->assessment);
  if (status == LM_OK) status = lm_record_maker_make(worker->maker, part, &records, &count);
  fields.work = worker->work;
  for (size_t i = 0; i < count; i++) {
    lm_record_fields(&fields, p->list->assessment, records[i], p->list->view);
    lm_csv_end_row(&csv);
  }
  return status;
}

static lm_status write_passing(lm_sink *sink, const listing *list) {
  passing p = {.list = list};
  const lm_parts parts = {list->view->threads, lm_assessment_part_count(list->assessment), &p, csv_part};
  lm_status status = lm_put_parts(sink, &parts);
  for (unsigned i = 0; i < LM_PARALLEL_MOST; i++) {
    lm_record_maker_free(p.worker[i].maker);
    lm_stats_work_free(p.worker[i].work);
  }
  return status;
}

static lm_status write_csv(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  lm_csv csv = lm_csv_to(sink, view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_record none = lm_record_none();
  lm_record_fields(&fields, assessment, &none, view);
  lm_csv_end_row(&csv);
  const listing list = {.assessment = assessment, .view = view, .csv = csv};
  if (lm_assessment_in_passing(assessment)) return write_passing(sink, &list);
  return lm_put_ordered(sink, &(lm_ordered){view->threads, lm_assessment_count(assessment), &list, csv_record});
}

lm_status lm_write_assessment(lm_sink *sink, const lm_assessment *assessment, const lm_view *view) {
  if (lm_assessment_in_passing(assessment) && view->format != LM_FORMAT_CSV) return LM_EINVAL;
  return lm_write_as(sink, assessment, view, &(lm_writers){write_text, lm_records_as_json, write_csv});
}

/* In one language whoever saves it, so that the same assessment is the same. */
lm_status lm_save_assessment(lm_saving *saving, const lm_assessment *assessment) {
  const lm_view view = {.lang = LM_JA};
  lm_fields fields = {.saving = saving, .work = lm_stats_work_new()};
  lm_status status = fields.work ? LM_OK : LM_ENOMEM;
  for (size_t i = 0; i < lm_assessment_count(assessment) && status == LM_OK; i++) {
    lm_record_fields(&fields, assessment, lm_assessment_at(assessment, i), &view);
    lm_saving_end_row(saving);
    status = fields.failed;
  }
  lm_stats_work_free(fields.work);
  return status;
}
