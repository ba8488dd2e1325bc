/* area_list.c: the areas as a tree, and the codes of tables that none of them has. */
#include "listing.h"
#include "phrase.h"

#include <logicmodel/area_tree.h>

/* Texts of one row. */
typedef struct scratch {
  lm_strbuf name, days, span, became;
  char from[16], to[16], first[48], last[48];
} scratch;

typedef struct answer {
  const lm_areas *areas;
  lm_area_tree tree;
  scratch *of_row;
} answer;

static const lm_listing_column columns[] = {
    {"area_label", W_COL_AREA, LM_LEFT, true, LM_LISTED_ALWAYS},
    {"area", W_COL_ID, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"kind", W_COL_AREA_KIND, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"code", W_COL_CODE, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"days", W_COL_DAYS, LM_LEFT, false, LM_LISTED_AS_TEXT},
    {"succeeded_by", W_COL_BECAME, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"values", W_COL_VALUES, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"missing", W_COL_NO_VALUE, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"periods", W_COL_PERIOD, LM_LEFT, false, LM_LISTED_AS_TEXT},
    {"within", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"depth", W_COL_ID, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"parts", W_COL_ID, LM_RIGHT, false, LM_LISTED_AS_DATA},
    {"valid_from", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"valid_to", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"first_period", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA},
    {"last_period", W_COL_ID, LM_LEFT, false, LM_LISTED_AS_DATA},
};

/* Drawn as a tree by indentation, with blanks that a table keeps at the beginning of a cell. */
static void add_name(lm_strbuf *to, const answer *a, const lm_area_row *row, const lm_view *view) {
  for (size_t i = 0; view->format == LM_FORMAT_TEXT && i < row->depth; i++) lm_strbuf_add(to, "\u00a0\u00a0");
  lm_strbuf_add(to, lm_area_label(a->areas, row->area, view->lang));
}

static void add_span(scratch *s, const lm_area_row *row, const lm_view *view) {
  lm_period_in(row->first, view, s->first, sizeof s->first);
  lm_period_in(row->last, view, s->last, sizeof s->last);
  if (lm_period_compare(row->first, row->last) == 0)
    lm_strbuf_add(&s->span, s->first);
  else
    lm_say(&s->span, view->lang, W_FROM_TO, s->first, s->last, NULL, NULL);
  lm_period_format(row->first, s->first, sizeof s->first);
  lm_period_format(row->last, s->last, sizeof s->last);
}

/* Ids with blanks between, as in documents. */
static void add_became(lm_strbuf *to, const lm_areas *areas, uint32_t area) {
  for (size_t n = 0; lm_areas_after(areas, area, n) != LM_NO_AREA; n++)
    lm_strbuf_addf(to, "%s%s", n ? " " : "", lm_area_id(areas, lm_areas_after(areas, area, n)));
}

static void reset(scratch *s) {
  lm_strbuf_reset(&s->name);
  lm_strbuf_reset(&s->days);
  lm_strbuf_reset(&s->span);
  lm_strbuf_reset(&s->became);
}

static bool area_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const answer *a = what;
  scratch *s = a->of_row;
  const lm_area_row *row = &a->tree.item[index];
  const lm_area *area = lm_areas_at(a->areas, row->area);
  const bool words = view->format == LM_FORMAT_TEXT, any = row->values + row->missing > 0;
  const char *from = area->has_from ? lm_day_format(area->from, s->from, sizeof s->from) : NULL;
  const char *to = area->has_to ? lm_day_format(area->to, s->to, sizeof s->to) : NULL;
  reset(s);
  add_name(&s->name, a, row, view);
  if (from || to) lm_say(&s->days, view->lang, W_FROM_TO, from ? from : "", to ? to : "", NULL, NULL);
  if (any) add_span(s, row, view);
  add_became(&s->became, a->areas, row->area);
  cell[0] = lm_cell_text(lm_strbuf_text(&s->name));
  cell[1] = lm_cell_text(area->id);
  cell[2] = lm_cell_text(words ? lm_area_kind_in(area->kind, view->lang) : area->kind);
  cell[3] = lm_cell_text(area->code);
  cell[4] = lm_cell_text(lm_strbuf_text(&s->days));
  cell[5] = lm_cell_text(s->became.length ? s->became.text : NULL);
  cell[6] = lm_cell_number((double)row->values);
  cell[7] = lm_cell_number((double)row->missing);
  cell[8] = lm_cell_text(lm_strbuf_text(&s->span));
  cell[9] = lm_cell_text(lm_area_id(a->areas, lm_areas_within(a->areas, row->area)));
  cell[10] = lm_cell_number((double)row->depth);
  cell[11] = lm_cell_number((double)row->parts);
  cell[12] = lm_cell_text(from);
  cell[13] = lm_cell_text(to);
  cell[14] = lm_cell_text(any ? s->first : NULL);
  cell[15] = lm_cell_text(any ? s->last : NULL);
  return true;
}

/* ---- codes that no area has ---- */

static const lm_listing_column unmatched_columns[] = {
    {"code", W_COL_CODE, LM_LEFT, false, LM_LISTED_ALWAYS},
    {"rows", W_COL_ROWS, LM_RIGHT, false, LM_LISTED_ALWAYS},
    {"file", W_COL_DOCUMENT, LM_LEFT, true, LM_LISTED_ALWAYS},
};

static bool unmatched_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell) {
  const lm_unmatched_code *u = lm_areas_unmatched_at(what, index);
  (void)view;
  cell[0] = lm_cell_text(u->code);
  cell[1] = lm_cell_number((double)u->rows);
  cell[2] = lm_cell_text(u->file);
  return true;
}

static lm_status put_text(lm_sink *sink, const lm_listing *areas, const lm_listing *unmatched, const lm_view *view) {
  if (areas->rows == 0) lm_flow(sink, view, "", lm_word_in(W_NO_AREAS, view->lang));
  lm_status status = lm_put_listing(sink, areas, view);
  if (status != LM_OK || unmatched->rows == 0) return status;
  lm_sink_char(sink, '\n');
  lm_style_on(sink, view, LM_BOLD);
  lm_flow(sink, view, "", lm_word_in(W_UNMATCHED_HEAD, view->lang));
  lm_style_on(sink, view, LM_PLAIN);
  return lm_put_listing(sink, unmatched, view);
}

static void put_json(lm_sink *sink, const lm_listing *areas, const lm_listing *unmatched, const lm_view *view) {
  lm_json json = lm_json_to(sink);
  lm_json_object(&json, NULL);
  lm_listing_as_json(&json, "areas", areas, view);
  lm_listing_as_json(&json, "unmatched", unmatched, view);
  lm_json_close(&json);
}

lm_status lm_write_areas(lm_sink *sink, const lm_areas *areas, const lm_panel *panel, bool only_unmatched, const lm_view *view) {
  scratch s = {.from = ""};
  answer a = {.areas = areas, .of_row = &s};
  if (view->format != LM_FORMAT_TEXT && view->format != LM_FORMAT_JSON && view->format != LM_FORMAT_CSV) return LM_EINVAL;
  lm_status status = lm_area_tree_make(&a.tree, areas, panel);
  const lm_listing tree = {columns, sizeof columns / sizeof *columns, a.tree.count, area_row, &a};
  const lm_listing unmatched = {unmatched_columns, sizeof unmatched_columns / sizeof *unmatched_columns, lm_areas_unmatched_count(areas), unmatched_row, areas};
  if (status == LM_OK && view->format == LM_FORMAT_JSON)
    put_json(sink, &tree, &unmatched, view);
  else if (status == LM_OK && (only_unmatched || view->format == LM_FORMAT_CSV))
    status = lm_put_listing(sink, only_unmatched ? &unmatched : &tree, view);
  else if (status == LM_OK)
    status = put_text(sink, &tree, &unmatched, view);
  lm_strbuf_drop(&s.name, sink);
  lm_strbuf_drop(&s.days, sink);
  lm_strbuf_drop(&s.span, sink);
  lm_strbuf_drop(&s.became, sink);
  lm_area_tree_clear(&a.tree);
  return status;
}
