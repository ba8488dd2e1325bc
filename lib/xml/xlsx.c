/* xlsx.c: Office Open XML spreadsheets, both date systems. Macros, comments, charts and everything else beside the cells is never opened.
   Of merged cells only the first has a value: the others are empty here as well. */
#include "parts.h"

#include "../base/num.h"
#include "../base/strbuf.h"
#include "../base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_TO_1970 = 25569, DAYS_1904 = 1462, MOST_STYLES = 100000, MOST_SHEETS = 1000 };

typedef enum format { PLAIN_FORMAT, PERCENT_FORMAT, DATE_FORMAT } format;

typedef struct sheet_entry {
  const char *name, *relation, *part;
  bool hidden;
} sheet_entry;

typedef struct xlsx {
  lmb_parts *parts;
  struct { sheet_entry *item; size_t count, room; } sheets;
  struct { const char **item; size_t count, room; } strings;
  struct { uint32_t *item; size_t count, room; } date_ids, percent_ids; /* of number formats of the workbook's own */
  struct { format *item; size_t count, room; } styles;
  bool since_1904;
  /* while a part is walked */
  lm_strbuf text;
  bool wanted;   /* characters that come now are text */
  bool in_xfs;
  /* of the open sheet */
  lmb_sheet *sheet;
  lmb_cell cell;
  uint32_t row, column; /* of the cell to come, where it does not say itself */
  bool some;            /* a cell was read before */
  bool has_value;
  char type[16];
  uint32_t style;
} xlsx;

/* ---- nodes ---- */

static const char *kept_attribute(xlsx *x, xmlTextReaderPtr reader, const char *name) {
  xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
  const char *kept = lm_arena_strdup(&x->parts->book->arena, value ? (const char *)value : "");
  xmlFree(value);
  return kept;
}

static uint32_t whole_attribute(xmlTextReaderPtr reader, const char *name, uint32_t absent) {
  char text[16];
  return lmb_attribute(reader, name, text, sizeof text) ? (uint32_t)strtoul(text, NULL, 10) : absent;
}

static bool is_text(int type) {
  return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
}

static lm_status collect(xlsx *x, xmlTextReaderPtr reader) {
  const char *value = (const char *)xmlTextReaderConstValue(reader);
  if (x->wanted && value) lm_strbuf_add(&x->text, value);
  return x->text.failed ? LM_ENOMEM : LM_OK;
}

/* Whether the reader stands within furigana, which is no part of the text. */
static bool within_phonetic(xmlTextReaderPtr reader, int type, bool *phonetic) {
  if (lmb_node_is(reader, "rPh")) *phonetic = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement(reader);
  return *phonetic;
}

/* ---- the workbook and its relations ---- */

static lm_status workbook_node(void *user, xmlTextReaderPtr reader, int type) {
  xlsx *x = user;
  char text[16];
  if (type != XML_READER_TYPE_ELEMENT) return LM_OK;
  if (lmb_node_is(reader, "workbookPr")) {
    x->since_1904 = lmb_attribute(reader, "date1904", text, sizeof text) && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
  } else if (lmb_node_is(reader, "sheet") && x->sheets.count < MOST_SHEETS) {
    sheet_entry sheet = {kept_attribute(x, reader, "name"), kept_attribute(x, reader, "r:id"), NULL, false};
    sheet.hidden = lmb_attribute(reader, "state", text, sizeof text) && strcmp(text, "visible") != 0;
    if (!sheet.name || !sheet.relation || !LM_VEC_PUSH(&x->sheets, sheet)) return LM_ENOMEM;
  }
  return LM_OK;
}

static lm_status relation_node(void *user, xmlTextReaderPtr reader, int type) {
  xlsx *x = user;
  char id[128], target[512];
  if (type != XML_READER_TYPE_ELEMENT || !lmb_node_is(reader, "Relationship")) return LM_OK;
  if (!lmb_attribute(reader, "Id", id, sizeof id) || !lmb_attribute(reader, "Target", target, sizeof target)) return LM_OK;
  for (size_t i = 0; i < x->sheets.count; i++) {
    sheet_entry *sheet = &x->sheets.item[i];
    if (strcmp(sheet->relation, id) != 0) continue;
    lm_strbuf part = {0};
    lm_strbuf_addf(&part, "%s%s", *target == '/' ? "" : "xl/", *target == '/' ? target + 1 : target);
    sheet->part = part.failed ? NULL : lm_arena_strdup(&x->parts->book->arena, part.text);
    lm_strbuf_clear(&part);
    if (!sheet->part) return LM_ENOMEM;
  }
  return LM_OK;
}

/* ---- shared strings ---- */

typedef struct strings_walk {
  xlsx *x;
  bool phonetic;
} strings_walk;

static lm_status strings_node(void *user, xmlTextReaderPtr reader, int type) {
  strings_walk *w = user;
  xlsx *x = w->x;
  if (is_text(type)) return collect(x, reader);
  x->wanted = false;
  if (within_phonetic(reader, type, &w->phonetic)) return LM_OK;
  bool opens = type == XML_READER_TYPE_ELEMENT;
  x->wanted = opens && lmb_node_is(reader, "t") && !xmlTextReaderIsEmptyElement(reader);
  if (!lmb_node_is(reader, "si")) return LM_OK;
  if (opens) lm_strbuf_reset(&x->text);
  if (opens && !xmlTextReaderIsEmptyElement(reader)) return LM_OK;
  const char *text = lm_arena_strdup(&x->parts->book->arena, lm_strbuf_text(&x->text));
  if (x->strings.count >= LMB_MOST_CELLS) return lmb_refuse(x->parts->book, LM_C_LIMIT, "4,000,000 texts", x->parts->diags);
  return text && LM_VEC_PUSH(&x->strings, text) ? LM_OK : LM_ENOMEM;
}

/* ---- styles: which numbers are dates or percentages ---- */

/* A number format without what it prints as it is: "…", [colour], \x, _x, *x. */
static void bare_format(const char *code, char *out, size_t size) {
  size_t used = 0;
  for (; *code && used + 1 < size; code++) {
    if (*code == '"' || *code == '[') {
      const char *end = strchr(code + 1, *code == '"' ? '"' : ']');
      if (!end) break;
      code = end;
    } else if (*code == '\\' || *code == '_' || *code == '*') {
      if (!*++code) break;
    } else {
      out[used++] = *code >= 'A' && *code <= 'Z' ? (char)(*code + 32) : *code;
    }
  }
  out[used] = '\0';
}

/* y m d h s, and the Japanese era: g, gg, ggg, e. The e of 0.00E+00 is none. */
static format format_of(const char *code) {
  char bare[256];
  bare_format(code, bare, sizeof bare);
  if (strchr(bare, '%')) return PERCENT_FORMAT;
  if (strstr(bare, "general")) return PLAIN_FORMAT;
  bool era = strchr(bare, 'g') || (strchr(bare, 'e') && !strstr(bare, "e+") && !strstr(bare, "e-"));
  return era || strpbrk(bare, "ymdhs") ? DATE_FORMAT : PLAIN_FORMAT;
}

static bool among(const uint32_t *ids, size_t count, uint32_t id) {
  for (size_t i = 0; i < count; i++)
    if (ids[i] == id) return true;
  return false;
}

/* The formats every workbook has, those of Japan and China included. */
static format format_of_id(const xlsx *x, uint32_t id) {
  if (among(x->date_ids.item, x->date_ids.count, id)) return DATE_FORMAT;
  if (among(x->percent_ids.item, x->percent_ids.count, id)) return PERCENT_FORMAT;
  if (id == 9 || id == 10) return PERCENT_FORMAT;
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58) ? DATE_FORMAT : PLAIN_FORMAT;
}

static lm_status styles_node(void *user, xmlTextReaderPtr reader, int type) {
  xlsx *x = user;
  char code[512];
  if (lmb_node_is(reader, "cellXfs")) x->in_xfs = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement(reader);
  if (type != XML_READER_TYPE_ELEMENT || x->styles.count + x->date_ids.count + x->percent_ids.count > MOST_STYLES) return LM_OK;
  if (lmb_node_is(reader, "numFmt") && lmb_attribute(reader, "formatCode", code, sizeof code)) {
    uint32_t id = whole_attribute(reader, "numFmtId", 0);
    format is_format = format_of(code);
    if (is_format == DATE_FORMAT && !LM_VEC_PUSH(&x->date_ids, id)) return LM_ENOMEM;
    if (is_format == PERCENT_FORMAT && !LM_VEC_PUSH(&x->percent_ids, id)) return LM_ENOMEM;
  } else if (x->in_xfs && lmb_node_is(reader, "xf")) {
    format style = format_of_id(x, whole_attribute(reader, "numFmtId", 0));
    if (!LM_VEC_PUSH(&x->styles, style)) return LM_ENOMEM;
  }
  return LM_OK;
}

/* ---- cells ---- */

/* The row and cell that the file calls so cannot be. */
static lm_status unreadable(xlsx *x, uint32_t row, const char *why) {
  return lmb_refuse_at(x->parts->book, x->sheet, row, x->cell.column, LM_C_WORKBOOK, why, x->parts->diags);
}

static lm_status no_number(xlsx *x, const char *given) {
  x->cell.kind = LMB_NO_NUMBER;
  x->cell.number = NAN;
  x->cell.text = lm_arena_strdup(&x->parts->book->arena, given);
  return LM_OK;
}

/* 0.78 → "78%", without the noise of the multiplication. */
void lmb_percent_text(double number, char *text) {
  size_t length = lm_num_fixed(number * 100, 10, false, text);
  while (length > 0 && strchr(text, '.') && (text[length - 1] == '0' || text[length - 1] == '.')) {
    bool point = text[--length] == '.';
    text[length] = '\0';
    if (point) break;
  }
  strcat(text, "%");
}

bool lmb_date_text(double days, char *text) {
  if (!(days > -719163 && days < 2932896)) return false;
  lm_day_format((int32_t)floor(days), text, 32);
  return true;
}

static lm_status number_cell(xlsx *x, const char *given) {
  char text[LM_NUM_SIZE + 32];
  format is_format = x->style < x->styles.count ? x->styles.item[x->style] : PLAIN_FORMAT;
  if (!lm_num_parse_exponent(&x->cell.number, given, strlen(given))) return no_number(x, given);
  x->cell.kind = is_format == PERCENT_FORMAT ? LMB_PERCENT : LMB_NUMBER;
  double days = x->cell.number + (x->since_1904 ? DAYS_1904 : 0) - DAYS_TO_1970;
  if (is_format == DATE_FORMAT && lmb_date_text(days, text)) {
    x->cell.kind = LMB_DATE;
    x->cell.number = NAN;
  } else if (is_format == PERCENT_FORMAT) {
    lmb_percent_text(x->cell.number, text);
  } else {
    lm_num_format(x->cell.number, text);
  }
  x->cell.text = lm_arena_strdup(&x->parts->book->arena, text);
  return LM_OK;
}

static lm_status shared_cell(xlsx *x, const char *given) {
  size_t index = strtoul(given, NULL, 10);
  if (index >= x->strings.count) return unreadable(x, x->cell.row, "xl/sharedStrings.xml");
  x->cell.text = x->strings.item[index];
  return LM_OK;
}

static lm_status fill_cell(xlsx *x) {
  const char *given = lm_strbuf_text(&x->text);
  lm_arena *arena = &x->parts->book->arena;
  x->cell.kind = LMB_TEXT;
  if (strcmp(x->type, "s") == 0) return x->has_value ? shared_cell(x, given) : LM_OK;
  bool number = !*x->type || strcmp(x->type, "n") == 0;
  if (number && *given) return number_cell(x, given);
  if (x->cell.formula && !*given && strcmp(x->type, "str") != 0) {
    x->cell.kind = LMB_NO_RESULT;
    given = "=";
  } else if (strcmp(x->type, "e") == 0) {
    x->cell.kind = LMB_ERROR;
  } else if (strcmp(x->type, "b") == 0) {
    x->cell.kind = LMB_BOOLEAN;
    given = strcmp(given, "1") == 0 ? "TRUE" : "FALSE";
  }
  bool date = strcmp(x->type, "d") == 0;
  if (date) x->cell.kind = LMB_DATE;
  x->cell.text = date ? lm_arena_strndup(arena, given, strcspn(given, "T")) : lm_arena_strdup(arena, given);
  return LM_OK;
}

static lm_status start_cell(xlsx *x, xmlTextReaderPtr reader) {
  char name[16];
  uint32_t row = x->row, column = x->column;
  if (lmb_attribute(reader, "r", name, sizeof name) && !lmb_cell_parse(name, strlen(name), &row, &column)) return unreadable(x, UINT32_MAX, name);
  if (x->some && (row < x->cell.row || (row == x->cell.row && column <= x->cell.column))) return unreadable(x, UINT32_MAX, lmb_cell_name(row, column, name));
  x->some = true;
  x->cell = (lmb_cell){.text = "", .number = NAN, .row = row, .column = column};
  x->column = column + 1;
  x->has_value = false;
  x->style = whole_attribute(reader, "s", 0);
  if (!lmb_attribute(reader, "t", x->type, sizeof x->type)) *x->type = '\0';
  lm_strbuf_reset(&x->text);
  return LM_OK;
}

static lm_status end_cell(xlsx *x) {
  lm_status status = fill_cell(x);
  if (status == LM_OK && !x->cell.text) status = LM_ENOMEM;
  return status == LM_OK ? lmb_add_cell(x->parts->book, x->sheet, &x->cell, x->parts->diags) : status;
}

typedef struct sheet_walk {
  xlsx *x;
  bool phonetic, in_cell;
} sheet_walk;

static lm_status sheet_node(void *user, xmlTextReaderPtr reader, int type) {
  sheet_walk *w = user;
  xlsx *x = w->x;
  if (is_text(type)) return collect(x, reader);
  x->wanted = false;
  if (type != XML_READER_TYPE_ELEMENT && type != XML_READER_TYPE_END_ELEMENT) return LM_OK;
  bool opens = type == XML_READER_TYPE_ELEMENT, empty = opens && xmlTextReaderIsEmptyElement(reader);
  if (within_phonetic(reader, type, &w->phonetic)) return LM_OK;
  if (opens && lmb_node_is(reader, "row")) {
    x->row = whole_attribute(reader, "r", x->row + 2) - 1;
    x->column = 0;
    return x->row < LMB_MOST_ROWS ? LM_OK : unreadable(x, UINT32_MAX, "row");
  }
  if (lmb_node_is(reader, "c")) {
    lm_status status = opens ? start_cell(x, reader) : LM_OK;
    w->in_cell = opens && !empty;
    return status == LM_OK && !opens ? end_cell(x) : status;
  }
  if (!w->in_cell || !opens) return LM_OK;
  if (lmb_node_is(reader, "f")) x->cell.formula = true;
  x->wanted = !empty && (lmb_node_is(reader, "v") || lmb_node_is(reader, "t"));
  x->has_value |= x->wanted;
  return LM_OK;
}

static lm_status read_sheet(xlsx *x, const sheet_entry *entry) {
  if (!entry->part || !strstr(entry->part, "worksheets/")) return LM_OK; /* a sheet that is only a chart */
  sheet_walk w = {.x = x};
  x->sheet = lmb_add_sheet(x->parts->book, entry->name, strlen(entry->name), entry->hidden);
  x->row = UINT32_MAX; /* so that a first row that does not say its number is row 0 */
  x->some = false;
  return x->sheet ? lmb_walk_part(x->parts, entry->part, sheet_node, &w) : LM_ENOMEM;
}

static lm_status optional_part(xlsx *x, const char *name, lmb_node_fn *node, void *user) {
  return lmb_has_part(x->parts, name) ? lmb_walk_part(x->parts, name, node, user) : LM_OK;
}

static lm_status read_all(xlsx *x) {
  strings_walk strings = {.x = x};
  lm_status status = lmb_walk_part(x->parts, "xl/workbook.xml", workbook_node, x);
  if (status == LM_OK) status = lmb_walk_part(x->parts, "xl/_rels/workbook.xml.rels", relation_node, x);
  if (status == LM_OK) status = optional_part(x, "xl/sharedStrings.xml", strings_node, &strings);
  if (status == LM_OK) status = optional_part(x, "xl/styles.xml", styles_node, x);
  for (size_t i = 0; i < x->sheets.count && status == LM_OK; i++) status = read_sheet(x, &x->sheets.item[i]);
  return status;
}

lm_status lmb_read_xlsx(lmb_parts *parts) {
  xlsx x = {.parts = parts};
  lm_status status = read_all(&x);
  free(x.sheets.item);
  free(x.strings.item);
  free(x.date_ids.item);
  free(x.percent_ids.item);
  free(x.styles.item);
  lm_strbuf_clear(&x.text);
  return status;
}
