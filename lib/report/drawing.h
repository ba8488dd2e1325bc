/* drawing.h: a model, or a part of it with verdicts, as a drawing for Graphviz or Mermaid.

   Nodes stand in a box per scene; outcomes of one tier stand in one column. The line style tells how sure a link is (solid
   stated, dashed inferred, dotted assumed); verdicts are a shape and a word in the label, the colour repeats them. */
#ifndef LM_REPORT_DRAWING_H
#define LM_REPORT_DRAWING_H

#include "chain.h"

typedef struct lm_drawing {
  const lm_model *model;
  uint8_t *shown; /* per node */
  const lm_view *view;
  const lm_assessment *assessment; /* NULL: without verdicts */
  uint32_t area;
  lm_node focus; /* drawn with a thicker frame; only with an assessment */
  const lm_chain *chain; /* NULL none: what was reported of a node stands in its label */
  unsigned place;        /* 0; a model drawn beside the first: 1, 2, … */
  const struct lm_drawing *with; /* of the first: the models beside it, in a box each */
  size_t with_count;
  const lm_crossings *crossings; /* from the first to those beside it */
} lm_drawing;

/* By view->format: LM_FORMAT_DOT or LM_FORMAT_MERMAID. */
lm_status lm_draw(lm_sink *sink, const lm_drawing *drawing);
void lm_draw_dot(lm_sink *sink, const lm_drawing *drawing);
void lm_draw_mermaid(lm_sink *sink, const lm_drawing *drawing);

/* What both have in common. */
/* "n12", "m1n12": names of nodes in the drawing. */
void lm_drawing_name(lm_sink *sink, const lm_drawing *drawing, lm_node node);
/* Calls `put` for every pair of nodes that share references, both of them shown, with the codes. */
typedef void lm_drawing_crossing_fn(lm_sink *sink, const lm_drawing *drawing, const lm_crossing *crossing, const char *codes);
void lm_drawing_crossings(lm_sink *sink, const lm_drawing *drawing, lm_drawing_crossing_fn *put);
/* Title of a model beside the first, line by line. */
#define LM_DRAWING_COLUMNS 30 /* labels are wrapped at this width */
typedef void lm_label_line_fn(lm_sink *sink, const char *text);
void lm_drawing_box_title(lm_sink *sink, const lm_drawing *drawing, lm_label_line_fn *line);
/* The lines of a node's label: mark or number and words, then verdict, then how much of it is judged. Calls `line` for each. */
void lm_drawing_label(lm_sink *sink, const lm_drawing *drawing, lm_node node, lm_label_line_fn *line);
/* The verdict to show at a node; NULL if there is none. */
const lm_rollup *lm_drawing_rollup(const lm_drawing *drawing, lm_node node);
/* Calls `put` for every link that is drawn: both ends shown; of part-of links only activity → initiative. */
typedef void lm_drawing_link_fn(lm_sink *sink, const lm_drawing *drawing, const lm_link *link);
void lm_drawing_links(lm_sink *sink, const lm_drawing *drawing, lm_drawing_link_fn *put);
/* The scene box a node stands in; LM_NO_NODE: none. */
lm_node lm_drawing_box(const lm_drawing *drawing, lm_node node);
/* Title, legend and notice, line by line. */
void lm_drawing_title(lm_sink *sink, const lm_drawing *drawing, lm_label_line_fn *line);

#endif
