#include "twin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything that a document says, as text. */
typedef struct told {
  char *text;
  size_t length;
  FILE *out;
} told;

/* libxml2 prints the bytes that are no UTF-8 and some behind them. */
static void write_text(FILE *out, const char *text) {
  for (; text && *text; text++) {
    bool quote = *text == '\'' || *text == '"', byte = strncmp(text, "0x27", 4) == 0 || strncmp(text, "0x22", 4) == 0;
    fputs(byte ? "0x__" : quote ? "\"" : (const char[]){*text, '\0'}, out);
    if (byte) text += 3;
  }
  fputc('|', out);
}

static void write_place(FILE *out, lm_place place) { fprintf(out, "%u:%u|", (unsigned)place.line, (unsigned)place.column); }

static lm_status write_obs(void *user, lm_node indicator, uint32_t area, const lm_obs *o) {
  const double number[] = {o->value, o->lower, o->upper, o->num, o->den, o->n, o->se};
  fprintf(user, "obs %u %u %d %d", (unsigned)indicator, (unsigned)area, (int)o->period.kind, (int)o->period.index);
  for (size_t i = 0; i < sizeof number / sizeof *number; i++) fprintf(user, " %a", number[i]);
  fprintf(user, " %u %u %u %u %d\n", (unsigned)o->flags, (unsigned)o->source, (unsigned)o->note, (unsigned)o->line, (int)o->missing);
  return LM_OK;
}

static void write_targets(FILE *out, const lm_targets *targets) {
  for (size_t i = 0; i < lm_targets_count(targets); i++) {
    const lm_target *t = lm_targets_at(targets, i);
    fprintf(out, "target %u %u %u %d %a %a %a %a %a ", (unsigned)t->indicator, (unsigned)t->area, (unsigned)t->tier, (int)t->kind, t->value, t->lower,
            t->upper, t->by, t->by_percent);
    write_text(out, t->id);
    write_text(out, t->revises);
    write_text(out, t->text);
    write_text(out, t->decided);
    write_text(out, t->reason);
    write_text(out, t->source);
    write_text(out, t->per);
    write_place(out, t->place);
    fputc('\n', out);
  }
  fprintf(out, "%zu baselines\n", lm_targets_baseline_count(targets));
}

/* Not those on namespaces: an address may have single quotes in it but no double ones. */
static void write_findings(FILE *out, const lm_diags *diags) {
  for (int code = 0; code < LM_CODE_COUNT; code++)
    if (code != LM_X_NAMESPACE && lm_diags_count_code(diags, (lm_code)code)) fprintf(out, "%zu times %s\n", lm_diags_count_code(diags, (lm_code)code), lm_code_get((lm_code)code)->id);
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    if (f->code == LM_X_NAMESPACE) continue;
    fprintf(out, "%s ", lm_code_get(f->code)->id);
    write_place(out, f->place);
    write_place(out, f->other);
    write_text(out, f->path);
    write_text(out, f->value);
    for (int a = 0; a < LM_DIAG_ARGS; a++) write_text(out, f->arg[a]);
    fputc('\n', out);
  }
}

static void write_areas(FILE *out, const lm_areas *areas) {
  for (uint32_t i = 0; i < lm_areas_count(areas); i++) {
    write_text(out, lm_areas_at(areas, i)->id);
    write_text(out, lm_areas_at(areas, i)->kind);
  }
  fputc('\n', out);
}

static bool read_one(told *t, lm_doc_kind kind, const lm_model *model, const char *bytes, size_t size) {
  lm_input input = {.data = bytes, .size = size, .name = "document"};
  lm_areas *areas = NULL;
  lm_targets *targets = NULL;
  lm_diags *diags = NULL;
  lm_scan_totals totals = {0};
  *t = (told){0};
  t->out = open_memstream(&t->text, &t->length);
  if (!t->out) return false;
  bool ok = lm_areas_new(&areas) == LM_OK && lm_targets_new(&targets) == LM_OK && lm_diags_new(&diags) == LM_OK;
  if (ok) {
    lm_status status = kind == LM_DOC_VALUES ? lm_scan_values(&input, model, areas, write_obs, t->out, &totals, diags)
                                             : lm_read_targets(targets, &input, model, areas, diags);
    fprintf(t->out, "status %d; %llu elements, %llu observations, %llu missing, %llu refused, %llu series\n", (int)status,
            (unsigned long long)totals.elements, (unsigned long long)totals.observations, (unsigned long long)totals.missing,
            (unsigned long long)totals.refused, (unsigned long long)totals.series);
    write_targets(t->out, targets);
    write_areas(t->out, areas);
    write_findings(t->out, diags);
  }
  lm_diags_free(diags);
  lm_targets_free(targets);
  lm_areas_free(areas);
  return fclose(t->out) == 0 && ok;
}

static void say_first_difference(const told *a, const told *b, char *why, size_t why_size) {
  size_t at = 0;
  while (at < a->length && at < b->length && a->text[at] == b->text[at]) at++;
  while (at > 0 && a->text[at - 1] != '\n') at--;
  snprintf(why, why_size, "as it is: %.*s\n exchanged: %.*s", (int)strcspn(a->text + at, "\n"), a->text + at, (int)strcspn(b->text + at, "\n"), b->text + at);
}

static bool has(const char *bytes, size_t size, const char *word) {
  size_t length = strlen(word);
  for (size_t i = 0; i + length <= size; i++)
    if (memcmp(bytes + i, word, length) == 0) return true;
  return false;
}

/* Not in CSV, where double quotes mean something else, nor where a quote may be half of a character. */
static bool has_twin(const char *bytes, size_t size) {
  return size > 0 && bytes[0] == '<' && (!has(bytes, size, "encoding") || has(bytes, size, "UTF-8"));
}

bool twin_reads_alike(lm_doc_kind kind, const lm_model *model, const char *bytes, size_t size, char *why, size_t why_size) {
  told one, other;
  if (!has_twin(bytes, size)) return true;
  char *twin = malloc(size + 1);
  bool read = twin != NULL;
  snprintf(why, why_size, "cannot be read for want of memory");
  for (size_t i = 0; read && i < size; i++) twin[i] = (char)(bytes[i] == '"' ? '\'' : bytes[i] == '\'' ? '"' : bytes[i]);
  read = read && read_one(&one, kind, model, bytes, size) && read_one(&other, kind, model, twin, size);
  free(twin);
  if (!read) return false;
  bool alike = one.length == other.length && memcmp(one.text, other.text, one.length) == 0;
  if (!alike) say_first_difference(&one, &other, why, why_size);
  free(one.text);
  free(other.text);
  return alike;
}

char *twin_told(lm_doc_kind kind, const lm_model *model, const char *bytes, size_t size) {
  told t;
  if (read_one(&t, kind, model, bytes, size)) return t.text;
  free(t.text);
  return NULL;
}
