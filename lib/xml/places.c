#include "engine.h"

#include <string.h>

lm_place lmx_place(const lmx *x) {
  if (x->depth == 0) return tag_place(x);
  return (lm_place){x->input->name, current(x)->line, current(x)->column};
}

/* ---- the start tag being read, in the parser's buffer ---- */

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static int characters(const char *from, const char *to) {
  int count = 0;
  for (; from < to; from++) count += ((unsigned char)*from & 0xC0) != 0x80;
  return count;
}

/* The place of a byte of the tag: the parser has counted lines and characters up to where it is. Column 0: the buffer does not reach back that far. */
static lm_place place_of(const lmx *x, const char *at) {
  const xmlParserInput *in = x->parser->input;
  const char *now = (const char *)in->cur, *base = (const char *)in->base, *line = at;
  int lines = 0, column;
  for (const char *p = at; p < now; p++) lines += *p == '\n';
  while (line > base && line[-1] != '\n') line--;
  column = lines == 0 ? in->col - characters(at, now) : line > base ? 1 + characters(line, at) : 0;
  return (lm_place){x->input->name, (uint32_t)(in->line - lines), column > 0 ? (uint32_t)column : 0};
}

/* Its '<': no raw one can stand inside. NULL: the buffer does not reach back that far. */
static const char *tag_start(const lmx *x) {
  const xmlParserInput *in = x->parser->input;
  const char *p = (const char *)in->cur, *base = (const char *)in->base;
  while (p > base && *p != '<') p--;
  return *p == '<' ? p : NULL;
}

/* Where the value of attribute `name` begins; NULL: not found. */
static const char *value_start(const lmx *x, const char *name) {
  const char *p = tag_start(x), *now = (const char *)x->parser->input->cur;
  size_t length = strlen(name);
  while (p && p < now && !blank(*p)) p++;
  while (p && p < now) {
    while (p < now && blank(*p)) p++;
    const char *begin = p;
    while (p < now && *p != '=' && !blank(*p)) p++;
    bool found = (size_t)(p - begin) == length && memcmp(begin, name, length) == 0;
    while (p < now && *p != '"' && *p != '\'') p++;
    if (p == now || found) return p == now ? NULL : p + 1;
    p = memchr(p + 1, *p, (size_t)(now - p - 1));
    if (p) p++;
  }
  return NULL;
}

lm_place lmx_attr_place(const lmx *x, const char *name) {
  const char *value = value_start(x, name);
  if (!value) return lmx_place(x);
  lm_place place = place_of(x, value), tag = lmx_place(x);
  if (place.column == 0 && tag.column > 0 && place.line == tag.line) place.column = tag.column + (uint32_t)characters(tag_start(x), value);
  return place;
}

/* Blanks before the root make no event, so the end of the last event is not where it begins. */
void lmx_find_root(lmx *x) {
  const char *start = tag_start(x);
  if (!start) return;
  lm_place place = place_of(x, start);
  x->tag_line = place.line;
  x->tag_column = place.column;
}

const char *lmx_path(lmx *x) {
  lm_strbuf_reset(&x->path);
  for (int i = 0; i < x->depth; i++) {
    const frame *f = &x->frames[i];
    lm_strbuf_addf(&x->path, "%s%s", i ? "/" : "", f->is->def->name);
    for (int k = 0; k < f->key_count; k++)
      lm_strbuf_addf(&x->path, "[@%s='%s']", f->is->def->attrs[f->key_attr[k]].name, f->key[k]);
  }
  if (x->path.failed) lmx_stop(x, LM_ENOMEM);
  return lm_strbuf_text(&x->path);
}

void lmx_report_at(lmx *x, lm_code code, lm_place place, const char *path, const char *value, lm_place other, lmx_args args) {
  if (!x->diags) return;
  lm_finding finding = {.code = code, .place = place, .other = other, .path = path ? path : lmx_path(x), .value = value};
  memcpy(finding.arg, args.at, sizeof finding.arg);
  lm_diags_add(x->diags, &finding);
}

void lmx_report(lmx *x, lm_code code, const lmx_values *values, int attr, lmx_args args) {
  if (!x->diags) return;
  if (attr < 0) {
    lmx_report_at(x, code, lmx_place(x), NULL, NULL, (lm_place){0}, args);
    return;
  }
  const lmx_value *value = &values->at[attr];
  char *given = lm_arena_strndup(&x->scratch, value->text, value->length);
  const char *name = top(x)->is->def->attrs[attr].name;
  lmx_path(x);
  lm_strbuf_addf(&x->path, "/@%s", name);
  lmx_report_at(x, code, lmx_attr_place(x, name), lm_strbuf_text(&x->path), given, (lm_place){0}, args);
  lm_arena_clear(&x->scratch);
}

/* The parser is stopped at its next event: to stop it frees its buffer, where the values of the element being started may lie. */
void lmx_stop(lmx *x, lm_status status) {
  if (x->status == LM_OK) x->status = status;
  x->stopped = true;
}

const char *lmx_name(const lmx *x) { return current(x)->is->def->name; }

bool lmx_failed(const lmx *x) { return current(x)->failed; }

/* Once per name: a foreign block repeated a million times is one fact. */
void lmx_note_foreign(lmx *x, lm_place place, const xmlChar *uri, const xmlChar *name) {
  for (int i = 0; i < x->foreign_count; i++)
    if (x->foreign[i].uri == uri && x->foreign[i].name == name) return;
  if (x->foreign_count == FOREIGN_SEEN) return;
  x->foreign[x->foreign_count].uri = uri;
  x->foreign[x->foreign_count++].name = name;
  lmx_report_at(x, LM_X_FOREIGN, place, NULL, NULL, (lm_place){0}, (lmx_args){{(const char *)name, (const char *)uri}});
}

/* ---- errors of libxml2 itself ---- */

static lm_code code_of(const xmlError *error) {
  switch (error->code) {
  case XML_ERR_UNSUPPORTED_ENCODING:
  case XML_ERR_UNKNOWN_ENCODING:
  case XML_ERR_INVALID_ENCODING:
  case XML_I18N_CONV_FAILED:
  case XML_I18N_NO_OUTPUT:
  case XML_IO_ENCODER:
    return LM_X_ENCODING;
  case XML_ERR_INVALID_CHAR: /* a control character, or bytes that are no UTF-8 */
    return error->message && strstr(error->message, "encoding") ? LM_X_ENCODING : LM_X_MALFORMED;
  case XML_ERR_NAME_TOO_LONG:
  case XML_ERR_ENTITY_LOOP:
    return LM_X_LIMIT;
  case XML_ERR_INTERNAL_ERROR: /* 2.9.14 reports the depth limit so */
    return error->message && strstr(error->message, "depth") ? LM_X_LIMIT : LM_X_MALFORMED;
  default:
    return error->domain == XML_FROM_NAMESPACE ? LM_X_NAMESPACE : error->domain == XML_FROM_I18N || error->domain == XML_FROM_IO ? LM_X_ENCODING : LM_X_MALFORMED;
  }
}

/* Bytes that cannot be converted are met when the buffer is filled, long before the parser gets there. What was converted ends where they begin. It
   begins where the parser is; or, when the parser has just read of an encoding and its place is one in the bytes as they came, as a whole. */
static lm_place unconverted_place(const lmx *x) {
  const xmlParserInput *in = x->parser->input;
  const char *text = (const char *)xmlBufContent(in->buf->buffer);
  const size_t at = (size_t)(in->cur - in->base), length = xmlBufUse(in->buf->buffer);
  const bool first = x->parser->instate == XML_PARSER_START && in->buf->rawconsumed == at;
  lm_place place = {x->input->name, (uint32_t)in->line, (uint32_t)in->col};
  for (size_t i = first ? 0 : at; text && i < length; i++) {
    const bool ends = text[i] == '\n';
    place.line += ends;
    place.column = ends ? 1 : place.column + (uint32_t)characters(text + i, text + i + 1);
  }
  return place;
}

static bool is_unconverted(const lmx *x, const xmlError *error) {
  const xmlParserInput *in = x->parser ? x->parser->input : NULL;
  return error->code == XML_I18N_CONV_FAILED && in && in->buf && in->buf->encoder && in->buf->buffer;
}

static lm_place error_place(const lmx *x, const xmlError *error) {
  const xmlParserInput *in = x->parser ? x->parser->input : NULL;
  if (is_unconverted(x, error)) return unconverted_place(x);
  int line = error->line;
  if (line <= 0 && in) line = in->line;
  return (lm_place){x->input->name, line > 0 ? (uint32_t)line : 0, error->int2 > 0 ? (uint32_t)error->int2 : 0};
}

void lmx_on_error(void *user, xmlErrorPtr error) {
  lmx *x = user;
  if (!error || x->stopped) return;
  if (error->code == XML_ERR_NO_MEMORY) {
    lmx_stop(x, LM_ENOMEM);
    return;
  }
  if (error->level == XML_ERR_WARNING) return;
  lm_code code = code_of(error);
  /* Namespace errors leave the document well-formed; everything else ends the reading, and what libxml2 says after that is noise. */
  if (code != LM_X_NAMESPACE && x->status != LM_OK) return;
  const lm_place place = error_place(x, error);
  lm_strbuf message = {0};
  lm_strbuf_add(&message, error->message ? error->message : "?");
  lmx_collapse(&message);
  char *advice = message.text ? strstr(message.text, " use XML_PARSE_HUGE") : NULL; /* meant for programmers */
  if (advice) *advice = '\0';
  lmx_report_at(x, code, place, is_unconverted(x, error) ? "" : NULL, NULL, (lm_place){0}, (lmx_args){{lm_strbuf_text(&message)}});
  lm_strbuf_clear(&message);
  if (code != LM_X_NAMESPACE && x->status == LM_OK) x->status = LM_EINPUT;
}
