/* The papers of the report and the blocks they are made of: every format escapes what comes from documents, tables stay tables, failing memory is
   told. */
#include "report_world.h"

#include "../../lib/report/said.h"
#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

/* ---- blocks ---- */

static char *rendered(const lm_blocks *blocks, lm_format format) {
  lm_sink *sink;
  const lm_view view = {.format = format, .lang = LM_EN, .width = 80};
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(lm_write_blocks(sink, blocks, &view), LM_OK);
  char *text = strdup(lm_sink_text(sink, NULL));
  assert_int_equal(lm_sink_close(sink), LM_OK);
  assert_non_null(text);
  return text;
}

static void expect_markdown(lm_blocks *blocks, const char *want) {
  char *text = rendered(blocks, LM_FORMAT_MARKDOWN);
  assert_string_equal(text, want);
  free(text);
  lm_blocks_clear(blocks);
}

static void paragraphs_are_escaped(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } cases[] = {
      {"plain 1.5 (a) 50% 令和7年度", "plain 1.5 (a) 50% 令和7年度\n"},
      {"<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>\n"},
      {"](javascript:x)", "\\](javascript:x)\n"},
      {"`a` *b* _c_ ~d~ | $e$ & f", "\\`a\\` \\*b\\* \\_c\\_ \\~d\\~ \\| \\$e\\$ \\& f\n"},
      {"# no heading", "\\# no heading\n"},
      {"- no item", "\\- no item\n"},
      {"+ no item", "\\+ no item\n"},
      {"=== no rule", "\\=== no rule\n"},
      {"1. no item", "1\\. no item\n"},
      {"12) no item", "12\\) no item\n"},
      {"3.", "3\\.\n"},
      {"1.5 times", "1.5 times\n"},
      {"one\nline\tonly", "one line only\n"},
      {"http://a.example www.b.example", "http\\://a.example www\\.b.example\n"},
      {"back\\slash", "back\\\\slash\n"},
      {"\xff\x1b[31m", "\xEF\xBF\xBD\xEF\xBF\xBD\\[31m\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    lm_blocks blocks = {0};
    lm_blocks_open(&blocks, LM_BLOCK_PARAGRAPH);
    lm_blocks_text(&blocks, cases[i].text);
    expect_markdown(&blocks, cases[i].want);
  }
}

static void a_pipe_does_not_break_a_table(void **state) {
  (void)state;
  const lm_block_column column[] = {{"a|b", false}, {"", true}};
  lm_blocks blocks = {0};
  lm_blocks_table(&blocks, column, 2);
  lm_blocks_cell(&blocks);
  lm_blocks_text(&blocks, "x | y\nz");
  lm_blocks_cell(&blocks);
  lm_blocks_cell(&blocks);
  lm_blocks_verdict(&blocks, LM_SLOW, "B*");
  expect_markdown(&blocks, "| a\\|b |  |\n| --- | ---: |\n| x \\| y z |  |\n| ▲ behind B\\* |  |\n");
}

static void a_table_without_rows_is_said(void **state) {
  (void)state;
  const lm_block_column column[] = {{"a", false}};
  lm_blocks blocks = {0};
  lm_blocks_table(&blocks, column, 1);
  lm_blocks_text(&blocks, "Caption");
  char *text = rendered(&blocks, LM_FORMAT_TEXT);
  assert_string_equal(text, "Caption\nNothing.\n");
  free(text);
  expect_markdown(&blocks, "Caption\n\nNothing.\n");
}

static void empty_columns_are_dropped(void **state) {
  (void)state;
  const lm_block_column column[] = {{"a", false}, {"b", false}, {"c", true}};
  lm_blocks blocks = {0};
  lm_blocks_table(&blocks, column, 3);
  for (int row = 0; row < 2; row++) {
    lm_blocks_cell(&blocks);
    lm_blocks_text(&blocks, row ? "x" : "");
    lm_blocks_cell(&blocks);
    lm_blocks_cell(&blocks);
    lm_blocks_text(&blocks, "1");
  }
  lm_blocks_drop_empty_columns(&blocks);
  expect_markdown(&blocks, "| a | c |\n| --- | ---: |\n|  | 1 |\n| x | 1 |\n");
}

static void nothing_gives_nothing(void **state) {
  (void)state;
  lm_blocks blocks = {0};
  expect_markdown(&blocks, "");
}

static void strong_words_stand_apart(void **state) {
  (void)state;
  lm_blocks blocks = {0};
  lm_blocks_open(&blocks, LM_BLOCK_PARAGRAPH);
  lm_blocks_text(&blocks, "前");
  lm_blocks_run(&blocks, LM_RUN_STRONG, "「x」");
  lm_blocks_text(&blocks, "後");
  lm_blocks_pair(&blocks, "語");
  lm_blocks_text(&blocks, "意味");
  lm_blocks_item(&blocks, 1);
  lm_blocks_link(&blocks, "[label]", "n1");
  expect_markdown(&blocks, "前 **「x」** 後\n\n- **語**: 意味\n\n  - \\[label\\]\n");
}

/* ---- papers ---- */

static lm_status write(lm_sink *sink, const report_world *w, const char *paper, lm_format format) {
  const lm_stamp stamp = {.name = "folder/<model>|.xml", .kind = LM_DOC_MODEL, .sha256 = "abc"};
  const lm_report report = {.assessment = w->assessment, .progress = w->progress_assessment, .stamp = &stamp, .stamps = 1};
  const lm_view view = {.format = format, .lang = LM_EN, .width = 100};
  return lm_write_paper(sink, &report, paper, &view);
}

static char *written(const report_world *w, const char *paper, lm_format format) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(write(sink, w, paper, format), LM_OK);
  char *text = strdup(lm_sink_text(sink, NULL));
  assert_int_equal(lm_sink_close(sink), LM_OK);
  assert_non_null(text);
  return text;
}

static const lm_format formats[] = {LM_FORMAT_HTML, LM_FORMAT_MARKDOWN, LM_FORMAT_TEXT};

static void labels_are_escaped(void **state) {
  const report_world *w = *state;
  for (size_t i = 0; i < lm_paper_count(); i++) {
    char *html = written(w, lm_paper_id(i), LM_FORMAT_HTML), *markdown = written(w, lm_paper_id(i), LM_FORMAT_MARKDOWN);
    assert_null(strstr(html, "<talks>"));
    assert_null(strstr(html, "<model>"));
    assert_null(strstr(html, "folder/"));
    assert_null(strstr(html, " style=\""));
    assert_non_null(strstr(html, "&lt;model&gt;"));
    assert_non_null(strstr(markdown, "\\<model\\>\\|.xml"));
    assert_null(strstr(markdown, " <"));
    free(html);
    free(markdown);
  }
}

/* A reason without a sentence would be left out of what cannot be said. */
static void every_reason_has_a_sentence(void **state) {
  (void)state;
  size_t can_be_said = 0;
  for (int reason = 0; reason < LM_REASON_COUNT; reason++) {
    bool can;
    const lm_word word = lm_said_reason((lm_reason)reason, &can);
    can_be_said += can;
    assert_false(can && lm_reason_blocks((lm_reason)reason));
    for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
      const char *text = lm_word_in(word, (lm_lang)lang), *end = lang == LM_JA ? "。" : ".";
      assert_true(strlen(text) > 15);
      assert_string_equal(text + strlen(text) - strlen(end), end);
      for (int other = 0; other < reason; other++) {
        bool ignored;
        assert_string_not_equal(text, lm_word_in(lm_said_reason((lm_reason)other, &ignored), (lm_lang)lang));
      }
    }
  }
  assert_int_equal(can_be_said, 2);
}

/* Every reason of every record stands in exactly one of the two lists. */
static void reasons_of_records_are_told(void **state) {
  const report_world *w = *state;
  const lm_report report = {.assessment = w->assessment};
  const lm_view view = {.lang = LM_EN};
  lm_page page;
  assert_int_equal(lm_page_of(&page, NULL, &report, &view), LM_OK);
  size_t told = 0;
  for (size_t i = 0; i < lm_assessment_count(w->assessment); i++) {
    const lm_record *r = lm_assessment_at(w->assessment, i);
    lm_blocks can = {0}, cannot = {0};
    lm_said_can(&can, &page, r);
    lm_said_cannot(&cannot, &page, r);
    char *said = rendered(&can, LM_FORMAT_TEXT), *unsaid = rendered(&cannot, LM_FORMAT_TEXT);
    for (int reason = 0; reason < LM_REASON_COUNT; reason++) {
      bool side;
      lm_strbuf start = {0};
      lm_strbuf_add_bytes(&start, lm_word_in(lm_said_reason((lm_reason)reason, &side), LM_EN), 16); /* lines are wrapped further on */
      const bool wanted = (r->reasons & LM_REASON_BIT(reason)) != 0;
      if (wanted) assert_non_null(strstr(side ? said : unsaid, lm_strbuf_text(&start)));
      told += wanted;
      lm_strbuf_clear(&start);
    }
    free(said);
    free(unsaid);
    lm_blocks_clear(&can);
    lm_blocks_clear(&cannot);
  }
  assert_true(told > 0);
}

static void papers_have_names(void **state) {
  (void)state;
  lm_sink *sink;
  const lm_view view = {.format = LM_FORMAT_HTML, .lang = LM_JA};
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(lm_write_paper_list(sink, &view), LM_OK);
  for (size_t i = 0; i < lm_paper_count(); i++) {
    assert_non_null(strstr(lm_sink_text(sink, NULL), lm_paper_id(i)));
    assert_non_null(strstr(lm_sink_text(sink, NULL), lm_paper_title(i, LM_JA)));
  }
  assert_null(lm_paper_id(lm_paper_count()));
  assert_null(lm_paper_title(lm_paper_count(), LM_EN));
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

static void other_papers_and_formats_are_refused(void **state) {
  const report_world *w = *state;
  lm_sink *sink;
  const lm_report several = {.assessment = w->everywhere};
  const lm_view html = {.format = LM_FORMAT_HTML};
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(write(sink, w, "pamphlet", LM_FORMAT_HTML), LM_ENOTFOUND);
  assert_int_equal(write(sink, w, "minutes", LM_FORMAT_JSON), LM_EINVAL);
  assert_int_equal(lm_write_paper(sink, &several, "minutes", &html), LM_EINVAL);
  assert_int_equal(lm_sink_close(sink), LM_OK);
}

/* Without memory a label may be shortened at another place, so the bytes are compared only when all of it was there. */
static void try_memory(const report_world *w, const char *paper, lm_format format) {
  char *want = written(w, paper, format);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_sink *sink = NULL;
    lm_status status = lm_sink_to_memory(&sink);
    if (status == LM_OK) status = write(sink, w, paper, format);
    bool failed = fail_alloc_stop();
    assert_true(failed || status == LM_OK);
    assert_true(status == LM_OK || status == LM_ENOMEM);
    if (!failed) assert_string_equal(lm_sink_text(sink, NULL), want);
    lm_sink_close(sink);
    fail_alloc_happened = failed;
  }
  free(want);
}

static void failing_memory_is_told(void **state) {
  const report_world *w = *state;
  for (size_t i = 0; i < lm_paper_count(); i++)
    for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) try_memory(w, lm_paper_id(i), formats[k]);
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
      cmocka_unit_test(paragraphs_are_escaped),
      cmocka_unit_test(a_pipe_does_not_break_a_table),
      cmocka_unit_test(a_table_without_rows_is_said),
      cmocka_unit_test(empty_columns_are_dropped),
      cmocka_unit_test(nothing_gives_nothing),
      cmocka_unit_test(strong_words_stand_apart),
      cmocka_unit_test(labels_are_escaped),
      cmocka_unit_test(every_reason_has_a_sentence),
      cmocka_unit_test(reasons_of_records_are_told),
      cmocka_unit_test(papers_have_names),
      cmocka_unit_test(other_papers_and_formats_are_refused),
      cmocka_unit_test(failing_memory_is_told),
  };
  return cmocka_run_group_tests(tests, start, end) ? 1 : 0;
}
