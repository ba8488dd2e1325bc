#include "book.h"

#include "../base/decode.h"
#include "../base/vec.h"
#include "workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <logicmodel/table.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEEK = 4096 };

/* ---- names of cells ---- */

const char *lmb_column_name(uint32_t column, char *name) {
  char reversed[LMB_NAME_SIZE];
  size_t count = 0, i = 0;
  for (uint32_t left = column + 1; left > 0; left = (left - 1) / 26) reversed[count++] = (char)('A' + (left - 1) % 26);
  while (count > 0) name[i++] = reversed[--count];
  name[i] = '\0';
  return name;
}

const char *lmb_cell_name(uint32_t row, uint32_t column, char *name) {
  lmb_column_name(column, name);
  size_t used = strlen(name);
  snprintf(name + used, LMB_NAME_SIZE - used, "%u", (unsigned)row + 1);
  return name;
}

bool lmb_column_parse(const char *name, size_t length, uint32_t *column) {
  uint32_t value = 0;
  if (length == 0 || length > 3) return false;
  for (size_t i = 0; i < length; i++) {
    if (name[i] < 'A' || name[i] > 'Z') return false;
    value = value * 26 + (uint32_t)(name[i] - 'A') + 1;
  }
  *column = value - 1;
  return value <= LMB_MOST_COLUMNS;
}

bool lmb_cell_parse(const char *name, size_t length, uint32_t *row, uint32_t *column) {
  size_t letters = 0;
  uint32_t value = 0;
  while (letters < length && name[letters] >= 'A' && name[letters] <= 'Z') letters++;
  if (!lmb_column_parse(name, letters, column) || length - letters > 7 || letters == length) return false;
  for (size_t i = letters; i < length; i++) {
    if (name[i] < '0' || name[i] > '9') return false;
    value = value * 10 + (uint32_t)(name[i] - '0');
  }
  *row = value - 1;
  return value >= 1 && value <= LMB_MOST_ROWS;
}

/* ---- looking ---- */

/* The first bytes of a regular file; 0 of anything else, which can be read only once. */
static size_t peek(const lm_input *input, char *bytes) {
  if (!input->path) {
    size_t size = input->size < PEEK ? input->size : PEEK;
    if (size > 0) memcpy(bytes, input->data, size);
    return size;
  }
  struct stat info;
  int fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) return 0;
  ssize_t got = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? read(fd, bytes, PEEK) : 0;
  close(fd);
  return got > 0 ? (size_t)got : 0;
}

static bool begins(const char *bytes, size_t size, const char *with, size_t length) { return size >= length && memcmp(bytes, with, length) == 0; }

lmb_look lmb_look_at(const lm_input *input) {
  char bytes[PEEK];
  size_t size = peek(input, bytes), at = 0;
  if (begins(bytes, size, "PK\x03\x04", 4) || begins(bytes, size, "PK\x05\x06", 4)) return LMB_LOOKS_ZIP;
  if (begins(bytes, size, "\xD0\xCF\x11\xE0", 4)) return LMB_LOOKS_OLE;
  if (begins(bytes, size, "\xEF\xBB\xBF", 3)) at = 3;
  bool wide = begins(bytes, size, "\xFF\xFE", 2) || begins(bytes, size, "\xFE\xFF", 2);
  if (wide) at = 2;
  while (at < size && strchr(" \t\r\n", bytes[at])) at++; /* also the NULs of UTF-16 */
  if (at == size || bytes[at] == '<' || begins(bytes, size, "\x1f\x8b", 2)) return LMB_LOOKS_XML;
  return wide || memchr(bytes, ',', size) ? LMB_LOOKS_CSV : LMB_LOOKS_XML;
}

/* ---- reading the file ---- */

lm_status lmb_refuse(const lmb_book *book, lm_code code, const char *a0, lm_diags *diags) {
  lm_finding finding = {.code = code, .place = {book->file, 0, 0}, .arg = {a0}};
  lm_diags_add(diags, &finding);
  return LM_EINPUT;
}

lm_status lmb_refuse_at(const lmb_book *book, const lmb_sheet *sheet, uint32_t row, uint32_t column, lm_code code, const char *a0, lm_diags *diags) {
  char name[LMB_NAME_SIZE];
  lm_strbuf path = {0};
  lm_finding finding = {.code = code, .place = {book->file, 0, 0}, .arg = {a0}};
  lm_strbuf_addf(&path, "sheet[@name='%s']", sheet->name);
  if (row != UINT32_MAX) {
    lm_strbuf_addf(&path, "/cell[@at='%s']", lmb_cell_name(row, column, name));
    finding.place.line = row + 1;
    finding.place.column = column + 1;
  }
  finding.path = path.length ? path.text : NULL;
  lm_diags_add(diags, &finding);
  lm_strbuf_clear(&path);
  return LM_EINPUT;
}

static lm_status failed(const lmb_book *book, lm_code code, lm_diags *diags) {
  lm_diags_add_system(diags, code, book->file, errno);
  return LM_EIO;
}

static lm_status fill(const lmb_book *book, int fd, lm_strbuf *into, lm_diags *diags) {
  char block[65536];
  for (;;) {
    ssize_t got = read(fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) return LM_OK;
    if (got < 0) return failed(book, LM_F_READ, diags);
    lm_strbuf_add_bytes(into, block, (size_t)got);
    if (into->failed) return LM_ENOMEM;
    if (into->length > LM_CSV_MAX_BYTES) return lmb_refuse(book, LM_C_LIMIT, "256 MiB", diags);
  }
}

static lm_status slurp(const lmb_book *book, const lm_input *input, lm_strbuf *into, lm_diags *diags) {
  if (!input->path) {
    lm_strbuf_add_bytes(into, input->data, input->size);
    return into->failed ? LM_ENOMEM : LM_OK;
  }
  int fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return failed(book, LM_F_OPEN, diags);
  lm_status status = fill(book, fd, into, diags);
  close(fd);
  return status;
}

/* ---- CSV ---- */

static lm_status tell_encoding(const lmb_book *book, lm_encoding encoding, uint32_t line, lm_diags *diags) {
  if (encoding == LM_UTF8) return LM_OK;
  bool none = encoding == LM_NO_ENCODING;
  lm_finding finding = {.code = none ? LM_C_NO_ENCODING : LM_C_DECODED, .place = {book->file, line, 0}, .arg = {lm_encoding_name(encoding)}};
  lm_diags_add(diags, &finding);
  return none ? LM_EINPUT : LM_OK;
}

static uint32_t lines_before(const char *bytes, const char *at) {
  uint32_t line = 1;
  for (; bytes < at; bytes++) line += *bytes == '\n';
  return line;
}

/* "Unicode text" of Excel has tabs. */
static char separator_of(const char *text) {
  size_t length = strcspn(text, "\r\n");
  return memchr(text, '\t', length) && !memchr(text, ',', length) ? '\t' : ',';
}

static lm_status take_cells(lmb_book *book, lm_diags *diags) {
  lmb_sheet *sheet = lmb_add_sheet(book, "", 0, false);
  if (!sheet) return LM_ENOMEM;
  const lm_csv_rows *csv = &book->csv;
  for (size_t i = 0; i < csv->first.count; i++) {
    size_t from = csv->first.item[i], to = i + 1 < csv->first.count ? csv->first.item[i + 1] : csv->count;
    for (size_t k = from; k < to; k++) {
      const lm_csv_cell *c = &csv->item[k];
      lmb_cell cell = {.text = c->text, .number = NAN, .row = (uint32_t)i, .column = (uint32_t)(k - from), .line = c->line, .at = c->column};
      lm_status status = lmb_add_cell(book, sheet, &cell, diags);
      if (status != LM_OK) return status;
    }
  }
  return LM_OK;
}

static lm_status open_csv(lmb_book *book, const char *bytes, size_t size, lm_diags *diags) {
  lm_strbuf text = {0};
  uint32_t line;
  lm_encoding encoding = lm_decode(&text, bytes, size, &line);
  lm_status status = text.failed ? LM_ENOMEM : tell_encoding(book, encoding, line, diags);
  const char *nul = status == LM_OK ? memchr(lm_strbuf_text(&text), '\0', text.length) : NULL;
  if (nul) {
    lm_finding finding = {.code = LM_C_NUL, .place = {book->file, lines_before(text.text, nul), 0}};
    lm_diags_add(diags, &finding);
    status = LM_EINPUT;
  } else if (status == LM_OK && text.length == 0) {
    status = lmb_refuse(book, LM_F_EMPTY, NULL, diags);
  }
  if (status != LM_OK) {
    lm_strbuf_clear(&text);
    return status;
  }
  status = lm_csv_split(&book->csv, book->file, text.text, text.length, separator_of(text.text), diags);
  return status == LM_OK ? take_cells(book, diags) : status;
}

/* ---- the book ---- */

lm_status lmb_open(lmb_book *book, const lm_input *input, lm_diags *diags) {
  *book = (lmb_book){.file = input->name ? input->name : input->path ? input->path : "-"};
  lmb_look look = lmb_look_at(input);
  if (look == LMB_LOOKS_OLE) return lmb_refuse(book, LM_C_LOCKED, NULL, diags);
  lm_strbuf bytes = {0};
  lm_status status = slurp(book, input, &bytes, diags);
  book->workbook = look == LMB_LOOKS_ZIP;
  if (status == LM_OK && book->workbook) status = lmb_open_workbook(book, bytes.text, bytes.length, diags);
  if (status == LM_OK && !book->workbook) status = open_csv(book, lm_strbuf_text(&bytes), bytes.length, diags);
  lm_strbuf_clear(&bytes);
  return status;
}

void lmb_clear(lmb_book *book) {
  for (size_t i = 0; i < book->sheets.count; i++) {
    free(book->sheets.item[i].rows.item);
    free(book->sheets.item[i].cells.item);
  }
  free(book->sheets.item);
  lm_csv_rows_clear(&book->csv);
  lm_arena_clear(&book->arena);
}

lmb_sheet *lmb_add_sheet(lmb_book *book, const char *name, size_t length, bool hidden) {
  lmb_sheet sheet = {.name = lm_arena_strndup(&book->arena, name, length), .hidden = hidden};
  if (!sheet.name || !LM_VEC_PUSH(&book->sheets, sheet)) return NULL;
  return &book->sheets.item[book->sheets.count - 1];
}

lm_status lmb_add_cell(lmb_book *book, lmb_sheet *sheet, const lmb_cell *cell, lm_diags *diags) {
  if (!*cell->text && cell->kind == LMB_TEXT && !cell->line) return LM_OK;
  if (sheet->cells.count >= LMB_MOST_CELLS && book->workbook) return lmb_refuse(book, LM_C_LIMIT, "4,000,000 cells", diags);
  lmb_row *last = sheet->rows.count ? &sheet->rows.item[sheet->rows.count - 1] : NULL;
  if (!last || last->number != cell->row) {
    lmb_row row = {sheet->cells.count, 0, cell->row};
    if (!LM_VEC_PUSH(&sheet->rows, row)) return LM_ENOMEM;
    last = &sheet->rows.item[sheet->rows.count - 1];
  }
  if (!LM_VEC_PUSH(&sheet->cells, *cell)) return LM_ENOMEM;
  last->count++;
  return LM_OK;
}

const lmb_cell *lmb_at(const lmb_sheet *sheet, const lmb_row *row, uint32_t column) {
  const lmb_cell *cells = &sheet->cells.item[row->first];
  size_t low = 0, high = row->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (cells[middle].column < column)
      low = middle + 1;
    else
      high = middle;
  }
  return low < row->count && cells[low].column == column ? &cells[low] : NULL;
}

const char *lmb_text(const lmb_sheet *sheet, const lmb_row *row, uint32_t column) {
  const lmb_cell *cell = lmb_at(sheet, row, column);
  return cell ? cell->text : "";
}

const lmb_sheet *lmb_find_sheet(const lmb_book *book, const char *name) {
  for (size_t i = 0; i < book->sheets.count; i++)
    if (strcmp(book->sheets.item[i].name, name) == 0) return &book->sheets.item[i];
  return NULL;
}
