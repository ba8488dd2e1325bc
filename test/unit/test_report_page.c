/* The report: the layout of its map, what the assessment gives to its charts and lists, escaping, failing memory. */
#include "report_world.h"

#include "../../lib/report/layout.h"
#include "../support/close.h"
#include "../support/fail_alloc.h"
#include "../support/random.h"

#include <logicmodel/report.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- layout ---- */

enum { COLUMNS = 4, BANDS = 3, BOXES = 40, ARROWS = 60 };

typedef struct drawing {
  lm_layout_box box[BOXES];
  lm_layout_arrow arrow[ARROWS];
  double width[COLUMNS];
  lm_layout layout;
} drawing;

static void draw(drawing *d, uint64_t seed) {
  test_random state = {seed};
  memset(d, 0, sizeof *d);
  for (int i = 0; i < COLUMNS; i++) d->width[i] = 100 + 10 * i;
  for (int i = 0; i < BOXES; i++) {
    uint32_t column = test_random_below(&state, COLUMNS);
    uint32_t band = column == COLUMNS - 1 ? LM_LAYOUT_SPAN : test_random_below(&state, BANDS);
    d->box[i] = (lm_layout_box){.column = column, .band = band, .height = 20 + (double)test_random_below(&state, 60)};
  }
  for (int i = 0; i < ARROWS; i++) {
    d->arrow[i].from = test_random_below(&state, BOXES);
    d->arrow[i].to = test_random_below(&state, BOXES);
  }
  d->layout = (lm_layout){.box = d->box, .boxes = BOXES, .arrow = d->arrow, .arrows = ARROWS, .column_width = d->width, .columns = COLUMNS,
                          .bands = BANDS, .between_columns = 40, .between_boxes = 8, .between_bands = 20};
}

static bool apart(const lm_layout_box *a, const lm_layout_box *b) {
  return a->column != b->column || a->y + a->height <= b->y + 1e-9 || b->y + b->height <= a->y + 1e-9;
}

static void boxes_never_overlap_and_stay_in_their_band(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 40; seed++) {
    drawing d;
    draw(&d, seed);
    assert_int_equal(lm_layout_run(&d.layout), LM_OK);
    for (int i = 0; i < BOXES; i++) {
      for (int j = i + 1; j < BOXES; j++) assert_true(apart(&d.box[i], &d.box[j]));
      if (d.box[i].band == LM_LAYOUT_SPAN) continue;
      assert_true(d.box[i].y >= d.layout.band_y[d.box[i].band] - 1e-9);
      assert_true(d.box[i].y + d.box[i].height <= d.layout.band_y[d.box[i].band] + d.layout.band_height[d.box[i].band] + 1e-9);
    }
    assert_true(d.layout.crossings <= d.layout.crossings_given);
    lm_layout_clear(&d.layout);
  }
}

static void arrows_touch_the_boxes_they_join(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 40; seed++) {
    drawing d;
    draw(&d, seed);
    assert_int_equal(lm_layout_run(&d.layout), LM_OK);
    for (int i = 0; i < ARROWS; i++) {
      const lm_layout_arrow *arrow = &d.arrow[i];
      const lm_layout_box *ends[] = {&d.box[arrow->from], &d.box[arrow->to]};
      const lm_point points[] = {d.layout.point[arrow->first], d.layout.point[arrow->first + arrow->count - 1]};
      for (int k = 0; k < 2; k++) {
        assert_true(points[k].x == ends[k]->x || points[k].x == ends[k]->x + d.width[ends[k]->column]);
        assert_true(points[k].y >= ends[k]->y && points[k].y <= ends[k]->y + ends[k]->height);
      }
    }
    lm_layout_clear(&d.layout);
  }
}

static void the_same_graph_gives_the_same_drawing(void **state) {
  (void)state;
  drawing a, b;
  draw(&a, 7);
  draw(&b, 7);
  assert_int_equal(lm_layout_run(&a.layout), LM_OK);
  assert_int_equal(lm_layout_run(&b.layout), LM_OK);
  for (int i = 0; i < BOXES; i++) assert_true(a.box[i].x == b.box[i].x && a.box[i].y == b.box[i].y);
  for (int i = 0; i < ARROWS; i++) assert_int_equal(a.arrow[i].count, b.arrow[i].count);
  lm_layout_clear(&a.layout);
  lm_layout_clear(&b.layout);
}

static void a_twisted_pair_is_untwisted(void **state) {
  (void)state;
  const double width[] = {10, 10};
  lm_layout_box box[] = {{0, 0, 10, 0, 0}, {0, 0, 10, 0, 0}, {1, 0, 10, 0, 0}, {1, 0, 10, 0, 0}};
  lm_layout_arrow arrow[] = {{.from = 0, .to = 3}, {.from = 1, .to = 2}};
  lm_layout l = {.box = box, .boxes = 4, .arrow = arrow, .arrows = 2, .column_width = width, .columns = 2, .bands = 1};
  assert_int_equal(lm_layout_run(&l), LM_OK);
  assert_int_equal(l.crossings_given, 1);
  assert_int_equal(l.crossings, 0);
  lm_layout_clear(&l);
  arrow[0].to = 4;
  assert_int_equal(lm_layout_run(&l), LM_EINVAL);
  lm_layout_clear(&l);
}

/* ---- what the assessment gives ---- */

static void the_fan_ends_where_the_record_does(void **state) {
  const report_world *w = *state;
  size_t fans = 0;
  for (size_t i = 0; i < lm_assessment_count(w->assessment); i++) {
    const lm_record *r = lm_assessment_at(w->assessment, i);
    lm_fan_point fan[64];
    size_t count;
    assert_int_equal(lm_record_fan(fan, 64, &count, w->assessment, r, NULL), LM_OK);
    if (isnan(r->projected)) assert_int_equal(count, 0);
    if (count == 0) continue;
    fans++;
    assert_int_equal(lm_period_compare(fan[count - 1].period, r->due_period), 0);
    lm_assert_close(fan[count - 1].projected, r->projected, 0, 0, "projected");
    lm_assert_close(fan[count - 1].pi80_lo, r->pi80_lo, 0, 0, "lower");
    lm_assert_close(fan[count - 1].pi95_hi, r->pi95_hi, 0, 0, "upper");
  }
  assert_true(fans > 0);
}

static void intervals_come_from_what_was_published(void **state) {
  (void)state;
  lm_indicator share = {.measure = LM_MEASURE_PROPORTION, .lower = 0, .upper = 100}, rate = {.measure = LM_MEASURE_RATE};
  lm_obs obs = lm_obs_none();
  obs.value = 50;
  assert_false(lm_value_interval(&share, &obs).known);
  obs.num = 40;
  obs.den = 80;
  lm_assert_close(lm_value_interval(&share, &obs).lower, 100 * lm_wilson(40, 80, 0.95).lower, 1e-12, 0, "Wilson");
  lm_assert_close(lm_value_interval(&rate, &obs).upper, lm_phe_count(40, 0.95).upper * 50 / 40, 1e-12, 0, "Poisson");
  obs.se = 2;
  lm_assert_close(lm_value_interval(&share, &obs).upper, 53.92, 1e-12, 0, "standard error");
  obs.value = NAN;
  obs.missing = LM_SUPPRESSED;
  assert_false(lm_value_interval(&share, &obs).known);
}

static void debts_are_what_could_not_be_judged(void **state) {
  const report_world *w = *state;
  lm_debt *debt;
  size_t count, records = 0, found = 0;
  assert_int_equal(lm_assessment_debts(&debt, &count, w->assessment), LM_OK);
  for (size_t i = 0; i < lm_assessment_count(w->assessment); i++) records += lm_assessment_at(w->assessment, i)->status == LM_NOT_ASSESSABLE;
  for (size_t i = 0; i < count; i++) {
    found += debt[i].records;
    assert_true(debt[i].open <= debt[i].nodes);
    if (i > 0) assert_true(debt[i - 1].open >= debt[i].open);
  }
  assert_true(count > 0);
  assert_int_equal(found, records);
  free(debt);
}

/* ---- the report ---- */

static lm_status write(lm_sink *sink, const report_world *w, lm_format format) {
  const lm_stamp stamp = {.name = "folder/<model>.xml", .kind = LM_DOC_MODEL, .sha256 = "abc"};
  const lm_report report = {.assessment = w->assessment, .progress = w->progress_assessment, .stamp = &stamp, .stamps = 1};
  const lm_view view = {.format = format, .lang = LM_EN};
  return lm_write_report(sink, &report, &view);
}

static char *written(const report_world *w, lm_format format) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(write(sink, w, format), LM_OK);
  char *text = strdup(lm_sink_text(sink, NULL));
  assert_int_equal(lm_sink_close(sink), LM_OK);
  assert_non_null(text);
  return text;
}

static void labels_are_escaped(void **state) {
  const report_world *w = *state;
  for (int format = LM_FORMAT_HTML; format <= LM_FORMAT_SVG; format++) {
    char *text = written(w, (lm_format)format);
    assert_non_null(strstr(text, "&lt;talks&gt;"));
    assert_null(strstr(text, "<talks>"));
    assert_null(strstr(text, "folder/"));
    assert_null(strstr(text, " style=\""));
    free(text);
  }
}

static void one_area_and_only_some_formats(void **state) {
  const report_world *w = *state;
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  const lm_report several = {.assessment = w->everywhere};
  const lm_view html = {.format = LM_FORMAT_HTML};
  assert_int_equal(lm_write_report(sink, &several, &html), LM_EINVAL);
  for (int format = 0; format < LM_FORMAT_COUNT; format++) {
    const bool known = format != LM_FORMAT_DOT && format != LM_FORMAT_MERMAID && (format != LM_FORMAT_PDF || lm_writes_pdf()) &&
                       (format != LM_FORMAT_XLSX || lm_writes_workbooks());
    if (!known) assert_int_equal(write(sink, w, (lm_format)format), LM_EINVAL);
  }
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

/* Without memory a label may be wrapped at another place, so the bytes are compared only when all of it was there. */
static void try_memory(const report_world *w, lm_format format, const char *end) {
  char *want = written(w, format);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_sink *sink = NULL;
    lm_status status = lm_sink_to_memory(&sink);
    if (status == LM_OK) status = write(sink, w, format);
    bool failed = fail_alloc_stop(), fine = status == LM_OK;
    size_t size = 0;
    const char *text = sink && fine ? lm_sink_text(sink, &size) : "";
    assert_true(failed || fine);
    if (fine && !failed) assert_string_equal(text, want);
    bool whole = size > strlen(end) && strcmp(text + size - strlen(end), end) == 0;
    fine = lm_sink_close(sink) == LM_OK && fine;
    if (fine) assert_true(whole);
    fail_alloc_happened = failed;
  }
  free(want);
}

static void failing_memory_is_told(void **state) {
  const report_world *w = *state;
  try_memory(w, LM_FORMAT_SVG, "</svg>\n");
  try_memory(w, LM_FORMAT_HTML, "</html>\n");
  try_memory(w, LM_FORMAT_JSON, "}\n");
  try_memory(w, LM_FORMAT_CSV, "\n");
  if (lm_writes_workbooks()) try_memory(w, LM_FORMAT_XLSX, "");
}

/* ---- many areas ---- */

static lm_status write_index(lm_sink *sink, const report_world *w) {
  lm_report_file file[8] = {{0}};
  size_t files = 0;
  for (size_t i = 0; i < lm_assessment_rollup_count(w->everywhere); i++) {
    uint32_t area = lm_assessment_rollup(w->everywhere, i)->area;
    bool known = false;
    for (size_t k = 0; k < files; k++) known = known || file[k].area == area;
    if (known || files == 8) continue;
    file[files] = (lm_report_file){.area = area, .name = files > 0 ? "area-b.html" : "area-a.html", .moved = 2, .records = 9};
    files++;
  }
  const lm_since since = {.load = 3, .at = "2026-04-01T09:00:00Z", .nothing_later = true};
  const lm_report_index index = {.assessment = w->everywhere, .file = file, .files = files, .since = &since};
  return lm_write_report_index(sink, &index, &(lm_view){.format = LM_FORMAT_HTML});
}

static void the_index_links_every_area(void **state) {
  const report_world *w = *state;
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(write_index(sink, w), LM_OK);
  assert_non_null(strstr(lm_sink_text(sink, NULL), "<a href=\"area-a.html\">"));
  assert_non_null(strstr(lm_sink_text(sink, NULL), "<a href=\"area-b.html\">"));
  assert_null(strstr(lm_sink_text(sink, NULL), "<talks>"));
  const lm_report_index index = {.assessment = w->everywhere};
  assert_int_equal(lm_write_report_index(sink, &index, &(lm_view){.format = LM_FORMAT_SVG}), LM_EINVAL);
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

static void the_index_tells_failing_memory(void **state) {
  const report_world *w = *state;
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_sink *sink = NULL;
    lm_status status = lm_sink_to_memory(&sink);
    if (status == LM_OK) status = write_index(sink, w);
    const bool failed = fail_alloc_stop();
    lm_status closed = lm_sink_close(sink);
    if (status == LM_OK) status = closed;
    assert_true(status == LM_OK || (failed && status == LM_ENOMEM));
    fail_alloc_happened = failed;
  }
}

enum { COPIES = 5 };

static void many_reports_are_as_each_alone(void **state) {
  const report_world *w = *state;
  lm_sink *sink[COPIES];
  lm_report report[COPIES];
  char *alone = written(w, LM_FORMAT_HTML);
  const lm_stamp stamp = {.name = "folder/<model>.xml", .kind = LM_DOC_MODEL, .sha256 = "abc"};
  for (int i = 0; i < COPIES; i++) {
    assert_int_equal(lm_sink_to_memory(&sink[i]), LM_OK);
    report[i] = (lm_report){.assessment = w->assessment, .progress = w->progress_assessment, .stamp = &stamp, .stamps = 1};
  }
  assert_int_equal(lm_write_reports(sink, report, 0, &(lm_view){.format = LM_FORMAT_HTML}), LM_OK);
  assert_int_equal(lm_write_reports(sink, report, COPIES, &(lm_view){.format = LM_FORMAT_HTML, .threads = 3}), LM_OK);
  for (int i = 0; i < COPIES; i++) {
    assert_string_equal(lm_sink_text(sink[i], NULL), alone);
    assert_int_equal(lm_sink_close(sink[i]), LM_OK);
  }
  free(alone);
}

static report_world world;

static int start(void **state) {
  *state = &world;
  return report_world_start(&world, "n") == LM_OK ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  report_world_end(&world);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(boxes_never_overlap_and_stay_in_their_band),
      cmocka_unit_test(arrows_touch_the_boxes_they_join),
      cmocka_unit_test(the_same_graph_gives_the_same_drawing),
      cmocka_unit_test(a_twisted_pair_is_untwisted),
      cmocka_unit_test(the_fan_ends_where_the_record_does),
      cmocka_unit_test(intervals_come_from_what_was_published),
      cmocka_unit_test(debts_are_what_could_not_be_judged),
      cmocka_unit_test(labels_are_escaped),
      cmocka_unit_test(one_area_and_only_some_formats),
      cmocka_unit_test(failing_memory_is_told),
      cmocka_unit_test(the_index_links_every_area),
      cmocka_unit_test(the_index_tells_failing_memory),
      cmocka_unit_test(many_reports_are_as_each_alone),
  };
  return cmocka_run_group_tests(tests, start, end) ? 1 : 0;
}
