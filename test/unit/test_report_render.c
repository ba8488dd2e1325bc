/* What every renderer keeps, whatever the format: formats it has, widths, notices, equal rows, the same bytes twice. */
#include "report_all.h"

#include "../../lib/base/text.h"
#include "../support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static report_world world;

static int start(void **state) {
  (void)state;
  return report_world_start(&world, "n") == LM_OK ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  report_world_end(&world);
  return 0;
}

/* To be freed. */
static char *rendered(const report_row *row, const lm_view *view) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(row->write(sink, &world, view), LM_OK);
  char *text = strdup(lm_sink_text(sink, NULL));
  assert_non_null(text);
  assert_int_equal(lm_sink_close(sink), LM_OK);
  return text;
}

typedef void check_fn(const report_row *row, const lm_view *view, const char *text);

static void for_all(lm_format first, lm_format last, unsigned width, check_fn *check) {
  for (size_t i = 0; i < REPORT_ROWS; i++)
    for (int format = (int)first; format <= (int)last; format++)
      for (int lang = 0; lang < LM_LANG_COUNT; lang++)
        for (int all = 0; all < 2; all++) {
          if (!report_has(&report_rows[i], (lm_format)format)) continue;
          const lm_view view = {.format = (lm_format)format, .lang = (lm_lang)lang, .width = width, .all = all};
          char *text = rendered(&report_rows[i], &view);
          check(&report_rows[i], &view, text);
          free(text);
        }
}

static void must(bool fine, const report_row *row, const lm_view *view, const char *what) {
  if (!fine)
    print_error("%s as %s, language %d, all %d: %s\n", row->name, lm_format_word(view->format), (int)view->lang, (int)view->all,
                what);
  assert_true(fine);
}

static void is_clean(const report_row *row, const lm_view *view, const char *text) {
  size_t length = strlen(text);
  must(length > 0 && text[length - 1] == '\n', row, view, "ends with a line end");
  must(lm_text_valid(text, length), row, view, "is UTF-8");
  must(!strstr(text, "nan") && !strstr(text, "inf,"), row, view, "no bare NaN or infinity");
  must(!strchr(text, '{') || view->format != LM_FORMAT_TEXT, row, view, "no argument left open");
}

static void everything_is_utf8_and_whole(void **state) {
  (void)state;
  for_all(LM_FORMAT_TEXT, LM_FORMAT_MERMAID, 100, is_clean);
}

static void fits(const report_row *row, const lm_view *view, const char *text) {
  while (*text) {
    size_t length = strcspn(text, "\n");
    char *line = strndup(text, length);
    assert_non_null(line);
    must(lm_text_width(line) <= view->width, row, view, line);
    must(length == 0 || line[length - 1] != ' ', row, view, "ends in a blank");
    free(line);
    text += length + 1;
  }
}

static void text_keeps_the_width(void **state) {
  (void)state;
  const unsigned width[] = {80, 100, 132};
  for (size_t i = 0; i < 3; i++) for_all(LM_FORMAT_TEXT, LM_FORMAT_TEXT, width[i], fits);
}

static size_t times(const char *text, const char *what) {
  size_t count = 0;
  for (; (text = strstr(text, what)) != NULL; text++) count++;
  return count;
}

static void carries_notices(const report_row *row, const lm_view *view, const char *text) {
  const bool ja = view->lang == LM_JA;
  if (!row->answer) return;
  if (view->format == LM_FORMAT_JSON) {
    must(strstr(text, "\"fictional\": true") && strstr(text, "\"illustration\": true"), row, view, "fields that say so");
  } else if (view->format == LM_FORMAT_CSV) {
    must(strstr(text, "illustration") && strstr(text, "fictional") && strstr(text, "true"), row, view, "columns that say so");
  } else {
    size_t least = view->format == LM_FORMAT_TEXT ? 2 : 1;
    must(times(text, ja ? "*** 注意" : "*** NOTICE") >= least, row, view, "the notice");
  }
}

static void invented_numbers_are_called_so_in_every_format(void **state) {
  (void)state;
  for_all(LM_FORMAT_TEXT, LM_FORMAT_MERMAID, 200, carries_notices);
}

/* Fields of the record at `text`; *next: behind it. Quotes respected. */
static size_t csv_fields(const char *text, const char **next) {
  size_t fields = 1;
  bool quoted = false;
  for (; *text && (quoted || *text != '\n'); text++) {
    if (*text == '"') quoted = !quoted;
    if (*text == ',' && !quoted) fields++;
  }
  *next = *text ? text + 1 : text;
  return fields;
}

static void has_equal_rows(const report_row *row, const lm_view *view, const char *text) {
  size_t want = csv_fields(text, &text), rows = 0;
  for (; *text; rows++) must(csv_fields(text, &text) == want, row, view, "as many fields as headings");
  must(rows > 0, row, view, "has rows");
}

static void records_in_passing_are_those_that_are_kept(void **state) {
  (void)state;
  const report_row kept = {.name = "kept", .write = all_assess}, passing = {.name = "in passing", .write = all_in_passing};
  for (int lang = 0; lang < LM_LANG_COUNT; lang++)
    for (int excel = 0; excel < 2; excel++) {
      const lm_view view = {.format = LM_FORMAT_CSV, .lang = (lm_lang)lang, .excel = excel};
      char *a = rendered(&kept, &view), *b = rendered(&passing, &view);
      assert_string_equal(a, b);
      free(a);
      free(b);
    }
}

static void records_in_passing_are_nothing_else(void **state) {
  (void)state;
  lm_assess_options options = lm_assess_defaults();
  const lm_view view = {.format = LM_FORMAT_JSON};
  const lm_record *const *records;
  lm_assessment *assessment;
  lm_record_maker *maker;
  lm_rollup rollup;
  size_t count;
  lm_sink *sink;
  options.in_passing = true;
  assert_int_equal(lm_record_maker_new(&maker, world.assessment), LM_EINVAL);
  assert_int_equal(lm_assessment_part_count(world.assessment), 0);
  assert_int_equal(lm_assess(&assessment, world.model, world.areas, world.panel, world.targets, &options, NULL), LM_OK);
  assert_true(lm_assessment_in_passing(assessment) && !lm_assessment_in_passing(world.assessment));
  assert_int_equal(lm_assessment_count(assessment), 0);
  assert_int_equal(lm_assessment_rollup_count(assessment), 0);
  assert_null(lm_assessment_find(assessment, lm_model_find_name(world.model, "indicator:i"), 0, 0));
  assert_int_equal(lm_assessment_tier_rollup(&rollup, assessment, 0, 0), LM_EINVAL);
  for (lm_node node = 0; node < lm_model_node_count(world.model); node++) assert_null(lm_assessment_rollup_of(assessment, node, 0));
  assert_int_equal(lm_record_maker_new(&maker, assessment), LM_OK);
  assert_int_equal(lm_record_maker_make(maker, lm_assessment_part_count(assessment), &records, &count), LM_EINVAL);
  assert_int_equal(count, 0);
  lm_record_maker_free(maker);
  lm_record_maker_free(NULL);
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(lm_write_assessment(sink, assessment, &view), LM_EINVAL);
  lm_sink_close(sink);
  lm_assessment_free(assessment);
}

static void csv_rows_have_one_field_per_heading(void **state) {
  (void)state;
  for_all(LM_FORMAT_CSV, LM_FORMAT_CSV, 100, has_equal_rows);
}

static void the_same_input_gives_the_same_bytes(void **state) {
  (void)state;
  for (size_t i = 0; i < REPORT_ROWS; i++) {
    const lm_view view = {.format = LM_FORMAT_JSON};
    char *a = rendered(&report_rows[i], &view), *b = rendered(&report_rows[i], &view);
    assert_string_equal(a, b);
    free(a);
    free(b);
  }
}

static void formats_a_renderer_has_not_are_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < REPORT_ROWS; i++) {
    for (int format = 0; format <= LM_FORMAT_COUNT; format++) {
      lm_sink *sink;
      const lm_view view = {.format = (lm_format)format};
      if (format < LM_FORMAT_COUNT && report_has(&report_rows[i], (lm_format)format)) continue;
      assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
      assert_int_equal(report_rows[i].write(sink, &world, &view), LM_EINVAL);
      assert_string_equal(lm_sink_text(sink, NULL), "");
      assert_int_equal(lm_sink_close(sink), LM_OK);
    }
  }
}

static void a_chain_starts_at_an_outcome_or_what_leads_to_one(void **state) {
  (void)state;
  const lm_view view = {.format = LM_FORMAT_TEXT};
  const lm_node wrong[] = {LM_NO_NODE, lm_model_find_name(world.model, "indicator:share")};
  for (size_t i = 0; i < 2; i++) {
    lm_sink *sink;
    assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
    assert_int_equal(lm_write_chain(sink, world.assessment, wrong[i], &view), LM_EINVAL);
    assert_int_equal(lm_sink_close(sink), LM_OK);
  }
}

static void a_loop_is_followed_once(void **state) {
  (void)state;
  const lm_view view = {.format = LM_FORMAT_TEXT, .lang = LM_EN, .width = 200};
  char *text = rendered(&report_rows[REPORT_ROWS - 1], &view);
  assert_int_equal(times(text, "[o2]"), 2); /* once upstream, once downstream */
  assert_true(times(text, "shown above") >= 2);
  free(text);
}

static void drawings_show_one_area(void **state) {
  (void)state;
  report_world both;
  assert_int_equal(report_world_start(&both, NULL), LM_OK);
  for (int format = LM_FORMAT_TEXT; format <= LM_FORMAT_MERMAID; format++) {
    lm_sink *sink;
    const lm_view view = {.format = (lm_format)format};
    bool listing = format <= LM_FORMAT_CSV;
    assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
    assert_int_equal(lm_write_chain(sink, both.assessment, lm_model_find_name(both.model, "outcome:o1"), &view),
                     listing ? LM_OK : LM_EINVAL);
    assert_int_equal(lm_sink_close(sink), LM_OK);
  }
  report_world_end(&both);
}

static void format_words_go_round(void **state) {
  (void)state;
  lm_format format;
  for (int i = 0; i < LM_FORMAT_COUNT; i++) {
    assert_true(lm_format_parse(&format, lm_format_word((lm_format)i)));
    assert_int_equal(format, i);
  }
  assert_false(lm_format_parse(&format, "xml"));
  assert_null(lm_format_word(LM_FORMAT_COUNT));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_is_utf8_and_whole),
      cmocka_unit_test(text_keeps_the_width),
      cmocka_unit_test(invented_numbers_are_called_so_in_every_format),
      cmocka_unit_test(csv_rows_have_one_field_per_heading),
      cmocka_unit_test(records_in_passing_are_those_that_are_kept),
      cmocka_unit_test(records_in_passing_are_nothing_else),
      cmocka_unit_test(the_same_input_gives_the_same_bytes),
      cmocka_unit_test(formats_a_renderer_has_not_are_refused),
      cmocka_unit_test(a_chain_starts_at_an_outcome_or_what_leads_to_one),
      cmocka_unit_test(a_loop_is_followed_once),
      cmocka_unit_test(drawings_show_one_area),
      cmocka_unit_test(format_words_go_round),
  };
  return cmocka_run_group_tests(tests, start, end) ? 1 : 0;
}
