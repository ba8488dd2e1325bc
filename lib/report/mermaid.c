/* mermaid.c: a drawing as a Mermaid flowchart. */
#include "drawing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Labels stand in double quotes; Mermaid knows character entities written #name; and #number; and renders HTML, so its signs
 * are entities. */
static void put_escaped(lm_sink *sink, const char *text) {
  char entity[8];
  for (; *text; text++) {
    if (!strchr("\"#<>&`;\\", *text)) {
      lm_sink_char(sink, *text);
      continue;
    }
    snprintf(entity, sizeof entity, "#%d;", *text);
    lm_sink_put(sink, entity);
  }
}

static void put_line(lm_sink *sink, const char *text) {
  put_escaped(sink, text);
  lm_sink_put(sink, "<br/>");
}

/* Classes are named after the words of the verdicts, with _ for -. */
static const struct {
  const char *name, *style;
} class_of[LM_VERDICT_COUNT] = {
    [LM_ACHIEVED] = {"achieved", "fill:#a6cee3,stroke:#1f4e79"},
    [LM_ACHIEVED_SLIPPING] = {"achieved_slipping", "fill:#d7e8f2,stroke:#1f4e79,stroke-dasharray:4 2"},
    [LM_ON_TRACK] = {"on_track", "fill:#cfe3f0,stroke:#1f4e79"},
    [LM_NEAR] = {"near", "fill:#fdf0c0,stroke:#7a5c00"},
    [LM_SLOW] = {"slow", "fill:#fdc98a,stroke:#8a4500,stroke-width:2px"},
    [LM_AWAY] = {"away", "fill:#f4a582,stroke:#8a1c00,stroke-width:3px"},
    [LM_UNCLEAR] = {"unclear", "fill:#eeeeee,stroke:#555555,stroke-dasharray:2 2"},
    [LM_NOT_ASSESSABLE] = {"not_assessable", "fill:#ffffff,stroke:#888888,stroke-dasharray:2 2"},
};

static void put_node(lm_sink *sink, const lm_drawing *drawing, lm_node node) {
  static const char *const bracket[LM_KIND_COUNT][2] = {
      [LM_SCENE] = {"[\"", "\"]"},   [LM_INITIATIVE] = {"[[\"", "\"]]"}, [LM_ACTIVITY] = {"[\"", "\"]"},
      [LM_OUTCOME] = {"(\"", "\")"}, [LM_INDICATOR] = {">\"", "\"]"},
  };
  const lm_kind kind = lm_model_node(drawing->model, node)->kind;
  const lm_rollup *rollup = lm_drawing_rollup(drawing, node);
  lm_sink_put(sink, "    ");
  lm_drawing_name(sink, drawing, node);
  lm_sink_put(sink, bracket[kind][0]);
  lm_drawing_label(sink, drawing, node, put_line);
  lm_sink_put(sink, bracket[kind][1]);
  if (rollup) {
    lm_sink_put(sink, ":::");
    lm_sink_put(sink, class_of[rollup->status].name);
  }
  lm_sink_char(sink, '\n');
}

static bool put_nodes_of(lm_sink *sink, const lm_drawing *drawing, lm_node scene, bool only_look) {
  bool any = false;
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++) {
    if (!drawing->shown[i] || lm_drawing_box(drawing, i) != scene) continue;
    any = true;
    if (!only_look) put_node(sink, drawing, i);
  }
  return any;
}

static void put_scene(lm_sink *sink, const lm_drawing *drawing, lm_node scene) {
  lm_sink_put(sink, "  subgraph ");
  lm_drawing_name(sink, drawing, scene);
  lm_sink_put(sink, "[\"");
  lm_drawing_label(sink, drawing, scene, put_line);
  lm_sink_put(sink, "\"]\n");
  put_nodes_of(sink, drawing, scene, false);
  lm_sink_put(sink, "  end\n");
}

/* Mermaid has one dotted line: assumed links say so in words. An initiative stands left of its activities. */
static void put_link(lm_sink *sink, const lm_drawing *drawing, const lm_link *link) {
  static const char *const arrow[LM_CERTAINTY_COUNT] = {[LM_STATED] = " -->", [LM_INFERRED] = " -.->", [LM_ASSUMED] = " -.->"};
  static const char *const plain[LM_CERTAINTY_COUNT] = {[LM_STATED] = " ---", [LM_INFERRED] = " -.-", [LM_ASSUMED] = " -.-"};
  const char *assumed = link->certainty == LM_ASSUMED ? lm_word_in(W_ASSUMED, drawing->view->lang) : "";
  const char *minus = link->sign < 0 ? "−" : "";
  const bool part = link->type == LM_PART_OF;
  lm_sink_put(sink, "  ");
  lm_drawing_name(sink, drawing, part ? link->to : link->from);
  lm_sink_put(sink, (link->type == LM_CONTRIBUTES_TO ? arrow : plain)[link->certainty]);
  if (*assumed || *minus) {
    lm_sink_put(sink, "|\"");
    lm_sink_put(sink, minus);
    lm_sink_put(sink, assumed);
    lm_sink_put(sink, "\"|");
  }
  lm_sink_char(sink, ' ');
  lm_drawing_name(sink, drawing, part ? link->from : link->to);
  lm_sink_char(sink, '\n');
}

static void put_scenes(lm_sink *sink, const lm_drawing *drawing) {
  for (lm_node i = 0; i < lm_model_node_count(drawing->model); i++)
    if (lm_model_node(drawing->model, i)->kind == LM_SCENE && put_nodes_of(sink, drawing, i, true)) put_scene(sink, drawing, i);
  put_nodes_of(sink, drawing, LM_NO_NODE, false);
}

/* Another model, in a box of its own. */
static void put_beside(lm_sink *sink, const lm_drawing *drawing) {
  char head[40];
  snprintf(head, sizeof head, "  subgraph m%u[\"", drawing->place);
  lm_sink_put(sink, head);
  lm_drawing_box_title(sink, drawing, put_line);
  lm_sink_put(sink, "\"]\n");
  put_scenes(sink, drawing);
  lm_sink_put(sink, "  end\n");
  lm_drawing_links(sink, drawing, put_link);
}

/* A shared reference has no direction. */
static void put_crossing(lm_sink *sink, const lm_drawing *drawing, const lm_crossing *crossing, const char *codes) {
  lm_sink_put(sink, "  ");
  lm_drawing_name(sink, drawing, crossing->from);
  lm_sink_put(sink, " -. \"≈ ");
  put_escaped(sink, codes);
  lm_sink_put(sink, "\" .- ");
  lm_drawing_name(sink, &drawing->with[crossing->model], crossing->to);
  lm_sink_char(sink, '\n');
}

static void put_classes(lm_sink *sink) {
  for (size_t i = 0; i < LM_VERDICT_COUNT; i++) {
    lm_sink_put(sink, "  classDef ");
    lm_sink_put(sink, class_of[i].name);
    lm_sink_char(sink, ' ');
    lm_sink_put(sink, class_of[i].style);
    lm_sink_char(sink, '\n');
  }
}

void lm_draw_mermaid(lm_sink *sink, const lm_drawing *drawing) {
  lm_sink_put(sink, "flowchart LR\n  title[\"");
  lm_drawing_title(sink, drawing, put_line);
  lm_sink_put(sink, "\"]\n");
  put_scenes(sink, drawing);
  lm_drawing_links(sink, drawing, put_link);
  for (size_t i = 0; i < drawing->with_count; i++) put_beside(sink, &drawing->with[i]);
  lm_drawing_crossings(sink, drawing, put_crossing);
  if (drawing->assessment) put_classes(sink);
  if (drawing->assessment && drawing->shown[drawing->focus]) {
    lm_sink_put(sink, "  style ");
    lm_drawing_name(sink, drawing, drawing->focus);
    lm_sink_put(sink, " stroke-width:4px\n");
  }
}
