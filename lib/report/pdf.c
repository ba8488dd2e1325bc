/* pdf.c: pages of a report on paper: what their parts write as HTML, printed. */
#include "html.h"

#include "print.h"

#include <stdlib.h>

#ifdef LM_PDF_OUT

bool lm_writes_pdf(void) { return true; }

static void paint(lm_canvas *canvas, const lm_mark *mark, const void *user) {
  const lm_page *page = user;
  if (lm_mark_has_class(mark, "map"))
    lm_map_paint(canvas, page, false);
  else
    lm_chart_paint(canvas, page, (lm_node)strtoul(lm_mark_attribute(mark, "data-node"), NULL, 10));
}

static lm_status print(lm_sink *sink, const lm_page *page, const char *title) {
  const lm_report_settings *settings = page->settings;
  lm_strbuf notice = {0};
  lm_page_add_notice(&notice, page);
  const lm_print_job job = {
      .lang = page->lang,
      .title = title,
      .notice = lm_strbuf_text(&notice),
      .logo = settings && settings->logo.kind != LM_PICTURE_NONE ? &settings->logo : NULL,
      .map_on_a4 = settings && settings->paper == LM_MAP_ON_A4,
      .picture = paint,
      .user = page,
      .unshown = page->report->unshown,
  };
  lm_status status = notice.failed ? LM_ENOMEM : lm_print(sink, &job, lm_sink_text(page->sink, NULL));
  lm_strbuf_clear(&notice);
  return status;
}

lm_status lm_html_print(lm_sink *sink, const lm_page *page, const char *title, lm_html_body_fn *put, const void *what) {
  lm_page written = *page;
  lm_status status = lm_sink_to_memory(&written.sink);
  if (status != LM_OK) return status;
  written.printed = true;
  lm_html_element(&written, "h1", title);
  lm_html_below_title(&written);
  lm_html_notice(&written);
  put(&written, what);
  status = lm_sink_status(written.sink);
  if (status == LM_OK) status = print(sink, &written, title);
  lm_status closed = lm_sink_close(written.sink);
  return status != LM_OK ? status : closed;
}

#else

bool lm_writes_pdf(void) { return false; }

lm_status lm_html_print(lm_sink *sink, const lm_page *page, const char *title, lm_html_body_fn *put, const void *what) {
  (void)sink, (void)page, (void)title, (void)put, (void)what;
  return LM_EINVAL;
}

#endif
