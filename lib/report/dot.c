/* dot.c: a drawing in the DOT language of Graphviz. */
#include "drawing.h"

#include <inttypes.h>
#include <stdio.h>

static void put_escaped(lm_sink *sink, const char *text) {
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') lm_sink_char(sink, '\\');
    lm_sink_char(sink, *text);
  }
}

static void put_line(lm_sink *sink, const char *text) {
  put_escaped(sink, text);
  lm_sink_put(sink, "\\n");
}

static void put_name(lm_sink *sink, lm_node node) {
  char name[16];
  snprintf(name, sizeof name, "n%" PRIu32, node);
  lm_sink_put(sink, name);
}

/* Light fills that stay apart for colour-blind eyes and in grey; the shape and word in the label carry the meaning. */
static const char *fill(const lm_rollup *rollup) {
  static const char *const colour[LM_VERDICT_COUNT] = {
      [LM_ACHIEVED] = "#a6cee3", [LM_ACHIEVED_SLIPPING] = "#d7e8f2", [LM_ON_TRACK] = "#cfe3f0", [LM_NEAR] = "#fdf0c0",
      [LM_SLOW] = "#fdc98a",     [LM_AWAY] = "#f4a582",              [LM_UNCLEAR] = "#eeeeee",  [LM_NOT_ASSESSABLE] = "#ffffff",
  };
  return rollup ? colour[rollup->status] : "#ffffff";
}

static const char *shape(lm_kind kind) {
  static const char *const of[LM_KIND_COUNT] = {
      [LM_SCENE] = "shape=folder,style=\"filled\"",         [LM_INITIATIVE] = "shape=box,style=\"filled,bold\"",
      [LM_ACTIVITY] = "shape=box,style=\"filled\"",         [LM_OUTCOME] = "shape=box,style=\"filled,rounded\"",
      [LM_INDICATOR] = "shape=note,style=\"filled\"",
  };
  return of[kind];
}

static void put_node(lm_sink *sink, const lm_drawing *drawing, lm_node node) {
  const lm_rollup *rollup = lm_drawing_rollup(drawing, node);
  lm_sink_put(sink, "    ");
  put_name(sink, node);
  lm_sink_put(sink, " [label=\"");
  lm_drawing_label(sink, drawing, node, put_line);
  lm_sink_put(sink, "\",fillcolor=\"");
  lm_sink_put(sink, fill(rollup));
  lm_sink_put(sink, "\",");
  lm_sink_put(sink, shape(lm_model_node(drawing->model, node)->kind));
  if (drawing->assessment && node == drawing->focus) lm_sink_put(sink, ",penwidth=3");
  lm_sink_put(sink, "];\n");
}

static void put_nodes_of(lm_sink *sink, const lm_drawing *drawing, lm_node scene) {
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++)
    if (drawing->shown[i] && lm_drawing_box(drawing, i) == scene) put_node(sink, drawing, i);
}

static void put_scene(lm_sink *sink, const lm_drawing *drawing, lm_node scene) {
  char head[48];
  snprintf(head, sizeof head, "  subgraph cluster_%" PRIu32 " {\n    label=\"", scene);
  lm_sink_put(sink, head);
  lm_drawing_label(sink, drawing, scene, put_line);
  lm_sink_put(sink, "\";\n");
  put_nodes_of(sink, drawing, scene);
  lm_sink_put(sink, "  }\n");
}

static bool has_nodes(const lm_drawing *drawing, lm_node scene) {
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++)
    if (drawing->shown[i] && lm_drawing_box(drawing, i) == scene) return true;
  return false;
}

/* Outcomes of one tier in one column. */
static void put_tier(lm_sink *sink, const lm_drawing *drawing, uint32_t tier) {
  lm_sink_put(sink, "  { rank=same;");
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++) {
    const lm_node_info *node = lm_model_node(drawing->model, i);
    if (!drawing->shown[i] || node->kind != LM_OUTCOME || node->tier != tier) continue;
    lm_sink_char(sink, ' ');
    put_name(sink, i);
    lm_sink_char(sink, ';');
  }
  lm_sink_put(sink, " }\n");
}

/* An initiative stands left of its activities, so part-of is drawn from the whole to the part. */
static void put_link(lm_sink *sink, const lm_link *link) {
  static const char *const line[LM_CERTAINTY_COUNT] = {[LM_STATED] = "solid", [LM_INFERRED] = "dashed", [LM_ASSUMED] = "dotted"};
  const bool part = link->type == LM_PART_OF;
  lm_sink_put(sink, "  ");
  put_name(sink, part ? link->to : link->from);
  lm_sink_put(sink, " -> ");
  put_name(sink, part ? link->from : link->to);
  lm_sink_put(sink, " [style=");
  lm_sink_put(sink, line[link->certainty]);
  if (part) lm_sink_put(sink, ",arrowhead=none");
  if (link->type == LM_MEASURED_BY) lm_sink_put(sink, ",arrowhead=odot");
  if (link->sign < 0) lm_sink_put(sink, ",arrowhead=tee,label=\"−\"");
  lm_sink_put(sink, "];\n");
}

void lm_draw_dot(lm_sink *sink, const lm_drawing *drawing) {
  const lm_model *model = drawing->model;
  lm_sink_put(sink, "digraph \"");
  put_escaped(sink, lm_model_id(model));
  lm_sink_put(sink, "\" {\n"
                    "  graph [rankdir=LR,newrank=true,ranksep=0.9,nodesep=0.18,fontname=\"BIZ UDPGothic,Noto Sans CJK JP,sans-serif\",labelloc=t,\n"
                    "    label=\"");
  lm_drawing_title(sink, drawing, put_line);
  lm_sink_put(sink, "\"];\n"
                    "  node [fontname=\"BIZ UDPGothic,Noto Sans CJK JP,sans-serif\",fontsize=10,margin=\"0.12,0.06\"];\n"
                    "  edge [fontname=\"BIZ UDPGothic,Noto Sans CJK JP,sans-serif\",fontsize=10,color=\"#444444\"];\n");
  for (lm_node i = 0; i < lm_model_node_count(model); i++)
    if (lm_model_node(model, i)->kind == LM_SCENE && has_nodes(drawing, i)) put_scene(sink, drawing, i);
  put_nodes_of(sink, drawing, LM_NO_NODE);
  for (uint32_t tier = 0; tier < lm_model_tier_count(model); tier++) put_tier(sink, drawing, tier);
  for (size_t i = 0; i < lm_model_link_count(model); i++)
    if (lm_drawing_has(drawing, lm_model_link(model, i))) put_link(sink, lm_model_link(model, i));
  lm_sink_put(sink, "}\n");
}
