/* paper_management.c: 進行管理表 with the grades that are computed, next to those that are printed and to the words of the source. The sheet as the
   office prints it is show --as. */
#include "paper.h"
#include "progress.h"
#include "since.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct sheet {
  lm_blocks *to;
  const lm_page *page;
  lm_graph *links; /* measures and contributions */
} sheet;

static const lm_node_info *info_of(const sheet *s, lm_node node) {
  return lm_model_node(s->page->model, node);
}

static size_t nodes_of(const sheet *s) {
  return lm_model_node_count(s->page->model);
}

/* ---- initiatives ---- */

/* Outcomes that `from` leads to, behind what stands in the cell already. `seen`: those that do. */
static void add_led_to(const sheet *s, lm_node from, bool *seen, bool *some) {
  size_t count;
  const uint32_t *link = lm_graph_out(s->links, from, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_node node = lm_model_link(s->page->model, link[i])->to;
    const lm_rollup *rollup = info_of(s, node)->kind == LM_OUTCOME ? lm_assessment_rollup_of(s->page->assessment, node, s->page->area) : NULL;
    if (!rollup || seen[node]) continue;
    seen[node] = true;
    if (*some) lm_paper_word(s->to, s->page, LM_RUN_PLAIN, W_BETWEEN);
    *some = true;
    const lm_view brief = {.lang = s->page->lang};
    lm_strbuf name = {0};
    lm_paper_rollup(s->to, rollup);
    lm_strbuf_add(&name, " ");
    lm_add_node_name(&name, s->page->model, node, LM_LABEL_BRIEF, &brief);
    lm_blocks_take(s->to, LM_RUN_PLAIN, &name);
  }
}

static void add_outcomes_cell(const sheet *s, lm_node initiative) {
  bool *seen = calloc(nodes_of(s) + 1, sizeof *seen), some = false;
  lm_blocks_cell(s->to);
  if (!seen) s->to->failed = true;
  if (seen) add_led_to(s, initiative, seen, &some);
  for (lm_node i = 0; seen && i < nodes_of(s); i++)
    if (info_of(s, i)->kind == LM_ACTIVITY && info_of(s, i)->parent == initiative) add_led_to(s, i, seen, &some);
  free(seen);
}

static void add_initiative(const sheet *s, lm_node node) {
  const lm_tracked home = {s->page->assessment, s->page->report->progress};
  lm_strbuf text = {0};
  lm_meeting meeting;
  lm_paper_cell(s->to, lm_label_of(s->page->model, lm_model_scene_of(s->page->model, node), s->page->lang));
  lm_paper_cell_node(s->to, s->page, node);
  lm_add_delivery(&text, s->page->assessment, node, s->page->area, s->page->lang);
  lm_paper_cell_take(s->to, &text);
  if (lm_meeting_init(&meeting, &home, NULL, 0, node, s->page->view) == LM_OK)
    lm_add_last_report(&text, &meeting.home, node, s->page->area);
  else
    s->to->failed = true;
  lm_meeting_end(&meeting);
  lm_paper_cell_take(s->to, &text);
  add_outcomes_cell(s, node);
}

static void add_initiatives(const sheet *s) {
  static const lm_word heading[] = {W_COL_SCENE, W_MG_INITIATIVE, W_COL_DELIVERY, W_MG_PRINTED, W_MG_LEADS};
  lm_paper_section(s->to, s->page, 2, W_MG_SUMMARY);
  lm_paper_table(s->to, s->page, heading, sizeof heading / sizeof *heading, 0);
  for (lm_node i = 0; i < nodes_of(s); i++)
    if (info_of(s, i)->kind == LM_INITIATIVE) add_initiative(s, i);
  lm_paper_say(s->to, s->page, LM_BLOCK_NOTE, W_MG_HOW);
}

/* ---- activities ---- */

/* The verdict of last time: where it did not move, that of now. */
static void add_then(const sheet *s, const lm_record *r) {
  const lm_moved *moved = lm_moved_of(s->page, r);
  lm_blocks_cell(s->to);
  if (moved)
    lm_paper_stage(s->to, s->page, &moved->stage[0]);
  else
    lm_blocks_verdict(s->to, r->status, "");
}

static void add_activity(const sheet *s, lm_node node) {
  size_t count, shown = 0;
  const uint32_t *link = lm_graph_out(s->links, node, &count);
  for (size_t i = 0; i < count; i++) {
    const lm_link *l = lm_model_link(s->page->model, link[i]);
    const lm_record *r = l->type == LM_MEASURED_BY ? lm_record_for(s->page->assessment, l->to, s->page->area, LM_NO_TIER) : NULL;
    if (!r) continue;
    shown++;
    lm_paper_cell_node(s->to, s->page, info_of(s, node)->parent);
    lm_paper_cell_node(s->to, s->page, node);
    lm_paper_record_cells(s->to, s->page, r);
    if (s->page->report->since) add_then(s, r);
  }
  if (shown > 0) return;
  lm_paper_cell_node(s->to, s->page, info_of(s, node)->parent);
  lm_paper_cell_node(s->to, s->page, node);
  lm_paper_cell(s->to, lm_word_in(W_NODE_NOT_MEASURED, s->page->lang));
  for (int i = s->page->report->since ? 4 : 3; i > 0; i--) lm_blocks_cell(s->to);
}

static void add_since(const sheet *s) {
  lm_strbuf head = {0}, text = {0};
  if (!s->page->report->since) return;
  lm_add_since_head(&head, s->page);
  lm_say(&text, s->page->lang, W_MG_SINCE, lm_strbuf_text(&head), NULL, NULL, NULL);
  if (head.failed) s->to->failed = true;
  lm_strbuf_clear(&head);
  lm_blocks_open(s->to, LM_BLOCK_NOTE);
  lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
}

static void add_activities(const sheet *s) {
  static const lm_word heading[] = {W_MG_INITIATIVE, W_COL_ACTIVITY, W_COL_INDICATOR, W_COL_LAST, W_COL_TARGET, W_COL_VERDICT, W_COL_LAST_VERDICT};
  const size_t columns = sizeof heading / sizeof *heading - (s->page->report->since ? 0 : 1);
  lm_paper_section(s->to, s->page, 2, W_MG_ACTIVITIES);
  lm_paper_table(s->to, s->page, heading, columns, 0x18);
  for (lm_node i = 0; i < nodes_of(s); i++)
    if (info_of(s, i)->kind == LM_ACTIVITY) add_activity(s, i);
  add_since(s);
}

/* ---- goals of the year ---- */

static bool has_goals(const sheet *s, const lm_progress_item *item) {
  return lm_progress_item_here(item, s->page->area) && !item->computed && item->node != LM_NO_NODE && (item->tally.total > 0 || item->printed >= 0 || item->graded.reason == LM_GR_NOT_BEGUN);
}

static void add_goals_row(const sheet *s, const lm_progress_item *item) {
  const lm_scale *scale = lm_progress_assessment_scale(s->page->report->progress);
  const char *computed = lm_grade_label(scale, item->graded.grade, s->page->lang), *printed = lm_grade_label(scale, item->printed, s->page->lang);
  lm_strbuf text = {0};
  lm_add_when(&text, s->page->model, item->when, s->page->view);
  lm_paper_cell_take(s->to, &text);
  lm_paper_cell_node(s->to, s->page, item->node);
  if (item->tally.total > 0) lm_strbuf_addf(&text, "%zu/%zu", item->tally.met, item->tally.total);
  lm_paper_cell_take(s->to, &text);
  lm_paper_cell(s->to, computed ? computed : lm_word_in(W_PG_CANNOT_TELL, s->page->lang));
  lm_paper_cell(s->to, printed ? printed : "–");
  lm_add_grade_why(&text, scale, item, s->page->lang);
  lm_paper_cell_take(s->to, &text);
}

static void add_goals(const sheet *s) {
  static const lm_word heading[] = {W_PG_COL_WHEN, W_COL_NODE, W_PG_COL_MET, W_PG_COL_GRADE, W_PG_COL_PRINTED, W_PAGE_COL_WHY};
  const lm_progress_assessment *progress = s->page->report->progress;
  const size_t items = progress ? lm_progress_item_count(progress) : 0;
  size_t rows = 0;
  for (size_t i = 0; i < items; i++) rows += has_goals(s, lm_progress_item_at(progress, i));
  lm_paper_section(s->to, s->page, 2, W_PG_GOALS_HEAD);
  if (rows == 0) lm_paper_say(s->to, s->page, LM_BLOCK_PARAGRAPH, progress ? W_MG_NO_GOALS : W_MG_NO_PROGRESS);
  if (rows == 0) return;
  lm_paper_table(s->to, s->page, heading, sizeof heading / sizeof *heading, 0x4);
  for (size_t i = 0; i < items; i++)
    if (has_goals(s, lm_progress_item_at(progress, i))) add_goals_row(s, lm_progress_item_at(progress, i));
}

/* ---- the words of the source ---- */

static void add_words(const sheet *s) {
  const lm_progress_assessment *progress = s->page->report->progress;
  bool some = false;
  for (size_t i = 0; progress && i < lm_progress_item_count(progress); i++) {
    const lm_progress_item *item = lm_progress_item_at(progress, i);
    const lm_entry *entry = lm_progress_item_here(item, s->page->area) ? item->entry : NULL;
    for (size_t k = 0; entry && k < entry->statement_count; k++) {
      if (!some) lm_paper_section(s->to, s->page, 2, W_MG_SAID);
      some = true;
      lm_paper_statement(s->to, s->page, entry, &entry->statements[k]);
    }
  }
}

static void add_scale(const sheet *s) {
  const lm_lang lang = s->page->lang;
  const lm_scale *own = lm_model_scale(s->page->model);
  lm_paper_section(s->to, s->page, 2, own ? W_PG_SCALE_HEAD : W_GRADES_HEAD);
  for (size_t i = 0; own && i < own->count; i++) {
    lm_blocks_pair(s->to, lm_text_in(&own->grades[i].label, lang));
    lm_blocks_text(s->to, lm_text_in(&own->grades[i].definition, lang));
  }
  for (int i = own ? LM_GRADE_UNKNOWN : LM_GRADE_ALL; i < LM_GRADE_COUNT; i++) {
    const lm_grade_row *row = lm_grade_at((lm_grade)i);
    lm_strbuf text = {0};
    lm_blocks_pair(s->to, lm_text_in(&row->label, lang));
    lm_say(&text, lang, row->source ? W_GRADE_LINE : W_GRADE_LINE_OURS, row->source ? row->source : lm_text_in(&row->rule, lang),
           lm_text_in(&row->rule, lang), NULL, NULL);
    lm_blocks_take(s->to, LM_RUN_PLAIN, &text);
  }
}

void lm_paper_management(lm_blocks *to, const lm_page *page) {
  sheet s = {.to = to, .page = page};
  if (lm_graph_new(&s.links, page->model, LM_MASK(LM_MEASURED_BY) | LM_CAUSAL) != LM_OK) to->failed = true;
  if (!to->failed) add_initiatives(&s);
  if (!to->failed) add_goals(&s);
  if (!to->failed) add_activities(&s);
  add_words(&s);
  add_scale(&s);
  lm_paper_stamp(to, page);
  lm_graph_free(s.links);
}
