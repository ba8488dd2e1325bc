/* read_settings.c: the settings document: how an office wants its report. The logo is read with it: a file beside the document or below, never
   elsewhere, so that a document from somebody else cannot put other files of the user into a report. */
#include "documents.h"
#include "shared.h"

#include "../base/picture.h"
#include "../base/strbuf.h"
#include "../base/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define END_OF_ATTRS {NULL, LMX_ID, false, NULL}

static const char *const year_words[] = {"seireki", "wareki", "both", NULL};
static const char *const paper_words[] = {"a3", "a4", NULL};
static const char *const part_words[] = {"map", "lag", "changed", "chains", "indicators", "missing", "method", NULL};

typedef struct reader {
  lm_report_settings settings; /* first: what is given away */
  lm_arena arena;
  struct { lm_remark *item; size_t count, room; } remarks;
  lm_remark remark; /* of the element being read */
  bool remark_fits, logo_seen;
  const lm_model *model; /* NULL: nodes are not looked up */
  const char *folder;    /* of the document: "a/b/"; NULL: it comes from memory */
} reader;

/* ---- logo ---- */

static bool stays_below(const char *file) {
  if (strpbrk(file, "\\:") || *file == '/') return false;
  for (const char *at = file; at; at = strchr(at, '/')) {
    at += *at == '/';
    const size_t length = strcspn(at, "/");
    if (length == 0 || (length == 2 && memcmp(at, "..", 2) == 0)) return false;
  }
  return true;
}

static char *path_of(lmx *x, reader *r, const char *file) {
  const size_t size = strlen(r->folder) + strlen(file) + 1;
  char *path = lm_arena_alloc(&r->arena, size);
  if (path)
    snprintf(path, size, "%s%s", r->folder, file);
  else
    lmx_stop(x, LM_ENOMEM);
  return path;
}

/* Up to one byte more than is allowed. false: it cannot be read, errno says why. */
static bool read_bytes(lmx *x, reader *r, const char *path, lm_picture *logo) {
  struct stat info;
  FILE *in = fopen(path, "rb");
  if (!in) return false;
  const bool plain = fstat(fileno(in), &info) == 0 && S_ISREG(info.st_mode);
  unsigned char *bytes = plain ? lm_arena_alloc(&r->arena, LM_PICTURE_MAX_BYTES + 1) : NULL;
  if (plain && !bytes) lmx_stop(x, LM_ENOMEM);
  errno = plain ? 0 : EISDIR;
  logo->size = bytes ? fread(bytes, 1, LM_PICTURE_MAX_BYTES + 1, in) : 0;
  logo->bytes = bytes;
  const bool fine = bytes && !ferror(in);
  const int why = errno;
  fclose(in);
  errno = why;
  return fine;
}

static bool too_large(const lm_picture *logo) {
  return logo->size > LM_PICTURE_MAX_BYTES || logo->width == 0 || logo->height == 0 || logo->width > LM_PICTURE_MAX_SIDE ||
         logo->height > LM_PICTURE_MAX_SIDE;
}

enum { LOGO_FILE };
static const lmx_attr_def logo_attrs[] = {{"file", LMX_TEXT, true, NULL}, END_OF_ATTRS};

static void take_logo(lmx *x, reader *r, const lmx_values *v, const char *file) {
  static const lm_picture_kind kinds[] = {[LM_TYPE_PNG] = LM_PICTURE_PNG, [LM_TYPE_JPEG] = LM_PICTURE_JPEG};
  lm_picture logo = {.kind = LM_PICTURE_NONE};
  if (!r->folder || !stays_below(file)) {
    lmx_report(x, LM_R_LOGO_PLACE, v, LOGO_FILE, (lmx_args){{0}});
    return;
  }
  logo.path = path_of(x, r, file);
  if (!logo.path) return;
  if (!read_bytes(x, r, logo.path, &logo)) {
    const lm_text why = lm_system_text(errno);
    lmx_report(x, LM_R_LOGO_READ, v, LOGO_FILE, (lmx_args){{why.in[LM_EN], why.in[LM_JA]}});
    return;
  }
  lm_picture_type type = lm_picture_look(logo.bytes, logo.size, &logo.width, &logo.height);
  if (type == LM_TYPE_OTHER) {
    lmx_report(x, LM_R_LOGO_KIND, v, LOGO_FILE, (lmx_args){{0}});
    return;
  }
  if (too_large(&logo)) {
    lmx_report(x, LM_R_LOGO_SIZE, v, LOGO_FILE, (lmx_args){{0}});
    return;
  }
  logo.kind = kinds[type];
  r->settings.logo = logo;
}

static void logo_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  const char *file = lmx_string(x, v, LOGO_FILE, &r->arena);
  if (r->logo_seen) lmx_report(x, LM_R_LOGO_TWICE, NULL, -1, (lmx_args){{0}});
  if (file && !r->logo_seen) take_logo(x, r, v, file);
  r->logo_seen = true;
}

static void logo_end(lmx *x, void *user) {
  reader *r = user;
  r->settings.logo.label = lmx_copy_text(x, lmx_text(x, LMX_LABEL), &r->arena);
}

/* ---- parts ---- */

enum { PART_IS };
static const lmx_attr_def part_attrs[] = {{"is", LMX_WORD, true, part_words}, END_OF_ATTRS};

static bool has_part(const lm_report_settings *s, lm_report_part part) {
  for (size_t i = 0; i < s->parts; i++)
    if (s->part[i] == part) return true;
  return false;
}

static void part_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  const lm_report_part part = (lm_report_part)lmx_word(v, PART_IS, LM_PART_COUNT);
  if (part == LM_PART_COUNT) return;
  if (has_part(&r->settings, part))
    lmx_report(x, LM_R_PART_TWICE, v, PART_IS, (lmx_args){{part_words[part]}});
  else
    r->settings.part[r->settings.parts++] = part;
}

/* ---- remarks ---- */

enum { REMARK_PART, REMARK_NODE };
static const lmx_attr_def remark_attrs[] = {{"part", LMX_WORD, false, part_words}, {"node", LMX_NODE_REF, false, NULL}, END_OF_ATTRS};

static bool has_page(lm_kind kind) { return kind == LM_OUTCOME || kind == LM_INITIATIVE || kind == LM_INDICATOR; }

/* "outcome:m1" taken apart. */
static lm_kind kind_of(const char *name) {
  for (int kind = 0; kind < LM_KIND_COUNT; kind++) {
    const char *word = lm_kind_word((lm_kind)kind);
    if (strncmp(name, word, strlen(word)) == 0 && name[strlen(word)] == ':') return (lm_kind)kind;
  }
  return LM_KIND_COUNT;
}

static bool take_node(lmx *x, reader *r, const lmx_values *v) {
  const char *name = lmx_string(x, v, REMARK_NODE, &r->arena);
  if (!name) return false;
  r->remark.kind = kind_of(name);
  r->remark.id = strchr(name, ':') + 1;
  if (!has_page(r->remark.kind)) {
    lmx_report(x, LM_R_NO_PAGE, v, REMARK_NODE, (lmx_args){{0}});
    return false;
  }
  if (!r->model || lm_model_find_name(r->model, name) != LM_NO_NODE) return true;
  lmx_report(x, LM_M_UNKNOWN_REF, v, REMARK_NODE, (lmx_args){{lm_kind_word(r->remark.kind), lmx_nearest_node(r->model, name)}});
  return false;
}

static void remark_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  const bool part = v->given >> REMARK_PART & 1u, node = v->given >> REMARK_NODE & 1u;
  r->remark = (lm_remark){.on_part = part, .part = (lm_report_part)lmx_word(v, REMARK_PART, 0)};
  r->remark_fits = part != node && !v->failed;
  if (part == node) lmx_report(x, LM_R_REMARK, NULL, -1, (lmx_args){{0}});
  if (r->remark_fits && node) r->remark_fits = take_node(x, r, v);
}

static void remark_end(lmx *x, void *user) {
  reader *r = user;
  r->remark.notes = lmx_copy_texts(x, lmx_texts(x, LMX_NOTE), &r->arena);
  if (r->remark.notes.count == 0 && !lmx_failed(x)) lmx_report(x, LM_R_NO_NOTE, NULL, -1, (lmx_args){{0}});
  if (r->remark_fits && r->remark.notes.count > 0 && !LM_VEC_PUSH(&r->remarks, r->remark)) lmx_stop(x, LM_ENOMEM);
}

/* ---- the root ---- */

enum { ROOT_VERSION, ROOT_PAPER, ROOT_YEARS, ROOT_MODEL, ROOT_AREA };
static const lmx_attr_def settings_attrs[] = {{"version", LMX_VERSION, true, NULL}, {"paper", LMX_WORD, false, paper_words},
                                              {"years", LMX_WORD, false, year_words},   {"model", LMX_ID, false, NULL},
                                              {"area", LMX_ID, false, NULL},          END_OF_ATTRS};

static void check_model(lmx *x, reader *r, const lmx_values *v) {
  const char *id = lmx_string(x, v, ROOT_MODEL, &r->arena);
  if (!id || !r->model || strcmp(id, lm_model_id(r->model)) == 0) return;
  lmx_report(x, LM_R_MODEL, v, ROOT_MODEL, (lmx_args){{lm_model_id(r->model)}});
  r->model = NULL; /* that its nodes are not in this one is no further news */
}

static void settings_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  check_model(x, r, v);
  r->settings.place = lmx_place(x);
  r->settings.area = lmx_string(x, v, ROOT_AREA, &r->arena);
  r->settings.has_paper = lmx_has(v, ROOT_PAPER);
  lmx_check_version(x, v, ROOT_VERSION);
  r->settings.paper = (lm_map_paper)lmx_word(v, ROOT_PAPER, LM_MAP_ON_A3);
  r->settings.has_years = lmx_has(v, ROOT_YEARS);
  r->settings.years = (lm_years)lmx_word(v, ROOT_YEARS, LM_YEARS_SEIREKI);
}

/* No part named: all of them. What the report was made of is never left out. */
static void complete_parts(lm_report_settings *s) {
  s->has_parts = s->parts > 0;
  for (int part = 0; s->parts == 0 && part < LM_PART_COUNT - 1; part++) s->part[part] = (lm_report_part)part;
  if (s->parts == 0) s->parts = LM_PART_COUNT - 1;
  if (!has_part(s, LM_PART_METHOD)) s->part[s->parts++] = LM_PART_METHOD;
}

static void settings_end(lmx *x, void *user) {
  reader *r = user;
  r->settings.title = lmx_copy_text(x, lmx_text(x, LMX_TITLE), &r->arena);
  r->settings.subtitle = lmx_copy_text(x, lmx_text(x, LMX_SUBTITLE), &r->arena);
  r->settings.organisation = lmx_copy_text(x, lmx_text(x, LMX_ORGANISATION), &r->arena);
  complete_parts(&r->settings);
}

static const lmx_element_def subtitle_element = {.name = "subtitle", .slot = LMX_SUBTITLE};
static const lmx_element_def organisation_element = {.name = "organisation", .slot = LMX_ORGANISATION};
static const lmx_element_def logo_element = {"logo", logo_attrs, lmx_label_and_note, 1u << LOGO_FILE, LMX_NO_SLOT, logo_start, logo_end};
static const lmx_element_def part_element = {"part", part_attrs, lmx_note_only, 1u << PART_IS, LMX_NO_SLOT, part_start, NULL};
static const lmx_element_def remark_element = {"remark", remark_attrs, lmx_note_only, 1u << REMARK_PART | 1u << REMARK_NODE, LMX_NO_SLOT, remark_start, remark_end};
static const lmx_element_def *const settings_children[] = {&lmx_title,    &subtitle_element, &organisation_element, &logo_element,
                                                           &part_element, &remark_element,   &lmx_note,             &lmx_oddity, NULL};
static const lmx_element_def settings_element = {"settings", settings_attrs, settings_children, 0, LMX_NO_SLOT, settings_start, settings_end};

const lmx_document_def lmx_settings_document = {LM_DOC_SETTINGS, "urn:logicmodel:settings:1", &settings_element, "1.0"};

static bool find_folder(reader *r, const lm_input *input) {
  const char *slash = input->path ? strrchr(input->path, '/') : NULL;
  if (!input->path) return true;
  r->folder = slash ? lm_arena_strndup(&r->arena, input->path, (size_t)(slash - input->path) + 1) : "";
  return r->folder != NULL;
}

lm_status lm_read_settings(lm_report_settings **out, const lm_input *input, const lm_model *model, lm_diags *diags) {
  reader *r = calloc(1, sizeof *r);
  *out = NULL;
  if (!r) return LM_ENOMEM;
  r->model = model;
  lm_status status = find_folder(r, input) ? lmx_run(input, &lmx_settings_document, r, diags) : LM_ENOMEM;
  r->settings.remark = r->remarks.item;
  r->settings.remarks = r->remarks.count;
  if (status == LM_OK)
    *out = &r->settings;
  else
    lm_report_settings_free(&r->settings);
  return status;
}

void lm_report_settings_free(lm_report_settings *settings) {
  reader *r = (reader *)settings;
  if (!r) return;
  free(r->remarks.item);
  lm_arena_clear(&r->arena);
  free(r);
}
