/* pdf_pack.c: see pdf_pack.h. Objects that are no streams go into object streams, and the table of places into a stream (ISO 32000-1, 7.5.7, 7.5.8). */
#include "pdf_pack.h"

#include "../base/strbuf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>
#include <zlib.h>

#define ENTRY   20 /* bytes of a line of the table of places */
#define TOGETHER 1000 /* objects in a stream */
#define ROW     7 /* bytes of a row of the new table: kind, place, index */
#define TOP_TAG "<< /Type /Catalog"
#define FIGURE  "<< /Type /StructElem\n   /S /Figure"

typedef struct object {
  size_t from, to; /* in what came in, "N 0 obj" and "endobj" included; 0, 0 free */
  size_t place;    /* in what goes out, or the number of its object stream */
  size_t index;    /* in that stream */
  bool packed;
} object;

typedef struct packing {
  const char *in;
  size_t length, table; /* table: where the places stand */
  const lm_pdf_said *said;
  size_t figures; /* seen */
  object *item;
  size_t count, room; /* objects with those that are made here */
  uint32_t root, info;
  lm_strbuf out, head, body; /* head and body of the object stream that is filled */
  size_t together, stream;   /* objects in it, its number */
} packing;

/* ---- reading ---- */

static const char *last_of(const packing *p, const char *word) {
  const size_t length = strlen(word);
  for (size_t at = p->length >= length ? p->length - length + 1 : 0; at-- > 0;)
    if (memcmp(p->in + at, word, length) == 0) return p->in + at;
  return NULL;
}

static int compare_sizes(const void *x, const void *y) {
  const size_t a = *(const size_t *)x, b = *(const size_t *)y;
  return (a > b) - (a < b);
}

/* An object ends where the next one in the file begins. */
static bool find_ends(packing *p) {
  size_t *start = malloc((p->count + 1) * sizeof *start), starts = 0;
  if (!start) return false;
  for (size_t i = 0; i < p->count; i++)
    if (p->item[i].from > 0) start[starts++] = p->item[i].from;
  start[starts++] = p->table;
  qsort(start, starts, sizeof *start, compare_sizes);
  for (size_t i = 0; i < p->count; i++) {
    if (p->item[i].from == 0) continue;
    const size_t *own = bsearch(&p->item[i].from, start, starts, sizeof *start, compare_sizes);
    p->item[i].to = own[1];
  }
  free(start);
  return true;
}

static bool number_behind(const char *at, const char *word, unsigned long *number) {
  const char *found = at ? strstr(at, word) : NULL;
  char *end = NULL;
  if (found) *number = strtoul(found + strlen(word), &end, 10);
  return found && end > found + strlen(word);
}

/* False: it is not as expected, or there is no memory (*status). */
static bool read_places(packing *p, lm_status *status) {
  static const char head[] = "xref\n0 ";
  unsigned long table, count, root, info;
  if (!number_behind(last_of(p, "startxref"), "startxref", &table) || table == 0 || table >= p->length) return false;
  if (strncmp(p->in + table, head, sizeof head - 1) != 0 || !number_behind(p->in + table, head, &count) || count > p->length / ENTRY) return false;
  const char *line = strchr(p->in + table + sizeof head - 1, '\n'), *trailer = last_of(p, "trailer");
  if (!line++) return false;
  if (line + count * ENTRY > p->in + p->length || !number_behind(trailer, "/Root", &root) || !number_behind(trailer, "/Info", &info)) return false;
  p->table = table;
  p->root = (uint32_t)root;
  p->info = (uint32_t)info;
  p->count = count;
  p->room = count + count / TOGETHER + 3;
  p->item = calloc(p->room, sizeof *p->item);
  if (!p->item) *status = LM_ENOMEM;
  for (size_t i = 0; p->item && i < count; i++) {
    const size_t from = strtoul(line + i * ENTRY, NULL, 10);
    if (line[i * ENTRY + 17] != 'n') continue;
    if (from == 0 || from >= table) return false;
    p->item[i].from = from;
  }
  if (p->item && !find_ends(p)) *status = LM_ENOMEM;
  return *status == LM_OK;
}

/* What is between "N 0 obj" and "endobj"; NULL: not as expected. */
static const char *body_of(const packing *p, const object *o, size_t *length) {
  static const char end[] = "endobj\n";
  const char *at = memchr(p->in + o->from, '\n', o->to - o->from);
  const size_t size = sizeof end - 1;
  if (!at || (size_t)(p->in + o->to - at) <= size || memcmp(p->in + o->to - size, end, size) != 0) return NULL;
  *length = (size_t)(p->in + o->to - at) - 1 - size;
  return at + 1;
}

static bool is_stream(const char *body, size_t length) {
  static const char end[] = "endstream\n";
  return length >= sizeof end - 1 && memcmp(body + length - (sizeof end - 1), end, sizeof end - 1) == 0;
}

static bool begins(const char *body, size_t length, const char *with) {
  return length >= strlen(with) && memcmp(body, with, strlen(with)) == 0;
}

/* ---- writing ---- */

static void add_utf16(lm_strbuf *to, const char *text) {
  lm_strbuf_add(to, "<FEFF");
  for (ucs4_t c; *text;) {
    text += u8_strmbtouc(&c, (const uint8_t *)text) > 0 ? u8_strmblen((const uint8_t *)text) : 1;
    if (c >= 0x10000) lm_strbuf_addf(to, "%04X%04X", (unsigned)(0xD800 + ((c - 0x10000) >> 10)), (unsigned)(0xDC00 + ((c - 0x10000) & 0x3FF)));
    else lm_strbuf_addf(to, "%04X", (unsigned)c);
  }
  lm_strbuf_add(to, ">");
}

/* The bytes as a stream of their own; false: no memory. */
static bool add_stream(packing *p, size_t number, const char *entries, const char *bytes, size_t length) {
  uLongf size = compressBound((uLong)length);
  unsigned char *packed = malloc(size);
  if (!packed) return false;
  const bool fine = compress2(packed, &size, (const unsigned char *)bytes, (uLong)length, Z_BEST_COMPRESSION) == Z_OK;
  p->item[number].place = p->out.length;
  lm_strbuf_addf(&p->out, "%zu 0 obj\n<< %s /Filter /FlateDecode /Length %lu >>\nstream\n", number, entries, (unsigned long)size);
  if (fine) lm_strbuf_add_bytes(&p->out, (const char *)packed, size);
  lm_strbuf_add(&p->out, "\nendstream\nendobj\n");
  free(packed);
  return fine;
}

static bool end_stream(packing *p) {
  char entries[96];
  const size_t first = p->head.length;
  if (p->together == 0) return true;
  snprintf(entries, sizeof entries, "/Type /ObjStm /N %zu /First %zu", p->together, first);
  lm_strbuf_add_bytes(&p->head, lm_strbuf_text(&p->body), p->body.length);
  const bool fine = !p->head.failed && add_stream(p, p->stream, entries, lm_strbuf_text(&p->head), p->head.length);
  lm_strbuf_reset(&p->head);
  lm_strbuf_reset(&p->body);
  p->together = 0;
  return fine;
}

/* Into the object stream, with what cairo could not say. */
static bool pack(packing *p, size_t number, const char *body, size_t length) {
  if (p->together == TOGETHER && !end_stream(p)) return false;
  if (p->together == 0) p->stream = p->count++;
  p->item[number].packed = true;
  p->item[number].place = p->stream;
  p->item[number].index = p->together++;
  lm_strbuf_addf(&p->head, "%zu %zu ", number, p->body.length);
  if (begins(body, length, TOP_TAG)) {
    lm_strbuf_addf(&p->body, TOP_TAG " /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>", p->said->lang);
    body += strlen(TOP_TAG), length -= strlen(TOP_TAG);
  } else if (begins(body, length, FIGURE) && p->figures < p->said->figures) {
    lm_strbuf_add(&p->body, FIGURE " /Alt ");
    add_utf16(&p->body, p->said->figure[p->figures++]);
    body += strlen(FIGURE), length -= strlen(FIGURE);
  }
  lm_strbuf_add_bytes(&p->body, body, length);
  return true;
}

static void put_number(unsigned char *to, int bytes, size_t number) {
  for (int i = bytes; i-- > 0; number >>= 8) to[i] = (unsigned char)(number & 255);
}

/* Each row less the one above it: rows are alike. */
static bool add_table(packing *p) {
  const size_t own = p->count++, rows = p->count;
  unsigned char *row = calloc(rows, ROW + 1), now[ROW], before[ROW] = {0};
  char entries[200];
  if (!row) return false;
  const size_t place = p->out.length;
  p->item[own].place = place;
  for (size_t i = 0; i < rows; i++) {
    const object *o = &p->item[i];
    const bool there = o->place > 0;
    now[0] = there ? o->packed ? 2 : 1 : 0;
    put_number(now + 1, 4, o->place);
    put_number(now + 5, 2, there ? o->index : 65535);
    row[i * (ROW + 1)] = 2;
    for (size_t k = 0; k < ROW; k++) row[i * (ROW + 1) + 1 + k] = (unsigned char)(now[k] - before[k]);
    memcpy(before, now, sizeof now);
  }
  snprintf(entries, sizeof entries, "/Type /XRef /Size %zu /W [1 4 2] /Root %" PRIu32 " 0 R /Info %" PRIu32 " 0 R /DecodeParms << /Predictor 12 /Columns %d >>", rows,
           p->root, p->info, ROW);
  const bool fine = add_stream(p, own, entries, (const char *)row, rows * (ROW + 1));
  lm_strbuf_addf(&p->out, "startxref\n%zu\n%%%%EOF\n", place);
  free(row);
  return fine;
}

/* False: an object is not as expected, or no memory (*status). */
static bool put_all(packing *p, lm_status *status) {
  const size_t given = p->count;
  size_t first = p->table;
  for (size_t i = 0; i < given; i++)
    if (p->item[i].from > 0 && p->item[i].from < first) first = p->item[i].from;
  lm_strbuf_add_bytes(&p->out, p->in, first);
  bool fine = true;
  for (size_t i = 0; i < given && fine; i++) {
    object *o = &p->item[i];
    size_t length;
    if (o->from == 0) continue;
    const char *body = body_of(p, o, &length);
    if (!body) return false;
    if (!is_stream(body, length)) {
      fine = pack(p, i, body, length);
      continue;
    }
    o->place = p->out.length;
    lm_strbuf_add_bytes(&p->out, p->in + o->from, o->to - o->from);
  }
  fine = fine && end_stream(p) && add_table(p);
  if (!fine || p->out.failed || p->head.failed || p->body.failed) *status = LM_ENOMEM;
  return *status == LM_OK;
}

lm_status lm_pdf_pack(lm_sink *sink, const char *pdf, size_t length, const lm_pdf_said *said) {
  packing p = {.in = pdf, .length = length, .said = said};
  lm_status status = LM_OK;
  if (read_places(&p, &status) && put_all(&p, &status)) lm_sink_bytes(sink, lm_strbuf_text(&p.out), p.out.length);
  else if (status == LM_OK) lm_sink_bytes(sink, pdf, length);
  lm_strbuf_clear(&p.out);
  lm_strbuf_clear(&p.head);
  lm_strbuf_clear(&p.body);
  free(p.item);
  return status;
}
