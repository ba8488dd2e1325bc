/* html_find.c: what the script finds by: the form, and the attributes of what can be found. Without scripts the form is not shown. */
#include "html.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void open_select(const lm_page *page, lm_word label, const char *by, lm_word any) {
  lm_html_put(page, " <label>");
  lm_html_word(page, label);
  lm_html_put(page, " <select data-by=\"");
  lm_html_put(page, by);
  lm_html_put(page, "\"><option value=\"\">");
  lm_html_word(page, any);
  lm_html_put(page, "</option>");
}

static void put_option(const lm_page *page, const char *value, const char *label) {
  lm_html_put(page, "<option value=\"");
  lm_html_text(page, value);
  lm_html_put(page, "\">");
  lm_html_text(page, label);
  lm_html_put(page, "</option>");
}

static void close_select(const lm_page *page) { lm_html_put(page, "</select></label>"); }

static void put_verdicts(const lm_page *page) {
  open_select(page, W_COL_VERDICT, "verdict", W_PAGE_ALL_VERDICTS);
  for (int verdict = 0; verdict < LM_VERDICT_COUNT; verdict++)
    put_option(page, lm_verdict_word((lm_verdict)verdict), lm_word_in(lm_word_verdict((lm_verdict)verdict), page->lang));
  close_select(page);
}

static size_t count_scenes(const lm_page *page) {
  size_t count = 0;
  for (lm_node i = 0; i < lm_model_node_count(page->model); i++) count += lm_model_node(page->model, i)->kind == LM_SCENE;
  return count;
}

static void put_scenes(const lm_page *page) {
  if (count_scenes(page) < 2) return;
  open_select(page, W_COL_SCENE, "scene", W_FIND_ALL_SCENES);
  for (lm_node i = 0; i < lm_model_node_count(page->model); i++)
    if (lm_model_node(page->model, i)->kind == LM_SCENE) put_option(page, lm_id_of(page->model, i), lm_label_of(page->model, i, page->lang));
  close_select(page);
}

static void put_tiers(const lm_page *page) {
  char name[LM_TIER_LABEL];
  if (lm_model_tier_count(page->model) < 2) return;
  open_select(page, W_COL_TIER, "tier", W_FIND_ALL_TIERS);
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++)
    put_option(page, lm_tier_id(page->model, tier), lm_tier_label(lm_model_tier(page->model, tier), page->view, name, sizeof name));
  close_select(page);
}

static void open_form(const lm_page *page) {
  lm_html_put(page, "<form id=\"find\" role=\"search\"><label>");
  lm_html_word(page, W_PAGE_SEARCH);
  lm_html_put(page, " <input type=\"search\" id=\"find-text\"></label>");
}

static void close_form(const lm_page *page) {
  lm_html_put(page, " <button type=\"reset\">");
  lm_html_word(page, W_FIND_RESET);
  lm_html_put(page, "</button> <output id=\"find-count\"></output></form>\n");
}

void lm_html_finder(const lm_page *page) {
  open_form(page);
  put_scenes(page);
  put_tiers(page);
  put_verdicts(page);
  close_form(page);
}

void lm_html_finder_of_text(const lm_page *page) {
  open_form(page);
  close_form(page);
}

/* ---- what is found ---- */

/* A list of words without repetition, as the value of an attribute; nothing when it is empty. Clears it. */
static void put_list(const lm_page *page, const char *name, lm_strbuf *list) {
  if (list->length > 0) {
    lm_html_put(page, " data-");
    lm_html_put(page, name);
    lm_html_put(page, "=\"");
    lm_html_text(page, lm_strbuf_text(list));
    lm_html_put(page, "\"");
  }
  lm_strbuf_drop(list, page->sink);
}

static bool has_word(const char *list, const char *word) {
  const size_t length = strlen(word);
  for (const char *at = list; *at; at += strspn(at, " ")) {
    const size_t size = strcspn(at, " ");
    if (size == length && memcmp(at, word, length) == 0) return true;
    at += size;
  }
  return false;
}

static void add_word(lm_strbuf *list, const char *word) {
  if (!word || has_word(lm_strbuf_text(list), word)) return;
  if (list->length > 0) lm_strbuf_add(list, " ");
  lm_strbuf_add(list, word);
}

static void add_facets(const lm_page *page, lm_node node, lm_strbuf *scenes, lm_strbuf *tiers) {
  add_word(scenes, lm_scene_id(page->model, node));
  add_word(tiers, lm_tier_id(page->model, lm_model_node(page->model, node)->tier));
}

/* An indicator has a verdict at every tier it has a target for; any of them finds it. */
static void put_found_by(const lm_page *page, lm_node node, lm_verdict verdict) {
  lm_strbuf words = {0};
  if (verdict != LM_VERDICT_COUNT) add_word(&words, lm_verdict_word(verdict));
  for (uint32_t tier = 0; tier < lm_model_tier_count(page->model); tier++) {
    const lm_record *r = lm_assessment_find(page->assessment, node, page->area, tier);
    if (r) add_word(&words, lm_verdict_word(r->status));
  }
  lm_html_put(page, " data-verdict=\"");
  lm_html_put(page, lm_strbuf_text(&words));
  lm_html_put(page, "\"");
  lm_strbuf_drop(&words, page->sink);
}

void lm_html_facets(const lm_page *page, lm_node node, lm_verdict verdict) {
  lm_strbuf scenes = {0}, tiers = {0};
  if (lm_model_node(page->model, node)->kind != LM_INDICATOR) add_facets(page, node, &scenes, &tiers);
  for (size_t i = 0; i < lm_model_link_count(page->model); i++) {
    const lm_link *link = lm_model_link(page->model, (uint32_t)i);
    if (link->type == LM_MEASURED_BY && link->to == node) add_facets(page, link->from, &scenes, &tiers);
  }
  put_found_by(page, node, verdict);
  put_list(page, "scene", &scenes);
  put_list(page, "tier", &tiers);
}

/* The box it is drawn in: activities stand in that of their initiative. */
static lm_node box_of(const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  return info->kind == LM_ACTIVITY ? info->parent : node;
}

void lm_html_next(const lm_page *page, lm_node node) {
  lm_strbuf next = {0};
  char anchor[24];
  for (size_t i = 0; i < lm_model_link_count(page->model); i++) {
    const lm_link *link = lm_model_link(page->model, (uint32_t)i);
    if (link->type != LM_CONTRIBUTES_TO || box_of(page->model, link->from) != node) continue;
    snprintf(anchor, sizeof anchor, "n%" PRIu32, box_of(page->model, link->to));
    add_word(&next, anchor);
  }
  put_list(page, "next", &next);
}
