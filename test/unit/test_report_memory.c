/* Every allocation of every renderer fails once: an error comes out, nothing leaks or crashes, and no half answer is called
 * whole. */
#include "report_all.h"

#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

/* What is written, without white space and branches: without memory a label in a drawing may be wrapped at another place. To be
 * freed. */
static char *squeezed(const char *text) {
  char *copy = calloc(strlen(text) + 1, 1), *end = copy;
  assert_non_null(copy);
  for (; *text; text++) {
    if (*text == ' ' || *text == '\n') continue;
    if (strncmp(text, "│", strlen("│")) == 0)
      text += strlen("│") - 1;
    else if (strncmp(text, "\\n", 2) == 0)
      text++;
    else if (strncmp(text, "<br/>", 5) == 0)
      text += 4;
    else
      *end++ = *text;
  }
  return copy;
}

static char *whole(const report_world *w, const report_row *row, const lm_view *view) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(row->write(sink, w, view), LM_OK);
  char *text = squeezed(lm_sink_text(sink, NULL));
  assert_int_equal(lm_sink_close(sink), LM_OK);
  return text;
}

static void try_renderer(const report_world *w, const report_row *row, const lm_view *view) {
  char *want = whole(w, row, view);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_sink *sink = NULL;
    lm_status status = lm_sink_to_memory(&sink);
    if (status == LM_OK) status = row->write(sink, w, view);
    bool failed = fail_alloc_stop();
    char *got = sink ? squeezed(lm_sink_text(sink, NULL)) : NULL;
    lm_status closed = lm_sink_close(sink);
    bool fine = status == LM_OK && closed == LM_OK;
    assert_true(failed || fine);
    if (fine && strcmp(got, want) != 0) print_error("%s as %s: allocation %ld\n", row->name, lm_format_word(view->format), n);
    if (fine) assert_string_equal(got, want);
    free(got);
    fail_alloc_happened = failed;
  }
  free(want);
}

static void renderers_survive_failing_memory(void **state) {
  (void)state;
  report_world w;
  assert_int_equal(report_world_start(&w, "n"), LM_OK);
  for (size_t i = 0; i < REPORT_ROWS; i++)
    for (int format = 0; format < LM_FORMAT_COUNT; format++) {
      const lm_view view = {.format = (lm_format)format, .lang = LM_JA, .all = true, .width = 1000};
      if (report_has(&report_rows[i], (lm_format)format)) try_renderer(&w, &report_rows[i], &view);
    }
  report_world_end(&w);
}

static void records_in_passing_survive_failing_memory(void **state) {
  (void)state;
  report_world w;
  const report_row row = {.name = "records in passing", .write = all_in_passing};
  const lm_view view = {.format = LM_FORMAT_CSV, .lang = LM_JA, .threads = 1};
  assert_int_equal(report_world_start(&w, "n"), LM_OK);
  try_renderer(&w, &row, &view);
  report_world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(renderers_survive_failing_memory), cmocka_unit_test(records_in_passing_survive_failing_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
