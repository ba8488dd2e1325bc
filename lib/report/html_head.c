/* html_head.c: what every page begins and ends with. The security policy allows the style and the script by their hash, and nothing else: no network,
   no other script. */
#include "html.h"

#include "../base/sha256.h"

#include <string.h>

static unsigned digit(char c) {
  return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* The hash of `text` as a security policy has it: 'sha256-…' in base 64. */
static void put_hash(const lm_page *page, const char *text) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char hex[LM_SHA256_TEXT];
  lm_sha256_text(text, strlen(text), hex);
  lm_html_put(page, "'sha256-");
  for (size_t i = 0; i < 64; i += 3) { /* 12 bits of three hexadecimal digits make two letters; four bits are left at the end */
    bool last = i + 1 >= 64;
    unsigned bits = digit(hex[i]) << 8 | (last ? 0 : digit(hex[i + 1]) << 4 | digit(hex[i + 2]));
    lm_sink_char(page->sink, letters[bits >> 6]);
    if (!last) lm_sink_char(page->sink, letters[bits & 63]);
  }
  lm_html_put(page, "='");
}

static void put_policy(const lm_page *page, const char *style) {
  lm_html_put(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
  put_hash(page, style);
  lm_html_put(page, "; script-src ");
  put_hash(page, lm_report_js);
  lm_html_put(page, "; base-uri 'none'; form-action 'none'\">\n");
}

static void put_language(const lm_page *page) {
  lm_html_put(page, page->lang == LM_JA ? "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n" : "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
}

static void put_head(const lm_page *page, const char *title) {
  lm_strbuf style = {0};
  lm_strbuf_add(&style, lm_drawing_css);
  lm_strbuf_add(&style, lm_report_css);
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

void lm_html_open(const lm_page *page, const char *title) {
  put_head(page, title);
  lm_html_put(page, "<body>\n<a class=\"skip\" href=\"#main\">");
  lm_html_word(page, W_PAGE_SKIP);
  lm_html_put(page, "</a>\n<header>");
  lm_html_element(page, "h1", title);
  lm_html_put(page, "\n");
  lm_html_notice(page);
}

void lm_html_close(const lm_page *page) {
  lm_html_put(page, "<script>");
  lm_html_put(page, lm_report_js);
  lm_html_put(page, "</script>\n</body>\n</html>\n");
}

void lm_html_notice(const lm_page *page) {
  lm_strbuf notice = {0};
  lm_add_notice(&notice, page->assessment, page->lang);
  if (notice.length > 0) {
    lm_html_put(page, "<p class=\"notice\"><span aria-hidden=\"true\">⚠</span> ");
    lm_html_text(page, lm_strbuf_text(&notice));
    lm_html_put(page, "</p>\n");
  }
  lm_strbuf_drop(&notice, page->sink);
}
