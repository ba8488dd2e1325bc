/* csv.c: see table.h and csv.h. The file is read as a whole; fields are unquoted in place, each ended by a NUL. */
#include "csv.h"

#include <logicmodel/table.h>

#include "num.h"
#include "strbuf.h"
#include "text.h"
#include "vec.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef lm_csv_cell cell;

struct lm_csv_table {
  char *file;
  char *bytes;
  cell *item; /* heading first */
  size_t count, room;
  size_t columns;
};

/* ---- bytes ---- */

static lm_status refuse(const char *file, uint32_t line, lm_code code, const char *a0, lm_diags *diags) {
  lm_finding finding = {.code = code, .place = {file, line, 0}, .arg = {a0}};
  lm_diags_add(diags, &finding);
  return lm_code_get(code)->origin == LM_BY_FILE && code != LM_F_EMPTY ? LM_EIO : LM_EINPUT;
}

static lm_status failed(const char *file, lm_code code, lm_diags *diags) {
  lm_diags_add_system(diags, code, file, errno);
  return LM_EIO;
}

static lm_status too_large(const char *file, lm_diags *diags) { return refuse(file, 0, LM_C_LIMIT, "256 MiB", diags); }

/* Reads up to the limit and one byte more. */
static lm_status slurp(FILE *from, const char *name, lm_strbuf *into, lm_diags *diags) {
  char block[65536];
  size_t got;
  while ((got = fread(block, 1, sizeof block, from)) > 0) {
    lm_strbuf_add_bytes(into, block, got);
    if (into->failed) return LM_ENOMEM;
    if (into->length > LM_CSV_MAX_BYTES) return too_large(name, diags);
  }
  return ferror(from) ? failed(name, LM_F_READ, diags) : LM_OK;
}

static uint32_t lines_before(const char *bytes, size_t at) {
  uint32_t line = 1;
  for (size_t i = 0; i < at; i++) line += bytes[i] == '\n';
  return line;
}

static lm_status check_bytes(const char *name, const char *bytes, size_t size, lm_diags *diags) {
  static const struct {
    const char *magic;
    size_t length;
    const char *name;
  } packed[] = {{"\x1f\x8b", 2, "gzip"}, {"PK\x03\x04", 4, "zip, xlsx"}, {"\xfd" "7zXZ", 5, "xz"}};
  if (size == 0) return refuse(name, 0, LM_F_EMPTY, NULL, diags);
  if (size > LM_CSV_MAX_BYTES) return too_large(name, diags);
  for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
    if (size < packed[i].length || memcmp(bytes, packed[i].magic, packed[i].length) != 0) continue;
    refuse(name, 0, LM_F_COMPRESSED, packed[i].name, diags);
    return LM_EINPUT;
  }
  const char *nul = memchr(bytes, '\0', size);
  if (nul) return refuse(name, lines_before(bytes, (size_t)(nul - bytes)), LM_C_NUL, NULL, diags);
  if (!lm_text_valid(bytes, size)) return refuse(name, lm_text_invalid_line(bytes, size), LM_C_ENCODING, NULL, diags);
  return LM_OK;
}

/* ---- fields ---- */

typedef struct reader {
  lm_csv_table *table;
  lm_diags *diags;
  char *at, *end;   /* *end is a NUL */
  char *line_start;
  uint32_t line;
  size_t row_from;  /* first cell of the row being read */
  bool row_over;    /* the field read last was the last one of its row */
  char separator;
  lm_csv_rows *rows; /* rows of any length, whose first cells are kept here; NULL: as long as the heading */
} reader;

static uint32_t characters(const char *from, const char *to) {
  uint32_t count = 1;
  for (; from < to; from++) count += ((unsigned char)*from & 0xC0) != 0x80;
  return count;
}

static void newline(reader *r) {
  r->line++;
  r->line_start = r->at;
}

static lm_status wrong(reader *r, const cell *c, lm_code code, const char *a0) {
  lm_finding finding = {.code = code, .place = {r->table->file, c->line, c->column}, .arg = {a0}};
  lm_diags_add(r->diags, &finding);
  return LM_EINPUT;
}

/* Behind a field: the separator, if any. */
static void end_field(reader *r) {
  r->row_over = *r->at != r->separator;
  if (*r->at == r->separator) {
    r->at++;
    return;
  }
  if (*r->at == '\r') r->at++;
  if (*r->at == '\n') {
    r->at++;
    newline(r);
  }
}

/* A line break inside quotes counts as a line, whether LF or CRLF. */
static lm_status quoted(reader *r, cell *c) {
  char *into = ++r->at;
  c->text = into;
  for (;; r->at++) {
    if (r->at == r->end) return wrong(r, c, LM_C_QUOTE, NULL);
    if (*r->at == '"' && r->at[1] != '"') break;
    if (*r->at == '"') r->at++;
    *into++ = *r->at;
    if (*r->at == '\n') {
      r->line++;
      r->line_start = r->at + 1;
    }
  }
  r->at++;
  if (*r->at != r->separator && *r->at != '\n' && *r->at != '\0' && !(*r->at == '\r' && (r->at[1] == '\n' || r->at[1] == '\0')))
    return wrong(r, c, LM_C_AFTER_QUOTE, NULL);
  end_field(r);
  *into = '\0';
  return LM_OK;
}

static lm_status plain(reader *r, cell *c) {
  c->text = r->at;
  while (*r->at && *r->at != r->separator && *r->at != '\n' && *r->at != '"' && !(*r->at == '\r' && (r->at[1] == '\n' || r->at[1] == '\0'))) r->at++;
  if (*r->at == '"') return wrong(r, c, LM_C_STRAY_QUOTE, NULL);
  char *end = r->at;
  end_field(r);
  *end = '\0';
  return LM_OK;
}

static lm_status read_field(reader *r) {
  cell c = {.line = r->line, .column = characters(r->line_start, r->at)};
  lm_status status = *r->at == '"' ? quoted(r, &c) : plain(r, &c);
  if (status != LM_OK) return status;
  if (strlen(c.text) > LM_CSV_MAX_CELL) return wrong(r, &c, LM_C_LIMIT, "100000 bytes in a cell");
  if (r->table->count - r->row_from >= LM_CSV_MAX_COLUMNS) return wrong(r, &c, LM_C_LIMIT, "1000 columns");
  return LM_VEC_PUSH(r->table, c) ? LM_OK : LM_ENOMEM;
}

static void ragged(reader *r, size_t got) {
  char have[24], want[24];
  snprintf(have, sizeof have, "%zu", got);
  snprintf(want, sizeof want, "%zu", r->table->columns);
  const cell *first = &r->table->item[r->row_from];
  lm_finding finding = {.code = LM_C_RAGGED, .place = {r->table->file, first->line, 0}, .arg = {have, want}};
  lm_diags_add(r->diags, &finding);
}

static bool blank_line(const reader *r) { return *r->at == '\n' || (*r->at == '\r' && r->at[1] == '\n'); }

static lm_status read_row(reader *r) {
  lm_csv_table *t = r->table;
  r->row_from = t->count;
  do {
    lm_status status = read_field(r);
    if (status != LM_OK) return status;
  } while (!r->row_over);
  if (r->rows) return LM_VEC_PUSH(&r->rows->first, r->row_from) ? LM_OK : LM_ENOMEM;
  size_t got = t->count - r->row_from;
  if (t->columns == 0) {
    t->columns = got;
  } else if (got != t->columns) {
    ragged(r, got);
    t->count = r->row_from;
  }
  return LM_OK;
}

static lm_status read_rows(reader *r) {
  while (*r->at) {
    if (blank_line(r)) {
      r->at += *r->at == '\r' ? 2 : 1;
      newline(r);
      continue;
    }
    lm_status status = read_row(r);
    if (status != LM_OK) return status;
  }
  if (r->rows) return LM_OK;
  if (r->table->columns == 0) return refuse(r->table->file, 0, LM_F_EMPTY, NULL, r->diags);
  return r->table->count > r->table->columns ? LM_OK : refuse(r->table->file, 1, LM_C_NO_ROWS, NULL, r->diags);
}

/* Takes over `bytes` (size bytes and a NUL). */
static lm_status parse(lm_csv_table **out, const char *name, char *bytes, size_t size, lm_diags *diags) {
  lm_csv_table *table = calloc(1, sizeof *table);
  char *file = strdup(name);
  if (!table || !file) {
    free(table);
    free(file);
    free(bytes);
    return LM_ENOMEM;
  }
  table->file = file;
  table->bytes = bytes;
  reader r = {.table = table, .diags = diags, .at = bytes, .end = bytes + size, .line = 1, .separator = ','};
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) r.at += 3;
  r.line_start = r.at;
  lm_status status = read_rows(&r);
  if (status == LM_OK) *out = table;
  else lm_csv_table_free(table);
  return status;
}

lm_status lm_csv_split(lm_csv_rows *out, const char *name, char *bytes, size_t size, char separator, lm_diags *diags) {
  union { /* the table only borrows the name */
    const char *given;
    char *kept;
  } file = {.given = name};
  lm_csv_table table = {.file = file.kept};
  out->bytes = bytes;
  reader r = {.table = &table, .diags = diags, .at = bytes, .end = bytes + size, .line_start = bytes, .line = 1, .separator = separator, .rows = out};
  lm_status status = read_rows(&r);
  out->item = table.item;
  out->count = table.count;
  out->room = table.room;
  return status;
}

void lm_csv_rows_clear(lm_csv_rows *rows) {
  free(rows->bytes);
  free(rows->item);
  free(rows->first.item);
  *rows = (lm_csv_rows){0};
}

lm_status lm_csv_table_read_bytes(lm_csv_table **out, const char *name, const char *bytes, size_t size, lm_diags *diags) {
  *out = NULL;
  lm_status status = check_bytes(name, bytes, size, diags);
  if (status != LM_OK) return status;
  char *copy = malloc(size + 1);
  if (!copy) return LM_ENOMEM;
  memcpy(copy, bytes, size);
  copy[size] = '\0';
  return parse(out, name, copy, size, diags);
}

lm_status lm_csv_table_read(lm_csv_table **out, const char *path, lm_diags *diags) {
  *out = NULL;
  bool standard = strcmp(path, "-") == 0;
  FILE *from = standard ? stdin : fopen(path, "rb");
  if (!from) return failed(path, LM_F_OPEN, diags);
  lm_strbuf text = {0};
  lm_status status = slurp(from, path, &text, diags);
  if (!standard) fclose(from);
  if (status == LM_OK) status = check_bytes(path, lm_strbuf_text(&text), text.length, diags);
  if (status == LM_OK) return parse(out, path, text.text, text.length, diags);
  lm_strbuf_clear(&text);
  return status;
}

void lm_csv_table_free(lm_csv_table *table) {
  if (!table) return;
  free(table->file);
  free(table->bytes);
  free(table->item);
  free(table);
}

/* ---- asking ---- */

static const cell *cell_at(const lm_csv_table *t, size_t row, size_t column) { return &t->item[(row + 1) * t->columns + column]; }

const char *lm_csv_table_file(const lm_csv_table *table) { return table->file; }
size_t lm_csv_table_columns(const lm_csv_table *table) { return table->columns; }
size_t lm_csv_table_rows(const lm_csv_table *table) { return table->count / table->columns - 1; }
const char *lm_csv_table_name(const lm_csv_table *table, size_t column) { return table->item[column].text; }
const char *lm_csv_table_cell(const lm_csv_table *table, size_t row, size_t column) { return cell_at(table, row, column)->text; }
uint32_t lm_csv_table_line(const lm_csv_table *table, size_t row, size_t column) { return cell_at(table, row, column)->line; }

void lm_csv_table_finding(const lm_csv_table *table, size_t row, size_t column, lm_code code, const char *a0, const char *a1,
                          lm_diags *diags) {
  bool whole = column == LM_CSV_NONE;
  const cell *c = cell_at(table, row, whole ? 0 : column);
  lm_finding finding = {
      .code = code,
      .place = {table->file, c->line, whole ? 0 : c->column},
      .path = whole ? NULL : table->item[column].text,
      .value = whole ? NULL : c->text,
      .arg = {a0, a1},
  };
  lm_diags_add(diags, &finding);
}

static void heading_finding(const lm_csv_table *t, size_t column, lm_code code, const char *a0, const char *a1, lm_diags *diags) {
  lm_finding finding = {.code = code, .place = {t->file, t->item[0].line, 0}, .arg = {a0, a1}};
  if (column != LM_CSV_NONE) {
    finding.place.column = t->item[column].column;
    finding.value = t->item[column].text;
  }
  lm_diags_add(diags, &finding);
}

static void known_names(lm_strbuf *to, const lm_csv_column *known) {
  for (; known->name; known++) {
    if (to->length > 0) lm_strbuf_add(to, " ");
    lm_strbuf_add(to, known->name);
  }
}

/* Column `i` of the table: its place among the known ones, looked up by exact name. */
static size_t known_place(const lm_csv_table *t, size_t i, const lm_csv_column *known) {
  size_t k = 0;
  while (known[k].name && strcmp(known[k].name, t->item[i].text) != 0) k++;
  return k;
}

bool lm_csv_table_match(const lm_csv_table *table, const lm_csv_column *known, size_t *at, lm_diags *diags) {
  bool good = true;
  lm_strbuf names = {0};
  known_names(&names, known);
  for (size_t k = 0; known[k].name; k++) at[k] = LM_CSV_NONE;
  for (size_t i = 0; i < table->columns; i++) {
    size_t k = known_place(table, i, known);
    if (!known[k].name) {
      heading_finding(table, i, LM_C_COLUMN_UNKNOWN, lm_strbuf_text(&names), NULL, diags);
    } else if (at[k] != LM_CSV_NONE) {
      heading_finding(table, i, LM_C_COLUMN_TWICE, NULL, NULL, diags);
      good = false;
    } else {
      at[k] = i;
    }
  }
  for (size_t k = 0; known[k].name; k++) {
    if (!known[k].required || at[k] != LM_CSV_NONE) continue;
    heading_finding(table, LM_CSV_NONE, LM_C_COLUMN_MISSING, known[k].name, lm_strbuf_text(&names), diags);
    good = false;
  }
  lm_strbuf_clear(&names);
  return good;
}

/* ---- numbers ---- */

bool lm_csv_parse_number(double *out, const char *text) { return lm_num_parse_exponent(out, text, strlen(text)); }

bool lm_csv_table_number(double *out, const lm_csv_table *table, size_t row, size_t column, bool may_be_empty, lm_diags *diags) {
  *out = NAN;
  if (column == LM_CSV_NONE) return true;
  const char *text = cell_at(table, row, column)->text;
  if (!*text && may_be_empty) return true;
  if (*text && lm_csv_parse_number(out, text)) return true;
  *out = NAN;
  lm_csv_table_finding(table, row, column, *text ? LM_C_NUMBER : LM_C_EMPTY, lm_csv_table_name(table, column), NULL, diags);
  return false;
}
