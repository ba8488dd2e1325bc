/* load.h: a load that is being made. */
#ifndef LM_STORE_LOAD_H
#define LM_STORE_LOAD_H

#include "../base/strbuf.h"
#include "locks.h"

typedef struct lm_loaded_document {
  int64_t id;
  const char *path; /* as given */
} lm_loaded_document;

struct lm_load {
  lm_store *store;
  lm_load_info info; /* only `revise` is used after the beginning */
  int64_t number;    /* 0: over */
  int64_t was;       /* its number, also when it is over */
  lm_arena arena;
  lm_load_totals totals[LM_WHAT_COUNT];
  size_t kept[LM_CHANGE_KIND_COUNT]; /* changes of each kind */
  uint64_t unmatched; /* codes that no area has and that were not kept of the same file before */
  struct { lm_store_change *item; size_t count, room; } changes;
  struct { lm_loaded_document *item; size_t count, room; } documents;
  lm_locks locks; /* in force when the values begin: the areas of this load are known then */
  char sha256[65]; /* of the document named last */
  const char *name;
  const lm_model *model; /* of what is being loaded: for names */
  const lm_areas *areas;
};

/* What comes of one thing. */
typedef struct lm_meeting {
  bool there;  /* the store has one */
  bool same;
  bool locked;
} lm_meeting;

/* Counts it, and says whether it has to be written. A refusal is told by the caller. */
lm_change_kind lm_load_meet(lm_load *load, lm_what what, const lm_meeting *meeting);
/* LM_CHANGE_KIND_COUNT from lm_load_meet: unchanged. */
#define LM_UNCHANGED LM_CHANGE_KIND_COUNT

/* Keeps the change while there are not too many; strings are copied. */
void lm_load_change(lm_load *load, const lm_store_change *change);
/* "value/INDICATOR@AREA/PERIOD": the element path of what is told. */
void lm_load_add_path(lm_strbuf *path, const lm_store_change *change);
/* LM_D_DIFFERS at a place; with that path, or another. */
void lm_load_tell_difference(lm_load *load, const lm_store_change *change, lm_place place);
void lm_load_tell_difference_at(lm_load *load, const lm_store_change *change, lm_place place, const char *path);

/* The number of an id, made when it is new. The node or area may be none. */
int64_t lm_load_indicator(lm_load *load, const lm_model *model, lm_node node);
int64_t lm_load_area(lm_load *load, const lm_areas *areas, uint32_t area);
/* Of the file with that path, else of the document named last. */
int64_t lm_load_document_of(const lm_load *load, const char *path);
int64_t lm_load_last_document(const lm_load *load);
/* LM_D_LOCKED. */
void lm_load_tell_locked(lm_load *load, const lm_locked *lock, const lm_store_change *change, lm_place place, const char *path);
lm_status lm_load_failure(lm_load *load);

#endif
