/* sheet_list.c: which sheets there are. The model's own sheet of the generic one's name hides it. */
#include "fields.h"
#include "model.h"
#include "table.h"

static lm_sheet generic_sheet(void) {
  return (lm_sheet){.id = LM_SHEET_GENERIC,
                    .label = {{lm_word_in(W_SHEET_GENERIC, LM_EN), lm_word_in(W_SHEET_GENERIC, LM_JA)}},
                    .about = LM_KIND_COUNT};
}

typedef void sheet_fn(void *user, const lm_sheet *sheet);

static void each_sheet(const lm_model *model, sheet_fn *visit, void *user) {
  for (size_t i = 0; i < lm_model_sheet_count(model); i++) visit(user, lm_model_sheet(model, i));
  if (lm_model_find_sheet(model, LM_SHEET_GENERIC)) return;
  const lm_sheet generic = generic_sheet();
  visit(user, &generic);
}

typedef struct list {
  lm_sink *sink;
  lm_fields *fields;
  const lm_view *view;
} list;

static void put_fields(list *l, const lm_sheet *sheet) {
  lm_field_text(l->fields, "sheet", sheet ? sheet->id : NULL);
  lm_field_text(l->fields, "label", sheet ? lm_text_in(&sheet->label, l->view->lang) : NULL);
  lm_field_text(l->fields, "rows", sheet && sheet->about < LM_KIND_COUNT ? lm_kind_word(sheet->about) : NULL);
}

static void put_json(void *user, const lm_sheet *sheet) {
  list *l = user;
  lm_json_object(l->fields->json, NULL);
  put_fields(l, sheet);
  lm_json_close(l->fields->json);
}

static void put_csv(void *user, const lm_sheet *sheet) {
  list *l = user;
  put_fields(l, sheet);
  lm_csv_end_row(l->fields->csv);
}

static void put_text(void *user, const lm_sheet *sheet) {
  list *l = user;
  lm_strbuf first = {0};
  lm_strbuf_addf(&first, "%s  ", sheet->id);
  lm_flow_at(l->sink, l->view, 2, lm_strbuf_text(&first), lm_text_in(&sheet->label, l->view->lang));
  lm_strbuf_drop(&first, l->sink);
}

lm_status lm_write_sheet_list(lm_sink *sink, const lm_model *model, const lm_view *view) {
  lm_fields fields = {0};
  list l = {sink, &fields, view};
  lm_json json = lm_json_to(sink);
  lm_csv csv = {.sink = sink, .excel = view->excel};
  switch (view->format) {
  case LM_FORMAT_TEXT:
    lm_flow(sink, view, "", lm_word_in(W_SHEET_LIST_HEAD, view->lang));
    each_sheet(model, put_text, &l);
    return LM_OK;
  case LM_FORMAT_JSON:
    fields.json = &json;
    lm_json_array(&json, NULL);
    each_sheet(model, put_json, &l);
    lm_json_close(&json);
    return LM_OK;
  case LM_FORMAT_CSV:
    csv = lm_csv_to(sink, view->excel);
    fields.csv = &csv;
    fields.names = true;
    put_csv(&l, NULL);
    fields.names = false;
    each_sheet(model, put_csv, &l);
    return LM_OK;
  default:
    return LM_EINVAL;
  }
}
