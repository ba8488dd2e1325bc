/* read_table.c: rows of a table as observations. What an observation means is checked by lib/values, as for XML. */
#include "table.h"

#include "../base/retyped.h"
#include "../base/strbuf.h"
#include "../base/text.h"
#include "../base/vec.h"
#include "../values/check.h"
#include "../values/recheck.h"
#include "../values/seen.h"
#include "../values/words.h"
#include "shared.h"
#include "table_number.h"

#include <logicmodel/form.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct identity {
  uint32_t indicator, area, kind, index;
} identity;

/* A code that no area has, or whose zero may be lost, where it was met first. */
typedef struct unmatched {
  const char *code, *area, *padded, *other; /* readings: ids; NULL none */
  const lmb_row *row;
  const lmt_slot *slot;
  uint64_t rows;
} unmatched;

typedef struct reader {
  lmb_book book;
  lmt_plan plan;
  const lm_model *model;
  lm_areas *areas;
  size_t known_areas; /* before this document */
  lm_panel *panel;    /* NULL: not kept */
  lm_obs_fn *found;   /* NULL: nobody asks */
  void *user;
  lm_diags *diags;
  lm_scan_totals totals;
  lm_seen *seen;
  lm_panel *whole;    /* what is checked when all is known */
  lm_arena arena;
  lm_strmap labels;   /* label of an indicator → node; LM_NO_NODE: several have it */
  lm_strmap area_labels; /* label of an area → index, of the first `labelled_areas` */
  uint32_t labelled_areas;
  lm_strmap known_labels; /* the same of the areas known from elsewhere */
  uint32_t labelled_known;
  lm_strmap sources;  /* text → index */
  lm_strmap firsts;   /* identity → position in places */
  struct { lm_place *item; size_t count, room; } places;
  lm_strmap unmatched_index; /* code → position in unmatched */
  struct { unmatched *item; size_t count, room; } unmatched;
  uint32_t document;
  lm_status failed;   /* LM_OK: go on */
  /* of the open observation */
  const lmb_row *row;
  const lmt_slot *slot;
  lm_node indicator;
  const lm_indicator *info;
  uint32_t area;
  lm_obs obs;
  int decimals; /* of the value */
  uint32_t broken; /* bits of the columns whose cells have no content that could be read: told once */
  bool ok;
} reader;

/* ---- findings and texts of the open row ---- */

static uint32_t column_of(const reader *r, lmt_column is) { return is == LMT_VALUE ? r->slot->column : r->plan.at[is]; }

static lmt_spot spot_of(const reader *r, lmt_column is) {
  uint32_t column = is == LMT_COLUMNS ? LMT_NO_COLUMN : column_of(r, is);
  return (lmt_spot){&r->book, r->plan.sheet, r->row, column, r->plan.heading};
}

static void tell_all(reader *r, lmt_column is, lm_code code, const char *const args[LM_DIAG_ARGS]) {
  if (is < LMT_COLUMNS && r->broken & 1u << is) return;
  const lmt_spot spot = spot_of(r, is);
  lmt_report(&spot, code, args, (lm_place){0}, r->diags);
  if (lm_code_get(code)->severity == LM_ERROR) r->ok = false;
}

static void tell(reader *r, lmt_column is, lm_code code, const char *a0, const char *a1, const char *a2) {
  tell_all(r, is, code, (const char *const[LM_DIAG_ARGS]){a0, a1, a2});
}

static const lmb_cell *cell_of(const reader *r, lmt_column is) {
  uint32_t column = column_of(r, is);
  return column == LMT_NO_COLUMN ? NULL : lmb_at(r->plan.sheet, r->row, column);
}

/* A cell that shows an error, or has no content that could be read, is told of as that and not as whatever it would be taken for. */
static bool tell_broken(reader *r, lmt_column is, const lmb_cell *cell) {
  switch (cell->kind) {
  case LMB_ERROR: tell(r, is, LM_C_CELL_ERROR, cell->text, NULL, NULL); break;
  case LMB_NO_RESULT: tell(r, is, LM_C_NO_RESULT, NULL, NULL, NULL); break;
  case LMB_NO_NUMBER: tell(r, is, LM_C_NO_NUMBER, NULL, NULL, NULL); break;
  default: return false;
  }
  return true;
}

static void tell_broken_texts(reader *r) {
  static const lmt_column texts[] = {LMT_INDICATOR, LMT_AREA, LMT_PERIOD, LMT_REASON, LMT_UNIT, LMT_SOURCE, LMT_NOTE, LMT_STATUS};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const lmb_cell *cell = cell_of(r, texts[i]);
    if (cell && tell_broken(r, texts[i], cell)) r->broken |= 1u << texts[i];
  }
}

/* Without blanks around; in `buffer`, "" when there is nothing. */
static const char *trimmed(const char *text, char *buffer, size_t size) {
  static const char wide[] = "　";
  while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r' || strncmp(text, wide, 3) == 0) text += *text & 0x80 ? 3 : 1;
  size_t length = strlen(text);
  for (;;) {
    if (length > 0 && strchr(" \t\r\n", text[length - 1]))
      length--;
    else if (length >= 3 && memcmp(text + length - 3, wide, 3) == 0)
      length -= 3;
    else
      break;
  }
  if (length >= size) length = size - 1;
  memcpy(buffer, text, length);
  buffer[length] = '\0';
  return buffer;
}

/* What the column, or else the mapping, says of this row. */
static const char *text_of(const reader *r, lmt_column is, char *buffer, size_t size) {
  const lmb_cell *cell = cell_of(r, is);
  const char *text = cell && !(r->broken & 1u << is) ? lm_without_guard(trimmed(cell->text, buffer, size)) : "";
  return !*text && r->plan.fixed[is] ? r->plan.fixed[is] : text;
}

static void no_memory(reader *r) { r->failed = LM_ENOMEM; }

/* ---- indicator and area ---- */

static const char *mapped_id(const reader *r, lmt_column is, const char *text) {
  const lm_mapping *m = r->plan.mapping;
  for (size_t i = 0; m && i < m->names.count; i++)
    if (m->names.item[i].is == is && strcmp(m->names.item[i].as, text) == 0) return m->names.item[i].id;
  return text;
}

static bool add_label(reader *r, const char *label, lm_node node) {
  if (!label) return true;
  uint32_t before = lm_strmap_get(&r->labels, label, strlen(label));
  return lm_strmap_set(&r->labels, label, strlen(label), before == LM_STRMAP_NONE || before == node ? node : LM_NO_NODE);
}

static void index_labels(reader *r) {
  for (lm_node i = 0; i < lm_model_node_count(r->model); i++) {
    const lm_node_info *node = lm_model_node(r->model, i);
    if (node->kind != LM_INDICATOR) continue;
    for (int lang = 0; lang < LM_LANG_COUNT; lang++)
      if (!add_label(r, node->label.in[lang], i)) no_memory(r);
  }
}

static void take_indicator(reader *r) {
  char buffer[512];
  const char *text = text_of(r, LMT_INDICATOR, buffer, sizeof buffer), *id = mapped_id(r, LMT_INDICATOR, text);
  r->indicator = lm_model_find(r->model, LM_INDICATOR, id, strlen(id));
  if (r->indicator == LM_NO_NODE) {
    uint32_t node = lm_strmap_get(&r->labels, id, strlen(id));
    if (node != LM_STRMAP_NONE) r->indicator = node;
  }
  r->info = r->indicator == LM_NO_NODE ? NULL : lm_model_node(r->model, r->indicator)->indicator;
  if (!*text)
    tell(r, LMT_INDICATOR, LM_C_EMPTY, lmt_column_words[LMT_INDICATOR], NULL, NULL);
  else if (!r->info)
    tell(r, LMT_INDICATOR, LM_V_INDICATOR, lmx_nearest_indicator(r->model, id), NULL, NULL);
}

/* Labels of the areas behind `count`; of several with the same label the first counts. */
static void index_area_labels(reader *r, lm_strmap *labels, const lm_areas *areas, uint32_t *count) {
  for (; *count < lm_areas_count(areas); ++*count) {
    const lm_text *label = &lm_areas_at(areas, *count)->label;
    for (int lang = 0; lang < LM_LANG_COUNT; lang++) {
      const char *text = label->in[lang];
      if (!text || lm_strmap_get(labels, text, strlen(text)) != LM_STRMAP_NONE) continue;
      if (!lm_strmap_set(labels, text, strlen(text), *count)) no_memory(r);
    }
  }
}

/* Areas come to be known while the table is read. */
static uint32_t area_of_label(reader *r, const char *label) {
  index_area_labels(r, &r->area_labels, r->areas, &r->labelled_areas);
  uint32_t area = lm_strmap_get(&r->area_labels, label, strlen(label));
  return area == LM_STRMAP_NONE ? LM_NO_AREA : area;
}

/* Of what is known from elsewhere; LM_NO_AREA none. */
static uint32_t recall_label(reader *r, const char *label) {
  const lm_areas *known = lm_areas_known(r->areas);
  uint32_t area = LM_NO_AREA;
  if (!known) return LM_NO_AREA;
  index_area_labels(r, &r->known_labels, known, &r->labelled_known);
  const uint32_t at = lm_strmap_get(&r->known_labels, label, strlen(label));
  const char *id = at == LM_STRMAP_NONE ? NULL : lm_areas_at(known, at)->id;
  if (id && lm_areas_recall(r->areas, id, strlen(id), 0, &area) == LM_ENOMEM) no_memory(r);
  return area;
}

static bool is_id(const char *text) {
  size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
  return length > 0 && length <= 64 && !text[length] && !strchr("._-", *text);
}

static size_t told(const reader *r, lm_code code) { return r->diags ? lm_diags_count_code(r->diags, code) : 0; }

/* A table cannot declare areas: one that nobody declared is taken up, and told of where others were declared before. */
static void new_area(reader *r, const char *id) {
  char buffer[256];
  const char *name = text_of(r, LMT_AREA_NAME, buffer, sizeof buffer);
  const lmt_spot spot = spot_of(r, LMT_AREA);
  const lm_area area = {.id = id, .label = {.in = {[LM_JA] = *name ? name : id}}, .place = lmt_place(&spot)};
  const lm_areas *known = lm_areas_known(r->areas);
  const bool others = r->known_areas > 0 || (known && lm_areas_count(known) > 0);
  const lm_text near = r->known_areas > 0 || !known ? lmx_nearest_area(r->areas, r->known_areas, id, told(r, LM_C_NEW_AREA))
                                                    : lmx_nearest_area(known, lm_areas_count(known), id, told(r, LM_C_NEW_AREA));
  if (lm_areas_add(r->areas, &area, &r->area) != LM_OK)
    no_memory(r);
  else if (others)
    tell(r, LMT_AREA, LM_C_NEW_AREA, id, near.in[LM_EN], near.in[LM_JA]);
}

/* ---- codes of areas ---- */

static bool looks_like_code(const reader *r, const char *text) {
  size_t length = strspn(text, "0123456789");
  return length > 0 && length <= 6 && !text[length] && lm_areas_have_codes(r->areas);
}

/* Of this document and those before it, else of what is known from elsewhere. */
static uint32_t recall(reader *r, const char *text) {
  uint32_t area;
  const int32_t day = r->ok ? lm_period_end(r->obs.period) - 1 : INT32_MAX;
  uint32_t here = lm_areas_find_code(r->areas, text, strlen(text), day);
  if (here != LM_NO_AREA) return here;
  if (lm_areas_recall(r->areas, text, strlen(text), day, &area) == LM_ENOMEM) no_memory(r);
  return area;
}

static const char *id_of(const reader *r, uint32_t area) { return area == LM_NO_AREA ? NULL : lm_areas_at(r->areas, area)->id; }

/* Told once for each code, with its rows, when all rows were read. */
static void count_unmatched(reader *r, const char *code, const char *padded, uint32_t area, uint32_t other) {
  r->ok = false;
  uint32_t at = lm_strmap_get(&r->unmatched_index, code, strlen(code));
  if (at != LM_STRMAP_NONE) {
    r->unmatched.item[at].rows++;
    return;
  }
  unmatched u = {.code = lm_arena_strdup(&r->arena, code), .area = id_of(r, area), .other = id_of(r, other), .row = r->row, .slot = r->slot, .rows = 1};
  u.padded = lm_arena_strdup(&r->arena, padded);
  if (!u.code || !u.padded || !lm_strmap_set(&r->unmatched_index, u.code, strlen(u.code), (uint32_t)r->unmatched.count) || !LM_VEC_PUSH(&r->unmatched, u))
    no_memory(r);
}

/* Six digits of a known area but for the last. */
static void tell_digit(reader *r, const unmatched *u) {
  char right[LM_AREA_CODE_SIZE];
  if (lm_area_code_check(u->code, strlen(u->code), NULL, right) != LM_AREA_CODE_DIGIT || recall(r, right) == LM_NO_AREA) return;
  const char digit[2] = {right[5], '\0'};
  tell(r, LMT_AREA, LM_V_AREA_DIGIT, digit, right, NULL);
}

static void tell_unmatched(reader *r) {
  char rows[24];
  for (size_t i = 0; i < r->unmatched.count; i++) {
    const unmatched *u = &r->unmatched.item[i];
    snprintf(rows, sizeof rows, "%llu", (unsigned long long)u->rows);
    const lm_unmatched_code kept = {u->code, r->book.file, u->rows};
    if (lm_areas_add_unmatched(r->areas, &kept) != LM_OK) no_memory(r);
    r->row = u->row;
    r->slot = u->slot;
    if (u->other)
      tell_all(r, LMT_AREA, LM_C_CODE_ZERO, (const char *const[LM_DIAG_ARGS]){u->area ? u->area : "—", u->padded, u->other, rows});
    else
      tell(r, LMT_AREA, LM_C_CODE, rows, NULL, NULL);
    tell_digit(r, u);
  }
}

/* A spreadsheet that took a code for a number has dropped its leading zero: with two readings there is none. */
static void take_code(reader *r, const char *text) {
  char padded[8];
  snprintf(padded, sizeof padded, "0%s", text);
  r->area = recall(r, text);
  const uint32_t other = strlen(text) < 6 ? recall(r, padded) : LM_NO_AREA;
  if (r->area != LM_NO_AREA && (other == LM_NO_AREA || other == r->area)) return;
  count_unmatched(r, text, padded, r->area, other);
}

static uint32_t area_called(reader *r, const char *id) {
  const uint32_t area = lm_areas_find(r->areas, id, strlen(id));
  return area == LM_NO_AREA ? area_of_label(r, id) : area;
}

static void tell_unknown(reader *r, const char *id) {
  const lm_areas *known = lm_areas_known(r->areas), *among = lm_areas_count(r->areas) > 0 || !known ? r->areas : known;
  const lm_text near = lmx_nearest_area(among, lm_areas_count(among), id, told(r, LM_C_AREA));
  tell(r, LMT_AREA, LM_C_AREA, near.in[LM_EN], near.in[LM_JA], NULL);
}

/* 1 to 6 digits of which some are full-width, as half-width ones; "" for anything else. */
static const char *half_width_code(const char *text, char half[LM_AREA_CODE_SIZE]) {
  size_t count = 0;
  bool wide = false;
  for (const unsigned char *at = (const unsigned char *)text; *at; count++) {
    const bool is_wide = at[0] == 0xEF && at[1] == 0xBC && at[2] >= 0x90 && at[2] <= 0x99; /* U+FF10 … U+FF19 */
    if (count == 6 || (!is_wide && (*at < '0' || *at > '9'))) return "";
    half[count] = (char)(is_wide ? '0' + (at[2] - 0x90) : *at);
    at += is_wide ? 3 : 1;
    wide |= is_wide;
  }
  half[count] = '\0';
  return wide ? half : "";
}

static void take_area(reader *r) {
  char buffer[256], half[LM_AREA_CODE_SIZE];
  const char *text = text_of(r, LMT_AREA, buffer, sizeof buffer), *id = mapped_id(r, LMT_AREA, text);
  r->area = area_called(r, id);
  if (r->area != LM_NO_AREA) return;
  const char *code = half_width_code(id, half);
  if (*code && r->plan.numbers == LM_NUMBERS_PLAIN) {
    tell(r, LMT_AREA, LM_C_WIDE_CODE, code, NULL, NULL);
    return;
  }
  if (*code) {
    id = code;
    r->area = area_called(r, id);
    if (r->area != LM_NO_AREA) return;
  }
  if (looks_like_code(r, id))
    take_code(r, id);
  else if (*id)
    r->area = recall(r, id);
  if (*id && r->area == LM_NO_AREA && !looks_like_code(r, id)) r->area = recall_label(r, id);
  if (r->area != LM_NO_AREA || looks_like_code(r, id)) return;
  if (!*text)
    tell(r, LMT_AREA, LM_C_EMPTY, lmt_column_words[LMT_AREA], NULL, NULL);
  else if (is_id(id))
    new_area(r, id);
  else
    tell_unknown(r, id);
}

/* ---- period, unit, status, source, note ---- */

static void take_period(reader *r) {
  char buffer[128], reading[48];
  bool past_era = false;
  r->obs.period = r->slot->period;
  if (r->slot->has_period) return;
  const char *text = text_of(r, LMT_PERIOD, buffer, sizeof buffer);
  if (!*text) {
    tell(r, LMT_PERIOD, LM_C_EMPTY, lmt_column_words[LMT_PERIOD], NULL, NULL);
    return;
  }
  lm_period_error error = lm_period_parse(&r->obs.period, text, strlen(text), r->plan.bare, &past_era);
  if (error != LM_PERIOD_OK)
    tell(r, LMT_PERIOD, lmx_period_code(error), NULL, NULL, NULL);
  else if (past_era)
    tell(r, LMT_PERIOD, LM_V_PAST_ERA, lm_period_format(r->obs.period, reading, sizeof reading), NULL, NULL);
}

static void check_unit(reader *r) {
  char buffer[256];
  const char *text = text_of(r, LMT_UNIT, buffer, sizeof buffer);
  const lm_text *unit = &r->info->unit;
  if (!*text || (!unit->in[LM_JA] && !unit->in[LM_EN])) return;
  for (int i = 0; i < LM_LANG_COUNT; i++)
    if (unit->in[i] && strcmp(unit->in[i], text) == 0) return;
  tell(r, LMT_UNIT, LM_V_UNIT, lm_text_in(unit, LM_JA), NULL, NULL);
}

static bool find_flag(lm_flag *out, const char *word) {
  if (lm_flag_parse(out, word, strlen(word))) return true;
  for (int i = 0; i < LM_FLAG_COUNT; i++) {
    if (strcmp(lm_form_flag((lm_flag)(1 << i), LM_JA), word) != 0) continue;
    *out = (lm_flag)(1 << i);
    return true;
  }
  return false;
}

static void take_status(reader *r) {
  char buffer[256], word[64];
  for (const char *at = text_of(r, LMT_STATUS, buffer, sizeof buffer); *at; at += strspn(at, " ,;")) {
    size_t length = strcspn(at, " ,;");
    lm_flag flag;
    snprintf(word, sizeof word, "%.*s", (int)length, at);
    if (find_flag(&flag, word))
      r->obs.flags |= (uint32_t)flag;
    else
      tell(r, LMT_STATUS, LM_V_STATUS, word, NULL, NULL);
    at += length;
  }
}

static void take_source(reader *r) {
  char buffer[512], id[32];
  const char *text = text_of(r, LMT_SOURCE, buffer, sizeof buffer);
  if (!*text) return;
  uint32_t index = lm_strmap_get(&r->sources, text, strlen(text));
  if (index == LM_STRMAP_NONE) {
    const char *key = lm_arena_strdup(&r->arena, text);
    index = (uint32_t)r->sources.count;
    snprintf(id, sizeof id, "table-%u", (unsigned)index + 1);
    bool kept = key && (!r->panel || lm_panel_add_source(r->panel, &(lm_source){.id = id, .title = key}, &index) == LM_OK);
    if (!kept || !lm_strmap_set(&r->sources, key, strlen(key), index)) no_memory(r);
  }
  r->obs.source = index;
}

static bool all_ascii(const char *text) {
  while (*text && !(*text & 0x80)) text++;
  return !*text;
}

static void take_note(reader *r) {
  char buffer[1024];
  const char *text = text_of(r, LMT_NOTE, buffer, sizeof buffer);
  lm_text note = {{0}};
  if (!*text || !r->panel || !r->ok) return;
  note.in[all_ascii(text) ? LM_EN : LM_JA] = text;
  if (lm_panel_add_note(r->panel, &note, &r->obs.note) != LM_OK) no_memory(r);
}

/* ---- numbers ---- */

static void wrong_number(reader *r, lmt_column is, const lmb_cell *cell) {
  lm_arena scratch = {0};
  char buffer[256];
  lm_text advice = lmt_number_advice(trimmed(cell->text, buffer, sizeof buffer), r->plan.numbers, r->info ? &r->info->unit : NULL, &scratch);
  tell(r, is, LM_S_NUMBER, lmt_column_words[is], advice.in[LM_EN], advice.in[LM_JA]);
  lm_arena_clear(&scratch);
}

static bool is_mark(const reader *r, const char *text) {
  const lm_mapping *m = r->plan.mapping;
  for (size_t i = 0; m && i < m->marks.count; i++)
    if (strcmp(m->marks.item[i].mark, text) == 0) return true;
  return false;
}

static bool number_of_text(reader *r, lmt_column is, const lmb_cell *cell, lmt_number *number) {
  char buffer[256];
  const char *text = r->plan.numbers == LM_NUMBERS_PLAIN && !r->book.workbook ? cell->text : trimmed(cell->text, buffer, sizeof buffer);
  if (lmt_number_read(number, text, r->plan.numbers, is == LMT_VALUE || is == LMT_SE || is == LMT_LOWER || is == LMT_UPPER ? &r->info->unit : NULL)) return true;
  wrong_number(r, is, cell);
  return false;
}

static int decimals_of(const char *shortest) {
  const char *point = strchr(shortest, '.');
  return point && !strpbrk(shortest, "eE") ? (int)strlen(point + 1) : 0;
}

/* NaN when the cell is empty, or holds a mark of the mapping where the value should be, or is wrong. */
static lmt_number take_number(reader *r, lmt_column is) {
  char buffer[256];
  lmt_number number = {NAN, 0};
  const lmb_cell *cell = cell_of(r, is);
  if (!cell || !*trimmed(cell->text, buffer, sizeof buffer) || (is == LMT_VALUE && is_mark(r, buffer))) return number;
  if (tell_broken(r, is, cell)) return number;
  if (cell->kind == LMB_NUMBER)
    number = (lmt_number){cell->number, decimals_of(cell->text)};
  else if (!number_of_text(r, is, cell, &number))
    return (lmt_number){NAN, 0};
  if (cell->formula) tell(r, is, LM_C_FORMULA, NULL, NULL, NULL);
  return number;
}

/* ---- a value, or the reason why there is none ---- */

static const struct {
  const char *word;
  lm_missing reason;
} reasons[] = { /* beside those of forms */
    {"調査なし", LM_NOT_COLLECTED}, {"未調査", LM_NOT_COLLECTED}, {"未公表", LM_NOT_YET}, {"該当なし", LM_NOT_APPLICABLE},
};

static bool find_reason(lm_missing *out, const char *text) {
  if (lm_missing_parse(out, text, strlen(text))) return true;
  for (int i = LM_SUPPRESSED; i < LM_MISSING_COUNT; i++) {
    if (strcmp(lm_form_reason((lm_missing)i, LM_JA), text) != 0 && strcmp(lm_form_reason((lm_missing)i, LM_EN), text) != 0) continue;
    *out = (lm_missing)i;
    return true;
  }
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
    if (strcmp(reasons[i].word, text) != 0) continue;
    *out = reasons[i].reason;
    return true;
  }
  return false;
}

static void take_mark(reader *r) {
  char buffer[256];
  const lm_mapping *m = r->plan.mapping;
  const lmb_cell *cell = cell_of(r, LMT_VALUE);
  const char *text = cell ? trimmed(cell->text, buffer, sizeof buffer) : "";
  for (size_t i = 0; m && i < m->marks.count; i++) {
    if (strcmp(m->marks.item[i].mark, text) != 0) continue;
    r->obs.missing = m->marks.item[i].reason;
    r->obs.lower = m->marks.item[i].lower;
    r->obs.upper = m->marks.item[i].upper;
  }
}

/* The cell is there but says nothing that can be a value. */
static bool value_given(const reader *r) {
  char buffer[256];
  const lmb_cell *cell = cell_of(r, LMT_VALUE);
  return cell && *trimmed(cell->text, buffer, sizeof buffer) && !is_mark(r, buffer);
}

static void take_reason(reader *r) {
  char buffer[256];
  const char *text = text_of(r, LMT_REASON, buffer, sizeof buffer);
  take_mark(r);
  if (!*text) return;
  if (value_given(r))
    tell(r, LMT_REASON, LM_C_BOTH, NULL, NULL, NULL);
  else if (!find_reason(&r->obs.missing, text))
    tell(r, LMT_REASON, LM_C_WORD, lmt_column_words[LMT_REASON],
         "秘匿 集計していない まだない 対象外 失われた 不明 (suppressed not-collected not-yet not-applicable lost unknown)", NULL);
}

/* Nothing is entered: neither value nor reason nor any other number. */
static bool is_blank(const reader *r) {
  static const lmt_column entered[] = {LMT_VALUE, LMT_REASON, LMT_NUM, LMT_DEN, LMT_N, LMT_SE, LMT_LOWER, LMT_UPPER};
  char buffer[256];
  for (size_t i = 0; i < sizeof entered / sizeof *entered; i++) {
    const lmb_cell *cell = cell_of(r, entered[i]);
    if (cell && *trimmed(cell->text, buffer, sizeof buffer)) return false;
  }
  return true;
}

static void take_numbers(reader *r) {
  lmt_number value = take_number(r, LMT_VALUE);
  r->obs.value = value.value;
  r->decimals = value.decimals;
  r->obs.num = take_number(r, LMT_NUM).value;
  r->obs.den = take_number(r, LMT_DEN).value;
  r->obs.n = take_number(r, LMT_N).value;
  r->obs.se = take_number(r, LMT_SE).value;
  double lower = take_number(r, LMT_LOWER).value, upper = take_number(r, LMT_UPPER).value;
  if (!isnan(lower)) r->obs.lower = lower;
  if (!isnan(upper)) r->obs.upper = upper;
}

/* ---- checks ---- */

static void tell_problems(reader *r, const lm_obs_problems *problems) {
  static const lmt_column columns[LM_OBS_FIELD_COUNT] = {[LM_OBS_VALUE] = LMT_VALUE, [LM_OBS_LOWER] = LMT_LOWER, [LM_OBS_UPPER] = LMT_UPPER,
                                                         [LM_OBS_NUM] = LMT_NUM,     [LM_OBS_DEN] = LMT_DEN,     [LM_OBS_N] = LMT_N,
                                                         [LM_OBS_SE] = LMT_SE};
  for (size_t i = 0; i < problems->count; i++) {
    const lm_obs_problem *p = &problems->item[i];
    tell(r, columns[p->field], p->code, p->arg[0], p->arg[1], p->arg[2]);
  }
}

static void check_either(reader *r) {
  if (r->obs.missing != LM_PRESENT || !isnan(r->obs.value) || !r->ok) return;
  tell(r, LMT_VALUE, LM_C_NO_VALUE, NULL, NULL, NULL);
}

static void check_duplicate(reader *r) {
  const identity is = {r->indicator, r->area, (uint32_t)r->obs.period.kind, (uint32_t)r->obs.period.index};
  const lmt_spot spot = spot_of(r, LMT_VALUE);
  uint32_t first = lm_strmap_get(&r->firsts, (const char *)&is, sizeof is);
  if (first != LM_STRMAP_NONE) {
    lmt_report(&spot, LM_V_DUPLICATE, NULL, r->places.item[first], r->diags);
    r->ok = false;
    return;
  }
  const char *key = lm_arena_copy(&r->arena, &is, sizeof is);
  if (!key || !lm_strmap_set(&r->firsts, key, sizeof is, (uint32_t)r->places.count) || !LM_VEC_PUSH(&r->places, lmt_place(&spot))) no_memory(r);
}

static void check_seen(reader *r) {
  lm_period_kind before;
  lm_seen_result seen = lm_seen_add(r->seen, r->indicator, r->area, r->obs.period);
  if (seen == LM_SEEN_NOMEM) no_memory(r);
  if (seen != LM_SEEN_NEW || !lm_seen_mixed(r->seen, &before)) return;
  lmx_args kinds = lmx_two_kinds((int)before, (int)r->obs.period.kind);
  const lmt_spot spot = spot_of(r, LMT_PERIOD);
  lmt_report(&spot, LM_V_MIXED, kinds.at, (lm_place){0}, r->diags);
}

static void check_life(reader *r) {
  char day[16], after[128];
  const lmt_column at = r->slot->has_period ? LMT_VALUE : LMT_PERIOD;
  const lm_area *area = lm_areas_at(r->areas, r->area);
  const int outlived = area ? lm_area_outlived(area, r->obs.period) : 0;
  if (outlived < 0) tell(r, at, LM_V_AREA_NOT_YET, area->id, lm_day_format(area->from, day, sizeof day), NULL);
  lm_areas_after_ids(r->areas, r->area, after, sizeof after);
  if (outlived > 0) tell(r, at, LM_V_AREA_ENDED, area->id, lm_day_format(area->to, day, sizeof day), *after ? after : NULL);
}

static void check_meaning(reader *r) {
  lm_obs_problems problems;
  if (!lm_obs_check(&r->obs, r->info, r->decimals, &problems)) r->ok = false;
  if (problems.count) tell_problems(r, &problems);
  if (!r->ok) return;
  if (r->info->basis >= 0 && r->info->basis != (int)r->obs.period.kind) {
    lmx_args kinds = lmx_two_kinds(r->info->basis, (int)r->obs.period.kind);
    const lmt_spot spot = spot_of(r, LMT_PERIOD);
    lmt_report(&spot, LM_V_BASIS, kinds.at, (lm_place){0}, r->diags);
  }
  if (r->info->placeholder && r->obs.missing == LM_PRESENT) tell(r, LMT_COLUMNS, LM_V_PLACEHOLDER, NULL, NULL, NULL);
  check_life(r);
  if (r->ok) check_duplicate(r);
  if (r->ok) check_seen(r);
}

/* ---- handing on ---- */

static void keep(reader *r) {
  lm_status status = lm_panel_add(r->panel, r->indicator, r->area, &r->obs);
  if (status == LM_ENOMEM) no_memory(r);
  if (status != LM_EINVAL) return;
  const lm_obs *first = lm_panel_get(r->panel, r->indicator, r->area, r->obs.period);
  const lm_document *document = first ? lm_panel_document(r->panel, first->document) : NULL;
  const lmt_spot spot = spot_of(r, LMT_VALUE);
  lmt_report(&spot, LM_V_DUPLICATE, NULL, (lm_place){document ? document->file : NULL, first ? first->line : 0, 0}, r->diags);
  r->ok = false;
}

static void hand_on(reader *r) {
  if (r->ok && r->info->set && lm_panel_add(r->whole, r->indicator, r->area, &r->obs) == LM_ENOMEM) no_memory(r);
  if (r->ok && r->panel) keep(r);
  if (r->ok && r->found && r->failed == LM_OK) r->failed = r->found(r->user, r->indicator, r->area, &r->obs);
  if (!r->ok)
    r->totals.refused++;
  else if (r->obs.missing == LM_PRESENT)
    r->totals.observations++;
  else
    r->totals.missing++;
}

static void read_slot(reader *r, const lmt_slot *slot) {
  const lmt_spot row = {&r->book, r->plan.sheet, r->row, LMT_NO_COLUMN, NULL};
  r->slot = slot;
  r->obs = lm_obs_none();
  r->obs.document = r->document;
  r->obs.line = lmt_place(&row).line;
  r->ok = true;
  r->totals.elements++;
  if (is_blank(r)) {
    r->totals.skipped++;
    return;
  }
  tell_broken_texts(r);
  take_indicator(r);
  take_period(r);
  take_area(r);
  if (r->info) check_unit(r);
  take_status(r);
  take_source(r);
  take_reason(r);
  if (r->info) take_numbers(r);
  check_either(r);
  if (r->ok && r->info) check_meaning(r);
  take_note(r);
  hand_on(r);
  r->broken = 0;
}

/* ---- rows ---- */

/* Rows without an indicator where a column should name it: titles between, sums below, empty lines. With a value in them they are told of. */
static bool is_empty_row(reader *r) {
  char buffer[64];
  bool nothing = true;
  for (size_t i = 0; i < r->plan.slots.count && nothing; i++) {
    r->slot = &r->plan.slots.item[i];
    nothing = is_blank(r);
  }
  return nothing && !*text_of(r, LMT_INDICATOR, buffer, sizeof buffer);
}

/* A row of a CSV file that is longer or shorter than its heading has lost its columns. A mapping is for tables that are not so regular. */
static bool is_ragged(reader *r) {
  char have[24], want[24];
  if (r->book.workbook || r->plan.mapping || r->row->count == r->plan.heading->count) return false;
  snprintf(have, sizeof have, "%zu", r->row->count);
  snprintf(want, sizeof want, "%zu", r->plan.heading->count);
  const lmt_spot spot = {&r->book, r->plan.sheet, r->row, LMT_NO_COLUMN, NULL};
  lmt_report(&spot, LM_C_RAGGED, (const char *const[LM_DIAG_ARGS]){have, want}, (lm_place){0}, r->diags);
  r->totals.elements++;
  r->totals.refused++;
  return true;
}

/* Right of a form's last column nothing is read; somebody may have written there what was meant for a cell. */
static void tell_outside(reader *r) {
  const lmb_sheet *sheet = r->plan.sheet;
  const lmb_row *heading = r->plan.heading;
  const uint32_t last = sheet->cells.item[heading->first + heading->count - 1].column;
  for (size_t i = r->row->count; i > 0 && sheet->cells.item[r->row->first + i - 1].column > last; i--) {
    const lmt_spot spot = {&r->book, sheet, r->row, sheet->cells.item[r->row->first + i - 1].column, heading};
    lmt_report(&spot, LM_C_OUTSIDE, NULL, (lm_place){0}, r->diags);
  }
}

static void read_rows(reader *r) {
  const lmb_sheet *sheet = r->plan.sheet;
  for (size_t i = r->plan.first; i < sheet->rows.count && sheet->rows.item[i].number <= r->plan.last; i++) {
    r->row = &sheet->rows.item[i];
    if (r->plan.form) tell_outside(r);
    if (is_ragged(r) || is_empty_row(r)) continue;
    for (size_t k = 0; k < r->plan.slots.count && r->failed == LM_OK; k++) read_slot(r, &r->plan.slots.item[k]);
    if (r->failed != LM_OK) return;
  }
  tell_unmatched(r);
  if (r->totals.elements > 0) return;
  const lmt_spot spot = {&r->book, sheet, r->plan.heading, LMT_NO_COLUMN, NULL};
  lmt_report(&spot, LM_C_NO_ROWS, NULL, (lm_place){0}, r->diags);
  r->failed = LM_EINPUT;
}

static lm_status read_table(reader *r, const lm_input *input) {
  lm_status status = lmb_open(&r->book, input, r->diags);
  if (status == LM_OK) status = lmt_plan_make(&r->plan, &r->book, r->model, input->table, r->diags);
  if (status != LM_OK) return status;
  index_labels(r);
  if (r->failed == LM_OK) read_rows(r);
  if (r->failed != LM_OK) return r->failed;
  status = lm_panel_seal(r->whole);
  if (status == LM_OK) status = lm_values_recheck(r->whole, r->model, r->areas, r->book.file, r->diags);
  return status;
}

static lm_status run(reader *r, const lm_input *input) {
  r->known_areas = lm_areas_count(r->areas);
  r->seen = lm_seen_new();
  if (!r->seen || lm_panel_new(&r->whole) != LM_OK) return LM_ENOMEM;
  if (r->panel) r->document = (uint32_t)lm_panel_document_count(r->panel);
  lm_status status = read_table(r, input);
  r->totals.series = lm_seen_series(r->seen);
  char column[LMB_NAME_SIZE];
  lm_document document = {.file = input->name ? input->name : input->path ? input->path : "-"};
  if (r->book.workbook && r->plan.sheet) document.sheet = r->plan.sheet->name;
  if (document.sheet && r->plan.slots.count == 1) document.column = lmb_column_name(r->plan.slots.item[0].column, column);
  if (r->panel && lm_panel_add_document(r->panel, &document) != LM_OK) status = LM_ENOMEM;
  return status;
}

lm_status lmt_read_values(const lm_input *input, const lm_model *model, lm_areas *areas, lm_panel *panel, lm_obs_fn *found, void *user,
                          lm_scan_totals *totals, lm_diags *diags) {
  reader r = {.model = model, .areas = areas, .panel = panel, .found = found, .user = user, .diags = diags};
  lm_status status = run(&r, input);
  if (totals) *totals = r.totals;
  lm_seen_free(r.seen);
  lm_panel_free(r.whole);
  lm_strmap_clear(&r.labels);
  lm_strmap_clear(&r.area_labels);
  lm_strmap_clear(&r.known_labels);
  lm_strmap_clear(&r.sources);
  lm_strmap_clear(&r.firsts);
  lm_strmap_clear(&r.unmatched_index);
  free(r.unmatched.item);
  free(r.places.item);
  lm_arena_clear(&r.arena);
  lmt_plan_clear(&r.plan);
  lmb_clear(&r.book);
  return status;
}
