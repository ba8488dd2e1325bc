/* read_mapping.c: the mapping document: what an office's own table means. */
#include "documents.h"
#include "shared.h"
#include "table.h"

#include "../base/vec.h"

#include <math.h>
#include <stdlib.h>

#define END_OF_ATTRS {NULL, LMX_ID, false, NULL}

static const char *const reason_words[] = {"suppressed", "not-collected", "not-yet", "not-applicable", "lost", "unknown", NULL};
static const char *const number_words[] = {"plain", "jp", NULL};
static const char *const named_words[] = {"indicator", "area", NULL};

/* ---- table ---- */

enum { TABLE_SHEET, TABLE_HEADING, TABLE_LAST };
static const lmx_attr_def table_attrs[] = {{"sheet", LMX_TEXT, false, NULL}, {"heading", LMX_COUNT, false, NULL}, {"last", LMX_COUNT, false, NULL}, END_OF_ATTRS};

static void table_start(lmx *x, void *user, const lmx_values *v) {
  lm_mapping *m = user;
  m->sheet = lmx_string(x, v, TABLE_SHEET, &m->arena);
  m->heading = (uint32_t)lmx_number(v, TABLE_HEADING, 0);
  m->last = (uint32_t)lmx_number(v, TABLE_LAST, 0);
}

/* ---- columns ---- */

enum { FIELD_IS, FIELD_HEADING, FIELD_AT, FIELD_PERIOD };
static const lmx_attr_def field_attrs[] = {{"is", LMX_WORD, true, lmt_column_words}, {"heading", LMX_TEXT, false, NULL}, {"at", LMX_TEXT, false, NULL},
                                            {"period", LMX_PERIOD, false, NULL},      END_OF_ATTRS};

static bool take_letters(lmx *x, const lmx_values *v, int attr, const char *name, uint32_t *column) {
  *column = LMT_NO_COLUMN;
  if (!lmx_has(v, attr)) return true;
  if (lmb_column_parse(v->at[attr].text, v->at[attr].length, column)) return true;
  lmx_report(x, LM_C_MAP_PLACE, v, attr, (lmx_args){{name}});
  return false;
}

static void field_start(lmx *x, void *user, const lmx_values *v) {
  lm_mapping *m = user;
  lmt_map_column column = {.is = (lmt_column)lmx_word(v, FIELD_IS, 0), .heading = lmx_string(x, v, FIELD_HEADING, &m->arena)};
  bool ok = !v->failed && take_letters(x, v, FIELD_AT, "at", &column.at);
  if (v->given >> FIELD_PERIOD & 1u) ok &= column.has_period = lmx_period(x, v, FIELD_PERIOD, m->bare, &column.period);
  if (ok && !column.heading == (column.at == LMT_NO_COLUMN)) {
    lmx_report(x, LM_C_MAP_COLUMN, NULL, -1, (lmx_args){{0}});
    return;
  }
  if (ok && !LM_VEC_PUSH(&m->columns, column)) lmx_stop(x, LM_ENOMEM);
}

enum { PERIODS_FROM, PERIODS_TO };
static const lmx_attr_def periods_attrs[] = {{"from", LMX_TEXT, true, NULL}, {"to", LMX_TEXT, true, NULL}, END_OF_ATTRS};

static void periods_start(lmx *x, void *user, const lmx_values *v) {
  lm_mapping *m = user;
  if (!take_letters(x, v, PERIODS_FROM, "from", &m->from) || !take_letters(x, v, PERIODS_TO, "to", &m->to) || v->failed) return;
  if (m->from > m->to) lmx_report(x, LM_C_MAP_PLACE, v, PERIODS_TO, (lmx_args){{"to"}});
}

/* ---- marks and names ---- */

enum { MARK_AS, MARK_REASON, MARK_LOWER, MARK_UPPER };
static const lmx_attr_def mark_attrs[] = {{"as", LMX_TEXT, true, NULL}, {"reason", LMX_WORD, true, reason_words}, {"lower", LMX_NUMBER, false, NULL},
                                             {"upper", LMX_NUMBER, false, NULL}, END_OF_ATTRS};

static void mark_start(lmx *x, void *user, const lmx_values *v) {
  lm_mapping *m = user;
  lmt_map_mark mark = {lmx_string(x, v, MARK_AS, &m->arena), (lm_missing)(lmx_word(v, MARK_REASON, 0) + LM_SUPPRESSED),
                       lmx_number(v, MARK_LOWER, NAN), lmx_number(v, MARK_UPPER, NAN)};
  if (!v->failed && !LM_VEC_PUSH(&m->marks, mark)) lmx_stop(x, LM_ENOMEM);
}

enum { NAME_IS, NAME_AS, NAME_ID };
static const lmx_attr_def named_attrs[] = {{"is", LMX_WORD, true, named_words}, {"as", LMX_TEXT, true, NULL}, {"id", LMX_ID, true, NULL}, END_OF_ATTRS};

static void named_start(lmx *x, void *user, const lmx_values *v) {
  lm_mapping *m = user;
  lmt_map_name name = {lmx_word(v, NAME_IS, 0) == 0 ? LMT_INDICATOR : LMT_AREA, lmx_string(x, v, NAME_AS, &m->arena), lmx_string(x, v, NAME_ID, &m->arena)};
  if (!v->failed && !LM_VEC_PUSH(&m->names, name)) lmx_stop(x, LM_ENOMEM);
}

/* ---- the root ---- */

enum { ROOT_VERSION, ROOT_NUMBERS, ROOT_YEARS, ROOT_INDICATOR, ROOT_AREA, ROOT_AREA_NAME, ROOT_PERIOD, ROOT_SOURCE, ROOT_UNIT };
static const lmx_attr_def mapping_attrs[] = {{"version", LMX_VERSION, true, NULL},
                                             {"numbers", LMX_WORD, false, number_words},
                                             {"years", LMX_WORD, false, lmx_years_words},
                                             {"indicator", LMX_ID, false, NULL},
                                             {"area", LMX_ID, false, NULL},
                                             {"area-name", LMX_TEXT, false, NULL},
                                             {"period", LMX_PERIOD, false, NULL},
                                             {"source", LMX_TEXT, false, NULL},
                                             {"unit", LMX_TEXT, false, NULL},
                                             END_OF_ATTRS};

static void mapping_start(lmx *x, void *user, const lmx_values *v) {
  static const struct { int attr; lmt_column is; } fixed[] = {{ROOT_INDICATOR, LMT_INDICATOR}, {ROOT_AREA, LMT_AREA},     {ROOT_AREA_NAME, LMT_AREA_NAME},
                                                              {ROOT_PERIOD, LMT_PERIOD},       {ROOT_SOURCE, LMT_SOURCE}, {ROOT_UNIT, LMT_UNIT}};
  lm_mapping *m = user;
  lm_period ignored;
  lmx_check_version(x, v, ROOT_VERSION);
  m->numbers_given = lmx_has(v, ROOT_NUMBERS);
  m->numbers = (lm_number_style)lmx_word(v, ROOT_NUMBERS, LM_NUMBERS_PLAIN);
  m->bare = lmx_bare_year(v, ROOT_YEARS, LM_BARE_UNSAID);
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) m->fixed[fixed[i].is] = lmx_string(x, v, fixed[i].attr, &m->arena);
  lmx_period(x, v, ROOT_PERIOD, m->bare, &ignored);
}

/* ---- the table of elements ---- */

static const lmx_element_def table_element = {"table", table_attrs, lmx_note_only, 1u << TABLE_SHEET, LMX_NO_SLOT, table_start, NULL};
static const lmx_element_def field_element = {"field", field_attrs, lmx_note_only, 1u << FIELD_IS, LMX_NO_SLOT, field_start, NULL};
static const lmx_element_def periods_element = {"periods", periods_attrs, lmx_note_only, 0, LMX_NO_SLOT, periods_start, NULL};
static const lmx_element_def mark_element = {"mark", mark_attrs, lmx_note_only, 1u << MARK_AS, LMX_NO_SLOT, mark_start, NULL};
static const lmx_element_def named_element = {"named", named_attrs, lmx_note_only, 1u << NAME_AS, LMX_NO_SLOT, named_start, NULL};
static const lmx_element_def *const mapping_children[] = {&table_element, &field_element, &periods_element, &mark_element,
                                                          &named_element,  &lmx_title,      &lmx_note,        &lmx_oddity, NULL};
static const lmx_element_def mapping_element = {"mapping", mapping_attrs, mapping_children, 0, LMX_NO_SLOT, mapping_start, NULL};

const lmx_document_def lmx_mapping_document = {LM_DOC_MAPPING, "urn:logicmodel:mapping:1", &mapping_element, "1.0"};

lm_status lm_read_mapping(lm_mapping **out, const lm_input *input, lm_diags *diags) {
  lm_mapping *m = calloc(1, sizeof *m);
  *out = NULL;
  if (!m) return LM_ENOMEM;
  m->from = m->to = LMT_NO_COLUMN;
  lm_status status = lmx_run(input, &lmx_mapping_document, m, diags);
  if (status == LM_OK)
    *out = m;
  else
    lm_mapping_free(m);
  return status;
}

void lm_mapping_free(lm_mapping *mapping) {
  if (!mapping) return;
  free(mapping->columns.item);
  free(mapping->marks.item);
  free(mapping->names.item);
  lm_arena_clear(&mapping->arena);
  free(mapping);
}
