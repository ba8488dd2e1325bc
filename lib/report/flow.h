/* flow.h: running text for terminals: cleaned, wrapped by display width, coloured. */
#ifndef LM_REPORT_FLOW_H
#define LM_REPORT_FLOW_H

#include "../base/strbuf.h"
#include "sink.h"

typedef enum lm_style { LM_PLAIN, LM_BOLD, LM_GOOD, LM_FAIR, LM_BAD, LM_DIM, LM_STYLE_COUNT } lm_style;

/* Columns to use: view->width, 100 if 0, never under 40. */
size_t lm_view_width(const lm_view *view);

/* Adds `text` as it may be shown on a terminal: runs of white space become one blank; control characters and those that turn
   the direction of writing become U+FFFD, so that no document can command the terminal. */
void lm_clean(lm_strbuf *to, const char *text);

/* Frees a buffer whose text is done with; if memory failed while it grew, the sink remembers. */
void lm_strbuf_drop(lm_strbuf *buffer, lm_sink *sink);

/* Where to break `text` for a line of `columns`: as lm_text_line, but ids such as care-manager-relations and names of files
   are not torn apart at a hyphen or dot when the line can end at the blank before them. */
size_t lm_line_break(const char *text, size_t columns);
/* The same for a line of which the first `fits` bytes have room. */
size_t lm_line_break_of(const char *text, size_t fits);
/* `length` without the blanks at the end of the line. */
size_t lm_line_shown(const char *text, size_t length);

/* Switches a style on (off again: LM_PLAIN). Nothing without view->colour. */
void lm_style_on(lm_sink *sink, const lm_view *view, lm_style style);

/* Writes cleaned `text` wrapped to the view's width. The first line begins with `first` (its blanks stay), the others with as many
   blanks, at most six. */
void lm_flow(lm_sink *sink, const lm_view *view, const char *first, const char *text);
/* The other lines begin with `rest`. */
void lm_flow_with(lm_sink *sink, const lm_view *view, const char *first, const char *rest, const char *text);
/* As lm_flow, behind `indent` blanks. */
void lm_flow_at(lm_sink *sink, const lm_view *view, size_t indent, const char *first, const char *text);

/* A line of ─ over the whole width. */
void lm_rule(lm_sink *sink, const lm_view *view);

#endif
