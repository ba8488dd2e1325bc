/* html_index.c: many areas side by side: worst first, a row each with how its outcomes stand, and a link to the report of the area. */
#include "html.h"

#include "../base/num.h"

#include <stdlib.h>
#include <string.h>

typedef struct standing {
  const lm_area_group *group;
  size_t section[LM_SECTION_COUNT]; /* outcomes */
  size_t away, outcomes, assessed;
  size_t order;
} standing;

typedef struct contents {
  lm_page page;
  const lm_report_index *index;
  lm_area_groups groups;
  standing *area; /* worst first */
  size_t areas;
  lm_node *outcome; /* tier by tier, in the order of the model */
  size_t outcomes;
} contents;

/* ---- what stands where ---- */

static bool is_outcome(const contents *c, lm_node node) {
  return lm_model_node(c->page.model, node)->kind == LM_OUTCOME;
}

static standing stand(const contents *c, size_t order) {
  standing s = {.group = &c->groups.item[order], .order = order};
  for (size_t i = 0; i < s.group->count; i++) {
    const lm_rollup *rollup = s.group->rollup[i];
    if (!is_outcome(c, rollup->node)) continue;
    s.outcomes++;
    s.assessed += rollup->status != LM_NOT_ASSESSABLE;
    s.away += rollup->status == LM_AWAY;
    s.section[lm_section_of(rollup->status)]++;
  }
  return s;
}

/* Most behind, then most moving away, then fewest well; what is alike stays in the order of the documents. */
static int worse_first(const void *a, const void *b) {
  const standing *x = a, *y = b;
  const size_t *m = x->section, *n = y->section;
  if (m[LM_SECTION_BEHIND] != n[LM_SECTION_BEHIND]) return m[LM_SECTION_BEHIND] < n[LM_SECTION_BEHIND] ? 1 : -1;
  if (x->away != y->away) return x->away < y->away ? 1 : -1;
  if (m[LM_SECTION_WELL] != n[LM_SECTION_WELL]) return m[LM_SECTION_WELL] > n[LM_SECTION_WELL] ? 1 : -1;
  return x->order > y->order ? 1 : -1;
}

static void list_outcomes(contents *c) {
  for (uint32_t tier = 0; tier <= lm_model_tier_count(c->page.model); tier++) {
    const bool last = tier == lm_model_tier_count(c->page.model);
    for (lm_node i = 0; i < lm_model_node_count(c->page.model); i++)
      if (is_outcome(c, i) && lm_model_node(c->page.model, i)->tier == (last ? LM_NO_TIER : tier)) c->outcome[c->outcomes++] = i;
  }
}

static lm_status gather(contents *c) {
  lm_status status = lm_area_groups_make(&c->groups, c->page.assessment);
  if (status != LM_OK) return status;
  c->areas = c->groups.count;
  c->area = calloc(c->areas + 1, sizeof *c->area);
  c->outcome = calloc(lm_model_node_count(c->page.model) + 1, sizeof *c->outcome);
  if (!c->area || !c->outcome) return LM_ENOMEM;
  for (size_t i = 0; i < c->areas; i++) c->area[i] = stand(c, i);
  qsort(c->area, c->areas, sizeof *c->area, worse_first);
  list_outcomes(c);
  return LM_OK;
}

static void clear(contents *c) {
  lm_area_groups_clear(&c->groups);
  free(c->area);
  free(c->outcome);
}

/* ---- the table ---- */

static const lm_report_file *file_of(const contents *c, uint32_t area) {
  for (size_t i = 0; i < c->index->files; i++)
    if (c->index->file[i].area == area) return &c->index->file[i];
  return NULL;
}

static void put_number_cell(const lm_page *page, size_t number) {
  lm_html_put(page, "<td class=\"n\">");
  lm_html_count(page, number);
  lm_html_put(page, "</td>");
}

static void put_area_name(const contents *c, uint32_t area) {
  const lm_report_file *file = file_of(c, area);
  const char *label = lm_area_label(lm_assessment_areas(c->page.assessment), area, c->page.lang);
  if (file) {
    lm_html_put(&c->page, "<a href=\"");
    lm_html_text(&c->page, file->name);
    if (*file->sha256) lm_html_put(&c->page, "\" data-sha256=\"");
    lm_html_put(&c->page, file->sha256);
    lm_html_put(&c->page, "\">");
  }
  lm_html_text(&c->page, *label ? label : lm_word_in(W_INDEX_NO_AREA, c->page.lang));
  if (file) lm_html_put(&c->page, "</a>");
}

/* Of the areas listed, does another lie in this one? */
static bool holds_others(const contents *c, uint32_t area) {
  const lm_areas *areas = lm_assessment_areas(c->page.assessment);
  for (size_t i = 0; areas && i < c->areas; i++)
    if (lm_areas_inside(areas, c->area[i].group->area, area)) return true;
  return false;
}

/* The shape and a word that fits into a narrow column, in their colour. */
static void put_brief(const lm_page *page, lm_verdict verdict) {
  lm_html_verdict_as(page, verdict, lm_word_brief(verdict), "");
}

/* What the brief words stand for. */
static void put_words(const lm_page *page) {
  lm_html_put(page, "<p class=\"legend verdicts-read\"><b>");
  lm_html_word(page, W_INDEX_VERDICTS);
  lm_html_put(page, "</b>");
  for (int verdict = 0; verdict < LM_VERDICT_COUNT; verdict++) {
    if (strcmp(lm_word_in(lm_word_brief((lm_verdict)verdict), page->lang), lm_word_in(lm_word_verdict((lm_verdict)verdict), page->lang)) == 0) continue;
    lm_html_put(page, " <span class=\"row\">");
    put_brief(page, (lm_verdict)verdict);
    lm_html_put(page, " ");
    lm_html_word(page, lm_word_verdict((lm_verdict)verdict));
    lm_html_put(page, "</span>");
  }
  lm_html_put(page, "</p>\n");
}

static void put_verdict_cell(const contents *c, lm_node outcome, uint32_t area) {
  const lm_rollup *rollup = lm_assessment_rollup_of(c->page.assessment, outcome, area);
  const lm_verdict verdict = rollup ? rollup->status : LM_NOT_ASSESSABLE;
  lm_html_put(&c->page, "<td data-sort=\"");
  lm_html_count(&c->page, (size_t)verdict);
  lm_html_put(&c->page, "\">");
  put_brief(&c->page, verdict);
  lm_html_put(&c->page, "</td>");
}

/* "5/12": verdicts of the area that are other than then. */
static void put_moved_cell(const contents *c, uint32_t area) {
  const lm_report_file *file = c->index->since ? file_of(c, area) : NULL;
  lm_strbuf cell = {0};
  if (!c->index->since) return;
  if (file) lm_strbuf_addf(&cell, "%zu/%zu", file->moved, file->records);
  lm_html_cell(&c->page, true, &cell);
}

static void put_area(const contents *c, const standing *s) {
  static const lm_section column[] = {LM_SECTION_BEHIND, LM_SECTION_UNKNOWN, LM_SECTION_WELL};
  lm_html_put(&c->page, "<tr><th scope=\"row\">");
  put_area_name(c, s->group->area);
  if (holds_others(c, s->group->area)) {
    lm_html_put(&c->page, " <span class=\"metric\">");
    lm_html_word(&c->page, W_INDEX_HOLDS);
    lm_html_put(&c->page, "</span>");
  }
  lm_html_put(&c->page, "</th>");
  for (size_t i = 0; i < sizeof column / sizeof *column; i++) put_number_cell(&c->page, s->section[column[i]]);
  put_moved_cell(c, s->group->area);
  for (size_t i = 0; i < c->outcomes; i++) put_verdict_cell(c, c->outcome[i], s->group->area);
  lm_html_put(&c->page, "</tr>\n");
}

static void put_column_head(const contents *c, lm_node outcome) {
  lm_strbuf name = {0};
  lm_add_node_name(&name, c->page.model, outcome, LM_LABEL_BRIEF, &(lm_view){.lang = c->page.lang});
  lm_html_put(&c->page, "<th scope=\"col\" class=\"up\"><span>");
  lm_html_buffer(&c->page, &name);
  lm_html_put(&c->page, "</span></th>");
}

static size_t outcomes_of_tier(const contents *c, size_t from) {
  const uint32_t tier = lm_model_node(c->page.model, c->outcome[from])->tier;
  size_t to = from;
  while (to < c->outcomes && lm_model_node(c->page.model, c->outcome[to])->tier == tier) to++;
  return to - from;
}

static void put_tier_heads(const contents *c) {
  char name[48];
  for (size_t at = 0; at < c->outcomes;) {
    const size_t span = outcomes_of_tier(c, at);
    const char *tier = lm_tier_in(c->page.model, lm_model_node(c->page.model, c->outcome[at])->tier, c->page.view, name, sizeof name);
    lm_html_put(&c->page, "<th scope=\"colgroup\" colspan=\"");
    lm_html_count(&c->page, span);
    lm_html_put(&c->page, "\">");
    lm_html_text(&c->page, tier ? tier : "");
    lm_html_put(&c->page, "</th>");
    at += span;
  }
}

static void put_heads(const contents *c) {
  static const lm_word heading[] = {W_INDEX_COL_BEHIND, W_INDEX_COL_UNKNOWN, W_INDEX_COL_WELL, W_INDEX_COL_MOVED};
  const size_t headings = sizeof heading / sizeof *heading - (c->index->since ? 0 : 1);
  lm_html_put(&c->page, "<thead><tr><td></td><th scope=\"colgroup\" colspan=\"3\">");
  lm_html_word(&c->page, W_INDEX_OUTCOMES);
  lm_html_put(&c->page, "</th>");
  if (c->index->since) {
    lm_html_put(&c->page, "<th scope=\"colgroup\">");
    lm_html_word(&c->page, W_INDEX_SINCE);
    lm_html_put(&c->page, "</th>");
  }
  put_tier_heads(c);
  lm_html_put(&c->page, "</tr>\n<tr class=\"sorts\"><th scope=\"col\">");
  lm_html_word(&c->page, W_COL_AREA);
  lm_html_put(&c->page, "</th>");
  for (size_t i = 0; i < headings; i++) {
    lm_html_put(&c->page, "<th scope=\"col\">");
    lm_html_word(&c->page, heading[i]);
    lm_html_put(&c->page, "</th>");
  }
  for (size_t i = 0; i < c->outcomes; i++) put_column_head(c, c->outcome[i]);
  lm_html_put(&c->page, "</tr></thead>\n");
}

static size_t judged_in(const contents *c, lm_node outcome) {
  size_t judged = 0;
  for (size_t i = 0; i < c->areas; i++) {
    const lm_rollup *rollup = lm_assessment_rollup_of(c->page.assessment, outcome, c->area[i].group->area);
    judged += rollup && rollup->status != LM_NOT_ASSESSABLE;
  }
  return judged;
}

static void put_foot(const contents *c) {
  lm_html_put(&c->page, "<tfoot><tr><th scope=\"row\">");
  lm_html_word(&c->page, W_INDEX_JUDGED_IN);
  lm_html_put(&c->page, "</th><td></td><td></td><td></td>");
  if (c->index->since) lm_html_put(&c->page, "<td></td>");
  for (size_t i = 0; i < c->outcomes; i++) {
    lm_strbuf cell = {0};
    lm_strbuf_addf(&cell, "%zu/%zu", judged_in(c, c->outcome[i]), c->areas);
    lm_html_cell(&c->page, true, &cell);
  }
  lm_html_put(&c->page, "</tr></tfoot>");
}

static void put_table(const contents *c) {
  lm_html_wide_table(&c->page, W_INDEX_TITLE, " class=\"sortable matrix\"");
  put_heads(c);
  lm_html_put(&c->page, "<tbody>\n");
  for (size_t i = 0; i < c->areas; i++) put_area(c, &c->area[i]);
  lm_html_put(&c->page, "</tbody>\n");
  put_foot(c);
  lm_html_put(&c->page, "</table></div>\n");
}

/* ---- what the table cannot say ---- */

static void add_name(lm_strbuf *to, const char *name, lm_lang lang) {
  if (to->length > 0) lm_strbuf_add(to, lm_word_in(W_BETWEEN, lang));
  lm_strbuf_add(to, name);
}

/* A list item with the names; nothing when there are none. Clears it. */
static void put_names(const contents *c, lm_word word, lm_strbuf *names) {
  if (names->length > 0) {
    lm_html_put(&c->page, "<li>");
    lm_html_say(&c->page, word, lm_strbuf_text(names), NULL);
    lm_html_put(&c->page, "</li>\n");
  }
  lm_strbuf_drop(names, c->page.sink);
}

static void put_areas_where(const contents *c, lm_word word, bool (*fits)(const contents *c, const standing *s)) {
  lm_strbuf names = {0};
  const lm_areas *areas = lm_assessment_areas(c->page.assessment);
  for (size_t i = 0; i < c->areas; i++)
    if (fits(c, &c->area[i])) add_name(&names, lm_area_label(areas, c->area[i].group->area, c->page.lang), c->page.lang);
  put_names(c, word, &names);
}

static bool holds(const contents *c, const standing *s) { return holds_others(c, s->group->area); }

static bool not_judged(const contents *c, const standing *s) {
  (void)c;
  return s->assessed == 0;
}

static void put_unjudged_outcomes(const contents *c) {
  lm_strbuf names = {0};
  for (size_t i = 0; i < c->outcomes; i++) {
    lm_strbuf name = {0};
    if (judged_in(c, c->outcome[i]) > 0) continue;
    lm_add_node_name(&name, c->page.model, c->outcome[i], LM_LABEL_SHORT, &(lm_view){.lang = c->page.lang});
    add_name(&names, lm_strbuf_text(&name), c->page.lang);
    lm_strbuf_drop(&name, c->page.sink);
  }
  put_names(c, W_INDEX_OUTCOMES_UNJUDGED, &names);
}

static void put_limits(const contents *c) {
  static const lm_word always[] = {W_INDEX_OWN_TARGETS, W_INDEX_NO_RANK, W_MANY_JUDGED};
  lm_html_open_section(&c->page, "limits", W_INDEX_LIMITS);
  lm_html_put(&c->page, "<ul>\n");
  put_areas_where(c, W_INDEX_AREAS_HOLD, holds);
  put_areas_where(c, W_INDEX_AREAS_UNJUDGED, not_judged);
  put_unjudged_outcomes(c);
  for (size_t i = 0; i < sizeof always / sizeof *always; i++) lm_html_element_word(&c->page, "li", always[i]);
  lm_html_put(&c->page, "</ul></section>\n");
}

/* ---- the page ---- */

static void put_stamp(const contents *c) {
  lm_html_open_section(&c->page, "method", W_PAGE_STAMP);
  lm_html_put(&c->page, "<p>");
  lm_html_say(&c->page, W_STAMP_PROGRAM, lm_version(), LM_METHOD_TEXT);
  lm_html_put(&c->page, "</p>\n");
  lm_html_documents(&c->page, c->index->stamp, c->index->stamps);
  lm_html_put(&c->page, "</section>\n");
}

static void put_since(const contents *c) {
  const lm_since *since = c->index->since;
  char load[LM_NUM_SIZE], moment[LM_MOMENT];
  if (!since) return;
  lm_num_whole(since->load, load);
  lm_html_put(&c->page, "<p class=\"legend\">");
  lm_html_say(&c->page, W_INDEX_SINCE_LEGEND, load, lm_moment_in(since->at, true, c->page.view, moment, sizeof moment));
  if (since->nothing_later) lm_html_word(&c->page, W_SINCE_LAST);
  lm_html_put(&c->page, "</p>\n");
}

static void put_index(const contents *c) {
  lm_strbuf title = {0};
  lm_strbuf_addf(&title, "%s — %s", lm_html_title(&c->page), lm_word_in(W_INDEX_TITLE, c->page.lang));
  lm_html_open(&c->page, lm_strbuf_text(&title));
  lm_strbuf_drop(&title, c->page.sink);
  lm_html_finder_of_text(&c->page);
  lm_html_put(&c->page, "</header>\n<main id=\"main\">\n");
  lm_html_open_section(&c->page, "areas", W_INDEX_TITLE);
  lm_html_put(&c->page, "<p class=\"legend\">");
  lm_html_word(&c->page, W_INDEX_LEGEND);
  lm_html_put(&c->page, "</p>\n");
  put_since(c);
  put_words(&c->page);
  put_table(c);
  lm_html_put(&c->page, "</section>\n");
  put_limits(c);
  put_stamp(c);
  lm_html_put(&c->page, "</main>\n<footer>");
  lm_html_notice(&c->page);
  lm_html_put(&c->page, "</footer>\n");
  lm_html_close(&c->page);
}

lm_status lm_write_report_index(lm_sink *sink, const lm_report_index *index, const lm_view *view) {
  const lm_report all = {.assessment = index->assessment, .progress = index->progress};
  contents c = {.page = {.sink = sink, .report = &all, .view = view, .lang = view->lang, .assessment = index->assessment, .area = LM_NO_AREA, .settings = index->settings}, .index = index};
  c.page.model = lm_assessment_model(index->assessment);
  if (view->format != LM_FORMAT_HTML) return LM_EINVAL;
  lm_status status = gather(&c);
  if (status == LM_OK) put_index(&c);
  clear(&c);
  if (status != LM_OK) return status;
  return lm_sink_status(sink) == LM_ENOMEM ? LM_ENOMEM : LM_OK;
}
