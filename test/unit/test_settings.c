/* Settings of a report: what a picture is, where a logo may lie, which parts there are, failing memory. */
#include "../support/close.h"

#include "../../lib/base/picture.h"
#include "../support/fail_alloc.h"
#include "../support/reading.h"

#include <logicmodel/report.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char path[4096];

#define SETTINGS(body) "<settings xmlns=\"urn:logicmodel:settings:1\" version=\"1.0\">" body "</settings>"

static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 1, 2, 0, 0, 0, 7};
static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 2, 0xFF, 0xC2, 0, 17, 8, 0, 16, 1, 32, 3};

static void pictures_are_known_by_their_bytes(void **state) {
  (void)state;
  uint32_t width, height;
  assert_int_equal(lm_picture_look(png, sizeof png, &width, &height), LM_TYPE_PNG);
  assert_int_equal(width, 258);
  assert_int_equal(height, 7);
  assert_int_equal(lm_picture_look(jpeg, sizeof jpeg, &width, &height), LM_TYPE_JPEG);
  assert_int_equal(width, 288);
  assert_int_equal(height, 16);
  assert_int_equal(lm_picture_look((const unsigned char *)"<svg xmlns=", 11, &width, &height), LM_TYPE_OTHER);
}

static void cut_pictures_are_none(void **state) {
  (void)state;
  uint32_t width, height;
  for (size_t size = 0; size < sizeof png; size++) {
    unsigned char *cut = malloc(size + 1); /* of its own, so that a read beyond it is seen */
    assert_non_null(cut);
    memcpy(cut, png, size);
    assert_int_equal(lm_picture_look(cut, size, &width, &height), LM_TYPE_OTHER);
    memcpy(cut, jpeg, size < sizeof jpeg - 1 ? size : sizeof jpeg - 2);
    assert_int_equal(lm_picture_look(cut, size < sizeof jpeg - 2 ? size : sizeof jpeg - 3, &width, &height), LM_TYPE_OTHER);
    free(cut);
  }
}

static lm_report_settings *read_text(const char *text, lm_diags **diags) {
  lm_report_settings *settings;
  const lm_input input = {.data = text, .size = strlen(text), .name = "settings"};
  assert_int_equal(lm_diags_new(diags), LM_OK);
  assert_int_equal(lm_read_settings(&settings, &input, reading_model(), *diags), LM_OK);
  return settings;
}

static void nothing_said_is_everything_in_order(void **state) {
  (void)state;
  lm_diags *diags;
  lm_report_settings *s = read_text(SETTINGS(""), &diags);
  assert_int_equal(s->parts, LM_PART_COUNT);
  for (size_t i = 0; i < s->parts; i++) assert_int_equal(s->part[i], i);
  assert_int_equal(s->paper, LM_MAP_ON_A3);
  assert_int_equal(lm_diags_kept(diags), 0);
  lm_report_settings_free(s);
  lm_diags_free(diags);
}

static void the_method_cannot_be_left_out(void **state) {
  (void)state;
  lm_diags *diags;
  lm_report_settings *s = read_text(SETTINGS("<part is=\"indicators\"/><part is=\"map\"/>"), &diags);
  assert_int_equal(s->parts, 3);
  assert_int_equal(s->part[0], LM_PART_INDICATORS);
  assert_int_equal(s->part[1], LM_PART_MAP);
  assert_int_equal(s->part[2], LM_PART_METHOD);
  assert_string_equal(lm_report_part_word(s->part[2]), "method");
  assert_null(lm_report_part_word(LM_PART_COUNT));
  lm_report_settings_free(s);
  lm_diags_free(diags);
}

static void remarks_with_errors_are_left_out(void **state) {
  (void)state;
  lm_diags *diags;
  lm_report_settings *s = read_text(SETTINGS("<remark node=\"outcome:o1\"><note xml:lang=\"en\">kept</note></remark>"
                                             "<remark node=\"outcome:o9\"><note xml:lang=\"en\">no such</note></remark>"
                                             "<remark node=\"scene:home\"><note xml:lang=\"en\">no page</note></remark>"
                                             "<remark><note xml:lang=\"en\">on nothing</note></remark><remark part=\"map\"/>"),
                                    &diags);
  assert_int_equal(s->remarks, 1);
  assert_string_equal(s->remark[0].id, "o1");
  assert_int_equal(lm_diags_count(diags, LM_ERROR), 4);
  lm_report_settings_free(s);
  lm_diags_free(diags);
}

static void logos_stay_below_the_document(void **state) {
  (void)state;
  static const char *const elsewhere[] = {"/etc/logo.png", "../logo.png", "a/../../logo.png", "a//logo.png", "C:logo.png", "a\\logo.png", "a/", ".."};
  for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
    char text[256];
    lm_diags *diags;
    lm_report_settings *settings;
    snprintf(text, sizeof text, SETTINGS("<logo file=\"%s\"/>"), elsewhere[i]);
    const lm_input input = {.data = text, .size = strlen(text), .name = "settings"};
    assert_int_equal(lm_diags_new(&diags), LM_OK);
    assert_int_equal(lm_read_settings(&settings, &input, NULL, diags), LM_OK);
    assert_int_equal(lm_diags_at(diags, 0)->code, LM_R_LOGO_PLACE);
    assert_int_equal(settings->logo.kind, LM_PICTURE_NONE);
    lm_report_settings_free(settings);
    lm_diags_free(diags);
  }
}

/* From a file, so that its logo is read. */
static lm_status read_city(bool *whole) {
  lm_report_settings *settings = NULL;
  lm_diags *diags = NULL;
  lm_status status = lm_diags_new(&diags);
  if (status == LM_OK) status = lm_read_settings(&settings, &(lm_input){.path = path}, NULL, diags);
  *whole = status == LM_OK && settings->logo.kind == LM_PICTURE_PNG && settings->logo.width == 120 && settings->remarks == 2 && settings->parts == 5;
  lm_report_settings_free(settings);
  lm_diags_free(diags);
  return status;
}

static unsigned unplaced(const lm_report_settings *s, lm_format format, const char *paper, bool chart) {
  return lm_settings_unplaced(s, &(lm_settings_form){.format = format, .paper = paper, .chart = chart});
}

static void what_has_no_place_is_told(void **state) {
  (void)state;
  lm_diags *diags;
  lm_report_settings *s = read_text(SETTINGS("<title xml:lang=\"en\">t</title><part is=\"map\"/>"), &diags);
  const unsigned title = 1u << LM_SET_TITLE, parts = 1u << LM_SET_PARTS;
  assert_int_equal(unplaced(s, LM_FORMAT_HTML, NULL, false), 0);
  assert_int_equal(unplaced(s, LM_FORMAT_XLSX, NULL, false), 0);
  assert_int_equal(unplaced(s, LM_FORMAT_SVG, NULL, false), parts);
  assert_int_equal(unplaced(s, LM_FORMAT_SVG, NULL, true), title | parts);
  assert_int_equal(unplaced(s, LM_FORMAT_PDF, "qa", false), parts);
  assert_int_equal(unplaced(s, LM_FORMAT_PDF, "minutes", false), 0);
  assert_int_equal(unplaced(s, LM_FORMAT_JSON, NULL, false), title | parts);
  assert_int_equal(unplaced(s, LM_FORMAT_COUNT, NULL, false), title | parts);
  assert_null(lm_settings_field_in(LM_SETTINGS_FIELD_COUNT, LM_EN));
  lm_report_settings_free(s);
  lm_diags_free(diags);
  s = read_text(SETTINGS(""), &diags);
  assert_int_equal(unplaced(s, LM_FORMAT_JSON, NULL, false), 0);
  lm_report_settings_free(s);
  lm_diags_free(diags);
}

static void failing_memory_is_told(void **state) {
  (void)state;
  bool whole;
  assert_int_equal(read_city(&whole), LM_OK);
  assert_true(whole);
  for (long n = 0; fail_alloc_round(n); n++) {
    lm_status status = read_city(&whole);
    const bool failed = fail_alloc_stop();
    assert_true(status == LM_OK ? whole || failed : failed && status == LM_ENOMEM);
    fail_alloc_happened = failed;
  }
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pictures_are_known_by_their_bytes), cmocka_unit_test(cut_pictures_are_none),
      cmocka_unit_test(nothing_said_is_everything_in_order), cmocka_unit_test(the_method_cannot_be_left_out),
      cmocka_unit_test(remarks_with_errors_are_left_out),   cmocka_unit_test(logos_stay_below_the_document),
      cmocka_unit_test(what_has_no_place_is_told),          cmocka_unit_test(failing_memory_is_told),
  };
  if (argc < 2) return 1;
  reading_start(argv[1]);
  snprintf(path, sizeof path, "%s/fixtures/mihon-city/settings.xml", argv[1]);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
