#include <logicmodel/diag.h>

#include "arena.h"
#include "strbuf.h"
#include "text.h"
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
    bool bad = bytes <= 0 || lm_text_commands(character) || (character & 0xFFFE) == 0xFFFE;
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

/* ---- sentences ---- */

/* Arguments that are words of documents, and what Japanese sentences call them. */
static const char *const words_in_japanese[][2] = {
    {"scene", "場面"},     {"initiative", "施策"}, {"activity", "取組"},     {"outcome", "アウトカム"}, {"indicator", "指標"},
    {"tier", "達成時期"},  {"area", "地域"},       {"source", "出典"},       {"party", "担当"},         {"target", "目標"},
    {"value", "値"},       {"period", "期間"},     {"unit", "単位"},         {"reason", "値がない理由"}, {"status", "状態"},
    {"num", "分子"},       {"den", "分母"},        {"n", "人数・件数"},      {"se", "標準誤差"},        {"lower", "下限"},
    {"upper", "上限"},     {"direction", "向き"},  {"rule", "基準"},         {"node", "項目"},            {"sheet", "帳票"},
};

static const char *word_in(const char *word, lm_lang lang) {
  for (size_t i = 0; word && lang == LM_JA && i < sizeof words_in_japanese / sizeof *words_in_japanese; i++)
    if (strcmp(word, words_in_japanese[i][0]) == 0) return words_in_japanese[i][1];
  return lang == LM_JA ? NULL : word;
}

/* One sentence of the table being filled in. */
typedef struct filling {
  const lm_finding *finding;
  lm_lang lang;
  lm_strbuf out;
  size_t optional;  /* where the open part begins in `out` */
  bool inside, gap; /* of a part in []; nothing to fill in there */
} filling;

/* The length of a hole at `p`, {0} or {=0}; 0: there is none. */
static size_t hole_at(const char *p) {
  const size_t digit = p[0] == '{' && p[1] == '=' ? 2 : 1;
  return p[0] == '{' && p[digit] >= '0' && p[digit] < '0' + LM_DIAG_ARGS && p[digit + 1] == '}' ? digit + 2 : 0;
}

static void fill_hole(filling *f, const char *hole, size_t length) {
  const char *arg = f->finding->arg[hole[length - 2] - '0'], *word = length == 4 ? word_in(arg, f->lang) : arg;
  if (f->inside && !word) f->gap = true;
  lm_strbuf_add(&f->out, word ? word : arg ? arg : "—");
}

static void fill_mark(filling *f, char mark) {
  if (mark == '[') {
    f->optional = f->out.length;
    f->gap = false;
  } else if (f->gap) {
    lm_strbuf_cut(&f->out, f->optional);
  }
  f->inside = mark == '[';
}

char *lm_finding_sentence(const lm_finding *finding, bool fix, lm_lang lang) {
  const lm_code_info *info = lm_code_get(finding->code);
  if (!info) return NULL;
  filling f = {.finding = finding, .lang = lang};
  for (const char *p = lm_text_in(fix ? &info->fix : &info->rule, lang); *p;) {
    const size_t hole = hole_at(p), plain = strcspn(p + 1, "{[]") + 1;
    const bool mark = *p == '[' || *p == ']';
    if (hole)
      fill_hole(&f, p, hole);
    else if (mark)
      fill_mark(&f, *p);
    else
      lm_strbuf_add_bytes(&f.out, p, plain);
    p += hole ? hole : mark ? 1 : plain;
  }
  if (f.out.failed) lm_strbuf_clear(&f.out);
  return f.out.text;
}
