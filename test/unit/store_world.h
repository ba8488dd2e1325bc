/* store_world.h: the documents of test/documents, and loading them into a store. */
#ifndef LM_TEST_STORE_WORLD_H
#define LM_TEST_STORE_WORLD_H

#include <logicmodel/store.h>

typedef struct store_world {
  lm_diags *diags;
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel;
  lm_targets *targets;
  char file[3][256]; /* model, values, targets */
  char model_bytes[1 << 14];
  size_t model_size;
} store_world;

/* Everything read and sealed; `root` is the folder of the project. */
void store_world_read(store_world *d, const char *root);
void store_world_clear(store_world *d);

/* Everything into the store, in one load. totals may be NULL. */
lm_status store_world_load(const store_world *d, lm_store *store, lm_load_totals *totals);
/* By "test", because "because", on the 1st of April 2026; revises nothing. */
lm_load_info store_world_info(void);

#endif
