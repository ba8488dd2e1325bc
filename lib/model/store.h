/* store.h: the inside of a model: vectors of plain structs, a map of ids for each, and one arena for every string and list. */
#ifndef LM_MODEL_STORE_H
#define LM_MODEL_STORE_H

#include "../base/strmap.h"
#include "copy.h"

struct lm_model {
  lm_arena arena;
  const char *id;
  lm_text title;
  const char *file; /* the last file name stored */
  struct {
    lm_text *item;
    size_t count, room;
  } notes;
  struct {
    lm_source *item;
    size_t count, room;
  } sources;
  struct {
    lm_tier *item;
    size_t count, room;
  } tiers;
  struct {
    lm_node_info *item;
    size_t count, room;
  } nodes;
  struct {
    lm_link *item;
    size_t count, room;
  } links;
  struct {
    lm_party *item;
    size_t count, room;
  } parties;
  struct {
    lm_sheet *item;
    size_t count, room;
  } sheets;
  const lm_scale *scale;
  bool scale_doubted;
  lm_strmap source_ids, tier_ids, party_ids, sheet_ids, node_ids[LM_KIND_COUNT];
};

/* Not empty, and not taken. */
bool lm_model_is_free(const lm_strmap *ids, const char *id);
/* All places of a document share one file name. */
lm_place lm_model_copy_place(lm_model *model, lm_copier *c, lm_place place);

#endif
