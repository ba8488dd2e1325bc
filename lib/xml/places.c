#include "engine.h"

#include <string.h>

lm_place lmx_place(const lmx *x) {
  if (x->depth == 0) return (lm_place){x->input->name, x->tag_line, x->tag_column};
  return (lm_place){x->input->name, current(x)->line, current(x)->column};
}

/* While the start handler runs, a value without entities still lies in the parser's buffer: counting line ends from there gives its own line. */
lm_place lmx_attr_place(const lmx *x, const lmx_value *value) {
  lm_place place = lmx_place(x);
  const xmlParserInput *in = x->parser->input;
  const char *now = in ? (const char *)in->cur : NULL, *base = in ? (const char *)in->base : NULL;
  if (!now || !value || value->text < base || value->text >= now) return place;
  uint32_t lines = 0;
  for (const char *p = value->text; p < now; p++) lines += *p == '\n';
  place.line = (uint32_t)in->line - lines;
  if (lines == 0 && in->col > now - value->text) place.column = (uint32_t)(in->col - (now - value->text));
  if (lines) place.column = 0;
  return place;
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
  lmx_path(x);
  lm_strbuf_addf(&x->path, "/@%s", top(x)->is->def->attrs[attr].name);
  lmx_report_at(x, code, lmx_attr_place(x, value), lm_strbuf_text(&x->path), given, (lm_place){0}, args);
  lm_arena_clear(&x->scratch);
}

/* The parser is stopped at its next event: to stop it frees its buffer, where the values of the element being started may lie. */
void lmx_stop(lmx *x, lm_status status) {
  if (x->status == LM_OK) x->status = status;
  x->stopped = true;
}

bool lmx_failed(const lmx *x) { return current(x)->failed; }

/* Once per name: a foreign block repeated a million times is one fact. */
void lmx_note_foreign(lmx *x, const xmlChar *uri, const xmlChar *name) {
  for (int i = 0; i < x->foreign_count; i++)
    if (x->foreign[i].uri == uri && x->foreign[i].name == name) return;
  if (x->foreign_count == FOREIGN_SEEN) return;
  x->foreign[x->foreign_count].uri = uri;
  x->foreign[x->foreign_count++].name = name;
  lmx_report(x, LM_X_FOREIGN, NULL, -1, (lmx_args){{(const char *)name, (const char *)uri}});
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
  int line = error->line;
  if (line <= 0 && x->parser && x->parser->input) line = x->parser->input->line;
  lm_place place = {x->input->name, line > 0 ? (uint32_t)line : 0, error->int2 > 0 ? (uint32_t)error->int2 : 0};
  lm_strbuf message = {0};
  lm_strbuf_add(&message, error->message ? error->message : "?");
  lmx_collapse(&message);
  lmx_report_at(x, code, place, NULL, NULL, (lm_place){0}, (lmx_args){{lm_strbuf_text(&message)}});
  lm_strbuf_clear(&message);
  if (code != LM_X_NAMESPACE && x->status == LM_OK) x->status = LM_EINPUT;
}
