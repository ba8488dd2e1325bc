/* drawing.c: what DOT and Mermaid have in common. */
#include "drawing.h"

#include "records.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TITLE_COLUMNS 80

lm_status lm_draw(lm_sink *sink, const lm_drawing *drawing) {
  if (drawing->view->format == LM_FORMAT_DOT)
    lm_draw_dot(sink, drawing);
  else if (drawing->view->format == LM_FORMAT_MERMAID)
    lm_draw_mermaid(sink, drawing);
  else
    return LM_EINVAL;
  return LM_OK;
}

const lm_rollup *lm_drawing_rollup(const lm_drawing *drawing, lm_node node) {
  return drawing->assessment ? lm_assessment_rollup_of(drawing->assessment, node, drawing->area) : NULL;
}

static bool is_drawn(const lm_drawing *drawing, const lm_link *link) {
  if (!drawing->shown[link->from] || !drawing->shown[link->to]) return false;
  return link->type != LM_PART_OF || lm_model_node(drawing->model, link->to)->kind == LM_INITIATIVE;
}

void lm_drawing_links(lm_sink *sink, const lm_drawing *drawing, lm_drawing_link_fn *put) {
  for (size_t i = 0; i < lm_model_link_count(drawing->model); i++) {
    const lm_link *link = lm_model_link(drawing->model, i);
    if (is_drawn(drawing, link)) put(sink, drawing, link);
  }
}

lm_node lm_drawing_box(const lm_drawing *drawing, lm_node node) {
  return lm_model_node(drawing->model, node)->kind == LM_SCENE ? LM_NO_NODE : lm_model_scene_of(drawing->model, node);
}

void lm_drawing_name(lm_sink *sink, const lm_drawing *drawing, lm_node node) {
  char name[40];
  if (drawing->place > 0)
    snprintf(name, sizeof name, "m%un%" PRIu32, drawing->place, node);
  else
    snprintf(name, sizeof name, "n%" PRIu32, node);
  lm_sink_put(sink, name);
}

void lm_drawing_crossings(lm_sink *sink, const lm_drawing *drawing, lm_drawing_crossing_fn *put) {
  for (lm_node node = 0; drawing->crossings && node < lm_model_node_count(drawing->model); node++) {
    size_t count, shared;
    const lm_crossing *at = lm_crossings_of(drawing->crossings, node, &count);
    for (size_t i = 0; i < count; i += shared) {
      lm_strbuf codes = {0};
      shared = lm_crossing_run(&at[i], count - i);
      lm_add_codes(&codes, &at[i], shared);
      if (drawing->shown[node] && drawing->with[at[i].model].shown[at[i].to]) put(sink, drawing, &at[i], lm_strbuf_text(&codes));
      lm_strbuf_drop(&codes, sink);
    }
  }
}

/* Cleans and wraps `text`, one call per line. */
static void each_line(lm_sink *sink, const char *text, size_t columns, lm_label_line_fn *line) {
  lm_strbuf clean = {0}, part = {0};
  lm_clean(&clean, text);
  for (const char *at = lm_strbuf_text(&clean); *at;) {
    size_t length = lm_line_break(at, columns);
    lm_strbuf_reset(&part);
    lm_strbuf_add_bytes(&part, at, lm_line_shown(at, length));
    line(sink, lm_strbuf_text(&part));
    at += length;
  }
  lm_strbuf_drop(&clean, sink);
  lm_strbuf_drop(&part, sink);
}

static void put_verdict(lm_sink *sink, const lm_drawing *drawing, const lm_rollup *rollup, lm_label_line_fn *line) {
  lm_strbuf text = {0};
  lm_add_rollup_verdict(&text, rollup, drawing->view->lang);
  lm_strbuf_addf(&text, " (%zu/%zu)", rollup->assessed, rollup->indicators);
  line(sink, lm_strbuf_text(&text));
  lm_strbuf_drop(&text, sink);
}

void lm_drawing_label(lm_sink *sink, const lm_drawing *drawing, lm_node node, lm_label_line_fn *line) {
  const lm_node_info *info = lm_model_node(drawing->model, node);
  const lm_lang lang = drawing->view->lang;
  const lm_rollup *rollup = lm_drawing_rollup(drawing, node);
  char tier[48];
  lm_strbuf text = {0};
  if (info->mark) lm_strbuf_addf(&text, "(%s) ", info->mark);
  if (info->number > 0) lm_strbuf_addf(&text, "%d ", info->number);
  lm_strbuf_add(&text, lm_text_in(&info->label, lang));
  if (info->kind == LM_OUTCOME && info->tier != LM_NO_TIER)
    lm_strbuf_addf(&text, " [%s]", lm_tier_inside(drawing->model, info->tier, drawing->view, tier, sizeof tier));
  each_line(sink, lm_strbuf_text(&text), LM_DRAWING_COLUMNS, line);
  if (rollup) put_verdict(sink, drawing, rollup, line);
  lm_strbuf_reset(&text);
  if (drawing->chain) lm_add_last_report(&text, drawing->chain, node, drawing->area);
  if (text.length > 0) each_line(sink, lm_strbuf_text(&text), LM_DRAWING_COLUMNS, line);
  lm_strbuf_drop(&text, sink);
}

void lm_drawing_box_title(lm_sink *sink, const lm_drawing *drawing, lm_label_line_fn *line) {
  each_line(sink, lm_text_in(lm_model_title(drawing->model), drawing->view->lang), TITLE_COLUMNS, line);
  if (drawing->chain && lm_chain_fictional(drawing->chain)) each_line(sink, lm_word_in(W_FICTIONAL, drawing->view->lang), TITLE_COLUMNS, line);
}

void lm_drawing_title(lm_sink *sink, const lm_drawing *drawing, lm_label_line_fn *line) {
  const lm_lang lang = drawing->view->lang;
  lm_strbuf notice = {0};
  each_line(sink, lm_text_in(lm_model_title(drawing->model), lang), TITLE_COLUMNS, line);
  if (drawing->assessment) {
    const char *area = lm_area_label(lm_assessment_areas(drawing->assessment), drawing->area, lang);
    if (*area) each_line(sink, area, TITLE_COLUMNS, line);
    if (lm_is_fictional(drawing->assessment) || lm_is_illustration(drawing->assessment))
      lm_strbuf_add(&notice, lm_word_in(W_NOTICE_BULLET, lang));
    lm_add_notice(&notice, drawing->assessment, lang);
    bool invented = drawing->chain && lm_chain_fictional(drawing->chain) && !lm_is_fictional(drawing->assessment);
    if (invented) lm_strbuf_add(&notice, lm_word_in(W_FICTIONAL, lang));
    each_line(sink, lm_strbuf_text(&notice), TITLE_COLUMNS, line);
  }
  each_line(sink, lm_word_in(W_LINE_LEGEND, lang), TITLE_COLUMNS, line);
  lm_strbuf_drop(&notice, sink);
}
