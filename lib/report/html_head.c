/* html_head.c: what every page begins and ends with. The security policy allows the style and the script by their hash, and nothing else: no network,
   no other script. */
#include "html.h"

#include "../base/sha256.h"

#include <string.h>

/* RFC 4648. */
static void put_base64(const lm_page *page, const unsigned char *bytes, size_t size) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < size; i += 3) {
    const size_t left = size - i;
    const unsigned bits = (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0U) | (left > 2 ? bytes[i + 2] : 0U);
    lm_sink_char(page->sink, letters[bits >> 18]);
    lm_sink_char(page->sink, letters[bits >> 12 & 63]);
    lm_sink_char(page->sink, left > 1 ? letters[bits >> 6 & 63] : '=');
    lm_sink_char(page->sink, left > 2 ? letters[bits & 63] : '=');
  }
}

static unsigned char digit(char c) {
  return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The hash of `text` as a security policy has it: 'sha256-…' in base 64. */
static void put_hash(const lm_page *page, const char *text) {
  char hex[LM_SHA256_TEXT];
  unsigned char hash[32];
  lm_sha256_text(text, strlen(text), hex);
  for (size_t i = 0; i < sizeof hash; i++) hash[i] = (unsigned char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  lm_html_put(page, "'sha256-");
  put_base64(page, hash, sizeof hash);
  lm_html_put(page, "'");
}

/* NULL: none. */
static const lm_picture *logo_of(const lm_page *page) {
  return page->settings && page->settings->logo.kind != LM_PICTURE_NONE ? &page->settings->logo : NULL;
}

static void put_policy(const lm_page *page, const char *style) {
  lm_html_put(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
  put_hash(page, style);
  lm_html_put(page, "; script-src ");
  put_hash(page, lm_report_js);
  if (logo_of(page)) lm_html_put(page, "; img-src data:");
  lm_html_put(page, "; base-uri 'none'; form-action 'none'\">\n");
}

static void put_language(const lm_page *page) {
  lm_html_put(page, page->lang == LM_JA ? "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n" : "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
}

static void put_head(const lm_page *page, const char *title) {
  lm_strbuf style = {0};
  lm_strbuf_add(&style, lm_drawing_css);
  lm_strbuf_add(&style, lm_report_css);
  if (page->settings && page->settings->paper == LM_MAP_ON_A4) lm_strbuf_add(&style, lm_report_a4_css);
  put_language(page);
  lm_html_put(page, "<meta charset=\"utf-8\">\n");
  put_policy(page, lm_strbuf_text(&style));
  lm_html_put(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                    "<meta name=\"generator\" content=\"logicmodel ");
  lm_html_text(page, lm_version());
  lm_html_put(page, "\">\n");
  lm_html_element(page, "title", title);
  lm_html_put(page, "\n<style>");
  lm_html_put(page, lm_strbuf_text(&style));
  lm_html_put(page, "</style>\n</head>\n");
  lm_strbuf_drop(&style, page->sink);
}

const char *lm_html_title(const lm_page *page) {
  const char *own = page->settings ? lm_text_in(&page->settings->title, page->lang) : "";
  return *own ? own : lm_text_in(lm_model_title(page->model), page->lang);
}

/* In its own size, the sides given, so that nothing moves when it is there; the style makes it small. */
static void put_logo(const lm_page *page) {
  const lm_picture *logo = logo_of(page);
  if (!logo) return;
  lm_html_put(page, "<img class=\"logo\" alt=\"");
  lm_html_text(page, lm_text_in(&logo->label, page->lang));
  lm_html_put(page, "\" width=\"");
  lm_html_count(page, logo->width);
  lm_html_put(page, "\" height=\"");
  lm_html_count(page, logo->height);
  lm_html_put(page, logo->kind == LM_PICTURE_PNG ? "\" src=\"data:image/png;base64," : "\" src=\"data:image/jpeg;base64,");
  put_base64(page, logo->bytes, logo->size);
  lm_html_put(page, "\">\n");
}

static void put_line(const lm_page *page, const char *class, const lm_text *text) {
  const char *line = text ? lm_text_in(text, page->lang) : "";
  if (!*line) return;
  lm_html_put(page, "<p class=\"");
  lm_html_put(page, class);
  lm_html_put(page, "\">");
  lm_html_text(page, line);
  lm_html_put(page, "</p>\n");
}

void lm_page_add_office(lm_strbuf *to, const lm_page *page) {
  const lm_report_settings *s = page->settings;
  const char *subtitle = s ? lm_text_in(&s->subtitle, page->lang) : "", *organisation = s ? lm_text_in(&s->organisation, page->lang) : "";
  lm_strbuf_addf(to, "%s%s%s", subtitle, *subtitle && *organisation ? " — " : "", organisation);
}

void lm_html_below_title(const lm_page *page) {
  put_line(page, "subtitle", page->settings ? &page->settings->subtitle : NULL);
  put_line(page, "organisation", page->settings ? &page->settings->organisation : NULL);
}

void lm_html_open(const lm_page *page, const char *title) {
  put_head(page, title);
  lm_html_put(page, "<body>\n<a class=\"skip\" href=\"#main\">");
  lm_html_word(page, W_PAGE_SKIP);
  lm_html_put(page, "</a>\n<header>");
  put_logo(page);
  lm_html_element(page, "h1", title);
  lm_html_put(page, "\n");
  lm_html_below_title(page);
  lm_html_notice(page);
}

void lm_html_close(const lm_page *page) {
  lm_html_put(page, "<script>");
  lm_html_put(page, lm_report_js);
  lm_html_put(page, "</script>\n</body>\n</html>\n");
}

void lm_html_notice(const lm_page *page) {
  lm_strbuf notice = {0};
  lm_page_add_notice(&notice, page);
  if (notice.length > 0) {
    lm_html_put(page, "<p class=\"notice\"><span aria-hidden=\"true\">⚠</span> ");
    lm_html_text(page, lm_strbuf_text(&notice));
    lm_html_put(page, "</p>\n");
  }
  lm_strbuf_drop(&notice, page->sink);
}
