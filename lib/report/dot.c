/* dot.c: a drawing in the DOT language of Graphviz. */
#include "drawing.h"

#include <inttypes.h>
#include <stdio.h>

/* Graphviz reads character entities in labels, so & is one itself. */
static void put_escaped(lm_sink *sink, const char *text) {
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') lm_sink_char(sink, '\\');
    if (*text == '&')
      lm_sink_put(sink, "&amp;");
    else
      lm_sink_char(sink, *text);
  }
}

static void put_line(lm_sink *sink, const char *text) {
  put_escaped(sink, text);
  lm_sink_put(sink, "\\n");
}

/* Light fills that stay apart for colour-blind eyes and in grey; the shape and word in the label carry the meaning. */
static const char *fill(const lm_rollup *rollup) {
  static const char *const colour[LM_VERDICT_COUNT] = {
      [LM_ACHIEVED] = "#a6cee3", [LM_ACHIEVED_SLIPPING] = "#d7e8f2",
      [LM_ON_TRACK] = "#cfe3f0", [LM_NEAR] = "#fdf0c0",
      [LM_SLOW] = "#fdc98a",     [LM_AWAY] = "#f4a582",
      [LM_UNCLEAR] = "#eeeeee",  [LM_NOT_ASSESSABLE] = "#ffffff",
  };
  return rollup ? colour[rollup->status] : "#ffffff";
}

static const char *shape(lm_kind kind) {
  static const char *const of[LM_KIND_COUNT] = {
      [LM_SCENE] = "shape=folder,style=\"filled\"",   [LM_INITIATIVE] = "shape=box,style=\"filled,bold\"",
      [LM_ACTIVITY] = "shape=box,style=\"filled\"",   [LM_OUTCOME] = "shape=box,style=\"filled,rounded\"",
      [LM_INDICATOR] = "shape=note,style=\"filled\"",
  };
  return of[kind];
}

static void put_node(lm_sink *sink, const lm_drawing *drawing, lm_node node) {
  const lm_rollup *rollup = lm_drawing_rollup(drawing, node);
  lm_sink_put(sink, "    ");
  lm_drawing_name(sink, drawing, node);
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

static void put_scene_number(lm_sink *sink, lm_node scene) {
  char number[16];
  snprintf(number, sizeof number, "%" PRIu32, scene);
  lm_sink_put(sink, number);
}

static void put_scene(lm_sink *sink, const lm_drawing *drawing, lm_node scene) {
  lm_sink_put(sink, "  subgraph cluster_");
  if (drawing->place > 0) lm_drawing_name(sink, drawing, scene);
  else put_scene_number(sink, scene);
  lm_sink_put(sink, " {\n    label=\"");
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

static bool in_column(const lm_drawing *drawing, lm_node node, lm_kind kind, uint32_t tier) {
  const lm_node_info *info = lm_model_node(drawing->model, node);
  return drawing->shown[node] && info->kind == kind && info->tier == tier;
}

/* One column for the nodes of a kind and tier; returns the first of them, LM_NO_NODE if none. */
static lm_node put_column(lm_sink *sink, const lm_drawing *drawing, lm_kind kind, uint32_t tier) {
  lm_node first = LM_NO_NODE;
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++) {
    if (!in_column(drawing, i, kind, tier)) continue;
    lm_sink_put(sink, first == LM_NO_NODE ? "  { rank=same; " : " ");
    if (first == LM_NO_NODE) first = i;
    lm_drawing_name(sink, drawing, i);
    lm_sink_char(sink, ';');
  }
  if (first != LM_NO_NODE) lm_sink_put(sink, " }\n");
  return first;
}

/* Columns from left to right: initiatives, activities, the tiers. An invisible link between the first nodes of two keeps their
 * order. */
static void put_columns(lm_sink *sink, const lm_drawing *drawing) {
  const uint32_t tiers = (uint32_t)lm_model_tier_count(drawing->model);
  lm_node before = LM_NO_NODE;
  for (uint32_t column = 0; column < tiers + 2; column++) {
    const lm_kind kind = column == 0 ? LM_INITIATIVE : column == 1 ? LM_ACTIVITY : LM_OUTCOME;
    lm_node first = put_column(sink, drawing, kind, kind == LM_OUTCOME ? column - 2 : LM_NO_TIER);
    if (first == LM_NO_NODE) continue;
    if (before != LM_NO_NODE) {
      lm_sink_put(sink, "  ");
      lm_drawing_name(sink, drawing, before);
      lm_sink_put(sink, " -> ");
      lm_drawing_name(sink, drawing, first);
      lm_sink_put(sink, " [style=invis];\n");
    }
    before = first;
  }
}

/* An initiative stands left of its activities, so part-of is drawn from the whole to the part. */
static void put_link(lm_sink *sink, const lm_drawing *drawing, const lm_link *link) {
  static const char *const line[LM_CERTAINTY_COUNT] = {
      [LM_STATED] = "solid", [LM_INFERRED] = "dashed", [LM_ASSUMED] = "dotted"};
  const bool part = link->type == LM_PART_OF;
  lm_sink_put(sink, "  ");
  lm_drawing_name(sink, drawing, part ? link->to : link->from);
  lm_sink_put(sink, " -> ");
  lm_drawing_name(sink, drawing, part ? link->from : link->to);
  lm_sink_put(sink, " [style=");
  lm_sink_put(sink, line[link->certainty]);
  if (part) lm_sink_put(sink, ",arrowhead=none");
  if (link->type == LM_MEASURED_BY) lm_sink_put(sink, ",arrowhead=odot");
  if (link->sign < 0) lm_sink_put(sink, ",arrowhead=tee,label=\"−\"");
  lm_sink_put(sink, "];\n");
}

static void put_scenes(lm_sink *sink, const lm_drawing *drawing) {
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++)
    if (lm_model_node(drawing->model, i)->kind == LM_SCENE && has_nodes(drawing, i)) put_scene(sink, drawing, i);
  put_nodes_of(sink, drawing, LM_NO_NODE);
}

/* Another model, in a box of its own. */
static void put_beside(lm_sink *sink, const lm_drawing *drawing) {
  char head[40];
  snprintf(head, sizeof head, "  subgraph cluster_m%u {\n", drawing->place);
  lm_sink_put(sink, head);
  lm_sink_put(sink, "    style=dashed; label=\"");
  lm_drawing_box_title(sink, drawing, put_line);
  lm_sink_put(sink, "\";\n");
  put_scenes(sink, drawing);
  lm_sink_put(sink, "  }\n");
  lm_drawing_links(sink, drawing, put_link);
}

/* A shared reference has no direction. */
static void put_crossing(lm_sink *sink, const lm_drawing *drawing, const lm_crossing *crossing, const char *codes) {
  lm_sink_put(sink, "  ");
  lm_drawing_name(sink, drawing, crossing->from);
  lm_sink_put(sink, " -> ");
  lm_drawing_name(sink, &drawing->with[crossing->model], crossing->to);
  lm_sink_put(sink, " [dir=none,style=dashed,color=\"#7a4fa3\",fontcolor=\"#7a4fa3\",constraint=false,label=\"");
  put_escaped(sink, codes);
  lm_sink_put(sink, "\"];\n");
}

void lm_draw_dot(lm_sink *sink, const lm_drawing *drawing) {
  const lm_model *model = drawing->model;
  lm_sink_put(sink, "digraph \"");
  put_escaped(sink, lm_model_id(model));
  lm_sink_put(sink, "\" {\n"
                    "  graph [rankdir=LR,newrank=true,ranksep=0.9,nodesep=0.18,fontname=\"BIZ UDPGothic,Noto Sans CJK "
                    "JP,sans-serif\",labelloc=t,\n"
                    "    label=\"");
  lm_drawing_title(sink, drawing, put_line);
  lm_sink_put(sink, "\"];\n"
                    "  node [fontname=\"BIZ UDPGothic,Noto Sans CJK JP,sans-serif\",fontsize=10,margin=\"0.12,0.06\"];\n"
                    "  edge [fontname=\"BIZ UDPGothic,Noto Sans CJK JP,sans-serif\",fontsize=10,color=\"#444444\"];\n");
  put_scenes(sink, drawing);
  put_columns(sink, drawing);
  lm_drawing_links(sink, drawing, put_link);
  for (size_t i = 0; i < drawing->with_count; i++) put_beside(sink, &drawing->with[i]);
  lm_drawing_crossings(sink, drawing, put_crossing);
  lm_sink_put(sink, "}\n");
}
