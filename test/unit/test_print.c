/* Pages of paper: what is read of the markup, what classes look like, and that failing memory, bad markup and huge text are told or set whole. */
#include "../support/fail_alloc.h"

#include "report/canvas.h"
#include "report/looks.h"
#include "report/markup.h"
#include "report/pdf_pack.h"
#include "report/print.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <setjmp.h>
#include <cmocka.h>

static const char page[] =
    "<h1>A sheet &amp; its title</h1>\n<p class=\"notice\">invented</p>\n"
    "<section id=\"map\"><h2 id=\"map-head\">Map</h2><p class=\"legend\"><b>Verdicts</b> <span class=\"verdict slow\">behind</span></p>"
    "<div class=\"sheet\"><svg class=\"map\"></svg></div><div class=\"sums\"><table><caption>sums</caption><thead><tr><th scope=\"col\">a</th></tr></thead>"
    "<tbody><tr><td>1</td></tr></tbody></table></div></section>\n"
    "<section id=\"lag\"><h2>Behind</h2><ol class=\"lag\"><li><div class=\"row\"><strong><a href=\"#n1\">one</a></strong> "
    "<span class=\"metric\">pace <b>0.5</b></span></div><p>why<br>so</p></li></ol><ul><li>a<ul><li>deeper</li></ul></li></ul></section>\n"
    "<section id=\"rest\"><h2>Rest</h2><article id=\"n1\"><h3>One</h3><div class=\"pair\"><div><svg class=\"chart\" data-node=\"1\"></svg></div>"
    "<div><table><thead><tr><th scope=\"col\">year</th><th scope=\"col\">value</th></tr></thead><tbody><tr><th scope=\"row\">2024</th><td class=\"n\">12</td>"
    "</tr></tbody></table></div></div><dl class=\"facts\"><div><dt>unit</dt><dd>people</dd></div></dl></article></section>\n";

/* ---- markup ---- */

static lm_status read_html(const char *html) {
  lm_arena arena = {0};
  lm_mark *body;
  lm_status status = lm_markup_read(&body, html, &arena);
  lm_arena_clear(&arena);
  return status;
}

static void markup_is_read_as_written(void **state) {
  (void)state;
  lm_arena arena = {0};
  lm_mark *body;
  assert_int_equal(lm_markup_read(&body, "<p class=\"a b\" hidden>x &lt;&amp;&gt;&quot;&#39; <br>y</p>", &arena), LM_OK);
  const lm_mark *p = lm_mark_find(body, "p");
  assert_non_null(p);
  assert_true(lm_mark_has_class(p, "b"));
  assert_false(lm_mark_has_class(p, "a b"));
  assert_string_equal(lm_mark_attribute(p, "hidden"), "");
  assert_string_equal(lm_mark_attribute(p, "id"), "");
  assert_string_equal(p->first->text, "x <&>\"' ");
  assert_true(lm_mark_is(p->first->next, "br"));
  assert_ptr_equal(p->first->next->next->parent, p);
  lm_arena_clear(&arena);
}

static void other_markup_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = {"<p>", "</p>", "<p></q>", "<p", "<p class=\"a>", "x &nbsp; y", "a & b", "<p></p", "<p class=a", "<"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(read_html(bad[i]), LM_EINVAL);
  assert_int_equal(read_html(""), LM_OK);
  assert_int_equal(read_html("plain"), LM_OK);
}

/* ---- looks ---- */

static void later_and_closer_rules_win(void **state) {
  (void)state;
  const lm_look box = lm_look_of(NULL, "rect", "box unsure"), tag = lm_look_of(NULL, "rect", "tag not-assessable");
  assert_int_equal(box.fill, lm_colour_paper);
  assert_true(box.dash[0] > 0);
  assert_true(tag.stroke != LM_NO_COLOUR && tag.dash[0] > 0);
  const lm_look cited = lm_look_of("arrow inferred cited", "path", NULL), tip = lm_look_of("arrow stated", "path", "tip");
  assert_int_equal(cited.fill, LM_NO_COLOUR);
  assert_true(cited.width > 1.5 && cited.dash[0] > 0);
  assert_int_equal(tip.stroke, LM_NO_COLOUR);
  assert_true(tip.fill != LM_NO_COLOUR);
  const lm_look right = lm_look_of(NULL, "text", "tick right"), plain = lm_look_of(NULL, "text", "");
  assert_true(right.anchor > 0.9 && right.size < plain.size && right.fill == lm_colour_soft && plain.fill == lm_colour_ink);
}

/* ---- printing ---- */

static void paint(lm_canvas *canvas, const lm_mark *mark, const void *user) {
  const bool map = lm_mark_has_class(mark, "map");
  const double height = user ? *(const double *)user : 300;
  lm_canvas_open(canvas, &(lm_frame){.style = "x", .width = map ? 900 : 600, .height = map ? height : 250, .title_id = "t", .title = "t", .about_id = "d", .about = "d"});
  lm_canvas_group(canvas, "arrow stated", LM_NO_NODE);
  lm_canvas_segment(canvas, NULL, 0, 0, 10, 10);
  lm_canvas_end_group(canvas);
  lm_canvas_group(canvas, NULL, 1);
  lm_canvas_rect(canvas, "box", 10, 10, 100, 40);
  lm_canvas_text(canvas, "label strong", 14, 30, "a \t box\x1b");
  lm_canvas_end_group(canvas);
  lm_canvas_circle(canvas, "value", 3, 50, 50);
  lm_canvas_close(canvas);
}

static lm_status print_to(lm_sink *sink, const char *html, const void *user) {
  const lm_print_job job = {.lang = LM_EN, .title = "title", .notice = "invented", .picture = paint, .user = user};
  return lm_print(sink, &job, html);
}

static bool there_is_paper(void) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  lm_status status = print_to(sink, "<p>x</p>", NULL);
  lm_sink_close(sink);
  if (status == LM_ENOTFOUND) print_message("no font: nothing is printed\n");
  return status != LM_ENOTFOUND;
}

/* The bytes; *size. */
static char *printed(const char *html, const void *user, size_t *size) {
  lm_sink *sink;
  assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
  assert_int_equal(print_to(sink, html, user), LM_OK);
  const char *bytes = lm_sink_text(sink, size);
  char *copy = malloc(*size + 1);
  assert_non_null(copy);
  memcpy(copy, bytes, *size + 1);
  assert_int_equal(lm_sink_close(sink), LM_OK);
  return copy;
}

static size_t count_bare(const char *bytes, size_t size, const char *what) {
  size_t count = 0, length = strlen(what);
  for (size_t i = 0; i + length <= size; i++) count += memcmp(bytes + i, what, length) == 0;
  return count;
}

/* Also in the object streams. */
static size_t count_of(const char *bytes, size_t size, const char *what) {
  static const char begin[] = "/Type /ObjStm";
  size_t count = count_bare(bytes, size, what);
  for (size_t i = 0; i + sizeof begin <= size; i++) {
    unsigned long length = 0;
    int used = 0;
    if (memcmp(bytes + i, begin, sizeof begin - 1) != 0) continue;
    assert_int_equal(sscanf(bytes + i, "/Type /ObjStm /N %*u /First %*u /Filter /FlateDecode /Length %lu >> stream%n", &length, &used), 1);
    uLongf most = 4 << 20;
    unsigned char *plain = malloc(most);
    assert_non_null(plain);
    assert_int_equal(uncompress(plain, &most, (const unsigned char *)bytes + i + used + 1, length), Z_OK);
    count += count_bare((const char *)plain, most, what);
    free(plain);
  }
  return count;
}

static void pages_and_links(void **state) {
  (void)state;
  size_t size, again;
  if (!there_is_paper()) skip();
  char *one = printed(page, NULL, &size), *other = printed(page, NULL, &again);
  assert_int_equal(size, again);
  assert_memory_equal(one, other, size);
  assert_int_equal(count_of(one, size, "/Type /Page %"), 3);
  assert_int_equal(count_of(one, size, "/Subtype /Link"), 3); /* a box of each drawing, and a name */
  assert_int_equal(count_of(one, size, "/CreationDate"), 0);
  free(one);
  free(other);
}

/* Headings, paragraphs, lists and tables for those who have them read to them; the words of the figure; the language. */
static void pages_have_a_structure(void **state) {
  (void)state;
  static const struct {
    const char *what;
    size_t count;
  } rows[] = {{"/S /Document", 1}, {"/S /H1", 1}, {"/S /H2", 2}, {"/S /H3", 1},     {"/S /Table", 2},       {"/S /TR", 4},        {"/S /TH", 4},
              {"/S /TD", 2},       {"/S /L\n", 4}, {"/S /LI", 4}, {"/S /Caption", 1}, {"/S /Figure", 1},      {"/Alt <FEFF0064>", 1}, {"/Lang (en)", 1},
              {"/Marked true", 1}, {"/DisplayDocTitle true", 1}};
  size_t size;
  if (!there_is_paper()) skip();
  char *bytes = printed(page, NULL, &size);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const size_t count = count_of(bytes, size, rows[i].what);
    if (count != rows[i].count) print_error("%s: %zu, not %zu\n", rows[i].what, count, rows[i].count);
    assert_int_equal(count, rows[i].count);
  }
  free(bytes);
}

/* What is not as expected goes out as it came in. */
static void other_bytes_are_left_alone(void **state) {
  (void)state;
  static const char *const texts[] = {
      "", "x", "startxref", "startxref\n5\n%%EOF\n", "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 0 0 R /Info 0 0 R >>\nstartxref\n0\n%%EOF",
      "%PDF\nxref\n0 99999\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Info 2 0 R >>\nstartxref\n5\n%%EOF\n",
      "%PDF\n1 0 obj\nno end\nxref\n0 2\n0000000000 65535 f \n0000000005 00000 n \ntrailer\n<< /Root 1 0 R /Info 1 0 R >>\nstartxref\n20\n%%EOF\n",
      "%PDF\nxref\n0 2\n0000000000 65535 f \n0000009999 00000 n \ntrailer\n<< /Root 1 0 R /Info 1 0 R >>\nstartxref\n5\n%%EOF\n",
  };
  const lm_pdf_said said = {.lang = "en"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    lm_sink *sink;
    assert_int_equal(lm_sink_to_memory(&sink), LM_OK);
    assert_int_equal(lm_pdf_pack(sink, texts[i], strlen(texts[i]), &said), LM_OK);
    assert_string_equal(lm_sink_text(sink, NULL), texts[i]);
    assert_int_equal(lm_sink_close(sink), LM_OK);
  }
}

/* A map higher than wide stands on upright paper, a wide one on paper turned. */
static void the_paper_turns_with_the_map(void **state) {
  (void)state;
  if (!there_is_paper()) skip();
  const double heights[] = {2000, 300};
  static const char *const box[] = {"841.889764 1190.551181 ]", "1190.551181 841.889764 ]"};
  for (size_t i = 0; i < 2; i++) {
    size_t size;
    char *bytes = printed(page, &heights[i], &size);
    assert_int_equal(count_of(bytes, size, box[i]), 1);
    free(bytes);
  }
}

/* What is higher than a page goes on, and what has no place at all does not stop the press. */
static void huge_texts_end(void **state) {
  (void)state;
  if (!there_is_paper()) skip();
  static const char *const frame[] = {"<h1>", "</h1>", "<p>", "</p>", "<table><tbody><tr><td>a</td><td class=\"n\">", "</td></tr></tbody></table>",
                                      "<ul><li>", "</li></ul>", "<div class=\"pair\"><div><p>x</p></div><div><table><tr><td>", "</td></tr></table></div></div>"};
  for (size_t i = 0; i < sizeof frame / sizeof *frame; i += 2) {
    const size_t room = 20000;
    char *html = malloc(room + 200), *bytes;
    size_t size;
    assert_non_null(html);
    strcpy(html, frame[i]);
    for (size_t at = strlen(html), n = 0; at < room; n++) html[at++] = n % 9 == 8 && i % 4 ? ' ' : 'm', html[at] = '\0';
    strcat(html, frame[i + 1]);
    bytes = printed(html, NULL, &size);
    assert_true(count_of(bytes, size, "/Type /Page %") > 3);
    free(bytes);
    free(html);
  }
}

static void add_letters(char *to, size_t count) {
  size_t at = strlen(to);
  while (count-- > 0) to[at++] = 'm';
  to[at] = '\0';
}

/* Heads that would leave no room for their table do not stand again. */
static void huge_heads_end(void **state) {
  (void)state;
  if (!there_is_paper()) skip();
  char *html = calloc(60000, 1), *bytes;
  size_t size;
  assert_non_null(html);
  strcpy(html, "<table><thead><tr><th>");
  add_letters(html, 9000);
  strcat(html, "</th></tr></thead><tbody><tr><td>");
  add_letters(html, 20000);
  strcat(html, "</td></tr><tr><td>b</td></tr></tbody></table><h2>");
  add_letters(html, 9000);
  strcat(html, "</h2>");
  bytes = printed(html, NULL, &size);
  assert_true(count_of(bytes, size, "/Type /Page %") < 40);
  free(bytes);
  free(html);
}

static void nothing_is_a_page(void **state) {
  (void)state;
  size_t size;
  if (!there_is_paper()) skip();
  static const char *const html[] = {"<p>x</p>", "<table></table><p>x</p>", "<div class=\"sums\"></div><div class=\"pair\"></div><ul></ul>x",
                                     "<section id=\"map\"><svg class=\"map\"></svg></section>"};
  for (size_t i = 0; i < sizeof html / sizeof *html; i++) {
    char *bytes = printed(html[i], NULL, &size);
    assert_int_equal(count_of(bytes, size, "/Type /Page %"), 1);
    free(bytes);
  }
}

static void failing_memory_is_told(void **state) {
  (void)state;
  size_t size;
  if (!there_is_paper()) skip();
  char *want = printed(page, NULL, &size);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_sink *sink = NULL;
    lm_status status = lm_sink_to_memory(&sink);
    if (status == LM_OK) status = print_to(sink, page, NULL);
    const bool failed = fail_alloc_stop();
    size_t made = 0;
    const char *bytes = sink ? lm_sink_text(sink, &made) : "";
    if (status == LM_OK && lm_sink_status(sink) == LM_OK) {
      assert_false(failed);
      assert_int_equal(made, size);
      assert_memory_equal(bytes, want, size);
    }
    assert_true(failed || status == LM_OK);
    lm_sink_close(sink);
    fail_alloc_happened = failed;
  }
  free(want);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(markup_is_read_as_written), cmocka_unit_test(other_markup_is_refused), cmocka_unit_test(later_and_closer_rules_win),
      cmocka_unit_test(pages_and_links),           cmocka_unit_test(pages_have_a_structure),
      cmocka_unit_test(other_bytes_are_left_alone), cmocka_unit_test(the_paper_turns_with_the_map),
      cmocka_unit_test(huge_texts_end),            cmocka_unit_test(huge_heads_end),
      cmocka_unit_test(nothing_is_a_page),
      cmocka_unit_test(failing_memory_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
