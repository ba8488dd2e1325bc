/* findings.c: findings grouped by cause for people, one by one for programs. */
#include "../base/arena.h"
#include "../base/strmap.h"
#include "../base/vec.h"
#include "fields.h"
#include "phrase.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define PLACES_SHOWN 3
#define NO_FINDING   SIZE_MAX

typedef struct report {
  const lm_checked *file;
  size_t files;
  const lm_diags *diags;
  const lm_view *view;
} report;

static bool cut_off(const lm_diags *diags) {
  size_t all = lm_diags_count(diags, LM_ERROR) + lm_diags_count(diags, LM_WARNING) + lm_diags_count(diags, LM_NOTE);
  return lm_diags_kept(diags) < all;
}

/* ---- text ---- */

/* Findings of one code whose rule reads the same. */
typedef struct group {
  lm_severity severity;
  lm_code code;
  const char *rule, *fix; /* fix: of the first finding */
  bool fixes_differ;
  size_t first, last, count;
} group;

typedef struct grouping {
  group *item;
  size_t count, room;
  size_t *next; /* per finding: the next one of its group */
  lm_strmap index;
  lm_arena arena;
} grouping;

static void grouping_clear(grouping *groups) {
  free(groups->item);
  free(groups->next);
  lm_strmap_clear(&groups->index);
  lm_arena_clear(&groups->arena);
}

/* The sentence, kept in the arena; NULL when memory fails. */
static const char *keep_sentence(grouping *groups, const lm_finding *finding, bool fix, lm_lang lang) {
  char *sentence = lm_finding_sentence(finding, fix, lang);
  const char *kept = lm_arena_strdup(&groups->arena, sentence);
  free(sentence);
  return kept;
}

static bool start_group(grouping *groups, size_t at, const lm_finding *finding, const char *key, const char *rule,
                        const char *fix) {
  group new_one = {lm_code_get(finding->code)->severity, finding->code, rule, fix, false, at, at, 1};
  return lm_strmap_set(&groups->index, key, strlen(key), (uint32_t)groups->count) && LM_VEC_PUSH(groups, new_one);
}

static bool add_to_groups(grouping *groups, size_t at, const lm_finding *finding, lm_lang lang) {
  const char *rule = keep_sentence(groups, finding, false, lang);
  const char *fix = keep_sentence(groups, finding, true, lang);
  if (!rule || !fix) return false;
  lm_strbuf name = {0};
  lm_strbuf_addf(&name, "%d %s", (int)finding->code, rule);
  const char *key = name.failed ? NULL : lm_arena_strdup(&groups->arena, lm_strbuf_text(&name));
  lm_strbuf_clear(&name);
  if (!key) return false;
  uint32_t found = lm_strmap_get(&groups->index, key, strlen(key));
  if (found == LM_STRMAP_NONE) return start_group(groups, at, finding, key, rule, fix);
  group *known = &groups->item[found];
  groups->next[known->last] = at;
  known->last = at;
  known->count++;
  if (strcmp(known->fix, fix) != 0) known->fixes_differ = true;
  return true;
}

static bool make_groups(grouping *groups, const lm_diags *diags, lm_lang lang) {
  size_t kept = lm_diags_kept(diags);
  groups->next = malloc((kept + 1) * sizeof *groups->next);
  if (!groups->next) return false;
  for (size_t i = 0; i < kept; i++) {
    groups->next[i] = NO_FINDING;
    if (!add_to_groups(groups, i, lm_diags_at(diags, i), lang)) return false;
  }
  return true;
}

static void add_place(lm_strbuf *to, const lm_place *place) {
  if (!place->file) return;
  lm_clean(to, place->file);
  if (place->line > 0) lm_strbuf_addf(to, ":%" PRIu32, place->line);
  if (place->line > 0 && place->column > 0) lm_strbuf_addf(to, ":%" PRIu32, place->column);
}

/* A cell of a workbook, sheet[@name='…']/cell[@at='D14']/heading, as people name it; false: the path is none. */
static bool add_cell_place(lm_strbuf *to, const lm_finding *finding, lm_lang lang) {
  static const char sheet_is[] = "sheet[@name='", at_is[] = "[@at='";
  if (!finding->path || strncmp(finding->path, sheet_is, strlen(sheet_is)) != 0) return false;
  const char *name = finding->path + strlen(sheet_is), *name_end = strstr(name, "']"), *at = strstr(name, at_is);
  if (!name_end) return false;
  if (finding->place.file) lm_clean(to, finding->place.file);
  lm_strbuf_addf(to, "  %s%.*s%s", lm_word_in(W_CELL_OPEN, lang), (int)(name_end - name), name, lm_word_in(W_CELL_CLOSE, lang));
  if (!at) return true;
  at += strlen(at_is);
  const char *heading = strchr(at, '/');
  bool row = *at >= '0' && *at <= '9';
  if (row) lm_strbuf_add(to, lm_word_in(W_CELL_ROW, lang));
  lm_strbuf_addf(to, " %.*s", (int)strcspn(at, "'"), at);
  if (heading) lm_strbuf_addf(to, " (%s)", heading + 1);
  return true;
}

static void put_place(lm_sink *sink, const report *r, const lm_finding *finding) {
  lm_strbuf line = {0}, other = {0};
  bool cell = add_cell_place(&line, finding, r->view->lang);
  if (!cell) add_place(&line, &finding->place);
  if (finding->path && !cell) lm_strbuf_addf(&line, "%s%s", line.length ? "  " : "", finding->path);
  const size_t indent = line.length > 0 ? 6 : 2;
  if (line.length > 0) lm_flow_at(sink, r->view, 2, "", lm_strbuf_text(&line));
  if (finding->value) lm_flow_at(sink, r->view, indent, lm_word_in(W_VALUE_GIVEN, r->view->lang), finding->value);
  if (finding->other.line > 0) {
    add_place(&other, &finding->other);
    lm_flow_at(sink, r->view, 6, lm_word_in(W_OTHER_PLACE, r->view->lang), lm_strbuf_text(&other));
  }
  lm_strbuf_drop(&line, sink);
  lm_strbuf_drop(&other, sink);
}

static void put_own_fix(lm_sink *sink, const report *r, const lm_finding *finding) {
  char *fix = lm_finding_sentence(finding, true, r->view->lang);
  if (fix)
    lm_flow_at(sink, r->view, 6, lm_word_in(W_FIX, r->view->lang), fix);
  else
    lm_sink_fail(sink, LM_ENOMEM);
  free(fix);
}

static void put_places(lm_sink *sink, const report *r, const grouping *groups, const group *g) {
  size_t shown = 0;
  for (size_t at = g->first; at != NO_FINDING && (r->view->all || shown < PLACES_SHOWN); at = groups->next[at], shown++) {
    const lm_finding *finding = lm_diags_at(r->diags, at);
    put_place(sink, r, finding);
    if (g->fixes_differ) put_own_fix(sink, r, finding);
  }
  if (shown == g->count) return;
  lm_strbuf line = {0};
  char rest[24];
  snprintf(rest, sizeof rest, "%zu", g->count - shown);
  lm_say(&line, r->view->lang, W_MORE_PLACES, rest, NULL, NULL, NULL);
  lm_flow_at(sink, r->view, 2, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
}

static lm_style severity_style(lm_severity severity) {
  return severity == LM_ERROR ? LM_BAD : severity == LM_WARNING ? LM_FAIR : LM_BOLD;
}

static void put_group(lm_sink *sink, const report *r, const grouping *groups, const group *g) {
  const lm_lang lang = r->view->lang;
  lm_strbuf head = {0}, rule = {0};
  lm_strbuf_addf(&head, "%s %s: ", lm_word_in(lm_word_severity(g->severity), lang), lm_code_get(g->code)->id);
  lm_strbuf_add(&rule, g->rule);
  if (g->count > 1) {
    char count[24];
    snprintf(count, sizeof count, "%zu", g->count);
    lm_say(&rule, lang, W_TIMES, count, NULL, NULL, NULL);
  }
  lm_style_on(sink, r->view, severity_style(g->severity));
  lm_flow(sink, r->view, lm_strbuf_text(&head), lm_strbuf_text(&rule));
  lm_style_on(sink, r->view, LM_PLAIN);
  put_places(sink, r, groups, g);
  if (!g->fixes_differ) lm_flow_at(sink, r->view, 2, lm_word_in(W_FIX, lang), g->fix);
  lm_sink_char(sink, '\n');
  lm_strbuf_drop(&head, sink);
  lm_strbuf_drop(&rule, sink);
}

static void put_checked(lm_sink *sink, const report *r, const lm_checked *file) {
  const lm_lang lang = r->view->lang;
  lm_strbuf line = {0};
  char n[5][24];
  lm_clean(&line, file->file);
  lm_strbuf_addf(&line, ": %s", lm_word_in(lm_word_document(file->kind), lang));
  if (file->status != LM_OK) lm_strbuf_add(&line, lm_word_in(W_NOT_READ_THROUGH, lang));
  if (file->kind == LM_DOC_VALUES) {
    const lm_scan_totals *t = &file->totals;
    const uint64_t total[] = {t->elements, t->observations, t->missing, t->refused, t->series};
    for (size_t i = 0; i < 5; i++) snprintf(n[i], sizeof n[i], "%" PRIu64, total[i]);
    lm_say(&line, lang, W_TOTALS, n[0], n[1], n[2], n[3]);
    if (t->skipped > 0) {
      char skipped[24];
      snprintf(skipped, sizeof skipped, "%" PRIu64, t->skipped);
      lm_say(&line, lang, W_TOTAL_SKIPPED, skipped, NULL, NULL, NULL);
    }
    lm_say(&line, lang, W_TOTAL_SERIES, n[4], NULL, NULL, NULL);
  } else if (file->kind == LM_DOC_TARGETS) {
    snprintf(n[0], sizeof n[0], "%zu", file->targets);
    snprintf(n[1], sizeof n[1], "%zu", file->baselines);
    lm_say(&line, lang, W_TOTAL_TARGETS, n[0], n[1], NULL, NULL);
  } else if (file->kind == LM_DOC_PROGRESS) {
    const size_t total[] = {file->entries, file->statements, file->tasks, file->costs};
    for (size_t i = 0; i < 4; i++) snprintf(n[i], sizeof n[i], "%zu", total[i]);
    lm_say(&line, lang, W_TOTAL_PROGRESS, n[0], n[1], n[2], n[3]);
  }
  lm_flow(sink, r->view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
}

static void put_counts(lm_sink *sink, const report *r) {
  char n[LM_SEVERITY_COUNT][24];
  for (int s = 0; s < LM_SEVERITY_COUNT; s++) snprintf(n[s], sizeof n[s], "%zu", lm_diags_count(r->diags, (lm_severity)s));
  lm_strbuf line = {0};
  lm_say(&line, r->view->lang, W_COUNTS, n[LM_ERROR], n[LM_WARNING], n[LM_NOTE], NULL);
  if (cut_off(r->diags)) lm_strbuf_add(&line, lm_word_in(W_CUT_OFF, r->view->lang));
  lm_flow(sink, r->view, "", lm_strbuf_text(&line));
  lm_strbuf_drop(&line, sink);
}

static lm_status write_text(lm_sink *sink, const report *r) {
  grouping groups = {0};
  bool made = make_groups(&groups, r->diags, r->view->lang);
  for (int severity = LM_ERROR; made && severity >= LM_NOTE; severity--)
    for (size_t i = 0; i < groups.count; i++)
      if (groups.item[i].severity == (lm_severity)severity) put_group(sink, r, &groups, &groups.item[i]);
  grouping_clear(&groups);
  for (size_t i = 0; i < r->files; i++) put_checked(sink, r, &r->file[i]);
  put_counts(sink, r);
  return made ? LM_OK : LM_ENOMEM;
}

/* ---- JSON and CSV ---- */

static const char severity_word[LM_SEVERITY_COUNT][8] = {[LM_NOTE] = "note", [LM_WARNING] = "warning", [LM_ERROR] = "error"};

static void place_fields(lm_fields *fields, const char *file, const char *line, const char *column, const lm_place *place) {
  lm_field_text(fields, file, place->file);
  if (place->line > 0)
    lm_field_whole(fields, line, place->line);
  else
    lm_field_absent(fields, line);
  if (!column) return;
  if (place->line > 0 && place->column > 0)
    lm_field_whole(fields, column, place->column);
  else
    lm_field_absent(fields, column);
}

static lm_status finding_fields(lm_fields *fields, const lm_finding *finding, const lm_view *view) {
  const lm_code_info *info = lm_code_get(finding->code);
  char *rule = lm_finding_sentence(finding, false, view->lang), *fix = lm_finding_sentence(finding, true, view->lang);
  lm_field_text(fields, "code", info->id);
  lm_field_text(fields, "severity", severity_word[info->severity]);
  place_fields(fields, "file", "line", "column", &finding->place);
  lm_field_text(fields, "path", finding->path);
  lm_field_text(fields, "value", finding->value);
  lm_field_text(fields, "rule", rule);
  lm_field_text(fields, "fix", fix);
  if (fields->csv) {
    place_fields(fields, "other_file", "other_line", NULL, &finding->other);
  } else if (finding->other.line > 0) {
    lm_json_object(fields->json, "other");
    place_fields(fields, "file", "line", NULL, &finding->other);
    lm_json_close(fields->json);
  } else {
    lm_json_null(fields->json, "other");
  }
  lm_status status = rule && fix ? LM_OK : LM_ENOMEM;
  free(rule);
  free(fix);
  return status;
}

static void checked_as_json(lm_json *json, const lm_checked *file) {
  static const char *const kind[] = {
      [LM_DOC_UNKNOWN] = NULL,      [LM_DOC_MODEL] = "model",       [LM_DOC_VALUES] = "values",
      [LM_DOC_TARGETS] = "targets", [LM_DOC_PROGRESS] = "progress",
      [LM_DOC_MAPPING] = "mapping", [LM_DOC_SETTINGS] = "settings"};
  lm_json_object(json, NULL);
  lm_json_text(json, "file", file->file);
  lm_json_text(json, "kind", kind[file->kind]);
  lm_json_bool(json, "read_through", file->status == LM_OK);
  if (file->kind == LM_DOC_VALUES) {
    lm_json_whole(json, "read", (int64_t)file->totals.elements);
    lm_json_whole(json, "accepted", (int64_t)file->totals.observations);
    lm_json_whole(json, "missing", (int64_t)file->totals.missing);
    lm_json_whole(json, "refused", (int64_t)file->totals.refused);
    if (file->totals.skipped > 0) lm_json_whole(json, "skipped", (int64_t)file->totals.skipped);
    lm_json_whole(json, "series", (int64_t)file->totals.series);
  }
  if (file->kind == LM_DOC_TARGETS) {
    lm_json_whole(json, "targets", (int64_t)file->targets);
    lm_json_whole(json, "baselines", (int64_t)file->baselines);
  }
  if (file->kind == LM_DOC_PROGRESS) {
    lm_json_whole(json, "entries", (int64_t)file->entries);
    lm_json_whole(json, "statements", (int64_t)file->statements);
    lm_json_whole(json, "tasks", (int64_t)file->tasks);
    lm_json_whole(json, "costs", (int64_t)file->costs);
  }
  lm_json_close(json);
}

static lm_status write_json(lm_sink *sink, const report *r) {
  lm_json json = lm_json_to(sink);
  lm_fields fields = {.json = &json};
  lm_status status = LM_OK;
  lm_json_object(&json, NULL);
  if (r->file) {
    lm_json_array(&json, "files");
    for (size_t i = 0; i < r->files; i++) checked_as_json(&json, &r->file[i]);
    lm_json_close(&json);
  }
  lm_json_array(&json, "findings");
  for (size_t i = 0; i < lm_diags_kept(r->diags) && status == LM_OK; i++) {
    lm_json_object(&json, NULL);
    status = finding_fields(&fields, lm_diags_at(r->diags, i), r->view);
    lm_json_close(&json);
  }
  lm_json_close(&json);
  lm_json_object(&json, "counts");
  lm_json_whole(&json, "error", (int64_t)lm_diags_count(r->diags, LM_ERROR));
  lm_json_whole(&json, "warning", (int64_t)lm_diags_count(r->diags, LM_WARNING));
  lm_json_whole(&json, "note", (int64_t)lm_diags_count(r->diags, LM_NOTE));
  lm_json_close(&json);
  lm_json_bool(&json, "cut_off", cut_off(r->diags));
  lm_json_close(&json);
  return status;
}

static lm_status write_csv(lm_sink *sink, const report *r) {
  lm_csv csv = lm_csv_to(sink, r->view->excel);
  lm_fields fields = {.csv = &csv, .names = true};
  const lm_finding none = {0};
  lm_status status = finding_fields(&fields, &none, r->view);
  lm_csv_end_row(&csv);
  fields.names = false;
  for (size_t i = 0; i < lm_diags_kept(r->diags) && status == LM_OK; i++) {
    status = finding_fields(&fields, lm_diags_at(r->diags, i), r->view);
    lm_csv_end_row(&csv);
  }
  return status;
}

lm_status lm_write_check(lm_sink *sink, const lm_checked *files, size_t count, const lm_diags *diags, const lm_view *view) {
  static lm_status (*const write[LM_FORMAT_COUNT])(lm_sink *, const report *) = {
      [LM_FORMAT_TEXT] = write_text,
      [LM_FORMAT_JSON] = write_json,
      [LM_FORMAT_CSV] = write_csv,
  };
  const report r = {files, count, diags, view};
  if (view->format >= LM_FORMAT_COUNT || !write[view->format]) return LM_EINVAL;
  return write[view->format](sink, &r);
}

lm_status lm_write_findings(lm_sink *sink, const lm_diags *diags, const lm_view *view) {
  return lm_write_check(sink, NULL, 0, diags, view);
}
