#include "../base/strmap.h"
#include "../base/vec.h"
#include "../model/copy.h"
#include "copy.h"
#include "pool.h"

#include <stdlib.h>
#include <string.h>

/* The map takes the first fields of an entry as its key, so that keys live as long as the entries. */
enum { ENTRY_KEY = 5 * sizeof(uint32_t) };
_Static_assert(offsetof(lm_entry, node) == 0 && offsetof(lm_entry, area) == 4 && offsetof(lm_entry, when) == 8 &&
                   sizeof(lm_when) == 12 && offsetof(lm_entry, grade) == ENTRY_KEY,
               "an entry begins with its key, without gaps");

struct lm_progress {
  lm_arena arena; /* of the entries; they stay where they are */
  struct { const lm_entry **item; size_t count, room; } entries;
  struct { const lm_source **item; size_t count, room; } sources;
  struct { const lm_document **item; size_t count, room; } documents;
  lm_strmap by_key;
  const char *file; /* of the place copied last: most come from one file */
};

lm_status lm_progress_new(lm_progress **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_progress_free(lm_progress *progress) {
  if (!progress) return;
  free(progress->entries.item);
  free(progress->sources.item);
  free(progress->documents.item);
  lm_strmap_clear(&progress->by_key);
  lm_arena_clear(&progress->arena);
  free(progress);
}

/* ---- times ---- */

lm_when lm_when_period(lm_period period) { return (lm_when){LM_NO_TIER, period}; }

lm_when lm_when_tier(uint32_t tier) { return (lm_when){tier, {LM_YEAR, 0}}; }

lm_when_rank lm_when_rank_of(const lm_model *model, lm_when when) {
  if (when.tier == LM_NO_TIER) return (lm_when_rank){0, lm_period_start(when.period), when.period.kind};
  const lm_tier *tier = lm_model_tier(model, when.tier);
  return (lm_when_rank){1, tier ? tier->due : 0, when.tier};
}

int lm_when_rank_compare(lm_when_rank a, lm_when_rank b) {
  if (a.horizon != b.horizon) return a.horizon < b.horizon ? -1 : 1;
  if (a.day != b.day) return a.day < b.day ? -1 : 1;
  return (a.tie > b.tie) - (a.tie < b.tie);
}

int lm_when_compare(const lm_model *model, lm_when a, lm_when b) {
  return lm_when_rank_compare(lm_when_rank_of(model, a), lm_when_rank_of(model, b));
}

/* ---- asking ---- */

size_t lm_progress_count(const lm_progress *progress) { return progress->entries.count; }

const lm_entry *lm_progress_at(const lm_progress *progress, size_t index) {
  return index < progress->entries.count ? progress->entries.item[index] : NULL;
}

const lm_entry *lm_progress_find(const lm_progress *progress, lm_node node, uint32_t area, lm_when when) {
  const lm_entry wanted = {.node = node, .area = area, .when = when};
  uint32_t at = lm_strmap_get(&progress->by_key, (const char *)&wanted, ENTRY_KEY);
  return at == LM_STRMAP_NONE ? NULL : progress->entries.item[at];
}

const lm_source *lm_progress_source(const lm_progress *progress, uint32_t index) {
  return index < progress->sources.count ? progress->sources.item[index] : NULL;
}

size_t lm_progress_document_count(const lm_progress *progress) { return progress->documents.count; }

const lm_document *lm_progress_document(const lm_progress *progress, size_t index) {
  return index < progress->documents.count ? progress->documents.item[index] : NULL;
}

const lm_statement *lm_entry_statement(const lm_entry *entry, lm_statement_role role, const char *name) {
  for (size_t i = 0; i < entry->statement_count; i++) {
    const lm_statement *s = &entry->statements[i];
    if (s->role == role && (!name || (s->name && strcmp(s->name, name) == 0))) return s;
  }
  return NULL;
}

/* ---- adding ---- */

static void copy_place(lm_copier *c, lm_progress *progress, lm_place *place) {
  if (!place->file) return;
  if (!progress->file || strcmp(progress->file, place->file) != 0) progress->file = lm_copy_string(c, place->file);
  place->file = progress->file;
}

/* A copy whose texts are still the given ones; NULL when there are none or memory fails. */
static void *copy_items(lm_copier *c, const void *items, size_t count, size_t size) {
  void *copy = count > 0 ? lm_arena_copy(c->arena, items, count * size) : NULL;
  if (count > 0 && !copy) c->failed = true;
  return copy;
}

static void copy_tasks(lm_copier *c, lm_progress *progress, lm_entry *entry) {
  lm_task *item = copy_items(c, entry->tasks, entry->task_count, sizeof *item);
  for (size_t i = 0; item && i < entry->task_count; i++) {
    item[i].mark = lm_copy_string(c, entry->tasks[i].mark);
    item[i].text = lm_copy_text(c, &entry->tasks[i].text);
    item[i].notes = lm_copy_texts(c, &entry->tasks[i].notes);
    copy_place(c, progress, &item[i].place);
  }
  entry->tasks = item;
}

static void copy_costs(lm_copier *c, lm_progress *progress, lm_entry *entry) {
  lm_cost *item = copy_items(c, entry->costs, entry->cost_count, sizeof *item);
  for (size_t i = 0; item && i < entry->cost_count; i++) {
    item[i].text = lm_copy_text(c, &entry->costs[i].text);
    item[i].notes = lm_copy_texts(c, &entry->costs[i].notes);
    copy_place(c, progress, &item[i].place);
  }
  entry->costs = item;
}

static const lm_entry *copy_entry(lm_progress *progress, const lm_entry *from) {
  lm_copier c = {&progress->arena, false};
  lm_entry *to = lm_arena_copy(&progress->arena, from, sizeof *from);
  if (!to) return NULL;
  copy_place(&c, progress, &to->place);
  to->statements = lm_copy_statements(&c, from->statements, from->statement_count);
  copy_tasks(&c, progress, to);
  copy_costs(&c, progress, to);
  to->charges = lm_copy_charges(&c, from->charges, from->charge_count);
  to->notes = lm_copy_texts(&c, &from->notes);
  return c.failed ? NULL : to;
}

/* The map is changed last: what fails before leaves nothing behind that can be asked for. */
lm_status lm_progress_add(lm_progress *progress, const lm_entry *entry) {
  if (lm_progress_find(progress, entry->node, entry->area, entry->when)) return LM_EINVAL;
  if (progress->entries.count >= LM_STRMAP_NONE) return LM_ENOMEM;
  const lm_entry *copy = copy_entry(progress, entry);
  if (!copy || !lm_vec_grow(&progress->entries.item, &progress->entries.room, progress->entries.count, sizeof copy)) return LM_ENOMEM;
  uint32_t index = (uint32_t)progress->entries.count;
  if (!lm_strmap_set(&progress->by_key, (const char *)copy, ENTRY_KEY, index)) return LM_ENOMEM;
  progress->entries.item[progress->entries.count++] = copy;
  return LM_OK;
}

lm_status lm_progress_add_source(lm_progress *progress, const lm_source *source, uint32_t *index) {
  if (progress->sources.count >= LM_NO_SOURCE) return LM_ENOMEM;
  const lm_source *copy = lm_values_copy_source(&progress->arena, source);
  if (!copy || !LM_VEC_PUSH(&progress->sources, copy)) return LM_ENOMEM;
  if (index) *index = (uint32_t)progress->sources.count - 1;
  return LM_OK;
}

lm_status lm_progress_add_document(lm_progress *progress, const lm_document *document) {
  const lm_document *copy = lm_values_copy_document(&progress->arena, document);
  return copy && LM_VEC_PUSH(&progress->documents, copy) ? LM_OK : LM_ENOMEM;
}
