#include <logicmodel/diag.h>

#include "arena.h"
#include "strbuf.h"
#include "vec.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { VALUE_BYTES = 200 };

static const lm_code_info codes[LM_CODE_COUNT] = {
#define LM_CODE(name, id, severity, origin, rule_en, rule_ja, fix_en, fix_ja) \
  [name] = {id, severity, origin, {{rule_en, rule_ja}}, {{fix_en, fix_ja}}},
#include <logicmodel/codes.def>
#undef LM_CODE
};

struct lm_diags {
  lm_arena arena;
  struct {
    lm_finding *item;
    size_t count, room;
  } kept;
  size_t total[LM_CODE_COUNT];
  size_t kept_of[LM_CODE_COUNT];
  const char *file; /* the last file name copied: places mostly repeat it */
  bool no_memory;
};

const lm_code_info *lm_code_get(lm_code code) { return (unsigned)code < LM_CODE_COUNT ? &codes[code] : NULL; }

lm_status lm_diags_new(lm_diags **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_diags_free(lm_diags *d) {
  if (!d) return;
  lm_arena_clear(&d->arena);
  free(d->kept.item);
  free(d);
}

/* Copies for people to read: what is not valid UTF-8 and control characters become U+FFFD; too long is cut with an ellipsis. */
static const char *readable(lm_diags *d, const char *text, size_t most) {
  if (!text) return NULL;
  lm_strbuf clean = {0};
  size_t left = strlen(text);
  while (left && clean.length < most) {
    ucs4_t character;
    int bytes = u8_mbtoucr(&character, (const uint8_t *)text, left);
    bool bad = bytes <= 0 || character < 0x20 || (character >= 0x7F && character < 0xA0) || (character & 0xFFFE) == 0xFFFE ||
               (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    if (bytes <= 0) bytes = 1;
    if (bad)
      lm_strbuf_add(&clean, "\xEF\xBF\xBD");
    else
      lm_strbuf_add_bytes(&clean, text, (size_t)bytes);
    text += bytes;
    left -= (size_t)bytes;
  }
  if (left) lm_strbuf_add(&clean, "…");
  const char *copy = clean.failed ? NULL : lm_arena_strdup(&d->arena, lm_strbuf_text(&clean));
  if (!copy) d->no_memory = true;
  lm_strbuf_clear(&clean);
  return copy;
}

static const char *file_name(lm_diags *d, const char *file) {
  if (!file || !d->file || strcmp(file, d->file) != 0) d->file = readable(d, file, 4096);
  return d->file;
}

void lm_diags_add(lm_diags *d, const lm_finding *finding) {
  if (!d || (unsigned)finding->code >= LM_CODE_COUNT) return;
  d->total[finding->code]++;
  if (d->kept_of[finding->code] >= LM_DIAG_KEEP) return;
  lm_finding copy = *finding;
  copy.place.file = file_name(d, finding->place.file);
  copy.other.file = finding->other.line ? file_name(d, finding->other.file) : NULL;
  copy.path = readable(d, finding->path, 2000);
  copy.value = readable(d, finding->value, VALUE_BYTES);
  for (int i = 0; i < LM_DIAG_ARGS; i++) copy.arg[i] = readable(d, finding->arg[i], 2000);
  if (LM_VEC_PUSH(&d->kept, copy))
    d->kept_of[finding->code]++;
  else
    d->no_memory = true;
}

bool lm_diags_no_memory(const lm_diags *d) { return d->no_memory; }
size_t lm_diags_kept(const lm_diags *d) { return d->kept.count; }
const lm_finding *lm_diags_at(const lm_diags *d, size_t index) { return index < d->kept.count ? &d->kept.item[index] : NULL; }

size_t lm_diags_count(const lm_diags *d, lm_severity severity) {
  size_t count = 0;
  for (int i = 0; i < LM_CODE_COUNT; i++)
    if (codes[i].severity == severity) count += d->total[i];
  return count;
}

size_t lm_diags_count_code(const lm_diags *d, lm_code code) { return (unsigned)code < LM_CODE_COUNT ? d->total[code] : 0; }

void lm_diags_rewind(lm_diags *d, size_t kept) {
  while (d->kept.count > kept) {
    lm_code code = d->kept.item[--d->kept.count].code;
    d->total[code]--;
    d->kept_of[code]--;
  }
}

char *lm_finding_sentence(const lm_finding *finding, bool fix, lm_lang lang) {
  const lm_code_info *info = lm_code_get(finding->code);
  if (!info) return NULL;
  lm_strbuf out = {0};
  for (const char *p = lm_text_in(fix ? &info->fix : &info->rule, lang); *p;) {
    bool hole = p[0] == '{' && p[1] >= '0' && p[1] < '0' + LM_DIAG_ARGS && p[2] == '}';
    if (hole) {
      const char *arg = finding->arg[p[1] - '0'];
      lm_strbuf_add(&out, arg ? arg : "—");
      p += 3;
      continue;
    }
    size_t plain = strcspn(p + 1, "{") + 1;
    lm_strbuf_add_bytes(&out, p, plain);
    p += plain;
  }
  if (out.failed) lm_strbuf_clear(&out);
  return out.text;
}
