#include "../base/strmap.h"
#include "../base/vec.h"
#include "copy.h"

#include <stdlib.h>
#include <string.h>

/* Areas stay where they are: lm_areas_at lends pointers while more are added. Areas of one code are a chain, in the order declared. */
typedef struct list {
  uint32_t *item;
  size_t count, room;
} list;

typedef struct links {
  uint32_t next_of_code; /* the next area of its code, + 1; 0 none */
  uint32_t round;        /* the last search that came by */
  list before, after;    /* the areas that became part of it; those that it became part of */
} links;

struct lm_areas {
  lm_arena arena;
  lm_area **item;
  links *link;
  size_t count, room, link_room;
  lm_strmap by_id, by_code;
  const lm_areas *known; /* from elsewhere */
  list way;              /* of a search: where to go on */
  uint32_t round;        /* searches so far */
  struct { lm_unmatched_code *item; size_t count, room; } unmatched;
};

lm_status lm_areas_new(lm_areas **out) {
  *out = calloc(1, sizeof **out);
  return *out ? LM_OK : LM_ENOMEM;
}

void lm_areas_free(lm_areas *areas) {
  if (!areas) return;
  for (size_t i = 0; i < areas->count; i++) {
    free(areas->link[i].before.item);
    free(areas->link[i].after.item);
  }
  free(areas->way.item);
  free(areas->item);
  free(areas->link);
  free(areas->unmatched.item);
  lm_strmap_clear(&areas->by_id);
  lm_strmap_clear(&areas->by_code);
  lm_arena_clear(&areas->arena);
  free(areas);
}

static const char *kind_word(const char *kind) {
  const char *word = lm_area_kind_word(lm_area_kind_of(kind));
  return word ? word : kind;
}

static lm_area *copy_area(lm_arena *arena, const lm_area *from) {
  lm_area *to = lm_arena_copy(arena, from, sizeof *from);
  if (!to) return NULL;
  bool ok = lm_values_copy_string(arena, &to->id, from->id) && lm_values_copy_text(arena, &to->label, &from->label) &&
            lm_values_copy_texts(arena, &to->notes, &from->notes) && lm_values_copy_string(arena, &to->kind, kind_word(from->kind)) &&
            lm_values_copy_string(arena, &to->code, from->code) && lm_values_copy_string(arena, &to->place.file, from->place.file);
  return ok ? to : NULL;
}

/* ---- codes ---- */

/* The key in the arena: of one code, the map keeps the first area, the others follow in a chain. */
static uint32_t first_of_code(const lm_areas *areas, const char *code, size_t length) {
  char buffer[LM_AREA_CODE_SIZE];
  const char *key = lm_area_code_key(code, length, buffer);
  uint32_t at = key ? lm_strmap_get(&areas->by_code, key, strlen(key)) : lm_strmap_get(&areas->by_code, code, length);
  return at == LM_STRMAP_NONE ? LM_NO_AREA : at;
}

static uint32_t next_of_code(const lm_areas *areas, uint32_t index) {
  return areas->link[index].next_of_code - 1; /* 0 is none, and so is UINT32_MAX */
}

static bool file_code(lm_areas *areas, uint32_t index, const char *code) {
  char buffer[LM_AREA_CODE_SIZE];
  uint32_t at = first_of_code(areas, code, strlen(code));
  if (at == LM_NO_AREA) {
    const char *key = lm_area_code_key(code, strlen(code), buffer);
    key = lm_arena_strdup(&areas->arena, key ? key : code);
    return key && lm_strmap_set(&areas->by_code, key, strlen(key), index);
  }
  for (uint32_t next; (next = next_of_code(areas, at)) != LM_NO_AREA;) at = next;
  areas->link[at].next_of_code = index + 1;
  return true;
}

uint32_t lm_areas_find_code(const lm_areas *areas, const char *code, size_t length, int32_t day) {
  uint32_t found = LM_NO_AREA;
  for (uint32_t at = first_of_code(areas, code, length); at < areas->count; at = next_of_code(areas, at)) {
    found = at;
    if (lm_area_exists_on(areas->item[at], day)) return at;
  }
  return found;
}

uint32_t lm_areas_rival(const lm_areas *areas, const lm_area *area) {
  if (!area->code) return LM_NO_AREA;
  for (uint32_t at = first_of_code(areas, area->code, strlen(area->code)); at < areas->count; at = next_of_code(areas, at))
    if (strcmp(areas->item[at]->id, area->id) != 0 && lm_area_meets(areas->item[at], area)) return at;
  return LM_NO_AREA;
}

bool lm_areas_have_codes(const lm_areas *areas) {
  return areas->by_code.count > 0 || (areas->known && lm_areas_have_codes(areas->known));
}

lm_status lm_areas_add_unmatched(lm_areas *areas, const lm_unmatched_code *unmatched) {
  lm_unmatched_code copy = *unmatched;
  bool ok = lm_values_copy_string(&areas->arena, &copy.code, copy.code) && lm_values_copy_string(&areas->arena, &copy.file, copy.file);
  return ok && LM_VEC_PUSH(&areas->unmatched, copy) ? LM_OK : LM_ENOMEM;
}

size_t lm_areas_unmatched_count(const lm_areas *areas) { return areas->unmatched.count; }

const lm_unmatched_code *lm_areas_unmatched_at(const lm_areas *areas, size_t index) {
  return index < areas->unmatched.count ? &areas->unmatched.item[index] : NULL;
}

/* ---- adding ---- */

/* Behind those that were said before. */
static lm_status join_successor(lm_areas *areas, uint32_t index, uint32_t next) {
  list *after = &areas->link[index].after;
  if (!LM_VEC_PUSH(after, next)) return LM_ENOMEM;
  if (!LM_VEC_PUSH(&areas->link[next].before, index)) {
    after->count--;
    return LM_ENOMEM;
  }
  areas->item[index]->successor = after->item[0] + 1;
  return LM_OK;
}

/* The maps are changed last: what fails before it leaves nothing behind that can be asked for. */
static lm_status add_new(lm_areas *areas, const lm_area *area, size_t length) {
  if (areas->count >= LM_NO_AREA) return LM_ENOMEM;
  lm_area *copy = copy_area(&areas->arena, area);
  if (!copy || !lm_vec_grow(&areas->item, &areas->room, areas->count, sizeof *areas->item)) return LM_ENOMEM;
  if (!lm_vec_grow(&areas->link, &areas->link_room, areas->count, sizeof *areas->link)) return LM_ENOMEM;
  areas->link[areas->count] = (links){0};
  if (copy->code && !file_code(areas, (uint32_t)areas->count, copy->code)) return LM_ENOMEM;
  if (!lm_strmap_set(&areas->by_id, copy->id, length, (uint32_t)areas->count)) return LM_ENOMEM;
  areas->item[areas->count++] = copy;
  if (!copy->successor) return LM_OK;
  copy->successor = 0;
  return join_successor(areas, (uint32_t)areas->count - 1, area->successor - 1);
}

/* No circle would come of it. */
static bool may_lie(const lm_areas *areas, uint32_t index, uint32_t outer) { return outer != index && !lm_areas_inside(areas, outer, index); }

/* Likewise; every area is looked at once, though areas that were divided and merged again are reached by many ways. */
static lm_status may_follow(lm_areas *areas, uint32_t index, uint32_t next) {
  list *way = &areas->way;
  areas->round++;
  way->count = 0;
  if (!LM_VEC_PUSH(way, next)) return LM_ENOMEM;
  while (way->count > 0) {
    const uint32_t at = way->item[--way->count];
    links *link = &areas->link[at];
    if (at == index) return LM_EINVAL;
    if (link->round == areas->round) continue;
    link->round = areas->round;
    for (size_t i = 0; i < link->after.count; i++)
      if (!LM_VEC_PUSH(way, link->after.item[i])) return LM_ENOMEM;
  }
  return LM_OK;
}

/* What a later document adds to one that said less. Where areas would come to lie in one another in a circle, nothing. */
static lm_status complete(lm_areas *areas, uint32_t at, const lm_area *said) {
  lm_area *area = areas->item[at];
  for (int i = 0; i < LM_LANG_COUNT; i++)
    if (!area->label.in[i] && !lm_values_copy_string(&areas->arena, &area->label.in[i], said->label.in[i])) return LM_ENOMEM;
  if (!area->kind && !lm_values_copy_string(&areas->arena, &area->kind, kind_word(said->kind))) return LM_ENOMEM;
  if (!area->code && said->code) {
    if (!lm_values_copy_string(&areas->arena, &area->code, said->code) || !file_code(areas, at, area->code)) return LM_ENOMEM;
  }
  if (!area->within && said->within && may_lie(areas, at, said->within - 1)) area->within = said->within;
  if (!area->successor && said->successor && lm_areas_put_successor(areas, at, said->successor - 1) == LM_ENOMEM) return LM_ENOMEM;
  if (!area->place.file && said->place.file) {
    area->place = said->place;
    if (!lm_values_copy_string(&areas->arena, &area->place.file, said->place.file)) return LM_ENOMEM;
  }
  if (!area->has_from) area->has_from = said->has_from, area->from = said->from;
  if (!area->has_to) area->has_to = said->has_to, area->to = said->to;
  return LM_OK;
}

lm_status lm_areas_add(lm_areas *areas, const lm_area *area, uint32_t *index) {
  if (!area->id || !*area->id || area->within > areas->count || area->successor > areas->count) return LM_EINVAL;
  size_t length = strlen(area->id);
  uint32_t at = lm_areas_find(areas, area->id, length);
  bool known = at != LM_NO_AREA;
  if (!known) at = (uint32_t)areas->count;
  lm_status status = known ? complete(areas, at, area) : add_new(areas, area, length);
  if (status != LM_OK) return status;
  if (index) *index = at;
  return LM_OK;
}

lm_status lm_areas_put_within(lm_areas *areas, uint32_t index, uint32_t outer) {
  lm_area *area = areas->item[index];
  if (area->within ? area->within != outer + 1 : !may_lie(areas, index, outer)) return LM_EINVAL;
  area->within = outer + 1;
  return LM_OK;
}

lm_status lm_areas_put_successor(lm_areas *areas, uint32_t index, uint32_t next) {
  const list *after = &areas->link[index].after;
  for (size_t i = 0; i < after->count; i++)
    if (after->item[i] == next) return LM_OK;
  const lm_status status = may_follow(areas, index, next);
  return status == LM_OK ? join_successor(areas, index, next) : status;
}

size_t lm_areas_count(const lm_areas *areas) { return areas->count; }

const lm_area *lm_areas_at(const lm_areas *areas, uint32_t index) { return index < areas->count ? areas->item[index] : NULL; }

uint32_t lm_areas_find(const lm_areas *areas, const char *id, size_t length) {
  uint32_t at = lm_strmap_get(&areas->by_id, id, length);
  return at == LM_STRMAP_NONE ? LM_NO_AREA : at;
}

uint32_t lm_areas_within(const lm_areas *areas, uint32_t index) {
  const lm_area *area = lm_areas_at(areas, index);
  return area && area->within ? area->within - 1 : LM_NO_AREA;
}

uint32_t lm_areas_after(const lm_areas *areas, uint32_t index, size_t n) {
  return index < areas->count && n < areas->link[index].after.count ? areas->link[index].after.item[n] : LM_NO_AREA;
}

uint32_t lm_areas_before(const lm_areas *areas, uint32_t index, size_t n) {
  return index < areas->count && n < areas->link[index].before.count ? areas->link[index].before.item[n] : LM_NO_AREA;
}

const char *lm_areas_after_ids(const lm_areas *areas, uint32_t index, char *buffer, size_t size) {
  size_t used = 0;
  *buffer = '\0';
  for (size_t n = 0; lm_areas_after(areas, index, n) != LM_NO_AREA; n++) {
    const char *id = areas->item[lm_areas_after(areas, index, n)]->id;
    const size_t length = strlen(id);
    if (used + length + 2 > size) break;
    if (used) buffer[used++] = ' ';
    memcpy(buffer + used, id, length + 1);
    used += length;
  }
  return buffer;
}

bool lm_areas_changed(const lm_areas *areas, uint32_t index, int32_t by, int32_t *day) {
  bool any = false;
  uint32_t at;
  for (size_t n = 0; (at = lm_areas_before(areas, index, n)) != LM_NO_AREA; n++) {
    const lm_area *before = areas->item[at];
    if (!before->has_to || before->to >= by || (any && before->to < *day)) continue;
    *day = before->to + 1;
    any = true;
  }
  return any;
}

/* No area comes to lie in itself, so this ends. */
bool lm_areas_inside(const lm_areas *areas, uint32_t index, uint32_t outer) {
  for (uint32_t at = lm_areas_within(areas, index); at != LM_NO_AREA; at = lm_areas_within(areas, at))
    if (at == outer) return true;
  return false;
}

/* ---- known from elsewhere ---- */

void lm_areas_know(lm_areas *areas, const lm_areas *known) { areas->known = known; }

const lm_areas *lm_areas_known(const lm_areas *areas) { return areas->known; }

/* With the areas around it and after it, which are no circle: what lies in them comes first. */
static lm_status take_over(lm_areas *areas, uint32_t at, uint32_t *index) {
  const lm_area *other = lm_areas_at(areas->known, at);
  uint32_t outer, after, next;
  lm_area area = *other;
  area.within = area.successor = 0;
  *index = lm_areas_find(areas, other->id, strlen(other->id));
  if (*index != LM_NO_AREA) return LM_OK;
  lm_status status = lm_areas_add(areas, &area, index);
  if (status == LM_OK && other->within) {
    status = take_over(areas, other->within - 1, &outer);
    if (status == LM_OK) lm_areas_put_within(areas, *index, outer);
  }
  for (size_t n = 0; status == LM_OK && (after = lm_areas_after(areas->known, at, n)) != LM_NO_AREA; n++) {
    status = take_over(areas, after, &next);
    if (status == LM_OK && lm_areas_put_successor(areas, *index, next) == LM_ENOMEM) status = LM_ENOMEM;
  }
  return status;
}

lm_status lm_areas_recall(lm_areas *areas, const char *text, size_t length, int32_t day, uint32_t *index) {
  const lm_areas *known = areas->known;
  uint32_t at = known ? lm_areas_find(known, text, length) : LM_NO_AREA;
  if (known && at == LM_NO_AREA) at = lm_areas_find_code(known, text, length, day);
  *index = LM_NO_AREA;
  return at == LM_NO_AREA ? LM_ENOTFOUND : take_over(areas, at, index);
}
