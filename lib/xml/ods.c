/* ods.c: OpenDocument spreadsheets. Empty cells come repeated a million times, so rows and cells are only made of what has a content. */
#include "parts.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "../base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ods {
  lmb_parts *parts;
  struct { const char **item; size_t count, room; } hidden; /* styles of tables that are not shown */
  struct { lmb_cell *item; size_t count, room; } row;       /* cells of the open row */
  const char *style; /* of tables, being read; NULL */
  lmb_sheet *sheet;
  lm_strbuf text;
  uint32_t row_number, column, rows_repeated, columns_repeated;
  int cell_depth;    /* -1: not within a cell */
  int paragraphs;    /* of the open cell */
  bool wanted, covered;
  lmb_cell cell;
} ods;

/* ---- nodes ---- */

static bool attribute_is(xmlTextReaderPtr reader, const char *name, const char *wanted) {
  char text[64];
  return lmb_attribute(reader, name, text, sizeof text) && strcmp(text, wanted) == 0;
}

static bool has_attribute(xmlTextReaderPtr reader, const char *name) {
  xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
  bool has = value != NULL;
  xmlFree(value);
  return has;
}

static uint32_t repeated(xmlTextReaderPtr reader, const char *name, uint32_t most) {
  char text[16];
  unsigned long count = lmb_attribute(reader, name, text, sizeof text) ? strtoul(text, NULL, 10) : 1;
  return count < 1 ? 1 : count > most ? most : (uint32_t)count;
}

/* ---- tables and styles ---- */

static lm_status table_style(ods *o, xmlTextReaderPtr reader) {
  char name[256];
  if (lmb_node_is(reader, "style")) {
    bool table = attribute_is(reader, "style:family", "table") && lmb_attribute(reader, "style:name", name, sizeof name);
    o->style = table ? lm_arena_strdup(&o->parts->book->arena, name) : NULL;
    return table && !o->style ? LM_ENOMEM : LM_OK;
  }
  if (!o->style || !attribute_is(reader, "table:display", "false")) return LM_OK;
  return LM_VEC_PUSH(&o->hidden, o->style) ? LM_OK : LM_ENOMEM;
}

static bool is_hidden(const ods *o, xmlTextReaderPtr reader) {
  char style[256];
  if (!lmb_attribute(reader, "table:style-name", style, sizeof style)) return false;
  for (size_t i = 0; i < o->hidden.count; i++)
    if (strcmp(o->hidden.item[i], style) == 0) return true;
  return false;
}

static lm_status start_table(ods *o, xmlTextReaderPtr reader) {
  char name[512];
  if (!lmb_attribute(reader, "table:name", name, sizeof name)) *name = '\0';
  o->sheet = lmb_add_sheet(o->parts->book, name, strlen(name), is_hidden(o, reader));
  o->row_number = 0;
  return o->sheet ? LM_OK : LM_ENOMEM;
}

/* ---- rows ---- */

static lm_status end_row(ods *o) {
  for (uint32_t i = 0; i < o->rows_repeated && o->row.count > 0; i++) {
    for (size_t k = 0; k < o->row.count; k++) {
      o->row.item[k].row = o->row_number + i;
      lm_status status = o->row.item[k].row < LMB_MOST_ROWS ? lmb_add_cell(o->parts->book, o->sheet, &o->row.item[k], o->parts->diags) : LM_OK;
      if (status != LM_OK) return status;
    }
  }
  uint32_t left = LMB_MOST_ROWS - o->row_number;
  o->row_number += o->rows_repeated < left ? o->rows_repeated : left;
  o->row.count = 0;
  return LM_OK;
}

static void start_row(ods *o, xmlTextReaderPtr reader) {
  o->rows_repeated = repeated(reader, "table:number-rows-repeated", LMB_MOST_ROWS);
  o->column = 0;
  o->row.count = 0;
}

/* ---- cells ---- */

static void take_number(ods *o, xmlTextReaderPtr reader, lmb_kind kind) {
  char value[64];
  o->cell.kind = LMB_NO_NUMBER;
  if (!lmb_attribute(reader, "office:value", value, sizeof value)) return;
  if (lm_num_parse_exponent(&o->cell.number, value, strlen(value)))
    o->cell.kind = kind;
  else
    lm_strbuf_add(&o->text, value);
}

static void start_cell(ods *o, xmlTextReaderPtr reader) {
  char type[32];
  o->cell = (lmb_cell){.text = "", .number = NAN, .column = o->column};
  o->columns_repeated = repeated(reader, "table:number-columns-repeated", LMB_MOST_COLUMNS);
  o->covered = lmb_node_is(reader, "covered-table-cell"); /* under a merged one */
  o->cell_depth = xmlTextReaderDepth(reader);
  o->paragraphs = 0;
  o->cell.formula = has_attribute(reader, "table:formula");
  lm_strbuf_reset(&o->text);
  if (!lmb_attribute(reader, "office:value-type", type, sizeof type)) *type = '\0';
  if (attribute_is(reader, "calcext:value-type", "error")) {
    o->cell.kind = LMB_ERROR;
  } else if (strcmp(type, "float") == 0 || strcmp(type, "currency") == 0) {
    take_number(o, reader, LMB_NUMBER);
  } else if (strcmp(type, "percentage") == 0) {
    take_number(o, reader, LMB_PERCENT);
  } else if (strcmp(type, "date") == 0) {
    o->cell.kind = LMB_DATE;
    if (lmb_attribute(reader, "office:date-value", type, sizeof type)) lm_strbuf_add_bytes(&o->text, type, strcspn(type, "T"));
  } else if (strcmp(type, "boolean") == 0) {
    o->cell.kind = LMB_BOOLEAN;
  } else if (o->cell.formula && !*type) {
    o->cell.kind = LMB_NO_RESULT;
  }
}

/* Programs other than LibreOffice mark a formula in error by nothing but what it shows: its value is 0, or empty. */
static bool shows_error(const ods *o) {
  static const char *const errors[] = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"};
  for (size_t i = 0; o->cell.formula && i < sizeof errors / sizeof *errors; i++)
    if (strcmp(lm_strbuf_text(&o->text), errors[i]) == 0) return true;
  return false;
}

static void number_text(ods *o) {
  char text[LM_NUM_SIZE + 32];
  bool percent = o->cell.kind == LMB_PERCENT;
  if (percent)
    lmb_percent_text(o->cell.number, text);
  else
    lm_num_format(o->cell.number, text);
  lm_strbuf_reset(&o->text);
  lm_strbuf_add(&o->text, text);
}

static lm_status end_cell(ods *o) {
  uint32_t left = LMB_MOST_COLUMNS - o->column, count = o->columns_repeated < left ? o->columns_repeated : left;
  o->cell_depth = -1;
  if (shows_error(o)) o->cell.kind = LMB_ERROR;
  if (o->cell.kind == LMB_NUMBER || o->cell.kind == LMB_PERCENT) number_text(o);
  if (o->cell.kind == LMB_NO_RESULT) lm_strbuf_add(&o->text, "=");
  if (o->text.failed) return LM_ENOMEM;
  uint32_t column = o->column;
  o->column += count;
  if (o->covered || o->text.length == 0) return LM_OK;
  o->cell.text = lm_arena_strdup(&o->parts->book->arena, o->text.text);
  if (!o->cell.text) return LM_ENOMEM;
  for (uint32_t i = 0; i < count; i++) {
    o->cell.column = column + i;
    if (!LM_VEC_PUSH(&o->row, o->cell)) return LM_ENOMEM;
  }
  return LM_OK;
}

/* Only the cell's own paragraphs: those of comments and drawings lie deeper. */
static void paragraph(ods *o, xmlTextReaderPtr reader, int type) {
  if (xmlTextReaderDepth(reader) != o->cell_depth + 1) return;
  bool opens = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement(reader);
  const bool kept = o->cell.kind == LMB_DATE || (o->cell.kind == LMB_NO_NUMBER && o->text.length > 0);
  o->wanted = opens && !kept;
  if (type == XML_READER_TYPE_ELEMENT && o->paragraphs++ > 0) lm_strbuf_add(&o->text, "\n");
}

static void within_paragraph(ods *o, xmlTextReaderPtr reader) {
  if (!o->wanted) return;
  if (lmb_node_is(reader, "s"))
    for (uint32_t i = repeated(reader, "text:c", 1000); i > 0; i--) lm_strbuf_add(&o->text, " ");
  if (lmb_node_is(reader, "tab") || lmb_node_is(reader, "line-break")) lm_strbuf_add(&o->text, " ");
}

static bool is_cell(xmlTextReaderPtr reader) { return lmb_node_is(reader, "table-cell") || lmb_node_is(reader, "covered-table-cell"); }

static lm_status open_element(ods *o, xmlTextReaderPtr reader) {
  bool empty = xmlTextReaderIsEmptyElement(reader);
  if (o->cell_depth >= 0) {
    if (lmb_node_is(reader, "p"))
      paragraph(o, reader, XML_READER_TYPE_ELEMENT);
    else
      within_paragraph(o, reader);
    return LM_OK;
  }
  if (lmb_node_is(reader, "style") || lmb_node_is(reader, "table-properties")) return table_style(o, reader);
  if (lmb_node_is(reader, "table")) return start_table(o, reader);
  if (!o->sheet) return LM_OK;
  if (lmb_node_is(reader, "table-row")) {
    start_row(o, reader);
    return empty ? end_row(o) : LM_OK;
  }
  if (!is_cell(reader)) return LM_OK;
  start_cell(o, reader);
  return empty ? end_cell(o) : LM_OK;
}

static lm_status content_node(void *user, xmlTextReaderPtr reader, int type) {
  ods *o = user;
  const char *value = (const char *)xmlTextReaderConstValue(reader);
  switch (type) {
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_CDATA:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    if (o->wanted && value) lm_strbuf_add(&o->text, value);
    return o->text.failed ? LM_ENOMEM : LM_OK;
  case XML_READER_TYPE_ELEMENT: return open_element(o, reader);
  case XML_READER_TYPE_END_ELEMENT: break;
  default: return LM_OK;
  }
  if (o->cell_depth >= 0 && lmb_node_is(reader, "p")) paragraph(o, reader, type);
  if (o->cell_depth >= 0 && is_cell(reader) && xmlTextReaderDepth(reader) == o->cell_depth) return end_cell(o);
  if (o->cell_depth < 0 && o->sheet && lmb_node_is(reader, "table-row")) return end_row(o);
  return LM_OK;
}

lm_status lmb_read_ods(lmb_parts *parts) {
  ods o = {.parts = parts, .cell_depth = -1};
  lm_status status = lmb_walk_part(parts, "content.xml", content_node, &o);
  free(o.hidden.item);
  free(o.row.item);
  lm_strbuf_clear(&o.text);
  return status;
}
